use serde_json::json;

use super::*;
use crate::model::template::Record;

fn text(name: &str, label: &str) -> Field {
    Field::given(name, label, Kind::Text)
}

/// A form as those of awards: a person with an honorific and an award.
fn form() -> Vec<Field> {
    let fields = vec![
        text("name", "Họ và tên"),
        text("honorific", "Cách gọi"),
        text("unit", "Đơn vị"),
        Field::given("award", "Mức thưởng", Kind::Money),
    ];
    let person = Kind::Record(Record { name: None, fields });
    let signer =
        Record { name: None, fields: vec![text("name", "Họ và tên"), text("title", "Chức vụ")] };
    vec![
        text("number", "Số"),
        Field::given("date", "Ngày ban hành", Kind::Date),
        Field::given("people", "Cá nhân", Kind::List(Box::new(person))),
        Field::given("grounds", "Căn cứ", Kind::List(Box::new(Kind::Text))),
        Field::given("signer", "Người ký", Kind::Record(signer)),
        Field::given("reason", "Thành tích", Kind::LongText),
        Field::given("attached", "Có danh sách", Kind::YesNo),
    ]
}

#[track_caller]
fn check(old: &Json, new: &Json, expected: &[(&str, &str)]) {
    let found = data(old, new, &form());
    let said: Vec<(String, &str)> =
        found.iter().map(|one| (one.pointers.join(" "), one.message.as_str())).collect();
    let said: Vec<(&str, &str)> =
        said.iter().map(|(pointer, message)| (pointer.as_str(), *message)).collect();
    assert_eq!(said, expected);
}

fn person(honorific: &str, name: &str, award: i64) -> Json {
    json!({ "name": name, "honorific": honorific, "unit": "Thôn Đông", "award": award })
}

#[test]
fn people_are_known_by_their_names() {
    let (an, my, su) = (
        person("Ông", "Nguyễn Văn An", 702_000),
        person("Bà", "Giàng Thị Mỷ", 702_000),
        person("Ông", "Vàng A Sử", 702_000),
    );
    check(
        &json!({ "people": [an, my] }),
        &json!({ "people": [su, person("Bà", "Giàng Thị Mỷ", 1_404_000)] }),
        &[
            ("/people/0", "Bớt 1 cá nhân: Ông Nguyễn Văn An"),
            ("/people/0", "Thêm 1 cá nhân: Ông Vàng A Sử"),
            ("/people/1/award", "Mức thưởng của Bà Giàng Thị Mỷ: từ 702.000 thành 1.404.000"),
        ],
    );
    check(
        &json!({ "people": [] }),
        &json!({ "people": [an, my, su] }),
        &[(
            "/people/0 /people/1 /people/2",
            "Thêm 3 cá nhân: Ông Nguyễn Văn An, Bà Giàng Thị Mỷ, Ông Vàng A Sử",
        )],
    );
    check(
        &json!({ "people": [an, my] }),
        &json!({ "people": [my, an] }),
        &[("/people", "Cá nhân: đổi thứ tự")],
    );
}

#[test]
fn a_name_that_was_corrected_is_the_same_person() {
    check(
        &json!({ "people": [person("Bà", "Giàng Thị My", 702_000)] }),
        &json!({ "people": [person("Bà", "Giàng Thị Mỷ", 702_000)] }),
        &[("/people/0/name", "Họ và tên của Bà Giàng Thị Mỷ: từ “Giàng Thị My” thành “Giàng Thị Mỷ”")],
    );
}

#[test]
fn values_are_said_as_the_form_shows_them() {
    check(
        &json!({ "number": "", "date": "2026-11-05", "attached": false, "signer": { "name": "A", "title": "Chủ tịch" } }),
        &json!({ "number": "164", "date": "2026-12-04", "attached": true, "signer": { "name": "B", "title": "Chủ tịch" }, "x/y": 1.5 }),
        &[
            ("/number", "Số: ghi thêm “164”"),
            ("/date", "Ngày ban hành: từ 05/11/2026 thành 04/12/2026"),
            ("/signer/name", "Họ và tên của người ký: từ “A” thành “B”"),
            ("/attached", "Có danh sách: từ không thành có"),
            ("/x~1y", "x/y: ghi thêm 1,5"),
        ],
    );
}

#[test]
fn long_words_are_counted_and_blank_is_absent() {
    let long = "đã có thành tích xuất sắc trong phong trào thi đua yêu nước năm 2026 của toàn xã và các thôn";
    check(
        &json!({ "reason": long, "number": null }),
        &json!({ "reason": long.replace("2026", "2027"), "number": " " }),
        &[("/reason", "Thành tích: sửa lời (bớt 1 từ, thêm 1 từ)")],
    );
    check(
        &json!({ "grounds": ["Luật A", "Luật B"] }),
        &json!({ "grounds": ["Luật B"] }),
        &[("/grounds/0", "Bớt 1 căn cứ: “Luật A”")],
    );
}

#[test]
fn what_is_the_same_is_not_said_whatever_its_shape() {
    for value in [json!(null), json!({}), json!([1]), json!("x"), json!({ "people": "no list" })] {
        assert_eq!(data(&value, &value, &form()), []);
    }
}
