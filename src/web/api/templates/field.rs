//! What a template asks, as JSON: the keys are those of a template's own front matter.

use serde::Serialize;
use serde_json::Value as Json;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, schema::Type},
};

use crate::model::template::{self, Kind, Preset};

/// One thing that a template asks.
#[derive(Serialize, ToSchema)]
#[schema(as = TemplateField)]
pub struct Field {
    /// Its key in the data.
    #[schema(example = "subject")]
    name: String,
    /// What an office reads beside it, Vietnamese.
    label: String,
    /// A word of help, Vietnamese; may be empty.
    help: String,
    /// What is asked for.
    #[schema(value_type = TypeKey)]
    r#type: String,
    /// Of a list: the type of its entries.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = TypeKey, nullable = false, required = false)]
    of: Option<String>,
    /// It may not stay empty; with a default it may be left out all the same.
    required: bool,
    /// What stands when nothing is given; an expression over the fields above stands in
    /// braces, as `{{ office.name }}`.
    #[serde(skip_serializing_if = "Option::is_none")]
    default: Option<Json>,
    /// An invented value.
    #[serde(skip_serializing_if = "Option::is_none")]
    sample: Option<Json>,
    /// What the value must keep to.
    limits: Limits,
    /// Of a choice: the values.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    options: Option<Vec<Choice>>,
    /// Of a record, and of a list of records: the fields of one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(no_recursion, nullable = false)]
    fields: Option<Vec<Field>>,
}

/// What a value must keep to.
#[derive(Serialize, ToSchema)]
#[schema(as = TemplateLimits)]
pub struct Limits {
    /// Least: characters of a text, entries of a list, the number, day or month itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    min: Option<Json>,
    /// Most, as `min`.
    #[serde(skip_serializing_if = "Option::is_none")]
    max: Option<Json>,
    /// A pattern that the whole of a text must fit.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pattern: Option<String>,
}

/// A value that may be chosen.
#[derive(Serialize, ToSchema)]
#[schema(as = TemplateChoice)]
pub struct Choice {
    /// The value in the data.
    value: String,
    /// What an office reads, Vietnamese.
    label: String,
}

/// The types; a test holds that they are all.
const TYPES: &[&str] = &[
    "text",
    "long-text",
    "official-text",
    "integer",
    "money",
    "date",
    "month",
    "choice",
    "yes-no",
    "unit",
    "picture",
    "list",
    "record",
    "person",
    "signer",
    "office",
    "campaign",
    "decision",
];

/// The name of a type.
pub struct TypeKey;

impl PartialSchema for TypeKey {
    fn schema() -> RefOr<Schema> {
        let about = "What sort of thing is asked for.";
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some(about))
            .enum_values(Some(TYPES.iter().copied()))
            .into()
    }
}

impl ToSchema for TypeKey {
    fn name() -> std::borrow::Cow<'static, str> {
        "TemplateFieldType".into()
    }
}

impl Field {
    /// A field as JSON; `sample` is that of the whole template's data, made from its parts.
    pub fn of(field: &template::Field, sample: Option<&Json>) -> Field {
        let inner = match &field.kind {
            Kind::List(entry) => entry.as_ref(),
            kind => kind,
        };
        let options = match inner {
            Kind::Choice(choices) => Some(choices),
            _ => None,
        };
        let fields = match inner {
            Kind::Record(record) => Some(&record.fields),
            _ => None,
        };
        let choice =
            |choice: &template::Choice| Choice { value: choice.value.clone(), label: choice.label.clone() };
        Field {
            name: field.name.clone(),
            label: field.label.clone(),
            help: field.help.clone(),
            r#type: field.kind.key().to_owned(),
            of: matches!(field.kind, Kind::List(_)).then(|| inner.key().to_owned()),
            required: field.required,
            default: field.default.as_ref().map(|preset| match preset {
                Preset::Value(value) => value.clone(),
                Preset::Expression(expression) => Json::String(format!("{{{{ {} }}}}", expression.source)),
            }),
            sample: sample.or(field.sample.as_ref()).cloned(),
            limits: Limits {
                min: field.limits.min.clone(),
                max: field.limits.max.clone(),
                pattern: field.limits.pattern.as_ref().map(|pattern| pattern.source().to_owned()),
            },
            options: options.map(|all| all.iter().map(choice).collect()),
            fields: fields.map(|all| all.iter().map(|one| Field::of(one, None)).collect()),
        }
    }
}
