//! Faults of the content: grounds, numbering, references, counts, dates.

use vanthu::model::Role;
use vanthu::viet::label::{self, Kind as Labels, Label};

use super::fault::{Change, Fault, Kind, Make, Shows};
use super::sample::{Sample, Text};

pub(super) const KINDS: &[Kind] = &[
    Kind::words("a ground that does not end with a semicolon", &["citation-end"], Shows::Both, |sample| {
        ground_ends(sample, ';', &[",", ".", ""])
    }),
    Kind::words("last grounds that do not end with a full stop", &["citation-last"], Shows::Both, |sample| {
        ground_ends(sample, '.', &[";", ",", ""])
    }),
    Kind::words("a law with a number", &["citation-law-number"], Shows::Both, |sample| {
        sample.instead(&[Role::Citation], r"^Căn cứ Luật [^;.]*?(?<x> )ngày", &[" số 72/2025/QH15 "])
    }),
    Kind::words("an act without “số”", &["citation-number-word"], Shows::Both, |sample| {
        sample.instead(&[Role::Citation], r"Nghị định(?<x> số )\d", &[" "])
    }),
    Kind::words("an act without its day", &["citation-date"], Shows::Both, |sample| {
        sample.instead(&[Role::Citation], r"^Căn cứ Nghị định số \S+(?<x> ngày \d+ tháng \d+ năm \d+)", &[""])
    }),
    Kind::words("a ground younger than the document", &["citation-later"], Shows::Both, |sample| {
        sample.instead(&[Role::Citation], r"^Căn cứ Luật .* năm (?<x>\d{4})", &["2027", "2031"])
    }),
    Kind::words("an act that has expired", &["act-expired"], Shows::Both, |sample| {
        let law = sample.instead(
            &[Role::Citation],
            r"^Căn cứ (?<x>Luật [^;.]*? ngày \d+ tháng \d+ năm \d+)",
            &["Luật Thi đua, khen thưởng ngày 26 tháng 11 năm 2003"],
        );
        let decree = sample.instead(
            &[Role::Citation],
            r"(?<x>152/2025/NĐ-CP ngày \d+ tháng \d+ năm \d+)",
            &["98/2023/NĐ-CP ngày 31 tháng 12 năm 2023", "91/2017/NĐ-CP ngày 31 tháng 7 năm 2017"],
        );
        law.into_iter().chain(decree).collect()
    }),
    Kind::words("a formula in small letters", &["enacting-formula"], Shows::Both, |sample| {
        sample
            .instead(&[Role::EnactingFormula], "^(?<x>QUYẾT ĐỊNH|QUYẾT NGHỊ):", &["Quyết định", "Quyết nghị"])
            .into_iter()
            .filter(|fault| matches!(&fault.changes[..], [Change::Words { put, .. }] if is_of(sample, put)))
            .collect()
    }),
    Kind::words("a formula without its colon", &["enacting-formula"], Shows::Document, |sample| {
        sample.instead(&[Role::EnactingFormula], "(?<x>:)$", &["", ".", ";"])
    }),
    Kind::words("a number passed over", &["numbering-gap", "point-order"], Shows::Both, |sample| {
        renumbered(sample, |value| value + 1)
    }),
    Kind::words("a number that stands twice", &["numbering-repeat"], Shows::Both, |sample| {
        renumbered(sample, |value| value - 1).into_iter().filter(|fault| !is_one(fault)).collect()
    }),
    Kind::words("an article passed over", &["numbering-gap"], Shows::Both, article_passed_over),
    Kind::words("points without đ", &["point-order"], Shows::Both, without_d),
    Kind::words("a point f", &["point-letter"], Shows::Both, |sample| {
        let points = last_of_lists(sample, &[Labels::Point]).into_iter();
        points.map(|(text, label)| Fault::words(text, 0..label.len, "f)")).collect()
    }),
    Kind {
        name: "an article that is not there",
        rules: &["reference-article"],
        make: Make::Said(
            |sample| sample.has(Role::Article) || sample.has(Role::ArticleText),
            &[
                ("Nội dung này theo quy định tại Điều 1.", "Nội dung này theo quy định tại Điều 91."),
                (
                    "Việc này căn cứ Điều 1 và nguồn lực hiện có.",
                    "Việc này căn cứ Điều 30 và nguồn lực hiện có.",
                ),
            ],
        ),
    },
    Kind::words("the list's article of recipients", &["recipients-article"], Shows::Both, |sample| {
        sample.instead(&[Role::Recipient], r"Như Điều (?<x>\d+);", &["1", "19", "27"])
    }),
    Kind::words("sums in words that differ", &["count-words"], Shows::Both, |sample| {
        let slips = [("tám", "bảy"), ("hai", "ba"), ("bảy", "tám"), ("Một", "Hai")];
        let faults = slips.iter().flat_map(|(right, wrong)| {
            sample.instead(
                &[Role::Body, Role::Clause],
                &format!(r"\(bằng chữ: [^)]*?\b(?<x>{right})\b"),
                &[wrong],
            )
        });
        faults.collect()
    }),
    Kind::said(
        "counts in words that differ",
        &["count-words"],
        &[
            (
                "Tổng số là 12.000.000 đồng (bằng chữ: Mười hai triệu đồng).",
                "Tổng số là 12.000.000 đồng (bằng chữ: Mười ba triệu đồng).",
            ),
            ("Việc này do 03 (ba) người thực hiện.", "Việc này do 03 (bốn) người thực hiện."),
            ("Thời hạn là 15 (mười lăm) ngày làm việc.", "Thời hạn là 15 (mười) ngày làm việc."),
        ],
    ),
    Kind::words("a count that the list does not have", &["count-list"], Shows::Both, |sample| {
        if sample.id != "quyet-dinh-tang-giay-khen" {
            return Vec::new();
        }
        sample.instead(
            &[Role::ArticleText],
            r" (?<x>\d\d) (?:tập thể|cá nhân|hộ gia đình|doanh nghiệp)",
            &["07", "12"],
        )
    }),
    Kind::said(
        "a cited day or month with wrong zeros",
        &["cited-date-zero"],
        &[
            ("Thời hạn là ngày 05 tháng 12 năm 2026.", "Thời hạn là ngày 5 tháng 12 năm 2026."),
            ("Thời hạn là ngày 15 tháng 02 năm 2027.", "Thời hạn là ngày 15 tháng 2 năm 2027."),
            ("Thời hạn là ngày 15 tháng 8 năm 2027.", "Thời hạn là ngày 15 tháng 08 năm 2027."),
        ],
    ),
    Kind::said(
        "a day that the calendar has not",
        &["date-impossible"],
        &[
            ("Thời hạn là ngày 28 tháng 02 năm 2027.", "Thời hạn là ngày 29 tháng 02 năm 2027."),
            ("Thời hạn là ngày 30 tháng 11 năm 2026.", "Thời hạn là ngày 31 tháng 11 năm 2026."),
        ],
    ),
];

