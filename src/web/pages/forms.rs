//! What the pages with forms have in common: reading one, its token, where to go on.

use std::collections::BTreeMap;

use actix_web::{
    HttpRequest, HttpResponse,
    cookie::Cookie,
    http::{StatusCode, header, header::ContentType},
    web::Payload,
};
use minijinja::Value;

use crate::{
    flow::bureau::{Secret, sign::SignedIn},
    viet::words,
    web::{
        Door, Error,
        auth::{FORM, InSession, csrf_of, form_token},
        body,
        error::{Code, Fault},
        query::Query,
    },
};

/// The media type of a form.
const MEDIA_TYPE: &str = "application/x-www-form-urlencoded";

/// What a form may take, in bytes.
const LIMIT: usize = 32 << 10;

/// What was typed into a form.
#[derive(Debug, Default)]
pub struct Form(BTreeMap<&'static str, String>);

impl Form {
    /// Reads a form that has just these fields.
    ///
    /// # Errors
    /// 415, 413, 408; 400 for fields that are not the form's.
    pub async fn read(
        door: &Door,
        request: &HttpRequest,
        payload: Payload,
        names: &[&'static str],
    ) -> Result<Form, Error> {
        if request.headers().get(header::CONTENT_TYPE).is_none()
            || actix_web::HttpMessage::content_type(request) != MEDIA_TYPE
        {
            return Err(Error::about(Code::UnsupportedMediaType, MEDIA_TYPE));
        }
        let sent = body::read(request, payload, LIMIT, door.limits.time).await?;
        let sent = std::str::from_utf8(&sent).map_err(|cause| Error::about(Code::BadText, cause))?;
        let query = Query::parse(sent, names);
        let said = names.iter().filter_map(|name| Some((*name, query.get(name)?.to_owned())));
        let form = Form(said.collect());
        query.check_as(Code::BadForm)?;
        Ok(form)
    }

    /// What was typed into a field; nothing where it was not sent.
    pub fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// The form carries the token of the session.
    ///
    /// # Errors
    /// 403.
    pub fn held_by(&self, session: &InSession) -> Result<(), Error> {
        if self.get("csrf") == csrf_of(&session.secret) { Ok(()) } else { Err(Error::new(Code::WrongCsrf)) }
    }

    /// The form carries the token of the cookie that it came with, before a session.
    ///
    /// # Errors
    /// 403.
    pub fn held_before(&self, request: &HttpRequest) -> Result<(), Error> {
        let cookie = request.cookie(FORM);
        let token = cookie.map(|cookie| form_token(&Secret::shown(cookie.value())));
        if token.is_some_and(|token| token == self.get("csrf")) {
            Ok(())
        } else {
            Err(Error::new(Code::WrongCsrf))
        }
    }

    /// A password and the same again.
    ///
    /// # Errors
    /// 422 where they differ.
    pub fn password(&self) -> Result<&str, Error> {
        if self.get("password") == self.get("again") {
            return Ok(self.get("password"));
        }
        let fault = Fault {
            code: "password-twice".into(),
            detail: words::fault("password-twice", ""),
            pointer: Some("/again".into()),
            ..Fault::default()
        };
        Err(Error::with(Code::Invalid, vec![fault]))
    }
}

/// The token of a form before a session, and the cookie that goes with it: the browser's own
/// where it has one, so that two open pages both work.
pub fn token(door: &Door, request: &HttpRequest) -> (String, Cookie<'static>) {
    let known = request.cookie(FORM).map(|cookie| Secret::shown(cookie.value()));
    let secret = known.filter(|secret| secret.reveal().len() == 43).unwrap_or_default();
    (form_token(&secret), door.equipment.access.cookie(FORM, secret.reveal()))
}

/// A page of ours and nothing else: a path from the top of this server. Everything else leads
/// to one's own page, so that no link to us leads elsewhere.
pub fn next(asked: &str) -> &str {
    let ours = asked.starts_with('/')
        && !asked[1..].starts_with(['/', '\\'])
        && asked.chars().all(|c| c.is_ascii_graphic() && c != '\\');
    if ours { asked } else { "/tai-khoan" }
}

/// Goes to another page after a form.
pub fn see(place: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((header::LOCATION, place)).finish()
}

/// Goes on signed in.
pub fn enter(door: &Door, signed: &SignedIn, place: &str) -> HttpResponse {
    let mut response = see(place);
    // A cookie of ours is always a header's value.
    let _set = response.add_cookie(&door.equipment.access.session_cookie(&signed.secret));
    response
}

/// A page from its template.
///
/// # Errors
/// 500 when the template is faulty.
pub fn page(door: &Door, name: &str, error: Option<&Error>, context: Value) -> Result<HttpResponse, Error> {
    let html = door.pages.get_template(name).and_then(|page| page.render(context)).map_err(|cause| {
        tracing::error!(%cause, name, "a page's template");
        Error::new(Code::Internal)
    })?;
    let mut response = HttpResponse::build(error.map_or(StatusCode::OK, |error| error.code.status()));
    if let Some(seconds) = error.and_then(|error| error.retry_after) {
        response.insert_header((header::RETRY_AFTER, seconds));
    }
    Ok(response.content_type(ContentType::html()).body(html))
}

/// The names of the fields that are at fault.
pub fn wrong(error: Option<&Error>) -> Vec<String> {
    let faults = error.map_or(&[][..], |error| &error.faults);
    faults.iter().filter_map(|fault| Some(fault.pointer.as_deref()?.strip_prefix('/')?.to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_to_us_never_leads_elsewhere() {
        for ours in ["/", "/tai-khoan", "/van-ban/1?a=b#c"] {
            assert_eq!(next(ours), ours);
        }
        for other in
            ["", "//a.vn", "/\\a.vn", "https://a.vn", "a", "/a\\b", "/a\r\nb", "javascript:alert(1)", "/đ"]
        {
            assert_eq!(next(other), "/tai-khoan", "{other:?}");
        }
    }
}
