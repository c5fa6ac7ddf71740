//! Lists typed in TCVN3 and VNI.

use vanthu::model::honoree::{Kind, NoteCode, Status};
use vanthu::viet::legacy::Legacy;

use super::{codes, list, names};

const UNICODE: &str = "STT;Họ và tên;Chức vụ;Đơn vị\nI. CÁ NHÂN;;;\n1;Ông Nguyễn Văn Thành;Trưởng trạm;Trạm Y tế xã Sơn Hải\n2;Bà Trần Thị Bộ;Y sĩ;Trạm Y tế xã Sơn Hải\n";

#[test]
fn a_list_in_an_old_code_is_shown_in_unicode_before_it_is_taken() {
    for (code, note) in [(Legacy::Tcvn3, NoteCode::LegacyTcvn3), (Legacy::Vni, NoteCode::LegacyVni)] {
        let typed = code.encode(UNICODE);
        let imported = list(&typed);
        assert_eq!(imported.rows.len(), 2, "{imported:#?}");
        let row = &imported.rows[0];
        assert_eq!(row.status, Status::Question);
        assert!(codes(row).contains(&note));
        assert!(
            row.honoree.name.ends_with(&code.encode("Văn Thành")),
            "as it was typed: {}",
            row.honoree.name
        );
        let proposed = row.proposed();
        assert_eq!((proposed.name.as_str(), proposed.kind), ("Nguyễn Văn Thành", Kind::Individual));
        assert_eq!((proposed.post.as_str(), proposed.unit.as_str()), ("Trưởng trạm", "Trạm Y tế xã Sơn Hải"));
        assert_eq!(proposed.courtesy.map(|courtesy| courtesy.key()), Some("mr"));
        assert_eq!(imported.rows[1].proposed().name, "Trần Thị Bộ");
    }
}

#[test]
fn the_same_list_as_bytes_of_the_old_code_reads_alike() {
    for code in Legacy::ALL {
        let bytes: Vec<u8> =
            code.encode(UNICODE).chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
        let imported = super::preview(&bytes);
        let proposed: Vec<String> = imported.rows.iter().map(|row| row.proposed().name).collect();
        assert_eq!(proposed, ["Nguyễn Văn Thành", "Trần Thị Bộ"], "{code:?}");
    }
}

#[test]
fn a_column_may_mix_codes_and_each_cell_is_told_by_itself() {
    let text = format!(
        "STT;Họ và tên;Đơn vị\n1;Nguyễn Văn An;A\n2;{};A\n3;{};A\n4;Nguyen Van Tu;A\n5;Lê Hoàng Hà;A\n",
        Legacy::Tcvn3.encode("Đặng Thị Ước"),
        Legacy::Vni.encode("Võ Thị Mẫn")
    );
    let imported = list(&text);
    let proposed: Vec<String> = imported.rows.iter().map(|row| row.proposed().name).collect();
    assert_eq!(proposed, ["Nguyễn Văn An", "Đặng Thị Ước", "Võ Thị Mẫn", "Nguyen Van Tu", "Lê Hoàng Hà"]);
    let asked: Vec<Status> = imported.rows.iter().map(|row| row.status).collect();
    use Status::{Imported, Question};
    assert_eq!(asked, [Imported, Question, Question, Imported, Imported]);
    assert_eq!(names(&imported)[0], "Nguyễn Văn An");
}

#[test]
fn a_word_that_reads_both_ways_goes_with_its_column() {
    let old = |text: &str| Legacy::Tcvn3.encode(text);
    let text = format!(
        "STT;Họ và tên;Đơn vị\n1;{};{}\n2;{};{}\n",
        old("Trần Văn Thành"),
        old("Sở Nội vụ"),
        "Bé Na",
        old("Bộ")
    );
    let imported = list(&text);
    assert_eq!(imported.rows[1].proposed().unit, "Bộ");
    assert!(codes(&imported.rows[1]).contains(&NoteCode::LegacyTcvn3));
}
