//! Notes that cannot stand at the foot of a page: those of a row that may be parted by the
//! page's end. Each has its number in brackets, raised, where it is called, and stands with
//! that number below the words that call it, in the size of a note. Every writer does so, and
//! what a reader meets is the same on paper and in Word.

use crate::model::{Inline, Run};

/// The number of a note below its words, from 1, as it is called and as it stands before the
/// note.
pub fn number(number: usize) -> String {
    format!("({number})")
}

/// Takes the notes out of the words that call them: the words with raised numbers, and each
/// note with its own number before it.
pub fn below(words: &[Inline]) -> (Vec<Inline>, Vec<Vec<Inline>>) {
    let mut notes = Vec::new();
    let words = words.iter().map(|inline| match inline {
        Inline::Footnote { text } => {
            let mark = raised(notes.len() + 1);
            let mut note = vec![mark.clone(), Inline::plain(" ")];
            note.extend_from_slice(text);
            notes.push(note);
            mark
        }
        Inline::Text(_) | Inline::Break | Inline::Picture(_) => inline.clone(),
    });
    (words.collect(), notes)
}

fn raised(note: usize) -> Inline {
    Inline::Text(Run { text: number(note), superscript: true, ..Run::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_numbered_where_they_are_called_and_where_they_stand() {
        let note = |text: &str| Inline::Footnote { text: vec![Inline::plain(text)] };
        let words = [Inline::plain("a"), note("x"), Inline::plain(" b"), note("y")];
        let (words, notes) = below(&words);
        assert_eq!(words, [Inline::plain("a"), raised(1), Inline::plain(" b"), raised(2)]);
        let numbered = |n: usize, text: &str| vec![raised(n), Inline::plain(" "), Inline::plain(text)];
        assert_eq!(notes, [numbered(1, "x"), numbered(2, "y")]);
    }
}
