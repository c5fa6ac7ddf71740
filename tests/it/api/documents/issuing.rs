//! Issuing: a number, a day, a signer, files for ever, a line of the register.

use std::thread;

use serde_json::{Value, json};
use vanthu::store::Store;

use super::super::kept::{each, wait};
use super::{DECISION, approved, content, form, issued};

#[test]
fn a_decision_is_drafted_submitted_approved_and_issued() {
    each(|house| {
        let document = issued(&house, DECISION);
        assert_eq!(document["state"], "issued");
        let number = &document["issued"];
        assert_eq!(number["written"], "01/QĐ-UBND");
        assert_eq!((&number["day"], &number["signer"]), (&json!("2026-11-24"), &json!("Lê Thị Minh Châu")));
        let version = &document["version"];
        assert_eq!((&version["ordinal"], &version["act"]), (&json!(4), &json!("issue")));
        assert_eq!(version["template"], json!({ "id": DECISION, "version": "1.0.0" }));
        assert!(version["engine"].as_str().unwrap().contains("typst/0.15.1"));
        // The approved and the issued version differ in number and day, and in nothing else.
        let id = document["id"].as_str().unwrap();
        let diff = house.get("clerk@o1", &format!("/api/v1/documents/{id}/diff?from=3&to=4")).json();
        let counts = &diff["changes"]["counts"];
        assert_eq!(
            (&counts["added"], &counts["removed"], &counts["moved"]),
            (&json!(0), &json!(0), &json!(0))
        );
        assert_eq!(counts["changed"], 2, "the row of number and day, the reference: {counts}");
        assert_eq!(diff["data"], json!([]));
        let text = house.get("clerk@o1", &content(&document, 4, "format=txt"));
        for line in [
            "Số: 01/QĐ-UBND",
            "Quảng Châu, ngày 24 tháng 11 năm 2026",
            "(Kèm theo Quyết định số 01/QĐ-UBND ngày 24 tháng 11 năm 2026 của Ủy ban nhân dân xã Quảng Châu)",
        ] {
            assert!(text.text().contains(line), "{line} in\n{}", text.text());
        }
        let before = house.get("clerk@o1", &content(&document, 3, "format=txt"));
        let gone: Vec<&str> = before.text().lines().filter(|line| !text.text().contains(line)).collect();
        assert_eq!(gone.len(), 3, "{gone:?}");
        let lines = wait(async {
            let store = Store::open(&house.place).await.unwrap();
            let lines = store.read().await.unwrap().register("o1", "van-ban-di", 2026).await.unwrap();
            store.close().await;
            lines
        });
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0].document_id.as_deref(), Some(id));
        let said = &lines[0].particulars;
        assert_eq!((&said["signer"], &said["keeper"]), (&json!("Lê Thị Minh Châu"), &json!("VT, VHXH")));
        assert!(said["recipients"].as_array().unwrap().contains(&json!("Như Điều 3")), "{said}");
    });
}

#[test]
fn what_was_issued_is_served_for_ever_byte_for_byte() {
    each(|house| {
        let document = issued(&house, "quyet-dinh");
        for (format, begins) in [("pdf", "%PDF-"), ("docx", "PK")] {
            let path = content(&document, 4, &format!("format={format}"));
            let first = house.get("clerk@o1", &path);
            assert_eq!(first.status, 200);
            assert!(String::from_utf8_lossy(&first.bytes).starts_with(begins));
            let kept = wait(async {
                let store = Store::open(&house.place).await.unwrap();
                let mut reader = store.read().await.unwrap();
                let issued = reader.issued(document["id"].as_str().unwrap()).await.unwrap();
                let digest = if format == "pdf" { issued.pdf } else { issued.docx };
                reader.file(&digest).await.unwrap().content
            });
            assert_eq!(first.bytes, kept);
            let body = json!({ "reason": "Sai thẩm quyền" });
            if format == "docx" {
                let revoked = house.step("records-officer@o1", &document, "revoke", &body);
                assert_eq!(revoked["version"]["note"], "Sai thẩm quyền");
                let after = content(&revoked, 5, "format=docx");
                assert_eq!(house.get("clerk@o1", &after).bytes, first.bytes);
            }
        }
        for format in ["json", "txt", "html", "png", "svg"] {
            let answer = house.get("clerk@o1", &content(&document, 4, &format!("format={format}")));
            assert_eq!(answer.status, 200, "{format}");
        }
    });
}

