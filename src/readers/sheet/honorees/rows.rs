//! The rows below a head, each told for what it is.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::entry::{self, Context};
use super::head::{self, Head, Sheet};
use super::tidy::plain;
use super::vocabulary::{Vocabulary, folded};
use super::{notice, tell_columns};
use crate::model::honoree::{Field, Kind, List};
use crate::model::sheet::{CellAt, Line, Value};
use crate::viet::legacy::{self, Legacy, Sureness};
use crate::viet::letters;

/// How a heading is numbered: headings of one style are of one level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    Title,
    Roman,
    Letter,
    Figure,
    None,
}

/// What the headings so far say of the rows below them.
#[derive(Default)]
struct Sections {
    kind: Option<(Kind, Style)>,
    award: Option<(String, Style)>,
    unit: Option<(String, Style)>,
}

impl Sections {
    /// Takes in a heading; false when it says nothing of the rows below.
    fn take(&mut self, text: &str, style: Style, vocabulary: &Vocabulary) -> bool {
        let kind = vocabulary.kind_said(text);
        let award = vocabulary.award_said(text).map(str::to_owned);
        let unit = (kind.is_none() && award.is_none())
            .then(|| vocabulary.group_named(text))
            .flatten()
            .filter(|(_, surname)| !surname || !letters::is_name(text))
            .map(|_| unbracketed(text).to_owned());
        if kind.is_none() && award.is_none() && unit.is_none() {
            return false;
        }
        // A heading ends what an earlier one of its own level said.
        self.kind = self.kind.filter(|(_, of)| *of != style);
        self.award = self.award.take().filter(|(_, of)| *of != style);
        self.unit = self.unit.take().filter(|(_, of)| *of != style);
        self.kind = kind.map(|kind| (kind, style)).or(self.kind);
        self.award = award.map(|award| (award, style)).or(self.award.take());
        self.unit = unit.map(|unit| (unit, style)).or(self.unit.take());
        true
    }
}

fn unbracketed(text: &str) -> &str {
    text.split('(').next().unwrap_or(text).trim().trim_end_matches(':')
}

/// Reads what stands below a head; `at` is which line the head begins in.
pub(super) fn read(
    sheet: &Sheet<'_>,
    at: usize,
    head: Head,
    vocabulary: &Vocabulary,
    today: NaiveDate,
    list: &mut List,
) {
    let mut reader = Reader {
        sheet,
        vocabulary,
        today,
        codes: codes(sheet, &head),
        crowded: crowded(sheet, &head),
        head,
        sections: Sections::default(),
        ended: false,
    };
    for line in &sheet.grid.lines[..at] {
        // The title of a sheet says what it is a list of.
        for (column, _) in &line.cells {
            let text = sheet.words(CellAt::new(line.row, *column));
            if text.chars().count() < 300 {
                reader.title(&text);
            }
        }
    }
    reader.begin(list);
    for line in &sheet.grid.lines[at..] {
        if line.row > reader.head.last {
            reader.line(line, list);
        }
    }
}

struct Reader<'a> {
    sheet: &'a Sheet<'a>,
    vocabulary: &'a Vocabulary,
    today: NaiveDate,
    head: Head,
    /// The old codes that columns are typed in.
    codes: HashMap<u32, Legacy>,
    /// Most names have Ông or Bà before them.
    crowded: bool,
    sections: Sections,
    /// The list is over: only numbered rows are still read.
    ended: bool,
}

