//! The habits of those who fill in lists, each as a case.

use chrono::NaiveDate;
use vanthu::model::honoree::{Birth, Courtesy, Kind, NoteCode, Proposal, Sex, Status};

use super::{codes, list, named, names, notices, row, sure};

fn day(year: i32, month: u32, day: u32) -> Birth {
    Birth::Day(NaiveDate::from_ymd_opt(year, month, day).unwrap())
}

#[test]
fn dates_come_in_five_habits_and_doubts_are_asked() {
    for (said, expected) in [
        ("5/3/1985", day(1985, 3, 5)),
        ("05-03-1985", day(1985, 3, 5)),
        ("1985", Birth::Year(1985)),
        ("ngày 05 tháng 3 năm 1985", day(1985, 3, 5)),
    ] {
        assert_eq!(sure(&row("Ngày sinh", said)).birth, Some(expected), "{said}");
    }
    for (said, code, proposed) in [
        ("05-03-85", NoteCode::BirthShortYear, Some(day(1985, 3, 5))),
        ("31234", NoteCode::BirthSerial, Some(day(1985, 7, 6))),
        ("03/25/1985", NoteCode::BirthSwapped, Some(day(1985, 3, 25))),
        ("3/1985", NoteCode::BirthMonth, Some(Birth::Year(1985))),
        ("31/02/1985", NoteCode::BirthUnread, None),
        ("1/1/2085", NoteCode::BirthImplausible, Some(day(2085, 1, 1))),
    ] {
        let row = row("Năm sinh", said);
        assert_eq!((row.status, codes(&row)), (Status::Question, vec![code]), "{said}");
        assert_eq!(row.honoree.birth, None, "nothing is taken before it is answered");
        assert_eq!(row.notes[0].proposal, proposed.map(Proposal::Birth));
        assert_eq!((row.proposed().birth, row.notes[0].cell.to_string()), (proposed, "D2".into()));
    }
}

#[test]
fn sums_come_in_their_habits() {
    assert_eq!(sure(&row("Tiền thưởng", "1.500.000")).money, Some(1_500_000));
    assert_eq!(sure(&row("Mức tiền thưởng (nghìn đồng)", "1.500")).money, Some(1_500_000));
    let told = row("Tiền thưởng", "1,5 triệu đồng");
    assert_eq!((codes(&told), sure(&told).money), (vec![NoteCode::MoneyScaled], Some(1_500_000)));
    let asked = row("Tiền thưởng", "1.234.567,89");
    assert_eq!((codes(&asked), asked.honoree.money), (vec![NoteCode::MoneyFraction], None));
    assert_eq!(asked.proposed().money, Some(1_234_568));
    assert_eq!(codes(&row("Tiền thưởng", "theo quy định")), [NoteCode::MoneyUnread]);
}

#[test]
fn loose_marks_doubled_and_no_break_spaces_and_line_breaks_are_put_in_order_and_told() {
    for typed in [
        "Nguye\u{302}\u{303}n Va\u{306}n An",
        "Nguyễn  Văn An",
        "Nguyễn\u{a0}Văn An",
        "\"Nguyễn\nVăn An\"",
        "Nguyễn Văn\u{200b} An",
    ] {
        let row = named(typed);
        assert_eq!(
            (sure(&row).name.as_str(), codes(&row)),
            ("Nguyễn Văn An", vec![NoteCode::CellTidied]),
            "{typed:?}"
        );
    }
    assert_eq!(codes(&named(" Nguyễn Văn An ")), [], "spaces at the ends are nothing");
}

#[test]
fn courtesy_stands_apart_or_in_the_cell_of_the_name() {
    let imported = list(
        "STT;Tên gọi (Ông/Bà);Họ và tên;Đơn vị\n1;Ông;Nguyễn Văn An;A\n2;BÀ;Lê Thị Bé;A\n3;Anh;Võ Văn Ba;A\n4;Thượng tá;Hồ Văn Tư;A\n5;Bà;Ông Ích Năm;A\n",
    );
    let honorees: Vec<_> = imported.rows.iter().map(|row| &row.honoree).collect();
    assert_eq!([0, 1, 2].map(|at| honorees[at].courtesy), [Some(Courtesy::Mr), Some(Courtesy::Ms), None]);
    assert_eq!(codes(&imported.rows[2]), [NoteCode::CourtesyUnread]);
    assert_eq!(sure(&imported.rows[3]).title, "Thượng tá");
    // Ông is a family name too.
    assert_eq!((honorees[4].name.as_str(), honorees[4].courtesy), ("Ông Ích Năm", Some(Courtesy::Ms)));
    assert!(codes(&imported.rows[4]).contains(&NoteCode::CourtesyOrSurname));

    let inside =
        list("STT;Họ và tên;Đơn vị\n1;Ông Nguyễn Văn An;A\n2;Bà Lê Thị Bé;A\n3;Ông TS. Võ Văn Ba;A\n");
    for (row, courtesy, name) in [
        (&inside.rows[0], Courtesy::Mr, "Nguyễn Văn An"),
        (&inside.rows[1], Courtesy::Ms, "Lê Thị Bé"),
        (&inside.rows[2], Courtesy::Mr, "Võ Văn Ba"),
    ] {
        assert_eq!((sure(row).courtesy, sure(row).name.as_str()), (Some(courtesy), name));
        assert!(codes(row).contains(&NoteCode::CourtesyInName), "it is told");
    }
    let alone = list("STT;Họ và tên;Đơn vị\n1;Ông Ích Khiêm;A\n2;Lê Thị Bé;A\n3;Võ Văn Ba;A\n");
    assert_eq!(codes(&alone.rows[0]), [NoteCode::CourtesyOrSurname, NoteCode::CourtesyInName]);
    assert_eq!(
        (alone.rows[0].honoree.name.as_str(), alone.rows[0].honoree.courtesy),
        ("Ông Ích Khiêm", None)
    );
}

