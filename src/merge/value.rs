//! Values of the data as expressions see them.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use chrono::NaiveDate;
use minijinja::Value;
use minijinja::value::{DynObject, Enumerator, Object, ObjectExt, ObjectRepr};

use crate::model::Picture;
use crate::viet::date::{self, Month};
use crate::viet::number;

/// A day; prints as `05/3/2026`.
#[derive(Debug)]
pub(super) struct Day(pub(super) NaiveDate);

impl Object for Day {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn custom_cmp(self: &Arc<Self>, other: &DynObject) -> Option<Ordering> {
        Some(self.0.cmp(&other.downcast_ref::<Day>()?.0))
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&date::short(self.0))
    }
}

/// A month of a year; prints as `3/2026`.
#[derive(Debug)]
pub(super) struct MonthOfYear(pub(super) Month);

impl Object for MonthOfYear {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn custom_cmp(self: &Arc<Self>, other: &DynObject) -> Option<Ordering> {
        let key = |month: Month| (month.year(), month.month());
        Some(key(self.0).cmp(&key(other.downcast_ref::<MonthOfYear>()?.0)))
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.0.month(), self.0.year())
    }
}

/// Several values together; knows where they stand in the data.
#[derive(Debug)]
pub(super) struct Entry {
    /// JSON pointer of the record.
    pub(super) pointer: String,
    pub(super) values: BTreeMap<String, Value>,
}

impl Object for Entry {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.values.get(key.as_str()?).cloned()
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        self.values.get(key).cloned()
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        self.mapped_enumerator(|this| Box::new(this.values.keys().map(|key| Value::from(key.clone()))))
    }
}

/// Official text: its place among the passages of the record.
#[derive(Debug)]
pub(super) struct Official {
    pub(super) passage: usize,
    pub(super) empty: bool,
}

impl Object for Official {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn is_true(self: &Arc<Self>) -> bool {
        !self.empty
    }

    fn render(self: &Arc<Self>, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

/// A picture: it stands among words and has none.
#[derive(Debug)]
pub(super) struct Pictured(pub(super) Picture);

impl Object for Pictured {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn render(self: &Arc<Self>, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

/// The words of a value; nothing for a value that is empty.
pub(super) fn words(value: &Value) -> String {
    if value.is_none() || value.is_undefined() {
        return String::new();
    }
    if let Some(text) = value.as_str() {
        return text.to_owned();
    }
    if value.is_number() && !value.is_integer() {
        let decimal = f64::try_from(value.clone()).ok().and_then(number::decimal);
        return decimal.unwrap_or_else(|| value.to_string());
    }
    value.to_string()
}
