//! `vanthu check`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;
use vanthu::{
    config::Check,
    flow::{self, Counts, Form, Inspection, Inspector, Library, Manuscript, Press, inspect::quote},
    model::{Document, Finding, Looks, document},
    viet::words::checking,
};

use super::{clock::today, forms, in_force, manuscript, office, press, say, write, write_all};

pub(super) fn check(options: &Check) -> Result<ExitCode> {
    let outputs = forms(&options.output, options.format.as_deref(), 1);
    let inspector = inspector(options.office.as_deref())?;
    let Some(input) = &options.input else {
        print(&rules(&inspector, options.json)?)?;
        return Ok(ExitCode::SUCCESS);
    };
    let press = press(&options.set)?;
    let manuscript = manuscript(input, &options.read)?;
    let Some(manuscript) = manuscript else { return Ok(ExitCode::FAILURE) };
    let today = options.today.unwrap_or_else(today);
    let inspection = inspector.inspect(&press, &manuscript, today)?;
    if options.fix && inspection.document.is_some() {
        return fix(&inspector, &press, &manuscript, &inspection, today, &outputs);
    }
    if options.json {
        print(&(serde_json::to_string_pretty(&inspection)? + "\n"))?;
    } else {
        say(&inspection.problems, &inspection.leftovers);
        if let Some(document) = &inspection.document {
            print(&(lines(document, inspection.looks.as_ref(), &inspection.findings) + &end(&inspection)))?;
        }
    }
    if let (Some(path), Some(_)) = (&options.comments, &inspection.document) {
        write(path, &flow::annotate(&press, &manuscript, &inspection)?)?;
    }
    let clean = inspection.document.is_some() && !inspection.has_errors();
    Ok(if clean { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The inspector of an office, whose profile must be sound.
fn inspector(profile: Option<&Path>) -> Result<Inspector> {
    match profile {
        None => office::inspector(),
        Some(path) => Ok(office::sound(path, &Library::new(in_force()?))?.1),
    }
}

/// Writes the mended document, and tells what was done and what is left.
fn fix(
    inspector: &Inspector,
    press: &Press,
    manuscript: &Manuscript,
    inspection: &Inspection,
    today: chrono::NaiveDate,
    outputs: &[(&PathBuf, Form)],
) -> Result<ExitCode> {
    let mended = inspector.mend(press, manuscript, inspection, today)?;
    let written = write_all(press, &mended.reading, Some(&inspection.standard), outputs);
    say(&inspection.problems, &inspection.leftovers);
    let mut told = String::new();
    let looks = inspection.looks.as_ref();
    let old =
        inspection.document.iter().flat_map(|document| mended.done.iter().map(move |one| (document, one)));
    for (document, finding) in old {
        let how = match &finding.fix {
            Some(fix) => {
                let change = checking::instead(&found(document, finding), &fix.replace);
                format!("{}: {change}", checking::DONE)
            }
            None => checking::RESET.to_owned(),
        };
        line(&mut told, document, looks, finding, &how);
    }
    if let Some(document) = &mended.reading.document {
        told.push_str(&lines(document, looks, &mended.left));
    }
    let counts = Counts::of(&mended.left);
    let _ = writeln!(told, "{}", checking::mended(mended.done.len(), &summary(counts)));
    // Where the document itself goes to standard output, nothing else does.
    if outputs.iter().any(|(path, _)| *path == Path::new("-")) {
        eprint!("{told}");
    } else {
        print(&told)?;
    }
    Ok(if written && counts.error == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The words of a finding's place.
fn found(document: &Document, finding: &Finding) -> String {
    let place = finding.place;
    let texts = document.texts().find(|(at, ..)| *at == place.at);
    let words = texts.map(|(_, _, inlines)| match place.note {
        None => document::words(inlines),
        Some(note) => document::notes(inlines).nth(note).map_or_else(String::new, document::words),
    });
    words.unwrap_or_default().chars().skip(place.start).take(place.end - place.start).collect()
}

/// A line for each finding, in the order of places.
fn lines(document: &Document, looks: Option<&Looks>, findings: &[Finding]) -> String {
    let mut ordered: Vec<&Finding> = findings.iter().collect();
    // What has no line (the reader supplied it) stands first, as a letterhead does.
    ordered.sort_by_key(|finding| (finding.place.line, finding.place.column, finding.place));
    let mut out = String::new();
    for finding in ordered {
        line(&mut out, document, looks, finding, &checking::severity(finding.severity.key()));
    }
    out
}

/// A finding: its line and column in a text, its paragraph in a Word file, its block in a
/// document that has neither; then what it says.
fn line(out: &mut String, document: &Document, looks: Option<&Looks>, finding: &Finding, what: &str) {
    let place = finding.place;
    let words = quote(document, place.at);
    let place = match (place.line, place.column, looks.and_then(|looks| looks.of(place.at))) {
        (Some(line), Some(column), _) => format!("{line}:{column}"),
        (.., Some(look)) => checking::paragraph(look.paragraph + 1, &words),
        _ => checking::place(place.at.section + 1, place.at.block + 1, &words),
    };
    let Finding { message, id, cite, .. } = finding;
    let _ = writeln!(out, "{place}: {what}: {message} ({id}, {})", checking::cite(cite));
}

fn summary(counts: Counts) -> String {
    checking::summary(counts.error, counts.warning, counts.suggestion)
}

/// The rules that were switched off, and how much was found.
fn end(inspection: &Inspection) -> String {
    let mut out = String::new();
    for off in &inspection.switched_off {
        let _ = writeln!(out, "{}", checking::switched_off(&off.id, &off.reason, off.count));
    }
    let _ = writeln!(out, "{}", summary(inspection.counts));
    out
}

/// Every rule, for people or for programs.
fn rules(inspector: &Inspector, as_json: bool) -> Result<String> {
    let rules = inspector.rules();
    if as_json {
        return Ok(serde_json::to_string_pretty(&rules)? + "\n");
    }
    let mut out = String::new();
    let mut group = "";
    for rule in &rules {
        if rule.group != group {
            group = &rule.group;
            let _ = writeln!(out, "{}\n", checking::group(group));
        }
        let severity = checking::severity(rule.severity.key());
        let _ = writeln!(out, "{} ({severity}; {})\n  {}", rule.id, checking::cite(&rule.cite), rule.about);
        for example in &rule.examples {
            for (label, words) in [(checking::RIGHT, &example.right), (checking::WRONG, &example.wrong)] {
                let words = if words.trim().is_empty() { checking::NOTHING } else { words.trim() };
                let _ = writeln!(out, "  {label}: {}", words.replace('\n', "\n        "));
            }
        }
        out.push('\n');
    }
    Ok(out)
}

fn print(text: &str) -> Result<()> {
    write(Path::new("-"), text.as_bytes())
}
