//! Eight programs that give numbers on one PostgreSQL, a tenth of them for nothing, while the
//! server is restarted: the numbers are 1…n, each once. Run by `tests/never-lost`, since it
//! restarts a server that other tests would use too; `VANTHU_ISSUES` says how many.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use vanthu::flow::bureau::doctor;
use vanthu::store::{Error, Place, Store};

use super::{day, issued, next};
use crate::store::{named, postgres, staffed};

const PROGRAMS: u64 = 8;
const RESTARTS: u64 = 3;

/// What one of the programs is told by its environment.
const PLACE: &str = "VANTHU_ISSUES_AT";
const WHO: &str = "VANTHU_ISSUES_WHO";

#[tokio::test]
async fn numbers_are_given_once_by_eight_programs_while_the_server_restarts() {
    let Some(wanted) = named("VANTHU_ISSUES") else { return };
    if named(PLACE).is_some() {
        return;
    }
    let wanted: u64 = wanted.parse().unwrap();
    let home = postgres().await.expect("a PostgreSQL server");
    let Place::Server(url) = home.place.clone() else { return };
    staffed(&home.place).await.close().await;
    let begun = Instant::now();
    let mut programs: Vec<Child> = (0..PROGRAMS).map(|who| program(&url, who, wanted / PROGRAMS)).collect();
    let mut restarts = 0;
    while programs.iter_mut().any(|program| program.try_wait().unwrap().is_none()) {
        tokio::time::sleep(Duration::from_millis(50)).await;
        if restarts < RESTARTS && given(&url).await > (restarts + 1) * wanted / (RESTARTS + 1) {
            restart(["fast", "immediate"][usize::try_from(restarts % 2).unwrap()]);
            restarts += 1;
        }
    }
    for program in &mut programs {
        assert!(program.wait().unwrap().success());
    }
    assert_eq!(restarts, RESTARTS);
    let store = Store::open(&home.place).await.unwrap();
    let lines = store.read().await.unwrap().register("o1", super::SERIES, 2026).await.unwrap();
    let numbers: Vec<u64> = lines.iter().map(|line| u64::try_from(line.number).unwrap()).collect();
    assert_eq!(numbers, (1..=wanted / PROGRAMS * PROGRAMS).collect::<Vec<_>>());
    let diagnosis = doctor::examine(&home.place).await.unwrap();
    assert_eq!(diagnosis.faults, []);
    println!(
        "issues: {} numbers by {PROGRAMS} programs, every tenth transaction undone, {restarts} restarts of the \
         server: 1…{} each once, in {:.0} s; {:?}",
        numbers.len(),
        numbers.len(),
        begun.elapsed().as_secs_f64(),
        diagnosis.counted,
    );
}

fn program(url: &str, who: u64, count: u64) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["kept::issues::one_of_the_programs", "--exact"])
        .env(PLACE, url)
        .env(WHO, who.to_string())
        .env("VANTHU_ISSUES", count.to_string())
        .stdout(Stdio::null())
        .spawn()
        .unwrap()
}

fn restart(how: &str) {
    let ctl = named("VANTHU_POSTGRES_CTL").unwrap();
    let mut words = ctl.split(' ');
    let mut command = Command::new(words.next().unwrap());
    assert!(
        command.args(words).args(["restart", "-m", how]).stdout(Stdio::null()).status().unwrap().success()
    );
}

/// How many numbers were given until now; none is known while the server is away.
async fn given(url: &str) -> u64 {
    use sqlx::Connection as _;
    let Ok(mut link) = sqlx::PgConnection::connect(url).await else { return 0 };
    let count =
        sqlx::query_scalar::<_, i64>("SELECT COALESCE(MAX(last), 0) FROM counter").fetch_one(&mut link).await;
    count.map_or(0, |count| u64::try_from(count).unwrap())
}

/// One of the eight: issues so many documents, undoes every tenth transaction, and tries again
/// what failed for want of a server. A commit that was not answered may have been kept: then the
/// document is there already.
#[tokio::test]
async fn one_of_the_programs() {
    let (Some(url), Some(who)) = (named(PLACE), named(WHO)) else { return };
    let count: u64 = named("VANTHU_ISSUES").unwrap().parse().unwrap();
    let place = Place::Server(url);
    let store = loop {
        match Store::open(&place).await {
            Ok(store) => break store,
            Err(error) => patience(&error).await,
        }
    };
    let mut done = 0;
    let mut turn = 0;
    while done < count {
        turn += 1;
        // What fails inside is the server going away: the transaction is dropped with its task.
        let (store, id, undone) = (store.clone(), format!("{who}-{done}"), turn % 10 == 0);
        let task = tokio::spawn(async move { one(&store, &id, undone).await });
        match task.await {
            Ok(Ok(true)) => done += 1,
            Ok(Ok(false)) => {}
            Ok(Err(error)) => patience(&error).await,
            Err(_panicked) => tokio::time::sleep(Duration::from_millis(100)).await,
        }
    }
    store.close().await;
}

async fn one(store: &Store, id: &str, undone: bool) -> Result<bool, Error> {
    if store.read().await?.document("o1", id).await.is_ok() {
        return Ok(true);
    }
    let mut tx = store.begin().await?;
    let given = next(&mut tx, 1).await;
    issued(&mut tx, id, &given, day(1), false).await;
    if undone {
        return Ok(false);
    }
    tx.commit().await?;
    Ok(true)
}

async fn patience(error: &Error) {
    assert!(error.is_away() || matches!(error, Error::Busy | Error::Conflict(_)), "{error:?}");
    tokio::time::sleep(Duration::from_millis(100)).await;
}
