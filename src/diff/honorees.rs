//! A list of honorees against the one that came before it: who came, who went, what changed.

use std::collections::HashMap;

use serde::Serialize;

use crate::model::honoree::{Field, Honoree};
use crate::viet::name::key;

/// What a corrected list adds, changes and removes. Nothing is counted twice; what is the same in
/// both is only counted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ListChanges {
    /// Only in the newer list, in its order.
    pub added: Vec<Honoree>,
    /// In both, and not the same.
    pub changed: Vec<Changed>,
    /// Only in the older list, in its order.
    pub removed: Vec<Honoree>,
    /// How many are the same in both.
    pub same: usize,
}

/// An honoree who stands in both lists, with what differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Changed {
    /// As the older list has it.
    pub old: Honoree,
    /// As the newer has it.
    pub new: Honoree,
    /// What differs; `courtesy`, `name`, `kind` and so on.
    pub fields: Vec<Field>,
}

/// Pairs two lists: first those that are the same, then by name, unit and year of birth, then by
/// name and one of both, last by a name that stands once in each.
pub fn compare(old: &[Honoree], new: &[Honoree]) -> ListChanges {
    let mut pairs: Vec<Option<usize>> = vec![None; new.len()];
    let mut free: Vec<bool> = vec![true; old.len()];
    let whole = |one: &Honoree| serde_json::to_string(one).unwrap_or_default();
    let unit = |one: &Honoree| if one.unit.is_empty() { key(&one.address) } else { key(&one.unit) };
    let year = |one: &Honoree| one.birth.map_or_else(String::new, |birth| birth.year().to_string());
    pair(old, new, &mut pairs, &mut free, false, &whole);
    pair(old, new, &mut pairs, &mut free, false, &|one| {
        format!("{}|{}|{}|{}", key(&one.name), unit(one), year(one), key(&one.award))
    });
    pair(old, new, &mut pairs, &mut free, false, &|one| {
        format!("{}|{}|{}", key(&one.name), unit(one), year(one))
    });
    pair(old, new, &mut pairs, &mut free, true, &|one| format!("{}|{}", key(&one.name), unit(one)));
    pair(old, new, &mut pairs, &mut free, true, &|one| format!("{}|{}", key(&one.name), year(one)));
    pair(old, new, &mut pairs, &mut free, true, &|one| key(&one.name));
    let mut changes = ListChanges::default();
    for (at, honoree) in new.iter().enumerate() {
        match pairs[at].map(|at| &old[at]) {
            None => changes.added.push(honoree.clone()),
            Some(before) if before == honoree => changes.same += 1,
            Some(before) => {
                let fields = differing(before, honoree);
                changes.changed.push(Changed { old: before.clone(), new: honoree.clone(), fields });
            }
        }
    }
    changes.removed = old.iter().zip(free).filter(|(_, free)| *free).map(|(one, _)| one.clone()).collect();
    changes
}

/// Pairs what has the same key, in order; with `alone` only keys that stand once in each list.
fn pair(
    old: &[Honoree],
    new: &[Honoree],
    pairs: &mut [Option<usize>],
    free: &mut [bool],
    alone: bool,
    key_of: &dyn Fn(&Honoree) -> String,
) {
    let mut by_key: HashMap<String, (Vec<usize>, Vec<usize>)> = HashMap::new();
    for (at, one) in old.iter().enumerate().filter(|(at, _)| free[*at]) {
        by_key.entry(key_of(one)).or_default().0.push(at);
    }
    for (at, one) in new.iter().enumerate().filter(|(at, _)| pairs[*at].is_none()) {
        if let Some(found) = by_key.get_mut(&key_of(one)) {
            found.1.push(at);
        }
    }
    for (before, after) in by_key.into_values() {
        if alone && (before.len() != 1 || after.len() != 1) {
            continue;
        }
        for (before, after) in before.into_iter().zip(after) {
            pairs[after] = Some(before);
            free[before] = false;
        }
    }
}

fn differing(old: &Honoree, new: &Honoree) -> Vec<Field> {
    let differs = [
        (Field::Kind, old.kind != new.kind),
        (Field::Courtesy, old.courtesy != new.courtesy),
        (Field::Name, old.name != new.name),
        (Field::Sex, old.sex != new.sex),
        (Field::Birth, old.birth != new.birth),
        (Field::Title, old.title != new.title),
        (Field::Post, old.post != new.post),
        (Field::Unit, old.unit != new.unit),
        (Field::Address, old.address != new.address),
        (Field::Award, old.award != new.award),
        (Field::Achievement, old.achievement != new.achievement),
        (Field::Group, old.group != new.group),
        (Field::Sphere, old.sphere != new.sphere),
        (Field::Money, old.money != new.money),
        (Field::Notes, old.notes != new.notes),
    ];
    differs.into_iter().filter(|(_, differs)| *differs).map(|(field, _)| field).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::honoree::Birth;

    fn person(name: &str, unit: &str, year: i32) -> Honoree {
        Honoree { name: name.into(), unit: unit.into(), birth: Some(Birth::Year(year)), ..Honoree::default() }
    }

    #[test]
    fn a_corrected_list_says_what_it_adds_changes_and_removes() {
        let old = [
            person("Nguyễn Văn An", "A", 1980),
            person("Lê Thị Bé", "A", 1981),
            person("Trần Văn Cả", "B", 1982),
            person("Hồ Thị Dư", "B", 1983),
        ];
        let new = [
            person("Hồ Thị Dư", "C", 1983),
            person("Nguyễn Văn An", "A", 1980),
            person("LÊ THỊ BÉ", "A", 1981),
            person("Võ Văn Mới", "A", 1990),
        ];
        let changes = compare(&old, &new);
        assert_eq!(changes.added, [new[3].clone()]);
        assert_eq!(changes.removed, [old[2].clone()]);
        assert_eq!(changes.same, 1);
        let fields: Vec<_> = changes.changed.iter().map(|one| one.fields.clone()).collect();
        assert_eq!(fields, [vec![Field::Unit], vec![Field::Name]]);
    }

    #[test]
    fn namesakes_are_not_mixed_up() {
        let old = [person("Nguyễn Văn An", "A", 1980), person("Nguyễn Văn An", "B", 1980)];
        let new = [person("Nguyễn Văn An", "B", 1980), person("Nguyễn Văn An", "C", 1990)];
        let changes = compare(&old, &new);
        assert_eq!((changes.same, changes.changed.len()), (1, 1));
        assert_eq!(changes.changed[0].old.unit, "A", "a name that is left once in each is the same person");
        assert_eq!(compare(&old, &old), ListChanges { same: 2, ..ListChanges::default() });
    }
}
