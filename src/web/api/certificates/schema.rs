//! How certificates look to programs.

use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};
use utoipa::{IntoParams, ToSchema};

use crate::{
    flow::bureau::certificates::{self as kept, Paper, Standing, grouped},
    model::certificate::Honoree,
    model::register::Number,
    store::{self, CertificateRow},
    viet::words::certificates as words,
};

/// What became of a certificate.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CertificateState {
    /// It waits to be printed.
    Enrolled,
    /// It is printed, and stands.
    Printed,
    /// It was never printed, and will not be.
    GivenUp,
    /// It was printed, and stands no more.
    Revoked,
    /// Another stands in its place.
    Replaced,
}

impl CertificateState {
    /// The values of the parameter `state`.
    pub const KEYS: &[&str] = &["enrolled", "printed", "given-up", "revoked", "replaced"];
}

/// A certificate.
#[derive(Serialize, ToSchema)]
pub struct Certificate {
    /// Its id.
    #[schema(example = "01KAT5V3S00000000000000000")]
    id: String,
    /// What the public asks with.
    #[schema(example = "7K3M-9QXZ-04TA-HV2B")]
    code: String,
    /// What became of it.
    #[schema(value_type = CertificateState)]
    state: String,
    /// Who is honoured; empty for one that was given up.
    name: String,
    /// Hình thức khen thưởng.
    form: String,
    /// The batch that prints it.
    batch: Option<String>,
    /// Its honoree in a round.
    honoree: Option<String>,
    /// The design, as `key` or `key@version`.
    design: String,
    /// The kind of blanks that it is printed on.
    blank: Option<String>,
    /// The register of its number.
    series: Option<String>,
    /// The year of its number.
    year: i64,
    /// The number as it is printed.
    number: Option<String>,
    /// The day in the register.
    #[schema(format = Date)]
    day: String,
    /// How often it was printed again.
    reprints: i64,
    /// Who had it made.
    person: String,
    /// When.
    #[schema(format = DateTime)]
    created_at: String,
    /// When it was printed.
    #[schema(format = DateTime)]
    printed_at: Option<String>,
    /// When it was given up, revoked or replaced.
    #[schema(format = DateTime)]
    ended_at: Option<String>,
    /// Why.
    ended_note: String,
    /// The one that replaced it.
    replaced_by: Option<String>,
}

impl From<CertificateRow> for Certificate {
    fn from(row: CertificateRow) -> Certificate {
        Certificate {
            code: grouped(&row.code),
            id: row.id,
            state: row.state,
            name: row.name,
            form: row.form,
            batch: row.batch_id,
            honoree: row.honoree_id,
            design: row.design,
            blank: row.blank_id,
            series: row.series,
            year: row.year,
            number: row.number.map(|number| Number::plain(number).to_string()),
            day: row.day,
            reprints: row.reprints,
            person: row.person_id,
            created_at: row.created_at.to_rfc3339(),
            printed_at: row.printed_at.map(|at| at.to_rfc3339()),
            ended_at: row.ended_at.map(|at| at.to_rfc3339()),
            ended_note: row.ended_note,
            replaced_by: row.replaced_by,
        }
    }
}

/// A page of certificates.
#[derive(Serialize, ToSchema)]
pub struct Certificates {
    /// The certificates.
    pub(super) items: Vec<Certificate>,
    /// Goes on after the last one, where there are more.
    pub(super) next: Option<String>,
}

/// A certificate with all that is known of it.
#[derive(Serialize, ToSchema)]
#[schema(as = CertificateCard)]
pub struct Card {
    /// The certificate.
    #[serde(flatten)]
    certificate: Certificate,
    /// The row that is printed.
    #[schema(value_type = Object)]
    paper: Json,
    /// The times that it was printed again.
    prints: Vec<Reprinted>,
}

/// One time that a certificate was printed again.
#[derive(Serialize, ToSchema)]
pub struct Reprinted {
    /// From 1.
    ordinal: i64,
    /// Why.
    reason: String,
    /// Was the sheet before it spoiled?
    spoiled: bool,
    /// The kind of blanks that it was printed on.
    blank: Option<String>,
    /// Who.
    person: String,
    /// When.
    #[schema(format = DateTime)]
    at: String,
}

