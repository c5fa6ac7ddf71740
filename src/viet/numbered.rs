//! Lines that wait for a number and a day (Điều 15 and 16 of Decree 30): where they are blank,
//! what stands there, and what is to be put there.
//!
//! Blank is white space, dots and underscores: `Số:     /KH-UBND`, `ngày …… tháng …… năm 20…`.

use std::ops::Range;

use chrono::{Datelike, NaiveDate};

use super::{case::lower, date, letters::fold};

/// Characters of a line to be replaced, counted in characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Put {
    /// Which.
    pub range: Range<usize>,
    /// By what.
    pub words: String,
}

/// A line that already says something else than is to be put there: the words that do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Typed(pub String);

/// The symbol on the line of a number, `QĐ-UBND` of `Số: 05/QĐ-UBND`; empty where there is none.
pub fn symbol(line: &str) -> String {
    let line: Vec<char> = line.chars().collect();
    spot(&line, 0).map(|spot| spot.symbol(&line)).unwrap_or_default()
}

/// What puts a number, as it is written (`05`, `15a`), on its line; nothing where it stands there
/// already, with a zero before it or without.
///
/// # Errors
/// What stands there, where that is another number or none; the line itself where it has no
/// place for a number.
pub fn number(line: &str, number: &str) -> Result<Vec<Put>, Typed> {
    let chars: Vec<char> = line.chars().collect();
    let spot = spot(&chars, 0).ok_or_else(|| Typed(line.to_owned()))?;
    match content(&chars[spot.gap.clone()]) {
        said if said.is_empty() => Ok(vec![Put { range: spot.gap, words: format!(" {number}") }]),
        said if is_same(&said, number) => Ok(Vec::new()),
        said => Err(Typed(said)),
    }
}

/// What puts a day on the line of place and date; nothing where it stands there already, or
/// where the line has no place for one. Where day and month are blank, the year is the form's
/// and not the writer's: it is put there too.
///
/// # Errors
/// What stands there, where that is another day.
pub fn day(line: &str, day: NaiveDate) -> Result<Vec<Put>, Typed> {
    let chars: Vec<char> = line.chars().collect();
    let Some(gaps) = last_gaps(&chars) else {
        let said = lower(line);
        let figures = said.rsplit_once("ngày").and_then(|(_, figures)| date::parse_short(figures));
        return match figures {
            Some(said) if said != day => Err(Typed(date::short(said))),
            _ => Ok(Vec::new()),
        };
    };
    dated(&chars, gaps, day)
}

/// What fills a reference of an attached text to its own document, "(Kèm theo Quyết định số ……/QĐ-UBND
/// ngày …… tháng …… năm 2026 …)", where it is blank. A reference that names another symbol, number
/// or day is to something else and stays.
pub fn reference(line: &str, symbol: &str, number: &str, day: NaiveDate) -> Vec<Put> {
    let chars: Vec<char> = line.chars().collect();
    let Some(spot) = spot(&chars, 0) else { return Vec::new() };
    let own = spot.symbol(&chars);
    let said = content(&chars[spot.gap.clone()]);
    let is_own = own.is_empty() || fold(&own) == fold(symbol);
    if !is_own || !(said.is_empty() || is_same(&said, number)) {
        return Vec::new();
    }
    let after = spot.gap.end;
    let dated = gaps(&chars, after).map_or(Ok(Vec::new()), |gaps| dated(&chars, gaps, day));
    let Ok(mut puts) = dated else { return Vec::new() };
    if said.is_empty() {
        puts.insert(0, Put { range: spot.gap, words: format!(" {number}") });
    }
    puts
}

/// True for the same number, with zeros before it or without.
fn is_same(said: &str, number: &str) -> bool {
    let bare = |text: &str| text.trim_start_matches('0').to_lowercase();
    bare(said) == bare(number)
}

/// Where a number stands or is to stand.
struct Spot {
    /// Between "số" or "Số:" and the slash.
    gap: Range<usize>,
}

impl Spot {
    fn symbol(&self, chars: &[char]) -> String {
        let after = chars.get(self.gap.end..).unwrap_or_default();
        let Some(('/', rest)) = after.split_first() else { return String::new() };
        rest.iter().take_while(|c| !c.is_whitespace() && !"),;".contains(**c)).collect()
    }
}

