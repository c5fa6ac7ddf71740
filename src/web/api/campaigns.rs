//! `/api/v1/campaigns`: campaigns (phong trào, đợt thi đua), and what is in them.

use actix_web::{
    HttpRequest, HttpResponse, HttpResponseBuilder,
    http::header,
    web::{Data, Path, Payload, ServiceConfig},
};
use serde_json::{Value as Json, json};

use super::documents::{After, hex, now};
use crate::{
    flow::{
        Asked, Fault,
        bureau::campaigns::{self as kept, whole},
    },
    store::{CampaignLine, CampaignRow, WantedCampaigns},
    web::{
        Door, Error, at,
        auth::Signed,
        body, cursor,
        precondition::{seen, tag},
        query::Query,
    },
};

pub mod schema;

use crate::web::named::known;
use schema::{
    BeginErrors, Campaign, CampaignBody, CampaignListQuery, Campaigns, ChangeErrors, ListErrors, ShowErrors,
    StepErrors, example,
};

/// Most words of a search.
pub(super) const WORDS: usize = 4;

/// A JSON object whose keys somebody else reads.
pub(super) fn object(json: &str) -> Result<Json, Vec<Fault>> {
    let (fields, faults) = Asked::read(json)?.rest();
    if faults.is_empty() { Ok(Json::Object(fields)) } else { Err(faults) }
}

/// The words of a search.
pub(super) fn words(query: &mut Query) -> String {
    let words = query.words("q").unwrap_or_default();
    if words.split_whitespace().count() > WORDS {
        query.fault("q", "query-words", &WORDS.to_string());
    }
    words
}

/// A campaign with its tag.
fn shown(row: &CampaignRow, mut answer: HttpResponseBuilder) -> HttpResponse {
    answer.insert_header((header::ETAG, tag(row.edition))).json(whole(row))
}

/// Lists the office's campaigns, the last changed first.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/campaigns", tag = "campaigns", security(("key" = []), ("session" = [])),
    params(CampaignListQuery),
    responses((status = 200, description = "A page of campaigns", body = Campaigns), ListErrors)
)]
pub async fn list(door: Data<Door>, signed: Signed, request: HttpRequest) -> Result<HttpResponse, Error> {
    let mut query = Query::of(&request, &["limit", "cursor", "q", "closed", "sort"]);
    let window = cursor::window(&mut query, 2);
    query.one_of("sort", &["changed", "name"]);
    let words = words(&mut query);
    let closed = query.get("closed").is_some().then(|| query.switch("closed"));
    let by_name = query.get("sort") == Some("name");
    let after = After::of(&mut query, &window, by_name);
    query.check()?;
    let wanted = WantedCampaigns { words: &words, closed };
    let mut rows = door.bureau.campaigns(&signed.0, wanted, &after.order(), window.asks()).await?;
    let next = window.cut(&mut rows).map(|last: &CampaignLine| {
        let key = if by_name { hex(&last.sort_key) } else { last.changed_at.to_rfc3339() };
        cursor::encode(&[&key, &last.id])
    });
    let items: Vec<Json> = rows.iter().map(kept::line).collect();
    Ok(HttpResponse::Ok().json(json!({ "items": items, "next": next })))
}

/// Begins a campaign.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    post, path = "/api/v1/campaigns", tag = "campaigns", security(("key" = []), ("session" = [])),
    request_body(content((CampaignBody = "application/json", example = json!(example::campaign())))),
    responses(
        (status = 201, description = "The campaign", body = Campaign, headers(
            ("ETag" = String, description = "Its edition, for `If-Match`"),
            ("Location" = String, description = "Where it is"),
        )),
        BeginErrors,
    )
)]
pub async fn begin(
    door: Data<Door>,
    signed: Signed,
    request: HttpRequest,
    payload: Payload,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    let json = body::json(&door, &request, payload, object).await?;
    let row = door.bureau.begin_campaign(&signed.0, now(&door), &json).await?;
    let mut answer = HttpResponse::Created();
    answer.insert_header((header::LOCATION, format!("/api/v1/campaigns/{}", row.id)));
    Ok(shown(&row, answer))
}

