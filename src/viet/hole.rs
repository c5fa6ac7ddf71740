//! Holes: places in a template's text where words will stand later.
//!
//! While a template is read, each hole is one private character (planes 15 and 16 of
//! Unicode, which no text uses). Its shape says what sort of words will stand there, so
//! that a heading in capitals, a number or a person's name is told apart from a sentence
//! before anybody knows the words. A mark is such a character alone on a line: a block
//! opens, turns or closes there.

/// What sort of words will stand in a hole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Any words; never taken for capitals.
    Words,
    /// Words in capitals.
    Upper,
    /// A person's name.
    Name,
    /// A line of a signature that says by what power it is signed: `KT. CHỦ TỊCH`.
    Capacity,
    /// A number in figures.
    Arabic,
    /// A Roman numeral.
    Roman,
    /// The letter of a point (điểm).
    Letter,
    /// No words: a picture.
    Picture,
}

const SHAPES: [Shape; 8] = [
    Shape::Words,
    Shape::Upper,
    Shape::Name,
    Shape::Capacity,
    Shape::Arabic,
    Shape::Roman,
    Shape::Letter,
    Shape::Picture,
];

/// How many holes a template may have, and how many marks.
pub const MOST: usize = 4096;

const HOLES: u32 = 0xF_0000;
const MARKS: u32 = 0x10_0000;

/// The character of the hole with this number; `None` past [`MOST`].
pub fn hole(number: usize, shape: Shape) -> Option<char> {
    let at = SHAPES.iter().position(|known| *known == shape)?;
    private(HOLES, at * MOST + number, number)
}

/// What a mark does to its block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// `{% for … %}`, `{% if … %}`.
    Opens,
    /// `{% elif … %}`, `{% else %}`.
    Turns,
    /// `{% endfor %}`, `{% endif %}`.
    Closes,
}

const KINDS: [Mark; 3] = [Mark::Opens, Mark::Turns, Mark::Closes];

/// The character of the mark with this number; `None` past [`MOST`].
pub fn mark(number: usize, kind: Mark) -> Option<char> {
    let at = KINDS.iter().position(|known| *known == kind)?;
    private(MARKS, at * MOST + number, number)
}

fn private(first: u32, offset: usize, number: usize) -> Option<char> {
    let offset = u32::try_from(offset).ok().filter(|_| number < MOST)?;
    char::from_u32(first + offset)
}

/// The number and the shape of a hole's character.
pub fn read(c: char) -> Option<(usize, Shape)> {
    let offset = usize::try_from(u32::from(c).checked_sub(HOLES)?).ok()?;
    SHAPES.get(offset / MOST).map(|shape| (offset % MOST, *shape))
}

/// The number and the kind of a mark's character.
pub fn read_mark(c: char) -> Option<(usize, Mark)> {
    let offset = usize::try_from(u32::from(c).checked_sub(MARKS)?).ok()?;
    KINDS.get(offset / MOST).map(|kind| (offset % MOST, *kind))
}

/// The mark that a text consists of.
pub fn mark_alone(text: &str) -> Option<(usize, Mark)> {
    let mut characters = text.chars();
    let found = read_mark(characters.next()?)?;
    characters.next().is_none().then_some(found)
}

/// The hole that a text consists of.
pub fn alone(text: &str) -> Option<(usize, Shape)> {
    let mut characters = text.chars();
    let found = read(characters.next()?)?;
    characters.next().is_none().then_some(found)
}

/// True for a character that stands for a hole or a mark.
pub fn is_private(c: char) -> bool {
    read(c).is_some() || read_mark(c).is_some()
}

/// True for a line of holes for pictures and nothing else.
pub fn is_pictures(text: &str) -> bool {
    let mut shown = text.chars().filter(|c| !c.is_whitespace()).peekable();
    shown.peek().is_some() && shown.all(|c| read(c).is_some_and(|(_, shape)| shape == Shape::Picture))
}

/// The length in bytes of the hole of this shape at the head of a text.
pub fn starts(text: &str, shape: Shape) -> Option<usize> {
    let first = text.chars().next()?;
    read(first).filter(|(_, found)| *found == shape).map(|_| first.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hole_says_its_number_and_its_shape() {
        for shape in SHAPES {
            for number in [0, 1, MOST - 1] {
                assert_eq!(read(hole(number, shape).unwrap()), Some((number, shape)));
            }
        }
        assert_eq!(hole(MOST, Shape::Words), None);
        assert_eq!(read('a'), None);
        for kind in KINDS {
            let c = mark(7, kind).unwrap();
            assert_eq!((read_mark(c), read(c)), (Some((7, kind)), None));
        }
    }
}
