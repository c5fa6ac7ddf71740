//! What a template asks, as JSON Schema 2020-12.

use serde_json::{Map, Value, json};

use crate::model::Template;
use crate::model::picture;
use crate::model::template::{Field, Kind, Limits};

/// No control character, and no line break where one line is asked for.
const ONE_LINE: &str = r"^[^\u0000-\u0008\u000A-\u001F\u007F-\u009F\u2028\u2029\uFDD0-\uFDEF\uFFFE\uFFFF]*$";
const LINES: &str = r"^[^\u0000-\u0008\u000E-\u001F\u007F-\u0084\u0086-\u009F\uFDD0-\uFDEF\uFFFE\uFFFF]*$";

/// Base64, or a data URI of it.
const BASE64: &str = r"^(data:image/(png|jpeg);base64,)?[A-Za-z0-9+/]+={0,2}$";

/// The schema of a template's data. Admission is the stricter only where a schema cannot say
/// it (days that no calendar has or that lie out of range, an image that cannot be read, a text of nothing but characters
/// that cannot be seen), and the milder only where white space makes a text longer than it is.
pub fn schema(template: &Template) -> Value {
    let mut schema = record(&template.fields);
    if let Value::Object(map) = &mut schema {
        map.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
        map.insert(
            "$id".to_owned(),
            json!(format!("urn:vanthu:template:{}:{}", template.id, template.version)),
        );
        map.insert("title".to_owned(), json!(template.name));
        map.insert("description".to_owned(), json!(template.description));
    }
    schema
}

fn record(fields: &[Field]) -> Value {
    let properties: Map<String, Value> =
        fields.iter().map(|field| (field.name.clone(), property(field))).collect();
    let required: Vec<&str> = fields
        .iter()
        .filter(|field| field.required && field.default.is_none())
        .map(|field| field.name.as_str())
        .collect();
    let mut schema = json!({ "type": "object", "properties": properties, "additionalProperties": false });
    if !required.is_empty() {
        schema["required"] = json!(required);
    }
    schema
}

fn property(field: &Field) -> Value {
    let mut schema = kind(&field.kind, &field.limits, field.required);
    if !field.required || field.default.is_some() {
        let empty = match field.kind {
            // Its default stands for nothing given, not for emptiness given.
            _ if field.required => json!([{ "type": "null" }]),
            // White space around a text is no part of it.
            _ if field.kind.is_words() => {
                json!([{ "type": "null" }, { "type": "string", "pattern": r"^\s*$" }])
            }
            Kind::Choice(_) => json!([{ "type": "null" }, { "const": "" }]),
            _ => json!([{ "type": "null" }]),
        };
        let mut any = vec![schema];
        any.extend(empty.as_array().cloned().unwrap_or_default());
        schema = json!({ "anyOf": any });
    }
    schema["title"] = json!(field.label);
    if !field.help.is_empty() {
        schema["description"] = json!(field.help);
    }
    if let Some(sample) = &field.sample {
        schema["examples"] = json!([sample]);
    }
    schema
}

/// What a picture is made of. That its data is a sound image, no schema can say.
fn picture() -> Value {
    let side = |most: f64| json!({ "type": "number", "minimum": picture::LEAST_MM, "maximum": most });
    let part = |part: &str| match part {
        "data" => json!({ "type": "string", "contentEncoding": "base64", "pattern": BASE64 }),
        "width_mm" => side(picture::MOST_WIDTH_MM),
        "height_mm" => side(picture::MOST_HEIGHT_MM),
        "media_type" => json!({ "enum": picture::Media::ALL.map(picture::Media::key) }),
        _ => {
            json!({ "type": "string", "pattern": ONE_LINE, "allOf": [{ "pattern": r"\S" }], "maxLength": picture::MOST_ALT })
        }
    };
    let property = |&(key, must): &(&str, bool)| {
        let schema = if must { part(key) } else { json!({ "anyOf": [part(key), { "type": "null" }] }) };
        (key.to_owned(), schema)
    };
    let properties: Map<String, Value> = picture::PARTS.iter().map(property).collect();
    let required: Vec<&str> = picture::PARTS.iter().filter(|(_, must)| *must).map(|(key, _)| *key).collect();
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

fn kind(kind: &Kind, limits: &Limits, must: bool) -> Value {
    let mut schema = match kind {
        Kind::Text | Kind::Unit => json!({ "type": "string", "pattern": ONE_LINE }),
        Kind::LongText | Kind::OfficialText => json!({ "type": "string", "pattern": LINES }),
        Kind::Integer => json!({ "type": "integer" }),
        Kind::Money => json!({ "type": "integer", "minimum": 0 }),
        Kind::Date => json!({ "type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$" }),
        Kind::Month => json!({ "type": "string", "pattern": r"^\d{4}-(0[1-9]|1[0-2])$" }),
        Kind::YesNo => json!({ "type": "boolean" }),
        Kind::Choice(choices) => {
            let known: Vec<Value> = choices
                .iter()
                .map(|choice| json!({ "const": choice.value, "title": choice.label }))
                .collect();
            json!({ "type": "string", "oneOf": known })
        }
        Kind::Picture => picture(),
        Kind::List(entry) => json!({ "type": "array", "items": self::kind(entry, &Limits::default(), true) }),
        Kind::Record(inner) => record(&inner.fields),
    };
    let (least, most) = match kind {
        Kind::List(_) => ("minItems", "maxItems"),
        Kind::Integer | Kind::Money => ("minimum", "maximum"),
        Kind::Date | Kind::Month => ("formatMinimum", "formatMaximum"),
        _ => ("minLength", "maxLength"),
    };
    for (key, limit) in [(least, &limits.min), (most, &limits.max)] {
        if let Some(limit) = limit {
            schema[key] = limit.clone();
        }
    }
    let mut all = Vec::new();
    if kind.is_words() && must {
        all.push(json!({ "pattern": r"\S" }));
    }
    if let Some(pattern) = &limits.pattern {
        all.push(json!({ "pattern": format!("^(?:{})$", pattern.source()) }));
    }
    if !all.is_empty() {
        schema["allOf"] = Value::Array(all);
    }
    schema
}
