//! Laws of the reader and of official text, on generated input.

use std::sync::LazyLock;

use proptest::prelude::*;
use vanthu::model::standard::ND30_2020;
use vanthu::model::{Code, Reading, Role, Standard, Supplied};
use vanthu::readers::text::read;
use vanthu::writers::text::write;

use crate::words;

fn standard() -> &'static Standard {
    static STANDARD: LazyLock<Standard> = LazyLock::new(|| Standard::load(ND30_2020).unwrap());
    &STANDARD
}

/// Characters of which official text is made, and those that break naive readers. Marks
/// that become structure (`*`, `^`, `|`, raised digits) have generators of their own.
const CHARACTERS: &str = "aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạấầẩẫậắằẳẵặđếềểễệíìỉĩịốồổỗộớờởỡợứừửữựýABCĐEIVXLTMKQ0123456789 .,;:/()-+–“”\"'!?%&<>#@$\t\n\n";

fn anything() -> impl Strategy<Value = String> {
    let characters: Vec<char> = CHARACTERS.chars().collect();
    prop::collection::vec(prop::sample::select(characters), 0..400).prop_map(String::from_iter)
}

/// Pieces of real shape, in any order: what an office might send by mistake.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "ỦY BAN NHÂN DÂN",
        "XÃ QUẢNG CHÂU",
        "Số: 15/KH-UBND",
        "Số:      /QĐ-UBND",
        "Quảng Châu, ngày 05 tháng 3 năm 2026",
        "KẾ HOẠCH",
        "QUYẾT ĐỊNH",
        "QUYẾT ĐỊNH:",
        "Về việc tặng Giấy khen",
        "Kính gửi: Sở Nội vụ",
        "Kính gửi:",
        "Căn cứ Luật Thi đua, khen thưởng;",
        "I. MỤC ĐÍCH",
        "II. NỘI DUNG",
        "1. Mục đích",
        "2.Yêu cầu:",
        "1.1. Kiện toàn",
        "a) Đối với cá nhân:",
        "đ) Đối với tập thể;",
        "(1) Tỷ lệ A;",
        "- Phòng Nội vụ;",
        "+ Bằng khen.",
        "Điều 1. Tặng Giấy khen cho 05 tập thể.",
        "Chương I",
        "QUY ĐỊNH CHUNG",
        "Phụ lục",
        "DANH SÁCH",
        "(Kèm theo Quyết định số 15/QĐ-UBND)",
        "lời văn bị cắt ngang vì",
        "trang đã hết,",
        "và còn tiếp.",
        "Nơi nhận:",
        "- Như trên;",
        "- Lưu: VT, VHXH.",
        "TM. ỦY BAN NHÂN DÂN",
        "KT.CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Nguyễn Văn A",
        "(Đã ký)",
        "PL.(300)",
        "Người ký: Ủy ban nhân dân",
        "Thời gian ký: 01.02.2026",
        "Ngày 20/01/2026 00:00:00",
        "2",
        "3",
        "HỎA TỐC",
        "Bảng 1. Chỉ tiêu",
        "| STT | Họ và tên |",
        "| 1 | Trần Thị B |",
        "Trên đây là kế hoạch./.",
        "",
    ]);
    let glue = prop::sample::select(vec!["\n", "\n\n", " ", "      "]);
    prop::collection::vec((piece, glue), 0..40)
        .prop_map(|all| all.into_iter().flat_map(|(piece, glue)| [piece, glue]).collect())
}

/// What the input lost in reading and what reading invented; marks put aside.
fn difference(input: &str, reading: &Reading) -> (Vec<String>, Vec<String>) {
    let mut found = reading.document.as_ref().map_or_else(Vec::new, words::of_document);
    for leftover in &reading.leftovers {
        found.extend(words::of_text(&leftover.text));
    }
    let mut given = words::of_text(&without_rules(input));
    let marks = |word: &String| ["*", "|"].contains(&word.as_str());
    given.retain(|word| !marks(word));
    found.retain(|word| !marks(word));
    given.sort();
    found.sort();
    let (lost, invented) = words::difference(&given, &found);
    let supplied = reading.problems.iter().any(|problem| problem.code == Code::NationalTitleSupplied);
    let sections = reading.document.as_ref().map_or(0, |document| document.sections.len());
    if supplied && law_supplies(sections).contains(&invented) { (lost, Vec::new()) } else { (lost, invented) }
}

/// What the law itself supplies to a document and those attached to it: Quốc hiệu, Tiêu ngữ.
fn law_supplies(sections: usize) -> Vec<Vec<String>> {
    let standard = standard();
    let mut all = Vec::new();
    for titles in 0..=sections {
        for mottos in 0..=sections {
            let title = standard.fixed_text(Role::NationalTitle).to_owned() + " ";
            let motto = standard.fixed_text(Role::Motto).to_owned() + " ";
            let mut words = words::of_text(&(title.repeat(titles) + &motto.repeat(mottos)));
            words.sort();
            all.push(words);
        }
    }
    all
}

/// The input without lines that only draw a rule or part the heading row of a table.
fn without_rules(input: &str) -> String {
    let drawn = |line: &&str| {
        let bare: String = line.chars().filter(|c| !c.is_whitespace()).collect();
        bare.chars().count() >= 3 && bare.chars().all(|c| "-_=—–─━*~".contains(c))
    };
    input.split('\n').filter(|line| !drawn(line)).collect::<Vec<_>>().join("\n")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_lost_or_invented_in_any_text(input in anything()) {
        let reading = read(&input, &Supplied::default(), standard());
        prop_assert_eq!(difference(&input, &reading), words::NONE);
    }

    #[test]
    fn nothing_is_lost_or_invented_in_pieces_of_documents(input in pieces()) {
        let reading = read(&input, &Supplied::default(), standard());
        prop_assert_eq!(difference(&input, &reading), words::NONE);
    }

    #[test]
    fn reading_never_panics(input in "\\PC{0,300}") {
        let reading = read(&input, &Supplied::default(), standard());
        prop_assert_eq!(reading.document.is_none(), reading.problems.iter().any(|p| matches!(p.code, Code::Empty | Code::NotText)));
    }

    #[test]
    fn what_was_written_as_text_is_written_the_same_again(input in pieces()) {
        let standard = standard();
        let reading = read(&input, &Supplied::default(), standard);
        let plain = reading.problems.iter().any(|problem| problem.code == Code::NotADocument);
        let Some(first) = reading.document.filter(|_| !plain) else { return Ok(()) };
        let text = write(&first);
        let second = read(&text, &Supplied::default(), standard);
        let (mut a, mut b) = (words::of_document(&first), words::of_document(&second.document.unwrap()));
        second.leftovers.iter().for_each(|leftover| b.extend(words::of_text(&leftover.text)));
        for words in [&mut a, &mut b] {
            words.retain(|word| word != "|");
            words.sort();
        }
        let (lost, invented) = words::difference(&a, &b);
        prop_assert!(lost.is_empty(), "lost: {:?}", lost);
        prop_assert!(law_supplies(first.sections.len() + 1).contains(&invented), "invented: {:?}", invented);
    }
}