impl From<kept::Card> for Card {
    fn from(card: kept::Card) -> Card {
        let paper = card.row.paper.clone();
        let again = |again: store::Reprint| Reprinted {
            ordinal: again.ordinal,
            reason: again.reason,
            spoiled: again.spoiled,
            blank: again.blank_id,
            person: again.person_id,
            at: again.at.to_rfc3339(),
        };
        Card {
            certificate: Certificate::from(card.row),
            paper,
            prints: card.reprints.into_iter().map(again).collect(),
        }
    }
}

/// What is on a certificate's paper; what the paper does not say is empty.
#[derive(Serialize, ToSchema)]
#[schema(as = VerifiedCertificate)]
pub struct Verified {
    /// The code.
    #[schema(example = "7K3M-9QXZ-04TA-HV2B")]
    code: String,
    /// `valid`, `revoked` or `replaced`.
    #[schema(example = "valid")]
    standing: &'static str,
    /// The day on which it was revoked.
    #[schema(format = Date)]
    revoked_on: Option<String>,
    /// The code of the one that replaced it.
    replaced_by: Option<String>,
    /// The office whose it is.
    office: String,
    /// Hình thức khen thưởng.
    form: String,
    /// Who awards it.
    issuer: String,
    /// Who is honoured: `person`, `collective`, `household`.
    #[schema(value_type = String)]
    honoree: Honoree,
    /// The name.
    name: String,
    /// Chức vụ.
    position: String,
    /// The unit or the address.
    unit: String,
    /// Thành tích.
    reason: String,
    /// Number and symbol of the decision.
    decision: String,
    /// The day of the decision, as it is read.
    day: String,
    /// Number in the book of awards.
    register: String,
}

impl From<Paper> for Verified {
    fn from(paper: Paper) -> Verified {
        let (standing, revoked_on, replaced_by) = match paper.standing {
            Standing::Valid => ("valid", None, None),
            Standing::Revoked(day) => ("revoked", Some(day.to_string()), None),
            Standing::Replaced(code) => ("replaced", None, Some(code)),
        };
        Verified {
            code: paper.code,
            standing,
            revoked_on,
            replaced_by,
            office: paper.office,
            form: paper.form,
            issuer: paper.issuer,
            honoree: paper.honoree,
            name: paper.name,
            position: paper.position,
            unit: paper.unit,
            reason: paper.reason,
            decision: paper.decision,
            day: paper.day,
            register: paper.register,
        }
    }
}

/// Which certificates.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what `Query` reads")]
pub struct ListQuery {
    /// Those of this batch, in the order of its rows.
    #[param(max_length = 400)]
    batch: Option<String>,
    /// Those in this state.
    #[param(inline)]
    state: Option<CertificateState>,
    /// Words of name, unit, number, decision or code, with accents or without.
    #[param(max_length = 400)]
    search: Option<String>,
    /// Most certificates of a page; 50 without it.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// Where the page before ended (`next`).
    cursor: Option<String>,
}

/// Why a certificate is revoked.
#[derive(Deserialize, ToSchema)]
#[schema(as = RevokeCertificate)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "describes what `RevokeAsked` reads")]
pub struct Revoke {
    /// Why; on one line.
    #[schema(min_length = 1, max_length = 500)]
    reason: String,
}

/// Why and how a certificate is printed again.
#[derive(Deserialize, ToSchema)]
#[schema(as = ReprintCertificate)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "describes what `ReprintAsked` reads")]
pub struct Reprint {
    /// Why; on one line.
    #[schema(min_length = 1, max_length = 500)]
    reason: String,
    /// The sheet before it is spoiled.
    spoiled: Option<bool>,
    /// The paper says in its corner that it is printed again.
    marked: Option<bool>,
    /// The printer that it is made up for: its id.
    #[schema(max_length = 60)]
    printer: Option<String>,
}

/// The example of a revoking.
pub(super) fn revoke() -> Json {
    json!({ "reason": words::EXAMPLE_REASONS.0 })
}

/// The example of a reprint.
pub(super) fn reprint() -> Json {
    json!({ "reason": words::EXAMPLE_REASONS.1, "spoiled": true })
}
