//! Quy định khen thưởng: who gives what, the money that goes with it, votes, bans, as data. Every
//! value knows its act, its clause, its days and how sure it is.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;
use toml::Spanned;

use super::campaign::Figure;
use super::honoree::Kind;
use super::keys::keys;
use super::round::Ban;

mod day;
mod load;

pub use day::{Cite, Due, InForce, Need};
pub use load::Fault;

#[cfg(test)]
mod tests;

/// The rules that this program brings: those of the law of 2022, and of the one before as far as
/// they are remembered.
pub const AWARDS_2022: &str = include_str!("../../../templates/standards/awards-2022.toml");

/// Award rules of every day: see [`Rules::on`].
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Rules {
    /// How people name them.
    pub name: String,
    /// Acts, by the key that sources name them by.
    pub law: BTreeMap<String, Law>,
    /// Forms of award and titles.
    pub award: Vec<Award>,
    /// Who decides.
    pub authority: Vec<Authority>,
    /// Who gives what.
    pub power: Vec<Power>,
    /// Mức lương cơ sở.
    pub salary: Vec<Salary>,
    /// Rounding of money.
    pub rounding: Vec<Rounding>,
    /// Tiền thưởng.
    pub money: Vec<Times>,
    /// Tỷ lệ phiếu.
    pub threshold: Vec<Threshold>,
    /// One achievement, one award.
    pub single: Vec<Single>,
    /// What stands in the way.
    pub ban: Vec<Banned>,
    /// Which day comes before which.
    pub order: Vec<Order>,
    /// Hồ sơ.
    pub file: Vec<FileNeeds>,
}

/// An act.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Law {
    /// How it is cited.
    pub name: String,
    /// Its first day in force.
    pub from: NaiveDate,
    /// Its last day in force.
    #[serde(default)]
    pub until: Option<NaiveDate>,
    /// From this day an amendment is in force that was not read: nothing of the act is sure then.
    #[serde(default)]
    pub unread: Option<NaiveDate>,
}

/// Where a value stands, when it holds, and how that is known.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The act, by its key.
    pub law: String,
    /// The place in it.
    pub clause: String,
    /// The first day.
    pub from: NaiveDate,
    /// The last day; that of the act where none is said.
    #[serde(default)]
    pub until: Option<NaiveDate>,
    /// How it is known.
    pub mark: Mark,
}

keys! {
    /// How a value is known.
    Mark:
    /// The text of the act was read.
    Seen = "seen",
    /// The text was read in a public copy.
    Copy = "copy",
    /// No act says it; everybody does it.
    Practice = "practice",
    /// Remembered, not read.
    Memory = "memory",
    /// Sources disagree, or there were none.
    Doubt = "doubt",
}

impl Mark {
    /// True for what a check may hold somebody up for.
    pub fn is_sure(self) -> bool {
        matches!(self, Mark::Seen | Mark::Copy | Mark::Practice)
    }
}

keys! {
    /// What an award is.
    Sort:
    /// Hình thức khen thưởng.
    Form = "form",
    /// Danh hiệu thi đua.
    Title = "title",
}

/// A form of award or a title.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Award {
    /// How programs name it; the form of a campaign names it.
    pub id: String,
    /// How people name it.
    pub name: String,
    /// Form or title.
    pub sort: Sort,
    /// To whom it goes.
    pub kinds: Vec<Kind>,
    /// Where that stands.
    pub source: Spanned<Source>,
}

/// Somebody who decides on awards.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Authority {
    /// How programs name them; the form of a campaign names them.
    pub id: String,
    /// How people name them.
    pub name: String,
    /// How the names of the bodies begin whose heads they are.
    pub issuers: Vec<String>,
    /// Where that stands.
    pub source: Spanned<Source>,
}

/// What an authority gives.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Power {
    /// Who.
    pub authority: String,
    /// What, by ids of awards.
    pub awards: Vec<String>,
    /// Where that stands.
    pub source: Spanned<Source>,
}

/// The base salary.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Salary {
    /// In đồng a month.
    pub amount: i64,
    /// Where that stands.
    pub source: Spanned<Source>,
}

/// How money is rounded: up to a whole number of these.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rounding {
    /// In đồng.
    pub up_to: i64,
    /// Where that stands.
    pub source: Spanned<Source>,
}

/// Money as multiples of the base salary.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Times {
    /// Of which awards.
    pub awards: Vec<String>,
    /// Given by whom; by anybody where nobody is named.
    #[serde(default)]
    pub authorities: Vec<String>,
    /// How often the base salary, by kind of honoree.
    pub times: BTreeMap<Kind, Figure>,
    /// Where that stands.
    pub source: Spanned<Source>,
}

keys! {
    /// Of whom a share of votes is.
    Whole:
    /// All members of the council.
    Members = "members",
    /// Those who were there.
    Present = "present",
}

/// How many votes an award needs.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Threshold {
    /// For which awards; for the rest where none is named.
    #[serde(default)]
    pub awards: Vec<String>,
    /// A fraction: `[9, 10]`.
    pub share: [u32; 2],
    /// More than that, where at least that is not enough.
    #[serde(default)]
    pub strictly: bool,
    /// Of whom.
    pub of: Whole,
    /// The fraction of members who must be there.
    #[serde(default)]
    pub attend: Option<[u32; 2]>,
    /// Where that stands.
    pub source: Spanned<Source>,
}

/// One achievement brings one award.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Single {
    /// Where that stands.
    pub source: Spanned<Source>,
}

/// What stands in the way of an award.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Banned {
    /// Which.
    pub bans: Vec<Ban>,
    /// Where that stands.
    pub source: Spanned<Source>,
}

keys! {
    /// A day of a round.
    Moment:
    /// Ngày tờ trình.
    Submitted = "submitted",
    /// Ngày họp Hội đồng.
    Met = "met",
    /// Ngày quyết định.
    Decided = "decided",
}

/// One day that does not come after another.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Order {
    /// The earlier.
    pub first: Moment,
    /// The later, or the same.
    pub then: Moment,
    /// Where that stands.
    pub source: Spanned<Source>,
}

/// What a file holds.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileNeeds {
    /// For which awards; for the rest where none is named.
    #[serde(default)]
    pub awards: Vec<String>,
    /// Its papers.
    pub needs: Vec<String>,
    /// Where that stands.
    pub source: Spanned<Source>,
}
