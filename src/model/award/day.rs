//! Award rules as they are on one day.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::{Authority, Award, Mark, Order, Rules, Source, Threshold, Whole};
use crate::model::campaign::Figure;
use crate::model::honoree::Kind;
use crate::model::round::{Ban, Votes};

/// The rules of one day.
#[derive(Clone, Copy, Debug)]
pub struct InForce<'a> {
    rules: &'a Rules,
    day: NaiveDate,
}

/// Where a value stands, as a finding names it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Cite {
    /// The act.
    pub law: String,
    /// The place in it.
    pub clause: String,
    /// How it is known.
    pub mark: Mark,
    /// Whether a check may hold somebody up for it: it is known, in force, and no amendment is
    /// unread.
    pub sure: bool,
}

/// Money that goes with an award.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// In đồng, rounded.
    pub amount: i64,
    /// How often the base salary.
    pub times: Figure,
    /// The base salary.
    pub salary: i64,
    /// Where the multiple stands; sure where the salary and the rounding are too.
    pub cite: Cite,
}

/// What a council needs for an award.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Need {
    /// Votes for it.
    pub votes: u64,
    /// Members who are there.
    pub present: u64,
}

impl Rules {
    /// The rules on a day.
    pub fn on(&self, day: NaiveDate) -> InForce<'_> {
        InForce { rules: self, day }
    }
}

impl<'a> InForce<'a> {
    /// The day.
    pub fn day(&self) -> NaiveDate {
        self.day
    }

    fn holds(&self, source: &Source) -> bool {
        let law = self.rules.law.get(&source.law);
        let until = source.until.or_else(|| law.and_then(|law| law.until));
        source.from <= self.day && until.is_none_or(|until| self.day <= until)
    }

    /// How a source is cited on this day.
    pub fn cite(&self, source: &Spanned<Source>) -> Cite {
        let source = source.get_ref();
        let law = self.rules.law.get(&source.law);
        let unread = law.and_then(|law| law.unread).is_some_and(|from| self.day >= from);
        Cite {
            law: law.map_or_else(|| source.law.clone(), |law| law.name.clone()),
            clause: source.clause.clone(),
            mark: source.mark,
            sure: source.mark.is_sure() && !unread && self.holds(source),
        }
    }

