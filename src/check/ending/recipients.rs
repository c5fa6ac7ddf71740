//! Nơi nhận (khoản 9).

use crate::check::{
    desk::Desk,
    pattern::patterns,
    view::{Text, View},
};
use crate::model::Role;
use crate::viet::letters;

patterns! {
    /// "- Như Điều 3;"
    AS_ARTICLE = r"^-?\s*(?i:như)\s+(?i:điều)\s+(?P<number>\d+)";
    /// "- Như Điều …;" with its number still blank.
    AS_SOME_ARTICLE = r"^-?\s*(?i:như)\s+(?i:điều)\s*[.…_;]";
    /// "- Như trên;"
    AS_ABOVE = r"^-?\s*(?i:như trên)\b";
    /// "- Lưu: VT, …", in any of its slips.
    ARCHIVE = r"^-?\s*(?P<word>(?i:lưu))(?P<colon>\s*:?\s*)(?P<rest>(?:VT|HC|VP|HS|V\.T|Hồ sơ|TCHC|TH)\b.*)$";
    /// The words that charge somebody with carrying a decision out.
    CHARGED = r"(?i)chịu trách nhiệm (?:thi hành|thực hiện|tổ chức thực hiện)|(?:thi hành|tổ chức thực hiện) (?:Quyết định|Nghị quyết|Chỉ thị) này|tổ chức thực hiện;";
}

/// Types whose form says "Như trên" without "Kính gửi" (Mẫu 1.6–1.8), or goes to the bearer.
const NAMED_ABOVE: &[&str] = &[
    "letter", // without "Kính gửi" something else is wrong
    "introduction",
    "invitation",
    "telegram",
    "leave-permit",
    "authorisation",
    "dispatch-slip",
    "transfer-slip",
    "notification-slip",
    "public-letter",
    "other",
];

/// Holds the list of those who get the document.
pub(super) fn look(view: &View<'_>, desk: &mut Desk<'_>) {
    addressees(view, desk);
    let items: Vec<&Text<'_>> = view.main().filter(|text| text.role == Role::Recipient).collect();
    let Some((last, before)) = items.split_last() else { return };
    if let Some(label) = view.first(Role::RecipientsLabel)
        && label.words.trim() != "Nơi nhận:"
    {
        desk.correct("recipients-label", label, 0..label.words.len(), "Nơi nhận:", &[]);
    }
    for text in before {
        item(text, ";", desk);
    }
    item(last, ".", desk);
    archive(&items, desk);
    first(view, items[0], desk);
}

/// "- …;", the last "- … .".
fn item(text: &Text<'_>, end: &'static str, desk: &mut Desk<'_>) {
    let words = text.words.trim_end();
    if !words.starts_with('-') {
        let start = words.len() - words.trim_start_matches(['–', '—', '+', '*', '•', ' ']).len();
        desk.correct("recipient-dash", text, 0..start, "- ", &[("found", words)]);
    } else if !words.starts_with("- ") {
        desk.correct("recipient-dash", text, 0..1, "- ", &[("found", words)]);
    }
    if !words.ends_with(end) {
        let kept = words.trim_end_matches([';', ',', '.', ':', '/']);
        let rule = if end == "." { "recipients-end" } else { "recipient-end" };
        desk.correct(rule, text, kept.len()..text.words.len(), end, &[]);
    }
}

