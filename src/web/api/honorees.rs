//! `/api/v1/rounds/{id}/honorees`: the entries of a round.

use actix_web::{
    HttpRequest, HttpResponse, HttpResponseBuilder,
    http::header,
    web::{Data, Path, Payload, ServiceConfig},
};
use serde_json::{Value as Json, json};

use super::{
    campaigns::{
        object,
        schema::{
            self, BulkBody, BulkErrors, Changed, EntryBody, Honoree, HonoreeListQuery, Honorees, example,
        },
        words,
    },
    documents::{hex, now, unhex},
};
use crate::web::named::known;
use crate::{
    flow::bureau::honorees::{Bulk, whole},
    model::honoree::Kind,
    store::{HonoreeOrder, HonoreeRow, WantedHonorees},
    web::{
        Door, Error, at,
        auth::Signed,
        body,
        cursor::{self, Window},
        precondition::{seen, tag},
        query::Query,
    },
};

/// The parameters of the list.
const PARAMETERS: &[&str] =
    &["limit", "cursor", "q", "sort", "kind", "form", "group", "unit", "proposer", "import"];

/// The orders of the list.
const ORDERS: [&str; 3] = ["entered", "name", "unit"];

/// An entry with its tag.
fn shown(row: &HonoreeRow, mut answer: HttpResponseBuilder) -> HttpResponse {
    answer.insert_header((header::ETAG, tag(row.edition))).json(whole(row))
}

/// Lists the entries of a round: as they came in, by name (tên, đệm, họ) or by unit.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/rounds/{id}/honorees", tag = "campaigns", security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "The round", example = "01KAT5V3S00000000000000000"), HonoreeListQuery),
    responses((status = 200, description = "A page of entries", body = Honorees), schema::InListErrors)
)]
pub async fn list(
    door: Data<Door>,
    signed: Signed,
    request: HttpRequest,
    id: Path<String>,
) -> Result<HttpResponse, Error> {
    let query = Query::of(&request, PARAMETERS);
    page(&door, &signed, query, known(&id)?).await
}

/// Lists the entries of a campaign's round: of `round`, or of the only one whose list is still made.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/campaigns/{id}/honorees", tag = "campaigns", security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "The campaign", example = "01KAT5V3S00000000000000000"),
           schema::WhichRound, HonoreeListQuery),
    responses((status = 200, description = "A page of entries", body = Honorees), schema::OfListErrors)
)]
pub async fn list_of(
    door: Data<Door>,
    signed: Signed,
    request: HttpRequest,
    id: Path<String>,
) -> Result<HttpResponse, Error> {
    let known_here: Vec<&str> = PARAMETERS.iter().copied().chain(["round"]).collect();
    let query = Query::of(&request, &known_here);
    let round = which(&door, &signed, &query, known(&id)?).await?;
    page(&door, &signed, query, &round).await
}

/// The round that an address of a campaign means.
pub(super) async fn which(
    door: &Data<Door>,
    signed: &Signed,
    query: &Query,
    campaign: &str,
) -> Result<String, Error> {
    match query.get("round") {
        None => Ok(door.bureau.round_at_work(&signed.0, campaign).await?),
        Some(round) => {
            let sheet = door.bureau.round(&signed.0, known(round)?).await?;
            let here = sheet.row.campaign_id == campaign;
            if here { Ok(sheet.row.id) } else { Err(Error::new(crate::web::error::Code::NoSuchThing)) }
        }
    }
}

