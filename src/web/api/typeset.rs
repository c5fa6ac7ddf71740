//! `POST /api/v1/typeset`: a manuscript in, a file out.

use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{self, ContentEncoding},
    web::{Data, Payload},
};
use base64::{Engine, prelude::BASE64_STANDARD};
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::{
    accept,
    description::TypesetErrors,
    schema::{DocumentSchema, Manuscript as ManuscriptSchema, Reading as ReadingSchema, StandardKey},
};
use crate::{
    flow::Form,
    model::{Document, Leftover, Problem, Reading},
    web::{Door, Error, body, error::Code, headers, query::Query, work},
};

/// The parameters of the address.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what `Query` reads")]
pub struct TypesetQuery {
    /// The format of the answer. Stands above `Accept`; without both it is `pdf`.
    #[param(inline)]
    format: Option<Format>,
    /// Which page `png` and `svg` show, from 1. Other formats have no use for it.
    #[param(minimum = 1, maximum = 4_294_967_295_u32)]
    page: Option<u64>,
    /// `1` or `true` wraps the file in JSON beside what was read and the problems.
    #[param(inline)]
    report: Option<Switch>,
    /// Tên cơ quan ban hành, for text that has lost it; a line feed begins a new line.
    #[param(max_length = 400)]
    issuer: Option<String>,
    /// Tên cơ quan chủ quản trực tiếp, for text that has lost it.
    #[param(max_length = 400)]
    parent: Option<String>,
    /// Địa danh, for text that has lost it.
    #[param(max_length = 400)]
    place: Option<String>,
    /// Key of the standard; without it the one in force.
    #[param(inline)]
    standard: Option<StandardKey>,
}

/// Every parameter of [`TypesetQuery`].
pub const PARAMETERS: &[&str] = &["format", "page", "report", "issuer", "parent", "place", "standard"];

/// The formats.
#[derive(ToSchema)]
#[schema(rename_all = "lowercase")]
#[expect(dead_code, reason = "describes the keys of `Form`")]
pub(super) enum Format {
    Pdf,
    Docx,
    Json,
    Txt,
    Html,
    Png,
    Svg,
}

/// A switch.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what `Query::switch` reads")]
pub(super) enum Switch {
    #[schema(rename = "1")]
    One,
    #[schema(rename = "0")]
    Zero,
    #[schema(rename = "true")]
    True,
    #[schema(rename = "false")]
    False,
}

/// A file and what is to be said about it, in one JSON.
///
/// Why not `multipart/mixed`, which would spare the third that base64 adds: no browser and
/// few libraries can read a multipart answer, every one reads JSON; and the files are small
/// (a plan of six pages is about 110 kB).
#[derive(Serialize, ToSchema)]
pub struct Report {
    /// Version of this form.
    #[schema(example = 1)]
    schema: u32,
    /// What was read.
    #[schema(value_type = DocumentSchema)]
    document: Option<Document>,
    /// Problems in the order of their places.
    #[schema(value_type = Vec<super::schema::Problem>)]
    problems: Vec<Problem>,
    /// Text that is not of the document.
    #[schema(value_type = Vec<super::schema::Leftover>)]
    leftovers: Vec<Leftover>,
    /// The file.
    content: Content,
}

/// A file inside JSON.
#[derive(Serialize, ToSchema)]
pub struct Content {
    /// Its media type.
    #[schema(example = "application/pdf")]
    media_type: &'static str,
    /// A name for it, from the title.
    file_name: String,
    /// Its bytes in base64 (RFC 4648, section 4).
    #[schema(content_encoding = "base64")]
    base64: String,
}

