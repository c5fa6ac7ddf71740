//! What a new version of a template refuses that the last one takes: one table, and the promise
//! behind it held against the admission of data itself.

use serde_json::json;
use vanthu::diff::fields;
use vanthu::model::Template;
use vanthu::readers;

use super::{STANDARD, plan};

/// A template that asks these fields.
fn asking(fields: &str) -> Template {
    let (template, problems) = readers::template::read(&plan(fields, "Lời văn."), &|_| None, &STANDARD);
    assert!(problems.is_empty(), "{problems:?}\n{fields}");
    template.unwrap()
}

/// The declaration of a field `a` with these lines.
fn a(lines: &str) -> String {
    field("a", "Chữ A", lines)
}

fn field(name: &str, label: &str, lines: &str) -> String {
    format!("[[fields]]\nname = \"{name}\"\nlabel = \"{label}\"\n{lines}\n")
}

/// A list of records with these fields in an entry.
fn list(entry: &str) -> String {
    a(&format!("type = \"list\"\n{}", entry.replace("[[fields]]", "[[fields.fields]]")))
}

/// What is said of two versions: `!` before what breaks.
fn told(old: &str, new: &str) -> Vec<String> {
    let changes = fields(&asking(old), &asking(new));
    for change in &changes {
        assert!(
            !change.message.contains(['{', '<', '>']) && change.message.ends_with('.'),
            "{}: {}",
            change.code,
            change.message
        );
        assert_ne!(change.message, change.code, "{} has a sentence", change.code);
    }
    let mark = |breaking: bool| if breaking { "!" } else { "" };
    changes
        .iter()
        .map(|change| {
            format!("{}{} {}", mark(change.breaking), change.code, change.pointer).trim_end().to_owned()
        })
        .collect()
}

