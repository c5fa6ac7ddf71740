//! Parts that every document has (Điều 8 khoản 2).

use crate::check::{desk::Desk, view::View};
use crate::model::{At, Role};

/// Types that are signed by parties or have a form of their own: no nơi nhận is asked of them.
const WITHOUT_RECIPIENTS: &[&str] = &["contract", "memorandum", "agreement", "public-letter", "minutes"];

/// Types whose form has no trích yếu (Phụ lục III), or in which custom leaves it out.
const WITHOUT_SUBJECT: &[&str] = &[
    "letter",
    "introduction",
    "leave-permit",
    "contract",
    "memorandum",
    "agreement",
    "authorisation",
    "invitation",
    "dispatch-slip",
    "transfer-slip",
    "notification-slip",
    "public-letter",
    "communique",
    "other",
];

/// Notes what is missing.
pub(super) fn look(view: &View<'_>, desk: &mut Desk<'_>) {
    let has = |roles: &[Role]| view.main().any(|text| roles.contains(&text.role));
    // A letter is known by its "V/v", so one without it has no type at all.
    let letter = view.kind() == "letter"
        || view.kind() == "other" && has(&[Role::DocNumber]) && has(&[Role::Addressee]);
    if view.kind() == "other" && !letter {
        return;
    }
    let name = |role: Role| view.standard().role(role).word.to_lowercase();
    let mut miss = |rule: &'static str, role: Role, at: At| desk.missing(rule, at, &[("what", &name(role))]);
    let top = view.main().next().map_or(At::default(), |text| text.at);
    if !view.lost_letterhead() {
        let mut asked = vec![Role::NationalTitle, Role::Motto, Role::IssuingBody];
        if view.kind() != "public-letter" {
            asked.push(Role::DocNumber);
        }
        if view.kind() != "minutes" {
            asked.push(Role::PlaceDate);
        }
        // What the reader supplied has no look, for it is not in the Word file.
        let printed = |at: At| view.looks().is_none_or(|looks| looks.of(at).is_some());
        let of_state = |role: Role| matches!(role, Role::NationalTitle | Role::Motto);
        let there = |role: Role| view.first(role).is_some_and(|text| !of_state(role) || printed(text.at));
        for role in asked.into_iter().filter(|role| !there(*role)) {
            miss("element-missing", role, top);
        }
    }
    if !WITHOUT_SUBJECT.contains(&view.kind()) && !has(&[Role::Subject]) {
        let at = view.first(Role::DocType).map_or(top, |text| text.at);
        miss("subject-missing", Role::Subject, at);
    }
    if letter && !has(&[Role::LetterSubject]) && !view.lost_letterhead() {
        let at = view.first(Role::DocNumber).map_or(top, |text| text.at);
        miss("letter-subject-missing", Role::LetterSubject, at);
    }
    if letter && !has(&[Role::Addressee]) {
        miss("addressee-missing", Role::Addressee, top);
    }
    let end = view.main().last().map_or(top, |text| text.at);
    if !has(&[Role::Capacity, Role::SignerTitle, Role::SignerName]) {
        miss("signature-missing", Role::SignerTitle, end);
    }
    if !WITHOUT_RECIPIENTS.contains(&view.kind()) && !has(&[Role::Recipient]) {
        miss("recipients-missing", Role::RecipientsLabel, end);
    }
}

impl View<'_> {
    /// True when a text came without its letterhead: nobody is blamed for it.
    fn lost_letterhead(&self) -> bool {
        self.matter.supplied && self.looks().is_none()
    }
}
