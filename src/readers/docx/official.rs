//! Files of others: the paragraphs of Word as lines of official text, read by the stages of
//! [`crate::readers::text`].
//!
//! A paragraph of Word is one line: none is joined with the next, none is cut, but at the
//! line breaks of a letterhead, a title or a signature, where each line is a paragraph of
//! its own. Tables that lay out a letterhead or a signature give their cells; all others
//! stay tables.

use std::rc::Rc;

use super::content::{Item, Piece, Table as Grid, Text, texts};
use super::measure;
use super::setter;
use super::sheet::SectionProps;
use super::story::Story;
use super::trace;
use crate::model::looks::Drawn;
use crate::model::standard::Align;
use crate::model::{Code, Document, Inline, Leftover, Look, Problem, Role, Standard, Table};
use crate::readers::text::{self, Line, Prepared};
use crate::viet::letters::fold;
use crate::viet::{bodies, letters, words};

/// What was read.
#[derive(Debug, Default)]
pub(super) struct Official {
    pub(super) document: Option<Document>,
    pub(super) looks: Vec<Look>,
    pub(super) problems: Vec<Problem>,
    pub(super) leftovers: Vec<Leftover>,
}

/// A line of the file: a paragraph, or a stretch of one between line breaks.
#[derive(Clone, Debug)]
pub(super) struct Strand<'a> {
    /// The paragraph.
    pub(super) text: &'a Text,
    /// Its pieces.
    pub(super) pieces: &'a [Piece],
    /// What is drawn under it.
    pub(super) rule: Option<Drawn>,
}

/// A cell of a table: its paragraphs.
pub(super) type CellTexts<'a> = Vec<&'a Text>;

/// The paragraphs of a table of the file, by row and cell.
pub(super) type Placed<'a> = Vec<Vec<CellTexts<'a>>>;

/// Reads a story.
pub(super) fn read(story: &Story, standard: &Standard) -> Official {
    let mut flow = Flow {
        story,
        standard,
        strands: Vec::new(),
        tables: Vec::new(),
        lines: Vec::new(),
        sheet: 0,
        gap: false,
        cell: 0,
    };
    flow.items(&story.items, false);
    let Flow { strands, tables, lines, .. } = flow;
    if lines.is_empty() {
        let message = words::problem(Code::Empty.key(), "");
        return Official {
            problems: vec![Problem { code: Code::Empty, line: 0, column: 0, message }],
            ..Official::default()
        };
    }
    let Prepared { mut document, mut problems, mut leftovers } = text::prepared(&lines, standard);
    problems.iter_mut().for_each(|problem| problem.message = trace::restored(&problem.message));
    leftovers.iter_mut().for_each(|leftover| leftover.text = trace::restored(&leftover.text));
    let looks = trace::back(&mut document, &strands, &tables, story, standard);
    Official { document: Some(document), looks, problems, leftovers }
}

struct Flow<'a> {
    story: &'a Story,
    standard: &'a Standard,
    strands: Vec<Strand<'a>>,
    tables: Vec<Placed<'a>>,
    lines: Vec<Line>,
    /// Which section of the file is being read.
    sheet: usize,
    /// Empty paragraphs stand before the next line.
    gap: bool,
    /// The first line of the cell being read.
    cell: usize,
}

impl<'a> Flow<'a> {
    fn items(&mut self, items: &'a [Item], in_cell: bool) {
        for item in items {
            match item {
                Item::Text(text) => self.text(text, in_cell),
                Item::Table(table) => self.table(table),
                Item::SectionEnd => self.sheet += 1,
            }
        }
    }