/// The last line is "- Lưu: VT, …".
fn archive(items: &[&Text<'_>], desk: &mut Desk<'_>) {
    let is_archive = |text: &&&Text<'_>| ARCHIVE.is_match(text.words.trim_end());
    let Some(text) = items.iter().rev().find(is_archive) else {
        let said_otherwise = items.iter().any(|text| letters::fold(&text.words).contains("luu"));
        if let Some(last) = items.last().filter(|_| !said_otherwise) {
            desk.find("archive-missing", last, last.words.len()..last.words.len(), &[]);
        }
        return;
    };
    if items.last().is_some_and(|last| last.at != text.at) {
        desk.find("archive-last", text, 0..text.words.len(), &[]);
    }
    let Some(parts) = ARCHIVE.captures(text.words.trim_end()) else { return };
    if let (Some(word), Some(colon)) = (parts.name("word"), parts.name("colon"))
        && (word.as_str() != "Lưu" || colon.as_str().trim_end() != ":")
        && let Some(rest) = parts.name("rest")
    {
        let range = word.start()..colon.end();
        let whole = format!("Lưu: {}", rest.as_str());
        let said = [("found", &text.words[word.start()..]), ("wanted", whole.as_str())];
        desk.correct("archive-form", text, range, "Lưu: ", &said);
    }
}

/// "Như trên" after "Kính gửi", "Như Điều N" after an article that charges somebody.
fn first(view: &View<'_>, first: &Text<'_>, desk: &mut Desk<'_>) {
    let above = AS_ABOVE.find(&first.words);
    let addressed = view.first(Role::Addressee);
    match (above, addressed) {
        (None, Some(_)) if view.kind() != "other" => {
            desk.find("recipients-as-above", first, 0..first.words.len(), &[]);
        }
        (Some(range), None) if !NAMED_ABOVE.contains(&view.kind()) => {
            desk.find("recipients-not-above", first, range.range(), &[]);
        }
        _ => {}
    }
    let Some(number) = AS_ARTICLE.captures(&first.words).and_then(|found| found.name("number")) else {
        let blank = AS_SOME_ARTICLE.is_match(&first.words);
        if matches!(view.kind(), "decision" | "resolution") && above.is_none() && !blank && has_articles(view)
        {
            desk.find("recipients-as-article", first, 0..first.words.len(), &[]);
        }
        return;
    };
    let articles: Vec<(u32, &Text<'_>)> = articles(view).collect();
    let cited: u32 = number.as_str().parse().unwrap_or_default();
    if articles.is_empty() {
        return;
    }
    let charged = charging(view);
    let there = articles.iter().any(|(number, _)| *number == cited);
    if !there || !charged.is_empty() && !charged.contains(&cited) {
        let wanted = charged.last().map_or_else(|| "…".to_owned(), u32::to_string);
        desk.find("recipients-article", first, number.range(), &[("wanted", &wanted)]);
    }
}

fn articles<'a>(view: &'a View<'_>) -> impl Iterator<Item = (u32, &'a Text<'a>)> {
    view.main()
        .filter(|text| matches!(text.role, Role::Article | Role::ArticleText))
        .filter_map(|text| Some((text.label?.value, text)))
}

fn has_articles(view: &View<'_>) -> bool {
    articles(view).next().is_some()
}

/// The articles that charge somebody with carrying the document out, themselves or in a clause.
fn charging(view: &View<'_>) -> Vec<u32> {
    let mut charging = Vec::new();
    let mut article = None;
    for text in view.main().filter(|text| text.at.within.is_none()) {
        if matches!(text.role, Role::Article | Role::ArticleText) {
            article = text.label.map(|label| label.value);
        }
        if let Some(number) = article
            && charging.last() != Some(&number)
            && CHARGED.is_match(&text.words)
        {
            charging.push(number);
        }
    }
    charging
}

/// "Kính gửi:" with several below it: "- …;", the last "- … .".
fn addressees(view: &View<'_>, desk: &mut Desk<'_>) {
    if let Some(text) = view.first(Role::Addressee)
        && let Some(after) = text.words.strip_prefix("Kính gửi")
        && !after.starts_with(':')
    {
        let at = "Kính gửi".len();
        let blanks = after.len() - after.trim_start().len();
        let wanted = if after.trim().is_empty() { ":" } else { ": " };
        desk.correct("addressee-colon", text, at..at + blanks, wanted, &[("found", "Kính gửi")]);
    }
    let items: Vec<&Text<'_>> = view.main().filter(|text| text.role == Role::AddresseeItem).collect();
    for (index, text) in items.iter().enumerate() {
        let end = if index + 1 == items.len() { "." } else { ";" };
        let words = text.words.trim_end();
        if !words.ends_with(end) {
            let kept = words.trim_end_matches([';', ',', '.', ':']);
            desk.correct("addressee-end", text, kept.len()..text.words.len(), end, &[]);
        }
    }
}
