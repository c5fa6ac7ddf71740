//! In which order sheets are printed.

use crate::model::keys::keys;

keys! {
    /// In which order sheets are printed.
    PrintOrder:
    /// As the list has them.
    List = "list",
    /// By unit, in Vietnamese order; within a unit as the list has them.
    Unit = "unit",
    /// By name: tên, đệm, họ.
    Name = "name",
    /// By the size of the blank, the largest first.
    Blank = "blank",
}

#[expect(clippy::derivable_impls, reason = "the macro that makes the enum marks no default")]
impl Default for PrintOrder {
    fn default() -> PrintOrder {
        PrintOrder::List
    }
}