    fn sheet(&self) -> Option<&'a SectionProps> {
        self.story.sections.get(self.sheet)
    }

    fn text(&mut self, text: &'a Text, in_cell: bool) {
        if text.is_empty() || measure::is_characters(&text.words()) {
            let drawn = measure::drawn_alone(text, self.sheet());
            self.rule(drawn);
            self.gap |= text.is_empty();
            return;
        }
        self.rule(measure::drawn_above(text));
        let from = self.strands.len();
        if cut_at_breaks(text, in_cell) {
            for pieces in text.pieces.split(|piece| matches!(piece, Piece::Break)) {
                self.strand(text, pieces);
            }
        } else {
            self.strand(text, &text.pieces);
        }
        let under = measure::drawn_under(text, self.sheet());
        if self.strands.len() > from {
            self.rule(under);
        }
        self.gap = false;
    }

    /// A line drawn under what stands last.
    fn rule(&mut self, drawn: Option<Drawn>) {
        let above = self.strands.get_mut(self.cell..).and_then(<[Strand<'_>]>::last_mut);
        if let (Some(drawn), Some(last)) = (drawn, above) {
            last.rule.get_or_insert(drawn);
        }
    }

    fn strand(&mut self, text: &'a Text, pieces: &'a [Piece]) {
        let words = trace::guarded(pieces);
        let plain = trace::restored(&words);
        if plain.chars().all(char::is_whitespace) {
            // Notes that hang on no word are paragraphs.
            for piece in pieces {
                if let Piece::Note(note) = piece {
                    self.items(self.story.notes.get(*note).map_or(&[][..], Vec::as_slice), false);
                }
            }
            return;
        }
        if measure::is_characters(&plain) {
            self.rule(Some(Drawn { kind: crate::model::looks::Drawing::Characters, length: None }));
            return;
        }
        // Empty paragraphs between two centred ones are white in a title.
        let centred = text.para.align == Some(Align::Center);
        let apart = self.gap && !centred || self.strands.last().is_none_or(|last| !alike(last.text, text));
        self.lines.extend(Line::of_paragraph(text.ordinal + 1, &words, apart));
        self.strands.push(Strand { text, pieces, rule: None });
    }

    fn table(&mut self, table: &'a Grid) {
        match purpose(table) {
            Purpose::Rows => {
                for cell in table.rows.iter().flat_map(|row| &row.cells) {
                    self.cell = self.strands.len();
                    self.items(&cell.items, true);
                }
            }
            Purpose::Columns => {
                let columns = table.rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
                for column in 0..columns {
                    for cell in table.rows.iter().filter_map(|row| row.cells.get(column)) {
                        self.cell = self.strands.len();
                        self.items(&cell.items, true);
                    }
                }
            }
            Purpose::Data => self.data(table),
        }
        self.gap = true;
        self.cell = self.strands.len();
    }

    fn data(&mut self, table: &'a Grid) {
        let columns = table.width();
        let mut cells: Placed<'a> = Vec::with_capacity(table.rows.len());
        for row in &table.rows {
            let mut placed: Vec<CellTexts<'a>> = vec![Vec::new(); row.skipped];
            for cell in &row.cells {
                let mut inside = Vec::new();
                texts(&cell.items, &mut |text| inside.push(text));
                inside.retain(|text| !text.is_empty());
                placed.push(inside);
                placed.resize(placed.len() + cell.span.max(1) - 1, Vec::new());
            }
            placed.resize(columns, Vec::new());
            cells.push(placed);
        }
        let Some(first) = cells.iter().flatten().flatten().next().copied() else { return };
        let header_rows = header_rows(table, &cells);
        let rows = cells.iter().enumerate().map(|(at, row)| {
            let role = if at < header_rows { Role::TableHead } else { Role::TableCell };
            row.iter().map(|cell| self.cell(role, cell)).collect()
        });
        let table = Rc::new(Table { header_rows, rows: rows.collect() });
        self.lines.push(Line::of_table(first.ordinal + 1, table));
        self.tables.push(cells);
    }

    /// The words of a cell; its paragraphs are parted by line breaks.
    fn cell(&self, role: Role, cell: &CellTexts<'_>) -> Vec<Inline> {
        let mut out = Vec::new();
        for text in cell {
            if !out.is_empty() {
                out.push(Inline::Break);
            }
            out.extend(setter::inlines(&text.pieces, role, self.story, self.standard));
        }
        out
    }
}

/// True when each line of a paragraph is a paragraph of its own: in the cells of a form, in
/// what is centred or in capitals, in nơi nhận.
fn cut_at_breaks(text: &Text, in_cell: bool) -> bool {
    in_cell
        || text.para.align == Some(Align::Center)
        || text.para.frame.is_some()
        || text.pieces.iter().any(|piece| matches!(piece, Piece::Break))
            && (letters::is_upper(&text.words()) || fold(text.words().trim_start()).starts_with("noi nhan"))
}

/// True when two paragraphs are set alike, so that the second may go on with the first.
fn alike(one: &Text, other: &Text) -> bool {
    (one.para.align, one.para.left, one.para.first) == (other.para.align, other.para.left, other.para.first)
}

/// What a table is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Purpose {
    /// It lays out a form that is read row by row: a letterhead.
    Rows,
    /// It lays out a form that is read column by column: nơi nhận and signatures.
    Columns,
    /// It is a table.
    Data,
}

