//! What other programs put into a file, each by itself: read as Word shows it.

use vanthu::model::looks::{Drawing, Share};
use vanthu::model::standard::Align;
use vanthu::model::{Block, Code, Inline, Reason, Role, document};
use vanthu::readers::docx::Word;

use super::package::{Package, p, r};
use super::{read, said};

fn word(package: Package) -> Word {
    read(&package.zip()).unwrap()
}

fn body(inside: &str) -> Word {
    word(Package::new(inside))
}

fn codes(word: &Word) -> Vec<Code> {
    let ours = [Code::NotADocument, Code::RecipientsMissing, Code::SignatureMissing];
    word.reading.problems.iter().map(|problem| problem.code).filter(|code| !ours.contains(code)).collect()
}

/// The runs of the first paragraph: `b`, `i` and `^` before the words in such a face.
fn faces(word: &Word) -> String {
    let document = word.reading.document.as_ref().unwrap();
    let (_, _, inlines) = document.texts().next().unwrap();
    inlines
        .iter()
        .map(|inline| match inline {
            Inline::Text(run) => format!(
                "{}{}{}<{}>",
                if run.bold { "b" } else { "" },
                if run.italic { "i" } else { "" },
                if run.superscript { "^" } else { "" },
                run.text
            ),
            Inline::Break => "/".to_owned(),
            Inline::Footnote { text } => format!("[{}]", document::words(text)),
            Inline::Picture(picture) => format!("<{}>", picture.alt()),
        })
        .collect()
}

#[test]
fn tracked_changes_are_read_as_accepted_and_said_once() {
    let word = body(concat!(
        r#"<w:p><w:ins w:id="1"><w:r><w:t xml:space="preserve">mới </w:t></w:r></w:ins>"#,
        r#"<w:del w:id="2"><w:r><w:delText>cũ</w:delText></w:r></w:del>"#,
        r#"<w:moveFrom w:id="3"><w:r><w:t>đi</w:t></w:r></w:moveFrom><w:r><w:t>giữ</w:t></w:r></w:p>"#,
        r#"<w:p><w:pPr><w:rPr><w:del w:id="4"/></w:rPr></w:pPr><w:r><w:t xml:space="preserve">nối </w:t></w:r></w:p>"#,
        r#"<w:p><w:moveTo w:id="5"><w:r><w:t>liền</w:t></w:r></w:moveTo></w:p>"#,
    ));
    assert_eq!(said(&word), ["mới giữ", "nối liền"]);
    let problems: Vec<_> =
        word.reading.problems.iter().filter(|problem| problem.code == Code::ChangesAccepted).collect();
    assert_eq!(problems.len(), 1);
    assert!(problems[0].message.contains('5'), "{problems:?}");
    // A comment on the second paragraph goes to the last of the two that became one.
    assert_eq!(word.looks.texts.iter().map(|look| look.paragraph).collect::<Vec<_>>(), [0, 2]);
}

#[test]
fn a_letter_and_its_mark_in_two_runs_are_one_letter() {
    let word = body(
        "<w:p><w:r><w:t>Điều 1. Nơi nhận: VIỆT NAM</w:t></w:r><w:r><w:t>\u{301} là nươ</w:t></w:r><w:r><w:t>\u{301}c</w:t></w:r></w:p>",
    );
    assert_eq!(said(&word), ["Điều 1. Nơi nhận: VIỆT NA\u{1e3e} là nước"]);
}