async fn page(
    door: &Data<Door>,
    signed: &Signed,
    mut query: Query,
    round: &str,
) -> Result<HttpResponse, Error> {
    let window = cursor::window(&mut query, 2);
    query.one_of("sort", &ORDERS);
    query.one_of("kind", &Kind::ALL.iter().map(|kind| kind.key()).collect::<Vec<_>>());
    let q = words(&mut query);
    let mut text = |name: &str| query.words(name).unwrap_or_default();
    let (kind, form, group) = (text("kind"), text("form"), text("group"));
    let (unit, proposer, import) = (text("unit"), text("proposer"), text("import"));
    let sort = query.get("sort").unwrap_or(ORDERS[0]).to_owned();
    let after = After::of(&mut query, &window, &sort);
    query.check()?;
    let wanted = WantedHonorees {
        words: &q,
        kind: &kind,
        form: &form,
        group: &group,
        unit: &unit,
        proposer: &proposer,
        import: &import,
    };
    let mut rows = door.bureau.honorees(&signed.0, round, wanted, after.order(&sort), window.asks()).await?;
    let next = window.cut(&mut rows).map(|last: &HonoreeRow| {
        let key = match sort.as_str() {
            "name" => hex(&last.name_key),
            "unit" => hex(&last.unit_key),
            _ => last.ordinal.to_string(),
        };
        cursor::encode(&[&key, &last.id])
    });
    let items: Vec<Json> = rows.iter().map(whole).collect();
    Ok(HttpResponse::Ok().json(json!({ "items": items, "next": next })))
}

/// Where a page begins.
struct After {
    ordinal: i64,
    key: Vec<u8>,
    id: String,
}

impl After {
    fn of(query: &mut Query, window: &Window, sort: &str) -> After {
        let mut after = After { ordinal: 0, key: Vec::new(), id: String::new() };
        let [key, id] = window.after.as_slice() else { return after };
        let sound = id.bytes().all(|b| b.is_ascii_alphanumeric());
        let read = match sort {
            "entered" => key.parse().map(|ordinal| after.ordinal = ordinal).is_ok(),
            _ => unhex(key).map(|key| after.key = key).is_some(),
        };
        if !sound || !read {
            query.fault("cursor", "query-cursor", "");
        }
        after.id.clone_from(id);
        after
    }

    fn order(&self, sort: &str) -> HonoreeOrder<'_> {
        match sort {
            "name" => HonoreeOrder::Name(&self.key, &self.id),
            "unit" => HonoreeOrder::Unit(&self.key, &self.id),
            _ => HonoreeOrder::Entered(self.ordinal),
        }
    }
}

/// Enters an entry.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    post, path = "/api/v1/rounds/{id}/honorees", tag = "campaigns", security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "The round", example = "01KAT5V3S00000000000000000")),
    request_body(content((EntryBody = "application/json", example = json!(example::entry())))),
    responses(
        (status = 201, description = "The entry", body = Honoree, headers(
            ("ETag" = String, description = "Its edition, for `If-Match`"),
            ("Location" = String, description = "Where it is"),
        )),
        schema::AddErrors,
    )
)]
pub async fn add(
    door: Data<Door>,
    signed: Signed,
    request: HttpRequest,
    id: Path<String>,
    payload: Payload,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    enter(&door, &signed, &request, payload, known(&id)?).await
}

/// Enters an entry into a campaign's round: `round`, or the only one whose list is still made.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    post, path = "/api/v1/campaigns/{id}/honorees", tag = "campaigns", security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "The campaign", example = "01KAT5V3S00000000000000000"),
           schema::WhichRound),
    request_body(content((EntryBody = "application/json", example = json!(example::entry())))),
    responses((status = 201, description = "The entry", body = Honoree), schema::AddErrors)
)]
pub async fn add_to(
    door: Data<Door>,
    signed: Signed,
    request: HttpRequest,
    id: Path<String>,
    payload: Payload,
) -> Result<HttpResponse, Error> {
    let query = Query::of(&request, &["round"]);
    let round = which(&door, &signed, &query, known(&id)?).await?;
    query.check()?;
    enter(&door, &signed, &request, payload, &round).await
}

async fn enter(
    door: &Data<Door>,
    signed: &Signed,
    request: &HttpRequest,
    payload: Payload,
    round: &str,
) -> Result<HttpResponse, Error> {
    let json = body::json(door, request, payload, object).await?;
    let row = door.bureau.add_honoree(&signed.0, now(door), round, &json).await?;
    let mut answer = HttpResponse::Created();
    answer.insert_header((header::LOCATION, format!("/api/v1/rounds/{round}/honorees/{}", row.id)));
    Ok(shown(&row, answer))
}

