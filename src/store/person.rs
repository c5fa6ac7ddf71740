//! People and what they are in each office.

use chrono::{DateTime, Utc};
use sqlx::FromRow;

use super::{Error, Reader, Tx};
use crate::model::workflow::Role;
use crate::viet::letters::fold;

/// A person who signs in.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Person {
    /// ULID.
    pub id: String,
    /// What they type to sign in; one person, however it is written.
    pub login: String,
    /// Họ và tên.
    pub name: String,
    /// Argon2id in PHC form; `None` until a password was chosen.
    pub password: Option<String>,
    /// May they sign in?
    pub active: bool,
    /// May they enter offices? (Quản trị hệ thống.)
    pub operator: bool,
    /// When they were entered.
    pub created_at: DateTime<Utc>,
}

const PERSON: &str =
    "SELECT id, login, name, password, active, operator, created_at FROM person WHERE id = $1";

impl Reader {
    /// The person with this login, in capitals or not, with accents or not.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Db`].
    pub async fn person_by_login(&mut self, login: &str) -> Result<Person, Error> {
        row!(
            self,
            Person,
            "SELECT id, login, name, password, active, operator, created_at FROM person WHERE login_folded = $1",
            fold(login),
        )?
        .ok_or(Error::NotFound)
    }

    /// One person.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Db`].
    pub async fn person(&mut self, id: &str) -> Result<Person, Error> {
        row!(self, Person, PERSON, id)?.ok_or(Error::NotFound)
    }

    /// What a person is in an office; empty where they do not belong to it.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn roles(&mut self, office: &str, person: &str) -> Result<Vec<Role>, Error> {
        let found: Vec<(String,)> = rows!(
            self,
            (String,),
            "SELECT role FROM membership WHERE office_id = $1 AND person_id = $2 ORDER BY role",
            office,
            person,
        )?;
        Ok(found.iter().filter_map(|(role,)| Role::from_key(role)).collect())
    }

    /// True when nobody has been entered yet.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn is_empty(&mut self) -> Result<bool, Error> {
        let first: Option<(String,)> = row!(self, (String,), "SELECT id FROM person LIMIT 1")?;
        Ok(first.is_none())
    }
}

impl Tx {
    /// Enters a person.
    ///
    /// # Errors
    /// [`Error::Conflict`] `login-taken`.
    pub async fn add_person(&mut self, person: &Person) -> Result<(), Error> {
        run!(
            self,
            "INSERT INTO person (id, login, login_folded, name, password, active, operator, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            &person.id,
            &person.login,
            fold(&person.login),
            &person.name,
            &person.password,
            person.active,
            person.operator,
            person.created_at,
        )?;
        Ok(())
    }

    /// Gives a person just these roles in an office, and ends their sessions: whoever may do
    /// less than before may do so at once.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn set_roles(&mut self, office: &str, person: &str, roles: &[Role]) -> Result<(), Error> {
        run!(self, "DELETE FROM membership WHERE office_id = $1 AND person_id = $2", office, person)?;
        for role in roles {
            run!(
                self,
                "INSERT INTO membership (office_id, person_id, role) VALUES ($1, $2, $3)",
                office,
                person,
                role.key(),
            )?;
        }
        self.end_sessions(person).await
    }

    /// Sets a password (its Argon2id form) and ends every session.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn set_password(&mut self, person: &str, password: &str) -> Result<(), Error> {
        let changed = run!(self, "UPDATE person SET password = $1 WHERE id = $2", password, person)?;
        if changed == 0 {
            return Err(Error::NotFound);
        }
        self.end_sessions(person).await
    }
}
