//! Invented data that shows what a template asks.

use serde_json::{Map, Value};

use crate::model::Template;
use crate::model::template::{Field, Kind};

/// The sample data of a template: every field's own sample, those of records put together
/// from their fields. Fields without a sample are left out.
pub fn sample(template: &Template) -> Value {
    Value::Object(fields(&template.fields))
}

fn fields(fields: &[Field]) -> Map<String, Value> {
    fields.iter().filter_map(|field| Some((field.name.clone(), value(field)?))).collect()
}

fn value(field: &Field) -> Option<Value> {
    field.sample.clone().or_else(|| made(&field.kind).filter(|_| field.default.is_none()))
}

fn made(kind: &Kind) -> Option<Value> {
    match kind {
        Kind::Record(record) => {
            let made = fields(&record.fields);
            (!made.is_empty()).then_some(Value::Object(made))
        }
        Kind::List(entry) => match entry.as_ref() {
            Kind::Record(_) => made(entry).map(|entry| Value::Array(vec![entry])),
            _ => None,
        },
        _ => None,
    }
}
