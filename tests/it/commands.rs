//! The commands as a person or a script runs them: the real binary, its files, its words
//! on standard error, its exit status.

mod checking;
mod importing;
mod logs;
mod people;
mod round;

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    path::PathBuf,
    process::{Child, Command, Output, Stdio},
};

use base64::{Engine, prelude::BASE64_STANDARD};
use vanthu::viet::words::EXAMPLE;

const BINARY: &str = env!("CARGO_BIN_EXE_vanthu");

/// A folder of a test's own, empty at its start.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
        drop(fs::remove_dir_all(&path));
        fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    #[expect(clippy::disallowed_methods, reason = "a test of files")]
    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.0.join(name), bytes).unwrap();
    }

    #[expect(clippy::disallowed_methods, reason = "a test of files")]
    fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.0.join(name)).unwrap_or_default()
    }

    /// Runs `vanthu` in this folder with words on its standard input.
    fn run(&self, arguments: &[&str], input: &[u8]) -> Output {
        let mut command = Command::new(BINARY);
        command.args(arguments).current_dir(&self.0).env_clear();
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // A command that is wrong ends before it reads.
        drop(child.stdin.take().unwrap().write_all(input));
        child.wait_with_output().unwrap()
    }
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn one_command_gives_every_file() {
    let folder = Folder::new("every-file");
    folder.write("plan.txt", EXAMPLE);
    let names = ["a.pdf", "a.docx", "a.json", "a.txt", "a.html", "a.png", "a.SVG"];
    let outputs: Vec<&str> = names.iter().flat_map(|name| ["-o", name]).collect();
    let output = folder.run(&[&["typeset", "plan.txt"], &outputs[..]].concat(), b"");
    assert_eq!((output.status.code(), output.stdout.len()), (Some(0), 0), "{}", said(&output));
    for (name, begins) in names.iter().zip(["%PDF-", "PK", "{", "", "<!DOCTYPE html>", "\u{fffd}PNG", "<svg"])
    {
        let bytes = folder.read(name);
        assert!(!bytes.is_empty() && String::from_utf8_lossy(&bytes).starts_with(begins), "{name}");
    }
    let again = folder.run(&["typeset", "a.json", "-o", "b.pdf"], b"");
    assert_eq!(again.status.code(), Some(0), "{}", said(&again));
    assert_eq!(folder.read("a.pdf"), folder.read("b.pdf"), "its JSON gives the same bytes");
}

