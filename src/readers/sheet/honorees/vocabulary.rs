//! The words of lists, as data: `templates/standards/sheet-columns.toml`.

use serde::Deserialize;

use crate::model::honoree::{Field, Kind};
use crate::viet::{case, letters};

const COLUMNS: &str = include_str!("../../../../templates/standards/sheet-columns.toml");

/// The words by which heads of columns and rows are told, loaded once.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vocabulary {
    column: Vec<Column>,
    kinds: Kinds,
    pub(super) names: Names,
    awards: Awards,
    ends: Ends,
    examples: Examples,
    pub(super) titles: Titles,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Column {
    field: Field,
    kind: Option<Kind>,
    #[serde(default)]
    is: Vec<String>,
    #[serde(default)]
    has: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kinds {
    individual: Vec<String>,
    collective: Vec<String>,
    household: Vec<String>,
    enterprise: Vec<String>,
}

/// How the names of groups begin.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Names {
    household: Vec<String>,
    enterprise: Vec<String>,
    collective: Vec<String>,
    surnames: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Awards {
    begin: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Ends {
    totals: Vec<String>,
    begin: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Examples {
    is: Vec<String>,
}

/// What stands before names.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Titles {
    pub(super) words: Vec<Word>,
    pub(super) short: Vec<Word>,
    pub(super) dotted: Vec<String>,
}

/// A word as it is written, and in small letters.
#[derive(Clone, Debug, Deserialize)]
#[serde(from = "String")]
pub(super) struct Word {
    pub(super) typed: String,
    pub(super) low: String,
}

impl From<String> for Word {
    fn from(typed: String) -> Word {
        let low = case::lower(&typed);
        Word { typed, low }
    }
}

/// A head as it was understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) field: Field,
    pub(super) kind: Option<Kind>,
}

impl Vocabulary {
    /// The built-in words.
    ///
    /// # Errors
    /// What is wrong with the built-in file (a defect of ours; a test holds that nothing is).
    pub fn built_in() -> Result<Vocabulary, String> {
        let mut words: Vocabulary = toml::from_str(COLUMNS).map_err(|error| error.to_string())?;
        for column in &mut words.column {
            column.is = column.is.iter().map(|text| folded(text)).collect();
            column.has = column.has.iter().map(|text| folded(text)).collect();
        }
        let by_length = |list: &mut Vec<Word>| list.sort_by_key(|word| std::cmp::Reverse(word.low.len()));
        by_length(&mut words.titles.words);
        by_length(&mut words.titles.short);
        Ok(words)
    }

    /// What a column with this head is about; `None` where nobody knows.
    pub(super) fn head(&self, text: &str) -> Option<Head> {
        if text.chars().count() > 120 {
            return None;
        }
        let whole = folded(text);
        let bare = without_brackets(&whole);
        let whole_head =
            |text: &str| self.column.iter().find(|column| column.is.iter().any(|known| known == text));
        let exact = whole_head(&whole).or_else(|| whole_head(&bare));
        let found = exact.or_else(|| {
            let longest = |column: &Column| {
                let has = column.has.iter().filter(|known| holds(&whole, known) || holds(&bare, known));
                has.map(String::len).max()
            };
            let best = self.column.iter().filter_map(|column| Some((longest(column)?, column)));
            // Of two that are as long the first wins.
            best.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, column)| column)
        })?;
        Some(Head { field: found.field, kind: found.kind })
    }

    /// The kind that a heading, or a cell of the column of kinds, names; `None` for none or several.
    pub(super) fn kind_said(&self, text: &str) -> Option<Kind> {
        let text = folded(text);
        let of = |words: &[String], kind| words.iter().any(|word| holds(&text, word)).then_some(kind);
        let found: Vec<Kind> = [
            of(&self.kinds.individual, Kind::Individual),
            of(&self.kinds.collective, Kind::Collective),
            of(&self.kinds.household, Kind::Household),
            of(&self.kinds.enterprise, Kind::Enterprise),
        ]
        .into_iter()
        .flatten()
        .collect();
        if let [kind] = found.as_slice() { Some(*kind) } else { None }
    }

    /// True when a heading is nothing but the name of a kind.
    pub(super) fn is_kind(&self, text: &str) -> bool {
        let text = without_brackets(&folded(text));
        let Kinds { individual, collective, household, enterprise } = &self.kinds;
        [individual, collective, household, enterprise].iter().any(|words| words.contains(&text))
    }

    /// The form of commendation that a heading names, from its first word on.
    pub(super) fn award_said<'t>(&self, text: &'t str) -> Option<&'t str> {
        // A letter folds to one letter, so places agree.
        let letters: Vec<(usize, char)> = text.char_indices().collect();
        let folded: Vec<char> = letters.iter().map(|(_, c)| fold_one(*c)).collect();
        let at = (0..letters.len()).find(|at| {
            let starts = *at == 0 || !folded[at - 1].is_alphanumeric();
            starts && self.awards.begin.iter().any(|word| begins(&folded[*at..], word))
        })?;
        let rest = &text[letters[at].0..];
        let end = rest.find(['(', ':', ';']).unwrap_or(rest.len());
        Some(rest[..end].trim())
    }

    /// True for the row of totals.
    pub(super) fn is_total(&self, text: &str) -> bool {
        let text = without_brackets(&folded(text));
        let words = text.trim_end_matches(|c: char| c.is_ascii_digit() || ":. ".contains(c));
        self.ends.totals.iter().any(|known| {
            known == words
                || (known.contains(' ')
                    && text.starts_with(known)
                    && text[known.len()..].starts_with([' ', ':']))
        })
    }

    /// True for what stands under a list: who made it, who signs.
    pub(super) fn is_end(&self, text: &str) -> bool {
        let text = folded(text);
        self.ends
            .begin
            .iter()
            .any(|known| text.starts_with(known.trim_end()) && holds(&text, known.trim_end()))
    }

    /// True for the mark of a row that only shows how to fill in a sheet.
    pub(super) fn is_example(&self, text: &str) -> bool {
        let text = folded(text);
        self.examples.is.contains(&text)
    }

    /// The kind of group whose names begin so, and true when that may be a family name as well.
    pub(super) fn group_named(&self, name: &str) -> Option<(Kind, bool)> {
        let name = case::lower(name);
        let lists = [
            (&self.names.household, Kind::Household),
            (&self.names.enterprise, Kind::Enterprise),
            (&self.names.collective, Kind::Collective),
        ];
        let begun = lists.iter().flat_map(|(words, kind)| words.iter().map(move |word| (word, *kind)));
        let found = begun.filter(|(word, _)| {
            name.strip_prefix(word.as_str()).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        });
        let (word, kind) = found.max_by_key(|(word, _)| word.len())?;
        Some((kind, self.names.surnames.contains(word)))
    }
}

