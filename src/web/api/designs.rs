//! `/api/v1/designs`: designs of certificates, and what a list would look like on them.
//!
//! An office's own design is a template as any other: it is begun (perhaps as a copy), saved,
//! published and retired at `/api/v1/templates`.

use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Path, Payload, ServiceConfig},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use super::errors::{BODY, POOL, SIGNED, errors_of};
use super::templates::{Summary, field::Field};
use super::typeset::Switch;
use crate::{
    flow::{
        self,
        bureau::{designs::PreflightAsked, shelf::ShelvedDesign},
    },
    web::{Door, Error, at, auth::Signed, body, error::Code, query::Query},
};

errors_of! {
    /// Every error of the list of designs.
    DesignsErrors = SIGNED, POOL, &[Code::BadQuery];
    /// Every error of looking at a design.
    DesignErrors = SIGNED, POOL, &[Code::BadQuery, Code::NoSuchThing, Code::Conflict];
    /// Every error of a look before printing.
    PreflightErrors = SIGNED, BODY, &[Code::BadOrder, Code::NoSuchThing, Code::Conflict];
}

/// The routes.
pub fn routes(app: &mut ServiceConfig) {
    app.service(at("/api/v1/designs").get(list).head(list))
        .service(at("/api/v1/designs/{id}").get(show).head(show))
        .service(at("/api/v1/designs/{id}/sample.png").get(sample).head(sample))
        .service(at("/api/v1/designs/{id}/preflight").post(preflight));
}

/// A design whole: what it asks of every row, and where everything stands.
#[derive(Serialize, ToSchema)]
#[schema(as = CertificateDesign)]
pub struct Design {
    /// Its name among templates.
    #[schema(example = "giay-khen")]
    id: String,
    /// Version of its text.
    #[schema(example = "1.0.0")]
    version: String,
    /// Whose it is: `own`, `parent`, `built-in`.
    #[schema(example = "built-in")]
    origin: &'static str,
    /// SHA-256 of its text and its parents'.
    digest: String,
    /// What an office calls it, Vietnamese.
    name: String,
    /// What it is for, Vietnamese.
    description: String,
    /// True where it prints only words, onto blanks.
    overlay: bool,
    /// What it asks of every row.
    fields: Vec<Field>,
    /// The sheet: paper, colours, ornaments, pictures, fields with their boxes in mm.
    #[schema(value_type = Object)]
    sheet: Value,
    /// The text of its file.
    source: String,
}

/// What the list takes.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what `Query` reads")]
pub struct DesignsQuery {
    /// `1` or `true`: also what is not offered of the office's own, drafts that were never
    /// published and retired ones.
    #[param(inline)]
    all: Option<Switch>,
}

/// Which version.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what `Query` reads")]
pub struct DesignQuery {
    /// Version of its text; without it the newest.
    #[param(example = "1.0.0")]
    version: Option<String>,
}

/// A list to look at before it is printed.
#[derive(Deserialize, ToSchema)]
#[schema(as = PreflightOrder)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "describes what `Asked` reads")]
pub struct PreflightOrder {
    /// Version of the design; without it the newest.
    version: Option<String>,
    /// The rows: a value for each hole of the design.
    #[schema(value_type = Vec<Object>)]
    rows: Vec<Value>,
    /// Values of every row that has none of its own.
    #[schema(value_type = Object)]
    common: Option<Value>,
    /// A picture of each row of which something is found, of the first 200.
    pictures: Option<bool>,
}

/// A look before printing.
#[derive(Serialize, ToSchema)]
#[schema(as = PreflightLook)]
pub struct Look {
    /// How many rows there are.
    rows: usize,
    /// How many of them cannot be printed.
    failed: usize,
    /// How many can, though something is found.
    noted: usize,
    /// How many rows of which something is found have no picture because there are too many.
    undrawn: usize,
    /// The rows of which something is found: `row` (from 1), `name`, `failed`, `findings`, `picture`
    /// (PNG in base64).
    #[schema(value_type = Vec<Object>)]
    noticed: Vec<flow::certificates::Noticed>,
}

