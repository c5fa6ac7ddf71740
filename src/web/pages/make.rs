//! `/soan`: choose what a document is made of. `/soan/{template}`: its form, beside its pages.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use actix_web::{
    HttpRequest, HttpResponse,
    http::header,
    web::{Bytes, Data, Path, Payload},
};
use minijinja::{Value, context};
use serde_json::json;

use super::{
    Visitor,
    drawing::{Paper, TEXT},
    edit::{self, Sheet},
    form::{self, Typed},
};
use crate::{
    flow::{self, Form},
    model::Standard,
    viet::order,
    web::{Door, Error, error::Code, query::Query, work},
};

/// Most pictures that are kept at hand.
const PICTURES: usize = 300;

/// First pages of templates by the digest of their text.
static DRAWN: Mutex<BTreeMap<String, Bytes>> = Mutex::new(BTreeMap::new());

/// The templates to choose from, by their kinds.
///
/// # Errors
/// Those of the store; 500 when the template is faulty.
pub async fn choose(door: Data<Door>, visitor: Visitor) -> Result<HttpResponse, Error> {
    if !super::may_draft(visitor.actor()) {
        return Err(Error::new(Code::Forbidden));
    }
    let mut shown: Vec<(Vec<u8>, Value)> = Vec::new();
    for listed in door.bureau.templates(visitor.actor(), false).await? {
        let one = listed.summary;
        let name = kind(&door, &one.kind);
        let own = listed.origin != crate::model::template::Origin::BuiltIn;
        let key = order::key(&format!("{name} {}", one.name));
        let card = context! {
            id => one.id, name => one.name, kind => name, about => one.description, version => one.version, own,
        };
        shown.push((key, card));
    }
    shown.sort_by(|(one, _), (next, _)| one.cmp(next));
    let templates: Vec<Value> = shown.into_iter().map(|(_, card)| card).collect();
    visitor.page(&door, "choose.html", "/soan", context! { templates, text => TEXT }).await
}

/// The name of a type of document.
pub fn kind(door: &Door, key: &str) -> String {
    let standard: &Standard = door.equipment.library.standard();
    standard.kind(key).map_or_else(|| key.to_owned(), |kind| kind.name.clone())
}

/// The form of a template, for a document that is not kept yet.
///
/// # Errors
/// 403, 404; 500 when the template is faulty.
pub async fn show(door: Data<Door>, visitor: Visitor, id: Path<String>) -> Result<HttpResponse, Error> {
    if !super::may_draft(visitor.actor()) {
        return Err(Error::new(Code::Forbidden));
    }
    let paper = Paper::of(&door, visitor.actor(), &id).await?;
    let data = form::beginning(&paper.fields);
    Sheet::new(&paper, data).page(&door, &visitor, None, None).await
}

/// Draws, changes lists, or keeps what was typed as a draft.
///
/// # Errors
/// 403, 404; everything else is said on the page.
pub async fn send(
    door: Data<Door>,
    visitor: Visitor,
    request: HttpRequest,
    id: Path<String>,
    payload: Payload,
) -> Result<HttpResponse, Error> {
    let typed = Typed::read(&door, &request, payload, &visitor.session).await?;
    let paper = Paper::of(&door, visitor.actor(), &id).await?;
    let data = form::data(&paper.fields, &typed, &json!({}));
    edit::act(&door, &visitor, &request, &typed, Sheet::new(&paper, data)).await
}

/// The first page of a template filled with its sample.
///
/// # Errors
/// 404; those of the press and the pool.
pub async fn picture(
    door: Data<Door>,
    visitor: Visitor,
    request: HttpRequest,
    id: Path<String>,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &["v"]).check()?;
    let shelved = door.bureau.template(visitor.actor(), &id, None).await?;
    let at_hand = || DRAWN.lock().unwrap_or_else(PoisonError::into_inner);
    let known = at_hand().get(&shelved.digest).cloned();
    let drawn = match known {
        Some(drawn) => drawn,
        None => {
            let (prepared, today) = (shelved.prepared, door.equipment.today());
            let svg = work::in_pool(&door, move |equipment| {
                let (press, library) = (&equipment.press, &equipment.library);
                let sample = library.sample(&prepared);
                let filled = flow::render::fill(press, library, &prepared, &sample, today);
                let standard = Some(prepared.template.standard.as_str());
                Ok(press.write(&filled.reading, Form::Svg(1), standard)?)
            });
            let drawn = Bytes::from(svg.await?);
            let mut kept = at_hand();
            if kept.len() >= PICTURES {
                kept.clear();
            }
            kept.insert(shelved.digest.clone(), drawn.clone());
            drawn
        }
    };
    Ok(HttpResponse::Ok()
        .content_type("image/svg+xml")
        .insert_header((header::CACHE_CONTROL, "private, max-age=86400"))
        .body(drawn))
}
