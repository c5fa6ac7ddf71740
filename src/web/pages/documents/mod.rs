//! `/van-ban`: the office's documents. `/van-ban/{id}`: one, with what can be done next.

pub mod acts;
pub mod compare;
pub mod upload;

use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Path},
};
use minijinja::{Value, context, value::Serde};

use super::{Visitor, make};
use crate::{
    flow::bureau::documents::{self as kept, Sheet},
    flow::{Failure, Manuscript, Source},
    model::{Document, workflow::Act, workflow::State},
    store::{DocumentRow, VersionRow},
    viet::{
        date::{self, moment},
        words::{checking, documents as said, pages},
    },
    web::{Door, Error, api, headers::percent, query::Query, work},
};

/// The parameters of the list.
const PARAMETERS: &[&str] =
    &["q", "state", "kind", "sort", "discarded", "cursor", "limit", "template", "changed_since"];

/// Most versions that a page shows.
const VERSIONS: i64 = 500;

/// The list.
///
/// # Errors
/// 400, 403; 500 when the template is faulty.
pub async fn list(door: Data<Door>, visitor: Visitor, request: HttpRequest) -> Result<HttpResponse, Error> {
    // A form sends its empty fields too: they ask for nothing.
    let asked: Vec<String> = Query::pairs(request.query_string())
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", percent(&value)))
        .collect();
    let mut query = Query::parse(&asked.join("&"), PARAMETERS);
    let found = api::documents::found(&door, visitor.actor(), &mut query).await;
    let (rows, next, error) = match found {
        Ok((rows, next)) => (rows, next, None),
        Err(error) if error.code == crate::web::error::Code::BadQuery => (Vec::new(), None, Some(error)),
        Err(error) => return Err(error),
    };
    let get = |name: &str| query.get(name).unwrap_or_default().to_owned();
    let sort = if get("sort") == "title" { "title" } else { "changed" };
    let address = |sort: &str, cursor: Option<&str>| {
        let mut parts = vec![format!("sort={sort}")];
        for name in ["q", "state", "kind", "discarded"] {
            let value = get(name);
            if !value.is_empty() {
                parts.push(format!("{name}={}", percent(&value)));
            }
        }
        parts.extend(cursor.map(|cursor| format!("cursor={cursor}")));
        format!("/van-ban?{}", parts.join("&"))
    };
    let mut kinds: Vec<(String, String)> = door
        .equipment
        .library
        .standard()
        .kind
        .iter()
        .map(|(key, kind)| (key.clone(), kind.get_ref().name.clone()))
        .collect();
    kinds.sort_by_key(|(_, name)| crate::viet::order::key(name));
    let states: Vec<(&str, String)> =
        State::ALL.iter().map(|state| (state.key(), said::state(state.key()))).collect();
    let context = context! {
        items => rows.iter().map(|row| item(&door, row)).collect::<Vec<Value>>(),
        states => Serde(states),
        kinds => Serde(kinds),
        q => get("q"),
        state => get("state"),
        kind => get("kind"),
        discarded => get("discarded"),
        sort,
        by_changed => address("changed", None),
        by_title => address("title", None),
        first => query.get("cursor").map(|_| address(sort, None)),
        next => next.map(|next| address(sort, Some(&next))),
        narrowed => ["q", "state", "kind", "discarded"].iter().any(|name| !get(name).is_empty()),
        drafts_here => super::may_draft(visitor.actor()),
    };
    match error {
        None => visitor.page(&door, "documents.html", "/van-ban", context).await,
        Some(error) => visitor.faulty(&door, "documents.html", "/van-ban", &error, context).await,
    }
}

/// A document as lists and its own page head show it.
fn item(door: &Door, row: &DocumentRow) -> Value {
    let json = kept::row(row);
    let day = row.day.as_deref().and_then(|day| day.parse().ok()).map(date::short);
    context! {
        id => &row.id,
        title => if row.title.is_empty() { pages::UNTITLED } else { &row.title },
        kind => make::kind(door, &row.kind),
        state => &row.state,
        state_name => said::state(&row.state),
        number => json["issued"]["written"].as_str(),
        signer => row.signer.as_deref(),
        day,
        author => &row.author,
        changed => moment(row.changed_at),
        discarded => row.discarded_at.is_some(),
        replaced_by => row.replaced_by.as_deref(),
    }
}

/// One document.
///
/// # Errors
/// 404; 500 when the template is faulty.
pub async fn show(door: Data<Door>, visitor: Visitor, id: Path<String>) -> Result<HttpResponse, Error> {
    page(&door, &visitor, crate::web::named::known(&id)?, None, None).await
}

