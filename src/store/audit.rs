//! Who did what, in a chain that shows when a link was changed or taken out.

use chrono::{DateTime, SubsecRound, Utc};
use serde_json::{Map, Value as Json};
use sqlx::FromRow;

use super::{Error, Reader, Tx, file};

/// An act to be noted.
#[derive(Clone, Debug, PartialEq)]
pub struct Audited {
    /// When.
    pub at: DateTime<Utc>,
    /// Who; `None` for the program itself.
    pub person: Option<String>,
    /// In which office.
    pub office: Option<String>,
    /// What, a stable name such as `document-issue`.
    pub act: String,
    /// To what: an id.
    pub subject: String,
    /// The rest.
    pub detail: Json,
}

/// An act as it is kept.
#[derive(Clone, Debug, PartialEq, FromRow)]
pub struct Trail {
    /// From 1, without a hole.
    pub ordinal: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub person_id: Option<String>,
    /// In which office.
    pub office_id: Option<String>,
    /// What.
    pub act: String,
    /// To what.
    pub subject: String,
    /// The rest.
    pub detail: Json,
    /// Digest of the entry before.
    pub before: String,
    /// Digest of this one, which holds `before`.
    pub digest: String,
}

/// What is looked for in the audit log; empty words look for all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// Who.
    pub person: String,
    /// What.
    pub act: String,
    /// To what.
    pub subject: String,
    /// The earliest moment.
    pub since: DateTime<Utc>,
}

/// Where the chain is broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Break {
    /// An entry is missing before this one.
    Missing(i64),
    /// This entry is not what was written.
    Changed(i64),
    /// Entries after this one were taken off the end.
    CutOff(i64),
}

impl Tx {
    /// Notes an act, as part of the transaction that does it. Others who note wait until this
    /// transaction ends: call it last.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn note(&mut self, audited: &Audited) -> Result<i64, Error> {
        let link: Option<(i64, String)> = row!(
            self,
            (i64, String),
            "UPDATE audit_link SET ordinal = ordinal + 1 WHERE one = 1 RETURNING ordinal, digest",
        )?;
        let (ordinal, before) = link.ok_or(Error::NotFound)?;
        let trail = Trail {
            ordinal,
            // Both databases keep milliseconds exactly.
            at: audited.at.trunc_subsecs(3),
            person_id: audited.person.clone(),
            office_id: audited.office.clone(),
            act: audited.act.clone(),
            subject: audited.subject.clone(),
            detail: audited.detail.clone(),
            before,
            digest: String::new(),
        };
        let digest = digest(&trail);
        run!(
            self,
            "INSERT INTO audit (ordinal, at, person_id, office_id, act, subject, detail, before, digest)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            trail.ordinal,
            trail.at,
            &trail.person_id,
            &trail.office_id,
            &trail.act,
            &trail.subject,
            &trail.detail,
            &trail.before,
            &digest,
        )?;
        run!(self, "UPDATE audit_link SET digest = $1 WHERE one = 1", &digest)?;
        Ok(ordinal)
    }
}

