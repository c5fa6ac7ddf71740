//! People of an office: who enters them, what they are there, who may sign in.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::invitations::{Invite, invite_person};
use super::{Blame, Bureau, Failure, new_id, office_as};
use crate::flow::{Asked, Fault};
use crate::model::actor::{Actor, Scope};
use crate::model::workflow::Role;
use crate::store::{Listed, Membership, Person, Reader, Tx};

/// Longest name of a person, in characters.
pub const LONGEST_NAME: usize = 120;

/// Longest login, in characters.
pub const LONGEST_LOGIN: usize = 64;

/// A person as their administrator sees them.
#[derive(Clone, Debug, PartialEq)]
pub struct User {
    /// Who.
    pub person: Person,
    /// What they are in the office of whoever looks.
    pub roles: Vec<Role>,
}

/// A person to be entered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewUser {
    /// What they will type to sign in.
    pub login: String,
    /// Họ và tên.
    pub name: String,
    /// What they are in the office.
    pub roles: Vec<Role>,
}

/// What of a person is to change; `None` stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// Họ và tên.
    pub name: Option<String>,
    /// What they are in the office: just these.
    pub roles: Option<Vec<Role>>,
    /// May they sign in?
    pub active: Option<bool>,
}

impl NewUser {
    /// Reads `{"login": …, "name": …, "roles": [ … ]}`.
    ///
    /// # Errors
    /// Every fault.
    pub fn from_json(json: &str) -> Result<NewUser, Vec<Fault>> {
        let mut asked = Asked::read(json)?;
        let login = asked.needed("login", LONGEST_LOGIN);
        let name = asked.needed("name", LONGEST_NAME);
        let roles = roles(&mut asked);
        if roles.is_none() && !asked.is_faulty("roles") {
            asked.fault("roles", "json-missing", "is needed");
        }
        for (key, blame) in [("login", login_fault(&login, "")), ("name", name_fault(&name, ""))] {
            if let Some(blame) = blame.filter(|_| !asked.is_faulty(key)) {
                asked.fault(key, blame.code, "");
            }
        }
        asked.end(NewUser { login, name, roles: roles.unwrap_or_default() })
    }
}

impl Change {
    /// Reads `{"name": …, "roles": [ … ], "active": …}`; what is left out stays.
    ///
    /// # Errors
    /// Every fault.
    pub fn from_json(json: &str) -> Result<Change, Vec<Fault>> {
        let mut asked = Asked::read(json)?;
        let name = asked.words("name", LONGEST_NAME);
        if let Some(blame) = name.as_deref().and_then(|name| name_fault(name, "")) {
            asked.fault("name", blame.code, "");
        }
        let roles = roles(&mut asked);
        let active = asked.switch("active");
        asked.end(Change { name, roles, active })
    }
}

/// `roles`, each once.
fn roles(asked: &mut Asked) -> Option<Vec<Role>> {
    let names = asked.list("roles")?;
    if names.iter().any(|name| Role::from_key(name).is_none()) {
        asked.fault("roles", "role-unknown", "clerk, records-officer, leader or administrator");
    }
    Some(Role::ALL.iter().copied().filter(|role| names.iter().any(|name| name == role.key())).collect())
}

/// What is wrong with a person's name: a line with a letter in it.
pub(super) fn name_fault(name: &str, pointer: &str) -> Option<Blame> {
    let shaped = name.chars().any(char::is_alphabetic) && !name.trim().chars().any(char::is_control);
    let fits = name.trim().chars().count() <= LONGEST_NAME;
    (!shaped || !fits).then(|| Blame::of("name-shape", pointer, ""))
}

/// What is wrong with a login: two letters or digits and more, without spaces.
pub(super) fn login_fault(login: &str, pointer: &str) -> Option<Blame> {
    let login = login.trim();
    let shaped = login.chars().all(|c| c.is_alphanumeric() || "._-@+".contains(c));
    let length = login.chars().count();
    (!shaped || !(2..=LONGEST_LOGIN).contains(&length)).then(|| Blame::of("login-shape", pointer, ""))
}

impl Bureau {
    /// The people of the actor's office, in Vietnamese order of their names; an operator may
    /// ask for those of all offices.
    ///
    /// # Errors
    /// [`Failure::Forbidden`].
    pub async fn users(
        &self,
        actor: &Actor,
        words: &str,
        everywhere: bool,
        after: (&[u8], &str),
        limit: i64,
    ) -> Result<Vec<Listed>, Failure> {
        let office = if everywhere && actor.operator { None } else { Some(administered(actor)?) };
        if everywhere && !actor.operator {
            return Err(Failure::Forbidden);
        }
        Ok(self.store.read().await?.people(office, words, after, limit).await?)
    }

    /// The actor themself, and what they are where.
    ///
    /// # Errors
    /// The store's.
    pub async fn whoami(&self, actor: &Actor) -> Result<(Person, Vec<Membership>), Failure> {
        let mut reader = self.store.read().await?;
        Ok((reader.person(&actor.person).await?, reader.memberships(&actor.person).await?))
    }

    /// A person of the actor's office.
    ///
    /// # Errors
    /// [`Failure::NotFound`] for a person of another.
    pub async fn user(&self, actor: &Actor, id: &str) -> Result<User, Failure> {
        let mut reader = self.store.read().await?;
        seen(&mut reader, actor, id).await
    }

