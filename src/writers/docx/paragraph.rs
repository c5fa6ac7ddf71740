//! A paragraph in the style of its role, and its notes.

use docx_rs::{
    Bold, BoldCs, Break, BreakType, BuildXML, FootnoteReference, Indent, Italic, ItalicCs, Justification,
    LineSpacing, LineSpacingType, OutlineLvl, Paragraph as Written, ParagraphChild, ParagraphStyle,
    Run as WrittenRun, RunChild, RunProperty, RunStyle, Sz, SzCs, Text, VertAlign, VertAlignType,
};

use super::picture::Pictures;
use super::styles::{self, NOTE_MARK, usual_level};
use super::{half_points, lawful, stamp, twips, twips_unsigned};
use crate::model::document::is_pictures;
use crate::model::outline::Outline;
use crate::model::{Inline, Paragraph, Role, Run, Standard};
use crate::writers::fit::{self, Fit, picture};
use crate::writers::fonts::Fonts;

/// Line spacing of one line, in 240ths of it.
const SINGLE: i32 = 240;

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
    pictures: Pictures,
}

impl<'a> Pen<'a> {
    pub(super) fn new(standard: &'a Standard, fit: &'a Fit, fonts: &'a Fonts) -> Pen<'a> {
        Pen {
            standard,
            fit,
            fonts,
            outline: Outline::default(),
            notes: Vec::new(),
            count: 0,
            pictures: Pictures::default(),
        }
    }

    /// True when notes were written.
    pub(super) fn has_notes(&self) -> bool {
        self.count > 0
    }

    /// The notes written, or `None` when there are none, and the pictures.
    pub(super) fn end(self) -> (Option<Vec<u8>>, Pictures) {
        ((self.count > 0).then_some(self.notes), self.pictures)
    }

    /// A paragraph of the document and, where one is drawn, the rule under it.
    pub(super) fn paragraph(&mut self, paragraph: &Paragraph, place: Place) -> Vec<Written> {
        let role = paragraph.role;
        let mut written = self.inlines(role, &paragraph.text, place);
        let level = self.outline.level(role);
        if level != usual_level(role)
            && let Some(level) = level
        {
            written.property.outline_lvl = Some(OutlineLvl::new(usize::from(level) - 1));
        }
        if let Some(frame) = fit::stamp(paragraph, self.standard, self.fonts) {
            stamp::framed(&mut written.property, role, frame, place, self.standard);
        } else if role == Role::ElectronicMark && !place.cell {
            stamp::mark(&mut written.property, self.standard);
        }
        let mut out = Vec::with_capacity(2);
        out.push(written);
        out.extend(place.rule.map(|length| rule(role, length, place)));
        out
    }

    /// Words in the style of a role, as a paragraph of their own.
    pub(super) fn inlines(&mut self, role: Role, text: &[Inline], place: Place) -> Written {
        let mut written = styled(role.key());
        let property = &mut written.property;
        if place.keep_next && !self.standard.role(role).keep_next {
            property.keep_next = Some(true);
        }
        if place.whole {
            property.keep_lines = Some(true);
        }
        if place.new_page {
            property.page_break_before = Some(true);
        }
        if place.right {
            property.alignment = Some(Justification::new("right"));
        }
        if let Some(before) = place.before.map(twips_unsigned)
            && before != twips_unsigned(self.standard.shape(role).before.pt())
        {
            property.line_spacing = Some(LineSpacing::new().before(before));
        }
        if let Some(left) = place.left.filter(|_| role != Role::Urgency) {
            property.alignment = Some(Justification::new("left"));
            property.indent = Some(Indent::new(Some(twips(left)), None, None, None));
        }
        // A line of an exact height would cut a picture off.
        if is_pictures(text) {
            let spacing = property.line_spacing.take().unwrap_or_default();
            property.line_spacing = Some(spacing.line(SINGLE).line_rule(LineSpacingType::Auto));
            property.run_property = sized(picture::ALONE);
        } else if picture::of(text).next().is_some() {
            let spacing = property.line_spacing.take().unwrap_or_default();
            let pitch = twips(self.standard.pitch(role));
            property.line_spacing = Some(spacing.line(pitch).line_rule(LineSpacingType::AtLeast));
        }
        self.runs(role, text, place.width, &mut written.children);
        written
    }

    /// Runs of words and pictures where `room` pt are free.
    fn runs(&mut self, role: Role, text: &[Inline], room: f64, out: &mut Vec<ParagraphChild>) {
        for inline in text {
            match inline {
                Inline::Text(run) => {
                    let words = RunChild::Text(Text::new(lawful(&run.text)));
                    let mut written = Box::new(WrittenRun { children: vec![words], ..WrittenRun::default() });
                    self.face(role, run, &mut written.run_property);
                    out.push(ParagraphChild::Run(written));
                }
                Inline::Break => out.push(piece(RunChild::Break(Break::new(BreakType::TextWrapping)))),
                Inline::Picture(shown) => {
                    let children = vec![self.pictures.mark(shown, room)];
                    let run_property =
                        if is_pictures(text) { sized(picture::ALONE) } else { RunProperty::default() };
                    out.push(ParagraphChild::Run(Box::new(WrittenRun { run_property, children })));
                }
                // A note inside a note has no foot of a page to stand at.
                Inline::Footnote { text } if role == Role::Footnote => self.runs(role, text, room, out),
                Inline::Footnote { text } => {
                    self.note(text);
                    out.push(mark(self.count));
                }
            }
        }
    }

    /// What a run's face differs in from its role's style: its own weight, slant and height,
    /// and the role's size where `fit` had to shrink it.
    fn face(&self, role: Role, run: &Run, face: &mut RunProperty) {
        let style = self.standard.role(role);
        let size = half_points(self.fit.size(role));
        if size != half_points(style.size) {
            face.sz = Some(Sz::new(size));
            face.sz_cs = Some(SzCs::new(size));
        }
        if run.bold && !style.bold {
            face.bold = Some(Bold::new());
            face.bold_cs = Some(BoldCs::new());
        }
        if run.italic && !style.italic {
            face.italic = Some(Italic::new());
            face.italic_cs = Some(ItalicCs::new());
        }
        if run.superscript {
            face.vert_align = Some(VertAlign::new(VertAlignType::SuperScript));
        }
    }

    /// Writes a note's words into the notes part.
    fn note(&mut self, text: &[Inline]) {
        self.count += 1;
        let open = format!(r#"<w:footnote w:id="{}">"#, self.count);
        let mut note = styled(Role::Footnote.key());
        note.children.push(mark(self.count));
        note.children.push(piece(RunChild::Text(Text::new(" "))));
        let room = self.standard.page.text_width();
        self.runs(Role::Footnote, text, room, &mut note.children);
        self.notes.extend_from_slice(open.as_bytes());
        self.notes.extend(note.build());
        self.notes.extend_from_slice(b"</w:footnote>");
    }
}

/// An empty paragraph in a style. Its properties are set in place: docx-rs's own builders
/// move the whole paragraph, two kilobytes of it, at each step.
fn styled(style: &str) -> Written {
    let mut written = Written::new();
    written.property.style = Some(ParagraphStyle::new(Some(style)));
    written
}

/// A run without a face of its own.
fn piece(child: RunChild) -> ParagraphChild {
    ParagraphChild::Run(Box::new(WrittenRun { children: vec![child], ..WrittenRun::default() }))
}

/// A face of a size in pt.
fn sized(size: f64) -> RunProperty {
    let size = half_points(size);
    RunProperty { sz: Some(Sz::new(size)), sz_cs: Some(SzCs::new(size)), ..RunProperty::default() }
}

/// The mark of a note: in the text the reference to it, in the note its own number.
fn mark(note: usize) -> ParagraphChild {
    let children = vec![RunChild::FootnoteReference(FootnoteReference::new(note))];
    let run_property = RunProperty { style: Some(RunStyle::new(NOTE_MARK)), ..RunProperty::default() };
    ParagraphChild::Run(Box::new(WrittenRun { run_property, children }))
}

/// The rule under a paragraph: an empty paragraph with a lower border, indented on both
/// sides until the border is as long as the rule.
fn rule(role: Role, length: f64, place: Place) -> Written {
    let margin = Some(twips((place.width - length) / 2.0).max(0));
    let mut written = styled(&styles::rule_style(role));
    written.property.indent = Some(Indent::new(margin, None, margin, None));
    if place.keep_next {
        written.property.keep_next = Some(true);
    }
    written
}

/// An empty paragraph that Word demands where the page has none.
pub(super) fn spacer() -> Written {
    styled(styles::SPACER)
}
