//! Địa danh và thời gian ban hành (khoản 4), and the zero rule of dates everywhere.

use chrono::NaiveDate;
use regex::Captures;

use crate::check::{
    desk::Desk,
    pattern::patterns,
    view::{Text, View},
};
use crate::model::Role;
use crate::viet::date;

patterns! {
    /// "ngày 5 tháng 03 năm 2026", with or without the year.
    WORDS = r"(?i:ngày)\s+(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2})(?:\s+năm\s+(?P<year>\d{4}))?\b";
    /// "ngày 5/3/2026".
    SLASHES = r"(?i:ngày)\s+(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})\b";
    /// A date in figures beside the place.
    FIGURES = r"(?:(?i:ngày)\s+)?(?P<date>\d{1,2}[/.-]\d{1,2}[/.-]\d{4})\b";
    /// The place, what follows it, "ngày".
    PLACED = r"^(?P<place>\P{Nd}*?\S)(?P<comma>\s*,?)(?P<gap>\s*)(?P<day>[Nn]gày)\b";
}

/// Holds the place, the day and every date.
pub(super) fn look(view: &View<'_>, desk: &mut Desk<'_>) {
    for text in &view.texts {
        if text.role == Role::PlaceDate {
            placed(text, desk);
        }
        for found in WORDS.captures_iter(&text.words) {
            figures(
                text,
                &found,
                if text.role == Role::PlaceDate { "date-zero" } else { "cited-date-zero" },
                desk,
            );
        }
        for found in SLASHES.captures_iter(&text.words) {
            figures(text, &found, "short-date-zero", desk);
        }
    }
}

fn placed(text: &Text<'_>, desk: &mut Desk<'_>) {
    if !text.words.contains("tháng")
        && let Some(found) = FIGURES.captures(&text.words)
        && let Some(figures) = found.name("date")
        && let Some(day) = date::parse_short(&figures.as_str().replace('.', "/"))
        && let Some(whole) = found.get(0)
    {
        desk.correct("date-form", text, whole.range(), &date::full(day), &[]);
    }
    let Some(parts) = PLACED.captures(&text.words) else {
        if text.words.trim_start().to_lowercase().starts_with("ngày") {
            desk.find("place-missing", text, 0..0, &[]);
        }
        return;
    };
    let (Some(place), Some(comma), Some(gap), Some(day)) =
        (parts.name("place"), parts.name("comma"), parts.name("gap"), parts.name("day"))
    else {
        return;
    };
    if comma.as_str() != "," || gap.is_empty() || day.as_str() != "ngày" {
        let range = comma.start()..day.end();
        desk.correct("date-comma", text, range, ", ngày", &[("place", place.as_str())]);
    }
}

/// The figures of one date: real, with zeros where they belong and nowhere else.
fn figures(text: &Text<'_>, found: &Captures<'_>, rule: &'static str, desk: &mut Desk<'_>) {
    let (Some(day), Some(month)) = (found.name("day"), found.name("month")) else { return };
    let (Ok(d), Ok(m)) = (day.as_str().parse::<u32>(), month.as_str().parse::<u32>()) else { return };
    // Without a year, a leap year.
    let year = found.name("year").and_then(|year| year.as_str().parse().ok()).unwrap_or(2024);
    let Some(real) = NaiveDate::from_ymd_opt(year, m, d) else {
        let end = found.get(0).map_or(month.end(), |whole| whole.end());
        desk.find("date-impossible", text, day.start()..end, &[]);
        return;
    };
    for (figure, wanted) in [(day, date::day(real)), (month, date::month(real))] {
        if figure.as_str() != wanted {
            desk.correct(rule, text, figure.range(), &wanted, &[]);
        }
    }
}