    /// An award; names and kinds are looked up whatever the day.
    pub fn award(&self, id: &str) -> Option<&'a Award> {
        self.rules.award.iter().find(|award| award.id == id)
    }

    /// An authority, whatever the day.
    pub fn authority(&self, id: &str) -> Option<&'a Authority> {
        self.rules.authority.iter().find(|authority| authority.id == id)
    }

    /// Every authority.
    pub fn authorities(&self) -> impl Iterator<Item = &'a Authority> + use<'a> {
        self.rules.authority.iter()
    }

    /// By what an authority gives an award on this day, the surest first.
    pub fn power(&self, authority: &str, award: &str) -> Option<Cite> {
        let powers = self.rules.power.iter().filter(|power| power.authority == authority);
        let given = powers.filter(|power| power.awards.iter().any(|id| id == award));
        let cites =
            given.filter(|power| self.holds(power.source.get_ref())).map(|power| self.cite(&power.source));
        cites.min_by_key(|cite| !cite.sure)
    }

    /// The last day on which an authority gave an award that it gives no more, and by what.
    pub fn withdrawn(&self, authority: &str, award: &str) -> Option<(NaiveDate, Cite)> {
        let powers = self.rules.power.iter().filter(|power| power.authority == authority);
        let given = powers.filter(|power| power.awards.iter().any(|id| id == award));
        let ended = given.filter_map(|power| {
            let source = power.source.get_ref();
            let law = self.rules.law.get(&source.law);
            let until =
                source.until.or_else(|| law.and_then(|law| law.until)).filter(|until| *until < self.day)?;
            Some((until, Cite { sure: source.mark.is_sure(), ..self.cite(&power.source) }))
        });
        ended.max_by_key(|(until, _)| *until)
    }

    /// By what the powers of an authority are known on this day: the least sure of them, for what
    /// it does not give is known no better.
    pub fn powers_of(&self, authority: &str) -> Option<Cite> {
        let powers = self.rules.power.iter().filter(|power| power.authority == authority);
        let cites =
            powers.filter(|power| self.holds(power.source.get_ref())).map(|power| self.cite(&power.source));
        cites.min_by_key(|cite| cite.sure)
    }

    /// The money that goes with an award.
    pub fn due(&self, award: &str, authority: &str, kind: Kind) -> Option<Due> {
        let salary = self.rules.salary.iter().find(|salary| self.holds(salary.source.get_ref()))?;
        let rule = self.rules.money.iter().find(|money| {
            let by = money.authorities.is_empty() || money.authorities.iter().any(|id| id == authority);
            by && self.holds(money.source.get_ref()) && money.awards.iter().any(|id| id == award)
        })?;
        let times = *rule.times.get(&kind)?;
        let rounding = self.rules.rounding.iter().find(|rounding| self.holds(rounding.source.get_ref()));
        let exact = i128::from(salary.amount) * i128::from(times.0);
        let step = i128::from(rounding.map_or(1, |rounding| rounding.up_to)) * 1000;
        let whole = (exact + step - 1) / step * step / 1000;
        let mut cite = self.cite(&rule.source);
        cite.sure &= self.cite(&salary.source).sure
            && rounding.is_none_or(|rounding| self.cite(&rounding.source).sure);
        Some(Due { amount: i64::try_from(whole).ok()?, times, salary: salary.amount, cite })
    }

    /// How many votes an award needs.
    pub fn threshold(&self, award: &str) -> Option<&'a Threshold> {
        let mut rules = self.rules.threshold.iter().filter(|one| self.holds(one.source.get_ref()));
        let named = rules.clone().find(|one| one.awards.iter().any(|id| id == award));
        named.or_else(|| rules.find(|one| one.awards.is_empty()))
    }

    /// By what one achievement brings one award.
    pub fn single(&self) -> Option<Cite> {
        let rule = self.rules.single.iter().find(|rule| self.holds(rule.source.get_ref()))?;
        Some(self.cite(&rule.source))
    }

    /// By what something stands in the way.
    pub fn ban(&self, ban: Ban) -> Option<Cite> {
        let rules = self.rules.ban.iter().filter(|rule| rule.bans.contains(&ban));
        let rule = rules.clone().find(|rule| self.holds(rule.source.get_ref()))?;
        Some(self.cite(&rule.source))
    }

    /// Which day comes before which.
    pub fn orders(&self) -> impl Iterator<Item = (&'a Order, Cite)> + use<'a> {
        let this = *self;
        let rules = this.rules.order.iter();
        rules
            .filter(move |order| this.holds(order.source.get_ref()))
            .map(move |order| (order, this.cite(&order.source)))
    }

    /// What the file of an award holds.
    pub fn file(&self, award: &str) -> Option<(&'a [String], Cite)> {
        let mut rules = self.rules.file.iter().filter(|file| self.holds(file.source.get_ref()));
        let named = rules.clone().find(|file| file.awards.iter().any(|id| id == award));
        let file = named.or_else(|| rules.find(|file| file.awards.is_empty()))?;
        Some((&file.needs, self.cite(&file.source)))
    }
}

impl Threshold {
    /// What a council of so many needs, where so many of them voted.
    pub fn need(&self, members: u32, votes: Votes) -> Need {
        let of = match self.of {
            Whole::Members => u64::from(members),
            Whole::Present => u64::from(votes.favour) + u64::from(votes.against),
        };
        let part = |[above, below]: [u32; 2], of: u64| {
            let (above, below) = (u64::from(above), u64::from(below.max(1)));
            (of * above, below)
        };
        let (product, below) = part(self.share, of);
        let votes = if self.strictly { product / below + 1 } else { product.div_ceil(below) };
        let present = self.attend.map_or(0, |attend| {
            let (product, below) = part(attend, u64::from(members));
            product.div_ceil(below)
        });
        Need { votes, present }
    }
}
