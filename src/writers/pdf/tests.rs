use super::*;
use crate::model::standard::{ND30_2020, PT_PER_MM};
use crate::model::{Inline, Paragraph, Role, Section, SectionKind, Table};
use typst::layout::{Frame, FrameItem, Point};

/// Words on paper: their page (from 1), left end, baseline and width in pt, and face.
#[derive(Debug)]
struct Words {
    page: usize,
    x: f64,
    y: f64,
    width: f64,
    size: f64,
    text: String,
}

impl Laid {
    fn words(&self) -> Vec<Words> {
        fn walk(frame: &Frame, page: usize, origin: Point, words: &mut Vec<Words>) {
            for (point, item) in frame.items() {
                match item {
                    FrameItem::Group(group) => walk(&group.frame, page, origin + *point, words),
                    FrameItem::Text(text) => words.push(Words {
                        page,
                        x: (origin + *point).x.to_pt(),
                        y: (origin + *point).y.to_pt(),
                        width: text.width().to_pt(),
                        size: text.size.to_pt(),
                        text: text.text.to_string(),
                    }),
                    _ => {}
                }
            }
        }
        let mut words = Vec::new();
        for (at, page) in self.pages.pages().iter().enumerate() {
            walk(&page.frame, at + 1, Point::zero(), &mut words);
        }
        words
    }

    fn text(&self) -> String {
        self.words().into_iter().map(|words| words.text).collect::<Vec<_>>().join(" ")
    }

    fn find(&self, text: &str) -> Words {
        self.words().into_iter().find(|words| words.text.contains(text)).expect(text)
    }
}

fn standard() -> Standard {
    Standard::load(ND30_2020).unwrap()
}

fn paragraph(role: Role, text: &str) -> Block {
    Block::Paragraph(Paragraph::plain(role, text))
}

fn columns(layout: Layout, cells: &[&[(Role, &str)]]) -> Block {
    let cells = cells
        .iter()
        .map(|cell| cell.iter().map(|&(role, text)| Paragraph::plain(role, text)).collect())
        .collect();
    Block::Columns(Columns { layout, cells })
}

fn section(kind: SectionKind, blocks: Vec<Block>) -> Section {
    Section { kind, blocks }
}

fn document(blocks: Vec<Block>) -> Document {
    let sections = vec![section(SectionKind::Main, blocks)];
    Document { kind: "plan".into(), title: "Kế hoạch thử".into(), sections }
}

