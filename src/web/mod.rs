//! The only room that speaks HTTP. Every route stands on this screen.
//!
//! `api` is for programs, `pages` for people; both hand a manuscript or a template's data to
//! the press through the pool ([`work`]) and turn what goes wrong into an [`error::Error`].

use std::{io, sync::Arc, time::Duration};

use actix_web::{Resource, middleware::from_fn, web};
use chrono::{DateTime, NaiveDate, Utc};
use minijinja::Environment;
use serde_json::Value as Json;
use tokio::sync::watch;

use crate::flow::{Bureau, Inspector, Library, Pool, Press};
use crate::store::Store;
use crate::viet;

pub mod api;
pub mod auth;
pub mod body;
pub mod cursor;
pub mod error;
pub mod headers;
pub mod idempotency;
pub mod named;
pub mod observe;
pub mod pages;
pub mod precondition;
pub mod query;
pub mod rate;
pub mod work;

pub use error::Error;

/// Every route and its methods, as `Allow` and the API's description say them.
pub const ROUTES: &[(&str, &str)] = &[
    ("/", "GET, HEAD, POST"),
    ("/quy-tac", "GET, HEAD"),
    ("/dang-nhap", "GET, HEAD, POST"),
    ("/dang-xuat", "POST"),
    ("/thiet-lap", "GET, HEAD, POST"),
    ("/mat-khau", "GET, HEAD, POST"),
    ("/tai-khoan", "GET, HEAD, POST"),
    ("/xac-nhan", "GET, HEAD"),
    ("/xac-nhan/{code}", "GET, HEAD"),
    ("/assets/{name}", "GET, HEAD"),
    ("/api/v1/session", "GET, HEAD, POST, DELETE"),
    ("/api/v1/session/office", "POST"),
    ("/api/v1/offices", "GET, HEAD, POST"),
    ("/api/v1/offices/{id}", "GET, HEAD, PUT"),
    ("/api/v1/offices/{id}/templates-grant", "POST"),
    ("/api/v1/users", "GET, HEAD, POST"),
    ("/api/v1/users/{id}", "GET, HEAD, PATCH"),
    ("/api/v1/users/{id}/password-link", "POST"),
    ("/api/v1/users/{id}/data", "GET, HEAD"),
    ("/api/v1/users/{id}/erase", "POST"),
    ("/api/v1/tokens", "GET, HEAD, POST"),
    ("/api/v1/tokens/{id}", "DELETE"),
    ("/api/v1/typeset", "POST"),
    ("/api/v1/preview", "POST"),
    ("/api/v1/check", "POST"),
    ("/api/v1/check/rules", "GET, HEAD"),
    ("/api/v1/templates", "GET, HEAD, POST"),
    ("/api/v1/templates/{id}", "GET, HEAD"),
    ("/api/v1/templates/{id}/schema", "GET, HEAD"),
    ("/api/v1/templates/{id}/sample", "GET, HEAD"),
    ("/api/v1/templates/{id}/render", "POST"),
    ("/api/v1/templates/{id}/validate", "POST"),
    ("/api/v1/templates/{id}/draft", "GET, HEAD, PUT"),
    ("/api/v1/templates/{id}/publish", "POST"),
    ("/api/v1/templates/{id}/retire", "POST"),
    ("/api/v1/templates/{id}/restore", "POST"),
    ("/api/v1/templates/{id}/versions", "GET, HEAD"),
    ("/api/v1/templates/{id}/versions/{version}", "GET, HEAD"),
    ("/api/v1/templates/{id}/versions/{version}/compare", "GET, HEAD"),
    ("/api/v1/designs", "GET, HEAD"),
    ("/api/v1/designs/{id}", "GET, HEAD"),
    ("/api/v1/designs/{id}/sample.png", "GET, HEAD"),
    ("/api/v1/designs/{id}/preflight", "POST"),
    ("/api/v1/documents", "GET, HEAD, POST"),
    ("/api/v1/documents/{id}", "GET, HEAD, DELETE"),
    ("/api/v1/documents/{id}/draft", "PUT"),
    ("/api/v1/documents/{id}/versions", "GET, HEAD"),
    ("/api/v1/documents/{id}/versions/{n}", "GET, HEAD"),
    ("/api/v1/documents/{id}/versions/{n}/content", "GET, HEAD"),
    ("/api/v1/documents/{id}/diff", "GET, HEAD"),
    ("/api/v1/documents/{id}/submit", "POST"),
    ("/api/v1/documents/{id}/approve", "POST"),
    ("/api/v1/documents/{id}/return", "POST"),
    ("/api/v1/documents/{id}/issue", "POST"),
    ("/api/v1/documents/{id}/revoke", "POST"),
    ("/api/v1/documents/{id}/replace", "POST"),
    ("/api/v1/documents/{id}/restore", "POST"),
    ("/api/v1/documents/{id}/redact", "POST"),
    ("/api/v1/personal-data", "GET, HEAD"),
    ("/api/v1/campaigns", "GET, HEAD, POST"),
    ("/api/v1/campaigns/{id}", "GET, HEAD, PUT"),
    ("/api/v1/campaigns/{id}/close", "POST"),
    ("/api/v1/campaigns/{id}/reopen", "POST"),
    ("/api/v1/campaigns/{id}/rounds", "GET, HEAD, POST"),
    ("/api/v1/campaigns/{id}/imports", "POST"),
    ("/api/v1/campaigns/{id}/honorees", "GET, HEAD, POST"),
    ("/api/v1/rounds", "GET, HEAD"),
    ("/api/v1/rounds/{id}", "GET, HEAD, PUT"),
    ("/api/v1/rounds/{id}/check", "GET, HEAD"),
    ("/api/v1/rounds/{id}/set", "GET, HEAD"),
    ("/api/v1/rounds/{id}/changes", "GET, HEAD"),
    ("/api/v1/rounds/{id}/review", "POST"),
    ("/api/v1/rounds/{id}/council", "POST"),
    ("/api/v1/rounds/{id}/freeze", "POST"),
    ("/api/v1/rounds/{id}/award", "POST"),
    ("/api/v1/rounds/{id}/reopen", "POST"),
    ("/api/v1/rounds/{id}/redact", "POST"),
    ("/api/v1/rounds/{id}/documents", "GET, HEAD, POST"),
    ("/api/v1/rounds/{id}/honorees", "GET, HEAD, POST, PATCH"),
    ("/api/v1/rounds/{id}/honorees/{honoree}", "GET, HEAD, PUT, DELETE"),
    ("/api/v1/rounds/{id}/imports", "GET, HEAD, POST"),
    ("/api/v1/imports/blank.xlsx", "GET, HEAD"),
    ("/api/v1/imports/{id}", "GET, HEAD, DELETE"),
    ("/api/v1/imports/{id}/rows", "GET, HEAD"),
    ("/api/v1/imports/{id}/answers", "PUT"),
    ("/api/v1/imports/{id}/confirm", "POST"),
    ("/api/v1/imports/{id}/sheet.xlsx", "GET, HEAD"),
    ("/api/v1/registers", "GET, HEAD, POST"),
    ("/api/v1/registers/{series}", "GET, HEAD, PUT"),
    ("/api/v1/registers/{series}/reserve", "POST"),
    ("/api/v1/registers/{series}/export", "GET, HEAD"),
    ("/api/v1/registers/{series}/{number}/void", "POST"),
    ("/api/v1/statistics", "GET, HEAD"),
    ("/api/v1/campaigns/{id}/statistics", "GET, HEAD"),
    ("/api/v1/rounds/{id}/statistics", "GET, HEAD"),
    ("/api/v1/batches", "GET, HEAD, POST"),
    ("/api/v1/batches/{id}", "GET, HEAD"),
    ("/api/v1/batches/{id}/rows", "GET, HEAD"),
    ("/api/v1/batches/{id}/events", "GET"),
    ("/api/v1/batches/{id}/pause", "POST"),
    ("/api/v1/batches/{id}/resume", "POST"),
    ("/api/v1/batches/{id}/cancel", "POST"),
    ("/api/v1/batches/{id}/retry", "POST"),
    ("/api/v1/batches/{id}/merged.pdf", "GET"),
    ("/api/v1/batches/{id}/archive.zip", "GET"),
    ("/api/v1/batches/{id}/manifest.csv", "GET"),
    ("/api/v1/batches/{id}/manifest.json", "GET"),
    ("/api/v1/webhooks", "GET, HEAD, POST"),
    ("/api/v1/webhooks/{id}", "DELETE"),
    ("/api/v1/webhooks/{id}/deliveries", "GET, HEAD"),
    ("/api/v1/webhooks/{id}/deliveries/{delivery}/replay", "POST"),
    ("/api/v1/certificates", "GET, HEAD"),
    ("/api/v1/certificates/{id}", "GET, HEAD"),
    ("/api/v1/certificates/{id}/revoke", "POST"),
    ("/api/v1/certificates/{id}/reprint", "POST"),
    ("/api/v1/verify/{code}", "GET, HEAD"),
    ("/api/v1/blanks", "GET, HEAD, POST"),
    ("/api/v1/blanks/{id}", "GET, HEAD, PUT"),
    ("/api/v1/blanks/{id}/moves", "GET, HEAD, POST"),
    ("/api/v1/printers", "GET, HEAD, POST"),
    ("/api/v1/printers/{id}", "GET, HEAD, PUT, DELETE"),
    ("/api/v1/printers/{id}/calibration.pdf", "GET, HEAD"),
    ("/api/v1/printers/{id}/measured", "POST"),
    ("/api/v1/audit", "GET, HEAD"),
    ("/api/v1/audit/verify", "GET, HEAD"),
    ("/health/live", "GET, HEAD"),
    ("/health/ready", "GET, HEAD"),
    ("/metrics", "GET, HEAD"),
    ("/openapi.json", "GET, HEAD"),
    ("/docs", "GET, HEAD"),
    ("/docs/{file:.*}", "GET, HEAD"),
];

