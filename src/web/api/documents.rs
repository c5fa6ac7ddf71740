//! `/api/v1/documents`: documents that are kept, as chains of versions.

use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{self, HeaderValue},
    web::{Data, Path, Payload, ServiceConfig},
};
use chrono::{DateTime, Utc};
use serde_json::json;

use crate::{
    flow::bureau::documents::{self as kept, NOTE, Sheet, Writing},
    model::{actor::Actor, workflow::State},
    store::{DocumentRow, Order, WORDS, Wanted},
    web::{
        Door, Error, at,
        auth::Signed,
        body,
        cursor::{self, Window},
        precondition::{seen, tag},
        query::Query,
    },
};

pub mod acts;
pub mod personal;
pub mod schema;
pub mod versions;

use crate::web::named::known;
use schema::{
    DiscardErrors, Documents, DraftErrors, DraftOrder, ListErrors, ListQuery, RedraftErrors, ShowErrors,
    WordQuery,
};

/// The parameters of the list.
const PARAMETERS: &[&str] =
    &["limit", "cursor", "q", "state", "kind", "template", "changed_since", "discarded", "sort"];

/// Lists the office's documents, the last changed first.
///
/// `q` finds words of the title, the number and the text, in any order, with accents or without.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/documents", tag = "documents", security(("key" = []), ("session" = [])),
    params(ListQuery),
    responses((status = 200, description = "A page of documents", body = Documents), ListErrors)
)]
pub async fn list(door: Data<Door>, signed: Signed, request: HttpRequest) -> Result<HttpResponse, Error> {
    let mut query = Query::of(&request, PARAMETERS);
    let (rows, next) = found(&door, &signed.0, &mut query).await?;
    let items: Vec<_> = rows.iter().map(|row: &DocumentRow| kept::row(row)).collect();
    Ok(HttpResponse::Ok().json(json!({ "items": items, "next": next })))
}

/// The documents that an address asks for, and where the list goes on.
///
/// # Errors
/// 400 with every fault of the address; those of the bureau.
pub(crate) async fn found(
    door: &Door,
    actor: &Actor,
    query: &mut Query,
) -> Result<(Vec<DocumentRow>, Option<String>), Error> {
    let window = cursor::window(query, 2);
    query.one_of("state", &State::ALL.iter().map(|state| state.key()).collect::<Vec<_>>());
    query.one_of("sort", &["changed", "title"]);
    let words = query.words("q").unwrap_or_default();
    if words.split_whitespace().count() > WORDS {
        query.fault("q", "query-words", &WORDS.to_string());
    }
    let (kind, template) = (name(query, "kind"), name(query, "template"));
    let since = since(query);
    let discarded = query.switch("discarded");
    let state = query.get("state").unwrap_or_default().to_owned();
    let by_title = query.get("sort") == Some("title");
    let after = After::of(query, &window, by_title);
    query.checked()?;
    let wanted = Wanted { words: &words, state: &state, kind: &kind, template: &template, since, discarded };
    let mut rows = door.bureau.documents(actor, &wanted, &after.order(), window.asks()).await?;
    let next = match window.cut(&mut rows) {
        Some(last) if by_title => {
            let key = door.bureau.title_key(actor, &last.id).await?;
            Some(cursor::encode(&[&hex(&key), &last.id]))
        }
        Some(last) => Some(cursor::encode(&[&last.changed_at.to_rfc3339(), &last.id])),
        None => None,
    };
    Ok((rows, next))
}

