//! Words into their box: lines that end at sense and are of like length, then a smaller size,
//! then a finding.

use super::faces::Faces;
use crate::model::certificate::{Field, Look, Vertical};
use crate::model::standard::PT_PER_MM;
use crate::viet::phrase::{self, Ending, Word};

/// A field's words, broken and placed.
#[derive(Clone, Debug, PartialEq)]
pub struct Fitted {
    /// Size in pt.
    pub size: f64,
    /// Each line with its baseline in mm from the sheet's top edge.
    pub lines: Vec<(f64, String)>,
    /// True where the size is smaller than the design's.
    pub shrank: bool,
    /// True where the words do not fit at the smallest size: the lines show what they can.
    pub overflowed: bool,
}

/// Steps in which a size shrinks, in pt.
const STEP: f64 = 0.5;

/// By how much words are set smaller so that no line parts a word, in parts of their size.
const YIELDS: f64 = 0.07;

/// White kept beside a line, in pt: what is measured and what is set may differ by rounding.
const EASE: f64 = 0.05;

/// Puts words into a field's box.
pub fn fit(faces: &Faces, field: &Field, text: &str) -> Fitted {
    let look = &field.look;
    let words = phrase::words(text);
    let width = field.place.width * PT_PER_MM + EASE;
    let height = field.place.height * PT_PER_MM + EASE;
    let mut size = look.size;
    // Lines that part a word, while a little smaller ones might not.
    let mut parted: Option<(f64, Vec<String>)> = None;
    loop {
        let lines = set(faces, look, &words, size, width, false);
        let fits = lines.as_ref().is_some_and(|lines| tall(faces, look, lines.len(), size) <= height);
        if let Some(lines) = lines.filter(|_| fits) {
            if !parts(&words, &lines) {
                return placed(faces, field, lines, size, false);
            }
            parted.get_or_insert((size, lines));
        }
        if let Some((first, lines)) = parted.take_if(|(first, _)| {
            let next = (size - STEP).max(look.least);
            size <= look.least || *first - next > first.min(look.size) * YIELDS
        }) {
            return placed(faces, field, lines, first, false);
        }
        if size <= look.least {
            let lines = set(faces, look, &words, size, width, true).unwrap_or_else(|| vec![text.to_owned()]);
            return placed(faces, field, lines, size, true);
        }
        size = (size - STEP).max(look.least);
    }
}

/// True where a line ends within a word, or after one that wants another.
fn parts(words: &[Word], lines: &[String]) -> bool {
    let mut at = 0;
    lines.iter().any(|line| {
        at += line.split(' ').count();
        let ending = words.get(at.saturating_sub(1)).map_or(Ending::Must, |word| word.after);
        matches!(ending, Ending::Poorly | Ending::Badly)
    })
}

/// From the top of the first line's capitals to the baseline of the last line, in pt.
fn tall(faces: &Faces, look: &Look, lines: usize, size: f64) -> f64 {
    faces.capital(look, size) + lines.saturating_sub(1) as f64 * look.leading * size
}

fn placed(faces: &Faces, field: &Field, lines: Vec<String>, size: f64, overflowed: bool) -> Fitted {
    let (look, place) = (&field.look, &field.place);
    let tall = tall(faces, look, lines.len(), size) / PT_PER_MM;
    let free = place.height - tall;
    let above = match look.vertical {
        Vertical::Top => 0.0,
        Vertical::Middle => free / 2.0,
        Vertical::Bottom => free,
    };
    let first = place.y + above + faces.capital(look, size) / PT_PER_MM;
    let pitch = look.leading * size / PT_PER_MM;
    // Spaces at which no line could end have done their work.
    let plain = |line: String| line.replace('\u{a0}', " ");
    let lines = lines.into_iter().enumerate();
    let lines = lines.map(|(at, line)| (first + at as f64 * pitch, plain(line))).collect();
    Fitted { size, lines, shrank: size < look.size, overflowed }
}