#[test]
fn a_deleted_row_is_gone() {
    let row = |props: &str, words: &str| {
        format!("<w:tr>{props}<w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>", p(words), p("x"))
    };
    let table = format!(
        r#"<w:tbl>{}{}</w:tbl>"#,
        row("", "một"),
        row(r#"<w:trPr><w:del w:id="1"/></w:trPr>"#, "hai")
    );
    assert_eq!(said(&body(&table)), ["một", "x"]);
}

#[test]
fn content_controls_links_and_tags_give_their_words() {
    let word = body(concat!(
        r#"<w:sdt><w:sdtPr><w:alias w:val="tên"/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>khối</w:t></w:r></w:p></w:sdtContent></w:sdt>"#,
        r#"<w:p><w:sdt><w:sdtContent><w:r><w:t xml:space="preserve">trong </w:t></w:r></w:sdtContent></w:sdt>"#,
        r#"<w:hyperlink r:id="x"><w:r><w:t xml:space="preserve">liên kết </w:t></w:r></w:hyperlink>"#,
        r#"<w:smartTag w:element="place"><w:r><w:t>địa danh</w:t></w:r></w:smartTag>"#,
        r#"<w:bookmarkStart w:id="0" w:name="a"/><w:bookmarkEnd w:id="0"/></w:p>"#,
    ));
    assert_eq!(said(&word), ["khối", "trong liên kết địa danh"]);
    assert_eq!(codes(&word), []);
}

#[test]
fn a_field_shows_its_result_and_never_its_instruction() {
    let field = |code: &str, result: &str| {
        format!(
            r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{code}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>"#
        )
    };
    let inner = field(" MERGEFIELD Ten ", &r("Nguyễn Văn A"));
    let nested = format!(
        r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> IF </w:instrText></w:r>{inner}<w:r><w:instrText> = "" "a" "b"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>"#,
        r(" là b")
    );
    let simple = r#"<w:fldSimple w:instr=" SEQ Bang "><w:r><w:t>7</w:t></w:r></w:fldSimple>"#;
    let word = body(&format!("<w:p>{}{}{nested} {simple}</w:p>", r("Ông "), field(" DATE ", &r("hôm nay"))));
    assert_eq!(said(&word), ["Ông hôm nay là b7"]);
}

#[test]
fn signs_that_are_no_letters_of_a_text_are_read() {
    let word = body(concat!(
        r#"<w:p><w:r><w:t>số 15/KH</w:t><w:noBreakHyphen/><w:t>UBND</w:t><w:tab/><w:t>hai</w:t><w:softHyphen/><w:t>ba</w:t>"#,
        r#"<w:br/><w:t>bốn</w:t><w:sym w:font="Wingdings" w:char="F0FC"/><w:sym w:font="Wingdings" w:char="F021"/></w:r></w:p>"#,
    ));
    assert_eq!(said(&word), ["số 15/KH-UBND haiba bốn✓"]);
    assert_eq!(codes(&word), [Code::NotUnderstood]);
}

#[test]
fn literal_marks_of_typed_text_stay_words() {
    let words = "2 * 3 ** 4^5 [^1] a|b {{ x }} \\* ¹ m²";
    let word = body(&(p(words) + &p("| a | b |") + &p("*nghiêng* **đậm**")));
    assert_eq!(said(&word), [words, "| a | b |", "*nghiêng* **đậm**"]);
    assert_eq!(codes(&word), []);
}

#[test]
fn paragraphs_are_neither_joined_nor_cut() {
    let word = body(&(p("các tổ chức,") + &p("và cá nhân") + &p("1. Một; 2. Hai; 3. Ba")));
    assert_eq!(said(&word), ["các tổ chức,", "và cá nhân", "1. Một; 2. Hai; 3. Ba"]);
}

#[test]
fn faces_come_from_defaults_styles_and_runs() {
    let styles = concat!(
        r#"<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi"/><w:sz w:val="26"/></w:rPr></w:rPrDefault></w:docDefaults>"#,
        r#"<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>"#,
        r#"<w:style w:type="paragraph" w:styleId="Dam"><w:basedOn w:val="Vong"/><w:rPr><w:b/><w:color w:val="FF0000"/></w:rPr></w:style>"#,
        r#"<w:style w:type="paragraph" w:styleId="Vong"><w:basedOn w:val="Dam"/><w:pPr><w:jc w:val="both"/></w:pPr></w:style>"#,
        r#"<w:style w:type="character" w:styleId="Nhan"><w:rPr><w:b/><w:i/></w:rPr></w:style>"#,
    );
    let theme = r#"<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:fontScheme><a:minorFont><a:latin typeface="Cambria"/></a:minorFont></a:fontScheme></a:themeElements></a:theme>"#;
    let inside = concat!(
        r#"<w:p><w:pPr><w:pStyle w:val="Dam"/><w:ind w:left="567" w:hanging="283"/><w:spacing w:before="120" w:line="360" w:lineRule="auto"/></w:pPr>"#,
        r#"<w:r><w:t xml:space="preserve">đậm </w:t></w:r>"#,
        r#"<w:r><w:rPr><w:rStyle w:val="Nhan"/></w:rPr><w:t xml:space="preserve">lật </w:t></w:r>"#,
        r#"<w:r><w:rPr><w:rStyle w:val="Nhan"/><w:b/><w:i w:val="0"/><w:vertAlign w:val="superscript"/></w:rPr><w:t>nâng</w:t></w:r></w:p>"#,
    );
    let package = Package::new(inside)
        .styles(styles)
        .related("theme", "theme/theme1.xml", "")
        .entry("word/theme/theme1.xml", theme);
    let word = word(package);
    // Bold in the paragraph's style and in the run's is bold no more.
    assert_eq!(faces(&word), "b<đậm >i<lật >b^<nâng>");
    let look = &word.looks.texts[0];
    assert_eq!((look.fonts.as_slice(), look.sizes), (&["Cambria".to_owned()][..], [13.0, 13.0]));
    assert_eq!((look.bold, look.italic, look.align), (Share::Some, Share::Some, Align::Justify));
    assert_eq!(look.colours, ["#ff0000"]);
    assert!((look.left - 10.0).abs() < 0.01 && (look.indent + 5.0).abs() < 0.02, "{look:?}");
    assert_eq!((look.before, look.line), (6.0, Some(1.5)));
}

#[test]
fn what_is_hidden_is_left_out_and_told() {
    let word = body(&format!("<w:p>{}<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r></w:p>", r("hiện")));
    assert_eq!(said(&word), ["hiện"]);
    assert_eq!(codes(&word), [Code::HiddenText]);
}

#[test]
fn a_choice_and_its_fallback_are_read_once() {
    let content = |words: &str| format!("<w:txbxContent>{}</w:txbxContent>", p(words));
    let inside = format!(
        r#"<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wp:extent cx="914400" cy="914400"/><a:graphic><a:graphicData><wps:wsp><wps:txbx>{}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>{}</w:p>{}"#,
        content("trong khung"),
        content("trong khung"),
        r("ngoài"),
        p("sau")
    );
    let word = body(&inside);
    assert_eq!(said(&word), ["ngoài", "trong khung", "sau"]);
    assert_eq!(codes(&word), [Code::TextBoxMoved]);
    // Comments count every start tag, those of what was not taken too.
    assert_eq!(word.looks.texts.iter().map(|look| look.paragraph).collect::<Vec<_>>(), [0, 1, 3]);
}

#[test]
fn an_unknown_choice_falls_back() {
    let inside = r#"<w:p><w:r><mc:AlternateContent><mc:Choice Requires="xyz"><w:t>lạ</w:t></mc:Choice><mc:Fallback><w:t>quen</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>"#;
    assert_eq!(said(&body(inside)), ["quen"]);
}

#[test]
fn pictures_equations_and_the_unknown_are_told() {
    let picture = r#"<w:r><w:drawing><wp:inline><wp:extent cx="914400" cy="914400"/><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="x"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"#;
    let equation = "<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>";
    let word =
        body(&format!("<w:p>{picture}{} {equation}<w:novel><w:t>mới lạ</w:t></w:novel></w:p>", r("c = ")));
    assert_eq!(said(&word), ["c = a+bmới lạ"]);
    assert_eq!(codes(&word), [Code::PictureLeftOut, Code::EquationFlattened, Code::NotUnderstood]);
}

#[test]
fn notes_stand_where_they_are_called() {
    let notes = format!(
        r#"<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>{}</w:p></w:footnote>"#,
        r(" Chú thích.")
    );
    let inside = format!(
        r#"<w:p>{}<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="2"/></w:r>{}</w:p>"#,
        r("lời"),
        r(" văn")
    );
    let word = word(Package::new(&inside).with("footnotes", "footnotes", &notes));
    assert_eq!(faces(&word), "<lời>[Chú thích.]< văn>");
}

#[test]
fn margins_give_the_page_number_and_leave_their_words_over() {
    let header = format!(
        r#"<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{}<w:r><w:rPr><w:sz w:val="26"/></w:rPr><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r><w:r><w:rPr><w:sz w:val="26"/></w:rPr><w:fldChar w:fldCharType="end"/></w:r></w:p>"#,
        r("Trang ")
    );
    let section = r#"<w:sectPr><w:headerReference w:type="default" r:id="header"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701" w:gutter="0"/></w:sectPr>"#;
    let word = word(Package::new(&(p("lời văn") + section)).with("header", "hdr", &header));
    let sheet = &word.looks.sheets[0];
    assert!((sheet.left - 30.0).abs() < 0.01 && (sheet.right - 15.0).abs() < 0.01, "{sheet:?}");
    let number = sheet.number.as_ref().unwrap();
    assert_eq!((number.top, number.align, number.size, number.on_first), (true, Align::Center, 13.0, true));
    let left: Vec<_> = word.reading.leftovers.iter().map(|left| (left.text.as_str(), left.reason)).collect();
    assert_eq!(left, [("Trang", Reason::Margin)]);
}

#[test]
fn lines_under_words_are_found_however_they_are_drawn() {
    let centred = |inside: &str| format!(r#"<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{inside}</w:p>"#);
    let words = r("Độc lập - Tự do - Hạnh phúc");
    let shape = r#"<w:r><w:drawing><wp:anchor><wp:positionV relativeFrom="paragraph"><wp:posOffset>200000</wp:posOffset></wp:positionV><wp:extent cx="1800000" cy="0"/><a:graphic><a:graphicData><wps:wsp><wps:spPr><a:prstGeom prst="line"/></wps:spPr></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"#;
    let vml = r#"<w:r><w:pict><v:line from="10pt,2pt" to="152pt,2pt"/></w:pict></w:r>"#;
    let border = r#"<w:p><w:pPr><w:pBdr><w:bottom w:val="single" w:sz="4"/></w:pBdr></w:pPr></w:p>"#;
    for (inside, kind, length) in [
        (centred(&format!("{words}{shape}")), Drawing::Shape, Some(50.0)),
        (centred(&words) + &centred(vml), Drawing::Shape, Some(50.1)),
        (centred(&words) + border, Drawing::Border, None),
        (centred(&words) + &centred(&r("_______")), Drawing::Characters, None),
        (centred(&format!("{words}<w:r><w:br/></w:r>{}", r("––––––"))), Drawing::Characters, None),
    ] {
        let word = body(&inside);
        let look = word.looks.texts.iter().find(|look| look.rule.is_some()).expect(&inside);
        let drawn = look.rule.as_ref().unwrap();
        assert_eq!(drawn.kind, kind, "{inside}");
        match (drawn.length, length) {
            (Some(found), Some(wanted)) => assert!((found - wanted).abs() < 0.1, "{found} {wanted}"),
            (found, wanted) => assert_eq!(found, wanted, "{inside}"),
        }
        let document = word.reading.document.unwrap();
        let (_, role, _) = document.texts().find(|(at, ..)| *at == look.at).unwrap();
        assert_eq!(role, Role::Motto, "{inside}");
    }
}

#[test]
fn a_table_is_a_table_and_its_merged_cells_keep_their_columns() {
    let cell = |props: &str, words: &str| format!("<w:tc><w:tcPr>{props}</w:tcPr>{}</w:tc>", p(words));
    let inside = format!(
        "<w:tbl><w:tblPr><w:tblBorders><w:top w:val=\"single\"/></w:tblBorders></w:tblPr><w:tr>{}{}</w:tr><w:tr>{}{}{}</w:tr></w:tbl>{}",
        cell("", "STT"),
        cell(r#"<w:gridSpan w:val="2"/>"#, "Đơn vị"),
        cell("", "1"),
        cell("", "Thôn Đông"),
        format_args!("<w:tc>{}{}</w:tc>", p("hai"), p("đoạn")),
        p("hết")
    );
    let word = body(&inside);
    let document = word.reading.document.as_ref().unwrap();
    let mut tables = document.sections[0].blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    let table = tables.next().unwrap();
    let rows: Vec<Vec<String>> =
        table.rows.iter().map(|row| row.iter().map(|cell| document::words(cell)).collect()).collect();
    assert_eq!(
        (table.header_rows, rows),
        (
            1,
            vec![
                vec!["STT".to_owned(), "Đơn vị".to_owned(), String::new()],
                vec!["1".to_owned(), "Thôn Đông".to_owned(), "hai đoạn".to_owned()],
            ]
        )
    );
    // The fourth cell's look is that of its first paragraph.
    let at = |row, cell| word.looks.texts.iter().find(|look| look.at.within == Some([row, cell]));
    assert_eq!(at(1, 2).map(|look| look.paragraph), Some(4));
    assert_eq!(at(0, 2), None);
}
