//! `/api/v1/templates`: what templates there are, what each asks, and its data merged.

use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Path},
};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use utoipa::{
    IntoParams, PartialSchema, ToSchema,
    openapi::{
        ObjectBuilder, RefOr, Schema,
        schema::{AnyOfBuilder, Type},
    },
};

use super::{
    description::{TemplateErrors, TemplatesErrors},
    typeset::Switch,
};
use crate::{
    flow::bureau::shelf::Listed,
    flow::{self, builtin, library},
    web::{Door, Error, auth::MaybeSigned, query::Query, work},
};

pub mod field;
pub mod render;
pub mod shelf;
pub mod versions;
pub mod working;

/// The media type of JSON Schema.
const SCHEMA_JSON: &str = "application/schema+json";

/// What the name of a template looks like.
const SLUG: &str = "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$";

/// What a list says of a template.
#[derive(Serialize, ToSchema)]
#[schema(as = TemplateSummary)]
pub struct Summary {
    /// Its name among templates.
    #[schema(example = "giay-moi")]
    id: String,
    /// Key of the document's type in the standard.
    #[schema(example = "invitation")]
    kind: String,
    /// Version of its text.
    #[schema(example = "1.0.0")]
    version: String,
    /// What an office calls it, Vietnamese.
    name: String,
    /// What it is for, Vietnamese.
    description: String,
    /// For somebody signed in: whose it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<versions::schema::OriginKey>, nullable = false)]
    origin: Option<&'static str>,
    /// For somebody signed in: where it is in its life.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<versions::schema::StateKey>, nullable = false)]
    state: Option<&'static str>,
}

impl From<flow::Summary> for Summary {
    fn from(summary: flow::Summary) -> Summary {
        let flow::Summary { id, kind, version, name, description } = summary;
        Summary { id, kind, version, name, description, origin: None, state: None }
    }
}

impl From<Listed> for Summary {
    fn from(listed: Listed) -> Summary {
        let Listed { summary, origin, state } = listed;
        Summary { origin: Some(origin.key()), state: Some(state), ..Summary::from(summary) }
    }
}

/// A template whole: what it is, what it asks, what it says.
#[derive(Serialize, ToSchema)]
pub struct Template {
    /// Its name among templates.
    #[schema(example = "giay-moi")]
    id: String,
    /// Key of the document's type in the standard.
    #[schema(example = "invitation")]
    kind: String,
    /// Version of its text.
    #[schema(example = "1.0.0")]
    version: String,
    /// What an office calls it, Vietnamese.
    name: String,
    /// What it is for, Vietnamese.
    description: String,
    /// Key of the standard it is printed by.
    #[schema(example = "nd30-2020")]
    standard: String,
    /// What it asks, in the order of asking.
    fields: Vec<field::Field>,
    /// The text of its file.
    source: String,
}

/// The name of a template, as its address has it.
#[derive(Deserialize)]
#[serde(transparent)]
pub struct TemplateKey(String);

impl PartialSchema for TemplateKey {
    fn schema() -> RefOr<Schema> {
        let ids = builtin::TEMPLATES.iter().map(|(id, _)| *id);
        let built_in = ObjectBuilder::new().schema_type(Type::String).enum_values(Some(ids));
        let own = ObjectBuilder::new().schema_type(Type::String).pattern(Some(SLUG)).max_length(Some(80));
        AnyOfBuilder::new()
            .item(built_in.description(Some("One that came with the program")))
            .item(own.description(Some("One of the office's own, for somebody signed in")))
            .into()
    }
}

impl ToSchema for TemplateKey {}

/// What the list takes.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what `Query` reads")]
pub struct ListQuery {
    /// `1` or `true`, for somebody signed in: also what is not offered of the office's own,
    /// drafts that were never published and retired ones.
    #[param(inline)]
    all: Option<Switch>,
}