/// Typesets a manuscript.
///
/// Official Vietnamese text (or a finished document as JSON) becomes a lawful PDF, a Word
/// file, JSON, text, an HTML page or the image of a page. Problems of the text never stand in headers:
/// the JSON format carries them, and `report=true` gives them together with any other file.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    post, path = "/api/v1/typeset", tag = "typeset",
    params(TypesetQuery),
    request_body(
        description = "Official text, or a manuscript as JSON",
        content(
            (String = "text/plain", example = json!(super::description::EXAMPLE)),
            (ManuscriptSchema = "application/json", example = json!({"text": super::description::EXAMPLE})),
        ),
    ),
    responses(
        (status = 200, description = "The file", content(
            (String = "application/pdf"),
            (String = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
            (TypesetJson = "application/json"),
            (String = "text/plain; charset=utf-8"),
            (String = "text/html; charset=utf-8"),
            (String = "image/png"),
            (String = "image/svg+xml"),
        ), headers(("Content-Disposition" = String, description = "A name from the title, in UTF-8 too"))),
        TypesetErrors,
    )
)]
pub async fn typeset(
    door: Data<Door>,
    request: HttpRequest,
    payload: Payload,
) -> Result<HttpResponse, Error> {
    let mut query = Query::of(&request, PARAMETERS);
    let page = query.get("page").is_some().then(|| query.number("page")).flatten().unwrap_or(1);
    let asked = query.form(page);
    let report = query.switch("report");
    let mut letterhead = crate::flow::Manuscript::default();
    query.supply(&mut letterhead);
    query.check()?;
    let accepts = request.headers().get(header::ACCEPT).and_then(|accept| accept.to_str().ok());
    let form = match asked {
        Some(form) => form,
        None if report => Form::Pdf,
        None => accept::best(accepts, Form::ALL, page).ok_or_else(|| not_acceptable(Form::ALL))?,
    };
    if report && !accept::takes(accepts, Form::Json.media_type()) {
        return Err(not_acceptable(Form::ALL));
    }
    let kind = body::kind(&request, body::Kind::MANUSCRIPT)?;
    let body = body::read(&request, payload, door.limits.body, door.limits.time).await?;
    let mut manuscript = body::manuscript(kind, &body, &door.equipment.press)?;
    Query::of(&request, PARAMETERS).supply(&mut manuscript);
    let done = work::typeset(&door, manuscript, form).await?;
    Ok(if report { reported(done, form) } else { file(done, form) })
}

/// What `application/json` carries.
#[derive(ToSchema, Serialize)]
#[serde(untagged)]
#[expect(dead_code, reason = "describes an answer")]
enum TypesetJson {
    /// `format=json`.
    Reading(ReadingSchema),
    /// `report=true`.
    Report(Report),
}

/// None of some formats is acceptable.
pub fn not_acceptable(forms: &[Form]) -> Error {
    let types: Vec<_> = forms.iter().map(|form| form.media_type()).collect();
    Error::about(Code::NotAcceptable, types.join(", "))
}

fn title(reading: &Reading) -> &str {
    reading.document.as_ref().map_or("", |document| &document.title)
}

/// The file itself. PDF and Word are for keeping, the rest for looking at.
pub fn file(done: work::Typeset, form: Form) -> HttpResponse {
    let title = title(&done.reading).to_owned();
    file_of(done.bytes, &title, form)
}

/// Bytes as a file, named by a title.
pub fn file_of(bytes: Vec<u8>, title: &str, form: Form) -> HttpResponse {
    let kind = if matches!(form, Form::Pdf | Form::Docx) { "attachment" } else { "inline" };
    let mut response = HttpResponse::Ok();
    response
        .content_type(form.media_type())
        .insert_header((header::CONTENT_DISPOSITION, headers::disposition(kind, title, form.key())));
    if form == Form::Html {
        response.insert_header((header::CONTENT_SECURITY_POLICY, headers::page_policy(&bytes)));
    }
    if matches!(form, Form::Pdf | Form::Docx | Form::Png(_)) {
        // Compressed inside already.
        response.insert_header(ContentEncoding::Identity);
    }
    response.body(bytes)
}

impl Content {
    /// What was made, in this form.
    pub fn of(reading: &Reading, bytes: &[u8], form: Form) -> Content {
        Content {
            media_type: form.media_type(),
            file_name: headers::file_name(title(reading), form.key()),
            base64: BASE64_STANDARD.encode(bytes),
        }
    }
}

fn reported(done: work::Typeset, form: Form) -> HttpResponse {
    let content = Content::of(&done.reading, &done.bytes, form);
    let reading = done.reading;
    HttpResponse::Ok().json(Report {
        schema: reading.schema,
        document: reading.document,
        problems: reading.problems,
        leftovers: reading.leftovers,
        content,
    })
}