fn fold_one(c: char) -> char {
    letters::fold(c.encode_utf8(&mut [0; 4])).chars().next().unwrap_or(c)
}

fn begins(letters: &[char], word: &str) -> bool {
    let mut rest = letters.iter();
    word.chars().all(|c| rest.next() == Some(&c)) && rest.next().is_none_or(|c| !c.is_alphanumeric())
}

/// Without accents and case, one space between words, none around a stroke.
pub(super) fn folded(text: &str) -> String {
    let text = letters::fold(text).replace(['–', '—'], "-").replace('’', "'");
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = words.join(" ").replace(" /", "/").replace("/ ", "/").replace(" ,", ",").replace(" ;", ";");
    text.trim_matches(|c: char| c.is_whitespace() || "*:.".contains(c)).to_owned()
}

/// Without what stands in brackets.
fn without_brackets(text: &str) -> String {
    let mut depth = 0_usize;
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    folded(&out)
}

/// True when these words stand in a text as words.
fn holds(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + words.len()..].chars().next();
        before.is_none_or(|c| !c.is_alphanumeric()) && after.is_none_or(|c| !c.is_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> Vocabulary {
        Vocabulary::built_in().unwrap()
    }

    #[test]
    fn heads_are_told_by_their_words() {
        let words = words();
        for (text, field, kind) in [
            ("STT", Field::Ordinal, None),
            ("Số\nTT", Field::Ordinal, None),
            ("Họ và tên", Field::Name, Some(Kind::Individual)),
            ("HỌ, TÊN", Field::Name, Some(Kind::Individual)),
            ("Tên gọi (Ông/Bà/Chức danh)", Field::Courtesy, None),
            ("Tên tập thể/cá nhân/hộ gia đình", Field::Name, None),
            ("Họ và tên / Tên tập thể", Field::Name, None),
            ("Họ tên chủ hộ", Field::Name, Some(Kind::Household)),
            ("Tên doanh nghiệp", Field::Name, Some(Kind::Enterprise)),
            ("Chức vụ", Field::Post, None),
            ("Chức vụ, đơn vị công tác", Field::PostUnit, None),
            ("Đơn vị công tác", Field::Unit, None),
            ("Phân loại khen thưởng (cá nhân, tập thể)", Field::Kind, None),
            ("Danh hiệu thi đua/ Hình thức khen thưởng", Field::Award, None),
            ("Phân loại đối tượng", Field::Group, None),
            ("Lĩnh vực hoạt động", Field::Sphere, None),
            ("Ngày, tháng, năm sinh", Field::Birth, None),
            ("Giới tính (Nam/Nữ)", Field::Sex, None),
            ("Mức tiền thưởng (đồng)", Field::Money, None),
            ("Tóm tắt thành tích", Field::Achievement, None),
            ("Ghi chú", Field::Notes, None),
        ] {
            assert_eq!(words.head(text), Some(Head { field, kind }), "{text}");
        }
        for other in ["", "Số CCCD", "Điện thoại", "Nguyễn Văn An", "1"] {
            assert_eq!(words.head(other), None, "{other}");
        }
    }

    #[test]
    fn names_of_groups_are_told_from_family_names() {
        let words = words();
        assert_eq!(words.group_named("Trường Tiểu học Sơn Hải"), Some((Kind::Collective, false)));
        assert_eq!(words.group_named("Trương Văn Bình"), None);
        assert_eq!(words.group_named("Đoàn Thị Hương"), Some((Kind::Collective, true)));
        assert_eq!(words.group_named("Hộ bà Lê Thị Bé"), Some((Kind::Household, false)));
        assert_eq!(words.group_named("Hồ Văn Tám"), None);
        assert_eq!(words.group_named("Công ty TNHH Mây Tre"), Some((Kind::Enterprise, false)));
    }

    #[test]
    fn totals_ends_kinds_and_awards_are_told() {
        let words = words();
        for text in ["Tổng cộng", "TỔNG CỘNG: 25", "Cộng", "Tổng số: 10 tập thể", "Tổng"]
        {
            assert!(words.is_total(text), "{text}");
        }
        for text in ["Tổng Văn Minh", "Cộng Văn Hòa", "Tôn Thất Tổng"] {
            assert!(!words.is_total(text), "{text}");
        }
        assert!(words.is_end("Người lập biểu") && !words.is_end("Nguyễn Văn Lập"));
        assert_eq!(words.kind_said("I. TẬP THỂ (05 tập thể)"), Some(Kind::Collective));
        assert_eq!(words.kind_said("Danh sách tập thể, cá nhân"), None);
        assert_eq!(words.award_said("II. Cá nhân đề nghị tặng Giấy khen (12 người)"), Some("Giấy khen"));
        assert_eq!(words.award_said("Đơn vị công tác"), None);
    }
}
