//! Faults of the looks.

use vanthu::model::Role;
use vanthu::model::looks::{Look, Looks, Numbering, Share};
use vanthu::model::standard::Align;

use super::fault::{Kind, Make};
use super::sample::{Sample, Text};
use crate::check::STANDARD;

pub(super) const KINDS: &[Kind] = &[
    look("a size too great", &["font-size"], is_sized, |look| look.sizes = [15.0; 2]),
    look("a size too small", &["font-size"], is_sized, |look| look.sizes = [9.5; 2]),
    look("one word in another size", &["font-size"], is_sized, |look| look.sizes[1] = 18.0),
    look("letters not bold", &["weight", "heading-weight"], is_bold, |look| look.bold = Share::None),
    look("letters bold", &["weight-extra"], is_light, |look| look.bold = Share::All),
    look("letters not italic", &["slant"], is_italic, |look| look.italic = Share::None),
    look("letters italic", &["slant-extra"], is_upright, |look| look.italic = Share::All),
    look("a title to the left", &["alignment"], is_centred, |look| look.align = Align::Left),
    look("a title to the right", &["alignment"], is_centred, |look| look.align = Align::Right),
    look("a body that is not justified", &["alignment"], is_prose, |look| look.align = Align::Left),
    look("nơi nhận in the middle", &["alignment"], is_recipient, |look| look.align = Align::Center),
    look("another family", &["font-family"], is_any, |look| look.fonts = vec!["Calibri".to_owned()]),
    look("a legacy family", &["font-family"], is_any, |look| look.fonts.push(".VnTime".to_owned())),
    look("a colour", &["font-colour"], is_black, |look| look.colours = vec!["#0000ff".to_owned()]),
    look("words underlined under which a line is drawn", &["underline-for-rule"], is_lined, |look| {
        look.underline = Share::All;
    }),
    look("words of the letterhead underlined", &["underline"], is_head, |look| look.underline = Share::All),
    look("no line drawn", &["rule-missing"], has_rule, |look| look.rule = None),
    look("a line drawn too long", &["rule-length"], has_rule, |look| stretch(look, 2.5)),
    look("a line drawn too short", &["rule-length"], has_rule, |look| stretch(look, 0.4)),
    look("no indent", &["first-line-indent"], is_indented, |look| look.indent = 0.0),
    look("an indent of 2 cm", &["first-line-indent"], is_indented, |look| look.indent = 20.0),
    look("paragraphs without space", &["paragraph-spacing"], is_below_text, |look| look.before = 0.0),
    look("lines too far apart", &["line-spacing"], is_flow, |look| look.line = Some(1.8)),
    look("lines too near", &["line-spacing"], is_flow, |look| look.line = Some(0.9)),
    sheet("a wide top margin", &["page-margin"], |looks| looks.sheets[0].top = 30.0),
    sheet("a narrow left margin", &["page-margin"], |looks| looks.sheets[0].left = 25.4),
    sheet("a wide right margin", &["page-margin"], |looks| looks.sheets[0].right = 25.4),
    sheet("a narrow bottom margin", &["page-margin"], |looks| looks.sheets[0].bottom = 15.0),
    sheet("paper other than A4", &["paper-size"], |looks| looks.sheets[0].height = 355.6),
    sheet("a page number at the foot", &["page-number-foot"], |looks| {
        numbers(looks, |number| number.top = false);
    }),
    sheet("a page number at the side", &["page-number-side"], |looks| {
        numbers(looks, |number| number.align = Align::Right);
    }),
    sheet("a page number on page one", &["page-number-first"], |looks| {
        numbers(looks, |number| number.on_first = true);
    }),
    sheet("a small page number", &["page-number-size"], |looks| numbers(looks, |number| number.size = 11.0)),
];

const fn look(
    name: &'static str,
    rules: &'static [&'static str],
    can: fn(&Sample, &Text) -> bool,
    change: fn(&mut Look),
) -> Kind {
    Kind { name, rules, make: Make::Look(can, change) }
}