/// Begins a document.
///
/// Data for a template may be half-filled: what it lacks is told, and nothing is lost.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    post, path = "/api/v1/documents", tag = "documents", security(("key" = []), ("session" = [])),
    params(WordQuery),
    request_body(description = "Data for a template, official text, a finished document, or a Word file", content(
        (DraftOrder = "application/json", example = json!(schema::example())),
        (super::check::WordFile = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    )),
    responses(
        (status = 201, description = "The draft", body = schema::Document, headers(
            ("ETag" = String, description = "Its version, for `If-Match`"),
            ("Location" = String, description = "Where it is"),
        )),
        DraftErrors,
    )
)]
pub async fn create(
    door: Data<Door>,
    signed: Signed,
    request: HttpRequest,
    payload: Payload,
) -> Result<HttpResponse, Error> {
    let writing = writing(&door, &request, payload).await?;
    let sheet = door.bureau.draft(&signed.0, now(&door), writing).await?;
    let place = format!("/api/v1/documents/{}", sheet.row.id);
    let mut answer = shown(&sheet, HttpResponse::Created());
    if let Ok(place) = HeaderValue::from_str(&place) {
        answer.headers_mut().insert(header::LOCATION, place);
    }
    Ok(answer)
}

/// Shows a document: where it stands, its newest version, and while it may still be changed what
/// is to be said of it.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/documents/{id}", tag = "documents", security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "Its id", example = "01KAT5V3S00000000000000000")),
    responses(
        (status = 200, description = "The document", body = schema::Document, headers(
            ("ETag" = String, description = "Its version, for `If-Match`"),
        )),
        ShowErrors,
    )
)]
pub async fn show(
    door: Data<Door>,
    signed: Signed,
    request: HttpRequest,
    id: Path<String>,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    let sheet = door.bureau.document(&signed.0, now(&door), known(&id)?).await?;
    Ok(shown(&sheet, HttpResponse::Ok()))
}

/// Makes a draft anew: its next version. A Word file is kept byte for byte, read back, checked and
/// compared with the version before it.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    put, path = "/api/v1/documents/{id}/draft", tag = "documents", security(("key" = []), ("session" = [])),
    params(
        ("id" = String, Path, description = "Its id", example = "01KAT5V3S00000000000000000"),
        ("If-Match" = String, Header, description = "The version that was seen, as `ETag` gave it"),
        WordQuery,
    ),
    request_body(description = "Data for a template, official text, a finished document, or a Word file", content(
        (DraftOrder = "application/json", example = json!(schema::example())),
        (super::check::WordFile = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    )),
    responses(
        (status = 200, description = "The draft", body = schema::Document, headers(
            ("ETag" = String, description = "Its version, for `If-Match`"),
        )),
        RedraftErrors,
    )
)]
pub async fn redraft(
    door: Data<Door>,
    signed: Signed,
    request: HttpRequest,
    id: Path<String>,
    payload: Payload,
) -> Result<HttpResponse, Error> {
    let seen = seen(&request)?;
    let writing = writing(&door, &request, payload).await?;
    let sheet = door.bureau.redraft(&signed.0, now(&door), (known(&id)?, seen), writing).await?;
    Ok(shown(&sheet, HttpResponse::Ok()))
}

