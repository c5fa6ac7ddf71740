//! How wide the words of a Word file are, by the faces of the house, which are as wide as Times
//! New Roman: drawn lines are judged by the words above them.

use std::collections::HashMap;

use crate::model::document::Inline;
use crate::model::looks::Share;
use crate::model::standard::PT_PER_MM;
use crate::model::{At, Document, Look, Looks, Role};
use crate::writers::fonts::Fonts;

/// Parts of the text's width within which words of the left and of the right column surely stand
/// on one line, and words that stand alone.
const ROOM: [f64; 3] = [0.4, 0.62, 1.0];

/// Measures every text of which it is sure that no line of it was broken by the program; the
/// others keep no width.
pub(super) fn measure(looks: &mut Looks, document: &Document, fonts: &Fonts) {
    let texts: HashMap<At, (Role, &[Inline])> =
        document.texts().map(|(at, role, inlines)| (at, (role, inlines))).collect();
    let Looks { sheets, texts: all } = looks;
    for look in all {
        let sheet = sheets.iter().rfind(|sheet| sheet.first_paragraph <= look.paragraph);
        let Some((sheet, (role, inlines))) = sheet.zip(texts.get(&look.at)) else { continue };
        let column = look.at.within.map_or(ROOM.len() - 1, |[column, _]| column.min(1));
        let room = (sheet.width - sheet.left - sheet.right) * PT_PER_MM * ROOM[column];
        let one_line = matches!(role, Role::NationalTitle | Role::Motto | Role::PlaceDate);
        look.width = Some(longest(look, inlines, fonts)).filter(|width| one_line || *width <= room);
    }
}

/// Width of the longest line in pt, in the size and face of the text.
fn longest(look: &Look, inlines: &[Inline], fonts: &Fonts) -> f64 {
    let mut lines = vec![String::new()];
    for inline in inlines {
        match (inline, lines.last_mut()) {
            (Inline::Text(run), Some(line)) => line.push_str(&run.text),
            (Inline::Break, _) => lines.push(String::new()),
            _ => {}
        }
    }
    let (bold, italic) = (look.bold == Share::All, look.italic == Share::All);
    let width = |line: &String| {
        let capitals = (look.caps == Share::All).then(|| line.to_uppercase());
        fonts.advance(capitals.as_ref().unwrap_or(line).trim(), bold, italic, look.sizes[1])
    };
    lines.iter().map(width).fold(0.0, f64::max)
}
