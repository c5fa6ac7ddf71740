//! Figures of awards: what the store adds up is what a person would count.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::json;
use vanthu::flow::bureau::doctor;
use vanthu::model::figures::{Amount, Dimension};
use vanthu::model::honoree::{Honoree, Kind, Sex};
use vanthu::model::round::Entry;
use vanthu::store::{Among, CampaignRow, Extent, RoundRow, Store, Tx, Written};

use super::{at, each, staffed};

/// A round, and how it ended.
#[derive(Clone, Debug)]
pub(crate) struct Round {
    pub(crate) id: String,
    pub(crate) campaign: String,
    pub(crate) year: i64,
    pub(crate) decided: bool,
    pub(crate) corrects: Option<String>,
    pub(crate) entries: Vec<Entry>,
}

/// A campaign of an office, with two forms and a group.
pub(crate) async fn campaign(tx: &mut Tx, office: &str, id: &str, person: &str) {
    let body = json!({
        "name": format!("Phong trào {id}"),
        "forms": [{ "id": "gk", "name": "Giấy khen" }, { "id": "bk", "name": "Bằng khen" }],
        "groups": [{ "id": "a", "name": "Tập thể nhỏ" }],
    });
    let row = CampaignRow {
        id: id.into(),
        office_id: office.into(),
        name: format!("Phong trào {id}"),
        body,
        edition: 1,
        closed_at: None,
        created_by: person.into(),
        created_at: at(0),
        changed_at: at(0),
    };
    tx.add_campaign(&row).await.unwrap();
}

/// A round with its entries; decided, its set is frozen and counted.
pub(crate) async fn round(tx: &mut Tx, office: &str, round: &Round, person: &str) {
    let row = RoundRow {
        id: round.id.clone(),
        campaign_id: round.campaign.clone(),
        office_id: office.into(),
        state: "collecting".into(),
        name: format!("Đợt {}", round.id),
        year: round.year,
        settings: json!({ "name": round.id, "year": round.year }),
        edition: 1,
        entries: 0,
        corrects: round.corrects.clone(),
        created_by: person.into(),
        created_at: at(0),
        changed_at: at(0),
        frozen_at: None,
        digest: None,
    };
    tx.add_round(&row).await.unwrap();
    let among = Among { office, campaign: &round.campaign, round: &round.id, year: round.year, import: None };
    for (ordinal, entry) in (1..).zip(&round.entries) {
        let id = format!("{}-{ordinal}", round.id);
        let written = Written { id: &id, entry, award: "", at: at(0) };
        tx.add_entry(among, ordinal, written).await.unwrap();
    }
    if round.decided {
        let turned = |(_, entry): &(i64, &Entry)| entry.accepted == Some(false);
        let refused = (1..).zip(&round.entries).filter(turned);
        let refused: Vec<String> = refused.map(|(ordinal, _)| format!("{}-{ordinal}", round.id)).collect();
        tx.freeze_round(&round.id, &json!({}), &format!("d{}", round.id), at(1)).await.unwrap();
        tx.honour(&round.id, &refused, &[]).await.unwrap();
        tx.tally_round(&round.id).await.unwrap();
    }
}

fn entry() -> impl Strategy<Value = Entry> {
    let who = (
        prop::sample::select(Kind::ALL),
        prop::option::of(prop::sample::select(vec![Sex::Male, Sex::Female])),
        prop::option::of(any::<bool>()),
        prop::option::of(0..3_000_000_i64),
    );
    let what = (
        prop::sample::select(vec!["", "a", "b"]),
        prop::sample::select(vec!["gk", "bk", ""]),
        prop::sample::select(vec!["Xã Đông", "Xã Dũng", "", "Sở \"Nội\" vụ/1"]),
        prop::sample::select(vec!["Thôn 1", "=1+1", ""]),
        prop::option::of(any::<bool>()),
    );
    (who, what).prop_map(|((kind, sex, direct, money), (group, form, proposer, unit, accepted))| {
        let honoree = Honoree { kind, sex, money, unit: unit.into(), name: "X".into(), ..Honoree::default() };
        Entry {
            honoree,
            proposer: proposer.into(),
            group: group.into(),
            form: form.into(),
            direct,
            accepted,
            ..Entry::default()
        }
    })
}

