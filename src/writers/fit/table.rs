//! Widths of a table's columns from what stands in them.

use super::lines::{Setting, narrowest, natural};
use crate::model::{Cell, Standard, Table, document::words};
use crate::writers::fonts::Fonts;

/// Faces and sizes of a table's cells, and the white space of one cell in width (pt).
#[derive(Clone, Copy, Debug)]
pub struct Faces {
    /// Cells of heading rows.
    pub head: Setting,
    /// Other cells.
    pub cell: Setting,
    /// Padding left and right together.
    pub padding: f64,
}

/// What one column asks for, in pt.
#[derive(Clone, Copy, Debug, Default)]
struct Wish {
    /// Below this a word would break.
    least: f64,
    /// With this nothing wraps.
    most: f64,
    /// Only figures below the heading.
    figures: bool,
}

/// White in pt above and below the words of a cell where rules take no height of their own:
/// in Word each row is higher by its rule.
pub fn white(standard: &Standard) -> f64 {
    standard.table.padding_y.get_ref().pt() + standard.table.thickness.get_ref().pt() / 2.0
}

/// True for a cell of figures: digits, separators and signs only. Figures stand to the
/// right, words to the left.
pub fn figures(cell: &Cell) -> bool {
    let words = words(cell);
    let mut digits = false;
    let all = words.trim().chars().all(|c| {
        digits |= c.is_ascii_digit();
        c.is_ascii_digit() || matches!(c, '.' | ',' | '%' | '-' | '–' | '+' | ' ' | '\u{a0}')
    });
    // A serial number "1." counts words, not amounts.
    all && digits && !words.trim().ends_with('.')
}

/// True when no word of the table breaks in `width` pt.
pub fn fits(fonts: &Fonts, table: &Table, faces: Faces, width: f64) -> bool {
    wishes(fonts, table, faces).iter().map(|wish| wish.least).sum::<f64>() <= width
}

/// Widths in pt of the columns, `width` in sum: narrow columns (serial numbers, figures,
/// dates) get what they need, wordy ones share the rest by the root of their length, which
/// keeps the table low.
pub fn widths(fonts: &Fonts, table: &Table, faces: Faces, width: f64) -> Vec<f64> {
    let wishes = wishes(fonts, table, faces);
    let most: f64 = wishes.iter().map(|wish| wish.most).sum();
    if most <= width {
        let wordy: f64 = wishes.iter().filter(|wish| !wish.figures).map(|wish| wish.most).sum();
        let part = |wish: &Wish| match (wordy > 0.0, wish.figures) {
            (true, true) => 0.0,
            (true, false) => wish.most / wordy,
            (false, _) => wish.most / most.max(1.0),
        };
        return wishes.iter().map(|wish| wish.most + part(wish) * (width - most)).collect();
    }
    let least: f64 = wishes.iter().map(|wish| wish.least).sum();
    if least > width {
        let level = level(wishes.iter().map(|wish| wish.least).collect(), width);
        return wishes.iter().map(|wish| wish.least.min(level)).collect();
    }
    share(&wishes, width)
}

/// The width up to which each column has its least, where all of them together are wider than the
/// table: words that are too long are broken, those of the other columns are not.
fn level(mut leasts: Vec<f64>, width: f64) -> f64 {
    leasts.sort_by(f64::total_cmp);
    let (mut left, mut columns) = (width, leasts.len());
    for least in leasts {
        if least * columns as f64 > left {
            break;
        }
        left -= least;
        columns -= 1;
    }
    left / columns.max(1) as f64
}

fn share(wishes: &[Wish], width: f64) -> Vec<f64> {
    let mut given: Vec<Option<f64>> = vec![None; wishes.len()];
    loop {
        let rest = width - given.iter().flatten().sum::<f64>();
        let open: Vec<usize> = (0..wishes.len()).filter(|&i| given[i].is_none()).collect();
        let weights: f64 = open.iter().map(|&i| wishes[i].most.sqrt()).sum();
        let equal = rest / open.len().max(1) as f64;
        let narrow = open.iter().find(|&&i| wishes[i].most <= equal);
        let tight = || {
            let due = |i: usize| rest * wishes[i].most.sqrt() / weights;
            open.iter().find(|&&i| due(i) < wishes[i].least)
        };
        if let Some(&i) = narrow {
            given[i] = Some(wishes[i].most);
        } else if let Some(&i) = tight() {
            given[i] = Some(wishes[i].least);
        } else {
            for &i in &open {
                given[i] = Some(rest * wishes[i].most.sqrt() / weights);
            }
            return given.into_iter().flatten().collect();
        }
    }
}

