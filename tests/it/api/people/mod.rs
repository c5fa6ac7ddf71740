//! Offices, people, sessions, one-time links and keys, on the real server and both databases.

mod keys;
mod offices;
mod pages;
mod sessions;
mod users;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use ureq::{Agent, RequestExt, http};
use vanthu::{flow::bureau::Secret, store::Invitation};

use super::{Answer, TestApp};

/// A password that is one.
pub(super) const PASSWORD: &str = "cây đa bến nước";

/// When it is at the test servers.
fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_500_000, 0).unwrap()
}

/// Somebody at a browser: its cookies, and the token that scripts of ours would say.
#[derive(Clone, Default)]
pub(super) struct Browser {
    session: String,
    form: String,
    pub(super) csrf: String,
}

impl Browser {
    /// Sends a request with the cookies; keeps those of the answer. Follows no redirect.
    pub(super) fn send(&mut self, app: &TestApp, mut request: http::Request<Vec<u8>>) -> Answer {
        let cookies = format!("vanthu_session={}; vanthu_form={}", self.session, self.form);
        request.headers_mut().insert("cookie", cookies.parse().unwrap());
        let (mut parts, body) = request.into_parts();
        parts.uri = format!("http://{}{}", app.address, parts.uri).parse().unwrap();
        let agent: Agent = Agent::config_builder()
            .http_status_as_error(false)
            .allow_non_standard_methods(true)
            .max_redirects(0)
            .build()
            .into();
        let mut response = http::Request::from_parts(parts, body).with_agent(&agent).run().unwrap();
        for cookie in response.headers().get_all("set-cookie") {
            let cookie = cookie.to_str().unwrap();
            assert!(cookie.contains("; HttpOnly; SameSite=Lax; Path=/"), "{cookie}");
            let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
            match name {
                "vanthu_session" => self.session = value.into(),
                "vanthu_form" => self.form = value.into(),
                "vanthu_said" => {}
                _ => unreachable!("{cookie}"),
            }
        }
        Answer {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            bytes: response.body_mut().read_to_vec().unwrap(),
        }
    }

    /// Looks at a page, or asks the API.
    pub(super) fn get(&mut self, app: &TestApp, path: &str) -> Answer {
        self.send(app, http::Request::get(path).body(Vec::new()).unwrap())
    }

    /// Asks the API to do something, with the session's token.
    pub(super) fn ask(&mut self, app: &TestApp, method: &str, path: &str, body: &Value) -> Answer {
        let request = http::Request::builder().method(method).uri(path).header("x-csrf-token", &self.csrf);
        let request = request.header("content-type", "application/json");
        let body = if body.is_null() { Vec::new() } else { body.to_string().into_bytes() };
        self.send(app, request.body(body).unwrap())
    }

    /// Fills the form of a page, whose hidden fields it has already.
    fn fill(&mut self, app: &TestApp, path: &str, page: &Answer, fields: &[(&str, &str)]) -> Answer {
        let hidden = ["csrf", "ma", "tiep", "office"].map(|name| (name, hidden(page.text(), name)));
        let hidden = hidden.iter().filter_map(|(name, value)| Some((*name, value.as_deref()?)));
        let given = |name: &str| fields.iter().any(|(field, _)| *field == name);
        let all: Vec<_> = hidden.filter(|(name, _)| !given(name)).chain(fields.iter().copied()).collect();
        self.press(app, path, &all)
    }

    /// Sends a form as it stands here.
    fn press(&mut self, app: &TestApp, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body: Vec<String> =
            fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
        let request = http::Request::post(path).header("content-type", "application/x-www-form-urlencoded");
        self.send(app, request.body(body.join("&").into_bytes()).unwrap())
    }

    /// Reads the session's token from the API.
    fn read_token(&mut self, app: &TestApp) -> Value {
        let who = self.get(app, "/api/v1/session");
        assert_eq!(who.status, 200, "{}", who.text());
        self.csrf = who.json()["csrf"].as_str().unwrap().to_owned();
        who.json()
    }

