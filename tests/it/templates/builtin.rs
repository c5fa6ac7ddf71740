//! The built-in templates with their own samples.
//!
//! Goldens as in `cases`: `tests/golden/templates/ID/`.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::LazyLock;

use sha2::{Digest, Sha256};
use vanthu::flow::builtin::{PARTS, TEMPLATES};
use vanthu::merge;
use vanthu::model::{Reading, SCHEMA, Supplied};
use vanthu::readers::text;
use vanthu::writers::{self, Format, fonts::Fonts};

use super::{LIBRARY, STANDARD, today};
use crate::{cases, words};

static FONTS: LazyLock<Fonts> = LazyLock::new(Fonts::embedded);

/// The sample of a template, merged, as a reading without problems.
fn sample(id: &str) -> Reading {
    let prepared = LIBRARY.get(id).expect(id);
    let merged = LIBRARY.merge(&prepared, &merge::sample(&prepared.template), today());
    assert_eq!(merged.problems, [], "{id}");
    Reading { schema: SCHEMA, document: Some(merged.document), problems: vec![], leftovers: vec![] }
}

fn folder(name: &str) -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/documents").join(name);
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
        .collect()
}

#[test]
fn every_file_of_the_folder_is_built_in() {
    let listed = |all: &[(&str, &str)]| all.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(folder("."), listed(TEMPLATES));
    assert_eq!(folder("parts"), listed(PARTS));
}

#[test]
fn every_template_is_sound_and_its_samples_fill_it() {
    for (id, text) in TEMPLATES {
        let checked = LIBRARY.check(text, today());
        assert_eq!(checked.problems, [], "{id}");
        assert_eq!(checked.prepared.unwrap().template.id, *id, "a template is named as its file");
    }
}

#[test]
fn all_29_types_of_documents_have_a_template() {
    let made: BTreeSet<String> = LIBRARY.list().into_iter().map(|template| template.kind).collect();
    let known: BTreeSet<String> = STANDARD.kind.keys().cloned().collect();
    assert_eq!(known.len(), 29);
    assert_eq!(made, known);
}

#[test]
fn the_whole_chain_of_an_award_has_its_templates() {
    let ids: BTreeSet<&str> = LIBRARY.ids().collect();
    for id in [
        "ke-hoach-phat-dong-thi-dua",
        "to-trinh-de-nghi-khen-thuong",
        "bien-ban-hop-hoi-dong-thi-dua",
        "quyet-dinh-tang-giay-khen",
        "quyet-dinh-cong-nhan-danh-hieu",
        "quyet-dinh-ban-hanh-kem-theo",
        "bao-cao-tong-ket",
        "cong-van-de-nghi-bao-cao",
        "giay-moi-hoi-nghi",
        "thong-bao-ket-qua-xet-khen",
    ] {
        assert!(ids.contains(id), "{id}");
    }
}

#[test]
fn every_sample_agrees_with_its_golden_in_every_format() {
    for id in LIBRARY.ids() {
        let reading = sample(id);
        let document = reading.document.as_ref().unwrap();
        let name = format!("templates/{id}");
        cases::golden(&name, "reading.txt", &cases::show(&reading));
        let mut digests = String::new();
        for (format, file) in
            [(Format::Text, "txt"), (Format::Html, "html"), (Format::Docx, "docx"), (Format::Pdf, "pdf")]
        {
            let bytes = writers::write(format, document, &STANDARD, &FONTS).unwrap();
            writeln!(digests, "{:x}  {file}", Hex(Sha256::digest(bytes).into())).unwrap();
        }
        cases::golden(&name, "digests.txt", &digests);
    }
}

struct Hex([u8; 32]);

impl std::fmt::LowerHex for Hex {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

#[test]
fn what_a_template_prints_reads_back_to_the_same_document() {
    for id in LIBRARY.ids() {
        let reading = sample(id);
        let printed = writers::text::write(reading.document.as_ref().unwrap());
        let again = text::read(&printed, &Supplied::default(), &STANDARD);
        assert_eq!(again.leftovers, [], "{id}");
        let (found, expected) = (again.document.unwrap(), reading.document.unwrap());
        let roles = |document: &vanthu::model::Document| -> Vec<String> {
            document
                .paragraphs()
                .map(|p| format!("{}={}", p.role.key(), p.words().replace('\u{a0}', "")))
                .collect()
        };
        assert_eq!(roles(&found), roles(&expected), "{id}");
        assert_eq!(words::of_document(&found), words::of_document(&expected), "{id}");
        assert_eq!(found.kind, expected.kind, "{id}");
    }
}

#[test]
fn numbering_of_every_sample_runs_without_a_jump() {
    for id in LIBRARY.ids() {
        let printed = writers::text::write(sample(id).document.as_ref().unwrap());
        let again = text::read(&printed, &Supplied::default(), &STANDARD);
        let jumps: Vec<_> = again
            .problems
            .iter()
            .filter(|p| {
                matches!(p.code.key(), "numbering-jump" | "unplaced" | "table-ragged" | "lines-joined")
            })
            .collect();
        assert!(jumps.is_empty(), "{id}: {jumps:?}");
    }
}
