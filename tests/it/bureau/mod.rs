//! The bureau's verbs on both databases, at moments that a test chooses.

pub(crate) mod batches;
mod paper;
mod registers;

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use vanthu::flow::{Bureau, Inspector, Library, Pool, Press};
use vanthu::model::actor::Actor;
use vanthu::model::workflow::Role;
use vanthu::model::{Standard, standard::ND30_2020};
use vanthu::store::Store;
use vanthu::writers::fonts::Fonts;

/// A bureau over a store.
fn bureau(store: Store) -> Bureau {
    let standard = Standard::load(ND30_2020).unwrap();
    Bureau::new(
        store,
        Arc::new(Press::new(vec![standard.clone()], Fonts::embedded(), 500)),
        Arc::new(Library::new(standard)),
        Arc::new(Inspector::built_in().unwrap()),
        Pool::new(2, 16, Duration::from_secs(60)),
    )
}

/// The person of a role in the office `o1`.
fn person(role: Role) -> Actor {
    Actor {
        person: role.key().to_owned(),
        name: "Đỗ Quang Vinh".to_owned(),
        office: Some("o1".to_owned()),
        roles: vec![role],
        operator: false,
        scopes: None,
    }
}

/// A moment, as RFC 3339 has it.
fn moment(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).unwrap().to_utc()
}
