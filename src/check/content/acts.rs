//! Acts that are cited: in force, of one day, not later than the document.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::check::{Lists, desk::Desk, pattern::patterns, view::View};
use crate::model::Role;
use crate::viet::date::{self, Month};

patterns! {
    /// The number of an act that has a year in it, or a symbol.
    NUMBER = r"\b\d+/\d{4}/[\p{L}\d-]+";
    /// A law with its day: "Luật Thi đua, khen thưởng ngày 26 tháng 11 năm 2003".
    LAW = r"(?P<law>(?:Bộ luật|Luật|Pháp lệnh)[^;.()]{3,90}?)\s+(?P<date>ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})";
    /// A number and the day after it.
    DATED = r"(?P<number>\b\d+/\d{4}/[\p{L}\d-]+),?\s+(?P<date>ngày\s+\d{1,2}(?:/\d{1,2}/|\s+tháng\s+\d{1,2}\s+năm\s+)\d{4})";
    /// A number without its symbol: "Quyết định số 09/2019, ngày …".
    HALF = r"(?:Nghị định|Thông tư|Quyết định|Nghị quyết|Chỉ thị)\s+số:?\s+(?P<number>\d+/\d{4})(?P<after>.|$)";
    /// A day, in words or in figures.
    ANY_DAY = r"ngày\s+(?:\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}|\d{1,2}/\d{1,2}/\d{4})";
}

/// Holds the acts.
pub(super) fn look(view: &View<'_>, lists: &Lists, desk: &mut Desk<'_>) {
    expired(view, lists, desk);
    two_days(view, desk);
    half_numbers(view, desk);
    later(view, desk);
}

/// Grounds that were no longer in force on the day of the document.
fn expired(view: &View<'_>, lists: &Lists, desk: &mut Desk<'_>) {
    let day = view.date_or_month().unwrap_or(view.matter.today);
    for text in view.texts.iter().filter(|text| text.role == Role::Citation) {
        let laws = LAW.captures_iter(&text.words).filter_map(|found| {
            let cited = date::full_date(found.name("date")?.as_str())?;
            Some((found.get(0)?.range(), lists.law(found.name("law")?.as_str(), cited)?))
        });
        let acts = NUMBER
            .find_iter(&text.words)
            .filter_map(|found| Some((found.range(), lists.act(found.as_str())?)));
        for (range, act) in laws.chain(acts).filter(|(_, act)| act.until < day) {
            let until = act.until();
            let said = [("until", until.as_str()), ("by", act.by.as_str())];
            desk.find("act-expired", text, range, &said);
        }
    }
}

/// One act, two days.
fn two_days(view: &View<'_>, desk: &mut Desk<'_>) {
    let mut first: HashMap<&str, NaiveDate> = HashMap::new();
    for text in &view.texts {
        for found in DATED.captures_iter(&text.words) {
            let (Some(number), Some(range)) = (found.name("number"), found.name("date")) else { continue };
            let Some(day) = day_of(range.as_str()) else { continue };
            let before = *first.entry(number.as_str()).or_insert(day);
            if before != day {
                let said = [("act", number.as_str()), ("other", &*date::short(before))];
                desk.find("act-two-dates", text, range.range(), &said);
            }
        }
    }
}

fn half_numbers(view: &View<'_>, desk: &mut Desk<'_>) {
    for text in &view.texts {
        for found in HALF.captures_iter(&text.words) {
            let after = found.name("after").map_or("", |after| after.as_str());
            if let Some(number) = found.name("number")
                && !after.starts_with(|c: char| c == '/' || c == '-' || c.is_alphanumeric())
            {
                desk.find("act-symbol-missing", text, number.range(), &[]);
            }
        }
    }
}

/// A ground that is younger than the document.
fn later(view: &View<'_>, desk: &mut Desk<'_>) {
    let Some(own) = view.date() else { return };
    for text in view.main().filter(|text| text.role == Role::Citation) {
        for found in ANY_DAY.find_iter(&text.words) {
            if day_of(found.as_str()).is_some_and(|day| day > own) {
                desk.find("citation-later", text, found.range(), &[("own", &date::short(own))]);
            }
        }
    }
}

fn day_of(text: &str) -> Option<NaiveDate> {
    date::full_date(text).or_else(|| date::parse_short(text.trim_start_matches("ngày").trim()))
}

impl View<'_> {
    /// The day of the document; where only its month is given, the first of it.
    fn date_or_month(&self) -> Option<NaiveDate> {
        self.date().or_else(|| {
            let words = &self.first(Role::PlaceDate)?.words;
            let month: Month = date::parse_month_year(&words[words.find("tháng")?..])?;
            NaiveDate::from_ymd_opt(month.year(), month.month(), 1)
        })
    }
}
