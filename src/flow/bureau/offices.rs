//! Offices (cơ quan): who enters them, their profiles, whose templates they may read.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde_json::{Value as Json, json};

use super::numbering::default_series;
use super::{Blame, Bureau, Failure, new_id, office_as};
use crate::flow::{Asked, Fault, Inspector};
use crate::model::DataProblem;
use crate::model::actor::{Actor, Scope};
use crate::model::workflow::Role;
use crate::store::{Office, Tx};

/// Longest name of an office, in characters.
const LONGEST: usize = 200;

/// What an office is to be.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wished {
    /// Its name; without one the profile's.
    pub name: Option<String>,
    /// What templates ask for as `office.*`.
    pub profile: Json,
    /// The id of its parent: an operator's to say. `Some(None)` puts it under none.
    pub parent: Option<Option<String>>,
}

impl Wished {
    /// Reads `{"profile": {…}, "name": …, "parent": …}`.
    ///
    /// # Errors
    /// Every fault.
    pub fn from_json(json: &str) -> Result<Wished, Vec<Fault>> {
        let mut asked = Asked::read(json)?;
        let name = asked.words("name", LONGEST);
        let cleared = asked.is_null("parent");
        let parent = asked.words("parent", 64);
        if !asked.has("profile") {
            asked.fault("profile", "json-missing", "is needed");
        }
        let profile = asked.object("profile").unwrap_or_default();
        let parent = if cleared { Some(None) } else { parent.map(Some) };
        asked.end(Wished { name, profile, parent })
    }

    fn name(&self) -> String {
        let own = self.profile.get("name").and_then(Json::as_str).unwrap_or_default().trim();
        self.name.clone().unwrap_or_else(|| own.to_owned())
    }
}

/// Reads `{"granted": true}`.
///
/// # Errors
/// Every fault.
pub fn granted(json: &str) -> Result<bool, Vec<Fault>> {
    let mut asked = Asked::read(json)?;
    let granted = asked.switch("granted");
    if granted.is_none() {
        asked.fault("granted", "json-missing", "is needed");
    }
    asked.end(granted.unwrap_or_default())
}

/// What is wrong with an office's name.
pub(super) fn name_fault(name: &str, pointer: &str) -> Option<Blame> {
    match name.trim().chars().count() {
        0 => Some(Blame::of("json-missing", pointer, "")),
        length if length > LONGEST => Some(Blame::of("json-long", pointer, "")),
        _ => None,
    }
}

impl Bureau {
    /// Enters an office into a transaction, with what every new office has. What another part
    /// gives each office from its first day is given here.
    pub(crate) async fn found_office(&self, tx: &mut Tx, office: &Office) -> Result<(), Failure> {
        tx.add_office(office).await?;
        Ok(default_series(tx, &office.id).await?)
    }

    /// An operator enters an office, and is its administrator until others are.
    ///
    /// # Errors
    /// [`Failure::Forbidden`]; [`Failure::Data`] for a faulty profile; [`Failure::Invalid`].
    pub async fn enter_office(
        &self,
        actor: &Actor,
        wished: &Wished,
        now: DateTime<Utc>,
    ) -> Result<Office, Failure> {
        if !actor.operator {
            return Err(Failure::Forbidden);
        }
        self.sound_profile(&wished.profile).await?;
        let office = Office {
            id: new_id(now),
            name: wished.name(),
            parent_id: wished.parent.clone().flatten(),
            reads_parent_templates: false,
            profile: wished.profile.clone(),
            edition: 1,
            created_at: now,
        };
        let mut tx = self.store.begin().await?;
        known_parent(&mut tx, &office.id, office.parent_id.as_deref()).await?;
        self.found_office(&mut tx, &office).await?;
        tx.add_role(&office.id, &actor.person, Role::Administrator).await?;
        self.seal(tx, actor, now, "office-enter", &office.id, json!({ "parent": office.parent_id })).await?;
        Ok(office)
    }

    /// Changes an office's name and profile, where it is still of the edition that the caller
    /// saw. Its administrators may, and operators; only operators say what its parent is, and
    /// with another parent the leave to read its templates ends.
    ///
    /// # Errors
    /// [`Failure::NotFound`] for another office; [`Failure::Forbidden`]; [`Failure::Stale`];
    /// [`Failure::Data`] for a faulty profile.
    pub async fn change_office(
        &self,
        actor: &Actor,
        id: &str,
        seen: i64,
        wished: &Wished,
        now: DateTime<Utc>,
    ) -> Result<Office, Failure> {
        let own = actor.office.as_deref() == Some(id);
        if !actor.operator {
            if !own {
                return Err(Failure::NotFound);
            }
            office_as(actor, Scope::Admin, &[Role::Administrator])?;
        }
        let now_is = self.store.read().await?.office(id).await?;
        if now_is.edition != seen {
            return Err(Failure::Stale(shown(&now_is)));
        }
        self.sound_profile(&wished.profile).await?;
        let mut tx = self.store.begin().await?;
        let parent = wished.parent.clone().unwrap_or_else(|| now_is.parent_id.clone());
        let moves = parent != now_is.parent_id;
        if moves && !actor.operator {
            return Err(Failure::Forbidden);
        }
        let changed = tx.change_office(id, seen, &wished.name(), &wished.profile).await;
        let mut office = match changed {
            Err(crate::store::Error::Conflict("edition-stale")) => {
                return Err(Failure::Stale(shown(&tx.office(id).await?)));
            }
            other => other?,
        };
        if moves {
            known_parent(&mut tx, id, parent.as_deref()).await?;
            office = tx.place_office(id, parent.as_deref(), false).await?;
        }
        self.seal(tx, actor, now, "office-change", id, json!({ "edition": office.edition })).await?;
        Ok(office)
    }

