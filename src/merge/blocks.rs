//! Blocks, cells and words of the merged document.

use super::fill::Filling;
use super::value::{Official, Pictured, words};
use crate::model::template::{BlockForm, Node, Passage};
use crate::model::{
    Block, Cell, Code, Columns, DataCode, DataProblem, Inline, Layout, Paragraph, Picture, Role, Run, Table,
};
use crate::viet::words as say;
use crate::viet::{blank, bodies, hole};

/// What became of the holes of a text.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Holes {
    /// It had holes.
    pub(super) any: bool,
    /// One of them had words, or misses its value.
    pub(super) filled: bool,
}

impl Holes {
    pub(super) fn and(self, other: Holes) -> Holes {
        Holes { any: self.any || other.any, filled: self.filled || other.filled }
    }

    /// True when everything that was to stand here is empty.
    pub(super) fn fell_away(self) -> bool {
        self.any && !self.filled
    }
}

impl Filling<'_> {
    /// The blocks that stand.
    pub(super) fn blocks(&mut self, forms: &[Node<BlockForm>]) -> Vec<Block> {
        let mut blocks = Vec::new();
        self.nodes(forms, &mut |filling, form: &BlockForm| match form {
            BlockForm::Plain(Block::Paragraph(form)) => {
                blocks.extend(filling.paragraphs(form).into_iter().map(Block::Paragraph));
            }
            BlockForm::Plain(other) => blocks.push(other.clone()),
            BlockForm::Columns { layout, cells } => blocks.extend(filling.columns(*layout, cells)),
            BlockForm::Table { header_rows, rows } => blocks.extend(filling.table(*header_rows, rows)),
            BlockForm::Official { hole, under } => blocks.extend(filling.official(*hole, *under)),
        });
        blocks
    }

    fn columns(&mut self, layout: Layout, forms: &[Vec<Node<Paragraph>>]) -> Option<Block> {
        let mut cells = Vec::with_capacity(forms.len());
        for form in forms {
            let mut cell = Vec::new();
            self.nodes(form, &mut |filling, form: &Paragraph| cell.extend(filling.paragraphs(form)));
            cells.push(cell);
        }
        let stands = cells.iter().any(|cell| !cell.is_empty());
        stands.then_some(Block::Columns(Columns { layout, cells }))
    }

    /// A table without its columns whose headings fell away; nothing when no row is left.
    fn table(&mut self, header_rows: usize, forms: &[Node<Vec<Cell>>]) -> Option<Block> {
        let mut rows: Vec<Vec<Cell>> = Vec::new();
        let mut gone: Vec<bool> = Vec::new();
        self.nodes(forms, &mut |filling, form: &Vec<Cell>| {
            let heads = rows.len() < header_rows;
            let mut row = Vec::with_capacity(form.len());
            for (at, cell) in form.iter().enumerate() {
                let (cell, holes) = filling.inlines(cell);
                if heads {
                    gone.resize(gone.len().max(at + 1), false);
                    gone[at] |= holes.fell_away();
                }
                row.push(cell);
            }
            rows.push(row);
        });
        if gone.contains(&true) {
            for row in &mut rows {
                let mut at = 0;
                row.retain(|_| {
                    at += 1;
                    gone.get(at - 1) != Some(&true)
                });
            }
        }
        let width = rows.iter().map(Vec::len).max().filter(|width| *width > 0)?;
        rows.iter_mut().for_each(|row| row.resize(width, Vec::new()));
        Some(Block::Table(Table { header_rows: header_rows.min(rows.len()), rows }))
    }

    /// The paragraphs that a form gives: none when all its holes are empty, one, or one for
    /// each line of a long text that stands alone.
    fn paragraphs(&mut self, form: &Paragraph) -> Vec<Paragraph> {
        let (text, holes) = self.inlines(&form.text);
        if holes.fell_away() && bare(&text) {
            return Vec::new();
        }
        if !holes.any {
            return vec![Paragraph { role: form.role, text }];
        }
        let alone = matches!(form.text.as_slice(), [Inline::Text(run)] if hole::alone(&run.text).is_some());
        if alone && text.contains(&Inline::Break) {
            let lines = text.split(|inline| *inline == Inline::Break).filter(|line| !line.is_empty());
            return lines.map(|line| Paragraph { role: form.role, text: line.to_vec() }).collect();
        }
        vec![Paragraph { role: form.role, text: shaped(form.role, text) }]
    }

    fn inlines(&mut self, forms: &[Inline]) -> (Vec<Inline>, Holes) {
        let mut out = Vec::with_capacity(forms.len());
        let mut holes = Holes::default();
        for form in forms {
            match form {
                Inline::Text(run) => holes = holes.and(self.run(run, &mut out)),
                Inline::Footnote { text } => {
                    let (text, found) = self.inlines(text);
                    holes = holes.and(found);
                    // A note that would say nothing has no mark either.
                    if !(found.fell_away() && bare(&text)) {
                        out.push(Inline::Footnote { text });
                    }
                }
                Inline::Break | Inline::Picture(_) => out.push(form.clone()),
            }
        }
        (out, holes)
    }

    /// The words and pictures of a run with holes, in its face.
    fn run(&mut self, form: &Run, out: &mut Vec<Inline>) -> Holes {
        let mut holes = Holes::default();
        let mut words = String::with_capacity(form.text.len());
        for c in form.text.chars() {
            if let Some(picture) = self.fill(c, &mut words, &mut holes) {
                faced(form, &mut words, out);
                out.push(Inline::Picture(picture));
            }
        }
        faced(form, &mut words, out);
        holes
    }

    /// The words of a text with holes; pictures have none.
    pub(super) fn text(&mut self, form: &str) -> String {
        let mut words = String::with_capacity(form.len());
        for c in form.chars() {
            self.fill(c, &mut words, &mut Holes::default());
        }
        words
    }

    /// Writes a character, or the words of the hole that it is; gives the picture of one.
    fn fill(&mut self, c: char, out: &mut String, holes: &mut Holes) -> Option<Picture> {
        let Some((number, _)) = hole::read(c) else {
            out.push(c);
            self.bytes += c.len_utf8();
            return None;
        };
        holes.any = true;
        let before = out.len();
        match self.value(number) {
            Some(value) => {
                if let Some(Pictured(picture)) = value.downcast_object_ref() {
                    holes.filled = true;
                    self.bytes += picture.image().bytes().len();
                    return Some(picture.clone());
                }
                out.push_str(&words(&value));
            }
            None => out.push_str(&say::hole(&self.label(number))),
        }
        self.bytes += out.len() - before;
        holes.filled |= out.len() > before;
        None
    }

    /// What an office calls that which an expression lacks: the label of the last thing it
    /// reads, or the expression itself.
    fn label(&self, number: usize) -> String {
        let label = self.prepared.compiled[number].reads.last().map(|read| read.label.clone());
        label.unwrap_or_else(|| self.prepared.template.expressions[number].source.clone())
    }

    /// The office's own paragraphs at their place. A heading that lies too high for it
    /// becomes a plain paragraph.
    fn official(&mut self, number: usize, under: Option<u8>) -> Vec<Block> {
        let Some(value) = self.value(number) else {
            let missed = Paragraph::plain(Role::Body, say::hole(&self.label(number)));
            return vec![Block::Paragraph(missed)];
        };
        let Some(official) = value.downcast_object_ref::<Official>() else { return Vec::new() };
        let Some(passage) = self.passages.get(official.passage) else { return Vec::new() };
        let source = &self.record.passages[official.passage];
        let told = |code: DataCode, line: usize, column: usize, message: String| DataProblem {
            code,
            pointer: source.pointer.clone(),
            label: source.label.clone(),
            line,
            column,
            sentence: String::new(),
            message,
        };
        let found = passage.problems.iter().map(|problem| {
            let code = if is_fault(problem.code) { DataCode::Passage } else { DataCode::PassageNote };
            told(code, problem.line, problem.column, problem.message.clone())
        });
        let mut problems: Vec<DataProblem> = found.collect();
        let mut blocks = fitted(passage, under, |line, text| {
            let message = say::problem(Code::PassageTooHigh.key(), text);
            problems.push(told(DataCode::Passage, line, 1, message));
        });
        self.problems.append(&mut problems);
        self.bytes += source.text.len();
        blocks.shrink_to_fit();
        blocks
    }
}

