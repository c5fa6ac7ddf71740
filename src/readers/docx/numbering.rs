//! Automatic numbering, resolved to the labels that Word shows.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::package::Package;
use super::props::{Family, ParaProps, RunProps};
use super::refusal::Refusal;
use super::symbols;
use super::xml::{Ns, Tag, Xml};
use crate::viet::label::to_roman;

/// Levels of a numbering.
const LEVELS: usize = 9;

/// Characters of a label as a level writes it; Word takes no more into its own dialogue.
const LONGEST_LABEL: usize = 255;

/// Beyond this Word itself writes no Roman numerals.
const LARGEST_ROMAN: u32 = 32_767;

/// One level of a numbering.
#[derive(Clone, Debug)]
struct Level {
    start: i64,
    format: String,
    /// The label with `%1` for the number of level 1 and so on.
    text: String,
    /// After which level it starts anew, from 1; 0 for never.
    restart: Option<i64>,
    /// All numbers in figures.
    legal: bool,
    /// What stands between label and words: nothing, or white space.
    tight: bool,
    /// The style of paragraphs that stand on this level.
    style: Option<Rc<str>>,
    para: ParaProps,
    run: RunProps,
}

impl Default for Level {
    fn default() -> Level {
        Level {
            start: 1,
            format: "decimal".to_owned(),
            text: String::new(),
            restart: None,
            legal: false,
            tight: false,
            style: None,
            para: ParaProps::default(),
            run: RunProps::default(),
        }
    }
}

type Levels = HashMap<usize, Rc<Level>>;

#[derive(Clone, Debug, Default)]
struct Abstract {
    levels: Levels,
    /// The style whose numbering it borrows.
    linked: Option<Rc<str>>,
}

#[derive(Clone, Debug, Default)]
struct Num {
    base: i64,
    levels: Levels,
    starts: HashMap<usize, i64>,
}

/// The numberings of a file, and how far each has counted.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbering {
    bases: HashMap<i64, Abstract>,
    nums: HashMap<i64, Num>,
    /// The abstract numbering that a style of numberings stands for.
    styles: HashMap<Rc<str>, i64>,
    counters: HashMap<i64, [Option<i64>; LEVELS]>,
    started: HashSet<(i64, usize)>,
}

/// What numbering puts before the words of a paragraph.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Label {
    /// The label with the space after it, where it has one; empty when nothing is shown.
    pub(super) text: String,
    /// How the label is set.
    pub(super) run: RunProps,
    /// How the paragraph is set.
    pub(super) para: ParaProps,
    /// Its numerals are of a kind that is not known here; figures stand instead.
    pub(super) unknown: bool,
}

impl Numbering {
    /// Reads the numberings.
    pub(super) fn read(package: &mut Package<'_>, part: Option<&str>) -> Result<Numbering, Refusal> {
        let mut all = Numbering::default();
        if let Some(part) = part {
            package.read(part, |xml, _| all.take(xml))?;
        }
        Ok(all)
    }

    fn take(&mut self, xml: &mut Xml<'_, '_>) -> Result<(), Refusal> {
        while let Some(tag) = xml.child()? {
            match tag.key() {
                (Ns::W, b"abstractNum") => {
                    let id = tag.number("abstractNumId").unwrap_or_default();
                    let base = self.base(id, xml)?;
                    self.bases.insert(id, base);
                }
                (Ns::W, b"num") => {
                    let id = tag.number("numId").unwrap_or_default();
                    let num = num(xml)?;
                    self.nums.insert(id, num);
                }
                _ => xml.skip()?,
            }
        }
        Ok(())
    }

    fn base(&mut self, id: i64, xml: &mut Xml<'_, '_>) -> Result<Abstract, Refusal> {
        let mut base = Abstract::default();
        while let Some(tag) = xml.child()? {
            match tag.key() {
                (Ns::W, b"lvl") => {
                    let level = level(xml)?;
                    put(&mut base.levels, &tag, level);
                    continue;
                }
                (Ns::W, b"styleLink") => {
                    self.styles.extend(tag.val().map(|style| (Rc::from(style), id)));
                }
                (Ns::W, b"numStyleLink") => base.linked = tag.val().map(Rc::from),
                _ => {}
            }
            xml.skip()?;
        }
        Ok(base)
    }

    /// The level on which paragraphs of a style stand.
    pub(super) fn level_of(&self, num: i64, style: &str) -> Option<i64> {
        let base = self.bases.get(&self.abstract_of(self.nums.get(&num)?.base))?;
        let found = base.levels.iter().find(|(_, level)| level.style.as_deref() == Some(style))?;
        i64::try_from(*found.0).ok()
    }

