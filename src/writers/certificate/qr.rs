//! QR codes: which modules are dark, as runs that the layout draws.

use qrcode::{Color, EcLevel, QrCode};

use crate::model::certificate::Place;

/// Modules of white around a code (ISO/IEC 18004, 5.3.8).
const QUIET: f64 = 4.0;

/// A code in its place.
pub(super) struct Drawn {
    /// The left edge of its first module in mm.
    pub(super) x: f64,
    /// The top edge.
    pub(super) y: f64,
    /// The side of a module in mm.
    pub(super) module: f64,
    /// Modules a side.
    pub(super) side: usize,
    /// Dark modules beside each other: column, row, how many.
    pub(super) runs: Vec<(usize, usize, usize)>,
}

/// A code in the middle of a box, as large as it gets with its white; `None` for words that are
/// too long for any.
pub(super) fn drawn(place: Place, said: &str) -> Option<Drawn> {
    let code = QrCode::with_error_correction_level(said, EcLevel::M).ok()?;
    let side = code.width();
    let modules = f64::from(u32::try_from(side).ok()?);
    let module = place.width.min(place.height) / (modules + 2.0 * QUIET);
    let mut runs: Vec<(usize, usize, usize)> = Vec::new();
    for (at, color) in code.to_colors().into_iter().enumerate() {
        let (column, row) = (at % side, at / side);
        match runs.last_mut() {
            _ if color == Color::Light => {}
            Some((from, line, length)) if *line == row && *from + *length == column => *length += 1,
            _ => runs.push((column, row, 1)),
        }
    }
    Some(Drawn {
        x: place.x + (place.width - modules * module) / 2.0,
        y: place.y + (place.height - modules * module) / 2.0,
        module,
        side,
        runs,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_white_and_every_dark_module_once() {
        let place = Place { x: 10.0, y: 20.0, width: 30.0, height: 18.0 };
        let said = "https://vanthu.example.gov.vn/xac-nhan/7K3M-9QXZ-04TA-HV2B";
        let drawn = drawn(place, said).unwrap();
        let (side, module) = (drawn.side as f64, drawn.module);
        assert!((module * (side + 8.0) - 18.0).abs() < 1e-9);
        assert!((drawn.x - 10.0 - (30.0 - side * module) / 2.0).abs() < 1e-9);
        assert!(drawn.y - 20.0 >= 4.0 * module - 1e-9);
        let dark: usize = drawn.runs.iter().map(|run| run.2).sum();
        let code = QrCode::with_error_correction_level(said, EcLevel::M).unwrap();
        assert_eq!(dark, code.to_colors().iter().filter(|color| **color == Color::Dark).count());
        assert!(super::drawn(place, &"x".repeat(9000)).is_none());
    }
}
