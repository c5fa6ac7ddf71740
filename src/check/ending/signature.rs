//! Quyền hạn, chức vụ, họ tên (khoản 7, Điều 13).

use crate::check::{
    desk::Desk,
    pattern::patterns,
    view::{Text, View},
};
use crate::model::{Block, Role};
use crate::viet::{case, letters};

patterns! {
    /// "TM.", "KT." and the others at the head of a line, in any of their slips.
    FORM = r"^(?P<mark>(?i:TM|T/M|KT|K/T|TL|T/L|TUQ|T/UQ|Q))(?P<stop>\s*[.:/]?\s*)(?P<rest>\p{L}.*)$";
    /// Degrees, ranks of teachers and doctors, honours before a name.
    DEGREE = r"^(?P<degree>(?:(?:GS|PGS|TS|ThS|Ths|BS|BSCKI{1,2}|BS\.CKI{1,2}|CKI{1,2}|KS|CN|DS|NGƯT|NGND|TTƯT|TTND|NSƯT|NSND|LS|CVC)\s*\.?\s*[,-]?\s*)+|(?:Tiến sĩ|Thạc sĩ|Bác sĩ|Kỹ sư|Giáo sư|Phó Giáo sư|Cử nhân|Luật sư|Dược sĩ)\s+)(?P<name>\p{Lu}\p{Ll}+\s+\p{Lu}.*)$";
    /// The head of a body (cấp trưởng).
    HEAD = r"^(?:CHỦ TỊCH|GIÁM ĐỐC|TỔNG GIÁM ĐỐC|BỘ TRƯỞNG|CỤC TRƯỞNG|VỤ TRƯỞNG|TRƯỞNG|CHÁNH|HIỆU TRƯỞNG|VIỆN TRƯỞNG|TỔNG CỤC TRƯỞNG|THỦ TƯỚNG|CHỦ NHIỆM|THỦ TRƯỞNG)";
    /// A deputy (cấp phó).
    DEPUTY = r"^(?:PHÓ|THỨ TRƯỞNG|PHÓ CHỦ TỊCH|ỦY VIÊN|UỶ VIÊN)";
    /// A collective.
    COLLECTIVE = r"^(?:ỦY BAN|UỶ BAN|UBND|HỘI ĐỒNG|HĐND|BAN |THƯỜNG TRỰC|ĐOÀN |HỘI |TỔ |CHÍNH PHỦ|TẬP THỂ|LIÊN |ĐẢNG|BCH|BTV|BAN)";
}

/// Types that a People's Committee issues as a body, so that they are signed for it (TM.).
const COLLECTIVE_KINDS: &[&str] =
    &["plan", "programme", "scheme", "project", "option", "report", "submission", "resolution"];

/// Sectors whose heads may allow degrees (khoản 7.c): their documents are not judged.
const SECTORS: &[&str] = &[
    "giao duc",
    "truong",
    "dai hoc",
    "hoc vien",
    "y te",
    "benh vien",
    "vien",
    "khoa hoc",
    "quan su",
    "cong an",
    "quoc phong",
    "bo chi huy",
    "trung tam y",
];

/// Holds the signature.
pub(super) fn look(view: &View<'_>, desk: &mut Desk<'_>) {
    for text in view.main().filter(|text| matches!(text.role, Role::Capacity | Role::SignerTitle)) {
        form(text, desk);
    }
    deputies(view, desk);
    collective(view, desk);
    names(view, desk);
}

/// "TM. ", "KT. ": a full stop and a space, capitals; each before what it stands before.
fn form(text: &Text<'_>, desk: &mut Desk<'_>) {
    let Some(parts) = FORM.captures(&text.words) else { return };
    let (Some(mark), Some(stop), Some(rest)) = (parts.name("mark"), parts.name("stop"), parts.name("rest"))
    else {
        return;
    };
    let bare = case::upper(&mark.as_str().replace('/', ""));
    // "Q" and nothing after it begins a word: "QUẢN ĐỐC".
    if stop.is_empty() || bare == "Q" && !stop.as_str().contains('.') {
        return;
    }
    let wanted = format!("{bare}. ");
    let found = mark.start()..stop.end();
    if text.words[found.clone()].replace('\u{a0}', " ") != wanted {
        let whole = format!("{wanted}{}", rest.as_str());
        desk.correct("capacity-form", text, found, &wanted, &[("found", &text.words), ("wanted", &whole)]);
        return;
    }
    let collective = COLLECTIVE.is_match(rest.as_str());
    if bare == "TM" && !collective && HEAD.is_match(rest.as_str()) {
        desk.find("capacity-collective", text, 0..text.words.len(), &[]);
    } else if bare == "KT" && DEPUTY.is_match(rest.as_str()) {
        desk.find("capacity-head", text, 0..text.words.len(), &[]);
    }
}

