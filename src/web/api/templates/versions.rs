//! `/api/v1/templates/{id}/versions`: what was published, and what changed from one to another.

use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Path},
};
use utoipa::IntoParams;

use self::schema::{Changes, Line, Lines, OriginKey, Version};
use crate::{
    model::template::Origin,
    web::{
        Door, Error,
        api::errors::{POOL, errors_of},
        auth::Signed,
        cursor,
        error::Code,
        query::Query,
    },
};

pub mod schema;

errors_of! {
    /// Every error of looking at versions.
    VersionsErrors = POOL, &[Code::BadQuery, Code::NoSuchThing];
    /// Every error of looking at one.
    VersionErrors = POOL, &[Code::BadQuery, Code::NoSuchThing, Code::Conflict];
}

/// Which shelf.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what `Query` reads")]
pub struct ShelfQuery {
    /// Just this shelf. Without it the first that has the template: the office's own, its
    /// parent's, the built-in ones.
    #[param(inline)]
    origin: Option<OriginKey>,
}

/// Which page of versions.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what `Query` reads")]
pub struct PageQuery {
    /// Most items of the page.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// Where the page begins: `next` of the page before.
    cursor: Option<String>,
}

/// What a comparison takes.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what `Query` reads")]
pub struct CompareQuery {
    /// The other version.
    #[param(example = "1.0.0")]
    to: String,
}

fn origin(query: &mut Query) -> Option<Origin> {
    let keys: Vec<&str> = Origin::ALL.iter().map(|origin| origin.key()).collect();
    query.one_of("origin", &keys);
    query.get("origin").and_then(Origin::from_key)
}

/// Lists the published versions of a template, the newest first.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/templates/{id}/versions", tag = "templates",
    params(("id" = String, Path, description = "Name of the template", example = "giay-moi"), ShelfQuery, PageQuery),
    responses((status = 200, description = "The versions", body = Lines), VersionsErrors),
    security(("key" = []), ("session" = []))
)]
pub async fn list(
    door: Data<Door>,
    Signed(actor): Signed,
    request: HttpRequest,
    id: Path<String>,
) -> Result<HttpResponse, Error> {
    let mut query = Query::of(&request, &["origin", "limit", "cursor"]);
    let origin = origin(&mut query);
    let window = cursor::window(&mut query, 1);
    let before = window.after.first().map(|ordinal| ordinal.parse::<i64>());
    if matches!(before, Some(Err(_))) {
        query.fault("cursor", "query-cursor", "");
    }
    query.check()?;
    let before = before.and_then(Result::ok);
    let mut found = door.bureau.template_versions(&actor, &id, origin, before, window.asks()).await?;
    let next = window.cut(&mut found.lines).map(|last| cursor::encode(&[&last.ordinal.to_string()]));
    Ok(HttpResponse::Ok().json(Lines {
        origin: found.origin.key(),
        next,
        items: found.lines.into_iter().map(Line::from).collect(),
    }))
}

/// Shows a published version whole: text, digest, what it asks.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/templates/{id}/versions/{version}", tag = "templates",
    params(
        ("id" = String, Path, description = "Name of the template", example = "giay-moi"),
        ("version" = String, Path, description = "Version of its text", example = "1.0.0"),
        ShelfQuery,
    ),
    responses((status = 200, description = "The version", body = Version), VersionErrors),
    security(("key" = []), ("session" = []))
)]
pub async fn show(
    door: Data<Door>,
    Signed(actor): Signed,
    request: HttpRequest,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Error> {
    let mut query = Query::of(&request, &["origin"]);
    let origin = origin(&mut query);
    query.check()?;
    let (id, version) = path.into_inner();
    let looked = door.bureau.template_version(&actor, &id, origin, &version).await?;
    Ok(HttpResponse::Ok().json(Version::from(looked)))
}

/// Says what one version asks otherwise than another, and which of it refuses data that was
/// right before.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/templates/{id}/versions/{version}/compare", tag = "templates",
    params(
        ("id" = String, Path, description = "Name of the template", example = "giay-moi"),
        ("version" = String, Path, description = "The version before", example = "1.0.0"),
        CompareQuery, ShelfQuery,
    ),
    responses((status = 200, description = "What changed", body = Changes), VersionErrors),
    security(("key" = []), ("session" = []))
)]
pub async fn compare(
    door: Data<Door>,
    Signed(actor): Signed,
    request: HttpRequest,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Error> {
    let mut query = Query::of(&request, &["origin", "to"]);
    let origin = origin(&mut query);
    let to = query.words("to");
    if to.is_none() {
        query.fault("to", "query-value", "1.0.0");
    }
    query.check()?;
    let (id, from) = path.into_inner();
    let to = to.unwrap_or_default();
    let changes = door.bureau.compare_template(&actor, &id, origin, &from, &to).await?;
    Ok(HttpResponse::Ok().json(Changes::from(changes)))
}
