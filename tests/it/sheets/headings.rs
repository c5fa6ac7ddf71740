//! Titles, heads of several rows, headings between rows, totals, ends.

use rust_xlsxwriter::{Format, Workbook};
use vanthu::model::honoree::{Field, Kind, NoteCode, Status};

use super::{codes, list, names, notices, preview, sure};

#[test]
fn title_rows_stand_before_the_head() {
    let imported = list(
        "UBND XÃ SƠN HẢI;;CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTRẠM Y TẾ;;Độc lập - Tự do - Hạnh phúc\n\n\
         DANH SÁCH CÁ NHÂN ĐỀ NGHỊ TẶNG GIẤY KHEN;;\n(Kèm theo Tờ trình số 5/TTr-TYT);;\n\
         STT;Họ và tên;Đơn vị\n(1);(2);(3)\n1;Nguyễn Văn An;Trạm Y tế\n",
    );
    assert_eq!(names(&imported), ["Nguyễn Văn An"]);
    let row = &imported.rows[0];
    assert_eq!((row.honoree.kind, row.honoree.award.as_str()), (Kind::Individual, "GIẤY KHEN"));
    assert_eq!((codes(row), row.status), (vec![NoteCode::AwardFromSection], Status::Imported));
    assert_eq!(notices(&imported), Vec::<&str>::new());
}

#[test]
fn headings_set_the_kind_and_the_award_of_the_rows_below_them() {
    let imported = list(
        "STT;Tên tập thể/cá nhân;Đơn vị\n\
         A. LAO ĐỘNG TIÊN TIẾN;;\nI;TẬP THỂ;\n1;Trường Tiểu học Sơn Hải;\n2;Phòng Nội vụ;\n\
         II. CÁ NHÂN (02 người);;\n1;Nguyễn Văn An;Trạm Y tế\nIII;Hộ gia đình;\n1;Hộ ông Lê Văn Tám;\n\
         B. GIẤY KHEN;;\n1;Võ Văn Ba;Trạm Y tế\n",
    );
    let found: Vec<(Kind, &str)> =
        imported.rows.iter().map(|row| (row.honoree.kind, row.honoree.award.as_str())).collect();
    let [first, second] = ["LAO ĐỘNG TIÊN TIẾN", "GIẤY KHEN"];
    assert_eq!(
        found,
        [
            (Kind::Collective, first),
            (Kind::Collective, first),
            (Kind::Individual, first),
            (Kind::Household, first),
            (Kind::Household, second),
        ]
    );
    assert!(codes(&imported.rows[4]).contains(&NoteCode::AwardFromSection));
}

#[test]
fn a_heading_with_a_unit_is_asked_for_rows_without_one() {
    let imported =
        list("STT;Họ và tên;Đơn vị\nI. Trường Tiểu học Sơn Hải;;\n1;Nguyễn Văn An;\n2;Lê Thị Bé;Tổ 5\n");
    assert_eq!(codes(&imported.rows[0]), [NoteCode::UnitFromSection]);
    assert_eq!(imported.rows[0].proposed().unit, "Trường Tiểu học Sơn Hải");
    assert_eq!(sure(&imported.rows[1]).unit, "Tổ 5");
}

#[test]
fn totals_blanks_numbered_blanks_and_ends_are_no_honorees() {
    let imported = list(
        "STT;Họ và tên;Đơn vị\n1;Nguyễn Văn An;A\n;;\n2;Lê Thị Bé;A\n3;;\n4;;\n;Tổng cộng: 02 cá nhân;\n\
         ;Danh sách này có 02 người.;\n;NGƯỜI LẬP BIỂU;TRẠM TRƯỞNG\n;;\n;Hồ Thị Dư;Đỗ Văn Khải\n",
    );
    assert_eq!(names(&imported), ["Nguyễn Văn An", "Lê Thị Bé"]);
    assert_eq!(
        notices(&imported),
        ["no-award-column", "total-left-out", "line-left-out", "line-left-out", "line-left-out"]
    );
    assert!(imported.notices[4].message.contains("Hồ Thị Dư"), "what is left out is told");
}