/// Rows of a table that lays out a form.
const MOST_ROWS: usize = 8;

fn purpose(table: &Grid) -> Purpose {
    let columns = table.rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
    if columns == 1 && table.rows.len() == 1 {
        return Purpose::Rows;
    }
    if columns > 4 || table.rows.len() > MOST_ROWS {
        return Purpose::Data;
    }
    let cells = table.rows.iter().flat_map(|row| &row.cells);
    let lines: Vec<String> = cells.flat_map(|cell| cell_lines(&cell.items)).collect();
    let folded: Vec<String> = lines.iter().map(|line| fold(line)).collect();
    let any = |test: &dyn Fn(&str) -> bool| folded.iter().any(|line| test(line));
    let title = any(&|line| line.starts_with("cong hoa xa hoi chu nghia"));
    let motto = any(&|line| line.starts_with("doc lap") && line.contains("hanh phuc"));
    let number = any(&|line| line.starts_with("so:") || line.starts_with("so :"));
    let date = any(&|line| {
        line.contains("ngay") && line.contains("thang") && line.contains("nam") && line.len() < 60
    });
    if title || motto || (number && date) {
        return Purpose::Rows;
    }
    if any(&|line| line.trim_start_matches('*').starts_with("noi nhan")) {
        return Purpose::Columns;
    }
    if table.bordered {
        return Purpose::Data;
    }
    let bodied = lines.iter().any(|line| bodies::body_word(line).is_some() && letters::is_upper(line));
    match (are_signers(table, columns), bodied) {
        (true, _) => Purpose::Columns,
        (false, true) => Purpose::Rows,
        (false, false) if columns == 1 => Purpose::Rows,
        (false, false) => Purpose::Data,
    }
}

/// True when each column that has words begins with a title in capitals and ends with a name.
fn are_signers(table: &Grid, columns: usize) -> bool {
    let mut signers = 0;
    for column in 0..columns {
        let mut lines = Vec::new();
        for cell in table.rows.iter().filter_map(|row| row.cells.get(column)) {
            lines.extend(cell_lines(&cell.items));
        }
        let signed = lines.first().is_some_and(|line| letters::is_upper(line) && line.chars().count() <= 90)
            && lines.last().is_some_and(|line| letters::is_name(line));
        if !lines.is_empty() && !signed {
            return false;
        }
        signers += usize::from(signed);
    }
    signers > 0
}

/// The lines of a cell that have words.
fn cell_lines(items: &[Item]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    texts(items, &mut |text| {
        let pieces = text.pieces.split(|piece| matches!(piece, Piece::Break));
        lines.extend(pieces.map(|pieces| trace::restored(&trace::guarded(pieces)).trim().to_owned()));
    });
    lines.retain(|line| !line.is_empty());
    lines
}

/// How many of the first rows are headings: those that Word repeats on each page, or the one
/// that begins with "STT", or is bold above rows that are not.
fn header_rows(table: &Grid, cells: &[Vec<CellTexts<'_>>]) -> usize {
    let repeated = table.rows.iter().take_while(|row| row.header).count();
    if repeated > 0 || cells.len() < 2 {
        return repeated.min(cells.len());
    }
    let first_words = cells.first().and_then(|row| row.first()).and_then(|cell| cell.first());
    let counted = first_words.is_some_and(|text| {
        matches!(fold(text.words().trim()).as_str(), "stt" | "tt" | "so tt" | "so thu tu")
    });
    let bold = |row: &Vec<CellTexts<'_>>| {
        let mut faces = row.iter().flatten().flat_map(|text| measure::faces(text)).peekable();
        faces.peek().is_some() && faces.all(|face| face.bold)
    };
    let stands_out = cells.first().is_some_and(bold) && !cells.iter().skip(1).any(bold);
    usize::from(counted || stands_out)
}
