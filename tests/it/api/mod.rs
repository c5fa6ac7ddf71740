//! Drives the real server over a real socket, one method for each human act.

mod audit;
mod batches;
mod checking;
mod described;
mod designs;
mod documents;
mod door;
mod idempotency;
mod kept;
mod limits;
mod manners;
mod office;
mod page;
mod paper;
mod papers;
mod people;
mod registers;
mod rendering;
mod rounds;
mod shelf;
mod statistics;
mod templates;
mod typesetting;

use std::{
    net::SocketAddr,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
        mpsc,
    },
    thread,
    time::Duration,
};

use chrono::DateTime;
use serde_json::{Value, json};
use tokio::sync::oneshot;
use ureq::{Agent, Body, RequestExt, http};
use vanthu::{
    app::Application,
    flow::{Inspector, Library, Press},
    model::{Standard, standard::ND30_2020},
    store::{Place, Store},
    web::{Equipment, Limits, auth::Access},
    writers::fonts::Fonts,
};

/// What a test server allows when the test is not about limits.
const LIMITS: Limits = Limits {
    body: 1 << 20,
    word: 4 << 20,
    time: Duration::from_secs(60),
    workers: 2,
    queue: 16,
    rate: 0,
    connections: 256,
    behind_proxy: false,
    batch_workers: 1,
};

/// A real server on a free port, stopped when the test ends.
struct TestApp {
    address: SocketAddr,
    agent: Agent,
    stop: Option<oneshot::Sender<()>>,
    serving: Option<thread::JoinHandle<()>>,
    place: Place,
    store: Store,
    _home: Home,
}

/// A folder of its own, gone when the test ends.
struct Home(PathBuf);

impl Home {
    fn new() -> Home {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("vanthu-api-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).unwrap();
        Home(folder)
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        let _gone = std::fs::remove_dir_all(&self.0);
    }
}

/// Runs a test against a server on every database there is.
fn each(test: impl Fn(&TestApp)) {
    test(&TestApp::start());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    match runtime.block_on(crate::store::postgres()) {
        Some(home) => test(&TestApp::at(home.place.clone(), Home::new(), LIMITS, 500, None)),
        None => eprintln!("LEFT OUT: no PostgreSQL (VANTHU_POSTGRES is not set)"),
    }
}

/// An answer as a test looks at it.
#[derive(Debug)]
struct Answer {
    status: u16,
    headers: http::HeaderMap,
    bytes: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes).unwrap()
    }

    fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).expect("JSON")
    }

    /// The answer is an RFC 9457 problem with this status and code; gives its body.
    fn problem(&self, status: u16, code: &str) -> Value {
        assert_eq!(self.status, status, "{}", String::from_utf8_lossy(&self.bytes));
        assert_eq!(self.header("content-type"), "application/problem+json");
        let body = self.json();
        assert_eq!(body["code"], code);
        assert_eq!(body["status"], status);
        assert_eq!(body["type"], format!("urn:vanthu:problem:{code}"));
        assert_ne!(body["detail"], code, "the code has a sentence");
        assert!(body["errors"].is_array());
        body
    }
}

impl TestApp {
    fn start() -> TestApp {
        TestApp::with(LIMITS, 500)
    }

    fn with(limits: Limits, pages: usize) -> TestApp {
        TestApp::lent(limits, pages, None)
    }

    /// A server that lends an office's profile. Its clock stands still.
    fn lent(limits: Limits, pages: usize, office: Option<Value>) -> TestApp {
        let home = Home::new();
        let place = Place::File(home.0.join("vanthu.sqlite"));
        TestApp::at(place, home, limits, pages, office)
    }

    /// A server whose everything is kept at a place.
    fn at(place: Place, home: Home, limits: Limits, pages: usize, office: Option<Value>) -> TestApp {
        TestApp::reached(place, home, limits, pages, office, Access::default())
    }

    /// A server that prints for whom it knows alone.
    fn private() -> TestApp {
        let home = Home::new();
        let place = Place::File(home.0.join("vanthu.sqlite"));
        TestApp::reached(place, home, LIMITS, 500, None, Access { private: true, ..Access::default() })
    }

