//! One round, and each of its documents as it is printed.

use std::path::Path;

use serde_json::json;
use vanthu::flow::chain::certificates::{Issuer, rows};
use vanthu::flow::chain::{Choice, Known, Set, write};
use vanthu::model::certificate;
use vanthu::model::chain::{Issued, Order, Paper};
use vanthu::model::honoree::{Courtesy, Honoree, Kind};
use vanthu::model::round::{Decided, Frozen, Refused, Votes};
use vanthu::model::{Reading, SCHEMA};

use super::{choice, digest_of, made, rounds};
use crate::cases;

fn one(id: &str, form: &str, proposer: &str, money: i64, honoree: Honoree) -> Decided {
    Decided {
        id: id.into(),
        honoree: Honoree { money: Some(money), ..honoree },
        form: form.into(),
        group: String::new(),
        proposer: proposer.into(),
        direct: None,
        votes: Some(Votes { favour: 7, against: 1, absent: 1 }),
    }
}

fn who(
    kind: Kind,
    courtesy: Option<Courtesy>,
    name: &str,
    post: &str,
    unit: &str,
    achievement: &str,
) -> Honoree {
    let said = |words: &str| words.to_owned();
    Honoree {
        kind,
        courtesy,
        name: said(name),
        post: said(post),
        unit: said(unit),
        achievement: said(achievement),
        ..Honoree::default()
    }
}

/// Two forms, four kinds, one refused.
pub(super) fn round() -> Frozen {
    use Kind::{Collective, Enterprise, Household, Individual};
    let (mr, ms) = (Some(Courtesy::Mr), Some(Courtesy::Ms));
    let (gk, bk) = ("giay-khen", "bang-khen");
    Frozen {
        schema: 1,
        campaign: ("01".into(), "Chung tay xây dựng thôn sáng, đường xanh".into()),
        round: "02".into(),
        settings: rounds::settings(),
        forms: vec![
            (bk.into(), "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh Hưng Yên".into()),
            (gk.into(), "Giấy khen của Chủ tịch Ủy ban nhân dân xã Quảng Châu".into()),
        ],
        honorees: vec![
            one(
                "1",
                gk,
                "Thôn Nam Tiến",
                1_404_000,
                who(Collective, None, "Thôn Nam Tiến", "", "", "Vận động 46 hộ hiến 1.380 m² đất"),
            ),
            one(
                "2",
                bk,
                "Trạm Y tế",
                1_053_000,
                who(
                    Individual,
                    mr,
                    "K’Brôi Hoàng",
                    "Bác sĩ",
                    "Trạm Y tế xã Quảng Châu",
                    "Cấp cứu thành công 03 ca đuối nước",
                ),
            ),
            one(
                "3",
                gk,
                "Thôn Nam Tiến",
                702_000,
                Honoree {
                    title: "Thượng úy".into(),
                    ..who(
                        Individual,
                        mr,
                        "Thạch Sô Phia",
                        "Trưởng Công an xã",
                        "Công an xã",
                        "Giữ vững an ninh thôn",
                    )
                },
            ),
            one(
                "4",
                gk,
                "Thôn Tây Hạ",
                702_000,
                who(Household, None, "Hộ ông Phạm Văn Ứng", "", "thôn Tây Hạ", "Hiến 215 m² đất"),
            ),
            one(
                "5",
                gk,
                "Thôn Nam Tiến",
                702_000,
                who(Household, ms, "Lò Thị Pành", "", "thôn Nam Tiến", "Nuôi dưỡng 04 trẻ mồ côi"),
            ),
            one(
                "6",
                gk,
                "Thôn Bến Trại",
                1_404_000,
                who(
                    Enterprise,
                    None,
                    "Hợp tác xã Nông sản Phố Hiến",
                    "",
                    "thôn Bến Trại",
                    "Bao tiêu 240 tấn nhãn",
                ),
            ),
            one(
                "7",
                gk,
                "Trạm Y tế",
                702_000,
                who(
                    Individual,
                    ms,
                    "Đinh Thị Ân",
                    "Y tá",
                    "Trạm Y tế xã Quảng Châu",
                    "Tận tụy với người bệnh",
                ),
            ),
        ],
        refused: vec![Refused {
            id: "8".into(),
            honoree: who(Individual, mr, "Lương Quốc Bảo", "Trưởng thôn", "thôn Bến Trại", ""),
            votes: Some(Votes { favour: 3, against: 5, absent: 1 }),
            reasons: "không đủ số phiếu tán thành".into(),
        }],
    }
}

fn issued(paper: Paper, forms: &[&str], number: &str) -> Issued {
    Issued {
        document: "d".into(),
        paper,
        forms: forms.iter().map(|form| (*form).to_owned()).collect(),
        number: number.into(),
        day: chrono::NaiveDate::from_ymd_opt(2026, 12, 4).unwrap(),
        signer_title: "CHỦ TỊCH".into(),
        signer: "Lê Thị Minh Châu".into(),
    }
}

