//! What the data of a template may lack or get wrong, and what becomes of it.

use serde_json::json;
use vanthu::model::{DataCode, Role};

use super::{LIBRARY, body, field, merge, plan, today};

#[test]
fn every_missing_unknown_and_unfit_value_is_told_at_once() {
    let fields = field("name", "text")
        + "max = 5\n"
        + &field("day", "date")
        + &field("count", "integer")
        + "min = 1\n"
        + &field("level", "choice")
        + "options = [\"a\", \"b\"]\n"
        + &field("code", "text")
        + "pattern = \"[A-Z]+\"\n"
        + &field("rows", "list")
        + "[[fields.fields]]\nname = \"who\"\nlabel = \"Ai\"\ntype = \"text\"\n"
        + &field("lost", "text");
    let text = "{{ name }} {{ day }} {{ count }} {{ level }} {{ code }} {{ lost }}\n\n{% for row in rows %}\n- {{ row.who }};\n{% endfor %}";
    let data = json!({
        "name": "dài quá rồi", "day": "31/12/2026", "count": 0, "level": "c", "code": "abc",
        "rows": [{ "who": "A" }, { "whom": "B" }], "more": true,
    });
    let merged = merge(&plan(&fields, text), &data);
    let mut found: Vec<_> = merged.problems.iter().map(|p| (p.pointer.as_str(), p.code)).collect();
    found.sort_unstable();
    assert_eq!(
        found,
        [
            ("/code", DataCode::Pattern),
            ("/count", DataCode::TooSmall),
            ("/day", DataCode::Kind),
            ("/level", DataCode::NoChoice),
            ("/lost", DataCode::Missing),
            ("/more", DataCode::Unknown),
            ("/name", DataCode::TooLarge),
            ("/rows/1/who", DataCode::Missing),
            ("/rows/1/whom", DataCode::Unknown),
        ]
    );
    let lost = merged.problems.iter().find(|p| p.pointer == "/lost").unwrap();
    assert_eq!(lost.label, "Nhãn lost");
    assert!(lost.line > 0 && lost.sentence.contains("{{ lost }}"), "{lost:?}");
    assert!(merged.problems.iter().all(|p| p.is_fault() && !p.message.is_empty()));
}

#[test]
fn a_missing_value_shows_its_label_and_never_a_blank() {
    let fields = field("name", "text") + &field("rows", "list") + "of = \"text\"\n";
    let text = "Ông {{ name }} và {{ name | upper }}.\n\n{% for row in rows %}\n- {{ row }};\n{% endfor %}";
    let merged = merge(&plan(&fields, text), &json!({}));
    assert_eq!(body(&merged), ["body=Ông [Nhãn name] và [Nhãn name].", "bullet=- [row];"]);
    assert_eq!(merged.problems.len(), 2);
}

#[test]
fn what_may_stay_empty_falls_away() {
    let fields = field("note", "text")
        + "required = false\n"
        + &field("rows", "list")
        + "of = \"text\"\nrequired = false\n"
        + &field("shown", "yes-no")
        + &field("when", "date")
        + "required = false\n";
    let text = "{{ note }}\n\n{% if rows %}\nGồm:\n{% for row in rows %}\n- {{ row }};\n{% endfor %}\n{% endif %}\n| STT | {{ \"Ghi chú\" if shown else \"\" }} | Tên |\n|---|---|---|\n| 1 | a | b |\n\nTừ {{ when | date_words | default(\"nay\") }}.";
    let merged = merge(&plan(&fields, text), &json!({ "shown": false }));
    assert_eq!(merged.problems, []);
    assert_eq!(body(&merged), ["body=Từ nay."]);
    let table = merged.document.sections[0].blocks.iter().find_map(|block| match block {
        vanthu::model::Block::Table(table) => Some(table),
        _ => None,
    });
    assert_eq!(table.unwrap().rows[0].len(), 2, "the column whose heading is empty falls away");
}

#[test]
fn numbers_that_depend_on_choices_count_themselves() {
    let fields = field("parts", "list") + "of = \"text\"\n" + &field("extra", "yes-no");
    let text = "{{ auto(1) | roman }}. MỤC ĐÍCH\n\n{{ auto(2) }}. Một\n\nLời.\n\n{% if extra %}\n{{ auto(1) | roman }}. PHẦN THÊM\n\nLời.\n\n{% endif %}\n{{ auto(1) | roman }}. NỘI DUNG\n\n{% for part in parts %}\n{{ auto(2) }}. {{ part }}\n\n{{ auto(3) | letter }}) Điểm {{ current(2) }}.\n\n{% endfor %}";
    let merged = merge(&plan(&fields, text), &json!({ "parts": ["A", "B"], "extra": false }));
    assert_eq!(
        body(&merged),
        [
            "major-heading=I. MỤC ĐÍCH",
            "clause-heading=1. Một",
            "body=Lời.",
            "major-heading=II. NỘI DUNG",
            "clause-heading=1. A",
            "point=a) Điểm 1.",
            "clause-heading=2. B",
            "point=a) Điểm 2.",
        ]
    );
}

