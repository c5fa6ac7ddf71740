//! `/api/v1/audit`: who did what.

use actix_web::{HttpRequest, HttpResponse, web::Data};
use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value as Json;
use utoipa::{IntoParams, ToSchema};

use super::errors::{SIGNED, errors_of};
use crate::{
    store::{self, Break, Search},
    web::{Door, Error, auth::Signed, cursor, error::Code, query::Query},
};

errors_of! {
    /// Every error of the audit log.
    AuditErrors = SIGNED, &[Code::BadQuery];
}

/// An act.
#[derive(Serialize, ToSchema)]
#[schema(as = AuditEntry)]
pub struct Entry {
    /// From 1 in the log of the whole server: an office sees its own entries.
    ordinal: i64,
    /// When.
    #[schema(format = DateTime)]
    at: String,
    /// Who: the id of a person; none for the program itself.
    person: Option<String>,
    /// What.
    #[schema(example = "number-reserve")]
    act: String,
    /// To what: an id.
    subject: String,
    /// The rest.
    #[schema(value_type = Object)]
    detail: Json,
    /// SHA-256 of the entry before.
    before: String,
    /// SHA-256 of this one, which holds `before`.
    digest: String,
}

impl From<store::Trail> for Entry {
    fn from(trail: store::Trail) -> Entry {
        Entry {
            ordinal: trail.ordinal,
            at: trail.at.to_rfc3339(),
            person: trail.person_id,
            act: trail.act,
            subject: trail.subject,
            detail: trail.detail,
            before: trail.before,
            digest: trail.digest,
        }
    }
}

/// A page of the log.
#[derive(Serialize, ToSchema)]
#[schema(as = AuditEntries)]
pub struct Entries {
    /// The entries, in the order of ordinals.
    items: Vec<Entry>,
    /// Goes on after the last one, where there are more.
    next: Option<String>,
}

/// Which entries.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what `Query` reads")]
pub struct AuditQuery {
    /// Entries after this ordinal.
    #[param(minimum = 1, maximum = 4_294_967_295_u32)]
    after: Option<u64>,
    /// What this person did.
    #[param(max_length = 400)]
    person: Option<String>,
    /// This act.
    #[param(max_length = 400)]
    act: Option<String>,
    /// What was done to this.
    #[param(max_length = 400)]
    subject: Option<String>,
    /// From this moment on, as RFC 3339 has it.
    #[param(format = DateTime)]
    since: Option<String>,
    /// Most entries of a page; 50 without it.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// Where the page before ended (`next`).
    cursor: Option<String>,
}

/// Where the chain of the log is broken.
#[derive(Serialize, ToSchema)]
#[schema(as = AuditBreak)]
pub struct Broken {
    /// `missing`: an entry before this one is gone; `changed`: this one is not what was
    /// written; `cut-off`: entries after this one are gone.
    fault: &'static str,
    /// The entry.
    ordinal: i64,
}

impl From<Break> for Broken {
    fn from(found: Break) -> Broken {
        let (fault, ordinal) = match found {
            Break::Missing(ordinal) => ("missing", ordinal),
            Break::Changed(ordinal) => ("changed", ordinal),
            Break::CutOff(ordinal) => ("cut-off", ordinal),
        };
        Broken { fault, ordinal }
    }
}

/// What the chain is worth.
#[derive(Serialize, ToSchema)]
#[schema(as = AuditVerdict)]
pub struct Verdict {
    /// Whether every entry is there and as it was written.
    intact: bool,
    /// How many entries there are.
    entries: i64,
    /// Where it is broken.
    broken: Vec<Broken>,
}

/// Shows what was done in the office, to its administrator.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/audit", tag = "audit",
    security(("key" = []), ("session" = [])),
    params(AuditQuery),
    responses((status = 200, description = "A page of entries", body = Entries), AuditErrors)
)]
pub async fn list(
    door: Data<Door>,
    request: HttpRequest,
    Signed(actor): Signed,
) -> Result<HttpResponse, Error> {
    let mut query = Query::of(&request, &["after", "person", "act", "subject", "since", "limit", "cursor"]);
    let window = cursor::window(&mut query, 1);
    let from = query.get("after").is_some().then(|| query.number("after")).flatten();
    let from = from.and_then(|from| i64::try_from(from).ok()).unwrap_or_default();
    let turned = match window.after.first().map(|key| key.parse::<i64>()) {
        None => 0,
        Some(Ok(ordinal)) => ordinal,
        Some(Err(_)) => {
            query.fault("cursor", "query-cursor", "");
            0
        }
    };
    let search = Search {
        person: query.words("person").unwrap_or_default(),
        act: query.words("act").unwrap_or_default(),
        subject: query.words("subject").unwrap_or_default(),
        since: moment(&mut query, "since").unwrap_or_default(),
    };
    query.check()?;
    let mut found = door.bureau.audit(&actor, &search, from.max(turned), window.asks()).await?;
    let next = window.cut(&mut found).map(|last| cursor::encode(&[&last.ordinal.to_string()]));
    let items = found.into_iter().map(Entry::from).collect();
    Ok(HttpResponse::Ok().json(Entries { items, next }))
}

/// Walks the chain of the whole log, for operators: each entry holds the digest of the one
/// before, so that none can be changed or taken out unseen.
///
/// # Errors
/// See the description of the API.
#[utoipa::path(
    get, path = "/api/v1/audit/verify", tag = "audit",
    security(("session" = [])),
    responses((status = 200, description = "Whether the chain is whole, and where not", body = Verdict), AuditErrors)
)]
pub async fn verify(
    door: Data<Door>,
    request: HttpRequest,
    Signed(actor): Signed,
) -> Result<HttpResponse, Error> {
    Query::of(&request, &[]).check()?;
    let (entries, breaks) = door.bureau.verify_audit(&actor).await?;
    let broken: Vec<Broken> = breaks.into_iter().map(Broken::from).collect();
    Ok(HttpResponse::Ok().json(Verdict { intact: broken.is_empty(), entries, broken }))
}

/// A moment of the address, `2026-03-05T08:00:00Z`.
fn moment(query: &mut Query, name: &str) -> Option<DateTime<Utc>> {
    let moment = DateTime::parse_from_rfc3339(query.get(name)?).ok();
    if moment.is_none() {
        query.fault(name, "query-value", "2026-03-05T08:00:00Z");
    }
    moment.map(|moment| moment.to_utc())
}
