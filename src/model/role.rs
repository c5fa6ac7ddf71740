//! What a paragraph *is* (thành phần thể thức).
//!
//! A role has one name in five places: the key in the standard, the Word style
//! id, the look in `document.typ`, the CSS class and the subject of a finding.

use serde::{Deserialize, Serialize};

macro_rules! roles {
    ($($(#[$doc:meta])* $name:ident = $key:literal,)*) => {
        /// What a paragraph is. Closed: to add one, see "to add a role" in the crate page.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Role { $($(#[$doc])* $name,)* }

        impl Role {
            /// Every role, in the order in which a document shows them.
            pub const ALL: &[Role] = &[$(Role::$name,)*];

            /// The role's one name, as the standard, the styles and the JSON spell it.
            pub fn key(self) -> &'static str {
                match self { $(Role::$name => $key,)* }
            }
        }
    };
}

roles! {
    /// Dấu chỉ mức độ khẩn (ô 10b).
    Urgency = "urgency",
    /// Chỉ dẫn phạm vi lưu hành (ô 11).
    Circulation = "circulation",
    /// Dòng chữ ký số trên bản sao hoặc phụ lục điện tử (ô 14).
    ElectronicMark = "electronic-mark",
    /// Tên cơ quan chủ quản trực tiếp (ô 2).
    ParentBody = "parent-body",
    /// Tên cơ quan, tổ chức ban hành (ô 2).
    IssuingBody = "issuing-body",
    /// Quốc hiệu (ô 1).
    NationalTitle = "national-title",
    /// Tiêu ngữ (ô 1).
    Motto = "motto",
    /// Số, ký hiệu (ô 3).
    DocNumber = "doc-number",
    /// Địa danh và thời gian ban hành (ô 4).
    PlaceDate = "place-date",
    /// Trích yếu công văn, "V/v …" (ô 5b).
    LetterSubject = "letter-subject",
    /// Tên loại văn bản (ô 5a).
    DocType = "doc-type",
    /// Trích yếu nội dung (ô 5a).
    Subject = "subject",
    /// "(Kèm theo …)" under the name of an appendix or attached document.
    AttachmentReference = "attachment-reference",
    /// "Kính gửi: …" (ô 9a).
    Addressee = "addressee",
    /// One of several addressees, "- …;" (ô 9a).
    AddresseeItem = "addressee-item",
    /// Thẩm quyền ban hành, the title or body that decides (Mẫu 1.1, 1.2).
    Authority = "authority",
    /// Căn cứ ban hành.
    Citation = "citation",
    /// "QUYẾT ĐỊNH:", "QUYẾT NGHỊ:".
    EnactingFormula = "enacting-formula",
    /// Lời văn: a paragraph of the body.
    Body = "body",
    /// "Phần I".
    Part = "part",
    /// "Chương I".
    Chapter = "chapter",
    /// "Mục 1".
    Section = "section",
    /// "Tiểu mục 1".
    Subsection = "subsection",
    /// Tiêu đề phần, chương, mục, tiểu mục.
    DivisionTitle = "division-title",
    /// "I. TIÊU ĐỀ MỤC" of the phần–mục–khoản–điểm layout.
    MajorHeading = "major-heading",
    /// "Điều 1. …".
    Article = "article",
    /// "Điều 1. …" whose words are a sentence: only the number is bold (Mẫu 1.2).
    ArticleText = "article-text",
    /// Khoản có tiêu đề, "1. Mục đích".
    ClauseHeading = "clause-heading",
    /// Khoản không có tiêu đề, "1. …".
    Clause = "clause",
    /// "1.1. Tiêu đề".
    SubclauseHeading = "subclause-heading",
    /// "1.1. …".
    Subclause = "subclause",
    /// Điểm, "a) …".
    Point = "point",
    /// "(1) …".
    Item = "item",
    /// Ý: a paragraph that starts with "-", "+" or "*".
    Bullet = "bullet",
    /// A line that names a table.
    TableCaption = "table-caption",
    /// A cell of a table's heading row.
    TableHead = "table-head",
    /// A cell of a table.
    TableCell = "table-cell",
    /// Chú thích cuối trang.
    Footnote = "footnote",
    /// "Nơi nhận:" (ô 9b).
    RecipientsLabel = "recipients-label",
    /// One line of nơi nhận (ô 9b).
    Recipient = "recipient",
    /// Ký hiệu người soạn thảo và số lượng bản (ô 12).
    DrafterMark = "drafter-mark",
    /// Quyền hạn, "TM. ỦY BAN NHÂN DÂN" (ô 7a).
    Capacity = "capacity",
    /// Chức vụ người ký (ô 7a).
    SignerTitle = "signer-title",
    /// Chức vụ khác, just above the name (ô 7b).
    SignerPost = "signer-post",
    /// Họ và tên người ký (ô 7b).
    SignerName = "signer-name",
    /// Địa chỉ, thư điện tử, điện thoại at the foot of page one (ô 13).
    Contact = "contact",
    /// "Phụ lục I".
    AppendixLabel = "appendix-label",
    /// Tên phụ lục, tên danh sách.
    AppendixTitle = "appendix-title",
    /// "SAO Y", "SAO LỤC", "TRÍCH SAO".
    CopyForm = "copy-form",
    /// Số trang.
    PageNumber = "page-number",
}

impl Role {
    /// The role with this key, if there is one.
    pub fn from_key(key: &str) -> Option<Role> {
        Role::ALL.iter().copied().find(|role| role.key() == key)
    }

    /// How deep a heading of this role lies by nature: smaller is higher.
    ///
    /// `None` for roles that head nothing. The rank orders headings; the level that
    /// a reader of the PDF meets is counted from it by [`super::outline`], without gaps.
    pub fn heading_rank(self) -> Option<u8> {
        Some(match self {
            Role::DocType | Role::AppendixLabel => 1,
            Role::Part => 2,
            Role::Chapter => 3,
            Role::Section => 4,
            Role::Subsection => 5,
            Role::MajorHeading => 6,
            Role::Article => 7,
            Role::ClauseHeading => 8,
            Role::SubclauseHeading => 9,
            _ => return None,
        })
    }

    /// How deep a paragraph of this role lies, heading or not: its [`heading_rank`], or that
    /// of the heading it would be if it had one. `None` for what has no number.
    ///
    /// [`heading_rank`]: Role::heading_rank
    pub fn depth(self) -> Option<u8> {
        match self {
            Role::ArticleText => Role::Article,
            Role::Clause => Role::ClauseHeading,
            Role::Subclause => Role::SubclauseHeading,
            other => other,
        }
        .heading_rank()
    }

    /// True for the label of a division whose title stands on the next line (khoản 6 d).
    pub fn is_division_label(self) -> bool {
        matches!(self, Role::Part | Role::Chapter | Role::Section | Role::Subsection)
    }
}
