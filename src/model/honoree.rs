//! Đối tượng khen thưởng: the people and groups of a list, and what reading a list says of each.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::sheet::CellAt;

mod answer;
mod field;
mod note;

pub use answer::Answer;
pub use field::Field;
pub use note::{Note, NoteCode, Notice, Proposal, Weight};

/// Whoever is to be honoured: a person or a group.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Honoree {
    /// Person, collective, household or enterprise.
    pub kind: Kind,
    /// Ông, Bà, where said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub courtesy: Option<Courtesy>,
    /// Họ và tên, or the name of the group, without courtesy and title.
    pub name: String,
    /// Giới tính, where said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sex: Option<Sex>,
    /// Ngày sinh, or the year alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth: Option<Birth>,
    /// Cấp bậc, học hàm, học vị, danh hiệu that stood before the name: `Thượng tá`, `TS.`
    #[serde(skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// Chức vụ.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub post: String,
    /// Đơn vị công tác.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// Địa chỉ, nơi cư trú.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub address: String,
    /// Hình thức khen thưởng, danh hiệu thi đua, as it was written.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub award: String,
    /// Thành tích.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub achievement: String,
    /// Phân loại đối tượng.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub group: String,
    /// Lĩnh vực hoạt động.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub sphere: String,
    /// Tiền thưởng, in đồng.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub money: Option<i64>,
    /// Ghi chú.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub notes: String,
}

/// What an honoree is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Cá nhân.
    #[default]
    Individual,
    /// Tập thể.
    Collective,
    /// Hộ gia đình.
    Household,
    /// Doanh nghiệp, hợp tác xã.
    Enterprise,
}

impl Kind {
    /// Every kind.
    pub const ALL: &[Kind] = &[Kind::Individual, Kind::Collective, Kind::Household, Kind::Enterprise];

    /// The kind as programs read it.
    pub fn key(self) -> &'static str {
        match self {
            Kind::Individual => "individual",
            Kind::Collective => "collective",
            Kind::Household => "household",
            Kind::Enterprise => "enterprise",
        }
    }
}

/// How a person is addressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Courtesy {
    /// Ông.
    Mr,
    /// Bà.
    Ms,
}

impl Courtesy {
    /// The courtesy as programs read it.
    pub fn key(self) -> &'static str {
        match self {
            Courtesy::Mr => "mr",
            Courtesy::Ms => "ms",
        }
    }

    /// The sex that it goes with.
    pub fn sex(self) -> Sex {
        match self {
            Courtesy::Mr => Sex::Male,
            Courtesy::Ms => Sex::Female,
        }
    }
}

/// Giới tính.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sex {
    /// Nam.
    Male,
    /// Nữ.
    Female,
}

impl Sex {
    /// The sex as programs read it.
    pub fn key(self) -> &'static str {
        match self {
            Sex::Male => "male",
            Sex::Female => "female",
        }
    }
}

/// When a person was born, as far as the list says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Birth {
    /// The year alone.
    Year(i32),
    /// The day.
    Day(NaiveDate),
}

impl Birth {
    /// The year.
    pub fn year(self) -> i32 {
        match self {
            Birth::Year(year) => year,
            Birth::Day(day) => day.year(),
        }
    }
}

/// Where an honoree stood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The name of the sheet.
    pub sheet: String,
    /// The cell of the name, or the first of the row.
    pub cell: CellAt,
}

/// One row of a list as it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Whether it can be taken over.
    pub status: Status,
    /// Where it stands.
    pub origin: Origin,
    /// Who it is about. Where a question proposes something, the proposal is not in here yet:
    /// see [`Row::proposed`]. Of a row that is refused, what could be read.
    pub honoree: Honoree,
    /// Everything to be said about it, in the order of its cells.
    pub notes: Vec<Note>,
}

/// Whether a row can be taken over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Nothing is in doubt.
    Imported,
    /// Somebody should answer first.
    Question,
    /// It cannot be.
    Refused,
}

impl Status {
    /// The status as programs read it.
    pub fn key(self) -> &'static str {
        match self {
            Status::Imported => "imported",
            Status::Question => "question",
            Status::Refused => "refused",
        }
    }
}

impl Row {
    /// Adds what is to be said, and makes the status as grave as that.
    pub fn note(&mut self, note: Note) {
        self.status = self.status.max(match note.code.weight() {
            Weight::Told => Status::Imported,
            Weight::Question => Status::Question,
            Weight::Refusal => Status::Refused,
        });
        self.notes.push(note);
    }

    /// The honoree with every proposal taken.
    pub fn proposed(&self) -> Honoree {
        let mut honoree = self.honoree.clone();
        for proposal in self.notes.iter().filter_map(|note| note.proposal.as_ref()) {
            proposal.apply(&mut honoree);
        }
        honoree
    }
}

/// A list of honorees as it was read from a workbook.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct List {
    /// Its rows, in their order.
    pub rows: Vec<Row>,
    /// The columns of its sheets, understood or not.
    pub columns: Vec<Column>,
    /// What is to be said about sheets as a whole.
    pub notices: Vec<Notice>,
}

/// A column of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// The name of the sheet.
    pub sheet: String,
    /// The cell of its head.
    pub cell: CellAt,
    /// Its head, as people read it.
    pub head: String,
    /// What it is about; nothing where nobody knows, and then it is not read.
    pub field: Option<Field>,
}
