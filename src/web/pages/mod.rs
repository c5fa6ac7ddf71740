//! For people: pages from templates (escaped by minijinja), a style sheet and small plain
//! scripts. All of it is part of the program; nothing comes from elsewhere.

use minijinja::{Environment, UndefinedBehavior, syntax::SyntaxConfig};

pub mod account;
pub mod assets;
pub mod docs;
pub mod forms;
pub mod home;
pub mod password;
pub mod rules;
pub mod set_up;
pub mod sign_in;
pub mod verify;

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
    pages.add_template("rules.html", include_str!("../../../templates/web/rules.html"))?;
    pages.add_template("sign-in.html", include_str!("../../../templates/web/sign-in.html"))?;
    pages.add_template("set-up.html", include_str!("../../../templates/web/set-up.html"))?;
    pages.add_template("password.html", include_str!("../../../templates/web/password.html"))?;
    pages.add_template("account.html", include_str!("../../../templates/web/account.html"))?;
    pages.add_template("verify.html", include_str!("../../../templates/web/verify.html"))?;
    pages.add_template("home.html", include_str!("../../../templates/web/home.html"))?;
    Ok(pages)
}
