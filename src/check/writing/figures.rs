//! Figures: decimal commas, groups of thousands, dates in figures, money.

use crate::check::desk::Desk;
use crate::check::pattern::patterns;
use crate::check::prose::is_whole;
use crate::check::view::Text;

patterns! {
    PERCENT = r"([0-9]+)\.([0-9]{1,2}) ?%";
    GROUPS = r"[0-9]{1,3}(?:,[0-9]{3})+";
    DATE = r"[0-9]{1,2} ?/ ?[0-9]{1,2} ?/ ?[0-9]{4}";
    MONEY = r"VNĐ|VNđ|vnđ";
}

/// Looks at the figures of a text.
pub(super) fn look(text: &Text<'_>, desk: &mut Desk<'_>) {
    let words = &text.words;
    for found in PERCENT.captures_iter(words) {
        let (Some(all), Some(whole), Some(part)) = (found.get(0), found.get(1), found.get(2)) else {
            continue;
        };
        if !words[..all.start()].ends_with(|c: char| c.is_alphanumeric() || ".,".contains(c)) {
            let wanted = format!("{},{}", whole.as_str(), part.as_str());
            desk.correct("decimal-point", text, whole.start()..part.end(), &wanted, &[]);
        }
    }
    for found in GROUPS.captures_iter(words).filter_map(|found| found.get(0)) {
        let after = &words[found.end()..];
        let money = [" đồng", " VND", " VNĐ", "đ "].iter().any(|unit| after.starts_with(unit));
        let round = found.as_str().matches(',').count() >= 2 && found.as_str().ends_with(",000");
        let alone = is_whole(words, &found.range())
            || after.starts_with('đ') && !words[..found.start()].ends_with(char::is_alphanumeric);
        let joined = words[..found.start()].ends_with(['.', ','])
            || after.starts_with(['.', ',']) && { after[1..].starts_with(|c: char| c.is_ascii_digit()) };
        if (money || round) && alone && !joined {
            let wanted = found.as_str().replace(',', ".");
            desk.correct("thousands-comma", text, found.range(), &wanted, &[]);
        }
    }
    for found in DATE.captures_iter(words).filter_map(|found| found.get(0)) {
        let after = &words[found.end()..];
        let date = is_whole(words, &found.range()) && !after.starts_with('/');
        if found.as_str().contains(' ') && date && !words[..found.start()].ends_with('/') {
            let wanted = found.as_str().replace(' ', "");
            desk.correct("space-in-date", text, found.range(), &wanted, &[]);
        }
    }
    for found in MONEY.captures_iter(words).filter_map(|found| found.get(0)) {
        let after = &words[found.end()..];
        if !after.starts_with(char::is_alphanumeric) && !words[..found.start()].ends_with(char::is_alphabetic)
        {
            let glued = words[..found.start()].ends_with(|c: char| c.is_ascii_digit());
            let wanted = if glued { " đồng" } else { "đồng" };
            desk.correct("currency-sign", text, found.range(), wanted, &[("wanted", "đồng")]);
        }
    }
}
