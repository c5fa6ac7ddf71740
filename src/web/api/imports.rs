//! `/api/v1/imports`: lists that units send, previewed, answered and taken over.

use actix_web::{
    HttpMessage, HttpRequest, HttpResponse, HttpResponseBuilder,
    http::header,
    web::{Data, Path, Payload, ServiceConfig},
};
use serde_json::{Value as Json, json};

use super::{
    campaigns::schema::{
        self, AnswersBody, BulkErrors, Import, ImportErrors, ImportRows, ImportRowsQuery, Imports, PageQuery,
        ShowErrors, StepErrors, UploadQuery, example,
    },
    documents::now,
    honorees::which,
};
use crate::web::named::known;
use crate::{
    flow::{
        bureau::imports::{Answers, Offered, Sheet, Usual, line},
        honorees,
    },
    model::honoree::Status,
    store::ImportRow,
    viet::words::awarding::BLANK,
    web::{
        Door, Error, at,
        auth::Signed,
        body, cursor,
        error::Code,
        headers,
        precondition::{seen, tag},
        query::Query,
    },
};

/// The media type of XLSX.
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// What a list may come as. What it is is told from its bytes.
const TAKEN: &[&str] = &[
    XLSX,
    "application/vnd.ms-excel",
    "application/vnd.oasis.opendocument.spreadsheet",
    "text/csv",
    "application/octet-stream",
];

/// The parameters of an upload.
const PARAMETERS: &[&str] = &["file", "proposer", "group", "form", "corrects"];

/// A list with its tag.
fn shown(sheet: &Sheet, mut answer: HttpResponseBuilder) -> HttpResponse {
    answer.insert_header((header::ETAG, tag(sheet.row.edition))).json(sheet.json())
}

/// Lists the lists of a round, the newest first.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/rounds/{id}/imports", tag = "campaigns", security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "The round", example = "01KAT5V3S00000000000000000"), PageQuery),
    responses((status = 200, description = "A page of lists", body = Imports), schema::InListErrors)
)]
pub async fn list(
    door: Data<Door>,
    signed: Signed,
    request: HttpRequest,
    id: Path<String>,
) -> Result<HttpResponse, Error> {
    let mut query = Query::of(&request, &["limit", "cursor"]);
    let window = cursor::window(&mut query, 1);
    let before = window.after.first().cloned().unwrap_or_default();
    if !before.bytes().all(|b| b.is_ascii_alphanumeric()) {
        query.fault("cursor", "query-cursor", "");
    }
    query.check()?;
    let mut rows = door.bureau.imports(&signed.0, known(&id)?, &before, window.asks()).await?;
    let next = window.cut(&mut rows).map(|last: &ImportRow| cursor::encode(&[&last.id]));
    let items: Vec<Json> = rows.iter().map(line).collect();
    Ok(HttpResponse::Ok().json(json!({ "items": items, "next": next })))
}

/// Reads a list (XLSX, XLS, ODS, CSV) for a round and keeps it as a preview. No entry is made until
/// it is confirmed; a preview that nobody confirms is gone after seven days.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    post, path = "/api/v1/rounds/{id}/imports", tag = "campaigns", security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "The round", example = "01KAT5V3S00000000000000000"), UploadQuery),
    request_body(description = "The file, as it is", content(
        (schema::SheetFile = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (schema::SheetFile = "application/vnd.ms-excel"),
        (schema::SheetFile = "application/vnd.oasis.opendocument.spreadsheet"),
        (schema::SheetFile = "text/csv"),
        (schema::SheetFile = "application/octet-stream"),
    )),
    responses(
        (status = 201, description = "The list", body = Import, headers(
            ("ETag" = String, description = "Its edition, for `If-Match`"),
            ("Location" = String, description = "Where it is"),
        )),
        ImportErrors,
    )
)]
pub async fn preview(
    door: Data<Door>,
    signed: Signed,
    request: HttpRequest,
    id: Path<String>,
    payload: Payload,
) -> Result<HttpResponse, Error> {
    let query = Query::of(&request, PARAMETERS);
    read(&door, &signed, &request, payload, query, known(&id)?).await
}

