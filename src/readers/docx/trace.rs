//! From the words of a document back to the runs they came from: faces, notes, places.
//!
//! The stages that read official text know words alone. Every letter of a document comes from
//! one letter of the file, so what stands at a place is found again by its letters, spaces
//! aside: a whole line, a part of one, or several lines in a row.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::content::{Piece, Text};
use super::measure;
use super::official::{Placed, Strand};
use super::setter::Setter;
use super::story::Story;
use super::styles::Face;
use crate::model::looks::Drawn;
use crate::model::{At, Block, Document, Inline, Look, Role, Standard};

/// Characters that mean something in typed official text, and what stands for them while the
/// words of a Word file are read: there they are only ever words. The private area is free,
/// for nothing of it comes from a file.
const GUARDS: &[(char, char)] = &[
    ('*', '\u{e001}'),
    ('^', '\u{e002}'),
    ('[', '\u{e003}'),
    ('|', '\u{e004}'),
    ('\\', '\u{e005}'),
    ('⁰', '\u{e010}'),
    ('¹', '\u{e011}'),
    ('²', '\u{e012}'),
    ('³', '\u{e013}'),
    ('⁴', '\u{e014}'),
    ('⁵', '\u{e015}'),
    ('⁶', '\u{e016}'),
    ('⁷', '\u{e017}'),
    ('⁸', '\u{e018}'),
    ('⁹', '\u{e019}'),
];

/// Stands for a line break inside a paragraph.
const BREAK: char = '\u{e000}';

/// The words of some pieces, guarded. Notes have none here.
pub(super) fn guarded(pieces: &[Piece]) -> String {
    let mut out = String::new();
    for piece in pieces {
        match piece {
            Piece::Words { text, .. } => out.extend(text.chars().map(guard)),
            Piece::Break => out.push(BREAK),
            Piece::Tab => out.push('\t'),
            Piece::Note(_) | Piece::Picture(_) => {}
        }
    }
    // A star and a space at the head are a bullet.
    let star = guard('*');
    let at = out.len() - out.trim_start().len();
    if out.get(at..).and_then(|rest| rest.strip_prefix(star)).is_some_and(|rest| rest.starts_with(' ')) {
        out.replace_range(at..at + star.len_utf8(), "*");
    }
    out
}

fn guard(c: char) -> char {
    GUARDS.iter().find(|(known, _)| *known == c).map_or(c, |(_, guard)| *guard)
}

fn unguard(c: char) -> char {
    if c == BREAK { ' ' } else { GUARDS.iter().find(|(_, guard)| *guard == c).map_or(c, |(known, _)| *known) }
}

/// Words as they were before they were guarded; a line break is a space.
pub(super) fn restored(text: &str) -> String {
    text.chars().map(unguard).collect()
}

/// The letters of a line, and how many of them are used up.
struct Letters {
    letters: Vec<(char, Rc<Face>, bool)>,
    /// Notes, each with the number of letters before it.
    notes: Vec<(usize, usize)>,
    used: usize,
}

impl Letters {
    fn of(strand: &Strand<'_>) -> Letters {
        let mut letters = Vec::new();
        let mut notes = Vec::new();
        for piece in strand.pieces {
            match piece {
                Piece::Words { text, face, label } => {
                    let visible = text.chars().filter(|c| !c.is_whitespace());
                    letters.extend(visible.map(|c| (c, face.clone(), *label)));
                }
                Piece::Note(note) => notes.push((letters.len(), *note)),
                Piece::Break | Piece::Tab | Piece::Picture(_) => {}
            }
        }
        Letters { letters, notes, used: 0 }
    }

    fn rest(&self) -> &[(char, Rc<Face>, bool)] {
        self.letters.get(self.used..).unwrap_or_default()
    }

    /// How many letters this line and a text have in common from here on.
    fn common(&self, text: &[char]) -> usize {
        self.rest().iter().zip(text).take_while(|((letter, ..), c)| letter == *c).count()
    }
}

