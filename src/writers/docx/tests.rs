use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::Event;

use super::*;
use crate::model::standard::ND30_2020;
use crate::model::{Block, Cell, Columns, Inline, Layout, Paragraph, Run, Section, SectionKind, Table};

fn standard() -> Standard {
    Standard::load(ND30_2020).expect("the built-in standard is sound")
}

fn block(role: Role, text: &str) -> Block {
    Block::Paragraph(Paragraph::plain(role, text))
}

fn document(sections: Vec<Vec<Block>>) -> Document {
    let kinds = [SectionKind::Main, SectionKind::Appendix, SectionKind::Attachment];
    let sections = kinds.into_iter().cycle().zip(sections);
    let sections = sections.map(|(kind, blocks)| Section { kind, blocks }).collect();
    Document { kind: "plan".into(), title: "Kế hoạch trồng cây".into(), sections }
}

fn columns(layout: Layout, cells: &[&[(Role, &str)]]) -> Block {
    let cell =
        |cell: &&[(Role, &str)]| cell.iter().map(|(role, text)| Paragraph::plain(*role, *text)).collect();
    Block::Columns(Columns { layout, cells: cells.iter().map(cell).collect() })
}

/// A plan with everything in it: letterhead, headings, a note, raised words, a table, a
/// signature and an appendix.
fn plan() -> Document {
    let letterhead = columns(
        Layout::Letterhead,
        &[
            &[(Role::IssuingBody, "ỦY BAN NHÂN DÂN"), (Role::IssuingBody, "XÃ TÂN HÒA")],
            &[
                (Role::NationalTitle, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
                (Role::Motto, "Độc lập - Tự do - Hạnh phúc"),
            ],
        ],
    );
    let numbering = columns(
        Layout::Numbering,
        &[&[(Role::DocNumber, "Số: 07/KH-UBND")], &[(Role::PlaceDate, "Tân Hòa, ngày 05 tháng 11 năm 2026")]],
    );
    let signature = columns(
        Layout::Signature,
        &[
            &[(Role::RecipientsLabel, "Nơi nhận:"), (Role::Recipient, "- Lưu: VT.")],
            &[
                (Role::Capacity, "TM. ỦY BAN NHÂN DÂN"),
                (Role::SignerTitle, "CHỦ TỊCH"),
                (Role::SignerName, "Lê Thị Mai"),
            ],
        ],
    );
    let noted = Block::Paragraph(Paragraph {
        role: Role::Body,
        text: vec![
            Inline::plain("Trồng cây dọc đường"),
            Inline::Footnote { text: vec![Inline::plain("Đường liên thôn.")] },
            Inline::plain(" dài 300 m"),
            Inline::Text(Run { text: "2".into(), superscript: true, ..Run::default() }),
            Inline::Break,
            Inline::Text(Run { text: "trong xã.".into(), bold: true, ..Run::default() }),
        ],
    });
    let cell = |text: &str| -> Cell { vec![Inline::plain(text)] };
    let row = |texts: [&str; 3]| texts.iter().map(|text| cell(text)).collect();
    let table = Block::Table(Table {
        header_rows: 1,
        rows: vec![row(["TT", "Thôn", "Số cây"]), row(["1", "Đông", "1.200"]), row(["2", "Tây", ""])],
    });
    document(vec![
        vec![
            letterhead,
            numbering,
            block(Role::DocType, "KẾ HOẠCH"),
            block(Role::Subject, "Trồng cây đầu xuân"),
            block(Role::MajorHeading, "I. MỤC ĐÍCH"),
            noted,
            table,
            block(Role::Body, "Các thôn thực hiện./."),
            signature,
        ],
        vec![
            block(Role::AppendixLabel, "Phụ lục"),
            block(Role::AppendixTitle, "DANH SÁCH"),
            block(Role::Body, "1. Thôn Đông"),
        ],
    ])
}

fn parts(docx: &[u8]) -> BTreeMap<String, String> {
    let mut zip = zip::ZipArchive::new(Cursor::new(docx)).expect("an archive");
    let mut parts = BTreeMap::new();
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).expect("an entry");
        let mut text = String::new();
        if !file.name().starts_with("word/media/") {
            file.read_to_string(&mut text).expect("UTF-8");
        }
        parts.insert(file.name().to_owned(), text);
    }
    parts
}

