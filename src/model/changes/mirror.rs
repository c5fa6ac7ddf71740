//! The changes the other way round.

use super::{
    BlockChange, Change, Changes, Counts, Inside, Move, Pair, ParagraphChange, Piece, Row, SectionChange,
};

impl Changes {
    /// The changes from the new document to the old.
    #[must_use]
    pub fn mirrored(self) -> Changes {
        let Counts { removed, added, words_removed, words_added, .. } = self.counts;
        let mut moves: Vec<(usize, Move)> = self.moves.into_iter().map(turn_move).enumerate().collect();
        moves.sort_by_key(|(_, one)| one.new);
        // Where each move went in the list.
        let mut places = vec![0; moves.len()];
        for (place, (old, _)) in moves.iter().enumerate() {
            places[*old] = place;
        }
        let mut sections: Vec<SectionChange> =
            self.sections.into_iter().map(|section| turn_section(section, &places)).collect();
        settle(&mut sections, |section| {
            (section.old.is_some() != section.new.is_some()).then_some(section.new.is_some())
        });
        Changes {
            schema: self.schema,
            counts: Counts {
                removed: added,
                added: removed,
                words_removed: words_added,
                words_added: words_removed,
                ..self.counts
            },
            kind: turn_pair(self.kind),
            title: turn_pair(self.title),
            sections,
            moves: moves.into_iter().map(|(_, one)| one).collect(),
        }
    }
}

fn turn_pair<T>(pair: Pair<T>) -> Pair<T> {
    Pair { old: pair.new, new: pair.old }
}

fn turn_move(one: Move) -> Move {
    Move { old: one.new, new: one.old, inside: one.inside.map(turn_inside) }
}

fn turn_section(section: SectionChange, moves: &[usize]) -> SectionChange {
    let blocks = section.blocks.into_iter().map(|block| BlockChange {
        old: block.new,
        new: block.old,
        moved: block.moved.and_then(|at| moves.get(at).copied()),
        change: turn(block.change, turn_inside),
    });
    let mut blocks: Vec<BlockChange> = blocks.collect();
    settle(&mut blocks, |block| only(&block.change));
    SectionChange { kind: section.kind, old: section.new, new: section.old, blocks }
}

fn turn_inside(inside: Inside) -> Inside {
    match inside {
        Inside::Paragraph(paragraph) => Inside::Paragraph(turn_paragraph(paragraph)),
        Inside::Columns { layout, cells } => Inside::Columns {
            layout,
            cells: cells.into_iter().map(|cell| turn_all(cell, turn_paragraph)).collect(),
        },
        Inside::Table { head, body } => {
            let rows = |rows: Vec<Row>| {
                turn_all(rows, |cells: Vec<Vec<Piece>>| cells.into_iter().map(turn_pieces).collect())
            };
            Inside::Table { head: rows(head), body: rows(body) }
        }
    }
}

fn turn_paragraph(paragraph: ParagraphChange) -> ParagraphChange {
    ParagraphChange { role: turn_pair(paragraph.role), text: turn_pieces(paragraph.text) }
}

fn turn_pieces(pieces: Vec<Piece>) -> Vec<Piece> {
    let turned = pieces.into_iter().map(|piece| match piece {
        Piece::Removed { text } => Piece::Added { text },
        Piece::Added { text } => Piece::Removed { text },
        Piece::Note { text } => Piece::Note { text: turn_pieces(text) },
        same @ Piece::Same { .. } => same,
    });
    let mut pieces: Vec<Piece> = turned.collect();
    settle(&mut pieces, |piece| match piece {
        Piece::Removed { .. } => Some(false),
        Piece::Added { .. } => Some(true),
        Piece::Same { .. } | Piece::Note { .. } => None,
    });
    pieces
}

fn turn_all<W, I>(all: Vec<Change<W, I>>, inside: impl Fn(I) -> I) -> Vec<Change<W, I>> {
    let mut all: Vec<Change<W, I>> = all.into_iter().map(|one| turn(one, &inside)).collect();
    settle(&mut all, only);
    all
}

fn turn<W, I>(change: Change<W, I>, inside: impl Fn(I) -> I) -> Change<W, I> {
    match change {
        Change::Removed { whole } => Change::Added { whole },
        Change::Added { whole } => Change::Removed { whole },
        Change::Changed { inside: changed } => Change::Changed { inside: inside(changed) },
        kept @ Change::Kept { .. } => kept,
    }
}

/// Whether something is only in the new document (true), only in the old, or in both.
fn only<W, I>(change: &Change<W, I>) -> Option<bool> {
    (change.is_old() != change.is_new()).then_some(change.is_new())
}

/// Puts what only the old document has before what the new one has instead.
fn settle<T>(all: &mut [T], only: impl Fn(&T) -> Option<bool>) {
    for stretch in all.chunk_by_mut(|one, other| only(one).is_some() && only(other).is_some()) {
        stretch.sort_by_key(&only);
    }
}
