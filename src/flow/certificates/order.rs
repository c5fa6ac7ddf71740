//! In which order sheets are printed.

use std::cmp::Reverse;

use super::NAME;
use crate::model::certificate::{Paper, PrintOrder, Row, Sheet};
use crate::viet::order;

/// The hole that names the unit.
pub(super) const UNIT: &str = "unit";

/// A row's key that says which blank it is printed on, where a list mixes several: a size (`a3`,
/// `400x300`), or what the office calls it.
pub const BLANK: &str = "blank";

/// The rows' places in the list (from 0) in the order of printing. What is alike stays as the list
/// has it. By unit and by name in Vietnamese order; people by tên, đệm, họ; large blanks before
/// small ones, then those that have only a name. Who has no unit comes first.
pub fn order(sheet: &Sheet, rows: &[Row], by: PrintOrder) -> Vec<usize> {
    let mut places: Vec<usize> = (0..rows.len()).collect();
    let said = |place: usize, hole: &str| rows.get(place).and_then(|row| row.value(hole)).unwrap_or_default();
    match by {
        PrintOrder::List => {}
        PrintOrder::Unit => places.sort_by_cached_key(|&place| order::key(said(place, UNIT))),
        PrintOrder::Name => places.sort_by_cached_key(|&place| order::name_key(said(place, NAME))),
        PrintOrder::Blank => places.sort_by_cached_key(|&place| blank(sheet, said(place, BLANK))),
    }
    places
}

/// Area of a blank, the largest first, then its sides, then its name.
fn blank(sheet: &Sheet, said: &str) -> (Reverse<u64>, u64, Vec<u8>) {
    let paper = match said {
        "" => Some(sheet.paper),
        said => Paper::parse(said),
    };
    let Some(paper) = paper else { return (Reverse(0), 0, order::key(said)) };
    (Reverse(hundredths(paper.width * paper.height)), hundredths(paper.width), Vec::new())
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a sheet of paper")]
fn hundredths(size: f64) -> u64 {
    (size * 100.0).round() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(values: &[(&str, &str, &str)]) -> Vec<Row> {
        let row = |(name, unit, blank): &(&str, &str, &str)| Row {
            honoree: crate::model::certificate::Honoree::Person,
            values: [("name", name), (UNIT, unit), (BLANK, blank)]
                .map(|(key, value)| (key.to_owned(), (*value).to_owned()))
                .into(),
        };
        values.iter().map(row).collect()
    }

    #[test]
    fn sheets_stand_by_list_unit_name_or_blank_and_what_is_alike_stays() {
        let sheet = Sheet::built_in("giay-khen").unwrap().unwrap();
        let rows = rows(&[
            ("Nguyễn Văn Đức", "Thôn Hạ", "a5"),
            ("Trần Thị Ánh", "Thôn Đoài", "400x300"),
            ("Lê Văn Đức", "", "phôi đỏ"),
            ("Phạm Thị Dung", "thôn hạ", ""),
            ("Nguyễn An Đức", "Thôn Đoài", "a3"),
        ]);
        assert_eq!(order(&sheet, &rows, PrintOrder::List), [0, 1, 2, 3, 4]);
        assert_eq!(order(&sheet, &rows, PrintOrder::Unit), [2, 1, 4, 3, 0]);
        assert_eq!(order(&sheet, &rows, PrintOrder::Name), [1, 3, 4, 2, 0]);
        assert_eq!(order(&sheet, &rows, PrintOrder::Blank), [4, 1, 3, 0, 2]);
    }
}
