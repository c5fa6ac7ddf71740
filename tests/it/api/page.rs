//! `/` as a browser without script uses it.

use vanthu::{viet::words::EXAMPLE, web::Limits};

use super::{Answer, LIMITS, TestApp};

impl TestApp {
    /// Someone fills the form and presses a button.
    fn press(&self, button: &str, text: &str) -> Answer {
        let body = format!("text={}&issuer=&parent=&place=&do={button}", encode(text));
        self.post("/", "application/x-www-form-urlencoded", body)
    }
}

/// As a browser encodes a form: line ends are CR LF.
fn encode(text: &str) -> String {
    text.replace('\n', "\r\n").bytes().map(|byte| format!("%{byte:02X}")).collect()
}

#[test]
fn the_page_asks_for_text_and_names_no_place_but_this_server() {
    let app = TestApp::start();
    let page = app.get("/");
    assert_eq!((page.status, page.header("content-type")), (200, "text/html; charset=utf-8"));
    assert!(page.text().contains("<textarea id=\"text\""));
    assert!(!page.text().contains("http:") && !page.text().contains("https:"), "{}", page.text());
    for part in page.text().split('"').filter(|part| part.starts_with("/assets/")) {
        let asset = app.get(part);
        assert_eq!(asset.status, 200, "{part}");
        let request = ureq::http::Request::get(part).header("if-none-match", asset.header("etag"));
        assert_eq!(app.send(request.body(Vec::new()).unwrap()).status, 304, "{part}");
    }
    app.get("/assets/../Cargo.toml").problem(404, "not-found");
}

#[test]
fn without_script_the_form_gives_the_pages_and_keeps_the_text() {
    let app = TestApp::start();
    let page = app.press("preview", EXAMPLE);
    assert_eq!(page.status, 200, "{}", page.text());
    assert!(page.text().contains("<img src=\"data:image/svg+xml;base64,"));
    assert!(page.text().contains("Khơi dậy thói quen đọc sách"));
    let example = app.press("example", "");
    assert!(example.text().contains("<img src=\"data:image/svg+xml;base64,"));
}

#[test]
fn findings_stand_beside_the_pages_with_their_clauses_and_nothing_is_said_twice() {
    let app = TestApp::start();
    let page = app.press("preview", "KẾ HOẠCH\nVề việc trồng cây\n\n1. Các thôn trồng cây.\n3. Xã cấp.\n");
    assert!(page.text().contains("<b>Lỗi:</b> Sau “1.” là “3.”"), "{}", page.text());
    assert!(page.text().contains("href=\"/quy-tac#numbering-gap\">Phụ lục I"));
    assert!(page.text().contains("data-line=\"5\" data-column=\"1\""));
    for twice in ["Số thứ tự không liên tục", "Thiếu phần Nơi nhận"] {
        assert!(!page.text().contains(twice), "{twice}");
    }
}

#[test]
fn both_files_can_be_taken_from_the_form() {
    let app = TestApp::start();
    for (button, begins) in [("pdf", "%PDF-"), ("docx", "PK")] {
        let file = app.press(button, EXAMPLE);
        assert_eq!(file.status, 200);
        assert!(String::from_utf8_lossy(&file.bytes).starts_with(begins));
        assert!(
            file.header("content-disposition")
                .starts_with("attachment; filename=\"Ke hoach To chuc Ngay hoi doc sach")
        );
    }
}

#[test]
fn what_goes_wrong_is_said_on_the_page_beside_the_text() {
    let app = TestApp::start();
    for (button, text, status, said) in [
        ("preview", " ", 422, "Không tìm thấy văn bản nào"),
        ("pdf", "KẾ HOẠCH\nVề việc vẽ ☃\n\nCác thôn vẽ.", 422, "U+2603"),
        ("odt", "KẾ HOẠCH", 400, "Biểu mẫu gửi lên không đúng"),
    ] {
        let page = app.press(button, text);
        assert_eq!(page.status, status, "{button}");
        assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
        assert!(page.text().contains(said), "{}", page.text());
        assert!(page.text().contains(text.trim()), "the text is kept: {}", page.text());
    }
    let small = TestApp::with(Limits { body: 100, ..LIMITS }, 500);
    assert_eq!(small.press("preview", &"â".repeat(51)).status, 413);
    assert_eq!(small.press("preview", &"a".repeat(90)).status, 200);
}

#[test]
fn hostile_text_stays_text() {
    let app = TestApp::start();
    let hostile = "</textarea><script>alert(1)</script>{{ fields }}\" onload=\"x\n\nKẾ HOẠCH\nVề việc a";
    let page = app.press("preview", hostile);
    assert_eq!(page.status, 200);
    assert!(!page.text().contains("<script>alert"), "{}", page.text());
    assert!(page.text().contains("{{ fields }}"));
}
