//! `/api/v1/rounds`: award rounds (đợt khen thưởng) and their steps.

use actix_web::{
    HttpRequest, HttpResponse, HttpResponseBuilder,
    http::header::{self, HeaderValue},
    web::{Data, Path, Payload, ServiceConfig},
};
use serde_json::{Value as Json, json};

use super::{
    campaigns::{
        object,
        schema::{
            self, ChangeErrors, CheckQuery, NoteOrder, ReasonOrder, Round, RoundBody, RoundChanges,
            RoundCheck, RoundErrors, RoundListQuery, RoundSet, Rounds, ShowErrors, StepErrors, example,
        },
    },
    documents::{now, schema::RedactOrder},
};
use crate::web::named::known;
use crate::{
    flow::{
        Asked, Fault,
        bureau::{
            documents::NOTE,
            rounds::{Sheet, line},
        },
    },
    model::round::{Act, State},
    store::{RoundRow, WantedRounds},
    viet::words::documents::EXAMPLE_REASON,
    web::{
        Door, Error, at,
        auth::Signed,
        body, cursor,
        precondition::{seen, tag},
        query::Query,
    },
};

/// A round with its tag.
fn shown(sheet: &Sheet, mut answer: HttpResponseBuilder) -> HttpResponse {
    answer.insert_header((header::ETAG, tag(sheet.row.seen()))).json(sheet.json())
}

/// Lists the rounds of a campaign, the newest first.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/campaigns/{id}/rounds", tag = "campaigns", security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "The campaign", example = "01KAT5V3S00000000000000000"), RoundListQuery),
    responses((status = 200, description = "A page of rounds", body = Rounds), schema::InListErrors)
)]
pub async fn list(
    door: Data<Door>,
    signed: Signed,
    request: HttpRequest,
    id: Path<String>,
) -> Result<HttpResponse, Error> {
    page(&door, &signed, &request, known(&id)?).await
}

/// Lists the office's rounds, the newest first.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/rounds", tag = "campaigns", security(("key" = []), ("session" = [])),
    params(RoundListQuery),
    responses((status = 200, description = "A page of rounds", body = Rounds), schema::ListErrors)
)]
pub async fn all(door: Data<Door>, signed: Signed, request: HttpRequest) -> Result<HttpResponse, Error> {
    page(&door, &signed, &request, "").await
}

async fn page(
    door: &Data<Door>,
    signed: &Signed,
    request: &HttpRequest,
    campaign: &str,
) -> Result<HttpResponse, Error> {
    let mut query = Query::of(request, &["limit", "cursor", "state", "year"]);
    let window = cursor::window(&mut query, 1);
    query.one_of("state", &State::ALL.iter().map(|state| state.key()).collect::<Vec<_>>());
    let state = query.get("state").unwrap_or_default().to_owned();
    let year = query.get("year").is_some().then(|| query.number("year")).flatten();
    let before = window.after.first().cloned().unwrap_or_default();
    if !before.bytes().all(|b| b.is_ascii_alphanumeric()) {
        query.fault("cursor", "query-cursor", "");
    }
    query.check()?;
    let year = year.and_then(|year| i64::try_from(year).ok());
    let wanted = WantedRounds { campaign, state: &state, year };
    let mut rows = door.bureau.rounds(&signed.0, wanted, &before, window.asks()).await?;
    let next = window.cut(&mut rows).map(|last: &RoundRow| cursor::encode(&[&last.id]));
    let items: Vec<Json> = rows.iter().map(line).collect();
    Ok(HttpResponse::Ok().json(json!({ "items": items, "next": next })))
}

/// Begins a round. With `corrects` it corrects a decided one and begins with its honorees.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    post, path = "/api/v1/campaigns/{id}/rounds", tag = "campaigns", security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "The campaign", example = "01KAT5V3S00000000000000000")),
    request_body(content((RoundBody = "application/json", example = json!(example::round())))),
    responses(
        (status = 201, description = "The round", body = Round, headers(
            ("ETag" = String, description = "What was seen, for `If-Match`"),
            ("Location" = String, description = "Where it is"),
        )),
        RoundErrors,
    )
)]
pub async fn begin(
    door: Data<Door>,
    signed: Signed,
    request: HttpRequest,
    id: Path<String>,
    payload: Payload,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    let json = body::json(&door, &request, payload, object).await?;
    let sheet = door.bureau.begin_round(&signed.0, now(&door), known(&id)?, &json).await?;
    let mut answer = HttpResponse::Created();
    answer.insert_header((header::LOCATION, format!("/api/v1/rounds/{}", sheet.row.id)));
    Ok(shown(&sheet, answer))
}

