//! `/tai-khoan`: who one is, where one works, where one is signed in.

use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Payload},
};
use minijinja::{Value, context};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    forms::{self, Form},
    sign_in,
};
use crate::{
    flow::bureau::sign::{IDLE, LONGEST},
    viet::{date::moment, words::people::ROLES},
    web::{
        Door, Error,
        auth::{InSession, csrf_of},
    },
};

/// What is done with one's account, as the page's forms send it.
#[derive(Deserialize, ToSchema)]
#[expect(dead_code, reason = "describes what `Form` reads")]
pub struct AccountForm {
    /// `office`: go on in another office; `others`: end every other session.
    r#do: String,
    /// The id of the office.
    office: Option<String>,
    /// The session's token.
    csrf: String,
}

/// One's own page.
///
/// # Errors
/// 500 when the template is faulty.
#[utoipa::path(
    get, path = "/tai-khoan", tag = "pages",
    responses(
        (status = 200, description = "The page", body = String, content_type = "text/html; charset=utf-8"),
        (status = 303, description = "Not signed in: goes where one signs in"),
    )
)]
pub async fn show(door: Data<Door>, request: HttpRequest) -> Result<HttpResponse, Error> {
    match InSession::at_page(&door, &request).await? {
        Some(session) => page(&door, &session, None).await,
        None => Ok(forms::see(&sign_in::address("/tai-khoan"))),
    }
}

/// Goes on in another office, or ends other sessions.
///
/// # Errors
/// 500 when the template is faulty; everything else is said on the page.
#[utoipa::path(
    post, path = "/tai-khoan", tag = "pages",
    request_body(content = AccountForm, content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = 303, description = "Done; goes on"),
        (status = "4XX", description = "The page, saying what is wrong", body = String, content_type = "text/html; charset=utf-8"),
    )
)]
pub async fn send(door: Data<Door>, request: HttpRequest, payload: Payload) -> Result<HttpResponse, Error> {
    let Some(session) = InSession::at_page(&door, &request).await? else {
        return Ok(forms::see(&sign_in::address("/tai-khoan")));
    };
    let done = match Form::read(&door, &request, payload, &["do", "office", "csrf"]).await {
        Ok(form) => act(&door, &session, &form).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => Ok(forms::see("/tai-khoan")),
        Err(error) => page(&door, &session, Some(&error)).await,
    }
}

async fn act(door: &Door, session: &InSession, form: &Form) -> Result<(), Error> {
    form.held_by(session)?;
    let now = (door.equipment.clock)();
    let InSession { actor, secret } = session;
    match form.get("do") {
        "office" => door.bureau.switch_office(actor, secret, form.get("office"), now).await.map(drop)?,
        "others" => door.bureau.end_other_sessions(actor, secret, now).await?,
        _ => return Err(Error::new(crate::web::error::Code::BadForm)),
    }
    Ok(())
}

async fn page(door: &Door, session: &InSession, error: Option<&Error>) -> Result<HttpResponse, Error> {
    let now = (door.equipment.clock)();
    let (person, memberships) = door.bureau.whoami(&session.actor).await?;
    let here = session.actor.office.as_deref();
    let mut offices: Vec<(&str, &str)> =
        memberships.iter().map(|one| (one.office_id.as_str(), one.office.as_str())).collect();
    offices.dedup();
    let office = offices.iter().find(|(id, _)| Some(*id) == here).map(|(_, name)| *name);
    let others: Vec<Value> = offices
        .iter()
        .filter(|(id, _)| Some(*id) != here)
        .map(|(id, name)| context! { id => *id, name => *name })
        .collect();
    let role = |key: &str| ROLES.iter().find(|(known, _)| *known == key).map_or("", |(_, name)| name);
    let roles: Vec<&str> = session.actor.roles.iter().map(|one| role(one.key())).collect();
    let mut reader = door.bureau.store.read().await.map_err(crate::flow::Failure::from)?;
    let sessions = reader.sessions_of(&person.id, now - LONGEST, now - IDLE).await;
    let sessions = sessions.map_err(crate::flow::Failure::from)?;
    let digest = session.secret.digest();
    let sessions: Vec<Value> = sessions
        .iter()
        .map(|one| {
            let (since, seen) = (moment(one.created_at), moment(one.seen_at));
            context! { since, seen, here => one.digest == digest }
        })
        .collect();
    let context = context! {
        csrf => csrf_of(&session.secret),
        name => person.name,
        login => person.login,
        operator => person.operator,
        office,
        roles,
        others,
        sessions,
        error => error.map(Error::sentence),
    };
    forms::page(door, "account.html", error, context)
}
