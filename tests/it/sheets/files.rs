//! Files as programs write them, and as none does: made by hand.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// An archive of parts.
pub(super) fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let packed = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, text) in parts {
        zip.start_file(*name, packed).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

pub(super) const WORKBOOK: &str =
    r#"<workbook xmlns:r="r"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>"#;

pub(super) const RELATIONS: &str = r#"<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="x/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="r3" Type="x/externalLink" Target="externalLinks/externalLink1.xml"/><Relationship Id="r4" Type="x/externalLink" Target="file:///etc/passwd" TargetMode="External"/></Relationships>"#;

/// An XLSX with one sheet: this XML between `<worksheet>` tags, and more parts.
pub(super) fn xlsx(inside: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let sheet = format!("<worksheet>{inside}</worksheet>");
    let mut parts = vec![
        ("xl/workbook.xml", WORKBOOK),
        ("xl/_rels/workbook.xml.rels", RELATIONS),
        ("xl/worksheets/sheet1.xml", &sheet),
    ];
    parts.extend(more);
    archive(&parts)
}

/// A row of inline texts.
pub(super) fn texts(row: u32, cells: &[&str]) -> String {
    let cells = ('A'..='Z').zip(cells).filter(|(_, text)| !text.is_empty()).map(|(column, text)| {
        format!(r#"<c r="{column}{row}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>"#)
    });
    format!(r#"<row r="{row}">{}</row>"#, cells.collect::<String>())
}

/// An honest sheet: a head and a person.
pub(super) fn honest() -> String {
    let head = texts(1, &["STT", "Họ và tên", "Đơn vị"]);
    format!("<sheetData>{head}{}</sheetData>", texts(2, &["1", "Nguyễn Văn An", "Trạm Y tế"]))
}

/// An ODS with this XML between `<office:spreadsheet>` tags.
pub(super) fn ods(inside: &str) -> Vec<u8> {
    let content = format!(
        r#"<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s"><office:automatic-styles><style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles><office:body><office:spreadsheet>{inside}</office:spreadsheet></office:body></office:document-content>"#
    );
    archive(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", &content)])
}

/// A record of an old Excel.
pub(super) fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap();
    [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
}

/// A text of two bytes a letter, its length in two bytes.
pub(super) fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let length = u16::try_from(units.len()).unwrap().to_le_bytes();
    [&length[..], &[1], &units.into_iter().flat_map(u16::to_le_bytes).collect::<Vec<_>>()].concat()
}

/// Numbers of two bytes.
pub(super) fn shorts(numbers: &[u16]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

/// An XLS: a workbook whose globals hold these records, and one sheet of these.
pub(super) fn xls(globals: &[u8], sheet: &[u8]) -> Vec<u8> {
    let begin = record(0x0809, &shorts(&[0x0600, 5, 0, 0, 0, 0, 0, 0]));
    let bound = |at: u32| record(0x0085, &[&at.to_le_bytes()[..], &[0, 0, 1, 0, b'A']].concat());
    let end = record(0x000A, &[]);
    let at = begin.len() + bound(0).len() + globals.len() + end.len();
    let bound = bound(u32::try_from(at).unwrap());
    compound(&[&begin, &bound[..], globals, &end, &begin, sheet, &end].concat())
}

/// A compound file with one stream, `Workbook`.
pub(super) fn compound(stream: &[u8]) -> Vec<u8> {
    let mut stream = stream.to_vec();
    stream.resize(stream.len().max(4096).next_multiple_of(512), 0);
    let sectors = u32::try_from(stream.len() / 512).unwrap();
    let tables = (sectors + 2).div_ceil(127);
    let mut head = vec![0_u8; 512];
    head[..8].copy_from_slice(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    head[30] = 9;
    head[32] = 6;
    head[44..48].copy_from_slice(&tables.to_le_bytes());
    head[48..52].copy_from_slice(&tables.to_le_bytes());
    head[60..64].copy_from_slice(&0xFFFF_FFFE_u32.to_le_bytes());
    head[68..72].copy_from_slice(&0xFFFF_FFFE_u32.to_le_bytes());
    head[76..].fill(0xFF);
    for table in 0..tables.min(109) {
        let at = 76 + 4 * usize::try_from(table).unwrap();
        head[at..at + 4].copy_from_slice(&table.to_le_bytes());
    }
    let mut next: Vec<u32> = vec![0xFFFF_FFFD; usize::try_from(tables).unwrap()];
    next.push(0xFFFF_FFFE);
    next.extend((1..sectors).map(|at| tables + 1 + at));
    next.push(0xFFFF_FFFE);
    next.resize(usize::try_from(tables).unwrap() * 128, 0xFFFF_FFFF);
    let mut directory = vec![0_u8; 512];
    for (at, (name, kind, start, size)) in
        [("Root Entry", 5, 0xFFFF_FFFE, 0), ("Workbook", 2, tables + 1, stream.len())].into_iter().enumerate()
    {
        let entry = &mut directory[at * 128..][..128];
        let units: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        entry[..units.len()].copy_from_slice(&units);
        entry[64] = u8::try_from(units.len()).unwrap();
        entry[66] = kind;
        entry[116..120].copy_from_slice(&start.to_le_bytes());
        entry[120..124].copy_from_slice(&u32::try_from(size).unwrap().to_le_bytes());
    }
    let next: Vec<u8> = next.into_iter().flat_map(u32::to_le_bytes).collect();
    [head, next, directory, stream].concat()
}
