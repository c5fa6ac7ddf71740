//! Documents: versions without a gap, each after the one before as the table of acts allows,
//! each saying what its digest says; the document where its last version is.

use super::{Desk, Error, Snapshot};
use crate::flow::render;
use crate::model::Document;
use crate::model::workflow::{Act, Role, State};
use crate::store::Life;

/// One document, as far as it was walked.
#[derive(Default)]
struct Walk {
    id: String,
    now: String,
    head: i64,
    replaced_by: Option<String>,
    is_issued: bool,
    issued_ordinal: Option<i64>,
    ordinal: i64,
    state: String,
    /// Versions that were the issue.
    issues: Vec<i64>,
    has_gap: bool,
}

impl Desk {
    pub(super) async fn documents(&mut self, snapshot: &mut Snapshot) -> Result<(), Error> {
        let mut walk = Walk::default();
        let went = snapshot.lives(|life| self.life(&mut walk, life)).await;
        self.end(&mut walk);
        went?;
        for (id, newer) in snapshot.wrongly_replaced().await? {
            self.find("replaced-wrongly", id, format!("{newer} is not an issued document of its office"));
        }
        Ok(())
    }

    fn life(&mut self, walk: &mut Walk, life: Life) {
        if life.id != walk.id {
            self.end(walk);
            self.counted.documents += 1;
            *walk = Walk {
                id: life.id.clone(),
                now: life.now.clone(),
                head: life.head,
                replaced_by: life.replaced_by.clone(),
                is_issued: life.is_issued,
                issued_ordinal: life.issued_ordinal,
                ..Walk::default()
            };
        }
        let Some(ordinal) = life.ordinal else { return };
        self.counted.versions += 1;
        let id = format!("{}/{ordinal}", life.id);
        self.gap(walk, ordinal);
        let act = life.act.as_deref().unwrap_or_default();
        let state = life.state.unwrap_or_default();
        if !follows(walk, ordinal, act, &state) {
            let before = if ordinal == 1 { "nothing" } else { &walk.state };
            self.find("version-act", &id, format!("{act} from {before} to {state} is not allowed"));
        }
        if act == Act::Issue.key() {
            walk.issues.push(ordinal);
        }
        let said = life.document.as_deref().map(serde_json::from_str::<Document>);
        if said.and_then(Result::ok).map(|document| render::digest(&document)) != life.digest {
            self.find("version-digest", &id, "what it says is not what its digest says");
        }
        (walk.ordinal, walk.state) = (ordinal, state);
    }

    fn gap(&mut self, walk: &mut Walk, ordinal: i64) {
        let (from, to) = (walk.ordinal + 1, ordinal - 1);
        if from <= to {
            walk.has_gap = true;
            let missing = if from == to { from.to_string() } else { format!("{from}-{to}") };
            self.find("version-missing", format!("{}/{missing}", walk.id), "is not there");
        }
    }

    fn end(&mut self, walk: &mut Walk) {
        if walk.id.is_empty() {
            return;
        }
        self.gap(walk, walk.head + 1);
        if walk.ordinal > walk.head {
            let detail = format!("says {}, and there is version {}", walk.head, walk.ordinal);
            self.find("document-head", &walk.id, detail);
        }
        if walk.ordinal == 0 {
            return;
        }
        if walk.now != walk.state && walk.ordinal >= walk.head {
            let detail = format!("says {}, its last version says {}", walk.now, walk.state);
            self.find("document-state", &walk.id, detail);
        }
        let is_other = walk.issued_ordinal.is_some_and(|ordinal| !walk.issues.contains(&ordinal));
        if (walk.is_issued == walk.issues.is_empty() || is_other) && !walk.has_gap {
            let detail = match walk.issued_ordinal {
                Some(ordinal) => format!("version {ordinal} is said to be issued, and is not"),
                None => "was issued, and it is not written what".to_owned(),
            };
            self.find("issue-differs", &walk.id, detail);
        }
        if (walk.state == State::Replaced.key()) != walk.replaced_by.is_some() {
            let by = walk.replaced_by.as_deref().unwrap_or("nothing");
            self.find("replaced-wrongly", &walk.id, format!("is {} and replaced by {by}", walk.state));
        }
    }
}

/// True where an act leads from the version before to this state; after a gap nobody knows.
fn follows(walk: &Walk, ordinal: i64, act: &str, state: &str) -> bool {
    let (Some(act), Some(state)) = (Act::from_key(act), State::from_key(state)) else { return false };
    if ordinal == 1 {
        return act == Act::Edit && state == State::Draft;
    }
    if ordinal != walk.ordinal + 1 {
        return true;
    }
    State::from_key(&walk.state).and_then(|before| before.after(act, Role::ALL)) == Some(state)
}
