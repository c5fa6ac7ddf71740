//! The look of the page: the standard's roles as rules of CSS.

use std::fmt::Write as _;

use crate::model::standard::{Align, ColumnRule, PT_PER_MM};
use crate::model::{Role, Standard};

/// White above a table, in pt, as in the other formats.
const ABOVE_TABLE: f64 = 6.0;

/// Below this width the columns of a row stand one under the other, so that nothing must be
/// scrolled sideways on a telephone or at four times the size (WCAG 2.2, 1.4.10).
const NARROW: &str = "36em";

/// The style of every page under a standard: one class for each role, by its key. Sizes are in
/// pt, lines in multiples of the size; on paper the sheet and its margins are the standard's.
///
/// The same standard gives the same text, byte for byte, so that its hash can stand in a policy.
pub fn style(standard: &Standard) -> String {
    let mut out = String::new();
    frame(standard, &mut out);
    for role in Role::ALL {
        look(standard, *role, &mut out);
    }
    columns(standard, &mut out);
    marks(standard, &mut out);
    out
}

/// The style of pictures, of which most pages have none. A seal fills the room of the hand
/// signature, which is as high as ever where the seal is no higher.
pub(super) fn pictures(standard: &Standard) -> String {
    let (name, post) = (Role::SignerName.key(), Role::SignerPost.key());
    let room = number(room(standard));
    format!(
        "img{{max-width:100%;object-fit:contain;vertical-align:baseline}}\n\
         .signature .seal{{min-height:{room}pt}}\n\
         .signature .seal.seal+.{name},.signature .seal.seal+.{post}{{margin-top:0}}\n"
    )
}

/// White left for a hand signature, in pt.
fn room(standard: &Standard) -> f64 {
    let space = standard.columns.signature.space.as_ref();
    space.map_or(0.0, |space| space.get_ref().mm() * PT_PER_MM)
}

/// The page around the words.
fn frame(standard: &Standard, out: &mut String) {
    let sheet = &standard.page;
    let (top, right) = (sheet.top.get_ref(), sheet.right.get_ref());
    let (bottom, left) = (sheet.bottom.get_ref(), sheet.left.get_ref());
    push(out, "\n:root{color-scheme:light}\n");
    let family = quoted(&standard.font.family);
    let colour = &standard.font.colour;
    push(
        out,
        &format!(
            "body{{margin:0;background:#ffffff;color:{colour};font-family:{family},Tinos,\"Liberation Serif\",serif}}\n"
        ),
    );
    push(
        out,
        &format!(
            "main{{max-width:{}pt;margin:0 auto;padding:{}pt {}pt {}pt}}\n",
            number(sheet.text_width()),
            number(top.pt()),
            number(right.pt() / 2.0),
            number(bottom.pt())
        ),
    );
    // Spaces are printed as written; long words break before they push the page wide.
    push(out, "p,h1,h2,h3,h4,h5,h6,td,th{white-space:pre-wrap;overflow-wrap:anywhere}\n");
    push(out, "a{color:inherit}\nsup{font-size:0.65em;line-height:0;vertical-align:super}\n");
    push(out, "strong{font-weight:bold}\nem{font-style:italic}\n");
    push(
        out,
        &format!(
            "@page{{size:{}mm {}mm;margin:{}mm {}mm {}mm {}mm}}\n",
            number(sheet.width.get_ref().mm()),
            number(sheet.height.get_ref().mm()),
            number(top.mm()),
            number(right.mm()),
            number(bottom.mm()),
            number(left.mm())
        ),
    );
    push(out, "@media print{main{max-width:none;padding:0}}\n");
}

/// One role as a class.
fn look(standard: &Standard, role: Role, out: &mut String) {
    let (rule, shape) = (standard.role(role), standard.shape(role));
    let align = match shape.align {
        Align::Left => "left",
        Align::Right => "right",
        Align::Center => "center",
        Align::Justify => "justify",
    };
    let _ = write!(
        out,
        ".{}{{margin:{}pt 0 0;font-size:{}pt;line-height:{};font-weight:{};font-style:{};text-align:{align}",
        role.key(),
        number(shape.before.pt()),
        number(rule.size),
        number(standard.pitch(role) / rule.size),
        if rule.bold { "bold" } else { "normal" },
        if rule.italic { "italic" } else { "normal" },
    );
    let indent = shape.indent.pt();
    if indent > 0.0 {
        push(out, &format!(";text-indent:{}pt", number(indent)));
    }
    if let Some(left) = &shape.left {
        // A part of the width, so that a narrow page keeps room for the words.
        push(out, &format!(";padding-left:min({}pt,30%)", number(left.pt())));
    }
    if let Some(colour) = &rule.colour {
        push(out, &format!(";color:{colour}"));
    }
    if rule.keep_next {
        push(out, ";break-after:avoid");
    }
    push(out, "}\n");
}

