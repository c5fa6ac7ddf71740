//! For programs: typesetting, checking, templates, the server's health, and the description of it all.

pub mod accept;
pub mod check;
pub mod description;
pub mod errors;
pub mod health;
pub mod manners;
pub mod preview;
pub mod schema;
pub mod templates;
pub mod typeset;
