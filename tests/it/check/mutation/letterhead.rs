//! Faults of the letterhead and the title.

use vanthu::model::Role;

use super::fault::{Fault, Kind, Shows::Both};
use super::sample::Sample;

pub(super) const KINDS: &[Kind] = &[
    Kind::words("a national title misspelt", &["national-title"], Both, |sample| {
        let slips = [("HÒA", "HÓA"), ("HỘI", "HÔI"), ("NGHĨA", "NGHIÃ"), ("CỘNG", "CÔNG"), ("CHỦ", "CHŨ")];
        slips
            .iter()
            .flat_map(|(right, wrong)| instead(sample, Role::NationalTitle, right, &[wrong]))
            .collect()
    }),
    Kind::words("a motto with other dashes", &["motto"], Both, |sample| {
        instead(sample, Role::Motto, " - ", &["-", " – ", "- ", " -"])
    }),
    Kind::words("a motto with other capitals", &["motto"], Both, |sample| {
        let slips = [("Tự", "tự"), ("Hạnh", "hạnh"), ("do", "Do"), ("phúc", "Phúc"), ("lập", "Lập")];
        slips.iter().flat_map(|(right, wrong)| instead(sample, Role::Motto, right, &[wrong])).collect()
    }),
    Kind::words("a number without its zero", &["number-zero"], Both, |sample| {
        own_number(sample, r"Số: (?<x>\d+)/", &["1", "5", "9"])
    }),
    Kind::words("a number with a zero too many", &["number-zero"], Both, |sample| {
        own_number(sample, r"Số: (?<x>\d+)/", &["012", "0128", "009"])
    }),
    Kind::words("a space in number or symbol", &["number-space"], Both, |sample| {
        let slash = own_number(sample, r"\d(?<x>/)", &[" /", "/ ", " / "]);
        let hyphen = own_number(sample, r"/\p{L}+(?<x>-)", &[" -", "- ", " - "]);
        slash.into_iter().chain(hyphen).collect()
    }),
    Kind::words("another dash in the symbol", &["symbol-joint"], Both, |sample| {
        own_number(sample, r"/\p{L}+(?<x>-)", &["–", "/"])
    }),
    Kind::words("the abbreviation of another type", &["symbol-type"], Both, |sample| {
        let name = sample.document.kind.as_str();
        if matches!(name, "letter" | "public-letter" | "other" | "decision") {
            return Vec::new();
        }
        own_number(sample, r"\d/(?<x>\p{L}+)-", &["QĐ"])
    }),
    Kind::words("CV in the symbol of a letter", &["symbol-letter"], Both, |sample| {
        if sample.document.kind != "letter" {
            return Vec::new();
        }
        own_number(sample, r"\d/(?<x>\p{L}+)-", &["CV", "Cv"])
    }),
    Kind::words("“Số” without its colon", &["number-label"], Both, |sample| {
        own_number(sample, r"Số(?<x>:)", &[""])
    }),
    Kind::words("a day of issue without its zero", &["date-zero"], Both, |sample| {
        let zero = instead(sample, Role::PlaceDate, r"ngày (?<x>0)\d", &[""]);
        let other = own_date(sample, r"ngày (?<x>\d+)", &["1", "4", "9"]);
        zero.into_iter().chain(other).collect()
    }),
    Kind::words("a month of issue with a zero too many", &["date-zero"], Both, |sample| {
        own_date(sample, r"tháng (?<x>\d+)", &["03", "06", "09"])
    }),
    Kind::words("a month of issue without its zero", &["date-zero"], Both, |sample| {
        own_date(sample, r"tháng (?<x>\d+)", &["1"])
    }),
    Kind::words("no comma after the place", &["date-comma"], Both, |sample| {
        instead(sample, Role::PlaceDate, r"\p{L}(?<x>,) ngày", &[""])
    }),
    Kind::words("a capital in the date of issue", &["date-comma"], Both, |sample| {
        instead(sample, Role::PlaceDate, r", (?<x>n)gày", &["N"])
    }),
    Kind::words("V/v in a typed document", &["subject-about"], Both, |sample| {
        instead(sample, Role::Subject, r"^(?<x>Về việc )", &["V/v "])
    }),
    Kind::words("v/v in a letter", &["letter-subject-form"], Both, |sample| {
        instead(sample, Role::LetterSubject, r"^(?<x>V/v) ", &["v/v", "V/V"])
    }),
];

/// Words instead of each match of a pattern; of its group `x` where it has one.
fn instead(sample: &Sample, role: Role, pattern: &str, put: &[&str]) -> Vec<Fault> {
    let pattern = if pattern.contains("?<x>") { pattern.to_owned() } else { format!("(?<x>{pattern})") };
    sample.instead(&[role], &pattern, put)
}

/// In the document's own number, where nothing that is attached repeats it.
fn own_number(sample: &Sample, pattern: &str, put: &[&str]) -> Vec<Fault> {
    if sample.has(Role::AttachmentReference) {
        Vec::new()
    } else {
        instead(sample, Role::DocNumber, pattern, put)
    }
}

/// Another day of the document, where nothing that is attached repeats it and no ground is of
/// the same year, so that it may be any.
fn own_date(sample: &Sample, pattern: &str, put: &[&str]) -> Vec<Fault> {
    let year = sample.of(&[Role::PlaceDate]).find_map(|text| text.words.rsplit(' ').next());
    let is_bound = sample.has(Role::AttachmentReference)
        || sample.of(&[Role::Citation]).any(|text| year.is_some_and(|year| text.words.contains(year)));
    if is_bound { Vec::new() } else { instead(sample, Role::PlaceDate, pattern, put) }
}
