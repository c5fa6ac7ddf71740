//! Templates: what is built in, what their authors and their users may do wrong, and the
//! promise that words in a hole are only ever words.

mod builtin;
mod campaigns;
mod changes;
mod data;
mod faults;
mod hostile;
mod pictures;

pub(crate) use hostile::HOSTILE;

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde_json::Value as Json;
use vanthu::flow::Library;
use vanthu::merge::Merged;
use vanthu::model::Standard;
use vanthu::model::standard::ND30_2020;

static STANDARD: LazyLock<Standard> = LazyLock::new(|| Standard::load(ND30_2020).unwrap());
pub(crate) static LIBRARY: LazyLock<Library> =
    LazyLock::new(|| Library::new(Standard::load(ND30_2020).unwrap()));

/// The day on which every test prints.
pub(crate) fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 24).unwrap()
}

/// Merges data into a template's text, which must be sound.
fn merge(template: &str, data: &Json) -> Merged {
    let prepared = LIBRARY.prepare(template).unwrap();
    LIBRARY.merge(&prepared, data, today())
}

/// A template of a plan: these fields, this body after the letterhead.
fn plan(fields: &str, body: &str) -> String {
    let front =
        "id = \"thu\"\nversion = \"1.0.0\"\nname = \"Thử\"\nkind = \"plan\"\nstandard = \"nd30-2020\"\n";
    format!(
        "+++\n{front}{fields}\n+++\nỦY BAN NHÂN DÂN\nXÃ QUẢNG CHÂU\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: 7/KH-UBND\nQuảng Châu, ngày 05 tháng 3 năm 2026\n\nKẾ HOẠCH\nThử mẫu\n\n{body}\n"
    )
}

/// The declaration of a field.
fn field(name: &str, kind: &str) -> String {
    format!("[[fields]]\nname = \"{name}\"\nlabel = \"Nhãn {name}\"\ntype = \"{kind}\"\n")
}

/// The paragraphs of the main section from the subject on: role and words.
fn body(merged: &Merged) -> Vec<String> {
    let shown = merged.document.sections[0].blocks.iter().flat_map(vanthu::model::Block::paragraphs);
    let shown: Vec<String> = shown.map(|p| format!("{}={}", p.role.key(), p.words())).collect();
    let start = shown.iter().position(|line| line.starts_with("subject=")).unwrap();
    shown[start + 1..].to_vec()
}
