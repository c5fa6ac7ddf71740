//! What was read as a document, its marks among its paragraphs → structure that repeats
//! and chooses.

use super::Faults;
use super::scan::{Form, Tag};
use crate::model::template::{BlockForm, Node, Place, SectionForm};
use crate::model::{Block, Cell, Code, Columns, Inline, Paragraph, Role, Section, Table, document};
use crate::viet::hole::{self, Mark};

/// Something of the document, or a mark among it.
enum Piece<T> {
    One(T),
    Mark(usize, Mark),
}

/// Puts the sections together.
pub(super) fn sections(sections: Vec<Section>, form: &Form, faults: &mut Faults) -> Vec<Node<SectionForm>> {
    let mut pieces = Vec::new();
    for section in sections {
        let mut blocks: Vec<Piece<Block>> = section.blocks.into_iter().map(piece).collect();
        // Marks that hang loose at the end of a section stand around the next one.
        let around = blocks.split_off(blocks.len() - loose_tail(&blocks));
        let blocks = self::blocks(blocks, form, faults);
        pieces.push(Piece::One(SectionForm { kind: section.kind, blocks }));
        pieces.extend(around.into_iter().filter_map(|piece| match piece {
            Piece::Mark(number, kind) => Some(Piece::Mark(number, kind)),
            Piece::One(_) => None,
        }));
    }
    nodes(pieces, form, faults)
}

fn piece(block: Block) -> Piece<Block> {
    match &block {
        Block::Paragraph(paragraph) => match mark_of(&paragraph.text) {
            Some((number, kind)) => Piece::Mark(number, kind),
            None => Piece::One(block),
        },
        _ => Piece::One(block),
    }
}

fn mark_of(text: &[Inline]) -> Option<(usize, Mark)> {
    match text {
        [Inline::Text(run)] => hole::mark_alone(&run.text),
        _ => None,
    }
}

/// How many of the last pieces are marks whose blocks do not both open and close here.
fn loose_tail<T>(pieces: &[Piece<T>]) -> usize {
    let mut loose = vec![false; pieces.len()];
    let mut open = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::One(_) => {}
            Piece::Mark(_, Mark::Opens) => open.push(at),
            Piece::Mark(_, Mark::Turns) => loose[at] = open.is_empty(),
            Piece::Mark(_, Mark::Closes) => loose[at] = open.pop().is_none(),
        }
    }
    open.into_iter().for_each(|at| loose[at] = true);
    loose.iter().rev().take_while(|loose| **loose).count()
}

fn blocks(pieces: Vec<Piece<Block>>, form: &Form, faults: &mut Faults) -> Vec<Node<BlockForm>> {
    let mut under = None;
    let mut forms = Vec::with_capacity(pieces.len());
    for piece in pieces {
        forms.push(match piece {
            Piece::Mark(number, kind) => Piece::Mark(number, kind),
            Piece::One(block) => {
                let ranked = match &block {
                    Block::Paragraph(paragraph) => rank(paragraph.role),
                    _ => None,
                };
                under = ranked.or(under);
                Piece::One(block_form(block, under, form, faults))
            }
        });
    }
    nodes(forms, form, faults)
}

/// The depth of points (điểm): below every heading.
const POINTS: u8 = 10;

/// How deep what stands below a paragraph of this role must lie at least.
fn rank(role: Role) -> Option<u8> {
    match role {
        Role::DocType | Role::AppendixLabel => None,
        Role::Point | Role::Item => Some(POINTS),
        other => other.depth(),
    }
}

fn block_form(block: Block, under: Option<u8>, form: &Form, faults: &mut Faults) -> BlockForm {
    match block {
        Block::Columns(Columns { layout, cells }) => {
            for paragraph in cells.iter().flatten() {
                no_passage(&paragraph.text, form, faults);
            }
            let cells = cells.into_iter().map(|cell| paragraphs(cell, form, faults)).collect();
            BlockForm::Columns { layout, cells }
        }
        Block::Table(Table { header_rows, rows }) => {
            rows.iter().flatten().for_each(|cell| no_passage(cell, form, faults));
            let pieces = rows.into_iter().map(row_piece).collect();
            BlockForm::Table { header_rows, rows: nodes(pieces, form, faults) }
        }
        Block::Paragraph(paragraph) => match passage(&paragraph, form) {
            Some(hole) => BlockForm::Official { hole, under },
            None => {
                no_passage(&paragraph.text, form, faults);
                BlockForm::Plain(Block::Paragraph(paragraph))
            }
        },
        Block::PageBreak => BlockForm::Plain(Block::PageBreak),
    }
}

