//! The frame of the office's pages: who looks at it, what it is framed with, what was just done.
//!
//! A page is written so: its handler takes a [`Visitor`], gathers what it shows, and ends with
//! [`Visitor::page`]. A form's handler reads it with [`super::forms::Form`], holds its token
//! (`form.held_by(&visitor.session)`), calls the bureau's verb, and goes on with
//! [`Visitor::done`]; what is wrong comes back on the page with [`Visitor::faulty`]. Whatever
//! else goes wrong is an [`Error`] that the page's route shows in words ([`super::trouble`]).

use std::pin::Pin;

use actix_web::{FromRequest, HttpRequest, HttpResponse, cookie::Cookie, dev::Payload, web::Data};
use chrono::{DateTime, Utc};
use minijinja::{Value, context, value::Serde};

use super::{PAGES, forms};
use crate::{
    flow::Failure,
    model::actor::Actor,
    viet::words::{pages as said, people::ROLES},
    web::{
        Door, Error, ROUTES,
        auth::{InSession, csrf_of},
        error::Code,
        query::Query,
    },
};

/// The name of the cookie that says what was just done, for the page that comes next.
pub const SAID: &str = "vanthu_said";

/// Somebody signed in who looks at a page. Others are sent to sign in.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// Their session.
    pub session: InSession,
    /// What was just done: a key of [`said::DONE`].
    just: Option<String>,
    /// What they look for, shown in the box again.
    search: String,
}

impl FromRequest for Visitor {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Visitor, Error>>>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let door = request.app_data::<Data<Door>>().ok_or_else(|| Error::new(Code::Internal))?;
            Visitor::of(door, &request).await?.ok_or_else(|| Error::new(Code::NotSignedIn))
        })
    }
}

impl Visitor {
    /// Who looks at a page, if they are signed in.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn of(door: &Door, request: &HttpRequest) -> Result<Option<Visitor>, Error> {
        let Some(session) = InSession::at_page(door, request).await? else { return Ok(None) };
        let just = request.cookie(SAID).map(|cookie| cookie.value().to_owned());
        let search = Query::of(request, &[]).get("q").unwrap_or_default().to_owned();
        Ok(Some(Visitor { session, just, search }))
    }

    /// Who acts.
    pub fn actor(&self) -> &Actor {
        &self.session.actor
    }

    /// A page from its template, within the frame; `here` is the address of its part in the
    /// navigation.
    ///
    /// # Errors
    /// Those of the store; 500 when the template is faulty.
    pub async fn page(
        &self,
        door: &Door,
        name: &str,
        here: &str,
        page: Value,
    ) -> Result<HttpResponse, Error> {
        self.framed(door, name, here, None, page).await
    }

    /// A page that says what is wrong, with the error's status. The page shows what was typed.
    ///
    /// # Errors
    /// As [`Visitor::page`].
    pub async fn faulty(
        &self,
        door: &Door,
        name: &str,
        here: &str,
        error: &Error,
        page: Value,
    ) -> Result<HttpResponse, Error> {
        self.framed(door, name, here, Some(error), page).await
    }

    async fn framed(
        &self,
        door: &Door,
        name: &str,
        here: &str,
        error: Option<&Error>,
        page: Value,
    ) -> Result<HttpResponse, Error> {
        let frame = self.frame(door, here, error).await?;
        let mut response = forms::page(door, name, error, context! { frame, ..page })?;
        if self.just.is_some() {
            let mut cookie = door.equipment.access.cookie(SAID, "");
            cookie.make_removal();
            put(&mut response, &cookie);
        }
        Ok(response)
    }

    /// What the frame shows.
    async fn frame(&self, door: &Door, here: &str, error: Option<&Error>) -> Result<Value, Error> {
        let actor = self.actor();
        let office = match &actor.office {
            Some(office) => {
                let mut reader = door.bureau.store.read().await.map_err(Failure::from)?;
                Some(reader.office(office).await.map_err(Failure::from)?.name)
            }
            None => None,
        };
        let role = |key: &str| ROLES.iter().find(|(known, _)| *known == key).map_or("", |(_, name)| name);
        let roles: Vec<&str> = actor.roles.iter().map(|one| role(one.key())).collect();
        let just = self.just.as_deref();
        let just = said::DONE.iter().find(|(key, _)| Some(*key) == just).map(|(_, sentence)| *sentence);
        Ok(context! {
            person => &actor.name,
            office,
            roles,
            csrf => csrf_of(&self.session.secret),
            nav => nav(here),
            search => &self.search,
            said => just,
            error => error.map(Error::sentence),
            faults => Serde(error.map_or(&[][..], |error| &error.faults)),
        })
    }

    /// Goes on after a form; the page that comes next says what was done, by a key of
    /// [`said::DONE`].
    pub fn done(&self, door: &Door, key: &'static str, place: &str) -> HttpResponse {
        let mut response = forms::see(place);
        put(&mut response, &door.equipment.access.cookie(SAID, key));
        response
    }

    /// What time it is.
    pub fn now(&self, door: &Door) -> DateTime<Utc> {
        (door.equipment.clock)()
    }
}

/// The frame of a page for nobody.
pub fn bare(error: &Error) -> Value {
    context! {
        person => "", office => "", roles => Vec::<&str>::new(), csrf => "", nav => Vec::<Value>::new(),
        search => "", said => "", error => error.sentence(), faults => Serde(&error.faults),
    }
}

/// The parts of the office that this program has, in the order of the navigation.
fn nav(here: &str) -> Vec<Value> {
    let served = |path: &str| ROUTES.iter().chain(PAGES).any(|(route, _)| *route == path);
    said::NAV
        .iter()
        .filter(|(path, _)| served(path))
        .map(|(path, label)| context! { href => *path, label => *label, here => *path == here })
        .collect()
}

fn put(response: &mut HttpResponse, cookie: &Cookie<'static>) {
    // A cookie of ours is always a header's value.
    let _set = response.add_cookie(cookie);
}