const fn sheet(name: &'static str, rules: &'static [&'static str], change: fn(&mut Looks)) -> Kind {
    Kind { name, rules, make: Make::Looks(change) }
}

fn stretch(look: &mut Look, times: f64) {
    if let Some(length) = look.rule.as_mut().and_then(|drawn| drawn.length.as_mut()) {
        *length *= times;
    }
}

fn numbers(looks: &mut Looks, change: fn(&mut Numbering)) {
    looks.sheets.iter_mut().filter_map(|sheet| sheet.number.as_mut()).for_each(change);
}

fn is_any(_: &Sample, text: &Text) -> bool {
    let is_plain = |c: char| c.is_alphanumeric() || c.is_ascii();
    !text.words.is_empty() && text.words.chars().all(is_plain)
}

/// True for what the decree gives a look.
fn is_ruled(sample: &Sample, text: &Text) -> bool {
    let is_head = matches!(text.role, Role::AppendixLabel | Role::AppendixTitle | Role::AttachmentReference);
    let in_law = STANDARD.role(text.role).cite != "practice" && text.role != Role::SignerPost;
    sample.look(text).is_some() && in_law && (is_head || !sample.in_appendix(text))
}

/// True for what has a size, and has its role surely.
fn is_sized(sample: &Sample, text: &Text) -> bool {
    is_ruled(sample, text) && (text.role != Role::Body || text.words.chars().count() >= 40)
}

fn is_text(text: &Text) -> bool {
    STANDARD.role(text.role).shape == STANDARD.role(Role::Body).shape
}

fn is_bold(sample: &Sample, text: &Text) -> bool {
    is_ruled(sample, text) && STANDARD.role(text.role).bold
}

fn is_light(sample: &Sample, text: &Text) -> bool {
    is_ruled(sample, text) && !STANDARD.role(text.role).bold && !is_text(text)
}

fn is_italic(sample: &Sample, text: &Text) -> bool {
    // A single ground may be a sentence of the body.
    let several = |ground: &Text| ground.words.starts_with("Căn cứ") && ground.words.ends_with(';');
    let is_ground = text.role != Role::Citation || sample.of(&[Role::Citation]).any(several);
    is_ruled(sample, text) && STANDARD.role(text.role).italic && is_ground
}

fn is_upright(sample: &Sample, text: &Text) -> bool {
    is_ruled(sample, text) && !STANDARD.role(text.role).italic && !is_text(text)
}

fn is_centred(sample: &Sample, text: &Text) -> bool {
    let shape = STANDARD.shape(text.role);
    let is_free = matches!(text.role, Role::Addressee | Role::Urgency | Role::Circulation);
    is_ruled(sample, text) && shape.align == Align::Center && shape.cite != "practice" && !is_free
}

fn is_recipient(_: &Sample, text: &Text) -> bool {
    matches!(text.role, Role::RecipientsLabel | Role::Recipient)
}

fn is_black(_: &Sample, text: &Text) -> bool {
    let is_link = ["http", "www.", "@"].iter().any(|part| text.words.contains(part));
    !text.words.is_empty() && STANDARD.role(text.role).colour.is_none() && !is_link
}

fn is_lined(sample: &Sample, text: &Text) -> bool {
    is_ruled(sample, text) && STANDARD.rule(text.role).is_some()
}

fn is_head(sample: &Sample, text: &Text) -> bool {
    is_ruled(sample, text) && is_black(sample, text) && !is_text(text) && STANDARD.rule(text.role).is_none()
}

fn has_rule(sample: &Sample, text: &Text) -> bool {
    is_ruled(sample, text) && sample.look(text).is_some_and(|look| look.rule.is_some())
}

/// True for a paragraph of the body in the flow of the page.
fn is_flow(sample: &Sample, text: &Text) -> bool {
    sample.look(text).is_some() && !sample.in_appendix(text) && text.at.within.is_none() && is_text(text)
}

/// True for one that surely has several lines.
fn is_prose(sample: &Sample, text: &Text) -> bool {
    is_flow(sample, text) && text.role.heading_rank().is_none() && text.words.chars().count() > 120
}

fn is_indented(sample: &Sample, text: &Text) -> bool {
    let is_plain = text.role == Role::ArticleText || text.label.is_none();
    is_prose(sample, text) && is_plain && matches!(text.role, Role::Body | Role::Citation | Role::ArticleText)
}

fn is_below_text(sample: &Sample, text: &Text) -> bool {
    let at = sample.texts.iter().position(|other| other.at == text.at);
    let above = at.and_then(|at| sample.texts.get(at.checked_sub(1)?));
    is_flow(sample, text) && above.is_some_and(|above| is_flow(sample, above))
}
