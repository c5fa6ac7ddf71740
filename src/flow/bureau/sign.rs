//! Who somebody is: by login and password, by the cookie of a session, by a key.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;

use super::secret::hex_digest;
use super::{Bureau, Failure, Secret};
use crate::model::actor::{Actor, Scope};
use crate::store::{self, Person, Reader, Session, Tx};
use crate::viet::letters::fold;

/// How long a session lasts without anything done.
pub const IDLE: TimeDelta = TimeDelta::hours(2);

/// How long a session lasts at most.
pub const LONGEST: TimeDelta = TimeDelta::hours(12);

/// How many sessions a person may have; one more ends the oldest.
const MOST: i64 = 20;

/// In which time tries to sign in are counted.
pub const WINDOW: TimeDelta = TimeDelta::minutes(15);

/// How often one login may be tried in [`WINDOW`] before it must wait, right or wrong.
pub const TRIES_OF_LOGIN: i64 = 10;

/// How often one address may fail in [`WINDOW`]: a whole office may stand behind one.
pub const TRIES_OF_ADDRESS: i64 = 100;

/// How often it is noted that a session or key was used.
const NOTED: TimeDelta = TimeDelta::minutes(1);

/// Somebody who has just signed in.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// What their cookie holds.
    pub secret: Secret,
    /// Who they are, and where.
    pub actor: Actor,
}

impl Bureau {
    /// Signs somebody in. An unknown login takes as long as a wrong password and is told no
    /// otherwise.
    ///
    /// # Errors
    /// [`Failure::WrongPassword`]; [`Failure::TooOften`] for a login or an address that has
    /// tried too often, whatever the password.
    pub async fn sign_in(
        &self,
        login: &str,
        password: &str,
        address: &str,
        now: DateTime<Utc>,
    ) -> Result<SignedIn, Failure> {
        let tries = Tries::of(login, address);
        self.count(&tries, now).await?;
        let found = self.store.read().await?.person_by_login(login).await;
        let person = match found {
            Ok(person) if person.active => Some(person),
            Ok(_) | Err(store::Error::NotFound) => None,
            Err(error) => return Err(error.into()),
        };
        let form = person.as_ref().and_then(|person| person.password.as_deref());
        if !self.verified(password, form).await? {
            return Err(Failure::WrongPassword);
        }
        let mut tx = self.store.begin().await?;
        tries.forgive(&mut tx, now).await?;
        // It may have been changed, or the person put out, since it was read.
        let known = person.ok_or(Failure::WrongPassword)?;
        let person = tx.person(&known.id).await?;
        if !person.active || person.password != known.password {
            return Err(Failure::WrongPassword);
        }
        self.begin_session(tx, person, now).await
    }

    /// Begins a session of somebody who has shown who they are, as the end of a transaction.
    pub(crate) async fn begin_session(
        &self,
        mut tx: Tx,
        person: Person,
        now: DateTime<Utc>,
    ) -> Result<SignedIn, Failure> {
        let mut memberships = tx.memberships(&person.id).await?.into_iter();
        let office = memberships.next().map(|first| first.office_id);
        let secret = Secret::new();
        tx.begin_session(&Session {
            digest: secret.digest(),
            person_id: person.id.clone(),
            office_id: office.clone(),
            created_at: now,
            seen_at: now,
        })
        .await?;
        tx.tidy_sessions(&person.id, now - LONGEST, MOST).await?;
        let roles = match &office {
            Some(office) => tx.roles(office, &person.id).await?,
            None => Vec::new(),
        };
        let Person { id, name, operator, .. } = person;
        let actor = Actor { person: id, name, office, roles, operator, scopes: None };
        self.seal(tx, &actor, now, "session-begin", &actor.person, json!({})).await?;
        Ok(SignedIn { secret, actor })
    }

    /// Counts a try to sign in, before it is known whether it succeeds, so that many at once
    /// are counted too.
    ///
    /// # Errors
    /// [`Failure::TooOften`].
    async fn count(&self, tries: &Tries, now: DateTime<Utc>) -> Result<(), Failure> {
        let mut tx = self.store.begin().await?;
        let mut wait = None;
        for (subject, most) in [(&tries.address, TRIES_OF_ADDRESS), (&tries.login, TRIES_OF_LOGIN)] {
            let (count, since) = tx.attempt(subject, now, now - WINDOW).await?;
            if count > most {
                wait = wait.max(Some((since + WINDOW - now).num_seconds().max(1)));
            }
        }
        tx.commit().await?;
        match wait {
            Some(seconds) => Err(Failure::TooOften(u64::try_from(seconds).unwrap_or(1))),
            None => Ok(()),
        }
    }