fn written(document: &Document) -> BTreeMap<String, String> {
    parts(&write(document, &standard(), &Fonts::embedded()).expect("written"))
}

/// The words of a part in order, a space for each line break and paragraph, and the number
/// of the note where its mark stands.
fn words(part: &str) -> String {
    let mut reader = Reader::from_str(part);
    let (mut out, mut inside) = (String::new(), false);
    loop {
        match reader.read_event().expect("well formed") {
            Event::Start(tag) => inside = tag.name().as_ref() == b"w:t",
            Event::End(tag) => {
                inside = false;
                if tag.name().as_ref() == b"w:p" {
                    out.push(' ');
                }
            }
            Event::Empty(tag) if tag.name().as_ref() == b"w:br" => out.push(' '),
            Event::Text(text) if inside => out.push_str(std::str::from_utf8(&text).expect("UTF-8")),
            Event::GeneralRef(name) if inside => {
                let named = std::str::from_utf8(&name).expect("UTF-8").to_owned();
                out.push_str(quick_xml::escape::resolve_predefined_entity(&named).expect("an XML entity"));
            }
            Event::Eof => return out.split_whitespace().collect::<Vec<_>>().join(" "),
            _ => {}
        }
    }
}

#[test]
fn the_words_stand_in_the_order_of_the_document() {
    let parts = written(&plan());
    assert_eq!(
        words(&parts["word/document.xml"]),
        "ỦY BAN NHÂN DÂN XÃ TÂN HÒA CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc \
         Số: 07/KH-UBND Tân Hòa, ngày 05 tháng 11 năm 2026 KẾ HOẠCH Trồng cây đầu xuân I. MỤC ĐÍCH \
         Trồng cây dọc đường dài 300 m2 trong xã. TT Thôn Số cây 1 Đông 1.200 2 Tây \
         Các thôn thực hiện./. Nơi nhận: - Lưu: VT. TM. ỦY BAN NHÂN DÂN CHỦ TỊCH Lê Thị Mai \
         Phụ lục DANH SÁCH 1. Thôn Đông"
    );
    assert_eq!(words(&parts["word/footnotes.xml"]), "Đường liên thôn.");
}

#[test]
fn the_same_document_gives_the_same_bytes_whatever_was_written_before() {
    let (standard, fonts) = (standard(), Fonts::embedded());
    let first = write(&plan(), &standard, &fonts).expect("written");
    let other = document(vec![vec![block(Role::Body, "Khác")]]);
    assert_ne!(write(&other, &standard, &fonts).expect("written"), first);
    assert_eq!(write(&plan(), &standard, &fonts).expect("written"), first);
}

