//! Our own files: every paragraph stands in the style of its role, so nothing is guessed.

use std::collections::HashMap;

use super::content::{Item, Piece, Row, Table as Grid, Text, texts};
use super::measure;
use super::sheet::SectionProps;
use super::story::Story;
use super::styles::Resolved;
use crate::model::looks::Drawn;
use crate::model::{
    At, Block, Cell, Columns, Document, Inline, Layout, Look, Paragraph, Role, Run, Section, SectionKind,
    Standard, Table,
};
use crate::viet::words;

/// What styles mean.
pub(super) struct Roles {
    by_name: HashMap<String, Role>,
}

/// What a style makes of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    /// A paragraph of the document.
    Role(Role),
    /// A paragraph that only fills a place or draws a line.
    Filling,
    /// Not one of our styles.
    Foreign,
}

impl Roles {
    /// The roles of a standard by the names of their styles: Word keeps names, not ids.
    pub(super) fn new(standard: &Standard) -> Roles {
        let name = |role: Role| standard.role(role).word.replace(", ", " - ").replace(',', " ");
        Roles { by_name: Role::ALL.iter().map(|role| (name(*role), *role)).collect() }
    }

    fn meaning(&self, style: &Resolved) -> Meaning {
        let filling = ["spacer", "footnote-separator"].contains(&&*style.id)
            || style.id.starts_with("rule-")
            || [words::STYLE_SPACER, words::STYLE_SEPARATOR].contains(&&*style.name)
            || style.name.starts_with(&words::style_rule(""));
        let role = Role::from_key(&style.id).or_else(|| self.by_name.get(&*style.name).copied());
        match role {
            Some(role) => Meaning::Role(role),
            None if filling => Meaning::Filling,
            None => Meaning::Foreign,
        }
    }

    /// The role of a paragraph, where its style is one of ours.
    pub(super) fn role(&self, text: &Text) -> Option<Role> {
        match self.meaning(&text.style) {
            Meaning::Role(role) => Some(role),
            Meaning::Filling | Meaning::Foreign => None,
        }
    }

    /// True when every paragraph with words stands in a style of ours.
    pub(super) fn all_ours(&self, items: &[Item]) -> bool {
        let (mut ours, mut foreign) = (0_usize, false);
        texts(items, &mut |text| match self.meaning(&text.style) {
            Meaning::Role(_) => ours += 1,
            Meaning::Filling => foreign |= !text.is_empty(),
            Meaning::Foreign => foreign |= !text.is_empty() && !measure::is_characters(&text.words()),
        });
        ours > 0 && !foreign
    }
}

/// Reads the document of one of our own files, and its looks.
pub(super) fn read(story: &Story, roles: &Roles, standard: &Standard) -> (Document, Vec<Look>) {
    let mut reader = Reader {
        story,
        roles,
        standard,
        sections: vec![Vec::new()],
        looks: Vec::new(),
        section: 0,
        sheet: 0,
        between: false,
    };
    reader.items(&story.items);
    reader.contacts(&story.contacts);
    let Reader { sections, mut looks, .. } = reader;
    looks.sort_by_key(|look| look.at);
    let sections: Vec<Section> = sections
        .into_iter()
        .enumerate()
        .map(|(at, blocks)| Section { kind: section_kind(at, &blocks), blocks })
        .collect();
    let kind = kind(&sections, story, standard);
    let title = story.title.clone().unwrap_or_default();
    (Document { kind, title, sections }, looks)
}

fn section_kind(at: usize, blocks: &[Block]) -> SectionKind {
    let titled = blocks.iter().flat_map(Block::paragraphs).any(|p| p.role == Role::DocType);
    match (at, titled) {
        (0, _) => SectionKind::Main,
        (_, true) => SectionKind::Attachment,
        (_, false) => SectionKind::Appendix,
    }
}