fn letterhead() -> Vec<Block> {
    vec![
        columns(
            Layout::Letterhead,
            &[
                &[(Role::ParentBody, "UBND TỈNH"), (Role::IssuingBody, "SỞ NỘI VỤ")],
                &[
                    (Role::NationalTitle, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
                    (Role::Motto, "Độc lập - Tự do - Hạnh phúc"),
                ],
            ],
        ),
        columns(
            Layout::Numbering,
            &[&[(Role::DocNumber, "Số: 12/KH-SNV")], &[(Role::PlaceDate, "Huế, ngày 05 tháng 11 năm 2026")]],
        ),
    ]
}

fn signature() -> Block {
    columns(
        Layout::Signature,
        &[
            &[(Role::RecipientsLabel, "Nơi nhận:"), (Role::Recipient, "- Lưu: VT.")],
            &[(Role::SignerTitle, "GIÁM ĐỐC"), (Role::SignerName, "Nguyễn Văn An")],
        ],
    )
}

const SENTENCE: &str = "Các đơn vị chủ động phối hợp, tổ chức thực hiện phong trào thi đua. ";

fn lay_out(document: &Document) -> Laid {
    lay(document, &standard(), &Fonts::embedded(), Limits::default()).unwrap()
}

fn near(got: f64, want: f64, by: f64) {
    assert!((got - want).abs() <= by, "{got} is not {want}");
}

#[test]
fn a_file_claims_both_standards_and_is_the_same_every_time() {
    let mut blocks = letterhead();
    blocks.push(paragraph(Role::DocType, "KẾ HOẠCH"));
    blocks.push(paragraph(Role::Body, SENTENCE));
    let document = document(blocks);
    let one = lay_out(&document).pdf().unwrap();
    let text = String::from_utf8_lossy(&one);
    for claim in
        ["<pdfaid:part>2</pdfaid:part>", "<pdfaid:conformance>A</pdfaid:conformance>", "pdfuaid:part"]
    {
        assert!(text.contains(claim), "{claim}");
    }
    assert!(text.contains("2026-11-05T00:00:00+07:00"), "the date is the document's own");
    assert!(text.contains("(vi-VN)"), "the language");
    lay_out(&self::document(letterhead())).pdf().unwrap();
    assert!(one == lay_out(&document).pdf().unwrap(), "the same document gave other bytes");
}

#[test]
fn the_letterhead_stands_where_the_decree_puts_it() {
    let laid = lay_out(&document(letterhead()));
    let title = laid.find("CỘNG HÒA");
    let motto = laid.find("Độc lập");
    let number = laid.find("Số: 12");
    let date = laid.find("Huế");
    // Right column: 30 + 65 mm to 195 mm, its middle at 145 mm.
    for words in [&title, &motto, &date] {
        near((words.x + words.width / 2.0) / PT_PER_MM, 145.0, 0.1);
    }
    for words in [&laid.find("SỞ NỘI VỤ"), &laid.find("UBND"), &number] {
        near((words.x + words.width / 2.0) / PT_PER_MM, 62.5, 0.1);
    }
    near(number.y, date.y, 0.01);
    near(laid.find("UBND").y, title.y, 0.01);
    near(title.size, 12.0, 0.01);
    near(motto.size, 13.0, 0.01);
    // 80 parts of a hundred of the first line's pitch are above its baseline.
    near(title.y, 20.0 * PT_PER_MM + 0.8 * standard().pitch(Role::NationalTitle), 0.01);
}

#[test]
fn the_first_lines_of_a_signature_row_are_level_and_names_too() {
    let wide = "KT. GIÁM ĐỐC SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH";
    let signers = columns(
        Layout::Signature,
        &[
            &[(Role::SignerTitle, "CHÁNH VĂN PHÒNG"), (Role::SignerName, "Lê Thị Hoa")],
            &[(Role::Capacity, wide), (Role::SignerTitle, "PHÓ GIÁM ĐỐC"), (Role::SignerName, "Trần Bình")],
        ],
    );
    let laid = lay_out(&document(vec![paragraph(Role::Body, SENTENCE), signature(), signers]));
    near(laid.find("Nơi nhận").y, laid.find("GIÁM ĐỐC").y, 0.01);
    near(laid.find("CHÁNH VĂN PHÒNG").y, laid.find("KT. GIÁM").y, 0.01);
    near(laid.find("Lê Thị Hoa").y, laid.find("Trần Bình").y, 0.01);
    let space = laid.find("Nguyễn Văn An").y - laid.find("GIÁM ĐỐC").y;
    near(space, 28.0 * PT_PER_MM + standard().pitch(Role::SignerName), 0.05);
}

#[test]
fn words_are_printed_as_they_are_and_never_run() {
    let hostile = "#read(\"/data.json\") *x* $x$ ] } \\u{41} [^1] @ref <label> // `raw` ~ -- --- \"q\"";
    let laid = lay_out(&document(vec![paragraph(Role::Body, hostile)]));
    let words: Vec<String> = laid.text().split_whitespace().map(str::to_owned).collect();
    assert_eq!(words.join(" "), hostile);
}

#[test]
fn a_character_without_a_glyph_is_framed_in_the_preview_and_refused_on_paper() {
    let laid = lay_out(&document(vec![paragraph(Role::Body, "đã xong ☑ và 漢")]));
    assert!(laid.text().contains("U+2611"), "{}", laid.text());
    assert!(laid.png(1, 1.0).unwrap().starts_with(b"\x89PNG"));
    assert!(laid.svg(1).unwrap().contains("<svg"));
    assert_eq!(laid.pdf(), Err(Error::GlyphMissing(vec!['☑', '漢'])));
    assert_eq!(laid.png(2, 1.0), Err(Error::NoSuchPage { asked: 2, pages: 1 }));
    assert_eq!(laid.svg(0), Err(Error::NoSuchPage { asked: 0, pages: 1 }));
}

#[test]
fn page_numbers_start_anew_in_an_appendix_and_no_first_page_has_one() {
    let long: Vec<Block> = (0..60).map(|_| paragraph(Role::Body, SENTENCE)).collect();
    let sections = vec![section(SectionKind::Main, long.clone()), section(SectionKind::Appendix, long)];
    let laid = lay_out(&Document { kind: "plan".into(), title: "t".into(), sections });
    let numbers: Vec<(usize, String)> = laid
        .words()
        .into_iter()
        .filter(|words| words.y < 20.0 * PT_PER_MM)
        .map(|words| {
            near((words.x + words.width / 2.0) / PT_PER_MM, 30.0 + 165.0 / 2.0, 0.1);
            near(words.y, 10.0 * PT_PER_MM + 0.8 * standard().pitch(Role::PageNumber), 0.01);
            (words.page, words.text)
        })
        .collect();
    let half = laid.pages() / 2;
    assert!(half >= 2, "{} pages", laid.pages());
    let expected: Vec<(usize, String)> =
        (2..=half).map(|n| (n, n.to_string())).chain((2..=half).map(|n| (half + n, n.to_string()))).collect();
    assert_eq!(numbers, expected);
}

#[test]
fn a_signature_never_stands_alone_on_a_page() {
    // However many lines fill the page above it.
    for lines in 24..34 {
        let mut blocks: Vec<Block> = (0..lines).map(|_| paragraph(Role::Body, "Một dòng.")).collect();
        blocks.push(paragraph(Role::Body, &SENTENCE.repeat(4)));
        blocks.push(signature());
        let laid = lay_out(&document(blocks));
        let (title, name) = (laid.find("GIÁM ĐỐC"), laid.find("Nguyễn Văn An"));
        assert_eq!(title.page, name.page, "{lines} lines: the signature is torn");
        let body = laid
            .words()
            .into_iter()
            .any(|words| words.page == title.page && words.y < title.y - 1.0 && words.y > 60.0);
        assert!(body, "{lines} lines: the signature is alone on page {}", title.page);
    }
}

#[test]
fn too_many_pages_are_refused_before_and_after_layout() {
    let limits = |pages| Limits { pages };
    let (standard, fonts) = (standard(), Fonts::embedded());
    let million = document(vec![paragraph(Role::Body, &"a".repeat(3_000_000))]);
    let refused = lay(&million, &standard, &fonts, Limits::default()).err();
    assert_eq!(refused, Some(Error::TooManyPages { limit: 500 }));
    // Page breaks are not words: only the layout sees them.
    let breaks = document((0..6).flat_map(|_| [paragraph(Role::Body, "x"), Block::PageBreak]).collect());
    assert_eq!(lay(&breaks, &standard, &fonts, limits(6)).map(|laid| laid.pages()).ok(), Some(6));
    assert_eq!(lay(&breaks, &standard, &fonts, limits(5)).err(), Some(Error::TooManyPages { limit: 5 }));
}

#[test]
fn the_count_before_layout_is_never_more_than_the_pages() {
    let (standard, fonts) = (standard(), Fonts::embedded());
    let cell = || vec![Inline::plain(SENTENCE.repeat(3))];
    let table = Table { header_rows: 0, rows: (0..40).map(|_| vec![cell(), cell()]).collect() };
    let prose: Vec<Block> = (0..200).map(|n| paragraph(Role::Body, &SENTENCE.repeat(n % 9 + 1))).collect();
    for blocks in [vec![Block::Table(table)], prose] {
        let document = document(blocks);
        let bound = bound::pages(&document, &standard, &fit(&document, &standard, &fonts), &fonts);
        let pages = lay_out(&document).pages();
        assert!(bound <= pages && bound * 2 >= pages, "{bound} of {pages}");
    }
}

#[test]
fn nothing_runs_off_the_paper() {
    let long = "Ư".repeat(400);
    let cells = |n: usize| (0..n).map(|_| vec![Inline::plain("nghiêng".repeat(4))]).collect::<Vec<_>>();
    let table = Table { header_rows: 1, rows: vec![cells(12), cells(12)] };
    let blocks = vec![paragraph(Role::Body, &long), Block::Table(table), paragraph(Role::Article, &long)];
    let laid = lay_out(&document(blocks));
    for words in laid.words() {
        assert!(words.x + words.width < 195.5 * PT_PER_MM, "{words:?}");
    }
    assert_eq!(laid.text().matches('Ư').count(), 800);
}

/// Every word of the document is on paper, and none of it off the paper.
fn all_on_paper(document: &Document, expected: usize) {
    let laid = lay_out(document);
    let words = laid.words();
    assert_eq!(words.iter().map(|words| words.text.matches("phong").count()).sum::<usize>(), expected);
    let foot = 277.0 * PT_PER_MM + 1.0;
    assert!(words.iter().all(|words| words.y < foot), "words run off the foot of a page");
    laid.pdf().unwrap();
}

#[test]
fn what_is_taller_than_a_page_goes_on_on_the_next() {
    let note = || Inline::Footnote { text: vec![Inline::plain("Chú thích.")] };
    let long = || vec![Inline::plain(SENTENCE.repeat(120))];
    let short = || vec![Inline::plain("1")];
    let table = |head: Vec<Vec<Inline>>, header_rows: usize| {
        Block::Table(Table { header_rows, rows: vec![head, vec![short(), long()], vec![short(), short()]] })
    };
    let noted = vec![short(), vec![Inline::plain("Nội dung"), note()]];
    all_on_paper(&document(vec![table(vec![short(), short()], 1)]), 120);
    all_on_paper(&document(vec![table(noted, 1)]), 120);
    all_on_paper(&document(vec![table(vec![short(), long()], 1)]), 240);
    let both = vec![[long(), vec![note()]].concat(), vec![Inline::Footnote { text: long() }]];
    all_on_paper(&document(vec![table(both, 0)]), 360);
    let recipients = || (0..120).map(|_| Paragraph::plain(Role::Recipient, "- phong trào;")).collect();
    let signer = vec![Paragraph::plain(Role::SignerTitle, "GIÁM ĐỐC")];
    let signature = Columns { layout: Layout::Signature, cells: vec![recipients(), signer] };
    all_on_paper(&document(vec![Block::Columns(signature)]), 120);
    let contact = paragraph(Role::Contact, &SENTENCE.repeat(60));
    all_on_paper(&document(vec![paragraph(Role::Body, SENTENCE), contact]), 61);
}

#[test]
fn more_notes_than_find_room_at_the_foot_of_a_page_stand_below_the_words_that_call_them() {
    let note = |text: &str| Inline::Footnote { text: vec![Inline::plain(text)] };
    let row = |text: &str| vec![vec![Inline::plain("Việc"), note(text)], vec![Inline::plain("1")]];
    let table = Table { header_rows: 0, rows: vec![row("Ngắn."), row(&SENTENCE.repeat(200))] };
    let document = document(vec![Block::Table(table)]);
    all_on_paper(&document, 200);
    let laid = lay_out(&document);
    let numbers: Vec<String> = laid.words().into_iter().filter(|w| w.text == "(1)").map(|w| w.text).collect();
    assert_eq!(numbers.len(), 2, "called once, and once before the note");
    near(laid.find("Các đơn vị chủ").size, 10.0, 0.01);
    assert_eq!(laid.find("Ngắn.").page, 1);
    assert!(laid.find("Ngắn.").y > 700.0, "a note that finds room stands at the foot of the page");
}

#[test]
fn a_note_stands_on_the_page_of_its_mark() {
    let noted = |role: Role, text: &str, note: &str| {
        let note = Inline::Footnote { text: vec![Inline::plain(note)] };
        Block::Paragraph(Paragraph { role, text: vec![Inline::plain(text), note] })
    };
    // However many lines fill the page above what is kept together.
    for lines in 24..38 {
        let mut blocks: Vec<Block> = (0..lines).map(|_| paragraph(Role::Body, "Một dòng.")).collect();
        blocks.push(noted(Role::MajorHeading, "I. MỤC ĐÍCH", "Của đầu đề."));
        blocks.push(noted(Role::Body, "Lời cuối", "Của lời cuối."));
        blocks.push(signature());
        let laid = lay_out(&document(blocks));
        for (words, note) in [("I. MỤC ĐÍCH", "Của đầu đề."), ("Lời cuối", "Của lời cuối.")]
        {
            assert_eq!(laid.find(words).page, laid.find(note).page, "{lines} lines: {words}");
        }
    }
}

/// How many times laying a document out takes a layout by Typst.
fn layouts(document: &Document) -> usize {
    let before = once::tests::LAYOUTS.get();
    lay_out(document);
    once::tests::LAYOUTS.get() - before
}

#[test]
fn a_plain_document_is_laid_out_once() {
    let mut blocks = letterhead();
    let note = Inline::Footnote { text: vec![Inline::plain("Chú thích.")] };
    let noted = vec![Inline::plain(SENTENCE), note];
    for _ in 0..40 {
        blocks.push(paragraph(Role::MajorHeading, "I. MỤC ĐÍCH"));
        blocks.push(paragraph(Role::Body, &SENTENCE.repeat(3)));
    }
    blocks.push(Block::Paragraph(Paragraph { role: Role::Body, text: noted.clone() }));
    let row = || vec![noted.clone(), vec![Inline::plain("12")]];
    blocks.push(Block::Table(Table { header_rows: 1, rows: vec![row(), row(), row()] }));
    blocks.push(paragraph(Role::Body, SENTENCE));
    blocks.push(signature());
    assert_eq!(layouts(&document(blocks.clone())), 1);
    // Only a layout shows after which words the contact is read.
    blocks.push(paragraph(Role::Contact, "Địa chỉ: Số 1"));
    assert_eq!(layouts(&document(blocks)), 2);
}

#[test]
fn notes_are_numbered_as_they_are_read_and_the_contact_is_read_last_on_its_page() {
    let noted = |role: Role, text: &str, note: &str| {
        let note = Inline::Footnote { text: vec![Inline::plain(note)] };
        Block::Paragraph(Paragraph { role, text: vec![Inline::plain(text), note] })
    };
    for lines in [1, 60] {
        let mut blocks = vec![noted(Role::Contact, "Địa chỉ", "Của liên hệ.")];
        blocks.push(noted(Role::Body, "Lời đầu", "Của lời đầu."));
        blocks.extend((0..lines).map(|_| paragraph(Role::Body, "Một dòng.")));
        blocks.push(noted(Role::Body, "Lời cuối", "Của lời cuối."));
        let laid = lay_out(&document(blocks));
        let words = laid.words();
        let number = |note: &str| {
            let at = words.iter().position(|words| words.text.contains(note)).expect(note);
            words[at - 1].text.trim().to_owned()
        };
        let numbers = ["Của lời đầu.", "Của liên hệ.", "Của lời cuối."].map(number);
        assert_eq!(numbers, if lines == 1 { ["1", "3", "2"] } else { ["1", "2", "3"] }, "{lines} lines");
        assert_eq!(laid.find("Địa chỉ").page, 1);
    }
}

#[test]
fn columns_with_long_notes_go_on_on_the_next_page() {
    let note = |text: String| Inline::Footnote { text: vec![Inline::plain(text)] };
    let cell = |role: Role, text: Vec<Inline>| vec![Paragraph { role, text }];
    for layout in [Layout::Letterhead, Layout::Signature] {
        let left = cell(Role::Recipient, vec![Inline::plain("Nơi nhận"), note(SENTENCE.repeat(200))]);
        let right = cell(Role::SignerTitle, vec![Inline::plain("GIÁM ĐỐC")]);
        all_on_paper(&document(vec![Block::Columns(Columns { layout, cells: vec![left, right] })]), 200);
    }
    // As many words as are kept whole, and as many notes as stand at the foot of a page.
    for names in 20..44 {
        let mut left = vec![Paragraph::plain(Role::Recipient, "- phong trào;"); names];
        let text = (0..12).map(|_| note("Chú thích.".into())).collect();
        left.push(Paragraph { role: Role::Recipient, text });
        let right = cell(Role::SignerTitle, vec![Inline::plain("GIÁM ĐỐC")]);
        let signature = Columns { layout: Layout::Signature, cells: vec![left, right] };
        let before = (0..20).map(|_| paragraph(Role::Body, "Một dòng."));
        let blocks = before.chain([Block::Columns(signature)]).collect();
        all_on_paper(&document(blocks), names);
    }
}

/// A picture of a size in mm.
fn picture(width: f64, height: f64) -> Inline {
    Inline::Picture(crate::model::picture::tests::picture(width, height, "Dấu của cơ quan"))
}

/// The pictures on paper: their page, left end, lower end, width and height in pt.
fn pictures(laid: &Laid) -> Vec<(usize, [f64; 4])> {
    fn walk(frame: &Frame, page: usize, origin: Point, found: &mut Vec<(usize, [f64; 4])>) {
        for (point, item) in frame.items() {
            let at = origin + *point;
            match item {
                FrameItem::Group(group) => walk(&group.frame, page, at, found),
                FrameItem::Image(_, size, _) => {
                    let (x, y) = (at.x.to_pt(), (at.y + size.y).to_pt());
                    found.push((page, [x, y, size.x.to_pt(), size.y.to_pt()]));
                }
                _ => {}
            }
        }
    }
    let mut found = Vec::new();
    for (at, page) in laid.pages.pages().iter().enumerate() {
        walk(&page.frame, at + 1, Point::zero(), &mut found);
    }
    found
}

#[test]
fn a_picture_stands_on_the_line_of_its_words() {
    let text = vec![Inline::plain("Mẫu dấu "), picture(28.0, 14.0), Inline::plain(" (đỏ).")];
    let document = document(vec![Block::Paragraph(Paragraph { role: Role::Body, text })]);
    let laid = lay(&document, &standard(), &Fonts::embedded(), Limits::default()).unwrap();
    let words = laid.find("Mẫu");
    let [(1, [x, y, width, height])] = pictures(&laid)[..] else { unreachable!("one picture") };
    assert!((y - words.y).abs() < 0.01, "it stands at {y}, the words at {}", words.y);
    assert!(
        x > words.x && (width - 28.0 * PT_PER_MM).abs() < 0.01 && (height - 14.0 * PT_PER_MM).abs() < 0.01
    );
    assert!(laid.pdf().is_ok());
}

#[test]
fn tall_pictures_in_every_place_come_to_an_end() {
    let tall = || vec![picture(20.0, 220.0)];
    let par = |role: Role| Paragraph { role, text: tall() };
    let row = || vec![tall(), vec![Inline::plain("Tên")]];
    let sign =
        vec![Paragraph::plain(Role::SignerTitle, "CHỦ TỊCH"), par(Role::SignerTitle), par(Role::SignerName)];
    let document = document(vec![
        Block::Columns(Columns {
            layout: Layout::Letterhead,
            cells: vec![vec![par(Role::ParentBody)], vec![]],
        }),
        Block::Paragraph(par(Role::MajorHeading)),
        Block::Table(Table { header_rows: 1, rows: vec![row(), row(), row()] }),
        Block::Paragraph(par(Role::Body)),
        Block::Columns(Columns { layout: Layout::Signature, cells: vec![vec![], sign] }),
        Block::Paragraph(par(Role::Contact)),
    ]);
    let laid = lay(&document, &standard(), &Fonts::embedded(), Limits::default()).unwrap();
    assert_eq!(pictures(&laid).len(), 9, "each is printed once");
    assert!(laid.pages() <= 12, "{} pages", laid.pages());
}

#[test]
fn pictures_alone_can_be_too_many_pages() {
    let paragraphs = (0..60).map(|_| Paragraph { role: Role::Body, text: vec![picture(150.0, 220.0)] });
    let document = document(paragraphs.map(Block::Paragraph).collect());
    let counted = pages_at_least(&document, &standard(), &Fonts::embedded());
    assert!((40..=60).contains(&counted), "{counted}");
    let limits = Limits { pages: 30 };
    assert!(matches!(
        lay(&document, &standard(), &Fonts::embedded(), limits),
        Err(Error::TooManyPages { limit: 30 })
    ));
}