/// The table above with its handlers.
pub fn routes(app: &mut web::ServiceConfig) {
    use api::{
        audit, check, description, health, offices, preview, registers, session, templates, tokens, typeset,
        users,
    };
    use pages::{account, assets, docs, password, rules, set_up, sign_in};
    let private = || from_fn(auth::private);
    app.configure(pages::routes)
        .service(at("/quy-tac").get(rules::show).head(rules::show))
        .service(at("/dang-nhap").get(sign_in::show).head(sign_in::show).post(sign_in::send))
        .service(at("/dang-xuat").post(sign_in::leave))
        .service(at("/thiet-lap").get(set_up::show).head(set_up::show).post(set_up::send))
        .service(at("/mat-khau").get(password::show).head(password::show).post(password::send))
        .service(at("/tai-khoan").get(account::show).head(account::show).post(account::send))
        .service(at("/assets/{name}").get(assets::asset).head(assets::asset))
        .service(
            at("/api/v1/session")
                .get(session::show)
                .head(session::show)
                .post(session::begin)
                .delete(session::end),
        )
        .service(at("/api/v1/session/office").post(session::go))
        .service(at("/api/v1/offices").get(offices::list).head(offices::list).post(offices::enter))
        .service(at("/api/v1/offices/{id}").get(offices::show).head(offices::show).put(offices::change))
        .service(at("/api/v1/offices/{id}/templates-grant").post(offices::grant))
        .service(at("/api/v1/users").get(users::list).head(users::list).post(users::enter))
        .service(at("/api/v1/users/{id}").get(users::show).head(users::show).patch(users::change))
        .service(at("/api/v1/users/{id}/password-link").post(users::link))
        .service(at("/api/v1/users/{id}/data").get(users::data).head(users::data))
        .service(at("/api/v1/users/{id}/erase").post(users::erase))
        .service(at("/api/v1/tokens").get(tokens::list).head(tokens::list).post(tokens::make))
        .service(at("/api/v1/tokens/{id}").delete(tokens::end))
        .service(at("/api/v1/typeset").post(typeset::typeset).wrap(private()))
        .service(at("/api/v1/preview").post(preview::preview).wrap(private()))
        .service(at("/api/v1/check").post(check::check).wrap(private()))
        .service(at("/api/v1/check/rules").get(check::rules).head(check::rules))
        .service(
            at("/api/v1/templates")
                .get(templates::list)
                .head(templates::list)
                .post(templates::working::begin),
        )
        .service(at("/api/v1/templates/{id}").get(templates::show).head(templates::show))
        .service(at("/api/v1/templates/{id}/schema").get(templates::schema).head(templates::schema))
        .service(at("/api/v1/templates/{id}/sample").get(templates::sample).head(templates::sample))
        .service(at("/api/v1/templates/{id}/render").post(templates::render::render).wrap(private()))
        .service(at("/api/v1/templates/{id}/validate").post(templates::render::validate).wrap(private()))
        .service(
            at("/api/v1/templates/{id}/draft")
                .get(templates::working::show)
                .head(templates::working::show)
                .put(templates::working::save),
        )
        .service(at("/api/v1/templates/{id}/publish").post(templates::working::publish))
        .service(at("/api/v1/templates/{id}/retire").post(templates::working::retire))
        .service(at("/api/v1/templates/{id}/restore").post(templates::working::restore))
        .service(
            at("/api/v1/templates/{id}/versions")
                .get(templates::versions::list)
                .head(templates::versions::list),
        )
        .service(
            at("/api/v1/templates/{id}/versions/{version}")
                .get(templates::versions::show)
                .head(templates::versions::show),
        )
        .service(
            at("/api/v1/templates/{id}/versions/{version}/compare")
                .get(templates::versions::compare)
                .head(templates::versions::compare),
        )
        .configure(api::designs::routes)
        .configure(api::documents::routes)
        .configure(api::campaigns::routes)
        .service(at("/api/v1/registers").get(registers::list).head(registers::list).post(registers::add))
        .service(
            at("/api/v1/registers/{series}")
                .get(registers::lines)
                .head(registers::lines)
                .put(registers::change),
        )
        .service(at("/api/v1/registers/{series}/reserve").post(registers::reserve))
        .service(at("/api/v1/registers/{series}/export").get(registers::export).head(registers::export))
        .service(at("/api/v1/registers/{series}/{number}/void").post(registers::void))
        .configure(api::statistics::routes)
        .configure(api::batches::routes)
        .configure(api::webhooks::routes)
        .configure(api::certificates::routes)
        .configure(api::blanks::routes)
        .configure(api::printers::routes)
        .configure(pages::verify::routes)
        .service(at("/api/v1/audit").get(audit::list).head(audit::list))
        .service(at("/api/v1/audit/verify").get(audit::verify).head(audit::verify))
        .service(at("/health/live").get(health::live).head(health::live))
        .service(at("/health/ready").get(health::ready).head(health::ready))
        .service(at("/metrics").get(health::metrics).head(health::metrics))
        .service(at("/openapi.json").get(description::openapi).head(description::openapi))
        .service(at("/docs").get(docs::enter).head(docs::enter))
        .service(at("/docs/{file:.*}").get(docs::docs).head(docs::docs))
        .default_service(web::to(error::not_found));
}

