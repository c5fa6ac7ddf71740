//! `/van-ban/{id}/so-sanh`: what changed from one version to another.

use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Path},
};
use minijinja::{Value, context};

use crate::{
    flow::compare,
    viet::{date::moment, words::pages},
    web::{Door, Error, pages::Visitor, query::Query},
};

/// Most versions to choose from.
const VERSIONS: i64 = 500;

/// The page: which versions, what changed line by line, and the ways to see it whole.
///
/// # Errors
/// 404; 500 when the template is faulty.
pub async fn show(
    door: Data<Door>,
    visitor: Visitor,
    request: HttpRequest,
    id: Path<String>,
) -> Result<HttpResponse, Error> {
    let id = crate::web::named::known(&id)?;
    let mut query = Query::of(&request, &["tu", "den"]);
    let numbers = ["tu", "den"].map(|name| query.number(name).and_then(|number| i64::try_from(number).ok()));
    query.check()?;
    let actor = visitor.actor();
    let sheet = door.bureau.document(actor, visitor.now(&door), id).await?;
    let versions = door.bureau.versions(actor, id, 0, VERSIONS).await?;
    let to = numbers[1].unwrap_or(sheet.row.head);
    let from = numbers[0].unwrap_or((to - 1).max(1));
    let difference = door.bureau.difference(actor, id, (from, to)).await?;
    let all: Vec<Value> = versions
        .iter()
        .rev()
        .map(|version| {
            context! {
                ordinal => version.ordinal, act => pages::act(&version.act), person => &version.person,
                at => moment(version.at),
            }
        })
        .collect();
    let data: Option<Vec<String>> =
        difference.data.as_ref().map(|data| data.iter().map(|change| change.message.clone()).collect());
    let lines: Vec<String> = compare::summary(&difference.changes).lines().map(ToOwned::to_owned).collect();
    let context = context! { id, title => &sheet.row.title, versions => all, from, to, lines, data };
    visitor.page(&door, "compare.html", "/van-ban", context).await
}
