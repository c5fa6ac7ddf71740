//! What someone asks of a template: data, and how the document shall leave the house.

use chrono::NaiveDate;
use serde_json::Value;

use super::{Asked, Fault, Form};

/// Data for a template, and how to print it. What is not said here may be said elsewhere:
/// on the address, in a header, by the clock.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Order {
    /// The data: an object.
    pub data: Value,
    /// The form of the file, for page `page`.
    pub form: Option<Form>,
    /// Which page PNG and SVG show, from 1.
    pub page: Option<usize>,
    /// The day of printing.
    pub today: Option<NaiveDate>,
    /// Print in spite of faults: holes show their fields' labels.
    pub draft: bool,
}

impl Order {
    /// Reads `{"data": {…}, "format": …, "page": …, "today": …, "draft": …}`; only `data`
    /// must be there, and null is nothing.
    ///
    /// # Errors
    /// Every fault, each with its pointer; one fault with its line when it is not JSON.
    pub fn from_json(json: &str) -> Result<Order, Vec<Fault>> {
        let mut asked = Asked::read(json)?;
        let data = asked.data();
        let page = asked.take("page", "json-page", "a whole number from 1", |value| {
            let page = value.as_u64().and_then(|page| u32::try_from(page).ok())?;
            usize::try_from(page).ok().filter(|page| *page > 0)
        });
        let form = asked.take("format", "json-format", "a format", |value| {
            Form::from_key(value.as_str()?, page.unwrap_or(1))
        });
        let today = asked.day("today");
        let draft = asked.switch("draft");
        asked.end(Order { data, form, page, today, draft: draft.unwrap_or(false) })
    }

    /// Reads `{"data": {…}}`.
    ///
    /// # Errors
    /// As [`Order::from_json`].
    pub fn of_data(json: &str) -> Result<Order, Vec<Fault>> {
        let mut asked = Asked::read(json)?;
        let data = asked.data();
        asked.end(Order { data, ..Order::default() })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Map;

    use super::*;

    #[test]
    fn every_fault_of_an_order_is_told_at_once() {
        let json = r#"{"data": [], "format": "odt", "page": 0, "today": "2026-02-30", "draft": 1, "a/b": 1}"#;
        let faults = Order::from_json(json).unwrap_err();
        let told: Vec<_> = faults.iter().map(|fault| (fault.pointer.as_str(), fault.code)).collect();
        assert_eq!(
            told,
            [
                ("/data", "json-object"),
                ("/page", "json-page"),
                ("/format", "json-format"),
                ("/today", "json-date"),
                ("/draft", "json-switch"),
                ("/a~1b", "json-unknown-field"),
            ]
        );
        assert_eq!(Order::from_json("{}").unwrap_err()[0].code, "json-no-data");
        assert_eq!(Order::from_json("{\n \"data\": {},}").unwrap_err()[0].place, Some((2, 13)));
        assert_eq!(Order::of_data(r#"{"data": {}, "draft": true}"#).unwrap_err()[0].pointer, "/draft");
    }

    #[test]
    fn an_order_says_how_the_document_leaves() {
        let order = Order::from_json(
            r#"{"data": {}, "format": "png", "page": 2, "today": "2026-03-05", "draft": null}"#,
        );
        let today = NaiveDate::from_ymd_opt(2026, 3, 5);
        let data = Value::Object(Map::new());
        assert_eq!(order, Ok(Order { data, form: Some(Form::Png(2)), page: Some(2), today, draft: false }));
    }
}
