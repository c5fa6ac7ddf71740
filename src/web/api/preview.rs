//! `POST /api/v1/preview`: some pages of a manuscript as images, and what is to be said
//! about its text. The page for people draws with it while someone types.

use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Payload},
};
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::{description::TypesetErrors, schema::Manuscript as ManuscriptSchema};
use crate::{
    flow::Manuscript,
    model::{Finding, Leftover, Problem},
    web::{Door, Error, body, query::Query, work},
};

/// How many pages one answer shows: as many as a person sees before the next are there.
pub const PAGES: usize = 8;

/// The parameters of the address.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what `Query` reads")]
pub struct PreviewQuery {
    /// The first page to show, from 1; past the last page there are no images.
    #[param(minimum = 1, maximum = 4_294_967_295_u32)]
    from: Option<u64>,
}

/// Some pages, and what is to be said about the text.
#[derive(Serialize, ToSchema)]
pub struct Preview {
    /// Number of pages in all.
    #[schema(example = 6)]
    pages: usize,
    /// The first page shown, from 1.
    #[schema(example = 1)]
    from: usize,
    /// SVG of each page, at most 8.
    images: Vec<String>,
    /// What is not as the decree wants it, in the order of places.
    #[schema(value_type = Vec<super::check::schema::Finding>)]
    findings: Vec<Finding>,
    /// Other problems in the order of their places: those that no finding tells as well.
    #[schema(value_type = Vec<super::schema::Problem>)]
    problems: Vec<Problem>,
    /// Text that is not of the document.
    #[schema(value_type = Vec<super::schema::Leftover>)]
    leftovers: Vec<Leftover>,
}

/// Shows some pages of a manuscript.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    post, path = "/api/v1/preview", tag = "typeset",
    params(PreviewQuery),
    request_body(
        description = "Official text, or a manuscript as JSON",
        content(
            (String = "text/plain", example = json!(super::description::EXAMPLE)),
            (ManuscriptSchema = "application/json", example = json!({"text": super::description::EXAMPLE})),
        ),
    ),
    responses((status = 200, description = "The pages", body = Preview), TypesetErrors)
)]
pub async fn preview(
    door: Data<Door>,
    request: HttpRequest,
    payload: Payload,
) -> Result<HttpResponse, Error> {
    let mut query = Query::of(&request, &["from"]);
    let from = query.get("from").is_some().then(|| query.number("from")).flatten().unwrap_or(1);
    query.check()?;
    let kind = body::kind(&request, body::Kind::MANUSCRIPT)?;
    let body = body::read(&request, payload, door.limits.body, door.limits.time).await?;
    let manuscript = body::manuscript(kind, &body, &door.equipment.press)?;
    Ok(HttpResponse::Ok().json(draw(&door, manuscript, from).await?))
}

/// Draws at most [`PAGES`] pages from page `from`.
///
/// # Errors
/// Those of the press and the pool.
pub async fn draw(door: &Data<Door>, manuscript: Manuscript, from: usize) -> Result<Preview, Error> {
    let today = door.equipment.today();
    let _counted = door.metrics.typesetting("preview");
    work::in_pool(door, move |equipment| {
        let inspection = work::inspected(equipment, &manuscript, today)?;
        let (problems, findings) = (inspection.other_problems(), inspection.findings.clone());
        let standard = inspection.standard.clone();
        let reading = inspection.into_reading();
        let drawn = equipment.press.pages(&reading, from, PAGES, Some(&standard))?;
        Ok(Preview {
            pages: drawn.pages,
            from,
            images: drawn.images,
            findings,
            problems,
            leftovers: reading.leftovers,
        })
    })
    .await
}

impl Preview {
    /// Number of pages in all.
    pub fn pages(&self) -> usize {
        self.pages
    }

    /// SVG of each page shown.
    pub fn images(&self) -> &[String] {
        &self.images
    }

    /// What is not as the decree wants it.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Problems in the order of their places.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Text that is not of the document.
    pub fn leftovers(&self) -> &[Leftover] {
        &self.leftovers
    }
}