#[test]
fn each_document_of_a_round_agrees_with_its_golden() {
    let set = round();
    let papers = [issued(Paper::Minutes, &[], "07/BB-HĐTĐKT"), issued(Paper::Decision, &[], "164/QĐ-UBND")];
    let mut corrected = set.clone();
    corrected.honorees.remove(5);
    corrected.honorees[1].honoree.name = "K’Brôi Hoàn".into();
    corrected.honorees[1].honoree.money = Some(702_000);
    corrected.honorees.push(one(
        "9",
        "giay-khen",
        "Thôn Tây Hạ",
        702_000,
        who(Kind::Individual, None, "Võ Văn Mới", "", "thôn Tây Hạ", "Góp 84 ngày công"),
    ));
    let digest = digest_of(&set);
    for &paper in Paper::ALL {
        let (set, known) = if paper == Paper::Amendment {
            let before = Set { frozen: &set, digest: &digest, firm: true };
            (&corrected, Known { issued: &[], before: Some((before, &papers)) })
        } else if matches!(paper, Paper::Submission | Paper::Minutes | Paper::Decision) {
            (&set, Known::default())
        } else {
            (&set, Known { issued: &papers, before: None })
        };
        let mut choice = choice(paper);
        // What the set and what is issued say may not be said again.
        if known.before.is_some() || !known.issued.is_empty() {
            choice.data.remove("decision");
        }
        let (_, document) = made(set, &choice, &known);
        let reading =
            Reading { schema: SCHEMA, document: Some(document), problems: vec![], leftovers: vec![] };
        cases::golden(&format!("chain/{}", paper.key()), "reading.txt", &cases::show(&reading));
    }
    assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/chain").is_dir());
}

/// What an order is told, code and pointer.
fn told(set: &Frozen, choice: &Choice) -> Vec<String> {
    let digest = digest_of(set);
    let faults =
        write(&Set { frozen: set, digest: &digest, firm: true }, choice, &Known::default()).unwrap_err();
    faults.into_iter().map(|blame| format!("{} {}", blame.pointer, blame.code)).collect()
}

#[test]
fn who_orders_a_document_says_what_no_set_says_and_nothing_else() {
    let set = round();
    let mut order = choice(Paper::Decision);
    order.data.insert("persons".into(), json!([]));
    order.data.insert("set_mark".into(), json!("x"));
    assert_eq!(told(&set, &order), ["/data/persons chain-data-fixed", "/data/set_mark chain-data-fixed"]);
    let unknown =
        Choice { forms: vec!["co-thi-dua".into()], unit: "Thôn Khác".into(), ..choice(Paper::Decision) };
    assert_eq!(told(&set, &unknown), ["/forms/0 chain-form-unknown", "/unit chain-unit-unknown"]);
    let both =
        Choice { forms: vec!["bang-khen".into()], unit: "Thôn Tây Hạ".into(), ..choice(Paper::Notice) };
    assert_eq!(told(&set, &both), [" chain-empty"]);
    assert_eq!(told(&set, &choice(Paper::Amendment)), ["/paper chain-amends-none"]);
    let mut mixed = set.clone();
    mixed.forms[0].1 = "Danh hiệu “Lao động tiên tiến”".into();
    assert_eq!(told(&mixed, &choice(Paper::Decision)), ["/forms chain-forms-mixed"]);
}

#[test]
fn a_set_that_may_still_change_says_so_and_its_mark_is_its_digest() {
    let set = round();
    let digest = digest_of(&set);
    let firm = Set { frozen: &set, digest: &digest, firm: true };
    let mark = firm.mark();
    assert_eq!(mark.replace('-', ""), digest[..16]);
    let loose = Set { firm: false, ..firm }.mark();
    assert!(loose.starts_with(&mark) && loose.ends_with("(danh sách chưa chốt)"), "{loose}");
}

#[test]
fn one_decision_a_form_and_lists_by_unit_or_given_name() {
    let set = round();
    let one_form = Choice { forms: vec!["bang-khen".into()], ..choice(Paper::Decision) };
    let (written, _) = made(&set, &one_form, &Known::default());
    assert_eq!(written.forms, ["bang-khen"]);
    assert_eq!(written.data["persons"].as_array().unwrap().len(), 1);
    assert_eq!(written.data["parts"], json!([]));
    assert_eq!(written.data["person_money"], 1_053_000);
    let names = |order| -> Vec<String> {
        let (written, _) = made(&set, &Choice { order, ..choice(Paper::Decision) }, &Known::default());
        let persons = written.data["persons"].as_array().unwrap().iter();
        persons.map(|one| one["name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(names(Order::Name), ["Đinh Thị Ân", "K’Brôi Hoàng", "Thượng úy Thạch Sô Phia"]);
    assert_eq!(names(Order::Unit), ["Thượng úy Thạch Sô Phia", "Đinh Thị Ân", "K’Brôi Hoàng"]);
}

#[test]
fn certificates_have_the_rows_of_the_set_and_the_number_of_the_decision_that_gives_their_form() {
    let set = round();
    let issuer = Issuer {
        authority: "Chủ tịch Ủy ban nhân dân xã Quảng Châu".into(),
        place: "Quảng Châu".into(),
    };
    let decisions = [issued(Paper::Decision, &["giay-khen"], "164/QĐ-UBND")];
    let rows = rows(&set, &decisions, &issuer);
    let line = |at: usize| {
        let value = |hole: &str| rows[at].value(hole).unwrap_or("-").to_owned();
        (rows[at].honoree, value("honorific"), value("name"), value("decision"), value("date"))
    };
    let text = |words: &str| words.to_owned();
    assert_eq!(rows.len(), set.honorees.len());
    assert_eq!(
        line(1),
        (certificate::Honoree::Person, text("Ông"), text("K’Brôi Hoàng"), text("-"), text("-")),
        "its form has no decision yet"
    );
    assert_eq!(
        line(2),
        (
            certificate::Honoree::Person,
            text("Thượng úy"),
            text("Thạch Sô Phia"),
            text("164/QĐ-UBND"),
            text("04/12/2026")
        )
    );
    assert_eq!(
        line(3),
        (
            certificate::Honoree::Household,
            text("ông"),
            text("Phạm Văn Ứng"),
            text("164/QĐ-UBND"),
            text("04/12/2026")
        )
    );
    assert_eq!(line(5).0, certificate::Honoree::Collective);
    assert_eq!(rows[3].value("reason"), Some("Hiến 215 m² đất"));
    assert_eq!(rows[3].value("signer"), Some("Lê Thị Minh Châu"));
}
