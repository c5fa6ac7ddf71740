//! A person's data in documents.

use serde_json::{Value, json};

use super::super::kept::each;
use super::issued;

#[test]
fn a_name_is_found_everywhere_and_taken_out_of_what_was_never_issued() {
    each(|house| {
        let text = |name: &str| {
            json!({ "text": format!("KẾ HOẠCH\nKhen thưởng {name}\n\nI. MỤC ĐÍCH\n\n1. Khen *Đỗ Văn* An, ĐỖ VĂN AN.\n"),
                    "note": "theo ý ông Đỗ Văn An" })
        };
        let draft = house.draft(&text("Đỗ Văn An"));
        let other = house.draft(
            &text("Đỗ Văn Anh")
                .to_string()
                .replace("Văn* An,", "Vân* An,")
                .replace("ĐỖ VĂN AN", "x")
                .replace("ông Đỗ Văn An", "ai")
                .parse()
                .unwrap(),
        );
        let path = format!("/api/v1/documents/{}/draft", draft["id"].as_str().unwrap());
        let second = house.send("clerk@o1", "PUT", &path, Some(1), &text("cá nhân")).json();
        let signed = issued(&house, "quyet-dinh");
        let named = |name: &str| -> Value {
            house.get("administrator@o1", &format!("/api/v1/personal-data?q={name}")).json()["items"].clone()
        };
        let an = "%C4%90%E1%BB%97+V%C4%83n+An";
        assert_eq!(named(an), json!([{ "document": draft["id"], "state": "draft", "versions": [1, 2] }]));
        let signer = named("L%C3%AA+Th%E1%BB%8B+Minh+Ch%C3%A2u");
        assert_eq!(signer[0]["document"], signed["id"], "what was issued is found too");
        house.get("clerk@o1", &format!("/api/v1/personal-data?q={an}")).problem(403, "forbidden");
        house.get("administrator@o1", "/api/v1/personal-data?q=a").problem(422, "invalid");
        assert_eq!(
            house.get("administrator@o2", &format!("/api/v1/personal-data?q={an}")).json()["items"],
            json!([])
        );
        let value = json!({ "value": "Đỗ Văn An" });
        house.try_step("clerk@o1", &second, "redact", &value).problem(403, "forbidden");
        house.try_step("administrator@o1", &draft, "redact", &value).problem(412, "stale");
        house.try_step("administrator@o1", &signed, "redact", &value).problem(409, "conflict");
        let clean = house.step("administrator@o1", &second, "redact", &value);
        assert_eq!(clean["head"], 2, "no version says what was taken out");
        assert_eq!(named(an), json!([]));
        for n in 1..=2 {
            let path = format!("/api/v1/documents/{}/versions/{n}", draft["id"].as_str().unwrap());
            let version = house.get("clerk@o1", &path).json();
            assert_eq!(version["note"], "theo ý ông …");
            assert!(!version.to_string().to_lowercase().contains("văn an"), "{version}");
        }
        let found = house.get("clerk@o1", "/api/v1/documents?q=van+an").json();
        let ids: Vec<&Value> = found["items"].as_array().unwrap().iter().map(|one| &one["id"]).collect();
        assert_eq!(ids, [&other["id"]], "search has forgotten it too");
    });
}