/// The key of the document's type: by its name in the document, as a letter by its "V/v", or
/// by the name among the file's properties.
fn kind(sections: &[Section], story: &Story, standard: &Standard) -> String {
    let main = sections.first().map_or(&[][..], |section| &section.blocks);
    let first = |role: Role| main.iter().flat_map(Block::paragraphs).find(|p| p.role == role);
    let named = |name: &str| {
        let name = name.trim().to_lowercase();
        standard.kind.iter().find(|(_, rule)| rule.get_ref().name.to_lowercase() == name)
    };
    let titled = first(Role::DocType)
        .and_then(|p| crate::readers::text::kind_of(&p.words(), standard))
        .or_else(|| first(Role::LetterSubject).map(|_| "letter".to_owned()));
    let listed = || story.category.as_deref().and_then(named).map(|(key, _)| key.clone());
    titled.or_else(listed).unwrap_or_else(|| "other".to_owned())
}

struct Reader<'a> {
    story: &'a Story,
    roles: &'a Roles,
    standard: &'a Standard,
    sections: Vec<Vec<Block>>,
    looks: Vec<Look>,
    section: usize,
    /// Which section of the file is being read.
    sheet: usize,
    /// A section of the file ended, and nothing of the next one was read.
    between: bool,
}

impl<'a> Reader<'a> {
    fn items(&mut self, items: &'a [Item]) {
        for item in items {
            if self.between
                && let Some(first) = self.first_role(item)
            {
                self.between = false;
                if opens_section(first) {
                    self.next_section();
                }
            }
            match item {
                Item::Text(text) => self.text(text),
                Item::Table(table) => self.table(table),
                Item::SectionEnd => {
                    self.sheet += 1;
                    // Others part sections for a sheet that lies across, too.
                    if self.story.ours { self.next_section() } else { self.between = true }
                }
            }
        }
    }

    fn next_section(&mut self) {
        self.sections.push(Vec::new());
        self.section = self.sections.len() - 1;
    }

    /// The role of the first paragraph of an item that has words.
    fn first_role(&self, item: &'a Item) -> Option<Role> {
        let mut found = None;
        texts(std::slice::from_ref(item), &mut |text| {
            found = found.or_else(|| self.roles.role(text).filter(|_| !text.is_empty()));
        });
        found
    }

