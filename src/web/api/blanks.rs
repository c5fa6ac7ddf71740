//! `/api/v1/blanks`: kinds of blanks (phôi), and the book of their stock.

use actix_web::{
    HttpRequest, HttpResponse, HttpResponseBuilder,
    http::header,
    web::{Data, Path, Payload, ServiceConfig},
};

use super::errors::{BODY, DRAFTED, KEPT, SIGNED, errors_of};
use crate::web::named::known;
use crate::{
    flow::bureau::blanks::{self as book, BlankAsked, MoveAsked},
    store::Stocked,
    web::{Door, Error, at, auth::Signed, body, cursor, error::Code, precondition, query::Query},
};

mod schema;

pub use schema::{
    Blank, BlankAct, BlankChange, BlankMove, BlankMoves, Blanks, MovesQuery, NewBlank, NewMove,
};

errors_of! {
    /// Every error of the list of kinds.
    BlanksErrors = SIGNED, &[Code::BadQuery];
    /// Every error of looking at one.
    BlankErrors = SIGNED, &[Code::BadQuery, Code::NoSuchThing];
    /// Every error of a new kind.
    NewBlankErrors = SIGNED, BODY, &[Code::BadOrder, Code::Conflict, Code::Invalid];
    /// Every error of changing one.
    BlankChangeErrors = SIGNED, BODY, KEPT, DRAFTED, &[Code::BadOrder];
    /// Every error of writing in the book.
    MoveErrors = SIGNED, BODY, KEPT, &[Code::BadOrder];
}

/// The routes.
pub fn routes(app: &mut ServiceConfig) {
    app.service(at("/api/v1/blanks").get(list).head(list).post(add))
        .service(at("/api/v1/blanks/{id}").get(show).head(show).put(change))
        .service(at("/api/v1/blanks/{id}/moves").get(moves).head(moves).post(make));
}

fn told(stocked: &Stocked, mut answer: HttpResponseBuilder) -> HttpResponse {
    let tag = precondition::tag(stocked.blank.edition);
    answer.insert_header((header::ETAG, tag)).json(book::said(stocked))
}

/// Lists an office's kinds of blanks with what was received, used, spoiled and is left.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/blanks", tag = "certificates", security(("key" = []), ("session" = [])),
    responses((status = 200, description = "The kinds, the oldest first", body = Blanks), BlanksErrors)
)]
pub async fn list(
    door: Data<Door>,
    request: HttpRequest,
    Signed(actor): Signed,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    let all = door.bureau.blanks(&actor).await?;
    let items: Vec<_> = all.iter().map(book::said).collect();
    Ok(HttpResponse::Ok().json(serde_json::json!({ "items": items })))
}

/// Enters a kind of blanks. Records officers and administrators may.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    post, path = "/api/v1/blanks", tag = "certificates", security(("key" = []), ("session" = [])),
    request_body(content((NewBlank = "application/json", example = json!(schema::new_blank())))),
    responses(
        (status = 201, description = "The kind", body = Blank, headers(
            ("ETag" = String, description = "Its edition, for `If-Match`"),
            ("Location" = String, description = "Where it is"),
        )),
        NewBlankErrors,
    )
)]
pub async fn add(
    door: Data<Door>,
    request: HttpRequest,
    Signed(actor): Signed,
    payload: Payload,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    let asked = body::json(&door, &request, payload, BlankAsked::new_from_json).await?;
    let made = door.bureau.add_blank(&actor, asked, (door.equipment.clock)()).await?;
    let mut answer = HttpResponse::Created();
    answer.insert_header((header::LOCATION, format!("/api/v1/blanks/{}", made.blank.id)));
    Ok(told(&made, answer))
}

/// Shows a kind of blanks.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/blanks/{id}", tag = "certificates", security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "The kind", example = "01KAT5V3S00000000000000000")),
    responses(
        (status = 200, description = "The kind", body = Blank, headers(
            ("ETag" = String, description = "Its edition, for `If-Match`"),
        )),
        BlankErrors,
    )
)]
pub async fn show(
    door: Data<Door>,
    request: HttpRequest,
    Signed(actor): Signed,
    id: Path<String>,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    Ok(told(&door.bureau.blank(&actor, known(&id)?).await?, HttpResponse::Ok()))
}

/// Changes a kind of blanks, or closes it. Records officers and administrators may.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    put, path = "/api/v1/blanks/{id}", tag = "certificates", security(("key" = []), ("session" = [])),
    params(
        ("id" = String, Path, description = "The kind", example = "01KAT5V3S00000000000000000"),
        ("If-Match" = String, Header, description = "The edition that was seen", example = "\"1\""),
    ),
    request_body(content((BlankChange = "application/json", example = json!(schema::new_blank())))),
    responses(
        (status = 200, description = "The kind", body = Blank, headers(
            ("ETag" = String, description = "Its edition, for `If-Match`"),
        )),
        BlankChangeErrors,
    )
)]
pub async fn change(
    door: Data<Door>,
    request: HttpRequest,
    Signed(actor): Signed,
    id: Path<String>,
    payload: Payload,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    let seen = precondition::seen(&request)?;
    let asked = body::json(&door, &request, payload, BlankAsked::from_json).await?;
    let now = (door.equipment.clock)();
    let made = door.bureau.change_blank(&actor, (known(&id)?, seen), asked, now).await?;
    Ok(told(&made, HttpResponse::Ok()))
}

/// Lists the moves of a kind, the newest first.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/blanks/{id}/moves", tag = "certificates", security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "The kind", example = "01KAT5V3S00000000000000000"), MovesQuery),
    responses((status = 200, description = "A page of the book", body = BlankMoves), BlankErrors)
)]
pub async fn moves(
    door: Data<Door>,
    request: HttpRequest,
    Signed(actor): Signed,
    id: Path<String>,
) -> Result<HttpResponse, Error> {
    let mut query = Query::of(&request, &cursor::PARAMETERS);
    let window = cursor::window(&mut query, 1);
    let before = match window.after.first().map(|ordinal| ordinal.parse()) {
        None => i64::MAX,
        Some(Ok(ordinal)) => ordinal,
        Some(Err(_)) => {
            query.fault("cursor", "query-cursor", "");
            0
        }
    };
    query.check()?;
    let mut found = door.bureau.blank_moves(&actor, known(&id)?, before, window.asks()).await?;
    let next = window.cut(&mut found).map(|last| cursor::encode(&[&last.ordinal.to_string()]));
    let items = found.into_iter().map(BlankMove::from).collect();
    Ok(HttpResponse::Ok().json(BlankMoves { items, next }))
}

/// Writes a move into the book: received, used, spoiled, returned, corrected. Clerks and records
/// officers may; what certificates use is written by itself.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    post, path = "/api/v1/blanks/{id}/moves", tag = "certificates", security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "The kind", example = "01KAT5V3S00000000000000000")),
    request_body(content((NewMove = "application/json", example = json!(schema::new_move())))),
    responses((status = 201, description = "The move", body = BlankMove), MoveErrors)
)]
pub async fn make(
    door: Data<Door>,
    request: HttpRequest,
    Signed(actor): Signed,
    id: Path<String>,
    payload: Payload,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    let asked = body::json(&door, &request, payload, MoveAsked::from_json).await?;
    let made = door.bureau.move_blanks(&actor, known(&id)?, asked, (door.equipment.clock)()).await?;
    Ok(HttpResponse::Created().json(BlankMove::from(made)))
}