/// Lists the templates: the built-in ones and, for somebody signed in, the office's own and
/// those of its parent that it may read. Of each name it is the one that stands before the others.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/templates", tag = "templates",
    params(ListQuery),
    responses((status = 200, description = "The templates, in the order of names", body = Vec<Summary>), TemplatesErrors),
    security((), ("key" = []), ("session" = []))
)]
pub async fn list(door: Data<Door>, who: MaybeSigned, request: HttpRequest) -> Result<HttpResponse, Error> {
    let mut query = Query::of(&request, &["all"]);
    let all = query.switch("all");
    query.check()?;
    let list: Vec<Summary> = match &who.0 {
        Some(actor) => door.bureau.templates(actor, all).await?.into_iter().map(Summary::from).collect(),
        None => {
            let all = work::in_pool(&door, |equipment| Ok(equipment.library.list())).await?;
            all.into_iter().map(Summary::from).collect()
        }
    };
    Ok(HttpResponse::Ok().json(list))
}

/// Shows a template: what it asks and what it says.
///
/// # Errors
/// 404, and those of the pool.
#[utoipa::path(
    get, path = "/api/v1/templates/{id}", tag = "templates",
    params(("id" = inline(TemplateKey), Path, description = "Name of the template", example = "giay-moi")),
    responses((status = 200, description = "The template", body = Template), TemplateErrors),
    security((), ("key" = []), ("session" = []))
)]
pub async fn show(door: Data<Door>, who: MaybeSigned, id: Path<TemplateKey>) -> Result<HttpResponse, Error> {
    let taken = shelf::take(&door, &who, &id.0, shelf::LOOK).await?;
    let template = shelf::with(&door, taken, move |equipment, prepared, source| {
        let sample = equipment.library.sample(prepared);
        let flow::Summary { id, kind, version, name: called, description } = library::summary(prepared);
        let template = &prepared.template;
        Ok(Template {
            id,
            kind,
            version,
            name: called,
            description,
            standard: template.standard.clone(),
            fields: template.fields.iter().map(|one| field::Field::of(one, sample.get(&one.name))).collect(),
            source: source.to_owned(),
        })
    })
    .await?;
    Ok(HttpResponse::Ok().json(template))
}

/// Gives the JSON Schema (2020-12) of a template's data.
///
/// What the schema permits, rendering takes, but for what a schema cannot say: a day that no
/// calendar has, a part of official text that only the template's own text may hold.
///
/// # Errors
/// 404, and those of the pool.
#[utoipa::path(
    get, path = "/api/v1/templates/{id}/schema", tag = "templates",
    params(("id" = inline(TemplateKey), Path, description = "Name of the template", example = "giay-moi")),
    responses(
        (status = 200, description = "The schema", body = Object, content_type = "application/schema+json"),
        TemplateErrors,
    ),
    security((), ("key" = []), ("session" = []))
)]
pub async fn schema(
    door: Data<Door>,
    who: MaybeSigned,
    id: Path<TemplateKey>,
) -> Result<HttpResponse, Error> {
    let taken = shelf::take(&door, &who, &id.0, shelf::LOOK).await?;
    let schema =
        shelf::with(&door, taken, |equipment, prepared, _| Ok(equipment.library.schema(prepared))).await?;
    Ok(pretty(&schema, SCHEMA_JSON))
}

/// Gives invented data that fills a template: a beginning for one's own.
///
/// # Errors
/// 404, and those of the pool.
#[utoipa::path(
    get, path = "/api/v1/templates/{id}/sample", tag = "templates",
    params(("id" = inline(TemplateKey), Path, description = "Name of the template", example = "giay-moi")),
    responses((status = 200, description = "The data", body = Object), TemplateErrors),
    security((), ("key" = []), ("session" = []))
)]
pub async fn sample(
    door: Data<Door>,
    who: MaybeSigned,
    id: Path<TemplateKey>,
) -> Result<HttpResponse, Error> {
    let taken = shelf::take(&door, &who, &id.0, shelf::LOOK).await?;
    let sample =
        shelf::with(&door, taken, |equipment, prepared, _| Ok(equipment.library.sample(prepared))).await?;
    Ok(pretty(&sample, "application/json"))
}

/// JSON for a person to read and change.
fn pretty(json: &Json, media_type: &str) -> HttpResponse {
    HttpResponse::Ok().content_type(media_type).body(format!("{json:#}\n"))
}