    fn sheet(&self) -> Option<&'a SectionProps> {
        self.story.sections.get(self.sheet)
    }

    fn here(&self) -> At {
        let block = self.sections.get(self.section).map_or(0, Vec::len);
        At { section: self.section, block, within: None }
    }

    fn push(&mut self, block: Block) {
        if let Some(blocks) = self.sections.get_mut(self.section) {
            blocks.push(block);
        }
    }

    fn text(&mut self, text: &'a Text) {
        match self.roles.role(text).filter(|_| self.story.ours || !text.is_empty()) {
            Some(role) => {
                if text.own_page {
                    self.push(Block::PageBreak);
                }
                let inlines = self.inlines(role, text);
                self.look(self.here(), &[text]);
                self.push(Block::Paragraph(Paragraph { role, text: inlines }));
            }
            None => self.rule(text),
        }
    }

    /// A paragraph without words draws a line under the one before.
    fn rule(&mut self, text: &Text) {
        let drawn = measure::drawn_alone(text, self.sheet());
        if let (Some(drawn), Some(look)) = (drawn, self.looks.last_mut()) {
            look.rule.get_or_insert(drawn);
        }
    }

    fn look(&mut self, at: At, texts: &[&'a Text]) {
        let faces: Vec<_> = texts.iter().flat_map(|text| measure::faces(text)).collect();
        if let (Some(first), false) = (texts.first(), faces.is_empty()) {
            let rule: Option<Drawn> = texts.iter().find_map(|text| measure::drawn_under(text, self.sheet()));
            self.looks.push(measure::look(at, first, &faces, rule));
        }
    }

    fn table(&mut self, table: &'a Grid) {
        let mut first: Option<&Text> = None;
        for cell in table.rows.iter().flat_map(|row| &row.cells) {
            texts(&cell.items, &mut |text| first = first.or(Some(text)));
        }
        if first.is_some_and(|text| text.own_page) {
            self.push(Block::PageBreak);
        }
        let mut data = false;
        for cell in table.rows.iter().flat_map(|row| &row.cells) {
            texts(&cell.items, &mut |text| {
                data |= matches!(self.roles.role(text), Some(Role::TableHead | Role::TableCell));
            });
        }
        if data {
            self.data(table);
        } else {
            table.rows.iter().for_each(|row| self.columns(row));
        }
    }

    fn columns(&mut self, row: &'a Row) {
        let mut cells = Vec::with_capacity(row.cells.len());
        let mut roles = Vec::new();
        for (column, cell) in row.cells.iter().enumerate() {
            let mut paragraphs: Vec<Paragraph> = Vec::new();
            let mut notes: Vec<Vec<Inline>> = Vec::new();
            let mut inside = Vec::new();
            texts(&cell.items, &mut |text| inside.push(text));
            for text in inside {
                match self.roles.role(text).filter(|_| self.story.ours || !text.is_empty()) {
                    Some(Role::Footnote) => notes.push(self.inlines(Role::Footnote, text)),
                    Some(role) => {
                        fold_notes(&mut paragraphs, &mut notes);
                        let at = At { within: Some([column, paragraphs.len()]), ..self.here() };
                        self.look(at, &[text]);
                        paragraphs.push(Paragraph { role, text: self.inlines(role, text) });
                        roles.push(role);
                    }
                    None => self.rule(text),
                }
            }
            fold_notes(&mut paragraphs, &mut notes);
            cells.push(paragraphs);
        }
        self.push(Block::Columns(Columns { layout: layout(&roles), cells }));
    }

    fn data(&mut self, table: &'a Grid) {
        let width = table.rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
        let mut rows: Vec<Vec<Cell>> = Vec::with_capacity(table.rows.len());
        let mut header_rows = 0;
        for (at, row) in table.rows.iter().enumerate() {
            let mut cells: Vec<Cell> = Vec::with_capacity(width);
            let mut heading = false;
            for (column, cell) in row.cells.iter().enumerate() {
                let mut inside = Vec::new();
                texts(&cell.items, &mut |text| inside.push(text));
                let noted = |text: &&&Text| self.roles.role(text) == Some(Role::Footnote);
                let mut notes: Vec<Vec<Inline>> =
                    inside.iter().filter(noted).map(|text| self.inlines(Role::Footnote, text)).collect();
                let plain: Vec<&Text> = inside.iter().filter(|text| !noted(text)).copied().collect();
                let role = plain.first().and_then(|text| self.roles.role(text)).unwrap_or(Role::TableCell);
                heading |= role == Role::TableHead && column == 0;
                let mut words: Cell = Vec::new();
                for text in &plain {
                    if !words.is_empty() {
                        words.push(Inline::Break);
                    }
                    words.extend(self.inlines(role, text));
                }
                let mut whole = [Paragraph { role, text: words }];
                fold_notes(&mut whole, &mut notes);
                let [Paragraph { text: words, .. }] = whole;
                self.look(At { within: Some([at, column]), ..self.here() }, &plain);
                cells.push(words);
            }
            cells.resize(width, Vec::new());
            if heading && header_rows == at {
                header_rows = at + 1;
            }
            rows.push(cells);
        }
        self.push(Block::Table(Table { header_rows, rows }));
    }

    /// The contact lines of each section, which stand at the foot of its first page.
    fn contacts(&mut self, contacts: &'a [(usize, Text)]) {
        for (section, text) in contacts {
            let text = Paragraph { role: Role::Contact, text: self.inlines(Role::Contact, text) };
            if let Some(blocks) = self.sections.get_mut(*section) {
                blocks.push(Block::Paragraph(text));
            }
        }
    }

    fn inlines(&self, role: Role, text: &Text) -> Vec<Inline> {
        let mut out: Vec<Inline> = Vec::new();
        for piece in &text.pieces {
            match piece {
                Piece::Words { text, face, .. } => {
                    let style = self.standard.role(role);
                    let run = Run {
                        text: text.clone(),
                        bold: face.bold && !style.bold,
                        italic: face.italic && !style.italic,
                        superscript: face.raised,
                    };
                    self.add(run, &mut out);
                }
                Piece::Break => out.push(Inline::Break),
                Piece::Tab => self.add(Run { text: " ".to_owned(), ..Run::default() }, &mut out),
                Piece::Note(note) => out.push(Inline::Footnote { text: self.note(*note) }),
                Piece::Picture(at) => {
                    out.extend(self.story.pictures.get(*at).cloned().flatten().map(Inline::Picture));
                }
            }
        }
        out
    }

    /// Other programs cut runs where nothing changes; we never do.
    fn add(&self, run: Run, out: &mut Vec<Inline>) {
        let alike = |last: &Run| {
            (last.bold, last.italic, last.superscript) == (run.bold, run.italic, run.superscript)
        };
        match out.last_mut() {
            Some(Inline::Text(last)) if !self.story.ours && alike(last) => last.text.push_str(&run.text),
            _ => out.push(Inline::Text(run)),
        }
    }

    /// The words of a note without the space after its number.
    fn note(&self, note: usize) -> Vec<Inline> {
        let items = self.story.notes.get(note).map_or(&[][..], Vec::as_slice);
        let mut inside = Vec::new();
        texts(items, &mut |text| inside.push(text));
        let mut out: Vec<Inline> = Vec::new();
        for text in inside {
            if !out.is_empty() {
                out.push(Inline::Break);
            }
            out.extend(self.inlines(Role::Footnote, text));
        }
        if let Some(Inline::Text(first)) = out.first_mut() {
            first.text = first.text.strip_prefix(' ').unwrap_or(&first.text).to_owned();
            if first.text.is_empty() {
                out.remove(0);
            }
        }
        out
    }
}

