//! Lists that the law keeps, as data: `templates/standards/lists/*.toml`.

mod names;
mod units;
mod wording;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::viet::{date, letters};
pub use names::{FixedNames, Name, Names};
pub use units::Units;
pub use wording::Wording;

const ACTS: &str = include_str!("../../templates/standards/lists/acts.toml");

/// The lists that rules look things up in.
#[derive(Clone, Debug)]
pub struct Lists {
    acts: BTreeMap<String, Act>,
    laws: Vec<Law>,
    /// Forms of commendation that not everybody can give.
    pub awards: Vec<Award>,
    /// Names whose capitals the law fixes.
    pub names: FixedNames,
    /// Administrative units.
    pub units: Units,
    /// Words and abbreviations.
    pub wording: Wording,
}

/// An act that is no longer in force.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Act {
    /// Its number; the key of its entry.
    pub number: String,
    /// Its last day in force.
    pub until: NaiveDate,
    /// What came instead of it.
    pub by: String,
    /// Where that was seen.
    pub source: String,
}

/// A law, which is cited by its name and its day.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Law {
    name: String,
    day: NaiveDate,
    #[serde(flatten)]
    act: Act,
}

/// A form of commendation that the heads of some bodies cannot give.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Award {
    /// Its name.
    pub form: String,
    /// What stands after the names of those bodies.
    pub below: Vec<String>,
    /// What their heads give.
    pub instead: String,
    /// Where the law says so.
    pub source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Awards {
    award: Vec<Award>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Acts {
    act: Vec<Act>,
    law: Vec<Law>,
}

impl Lists {
    /// The built-in lists.
    ///
    /// # Errors
    /// What is wrong with a file, with its place.
    pub fn built_in() -> Result<Lists, String> {
        let acts: Acts = read("acts", ACTS)?;
        let awards: Awards = read("awards", include_str!("../../templates/standards/lists/awards.toml"))?;
        let numbered = acts.law.iter().map(|law| &law.act).chain(&acts.act);
        Ok(Lists {
            acts: numbered.map(|act| (letters::fold(&act.number), act.clone())).collect(),
            laws: acts.law,
            awards: awards.award,
            names: read("names", include_str!("../../templates/standards/lists/names.toml"))?,
            units: read("units", include_str!("../../templates/standards/lists/units.toml"))?,
            wording: read("wording", include_str!("../../templates/standards/lists/wording.toml"))?,
        })
    }

    /// The act of this number, when it is no longer in force.
    pub fn act(&self, number: &str) -> Option<&Act> {
        self.acts.get(&letters::fold(number))
    }

    /// The law of this name and day, when it is no longer in force.
    pub fn law(&self, name: &str, day: NaiveDate) -> Option<&Act> {
        let name = letters::fold(name);
        self.laws
            .iter()
            .find(|law| law.day == day && name.ends_with(&letters::fold(&law.name)))
            .map(|law| &law.act)
    }
}

impl Act {
    /// The last day in force, as people write it.
    pub fn until(&self) -> String {
        date::short(self.until)
    }
}

fn read<T: DeserializeOwned>(name: &str, text: &str) -> Result<T, String> {
    toml::from_str(text).map_err(|error| format!("lists/{name}.toml: {error}"))
}
