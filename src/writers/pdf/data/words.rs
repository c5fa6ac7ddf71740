//! The words of a paragraph or a cell: runs, footnotes, and what has no glyph.

use std::borrow::Cow;

use super::{Run, Shown, Words, Writer};
use crate::model::picture::Media;
use crate::model::{Inline, Picture, Role};
use crate::writers::fit::{notes::number as number_below, picture};
use crate::writers::fonts::unseen;

/// Where the notes stand that words call.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Notes {
    /// At the foot of the page.
    AtFoot,
    /// Below the words, numbered among themselves.
    Below,
    /// Among the words: a note inside a note has no other place.
    Among,
}

impl<'a> Words<'a> {
    fn into_runs(self) -> Vec<Run<'a>> {
        match self {
            Words::Plain(words) => vec![Run::Plain(words)],
            Words::Runs(runs) => runs,
        }
    }
}

impl<'a> Writer<'a> {
    /// The words in a face (bold, italic, size) where `width` pt are free.
    pub(super) fn words(
        &mut self,
        inlines: &'a [Inline],
        face: (bool, bool, f64),
        width: f64,
        notes: Notes,
    ) -> Words<'a> {
        let mut runs = Vec::with_capacity(inlines.len());
        let mut below = Vec::new();
        let raised = |number| Run::Faced { words: Cow::Owned(number_below(number)), face: 0, raised: true };
        for inline in inlines {
            match inline {
                Inline::Text(run) => {
                    let added = u8::from(run.bold && !face.0) + 2 * u8::from(run.italic && !face.1);
                    let setting = (face.0 || run.bold, face.1 || run.italic, face.2);
                    for part in self.parts(&run.text, setting, width) {
                        runs.push(match part {
                            Part::Words(words) if added == 0 && !run.superscript => Run::Plain(words),
                            Part::Words(words) => Run::Faced { words, face: added, raised: run.superscript },
                            Part::Missing(c) => Run::Missing { missing: format!("U+{:04X}", u32::from(c)) },
                            Part::Cut => Run::Break { r#break: true },
                        });
                    }
                }
                Inline::Footnote { text } => match notes {
                    Notes::Among => runs.extend(self.words(text, face, width, notes).into_runs()),
                    Notes::AtFoot => {
                        let page = self.standard.page.text_width();
                        let note = self.words(text, self.note_face(), page, Notes::Among);
                        self.called.push(self.block);
                        runs.push(Run::Note { note, number: self.called.len() });
                    }
                    Notes::Below => {
                        below.push(text);
                        runs.push(raised(below.len()));
                    }
                },
                Inline::Break => runs.push(Run::Break { r#break: true }),
                Inline::Picture(shown) => {
                    let descent = picture::below(inlines, face.2);
                    runs.push(Run::Picture(self.shown(shown, descent, width)));
                }
            }
        }
        for (at, text) in below.into_iter().enumerate() {
            let mut note = vec![raised(at + 1), Run::Plain(Cow::Borrowed(" "))];
            note.extend(self.words(text, self.note_face(), width, Notes::Among).into_runs());
            runs.extend([Run::Break { r#break: true }, Run::Below { below: Words::Runs(note) }]);
        }
        match &mut runs[..] {
            [] => Words::Plain(Cow::Borrowed("")),
            [Run::Plain(only)] => Words::Plain(std::mem::take(only)),
            _ => Words::Runs(runs),
        }
    }

    /// A picture with `descent` pt below it where `room` pt are free.
    fn shown(&mut self, picture: &'a Picture, descent: f64, room: f64) -> Shown<'a> {
        let image = picture.image();
        let (width, height) = picture::size(picture, room);
        Shown {
            file: self.pictures.place(picture),
            format: match image.media() {
                Media::Png => "png",
                Media::Jpeg => "jpg",
            },
            width,
            height,
            descent,
            alt: picture.alt(),
            digest: hex(image.digest()),
        }
    }

    /// The face of a note: bold, italic, size.
    fn note_face(&self) -> (bool, bool, f64) {
        let rule = self.standard.role(Role::Footnote);
        (rule.bold, rule.italic, self.fit.size(Role::Footnote))
    }

    /// Cuts words at characters without a glyph and inside words that are wider than the
    /// line: Typst would let them run off the paper.
    fn parts(&self, text: &'a str, face: (bool, bool, f64), width: f64) -> Vec<Part<'a>> {
        let odd = |c: char| !c.is_ascii_graphic() && c != ' ' && (unseen(c) || !self.fonts.has(c));
        // No letter is much wider than an em, so a word this short cannot be too wide.
        let long = |text: &str| {
            text.split(' ').any(|word| {
                word.len() as f64 * face.2 > width && self.fonts.advance(word, face.0, face.1, face.2) > width
            })
        };
        if !text.contains(odd) && !long(text) {
            return vec![Part::Words(Cow::Borrowed(text))];
        }
        let mut parts = Vec::new();
        let mut words = String::new();
        let mut used = 0.0;
        let mut buffer = [0; 4];
        for c in text.chars() {
            let shown = if c.is_whitespace() && c != '\u{a0}' { ' ' } else { c };
            if unseen(shown) && shown != ' ' && shown != '\u{a0}' {
                continue;
            }
            if !self.fonts.has(shown) {
                if !words.is_empty() {
                    parts.push(Part::Words(Cow::Owned(std::mem::take(&mut words))));
                }
                parts.push(Part::Missing(shown));
                used += face.2 * 2.0;
                continue;
            }
            let advance = self.fonts.advance(shown.encode_utf8(&mut buffer), face.0, face.1, face.2);
            used = if shown == ' ' { 0.0 } else { used + advance };
            if used > width - 1.0 {
                parts.push(Part::Words(Cow::Owned(std::mem::take(&mut words))));
                parts.push(Part::Cut);
                used = advance;
            }
            words.push(shown);
        }
        if !words.is_empty() {
            parts.push(Part::Words(Cow::Owned(words)));
        }
        parts
    }
}

fn hex(digest: &[u8]) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

enum Part<'a> {
    Words(Cow<'a, str>),
    Missing(char),
    Cut,
}
