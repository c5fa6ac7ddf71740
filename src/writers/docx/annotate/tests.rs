use super::marks::{end, start};
use super::*;

const W: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#;

/// A Word file with this body, and more parts.
fn file(body: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let relations = |inner: &str| {
        format!(
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>"#
        )
    };
    let main = relations(
        r#"<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>"#,
    );
    let document = format!("\u{feff}<w:document {W}><w:body>{body}</w:body></w:document>");
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut put = |name: &str, bytes: &str| {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes.as_bytes()).unwrap();
    };
    put(TYPES, r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#);
    put(PACKAGE, &main);
    put("word/document.xml", &document);
    for (name, bytes) in more {
        let bytes = if name.ends_with(".rels") { relations(bytes) } else { (*bytes).to_owned() };
        put(name, &bytes);
    }
    zip.finish().unwrap().into_inner()
}

fn read(docx: &[u8], name: &str) -> String {
    let bytes = needed(&mut open(docx).unwrap(), name).unwrap();
    String::from_utf8(bytes).unwrap()
}

fn on(paragraph: usize, words: Option<(&str, usize)>) -> Comment {
    let words = words.map(|(text, before)| Words { text: text.to_owned(), before });
    Comment { paragraph, words, text: "Sai & <thiếu>".into() }
}