impl Reader<'_> {
    fn title(&mut self, text: &str) {
        if let Some(kind) = self.vocabulary.kind_said(text) {
            self.sections.kind = Some((kind, Style::Title));
        }
        if let Some(award) = self.vocabulary.award_said(text) {
            self.sections.award = Some((award.to_owned(), Style::Title));
        }
    }

    /// Tells what a head has, and what it lacks.
    fn begin(&self, list: &mut List) {
        tell_columns(list, self.sheet, &self.head);
        let (name, cell) = (&self.sheet.grid.name, self.head.all.first().map(|(cell, ..)| *cell));
        let lacks = |fields: &[Field]| fields.iter().all(|field| !self.head.has(*field));
        if lacks(&[Field::Unit, Field::PostUnit, Field::Address]) {
            list.notices.push(notice("no-unit-column", name, cell, ""));
        }
        if lacks(&[Field::Award]) && self.sections.award.is_none() {
            list.notices.push(notice("no-award-column", name, cell, ""));
        }
        if self.head.has(Field::PostUnit) {
            list.notices.push(notice("post-unit-parted", name, cell, ""));
        }
    }

    fn line(&mut self, line: &Line, list: &mut List) {
        if line.row <= self.head.last + 1 && head::numbers_columns(line) {
            return;
        }
        let ordinal = self.head.of(Field::Ordinal).and_then(|column| line.value(column));
        let ordinal_text = ordinal.map(super::tidy::words).unwrap_or_default();
        if self.vocabulary.is_example(&ordinal_text) {
            list.notices.push(self.about(line, "example-left-out"));
            return;
        }
        let numbered = is_numbered(&ordinal_text);
        if !numbered && let Some(head) = head::at(self.sheet, line, self.vocabulary) {
            // Another table below the first.
            self.codes = codes(self.sheet, &head);
            self.head = head;
            self.ended = false;
            self.begin(list);
            return;
        }
        let said: Vec<(u32, String)> = line
            .cells
            .iter()
            .filter(|(column, _)| Some(*column) != self.head.of(Field::Ordinal))
            .map(|(column, value)| (*column, super::tidy::words(value)))
            .collect();
        // Rows that are numbered ahead say nothing yet.
        if said.is_empty() && (numbered || ordinal_text.is_empty()) {
            return;
        }
        if !numbered && self.tells(line, &ordinal_text, &said, list) {
            return;
        }
        if self.ended && !numbered {
            list.notices.push(self.about(line, "line-left-out"));
            return;
        }
        if !line.cells.iter().any(|(column, _)| self.head.columns.contains_key(column)) {
            list.notices.push(self.about(line, "line-left-out"));
            return;
        }
        let context = Context {
            sheet: self.sheet,
            head: &self.head,
            vocabulary: self.vocabulary,
            today: self.today,
            codes: &self.codes,
            crowded: self.crowded,
            kind: self.sections.kind.map(|(kind, _)| kind),
            award: self.sections.award.as_ref().map(|(award, _)| award.as_str()),
            unit: self.sections.unit.as_ref().map(|(unit, _)| unit.as_str()),
            above: list.rows.last().map(|row| row.honoree.unit.clone()).unwrap_or_default(),
        };
        list.rows.push(entry::read(line, &context));
    }

    /// True when a row without a number was a heading, a total or the end of the list, and was
    /// taken so.
    fn tells(&mut self, line: &Line, ordinal: &str, said: &[(u32, String)], list: &mut List) -> bool {
        let worded: Vec<&(u32, String)> =
            said.iter().filter(|(_, text)| text.chars().any(char::is_alphabetic)).collect();
        let total =
            worded.first().map(|(_, text)| text.as_str()).filter(|_| ordinal.is_empty()).unwrap_or(ordinal);
        if self.vocabulary.is_total(total) {
            list.notices.push(self.about(line, "total-left-out"));
            return true;
        }
        if worded.iter().any(|(_, text)| self.vocabulary.is_end(text)) {
            self.ended = true;
            list.notices.push(self.about(line, "line-left-out"));
            return true;
        }
        let (style, text) = match worded.as_slice() {
            // The heading alone, its number in its own cell or not.
            [] => labelled(ordinal),
            [(_, text)] if ordinal.is_empty() => labelled(text),
            [(_, text)] => (style_of(ordinal).unwrap_or(Style::None), text.as_str()),
            _ => return false,
        };
        let wide = worded.first().is_none_or(|(column, _)| {
            let area = self.sheet.merges.of(CellAt::new(line.row, *column));
            area.is_some_and(|area| area.to.column - area.from.column >= 2)
                || !self.head.columns.contains_key(column)
        });
        let heading = style != Style::None
            || wide
            || self.vocabulary.is_kind(text)
            || (letters::is_upper(text) && self.vocabulary.kind_said(text).is_some());
        if !heading {
            return false;
        }
        if !self.sections.take(text, style, self.vocabulary) {
            // A name beside a letter is no heading.
            if !wide && letters::is_name(text) {
                return false;
            }
            list.notices.push(self.about(line, "line-left-out"));
        }
        self.ended = false;
        true
    }

    /// A notice about a whole line, which quotes it.
    fn about(&self, line: &Line, code: &str) -> crate::model::honoree::Notice {
        let words: Vec<String> = line.cells.iter().map(|(_, value)| super::tidy::words(value)).collect();
        let cell = line.cells.first().map(|(column, _)| CellAt::new(line.row, *column));
        notice(code, &self.sheet.grid.name, cell, &words.join(" | "))
    }
}