/// Other marks at the end of each ground that ends with a mark.
fn ground_ends(sample: &Sample, mark: char, put: &[&str]) -> Vec<Fault> {
    // A single ground, or the words before "như sau:", may be a sentence of the body.
    let several = sample.of(&[Role::Citation]).count() > 1;
    if several { sample.instead(&[Role::Citation], &format!(r"(?<x>\{mark})$"), put) } else { Vec::new() }
}

fn is_of(sample: &Sample, formula: &str) -> bool {
    (sample.document.kind == "decision") == (formula == "Quyết định")
}

/// True for a fault that makes a number one, with which a list may begin anew.
fn is_one(fault: &Fault) -> bool {
    matches!(&fault.changes[..], [Change::Words { put, .. }] if matches!(put.as_str(), "1." | "I." | "a)"))
}

/// The last of each list of clauses, points or headings with another number.
fn renumbered(sample: &Sample, value: fn(u32) -> u32) -> Vec<Fault> {
    let lasts = last_of_lists(sample, &[Labels::Roman, Labels::Arabic, Labels::Point]).into_iter();
    lasts
        .map(|(text, label)| Fault::words(text, 0..label.len, &label::write(label.kind, value(label.value))))
        .collect()
}

/// The last text of each list that has several, with its label.
fn last_of_lists<'a>(sample: &'a Sample, kinds: &[Labels]) -> Vec<(&'a Text, Label)> {
    let texts: Vec<&Text> = sample.texts.iter().filter(|text| text.at.within.is_none()).collect();
    let mut lasts = Vec::new();
    for (index, text) in texts.iter().enumerate() {
        let Some(label) = text.label.filter(|label| kinds.contains(&label.kind) && label.value > 1) else {
            continue;
        };
        let goes_on = texts[index + 1..]
            .iter()
            .filter(|next| next.at.section == text.at.section)
            .find_map(|next| next.label.filter(|next| next.kind == label.kind));
        // After a list that has ended, or at the end.
        if goes_on.is_none_or(|next| next.value == 1) {
            lasts.push((*text, label));
        }
    }
    lasts
}

/// The last article with the next number, and the line of the recipients that names it.
fn article_passed_over(sample: &Sample) -> Vec<Fault> {
    let articles: Vec<&Text> =
        sample.of(&[Role::Article, Role::ArticleText]).filter(|text| text.at.section == 0).collect();
    let Some(last) = articles.last().filter(|_| articles.len() > 1) else { return Vec::new() };
    let Some(label) = last.label else { return Vec::new() };
    let (from, to) = (format!("Điều {}", label.value), format!("Điều {}", label.value + 1));
    let mut fault = Fault::words(last, 0..from.len(), &to);
    for text in sample.of(&[Role::Recipient]).filter(|text| text.words.contains(&from)) {
        let at = text.words.find(&from).unwrap();
        fault.changes.extend(Fault::words(text, at..at + from.len(), &to).changes);
    }
    vec![fault]
}

/// A list of points that goes on to d, then to e.
fn without_d(sample: &Sample) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (index, text) in sample.texts.iter().enumerate() {
        let Some(label) = text.label.filter(|label| label.kind == Labels::Point && label.value < 5) else {
            continue;
        };
        let next = sample.texts.get(index + 1).and_then(|next| next.label);
        let is_last = next.is_none_or(|next| next.kind != Labels::Point && next.kind != Labels::Bullet);
        if !is_last || !sample.can_say_more(text) {
            continue;
        }
        let more: Vec<u32> = (label.value + 1..=4).chain([6]).collect();
        let words = ["Việc bàn giao.", "Việc lưu giữ.", "Việc tổng hợp.", "Việc khác được giao."];
        let count = more.len();
        let lines = more
            .iter()
            .zip(words)
            .map(|(value, words)| format!("{} {words}", label::write(Labels::Point, *value)));
        let mut at = text.at;
        at.block += count;
        faults.push(Fault { changes: vec![Change::Follow(text.at, lines.collect())], at, range: Some(0..2) });
    }
    faults
}
