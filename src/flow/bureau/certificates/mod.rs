//! Certificates (giấy khen, bằng khen) that are kept: each with its number in the book of awards
//! (sổ khen thưởng), the code by which anybody may ask whether it stands, and what is on its
//! paper.
//!
//! A certificate is enrolled when its batch is made, printed when its page is, and never both
//! twice: whoever tells twice that it is printed books one blank. One that is not printed after
//! all is given up; its number is void in the register, and whom it was for is forgotten. What is
//! printed stays: it may be revoked, or replaced by another of the same honoree, which has the
//! same number.

mod again;
mod asked;
mod code;
mod enroll;
mod look;
mod public;

pub use again::Reprinted;
pub use asked::{ReprintAsked, RevokeAsked};
pub use code::{Code, grouped};
pub use enroll::{Enrolling, amended, enroll, given_up, printed};
pub use look::Card;
pub use public::{Paper, Standing};

use serde_json::Value as Json;

use crate::model::certificate::{HONOREE, Honoree, Row};
use crate::model::workflow::Role;

/// Who makes certificates.
pub(crate) const MAKERS: &[Role] = &[Role::Clerk, Role::RecordsOfficer];

/// The row that a paper was printed from.
pub(super) fn row_of(paper: &Json) -> Row {
    let mut row = Row { honoree: Honoree::Person, values: std::collections::BTreeMap::new() };
    for (key, value) in paper.as_object().into_iter().flatten() {
        let Some(value) = value.as_str() else { continue };
        if key == HONOREE {
            row.honoree = Honoree::from_key(value).unwrap_or(Honoree::Person);
        } else {
            row.values.insert(key.clone(), value.to_owned());
        }
    }
    row
}
