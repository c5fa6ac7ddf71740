//! `vanthu user`, and what a server without people says at its start.

use std::{
    io::{BufRead, BufReader},
    process::{Command, Stdio},
};

use super::{BINARY, Folder, Server, said};

const PASSWORD: &[u8] = "cây đa bến nước\n".as_bytes();

const ADD: &[&str] = &[
    "user",
    "add",
    "--login",
    "vinh.do",
    "--name",
    "Đỗ Quang Vinh",
    "--office",
    "UBND xã Quảng Châu",
    "--role",
    "administrator",
];

#[test]
fn a_person_is_entered_at_the_machine_and_signs_in() {
    let folder = Folder::new("user-add");
    let short = folder.run(ADD, b"ng\xe1\xba\xafn\n");
    assert_eq!(short.status.code(), Some(1));
    assert!(said(&short).contains("(password-short)"), "{}", said(&short));
    assert_eq!(folder.run(ADD, b"").status.code(), Some(1), "no password");
    let added = folder.run(ADD, PASSWORD);
    assert_eq!((added.status.code(), &*added.stdout), (Some(0), &b""[..]), "{}", said(&added));
    assert!(!said(&added).contains("bến"));
    let twice = folder.run(ADD, PASSWORD);
    assert!(said(&twice).contains("(login-taken)"), "{}", said(&twice));
    let mut clerk = ADD.to_vec();
    (clerk[3], clerk[5], clerk[9]) = ("an.tran", "Trần Văn An", "clerk");
    folder.write("password.txt", PASSWORD);
    clerk.extend(["--password-file", "password.txt"]);
    assert_eq!(folder.run(&clerk, b"").status.code(), Some(0));
    let listed = String::from_utf8(folder.run(&["user", "list"], b"").stdout).unwrap();
    let expected = "an.tran              Trần Văn An [UBND xã Quảng Châu: clerk]\n\
        vinh.do              Đỗ Quang Vinh (operator) [UBND xã Quảng Châu: administrator]\n";
    assert_eq!(listed, expected, "the first may enter offices; one office of the name");
    let new = "sân đình mái ngói\n".as_bytes();
    let set = folder.run(&["user", "password", "--login", "AN.TRAN"], new);
    assert_eq!(set.status.code(), Some(0), "{}", said(&set));
    let nobody = folder.run(&["user", "password", "--login", "ai"], new);
    assert!(said(&nobody).contains("nobody has this login"), "{}", said(&nobody));
    let mut command = Command::new(BINARY);
    command.args(["serve", "--listen", "127.0.0.1:0"]).current_dir(&folder.0);
    let mut server = Server(command.stderr(Stdio::piped()).spawn().unwrap());
    let mut lines = BufReader::new(server.0.stderr.take().unwrap()).lines().map(Result::unwrap);
    let line = lines.find(|line| line.contains("serving on")).unwrap();
    let url = line.split_whitespace().find(|word| word.starts_with("http://")).unwrap();
    let sign_in = |password: &str| {
        let body = serde_json::json!({ "login": "an.tran", "password": password });
        let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        agent.post(format!("{url}api/v1/session")).send_json(body).unwrap().status().as_u16()
    };
    assert_eq!((sign_in("cây đa bến nước"), sign_in("sân đình mái ngói")), (401, 200));
}

#[test]
fn a_server_without_people_tells_a_link_once_and_not_in_its_log() {
    let folder = Folder::new("founding");
    let mut command = Command::new(BINARY);
    command.args([
        "serve",
        "--listen",
        "127.0.0.1:0",
        "--log-json",
        "--public-url",
        "https://vt.example.gov.vn/",
    ]);
    let mut server = Server(command.current_dir(&folder.0).stderr(Stdio::piped()).spawn().unwrap());
    let mut lines = BufReader::new(server.0.stderr.take().unwrap()).lines().map(Result::unwrap);
    let mut url = String::new();
    let link = loop {
        let line = lines.next().unwrap();
        if let Some((_, rest)) = line.split_once("serving on ") {
            url = rest.split('"').next().unwrap().to_owned();
        }
        if let Some(code) = line.strip_prefix("  https://vt.example.gov.vn/thiet-lap?ma=") {
            break code.to_owned();
        }
    };
    let page = ureq::get(format!("{url}thiet-lap?ma={link}")).call().unwrap();
    assert_eq!(page.status(), 200);
    assert!(page.headers()["set-cookie"].to_str().unwrap().contains("; Secure"));
    let _status = Command::new("kill").arg(server.0.id().to_string()).status().unwrap();
    for line in lines {
        assert!(!line.contains(&link), "a secret in the log: {line}");
        let entry: serde_json::Value = serde_json::from_str(&line).expect("a line of the log");
        assert!(entry.is_object());
    }
}
