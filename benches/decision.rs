//! What the decision of a large award round costs: its data from the set, the merged document, the
//! PDF and the Word file, with time and memory for lists of growing length.
//!
//! `cargo bench --bench decision -- --quick` prints 1,000 and 2,500 honorees; without it 5,000 and
//! 10,000 too. A line each: honorees, CPU seconds of each step, pages, MiB written, most resident MiB
//! so far. The slope is the difference of two lines.

#[path = "clock/mod.rs"]
mod clock;
#[path = "resident/mod.rs"]
mod resident;

use chrono::NaiveDate;
use clock::cpu;
use resident::most_resident;
use serde_json::{Map, json};
use vanthu::flow::Library;
use vanthu::flow::chain::{Choice, Known, Set, write};
use vanthu::model::chain::Paper;
use vanthu::model::honoree::{Courtesy, Honoree, Kind};
use vanthu::model::round::{Decided, Frozen, Settings, digest};
use vanthu::model::{Standard, standard::ND30_2020};
use vanthu::writers::{self, fonts::Fonts, pdf};

fn frozen(count: usize) -> Frozen {
    let honoree = |at: usize| {
        let kind = if at.is_multiple_of(10) { Kind::Collective } else { Kind::Individual };
        let name = if kind == Kind::Collective {
            format!("Tổ dân phố số {at}")
        } else {
            format!("Nguyễn Văn {at:05}")
        };
        Honoree {
            kind,
            courtesy: (kind == Kind::Individual).then_some(Courtesy::Mr),
            name,
            post: "Giáo viên".into(),
            unit: format!("Trường Tiểu học số {}", at % 97),
            achievement: "Đã có thành tích xuất sắc trong phong trào thi đua yêu nước năm 2026".into(),
            money: Some(if kind == Kind::Collective { 1_404_000 } else { 702_000 }),
            ..Honoree::default()
        }
    };
    let decided = |at: usize| Decided {
        id: at.to_string(),
        honoree: honoree(at),
        form: "giay-khen".into(),
        group: String::new(),
        proposer: format!("Trường Tiểu học số {}", at % 97),
        direct: None,
        votes: None,
    };
    Frozen {
        schema: 1,
        campaign: ("c".into(), "Dạy tốt, học tốt".into()),
        round: "r".into(),
        settings: Settings {
            name: "Tổng kết năm học".into(),
            year: 2026,
            achievement: "đã có thành tích xuất sắc".into(),
            ..Settings::default()
        },
        forms: vec![("giay-khen".into(), "Giấy khen của Chủ tịch Ủy ban nhân dân xã".into())],
        honorees: (0..count).map(decided).collect(),
        refused: Vec::new(),
    }
}

fn main() {
    let given = |flag: &str| std::env::args().any(|argument| argument == flag);
    let mut counts = vec![1_000, 2_500];
    if !given("--quick") {
        counts.extend([5_000, 10_000]);
    }
    let (Ok(standard), Ok(read)) = (Standard::load(ND30_2020), Standard::load(ND30_2020)) else { return };
    let (library, fonts) = (Library::new(read), Fonts::embedded());
    let Some(today) = NaiveDate::from_ymd_opt(2026, 12, 4) else { return };
    for count in counts {
        let set = frozen(count);
        let begun = cpu();
        let hash = digest(&serde_json::to_value(&set).unwrap_or_default());
        let data = Map::from_iter([("submission".to_owned(), json!("số 41/TTr-VHXH"))]);
        let choice = Choice { data, ..Choice::of(Paper::Decision) };
        let set = Set { frozen: &set, digest: &hash, firm: true };
        let Ok(mut written) = write(&set, &choice, &Known::default()) else { return };
        let made = cpu();
        let Some(prepared) = library.get(written.template) else { return };
        let sample = library.sample(&prepared);
        library.lend_office(&prepared, &mut written.data, &sample["office"]);
        let document = library.merge(&prepared, &written.data, today).document;
        let merged = cpu();
        let Ok(docx) = writers::docx::write(&document, &standard, &fonts) else { return };
        let word = cpu();
        let Ok(laid) = pdf::lay(&document, &standard, &fonts, pdf::Limits { pages: 5_000 }) else { return };
        let Ok(bytes) = laid.pdf() else { return };
        let printed = cpu();
        println!(
            "{count:>6} honorees  data {:>5.2} s  merge {:>5.2} s  DOCX {:>5.2} s  PDF {:>6.2} s  {:>4} pages  {:>5.1} + {:>5.1} MiB  {:>5} MiB",
            (made - begun) / 1e3,
            (merged - made) / 1e3,
            (word - merged) / 1e3,
            (printed - word) / 1e3,
            laid.pages(),
            docx.len() as f64 / f64::from(1 << 20),
            bytes.len() as f64 / f64::from(1 << 20),
            most_resident(),
        );
    }
}