#[test]
fn titles_and_ranks_before_names_are_taken_apart() {
    for (typed, title, name) in [
        ("Thượng tá Lê Văn Cường", "Thượng tá", "Lê Văn Cường"),
        ("Bác sĩ CKII Võ Thị Dung", "Bác sĩ CKII", "Võ Thị Dung"),
        ("TS. Đỗ Minh", "TS.", "Đỗ Minh"),
        ("ThS Huỳnh Như", "ThS", "Huỳnh Như"),
        ("NSƯT Bạch Kim Lan", "NSƯT", "Bạch Kim Lan"),
    ] {
        let row = named(typed);
        assert_eq!((sure(&row).title.as_str(), sure(&row).name.as_str()), (title, name));
        assert_eq!(codes(&row), [NoteCode::TitleInName]);
    }
}

#[test]
fn ethnic_and_foreign_names_and_surnames_like_keywords_are_names() {
    for name in [
        "Y Blôk Êban",
        "H'Hen Niê",
        "H’Hen Niê",
        "K'Sor Phước",
        "Danh Sà Rây",
        "Điều Thị Hương",
        "Trang Văn Tổng",
        "Tổng Văn Minh",
        "Cộng Thị Hòa",
        "Đoàn Thị Hương",
        "Ban Văn Nam",
        "Trương Văn Bình",
        "Hồ Văn Hộ",
        "Lê Bá",
        "José García Núñez",
        "Vla-đi-mia Xô-cô-lốp",
    ] {
        let row = named(name);
        assert_eq!(
            (sure(&row).name.as_str(), row.honoree.kind, codes(&row)),
            (name, Kind::Individual, vec![])
        );
    }
    // Without a number too: no row of totals, no heading.
    let imported = list("Họ và tên;Đơn vị\nTổng Văn Minh;A\nCộng Thị Hòa;A\nDanh Sà Rây;\n");
    assert_eq!(names(&imported), ["Tổng Văn Minh", "Cộng Thị Hòa", "Danh Sà Rây"]);
}

#[test]
fn names_in_capitals_are_kept_and_the_proposed_form_is_asked() {
    for (typed, proposed) in
        [("NGUYỄN VĂN AN", "Nguyễn Văn An"), ("Y BLÔK ÊBAN", "Y Blôk Êban"), ("H'HEN NIÊ", "H'Hen Niê")]
    {
        let row = named(typed);
        assert_eq!((row.status, codes(&row)), (Status::Question, vec![NoteCode::NameInCapitals]));
        assert_eq!((row.honoree.name.as_str(), row.proposed().name.as_str()), (typed, proposed));
    }
    assert_eq!(codes(&named("nguyễn văn an")), [NoteCode::NameInSmallLetters]);
}

#[test]
fn names_that_are_none_are_asked_or_refused() {
    for (typed, code, status) in [
        ("Hương", NoteCode::NameOneWord, Status::Question),
        ("Nguyễn Văn An 2", NoteCode::NameOdd, Status::Question),
        ("12345", NoteCode::NameNotWords, Status::Refused),
        ("...", NoteCode::NameNotWords, Status::Refused),
        ("", NoteCode::NameMissing, Status::Refused),
    ] {
        let row = named(typed);
        assert_eq!((row.status, codes(&row)), (status, vec![code]), "{typed}");
    }
    let long = "Nguyễn ".repeat(100);
    assert_eq!(codes(&named(&long)), [NoteCode::CellTooLong]);
    assert!(named(&long).honoree.name.is_empty());
}

