//! Templates, drafts and versions as JSON.

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    flow::{
        self,
        bureau::shelf::{Announced, Looked, Working},
    },
    model::Problem,
    store::{PublishedLine, TemplateRow},
    web::api::templates::field::Field,
};

/// Whose a template is.
#[derive(ToSchema)]
#[schema(as = TemplateOrigin, rename_all = "kebab-case")]
pub enum OriginKey {
    /// The office's own.
    Own,
    /// The parent office's, where the office may read them.
    Parent,
    /// It came with the program.
    BuiltIn,
}

/// Where a template is in its life.
#[derive(ToSchema)]
#[schema(as = TemplateState, rename_all = "kebab-case")]
pub enum StateKey {
    /// Never published.
    Draft,
    /// Offered.
    Published,
    /// No longer offered.
    Retired,
}

/// A change of what a template asks.
#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = TemplateChange)]
pub struct Change {
    /// Stable code.
    #[schema(example = "field-removed")]
    code: &'static str,
    /// Where the value stands in the data: a JSON pointer with `*` for every entry of a list;
    /// empty for what concerns the whole template.
    #[schema(example = "/guests/*/name")]
    pointer: String,
    /// A Vietnamese sentence.
    message: String,
}

/// Changes of what a template asks.
#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = TemplateChanges)]
pub struct Changes {
    /// Those after which data that was right before may be refused.
    breaking: Vec<Change>,
    /// All others.
    compatible: Vec<Change>,
}

impl From<Vec<flow::FieldChange>> for Changes {
    fn from(all: Vec<flow::FieldChange>) -> Changes {
        let mut changes = Changes { breaking: Vec::new(), compatible: Vec::new() };
        for flow::FieldChange { code, pointer, message, breaking } in all {
            let list = if breaking { &mut changes.breaking } else { &mut changes.compatible };
            list.push(Change { code, pointer, message });
        }
        changes
    }
}

/// A template as it is worked on.
#[derive(Serialize, ToSchema)]
#[schema(as = TemplateDraft)]
pub struct Draft {
    /// Its name among templates.
    #[schema(example = "giay-moi")]
    id: String,
    /// How often it was saved, as `ETag` says.
    edition: i64,
    /// The text, with whatever faults.
    text: String,
    /// Who saved it last: their id.
    person: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: DateTime<Utc>,
    /// Where the template is in its life.
    #[schema(value_type = StateKey)]
    state: &'static str,
    /// The version published last.
    #[schema(example = "1.0.0")]
    published: Option<String>,
    /// What it was copied from.
    #[schema(example = "giay-moi@1.0.0")]
    based_on: Option<String>,
    /// Everything that is wrong with the text; with any of it it cannot be published.
    #[schema(value_type = Vec<crate::web::api::schema::Problem>)]
    problems: Vec<Problem>,
    /// What it asks otherwise than the version published last.
    changes: Changes,
}

impl From<Working> for Draft {
    fn from(working: Working) -> Draft {
        let state = working.state();
        let Working { row, draft, problems, changes } = working;
        Draft {
            id: row.key,
            edition: draft.edition,
            text: draft.text,
            person: draft.person_id,
            at: draft.at,
            state,
            published: Some(row.version).filter(|version| !version.is_empty()),
            based_on: row.based_on,
            problems,
            changes: changes.into(),
        }
    }
}

/// A version in a list.
#[derive(Serialize, ToSchema)]
#[schema(as = TemplateVersionLine)]
pub struct Line {
    /// Version of its text.
    #[schema(example = "1.0.0")]
    version: String,
    /// From 1.
    ordinal: i64,
    /// SHA-256 of its text and of the shared parts that stand in it.
    digest: String,
    /// Name of whoever published it; nobody, where it came with the program.
    person: Option<String>,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: DateTime<Utc>,
    /// What was said of it.
    note: String,
}

impl From<PublishedLine> for Line {
    fn from(line: PublishedLine) -> Line {
        let PublishedLine { ordinal, version, digest, person, at, note } = line;
        Line { version, ordinal, digest, person, at, note }
    }
}

/// Versions of a template, a page of them.
#[derive(Serialize, ToSchema)]
#[schema(as = TemplateVersions)]
pub struct Lines {
    /// Whose the template is.
    #[schema(value_type = OriginKey)]
    pub origin: &'static str,
    /// The versions, the newest first.
    pub items: Vec<Line>,
    /// Where the next page begins; null on the last.
    pub next: Option<String>,
}

/// A published version, whole. It never changes.
#[derive(Serialize, ToSchema)]
#[schema(as = TemplateVersion)]
pub struct Version {
    /// Its name among templates.
    #[schema(example = "giay-moi")]
    id: String,
    /// Whose it is.
    #[schema(value_type = OriginKey)]
    origin: &'static str,
    /// Version of its text.
    #[schema(example = "1.0.0")]
    version: String,
    /// From 1.
    ordinal: i64,
    /// SHA-256 of its text and of the shared parts that stand in it.
    digest: String,
    /// Name of whoever published it; nobody, where it came with the program.
    person: Option<String>,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: DateTime<Utc>,
    /// What was said of it.
    note: String,
    /// The text of its file.
    text: String,
    /// The shared parts that stand in it, by their names, as they were then.
    #[schema(value_type = Object)]
    parts: serde_json::Value,
    /// What it asks, in the order of asking.
    fields: Vec<Field>,
}

impl From<Looked> for Version {
    fn from(looked: Looked) -> Version {
        let Looked { origin, row, published, person, asks } = looked;
        Version {
            id: row.key,
            origin: origin.key(),
            version: published.version,
            ordinal: published.ordinal,
            digest: published.digest,
            person,
            at: published.at,
            note: published.note,
            text: published.text,
            parts: published.parts,
            fields: asks.fields.iter().map(|field| Field::of(field, None)).collect(),
        }
    }
}

/// What was published.
#[derive(Serialize, ToSchema)]
#[schema(as = TemplatePublished)]
pub struct Published {
    /// Its name among templates.
    #[schema(example = "giay-moi")]
    id: String,
    /// Version of its text.
    #[schema(example = "1.1.0")]
    version: String,
    /// From 1.
    ordinal: i64,
    /// SHA-256 of its text and of the shared parts that stand in it.
    digest: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: DateTime<Utc>,
    /// What it asks otherwise than the version before.
    changes: Changes,
}

impl From<Announced> for Published {
    fn from(announced: Announced) -> Published {
        let Announced { id, ordinal, version, digest, at, changes } = announced;
        Published { id, version, ordinal, digest, at, changes: changes.into() }
    }
}

/// Whether a template is offered.
#[derive(Serialize, ToSchema)]
#[schema(as = TemplateOffer)]
pub struct Offer {
    /// Its name among templates.
    #[schema(example = "giay-moi")]
    id: String,
    /// Since when it is no longer offered; null where it is.
    #[schema(value_type = Option<String>, format = DateTime)]
    retired_at: Option<DateTime<Utc>>,
}

impl From<TemplateRow> for Offer {
    fn from(row: TemplateRow) -> Offer {
        Offer { id: row.key, retired_at: row.retired_at }
    }
}
