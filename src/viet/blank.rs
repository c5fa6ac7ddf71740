//! Blanks: room on paper for what is still to be written by hand.

/// Leaves room to write by hand where the number after "Số:", the day, the month or the
/// year is still blank (numbers and days are given after signing: Điều 15 and 16 of Decree
/// 30). The room is six no-break spaces: white space, so the words stay the same.
pub fn with_room(text: &str) -> String {
    const ROOM: &str = "\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}";
    let mut out = String::with_capacity(text.len());
    let mut words = text.split(' ').peekable();
    while let Some(word) = words.next() {
        out.push_str(word);
        let Some(next) = words.peek() else {
            if matches!(word, "năm" | "Số:") {
                out.push_str(ROOM);
            }
            break;
        };
        let blank = (word == "Số:" && next.starts_with('/'))
            || (word == "ngày" && *next == "tháng")
            || (word == "tháng" && *next == "năm");
        out.push_str(if blank { ROOM } else { " " });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_keep_room_for_the_pen() {
        for (text, expected) in [
            ("Số: /KH-UBND", "Số:______/KH-UBND"),
            ("A, ngày tháng 5 năm 2026", "A, ngày______tháng 5 năm 2026"),
            ("A, ngày tháng năm", "A, ngày______tháng______năm______"),
            ("Số: 15/KH-UBND", "Số: 15/KH-UBND"),
        ] {
            assert_eq!(with_room(text).replace('\u{a0}', "_"), expected);
        }
    }
}
