//! `/` for somebody signed in: what waits for them, and what they last worked on.

use actix_web::HttpResponse;
use minijinja::{Value, context};

use super::Visitor;
use crate::{
    flow::Failure,
    flow::bureau::desk::Desk,
    store::Lying,
    viet::{
        date::moment,
        words::{documents, pages as said},
    },
    web::{Door, Error},
};

/// The desk.
///
/// # Errors
/// Those of the store; 500 when the template is faulty.
pub async fn show(door: &Door, visitor: &Visitor) -> Result<HttpResponse, Error> {
    let actor = visitor.actor();
    // Somebody without an office has an empty desk.
    let desk = match door.bureau.desk(actor).await {
        Err(Failure::Forbidden) => Desk::default(),
        other => other?,
    };
    let pile = |lying: &[Lying]| lying.iter().map(item).collect::<Vec<Value>>();
    let context = context! {
        returned => pile(&desk.returned),
        drafts => pile(&desk.drafts),
        to_approve => pile(&desk.to_approve),
        to_issue => pile(&desk.to_issue),
        recent => pile(&desk.recent),
        drafts_here => super::may_draft(actor),
        homeless => actor.office.is_none() || actor.roles.is_empty(),
    };
    visitor.page(door, "desk.html", "/", context).await
}

fn item(lying: &Lying) -> Value {
    context! {
        id => &lying.id,
        title => &lying.title,
        state => &lying.state,
        state_name => documents::state(&lying.state),
        author => &lying.author,
        person => &lying.person,
        act => said::act(&lying.act),
        note => &lying.note,
        at => moment(lying.changed_at),
    }
}
