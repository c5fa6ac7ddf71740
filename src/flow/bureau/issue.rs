//! Issuing (ban hành): in one transaction a document gets its number, its day and its signer,
//! the files that are served for ever, and its line of the register.
//!
//! Printing takes longer than everything else together, and whoever writes holds up all others.
//! So the number to come is looked at first and the files are printed with it; only where
//! somebody else was faster are they printed again inside the transaction.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::{Value as Json, json};

use super::documents::{Sheet, document, kept};
use super::numbering::{self, Wanted};
use super::{Blame, Bureau, Failure};
use crate::flow::numbered::{Unfit, numbered, symbol};
use crate::flow::{Error, Form, Press};
use crate::model::actor::Actor;
use crate::model::register::Number;
use crate::model::workflow::{Act, State};
use crate::model::{Document, Reading, Role, SCHEMA, SectionKind};
use crate::store::{Draft, Entry, Found, Given, Issued, Step, Tx};
use crate::viet;

/// How a document shall be issued.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Issuing {
    /// The day that stands on it; today in Việt Nam, where nobody says.
    pub day: Option<NaiveDate>,
    /// The series; by the document's type and symbol, where nobody says.
    pub series: Option<String>,
    /// A number that was reserved.
    pub reserved: Option<Number>,
    /// Who gets it, as the register says it; the document's own nơi nhận, where nobody says.
    pub recipients: Option<Vec<String>>,
    /// Who keeps the file copy; what nơi nhận says after "Lưu:", where nobody says.
    pub keeper: Option<String>,
    /// How many copies are made.
    pub copies: Option<i64>,
    /// What the register notes.
    pub note: String,
}

/// A document with its number, as it is printed.
struct Printed {
    document: Document,
    pdf: Vec<u8>,
    docx: Vec<u8>,
}

impl Bureau {
    /// Issues an approved document.
    ///
    /// # Errors
    /// [`Failure::Conflict`]: `number-line-missing`, `number-typed`, `day-typed`, `signer-missing`,
    /// and those of the registers; [`Failure::Press`]; those of every step. Nothing was
    /// changed then, and no number was given.
    pub async fn issue(
        &self,
        actor: &Actor,
        now: DateTime<Utc>,
        (id, seen): (&str, i64),
        issuing: Issuing,
    ) -> Result<Sheet, Failure> {
        let (office, _, to) = self.entitled(actor, (id, seen), Act::Issue).await?;
        let today = viet::date::day_of(now);
        let day = issuing.day.unwrap_or(today);
        if day > today {
            let blame = Blame::of("day-ahead", "/day", viet::date::short(today));
            return Err(Failure::Invalid(vec![blame]));
        }
        let version = self.store.read().await?.version(office, id, seen).await?;
        let approved = document(&version)?;
        let (symbol, signer) = (symbol(&approved), signers(&approved).join("; "));
        if signer.is_empty() {
            return Err(Failure::Conflict("signer-missing", String::new()));
        }
        let wanted = Wanted {
            series: issuing.series.as_deref(),
            kind: &approved.kind,
            symbol: &symbol,
            day,
            reserved: issuing.reserved,
        };
        let expected = self.expected(office, &wanted).await?;
        let mut printed = self.printed(&approved, &version, &expected.written(), day).await?;

        let mut tx = self.store.begin().await?;
        let given = numbering::allocate(&mut tx, office, &wanted).await?;
        if given != expected {
            printed = self.printed(&approved, &version, &given.written(), day).await?;
        }
        let draft = Draft {
            template: version.template_id.clone().zip(version.template_version.clone()),
            record: version.record.clone(),
            upload: version.upload.clone(),
            ..kept(&self.press, &printed.document, &version.standard)?
        };
        let step = Step {
            seen,
            act: Act::Issue,
            from: State::Approved,
            to,
            person: actor.person.clone(),
            at: now,
            note: issuing.note.clone(),
            detail: json!({}),
        };
        let done = tx.edit(office, id, &step, &draft).await;
        let ordinal = self.fresh(done, actor, office, id).await?;
        let issued = fixed(&mut tx, (id, ordinal), &given, &printed, (&symbol, day, &signer), now).await?;
        let entry = Entry {
            office_id: given.office.clone(),
            series: given.series.clone(),
            year: given.year,
            number: given.number,
            part: given.part,
            status: "issued".into(),
            day: issued.day.clone(),
            symbol: symbol.clone(),
            document_id: Some(id.to_owned()),
            reason: String::new(),
            particulars: particulars(&approved, &issuing, &signer),
            person_id: actor.person.clone(),
            at: now,
        };
        if issuing.reserved.is_some() {
            tx.take_reserved(&entry).await?;
        } else {
            tx.enter(&entry).await?;
        }
        let said = json!({
            "version": ordinal, "series": given.series, "year": given.year, "number": given.written(),
            "day": issued.day, "pdf": issued.pdf, "docx": issued.docx,
        });
        self.seal(tx, actor, now, "document-issue", id, said).await?;
        self.shown(actor, office, id, now).await
    }

