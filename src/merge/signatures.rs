//! The filters: what each takes and what each gives. What each does stands in
//! [`super::filters`]; a test holds that both know the same names.

use super::types::Type;

/// The filters, what each takes and what each gives.
pub(super) const FILTERS: &[(&str, Takes, Gives)] = &[
    ("upper", Takes::Printed, Gives::Words),
    ("lower", Takes::Printed, Gives::Words),
    ("capital", Takes::Printed, Gives::Words),
    ("title", Takes::Printed, Gives::Words),
    ("number", Takes::Number, Gives::Words),
    ("pad", Takes::Number, Gives::Words),
    ("words", Takes::Number, Gives::Words),
    ("money", Takes::Number, Gives::Words),
    ("money_words", Takes::Number, Gives::Words),
    ("roman", Takes::Number, Gives::Words),
    ("letter", Takes::Number, Gives::Words),
    ("date", Takes::Day, Gives::Words),
    ("date_words", Takes::Day, Gives::Words),
    ("date_spoken", Takes::Day, Gives::Words),
    ("day", Takes::Day, Gives::Words),
    ("month", Takes::DayOrMonth, Gives::Words),
    ("year", Takes::DayOrMonth, Gives::Number),
    ("month_words", Takes::DayOrMonth, Gives::Words),
    ("person", Takes::Person, Gives::Words),
    ("join", Takes::List, Gives::Words),
    ("and_join", Takes::List, Gives::Words),
    ("default", Takes::Any, Gives::Same),
    ("first", Takes::List, Gives::Entry),
    ("last", Takes::List, Gives::Entry),
    ("length", Takes::Counted, Gives::Number),
    ("sum", Takes::List, Gives::Number),
    ("where", Takes::List, Gives::Same),
];

/// What a filter takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Takes {
    Any,
    Printed,
    Number,
    Day,
    DayOrMonth,
    Person,
    List,
    Counted,
}

impl Takes {
    pub(super) fn takes(self, given: Type) -> bool {
        match (self, given) {
            (_, Type::Open) | (Takes::Any, _) => true,
            (Takes::Printed, given) => given.prints(),
            (Takes::Number, given) => matches!(given, Type::Number),
            (Takes::Day, given) => matches!(given, Type::Day),
            (Takes::DayOrMonth, given) => matches!(given, Type::Day | Type::Month),
            (Takes::Person, given) => matches!(given, Type::Record(_, Some("person" | "signer"))),
            (Takes::List, given) => matches!(given, Type::List(_)),
            (Takes::Counted, given) => matches!(given, Type::List(_) | Type::Words),
        }
    }

    pub(super) fn key(self) -> &'static str {
        match self {
            Takes::Any | Takes::Printed => "text",
            Takes::Number => "integer",
            Takes::Day => "date",
            Takes::DayOrMonth => "month",
            Takes::Person => "person",
            Takes::List | Takes::Counted => "list",
        }
    }
}

/// What a filter gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gives {
    Words,
    Number,
    Entry,
    Same,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::merge::filters::ENVIRONMENT;

    #[test]
    fn every_filter_of_the_table_is_in_the_environment_and_lets_nothing_through() {
        for (name, ..) in FILTERS {
            let arguments = match *name {
                "default" => "(none)",
                "where" => "(\"a\", 1)",
                _ => "",
            };
            let expression = format!("none | {name}{arguments}");
            let given = ENVIRONMENT.compile_expression(&expression).unwrap().eval(()).unwrap();
            let nothing = matches!(*name, "length" | "sum" | "join" | "and_join" | "where");
            assert!(given.is_none() || given.is_undefined() || nothing, "{expression} gives {given:?}");
        }
    }
}
