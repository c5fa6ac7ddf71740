//! Data against code: standards, sentences, letters and faces.

use std::collections::BTreeSet;

use typst::{foundations::Bytes, text::Font};
use unicode_normalization::UnicodeNormalization;
use vanthu::model::picture::FaultKind;
use vanthu::model::{Code, DataCode, Role};
use vanthu::readers::docx::Refusal;
use vanthu::viet::words;

use super::{
    source::Source,
    tree::{self, File},
};

/// Roles that a standard leaves out, and tables of it without a clause.
fn standard(file: &File) -> Vec<String> {
    if !file.path.starts_with("templates/standards/nd") || !file.path.ends_with(".toml") {
        return Vec::new();
    }
    let table: toml::Table = match toml::from_str(&file.text) {
        Ok(table) => table,
        Err(error) => return vec![format!("{}: {error}", file.path)],
    };
    let mut faults = Vec::new();
    uncited(&file.path, "", &table, &mut faults);
    // A standard with a parent says only what differs.
    if !table.contains_key("parent") {
        let roles = table.get("role").and_then(toml::Value::as_table);
        faults.extend(
            Role::ALL
                .iter()
                .filter(|role| !roles.is_some_and(|roles| roles.contains_key(role.key())))
                .map(|role| format!("{}: role.{} is missing", file.path, role.key())),
        );
        // A heading never ends a page, in no format.
        let kept = |role: &Role| roles.and_then(|roles| roles.get(role.key())?.get("keep-next")?.as_bool());
        faults.extend(
            Role::ALL
                .iter()
                .filter(|role| role.heading_rank().is_some() && kept(role) != Some(true))
                .map(|role| format!("{}: role.{} is a heading without keep-next", file.path, role.key())),
        );
    }
    faults
}

/// Walks the tables of a standard: one that holds a figure of its own must hold its clause,
/// and every clause is `practice` or names a place in an act.
fn uncited(path: &str, name: &str, table: &toml::Table, faults: &mut Vec<String>) {
    let is_figure = |value: &toml::Value| match value {
        toml::Value::Integer(_) | toml::Value::Float(_) | toml::Value::Boolean(_) => true,
        toml::Value::Array(items) => items.iter().any(|item| !item.is_table()),
        _ => false,
    };
    let cite = table.get("cite").and_then(toml::Value::as_str);
    if table.values().any(is_figure) && cite.is_none() {
        faults.push(format!("{path}: {name} has no clause"));
    }
    let acts = ["Phụ lục", "Điều", "Mục", "Khoản", "Nghị định", "Thông tư", "Hướng dẫn"];
    if let Some(cite) = cite
        && cite != "practice"
        && !acts.iter().any(|act| cite.starts_with(act))
    {
        faults.push(format!("{path}: {name}: {cite:?} is not a clause"));
    }
    for (key, value) in table {
        let inner = if name.is_empty() { key.clone() } else { format!("{name}.{key}") };
        match value {
            toml::Value::Table(table) => uncited(path, &inner, table, faults),
            toml::Value::Array(items) => {
                items
                    .iter()
                    .filter_map(toml::Value::as_table)
                    .for_each(|table| uncited(path, &inner, table, faults));
            }
            _ => {}
        }
    }
}

/// Codes without a sentence in a table, and sentences of it without a code.
fn sentences(file: &File, table: &str, codes: &BTreeSet<&str>) -> Vec<String> {
    let source = Source::parse(&file.text);
    // The table's literals come in pairs: a code, its sentence.
    let from = file.text.find(&format!("const {table}:")).unwrap_or(file.text.len());
    let to = file.text[from..].find("];").map_or(file.text.len(), |len| from + len);
    let line = |at: usize| file.text[..at].matches('\n').count() + 1;
    let (first, last) = (line(from), line(to));
    let table: Vec<&str> = source
        .literals
        .iter()
        .filter(|literal| (first..=last).contains(&literal.line))
        .map(|literal| literal.text.as_str())
        .collect();
    let said: BTreeSet<&str> = table.chunks(2).filter(|pair| pair.len() == 2).map(|pair| pair[0]).collect();
    let mut faults: Vec<String> =
        codes.difference(&said).map(|code| format!("{}: {code} has no sentence", file.path)).collect();
    faults.extend(said.difference(codes).map(|code| format!("{}: {code} is no code", file.path)));
    faults
}

/// The letters of Vietnamese: vowels with every tone, đ, in both cases.
fn letters() -> BTreeSet<char> {
    let tones = ["", "\u{300}", "\u{301}", "\u{303}", "\u{309}", "\u{323}"];
    let toned = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
        .chars()
        .flat_map(|vowel| tones.map(|tone| format!("{vowel}{tone}")))
        .flat_map(|letter| letter.nfc().collect::<Vec<_>>());
    toned.chain("đĐ".chars()).collect()
}

