//! The audit log, for those who may look.

use super::{Bureau, Failure, office_as};
use crate::model::actor::{Actor, Scope};
use crate::model::workflow::Role;
use crate::store::{Break, Search, Trail};

impl Bureau {
    /// What was done in an office, after an entry, at most `limit`: for its administrator.
    ///
    /// # Errors
    /// [`Failure::Forbidden`]; [`Failure::Store`].
    pub async fn audit(
        &self,
        actor: &Actor,
        search: &Search,
        after: i64,
        limit: i64,
    ) -> Result<Vec<Trail>, Failure> {
        let office = office_as(actor, Scope::Admin, &[Role::Administrator])?;
        Ok(self.store.read().await?.searched(office, search, after, limit).await?)
    }

    /// Walks the chain of the whole log: how many entries there are, and where it is broken.
    /// For operators, since it goes through every office.
    ///
    /// # Errors
    /// [`Failure::Forbidden`]; [`Failure::Store`].
    pub async fn verify_audit(&self, actor: &Actor) -> Result<(i64, Vec<Break>), Failure> {
        if !actor.operator {
            return Err(Failure::Forbidden);
        }
        let mut reader = self.store.read().await?;
        let breaks = reader.broken().await?;
        Ok((reader.last_ordinal().await?, breaks))
    }
}
