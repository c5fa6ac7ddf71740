//! Thẩm quyền ban hành against the letterhead and the signature (Mẫu 1.1, 1.2).

use crate::check::{
    desk::Desk,
    pattern::patterns,
    view::{Text, View},
};
use crate::model::Role;
use crate::viet::letters;

patterns! {
    /// A post: the power is its holder's.
    POST = r"^(?:CHỦ TỊCH|GIÁM ĐỐC|TỔNG GIÁM ĐỐC|BỘ TRƯỞNG|TRƯỞNG|CHÁNH|HIỆU TRƯỞNG|CỤC TRƯỞNG|VIỆN TRƯỞNG|THỦ TƯỚNG|THỦ TRƯỞNG)\b";
    /// A body that decides as a collective.
    BODY = r"^(?:ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN|HỘI ĐỒNG NHÂN DÂN|THƯỜNG TRỰC)\b";
}

/// Holds the line under the title of a decision or resolution.
pub(super) fn look(view: &View<'_>, desk: &mut Desk<'_>) {
    if !matches!(view.kind(), "decision" | "resolution") {
        return;
    }
    let Some(line) = view.first(Role::Authority) else {
        // Only where the grounds follow the title at once.
        let mut above = view.main().take_while(|text| text.role != Role::Citation);
        let titled = above.by_ref().last().is_some_and(|text| {
            // A trích yếu in capitals may have swallowed the line.
            matches!(text.role, Role::Subject | Role::DocType) && !letters::is_upper(&text.words)
                || text.role == Role::DocType
        });
        let cited = view.first(Role::Citation);
        if let Some(text) = cited.filter(|_| titled && view.first(Role::EnactingFormula).is_some()) {
            desk.find("authority-missing", text, 0..0, &[]);
        }
        return;
    };
    against_signature(view, line, desk);
    against_issuer(view, line, desk);
}

fn against_signature(view: &View<'_>, line: &Text<'_>, desk: &mut Desk<'_>) {
    let Some(first) = view.main().find(|text| matches!(text.role, Role::Capacity | Role::SignerTitle)) else {
        return;
    };
    // "T/M" is written wrongly, and meant all the same.
    let collective = first.words.replacen('/', "", 1).starts_with("TM");
    if POST.is_match(&line.words) && collective {
        desk.find("authority-post", first, 0..first.words.len(), &[("authority", &line.words)]);
    } else if BODY.is_match(&line.words) && !collective && !first.words.starts_with("TL") {
        desk.find("authority-body", first, 0..first.words.len(), &[("authority", &line.words)]);
    }
}

/// "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ A" stands under a letterhead of xã A.
fn against_issuer(view: &View<'_>, line: &Text<'_>, desk: &mut Desk<'_>) {
    let issuers: Vec<&Text<'_>> = view.main().filter(|text| text.role == Role::IssuingBody).collect();
    let [issuer] = issuers.as_slice() else { return };
    let fold = |words: &str| {
        letters::fold(words).replace("ubnd", "uy ban nhan dan").replace("hdnd", "hoi dong nhan dan")
    };
    let (name, said) = (fold(&issuer.words), fold(&line.words));
    let body = ["uy ban nhan dan", "hoi dong nhan dan"].into_iter().find(|body| name.starts_with(body));
    if body.is_some_and(|body| said.contains(body)) && !said.contains(&name) {
        desk.find("authority-issuer", line, 0..line.words.len(), &[("issuer", &issuer.words)]);
    }
}