/// Shows a round: its settings, its steps, how many entries it has.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/rounds/{id}", tag = "campaigns", security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "Its id", example = "01KAT5V3S00000000000000000")),
    responses(
        (status = 200, description = "The round", body = Round, headers(
            ("ETag" = String, description = "What was seen, for `If-Match`: grows with every change of the round or an entry"),
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
    Ok(shown(&door.bureau.round(&signed.0, known(&id)?).await?, HttpResponse::Ok()))
}

/// Changes what holds for a round as a whole, until it is decided.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    put, path = "/api/v1/rounds/{id}", tag = "campaigns", security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "Its id", example = "01KAT5V3S00000000000000000"),
           ("If-Match" = String, Header, description = "What was seen, as `ETag` gave it")),
    request_body(content((RoundBody = "application/json", example = json!(example::round())))),
    responses((status = 200, description = "The round", body = Round), ChangeErrors)
)]
pub async fn change(
    door: Data<Door>,
    signed: Signed,
    request: HttpRequest,
    id: Path<String>,
    payload: Payload,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    let seen = seen(&request)?;
    let json = body::json(&door, &request, payload, object).await?;
    let sheet = door.bureau.arrange_round(&signed.0, now(&door), (known(&id)?, seen), &json).await?;
    Ok(shown(&sheet, HttpResponse::Ok()))
}

/// Says what holds back a step of a round: the next one, or the one that is named.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/rounds/{id}/check", tag = "campaigns", security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "The round", example = "01KAT5V3S00000000000000000"), CheckQuery),
    responses((status = 200, description = "What was found", body = RoundCheck), ShowErrors)
)]
pub async fn check(
    door: Data<Door>,
    signed: Signed,
    request: HttpRequest,
    id: Path<String>,
) -> Result<HttpResponse, Error> {
    let mut query = Query::of(&request, &["step"]);
    query.one_of("step", &["review", "council", "freeze", "award"]);
    let step = query.get("step").and_then(act);
    query.check()?;
    let checked = door.bureau.check_round(&signed.0, known(&id)?, step).await?;
    Ok(HttpResponse::Ok().json(checked.json()))
}

/// A step by its name on an address.
fn act(name: &str) -> Option<Act> {
    Act::from_key(if name == "freeze" { Act::Decide.key() } else { name })
}

/// Gives the set that was decided, as canonical JSON: its SHA-256 is its digest. It never changes.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/rounds/{id}/set", tag = "campaigns", security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "The round", example = "01KAT5V3S00000000000000000")),
    responses(
        (status = 200, description = "The set", body = RoundSet, headers(
            ("vanthu-document-digest" = String, description = "The digest, as `sha-256=` and hexadecimal digits"),
        )),
        schema::SetErrors,
    )
)]
pub async fn set(
    door: Data<Door>,
    signed: Signed,
    request: HttpRequest,
    id: Path<String>,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    let (set, digest) = door.bureau.frozen_set(&signed.0, known(&id)?).await?;
    let mut answer = HttpResponse::Ok();
    if let Ok(digest) = HeaderValue::from_str(&format!("sha-256={digest}")) {
        answer.insert_header((crate::web::headers::DIGEST, digest));
    }
    Ok(answer.content_type("application/json").body(crate::model::round::canonical(&set)))
}

/// Says what a round that corrects another adds, changes and removes.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/rounds/{id}/changes", tag = "campaigns", security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "The round that corrects", example = "01KAT5V3S00000000000000000")),
    responses((status = 200, description = "What differs", body = RoundChanges), schema::SetErrors)
)]
pub async fn changes(
    door: Data<Door>,
    signed: Signed,
    request: HttpRequest,
    id: Path<String>,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    Ok(HttpResponse::Ok().json(door.bureau.correction(&signed.0, known(&id)?).await?))
}

