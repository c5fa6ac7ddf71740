//! How figures look to programs.

use serde::Serialize;
use serde_json::{Value as Json, json};
use utoipa::{IntoParams, ToSchema};

use crate::{
    model::figures::{self, Crosstab, Figures, Measure},
    viet::words::figures as words,
};

/// How many, and how much.
#[derive(Serialize, ToSchema)]
#[schema(as = FiguresAmount)]
pub struct Amount {
    /// Awards given.
    #[schema(example = 12)]
    honorees: i64,
    /// Money in đồng.
    #[schema(example = 9_000_000)]
    money: i64,
    /// Awards among them that have no money named.
    unpriced: i64,
}

impl From<figures::Amount> for Amount {
    fn from(amount: figures::Amount) -> Amount {
        let figures::Amount { honorees, money, unpriced } = amount;
        Amount { honorees, money, unpriced }
    }
}

/// A row.
#[derive(Serialize, ToSchema)]
#[schema(as = FiguresRow)]
pub struct Row {
    /// Its name among programs: an id, a key, or the words themselves; empty where nothing is
    /// said.
    key: String,
    /// Its name, Vietnamese.
    label: String,
    /// An amount for each column.
    cells: Vec<Amount>,
    /// All of it.
    total: Amount,
    /// Percent of all awards; the rows come to 100.
    #[schema(example = 33.3)]
    share: f64,
}

/// A column.
#[derive(Serialize, ToSchema)]
#[schema(as = FiguresColumn)]
pub struct Column {
    /// Its name among programs.
    key: String,
    /// Its name, Vietnamese.
    label: String,
    /// All of it.
    total: Amount,
    /// Percent of all awards; the columns come to 100.
    share: f64,
}

/// A table.
#[derive(Serialize, ToSchema)]
#[schema(as = FiguresTable)]
pub struct Table {
    /// What it is, Vietnamese.
    title: String,
    /// What the rows are.
    #[schema(example = "form")]
    by: &'static str,
    /// What the columns are; none where rows have totals alone.
    #[schema(example = "kind")]
    across: Option<&'static str>,
    /// The columns, in order.
    columns: Vec<Column>,
    /// The rows, in order.
    rows: Vec<Row>,
    /// Everything.
    total: Amount,
}

impl From<&Crosstab> for Table {
    fn from(table: &Crosstab) -> Table {
        let share = |tenths: &i64| *tenths as f64 / 10.0;
        let (rows, columns) = (table.line_shares(Measure::Honorees), table.head_shares(Measure::Honorees));
        let column = |at: usize| Column {
            key: table.heads[at].key.clone(),
            label: table.heads[at].label.clone(),
            total: table.head_totals[at].into(),
            share: columns.get(at).map_or(0.0, share),
        };
        let row = |at: usize| Row {
            key: table.lines[at].key.clone(),
            label: table.lines[at].label.clone(),
            cells: table.cells[at].iter().map(|cell| Amount::from(*cell)).collect(),
            total: table.line_totals[at].into(),
            share: rows.get(at).map_or(0.0, share),
        };
        let across = table.columns.map(crate::model::figures::Dimension::key);
        Table {
            title: words::table(table.rows.key(), across),
            by: table.rows.key(),
            across,
            columns: (0..table.heads.len()).map(column).collect(),
            rows: (0..table.lines.len()).map(row).collect(),
            total: table.total.into(),
        }
    }
}

/// A round that was counted.
#[derive(Serialize, ToSchema)]
#[schema(as = FiguresSource)]
pub struct Source {
    /// Its id.
    id: String,
    /// Its name.
    name: String,
    /// The year it counts for.
    #[schema(example = 2026)]
    year: i64,
    /// The digest of its frozen set; none where it is counted as it stands.
    digest: Option<String>,
}

