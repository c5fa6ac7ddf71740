//! Laws of `viet`: numbers and dates in words read back, case loses no letter.

use chrono::NaiveDate;
use proptest::prelude::*;
use unicode_normalization::{UnicodeNormalization, is_nfc};
use vanthu::viet::number::{self, LIMIT, Style};
use vanthu::viet::{case, date, label, letters, name};

/// Numbers of every length, since evenly drawn ones are nearly all of the greatest.
fn numbers() -> impl Strategy<Value = i64> {
    let digits = prop::collection::vec(prop_oneof![2 => Just(0_i64), 3 => 0..10_i64], 1..16);
    let drawn = digits.prop_map(|digits| digits.into_iter().fold(0, |value, digit| value * 10 + digit));
    (prop_oneof![drawn, 0..=LIMIT, Just(LIMIT)], any::<bool>())
        .prop_map(|(value, negative)| if negative { -value } else { value })
}

/// Words of numbers in any order.
fn said() -> impl Strategy<Value = String> {
    let all = "âm không một mốt hai ba bốn tư năm lăm nhăm sáu bảy tám chín mười mươi trăm linh lẻ nghìn ngàn \
               triệu tỷ tỉ đồng";
    let word = prop::sample::select(all.split_whitespace().collect::<Vec<_>>());
    prop::collection::vec(word, 0..12).prop_map(|words| words.join(" "))
}

fn dates() -> impl Strategy<Value = NaiveDate> {
    let day = |year, ordinal| NaiveDate::from_yo_opt(year, ordinal).unwrap();
    (1..=9_999_i32, 1..=365_u32).prop_map(move |(year, ordinal)| day(year, ordinal))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn numbers_in_words_read_back_in_every_style(value in numbers()) {
        for style in Style::ALL {
            let words = number::words_in(value, style).unwrap();
            prop_assert_eq!(number::parse_words(&words), Some(value), "{}", words);
            prop_assert_eq!(number::parse_words(&case::capital(&words)), Some(value), "{}", words);
            prop_assert_eq!(number::parse_words(&case::upper(&words)), Some(value), "{}", words);
            prop_assert!(is_nfc(&words));
        }
    }

    #[test]
    fn what_is_read_as_a_number_is_one_that_has_words(text in said()) {
        if let Some(value) = number::parse_words(&text) {
            let words = number::words(value).unwrap();
            prop_assert_eq!(number::parse_words(&words), Some(value), "{} as {}", text, words);
        }
    }

    #[test]
    fn any_text_is_read_or_refused_without_panic(text in "\\PC{0,40}") {
        let number = number::parse_words(&text);
        prop_assert!(number.is_none_or(|value| value.abs() <= LIMIT));
        let _ = (date::full_date(&text), date::parse_short(&text), date::parse_spoken(&text));
        let _ = (date::Month::parse(&text), date::parse_month_year(&text));
    }

    #[test]
    fn figures_read_back(value in any::<i64>(), point in any::<f64>()) {
        prop_assert_eq!(number::grouped(value).replace('.', "").parse(), Ok(value));
        let plain = |text: String| text.replace('.', "").replace(',', ".");
        let read: Option<f64> = number::decimal(point).map(|text| plain(text).parse().unwrap());
        prop_assert_eq!(read, Some(point).filter(|point| point.is_finite()));
        prop_assert_eq!(number::padded(value).parse(), Ok(value));
    }

    #[test]
    fn dates_read_back(day in dates()) {
        prop_assert_eq!(date::full_date(&date::full(day)), Some(day));
        prop_assert_eq!(date::parse_short(&date::short(day)), Some(day));
        prop_assert_eq!(date::parse_short(&day.to_string()), Some(day));
        prop_assert_eq!(date::parse_spoken(&date::spoken(day)), Some(day));
        prop_assert_eq!(date::parse_spoken(&case::upper(&date::spoken(day))), Some(day));
        let month = date::Month::of(day).unwrap();
        prop_assert_eq!(date::Month::parse(&month.to_string()), Some(month));
        prop_assert_eq!(date::parse_month_year(&date::month_year(month)), Some(month));
    }

    #[test]
    fn case_changes_no_letter_but_its_case(text in "\\PC{0,60}|[a-zđăâêôơưáàảãạếềểễệ'’ -]{0,60}") {
        let text: String = text.nfc().collect();
        for change in [case::upper, case::lower, case::capital, case::title] {
            let changed = change(&text);
            prop_assert!(is_nfc(&changed));
            prop_assert_eq!(change(&changed), changed.clone());
            prop_assert_eq!(case::lower(&case::upper(&changed)), case::lower(&case::upper(&text)));
        }
    }

    #[test]
    fn upper_vietnamese_is_upper(text in "[a-zđăâêôơưáàảãạếềểễệ]{2,20}") {
        let upper = case::upper(&text);
        prop_assert!(letters::is_upper(&upper));
        prop_assert_eq!(case::lower(&upper), text);
    }

    #[test]
    fn numerals_of_labels_read_back(value in 1..90_u32) {
        prop_assert_eq!(label::roman(&label::to_roman(value)), Some(value));
    }

    #[test]
    fn joined_entries_keep_their_words(entries in prop::collection::vec("[a-zđ]{1,5}", 0..6)) {
        let joined = name::and_join(&entries);
        let parts: Vec<String> = joined.replace(" và ", ", ").split(", ").filter(|p| !p.is_empty()).map(str::to_owned).collect();
        prop_assert_eq!(parts, entries);
    }
}
