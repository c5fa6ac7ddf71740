//! Figures of award rounds.
//!
//! What was decided is counted once, when the set is frozen ([`Tx::tally_round`]); figures of a
//! hundred thousand honorees are added up from the few narrow rows of `award_tally`. Lists that
//! are not decided are counted as they stand, from their entries.

use serde_json::Value as Json;
use sqlx::FromRow;

use super::{Error, Reader, Snapshot, Tx};
use crate::model::figures::{Amount, Dimension};

/// Of what figures are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent<'a> {
    /// The campaign; empty for every one.
    pub campaign: &'a str,
    /// The round; empty for every one.
    pub round: &'a str,
    /// Key of the kind of honorees; empty for every one.
    pub kind: &'a str,
    /// The first year.
    pub from: i64,
    /// The last year.
    pub to: i64,
    /// Lists that are not decided are counted too, as they stand.
    pub standing: bool,
}

/// An amount, and what it is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crossing {
    /// Key of the row. Of forms and groups the campaign's id stands before it, with a slash.
    pub row: String,
    /// Key of the column.
    pub column: String,
    /// How many.
    pub amount: Amount,
}

/// An amount by everything that has few values: several tables are made of one reading.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Cut {
    campaign_id: String,
    year: i64,
    kind: String,
    grp: String,
    form: String,
    sex: String,
    direct: String,
    honorees: i64,
    money: i64,
    unpriced: i64,
}

impl Cut {
    /// The key of a dimension as [`Reader::figures`] gives it; nothing for what it is not cut by.
    pub fn key(&self, dimension: Dimension) -> Option<String> {
        Some(match dimension {
            Dimension::Kind => self.kind.clone(),
            Dimension::Group => format!("{}/{}", self.campaign_id, self.grp),
            Dimension::Form => format!("{}/{}", self.campaign_id, self.form),
            Dimension::Sex => self.sex.clone(),
            Dimension::Direct => self.direct.clone(),
            Dimension::Year => self.year.to_string(),
            Dimension::Campaign => self.campaign_id.clone(),
            Dimension::Round | Dimension::Proposer | Dimension::Unit => return None,
        })
    }

    /// How many.
    pub fn amount(&self) -> Amount {
        Amount { honorees: self.honorees, money: self.money, unpriced: self.unpriced }
    }
}

/// A round within an extent.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Counting {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The year it counts for.
    pub year: i64,
    /// The digest of its set; none where it is not decided.
    pub digest: Option<String>,
}

/// A campaign whose names figures need.
#[derive(Clone, Debug, PartialEq, FromRow)]
pub struct Named {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// `model::campaign::Campaign`.
    pub body: Json,
}

/// What a round's frozen set comes to, and what its tallies do.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Untallied {
    /// The round.
    pub id: String,
    /// How many are honoured, and how many were counted.
    pub honoured: i64,
    /// How many the tallies say.
    pub tallied: i64,
    /// The money of those honoured.
    pub paid: i64,
    /// The money that the tallies say.
    pub counted: i64,
}

/// A dimension as the texts below number it.
fn place(dimension: Option<Dimension>) -> i64 {
    let at = |wanted| Dimension::ALL.iter().position(|known| *known == wanted);
    dimension.and_then(at).and_then(|at| i64::try_from(at + 1).ok()).unwrap_or_default()
}

/// The key of a dimension, by its place.
macro_rules! key {
    ($bind:literal) => {
        concat!(
            "CASE ",
            $bind,
            " WHEN 1 THEN kind WHEN 2 THEN campaign_id || '/' || grp WHEN 3 THEN campaign_id || '/' || form
             WHEN 4 THEN sex WHEN 5 THEN direct WHEN 6 THEN CAST(year AS TEXT) WHEN 7 THEN campaign_id
             WHEN 8 THEN round_id WHEN 9 THEN proposer WHEN 10 THEN unit ELSE '' END"
        )
    };
}

