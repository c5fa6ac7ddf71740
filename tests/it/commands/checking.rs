//! `vanthu check` as a person or a script runs it.

use std::io::Cursor;
use std::process::Output;

use serde_json::Value;
use vanthu::viet::words::EXAMPLE;

use super::{Folder, said};

/// A plan with a number that wants a zero, a gap in its numbering and no closing mark.
const FAULTY: &str = "\
ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
XÃ SƠN HẢI\tĐộc lập - Tự do - Hạnh phúc
Số: 7/KH-UBND\tSơn Hải, ngày 12 tháng 10 năm 2026

KẾ HOẠCH
Trồng cây ven đường

1. Các thôn trồng cây.
3. Xã cấp cây giống.

Nơi nhận:\tTM. ỦY BAN NHÂN DÂN
- Các thôn;\tCHỦ TỊCH
- Lưu: VT.
\tLê Văn Năm
";

fn printed(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The names of the rules in a list of findings.
fn ids(findings: &Value) -> Vec<&str> {
    findings.as_array().unwrap().iter().map(|finding| finding["id"].as_str().unwrap()).collect()
}

/// An office's profile with something more in it.
fn office(folder: &Folder, more: &str) {
    let sample = folder.run(&["template", "sample", "giay-moi"], b"").stdout;
    let data: Value = serde_json::from_slice(&sample).unwrap();
    let mut profile = data["office"].clone();
    let more: Value = serde_json::from_str(more).unwrap();
    profile.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    folder.write("office.json", profile.to_string());
}

#[test]
fn findings_stand_one_a_line_at_their_places_and_are_counted() {
    let folder = Folder::new("check-lines");
    let output = folder.run(&["check", "-"], FAULTY.as_bytes());
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    let lines: Vec<String> = printed(&output).lines().map(ToOwned::to_owned).collect();
    let places: Vec<(&str, &str)> = lines
        .iter()
        .filter_map(|line| {
            Some((line.split_once(": lỗi: ")?.0, line.rsplit_once(" (")?.1.split(',').next()?))
        })
        .collect();
    assert_eq!(places, [("3:5", "number-zero"), ("9:1", "numbering-gap"), ("9:20", "closing-mark")]);
    assert!(lines[0].contains(" (number-zero, Phụ lục I, Phần I, Mục II.3"), "{lines:#?}");
    assert_eq!(lines.last().unwrap(), "3 lỗi, 0 cảnh báo, 0 gợi ý.");
    assert!(said(&output).contains("9:1: ") && said(&output).contains("(numbering-jump)"));
    assert!(!printed(&output).contains('\u{1b}'), "no colour where nobody looks");

    let clean = folder.run(&["check", "-"], EXAMPLE.as_bytes());
    assert_eq!((clean.status.code(), printed(&clean).as_str()), (Some(0), "Không tìm thấy lỗi thể thức.\n"));
}

#[test]
fn as_json_the_findings_come_with_everything_a_program_needs() {
    let folder = Folder::new("check-json");
    folder.write("plan.txt", FAULTY);
    let output = folder.run(&["check", "plan.txt", "--json"], b"");
    assert_eq!((output.status.code(), said(&output).as_str()), (Some(1), ""));
    let found = json(&output);
    assert_eq!((&found["schema"], &found["standard"]), (&1.into(), &"nd30-2020".into()));
    assert_eq!(found["counts"], serde_json::json!({"error": 3, "warning": 0, "suggestion": 0}));
    assert_eq!(ids(&found["findings"]), ["number-zero", "numbering-gap", "closing-mark"]);
    let number = &found["findings"][0];
    assert_eq!((&number["place"]["line"], &number["place"]["column"]), (&3.into(), &5.into()));
    assert_eq!(number["fix"]["replace"], "07");
    assert_eq!(number["severity"], "error");
    assert!(found["problems"].as_array().unwrap().iter().any(|one| one["code"] == "numbering-jump"));
    assert!(found["document"]["sections"].is_array() && found["leftovers"].is_array());
    assert!(found.get("looks").is_none(), "text has no looks");

    // A document has no lines: its own places are told.
    folder.write("plan.json", serde_json::json!({"document": found["document"]}).to_string());
    let output = folder.run(&["check", "plan.json"], b"");
    assert!(printed(&output).contains("phần 1, khối 2 “Số: 7/KH-UBND”: lỗi: "), "{}", printed(&output));
    let output = folder.run(&["check", "plan.json", "--json"], b"");
    assert!(json(&output)["findings"][0]["place"].get("line").is_none());
}

#[test]
fn certain_corrections_are_made_told_and_written_in_every_form() {
    let folder = Folder::new("check-fix");
    folder.write("plan.txt", FAULTY);
    let output = folder.run(&["check", "plan.txt", "--fix", "-o", "a.txt", "-o", "a.docx"], b"");
    assert_eq!(output.status.code(), Some(1), "a gap is left: {}", said(&output));
    let told = printed(&output);
    let lines: Vec<&str> = told.lines().collect();
    assert!(lines[0].starts_with("3:5: đã sửa: “7” → “07”: "), "{told}");
    assert!(lines[1].starts_with("9:20: đã sửa: ") && lines[1].contains("closing-mark"), "{told}");
    assert!(lines[2].starts_with("9:1: lỗi: ") && lines[2].contains("numbering-gap"), "{told}");
    assert_eq!(lines[3..], ["Đã sửa 2 chỗ. Sau khi sửa: 1 lỗi, 0 cảnh báo, 0 gợi ý."]);
    let text = String::from_utf8(folder.read("a.txt")).unwrap();
    assert!(text.contains("Số: 07/KH-UBND") && text.contains("3. Xã cấp cây giống./."), "{text}");
    assert!(folder.read("a.docx").starts_with(b"PK"));
    assert_eq!(folder.read("plan.txt"), FAULTY.as_bytes(), "what was read stays as it is");

    let again = folder.run(&["check", "a.txt", "--json"], b"");
    assert_eq!(ids(&json(&again)["findings"]), ["numbering-gap"]);
    let gone = FAULTY.replace("3. Xã", "2. Xã");
    let stream = folder.run(&["check", "-", "--fix", "-o", "-", "--format", "txt"], gone.as_bytes());
    assert_eq!(stream.status.code(), Some(0), "nothing is left");
    assert!(printed(&stream).contains("Số: 07/KH-UBND") && !printed(&stream).contains("đã sửa"));
    assert!(said(&stream).contains("Đã sửa 2 chỗ."), "{}", said(&stream));
}

#[test]
fn an_office_does_without_rules_for_a_reason() {
    let folder = Folder::new("check-office");
    office(&folder, r#"{"unchecked": [{"rule": "closing-mark", "reason": "Mẫu của Đảng ủy"}]}"#);
    let output = folder.run(&["check", "-", "--office", "office.json"], FAULTY.as_bytes());
    let told = printed(&output);
    assert!(!told.contains("(closing-mark,"), "{told}");
    assert!(told.contains("Không kiểm tra closing-mark (1 chỗ): Mẫu của Đảng ủy\n2 lỗi,"), "{told}");
    let output = folder.run(&["check", "-", "--office", "office.json", "--json"], FAULTY.as_bytes());
    let off = serde_json::json!([{"id": "closing-mark", "reason": "Mẫu của Đảng ủy", "count": 1}]);
    assert_eq!(json(&output)["switched_off"], off);
    let output =
        folder.run(&["check", "-", "--office", "office.json", "--fix", "-o", "a.txt"], FAULTY.as_bytes());
    assert!(printed(&output).contains("Đã sửa 1 chỗ."), "what is not checked is not mended");
    assert!(!String::from_utf8(folder.read("a.txt")).unwrap().contains("./."));

    office(
        &folder,
        r#"{"unchecked": [{"rule": "closing-mark", "reason": " "}, {"rule": "no-such", "reason": "a"}]}"#,
    );
    for command in [&["check", "-", "--office", "office.json"][..], &["serve", "--office", "office.json"]] {
        let output = folder.run(command, FAULTY.as_bytes());
        assert_eq!(output.status.code(), Some(1));
        for fault in
            ["\n  /unchecked/0/reason: ", "(value-missing)", "\n  /unchecked/1/rule: ", "(value-rule)"]
        {
            assert!(said(&output).contains(fault), "{fault} in {}", said(&output));
        }
    }
}

#[test]
fn a_word_file_is_checked_as_word_prints_it_and_gets_its_comments() {
    let folder = Folder::new("check-word");
    folder.write("plan.txt", FAULTY);
    folder.run(&["typeset", "plan.txt", "-o", "plan.docx"], b"");
    let output = folder.run(&["check", "plan.docx", "--json"], b"");
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    let found = json(&output);
    assert_eq!(ids(&found["findings"]), ["number-zero", "numbering-gap", "closing-mark"], "as its text");
    assert!(found["looks"]["sheets"][0]["width"].as_f64().is_some_and(|width| (width - 210.0).abs() < 0.1));
    let output = folder.run(&["check", "plan.docx"], b"");
    assert!(printed(&output).contains("“3. Xã cấp cây giống.”: lỗi: "), "{}", printed(&output));
    assert!(printed(&output).starts_with("đoạn "), "{}", printed(&output));

    let before = folder.read("plan.docx");
    for input in ["plan.docx", "plan.txt"] {
        let output = folder.run(&["check", input, "--comments", "noted.docx"], b"");
        assert_eq!(output.status.code(), Some(1));
        let noted = folder.read("noted.docx");
        assert!(comments(&noted).contains(" [number-zero]"), "{input}");
        let marks = part(&noted, "word/document.xml").matches("commentRangeStart").count();
        assert_eq!(marks, 3);
        let same = part(&noted, "word/styles.xml") == part(&before, "word/styles.xml");
        assert!(same, "{input}");
    }
    assert_eq!(folder.read("plan.docx"), before, "what was read stays as it is");
    // Checked once more it says the same: comments are no words of the document.
    let again = folder.run(&["check", "noted.docx", "--json"], b"");
    assert_eq!(json(&again)["findings"], found["findings"]);
    let fixed = folder.run(&["check", "plan.docx", "--fix", "-o", "fixed.docx"], b"");
    assert!(printed(&fixed).contains("đã sửa: “7” → “07”"), "{}", printed(&fixed));
    let left = folder.run(&["check", "fixed.docx", "--json"], b"");
    assert_eq!(ids(&json(&left)["findings"]), ["numbering-gap"]);
}

/// A part of an archive.
fn part(docx: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
    std::io::read_to_string(archive.by_name(name).unwrap()).unwrap()
}

fn comments(docx: &[u8]) -> String {
    part(docx, "word/comments.xml")
}

#[test]
fn every_rule_is_listed_with_its_clause_and_examples() {
    let folder = Folder::new("check-rules");
    let output = folder.run(&["check", "--rules"], b"");
    assert_eq!(output.status.code(), Some(0));
    let text = printed(&output);
    assert!(text.contains("\nnumber-zero (lỗi; Phụ lục I, Phần I, Mục II.3"), "{text}");
    assert!(text.contains("\n  đúng: ") && text.contains("\n  sai: "), "{text}");
    let output = folder.run(&["check", "--rules", "--json"], b"");
    let rules = json(&output);
    let rules = rules.as_array().unwrap();
    assert!(rules.len() > 60);
    for rule in rules {
        assert!(text.contains(rule["id"].as_str().unwrap()));
        for key in ["id", "group", "about", "severity", "cite"] {
            assert!(rule[key].as_str().is_some_and(|value| !value.is_empty()), "{rule}");
        }
        assert!(!rule["examples"].as_array().unwrap().is_empty(), "{rule}");
    }
}

#[test]
fn the_exit_status_of_checking_says_whose_fault_it_was() {
    let folder = Folder::new("check-status");
    folder.write("plan.txt", EXAMPLE);
    folder.write("blank.txt", " \n");
    folder.write("old.txt", b"K\xaa ho\xb9ch");
    folder.write("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more");
    folder.write("broken.docx", b"PK\x03\x04 and no more");
    folder.write("faulty.json", r#"{"text": 1}"#);
    for (arguments, status, words) in [
        (&["check", "plan.txt"][..], 0, ""),
        (&["check", "blank.txt"], 1, "(empty)"),
        (&["check", "old.txt"], 1, "not UTF-8: byte 2"),
        (&["check", "old.doc"], 1, "a binary .doc"),
        (&["check", "broken.docx"], 1, "the archive is broken"),
        (&["check", "faulty.json"], 1, "/text"),
        (&["check", "gone.txt"], 1, "gone.txt"),
        (&["check", "plan.txt", "--standard", "nd110-2004"], 1, "nd110-2004"),
        (&["check", "plan.txt", "--office", "gone.toml"], 1, "gone.toml"),
        (&["check", "plan.txt", "--fix", "-o", "gone/a.txt"], 1, "gone/a.txt"),
        (&["check", "plan.txt", "--comments", "gone/a.docx"], 1, ""),
        (&["check"], 2, "<IN>"),
        (&["check", "plan.txt", "--fix"], 2, "--output"),
        (&["check", "plan.txt", "-o", "a.txt"], 2, "--fix"),
        (&["check", "plan.txt", "--fix", "-o", "a.odt"], 2, "extension must be pdf"),
        (&["check", "plan.txt", "--fix", "-o", "-"], 2, "needs --format"),
        (&["check", "plan.txt", "--fix", "-o", "a.txt", "--json"], 2, "--json"),
        (&["check", "plan.txt", "--rules"], 2, "--rules"),
        (&["check", "plan.txt", "--today", "yesterday"], 2, "--today"),
    ] {
        let output = folder.run(arguments, b"");
        assert_eq!(output.status.code(), Some(status), "{arguments:?}: {}", said(&output));
        assert!(said(&output).contains(words), "{arguments:?}: {}", said(&output));
    }
    let help = printed(&folder.run(&["check", "--help"], b""));
    for words in ["Exit status", "vanthu check letter.docx", "set anew by the standard"] {
        assert!(help.contains(words), "{words} in {help}");
    }
}

/// A text copied from a page, without its letterhead.
fn without_letterhead() -> String {
    let body = FAULTY.split_once("\n\n").unwrap().1;
    format!("Số: 7/KH-UBND\n\nSơn Hải, ngày 12 tháng 10 năm 2026\n\n{body}")
}

#[test]
fn a_letterhead_that_was_lost_is_no_fault_before_and_after_mending() {
    let folder = Folder::new("check-lost");
    for more in [&[][..], &["--fix", "-o", "mended.txt"]] {
        let output = folder.run(&[&["check", "-"], more].concat(), without_letterhead().as_bytes());
        assert!(!printed(&output).contains("element-missing"), "{}", printed(&output));
    }
}

#[test]
fn a_word_file_without_quoc_hieu_lacks_it() {
    let folder = Folder::new("check-word-without");
    folder.write("plan.txt", FAULTY);
    folder.run(&["typeset", "plan.txt", "-o", "plan.docx"], b"");
    let plan = folder.read("plan.docx");
    folder.write("ours.docx", without_national_title(&plan, false));
    folder.write("foreign.docx", without_national_title(&plan, true));
    let found = |file: &str| {
        let output = folder.run(&["check", file, "--json"], b"");
        ids(&json(&output)["findings"]).iter().filter(|id| **id == "element-missing").count()
    };
    assert_eq!(found("plan.docx"), 0);
    assert_eq!((found("ours.docx"), found("foreign.docx")), (2, 2), "Quốc hiệu and Tiêu ngữ");
}

/// The same Word file without the words of Quốc hiệu and Tiêu ngữ, its styles perhaps renamed as
/// another program's.
fn without_national_title(file: &[u8], renamed: bool) -> Vec<u8> {
    use std::io::{Read as _, Write as _};
    let mut from = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..from.len() {
        let mut entry = from.by_index(at).unwrap();
        let mut text = String::new();
        entry.read_to_string(&mut text).unwrap();
        for words in ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
        {
            text = text.replace(words, "");
        }
        for name in ["pStyle w:val=\"", "styleId=\"", "basedOn w:val=\"", "<w:name w:val=\""] {
            let other = if renamed { format!("{name}x-") } else { name.to_owned() };
            text = text.replace(name, &other);
        }
        to.start_file(entry.name(), zip::write::SimpleFileOptions::default()).unwrap();
        to.write_all(text.as_bytes()).unwrap();
    }
    to.finish().unwrap().into_inner()
}
