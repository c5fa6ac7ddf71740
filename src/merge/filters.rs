//! The one environment of expressions: strict, bounded, with our own filters only.
//!
//! Every filter is a function of `viet`; each lets an empty value through. Nothing here
//! multiplies text: what an expression gives is at most as long as what the data and the
//! template hold, apart from joins, which have a limit of their own.

use std::sync::LazyLock;

use chrono::Datelike;
use minijinja::{Environment, Error, ErrorKind, UndefinedBehavior, Value};

use super::value::{Day, Entry, MonthOfYear, words};
use crate::viet::{case, date, label, name, number};

/// Steps that one expression may take.
const FUEL: u64 = 20_000;

/// Bytes of the text that one join may give.
const LONGEST_JOIN: usize = 1 << 20;

pub(super) static ENVIRONMENT: LazyLock<Environment<'static>> = LazyLock::new(environment);

type Given = Result<Value, Error>;

fn environment() -> Environment<'static> {
    let mut env = Environment::empty();
    env.set_undefined_behavior(UndefinedBehavior::Strict);
    env.set_fuel(Some(FUEL));
    env.set_recursion_limit(64);
    env.add_filter("upper", |value: &Value| text(value, case::upper));
    env.add_filter("lower", |value: &Value| text(value, case::lower));
    env.add_filter("capital", |value: &Value| text(value, case::capital));
    env.add_filter("title", |value: &Value| text(value, case::title));
    env.add_filter("number", |value: &Value| figure(value, |n| Some(number::grouped(n))));
    env.add_filter("pad", |value: &Value| figure(value, |n| Some(number::padded(n))));
    env.add_filter("words", |value: &Value| figure(value, number::words));
    env.add_filter("money", |value: &Value| figure(value, |n| Some(number::money(n))));
    env.add_filter("money_words", |value: &Value| figure(value, number::money_words));
    env.add_filter("roman", |value: &Value| {
        figure(value, |n| u32::try_from(n).ok().filter(|n| (1..4000).contains(n)).map(label::to_roman))
    });
    env.add_filter("letter", |value: &Value| {
        figure(value, |n| u32::try_from(n).ok().and_then(label::point_letter))
    });
    env.add_filter("date", |value: &Value| day(value, |d| date::short(d).into()));
    env.add_filter("date_words", |value: &Value| day(value, |d| date::full(d).into()));
    env.add_filter("date_spoken", |value: &Value| day(value, |d| date::spoken(d).into()));
    env.add_filter("day", |value: &Value| day(value, |d| date::day(d).into()));
    env.add_filter("month", |value: &Value| match month_of(value) {
        Some(month) => Ok(month.month().into()),
        None => day(value, |d| date::month(d).into()),
    });
    env.add_filter("year", |value: &Value| match month_of(value) {
        Some(month) => Ok(month.year().into()),
        None => day(value, |d| d.year().into()),
    });
    env.add_filter("month_words", |value: &Value| match month_of(value) {
        Some(month) => Ok(date::month_year(month).into()),
        None => day(value, |d| date::Month::of(d).map(date::month_year).unwrap_or_default().into()),
    });
    env.add_filter("person", person);
    env.add_filter("join", |value: &Value, between: Option<&str>| {
        join(value, |entries| entries.join(between.unwrap_or_default()))
    });
    env.add_filter("and_join", |value: &Value| join(value, name::and_join));
    env.add_filter(
        "default",
        |value: &Value, other: Value| {
            if is_empty(value) { other } else { value.clone() }
        },
    );
    env.add_filter("first", |value: &Value| {
        entries(value).map(|all| all.into_iter().next().unwrap_or_default())
    });
    env.add_filter("last", |value: &Value| {
        entries(value).map(|all| all.into_iter().next_back().unwrap_or_default())
    });
    env.add_filter("length", |value: &Value| match value.as_str() {
        Some(text) => Ok(text.chars().count()),
        None => entries(value).map(|all| all.len()),
    });
    env.add_filter("sum", sum);
    env.add_filter("where", |value: &Value, field: &str, wanted: Value| -> Given {
        let kept = |entry: &Value| entry.get_attr(field).is_ok_and(|found| found == wanted);
        Ok(entries(value)?.into_iter().filter(kept).collect())
    });
    env.add_test("defined", |value: &Value| !is_empty(value));
    env.add_test("none", is_empty);
    env
}

/// Nothing was given: undefined, none, or a text or list without anything in it.
pub(super) fn is_empty(value: &Value) -> bool {
    value.is_undefined()
        || value.is_none()
        || value.as_str().is_some_and(str::is_empty)
        || value.len() == Some(0)
}

fn text(value: &Value, change: impl Fn(&str) -> String) -> Given {
    if value.is_none() {
        return Ok(value.clone());
    }
    if value.is_undefined() {
        return Err(Error::from(ErrorKind::UndefinedError));
    }
    Ok(change(&words(value)).into())
}

fn wrong(wanted: &'static str) -> Error {
    Error::new(ErrorKind::InvalidOperation, wanted)
}

fn figure(value: &Value, say: impl Fn(i64) -> Option<String>) -> Given {
    if value.is_none() {
        return Ok(value.clone());
    }
    if value.is_undefined() {
        return Err(Error::from(ErrorKind::UndefinedError));
    }
    value.as_i64().and_then(say).map(Value::from).ok_or_else(|| wrong("a whole number in range is needed"))
}

fn day(value: &Value, say: impl Fn(chrono::NaiveDate) -> Value) -> Given {
    if value.is_none() {
        return Ok(value.clone());
    }
    if value.is_undefined() {
        return Err(Error::from(ErrorKind::UndefinedError));
    }
    value.downcast_object_ref::<Day>().map(|day| say(day.0)).ok_or_else(|| wrong("a date is needed"))
}

fn month_of(value: &Value) -> Option<date::Month> {
    value.downcast_object_ref::<MonthOfYear>().map(|month| month.0)
}

fn person(value: &Value) -> Given {
    if value.is_none() {
        return Ok(value.clone());
    }
    let entry = value.downcast_object_ref::<Entry>().ok_or_else(|| wrong("a person is needed"))?;
    let field = |key: &str| entry.values.get(key).map(words).unwrap_or_default();
    if !entry.values.contains_key("name") {
        return Err(Error::from(ErrorKind::UndefinedError));
    }
    Ok(name::with_honorific(name::Honorific::parse(&field("honorific")), &field("name")).into())
}

fn entries(value: &Value) -> Result<Vec<Value>, Error> {
    if value.is_none() {
        return Ok(Vec::new());
    }
    Ok(value.try_iter()?.collect())
}

fn join(value: &Value, say: impl Fn(&[String]) -> String) -> Given {
    if value.as_str().is_some() {
        return Err(wrong("a list is needed"));
    }
    let all: Vec<String> = entries(value)?.iter().map(words).filter(|words| !words.is_empty()).collect();
    let joined = say(&all);
    if joined.len() > LONGEST_JOIN {
        return Err(wrong("the joined text is too long"));
    }
    Ok(joined.into())
}

/// The sum of a list of numbers, or of one field of its records.
fn sum(value: &Value, field: Option<&str>) -> Result<i64, Error> {
    let mut total: i64 = 0;
    for entry in entries(value)? {
        let part = match field {
            Some(field) => entry.get_attr(field)?,
            None => entry,
        };
        if part.is_none() {
            continue;
        }
        let part = part.as_i64().ok_or_else(|| wrong("whole numbers are needed"))?;
        total = total.checked_add(part).ok_or_else(|| wrong("the sum is too large"))?;
    }
    Ok(total)
}
