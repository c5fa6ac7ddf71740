//! A server with offices and people in its database: every test runs on SQLite, and on PostgreSQL
//! where `VANTHU_POSTGRES` names a server on which databases may be made.

use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::Value;
use ureq::http;
use vanthu::flow::bureau::Secret;
use vanthu::model::{actor::Scope, workflow::Role};
use vanthu::store::{Office, Person, Place, Store, Token};

use super::{Answer, Home, LIMITS, TestApp};

/// The office's profile, as templates use it.
const PROFILE: &str = include_str!("../../../templates/web/example.json");

/// A server, and keys of people in two offices: `role@office`.
pub(super) struct House {
    pub(super) app: TestApp,
    pub(super) place: Place,
}

/// Runs a test on every database there is.
pub(super) fn each(test: impl Fn(House)) {
    let home = Home::new();
    let place = Place::File(home.0.join("vanthu.sqlite"));
    test(House::over(place, home));
    match postgres() {
        Some(place) => test(House::over(place, Home::new())),
        None => eprintln!("LEFT OUT: no PostgreSQL (VANTHU_POSTGRES is not set)"),
    }
}

/// Does something that waits for the store.
pub(super) fn wait<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

fn postgres() -> Option<Place> {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let server = crate::store::named("VANTHU_POSTGRES")?;
    let name = format!("vanthu_api_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    wait(async {
        let pool = sqlx::PgPool::connect(&format!("{server}/postgres")).await.expect("a PostgreSQL server");
        sqlx::query(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}"))).execute(&pool).await.unwrap();
        pool.close().await;
    });
    Some(Place::Server(format!("{server}/{name}")))
}

/// Two offices, a person of every role in each, and a key of each with every scope: its secret is
/// `role@office`. There is a second clerk too, `clerk2@o1`.
async fn staff(place: &Place) {
    let store = Store::open(place).await.unwrap();
    let now = chrono::DateTime::from_timestamp(1_795_000_000, 0).unwrap();
    let profile: Value = serde_json::from_str(PROFILE).unwrap();
    let scopes: Vec<&str> = Scope::ALL.iter().map(|scope| scope.key()).collect();
    let mut tx = store.begin().await.unwrap();
    for office in ["o1", "o2"] {
        let kept = Office {
            id: office.into(),
            name: format!("UBND xã {office}"),
            parent_id: None,
            reads_parent_templates: false,
            profile: profile["office"].clone(),
            edition: 1,
            created_at: now,
        };
        tx.add_office(&kept).await.unwrap();
        let mut people: Vec<(String, Role)> =
            Role::ALL.iter().map(|role| (role.key().to_owned(), *role)).collect();
        people.push(("clerk2".into(), Role::Clerk));
        for (name, role) in people {
            let id = format!("{name}@{office}");
            let person = Person {
                id: id.clone(),
                login: id.clone(),
                name: "Đỗ Quang Vinh".into(),
                password: None,
                active: true,
                operator: false,
                created_at: now,
            };
            tx.add_person(&person).await.unwrap();
            tx.set_roles(office, &id, &[role]).await.unwrap();
            let token = Token {
                id: id.clone(),
                digest: Secret::shown(&id).digest(),
                office_id: office.into(),
                person_id: id.clone(),
                name: "Thử".into(),
                scopes: scopes.join(" "),
                created_at: now,
                expires_at: None,
                used_at: None,
                ended_at: None,
            };
            tx.add_token(&token).await.unwrap();
        }
    }
    tx.commit().await.unwrap();
    store.close().await;
}

impl House {
    fn over(place: Place, home: Home) -> House {
        wait(staff(&place));
        House { app: TestApp::at(place.clone(), home, LIMITS, 500, None), place }
    }

    /// Somebody asks something; `seen` is the version they saw.
    pub(super) fn ask(
        &self,
        who: &str,
        request: http::request::Builder,
        seen: Option<i64>,
        body: Vec<u8>,
    ) -> Answer {
        let mut request = request.header("authorization", format!("Bearer {who}"));
        if let Some(seen) = seen {
            request = request.header("if-match", format!("\"{seen}\""));
        }
        self.app.send(request.body(body).unwrap())
    }

    /// Somebody looks at something.
    pub(super) fn get(&self, who: &str, path: &str) -> Answer {
        self.ask(who, http::Request::get(path), None, Vec::new())
    }

    /// Somebody sends JSON.
    pub(super) fn send(
        &self,
        who: &str,
        method: &str,
        path: &str,
        seen: Option<i64>,
        body: &Value,
    ) -> Answer {
        let request =
            http::Request::builder().method(method).uri(path).header("content-type", "application/json");
        self.ask(who, request, seen, body.to_string().into_bytes())
    }

    /// A clerk begins a document; gives it.
    pub(super) fn draft(&self, body: &Value) -> Value {
        let answer = self.send("clerk@o1", "POST", "/api/v1/documents", None, body);
        assert_eq!(answer.status, 201, "{}", answer.text());
        answer.json()
    }

    /// Somebody takes a step on a document as it is; gives the document after it.
    pub(super) fn step(&self, who: &str, document: &Value, step: &str, body: &Value) -> Value {
        let answer = self.try_step(who, document, step, body);
        assert_eq!(answer.status, 200, "{step}: {}", answer.text());
        answer.json()
    }

    /// Somebody tries a step.
    pub(super) fn try_step(&self, who: &str, document: &Value, step: &str, body: &Value) -> Answer {
        let path = format!("/api/v1/documents/{}/{step}", document["id"].as_str().unwrap());
        self.send(who, "POST", &path, document["head"].as_i64(), body)
    }
}
