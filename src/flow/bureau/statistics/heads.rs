//! Heads of tables: what people call the keys that figures come with, and their order.

use std::collections::{BTreeMap, HashMap};

use crate::model::campaign::Campaign;
use crate::model::figures::{Dimension, Head};
use crate::store::{Counting, Named};
use crate::viet::{order, words::figures as words};

/// Where each key stands among the heads.
pub(super) type Places = HashMap<String, usize>;

/// The names of campaigns, their groups and forms, and rounds.
pub(super) struct Names {
    campaigns: HashMap<String, String>,
    rounds: HashMap<String, String>,
    /// By campaign and id with a slash between: place in the campaign, and name.
    groups: HashMap<String, (i64, String)>,
    forms: HashMap<String, (i64, String)>,
    /// Everything is of one campaign: ids stand alone.
    single: bool,
}

impl Names {
    pub(super) fn new(campaigns: &[Named], rounds: &[Counting], single: bool) -> Names {
        let mut names = Names {
            campaigns: campaigns.iter().map(|one| (one.id.clone(), one.name.clone())).collect(),
            rounds: rounds.iter().map(|one| (one.id.clone(), one.name.clone())).collect(),
            groups: HashMap::new(),
            forms: HashMap::new(),
            single,
        };
        for one in campaigns {
            // A body that an older vanthu wrote otherwise names nothing: its ids stand.
            let body: Campaign = serde_json::from_value(one.body.clone()).unwrap_or_default();
            for (at, group) in (0..).zip(body.groups) {
                names.groups.insert(format!("{}/{}", one.id, group.id), (at, group.name));
            }
            for (at, form) in (0..).zip(body.forms) {
                names.forms.insert(format!("{}/{}", one.id, form.id), (at, form.name));
            }
        }
        names
    }

    /// Heads of the keys in order, each label once, and where each key stands.
    pub(super) fn heads<'a>(
        &self,
        dimension: Dimension,
        keys: impl Iterator<Item = &'a str>,
    ) -> (Vec<Head>, Places) {
        // By the order of the label: what reads alike is one.
        type Gathered = (i64, Head, Vec<String>);
        let mut gathered: BTreeMap<Vec<u8>, Gathered> = BTreeMap::new();
        let mut keys: Vec<&str> = keys.collect();
        let between = if dimension == Dimension::Year { between(&keys) } else { Vec::new() };
        keys.extend(between.iter().map(String::as_str));
        keys.sort_unstable();
        keys.dedup();
        for key in keys {
            let (rank, label) = self.named(dimension, key);
            let mut sort = order::key(&label);
            if matches!(dimension, Dimension::Campaign | Dimension::Round) {
                // Two of one name stay two.
                sort.extend(key.bytes());
            }
            let head = Head { key: self.plain(key, dimension), label };
            let one = gathered.entry(sort).or_insert_with(|| (rank, head, Vec::new()));
            one.0 = one.0.min(rank);
            one.2.push(key.to_owned());
        }
        let mut gathered: Vec<(Vec<u8>, Gathered)> = gathered.into_iter().collect();
        gathered.sort_by(|(one, (first, ..)), (other, (second, ..))| first.cmp(second).then(one.cmp(other)));
        let mut places = Places::new();
        let mut heads = Vec::new();
        for (at, (_, (_, head, keys))) in gathered.into_iter().enumerate() {
            places.extend(keys.into_iter().map(|key| (key, at)));
            heads.push(head);
        }
        (heads, places)
    }

    /// The key as programs read it.
    fn plain(&self, key: &str, dimension: Dimension) -> String {
        let scoped = matches!(dimension, Dimension::Group | Dimension::Form);
        match key.split_once('/') {
            Some((_, id)) if scoped && (self.single || id.is_empty()) => id.to_owned(),
            _ => key.to_owned(),
        }
    }

    /// Rank and label of a key.
    fn named(&self, dimension: Dimension, key: &str) -> (i64, String) {
        let scoped = |known: &HashMap<String, (i64, String)>| {
            let id = key.split_once('/').map_or(key, |(_, id)| id);
            match known.get(key) {
                Some((rank, name)) if !name.trim().is_empty() => (*rank, name.clone()),
                _ if id.is_empty() => (i64::MAX, blank()),
                _ => (i64::MAX - 1, id.to_owned()),
            }
        };
        let of = |known: &HashMap<String, String>| {
            (
                0,
                known
                    .get(key)
                    .filter(|name| !name.trim().is_empty())
                    .cloned()
                    .unwrap_or_else(|| key.to_owned()),
            )
        };
        match dimension {
            Dimension::Group => scoped(&self.groups),
            Dimension::Form => scoped(&self.forms),
            Dimension::Campaign => of(&self.campaigns),
            Dimension::Round => of(&self.rounds),
            Dimension::Year => (key.parse().unwrap_or_default(), key.to_owned()),
            _ => match words::value(dimension.key(), key) {
                Some((rank, label)) => (rank, label.to_owned()),
                None => (0, key.to_owned()),
            },
        }
    }
}