    /// Ends the session that somebody is in.
    ///
    /// # Errors
    /// The store's.
    pub async fn sign_out(&self, actor: &Actor, secret: &Secret, now: DateTime<Utc>) -> Result<(), Failure> {
        let mut tx = self.store.begin().await?;
        tx.end_session(&secret.digest()).await?;
        self.seal(tx, actor, now, "session-end", &actor.person, json!({})).await
    }

    /// Ends every session of somebody but the one they are in.
    ///
    /// # Errors
    /// The store's.
    pub async fn end_other_sessions(
        &self,
        actor: &Actor,
        secret: &Secret,
        now: DateTime<Utc>,
    ) -> Result<(), Failure> {
        let mut tx = self.store.begin().await?;
        tx.end_other_sessions(&actor.person, &secret.digest()).await?;
        self.seal(tx, actor, now, "session-end-others", &actor.person, json!({})).await
    }

    /// Has somebody go on in another office where they work; gives who they are there.
    ///
    /// # Errors
    /// [`Failure::NotFound`] for an office where they do not.
    pub async fn switch_office(
        &self,
        actor: &Actor,
        secret: &Secret,
        office: &str,
        now: DateTime<Utc>,
    ) -> Result<Actor, Failure> {
        let mut tx = self.store.begin().await?;
        let roles = tx.roles(office, &actor.person).await?;
        if roles.is_empty() {
            return Err(Failure::NotFound);
        }
        tx.move_session(&secret.digest(), office).await?;
        let moved = Actor { office: Some(office.to_owned()), roles, ..actor.clone() };
        self.seal(tx, &moved, now, "session-office", &actor.person, json!({})).await?;
        Ok(moved)
    }

    /// Somebody changes their own password. Every session ends; they go on in a new one.
    ///
    /// # Errors
    /// [`Failure::WrongPassword`] when the old one is not theirs; [`Failure::TooOften`];
    /// [`Failure::Invalid`] when the new one is none.
    pub async fn change_password(
        &self,
        actor: &Actor,
        old: &str,
        new: &str,
        now: DateTime<Utc>,
    ) -> Result<SignedIn, Failure> {
        let person = self.store.read().await?.person(&actor.person).await?;
        let tries = Tries::of(&person.login, &format!("person {}", person.id));
        self.count(&tries, now).await?;
        if !self.verified(old, person.password.as_deref()).await? {
            return Err(Failure::WrongPassword);
        }
        let form = self.wanted(new, &person.login, "/password").await?;
        let mut tx = self.store.begin().await?;
        tries.forgive(&mut tx, now).await?;
        tx.set_password(&person.id, &form).await?;
        tx.end_invitations(&person.id, now).await?;
        self.note(&mut tx, actor, now, "password-change", &person.id).await?;
        self.begin_session(tx, person, now).await
    }

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
            noted(async {
                let mut tx = self.store.begin().await?;
                tx.see_session(&digest, now).await?;
                tx.commit().await
            })
            .await;
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
            noted(async {
                let mut tx = self.store.begin().await?;
                tx.use_token(&token.id, now).await?;
                tx.commit().await
            })
            .await;
        }
        Ok(actor)
    }
}

/// Notes that a session or a key was used. Where that cannot be kept, such as on a full disk,
/// whoever came with it goes on reading.
async fn noted(noting: impl Future<Output = Result<(), store::Error>>) {
    if let Err(error) = noting.await {
        tracing::warn!(%error, "that a session or key was used is not noted");
    }
}

/// What is counted of a try: digests, for who tried is nobody's to read.
struct Tries {
    login: String,
    address: String,
}

impl Tries {
    fn of(login: &str, address: &str) -> Tries {
        Tries {
            login: hex_digest(&format!("login:{}", fold(login.trim()))),
            address: hex_digest(&format!("address:{address}")),
        }
    }

    /// It was no failure.
    async fn forgive(&self, tx: &mut Tx, now: DateTime<Utc>) -> Result<(), store::Error> {
        tx.forget_old_attempts(now - WINDOW).await?;
        tx.forgive(&self.address).await?;
        tx.forget_attempts(&self.login).await
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
