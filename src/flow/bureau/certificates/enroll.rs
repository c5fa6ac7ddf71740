//! Enrolling, printing and giving up, many at a time and as part of somebody's transaction.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use serde_json::{Value as Json, json};
use ulid::Ulid;

use super::super::{Failure, new_id, numbering};
use super::code::{Code, grouped};
use crate::model::actor::Actor;
use crate::model::certificate::{CODE, HONOREE_ID, REGISTER, Row, VERIFY};
use crate::model::register::Number;
use crate::store::{Borne, CertificateRow, Entry, Move, Tx};
use crate::viet::date::day_of;
use crate::viet::letters::fold;

/// Path of the page where anybody may ask whether a certificate stands; the code comes after it.
pub(super) const PAGE: &str = "/xac-nhan/";

/// What a list of certificates has in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enrolling {
    /// The batch that prints them.
    pub batch: Option<String>,
    /// The design, as `key` or `key@version`.
    pub design: String,
    /// Hình thức khen thưởng as the register says it, where a row has no `form` of its own: the
    /// design's name.
    pub form: String,
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
/// `blank-closed`, `blanks-short`; [`Failure::Store`].
pub async fn enroll(
    tx: &mut Tx,
    office: &str,
    actor: &Actor,
    now: DateTime<Utc>,
    wanted: &Enrolling,
    rows: &mut [Row],
) -> Result<Vec<String>, Failure> {
    if let Some(blank) = &wanted.blank {
        enough(tx, office, blank, rows.len()).await?;
    }
    let series = match &wanted.series {
        Some(key) => {
            let all = numbering::kept_series(tx, office).await?;
            Some(numbering::open(&all, key)?.key.clone())
        }
        None => None,
    };
    let mut borne = match &series {
        Some(series) => borne(tx, office, series, rows).await?,
        None => HashMap::new(),
    };
    let year = i64::from(wanted.day.year());
    let mut next = match &series {
        Some(series) => {
            let honorees = rows.iter().map(|row| row.value(HONOREE_ID).unwrap_or_default());
            let mut new = std::collections::HashSet::new();
            let fresh = honorees.filter(|id| id.is_empty() || !borne.contains_key(*id) && new.insert(*id));
            let count = i64::try_from(fresh.count()).unwrap_or(i64::MAX);
            if count == 0 { 1 } else { tx.next_numbers(office, series, wanted.day, count).await? }
        }
        None => 1,
    };
    let mut id = new_id(now).parse::<Ulid>().unwrap_or_default();
    let (mut kept, mut entries) = (Vec::new(), Vec::new());
    for row in rows.iter_mut() {
        let code = Code::new();
        let honoree = row.value(HONOREE_ID).map(str::to_owned);
        let mut number = None;
        if let Some(series) = &series {
            let known = honoree.as_ref().and_then(|honoree| borne.get(honoree)).cloned();
            let given = known.unwrap_or_else(|| {
                let given = Given { certificate: None, year, number: next, day: wanted.day.to_string() };
                next += 1;
                entries.push(entry(office, series, &given, actor, now, wanted, row));
                given
            });
            if let Some(honoree) = &honoree {
                // Somebody who stands twice in the list has one number.
                borne.entry(honoree.clone()).or_insert_with(|| given.clone());
            }
            row.values.insert(REGISTER.to_owned(), Number::plain(given.number).to_string());
            number = Some(given);
        }
        row.values.insert(CODE.to_owned(), grouped(code.kept()));
        if let Some(address) = &wanted.address {
            let verify = format!("{address}{PAGE}{}", grouped(code.kept()));
            row.values.insert(VERIFY.to_owned(), verify);
        }
        let given = number.as_ref();
        kept.push(CertificateRow {
            id: id.to_string(),
            office_id: office.to_owned(),
            code: code.kept().to_owned(),
            batch_id: wanted.batch.clone(),
            honoree_id: honoree,
            design: wanted.design.clone(),
            blank_id: wanted.blank.clone(),
            series: series.clone(),
            year: given.map_or(year, |given| given.year),
            number: given.map(|given| given.number),
            day: given.map_or_else(|| wanted.day.to_string(), |given| given.day.clone()),
            state: "enrolled".to_owned(),
            replaces: given.and_then(|given| given.certificate.clone()),
            replaced_by: None,
            paper: json!(row),
            form: row.value("form").unwrap_or(&wanted.form).to_owned(),
            name: row.value("name").unwrap_or_default().to_owned(),
            search: search(row, code.kept()),
            reprints: 0,
            person_id: actor.person.clone(),
            created_at: now,
            printed_at: None,
            ended_at: None,
            ended_note: String::new(),
        });
        // Ids in the order of rows; the random part never ends within a list.
        id = id.increment().unwrap_or(id);
    }
    tx.enter_all(&entries).await?;
    tx.add_certificates(&kept).await?;
    Ok(kept.into_iter().map(|certificate| certificate.id).collect())
}

/// A number, and the certificate that bears it already.
#[derive(Clone, Debug)]
struct Given {
    certificate: Option<String>,
    year: i64,
    number: i64,
    day: String,
}

