//! Drafts: of data, of text, of Word files; two who edit at once; lists and search.

use serde_json::{Value, json};
use ureq::http;

use super::super::kept::{House, each};
use super::{content, form};

const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// Somebody makes a draft anew.
fn put(house: &House, who: &str, document: &Value, body: &Value) -> super::super::Answer {
    let path = format!("/api/v1/documents/{}/draft", document["id"].as_str().unwrap());
    house.send(who, "PUT", &path, document["head"].as_i64(), body)
}

/// Somebody sends a Word file.
fn put_word(house: &House, document: &Value, bytes: &[u8]) -> super::super::Answer {
    let path = format!("/api/v1/documents/{}/draft?note=s%E1%BB%ADa%20tay", document["id"].as_str().unwrap());
    let request = http::Request::put(path).header("content-type", WORD);
    house.ask("clerk@o1", request, document["head"].as_i64(), bytes.to_vec())
}

#[test]
fn a_draft_may_be_half_filled_and_nothing_is_lost() {
    each(|house| {
        let body =
            json!({ "template": "quyet-dinh", "data": { "subject": "Về việc thử" }, "note": "bắt đầu" });
        let draft = house.draft(&body);
        assert_eq!(
            (&draft["state"], &draft["valid"], &draft["head"]),
            (&json!("draft"), &json!(false), &json!(1))
        );
        assert!(draft["problems"].as_array().unwrap().iter().any(|problem| problem["fault"] == true));
        assert_eq!(
            (&draft["version"]["data"], &draft["version"]["note"]),
            (&body["data"], &json!("bắt đầu"))
        );
        let again = house.get("clerk@o1", &format!("/api/v1/documents/{}", draft["id"].as_str().unwrap()));
        assert_eq!(again.header("etag"), "\"1\"");
        assert_eq!(again.json(), draft, "what is told of it is told again");
        let whole = put(&house, "clerk@o1", &draft, &form(&house, "quyet-dinh")).json();
        assert_eq!((&whole["valid"], &whole["head"]), (&json!(true), &json!(2)));
        let path = format!("/api/v1/documents/{}/diff?from=1&to=2", draft["id"].as_str().unwrap());
        let diff = house.get("clerk@o1", &path).json();
        assert!(!diff["data"].as_array().unwrap().is_empty());
        for (format, begins) in [("html", "<!DOCTYPE html>"), ("docx", "PK")] {
            let shown = house.get("clerk@o1", &format!("{path}&format={format}"));
            assert!(String::from_utf8_lossy(&shown.bytes).starts_with(begins), "{format}");
        }
    });
}

#[test]
fn of_two_who_edit_the_slower_gets_the_others_text() {
    each(|house| {
        let draft = house.draft(&form(&house, "quyet-dinh"));
        let mut mine = form(&house, "quyet-dinh");
        mine["data"]["subject"] = json!("Về việc của người nhanh");
        let first = put(&house, "clerk2@o1", &draft, &mine);
        assert_eq!((first.status, first.header("etag")), (200, "\"2\""));
        let mut other = form(&house, "quyet-dinh");
        other["data"]["subject"] = json!("Về việc của người chậm");
        let stale = put(&house, "clerk@o1", &draft, &other).problem(412, "stale");
        assert_eq!(stale["current"]["head"], 2);
        assert_eq!(stale["current"]["version"]["data"]["subject"], "Về việc của người nhanh");
        let mut unseen = draft.clone();
        unseen["head"] = Value::Null;
        put(&house, "clerk@o1", &unseen, &other).problem(428, "if-match-needed");
    });
}

