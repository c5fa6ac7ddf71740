//! Tracked changes of Word, accepted and rejected on the XML itself: the one gives the newer
//! version, the other the older, paragraph by paragraph, as our reader and the XML have them.

use std::io::{Cursor, Read, Write};
use std::sync::LazyLock;

use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::Event;
use vanthu::diff::{compare, normal};
use vanthu::model::standard::ND30_2020;
use vanthu::model::{Block, Document, Inline, Standard};
use vanthu::readers::docx::{Limits, read};
use vanthu::writers::docx::{Revision, redline, write};
use vanthu::writers::fonts::Fonts;
use zip::write::SimpleFileOptions;

use super::laws::edited;
use super::pairs;

static STANDARD: LazyLock<Standard> = LazyLock::new(|| Standard::load(ND30_2020).unwrap());
static FONTS: LazyLock<Fonts> = LazyLock::new(Fonts::embedded);

/// What stands in an element: elements, and everything else as it is written.
enum Node {
    Element { name: String, tag: String, inside: Vec<Node> },
    Other(String),
}

impl Node {
    fn is(&self, wanted: &str) -> bool {
        matches!(self, Node::Element { name, .. } if name == wanted)
    }

    fn inside(&self) -> &[Node] {
        match self {
            Node::Element { inside, .. } => inside,
            Node::Other(_) => &[],
        }
    }

    /// The child at the end of a path of names.
    fn find(&self, path: &[&str]) -> Option<&Node> {
        let Some((first, rest)) = path.split_first() else { return Some(self) };
        self.inside().iter().find(|child| child.is(first))?.find(rest)
    }
}

fn parse(xml: &str) -> Vec<Node> {
    let mut reader = Reader::from_str(xml);
    let mut open: Vec<(String, String, Vec<Node>)> = vec![(String::new(), String::new(), Vec::new())];
    loop {
        let other = match reader.read_event().unwrap() {
            Event::Start(tag) => {
                let name = String::from_utf8(tag.name().as_ref().to_vec()).unwrap();
                open.push((name, String::from_utf8(tag.to_vec()).unwrap(), Vec::new()));
                continue;
            }
            Event::Empty(tag) => Node::Element {
                name: String::from_utf8(tag.name().as_ref().to_vec()).unwrap(),
                tag: String::from_utf8(tag.to_vec()).unwrap(),
                inside: Vec::new(),
            },
            Event::End(_) => {
                let (name, tag, inside) = open.pop().unwrap();
                Node::Element { name, tag, inside }
            }
            Event::Text(text) => Node::Other(String::from_utf8(text.to_vec()).unwrap()),
            Event::GeneralRef(name) => {
                Node::Other(format!("&{};", String::from_utf8(name.to_vec()).unwrap()))
            }
            Event::Decl(said) => Node::Other(format!("<?{}?>", String::from_utf8(said.to_vec()).unwrap())),
            Event::Eof => return open.pop().unwrap().2,
            _ => continue,
        };
        open.last_mut().unwrap().2.push(other);
    }
}

fn print(nodes: &[Node], out: &mut String) {
    for node in nodes {
        match node {
            Node::Other(text) => out.push_str(text),
            Node::Element { name, tag, inside } => {
                out.push_str(&format!("<{tag}>"));
                print(inside, out);
                out.push_str(&format!("</{name}>"));
            }
        }
    }
}

/// Takes what Word takes: `kept` (`w:ins` or `w:del`) becomes text like any other, `gone` goes.
fn settle(nodes: Vec<Node>, kept: &str, gone: &str) -> Vec<Node> {
    let mut out = Vec::new();
    for node in nodes {
        match node {
            node if node.is("w:tr") && node.find(&["w:trPr", gone]).is_some() => {}
            node if node.is("w:p") && node.find(&["w:pPr", "w:rPr", gone]).is_some() => {
                let left = settle(unwrapped(node), kept, gone);
                let bare = left.iter().all(|node| node.is("w:pPr"));
                assert!(bare, "a paragraph goes with its words");
            }
            node if node.is(gone) => {}
            // With words inside it is unwrapped; as a property of a mark or row it says no more.
            node if node.is(kept) => out.extend(settle(unwrapped(node), kept, gone)),
            Node::Element { name, tag, inside } => {
                let name = if name == "w:delText" { "w:t".to_owned() } else { name };
                let tag = tag.replace("w:delText", "w:t");
                let inside = settle(inside, kept, gone);
                let emptied = name == "w:tbl" && !inside.iter().any(|node| node.is("w:tr"));
                if !emptied {
                    out.push(Node::Element { name, tag, inside });
                }
            }
            other => out.push(other),
        }
    }
    out
}

fn unwrapped(node: Node) -> Vec<Node> {
    match node {
        Node::Element { inside, .. } => inside,
        other @ Node::Other(_) => vec![other],
    }
}

