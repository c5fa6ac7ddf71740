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

use super::{health, preview, schema, typeset};
use crate::{
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
        description = "Official Vietnamese text in, lawful DOCX and PDF out (Decree 30/2020)."
    ),
    paths(
        typeset::typeset, preview::preview, health::live, health::ready, health::metrics, openapi,
        pages::home::show, pages::home::send, pages::assets::asset, pages::docs::enter,
        pages::docs::docs,
    ),
    components(schemas(
        Problem, Fault, Code, schema::TextInline, schema::FootnoteInline, schema::BreakInline,
    )),
    tags(
        (name = "typeset", description = "Text and documents to files"),
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

/// Every error of the routes that take a manuscript.
pub struct TypesetErrors;

impl IntoResponses for TypesetErrors {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        errors(|code| !matches!(code, Code::NotFound | Code::MethodNotAllowed | Code::BadForm))
    }
}

/// 404, for routes whose paths have a part that names something.
pub struct NotFound;

impl IntoResponses for NotFound {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        errors(|code| code == Code::NotFound)
    }
}

/// One answer for each status, with an example for each code.
fn errors(wanted: impl Fn(Code) -> bool) -> BTreeMap<String, RefOr<Response>> {
    let mut by_status: BTreeMap<u16, Vec<Code>> = BTreeMap::new();
    for code in Code::ALL.iter().copied().filter(|code| wanted(*code)) {
        by_status.entry(code.status().as_u16()).or_default().push(code);
    }
    by_status.into_iter().map(|(status, codes)| (status.to_string(), answer(status, &codes).into())).collect()
}

fn answer(status: u16, codes: &[Code]) -> Response {
    let examples = codes.iter().map(|code| {
        let mut error = Error::new(*code);
        if *code == Code::BadManuscript {
            error.faults = vec![Fault {
                code: "json-unknown-field".into(),
                detail: words::fault("json-unknown-field", ""),
                pointer: Some("/titel".into()),
                ..Fault::default()
            }];
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
