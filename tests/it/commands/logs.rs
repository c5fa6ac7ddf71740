//! What the log of a real server holds, and what it never does.

use std::{
    io::{BufRead, BufReader},
    process::{Command, Stdio},
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};

use serde_json::{Value, json};
use ureq::http;

use super::{BINARY, Folder, Server};

const PASSWORD: &str = "mat-khau-rat-bi-mat";

/// Everything that the server has said.
type Said = Arc<Mutex<Vec<String>>>;

/// Waits for a line.
fn line(said: &Said, wanted: &str) -> String {
    for _ in 0..2_000 {
        if let Some(line) = said.lock().unwrap().iter().find(|line| line.contains(wanted)) {
            return line.clone();
        }
        thread::sleep(Duration::from_millis(10));
    }
    unreachable!("no line with {wanted}: {:?}", said.lock().unwrap());
}

/// The word of a line that begins with `http://`.
fn address(line: &str) -> String {
    let from = line.find("http://").unwrap();
    line[from..].split(['"', ' ']).next().unwrap().trim_end_matches('/').to_owned()
}

/// As a form is sent.
fn form(fields: &[(&str, &str)]) -> String {
    let encoded = |value: &str| value.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
    fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect::<Vec<_>>().join("&")
}

#[test]
fn no_secret_and_nothing_of_people_stands_in_the_log_even_at_debug() {
    let folder = Folder::new("logs");
    let mut command = Command::new(BINARY);
    command.args(["serve", "--listen", "127.0.0.1:0", "--data", "kept", "--log", "debug", "--log-json"]);
    let mut server = Server(command.current_dir(&folder.0).stderr(Stdio::piped()).spawn().unwrap());
    let said = Said::default();
    let lines = BufReader::new(server.0.stderr.take().unwrap()).lines();
    let keeping = Arc::clone(&said);
    thread::spawn(move || lines.map_while(Result::ok).for_each(|line| keeping.lock().unwrap().push(line)));
    let at = address(&line(&said, "serving on"));
    let link = address(&line(&said, "/thiet-lap?"));
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_idle_connections(0)
        .build()
        .into();

    // The first administrator.
    let mut page = agent.get(&link).call().unwrap();
    let cookies: Vec<String> = page
        .headers()
        .get_all("set-cookie")
        .iter()
        .map(|cookie| cookie.to_str().unwrap().split(';').next().unwrap().to_owned())
        .collect();
    let text = page.body_mut().read_to_string().unwrap();
    let hidden = |name: &str| {
        let rest = text.split_once(&format!("name=\"{name}\" value=\""));
        rest.map(|(_, rest)| rest.split('"').next().unwrap().replace("&#x2f;", "/")).unwrap_or_default()
    };
    let (csrf, ma) = (hidden("csrf"), hidden("ma"));
    let fields = [
        ("csrf", csrf.as_str()),
        ("ma", ma.as_str()),
        ("office", "Ủy ban nhân dân xã Rất Kín"),
        ("parent", ""),
        ("place", "Rất Kín"),
        ("name", "Nguyễn Thị Kín Đáo"),
        ("login", "kin.dao"),
        ("password", PASSWORD),
        ("again", PASSWORD),
    ];
    let founded = agent
        .post(format!("{at}/thiet-lap"))
        .header("cookie", cookies.join("; "))
        .header("content-type", "application/x-www-form-urlencoded")
        .send(form(&fields))
        .unwrap();
    assert_eq!(founded.status(), 303);

    // Signing in, rightly and wrongly.
    let wrong = json!({ "login": "kin.dao", "password": "sai-mat-khau-kin" });
    assert_eq!(agent.post(format!("{at}/api/v1/session")).send_json(wrong).unwrap().status(), 401);
    let right = json!({ "login": "kin.dao", "password": PASSWORD });
    let mut signed = agent.post(format!("{at}/api/v1/session")).send_json(right).unwrap();
    assert_eq!(signed.status(), 200);
    let cookie = signed.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
    let who: Value = signed.body_mut().read_json().unwrap();
    let csrf = who["csrf"].as_str().unwrap().to_owned();
    let ask = |method: &str, path: &str, body: Value| -> Value {
        let request = http::Request::builder()
            .method(method)
            .uri(format!("{at}{path}"))
            .header("cookie", &cookie)
            .header("x-csrf-token", &csrf)
            .header("idempotency-key", format!("khoa-lap-lai{}", path.len()))
            .header("content-type", "application/json");
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let mut answer = agent.run(request.body(body).unwrap()).unwrap();
        answer.body_mut().read_json().unwrap_or_default()
    };
    let made = ask("POST", "/api/v1/tokens", json!({ "name": "cong-kin", "scopes": ["read", "draft"] }));
    let key = made["secret"].as_str().expect("a key").to_owned();
    let user = json!({ "login": "le.binh.kin", "name": "Lê Bình Kín", "roles": ["clerk"] });
    let entered = ask("POST", "/api/v1/users", user);
    let choosing = entered["link"]["url"].as_str().expect("a link").rsplit_once('=').unwrap().1.to_owned();

    // Words of people: in data, in faults, in addresses, in what cannot be read.
    let data = json!({ "data": { "honoree": "Phạm Văn Kín", "office": 7 } });
    ask("POST", "/api/v1/templates/quyet-dinh-tang-giay-khen/render", data);
    ask(
        "POST",
        "/api/v1/typeset?format=pdf",
        json!({ "text": "KẾ HOẠCH\nVề việc rất kín đáo\n\nÔng Trần Văn Kín." }),
    );
    ask("POST", "/api/v1/typeset?format=Kín", json!({ "text": "Kín" }));
    ask("POST", "/api/v1/documents", json!({ "text": "KẾ HOẠCH\nVề việc rất kín đáo\n\nÔng Trần Văn Kín." }));
    ask("GET", "/api/v1/users?q=K%C3%ADn%20%C4%90%C3%A1o", Value::Null);
    ask("GET", "/api/v1/documents?q=K%C3%ADn%20%C4%90%C3%A1o", Value::Null);
    ask("GET", "/api/v1/K%C3%ADn", Value::Null);
    let by_key = agent.get(format!("{at}/api/v1/session")).header("authorization", format!("Bearer {key}"));
    assert_eq!(by_key.call().unwrap().status(), 200);

    drop(server);
    let said = said.lock().unwrap();
    // The link of the first start is said beside the log, to whoever started the server.
    let log: Vec<&String> = said.iter().filter(|line| line.starts_with('{')).collect();
    assert!(log.len() > 20, "{log:?}");
    let cookie = cookie.split_once('=').unwrap().1;
    let secrets = [PASSWORD, "sai-mat-khau-kin", &key, cookie, &csrf, &ma, &choosing, "khoa-lap-lai"];
    let people = ["Kín", "K\\u00ed", "K%C3%AD", "kin.dao", "le.binh", "cong-kin", "kín đáo"];
    for line in &log {
        for word in secrets.iter().chain(&people) {
            assert!(!line.contains(word), "{word} stands in the log: {line}");
        }
    }
    // What must stand there: who by ids, which request, which route, how it ended.
    let answered: Vec<Value> = log
        .iter()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter(|line| line["fields"]["message"] == "answered")
        .collect();
    let entered = answered.iter().find(|line| line["span"]["route"] == "/api/v1/users").expect("a line");
    assert_eq!(entered["span"]["person"], who["person"]["id"], "{entered}");
    assert_eq!(entered["span"]["office"], who["office"]["id"], "{entered}");
    assert_eq!(entered["span"]["id"].as_str().map(str::len), Some(36), "{entered}");
    assert!(entered["fields"]["status"].is_u64() && entered["fields"]["ms"].is_u64(), "{entered}");
    assert!(answered.iter().all(|line| line["span"]["id"].is_string()), "each has its request");
}
