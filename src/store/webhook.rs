//! Addresses that are told (webhooks), and what was or is to be sent to them.

use chrono::{DateTime, Utc};
use sqlx::FromRow;

use super::{Error, Reader, Tx};

/// An address that an administrator allowed to be told.
#[derive(Clone, PartialEq, Eq, FromRow)]
pub struct Webhook {
    /// ULID.
    pub id: String,
    /// Whose.
    pub office_id: String,
    /// Who allowed it.
    pub person_id: String,
    /// Where.
    pub url: String,
    /// What signs what is sent.
    pub secret: String,
    /// When it was allowed.
    pub created_at: DateTime<Utc>,
    /// When it was ended.
    pub ended_at: Option<DateTime<Utc>>,
}

impl std::fmt::Debug for Webhook {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Webhook").field("id", &self.id).finish_non_exhaustive()
    }
}

/// Something that is sent to an address.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Delivery {
    /// ULID.
    pub id: String,
    /// To which address.
    pub webhook_id: String,
    /// The batch that it tells of.
    pub batch_id: String,
    /// The message's own id: the same when it is sent again.
    pub message: String,
    /// Key of what it tells.
    pub event: String,
    /// Its body, byte for byte.
    pub body: String,
    /// `queued`, `done` or `failed`.
    pub state: String,
    /// How often it was sent.
    pub attempts: i64,
    /// When it is due.
    pub due_at: DateTime<Utc>,
    /// The status of the last answer.
    pub status: Option<i64>,
    /// Why there was no good answer.
    pub error: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was taken, or given up.
    pub ended_at: Option<DateTime<Utc>>,
}

impl Reader {
    /// An office's addresses, the newest first.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn webhooks(&mut self, office: &str) -> Result<Vec<Webhook>, Error> {
        rows!(self, Webhook, "SELECT * FROM webhook WHERE office_id = $1 ORDER BY id DESC", office)
    }

    /// An address of an office.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Db`].
    pub async fn webhook(&mut self, office: &str, id: &str) -> Result<Webhook, Error> {
        row!(self, Webhook, "SELECT * FROM webhook WHERE id = $1 AND office_id = $2", id, office)?
            .ok_or(Error::NotFound)
    }

    /// What was sent to an address, the newest first, before the id of a page before.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn deliveries(
        &mut self,
        webhook: &str,
        before: &str,
        limit: i64,
    ) -> Result<Vec<Delivery>, Error> {
        rows!(
            self,
            Delivery,
            "SELECT * FROM webhook_delivery WHERE webhook_id = $1 AND ($2 = '' OR id < $2)
             ORDER BY id DESC LIMIT $3",
            webhook,
            before,
            limit,
        )
    }

    /// True where something is due to be sent.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn has_delivery(&mut self, now: DateTime<Utc>) -> Result<bool, Error> {
        let text =
            "SELECT CAST(1 AS BIGINT) FROM webhook_delivery WHERE state = 'queued' AND due_at <= $1 LIMIT 1";
        let found: Option<(i64,)> = row!(self, (i64,), text, now)?;
        Ok(found.is_some())
    }
}

impl Tx {
    /// Keeps an address.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn add_webhook(&mut self, webhook: &Webhook) -> Result<(), Error> {
        run!(
            self,
            "INSERT INTO webhook (id, office_id, person_id, url, secret, created_at) VALUES ($1, $2, $3, $4, $5, $6)",
            &webhook.id,
            &webhook.office_id,
            &webhook.person_id,
            &webhook.url,
            &webhook.secret,
            webhook.created_at,
        )?;
        Ok(())
    }

    /// Ends an address; what waits to be sent there is given up.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Db`].
    pub async fn end_webhook(&mut self, office: &str, id: &str, at: DateTime<Utc>) -> Result<(), Error> {
        let text = "UPDATE webhook SET ended_at = $1 WHERE id = $2 AND office_id = $3 AND ended_at IS NULL";
        if run!(self, text, at, id, office)? == 0 {
            return Err(Error::NotFound);
        }
        run!(
            self,
            "UPDATE webhook_delivery SET state = 'failed', error = 'ended', ended_at = $1
             WHERE webhook_id = $2 AND state = 'queued'",
            at,
            id,
        )?;
        Ok(())
    }

    /// The ids of an office's addresses that are not ended.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn open_webhooks(&mut self, office: &str) -> Result<Vec<String>, Error> {
        let text = "SELECT id FROM webhook WHERE office_id = $1 AND ended_at IS NULL ORDER BY id";
        let ids: Vec<(String,)> = rows!(self, (String,), text, office)?;
        Ok(ids.into_iter().map(|(id,)| id).collect())
    }

    /// Keeps something to be sent.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn add_delivery(&mut self, delivery: &Delivery) -> Result<(), Error> {
        run!(
            self,
            "INSERT INTO webhook_delivery (id, webhook_id, batch_id, message, event, body, state, attempts, due_at,
                 error, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, 'queued', 0, $7, '', $8)",
            &delivery.id,
            &delivery.webhook_id,
            &delivery.batch_id,
            &delivery.message,
            &delivery.event,
            &delivery.body,
            delivery.due_at,
            delivery.created_at,
        )?;
        Ok(())
    }

    /// Something that was sent to an address, or is to be.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Db`].
    pub async fn delivery(&mut self, webhook: &str, id: &str) -> Result<Delivery, Error> {
        let text = "SELECT * FROM webhook_delivery WHERE id = $1 AND webhook_id = $2";
        row!(self, Delivery, text, id, webhook)?.ok_or(Error::NotFound)
    }

    /// Takes what is due: until a moment nobody else sends it. Its `attempts` are a token: who ends
    /// it says them again.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn claim_delivery(
        &mut self,
        now: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Result<Option<(Delivery, Webhook)>, Error> {
        let due: Option<(String, i64)> = row!(
            self,
            (String, i64),
            "SELECT id, attempts FROM webhook_delivery WHERE state = 'queued' AND due_at <= $1
             ORDER BY due_at, id LIMIT 1",
            now,
        )?;
        let Some((id, attempts)) = due else { return Ok(None) };
        let taken: Option<Delivery> = row!(
            self,
            Delivery,
            "UPDATE webhook_delivery SET attempts = attempts + 1, due_at = $1
             WHERE id = $2 AND attempts = $3 AND state = 'queued' AND due_at <= $4 RETURNING *",
            until,
            &id,
            attempts,
            now,
        )?;
        let Some(delivery) = taken else { return Ok(None) };
        let webhook = row!(self, Webhook, "SELECT * FROM webhook WHERE id = $1", &delivery.webhook_id)?;
        Ok(Some((delivery, webhook.ok_or(Error::NotFound)?)))
    }

    /// Ends a sending: `state` is `done`, `failed`, or `queued` for another time at `due_at`.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn end_delivery(
        &mut self,
        delivery: &Delivery,
        (state, due_at): (&str, DateTime<Utc>),
        status: Option<i64>,
        error: &str,
        now: DateTime<Utc>,
    ) -> Result<(), Error> {
        let ended = (state != "queued").then_some(now);
        run!(
            self,
            "UPDATE webhook_delivery SET state = $1, due_at = $2, status = $3, error = $4, ended_at = $5
             WHERE id = $6 AND attempts = $7 AND state = 'queued'",
            state,
            due_at,
            status,
            error,
            ended,
            &delivery.id,
            delivery.attempts,
        )?;
        Ok(())
    }
}