/// A resource that answers every other method with 405 and its `Allow`.
pub(crate) fn at(path: &'static str) -> Resource {
    web::resource(path).default_service(web::to(error::method_not_allowed))
}

/// How many certificates an address may ask after in a second, where there is any limit.
const ASKS: u32 = 2;

/// What one request may ask of the machine. Each is an option of `vanthu serve`.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes of a body.
    pub body: usize,
    /// Bytes of a body that is a Word file.
    pub word: usize,
    /// Time for one typesetting, waiting included.
    pub time: Duration,
    /// Typesettings at a time.
    pub workers: usize,
    /// Requests that may wait.
    pub queue: usize,
    /// Requests of one person, or one address, in a second; 0 for any number.
    pub rate: u32,
    /// Connections at a time.
    pub connections: usize,
    /// Is there a proxy before us that says where a request comes from?
    pub behind_proxy: bool,
    /// Workers of batches in this process.
    pub batch_workers: usize,
}

/// What time it is.
pub type Clock = fn() -> DateTime<Utc>;

/// What a server works with, made or loaded before it starts.
#[derive(Clone)]
pub struct Equipment {
    /// Standards and faces.
    pub press: Arc<Press>,
    /// The templates.
    pub library: Arc<Library>,
    /// The checker, without the rules that the office does without.
    pub inspector: Arc<Inspector>,
    /// The office's profile, lent to data that has none.
    pub office: Option<Arc<Json>>,
    /// The clock.
    pub clock: Clock,
    /// Where everything is kept.
    pub store: Store,
    /// How it is reached.
    pub access: auth::Access,
}

