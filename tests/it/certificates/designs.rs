//! Designs: the built-in ones are sound, bad ones are told whole.

use std::collections::BTreeSet;

use vanthu::model::Code;
use vanthu::model::certificate::{BUILT_IN, FindingCode, Honoree, Paper, Sheet};
use vanthu::viet::words::certificates as words;

use super::{certificates, ids, rows, sheet};

/// Codes and lines of a design's faults.
fn faults(toml: &str) -> Vec<(usize, Code)> {
    Sheet::load(toml).err().unwrap_or_default().iter().map(|fault| (fault.line, fault.code)).collect()
}

/// The giấy khen with one stretch of it changed; the line where that is.
#[track_caller]
fn changed(from: &str, to: &str) -> (String, usize) {
    let text = BUILT_IN.iter().find(|(id, _)| *id == "giay-khen").unwrap().1;
    let at = text.find(from).expect("words of the design");
    (text.replacen(from, to, 1), text[..at].matches('\n').count() + 1)
}

#[test]
fn every_built_in_design_prints_its_samples_without_a_finding() {
    for id in ids() {
        let design = sheet(id);
        assert_eq!(design.id, id);
        let kinds: BTreeSet<Honoree> = design.samples.iter().map(|row| row.honoree).collect();
        assert_eq!(kinds.len(), Honoree::ALL.len(), "{id} shows every kind of honoree");
        let samples = vanthu::readers::rows::Rows { rows: design.samples.clone(), findings: Vec::new() };
        let checked = certificates(design).check(&samples);
        assert_eq!(checked.findings, [], "{id}");
    }
}

#[test]
fn an_overlay_has_nothing_that_a_blank_has() {
    for id in ["giay-khen", "bang-khen"] {
        let (whole, blank) = (sheet(id), sheet(&format!("{id}-phoi")));
        assert!(blank.overlay && blank.ornaments.is_empty() && blank.pictures.is_empty());
        assert_eq!(blank.paper, whole.paper);
        let kept: Vec<_> = whole.fields.iter().filter(|field| !field.preprinted).cloned().collect();
        assert_eq!(blank.fields, kept);
        assert!(
            !blank.fields.iter().any(vanthu::model::certificate::Field::is_fixed),
            "an overlay prints only a row's words"
        );
    }
}

#[test]
fn a_signature_and_a_seal_have_35_mm() {
    for id in ["giay-khen", "bang-khen"] {
        let design = sheet(id);
        let mut row = design.samples[0].clone();
        row.values.insert("signer_title".into(), "KT. Chủ tịch\nPhó Chủ tịch".into());
        let studio = certificates(design);
        let (page, findings) = studio.fit(&row, 1);
        assert_eq!(findings, []);
        let fitted = |name: &str| {
            let at = studio.sheet.fields.iter().position(|field| field.id == name).unwrap();
            let field = &studio.sheet.fields[at];
            (field, &page.fields.iter().find(|(field, _)| *field == at).unwrap().1)
        };
        let (_, title) = fitted("signer-title");
        let (field, name) = fitted("signer");
        let capital = studio.faces.capital(&field.look, name.size) * 25.4 / 72.0;
        let white = name.lines[0].0 - capital - title.lines[1].0;
        assert!(white >= 35.0, "{id}: {white} mm");
    }
}