/// A stretch of a line.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    strand: usize,
    from: usize,
    to: usize,
}

struct Tracer<'a> {
    strands: &'a [Strand<'a>],
    lines: Vec<Letters>,
    /// Lines with letters that are not used up.
    open: BTreeSet<usize>,
}

/// A line is looked for among so many that are open.
const FARTHEST: usize = 2_000;

/// A line of just the wanted letters is preferred among so many.
const NEAR: usize = 24;

impl Tracer<'_> {
    /// The stretches of lines that make up these letters, used up; none when there are none.
    fn take(&mut self, text: &[char]) -> Vec<Stretch> {
        let whole = |at: &&usize| {
            self.lines
                .get(**at)
                .is_some_and(|line| line.rest().len() == text.len() && line.common(text) == text.len())
        };
        let near = self.open.iter().take(NEAR).find(whole).copied();
        let starts: Vec<usize> = match near {
            Some(at) => vec![at],
            None => {
                let starts = |at: &usize| {
                    self.lines.get(*at).is_some_and(|line| {
                        line.rest().first().is_some_and(|(letter, ..)| Some(letter) == text.first())
                    })
                };
                self.open.iter().take(FARTHEST).copied().filter(starts).take(NEAR).collect()
            }
        };
        let Some(found) = starts.into_iter().find_map(|at| self.row(at, text)) else { return Vec::new() };
        for stretch in &found {
            if let Some(line) = self.lines.get_mut(stretch.strand) {
                line.used = stretch.to;
                if line.rest().is_empty() {
                    self.open.remove(&stretch.strand);
                }
            }
        }
        found
    }

    /// The text from one line on: the whole rest of each line but the last.
    fn row(&self, first: usize, text: &[char]) -> Option<Vec<Stretch>> {
        let mut found = Vec::new();
        let mut done = 0;
        for at in self.open.range(first..).take(NEAR) {
            let line = self.lines.get(*at)?;
            let left = text.get(done..).unwrap_or_default();
            let common = line.common(left);
            let ends = common == left.len() || common == line.rest().len();
            if common == 0 || !ends {
                if *at == first {
                    return None;
                }
                continue;
            }
            found.push(Stretch { strand: *at, from: line.used, to: line.used + common });
            done += common;
            if done == text.len() {
                return Some(found);
            }
        }
        None
    }

    /// The inlines of a place with the faces and notes of the stretches it came from.
    fn dress(
        &self,
        inlines: &[Inline],
        stretches: &[Stretch],
        role: Role,
        story: &Story,
        standard: &Standard,
    ) -> Vec<Inline> {
        let mut setter = Setter::new(role, standard);
        let mut letters =
            stretches.iter().flat_map(|stretch| (stretch.from..stretch.to).map(move |at| (stretch, at)));
        let mut put = |c: char, setter: &mut Setter<'_>| {
            let source = letters.next().and_then(|(stretch, at)| {
                let line = self.lines.get(stretch.strand)?;
                Some((line, at, line.letters.get(at)?))
            });
            let Some((line, at, (_, face, _))) = source else { return };
            if at == 0 {
                line.notes
                    .iter()
                    .filter(|(before, _)| *before == 0)
                    .for_each(|(_, n)| setter.note(*n, story));
            }
            setter.letter(c, face);
            let behind = line.notes.iter().filter(|(before, _)| *before == at + 1);
            behind.for_each(|(_, note)| setter.note(*note, story));
        };
        for inline in inlines {
            match inline {
                Inline::Text(run) => {
                    for c in run.text.chars() {
                        match c {
                            BREAK => setter.line_break(),
                            c if c.is_whitespace() => setter.white(c),
                            c => put(unguard(c), &mut setter),
                        }
                    }
                }
                Inline::Break => setter.line_break(),
                Inline::Footnote { .. } | Inline::Picture(_) => {}
            }
        }
        setter.done()
    }

    /// The look of what came from these stretches.
    fn look(&self, at: At, stretches: &[Stretch]) -> Option<Look> {
        let first: &Text = self.strands.get(stretches.first()?.strand)?.text;
        let mut faces: Vec<Rc<Face>> = Vec::new();
        let mut of_labels: Vec<Rc<Face>> = Vec::new();
        let mut rule: Option<Drawn> = None;
        for stretch in stretches {
            let line = self.lines.get(stretch.strand)?;
            for (_, face, label) in line.letters.get(stretch.from..stretch.to)? {
                let list = if *label { &mut of_labels } else { &mut faces };
                if list.last().is_none_or(|last| !Rc::ptr_eq(last, face)) {
                    list.push(face.clone());
                }
            }
            if stretch.to == line.letters.len() {
                rule = rule.or_else(|| self.strands.get(stretch.strand)?.rule.clone());
            }
        }
        // A label looks as its list says; what counts is the words after it, where there are any.
        let faces = if faces.is_empty() { of_labels } else { faces };
        (!faces.is_empty()).then(|| measure::look(at, first, &faces, rule))
    }
}