/// Characters for which a face has no glyph.
fn missing(face: &[u8], wanted: impl IntoIterator<Item = char>) -> Vec<char> {
    let font = Font::iter(Bytes::new(face.to_vec())).next().expect("a face");
    wanted.into_iter().filter(|c| !font.info().coverage.contains(u32::from(*c))).collect()
}

#[expect(clippy::disallowed_methods, reason = "a test about the files themselves")]
fn faces() -> Vec<(String, Vec<u8>)> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts");
    std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "ttf"))
        .map(|path| (path.display().to_string(), std::fs::read(&path).unwrap()))
        .collect()
}

#[test]
fn every_standard_has_every_role_and_a_clause_for_every_figure() {
    super::clean(standard);
    let files = tree::files();
    let ours: Vec<&File> =
        files.iter().filter(|file| file.path.starts_with("templates/standards/nd")).collect();
    assert!(!ours.is_empty(), "there is no standard");
    for file in ours {
        let fault = |from: &str, to: &str| {
            let text = file.text.replacen(from, to, 1);
            assert_ne!(text, file.text, "{from:?} is not in {}", file.path);
            standard(&File { path: file.path.clone(), text }).join("\n")
        };
        assert!(fault("[role.motto]", "[role.moto]").contains("role.motto is missing"));
        assert!(fault("keep-next = true", "keep-next = false").contains("is a heading without keep-next"));
        assert!(fault(", cite = \"practice\" }", " }").contains("has no clause"));
        assert!(fault("cite = \"practice\" }", "cite = \"somewhere\" }").contains("is not a clause"));
    }
}

/// Holds a table of sentences against its codes, in our words and in small bad ones.
#[track_caller]
fn said(table: &str, codes: &BTreeSet<&str>, say: fn(&str, &str) -> String) {
    let path = "src/viet/words.rs";
    let text = tree::files().into_iter().find(|file| file.path == path).expect("the words").text;
    let file = |text: String| File { path: path.into(), text };
    assert_eq!(sentences(&file(text.clone()), table, codes), Vec::<String>::new());
    let from = text.find(&format!("const {table}:")).expect("the table");
    for code in codes {
        assert_ne!(say(code, "7"), *code);
        let without =
            text[..from].to_owned() + &text[from..].replacen(&format!("\"{code}\""), "\"no-such\"", 1);
        let faults = sentences(&file(without), table, codes);
        assert!(faults.iter().any(|fault| fault.ends_with(&format!("{code} has no sentence"))), "{faults:?}");
        assert!(faults.iter().any(|fault| fault.ends_with("no-such is no code")), "{faults:?}");
    }
}

#[test]
fn every_code_has_its_sentence_and_every_sentence_its_code() {
    said("PROBLEMS", &Code::ALL.iter().map(|code| code.key()).collect(), words::problem);
}

#[test]
fn every_refusal_of_a_word_file_has_its_sentence_and_every_sentence_its_refusal() {
    let codes = Refusal::ALL.iter().map(|refusal| refusal.code()).collect();
    said("REFUSALS", &codes, |code, _| words::refusal(code));
}

#[test]
fn every_code_of_data_has_its_sentence_and_every_sentence_its_code() {
    said("VALUES", &DataCode::ALL.iter().map(|code| code.key()).collect(), words::value);
}

#[test]
fn every_fault_of_a_picture_has_its_sentence() {
    for kind in FaultKind::ALL {
        assert_ne!(words::fault(kind.key(), ""), kind.key());
    }
}

#[test]
fn every_vietnamese_letter_has_a_glyph_in_every_bundled_face() {
    let letters = letters();
    // Twelve vowels, six tones, two cases; đ in two cases.
    assert_eq!(letters.len(), 146);
    let faces = faces();
    let display = faces.iter().filter(|(path, _)| path.contains("PlayfairDisplay")).count();
    assert_eq!(
        (faces.len(), display),
        (6, 2),
        "four of the serif: regular, bold, italic, both; two for titles"
    );
    for (path, face) in &faces {
        // What stands in titles and names has no money and no powers.
        let title = path.contains("PlayfairDisplay");
        let marks = if title {
            "–—…“”‘’²³°§\u{a0}½×"
        } else {
            "–—…“”‘’²³°₫§\u{a0}\u{2011}¹⁴½×"
        }
        .chars();
        assert!(face.len() < 300 << 10 || !title, "{path}");
        assert_eq!(missing(face, letters.iter().copied().chain(marks)), Vec::<char>::new(), "{path}");
        assert_eq!(missing(face, ['☐', 'a']), ['☐'], "{path}");
    }
}
