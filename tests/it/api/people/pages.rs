//! The pages, as a browser without script uses them.

use ureq::http;

use super::{Browser, PASSWORD, TestApp, acts, hidden};
use crate::api::each;

#[test]
fn the_first_administrator_founds_once_and_is_signed_in() {
    each(|app| {
        let (one, two) = (app.founding_link(), app.founding_link());
        let mut first = Browser::default();
        let page = first.get(app, &one);
        assert!(page.text().contains("Thiết lập lần đầu"), "{}", page.text());
        let mut fields = vec![("office", "UBND xã A"), ("parent", "UBND huyện B"), ("place", " ")];
        fields.extend([
            ("name", "Đỗ Quang Vinh"),
            ("login", "vinh do"),
            ("password", "ngắn"),
            ("again", "ngắn"),
        ]);
        let wrong = first.fill(app, "/thiet-lap", &page, &fields);
        assert_eq!(wrong.status, 422);
        for told in ["href=\"#place\"", "href=\"#login\"", "href=\"#password\"", "value=\"UBND huyện B\""] {
            assert!(wrong.text().contains(told), "{told}: {}", wrong.text());
        }
        fields.truncate(2);
        fields.extend([("place", "A"), ("name", "Đỗ Quang Vinh"), ("login", "vinh"), ("password", PASSWORD)]);
        let differ = [&fields[..], &[("again", "khác hẳn đi nhé")]].concat();
        assert!(first.fill(app, "/thiet-lap", &wrong, &differ).text().contains("không giống nhau"));
        fields.push(("again", PASSWORD));
        let done = first.fill(app, "/thiet-lap", &wrong, &fields);
        assert_eq!((done.status, done.header("location")), (303, "/tai-khoan"), "{}", done.text());
        let account = first.get(app, "/tai-khoan");
        for told in ["Đỗ Quang Vinh", "UBND xã A", "Quản trị, Quản trị hệ thống", "(phiên này)"]
        {
            assert!(account.text().contains(told), "{told}: {}", account.text());
        }
        for link in [&one, &two] {
            let closed = Browser::default().get(app, link);
            assert_eq!(closed.status, 404);
            assert!(closed.text().contains("không còn dùng được"));
        }
        let again = Browser::default().fill(app, "/thiet-lap", &page, &fields);
        assert_eq!(again.status, 403, "the page of another browser");
        let acts = acts(app);
        assert!(
            acts.ends_with(&["office-enter", "user-enter", "session-begin"].map(str::to_owned)),
            "{acts:?}"
        );
    });
}

#[test]
fn signing_in_goes_on_where_one_wanted_and_out_again() {
    each(|app| {
        app.founder();
        let mut browser = Browser::default();
        let to = browser.get(app, "/tai-khoan");
        assert_eq!((to.status, to.header("location")), (303, "/dang-nhap?tiep=%2Ftai-khoan"));
        let page = browser.get(app, "/dang-nhap?tiep=%2Fquy-tac");
        assert_eq!(page.header("cache-control"), "no-store");
        assert!(page.header("content-security-policy").contains("default-src 'none'"));
        let fields = [("login", "VINH.DO"), ("password", "sai mật khẩu rồi")];
        let wrong = browser.fill(app, "/dang-nhap", &page, &fields);
        assert_eq!(wrong.status, 401);
        assert!(wrong.text().contains("Tên đăng nhập hoặc mật khẩu không đúng."));
        assert!(wrong.text().contains("value=\"VINH.DO\"") && !wrong.text().contains("sai mật"));
        let done = browser.fill(app, "/dang-nhap", &wrong, &[("login", "VINH.DO"), ("password", PASSWORD)]);
        assert_eq!((done.status, done.header("location")), (303, "/quy-tac"));
        let elsewhere = Browser::default().get(app, "/dang-nhap?tiep=//evil.example");
        assert_eq!(hidden(elsewhere.text(), "tiep").as_deref(), Some("/tai-khoan"));
        let account = browser.get(app, "/tai-khoan");
        assert_eq!(browser.press(app, "/dang-xuat", &[("csrf", "x")]).status, 403);
        assert_eq!(browser.get(app, "/tai-khoan").status, 200, "still there");
        let kept = browser.clone();
        let out = browser.fill(app, "/dang-xuat", &account, &[]);
        assert_eq!((out.status, out.header("location")), (303, "/dang-nhap"));
        assert_eq!(kept.clone().get(app, "/tai-khoan").status, 303, "the session itself has ended");
    });
}

