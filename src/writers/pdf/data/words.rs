//! The words of a paragraph or a cell: runs, footnotes, and what has no glyph.

use std::borrow::Cow;

use super::{Run, Words, Writer};
use crate::model::{Inline, Role};
use crate::writers::fonts::unseen;

impl<'a> Writer<'a> {
    /// How long a footnote may be among these inlines: any length if all together have no more
    /// than `most` lines, else none.
    pub(super) fn notes(&self, inlines: impl Iterator<Item = &'a Inline>, most: usize) -> usize {
        let lines = inlines.map(|inline| match inline {
            Inline::Footnote { text } => self.heights.note(text),
            Inline::Text(_) | Inline::Break => 0,
        });
        if lines.sum::<usize>() > most { 0 } else { usize::MAX }
    }

    /// The words in a face (bold, italic, size) where `width` pt are free; a footnote of
    /// more lines than `notes` is words among the others.
    pub(super) fn words(
        &self,
        inlines: &'a [Inline],
        face: (bool, bool, f64),
        width: f64,
        notes: usize,
    ) -> Words<'a> {
        let mut runs = Vec::with_capacity(inlines.len());
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
                // A note inside a note has no foot of a page to stand at.
                Inline::Footnote { text } if self.heights.note(text) > notes => {
                    match self.words(text, face, width, 0) {
                        Words::Plain(words) => runs.push(Run::Plain(words)),
                        Words::Runs(inner) => runs.extend(inner),
                    }
                }
                Inline::Footnote { text } => {
                    let rule = self.standard.role(Role::Footnote);
                    let face = (rule.bold, rule.italic, self.fit.size(Role::Footnote));
                    let note = self.words(text, face, self.standard.page.text_width(), 0);
                    self.noted.set(self.noted.get() + 1);
                    runs.push(Run::Note { note, number: self.noted.get() });
                }
                Inline::Break => runs.push(Run::Break { r#break: true }),
            }
        }
        match &mut runs[..] {
            [] => Words::Plain(Cow::Borrowed("")),
            [Run::Plain(only)] => Words::Plain(std::mem::take(only)),
            _ => Words::Runs(runs),
        }
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

enum Part<'a> {
    Words(Cow<'a, str>),
    Missing(char),
    Cut,
}
