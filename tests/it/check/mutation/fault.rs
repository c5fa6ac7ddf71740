//! A fault: what is done to a lawful document, and where it is to be found.

use std::ops::Range;

use vanthu::model::looks::{Look, Looks};
use vanthu::model::{At, Block, Document, Inline, Paragraph};

use super::sample::{Sample, Text};

/// A kind of fault.
#[derive(Clone, Copy)]
pub(super) struct Kind {
    pub(super) name: &'static str,
    /// The rules that may tell it.
    pub(super) rules: &'static [&'static str],
    pub(super) make: Make,
}

/// How faults of a kind are made.
#[derive(Clone, Copy)]
pub(super) enum Make {
    /// Of the words: every fault that a document can have.
    Words(Shows, fn(&Sample) -> Vec<Fault>),
    /// Of a sentence that is put after another one: as it should be, as it is.
    Said(fn(&Sample) -> bool, &'static [(&'static str, &'static str)]),
    /// Of the look of one of the texts that it can befall.
    Look(fn(&Sample, &Text) -> bool, fn(&mut Look)),
    /// Of the file.
    Looks(fn(&mut Looks)),
}

/// In what a fault of the words shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shows {
    /// In the document, and in a text that it is written to.
    Both,
    /// Only in the document: the reader of text takes such words for something else.
    Document,
    /// Only in the text: reading mends it.
    Text,
}

impl Kind {
    /// A kind of faults of the words.
    pub(super) const fn words(
        name: &'static str,
        rules: &'static [&'static str],
        shows: Shows,
        faults: fn(&Sample) -> Vec<Fault>,
    ) -> Kind {
        Kind { name, rules, make: Make::Words(shows, faults) }
    }

    /// A kind of faults of a sentence, each beside the sentence as it should be.
    pub(super) const fn said(
        name: &'static str,
        rules: &'static [&'static str],
        pairs: &'static [(&'static str, &'static str)],
    ) -> Kind {
        Kind { name, rules, make: Make::Said(|_| true, pairs) }
    }

    /// Every fault of this kind that a document can have.
    pub(super) fn faults(&self, sample: &Sample) -> Vec<Fault> {
        match self.make {
            Make::Words(_, faults) => faults(sample),
            Make::Said(can, _) if !can(sample) => Vec::new(),
            Make::Said(_, pairs) => {
                let texts = sample.texts.iter().filter(|text| sample.can_say_more(text));
                texts.flat_map(|text| pairs.iter().map(|pair| Fault::said(text, *pair))).collect()
            }
            Make::Look(can, change) => sample
                .texts
                .iter()
                .filter(|text| can(sample, text))
                .map(|text| Fault::look(text, change))
                .collect(),
            Make::Looks(change) => {
                vec![Fault { changes: vec![Change::Looks(change)], at: sample.texts[0].at, range: None }]
            }
        }
    }

    /// The forms of a document in which a fault shows.
    pub(super) fn forms(&self) -> &'static [Form] {
        match self.make {
            Make::Words(Shows::Both, _) | Make::Said(..) => &[Form::Document, Form::Text],
            Make::Words(Shows::Text, _) => &[Form::Text],
            Make::Words(Shows::Document, _) => &[Form::Document],
            Make::Look(..) | Make::Looks(_) => &[Form::Looks],
        }
    }
}

/// A form in which a document is checked.
#[derive(Clone, Copy)]
pub(super) enum Form {
    /// As it is.
    Document,
    /// Written to text, and read.
    Text,
    /// With its looks.
    Looks,
}

/// One fault.
pub(super) struct Fault {
    pub(super) changes: Vec<Change>,
    /// Where it is to be found.
    pub(super) at: At,
    /// The characters that the finding touches, where it is about words.
    pub(super) range: Option<Range<usize>>,
}

