//! `POST /api/v1/templates/{id}/render` and `…/validate`: data in, a document or its
//! problems out.

use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{self, HeaderMap, HeaderValue},
    web::{Data, Path, Payload},
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use utoipa::{IntoParams, ToSchema};

use super::{TemplateKey, shelf};
use crate::{
    flow::{self, Filled, Form, Order, Prepared},
    model::{Document, Problem},
    viet::words,
    web::{
        Door, Equipment, Error,
        api::{
            accept,
            description::{RenderErrors, ValidateErrors},
            schema::{DataProblem, DocumentSchema, Reading as ReadingSchema},
            typeset::{self, Content, Format, Switch},
        },
        auth::MaybeSigned,
        body, headers,
        query::Query,
        work,
    },
};

/// The parameters of the address.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what `Query` reads")]
pub struct RenderQuery {
    /// The format of the answer. Stands above the body's, which stands above `Accept`;
    /// without all three it is `pdf`.
    #[param(inline)]
    format: Option<Format>,
    /// Which page `png` and `svg` show, from 1. Stands above the body's.
    #[param(minimum = 1, maximum = 4_294_967_295_u32)]
    page: Option<u64>,
    /// `1` or `true` wraps the file in JSON beside the document and the problems.
    #[param(inline)]
    report: Option<Switch>,
    /// `1` or `true` gives the document and the problems without a file, even where a fault
    /// forbids one. Stands above `report`.
    #[param(inline)]
    dry_run: Option<Switch>,
}

const PARAMETERS: &[&str] = &["format", "page", "report", "dry_run"];

/// Data for a template, and how to print it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "describes what `Order` reads")]
pub struct RenderOrder {
    /// What the template asks for; its JSON Schema stands under `…/schema`.
    #[schema(value_type = Object)]
    data: Map<String, Json>,
    /// The format of the answer.
    #[schema(inline, value_type = Option<Format>)]
    format: Option<String>,
    /// Which page `png` and `svg` show, from 1.
    #[schema(minimum = 1, maximum = 4_294_967_295_u32)]
    page: Option<u64>,
    /// The day of printing; without it today in Việt Nam.
    #[schema(format = Date)]
    today: Option<String>,
    /// Print in spite of faults: a hole shows its field's label in brackets.
    draft: Option<bool>,
}

/// Data for a template.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "describes what `Order` reads")]
pub struct DataOrder {
    /// What the template asks for.
    #[schema(value_type = Object)]
    data: Map<String, Json>,
}

/// What the data is worth.
#[derive(Serialize, ToSchema)]
pub struct Verdict {
    /// Whether nothing forbids a document.
    valid: bool,
    /// Everything that is to be said of the data.
    problems: Vec<DataProblem>,
}

/// What came of the data: the document and everything to be said, and the file where one
/// was made.
#[derive(Serialize, ToSchema)]
pub struct Rendered {
    /// Version of this form.
    #[schema(example = 1)]
    schema: u32,
    /// The template, as `id@version`.
    #[schema(example = "giay-moi@1.0.0")]
    template: String,
    /// Key of the standard.
    #[schema(example = "nd30-2020")]
    standard: String,
    /// The program that made it.
    #[schema(example = "vanthu/0.1.0")]
    engine: &'static str,
    /// SHA-256 of the document's JSON without white space.
    #[schema(example = "sha-256=9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    digest: String,
    /// Whether nothing in the data forbids the document.
    valid: bool,
    /// Everything that is to be said of the data.
    problems: Vec<DataProblem>,
    /// What printing shows: characters that no face has.
    #[schema(value_type = Vec<crate::web::api::schema::Problem>)]
    print_problems: Vec<Problem>,
    /// The document; a hole without a value shows its field's label in brackets.
    #[schema(value_type = DocumentSchema)]
    document: Option<Document>,
    /// The file; without one for `dry_run`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    content: Option<Content>,
}

