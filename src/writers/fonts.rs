//! The faces: embedded ones, or an office's own.

/// The four faces of one serif family, loaded once.
pub struct Fonts {}

impl Fonts {
    /// The embedded family (Tinos).
    pub fn embedded() -> Fonts {
        Fonts {}
    }
}
