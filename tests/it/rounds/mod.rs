//! The five real plans as campaigns in our own words, each with a round that breaks what can be
//! broken: what the checks find is held by goldens, and every figure of a campaign stands in its
//! plan (`VANTHU_BLESS=1 cargo test --test it rounds` writes the goldens anew).

#![expect(clippy::disallowed_methods, reason = "a test reads campaigns and plans from disk")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde_json::Value;
use vanthu::check::round;
use vanthu::flow::campaigns;
use vanthu::model::award::{AWARDS_2022, Rules};
use vanthu::model::campaign::{Campaign, Quota};
use vanthu::model::round::{Entry, Finding, Settings, State};
use vanthu::viet::letters::fold;

use crate::cases;

mod laws;

const SEEDS: [&str; 5] = ["000", "001", "002", "003", "004"];

fn json(seed: &str, part: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/rounds/seed-{seed}.{part}.json"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// The campaign, the settings of its round, the step that is asked about, the entries.
fn data(seed: &str) -> (Campaign, Settings, State, Vec<(String, Entry)>) {
    let campaign =
        campaigns::read(&json(seed, "campaign")).unwrap_or_else(|faults| panic!("{seed}: {faults:?}"));
    let round = json(seed, "entries");
    let settings = campaigns::settings(&round["settings"]).unwrap();
    campaigns::fits(&settings, &campaign).unwrap();
    let step = State::from_key(round["step"].as_str().unwrap()).unwrap();
    let entry = |(id, json): (&String, &Value)| {
        let entry =
            campaigns::entry(json, &campaign).unwrap_or_else(|faults| panic!("{seed} {id}: {faults:?}"));
        (id.clone(), entry)
    };
    let entries = round["entries"].as_object().unwrap().iter().map(entry).collect();
    (campaign, settings, step, entries)
}

fn show(found: &[Finding]) -> String {
    let mut out = String::new();
    for found in found {
        let about = [&found.entry, &found.quota, &found.form].into_iter().flatten().next();
        let blocks = found.blocks.map_or("-", State::key);
        let about = about.map_or("-", String::as_str);
        writeln!(
            out,
            "{} {} {about} {} (blocks: {blocks})",
            found.severity.key(),
            found.code.key(),
            found.pointer
        )
        .unwrap();
        writeln!(out, "    {}", found.message).unwrap();
        if !found.others.is_empty() {
            writeln!(out, "    others: {}", found.others.join(", ")).unwrap();
        }
        if let Some(cite) = &found.source {
            let sure = if cite.sure { "sure" } else { "not sure" };
            writeln!(out, "    {}, {} [{}, {sure}]", cite.law, cite.clause, cite.mark.key()).unwrap();
        }
    }
    out
}

#[test]
fn rounds_of_the_five_plans_agree_with_their_goldens() {
    let rules = Rules::load(AWARDS_2022).unwrap();
    for seed in SEEDS {
        let (campaign, settings, step, entries) = data(seed);
        let found = round::check(&campaign, &settings, &entries, &rules, step, &[]);
        assert!(found.len() >= 5, "{seed}: {found:?}");
        cases::golden(&format!("rounds/seed-{seed}"), "findings.txt", &show(&found));
    }
}

#[test]
fn what_was_read_is_written_as_it_was() {
    for seed in SEEDS {
        let (campaign, settings, _, entries) = data(seed);
        assert_eq!(campaigns::read(&serde_json::to_value(&campaign).unwrap()), Ok(campaign.clone()));
        assert_eq!(campaigns::settings(&serde_json::to_value(&settings).unwrap()), Ok(settings));
        for (_, entry) in entries {
            assert_eq!(campaigns::entry(&serde_json::to_value(&entry).unwrap(), &campaign), Ok(entry));
        }
    }
}

/// The plan of a seed, folded, its spaces one; nothing where the plans are not beside this checkout.
fn plan(seed: &str) -> Option<String> {
    let folder: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds");
    let Ok(files) = std::fs::read_dir(&folder) else {
        eprintln!("LEFT OUT: the five real plans are not beside this checkout (../shared/seeds)");
        return None;
    };
    let mut files = files.map(|file| file.unwrap().path());
    let file = files.find(|path| path.file_name().unwrap().to_string_lossy().starts_with(seed)).unwrap();
    Some(plain(&std::fs::read_to_string(file).unwrap()))
}

fn plain(text: &str) -> String {
    let text = fold(text).replace("uy ban nhan dan", "ubnd").replace(['–', '—'], "-");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Ways in which a plan writes a figure with its unit.
fn written(thousandths: i64, unit: &str) -> Vec<String> {
    let figure = vanthu::model::campaign::Figure(thousandths).written();
    let whole = thousandths / 1000;
    let unit = plain(unit);
    vec![
        format!("{figure}%"),
        format!("{figure} {unit}"),
        format!("{whole:02} {unit}"),
        format!("{} trieu {unit}", whole / 1_000_000),
    ]
}

fn quota_figures(quota: &Quota, out: &mut Vec<Vec<String>>) {
    for figure in [quota.least, quota.most].into_iter().flatten() {
        let of = ["tap the", "ca nhan", "cap", "/5 khom"];
        let mut ways: Vec<String> = of.iter().map(|of| format!("{figure:02} {of}")).collect();
        ways.push(format!("{figure}/5 khom"));
        out.push(ways);
    }
    quota.parts.iter().for_each(|part| quota_figures(part, out));
}

#[test]
fn every_figure_of_a_campaign_stands_in_its_plan() {
    for seed in SEEDS {
        let Some(plan) = plan(seed) else { return };
        let (campaign, ..) = data(seed);
        let mut facts: Vec<Vec<String>> = Vec::new();
        for criterion in campaign.groups.iter().flat_map(|group| &group.criteria) {
            let Some(check) = &criterion.check else { continue };
            let figures = [check.least, check.most].into_iter().flatten();
            facts.extend(figures.map(|figure| written(figure.0, &check.unit)));
        }
        campaign.quotas.iter().for_each(|quota| quota_figures(quota, &mut facts));
        let periods = campaign.phases.iter().map(|phase| &phase.period).chain([&campaign.period]);
        let days = periods.flat_map(|period| [period.from, period.to]).flatten();
        facts.extend(days.map(|day| vec![day.format("%Y").to_string()]));
        for due in &campaign.calendar {
            let (month, day) = (due.month, due.day);
            facts.extend(day.map(|day| vec![format!("{day}/{month}"), format!("{day:02}/{month:02}")]));
            facts.extend(due.year.map(|year| vec![year.to_string()]));
        }
        // One plan leaves the form to the rules.
        let forms = campaign.forms.iter().filter(|_| seed != "003");
        facts.extend(forms.map(|form| vec![plain(&form.name)]));
        let issuer = plain(&campaign.issuer);
        facts.push(vec![issuer.clone(), issuer.replace("ubnd ", "")]);
        for ways in facts {
            assert!(ways.iter().any(|way| plan.contains(way.as_str())), "seed {seed}: {ways:?}");
        }
    }
}

#[test]
fn the_plans_dates_of_reports_and_of_reviews_are_in_the_calendar() {
    let due = |seed: &str| {
        let (campaign, ..) = data(seed);
        campaign.calendar.iter().map(|due| (due.what.key(), due.month, due.day)).collect::<Vec<_>>()
    };
    assert_eq!(due("001"), [("register", 1, None), ("review", 11, None), ("award", 12, None)]);
    assert!(due("003").contains(&("report", 6, Some(10))) && due("003").contains(&("report", 10, Some(5))));
    let (campaign, ..) = data("004");
    let phases: Vec<_> = campaign.phases.iter().map(|phase| phase.id.as_str()).collect();
    assert_eq!(phases, ["2022-2025", "2026-2030"]);
}