#[test]
fn nothing_is_issued_twice_and_a_failed_issue_leaves_no_number() {
    each(|house| {
        let document = approved(&house, "quyet-dinh");
        let early = json!({ "day": "2026-11-25" });
        house.try_step("records-officer@o1", &document, "issue", &early).problem(422, "invalid");
        let first = house.step("records-officer@o1", &document, "issue", &json!({ "day": "2026-11-23" }));
        assert_eq!(first["issued"]["written"], "01/QĐ-UBND");
        // Both who saw it approved and who saw it issued.
        house.try_step("records-officer@o1", &document, "issue", &json!({})).problem(409, "conflict");
        let twice = house.try_step("records-officer@o1", &first, "issue", &json!({}));
        assert_eq!(twice.problem(409, "conflict")["errors"][0]["code"], "wrong-state");
        let other = approved(&house, "quyet-dinh");
        let before = json!({ "day": "2026-11-22" });
        let refused = house.try_step("records-officer@o1", &other, "issue", &before).problem(409, "conflict");
        assert_eq!(refused["errors"][0]["code"], "day-before-last");
        let second = house.step("records-officer@o1", &other, "issue", &json!({}));
        assert_eq!(second["issued"]["written"], "02/QĐ-UBND", "the refused ones took no number");
    });
}

#[test]
fn a_number_or_a_day_that_is_typed_is_never_replaced() {
    each(|house| {
        for (key, value, code) in [("number", "07", "number-typed"), ("date", "2026-11-20", "day-typed")] {
            let mut body = form(&house, "quyet-dinh");
            body["data"][key] = json!(value);
            let draft = house.draft(&body);
            let submitted = house.step("clerk@o1", &draft, "submit", &json!({}));
            let approved = house.step("leader@o1", &submitted, "approve", &json!({}));
            let refused = house.try_step("records-officer@o1", &approved, "issue", &json!({}));
            assert_eq!(refused.problem(409, "conflict")["errors"][0]["code"], code);
        }
        let mut body = form(&house, "quyet-dinh");
        body["data"]["number"] = json!("01");
        body["data"]["date"] = json!("2026-11-20");
        let submitted = house.step("clerk@o1", &house.draft(&body), "submit", &json!({}));
        let approved = house.step("leader@o1", &submitted, "approve", &json!({}));
        let day = json!({ "day": "2026-11-20" });
        let issued = house.step("records-officer@o1", &approved, "issue", &day);
        assert_eq!(issued["version"]["digest"], approved["version"]["digest"], "what stands there stays");
    });
}

#[test]
fn eight_who_issue_at_once_get_one_to_eight() {
    each(|house| {
        let documents: Vec<Value> = (0..8).map(|_| approved(&house, "quyet-dinh")).collect();
        let house = &house;
        let mut numbers: Vec<i64> = thread::scope(|scope| {
            let work: Vec<_> = documents
                .iter()
                .map(|document| {
                    scope.spawn(move || {
                        let issued = house.step("records-officer@o1", document, "issue", &json!({}));
                        let number = issued["issued"]["number"].as_i64().unwrap();
                        let said = house.get("clerk@o1", &content(&issued, 4, "format=txt"));
                        assert!(said.text().contains(&format!("Số: {number:02}/QĐ-UBND")), "{}", said.text());
                        number
                    })
                })
                .collect();
            work.into_iter().map(|one| one.join().unwrap()).collect()
        });
        numbers.sort_unstable();
        assert_eq!(numbers, [1, 2, 3, 4, 5, 6, 7, 8]);
    });
}