/// The first number of a line, or its place.
fn spot(chars: &[char], from: usize) -> Option<Spot> {
    let after = (from..chars.len()).find_map(|at| word(chars, at, "số"))?;
    let start = after + usize::from(chars.get(after) == Some(&':'));
    let end = chars[start..].iter().position(|c| *c == '/').map_or(chars.len(), |at| start + at);
    Some(Spot { gap: start..end })
}

/// The places of day, month and year.
type Gaps = [Range<usize>; 3];

/// The last date in words of a line, filled or blank.
fn last_gaps(chars: &[char]) -> Option<Gaps> {
    (0..chars.len()).rev().find_map(|at| word(chars, at, "ngày").and_then(|after| gaps_after(chars, after)))
}

/// The first date in words from a place on.
fn gaps(chars: &[char], from: usize) -> Option<Gaps> {
    (from..chars.len()).find_map(|at| word(chars, at, "ngày").and_then(|after| gaps_after(chars, after)))
}

/// The places after "ngày".
fn gaps_after(chars: &[char], day: usize) -> Option<Gaps> {
    let next = |from: usize, name: &str| {
        let at = (from..chars.len()).find(|at| !is_fill(chars[*at]))?;
        word(chars, at, name).map(|after| (at, after))
    };
    let (day_end, month) = next(day, "tháng")?;
    let (month_end, year) = next(month, "năm")?;
    let year_end = chars[year..].iter().position(|c| !is_fill(*c)).map_or(chars.len(), |at| year + at);
    Some([day..day_end, month..month_end, year..year_end])
}

/// What may stand where a figure is to stand.
fn is_fill(c: char) -> bool {
    is_blank(c) || c.is_ascii_digit()
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '.' | '…' | '_')
}

/// What stands in a gap, without what is blank.
fn content(gap: &[char]) -> String {
    let said: String = gap.iter().collect();
    said.trim_matches(is_blank).to_owned()
}

fn dated(chars: &[char], gaps: Gaps, day: NaiveDate) -> Result<Vec<Put>, Typed> {
    let said = gaps.clone().map(|gap| content(&chars[gap]));
    let wanted = [day.day().into(), day.month().into(), i64::from(day.year())];
    let free = said[0].is_empty() && said[1].is_empty();
    let names = [date::day(day), date::month(day), date::year(day)];
    let mut puts = Vec::new();
    for (index, gap) in gaps.into_iter().enumerate() {
        let is_year = index == 2;
        let unfinished = said[index].is_empty() || is_year && (said[index].len() < 4 || free);
        if said[index].parse() == Ok(wanted[index]) {
            continue;
        }
        if !unfinished {
            return Err(Typed(said.join("/")));
        }
        let space = if chars.get(gap.end).is_some_and(|c| c.is_alphanumeric()) { " " } else { "" };
        puts.push(Put { range: gap, words: format!(" {}{space}", names[index]) });
    }
    Ok(puts)
}