#[test]
fn sex_is_read_in_one_column_or_in_two() {
    assert_eq!(sure(&row("Giới tính", "Nữ")).sex, Some(Sex::Female));
    assert_eq!(codes(&row("Giới tính", "khác")), [NoteCode::SexUnread]);
    let two = list("STT;Họ và tên;Nam;Nữ;Đơn vị\n1;Nguyễn Văn An;x;;A\n2;Lê Thị Bé;;1985;A\n");
    assert_eq!((two.rows[0].honoree.sex, two.rows[0].honoree.birth), (Some(Sex::Male), None));
    assert_eq!(
        (two.rows[1].honoree.sex, two.rows[1].honoree.birth),
        (Some(Sex::Female), Some(Birth::Year(1985)))
    );
    let both = list("STT;Tên gọi;Họ và tên;Giới tính;Đơn vị\n1;Ông;Lê Thị Bé;Nữ;A\n");
    assert_eq!(codes(&both.rows[0]), [NoteCode::SexContradicts]);
}

#[test]
fn kinds_are_said_by_a_column_and_what_contradicts_them_is_asked() {
    let imported = list(
        "STT;Tên tập thể, cá nhân;Phân loại khen thưởng;Đơn vị\n\
         1;Trường Tiểu học Sơn Hải;Tập thể;\n2;Hộ bà Lê Thị Bé;Hộ gia đình;\n3;Công ty TNHH Mây Tre;Doanh nghiệp;\n\
         4;Nguyễn Văn An;Cá nhân;A\n5;Trường Mầm non Sơn Hải;Cá nhân;A\n6;Lê Thị Bé;Tập thể;\n7;Võ Văn Ba;khác;A\n",
    );
    let kinds: Vec<Kind> = imported.rows.iter().map(|row| row.honoree.kind).collect();
    let [person, group, house, company] =
        [Kind::Individual, Kind::Collective, Kind::Household, Kind::Enterprise];
    assert_eq!(kinds, [group, house, company, person, person, group, person]);
    for at in 0..4 {
        assert_eq!(codes(&imported.rows[at]), [], "{:?}", imported.rows[at]);
    }
    assert_eq!(codes(&imported.rows[4]), [NoteCode::KindContradicts]);
    assert_eq!(imported.rows[4].proposed().kind, group);
    assert_eq!(codes(&imported.rows[5]), [NoteCode::KindContradicts]);
    assert!(codes(&imported.rows[6]).contains(&NoteCode::KindUnread));
}

#[test]
fn where_nothing_says_the_kind_it_is_asked() {
    let imported = list("STT;Tên;Đơn vị\n1;Phòng Nội vụ;A\n2;Nguyễn Văn An;A\n3;Bà Lê Thị Bé;A\n");
    let proposed: Vec<Kind> = imported.rows.iter().map(|row| row.proposed().kind).collect();
    assert_eq!(proposed, [Kind::Collective, Kind::Individual, Kind::Individual]);
    assert_eq!(codes(&imported.rows[0]), [NoteCode::KindGuessed]);
    assert!(!codes(&imported.rows[2]).contains(&NoteCode::KindGuessed), "Bà is a person");
}

#[test]
fn what_a_list_has_a_column_for_is_missed() {
    let imported = list(
        "STT;Họ và tên;Đơn vị;Hình thức khen thưởng\n1;Nguyễn Văn An;Trạm Y tế;Giấy khen\n2;Lê Thị Bé;;Giấy khen\n3;Võ Văn Ba;A;\n",
    );
    assert_eq!(codes(&imported.rows[1]), [NoteCode::UnitMissing]);
    assert_eq!(
        (imported.rows[1].honoree.unit.as_str(), imported.rows[1].proposed().unit.as_str()),
        ("", "Trạm Y tế")
    );
    assert_eq!(codes(&imported.rows[2]), [NoteCode::AwardMissing]);
    assert_eq!(notices(&imported), Vec::<&str>::new());
}

#[test]
fn post_and_unit_in_one_cell_are_parted_at_the_comma_or_asked() {
    let imported = list(
        "STT;Họ và tên;Chức vụ, đơn vị công tác\n1;Nguyễn Văn An;Trạm trưởng, Trạm Y tế, xã A\n2;Lê Thị Bé;Giáo viên\n",
    );
    let honoree = sure(&imported.rows[0]);
    assert_eq!((honoree.post.as_str(), honoree.unit.as_str()), ("Trạm trưởng", "Trạm Y tế, xã A"));
    assert_eq!(imported.rows[1].honoree.post, "Giáo viên");
    assert!(codes(&imported.rows[1]).contains(&NoteCode::PostUnitWhole));
    assert!(notices(&imported).contains(&"post-unit-parted"));
}

#[test]
fn the_same_person_in_two_spellings_is_asked_and_in_two_units_is_not() {
    let imported = list(
        "STT;Họ và tên;Năm sinh;Đơn vị\n1;Nguyễn Văn Hòa;1985;Trạm Y tế\n2;NGUYỄN VĂN HOÀ;1985;Trạm  Y tế\n\
         3;Nguyễn Văn Hòa;1985;Trường Mầm non\n4;Nguyễn Văn Hòa;1990;Trạm Y tế\n",
    );
    let twice: Vec<bool> =
        imported.rows.iter().map(|row| codes(row).contains(&NoteCode::Duplicate)).collect();
    assert_eq!(twice, [false, true, false, false]);
}
