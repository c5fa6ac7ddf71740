//! Citing acts and their parts (Mục V.6, V.7): a type before a number, Điều but khoản.

use crate::check::desk::Desk;
use crate::check::pattern::patterns;
use crate::check::prose::{is_whole, previous_word};
use crate::check::view::Text;
use crate::viet::case::{capital, lower};
use crate::viet::letters::{is_upper, starts_lower};

patterns! {
    /// A type of document before the number of one: "quyết định số 15/QĐ-UBND".
    ACT = concat!(
        r"(?i)(nghị quyết|quyết định|chỉ thị|thông báo|hướng dẫn|chương trình|kế hoạch|phương án|đề án|báo cáo|",
        r"biên bản|tờ trình|công văn|công điện|nghị định|thông tư liên tịch|thông tư|kết luận|luật|pháp lệnh) ",
        r"số:? ?[0-9]+(?:/[0-9]{4})?[/-](?-i:[\p{Lu}0-9]+)",
    );
    /// A small part with a capital: "Khoản 2 Điều 5", "Điểm a khoản 1".
    SMALL = r"(Khoản) [0-9]+[a-zđ]?(?:[ ,;.)]|$)|(Điểm) [a-zđ](?:, [a-zđ])*(?: và [a-zđ])?,? [Kk]hoản [0-9]";
    /// A large part without one, where its act or its smaller part tells that it is cited.
    LARGE = concat!(
        r"khoản [0-9]+[a-zđ]?,? (điều) [0-9]|",
        r"(điều|tiểu mục|mục|chương|phần) (?:[0-9]+[a-zđ]?|[IVX]+),? (?:của )?",
        r"(?:Bộ luật|Luật|Nghị quyết|Nghị định|Quyết định|Thông tư|Pháp lệnh|Quy chế|Quy định|Điều lệ|Hiến pháp|",
        r"Kế hoạch|Chỉ thị|Điều [0-9]|Chương [IVX]|Phần [IVX]|Mục [0-9])",
    );
}

/// Looks for acts and parts of acts that are cited with the wrong letter.
pub(super) fn look(text: &Text<'_>, desk: &mut Desk<'_>) {
    let words = &text.words;
    for kind in ACT.captures_iter(words).filter_map(|found| found.get(1)) {
        let wanted = capital(&lower(kind.as_str()));
        let whole = is_whole(words, &kind.range()) && !is_law(words, kind.start());
        if whole && kind.as_str() != wanted && !is_upper(kind.as_str()) {
            desk.correct("act-type-capital", text, kind.range(), &wanted, &[]);
        }
    }
    for part in SMALL.captures_iter(words).filter_map(|found| found.get(1).or(found.get(2))) {
        if is_whole(words, &part.range()) && text.is_under_way(part.start()) {
            desk.correct("clause-citation-small", text, part.range(), &lower(part.as_str()), &[]);
        }
    }
    for part in LARGE.captures_iter(words).filter_map(|found| found.get(1).or(found.get(2))) {
        let small_section = lower(previous_word(words, part.start())) == "tiểu";
        if is_whole(words, &part.range()) && starts_lower(part.as_str()) && !small_section {
            desk.correct("article-citation-capital", text, part.range(), &capital(part.as_str()), &[]);
        }
    }
}

/// True when "luật" here is the end of "pháp luật" or "bộ luật".
fn is_law(words: &str, at: usize) -> bool {
    matches!(lower(previous_word(words, at)).as_str(), "pháp" | "bộ")
}
