//! People and what they are in each office.

use chrono::{DateTime, Utc};
use sqlx::FromRow;

use super::sql::Ask;
use super::{Error, Reader, Tx};
use crate::model::workflow::Role;
use crate::viet::letters::fold;
use crate::viet::order;

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

/// A person as a list shows them.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Listed {
    /// ULID.
    pub id: String,
    /// What they type to sign in.
    pub login: String,
    /// Họ và tên.
    pub name: String,
    /// May they sign in?
    pub active: bool,
    /// May they enter offices?
    pub operator: bool,
    /// Have they chosen a password?
    pub has_password: bool,
    /// When they were entered.
    pub created_at: DateTime<Utc>,
    /// What they are in the office of the list, with a space between.
    pub roles: String,
    /// Their place in the list.
    pub sort_key: Vec<u8>,
}

/// What somebody is in an office.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Membership {
    /// The office's id.
    pub office_id: String,
    /// Its name.
    pub office: String,
    /// A role's key.
    pub role: String,
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
        person(self, id).await
    }

    /// What a person is in an office; empty where they do not belong to it.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn roles(&mut self, office: &str, person: &str) -> Result<Vec<Role>, Error> {
        roles(self, office, person).await
    }

    /// What a person is in every office, by the offices' names.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn memberships(&mut self, person: &str) -> Result<Vec<Membership>, Error> {
        memberships(self, person).await
    }

    /// The people of an office, or of all (`None`), in Vietnamese order of their names, after
    /// the key and id of a page before. `words` are searched in names and logins, with accents
    /// or without; none finds everybody.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn people(
        &mut self,
        office: Option<&str>,
        words: &str,
        after: (&[u8], &str),
        limit: i64,
    ) -> Result<Vec<Listed>, Error> {
        let pattern = pattern(words);
        rows!(
            self,
            Listed,
            "SELECT id, login, name, active, operator, password IS NOT NULL AS has_password, created_at, sort_key,
                 COALESCE((SELECT string_agg(role, ' ') FROM membership
                           WHERE person_id = person.id AND office_id = $1), '') AS roles
             FROM person
             WHERE ($1 = '' OR EXISTS (SELECT 1 FROM membership WHERE person_id = person.id AND office_id = $1))
               AND search LIKE $2 ESCAPE '\\'
               AND (sort_key > $3 OR sort_key = $3 AND id > $4)
             ORDER BY sort_key, id LIMIT $5",
            office.unwrap_or_default(),
            &pattern,
            after.0,
            after.1,
            limit,
        )
    }

    /// The ids of the documents that a person began, the oldest first.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn documents_begun(&mut self, person: &str) -> Result<Vec<String>, Error> {
        let ids: Vec<(String,)> =
            rows!(self, (String,), "SELECT id FROM document WHERE created_by = $1 ORDER BY id", person)?;
        Ok(ids.into_iter().map(|(id,)| id).collect())
    }

    /// Those of one office.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn documents_begun_in(&mut self, office: &str, person: &str) -> Result<Vec<String>, Error> {
        let ids: Vec<(String,)> = rows!(
            self,
            (String,),
            "SELECT id FROM document WHERE office_id = $1 AND created_by = $2 ORDER BY id",
            office,
            person,
        )?;
        Ok(ids.into_iter().map(|(id,)| id).collect())
    }

    /// True when nobody has been entered yet.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn is_empty(&mut self) -> Result<bool, Error> {
        is_empty(self).await
    }
}

impl Tx {
    /// One person, as this transaction sees them.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Db`].
    pub async fn person(&mut self, id: &str) -> Result<Person, Error> {
        person(self, id).await
    }

