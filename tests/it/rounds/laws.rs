//! Laws of the checks of a round: counts are what a naive count says, the order of entries means
//! nothing, and no round makes them panic.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use vanthu::check::round::{Earlier, check, counts};
use vanthu::model::award::{AWARDS_2022, Rules};
use vanthu::model::campaign::{Campaign, Check, Counted, Criterion, Figure, Form, Group, Phase, Quota};
use vanthu::model::honoree::{Birth, Courtesy, Honoree, Kind, Sex};
use vanthu::model::round::{Ban, Entry, Review, Settings, State, Votes};

fn some<T: Clone + std::fmt::Debug + Ord + 'static>(
    all: &[T],
) -> impl Strategy<Value = BTreeSet<T>> + use<T> {
    let most = all.len();
    subsequence(all.to_vec(), 0..=most).prop_map(|found| found.into_iter().collect())
}

fn names(all: &[&str]) -> Vec<String> {
    all.iter().map(|name| (*name).to_owned()).collect()
}

fn counted() -> impl Strategy<Value = Counted> {
    (some(Kind::ALL), some(&names(&["a", "b", "c"])), some(&names(&["x", "y"])), some(&names(&["xa", "ap"])))
        .prop_map(|(kinds, groups, forms, levels)| Counted { kinds, groups, forms, levels })
}

fn quota() -> impl Strategy<Value = Quota> {
    let limit = || proptest::option::of(0..4_u32);
    let places = || subsequence(names(&["Ấp 1", "Ấp 2", "Ấp 3"]), 0..=3);
    let leaf = (counted(), limit(), limit(), places()).prop_map(|(of, least, most, each)| Quota {
        of,
        least,
        most,
        each,
        ..Quota::default()
    });
    leaf.prop_recursive(3, 8, 3, move |inner| {
        (counted(), limit(), limit(), places(), proptest::collection::vec(inner, 0..3)).prop_map(
            |(of, least, most, each, parts)| Quota { of, least, most, each, parts, ..Quota::default() },
        )
    })
}

fn numbered(quota: &mut Quota, next: &mut usize) {
    quota.id = format!("q{next}");
    quota.name.clone_from(&quota.id);
    *next += 1;
    quota.parts.iter_mut().for_each(|part| numbered(part, next));
}

fn campaign() -> impl Strategy<Value = Campaign> {
    proptest::collection::vec((quota(), select(vec!["", "p"])), 0..4).prop_map(|quotas| {
        let criterion = |any| Criterion {
            id: "k".into(),
            check: Some(Check {
                least: Some(Figure::whole(2)),
                most: Some(Figure::whole(3)),
                unit: "%".into(),
            }),
            any,
            ..Criterion::default()
        };
        let group = |id: &str, level: &str, any| Group {
            id: id.into(),
            name: id.into(),
            level: level.into(),
            kinds: [Kind::Individual, Kind::Household].into(),
            criteria: vec![criterion(any)],
        };
        let form = |id: &str, award: &str| Form {
            id: id.into(),
            name: id.into(),
            award: award.into(),
            authority: "chu-tich-ubnd-cap-xa".into(),
            ..Form::default()
        };
        let mut next = 0;
        let quotas = quotas.into_iter().map(|(mut quota, phase)| {
            numbered(&mut quota, &mut next);
            Quota { phase: phase.into(), ..quota }
        });
        Campaign {
            issuer: "Ủy ban nhân dân xã Bình Lạc".into(),
            phases: vec![Phase { id: "p".into(), ..Phase::default() }],
            groups: vec![group("a", "xa", false), group("b", "ap", true)],
            forms: vec![form("x", "giay-khen"), form("y", "bang-khen")],
            quotas: quotas.collect(),
            ..Campaign::default()
        }
    })
}

fn entry() -> impl Strategy<Value = Entry> {
    let who = (
        select(Kind::ALL.to_vec()),
        select(vec!["Lê Hoa", "LÊ HOA", "Lê Hòa", "Trần An", ""]),
        select(vec!["", "Ấp 1", "Ấp 2"]),
        proptest::option::of(select(vec![1980, 1981])),
        select(vec!["", "hiến đất", "Hiến đất"]),
        proptest::option::of(0..2_000_000_i64),
    );
    let place = (
        select(vec!["", "Ấp 1", "ấp 2", "Ấp 9"]),
        select(vec!["", "a", "b", "c"]),
        select(vec!["", "x", "y", "z"]),
    );
    let state = (
        proptest::option::of(0..5_i64),
        some(Ban::ALL),
        proptest::option::of(any::<bool>()),
        proptest::option::of((0..9_u32, 0..9_u32, any::<u32>())),
        proptest::option::of(any::<bool>()),
    );
    (who, place, state).prop_map(|(who, place, state)| Entry {
        honoree: Honoree {
            kind: who.0,
            name: who.1.into(),
            unit: who.2.into(),
            birth: who.3.map(Birth::Year),
            achievement: who.4.into(),
            money: who.5,
            courtesy: who.3.map(|_| Courtesy::Mr),
            sex: who.5.map(|_| Sex::Female),
            ..Honoree::default()
        },
        proposer: place.0.into(),
        group: place.1.into(),
        form: place.2.into(),
        figures: state.0.map(|figure| ("k".to_owned(), Figure::whole(figure))).into_iter().collect(),
        bans: state.1.into_iter().collect(),
        review: state.2.map(|favours| Review {
            favours,
            met: BTreeMap::from([("k".to_owned(), favours)]),
            ..Review::default()
        }),
        votes: state.3.map(|(favour, against, absent)| Votes { favour, against, absent }),
        accepted: state.4,
        ..Entry::default()
    })
}

