//! The register as a book: what is kept becomes what is printed.

use chrono::{Datelike, NaiveDate};
use serde_json::Value as Json;

use super::super::{Bureau, Failure, office_of};
use super::known;
use crate::flow::Error;
use crate::model::actor::{Actor, Scope};
use crate::model::register::{Award, Book, Ledger, Line as Printed, Number};
use crate::store::{Line, Which};
use crate::viet::{case, date, words::registers as words};
use crate::writers;

/// Most lines of a book; a longer register is printed in several (`from`, `to`).
const MOST_LINES: usize = 10_000;

/// Which part of a register is printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookAsked {
    /// Key of the series.
    pub series: String,
    /// The year.
    pub year: i64,
    /// The first day.
    pub from: Option<NaiveDate>,
    /// The last day.
    pub to: Option<NaiveDate>,
    /// Quyển số.
    pub volume: Option<i64>,
}

/// A form in which a register leaves the house.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BookForm {
    /// PDF/A, to be printed and bound.
    Pdf,
    /// A workbook.
    Xlsx,
    /// Values with commas between.
    Csv,
}

impl BookForm {
    /// Every form.
    pub const ALL: &[BookForm] = &[BookForm::Pdf, BookForm::Xlsx, BookForm::Csv];

    /// The extension of its files and the value of `format`.
    pub fn key(self) -> &'static str {
        match self {
            BookForm::Pdf => "pdf",
            BookForm::Xlsx => "xlsx",
            BookForm::Csv => "csv",
        }
    }

    /// The media type.
    pub fn media_type(self) -> &'static str {
        match self {
            BookForm::Pdf => "application/pdf",
            BookForm::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            BookForm::Csv => "text/csv; charset=utf-8",
        }
    }
}

impl Bureau {
    /// A register as a file, and the title of that file.
    ///
    /// # Errors
    /// [`Failure::NotFound`], [`Failure::Forbidden`]; [`Failure::Conflict`] `register-long`;
    /// those of the press and the pool.
    pub async fn print_register(
        &self,
        actor: &Actor,
        asked: &BookAsked,
        form: BookForm,
    ) -> Result<(String, Vec<u8>), Failure> {
        let book = self.book(actor, asked).await?;
        let series = match book.ledger {
            Ledger::Awards => Some(words::AWARDS),
            Ledger::Documents => book.series.as_deref(),
        };
        let title = words::file(series, book.year);
        let press = std::sync::Arc::clone(&self.press);
        let bytes = self.pool.run(move || -> Result<Vec<u8>, Error> {
            Ok(match form {
                BookForm::Pdf => writers::pdf::register(&book, press.fonts(), press.limits())?,
                BookForm::Xlsx => writers::workbook::register(&book)?,
                BookForm::Csv => writers::csv::register(&book),
            })
        });
        Ok((title, bytes.await??))
    }

    /// What a register prints.
    async fn book(&self, actor: &Actor, asked: &BookAsked) -> Result<Book, Failure> {
        let office = office_of(actor, Scope::Read)?;
        let all = self.series_of(office).await?;
        let series = known(&all, &asked.series)?;
        let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        let which =
            Which { year: asked.year, status: String::new(), from: day(asked.from), to: day(asked.to) };
        let mut reader = self.store.read().await?;
        let most = i64::try_from(MOST_LINES + 1).unwrap_or(i64::MAX);
        let lines = reader.lines(office, &asked.series, &which, Number::plain(0), most).await?;
        if lines.len() > MOST_LINES {
            return Err(Failure::Conflict("register-long", MOST_LINES.to_string()));
        }
        let kept = reader.office(office).await?;
        drop(reader);
        let said = |key: &str| kept.profile[key].as_str().map(str::trim).filter(|words| !words.is_empty());
        let days = || lines.iter().filter_map(|line| parsed(&line.entry.day));
        let (first, last) = (asked.from.or(days().min()), asked.to.or(days().max()));
        let number = |line: Option<&Line>| line.map(written).unwrap_or_default();
        let awards = series.key == words::AWARDS;
        Ok(Book {
            ledger: if awards { Ledger::Awards } else { Ledger::Documents },
            parent: said("parent").map(case::upper),
            office: case::upper(said("name").unwrap_or(&kept.name)),
            series: (!series.usual && !awards).then(|| series.name.clone()),
            year: asked.year,
            days: (first.map(date::short).unwrap_or_default(), last.map(date::short).unwrap_or_default()),
            numbers: (number(lines.first()), number(lines.last())),
            volume: asked.volume,
            dated: days().max().or(asked.from).unwrap_or_else(|| new_year(asked.year)),
            awards: lines.iter().filter(|_| awards).map(award).collect(),
            lines: lines.iter().filter(|_| !awards).map(printed).collect(),
        })
    }
}

/// 1 January.
fn new_year(year: i64) -> NaiveDate {
    let year = i32::try_from(year).unwrap_or_default();
    NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default()
}

fn parsed(day: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(day, "%Y-%m-%d").ok().filter(|day| day.year() > 0)
}

fn written(line: &Line) -> String {
    Number { number: line.entry.number, part: line.entry.part }.to_string()
}

