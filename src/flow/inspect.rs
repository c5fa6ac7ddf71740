//! Checking: a manuscript in, findings out; and what is done with findings. Sync and pure.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::Value as Json;

use super::manuscript::{Manuscript, Source};
use super::places::Places;
use super::{Error, Press};
use crate::check::{self, Case, Checker, Matter, Rule};
use crate::model::award::{self, AWARDS_2022, Rules};
use crate::model::{
    At, Code, DataCode, DataProblem, Document, Finding, Leftover, Looks, Problem, Reading, SCHEMA, Severity,
};
use crate::viet::words;

/// Version of the JSON of [`Inspection`]. Adding a field does not raise it.
pub const INSPECTION: u32 = 1;

/// The key of an office's profile that lists the rules it does without.
const UNCHECKED: &str = "unchecked";

/// How often a mended document is looked at again: a correction may uncover another.
const ROUNDS: usize = 4;

/// What the reader notices too and a rule says with its clause.
const TWICE: &[(Code, &str)] = &[
    (Code::IssuerMissing, "element-missing"),
    (Code::NumberMissing, "element-missing"),
    (Code::DateMissing, "element-missing"),
    (Code::SubjectMissing, "subject-missing"),
    (Code::SubjectMissing, "letter-subject-missing"),
    (Code::RecipientsMissing, "recipients-missing"),
    (Code::SignatureMissing, "signature-missing"),
    (Code::NumberingJump, "numbering-gap"),
    (Code::NumberingJump, "numbering-repeat"),
    (Code::NumberingJump, "point-order"),
];

/// The checker as an office uses it: every rule but those it does without, with its reason.
pub struct Inspector {
    checker: Checker,
    off: BTreeMap<String, String>,
    awards: Arc<Rules>,
}

/// What was found. The JSON of `vanthu check --json` and of the API.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Inspection {
    /// Version of this form, [`INSPECTION`].
    pub schema: u32,
    /// Key of the standard.
    pub standard: String,
    /// How many findings there are.
    pub counts: Counts,
    /// The findings in the order of their places.
    pub findings: Vec<Finding>,
    /// The rules that the office does without.
    pub switched_off: Vec<SwitchedOff>,
    /// What reading the text had to say.
    pub problems: Vec<Problem>,
    /// Text that is not of the document.
    pub leftovers: Vec<Leftover>,
    /// The document, in which places of findings are counted; `None` where there is none.
    pub document: Option<Document>,
    /// How a Word file prints it, measured; absent for text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub looks: Option<Looks>,
}

/// How many findings there are of each severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Lỗi.
    pub error: usize,
    /// Cảnh báo.
    pub warning: usize,
    /// Gợi ý.
    pub suggestion: usize,
}

/// What a list of rules says of one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RuleCard {
    /// Its stable name.
    pub id: String,
    /// What it is about: key of its group.
    pub group: String,
    /// What it asks, a Vietnamese sentence.
    pub about: String,
    /// How grave a breach is.
    pub severity: Severity,
    /// The clause; `practice` where custom asks.
    pub cite: String,
    /// Examples.
    pub examples: Vec<Example>,
}

/// Right words, and wrong ones instead of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Example {
    /// As it should be.
    pub right: String,
    /// As it should not.
    pub wrong: String,
}

/// A rule that the office does without.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SwitchedOff {
    /// The rule's name.
    pub id: String,
    /// Why, in the office's words.
    pub reason: String,
    /// How many findings are not told because of it.
    pub count: usize,
}

/// A document with every certain correction in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Mended {
    /// The document, and what reading had to say of the text.
    pub reading: Reading,
    /// What is not found any more, in the order of places in the old document.
    pub done: Vec<Finding>,
    /// What is still found.
    pub left: Vec<Finding>,
}

impl Inspector {
    /// Every built-in rule.
    ///
    /// # Errors
    /// What is wrong with the built-in rules (a defect of ours).
    pub fn built_in() -> Result<Inspector, String> {
        let awards = Rules::load(AWARDS_2022).map_err(|faults| format!("{faults:?}"))?;
        Ok(Inspector { checker: Checker::built_in()?, off: BTreeMap::new(), awards: Arc::new(awards) })
    }

    /// The award rules that rounds are held against.
    pub fn awards(&self) -> &Arc<Rules> {
        &self.awards
    }

    /// The inspector with award rules of the office's own before the built-in ones, from TOML
    /// ([`Rules::with`]).
    ///
    /// # Errors
    /// Every fault of the file.
    pub fn with_awards(self, own: &str) -> Result<Inspector, Vec<award::Fault>> {
        Ok(Inspector { awards: Arc::new(self.awards.with(own)?), ..self })
    }

