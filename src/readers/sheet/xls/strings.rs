//! The texts of BIFF8, which may break off in one record and go on in the next.

/// A record's data and that of the records that continue it.
pub(super) struct Pieces<'a> {
    pieces: Vec<&'a [u8]>,
    piece: usize,
    at: usize,
}

impl<'a> Pieces<'a> {
    pub(super) fn new(pieces: Vec<&'a [u8]>) -> Pieces<'a> {
        Pieces { pieces, piece: 0, at: 0 }
    }

    fn rest(&self) -> &'a [u8] {
        self.pieces.get(self.piece).and_then(|piece| piece.get(self.at..)).unwrap_or_default()
    }

    fn byte(&mut self) -> Option<u8> {
        while self.rest().is_empty() {
            self.piece += 1;
            self.at = 0;
            if self.piece >= self.pieces.len() {
                return None;
            }
        }
        let byte = self.rest().first().copied();
        self.at += 1;
        byte
    }

    fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn u32(&mut self) -> Option<u32> {
        Some(u32::from(self.u16()?) | u32::from(self.u16()?) << 16)
    }

    /// Passes over bytes.
    pub(super) fn skip(&mut self, mut bytes: usize) {
        while bytes > 0 {
            let here = self.rest().len().min(bytes);
            self.at += here;
            bytes -= here;
            if bytes > 0 {
                self.piece += 1;
                self.at = 0;
                if self.piece >= self.pieces.len() {
                    return;
                }
            }
        }
    }

    /// A text whose length has one byte.
    pub(super) fn short(&mut self) -> Option<String> {
        let length = usize::from(self.byte()?);
        let flags = self.byte()?;
        self.letters(length, flags)
    }

    /// A text whose length has two bytes, with what it says of faces and phonetics.
    pub(super) fn string(&mut self) -> Option<String> {
        let length = usize::from(self.u16()?);
        let flags = self.byte()?;
        let runs = if flags & 8 != 0 { usize::from(self.u16()?) } else { 0 };
        let more = if flags & 4 != 0 { usize::try_from(self.u32()?).ok()? } else { 0 };
        let text = self.letters(length, flags)?;
        self.skip(runs.saturating_mul(4).saturating_add(more));
        Some(text)
    }

    /// Letters of one byte or of two; where they break off, the next piece says which.
    fn letters(&mut self, length: usize, flags: u8) -> Option<String> {
        let mut wide = flags & 1 != 0;
        let mut units = Vec::with_capacity(length);
        while units.len() < length {
            if self.rest().is_empty() {
                wide = self.byte()? & 1 != 0;
            }
            let unit = if wide { self.u16()? } else { u16::from(self.byte()?) };
            units.push(unit);
        }
        Some(String::from_utf16_lossy(&units))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_goes_on_in_the_next_record_in_letters_of_another_width() {
        let pieces: Vec<&[u8]> = vec![&[4, 0, 0, b'a', b'b'], &[1, 0xC5, 0x1E, b'd', 0, 1, 0, 0, b'x']];
        let mut pieces = Pieces::new(pieces);
        assert_eq!(pieces.string().as_deref(), Some("abễd"));
        assert_eq!(pieces.string().as_deref(), Some("x"));
        assert_eq!(pieces.string(), None);
    }

    #[test]
    fn faces_and_phonetics_are_passed_over() {
        let one: &[u8] = &[1, 0, 12, 1, 0, 2, 0, 0, 0, b'a', 9, 9, 9, 9, 8, 8, 1, 0, 0, b'b'];
        let mut pieces = Pieces::new(vec![one]);
        assert_eq!((pieces.string().as_deref(), pieces.string().as_deref()), (Some("a"), Some("b")));
        assert_eq!(Pieces::new(vec![&[255, 255, 1, 0]]).string(), None, "longer than what is there");
    }
}