#[test]
fn all_faults_of_a_design_come_at_once_each_with_its_line() {
    let mut text = BUILT_IN.iter().find(|(id, _)| *id == "giay-khen").unwrap().1.to_owned();
    let mut expected = Vec::new();
    for (from, to, code) in [
        ("width = 281", "width = 2810", Code::DesignValue),
        ("text = \"TẶNG\"", "text = \"TẶNG {{ Name }}\"", Code::DesignBadHole),
        ("{{ issuer | upper }}", "{{ isuer | upper }}", Code::DesignUnknownName),
        ("id = \"motto\"", "id = \"national-title\"", Code::DesignTwice),
        ("least = 13", "least = 19", Code::DesignSizes),
        ("only = \"collective\"", "only = \"dog\"", Code::DesignValue),
        ("weight = 900", "weight = 800", Code::DesignValue),
        ("preprinted = true", "preprintd = true", Code::DesignUnknownKey),
    ] {
        let at = text.find(from).expect("words of the design");
        let line = text[..at].matches('\n').count() + 1;
        // A name that stands twice is told where its table begins.
        expected.push((if code == Code::DesignTwice { line - 1 } else { line }, code));
        text = text.replacen(from, to, 1);
    }
    let found = faults(&text);
    for fault in &expected {
        assert!(found.contains(fault), "{fault:?} is not among {found:?}");
    }
    let (off, line) = changed("x = 8, y = 8", "x = 88, y = 8");
    assert_eq!(faults(&off), [(line, Code::DesignOffSheet)]);
    let (bare, _) = changed(", cite = \"our design\" }", " }");
    assert_eq!(faults(&bare).iter().map(|(_, code)| *code).collect::<Vec<_>>(), [Code::DesignUncited]);
    let (broken, _) = changed("[sheet]", "[sheet");
    assert!(
        faults(&broken).iter().all(|(_, code)| *code == Code::DesignSyntax) && !faults(&broken).is_empty()
    );
    let found = faults("x = 1");
    assert!(
        found.contains(&(1, Code::DesignUnknownKey)) && found.contains(&(1, Code::DesignKeyMissing)),
        "{found:?}"
    );
}

#[test]
fn an_office_moves_a_field_and_keeps_the_rest() {
    let own = "parent = \"giay-khen\"\noverlay = true\nid = \"ours\"\nname = \"Ours\"\ncite = \"đo trên phôi\"\n\
               [[field]]\nid = \"signer\"\nplace = { x = 170, y = 180, width = 90, height = 6, cite = \"đo\" }\n";
    let (ours, base) = (Sheet::load(own).unwrap(), sheet("giay-khen-phoi"));
    assert_eq!(ours.fields.len(), base.fields.len());
    for (one, other) in ours.fields.iter().zip(&base.fields) {
        assert_eq!(one.place == other.place, one.id != "signer", "{}", one.id);
        assert_eq!((&one.texts, &one.look), (&other.texts, &other.look));
    }
    assert_eq!(
        faults("parent = \"no\"\nid = \"a\"\nname = \"A\"\ncite = \"x\"")[0].1,
        Code::DesignUnknownName
    );
}

#[test]
fn a_design_goes_onto_every_sheet() {
    for size in ["a3", "a4", "a5", "400x300", "360x270", "320x240", "a4-portrait"] {
        let paper = Paper::parse(size).unwrap();
        let design = sheet("giay-khen").on(paper);
        assert!(design.fields.iter().all(|field| field.place.is_on(paper)), "{size}");
        assert!(design.ornaments.iter().all(|drawn| drawn.place.is_on(paper)), "{size}");
        let listed = rows(&design, 1);
        assert!(certificates(design).print_one(&listed).len() > 1000, "{size}");
    }
    assert_eq!(Paper::parse("a4-portrait"), Some(Paper { width: 210.0, height: 297.0 }));
    for bad in ["a9", "10x10", "297", "axb", ""] {
        assert_eq!(Paper::parse(bad), None, "{bad}");
    }
}

/// Holds a table of sentences against its codes.
#[track_caller]
fn said(table: &[(&str, &str)], codes: &BTreeSet<&str>) {
    let keys: BTreeSet<&str> = table.iter().map(|(key, _)| *key).collect();
    assert_eq!(&keys, codes);
    assert_eq!(keys.len(), table.len(), "each once");
}

#[test]
fn every_code_of_certificates_has_its_sentence_and_every_sentence_its_code() {
    said(words::FINDINGS, &FindingCode::ALL.iter().map(|code| code.key()).collect());
}

/// All sheets in one PDF.
trait PrintOne {
    fn print_one(&self, rows: &vanthu::readers::rows::Rows) -> Vec<u8>;
}

impl PrintOne for vanthu::flow::certificates::Certificates {
    fn print_one(&self, rows: &vanthu::readers::rows::Rows) -> Vec<u8> {
        super::printing::merged(self, rows, 1)
    }
}
