//! Every case of `tests/cases` through the reader and every writer, against goldens.
//!
//! `VANTHU_BLESS=1 cargo test --test it cases` writes the goldens anew: look at what
//! changed before committing it. `reading.txt` shows what the reader saw, a paragraph a
//! line; `text.txt` is the official text written again; `digests.txt` holds the SHA-256 of
//! PDF, DOCX, first page and HTML, the same on every machine.

#![expect(clippy::disallowed_methods, reason = "a test reads its cases and goldens from disk")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use sha2::{Digest, Sha256};
use vanthu::flow::{Manuscript, Source};
use vanthu::model::standard::ND30_2020;
use vanthu::model::{Block, Document, Inline, Paragraph, Reading, SCHEMA, Standard, Supplied, document};
use vanthu::readers::text::read;
use vanthu::writers::{self, Format, fonts::Fonts};

use crate::words;

static STANDARD: LazyLock<Standard> = LazyLock::new(|| Standard::load(ND30_2020).unwrap());
static FONTS: LazyLock<Fonts> = LazyLock::new(Fonts::embedded);

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// Every case: its name and its input.
pub(crate) fn cases() -> Vec<(String, String)> {
    let mut cases: Vec<(String, String)> = std::fs::read_dir(tests().join("cases"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let input = ["input.txt", "input.json"].map(|file| std::fs::read_to_string(path.join(file)));
            (name, input.into_iter().find_map(Result::ok).unwrap())
        })
        .collect();
    cases.sort();
    assert!(cases.len() >= 12, "cases are missing");
    cases
}

pub(crate) fn reading(input: &str) -> Reading {
    match Manuscript::sniff(input).unwrap().source {
        Source::Text(text) => read(&text, &Supplied::default(), &STANDARD),
        Source::Document(document) => {
            Reading { schema: SCHEMA, document: Some(document), problems: Vec::new(), leftovers: Vec::new() }
        }
        Source::Word(_) => unreachable!("cases are text"),
    }
}

/// Holds `found` against a golden, or writes it when blessing.
pub(crate) fn golden(name: &str, file: &str, found: &str) {
    let path = tests().join("golden").join(name).join(file);
    if std::env::var_os("VANTHU_BLESS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, found).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(expected == found, "{name}/{file} differs from its golden:\n{}", diff(&expected, found));
}

pub(crate) fn diff(expected: &str, found: &str) -> String {
    let (a, b): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), found.lines().collect());
    let lost = a.iter().filter(|line| !b.contains(line)).map(|line| format!("- {line}"));
    let new = b.iter().filter(|line| !a.contains(line)).map(|line| format!("+ {line}"));
    lost.chain(new).take(40).collect::<Vec<_>>().join("\n")
}

pub(crate) fn show(reading: &Reading) -> String {
    let mut out = String::new();
    if let Some(document) = &reading.document {
        writeln!(out, "{}: {}", document.kind, document.title).unwrap();
        for section in &document.sections {
            writeln!(out, "\n[{:?}]", section.kind).unwrap();
            section.blocks.iter().for_each(|block| show_block(block, &mut out));
        }
    }
    for problem in &reading.problems {
        writeln!(
            out,
            "\n! {}:{} {}\n  {}",
            problem.line,
            problem.column,
            problem.code.key(),
            problem.message
        )
        .unwrap();
    }
    for leftover in &reading.leftovers {
        writeln!(out, "\n? {} {:?}: {}", leftover.line, leftover.reason, leftover.text).unwrap();
    }
    out
}

fn show_block(block: &Block, out: &mut String) {
    match block {
        Block::Paragraph(paragraph) => writeln!(out, "{}", show_paragraph(paragraph)).unwrap(),
        Block::PageBreak => writeln!(out, "--- page ---").unwrap(),
        Block::Columns(columns) => {
            writeln!(out, "({:?}", columns.layout).unwrap();
            for cell in &columns.cells {
                writeln!(out, "  cell").unwrap();
                cell.iter().for_each(|p| writeln!(out, "    {}", show_paragraph(p)).unwrap());
            }
            writeln!(out, ")").unwrap();
        }
        Block::Table(table) => {
            writeln!(out, "(table, {} heading row(s)", table.header_rows).unwrap();
            for row in &table.rows {
                let cells: Vec<String> = row.iter().map(|cell| show_inlines(cell)).collect();
                writeln!(out, "  {}", cells.join(" | ")).unwrap();
            }
            writeln!(out, ")").unwrap();
        }
    }
}

fn show_paragraph(paragraph: &Paragraph) -> String {
    format!("{} = {}", paragraph.role.key(), show_inlines(&paragraph.text))
}

fn show_inlines(inlines: &[Inline]) -> String {
    let mut out = String::new();
    for inline in inlines {
        match inline {
            Inline::Break => out.push_str(" ⏎ "),
            Inline::Picture(picture) => {
                let (width, height) = (picture.width_mm(), picture.height_mm());
                write!(out, "⟦{} {width:.1} × {height:.1} mm⟧", picture.alt()).unwrap();
            }
            Inline::Footnote { text } => write!(out, "⟦{}⟧", show_inlines(text)).unwrap(),
            Inline::Text(run) => {
                let face: String = [(run.bold, 'b'), (run.italic, 'i'), (run.superscript, '^')]
                    .iter()
                    .filter(|(set, _)| *set)
                    .map(|(_, mark)| *mark)
                    .collect();
                let text = run.text.replace('\u{a0}', "·");
                if face.is_empty() {
                    out.push_str(&text);
                } else {
                    write!(out, "‹{face}:{text}›").unwrap();
                }
            }
        }
    }
    out
}