#[test]
fn no_form_works_without_its_token() {
    let app = TestApp::start();
    let mut founder = app.founder();
    for (path, fields) in [
        ("/dang-nhap", [("login", "vinh.do"), ("password", PASSWORD)]),
        ("/tai-khoan", [("do", "others"), ("csrf", "0")]),
        ("/mat-khau", [("old", PASSWORD), ("password", PASSWORD)]),
    ] {
        let answer = founder.press(&app, path, &fields);
        assert_eq!(answer.status, 403, "{path}");
        assert!(answer.text().contains("Biểu mẫu đã cũ"), "{path}: {}", answer.text());
    }
    let mut other = Browser::default();
    let page = other.get(&app, "/dang-nhap");
    other.form = "x".repeat(43);
    assert_eq!(other.fill(&app, "/dang-nhap", &page, &[("login", "a"), ("password", "b")]).status, 403);
    let json =
        http::Request::post("/dang-nhap").header("content-type", "text/plain").body(Vec::new()).unwrap();
    assert_eq!(other.send(&app, json).status, 415);
}

#[test]
fn a_link_to_choose_a_password_opens_once_and_hostile_names_stay_words() {
    each(|app| {
        let mut founder = app.founder();
        let body = serde_json::json!({"login": "an", "name": "<script>An</script>", "roles": ["clerk"]});
        let entered = founder.ask(app, "POST", "/api/v1/users", &body).json();
        let link = entered["link"]["url"].as_str().unwrap();
        let mut browser = Browser::default();
        let page = browser.get(app, link);
        assert!(page.text().contains("&lt;script&gt;An&lt;"), "{}", page.text());
        let short = browser.fill(app, "/mat-khau", &page, &[("password", "ngắn"), ("again", "ngắn")]);
        assert_eq!(short.status, 422);
        assert!(short.text().contains("ít nhất 10 ký tự"));
        let fields = [("password", PASSWORD), ("again", PASSWORD)];
        assert_eq!(browser.fill(app, "/mat-khau", &short, &fields).status, 303);
        assert_eq!(browser.get(app, "/tai-khoan").status, 200, "signed in by it");
        let mut late = Browser::default();
        assert_eq!(late.get(app, link).status, 404);
        assert_eq!(browser.fill(app, "/mat-khau", &short, &fields).status, 404, "used twice");
        let id = entered["user"]["id"].as_str().unwrap();
        let path = format!("/api/v1/users/{id}/password-link");
        let older = founder.ask(app, "POST", &path, &serde_json::Value::Null).json();
        founder.ask(app, "POST", &path, &serde_json::Value::Null);
        assert_eq!(late.get(app, older["link"]["url"].as_str().unwrap()).status, 404, "a newer one was made");
    });
}

#[test]
fn changing_ones_password_ends_every_other_session() {
    each(|app| {
        let mut here = app.founder();
        let mut there = Browser::sign_in(app, "vinh.do", PASSWORD).unwrap();
        let page = here.get(app, "/mat-khau");
        let new = "một mật khẩu mới";
        let wrong = here.fill(app, "/mat-khau", &page, &[("old", "x"), ("password", new), ("again", new)]);
        assert_eq!(wrong.status, 401, "{}", wrong.text());
        let done =
            here.fill(app, "/mat-khau", &page, &[("old", PASSWORD), ("password", new), ("again", new)]);
        assert_eq!(done.status, 303, "{}", done.text());
        assert_eq!(here.get(app, "/tai-khoan").status, 200);
        there.get(app, "/api/v1/session").problem(401, "not-signed-in");
        Browser::sign_in(app, "vinh.do", PASSWORD).err().unwrap().problem(401, "wrong-password");
        assert!(Browser::sign_in(app, "vinh.do", new).is_ok());
    });
}

#[test]
fn other_sessions_can_be_ended_from_ones_own_page() {
    let app = TestApp::start();
    let mut here = app.founder();
    let mut there = Browser::sign_in(&app, "vinh.do", PASSWORD).unwrap();
    let page = here.get(&app, "/tai-khoan");
    assert_eq!(page.text().matches("<li>Từ").count(), 2, "{}", page.text());
    assert_eq!(here.fill(&app, "/tai-khoan", &page, &[("do", "others")]).status, 303);
    assert_eq!(there.get(&app, "/api/v1/session").status, 401);
    assert_eq!(here.get(&app, "/tai-khoan").text().matches("<li>Từ").count(), 1);
}