#[test]
fn a_word_file_edited_by_hand_is_kept_read_compared_and_not_overwritten() {
    each(|house| {
        let draft = house.draft(&form(&house, "quyet-dinh"));
        // The clerk changes a word of our own file, as Word would.
        let ours = house.get("clerk@o1", &content(&draft, 1, "format=docx")).bytes;
        let theirs = edited(&ours, "Quyết định này có hiệu lực", "Quyết định này có giá trị");
        let hand = put_word(&house, &draft, &theirs);
        assert_eq!(hand.status, 200, "{}", hand.text());
        let hand = hand.json();
        assert_eq!(
            (&hand["version"]["hand_edited"], &hand["version"]["note"]),
            (&json!(true), &json!("sửa tay"))
        );
        assert_eq!(hand["changes"]["counts"]["changed"], 1, "{}", hand["changes"]["counts"]);
        assert!(hand["findings"].is_array() && hand["reading"].is_array());
        let kept = house.get("clerk@o1", &content(&hand, 2, "format=docx&source=upload"));
        assert_eq!(kept.bytes, theirs, "byte for byte");
        house.get("clerk@o1", &content(&hand, 1, "source=upload")).problem(409, "conflict");
        let mut anew = form(&house, "quyet-dinh");
        let refused = put(&house, "clerk@o1", &hand, &anew).problem(409, "conflict");
        assert_eq!(refused["errors"][0]["code"], "hand-edited");
        anew["overwrite_hand_edits"] = json!(true);
        let anew = put(&house, "clerk@o1", &hand, &anew).json();
        assert_eq!(anew["version"]["hand_edited"], false);
        assert_eq!(house.get("clerk@o1", &content(&hand, 2, "source=upload")).bytes, theirs);
        put_word(&house, &anew, b"PK no file").problem(422, "bad-word");
        // A hand-edited document goes its way as any other.
        let hand = put_word(&house, &anew, &theirs).json();
        let accepted: Vec<&Value> = hand["findings"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|finding| finding["severity"] == "error")
            .map(|finding| &finding["id"])
            .collect();
        let submitted = house.step("clerk@o1", &hand, "submit", &json!({ "accept_findings": accepted }));
        let approved = house.step("leader@o1", &submitted, "approve", &json!({}));
        let issued = house.step("records-officer@o1", &approved, "issue", &json!({}));
        let text = house.get("clerk@o1", &content(&issued, issued["head"].as_i64().unwrap(), "format=txt"));
        assert!(
            text.text().contains("có giá trị") && text.text().contains("Số: 01/QĐ-UBND"),
            "{}",
            text.text()
        );
    });
}

#[test]
fn what_changed_is_shown_as_a_page_and_as_words_tracked_changes_with_who_and_when() {
    each(|house| {
        let text = |what: &str| json!({ "text": format!("KẾ HOẠCH\nVề việc thử\n\nI. MỤC ĐÍCH\n\n1. Làm {what} việc.\n") });
        let draft = house.draft(&text("một"));
        put(&house, "clerk@o1", &draft, &text("hai"));
        let path = format!("/api/v1/documents/{}/diff?from=1&to=2", draft["id"].as_str().unwrap());
        let page = house.get("clerk@o1", &format!("{path}&format=html"));
        assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
        let page = page.text();
        let between = |from: &str, to: &str| page.split_once(from).unwrap().1.split_once(to).unwrap().0;
        assert!(between("<del>", "</del>").contains("một"), "{page}");
        assert!(between("<ins>", "</ins>").contains("hai"), "{page}");
        let word = house.get("clerk@o1", &format!("{path}&format=docx")).bytes;
        let main = main_part(&word);
        let at = house.get("clerk@o1", &path.replace("/diff?from=1&to=2", "/versions/2")).json();
        // Word shows the figures as they stand: what a clock in Việt Nam said.
        let when: chrono::DateTime<chrono::Utc> = at["at"].as_str().unwrap().parse().unwrap();
        let when = (when + chrono::TimeDelta::hours(7)).format("%Y-%m-%dT%H:%M:%S");
        let by = format!("w:author=\"Đỗ Quang Vinh\" w:date=\"{when}Z\"");
        for mark in ["w:ins", "w:del"] {
            let (_, rest) = main.split_once(&format!("<{mark} ")).expect(mark);
            let tag = rest.split('>').next().unwrap();
            assert!(tag.contains(&by), "{tag} has not {by}");
        }
    });
}

