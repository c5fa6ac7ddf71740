//! Automatic numbering: the labels that Word shows.

use super::package::Package;
use super::read;

/// A level: its format, its text, what else it says.
fn level(at: usize, format: &str, text: &str, more: &str) -> String {
    format!(
        r#"<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{format}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>"#
    )
}

fn numbered(num: usize, level: usize, words: &str) -> String {
    format!(
        r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"#
    )
}

fn num(id: usize, base: usize, more: &str) -> String {
    format!(r#"<w:num w:numId="{id}"><w:abstractNumId w:val="{base}"/>{more}</w:num>"#)
}

fn base(id: usize, levels: &str) -> String {
    format!(r#"<w:abstractNum w:abstractNumId="{id}">{levels}</w:abstractNum>"#)
}

fn said(numbering: &str, styles: &str, body: &str) -> Vec<String> {
    let package = Package::new(body).with("numbering", "numbering", numbering).styles(styles);
    super::said(&read(&package.zip()).unwrap())
}

#[test]
fn levels_count_and_start_anew_below_a_higher_one() {
    let levels = level(0, "upperRoman", "%1.", "")
        + &level(1, "decimal", "%2.", "")
        + &level(2, "decimal", "%2.%3.", "");
    let body: String =
        [(0, "A"), (1, "b"), (2, "c"), (2, "d"), (1, "e"), (2, "g"), (0, "H"), (1, "i"), (2, "k")]
            .iter()
            .map(|(level, words)| numbered(1, *level, words))
            .collect();
    assert_eq!(
        said(&(base(0, &levels) + &num(1, 0, "")), "", &body),
        ["I. A", "1. b", "1.1. c", "1.2. d", "2. e", "2.1. g", "II. H", "1. i", "1.1. k"]
    );
}

#[test]
fn a_level_may_go_on_counting_under_a_new_heading() {
    let levels = level(0, "upperRoman", "Chương %1", "")
        + &level(1, "decimal", "Điều %2.", r#"<w:lvlRestart w:val="0"/>"#);
    let body: String = [(0, "QUY ĐỊNH CHUNG"), (1, "b"), (0, "TỔ CHỨC"), (1, "d")]
        .iter()
        .map(|(at, words)| numbered(1, *at, words))
        .collect();
    assert_eq!(
        said(&(base(0, &levels) + &num(1, 0, "")), "", &body),
        ["Chương I", "QUY ĐỊNH CHUNG", "Điều 1. b", "Chương II", "TỔ CHỨC", "Điều 2. d"]
    );
}

#[test]
fn every_format_is_written_as_word_writes_it() {
    for (format, expected) in [
        ("decimal", "3) x"),
        ("decimalZero", "03) x"),
        ("upperRoman", "III) x"),
        ("lowerRoman", "iii) x"),
        ("upperLetter", "C) x"),
        ("lowerLetter", "c) x"),
        ("ordinal", "3rd) x"),
        ("none", ") x"),
    ] {
        let numbering = base(0, &level(0, format, "%1)", "")) + &num(1, 0, "");
        let body = numbered(1, 0, "v") + &numbered(1, 0, "w") + &numbered(1, 0, "x");
        assert_eq!(said(&numbering, "", &body)[2], expected, "{format}");
    }
}

#[test]
fn bullets_of_symbol_fonts_are_hyphens() {
    let font = r#"<w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/></w:rPr>"#;
    for (text, font, expected) in
        [("\u{f0b7}", font, "- x"), ("-", "", "- x"), ("+", "", "+ x"), ("•", "", "• x")]
    {
        let level = format!(
            r#"<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="{text}"/>{font}</w:lvl>"#
        );
        assert_eq!(said(&(base(0, &level) + &num(1, 0, "")), "", &numbered(1, 0, "x")), [expected]);
    }
}

#[test]
fn a_number_may_start_anew_and_two_lists_may_share_a_count() {
    let numbering = base(0, &level(0, "decimal", "%1.", ""))
        + &num(1, 0, "")
        + &num(2, 0, r#"<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>"#)
        + &num(3, 0, "");
    let body = numbered(1, 0, "a") + &numbered(2, 0, "b") + &numbered(2, 0, "c") + &numbered(3, 0, "d");
    assert_eq!(said(&numbering, "", &body), ["1. a", "5. b", "6. c", "7. d"]);
}

#[test]
fn a_style_brings_its_numbering_and_zero_takes_it_away() {
    let styles = r#"<w:style w:type="paragraph" w:styleId="De"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="DeHai"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>"#;
    let numbering = base(
        0,
        &(level(0, "decimal", "%1.", r#"<w:pStyle w:val="De"/>"#)
            + &level(1, "decimal", "%1.%2.", r#"<w:pStyle w:val="DeHai"/>"#)),
    ) + &num(1, 0, "");
    let styled = |style: &str, more: &str, words: &str| {
        format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"#)
    };
    let none = r#"<w:numPr><w:numId w:val="0"/></w:numPr>"#;
    let body =
        styled("De", "", "a") + &styled("De", none, "b") + &styled("De", "", "c") + &styled("DeHai", "", "d");
    assert_eq!(said(&numbering, styles, &body), ["1. a", "b", "2. c", "2.1. d"]);
}

#[test]
fn legal_numbers_are_figures_all_through() {
    let levels = level(0, "upperRoman", "%1.", "") + &level(1, "decimal", "%1.%2.", "<w:isLgl/>");
    let body = numbered(1, 0, "a") + &numbered(1, 1, "b");
    assert_eq!(said(&(base(0, &levels) + &num(1, 0, "")), "", &body), ["I. a", "1.1. b"]);
}
