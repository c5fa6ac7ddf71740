//! Documents over HTTP, on both databases.

mod drafts;
mod issuing;
mod life;
mod personal;

use serde_json::{Value, json};

use super::kept::House;

/// A decision with an attached statute; number and day still blank.
const DECISION: &str = "quyet-dinh-ban-hanh-kem-theo";

/// Data for a template as a clerk fills it: without number and day, without the office's profile.
fn form(house: &House, template: &str) -> Value {
    let mut data = house.app.sample(template);
    for key in ["number", "date", "office"] {
        data.as_object_mut().unwrap().remove(key);
    }
    json!({ "template": template, "data": data })
}

/// A decision that is approved.
fn approved(house: &House, template: &str) -> Value {
    let draft = house.draft(&form(house, template));
    let submitted = house.step("clerk@o1", &draft, "submit", &json!({}));
    house.step("leader@o1", &submitted, "approve", &json!({}))
}

/// A decision that is issued.
fn issued(house: &House, template: &str) -> Value {
    house.step("records-officer@o1", &approved(house, template), "issue", &json!({}))
}

/// The address of a version's file.
fn content(document: &Value, ordinal: i64, query: &str) -> String {
    format!("/api/v1/documents/{}/versions/{ordinal}/content?{query}", document["id"].as_str().unwrap())
}
