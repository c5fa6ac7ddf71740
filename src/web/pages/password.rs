//! `/mat-khau`: choose a password by a one-time link, or change one's own.

use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Payload},
};
use minijinja::{context, value::Serde};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    forms::{self, Form},
    sign_in,
};
use crate::{
    flow::bureau::{Failure, Secret},
    store::Person,
    web::{
        Door, Error,
        auth::{InSession, csrf_of},
        error::Code,
        query::Query,
    },
};

/// A new password, as the page's form sends it.
#[derive(Deserialize, ToSchema)]
#[expect(dead_code, reason = "describes what `Form` reads")]
pub struct PasswordForm {
    /// What the link holds, where one is used.
    ma: Option<String>,
    /// The password until now, where none is.
    old: Option<String>,
    /// The new one.
    password: String,
    /// The new one, again.
    again: String,
    /// The form's token.
    csrf: String,
}

/// Where a link to choose a password leads.
pub fn address(secret: &Secret) -> String {
    format!("/mat-khau?ma={}", secret.reveal())
}

/// The page of a link, or of one's own password.
///
/// # Errors
/// 500 when the template is faulty.
#[utoipa::path(
    get, path = "/mat-khau", tag = "pages",
    params(("ma" = Option<String>, Query, description = "What the link holds")),
    responses(
        (status = 200, description = "The page", body = String, content_type = "text/html; charset=utf-8"),
        (status = 303, description = "Without a link and not signed in: goes where one signs in"),
        (status = 404, description = "The page, saying that the link opens nothing", body = String, content_type = "text/html; charset=utf-8"),
    )
)]
pub async fn show(door: Data<Door>, request: HttpRequest) -> Result<HttpResponse, Error> {
    let query = Query::of(&request, &["ma"]);
    match query.get("ma").filter(|code| !code.is_empty()) {
        Some(code) => by_link(&door, &request, code, None).await,
        None => match InSession::at_page(&door, &request).await? {
            Some(session) => own(&door, &session, None).await,
            None => Ok(forms::see(&sign_in::address("/mat-khau"))),
        },
    }
}

/// Sets the password and goes on in a new session.
///
/// # Errors
/// 500 when the template is faulty; everything else is said on the page.
#[utoipa::path(
    post, path = "/mat-khau", tag = "pages",
    request_body(content = PasswordForm, content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = 303, description = "Set; goes on"),
        (status = "4XX", description = "The page, saying what is wrong", body = String, content_type = "text/html; charset=utf-8"),
    )
)]
pub async fn send(door: Data<Door>, request: HttpRequest, payload: Payload) -> Result<HttpResponse, Error> {
    let form = Form::read(&door, &request, payload, &["ma", "old", "password", "again", "csrf"]).await?;
    let now = (door.equipment.clock)();
    let code = form.get("ma");
    if !code.is_empty() {
        let set = match form.held_before(&request).and_then(|()| form.password()) {
            Ok(password) => {
                door.bureau.choose_password(&Secret::shown(code), password, now).await.map_err(Error::from)
            }
            Err(error) => Err(error),
        };
        return match set {
            Ok(signed) => Ok(forms::enter(&door, &signed, "/tai-khoan")),
            Err(error) => by_link(&door, &request, code, Some(&error)).await,
        };
    }
    let Some(session) = InSession::at_page(&door, &request).await? else {
        return Ok(forms::see(&sign_in::address("/mat-khau")));
    };
    let set = match form.held_by(&session).and_then(|()| form.password()) {
        Ok(password) => door
            .bureau
            .change_password(&session.actor, form.get("old"), password, now)
            .await
            .map_err(Error::from),
        Err(error) => Err(error),
    };
    match set {
        Ok(signed) => Ok(forms::enter(&door, &signed, "/tai-khoan")),
        Err(error) => own(&door, &session, Some(&error)).await,
    }
}

/// The page of a link.
async fn by_link(
    door: &Door,
    request: &HttpRequest,
    code: &str,
    error: Option<&Error>,
) -> Result<HttpResponse, Error> {
    let (csrf, cookie) = forms::token(door, request);
    let invited = door.bureau.invited(&Secret::shown(code), (door.equipment.clock)()).await;
    let closed = Error::new(Code::NoSuchThing);
    let (person, error) = match invited {
        Ok(person) => (Some(person), error),
        Err(Failure::NotFound) => (None, Some(&closed)),
        Err(failure) => return Err(failure.into()),
    };
    let mut response = page(door, person.as_ref(), code, &csrf, error)?;
    // A cookie of ours is always a header's value.
    let _set = response.add_cookie(&cookie);
    Ok(response)
}

/// The page of one's own password.
async fn own(door: &Door, session: &InSession, error: Option<&Error>) -> Result<HttpResponse, Error> {
    let (person, _) = door.bureau.whoami(&session.actor).await?;
    page(door, Some(&person), "", &csrf_of(&session.secret), error)
}

fn page(
    door: &Door,
    person: Option<&Person>,
    code: &str,
    csrf: &str,
    error: Option<&Error>,
) -> Result<HttpResponse, Error> {
    let context = context! {
        csrf,
        ma => code,
        closed => person.is_none(),
        name => person.map_or("", |person| &person.name),
        login => person.map_or("", |person| &person.login),
        error => error.map(Error::sentence),
        old_wrong => error.is_some_and(|error| error.code == Code::WrongPassword),
        faults => Serde(error.map_or(&[][..], |error| &error.faults)),
        wrong => forms::wrong(error),
    };
    forms::page(door, "password.html", error, context)
}