/// The rows that stand in columns, and the white left for a hand signature.
fn columns(standard: &Standard, out: &mut String) {
    let signature = &standard.columns.signature;
    push(out, ".columns{display:grid}\n");
    let shares = |rule: &ColumnRule| {
        let share = |mm: f64| format!("minmax(0,{}fr)", number(mm));
        format!("{} {}", share(rule.left.get_ref().mm()), share(rule.right.get_ref().mm()))
    };
    push(
        out,
        &format!(
            ".letterhead,.numbering{{grid-template-columns:{}}}\n",
            shares(&standard.columns.letterhead)
        ),
    );
    push(
        out,
        &format!(
            ".signature{{grid-template-columns:{};margin-top:{}pt;break-inside:avoid}}\n",
            shares(signature),
            number(signature.before.as_ref().map_or(0.0, |before| before.get_ref().pt()))
        ),
    );
    push(out, ".many{grid-template-columns:none;grid-auto-flow:column;grid-auto-columns:minmax(0,1fr)}\n");
    // The hand signs above the name, or above the other post that stands over the name.
    let (name, post) = (Role::SignerName.key(), Role::SignerPost.key());
    push(
        out,
        &format!(
            ".signature :not(.{post})+.{name},.signature :not(.{post})+.{post}{{margin-top:{}pt}}\n",
            number(room(standard))
        ),
    );
    push(
        out,
        &format!(
            "@media (max-width:{NARROW}){{.columns{{grid-template-columns:minmax(0,1fr);grid-auto-flow:row;row-gap:12pt}}}}\n"
        ),
    );
}

/// Drawn lines, frames, tables, notes and breaks.
fn marks(standard: &Standard, out: &mut String) {
    push(out, ".ruled{width:fit-content;max-width:100%;margin-left:auto;margin-right:auto}\n");
    push(out, ".ruled::after{content:\"\";display:block;margin:0 auto;border-top:0 solid}\n");
    for role in Role::ALL {
        if let Some(rule) = standard.rule(*role) {
            push(
                out,
                &format!(
                    ".{}.ruled::after{{width:{}%;margin-top:{}pt;border-top-width:{}pt}}\n",
                    role.key(),
                    number(rule.share.times() * 100.0),
                    number(rule.gap.pt()),
                    number(rule.thickness.pt())
                ),
            );
        }
    }
    // Stamps stand where the decree's diagram has them: urgency left, circulation right.
    let frame = "width:fit-content;padding:3pt 9pt;border:1pt solid";
    push(out, &format!(".urgency{{{frame};margin:6pt 0}}\n.circulation{{{frame};margin:0 0 12pt auto}}\n"));
    // The address stands under a line of its own, as at the foot of a page.
    push(out, ":not(.contact)+.contact{margin-top:18pt;padding-top:3pt;border-top:0.75pt solid}\n");
    let table = &standard.table;
    push(
        out,
        &format!("table{{width:100%;margin-top:{}pt;border-collapse:collapse}}\n", number(ABOVE_TABLE)),
    );
    push(
        out,
        &format!(
            "td,th{{padding:{}pt {}pt;border:{}pt solid;vertical-align:top}}\n",
            number(table.padding_y.get_ref().pt()),
            number(table.padding_x.get_ref().pt()),
            number(table.thickness.get_ref().pt())
        ),
    );
    push(
        out,
        &format!(".{}{{vertical-align:middle}}\n.figures{{text-align:right}}\n", Role::TableHead.key()),
    );
    push(out, "tr{break-inside:avoid}\n.page-break{break-after:page}\n");
    push(out, ".main+section,section+.appendix,section+.attachment{margin-top:36pt;break-before:page}\n");
    push(out, ".notes{margin-top:18pt;padding-top:6pt}\n.notes ol{margin:0;padding:0;list-style:none}\n");
    push(
        out,
        ".notes::before{content:\"\";display:block;width:50.8mm;margin-bottom:6pt;border-top:0.5pt solid}\n",
    );
}

fn push(out: &mut String, text: &str) {
    out.push_str(text);
}

/// A number as CSS takes it, to a thousandth, without zeros that say nothing.
fn number(value: f64) -> String {
    let text = format!("{value:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A string of CSS: what could end it, or the style, is written by its code.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        if c.is_control() || matches!(c, '"' | '\\' | '<' | '>') {
            let _ = write!(out, "\\{:x} ", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out.push('"');
    out
}
