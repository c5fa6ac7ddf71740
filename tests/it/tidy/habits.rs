//! Habits: lengths, names, the language of literals, places of this machine.

use super::{clean, faulty, source::Source, tree::File};

/// No file is longer.
const LONGEST: usize = 500;

fn too_long(file: &File) -> Vec<String> {
    let written = [".rs", ".py", ".js", ".mjs", ".typ", ".css", ".html", ".java", ".sh"];
    let lines = file.text.lines().count();
    (written.iter().any(|end| file.path.ends_with(end)) && lines > LONGEST)
        .then(|| format!("{}: {lines} lines; split it before {LONGEST}", file.path))
        .into_iter()
        .collect()
}

fn name_without_meaning(file: &File) -> Vec<String> {
    let banned = ["util", "utils", "common", "helper", "helpers", "manager", "service", "misc"];
    file.path
        .split('/')
        .map(|part| part.split('.').next().unwrap_or_default())
        .filter(|part| part.split(['_', '-']).any(|word| banned.contains(&word)))
        .map(|part| format!("{}: {part:?} says nothing of what is inside", file.path))
        .collect()
}

/// True for a letter that only Vietnamese has among the languages we write.
fn is_vietnamese(c: char) -> bool {
    "ăâđêôơưĂÂĐÊÔƠƯàáãèéìíĩòóõùúũýÀÁÃÈÉÌÍĨÒÓÕÙÚŨÝ".contains(c) || ('\u{1ea0}'..='\u{1ef9}').contains(&c)
}

fn stray_vietnamese(file: &File) -> Vec<String> {
    let free = ["src/viet/", "src/viet.rs", "src/readers/", "src/check"];
    if !file.path.starts_with("src/")
        || !file.path.ends_with(".rs")
        || file.is_unit_test()
        || free.iter().any(|home| file.path.starts_with(home))
    {
        return Vec::new();
    }
    Source::parse(&file.text)
        .literals
        .iter()
        .filter(|literal| literal.text.contains(is_vietnamese))
        .map(|literal| {
            format!("{}:{}: Vietnamese stands in viet: {:?}", file.path, literal.line, literal.text)
        })
        .collect()
}

fn machine_path(file: &File) -> Vec<String> {
    // Cut in two, so that this file does not name them.
    let places =
        [concat!("/ho", "me/"), concat!("/ro", "ot/"), concat!("/wo", "rk/"), concat!("/var/", "tmp/")];
    file.text
        .lines()
        .enumerate()
        .filter(|(_, line)| places.iter().any(|place| line.contains(place)))
        .map(|(at, line)| format!("{}:{}: a place of one machine: {}", file.path, at + 1, line.trim()))
        .collect()
}

fn unfinished(file: &File) -> Vec<String> {
    if !file.path.ends_with(".rs") {
        return Vec::new();
    }
    let source = Source::parse(&file.text);
    let marks = ["todo!", "unimplemented!", "#[ignore", "dbg!", "#[allow(", "#![allow("];
    marks
        .iter()
        .filter(|mark| source.code.contains(*mark))
        .map(|mark| format!("{}: {mark}", file.path))
        .collect()
}

#[test]
fn no_file_is_longer_than_a_person_reads() {
    clean(too_long);
    faulty(too_long, "src/a.rs", &"x\n".repeat(LONGEST + 1), &["split it"]);
    faulty(too_long, "templates/standards/a.toml", &"x\n".repeat(LONGEST + 1), &[]);
}

#[test]
fn names_say_what_is_inside() {
    clean(name_without_meaning);
    faulty(name_without_meaning, "src/writers/utils.rs", "", &["utils"]);
    faulty(name_without_meaning, "src/award_manager/mod.rs", "", &["award_manager"]);
    faulty(name_without_meaning, "src/writers/commonplace.rs", "", &[]);
}

#[test]
fn vietnamese_stands_where_it_is_looked_for() {
    clean(stray_vietnamese);
    faulty(stray_vietnamese, "src/web/pages.rs", "p(\"Lỗi\")", &["Lỗi"]);
    faulty(stray_vietnamese, "src/web/pages.rs", "/// Lỗi\np(\"Error\") // Lỗi", &[]);
    faulty(
        stray_vietnamese,
        "src/writers/text.rs",
        "#[cfg(test)]\nmod tests { const A: &str = \"Số\"; }",
        &[],
    );
    faulty(stray_vietnamese, "src/writers/fit/tests.rs", "p(\"Số\")", &[]);
    faulty(stray_vietnamese, "src/viet/words.rs", "p(\"Lỗi\")", &[]);
}

#[test]
fn nothing_names_a_place_of_one_machine() {
    clean(machine_path);
    faulty(machine_path, "README.md", concat!("see\n/ho", "me/me/x"), &[":2: a place"]);
}

#[test]
fn nothing_is_left_unfinished_or_switched_off() {
    clean(unfinished);
    faulty(unfinished, "src/a.rs", concat!("#[ignore]\nfn f() { to", "do!() }"), &["todo!", "#[ignore"]);
}