/// The words as lines; `None` where they need more lines than the look has. `anyhow` breaks where
/// a line must never end, and takes as many lines as it needs.
fn set(
    faces: &Faces,
    look: &Look,
    words: &[Word],
    size: f64,
    width: f64,
    anyhow: bool,
) -> Option<Vec<String>> {
    let advances: Vec<f64> = words.iter().map(|word| faces.advance(look, &word.text, size)).collect();
    let space = faces.advance(look, " ", size) + 2.0 * look.tracking * size;
    let paragraphs: Vec<&[Word]> = words.split_inclusive(|word| word.after == Ending::Must).collect();
    let mut free = look.lines;
    let mut lines = Vec::new();
    let mut from = 0;
    for (at, paragraph) in paragraphs.iter().enumerate() {
        let row =
            Row { words: paragraph, advances: &advances[from..from + paragraph.len()], space, width, anyhow };
        from += paragraph.len();
        // Each paragraph after this one needs a line at least.
        let later = paragraphs.len() - at - 1;
        let most = if anyhow { paragraph.len() } else { free.checked_sub(later)? };
        let broken = row.broken(most)?;
        free = free.saturating_sub(broken.len());
        lines.extend(broken);
    }
    Some(lines)
}

/// A paragraph on its way to lines.
struct Row<'a> {
    words: &'a [Word],
    advances: &'a [f64],
    space: f64,
    width: f64,
    anyhow: bool,
}

/// What an ending costs, beside a line that is a tenth too short: 1.
fn cost(ending: Ending) -> f64 {
    match ending {
        Ending::Must => 0.0,
        Ending::Well => -2.0,
        Ending::Plain => 2.0,
        Ending::Poorly => 14.0,
        Ending::Badly => 20.0,
        Ending::Never => 1000.0,
    }
}

/// What a line more costs: a break that parts a word is worth one.
const LINE: f64 = 9.0;

impl Row<'_> {
    /// The best lines, at most so many.
    fn broken(&self, most: usize) -> Option<Vec<String>> {
        let fewest = (1..=most).find_map(|count| Some((count, self.lines(count)?)));
        let (count, (worth, ends)) = fewest?;
        let mut best = (worth, ends);
        if count < most
            && !self.anyhow
            && count > 1
            && let Some((worth, ends)) = self.lines(count + 1)
            && worth + LINE < best.0
        {
            best = (worth, ends);
        }
        let mut from = 0;
        let lines = best.1.into_iter().map(|end| {
            let words: Vec<&str> = self.words[from..end].iter().map(|word| word.text.as_str()).collect();
            from = end;
            words.join(" ")
        });
        Some(lines.collect())
    }

    fn length(&self, from: usize, end: usize) -> f64 {
        self.advances[from..end].iter().sum::<f64>() + (end - from - 1) as f64 * self.space
    }

    /// The best places to end just so many lines, and what they cost.
    fn lines(&self, count: usize) -> Option<(f64, Vec<usize>)> {
        let words = self.words.len();
        if words == 0 {
            return (count == 1).then(|| (0.0, vec![0]));
        }
        if count > words {
            return None;
        }
        let mean = self.length(0, words) / count as f64;
        // best[end] of the lines so far: cost, and where the last of them begins.
        let mut layers: Vec<Vec<Option<(f64, usize)>>> = Vec::new();
        for line in 0..count {
            let mut layer = vec![None; words + 1];
            for end in line + 1..=words {
                let last = line + 1 == count;
                if last != (end == words) {
                    continue;
                }
                for from in (line..end).rev() {
                    let before = match layers.last() {
                        None if from == 0 => 0.0,
                        None => continue,
                        Some(layer) => match layer[from] {
                            Some((cost, _)) => cost,
                            None => continue,
                        },
                    };
                    let length = self.length(from, end);
                    let alone = end - from == 1 && self.anyhow;
                    if length > self.width && !alone {
                        break;
                    }
                    let ending = self.words[end - 1].after;
                    if ending == Ending::Never && !self.anyhow {
                        continue;
                    }
                    let off = (mean - length) / self.width * 10.0;
                    let cost = before + off * off + cost(ending);
                    if layer[end].is_none_or(|(least, _)| cost < least) {
                        layer[end] = Some((cost, from));
                    }
                }
            }
            layers.push(layer);
        }
        let (cost, _) = layers.last()?[words]?;
        let mut ends = vec![words];
        let mut end = words;
        for layer in layers.iter().rev() {
            end = layer[end]?.1;
            ends.push(end);
        }
        ends.pop();
        ends.reverse();
        Some((cost, ends))
    }
}

#[cfg(test)]
mod tests;
