//! The bureau (văn phòng): what is kept, and the verbs that change it.
//!
//! Every verb takes who acts ([`Actor`]) and when; it holds their rights, writes what it does
//! and the audit log's entry in one transaction, and gives a [`Failure`] that says what is
//! wrong. One file a family of verbs.

pub mod acts;
pub mod audit;
pub mod backup;
pub mod batches;
pub mod blanks;
pub mod by_hand;
pub mod campaigns;
pub mod certificates;
pub mod chain;
pub mod designs;
pub mod desk;
pub mod doctor;
pub mod documents;
mod erase;
mod failure;
pub mod honorees;
pub mod idempotency;
pub mod imports;
pub mod invitations;
pub mod issue;
mod lifecycle;
pub mod numbering;
pub mod offices;
mod password;
pub mod people;
pub mod personal;
pub mod printers;
pub mod registers;
pub mod rounds;
mod secret;
pub mod shelf;
pub mod sign;
pub mod statistics;
pub mod tokens;
pub mod webhooks;

use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde_json::{Map, Value as Json};
use tokio::sync::{Notify, Semaphore};

pub use failure::{Blame, Failure};
pub use secret::{Secret, new_id};

use super::{Inspector, Library, Pool, Press};
use crate::model::actor::{Actor, Scope};
use crate::model::workflow::Role;
use crate::store::{Audited, Store, Tx};

/// What the verbs work with.
#[derive(Clone)]
pub struct Bureau {
    /// Where everything is kept.
    pub store: Store,
    /// Standards and faces.
    pub press: Arc<Press>,
    /// The built-in templates.
    pub library: Arc<Library>,
    /// The checker.
    pub inspector: Arc<Inspector>,
    /// The bounded workers.
    pub pool: Pool,
    /// Workers of their own for passwords: many who sign in at once do not delay a document.
    pub passwords: Pool,
    /// Told when there is work for workers of this process.
    pub nudge: Arc<Notify>,
    /// Files of batches that may be written at a time.
    pub downloads: Arc<Semaphore>,
}

/// Files of batches that are written at a time: each has a thread of its own.
const DOWNLOADS: usize = 8;

impl Bureau {
    /// A bureau over these.
    pub fn new(
        store: Store,
        press: Arc<Press>,
        library: Arc<Library>,
        inspector: Arc<Inspector>,
        pool: Pool,
    ) -> Bureau {
        Bureau {
            store,
            press,
            library,
            inspector,
            pool,
            passwords: password::pool(),
            nudge: Arc::new(Notify::new()),
            downloads: Arc::new(Semaphore::new(DOWNLOADS)),
        }
    }

    /// Notes one act of several in a transaction; [`Bureau::seal`] notes the last.
    pub(crate) async fn note(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        now: DateTime<Utc>,
        act: &str,
        subject: &str,
    ) -> Result<(), Failure> {
        let (person, office) = (Some(actor.person.clone()), actor.office.clone());
        let (act, subject) = (act.to_owned(), subject.to_owned());
        tx.note(&Audited { at: now, person, office, act, subject, detail: Json::Object(Map::new()) }).await?;
        Ok(())
    }

    /// Notes an act in the audit log, as the last thing of its transaction, and keeps it all.
    /// A request with an Idempotency-Key is noted with its subject beside it.
    pub(crate) async fn seal(
        &self,
        mut tx: Tx,
        actor: &Actor,
        now: DateTime<Utc>,
        act: &str,
        subject: &str,
        detail: Json,
    ) -> Result<(), Failure> {
        idempotency::note(&mut tx, subject).await?;
        tx.note(&Audited {
            at: now,
            person: Some(actor.person.clone()),
            office: actor.office.clone(),
            act: act.to_owned(),
            subject: subject.to_owned(),
            detail,
        })
        .await?;
        tx.commit().await?;
        acts::count(act);
        Ok(())
    }
}

/// The office that somebody acts in, where they (and their key) may do what this scope names.
///
/// # Errors
/// [`Failure::Forbidden`].
pub(crate) fn office_of(actor: &Actor, scope: Scope) -> Result<&str, Failure> {
    match &actor.office {
        Some(office) if actor.has(scope) && !actor.roles.is_empty() => Ok(office),
        _ => Err(Failure::Forbidden),
    }
}

/// As [`office_of`], for somebody with one of these roles.
///
/// # Errors
/// [`Failure::Forbidden`].
pub(crate) fn office_as<'a>(actor: &'a Actor, scope: Scope, roles: &[Role]) -> Result<&'a str, Failure> {
    let office = office_of(actor, scope)?;
    if roles.iter().any(|role| actor.is(*role)) { Ok(office) } else { Err(Failure::Forbidden) }
}