    /// Counts a paragraph and gives its label. `None` when there is no such numbering.
    pub(super) fn label(&mut self, num: i64, level: i64) -> Option<Label> {
        let level = usize::try_from(level).ok().filter(|level| *level < LEVELS)?;
        let found = self.nums.get(&num)?;
        let base = self.abstract_of(found.base);
        let levels = self.bases.get(&base)?;
        let own = found.levels.get(&level).or_else(|| levels.levels.get(&level))?.clone();
        let of = |at: usize| found.levels.get(&at).or_else(|| levels.levels.get(&at)).cloned();
        let all: Vec<Option<Rc<Level>>> = (0..LEVELS).map(of).collect();
        let counters = self.counters.entry(base).or_default();
        for (&at, &start) in &found.starts {
            if self.started.insert((num, at)) && at < LEVELS {
                counters[at] = Some(start.saturating_sub(1));
            }
        }
        for (below, counter) in counters.iter_mut().enumerate().skip(level + 1) {
            let after = all.get(below).and_then(Option::as_ref).and_then(|level| level.restart);
            let restarts = after.is_none_or(|after| i64::try_from(level + 1).is_ok_and(|at| at <= after));
            if restarts {
                *counter = None;
            }
        }
        let counted = counters[level].map_or(own.start, |count| count.saturating_add(1));
        counters[level] = Some(counted);
        for (above, counter) in counters.iter_mut().enumerate().take(level) {
            let start = all.get(above).and_then(Option::as_ref).map_or(1, |level| level.start);
            counter.get_or_insert(start);
        }
        let counters = *counters;
        let mut unknown = false;
        let text =
            if own.format == "bullet" { bullet(&own) } else { numbered(&own, &all, &counters, &mut unknown) };
        let text = if text.is_empty() || own.tight { text } else { format!("{text} ") };
        Some(Label { text, run: own.run.clone(), para: own.para.clone(), unknown })
    }

    /// The abstract numbering itself, where one only borrows another's by its style.
    fn abstract_of(&self, id: i64) -> i64 {
        let linked = self.bases.get(&id).and_then(|base| base.linked.as_ref());
        linked.and_then(|style| self.styles.get(style)).copied().unwrap_or(id)
    }
}

fn put(levels: &mut Levels, tag: &Tag<'_>, level: Level) {
    if let Some(at) = tag.number("ilvl").and_then(|at| usize::try_from(at).ok()).filter(|at| *at < LEVELS) {
        levels.insert(at, Rc::new(level));
    }
}

fn num(xml: &mut Xml<'_, '_>) -> Result<Num, Refusal> {
    let mut num = Num::default();
    while let Some(tag) = xml.child()? {
        match tag.key() {
            (Ns::W, b"abstractNumId") => num.base = tag.number("val").unwrap_or_default(),
            (Ns::W, b"lvlOverride") => {
                let at = tag.number("ilvl").and_then(|at| usize::try_from(at).ok());
                while let Some(inner) = xml.child()? {
                    match inner.key() {
                        (Ns::W, b"lvl") => {
                            let level = level(xml)?;
                            put(&mut num.levels, &inner, level);
                            continue;
                        }
                        (Ns::W, b"startOverride") => {
                            num.starts.extend(at.filter(|at| *at < LEVELS).zip(inner.number("val")));
                        }
                        _ => {}
                    }
                    xml.skip()?;
                }
                continue;
            }
            _ => {}
        }
        xml.skip()?;
    }
    Ok(num)
}

fn level(xml: &mut Xml<'_, '_>) -> Result<Level, Refusal> {
    let mut level = Level::default();
    while let Some(tag) = xml.child()? {
        match tag.key() {
            (Ns::W, b"start") => level.start = tag.number("val").unwrap_or(1),
            (Ns::W, b"numFmt") => {
                let custom = tag.get("format").filter(|shape| shape.starts_with("01"));
                level.format =
                    custom.map_or_else(|| tag.val(), |_| Some("decimalZero".to_owned())).unwrap_or_default();
            }
            (Ns::W, b"lvlText") => {
                level.text = tag.val().unwrap_or_default().chars().take(LONGEST_LABEL).collect();
            }
            (Ns::W, b"lvlRestart") => level.restart = tag.number("val"),
            (Ns::W, b"isLgl") => level.legal = tag.on(),
            (Ns::W, b"pStyle") => level.style = tag.val().map(Rc::from),
            (Ns::W, b"suff") => level.tight = tag.val().as_deref() == Some("nothing"),
            (Ns::W, b"pPr") => {
                level.para = ParaProps::read(xml, &mut |xml| xml.skip())?;
                continue;
            }
            (Ns::W, b"rPr") => {
                level.run = RunProps::read(xml)?;
                continue;
            }
            // The newer of two forms of a format stands first; the older is for older programs.
            (Ns::Mc, b"AlternateContent") => {
                alternate(&mut level, xml)?;
                continue;
            }
            _ => {}
        }
        xml.skip()?;
    }
    Ok(level)
}

