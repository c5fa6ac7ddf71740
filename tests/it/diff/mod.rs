//! What changed between two documents: laws on generated pairs, goldens of story-named pairs,
//! the tracked changes of Word accepted and rejected, pages of HTML.

mod laws;

use vanthu::model::{Block, Cell, Document, Inline, Paragraph, Role, Section, SectionKind, Table};

/// A document of one section.
fn document(blocks: Vec<Block>) -> Document {
    let section = Section { kind: SectionKind::Main, blocks };
    Document { kind: "plan".into(), title: "Kế hoạch".into(), sections: vec![section] }
}

fn paragraph(role: Role, text: &str) -> Block {
    Block::Paragraph(Paragraph::plain(role, text))
}

fn body(text: &str) -> Block {
    paragraph(Role::Body, text)
}

fn cell(text: &str) -> Cell {
    vec![Inline::plain(text)]
}

fn table(rows: &[&[&str]]) -> Block {
    let rows = rows.iter().map(|row| row.iter().map(|text| cell(text)).collect()).collect();
    Block::Table(Table { header_rows: 1, rows })
}
