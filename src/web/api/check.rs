//! `/api/v1/check`: a text, a document or a Word file in; findings out, as JSON or as comments
//! in the Word file. `/api/v1/check/rules`: what is looked for.

use actix_web::{
    HttpRequest, HttpResponse,
    http::header,
    web::{Data, Payload},
};
use utoipa::{IntoParams, ToSchema};

use super::{
    accept,
    description::{CheckErrors, RulesErrors},
    schema::{Manuscript as ManuscriptSchema, StandardKey},
    typeset,
};
use crate::{
    flow::{self, Form, Inspection, Manuscript},
    web::{Door, Error, body, query::Query, work},
};

pub mod schema;

/// What an answer may be; the first is the one that nobody has to ask for.
const FORMS: &[Form] = &[Form::Json, Form::Docx];

/// The parameters of the address.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what `Query` reads")]
pub struct CheckQuery {
    /// The format of the answer. Stands above `Accept`; without both it is `json`.
    #[param(inline)]
    format: Option<Format>,
    /// Tên cơ quan ban hành, for text that has lost it; a line feed begins a new line.
    #[param(max_length = 400)]
    issuer: Option<String>,
    /// Tên cơ quan chủ quản trực tiếp, for text that has lost it.
    #[param(max_length = 400)]
    parent: Option<String>,
    /// Địa danh, for text that has lost it.
    #[param(max_length = 400)]
    place: Option<String>,
    /// Key of the standard; without it the one in force.
    #[param(inline)]
    standard: Option<StandardKey>,
}

/// Every parameter of [`CheckQuery`].
const PARAMETERS: &[&str] = &["format", "issuer", "parent", "place", "standard"];

/// The formats.
#[derive(ToSchema)]
#[schema(rename_all = "lowercase")]
#[expect(dead_code, reason = "describes `FORMS`")]
enum Format {
    Json,
    Docx,
}

/// The bytes of a Word file (DOCX), at most 32 MiB unless the server was told otherwise.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
#[expect(dead_code, reason = "describes a body")]
pub struct WordFile(Vec<u8>);

/// Checks a manuscript or a Word file against the standard.
///
/// Every finding has its rule, its severity, its clause, a Vietnamese sentence and its place; a
/// correction where that is certain. Rules that the office does without (`vanthu serve
/// --office`) are counted apart. With `docx` the answer is the Word file with a comment at each
/// finding: the uploaded file itself, or the document as this program prints it.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    post, path = "/api/v1/check", tag = "check",
    params(CheckQuery),
    request_body(
        description = "Official text, a manuscript as JSON, or a Word file",
        content(
            (String = "text/plain", example = json!(super::description::EXAMPLE)),
            (ManuscriptSchema = "application/json", example = json!({"text": super::description::EXAMPLE})),
            (WordFile = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ),
    ),
    responses(
        (status = 200, description = "The findings, or the Word file with its comments", content(
            (schema::Inspection = "application/json"),
            (String = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ), headers(("Content-Disposition" = String, description = "With `docx`: a name from the title"))),
        CheckErrors,
    )
)]
pub async fn check(door: Data<Door>, request: HttpRequest, payload: Payload) -> Result<HttpResponse, Error> {
    let mut query = Query::of(&request, PARAMETERS);
    let asked = query.form_of(FORMS, 1);
    query.supply(&mut Manuscript::default());
    query.check()?;
    let accepts = request.headers().get(header::ACCEPT).and_then(|accept| accept.to_str().ok());
    let form = match asked {
        Some(form) => form,
        None => accept::best(accepts, FORMS, 1).ok_or_else(|| typeset::not_acceptable(FORMS))?,
    };
    let kind = body::kind(&request, body::Kind::CHECKED)?;
    let limit = if kind == body::Kind::Word { door.limits.word } else { door.limits.body };
    let body = body::read(&request, payload, limit, door.limits.time).await?;
    let mut manuscript = body::manuscript(kind, &body, &door.equipment.press)?;
    Query::of(&request, PARAMETERS).supply(&mut manuscript);
    let (inspection, docx) = inspect(&door, manuscript, form == Form::Docx).await?;
    Ok(match docx {
        None => HttpResponse::Ok().json(inspection),
        Some(bytes) => typeset::file(work::Typeset { reading: inspection.into_reading(), bytes }, Form::Docx),
    })
}

/// What is found in a manuscript, and the Word file with its comments where it is wanted.
async fn inspect(
    door: &Data<Door>,
    manuscript: Manuscript,
    with_comments: bool,
) -> Result<(Inspection, Option<Vec<u8>>), Error> {
    let today = door.equipment.today();
    let _counted = door.metrics.typesetting("check");
    work::in_pool(door, move |equipment| {
        let inspection = work::inspected(equipment, &manuscript, today)?;
        let annotated = || flow::annotate(&equipment.press, &manuscript, &inspection);
        let docx = with_comments.then(annotated).transpose()?;
        Ok((inspection, docx))
    })
    .await
}

/// Lists every rule.
///
/// # Errors
/// Those of the pool.
#[utoipa::path(
    get, path = "/api/v1/check/rules", tag = "check",
    responses((status = 200, description = "The rules, group by group", body = Vec<schema::Rule>), RulesErrors)
)]
pub async fn rules(door: Data<Door>) -> Result<HttpResponse, Error> {
    let rules = work::in_pool(&door, |equipment| Ok(equipment.inspector.rules())).await?;
    Ok(HttpResponse::Ok().json(rules))
}
