//! Tên loại và trích yếu (khoản 5), chỉ dẫn kèm theo (Mục III.1).

use crate::check::{desk::Desk, pattern::patterns, view::View};
use crate::model::Role;
use crate::viet::{case, date, letters};

patterns! {
    /// "V/v" at the head of a trích yếu.
    ABOUT = r"^(?i:v\s*/\s*v)\s*:?\s*";
    /// "V/v" of a letter, in its one form.
    LETTER = r"^V/v \S";
    /// The number of an act: "số 15/QĐ-UBND".
    NUMBER = r"(?i:số)\s*:?\s*(?P<number>\d+/[\p{L}\d/&-]+)";
}

/// Holds the title.
pub(super) fn look(view: &View<'_>, desk: &mut Desk<'_>) {
    for text in view.texts.iter().filter(|text| text.role == Role::Subject) {
        if let Some(about) = ABOUT.find(&text.words) {
            desk.correct("subject-about", text, about.range(), "Về việc ", &[("wanted", "Về việc")]);
        } else if letters::is_upper(&text.words) && text.words.split_whitespace().nth(3).is_some() {
            desk.find("subject-upper", text, 0..text.words.len(), &[]);
        }
    }
    if let Some(text) = view.first(Role::LetterSubject)
        && !LETTER.is_match(&text.words)
        && let Some(about) = ABOUT.find(&text.words)
    {
        desk.correct("letter-subject-form", text, about.range(), "V/v ", &[("wanted", "V/v")]);
    }
    attached(view, desk);
}

/// "(Kèm theo …)" names the very document that it is attached to.
fn attached(view: &View<'_>, desk: &mut Desk<'_>) {
    let own = view.first(Role::DocNumber).and_then(|text| NUMBER.captures(&text.words)?.name("number"));
    let day = view.date();
    for text in view.texts.iter().filter(|text| text.role == Role::AttachmentReference) {
        let cited = NUMBER.captures(&text.words).and_then(|found| found.name("number"));
        let blank = view
            .first(Role::DocNumber)
            .is_some_and(|text| !text.words.contains(|c: char| c.is_ascii_digit()));
        if let Some(cited) = cited.filter(|_| blank) {
            desk.find("attachment-ahead", text, cited.range(), &[]);
        }
        if let (Some(own), Some(cited)) = (own, cited)
            && case::upper(own.as_str()) != case::upper(cited.as_str())
        {
            desk.find("attachment-number", text, cited.range(), &[("wanted", own.as_str())]);
        }
        if let (Some(day), Some(cited)) = (day, date::full_date(&text.words))
            && day != cited
            && let Some(at) = text.words.find("ngày")
        {
            let end = text.words[at..].find(|c| ",;)".contains(c)).map_or(text.words.len(), |end| at + end);
            let end = text.words[at..end].find(" của").map_or(end, |end| at + end);
            desk.find("attachment-date", text, at..end, &[("wanted", &date::full(day))]);
        }
    }
}

impl View<'_> {
    /// The day of the document itself, where it has been given.
    pub(in crate::check) fn date(&self) -> Option<chrono::NaiveDate> {
        date::full_date(&self.first(Role::PlaceDate)?.words)
    }
}
