//! A figure with up to three places after the comma.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// A figure in thousandths: `97,5` is 97 500. In JSON a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Figure(pub i64);

/// Thousandths in one.
const THOUSANDTHS: i64 = 1000;

impl Figure {
    /// A whole figure.
    pub fn whole(whole: i64) -> Figure {
        Figure(whole.saturating_mul(THOUSANDTHS))
    }

    /// As Vietnamese write it: `97,5`; `50.000.000`.
    pub fn written(self) -> String {
        let (whole, rest) = (self.0.unsigned_abs() / 1000, self.0.unsigned_abs() % 1000);
        let digits = whole.to_string();
        let mut out = String::from(if self.0 < 0 { "-" } else { "" });
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at) % 3 == 0 {
                out.push('.');
            }
            out.push(digit);
        }
        if rest > 0 {
            out.push(',');
            out.push_str(format!("{rest:03}").trim_end_matches('0'));
        }
        out
    }
}

impl Serialize for Figure {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if self.0 % THOUSANDTHS == 0 {
            to.serialize_i64(self.0 / THOUSANDTHS)
        } else {
            to.serialize_f64(self.0 as f64 / THOUSANDTHS as f64)
        }
    }
}

impl<'de> Deserialize<'de> for Figure {
    #[expect(clippy::cast_possible_truncation, reason = "a number of thousandths within its bounds")]
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Figure, D::Error> {
        let number = serde_json::Number::deserialize(from)?;
        if let Some(whole) = number.as_i64() {
            return whole
                .checked_mul(THOUSANDTHS)
                .map(Figure)
                .ok_or_else(|| D::Error::custom("figure too large"));
        }
        let thousandths = number.as_f64().map(|value| value * THOUSANDTHS as f64);
        match thousandths {
            Some(value) if value.abs() < 9e15 && (value - value.round()).abs() < 1e-3 => {
                Ok(Figure(value.round() as i64))
            }
            _ => Err(D::Error::custom("a figure has at most three places after the comma")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_written_as_vietnamese_write_them() {
        let written =
            |json: &str| serde_json::from_str::<Figure>(json).map(Figure::written).unwrap_or_default();
        assert_eq!(written("97.5"), "97,5");
        assert_eq!(written("50000000"), "50.000.000");
        assert_eq!(written("0.125"), "0,125");
        assert_eq!(written("1.0001"), "");
    }
}