#[test]
fn text_comes_from_standard_input_and_goes_to_standard_output() {
    let folder = Folder::new("standard-streams");
    let utf16: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain(EXAMPLE.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    for input in [EXAMPLE.as_bytes(), &utf16] {
        let output = folder.run(&["typeset", "-", "-o", "-", "--format", "txt"], input);
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
        assert!(String::from_utf8(output.stdout).unwrap().contains("Khơi dậy thói quen đọc sách"));
    }
    let pages = |page: &str| {
        folder.run(&["typeset", "-", "-o", "-", "--format", "svg", "--page", page], EXAMPLE.as_bytes()).stdout
    };
    assert!(!pages("1").is_empty() && pages("1") != pages("2"));
}

#[test]
fn problems_stand_on_standard_error_with_their_places_and_the_letterhead_mends_one() {
    let folder = Folder::new("problems");
    let text = "KẾ HOẠCH\nVề việc trồng cây\n\n1. Các thôn trồng cây.\n3. Xã cấp cây giống ☃.\n";
    let run =
        |more: &[&str]| folder.run(&[&["typeset", "-", "-o", "a.json"], more].concat(), text.as_bytes());
    let output = run(&[]);
    assert_eq!(output.status.code(), Some(0), "problems are no failure: {}", said(&output));
    let lines: Vec<String> = said(&output).lines().map(ToOwned::to_owned).collect();
    for (place, code) in
        [("0:0: ", " (issuer-missing)"), ("5:1: ", " (numbering-jump)"), ("5:21: ", " (glyph-missing)")]
    {
        let found = lines.iter().any(|line| line.starts_with(place) && line.ends_with(code));
        assert!(found, "{place}…{code} in {lines:#?}");
    }
    let mended = run(&["--issuer", "ỦY BAN NHÂN DÂN\\nXÃ SƠN HẢI", "--place", "Sơn Hải"]);
    assert!(!said(&mended).contains("issuer-missing"), "{}", said(&mended));
    assert!(String::from_utf8(folder.read("a.json")).unwrap().contains("XÃ SƠN HẢI"));
}

#[test]
fn the_exit_status_says_whose_fault_it_was() {
    let folder = Folder::new("exit-status");
    folder.write("plan.txt", EXAMPLE);
    folder.write("blank.txt", " \n");
    folder.write("old.txt", b"K\xaa ho\xb9ch");
    folder.write(
        "faulty.json",
        r#"{"document": {"kind": "", "title": "", "sections": [{"kind": "main", "blocks": [{}]}]}}"#,
    );
    for (arguments, status, words) in [
        (&["typeset", "blank.txt", "-o", "a.pdf"][..], 1, "(empty)"),
        (&["typeset", "old.txt", "-o", "a.pdf"], 1, "not UTF-8: byte 2"),
        (&["typeset", "faulty.json", "-o", "a.pdf"], 1, "/document/sections/0/blocks/0"),
        (&["typeset", "gone.txt", "-o", "a.pdf"], 1, "gone.txt"),
        (&["typeset", "plan.txt", "-o", "gone/a.pdf"], 1, "gone/a.pdf"),
        (&["typeset", "plan.txt", "-o", "a.png", "--page", "9"], 1, "no page 9 of 2"),
        (&["typeset", "plan.txt", "-o", "a.pdf", "--page-limit", "1"], 1, "more than 1 pages"),
        (&["typeset", "plan.txt", "-o", "a.pdf", "--standard", "nd110-2004"], 1, "nd110-2004"),
        (&["typeset", "plan.txt", "-o", "a.pdf", "--fonts", "gone"], 1, "folder of fonts"),
        (&["typeset", "plan.txt", "-o", "a.odt"], 2, "extension must be pdf"),
        (&["typeset", "plan.txt", "-o", "-"], 2, "needs --format"),
        (&["typeset", "plan.txt"], 2, "--output"),
        (&["typeset", "plan.txt", "-o", "a.png", "--page", "0"], 2, "--page"),
        (&["print"], 2, "print"),
    ] {
        let output = folder.run(arguments, b"");
        assert_eq!(output.status.code(), Some(status), "{arguments:?}: {}", said(&output));
        assert!(said(&output).contains(words), "{arguments:?}: {}", said(&output));
    }
    let partly = folder.run(&["typeset", "plan.txt", "-o", "gone/a.pdf", "-o", "b.pdf"], b"");
    assert_eq!(partly.status.code(), Some(1));
    assert!(folder.read("b.pdf").starts_with(b"%PDF-"), "what can be written is written");
}

#[test]
fn an_offices_own_faces_are_taken_from_its_folder() {
    let folder = Folder::new("own-faces");
    let fonts = concat!(env!("CARGO_MANIFEST_DIR"), "/fonts");
    let output = folder.run(&["typeset", "-", "-o", "a.pdf", "--fonts", fonts], EXAMPLE.as_bytes());
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let empty = folder.run(&["typeset", "-", "-o", "a.pdf", "--fonts", "."], EXAMPLE.as_bytes());
    assert_eq!(empty.status.code(), Some(1));
}

#[test]
fn award_rules_are_checked_before_anything_is_served() {
    let folder = Folder::new("award-rules");
    folder.write("own.toml", "[[vote]]\naward = \"khong-co\"\n");
    let output = folder.run(&["serve", "--award-rules", "own.toml"], b"");
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert!(said(&output).contains("own.toml: not award rules:"), "{}", said(&output));
}

#[test]
fn an_offices_profile_is_checked_before_anything_is_served() {
    let folder = Folder::new("office-profile");
    folder.write(
        "office.json",
        r#"{"name": "Ủy ban nhân dân xã Sơn Hải", "symbol": 7, "nick/name": "", "signers": []}"#,
    );
    folder.write("office.toml", "name = \"Ủy ban\nsymbol = 1");
    let output = folder.run(&["serve", "--office", "office.json"], b"");
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    for fault in [
        "office.json: not the profile of an office:",
        "\n  /symbol: ",
        "(value-kind)",
        "\n  /nick~1name: ",
        "(value-unknown)",
        "\n  /signers: ",
        "(value-too-small)",
        "\n  /head: ",
        "(value-missing)",
    ] {
        assert!(said(&output).contains(fault), "{fault:?} in {}", said(&output));
    }
    for (file, words) in
        [("office.toml", "office.toml: TOML parse error at line 1"), ("gone.toml", "gone.toml")]
    {
        let output = folder.run(&["serve", "--office", file], b"");
        assert_eq!(output.status.code(), Some(1));
        assert!(said(&output).contains(words), "{}", said(&output));
    }
}

#[test]
fn a_picture_of_the_profile_may_be_a_file_beside_it() {
    let folder = Folder::new("office-picture");
    let sample = folder.run(&["template", "sample", "giay-moi"], b"").stdout;
    let data: serde_json::Value = serde_json::from_slice(&sample).unwrap();
    let mut seal = crate::pictures::seal();
    let file = BASE64_STANDARD.decode(seal["data"].as_str().unwrap()).unwrap();
    fs::create_dir(folder.0.join("profile")).unwrap();
    folder.write("profile/seal.png", file);
    let source = folder.run(&["template", "show", "giay-moi"], b"").stdout;
    let source = String::from_utf8(source).unwrap();
    let signature = "{% include \"signature-collective\" %}";
    assert!(source.contains(signature));
    let sealed = source.replace(
        signature,
        "TM. {{ office.name | upper }}\n{{ signer.title | upper }}\n\n{{ office.seal }}\n{{ signer.name }}",
    );
    folder.write("sealed.txt", sealed);
    let mut data = data;
    let mut office = data.as_object_mut().unwrap().remove("office").unwrap();
    folder.write("data.json", data.to_string());
    let parts = seal.as_object_mut().unwrap();
    parts.remove("data");
    let mut render = |file: &str| {
        seal["file"] = file.into();
        office["seal"] = seal.clone();
        folder.write("profile/office.toml", toml::to_string(&office).unwrap());
        let command =
            ["render", "--template", "sealed.txt", "--data", "data.json", "--office", "profile/office.toml"];
        folder.run(&[&command[..], &["-o", "a.json"]].concat(), b"")
    };
    let output = render("seal.png");
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let json = String::from_utf8(folder.read("a.json")).unwrap();
    assert!(
        json.contains("\"type\": \"picture\"") && json.contains("\"media_type\": \"image/png\""),
        "{json}"
    );
    let output = render("gone.png");
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("gone.png"), "{}", said(&output));
    // What is no picture is told as every other value that does not fit.
    let output = render("office.toml");
    assert!(
        said(&output).contains("/office/seal/data: ") && said(&output).contains("(value-picture)"),
        "{}",
        said(&output)
    );
}

