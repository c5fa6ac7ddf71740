//! Loading award rules checks them: references known, days in order, shares and multiples in
//! range. All faults at once, each with its line.

use std::collections::BTreeSet;

use toml::Spanned;

use super::{Rules, Source};

/// One thing wrong with award rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Line of the file, from 1.
    pub line: usize,
    /// What is wrong.
    pub message: String,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

impl Rules {
    /// Reads and checks rules that stand by themselves.
    ///
    /// # Errors
    /// Every fault with its line: bad TOML, an unknown key, act, award or authority, days the wrong
    /// way round or outside the act, a share over one, money that is none.
    pub fn load(toml: &str) -> Result<Rules, Vec<Fault>> {
        Rules::default().with(toml)
    }

    /// These rules with those of an office before them: an award, an authority or a law of the same
    /// id is replaced, the powers of an authority that the office speaks of are as it says, of
    /// everything else the first that holds counts.
    ///
    /// # Errors
    /// Every fault of the office's file, as [`Rules::load`] has them; it may name what these have.
    pub fn with(&self, own: &str) -> Result<Rules, Vec<Fault>> {
        let line = |offset: usize| own.get(..offset).map_or(1, |before| before.matches('\n').count() + 1);
        let mut rules: Rules = toml::from_str(own).map_err(|error| {
            let at = error.span().map_or(1, |span| line(span.start));
            vec![Fault { line: at, message: error.message().to_owned() }]
        })?;
        let mut known = Known::of(&rules);
        known.add(self);
        let mut faults: Vec<Fault> = check(&rules, &known, self)
            .into_iter()
            .map(|(at, message)| Fault { line: at.map_or(1, line), message })
            .collect();
        faults.sort_by_key(|fault| fault.line);
        if !faults.is_empty() {
            return Err(faults);
        }
        rules.after(self.clone());
        Ok(rules)
    }

    fn after(&mut self, base: Rules) {
        if self.name.is_empty() {
            self.name = base.name;
        }
        for (key, law) in base.law {
            self.law.entry(key).or_insert(law);
        }
        let own: BTreeSet<String> = self.award.iter().map(|award| award.id.clone()).collect();
        self.award.extend(base.award.into_iter().filter(|award| !own.contains(&award.id)));
        let own: BTreeSet<String> = self.authority.iter().map(|one| one.id.clone()).collect();
        self.authority.extend(base.authority.into_iter().filter(|one| !own.contains(&one.id)));
        let own: BTreeSet<String> = self.power.iter().map(|power| power.authority.clone()).collect();
        self.power.extend(base.power.into_iter().filter(|power| !own.contains(&power.authority)));
        self.salary.extend(base.salary);
        self.rounding.extend(base.rounding);
        self.money.extend(base.money);
        self.threshold.extend(base.threshold);
        self.single.extend(base.single);
        self.ban.extend(base.ban);
        self.order.extend(base.order);
        self.file.extend(base.file);
    }

    /// Every source, with what it is the source of.
    pub fn sources(&self) -> Vec<(String, &Spanned<Source>)> {
        let mut all = Vec::new();
        all.extend(self.award.iter().map(|one| (format!("award {}", one.id), &one.source)));
        all.extend(self.authority.iter().map(|one| (format!("authority {}", one.id), &one.source)));
        all.extend(self.power.iter().map(|one| (format!("power of {}", one.authority), &one.source)));
        all.extend(self.salary.iter().map(|one| (format!("salary {}", one.amount), &one.source)));
        all.extend(self.rounding.iter().map(|one| (format!("rounding {}", one.up_to), &one.source)));
        all.extend(self.money.iter().map(|one| (format!("money of {}", one.awards.join(", ")), &one.source)));
        all.extend(
            self.threshold
                .iter()
                .map(|one| (format!("threshold {}/{}", one.share[0], one.share[1]), &one.source)),
        );
        all.extend(self.single.iter().map(|one| ("single".to_owned(), &one.source)));
        all.extend(self.ban.iter().map(|one| ("ban".to_owned(), &one.source)));
        all.extend(
            self.order
                .iter()
                .map(|one| (format!("order {}, {}", one.first.key(), one.then.key()), &one.source)),
        );
        all.extend(self.file.iter().map(|one| (format!("file of {}", one.awards.join(", ")), &one.source)));
        all
    }
}

