//! Certain fixes, put into the document.

use crate::model::{Document, Finding, Inline};

/// Puts every certain fix into the document and tells which findings were mended, by their
/// index. Of two fixes that overlap the first in the order of places is taken. Faces stay:
/// new words take the face of the first that they replace.
pub fn mend(document: &mut Document, findings: &[Finding]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..findings.len()).filter(|&index| findings[index].fix.is_some()).collect();
    order.sort_by_key(|&index| findings[index].place);
    let mut chosen: Vec<usize> = Vec::new();
    for index in order {
        let place = findings[index].place;
        let clear = chosen.last().is_none_or(|&last| {
            let before = findings[last].place;
            (before.at, before.note) != (place.at, place.note)
                || before.end < place.start
                || before.end == place.start && before.start < place.start && place.start < place.end
        });
        if clear {
            chosen.push(index);
        }
    }
    // From the end, so that places before stay true.
    let mut mended: Vec<usize> = Vec::new();
    for &index in chosen.iter().rev() {
        let finding = &findings[index];
        let Some(fix) = &finding.fix else { continue };
        let Some(text) = document.text_mut(finding.place.at) else { continue };
        let inlines = match finding.place.note {
            None => Some(text),
            Some(note) => text
                .iter_mut()
                .filter_map(|inline| match inline {
                    Inline::Footnote { text } => Some(text),
                    _ => None,
                })
                .nth(note),
        };
        let Some(inlines) = inlines else { continue };
        replace(inlines, finding.place.start, finding.place.end, &fix.replace);
        mended.push(index);
    }
    mended.reverse();
    mended
}

/// Puts words instead of the characters `start..end`.
fn replace(inlines: &mut Vec<Inline>, start: usize, end: usize, words: &str) {
    let mut at = 0;
    let mut put = false;
    inlines.retain_mut(|inline| {
        let length = match inline {
            Inline::Text(run) => run.text.chars().count(),
            Inline::Break => 1,
            _ => 0,
        };
        let (from, to) = (at, at + length);
        at = to;
        match inline {
            Inline::Text(run) if from <= end && start <= to && (start < to || !put && start == to) => {
                let kept = |range: std::ops::Range<usize>| -> String {
                    run.text.chars().skip(range.start).take(range.end.saturating_sub(range.start)).collect()
                };
                let before = kept(0..start.saturating_sub(from).min(length));
                let after = kept(end.saturating_sub(from).min(length)..length);
                let middle = if put { "" } else { words };
                put = true;
                run.text = format!("{before}{middle}{after}");
                !run.text.is_empty()
            }
            Inline::Break => !(start <= from && to <= end && start < end),
            _ => true,
        }
    });
    if !put {
        inlines.push(Inline::plain(words));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Run, document::words};

    #[test]
    fn new_words_take_the_face_of_the_first_they_replace() {
        let bold = |text: &str| Inline::Text(Run { text: text.into(), bold: true, ..Run::default() });
        let mut text = vec![Inline::plain("Số "), bold("15 / QĐ"), Inline::plain("-UBND")];
        replace(&mut text, 5, 8, "/");
        assert_eq!(text, [Inline::plain("Số "), bold("15/QĐ"), Inline::plain("-UBND")]);
        replace(&mut text, 0, 8, "A");
        assert_eq!(text, [Inline::plain("A"), Inline::plain("-UBND")]);
        let end = words(&text).chars().count();
        replace(&mut text, end, end, "./.");
        assert_eq!(words(&text), "A-UBND./.");
    }
}
