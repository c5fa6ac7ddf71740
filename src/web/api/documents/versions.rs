//! `/api/v1/documents/{id}/versions` and what is made of them: files, differences.

use actix_web::{
    HttpRequest, HttpResponse,
    http::header,
    web::{Data, Path},
};
use serde_json::json;

use super::schema::{
    ContentErrors, ContentQuery, DiffErrors, DiffQuery, DiffReport, ListErrors, Version, Versions,
    VersionsQuery,
};
use crate::web::named::known;
use crate::{
    flow::{
        Form, Shown,
        bureau::documents::{self as kept, Difference, From},
    },
    web::{
        Door, Error, api::typeset::file_of, auth::Signed, cursor, error::Code, headers, precondition::tag,
        query::Query,
    },
};

/// Lists a document's versions, the first first, without their data and words.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/documents/{id}/versions", tag = "documents", security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "The document", example = "01KAT5V3S00000000000000000"), VersionsQuery),
    responses((status = 200, description = "A page of versions", body = Versions), ListErrors)
)]
pub async fn list(
    door: Data<Door>,
    signed: Signed,
    request: HttpRequest,
    id: Path<String>,
) -> Result<HttpResponse, Error> {
    let mut query = Query::of(&request, &cursor::PARAMETERS);
    let window = cursor::window(&mut query, 1);
    let after = window.after.first().map_or(Ok(0), |after| after.parse::<i64>());
    if after.is_err() {
        query.fault("cursor", "query-cursor", "");
    }
    query.check()?;
    let after = after.unwrap_or_default();
    let mut rows = door.bureau.versions(&signed.0, known(&id)?, after, window.asks()).await?;
    let next = window.cut(&mut rows).map(|last| cursor::encode(&[&last.ordinal.to_string()]));
    let items: Vec<_> = rows.iter().map(kept::version_row).collect();
    Ok(HttpResponse::Ok().json(json!({ "items": items, "next": next })))
}

/// Shows one version whole: its data and its document.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/documents/{id}/versions/{n}", tag = "documents", security(("key" = []), ("session" = [])),
    params(
        ("id" = String, Path, description = "The document", example = "01KAT5V3S00000000000000000"),
        ("n" = i64, Path, description = "Which version, from 1", example = 1),
    ),
    responses((status = 200, description = "The version", body = Version), ListErrors)
)]
pub async fn show(
    door: Data<Door>,
    signed: Signed,
    request: HttpRequest,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    let found = door.bureau.version(&signed.0, known(&path.0)?, ordinal(&path.1)?).await?;
    Ok(HttpResponse::Ok().insert_header((header::ETAG, tag(found.ordinal))).json(kept::version(&found)))
}

/// A version as a file. What was issued is given byte for byte as it was issued, for ever; the rest
/// is printed now. `source=upload` gives the Word file that somebody edited by hand.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/documents/{id}/versions/{n}/content", tag = "documents",
    security(("key" = []), ("session" = [])),
    params(
        ("id" = String, Path, description = "The document", example = "01KAT5V3S00000000000000000"),
        ("n" = i64, Path, description = "Which version, from 1", example = 1),
        ContentQuery,
    ),
    responses(
        (status = 200, description = "The file", content(
            (String = "application/pdf"),
            (String = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
            (super::super::schema::Reading = "application/json"),
            (String = "text/plain; charset=utf-8"),
            (String = "text/html; charset=utf-8"),
            (String = "image/png"),
            (String = "image/svg+xml"),
        ), headers(
            ("Content-Disposition" = String, description = "A name from the title, in UTF-8 too"),
            ("Vanthu-Standard" = String, description = "Key of the standard"),
            ("Vanthu-Document-Digest" = String, description = "SHA-256 of the document's JSON, as `sha-256=` and hexadecimal digits"),
        )),
        ContentErrors,
    )
)]
pub async fn content(
    door: Data<Door>,
    signed: Signed,
    request: HttpRequest,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Error> {
    let mut query = Query::of(&request, &["format", "page", "source"]);
    let page = query.get("page").is_some().then(|| query.number("page")).flatten().unwrap_or(1);
    query.one_of("source", &["press", "upload"]);
    let upload = query.get("source") == Some("upload");
    let usual = if upload { Form::Docx } else { Form::Pdf };
    let form = query.form(page).unwrap_or(usual);
    if upload && form != Form::Docx {
        query.fault("format", "query-value", Form::Docx.key());
    }
    query.check()?;
    let from = if upload { From::Upload } else { From::Press };
    let _counted = door.metrics.typesetting(form.key());
    let content = door.bureau.content(&signed.0, (known(&path.0)?, ordinal(&path.1)?), form, from).await?;
    let mut answer = file_of(content.bytes, &content.title, form);
    let digest = format!("sha-256={}", content.version.digest);
    for (name, value) in [(headers::STANDARD, &content.version.standard), (headers::DIGEST, &digest)] {
        if let Ok(value) = header::HeaderValue::from_str(value) {
            answer.headers_mut().insert(name, value);
        }
    }
    Ok(answer)
}

/// Says what changed from one version to another, in the words and, where both are of one template,
/// in the data.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/documents/{id}/diff", tag = "documents", security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "The document", example = "01KAT5V3S00000000000000000"), DiffQuery),
    responses(
        (status = 200, description = "What changed; as a page, or as a Word file with tracked changes", content(
            (DiffReport = "application/json"),
            (String = "text/html; charset=utf-8"),
            (String = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        )),
        DiffErrors,
    )
)]
pub async fn diff(
    door: Data<Door>,
    signed: Signed,
    request: HttpRequest,
    id: Path<String>,
) -> Result<HttpResponse, Error> {
    let mut query = Query::of(&request, &["from", "to", "format"]);
    let [from, to] = ["from", "to"].map(|name| {
        let number = query.number(name);
        if query.get(name).is_none() {
            query.fault(name, "query-value", "1, 2, 3, …");
        }
        number.and_then(|number| i64::try_from(number).ok()).unwrap_or(1)
    });
    query.one_of("format", &Shown::ALL.iter().map(|form| form.key()).collect::<Vec<_>>());
    let asked = Shown::ALL.iter().copied().find(|form| query.get("format") == Some(form.key()));
    query.check()?;
    let difference = door.bureau.difference(&signed.0, known(&id)?, (from, to)).await?;
    let (shown, form) = match asked {
        None | Some(Shown::Json) => return Ok(HttpResponse::Ok().json(report(&difference))),
        Some(Shown::Html) => (Shown::Html, Form::Html),
        Some(Shown::Docx) => (Shown::Docx, Form::Docx),
    };
    let title = difference.changes.title.new.clone();
    let bytes = door.bureau.show_difference(difference, shown).await?;
    Ok(file_of(bytes, &title, form))
}

fn report(difference: &Difference) -> serde_json::Value {
    let Difference { from, to, changes, data } = difference;
    let side = |found: &crate::store::Found| {
        json!({ "ordinal": found.ordinal, "act": found.act, "at": found.at,
                "by": { "id": found.person_id, "name": found.person } })
    };
    json!({ "from": side(from), "to": side(to), "changes": changes, "data": data })
}

/// The ordinal of a version on an address; what is none names nothing.
fn ordinal(text: &str) -> Result<i64, Error> {
    text.parse().ok().filter(|ordinal| *ordinal > 0).ok_or_else(|| Error::new(Code::NoSuchThing))
}
