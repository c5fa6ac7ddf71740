//! Chuỗi văn bản: the documents that are made from the set of an award round.

use chrono::NaiveDate;

use super::keys::keys;

keys! {
    /// What a document is in the chain.
    Paper:
    /// Tờ trình đề nghị khen thưởng.
    Submission = "submission",
    /// Biên bản họp Hội đồng, with the votes on each.
    Minutes = "minutes",
    /// Quyết định, with its list.
    Decision = "decision",
    /// Thông báo kết quả.
    Notice = "notice",
    /// Giấy mời, to all or to one unit.
    Invitation = "invitation",
    /// Biên bản trao thưởng, with the sheet on which everybody signs (bảng ký nhận).
    Receipt = "receipt",
    /// Trích sổ khen thưởng.
    Register = "register",
    /// Quyết định điều chỉnh: what a correcting round changes of the one before.
    Amendment = "amendment",
}

keys! {
    /// The order of a list.
    Order:
    /// As the set has it.
    List = "list",
    /// By the unit that proposed, in Vietnamese order, then by name.
    Unit = "unit",
    /// By given name (tên, đệm, họ).
    Name = "name",
}

/// An issued document of a round, as later ones cite it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issued {
    /// The document's id.
    pub document: String,
    /// What it is.
    pub paper: Paper,
    /// The forms that it gives, by id; empty for every form.
    pub forms: Vec<String>,
    /// The number as it is written, with its symbol: `164/QĐ-UBND`.
    pub number: String,
    /// The day on it.
    pub day: NaiveDate,
    /// Who signed: the title with the lines above it, one a line.
    pub signer_title: String,
    /// Who signed: the name.
    pub signer: String,
}

impl Issued {
    /// True for a decision that gives this form.
    pub fn gives(&self, form: &str) -> bool {
        self.paper == Paper::Decision
            && (self.forms.is_empty() || self.forms.iter().any(|given| given == form))
    }
}