#[test]
fn every_case_is_read_as_its_golden_shows() {
    for (name, input) in cases() {
        golden(&name, "reading.txt", &show(&reading(&input)));
    }
}

#[test]
fn every_case_reads_back_from_its_official_text() {
    for (name, input) in cases() {
        let mut document = reading(&input).document.unwrap();
        let text = writers::text::write(&document);
        golden(&name, "text.txt", &text);
        let bare =
            |document| Reading { schema: SCHEMA, document, problems: Vec::new(), leftovers: Vec::new() };
        without_pictures(&mut document);
        assert_eq!(show(&bare(reading(&text).document)), show(&bare(Some(document))), "{name}");
    }
}

/// Text holds no pictures, nor paragraphs of nothing else.
fn without_pictures(document: &mut Document) {
    for block in document.sections.iter_mut().flat_map(|section| &mut section.blocks) {
        if let Block::Columns(columns) = block {
            columns.cells.iter_mut().for_each(|cell| cell.retain(|paragraph| !paragraph.is_pictures()));
        }
    }
    let places: Vec<_> = document.texts().map(|(at, ..)| at).collect();
    for at in places {
        document.text_mut(at).unwrap().retain(|inline| !matches!(inline, Inline::Picture(_)));
    }
}

#[test]
fn every_case_reads_back_from_its_json() {
    for (name, input) in cases() {
        let reading = reading(&input);
        let json = serde_json::to_string(&reading).unwrap();
        assert_eq!(serde_json::from_str::<Reading>(&json).unwrap(), reading, "{name}");
    }
}

#[test]
fn every_case_gives_the_same_bytes_everywhere() {
    for (name, input) in cases() {
        let document = reading(&input).document.unwrap();
        let mut digests = String::new();
        for (file, format) in
            [("pdf", Format::Pdf), ("docx", Format::Docx), ("svg", Format::Svg(1)), ("html", Format::Html)]
        {
            let bytes = writers::write(format, &document, &STANDARD, &FONTS).unwrap();
            let hex: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
            writeln!(digests, "{hex}  {name}.{file}").unwrap();
        }
        golden(&name, "digests.txt", &digests);
    }
}

/// The words of a DOCX as its XML holds them: body, then notes.
fn docx_words(bytes: &[u8]) -> Vec<String> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    let parts: Vec<String> = archive.file_names().map(str::to_owned).collect();
    let wanted = |part: &&String| {
        ["document", "footnotes", "footer"].iter().any(|name| part.starts_with(&format!("word/{name}")))
    };
    for part in parts.iter().filter(wanted) {
        let mut file = archive.by_name(part).unwrap();
        let mut xml = String::new();
        std::io::Read::read_to_string(&mut file, &mut xml).unwrap();
        let mut reader = quick_xml::Reader::from_str(&xml);
        let (mut inside, mut raised) = (false, false);
        loop {
            match reader.read_event().unwrap() {
                quick_xml::events::Event::Start(tag) => inside = tag.name().as_ref() == b"w:t",
                quick_xml::events::Event::Text(words) if inside => {
                    let words = words.decode().unwrap();
                    // The number of a note that stands in its cell is ours, like a footnote's.
                    let number = words.strip_prefix('(').and_then(|words| words.strip_suffix(')'));
                    if !(raised && number.is_some_and(|number| number.parse::<usize>().is_ok())) {
                        text.push_str(&words);
                    }
                }
                quick_xml::events::Event::GeneralRef(entity) if inside => {
                    text.push_str(match entity.decode().unwrap().as_ref() {
                        "amp" => "&",
                        "lt" => "<",
                        "gt" => ">",
                        "quot" => "\"",
                        "apos" => "'",
                        other => unreachable!("we write no entity {other}"),
                    });
                }
                quick_xml::events::Event::End(tag) => {
                    inside = false;
                    raised &= tag.name().as_ref() != b"w:r";
                    if matches!(tag.name().as_ref(), b"w:p" | b"w:vertAlign") {
                        text.push('\n');
                    }
                }
                quick_xml::events::Event::Empty(tag) if tag.name().as_ref() == b"w:br" => text.push('\n'),
                quick_xml::events::Event::Empty(tag) if tag.name().as_ref() == b"w:vertAlign" => {
                    raised = true;
                    text.push('\n');
                }
                quick_xml::events::Event::Eof => break,
                _ => {}
            }
        }
    }
    words::of_text(&text)
}

#[test]
fn docx_has_the_words_of_the_document() {
    for (name, input) in cases() {
        let document = reading(&input).document.unwrap();
        let bytes = writers::write(Format::Docx, &document, &STANDARD, &FONTS).unwrap();
        let (mut given, mut found) = (words::of_document(&document), docx_words(&bytes));
        for words in [&mut given, &mut found] {
            words.retain(|word| word != "^");
            words.sort();
        }
        assert_eq!(words::difference(&given, &found), words::NONE, "{name}");
    }
}

#[test]
fn html_has_the_words_of_the_document() {
    for (name, input) in cases() {
        let document = reading(&input).document.unwrap();
        let page = writers::html::write(&document, &STANDARD);
        let (mut given, mut found) = (words::of_document(&document), words::of_page(&page));
        for words in [&mut given, &mut found] {
            words.retain(|word| word != "^");
            words.sort();
        }
        assert_eq!(words::difference(&given, &found), words::NONE, "{name}");
    }
}

#[test]
fn official_plain_words_have_no_marks_of_ours() {
    let document = reading("KẾ HOẠCH\nVề *việc*\n\n1. Một").document.unwrap();
    let subject = document.paragraphs().find(|p| p.role == vanthu::model::Role::Subject).unwrap();
    assert_eq!(document::words(&subject.text), "Về việc");
}