/// Where a word ends that begins at a place, in capitals or not.
fn word(chars: &[char], at: usize, name: &str) -> Option<usize> {
    if at > 0 && chars[at - 1].is_alphanumeric() {
        return None;
    }
    let end = at + name.chars().count();
    let said: String = chars.get(at..end)?.iter().collect();
    let whole = chars.get(end).is_none_or(|c| !c.is_alphabetic());
    (whole && lower(&said) == name).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn put(line: &str, puts: Vec<Put>) -> String {
        let mut chars: Vec<char> = line.chars().collect();
        for put in puts.into_iter().rev() {
            chars.splice(put.range, put.words.chars());
        }
        chars.into_iter().collect()
    }

    #[test]
    fn a_number_fills_its_blank_and_no_other() {
        for (line, expected) in [
            ("Số:     /KH-UBND", "Số: 05/KH-UBND"),
            ("Số:\u{a0}\u{a0}\u{a0}/KH-UBND", "Số: 05/KH-UBND"),
            ("Số: /KH-UBND", "Số: 05/KH-UBND"),
            ("Số:/KH-UBND", "Số: 05/KH-UBND"),
            ("Số: ……/KH-UBND", "Số: 05/KH-UBND"),
            ("SỐ: ..../KH-UBND", "SỐ: 05/KH-UBND"),
            ("Số:\u{a0}\u{a0}", "Số: 05"),
            ("Số: 05/KH-UBND", "Số: 05/KH-UBND"),
            ("Số: 5/KH-UBND", "Số: 5/KH-UBND"),
        ] {
            assert_eq!(put(line, number(line, "05").unwrap()), expected);
        }
        assert_eq!(put("Số: /QĐ", number("Số: /QĐ", "123").unwrap()), "Số: 123/QĐ");
        assert_eq!(number("Số: 15/KH-UBND", "05"), Err(Typed("15".into())));
        assert_eq!(number("Số: 05a/KH", "05").map(|_| ()).unwrap_err().0, "05a");
        assert!(number("V/v họp", "05").is_err());
        assert_eq!(symbol("Số:   /KH-UBND"), "KH-UBND");
        assert_eq!((symbol("Số: 05/QĐ-UBND"), symbol("Số: 5")), ("QĐ-UBND".into(), String::new()));
    }

    #[test]
    fn a_day_fills_what_is_blank_and_refuses_another() {
        let at = on(2027, 2, 5);
        for (line, expected) in [
            ("Quảng Châu, ngày    tháng    năm 2027", "Quảng Châu, ngày 05 tháng 02 năm 2027"),
            ("A, ngày\u{a0}\u{a0}tháng\u{a0}\u{a0}năm\u{a0}\u{a0}", "A, ngày 05 tháng 02 năm 2027"),
            ("A, ngày … tháng … năm 20…", "A, ngày 05 tháng 02 năm 2027"),
            ("A, ngày    tháng 02 năm 2027", "A, ngày 05 tháng 02 năm 2027"),
            ("A, ngày 5 tháng 2 năm 2027", "A, ngày 5 tháng 2 năm 2027"),
            ("A, ngày tháng năm", "A, ngày 05 tháng 02 năm 2027"),
            ("A, ngày  tháng  năm 2026", "A, ngày 05 tháng 02 năm 2027"),
            ("A, ngày 05/02/2027", "A, ngày 05/02/2027"),
            ("Quảng Châu", "Quảng Châu"),
        ] {
            assert_eq!(put(line, day(line, at).unwrap()), expected, "{line}");
        }
        for line in
            ["A, ngày 06 tháng 02 năm 2027", "A, ngày    tháng 3 năm 2027", "A, ngày    tháng 02 năm 2026"]
        {
            assert!(day(line, at).is_err(), "{line}");
        }
        assert!(day("A, ngày 06/02/2027", at).is_err());
    }

    #[test]
    fn a_reference_to_its_own_document_is_filled_where_it_is_blank() {
        let fill = |line: &str| put(line, reference(line, "QĐ-UBND", "05", on(2026, 3, 4)));
        assert_eq!(
            fill("(Kèm theo Quyết định số ……/QĐ-UBND ngày …… tháng …… năm 2026 của Ủy ban nhân dân xã)"),
            "(Kèm theo Quyết định số 05/QĐ-UBND ngày 04 tháng 3 năm 2026 của Ủy ban nhân dân xã)"
        );
        assert_eq!(
            fill("(Kèm theo Quyết định số     /QĐ-UBND ngày    tháng    năm     của UBND xã)"),
            "(Kèm theo Quyết định số 05/QĐ-UBND ngày 04 tháng 3 năm 2026 của UBND xã)"
        );
        assert_eq!(
            fill("(Kèm theo Quyết định số   /QĐ-UBND ngày   tháng   năm   )"),
            "(Kèm theo Quyết định số 05/QĐ-UBND ngày 04 tháng 3 năm 2026)"
        );
        for other in [
            "(Kèm theo Kế hoạch số    /KH-UBND ngày    tháng    năm 2026 của UBND xã)",
            "(Kèm theo Quyết định số 07/QĐ-UBND ngày    tháng    năm 2026 của UBND xã)",
            "(Kèm theo Quyết định số    /QĐ-UBND ngày 03 tháng 3 năm 2026 của UBND xã)",
            "(Kèm theo Hồ sơ dự thi)",
        ] {
            assert_eq!(fill(other), other);
        }
    }
}
