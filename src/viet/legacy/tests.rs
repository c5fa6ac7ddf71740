use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::viet::case;

/// The 67 letters that are not ASCII, small: vowels with every tone, đ.
fn letters() -> Vec<char> {
    let tones = ["", "\u{300}", "\u{301}", "\u{303}", "\u{309}", "\u{323}"];
    let toned = "aăâeêioôơuưy".chars().flat_map(|vowel| tones.map(|tone| format!("{vowel}{tone}")));
    let mut letters: BTreeSet<char> = toned.flat_map(|letter| letter.nfc().collect::<Vec<_>>()).collect();
    letters.insert('đ');
    letters.retain(|c| !c.is_ascii());
    letters.into_iter().collect()
}

#[test]
fn every_letter_is_in_both_codes_and_no_two_are_alike() {
    let small = letters();
    assert_eq!(small.len(), 67);
    let capitals: Vec<char> = small.iter().flat_map(|c| c.to_uppercase()).collect();
    let both: Vec<char> = small.iter().chain(&capitals).copied().collect();
    assert_eq!(both.len(), 134);
    let vni: BTreeSet<String> = both.iter().map(|c| Legacy::Vni.encode(&c.to_string())).collect();
    assert_eq!(vni.len(), 134);
    let tcvn3: BTreeSet<String> = small.iter().map(|c| Legacy::Tcvn3.encode(&c.to_string())).collect();
    assert_eq!(tcvn3.len(), 67);
    for c in both {
        let letter = c.to_string();
        for code in Legacy::ALL {
            let old = code.encode(&letter);
            assert!(old.chars().all(|c| c <= '\u{ff}'), "{letter} {old:?}");
            let back = code.decode(&old);
            assert_eq!(case::lower(&back), case::lower(&letter), "{code:?} {old:?}");
        }
        assert_eq!(Legacy::Vni.decode(&Legacy::Vni.encode(&letter)), letter);
    }
    for capital in "ĂÂÊÔƠƯĐ".chars().map(String::from) {
        assert_eq!(Legacy::Tcvn3.decode(&Legacy::Tcvn3.encode(&capital)), capital, "a capital of VN3 itself");
    }
}

#[test]
fn names_and_offices_are_told_and_converted() {
    for (code, old, expected) in [
        (Legacy::Tcvn3, "§¬n vÞ", "Đơn vị"),
        (Legacy::Tcvn3, "NguyÔn V¨n An", "Nguyễn Văn An"),
        (Legacy::Tcvn3, "TrÇn ThÞ Thu Hµ", "Trần Thị Thu Hà"),
        (Legacy::Tcvn3, "Uû ban nh©n d©n x· S¬n H¶i", "Uỷ ban nhân dân xã Sơn Hải"),
        (Legacy::Tcvn3, "§Æng §×nh §øc", "Đặng Đình Đức"),
        (Legacy::Tcvn3, "NGUYÔN V¡N THµNH", "NGUYỄN VĂN THÀNH"),
        (Legacy::Tcvn3, "Bé Tµi chÝnh", "Bộ Tài chính"),
        (Legacy::Vni, "Nguyeãn Vaên An", "Nguyễn Văn An"),
        (Legacy::Vni, "Traàn Thò Thu Haø", "Trần Thị Thu Hà"),
        (Legacy::Vni, "UÛY BAN NHAÂN DAÂN XAÕ SÔN HAÛI", "ỦY BAN NHÂN DÂN XÃ SƠN HẢI"),
        (Legacy::Vni, "Ñôn vò", "Đơn vị"),
        (Legacy::Vni, "Ñaëng Ñình Ñöùc", "Đặng Đình Đức"),
        (Legacy::Vni, "Tröôøng Tieåu hoïc Phöôùc Long", "Trường Tiểu học Phước Long"),
    ] {
        assert_eq!(detect(old).map(|found| found.code), Some(code), "{old}");
        assert_eq!(code.decode(old), expected);
    }
    assert_eq!(detect("NguyÔn V¨n An").map(|found| found.sureness), Some(Sureness::Sure));
    assert_eq!(detect("Lª").map(|found| found.code), Some(Legacy::Tcvn3));
    let one = detect("Nguyeãn An").unwrap();
    assert_eq!((one.code, one.sureness), (Legacy::Vni, Sureness::Likely), "one word speaks");
}

