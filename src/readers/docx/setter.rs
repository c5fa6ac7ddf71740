//! Inlines put together from the pieces of a paragraph: letters with their faces, spaces folded.

use super::content::{Piece, texts};
use super::story::Story;
use super::styles::Face;
use crate::model::{Inline, Role, Run, Standard};

/// Inlines as they are put together: letters with their faces, spaces folded.
pub(super) struct Setter<'a> {
    role: Role,
    standard: &'a Standard,
    out: Vec<Inline>,
    /// A space is due before the next letter.
    space: bool,
}

impl<'a> Setter<'a> {
    pub(super) fn new(role: Role, standard: &'a Standard) -> Setter<'a> {
        Setter { role, standard, out: Vec::new(), space: false }
    }

    pub(super) fn letter(&mut self, c: char, face: &Face) {
        let style = self.standard.role(self.role);
        let run = Run {
            text: String::new(),
            bold: face.bold && !style.bold,
            italic: face.italic && !style.italic,
            superscript: face.raised,
        };
        let alike = |last: &Run| {
            (last.bold, last.italic, last.superscript) == (run.bold, run.italic, run.superscript)
        };
        let space = std::mem::take(&mut self.space);
        match self.out.last_mut() {
            Some(Inline::Text(last)) if alike(last) => {
                last.text.extend(space.then_some(' '));
                last.text.push(c);
            }
            Some(Inline::Text(last)) => {
                // Between two faces the space belongs to the first, unless that is raised.
                let leading = if space && last.superscript { " " } else { "" };
                if space && !last.superscript {
                    last.text.push(' ');
                }
                self.out.push(Inline::Text(Run { text: format!("{leading}{c}"), ..run }));
            }
            _ => {
                let leading = if space && !self.out.is_empty() { " " } else { "" };
                self.out.push(Inline::Text(Run { text: format!("{leading}{c}"), ..run }));
            }
        }
    }

    /// Room for the pen is kept as it is.
    pub(super) fn white(&mut self, c: char) {
        match self.out.last_mut() {
            Some(Inline::Text(last)) if c == '\u{a0}' => last.text.push(c),
            _ => self.space = true,
        }
    }

    pub(super) fn line_break(&mut self) {
        self.space = false;
        if !matches!(self.out.last(), None | Some(Inline::Break)) {
            self.out.push(Inline::Break);
        }
    }

    pub(super) fn note(&mut self, note: usize, story: &Story) {
        self.out.push(Inline::Footnote { text: words_of(note, story, self.standard) });
    }

    pub(super) fn done(mut self) -> Vec<Inline> {
        while matches!(self.out.last(), Some(Inline::Break)) {
            self.out.pop();
        }
        self.out
    }
}

/// The words of a note.
pub(super) fn words_of(note: usize, story: &Story, standard: &Standard) -> Vec<Inline> {
    let items = story.notes.get(note).map_or(&[][..], Vec::as_slice);
    let mut setter = Setter::new(Role::Footnote, standard);
    texts(items, &mut |text| {
        setter.line_break();
        // A note has no notes of its own.
        set(&text.pieces, &mut setter, &mut |_, _| {});
    });
    setter.done()
}

/// The pieces of a paragraph as inlines of a role.
pub(super) fn inlines(pieces: &[Piece], role: Role, story: &Story, standard: &Standard) -> Vec<Inline> {
    let mut setter = Setter::new(role, standard);
    set(pieces, &mut setter, &mut |setter, note| setter.note(note, story));
    setter.done()
}

fn set<'a>(pieces: &[Piece], setter: &mut Setter<'a>, note: &mut dyn FnMut(&mut Setter<'a>, usize)) {
    for piece in pieces {
        match piece {
            Piece::Words { text, face, .. } => {
                for c in text.chars() {
                    if c.is_whitespace() { setter.space = true } else { setter.letter(c, face) }
                }
            }
            Piece::Break => setter.line_break(),
            Piece::Tab => setter.space = true,
            Piece::Note(number) => note(setter, *number),
            Piece::Picture(_) => {}
        }
    }
}
