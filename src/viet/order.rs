//! Vietnamese order: a ă â, d đ, the tones thanh ngang, huyền, hỏi, ngã, sắc, nặng; people by
//! tên, then đệm, then họ.
//!
//! A database sorts by its own rules, and two databases by two. What is to be sorted is kept
//! with its key beside it: bytes that every database compares alike.

use std::sync::OnceLock;

use icu_collator::{Collator, CollatorBorrowed, options::CollatorOptions};
use icu_locale_core::locale;

/// The key of a text: two texts stand in Vietnamese order as the bytes of their keys do (Unicode
/// collation, locale `vi` of CLDR). The text itself cannot be read back from it.
pub fn key(text: &str) -> Vec<u8> {
    let mut key = Vec::with_capacity(text.len() * 2);
    write(text, &mut key);
    key
}

/// The key of a person's name: by tên (the last word), then by the words between (đệm), then by
/// họ (the first word), as lists of people stand.
pub fn name_key(name: &str) -> Vec<u8> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let (family, middle, given) = match words.as_slice() {
        [] => ("", String::new(), ""),
        [given] => ("", String::new(), *given),
        [family, middle @ .., given] => (*family, middle.join(" "), *given),
    };
    let mut key = Vec::with_capacity(name.len() * 2);
    for part in [given, &middle, family] {
        write(part, &mut key);
        // Less than every byte of a key: a shorter part stands first.
        key.push(0);
    }
    key
}

fn write(text: &str, key: &mut Vec<u8>) {
    if let Some(collator) = collator() {
        let Ok(()) = collator.write_sort_key_to(text, key);
    } else {
        // Never in practice: the data of `vi` is part of the program (a test holds it).
        key.extend(text.as_bytes());
    }
}

fn collator() -> Option<&'static CollatorBorrowed<'static>> {
    static COLLATOR: OnceLock<Option<CollatorBorrowed<'static>>> = OnceLock::new();
    COLLATOR.get_or_init(|| Collator::try_new(locale!("vi").into(), CollatorOptions::default()).ok()).as_ref()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The texts are in the order of their keys, and no two keys are one.
    #[track_caller]
    fn rises(texts: &[&str], key: fn(&str) -> Vec<u8>) {
        for pair in texts.windows(2) {
            assert!(key(pair[0]) < key(pair[1]), "{} stands before {}", pair[0], pair[1]);
        }
    }

    #[test]
    fn letters_stand_in_the_order_of_the_alphabet() {
        rises(
            &[
                "a", "ă", "â", "b", "c", "d", "đ", "e", "ê", "g", "h", "i", "k", "l", "m", "n", "o", "ô",
                "ơ", "p", "q", "r", "s", "t", "u", "ư", "v", "x", "y",
            ],
            key,
        );
    }

    #[test]
    fn tones_stand_in_the_order_of_cldr_and_weigh_less_than_letters() {
        rises(&["ma", "mà", "mả", "mã", "má", "mạ"], key);
        rises(&["mạ", "man", "măn"], key);
        rises(&["Dung", "Dũng", "Dương", "Đăng", "Đức"], key);
        rises(&["an", "An", "ản"], key);
    }

    #[test]
    fn people_stand_by_ten_then_dem_then_ho() {
        rises(
            &[
                "An",
                "Nguyễn An",
                "Lê Thị An",
                "Nguyễn Thị An",
                "Trần Văn An",
                "Phạm Văn Ân",
                "Nguyễn Đình Chiểu",
                "Nguyễn Tiến Dũng",
                "Lê Minh Đức",
                "Đỗ Thị Hoa",
                "Võ Thị Ánh Hoa",
                "Hồ Thị Hòa",
            ],
            name_key,
        );
    }

    #[test]
    fn however_a_letter_is_put_together_it_is_the_same_letter() {
        assert_eq!(key("Nguye\u{302}\u{303}n"), key("Nguyễn"));
        assert_eq!(name_key("  Đỗ   Quang Vinh "), name_key("Đỗ Quang Vinh"));
        assert!(name_key("") < name_key("A"));
    }
}
