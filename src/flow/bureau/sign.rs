//! Who somebody is: by the cookie of a session, by a key.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Bureau, Failure, Secret};
use crate::model::actor::{Actor, Scope};
use crate::store::{self, Person, Reader};

/// How long a session lasts without anything done.
pub const IDLE: TimeDelta = TimeDelta::hours(2);

/// How long a session lasts at most.
pub const LONGEST: TimeDelta = TimeDelta::hours(12);

/// How often it is noted that a session or key was used.
const NOTED: TimeDelta = TimeDelta::minutes(1);

impl Bureau {
    /// Who comes with this session.
    ///
    /// # Errors
    /// [`Failure::NotFound`] for one that has ended, or never was.
    pub async fn by_session(&self, secret: &Secret, now: DateTime<Utc>) -> Result<Actor, Failure> {
        let digest = secret.digest();
        let mut reader = self.store.read().await?;
        let session = reader.session(&digest, now - LONGEST, now - IDLE).await?;
        let person = reader.person(&session.person_id).await?;
        let actor = actor(&mut reader, person, session.office_id, None).await?;
        drop(reader);
        if session.seen_at < now - NOTED {
            let mut tx = self.store.begin().await?;
            tx.see_session(&digest, now).await?;
            tx.commit().await?;
        }
        Ok(actor)
    }

    /// Who comes with this key.
    ///
    /// # Errors
    /// [`Failure::NotFound`] for one that has ended, or never was.
    pub async fn by_key(&self, secret: &Secret, now: DateTime<Utc>) -> Result<Actor, Failure> {
        let mut reader = self.store.read().await?;
        let token = reader.token(&secret.digest(), now).await?;
        let person = reader.person(&token.person_id).await?;
        let scopes = token.scopes.split(' ').filter_map(Scope::from_key).collect();
        let actor = actor(&mut reader, person, Some(token.office_id), Some(scopes)).await?;
        drop(reader);
        if token.used_at.is_none_or(|used| used < now - NOTED) {
            let mut tx = self.store.begin().await?;
            tx.use_token(&token.id, now).await?;
            tx.commit().await?;
        }
        Ok(actor)
    }
}

async fn actor(
    reader: &mut Reader,
    person: Person,
    office: Option<String>,
    scopes: Option<Vec<Scope>>,
) -> Result<Actor, store::Error> {
    let roles = match &office {
        Some(office) => reader.roles(office, &person.id).await?,
        None => Vec::new(),
    };
    let operator = person.operator && scopes.is_none();
    Ok(Actor { person: person.id, name: person.name, office, roles, operator, scopes })
}
