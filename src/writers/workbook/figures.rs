//! Figures of awards as a workbook: a sheet for each table. Words are always text, never a formula;
//! figures are numbers.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::{A4, FACE, MARGIN, cut};
use crate::model::figures::{Crosstab, Figures, Measure};
use crate::viet::words::figures as words;
use crate::writers::Error;

/// How figures are shown: groups of three as the reader's Excel writes them.
const NUMBER: &str = "#,##0";

/// How percentages are shown.
const PERCENT: &str = "0.0";

/// Most columns of a sheet of Excel, those of ours beside the table's own left out.
const MOST_COLUMNS: usize = 16_000;

/// Writes figures. The same figures give the same bytes.
///
/// # Errors
/// [`Error::Engine`] for a defect of ours.
pub fn figures(figures: &Figures, measure: Measure) -> Result<Vec<u8>, Error> {
    workbook(figures, measure).map_err(|error| Error::Engine(error.to_string()))
}

/// The looks of cells.
struct Looks {
    title: Format,
    words: Format,
    head: Format,
    label: Format,
    number: Format,
    share: Format,
    total: Format,
    sum: Format,
}

impl Looks {
    fn new() -> Looks {
        let plain = Format::new().set_font_name(FACE).set_font_size(12);
        let cell = plain.clone().set_border(FormatBorder::Thin);
        let label = cell.clone().set_text_wrap().set_align(FormatAlign::Top);
        let head = cell.clone().set_bold().set_text_wrap().set_align(FormatAlign::Center);
        Looks {
            title: plain.clone().set_font_size(14).set_bold(),
            words: plain.set_italic(),
            head: head.clone().set_align(FormatAlign::VerticalCenter),
            number: cell.clone().set_num_format(NUMBER).set_align(FormatAlign::Top),
            share: cell.clone().set_num_format(PERCENT).set_align(FormatAlign::Top),
            total: label.clone().set_bold(),
            sum: cell.set_num_format(NUMBER).set_bold(),
            label,
        }
    }
}

fn workbook(figures: &Figures, measure: Measure) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let about = DocProperties::new().set_title(words::TITLE).set_company(&figures.office);
    // No clock here: the day of the rounds' last year.
    let year = figures.sources.last().map_or(2_000, |source| source.year);
    let year = u16::try_from(year).ok().filter(|year| (1_900..=9_999).contains(year)).unwrap_or(2_000);
    workbook.set_properties(&about.set_creation_datetime(&ExcelDateTime::from_ymd(year, 1, 1)?));
    let looks = Looks::new();
    for (at, table) in figures.tables.iter().enumerate() {
        let sheet = workbook.add_worksheet();
        sheet.set_name(format!("{} {}", at + 1, words::sheet(table.rows.key())))?;
        sheet.set_paper_size(A4).set_landscape();
        sheet.set_margins(MARGIN, MARGIN, MARGIN + 0.2, MARGIN + 0.2, 0.3, 0.3);
        write(sheet, figures, table, measure, &looks)?;
    }
    workbook.save_to_buffer()
}

/// One table.
fn write(
    sheet: &mut Worksheet,
    figures: &Figures,
    table: &Crosstab,
    measure: Measure,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let heads = &table.heads[..table.heads.len().min(MOST_COLUMNS)];
    let mut row = 0;
    let columns = table.columns.map(crate::model::figures::Dimension::key);
    sheet.write_string_with_format(row, 0, words::table(table.rows.key(), columns), &looks.title)?;
    let mut said = vec![figures.office.clone()];
    said.extend(words::extent(figures.of.as_deref(), figures.years));
    said.push(words::basis(figures.sources.len(), figures.waiting, figures.standing));
    if table.total.unpriced > 0 {
        said.push(words::unpriced(table.total.unpriced));
    }
    said.push(words::measure(measure.key()).to_owned());
    for line in said {
        row += 1;
        sheet.write_string_with_format(row, 0, cut(&line), &looks.words)?;
    }
    row += 2;
    let top = row;
    sheet.set_column_width(0, 6)?.set_column_width(1, 44)?;
    let mut names = vec![words::ORDINAL, words::dimension(table.rows.key())];
    names.extend(heads.iter().map(|head| head.label.as_str()));
    names.extend([words::TOTAL, words::SHARE]);
    let with_money = measure == Measure::Honorees;
    if with_money {
        names.push(words::measure(Measure::Money.key()));
    }
    for (column, name) in (0..).zip(&names) {
        sheet.write_string_with_format(row, column, cut(name), &looks.head)?;
        if column > 1 {
            sheet.set_column_width(column, 16)?;
        }
    }
    let shares = table.line_shares(measure);
    for (at, line) in table.lines.iter().enumerate() {
        row += 1;
        sheet.write_number_with_format(row, 0, (at + 1) as f64, &looks.number)?;
        sheet.write_string_with_format(row, 1, cut(&line.label), &looks.label)?;
        let cells = table.cells[at].iter().take(heads.len()).chain([&table.line_totals[at]]);
        let mut column = 2;
        for cell in cells {
            sheet.write_number_with_format(row, column, cell.of(measure) as f64, &looks.number)?;
            column += 1;
        }
        sheet.write_number_with_format(row, column, tenths(shares[at]), &looks.share)?;
        if with_money {
            sheet.write_number_with_format(
                row,
                column + 1,
                table.line_totals[at].money as f64,
                &looks.number,
            )?;
        }
    }
    row += 1;
    sheet.write_string_with_format(row, 0, "", &looks.total)?;
    sheet.write_string_with_format(row, 1, words::TOTAL, &looks.total)?;
    let mut column = 2;
    for sum in table.head_totals.iter().take(heads.len()).chain([&table.total]) {
        sheet.write_number_with_format(row, column, sum.of(measure) as f64, &looks.sum)?;
        column += 1;
    }
    let whole = shares.iter().sum();
    sheet.write_number_with_format(row, column, tenths(whole), &looks.sum)?;
    if with_money {
        sheet.write_number_with_format(row, column + 1, table.total.money as f64, &looks.sum)?;
    }
    sheet.set_repeat_rows(top, top)?.set_freeze_panes(top + 1, 2)?;
    sheet.set_footer("&C&P").set_print_fit_to_pages(1, 0);
    Ok(())
}

/// Tenths of a percent as percent.
fn tenths(share: i64) -> f64 {
    share as f64 / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::figures::{Amount, Dimension, Head};

    #[test]
    fn the_same_figures_give_the_same_workbook() {
        let head = |label: &str| Head { key: label.into(), label: label.into() };
        let lines = vec![head("=HYPERLINK(\"x\")"), head("Xã Đông")];
        let amount = Amount { honorees: 2, money: 1_500_000, unpriced: 1 };
        let table = |heads| {
            Crosstab::new((Dimension::Unit, Some(Dimension::Kind)), (lines.clone(), heads), [(0, 0, amount)])
        };
        let figures_of =
            Figures { tables: vec![table(vec![head("Cá nhân")]), table(Vec::new())], ..Figures::default() };
        let made = figures(&figures_of, Measure::Honorees).unwrap();
        assert_eq!(made, figures(&figures_of, Measure::Honorees).unwrap());
        assert!(made.starts_with(b"PK"));
    }
}
