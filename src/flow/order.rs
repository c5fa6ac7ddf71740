//! What someone asks of a template: data, and how the document shall leave the house.

use chrono::NaiveDate;
use serde_json::{Map, Value};

use super::{Fault, Form, manuscript::object};

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
        let today =
            asked.take("today", "json-date", "a day such as 2026-03-05", |value| day(value.as_str()?));
        let draft = asked.take("draft", "json-switch", "true or false", Value::as_bool);
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

/// The keys of an order, taken one by one.
struct Asked {
    fields: Map<String, Value>,
    faults: Vec<Fault>,
}

impl Asked {
    fn read(json: &str) -> Result<Asked, Vec<Fault>> {
        Ok(Asked { fields: object(json)?, faults: Vec::new() })
    }

    /// The data. Whether it is what a template asks for is the template's to say.
    fn data(&mut self) -> Value {
        match self.fields.remove("data") {
            Some(data @ Value::Object(_)) => return data,
            Some(_) => self.faults.push(Fault::at("/data", "json-object", "must be an object")),
            None => self.faults.push(Fault::at("", "json-no-data", "`data` is needed")),
        }
        Value::Null
    }

    fn take<T>(
        &mut self,
        key: &str,
        code: &'static str,
        wanted: &str,
        read: impl FnOnce(&Value) -> Option<T>,
    ) -> Option<T> {
        let value = self.fields.remove(key).filter(|value| !value.is_null())?;
        let read = read(&value);
        if read.is_none() {
            self.faults.push(Fault::at(format!("/{key}"), code, format!("must be {wanted}")));
        }
        read
    }

    /// What is left over is unknown.
    fn end(mut self, order: Order) -> Result<Order, Vec<Fault>> {
        self.faults.extend(self.fields.keys().map(|key| Fault::unknown(key)));
        if self.faults.is_empty() { Ok(order) } else { Err(self.faults) }
    }
}

/// `2026-03-05` and nothing else.
fn day(text: &str) -> Option<NaiveDate> {
    let shaped = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    shaped.then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()).flatten()
}

#[cfg(test)]
mod tests {
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
