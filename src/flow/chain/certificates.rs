//! The rows of certificates: one for each honoree, the same words as in every document.

use std::collections::BTreeMap;

use crate::model::certificate::{FORM, HONOREE_ID, Row};
use crate::model::chain::Issued;
use crate::model::honoree::Kind;
use crate::model::round::{Decided, Frozen};
use crate::viet::date;

use super::{decision_of, who};

/// What an office's profile says on certificates.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Issuer {
    /// Who gives: `Chủ tịch Ủy ban nhân dân xã Quảng Châu`.
    pub authority: String,
    /// Địa danh.
    pub place: String,
}

/// The rows of a frozen set, in its order. Where the decision that gives the form is issued, its
/// number, day and signer are in them; where not, a row lacks them, and is not printed.
pub fn rows(frozen: &Frozen, issued: &[Issued], issuer: &Issuer) -> Vec<Row> {
    frozen.honorees.iter().map(|one| row(frozen, one, issued, issuer)).collect()
}

fn row(frozen: &Frozen, one: &Decided, issued: &[Issued], issuer: &Issuer) -> Row {
    let honoree = &one.honoree;
    let mut values = BTreeMap::new();
    let mut say = |hole: &str, words: &str| {
        let words = words.trim();
        if !words.is_empty() {
            values.insert(hole.to_owned(), words.to_owned());
        }
    };
    // A rank or degree is said instead of Ông, Bà; the name itself stays one line of capitals.
    let before =
        if honoree.title.is_empty() { who::honorific(honoree).to_owned() } else { who::line(&honoree.title) };
    let name = match honoree.kind {
        Kind::Household => who::bare_name(honoree),
        _ => who::line(&honoree.name),
    };
    say(HONOREE_ID, &one.id);
    say(FORM, &honoree.award);
    say("name", &name);
    if matches!(honoree.kind, Kind::Individual | Kind::Household) {
        say("honorific", &before);
    }
    say("position", &who::line(&honoree.post));
    say("unit", &who::line(&honoree.unit));
    say("address", &who::line(&honoree.address));
    let achieved = who::line(&honoree.achievement);
    say("reason", if achieved.is_empty() { &frozen.settings.achievement } else { &achieved });
    say("issuer", &issuer.authority);
    say("place", &issuer.place);
    if let Some(decision) = decision_of(issued, &one.form) {
        say("decision", &decision.number);
        say("date", &date::short(decision.day));
        say("signer_title", &decision.signer_title);
        say("signer", &decision.signer);
    }
    Row { honoree: who::printed_as(honoree.kind), values }
}
