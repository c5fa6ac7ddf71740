//! Webhooks: who is told when a batch ends, signed, tried again, and kept in a log.
//!
//! What is sent follows Standard Webhooks: `webhook-id`, `webhook-timestamp` and
//! `webhook-signature: v1,…`, the base64 of the HMAC-SHA256 of `id.timestamp.body` under the secret
//! that an administrator was shown once. Only addresses that an administrator of the office has
//! entered are told, and of them only those that the administrator of the machine allows.

use base64::{Engine, prelude::BASE64_STANDARD};
use chrono::{DateTime, TimeDelta, Utc};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value as Json, json};
use sha2::Sha256;

use super::secret::random;
use super::{Blame, Bureau, Failure, new_id, office_as};
use crate::flow::{Asked, Fault};
use crate::model::actor::{Actor, Scope};
use crate::model::workflow::Role;
use crate::store::{Batch, Delivery, Tx, Webhook};

/// How every secret begins.
const PREFIX: &str = "whsec_";

/// Longest address, in characters.
const LONGEST: usize = 500;

/// Most addresses of an office that are told.
const MOST: usize = 20;

/// For how long a delivery is one sender's.
const LEASE: TimeDelta = TimeDelta::seconds(60);

/// How long after each failed sending the next is due; after the last it is given up.
const AGAIN: [TimeDelta; 8] = [
    TimeDelta::seconds(5),
    TimeDelta::seconds(30),
    TimeDelta::minutes(2),
    TimeDelta::minutes(10),
    TimeDelta::hours(1),
    TimeDelta::hours(4),
    TimeDelta::hours(12),
    TimeDelta::hours(24),
];

/// Longest reason that is kept of a sending that failed, in characters.
const REASON: usize = 300;

/// An address as it is taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// True for `https`.
    pub is_secure: bool,
    /// The name or the number of the machine, without brackets.
    pub host: String,
}

impl Address {
    /// Takes an address apart: `https://` or `http://`, a host, perhaps a port and a path; nothing
    /// that names somebody.
    pub fn parse(url: &str) -> Option<Address> {
        let (is_secure, rest) = match url.strip_prefix("https://") {
            Some(rest) => (true, rest),
            None => (false, url.strip_prefix("http://")?),
        };
        let sound = url.chars().count() <= LONGEST && url.chars().all(|c| c.is_ascii_graphic());
        let authority = rest.split(['/', '?', '#']).next()?;
        if !sound || authority.contains(['@', '\\']) || rest.contains('#') {
            return None;
        }
        let (host, port) = match authority.strip_prefix('[') {
            Some(inner) => {
                let (host, rest) = inner.split_once(']')?;
                host.parse::<std::net::Ipv6Addr>().ok()?;
                (host, rest)
            }
            None => {
                let at = authority.find(':').unwrap_or(authority.len());
                let (host, rest) = authority.split_at(at);
                let named = host.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '.');
                if host.is_empty() || !named {
                    return None;
                }
                (host, rest)
            }
        };
        let numbered = |port: &str| port.parse::<u16>().is_ok_and(|port| port > 0);
        let port_is_sound = port.is_empty() || port.strip_prefix(':').is_some_and(numbered);
        port_is_sound.then(|| Address { is_secure, host: host.to_ascii_lowercase() })
    }
}

/// An address to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookAsked {
    /// Where.
    pub url: String,
}

impl WebhookAsked {
    /// Reads `{"url": …}`.
    ///
    /// # Errors
    /// Every fault.
    pub fn from_json(json: &str) -> Result<WebhookAsked, Vec<Fault>> {
        let mut asked = Asked::read(json)?;
        let url = asked.needed("url", LONGEST);
        asked.end(WebhookAsked { url })
    }
}

impl Bureau {
    /// Allows an address to be told of the office's batches; the secret that signs what is sent is
    /// shown this once. `inside` says whether the machine's administrator allows http and
    /// addresses that are not of the public net.
    ///
    /// # Errors
    /// [`Failure::Forbidden`] for who is no administrator; [`Failure::Invalid`];
    /// [`Failure::Conflict`] `webhooks-full`.
    pub async fn add_webhook(
        &self,
        actor: &Actor,
        now: DateTime<Utc>,
        asked: &WebhookAsked,
        inside: bool,
    ) -> Result<Webhook, Failure> {
        let office = office_as(actor, Scope::Admin, &[Role::Administrator])?;
        let blame = |code| Failure::Invalid(vec![Blame::of(code, "/url", "")]);
        let address = Address::parse(&asked.url).ok_or_else(|| blame("webhook-url"))?;
        let is_inside = !address.is_secure || is_number_inside(&address.host);
        if is_inside && !inside {
            return Err(blame("webhook-private"));
        }
        let webhook = Webhook {
            id: new_id(now),
            office_id: office.to_owned(),
            person_id: actor.person.clone(),
            url: asked.url.clone(),
            secret: format!("{PREFIX}{}", BASE64_STANDARD.encode(random::<32>())),
            created_at: now,
            ended_at: None,
        };
        let mut tx = self.store.begin().await?;
        if tx.open_webhooks(office).await?.len() >= MOST {
            return Err(Failure::Conflict("webhooks-full", MOST.to_string()));
        }
        tx.add_webhook(&webhook).await?;
        self.seal(tx, actor, now, "webhook-add", &webhook.id, json!({ "host": address.host })).await?;
        Ok(webhook)
    }

