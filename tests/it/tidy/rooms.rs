//! Rooms and arrows: which part of the crate may name which.

use super::{clean, faulty, source::Source, tree::File};

/// The diagram. `None`: everything may be used.
const ARROWS: &[(&str, Option<&[&str]>)] = &[
    ("main", None),
    ("app", None),
    ("worker", None),
    ("lib", None),
    ("config", Some(&["store", "model", "viet"])),
    ("web", Some(&["flow", "store", "model", "viet"])),
    ("flow", Some(&["readers", "merge", "check", "writers", "diff", "store", "model", "viet"])),
    ("readers", Some(&["model", "viet"])),
    ("merge", Some(&["model", "viet"])),
    ("check", Some(&["model", "viet"])),
    ("writers", Some(&["model", "viet"])),
    ("diff", Some(&["model", "viet"])),
    ("store", Some(&["model", "viet"])),
    ("viet", Some(&[])),
    ("model", Some(&[])),
];

/// Paths into the crate that the diagram forbids.
fn arrows(file: &File) -> Vec<String> {
    let Some(inner) = file.path.strip_prefix("src/").and_then(|path| path.strip_suffix(".rs")) else {
        return Vec::new();
    };
    let parts: Vec<&str> = inner.split('/').filter(|part| *part != "mod").collect();
    let room = parts.first().copied().unwrap_or_default();
    let Some((_, allowed)) = ARROWS.iter().find(|(name, _)| *name == room) else {
        return vec![format!("{}: the house has no room {room:?}", file.path)];
    };
    let Some(allowed) = allowed else { return Vec::new() };
    if file.is_unit_test() {
        return Vec::new();
    }
    let source = Source::parse(&file.text);
    used_rooms(&source.code, parts.len())
        .into_iter()
        .filter(|(_, used)| used != room && !allowed.contains(&used.as_str()))
        .map(|(line, used)| format!("{}:{line}: {room} may not use {used}", file.path))
        .collect()
}

/// The rooms that code names, with their lines. `depth` is how deep the file's module
/// lies under the crate, so that `super::` is followed as well as `crate::`.
fn used_rooms(code: &str, depth: usize) -> Vec<(usize, String)> {
    let mut used = Vec::new();
    let root = "super::".repeat(depth);
    for start in ["crate::", "vanthu::", root.as_str()] {
        for (at, _) in code.match_indices(start) {
            let before = code[..at].chars().next_back().unwrap_or(' ');
            if before.is_alphanumeric() || before == '_' || before == ':' {
                continue;
            }
            let line = code[..at].matches('\n').count() + 1;
            used.extend(names(&code[at + start.len()..]).into_iter().map(|name| (line, name)));
        }
    }
    used.sort();
    used
}

/// The first names of a path: one, or each of a `{…}` group.
fn names(path: &str) -> Vec<String> {
    let name = |text: &str| -> String {
        text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
    };
    let Some(group) = path.trim_start().strip_prefix('{') else { return vec![name(path)] };
    let mut depth = 1_usize;
    let mut found = vec![name(group)];
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => found.push(name(&group[at + 1..])),
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    found.retain(|name| !name.is_empty());
    found
}

/// SQL outside the store.
fn sql(file: &File) -> Vec<String> {
    if !file.path.starts_with("src/") || !file.path.ends_with(".rs") || file.path.starts_with("src/store") {
        return Vec::new();
    }
    let source = Source::parse(&file.text);
    let verbs = ["SELECT ", "INSERT INTO ", "UPDATE ", "DELETE FROM ", "CREATE TABLE ", "DROP TABLE "];
    let speaks = |text: &str| verbs.iter().any(|verb| text.contains(verb));
    let mut faults: Vec<String> = source
        .literals
        .iter()
        .filter(|literal| speaks(&literal.text))
        .map(|literal| format!("{}:{}: SQL stands only in store", file.path, literal.line))
        .collect();
    if source.code.contains("sqlx::") {
        faults.push(format!("{}: only store knows sqlx", file.path));
    }
    faults
}

/// Rust that names a library which its rooms keep to themselves.
fn keepers(file: &File) -> Vec<String> {
    let kept: [(&str, &[&str]); 7] = [
        ("typst", &["src/writers/"]),
        ("typst_pdf", &["src/writers/"]),
        ("docx_rs", &["src/writers/docx"]),
        ("actix_web", &["src/web"]),
        // The pages' templates and the documents' are two environments.
        ("minijinja", &["src/web", "src/merge"]),
        ("clap", &["src/main", "src/config/"]),
        ("anyhow", &["src/main"]),
    ];
    if !file.path.starts_with("src/") || !file.path.ends_with(".rs") {
        return Vec::new();
    }
    let code = Source::parse(&file.text).code;
    let rim = ["src/main.rs", "src/app.rs", "src/config.rs"].contains(&file.path.as_str());
    kept.iter()
        .filter(|(_, homes)| !homes.iter().any(|home| file.path.starts_with(home)) && !rim)
        .filter(|(library, _)| {
            code.match_indices(&format!("{library}::"))
                .any(|(at, _)| !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':'))
        })
        .map(|(library, homes)| format!("{}: only {} knows {library}", file.path, homes.join(", ")))
        .collect()
}

#[test]
fn rooms_name_only_the_rooms_they_may() {
    clean(arrows);
    faulty(arrows, "src/writers/pdf.rs", "use crate::readers::text;", &["writers may not use readers"]);
    faulty(
        arrows,
        "src/readers/text/mod.rs",
        "use crate::{model::Role, flow::{render, issue}};\nfn f() { super::super::web::go() }",
        &["1: readers may not use flow", "2: readers may not use web"],
    );
    faulty(arrows, "src/model/role.rs", "use super::super::viet;", &["model may not use viet"]);
    faulty(arrows, "src/helpers.rs", "", &["no room \"helpers\""]);
    faulty(arrows, "src/flow/render.rs", "use crate::{readers, writers, model, viet};", &[]);
    faulty(arrows, "src/diff.rs", "#[cfg(test)]\nmod tests { use crate::readers; }\n// crate::web", &[]);
}

#[test]
fn sql_stands_only_in_store() {
    clean(sql);
    faulty(sql, "src/web/api.rs", "q(\"SELECT id FROM job\"); sqlx::query(x)", &["SQL", "sqlx"]);
    faulty(sql, "src/store/job.rs", "q(\"SELECT id FROM job\")", &[]);
}

#[test]
fn an_engine_is_known_to_one_room() {
    clean(keepers);
    faulty(keepers, "src/flow/render.rs", "let x = typst::compile(y);", &["knows typst"]);
    faulty(keepers, "src/writers/fit.rs", "use docx_rs::Docx;", &["knows docx_rs"]);
    faulty(keepers, "src/writers/pdf/world.rs", "use typst::World;", &[]);
}
