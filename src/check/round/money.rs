//! Money: as the plan says, and where it says nothing as the rules do.

use super::{Round, kind};
use crate::model::award::InForce;
use crate::model::campaign::Form;
use crate::model::honoree::Kind;
use crate::model::round::{Entry, Finding, FindingCode};
use crate::viet::number::grouped;

/// What goes with a form for such an honoree, in đồng: what the plan says, else what the rules of
/// the day do; nothing where neither says it.
pub fn money_due(form: &Form, kind: Kind, rules: InForce<'_>) -> Option<i64> {
    let planned = form.money.iter().find(|money| money.kind == kind).map(|money| money.amount);
    planned.or_else(|| rules.due(&form.award, &form.authority, kind).map(|due| due.amount))
}

/// What the plan pays against what the rules say.
pub(super) fn of_form(round: &Round<'_>, form: &Form) -> Vec<Finding> {
    let mut findings = Vec::new();
    for money in &form.money {
        let Some(due) = round.rules.due(&form.award, &form.authority, money.kind) else { continue };
        if due.amount != money.amount {
            let figures =
                [grouped(money.amount), grouped(due.amount), due.times.written(), grouped(due.salary)];
            let [planned, ruled, times, salary] = &figures;
            let details = [form.name.as_str(), kind(money.kind), planned, ruled, times, salary];
            findings.push(round.find_by(FindingCode::FormMoney, &details, due.cite));
        }
    }
    findings
}

/// What an entry is to be paid.
pub(super) fn of_entry(round: &Round<'_>, id: &str, entry: &Entry) -> Option<Finding> {
    let (form, paid) = (round.form(entry)?, entry.honoree.money?);
    let of = entry.honoree.kind;
    if let Some(planned) = form.money.iter().find(|money| money.kind == of) {
        let figures = [grouped(paid), grouped(planned.amount)];
        let details = [figures[0].as_str(), &figures[1], kind(of)];
        return (paid != planned.amount)
            .then(|| round.find_in(id, entry, FindingCode::MoneyPlan, "/honoree/money", &details));
    }
    let due = round.rules.due(&form.award, &form.authority, of).filter(|due| due.amount != paid)?;
    let figures = [grouped(paid), grouped(due.amount), due.times.written(), grouped(due.salary)];
    let details: Vec<&str> = figures.iter().map(String::as_str).collect();
    let place = (FindingCode::MoneyRule, "/honoree/money");
    Some(round.find_in_by(id, entry, place, &details, Some(due.cite)))
}
