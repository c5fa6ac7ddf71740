//! How often one person may ask: a bucket of tokens each, filled at a rate, one taken by each
//! request. Those who are not signed in share the bucket of their address.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Mutex, PoisonError},
};

use actix_web::{
    Error as ActixError, HttpMessage, HttpRequest, ResponseError,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    middleware::Next,
    web::Data,
};
use chrono::{DateTime, Utc};

use super::{Door, Error, auth::Known, error::Code};

/// How many seconds' worth of requests may come at once.
const BURST: u32 = 10;

/// How many buckets are kept; beyond it the full ones are forgotten.
const MOST: usize = 10_000;

/// Paths that are asked by machines that look after this one.
const FREE: &[&str] = &["/health/", "/metrics"];

/// The buckets of one server.
#[derive(Debug)]
pub struct Rates {
    rate: u32,
    most: usize,
    buckets: Mutex<HashMap<String, Bucket>>,
}

/// How many thousandths of a token there were, and when.
#[derive(Clone, Copy, Debug)]
struct Bucket {
    tokens: i64,
    at: DateTime<Utc>,
}

/// A token, in thousandths.
const TOKEN: i64 = 1000;

impl Rates {
    /// Buckets that are filled with `rate` tokens a second; 0 asks for none.
    pub fn new(rate: u32) -> Rates {
        Rates { rate, most: MOST, buckets: Mutex::new(HashMap::new()) }
    }

    /// Takes a token from somebody's bucket.
    ///
    /// # Errors
    /// After how many seconds there will be one.
    pub fn take(&self, whose: &str, now: DateTime<Utc>) -> Result<(), u64> {
        if self.rate == 0 {
            return Ok(());
        }
        let rate = i64::from(self.rate);
        let full = rate * i64::from(BURST) * TOKEN;
        let filled = |bucket: Bucket| {
            let passed = (now - bucket.at).num_milliseconds().max(0);
            bucket.tokens.saturating_add(passed.saturating_mul(rate)).min(full)
        };
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= self.most && !buckets.contains_key(whose) {
            buckets.retain(|_, bucket| filled(*bucket) < full);
            if buckets.len() >= self.most {
                // Nobody is let in at others' expense: all begin anew.
                buckets.clear();
            }
        }
        let tokens = buckets.get(whose).map_or(full, |bucket| filled(*bucket));
        let left = tokens - TOKEN;
        let bucket = Bucket { tokens: if left < 0 { tokens } else { left }, at: now };
        buckets.insert(whose.to_owned(), bucket);
        // A thousandth a millisecond for each token a second.
        if left < 0 {
            Err(u64::try_from(-left).unwrap_or_default().div_ceil(1000 * u64::from(self.rate)).max(1))
        } else {
            Ok(())
        }
    }
}

/// Refuses whoever asks too often.
///
/// # Errors
/// Those of the handlers behind it.
pub async fn hold(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, ActixError> {
    let free = FREE.iter().any(|free| request.path().starts_with(free));
    if let Some(door) = request.app_data::<Data<Door>>().filter(|_| !free) {
        let whose = match request.extensions().get::<Known>() {
            Some(Known(actor)) => actor.person.clone(),
            None => address(request.request(), door.limits.behind_proxy),
        };
        if let Err(seconds) = door.rates.take(&whose, (door.equipment.clock)()) {
            let error = Error { retry_after: Some(seconds), ..Error::about(Code::TooOften, seconds) };
            return Ok(request.into_response(error.error_response()));
        }
    }
    Ok(next.call(request).await?.map_into_boxed_body())
}

/// The address that a request comes from: the peer's or, behind a proxy, the last that the
/// proxy names. Of IPv6 it is the network that one customer has (/64).
pub fn address(request: &HttpRequest, behind_proxy: bool) -> String {
    let named = request.headers().get_all("x-forwarded-for").last().and_then(|names| names.to_str().ok());
    let named = named.and_then(|names| names.rsplit(',').next()?.trim().parse().ok());
    let peer = request.peer_addr().map(|peer| peer.ip());
    match named.filter(|_| behind_proxy).or(peer) {
        Some(IpAddr::V6(v6)) if v6.to_ipv4_mapped().is_none() => {
            let [a, b, c, d, ..] = v6.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
        Some(address) => address.to_canonical().to_string(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    fn at(milliseconds: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::milliseconds(milliseconds)
    }

    #[test]
    fn a_bucket_gives_its_burst_then_its_rate_and_says_when_it_has_more() {
        let rates = Rates::new(2);
        for _ in 0..20 {
            assert_eq!(rates.take("a", at(0)), Ok(()));
        }
        assert_eq!(rates.take("a", at(0)), Err(1));
        assert_eq!(rates.take("b", at(0)), Ok(()), "another's is full");
        assert_eq!(rates.take("a", at(499)), Err(1));
        assert_eq!(rates.take("a", at(500)), Ok(()));
        assert_eq!(rates.take("a", at(500)), Err(1));
        let taken = (0..50).filter(|_| rates.take("a", at(1_000_000)).is_ok()).count();
        assert_eq!(taken, 20, "never more than the burst");
        assert_eq!(rates.take("a", at(0)), Err(1), "a clock that goes back gives nothing");
    }

    #[test]
    fn no_rate_is_no_limit_and_buckets_are_bounded() {
        let free = Rates::new(0);
        assert!((0..10_000).all(|_| free.take("a", at(0)).is_ok()));
        let few = Rates { most: 3, ..Rates::new(1) };
        for name in ["a", "b", "c", "d", "e"] {
            assert_eq!(few.take(name, at(0)), Ok(()));
            assert!(few.buckets.lock().unwrap().len() <= 3);
        }
    }
}