#[test]
fn values_print_as_offices_write_them() {
    let fields = field("day", "date")
        + &field("month", "month")
        + &field("dong", "money")
        + &field("who", "person")
        + &field("all", "list")
        + "of = \"text\"\n"
        + &field("sums", "list")
        + "[[fields.fields]]\nname = \"dong\"\nlabel = \"Tiền\"\ntype = \"money\"\n";
    let text = "{{ day }}|{{ day | date_words }}|{{ day | day }}/{{ day | month }}/{{ day | year }}|{{ month | month_words }}|{{ dong | money }}|{{ dong | money_words }}|{{ who | person }}|{{ all | and_join }}|{{ all | length | pad }}|{{ sums | sum(\"dong\") | number }}|{{ (all | length) * 2 }}|{{ today }}";
    let data = json!({
        "day": "2026-03-05", "month": "2026-11", "dong": 1_500_000, "who": { "name": "Nguyễn Văn An" },
        "all": ["a", "b", "c"], "sums": [{ "dong": 1000 }, { "dong": 234 }],
    });
    let merged = merge(&plan(&fields, text), &data);
    assert_eq!(merged.problems, []);
    assert_eq!(
        body(&merged),
        [
            "body=05/3/2026|ngày 05 tháng 3 năm 2026|05/3/2026|tháng 11 năm 2026|1.500.000 đồng|Một triệu năm trăm nghìn đồng|Ông/Bà Nguyễn Văn An|a, b và c|03|1.234|6|24/11/2026"
        ]
    );
}

#[test]
fn official_text_keeps_its_place_and_its_level() {
    let fields = field("words", "official-text");
    let text = "I. NỘI DUNG\n\n1. Việc làm\n\n{{ words }}\n\nII. THỰC HIỆN\n\nLời.";
    let given = "a) Điểm một;\n- Ý một.\n\n| STT | Tên |\n| 1 | A |\n\n2. Khoản cao quá\n\nĐiều 5. Không thuộc đây\n\nNơi nhận:\n- Như trên;";
    let merged = merge(&plan(&fields, text), &json!({ "words": given }));
    let shown = body(&merged);
    assert_eq!(shown[2..4], ["point=a) Điểm một;", "bullet=- Ý một."]);
    assert!(shown.contains(&"body=2. Khoản cao quá".to_owned()), "{shown:?}");
    assert!(shown.contains(&"body=Điều 5. Không thuộc đây".to_owned()), "{shown:?}");
    assert!(shown.contains(&"body=Nơi nhận:".to_owned()), "{shown:?}");
    assert_eq!(shown.last().map(String::as_str), Some("body=Lời."));
    let lines: Vec<_> = merged.problems.iter().map(|p| (p.code, p.pointer.as_str(), p.line)).collect();
    for line in [7, 9, 11] {
        assert!(lines.contains(&(DataCode::Passage, "/words", line)), "{lines:?}");
    }
}

#[test]
fn an_appendix_may_be_chosen_whole() {
    let fields = field("listed", "yes-no") + &field("names", "list") + "of = \"text\"\n";
    let text = "Lời văn./.\n\nNơi nhận:\n- Lưu: VT.\n\nCHỦ TỊCH\n\nNguyễn Văn A\n\n{% if listed %}\nDANH SÁCH\nTập thể\n(Kèm theo Kế hoạch số 7/KH-UBND)\n\n| STT | Tên |\n|---|---|\n{% for name in names %}\n| {{ loop.index }} | {{ name }} |\n{% endfor %}\n{% endif %}";
    let template = plan(&fields, text);
    let sections = |listed: bool| {
        let merged = merge(&template, &json!({ "listed": listed, "names": ["A", "B"] }));
        assert_eq!(merged.problems, []);
        merged.document.sections.len()
    };
    assert_eq!((sections(false), sections(true)), (1, 2));
}

#[test]
fn an_office_lends_its_profile_to_every_template_that_asks() {
    let prepared = LIBRARY.get("quyet-dinh-tang-giay-khen").unwrap();
    let mut data = vanthu::merge::sample(&prepared.template);
    let office = data.as_object_mut().unwrap().remove("office").unwrap();
    let mut other = office.clone();
    other["name"] = json!("Ủy ban nhân dân phường Bình Tân");
    LIBRARY.lend_office(&prepared, &mut data, &other);
    let merged = LIBRARY.merge(&prepared, &data, today());
    assert_eq!(merged.problems, []);
    let issuer = merged.document.paragraphs().find(|p| p.role == Role::IssuingBody).unwrap();
    assert_eq!(issuer.words(), "ỦY BAN NHÂN DÂN PHƯỜNG BÌNH TÂN");
}

#[test]
fn what_cannot_be_seen_is_told_and_forbids_nothing() {
    let fields = field("name", "text") + &field("bad", "text");
    let data = json!({ "name": "Nguyễn\u{200b} Văn  A", "bad": "a\u{0}b" });
    let merged = merge(&plan(&fields, "{{ name }} {{ bad }}"), &data);
    let told: Vec<_> = merged.problems.iter().map(|p| (p.pointer.as_str(), p.code, p.is_fault())).collect();
    assert_eq!(told, [("/name", DataCode::Invisible, false), ("/bad", DataCode::NotText, true)]);
    assert!(body(&merged)[0].contains("Nguyễn Văn A"));
}