impl Equipment {
    /// Today in Việt Nam.
    pub fn today(&self) -> NaiveDate {
        viet::date::day_of((self.clock)())
    }
}

/// What every handler shares.
pub struct Door {
    /// What it works with.
    pub equipment: Equipment,
    /// The bounded workers.
    pub pool: Pool,
    /// What is kept, and its verbs.
    pub bureau: Bureau,
    /// The limits.
    pub limits: Limits,
    /// How often somebody may ask.
    pub rates: rate::Rates,
    /// How often an address may ask whether a certificate stands.
    pub asks: rate::Rates,
    /// What is counted.
    pub metrics: observe::Metrics,
    /// The pages' templates.
    pub pages: Environment<'static>,
    /// Told when the server is to stop: answers without an end end then.
    pub closing: watch::Sender<bool>,
}

impl Door {
    /// A door before a press and a library.
    ///
    /// # Errors
    /// When a page's template is faulty (a defect of ours).
    pub fn new(equipment: Equipment, limits: Limits) -> io::Result<Door> {
        let pool = Pool::new(limits.workers, limits.queue, limits.time);
        let bureau = Bureau::new(
            equipment.store.clone(),
            Arc::clone(&equipment.press),
            Arc::clone(&equipment.library),
            Arc::clone(&equipment.inspector),
            pool.clone(),
        );
        Ok(Door {
            equipment,
            pool,
            bureau,
            limits,
            rates: rate::Rates::new(limits.rate),
            asks: rate::Rates::new(limits.rate.min(ASKS)),
            metrics: observe::Metrics::new().map_err(io::Error::other)?,
            pages: pages::templates().map_err(io::Error::other)?,
            closing: watch::Sender::new(false),
        })
    }
}
