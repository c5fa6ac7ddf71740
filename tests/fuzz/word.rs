//! What the reader of Word files promises of every file, and how files grow out of dice:
//! well-formed parts of elements that mean something, in any order. Shared by the fuzz target
//! and by the tests that run every time.

use std::collections::BTreeSet;
use std::io::{Cursor, Write as _};
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use vanthu::model::standard::ND30_2020;
use vanthu::model::{At, Block, Document, Inline, Reading, Standard};
use vanthu::readers::docx::{Limits, read};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

static STANDARD: LazyLock<Standard> = LazyLock::new(|| Standard::load(ND30_2020).expect("it is sound"));

/// Reads a file and asserts every promise.
pub(crate) fn hold(bytes: &[u8]) {
    let limits = Limits::default();
    let found = read(bytes, &STANDARD, &limits);
    assert_eq!(read(bytes, &STANDARD, &limits), found, "two readings differ");
    let Ok(word) = found else { return };
    let json = serde_json::to_string(&word.reading).expect("plain data");
    let again: Reading = serde_json::from_str(&json).expect("our own JSON");
    assert_eq!(again, word.reading, "the JSON reads back to something else");
    for leftover in &word.reading.leftovers {
        assert!(!leftover.text.trim().is_empty(), "{leftover:?}");
    }
    let Some(document) = &word.reading.document else {
        assert!(!word.reading.problems.is_empty(), "no document and no reason");
        return;
    };
    shape(document);
    let places: BTreeSet<At> = document.texts().map(|(at, ..)| at).collect();
    for look in &word.looks.texts {
        assert!(places.contains(&look.at), "{look:?} of nothing");
        assert_eq!(word.looks.of(look.at), Some(look), "looks are out of order");
        let numbers = [look.sizes[0], look.sizes[1], look.indent, look.left, look.before];
        assert!(numbers.iter().all(|number| number.is_finite()), "{look:?}");
    }
}

/// A document can be printed: tables are rectangular, words are words.
fn shape(document: &Document) {
    assert!(!document.sections.is_empty(), "a document without a section");
    for block in document.sections.iter().flat_map(|section| &section.blocks) {
        if let Block::Table(table) = block {
            let columns = table.rows.first().map_or(0, Vec::len);
            assert!(columns > 0 && table.rows.iter().all(|row| row.len() == columns), "{table:?}");
            assert!(table.header_rows <= table.rows.len(), "{table:?}");
        }
    }
    document.texts().for_each(|(.., inlines)| letters(inlines));
}

fn letters(inlines: &[Inline]) {
    for inline in inlines {
        match inline {
            Inline::Text(run) => {
                assert!(!run.text.contains(char::is_control), "a control character in {:?}", run.text);
                let private = |c: char| matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..);
                assert!(!run.text.contains(private), "a private character in {:?}", run.text);
                assert!(run.text.nfc().eq(run.text.chars()), "not NFC: {:?}", run.text);
            }
            Inline::Footnote { text } => letters(text),
            Inline::Picture(_) | Inline::Break => {}
        }
    }
}

const ELEMENTS: &[&str] = &[
    "w:p",
    "w:r",
    "w:t",
    "w:tbl",
    "w:tr",
    "w:tc",
    "w:pPr",
    "w:rPr",
    "w:sectPr",
    "w:sdt",
    "w:sdtContent",
    "w:ins",
    "w:del",
    "w:hyperlink",
    "w:fldSimple",
    "w:pict",
    "w:drawing",
    "w:txbxContent",
    "w:numPr",
    "w:tblPr",
    "w:trPr",
    "w:tcPr",
    "w:pBdr",
    "mc:AlternateContent",
    "mc:Choice",
    "mc:Fallback",
    "m:oMath",
    "w:ruby",
    "w:style",
    "w:docDefaults",
    "w:abstractNum",
    "w:lvl",
    "w:num",
    "w:lvlOverride",
    "w:footnote",
    "w:instrText",
    "w:delText",
    "w:tblGrid",
    "wp:anchor",
    "wp:positionV",
    "v:textbox",
    "w:novel",
];

const LEAVES: &[&str] = &[
    "<w:br/>",
    "<w:tab/>",
    "<w:cr/>",
    "<w:noBreakHyphen/>",
    "<w:b/>",
    "<w:i w:val=\"0\"/>",
    "<w:vanish/>",
    "<w:caps/>",
    "<w:u w:val=\"single\"/>",
    "<w:vertAlign w:val=\"superscript\"/>",
    "<w:sz w:val=\"28\"/>",
    "<w:jc w:val=\"center\"/>",
    "<w:ind w:left=\"720\" w:hanging=\"360\"/>",
    "<w:pStyle w:val=\"body\"/>",
    "<w:pStyle w:val=\"table-cell\"/>",
    "<w:pStyle w:val=\"footnote\"/>",
    "<w:pStyle w:val=\"contact\"/>",
    "<w:pStyle w:val=\"rule-motto\"/>",
    "<w:pStyle w:val=\"national-title\"/>",
    "<w:numId w:val=\"1\"/>",
    "<w:ilvl w:val=\"1\"/>",
    "<w:gridSpan w:val=\"3\"/>",
    "<w:gridBefore w:val=\"2\"/>",
    "<w:tblHeader/>",
    "<w:fldChar w:fldCharType=\"begin\"/>",
    "<w:fldChar w:fldCharType=\"separate\"/>",
    "<w:fldChar w:fldCharType=\"end\"/>",
    "<w:footnoteReference w:id=\"1\"/>",
    "<w:endnoteReference w:id=\"2\"/>",
    "<w:sym w:font=\"Wingdings\" w:char=\"F0FC\"/>",
    "<w:bottom w:val=\"single\"/>",
    "<w:pageBreakBefore/>",
    "<w:pgSz w:w=\"11906\" w:h=\"16838\"/>",
    "<w:titlePg/>",
    "<w:headerReference w:type=\"default\" r:id=\"h\"/>",
    "<w:headerReference w:type=\"first\" r:id=\"h\"/>",
    "<w:numFmt w:val=\"lowerLetter\"/>",
    "<w:lvlText w:val=\"%1.%2)\"/>",
    "<w:start w:val=\"9\"/>",
    "<w:startOverride w:val=\"3\"/>",
    "<w:abstractNumId w:val=\"1\"/>",
    "<w:basedOn w:val=\"body\"/>",
    "<w:name w:val=\"Normal\"/>",
    "<wp:extent cx=\"900000\" cy=\"0\"/>",
    "<v:line from=\"0,0\" to=\"90pt,0\"/>",
    "<a:blip/>",
    "<wp:posOffset>9</wp:posOffset>",
];