/// Changes many entries at once, all of them or none: `items` names them, `every` means each.
/// Parts that are not named stay as they are; null takes a part out.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    patch, path = "/api/v1/rounds/{id}/honorees", tag = "campaigns", security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "The round", example = "01KAT5V3S00000000000000000")),
    request_body(content((BulkBody = "application/json", example = json!(example::bulk())))),
    responses((status = 200, description = "How many are not as they were", body = Changed), BulkErrors)
)]
pub async fn bulk(
    door: Data<Door>,
    signed: Signed,
    request: HttpRequest,
    id: Path<String>,
    payload: Payload,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    let bulk = body::json(&door, &request, payload, Bulk::from_json).await?;
    let changed = door.bureau.change_honorees(&signed.0, now(&door), known(&id)?, bulk).await?;
    Ok(HttpResponse::Ok().json(json!({ "changed": changed })))
}

/// Shows one entry.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/rounds/{id}/honorees/{honoree}", tag = "campaigns", security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "The round", example = "01KAT5V3S00000000000000000"),
           ("honoree" = String, Path, description = "The entry", example = "01KAT5V3S00000000000000001")),
    responses(
        (status = 200, description = "The entry", body = Honoree, headers(
            ("ETag" = String, description = "Its edition, for `If-Match`"),
        )),
        schema::ShowErrors,
    )
)]
pub async fn show(
    door: Data<Door>,
    signed: Signed,
    request: HttpRequest,
    ids: Path<(String, String)>,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    let row = door.bureau.honoree(&signed.0, known(&ids.0)?, known(&ids.1)?).await?;
    Ok(shown(&row, HttpResponse::Ok()))
}

/// Changes an entry. What may be changed depends on where the round is: whom units propose while
/// the list is made, then what the review found, then the votes, then who is honoured.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    put, path = "/api/v1/rounds/{id}/honorees/{honoree}", tag = "campaigns", security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "The round", example = "01KAT5V3S00000000000000000"),
           ("honoree" = String, Path, description = "The entry", example = "01KAT5V3S00000000000000001"),
           ("If-Match" = String, Header, description = "The edition that was seen, as `ETag` gave it")),
    request_body(content((EntryBody = "application/json", example = json!(example::entry())))),
    responses(
        (status = 200, description = "The entry", body = Honoree, headers(
            ("ETag" = String, description = "Its edition, for `If-Match`"),
        )),
        schema::ChangeErrors,
    )
)]
pub async fn change(
    door: Data<Door>,
    signed: Signed,
    request: HttpRequest,
    ids: Path<(String, String)>,
    payload: Payload,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    let seen = seen(&request)?;
    let json = body::json(&door, &request, payload, object).await?;
    let at = (known(&ids.0)?, known(&ids.1)?, seen);
    Ok(shown(&door.bureau.change_honoree(&signed.0, now(&door), at, &json).await?, HttpResponse::Ok()))
}

/// Takes an entry out of a list that is still made.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    delete, path = "/api/v1/rounds/{id}/honorees/{honoree}", tag = "campaigns", security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "The round", example = "01KAT5V3S00000000000000000"),
           ("honoree" = String, Path, description = "The entry", example = "01KAT5V3S00000000000000001"),
           ("If-Match" = String, Header, description = "The edition that was seen, as `ETag` gave it")),
    responses((status = 204, description = "It is gone"), schema::StepErrors)
)]
pub async fn remove(
    door: Data<Door>,
    signed: Signed,
    request: HttpRequest,
    ids: Path<(String, String)>,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    let seen = seen(&request)?;
    door.bureau.remove_honoree(&signed.0, now(&door), (known(&ids.0)?, known(&ids.1)?, seen)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// The routes of entries.
pub fn routes(app: &mut ServiceConfig) {
    app.service(at("/api/v1/rounds/{id}/honorees").get(list).head(list).post(add).patch(bulk)).service(
        at("/api/v1/rounds/{id}/honorees/{honoree}").get(show).head(show).put(change).delete(remove),
    );
}
