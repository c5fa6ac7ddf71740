//! QR codes: read back from the printed sheet, and drawn only where a row has one.

use vanthu::model::certificate::{Paper, Row, Sheet};
use vanthu::writers::certificate::Setup;

use super::{certificates, sheet};

/// Pixels a point: 432 dpi, less than any printer has.
const SCALE: f64 = 6.0;

const ADDRESS: &str = "https://vanthu.example.gov.vn/xac-nhan/7K3M-9QXZ-04TA-HV2B";

/// What the QR codes on a row's sheet say.
fn read(design: Sheet, row: &Row) -> Vec<String> {
    let studio = certificates(design);
    let (page, _) = studio.fit(row, 1);
    let setup = Setup {
        sheet: &studio.sheet,
        faces: &studio.faces,
        pictures: &studio.pictures,
        calibration: studio.calibration,
        day: studio.day,
    };
    let png = setup.preview(&page, None, SCALE).unwrap();
    let grey = image::load_from_memory(&png).unwrap().to_luma8();
    let (width, height) = (grey.width() as usize, grey.height() as usize);
    let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| {
        grey.get_pixel(u32::try_from(x).unwrap(), u32::try_from(y).unwrap()).0[0]
    });
    prepared.detect_grids().into_iter().map(|grid| grid.decode().unwrap().1).collect()
}

fn coded(design: &Sheet) -> Row {
    let mut row = design.samples[0].clone();
    row.values.insert("verify".into(), ADDRESS.into());
    row.values.insert("code".into(), "7K3M-9QXZ-04TA-HV2B".into());
    row
}

#[test]
fn the_code_on_a_sheet_leads_to_its_page_and_a_row_without_one_has_none() {
    for design in ["giay-khen", "bang-khen"] {
        let design = sheet(design);
        let row = coded(&design);
        assert_eq!(read(design.clone(), &row), [ADDRESS]);
        assert_eq!(read(design.clone().on(Paper::parse("a5").unwrap()), &row), [ADDRESS]);
        assert!(read(design.clone(), &design.samples[0]).is_empty());
        let (_, findings) = certificates(design).fit(&row, 1);
        assert_eq!(findings, []);
    }
}

#[test]
fn a_blank_has_a_code_only_where_the_office_places_it() {
    let row = coded(&sheet("giay-khen"));
    assert!(read(sheet("giay-khen-phoi"), &row).is_empty());
    let own = r#"
        parent = "giay-khen"
        overlay = true
        id = "phoi-co-ma"
        name = "Phôi có mã"
        cite = "our design"

        [[qr]]
        id = "qr"
        text = "{{ verify }}"
        place = { x = 240, y = 160, width = 22, height = 22, cite = "our design" }
    "#;
    assert_eq!(read(Sheet::load(own).unwrap(), &row), [ADDRESS]);
}
