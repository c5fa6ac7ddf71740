//! Where a line of large words may end: at sense, never inside a name or between a number and
//! its unit.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::case::lower;

/// How well a line ends after a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ending {
    /// It must end here.
    Must,
    /// After a mark, or before a word that opens a phrase.
    Well,
    /// As well as anywhere.
    Plain,
    /// Between the syllables of one word, or in a long name.
    Poorly,
    /// After a word that wants another: `và`, `của`, `trong`.
    Badly,
    /// Inside a person's or a place's name, or between a number and what it counts.
    Never,
}

/// A word that stands on one line, and how well the line ends after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The word; a no-break space is part of it.
    pub text: String,
    /// How well a line ends after it; [`Ending::Must`] after the last.
    pub after: Ending,
}

/// The words of a text whose lines are its own (`\n`).
pub fn words(text: &str) -> Vec<Word> {
    let mut found = Vec::new();
    for line in text.split('\n') {
        let parts: Vec<&str> = line.split(breaks).filter(|part| !part.is_empty()).collect();
        let names = names(&parts);
        for (at, part) in parts.iter().enumerate() {
            let after = if at + 1 == parts.len() { Ending::Must } else { ending(&parts, at, &names) };
            found.push(Word { text: (*part).to_owned(), after });
        }
    }
    found
}

/// True for white space at which a line may end.
fn breaks(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}')
}

/// The longest name that is surely one: `Công Ty Trách Nhiệm …` typed in capitals is none.
const NAME: usize = 4;

/// For each word the length of the run of words with capitals that it stands in.
fn names(parts: &[&str]) -> Vec<usize> {
    let mut lengths = vec![0; parts.len()];
    let mut start = 0;
    while start < parts.len() {
        let mut end = start;
        while end < parts.len() && capital(parts[end]) {
            end += 1;
            if parts[end - 1].ends_with([',', ';', ':', '.', ')']) {
                break;
            }
        }
        lengths[start..end].fill(end - start);
        start = end.max(start + 1);
    }
    lengths
}

fn ending(parts: &[&str], at: usize, names: &[usize]) -> Ending {
    let (this, next) = (parts[at], parts[at + 1]);
    let (word, after) = (lower(this), lower(next));
    let stopped = this.ends_with([',', ';', ':', '.', ')', '”']);
    let figure = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    if is_dash(next) || is_dash(this) && at > 0 {
        // A dash never begins a line, nor parts two figures.
        return if is_dash(next) || figure(next) { Ending::Never } else { Ending::Plain };
    }
    if !stopped {
        let counted = this.ends_with(|c: char| c.is_ascii_digit() || c == '%') && !capital(next);
        let numbered = COUNTED.contains(&word.as_str()) && (figure(next) || is_roman(next));
        let money = MONEY.contains(&word.as_str()) && MONEY.contains(&after.as_str());
        let placed = PLACES.contains(&word.as_str()) && capital(next);
        if counted && !OPENING.contains(&after.as_str()) || numbered || money || placed {
            return Ending::Never;
        }
    }
    if ADDRESSES.contains(&word.trim_end_matches(':')) && (capital(next) || figure(next)) {
        return Ending::Never;
    }
    // The run goes on after this word.
    let named = !stopped && names[at] > 1 && names[at + 1] == names[at] && capital(next);
    match () {
        () if named && names[at] <= NAME && this.chars().any(char::is_lowercase) => Ending::Never,
        () if stopped => Ending::Well,
        () if WANTING.contains(&word.as_str()) => Ending::Badly,
        () if is_compound(&word, &after) => Ending::Poorly,
        () if named => Ending::Poorly,
        () if OPENING.contains(&after.as_str()) => Ending::Well,
        () => Ending::Plain,
    }
}

/// True where two syllables are one word; quotation marks and what stops a phrase looked past.
fn is_compound(word: &str, after: &str) -> bool {
    let word = word.trim_start_matches(['“', '"', '(']);
    let after = after.trim_end_matches([',', ';', '.', ':', '”', '"', ')', '!', '?']);
    COMPOUNDS.contains(format!("{word} {after}").as_str())
}

fn is_dash(text: &str) -> bool {
    matches!(text, "-" | "–" | "—")
}

fn capital(text: &str) -> bool {
    text.trim_start_matches(['“', '"', '(']).starts_with(char::is_uppercase)
}

fn is_roman(text: &str) -> bool {
    let text = text.trim_end_matches([',', ';', '.', ':']);
    !text.is_empty() && text.chars().all(|c| "IVXLC".contains(c))
}

/// Words that a name follows.
const ADDRESSES: &[&str] =
    &["ông", "bà", "ông/bà", "anh", "chị", "cụ", "đồng chí", "chí", "em", "cháu", "họ"];

/// Words that a number follows.
const COUNTED: &[&str] = &[
    "ngày",
    "tháng",
    "năm",
    "quý",
    "số",
    "đợt",
    "lần",
    "thứ",
    "khóa",
    "khoá",
    "kỳ",
    "điều",
    "khoản",
    "hạng",
    "cấp",
    "lớp",
    "tổ",
    "khu",
    "thôn",
    "đoạn",
    "phố",
    "quận",
    "phường",
    "ca",
    "đội",
    "giờ",
    "mục",
    "phần",
    "đạt",
    "trên",
    "hơn",
    "gần",
];