#[test]
fn what_is_vietnamese_in_both_readings_is_left_to_its_column() {
    assert_eq!(detect("Bé"), None);
    assert!(could_be(Legacy::Tcvn3, "Bé") && !could_be(Legacy::Vni, "Nguyễn"));
}

#[test]
fn unicode_and_other_languages_are_never_taken_for_an_old_code() {
    for text in [
        "",
        "Nguyen Van An",
        "Nguyễn Văn An",
        "Lê Hoàng Hà",
        "Lê Bá",
        "Tô Hoài",
        "Y Blôk Êban",
        "H'Hen Niê",
        "H’Hen Niê",
        "Niê",
        "Y Wôk Niê Siêng",
        "Ksor Hbôt",
        "Rô",
        "Danh Sà Rây",
        "Điểu Ong",
        "José García Núñez",
        "Müller Jürgen",
        "François Lefèvre",
        "Søren Ångström",
        "São João",
        "25 °C, ½ ngày, § 3, © 2026, «Hà»",
        "1.234.567,89 ₫",
        "Straße",
        "CỘNG HÒA XÃ HỘI",
        "Hộ bà Lê Thị Bé",
        "Nguye\u{302}\u{303}n",
    ] {
        assert_eq!(detect(text), None, "{text}");
    }
}

/// Syllables as people write them.
fn syllables() -> impl Strategy<Value = String> {
    let some = [
        "nguyễn",
        "văn",
        "an",
        "trần",
        "thị",
        "hà",
        "lê",
        "đức",
        "phạm",
        "quỳnh",
        "bình",
        "ủy",
        "ban",
        "nhân",
        "xã",
        "sơn",
        "hải",
        "trường",
        "tiểu",
        "học",
        "giáo",
        "viên",
        "tổ",
        "trưởng",
        "khuyến",
        "nghiệp",
        "đặng",
        "hoàng",
        "võ",
        "bùi",
        "đỗ",
        "hồ",
        "ngô",
        "dương",
        "lý",
        "phước",
        "kiệt",
        "mẫn",
        "thủy",
        "thuỷ",
        "nghĩa",
        "giếng",
        "quốc",
        "oanh",
        "uyên",
        "yến",
        "ước",
        "ỷ",
        "lan",
        "ẩn",
        "ổn",
        "bé",
        "rô",
    ];
    let word = (proptest::sample::select(some.to_vec()), 0..3_u8).prop_map(|(word, how)| match how {
        0 => word.to_owned(),
        1 => case::capital(word),
        _ => case::upper(word),
    });
    proptest::collection::vec(word, 1..8).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn vni_comes_back_as_it_was(text in syllables()) {
        prop_assert_eq!(Legacy::Vni.decode(&Legacy::Vni.encode(&text)), text);
    }

    #[test]
    fn tcvn3_comes_back_but_for_capitals(text in syllables()) {
        let back = Legacy::Tcvn3.decode(&Legacy::Tcvn3.encode(&text));
        prop_assert_eq!(case::lower(&back), case::lower(&text));
    }

    #[test]
    fn vietnamese_in_unicode_is_never_taken_for_an_old_code(text in syllables()) {
        prop_assert_eq!(detect(&text), None);
        let loose: String = text.nfd().collect();
        prop_assert_eq!(detect(&loose), None);
    }

    #[test]
    fn an_old_code_is_told_from_the_other(text in syllables()) {
        for code in Legacy::ALL {
            if let Some(found) = detect(&code.encode(&text)) {
                prop_assert!(found.sureness == Sureness::Likely || found.code == *code, "{} {:?}", text, found);
            }
        }
    }

    #[test]
    fn whatever_stands_there_is_looked_at_without_harm(text in ".{0,40}") {
        for code in Legacy::ALL {
            let decoded = code.decode(&text);
            prop_assert!(decoded.nfc().eq(decoded.chars()));
        }
        let _ = (detect(&text), is_syllable(&text));
    }
}
