//! `vanthu import`.

use super::{Folder, said};

const LIST: &str = "STT;Họ và tên;Đơn vị;Hình thức khen thưởng\n1;Nguyễn Văn An;Trạm Y tế;Giấy khen\n2;LÊ THỊ BÉ;Trạm Y tế;Giấy khen\n";

#[test]
fn a_list_is_shown_row_by_row_and_nothing_is_stored() {
    let folder = Folder::new("import");
    folder.write("list.csv", LIST);
    let output = folder.run(&["import", "list.csv"], b"");
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(said(&output).contains("chưa có gì được lưu"), "{}", said(&output));
    let shown = String::from_utf8(output.stdout).unwrap();
    assert!(shown.contains("B3: Cần trả lời: ") && shown.contains("(name-in-capitals)"), "{shown}");
    assert!(shown.ends_with("2 dòng: 1 nhận, 1 cần trả lời, 0 không nhận.\n"), "{shown}");
    assert_eq!(std::fs::read_dir(&folder.0).unwrap().count(), 1, "no other file");
}

#[test]
fn a_list_comes_back_with_notes_and_as_json() {
    let folder = Folder::new("import-notes");
    let output = folder
        .run(&["import", "-", "--json", "--notes", "out.xlsx", "--today", "2026-11-24"], LIST.as_bytes());
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(json["rows"][1]["notes"][0]["cell"], "B3");
    let again = folder.run(&["import", "out.xlsx"], b"");
    assert!(String::from_utf8(again.stdout).unwrap().contains("2 dòng"));
}

#[test]
fn a_row_or_a_file_that_is_refused_is_a_failure() {
    let folder = Folder::new("import-refused");
    let row = folder.run(&["import", "-"], "STT;Họ và tên;Đơn vị\n1;;Trạm Y tế\n".as_bytes());
    assert_eq!(row.status.code(), Some(1));
    let file = folder.run(&["import", "-"], b"\x00\x01");
    assert_eq!(
        (file.status.code(), said(&file).contains("(sheet-not-one)")),
        (Some(1), true),
        "{}",
        said(&file)
    );
    assert_eq!(folder.run(&["import"], b"").status.code(), Some(2));
}

#[test]
fn the_blank_is_written_and_read() {
    let folder = Folder::new("import-blank");
    assert_eq!(folder.run(&["import", "--blank", "blank.xlsx"], b"").status.code(), Some(0));
    let output = folder.run(&["import", "blank.xlsx"], b"");
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8(output.stdout).unwrap().contains("0 dòng"));
}

#[test]
fn a_list_is_kept_for_a_campaign_and_taken_over_by_its_clerk() {
    let folder = Folder::new("import-kept");
    let entered = folder.run(
        &[
            "user",
            "add",
            "--login",
            "vinh.do",
            "--name",
            "Đỗ Quang Vinh",
            "--office",
            "UBND xã",
            "--role",
            "clerk",
            "--data",
            "d",
        ],
        b"mot hai ba bon nam\n",
    );
    assert_eq!(entered.status.code(), Some(0), "{}", said(&entered));
    let path = folder.0.join("d").join("vanthu.sqlite");
    super::round::begin(&path, "vinh.do");
    let list = "STT;Họ và tên;Đơn vị công tác;Hình thức khen thưởng\n1;Bà Đỗ Thị Hoa;Trạm Y tế;Giấy khen\n2;LÊ THỊ BÉ;Trạm Y tế;Giấy khen\n";
    let run = |more: &[&str]| {
        let mut all = vec!["import", "-", "--campaign", "m", "--as", "vinh.do", "--data", "d"];
        all.extend(more);
        folder.run(&all, list.as_bytes())
    };
    let previewed = run(&[]);
    assert_eq!(previewed.status.code(), Some(0), "{}", said(&previewed));
    assert!(said(&previewed).contains(": previewed"), "{}", said(&previewed));
    let open = run(&["--confirm"]);
    assert!(open.status.code() == Some(1) && said(&open).contains("(questions-open)"), "{}", said(&open));
    let confirmed = run(&["--answers", "take", "--confirm"]);
    assert_eq!(confirmed.status.code(), Some(0), "{}", said(&confirmed));
    assert_eq!(super::round::names(&path), ["Đỗ Thị Hoa", "Lê Thị Bé"]);
    assert_eq!(folder.run(&["import", "-", "--campaign", "m"], list.as_bytes()).status.code(), Some(2));
}
