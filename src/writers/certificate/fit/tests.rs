use super::*;
use crate::model::certificate::{Align, Honoree, Place, Typeface, Words};
use proptest::prelude::*;

/// A field of so many mm and lines, serif 16 pt down to 10.
fn field(width: f64, height: f64, lines: usize) -> Field {
    Field {
        id: "reason".into(),
        texts: vec![Words::parse("{{ reason }}").unwrap()],
        only: Honoree::ALL.to_vec(),
        optional: false,
        preprinted: false,
        place: Place { x: 10.0, y: 100.0, width, height },
        look: Look {
            face: Typeface::Serif,
            weight: 400,
            italic: false,
            size: 16.0,
            least: 10.0,
            colour: "black".into(),
            tracking: 0.0,
            align: Align::Centre,
            vertical: Vertical::Middle,
            lines,
            leading: 1.3,
        },
    }
}

fn lines(fitted: &Fitted) -> Vec<&str> {
    fitted.lines.iter().map(|(_, line)| line.as_str()).collect()
}

const REASON: &str = "Đã có thành tích xuất sắc trong phong trào thi đua “Chung sức xây dựng nông thôn mới”, \
                      góp phần hoàn thành nhiệm vụ phát triển kinh tế - xã hội năm 2026";

#[test]
fn lines_are_balanced_and_end_at_sense() {
    let faces = Faces::embedded();
    let fitted = fit(&faces, &field(240.0, 20.0, 3), REASON);
    assert_eq!(
        lines(&fitted),
        [
            "Đã có thành tích xuất sắc trong phong trào thi đua “Chung sức xây dựng nông thôn mới”,",
            "góp phần hoàn thành nhiệm vụ phát triển kinh tế - xã hội năm 2026",
        ]
    );
    assert!(!fitted.shrank && !fitted.overflowed);
}

/// True where a line that was set ends within a word.
fn parted_in(words: &[Word], lines: &[&str]) -> bool {
    let mut at = 0;
    lines.iter().any(|line| {
        let mut said = String::new();
        while said.len() < line.len() {
            let space = if said.is_empty() { "" } else { " " };
            said = format!("{said}{space}{}", words[at].text.replace('\u{a0}', " "));
            at += 1;
        }
        assert_eq!(said, *line);
        matches!(words[at - 1].after, Ending::Poorly | Ending::Badly)
    })
}

/// True where lines that part no word are to be had, filled one after the other, with words at
/// most a step smaller.
fn whole(faces: &Faces, field: &Field, words: &[Word]) -> bool {
    [field.look.size, field.look.size - STEP].into_iter().any(|size| {
        let wide = |words: &[Word]| {
            let said: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
            faces.advance(&field.look, &said.join(" "), size)
        };
        let (mut from, mut lines) = (0, 0);
        while from < words.len() {
            let ends = (from + 1..=words.len()).rev();
            let mut ends = ends.filter(|end| {
                *end == words.len() || matches!(words[end - 1].after, Ending::Well | Ending::Plain)
            });
            match ends.find(|end| wide(&words[from..*end]) <= field.place.width * PT_PER_MM) {
                Some(end) => (from, lines) = (end, lines + 1),
                None => return false,
            }
        }
        lines <= field.look.lines && tall(faces, &field.look, lines, size) <= field.place.height * PT_PER_MM
    })
}

#[test]
fn no_line_parts_a_word_where_another_line_or_a_little_smaller_words_help() {
    let faces = Faces::embedded();
    let reasons = [
        REASON,
        "Đã có nhiều đóng góp trong phong trào toàn dân đoàn kết xây dựng đời sống văn hóa, bảo vệ môi \
         trường, giữ gìn trật tự an toàn giao thông năm 2026",
        "Hoàn thành xuất sắc nhiệm vụ, được nhân dân tin yêu, tích cực tham gia hiến đất làm đường giao \
         thông nông thôn và vận động bà con ủng hộ quỹ khuyến học",
    ];
    let (mut parted, mut all) = (0, 0);
    for reason in reasons {
        for width in 90..220 {
            let field = field(f64::from(width), 26.0, 3);
            let fitted = fit(&faces, &field, reason);
            if fitted.overflowed {
                continue;
            }
            all += 1;
            let words = phrase::words(reason);
            let needless = parted_in(&words, &lines(&fitted)) && whole(&faces, &field, &words);
            parted += usize::from(needless);
        }
    }
    assert!(all > 300 && parted * 50 < all, "{parted} of {all}");
}

#[test]
fn a_name_is_never_broken_but_set_smaller() {
    let faces = Faces::embedded();
    let fitted = fit(&faces, &field(42.0, 20.0, 2), "ông Nguyễn Hoàng Thiên Ân");
    assert_eq!(lines(&fitted), ["ông Nguyễn Hoàng Thiên Ân"]);
    assert!(fitted.shrank && !fitted.overflowed, "{fitted:?}");
}

#[test]
fn what_does_not_fit_at_the_smallest_size_is_told() {
    let faces = Faces::embedded();
    let fitted = fit(&faces, &field(60.0, 10.0, 2), REASON);
    assert!(fitted.overflowed, "{fitted:?}");
    assert!((fitted.size - 10.0).abs() < 1e-9);
    let said: Vec<&str> = lines(&fitted).iter().flat_map(|line| line.split(' ')).collect();
    assert_eq!(said.join(" "), REASON, "nothing is lost even so");
}

#[test]
fn the_box_holds_the_ink_of_capitals() {
    let faces = Faces::embedded();
    let mut field = field(200.0, 20.0, 1);
    let cap = faces.capital(&field.look, 16.0) / PT_PER_MM;
    for (vertical, baseline) in
        [(Vertical::Top, 100.0 + cap), (Vertical::Middle, 110.0 + cap / 2.0), (Vertical::Bottom, 120.0)]
    {
        field.look.vertical = vertical;
        let fitted = fit(&faces, &field, "H");
        assert!((fitted.lines[0].0 - baseline).abs() < 1e-9, "{vertical:?}: {fitted:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn words_stay_in_order_and_lines_in_the_box(
        words in prop::collection::vec("[A-ZĐa-zạếớ0-9]{1,9}[,;]?", 1..40), width in 20.0..250.0_f64
    ) {
        let faces = Faces::embedded();
        let field = field(width, 30.0, 4);
        let text = words.join(" ");
        let fitted = fit(&faces, &field, &text);
        prop_assert_eq!(lines(&fitted).join(" "), text);
        if !fitted.overflowed {
            for line in lines(&fitted) {
                let advance = faces.advance(&field.look, line, fitted.size);
                prop_assert!(advance <= width * PT_PER_MM + 2.0 * EASE, "{}", line);
            }
        }
    }
}