/// The page of a document; what somebody typed into one of its forms stands there again.
pub(super) async fn page(
    door: &Data<Door>,
    visitor: &Visitor,
    id: &str,
    typed: Option<Value>,
    error: Option<&Error>,
) -> Result<HttpResponse, Error> {
    let (actor, now) = (visitor.actor(), visitor.now(door));
    let sheet = door.bureau.document(actor, now, id).await?;
    let versions = door.bureau.versions(actor, id, 0, VERSIONS).await?;
    let pages = count(door, &sheet).await.unwrap_or_default();
    let registers = match sheet.may.contains(&Act::Issue) {
        true => door.bureau.registers(actor).await.unwrap_or_default(),
        false => Vec::new(),
    };
    let registers: Vec<(String, String)> =
        registers.into_iter().map(|(series, _)| (series.key.clone(), series.name.clone())).collect();
    let may: Vec<&str> = sheet.may.iter().map(|act| act.key()).collect();
    let told = sheet.told.as_ref();
    let faults: Vec<Value> = told
        .map(|told| told.problems.iter().filter(|one| one.is_fault()))
        .into_iter()
        .flatten()
        .map(|one| context! { label => &one.label, message => &one.message })
        .collect();
    let findings: Vec<Value> = told
        .map(|told| told.findings.iter())
        .into_iter()
        .flatten()
        .map(|one| {
            context! {
                rule => &one.id, severity => one.severity.key(), grave => checking::severity(one.severity.key()),
                message => &one.message, cite => checking::cite(&one.cite),
            }
        })
        .collect();
    let errors: Vec<Value> = told
        .map(|told| told.errors())
        .into_iter()
        .flatten()
        .map(|one| context! { rule => &one.id, message => &one.message })
        .collect();
    let data = fields(door, visitor, &sheet).await;
    let timeline = timeline(&versions);
    let own = sheet.row.created_by == actor.person;
    let never = versions.iter().all(|version| version.act != Act::Submit.key());
    let context = context! {
        doc => item(door, &sheet.row),
        head => sheet.row.head,
        replaces => &sheet.replaces,
        may,
        may_discard => own && never && sheet.may.contains(&Act::Edit),
        may_restore => own && sheet.row.discarded_at.is_some(),
        by_hand => sheet.version.upload.is_some(),
        pages,
        faults,
        findings,
        errors,
        data,
        timeline,
        registers => Serde(registers),
        today => date::short(door.equipment.today()),
        typed,
        returned => (sheet.version.act == Act::Return.key()).then(|| sheet.version.note.clone()),
    };
    match error {
        None => visitor.page(door, "document.html", "/van-ban", context).await,
        Some(error) => visitor.faulty(door, "document.html", "/van-ban", error, context).await,
    }
}

/// How many pages its newest version has.
async fn count(door: &Data<Door>, sheet: &Sheet) -> Result<usize, Error> {
    let document: Document = serde_json::from_value(sheet.version.document.clone())
        .map_err(|_| Error::new(crate::web::error::Code::Internal))?;
    let standard = sheet.version.standard.clone();
    work::in_pool(door, move |equipment| {
        let manuscript = Manuscript {
            source: Source::Document(document),
            standard: Some(standard.clone()),
            ..Manuscript::default()
        };
        let reading = equipment.press.read(&manuscript)?;
        Ok(equipment.press.pages(&reading, 1, 1, Some(&standard))?.pages)
    })
    .await
}

/// The data of its form: label and words of each field.
async fn fields(door: &Data<Door>, visitor: &Visitor, sheet: &Sheet) -> Vec<Value> {
    let Some(id) = &sheet.version.template_id else { return Vec::new() };
    let version = sheet.version.template_version.as_deref();
    let Ok(shelved) = door.bureau.template(visitor.actor(), id, version).await else { return Vec::new() };
    let record = &sheet.version.record;
    shelved
        .prepared
        .template
        .fields
        .iter()
        .filter_map(|field| {
            let value =
                record.get(&field.name).filter(|value| !value.is_null() && value.as_str() != Some(""))?;
            Some(context! { label => &field.label, value => super::form::words(&field.kind, value) })
        })
        .collect()
}

/// The versions, the newest first; edits that one person made one after another stand together.
fn timeline(versions: &[VersionRow]) -> Vec<Value> {
    let alike = |one: &VersionRow, next: &VersionRow| {
        let edit = Act::Edit.key();
        let plain = |row: &VersionRow| row.act == edit && row.upload.is_none() && row.note.is_empty();
        plain(one) && plain(next) && one.person_id == next.person_id
    };
    let step = |group: &[VersionRow]| {
        let (first, last) = (group.first()?, group.last()?);
        let by_hand = last.act == Act::Edit.key() && last.upload.is_some();
        let act = if by_hand { pages::BY_HAND.to_owned() } else { pages::act(&last.act) };
        let accepted = last.detail.get("accepted_findings").cloned().unwrap_or_default();
        Some(context! {
            ordinal => last.ordinal, since => first.ordinal, saves => group.len(), act, state => &last.state,
            state_name => said::state(&last.state), person => &last.person, at => moment(last.at),
            note => &last.note, accepted => Serde(accepted), by_hand,
        })
    };
    let mut steps: Vec<Value> = versions.chunk_by(alike).filter_map(step).collect();
    steps.reverse();
    steps
}

/// Goes on to what a failure of the bureau says, on the document's own page.
pub(super) async fn failed(
    door: &Data<Door>,
    visitor: &Visitor,
    id: &str,
    typed: Value,
    failure: Failure,
) -> Result<HttpResponse, Error> {
    let error = match failure {
        Failure::NotFound => return Err(Failure::NotFound.into()),
        other => Error::from(other),
    };
    page(door, visitor, id, Some(typed), Some(&error)).await
}