    /// The addresses of the actor's office.
    ///
    /// # Errors
    /// [`Failure::Forbidden`]; [`Failure::Store`].
    pub async fn webhooks(&self, actor: &Actor) -> Result<Vec<Webhook>, Failure> {
        let office = office_as(actor, Scope::Admin, &[Role::Administrator])?;
        Ok(self.store.read().await?.webhooks(office).await?)
    }

    /// Ends an address: it is told nothing more.
    ///
    /// # Errors
    /// [`Failure::NotFound`], [`Failure::Forbidden`]; [`Failure::Store`].
    pub async fn end_webhook(&self, actor: &Actor, now: DateTime<Utc>, id: &str) -> Result<(), Failure> {
        let office = office_as(actor, Scope::Admin, &[Role::Administrator])?;
        let mut tx = self.store.begin().await?;
        tx.end_webhook(office, id, now).await?;
        self.seal(tx, actor, now, "webhook-end", id, json!({})).await
    }

    /// What was sent to an address, the newest first.
    ///
    /// # Errors
    /// [`Failure::NotFound`], [`Failure::Forbidden`]; [`Failure::Store`].
    pub async fn deliveries(
        &self,
        actor: &Actor,
        id: &str,
        before: &str,
        limit: i64,
    ) -> Result<Vec<Delivery>, Failure> {
        let office = office_as(actor, Scope::Admin, &[Role::Administrator])?;
        let mut reader = self.store.read().await?;
        reader.webhook(office, id).await?;
        Ok(reader.deliveries(id, before, limit).await?)
    }

    /// Sends a message again: the same words under the same id, so that whoever has it already
    /// knows it.
    ///
    /// # Errors
    /// [`Failure::NotFound`], [`Failure::Forbidden`]; [`Failure::Conflict`] `webhook-ended`.
    pub async fn replay(
        &self,
        actor: &Actor,
        now: DateTime<Utc>,
        (webhook, id): (&str, &str),
    ) -> Result<Delivery, Failure> {
        let office = office_as(actor, Scope::Admin, &[Role::Administrator])?;
        let known = self.store.read().await?.webhook(office, webhook).await?;
        if known.ended_at.is_some() {
            return Err(Failure::Conflict("webhook-ended", String::new()));
        }
        let mut tx = self.store.begin().await?;
        let old = tx.delivery(webhook, id).await?;
        let again = Delivery {
            id: new_id(now),
            state: "queued".into(),
            attempts: 0,
            due_at: now,
            status: None,
            error: String::new(),
            created_at: now,
            ended_at: None,
            ..old
        };
        tx.add_delivery(&again).await?;
        self.seal(tx, actor, now, "webhook-replay", &again.id, json!({ "of": id })).await?;
        self.nudge.notify_one();
        Ok(again)
    }

    /// Takes a delivery that is due, to send it.
    ///
    /// # Errors
    /// [`Failure::Store`].
    pub async fn claim_delivery(&self, now: DateTime<Utc>) -> Result<Option<(Delivery, Webhook)>, Failure> {
        if !self.store.read().await?.has_delivery(now).await? {
            return Ok(None);
        }
        let mut tx = self.store.begin().await?;
        let claimed = tx.claim_delivery(now, now + LEASE).await?;
        tx.commit().await?;
        Ok(claimed)
    }

    /// Keeps how a sending went: taken where the answer's status is of 200 to 299, else due again,
    /// or given up after the last time.
    ///
    /// # Errors
    /// [`Failure::Store`].
    pub async fn end_delivery(
        &self,
        delivery: &Delivery,
        answer: Result<u16, String>,
        now: DateTime<Utc>,
    ) -> Result<(), Failure> {
        let (status, error) = match answer {
            Ok(status) if (200..300).contains(&status) => (Some(i64::from(status)), String::new()),
            Ok(status) => (Some(i64::from(status)), format!("status {status}")),
            Err(error) => (None, error.chars().take(REASON).collect()),
        };
        let sent = usize::try_from(delivery.attempts).unwrap_or(usize::MAX);
        let end = if error.is_empty() {
            ("done", now)
        } else {
            match AGAIN.get(sent.saturating_sub(1)) {
                Some(pause) => ("queued", now + *pause),
                None => ("failed", now),
            }
        };
        let mut tx = self.store.begin().await?;
        tx.end_delivery(delivery, end, status, &error, now).await?;
        Ok(tx.commit().await?)
    }
}

