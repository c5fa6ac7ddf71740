//! Award rounds: the set of each as its digest says it, the entries that are in it, its steps to
//! the state that it is in.

use serde_json::Value as Json;

use super::{Desk, Error, Snapshot};
use crate::model::round::{State, digest};
use crate::store::RoundLife;

impl Desk {
    pub(super) async fn rounds(&mut self, snapshot: &mut Snapshot) -> Result<(), Error> {
        snapshot.rounds(|life| self.round(&life)).await
    }

    fn round(&mut self, life: &RoundLife) {
        self.counted.rounds += 1;
        if life.steps != life.last || life.after.as_deref() != Some(&life.state) {
            let after = life.after.as_deref().unwrap_or("nothing");
            let detail = format!(
                "is {}; it has {} steps, the last is {} and leads to {after}",
                life.state, life.steps, life.last
            );
            self.find("round-state", &life.id, detail);
        }
        let is_decided = State::from_key(&life.state).is_some_and(State::is_frozen);
        let Some(frozen) = &life.frozen else {
            if is_decided || life.digest.is_some() || life.is_dated || life.honoured > 0 {
                self.find("round-set", &life.id, format!("is {} and has no set", life.state));
            }
            return;
        };
        if !is_decided || !life.is_dated {
            self.find("round-set", &life.id, format!("is {} and has a set", life.state));
        }
        let set = serde_json::from_str::<Json>(frozen).unwrap_or_default();
        if life.digest.as_deref() != Some(&digest(&set)) {
            self.find("round-altered", &life.id, "its set is not what was decided");
        }
        let honoured = set.get("honorees").and_then(Json::as_array).map_or(0, Vec::len);
        if i64::try_from(honoured) != Ok(life.honoured) {
            let detail = format!("its set honours {honoured}, and {} entries say so", life.honoured);
            self.find("round-entries", &life.id, detail);
        }
    }
}
