//! `/thiet-lap`: the first administrator enters their office and themself.

use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Payload},
};
use minijinja::{context, value::Serde};
use serde::Deserialize;
use utoipa::ToSchema;

use super::forms::{self, Form};
use crate::{
    flow::bureau::{Secret, invitations::First},
    web::{Door, Error, error::Code, query::Query},
};

/// The first office and its administrator, as the page's form sends them.
#[derive(Deserialize, ToSchema)]
#[expect(dead_code, reason = "describes what `Form` reads")]
pub struct SetUpForm {
    /// What the link holds.
    ma: String,
    /// Tên cơ quan.
    office: String,
    /// Cơ quan chủ quản.
    parent: Option<String>,
    /// Địa danh.
    place: String,
    /// Họ và tên.
    name: String,
    /// Tên đăng nhập.
    login: String,
    /// Mật khẩu.
    password: String,
    /// Mật khẩu, nhập lại.
    again: String,
    /// The form's token.
    csrf: String,
}

/// Where a first administrator's link leads.
pub fn address(secret: &Secret) -> String {
    format!("/thiet-lap?ma={}", secret.reveal())
}

/// The page of the first administrator's link.
///
/// # Errors
/// 500 when the template is faulty.
#[utoipa::path(
    get, path = "/thiet-lap", tag = "pages",
    params(("ma" = String, Query, description = "What the link holds")),
    responses(
        (status = 200, description = "The page", body = String, content_type = "text/html; charset=utf-8"),
        (status = 404, description = "The page, saying that the link opens nothing", body = String, content_type = "text/html; charset=utf-8"),
    )
)]
pub async fn show(door: Data<Door>, request: HttpRequest) -> Result<HttpResponse, Error> {
    let query = Query::of(&request, &["ma"]);
    let code = query.get("ma").unwrap_or_default();
    let opens = door.bureau.may_found(&Secret::shown(code), (door.equipment.clock)()).await?;
    let closed = (!opens).then(|| Error::new(Code::NoSuchThing));
    page(&door, &request, code, &First::default(), closed.as_ref())
}

/// Enters the office and the administrator, who goes on signed in.
///
/// # Errors
/// 500 when the template is faulty; everything else is said on the page.
#[utoipa::path(
    post, path = "/thiet-lap", tag = "pages",
    request_body(content = SetUpForm, content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = 303, description = "Entered and signed in; goes on"),
        (status = "4XX", description = "The page, saying what is wrong", body = String, content_type = "text/html; charset=utf-8"),
    )
)]
pub async fn send(door: Data<Door>, request: HttpRequest, payload: Payload) -> Result<HttpResponse, Error> {
    const NAMES: &[&str] = &["ma", "office", "parent", "place", "name", "login", "password", "again", "csrf"];
    let form = match Form::read(&door, &request, payload, NAMES).await {
        Ok(form) => form,
        Err(error) => return page(&door, &request, "", &First::default(), Some(&error)),
    };
    let said = |name| form.get(name).trim().to_owned();
    let first = First {
        office: said("office"),
        parent: said("parent"),
        place: said("place"),
        name: said("name"),
        login: said("login"),
        password: form.get("password").to_owned(),
    };
    let code = form.get("ma");
    let held = form.held_before(&request).and_then(|()| form.password().map(drop));
    let founded = match held {
        Ok(()) => {
            let secret = Secret::shown(code);
            door.bureau.found(&secret, &first, (door.equipment.clock)()).await.map_err(Error::from)
        }
        Err(error) => Err(error),
    };
    match founded {
        Ok(signed) => Ok(forms::enter(&door, &signed, "/tai-khoan")),
        Err(error) => page(&door, &request, code, &first, Some(&error)),
    }
}

fn page(
    door: &Door,
    request: &HttpRequest,
    code: &str,
    first: &First,
    error: Option<&Error>,
) -> Result<HttpResponse, Error> {
    let (csrf, cookie) = forms::token(door, request);
    let context = context! {
        csrf,
        ma => code,
        office => &first.office,
        parent => &first.parent,
        place => &first.place,
        name => &first.name,
        login => &first.login,
        closed => error.is_some_and(|error| error.code == Code::NoSuchThing),
        error => error.map(Error::sentence),
        faults => Serde(error.map_or(&[][..], |error| &error.faults)),
        wrong => forms::wrong(error),
    };
    let mut response = forms::page(door, "set-up.html", error, context)?;
    // A cookie of ours is always a header's value.
    let _set = response.add_cookie(&cookie);
    Ok(response)
}
