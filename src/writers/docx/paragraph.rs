//! A paragraph in the style of its role, and its notes.

use docx_rs::{
    AlignmentType, Break, BreakType, BuildXML, FootnoteReference, LineSpacing, Paragraph as Written,
    Run as WrittenRun, RunChild, RunProperty, Text, VertAlignType,
};

use super::styles::{self, NOTE_MARK, usual_level};
use super::{half_points, lawful, stamp, twips, twips_unsigned};
use crate::model::outline::Outline;
use crate::model::{Inline, Paragraph, Role, Standard};
use crate::writers::fit::{self, Fit};
use crate::writers::fonts::Fonts;

/// How a paragraph differs from its style because of where it stands.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Place {
    /// Stay on the page of what follows.
    pub(super) keep_next: bool,
    /// Stand on one page.
    pub(super) whole: bool,
    /// Start a page.
    pub(super) new_page: bool,
    /// Space above in pt, where it is not the style's.
    pub(super) before: Option<f64>,
    /// Set to the right, as figures are.
    pub(super) right: bool,
    /// Indent in pt from which it stands to the left, whatever its style says.
    pub(super) left: Option<f64>,
    /// It stands in a cell.
    pub(super) cell: bool,
    /// Width in pt of the text area or cell around it.
    pub(super) width: f64,
    /// Length in pt of the rule drawn under it.
    pub(super) rule: Option<f64>,
}

/// Writes paragraphs and collects their notes.
pub(super) struct Pen<'a> {
    pub(super) standard: &'a Standard,
    pub(super) fit: &'a Fit,
    pub(super) fonts: &'a Fonts,
    outline: Outline,
    /// The notes written so far, as elements of the notes part.
    notes: Vec<u8>,
    count: usize,
}

impl<'a> Pen<'a> {
    pub(super) fn new(standard: &'a Standard, fit: &'a Fit, fonts: &'a Fonts) -> Pen<'a> {
        Pen { standard, fit, fonts, outline: Outline::default(), notes: Vec::new(), count: 0 }
    }

    /// True when notes were written.
    pub(super) fn has_notes(&self) -> bool {
        self.count > 0
    }

    /// The notes written, or `None` when there are none.
    pub(super) fn notes(self) -> Option<Vec<u8>> {
        (self.count > 0).then_some(self.notes)
    }

    /// A paragraph of the document and, where one is drawn, the rule under it.
    pub(super) fn paragraph(&mut self, paragraph: &Paragraph, place: Place) -> Vec<Written> {
        let role = paragraph.role;
        let mut written = self.inlines(role, &paragraph.text, place);
        let level = self.outline.level(role);
        if level != usual_level(role)
            && let Some(level) = level
        {
            written = written.outline_lvl(usize::from(level) - 1);
        }
        if let Some(frame) = fit::stamp(paragraph, self.standard, self.fonts) {
            written = stamp::framed(written, role, frame, place, self.standard);
        } else if role == Role::ElectronicMark && !place.cell {
            written = stamp::mark(written, self.standard);
        }
        let mut out = vec![written];
        out.extend(place.rule.map(|length| rule(role, length, place)));
        out
    }

    /// Words in the style of a role, as a paragraph of their own.
    pub(super) fn inlines(&mut self, role: Role, text: &[Inline], place: Place) -> Written {
        let mut written = Written::new().style(role.key());
        if place.keep_next && !self.standard.role(role).keep_next {
            written = written.keep_next(true);
        }
        if place.whole {
            written = written.keep_lines(true);
        }
        if place.new_page {
            written = written.page_break_before(true);
        }
        if place.right {
            written = written.align(AlignmentType::Right);
        }
        if let Some(before) = place.before.map(twips_unsigned)
            && before != twips_unsigned(self.standard.shape(role).before.pt())
        {
            written = written.line_spacing(LineSpacing::new().before(before));
        }
        if let Some(left) = place.left.filter(|_| role != Role::Urgency) {
            written = written.align(AlignmentType::Left).indent(Some(twips(left)), None, None, None);
        }
        for run in self.runs(role, text) {
            written = written.add_run(run);
        }
        written
    }

    fn runs(&mut self, role: Role, text: &[Inline]) -> Vec<WrittenRun> {
        let mut runs = Vec::with_capacity(text.len());
        for inline in text {
            match inline {
                Inline::Text(run) => {
                    let mut face = self.face(role);
                    let style = self.standard.role(role);
                    if run.bold && !style.bold {
                        face = face.bold();
                    }
                    if run.italic && !style.italic {
                        face = face.italic();
                    }
                    if run.superscript {
                        face = face.vert_align(VertAlignType::SuperScript);
                    }
                    let words = Text::new(lawful(&run.text));
                    runs.push(WrittenRun { run_property: face, children: vec![RunChild::Text(words)] });
                }
                Inline::Break => {
                    let children = vec![RunChild::Break(Break::new(BreakType::TextWrapping))];
                    runs.push(WrittenRun { children, ..WrittenRun::default() });
                }
                // A note inside a note has no foot of a page to stand at.
                Inline::Footnote { text } if role == Role::Footnote => runs.extend(self.runs(role, text)),
                Inline::Footnote { text } => runs.push(self.note(text)),
            }
        }
        runs
    }

    /// What a run's face differs in from its role's style wherever it stands: its size,
    /// where `fit` had to shrink it.
    fn face(&self, role: Role) -> RunProperty {
        let size = half_points(self.fit.size(role));
        if size == half_points(self.standard.role(role).size) {
            RunProperty::new()
        } else {
            RunProperty::new().size(size)
        }
    }

    /// Writes a note's words into the notes part and gives its mark.
    fn note(&mut self, text: &[Inline]) -> WrittenRun {
        self.count += 1;
        let mark = || WrittenRun {
            run_property: RunProperty::new().style(NOTE_MARK),
            children: vec![RunChild::FootnoteReference(FootnoteReference::new(self.count))],
        };
        let (mark, own_mark) = (mark(), mark());
        let open = format!(r#"<w:footnote w:id="{}">"#, self.count);
        let mut note = Written::new().style(Role::Footnote.key());
        note = note.add_run(own_mark).add_run(WrittenRun::new().add_text(" "));
        for run in self.runs(Role::Footnote, text) {
            note = note.add_run(run);
        }
        self.notes.extend_from_slice(open.as_bytes());
        self.notes.extend(note.build());
        self.notes.extend_from_slice(b"</w:footnote>");
        mark
    }
}

/// The rule under a paragraph: an empty paragraph with a lower border, indented on both
/// sides until the border is as long as the rule.
fn rule(role: Role, length: f64, place: Place) -> Written {
    let margin = twips((place.width - length) / 2.0).max(0);
    let mut written =
        Written::new().style(&styles::rule_style(role)).indent(Some(margin), None, Some(margin), None);
    if place.keep_next {
        written = written.keep_next(true);
    }
    written
}

/// An empty paragraph that Word demands where the page has none.
pub(super) fn spacer() -> Written {
    Written::new().style(styles::SPACER)
}
