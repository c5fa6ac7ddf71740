//! A cited Điều, Mục or Phụ lục of this very document that is not there.

use std::collections::BTreeSet;

use crate::check::{
    desk::Desk,
    pattern::patterns,
    view::{Text, View},
};
use crate::model::{Role, SectionKind};
use crate::viet::label::{self, Kind};

patterns! {
    /// "Điều 5".
    ARTICLE = r"\bĐiều\s+(?P<number>\d{1,3})\b";
    /// "Mục III", "mục IV.2" of this document.
    PART = r"\b[Mm]ục\s+(?P<number>[IVX]+)(?:\.\d+)*\s*,?\s+(?:của\s+)?(?:Kế hoạch|Báo cáo|Tờ trình|Thông báo|Hướng dẫn|Chương trình|Đề án|Phương án|Quyết định|Văn bản|Công văn)\s+này";
    /// "Phụ lục II".
    APPENDIX = r"\bPhụ lục\s+(?:số\s+)?(?P<number>[IVXLC]+|\d{1,2})\b(?P<after>[^.;]{0,60})";
    /// The name of an act, whose articles are its own.
    ACT = r"Luật|Nghị định|Thông tư|Pháp lệnh|Hiến pháp|Điều lệ|Công ước|Hiệp định|Nghị quyết|Quyết định|Quy chế|Quy định|Hợp đồng|Hướng dẫn|Kế hoạch|Thỏa thuận";
    /// Words that change another act.
    AMENDS = r"(?i)sửa đổi|bổ sung|bãi bỏ|thay thế|đính chính";
    /// The document itself.
    ITSELF = r"^[\s,]*(?:của\s+)?(?:Quyết định|Quy chế|Quy định|Nghị quyết|Kế hoạch|Hợp đồng|Hướng dẫn|Điều lệ|Văn bản|Thỏa thuận|Bản thỏa thuận)\s+này";
}

/// Holds every reference to the document itself.
pub(super) fn look(view: &View<'_>, desk: &mut Desk<'_>) {
    articles(view, desk);
    majors(view, desk);
    appendices(view, desk);
}

fn articles(view: &View<'_>, desk: &mut Desk<'_>) {
    let there: BTreeSet<u32> = view
        .texts
        .iter()
        .filter(|text| matches!(text.role, Role::Article | Role::ArticleText))
        .filter_map(|text| text.label.map(|label| label.value))
        .collect();
    if there.is_empty() {
        return;
    }
    for text in view.texts.iter().filter(|text| is_prose(text)) {
        let skip = text.label.filter(|label| label.kind == Kind::Article).map_or(0, |label| label.len);
        for found in ARTICLE.captures_iter(&text.words) {
            let (Some(whole), Some(number)) = (found.get(0), found.name("number")) else { continue };
            let value: u32 = number.as_str().parse().unwrap_or_default();
            if whole.start() < skip || there.contains(&value) {
                continue;
            }
            // Of this document: it says so, or its sentence names no act at all.
            let own = ITSELF.is_match(&text.words[whole.end()..]);
            let sentence = sentence(&text.words, whole.start());
            // Words that change another act speak of its articles.
            if AMENDS.is_match(sentence) {
                continue;
            }
            if own || !ACT.is_match(&without_self(sentence)) {
                desk.find("reference-article", text, whole.range(), &[]);
            }
        }
    }
}

/// A sentence without the names of the document itself ("Quyết định này").
fn without_self(sentence: &str) -> String {
    let mut words = sentence.to_owned();
    for name in ["Quyết định", "Quy chế", "Quy định", "Nghị quyết", "Kế hoạch", "Hợp đồng", "Hướng dẫn"]
    {
        words = words.replace(&format!("{name} này"), "");
    }
    words
}

/// The sentence around a byte.
fn sentence(words: &str, at: usize) -> &str {
    let start = words[..at].rfind(". ").map_or(0, |stop| stop + 2);
    let end = words[at..].find(". ").map_or(words.len(), |stop| at + stop);
    &words[start..end]
}

fn is_prose(text: &Text<'_>) -> bool {
    text.at.within.is_none()
        && !matches!(text.role, Role::Citation | Role::Subject | Role::AttachmentReference)
}

fn majors(view: &View<'_>, desk: &mut Desk<'_>) {
    let there: BTreeSet<u32> = view
        .main()
        .filter_map(|text| text.label)
        .filter(|label| label.kind == Kind::Roman)
        .map(|label| label.value)
        .collect();
    if there.is_empty() {
        return;
    }
    for text in view.main().filter(|text| is_prose(text)) {
        for number in PART.captures_iter(&text.words).filter_map(|found| found.name("number")) {
            if label::roman(number.as_str()).is_some_and(|value| !there.contains(&value)) {
                desk.find("reference-section", text, number.range(), &[]);
            }
        }
    }
}

fn appendices(view: &View<'_>, desk: &mut Desk<'_>) {
    let labels: Vec<&Text<'_>> = view.texts.iter().filter(|text| text.role == Role::AppendixLabel).collect();
    let numbers: Vec<Option<u32>> = labels.iter().map(|text| number_of(&text.words)).collect();
    for (text, number) in labels.iter().zip(&numbers) {
        let tail = text.words.rsplit(' ').next().unwrap_or_default();
        if number.is_some() && tail.bytes().all(|b| b.is_ascii_digit()) {
            let wanted = label::to_roman(number.unwrap_or(1));
            desk.correct(
                "appendix-numeral",
                text,
                text.words.len() - tail.len()..text.words.len(),
                &wanted,
                &[],
            );
        } else if labels.len() > 1 && number.is_none() {
            desk.find("appendix-unnumbered", text, 0..text.words.len(), &[]);
        }
    }
    let there: BTreeSet<u32> = numbers.into_iter().flatten().collect();
    if there.len() > 1 {
        for text in view.main().filter(|text| is_prose(text)) {
            for found in APPENDIX.captures_iter(&text.words) {
                let (Some(number), Some(after)) = (found.name("number"), found.name("after")) else {
                    continue;
                };
                let value = value_of(number.as_str());
                let foreign = ACT.is_match(&without_self(after.as_str()));
                if value.is_some_and(|value| !there.contains(&value)) && !foreign {
                    desk.find("reference-appendix", text, number.range(), &[]);
                }
            }
        }
    }
    unmentioned(view, desk);
}

/// What comes with a document is spoken of in it (Mục III.1.a).
fn unmentioned(view: &View<'_>, desk: &mut Desk<'_>) {
    let Some(first) = view.texts.iter().find(|text| text.section == SectionKind::Appendix) else { return };
    let mentioned = view.main().any(|text| {
        let words = text.words.to_lowercase();
        ["phụ lục", "kèm theo", "danh sách", "biểu", "đính kèm", "mẫu"]
            .iter()
            .any(|name| words.contains(name))
    });
    if !mentioned && view.main().next().is_some() {
        desk.find("appendix-unmentioned", first, 0..first.words.len(), &[]);
    }
}

fn number_of(label: &str) -> Option<u32> {
    value_of(label.strip_prefix("Phụ lục")?.trim().trim_start_matches("số").trim())
}

fn value_of(number: &str) -> Option<u32> {
    number.parse().ok().or_else(|| label::roman(number))
}
