//! Campaigns (phong trào, đợt thi đua).

use chrono::{DateTime, Utc};
use serde_json::Value as Json;
use sqlx::FromRow;

use super::document::search;
use super::sql::Ask;
use super::{Error, Order, Reader, Tx};
use crate::viet::{letters::fold, order};

/// A campaign.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct CampaignRow {
    /// ULID.
    pub id: String,
    /// Whose.
    pub office_id: String,
    /// Its name.
    pub name: String,
    /// `model::campaign::Campaign` as JSON.
    pub body: Json,
    /// How often it was saved; who saves names the one they saw.
    pub edition: i64,
    /// Since when nothing more is done in it.
    pub closed_at: Option<DateTime<Utc>>,
    /// Who began it.
    pub created_by: String,
    /// When.
    pub created_at: DateTime<Utc>,
    /// When it was saved last.
    pub changed_at: DateTime<Utc>,
}

/// What a list says of a campaign.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct CampaignLine {
    /// ULID.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it sorts by among names.
    pub sort_key: Vec<u8>,
    /// Since when nothing more is done in it.
    pub closed_at: Option<DateTime<Utc>>,
    /// When it was begun.
    pub created_at: DateTime<Utc>,
    /// When it was saved last.
    pub changed_at: DateTime<Utc>,
    /// How many rounds it has.
    pub rounds: i64,
}

/// Which campaigns are wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WantedCampaigns<'a> {
    /// Words of the name, in any order, with accents or without.
    pub words: &'a str,
    /// Only those that are closed, or only those that are not.
    pub closed: Option<bool>,
}

/// The lines of an office that are wanted: `$1` the office, `$2` `closed`, `open` or nothing, `$3`
/// to `$6` patterns.
macro_rules! lines {
    ($rest:literal) => {
        concat!(
            "SELECT id, name, sort_key, closed_at, created_at, changed_at,
                    (SELECT COUNT(*) FROM award_round WHERE award_round.campaign_id = campaign.id) AS rounds
             FROM campaign
             WHERE office_id = $1 AND ($2 = '' OR ($2 = 'closed') = (closed_at IS NOT NULL))
               AND search LIKE $3 ESCAPE '\\' AND search LIKE $4 ESCAPE '\\'
               AND search LIKE $5 ESCAPE '\\' AND search LIKE $6 ESCAPE '\\' ",
            $rest
        )
    };
}

impl Reader {
    /// An office's campaigns, at most `limit`.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn campaigns(
        &mut self,
        office: &str,
        wanted: WantedCampaigns<'_>,
        order: &Order<'_>,
        limit: i64,
    ) -> Result<Vec<CampaignLine>, Error> {
        let [a, b, c, d, ..] = search::patterns(wanted.words);
        let closed = wanted.closed.map_or("", |closed| if closed { "closed" } else { "open" });
        match order {
            Order::Changed(before, id) => rows!(
                self,
                CampaignLine,
                lines!(
                    "AND (changed_at < $7 OR changed_at = $7 AND id < $8)
                     ORDER BY changed_at DESC, id DESC LIMIT $9"
                ),
                office,
                closed,
                &a,
                &b,
                &c,
                &d,
                before,
                id,
                limit,
            ),
            Order::Title(after, id) => rows!(
                self,
                CampaignLine,
                lines!("AND (sort_key > $7 OR sort_key = $7 AND id > $8) ORDER BY sort_key, id LIMIT $9"),
                office,
                closed,
                &a,
                &b,
                &c,
                &d,
                after,
                id,
                limit,
            ),
        }
    }

    /// A campaign of an office.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Db`].
    pub async fn campaign(&mut self, office: &str, id: &str) -> Result<CampaignRow, Error> {
        campaign(self, office, id).await
    }
}

impl Tx {
    /// A campaign of an office, held: who else would change it, or begin a round in it, waits.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Db`].
    pub async fn hold_campaign(&mut self, office: &str, id: &str) -> Result<CampaignRow, Error> {
        run!(self, "UPDATE campaign SET edition = edition WHERE office_id = $1 AND id = $2", office, id)?;
        campaign(self, office, id).await
    }

    /// Enters a campaign.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn add_campaign(&mut self, new: &CampaignRow) -> Result<(), Error> {
        run!(
            self,
            "INSERT INTO campaign
             (id, office_id, name, sort_key, search, body, edition, created_by, created_at, changed_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            &new.id,
            &new.office_id,
            &new.name,
            order::key(&new.name),
            fold(&new.name),
            &new.body,
            new.edition,
            &new.created_by,
            new.created_at,
            new.changed_at,
        )?;
        Ok(())
    }

    /// Saves a campaign over the edition that it names, and gives it its next.
    ///
    /// # Errors
    /// [`Error::Conflict`] `edition-stale` when somebody was faster.
    pub async fn save_campaign(&mut self, seen: &CampaignRow) -> Result<(), Error> {
        let saved = run!(
            self,
            "UPDATE campaign SET name = $1, sort_key = $2, search = $3, body = $4, edition = edition + 1,
                    closed_at = $5, changed_at = $6
             WHERE id = $7 AND edition = $8",
            &seen.name,
            order::key(&seen.name),
            fold(&seen.name),
            &seen.body,
            seen.closed_at,
            seen.changed_at,
            &seen.id,
            seen.edition,
        )?;
        if saved == 0 { Err(Error::Conflict("edition-stale")) } else { Ok(()) }
    }
}

async fn campaign(ask: &mut impl Ask, office: &str, id: &str) -> Result<CampaignRow, Error> {
    row!(
        ask,
        CampaignRow,
        "SELECT id, office_id, name, body, edition, closed_at, created_by, created_at, changed_at
         FROM campaign WHERE office_id = $1 AND id = $2",
        office,
        id,
    )?
    .ok_or(Error::NotFound)
}
