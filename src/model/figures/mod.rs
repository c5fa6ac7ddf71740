//! Số liệu khen thưởng: how many were honoured, with how much money, by what.

use std::iter::Sum;
use std::ops::{Add, AddAssign};

use serde::{Deserialize, Serialize};

use super::keys::keys;

mod share;

pub use share::shares;

keys! {
    /// What figures are broken down by.
    Dimension:
    /// Cá nhân, tập thể, hộ gia đình, doanh nghiệp.
    Kind = "kind",
    /// Nhóm đối tượng of the campaign.
    Group = "group",
    /// Hình thức khen thưởng.
    Form = "form",
    /// Giới tính.
    Sex = "sex",
    /// Người lao động trực tiếp.
    Direct = "direct",
    /// Năm.
    Year = "year",
    /// Phong trào, đợt thi đua.
    Campaign = "campaign",
    /// Đợt khen thưởng.
    Round = "round",
    /// Đơn vị đề nghị.
    Proposer = "proposer",
    /// Đơn vị công tác, or the address.
    Unit = "unit",
}

keys! {
    /// What of an amount is looked at.
    Measure:
    /// How many.
    Honorees = "honorees",
    /// Their money in đồng.
    Money = "money",
}

keys! {
    /// How figures are drawn.
    Drawing:
    /// A bar for each row.
    Bars = "bars",
    /// A bar for each row, parted by the columns.
    Stacked = "stacked",
    /// A line for each column over the rows, which are years.
    Lines = "lines",
}

/// What is counted: awards given (one who was honoured twice counts twice).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amount {
    /// How many.
    pub honorees: i64,
    /// Their money, in đồng.
    pub money: i64,
    /// How many of them have no money named.
    pub unpriced: i64,
}

impl Amount {
    /// One figure of it.
    pub fn of(self, measure: Measure) -> i64 {
        match measure {
            Measure::Honorees => self.honorees,
            Measure::Money => self.money,
        }
    }
}

impl Add for Amount {
    type Output = Amount;

    fn add(self, other: Amount) -> Amount {
        Amount {
            honorees: self.honorees.saturating_add(other.honorees),
            money: self.money.saturating_add(other.money),
            unpriced: self.unpriced.saturating_add(other.unpriced),
        }
    }
}

impl AddAssign for Amount {
    fn add_assign(&mut self, other: Amount) {
        *self = *self + other;
    }
}

impl Sum for Amount {
    fn sum<I: Iterator<Item = Amount>>(all: I) -> Amount {
        all.fold(Amount::default(), Add::add)
    }
}

/// The head of a row or a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// How programs name it; empty where nothing is said.
    pub key: String,
    /// How people read it.
    pub label: String,
}

/// A table: rows by one thing, columns by another or none. Its totals are sums of its cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crosstab {
    /// What the rows are.
    pub rows: Dimension,
    /// What the columns are; without it a table has totals alone.
    pub columns: Option<Dimension>,
    /// Its rows, in order.
    pub lines: Vec<Head>,
    /// Its columns, in order; none without [`Crosstab::columns`].
    pub heads: Vec<Head>,
    /// An amount for each row and column.
    pub cells: Vec<Vec<Amount>>,
    /// The total of each row.
    pub line_totals: Vec<Amount>,
    /// The total of each column.
    pub head_totals: Vec<Amount>,
    /// The total of everything.
    pub total: Amount,
}

impl Crosstab {
    /// A table of amounts, each with the places of its row and its column. What has no such place
    /// is left out.
    pub fn new(
        (rows, columns): (Dimension, Option<Dimension>),
        (lines, heads): (Vec<Head>, Vec<Head>),
        amounts: impl IntoIterator<Item = (usize, usize, Amount)>,
    ) -> Crosstab {
        let mut table = Crosstab {
            rows,
            columns,
            cells: vec![vec![Amount::default(); heads.len()]; lines.len()],
            line_totals: vec![Amount::default(); lines.len()],
            head_totals: vec![Amount::default(); heads.len()],
            total: Amount::default(),
            lines,
            heads,
        };
        for (line, head, amount) in amounts {
            let Some(total) = table.line_totals.get_mut(line) else { continue };
            if columns.is_some() {
                let Some(cell) = table.cells[line].get_mut(head) else { continue };
                *cell += amount;
                table.head_totals[head] += amount;
            }
            *total += amount;
            table.total += amount;
        }
        table
    }

    /// What each row is of the whole, in tenths of a percent, 1 000 together.
    pub fn line_shares(&self, measure: Measure) -> Vec<i64> {
        shares(&self.line_totals.iter().map(|total| total.of(measure)).collect::<Vec<_>>())
    }

    /// What each column is of the whole, in tenths of a percent, 1 000 together.
    pub fn head_shares(&self, measure: Measure) -> Vec<i64> {
        shares(&self.head_totals.iter().map(|total| total.of(measure)).collect::<Vec<_>>())
    }
}

/// A round whose set was counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// The round's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The year it counts for.
    pub year: i64,
    /// The digest of its frozen set; none where it is counted as it stands.
    pub digest: Option<String>,
}

/// Tables of one extent: an office, a campaign, a round.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Whose figures: the office.
    pub office: String,
    /// Of which campaign or round, where of one.
    pub of: Option<String>,
    /// The first and the last year, where asked for.
    pub years: (Option<i64>, Option<i64>),
    /// Lists as they stand were counted too.
    pub standing: bool,
    /// The rounds that were counted, by year and name.
    pub sources: Vec<Source>,
    /// How many rounds of the extent were not counted, since they are not decided.
    pub waiting: usize,
    /// The tables.
    pub tables: Vec<Crosstab>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_are_sums_of_cells() {
        let head = |key: &str| Head { key: key.into(), label: key.into() };
        let one = |honorees| Amount { honorees, money: honorees * 1_000, unpriced: 1 };
        let table = Crosstab::new(
            (Dimension::Form, Some(Dimension::Kind)),
            (vec![head("a"), head("b")], vec![head("x"), head("y"), head("z")]),
            [(0, 0, one(2)), (1, 2, one(3)), (0, 0, one(1)), (5, 0, one(9)), (0, 9, one(9))],
        );
        assert_eq!(table.cells[0][0].honorees, 3);
        assert_eq!(table.line_totals.iter().map(|total| total.honorees).collect::<Vec<_>>(), [3, 3]);
        assert_eq!(table.head_totals.iter().map(|total| total.honorees).collect::<Vec<_>>(), [3, 0, 3]);
        assert_eq!(table.total, Amount { honorees: 6, money: 6_000, unpriced: 3 });
        assert_eq!(table.line_shares(Measure::Money), [500, 500]);
    }

    #[test]
    fn without_columns_rows_have_their_totals() {
        let lines = vec![Head::default()];
        let amount = Amount { honorees: 4, ..Amount::default() };
        let table = Crosstab::new((Dimension::Year, None), (lines, Vec::new()), [(0, 0, amount)]);
        assert_eq!((table.total, table.line_totals.as_slice()), (amount, [amount].as_slice()));
        assert!(table.cells[0].is_empty());
    }
}
