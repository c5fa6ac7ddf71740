//! Bytes that are no list, and lists of anything: nothing panics, and what is given back opens.

use proptest::prelude::*;
use vanthu::readers::sheet::{Limits, read};

use super::files::{honest, ods, record, xls, xlsx};
use super::{IMPORTER, Options, today};

fn look(bytes: &[u8]) {
    let options = Options { today: today(), older: &[] };
    if let Ok(imported) = IMPORTER.preview(bytes, "any", &options) {
        let given = imported.with_notes().unwrap();
        assert!(read(&given, &Limits::default()).is_ok());
        let _text = imported.summary();
    }
}

fn heads() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(vec![
        "STT",
        "Họ và tên",
        "Tên",
        "Nam",
        "Nữ",
        "Năm sinh",
        "Đơn vị",
        "Chức vụ, đơn vị",
        "Tiền thưởng",
        "Giới tính",
        "Phân loại khen thưởng",
        "Hình thức",
        "Ghi chú",
        "Họ đệm",
        "?",
    ])
}

fn cell() -> impl Strategy<Value = String> {
    let some = [
        "",
        "1",
        "I",
        "A",
        "TẬP THỂ",
        "II. CÁ NHÂN",
        "Nguyễn Văn An",
        "NGUYÔN V¨N AN",
        "Nguyeãn Vaên An",
        "Ông",
        "Bà Lê Thị Bé",
        "x",
        "05-03-85",
        "1.234.567,89",
        "Tổng cộng",
        "TS.",
        "Giấy khen",
        "Người lập",
        "=1+1",
        "\u{202e}",
        "\u{301}",
        "1e308",
        "-0",
        "\u{ad}\u{ad}",
    ];
    prop_oneof![3 => proptest::sample::select(some.to_vec()).prop_map(str::to_owned), 1 => ".{0,12}"]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_bytes_are_looked_at_without_harm(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        look(&bytes);
        look(&[&b"PK\x03\x04"[..], &bytes].concat());
    }

    #[test]
    fn any_list_is_looked_at_without_harm(
        heads in proptest::collection::vec(heads(), 1..9),
        rows in proptest::collection::vec(proptest::collection::vec(cell(), 0..9), 0..12),
    ) {
        let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
        let rows: Vec<String> =
            rows.iter().map(|row| row.iter().map(quoted).collect::<Vec<_>>().join(";")).collect();
        look(format!("{}\n{}\n", heads.join(";"), rows.join("\n")).as_bytes());
    }

    #[test]
    fn a_file_with_a_few_other_bytes_is_looked_at_without_harm(
        changes in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..6),
        which in 0..3_u8,
    ) {
        let mut bytes = match which {
            0 => xlsx(&honest(), &[]),
            1 => ods("<table:table table:name=\"A\"><table:table-row/></table:table>"),
            _ => xls(&[], &record(0x0204, &[0, 0, 0, 0, 0, 0, 1, 0, 0, b'a'])),
        };
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        look(&bytes);
    }

    #[test]
    fn any_records_of_an_old_excel_are_looked_at_without_harm(
        records in proptest::collection::vec(
            (
                proptest::sample::select(vec![0x0006_u16, 0x0085, 0x00BD, 0x00E0, 0x00E5, 0x00FC, 0x003C, 0x00FD, 0x0203, 0x0204, 0x0205, 0x0207, 0x0208, 0x027E, 0x041E, 0x007D, 0x0809, 0x000A]),
                proptest::collection::vec(any::<u8>(), 0..40),
            ),
            0..12,
        ),
    ) {
        let records: Vec<u8> = records.iter().flat_map(|(kind, data)| record(*kind, data)).collect();
        look(&xls(&records, &records));
    }
}