/// Figures of awards.
#[derive(Serialize, ToSchema)]
pub struct Statistics {
    /// The campaign or round that they are of; none for an office.
    of: Option<String>,
    /// The first year, where asked for.
    from: Option<i64>,
    /// The last year, where asked for.
    to: Option<i64>,
    /// `frozen`, or `current` where lists that are not decided were counted too.
    #[schema(example = "frozen")]
    set: &'static str,
    /// The rounds that were counted.
    rounds: Vec<Source>,
    /// How many rounds were not, since they are not decided.
    waiting: usize,
    /// The tables.
    tables: Vec<Table>,
}

impl From<&Figures> for Statistics {
    fn from(figures: &Figures) -> Statistics {
        let source = |source: &figures::Source| Source {
            id: source.id.clone(),
            name: source.name.clone(),
            year: source.year,
            digest: source.digest.clone(),
        };
        Statistics {
            of: figures.of.clone(),
            from: figures.years.0,
            to: figures.years.1,
            set: if figures.standing { "current" } else { "frozen" },
            rounds: figures.sources.iter().map(source).collect(),
            waiting: figures.waiting,
            tables: figures.tables.iter().map(Table::from).collect(),
        }
    }
}

/// Which figures, in which form.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what `Query` reads")]
pub struct FiguresQuery {
    /// What the rows are; the usual tables without it.
    #[param(inline)]
    rows: Option<By>,
    /// What the columns are; totals alone without it. Needs `rows`, and is another.
    #[param(inline)]
    columns: Option<By>,
    /// What workbooks, values and charts show; `honorees` without it. JSON has both.
    #[param(inline)]
    measure: Option<Shown>,
    /// The first year.
    #[param(minimum = 1900, maximum = 9999)]
    from: Option<i64>,
    /// The last year, not before the first.
    #[param(minimum = 1900, maximum = 9999)]
    to: Option<i64>,
    /// Honorees of this kind alone.
    #[param(inline)]
    kind: Option<Whom>,
    /// `current` counts lists that are not decided too, as they stand.
    #[param(inline)]
    set: Option<Set>,
    /// The form; `json` without it. `report` is data of the template `bao-cao-tong-ket`.
    #[param(inline)]
    format: Option<Form>,
    /// How a chart is drawn; as fits the table without it.
    #[param(inline)]
    chart: Option<Drawn>,
}

macro_rules! values {
    ($($(#[$doc:meta])* $name:ident: $($value:ident),*;)*) => {
        $(
            $(#[$doc])*
            #[derive(Serialize, ToSchema)]
            #[serde(rename_all = "kebab-case")]
            #[expect(dead_code, reason = "describes what `Query` reads")]
            enum $name { $($value,)* }
        )*
    };
}

values! {
    /// What figures are broken down by.
    By: Kind, Group, Form, Sex, Direct, Year, Campaign, Round, Proposer, Unit;
    /// What is shown.
    Shown: Honorees, Money;
    /// Kinds of honorees.
    Whom: Individual, Collective, Household, Enterprise;
    /// What is counted.
    Set: Frozen, Current;
    /// Forms.
    Form: Json, Xlsx, Csv, Svg, Report;
    /// Charts.
    Drawn: Bars, Stacked, Lines;
}

/// Figures, as an example.
pub(super) fn example() -> Json {
    let amount = |honorees: i64| json!({ "honorees": honorees, "money": honorees * 750_000, "unpriced": 0 });
    let named = |kind: &str| words::value("kind", kind).map(|(_, label)| label).unwrap_or_default();
    json!({
        "of": null, "from": 2026, "to": 2026, "set": "frozen",
        "rounds": [{ "id": "01KAVV4S3D2E9ZB5X6Q8TJ7W0R", "name": "2026", "year": 2026, "digest": "9f86d081884c7d65" }],
        "waiting": 0,
        "tables": [{
            "title": words::table("year", Some("kind")), "by": "year", "across": "kind",
            "columns": [
                { "key": "collective", "label": named("collective"), "total": amount(1), "share": 33.3 },
                { "key": "individual", "label": named("individual"), "total": amount(2), "share": 66.7 },
            ],
            "rows": [
                { "key": "2026", "label": "2026", "cells": [amount(1), amount(2)], "total": amount(3), "share": 100.0 },
            ],
            "total": amount(3),
        }],
    })
}
