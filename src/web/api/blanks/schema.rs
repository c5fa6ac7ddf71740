//! How the stock book looks to programs.

use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};
use utoipa::{IntoParams, ToSchema};

use crate::{store::Move, viet::words::certificates as words};

/// A kind of blanks, and how its stock stands.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what the bureau says of a kind")]
pub struct Blank {
    /// Its id.
    #[schema(example = "01KAT5V3S00000000000000000")]
    id: String,
    /// Its name, Vietnamese.
    name: String,
    /// The design that is printed on it; may be empty.
    design: String,
    /// Its size, such as `a4` or `400x300`; may be empty.
    size: String,
    /// How many were received.
    received: i64,
    /// How many were used.
    used: i64,
    /// How many were spoiled.
    spoiled: i64,
    /// How many were handed back.
    returned: i64,
    /// What counting them has added, or taken away.
    corrected: i64,
    /// How many are left: received − used − spoiled − returned + corrected.
    remaining: i64,
    /// How many certificates wait to be printed on it.
    waiting: i64,
    /// When it was closed: nothing is printed on it then.
    #[schema(format = DateTime)]
    closed_at: Option<String>,
    /// How often it was changed: its `ETag`.
    edition: i64,
}

/// The kinds of an office.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what the bureau says of kinds")]
pub struct Blanks {
    /// The kinds, the oldest first.
    items: Vec<Blank>,
}

/// A line of the stock book.
#[derive(Serialize, ToSchema)]
pub struct BlankMove {
    /// From 1.
    ordinal: i64,
    /// `received`, `used`, `spoiled`, `returned` or `corrected`.
    #[schema(example = "received")]
    act: String,
    /// How the stock changes.
    change: i64,
    /// What is left after it.
    remaining: i64,
    /// The day in the book.
    #[schema(format = Date)]
    day: String,
    /// Why; may be empty.
    reason: String,
    /// The batch that used them.
    batch: Option<String>,
    /// The certificate that was printed again on one.
    certificate: Option<String>,
    /// Were certificates printed on them? Written by hand otherwise.
    printed: bool,
    /// Who.
    person: String,
    /// When.
    #[schema(format = DateTime)]
    at: String,
}

impl From<Move> for BlankMove {
    fn from(made: Move) -> BlankMove {
        BlankMove {
            ordinal: made.ordinal,
            act: made.act,
            change: made.change,
            remaining: made.remaining,
            day: made.day,
            reason: made.reason,
            batch: made.batch_id,
            certificate: made.certificate_id,
            printed: made.printed,
            person: made.person_id,
            at: made.at.to_rfc3339(),
        }
    }
}

/// A page of the stock book.
#[derive(Serialize, ToSchema)]
pub struct BlankMoves {
    /// The moves, the newest first.
    pub(super) items: Vec<BlankMove>,
    /// Goes on after the last one, where there are more.
    pub(super) next: Option<String>,
}

/// Which moves.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what `Query` reads")]
pub struct MovesQuery {
    /// Most moves of a page; 50 without it.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// Where the page before ended (`next`).
    cursor: Option<String>,
}

/// A new kind of blanks.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "describes what `BlankAsked` reads")]
pub struct NewBlank {
    /// Its name, Vietnamese, on one line.
    #[schema(min_length = 1, max_length = 120)]
    name: String,
    /// The design that is printed on it.
    #[schema(max_length = 120)]
    design: Option<String>,
    /// Its size.
    #[schema(max_length = 20, example = "400x300")]
    size: Option<String>,
}

/// A kind of blanks as it is to be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "describes what `BlankAsked` reads")]
pub struct BlankChange {
    /// Its name, Vietnamese, on one line.
    #[schema(min_length = 1, max_length = 120)]
    name: String,
    /// The design that is printed on it.
    #[schema(max_length = 120)]
    design: Option<String>,
    /// Its size.
    #[schema(max_length = 20, example = "400x300")]
    size: Option<String>,
    /// Nothing is printed on it any more.
    closed: Option<bool>,
}

/// What can be written into the book.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum BlankAct {
    /// Came in.
    Received,
    /// Was used by hand.
    Used,
    /// Was spoiled.
    Spoiled,
    /// Was handed back.
    Returned,
    /// Was counted: more, or fewer.
    Corrected,
}

/// A move to be written into the book.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "describes what `MoveAsked` reads")]
pub struct NewMove {
    /// What.
    act: BlankAct,
    /// How many; of a correction how many more, or fewer (below nothing).
    #[schema(minimum = -1_000_000, maximum = 1_000_000)]
    quantity: i64,
    /// Why, on one line; needed but for what was received.
    #[schema(max_length = 500)]
    reason: Option<String>,
    /// The day; today without it.
    #[schema(format = Date)]
    day: Option<String>,
}

/// The example of a kind.
pub(super) fn new_blank() -> Json {
    json!({ "name": words::EXAMPLE_BLANK, "design": "giay-khen-phoi", "size": "a4" })
}

/// The example of a move.
pub(super) fn new_move() -> Json {
    json!({ "act": "received", "quantity": 500 })
}
