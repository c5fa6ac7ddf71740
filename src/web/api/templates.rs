//! `/api/v1/templates`: what templates there are, what each asks, and its data merged.

use actix_web::{
    HttpResponse,
    web::{Data, Path},
};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, schema::Type},
};

use super::description::{TemplateErrors, TemplatesErrors};
use crate::{
    flow::{self, builtin, library},
    web::{Door, Error, work},
};

pub mod field;
pub mod render;

/// The media type of JSON Schema.
const SCHEMA_JSON: &str = "application/schema+json";

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
}

impl From<flow::Summary> for Summary {
    fn from(summary: flow::Summary) -> Summary {
        let flow::Summary { id, kind, version, name, description } = summary;
        Summary { id, kind, version, name, description }
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
        ObjectBuilder::new().schema_type(Type::String).enum_values(Some(ids)).into()
    }
}

impl ToSchema for TemplateKey {}

/// Lists the templates.
///
/// # Errors
/// Those of the pool.
#[utoipa::path(
    get, path = "/api/v1/templates", tag = "templates",
    responses((status = 200, description = "The templates, in the order of names", body = Vec<Summary>), TemplatesErrors)
)]
pub async fn list(door: Data<Door>) -> Result<HttpResponse, Error> {
    let all = work::in_pool(&door, |equipment| Ok(equipment.library.list())).await?;
    Ok(HttpResponse::Ok().json(all.into_iter().map(Summary::from).collect::<Vec<_>>()))
}

/// Shows a template: what it asks and what it says.
///
/// # Errors
/// 404, and those of the pool.
#[utoipa::path(
    get, path = "/api/v1/templates/{id}", tag = "templates",
    params(("id" = inline(TemplateKey), Path, description = "Name of the template", example = "giay-moi")),
    responses((status = 200, description = "The template", body = Template), TemplateErrors)
)]
pub async fn show(door: Data<Door>, id: Path<TemplateKey>) -> Result<HttpResponse, Error> {
    let name = id.0.clone();
    let template = work::with_template(&door, &id.0, move |equipment, prepared| {
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
            source: equipment.library.source(&name).unwrap_or_default().to_owned(),
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
    )
)]
pub async fn schema(door: Data<Door>, id: Path<TemplateKey>) -> Result<HttpResponse, Error> {
    let schema =
        work::with_template(&door, &id.0, |equipment, prepared| Ok(equipment.library.schema(prepared)))
            .await?;
    Ok(pretty(&schema, SCHEMA_JSON))
}

/// Gives invented data that fills a template: a beginning for one's own.
///
/// # Errors
/// 404, and those of the pool.
#[utoipa::path(
    get, path = "/api/v1/templates/{id}/sample", tag = "templates",
    params(("id" = inline(TemplateKey), Path, description = "Name of the template", example = "giay-moi")),
    responses((status = 200, description = "The data", body = Object), TemplateErrors)
)]
pub async fn sample(door: Data<Door>, id: Path<TemplateKey>) -> Result<HttpResponse, Error> {
    let sample =
        work::with_template(&door, &id.0, |equipment, prepared| Ok(equipment.library.sample(prepared)))
            .await?;
    Ok(pretty(&sample, "application/json"))
}

/// JSON for a person to read and change.
fn pretty(json: &Json, media_type: &str) -> HttpResponse {
    HttpResponse::Ok().content_type(media_type).body(format!("{json:#}\n"))
}