fn wishes(fonts: &Fonts, table: &Table, faces: Faces) -> Vec<Wish> {
    let columns = table.rows.iter().map(Vec::len).max().unwrap_or_default();
    let mut wishes = vec![Wish { figures: true, ..Wish::default() }; columns];
    for (row, cells) in table.rows.iter().enumerate() {
        for (cell, wish) in cells.iter().zip(&mut wishes) {
            let head = row < table.header_rows;
            let face = if head { faces.head } else { faces.cell };
            // Half a point keeps rounding from breaking a word that just fits.
            let around = faces.padding + 0.5;
            let least = narrowest(fonts, cell, face) + around;
            let whole = natural(fonts, cell, face) + around;
            // A heading may stand on two lines; it must not make a column of figures wide.
            let most = if head { least.max(whole / 2.0 + around) } else { whole };
            wish.least = wish.least.max(least);
            wish.most = wish.most.max(most).max(least);
            wish.figures &= head || figures(cell) || words(cell).trim().is_empty();
        }
    }
    wishes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Inline;

    const FACES: Faces = Faces {
        head: Setting { bold: true, italic: false, size: 13.0 },
        cell: Setting { bold: false, italic: false, size: 13.0 },
        padding: 10.0,
    };

    fn table(rows: &[&[&str]]) -> Table {
        let cell = |text: &&str| vec![Inline::plain(*text)];
        Table { header_rows: 1, rows: rows.iter().map(|row| row.iter().map(cell).collect()).collect() }
    }

    #[test]
    fn narrow_columns_keep_their_width_and_wordy_ones_share_the_rest() {
        let fonts = Fonts::embedded();
        let long = "Tổ chức hội nghị triển khai kế hoạch đến các phòng, ban và cơ sở. ".repeat(6);
        let table = table(&[
            &["STT", "Nội dung", "Đơn vị chủ trì", "Thời gian"],
            &["1", &long, "Phòng Văn hóa và Thông tin, các đoàn thể", "Tháng 5"],
        ]);
        let widths = widths(&fonts, &table, FACES, 467.0);
        assert!((widths.iter().sum::<f64>() - 467.0).abs() < 1e-6, "{widths:?}");
        assert!(widths[0] < 45.0, "{widths:?}");
        assert!(widths[1] > 2.0 * widths[2], "{widths:?}");
        let time = fonts.advance("Tháng 5", false, false, 13.0);
        assert!(widths[3] > time + 10.0, "{widths:?}");
    }

    #[test]
    fn a_small_table_fills_the_width_and_figures_stay_narrow() {
        let fonts = Fonts::embedded();
        let table = table(&[&["TT", "Danh hiệu", "Số lượng"], &["1", "Lao động tiên tiến", "45"]]);
        let widths = widths(&fonts, &table, FACES, 467.0);
        assert!((widths.iter().sum::<f64>() - 467.0).abs() < 1e-6);
        assert!(widths[0] < 40.0 && widths[1] > 300.0, "{widths:?}");
    }

    #[test]
    fn too_many_columns_are_seen_and_still_fill_the_width() {
        let fonts = Fonts::embedded();
        let wide = table(&[&["Nghiêng"; 14], &["Nghiêng"; 14]]);
        assert!(!fits(&fonts, &wide, FACES, 467.0));
        assert!((widths(&fonts, &wide, FACES, 467.0).iter().sum::<f64>() - 467.0).abs() < 1e-6);
    }

    #[test]
    fn figures_are_digits_with_separators() {
        let is = |text: &str| figures(&vec![Inline::plain(text)]);
        for yes in ["12", "1.250.000", "3,5%", "12 - 15", " 7 "] {
            assert!(is(yes), "{yes}");
        }
        for no in ["", "1.", "-", "Tháng 5", "5 tr", "12/5"] {
            assert!(!is(no), "{no}");
        }
    }
}
