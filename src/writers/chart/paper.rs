//! What a chart is drawn on: marks and words as SVG, measured in the face they are set in.

use std::fmt::Write as _;

use crate::viet::number::grouped;
use crate::writers::fonts::Fonts;

/// Width of every chart, in its own units; its height is as much as it needs.
pub(super) const WIDTH: f64 = 720.0;

/// What is left free at the sides.
pub(super) const MARGIN: f64 = 16.0;

/// Size of words.
pub(super) const SIZE: f64 = 13.0;

/// From one line of words to the next, in parts of their size.
pub(super) const LEADING: f64 = 1.25;

/// Size of the title.
const TITLE: f64 = 17.0;

/// Where words stand on their point.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

impl Anchor {
    fn key(self) -> &'static str {
        match self {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        }
    }
}

/// A chart that is being drawn.
pub(super) struct Paper<'a> {
    fonts: &'a Fonts,
    id: String,
    out: String,
    /// How far down it is drawn on.
    pub(super) y: f64,
}

impl<'a> Paper<'a> {
    /// An empty one; `id` is the first part of its names.
    pub(super) fn new(fonts: &'a Fonts, id: String) -> Paper<'a> {
        Paper { fonts, id, out: String::new(), y: MARGIN }
    }

    /// Width of words.
    pub(super) fn wide(&self, words: &str, size: f64) -> f64 {
        self.fonts.advance(words, false, false, size)
    }

    /// Words on one line, `y` their foot.
    pub(super) fn words(&mut self, (x, y): (f64, f64), words: &str, anchor: Anchor, size: f64) {
        self.set((x, y), words, anchor, size, "");
    }

    fn set(&mut self, (x, y): (f64, f64), words: &str, anchor: Anchor, size: f64, more: &str) {
        let _infallible = writeln!(
            self.out,
            r#"<text x="{}" y="{}" font-size="{}" text-anchor="{}"{more}>{}</text>"#,
            at(x),
            at(y),
            at(size),
            anchor.key(),
            escaped(words)
        );
    }

    /// The title, on as many lines as it needs.
    pub(super) fn title(&mut self, words: &str) {
        for line in self.lines(words, WIDTH - 2.0 * MARGIN, TITLE * 1.06, 4) {
            self.y += TITLE * LEADING;
            self.set((WIDTH / 2.0, self.y), &line, Anchor::Middle, TITLE, r#" font-weight="bold""#);
        }
    }

    /// What is counted, below the title.
    pub(super) fn caption(&mut self, words: &str) {
        self.y += SIZE * LEADING;
        self.set((WIDTH / 2.0, self.y), words, Anchor::Middle, SIZE, r#" font-style="italic""#);
        self.y += SIZE;
    }

    /// Words parted into lines of a width, at most so many; what is left out is told by `…`.
    pub(super) fn lines(&self, words: &str, width: f64, size: f64, most: usize) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut line = String::new();
        for word in words.split_whitespace().flat_map(|word| self.pieces(word, width, size)) {
            let longer = if line.is_empty() { word.clone() } else { format!("{line} {word}") };
            if self.wide(&longer, size) <= width {
                line = longer;
            } else {
                lines.push(std::mem::replace(&mut line, word));
            }
        }
        lines.push(line);
        if lines.len() > most {
            lines.truncate(most);
            if let Some(last) = lines.last_mut() {
                while self.wide(&format!("{last}…"), size) > width && last.pop().is_some() {}
                last.push('…');
            }
        }
        lines
    }

    /// A word in pieces that fit.
    fn pieces(&self, word: &str, width: f64, size: f64) -> Vec<String> {
        let mut pieces = vec![String::new()];
        for c in word.chars() {
            let Some(last) = pieces.last_mut() else { break };
            if !last.is_empty() && self.wide(&format!("{last}{c}"), size) > width {
                pieces.push(c.to_string());
            } else {
                last.push(c);
            }
        }
        pieces
    }

    /// A rectangle with a pattern.
    pub(super) fn bar(&mut self, (x, y): (f64, f64), (width, height): (f64, f64), pattern: usize) {
        let _infallible = writeln!(
            self.out,
            r##"<rect x="{}" y="{}" width="{}" height="{}" fill="url(#{}-p{pattern})" stroke="#000" stroke-width="0.8"/>"##,
            at(x),
            at(y),
            at(width),
            at(height),
            self.id
        );
    }

    /// A thin line.
    pub(super) fn rule(&mut self, (x1, y1): (f64, f64), (x2, y2): (f64, f64), colour: &str) {
        let _infallible = writeln!(
            self.out,
            r#"<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="{colour}" stroke-width="1"/>"#,
            at(x1),
            at(y1),
            at(x2),
            at(y2)
        );
    }

    /// A line through points, in the dashes of a series.
    pub(super) fn path(&mut self, points: &[(f64, f64)], series: usize) {
        const DASHES: [&str; 9] =
            ["none", "8 4", "2 3", "8 3 2 3", "14 4", "5 2", "1 5", "12 3 2 3 2 3", "3 6"];
        let points: Vec<String> = points.iter().map(|(x, y)| format!("{},{}", at(*x), at(*y))).collect();
        let _infallible = writeln!(
            self.out,
            r##"<polyline points="{}" fill="none" stroke="#000" stroke-width="1.6" stroke-dasharray="{}"/>"##,
            points.join(" "),
            DASHES[series % DASHES.len()]
        );
    }

    /// The mark of a series at a point.
    pub(super) fn mark(&mut self, (x, y): (f64, f64), series: usize) {
        let fill = if series.is_multiple_of(2) { "#000" } else { "#fff" };
        let shape = match series / 2 % 4 {
            0 => format!(r#"<circle cx="{}" cy="{}" r="4""#, at(x), at(y)),
            1 => format!(r#"<rect x="{}" y="{}" width="7" height="7""#, at(x - 3.5), at(y - 3.5)),
            2 => format!(
                r#"<polygon points="{},{} {},{} {},{}""#,
                at(x),
                at(y - 5.0),
                at(x + 4.5),
                at(y + 3.5),
                at(x - 4.5),
                at(y + 3.5)
            ),
            _ => format!(
                r#"<polygon points="{},{} {},{} {},{} {},{}""#,
                at(x),
                at(y - 5.0),
                at(x + 5.0),
                at(y),
                at(x),
                at(y + 5.0),
                at(x - 5.0),
                at(y)
            ),
        };
        let _infallible = writeln!(self.out, r##"{shape} fill="{fill}" stroke="#000" stroke-width="1.2"/>"##);
    }

    /// Names of series beside what they are drawn with, on as many lines as they need.
    pub(super) fn legend(&mut self, names: &[String], draw: impl Fn(&mut Paper<'a>, (f64, f64), usize)) {
        const KEY: f64 = 26.0;
        const GAP: f64 = 22.0;
        if names.is_empty() {
            return;
        }
        let mut x = MARGIN;
        self.y += SIZE * LEADING;
        for (at, name) in names.iter().enumerate() {
            let name = self.lines(name, WIDTH - 2.0 * MARGIN - KEY - 8.0, SIZE, 1).remove(0);
            let wide = KEY + 6.0 + self.wide(&name, SIZE);
            if x > MARGIN && x + wide > WIDTH - MARGIN {
                x = MARGIN;
                self.y += SIZE * 1.6;
            }
            let y = self.y;
            draw(self, (x, y), at);
            self.words((x + KEY + 6.0, y), &name, Anchor::Start, SIZE);
            x += wide + GAP;
        }
        self.y += SIZE;
    }

    /// The whole drawing.
    pub(super) fn finish(self, title: &str, told: &str) -> String {
        let Paper { fonts, id, out, y } = self;
        let height = at(y + MARGIN);
        let family =
            escaped(&format!("'{}', 'Times New Roman', Tinos, 'Liberation Serif', serif", fonts.family()));
        format!(
            r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {height}" width="{wide}" height="{height}" role="img" lang="vi" aria-labelledby="{id}-title" aria-describedby="{id}-told" font-family="{family}" fill="#000">
<title id="{id}-title">{}</title>
<desc id="{id}-told">{}</desc>
<defs>{}</defs>
<rect width="{wide}" height="{height}" fill="#fff"/>
{out}</svg>
"##,
            escaped(title),
            escaped(told),
            patterns(&id),
            wide = at(WIDTH),
        )
    }
}

/// Patterns that are told apart in black and white.
fn patterns(id: &str) -> String {
    const PATTERNS: [(&str, &str); 9] = [
        ("#555", ""),
        ("#fff", "M0 8 8 0M-2 2 2 -2M6 10 10 6"),
        ("#bbb", ""),
        ("#fff", "M0 4H8"),
        ("#fff", "M2 2h1v1h-1zM6 6h1v1h-1z"),
        ("#fff", "M0 0 8 8M0 8 8 0"),
        ("#ddd", "M4 0V8"),
        ("#fff", ""),
        ("#999", "M0 0 8 8"),
    ];
    let mut out = String::new();
    for (at, (ground, lines)) in PATTERNS.iter().enumerate() {
        let _infallible = write!(
            out,
            r##"<pattern id="{id}-p{at}" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="{ground}"/>"##
        );
        if !lines.is_empty() {
            let _infallible =
                write!(out, r##"<path d="{lines}" stroke="#000" stroke-width="1.1" fill="none"/>"##);
        }
        out.push_str("</pattern>");
    }
    out
}

/// Where the marks of an axis stand: from nothing to the most or above it, in round steps.
pub(super) fn ticks(most: i64) -> Vec<i64> {
    const WANTED: i64 = 5;
    let most = most.max(1);
    let mut step = 1_i64;
    let mut next = [2, 5, 10].iter().cycle();
    let mut ten = 1_i64;
    while step.saturating_mul(WANTED) < most {
        let Some(factor) = next.next() else { break };
        step = ten.saturating_mul(*factor);
        if *factor == 10 {
            ten = step;
        }
    }
    let mut ticks = vec![0];
    while let Some(last) = ticks.last().copied().filter(|last| *last < most) {
        ticks.push(last.saturating_add(step));
    }
    ticks
}

/// A tick as people read it.
pub(super) fn figure(value: i64) -> String {
    grouped(value)
}

/// A place on the paper, in hundredths.
fn at(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// Words as XML: what would be a mark of it, and what XML cannot say.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_has_round_steps_and_reaches_the_most() {
        for (most, expected) in [
            (0, vec![0, 1]),
            (3, vec![0, 1, 2, 3]),
            (7, vec![0, 2, 4, 6, 8]),
            (23, vec![0, 5, 10, 15, 20, 25]),
            (1_234, vec![0, 500, 1_000, 1_500]),
        ] {
            assert_eq!(ticks(most), expected, "{most}");
        }
        for most in [i64::MAX, 1 << 62, 999_999_999_999] {
            let ticks = ticks(most);
            assert!((2..=7).contains(&ticks.len()) && *ticks.last().unwrap() >= most, "{most}: {ticks:?}");
        }
    }

    #[test]
    fn long_words_are_parted_and_what_is_left_out_is_told() {
        let fonts = Fonts::embedded();
        let paper = Paper::new(&fonts, "x".into());
        let lines = paper.lines("Ủy ban nhân dân xã Quảng Châu tỉnh Hưng Yên", 90.0, SIZE, 2);
        assert_eq!(lines.len(), 2);
        assert!(lines[1].ends_with('…'));
        assert!(lines.iter().all(|line| paper.wide(line, SIZE) <= 90.0), "{lines:?}");
        assert!(paper.lines(&"w".repeat(60), 90.0, SIZE, 9).len() > 3);
        assert_eq!(paper.lines("", 90.0, SIZE, 9), [""]);
    }
}
