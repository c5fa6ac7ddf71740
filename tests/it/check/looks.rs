//! Looks: what is lawful in silence, each wrong look by just its rule.

use std::collections::BTreeMap;

use vanthu::flow::builtin::TEMPLATES;
use vanthu::model::looks::{Drawing, Drawn, Look, Looks, Share};
use vanthu::model::standard::{Align, Case};
use vanthu::model::{At, Finding, Role};

use super::ideal::{apply, ideal};
use super::{CHECKER, STANDARD, in_looks, sample, told};

#[test]
fn nothing_is_found_in_lawful_looks() {
    let mut faults = String::new();
    for (id, _) in TEMPLATES {
        let document = sample(id);
        let found = in_looks(&document, &ideal(&document));
        if !found.is_empty() {
            faults.push_str(&format!("{id}:\n{}", told(&document, &found)));
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}

#[test]
fn a_wrong_look_is_found_at_its_place_by_just_its_rule() {
    let mut faults = String::new();
    let cases = CHECKER.rules().iter().flat_map(|rule| rule.case.iter().map(move |case| (rule, case)));
    let mut count = 0;
    for (rule, case) in cases {
        let Some(change) = &case.look else { continue };
        count += 1;
        let document = sample(&case.base);
        let mut looks = ideal(&document);
        let at = apply(change, &document, &mut looks);
        let found = in_looks(&document, &looks);
        let is_it = |finding: &Finding| finding.id == rule.id && finding.place.at == at;
        if found.len() != 1 || !found.iter().all(is_it) {
            faults.push_str(&format!("{}: {}:\n{}", rule.id, case.wrong, told(&document, &found)));
        }
    }
    assert!(count > 0, "no cases about looks");
    assert!(faults.is_empty(), "\n{faults}");
}

/// What is found in a sample whose looks are changed: each finding's rule and the role that
/// it stands at.
fn found(id: &str, change: impl Fn(Role, &mut Look)) -> Vec<(String, &'static str, String)> {
    let document = sample(id);
    let mut looks = ideal(&document);
    let roles: BTreeMap<At, Role> = document.texts().map(|(at, role, _)| (at, role)).collect();
    looks.texts.iter_mut().for_each(|look| change(roles[&look.at], look));
    let findings = in_looks(&document, &looks);
    findings.into_iter().map(|found| (found.id, roles[&found.place.at].key(), found.message)).collect()
}

/// Roles of the body, to be changed together.
fn is_text(role: Role) -> bool {
    STANDARD.role(role).shape == STANDARD.role(Role::Body).shape
}

#[test]
fn the_whole_body_in_a_wrong_size_is_one_finding_at_its_first_paragraph() {
    let found = found("quyet-dinh", |role, look| {
        if is_text(role) {
            look.sizes = [12.0, 12.0];
        }
    });
    let message = "Lời văn: cỡ chữ 12, phải là 13 đến 14 (và 9 đoạn khác).";
    assert_eq!(found, [("font-size".to_owned(), "citation", message.to_owned())]);
}

#[test]
fn a_file_in_another_family_is_one_finding() {
    let found = found("cong-van", |_, look| look.fonts = vec!["Arial".into()]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].0.as_str(), found[0].1), ("font-family", "issuing-body"));
}

#[test]
fn words_underlined_instead_of_a_drawn_line_are_one_finding() {
    let found = found("ke-hoach", |role, look| {
        if role == Role::IssuingBody {
            (look.underline, look.rule) = (Share::Some, None);
        }
    });
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].0, "underline-for-rule");
}

#[test]
fn a_finding_gives_the_clause_of_the_value_that_is_broken() {
    let document = sample("cong-van");
    let mut looks = ideal(&document);
    looks.sheets[0].left = 25.0;
    let found = in_looks(&document, &looks);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].cite, "Phụ lục I, Phần I, Mục I.3");
    assert_eq!(found[0].message, "Lề trái 25 mm, phải từ 30 đến 35 mm.");
}