/// True for the number of a row: `1`, `01.`, `1.2`, `3)`.
fn is_numbered(text: &str) -> bool {
    let text = text.trim_end_matches(['.', ')', ' ']);
    !text.is_empty()
        && text.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && text.starts_with(|c: char| c.is_ascii_digit())
}

fn style_of(label: &str) -> Option<Style> {
    let label = label.trim_end_matches(['.', ')', '/', ':', ' ']);
    if label.is_empty() || label.len() > 6 {
        return None;
    }
    if label.bytes().all(|b| b"IVXLC".contains(&b)) {
        Some(Style::Roman)
    } else if label.len() == 1 && label.bytes().all(|b| b.is_ascii_uppercase()) {
        Some(Style::Letter)
    } else if is_numbered(label) {
        Some(Style::Figure)
    } else {
        None
    }
}

/// A heading as its style and its words: `I. TẬP THỂ`, `A/ CÁ NHÂN`.
fn labelled(text: &str) -> (Style, &str) {
    let Some(at) = text.find(['.', ')', '/', '-', ' ']) else { return (Style::None, text) };
    let (label, rest) = text.split_at(at);
    let marked = rest.starts_with(['.', ')', '/', '-']);
    let rest = rest.trim_start_matches(|c: char| " .)/-:".contains(c));
    match style_of(label) {
        // "A Thạch" is a name, "I Tập thể" a slip.
        Some(style) if (marked || style == Style::Roman) && !rest.is_empty() => (style, rest),
        _ => (Style::None, text),
    }
}

/// The old code of each column of which it is sure, where more cells are in it than in Unicode.
fn codes(sheet: &Sheet<'_>, head: &Head) -> HashMap<u32, Legacy> {
    let mut count: HashMap<u32, [usize; 3]> = HashMap::new();
    for line in sheet.grid.lines.iter().filter(|line| line.row > head.last) {
        for (column, value) in &line.cells {
            let Value::Text(text) = value else { continue };
            if text.is_ascii() {
                continue;
            }
            let counted = count.entry(*column).or_default();
            match legacy::detect(text) {
                Some(found) if found.sureness == Sureness::Sure => {
                    counted[usize::from(found.code == Legacy::Vni)] += 1;
                }
                Some(_) => {}
                None => counted[2] += usize::from(text.chars().any(|c| c > '\u{ff}' && c.is_alphabetic())),
            }
        }
    }
    let sure = count.into_iter().filter_map(|(column, [tcvn3, vni, unicode])| {
        let code = if tcvn3 >= vni { Legacy::Tcvn3 } else { Legacy::Vni };
        (tcvn3.max(vni) > unicode).then_some((column, code))
    });
    sure.collect()
}

/// True when at least half of the names begin with Ông or Bà.
fn crowded(sheet: &Sheet<'_>, head: &Head) -> bool {
    let Some(column) = head.of(Field::Name) else { return false };
    let (mut all, mut addressed) = (0_usize, 0_usize);
    for line in sheet.grid.lines.iter().filter(|line| line.row > head.last) {
        let Some(value @ Value::Text(_)) = line.value(column) else { continue };
        let text = folded(&plain(value));
        all += 1;
        addressed += usize::from(text.starts_with("ong ") || text.starts_with("ba "));
    }
    addressed * 2 >= all && addressed > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_told_by_their_labels() {
        assert_eq!(labelled("I. TẬP THỂ"), (Style::Roman, "TẬP THỂ"));
        assert_eq!(labelled("A/ CÁ NHÂN"), (Style::Letter, "CÁ NHÂN"));
        assert_eq!(labelled("2. Xã Sơn Hải"), (Style::Figure, "Xã Sơn Hải"));
        assert_eq!(labelled("A Thạch"), (Style::None, "A Thạch"));
        assert_eq!(labelled("Tổng Văn Minh"), (Style::None, "Tổng Văn Minh"));
        assert!(is_numbered("01.") && is_numbered("1.2") && !is_numbered("I") && !is_numbered(""));
    }
}
