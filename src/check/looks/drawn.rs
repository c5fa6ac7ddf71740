//! Lines drawn under words: Tiêu ngữ, tên cơ quan, trích yếu.

use super::gathered::{Breach, Gathered, Reach};
use super::{Seen, clause, range};
use crate::model::looks::Share;
use crate::model::standard::{PT_PER_MM, Rule};
use crate::model::{Inline, Role, Standard};

/// A line drawn by hand is as long as it should be when it is off by no more than this part
/// of the words above it.
const BY_HAND: f64 = 0.1;

/// Words wider than their room by no more than this, in pt, may still stand on one line: faces
/// and rounding differ.
const TIGHT: f64 = 3.0;

/// Looks at the lines that may not be broken: Quốc hiệu, Tiêu ngữ, place and date.
pub(super) fn one_line<'a>(seen: &[Seen<'a>], gathered: &mut Gathered<'a>) {
    for one in seen {
        let asked = matches!(one.role(), Role::NationalTitle | Role::Motto | Role::PlaceDate);
        let wide = one.look.width.zip(one.look.room).is_some_and(|(width, room)| width > room + TIGHT);
        let typed = one.text.inlines.contains(&Inline::Break);
        if asked && (wide || typed) {
            let breach = Breach {
                rule: "line-wrapped",
                seen: *one,
                cite: "practice",
                stands: String::new(),
                wanted: String::new(),
            };
            gathered.add(Reach::Role, breach);
        }
    }
}

/// Looks at the line under every role that has one.
pub(super) fn look<'a>(standard: &'a Standard, seen: &[Seen<'a>], gathered: &mut Gathered<'a>) {
    for run in seen.chunk_by(|one, other| place(*one) == place(*other)) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
        let Some(rule) = standard.rule(first.role()).filter(|_| first.is_ruled()) else { continue };
        let Some(cite) = clause(&rule.share.cite) else { continue };
        let (stands, wanted) = (String::new(), wanted(rule));
        match run.iter().find_map(|one| one.look.rule.as_ref()) {
            _ if run.iter().any(|one| one.look.underline != Share::None) => {}
            None if is_above_another(seen, *last) => {}
            None => {
                gathered.add(Reach::Role, Breach { rule: "rule-missing", seen: *last, cite, stands, wanted });
            }
            Some(drawn) => {
                let Some(share) = drawn.length.and_then(|length| Some(length * PT_PER_MM / longest(run)?))
                else {
                    continue;
                };
                let Some([least, most]) = rule.share.allowed else { continue };
                if !(least - BY_HAND..=most + BY_HAND).contains(&share) {
                    let stands = format!("{:.0}", share * 100.0);
                    gathered
                        .add(Reach::Role, Breach { rule: "rule-length", seen: *last, cite, stands, wanted });
                }
            }
        }
    }
}

/// What texts of one run have in common: they stand below each other and are one thing.
fn place(seen: Seen<'_>) -> (usize, Option<usize>, Role) {
    let at = seen.text.at;
    (at.section, at.within.map(|[column, _]| column), seen.role())
}

/// "(Kèm theo …)" under a subject has the line of both.
fn is_above_another(seen: &[Seen<'_>], last: Seen<'_>) -> bool {
    let next = seen.iter().find(|other| other.text.at > last.text.at);
    next.is_some_and(|next| next.role() == Role::AttachmentReference && last.role() != next.role())
}

/// Width in pt of the longest line of a run, where all were measured.
fn longest(run: &[Seen<'_>]) -> Option<f64> {
    let widths: Option<Vec<f64>> = run.iter().map(|one| one.look.width).collect();
    widths?.into_iter().reduce(f64::max).filter(|width| *width > 0.0)
}

fn wanted(rule: &Rule) -> String {
    rule.share.allowed.map_or_else(String::new, |allowed| range(allowed.map(|share| (share * 100.0).round())))
}
