//! For programs: typesetting, checking, templates, the server's health, and the description of it all.

pub mod accept;
pub mod audit;
pub mod batches;
pub mod campaigns;
pub mod check;
pub mod description;
pub mod designs;
pub mod documents;
pub mod errors;
pub mod health;
pub mod honorees;
pub mod imports;
pub mod manners;
pub mod offices;
pub mod preview;
pub mod registers;
pub mod rounds;
pub mod schema;
pub mod session;
pub mod templates;
pub mod tokens;
pub mod typeset;
pub mod users;
pub mod webhooks;