/// Some rounds of two campaigns; one may correct the one before it.
fn rounds() -> impl Strategy<Value = Vec<Round>> {
    let one =
        (any::<bool>(), any::<bool>(), 2024..2027_i64, any::<bool>(), prop::collection::vec(entry(), 0..12));
    prop::collection::vec(one, 1..5).prop_map(|all| {
        let mut rounds: Vec<Round> = Vec::new();
        for (at, (decided, first, year, corrects, entries)) in all.into_iter().enumerate() {
            let before = rounds.last().filter(|before| corrects && before.decided);
            let (campaign, corrects) = match before {
                Some(before) => (before.campaign.clone(), Some(before.id.clone())),
                None => (if first { "c1" } else { "c2" }.into(), None),
            };
            rounds.push(Round { id: format!("r{at}"), campaign, year, decided, corrects, entries });
        }
        rounds
    })
}

/// The key of an entry, as a person reads it.
fn key(dimension: Option<Dimension>, round: &Round, entry: &Entry) -> String {
    let person = entry.honoree.kind == Kind::Individual;
    match dimension {
        None => String::new(),
        Some(Dimension::Kind) => entry.honoree.kind.key().into(),
        Some(Dimension::Group) => format!("{}/{}", round.campaign, entry.group),
        Some(Dimension::Form) => format!("{}/{}", round.campaign, entry.form),
        Some(Dimension::Sex | Dimension::Direct) if !person => "none".into(),
        Some(Dimension::Sex) => entry.honoree.sex.map_or("", Sex::key).into(),
        Some(Dimension::Direct) => entry.direct.map_or("", |direct| if direct { "yes" } else { "no" }).into(),
        Some(Dimension::Year) => round.year.to_string(),
        Some(Dimension::Campaign) => round.campaign.clone(),
        Some(Dimension::Round) => round.id.clone(),
        Some(Dimension::Proposer) => entry.proposer.clone(),
        Some(Dimension::Unit) => entry.honoree.unit.clone(),
    }
}

type Counted = BTreeMap<(String, String), Amount>;

/// What a person counts.
fn naive(rounds: &[Round], extent: Extent<'_>, by: (Dimension, Option<Dimension>)) -> Counted {
    let mut counted = Counted::new();
    for round in rounds {
        let corrected = rounds
            .iter()
            .any(|later| later.corrects.as_ref() == Some(&round.id) && (later.decided || extent.standing));
        let meant = (extent.campaign.is_empty() || extent.campaign == round.campaign)
            && (extent.round == round.id || extent.round.is_empty() && !corrected)
            && (extent.from..=extent.to).contains(&round.year)
            && (round.decided || extent.standing);
        for entry in round.entries.iter().filter(|_| meant) {
            let kind = extent.kind.is_empty() || extent.kind == entry.honoree.kind.key();
            if kind && entry.accepted != Some(false) {
                let cell = (key(Some(by.0), round, entry), key(by.1, round, entry));
                *counted.entry(cell).or_default() += Amount {
                    honorees: 1,
                    money: entry.honoree.money.unwrap_or_default(),
                    unpriced: i64::from(entry.honoree.money.is_none()),
                };
            }
        }
    }
    counted
}

/// Every extent that is looked at.
fn extents() -> Vec<Extent<'static>> {
    let all = Extent { campaign: "", round: "", kind: "", from: 0, to: 9_999, standing: false };
    let some = [
        all,
        Extent { campaign: "c1", ..all },
        Extent { round: "r0", ..all },
        Extent { kind: "individual", from: 2025, to: 2025, ..all },
    ];
    some.into_iter().flat_map(|one| [one, Extent { standing: true, ..one }]).collect()
}

async fn agrees(store: &Store, rounds: &[Round]) {
    let mut reader = store.read().await.unwrap();
    let pairs = Dimension::ALL.iter().zip(Dimension::ALL.iter().cycle().skip(3));
    let mut by: Vec<_> = pairs.map(|(row, column)| (*row, Some(*column))).collect();
    by.push((Dimension::Form, None));
    for extent in extents() {
        for by in &by {
            let found = reader.figures("o1", extent, *by, 1_000).await.unwrap();
            let found: Counted = found.into_iter().map(|one| ((one.row, one.column), one.amount)).collect();
            assert_eq!(found, naive(rounds, extent, *by), "{extent:?} {by:?} of {rounds:?}");
        }
        let cuts = reader.cuts("o1", extent, 1_000).await.unwrap();
        for by in &by {
            let mut found = Counted::new();
            for cut in &cuts {
                let column = by.1.map_or(Some(String::new()), |column| cut.key(column));
                if let (Some(row), Some(column)) = (cut.key(by.0), column) {
                    *found.entry((row, column)).or_default() += cut.amount();
                }
            }
            let narrow =
                |one: Dimension| !matches!(one, Dimension::Round | Dimension::Proposer | Dimension::Unit);
            if narrow(by.0) && by.1.is_none_or(narrow) {
                assert_eq!(found, naive(rounds, extent, *by), "{extent:?} {by:?}");
            }
        }
        assert_eq!(reader.figures("o2", extent, by[0], 1_000).await.unwrap(), []);
    }
}

