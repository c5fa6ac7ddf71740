//! Offices (cơ quan).

use chrono::{DateTime, Utc};
use serde_json::Value as Json;
use sqlx::FromRow;

use super::sql::Ask;
use super::{Error, Reader, Tx};

/// An office.
#[derive(Clone, Debug, PartialEq, FromRow)]
pub struct Office {
    /// ULID.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its parent, where it has one here.
    pub parent_id: Option<String>,
    /// May it read its parent's templates?
    pub reads_parent_templates: bool,
    /// What templates ask for as `office.*`.
    pub profile: Json,
    /// How often it was changed; who saves names the one they saw.
    pub edition: i64,
    /// When it was entered.
    pub created_at: DateTime<Utc>,
}

impl Reader {
    /// Every office, by name.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn offices(&mut self) -> Result<Vec<Office>, Error> {
        rows!(self, Office, "SELECT * FROM office ORDER BY name, id")
    }

    /// A page of the offices, by id: all of them, those that a person works in (`person`), or
    /// those and the children of an office (`of`).
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn offices_of(
        &mut self,
        person: &str,
        of: &str,
        after: &str,
        limit: i64,
    ) -> Result<Vec<Office>, Error> {
        rows!(
            self,
            Office,
            "SELECT * FROM office
             WHERE id > $3 AND ($1 = '' OR parent_id = $2
               OR EXISTS (SELECT 1 FROM membership WHERE office_id = office.id AND person_id = $1))
             ORDER BY id LIMIT $4",
            person,
            of,
            after,
            limit,
        )
    }

    /// One office.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Db`].
    pub async fn office(&mut self, id: &str) -> Result<Office, Error> {
        find(self, id).await
    }

    /// The office whose templates this office may read beside its own.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn lender(&mut self, id: &str) -> Result<Option<String>, Error> {
        let lender: Option<(Option<String>,)> = row!(
            self,
            (Option<String>,),
            "SELECT parent_id FROM office WHERE id = $1 AND reads_parent_templates",
            id,
        )?;
        Ok(lender.and_then(|(parent,)| parent))
    }
}

impl Tx {
    /// One office, as this transaction sees it.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Db`].
    pub async fn office(&mut self, id: &str) -> Result<Office, Error> {
        find(self, id).await
    }

    /// The ids of the offices of this name.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn offices_named(&mut self, name: &str) -> Result<Vec<String>, Error> {
        let ids: Vec<(String,)> =
            rows!(self, (String,), "SELECT id FROM office WHERE name = $1 ORDER BY id", name)?;
        Ok(ids.into_iter().map(|(id,)| id).collect())
    }

    /// Enters an office.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the id is taken.
    pub async fn add_office(&mut self, office: &Office) -> Result<(), Error> {
        run!(
            self,
            "INSERT INTO office (id, name, parent_id, reads_parent_templates, profile, edition, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            &office.id,
            &office.name,
            &office.parent_id,
            office.reads_parent_templates,
            &office.profile,
            office.edition,
            office.created_at,
        )?;
        Ok(())
    }

    /// Changes an office's name and profile, where it is still as the caller saw it.
    ///
    /// # Errors
    /// [`Error::Conflict`] `edition-stale` when somebody was faster; [`Error::NotFound`].
    pub async fn change_office(
        &mut self,
        id: &str,
        seen: i64,
        name: &str,
        profile: &Json,
    ) -> Result<Office, Error> {
        let changed = run!(
            self,
            "UPDATE office SET name = $1, profile = $2, edition = edition + 1 WHERE id = $3 AND edition = $4",
            name,
            profile,
            id,
            seen,
        )?;
        let office = find(self, id).await?;
        if changed == 0 { Err(Error::Conflict("edition-stale")) } else { Ok(office) }
    }

    /// Puts an office under a parent, with or without leave to read its templates.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn place_office(
        &mut self,
        id: &str,
        parent: Option<&str>,
        reads_parent_templates: bool,
    ) -> Result<Office, Error> {
        run!(
            self,
            "UPDATE office SET parent_id = $1, reads_parent_templates = $2, edition = edition + 1 WHERE id = $3",
            parent,
            reads_parent_templates,
            id,
        )?;
        find(self, id).await
    }
}

async fn find(ask: &mut impl Ask, id: &str) -> Result<Office, Error> {
    row!(ask, Office, "SELECT * FROM office WHERE id = $1", id)?.ok_or(Error::NotFound)
}
