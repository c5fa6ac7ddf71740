//! Figures of awards (số liệu khen thưởng): tables of what was decided, of a round, a campaign or
//! the whole office, and of lists as they stand where that is asked for.
//!
//! Of a round that another one corrects only the correction counts, unless it is itself what is
//! asked about.

mod files;
mod heads;
mod report;

pub use files::{FiguresForm, usual_drawing};

use std::collections::BTreeMap;

use super::campaigns::READERS;
use crate::flow::bureau::{Bureau, Failure, office_as};
use crate::model::actor::{Actor, Scope};
use crate::model::figures::{Amount, Crosstab, Dimension, Figures, Source};
use crate::model::honoree::Kind;
use crate::store::{Counting, Crossing, Cut, Extent};
use heads::Names;

/// Most amounts of a table.
const MOST_CELLS: usize = 50_000;

/// One more, which tells that there are too many.
const MOST: i64 = 50_001;

/// Years that a round may count for.
const YEARS: (i64, i64) = (0, 9_999);

/// A table by one thing, or by two.
pub type Breakdown = (Dimension, Option<Dimension>);

/// The tables of whoever asks for none in particular.
pub const USUAL: &[Breakdown] = &[
    (Dimension::Form, Some(Dimension::Kind)),
    (Dimension::Group, Some(Dimension::Kind)),
    (Dimension::Proposer, Some(Dimension::Kind)),
    (Dimension::Kind, Some(Dimension::Sex)),
    (Dimension::Kind, Some(Dimension::Direct)),
    (Dimension::Year, Some(Dimension::Kind)),
];

/// Whose figures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Whole {
    /// The office's.
    #[default]
    Office,
    /// Those of a campaign, by its id.
    Campaign(String),
    /// Those of a round, by its id.
    Round(String),
}

/// Which figures are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FiguresAsked {
    /// Whose.
    pub whole: Whole,
    /// The first year.
    pub from: Option<i64>,
    /// The last year.
    pub to: Option<i64>,
    /// Of this kind of honorees alone.
    pub kind: Option<Kind>,
    /// Lists that are not decided are counted too, as they stand.
    pub standing: bool,
    /// The tables; [`USUAL`] for none in particular.
    pub tables: Vec<Breakdown>,
}

impl Bureau {
    /// Figures of awards.
    ///
    /// # Errors
    /// [`Failure::NotFound`], [`Failure::Forbidden`]; [`Failure::Conflict`] `figures-large`;
    /// [`Failure::Store`].
    pub async fn figures(&self, actor: &Actor, asked: &FiguresAsked) -> Result<Figures, Failure> {
        let office = office_as(actor, Scope::Read, READERS)?;
        let mut reader = self.store.read().await?;
        let (campaign, round) = match &asked.whole {
            Whole::Office => ("", ""),
            Whole::Campaign(id) => (id.as_str(), ""),
            Whole::Round(id) => ("", id.as_str()),
        };
        let of = match &asked.whole {
            Whole::Office => None,
            Whole::Campaign(id) => Some(reader.campaign_name(office, id).await?),
            Whole::Round(id) => Some(reader.round_name(office, id).await?.0),
        };
        let extent = Extent {
            campaign,
            round,
            kind: asked.kind.map_or("", Kind::key),
            from: asked.from.unwrap_or(YEARS.0),
            to: asked.to.unwrap_or(YEARS.1),
            standing: asked.standing,
        };
        let rounds = reader.counted_rounds(office, extent).await?;
        let campaigns = reader.counted_campaigns(office, extent).await?;
        let names = Names::new(&campaigns, &rounds, asked.whole != Whole::Office);
        let wanted: &[Breakdown] = if asked.tables.is_empty() { USUAL } else { &asked.tables };
        let cuts = if wanted.len() > 1 { reader.cuts(office, extent, MOST).await? } else { Vec::new() };
        let mut tables = Vec::new();
        for breakdown in wanted {
            let parts = match gathered(&cuts, *breakdown) {
                Some(parts) => parts,
                None => reader.figures(office, extent, *breakdown, MOST).await?,
            };
            tables.push(table(&parts, *breakdown, &names)?);
        }
        let kept = reader.office(office).await?;
        drop(reader);
        let named = kept.profile["name"].as_str().map(str::trim).filter(|name| !name.is_empty());
        let counts = |round: &&Counting| asked.standing || round.digest.is_some();
        let source = |round: &Counting| Source {
            id: round.id.clone(),
            name: round.name.clone(),
            year: round.year,
            digest: round.digest.clone(),
        };
        let sources: Vec<Source> = rounds.iter().filter(counts).map(source).collect();
        Ok(Figures {
            office: named.unwrap_or(&kept.name).to_owned(),
            of,
            years: (asked.from, asked.to),
            standing: asked.standing,
            waiting: rounds.len() - sources.len(),
            sources,
            tables,
        })
    }
}

/// The amounts of a table from what was read for several; nothing where it is by what that was not
/// cut by, or where not everything was read.
fn gathered(cuts: &[Cut], (rows, columns): Breakdown) -> Option<Vec<Crossing>> {
    if cuts.is_empty() || cuts.len() > MOST_CELLS {
        return None;
    }
    let mut gathered: BTreeMap<(String, String), Amount> = BTreeMap::new();
    for cut in cuts {
        let column = columns.map_or_else(|| Some(String::new()), |columns| cut.key(columns))?;
        *gathered.entry((cut.key(rows)?, column)).or_default() += cut.amount();
    }
    let crossing = |((row, column), amount)| Crossing { row, column, amount };
    Some(gathered.into_iter().map(crossing).collect())
}

/// One table.
fn table(parts: &[Crossing], breakdown: Breakdown, names: &Names) -> Result<Crosstab, Failure> {
    let large = || Failure::Conflict("figures-large", MOST_CELLS.to_string());
    if parts.len() > MOST_CELLS {
        return Err(large());
    }
    let (rows, columns) = breakdown;
    let (lines, line_of) = names.heads(rows, parts.iter().map(|part| part.row.as_str()));
    let (heads, head_of) = match columns {
        None => (Vec::new(), Default::default()),
        Some(columns) => names.heads(columns, parts.iter().map(|part| part.column.as_str())),
    };
    if lines.len().saturating_mul(heads.len()) > MOST_CELLS {
        return Err(large());
    }
    let place = |part: &Crossing| {
        let at = |of: &heads::Places, key: &str| of.get(key).copied();
        Some((at(&line_of, &part.row)?, at(&head_of, &part.column).unwrap_or_default(), part.amount))
    };
    let amounts: Vec<_> = parts.iter().filter_map(place).collect();
    Ok(Crosstab::new(breakdown, (lines, heads), amounts))
}