/// Which rounds are meant, undecided ones among them. One that was corrected by a later round is
/// left out for it, unless it is the one that is asked for.
macro_rules! rounds {
    ($later:literal) => {
        concat!(
            "award_round.office_id = $1 AND award_round.year >= $2 AND award_round.year <= $3
               AND ($4 = '' OR award_round.campaign_id = $4) AND ($5 = '' OR award_round.id = $5)
               AND ($5 <> '' OR NOT EXISTS (SELECT 1 FROM award_round AS later
                    WHERE later.corrects = award_round.id AND ",
            $later,
            "))"
        )
    };
}

/// The amounts of what was decided.
macro_rules! decided {
    ($later:literal) => {
        concat!(
            "SELECT award_tally.campaign_id, award_tally.round_id, award_round.year, award_tally.kind, grp, form,
                    sex, direct, proposer, unit, honorees, money, unpriced
             FROM award_round JOIN award_tally ON award_tally.round_id = award_round.id
             WHERE award_round.frozen_at IS NOT NULL AND ($6 = '' OR award_tally.kind = $6) AND ",
            rounds!($later)
        )
    };
}

/// The entries of lists that are not decided, but those that were turned down.
macro_rules! proposed {
    () => {
        concat!(
            "SELECT candidate.campaign_id, candidate.round_id, award_round.year, candidate.kind, grp, form, ",
            person!(),
            ", proposer, unit, 1 AS honorees, COALESCE(money, 0) AS money,
                    CASE WHEN money IS NULL THEN 1 ELSE 0 END AS unpriced
             FROM award_round JOIN candidate ON candidate.round_id = award_round.id
             WHERE award_round.frozen_at IS NULL AND ($6 = '' OR candidate.kind = $6)
               AND COALESCE(CAST(entry ->> 'accepted' AS TEXT), '') NOT IN ('false', '0') AND ",
            rounds!("TRUE")
        )
    };
}

/// Sex and direct work, which are of persons alone.
macro_rules! person {
    () => {
        "CASE WHEN candidate.kind = 'individual' THEN sex ELSE 'none' END AS sex,
         CASE WHEN candidate.kind <> 'individual' THEN 'none' WHEN direct IS NULL THEN ''
              WHEN direct THEN 'yes' ELSE 'no' END AS direct"
    };
}

/// Amounts by row and column.
macro_rules! added {
    ($of:expr) => {
        concat!(
            "SELECT ",
            key!("$7"),
            ", ",
            key!("$8"),
            ", CAST(SUM(honorees) AS BIGINT), CAST(SUM(money) AS BIGINT), CAST(SUM(unpriced) AS BIGINT)
             FROM (",
            $of,
            ") AS counted GROUP BY 1, 2 LIMIT $9"
        )
    };
}

/// Amounts by everything that has few values.
macro_rules! cut {
    ($of:expr) => {
        concat!(
            "SELECT campaign_id, year, kind, grp, form, sex, direct, CAST(SUM(honorees) AS BIGINT) AS honorees,
                    CAST(SUM(money) AS BIGINT) AS money, CAST(SUM(unpriced) AS BIGINT) AS unpriced
             FROM (",
            $of,
            ") AS counted GROUP BY campaign_id, year, kind, grp, form, sex, direct LIMIT $7"
        )
    };
}

impl Reader {
    /// Amounts by everything that has few values, at most `limit`, in no order.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn cuts(&mut self, office: &str, extent: Extent<'_>, limit: i64) -> Result<Vec<Cut>, Error> {
        const DECIDED: &str = cut!(decided!("later.frozen_at IS NOT NULL"));
        const STANDING: &str = cut!(concat!(decided!("TRUE"), " UNION ALL ", proposed!()));
        let Extent { campaign, round, kind, from, to, standing } = extent;
        let text = if standing { STANDING } else { DECIDED };
        rows!(self, Cut, text, office, from, to, campaign, round, kind, limit)
    }

    /// Amounts by two dimensions, at most `limit`, in no order.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn figures(
        &mut self,
        office: &str,
        extent: Extent<'_>,
        (rows, columns): (Dimension, Option<Dimension>),
        limit: i64,
    ) -> Result<Vec<Crossing>, Error> {
        const DECIDED: &str = added!(decided!("later.frozen_at IS NOT NULL"));
        const STANDING: &str = added!(concat!(decided!("TRUE"), " UNION ALL ", proposed!()));
        type Added = (String, String, i64, i64, i64);
        let Extent { campaign, round, kind, from, to, standing } = extent;
        let text = if standing { STANDING } else { DECIDED };
        let (row, column) = (place(Some(rows)), place(columns));
        let found: Vec<Added> =
            rows!(self, Added, text, office, from, to, campaign, round, kind, row, column, limit)?;
        let part = |(row, column, honorees, money, unpriced): Added| Crossing {
            row,
            column,
            amount: Amount { honorees, money, unpriced },
        };
        Ok(found.into_iter().map(part).collect())
    }

    /// The rounds of an extent, by year and id; those corrected by a later one are left out for it
    /// where that one is decided, or `standing`.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn counted_rounds(&mut self, office: &str, extent: Extent<'_>) -> Result<Vec<Counting>, Error> {
        const TEXT: &str = concat!(
            "SELECT id, name, year, digest FROM award_round WHERE ",
            rounds!("(later.frozen_at IS NOT NULL OR $6)"),
            " ORDER BY year, id"
        );
        let Extent { campaign, round, from, to, standing, .. } = extent;
        rows!(self, Counting, TEXT, office, from, to, campaign, round, standing)
    }

    /// Campaigns with rounds in an extent: their names, and those of their groups and forms.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn counted_campaigns(&mut self, office: &str, extent: Extent<'_>) -> Result<Vec<Named>, Error> {
        const TEXT: &str = concat!(
            "SELECT id, name, body FROM campaign WHERE office_id = $1 AND id IN
             (SELECT award_round.campaign_id FROM award_round WHERE ",
            rounds!("FALSE"),
            ") ORDER BY id"
        );
        let Extent { campaign, round, from, to, .. } = extent;
        rows!(self, Named, TEXT, office, from, to, campaign, round)
    }

    /// The name of a campaign of an office.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn campaign_name(&mut self, office: &str, campaign: &str) -> Result<String, Error> {
        let found: Option<(String,)> = row!(
            self,
            (String,),
            "SELECT name FROM campaign WHERE office_id = $1 AND id = $2",
            office,
            campaign
        )?;
        found.map(|(name,)| name).ok_or(Error::NotFound)
    }

    /// The name of a round of an office, and its campaign.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn round_name(&mut self, office: &str, round: &str) -> Result<(String, String), Error> {
        let found: Option<(String, String)> = row!(
            self,
            (String, String),
            "SELECT name, campaign_id FROM award_round WHERE office_id = $1 AND id = $2",
            office,
            round
        )?;
        found.ok_or(Error::NotFound)
    }
}