#[test]
fn every_role_stands_in_its_own_style() {
    let (standard, fonts) = (standard(), Fonts::embedded());
    for &role in Role::ALL {
        let parts =
            parts(&write(&document(vec![vec![block(role, "Chữ")]]), &standard, &fonts).expect("written"));
        let style = format!(r#"<w:pStyle w:val="{}"/>"#, role.key());
        let at = parts.values().find(|part| part.contains("Chữ</w:t>")).expect("the words are there");
        assert!(at.contains(&style), "{role:?}: {at}");
        let defined = format!(r#"w:styleId="{}""#, role.key());
        assert_eq!(parts["word/styles.xml"].matches(&defined).count(), 1, "{role:?}");
    }
}

#[test]
fn names_of_styles_are_unique_and_without_commas() {
    let styles = &written(&plan())["word/styles.xml"];
    let names: Vec<&str> =
        styles.split("<w:name w:val=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let unique: std::collections::BTreeSet<&&str> = names.iter().collect();
    assert_eq!(unique.len(), names.len());
    assert!(names.len() > Role::ALL.len() && names.iter().all(|name| !name.contains(',')));
}

#[test]
fn hostile_words_stay_words() {
    let hostile = "<w:p/>&amp;\"'\u{0}\u{8}\u{fffe}]]>${x}{{y}} {% z %}";
    let long = "ữ".repeat(20_000);
    let mut plan = document(vec![vec![block(Role::Body, hostile), block(Role::Point, &long)]]);
    plan.title = hostile.into();
    let parts = written(&plan);
    let kept = "<w:p/>&amp;\"']]>${x}{{y}} {% z %}";
    assert_eq!(words(&parts["word/document.xml"]), format!("{kept} {long}"));
    let core = &parts["docProps/core.xml"];
    assert!(core.contains("<dc:title>&lt;w:p/&gt;&amp;amp;&quot;&apos;]]&gt;"), "{core}");
}

#[test]
fn white_space_of_other_kinds_is_a_space() {
    assert_eq!(lawful("a\tb\r\nc"), "a b  c");
    assert!(matches!(lawful("đủ chữ"), Cow::Borrowed(_)));
}

#[test]
fn properties_say_what_the_document_is_and_its_own_date() {
    let parts = written(&plan());
    let core = &parts["docProps/core.xml"];
    for expected in [
        "<dc:title>Kế hoạch trồng cây</dc:title>",
        "<dc:creator>ỦY BAN NHÂN DÂN XÃ TÂN HÒA</dc:creator>",
        "<cp:category>Kế hoạch</cp:category>",
        "<dc:language>vi-VN</dc:language>",
        ">2026-11-05T00:00:00Z</dcterms:created>",
    ] {
        assert!(core.contains(expected), "{expected}: {core}");
    }
    assert!(!core.contains("unknown"));
    let undated = document(vec![vec![block(Role::Body, "Chữ")]]);
    assert!(written(&undated)["docProps/core.xml"].contains("2020-03-05T00:00:00Z"));
}

#[test]
fn a_rule_is_a_border_of_the_measured_length_and_never_words() {
    let (plan, standard, fonts) = (plan(), standard(), Fonts::embedded());
    let parts = written(&plan);
    let document = &parts["word/document.xml"];
    assert!(!document.contains("<w:u ") && !document.contains("____"));
    let fit = fit(&plan, &standard, &fonts);
    let length = fit.rule(0, 0, 1, 1).expect("a rule under Tiêu ngữ");
    let margin = twips((fit.widths(0, 0)[1] - length) / 2.0);
    let rule = format!(r#"<w:pStyle w:val="rule-motto"/><w:ind w:left="{margin}" w:right="{margin}"/>"#);
    assert!(document.contains(&rule), "{document}");
    assert!(parts["word/styles.xml"].contains(r#"<w:bottom w:val="single" w:space="0" w:sz="6""#));
}

#[test]
fn the_signature_row_holds_together_and_holds_the_last_paragraph() {
    let document = &written(&plan())["word/document.xml"];
    let last = document.find("Các thôn thực hiện").expect("the last paragraph");
    let paragraph = &document[document[..last].rfind("<w:p>").expect("its start")..last];
    assert!(paragraph.contains("<w:keepNext/>"), "{paragraph}");
    let row = &document[document[last..].find("<w:tr>").expect("the row") + last..];
    let row = &row[..row.find("</w:tr>").expect("its end")];
    assert!(row.starts_with("<w:tr><w:trPr><w:cantSplit/></w:trPr>"), "{row}");
    // The styles of the other lines keep with the next already.
    assert_eq!(row.matches("<w:keepNext/>").count(), 2, "{row}");
}

#[test]
fn each_section_counts_its_pages_from_one_and_hides_the_first() {
    let document = &written(&plan())["word/document.xml"];
    assert_eq!(document.matches(r#"<w:pgNumType w:start="1"/>"#).count(), 2);
    assert_eq!(document.matches("<w:titlePg/>").count(), 2);
    assert_eq!(document.matches("<w:sectPr>").count(), 2);
}

#[test]
fn headings_of_a_table_repeat_and_figures_stand_right() {
    let document = &written(&plan())["word/document.xml"];
    assert_eq!(document.matches("<w:tblHeader/>").count(), 1);
    let right = r#"<w:jc w:val="right"/></w:pPr><w:r><w:t xml:space="preserve">1.200"#;
    assert!(document.contains(right), "{document}");
}

#[test]
fn the_contact_line_stands_at_the_foot_of_the_first_page_alone() {
    let contact = block(Role::Contact, "Địa chỉ: Số 1, đường Trung tâm");
    let parts = written(&document(vec![
        vec![block(Role::Body, "Chữ"), contact],
        vec![block(Role::AppendixLabel, "Phụ lục")],
    ]));
    assert_eq!(words(&parts["word/document.xml"]), "Chữ Phụ lục");
    assert_eq!(words(&parts["word/footer2.xml"]), "Địa chỉ: Số 1, đường Trung tâm");
    assert_eq!(words(&parts["word/footer1.xml"]), "");
    let feet: Vec<&str> =
        parts["word/document.xml"].split("<w:footerReference w:type=\"first\" r:id=\"").skip(1).collect();
    assert!(
        feet.len() == 2 && feet[0].starts_with("rId-foot-0\"") && feet[1].starts_with("rId-blank-foot\"")
    );
}

#[test]
fn stamps_are_framed_to_the_millimetre_and_one_stands_in_the_margin() {
    let letterhead = columns(Layout::Letterhead, &[&[(Role::IssuingBody, "SỞ NỘI VỤ")], &[]]);
    let blocks = vec![
        block(Role::Circulation, "LƯU HÀNH NỘI BỘ"),
        letterhead,
        block(Role::Urgency, "HỎA TỐC"),
        block(Role::Body, "Chữ"),
    ];
    let document = &written(&document(vec![blocks]))["word/document.xml"];
    let stamp = |role: Role| {
        let at = document.find(&format!(r#"<w:pStyle w:val="{}"/>"#, role.key())).expect("the stamp");
        &document[at..at + document[at..].find("</w:pPr>").expect("its end")]
    };
    let urgency = stamp(Role::Urgency);
    assert!(urgency.contains(r#"w:color="E8112D""#) && !urgency.contains("framePr"), "{urgency}");
    // 30 mm are 1701 twips of the 9354 of the text area, from its left edge.
    assert!(urgency.contains(r#"<w:ind w:left="0" w:right="7654"/>"#), "{urgency}");
    let circulation = stamp(Role::Circulation);
    assert!(circulation.contains(r#"<w:framePr w:wrap="around""#), "{circulation}");
    // 49.4 mm wide; 8 mm high with its two borders of one point.
    assert!(
        circulation.contains(r#"w:w="2801""#) && circulation.contains(r#"w:line="414""#),
        "{circulation}"
    );
    // A table does not hold a paragraph of the margin: a spacer between them does.
    assert_eq!(document.matches(r#"<w:pStyle w:val="spacer"/>"#).count(), 2);
}

#[test]
fn a_table_is_parted_from_a_table_and_ends_no_section() {
    let table = || Block::Table(Table { header_rows: 0, rows: vec![vec![vec![Inline::plain("a")]]] });
    let sections = vec![vec![table(), table()], vec![block(Role::Body, "Chữ")]];
    let document = &written(&document(sections))["word/document.xml"];
    assert!(!document.contains("</w:tbl><w:tbl>") && !document.contains("</w:tbl><w:sectPr>"), "{document}");
    assert!(document.contains("</w:sectPr></w:pPr></w:p>"), "{document}");
}

#[test]
fn a_note_inside_a_note_keeps_its_words() {
    let inner = Inline::Footnote { text: vec![Inline::plain(" trong")] };
    let outer = Inline::Footnote { text: vec![Inline::plain("ngoài"), inner] };
    let text = vec![Inline::plain("Chữ"), outer];
    let parts = written(&document(vec![vec![Block::Paragraph(Paragraph { role: Role::Body, text })]]));
    assert_eq!(words(&parts["word/footnotes.xml"]), "ngoài trong");
    assert_eq!(parts["word/footnotes.xml"].matches("<w:footnoteRef/>").count(), 1);
}

#[test]
fn a_heading_says_its_level_only_where_it_is_not_the_usual_one() {
    let usual = document(vec![vec![
        block(Role::DocType, "KẾ HOẠCH"),
        block(Role::MajorHeading, "I. MỘT"),
        block(Role::ClauseHeading, "1. Hai"),
    ]]);
    assert!(!written(&usual)["word/document.xml"].contains("outlineLvl"));
    let bare = document(vec![vec![block(Role::DocType, "QUYẾT ĐỊNH"), block(Role::Article, "Điều 1. Ba")]]);
    let document = &written(&bare)["word/document.xml"];
    assert!(document.contains(r#"<w:pStyle w:val="article"/><w:outlineLvl w:val="1"/>"#), "{document}");
}

#[test]
fn a_picture_stands_once_in_the_package_and_says_what_it_shows() {
    let picture =
        |width: f64, alt: &str| Inline::Picture(crate::model::picture::tests::picture(width, 14.0, alt));
    let words = || Inline::plain("Mẫu dấu: ");
    let par = |role: Role, text: Vec<Inline>| Block::Paragraph(Paragraph { role, text });
    let document = document(vec![vec![
        par(Role::Body, vec![words(), picture(28.0, "Dấu \"A\" & <B>")]),
        par(Role::Body, vec![picture(28.0, "Dấu")]),
        par(Role::Contact, vec![words(), picture(9.0, "Biểu trưng")]),
    ]]);
    let parts = parts(&write(&document, &standard(), &Fonts::embedded()).expect("a file"));
    let files: Vec<&String> = parts.keys().filter(|name| name.contains("picture")).collect();
    assert_eq!(files, ["word/media/picture1.png"]);
    let relation = r#"Id="rId-picture-1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/picture1.png""#;
    for rels in ["word/_rels/document.xml.rels", "word/_rels/footer2.xml.rels"] {
        assert!(parts[rels].contains(relation), "{rels}: {}", parts[rels]);
    }
    assert!(parts["[Content_Types].xml"].contains(r#"<Default Extension="png" ContentType="image/png"/>"#));
    let body = &parts["word/document.xml"];
    assert!(body.contains(r#"descr="Dấu &quot;A&quot; &amp; &lt;B&gt;""#), "{body}");
    let extent = format!(r#"<wp:extent cx="{}" cy="{}"/>"#, 28 * 36_000, 14 * 36_000);
    assert_eq!(body.matches(&extent).count(), 2, "{body}");
    assert_eq!(body.matches(r#"w:lineRule="atLeast""#).count(), 1, "{body}");
    assert_eq!(body.matches(r#"w:lineRule="auto""#).count(), 1, "{body}");
    let ids = |part: &str| -> Vec<String> {
        parts[part].split("<wp:docPr id=\"").skip(1).map(|rest| rest[..1].to_owned()).collect()
    };
    let mut all = [ids("word/document.xml"), ids("word/footer2.xml")].concat();
    all.sort();
    assert_eq!(all, ["1", "2", "3"], "no two pictures have one number");
    assert!(!body.contains("w:sym"), "{body}");
}