/// The body after comments were put in, with short names for their marks.
fn body(inner: &str, comments: &[Comment]) -> String {
    let docx = annotate(&file(inner, &[]), comments).unwrap();
    let document = read(&docx, "word/document.xml");
    let body = document.split_once("<w:body>").unwrap().1.split_once("</w:body>").unwrap().0.to_owned();
    let mut body = body.replace(r#" xml:space="preserve""#, "");
    for id in 0..comments.len() {
        body = body
            .replace(&start("w:", id as u64), &format!("[{id}"))
            .replace(&end("w:", id as u64), &format!("{id}]"));
    }
    body
}

#[test]
fn words_inside_a_run_are_cut_out_and_keep_their_look() {
    let run = "<w:p><w:pPr><w:b/></w:pPr><w:r w:rsidR=\"1\"><w:rPr><w:i/></w:rPr><w:t>Số 7 ngày 5</w:t></w:r></w:p>";
    assert_eq!(
        body(run, &[on(0, Some(("7 n", 2)))]),
        "<w:p><w:pPr><w:b/></w:pPr><w:r w:rsidR=\"1\"><w:rPr><w:i/></w:rPr><w:t>Số </w:t></w:r>[0\
         <w:r w:rsidR=\"1\"><w:rPr><w:i/></w:rPr><w:t>7 n</w:t></w:r>0]\
         <w:r w:rsidR=\"1\"><w:rPr><w:i/></w:rPr><w:t>gày 5</w:t></w:r></w:p>"
    );
}

#[test]
fn of_equal_words_the_nearest_are_marked_and_ranges_may_cross() {
    let runs = "<w:p><w:r><w:t>a b a</w:t></w:r><w:r><w:t>b</w:t></w:r></w:p>";
    assert_eq!(
        body(runs, &[on(0, Some(("a", 2))), on(0, Some(("ba", 1))), on(0, None)]),
        "<w:p>[2<w:r><w:t>a </w:t></w:r>[1<w:r><w:t>b </w:t></w:r>[0<w:r><w:t>a</w:t></w:r>0]1]\
         <w:r><w:t>b</w:t></w:r>2]</w:p>"
    );
}

#[test]
fn what_cannot_be_cut_is_marked_whole() {
    let link = "<w:p><w:hyperlink w:anchor=\"x\"><w:r><w:t>a b</w:t></w:r></w:hyperlink><w:r><w:t>c</w:t></w:r></w:p>";
    assert_eq!(
        body(link, &[on(0, Some(("b", 1)))]),
        link.replace("<w:hyper", "[0<w:hyper").replace("link><w:r>", "link>0]<w:r>")
    );
    let loose = "<w:p><w:r><w:t> a b</w:t></w:r></w:p>";
    assert_eq!(body(loose, &[on(0, Some(("b", 1)))]), "<w:p>[0<w:r><w:t> a b</w:t></w:r>0]</w:p>");
    let change = "<w:p><w:r><w:rPr><w:rPrChange w:id=\"1\"/></w:rPr><w:t>a b</w:t></w:r></w:p>";
    assert!(body(change, &[on(0, Some(("b", 1)))]).starts_with("<w:p>[0<w:r>"));
    let gone = "<w:p><w:r><w:t>a b</w:t></w:r></w:p>";
    assert_eq!(body(gone, &[on(0, Some(("x", 1)))]), "<w:p>[0<w:r><w:t>a b</w:t></w:r>0]</w:p>");
}

#[test]
fn entities_are_letters_and_deleted_words_are_none() {
    let text = "<w:p><w:del><w:r><w:t>A</w:t></w:r></w:del><w:r><w:t>A &amp; &#66; C</w:t></w:r></w:p>";
    assert_eq!(
        body(text, &[on(0, Some(("&B", 1)))]),
        "<w:p><w:del><w:r><w:t>A</w:t></w:r></w:del><w:r><w:t>A </w:t></w:r>[0<w:r><w:t>&amp; &#66;</w:t></w:r>0]\
         <w:r><w:t> C</w:t></w:r></w:p>"
    );
}

#[test]
fn empty_paragraphs_and_text_boxes_take_comments_too() {
    let boxed =
        "<w:p/><w:p><w:pPr/></w:p><w:p><w:r><w:pict><w:p><w:r><w:t>in</w:t></w:r></w:p></w:pict></w:r></w:p>";
    let file = file(boxed, &[]);
    assert_eq!(paragraphs(&file).unwrap(), ["", "", "", ""]);
    assert_eq!(
        body(boxed, &[on(0, None), on(1, None), on(3, Some(("in", 0))), on(99, None)]),
        "<w:p>[00]</w:p><w:p><w:pPr/>[11]</w:p><w:p>[2[3<w:r><w:pict><w:p><w:r><w:t>in</w:t></w:r></w:p></w:pict></w:r>2]3]</w:p>"
    );
}

#[test]
fn what_the_file_has_is_kept_and_ids_stay_unique() {
    let old = format!("<w:comments {W}><w:comment w:id=\"7\"><w:p/></w:comment></w:comments>");
    let relation = r#"<Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="/word/notes.xml"/>"#;
    let parts = [
        ("word/notes.xml", old.as_str()),
        ("word/_rels/document.xml.rels", relation),
        ("word/comments.xml", "somebody's own"),
        ("word/media/a.bin", "\u{1}\u{2}"),
    ];
    let body = "<w:p><w:r><w:t>a</w:t></w:r></w:p>";
    let before = file(body, &parts);
    let after = annotate(&before, &[on(0, None), on(0, Some(("a", 0)))]).unwrap();
    let notes = read(&after, "word/notes.xml");
    assert!(
        notes.contains("<w:comment w:id=\"7\"><w:p/></w:comment><w:comment w:id=\"8\" w:author=\"vanthu\"")
    );
    assert!(notes.contains("w:id=\"9\"") && notes.contains("Sai &amp; &lt;thiếu&gt;"), "{notes}");
    for same in ["word/_rels/document.xml.rels", "word/comments.xml", "word/media/a.bin", PACKAGE] {
        assert_eq!(read(&before, same), read(&after, same), "{same}");
    }
    assert!(read(&after, TYPES).contains("PartName=\"/word/notes.xml\""));
    assert!(read(&after, "word/document.xml").contains("<w:commentReference w:id=\"9\"/>"));
    // Once more on top of our own.
    let twice = annotate(&after, &[on(0, None)]).unwrap();
    assert!(read(&twice, "word/notes.xml").contains("w:id=\"10\""));
    assert_eq!(read(&twice, TYPES), read(&after, TYPES), "listed once");
}

#[test]
fn a_file_without_comments_gets_the_part_its_type_and_its_relation() {
    let after = annotate(&file("<w:p/>", &[]), &[on(0, None)]).unwrap();
    assert!(read(&after, "word/comments.xml").contains("w:initials=\"vt\""));
    assert!(read(&after, TYPES).ends_with("comments+xml\"/></Types>"));
    assert!(
        read(&after, "word/_rels/document.xml.rels").contains("Target=\"comments.xml\"/></Relationships>")
    );
    assert_eq!(annotate(&after, &[]).unwrap(), after, "nothing to say, nothing changed");
}

#[test]
fn what_is_no_word_file_is_refused() {
    for bytes in [&b"PK"[..], b"{\\rtf1}", &file("<w:p>", &[]), &file("", &[])] {
        assert!(annotate(bytes, &[on(0, None)]).is_err());
    }
}
