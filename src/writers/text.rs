//! Official text: what `readers::text` reads back to the same document.

use crate::model::{Block, Columns, Document, Inline, Layout, Paragraph, Role, Run, Table};

/// Writes official text. Headings, points and dashes stand as in the document; emphasis,
/// raised words and footnotes are marked as offices type them (`*…*`, `^{…}`, `[^1]`).
pub fn write(document: &Document) -> String {
    let mut writer = Writer::default();
    for section in &document.sections {
        section.blocks.iter().for_each(|block| writer.block(block));
        writer.notes();
    }
    writer.out
}

#[derive(Default)]
struct Writer {
    out: String,
    notes: Vec<(usize, String)>,
    noted: usize,
}

impl Writer {
    /// Starts a new stretch, an empty line above it.
    fn gap(&mut self) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
    }

    fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(paragraph) if paragraph.is_pictures() => {}
            Block::Paragraph(paragraph) => {
                let listed = is_list(paragraph.role) && self.out.ends_with(";\n");
                if !stands_below(paragraph.role) && !listed {
                    self.gap();
                }
                let text = self.paragraph(paragraph);
                self.line(&text);
            }
            Block::Columns(columns) => self.columns(columns),
            Block::Table(table) => self.table(table),
            Block::PageBreak => {}
        }
    }

    fn columns(&mut self, columns: &Columns) {
        for cell in &columns.cells {
            if !cell.is_empty() && columns.layout == Layout::Signature {
                self.gap();
            }
            for paragraph in cell.iter().filter(|paragraph| !paragraph.is_pictures()) {
                if paragraph.role == Role::SignerName {
                    self.gap();
                }
                let text = self.paragraph(paragraph);
                self.line(&text);
            }
        }
    }

    fn table(&mut self, table: &Table) {
        self.gap();
        for (index, row) in table.rows.iter().enumerate() {
            let cells: Vec<String> = row.iter().map(|cell| self.inlines(cell).replace('|', "\\|")).collect();
            self.line(&format!("| {} |", cells.join(" | ")));
            if index + 1 == table.header_rows {
                self.line(&format!("|{}", "---|".repeat(row.len())));
            }
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph) -> String {
        // The bold number of "Điều 1. …" is the role's own.
        let own = match paragraph.text.first() {
            Some(Inline::Text(run)) if paragraph.role == Role::ArticleText && run.bold => Some(run),
            _ => None,
        };
        let mut text = own.map_or_else(String::new, escape);
        text.push_str(&self.inlines(&paragraph.text[usize::from(own.is_some())..]));
        // A bar at the head of a line would open a table.
        if text.starts_with('|') { format!("\\{text}") } else { text }
    }

    fn inlines(&mut self, inlines: &[Inline]) -> String {
        let mut out = String::new();
        for inline in inlines {
            match inline {
                Inline::Text(run) if run.superscript => out.push_str(&format!("^{{{}}}", run.text)),
                Inline::Text(run) => {
                    let marks = match (run.bold, run.italic) {
                        (true, true) => "***",
                        (true, false) => "**",
                        (false, true) => "*",
                        (false, false) => "",
                    };
                    out.push_str(&format!("{marks}{}{marks}", escape(run)));
                }
                Inline::Break => out.push('\n'),
                // A picture has no words.
                Inline::Picture(_) => {}
                Inline::Footnote { text } => {
                    self.noted += 1;
                    let number = self.noted;
                    let note = self.inlines(text);
                    self.notes.push((number, note));
                    out.push_str(&format!("[^{number}]"));
                }
            }
        }
        out
    }

    fn notes(&mut self) {
        for (number, note) in std::mem::take(&mut self.notes) {
            self.gap();
            self.line(&format!("[^{number}]: {note}"));
        }
    }
}

/// Roles that stand right under the line above them.
fn stands_below(role: Role) -> bool {
    matches!(role, Role::Subject | Role::DivisionTitle | Role::AppendixTitle | Role::AttachmentReference)
}

/// Roles that stand line under line, as in nơi nhận.
fn is_list(role: Role) -> bool {
    matches!(role, Role::Recipient | Role::AddresseeItem)
}

/// The words of a run, with the characters that would be marks escaped.
fn escape(run: &Run) -> String {
    let mut out = String::with_capacity(run.text.len());
    let mut rest = run.text.chars().peekable();
    while let Some(c) = rest.next() {
        let next = rest.peek().copied();
        let star = c == '*' && (run.bold || run.italic || next.is_some_and(|next| !next.is_whitespace()));
        if star || c == '^' || (c == '[' && next == Some('^')) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
