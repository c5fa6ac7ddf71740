//! What the public learns of a certificate: what is on its paper, and whether it stands.

use chrono::NaiveDate;

use super::super::{Bureau, Failure};
use super::code::{Code, grouped};
use super::row_of;
use crate::model::certificate::{Honoree, REGISTER};
use crate::store::Public;
use crate::viet::date;

/// Whether a certificate stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Còn hiệu lực.
    Valid,
    /// Đã thu hồi, and on which day.
    Revoked(NaiveDate),
    /// Another stands in its place: its code.
    Replaced(String),
}

/// What is on a certificate's paper. What the paper does not say is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// The code, as it is printed.
    pub code: String,
    /// Whether it stands.
    pub standing: Standing,
    /// The office whose it is.
    pub office: String,
    /// Hình thức khen thưởng.
    pub form: String,
    /// Who awards it.
    pub issuer: String,
    /// Who is honoured.
    pub honoree: Honoree,
    /// The name.
    pub name: String,
    /// Chức vụ.
    pub position: String,
    /// The unit or the address.
    pub unit: String,
    /// Thành tích.
    pub reason: String,
    /// Number and symbol of the decision.
    pub decision: String,
    /// The day of the decision, as it is read.
    pub day: String,
    /// Number in the book of awards.
    pub register: String,
}

impl Bureau {
    /// What anybody with its code learns of a certificate. Nobody need be signed in, and nothing
    /// is noted.
    ///
    /// # Errors
    /// [`Failure::NotFound`] for everything that is no code of a certificate that was printed;
    /// [`Failure::Store`].
    pub async fn verify(&self, code: &str) -> Result<Paper, Failure> {
        // What cannot be a code is looked up as well: how long it takes tells nothing.
        let kept = Code::read(code).map_or_else(String::new, |code| code.kept().to_owned());
        let Public { office, state, paper, form, ended_at, newer } =
            self.store.read().await?.public_certificate(&kept).await?;
        let row = row_of(&paper);
        let said = |key: &str| row.value(key).unwrap_or_default().to_owned();
        let standing = match (state.as_str(), newer) {
            ("printed", _) => Standing::Valid,
            ("replaced", Some(newer)) => Standing::Replaced(grouped(&newer)),
            _ => Standing::Revoked(ended_at.map(date::day_of).unwrap_or_default()),
        };
        let unit = [said("unit"), said("address")].into_iter().find(|words| !words.is_empty());
        let day = said("date");
        Ok(Paper {
            code: grouped(&kept),
            standing,
            office,
            form,
            issuer: said("issuer"),
            honoree: row.honoree,
            name: said("name"),
            position: said("position"),
            unit: unit.unwrap_or_default(),
            reason: said("reason"),
            decision: said("decision"),
            day: date::parse_short(&day).map_or(day, date::full),
            register: said(REGISTER),
        })
    }
}
