//! A plan of six pages: about 2,600 words, three levels of headings, five footnotes and a
//! table of 18 rows. Every ordinal gives other words, so that no cache of a former plan helps.

use vanthu::model::{Block, Columns, Document, Inline, Layout, Paragraph, Role, Section, SectionKind, Table};

/// As in the program.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

const WORDS: &[&str] = &[
    "phong trào",
    "thi đua",
    "tập thể",
    "cá nhân",
    "kết quả",
    "thực hiện",
    "nhiệm vụ",
    "tuyên truyền",
    "nhân dân",
    "xã hội",
    "kinh tế",
    "văn hóa",
    "đơn vị",
    "cơ quan",
    "địa phương",
    "tổ chức",
    "khen thưởng",
    "đổi mới",
    "sáng tạo",
    "chất lượng",
    "hiệu quả",
    "phối hợp",
    "kiểm tra",
    "đánh giá",
    "điển hình",
    "tiên tiến",
    "nông thôn",
    "đô thị",
    "cán bộ",
    "công chức",
    "người lao động",
    "kế hoạch",
    "mục tiêu",
    "giải pháp",
    "chương trình",
    "quản lý",
    "cộng đồng",
    "trách nhiệm",
    "gương mẫu",
    "bồi dưỡng",
];

struct Writer {
    state: u64,
}

impl Writer {
    fn next(&mut self, below: usize) -> usize {
        self.state =
            self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.state >> 33).unwrap_or_default() % below
    }

    /// A sentence of about twice as many words as terms.
    fn sentence(&mut self, terms: usize) -> String {
        let mut out = String::from("Các ");
        for at in 0..terms {
            out.push_str(WORDS[self.next(WORDS.len())]);
            out.push_str(if at + 1 == terms {
                "."
            } else if at % 6 == 5 {
                ", "
            } else {
                " "
            });
        }
        out
    }
}

fn cells(layout: Layout, cells: &[&[(Role, &str)]]) -> Block {
    let cells = cells
        .iter()
        .map(|cell| cell.iter().map(|&(role, text)| Paragraph::plain(role, text)).collect())
        .collect();
    Block::Columns(Columns { layout, cells })
}

/// The plan of an ordinal.
pub(crate) fn plan(ordinal: u64) -> Document {
    let mut writer = Writer { state: ordinal.wrapping_mul(0x9e37_79b9_7f4a_7c15) };
    let plain = |role: Role, text: String| Block::Paragraph(Paragraph::plain(role, text));
    let number = format!("Số: {}/KH-UBND", ordinal % 9000 + 1);
    let mut blocks = vec![
        cells(
            Layout::Letterhead,
            &[
                &[(Role::ParentBody, "UBND TỈNH HÒA AN"), (Role::IssuingBody, "ỦY BAN NHÂN DÂN HUYỆN")],
                &[
                    (Role::NationalTitle, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
                    (Role::Motto, "Độc lập - Tự do - Hạnh phúc"),
                ],
            ],
        ),
        cells(
            Layout::Numbering,
            &[&[(Role::DocNumber, &number)], &[(Role::PlaceDate, "Mường Sơn, ngày 05 tháng 11 năm 2026")]],
        ),
        plain(Role::DocType, "KẾ HOẠCH".into()),
        plain(Role::Subject, writer.sentence(10)),
        plain(Role::Citation, writer.sentence(14)),
        plain(Role::Citation, writer.sentence(14)),
        plain(Role::Body, writer.sentence(16)),
    ];
    for (part, title) in
        ["I. MỤC ĐÍCH", "II. YÊU CẦU", "III. NỘI DUNG", "IV. TỔ CHỨC THỰC HIỆN"].iter().enumerate()
    {
        blocks.push(plain(Role::MajorHeading, (*title).into()));
        for clause in 1..=3 {
            blocks.push(plain(Role::ClauseHeading, format!("{clause}. Công tác chỉ đạo")));
            let mut text = vec![
                Inline::Text(vanthu::model::Run {
                    text: "- Yêu cầu: ".into(),
                    bold: true,
                    ..Default::default()
                }),
                Inline::plain(writer.sentence(30)),
            ];
            if clause == 1 || part == 0 && clause == 2 {
                text.push(Inline::Footnote { text: vec![Inline::plain(writer.sentence(12))] });
            }
            blocks.push(Block::Paragraph(Paragraph { role: Role::Bullet, text }));
            blocks.push(plain(Role::Point, format!("a) {}", writer.sentence(28))));
            blocks.push(plain(Role::Point, format!("b) {}", writer.sentence(22))));
        }
    }
    let cell = |text: String| vec![Inline::plain(text)];
    let head = ["STT", "Danh hiệu", "Đơn vị chủ trì", "Số lượng", "Kinh phí"];
    let mut rows = vec![head.map(|text| cell(text.into())).into()];
    for row in 1..=18 {
        rows.push(vec![
            cell(row.to_string()),
            cell(writer.sentence(4)),
            cell(writer.sentence(2)),
            cell((writer.next(90) + 1).to_string()),
            cell(format!("{}.500.000", writer.next(20) + 1)),
        ]);
    }
    blocks.push(plain(Role::TableCaption, "Bảng chỉ tiêu khen thưởng".into()));
    blocks.push(Block::Table(Table { header_rows: 1, rows }));
    blocks.push(plain(Role::Body, writer.sentence(24)));
    blocks.push(cells(
        Layout::Signature,
        &[
            &[
                (Role::RecipientsLabel, "Nơi nhận:"),
                (Role::Recipient, "- Như trên;"),
                (Role::Recipient, "- Lưu: VT, NV."),
            ],
            &[
                (Role::Capacity, "TM. ỦY BAN NHÂN DÂN"),
                (Role::SignerTitle, "CHỦ TỊCH"),
                (Role::SignerName, "Nguyễn Văn An"),
            ],
        ],
    ));
    Document {
        kind: "plan".into(),
        title: format!("Kế hoạch số {ordinal}"),
        sections: vec![Section { kind: SectionKind::Main, blocks }],
    }
}