/// The words of a Word file with their marks.
fn main_part(docx: &[u8]) -> String {
    use std::io::{Cursor, Read};
    let mut text = String::new();
    let mut archive = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
    archive.by_name("word/document.xml").unwrap().read_to_string(&mut text).unwrap();
    text
}

/// A Word file with other words in its main part.
fn edited(docx: &[u8], from: &str, to: &str) -> Vec<u8> {
    use std::io::{Cursor, Read, Write};
    let mut archive = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let (name, mut bytes) = (part.name().to_owned(), Vec::new());
        part.read_to_end(&mut bytes).unwrap();
        if name == "word/document.xml" {
            let text = String::from_utf8(bytes).unwrap();
            assert!(text.contains(from), "{from} is not in one run");
            bytes = text.replacen(from, to, 1).into_bytes();
        }
        out.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        out.write_all(&bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

#[test]
fn lists_find_by_words_without_accents_and_pages_do_not_overlap() {
    each(|house| {
        let text = |subject: &str, body: &str| json!({ "text": format!("KẾ HOẠCH\n{subject}\n\nI. MỤC ĐÍCH\n\n1. {body}\n") });
        for (subject, body) in [
            ("Khen thưởng", "Khen bà Nguyễn Thị Đình và ông Đỗ Quang Vinh."),
            ("Đền ơn đáp nghĩa", "Thăm gia đình chính sách."),
            ("Dân vận khéo", "Tuyên truyền."),
        ] {
            house.draft(&text(subject, body));
        }
        let list = |query: &str| house.get("clerk@o1", &format!("/api/v1/documents?{query}")).json();
        let titles = |answer: &Value| -> Vec<String> {
            answer["items"]
                .as_array()
                .unwrap()
                .iter()
                .map(|one| one["title"].as_str().unwrap().to_owned())
                .collect()
        };
        assert_eq!(list("q=dinh+nguyen")["items"].as_array().unwrap().len(), 1);
        assert_eq!(list("q=%C4%91%E1%BB%97+vinh")["items"].as_array().unwrap().len(), 1, "Đỗ Vinh");
        assert_eq!(list("q=do+vinh+khen")["items"].as_array().unwrap().len(), 1);
        assert_eq!(list("q=den+on")["items"].as_array().unwrap().len(), 1, "đ for d");
        assert_eq!(list("q=nobody")["items"], json!([]));
        assert_eq!(list("q=%00")["items"].as_array().unwrap().len(), 3);
        assert_eq!(house.get("clerk@o2", "/api/v1/documents").json()["items"], json!([]));
        for sort in ["title", "changed"] {
            let (mut seen, mut cursor) = (Vec::new(), String::new());
            loop {
                let page = list(&format!("sort={sort}&limit=1{cursor}"));
                seen.extend(titles(&page));
                let Some(next) = page["next"].as_str() else { break };
                cursor = format!("&cursor={next}");
            }
            assert_eq!(seen.len(), 3, "{sort}: {seen:?}");
            if sort == "title" {
                let kinds: Vec<&str> =
                    seen.iter().map(|title| title.trim_start_matches("Kế hoạch ")).collect();
                assert_eq!(kinds, ["Dân vận khéo", "Đền ơn đáp nghĩa", "Khen thưởng"]);
            }
        }
        for (query, count) in [
            ("state=draft&kind=plan", 3),
            ("state=issued", 0),
            ("kind=decision", 0),
            ("changed_since=2026-11-24T00:00:00Z", 3),
            ("changed_since=2030-01-01T00:00:00Z", 0),
        ] {
            assert_eq!(list(query)["items"].as_array().unwrap().len(), count, "{query}");
        }
        for query in
            ["state=lost", "sort=size", "cursor=x", "changed_since=today", "kind=%00", "q=1+2+3+4+5+6+7+8+9"]
        {
            house.get("clerk@o1", &format!("/api/v1/documents?{query}")).problem(400, "bad-query");
        }
    });
}

#[test]
fn a_draft_is_thrown_away_by_its_author_and_had_back() {
    each(|house| {
        let draft = house.draft(&form(&house, "quyet-dinh"));
        let path = format!("/api/v1/documents/{}", draft["id"].as_str().unwrap());
        let remove = |who: &str, head| house.ask(who, http::Request::delete(&path), head, Vec::new());
        remove("clerk@o1", None).problem(428, "if-match-needed");
        remove("clerk2@o1", Some(1)).problem(409, "conflict");
        remove("administrator@o1", Some(1)).problem(403, "forbidden");
        remove("clerk@o2", Some(1)).problem(404, "no-such-thing");
        assert_eq!(remove("clerk@o1", Some(1)).status, 204);
        remove("clerk@o1", Some(1)).problem(409, "conflict");
        let listed = |query: &str| {
            house.get("clerk@o1", &format!("/api/v1/documents?{query}")).json()["items"]
                .as_array()
                .unwrap()
                .len()
        };
        assert_eq!((listed(""), listed("discarded=1")), (0, 1));
        put(&house, "clerk@o1", &draft, &form(&house, "quyet-dinh")).problem(409, "conflict");
        let restored = house.step("clerk@o1", &draft, "restore", &json!({}));
        assert_eq!((&restored["discarded_at"], &restored["version"]), (&Value::Null, &draft["version"]));
        let submitted = house.step("clerk@o1", &restored, "submit", &json!({}));
        let returned = house.step("leader@o1", &submitted, "return", &json!({ "reason": "x" }));
        let refused = remove("clerk@o1", returned["head"].as_i64()).problem(409, "conflict");
        assert_eq!(refused["errors"][0]["code"], "once-submitted");
    });
}

#[test]
fn what_is_handed_in_wrong_is_told_and_never_an_error_of_ours() {
    each(|house| {
        let post = |body: &Value| house.send("clerk@o1", "POST", "/api/v1/documents", None, body);
        post(&json!({})).problem(422, "bad-order");
        post(&json!({ "template": "no-such", "data": {} })).problem(422, "invalid");
        post(&json!({ "template": "quyet-dinh" })).problem(422, "bad-order");
        post(&json!({ "text": "" })).problem(422, "no-document");
        post(&json!({ "text": "KẾ HOẠCH", "standard": "none" })).problem(422, "invalid");
        post(&json!({ "template": "quyet-dinh", "data": { "subject": "a\0b" } })).problem(422, "invalid");
        post(&json!({ "text": "KẾ HOẠCH\nThử", "note": "a\0" })).problem(422, "bad-order");
        let draft = house.draft(&form(&house, "quyet-dinh"));
        for path in ["%00", "no-such", "..%2f", "01KAT5V3S00000000000000000"] {
            house.get("clerk@o1", &format!("/api/v1/documents/{path}")).problem(404, "no-such-thing");
        }
        for n in ["0", "2", "x", "-1", "99999999999999999999"] {
            let path = format!("/api/v1/documents/{}/versions/{n}", draft["id"].as_str().unwrap());
            house.get("clerk@o1", &path).problem(404, "no-such-thing");
        }
        house.get("clerk@o2", &content(&draft, 1, "")).problem(404, "no-such-thing");
        house.app.get("/api/v1/documents").problem(401, "not-signed-in");
        let diff = format!("/api/v1/documents/{}/diff", draft["id"].as_str().unwrap());
        house.get("clerk@o1", &diff).problem(400, "bad-query");
        house.get("clerk@o1", &format!("{diff}?from=1&to=9")).problem(404, "no-such-thing");
    });
}
