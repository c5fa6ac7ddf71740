//! What becomes of certificates: printed, given up, revoked, printed again.

use chrono::{DateTime, Utc};
use sqlx::FromRow;

use crate::store::sql::{AT_ONCE, among};
use crate::store::{CertificateRow, Error, Tx};

/// A certificate that was just printed.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Printed {
    /// Its id.
    pub id: String,
    /// The kind of blanks that it was printed on.
    pub blank_id: Option<String>,
    /// The batch that printed it.
    pub batch_id: Option<String>,
    /// Who had it made.
    pub person_id: String,
    /// The one that it replaces.
    pub replaces: Option<String>,
}

/// A certificate printed again.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Reprint {
    /// Which.
    pub certificate_id: String,
    /// From 1.
    pub ordinal: i64,
    /// Why.
    pub reason: String,
    /// Was the sheet before it spoiled?
    pub spoiled: bool,
    /// The kind of blanks that it was printed on.
    pub blank_id: Option<String>,
    /// Who.
    pub person_id: String,
    /// When.
    pub at: DateTime<Utc>,
}

impl Tx {
    /// Puts other words on a certificate that was never printed, and into its line of the register.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn amend_certificate(
        &mut self,
        certificate: &CertificateRow,
        particulars: &serde_json::Value,
    ) -> Result<(), Error> {
        run!(
            self,
            "UPDATE certificate SET paper = $1, name = $2, search = $3
             WHERE id = $4 AND office_id = $5 AND printed_at IS NULL",
            &certificate.paper,
            &certificate.name,
            &certificate.search,
            &certificate.id,
            &certificate.office_id,
        )?;
        // A number that another certificate had before keeps its line.
        run!(
            self,
            "UPDATE entry SET particulars = $1
             WHERE office_id = $2 AND series = $3 AND year = $4 AND number = $5 AND part = 0 AND $6 = 0",
            particulars,
            &certificate.office_id,
            &certificate.series,
            certificate.year,
            certificate.number,
            i64::from(certificate.replaces.is_some()),
        )?;
        Ok(())
    }

    /// Notes that certificates are printed: those of these that were not yet, in no order.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn print_certificates(
        &mut self,
        office: &str,
        at: DateTime<Utc>,
        ids: &[String],
    ) -> Result<Vec<Printed>, Error> {
        let mut printed = Vec::new();
        for some in ids.chunks(AT_ONCE) {
            let text = format!(
                "UPDATE certificate SET state = 'printed', printed_at = $1
                 WHERE office_id = $2 AND state = 'enrolled' AND id IN ({})
                 RETURNING id, blank_id, batch_id, person_id, replaces",
                among(3, some.len())
            );
            let rows: Vec<Printed> = rows_among!(self, Printed, text, [at, office], some)?;
            printed.extend(rows);
        }
        Ok(printed)
    }

    /// Of these, ends those that are printed and that a printed one shall replace.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn replace_certificates(
        &mut self,
        office: &str,
        at: DateTime<Utc>,
        ids: &[String],
    ) -> Result<(), Error> {
        for some in ids.chunks(AT_ONCE) {
            let text = format!(
                "UPDATE certificate SET state = 'replaced', ended_at = $1,
                     replaced_by = (SELECT MAX(newer.id) FROM certificate newer
                        WHERE newer.replaces = certificate.id AND newer.printed_at IS NOT NULL)
                 WHERE office_id = $2 AND state = 'printed' AND id IN ({})
                   AND EXISTS (SELECT 1 FROM certificate newer
                        WHERE newer.replaces = certificate.id AND newer.printed_at IS NOT NULL)
                 RETURNING id",
                among(3, some.len())
            );
            let _replaced: Vec<(String,)> = rows_among!(self, (String,), text, [at, office], some)?;
        }
        Ok(())
    }

    /// Gives certificates up that were never printed, and forgets whom they were for. Gives their
    /// ids.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn give_up_certificates(
        &mut self,
        office: &str,
        at: DateTime<Utc>,
        reason: &str,
        ids: &[String],
    ) -> Result<Vec<String>, Error> {
        let nothing = serde_json::json!({});
        let mut given_up = Vec::new();
        for some in ids.chunks(AT_ONCE) {
            let text = format!(
                "UPDATE certificate SET state = 'given-up', ended_at = $1, ended_note = $2, paper = $3, name = '',
                     search = ''
                 WHERE office_id = $4 AND state = 'enrolled' AND id IN ({}) RETURNING id",
                among(5, some.len())
            );
            let rows: Vec<(String,)> =
                rows_among!(self, (String,), text, [at, reason, &nothing, office], some)?;
            given_up.extend(rows.into_iter().map(|(id,)| id));
        }
        Ok(given_up)
    }

    /// Makes the numbers of certificates that were given up void, with the reason and without the
    /// honorees; a number that another certificate bears stays.
    ///
    /// # Errors
    /// [`Error::Db`].
    pub async fn void_certificate_numbers(
        &mut self,
        office: &str,
        reason: &str,
        ids: &[String],
    ) -> Result<(), Error> {
        let nothing = serde_json::json!({});
        for some in ids.chunks(AT_ONCE) {
            let text = format!(
                "UPDATE entry SET status = 'void', reason = $1, particulars = $2
                 WHERE office_id = $3 AND part = 0 AND status = 'issued' AND document_id IS NULL
                   AND (series, year, number) IN (SELECT series, year, number FROM certificate
                        WHERE office_id = $3 AND number IS NOT NULL AND id IN ({}))
                   AND NOT EXISTS (SELECT 1 FROM certificate WHERE certificate.office_id = $3
                        AND certificate.series = entry.series AND certificate.year = entry.year
                        AND certificate.number = entry.number AND certificate.state <> 'given-up')
                 RETURNING number",
                among(4, some.len())
            );
            let _void: Vec<(i64,)> = rows_among!(self, (i64,), text, [reason, &nothing, office], some)?;
        }
        Ok(())
    }

    /// Revokes a certificate that is printed.
    ///
    /// # Errors
    /// [`Error::Conflict`] `certificate-not-standing` for one that is not, or no more.
    pub async fn revoke_certificate(
        &mut self,
        office: &str,
        id: &str,
        at: DateTime<Utc>,
        note: &str,
    ) -> Result<(), Error> {
        let changed = run!(
            self,
            "UPDATE certificate SET state = 'revoked', ended_at = $1, ended_note = $2
             WHERE office_id = $3 AND id = $4 AND state = 'printed'",
            at,
            note,
            office,
            id,
        )?;
        if changed == 0 { Err(Error::Conflict("certificate-not-standing")) } else { Ok(()) }
    }

    /// Notes that a certificate is printed again; the ordinal is found here. Gives it.
    ///
    /// # Errors
    /// [`Error::Conflict`] `certificate-not-standing` for one that is not printed, or no more.
    pub async fn reprint_certificate(&mut self, office: &str, again: &Reprint) -> Result<i64, Error> {
        let raised: Option<(i64,)> = row!(
            self,
            (i64,),
            "UPDATE certificate SET reprints = reprints + 1
             WHERE office_id = $1 AND id = $2 AND state = 'printed' RETURNING reprints",
            office,
            &again.certificate_id,
        )?;
        let (ordinal,) = raised.ok_or(Error::Conflict("certificate-not-standing"))?;
        run!(
            self,
            "INSERT INTO reprint (certificate_id, ordinal, reason, spoiled, blank_id, person_id, at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            &again.certificate_id,
            ordinal,
            &again.reason,
            again.spoiled,
            &again.blank_id,
            &again.person_id,
            again.at,
        )?;
        Ok(ordinal)
    }
}
