//! Many certificates at once: enrolled, their numbers looked up.

use super::CertificateRow;
use crate::store::sql::{AT_ONCE, among};
use crate::store::{Error, Tx};

/// A number that an honoree has: of whom, the certificate that bears it, year, number, its day.
pub type Borne = (String, String, i64, i64, String);

impl Tx {
    /// Keeps certificates.
    ///
    /// # Errors
    /// [`Error::Conflict`] `exists` for a code that is taken; [`Error::Db`].
    pub async fn add_certificates(&mut self, certificates: &[CertificateRow]) -> Result<(), Error> {
        put_all!(
            self,
            "INSERT INTO certificate (id, office_id, code, batch_id, honoree_id, design, blank_id, series, year,
                 number, day, state, replaces, replaced_by, paper, form, name, search, reprints, person_id, created_at,
                 printed_at, ended_at, ended_note)",
            24,
            certificates,
            row => [
                &row.id,
                &row.office_id,
                &row.code,
                &row.batch_id,
                &row.honoree_id,
                &row.design,
                &row.blank_id,
                &row.series,
                row.year,
                row.number,
                &row.day,
                &row.state,
                &row.replaces,
                &row.replaced_by,
                &row.paper,
                &row.form,
                &row.name,
                &row.search,
                row.reprints,
                &row.person_id,
                row.created_at,
                row.printed_at,
                row.ended_at,
                &row.ended_note,
            ]
        );
        Ok(())
    }

    /// The numbers of a series that honorees have, the newest certificate of each last. What was
    /// given up or revoked bears none any more.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn borne(
        &mut self,
        office: &str,
        series: &str,
        honorees: &[String],
    ) -> Result<Vec<Borne>, Error> {
        let mut found = Vec::new();
        for some in honorees.chunks(AT_ONCE) {
            let text = format!(
                "SELECT honoree_id, id, year, number, day FROM certificate
                 WHERE office_id = $1 AND series = $2 AND number IS NOT NULL
                   AND state IN ('enrolled', 'printed') AND honoree_id IN ({})
                 ORDER BY id",
                among(3, some.len())
            );
            let rows: Vec<Borne> = rows_among!(self, Borne, text, [office, series], some)?;
            found.extend(rows);
        }
        Ok(found)
    }
}