#[test]
fn a_second_table_below_the_first_has_its_own_head() {
    let imported = list(
        "I. CÁ NHÂN;;;\nSTT;Họ và tên;Chức vụ;Đơn vị\n1;Nguyễn Văn An;Y sĩ;A\n\
         II. TẬP THỂ;;;\nSTT;Tên tập thể;Thành tích;\n1;Phòng Nội vụ;Dẫn đầu;\n",
    );
    assert_eq!(names(&imported), ["Nguyễn Văn An", "Phòng Nội vụ"]);
    assert_eq!(sure(&imported.rows[1]).achievement, "Dẫn đầu");
    assert_eq!(imported.rows[1].honoree.kind, Kind::Collective);
}

#[test]
fn a_head_of_two_rows_with_merged_cells_is_read_as_one() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let format = Format::new();
    for (column, head) in [(0, "STT"), (3, "Chức vụ"), (6, "Ghi chú")] {
        sheet.merge_range(1, column, 2, column, head, &format).unwrap();
    }
    for (from, to, head) in [(1, 2, "Họ và tên"), (4, 5, "Năm sinh")] {
        sheet.merge_range(1, from, 1, to, head, &format).unwrap();
    }
    sheet.merge_range(1, 7, 2, 7, "Đơn vị", &format).unwrap();
    sheet.write_string(2, 4, "Nam").unwrap();
    sheet.write_string(2, 5, "Nữ").unwrap();
    for (row, cells) in (3..).zip([
        ["1", "Nguyễn Văn", "An", "Y sĩ", "1985", "", "", "A"],
        ["2", "Lê Thị", "Bé", "Y sĩ", "", "1990", "x", "A"],
    ]) {
        for (column, cell) in (0..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string(row, column, cell).unwrap();
        }
    }
    let imported = preview(&workbook.save_to_buffer().unwrap());
    assert_eq!(names(&imported), ["Nguyễn Văn An", "Lê Thị Bé"]);
    let years: Vec<_> = imported.rows.iter().map(|row| row.honoree.birth.map(|birth| birth.year())).collect();
    assert_eq!(years, [Some(1985), Some(1990)]);
    let sexes: Vec<_> = imported.rows.iter().map(|row| row.honoree.sex.map(|sex| sex.key())).collect();
    assert_eq!(sexes, [Some("male"), Some("female")]);
    assert_eq!(imported.rows[1].honoree.notes, "x");
}

#[test]
fn a_surname_and_a_given_name_in_two_columns_are_one_name() {
    let imported = list("STT;Họ và tên đệm;Tên;Đơn vị\n1;Nguyễn Văn;An;A\n");
    assert_eq!(sure(&imported.rows[0]).name, "Nguyễn Văn An");
}

#[test]
fn columns_that_nobody_knows_are_told_and_not_read() {
    let imported = list("STT;Họ và tên;Số CCCD;Đơn vị\n1;Nguyễn Văn An;0123;A\n");
    let fields: Vec<_> = imported.columns.iter().map(|column| column.field).collect();
    assert_eq!(fields, [Some(Field::Ordinal), Some(Field::Name), None, Some(Field::Unit)]);
    assert!(!serde_json::to_string(&imported).unwrap().contains("0123"));
}

#[test]
fn the_columns_of_a_provincial_system_are_all_understood() {
    let imported = list(
        "STT;Tên gọi (Ông/Bà/Chức danh);Tên tập thể/cá nhân/hộ gia đình;Chức vụ;Đơn vị công tác;Phân loại khen thưởng;\
         Danh hiệu thi đua/Hình thức khen thưởng;Phân loại đối tượng;Lĩnh vực hoạt động\n\
         1;Bà;Lê Thị Bé;Giáo viên;Trường Mầm non;Cá nhân;Giấy khen;Người lao động trực tiếp;Giáo dục\n",
    );
    assert!(imported.columns.iter().all(|column| column.field.is_some()), "{:?}", imported.columns);
    let honoree = sure(&imported.rows[0]);
    assert_eq!((honoree.group.as_str(), honoree.sphere.as_str()), ("Người lao động trực tiếp", "Giáo dục"));
}