const WORDS: &[&str] = &[
    "ỦY BAN NHÂN DÂN",
    "XÃ QUẢNG CHÂU",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Số: 12/KH-UBND",
    "A, ngày 05 tháng 3 năm 2026",
    "KẾ HOẠCH",
    "QUYẾT ĐỊNH:",
    "Kính gửi:",
    "- Sở A;",
    "Điều 1. ",
    "1. Mục đích",
    "a) ",
    "Căn cứ Luật A;",
    "Nơi nhận:",
    "- Lưu: VT.",
    "TM. ỦY BAN NHÂN DÂN",
    "CHỦ TỊCH",
    "Nguyễn Văn A",
    "Phụ lục I",
    "(Kèm theo Quyết định số 1)",
    "DANH SÁCH",
    "STT",
    " ",
    "_____",
    "* ",
    "**",
    "|",
    "[^1]",
    "¹",
    "\u{301}",
    "\u{200b}",
    "\u{f0b7}",
    "\u{e000}",
    "\u{f0000}",
    "\\",
    "(1)",
    "&amp;",
    ".",
];

/// Grows a file: each byte opens an element, closes one, puts a leaf or words. A byte of 255
/// ends a part; they are the body, the styles, the numbering, the notes, a header.
pub(crate) fn grow(dice: &[u8]) -> Vec<u8> {
    let mut parts = dice.splitn(5, |byte| *byte == 255);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut put = |name: &str, text: &str| {
        zip.start_file(name, options).expect("memory");
        zip.write_all(text.as_bytes()).expect("memory");
    };
    let mut relations = String::new();
    let names = [
        ("document", "document"),
        ("styles", "styles"),
        ("numbering", "numbering"),
        ("footnotes", "footnotes"),
        ("header", "hdr"),
    ];
    for (file, root) in names {
        let Some(dice) = parts.next() else { break };
        let inside = part(dice);
        let inside = if file == "document" { format!("<w:body>{inside}</w:body>") } else { inside };
        put(&format!("word/{file}.xml"), &format!("<w:{root} {SPACES}>{inside}</w:{root}>"));
        let id = if file == "header" { "h" } else { file };
        relations.push_str(&format!(r#"<Relationship Id="{id}" Type="x/{file}" Target="{file}.xml"/>"#));
    }
    put("word/_rels/document.xml.rels", &format!("<Relationships>{relations}</Relationships>"));
    zip.finish().expect("memory").into_inner()
}

const SPACES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math""#;

fn part(dice: &[u8]) -> String {
    let mut out = String::new();
    let mut open: Vec<&str> = Vec::new();
    let of = |list: &'static [&'static str], byte: u8| list[usize::from(byte) % list.len()];
    for &byte in dice {
        match byte {
            0..=83 => {
                let name = of(ELEMENTS, byte);
                let attributes = match name {
                    "mc:Choice" => " Requires=\"wps\"",
                    "w:fldSimple" => " w:instr=\"PAGE\"",
                    "w:t" if byte > 42 => " xml:space=\"preserve\"",
                    "w:style" => " w:type=\"paragraph\" w:styleId=\"body\"",
                    "w:lvl" | "w:lvlOverride" => " w:ilvl=\"1\"",
                    "w:num" => " w:numId=\"1\"",
                    "w:abstractNum" => " w:abstractNumId=\"1\"",
                    "w:footnote" => " w:id=\"1\"",
                    "wp:positionV" => " relativeFrom=\"paragraph\"",
                    _ => "",
                };
                out.push_str(&format!("<{name}{attributes}>"));
                open.push(name);
            }
            84..=139 => {
                if let Some(name) = open.pop() {
                    out.push_str(&format!("</{name}>"));
                }
            }
            140..=189 => out.push_str(of(LEAVES, byte - 140)),
            // Words where they are shown: in a run, whatever is open.
            190..=219 => out.push_str(&format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", of(WORDS, byte - 190))),
            220..=254 if open.last() == Some(&"w:t") => out.push_str(of(WORDS, byte - 220)),
            _ => out.push_str(&format!("<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>", of(WORDS, byte))),
        }
    }
    while let Some(name) = open.pop() {
        out.push_str(&format!("</{name}>"));
    }
    out
}
