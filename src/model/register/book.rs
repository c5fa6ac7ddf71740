//! A register as it is printed and bound.

use chrono::NaiveDate;

/// Which book a register is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ledger {
    /// Sổ đăng ký văn bản đi (Phụ lục IV, Mục I).
    #[default]
    Documents,
    /// Sổ khen thưởng.
    Awards,
}

/// Sổ đăng ký văn bản đi (Phụ lục IV, Mục I): a cover, and a line for every number. All of it
/// is words, ready to be printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Book {
    /// Which book it is.
    pub ledger: Ledger,
    /// Tên cơ quan chủ quản trực tiếp, where there is one.
    pub parent: Option<String>,
    /// Tên cơ quan.
    pub office: String,
    /// The name of the series, where it is not the usual one.
    pub series: Option<String>,
    /// Năm.
    pub year: i64,
    /// Từ ngày … đến ngày …: the first and the last day of the lines, or those asked for.
    pub days: (String, String),
    /// Từ số … đến số …; empty in a book without lines.
    pub numbers: (String, String),
    /// Quyển số; left to be written by hand without one.
    pub volume: Option<i64>,
    /// The day that its files bear: that of its last line, whenever they are made.
    pub dated: NaiveDate,
    /// The lines of a book of documents, in the order of numbers.
    pub lines: Vec<Line>,
    /// The lines of a book of awards.
    pub awards: Vec<Award>,
}

impl Book {
    /// The columns of each line.
    pub fn rows(&self) -> impl Iterator<Item = Vec<&str>> {
        let documents = self.lines.iter().map(|line| line.columns().to_vec());
        documents.chain(self.awards.iter().map(|line| line.columns().to_vec()))
    }
}

/// A line of a book of awards: what its seven columns hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Award {
    /// (1) Số.
    pub number: String,
    /// (2) Ngày vào sổ.
    pub day: String,
    /// (3) Người, tập thể được khen thưởng.
    pub honoree: String,
    /// (4) Đơn vị, địa chỉ.
    pub unit: String,
    /// (5) Hình thức khen thưởng.
    pub form: String,
    /// (6) Số, ngày quyết định.
    pub decision: String,
    /// (7) Ghi chú.
    pub note: String,
}

impl Award {
    /// The seven columns in order.
    pub fn columns(&self) -> [&str; 7] {
        [&self.number, &self.day, &self.honoree, &self.unit, &self.form, &self.decision, &self.note]
    }
}

/// A line: what the ten columns hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// (1) Số, ký hiệu văn bản.
    pub number: String,
    /// (2) Ngày tháng văn bản.
    pub day: String,
    /// (3) Tên loại và trích yếu nội dung văn bản.
    pub title: String,
    /// (4) Người ký.
    pub signer: String,
    /// (5) Nơi nhận văn bản.
    pub recipients: String,
    /// (6) Đơn vị, người nhận bản lưu.
    pub keeper: String,
    /// (7) Số lượng bản.
    pub copies: String,
    /// (8) Ngày chuyển.
    pub sent: String,
    /// (9) Ký nhận; signed by hand.
    pub received: String,
    /// (10) Ghi chú: why a number is void or kept, what became of the document.
    pub note: String,
}

impl Line {
    /// The ten columns in order.
    pub fn columns(&self) -> [&str; 10] {
        [
            &self.number,
            &self.day,
            &self.title,
            &self.signer,
            &self.recipients,
            &self.keeper,
            &self.copies,
            &self.sent,
            &self.received,
            &self.note,
        ]
    }
}
