//! A design + a row → what every field says, and what is missing.

use std::collections::BTreeMap;

use crate::model::certificate::{
    Case, Field, Finding, FindingCode, Hole, HoleKind, Honoree, KNOWN, Part, Row, Said, Sheet, Words,
};
use crate::viet::{case, date, words::certificates};

fn finding(row: usize, field: &str, code: FindingCode, detail: &str) -> Finding {
    Finding::new(row, field, code, certificates::finding(code.key(), detail))
}

/// Fills the fields of a design with a row's values. A hole without a value is told once, and
/// its field is left out.
pub fn fill(sheet: &Sheet, row: &Row, ordinal: usize) -> (Vec<Said>, Vec<Finding>) {
    let mut said = Vec::new();
    let mut missing: BTreeMap<&str, FindingCode> = BTreeMap::new();
    let mut findings = Vec::new();
    for (name, hole) in &sheet.holes {
        match row.value(name) {
            None if hole.needed => {
                missing.insert(name, code(hole));
            }
            Some(value) if hole.kind == HoleKind::Date && printed_date(value).is_none() => {
                findings.push(finding(ordinal, name, FindingCode::NoDate, value));
            }
            _ => {}
        }
    }
    for (at, field) in sheet.fields.iter().enumerate().filter(|(_, field)| field.is_for(row.honoree)) {
        match chosen(field, row) {
            Some(words) => {
                let text = printed(sheet, row, words);
                if !text.trim().is_empty() {
                    said.push(Said { field: at, text });
                }
            }
            None if field.optional => {}
            None => {
                let holes = field.texts.last().into_iter().flat_map(Words::holes);
                for name in holes.filter(|name| row.value(name).is_none()) {
                    let code = sheet.holes.get(name).map_or(FindingCode::Missing, code);
                    missing.entry(name).or_insert(code);
                }
            }
        }
    }
    findings.extend(missing.iter().map(|(name, code)| {
        let label = sheet.holes.get(*name).map_or(*name, |hole| hole.label.as_str());
        finding(ordinal, name, *code, label)
    }));
    let unknown = |name: &String| !sheet.holes.contains_key(name) && !KNOWN.contains(&name.as_str());
    findings.extend(
        row.values
            .keys()
            .filter(|name| unknown(name))
            .map(|name| finding(ordinal, name, FindingCode::Unknown, name)),
    );
    (said, findings)
}

/// What each QR code of a design (by number) says of a row; one with an empty hole is left out.
pub fn codes(sheet: &Sheet, row: &Row) -> Vec<(usize, String)> {
    let full = |words: &Words| words.holes().all(|name| row.value(name).is_some());
    let codes = sheet.codes.iter().enumerate().filter(|(_, code)| full(&code.text));
    codes.map(|(at, code)| (at, printed(sheet, row, &code.text))).collect()
}

fn code(hole: &Hole) -> FindingCode {
    match hole.kind {
        HoleKind::Decision => FindingCode::DecisionMissing,
        _ => FindingCode::Missing,
    }
}

/// The first text whose holes all have values.
fn chosen<'a>(field: &'a Field, row: &Row) -> Option<&'a Words> {
    field.texts.iter().find(|text| text.holes().all(|name| row.value(name).is_some()))
}

fn printed(sheet: &Sheet, row: &Row, words: &Words) -> String {
    let part = |part: &Part| match part {
        Part::Text(text) => text.clone(),
        Part::Hole(name, how) => {
            let value = row.value(name).unwrap_or_default();
            let kind = sheet.holes.get(name).map_or(HoleKind::Text, |hole| hole.kind);
            let value = match kind {
                HoleKind::Date => printed_date(value).unwrap_or_else(|| value.to_owned()),
                // A person's name stands on one line; a collective's is as long as it is.
                HoleKind::Person if row.honoree != Honoree::Collective => {
                    value.split_whitespace().collect::<Vec<_>>().join("\u{a0}")
                }
                HoleKind::Decision => value.split_whitespace().collect::<Vec<_>>().join("\u{a0}"),
                HoleKind::Person | HoleKind::Text => value.to_owned(),
            };
            match how {
                None => value,
                Some(Case::Upper) => case::upper(&value),
                Some(Case::Lower) => case::lower(&value),
                Some(Case::Capital) => case::capital(&value),
            }
        }
    };
    words.parts().iter().map(part).collect()
}

/// A day in full, given in figures or in full already.
fn printed_date(value: &str) -> Option<String> {
    date::parse_short(value).map(date::full).or_else(|| date::full_date(value).map(|_| value.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(nth: usize) -> (Sheet, Row) {
        let sheet = Sheet::built_in("giay-khen").unwrap().unwrap();
        let row = sheet.samples[nth].clone();
        (sheet, row)
    }

    #[track_caller]
    fn says(sheet: &Sheet, said: &[Said], field: &str) -> String {
        let at = sheet.fields.iter().position(|known| known.id == field).unwrap();
        said.iter().find(|said| said.field == at).map(|said| said.text.clone()).unwrap_or_default()
    }

    #[test]
    fn every_kind_of_honoree_is_said_in_its_own_words() {
        let told = |nth: usize, field: &str| {
            let (sheet, row) = sample(nth);
            let (said, findings) = fill(&sheet, &row, 1);
            assert_eq!(findings, []);
            says(&sheet, &said, field)
        };
        assert_eq!(told(0, "person"), "Ông NGUYỄN\u{a0}VĂN\u{a0}AN");
        assert_eq!(told(0, "post"), "Trưởng thôn Đông Ngạn, xã Đông Ngạn");
        assert_eq!(told(1, "collective"), "Tập thể Trường Trung học cơ sở Đông Ngạn");
        assert_eq!(told(2, "household"), "Hộ gia đình bà TRẦN\u{a0}THỊ\u{a0}BÍCH\u{a0}NGỌC");
        assert_eq!(told(0, "decision"), "Quyết định số: 164/QĐ-UBND ngày 04 tháng 12 năm 2026");
        assert_eq!(told(1, "person"), "");
    }

    #[test]
    fn what_is_missing_unknown_or_no_day_is_told_at_once() {
        let (sheet, mut row) = sample(0);
        for name in ["decision", "signer", "position", "unit", "register"] {
            row.values.remove(name);
        }
        row.values.insert("date".into(), "31/02/2026".into());
        row.values.insert("colour".into(), "red".into());
        let (said, findings) = fill(&sheet, &row, 7);
        let told: Vec<(&str, FindingCode)> =
            findings.iter().map(|finding| (finding.field.as_str(), finding.code)).collect();
        assert_eq!(
            told,
            [
                ("date", FindingCode::NoDate),
                ("decision", FindingCode::DecisionMissing),
                ("signer", FindingCode::Missing),
                ("colour", FindingCode::Unknown),
            ]
        );
        assert!(findings.iter().all(|finding| finding.row == 7));
        // What is optional is left out without a word.
        assert_eq!(says(&sheet, &said, "post"), "");
    }

    #[test]
    fn what_a_row_says_is_never_read_as_a_hole() {
        let (sheet, mut row) = sample(0);
        row.values.insert("name".into(), "{{ signer }} #x".into());
        let (said, _) = fill(&sheet, &row, 1);
        assert_eq!(says(&sheet, &said, "person"), "Ông {{\u{a0}SIGNER\u{a0}}}\u{a0}#X");
    }
}
