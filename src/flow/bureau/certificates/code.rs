//! The code on a certificate: short enough to be typed, too long to be guessed.

use super::super::secret::random;

/// Crockford's base 32: no I, L, O, U, which a reader would take for others.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// How many letters a code has: 80 bits.
const LENGTH: usize = 16;

/// Letters of a group.
const GROUP: usize = 4;

/// A code as it is kept: sixteen letters without hyphens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code(String);

impl Code {
    /// A new one: 80 bits of the system's randomness.
    pub fn new() -> Code {
        let bytes: [u8; LENGTH] = random();
        Code(bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte & 31)])).collect())
    }

    /// Reads what somebody typed: small letters, hyphens and spaces, O for 0, I and L for 1.
    pub fn read(text: &str) -> Option<Code> {
        let mut code = String::new();
        for c in text.chars().filter(|c| !matches!(c, '-' | ' ' | '\u{a0}')) {
            let c = match c.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                c => c,
            };
            if code.len() == LENGTH || !LETTERS.contains(&u8::try_from(c).ok()?) {
                return None;
            }
            code.push(c);
        }
        (code.len() == LENGTH).then_some(Code(code))
    }

    /// As it is kept.
    pub fn kept(&self) -> &str {
        &self.0
    }
}

impl Default for Code {
    fn default() -> Code {
        Code::new()
    }
}

/// A kept code as it is printed: `7K3M-9QXZ-04TA-HV2B`.
pub fn grouped(kept: &str) -> String {
    let letters: Vec<char> = kept.chars().collect();
    letters.chunks(GROUP).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_it_is_printed_and_as_people_type_it() {
        let code = Code::new();
        assert_eq!(Code::read(&grouped(code.kept())), Some(code.clone()));
        assert_eq!(Code::read(&grouped(code.kept()).to_lowercase()), Some(code));
        assert_eq!(Code::read("oIl0 1234-5678-9ABC").as_ref().map(Code::kept), Some("0110123456789ABC"));
        for wrong in
            ["", "7K3M-9QXZ-04TA", "7K3M-9QXZ-04TA-HV2B0", "7K3M-9QXZ-04TA-HV2U", "7K3M-9QXZ-04TA-HV2Đ"]
        {
            assert_eq!(Code::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn codes_use_every_letter_and_none_comes_twice() {
        let codes: Vec<Code> = (0..500).map(|_| Code::new()).collect();
        let kept: std::collections::BTreeSet<&str> = codes.iter().map(Code::kept).collect();
        assert_eq!(kept.len(), codes.len());
        let used: std::collections::BTreeSet<char> = kept.iter().flat_map(|code| code.chars()).collect();
        assert_eq!(used.len(), LETTERS.len());
    }
}