fn alternate(level: &mut Level, xml: &mut Xml<'_, '_>) -> Result<(), Refusal> {
    while let Some(choice) = xml.child()? {
        while let Some(tag) = xml.child()? {
            if choice.name() == b"Fallback" && tag.is("numFmt") {
                level.format = tag.val().unwrap_or_default();
            }
            xml.skip()?;
        }
    }
    Ok(())
}

/// A bullet as official text has it: a character of a symbol font is a hyphen, the letter o
/// that Word sets as a circle is one.
fn bullet(level: &Level) -> String {
    let family = match &level.run.font {
        Some(Family::Named(name)) => name,
        _ => "",
    };
    let circle = family.starts_with("Courier");
    let shown = |c: char| match c {
        'o' if circle => '○',
        c if symbols::is_private(c) || symbols::shown(family, c).is_some() => '-',
        c => c,
    };
    level.text.chars().map(shown).collect::<String>().trim().to_owned()
}

fn numbered(
    own: &Level,
    all: &[Option<Rc<Level>>],
    counters: &[Option<i64>; LEVELS],
    unknown: &mut bool,
) -> String {
    let mut out = String::new();
    let mut rest = own.text.as_str();
    while let Some(at) = rest.find('%') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let digit = rest.chars().next().and_then(|c| c.to_digit(10)).filter(|digit| *digit > 0);
        let Some(level) = digit.and_then(|digit| usize::try_from(digit - 1).ok()) else {
            out.push('%');
            continue;
        };
        rest = &rest[1..];
        let count = counters.get(level).copied().flatten().unwrap_or(1);
        let format = all.get(level).and_then(Option::as_ref).map_or("decimal", |level| level.format.as_str());
        let decimal = own.legal && format != "decimalZero";
        out.push_str(&numeral(count, if decimal { "decimal" } else { format }, unknown));
    }
    out.push_str(rest);
    out
}

/// A number in the numerals of a format.
fn numeral(count: i64, format: &str, unknown: &mut bool) -> String {
    let positive = u32::try_from(count).ok().filter(|count| *count > 0);
    match (format, positive) {
        ("decimal", _) => count.to_string(),
        ("decimalZero", _) => format!("{count:02}"),
        ("none" | "bullet", _) => String::new(),
        ("upperRoman", Some(count @ ..=LARGEST_ROMAN)) => to_roman(count),
        ("lowerRoman", Some(count @ ..=LARGEST_ROMAN)) => to_roman(count).to_lowercase(),
        ("upperLetter", Some(count)) => letters(count, 'A'),
        ("lowerLetter", Some(count)) => letters(count, 'a'),
        ("ordinal", Some(count)) => format!("{count}{}", ordinal(count)),
        _ => {
            *unknown = true;
            count.to_string()
        }
    }
}

/// Word's letters: a to z, then aa, bb and so on. Longer rows than a line are not drawn.
fn letters(count: u32, first: char) -> String {
    let (times, at) = ((count - 1) / 26 + 1, (count - 1) % 26);
    let letter = char::from_u32(u32::from(first) + at).unwrap_or(first);
    std::iter::repeat_n(letter, usize::try_from(times.min(60)).unwrap_or(1)).collect()
}

fn ordinal(count: u32) -> &'static str {
    match (count % 10, count % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_words_own() {
        let of = |count| letters(count, 'a');
        assert_eq!([of(1), of(4), of(26), of(27), of(53)], ["a", "d", "z", "aa", "aaa"]);
    }

    #[test]
    fn numerals_of_every_format() {
        let of = |count, format| numeral(count, format, &mut false);
        assert_eq!(of(4, "upperRoman"), "IV");
        assert_eq!(of(3, "decimalZero"), "03");
        assert_eq!(of(0, "upperRoman"), "0");
        assert_eq!(of(22, "ordinal"), "22nd");
    }
}
