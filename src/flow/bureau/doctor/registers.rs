//! Registers: 1 to the last number, each once, with supplements a, b, … where there are some,
//! days in order, each issued line beside its document.

use super::{Desk, Error, Snapshot};
use crate::model::register::{MOST_PARTS, Number};
use crate::store::Numbered;

/// One register, as far as it was walked.
#[derive(Default)]
struct Walk {
    name: String,
    last: Option<i64>,
    number: i64,
    part: i64,
    day: String,
}

impl Desk {
    pub(super) async fn registers(&mut self, snapshot: &mut Snapshot) -> Result<(), Error> {
        let mut walk = Walk::default();
        let went = snapshot.numbers(|line| self.number(&mut walk, line)).await;
        self.close(&walk);
        went?;
        for lost in snapshot.unregistered().await? {
            let number = Number { number: lost.number, part: lost.part };
            let number = format!("{}/{}/{number}", lost.series, lost.year);
            self.find(
                "issue-unregistered",
                lost.document_id,
                format!("was issued as {number}, which has no line"),
            );
        }
        Ok(())
    }

    fn number(&mut self, walk: &mut Walk, line: Numbered) {
        let name = format!("{}/{}/{}", line.office_id, line.series, line.year);
        if name != walk.name {
            self.close(walk);
            *walk = Walk { name, last: line.last, ..Walk::default() };
        }
        let Some(number) = line.number else { return };
        self.counted.numbers += 1;
        let id = format!("{}/{}", walk.name, Number { number, part: line.part });
        self.hole(walk, Number { number, part: line.part });
        (walk.number, walk.part) = (number, line.part);
        let status = line.status.as_deref().unwrap_or_default();
        match (status, &line.document_id) {
            ("issued", Some(document)) if !line.agrees => {
                self.find(
                    "number-differs",
                    &id,
                    format!("document {document} was not issued with this number, day and symbol"),
                );
            }
            ("issued", None) if !line.certified => {
                self.find("number-unused", &id, "is issued and has neither document nor certificate");
            }
            ("void", None) if line.certified => {
                self.find("number-differs", &id, "is void and a certificate bears it");
            }
            ("reserved" | "void", Some(document)) => {
                self.find("number-differs", &id, format!("is {status} and has document {document}"));
            }
            ("issued" | "reserved" | "void", _) => {}
            _ => self.find("number-differs", &id, format!("{status:?} is no status")),
        }
        let day = line.day.unwrap_or_default();
        if status == "issued" {
            if day < walk.day {
                self.find("number-order", &id, format!("is of {day}, the one before is of {}", walk.day));
            }
            walk.day = day;
        }
    }

    /// Numbers that are not there, before this one.
    fn hole(&mut self, walk: &Walk, at: Number) {
        // A supplement needs its number, and the supplements before it.
        let plain = if at.part == 0 { at.number - 1 } else { at.number };
        self.missing(walk, walk.number + 1, plain, 0);
        let before = if walk.number == at.number { walk.part } else { 0 };
        for part in before + 1..at.part.min(MOST_PARTS + 1) {
            self.missing(walk, at.number, at.number, part);
        }
    }

    fn missing(&mut self, walk: &Walk, from: i64, to: i64, part: i64) {
        if from > to {
            return;
        }
        let written = |number| Number { number, part }.to_string();
        let id = if from == to { written(from) } else { format!("{}-{}", written(from), written(to)) };
        self.find("number-missing", format!("{}/{id}", walk.name), "was given and has no line");
    }

    /// A register was walked to its end.
    fn close(&mut self, walk: &Walk) {
        if walk.name.is_empty() {
            return;
        }
        match walk.last {
            None => self.find("counter-missing", &walk.name, "the register has lines and no counter"),
            Some(last) if last < walk.number => {
                let detail = format!("says {last}, and {} was given", walk.number);
                self.find("counter-behind", &walk.name, detail);
            }
            Some(last) => self.missing(walk, walk.number + 1, last, 0),
        }
    }
}