/// Problems of a passage for which no document may be issued.
fn is_fault(code: Code) -> bool {
    matches!(code, Code::NotText | Code::PassageMisfit | Code::PassageTooHigh | Code::FootnoteMissing)
}

/// The blocks of a passage, those that lie too high set lower.
fn fitted(passage: &Passage, under: Option<u8>, mut tell: impl FnMut(usize, &str)) -> Vec<Block> {
    let mut blocks = Vec::with_capacity(passage.blocks.len());
    for (line, block) in &passage.blocks {
        let mut block = block.clone();
        if let Block::Paragraph(paragraph) = &mut block
            && let (Some(rank), Some(under)) = (rank(paragraph.role), under)
            && rank <= under
        {
            tell(*line, &paragraph.words());
            paragraph.role = Role::Body;
        }
        if let Block::Paragraph(paragraph) = &mut block
            && under == Role::Article.heading_rank()
        {
            paragraph.role = in_article(paragraph.role, &paragraph.words());
        }
        blocks.push(block);
    }
    blocks
}

/// Under an article a numbered line that ends in a colon opens a list: it heads nothing.
fn in_article(role: Role, words: &str) -> Role {
    match role {
        Role::ClauseHeading if words.ends_with(':') => Role::Clause,
        Role::SubclauseHeading if words.ends_with(':') => Role::Subclause,
        other => other,
    }
}