#[test]
fn every_change_of_what_is_asked_is_told_and_those_that_break_are_marked() {
    let text = a("type = \"text\"");
    let optional = a("type = \"text\"\nrequired = false");
    let kind = |kind: &str| a(&format!("type = \"{kind}\""));
    let more = |line: &str| a(&format!("type = \"text\"\n{line}"));
    let b = |lines: &str| format!("{text}{}", field("b", "Chữ B", lines));
    let choice = |options: &str| a(&format!("type = \"choice\"\noptions = [{options}]"));
    let number = |line: &str| a(&format!("type = \"integer\"\n{line}"));
    let day = |line: &str| a(&format!("type = \"date\"\n{line}"));
    let guests = |line: &str| a(&format!("type = \"list\"\nof = \"text\"\n{line}"));
    let name = field("name", "Họ tên", "type = \"text\"");
    let table: Vec<(String, String, &[&str])> = vec![
        (text.clone(), text.clone(), &[]),
        // Fields come and go.
        (b("type = \"text\""), text.clone(), &["!field-removed /b"]),
        (text.clone(), b("type = \"text\""), &["!field-added-required /b"]),
        (text.clone(), b("type = \"text\"\nrequired = false"), &["field-added /b"]),
        (text.clone(), b("type = \"text\"\ndefault = \"x\""), &["field-added /b"]),
        (text.clone(), field("c", "Chữ A", "type = \"text\""), &["!field-renamed /a"]),
        (
            text.clone(),
            field("c", "Chữ A", "type = \"text\"\nmax = 5"),
            &["!field-renamed /a", "!max-lowered /c"],
        ),
        (
            text.clone(),
            field("c", "Chữ A", "type = \"date\""),
            &["!field-removed /a", "!field-added-required /c"],
        ),
        // Other kinds.
        (text.clone(), kind("date"), &["!kind-changed /a"]),
        (kind("date"), text.clone(), &["!kind-changed /a"]),
        (text.clone(), kind("long-text"), &["kind-widened /a"]),
        (kind("long-text"), text.clone(), &["!kind-changed /a"]),
        (text.clone(), kind("unit"), &["kind-widened /a"]),
        (kind("unit"), text.clone(), &["kind-widened /a"]),
        (kind("money"), kind("integer"), &["kind-widened /a"]),
        (kind("integer"), kind("money"), &["!kind-changed /a"]),
        (kind("money"), number("min = 0"), &["kind-widened /a"]),
        (kind("money"), number("min = 1"), &["kind-widened /a", "!min-raised /a"]),
        (choice("\"x\""), more("max = 3"), &["kind-widened /a", "!max-lowered /a"]),
        (choice("\"x\""), more("min = 1"), &["kind-widened /a"]),
        (text.clone(), kind("official-text"), &["!kind-changed /a"]),
        (choice("\"x\""), text.clone(), &["kind-widened /a"]),
        (text.clone(), choice("\"x\""), &["!kind-changed /a"]),
        (text.clone(), guests(""), &["!kind-changed /a"]),
        (guests(""), a("type = \"list\"\nof = \"integer\""), &["!kind-changed /a/*"]),
        (guests(""), list(&name), &["!kind-changed /a/*"]),
        (kind("person"), kind("yes-no"), &["!kind-changed /a"]),
        (more("max = 5"), a("type = \"long-text\"\nmax = 9"), &["kind-widened /a", "max-raised /a"]),
        // Choices.
        (choice("\"x\", \"y\""), choice("\"y\""), &["!choice-removed /a"]),
        (choice("\"x\""), choice("\"x\", \"y\""), &["choice-added /a"]),
        (choice("\"x\", \"y\""), choice("\"y\", \"x\""), &[]),
        (
            choice("{ value = \"x\", label = \"X\" }"),
            choice("{ value = \"x\", label = \"Y\" }"),
            &["choice-label-changed /a"],
        ),
        // What must be there.
        (optional.clone(), text.clone(), &["!became-required /a"]),
        (text.clone(), optional.clone(), &["became-optional /a"]),
        (optional.clone(), more("default = \"x\""), &["!blank-refused /a", "default-changed /a"]),
        (day("required = false"), day("default = \"2026-01-01\""), &["default-changed /a"]),
        (more("default = \"x\""), text.clone(), &["!default-removed /a"]),
        (text.clone(), more("default = \"x\""), &["default-changed /a"]),
        (more("default = \"x\""), more("default = \"y\""), &["default-changed /a"]),
        (more("default = \"x\""), optional.clone(), &["became-optional /a", "default-changed /a"]),
        // Limits.
        (text.clone(), more("max = 10"), &["!max-lowered /a"]),
        (more("max = 10"), more("max = 9"), &["!max-lowered /a"]),
        (more("max = 9"), more("max = 10"), &["max-raised /a"]),
        (more("max = 9"), text.clone(), &["max-raised /a"]),
        (text.clone(), more("min = 2"), &["!min-raised /a"]),
        (text.clone(), more("min = 1"), &[]),
        (more("min = 3"), more("min = 2"), &["min-lowered /a"]),
        (number(""), number("min = 0"), &["!min-raised /a"]),
        (number("min = -5"), number("min = -3"), &["!min-raised /a"]),
        (guests(""), guests("min = 1"), &["!min-raised /a"]),
        (guests("min = 0"), guests(""), &[]),
        (guests("max = 3"), guests("max = 2"), &["!max-lowered /a"]),
        (day("min = \"2026-01-01\""), day("min = \"2026-02-01\""), &["!min-raised /a"]),
        (day("max = \"2026-01-01\""), day("max = \"2026-02-01\""), &["max-raised /a"]),
        (text.clone(), more("pattern = \"x+\""), &["!pattern-changed /a"]),
        (more("pattern = \"x+\""), more("pattern = \"y+\""), &["!pattern-changed /a"]),
        (more("pattern = \"x+\""), text.clone(), &["pattern-removed /a"]),
        // Words around it.
        (text.clone(), field("a", "Chữ B", "type = \"text\""), &["label-changed /a"]),
        (text.clone(), more("help = \"x\"\nsample = \"y\""), &[]),
        // Inside the entries of a list.
        (list(&name), list(&name), &[]),
        (list(&name), list(&field("ten", "Họ tên", "type = \"text\"")), &["!field-renamed /a/*/name"]),
        (
            list(&name),
            list(&format!("{name}{}", field("unit", "Đơn vị", "type = \"text\""))),
            &["!field-added-required /a/*/unit"],
        ),
        (
            list(&format!("{name}{}", field("unit", "Đơn vị", "type = \"text\""))),
            list(&name),
            &["!field-removed /a/*/unit"],
        ),
        (
            list(&field("name", "Họ tên", "type = \"text\"\nrequired = false")),
            list(&name),
            &["!became-required /a/*/name"],
        ),
        (
            list(&name),
            list(&field("name", "Họ tên", "type = \"text\"\nmax = 3")),
            &["!max-lowered /a/*/name"],
        ),
    ];
    for (old, new, expected) in table {
        assert_eq!(told(&old, &new), expected, "\n{old}\n{new}");
    }
}

