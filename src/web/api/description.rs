//! `GET /openapi.json`: the API described from its code.

use actix_web::HttpResponse;
use utoipa::OpenApi;

use super::{
    check,
    errors::{BODY, POOL, PRESS, errors_of},
    health,
    manners::Manners,
    preview, schema, templates, typeset,
};
use crate::{
    viet::words,
    web::{
        error::{Code, Fault, Problem},
        pages,
    },
};

/// An official text in our own words, as an example.
pub const EXAMPLE: &str = words::EXAMPLE;

/// The description.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "vanthu",
        description = "Official Vietnamese text, or data for a template, in; lawful DOCX and PDF out (Decree 30/2020)."
    ),
    paths(
        typeset::typeset, preview::preview, check::check, check::rules,
        templates::list, templates::show, templates::schema, templates::sample,
        templates::render::render, templates::render::validate, health::live, health::ready, health::metrics, openapi,
        pages::rules::show, pages::home::show, pages::home::send, pages::assets::asset, pages::docs::enter,
        pages::docs::docs,
    ),
    components(schemas(
        Problem, Fault, Code, schema::TextInline, schema::FootnoteInline, schema::BreakInline,
    )),
    modifiers(&Manners),
    tags(
        (name = "typeset", description = "Text and documents to files"),
        (name = "check", description = "Texts, documents and Word files against the decree"),
        (name = "templates", description = "Templates, and data to documents"),
        (name = "health", description = "How the server is"),
        (name = "pages", description = "For people"),
    )
)]
pub struct Description;

/// The description of the API, OpenAPI 3.1.
#[utoipa::path(
    get, path = "/openapi.json", tag = "health",
    responses((status = 200, description = "This description", body = Object))
)]
pub async fn openapi() -> HttpResponse {
    HttpResponse::Ok().json(Description::openapi())
}

errors_of! {
    /// Every error of the routes that take a manuscript.
    TypesetErrors = BODY, PRESS, &[Code::BadManuscript, Code::NoDocument];
    /// Every error of checking.
    CheckErrors = BODY, PRESS, &[Code::BadManuscript, Code::BadWord, Code::NoDocument];
    /// Every error of the list of rules.
    RulesErrors = POOL;
    /// Every error of the list of templates.
    TemplatesErrors = POOL;
    /// Every error of looking at a template.
    TemplateErrors = POOL, &[Code::TemplateNotFound];
    /// Every error of rendering.
    RenderErrors = BODY, PRESS, &[Code::TemplateNotFound, Code::BadOrder, Code::BadData];
    /// Every error of validating.
    ValidateErrors = BODY, &[Code::TemplateNotFound, Code::BadOrder];
    /// 404, for routes whose paths have a part that names something.
    NotFound = &[Code::NotFound];
}
