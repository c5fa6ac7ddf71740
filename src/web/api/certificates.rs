//! `/api/v1/certificates`: what was printed for whom, printed again, revoked; and what anybody
//! with its code learns of it.

use actix_web::{
    HttpRequest, HttpResponse,
    http::header,
    web::{Data, Path, Payload, ServiceConfig},
};

use super::errors::{BODY, KEPT, POOL, PRESS, SIGNED, errors_of};
use crate::web::named::known;
use crate::{
    flow::bureau::certificates::{ReprintAsked, RevokeAsked},
    store::Listing,
    viet::words::certificates as words,
    web::{Door, Error, at, auth::Signed, body, cursor, error::Code, headers, query::Query},
};

mod schema;

pub use schema::{
    Card, Certificate, CertificateState, Certificates, ListQuery, Reprint, Reprinted, Revoke, Verified,
};

errors_of! {
    /// Every error of the list of certificates.
    ListErrors = SIGNED, &[Code::BadQuery];
    /// Every error of looking at one.
    CardErrors = SIGNED, &[Code::BadQuery, Code::NoSuchThing];
    /// Every error of revoking one.
    RevokeErrors = SIGNED, BODY, KEPT, &[Code::BadOrder];
    /// Every error of printing one again.
    ReprintErrors = SIGNED, BODY, KEPT, POOL, PRESS, &[Code::BadOrder];
    /// Every error of asking for one with its code.
    VerifyErrors = &[Code::BadQuery, Code::NoSuchThing, Code::TooOften, Code::Internal, Code::Busy, Code::StoreAway];
}

/// The routes.
pub fn routes(app: &mut ServiceConfig) {
    app.service(at("/api/v1/certificates").get(list).head(list))
        .service(at("/api/v1/certificates/{id}").get(show).head(show))
        .service(at("/api/v1/certificates/{id}/revoke").post(revoke))
        .service(at("/api/v1/certificates/{id}/reprint").post(reprint))
        .service(at("/api/v1/verify/{code}").get(verify).head(verify));
}

/// Lists an office's certificates: the newest first, those of a batch in the order of its rows.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/certificates", tag = "certificates",
    security(("key" = []), ("session" = [])),
    params(ListQuery),
    responses((status = 200, description = "A page of certificates", body = Certificates), ListErrors)
)]
pub async fn list(
    door: Data<Door>,
    request: HttpRequest,
    Signed(actor): Signed,
) -> Result<HttpResponse, Error> {
    let mut query = Query::of(&request, &["batch", "state", "search", "limit", "cursor"]);
    let window = cursor::window(&mut query, 1);
    query.one_of("state", CertificateState::KEYS);
    let mut said = |name: &str| query.words(name).unwrap_or_default();
    let (batch, state, words) = (said("batch"), said("state"), said("search"));
    for (name, value) in [("batch", &batch), ("search", &words)] {
        if value.contains('\0') {
            query.fault(name, "text-control", "");
        }
    }
    query.check()?;
    let after = window.after.first().cloned().unwrap_or_default();
    let which = Listing { batch: &batch, state: &state, words: &words, after: &after };
    let mut found = door.bureau.certificates(&actor, &which, window.asks()).await?;
    let next = window.cut(&mut found).map(|last| cursor::encode(&[&last.id]));
    let items = found.into_iter().map(Certificate::from).collect();
    Ok(HttpResponse::Ok().json(Certificates { items, next }))
}

/// Shows a certificate: what is on its paper, and the times that it was printed again.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/certificates/{id}", tag = "certificates",
    security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "The certificate", example = "01KAT5V3S00000000000000000")),
    responses((status = 200, description = "The certificate", body = Card), CardErrors)
)]
pub async fn show(
    door: Data<Door>,
    request: HttpRequest,
    Signed(actor): Signed,
    id: Path<String>,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    let card = door.bureau.certificate(&actor, known(&id)?).await?;
    Ok(HttpResponse::Ok().json(Card::from(card)))
}

/// Revokes a certificate that was printed: whoever asks with its code is told so.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    post, path = "/api/v1/certificates/{id}/revoke", tag = "certificates",
    security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "The certificate", example = "01KAT5V3S00000000000000000")),
    request_body(content((Revoke = "application/json", example = json!(schema::revoke())))),
    responses((status = 200, description = "The certificate", body = Card), RevokeErrors)
)]
pub async fn revoke(
    door: Data<Door>,
    request: HttpRequest,
    Signed(actor): Signed,
    id: Path<String>,
    payload: Payload,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    let asked = body::json(&door, &request, payload, RevokeAsked::from_json).await?;
    let now = (door.equipment.clock)();
    let card = door.bureau.revoke_certificate(&actor, known(&id)?, asked, now).await?;
    Ok(HttpResponse::Ok().json(Card::from(card)))
}

/// Prints a certificate again. It is noted with its reason; one blank more leaves the stock, as
/// spoiled where the sheet before it is, as used where not.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    post, path = "/api/v1/certificates/{id}/reprint", tag = "certificates",
    security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "The certificate", example = "01KAT5V3S00000000000000000")),
    request_body(content((Reprint = "application/json", example = json!(schema::reprint())))),
    responses(
        (status = 200, description = "The sheet; no scale may be set when it is printed",
            body = Vec<u8>, content_type = "application/pdf"),
        ReprintErrors,
    )
)]
pub async fn reprint(
    door: Data<Door>,
    request: HttpRequest,
    Signed(actor): Signed,
    id: Path<String>,
    payload: Payload,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    let asked = body::json(&door, &request, payload, ReprintAsked::from_json).await?;
    let now = (door.equipment.clock)();
    let made = door.bureau.reprint(&actor, known(&id)?, asked, now).await?;
    let title = words::again(&made.name, made.ordinal);
    Ok(pdf(&title, made.pdf))
}

/// Tells anybody who has the code of a certificate what is on its paper, and whether it stands.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/verify/{code}", tag = "certificates",
    params(("code" = String, Path, description = "The code on the paper, with hyphens or without",
        example = "7K3M-9QXZ-04TA-HV2B")),
    responses((status = 200, description = "What is on the paper", body = Verified), VerifyErrors)
)]
pub async fn verify(
    door: Data<Door>,
    request: HttpRequest,
    code: Path<String>,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    held(&door, &request)?;
    let paper = door.bureau.verify(&code).await?;
    Ok(HttpResponse::Ok().json(Verified::from(paper)))
}

/// Refuses an address that tries code after code.
///
/// # Errors
/// 429.
pub fn held(door: &Door, request: &HttpRequest) -> Result<(), Error> {
    let whose = crate::web::rate::address(request, door.limits.behind_proxy);
    door.asks
        .take(&whose, (door.equipment.clock)())
        .map_err(|seconds| Error { retry_after: Some(seconds), ..Error::about(Code::TooOften, seconds) })
}

/// A PDF to be saved under a title.
pub(super) fn pdf(title: &str, bytes: Vec<u8>) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("application/pdf")
        .insert_header((header::CONTENT_DISPOSITION, headers::disposition("attachment", title, "pdf")))
        .body(bytes)
}
