//! For random rounds: what is read back from each document of the chain, from the model and from
//! its Word file, is the frozen set.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use vanthu::flow::chain::{Known, Set};
use vanthu::model::chain::{Order, Paper};
use vanthu::model::honoree::{Courtesy, Honoree, Kind};
use vanthu::model::round::{Decided, Frozen};
use vanthu::model::standard::ND30_2020;
use vanthu::model::{Document, Standard};
use vanthu::readers::docx::{self, Limits};
use vanthu::viet::case;
use vanthu::viet::number::grouped;
use vanthu::writers::{self, Format, fonts::Fonts};

use super::read::{Seen, plain, seen};
use super::{choice, digest_of, made, rounds};

static STANDARD: LazyLock<Standard> = LazyLock::new(|| Standard::load(ND30_2020).unwrap());
static FONTS: LazyLock<Fonts> = LazyLock::new(Fonts::embedded);

/// The documents that say the whole set; an amendment says a difference.
const WHOLE: &[Paper] = &[
    Paper::Submission,
    Paper::Minutes,
    Paper::Decision,
    Paper::Notice,
    Paper::Invitation,
    Paper::Receipt,
    Paper::Register,
];

/// The name as a list prints it, said here again in other words than the program's.
fn name(one: &Honoree) -> String {
    let courtesy = match one.courtesy {
        _ if one.kind == Kind::Individual && !one.title.is_empty() => one.title.as_str(),
        Some(Courtesy::Mr) => "Ông",
        Some(Courtesy::Ms) => "Bà",
        None => "",
    };
    let name = one.name.as_str();
    plain(&match one.kind {
        Kind::Individual => format!("{courtesy} {name}"),
        Kind::Household => format!("Hộ {} {name}", case::lower(courtesy)),
        Kind::Collective | Kind::Enterprise => name.to_owned(),
    })
}

fn place(one: &Honoree) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in [&one.post, &one.unit, &one.address] {
        if !part.is_empty() && !parts.contains(&part.as_str()) {
            parts.push(part);
        }
    }
    plain(&parts.join(", "))
}

fn unit(one: &Decided) -> &str {
    &one.proposer
}

/// What a list of everything says of one.
fn whole(set: &Frozen, one: &Decided) -> Seen {
    let form = set.forms.iter().find(|(id, _)| *id == one.form).map(|(_, name)| plain(name));
    Seen {
        name: name(&one.honoree),
        place: place(&one.honoree),
        award: form,
        achievement: Some(plain(&one.honoree.achievement)),
        money: Some(one.honoree.money.map(grouped).unwrap_or_default()),
        votes: one.votes.map(|votes| (votes.favour.to_string(), votes.against.to_string())),
    }
}

/// What this document should say, in the order in which it should.
fn expected(set: &Frozen, paper: Paper) -> Vec<Seen> {
    let mut all: Vec<&Decided> = set.honorees.iter().collect();
    let kinds = [Kind::Collective, Kind::Individual, Kind::Household, Kind::Enterprise];
    let kind = |one: &Decided| kinds.iter().position(|kind| *kind == one.honoree.kind);
    match paper {
        Paper::Submission => all.sort_by_key(|one| kind(one)),
        Paper::Decision if is_titles(set) => {
            let form = |one: &Decided| set.forms.iter().position(|(id, _)| *id == one.form);
            all.sort_by_key(|one| (form(one), kind(one)));
        }
        Paper::Decision => all.sort_by_key(|one| kind(one)),
        Paper::Receipt => {
            let first = |one: &Decided| set.honorees.iter().position(|other| unit(other) == unit(one));
            all.sort_by_key(|one| first(one));
        }
        _ => {}
    }
    let mut expected: Vec<Seen> = all.into_iter().map(|one| whole(set, one)).collect();
    if paper == Paper::Minutes {
        expected.extend(set.refused.iter().map(|one| Seen {
            name: name(&one.honoree),
            place: place(&one.honoree),
            award: Some(plain(&one.honoree.award)),
            votes: one.votes.map(|votes| (votes.favour.to_string(), votes.against.to_string())),
            ..Seen::default()
        }));
    }
    expected
}

fn is_titles(set: &Frozen) -> bool {
    set.forms.iter().all(|(_, name)| !name.contains("khen") && !name.contains("Kỷ niệm"))
}

