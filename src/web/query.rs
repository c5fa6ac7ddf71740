//! Query parameters: all faults at once, nothing unknown passed over.

use actix_web::{HttpRequest, web};

use super::{
    Error,
    error::{Code, Fault},
};
use crate::{
    flow::{Form, Manuscript},
    viet::words,
};

/// Longest value of a parameter, in characters: four wrapped lines of a letterhead.
pub const LONGEST: usize = 400;

/// The parameters of a request, and what is wrong with them.
pub struct Query {
    pairs: Vec<(String, String)>,
    faults: Vec<Fault>,
}

impl Query {
    /// The parameters on the address; `known` are those that the route takes.
    pub fn of(request: &HttpRequest, known: &[&str]) -> Query {
        Query::parse(request.query_string(), known)
    }

    /// Parameters in the form `a=1&b=2`.
    pub fn parse(text: &str, known: &[&str]) -> Query {
        let mut query = Query { pairs: Query::pairs(text), faults: Vec::new() };
        let mut seen: Vec<&str> = Vec::new();
        let mut wrong = Vec::new();
        for (name, _) in &query.pairs {
            if !known.contains(&name.as_str()) {
                wrong.push((name.clone(), "query-unknown"));
            } else if seen.contains(&name.as_str()) {
                wrong.push((name.clone(), "query-twice"));
            }
            seen.push(name);
        }
        for (name, code) in wrong {
            query.fault(&name, code, "");
        }
        query
    }

    /// Names and values of `a=1&b=2`, as often as they stand there.
    pub fn pairs(text: &str) -> Vec<(String, String)> {
        let pairs = web::Query::<Vec<(String, String)>>::from_query(text).map(web::Query::into_inner);
        pairs.unwrap_or_default()
    }

    /// A fault of a parameter.
    pub fn fault(&mut self, name: &str, code: &str, about: &str) {
        self.faults.push(Fault {
            code: code.into(),
            detail: words::fault(code, about),
            parameter: Some(name.into()),
            ..Fault::default()
        });
    }

    /// The value of a parameter.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// A line of a letterhead; blank is nothing.
    pub fn words(&mut self, name: &str) -> Option<String> {
        let value = self.get(name)?.trim().to_owned();
        if value.chars().count() > LONGEST {
            self.fault(name, "query-length", &LONGEST.to_string());
        }
        Some(value).filter(|value| !value.is_empty())
    }

    /// A whole number from 1 that `usize` holds.
    pub fn number(&mut self, name: &str) -> Option<usize> {
        let number = self.get(name)?.parse().ok().filter(|number: &u32| *number > 0);
        if number.is_none() {
            self.fault(name, "query-value", "1, 2, 3, …");
        }
        number.and_then(|number| usize::try_from(number).ok())
    }

    /// A switch: `1` or `true`, `0` or `false`.
    pub fn switch(&mut self, name: &str) -> bool {
        match self.get(name) {
            Some("1" | "true") => true,
            None | Some("0" | "false") => false,
            Some(_) => {
                self.fault(name, "query-value", "1, 0, true, false");
                false
            }
        }
    }

    /// One of some values, or nothing.
    pub fn one_of(&mut self, name: &str, values: &[&str]) {
        if self.get(name).is_some_and(|value| !values.contains(&value)) {
            self.fault(name, "query-value", &values.join(", "));
        }
    }

    /// The name of a format, if one is given.
    pub fn form(&mut self, page: usize) -> Option<Form> {
        self.form_of(Form::ALL, page)
    }

    /// The name of one of some formats, if one is given.
    pub fn form_of(&mut self, forms: &[Form], page: usize) -> Option<Form> {
        let key = self.get("format")?;
        let known = forms.iter().any(|form| form.key() == key);
        let form = Form::from_key(key, page).filter(|_| known);
        if form.is_none() {
            let keys: Vec<_> = forms.iter().map(|form| form.key()).collect();
            self.fault("format", "query-value", &keys.join(", "));
        }
        form
    }

    /// Lays the letterhead and the standard of the parameters over a manuscript's own.
    pub fn supply(&mut self, manuscript: &mut Manuscript) {
        let Manuscript { standard, supplied, .. } = manuscript;
        for (name, slot) in [
            ("issuer", &mut supplied.issuer),
            ("parent", &mut supplied.parent),
            ("place", &mut supplied.place),
            ("standard", standard),
        ] {
            if let Some(value) = self.words(name) {
                *slot = Some(value);
            }
        }
    }

    /// Every fault found, as one error.
    ///
    /// # Errors
    /// 400 with every fault.
    pub fn check(self) -> Result<(), Error> {
        self.check_as(Code::BadQuery)
    }

    /// Every fault found so far, as one error; the parameters can be read on.
    ///
    /// # Errors
    /// 400 with every fault.
    pub fn checked(&mut self) -> Result<(), Error> {
        let faults = std::mem::take(&mut self.faults);
        if faults.is_empty() { Ok(()) } else { Err(Error::with(Code::BadQuery, faults)) }
    }

    /// Every fault found, as one error of this code.
    ///
    /// # Errors
    /// The error with every fault.
    pub fn check_as(self, code: Code) -> Result<(), Error> {
        if self.faults.is_empty() { Ok(()) } else { Err(Error::with(code, self.faults)) }
    }
}
