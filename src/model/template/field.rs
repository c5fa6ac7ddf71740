//! What a template asks.

use regex::{Regex, RegexBuilder};
use serde_json::Value;

use super::{Expression, Place, Record};

/// One thing that a template asks.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Its key in the data: lower-case ASCII, `_` between words.
    pub name: String,
    /// What an office reads beside it, Vietnamese.
    pub label: String,
    /// A word of help, Vietnamese; may be empty.
    pub help: String,
    /// What is asked for.
    pub kind: Kind,
    /// It may not stay empty.
    pub required: bool,
    /// What stands when nothing is given.
    pub default: Option<Preset>,
    /// An invented value that shows what is meant.
    pub sample: Option<Value>,
    /// What the value must keep to.
    pub limits: Limits,
    /// Where it is declared; zeros for what every template knows.
    pub place: Place,
}

/// What stands when nothing is given.
#[derive(Clone, Debug, PartialEq)]
pub enum Preset {
    /// A value.
    Value(Value),
    /// What an expression gives.
    Expression(Expression),
}

/// What sort of thing is asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// One line of words.
    Text,
    /// Lines of words.
    LongText,
    /// The office's own paragraphs, with headings, points, dashes, tables.
    OfficialText,
    /// A whole number.
    Integer,
    /// A whole number of đồng.
    Money,
    /// A day.
    Date,
    /// A month of a year.
    Month,
    /// One of several values.
    Choice(Vec<Choice>),
    /// True or false.
    YesNo,
    /// Name of a body or place, one line.
    Unit,
    /// A seal, a logo (hình ảnh).
    Picture,
    /// Entries of one kind.
    List(Box<Kind>),
    /// Several fields together.
    Record(Record),
}

/// A value that may be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The value in the data.
    pub value: String,
    /// What an office reads, Vietnamese.
    pub label: String,
}

/// What a value must keep to.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Limits {
    /// Least: characters of a text, entries of a list, the number itself, the first day
    /// or month (as written in data).
    pub min: Option<Value>,
    /// Most, as `min`.
    pub max: Option<Value>,
    /// A pattern that the whole of a text must fit.
    pub pattern: Option<Pattern>,
}

/// A pattern that the whole of a text must fit, compiled once.
#[derive(Clone, Debug)]
pub struct Pattern {
    source: String,
    whole: Regex,
}

impl Pattern {
    /// The pattern of this source; `None` when it is no regular expression, or one whose
    /// tables outgrow what a value may cost.
    pub fn new(source: &str) -> Option<Pattern> {
        let whole = RegexBuilder::new(&format!("^(?:{source})$")).size_limit(1 << 20).build().ok()?;
        Some(Pattern { source: source.to_owned(), whole })
    }

    /// The pattern as written.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// True when the whole of a text fits.
    pub fn fits(&self, text: &str) -> bool {
        self.whole.is_match(text)
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Pattern) -> bool {
        self.source == other.source
    }
}

impl Field {
    /// A field that every template knows without declaring it.
    pub fn given(name: &str, label: &str, kind: Kind) -> Field {
        Field {
            name: name.to_owned(),
            label: label.to_owned(),
            help: String::new(),
            kind,
            required: true,
            default: None,
            sample: None,
            limits: Limits::default(),
            place: Place::default(),
        }
    }
}

impl Kind {
    /// The name under which front matter asks for it.
    pub fn key(&self) -> &str {
        match self {
            Kind::Text => "text",
            Kind::LongText => "long-text",
            Kind::OfficialText => "official-text",
            Kind::Integer => "integer",
            Kind::Money => "money",
            Kind::Date => "date",
            Kind::Month => "month",
            Kind::Choice(_) => "choice",
            Kind::YesNo => "yes-no",
            Kind::Unit => "unit",
            Kind::Picture => "picture",
            Kind::List(_) => "list",
            Kind::Record(record) => record.name.as_deref().unwrap_or("record"),
        }
    }

    /// The kind that front matter asks for by this name alone, records aside.
    pub fn simple(key: &str) -> Option<Kind> {
        Some(match key {
            "text" => Kind::Text,
            "long-text" => Kind::LongText,
            "official-text" => Kind::OfficialText,
            "integer" => Kind::Integer,
            "money" => Kind::Money,
            "date" => Kind::Date,
            "month" => Kind::Month,
            "yes-no" => Kind::YesNo,
            "unit" => Kind::Unit,
            "picture" => Kind::Picture,
            _ => return None,
        })
    }

    /// True for words: what `min` and `max` count in characters and `pattern` fits.
    pub fn is_words(&self) -> bool {
        matches!(self, Kind::Text | Kind::LongText | Kind::OfficialText | Kind::Unit)
    }

    /// The field of this name inside a value of this kind.
    pub fn field(&self, name: &str) -> Option<&Field> {
        match self {
            Kind::Record(record) => record.fields.iter().find(|field| field.name == name),
            _ => None,
        }
    }
}