/// What real files hold and no reader of the paper would call wrong.
#[test]
fn what_offices_do_within_the_law_is_passed_over() {
    type Change = fn(Role, &mut Look);
    let practice: &[(&str, Change)] = &[
        ("lines of exactly 17 pt", |_, look| look.line = None),
        ("the greatest sizes", |role, look| look.sizes = [STANDARD.role(role).allowed[1]; 2]),
        ("sizes as Word rounds them", |_, look| look.sizes = look.sizes.map(|size| size + 0.2)),
        ("some words of the body in bold or italic", |role, look| {
            if is_text(role) && role.heading_rank().is_none() {
                (look.bold, look.italic) = (Share::Some, Share::Some);
            }
        }),
        ("a paragraph of the body in bold and italic", |role, look| {
            if role == Role::Body {
                (look.bold, look.italic) = (Share::All, Share::All);
            }
        }),
        ("empty paragraphs for space", |_, look| (look.paragraph, look.before) = (look.paragraph * 2, 0.0)),
        ("lists indented as a whole", |role, look| {
            if matches!(role, Role::Clause | Role::Point | Role::Bullet | Role::Item) {
                (look.left, look.indent) = (12.7, -6.35);
            }
        }),
        ("short lines of the body to the left", |role, look| {
            if role.heading_rank().is_some() && is_text(role) {
                look.align = Align::Left;
            }
        }),
        ("an indent of 1 cm", |_, look| {
            if look.indent > 0.0 {
                look.indent = 10.0;
            }
        }),
        ("a line drawn by hand, a little short", |_, look| {
            if let Some(Drawn { length: Some(length), .. }) = &mut look.rule {
                *length *= 0.93;
            }
        }),
        ("a drawn line of unknown length", |_, look| {
            if let Some(drawn) = &mut look.rule {
                (drawn.kind, drawn.length) = (Drawing::Shape, None);
            }
        }),
        ("signs from another family", |_, look| look.fonts.push("Wingdings".into())),
        ("the family as a converter spells it", |_, look| look.fonts = vec!["TimesNewRomanPSMT".into()]),
        ("a grey that prints as black", |role, look| {
            if role != Role::Urgency {
                look.colours = vec!["#212529".into()];
            }
        }),
        ("chức vụ khác in plain letters", |role, look| {
            if role == Role::SignerPost {
                look.bold = Share::None;
            }
        }),
        ("cells of a table in 12", |role, look| {
            if matches!(role, Role::TableHead | Role::TableCell) {
                (look.sizes, look.align, look.bold) = ([12.0; 2], Align::Justify, Share::None);
            }
        }),
        ("all caps instead of typed capitals", |role, look| {
            if STANDARD.role(role).case == Case::Upper {
                look.caps = Share::All;
            }
        }),
    ];
    for (what, change) in practice {
        for (id, _) in TEMPLATES {
            let found = found(id, *change);
            assert!(found.is_empty(), "{what}, in {id}: {found:#?}");
        }
    }
}

#[test]
fn sheets_as_real_files_have_them_are_passed_over() {
    type Change = fn(&mut Looks);
    let practice: &[(&str, &str, Change)] = &[
        ("cong-van", "margins in twips", |looks| {
            (looks.sheets[0].left, looks.sheets[0].right) = (29.98, 14.99);
        }),
        ("cong-van", "one page without a number", |looks| looks.sheets[0].number = None),
        ("quyet-dinh-tang-giay-khen", "an appendix on another sheet", |looks| {
            for sheet in &mut looks.sheets[1..] {
                (sheet.width, sheet.height, sheet.left, sheet.number) = (297.0, 210.0, 15.0, None);
            }
        }),
        ("bao-cao-tong-ket", "a table on a sheet that lies", |looks| {
            let sheet = &mut looks.sheets[0];
            (sheet.width, sheet.height) = (sheet.height, sheet.width);
        }),
    ];
    for (id, what, change) in practice {
        let document = sample(id);
        let mut looks = ideal(&document);
        change(&mut looks);
        let found = in_looks(&document, &looks);
        assert!(found.is_empty(), "{what}:\n{}", told(&document, &found));
    }
}