#[test]
fn figures_are_what_a_person_would_count() {
    let mut runner = TestRunner::deterministic();
    let worlds: Vec<Vec<Round>> =
        (0..10).map(|_| rounds().new_tree(&mut runner).unwrap().current()).collect();
    each(|place| {
        let worlds = worlds.clone();
        async move {
            let store = staffed(&place).await;
            for rounds in &worlds {
                let mut tx = store.begin().await.unwrap();
                campaign(&mut tx, "o1", "c1", "clerk").await;
                campaign(&mut tx, "o1", "c2", "clerk").await;
                for one in rounds {
                    round(&mut tx, "o1", one, "clerk").await;
                }
                tx.commit().await.unwrap();
                agrees(&store, rounds).await;
                let sick = doctor::examine(&place).await.unwrap();
                let differ = sick.faults.iter().filter(|fault| fault.kind == "figures-differ").count();
                assert_eq!(differ, 0, "{:?}", sick.faults);
                wipe(&place).await;
            }
            store.close().await;
        }
    });
}

/// Takes the rounds away again.
async fn wipe(place: &vanthu::store::Place) {
    for table in ["award_tally", "candidate", "round_step", "award_round", "campaign"] {
        crate::kept::touch(place, &format!("DELETE FROM {table}")).await;
    }
}

#[test]
fn a_round_is_counted_once_and_the_doctor_tells_tallies_that_differ() {
    each(|place| async move {
        let store = staffed(&place).await;
        let person =
            Entry { honoree: Honoree { name: "X".into(), ..Honoree::default() }, ..Entry::default() };
        let one = Round {
            id: "r0".into(),
            campaign: "c1".into(),
            year: 2026,
            decided: true,
            corrects: None,
            entries: vec![person; 3],
        };
        let mut tx = store.begin().await.unwrap();
        campaign(&mut tx, "o1", "c1", "clerk").await;
        round(&mut tx, "o1", &one, "clerk").await;
        tx.commit().await.unwrap();
        let mut tx = store.begin().await.unwrap();
        assert!(tx.tally_round("r0").await.is_err());
        tx.undo().await.unwrap();
        crate::kept::touch(&place, "UPDATE award_tally SET honorees = 2").await;
        let sick = doctor::examine(&place).await.unwrap();
        let told: Vec<_> = sick.faults.iter().map(|fault| format!("{} {}", fault.kind, fault.id)).collect();
        assert!(told.contains(&"figures-differ r0".to_owned()), "{told:?}");
        store.close().await;
    });
}

#[test]
fn figures_of_many_rows_are_added_up_by_the_database() {
    each(|place| async move {
        let store = staffed(&place).await;
        let entries: Vec<Entry> = (0..600)
            .map(|at| Entry {
                honoree: Honoree {
                    name: "X".into(),
                    unit: format!("Thôn {}", at % 150),
                    ..Honoree::default()
                },
                form: "gk".into(),
                ..Entry::default()
            })
            .collect();
        let one = Round {
            id: "r0".into(),
            campaign: "c1".into(),
            year: 2026,
            decided: true,
            corrects: None,
            entries,
        };
        let mut tx = store.begin().await.unwrap();
        campaign(&mut tx, "o1", "c1", "clerk").await;
        round(&mut tx, "o1", &one, "clerk").await;
        tx.commit().await.unwrap();
        let mut reader = store.read().await.unwrap();
        let all = Extent { campaign: "", round: "", kind: "", from: 0, to: 9_999, standing: false };
        let by = (Dimension::Unit, Some(Dimension::Form));
        let found = reader.figures("o1", all, by, 1_000).await.unwrap();
        assert_eq!(found.len(), 150);
        assert!(found.iter().all(|one| one.amount.honorees == 4));
        assert_eq!(reader.figures("o1", all, by, 10).await.unwrap().len(), 10);
        let rounds = reader.counted_rounds("o1", all).await.unwrap();
        assert_eq!(rounds[0].digest.as_deref(), Some("dr0"));
        drop(reader);
        store.close().await;
    });
}