/// How high a paragraph of a passage lies; `None` for what fits everywhere.
fn rank(role: Role) -> Option<u8> {
    match role {
        Role::DivisionTitle => Role::Subsection.depth(),
        other => other.depth(),
    }
}

/// True when there is nothing but white space and what stands around a missing word.
fn bare(text: &[Inline]) -> bool {
    text.iter().all(|inline| match inline {
        Inline::Text(run) => run.text.chars().all(|c| !c.is_alphanumeric()),
        Inline::Break => true,
        Inline::Footnote { .. } | Inline::Picture(_) => false,
    })
}

/// Moves words into inlines in the face of their run, a break between two lines.
fn faced(face: &Run, words: &mut String, out: &mut Vec<Inline>) {
    for (at, line) in words.split('\n').enumerate() {
        if at > 0 {
            out.push(Inline::Break);
        }
        if !line.is_empty() {
            out.push(Inline::Text(Run { text: line.to_owned(), ..*face }));
        }
    }
    words.clear();
}

/// What the form of some roles asks of their merged words.
fn shaped(role: Role, text: Vec<Inline>) -> Vec<Inline> {
    let [Inline::Text(run)] = text.as_slice() else { return text };
    let with = |words: String| Inline::Text(Run { text: words, ..run.clone() });
    match role {
        Role::DocNumber | Role::PlaceDate => {
            // Where a day is still empty, the spaces around it stand side by side.
            let words: Vec<&str> = run.text.split(' ').filter(|word| !word.is_empty()).collect();
            vec![with(blank::with_room(&words.join(" ")))]
        }
        Role::IssuingBody => {
            let lines = bodies::two_lines(&run.text);
            let mut out = Vec::with_capacity(lines.len() * 2);
            for line in lines {
                if !out.is_empty() {
                    out.push(Inline::Break);
                }
                out.push(with(line));
            }
            out
        }
        _ => text,
    }
}