    /// The inspector that does without the rules that an office's profile lists
    /// (`unchecked = [{ rule = "…", reason = "…" }]`). What the list's own shape lacks is for
    /// [`super::Library::check_office`] to say.
    ///
    /// # Errors
    /// A problem for each rule that does not exist.
    pub fn for_office(mut self, office: &Json) -> Result<Inspector, Vec<DataProblem>> {
        let listed = office.get(UNCHECKED).and_then(Json::as_array).map_or(&[][..], Vec::as_slice);
        let mut problems = Vec::new();
        for (at, entry) in listed.iter().enumerate() {
            let said = |key: &str| entry.get(key).and_then(Json::as_str).map(str::trim).unwrap_or_default();
            let (rule, reason) = (said("rule"), said("reason"));
            if self.checker.rules().get(rule).is_none() {
                problems.push(DataProblem {
                    code: DataCode::Rule,
                    pointer: format!("/{UNCHECKED}/{at}/rule"),
                    label: words::checking::RULE.to_owned(),
                    line: 0,
                    column: 0,
                    sentence: String::new(),
                    message: words::value(DataCode::Rule.key(), rule),
                });
            }
            self.off.entry(rule.to_owned()).or_insert_with(|| reason.to_owned());
        }
        if problems.is_empty() { Ok(self) } else { Err(problems) }
    }

    /// Every rule, group by group.
    pub fn rules(&self) -> Vec<RuleCard> {
        self.checker.rules().in_groups().into_iter().map(RuleCard::of).collect()
    }

    /// Reads a manuscript and looks for everything that is not as its standard wants it.
    ///
    /// # Errors
    /// [`Error::UnknownStandard`], [`Error::NotWord`]. A text that holds no document has no findings.
    pub fn inspect(
        &self,
        press: &Press,
        manuscript: &Manuscript,
        today: NaiveDate,
    ) -> Result<Inspection, Error> {
        let standard = press.standard(manuscript.standard.as_deref())?;
        let (reading, looks) = press.read_with_looks(manuscript)?;
        let source = source(manuscript);
        let (findings, switched_off) = match &reading.document {
            None => (Vec::new(), self.switched_off(&[])),
            Some(document) => {
                let supplied = supplied(&reading.problems);
                let matter = Matter { document, standard, looks: looks.as_ref(), source, supplied, today };
                self.findings(&matter, source)
            }
        };
        Ok(Inspection {
            schema: INSPECTION,
            standard: standard.id.clone(),
            counts: Counts::of(&findings),
            findings,
            switched_off,
            problems: reading.problems,
            leftovers: reading.leftovers,
            document: reading.document,
            looks,
        })
    }

    /// Puts every certain correction into what was inspected, and looks again: what a
    /// correction uncovers is corrected too. The document loses the looks that a Word file had;
    /// writing it sets it anew.
    ///
    /// # Errors
    /// [`Error::UnknownStandard`], [`Error::NoDocument`].
    pub fn mend(
        &self,
        press: &Press,
        manuscript: &Manuscript,
        inspection: &Inspection,
        today: NaiveDate,
    ) -> Result<Mended, Error> {
        let standard = press.standard(manuscript.standard.as_deref())?;
        let mut document = inspection.document.clone().ok_or(Error::NoDocument)?;
        // A Word file is set anew with the Quốc hiệu that it lacked.
        let supplied = inspection.looks.is_none() && supplied(&inspection.problems);
        let mut left = inspection.findings.clone();
        let mut done: Vec<Finding> = Vec::new();
        for round in 0..ROUNDS {
            let mended = check::mend(&mut document, &left);
            if mended.is_empty() && round > 0 {
                break;
            }
            done.extend(mended.iter().map(|&at| left[at].clone()));
            let matter = Matter { document: &document, standard, looks: None, source: None, supplied, today };
            left = self.findings(&matter, source(manuscript)).0;
        }
        let is_in = |list: &[Finding], one: &Finding| {
            list.iter().any(|other| (&other.id, other.place.at) == (&one.id, one.place.at))
        };
        // What nobody corrected may be gone all the same: with what stood beside it, or because
        // the document is set anew.
        let gone = inspection.findings.iter().filter(|one| !is_in(&done, one) && !is_in(&left, one));
        let gone: Vec<Finding> = gone.cloned().collect();
        done.extend(gone);
        done.sort_by_key(|finding| finding.place);
        let reading = Reading {
            schema: SCHEMA,
            document: Some(document),
            problems: inspection.problems.clone(),
            leftovers: inspection.leftovers.clone(),
        };
        Ok(Mended { reading, done, left })
    }