/// Holds that a document says the set: every column that it has, and of what it has no column for,
/// that there is nothing to say or that it is said once for all.
fn holds(set: &Frozen, paper: Paper, document: &Document) {
    let (found, expected) = (seen(document), expected(set, paper));
    assert_eq!(found.len(), expected.len(), "{paper:?}: as many as in the set");
    let words: String = document.paragraphs().map(|p| plain(&p.words()) + "\n").collect();
    for (found, expected) in found.iter().zip(&expected) {
        assert_eq!((&found.name, &found.place), (&expected.name, &expected.place), "{paper:?}");
        let award = expected.award.clone().unwrap_or_default();
        match &found.award {
            Some(found) if is_titles(set) && paper == Paper::Decision => {
                assert!(case::upper(&award).contains(found.as_str()), "{found} / {award}");
            }
            Some(found) => assert_eq!(*found, award, "{paper:?}"),
            None => assert!(words.contains(&award), "{paper:?}: {award:?} is said for all"),
        }
        if matches!(paper, Paper::Submission | Paper::Decision | Paper::Register) {
            let achievement = expected.achievement.clone().unwrap_or_default();
            assert_eq!(found.achievement.clone().unwrap_or_default(), achievement, "{paper:?}");
        }
        if matches!(paper, Paper::Submission | Paper::Decision | Paper::Register | Paper::Receipt) {
            let none = paper == Paper::Decision && found.money.is_none();
            let money = expected.money.clone().unwrap_or_default();
            // A decision without any money has no column for it.
            assert!(
                none && (money.is_empty() || money == "0")
                    || found.money.clone().unwrap_or_default() == money,
                "{paper:?}: {found:?} {money}"
            );
        }
        if paper == Paper::Minutes {
            assert_eq!(found.votes, expected.votes);
        }
    }
    let mark: Vec<char> = digest_of(set).chars().take(16).collect();
    let mark: Vec<String> = mark.chunks(4).map(|four| four.iter().collect()).collect();
    assert!(words.contains(&mark.join("-")), "{paper:?} names its set");
    if paper == Paper::Decision {
        // A decision on titles sums each title by kind; one on forms all of them.
        let titles = is_titles(set);
        let mut sums: BTreeMap<(&str, Option<Kind>), i64> = BTreeMap::new();
        for one in &set.honorees {
            let part = if titles { (one.form.as_str(), Some(one.honoree.kind)) } else { ("", None) };
            *sums.entry(part).or_default() += one.honoree.money.unwrap_or_default();
        }
        for total in sums.into_values().filter(|total| *total > 0) {
            assert!(words.contains(&format!("{} đồng", grouped(total))), "{total}");
        }
    }
}

/// The document as its own Word file has it.
fn through_word(document: &Document) -> Document {
    let bytes = writers::write(Format::Docx, document, &STANDARD, &FONTS).unwrap();
    let read = docx::read(&bytes, &STANDARD, &Limits::default()).unwrap();
    assert_eq!(read.reading.leftovers, []);
    read.reading.document.unwrap()
}

fn agree(set: &Frozen) {
    for &paper in WHOLE {
        let (_, document) = made(set, &choice(paper), &Known::default());
        holds(set, paper, &document);
        holds(set, paper, &through_word(&document));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_document_of_the_chain_says_the_frozen_set(set in rounds::frozen(30)) {
        agree(&set);
    }

    #[test]
    fn an_order_changes_no_honoree(set in rounds::frozen(40)) {
        for order in [Order::Unit, Order::Name] {
            for paper in [Paper::Decision, Paper::Register] {
                let (_, document) = made(&set, &vanthu::flow::chain::Choice { order, ..choice(paper) }, &Known::default());
                let (_, listed) = made(&set, &choice(paper), &Known::default());
                let (mut found, mut expected) = (seen(&document), seen(&listed));
                found.sort();
                expected.sort();
                prop_assert_eq!(found, expected);
            }
        }
    }

    #[test]
    fn an_amendment_turns_the_old_set_into_the_new(pair in (rounds::frozen(20), rounds::frozen(20))) {
        let (old, mut new) = pair;
        new.settings.corrects = Some(old.round.clone());
        let digest = digest_of(&old);
        let before = Set { frozen: &old, digest: &digest, firm: true };
        let known = Known { issued: &[], before: Some((before, &[])) };
        let (written, document) = made(&new, &choice(Paper::Amendment), &known);
        let count = |key: &str| written.data[key].as_array().unwrap().len();
        // Nobody is lost: who was there and is not any more is removed, who came is added.
        prop_assert_eq!(old.honorees.len() + count("added") - count("removed"), new.honorees.len());
        let words: String = document.paragraphs().map(|p| plain(&p.words()) + "\n").collect();
        let total: i64 = new.honorees.iter().filter_map(|one| one.honoree.money).sum();
        prop_assert!(total == 0 || words.contains(&grouped(total)));
        prop_assert_eq!(seen_names(&document), count("added") + count("removed") + count("corrected"));
    }
}

/// How many numbered rows there are in all tables.
fn seen_names(document: &Document) -> usize {
    let tables =
        document.sections.iter().flat_map(|section| &section.blocks).filter_map(|block| match block {
            vanthu::model::Block::Table(table) => Some(table),
            _ => None,
        });
    let rows = tables.flat_map(|table| &table.rows);
    rows.filter(|row| vanthu::model::document::words(&row[0]).parse::<u32>().is_ok()).count()
}

#[test]
fn thousands_of_honorees_agree_too() {
    let one = rounds::frozen(2);
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut set = one.new_tree(&mut runner).unwrap().current();
    let first = set.honorees[0].clone();
    set.honorees = (0..3_000)
        .map(|at| {
            let kind = Kind::ALL[at % 4];
            let honoree = Honoree {
                kind,
                name: format!("Nguyễn Văn {at}"),
                title: String::new(),
                money: Some(702_000),
                ..first.honoree.clone()
            };
            Decided { id: format!("h{at}"), honoree, proposer: format!("Thôn {}", at % 40), ..first.clone() }
        })
        .collect();
    agree(&set);
}