    /// The number that would be given now. It is given back at once.
    async fn expected(&self, office: &str, wanted: &Wanted<'_>) -> Result<Given, Failure> {
        let mut tx = self.store.begin().await?;
        let given = numbering::allocate(&mut tx, office, wanted).await?;
        tx.undo().await?;
        Ok(given)
    }

    /// The document with its number and day, as PDF and as a Word file.
    async fn printed(
        &self,
        approved: &Document,
        version: &Found,
        number: &str,
        day: NaiveDate,
    ) -> Result<Printed, Failure> {
        let document = numbered(approved, number, day).map_err(unfit)?;
        let (press, standard) = (Arc::clone(&self.press), version.standard.clone());
        Ok(self.pool.run(move || print(&press, document, &standard)).await??)
    }
}

fn print(press: &Press, document: Document, standard: &str) -> Result<Printed, Error> {
    let reading =
        Reading { schema: SCHEMA, document: Some(document), problems: Vec::new(), leftovers: Vec::new() };
    let pdf = press.write(&reading, Form::Pdf, Some(standard))?;
    let docx = press.write(&reading, Form::Docx, Some(standard))?;
    let document = reading.document.ok_or(Error::NoDocument)?;
    Ok(Printed { document, pdf, docx })
}

fn unfit(unfit: Unfit) -> Failure {
    match unfit {
        Unfit::NoLine => Failure::Conflict("number-line-missing", String::new()),
        Unfit::Number(said) => Failure::Conflict("number-typed", said),
        Unfit::Day(said) => Failure::Conflict("day-typed", said),
    }
}

/// Keeps the files, and what was issued.
async fn fixed(
    tx: &mut Tx,
    (id, ordinal): (&str, i64),
    given: &Given,
    printed: &Printed,
    (symbol, day, signer): (&str, NaiveDate, &str),
    at: DateTime<Utc>,
) -> Result<Issued, Failure> {
    let issued = Issued {
        document_id: id.to_owned(),
        ordinal,
        series: given.series.clone(),
        year: given.year,
        number: given.number,
        part: given.part,
        symbol: symbol.to_owned(),
        day: day.to_string(),
        signer: signer.to_owned(),
        pdf: tx.keep(Form::Pdf.media_type(), &printed.pdf).await?,
        docx: tx.keep(Form::Docx.media_type(), &printed.docx).await?,
        at,
    };
    tx.fix(&issued).await?;
    Ok(issued)
}

/// The words of every paragraph of a role in the document itself.
fn said(document: &Document, role: Role) -> impl Iterator<Item = String> {
    let main = document.sections.iter().filter(|section| section.kind == SectionKind::Main);
    main.flat_map(|section| &section.blocks)
        .flat_map(crate::model::Block::paragraphs)
        .filter(move |paragraph| paragraph.role == role)
        .map(|paragraph| paragraph.words().trim().to_owned())
        .filter(|words| !words.is_empty())
}

/// Who signs.
fn signers(document: &Document) -> Vec<String> {
    said(document, Role::SignerName).collect()
}

/// What the register prints of a document.
fn particulars(document: &Document, issuing: &Issuing, signer: &str) -> Json {
    let lines: Vec<String> = said(document, Role::Recipient).collect();
    let recipients = viet::recipients::read(&lines);
    json!({
        "title": document.title,
        "signer": signer,
        "recipients": issuing.recipients.clone().unwrap_or(recipients.who),
        "keeper": issuing.keeper.clone().unwrap_or(recipients.keeper),
        "copies": issuing.copies,
        "note": issuing.note,
    })
}