impl Tx {
    /// Counts the honoured entries of a round for figures; gives how many differ in what figures
    /// are broken down by. Once, in the transaction that freezes its set, when the entries are as
    /// the set says.
    ///
    /// # Errors
    /// [`Error::Conflict`] `exists` where it was counted before; [`Error::Db`].
    pub async fn tally_round(&mut self, round: &str) -> Result<u64, Error> {
        const TEXT: &str = concat!(
            "INSERT INTO award_tally (round_id, ordinal, campaign_id, kind, grp, form, sex, direct, proposer, unit,
                honorees, money, unpriced)
             SELECT $1, ROW_NUMBER() OVER (ORDER BY campaign_id, kind, grp, form, sex, direct, proposer, unit),
                    campaign_id, kind, grp, form, sex, direct, proposer, unit, COUNT(*),
                    CAST(COALESCE(SUM(money), 0) AS BIGINT), COUNT(*) - COUNT(money)
             FROM (SELECT campaign_id, kind, grp, form, proposer, unit, money, ",
            person!(),
            " FROM candidate WHERE round_id = $1 AND honoured = 1) AS honoured
             GROUP BY campaign_id, kind, grp, form, sex, direct, proposer, unit"
        );
        run!(self, TEXT, round)
    }
}

impl Snapshot {
    /// Decided rounds whose tallies do not come to what their honoured entries do.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn untallied(&mut self) -> Result<Vec<Untallied>, Error> {
        rows!(
            self,
            Untallied,
            "SELECT id, honoured, tallied, paid, counted FROM (
                SELECT award_round.id,
                    (SELECT COUNT(*) FROM candidate WHERE round_id = award_round.id AND honoured = 1) AS honoured,
                    (SELECT CAST(COALESCE(SUM(honorees), 0) AS BIGINT) FROM award_tally
                     WHERE round_id = award_round.id) AS tallied,
                    (SELECT CAST(COALESCE(SUM(money), 0) AS BIGINT) FROM candidate
                     WHERE round_id = award_round.id AND honoured = 1) AS paid,
                    (SELECT CAST(COALESCE(SUM(money), 0) AS BIGINT) FROM award_tally
                     WHERE round_id = award_round.id) AS counted
                FROM award_round) AS sums
             WHERE honoured <> tallied OR paid <> counted ORDER BY id",
        )
    }
}
