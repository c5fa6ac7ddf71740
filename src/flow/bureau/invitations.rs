//! One-time links: the first administrator founds an office, a person chooses a password.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value as Json, json};

use super::people::{login_fault, name_fault};
use super::{Blame, Bureau, Failure, Secret, new_id, password, sign::SignedIn};
use crate::model::actor::Actor;
use crate::model::workflow::Role;
use crate::store::{Invitation, Office, Person, Tx};

/// How long the first administrator's link opens.
const FOUNDING: TimeDelta = TimeDelta::hours(24);

/// How long a link to choose a password opens.
const CHOOSING: TimeDelta = TimeDelta::days(3);

/// A link that was made just now: its secret is told once.
#[derive(Clone, Debug)]
pub struct Invite {
    /// What the link holds.
    pub secret: Secret,
    /// Until when it opens.
    pub expires_at: DateTime<Utc>,
}

/// What the first administrator says of themself and their office.
#[derive(Clone, Debug, Default)]
pub struct First {
    /// Tên cơ quan.
    pub office: String,
    /// Cơ quan chủ quản; may be empty.
    pub parent: String,
    /// Địa danh.
    pub place: String,
    /// Họ và tên.
    pub name: String,
    /// What they will type to sign in.
    pub login: String,
    /// Their password.
    pub password: String,
}

impl First {
    /// Everything that is wrong with it.
    fn faults(&self) -> Vec<Blame> {
        let office = super::offices::name_fault(&self.office, "/office");
        let place = self.place.trim().is_empty().then(|| Blame::of("json-missing", "/place", ""));
        let name = name_fault(&self.name, "/name");
        let login = login_fault(&self.login, "/login");
        let password = password::fault(&self.password, &self.login, "/password");
        [office, place, name, login, password].into_iter().flatten().collect()
    }

    /// The beginning of the office's profile; its administrator writes the rest.
    fn profile(&self) -> Json {
        let mut profile = json!({ "name": self.office.trim(), "place": self.place.trim() });
        if !self.parent.trim().is_empty() {
            profile["parent"] = self.parent.trim().into();
        }
        profile
    }
}

impl Bureau {
    /// A link for the first administrator, where nobody has been entered yet.
    ///
    /// # Errors
    /// The store's.
    pub async fn founding_link(&self, now: DateTime<Utc>) -> Result<Option<Invite>, Failure> {
        if !self.store.read().await?.is_empty().await? {
            return Ok(None);
        }
        let mut tx = self.store.begin().await?;
        let invite = invite(&mut tx, None, now, FOUNDING).await?;
        tx.commit().await?;
        Ok(Some(invite))
    }

    /// True while a first administrator's link opens.
    ///
    /// # Errors
    /// The store's.
    pub async fn may_found(&self, secret: &Secret, now: DateTime<Utc>) -> Result<bool, Failure> {
        Ok(self.store.read().await?.may_found(&secret.digest(), now).await?)
    }

    /// The first administrator enters their office and themself, and is signed in. They may
    /// enter further offices too.
    ///
    /// # Errors
    /// [`Failure::NotFound`] when the link opens nothing (any more); [`Failure::Invalid`].
    pub async fn found(
        &self,
        secret: &Secret,
        first: &First,
        now: DateTime<Utc>,
    ) -> Result<SignedIn, Failure> {
        if !self.may_found(secret, now).await? {
            return Err(Failure::NotFound);
        }
        let faults = first.faults();
        if !faults.is_empty() {
            return Err(Failure::Invalid(faults));
        }
        let form = self.hashed(&first.password).await?;
        let mut tx = self.store.begin().await?;
        tx.use_founding(&secret.digest(), now).await?;
        let person = Person {
            id: new_id(now),
            login: first.login.trim().to_owned(),
            name: first.name.trim().to_owned(),
            password: Some(form),
            active: true,
            operator: true,
            created_at: now,
        };
        tx.add_person(&person).await?;
        let office = Office {
            id: new_id(now),
            name: first.office.trim().to_owned(),
            parent_id: None,
            reads_parent_templates: false,
            profile: first.profile(),
            edition: 1,
            created_at: now,
        };
        self.found_office(&mut tx, &office).await?;
        tx.add_role(&office.id, &person.id, Role::Administrator).await?;
        let actor = Actor {
            person: person.id.clone(),
            name: person.name.clone(),
            office: Some(office.id.clone()),
            roles: vec![Role::Administrator],
            operator: true,
            scopes: None,
        };
        self.note(&mut tx, &actor, now, "office-enter", &office.id).await?;
        self.note(&mut tx, &actor, now, "user-enter", &person.id).await?;
        self.begin_session(tx, person, now).await
    }

    /// Whose password a link lets choose.
    ///
    /// # Errors
    /// [`Failure::NotFound`] when it opens nothing (any more).
    pub async fn invited(&self, secret: &Secret, now: DateTime<Utc>) -> Result<Person, Failure> {
        let mut reader = self.store.read().await?;
        let person = reader.invited(&secret.digest(), now).await?;
        let person = reader.person(&person).await?;
        if person.active { Ok(person) } else { Err(Failure::NotFound) }
    }

    /// Somebody chooses their password by a link, and is signed in. Their other sessions and
    /// links end.
    ///
    /// # Errors
    /// [`Failure::NotFound`] when the link opens nothing (any more); [`Failure::Invalid`].
    pub async fn choose_password(
        &self,
        secret: &Secret,
        password: &str,
        now: DateTime<Utc>,
    ) -> Result<SignedIn, Failure> {
        let person = self.invited(secret, now).await?;
        let form = self.wanted(password, &person.login, "/password").await?;
        let mut tx = self.store.begin().await?;
        let id = tx.use_invitation(&secret.digest(), now).await?;
        let person = tx.person(&id).await?;
        if !person.active {
            return Err(Failure::NotFound);
        }
        tx.set_password(&id, &form).await?;
        let actor = Actor {
            person: id.clone(),
            name: person.name.clone(),
            office: None,
            roles: Vec::new(),
            operator: false,
            scopes: None,
        };
        self.note(&mut tx, &actor, now, "password-choose", &id).await?;
        self.begin_session(tx, person, now).await
    }
}

/// A link for a person to choose a password; those before it open no more.
pub(super) async fn invite_person(tx: &mut Tx, person: &str, now: DateTime<Utc>) -> Result<Invite, Failure> {
    tx.end_invitations(person, now).await?;
    invite(tx, Some(person.to_owned()), now, CHOOSING).await
}

async fn invite(
    tx: &mut Tx,
    person_id: Option<String>,
    now: DateTime<Utc>,
    lasts: TimeDelta,
) -> Result<Invite, Failure> {
    let invite = Invite { secret: Secret::new(), expires_at: now + lasts };
    let digest = invite.secret.digest();
    tx.invite(&Invitation { digest, person_id, created_at: now, expires_at: invite.expires_at }).await?;
    Ok(invite)
}