/// The file with every change accepted (or, where `accept` is false, rejected).
fn settled(docx: &[u8], accept: bool) -> Vec<u8> {
    let (kept, gone) = if accept { ("w:ins", "w:del") } else { ("w:del", "w:ins") };
    let mut archive = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        let name = file.name().to_owned();
        if name.starts_with("word/") && name.ends_with(".xml") {
            let mut xml = String::new();
            print(&settle(parse(&String::from_utf8(bytes).unwrap()), kept, gone), &mut xml);
            bytes = xml.into_bytes();
        }
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(&bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// What our reader reads: without pictures, which it does not, and without what stands in the
/// file's properties.
fn seen(docx: &[u8]) -> Document {
    let word = read(docx, &STANDARD, &Limits::default()).unwrap();
    bare(word.reading.document.unwrap())
}

fn bare(mut document: Document) -> Document {
    let places: Vec<_> = document.texts().map(|(at, ..)| at).collect();
    for at in places {
        document.text_mut(at).unwrap().retain(|inline| !matches!(inline, Inline::Picture(_)));
    }
    Document { kind: String::new(), title: String::new(), ..normal(&document) }
}

/// Style and words of each paragraph of the main part, those that only fill a place left out.
fn paragraphs(docx: &[u8]) -> Vec<(String, String)> {
    fn walk(nodes: &[Node], out: &mut Vec<(String, String)>) {
        for node in nodes {
            if node.is("w:p") {
                let style = match node.find(&["w:pPr", "w:pStyle"]) {
                    Some(Node::Element { tag, .. }) => tag.clone(),
                    _ => String::new(),
                };
                let mut words = String::new();
                said(node.inside(), &mut words);
                if !style.contains("\"spacer\"") {
                    out.push((style, words));
                }
            } else {
                walk(node.inside(), out);
            }
        }
    }
    fn said(nodes: &[Node], out: &mut String) {
        for node in nodes {
            match node {
                Node::Other(text) => out.push_str(text),
                node if node.is("w:br") || node.is("w:footnoteReference") => out.push('|'),
                node => said(node.inside(), out),
            }
        }
    }
    let mut xml = String::new();
    let mut archive = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
    archive.by_name("word/document.xml").unwrap().read_to_string(&mut xml).unwrap();
    let mut out = Vec::new();
    walk(&parse(&xml), &mut out);
    out
}

fn revision() -> Revision {
    Revision { author: "Lê Thị \"Mai\" & cộng sự".into(), date: "2026-11-24T09:30:00Z".into() }
}

/// Accepts and rejects the changes from one document to another.
#[track_caller]
fn check(name: &str, old: &Document, new: &Document) {
    let changes = compare(old, new);
    let file = redline(&changes, &revision(), &STANDARD, &FONTS).unwrap();
    assert_eq!(file, redline(&changes, &revision(), &STANDARD, &FONTS).unwrap(), "{name}: the same bytes");
    for (accept, version, what) in [(true, new, "accepted"), (false, old, "rejected")] {
        let settled = settled(&file, accept);
        let own = write(version, &STANDARD, &FONTS).unwrap();
        assert_eq!(paragraphs(&settled), paragraphs(&own), "{name}, {what}: the paragraphs");
        assert_eq!(seen(&settled), seen(&own), "{name}, {what}: the document");
    }
    assert_eq!(seen(&file), seen(&settled(&file, true)), "{name}: our reader accepts as Word does");
}

#[test]
fn accepted_it_is_the_newer_version_and_rejected_the_older() {
    for (name, old, new) in pairs() {
        check(&name, &old, &new);
        check(&format!("{name}, the other way round"), &new, &old);
    }
}

#[test]
fn what_did_not_change_is_not_marked() {
    for (name, old, _) in pairs() {
        let file = redline(&compare(&old, &old), &revision(), &STANDARD, &FONTS).unwrap();
        assert_eq!(file, write(&normal(&old), &STANDARD, &FONTS).unwrap(), "{name}");
    }
}

/// As an office writes: no page break without something to break before, nothing empty that
/// would be filled.
fn printable(document: &Document) -> Document {
    let mut document = normal(document);
    for section in &mut document.sections {
        section.blocks.retain(|block| match block {
            Block::PageBreak => false,
            Block::Table(table) => !table.rows.is_empty(),
            Block::Columns(columns) => columns.cells.iter().all(|cell| !cell.is_empty()),
            Block::Paragraph(_) => true,
        });
    }
    document.sections.retain(|section| !section.blocks.is_empty());
    document
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]
    #[test]
    fn any_edit_is_accepted_and_rejected((old, new) in edited()) {
        let (old, new) = (printable(&old), printable(&new));
        prop_assume!(!old.sections.is_empty() && !new.sections.is_empty());
        let changes = compare(&old, &new);
        let file = redline(&changes, &revision(), &STANDARD, &FONTS).unwrap();
        for (accept, version) in [(true, &new), (false, &old)] {
            let own = write(version, &STANDARD, &FONTS).unwrap();
            prop_assert_eq!(words(&settled(&file, accept)), words(&own));
        }
    }
}

/// Style and words of each paragraph; lines drawn under one are left out, since a generated
/// letterhead has them anywhere.
fn words(docx: &[u8]) -> Vec<(String, String)> {
    let mut all = paragraphs(docx);
    all.retain(|(style, _)| !style.contains("\"rule-"));
    all
}