/// A server that ends with its test, however that ends.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

#[test]
fn a_server_lends_its_office_and_knows_what_day_it_is() {
    let folder = Folder::new("office-lent");
    let sample = folder.run(&["template", "sample", "giay-moi"], b"").stdout;
    let mut data: serde_json::Value = serde_json::from_slice(&sample).unwrap();
    folder.write("office.toml", toml::to_string(&data["office"]).unwrap());
    let all = data.as_object_mut().unwrap();
    all.remove("office");
    all.remove("date");
    let mut command = Command::new(BINARY);
    command.args(["serve", "--listen", "127.0.0.1:0", "--office", "office.toml"]).current_dir(&folder.0);
    let mut server = Server(command.stderr(Stdio::piped()).spawn().unwrap());
    let mut lines = BufReader::new(server.0.stderr.take().unwrap()).lines().map(Result::unwrap);
    let line = lines.find(|line| line.contains("serving on")).unwrap();
    let url = line.split_whitespace().find(|word| word.starts_with("http://")).unwrap();
    let url = format!("{url}api/v1/templates/giay-moi/render?format=txt");
    let order = serde_json::json!({ "data": data });
    let text = ureq::post(&url).send_json(order).unwrap().body_mut().read_to_string().unwrap();
    assert!(text.contains("XÃ QUẢNG CHÂU"), "{text}");
    assert!(text.contains(" năm 20"), "{text}");
}

#[test]
fn without_a_command_it_serves_and_stops_when_told() {
    let mut child =
        Command::new(BINARY).env("VANTHU_LISTEN", "127.0.0.1:0").stderr(Stdio::piped()).spawn().unwrap();
    let log = BufReader::new(child.stderr.take().unwrap());
    let mut lines = log.lines().map(Result::unwrap);
    let line = lines.find(|line| line.contains("serving on")).unwrap();
    let url = line.split_whitespace().find(|word| word.starts_with("http://")).unwrap();
    assert_eq!(ureq::get(format!("{url}health/live")).call().unwrap().status(), 200);
    let told = Command::new("kill").arg(child.id().to_string()).status().unwrap();
    assert!(told.success());
    assert!(lines.any(|line| line.contains("stopped")));
    assert!(child.wait().unwrap().success());
}

