//! Numbers (số) for documents, allocated in the transaction that issues them.
//!
//! Every office keeps one series or several (Điều 15: the head of the office says how documents
//! are grouped); each counts 1…n within a year of Việt Nam, in the order of days. What makes a
//! number its own line of the register stands in `store::register`.

use chrono::NaiveDate;

use super::Failure;
use crate::model::register::{Number, Takes, choose};
use crate::store::{Error, Given, Series, Tx};
use crate::viet::words::registers::SERIES;

/// What a document asks of the registers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted<'a> {
    /// The series, where somebody chose one.
    pub(crate) series: Option<&'a str>,
    /// Key of the document's type in the standard.
    pub(crate) kind: &'a str,
    /// Its symbol, such as `QĐ-UBND`.
    pub(crate) symbol: &'a str,
    /// The day that stands on it.
    pub(crate) day: NaiveDate,
    /// A number that was reserved for it.
    pub(crate) reserved: Option<Number>,
}

/// Gives a document its number: of the series asked for or the one that takes it, the next or
/// the reserved one. Whoever calls writes the line of the register in the same transaction:
/// `Tx::enter` for a new number, `Tx::take_reserved` for a reserved one.
///
/// # Errors
/// [`Failure::Conflict`]: `series-unknown`, `series-closed`, `series-none`, `day-before-last`,
/// `number-not-reserved`, `day-out-of-order`.
pub(crate) async fn allocate(tx: &mut Tx, office: &str, wanted: &Wanted<'_>) -> Result<Given, Failure> {
    let all = kept_series(tx, office).await?;
    let key = match wanted.series {
        Some(key) => open(&all, key)?.key.as_str(),
        None => {
            let open = all.iter().filter(|series| series.closed_at.is_none());
            let takes: Vec<Takes<'_>> = open.map(takes).collect();
            let none = || Failure::Conflict("series-none", String::new());
            choose(&takes, wanted.kind, wanted.symbol).ok_or_else(none)?
        }
    };
    Ok(match wanted.reserved {
        Some(number) => tx.reserved(office, key, wanted.day, number).await?,
        None => tx.next_number(office, key, wanted.day).await?,
    })
}

/// The open series of a name.
///
/// # Errors
/// [`Failure::Conflict`]: `series-unknown`, `series-closed`.
pub(crate) fn open<'a>(all: &'a [Series], key: &str) -> Result<&'a Series, Failure> {
    let found = all.iter().find(|series| series.key == key);
    match found {
        None => Err(Failure::Conflict("series-unknown", key.to_owned())),
        Some(series) if series.closed_at.is_some() => {
            Err(Failure::Conflict("series-closed", series.name.clone()))
        }
        Some(series) => Ok(series),
    }
}

/// The series of an office, made where it has none yet.
///
/// # Errors
/// [`Error::Db`].
pub(crate) async fn kept_series(tx: &mut Tx, office: &str) -> Result<Vec<Series>, Error> {
    let all = tx.series(office).await?;
    if is_complete(&all) {
        return Ok(all);
    }
    default_series(tx, office).await?;
    tx.series(office).await
}

/// True where an office has every series that every office has: one that a newer program brings
/// is added to those that were there before.
pub(crate) fn is_complete(all: &[Series]) -> bool {
    SERIES.iter().all(|(key, ..)| all.iter().any(|series| series.key == *key))
}

/// Gives an office the series that every office begins with, as part of the transaction that
/// enters it. What is there already stays as it is.
///
/// # Errors
/// [`Error::Db`].
pub(crate) async fn default_series(tx: &mut Tx, office: &str) -> Result<(), Error> {
    let has_usual = tx.series(office).await?.iter().any(|series| series.usual);
    for (index, (key, name, symbols)) in SERIES.iter().enumerate() {
        let series = Series {
            office_id: office.to_owned(),
            key: (*key).to_owned(),
            name: (*name).to_owned(),
            kinds: Vec::new(),
            symbols: symbols.iter().map(|symbol| (*symbol).to_owned()).collect(),
            usual: index == 0 && !has_usual,
            supplements: true,
            closed_at: None,
            edition: 1,
        };
        tx.add_series(&series).await?;
    }
    Ok(())
}

fn takes(series: &Series) -> Takes<'_> {
    Takes { key: &series.key, kinds: &series.kinds, symbols: &series.symbols, usual: series.usual }
}