/// Words that count money after a number.
const MONEY: &[&str] = &["nghìn", "triệu", "tỷ", "tỉ", "đồng"];

/// Words that the name of a place follows.
const PLACES: &[&str] = &[
    "xã",
    "phường",
    "thôn",
    "bản",
    "làng",
    "ấp",
    "khóm",
    "buôn",
    "huyện",
    "quận",
    "tỉnh",
    "phố",
    "trấn",
    "đảo",
    "khu",
];

/// Words after which a line wants another word.
const WANTING: &[&str] = &[
    "và",
    "hoặc",
    "của",
    "các",
    "những",
    "cho",
    "với",
    "về",
    "trong",
    "theo",
    "tại",
    "là",
    "do",
    "để",
    "được",
    "cùng",
    "từ",
    "đến",
    "bởi",
    "bằng",
    "trên",
    "dưới",
    "mà",
    "nhằm",
    "qua",
    "giữa",
    "như",
    "vì",
    "ở",
    "đã",
    "có",
    "không",
    "rất",
    "một",
    "mọi",
    "từng",
    "sự",
    "việc",
    "cuộc",
    "ngành",
    "xã",
    "tỉnh",
    "huyện",
    "phường",
    "thôn",
    "tập",
    "hộ",
    "nhiều",
    "đạt",
];

/// Words that open a phrase.
const OPENING: &[&str] = &[
    "và", "của", "cho", "về", "trong", "tại", "để", "nhằm", "vì", "góp", "giai", "năm", "ngày", "theo",
    "trên", "từ", "đã", "do", "thuộc", "với", "là",
];

/// Words of two syllables that stand in citations again and again, one a line.
static COMPOUNDS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| include_str!("compounds.txt").lines().collect());

#[cfg(test)]
mod tests {
    use super::*;

    /// How a line ends after a word of a text.
    #[track_caller]
    fn after(text: &str, word: &str) -> Ending {
        words(text).into_iter().find(|found| found.text == word).map(|found| found.after).unwrap()
    }

    #[test]
    fn names_and_numbers_are_never_parted() {
        for (text, word) in [
            ("ông Nguyễn Văn An trú tại xã Tân Thới", "Nguyễn"),
            ("ông Nguyễn Văn An trú tại xã Tân Thới", "ông"),
            ("ông Nguyễn Văn An trú tại xã Tân Thới", "xã"),
            ("ông Nguyễn Văn An trú tại xã Tân Thới", "Tân"),
            ("ngày 04 tháng 12 năm 2026", "ngày"),
            ("ngày 04 tháng 12 năm 2026", "04"),
            ("ngày 04 tháng 12 năm 2026", "tháng"),
            ("ngày 04 tháng 12 năm 2026", "năm"),
            ("ủng hộ 100 triệu đồng", "100"),
            ("ủng hộ 100 triệu đồng", "triệu"),
            ("giai đoạn 2021 - 2025", "2021"),
            ("giai đoạn 2021 - 2025", "đoạn"),
            ("Đại hội lần thứ XIV", "thứ"),
        ] {
            assert_eq!(after(text, word), Ending::Never, "{text}: {word}");
        }
    }

    #[test]
    fn lines_end_at_sense() {
        let text = "đã có thành tích xuất sắc trong phong trào thi đua, góp phần xây dựng nông thôn mới";
        assert_eq!(after(text, "đua,"), Ending::Well);
        assert_eq!(after(text, "sắc"), Ending::Well);
        assert_eq!(after(text, "trong"), Ending::Badly);
        assert_eq!(after(text, "thành"), Ending::Poorly);
        assert_eq!(after(text, "mới"), Ending::Must);
        // A number may end a line before what it does not count.
        assert_eq!(after("năm 2026 và năm 2027", "2026"), Ending::Well);
    }

    #[test]
    fn compounds_are_words_of_two_syllables_each_once() {
        let all: Vec<&str> = include_str!("compounds.txt").lines().collect();
        assert!(all.iter().all(|word| word.split(' ').count() == 2 && lower(word) == *word));
        assert_eq!(COMPOUNDS.len(), all.len());
        assert_eq!(after("“Chung sức xây dựng” nông thôn", "xây"), Ending::Poorly);
        assert_eq!(after("“Chung sức xây dựng” nông thôn", "“Chung"), Ending::Poorly);
    }

    #[test]
    fn a_unit_typed_in_capitals_can_be_broken() {
        let text = "Công Ty Trách Nhiệm Hữu Hạn Một Thành Viên";
        assert!(words(text).iter().all(|word| word.after != Ending::Never));
        assert!(words("PHÓ CHỦ TỊCH").iter().all(|word| word.after != Ending::Never));
    }

    #[test]
    fn lines_that_are_written_stay_and_hard_spaces_hold() {
        let found = words("KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH xã\u{a0}A");
        let ends: Vec<&str> =
            found.iter().filter(|word| word.after == Ending::Must).map(|word| word.text.as_str()).collect();
        assert_eq!(ends, ["TỊCH", "xã\u{a0}A"]);
    }
}