/// What `application/json` carries.
#[derive(ToSchema, Serialize)]
#[serde(untagged)]
#[expect(dead_code, reason = "describes an answer")]
enum RenderJson {
    /// `format=json`.
    Reading(ReadingSchema),
    /// `report=true`, `dry_run=true`.
    Rendered(Rendered),
}

/// The example of the description: whole data of [`words::EXAMPLE_DATA`]'s template.
pub fn example() -> Json {
    let data: Json = serde_json::from_str(words::EXAMPLE_DATA.1).unwrap_or_default();
    serde_json::json!({ "data": data })
}

/// What is merged, and where it comes from.
struct Job {
    filled: Filled,
    template: String,
    standard: String,
}

impl Job {
    /// Merges data, which is lent the office's profile where it has none.
    fn run(equipment: &Equipment, prepared: &Prepared, mut order: Order) -> Job {
        let Equipment { press, library, office, .. } = equipment;
        if let Some(office) = office {
            library.lend_office(prepared, &mut order.data, office);
        }
        let today = order.today.unwrap_or_else(|| equipment.today());
        let template = &prepared.template;
        Job {
            filled: flow::render::fill(press, library, prepared, &order.data, today),
            template: format!("{}@{}", template.id, template.version),
            standard: template.standard.clone(),
        }
    }

    fn digest(&self) -> String {
        format!("sha-256={}", self.filled.digest)
    }

    /// Says where a document comes from: what an archive keeps beside the file.
    fn sign(&self, answer: &mut HeaderMap) {
        let digest = self.digest();
        for (name, value) in [
            (headers::TEMPLATE, &*self.template),
            (headers::STANDARD, &*self.standard),
            (headers::ENGINE, headers::THIS_ENGINE),
            (headers::DIGEST, &*digest),
        ] {
            // Keys and digits: always a header's value.
            if let Ok(value) = HeaderValue::from_str(value) {
                answer.insert(name, value);
            }
        }
    }

    fn rendered(self, content: Option<Content>) -> Rendered {
        Rendered {
            digest: self.digest(),
            valid: self.filled.is_valid(),
            schema: self.filled.reading.schema,
            template: self.template,
            standard: self.standard,
            engine: headers::THIS_ENGINE,
            problems: self.filled.problems.into_iter().map(DataProblem::from).collect(),
            print_problems: self.filled.reading.problems,
            document: self.filled.reading.document,
            content,
        }
    }
}

