//! Why the bureau did not do what was asked.

use serde_json::Value as Json;

use crate::diff::FieldChange;
use crate::flow::{Refusal, honorees, typeset};
use crate::model::{DataProblem, Problem};
use crate::store;

/// What is wrong with one field of what was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blame {
    /// Stable code; its sentence stands in `viet::words` (`fault`).
    pub code: &'static str,
    /// JSON pointer into what was asked.
    pub pointer: String,
    /// What takes the place of `{}` in the sentence.
    pub about: String,
}

impl Blame {
    /// A field at fault.
    pub fn of(code: &'static str, pointer: impl Into<String>, about: impl Into<String>) -> Blame {
        Blame { code, pointer: pointer.into(), about: about.into() }
    }
}

/// Why the bureau did not do what was asked. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// There is no such thing, or not for this office.
    #[error("no such thing")]
    NotFound,
    /// The person, or their key, may not.
    #[error("not allowed")]
    Forbidden,
    /// The login or the password is wrong; which of them is not told.
    #[error("wrong login or password")]
    WrongPassword,
    /// It is not in the state that this asks for; a stable code says what
    /// (`viet::words::conflict` has its sentence), then what takes the place of `{}`.
    #[error("conflict: {0} {1}")]
    Conflict(&'static str, String),
    /// Somebody changed it since the caller saw it; here is how it is now, whole.
    #[error("changed since it was seen")]
    Stale(Json),
    /// What was asked has faults: all of them.
    #[error("faults: {0:?}")]
    Invalid(Vec<Blame>),
    /// The data is not what the template asks for.
    #[error("the data has faults")]
    Data(Vec<DataProblem>),
    /// A template's text has faults: all of them.
    #[error("the template has faults")]
    Template(Vec<Problem>),
    /// A new version of a template refuses data that the last one takes: every such change, and
    /// what is wrong with the text on top of it.
    #[error("data in use would be refused")]
    Breaking(Vec<FieldChange>, Vec<Problem>),
    /// The file is no list of honorees that can be read.
    #[error("no list of honorees: {0}")]
    Sheet(honorees::Refusal),
    /// Too often; worth another try after so many seconds.
    #[error("too often")]
    TooOften(u64),
    /// The press could not print it.
    #[error(transparent)]
    Press(#[from] typeset::Error),
    /// The pool could not run it.
    #[error(transparent)]
    Pool(#[from] Refusal),
    /// The store could not keep it.
    #[error(transparent)]
    Store(store::Error),
}

impl From<store::Error> for Failure {
    fn from(error: store::Error) -> Failure {
        match error {
            store::Error::NotFound => Failure::NotFound,
            store::Error::Conflict(code) => Failure::Conflict(code, String::new()),
            other => Failure::Store(other),
        }
    }
}
