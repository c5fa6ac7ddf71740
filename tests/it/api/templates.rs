//! `/api/v1/templates`: what there is, what each asks, what data is worth.

use serde_json::{Value, json};
use vanthu::flow::builtin::TEMPLATES;

use super::{TestApp, told};

#[test]
fn the_list_names_every_built_in_template() {
    let app = TestApp::start();
    let list = app.get("/api/v1/templates").json();
    let list = list.as_array().unwrap();
    assert_eq!(list.len(), TEMPLATES.len());
    for template in list {
        let keys: Vec<_> = template.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(keys.len(), 5, "{keys:?}");
        for key in ["id", "kind", "version", "name", "description"] {
            assert!(!template[key].as_str().unwrap().is_empty(), "{template}");
        }
    }
    let invitation = list.iter().find(|template| template["id"] == "giay-moi").unwrap();
    assert_eq!((&invitation["kind"], &invitation["name"]), (&json!("invitation"), &json!("Giấy mời")));
}

#[test]
fn a_template_says_what_it_asks_and_what_it_says() {
    let app = TestApp::start();
    let template = app.get("/api/v1/templates/giay-moi").json();
    assert_eq!(template["standard"], "nd30-2020");
    assert!(template["source"].as_str().unwrap().contains("GIẤY MỜI"));
    let field = |name: &str| {
        template["fields"].as_array().unwrap().iter().find(|field| field["name"] == name).unwrap().clone()
    };
    let number = field("number");
    assert_eq!((&number["type"], &number["required"]), (&json!("text"), &json!(false)));
    assert_eq!(number["limits"], json!({ "pattern": "0[1-9]|[1-9][0-9]{1,4}" }));
    assert!(number.get("default").is_none() && number.get("options").is_none());
    let guests = field("guests");
    assert_eq!((&guests["type"], &guests["of"]), (&json!("list"), &json!("text")));
    assert_eq!(guests["limits"], json!({ "min": 1, "max": 200 }));
    let chair = field("chair");
    assert_eq!(chair["type"], "person");
    let honorific =
        chair["fields"].as_array().unwrap().iter().find(|field| field["name"] == "honorific").unwrap();
    assert_eq!(
        honorific["options"],
        json!([{"value": "Ông", "label": "Ông"}, {"value": "Bà", "label": "Bà"}])
    );
    let office = field("office");
    assert_eq!(office["sample"], app.sample("giay-moi")["office"], "made from its parts");
    let signers =
        office["fields"].as_array().unwrap().iter().find(|field| field["name"] == "signers").unwrap();
    assert_eq!((&signers["of"], &signers["fields"][0]["name"]), (&json!("signer"), &json!("name")));
    let signer = app.get("/api/v1/templates/giay-gioi-thieu").json()["fields"].clone();
    let signer = signer.as_array().unwrap().iter().find(|field| field["name"] == "signer").unwrap().clone();
    assert_eq!(signer["default"], "{{ office.signers | first }}");
}

#[test]
fn every_template_is_described_in_types_of_the_description() {
    let app = TestApp::start();
    let known = app.get("/openapi.json").json()["components"]["schemas"]["TemplateFieldType"]["enum"].clone();
    fn types(fields: &Value, found: &mut Vec<Value>) {
        for field in fields.as_array().into_iter().flatten() {
            found.push(field["type"].clone());
            found.extend(field.get("of").cloned());
            types(&field["fields"], found);
        }
    }
    let mut found = Vec::new();
    for (id, text) in TEMPLATES {
        let template = app.get(&format!("/api/v1/templates/{id}")).json();
        assert_eq!(template["source"], *text);
        types(&template["fields"], &mut found);
    }
    assert!(found.len() > 500, "{}", found.len());
    for one in found {
        assert!(known.as_array().unwrap().contains(&one), "{one} is not described");
    }
}

#[test]
fn a_schema_and_a_sample_belong_together() {
    let app = TestApp::start();
    let answer = app.get("/api/v1/templates/giay-moi/schema");
    assert_eq!(answer.header("content-type"), "application/schema+json");
    let schema = answer.json();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    assert_eq!(schema["title"], "Giấy mời");
    let sample = app.sample("giay-moi");
    for key in sample.as_object().unwrap().keys() {
        assert!(schema["properties"][key].is_object(), "{key}");
    }
    assert_eq!(app.validate("giay-moi", &sample).json(), json!({ "valid": true, "problems": [] }));
}

#[test]
fn the_sample_of_every_template_is_valid() {
    let app = TestApp::start();
    for (id, _) in TEMPLATES {
        let verdict = app.validate(id, &app.sample(id)).json();
        assert_eq!(verdict, json!({ "valid": true, "problems": [] }), "{id}");
    }
}

#[test]
fn all_that_is_wrong_with_data_is_told_at_once() {
    let app = TestApp::start();
    let mut data = app.sample("giay-moi");
    data["number"] = json!("seven");
    data["date"] = json!("2026-02-30");
    data["guests"] = json!(["a\nb", 7]);
    data["chair"]["honorific"] = json!("Ngài");
    data["office"]["signers"][1]["nick/name"] = json!("Hải");
    data["extra"] = json!(1);
    data.as_object_mut().unwrap().remove("subject");
    let verdict = app.validate("giay-moi", &data);
    assert_eq!(verdict.status, 200);
    let verdict = verdict.json();
    assert_eq!(verdict["valid"], false);
    let mut found = told(&verdict, "problems", "pointer");
    found.sort();
    found.dedup();
    assert_eq!(
        found,
        [
            "/chair/honorific value-no-choice",
            "/date value-kind",
            "/extra value-unknown",
            "/guests/0 value-one-line",
            "/guests/1 value-kind",
            "/number value-pattern",
            "/office/signers/1/nick~1name value-unknown",
            "/subject value-missing",
        ]
    );
    let missing = verdict["problems"].as_array().unwrap().iter().filter(|one| one["pointer"] == "/subject");
    for problem in missing {
        assert_eq!((&problem["label"], &problem["fault"]), (&json!("Trích yếu"), &json!(true)));
        assert!(problem["message"].as_str().unwrap().contains("Trích yếu"), "{problem}");
        for key in ["line", "column", "sentence"] {
            assert!(problem.get(key).is_some(), "{problem}");
        }
    }
}

#[test]
fn what_is_only_to_be_known_forbids_nothing() {
    let app = TestApp::start();
    let mut data = app.sample("giay-moi");
    data["event"] = json!("Hội nghị\u{200b} tổng kết");
    let verdict = app.validate("giay-moi", &data).json();
    assert_eq!(verdict["valid"], true);
    assert_eq!(told(&verdict, "problems", "pointer"), ["/event value-invisible"]);
    assert_eq!(verdict["problems"][0]["fault"], false);
    assert_eq!(app.render("giay-moi", "format=txt", &json!({ "data": data })).status, 200);
}

#[test]
fn a_template_that_does_not_exist_is_a_problem_everywhere() {
    let app = TestApp::start();
    for path in ["", "/schema", "/sample"] {
        let problem =
            app.get(&format!("/api/v1/templates/giay-bac{path}")).problem(404, "template-not-found");
        assert!(problem["detail"].as_str().unwrap().contains("giay-bac"), "{problem}");
    }
    for path in ["render", "validate"] {
        let path = format!("/api/v1/templates/giay-bac/{path}");
        app.post(&path, "application/json", r#"{"data": {}}"#).problem(404, "template-not-found");
    }
    app.get("/api/v1/templates/giay-moi/text").problem(404, "not-found");
}
