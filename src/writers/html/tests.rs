use proptest::prelude::*;

use super::*;
use crate::model::standard::ND30_2020;
use crate::model::{Cell, Section};

fn standard() -> Standard {
    Standard::load(ND30_2020).unwrap()
}

fn page(blocks: Vec<Block>) -> String {
    let section = Section { kind: SectionKind::Main, blocks };
    let document = Document { kind: "other".into(), title: "Việc".into(), sections: vec![section] };
    write(&document, &standard())
}

fn plain(role: Role, text: &str) -> Block {
    Block::Paragraph(Paragraph::plain(role, text))
}

fn note(text: &str) -> Inline {
    Inline::Footnote { text: vec![Inline::plain(text)] }
}

/// What stands between the tags of the only section.
fn inside(page: &str) -> &str {
    let from = page.find("<section class=\"main\">\n").unwrap() + 23;
    &page[from..page.rfind("</section>").unwrap()]
}

#[test]
fn headings_follow_the_outline_and_each_role_is_a_class() {
    let page = page(vec![
        plain(Role::DocType, "KẾ HOẠCH"),
        plain(Role::Subject, "Một"),
        plain(Role::Subject, "Hai"),
        plain(Role::MajorHeading, "I. MỤC ĐÍCH"),
        plain(Role::MajorHeading, " "),
        plain(Role::Body, "Lời"),
    ]);
    assert_eq!(
        inside(&page),
        "<h1 class=\"doc-type\">KẾ HOẠCH</h1>\n<p class=\"subject\">Một</p>\n<p class=\"subject ruled\">Hai</p>\n\
         <h2 class=\"major-heading\">I. MỤC ĐÍCH</h2>\n<p class=\"major-heading\"> </p>\n<p class=\"body\">Lời</p>\n"
    );
    for role in Role::ALL {
        assert!(page.contains(&format!("\n.{}{{", role.key())), "{} has no look", role.key());
    }
}

#[test]
fn a_letter_is_headed_by_its_subject() {
    let page = page(vec![plain(Role::LetterSubject, "V/v họp"), plain(Role::ClauseHeading, "1. Một")]);
    assert!(page.contains("<h1 class=\"letter-subject\">V/v họp</h1>"), "{page}");
    assert!(page.contains("<h2 class=\"clause-heading\">1. Một</h2>"), "{page}");
}

#[test]
fn a_heading_deeper_than_html_counts_is_still_one() {
    let roles = [
        Role::DocType,
        Role::Part,
        Role::Chapter,
        Role::Section,
        Role::Subsection,
        Role::MajorHeading,
        Role::Article,
    ];
    let page = page(roles.iter().map(|role| plain(*role, "A")).collect());
    assert!(page.contains("<p class=\"article\" role=\"heading\" aria-level=\"7\">A</p>"), "{page}");
}

#[test]
fn notes_stand_at_the_end_of_their_section_and_are_linked_both_ways() {
    let text = vec![Inline::plain("Lời"), note("Một"), Inline::Break, note("Hai")];
    let page = page(vec![Block::Paragraph(Paragraph { role: Role::Body, text })]);
    for part in [
        "Lời<sup><a id=\"mark-1\" href=\"#note-1\" role=\"doc-noteref\">1</a></sup><br><sup>",
        "<li id=\"note-2\"><p class=\"footnote\"><sup><a href=\"#mark-2\" role=\"doc-backlink\">2</a></sup> Hai</p></li>",
    ] {
        assert!(page.contains(part), "{part} is not in {page}");
    }
}

#[test]
fn tables_name_their_columns_and_set_figures_apart() {
    let cell = |text: &str| -> Cell { vec![Inline::plain(text)] };
    let rows = vec![vec![cell("Tên"), cell("")], vec![cell("A"), cell("1.000")]];
    let page = page(vec![Block::Table(Table { header_rows: 1, rows })]);
    let expected = "<thead>\n<tr><th class=\"table-head\" scope=\"col\">Tên</th><td class=\"table-head\"></td></tr>\n</thead>\n\
        <tbody>\n<tr><td class=\"table-cell\">A</td><td class=\"table-cell figures\">1.000</td></tr>\n</tbody>\n";
    assert!(page.contains(expected), "{page}");
}

#[test]
fn nothing_of_the_document_becomes_markup() {
    let hostile = "</style><script>alert(\"1\")</script> & &lt; <!-- ]]> {{ x }}\u{0}\u{b}\u{fffe}";
    let page = write(
        &Document {
            kind: "other".into(),
            title: hostile.into(),
            sections: vec![Section { kind: SectionKind::Main, blocks: vec![plain(Role::Body, hostile)] }],
        },
        &standard(),
    );
    let said = "&lt;/style&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &amp;lt; &lt;!-- ]]&gt; {{ x }} ";
    assert!(page.contains(&format!("<p class=\"body\">{said}</p>")), "{page}");
    assert!(page.contains(&format!("<title>{said}</title>")), "{page}");
    assert_eq!((page.matches("<style>").count(), page.matches("</style>").count()), (1, 1));
    assert!(!page.contains("<script") && !page.contains(" style=") && !page.contains("<!--"), "{page}");
}

#[test]
fn a_page_without_a_title_still_has_one() {
    let document = Document { kind: "other".into(), title: " \u{1}".into(), sections: Vec::new() };
    assert!(write(&document, &standard()).contains(&format!("<title>{UNTITLED}</title>")));
}

proptest! {
    #[test]
    fn words_come_back_as_they_were(text in "\\PC{0,80}") {
        let page = page(vec![plain(Role::Body, &text)]);
        let found = inside(&page).strip_prefix("<p class=\"body\">").unwrap().strip_suffix("</p>\n").unwrap();
        let back = found.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
        prop_assert_eq!(back, text);
    }
}

#[test]
fn a_picture_is_in_the_page_and_its_words_are_escaped() {
    let picture = Inline::Picture(crate::model::picture::tests::picture(25.4, 12.7, "\" onerror=\"x <b> &"));
    let page = page(vec![Block::Paragraph(Paragraph { role: Role::Body, text: vec![picture] })]);
    let image = inside(&page);
    assert!(image.starts_with("<p class=\"body\"><img src=\"data:image/png;base64,"), "{image}");
    let end = "\" width=\"96\" height=\"48\" alt=\"&quot; onerror=&quot;x &lt;b&gt; &amp;\"></p>\n";
    assert!(image.ends_with(end), "{image}");
    assert!(page.contains("\nimg{max-width:100%"));
    assert!(!super::style(&standard()).contains("img"), "a page without pictures has the style it had");
}
