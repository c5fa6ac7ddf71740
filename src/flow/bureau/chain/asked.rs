//! An order for a document of the chain as a request asks for it.

use serde_json::{Map, Value as Json};

use crate::flow::bureau::documents::NOTE;
use crate::flow::chain::Choice;
use crate::flow::{Asked, Fault};
use crate::model::chain::{Order, Paper};

/// Longest name of a unit, in characters.
const UNIT: usize = 2_000;

/// A document that somebody orders.
#[derive(Clone, Debug, PartialEq)]
pub struct Ordered {
    /// What it is, and of whom.
    pub choice: Choice,
    /// Why; may be empty.
    pub note: String,
}

impl Ordered {
    /// Reads `{"role": "decision", "forms": […], "order": "name", "unit": "…", "data": {…}, "note": "…"}`;
    /// only `role` is needed.
    ///
    /// # Errors
    /// Every fault, each with its pointer.
    pub fn from_json(json: &str) -> Result<Ordered, Vec<Fault>> {
        let mut asked = Asked::read(json)?;
        let role = asked.needed("role", 40);
        let paper = Paper::from_key(&role);
        if paper.is_none() && !asked.is_faulty("role") {
            let known: Vec<&str> = Paper::ALL.iter().map(|paper| paper.key()).collect();
            asked.fault("role", "chain-paper-unknown", &known.join(", "));
        }
        let order = match asked.words("order", 40) {
            None => Some(Order::List),
            Some(order) => Order::from_key(&order),
        };
        if order.is_none() && !asked.is_faulty("order") {
            let known: Vec<&str> = Order::ALL.iter().map(|order| order.key()).collect();
            asked.fault("order", "chain-order-unknown", &known.join(", "));
        }
        let forms = asked.list("forms").unwrap_or_default();
        let unit = asked.words("unit", UNIT).unwrap_or_default();
        let data = match asked.object("data") {
            Some(Json::Object(data)) => data,
            _ => Map::new(),
        };
        let note = asked.words("note", NOTE).unwrap_or_default();
        let choice = Choice {
            paper: paper.unwrap_or(Paper::Decision),
            forms,
            order: order.unwrap_or(Order::List),
            unit,
            data,
        };
        asked.end(Ordered { choice, note })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_needs_a_role_and_every_fault_is_told() {
        let told = |json: &str| -> Vec<String> {
            let faults = Ordered::from_json(json).unwrap_err();
            faults.into_iter().map(|fault| format!("{} {}", fault.pointer, fault.code)).collect()
        };
        assert_eq!(told("{}"), ["/role json-missing"]);
        assert_eq!(
            told(r#"{"role": "plan", "order": "x", "forms": [1], "data": [], "z": 1}"#),
            [
                "/role chain-paper-unknown",
                "/order chain-order-unknown",
                "/forms json-list",
                "/data json-object",
                "/z json-unknown-field"
            ]
        );
        let read =
            Ordered::from_json(r#"{"role": "notice", "order": "unit", "unit": " A ", "data": {"b": 1}}"#);
        let read = read.unwrap();
        assert_eq!((read.choice.paper, read.choice.order), (Paper::Notice, Order::Unit));
        assert_eq!((read.choice.unit.as_str(), read.choice.data.len()), ("A", 1));
    }
}