impl Reader {
    /// Entries after an ordinal, at most `limit`; of one office, or of all.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn trail(&mut self, office: Option<&str>, after: i64, limit: i64) -> Result<Vec<Trail>, Error> {
        rows!(
            self,
            Trail,
            "SELECT * FROM audit WHERE ordinal > $1 AND ($2 = '' OR office_id = $2) ORDER BY ordinal LIMIT $3",
            after,
            office.unwrap_or_default(),
            limit,
        )
    }

    /// What a person did, and what was done to them, the oldest first; at most `limit`.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn trail_of(&mut self, person: &str, limit: i64) -> Result<Vec<Trail>, Error> {
        rows!(
            self,
            Trail,
            "SELECT * FROM audit WHERE person_id = $1 OR subject = $1 ORDER BY ordinal LIMIT $2",
            person,
            limit,
        )
    }

    /// Entries of an office that a search wants, after an ordinal, at most `limit`.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn searched(
        &mut self,
        office: &str,
        search: &Search,
        after: i64,
        limit: i64,
    ) -> Result<Vec<Trail>, Error> {
        rows!(
            self,
            Trail,
            "SELECT * FROM audit
             WHERE ordinal > $1 AND office_id = $2 AND ($3 = '' OR person_id = $3) AND ($4 = '' OR act = $4)
               AND ($5 = '' OR subject = $5) AND at >= $6
             ORDER BY ordinal LIMIT $7",
            after,
            office,
            &search.person,
            &search.act,
            &search.subject,
            search.since,
            limit,
        )
    }

    /// The ordinal of the last entry that the chain knows; 0 for an empty log.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn last_ordinal(&mut self) -> Result<i64, Error> {
        let link: Option<(i64,)> = row!(self, (i64,), "SELECT ordinal FROM audit_link WHERE one = 1")?;
        Ok(link.map_or(0, |(ordinal,)| ordinal))
    }

    /// Walks the whole chain.
    ///
    /// # Errors
    /// [`Error::Db`]; what is wrong with the chain is the answer, not an error.
    pub async fn broken(&mut self) -> Result<Vec<Break>, Error> {
        const PAGE: i64 = 1_000;
        let mut walk = Walk::default();
        loop {
            let page = self.trail(None, walk.last, PAGE).await?;
            if page.is_empty() {
                break;
            }
            page.into_iter().for_each(|trail| walk.step(trail));
        }
        let link: Option<(i64, String)> =
            row!(self, (i64, String), "SELECT ordinal, digest FROM audit_link WHERE one = 1")?;
        Ok(walk.end(link))
    }
}

/// A walk along the chain, entry by entry.
#[derive(Debug, Default)]
pub(super) struct Walk {
    /// Ordinal of the last entry seen.
    last: i64,
    /// Its digest, as it says and as it is: where they differ, only one of them was changed, and
    /// the next entry knows which it was.
    before: (String, String),
    breaks: Vec<Break>,
}

impl Walk {
    pub(super) fn step(&mut self, trail: Trail) {
        if trail.ordinal != self.last + 1 {
            self.breaks.push(Break::Missing(trail.ordinal));
        } else if trail.before != self.before.0 && trail.before != self.before.1 {
            self.breaks.push(Break::Changed(trail.ordinal));
        }
        let is = digest(&trail);
        if is != trail.digest {
            self.breaks.push(Break::Changed(trail.ordinal));
        }
        self.last = trail.ordinal;
        self.before = (trail.digest, is);
    }

    /// The breaks, once the last entry was seen; `link` is what the end of the chain should be.
    pub(super) fn end(mut self, link: Option<(i64, String)>) -> Vec<Break> {
        let is_end = |(ordinal, digest): &(i64, String)| {
            *ordinal == self.last && (*digest == self.before.0 || *digest == self.before.1)
        };
        if !link.as_ref().is_some_and(is_end) {
            self.breaks.push(Break::CutOff(self.last));
        }
        self.breaks.dedup();
        self.breaks
    }
}

/// SHA-256 of everything an entry says but its digest, in one form on every database.
fn digest(trail: &Trail) -> String {
    let said = Json::Array(vec![
        trail.ordinal.into(),
        trail.at.timestamp_millis().into(),
        trail.person_id.clone().into(),
        trail.office_id.clone().into(),
        trail.act.clone().into(),
        trail.subject.clone().into(),
        sorted(&trail.detail),
        trail.before.clone().into(),
    ]);
    file::name(said.to_string().as_bytes())
}

/// The same value with the keys of its objects in order: PostgreSQL keeps no order of keys.
fn sorted(value: &Json) -> Json {
    match value {
        Json::Object(object) => {
            let mut keys: Vec<&String> = object.keys().collect();
            keys.sort();
            keys.into_iter().map(|key| (key.clone(), sorted(&object[key]))).collect::<Map<_, _>>().into()
        }
        Json::Array(items) => items.iter().map(sorted).collect(),
        other => other.clone(),
    }
}
