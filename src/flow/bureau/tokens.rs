//! Keys of other services (API tokens).

use chrono::{DateTime, Utc};
use serde_json::json;

use super::{Bureau, Failure, Secret, new_id, office_of};
use crate::flow::{Asked, Fault};
use crate::model::actor::{Actor, Scope};
use crate::model::workflow::Role;
use crate::store::Token;

/// How every key begins, so that whoever looks for keys that leaked finds it.
pub const PREFIX: &str = "vanthu_";

/// Longest name of a key, in characters.
const LONGEST: usize = 120;

/// How many keys that open a person may have in an office.
const MOST: i64 = 200;

/// A key to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewToken {
    /// What it is for.
    pub name: String,
    /// What it may be used for.
    pub scopes: Vec<Scope>,
    /// When it ends by itself.
    pub expires_at: Option<DateTime<Utc>>,
}

impl NewToken {
    /// Reads `{"name": …, "scopes": [ … ], "expires_at": …}`.
    ///
    /// # Errors
    /// Every fault.
    pub fn from_json(json: &str, now: DateTime<Utc>) -> Result<NewToken, Vec<Fault>> {
        let mut asked = Asked::read(json)?;
        let name = asked.needed("name", LONGEST);
        let had = asked.has("scopes");
        let names = asked.list("scopes");
        let known = |names: &Vec<String>| names.iter().all(|name| Scope::from_key(name).is_some());
        match &names {
            None if had => {}
            None => asked.fault("scopes", "json-missing", "is needed"),
            Some(names) if names.is_empty() || !known(names) => {
                let keys: Vec<_> = Scope::ALL.iter().map(|scope| scope.key()).collect();
                asked.fault("scopes", "scope-unknown", &format!("at least one of {}", keys.join(", ")));
            }
            Some(_) => {}
        }
        let names = names.unwrap_or_default();
        let scopes = Scope::ALL.iter().copied().filter(|scope| names.iter().any(|name| name == scope.key()));
        let expires_at = asked.take("expires_at", "json-moment", "a moment to come", |value| {
            let at = DateTime::parse_from_rfc3339(value.as_str()?).ok()?.to_utc();
            Some(at).filter(|at| *at > now)
        });
        asked.end(NewToken { name, scopes: scopes.collect(), expires_at })
    }
}

impl Bureau {
    /// Makes a key with which another service may do what the actor may in their office, and
    /// its scopes allow; gives it, and what opens with it, once. Keys do not make keys.
    ///
    /// # Errors
    /// [`Failure::Forbidden`]; [`Failure::Conflict`] `too-many-tokens`.
    pub async fn make_token(
        &self,
        actor: &Actor,
        new: &NewToken,
        now: DateTime<Utc>,
    ) -> Result<(Token, Secret), Failure> {
        if actor.scopes.is_some() {
            return Err(Failure::Forbidden);
        }
        let office = office_of(actor, Scope::Admin)?.to_owned();
        if self.store.read().await?.count_tokens(&office, &actor.person, now).await? >= MOST {
            return Err(Failure::Conflict("too-many-tokens", MOST.to_string()));
        }
        let secret = Secret::marked(PREFIX);
        let scopes: Vec<&str> = new.scopes.iter().map(|scope| scope.key()).collect();
        let token = Token {
            id: new_id(now),
            digest: secret.digest(),
            office_id: office,
            person_id: actor.person.clone(),
            name: new.name.clone(),
            scopes: scopes.join(" "),
            created_at: now,
            expires_at: new.expires_at,
            used_at: None,
            ended_at: None,
        };
        let mut tx = self.store.begin().await?;
        tx.add_token(&token).await?;
        self.seal(tx, actor, now, "token-make", &token.id, json!({ "scopes": new.scopes })).await?;
        Ok((token, secret))
    }

    /// The keys of the actor's office: all of them for its administrator, their own for others.
    ///
    /// # Errors
    /// [`Failure::Forbidden`].
    pub async fn tokens(&self, actor: &Actor, before: &str, limit: i64) -> Result<Vec<Token>, Failure> {
        let office = office_of(actor, Scope::Admin)?;
        Ok(self.store.read().await?.tokens(office, whose(actor), before, limit).await?)
    }

    /// Ends a key at once.
    ///
    /// # Errors
    /// [`Failure::NotFound`] for one that ended before, or is not theirs to end.
    pub async fn end_token(&self, actor: &Actor, id: &str, now: DateTime<Utc>) -> Result<(), Failure> {
        let office = office_of(actor, Scope::Admin)?;
        let mut tx = self.store.begin().await?;
        tx.end_token(office, whose(actor), id, now).await?;
        self.seal(tx, actor, now, "token-end", id, json!({})).await
    }
}

/// Whose keys the actor sees; everybody's (empty) for an administrator.
fn whose(actor: &Actor) -> &str {
    if actor.is(Role::Administrator) { "" } else { &actor.person }
}
