//! Files that mean harm, or that somebody broke: each is refused with its code or read within
//! limits, soon, and never a panic.

use std::io::{Cursor, Write as _};
use std::time::{Duration, Instant};

use vanthu::readers::docx::{Limits, Refusal};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::package::{Package, p, part};
use super::{STANDARD, read, said};

/// No file takes longer, in an unoptimised build either.
const SOON: Duration = Duration::from_secs(2);

fn refused(bytes: &[u8]) -> Option<Refusal> {
    let start = Instant::now();
    let found = read(bytes);
    assert!(start.elapsed() < SOON, "{:?} for {found:?}", start.elapsed());
    found.err()
}

fn document(xml: impl Into<Vec<u8>>) -> Vec<u8> {
    Package::bare().entry("word/document.xml", xml).zip()
}

#[test]
fn what_is_no_word_file_is_told_from_what_is_locked_or_old() {
    let compound = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(refused(b""), Some(Refusal::NotWord));
    assert_eq!(refused("KẾ HOẠCH".as_bytes()), Some(Refusal::NotWord));
    assert_eq!(refused(b"%PDF-1.7"), Some(Refusal::NotWord));
    assert_eq!(refused(&[&compound[..], &[0; 4096]].concat()), Some(Refusal::OldWord));
    assert_eq!(refused(&[&compound[..], &[0; 4096], &name].concat()), Some(Refusal::Encrypted));
    assert_eq!(refused(&Package::bare().zip()), Some(Refusal::NotWord));
    assert_eq!(
        refused(&Package::bare().entry("xl/workbook.xml", "<workbook/>").zip()),
        Some(Refusal::NotWord)
    );
    assert_eq!(refused(&document("<html><body>a</body></html>")), Some(Refusal::NotWord));
}

#[test]
fn a_file_that_breaks_off_is_broken() {
    let whole = Package::new(&p("a")).zip();
    assert_eq!(refused(&whole), None);
    for end in 4..whole.len() {
        let broken = refused(&whole[..end]);
        assert!(matches!(broken, Some(Refusal::BrokenArchive)), "{end}: {broken:?}");
    }
}

#[test]
fn a_flipped_bit_never_panics() {
    let whole = Package::new(&p("Điều 1. a")).zip();
    for at in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x55;
        let _ = refused(&bytes);
    }
}

#[test]
fn bombs_are_counted_while_they_inflate() {
    let spaces = vec![b' '; 40 << 20];
    let bomb = document(spaces.clone());
    assert!(bomb.len() < 100_000, "packed to {}", bomb.len());
    assert_eq!(refused(&bomb), Some(Refusal::Bomb));
    // The directory lies about the size: it is never asked.
    let mut lying = bomb.clone();
    let entry = (0..lying.len() - 4).filter(|at| &lying[*at..*at + 4] == b"PK\x01\x02");
    for at in entry.collect::<Vec<_>>() {
        lying[at + 24..at + 28].copy_from_slice(&100_u32.to_le_bytes());
    }
    assert!(matches!(refused(&lying), Some(Refusal::Bomb | Refusal::BrokenArchive)));
    // Parts that nobody asks for are never inflated.
    let asleep = Package::new(&p("a")).entry("word/media/image1.png", spaces).zip();
    assert_eq!(refused(&asleep), None);
}

#[test]
fn a_huge_file_or_one_of_many_parts_is_refused() {
    assert_eq!(refused(&vec![b'P'; (32 << 20) + 1]), Some(Refusal::TooLarge));
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for at in 0..5_000 {
        zip.start_file(format!("word/{at}.xml"), options).unwrap();
    }
    assert_eq!(refused(&zip.finish().unwrap().into_inner()), Some(Refusal::TooManyParts));
}

#[test]
fn an_encrypted_part_is_refused() {
    let mut bytes = Package::new(&p("a")).zip();
    let heads =
        (0..bytes.len() - 4).filter(|at| matches!(&bytes[*at..*at + 4], b"PK\x01\x02" | b"PK\x03\x04"));
    for at in heads.collect::<Vec<_>>() {
        let flags = if bytes[at + 2] == 1 { at + 8 } else { at + 6 };
        bytes[flags] |= 1;
    }
    assert_eq!(refused(&bytes), Some(Refusal::Encrypted));
}

#[test]
fn document_types_and_entities_are_refused() {
    let laughs =
        r#"<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>"#;
    let outside = r#"<!DOCTYPE w SYSTEM "file:///etc/passwd">"#;
    for doctype in [laughs, outside] {
        let xml = format!("{doctype}{}", part("document", &format!("<w:body>{}</w:body>", p("&b;"))));
        assert_eq!(refused(&document(xml)), Some(Refusal::Doctype));
    }
    assert_eq!(refused(&Package::new(&p("&b;")).zip()), Some(Refusal::BrokenXml));
    assert_eq!(refused(&Package::new(&p("&#x110;&amp;")).zip()), None);
}

