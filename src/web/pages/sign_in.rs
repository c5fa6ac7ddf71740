//! `/dang-nhap` and `/dang-xuat`.

use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Payload},
};
use minijinja::{context, value::Serde};
use serde::Deserialize;
use utoipa::ToSchema;

use super::forms::{self, Form};
use crate::web::{Door, Error, auth::InSession, headers::percent, query::Query, rate};

/// Signing in, as the page's form sends it.
#[derive(Deserialize, ToSchema)]
#[expect(dead_code, reason = "describes what `Form` reads")]
pub struct SignInForm {
    /// Tên đăng nhập.
    login: String,
    /// Mật khẩu.
    password: String,
    /// Where to go on: a path of this server.
    tiep: Option<String>,
    /// The form's token.
    csrf: String,
}

/// Signing out, as a page's form sends it.
#[derive(Deserialize, ToSchema)]
#[expect(dead_code, reason = "describes what `Form` reads")]
pub struct SignOutForm {
    /// The session's token.
    csrf: String,
}

/// Where to sign in and then go on to a path of ours.
pub fn address(next: &str) -> String {
    format!("/dang-nhap?tiep={}", percent(next))
}

/// The page where one signs in.
///
/// # Errors
/// 500 when the template is faulty.
#[utoipa::path(
    get, path = "/dang-nhap", tag = "pages",
    params(("tiep" = Option<String>, Query, description = "Where to go on: a path of this server")),
    responses((status = 200, description = "The page", body = String, content_type = "text/html; charset=utf-8"))
)]
pub async fn show(door: Data<Door>, request: HttpRequest) -> Result<HttpResponse, Error> {
    let query = Query::of(&request, &["tiep"]);
    page(&door, &request, query.get("tiep").unwrap_or_default(), "", None)
}

/// Signs in and goes on.
///
/// # Errors
/// 500 when the template is faulty; everything else is said on the page.
#[utoipa::path(
    post, path = "/dang-nhap", tag = "pages",
    request_body(content = SignInForm, content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = 303, description = "Signed in; goes on"),
        (status = "4XX", description = "The page, saying what is wrong", body = String, content_type = "text/html; charset=utf-8"),
    )
)]
pub async fn send(door: Data<Door>, request: HttpRequest, payload: Payload) -> Result<HttpResponse, Error> {
    let form = Form::read(&door, &request, payload, &["login", "password", "tiep", "csrf"]).await;
    let form = match form {
        Ok(form) => form,
        Err(error) => return page(&door, &request, "", "", Some(&error)),
    };
    let (login, next) = (form.get("login"), form.get("tiep"));
    if let Err(error) = form.held_before(&request) {
        return page(&door, &request, next, login, Some(&error));
    }
    let address = rate::address(&request, door.limits.behind_proxy);
    let now = (door.equipment.clock)();
    match door.bureau.sign_in(login, form.get("password"), &address, now).await {
        Ok(signed) => Ok(forms::enter(&door, &signed, forms::next(next))),
        Err(failure) => page(&door, &request, next, login, Some(&failure.into())),
    }
}

/// Signs out.
///
/// # Errors
/// 403 for a form without the session's token.
#[utoipa::path(
    post, path = "/dang-xuat", tag = "pages",
    request_body(content = SignOutForm, content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = 303, description = "Signed out; goes to the page where one signs in"),
        (status = 403, description = "Wrong CSRF token", body = crate::web::error::Problem, content_type = "application/problem+json"),
    )
)]
pub async fn leave(door: Data<Door>, request: HttpRequest, payload: Payload) -> Result<HttpResponse, Error> {
    let form = Form::read(&door, &request, payload, &["csrf"]).await?;
    if let Some(session) = InSession::at_page(&door, &request).await? {
        form.held_by(&session)?;
        door.bureau.sign_out(&session.actor, &session.secret, (door.equipment.clock)()).await?;
    }
    let mut response = forms::see("/dang-nhap");
    // A cookie of ours is always a header's value.
    let _set = response.add_cookie(&door.equipment.access.no_session_cookie());
    Ok(response)
}

fn page(
    door: &Door,
    request: &HttpRequest,
    next: &str,
    login: &str,
    error: Option<&Error>,
) -> Result<HttpResponse, Error> {
    let (csrf, cookie) = forms::token(door, request);
    let context = context! {
        csrf,
        login,
        tiep => forms::next(next),
        error => error.map(Error::sentence),
        faults => Serde(error.map_or(&[][..], |error| &error.faults)),
    };
    let mut response = forms::page(door, "sign-in.html", error, context)?;
    // A cookie of ours is always a header's value.
    let _set = response.add_cookie(&cookie);
    Ok(response)
}