/// Merges data into a template and prints the document.
///
/// Data with faults makes no file: every fault is told at once (`bad-data`), unless `draft`
/// asks for the document with its holes marked. What is only to be known forbids nothing;
/// `report` and `dry_run` tell it. Data without `office` is lent the profile of the office of
/// whoever is signed in, or the one that the server was started with. For somebody signed in the
/// office's own template stands before a built-in one of the same name.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    post, path = "/api/v1/templates/{id}/render", tag = "templates",
    params(
        ("id" = inline(TemplateKey), Path, description = "Name of the template", example = json!(words::EXAMPLE_DATA.0)),
        RenderQuery,
    ),
    request_body(content(
        (RenderOrder = "application/json", example = json!(example())),
    )),
    responses(
        (status = 200, description = "The file", content(
            (String = "application/pdf"),
            (String = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
            (RenderJson = "application/json"),
            (String = "text/plain; charset=utf-8"),
            (String = "text/html; charset=utf-8"),
            (String = "image/png"),
            (String = "image/svg+xml"),
        ), headers(
            ("Content-Disposition" = Option<String>, description = "A name from the title, in UTF-8 too; a file has one"),
            ("Vanthu-Template" = String, description = "The template, as `id@version`"),
            ("Vanthu-Standard" = String, description = "Key of the standard"),
            ("Vanthu-Engine" = String, description = "The program that made it, as `vanthu/0.1.0`"),
            ("Vanthu-Document-Digest" = String, description = "SHA-256 of the document's JSON without white space, as `sha-256=` and hexadecimal digits; the same in every format"),
        )),
        RenderErrors,
    ),
    security((), ("key" = []), ("session" = []))
)]
pub async fn render(
    door: Data<Door>,
    who: MaybeSigned,
    request: HttpRequest,
    id: Path<TemplateKey>,
    payload: Payload,
) -> Result<HttpResponse, Error> {
    let taken = shelf::take(&door, &who, &id.0, shelf::PRINT).await?;
    let mut query = Query::of(&request, PARAMETERS);
    let page = query.get("page").is_some().then(|| query.number("page")).flatten();
    let asked = query.form(page.unwrap_or(1));
    let (report, dry_run) = (query.switch("report"), query.switch("dry_run"));
    query.check()?;
    let order = body::json(&door, &request, payload, Order::from_json).await?;
    let page = page.or(order.page).unwrap_or(1);
    let accepts = request.headers().get(header::ACCEPT).and_then(|accept| accept.to_str().ok());
    let in_json = report || dry_run;
    let form = match asked.or(order.form) {
        Some(form) => Form::from_key(form.key(), page).unwrap_or(form),
        None if in_json => Form::Pdf,
        None => accept::best(accepts, Form::ALL, page).ok_or_else(|| typeset::not_acceptable(Form::ALL))?,
    };
    if in_json && !accept::takes(accepts, Form::Json.media_type()) {
        return Err(typeset::not_acceptable(Form::ALL));
    }
    let _counted = door.metrics.typesetting(if dry_run { "dry-run" } else { form.key() });
    let (job, bytes) = shelf::with(&door, taken, move |equipment, prepared, _| {
        let draft = order.draft;
        let job = Job::run(equipment, prepared, order);
        if dry_run {
            return Ok((job, None));
        }
        if !draft && !job.filled.is_valid() {
            return Err(Error::bad_data(&job.filled.problems));
        }
        let bytes = equipment.press.write(&job.filled.reading, form, Some(&job.standard))?;
        Ok((job, Some(bytes)))
    })
    .await?;
    let mut signed = HeaderMap::new();
    job.sign(&mut signed);
    let mut answer = match bytes {
        Some(bytes) if !report => typeset::file(work::Typeset { reading: job.filled.reading, bytes }, form),
        bytes => {
            let content = bytes.map(|bytes| Content::of(&job.filled.reading, &bytes, form));
            HttpResponse::Ok().json(job.rendered(content))
        }
    };
    for (name, value) in signed {
        answer.headers_mut().insert(name, value);
    }
    Ok(answer)
}

/// Says what data is worth, without a document.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    post, path = "/api/v1/templates/{id}/validate", tag = "templates",
    params(("id" = inline(TemplateKey), Path, description = "Name of the template", example = json!(words::EXAMPLE_DATA.0))),
    request_body(content((DataOrder = "application/json", example = json!(example())))),
    responses((status = 200, description = "Whether the data makes a document, and everything that is to be said of it", body = Verdict), ValidateErrors),
    security((), ("key" = []), ("session" = []))
)]
pub async fn validate(
    door: Data<Door>,
    who: MaybeSigned,
    request: HttpRequest,
    id: Path<TemplateKey>,
    payload: Payload,
) -> Result<HttpResponse, Error> {
    let taken = shelf::take(&door, &who, &id.0, shelf::PRINT).await?;
    Query::of(&request, &[]).check()?;
    let order = body::json(&door, &request, payload, Order::of_data).await?;
    let _counted = door.metrics.typesetting("validate");
    let filled =
        shelf::with(&door, taken, |equipment, prepared, _| Ok(Job::run(equipment, prepared, order).filled))
            .await?;
    let valid = filled.is_valid();
    let problems = filled.problems.into_iter().map(DataProblem::from).collect();
    Ok(HttpResponse::Ok().json(Verdict { valid, problems }))
}