/// True for what an appendix or an attached document begins with.
fn opens_section(role: Role) -> bool {
    matches!(
        role,
        Role::AppendixLabel
            | Role::AppendixTitle
            | Role::DocType
            | Role::ParentBody
            | Role::IssuingBody
            | Role::NationalTitle
            | Role::ElectronicMark
    )
}

/// Which row of the form has these roles.
fn layout(roles: &[Role]) -> Layout {
    let any = |wanted: &[Role]| roles.iter().any(|role| wanted.contains(role));
    if any(&[Role::ParentBody, Role::IssuingBody, Role::NationalTitle, Role::Motto]) {
        Layout::Letterhead
    } else if any(&[Role::DocNumber, Role::PlaceDate, Role::LetterSubject]) {
        Layout::Numbering
    } else {
        Layout::Signature
    }
}

/// Puts the notes that stand below the words of a cell back where they are called: there is
/// a raised number in brackets for each.
fn fold_notes(paragraphs: &mut [Paragraph], notes: &mut Vec<Vec<Inline>>) {
    let Some(last) = paragraphs.last_mut().filter(|_| !notes.is_empty()) else { return };
    let mut left: Vec<Option<Vec<Inline>>> = notes.drain(..).map(Some).collect();
    for inline in &mut last.text {
        let Inline::Text(run) = inline else { continue };
        let number = run.text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
        let number = number.filter(|_| run.superscript).and_then(|number| number.parse::<usize>().ok());
        let slot = number.and_then(|number| left.get_mut(number.checked_sub(1)?));
        if let Some(note) = slot.and_then(Option::take) {
            // Its own number and the space after it.
            *inline = Inline::Footnote { text: note.into_iter().skip(2).collect() };
        }
    }
    // What nothing calls stays as words.
    for note in left.into_iter().flatten() {
        last.text.push(Inline::Break);
        last.text.extend(note);
    }
}
