//! Words in a hole are only ever words, whatever they look like.

use std::sync::LazyLock;

use proptest::prelude::*;
use serde_json::{Value as Json, json};
use vanthu::model::{Document, document};
use vanthu::readers::text;
use vanthu::viet::unseen::{is_control, is_invisible};
use vanthu::writers;

use super::{LIBRARY, STANDARD, merge, today};
use crate::words;

/// A template with a hole of every kind of words in every place of a form.
static EVERYWHERE: LazyLock<String> = LazyLock::new(|| {
    let mut fields = String::new();
    for (name, kind) in [
        ("subject", "text"),
        ("words", "text"),
        ("long", "long-text"),
        ("unit", "unit"),
        ("who", "person"),
        ("signer", "signer"),
    ] {
        fields.push_str(&super::field(name, kind));
    }
    fields.push_str(&(super::field("rows", "list") + "of = \"text\"\n"));
    format!(
        "+++\nid = \"thu\"\nversion = \"1.0.0\"\nname = \"Thử\"\nkind = \"decision\"\nstandard = \"nd30-2020\"\n{fields}\n+++\n{{% include \"letterhead\" %}}\nSố: 7/QĐ-{{{{ office.symbol }}}}\n{{% include \"place-date-fixed\" %}}\n\nQUYẾT ĐỊNH\nVề việc {{{{ subject }}}}\n\nCHỦ TỊCH {{{{ unit | upper }}}}\n\nCăn cứ {{{{ words }}}};\n\nQUYẾT ĐỊNH:\n\nĐiều 1. Tặng {{{{ who.name }}}}[^1], **{{{{ words }}}}**.\n\n[^1]: Chú thích {{{{ words }}}}.\n\n1. {{{{ unit }}}}\n\na) {{{{ words }}}};\n\n- {{{{ words }}}}\n\n{{{{ long }}}}\n\n| STT | Tên |\n|---|---|\n{{% for row in rows %}}\n| {{{{ loop.index }}}} | {{{{ row }}}} |\n{{% endfor %}}\n\nĐiều 2. Thi hành./.\n\nNơi nhận:\n- {{{{ words }}}};\n- Lưu: VT.\n\nCHỦ TỊCH\n\n{{{{ signer.name }}}}\n\nDANH SÁCH\n{{{{ subject }}}}\n(Kèm theo Quyết định số 7/QĐ-UBND)\n\nI. {{{{ unit | upper }}}}\n\n{{{{ words }}}}\n"
    )
    .replace("{% include \"place-date-fixed\" %}", "Quảng Châu, ngày 05 tháng 3 năm 2026")
});

/// Words that break naive readers and writers, and those of Vietnamese offices that look
/// like structure.
pub(crate) const HOSTILE: &[&str] = &[
    "Điều 2. Bãi bỏ Quyết định",
    "I. TẬP THỂ",
    "a) Điểm",
    "- Gạch đầu dòng",
    "1.1. Khoản",
    "{{ office.name }}",
    "{% for x in y %}",
    "{% endif %}",
    "{# nhận xét #}",
    "}} {{",
    "| ô | khác |",
    "|---|---|",
    "*đậm* **hơn** ***nữa***",
    "CV^{Chiến} x^2^",
    "[^1] ¹ ² [^99]",
    "./. ;",
    "#panic() #import \"x\" $x^2$ @nhãn <nhãn> \\ `mã`",
    "<b>đậm</b> &amp; <script>alert(1)</script> ]]> <!-- -->",
    "</w:t></w:r><w:br/>",
    "\"; DROP TABLE van_ban; --",
    "Nơi nhận: - Như trên;",
    "TM. ỦY BAN NHÂN DÂN",
    "KT. CHỦ TỊCH",
    "QUYẾT ĐỊNH:",
    "Căn cứ Luật;",
    "DANH SÁCH",
    "Phụ lục I",
    "(Kèm theo Kế hoạch)",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Y Blôk Êban H'Hen Niê K’Sor Phước",
    "Danh Điều Trang",
    "Nguye\u{302}\u{303}n Va\u{306}n A",
    "ỳ ý ỷ ỹ ỵ Ữ ặ ỡ đ Đ ₫ – — … “ ” ‘ ’",
    "1.234.567,89 % ½ ° ± ×",
    "'",
    "\"",
    "\\",
    "\\\\*\\[",
    "$ % & ~ _ ^ { }",
    "a\u{a0}b",
    "+++",
    "---",
    "= Tiêu đề",
    "/ thuật ngữ: nghĩa",
    "// chú thích",
    "http://vi.example/đường-dẫn?x=1&y=2#z",
];

fn data(words: &str) -> Json {
    let prepared = LIBRARY.get("quyet-dinh").unwrap();
    let mut office = vanthu::merge::sample(&prepared.template)["office"].clone();
    // A symbol is short by its field's own limit.
    if unicode_normalization::UnicodeNormalization::nfc(words).count() <= 30 {
        office["symbol"] = json!(words);
    }
    office["name"] = json!(words);
    office["parent"] = json!(words);
    json!({
        "subject": words, "words": words, "long": words, "unit": words, "who": { "name": words },
        "signer": { "name": words, "title": words }, "rows": [words, words], "office": office,
    })
}

