//! What certificates are printed from: the rows of a round's frozen set.

use serde_json::Value as Json;

use super::{issued, standing};
use crate::flow::bureau::campaigns::READERS;
use crate::flow::bureau::documents::document;
use crate::flow::bureau::{Bureau, Failure, office_as};
use crate::flow::chain::certificates::{Issuer, rows};
use crate::model::actor::{Actor, Scope};
use crate::model::certificate::Row;
use crate::model::chain::{Issued, Paper};
use crate::model::{Document, Role, SectionKind};
use crate::store::Reader;

impl Bureau {
    /// The rows of certificates of a decided round, in the order of its set. Number, day and
    /// signer are those of the issued decision that gives the form; a row of a form without one
    /// lacks them, and printing tells so.
    ///
    /// # Errors
    /// [`Failure::Forbidden`], [`Failure::NotFound`]; [`Failure::Conflict`] `round-unfrozen` while
    /// the round is not decided.
    pub async fn rows_of_round(&self, actor: &Actor, round: &str) -> Result<Vec<Row>, Failure> {
        let office = office_as(actor, Scope::Read, READERS)?;
        let mut reader = self.store.read().await?;
        let standing = standing(&mut reader, office, round, self.inspector.awards()).await?;
        if !standing.firm {
            return Err(Failure::Conflict("round-unfrozen", String::new()));
        }
        let mut decisions = issued(&mut reader, office, round, &standing.digest).await?;
        decisions.retain(|one| one.paper == Paper::Decision);
        for decision in &mut decisions {
            sign(&mut reader, office, decision).await?;
        }
        let profile = reader.office(office).await?.profile;
        drop(reader);
        let said = |key: &str| profile.get(key).and_then(Json::as_str).unwrap_or_default().trim().to_owned();
        let authority = [said("head"), said("name")].join(" ").trim().to_owned();
        let issuer = Issuer { authority, place: said("place") };
        Ok(self.pool.run(move || rows(&standing.set, &decisions, &issuer)).await?)
    }
}

/// Who signed a decision, as it was printed.
async fn sign(reader: &mut Reader, office: &str, decision: &mut Issued) -> Result<(), Failure> {
    let ordinal = reader.issued(&decision.document).await?.ordinal;
    let printed = document(&reader.version(office, &decision.document, ordinal).await?)?;
    decision.signer_title = said(&printed, &[Role::Capacity, Role::SignerTitle]).join("\n");
    decision.signer = said(&printed, &[Role::SignerName]).into_iter().next().unwrap_or_default();
    Ok(())
}

/// The words of some roles in the document itself.
fn said(document: &Document, roles: &[Role]) -> Vec<String> {
    let main = document.sections.iter().filter(|section| section.kind == SectionKind::Main);
    main.flat_map(|section| &section.blocks)
        .flat_map(crate::model::Block::paragraphs)
        .filter(|paragraph| roles.contains(&paragraph.role))
        .map(|paragraph| paragraph.words().trim().to_owned())
        .filter(|words| !words.is_empty())
        .collect()
}
