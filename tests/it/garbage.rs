//! The reader before texts that are no documents, or broken ones: generated from a fixed
//! seed, so that each run reads the same. The fuzz target asks the same of any text.

#[path = "../fuzz/promises.rs"]
mod promises;

/// A small generator (xorshift); the same numbers on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or_default() % sides
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.roll(from.len())]
    }
}

/// Pieces of documents, whole and cut, and what no document has.
const PIECES: &[&str] = &[
    "UBND HUYỆN BÌNH MINH",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Số:     /KH-UBND",
    "Số: 12/QĐ-SNV",
    "Bình Minh, ngày   tháng 5 năm 2025",
    "KẾ HOẠCH",
    "QUYẾT ĐỊNH",
    "QUYẾT ĐỊNH:",
    "Tổ chức Hội thi viết chữ đẹp năm 2025",
    "V/v báo cáo tình hình sử dụng phòng họp",
    "Kính gửi:",
    "- Các phòng chuyên môn;",
    "Căn cứ Luật Tổ chức chính quyền địa phương;",
    "Theo đề nghị của Trưởng phòng Nội vụ,",
    "Phần I",
    "Chương II",
    "Mục 1",
    "Tiểu mục 2",
    "I. MỤC ĐÍCH, YÊU CẦU",
    "IX. TỔ CHỨC",
    "Điều 1. Phạm vi",
    "Điều 999999999999999999999. Số lớn",
    "1. Mục đích",
    "1.1. Về nội dung",
    "1.1.1.1.1.1.1.1.1 sâu",
    "a) Lớp học mở cửa từ 7 giờ",
    "đ) Mỗi lớp cử một đại diện;",
    "(1) Vòng một",
    "- Giấy, bút do ban tổ chức chuẩn bị",
    "+ Mực tím",
    "* Lưu ý",
    "| STT | Họ tên | Lớp |",
    "|---|---|---|",
    "| 1 | Trần Thị Mai |",
    "| a | b | c | d |",
    "CV^{Chiến}",
    "^{",
    "**đậm *nghiêng***",
    "lời dẫn¹ và ghi chú²",
    "¹ Theo thống kê của nhà trường.",
    "[^1]",
    "[^1]: Theo sổ theo dõi.",
    "[^2]: Không ai gọi.",
    "{{ tên }}",
    "{% for x in y %}",
    "Nơi nhận:",
    "- Như trên;",
    "- Lưu: VT.",
    "TM. ỦY BAN NHÂN DÂN",
    "KT. CHỦ TỊCH",
    "PHÓ CHỦ TỊCH",
    "Lê Văn Bình",
    "Phụ lục I",
    "DANH SÁCH",
    "(Kèm theo Kế hoạch số 12/KH-UBND)",
    "Trang 3",
    "2",
    "a",
    "\u{feff}",
    "\u{200b}",
    "e\u{302}\u{301}",
    "\u{301}",
    "𝒳",
    "☐",
    "\u{202e}",
    "\t",
    "|",
    "||||",
    "*",
    "-",
    "...",
    "./.",
];

const GLUE: &[&str] = &["\n", "\n", "\n\n", " ", "", "\r\n", "\n \n", "  ", "\u{b}", "\u{2028}"];

fn text(dice: &mut Dice, pieces: usize) -> String {
    (0..pieces).map(|_| dice.pick(PIECES).to_owned() + dice.pick(GLUE)).collect()
}

#[test]
fn broken_documents_keep_every_promise() {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    for round in 0..400 {
        let pieces = 1 + dice.roll(60);
        let text = text(&mut dice, pieces);
        let held = std::panic::catch_unwind(|| promises::hold(&text));
        assert!(held.is_ok(), "round {round}: {text:?}");
    }
}

#[test]
fn texts_cut_anywhere_keep_every_promise() {
    let mut dice = Dice(0x2545_f491_4f6c_dd1d);
    let whole = text(&mut dice, 40);
    for (at, _) in whole.char_indices() {
        let held = std::panic::catch_unwind(|| promises::hold(&whole[..at]));
        assert!(held.is_ok(), "cut at {at}: {:?}", &whole[..at]);
    }
}

#[test]
fn a_long_run_of_anything_is_read_in_time() {
    // Were reading quadratic anywhere, this would take minutes.
    let units =
        ["a", "1. ", "- x\n", "| a ", "*", "^{", "I. A\n", "[^1]", "¹", "Phụ lục I\n", "Điều 1. x ", "a) "];
    for unit in units {
        promises::hold(&unit.repeat(60_000 / unit.len()));
    }
}
