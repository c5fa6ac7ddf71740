//! Lists of documents: what is wanted, in which order, page by page.

use chrono::{DateTime, Utc};

use super::{DocumentRow, documents, search};
use crate::store::{Error, Reader};

/// Which documents are wanted.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted<'a> {
    /// Words that stand in the title, the number or the text, in any order, with accents or
    /// without; at most [`super::WORDS`] of them count.
    pub words: &'a str,
    /// Key of the state; empty for any.
    pub state: &'a str,
    /// Key of the type; empty for any.
    pub kind: &'a str,
    /// The template; empty for any.
    pub template: &'a str,
    /// Changed at this time or after.
    pub since: DateTime<Utc>,
    /// What was thrown away, instead of everything else.
    pub discarded: bool,
}

impl Default for Wanted<'_> {
    fn default() -> Self {
        Wanted { words: "", state: "", kind: "", template: "", since: DateTime::UNIX_EPOCH, discarded: false }
    }
}

/// The order of a list, and after which item it goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Order<'a> {
    /// The last changed first, those before a time (and an id at that time).
    Changed(DateTime<Utc>, &'a str),
    /// By title in Vietnamese order, those after a key (and an id with that key).
    Title(&'a [u8], &'a str),
}

/// The part of the question that says which documents are wanted.
macro_rules! wanted {
    ($rest:literal) => {
        documents!(
            "WHERE document.office_id = $1 AND ($2 = '' OR state = $2) AND ($3 = '' OR document.kind = $3)
               AND ($4 = '' OR template_id = $4) AND changed_at >= $5 AND (discarded_at IS NOT NULL) = $6
               AND document.search LIKE $7 ESCAPE '\\' AND document.search LIKE $8 ESCAPE '\\' AND document.search LIKE $9 ESCAPE '\\'
               AND document.search LIKE $10 ESCAPE '\\' AND document.search LIKE $11 ESCAPE '\\' AND document.search LIKE $12 ESCAPE '\\'
               AND document.search LIKE $13 ESCAPE '\\' AND document.search LIKE $14 ESCAPE '\\' ",
            $rest
        )
    };
}

impl Reader {
    /// An office's documents, at most `limit`.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn documents(
        &mut self,
        office: &str,
        wanted: &Wanted<'_>,
        order: &Order<'_>,
        limit: i64,
    ) -> Result<Vec<DocumentRow>, Error> {
        let [a, b, c, d, e, f, g, h] = search::patterns(wanted.words);
        let Wanted { state, kind, template, since, discarded, .. } = wanted;
        match order {
            Order::Changed(before, id) => rows!(
                self,
                DocumentRow,
                wanted!(
                    "AND (changed_at < $15 OR changed_at = $15 AND document.id < $16)
                     ORDER BY changed_at DESC, document.id DESC LIMIT $17"
                ),
                office,
                state,
                kind,
                template,
                since,
                discarded,
                &a,
                &b,
                &c,
                &d,
                &e,
                &f,
                &g,
                &h,
                before,
                id,
                limit,
            ),
            Order::Title(after, id) => rows!(
                self,
                DocumentRow,
                wanted!(
                    "AND (title_key > $15 OR title_key = $15 AND document.id > $16)
                     ORDER BY title_key, document.id LIMIT $17"
                ),
                office,
                state,
                kind,
                template,
                since,
                discarded,
                &a,
                &b,
                &c,
                &d,
                &e,
                &f,
                &g,
                &h,
                after,
                id,
                limit,
            ),
        }
    }

    /// What a document sorts by among titles, for a cursor.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn title_key(&mut self, office: &str, id: &str) -> Result<Vec<u8>, Error> {
        let found: Option<(Vec<u8>,)> = row!(
            self,
            (Vec<u8>,),
            "SELECT title_key FROM document WHERE office_id = $1 AND id = $2",
            office,
            id
        )?;
        found.map(|(key,)| key).ok_or(Error::NotFound)
    }
}
