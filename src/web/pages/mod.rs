//! For people: pages from templates (escaped by minijinja), a style sheet and small plain
//! scripts. All of it is part of the program; nothing comes from elsewhere.

use actix_web::{middleware::from_fn, web::ServiceConfig};
use minijinja::{Environment, UndefinedBehavior, syntax::SyntaxConfig};

use super::at;
use crate::model::{
    actor::Actor,
    workflow::{Act, State},
};

pub mod account;
pub mod assets;
pub mod desk;
pub mod docs;
pub mod documents;
pub mod drawing;
pub mod edit;
pub mod form;
pub mod forms;
pub mod frame;
pub mod home;
pub mod make;
pub mod password;
pub mod rules;
pub mod set_up;
pub mod sign_in;
pub mod trouble;
pub mod verify;

pub use frame::Visitor;

/// May they begin a document?
pub(crate) fn may_draft(actor: &Actor) -> bool {
    actor.office.is_some() && actor.after(State::Draft, Act::Edit).is_some()
}

/// The routes of the office's pages and their methods, beside [`super::ROUTES`]: they are for
/// people, and the description of the API is silent about them.
pub const PAGES: &[(&str, &str)] = &[
    ("/thu", "GET, HEAD"),
    ("/soan", "GET, HEAD"),
    ("/soan/{template}", "GET, HEAD, POST"),
    ("/soan/{template}/xem", "POST"),
    ("/soan/{template}/hinh", "GET, HEAD"),
    ("/van-ban", "GET, HEAD"),
    ("/van-ban/{id}", "GET, HEAD, POST"),
    ("/van-ban/{id}/sua", "GET, HEAD, POST"),
    ("/van-ban/{id}/tep-word", "POST"),
    ("/van-ban/{id}/so-sanh", "GET, HEAD"),
];

/// The table above with its handlers. What goes wrong is said in words.
pub fn routes(app: &mut ServiceConfig) {
    let words = || from_fn(trouble::in_words);
    let private = || from_fn(super::auth::private);
    app.service(at("/").get(home::enter).head(home::enter).post(home::send).wrap(words()).wrap(private()))
        .service(at("/thu").get(home::show).head(home::show).wrap(private()))
        .service(at("/soan").get(make::choose).head(make::choose).wrap(words()))
        .service(at("/soan/{template}").get(make::show).head(make::show).post(make::send).wrap(words()))
        .service(at("/soan/{template}/xem").post(drawing::draw).wrap(words()))
        .service(at("/soan/{template}/hinh").get(make::picture).head(make::picture).wrap(words()))
        .service(at("/van-ban").get(documents::list).head(documents::list).wrap(words()))
        .service(
            at("/van-ban/{id}")
                .get(documents::show)
                .head(documents::show)
                .post(documents::acts::act)
                .wrap(words()),
        )
        .service(at("/van-ban/{id}/sua").get(edit::show).head(edit::show).post(edit::send).wrap(words()))
        .service(at("/van-ban/{id}/tep-word").post(documents::upload::take).wrap(words()))
        .service(
            at("/van-ban/{id}/so-sanh")
                .get(documents::compare::show)
                .head(documents::compare::show)
                .wrap(words()),
        );
}

/// The pages' templates. Every name a page uses must be given to it.
///
/// # Errors
/// When a template is faulty (a defect of ours, found by the first test that builds a door).
pub fn templates() -> Result<Environment<'static>, minijinja::Error> {
    let mut pages = Environment::new();
    pages.set_undefined_behavior(UndefinedBehavior::Strict);
    let mut syntax = SyntaxConfig::builder();
    syntax.trim_blocks(true).lstrip_blocks(true);
    pages.set_syntax(syntax.build()?);
    pages.add_template("parts.html", include_str!("../../../templates/web/parts.html"))?;
    pages.add_template("frame.html", include_str!("../../../templates/web/frame.html"))?;
    pages.add_template("desk.html", include_str!("../../../templates/web/desk.html"))?;
    pages.add_template("choose.html", include_str!("../../../templates/web/choose.html"))?;
    pages.add_template("fields.html", include_str!("../../../templates/web/fields.html"))?;
    pages.add_template("edit.html", include_str!("../../../templates/web/edit.html"))?;
    pages.add_template("documents.html", include_str!("../../../templates/web/documents.html"))?;
    pages.add_template("document.html", include_str!("../../../templates/web/document.html"))?;
    pages.add_template("compare.html", include_str!("../../../templates/web/compare.html"))?;
    pages.add_template("trouble.html", include_str!("../../../templates/web/trouble.html"))?;
    pages.add_template("rules.html", include_str!("../../../templates/web/rules.html"))?;
    pages.add_template("sign-in.html", include_str!("../../../templates/web/sign-in.html"))?;
    pages.add_template("set-up.html", include_str!("../../../templates/web/set-up.html"))?;
    pages.add_template("password.html", include_str!("../../../templates/web/password.html"))?;
    pages.add_template("account.html", include_str!("../../../templates/web/account.html"))?;
    pages.add_template("verify.html", include_str!("../../../templates/web/verify.html"))?;
    pages.add_template("home.html", include_str!("../../../templates/web/home.html"))?;
    Ok(pages)
}
