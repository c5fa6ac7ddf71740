//! What a request may ask of the machine, and what happens beyond it.

use std::{
    io::{Read, Write},
    net::TcpStream,
    thread,
    time::{Duration, Instant},
};

use serde_json::Value;
use vanthu::{viet::words::EXAMPLE, web::Limits};

use super::{LIMITS, TestApp, decision};

/// A document that takes long to lay out.
fn long() -> Value {
    decision("Tặng Giấy khen", 4000)
}

/// Waits until the server says that it is typesetting.
fn until_at_work(app: &TestApp) {
    while !app.get("/metrics").text().contains("vanthu_in_flight 1") {
        thread::sleep(Duration::from_millis(2));
    }
}

#[test]
fn a_body_over_the_limit_is_refused_whether_it_says_its_length_or_not() {
    let app = TestApp::with(Limits { body: 5000, ..LIMITS }, 500);
    assert_eq!(app.typeset_text("format=json", &"Kế hoạch. ".repeat(300)).status, 200);
    let problem = app.typeset_text("format=json", &"Kế hoạch. ".repeat(500)).problem(413, "too-large");
    assert!(problem["detail"].as_str().unwrap().contains("5000"));

    let mut stream = TcpStream::connect(app.address).unwrap();
    let head = "POST /api/v1/typeset HTTP/1.1\r\nhost: a\r\ncontent-type: text/plain\r\ntransfer-encoding: chunked\r\n\r\n";
    let chunk = format!("{:x}\r\n{}\r\n", 4000, "a".repeat(4000));
    stream.write_all(format!("{head}{chunk}{chunk}").as_bytes()).unwrap();
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).unwrap();
    assert_eq!(&answer, b"HTTP/1.1 413");
}

#[test]
fn a_body_that_comes_too_slowly_is_given_up() {
    let app = TestApp::with(Limits { time: Duration::from_millis(200), ..LIMITS }, 500);
    let mut stream = TcpStream::connect(app.address).unwrap();
    let head =
        "POST /api/v1/typeset HTTP/1.1\r\nhost: a\r\ncontent-type: text/plain\r\ncontent-length: 9\r\n\r\na";
    stream.write_all(head.as_bytes()).unwrap();
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).unwrap();
    assert_eq!(&answer, b"HTTP/1.1 408");
}

#[test]
fn what_takes_too_long_is_told_so_and_may_be_sent_again() {
    let app = TestApp::with(Limits { time: Duration::from_millis(100), ..LIMITS }, 500);
    let answer = app.typeset_json("format=pdf", &long());
    answer.problem(503, "too-slow");
    assert_eq!(answer.header("retry-after"), "5");
    assert_eq!(app.get("/health/live").status, 200);
}

#[test]
fn a_full_queue_refuses_at_once_and_says_when_it_is_free_again() {
    let app = TestApp::with(Limits { workers: 1, queue: 0, ..LIMITS }, 500);
    thread::scope(|scope| {
        let slow = scope.spawn(|| app.typeset_json("format=pdf", &long()));
        // The one place is taken when the pool says so, a little after the request came in.
        while app.get("/health/ready").status == 200 {
            thread::sleep(Duration::from_millis(2));
        }
        let answer = app.typeset_text("format=json", EXAMPLE);
        answer.problem(503, "busy");
        assert_eq!(answer.header("retry-after"), "5");
        app.get("/health/ready").problem(503, "busy");
        assert_eq!(app.get("/health/live").status, 200);
        assert_eq!(slow.join().unwrap().status, 200, "who was first is served");
    });
    assert_eq!(app.get("/health/ready").status, 200);
    assert_eq!(app.typeset_text("format=json", EXAMPLE).status, 200);
}

#[test]
fn other_requests_stay_fast_while_one_is_slow() {
    let app = TestApp::start();
    thread::scope(|scope| {
        let slow = scope.spawn(|| {
            let begun = Instant::now();
            assert_eq!(app.typeset_json("format=pdf", &long()).status, 200);
            begun.elapsed()
        });
        until_at_work(&app);
        let begun = Instant::now();
        for _ in 0..5 {
            assert_eq!(app.typeset_text("format=pdf", EXAMPLE).status, 200);
            assert_eq!(app.get("/").status, 200);
        }
        let others = begun.elapsed();
        assert!(!slow.is_finished(), "five small requests ended before the slow one, in {others:?}");
        let slow = slow.join().unwrap();
        assert!(others < slow, "{others:?} against {slow:?}");
    });
}

#[test]
fn a_request_at_work_ends_before_the_server_stops() {
    let mut app = TestApp::start();
    let address = app.address;
    let agent = app.agent.clone();
    let sending = thread::spawn(move || {
        let url = format!("http://{address}/api/v1/typeset?format=pdf");
        let mut answer = agent.post(&url).content_type("application/json").send(long().to_string()).unwrap();
        answer.body_mut().with_config().limit(1 << 30).read_to_vec().unwrap()
    });
    until_at_work(&app);
    app.stop.take().unwrap().send(()).unwrap();
    assert!(sending.join().unwrap().starts_with(b"%PDF-"));
    app.serving.take().unwrap().join().unwrap();
    assert!(TcpStream::connect(address).is_err(), "nobody listens any more");
}
