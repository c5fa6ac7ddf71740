//! "./." ends the content (Phụ lục III, the sample forms).

use crate::check::{
    desk::Desk,
    view::{Text, View},
};
use crate::model::{Block, Layout, Role};

/// Types whose form has no closing mark, or that are closed by their parties.
const WITHOUT: &[&str] = &["minutes", "contract", "memorandum", "agreement", "public-letter", "other"];

/// Holds the last words of the content.
pub(super) fn look(view: &View<'_>, desk: &mut Desk<'_>) {
    if WITHOUT.contains(&view.kind()) {
        return;
    }
    let content: Vec<&Text<'_>> =
        view.main().filter(|text| text.note.is_none() && is_content(view, text)).collect();
    let Some((last, before)) = content.split_last() else { return };
    // Where the end was not found, what stands after the mark may be the end.
    let closed = before.iter().any(|text| text.words.trim_end().ends_with("./."));
    let has = |role: Role| view.first(role).is_some();
    if closed && !(has(Role::Recipient) && (has(Role::SignerTitle) || has(Role::Capacity))) {
        return;
    }
    for text in before {
        if let Some(at) = text.words.find("./.") {
            desk.find("closing-mark-early", text, at..at + 3, &[]);
        }
    }
    // A table may end the content; its last cell needs no mark of its own.
    let is_cell = matches!(last.role, Role::TableCell | Role::TableHead);
    let words = last.words.trim_end();
    if words.ends_with("./.") || is_cell {
        return;
    }
    let kept = words.trim_end_matches(['.', '/', ' ', ';', ',']);
    if kept.is_empty() || kept.ends_with([':', '?', '!', '…']) {
        desk.find("closing-mark", last, words.len()..words.len(), &[("end", end_of(words))]);
    } else {
        desk.correct("closing-mark", last, kept.len()..last.words.len(), "./.", &[("end", end_of(words))]);
    }
}

fn is_content(view: &View<'_>, text: &Text<'_>) -> bool {
    let in_row = matches!(view.block(text.at), Block::Columns(columns)
        if matches!(columns.layout, Layout::Letterhead | Layout::Numbering | Layout::Signature));
    !in_row
        && !matches!(
            text.role,
            Role::Contact
                | Role::DrafterMark
                | Role::RecipientsLabel
                | Role::Recipient
                | Role::Capacity
                | Role::SignerTitle
                | Role::SignerPost
                | Role::SignerName
                | Role::DocType
                | Role::Subject
                | Role::Urgency
                | Role::Circulation
                | Role::ElectronicMark
                | Role::CopyForm
        )
}

/// The last words, for a message.
fn end_of(words: &str) -> &str {
    let start = words.char_indices().rev().nth(29).map_or(0, |(at, _)| at);
    words[start..].split_once(' ').filter(|_| start > 0).map_or(&words[start..], |(_, rest)| rest)
}