#[test]
fn nesting_has_an_end() {
    let deep = |open: &str, close: &str, times: usize| {
        Package::new(&format!("{}{}{}", open.repeat(times), p("a"), close.repeat(times))).zip()
    };
    assert_eq!(
        refused(&deep("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", 25_000)),
        Some(Refusal::TooDeep)
    );
    let (open, close) = ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>");
    assert_eq!(refused(&deep(open, close, 50_000)), Some(Refusal::TooDeep));
    assert_eq!(refused(&deep(open, close, 60)), None);
    assert_eq!(refused(&deep("<w:x>", "</w:x>", 50_000)), Some(Refusal::TooDeep));
}

#[test]
fn a_document_without_end_is_too_long() {
    assert_eq!(refused(&Package::new(&"<w:p/>".repeat(60_000)).zip()), Some(Refusal::TooLong));
    let bindings: String = (0..500).map(|at| format!(r#" xmlns:a{at}="b""#)).collect();
    assert_eq!(refused(&Package::new(&format!("<w:p{bindings}/>")).zip()), Some(Refusal::TooLong));
    let attributes = r#" a="""#.repeat(30_000);
    assert_eq!(refused(&Package::new(&format!("<w:p{attributes}/>")).zip()), Some(Refusal::TooLong));
}

#[test]
fn a_very_long_paragraph_and_very_many_runs_are_read() {
    let runs = "<w:r><w:t>a </w:t></w:r>".repeat(60_000);
    assert_eq!(refused(&Package::new(&format!("<w:p>{runs}</w:p>")).zip()), None);
    assert_eq!(refused(&Package::new(&p(&"Điều 1. * ^ ".repeat(40_000))).zip()), None);
    let same = p("Điều 1. Giống nhau").repeat(4_000);
    assert_eq!(refused(&Package::new(&same).zip()), None);
}

#[test]
fn nothing_outside_of_the_file_is_looked_for() {
    let outside = r#"TargetMode="External""#;
    let bytes = Package::new(&p("a"))
        .related("styles", "http://127.0.0.1:9/styles.xml", outside)
        .related("numbering", "../../../../etc/passwd", "")
        .related("footnotes", "file:///etc/passwd", "")
        .entry("../../evil.xml", "x")
        .entry("C:\\evil.xml", "x")
        .zip();
    assert_eq!(said(&read(&bytes).unwrap()), ["a"]);
}

#[test]
fn little_that_would_become_much_stays_little() {
    // A label of 60,000 characters before each of many paragraphs.
    let level = format!(r#"<w:lvl w:ilvl="0"><w:lvlText w:val="{}"/></w:lvl>"#, "a".repeat(60_000));
    let numbering = format!(
        r#"<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"#
    );
    let numbered = r#"<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:p>"#.repeat(4_000);
    let word = read(&Package::new(&numbered).with("numbering", "numbering", &numbering).zip()).unwrap();
    assert!(said(&word).iter().map(String::len).sum::<usize>() < 2 << 20);
    // A long note that is called a thousand times.
    let call = r#"<w:p><w:r><w:t>n</w:t><w:footnoteReference w:id="1"/></w:r></w:p>"#.repeat(1_000);
    let note = format!(r#"<w:footnote w:id="1">{}</w:footnote>"#, p(&"dài ".repeat(50_000)));
    let word = read(&Package::new(&call).with("footnotes", "footnotes", &note).zip()).unwrap();
    let notes = word.reading.document.as_ref().unwrap().texts().flat_map(|(.., inlines)| inlines);
    assert_eq!(notes.filter(|inline| matches!(inline, vanthu::model::Inline::Footnote { .. })).count(), 1);
    // A wide row above very many empty ones.
    let wide =
        format!("<w:tr>{}</w:tr>", r#"<w:tc><w:tcPr><w:gridSpan w:val="63"/></w:tcPr></w:tc>"#.repeat(40));
    let table = format!("<w:tbl>{wide}{}</w:tbl>", "<w:tr><w:tc/></w:tr>".repeat(20_000));
    assert_eq!(refused(&Package::new(&table).zip()), Some(Refusal::TooLong));
    // More words than any document has, and too many for their letters to be counted one by one.
    let mut state = 1_u64;
    let mut letter = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        char::from(b'a' + u8::try_from((state >> 33) % 26).unwrap())
    };
    let words: String = (0..5 << 20).map(|_| letter()).collect();
    assert_eq!(refused(&Package::new(&p(&words)).zip()), Some(Refusal::TooLong));
}

#[test]
fn circles_end() {
    let styles = r#"<w:style w:type="paragraph" w:styleId="a"><w:basedOn w:val="b"/></w:style><w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/></w:style>"#;
    let numbering = r#"<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="s"/></w:abstractNum><w:abstractNum w:abstractNumId="1"><w:styleLink w:val="s"/><w:numStyleLink w:val="s"/></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"#;
    let body = r#"<w:p><w:pPr><w:pStyle w:val="a"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>"#;
    let bytes = Package::new(body).styles(styles).with("numbering", "numbering", numbering).zip();
    assert_eq!(said(&read(&bytes).unwrap()), ["x"]);
    // A note that calls itself.
    let call = r#"<w:p><w:r><w:t>n</w:t><w:footnoteReference w:id="1"/></w:r></w:p>"#;
    let notes = format!(r#"<w:footnote w:id="1">{call}</w:footnote>"#);
    let bytes = Package::new(call).with("footnotes", "footnotes", &notes).zip();
    assert_eq!(said(&read(&bytes).unwrap()), ["n"]);
}

#[test]
fn wild_numbers_stay_numbers() {
    let most = i64::MAX;
    let levels = format!(
        r#"<w:lvl w:ilvl="0"><w:start w:val="{most}"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1.%9.%"/></w:lvl><w:lvl w:ilvl="99"/>"#
    );
    let numbering = format!(
        r#"<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="8"><w:startOverride w:val="{}"/></w:lvlOverride></w:num>"#,
        i64::MIN
    );
    let body = format!(
        r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:ind w:left="{most}" w:hanging="{most}" w:firstLineChars="{most}"/><w:spacing w:before="{most}" w:after="{most}" w:line="{most}"/></w:pPr><w:r><w:rPr><w:sz w:val="{most}"/></w:rPr><w:t>x</w:t></w:r></w:p>"#
    )
    .repeat(3);
    let table = format!(
        r#"<w:tbl><w:tblGrid><w:gridCol w:w="{most}"/></w:tblGrid><w:tr><w:trPr><w:gridBefore w:val="{most}"/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val="{most}"/><w:tcW w:w="{most}"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>"#
    );
    let section = format!(
        r#"<w:sectPr><w:pgSz w:w="{most}" w:h="-{most}"/><w:pgMar w:left="{most}" w:gutter="{most}" w:top="{}"/></w:sectPr>"#,
        i64::MIN
    );
    let bytes = Package::new(&(body + &table + &section)).with("numbering", "numbering", &numbering).zip();
    assert_eq!(refused(&bytes), None);
}

#[test]
fn of_two_parts_of_one_name_one_counts_and_case_does_not() {
    let twice = Package::new(&p("a")).entry("WORD/document.XML", part("document", "<w:body/>")).zip();
    assert_eq!(said(&read(&twice).unwrap()), ["a"]);
}

#[test]
fn a_part_in_utf_16_is_read_and_one_in_latin_1_is_broken() {
    let xml = format!("\u{feff}{}", part("document", &format!("<w:body>{}</w:body>", p("Số đỏ"))));
    let wide: Vec<u8> = xml.encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(said(&read(&document(wide)).unwrap()), ["Số đỏ"]);
    assert_eq!(refused(&document(b"<w:document>\xE0</w:document>".to_vec())), Some(Refusal::BrokenXml));
}

#[test]
fn limits_are_the_callers() {
    let bytes = Package::new(&p("a").repeat(3)).zip();
    let limited = |limits: Limits| vanthu::readers::docx::read(&bytes, &STANDARD, &limits).err();
    assert_eq!(limited(Limits::default()), None);
    assert_eq!(limited(Limits { file: 10, ..Limits::default() }), Some(Refusal::TooLarge));
    assert_eq!(limited(Limits { entries: 2, ..Limits::default() }), Some(Refusal::TooManyParts));
    assert_eq!(limited(Limits { parts: 100, ..Limits::default() }), Some(Refusal::Bomb));
    assert_eq!(limited(Limits { depth: 4, ..Limits::default() }), Some(Refusal::TooDeep));
    assert_eq!(limited(Limits { tokens: 10, ..Limits::default() }), Some(Refusal::TooLong));
    assert_eq!(limited(Limits { paragraphs: 2, ..Limits::default() }), Some(Refusal::TooLong));
}

#[test]
fn comments_and_instructions_end_too() {
    let comment = format!("<!--{}-->", "-".repeat(10));
    assert_eq!(refused(&Package::new(&format!("{comment}{}", p("a"))).zip()), None);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
    zip.write_all(b"<?xml version='1.0'?><!-- never closed").unwrap();
    assert_eq!(refused(&zip.finish().unwrap().into_inner()), Some(Refusal::BrokenXml));
}
