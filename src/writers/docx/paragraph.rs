//! A paragraph in the style of its role, and its notes.

use docx_rs::{
    Bold, BoldCs, Break, BreakType, BuildXML, DeleteText, FootnoteReference, Indent, Italic, ItalicCs,
    Justification, LineSpacing, LineSpacingType, OutlineLvl, Paragraph as Written, ParagraphChild,
    ParagraphStyle, Run as WrittenRun, RunChild, RunProperty, RunStyle, Sz, SzCs, Text, VertAlign,
    VertAlignType,
};

use super::picture::Pictures;
use super::redline::Tracked;
use super::styles::{self, NOTE_MARK, usual_level};
use super::{half_points, lawful, stamp, twips, twips_unsigned};
use crate::model::document::is_pictures;
use crate::model::outline::Outline;
use crate::model::{At, Inline, Paragraph, Role, Run, Standard};
use crate::writers::fit::{self, Fit, picture};
use crate::writers::fonts::Fonts;
use crate::writers::marked::{Fate, Shown};

/// Line spacing of one line, in 240ths of it.
const SINGLE: i32 = 240;

/// How a paragraph differs from its style because of where it stands.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Place {
    /// Where the text stands in the document.
    pub(super) at: At,
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
    pub(super) tracked: &'a Tracked,
    outline: Outline,
    /// The notes written so far, as elements of the notes part.
    notes: Vec<u8>,
    count: usize,
    pictures: Pictures,
}

impl<'a> Pen<'a> {
    pub(super) fn new(
        standard: &'a Standard,
        fit: &'a Fit,
        fonts: &'a Fonts,
        tracked: &'a Tracked,
    ) -> Pen<'a> {
        Pen {
            standard,
            fit,
            fonts,
            tracked,
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
        if let Some(length) = place.rule {
            let mut rule = rule(role, length, place);
            let fate = self.tracked.text(place.at).map(|mark| mark.whole).unwrap_or_default();
            self.tracked.paragraph(fate, &mut rule);
            out.push(rule);
        }
        out
    }

    /// Words in the style of a role, as a paragraph of their own.
    pub(super) fn inlines(&mut self, role: Role, text: &[Inline], place: Place) -> Written {
        let tracked = self.tracked;
        let (whole, shown) = tracked
            .text(place.at)
            .map_or((Fate::Both, &[][..]), |mark| (mark.whole, mark.inlines.as_slice()));
        self.marked(role, text, place, whole, shown)
    }

    /// A note of a text, as a paragraph below it: its number, a space, its words. `which` is the
    /// inline that calls it.
    pub(super) fn note_below(&mut self, which: usize, note: &[Inline], place: Place) -> Written {
        let tracked = self.tracked;
        let Some(mark) = tracked.text(place.at) else {
            return self.inlines(Role::Footnote, note, place);
        };
        // Notes of a text are all kept, or go and come with it: see `marked`.
        let mut shown = vec![Shown::As(mark.whole); note.len()];
        if let Some(Shown::Note(inside)) = mark.inlines.get(which) {
            shown.truncate(2);
            shown.extend_from_slice(inside);
        }
        self.marked(Role::Footnote, note, place, mark.whole, &shown)
    }

    /// Words of which each inline is as `shown`, and the paragraph as `whole`.
    fn marked(&mut self, role: Role, text: &[Inline], place: Place, whole: Fate, shown: &[Shown]) -> Written {
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
        self.tracked.paragraph(whole, &mut written);
        self.runs(role, (text, shown), place.width, &mut written.children);
        written
    }

    /// Runs of words and pictures where `room` pt are free, each as it is to be shown.
    fn runs(
        &mut self,
        role: Role,
        (text, shown): (&[Inline], &[Shown]),
        room: f64,
        out: &mut Vec<ParagraphChild>,
    ) {
        let tracked = self.tracked;
        for (at, inline) in text.iter().enumerate() {
            let (fate, inside) = match shown.get(at) {
                None => (Fate::Both, None),
                Some(Shown::As(fate)) => (*fate, None),
                Some(Shown::Note(inside)) => (Fate::Both, Some(inside)),
            };
            let inside =
                |text: &[Inline]| inside.cloned().unwrap_or_else(|| vec![Shown::As(fate); text.len()]);
            match inline {
                Inline::Text(run) => {
                    let words = if fate == Fate::Old {
                        RunChild::DeleteText(DeleteText::new(lawful(&run.text)))
                    } else {
                        RunChild::Text(Text::new(lawful(&run.text)))
                    };
                    let mut written = Box::new(WrittenRun { children: vec![words], ..WrittenRun::default() });
                    self.face(role, run, &mut written.run_property);
                    out.push(tracked.run(fate, written));
                }
                Inline::Break => {
                    out.push(tracked.run(fate, piece(RunChild::Break(Break::new(BreakType::TextWrapping)))));
                }
                Inline::Picture(shown) => {
                    let children = vec![self.pictures.mark(shown, room)];
                    let run_property =
                        if is_pictures(text) { sized(picture::ALONE) } else { RunProperty::default() };
                    out.push(tracked.run(fate, Box::new(WrittenRun { run_property, children })));
                }
                // A note inside a note has no foot of a page to stand at.
                Inline::Footnote { text } if role == Role::Footnote => {
                    self.runs(role, (text, &inside(text)), room, out);
                }
                Inline::Footnote { text } => {
                    self.note(text, &inside(text));
                    out.push(tracked.run(fate, mark(self.count)));
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
    fn note(&mut self, text: &[Inline], shown: &[Shown]) {
        self.count += 1;
        let open = format!(r#"<w:footnote w:id="{}">"#, self.count);
        let mut note = styled(Role::Footnote.key());
        note.children.push(ParagraphChild::Run(mark(self.count)));
        note.children.push(ParagraphChild::Run(piece(RunChild::Text(Text::new(" ")))));
        let room = self.standard.page.text_width();
        self.runs(Role::Footnote, (text, shown), room, &mut note.children);
        self.notes.extend_from_slice(open.as_bytes());
        self.notes.extend(note.build());
        self.notes.extend_from_slice(b"</w:footnote>");
    }
}

/// The inlines of a text that call a note.
pub(super) fn calls(text: &[Inline]) -> impl Iterator<Item = usize> {
    text.iter().enumerate().filter(|(_, inline)| matches!(inline, Inline::Footnote { .. })).map(|(at, _)| at)
}

/// An empty paragraph in a style. Its properties are set in place: docx-rs's own builders
/// move the whole paragraph, two kilobytes of it, at each step.
fn styled(style: &str) -> Written {
    let mut written = Written::new();
    written.property.style = Some(ParagraphStyle::new(Some(style)));
    written
}

/// A run without a face of its own.
fn piece(child: RunChild) -> Box<WrittenRun> {
    Box::new(WrittenRun { children: vec![child], ..WrittenRun::default() })
}

/// A face of a size in pt.
fn sized(size: f64) -> RunProperty {
    let size = half_points(size);
    RunProperty { sz: Some(Sz::new(size)), sz_cs: Some(SzCs::new(size)), ..RunProperty::default() }
}

/// The mark of a note: in the text the reference to it, in the note its own number.
fn mark(note: usize) -> Box<WrittenRun> {
    let children = vec![RunChild::FootnoteReference(FootnoteReference::new(note))];
    let run_property = RunProperty { style: Some(RunStyle::new(NOTE_MARK)), ..RunProperty::default() };
    Box::new(WrittenRun { run_property, children })
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