/// As above, for a campaign's round: `round`, or the only one whose list is still made.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    post, path = "/api/v1/campaigns/{id}/imports", tag = "campaigns", security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "The campaign", example = "01KAT5V3S00000000000000000"),
           schema::WhichRound, UploadQuery),
    request_body(description = "The file, as it is", content(
        (schema::SheetFile = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (schema::SheetFile = "application/vnd.ms-excel"),
        (schema::SheetFile = "application/vnd.oasis.opendocument.spreadsheet"),
        (schema::SheetFile = "text/csv"),
        (schema::SheetFile = "application/octet-stream"),
    )),
    responses((status = 201, description = "The list", body = Import), ImportErrors)
)]
pub async fn preview_of(
    door: Data<Door>,
    signed: Signed,
    request: HttpRequest,
    id: Path<String>,
    payload: Payload,
) -> Result<HttpResponse, Error> {
    let known_here: Vec<&str> = PARAMETERS.iter().copied().chain(["round"]).collect();
    let query = Query::of(&request, &known_here);
    let round = which(&door, &signed, &query, known(&id)?).await?;
    read(&door, &signed, &request, payload, query, &round).await
}

async fn read(
    door: &Data<Door>,
    signed: &Signed,
    request: &HttpRequest,
    payload: Payload,
    mut query: Query,
    round: &str,
) -> Result<HttpResponse, Error> {
    let mime = request.mime_type().ok().flatten();
    if !mime.is_some_and(|mime| TAKEN.contains(&mime.essence_str())) {
        return Err(Error::about(Code::UnsupportedMediaType, TAKEN.join(", ")));
    }
    let mut text = |name: &str| query.words(name);
    let (file, proposer) = (text("file").unwrap_or_default(), text("proposer").unwrap_or_default());
    let usual = Usual { group: text("group").unwrap_or_default(), form: text("form").unwrap_or_default() };
    let corrects = text("corrects");
    for name in ["file", "proposer", "group", "form", "corrects"] {
        if query.get(name).is_some_and(|value| value.chars().any(char::is_control)) {
            query.fault(name, "text-control", "");
        }
    }
    query.check()?;
    let corrects = corrects.as_deref().map(known).transpose()?.map(str::to_owned);
    let bytes = body::read(request, payload, door.limits.word, door.limits.time).await?.to_vec();
    let offered = Offered { file, bytes, proposer, usual, corrects };
    let sheet = door.bureau.preview_import(&signed.0, now(door), round, offered).await?;
    let mut answer = HttpResponse::Created();
    answer.insert_header((header::LOCATION, format!("/api/v1/imports/{}", sheet.row.id)));
    Ok(shown(&sheet, answer))
}

/// Shows a list: its columns, how many rows are imported, asked about or refused, and where it
/// corrects another what it adds, changes and removes.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/imports/{id}", tag = "campaigns", security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "Its id", example = "01KAT5V3S00000000000000000")),
    responses(
        (status = 200, description = "The list", body = Import, headers(
            ("ETag" = String, description = "Its edition, for `If-Match`"),
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
    Ok(shown(&door.bureau.import(&signed.0, known(&id)?).await?, HttpResponse::Ok()))
}

/// Throws a preview away.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    delete, path = "/api/v1/imports/{id}", tag = "campaigns", security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "Its id", example = "01KAT5V3S00000000000000000")),
    responses((status = 204, description = "It is gone"), schema::DropErrors)
)]
pub async fn discard(
    door: Data<Door>,
    signed: Signed,
    request: HttpRequest,
    id: Path<String>,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    door.bureau.drop_import(&signed.0, now(&door), known(&id)?).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Shows the rows of a list, each with what is to be said of it, its cells and its answer.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/imports/{id}/rows", tag = "campaigns", security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "The list", example = "01KAT5V3S00000000000000000"), ImportRowsQuery),
    responses((status = 200, description = "A page of rows", body = ImportRows), schema::InListErrors)
)]
pub async fn rows(
    door: Data<Door>,
    signed: Signed,
    request: HttpRequest,
    id: Path<String>,
) -> Result<HttpResponse, Error> {
    const STATUSES: [Status; 3] = [Status::Imported, Status::Question, Status::Refused];
    let mut query = Query::of(&request, &["limit", "cursor", "status"]);
    let window = cursor::window(&mut query, 1);
    query.one_of("status", &STATUSES.map(Status::key));
    let status = STATUSES.into_iter().find(|status| query.get("status") == Some(status.key()));
    let from = match window.after.first().map(|after| after.parse::<u32>()) {
        None => 0,
        Some(Ok(last)) => usize::try_from(last).map_or(0, |last| last + 1),
        Some(Err(_)) => {
            query.fault("cursor", "query-cursor", "");
            0
        }
    };
    query.check()?;
    let sheet = door.bureau.import(&signed.0, known(&id)?).await?;
    let mut found = sheet.rows(status, from, usize::try_from(window.asks()).unwrap_or(cursor::MOST));
    let next = window.cut(&mut found).map(|(last, _)| cursor::encode(&[&last.to_string()]));
    let items: Vec<Json> = found.into_iter().map(|(_, row)| row).collect();
    Ok(HttpResponse::Ok().json(json!({ "items": items, "next": next })))
}

