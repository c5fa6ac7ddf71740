//! The chain of documents of an award round: whatever set it is made from, every document says
//! the same of the same honorees.

mod agree;
mod read;
mod rounds;
mod stories;

use serde_json::{Value as Json, json};
use vanthu::flow::chain::{Choice, Known, Set, Written, write};
use vanthu::model::Document;
use vanthu::model::chain::Paper;
use vanthu::model::round::{Frozen, digest};
use vanthu::viet::words::chain::is_title;

use crate::templates::{LIBRARY, today};

/// The digest of a set, as it is kept.
fn digest_of(set: &Frozen) -> String {
    digest(&serde_json::to_value(set).unwrap())
}

/// What an office says beside the set, for every document of the chain.
fn said(paper: Paper) -> Json {
    let person = json!({ "name": "Đỗ Quang Vinh", "honorific": "Ông", "position": "Thư ký Hội đồng" });
    match paper {
        Paper::Submission => json!({
            "addressee": "Chủ tịch Ủy ban nhân dân tỉnh Hưng Yên", "minutes": "07/BB-HĐTĐKT",
            "meeting_date": "2026-11-25", "members": 9, "present": 7,
            "result": "các trường hợp đều đủ số phiếu",
        }),
        Paper::Minutes => json!({
            "start_time": "14 giờ 00", "meeting_date": "2026-11-25", "place": "Phòng họp số 2",
            "chair": person, "secretary": person, "present": [person],
            "report": "Hồ sơ đã thẩm định.", "conclusion": "Hội đồng thống nhất.", "end_time": "16 giờ 20",
        }),
        Paper::Decision | Paper::Register => json!({}),
        Paper::Notice => json!({ "minutes": "07/BB-HĐTĐKT", "meeting_date": "2026-11-25" }),
        Paper::Invitation => json!({
            "topic": "tổng kết phong trào thi đua", "chair": "Bà Lê Thị Minh Châu", "time": "07 giờ 30",
            "day": "2026-12-24", "place": "Hội trường lớn",
        }),
        Paper::Receipt => json!({
            "day": "2026-12-24", "place": "Hội trường lớn", "giver": person, "cashier": person,
            "decision": "số 164/QĐ-UBND ngày 04 tháng 12 năm 2026",
        }),
        Paper::Amendment => json!({ "decision": "số 164/QĐ-UBND ngày 04 tháng 12 năm 2026" }),
    }
}

/// A choice with what the office says; its forms and order may still be set.
fn choice(paper: Paper) -> Choice {
    let Json::Object(mut data) = said(paper) else { unreachable!("every answer is an object") };
    // What the template alone needs and no set has.
    if paper == Paper::Decision {
        data.insert("submission".into(), json!("số 41/TTr-VHXH ngày 02 tháng 12 năm 2026"));
    }
    Choice { data, ..Choice::of(paper) }
}

/// The data and the document of one paper of a set.
fn made(set: &Frozen, choice: &Choice, known: &Known<'_>) -> (Written, Document) {
    let digest = digest_of(set);
    let mut choice = choice.clone();
    if choice.paper == Paper::Decision && set.forms.iter().all(|(_, name)| is_title(name)) {
        // Titles are recognised by another template, which asks for the minutes.
        choice.data = serde_json::Map::from_iter([("minutes".to_owned(), json!("số 08/BB-HĐTĐKT"))]);
    }
    let written = write(&Set { frozen: set, digest: &digest, firm: true }, &choice, known).unwrap();
    let prepared = LIBRARY.get(written.template).unwrap();
    let mut data = written.data.clone();
    let sample = vanthu::merge::sample(&prepared.template);
    LIBRARY.lend_office(&prepared, &mut data, &sample["office"]);
    let merged = LIBRARY.merge(&prepared, &data, today());
    let faults: Vec<_> = merged.problems.iter().filter(|problem| problem.is_fault()).collect();
    assert!(faults.is_empty(), "{}: {faults:?}", written.template);
    (written, merged.document)
}
