//! The messenger: sends what webhooks are to be told, one after another.

use std::io;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::sleep;
use ureq::Agent;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};

use super::{Clock, LOOK};
use crate::flow::bureau::webhooks::{is_inside, signature};
use crate::flow::{Bureau, Failure, Pool};
use crate::store::{Delivery, Webhook};

/// How long one sending may take.
const TIMEOUT: Duration = Duration::from_secs(15);

/// Sends what is due.
pub struct Messenger {
    bureau: Bureau,
    clock: Clock,
    lane: Pool,
    agent: Agent,
}

/// Looks names up, and refuses machines that are not of the public net unless the administrator
/// of this one allows them: at the moment of sending, whatever the name led to before.
#[derive(Debug)]
struct Guarded {
    inside: bool,
    names: DefaultResolver,
}

impl Resolver for Guarded {
    fn resolve(
        &self,
        uri: &Uri,
        config: &ureq::config::Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.names.resolve(uri, config, timeout)?;
        if !self.inside && found.iter().any(|address| is_inside(address.ip())) {
            return Err(ureq::Error::Io(io::Error::other("the address is not of the public net")));
        }
        Ok(found)
    }
}

impl Messenger {
    /// A messenger for what this bureau keeps; `inside` as [`crate::web::auth::Access`] says it.
    pub fn new(bureau: Bureau, clock: Clock, inside: bool) -> Messenger {
        let config = Agent::config_builder()
            .timeout_global(Some(TIMEOUT))
            .max_redirects(0)
            .http_status_as_error(false)
            .https_only(!inside)
            .user_agent("vanthu")
            .proxy(None)
            .build();
        let names = Guarded { inside, names: DefaultResolver::default() };
        let agent = Agent::with_parts(config, DefaultConnector::default(), names);
        Messenger { bureau, clock, lane: Pool::new(1, 1, TIMEOUT * 2), agent }
    }

    /// Sends until it is told to stop.
    pub async fn run(&self, mut stop: watch::Receiver<bool>) {
        while !*stop.borrow() {
            match self.turn().await {
                Ok(true) => continue,
                Ok(false) => {}
                Err(error) => tracing::warn!(%error, "nobody could be told"),
            }
            tokio::select! {
                () = sleep(LOOK) => {}
                _ = stop.changed() => {}
            }
        }
    }

    /// Sends what is due, and keeps how it went; false where nothing is.
    ///
    /// # Errors
    /// The store's.
    pub async fn turn(&self) -> Result<bool, Failure> {
        let Some((delivery, webhook)) = self.bureau.claim_delivery((self.clock)()).await? else {
            return Ok(false);
        };
        let now = (self.clock)().timestamp();
        let (agent, sent) = (self.agent.clone(), delivery.clone());
        let answer = self.lane.run(move || send(&agent, &webhook, &sent, now)).await;
        let answer = answer.unwrap_or_else(|refusal| Err(refusal.to_string()));
        if let Err(error) = &answer {
            tracing::info!(delivery = delivery.id, error, "a webhook was not reached");
        }
        self.bureau.end_delivery(&delivery, answer, (self.clock)()).await?;
        Ok(true)
    }
}

/// Sends one message; gives the answer's status.
fn send(agent: &Agent, webhook: &Webhook, delivery: &Delivery, now: i64) -> Result<u16, String> {
    let signed = signature(&webhook.secret, &delivery.message, now, &delivery.body);
    let answer = agent
        .post(&webhook.url)
        .header("content-type", "application/json")
        .header("webhook-id", &delivery.message)
        .header("webhook-timestamp", now.to_string())
        .header("webhook-signature", signed)
        .send(&delivery.body);
    answer.map(|answer| answer.status().as_u16()).map_err(|error| error.to_string())
}