    /// What is found and told, each with its line where there is a text, and what is not told.
    fn findings(&self, matter: &Matter<'_>, source: Option<&str>) -> (Vec<Finding>, Vec<SwitchedOff>) {
        let all = self.checker.check(matter);
        let (untold, mut told): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|finding| self.off.contains_key(&finding.id));
        if let Some(source) = source.filter(|_| !told.is_empty()) {
            let places = Places::of(source, matter.document);
            for place in told.iter_mut().map(|finding| &mut finding.place) {
                if place.line.is_none()
                    && let Some((line, column)) = places.place(place.at, place.note, place.start)
                {
                    (place.line, place.column) = (Some(line), Some(column));
                }
            }
        }
        (told, self.switched_off(&untold))
    }

    fn switched_off(&self, untold: &[Finding]) -> Vec<SwitchedOff> {
        let count = |id: &str| untold.iter().filter(|finding| finding.id == id).count();
        let off = |(id, reason): (&String, &String)| SwitchedOff {
            id: id.clone(),
            reason: reason.clone(),
            count: count(id),
        };
        self.off.iter().map(off).collect()
    }
}

/// True when reading has put in the Quốc hiệu that was not there.
fn supplied(problems: &[Problem]) -> bool {
    problems.iter().any(|problem| problem.code == Code::NationalTitleSupplied)
}

impl RuleCard {
    fn of(rule: &Rule) -> RuleCard {
        let example = |case: &Case| Example { right: case.right.clone(), wrong: case.wrong.clone() };
        RuleCard {
            id: rule.id.clone(),
            group: rule.group.clone(),
            about: rule.about.clone(),
            severity: rule.severity,
            cite: rule.cite.clone(),
            examples: rule.case.iter().map(example).collect(),
        }
    }
}

impl Inspection {
    /// What was read, without what was found.
    pub fn into_reading(self) -> Reading {
        let Inspection { document, problems, leftovers, .. } = self;
        Reading { schema: SCHEMA, document, problems, leftovers }
    }

    /// The problems of reading that no finding tells as well, with its clause.
    pub fn other_problems(&self) -> Vec<Problem> {
        let told = |problem: &Problem, finding: &Finding| {
            TWICE.contains(&(problem.code, finding.id.as_str()))
                && (problem.line == 0 || Some(problem.line) == finding.place.line)
        };
        let other = |problem: &&Problem| !self.findings.iter().any(|finding| told(problem, finding));
        self.problems.iter().filter(other).cloned().collect()
    }

    /// Without what an office's profile says it does without; see [`Inspector::for_office`].
    pub fn without(&mut self, office: &Json) {
        let listed = office.get(UNCHECKED).and_then(Json::as_array).map_or(&[][..], Vec::as_slice);
        for entry in listed {
            let said = |key: &str| entry.get(key).and_then(Json::as_str).map(str::trim).unwrap_or_default();
            let (rule, reason) = (said("rule"), said("reason"));
            let before = self.findings.len();
            self.findings.retain(|finding| finding.id != rule);
            let count = before - self.findings.len();
            if !self.switched_off.iter().any(|off| off.id == rule) {
                let (id, reason) = (rule.to_owned(), reason.to_owned());
                self.switched_off.push(SwitchedOff { id, reason, count });
            }
        }
        self.counts = Counts::of(&self.findings);
    }

    /// True when something is found that the decree forbids.
    pub fn has_errors(&self) -> bool {
        self.counts.error > 0
    }
}

impl Counts {
    /// Counts findings.
    pub fn of(findings: &[Finding]) -> Counts {
        let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
        Counts {
            error: count(Severity::Error),
            warning: count(Severity::Warning),
            suggestion: count(Severity::Suggestion),
        }
    }
}

/// The beginning of the words that stand at a place, to show a person where it is.
pub fn quote(document: &Document, at: At) -> String {
    let text = document.texts().find(|(own, ..)| *own == at);
    text.map_or_else(String::new, |(_, _, inlines)| {
        let all = crate::model::document::words(inlines);
        words::checking::quote(&all)
    })
}

fn source(manuscript: &Manuscript) -> Option<&str> {
    match &manuscript.source {
        Source::Text(text) => Some(text),
        Source::Document(_) | Source::Word(_) => None,
    }
}
