//! The design that a batch is printed by.

use std::sync::Arc;

use super::super::{Blame, Bureau, Failure};
use crate::model::actor::Actor;
use crate::model::certificate::Sheet;

impl Bureau {
    /// The design of this name, as `actor`'s office has it.
    pub(super) async fn batch_design(
        &self,
        actor: &Actor,
        id: &str,
        version: Option<&str>,
    ) -> Result<Arc<Sheet>, Failure> {
        match self.design(actor, id, version).await {
            Err(Failure::NotFound) => Err(Failure::Invalid(vec![Blame::of("design-unknown", "/design", id)])),
            found => found,
        }
    }
}