/// What is done.
pub(super) enum Change {
    /// Words instead of some characters of a text.
    Words { at: At, range: Range<usize>, put: String },
    /// A text is taken away.
    Remove(At),
    /// Paragraphs of the same role after a text.
    Follow(At, Vec<String>),
    /// A text looks otherwise.
    Look(At, fn(&mut Look)),
    /// The file looks otherwise.
    Looks(fn(&mut Looks)),
}

impl Fault {
    /// Words instead of some bytes of a text.
    pub(super) fn words(text: &Text, bytes: Range<usize>, put: &str) -> Fault {
        let start = text.words[..bytes.start].chars().count();
        let end = start + text.words[bytes].chars().count();
        let change = Change::Words { at: text.at, range: start..end, put: put.to_owned() };
        let marked = start..start + put.chars().count();
        Fault { changes: vec![change], at: text.at, range: Some(marked) }
    }

    /// A sentence after the last one of a text, wrong where it differs from the right one.
    pub(super) fn said(text: &Text, (right, wrong): (&str, &str)) -> Fault {
        let mut fault = Fault::words(text, text.words.len()..text.words.len(), &format!(" {wrong}"));
        let alike = right.chars().zip(wrong.chars()).take_while(|(right, wrong)| right == wrong).count();
        let tail =
            right.chars().rev().zip(wrong.chars().rev()).take_while(|(right, wrong)| right == wrong).count();
        let start = text.words.chars().count() + 1;
        let length = wrong.chars().count();
        let end = length - tail.min(length);
        // What is left out is missed somewhere in the sentence.
        let differs = if alike < end { alike..end } else { 0..length };
        fault.range = Some(start + differs.start..start + differs.end);
        fault
    }

    /// A look of a text.
    pub(super) fn look(text: &Text, change: fn(&mut Look)) -> Fault {
        Fault { changes: vec![Change::Look(text.at, change)], at: text.at, range: None }
    }

    /// The document and its looks with the fault.
    pub(super) fn put(&self, document: &mut Document, looks: &mut Looks) {
        for change in &self.changes {
            match change {
                Change::Words { at, range, put } => {
                    let inlines = document.text_mut(*at).expect("a text there");
                    assert!(replace(inlines, range, put), "{put:?} at {range:?} in {inlines:?}");
                }
                Change::Remove(at) => remove(document, *at),
                Change::Follow(at, lines) => follow(document, *at, lines),
                Change::Look(at, change) => {
                    change(looks.texts.iter_mut().find(|look| look.at == *at).expect("a look there"));
                }
                Change::Looks(change) => change(looks),
            }
        }
    }
}

/// Words instead of the characters of a range, which lies in one run; false where it does not.
fn replace(inlines: &mut [Inline], range: &Range<usize>, put: &str) -> bool {
    let mut from = 0;
    for inline in inlines {
        let length = match inline {
            Inline::Text(run) => {
                let length = run.text.chars().count();
                if from <= range.start && range.end <= from + length {
                    let byte =
                        |at: usize| run.text.char_indices().nth(at - from).map_or(run.text.len(), |(i, _)| i);
                    let bytes = byte(range.start)..byte(range.end);
                    run.text.replace_range(bytes, put);
                    return true;
                }
                length
            }
            Inline::Break => 1,
            Inline::Footnote { .. } | Inline::Picture(_) => 0,
        };
        from += length;
    }
    false
}

fn follow(document: &mut Document, at: At, lines: &[String]) {
    let blocks = &mut document.sections[at.section].blocks;
    let role = blocks[at.block].paragraphs().next().expect("a paragraph").role;
    let paragraphs = lines.iter().map(|line| Block::Paragraph(Paragraph::plain(role, line.as_str())));
    blocks.splice(at.block + 1..at.block + 1, paragraphs);
}

fn remove(document: &mut Document, at: At) {
    let blocks = &mut document.sections[at.section].blocks;
    match (&mut blocks[at.block], at.within) {
        (Block::Columns(columns), Some([column, row])) => {
            columns.cells[column].remove(row);
        }
        (_, within) => {
            assert_eq!(within, None, "only paragraphs are taken away");
            blocks.remove(at.block);
        }
    }
}
