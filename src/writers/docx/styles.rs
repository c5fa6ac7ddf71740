//! The styles part: every role is a named style, so that a clerk restyles in Word's pane.

use docx_rs::{
    AlignmentType, BuildXML, LineSpacing, LineSpacingType, ParagraphBorder, ParagraphBorderPosition,
    ParagraphBorders, ParagraphProperty, RunFonts, RunProperty, SpecialIndentType, Style, StyleType,
    VertAlignType,
};
use quick_xml::escape::escape;

use super::{half_points, twips, twips_unsigned};
use crate::model::standard::{Align, Rule};
use crate::model::{Role, Standard};
use crate::viet::words;

/// Style of the mark of a note; Word knows the name and uses it for notes a clerk adds.
pub(super) const NOTE_MARK: &str = "FootnoteReference";

/// Style of the line between text and notes.
pub(super) const SEPARATOR: &str = "footnote-separator";

/// Style of a paragraph that Word demands where the page has none: after a table at the
/// end of a section. One point high.
pub(super) const SPACER: &str = "spacer";

/// Height of a spacer in twips: the least that every program draws.
pub(super) const SPACER_HEIGHT: i32 = 20;

/// Height in twips of the line that parts text from notes, as the PDF has it.
const SEPARATOR_HEIGHT: i32 = 120;

/// Style of the rule under a role.
pub(super) fn rule_style(role: Role) -> String {
    format!("rule-{}", role.key())
}

/// The level (1 = highest) a role has in most documents; where a document counts
/// otherwise, the paragraph says so itself.
pub(super) fn usual_level(role: Role) -> Option<u8> {
    Some(match role {
        Role::DocType | Role::AppendixLabel => 1,
        Role::Part | Role::Chapter | Role::MajorHeading => 2,
        Role::Section | Role::Article | Role::ClauseHeading => 3,
        Role::Subsection | Role::SubclauseHeading => 4,
        _ => return None,
    })
}

/// Writes the styles part of a standard, not yet mended.
pub(super) fn styles(standard: &Standard) -> Vec<u8> {
    let family = escape(standard.font.family.as_str());
    let size = half_points(standard.role(Role::Body).size);
    let mut out = format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{family}" w:eastAsia="{family}" w:hAnsi="{family}" w:cs="{family}"/><w:kern w:val="0"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/><w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:widowControl/><w:suppressAutoHyphens/><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:rPr><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style><w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/></w:style><w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>"#
    )
    .into_bytes();
    for &role in Role::ALL {
        out.extend(role_style(role, standard).build());
    }
    for (&role, rule) in &standard.rule {
        out.extend(drawn_rule(role, rule.get_ref(), standard).build());
    }
    out.extend(helper(SPACER, words::STYLE_SPACER, SPACER_HEIGHT).build());
    out.extend(helper(SEPARATOR, words::STYLE_SEPARATOR, SEPARATOR_HEIGHT).build());
    let mut mark = Style::new(NOTE_MARK, StyleType::Character)
        .name("footnote reference")
        .based_on("DefaultParagraphFont")
        .ui_priority(99)
        .q_format(false);
    mark.run_property = RunProperty::new().vert_align(VertAlignType::SuperScript);
    out.extend(mark.build());
    out.extend_from_slice(b"</w:styles>");
    out
}

fn role_style(role: Role, standard: &Standard) -> Style {
    let rule = standard.role(role);
    let shape = standard.shape(role);
    let family = &standard.font.family;
    let fonts = RunFonts::new().ascii(family).hi_ansi(family).east_asia(family).cs(family);
    let colour = rule.colour.as_deref().unwrap_or(&standard.font.colour);
    let mut run = RunProperty::new().fonts(fonts).size(half_points(rule.size)).color(hex(colour));
    if rule.bold {
        run = run.bold();
    }
    if rule.italic {
        run = run.italic();
    }
    let first = Some(twips(shape.indent.pt())).filter(|&indent| indent != 0);
    let left = shape.left.as_ref().map(|left| twips(left.pt()));
    let mut paragraph = ParagraphProperty::new()
        .align(alignment(shape.align))
        .line_spacing(spacing(standard.pitch(role), shape.before.pt()))
        .widow_control(true);
    if first.is_some() || left.is_some() {
        paragraph =
            paragraph.indent(Some(left.unwrap_or(0)), first.map(SpecialIndentType::FirstLine), None, None);
    }
    if rule.keep_next {
        paragraph = paragraph.keep_next(true);
    }
    if let Some(level) = usual_level(role) {
        paragraph = paragraph.outline_lvl(usize::from(level) - 1);
    }
    let next = if rule.keep_next && role.heading_rank().is_some() { Role::Body } else { role };
    let mut style = Style::new(role.key(), StyleType::Paragraph)
        .name(name(&rule.word))
        .based_on("Normal")
        .next(next.key())
        .ui_priority(1)
        .q_format(true);
    style.run_property = run;
    style.paragraph_property = paragraph;
    style
}

/// A drawn line: the lower border of an empty paragraph as high as the gap above the line.
/// Its length is that of the words above it, so the paragraph sets it by its indents.
fn drawn_rule(role: Role, rule: &Rule, standard: &Standard) -> Style {
    let name = name(&words::style_rule(&standard.role(role).word));
    let mut style = helper(&rule_style(role), &name, twips(rule.gap.pt()).max(SPACER_HEIGHT));
    let line = ParagraphBorder::new(ParagraphBorderPosition::Bottom)
        .size(eighths(rule.thickness.pt()))
        .color(hex(&standard.font.colour));
    style.paragraph_property = style.paragraph_property.set_borders(ParagraphBorders::with_empty().set(line));
    if standard.role(role).keep_next {
        style.paragraph_property = style.paragraph_property.keep_next(true);
    }
    style
}

/// A style for an empty paragraph of an exact height.
fn helper(id: &str, name: &str, height: i32) -> Style {
    let mut style =
        Style::new(id, StyleType::Paragraph).name(name).based_on("Normal").ui_priority(99).q_format(false);
    style.run_property = RunProperty::new().size(2);
    style.paragraph_property = ParagraphProperty::new().line_spacing(exact(height));
    style
}

/// Spacing of a role's paragraphs: an exact pitch, space above, none below.
pub(super) fn spacing(pitch: f64, before: f64) -> LineSpacing {
    exact(twips(pitch)).before(twips_unsigned(before)).after(0)
}

pub(super) fn exact(height: i32) -> LineSpacing {
    LineSpacing::new().line(height).line_rule(LineSpacingType::Exact)
}

/// A style's name as Word allows it: a comma would part two names of one style.
fn name(word: &str) -> String {
    word.replace(", ", " - ").replace(',', " ")
}

/// `#rrggbb` as Word spells it.
pub(super) fn hex(colour: &str) -> String {
    colour.trim_start_matches('#').to_ascii_uppercase()
}

/// A line's thickness in eighths of a point; never none.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few points, not negative")]
pub(super) fn eighths(pt: f64) -> usize {
    (pt * 8.0).round().max(1.0) as usize
}

fn alignment(align: Align) -> AlignmentType {
    match align {
        Align::Left => AlignmentType::Left,
        Align::Right => AlignmentType::Right,
        Align::Center => AlignmentType::Center,
        Align::Justify => AlignmentType::Both,
    }
}
