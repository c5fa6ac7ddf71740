//! `GET /openapi.json`: the API described from its code.

use std::collections::BTreeMap;

use actix_web::HttpResponse;
use utoipa::{
    IntoResponses, OpenApi,
    openapi::{
        HeaderBuilder, ObjectBuilder, Ref, RefOr, Response, ResponseBuilder, content::ContentBuilder,
        example::ExampleBuilder, schema::Type,
    },
};

use super::{check, health, preview, schema, templates, typeset};
use crate::{
    model::{DataCode, DataProblem},
    viet::words,
    web::{
        Error,
        error::{Code, Fault, PROBLEM_JSON, Problem},
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

/// What can go wrong with every body that is JSON and with every work of the pool.
const BODY: &[Code] = &[
    Code::BadQuery,
    Code::BadText,
    Code::BadJson,
    Code::BodyTooSlow,
    Code::TooLarge,
    Code::UnsupportedMediaType,
    Code::Internal,
    Code::Busy,
    Code::TooSlow,
];

/// What can go wrong in the pool.
const POOL: &[Code] = &[Code::Internal, Code::Busy, Code::TooSlow];

/// What can go wrong at the press.
const PRESS: &[Code] = &[Code::NotAcceptable, Code::GlyphMissing, Code::TooManyPages, Code::NoSuchPage];

macro_rules! errors_of {
    ($($(#[$doc:meta])* $name:ident = $($codes:expr),*;)*) => {
        $(
            $(#[$doc])*
            pub struct $name;

            impl IntoResponses for $name {
                fn responses() -> BTreeMap<String, RefOr<Response>> {
                    let codes: &[&[Code]] = &[$($codes),*];
                    errors(&codes.concat())
                }
            }
        )*
    };
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

/// One answer for each status, with an example for each code.
fn errors(wanted: &[Code]) -> BTreeMap<String, RefOr<Response>> {
    let mut by_status: BTreeMap<u16, Vec<Code>> = BTreeMap::new();
    for code in Code::ALL.iter().copied().filter(|code| wanted.contains(code)) {
        by_status.entry(code.status().as_u16()).or_default().push(code);
    }
    by_status.into_iter().map(|(status, codes)| (status.to_string(), answer(status, &codes).into())).collect()
}

fn answer(status: u16, codes: &[Code]) -> Response {
    let examples = codes.iter().map(|code| {
        let mut error = Error::new(*code);
        match code {
            Code::BadManuscript => error.faults = vec![unknown("/titel")],
            Code::BadOrder => error.faults = vec![unknown("/drafty")],
            Code::BadData => error = Error::bad_data(&[missing()]),
            _ => {}
        }
        let value = serde_json::to_value(error.problem()).unwrap_or_default();
        let example = ExampleBuilder::new().summary(code.title()).value(Some(value)).build();
        (code.key().to_owned(), example.into())
    });
    let titles: Vec<_> = codes.iter().map(|code| code.title()).collect();
    let content = ContentBuilder::new()
        .schema(Some(Ref::from_schema_name("Problem")))
        .examples_from_iter(examples.collect::<Vec<(String, RefOr<_>)>>())
        .build();
    let mut response = ResponseBuilder::new().description(titles.join("; ")).content(PROBLEM_JSON, content);
    if status == 503 {
        let seconds = ObjectBuilder::new().schema_type(Type::Integer).build();
        response = response.header("Retry-After", HeaderBuilder::new().schema(Some(seconds)).build());
    }
    response.build()
}

/// A key that nobody asks for.
fn unknown(pointer: &str) -> Fault {
    Fault {
        code: "json-unknown-field".into(),
        detail: words::fault("json-unknown-field", ""),
        pointer: Some(pointer.into()),
        ..Fault::default()
    }
}

/// A value that is missed.
fn missing() -> DataProblem {
    DataProblem {
        code: DataCode::Missing,
        pointer: "/date".into(),
        label: words::TODAY.into(),
        line: 42,
        column: 7,
        sentence: "{{ … }}".into(),
        message: words::value(DataCode::Missing.key(), words::TODAY),
    }
}
