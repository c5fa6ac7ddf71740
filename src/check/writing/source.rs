//! What the reader of text mends in silence: folded spaces, composed letters, characters that
//! cannot be seen. It is looked for in the text itself, and its place found in the document.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::spaces;
use crate::check::desk::Desk;
use crate::check::prose::is_prose;
use crate::check::view::{Text, View};
use crate::viet::unseen::{code_point, is_invisible};

/// Looks at the text that the document was read from.
pub(super) fn look(source: &str, view: &View<'_>, desk: &mut Desk<'_>) {
    let rarer = rarer_form(source);
    let mut finder = Finder { texts: &view.texts, at: (0, 0), misses: 0 };
    for (number, line) in source.lines().enumerate() {
        let line = if number == 0 { line.trim_start_matches('\u{feff}') } else { line };
        let is_row = line.trim_start().starts_with('|');
        if line.contains("  ") && !is_row {
            double_spaces(line, &mut finder, desk);
        }
        if let Some(decomposed) = rarer {
            uneven_letters(line, decomposed, &mut finder, desk);
        }
        if line.contains(is_invisible) {
            invisible(line, &mut finder, desk);
        }
    }
}

fn double_spaces(line: &str, finder: &mut Finder<'_, '_>, desk: &mut Desk<'_>) {
    let line = line.trim();
    // Where wide gaps part columns, narrower ones may too.
    if line.contains("    ") || line.contains('\t') {
        return;
    }
    for gap in spaces::double(line) {
        let around = AROUND.into_iter().find_map(|count| {
            let (before, after) = (tail(&line[..gap.start], count), head(&line[gap.end..], count));
            finder.find(&format!("{before} {after}")).map(|(text, at)| (text, at, before))
        });
        let Some((text, at, before)) = around else { continue };
        let space = at + before.len();
        if is_prose(text.role) {
            desk.correct("double-space", text, space..space + 1, " ", &[]);
        }
    }
}

/// Which form of letters is rarer in a text that has both: `true` when words in decomposed
/// letters are.
fn rarer_form(source: &str) -> Option<bool> {
    if !source.contains(is_combining_mark) {
        return None;
    }
    let accented = source.split_whitespace().filter(|word| !word.is_ascii());
    let (decomposed, composed): (Vec<&str>, Vec<&str>) = accented.partition(|word| is_decomposed(word));
    (!decomposed.is_empty() && !composed.is_empty()).then_some(decomposed.len() <= composed.len())
}

fn is_decomposed(word: &str) -> bool {
    word.contains(is_combining_mark)
}

fn uneven_letters(line: &str, decomposed: bool, finder: &mut Finder<'_, '_>, desk: &mut Desk<'_>) {
    let words: Vec<&str> = line.split_whitespace().collect();
    let is_odd = |word: &&str| !word.is_ascii() && is_decomposed(word) == decomposed;
    let mut index = 0;
    while index < words.len() {
        let run = words[index..].iter().take_while(|word| is_odd(word)).count();
        if run == 0 {
            index += 1;
            continue;
        }
        let found = plain(&words[index..index + run].join(" "));
        if let Some((text, at)) = finder.find(&found) {
            desk.correct("letters-uneven", text, at..at + found.len(), &found, &[]);
        }
        index += run;
    }
}

fn invisible(line: &str, finder: &mut Finder<'_, '_>, desk: &mut Desk<'_>) {
    for (at, c) in line.char_indices().filter(|(_, c)| is_invisible(*c)) {
        let (before, after) = (tail(&line[..at], AROUND[1]), head(&line[at + c.len_utf8()..], AROUND[1]));
        if let Some((text, at)) = finder.find(&format!("{before}{after}")) {
            let place = at + before.len();
            desk.correct("invisible-character", text, place..place, "", &[("found", &code_point(c))]);
        }
    }
}

/// The last words of a piece of a line, as the reader takes them.
fn tail(piece: &str, count: usize) -> String {
    let words: Vec<&str> = piece.split(' ').collect();
    plain(&words[words.len().saturating_sub(count)..].join(" "))
}

/// The first words of a piece of a line, as the reader takes them.
fn head(piece: &str, count: usize) -> String {
    plain(&piece.split(' ').take(count).collect::<Vec<_>>().join(" "))
}

/// How many words on each side tell a place from others: many, where the line is whole in the
/// document, else few.
const AROUND: [usize; 2] = [16, 4];

/// Words as the reader takes them: composed, without marks of emphasis, one space between them.
fn plain(words: &str) -> String {
    let seen: String = words.chars().filter(|c| !is_invisible(*c) && *c != '*').nfc().collect();
    let spaced = seen.split_whitespace().collect::<Vec<_>>().join(" ");
    let lead = if seen.starts_with(' ') { " " } else { "" };
    let trail = if seen.ends_with(' ') && !spaced.is_empty() { " " } else { "" };
    format!("{lead}{spaced}{trail}")
}

/// Finds words of the text in the document, in the order of both.
struct Finder<'t, 'a> {
    texts: &'t [Text<'a>],
    /// The text and the byte after the start of what was found last: places may overlap.
    at: (usize, usize),
    misses: usize,
}

/// How many words that stand nowhere are looked for through the whole document.
const MISSES: usize = 50;

impl<'t, 'a> Finder<'t, 'a> {
    /// The next place of these words after the last; else their first place anywhere.
    fn find(&mut self, words: &str) -> Option<(&'t Text<'a>, usize)> {
        if self.misses > MISSES || words.trim().is_empty() {
            return None;
        }
        let (index, from) = self.at;
        let first =
            self.texts.get(index).and_then(|text| Some((index, from + text.words[from..].find(words)?)));
        let place = |(index, text): (usize, &Text<'_>)| Some((index, text.words.find(words)?));
        let found = first
            .or_else(|| self.texts.iter().enumerate().skip(index + 1).find_map(place))
            .or_else(|| self.texts.iter().enumerate().take(index + 1).find_map(place));
        let Some((index, at)) = found else {
            self.misses += 1;
            return None;
        };
        let step = words.chars().next().map_or(0, char::len_utf8);
        self.at = (index, at + step);
        Some((&self.texts[index], at))
    }
}
