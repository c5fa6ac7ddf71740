//! What changed, as a page: the list of changes, both versions in one text, and side by side.
//!
//! As strict as a document's page: no script, nothing fetched. Which view is shown is the
//! browser's to remember: two radio buttons and a rule of CSS. What went is struck through, what
//! came is underlined, so that nobody needs the colours; who hears the page is told in words.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::{Page, class as section_class, escape, style};
use crate::model::changes::{BlockChange, Changes, Counts};
use crate::model::{At, Block, Standard};
use crate::viet::words::changes as said;
use crate::writers::fit::picture;
use crate::writers::marked::{Fate, Marked, union};

/// The look of the changes, after that of the roles.
const STYLE: &str = "\
header,nav,.switch{max-width:60em;margin:0 auto;padding:0 12pt;font-family:sans-serif;font-size:11pt}
header h1{font-size:16pt}
nav li{margin:2pt 0}
.said{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
ins{background:#d5f2dc;color:#0a3d1a;text-decoration:underline}
del{background:#fbdcda;color:#5c1010;text-decoration:line-through}
tr.come td,tr.come th{outline:2px solid #2e7d4a}
tr.gone td,tr.gone th{outline:2px dashed #b3403a}
.change{border-left:3pt solid #6a6a9a;padding-left:6pt;margin-left:-9pt}
.moved{font-family:sans-serif;font-size:9pt;margin:0}
.beside{max-width:none;padding:12pt}
.pair{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);column-gap:18pt}
.pair.top{position:sticky;top:0;background:#ffffff;font-family:sans-serif;font-weight:bold}
#view-inline:checked~.beside,#view-beside:checked~.inline{display:none}
@media screen and (prefers-color-scheme:dark){:root{color-scheme:dark}body,.pair.top{background:#15181d;color:#e8e8e8}ins{background:#12401f;color:#d5f2dc}del{background:#55201d;color:#fbdcda}}
@media print{nav,.switch{display:none}ins,del{print-color-adjust:exact}}
";

/// Writes the changes as a complete HTML page in UTF-8.
pub fn write(changes: &Changes, standard: &Standard) -> String {
    let both = union(changes);
    let pictured = both.document.texts().any(|(.., text)| picture::of(text).next().is_some());
    let mut look = style(standard);
    if pictured {
        look.push_str(&style::pictures(standard));
    }
    look.push_str(STYLE);
    let titles = [&changes.title.old, &changes.title.new].map(|title| escape(title));
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"vi\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}: {name}</title>\n<style>{look}</style>\n</head>\n<body>\n\
         <header><h1>{title}</h1>\n<p>{name}</p>\n<p>{summary}</p></header>\n",
        title = said::TITLE,
        name = titles[1],
        summary = escape(&summary(changes)),
    );
    let links = Links::of(changes);
    list(changes, &mut out);
    for (id, label, checked) in [("view-inline", said::INLINE, " checked"), ("view-beside", said::BESIDE, "")]
    {
        let _ = writeln!(
            out,
            "<input type=\"radio\" name=\"view\" id=\"{id}\"{checked}><label class=\"switch\" for=\"{id}\">{label}</label>"
        );
    }
    inline(changes, &both, standard, &links, &mut out);
    beside(&both, standard, &mut out);
    out.push_str("</body>\n</html>\n");
    out
}

fn summary(changes: &Changes) -> String {
    let Counts { changed, removed, added, moved, words_removed, words_added, .. } = changes.counts;
    said::summary([changed, removed, added, moved], [words_removed, words_added])
}

/// The list of changes, each with a link to its place.
fn list(changes: &Changes, out: &mut String) {
    let lines = changes.lines();
    if lines.is_empty() {
        return;
    }
    let _ = writeln!(out, "<nav aria-label=\"{0}\"><h2>{0}</h2>\n<ol>", said::LIST);
    for (number, line) in lines.iter().enumerate() {
        let words = said::line(line.sort.key(), &line.words, &line.inside);
        let _ = writeln!(out, "<li><a href=\"#change-{}\">{}</a></li>", number + 1, escape(&words));
    }
    out.push_str("</ol></nav>\n");
}

/// Which change of the list stands where.
struct Links {
    /// By section and block of the changes.
    numbers: HashMap<(usize, usize), usize>,
    /// The place to which each move came, by its number.
    ends: HashMap<usize, usize>,
}

impl Links {
    fn of(changes: &Changes) -> Links {
        let lines = changes.lines();
        let numbers: HashMap<(usize, usize), usize> =
            lines.iter().enumerate().map(|(at, line)| (line.place, at + 1)).collect();
        let moved = |place: &(usize, usize)| changes.sections.get(place.0)?.blocks.get(place.1)?.moved;
        let ends = numbers.iter().filter_map(|(place, number)| Some((moved(place)?, *number))).collect();
        Links { numbers, ends }
    }

    /// The opening and the end of what is around a changed block.
    fn around(&self, place: (usize, usize), block: &BlockChange) -> Option<(String, String)> {
        let link =
            |to: &str, words: &str| format!("<p class=\"moved\"><a href=\"#{to}\">{words}</a></p>\n</div>\n");
        match (self.numbers.get(&place), block.moved) {
            (Some(number), moved) => {
                let end = moved
                    .map_or_else(|| "</div>\n".to_owned(), |n| link(&format!("moved-{n}"), said::MOVED.1));
                Some((format!("<div class=\"change\" id=\"change-{number}\">\n"), end))
            }
            (None, Some(moved)) => {
                let to = self.ends.get(&moved).map_or_else(String::new, |number| format!("change-{number}"));
                Some((format!("<div class=\"change\" id=\"moved-{moved}\">\n"), link(&to, said::MOVED.0)))
            }
            (None, None) => None,
        }
    }
}

/// Both versions in one text.
fn inline(changes: &Changes, both: &Marked, standard: &Standard, links: &Links, out: &mut String) {
    let mut page = Page::new(&both.document, standard, &both.marks);
    page.out.push_str("<main class=\"inline\">\n");
    for (number, section) in both.document.sections.iter().enumerate() {
        page.push(format_args!("<section class=\"{}\">\n", section_class(section.kind)));
        let origins = both.origins.get(number).map_or(&[][..], Vec::as_slice);
        let mut at = 0;
        for group in origins.chunk_by(|one, other| one == other) {
            let place = (number, group.first().copied().unwrap_or_default());
            let change = changes.sections.get(place.0).and_then(|section| section.blocks.get(place.1));
            let around = change.and_then(|change| links.around(place, change)).unwrap_or_default();
            page.out.push_str(&around.0);
            for block in at..at + group.len() {
                page.at = At { section: number, block, within: None };
                page.block(&section.blocks[block], section.blocks.get(block + 1));
            }
            page.out.push_str(&around.1);
            at += group.len();
        }
        page.notes();
        page.out.push_str("</section>\n");
    }
    out.push_str(&page.out);
    out.push_str("</main>\n");
}

/// The versions side by side, block by block.
fn beside(both: &Marked, standard: &Standard, out: &mut String) {
    let side = |hidden: Fate, prefix: &'static str| {
        let mut page = Page::new(&both.document, standard, &both.marks);
        (page.hidden, page.prefix) = (Some(hidden), prefix);
        page
    };
    let (mut old, mut new) = (side(Fate::New, "old-"), side(Fate::Old, "new-"));
    let (left, right) = said::COLUMNS;
    let _ = writeln!(
        out,
        "<main class=\"beside\">\n<div class=\"pair top\"><div>{left}</div><div>{right}</div></div>"
    );
    let pair = |out: &mut String, old: &mut Page<'_>, new: &mut Page<'_>| {
        let (left, right) = (std::mem::take(&mut old.out), std::mem::take(&mut new.out));
        let _ = writeln!(out, "<div class=\"pair\"><div>\n{left}</div><div>\n{right}</div></div>");
    };
    for (number, section) in both.document.sections.iter().enumerate() {
        let _ = writeln!(out, "<section class=\"{}\">", section_class(section.kind));
        for (block, inside) in section.blocks.iter().enumerate() {
            if matches!(inside, Block::PageBreak) {
                continue;
            }
            for page in [&mut old, &mut new] {
                page.at = At { section: number, block, within: None };
                page.block(inside, section.blocks.get(block + 1));
            }
            pair(out, &mut old, &mut new);
        }
        old.notes();
        new.notes();
        if !old.out.is_empty() || !new.out.is_empty() {
            pair(out, &mut old, &mut new);
        }
        out.push_str("</section>\n");
    }
    out.push_str("</main>\n");
}

/// The class of a row, as an attribute.
pub(super) fn class(fate: Fate) -> &'static str {
    match fate {
        Fate::Both => "",
        Fate::Old => " class=\"gone\"",
        Fate::New => " class=\"come\"",
    }
}

/// What stands before words of one version.
pub(super) fn open(fate: Fate) -> String {
    let ((gone, _), (come, _)) = said::SPOKEN;
    match fate {
        Fate::Both => String::new(),
        Fate::Old => format!("<del><span class=\"said\">{gone}</span>"),
        Fate::New => format!("<ins><span class=\"said\">{come}</span>"),
    }
}

/// What stands after words of one version.
pub(super) fn close(fate: Fate) -> String {
    let ((_, gone), (_, come)) = said::SPOKEN;
    match fate {
        Fate::Both => String::new(),
        Fate::Old => format!("<span class=\"said\">{gone}</span></del>"),
        Fate::New => format!("<span class=\"said\">{come}</span></ins>"),
    }
}