    /// What a person is in an office, as this transaction sees it.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn roles(&mut self, office: &str, person: &str) -> Result<Vec<Role>, Error> {
        roles(self, office, person).await
    }

    /// What a person is in every office, as this transaction sees it.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn memberships(&mut self, person: &str) -> Result<Vec<Membership>, Error> {
        memberships(self, person).await
    }

    /// True when nobody has been entered yet, as this transaction sees it.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn is_empty(&mut self) -> Result<bool, Error> {
        is_empty(self).await
    }

    /// Makes whoever changes people wait for each other: what is counted (the last
    /// administrator) stays so until this transaction ends.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn hold_people(&mut self) -> Result<(), Error> {
        run!(self, "UPDATE audit_link SET ordinal = ordinal WHERE one = 1")?;
        Ok(())
    }

    /// How many active people have this role in an office.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn count_role(&mut self, office: &str, role: Role) -> Result<i64, Error> {
        let count: Option<(i64,)> = row!(
            self,
            (i64,),
            "SELECT COUNT(*) FROM membership JOIN person ON person.id = membership.person_id
             WHERE office_id = $1 AND role = $2 AND active",
            office,
            role.key(),
        )?;
        Ok(count.map_or(0, |(count,)| count))
    }

    /// How many active people may enter offices.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn count_operators(&mut self) -> Result<i64, Error> {
        let count: Option<(i64,)> =
            row!(self, (i64,), "SELECT COUNT(*) FROM person WHERE operator AND active")?;
        Ok(count.map_or(0, |(count,)| count))
    }

    /// Enters a person.
    ///
    /// # Errors
    /// [`Error::Conflict`] `login-taken`.
    pub async fn add_person(&mut self, person: &Person) -> Result<(), Error> {
        run!(
            self,
            "INSERT INTO person (id, login, login_folded, name, sort_key, search, password, active, operator, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            &person.id,
            &person.login,
            fold(&person.login),
            &person.name,
            order::name_key(&person.name),
            search(&person.name, &person.login),
            &person.password,
            person.active,
            person.operator,
            person.created_at,
        )?;
        Ok(())
    }

    /// Gives a person another name and login.
    ///
    /// # Errors
    /// [`Error::Conflict`] `login-taken`; [`Error::NotFound`].
    pub async fn rename_person(&mut self, id: &str, name: &str, login: &str) -> Result<(), Error> {
        let changed = run!(
            self,
            "UPDATE person SET name = $1, login = $2, login_folded = $3, sort_key = $4, search = $5 WHERE id = $6",
            name,
            login,
            fold(login),
            order::name_key(name),
            search(name, login),
            id,
        )?;
        if changed == 0 { Err(Error::NotFound) } else { Ok(()) }
    }

    /// Lets a person sign in, or no more; who may not is signed out at once.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn set_active(&mut self, id: &str, active: bool) -> Result<(), Error> {
        let changed = run!(self, "UPDATE person SET active = $1 WHERE id = $2", active, id)?;
        if changed == 0 {
            return Err(Error::NotFound);
        }
        if active { Ok(()) } else { self.end_sessions(id).await }
    }

    /// Gives a person one more role, which ends nothing.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn add_role(&mut self, office: &str, person: &str, role: Role) -> Result<(), Error> {
        run!(
            self,
            "INSERT INTO membership (office_id, person_id, role) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
            office,
            person,
            role.key(),
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
            self.add_role(office, person, *role).await?;
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

    /// Takes a person's own data out: they keep their id, with another name and login, and
    /// nothing opens for them any more. What they did stays, under their id.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn erase_person(&mut self, id: &str, name: &str, login: &str) -> Result<(), Error> {
        self.rename_person(id, name, login).await?;
        run!(self, "UPDATE person SET password = NULL, active = $1, operator = $1 WHERE id = $2", false, id)?;
        run!(self, "DELETE FROM membership WHERE person_id = $1", id)?;
        run!(self, "DELETE FROM api_token WHERE person_id = $1", id)?;
        run!(self, "DELETE FROM invitation WHERE person_id = $1", id)?;
        self.end_sessions(id).await
    }
}

/// What search looks in.
fn search(name: &str, login: &str) -> String {
    fold(&format!("{name} {login}"))
}

async fn person(ask: &mut impl Ask, id: &str) -> Result<Person, Error> {
    row!(ask, Person, PERSON, id)?.ok_or(Error::NotFound)
}

async fn roles(ask: &mut impl Ask, office: &str, person: &str) -> Result<Vec<Role>, Error> {
    let found: Vec<(String,)> = rows!(
        ask,
        (String,),
        "SELECT role FROM membership WHERE office_id = $1 AND person_id = $2 ORDER BY role",
        office,
        person,
    )?;
    Ok(found.iter().filter_map(|(role,)| Role::from_key(role)).collect())
}

async fn memberships(ask: &mut impl Ask, person: &str) -> Result<Vec<Membership>, Error> {
    rows!(
        ask,
        Membership,
        "SELECT office_id, office.name AS office, role FROM membership
         JOIN office ON office.id = membership.office_id
         WHERE person_id = $1 ORDER BY office.name, office_id, role",
        person,
    )
}

async fn is_empty(ask: &mut impl Ask) -> Result<bool, Error> {
    let first: Option<(String,)> = row!(ask, (String,), "SELECT id FROM person LIMIT 1")?;
    Ok(first.is_none())
}

/// A pattern that finds all words in their order, folded.
fn pattern(words: &str) -> String {
    let mut pattern = String::from("%");
    for word in fold(words).split_whitespace() {
        for c in word.chars() {
            if matches!(c, '%' | '_' | '\\') {
                pattern.push('\\');
            }
            pattern.push(c);
        }
        pattern.push('%');
    }
    pattern
}
