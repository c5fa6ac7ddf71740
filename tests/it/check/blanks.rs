//! Drafts with room for the pen: what is still blank is no fault.

use super::{in_text, sample, told, written};

#[test]
fn what_is_still_to_be_filled_in_is_passed_over() {
    for (base, pairs) in [
        ("ke-hoach", &[("Số: 142/KH-UBND", "Số: …../KH-UBND")][..]),
        ("ke-hoach", &[("Số: 142/KH-UBND", "Số:        /KH-UBND")]),
        ("ke-hoach", &[("Số: 142/KH-UBND", "Số: ....../KH-….")]),
        ("ke-hoach", &[("ngày 20 tháng 11 năm 2026", "ngày …… tháng …… năm 2026")]),
        ("ke-hoach", &[("Căn cứ Luật Bảo vệ môi trường ngày 17 tháng 11 năm 2020.", "Căn cứ …;")]),
        ("quyet-dinh-ban-hanh-kem-theo", &[("Như Điều 4;", "Như Điều …;"), ("Như Điều 3;", "Như Điều …;")]),
    ] {
        let mut text = written(&sample(base));
        for (full, blank) in pairs {
            text = text.replace(full, blank);
        }
        let (document, found) = in_text(&text);
        assert!(found.is_empty(), "{base} {pairs:?}\n{}", told(&document, &found));
    }
}
