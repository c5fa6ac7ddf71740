//! What a document says of each honoree, read back from its tables alone.

use vanthu::model::{Block, Document, document};

/// What a list says of one honoree; what it has no column for is nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Seen {
    pub(super) name: String,
    pub(super) place: String,
    pub(super) award: Option<String>,
    pub(super) achievement: Option<String>,
    pub(super) money: Option<String>,
    pub(super) votes: Option<(String, String)>,
}

/// Words as people read them: a space that does not break is a space.
pub(super) fn plain(words: &str) -> String {
    words.replace('\u{a0}', " ").split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Every numbered row of every list under a heading cell "STT", in printed order. A list of one
/// title has it in its heading.
pub(super) fn seen(document: &Document) -> Vec<Seen> {
    let mut all = Vec::new();
    for section in &document.sections {
        let mut title = None;
        for block in &section.blocks {
            match block {
                Block::Paragraph(paragraph) => {
                    let words = plain(&paragraph.words());
                    title = words
                        .split_once(". DANH HIỆU “")
                        .and_then(|(_, rest)| rest.strip_suffix('”').map(str::to_owned));
                }
                Block::Table(table) => {
                    let row = |row: &Vec<document::Cell>| -> Vec<String> {
                        row.iter().map(|cell| plain(&document::words(cell))).collect()
                    };
                    let heads = row(&table.rows[0]);
                    if heads[0] != "STT" || heads.iter().any(|head| head == "Nội dung") {
                        continue;
                    }
                    let lines = table.rows.iter().skip(1).map(row);
                    all.extend(
                        lines
                            .filter(|line| line[0].parse::<u32>().is_ok())
                            .map(|line| one(&heads, &line, title.as_ref())),
                    );
                }
                _ => {}
            }
        }
    }
    all
}

fn one(heads: &[String], line: &[String], title: Option<&String>) -> Seen {
    let mut seen = Seen { name: line[1].clone(), award: title.cloned(), ..Seen::default() };
    let mut favour = None;
    for (head, cell) in heads.iter().zip(line).skip(2) {
        let cell = cell.clone();
        match head.as_str() {
            "Đơn vị, địa chỉ" | "Chức vụ, đơn vị" | "Địa chỉ" | "Chức vụ, đơn vị, địa chỉ" =>
            {
                seen.place = cell;
            }
            "Hình thức khen thưởng" | "Đề nghị khen" => seen.award = Some(cell),
            "Thành tích" | "Căn cứ xét" => seen.achievement = Some(cell),
            "Tiền thưởng (đồng)" => seen.money = Some(cell),
            "Tán thành" => favour = Some(cell),
            "Không tán thành" => seen.votes = favour.take().map(|favour| (favour, cell)),
            "Tỷ lệ" | "Ký nhận" | "Quyết định" | "Lý do" => {}
            other => unreachable!("a column that nobody knows: {other}"),
        }
    }
    seen
}
