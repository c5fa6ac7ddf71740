//! The rules as data: `templates/standards/rules/*.toml`.
//!
//! ```toml
//! [number-zero]
//! about = "Số văn bản dưới 10 phải ghi thêm số 0 ở trước."
//! severity = "error"
//! cite = "Phụ lục I, Phần I, Mục II.3.a"
//! message = "Số “{found}” phải ghi là “{wanted}”."
//!
//! [[number-zero.case]]
//! base = "ke-hoach"            # a built-in template, filled with its sample
//! right = "Số: 07/KH-UBND"     # stands there once
//! wrong = "Số: 7/KH-UBND"      # instead of it: just this rule is to speak
//! ```

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::model::{Severity, looks::Share, standard::Align};

const FILES: &[(&str, &str)] = &[
    ("letterhead", include_str!("../../templates/standards/rules/letterhead.toml")),
    ("content", include_str!("../../templates/standards/rules/content.toml")),
    ("ending", include_str!("../../templates/standards/rules/ending.toml")),
    ("writing", include_str!("../../templates/standards/rules/writing.toml")),
    ("capitals", include_str!("../../templates/standards/rules/capitals.toml")),
    ("looks", include_str!("../../templates/standards/rules/looks.toml")),
];

/// A rule: everything about it but the looking.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Rule {
    /// Its stable name; the key of its table.
    #[serde(default)]
    pub id: String,
    /// The file it stands in.
    #[serde(default)]
    pub group: String,
    /// What it asks, a Vietnamese sentence.
    pub about: String,
    /// How grave a breach is.
    pub severity: Severity,
    /// The clause; `practice` where custom asks.
    pub cite: String,
    /// The sentence of a finding. `{name}` is filled by the rule.
    pub message: String,
    /// Examples, right and wrong; each is a test.
    pub case: Vec<Case>,
}

/// An example: words that are right, and what would be wrong instead of them.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Case {
    /// The built-in template whose sample holds the right words.
    pub base: String,
    /// The right words; they stand in the sample's text once. For a rule about looks: how it
    /// looks, for people.
    pub right: String,
    /// The wrong words. For a rule about looks: how it looks, for people.
    pub wrong: String,
    /// The words of the finding's place, where they are not plain: `wrong` must hold them.
    pub at: Option<String>,
    /// For a rule about looks: what to change in the looks of the sample.
    pub look: Option<Change>,
}

/// A change of looks that makes them wrong.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Change {
    /// Key of the role whose first paragraph is changed; none for the sheet.
    pub role: Option<String>,
    /// Size in pt.
    pub size: Option<f64>,
    /// Family.
    pub font: Option<String>,
    /// Bold.
    pub bold: Option<Share>,
    /// Italic.
    pub italic: Option<Share>,
    /// Underlined.
    pub underline: Option<Share>,
    /// Colour, `#rrggbb`.
    pub colour: Option<String>,
    /// Alignment.
    pub align: Option<Align>,
    /// First-line indent in mm.
    pub indent: Option<f64>,
    /// Space above in pt.
    pub before: Option<f64>,
    /// Line spacing in single lines.
    pub line: Option<f64>,
    /// Length of the drawn line as a part of the words above it; 0 takes the line away.
    pub rule: Option<f64>,
    /// Paper, `[width, height]` in mm.
    pub paper: Option<[f64; 2]>,
    /// Margins, `[top, right, bottom, left]` in mm.
    pub margins: Option<[f64; 4]>,
    /// Room for the words as a part of their width.
    pub room: Option<f64>,
    /// The page number: `foot`, `first` (shown on page one), `left`, `none`, `runs-on` (counted
    /// through appendices), or a size in pt.
    pub number: Option<String>,
}

/// Every rule, by its name.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub struct Rules(BTreeMap<String, Rule>);

impl Rules {
    /// The built-in rules.
    ///
    /// # Errors
    /// What is wrong with a file, with its place.
    pub fn built_in() -> Result<Rules, String> {
        let mut rules = BTreeMap::new();
        for (group, text) in FILES {
            let table: BTreeMap<String, Rule> =
                toml::from_str(text).map_err(|error| format!("rules/{group}.toml: {error}"))?;
            for (id, rule) in table {
                let rule = Rule { id: id.clone(), group: (*group).to_owned(), ..rule };
                if rules.insert(id.clone(), rule).is_some() {
                    return Err(format!("rules/{group}.toml: {id} stands twice"));
                }
            }
        }
        Ok(Rules(rules))
    }

    /// The rule with this name.
    pub fn get(&self, id: &str) -> Option<&Rule> {
        self.0.get(id)
    }

    /// Every rule, group by group as a document is read, each group in the order of names.
    pub fn in_groups(&self) -> Vec<&Rule> {
        FILES.iter().flat_map(|(group, _)| self.iter().filter(move |rule| rule.group == *group)).collect()
    }

    /// Every rule in the order of names.
    pub fn iter(&self) -> impl Iterator<Item = &Rule> {
        self.0.values()
    }
}
