//! Names and versions of templates.

/// A version such as `1.2.0`: it grows by its first number where data that was right before may
/// no longer be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Semver {
    /// The first number.
    pub major: u32,
    /// The second.
    pub minor: u32,
    /// The third.
    pub patch: u32,
}

impl Semver {
    /// Reads three numbers of at most six digits.
    pub fn read(version: &str) -> Option<Semver> {
        let number = |part: &str| {
            let fits = (1..=6).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
            fits.then(|| part.parse().ok()).flatten()
        };
        let mut parts = version.split('.').map(number);
        let (major, minor, patch) = (parts.next()??, parts.next()??, parts.next()??);
        parts.next().is_none().then_some(Semver { major, minor, patch })
    }
}

/// True for a template's name: lower-case ASCII, digits and hyphens inside, at most 80.
pub fn is_slug(id: &str) -> bool {
    !id.is_empty()
        && id.len() <= 80
        && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && !id.starts_with('-')
        && !id.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_grow_as_numbers() {
        let read = |text: &str| Semver::read(text).unwrap();
        assert!(read("1.10.0") > read("1.9.9") && read("2.0.0") > read("1.10.0"));
        assert_eq!(read("01.0.0"), read("1.0.0"));
        for wrong in ["", "1", "1.0", "1.0.0.0", "1.0.x", "1..0", "1.0.-1", "1.0.1234567", "1.0.0 "] {
            assert_eq!(Semver::read(wrong), None, "{wrong:?}");
        }
    }
}
