//! `/api/v1/rounds/{id}/documents`: the documents that are made from a round's set.

use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{self, HeaderValue},
    web::{Data, Path, Payload, ServiceConfig},
};
use serde_json::{Value as Json, json};
use utoipa::ToSchema;

use super::{
    campaigns::schema::{AddErrors, InListErrors, PageQuery},
    documents::{now, schema::Document},
};
use crate::web::named::known;
use crate::{
    flow::bureau::chain::Ordered,
    web::{Door, Error, at, auth::Signed, body, cursor, precondition::tag, query::Query},
};

/// What a document of the chain is.
#[derive(ToSchema)]
#[schema(rename_all = "kebab-case")]
pub enum PaperRole {
    /// Tờ trình đề nghị khen thưởng.
    Submission,
    /// Biên bản họp Hội đồng, with the votes on each.
    Minutes,
    /// Quyết định, with its list.
    Decision,
    /// Thông báo kết quả.
    Notice,
    /// Giấy mời, to all or to one unit.
    Invitation,
    /// Biên bản trao thưởng, with the sheet on which everybody signs.
    Receipt,
    /// Trích sổ khen thưởng.
    Register,
    /// Quyết định điều chỉnh, of a round that corrects another.
    Amendment,
}

/// The order of lists.
#[derive(ToSchema)]
#[schema(rename_all = "kebab-case")]
pub enum PaperOrder {
    /// As the set has it.
    List,
    /// By unit, then by name.
    Unit,
    /// By given name.
    Name,
}

/// An order for a document of the chain.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what `Ordered` reads")]
pub struct PaperOrdered {
    /// What it is.
    role: PaperRole,
    /// The forms of award that it is about, by id; all where none is named. A decision is about
    /// forms (tặng) or about titles (công nhận), never both.
    #[schema(nullable = false)]
    forms: Option<Vec<String>>,
    /// The order of its lists; as the set has it where nobody says.
    #[schema(inline, nullable = false)]
    order: Option<PaperOrder>,
    /// The unit that it is about, as proposals name it; all where none is named.
    #[schema(nullable = false, max_length = 2000)]
    unit: Option<String>,
    /// What no set says: fields of the template by their names. What the set says is refused here.
    #[schema(value_type = Option<Object>, nullable = false)]
    data: Option<Json>,
    /// Why.
    #[schema(nullable = false, max_length = 2000)]
    note: Option<String>,
}

/// Which set a document says.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what answers say")]
pub struct PaperSet {
    /// The round.
    round: String,
    /// What the document is.
    #[schema(inline)]
    role: PaperRole,
    /// SHA-256 of the set, in hexadecimal; its first 16 letters stand on the document.
    digest: String,
    /// Whether the set was frozen; else it was the list as it stood.
    frozen: bool,
    /// The order of its lists.
    #[schema(inline)]
    order: PaperOrder,
    /// The unit that it is about; empty for all.
    unit: String,
    /// The forms that it is about, by id.
    forms: Vec<String>,
}

/// A document that was made, and its set.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what answers say")]
pub struct MadePaper {
    /// The document.
    #[schema(inline)]
    #[serde(flatten)]
    document: Document,
    /// Its set.
    set: PaperSet,
}

/// Number, day and signer of an issued document.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what answers say")]
pub struct PaperIssued {
    /// Number and symbol as they are written.
    #[schema(example = "05/KH-UBND")]
    written: String,
    /// The day on it.
    #[schema(format = Date)]
    day: String,
    /// Who signed it.
    signer: String,
}

/// What a list says of a document of the chain.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what answers say")]
pub struct PaperItem {
    /// The document's id.
    document: String,
    /// What it is.
    #[schema(inline)]
    role: PaperRole,
    /// Its title.
    title: String,
    /// Key of its type.
    kind: String,
    /// Its state.
    state: String,
    /// Its newest version.
    head: i64,
    /// Since when it is thrown away.
    #[schema(format = DateTime)]
    discarded_at: Option<String>,
    /// Its set.
    set: PaperSet,
    /// Whether its set is the round's set now; a document of another set is to be made anew.
    current: bool,
    /// How often it was edited since it was made.
    edits: i64,
    /// Number and day, where it is issued.
    issued: Option<PaperIssued>,
    /// Who made it.
    #[schema(value_type = Object)]
    made_by: Json,
    /// When.
    #[schema(format = DateTime)]
    made_at: String,
}

/// A page of documents of the chain.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what answers say")]
pub struct Papers {
    /// The documents.
    items: Vec<PaperItem>,
    /// The cursor of the next page; null on the last.
    next: Option<String>,
}

/// Lists the documents of a round, the first made first.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/rounds/{id}/documents", tag = "campaigns", security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "The round", example = "01KAT5V3S00000000000000000"), PageQuery),
    responses((status = 200, description = "A page of documents", body = Papers), InListErrors)
)]
pub async fn list(
    door: Data<Door>,
    signed: Signed,
    request: HttpRequest,
    id: Path<String>,
) -> Result<HttpResponse, Error> {
    let mut query = Query::of(&request, &cursor::PARAMETERS);
    let window = cursor::window(&mut query, 1);
    let after = window.after.first().cloned().unwrap_or_default();
    if !after.bytes().all(|b| b.is_ascii_alphanumeric()) {
        query.fault("cursor", "query-cursor", "");
    }
    query.check()?;
    let mut papers = door.bureau.papers(&signed.0, known(&id)?, &after, window.asks()).await?;
    let next = window.cut(&mut papers.rows).map(|last| cursor::encode(&[&last.document_id]));
    let items: Vec<Json> = papers.rows.iter().map(|row| papers.line(row)).collect();
    Ok(HttpResponse::Ok().json(json!({ "items": items, "next": next })))
}

/// Makes a document from the round's set: a draft like any other, whose lists are the set's.
///
/// While the round is not decided, the list as it stands is the set, and the document says so. The
/// number and day of an issued decision are in what is made after it.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    post, path = "/api/v1/rounds/{id}/documents", tag = "campaigns", security(("key" = []), ("session" = [])),
    params(("id" = String, Path, description = "The round", example = "01KAT5V3S00000000000000000")),
    request_body(content((PaperOrdered = "application/json", example = json!({ "role": "decision", "order": "name" })))),
    responses(
        (status = 201, description = "The draft", body = MadePaper, headers(
            ("ETag" = String, description = "Its version, for `If-Match`"),
            ("Location" = String, description = "Where it is"),
        )),
        AddErrors,
    )
)]
pub async fn make(
    door: Data<Door>,
    signed: Signed,
    request: HttpRequest,
    id: Path<String>,
    payload: Payload,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    let ordered = body::json(&door, &request, payload, Ordered::from_json).await?;
    let made = door.bureau.make_paper(&signed.0, now(&door), known(&id)?, ordered).await?;
    let mut answer = HttpResponse::Created();
    answer.insert_header((header::ETAG, tag(made.sheet.row.head)));
    if let Ok(place) = HeaderValue::from_str(&format!("/api/v1/documents/{}", made.sheet.row.id)) {
        answer.insert_header((header::LOCATION, place));
    }
    Ok(answer.json(made.json()))
}

/// The routes of the chain.
pub fn routes(app: &mut ServiceConfig) {
    app.service(at("/api/v1/rounds/{id}/documents").get(list).head(list).post(make));
}