    fn reached(
        place: Place,
        home: Home,
        limits: Limits,
        pages: usize,
        office: Option<Value>,
        access: Access,
    ) -> TestApp {
        let kept = place.clone();
        let (tell, told) = mpsc::channel();
        let (stop, stopped) = oneshot::channel::<()>();
        let serving = thread::spawn(move || {
            actix_web::rt::System::new().block_on(async {
                let standard = Standard::load(ND30_2020).unwrap();
                let equipment = Equipment {
                    library: Arc::new(Library::new(standard.clone())),
                    press: Arc::new(Press::new(vec![standard], Fonts::embedded(), pages)),
                    inspector: Arc::new(
                        Inspector::built_in()
                            .unwrap()
                            .for_office(&office.clone().unwrap_or_default())
                            .unwrap(),
                    ),
                    office: office.map(Arc::new),
                    clock: || DateTime::from_timestamp(1_795_500_000, 0).unwrap(),
                    store: Store::open(&kept).await.unwrap(),
                    access,
                };
                let store = equipment.store.clone();
                let application = Application::build(([127, 0, 0, 1], 0).into(), equipment, limits).unwrap();
                tell.send((application.address(), store)).unwrap();
                let stop = async {
                    stopped.await.ok();
                };
                application.run(stop).await.unwrap();
            });
        });
        let agent = Agent::config_builder()
            .http_status_as_error(false)
            .allow_non_standard_methods(true)
            .build()
            .into();
        let (address, store) = told.recv().unwrap();
        TestApp { address, agent, stop: Some(stop), serving: Some(serving), place, store, _home: home }
    }

    fn send(&self, request: http::Request<Vec<u8>>) -> Answer {
        let (mut parts, body) = request.into_parts();
        parts.uri = format!("http://{}{}", self.address, parts.uri).parse().unwrap();
        let request = http::Request::from_parts(parts, body).with_agent(&self.agent);
        let mut response: http::Response<Body> = request.run().unwrap();
        Answer {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            bytes: response.body_mut().read_to_vec().unwrap(),
        }
    }

    /// Does something with the store that this server has open too.
    fn stored<T>(&self, work: impl AsyncFnOnce(Store) -> T) -> T {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let store = Store::open(&self.place).await.unwrap();
            let result = work(store.clone()).await;
            store.close().await;
            result
        })
    }

    /// The database goes away.
    fn away(&self) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(self.store.close());
    }

    /// Someone follows a link.
    fn get(&self, path: &str) -> Answer {
        self.send(http::Request::get(path).body(Vec::new()).unwrap())
    }

    /// A program sends official text.
    fn typeset_text(&self, query: &str, text: &str) -> Answer {
        self.post(&format!("/api/v1/typeset?{query}"), "text/plain; charset=utf-8", text)
    }

    /// A program sends a manuscript as JSON.
    fn typeset_json(&self, query: &str, manuscript: &Value) -> Answer {
        self.post(&format!("/api/v1/typeset?{query}"), "application/json", manuscript.to_string())
    }

    /// A program asks for the invented data of a template.
    fn sample(&self, id: &str) -> Value {
        self.get(&format!("/api/v1/templates/{id}/sample")).json()
    }

    /// A program has data merged; `query` may be empty.
    fn render(&self, id: &str, query: &str, order: &Value) -> Answer {
        self.post(&format!("/api/v1/templates/{id}/render?{query}"), "application/json", order.to_string())
    }

    /// A program asks what its data is worth.
    fn validate(&self, id: &str, data: &Value) -> Answer {
        let order = json!({ "data": data }).to_string();
        self.post(&format!("/api/v1/templates/{id}/validate"), "application/json", order)
    }

    /// Someone sends a body.
    fn post(&self, path: &str, media_type: &str, body: impl AsRef<[u8]>) -> Answer {
        let request = http::Request::post(path).header("content-type", media_type);
        self.send(request.body(body.as_ref().to_vec()).unwrap())
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        self.stop.take().map(|stop| stop.send(()));
        if let Some(Err(panic)) = self.serving.take().map(thread::JoinHandle::join) {
            assert!(thread::panicking(), "the server panicked: {panic:?}");
        }
    }
}

/// Code and value of each of an answer's faults or problems, under `list`.
fn told(answer: &Value, list: &str, key: &str) -> Vec<String> {
    let all = answer[list].as_array().unwrap().iter();
    all.map(|one| format!("{} {}", one[key].as_str().unwrap_or(""), one["code"].as_str().unwrap())).collect()
}

/// A short decision as a document of its own: no reading needed.
fn decision(title: &str, paragraphs: usize) -> Value {
    let paragraph = |role: &str, text: &str| json!({"type": "paragraph", "role": role, "text": [{"type": "text", "text": text}]});
    let mut blocks = vec![paragraph("doc-type", "QUYẾT ĐỊNH"), paragraph("subject", title)];
    blocks.extend((0..paragraphs).map(|number| {
        paragraph(
            "body",
            &format!("Đoạn {number} nói về việc tặng Giấy khen cho các tập thể, cá nhân của xã."),
        )
    }));
    json!({"document": {"kind": "decision", "title": title, "sections": [{"kind": "main", "blocks": blocks}]}})
}