/// Gives the words of a document their faces and notes, and measures what they look like.
pub(super) fn back(
    document: &mut Document,
    strands: &[Strand<'_>],
    tables: &[Placed<'_>],
    story: &Story,
    standard: &Standard,
) -> Vec<Look> {
    let lines: Vec<Letters> = strands.iter().map(Letters::of).collect();
    let mut tracer = Tracer { strands, open: (0..lines.len()).collect(), lines };
    let mut looks = Vec::new();
    document.title = restored(&document.title);
    let is_table: Vec<Vec<bool>> = document
        .sections
        .iter()
        .map(|section| section.blocks.iter().map(|block| matches!(block, Block::Table(_))).collect())
        .collect();
    let places: Vec<(At, Role)> = document.texts().map(|(at, role, _)| (at, role)).collect();
    let mut left = tables.iter();
    let mut table: Option<((usize, usize), &Placed<'_>)> = None;
    for (at, role) in places {
        let key = (at.section, at.block);
        if is_table.get(at.section).and_then(|blocks| blocks.get(at.block)) == Some(&true) {
            if table.is_none_or(|(known, _)| known != key) {
                table = left.next().map(|placed| (key, placed));
            }
            looks.extend(table.and_then(|(_, placed)| cell_look(at, placed)));
            continue;
        }
        let Some(inlines) = document.text_mut(at) else { continue };
        let letters = letters_of(inlines);
        let stretches = if letters.is_empty() { Vec::new() } else { tracer.take(&letters) };
        if stretches.is_empty() {
            plainly(inlines);
            continue;
        }
        *inlines = tracer.dress(inlines, &stretches, role, story, standard);
        looks.extend(tracer.look(at, &stretches));
    }
    looks
}

fn letters_of(inlines: &[Inline]) -> Vec<char> {
    let runs = inlines.iter().filter_map(|inline| match inline {
        Inline::Text(run) => Some(run.text.chars()),
        _ => None,
    });
    runs.flatten().filter(|c| *c != BREAK && !c.is_whitespace()).map(unguard).collect()
}

/// Words that no line of the file has: the law supplied them.
fn plainly(inlines: &mut [Inline]) {
    for inline in inlines {
        if let Inline::Text(run) = inline {
            run.text = restored(&run.text);
        }
    }
}

fn cell_look(at: At, placed: &Placed<'_>) -> Option<Look> {
    let [row, cell] = at.within?;
    let texts = placed.get(row)?.get(cell)?;
    let faces: Vec<Rc<Face>> = texts.iter().flat_map(|text| measure::faces(text)).collect();
    let first = texts.first().filter(|_| !faces.is_empty())?;
    Some(measure::look(at, first, &faces, None))
}