/// Every year from the first to the last: a year without awards is one too. None where they are
/// too far apart to be drawn.
fn between(keys: &[&str]) -> Vec<String> {
    const MOST: i64 = 100;
    let years = || keys.iter().filter_map(|key| key.parse::<i64>().ok());
    match (years().min(), years().max()) {
        (Some(first), Some(last)) if last - first <= MOST => {
            (first..=last).map(|year| year.to_string()).collect()
        }
        _ => Vec::new(),
    }
}

/// Where nothing is said.
fn blank() -> String {
    words::value("", "").map(|(_, label)| label.to_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn names(single: bool) -> Names {
        let body = json!({ "name": "A", "forms": [{ "id": "gk", "name": "Giấy khen" }, { "id": "bk", "name": "Bằng khen" }] });
        let other = json!({ "name": "B", "forms": [{ "id": "k", "name": "Giấy khen" }] });
        let named = |id: &str, body| Named { id: id.into(), name: id.to_uppercase(), body };
        Names::new(&[named("a", body), named("b", other)], &[], single)
    }

    fn labels(heads: &[Head]) -> Vec<(&str, &str)> {
        heads.iter().map(|head| (head.key.as_str(), head.label.as_str())).collect()
    }

    #[test]
    fn forms_stand_as_their_campaigns_have_them_and_one_name_is_one_row() {
        let keys = ["b/k", "a/bk", "a/gk", "a/", "b/", "b/lost"];
        let (heads, places) = names(false).heads(Dimension::Form, keys.into_iter());
        assert_eq!(
            labels(&heads),
            [("a/gk", "Giấy khen"), ("a/bk", "Bằng khen"), ("b/lost", "lost"), ("", "Chưa ghi")]
        );
        assert_eq!((places["a/gk"], places["b/k"], places["a/"], places["b/"]), (0, 0, 3, 3));
        let (heads, _) = names(true).heads(Dimension::Form, ["a/gk"].into_iter());
        assert_eq!(labels(&heads), [("gk", "Giấy khen")]);
    }

    #[test]
    fn units_stand_in_vietnamese_order_and_the_nameless_last() {
        let keys = ["Xã Đông", "", "Xã Dương", "Ấp 1/2", "Xã Dũng"];
        let (heads, _) = names(true).heads(Dimension::Unit, keys.into_iter());
        let told: Vec<_> = heads.iter().map(|head| head.label.as_str()).collect();
        assert_eq!(told, ["Ấp 1/2", "Xã Dũng", "Xã Dương", "Xã Đông", "Chưa ghi"]);
    }

    #[test]
    fn kinds_and_years_stand_in_their_order() {
        let (heads, _) =
            names(true).heads(Dimension::Kind, ["individual", "enterprise", "collective"].into_iter());
        let told: Vec<_> = heads.iter().map(|head| head.key.as_str()).collect();
        assert_eq!(told, ["collective", "individual", "enterprise"]);
        let (heads, _) = names(true).heads(Dimension::Year, ["2026", "2024"].into_iter());
        assert_eq!(labels(&heads), [("2024", "2024"), ("2025", "2025"), ("2026", "2026")]);
    }
}
