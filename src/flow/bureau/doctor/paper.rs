//! Certificates beside the register, and the stock book of blanks: what was received is used,
//! spoiled, handed back or left.

use super::{Desk, Error, Snapshot};
use crate::model::register::Number;

impl Desk {
    pub(super) async fn paper(&mut self, snapshot: &mut Snapshot) -> Result<(), Error> {
        for (id, series, year, number) in snapshot.unlined().await? {
            let number = Number::plain(number);
            let detail = format!("bears {series}/{year}/{number}, which has no issued line");
            self.find("certificate-unregistered", id, detail);
        }
        for (id, state) in snapshot.unsound_certificates().await? {
            self.find("certificate-state", id, format!("says {state}, which its times and prints do not"));
        }
        for book in snapshot.unbalanced().await? {
            let detail = format!(
                "says {} left after {} moves; its {} moves to {} come to {}, at least {}; {} were printed on and {} booked",
                book.remaining,
                book.moves,
                book.count,
                book.last,
                book.sum,
                book.least,
                book.printed,
                book.booked,
            );
            self.find("stock-balance", book.id, detail);
        }
        for (id, ordinal) in snapshot.wrong_moves().await? {
            let detail = "what it says is left is not the sum of the moves so far";
            self.find("stock-move", format!("{id}/{ordinal}"), detail);
        }
        Ok(())
    }
}