/// There is a kind of blanks of this id, open, with as many as are wanted beside those that
/// others wait for. Others who print on it wait until this transaction ends.
async fn enough(tx: &mut Tx, office: &str, blank: &str, wanted: usize) -> Result<(), Failure> {
    let kind = match tx.hold_blank(office, blank).await {
        Err(crate::store::Error::NotFound) => {
            return Err(Failure::Conflict("blank-unknown", String::new()));
        }
        kind => kind?,
    };
    if kind.closed_at.is_some() {
        return Err(Failure::Conflict("blank-closed", kind.name));
    }
    let free = (kind.remaining - tx.waiting_on(blank).await?).max(0);
    if i64::try_from(wanted).is_ok_and(|wanted| wanted <= free) {
        return Ok(());
    }
    Err(Failure::Conflict("blanks-short", free.to_string()))
}

/// The numbers that honorees of these rows have already.
async fn borne(
    tx: &mut Tx,
    office: &str,
    series: &str,
    rows: &[Row],
) -> Result<HashMap<String, Given>, Failure> {
    let honorees: Vec<String> =
        rows.iter().filter_map(|row| row.value(HONOREE_ID)).map(str::to_owned).collect();
    let all: Vec<Borne> = tx.borne(office, series, &honorees).await?;
    let given = |(honoree, certificate, year, number, day): Borne| {
        (honoree, Given { certificate: Some(certificate), year, number, day })
    };
    Ok(all.into_iter().map(given).collect())
}

/// The line of the register.
fn entry(
    office: &str,
    series: &str,
    given: &Given,
    actor: &Actor,
    now: DateTime<Utc>,
    wanted: &Enrolling,
    row: &Row,
) -> Entry {
    Entry {
        office_id: office.to_owned(),
        series: series.to_owned(),
        year: given.year,
        number: given.number,
        part: 0,
        status: "issued".to_owned(),
        day: given.day.clone(),
        symbol: String::new(),
        document_id: None,
        reason: String::new(),
        particulars: particulars(row, &wanted.form),
        person_id: actor.person.clone(),
        at: now,
    }
}

/// What the book of awards says of a row.
fn particulars(row: &Row, form: &str) -> Json {
    let said = |key: &str| row.value(key).unwrap_or_default();
    let unit = [said("unit"), said("address")].into_iter().find(|words| !words.is_empty());
    json!({
        "title": row.value("form").unwrap_or(form),
        "honoree": said("name"),
        "honoree_kind": row.honoree.key(),
        "unit": unit.unwrap_or_default(),
        "decision": said("decision"),
        "decision_day": said("date"),
        "signer": said("signer"),
    })
}

/// What a certificate is found by.
fn search(row: &Row, code: &str) -> String {
    let words = ["name", "unit", "address", "decision", REGISTER];
    let words: Vec<&str> = words.iter().filter_map(|key| row.value(key)).collect();
    fold(&format!(" {} {code} {} ", words.join(" "), grouped(code)))
}

/// Notes that certificates are printed, each once however often it is told, and takes the blanks
/// that they are printed on out of stock.
///
/// # Errors
/// [`Failure::Conflict`] `blanks-short` when there are not so many; [`Failure::Store`].
pub async fn printed(tx: &mut Tx, office: &str, now: DateTime<Utc>, ids: &[String]) -> Result<(), Failure> {
    let printed = tx.print_certificates(office, now, ids).await?;
    let mut used: BTreeMap<(String, Option<String>, String), i64> = BTreeMap::new();
    let mut touched = Vec::new();
    for one in printed {
        if let Some(blank) = one.blank_id {
            *used.entry((blank, one.batch_id, one.person_id)).or_default() += 1;
        }
        touched.extend(one.replaces);
        touched.push(one.id);
    }
    for ((blank, batch, person), count) in used {
        tx.move_blanks(Move {
            blank_id: blank,
            ordinal: 0,
            act: "used".to_owned(),
            change: -count,
            remaining: 0,
            day: day_of(now).to_string(),
            reason: String::new(),
            batch_id: batch,
            certificate_id: None,
            printed: true,
            person_id: person,
            at: now,
        })
        .await?;
    }
    Ok(tx.replace_certificates(office, now, &touched).await?)
}

/// Puts other words on a certificate that was never printed: on its paper, and into its line of the
/// register.
///
/// # Errors
/// [`Failure::NotFound`], [`Failure::Store`].
pub async fn amended(tx: &mut Tx, office: &str, id: &str, row: &Row) -> Result<(), Failure> {
    let mut kept = tx.hold_certificate(office, id).await?;
    if kept.printed_at.is_some() {
        return Ok(());
    }
    kept.paper = json!(row);
    kept.name = row.value("name").unwrap_or_default().to_owned();
    kept.search = search(row, &kept.code);
    tx.amend_certificate(&kept, &particulars(row, &kept.form)).await?;
    Ok(())
}

/// Gives up certificates that were never printed: their numbers become void with the reason, and
/// whom they were for is forgotten. Those that are printed stay as they are.
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
    let given_up = tx.give_up_certificates(office, now, reason, ids).await?;
    Ok(tx.void_certificate_numbers(office, reason, &given_up).await?)
}
