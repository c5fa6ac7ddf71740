//! The store on both databases: every test runs on SQLite, and on PostgreSQL where
//! `VANTHU_POSTGRES` names a server on which databases may be made.

mod designs;
mod documents;
mod idempotency;
mod people;
mod registers;
pub(crate) mod statistics;
mod templates;

use std::future::Future;
use std::sync::atomic::{AtomicU32, Ordering};

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;
use vanthu::model::workflow::Role;
use vanthu::store::{Draft, Error, Office, Person, Place, Store};

static COUNT: AtomicU32 = AtomicU32::new(0);

/// A database of its own: where it is, and what ends it.
pub(crate) struct Home {
    pub(crate) place: Place,
    folder: Option<std::path::PathBuf>,
}

/// Runs a test on every database there is.
pub(crate) fn each<F: Future<Output = ()>>(test: impl Fn(Place) -> F) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let home = lite();
        test(home.place.clone()).await;
        drop(home);
        match postgres().await {
            Some(home) => test(home.place.clone()).await,
            None => eprintln!("LEFT OUT: no PostgreSQL (VANTHU_POSTGRES is not set)"),
        }
    });
}

pub(crate) fn lite() -> Home {
    let name = format!("vanthu-store-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    let folder = std::env::temp_dir().join(name);
    std::fs::create_dir_all(&folder).unwrap();
    Home { place: Place::File(folder.join("vanthu.sqlite")), folder: Some(folder) }
}

/// What the environment says: a test is told there what it may use.
#[expect(clippy::disallowed_methods, reason = "a test is told by the environment what it may use")]
pub(crate) fn named(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

pub(crate) async fn postgres() -> Option<Home> {
    let server = named("VANTHU_POSTGRES")?;
    let name = format!("vanthu_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    let pool = sqlx::PgPool::connect(&format!("{server}/postgres")).await.expect("a PostgreSQL server");
    sqlx::query(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}"))).execute(&pool).await.unwrap();
    pool.close().await;
    Some(Home { place: Place::Server(format!("{server}/{name}")), folder: None })
}

impl Drop for Home {
    fn drop(&mut self) {
        if let Some(folder) = &self.folder {
            let _gone = std::fs::remove_dir_all(folder);
        }
    }
}

/// A moment of the tests, some seconds on.
pub(crate) fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_000_000, 0).unwrap() + TimeDelta::seconds(seconds)
}

/// A store with one office and a person of every role, who is named as the role is.
pub(crate) async fn staffed(place: &Place) -> Store {
    let store = Store::open(place).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    tx.add_office(&office("o1", "UBND xã Quảng Châu")).await.unwrap();
    tx.add_office(&office("o2", "UBND xã Nam Hòa")).await.unwrap();
    for role in Role::ALL {
        tx.add_person(&person(role.key(), role.key())).await.unwrap();
        tx.set_roles("o1", role.key(), &[*role]).await.unwrap();
    }
    tx.commit().await.unwrap();
    store
}

pub(crate) fn office(id: &str, name: &str) -> Office {
    Office {
        id: id.into(),
        name: name.into(),
        parent_id: None,
        reads_parent_templates: false,
        profile: json!({ "place": "Quảng Châu" }),
        edition: 1,
        created_at: at(0),
    }
}

pub(crate) fn person(id: &str, login: &str) -> Person {
    Person {
        id: id.into(),
        login: login.into(),
        name: "Đỗ Quang Vinh".into(),
        password: None,
        active: true,
        operator: false,
        created_at: at(0),
    }
}

pub(crate) fn draft(title: &str) -> Draft {
    Draft {
        kind: "plan".into(),
        title: title.into(),
        template: Some(("ke-hoach".into(), "1".into())),
        standard: "nd30-2020".into(),
        engine: "vanthu".into(),
        fonts: "f".into(),
        record: json!({ "b": 1, "a": [1, 2] }),
        document: json!({ "kind": "plan" }),
        digest: "d".into(),
        upload: None,
    }
}

#[test]
fn opening_twice_changes_nothing_and_a_newer_schema_is_refused() {
    each(|place| async move {
        let store = staffed(&place).await;
        store.close().await;
        let again = Store::open(&place).await.unwrap();
        assert_eq!(again.read().await.unwrap().offices().await.unwrap().len(), 2);
        again.close().await;
        pretend_newer(&place).await;
        let refused = Store::open(&place).await;
        assert!(matches!(refused, Err(Error::Newer(9_999))), "{refused:?}");
    });
}

/// Puts in what a newer vanthu would have left.
async fn pretend_newer(place: &Place) {
    const TEXT: &str =
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
                        VALUES (9999, 'newer', TRUE, $1, 0)";
    match place {
        Place::File(path) => {
            let pool = sqlx::SqlitePool::connect(&format!("sqlite://{}", path.display())).await.unwrap();
            sqlx::query(TEXT).bind(vec![0_u8]).execute(&pool).await.unwrap();
            pool.close().await;
        }
        Place::Server(url) => {
            let pool = sqlx::PgPool::connect(url).await.unwrap();
            sqlx::query(TEXT).bind(vec![0_u8]).execute(&pool).await.unwrap();
            pool.close().await;
        }
    }
}

#[test]
fn several_programs_may_open_one_new_database_at_once() {
    each(|place| async move {
        let opened = (0..4).map(|_| Store::open(&place));
        for store in futures_join(opened).await {
            store.unwrap().close().await;
        }
    });
}

/// Every future beside the others.
pub(crate) async fn futures_join<F: Future>(futures: impl Iterator<Item = F>) -> Vec<F::Output> {
    let mut futures: Vec<_> = futures.map(Box::pin).collect();
    let mut done: Vec<Option<F::Output>> = futures.iter().map(|_| None).collect();
    std::future::poll_fn(move |context| {
        for (future, done) in futures.iter_mut().zip(&mut done) {
            if done.is_none()
                && let std::task::Poll::Ready(output) = future.as_mut().poll(context)
            {
                *done = Some(output);
            }
        }
        if done.iter().all(Option::is_some) {
            return std::task::Poll::Ready(done.iter_mut().filter_map(Option::take).collect());
        }
        std::task::Poll::Pending
    })
    .await
}