/// Every part of every quota, by walking the tree and the entries again and again.
fn naive(campaign: &Campaign, phase: &str, entries: &[Entry]) -> Vec<(String, String, usize)> {
    fn is(of: &Counted, entry: &Entry, campaign: &Campaign) -> bool {
        let level =
            campaign.groups.iter().find(|group| group.id == entry.group).map(|group| group.level.clone());
        (of.kinds.is_empty() || of.kinds.iter().any(|kind| *kind == entry.honoree.kind))
            && (of.groups.is_empty() || of.groups.iter().any(|group| *group == entry.group))
            && (of.forms.is_empty() || of.forms.iter().any(|form| *form == entry.form))
            && (of.levels.is_empty() || level.is_some_and(|level| of.levels.iter().any(|one| *one == level)))
    }
    fn walk(
        campaign: &Campaign,
        quota: &Quota,
        entries: &[&Entry],
        places: &[String],
        out: &mut Vec<(String, String, usize)>,
    ) {
        let inside: Vec<&Entry> =
            entries.iter().copied().filter(|entry| is(&quota.of, entry, campaign)).collect();
        let places = if quota.each.is_empty() { places } else { &quota.each };
        if places.is_empty() {
            out.push((quota.id.clone(), String::new(), inside.len()));
        }
        for place in places {
            let of_place =
                inside.iter().filter(|entry| entry.proposer.to_lowercase() == place.to_lowercase());
            out.push((quota.id.clone(), place.clone(), of_place.count()));
        }
        quota.parts.iter().for_each(|part| walk(campaign, part, &inside, places, out));
    }
    let mut out = Vec::new();
    let entries: Vec<&Entry> = entries.iter().collect();
    for quota in campaign.quotas.iter().filter(|quota| quota.phase.is_empty() || quota.phase == phase) {
        walk(campaign, quota, &entries, &[], &mut out);
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn quotas_count_what_a_naive_count_does(
        campaign in campaign(),
        entries in proptest::collection::vec(entry(), 0..12),
        phase in select(vec!["", "p"]),
    ) {
        let all: Vec<&Entry> = entries.iter().collect();
        let found: Vec<(String, String, usize)> = counts(&campaign, phase, &all)
            .into_iter()
            .map(|(quota, place, count)| (quota.to_owned(), place.to_owned(), count))
            .collect();
        prop_assert_eq!(found, naive(&campaign, phase, &entries));
    }

    #[test]
    fn the_order_of_entries_changes_no_finding(
        campaign in campaign(),
        shuffled in proptest::collection::vec(entry(), 0..12)
            .prop_map(|all| all.into_iter().enumerate().map(|(at, entry)| (format!("e{at:02}"), entry)).collect::<Vec<_>>())
            .prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
        members in proptest::option::of(0..12_u32),
        step in select(State::ALL.to_vec()),
        year in any::<i32>(),
    ) {
        let rules = Rules::load(AWARDS_2022).unwrap();
        let settings = Settings { year, members, phase: "p".into(), ..Settings::default() };
        let before = Honoree { name: "Lê Hoa".into(), ..Honoree::default() };
        let earlier = [Earlier { honoree: &before, award: "giay-khen", achievement: "hiến đất", place: "QĐ 7" }];
        let (mut one, mut other) = (
            check(&campaign, &settings, &shuffled.0, &rules, step, &earlier),
            check(&campaign, &settings, &shuffled.1, &rules, step, &earlier),
        );
        one.sort();
        other.sort();
        prop_assert_eq!(one, other);
    }
}

#[test]
fn ten_thousand_honorees_are_held_against_their_plan() {
    let (campaign, settings, step, few) = super::data("002");
    let rules = Rules::load(AWARDS_2022).unwrap();
    let one = |at: usize| {
        let mut entry = few[at % few.len()].1.clone();
        // Every tenth has a name of its own; of the others many are alike.
        let name = if at.is_multiple_of(10) {
            format!("{} {at}", entry.honoree.name)
        } else {
            format!("Lê Hoa {}", at % 97)
        };
        entry.honoree.name = name;
        (format!("e{at:05}"), entry)
    };
    let entries: Vec<(String, Entry)> = (0..10_000).map(one).collect();
    let found = check(&campaign, &settings, &entries, &rules, step, &[]);
    assert!(found.len() > 1_000, "{}", found.len());
}
