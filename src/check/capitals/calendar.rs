//! Classes of orders, months, weekdays, lunar years, Tết (Mục V.2, V.8).

use regex::Regex;

use crate::check::desk::Desk;
use crate::check::pattern::patterns;
use crate::check::prose::is_whole;
use crate::check::view::Text;
use crate::viet::case::{capital, lower, title};

patterns! {
    CLASS = r"(?:[Hh]uân|[Hh]uy) chương[\p{L} ]{0,40} hạng (nhất|nhì|hai|ba)";
    MONTH = concat!(
        r"[Tt]háng (giêng|chạp)|[Tt]háng (một|hai|ba|tư|năm|sáu|bảy|tám|chín|mười|mười một|mười hai) ",
        r"năm (?:một|hai) (?:nghìn|ngàn)",
    );
    WEEKDAY = concat!(
        r"(?:[Ss]áng|[Cc]hiều|[Tt]ối) [Tt]hứ (hai|ba|tư|năm|sáu|bảy)|",
        r"[Tt]hứ (hai|ba|tư|năm|sáu|bảy),? (?:ngày [0-9]|(?:hằng|hàng) tuần)",
    );
    LUNAR = concat!(
        r"(?i)(?:năm|tết|xuân) ((?:giáp|ất|bính|đinh|mậu|kỷ|canh|tân|nhâm|quý) ",
        r"(?:tý|sửu|dần|mão|thìn|tỵ|ngọ|mùi|thân|dậu|tuất|hợi))",
    );
    TET = r"(?i)tết (nguyên đán|trung thu|đoan ngọ)";
}

/// Looks for names of the calendar and classes of orders.
pub(super) fn look(text: &Text<'_>, desk: &mut Desk<'_>) {
    let words = &text.words;
    let mut note = |rule, pattern: &Regex, right: fn(&str) -> String| {
        for found in pattern.captures_iter(words) {
            let Some(name) = found.iter().skip(1).flatten().next() else { continue };
            let wanted = right(name.as_str());
            let capitals = name.as_str().chars().all(|c| !c.is_lowercase());
            if wanted != name.as_str() && !capitals && is_whole(words, &name.range()) {
                desk.correct(rule, text, name.range(), &wanted, &[]);
            }
        }
    };
    note("honour-class-capital", &CLASS, capital);
    note("month-weekday-capital", &MONTH, capital);
    note("month-weekday-capital", &WEEKDAY, capital);
    note("lunar-year-capitals", &LUNAR, |name| title(&lower(name)));
    note("tet-capitals", &TET, |name| capital(&lower(name)));
}