macro_rules! steps {
    ($($(#[$doc:meta])* $name:ident, $path:literal, $act:ident, $order:ident, $key:literal;)*) => {$(
        $(#[$doc])*
        ///
        /// # Errors
        /// See the description of the API.
        #[utoipa::path(
            post, path = $path, tag = "campaigns", security(("key" = []), ("session" = [])),
            params(("id" = String, Path, description = "The round", example = "01KAT5V3S00000000000000000"),
                   ("If-Match" = String, Header, description = "What was seen, as `ETag` gave it")),
            request_body(content(($order = "application/json", example = json!({ $key: EXAMPLE_REASON })))),
            responses((status = 200, description = "The round", body = Round), StepErrors)
        )]
        pub async fn $name(
            door: Data<Door>,
            signed: Signed,
            request: HttpRequest,
            id: Path<String>,
            payload: Payload,
        ) -> Result<HttpResponse, Error> {
            step(&door, &signed, &request, &id, payload, (Act::$act, $key)).await
        }
    )*};
}

steps! {
    /// Ends the review (thẩm định): every entry has an opinion.
    review, "/api/v1/rounds/{id}/review", Review, NoteOrder, "note";
    /// Ends the voting (bỏ phiếu): every entry has its votes, where there is a council.
    council, "/api/v1/rounds/{id}/council", Council, NoteOrder, "note";
    /// Decides: the set of all entries that are not refused is frozen with its digest.
    freeze, "/api/v1/rounds/{id}/freeze", Decide, NoteOrder, "note";
    /// Notes that the awards were handed over.
    award, "/api/v1/rounds/{id}/award", Award, NoteOrder, "note";
    /// Goes back a step, with the reason. Nothing leads back from a decision.
    reopen, "/api/v1/rounds/{id}/reopen", Reopen, ReasonOrder, "reason";
}

async fn step(
    door: &Data<Door>,
    signed: &Signed,
    request: &HttpRequest,
    id: &str,
    payload: Payload,
    (act, key): (Act, &str),
) -> Result<HttpResponse, Error> {
    Query::of(request, &[]).check()?;
    let seen = seen(request)?;
    let read = |json: &str| -> Result<(String, Vec<String>), Vec<Fault>> {
        let mut asked = Asked::read(json)?;
        let note = match act {
            Act::Reopen => asked.needed(key, NOTE),
            _ => asked.words(key, NOTE).unwrap_or_default(),
        };
        let accepted = match act {
            Act::Reopen => Vec::new(),
            _ => asked.list("accept_findings").unwrap_or_default(),
        };
        asked.end((note, accepted))
    };
    let (note, accepted) = body::json(door, request, payload, read).await?;
    let at = (known(id)?, seen);
    let sheet = door.bureau.step_round(&signed.0, now(door), at, act, (&note, &accepted)).await?;
    Ok(shown(&sheet, HttpResponse::Ok()))
}

/// Takes a name or another value out of every entry and list of a round that is not decided, for
/// good; the files of its lists are let go.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    post, path = "/api/v1/rounds/{id}/redact", tag = "campaigns", security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "The round", example = "01KAT5V3S00000000000000000"),
           ("If-Match" = String, Header, description = "What was seen, as `ETag` gave it")),
    request_body(content((RedactOrder = "application/json", example = json!({ "value": EXAMPLE_REASON })))),
    responses((status = 200, description = "The round", body = Round), StepErrors)
)]
pub async fn redact(
    door: Data<Door>,
    signed: Signed,
    request: HttpRequest,
    id: Path<String>,
    payload: Payload,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    let seen = seen(&request)?;
    let read = |json: &str| -> Result<String, Vec<Fault>> {
        let mut asked = Asked::read(json)?;
        let value = asked.needed("value", 400);
        asked.end(value)
    };
    let value = body::json(&door, &request, payload, read).await?;
    let sheet = door.bureau.redact_round(&signed.0, now(&door), (known(&id)?, seen), &value).await?;
    Ok(shown(&sheet, HttpResponse::Ok()))
}

/// The routes of rounds.
pub fn routes(app: &mut ServiceConfig) {
    app.service(at("/api/v1/rounds").get(all).head(all))
        .service(at("/api/v1/rounds/{id}").get(show).head(show).put(change))
        .service(at("/api/v1/rounds/{id}/check").get(check).head(check))
        .service(at("/api/v1/rounds/{id}/set").get(set).head(set))
        .service(at("/api/v1/rounds/{id}/changes").get(changes).head(changes))
        .service(at("/api/v1/rounds/{id}/review").post(review))
        .service(at("/api/v1/rounds/{id}/council").post(council))
        .service(at("/api/v1/rounds/{id}/freeze").post(freeze))
        .service(at("/api/v1/rounds/{id}/award").post(award))
        .service(at("/api/v1/rounds/{id}/reopen").post(reopen))
        .service(at("/api/v1/rounds/{id}/redact").post(redact));
}
