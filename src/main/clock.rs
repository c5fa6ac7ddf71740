//! The clock.

use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, NaiveDate};

/// Việt Nam is seven hours ahead of the world's clock, all year.
const AHEAD: i64 = 7 * 3600;

/// Today in Việt Nam. A clock set before 1970 counts as 1970: a wrong day is printed and
/// seen, and no server falls over it.
#[expect(clippy::disallowed_methods, reason = "main is where the clock is read")]
pub(super) fn today() -> NaiveDate {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let seconds = i64::try_from(since.as_secs()).unwrap_or_default();
    DateTime::from_timestamp(seconds + AHEAD, 0).unwrap_or_default().date_naive()
}