/// The hole of official text of which a paragraph consists.
fn passage(paragraph: &Paragraph, form: &Form) -> Option<usize> {
    let [Inline::Text(run)] = paragraph.text.as_slice() else { return None };
    let (number, _) = hole::alone(&run.text)?;
    (form.passages.get(number) == Some(&true)).then_some(number)
}

/// Official text among other words has no place.
fn no_passage(text: &[Inline], form: &Form, faults: &mut Faults) {
    for c in document::words(text).chars() {
        let Some((number, _)) = hole::read(c) else { continue };
        if form.passages.get(number) == Some(&true) {
            let hole = &form.expressions[number];
            faults.push(Code::PassageInline, hole.place, &hole.source);
        }
    }
}

fn paragraphs(cell: Vec<Paragraph>, form: &Form, faults: &mut Faults) -> Vec<Node<Paragraph>> {
    let pieces = cell.into_iter().map(|paragraph| match mark_of(&paragraph.text) {
        Some((number, kind)) => Piece::Mark(number, kind),
        None => Piece::One(paragraph),
    });
    nodes(pieces.collect(), form, faults)
}

fn row_piece(row: Vec<Cell>) -> Piece<Vec<Cell>> {
    match row.as_slice() {
        [only] if mark_of(only).is_some() => match mark_of(only) {
            Some((number, kind)) => Piece::Mark(number, kind),
            None => Piece::One(row),
        },
        _ => Piece::One(row),
    }
}

/// A block that is open while its inside is put together.
struct Open<T> {
    tag: usize,
    branches: Vec<(Option<usize>, Vec<Node<T>>)>,
}

/// Puts pieces and marks together. Every mark has its partner in the file; one whose
/// partner stands in another place of the form is a fault.
fn nodes<T>(pieces: Vec<Piece<T>>, form: &Form, faults: &mut Faults) -> Vec<Node<T>> {
    let mut top: Vec<Node<T>> = Vec::new();
    let mut open: Vec<Open<T>> = Vec::new();
    for piece in pieces {
        match piece {
            Piece::One(one) => inside(&mut open, &mut top).push(Node::One(one)),
            Piece::Mark(tag, Mark::Opens) => open.push(Open { tag, branches: vec![(Some(tag), Vec::new())] }),
            Piece::Mark(tag, Mark::Turns) => match open.last_mut() {
                Some(block) => {
                    let test = matches!(form.tags[tag], Tag::Elif(_)).then_some(tag);
                    block.branches.push((test, Vec::new()));
                }
                None => crosses(tag, form, faults),
            },
            Piece::Mark(tag, Mark::Closes) => match open.pop() {
                Some(block) => {
                    if let Some(node) = close(block, form) {
                        inside(&mut open, &mut top).push(node);
                    }
                }
                None => crosses(tag, form, faults),
            },
        }
    }
    open.iter().for_each(|block| crosses(block.tag, form, faults));
    top
}

fn inside<'a, T>(open: &'a mut [Open<T>], top: &'a mut Vec<Node<T>>) -> &'a mut Vec<Node<T>> {
    match open.last_mut().and_then(|block| block.branches.last_mut()) {
        Some((_, nodes)) => nodes,
        None => top,
    }
}

fn close<T>(block: Open<T>, form: &Form) -> Option<Node<T>> {
    let mut branches = Vec::new();
    let mut otherwise = Vec::new();
    for (test, body) in block.branches {
        match test.map(|tag| &form.tags[tag]) {
            Some(Tag::For { var, list }) => {
                return Some(Node::Repeat { var: var.clone(), list: *list, body });
            }
            Some(Tag::If(test) | Tag::Elif(test)) => branches.push((*test, body)),
            Some(Tag::Else(_) | Tag::EndFor(_) | Tag::EndIf(_)) => return None,
            None => otherwise = body,
        }
    }
    Some(Node::When { branches, otherwise })
}

fn crosses(tag: usize, form: &Form, faults: &mut Faults) {
    let place = match &form.tags[tag] {
        Tag::For { list: expression, .. } | Tag::If(expression) | Tag::Elif(expression) => {
            Place { column: 1, ..form.expressions[*expression].place }
        }
        Tag::Else(place) | Tag::EndFor(place) | Tag::EndIf(place) => *place,
    };
    faults.push(Code::BlockCrosses, place, &form.show(tag));
}
