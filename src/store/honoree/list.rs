//! Lists of a round's entries: which are wanted, in which order, page by page.

use super::{HonoreeRow, entries};
use crate::store::document::search;
use crate::store::{Error, Reader};

/// Which entries are wanted; empty is any.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WantedHonorees<'a> {
    /// Words of the name, the post or the unit, in any order, with accents or without.
    pub words: &'a str,
    /// Key of the kind.
    pub kind: &'a str,
    /// Id of the form.
    pub form: &'a str,
    /// Id of the group.
    pub group: &'a str,
    /// Đơn vị công tác (or address), as it is written.
    pub unit: &'a str,
    /// Đơn vị đề nghị, as it is written.
    pub proposer: &'a str,
    /// The list that they came with.
    pub import: &'a str,
}

/// The order of a list, and after which item it goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HonoreeOrder<'a> {
    /// As they came in, those after an ordinal.
    Entered(i64),
    /// By tên, đệm, họ, those after a key (and an id with that key).
    Name(&'a [u8], &'a str),
    /// By unit, those after a key (and an id with that key).
    Unit(&'a [u8], &'a str),
}

/// The part of the question that says which entries are wanted.
macro_rules! wanted {
    ($rest:literal) => {
        entries!(
            "AND ($2 = '' OR kind = $2) AND ($3 = '' OR form = $3) AND ($4 = '' OR grp = $4)
             AND ($5 = '' OR unit = $5) AND ($6 = '' OR proposer = $6) AND ($7 = '' OR import_id = $7)
             AND search LIKE $8 ESCAPE '\\' AND search LIKE $9 ESCAPE '\\'
             AND search LIKE $10 ESCAPE '\\' AND search LIKE $11 ESCAPE '\\' ",
            $rest
        )
    };
}

impl Reader {
    /// A round's entries, at most `limit`.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn honorees(
        &mut self,
        round: &str,
        wanted: WantedHonorees<'_>,
        order: HonoreeOrder<'_>,
        limit: i64,
    ) -> Result<Vec<HonoreeRow>, Error> {
        let [a, b, c, d, ..] = search::patterns(wanted.words);
        let WantedHonorees { kind, form, group, unit, proposer, import, .. } = wanted;
        macro_rules! asked {
            ($text:expr, $($key:expr),*) => {
                rows!(self, HonoreeRow, $text, round, kind, form, group, unit, proposer, import, &a, &b, &c, &d, $($key),*)
            };
        }
        match order {
            HonoreeOrder::Entered(after) => {
                asked!(wanted!("AND ordinal > $12 ORDER BY ordinal LIMIT $13"), after, limit)
            }
            HonoreeOrder::Name(after, id) => asked!(
                wanted!(
                    "AND (name_key > $12 OR name_key = $12 AND id > $13) ORDER BY name_key, id LIMIT $14"
                ),
                after,
                id,
                limit
            ),
            HonoreeOrder::Unit(after, id) => asked!(
                wanted!(
                    "AND (unit_key > $12 OR unit_key = $12 AND id > $13) ORDER BY unit_key, id LIMIT $14"
                ),
                after,
                id,
                limit
            ),
        }
    }
}
