//! `/xac-nhan`: whether a certificate stands, for anybody who has its code.

use actix_web::{
    HttpRequest, HttpResponse,
    http::{
        StatusCode,
        header::{self, ContentType},
    },
    web::{Data, Path, ServiceConfig},
};
use minijinja::{context, value::Serde};

use crate::{
    flow::Failure,
    flow::bureau::certificates::{Paper, Standing},
    viet::{date, words, words::certificates},
    web::{
        Door, Error,
        api::certificates::{Verified, held},
        at,
        error::Code,
        headers::percent,
        query::Query,
    },
};

/// The routes.
pub fn routes(app: &mut ServiceConfig) {
    app.service(at("/xac-nhan").get(ask).head(ask)).service(at("/xac-nhan/{code}").get(show).head(show));
}

/// The page where one types a code.
///
/// # Errors
/// 400 for a parameter that it does not take; 500 when the template is faulty.
#[utoipa::path(
    get, path = "/xac-nhan", tag = "pages",
    params(("ma" = Option<String>, Query, description = "A code: goes on to its page")),
    responses(
        (status = 200, description = "The page", body = String, content_type = "text/html; charset=utf-8"),
        (status = 303, description = "Goes on to the page of a code"),
        (status = 400, description = "Parameters that it does not know, or one twice"),
    )
)]
pub async fn ask(door: Data<Door>, request: HttpRequest) -> Result<HttpResponse, Error> {
    let query = Query::of(&request, &["ma"]);
    let code = query.get("ma").unwrap_or_default().trim().to_owned();
    query.check()?;
    if code.is_empty() {
        return page(&door, StatusCode::OK, &code, None, None);
    }
    let place = format!("/xac-nhan/{}", percent(&code));
    Ok(HttpResponse::SeeOther().insert_header((header::LOCATION, place)).finish())
}

/// The page of a certificate: what is on its paper, and whether it stands. It asks nobody who
/// they are, and is not for machines that gather pages.
///
/// # Errors
/// 429 for an address that tries code after code; 500 when the template is faulty.
#[utoipa::path(
    get, path = "/xac-nhan/{code}", tag = "pages",
    params(("code" = String, Path, description = "The code on the paper, with hyphens or without",
        example = "7K3M-9QXZ-04TA-HV2B")),
    responses(
        (status = 200, description = "The page", body = String, content_type = "text/html; charset=utf-8"),
        (status = 404, description = "No certificate of this code was printed", body = String,
            content_type = "text/html; charset=utf-8"),
        (status = 429, description = "Too many codes were tried", body = String,
            content_type = "text/html; charset=utf-8"),
    )
)]
pub async fn show(door: Data<Door>, request: HttpRequest, code: Path<String>) -> Result<HttpResponse, Error> {
    let code: String = code.chars().take(40).collect();
    if let Err(error) = held(&door, &request) {
        let said = words::error(error.code.key(), &error.about);
        let mut answer = page(&door, StatusCode::TOO_MANY_REQUESTS, &code, None, Some(&said))?;
        let after = error.retry_after.unwrap_or(1);
        answer.headers_mut().insert(header::RETRY_AFTER, after.into());
        return Ok(answer);
    }
    match door.bureau.verify(&code).await {
        Ok(paper) => page(&door, StatusCode::OK, "", Some(paper), None),
        Err(Failure::NotFound) => {
            page(&door, StatusCode::NOT_FOUND, &code, None, Some(certificates::NO_SUCH_CODE))
        }
        Err(other) => Err(other.into()),
    }
}

fn page(
    door: &Door,
    status: StatusCode,
    code: &str,
    paper: Option<Paper>,
    error: Option<&str>,
) -> Result<HttpResponse, Error> {
    let revoked = match paper.as_ref().map(|paper| &paper.standing) {
        Some(Standing::Revoked(day)) => date::short(*day),
        _ => String::new(),
    };
    let whom = paper.as_ref().map_or("", |paper| certificates::whom(paper.honoree.key()));
    let paper = paper.map(Verified::from);
    let html = door
        .pages
        .get_template("verify.html")
        .and_then(|page| page.render(context! { code, error, revoked, whom, paper => Serde(&paper) }))
        .map_err(|cause| {
            tracing::error!(%cause, "verify.html");
            Error::new(Code::Internal)
        })?;
    Ok(HttpResponse::build(status)
        .content_type(ContentType::html())
        .insert_header(("x-robots-tag", "noindex, nofollow, noarchive"))
        .body(html))
}
