//! What a document is found by: words without accents, the same on both databases.

use std::collections::BTreeSet;

use serde_json::Value as Json;

use crate::viet::letters::fold;

/// Most bytes that are kept of a document's words; a document of a hundred pages has fewer
/// different words.
const MOST: usize = 64 << 10;

/// How many words one search may have.
pub const WORDS: usize = 8;

/// The folded words of a title and of a document's JSON, each once.
pub(super) fn text(title: &str, document: &Json) -> String {
    let mut words = BTreeSet::new();
    let mut out = String::from(" ");
    collect(title, &mut words, &mut out);
    walk(document, &mut words, &mut out);
    out
}

/// Goes through the words of runs: every string under `text`.
fn walk(value: &Json, words: &mut BTreeSet<String>, out: &mut String) {
    match value {
        Json::Object(fields) => {
            for (key, value) in fields {
                match value {
                    Json::String(text) if key == "text" => collect(text, words, out),
                    Json::String(_) => {}
                    inner => walk(inner, words, out),
                }
            }
        }
        Json::Array(items) => items.iter().for_each(|item| walk(item, words, out)),
        _ => {}
    }
}

fn collect(text: &str, words: &mut BTreeSet<String>, out: &mut String) {
    for word in fold(text).split_whitespace() {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '%');
        if !word.is_empty() && out.len() + word.len() < MOST && words.insert(word.to_owned()) {
            out.push_str(word);
            out.push(' ');
        }
    }
}

/// The patterns that find every word of a search, in any order: one a word, then those that find
/// everything.
pub(in crate::store) fn patterns(words: &str) -> [String; WORDS] {
    let folded = fold(words);
    let mut words =
        folded.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    let mut words = words.by_ref().map(pattern);
    std::array::from_fn(|_| words.next().unwrap_or_else(|| "%".to_owned()))
}

fn pattern(word: &str) -> String {
    let mut pattern = String::from("%");
    for c in word.chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_document_is_found_by_its_words_and_not_by_its_keys() {
        let document = json!({ "kind": "plan", "sections": [{ "kind": "main", "blocks": [
            { "type": "paragraph", "role": "body", "text": [
                { "type": "text", "text": "Ông Nguyễn Đình, ông (Đỗ)" },
                { "type": "footnote", "text": [{ "type": "text", "text": "05/KH-UBND" }] },
            ] },
        ] }] });
        assert_eq!(text("Kế hoạch", &document), " ke hoach ong nguyen dinh do 05/kh-ubnd ");
        assert_eq!(patterns("Đình 50%")[..3], ["%dinh%", "%50\\%%", "%"]);
    }
}
