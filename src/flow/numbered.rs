//! A document with its number and day in it: what issuing changes of what was approved, and
//! nothing else. Pure.

use chrono::NaiveDate;

use crate::model::finding::At;
use crate::model::{Document, Inline, Role, SectionKind};
use crate::viet::numbered::{self as line, Put, Typed};

/// Why a document cannot take a number and a day.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// It has no line for a number.
    #[error("no line for a number")]
    NoLine,
    /// Another number is typed: the words that stand there.
    #[error("another number: {0}")]
    Number(String),
    /// Another day is typed: the words that stand there.
    #[error("another day: {0}")]
    Day(String),
}

/// The symbol (ký hiệu) of a document, such as `QĐ-UBND`; empty where it has none.
pub fn symbol(document: &Document) -> String {
    lines(document, Role::DocNumber).first().map(|(_, words)| line::symbol(words)).unwrap_or_default()
}

/// Puts a number and a day into a document: on the lines that wait for them, and into what its
/// own attachments say of it where that is still blank.
///
/// # Errors
/// [`Unfit`], where something else is typed already: it is never replaced.
pub fn numbered(document: &Document, number: &str, day: NaiveDate) -> Result<Document, Unfit> {
    let mut out = document.clone();
    let numbers = lines(document, Role::DocNumber);
    let (at, words) = numbers.first().ok_or(Unfit::NoLine)?;
    let puts = line::number(words, number).map_err(|Typed(said)| Unfit::Number(said))?;
    put(&mut out, *at, &puts);
    for (at, words) in lines(document, Role::PlaceDate) {
        let puts = line::day(&words, day).map_err(|Typed(said)| Unfit::Day(said))?;
        put(&mut out, at, &puts);
    }
    let symbol = line::symbol(words);
    for (at, role, inlines) in document.texts() {
        if role == Role::AttachmentReference {
            let words = crate::model::document::words(inlines);
            put(&mut out, at, &line::reference(&words, &symbol, number, day));
        }
    }
    Ok(out)
}

/// The lines of a role in the document itself, not in what comes with it.
fn lines(document: &Document, wanted: Role) -> Vec<(At, String)> {
    let is_main = |at: &At| document.sections[at.section].kind == SectionKind::Main;
    document
        .texts()
        .filter(|(at, role, _)| *role == wanted && is_main(at))
        .map(|(at, _, inlines)| (at, crate::model::document::words(inlines)))
        .collect()
}

/// Puts words in their places, the last first, so that places before stay true.
fn put(document: &mut Document, at: At, puts: &[Put]) {
    let Some(text) = document.text_mut(at) else { return };
    for put in puts.iter().rev() {
        replace(text, put);
    }
}

/// New words take the face of the first that they replace, or of those that they follow.
pub(super) fn replace(text: &mut [Inline], put: &Put) {
    let (start, end) = (put.range.start, put.range.end);
    let mut at = 0;
    let mut words = Some(put.words.as_str());
    for inline in text {
        let Inline::Text(run) = inline else {
            at += usize::from(matches!(inline, Inline::Break));
            continue;
        };
        let length = run.text.chars().count();
        let (from, to) = (at, at + length);
        at = to;
        if to < start || from > end {
            continue;
        }
        let cut = |skip: usize, take: usize| run.text.chars().skip(skip).take(take).collect::<String>();
        let (before, after) = (cut(0, start.saturating_sub(from)), cut(end.saturating_sub(from), length));
        let middle = words.take().unwrap_or_default();
        run.text = format!("{before}{middle}{after}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Paragraph, Run, Section, document::Block};

    fn document(number: &str, date: &str, reference: &str) -> Document {
        let block = |role, text: &str| Block::Paragraph(Paragraph::plain(role, text));
        Document {
            kind: "decision".into(),
            title: "Quyết định".into(),
            sections: vec![
                Section {
                    kind: SectionKind::Main,
                    blocks: vec![block(Role::DocNumber, number), block(Role::PlaceDate, date)],
                },
                Section {
                    kind: SectionKind::Attachment,
                    blocks: vec![block(Role::AttachmentReference, reference), block(Role::Body, number)],
                },
            ],
        }
    }

    fn said(document: &Document) -> Vec<String> {
        document.paragraphs().map(Paragraph::words).collect()
    }

    #[test]
    fn number_and_day_stand_on_their_lines_and_in_the_documents_own_attachments() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 9).unwrap();
        let plain = document(
            "Số:   /QĐ-UBND",
            "A, ngày   tháng   năm 2026",
            "(Kèm theo Quyết định số …/QĐ-UBND ngày … tháng … năm 2026 của A)",
        );
        let issued = numbered(&plain, "07", day).unwrap();
        assert_eq!(
            said(&issued),
            [
                "Số: 07/QĐ-UBND",
                "A, ngày 09 tháng 11 năm 2026",
                "(Kèm theo Quyết định số 07/QĐ-UBND ngày 09 tháng 11 năm 2026 của A)",
                "Số:   /QĐ-UBND",
            ]
        );
        assert_eq!(numbered(&issued, "07", day).unwrap(), issued, "what stands there stays");
        assert_eq!(numbered(&issued, "08", day), Err(Unfit::Number("07".into())));
        assert_eq!(numbered(&issued, "07", day.succ_opt().unwrap()), Err(Unfit::Day("09/11/2026".into())));
        let mut bare = plain;
        bare.sections.remove(0);
        assert_eq!(numbered(&bare, "07", day), Err(Unfit::NoLine));
    }

    #[test]
    fn words_in_several_runs_keep_their_faces() {
        let bold = |text: &str| Inline::Text(Run { text: text.into(), bold: true, ..Run::default() });
        let mut text = vec![Inline::plain("Số: "), bold("  "), Inline::plain("/QĐ")];
        replace(&mut text, &Put { range: 3..6, words: " 05".into() });
        assert_eq!(crate::model::document::words(&text), "Số: 05/QĐ");
        assert_eq!(text[0], Inline::plain("Số: 05"));
    }
}
