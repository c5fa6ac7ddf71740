//! People entered at the machine itself, by whoever may read and write its data anyway.

use chrono::{DateTime, Utc};
use serde_json::{Value as Json, json};

use super::people::{login_fault, name_fault};
use super::{Blame, Bureau, Failure, new_id, password};
use crate::model::workflow::Role;
use crate::store::{Audited, Office, Person, Tx};

/// A person to be entered.
#[derive(Clone, Debug)]
pub struct ByHand {
    /// What they will type to sign in.
    pub login: String,
    /// Họ và tên.
    pub name: String,
    /// The name of their office, which is made where there is none.
    pub office: String,
    /// What they are there.
    pub roles: Vec<Role>,
    /// May they enter offices? The first person always may.
    pub operator: bool,
    /// Their password.
    pub password: String,
}

impl Bureau {
    /// Enters a person, and their office where there is none of its name.
    ///
    /// # Errors
    /// [`Failure::Invalid`]; [`Failure::Conflict`] `login-taken`, and `office-many` where
    /// several offices have the name.
    pub async fn enter_by_hand(&self, new: &ByHand, now: DateTime<Utc>) -> Result<(), Failure> {
        let faults: Vec<Blame> = [
            super::offices::name_fault(&new.office, "/office"),
            name_fault(&new.name, "/name"),
            login_fault(&new.login, "/login"),
            password::fault(&new.password, &new.login, "/password"),
        ]
        .into_iter()
        .flatten()
        .collect();
        if !faults.is_empty() {
            return Err(Failure::Invalid(faults));
        }
        let form = self.hashed(&new.password).await?;
        let name = new.office.trim();
        let mut tx = self.store.begin().await?;
        let first = tx.is_empty().await?;
        let office = match tx.offices_named(name).await?.as_slice() {
            [] => {
                let office = Office {
                    id: new_id(now),
                    name: name.to_owned(),
                    parent_id: None,
                    reads_parent_templates: false,
                    profile: json!({ "name": name }),
                    edition: 1,
                    created_at: now,
                };
                self.found_office(&mut tx, &office).await?;
                note(&mut tx, now, &office.id, "office-enter", &office.id, json!({})).await?;
                office.id
            }
            [office] => office.clone(),
            _ => return Err(Failure::Conflict("office-many", name.to_owned())),
        };
        let person = Person {
            id: new_id(now),
            login: new.login.trim().to_owned(),
            name: new.name.trim().to_owned(),
            password: Some(form),
            active: true,
            operator: new.operator || first,
            created_at: now,
        };
        tx.add_person(&person).await?;
        tx.set_roles(&office, &person.id, &new.roles).await?;
        note(&mut tx, now, &office, "user-enter", &person.id, json!({ "roles": new.roles })).await?;
        Ok(tx.commit().await?)
    }

    /// Sets a person's password and ends their sessions and links.
    ///
    /// # Errors
    /// [`Failure::NotFound`]; [`Failure::Invalid`].
    pub async fn set_password_by_hand(
        &self,
        login: &str,
        password: &str,
        now: DateTime<Utc>,
    ) -> Result<(), Failure> {
        let person = self.store.read().await?.person_by_login(login).await?;
        let form = self.wanted(password, &person.login, "/password").await?;
        let mut tx = self.store.begin().await?;
        tx.set_password(&person.id, &form).await?;
        tx.end_invitations(&person.id, now).await?;
        note(&mut tx, now, "", "password-set", &person.id, json!({})).await?;
        Ok(tx.commit().await?)
    }
}

/// Notes what the program itself did.
async fn note(
    tx: &mut Tx,
    at: DateTime<Utc>,
    office: &str,
    act: &str,
    subject: &str,
    detail: Json,
) -> Result<(), Failure> {
    let office = Some(office.to_owned()).filter(|office| !office.is_empty());
    let (act, subject) = (act.to_owned(), subject.to_owned());
    tx.note(&Audited { at, person: None, office, act, subject, detail }).await?;
    Ok(())
}
