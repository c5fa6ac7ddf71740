//! Every rule has a right and a wrong case, and each case does what it says.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use vanthu::check::{Case, Rule};
use vanthu::model::Severity;

use super::{CHECKER, in_text, marked, sample, told, written};

/// The texts of the samples that cases start from.
static BASES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let bases = CHECKER.rules().iter().flat_map(|rule| &rule.case).map(|case| case.base.clone());
    bases.map(|base| (base.clone(), written(&sample(&base)))).collect()
});

/// The cases about words.
fn cases() -> impl Iterator<Item = (&'static Rule, &'static Case)> {
    CHECKER
        .rules()
        .iter()
        .flat_map(|rule| rule.case.iter().map(move |case| (rule, case)))
        .filter(|(_, case)| case.look.is_none())
}

#[test]
fn every_rule_has_a_right_and_a_wrong_case() {
    let without: Vec<&str> =
        CHECKER.rules().iter().filter(|rule| rule.case.is_empty()).map(|rule| rule.id.as_str()).collect();
    assert!(without.is_empty(), "{without:?}");
    for (rule, case) in CHECKER.rules().iter().flat_map(|rule| rule.case.iter().map(move |case| (rule, case)))
    {
        assert!(case.right != case.wrong, "{}: {:?}", rule.id, case.right);
    }
}

/// Programs and offices name rules by their ids: none is renamed or taken out unseen.
#[test]
fn the_table_of_rules_is_this() {
    let line = |rule: &Rule| format!("{} | {} | {}\n", rule.id, rule.severity.key(), rule.cite);
    let table: String = CHECKER.rules().iter().map(line).collect();
    crate::cases::golden("../it/check", "rules.txt", &table);
}

/// The base with the right words, and with the wrong ones.
fn texts(rule: &Rule, case: &Case) -> (String, String) {
    let base = &BASES[&case.base];
    let count = base.matches(&case.right).count();
    assert_eq!(count, 1, "{}: {:?} stands {count} times in {}:\n{base}", rule.id, case.right, case.base);
    (base.clone(), base.replacen(&case.right, &case.wrong, 1))
}

#[test]
fn a_wrong_case_is_found_at_its_place_and_nothing_else_is() {
    let mut faults = String::new();
    for (rule, case) in cases() {
        let (_, wrong) = texts(rule, case);
        let (document, findings) = in_text(&wrong);
        let own: Vec<_> = findings.iter().filter(|finding| finding.id == rule.id).collect();
        let at = case.at.as_deref();
        let placed = own.iter().any(|finding| {
            let (found, words) = marked(&document, finding);
            match at {
                Some(at) => found == at,
                None => {
                    // Some line of what was written wrong stands in the paragraph that is marked.
                    let lines = case.wrong.lines().map(str::trim).filter(|line| !line.is_empty());
                    case.wrong.is_empty()
                        || lines.into_iter().any(|line| words.contains(line) || line.contains(words.trim()))
                }
            }
        });
        if own.is_empty() || !placed || own.len() != findings.len() {
            faults.push_str(&format!(
                "{}: {:?} instead of {:?}{}:\n{}",
                rule.id,
                case.wrong,
                case.right,
                if own.is_empty() {
                    " is not found"
                } else if !placed {
                    " is found elsewhere"
                } else {
                    " finds more"
                },
                told(&document, &findings)
            ));
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}

#[test]
fn nothing_is_certain_about_a_suggestion() {
    let mut suggested = 0;
    for (rule, case) in cases().filter(|(rule, _)| rule.severity == Severity::Suggestion) {
        for finding in in_text(&texts(rule, case).1).1.iter().filter(|finding| finding.id == rule.id) {
            assert_eq!(finding.fix, None, "{}", rule.id);
            suggested += 1;
        }
    }
    assert!(suggested > 5);
}

#[test]
fn a_certain_fix_gives_the_right_words_back() {
    for (rule, case) in cases() {
        let (right, wrong) = texts(rule, case);
        let (mut document, findings) = in_text(&wrong);
        if findings.iter().any(|finding| finding.fix.is_none()) {
            continue;
        }
        let mended = vanthu::check::mend(&mut document, &findings);
        assert!(!mended.is_empty(), "{}", rule.id);
        let (_, after) = in_text(&written(&document));
        assert_eq!(after, [], "{}: {:?}", rule.id, case.wrong);
        let _same_base = right;
    }
}