/// Lists the designs of certificates: the office's own, its parent's, the built-in ones. Of each
/// name it is the one that stands before the others.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/designs", tag = "designs", params(DesignsQuery),
    responses((status = 200, description = "The designs, in the order of names", body = Vec<Summary>), DesignsErrors),
    security(("key" = []), ("session" = []))
)]
pub async fn list(
    door: Data<Door>,
    Signed(actor): Signed,
    request: HttpRequest,
) -> Result<HttpResponse, Error> {
    let mut query = Query::of(&request, &["all"]);
    let all = query.switch("all");
    query.check()?;
    let found = door.bureau.designs(&actor, all).await?;
    Ok(HttpResponse::Ok().json(found.into_iter().map(Summary::from).collect::<Vec<_>>()))
}

/// Shows a design: what it asks of every row, and where everything stands.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/designs/{id}", tag = "designs",
    params(("id" = String, Path, description = "Name of the design", example = "giay-khen"), DesignQuery),
    responses((status = 200, description = "The design", body = Design), DesignErrors),
    security(("key" = []), ("session" = []))
)]
pub async fn show(
    door: Data<Door>,
    Signed(actor): Signed,
    request: HttpRequest,
    id: Path<String>,
) -> Result<HttpResponse, Error> {
    let mut query = Query::of(&request, &["version"]);
    let version = query.words("version");
    query.check()?;
    let ShelvedDesign { id, version, digest, origin, text, sheet } =
        door.bureau.looked_design(&actor, &id, version.as_deref()).await?;
    Ok(HttpResponse::Ok().json(Design {
        id,
        version,
        origin: origin.key(),
        digest,
        name: sheet.name.clone(),
        description: sheet.description.clone(),
        overlay: sheet.overlay,
        fields: sheet.asks().fields.iter().map(|field| Field::of(field, None)).collect(),
        sheet: serde_json::to_value(&*sheet).unwrap_or_default(),
        source: text,
    }))
}

/// Draws the first of a design's own invented rows, 144 dpi.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/designs/{id}/sample.png", tag = "designs",
    params(("id" = String, Path, description = "Name of the design", example = "giay-khen"), DesignQuery),
    responses((status = 200, description = "The sheet", content_type = "image/png", body = Vec<u8>), DesignErrors),
    security(("key" = []), ("session" = []))
)]
pub async fn sample(
    door: Data<Door>,
    Signed(actor): Signed,
    request: HttpRequest,
    id: Path<String>,
) -> Result<HttpResponse, Error> {
    let mut query = Query::of(&request, &["version"]);
    let version = query.words("version");
    query.check()?;
    let now = (door.equipment.clock)();
    let png = door.bureau.design_sample(&actor, now, &id, version.as_deref()).await?;
    Ok(HttpResponse::Ok().content_type("image/png").body(png))
}

/// Looks at a list before anything is printed: which rows shrink, overflow, miss a value or the
/// decision, repeat somebody; with a picture of each where that is asked for. Nothing is kept.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    post, path = "/api/v1/designs/{id}/preflight", tag = "designs",
    params(("id" = String, Path, description = "Name of the design", example = "giay-khen")),
    request_body(content((PreflightOrder = "application/json", example = json!({"rows": [{"name": "x"}], "pictures": false})))),
    responses((status = 200, description = "What is found", body = Look), PreflightErrors),
    security(("key" = []), ("session" = []))
)]
pub async fn preflight(
    door: Data<Door>,
    Signed(actor): Signed,
    request: HttpRequest,
    id: Path<String>,
    payload: Payload,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    let limit = door.limits.word.max(door.limits.body);
    let asked = body::large_json(&door, &request, payload, limit, PreflightAsked::from_json).await?;
    let look = door.bureau.preflight(&actor, (door.equipment.clock)(), &id, asked).await?;
    let flow::certificates::Preflight { rows, failed, noted, noticed, undrawn } = look;
    Ok(HttpResponse::Ok().json(Look { rows, failed, noted, undrawn, noticed }))
}