/// Answers the questions of a list: for each row its own, or for all alike. `take` is as it is
/// proposed, `keep` as the sheet has it, `leave` leaves the row out. Answers of before are replaced.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    put, path = "/api/v1/imports/{id}/answers", tag = "campaigns", security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "The list", example = "01KAT5V3S00000000000000000"),
           ("If-Match" = String, Header, description = "The edition that was seen, as `ETag` gave it")),
    request_body(content((AnswersBody = "application/json", example = json!(example::answers())))),
    responses((status = 200, description = "The list", body = Import), schema::ChangeErrors)
)]
pub async fn answer(
    door: Data<Door>,
    signed: Signed,
    request: HttpRequest,
    id: Path<String>,
    payload: Payload,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    let seen = seen(&request)?;
    let answers = body::json(&door, &request, payload, Answers::from_json).await?;
    let sheet = door.bureau.answer_import(&signed.0, now(&door), (known(&id)?, seen), answers).await?;
    Ok(shown(&sheet, HttpResponse::Ok()))
}

/// Takes a list over: its rows become entries of the round; one that corrects another does just
/// what differs.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    post, path = "/api/v1/imports/{id}/confirm", tag = "campaigns", security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "The list", example = "01KAT5V3S00000000000000000"),
           ("If-Match" = String, Header, description = "The edition that was seen, as `ETag` gave it")),
    responses((status = 200, description = "The list", body = Import), StepErrors)
)]
pub async fn confirm(
    door: Data<Door>,
    signed: Signed,
    request: HttpRequest,
    id: Path<String>,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    let seen = seen(&request)?;
    let sheet = door.bureau.confirm_import(&signed.0, now(&door), (known(&id)?, seen)).await?;
    Ok(shown(&sheet, HttpResponse::Ok()))
}

/// Gives the same workbook back with what became of each row.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/imports/{id}/sheet.xlsx", tag = "campaigns", security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "The list", example = "01KAT5V3S00000000000000000")),
    responses(
        (status = 200, description = "The workbook", content(
            (schema::SheetFile = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        )),
        schema::SetErrors,
    )
)]
pub async fn noted(
    door: Data<Door>,
    signed: Signed,
    request: HttpRequest,
    id: Path<String>,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    let (name, bytes) = door.bureau.import_noted(&signed.0, known(&id)?).await?;
    Ok(workbook(&name, bytes))
}

/// Gives the blank sheet to fill in, with drop-downs, notes and example rows.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/imports/blank.xlsx", tag = "campaigns", security(("key" = []), ("session" = [])),
    responses(
        (status = 200, description = "The workbook", content(
            (schema::SheetFile = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        )),
        BulkErrors,
    )
)]
pub async fn blank(door: Data<Door>, _signed: Signed, request: HttpRequest) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    let written = door.pool.run(|| honorees::blank().map_err(crate::flow::Error::from)).await?;
    Ok(workbook(BLANK, written?))
}

fn workbook(title: &str, bytes: Vec<u8>) -> HttpResponse {
    let name = headers::disposition("attachment", title.trim_end_matches(".xlsx"), "xlsx");
    HttpResponse::Ok().content_type(XLSX).insert_header((header::CONTENT_DISPOSITION, name)).body(bytes)
}

/// The routes of lists.
pub fn routes(app: &mut ServiceConfig) {
    app.service(at("/api/v1/rounds/{id}/imports").get(list).head(list).post(preview))
        .service(at("/api/v1/imports/blank.xlsx").get(blank).head(blank))
        .service(at("/api/v1/imports/{id}").get(show).head(show).delete(discard))
        .service(at("/api/v1/imports/{id}/rows").get(rows).head(rows))
        .service(at("/api/v1/imports/{id}/answers").put(answer))
        .service(at("/api/v1/imports/{id}/confirm").post(confirm))
        .service(at("/api/v1/imports/{id}/sheet.xlsx").get(noted).head(noted));
}