    /// Enters a person into the actor's office; gives them with the link by which they choose
    /// their password.
    ///
    /// # Errors
    /// [`Failure::Forbidden`]; [`Failure::Conflict`] `login-taken`.
    pub async fn enter_user(
        &self,
        actor: &Actor,
        new: &NewUser,
        now: DateTime<Utc>,
    ) -> Result<(User, Invite), Failure> {
        let office = administered(actor)?;
        let person = Person {
            id: new_id(now),
            login: new.login.clone(),
            name: new.name.clone(),
            password: None,
            active: true,
            operator: false,
            created_at: now,
        };
        let mut tx = self.store.begin().await?;
        tx.add_person(&person).await?;
        tx.set_roles(office, &person.id, &new.roles).await?;
        let invite = invite_person(&mut tx, &person.id, now).await?;
        let detail = json!({ "roles": new.roles });
        self.seal(tx, actor, now, "user-enter", &person.id, detail).await?;
        Ok((User { person, roles: new.roles.clone() }, invite))
    }

    /// Changes a person of the actor's office. Other roles, and being put out, end their
    /// sessions at once.
    ///
    /// # Errors
    /// [`Failure::NotFound`]; [`Failure::Forbidden`]; [`Failure::Conflict`] `last-administrator`,
    /// `last-operator`, and `works-elsewhere` for what concerns another office too.
    pub async fn change_user(
        &self,
        actor: &Actor,
        id: &str,
        change: &Change,
        now: DateTime<Utc>,
    ) -> Result<User, Failure> {
        self.user(actor, id).await?;
        let mut tx = self.store.begin().await?;
        tx.hold_people().await?;
        let person = tx.person(id).await?;
        if change.name.is_some() || change.active.is_some() {
            whole(&mut tx, actor, &person).await?;
        }
        if let Some(name) = &change.name {
            tx.rename_person(id, name, &person.login).await?;
        }
        if let Some(active) = change.active {
            if !active {
                dispensable(&mut tx, &person).await?;
            }
            tx.set_active(id, active).await?;
        }
        if let Some(roles) = &change.roles {
            let office = administered(actor)?;
            let had = tx.roles(office, id).await?;
            let leaves = had.contains(&Role::Administrator) && !roles.contains(&Role::Administrator);
            if leaves && person.active && tx.count_role(office, Role::Administrator).await? < 2 {
                return Err(Failure::Conflict("last-administrator", String::new()));
            }
            if had != *roles {
                tx.set_roles(office, id, roles).await?;
            }
        }
        let person = tx.person(id).await?;
        let roles = match &actor.office {
            Some(office) => tx.roles(office, id).await?,
            None => Vec::new(),
        };
        let mut detail = json!({ "renamed": change.name.is_some() });
        if let Some(active) = change.active {
            detail["active"] = active.into();
        }
        if change.roles.is_some() {
            detail["roles"] = json!(roles);
        }
        self.seal(tx, actor, now, "user-change", id, detail).await?;
        Ok(User { person, roles })
    }

    /// A new link by which a person of the actor's office chooses their password; those before
    /// it open no more. The old password opens until a new one is chosen.
    ///
    /// # Errors
    /// As [`Bureau::change_user`]; [`Failure::Conflict`] `not-active`.
    pub async fn password_link(
        &self,
        actor: &Actor,
        id: &str,
        now: DateTime<Utc>,
    ) -> Result<Invite, Failure> {
        self.user(actor, id).await?;
        let mut tx = self.store.begin().await?;
        let person = tx.person(id).await?;
        whole(&mut tx, actor, &person).await?;
        if !person.active {
            return Err(Failure::Conflict("not-active", String::new()));
        }
        let invite = invite_person(&mut tx, id, now).await?;
        self.seal(tx, actor, now, "user-link", id, json!({})).await?;
        Ok(invite)
    }
}

/// The office whose people the actor enters and changes.
fn administered(actor: &Actor) -> Result<&str, Failure> {
    office_as(actor, Scope::Admin, &[Role::Administrator])
}

/// A person that the actor may see: of the office they administer, or any for an operator.
pub(super) async fn seen(reader: &mut Reader, actor: &Actor, id: &str) -> Result<User, Failure> {
    if !actor.operator {
        administered(actor)?;
    }
    let person = reader.person(id).await?;
    let roles = match &actor.office {
        Some(office) => reader.roles(office, id).await?,
        None => Vec::new(),
    };
    if roles.is_empty() && !actor.operator { Err(Failure::NotFound) } else { Ok(User { person, roles }) }
}

/// The actor may change the person as a whole, not only what they are in one office: an
/// operator may; an administrator may where the person works nowhere else and is no operator.
pub(super) async fn whole(tx: &mut Tx, actor: &Actor, person: &Person) -> Result<(), Failure> {
    if actor.operator {
        return Ok(());
    }
    let office = administered(actor)?;
    if person.operator {
        return Err(Failure::Forbidden);
    }
    let elsewhere = tx.memberships(&person.id).await?.iter().any(|one| one.office_id != office);
    if elsewhere { Err(Failure::Conflict("works-elsewhere", String::new())) } else { Ok(()) }
}

/// Nobody is put out without whom an office has no administrator, or the server no operator.
pub(super) async fn dispensable(tx: &mut Tx, person: &Person) -> Result<(), Failure> {
    if !person.active {
        return Ok(());
    }
    if person.operator && tx.count_operators().await? < 2 {
        return Err(Failure::Conflict("last-operator", String::new()));
    }
    for Membership { office_id, office, role } in tx.memberships(&person.id).await? {
        if role == Role::Administrator.key() && tx.count_role(&office_id, Role::Administrator).await? < 2 {
            return Err(Failure::Conflict("last-administrator", office));
        }
    }
    Ok(())
}
