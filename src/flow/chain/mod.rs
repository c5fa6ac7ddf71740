//! The chain of documents of an award round: one set in, the data of each document out.
//!
//! Every document is a built-in template's, and every list in it is made here from the same
//! [`Set`]: whoever makes one may say the rest (place, hour, who presides), never who is honoured,
//! with what, for what and with how much. Pure.

mod amendment;
pub mod certificates;
mod chosen;
mod decision;
mod notice;
mod receipt;
mod submission;
mod who;

use serde_json::{Map, Value as Json};

use super::bureau::Blame;
use crate::model::chain::{Issued, Order, Paper};
use crate::model::round::Frozen;
use crate::viet::name::and_join;
use crate::viet::words::chain as said;

use chosen::Chosen;

/// How many letters of a digest a document prints, and in groups of how many: 64 bits tell a set
/// from every other, and a person can still compare them.
const MARK: (usize, usize) = (16, 4);

/// The set that documents are made from.
#[derive(Clone, Copy, Debug)]
pub struct Set<'a> {
    /// Who is honoured, and who is not.
    pub frozen: &'a Frozen,
    /// Its digest, SHA-256 in hexadecimal.
    pub digest: &'a str,
    /// True once it is frozen; until then every document says that it may still change.
    pub firm: bool,
}

impl Set<'_> {
    /// What a document prints of the digest: `4f2a-9c31-77aa-0b12`.
    pub fn mark(&self) -> String {
        let (most, group) = MARK;
        let letters: Vec<char> = self.digest.chars().take(most).collect();
        let groups: Vec<String> = letters.chunks(group).map(|group| group.iter().collect()).collect();
        said::mark(&groups.join("-"), self.firm)
    }
}

/// What somebody asks for.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// Which document.
    pub paper: Paper,
    /// The forms that it is about, by id; empty for every form of the set.
    pub forms: Vec<String>,
    /// The order of its lists.
    pub order: Order,
    /// The unit that it is about, as proposals name it; empty for all.
    pub unit: String,
    /// What no set says: fields of the template by their names.
    pub data: Map<String, Json>,
}

impl Choice {
    /// A document about the whole set, in its order.
    pub fn of(paper: Paper) -> Choice {
        Choice { paper, forms: Vec::new(), order: Order::List, unit: String::new(), data: Map::new() }
    }
}

/// What was made of the round before.
#[derive(Clone, Debug, Default)]
pub struct Known<'a> {
    /// Its documents that are issued and stand, the newest last.
    pub issued: &'a [Issued],
    /// The set of the round that this one corrects, and what was issued of it.
    pub before: Option<(Set<'a>, &'a [Issued])>,
}

impl Known<'_> {
    /// The number and day of the newest document of a kind.
    fn newest(&self, paper: Paper) -> Option<&Issued> {
        self.issued.iter().rev().find(|issued| issued.paper == paper)
    }

    /// The decisions that give any of these forms, cited in a sentence; nothing where a form has
    /// none yet.
    fn decisions(&self, forms: &[&str]) -> Option<String> {
        cite(self.issued, forms)
    }
}

/// The decisions that give these forms; nothing where one has none.
fn cite(issued: &[Issued], forms: &[&str]) -> Option<String> {
    let mut cited: Vec<String> = Vec::new();
    for form in forms {
        let decision = decision_of(issued, form)?;
        let words = said::cited(&decision.number, decision.day);
        if !cited.contains(&words) {
            cited.push(words);
        }
    }
    (!cited.is_empty()).then(|| and_join(&cited))
}

/// The newest decision that gives a form.
pub fn decision_of<'i>(issued: &'i [Issued], form: &str) -> Option<&'i Issued> {
    issued.iter().rev().find(|one| one.gives(form))
}

/// What a document of the chain is made of.
#[derive(Clone, Debug, PartialEq)]
pub struct Written {
    /// The built-in template.
    pub template: &'static str,
    /// Its data.
    pub data: Json,
    /// The forms that it is about, by id.
    pub forms: Vec<String>,
}

/// The data of one document: what the set says, what may be proposed for the rest, and what was
/// given.
struct Record {
    template: &'static str,
    /// What the set says; nobody may say otherwise.
    fixed: Map<String, Json>,
    /// What stands where nothing else is given.
    proposed: Map<String, Json>,
}

impl Record {
    fn new(template: &'static str) -> Record {
        Record { template, fixed: Map::new(), proposed: Map::new() }
    }

    fn fix(&mut self, key: &str, value: impl Into<Json>) {
        self.fixed.insert(key.to_owned(), value.into());
    }

    fn propose(&mut self, key: &str, value: impl Into<Json>) {
        self.proposed.insert(key.to_owned(), value.into());
    }

    /// Proposes words, unless there are none.
    fn propose_words(&mut self, key: &str, words: &str) {
        if !words.trim().is_empty() {
            self.propose(key, words.trim());
        }
    }
}

/// Makes the data of a document.
///
/// # Errors
/// Every fault of what was asked: unknown forms and units, forms that no one decision gives, data
/// that says what the set says, a list without anybody.
pub fn write(set: &Set<'_>, choice: &Choice, known: &Known<'_>) -> Result<Written, Vec<Blame>> {
    let chosen = Chosen::of(set, choice)?;
    let record = match choice.paper {
        Paper::Submission => submission::submission(set, &chosen, known),
        Paper::Minutes => submission::minutes(set, &chosen),
        Paper::Decision => decision::write(set, &chosen)?,
        Paper::Notice => notice::notice(set, &chosen, known),
        Paper::Invitation => notice::invitation(set, &chosen, &choice.unit),
        Paper::Receipt => receipt::receipt(set, &chosen, known),
        Paper::Register => receipt::register(set, &chosen, known),
        Paper::Amendment => amendment::write(set, choice, known)?,
    };
    let Record { template, fixed, proposed } = record;
    let taken = choice.data.keys().filter(|key| fixed.contains_key(*key));
    let blames: Vec<Blame> = taken
        .map(|key| Blame::of("chain-data-fixed", format!("/data/{}", pointed(key)), key.as_str()))
        .collect();
    if !blames.is_empty() {
        return Err(blames);
    }
    let mut data = proposed;
    data.extend(choice.data.clone());
    data.extend(fixed);
    let forms = chosen.forms.iter().map(|(id, _)| (*id).to_owned()).collect();
    Ok(Written { template, data: Json::Object(data), forms })
}

/// A key in a JSON pointer.
fn pointed(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}
