//! `/`: paste text, see the pages and the problems, take the files.
//!
//! Without script the form is sent and the same page comes back with its pages drawn; with
//! script the page asks `/api/v1/preview` while someone types. Both download through the
//! form, so that there is one way and the browser's own name and folder are kept.

use actix_web::{
    HttpMessage, HttpRequest, HttpResponse,
    http::{StatusCode, header::ContentType},
    web::{Data, Payload},
};
use base64::{Engine, prelude::BASE64_STANDARD};
use minijinja::{context, value::Serde};
use serde::Serialize;
use utoipa::ToSchema;

use super::super::{
    Door, Error,
    api::{preview, typeset},
    body,
    error::Code,
    query::Query,
    work,
};
use super::{Visitor, desk};
use crate::{
    flow::{Form, Manuscript},
    viet::words,
};

/// A form's text in a form's encoding: a Vietnamese letter of three bytes becomes nine.
const ENCODED: usize = 3;

/// The media type of a form.
const FORM: &str = "application/x-www-form-urlencoded";

/// What the other fields may take.
const FIELDS: usize = 16 << 10;

/// The form.
#[derive(Clone, Default, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Fields {
    /// Official text.
    pub text: String,
    /// Tên cơ quan ban hành.
    #[serde(default)]
    #[schema(max_length = 400)]
    pub issuer: String,
    /// Tên cơ quan chủ quản.
    #[serde(default)]
    #[schema(max_length = 400)]
    pub parent: String,
    /// Địa danh.
    #[serde(default)]
    #[schema(max_length = 400)]
    pub place: String,
    /// What to do with it.
    #[serde(default)]
    #[schema(value_type = Button, inline)]
    pub r#do: String,
}

/// The buttons of the form.
#[derive(ToSchema)]
#[schema(rename_all = "lowercase")]
#[expect(dead_code, reason = "describes a field")]
enum Button {
    Preview,
    Example,
    Docx,
    Pdf,
}

/// The page, empty.
///
/// # Errors
/// 500 when the template is faulty.
#[utoipa::path(
    get, path = "/", tag = "pages",
    responses((status = 200, description = "The page", body = String, content_type = "text/html; charset=utf-8"))
)]
pub async fn show(door: Data<Door>) -> Result<HttpResponse, Error> {
    page(&door, StatusCode::OK, &Fields::default(), None, None)
}

/// `/`: the desk of whoever is signed in, and this page for everybody else.
///
/// # Errors
/// Those of the store; 500 when the template is faulty.
pub async fn enter(door: Data<Door>, request: HttpRequest) -> Result<HttpResponse, Error> {
    match Visitor::of(&door, &request).await? {
        Some(visitor) => desk::show(&door, &visitor).await,
        None => page(&door, StatusCode::OK, &Fields::default(), None, None),
    }
}

/// The page with its text drawn, or a file.
///
/// # Errors
/// 500 when the template is faulty; everything else is said on the page.
#[utoipa::path(
    post, path = "/", tag = "pages",
    request_body(content = Fields, content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = 200, description = "The page with the text drawn, or the file", content(
            (String = "text/html; charset=utf-8"), (String = "application/pdf"),
            (String = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"))),
        (status = "4XX", description = "The page, saying what is wrong", body = String, content_type = "text/html; charset=utf-8"),
        (status = "5XX", description = "The page, saying what is wrong", body = String, content_type = "text/html; charset=utf-8"),
    )
)]
pub async fn send(door: Data<Door>, request: HttpRequest, payload: Payload) -> Result<HttpResponse, Error> {
    let (mut fields, faulty) = match fields(&door, &request, payload).await {
        Ok((fields, faulty)) => (fields, faulty.err()),
        Err(error) => (Fields::default(), Some(error)),
    };
    if let Some(error) = faulty {
        return page(&door, error.code.status(), &fields, None, Some(&error));
    }
    if fields.r#do == "example" {
        fields.text = words::EXAMPLE.to_owned();
    }
    let said = |text: &String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let mut manuscript = Manuscript::text(fields.text.clone());
    manuscript.supplied.issuer = said(&fields.issuer);
    manuscript.supplied.parent = said(&fields.parent);
    manuscript.supplied.place = said(&fields.place);
    let file = [Form::Pdf, Form::Docx].into_iter().find(|form| form.key() == fields.r#do);
    let answer = match file {
        Some(form) => work::typeset(&door, manuscript, form).await.map(|done| typeset::file(done, form)),
        None => match preview::draw(&door, manuscript, 1).await {
            Ok(drawn) => page(&door, StatusCode::OK, &fields, Some(&drawn), None),
            Err(error) => Err(error),
        },
    };
    answer.or_else(|error| page(&door, error.code.status(), &fields, None, Some(&error)))
}

/// What was typed, and what is wrong with the form around it.
async fn fields(
    door: &Door,
    request: &HttpRequest,
    payload: Payload,
) -> Result<(Fields, Result<(), Error>), Error> {
    if request.content_type() != FORM {
        return Err(Error::about(Code::UnsupportedMediaType, FORM));
    }
    let limit = door.limits.body;
    let sent = body::read(request, payload, limit * ENCODED + FIELDS, door.limits.time).await;
    let sent =
        sent.map_err(
            |error| if error.code == Code::TooLarge { Error::about(error.code, limit) } else { error },
        )?;
    let sent = std::str::from_utf8(&sent).map_err(|cause| Error::about(Code::BadText, cause))?;
    let mut query = Query::parse(sent, &["text", "issuer", "parent", "place", "do"]);
    let text = query.get("text").unwrap_or_default().replace("\r\n", "\n");
    if text.len() > limit {
        return Err(Error::about(Code::TooLarge, limit));
    }
    query.one_of("do", &["", "preview", "example", "docx", "pdf"]);
    let mut said = |name| query.words(name).unwrap_or_default();
    let fields = Fields {
        text,
        issuer: said("issuer"),
        parent: said("parent"),
        place: said("place"),
        r#do: said("do"),
    };
    Ok((fields, query.check_as(Code::BadForm)))
}

fn page(
    door: &Door,
    status: StatusCode,
    fields: &Fields,
    drawn: Option<&preview::Preview>,
    error: Option<&Error>,
) -> Result<HttpResponse, Error> {
    let images: Vec<String> = drawn.map_or_else(Vec::new, |drawn| {
        drawn
            .images()
            .iter()
            .map(|svg| format!("data:image/svg+xml;base64,{}", BASE64_STANDARD.encode(svg)))
            .collect()
    });
    let html = door
        .pages
        .get_template("home.html")
        .and_then(|page| {
            page.render(context! {
                fields => Serde(fields),
                images,
                pages => drawn.map_or(0, preview::Preview::pages),
                findings => Serde(drawn.map_or(&[][..], preview::Preview::findings)),
                problems => Serde(drawn.map_or(&[][..], preview::Preview::problems)),
                leftovers => Serde(drawn.map_or(&[][..], preview::Preview::leftovers)),
                error => error.map(Error::sentence),
                faults => Serde(error.map_or(&[][..], |error| &error.faults)),
            })
        })
        .map_err(|cause| {
            tracing::error!(%cause, "home.html");
            Error::new(Code::Internal)
        })?;
    Ok(HttpResponse::build(status).content_type(ContentType::html()).body(html))
}
