//! Every error of every family of routes, each with its example, for the API's description.
//!
//! A family says once what can go wrong with it (`errors_of!`), from the sets that stand here.

use std::collections::BTreeMap;

use utoipa::openapi::{
    HeaderBuilder, ObjectBuilder, Ref, RefOr, Response, ResponseBuilder, content::ContentBuilder,
    example::ExampleBuilder, schema::Type,
};

use crate::{
    model::{DataCode, DataProblem},
    viet::words,
    web::{
        Error,
        error::{Code, Fault, PROBLEM_JSON},
    },
};

/// What can go wrong with every body that is JSON and with every work of the pool.
pub const BODY: &[Code] = &[
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
pub const POOL: &[Code] = &[Code::Internal, Code::Busy, Code::TooSlow];

/// What can go wrong at the press.
pub const PRESS: &[Code] = &[Code::NotAcceptable, Code::GlyphMissing, Code::TooManyPages, Code::NoSuchPage];

/// What can go wrong with every route that asks who is there.
pub const SIGNED: &[Code] = &[
    Code::NotSignedIn,
    Code::Forbidden,
    Code::WrongCsrf,
    Code::TooOften,
    Code::Internal,
    Code::Busy,
    Code::StoreAway,
    Code::DiskFull,
];

/// What can go wrong with something that is kept.
pub const KEPT: &[Code] = &[Code::NoSuchThing, Code::Conflict, Code::Invalid];

/// What can go wrong with a change of something that was seen before: `If-Match`.
pub const DRAFTED: &[Code] = &[Code::Stale, Code::IfMatchNeeded];

/// What can go wrong with a request that may be sent again: `Idempotency-Key`.
pub const KEYED: &[Code] = &[Code::BadKey, Code::KeyReused, Code::StillRunning];

/// `errors_of! { NAME = SET, SET, &[Code::ONE]; }`: a type for the `responses` of a path.
macro_rules! errors_of {
    ($($(#[$doc:meta])* $name:ident = $($codes:expr),*;)*) => {
        $(
            $(#[$doc])*
            pub struct $name;

            impl utoipa::IntoResponses for $name {
                fn responses() -> std::collections::BTreeMap<
                    String,
                    utoipa::openapi::RefOr<utoipa::openapi::Response>,
                > {
                    let codes: &[&[$crate::web::error::Code]] = &[$($codes),*];
                    $crate::web::api::errors::errors(&codes.concat())
                }
            }
        )*
    };
}

pub(crate) use errors_of;

/// One answer for each status, with an example for each code.
pub fn errors(wanted: &[Code]) -> BTreeMap<String, RefOr<Response>> {
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
    if status == 503 || status == 429 || codes.contains(&Code::StillRunning) {
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
