//! Lists that units send: previewed, answered, taken over, corrected.

use serde_json::{Value, json};
use ureq::http;

use super::super::kept::{House, each};
use super::id;

const LIST: &str = "\
STT;Họ và tên;Năm sinh;Đơn vị công tác;Hình thức khen thưởng
1;Bà Đỗ Thị Hoa;1985;Trạm Y tế xã;Giấy khen
2;NGUYỄN THỊ AN;1990;Trường Tiểu học Sơn Hải;Giấy khen
3;Ông Lê Văn Bé;1979;Trường Tiểu học Sơn Hải;Giấy khen
";

/// A list that was handed in.
fn handed(house: &House, round: &Value, query: &str, csv: &str) -> Value {
    let answer = house.upload(round, query, csv);
    assert_eq!(answer.status, 201, "{}", answer.text());
    answer.json()
}

fn answered(house: &House, list: &Value, answers: &Value) -> Value {
    let path = format!("/api/v1/imports/{}/answers", id(list));
    let answer = house.send("clerk@o1", "PUT", &path, list["edition"].as_i64(), answers);
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

fn confirmed(house: &House, list: &Value) -> Value {
    let path = format!("/api/v1/imports/{}/confirm", id(list));
    let answer = house.send("clerk@o1", "POST", &path, list["edition"].as_i64(), &json!({}));
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

fn names(house: &House, round: &Value) -> Vec<String> {
    let page = house.shown(&format!("/api/v1/rounds/{}/honorees?limit=200", id(round)));
    let items = page["items"].as_array().unwrap().iter();
    items.map(|one| one["entry"]["honoree"]["name"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_preview_makes_nothing_and_what_is_asked_must_be_answered() {
    each(|house| {
        let round = house.round();
        let list = handed(&house, &round, "file=danh-sach.csv&group=ca-nhan&proposer=Ph%C3%B2ng%20VH", LIST);
        assert_eq!(list["counts"], json!({ "imported": 2, "question": 1, "refused": 0 }), "{list}");
        assert_eq!(list["open"], 1);
        assert_eq!(names(&house, &round), Vec::<String>::new(), "a preview makes no entry");
        let rows = house.shown(&format!("/api/v1/imports/{}/rows?status=question", id(&list)));
        assert_eq!(rows["items"][0]["row"], 1);
        assert_eq!(rows["items"][0]["notes"][0]["code"], "name-in-capitals");
        let confirm = format!("/api/v1/imports/{}/confirm", id(&list));
        let open = house.send("clerk@o1", "POST", &confirm, Some(1), &json!({})).problem(409, "conflict");
        assert_eq!(open["errors"][0]["code"], "questions-open");
        let answers = format!("/api/v1/imports/{}/answers", id(&list));
        let wrong = json!({ "rows": { "0": "take", "9": "keep" } });
        let faults = house.send("clerk@o1", "PUT", &answers, Some(1), &wrong).problem(422, "invalid");
        assert_eq!(faults["errors"].as_array().unwrap().len(), 2);
        house.send("clerk@o1", "PUT", &answers, Some(1), &json!({ "all": "so" })).problem(422, "bad-order");
        let list = answered(&house, &list, &json!({ "rows": { "1": "take" } }));
        assert_eq!((list["open"].as_i64(), list["edition"].as_i64()), (Some(0), Some(2)));
        house.send("clerk@o1", "POST", &confirm, Some(1), &json!({})).problem(412, "stale");
        let list = confirmed(&house, &list);
        assert_eq!(list["state"], "confirmed");
        assert_eq!(names(&house, &round), ["Đỗ Thị Hoa", "Nguyễn Thị An", "Lê Văn Bé"]);
        let first = house.shown(&format!("/api/v1/rounds/{}/honorees", id(&round)))["items"][0].clone();
        assert_eq!(first["import"], list["id"]);
        assert_eq!(first["entry"]["form"], "giay-khen", "the only form that begins so");
        assert_eq!(
            (&first["entry"]["group"], &first["entry"]["proposer"]),
            (&json!("ca-nhan"), &json!("Phòng VH"))
        );
        house.send("clerk@o1", "POST", &confirm, Some(3), &json!({})).problem(409, "conflict");
    });
}

#[test]
fn a_corrected_list_tells_what_it_changes_and_does_just_that() {
    each(|house| {
        let round = house.round();
        let list = handed(&house, &round, "group=ca-nhan", LIST);
        let list = confirmed(&house, &answered(&house, &list, &json!({ "all": "take" })));
        house.propose(&round, "Trần Thị Cúc", "Trạm Y tế xã");
        let honorees = format!("/api/v1/rounds/{}/honorees", id(&round));
        let hoa = house.shown(&honorees)["items"][0].clone();
        let bulk =
            json!({ "items": [{ "id": id(&hoa), "review": { "unit": "Phòng Nội vụ", "favours": true } }] });
        assert_eq!(house.send("clerk@o1", "PATCH", &honorees, None, &bulk).status, 200);
        let csv = "\
STT;Họ và tên;Năm sinh;Đơn vị công tác;Hình thức khen thưởng
1;Bà Đỗ Thị Hoa;1986;Trạm Y tế xã;Giấy khen
2;Nguyễn Thị An;1990;Trường Tiểu học Sơn Hải;Giấy khen
3;Bà Võ Thị Mới;1991;Trạm Y tế xã;Giấy khen
";
        let query = format!("group=ca-nhan&corrects={}", id(&list));
        let newer = handed(&house, &round, &query, csv);
        let count = |key: &str| newer["changes"][key].as_array().unwrap().len();
        assert_eq!((count("added"), count("changed"), count("removed")), (1, 1, 1), "{newer}");
        assert_eq!(newer["changes"]["same"], 1);
        assert_eq!(
            newer["counts"]["question"], 0,
            "nobody is asked about those of the list it corrects: {newer}"
        );
        let newer = confirmed(&house, &newer);
        assert_eq!(names(&house, &round), ["Đỗ Thị Hoa", "Nguyễn Thị An", "Trần Thị Cúc", "Võ Thị Mới"]);
        let after = house.shown(&format!("{honorees}/{}", id(&hoa)));
        assert_eq!(after["entry"]["honoree"]["birth"], json!({ "year": 1986 }));
        assert_eq!(after["entry"]["review"]["unit"], "Phòng Nội vụ", "what else is known of them stays");
        assert_eq!(after["import"], newer["id"]);
        let again = house.upload(&round, &query, csv).problem(409, "conflict");
        assert_eq!(again["errors"][0]["code"], "import-corrected");
    });
}

#[test]
fn whoever_was_honoured_before_or_stands_in_the_round_already_is_asked_about() {
    each(|house| {
        let decided = house.in_state("decided");
        let rounds = format!("/api/v1/campaigns/{}/rounds", decided["campaign"].as_str().unwrap());
        let mut wanted = super::settings();
        (wanted["name"], wanted["year"]) = (json!("Khen thưởng năm 2027"), json!(2027));
        let round = house.make("clerk@o1", &rounds, &wanted);
        house.propose(&round, "Lê Văn Bé", "Trường Tiểu học Sơn Hải");
        let list = handed(&house, &round, "", LIST);
        let rows = house.shown(&format!("/api/v1/imports/{}/rows", id(&list)));
        let messages: Vec<String> = rows["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| {
                let notes = row["notes"].as_array().unwrap().iter();
                let older = notes.filter(|note| note["code"] == "duplicate-older");
                older.map(|note| note["message"].as_str().unwrap().to_owned()).collect()
            })
            .collect();
        assert!(messages[0].contains("Khen thưởng năm 2026"), "{messages:?}");
        assert!(messages[1].contains("Khen thưởng năm 2026"), "{messages:?}");
        assert!(messages[2].contains("danh sách của đợt này"), "{messages:?}");
    });
}

#[test]
fn the_list_comes_back_with_its_notes_and_a_blank_one_can_be_had() {
    each(|house| {
        let round = house.round();
        let list = handed(&house, &round, "file=danh-sach.csv", LIST);
        let noted = house.get("clerk@o1", &format!("/api/v1/imports/{}/sheet.xlsx", id(&list)));
        assert_eq!(
            (noted.status, noted.header("content-type")),
            (200, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
        );
        assert!(noted.bytes.starts_with(b"PK"));
        assert!(noted.header("content-disposition").contains("attachment"));
        let blank = house.get("clerk@o1", "/api/v1/imports/blank.xlsx");
        assert!(blank.status == 200 && blank.bytes.starts_with(b"PK"));
    });
}

#[test]
fn what_is_no_list_is_refused_and_keeps_nothing() {
    each(|house| {
        let round = house.round();
        let refused = house.upload(&round, "", "a;b\n1;2\n").problem(422, "bad-sheet");
        assert_eq!(refused["errors"][0]["code"], "sheet-no-list");
        let path = format!("/api/v1/rounds/{}/imports", id(&round));
        let request = http::Request::post(&path).header("content-type", "application/pdf");
        house.ask("clerk@o1", request, None, Vec::new()).problem(415, "unsupported-media-type");
        house.upload(&round, "form=none", LIST).problem(422, "invalid");
        house.upload(&round, "corrects=nothing", LIST).problem(422, "invalid");
        house.upload(&round, "colour=red", LIST).problem(400, "bad-query");
        assert_eq!(house.shown(&path)["items"], json!([]));
        let list = handed(&house, &round, "", LIST);
        assert_eq!(house.shown(&path)["items"].as_array().unwrap().len(), 1);
        let gone =
            house.send("clerk@o1", "DELETE", &format!("/api/v1/imports/{}", id(&list)), None, &json!({}));
        assert_eq!(gone.status, 204);
        house.get("clerk@o1", &format!("/api/v1/imports/{}", id(&list))).problem(404, "no-such-thing");
    });
}

#[test]
fn five_thousand_rows_come_in_and_are_taken_over() {
    each(|house| {
        let round = house.round();
        let mut csv = String::from("STT;Họ và tên;Năm sinh;Đơn vị công tác;Hình thức khen thưởng\n");
        let given = ["An", "Bình", "Cúc", "Dung", "Hoa", "Lan", "Mai", "Nga", "Oanh", "Phượng"];
        for at in 0..5_000_usize {
            let (name, middle) = (given[at % 10], given[at / 10 % 10]);
            let (unit, year) = (at / 100, 1_960 + at % 40);
            csv.push_str(&format!(
                "{};Bà Đỗ Thị {middle} {name};{year};Đơn vị số {unit};Giấy khen\n",
                at + 1
            ));
        }
        let began = std::time::Instant::now();
        let list = handed(&house, &round, "group=ca-nhan", &csv);
        let list = answered(&house, &list, &json!({ "all": "keep" }));
        confirmed(&house, &list);
        eprintln!("5,000 rows end to end: {:?}", began.elapsed());
        assert_eq!(house.as_it_is(&round)["counts"], json!({ "individual": 5_000 }));
    });
}
