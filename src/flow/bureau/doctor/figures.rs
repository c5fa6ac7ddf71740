//! Figures of awards: the tallies of a decided round come to what its honoured entries do.

use super::{Desk, Error, Snapshot};

impl Desk {
    pub(super) async fn figures(&mut self, snapshot: &mut Snapshot) -> Result<(), Error> {
        for round in snapshot.untallied().await? {
            let detail = format!(
                "{} are honoured with a money of {}; the tallies say {} and {}",
                round.honoured, round.paid, round.tallied, round.counted
            );
            self.find("figures-differ", round.id, detail);
        }
        Ok(())
    }
}
