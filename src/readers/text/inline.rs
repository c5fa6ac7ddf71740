//! Words with their small marks → inlines: `**bold**`, `*italic*`, `^{raised}`, footnotes.

use super::notes::{Notes, mark, raised_digit};
use crate::model::{Inline, Run};

/// Turns the words of a paragraph into inlines and takes the notes it marks out of
/// `notes`. Marks whose note is not there stay as they were typed and are returned.
pub(super) fn parse(text: &str, notes: &mut Notes) -> (Vec<Inline>, Vec<u32>) {
    let mut reader = Reader { notes, out: Vec::new(), run: Run::default(), missing: Vec::new() };
    reader.read(text);
    reader.flush();
    (reader.out, reader.missing)
}

struct Reader<'a> {
    notes: &'a mut Notes,
    out: Vec<Inline>,
    run: Run,
    missing: Vec<u32>,
}

impl Reader<'_> {
    fn flush(&mut self) {
        if !self.run.text.is_empty() {
            let face = Run { text: String::new(), ..self.run.clone() };
            self.out.push(Inline::Text(std::mem::replace(&mut self.run, face)));
        }
    }

    fn read(&mut self, text: &str) {
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            let rest = &text[at..];
            at += self.step(c, rest, &text[..at]);
        }
    }

    /// Reads what stands at the head of `rest`; returns its length in bytes.
    fn step(&mut self, c: char, rest: &str, before: &str) -> usize {
        match c {
            '\\' if rest[1..].starts_with(['*', '^', '[', '|']) => {
                self.run.text.push_str(&rest[1..2]);
                2
            }
            '*' => self.emphasis(rest, before),
            '^' => self.raised(rest).unwrap_or_else(|| self.push(c)),
            '[' => self.footnote(rest).unwrap_or_else(|| self.push(c)),
            c if raised_digit(c).is_some() && !is_unit(before) => {
                self.footnote(rest).unwrap_or_else(|| self.push(c))
            }
            c => self.push(c),
        }
    }

    fn push(&mut self, c: char) -> usize {
        self.run.text.push(c);
        c.len_utf8()
    }

    fn emphasis(&mut self, rest: &str, before: &str) -> usize {
        let stars = rest.bytes().take_while(|b| *b == b'*').count().min(3);
        let open = match stars {
            1 => self.run.italic,
            2 => self.run.bold,
            _ => self.run.bold && self.run.italic,
        };
        let marks = "*".repeat(stars);
        let after = &rest[stars..];
        let closes = open && before.chars().next_back().is_some_and(|c| !c.is_whitespace());
        let opens = !open
            && after.starts_with(|c: char| !c.is_whitespace() && c != '*')
            && closes_later(after, &marks);
        if !(closes || opens) {
            self.run.text.push_str(&marks);
            return stars;
        }
        self.flush();
        self.run.italic ^= stars != 2;
        self.run.bold ^= stars != 1;
        stars
    }

    /// `^{raised}` and `^raised^`.
    fn raised(&mut self, rest: &str) -> Option<usize> {
        let (inner, len) = if let Some(inner) = rest.strip_prefix("^{") {
            let end = inner[..inner.floor_char_boundary(LONGEST_RAISED)].find('}')?;
            (&inner[..end], end + 3)
        } else {
            let inner = &rest[1..];
            let end = inner[..inner.floor_char_boundary(LONGEST_RAISED)].find([' ', '^'])?;
            if inner[end..].starts_with(' ') {
                return None;
            }
            (&inner[..end], end + 2)
        };
        let tight = !inner.is_empty() && inner.trim() == inner && !inner.contains(['{', '^', '*']);
        tight.then(|| {
            self.flush();
            self.out.push(Inline::Text(Run {
                text: inner.to_owned(),
                superscript: true,
                ..self.run.clone()
            }));
            len
        })
    }

    fn footnote(&mut self, rest: &str) -> Option<usize> {
        let (number, after) = mark(rest)?;
        let Some(note) = self.notes.remove(&number) else {
            self.missing.push(number);
            return None;
        };
        self.flush();
        // A note has no notes of its own.
        let (text, _) = parse(&note.text, &mut Notes::new());
        self.out.push(Inline::Footnote { text });
        Some(rest.len() - after.len())
    }
}

/// The longest stretch in bytes that one pair of marks embraces; keeps reading linear.
const LONGEST_EMPHASIS: usize = 1_000;

/// The longest raised text in bytes.
const LONGEST_RAISED: usize = 80;

/// True when the marks close again after a character that is no space.
fn closes_later(after: &str, marks: &str) -> bool {
    let after = &after[..after.floor_char_boundary(LONGEST_EMPHASIS)];
    after.match_indices(marks).any(|(at, _)| {
        at > 0 && !after[..at].ends_with([' ', '*']) && !after[at + marks.len()..].starts_with('*')
    })
}

/// True when a raised digit here is an exponent: m², km³.
fn is_unit(before: &str) -> bool {
    let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    matches!(word, "m" | "km" | "dm" | "cm" | "mm" | "hm" | "dam")
}

/// The words without the marks of emphasis around and in them: letterheads and signatures
/// are bold by their role, whatever stars stand around them.
pub(super) fn without_stars(text: &str) -> String {
    text.replace("**", "").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::readers::text::notes::Note;

    fn shown(text: &str) -> String {
        let mut notes =
            Notes::from([(1, Note { mark: "¹".into(), text: "chú *thích*".into(), line: 9, column: 1 })]);
        let show = |run: &Run| {
            let mut face = String::new();
            face.push_str(if run.bold { "b" } else { "" });
            face.push_str(if run.italic { "i" } else { "" });
            face.push_str(if run.superscript { "^" } else { "" });
            format!("{face}<{}>", run.text)
        };
        let (inlines, missing) = parse(text, &mut notes);
        let mut out: String = inlines
            .iter()
            .map(|inline| match inline {
                Inline::Text(run) => show(run),
                Inline::Footnote { text } => format!("[{}]", text.len()),
                Inline::Break => "/".into(),
                Inline::Picture(_) => unreachable!("official text holds no picture"),
            })
            .collect();
        if !missing.is_empty() {
            out.push_str(&format!("{missing:?}"));
        }
        out
    }

    #[test]
    fn marks_become_faces() {
        assert_eq!(shown("a *b* c **d** ***e***"), "<a >i<b>< c >b<d>< >bi<e>");
        assert_eq!(shown("Lưu: VT, CV^{Chiến}."), "<Lưu: VT, CV>^<Chiến><.>");
        assert_eq!(shown("x^2^ y"), "<x>^<2>< y>");
        assert_eq!(shown("hành động¹ năm"), "<hành động>[2]< năm>");
        assert_eq!(shown("hành động[^1] năm"), "<hành động>[2]< năm>");
    }

    #[test]
    fn what_is_no_mark_stays_as_typed() {
        assert_eq!(shown("* Tập thể: 5 * 3"), "<* Tập thể: 5 * 3>");
        assert_eq!(shown("100 m² và 5³"), "<100 m² và 5³>[3]");
        assert_eq!(shown("a^b [^x] 2*3*"), "<a^b [^x] 2>i<3>");
        assert_eq!(shown(r"\*a\* và \^{b}"), "<*a* và ^{b}>");
        assert_eq!(shown("**lệch"), "<**lệch>");
    }
}
