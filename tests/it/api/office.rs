//! The pages of the office, each route walked by everybody, on both databases.

use serde_json::json;
use ureq::http;
use vanthu::web::pages::PAGES;

use super::{TestApp, each, people::Browser};

/// A draft of this person's office.
fn draft(app: &TestApp, browser: &mut Browser) -> String {
    let body = json!({ "template": "giay-moi", "data": { "event": "họp giao ban" } });
    let made = browser.ask(app, "POST", "/api/v1/documents", &body);
    assert_eq!(made.status, 201, "{}", made.text());
    made.json()["id"].as_str().unwrap().to_owned()
}

/// The address of a route for a document, or for a template.
fn address(route: &str, id: &str) -> String {
    route.replace("{id}", id).replace("{template}", "giay-moi")
}

#[test]
fn every_page_is_for_those_who_may_and_shows_no_other_office_anything() {
    each(|app| {
        let mut founder = app.founder();
        let (_, mut clerk) = app.colleague(&mut founder, "hoa.tran", "Trần Thị Hoa", "clerk");
        let id = draft(app, &mut clerk);
        let mut people = vec![("administrator", founder.clone()), ("clerk", clerk)];
        for (role, login) in [("leader", "chau.le"), ("records-officer", "thu.vu")] {
            people.push((role, app.colleague(&mut founder, login, "Vũ Văn Thư", role).1));
        }
        for (route, methods) in PAGES {
            let path = address(route, &id);
            let get = methods.contains("GET");
            // Nobody is sent to sign in, and comes back; a form of nobody's is refused.
            if *route != "/thu" {
                let answer = Browser::default().get(app, &path);
                let expected = if get { 303 } else { 405 };
                assert_eq!(answer.status, expected, "{path}");
                if get {
                    assert!(answer.header("location").starts_with("/dang-nhap?tiep=%2F"), "{path}");
                }
            }
            if methods.contains("POST") {
                let form =
                    http::Request::post(&path).header("content-type", "application/x-www-form-urlencoded");
                let answer = app.send(form.body(b"do=save".to_vec()).unwrap());
                assert_eq!(answer.status, 401, "{path}");
                assert!(answer.text().contains("<!doctype html>"), "{path}");
            }
            for (role, browser) in &mut people {
                let drafts = matches!(*role, "clerk" | "leader");
                let expected = match *route {
                    "/soan" | "/soan/{template}" if !drafts => 403,
                    "/van-ban/{id}/sua" if !drafts => 409,
                    _ if get => 200,
                    _ => 405,
                };
                let answer = browser.get(app, &path);
                assert_eq!(answer.status, expected, "{role} {path}: {}", answer.text());
                if methods.contains("POST") && !route.ends_with("tep-word") {
                    let form = http::Request::post(&path)
                        .header("content-type", "application/x-www-form-urlencoded");
                    let answer = browser.send(app, form.body(b"do=save&csrf=x".to_vec()).unwrap());
                    assert_eq!(answer.status, 403, "{role} {path} without the token");
                }
            }
            // What another office has is not there.
            if route.contains("{id}") && get {
                let path = address(route, "01KAT5V3S00000000000000000");
                assert_eq!(people[1].1.get(app, &path).status, 404, "{path}");
            }
        }
    });
}

#[test]
fn what_another_office_has_is_not_there() {
    each(|app| {
        let mut founder = app.founder();
        let (_, mut clerk) = app.colleague(&mut founder, "hoa.tran", "Trần Thị Hoa", "clerk");
        let id = draft(app, &mut clerk);
        let profile = app.sample("giay-moi")["office"].clone();
        let body = json!({ "name": "Ủy ban nhân dân xã Sơn Hải", "profile": profile });
        let other = founder.ask(app, "POST", "/api/v1/offices", &body);
        assert_eq!(other.status, 201, "{}", other.text());
        let office = json!({ "office": other.json()["id"] });
        founder.ask(app, "POST", "/api/v1/session/office", &office);
        let (_, mut stranger) = app.colleague(&mut founder, "nam.le", "Lê Văn Nam", "clerk");
        let own = draft(app, &mut stranger);
        for (route, methods) in PAGES.iter().filter(|(route, _)| route.contains("{id}")) {
            if methods.contains("GET") {
                assert_eq!(stranger.get(app, &address(route, &own)).status, 200, "{route}");
                assert_eq!(stranger.get(app, &address(route, &id)).status, 404, "{route}");
            }
        }
        assert!(!stranger.get(app, "/van-ban").text().contains(&id));
    });
}

#[test]
fn the_desk_is_small_and_says_what_waits() {
    let app = TestApp::start();
    let mut founder = app.founder();
    let (_, mut clerk) = app.colleague(&mut founder, "hoa.tran", "Trần Thị Hoa", "clerk");
    let id = draft(&app, &mut clerk);
    let desk = clerk.get(&app, "/");
    assert_eq!(desk.status, 200);
    assert!(desk.text().contains("Dự thảo đang soạn"), "{}", desk.text());
    assert!(desk.text().contains(&format!("href=\"/van-ban/{id}\"")));
    assert!(founder.get(&app, "/").text().contains("Không có việc nào đang chờ bạn"));
    assert!(clerk.get(&app, "/soan").text().len() < 60_000);
    let hostile = "</title><script>alert(1)</script>";
    let body = json!({ "text": format!("KẾ HOẠCH\nVề việc {hostile}\n\nCác thôn.") });
    let made = clerk.ask(&app, "POST", "/api/v1/documents", &body).json();
    let page = clerk.get(&app, &format!("/van-ban/{}", made["id"].as_str().unwrap()));
    assert_eq!(page.status, 200);
    assert!(!page.text().contains("<script>alert"), "{}", page.text());
}
