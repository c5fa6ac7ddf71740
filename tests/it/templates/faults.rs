//! What the author of a template may do wrong: every fault at once, at its place.

use vanthu::model::Code;

use super::{LIBRARY, field, plan, today};

/// The faults of a template: code, line counted from the first line of the body or of the
/// fields, column.
fn faults(template: &str) -> Vec<(Code, usize, usize)> {
    LIBRARY.check(template, today()).problems.iter().map(|p| (p.code, p.line, p.column)).collect()
}

/// Lines of [`plan`] above its fields, and from the fields to the body.
const ABOVE: usize = 6;
const LETTERHEAD: usize = 11;

fn at(fields: &str, line: usize) -> usize {
    ABOVE + fields.lines().count() + 1 + LETTERHEAD + line
}

#[test]
fn every_fault_of_the_text_is_named_at_once() {
    let fields = field("name", "text") + "sample = \"A\"\n" + &field("unused", "text") + "sample = \"B\"\n";
    let body = "Ông {{ nam }} và {{ name | uper }}.\n\n- {{ name | date_words }};\n\n{{ name + }}";
    let found = faults(&plan(&fields, body));
    assert_eq!(
        found,
        [
            (Code::FieldUnused, ABOVE + 7, 8),
            (Code::NameUnknown, at(&fields, 1), 8),
            (Code::FilterUnknown, at(&fields, 1), 28),
            (Code::KindMismatch, at(&fields, 3), 13),
            (Code::ExpressionSyntax, at(&fields, 5), 4),
        ]
    );
}

#[test]
fn every_fault_of_blocks_is_named_at_once_and_those_of_expressions_beside_them() {
    let body = "{% for x in y %}\nA {% if b %} B.\n{% endif %}\n{% while x %}\n{% include \"khong-co\" %}\nHọ tên: {{ name";
    let found = faults(&plan("", body));
    assert_eq!(
        found,
        [
            (Code::BlockUnclosed, at("", 1), 1),
            (Code::NameUnknown, at("", 1), 13),
            (Code::TagMisplaced, at("", 2), 3),
            (Code::BlockUnopened, at("", 3), 1),
            (Code::TagUnknown, at("", 4), 1),
            (Code::PartUnknown, at("", 5), 1),
            (Code::HoleUnclosed, at("", 6), 12),
        ]
    );
}

#[test]
fn every_fault_of_the_front_matter_is_named_at_once() {
    let front = "+++\nid = \"Mẫu 1\"\nversion = \"1\"\nkind = \"poem\"\nstandard = \"nd30-2020\"\ncolour = 1\n\n[[fields]]\nname = \"Tên\"\nlabel = \"Tên\"\ntype = \"text\"\n\n[[fields]]\nname = \"a\"\nlabel = \"A\"\ntype = \"colour\"\n\n[[fields]]\nname = \"office\"\nlabel = \"B\"\ntype = \"text\"\nmin = \"x\"\n+++\nA\n";
    let found: Vec<_> = faults(front).iter().map(|(code, line, _)| (*code, *line)).collect();
    assert_eq!(
        found,
        [
            (Code::FrontKeyMissing, 2),
            (Code::FrontValue, 2),
            (Code::FrontValue, 3),
            (Code::FrontValue, 4),
            (Code::FrontUnknownKey, 6),
            (Code::FrontValue, 9),
            (Code::FrontValue, 16),
            (Code::FieldTwice, 19),
            (Code::FrontValue, 22),
        ]
    );
    assert_eq!(faults("Không có phần khai báo.")[0].0, Code::FrontMissing);
    assert_eq!(faults("+++\nid = \n+++\n")[0].0, Code::FrontSyntax);
}

#[test]
fn a_block_opens_and_closes_in_one_place() {
    let fields = field("rows", "list") + "of = \"text\"\nsample = [\"a\"]\n";
    let body = "{% for row in rows %}\n| STT | Tên |\n|---|---|\n| 1 | {{ row }} |\n{% endfor %}";
    assert_eq!(faults(&plan(&fields, body)), [], "a table inside a loop");
    let body = "| STT | Tên |\n|---|---|\n{% for row in rows %}\n| 1 | {{ row }} |\nLời văn {{ row }}.\n{% endfor %}";
    let codes: Vec<_> = faults(&plan(&fields, body)).iter().map(|(code, ..)| *code).collect();
    assert_eq!(codes, [], "a loop around a table and a paragraph is a loop of blocks");
}

#[test]
fn samples_defaults_and_limits_fit_their_own_fields() {
    let fields = field("day", "date")
        + "sample = \"2026-02-30\"\n"
        + &field("level", "choice")
        + "options = [\"a\", \"b\"]\nsample = \"c\"\n"
        + &field("name", "text")
        + "sample = \"dài quá\"\nmax = 3\n"
        + &field("bare", "text");
    let found = faults(&plan(&fields, "{{ day }} {{ level }} {{ name }} {{ bare }}"));
    let codes: Vec<_> = found.iter().map(|(code, line, _)| (*code, *line)).collect();
    let misfit = Code::FieldMisfit;
    assert_eq!(codes, [(misfit, ABOVE + 2), (misfit, ABOVE + 7), (misfit, ABOVE + 13), (misfit, ABOVE + 19)]);
}

#[test]
fn text_without_end_is_refused_before_it_is_made() {
    let fields = field("name", "text") + "sample = \"A\"\n" + &field("count", "integer") + "sample = 3\n";
    for expression in
        ["name * 1000000", "\"ab\" * count", "name ** 9", "[name] * count", "(1, 2)", "range(9)"]
    {
        let body = format!("{{{{ {expression} }}}} {{{{ name }}}} {{{{ count }}}}");
        assert!(!faults(&plan(&fields, &body)).is_empty(), "{expression}");
    }
    let body = "{% include \"a\" %}";
    let endless = |name: &str| (name == "a").then(|| body.to_owned());
    let standard = &super::STANDARD;
    let (_, problems) = vanthu::readers::template::read(&plan("", body), &endless, standard);
    assert_eq!(problems[0].code, Code::TemplateTooLarge);
}

#[test]
fn official_text_stands_alone_and_prints_nothing_else() {
    let fields = field("words", "official-text") + "sample = \"A\"\n";
    assert_eq!(faults(&plan(&fields, "{{ words }}")), []);
    let inline = faults(&plan(&fields, "Như sau: {{ words }}"));
    assert!(inline.iter().any(|(code, ..)| *code == Code::PassageInline), "{inline:?}");
    let mixed = faults(&plan(&fields, "{{ words | upper }}"));
    assert!(mixed.iter().any(|(code, ..)| *code == Code::KindMismatch), "{mixed:?}");
}