/// Shows a campaign.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/campaigns/{id}", tag = "campaigns", security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "Its id", example = "01KAT5V3S00000000000000000")),
    responses(
        (status = 200, description = "The campaign", body = Campaign, headers(
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
    Ok(shown(&door.bureau.campaign(&signed.0, known(&id)?).await?, HttpResponse::Ok()))
}

/// Changes a campaign, as it was seen. Sets that were decided stay as they are.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    put, path = "/api/v1/campaigns/{id}", tag = "campaigns", security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "Its id", example = "01KAT5V3S00000000000000000"),
           ("If-Match" = String, Header, description = "The edition that was seen, as `ETag` gave it")),
    request_body(content((CampaignBody = "application/json", example = json!(example::campaign())))),
    responses(
        (status = 200, description = "The campaign", body = Campaign, headers(
            ("ETag" = String, description = "Its edition, for `If-Match`"),
        )),
        ChangeErrors,
    )
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
    let row = door.bureau.change_campaign(&signed.0, now(&door), (known(&id)?, seen), &json).await?;
    Ok(shown(&row, HttpResponse::Ok()))
}

/// Closes a campaign whose rounds are all decided: nothing new is begun in it.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    post, path = "/api/v1/campaigns/{id}/close", tag = "campaigns", security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "Its id", example = "01KAT5V3S00000000000000000"),
           ("If-Match" = String, Header, description = "The edition that was seen, as `ETag` gave it")),
    responses((status = 200, description = "The campaign", body = Campaign), StepErrors)
)]
pub async fn close(
    door: Data<Door>,
    signed: Signed,
    request: HttpRequest,
    id: Path<String>,
) -> Result<HttpResponse, Error> {
    turn(&door, &signed, &request, &id, true).await
}

/// Opens a closed campaign again.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    post, path = "/api/v1/campaigns/{id}/reopen", tag = "campaigns", security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "Its id", example = "01KAT5V3S00000000000000000"),
           ("If-Match" = String, Header, description = "The edition that was seen, as `ETag` gave it")),
    responses((status = 200, description = "The campaign", body = Campaign), StepErrors)
)]
pub async fn reopen(
    door: Data<Door>,
    signed: Signed,
    request: HttpRequest,
    id: Path<String>,
) -> Result<HttpResponse, Error> {
    turn(&door, &signed, &request, &id, false).await
}

async fn turn(
    door: &Data<Door>,
    signed: &Signed,
    request: &HttpRequest,
    id: &str,
    close: bool,
) -> Result<HttpResponse, Error> {
    Query::of(request, &[]).check()?;
    let seen = seen(request)?;
    let row = door.bureau.close_campaign(&signed.0, now(door), (known(id)?, seen), close).await?;
    Ok(shown(&row, HttpResponse::Ok()))
}

/// The routes of campaigns, their rounds, entries and lists.
pub fn routes(app: &mut ServiceConfig) {
    use super::{honorees, imports, papers, rounds};
    app.service(at("/api/v1/campaigns").get(list).head(list).post(begin))
        .service(at("/api/v1/campaigns/{id}").get(show).head(show).put(change))
        .service(at("/api/v1/campaigns/{id}/close").post(close))
        .service(at("/api/v1/campaigns/{id}/reopen").post(reopen))
        .service(at("/api/v1/campaigns/{id}/rounds").get(rounds::list).head(rounds::list).post(rounds::begin))
        .service(at("/api/v1/campaigns/{id}/imports").post(imports::preview_of))
        .service(
            at("/api/v1/campaigns/{id}/honorees")
                .get(honorees::list_of)
                .head(honorees::list_of)
                .post(honorees::add_to),
        )
        .configure(rounds::routes)
        .configure(papers::routes)
        .configure(honorees::routes)
        .configure(imports::routes);
}
