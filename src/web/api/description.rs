//! `GET /openapi.json`: the API described from its code.

use actix_web::HttpResponse;
use utoipa::OpenApi;

use super::{
    audit, batches, blanks, campaigns, certificates, check, designs, documents,
    errors::{BODY, POOL, PRESS, errors_of},
    health, honorees, imports,
    manners::Manners,
    offices, papers, preview, printers, registers, rounds, schema, session, statistics, templates, tokens,
    typeset, users, webhooks,
};
use crate::{
    viet::words,
    web::{
        error::{Code, Fault, Problem},
        pages,
    },
};

/// An official text in our own words, as an example.
pub const EXAMPLE: &str = words::EXAMPLE;

/// The description.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "vanthu",
        description = "Official Vietnamese text, or data for a template, in; lawful DOCX and PDF out (Decree 30/2020)."
    ),
    paths(
        session::begin, session::show, session::end, session::go,
        offices::list, offices::enter, offices::show, offices::change, offices::grant,
        users::list, users::enter, users::show, users::change, users::link, users::data, users::erase,
        tokens::list, tokens::make, tokens::end,
        typeset::typeset, preview::preview, check::check, check::rules,
        templates::list, templates::show, templates::schema, templates::sample,
        templates::render::render, templates::render::validate,
        templates::working::begin, templates::working::show, templates::working::save, templates::working::publish,
        templates::working::retire, templates::working::restore,
        templates::versions::list, templates::versions::show, templates::versions::compare,
        designs::list, designs::show, designs::sample, designs::preflight,
        documents::list, documents::create, documents::show, documents::redraft, documents::discard,
        documents::versions::list, documents::versions::show, documents::versions::content, documents::versions::diff,
        documents::acts::submit, documents::acts::approve, documents::acts::send_back, documents::acts::issue,
        documents::acts::revoke, documents::acts::replace, documents::acts::restore, documents::personal::redact,
        documents::personal::naming,
        campaigns::list, campaigns::begin, campaigns::show, campaigns::change, campaigns::close, campaigns::reopen,
        rounds::list, rounds::all, rounds::begin, rounds::show, rounds::change, rounds::check, rounds::set,
        rounds::changes, rounds::review, rounds::council, rounds::freeze, rounds::award, rounds::reopen, rounds::redact,
        papers::list, papers::make,
        honorees::list, honorees::list_of, honorees::add, honorees::add_to, honorees::bulk, honorees::show,
        honorees::change, honorees::remove, imports::list, imports::preview, imports::preview_of, imports::blank,
        imports::show, imports::discard, imports::rows, imports::answer, imports::confirm, imports::noted,
        registers::list, registers::add, registers::lines, registers::change, registers::reserve, registers::export,
        registers::void,
        batches::list, batches::make, batches::show, batches::rows, batches::events::events,
        batches::acts::pause, batches::acts::resume, batches::acts::cancel, batches::acts::retry,
        batches::files::merged, batches::files::archive, batches::files::manifest_csv, batches::files::manifest_json,
        webhooks::list, webhooks::add, webhooks::end, webhooks::deliveries, webhooks::replay,
        certificates::list, certificates::show, certificates::revoke, certificates::reprint, certificates::verify,
        blanks::list, blanks::add, blanks::show, blanks::change, blanks::moves, blanks::make,
        printers::list, printers::add, printers::show, printers::change, printers::remove, printers::sheet,
        printers::measured, pages::verify::ask, pages::verify::show,
        statistics::office, statistics::campaign, statistics::round,
        audit::list, audit::verify, health::live, health::ready, health::metrics, openapi,
        pages::sign_in::show, pages::sign_in::send, pages::sign_in::leave, pages::set_up::show, pages::set_up::send,
        pages::password::show, pages::password::send, pages::account::show, pages::account::send,
        pages::rules::show, pages::home::show, pages::home::send, pages::assets::asset, pages::docs::enter,
        pages::docs::docs,
    ),
    components(schemas(
        Problem, Fault, Code, schema::TextInline, schema::FootnoteInline, schema::BreakInline,
        schema::PictureInline,
    )),
    modifiers(&Manners),
    tags(
        (name = "session", description = "Signing in and out"),
        (name = "people", description = "Offices, people and keys"),
        (name = "typeset", description = "Text and documents to files"),
        (name = "check", description = "Texts, documents and Word files against the decree"),
        (name = "templates", description = "Templates, and data to documents"),
        (name = "designs", description = "Designs of certificates, and the look before printing"),
        (name = "documents", description = "Documents that are kept: drafts, versions, numbers"),
        (name = "campaigns", description = "Campaigns, award rounds, who is proposed, lists that come in"),
        (name = "registers", description = "Series of numbers, and the registers of documents"),
        (name = "statistics", description = "Figures of awards"),
        (name = "batches", description = "Certificates by the thousand: jobs, their rows, files and events"),
        (name = "webhooks", description = "Who is told when a batch ends"),
        (name = "certificates", description = "Certificates on paper, the stock of blanks, printers"),
        (name = "audit", description = "Who did what"),
        (name = "health", description = "How the server is"),
        (name = "pages", description = "For people"),
    )
)]
pub struct Description;

/// The description of the API, OpenAPI 3.1.
#[utoipa::path(
    get, path = "/openapi.json", tag = "health",
    responses((status = 200, description = "This description", body = Object))
)]
pub async fn openapi() -> HttpResponse {
    HttpResponse::Ok().json(Description::openapi())
}

errors_of! {
    /// Every error of the routes that take a manuscript.
    TypesetErrors = BODY, PRESS, &[Code::BadManuscript, Code::NoDocument];
    /// Every error of checking.
    CheckErrors = BODY, PRESS, &[Code::BadManuscript, Code::BadWord, Code::NoDocument];
    /// Every error of the list of rules.
    RulesErrors = POOL;
    /// Every error of the list of templates.
    TemplatesErrors = POOL, &[Code::BadQuery];
    /// Every error of looking at a template.
    TemplateErrors = POOL, &[Code::TemplateNotFound, Code::Conflict];
    /// Every error of rendering.
    RenderErrors = BODY, PRESS, &[Code::TemplateNotFound, Code::Conflict, Code::BadOrder, Code::BadData];
    /// Every error of validating.
    ValidateErrors = BODY, &[Code::TemplateNotFound, Code::Conflict, Code::BadOrder];
    /// 404, for routes whose paths have a part that names something.
    NotFound = &[Code::NotFound];
}
