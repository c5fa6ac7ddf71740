//! The style sheet, the scripts, the icon.

use std::hash::{DefaultHasher, Hash, Hasher};

use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{self, HeaderValue},
    web::Path,
};

use super::super::{Error, api::description::NotFound, error::Code};

/// Every file with its media type.
const FILES: &[(&str, &str, &str)] = &[
    ("app.css", "text/css; charset=utf-8", include_str!("../../../templates/web/app.css")),
    ("office.css", "text/css; charset=utf-8", include_str!("../../../templates/web/office.css")),
    ("form.js", "text/javascript; charset=utf-8", include_str!("../../../templates/web/form.js")),
    ("office.js", "text/javascript; charset=utf-8", include_str!("../../../templates/web/office.js")),
    ("app.js", "text/javascript; charset=utf-8", include_str!("../../../templates/web/app.js")),
    ("preview.js", "text/javascript; charset=utf-8", include_str!("../../../templates/web/preview.js")),
    ("example.txt", "text/plain; charset=utf-8", crate::viet::words::EXAMPLE),
    ("icon.svg", "image/svg+xml", include_str!("../../../templates/web/icon.svg")),
];

/// One of the page's own files. A browser keeps it and asks whether it has changed.
///
/// # Errors
/// 404.
#[utoipa::path(
    get, path = "/assets/{name}", tag = "pages",
    params(("name" = String, Path, description = "Name of the file", example = "app.css")),
    responses(
        (status = 200, description = "The file", content(
            (String = "text/css; charset=utf-8"), (String = "text/javascript; charset=utf-8"),
            (String = "text/plain; charset=utf-8"), (String = "image/svg+xml"))),
        (status = 304, description = "Not changed"),
        NotFound,
    )
)]
pub async fn asset(request: HttpRequest, name: Path<String>) -> Result<HttpResponse, Error> {
    let (_, media_type, text) = FILES
        .iter()
        .find(|(file, ..)| *file == name.as_str())
        .ok_or_else(|| Error::about(Code::NotFound, request.path()))?;
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    let tag = format!("\"{:016x}\"", hasher.finish());
    let known = request.headers().get(header::IF_NONE_MATCH).and_then(|tags| tags.to_str().ok());
    // A compressing step on the way may have made the tag weak.
    let unchanged =
        known.is_some_and(|tags| tags.split(',').any(|one| one.trim().trim_start_matches("W/") == tag));
    let mut response = if unchanged { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    response
        .insert_header((header::ETAG, tag))
        .insert_header((header::CACHE_CONTROL, HeaderValue::from_static("no-cache")));
    Ok(if unchanged { response.finish() } else { response.content_type(*media_type).body(*text) })
}