/// Throws a draft away that was never submitted, by who began it. It is kept, and `…/restore` has
/// it back.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    delete, path = "/api/v1/documents/{id}", tag = "documents", security(("key" = []), ("session" = [])),
    params(
        ("id" = String, Path, description = "Its id", example = "01KAT5V3S00000000000000000"),
        ("If-Match" = String, Header, description = "The version that was seen, as `ETag` gave it"),
    ),
    responses((status = 204, description = "It is thrown away"), DiscardErrors)
)]
pub async fn discard(
    door: Data<Door>,
    signed: Signed,
    request: HttpRequest,
    id: Path<String>,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    let seen = seen(&request)?;
    door.bureau.discard(&signed.0, now(&door), known(&id)?, seen).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// The routes of documents.
pub fn routes(app: &mut ServiceConfig) {
    app.service(at("/api/v1/documents").get(list).head(list).post(create))
        .service(at("/api/v1/documents/{id}").get(show).head(show).delete(discard))
        .service(at("/api/v1/documents/{id}/draft").put(redraft))
        .service(at("/api/v1/documents/{id}/versions").get(versions::list).head(versions::list))
        .service(at("/api/v1/documents/{id}/versions/{n}").get(versions::show).head(versions::show))
        .service(
            at("/api/v1/documents/{id}/versions/{n}/content").get(versions::content).head(versions::content),
        )
        .service(at("/api/v1/documents/{id}/diff").get(versions::diff).head(versions::diff))
        .service(at("/api/v1/documents/{id}/submit").post(acts::submit))
        .service(at("/api/v1/documents/{id}/approve").post(acts::approve))
        .service(at("/api/v1/documents/{id}/return").post(acts::send_back))
        .service(at("/api/v1/documents/{id}/issue").post(acts::issue))
        .service(at("/api/v1/documents/{id}/revoke").post(acts::revoke))
        .service(at("/api/v1/documents/{id}/replace").post(acts::replace))
        .service(at("/api/v1/documents/{id}/restore").post(acts::restore))
        .service(at("/api/v1/documents/{id}/redact").post(personal::redact))
        .service(at("/api/v1/personal-data").get(personal::naming).head(personal::naming));
}

/// What time it is.
pub(super) fn now(door: &Door) -> DateTime<Utc> {
    (door.equipment.clock)()
}

/// A document with its tag.
fn shown(sheet: &Sheet, mut answer: actix_web::HttpResponseBuilder) -> HttpResponse {
    answer.insert_header((header::ETAG, tag(sheet.row.head))).json(sheet.json())
}

/// The draft in a body.
async fn writing(door: &Data<Door>, request: &HttpRequest, payload: Payload) -> Result<Writing, Error> {
    let kind = body::kind(request, &[body::Kind::Json, body::Kind::Word])?;
    if kind == body::Kind::Word {
        let mut query = Query::of(request, &["note"]);
        let note = query.words("note").unwrap_or_default().replace(char::is_control, " ");
        query.check()?;
        let bytes = body::read(request, payload, door.limits.word, door.limits.time).await?;
        return Ok(Writing::word(bytes.to_vec(), note.chars().take(NOTE).collect()));
    }
    Query::of(request, &[]).check()?;
    body::json(door, request, payload, Writing::from_json).await
}

/// The name of a type or template on an address.
fn name(query: &mut Query, parameter: &str) -> String {
    let value = query.get(parameter).unwrap_or_default().to_owned();
    if !value.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
        query.fault(parameter, "query-value", "a-z, 0-9, -");
    }
    value
}

fn since(query: &mut Query) -> DateTime<Utc> {
    let Some(said) = query.get("changed_since") else { return DateTime::UNIX_EPOCH };
    let read = DateTime::parse_from_rfc3339(said).map(|time| time.with_timezone(&Utc));
    match read {
        Ok(time) if time >= DateTime::UNIX_EPOCH => time,
        _ => {
            query.fault("changed_since", "query-time", "");
            DateTime::UNIX_EPOCH
        }
    }
}

/// After everything: the last moment of the year 9999, which both databases keep.
const END: DateTime<Utc> = DateTime::from_timestamp(253_402_300_799, 0).unwrap();

/// Where a page begins.
pub(super) enum After {
    Time(DateTime<Utc>, String),
    Title(Vec<u8>, String),
}

impl After {
    pub(super) fn of(query: &mut Query, window: &Window, by_title: bool) -> After {
        let (key, id) = match window.after.as_slice() {
            [key, id] => (key.as_str(), id.clone()),
            _ if by_title => ("", String::new()),
            _ => return After::Time(END, String::new()),
        };
        let found = if by_title {
            unhex(key).map(|key| After::Title(key, id.clone()))
        } else {
            DateTime::parse_from_rfc3339(key)
                .ok()
                .map(|time| After::Time(time.with_timezone(&Utc), id.clone()))
        };
        let sound = id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        found.filter(|_| sound).unwrap_or_else(|| {
            query.fault("cursor", "query-cursor", "");
            After::Title(Vec::new(), String::new())
        })
    }

    pub(super) fn order(&self) -> Order<'_> {
        match self {
            After::Time(time, id) => Order::Changed(*time, id),
            After::Title(key, id) => Order::Title(key, id),
        }
    }
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(super) fn unhex(text: &str) -> Option<Vec<u8>> {
    let (pairs, odd) = text.as_bytes().as_chunks::<2>();
    let byte = |pair: &[u8; 2]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    if odd.is_empty() { pairs.iter().map(byte).collect() } else { None }
}
