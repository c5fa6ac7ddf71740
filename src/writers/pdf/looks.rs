//! The standard as the layout reads it: `/standard.json`.

use serde::Serialize;
use std::collections::BTreeMap;

use crate::model::Role;
use crate::model::standard::{Align, Standard};
use crate::writers::fit::{ASCENT, Fit, above_signature, lines::RAISED};
use crate::writers::fonts::Fonts;

/// Lengths in pt.
#[derive(Serialize)]
struct Looks<'a> {
    family: &'a str,
    colour: &'a str,
    raised: f64,
    page: Page,
    table: Table,
    rules: BTreeMap<&'static str, Rule>,
    space_above_signature: f64,
    roles: BTreeMap<&'static str, Look<'a>>,
}

#[derive(Serialize)]
struct Page {
    width: f64,
    height: f64,
    top: f64,
    bottom: f64,
    left: f64,
    right: f64,
    /// From the top of the paper to the top of the number's line.
    number: f64,
}

#[derive(Serialize)]
struct Table {
    thickness: f64,
    x: f64,
    y: f64,
}

#[derive(Serialize)]
struct Rule {
    thickness: f64,
    gap: f64,
}

/// How one role looks.
#[derive(Serialize)]
struct Look<'a> {
    size: f64,
    /// From the baseline up and down: together the distance of two baselines, parted as
    /// Word parts an exact line.
    top: f64,
    bottom: f64,
    bold: bool,
    italic: bool,
    align: &'static str,
    indent: f64,
    left: f64,
    before: f64,
    keep: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    colour: Option<&'a str>,
    /// Looks like the body: the layout need not say it again.
    plain: bool,
}

/// Writes the looks of all roles, whether a document uses them or not: what is the same for
/// most documents is read by the layout but once.
pub(super) fn looks(standard: &Standard, fit: &Fit, fonts: &Fonts) -> String {
    let page = &standard.page;
    let body = look(Role::Body, standard, fit);
    let roles = Role::ALL
        .iter()
        .map(|&role| {
            let mut look = look(role, standard, fit);
            look.plain = look.size.to_bits() == body.size.to_bits()
                && look.top.to_bits() == body.top.to_bits()
                && (look.bold, look.italic, look.colour) == (body.bold, body.italic, body.colour);
            (role.key(), look)
        })
        .collect();
    let rules = standard
        .rule
        .iter()
        .map(|(role, rule)| {
            let rule = rule.get_ref();
            (role.key(), Rule { thickness: rule.thickness.pt(), gap: rule.gap.pt() })
        })
        .collect();
    let looks = Looks {
        family: fonts.family(),
        colour: &standard.font.colour,
        raised: RAISED,
        page: Page {
            width: page.width.get_ref().pt(),
            height: page.height.get_ref().pt(),
            top: page.top.get_ref().pt(),
            bottom: page.bottom.get_ref().pt(),
            left: page.left.get_ref().pt(),
            right: page.right.get_ref().pt(),
            number: page.number_from_edge.get_ref().pt(),
        },
        table: Table {
            thickness: standard.table.thickness.get_ref().pt(),
            x: standard.table.padding_x.get_ref().pt(),
            y: crate::writers::fit::table::white(standard),
        },
        rules,
        space_above_signature: above_signature(standard),
        roles,
    };
    serde_json::to_string(&looks).unwrap_or_default()
}

fn look<'a>(role: Role, standard: &'a Standard, fit: &Fit) -> Look<'a> {
    let (rule, shape, pitch) = (standard.role(role), standard.shape(role), standard.pitch(role));
    Look {
        size: fit.size(role),
        top: ASCENT * pitch,
        bottom: (ASCENT - 1.0) * pitch,
        bold: rule.bold,
        italic: rule.italic,
        align: match shape.align {
            Align::Left => "left",
            Align::Right => "right",
            Align::Center => "center",
            Align::Justify => "justify",
        },
        indent: shape.indent.pt(),
        left: shape.left.as_ref().map_or(0.0, crate::model::standard::Measure::pt),
        before: shape.before.pt(),
        keep: rule.keep_next,
        colour: rule.colour.as_deref(),
        plain: false,
    }
}