    /// Gives or takes an office's leave to read its parent's templates: an administrator of the
    /// parent may, working there, and an operator.
    ///
    /// # Errors
    /// [`Failure::NotFound`] for an office that is no child of the actor's.
    pub async fn grant_templates(
        &self,
        actor: &Actor,
        id: &str,
        granted: bool,
        now: DateTime<Utc>,
    ) -> Result<Office, Failure> {
        let mut tx = self.store.begin().await?;
        let office = tx.office(id).await?;
        if !actor.operator {
            if office.parent_id.is_none() || office.parent_id != actor.office {
                return Err(Failure::NotFound);
            }
            office_as(actor, Scope::Admin, &[Role::Administrator])?;
        }
        if granted && office.parent_id.is_none() {
            return Err(Failure::Conflict("no-parent", String::new()));
        }
        let parent = office.parent_id.as_deref();
        let office = tx.place_office(id, parent, granted).await?;
        self.seal(tx, actor, now, "office-grant", id, json!({ "granted": granted })).await?;
        Ok(office)
    }

    /// One office: where the actor works, a child of it, or any for an operator.
    ///
    /// # Errors
    /// [`Failure::NotFound`].
    pub async fn office(&self, actor: &Actor, id: &str) -> Result<Office, Failure> {
        let mut reader = self.store.read().await?;
        let office = reader.office(id).await?;
        let own = actor.office.as_deref() == Some(id);
        if own
            || actor.operator
            || actor.scopes.is_none() && !reader.roles(id, &actor.person).await?.is_empty()
        {
            return Ok(office);
        }
        // A parent knows that it has the child, and no more.
        if sees_child(actor, &office) {
            return Ok(Office { profile: json!({}), ..office });
        }
        Err(Failure::NotFound)
    }

    /// The offices that the actor may see, by id, after the id of a page before.
    ///
    /// # Errors
    /// The store's.
    pub async fn offices(&self, actor: &Actor, after: &str, limit: i64) -> Result<Vec<Office>, Failure> {
        let mut reader = self.store.read().await?;
        let of = actor.office.as_deref().unwrap_or("-");
        if actor.scopes.is_some() {
            // A key belongs to one office.
            return Ok(if after < of { reader.office(of).await.into_iter().collect() } else { Vec::new() });
        }
        let person = if actor.operator { "" } else { &actor.person };
        Ok(reader
            .offices_of(person, if actor.is(Role::Administrator) { of } else { "-" }, after, limit)
            .await?)
    }

    /// What is still to be said in an office's profile.
    ///
    /// # Errors
    /// The pool's.
    pub async fn profile_problems(&self, profile: &Json) -> Result<Vec<DataProblem>, Failure> {
        let (library, profile) = (Arc::clone(&self.library), profile.clone());
        let checked = move || {
            let mut problems = library.check_office(&profile);
            let inspector = Inspector::built_in().map(|inspector| inspector.for_office(&profile));
            problems.extend(inspector.ok().and_then(Result::err).into_iter().flatten());
            problems
        };
        Ok(self.pool.run(checked).await?)
    }

    async fn sound_profile(&self, profile: &Json) -> Result<(), Failure> {
        let problems = self.profile_problems(profile).await?;
        if problems.iter().any(DataProblem::is_fault) { Err(Failure::Data(problems)) } else { Ok(()) }
    }
}

fn sees_child(actor: &Actor, office: &Office) -> bool {
    office.parent_id.is_some()
        && office.parent_id == actor.office
        && office_as(actor, Scope::Admin, &[Role::Administrator]).is_ok()
}

/// The parent is an office of this server, and not below the office itself.
async fn known_parent(tx: &mut Tx, id: &str, parent: Option<&str>) -> Result<(), Failure> {
    let wrong = || Failure::Invalid(vec![Blame::of("office-unknown", "/parent", "")]);
    let mut above = parent.map(str::to_owned);
    while let Some(next) = above {
        if next == id {
            return Err(wrong());
        }
        match tx.office(&next).await {
            Ok(office) => above = office.parent_id,
            Err(crate::store::Error::NotFound) => return Err(wrong()),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// An office as whoever may change it sees it.
fn shown(office: &Office) -> Json {
    json!({
        "id": office.id,
        "name": office.name,
        "parent": office.parent_id,
        "reads_parent_templates": office.reads_parent_templates,
        "profile": office.profile,
        "edition": office.edition,
    })
}
