//! Faults of the end: closing mark, nơi nhận, signature, thẩm quyền ban hành.

use regex::Regex;
use vanthu::model::Role;

use super::fault::{Change, Fault, Kind, Shows};
use super::sample::Sample;

pub(super) const KINDS: &[Kind] = &[
    Kind::words("no ./. at the end", &["closing-mark"], Shows::Both, |sample| {
        closing(sample, &[".", ";", ""])
    }),
    Kind::words("./. before the end", &["closing-mark-early"], Shows::Both, |sample| {
        if !is_closed(sample) {
            return Vec::new();
        }
        let texts = sample.main().filter(|text| sample.can_say_more(text));
        texts.map(|text| Fault::words(text, text.words.len() - 1..text.words.len(), "./.")).collect()
    }),
    Kind::words("a recipient without its semicolon", &["recipient-end"], Shows::Both, |sample| {
        sample.instead(&[Role::Recipient], "(?<x>;)$", &[",", ".", ""])
    }),
    Kind::words("a recipient with a tight dash", &["recipient-dash"], Shows::Document, |sample| {
        sample.instead(&[Role::Recipient], "^-(?<x> )", &[""])
    }),
    Kind::words("last recipients without their full stop", &["recipients-end"], Shows::Both, |sample| {
        sample.instead(&[Role::Recipient], r"Lưu: .*(?<x>\.)$", &[";", ""])
    }),
    Kind::words("“Lưu” without its colon", &["archive-form"], Shows::Both, |sample| {
        sample.instead(&[Role::Recipient], r"^- Lưu(?<x>:) ", &[""])
    }),
    Kind::words("“lưu” in small letters", &["archive-form"], Shows::Both, |sample| {
        sample.instead(&[Role::Recipient], r"^- (?<x>L)ưu: ", &["l"])
    }),
    Kind::words("“Nơi nhận” without its colon", &["recipients-label"], Shows::Both, |sample| {
        sample.instead(&[Role::RecipientsLabel], "(?<x>:)$", &[""])
    }),
    Kind::words("“Kính gửi” without its colon", &["addressee-colon"], Shows::Document, |sample| {
        sample.instead(&[Role::Addressee], "^Kính gửi(?<x>:)", &[""])
    }),
    Kind::words("an addressee with another mark", &["addressee-end"], Shows::Both, |sample| {
        let inner = sample.instead(&[Role::AddresseeItem], "(?<x>;)$", &[",", "."]);
        let last = sample.instead(&[Role::AddresseeItem], r"(?<x>\.)$", &[";", ""]);
        inner.into_iter().chain(last).collect()
    }),
    Kind::words("a capacity without its full stop", &["capacity-form"], Shows::Both, |sample| {
        sample.instead(&[Role::Capacity], r"^(?:TM|KT|TL|TUQ)(?<x>\. )", &[" ", "."])
    }),
    Kind::words("a capacity with a slash", &["capacity-form"], Shows::Both, |sample| {
        sample.instead(&[Role::Capacity], r"^(?<x>TM\.) ", &["T/M", "T/M."])
    }),
    Kind::words("a degree before the signer's name", &["signer-degree"], Shows::Both, |sample| {
        let can = matches!(
            sample.document.kind.as_str(),
            "plan" | "decision" | "notice" | "letter" | "report" | "submission"
        );
        if can {
            sample.instead(&[Role::SignerName], "^(?<x>)", &["TS. ", "GS.TS. ", "ThS. ", "BS. "])
        } else {
            Vec::new()
        }
    }),
    Kind::words(
        "no TM. where the body decides",
        &["capacity-missing", "authority-body"],
        Shows::Document,
        |sample| {
            let asked =
                ["plan", "programme", "scheme", "project", "option", "report", "submission", "resolution"];
            let can = asked.contains(&sample.document.kind.as_str());
            let capacities = sample.of(&[Role::Capacity]).filter(|text| can && text.words.starts_with("TM."));
            capacities
                .map(|text| Fault { changes: vec![Change::Remove(text.at)], at: text.at, range: None })
                .collect()
        },
    ),
    Kind::words("TM. where a person decides", &["authority-post"], Shows::Both, |sample| {
        if sample.document.kind != "decision" || sample.has(Role::Capacity) {
            return Vec::new();
        }
        sample.instead(&[Role::SignerTitle], "^(?<x>CHỦ TỊCH)$", &["TM. ỦY BAN NHÂN DÂN"])
    }),
    Kind::words("the power of another office", &["authority-issuer"], Shows::Both, |sample| {
        sample.instead(&[Role::Authority], "(?<x>QUẢNG CHÂU)$", &["NAM HÒA", "QUẢNG CHÂN"])
    }),
];

/// Other marks instead of "./.".
fn closing(sample: &Sample, put: &[&str]) -> Vec<Fault> {
    let roles = [Role::Body, Role::Clause, Role::Point, Role::Bullet, Role::ArticleText];
    let end = Regex::new(r"(?<x>\./\.)$").unwrap();
    let texts = sample.main().filter(|text| is_closed(sample) && roles.contains(&text.role));
    texts.flat_map(|text| text.instead(&end, put)).collect()
}

/// True for a document that must end with "./.": parties close theirs as they like.
fn is_closed(sample: &Sample) -> bool {
    let free = ["minutes", "contract", "memorandum", "agreement", "public-letter"];
    !free.contains(&sample.document.kind.as_str())
}
