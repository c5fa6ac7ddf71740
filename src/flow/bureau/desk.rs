//! Somebody's desk (bàn làm việc): what waits for them, and what they last worked on.

use super::{Bureau, Failure, office_of};
use crate::model::actor::{Actor, Scope};
use crate::model::workflow::{Act, State};
use crate::store::Lying;

/// Most documents of one pile.
const PILE: i64 = 20;

/// What lies on somebody's desk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Desk {
    /// Their drafts that were sent back.
    pub returned: Vec<Lying>,
    /// Their other drafts.
    pub drafts: Vec<Lying>,
    /// What was submitted, for somebody who may approve.
    pub to_approve: Vec<Lying>,
    /// What was approved, for somebody who may issue.
    pub to_issue: Vec<Lying>,
    /// What they last worked on, whatever became of it.
    pub recent: Vec<Lying>,
}

impl Bureau {
    /// What lies on somebody's desk.
    ///
    /// # Errors
    /// [`Failure::Forbidden`].
    pub async fn desk(&self, actor: &Actor) -> Result<Desk, Failure> {
        let office = office_of(actor, Scope::Read)?;
        let may = |state: State, act: Act| actor.after(state, act).is_some();
        let mut reader = self.store.read().await?;
        let mut desk = Desk::default();
        if may(State::Draft, Act::Edit) {
            let drafts = reader.lying(office, State::Draft.key(), &actor.person, PILE).await?;
            (desk.returned, desk.drafts) = drafts.into_iter().partition(|one| one.act == Act::Return.key());
        }
        if may(State::Submitted, Act::Approve) {
            desk.to_approve = reader.lying(office, State::Submitted.key(), "", PILE).await?;
        }
        if may(State::Approved, Act::Issue) {
            desk.to_issue = reader.lying(office, State::Approved.key(), "", PILE).await?;
        }
        desk.recent = reader.worked_on(office, &actor.person, 8).await?;
        Ok(desk)
    }
}
