//! The design that a batch is printed by, and what its printer is made up for.

use std::sync::Arc;

use super::super::{Blame, Bureau, Failure};
use super::BatchAsked;
use crate::flow::bureau::printers;
use crate::model::actor::Actor;
use crate::model::certificate::{Calibration, Sheet};

impl Bureau {
    /// The design, as the actor's office has it, with its name as `key@version`.
    pub(super) async fn batch_design(
        &self,
        actor: &Actor,
        asked: &BatchAsked,
    ) -> Result<(Arc<Sheet>, String), Failure> {
        match self.shelved_design(actor, &asked.design, asked.version.as_deref()).await {
            Ok(design) => Ok((design.sheet, format!("{}@{}", design.id, design.version))),
            Err(Failure::NotFound) => {
                let place = if asked.version.is_some() { "/version" } else { "/design" };
                Err(Failure::Invalid(vec![Blame::of("design-unknown", place, &asked.design)]))
            }
            Err(other) => Err(other),
        }
    }

    /// What the printer is made up for: as the office keeps it, or as the order says.
    pub(super) async fn batch_calibration(
        &self,
        actor: &Actor,
        asked: &BatchAsked,
    ) -> Result<Calibration, Failure> {
        let Some(id) = &asked.printer else { return Ok(asked.calibration) };
        match self.printer(actor, id).await {
            Ok(printer) => Ok(printers::calibration(&printer)),
            Err(Failure::NotFound) => {
                Err(Failure::Invalid(vec![Blame::of("printer-unknown", "/printer", id)]))
            }
            Err(other) => Err(other),
        }
    }
}
