//! Marks of a template among the lines: which of them belong together.

use super::lines::Line;
use crate::model::{Block, Paragraph, Role};
use crate::viet::hole::Mark;

/// For each line, true when it is a mark whose block opens or closes outside these lines.
fn loose(lines: &[Line]) -> Vec<bool> {
    let mut loose = vec![false; lines.len()];
    let mut open: Vec<usize> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        match line.mark() {
            None => {}
            Some(Mark::Opens) => open.push(at),
            Some(Mark::Turns) => loose[at] = open.is_empty(),
            Some(Mark::Closes) => loose[at] = open.pop().is_none(),
        }
    }
    open.into_iter().for_each(|at| loose[at] = true);
    loose
}

/// Where the marks at the end of these lines start that belong to blocks around what
/// follows, such as an appendix.
pub(super) fn tail(lines: &[Line]) -> usize {
    lines.len() - loose(lines).iter().rev().take_while(|loose| **loose).count()
}

/// Where these lines start when the marks at their head that close blocks opened above are
/// put aside.
pub(super) fn head(lines: &[Line]) -> usize {
    let loose = loose(lines);
    let closes = |(at, line): (usize, &Line)| loose[at] && line.mark() != Some(Mark::Opens);
    lines.iter().enumerate().take_while(|pair| closes(*pair)).count()
}

/// The block that opens on the first line, to the line that closes it; empty when none does.
pub(super) fn block_at(lines: &[Line]) -> &[Line] {
    let mut open = 0_usize;
    for (at, line) in lines.iter().enumerate() {
        match line.mark() {
            Some(Mark::Opens) => open += 1,
            Some(Mark::Closes) => open = open.saturating_sub(1),
            Some(Mark::Turns) | None => {}
        }
        if open == 0 {
            return if at == 0 { &[] } else { &lines[..=at] };
        }
    }
    &[]
}

/// The first line that is no mark, and how many marks stand before it.
pub(super) fn next(lines: &[Line]) -> Option<(&Line, usize)> {
    let marks = lines.iter().take_while(|line| line.mark().is_some()).count();
    lines.get(marks).map(|line| (line, marks))
}

/// A mark as it stands among the blocks until the template is put together.
pub(super) fn paragraph(text: &str) -> Paragraph {
    Paragraph::plain(Role::Body, text)
}

/// As [`paragraph`], a block.
pub(super) fn block(line: &Line) -> Block {
    Block::Paragraph(paragraph(&line.text))
}