/// Under "KT. CHỦ TỊCH" stands a deputy's title.
fn deputies(view: &View<'_>, desk: &mut Desk<'_>) {
    for column in columns(view) {
        let Some(at) = column.iter().rposition(|text| text.words.starts_with("KT")) else { continue };
        // Both titles may stand on one line.
        if column[at].words.contains(" PHÓ ") || column[at].words.contains(" THỨ TRƯỞNG") {
            continue;
        }
        let next = column.get(at + 1);
        let deputy = next.is_some_and(|next| matches!(next.role, Role::SignerTitle | Role::Capacity));
        if !deputy {
            let text = column[at];
            desk.find("deputy-title-missing", text, 0..text.words.len(), &[]);
        } else if let Some(next) =
            next.filter(|next| HEAD.is_match(&next.words) && !DEPUTY.is_match(&next.words))
        {
            desk.find("deputy-title", next, 0..next.words.len(), &[]);
        }
    }
}

/// The signature's columns, each from top to bottom.
fn columns<'a>(view: &'a View<'_>) -> Vec<Vec<&'a Text<'a>>> {
    let mut columns: Vec<Vec<&Text<'_>>> = Vec::new();
    let mut last = None;
    for text in view.main() {
        let signed =
            matches!(text.role, Role::Capacity | Role::SignerTitle | Role::SignerPost | Role::SignerName);
        if !signed {
            continue;
        }
        let column = (text.at.block, text.at.within.map(|within| within[0]));
        if last.replace(column) != Some(column) {
            columns.push(Vec::new());
        }
        if let Some(column) = columns.last_mut() {
            column.push(text);
        }
    }
    columns
}

/// A plan of a People's Committee is signed for the Committee.
fn collective(view: &View<'_>, desk: &mut Desk<'_>) {
    if !COLLECTIVE_KINDS.contains(&view.kind()) || !of_committee(view) {
        return;
    }
    let columns = columns(view);
    // Of several signers each has a form of their own.
    let [column] = columns.as_slice() else { return };
    let Some(first) = column.first().filter(|text| matches!(text.role, Role::Capacity | Role::SignerTitle))
    else {
        return;
    };
    let words = case::upper(&first.words);
    let head = words.starts_with("KT") || words.starts_with("CHỦ TỊCH") || words.starts_with("PHÓ CHỦ TỊCH");
    if head {
        desk.find("capacity-missing", first, 0..first.words.len(), &[]);
    }
}

/// True when a People's Committee issues the document: its letterhead says so, or, where the
/// letterhead is lost, its symbol or its own opening words.
fn of_committee(view: &View<'_>) -> bool {
    let issuer = view.main().filter(|text| text.role == Role::IssuingBody);
    let issuer: Vec<String> = issuer.map(|text| letters::fold(&text.words)).collect();
    if !issuer.is_empty() {
        return issuer.iter().any(|name| name.starts_with("uy ban nhan dan") || name.starts_with("ubnd"));
    }
    let symbol = view.first(Role::DocNumber).is_some_and(|text| text.words.trim_end().ends_with("-UBND"));
    let speaks = |text: &Text<'_>| {
        let words = letters::fold(&text.words);
        (words.starts_with("trên đây") || words.starts_with("tren day")) && words.contains("cua ubnd")
            || words.starts_with("uy ban nhan dan") && words.contains("ban hanh")
            || words.starts_with("ubnd") && words.contains("ban hanh")
    };
    symbol || view.main().any(|text| text.role == Role::Body && speaks(text))
}

/// No degrees, ranks and honours before the name.
fn names(view: &View<'_>, desk: &mut Desk<'_>) {
    let issuer: Vec<String> = view
        .main()
        .filter(|text| matches!(text.role, Role::IssuingBody | Role::ParentBody))
        .map(|text| letters::fold(&text.words))
        .collect();
    if issuer.iter().any(|name| SECTORS.iter().any(|sector| name.contains(sector))) {
        return;
    }
    for text in view.main().filter(|text| text.role == Role::SignerName) {
        let Block::Columns(_) = view.block(text.at) else { continue };
        if let Some(degree) = DEGREE.captures(&text.words).and_then(|found| found.name("degree")) {
            desk.correct("signer-degree", text, degree.range(), "", &[("found", degree.as_str().trim())]);
        }
    }
}