/// Ids that may be named.
struct Known {
    awards: BTreeSet<String>,
    authorities: BTreeSet<String>,
}

impl Known {
    fn of(rules: &Rules) -> Known {
        Known {
            awards: rules.award.iter().map(|award| award.id.clone()).collect(),
            authorities: rules.authority.iter().map(|one| one.id.clone()).collect(),
        }
    }

    fn add(&mut self, rules: &Rules) {
        let more = Known::of(rules);
        self.awards.extend(more.awards);
        self.authorities.extend(more.authorities);
    }
}

fn check(rules: &Rules, known: &Known, base: &Rules) -> Vec<(Option<usize>, String)> {
    let mut faults = Vec::new();
    for (key, law) in &rules.law {
        if law.until.is_some_and(|until| until < law.from) {
            faults.push((None, format!("law.{key}: ends before it begins")));
        }
        if law.name.trim().is_empty() {
            faults.push((None, format!("law.{key}: no name")));
        }
    }
    for (what, source) in rules.sources() {
        let (at, source) = (Some(source.span().start), source.get_ref());
        if source.clause.trim().is_empty() {
            faults.push((at, format!("{what}: no clause")));
        }
        let Some(law) = rules.law.get(&source.law).or_else(|| base.law.get(&source.law)) else {
            faults.push((at, format!("{what}: there is no law {:?}", source.law)));
            continue;
        };
        let ends = source.until.or(law.until);
        if ends.is_some_and(|until| until < source.from) {
            faults.push((at, format!("{what}: ends before it begins")));
        }
        if source.from < law.from || law.until.zip(ends).is_some_and(|(law, own)| own > law) {
            faults.push((at, format!("{what}: holds on days on which its act does not")));
        }
    }
    let mut name = |at: usize, what: &str, ids: &[String], all: &BTreeSet<String>| {
        for id in ids.iter().filter(|id| !all.contains(*id)) {
            faults.push((Some(at), format!("there is no {what} {id:?}")));
        }
    };
    for power in &rules.power {
        let at = power.source.span().start;
        name(at, "award", &power.awards, &known.awards);
        name(at, "authority", std::slice::from_ref(&power.authority), &known.authorities);
    }
    for money in &rules.money {
        let at = money.source.span().start;
        name(at, "award", &money.awards, &known.awards);
        name(at, "authority", &money.authorities, &known.authorities);
    }
    for threshold in &rules.threshold {
        name(threshold.source.span().start, "award", &threshold.awards, &known.awards);
    }
    for file in &rules.file {
        name(file.source.span().start, "award", &file.awards, &known.awards);
    }
    values(rules, &mut faults);
    faults
}

/// Figures that cannot be, and ids that stand twice.
fn values(rules: &Rules, faults: &mut Vec<(Option<usize>, String)>) {
    let mut seen = BTreeSet::new();
    let ids = rules.award.iter().map(|one| (&one.id, &one.source));
    for (id, source) in ids.chain(rules.authority.iter().map(|one| (&one.id, &one.source))) {
        if !seen.insert(id) {
            faults.push((Some(source.span().start), format!("{id:?} stands twice")));
        }
    }
    for money in &rules.money {
        let at = Some(money.source.span().start);
        if money.times.is_empty() || money.awards.is_empty() {
            faults.push((at, "money for nobody or for nothing".to_owned()));
        }
        if money.times.values().any(|times| times.0 <= 0 || times.0 > 1_000_000) {
            faults.push((at, "money is more than 0 and at most 1000 times the base salary".to_owned()));
        }
    }
    for salary in rules.salary.iter().filter(|salary| !(1..=1_000_000_000).contains(&salary.amount)) {
        faults.push((Some(salary.source.span().start), format!("salary {} is none", salary.amount)));
    }
    for rounding in rules.rounding.iter().filter(|one| !(1..=1_000_000).contains(&one.up_to)) {
        faults.push((Some(rounding.source.span().start), format!("rounding to {} is none", rounding.up_to)));
    }
    for threshold in &rules.threshold {
        for share in [Some(threshold.share), threshold.attend].into_iter().flatten() {
            if share[1] == 0 || share[0] == 0 || share[0] > share[1] || share[1] > 1000 {
                let at = Some(threshold.source.span().start);
                faults.push((at, format!("{}/{} is no share", share[0], share[1])));
            }
        }
    }
}
