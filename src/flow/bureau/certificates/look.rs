//! Looking at certificates, and revoking them.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::super::{Bureau, Failure, office_as, office_of};
use super::RevokeAsked;
use crate::model::actor::{Actor, Scope};
use crate::model::workflow::Role;
use crate::store::{CertificateRow, Listing, Reprint};

/// A certificate, and the times that it was printed again.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// The certificate.
    pub row: CertificateRow,
    /// Each time.
    pub reprints: Vec<Reprint>,
}

impl Bureau {
    /// An office's certificates, at most `limit`.
    ///
    /// # Errors
    /// [`Failure::Forbidden`]; [`Failure::Store`].
    pub async fn certificates(
        &self,
        actor: &Actor,
        which: &Listing<'_>,
        limit: i64,
    ) -> Result<Vec<CertificateRow>, Failure> {
        let office = office_of(actor, Scope::Read)?;
        Ok(self.store.read().await?.certificates(office, which, limit).await?)
    }

    /// One certificate.
    ///
    /// # Errors
    /// [`Failure::NotFound`], [`Failure::Forbidden`]; [`Failure::Store`].
    pub async fn certificate(&self, actor: &Actor, id: &str) -> Result<Card, Failure> {
        let office = office_of(actor, Scope::Read)?;
        let mut reader = self.store.read().await?;
        let row = reader.certificate(office, id).await?;
        Ok(Card { row, reprints: reader.reprints(id).await? })
    }

    /// Revokes a certificate that was printed: it no longer stands, and whoever asks is told so.
    ///
    /// # Errors
    /// [`Failure::NotFound`], [`Failure::Forbidden`], [`Failure::Invalid`];
    /// [`Failure::Conflict`] `certificate-not-standing`.
    pub async fn revoke_certificate(
        &self,
        actor: &Actor,
        id: &str,
        asked: RevokeAsked,
        now: DateTime<Utc>,
    ) -> Result<Card, Failure> {
        let office = office_as(actor, Scope::Issue, &[Role::RecordsOfficer])?;
        let blames = asked.blames();
        if !blames.is_empty() {
            return Err(Failure::Invalid(blames));
        }
        let mut tx = self.store.begin().await?;
        tx.hold_certificate(office, id).await?;
        tx.revoke_certificate(office, id, now, &asked.reason).await?;
        self.seal(tx, actor, now, "certificate-revoke", id, json!({ "reason": asked.reason })).await?;
        self.certificate(actor, id).await
    }
}
