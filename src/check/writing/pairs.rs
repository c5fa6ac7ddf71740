//! Brackets and quotation marks: each opened is closed, and a document uses one kind.

use crate::check::desk::Desk;
use crate::check::prose::is_body;
use crate::check::view::{Text, View};
use crate::model::{Role, SectionKind};

/// Looks at the pairs of a document.
pub(super) fn look(view: &View<'_>, desk: &mut Desk<'_>) {
    let texts: Vec<&Text<'_>> = view.prose().collect();
    let mut brackets = Vec::new();
    let mut quotes = Vec::new();
    for (index, text) in texts.iter().enumerate() {
        let (open, closed) = unpaired(&text.words, '(', ')', is_label);
        let labels = text.words.match_indices(')').any(|(at, _)| is_label(&text.words[..at]));
        brackets.extend(open.iter().map(|at| Loose { index, text, at: *at, opens: true }));
        if !labels {
            brackets.extend(closed.iter().map(|at| Loose { index, text, at: *at, opens: false }));
        }
        let (open, closed) = unpaired(&text.words, '“', '”', |_| false);
        // Each paragraph of a long quotation may open anew.
        let goes_on = texts.get(index + 1).is_some_and(|next| next.words.starts_with('“'));
        if !goes_on {
            quotes.extend(open.iter().map(|at| Loose { index, text, at: *at, opens: true }));
        }
        quotes.extend(closed.iter().map(|at| Loose { index, text, at: *at, opens: false }));
    }
    report("bracket", &brackets, 12, desk);
    report("quote", &quotes, 80, desk);
    straight(&texts, desk);
}

/// A mark without its other half in its own text.
struct Loose<'t, 'a> {
    /// Which text of the running texts.
    index: usize,
    text: &'t Text<'a>,
    at: usize,
    opens: bool,
}

/// Where marks stand that open without closing, and that close without opening.
fn unpaired(words: &str, open: char, close: char, is_label: fn(&str) -> bool) -> (Vec<usize>, Vec<usize>) {
    let (mut opened, mut closed) = (Vec::new(), Vec::new());
    for (at, c) in words.char_indices() {
        if c == open {
            opened.push(at);
        } else if c == close && opened.pop().is_none() && !is_label(&words[..at]) {
            closed.push(at);
        }
    }
    (opened, closed)
}

/// True when a label such as `a)`, `12)` or `iv)` ends here: a bracket that never opened.
fn is_label(before: &str) -> bool {
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let letter = word.chars().count() == 1;
    let figure = word.ends_with(|c: char| c.is_ascii_digit());
    let roman = !word.is_empty() && word.chars().all(|c| "ivxIVX".contains(c));
    (letter || figure || roman) && !before.ends_with('(')
}

/// Notes marks whose other half does not stand within `reach` texts, one of a kind in a text.
fn report(kind: &str, loose: &[Loose<'_, '_>], reach: usize, desk: &mut Desk<'_>) {
    let mut open: Vec<&Loose<'_, '_>> = Vec::new();
    let mut alone: Vec<&Loose<'_, '_>> = Vec::new();
    for mark in loose {
        if mark.opens {
            open.push(mark);
            continue;
        }
        let near = |other: &&Loose<'_, '_>| {
            mark.index - other.index <= reach && mark.text.at.section == other.text.at.section
        };
        if open.last().is_some_and(near) {
            open.pop();
        } else {
            alone.push(mark);
        }
    }
    alone.extend(open);
    alone.sort_by_key(|mark| (mark.index, mark.at));
    alone.dedup_by_key(|mark| (mark.index, mark.opens));
    for mark in alone {
        let rule = match (kind, mark.opens) {
            ("bracket", true) => "bracket-unclosed",
            ("bracket", false) => "bracket-unopened",
            // `“abc"` has its other half in another kind.
            (_, _) if mark.text.words.contains('"') => continue,
            (_, true) => "quote-unclosed",
            (_, false) => "quote-unopened",
        };
        let len = mark.text.words[mark.at..].chars().next().map_or(0, char::len_utf8);
        desk.find(rule, mark.text, mark.at..mark.at + len, &[]);
    }
}

/// Looks for straight marks in a document that uses curly ones.
fn straight(texts: &[&Text<'_>], desk: &mut Desk<'_>) {
    let curly = texts.iter().any(|text| text.words.contains('“') && text.words.contains('”'));
    for text in texts {
        let marks: Vec<usize> = text.words.match_indices('"').map(|(at, _)| at).collect();
        let measure = marks.iter().any(|at| text.words[..*at].ends_with(|c: char| c.is_ascii_digit()));
        if marks.is_empty() {
            continue;
        }
        if marks.len() % 2 == 1 {
            odd(text, &marks, measure, desk);
        } else if curly {
            for pair in marks.chunks_exact(2) {
                let (start, end) = (pair[0], pair[1] + 1);
                let inner = &text.words[start + 1..end - 1];
                let wanted = format!("“{inner}”");
                if inner.is_empty() || inner.starts_with(' ') || inner.contains(['“', '”']) {
                    continue;
                }
                if text.inlines.len() == 1 {
                    desk.correct("mixed-quotes", text, start..end, &wanted, &[]);
                } else {
                    desk.find("mixed-quotes", text, start..end, &[("wanted", &wanted)]);
                }
            }
        }
    }
}

/// An odd number of straight marks: one is the other half of a curly one, or one is missing.
fn odd(text: &Text<'_>, marks: &[usize], measure: bool, desk: &mut Desk<'_>) {
    let words = &text.words;
    let (open, closed) = unpaired(words, '“', '”', |_| false);
    match (marks, open.as_slice(), closed.as_slice()) {
        ([mark], [open], []) if mark > open => {
            desk.correct("mixed-quotes", text, *mark..mark + 1, "”", &[]);
        }
        ([mark], [], [close]) if mark < close => {
            desk.correct("mixed-quotes", text, *mark..mark + 1, "“", &[]);
        }
        ([mark], [], []) if !measure && is_body(text.role) && text.section == SectionKind::Main => {
            let before = words[..*mark].chars().next_back();
            let opens = before.is_none_or(|c| c.is_whitespace() || c == '(');
            let rule = if opens { "quote-unclosed" } else { "quote-unopened" };
            if text.role != Role::MajorHeading {
                desk.find(rule, text, *mark..mark + 1, &[]);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn brackets(words: &str) -> (usize, usize) {
        let (open, closed) = unpaired(words, '(', ')', is_label);
        (open.len(), closed.len())
    }

    #[test]
    fn labels_close_without_opening() {
        for words in
            ["a) Nội dung; b) hình thức", "điểm a), b) khoản 1)", "(1) một; 2) hai", "iv) bốn (nếu có)"]
        {
            assert_eq!(brackets(words), (0, 0), "{words}");
        }
        assert_eq!(brackets("(do Phòng Nội vụ (cơ quan thường trực) trình"), (1, 0));
        assert_eq!(brackets("do Phòng Nội vụ trình)"), (0, 1));
    }
}
