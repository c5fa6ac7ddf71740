//! `/quy-tac`: every rule of the checker with its clause, its severity and examples.

use actix_web::{HttpResponse, http::header::ContentType, web::Data};
use minijinja::{context, value::Serde};
use serde::Serialize;

use super::super::{Door, Error, error::Code};
use crate::{flow::RuleCard, viet::words::checking};

/// Rules about one thing.
#[derive(Serialize)]
struct Group {
    key: String,
    label: String,
    rules: Vec<Shown>,
}

/// A rule in words.
#[derive(Serialize)]
struct Shown {
    grave: String,
    clause: String,
    #[serde(flatten)]
    card: RuleCard,
}

impl Group {
    fn of(cards: &[RuleCard]) -> Option<Group> {
        let key = cards.first()?.group.clone();
        let shown = |card: &RuleCard| Shown {
            grave: checking::severity(card.severity.key()),
            clause: checking::cite(&card.cite).to_owned(),
            card: card.clone(),
        };
        Some(Group { label: checking::group(&key), key, rules: cards.iter().map(shown).collect() })
    }
}

/// The page.
///
/// # Errors
/// 500 when the template is faulty.
#[utoipa::path(
    get, path = "/quy-tac", tag = "pages",
    responses((status = 200, description = "The rules as a page", body = String, content_type = "text/html; charset=utf-8"))
)]
pub async fn show(door: Data<Door>) -> Result<HttpResponse, Error> {
    let rules = door.equipment.inspector.rules();
    let groups: Vec<Group> =
        rules.chunk_by(|one, next| one.group == next.group).filter_map(Group::of).collect();
    let count = rules.len();
    let html = door
        .pages
        .get_template("rules.html")
        .and_then(|page| {
            page.render(context! { groups => Serde(&groups), count, nothing => checking::NOTHING })
        })
        .map_err(|cause| {
            tracing::error!(%cause, "rules.html");
            Error::new(Code::Internal)
        })?;
    Ok(HttpResponse::Ok().content_type(ContentType::html()).body(html))
}
