//! The honorees of an award round, as rows of certificates.

use super::super::{Bureau, Failure};
use crate::model::actor::Actor;
use crate::model::certificate::Row;

impl Bureau {
    /// The honorees of a frozen round, one row each.
    ///
    /// # Errors
    /// [`Failure::NotFound`].
    pub async fn rows_of_round(&self, actor: &Actor, round: &str) -> Result<Vec<Row>, Failure> {
        let _ = (actor, round);
        Err(Failure::NotFound)
    }
}