/// A line of the register as its ten columns.
fn printed(line: &Line) -> Printed {
    let entry = &line.entry;
    let said = |key: &str| flat(&entry.particulars[key]);
    let number = written(line);
    Printed {
        number: if entry.symbol.is_empty() { number } else { format!("{number}/{}", entry.symbol) },
        day: parsed(&entry.day).map(date::short).unwrap_or_default(),
        title: said("title"),
        signer: said("signer"),
        recipients: said("recipients"),
        keeper: said("keeper"),
        copies: said("copies"),
        sent: said("sent"),
        received: String::new(),
        note: note(line, &said("note")),
    }
}

/// A line of the book of awards as its seven columns.
fn award(line: &Line) -> Award {
    let said = |key: &str| flat(&line.entry.particulars[key]);
    let day = said("decision_day");
    let day = date::parse_short(&day).map_or(day, date::short);
    // A document that was numbered here stands by its title.
    let (honoree, form) = match said("honoree") {
        honoree if honoree.is_empty() => (said("title"), String::new()),
        honoree => (honoree, said("title")),
    };
    Award {
        number: written(line),
        day: parsed(&line.entry.day).map(date::short).unwrap_or_default(),
        honoree,
        unit: said("unit"),
        form,
        decision: words::decision(&said("decision"), &day),
        note: note(line, &said("note")),
    }
}

/// Ghi chú: what the register itself has to say, then what was noted at issue.
fn note(line: &Line, said: &str) -> String {
    let entry = &line.entry;
    let own = match entry.status.as_str() {
        "void" => words::void(&entry.reason),
        "reserved" => words::reserved(&entry.reason),
        _ if entry.part > 0 => words::supplement(&entry.reason),
        _ => String::new(),
    };
    let ended = line.ended_at.map(|at| date::short(date::day_of(at))).unwrap_or_default();
    let why = line.ended_note.as_deref().unwrap_or_default();
    let after = match line.state.as_deref() {
        Some("revoked") => words::revoked(&ended, why),
        Some("replaced") => {
            let later = line.later_number.map(|number| {
                let number = Number { number, part: line.later_part.unwrap_or_default() };
                format!("{number}/{}", line.later_symbol.as_deref().unwrap_or_default())
            });
            words::replaced(&ended, &later.unwrap_or_default())
        }
        _ => String::new(),
    };
    let notes = [own.as_str(), said, after.as_str()];
    notes.into_iter().filter(|note| !note.is_empty()).collect::<Vec<_>>().join("; ")
}

/// Words or a number, or a list of them with semicolons between; lists of recipients come as
/// their lines stand on paper, with marks at their ends.
fn flat(value: &Json) -> String {
    match value {
        Json::String(words) => words.split_whitespace().collect::<Vec<_>>().join(" "),
        Json::Number(number) => number.to_string(),
        Json::Array(items) => {
            let items = items.iter().map(flat);
            let bare = items.map(|item| {
                item.trim_start_matches(['-', ' ']).trim_end_matches([';', '.', ',', ' ']).to_owned()
            });
            bare.filter(|item| !item.is_empty()).collect::<Vec<_>>().join("; ")
        }
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Entry;
    use chrono::{DateTime, Utc};
    use serde_json::json;

    fn line(status: &str, part: i64, reason: &str) -> Line {
        let at: DateTime<Utc> = "2026-11-30T18:00:00Z".parse().unwrap();
        let entry = Entry {
            office_id: "o".into(),
            series: "van-ban-di".into(),
            year: 2026,
            number: 5,
            part,
            status: status.into(),
            day: "2026-03-05".into(),
            symbol: "KH-UBND".into(),
            document_id: None,
            reason: reason.into(),
            particulars: json!({ "note": "Gấp", "recipients": ["- Như Điều 3;", "Sở Nội vụ;", ""] }),
            person_id: "p".into(),
            at,
        };
        Line {
            entry,
            state: None,
            ended_at: Some(at),
            ended_note: Some("sai thẩm quyền".into()),
            later_number: Some(7),
            later_part: Some(1),
            later_symbol: Some("QĐ-UBND".into()),
        }
    }

    #[test]
    fn the_note_says_what_became_of_a_number_and_its_document() {
        for (status, part, state, expected) in [
            ("issued", 0, "issued", "Gấp"),
            ("issued", 1, "issued", "Số bù: r; Gấp"),
            ("void", 0, "", "Hủy số: r; Gấp"),
            ("reserved", 0, "", "Giữ số: r; Gấp"),
            ("issued", 0, "revoked", "Gấp; Đã thu hồi ngày 01/12/2026: sai thẩm quyền"),
            ("issued", 0, "replaced", "Gấp; Đã thay thế ngày 01/12/2026 bằng văn bản số 07a/QĐ-UBND"),
        ] {
            let line = Line { state: Some(state.to_owned()), ..line(status, part, "r") };
            assert_eq!(printed(&line).note, expected);
        }
        let printed = printed(&line("issued", 1, ""));
        assert_eq!((printed.number.as_str(), printed.day.as_str()), ("05a/KH-UBND", "05/3/2026"));
        assert_eq!(printed.recipients, "Như Điều 3; Sở Nội vụ");
    }
}