    /// Signs in by the API.
    pub(super) fn sign_in(app: &TestApp, login: &str, password: &str) -> Result<Browser, Box<Answer>> {
        let mut browser = Browser::default();
        let body = json!({ "login": login, "password": password });
        let answer = browser.ask(app, "POST", "/api/v1/session", &body);
        if answer.status != 200 {
            return Err(Box::new(answer));
        }
        browser.csrf = answer.json()["csrf"].as_str().unwrap().to_owned();
        Ok(browser)
    }
}

/// As a browser encodes a value.
fn encoded(value: &str) -> String {
    value.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// The value of the first hidden field of this name.
fn hidden(page: &str, name: &str) -> Option<String> {
    let start = format!("<input type=\"hidden\" name=\"{name}\" value=\"");
    let rest = page.split_once(&start)?.1;
    Some(rest.split_once('"')?.0.replace("&#x2f;", "/"))
}

impl TestApp {
    /// The link of the first administrator that a server prints at its start, with a secret that
    /// the test knows.
    fn founding_link(&self) -> String {
        let secret = Secret::new();
        let invitation = Invitation {
            digest: secret.digest(),
            person_id: None,
            created_at: now(),
            expires_at: now() + TimeDelta::hours(24),
        };
        self.stored(async |store| {
            let mut tx = store.begin().await.unwrap();
            tx.invite(&invitation).await.unwrap();
            tx.commit().await.unwrap();
        });
        format!("/thiet-lap?ma={}", secret.reveal())
    }

    /// The first administrator, signed in, by the pages themselves.
    pub(super) fn founder(&self) -> Browser {
        let link = self.founding_link();
        let mut browser = Browser::default();
        let page = browser.get(self, &link);
        assert_eq!(page.status, 200, "{}", page.text());
        let fields = [
            ("office", "Ủy ban nhân dân xã Quảng Châu"),
            ("parent", ""),
            ("place", "Quảng Châu"),
            ("name", "Đỗ Quang Vinh"),
            ("login", "vinh.do"),
            ("password", PASSWORD),
            ("again", PASSWORD),
        ];
        let done = browser.fill(self, "/thiet-lap", &page, &fields);
        assert_eq!((done.status, done.header("location")), (303, "/tai-khoan"), "{}", done.text());
        browser.read_token(self);
        browser
    }

    /// Another person of the founder's office, who has chosen their password and signed in.
    pub(super) fn colleague(
        &self,
        founder: &mut Browser,
        login: &str,
        name: &str,
        role: &str,
    ) -> (String, Browser) {
        let body = json!({ "login": login, "name": name, "roles": [role] });
        let entered = founder.ask(self, "POST", "/api/v1/users", &body);
        assert_eq!(entered.status, 201, "{}", entered.text());
        let entered = entered.json();
        let mut browser = Browser::default();
        let page = browser.get(self, entered["link"]["url"].as_str().unwrap());
        let done = browser.fill(self, "/mat-khau", &page, &[("password", PASSWORD), ("again", PASSWORD)]);
        assert_eq!(done.status, 303, "{}", done.text());
        browser.read_token(self);
        (entered["user"]["id"].as_str().unwrap().to_owned(), browser)
    }

    /// A key of this person for some scopes.
    pub(super) fn key(&self, browser: &mut Browser, scopes: &[&str]) -> String {
        let made = browser.ask(self, "POST", "/api/v1/tokens", &json!({ "name": "cổng", "scopes": scopes }));
        assert_eq!(made.status, 201, "{}", made.text());
        made.json()["secret"].as_str().unwrap().to_owned()
    }

    /// Another program asks, with its key.
    pub(super) fn by_key(&self, key: &str, method: &str, path: &str, body: &Value) -> Answer {
        let request = http::Request::builder().method(method).uri(path);
        let request = request.header("authorization", format!("Bearer {key}"));
        let request = request.header("content-type", "application/json");
        let body = if body.is_null() { Vec::new() } else { body.to_string().into_bytes() };
        self.send(request.body(body).unwrap())
    }
}

/// What stands in the audit log: acts, in their order.
fn acts(app: &TestApp) -> Vec<String> {
    app.stored(async |store| {
        let mut reader = store.read().await.unwrap();
        assert_eq!(reader.broken().await.unwrap(), []);
        reader.trail(None, 0, 1_000).await.unwrap().into_iter().map(|one| one.act).collect()
    })
}