/// Whoever is to be told that a batch has ended is told, once this transaction is kept.
pub(super) async fn tell(
    tx: &mut Tx,
    batch: &Batch,
    standing: &Json,
    now: DateTime<Utc>,
) -> Result<(), Failure> {
    for webhook in tx.open_webhooks(&batch.office_id).await? {
        let event = format!("batch.{}", batch.state);
        let mut data = standing.clone();
        if let Some(data) = data.as_object_mut() {
            data.insert("id".into(), batch.id.clone().into());
            data.insert("name".into(), batch.name.clone().into());
        }
        let body = json!({ "type": event, "timestamp": now.to_rfc3339(), "data": data }).to_string();
        tx.add_delivery(&Delivery {
            id: new_id(now),
            webhook_id: webhook,
            batch_id: batch.id.clone(),
            message: format!("msg_{}", new_id(now)),
            event,
            body,
            state: "queued".into(),
            attempts: 0,
            due_at: now,
            status: None,
            error: String::new(),
            created_at: now,
            ended_at: None,
        })
        .await?;
    }
    Ok(())
}

/// What `webhook-signature` says of a message that is sent at a moment (seconds since 1970).
pub fn signature(secret: &str, message: &str, timestamp: i64, body: &str) -> String {
    let key = BASE64_STANDARD.decode(secret.strip_prefix(PREFIX).unwrap_or(secret)).unwrap_or_default();
    // HMAC takes a key of any length.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&key) else { return String::new() };
    mac.update(format!("{message}.{timestamp}.{body}").as_bytes());
    format!("v1,{}", BASE64_STANDARD.encode(mac.finalize().into_bytes()))
}

/// True for the number of a machine that is not of the public net; a name is looked up when it is
/// sent to.
fn is_number_inside(host: &str) -> bool {
    host == "localhost" || host.ends_with(".localhost") || host.parse().is_ok_and(is_inside)
}

/// True for a machine that is not of the public net: this one, its neighbours, and numbers that
/// mean something else.
pub fn is_inside(number: std::net::IpAddr) -> bool {
    use std::net::IpAddr;
    match number {
        IpAddr::V4(v4) => {
            let [a, b, ..] = v4.octets();
            v4.is_loopback()
                || v4.is_private()
                || v4.is_link_local()
                || v4.is_unspecified()
                || v4.is_broadcast()
                || v4.is_documentation()
                || a == 0
                || a >= 224
                || (a == 100 && (64..128).contains(&b))
                || (a == 198 && (18..20).contains(&b))
                || (a == 192 && b == 0)
        }
        IpAddr::V6(v6) => {
            if let Some(v4) = v6.to_ipv4_mapped() {
                return is_inside(IpAddr::V4(v4));
            }
            let [first, ..] = v6.segments();
            // Only 2000::/3 is given out; in it, 2002::/16 and 64:ff9b::/96 lead to numbers of IPv4.
            first & 0xe000 != 0x2000 || first == 0x2002 || (first == 0x2001 && v6.segments()[1] < 0x200)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_that_of_the_standard() {
        // The example of Standard Webhooks' own libraries.
        let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        let said =
            signature(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, r#"{"test": 2432232314}"#);
        assert_eq!(said, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn an_address_is_taken_apart_or_refused() {
        let host = |url: &str| Address::parse(url).map(|address| address.host);
        assert_eq!(host("https://Portal.example.vn:8443/a?b=1"), Some("portal.example.vn".into()));
        assert_eq!(host("http://[::1]:80/"), Some("::1".into()));
        for wrong in [
            "ftp://a.vn/",
            "https://",
            "https://a@b.vn/",
            "https://a.vn:0/",
            "https://a.vn:x/",
            "https://a b/",
            "https://a.vn/#x",
            "https://[::1",
            "https://á.vn/",
        ] {
            assert_eq!(Address::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn numbers_inside_are_told_from_those_of_the_net() {
        for inside in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "0.0.0.0",
            "100.64.0.1",
            "224.0.0.1",
            "::1",
            "fe80::1",
            "fd00::1",
            "::ffff:10.0.0.1",
            "2002:7f00:1::",
        ] {
            assert!(is_inside(inside.parse().unwrap()), "{inside}");
        }
        for outside in ["8.8.8.8", "203.162.4.191", "2400:cb00:2048:1::c629:d7a2", "::ffff:8.8.8.8"] {
            assert!(!is_inside(outside.parse().unwrap()), "{outside}");
        }
        assert!(is_number_inside("localhost") && !is_number_inside("portal.example.vn"));
    }
}
