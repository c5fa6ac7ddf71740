//! The description of the API as a page, offline: Swagger UI out of the program itself.

use std::sync::Arc;

use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{self, HeaderValue},
    web::Path,
};
use utoipa_swagger_ui::Config;

use super::super::{Error, api::description::NotFound, error::Code};

/// Swagger UI writes styles into its elements and draws its icons from `data:`; its scripts
/// come from this server as everything does, and it may ask only this server.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
    img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'none'";

/// Leads to the page: its files are named beside it.
#[utoipa::path(
    get, path = "/docs", tag = "pages",
    responses((status = 308, description = "To `/docs/`", headers(("Location" = String, description = "`/docs/`"))))
)]
pub async fn enter() -> HttpResponse {
    HttpResponse::PermanentRedirect().insert_header((header::LOCATION, "/docs/")).finish()
}

/// The description of the API as a page.
///
/// # Errors
/// 404 for a file that Swagger UI does not have.
#[utoipa::path(
    get, path = "/docs/{file}", tag = "pages",
    params(("file" = String, Path, description = "Name of a file; the page itself is `index.html`", example = "index.html")),
    responses((status = 200, description = "The file", content(
        (String = "text/html"), (String = "text/css"), (String = "text/javascript"), (String = "image/png"))),
        NotFound)
)]
pub async fn docs(request: HttpRequest, file: Path<String>) -> Result<HttpResponse, Error> {
    let config = Arc::new(Config::from("/openapi.json"));
    let name = if file.is_empty() { "index.html" } else { file.as_str() };
    let found = utoipa_swagger_ui::serve(name, config).map_err(|cause| {
        tracing::error!(%cause, "swagger ui");
        Error::new(Code::Internal)
    })?;
    let found = found.ok_or_else(|| Error::about(Code::NotFound, request.path()))?;
    Ok(HttpResponse::Ok()
        .content_type(found.content_type)
        .insert_header((header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)))
        .body(found.bytes.into_owned()))
}