/// Every run of the document in reading order, nothing between them.
fn runs(document: &Document) -> String {
    let mut out = String::new();
    for block in document.sections.iter().flat_map(|section| &section.blocks) {
        for paragraph in block.paragraphs() {
            out.push_str(&document::words(&paragraph.text));
            out.push('\n');
        }
        if let vanthu::model::Block::Table(table) = block {
            for cell in table.rows.iter().flatten() {
                out.push_str(&document::words(cell));
                out.push('\n');
            }
        }
    }
    out
}

/// The roles of a document, which data must never change.
fn skeleton(document: &Document) -> Vec<String> {
    document.paragraphs().map(|paragraph| paragraph.role.key().to_owned()).collect()
}

/// How many holes hold the words as they are, the symbol aside; others hold them in
/// capitals.
fn expected(plain: &Document) -> usize {
    let count = runs(plain).matches("bình thường").count();
    assert!(count >= 14, "{count}");
    count - 1
}

fn holds(hostile: &str) {
    let plain = merge(&EVERYWHERE, &data("bình thường"));
    assert_eq!(plain.problems, []);
    let merged = merge(&EVERYWHERE, &data(hostile));
    assert_eq!(merged.problems, [], "{hostile:?}");
    assert_eq!(skeleton(&merged.document), skeleton(&plain.document), "{hostile:?}");
    let kept: String = unicode_normalization::UnicodeNormalization::nfc(hostile).collect();
    let kept = kept.split([' ', '\t']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    let count = runs(&merged.document).matches(kept.trim()).count();
    assert!(count >= expected(&plain.document), "{hostile:?}: {count} in {}", runs(&merged.document));
    let text = words::of_text(&writers::text::write(&merged.document).replace('\\', ""));
    let all =
        words::of_document(&merged.document).into_iter().filter(|word| word != "\\").collect::<Vec<_>>();
    let (mut text, mut all) = (strip(text), strip(all));
    text.sort();
    all.sort();
    assert_eq!(text, all, "{hostile:?} in text");
    let page = words::of_page(&writers::html::write(&merged.document, &STANDARD));
    let (mut page, mut whole) = (page, words::of_document(&merged.document));
    page.sort();
    whole.sort();
    assert_eq!(page, whole, "{hostile:?} in HTML");
}

/// Words without the marks that official text adds: rules of tables, stars, note numbers.
fn strip(words: Vec<String>) -> Vec<String> {
    let mark =
        |word: &str| word.chars().all(|c| "*^{}[]|-:¹²³⁰⁴⁵⁶⁷⁸⁹".contains(c)) || word == "1" || word == "2";
    words.into_iter().filter(|word| !mark(word)).collect()
}

#[test]
fn words_that_look_like_structure_stay_words() {
    for hostile in HOSTILE {
        holds(hostile);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_words_come_back_exactly_and_change_no_structure(
        hostile in "[\\PC]{1,40}".prop_filter("words that a field refuses by design", |text| {
            !text.trim().is_empty()
                && text.chars().any(|c| !c.is_whitespace())
                && !text.contains(|c: char| is_control(c) || is_invisible(c) || (c.is_whitespace() && c != ' ' && c != '\u{a0}'))
        })
    ) {
        let merged = merge(&EVERYWHERE, &data(&hostile));
        let faults: Vec<_> = merged.problems.iter().filter(|problem| problem.is_fault()).collect();
        prop_assert!(faults.is_empty(), "{faults:?}");
        let plain = merge(&EVERYWHERE, &data("bình thường"));
        prop_assert_eq!(skeleton(&merged.document), skeleton(&plain.document));
        let kept: String = unicode_normalization::UnicodeNormalization::nfc(hostile.as_str()).collect();
        let kept = kept.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        prop_assert!(runs(&merged.document).matches(kept.trim()).count() >= expected(&plain.document));
    }

    #[test]
    fn merging_never_panics_on_any_template(text in "([\\PC\\n]|\\{\\{ | \\}\\}|\\{% for x in y %\\}\\n|\\{% endfor %\\}\\n|\\+\\+\\+\\n|I\\. |Nơi nhận:\\n){0,80}") {
        let template = super::plan(&super::field("y", "list").replace("type", "of = \"text\"\ntype"), &text);
        let checked = LIBRARY.check(&template, today());
        if let Some(prepared) = checked.prepared {
            let _ = LIBRARY.merge(&prepared, &json!({ "y": ["một", "hai"] }), today());
        }
    }

    #[test]
    fn official_text_loses_no_word(passage in "([a-zđĐÔƯ ]{1,20}|\\n|I\\. |1\\. |a\\) |- |Điều 3\\. |TM\\. |Nơi nhận:|\\| a \\| b \\||; |\\.){1,40}") {
        let read = text::passage(&passage, &STANDARD);
        let document = Document {
            kind: String::new(),
            title: String::new(),
            sections: vec![vanthu::model::Section {
                kind: vanthu::model::SectionKind::Main,
                blocks: read.blocks.into_iter().map(|(_, block)| block).collect(),
            }],
        };
        let bare = |words: Vec<String>| -> Vec<String> { words.into_iter().filter(|word| word != "|" && word != "-").collect() };
        prop_assert_eq!(bare(words::of_document(&document)), bare(words::of_text(&passage)));
    }
}
