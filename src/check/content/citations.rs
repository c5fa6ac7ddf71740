//! Căn cứ ban hành (khoản 6.a), the formula of a decision.

use crate::check::{
    desk::Desk,
    pattern::patterns,
    view::{Text, View},
};
use crate::model::Role;
use crate::viet::{case, letters};

patterns! {
    /// A law cited with its number.
    LAW = r"(?:Luật|Pháp lệnh|Bộ luật)\b[^;]*?(?P<number>\s+số:?\s+\d+/\d{4}/[\p{L}\d-]+)";
    /// An act cited without the word "số".
    BARE = r"(?:Nghị định|Thông tư|Quyết định|Nghị quyết|Chỉ thị|Kế hoạch|Công văn)(?P<gap> )\d+/(?:\d{4}/)?[\p{L}][\p{L}\d-]*";
    /// An act cited with its number.
    NUMBERED = r"(?:Nghị định|Thông tư|Quyết định|Nghị quyết|Chỉ thị|Kế hoạch|Công văn|Tờ trình|Biên bản)\s+số:?\s+(?P<number>\d+/(?:\d{4}/)?[\p{L}][\p{L}\d-]*)";
    /// The day of an act.
    DAY = r"(?i:ngày)\s+(?:\d{1,2}|…|\.)";
}

/// Holds the grounds.
pub(super) fn look(view: &View<'_>, desk: &mut Desk<'_>) {
    let citations: Vec<&Text<'_>> = view.main().filter(|text| text.role == Role::Citation).collect();
    for (index, text) in citations.iter().enumerate() {
        let last = citations.get(index + 1).is_none_or(|next| next.at.section != text.at.section)
            && !goes_on(view, text);
        ending(text, last, desk);
        if let Some(number) = LAW.captures(&text.words).and_then(|found| found.name("number")) {
            desk.correct(
                "citation-law-number",
                text,
                number.range(),
                "",
                &[("found", number.as_str().trim())],
            );
        }
        if let Some(gap) = BARE.captures(&text.words).and_then(|found| found.name("gap")) {
            desk.correct("citation-number-word", text, gap.range(), " số ", &[("found", &text.words)]);
        }
        undated(text, desk);
    }
    formula(view, !citations.is_empty(), desk);
}

/// True when a ground that begins with a small letter follows: no reader takes it for one.
fn goes_on(view: &View<'_>, text: &Text<'_>) -> bool {
    let next = view.main().skip_while(|other| other.at != text.at).find(|other| other.at != text.at);
    next.is_some_and(|next| next.words.starts_with("căn cứ ") || next.words.starts_with("theo đề nghị "))
}

/// Each ends with a semicolon, the last with a full stop.
fn ending(text: &Text<'_>, last: bool, desk: &mut Desk<'_>) {
    let wanted = if last { "." } else { ";" };
    let words = text.words.trim_end();
    // "Căn cứ …;" is still to be filled.
    if words.chars().filter(|c| c.is_alphabetic()).count() < 10 {
        return;
    }
    // A ground that runs on into what follows is part of its sentence.
    if words.ends_with(wanted) || words.ends_with(':') || words.is_empty() {
        return;
    }
    let kept = words.trim_end_matches([',', ';', '.', ':']);
    let rule = if last { "citation-last" } else { "citation-end" };
    desk.correct(rule, text, kept.len()..text.words.len(), wanted, &[]);
}

/// The first act of a ground has its day.
fn undated(text: &Text<'_>, desk: &mut Desk<'_>) {
    let Some(number) = NUMBERED.captures(&text.words).and_then(|found| found.name("number")) else { return };
    if !DAY.is_match(&text.words[number.end()..]) {
        desk.find("citation-date", text, number.range(), &[]);
    }
}

/// "QUYẾT ĐỊNH:" stands between the grounds and the first article.
fn formula(view: &View<'_>, cited: bool, desk: &mut Desk<'_>) {
    if let Some(text) = view.first(Role::EnactingFormula) {
        let kept = text.words.trim_end_matches(['.', ';', ',', ':', ' ']);
        let wanted = format!("{}:", case::upper(kept));
        if text.words != wanted {
            desk.correct("enacting-formula", text, 0..text.words.len(), &wanted, &[]);
        }
        return;
    }
    let decides = matches!(view.kind(), "decision" | "resolution");
    let article = view.main().find(|text| matches!(text.role, Role::Article | Role::ArticleText));
    if decides
        && cited
        && let Some(article) = article
    {
        let wanted = if view.kind() == "decision" { "QUYẾT ĐỊNH:" } else { "QUYẾT NGHỊ:" };
        let bare = |words: &str| letters::fold(words.trim_matches(|c: char| !c.is_alphabetic()));
        let meant = view.main().find(|text| text.role == Role::Body && bare(&text.words) == bare(wanted));
        if let Some(text) = meant {
            desk.correct("enacting-formula", text, 0..text.words.len(), wanted, &[]);
            return;
        }
        desk.find("enacting-formula-missing", article, 0..0, &[("wanted", wanted)]);
    }
}