#[test]
fn help_names_every_option_and_shows_examples() {
    let folder = Folder::new("help");
    let help = |arguments: &[&str]| String::from_utf8(folder.run(arguments, b"").stdout).unwrap();
    for (words, arguments) in [
        ("vanthu typeset plan.txt -o plan.pdf", &["--help"][..]),
        ("--page-limit", &["serve", "--help"]),
        ("VANTHU_LISTEN", &["serve", "--help"]),
        ("VANTHU_OFFICE", &["serve", "--help"]),
        ("--private", &["serve", "--help"]),
        ("--password-file", &["user", "add", "--help"]),
        ("Exit status", &["typeset", "--help"]),
    ] {
        assert!(help(arguments).contains(words), "{words} in {}", help(arguments));
    }
}

#[test]
fn what_changed_is_told_and_written_and_the_exit_status_says_whether() {
    let folder = Folder::new("what-changed");
    let new = EXAMPLE.replacen("Khơi dậy thói quen đọc sách", "Giữ vững thói quen đọc sách", 1);
    assert_ne!(new, EXAMPLE);
    folder.write("old.txt", EXAMPLE);
    folder.write("new.txt", &new);
    let run = |arguments: &[&str]| folder.run(&[&["diff"], arguments].concat(), b"");
    let told = run(&["old.txt", "new.txt"]);
    assert_eq!(told.status.code(), Some(1), "{}", said(&told));
    let words = String::from_utf8(told.stdout).unwrap();
    assert!(words.contains("“Khơi dậy” thành “Giữ vững”"), "{words}");
    assert_eq!(run(&["old.txt", "old.txt"]).status.code(), Some(0));
    let typeset = folder.run(&["typeset", "old.txt", "-o", "old.docx", "-o", "old.json"], b"");
    assert_eq!(typeset.status.code(), Some(0));
    for same in ["old.docx", "old.json"] {
        let same = run(&["old.txt", same]);
        assert_eq!(same.status.code(), Some(0), "{}", String::from_utf8_lossy(&same.stdout));
    }
    let written = run(&[
        "old.docx",
        "new.txt",
        "-o",
        "a.json",
        "-o",
        "a.html",
        "-o",
        "a.docx",
        "--author",
        "Lê Thị Mai",
        "--date",
        "2026-11-24T09:30:00+07:00",
    ]);
    assert_eq!((written.status.code(), written.stdout.len()), (Some(1), 0), "{}", said(&written));
    for (name, begins) in [("a.json", "{"), ("a.html", "<!DOCTYPE html>"), ("a.docx", "PK")] {
        assert!(String::from_utf8_lossy(&folder.read(name)).starts_with(begins), "{name}");
    }
    for (arguments, words) in [
        (&["old.txt", "gone.txt"][..], "gone.txt"),
        (&["old.txt", "new.txt", "-o", "a.pdf"], "json, html or docx"),
        (&["old.txt", "new.txt", "--date", "today"], "--date"),
        (&["old.txt"], "NEW"),
    ] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", said(&output));
        assert!(said(&output).contains(words), "{arguments:?}: {}", said(&output));
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test reads the README")]
fn the_table_of_limits_is_one_and_the_defaults_are_those_of_the_options() {
    let help = Folder::new("limits").run(&["serve", "--help"], b"");
    let help = String::from_utf8(help.stdout).unwrap();
    let table = include_str!("../../src/config/limits.txt");
    assert!(help.contains(table.trim_end()), "{help}");
    let readme = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap();
    assert!(readme.contains(table), "the README has another table");
    for line in table.lines().filter(|line| line.trim_start().starts_with("--")) {
        let option = line.split_whitespace().next().unwrap();
        assert!(help.contains(&format!("{option} <")), "{option} is no option of serve");
    }
    for default in [
        "1048576",
        "33554432",
        "[default: 20]",
        "[default: 500]",
        "[default: 64]",
        "[default: 100]",
        "[default: 4096]",
    ] {
        assert!(help.contains(default), "{default}");
    }
}