#[test]
fn another_type_of_document_breaks_and_an_office_is_lent() {
    let old = asking(&a("type = \"text\""));
    let mut new = old.clone();
    new.kind = "decision".into();
    let changes = fields(&old, &new);
    assert_eq!((changes[0].code, changes[0].breaking), ("document-kind-changed", true));
    let office = readers::template::given().remove(0);
    new = old.clone();
    new.fields.push(office);
    let changes = fields(&old, &new);
    assert_eq!((changes[0].code, changes[0].breaking), ("office-asked", false));
    let changes = fields(&new, &old);
    assert_eq!((changes[0].code, changes[0].breaking), ("field-removed", true));
}

#[test]
fn a_sentence_names_the_field_where_it_stands() {
    let entry = |lines: &str| list(&field("name", "Họ tên", lines));
    let changes =
        fields(&asking(&entry("type = \"text\"\nmax = 9")), &asking(&entry("type = \"text\"\nmax = 5")));
    assert_eq!(changes[0].message, "“Họ tên” của “Chữ A” đổi mức tối đa: từ 9 thành 5.");
}

/// Data that the older version takes: where no change is marked, the newer takes it too.
#[test]
fn data_is_refused_just_where_a_change_says_so() {
    use vanthu::merge::faults;
    let kinds = [
        "type = \"text\"",
        "type = \"text\"\nmax = 3",
        "type = \"text\"\nmin = 2\nrequired = false",
        "type = \"text\"\npattern = \"x*\"",
        "type = \"long-text\"",
        "type = \"unit\"\nrequired = false",
        "type = \"choice\"\noptions = [\"x\", \"xxxx\"]",
        "type = \"choice\"\noptions = [\"x\"]\nrequired = false",
        "type = \"integer\"",
        "type = \"integer\"\nmin = 3",
        "type = \"money\"",
        "type = \"date\"",
        "type = \"date\"\nmax = \"2026-06-01\"\nrequired = false",
        "type = \"yes-no\"",
        "type = \"list\"\nof = \"text\"",
        "type = \"list\"\nof = \"text\"\nmin = 1",
        "type = \"list\"\nof = \"integer\"\nmax = 1",
    ];
    let values = [
        json!({}),
        json!({ "a": null }),
        json!({ "a": "" }),
        json!({ "a": "x" }),
        json!({ "a": "xxxx" }),
        json!({ "a": "y z" }),
        json!({ "a": "x\ny" }),
        json!({ "a": 2 }),
        json!({ "a": -2 }),
        json!({ "a": 7 }),
        json!({ "a": true }),
        json!({ "a": "2026-03-01" }),
        json!({ "a": "2026-09-01" }),
        json!({ "a": [] }),
        json!({ "a": ["x"] }),
        json!({ "a": [1, 2] }),
    ];
    let mut refused = 0;
    for old in kinds {
        for new in kinds {
            let (old, new) = (asking(&a(old)), asking(&a(new)));
            let breaks = fields(&old, &new).iter().any(|change| change.breaking);
            for value in &values {
                let taken = |template: &Template| faults(&template.fields, value).is_empty();
                if taken(&old) && !taken(&new) {
                    refused += 1;
                    assert!(breaks, "{value}: {:?} then {:?}", old.fields[0], new.fields[0]);
                }
            }
        }
    }
    assert!(refused > 100, "{refused}");
}
