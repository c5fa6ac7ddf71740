//! What figures of a hundred thousand honorees take: the usual tables of an office, and single
//! ones, on SQLite and, where `VANTHU_POSTGRES` names a server on which databases may be made, on
//! PostgreSQL.
//!
//! `cargo bench --bench figures` prints wall-clock milliseconds: the median and the worst of ten.

use std::time::Instant;

use chrono::{DateTime, Utc};
use serde_json::json;
use vanthu::model::figures::Dimension;
use vanthu::model::honoree::{Honoree, Kind, Sex};
use vanthu::model::round::Entry;
use vanthu::store::{Among, CampaignRow, Error, Extent, Office, Person, Place, RoundRow, Store, Tx, Written};

/// How many rounds, and how many honorees each has.
const ROUNDS: i64 = 20;
const HONOREES: i64 = 5_000;

/// The tables of whoever asks for none in particular, and two that are long.
const TABLES: &[(Dimension, Option<Dimension>)] = &[
    (Dimension::Form, Some(Dimension::Kind)),
    (Dimension::Group, Some(Dimension::Kind)),
    (Dimension::Proposer, Some(Dimension::Kind)),
    (Dimension::Kind, Some(Dimension::Sex)),
    (Dimension::Kind, Some(Dimension::Direct)),
    (Dimension::Year, Some(Dimension::Kind)),
    (Dimension::Unit, Some(Dimension::Form)),
    (Dimension::Unit, None),
];

fn at() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH
}

/// The honoree of a number: one of 300 units that propose, one of 3 000 where they are.
fn entry(number: i64) -> Entry {
    let kinds = [Kind::Individual, Kind::Individual, Kind::Individual, Kind::Collective, Kind::Household];
    let pick = |of: i64| usize::try_from(number % of).unwrap_or_default();
    Entry {
        honoree: Honoree {
            kind: kinds[pick(5)],
            name: format!("Nguyen Van {number}"),
            sex: Some(if number % 2 == 0 { Sex::Male } else { Sex::Female }),
            unit: format!("Unit {}", number * 7 % 3_000),
            money: Some(300_000 + number % 4 * 150_000),
            achievement: "x".repeat(400),
            ..Honoree::default()
        },
        proposer: format!("Office {}", number % 300),
        group: format!("g{}", number % 3),
        form: format!("f{}", number % 4),
        direct: Some(number % 3 == 0),
        ..Entry::default()
    }
}

async fn filled(place: &Place) -> Result<Store, Error> {
    let store = Store::open(place).await?;
    let mut tx = store.begin().await?;
    let office = Office {
        id: "o".into(),
        name: "O".into(),
        parent_id: None,
        reads_parent_templates: false,
        profile: json!({}),
        edition: 1,
        created_at: at(),
    };
    tx.add_office(&office).await?;
    let person = Person {
        id: "p".into(),
        login: "p".into(),
        name: "P".into(),
        password: None,
        active: true,
        operator: false,
        created_at: at(),
    };
    tx.add_person(&person).await?;
    let campaign = CampaignRow {
        id: "c".into(),
        office_id: "o".into(),
        name: "C".into(),
        body: json!({ "name": "C" }),
        edition: 1,
        closed_at: None,
        created_by: "p".into(),
        created_at: at(),
        changed_at: at(),
    };
    tx.add_campaign(&campaign).await?;
    tx.commit().await?;
    for number in 0..ROUNDS {
        let mut tx = store.begin().await?;
        round(&mut tx, number).await?;
        tx.commit().await?;
    }
    Ok(store)
}

async fn round(tx: &mut Tx, number: i64) -> Result<(), Error> {
    let (id, year) = (format!("r{number:02}"), 2016 + number / 2);
    let new = RoundRow {
        id: id.clone(),
        campaign_id: "c".into(),
        office_id: "o".into(),
        state: "collecting".into(),
        name: id.clone(),
        year,
        settings: json!({}),
        edition: 1,
        entries: 0,
        corrects: None,
        created_by: "p".into(),
        created_at: at(),
        changed_at: at(),
        frozen_at: None,
        digest: None,
    };
    tx.add_round(&new).await?;
    let among = Among { office: "o", campaign: "c", round: &id, year, import: None };
    for ordinal in 1..=HONOREES {
        let entry = entry(number * HONOREES + ordinal);
        let own = format!("{id}-{ordinal}");
        tx.add_entry(among, ordinal, Written { id: &own, entry: &entry, award: "", at: at() }).await?;
    }
    tx.freeze_round(&id, &json!({}), "d", at()).await?;
    tx.honour(&id, &[], &[]).await?;
    let begun = Instant::now();
    let rows = tx.tally_round(&id).await?;
    if number == 0 {
        println!(
            "  counting {HONOREES} at freeze: {:.1} ms, {rows} rows",
            begun.elapsed().as_secs_f64() * 1e3
        );
    }
    Ok(())
}

async fn measured(name: &str, place: &Place) -> Result<(), Error> {
    println!("{name}, {} honorees", ROUNDS * HONOREES);
    let store = filled(place).await?;
    let extent = Extent { campaign: "", round: "", kind: "", from: 0, to: 9_999, standing: false };
    let mut whole = vec![0.0; 10];
    for (place, by) in TABLES.iter().enumerate() {
        let mut times = Vec::new();
        let mut found = 0;
        for whole in &mut whole {
            let begun = Instant::now();
            found = store.read().await?.figures("o", extent, *by, 50_001).await?.len();
            times.push(begun.elapsed().as_secs_f64() * 1e3);
            if place < 6 {
                *whole += begun.elapsed().as_secs_f64() * 1e3;
            }
        }
        told(&format!("{} by {} ({found} amounts)", by.0.key(), by.1.map_or("-", Dimension::key)), times);
    }
    told("the six usual tables together", whole);
    store.close().await;
    Ok(())
}

fn told(name: &str, mut times: Vec<f64>) {
    times.sort_by(f64::total_cmp);
    println!("  {name}: {:7.1} ms, worst {:7.1} ms", times[times.len() / 2], times[times.len() - 1]);
}

#[expect(clippy::disallowed_methods, reason = "a bench is told by the environment what it may use")]
async fn server() -> Option<Place> {
    let server = std::env::var("VANTHU_POSTGRES").ok()?;
    let name = format!("vanthu_figures_{}", std::process::id());
    let pool = sqlx::PgPool::connect(&format!("{server}/postgres")).await.ok()?;
    let made = sqlx::query(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}"))).execute(&pool).await;
    pool.close().await;
    made.ok().map(|_| Place::Server(format!("{server}/{name}")))
}

fn main() {
    let Ok(runtime) = tokio::runtime::Builder::new_multi_thread().enable_all().build() else { return };
    runtime.block_on(async {
        let folder = std::env::temp_dir().join(format!("vanthu-figures-{}", std::process::id()));
        if std::fs::create_dir_all(&folder).is_ok() {
            let done = measured("SQLite", &Place::File(folder.join("vanthu.sqlite"))).await;
            if let Err(error) = done {
                println!("{error}");
            }
            let _gone = std::fs::remove_dir_all(&folder);
        }
        match server().await {
            Some(place) => {
                if let Err(error) = measured("PostgreSQL", &place).await {
                    println!("{error}");
                }
            }
            None => println!("LEFT OUT: no PostgreSQL (VANTHU_POSTGRES is not set)"),
        }
    });
}
