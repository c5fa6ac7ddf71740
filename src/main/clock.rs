//! The clock.

use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};

/// Việt Nam is seven hours ahead of the world's clock, all year.
const AHEAD: i32 = 7 * 3600;

/// Today in Việt Nam. A clock set before 1970 counts as 1970: a wrong day is printed and
/// seen, and no server falls over it.
pub(super) fn today() -> NaiveDate {
    now().date_naive()
}

/// Now.
pub(super) fn utc() -> DateTime<Utc> {
    now().to_utc()
}

/// Now, as the clocks of Việt Nam show it.
#[expect(clippy::disallowed_methods, reason = "main is where the clock is read")]
pub(super) fn now() -> DateTime<FixedOffset> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let millis = i64::try_from(since.as_millis()).unwrap_or_default();
    let now = DateTime::from_timestamp_millis(millis).unwrap_or_default();
    FixedOffset::east_opt(AHEAD).map_or_else(|| now.fixed_offset(), |zone| now.with_timezone(&zone))
}
