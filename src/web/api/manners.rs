//! What the description says of many routes at once: who may ask, how often, and what may be
//! sent again.

use utoipa::{
    Modify,
    openapi::{
        HeaderBuilder, ObjectBuilder, OpenApi, RefOr, Response,
        path::{Operation, ParameterBuilder, ParameterIn},
        schema::Type,
        security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};

use super::errors::{KEYED, SIGNED, errors};
use crate::web::{
    auth::SESSION,
    error::{Code, PROBLEM_JSON},
    idempotency::{HEADER, LONGEST, REPLAYED, is_kept},
};

/// The name of a key in `security(("key" = []), ("session" = []))`.
pub const KEY: &str = "key";

/// The name of a session's cookie there.
pub const COOKIE: &str = "session";

/// What the wrapping of all routes does, in the description of each.
pub struct Manners;

impl Modify for Manners {
    fn modify(&self, api: &mut OpenApi) {
        let components = api.components.get_or_insert_with(Default::default);
        let bearer = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("The key of another service, made in an office for some scopes."));
        components.add_security_scheme(KEY, SecurityScheme::Http(bearer.build()));
        let cookie = ApiKeyValue::with_description(
            SESSION,
            "A person's session. What changes something says its CSRF token in X-Csrf-Token too.",
        );
        components.add_security_scheme(COOKIE, SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
        for (path, item) in &mut api.paths.paths {
            let kept = is_kept(path);
            let all = [
                ("get", &mut item.get),
                ("put", &mut item.put),
                ("delete", &mut item.delete),
                ("patch", &mut item.patch),
                ("post", &mut item.post),
            ];
            for (method, operation) in all {
                if let Some(operation) = operation {
                    // The names of our functions are not unique; methods of paths are.
                    operation.operation_id = Some(name(method, path));
                    mannered(operation, kept && method == "post", path);
                }
            }
        }
    }
}

/// The name of an operation: `post-api-v1-users`.
fn name(method: &str, path: &str) -> String {
    let parts = path.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
    std::iter::once(method).chain(parts).collect::<Vec<_>>().join("-")
}

/// One operation with what is true of many.
fn mannered(operation: &mut Operation, keyed: bool, path: &str) {
    let mut codes = Vec::new();
    if !["/health/", "/metrics"].iter().any(|free| path.starts_with(free)) {
        codes.push(Code::TooOften);
    }
    if operation.security.as_ref().is_some_and(|needed| !needed.is_empty()) {
        codes.extend(SIGNED);
    }
    if keyed {
        codes.extend(KEYED);
        codes.extend([Code::StoreAway, Code::DiskFull, Code::Busy, Code::Internal]);
        let key = ParameterBuilder::new()
            .name(HEADER)
            .parameter_in(ParameterIn::Header)
            .description(Some(
                "Names this request, so that it may be sent again: with the same key and body it gets the same \
                 answer for seven days and is done once.",
            ))
            .schema(Some(
                ObjectBuilder::new()
                    .schema_type(Type::String)
                    .min_length(Some(1))
                    .max_length(Some(LONGEST))
                    .pattern(Some("^[!-~]+$")),
            ))
            .build();
        operation.parameters.get_or_insert_default().push(key.into());
        for response in operation.responses.responses.values_mut() {
            if let RefOr::T(response) = response {
                let yes = HeaderBuilder::new()
                    .schema(Some(ObjectBuilder::new().schema_type(Type::String).enum_values(Some(["true"]))))
                    .description(Some("Where this answer was given before"));
                response.headers.insert(REPLAYED.to_string(), yes.build().into());
            }
        }
    }
    codes.dedup();
    for (status, wanted) in errors(&codes) {
        let RefOr::T(wanted) = wanted else { continue };
        match operation.responses.responses.get_mut(&status) {
            Some(RefOr::T(known)) => join(known, wanted),
            _ => {
                operation.responses.responses.insert(status, wanted.into());
            }
        }
    }
}

/// Joins what else an answer may be to what it is known to be.
fn join(known: &mut Response, wanted: Response) {
    known.headers.extend(wanted.headers);
    for (media_type, content) in wanted.content {
        match (known.content.get_mut(&media_type), content) {
            (Some(RefOr::T(known)), RefOr::T(content)) if media_type == PROBLEM_JSON => {
                known.examples.extend(content.examples);
            }
            (None, content) => {
                known.content.insert(media_type, content);
            }
            _ => {}
        }
    }
    for title in wanted.description.split("; ") {
        if !known.description.contains(title) {
            known.description = format!("{}; {title}", known.description);
        }
    }
}
