//! Phong trào, đợt thi đua: a campaign as data. What the plan lays down in words stands here as
//! phases, criteria, forms of award and quotas, so that a list can be held against it.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::honoree::Kind;
use super::keys::keys;

mod figure;

pub use figure::Figure;

/// A campaign.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Campaign {
    /// Tên phong trào, đợt thi đua.
    pub name: String,
    /// Cơ quan phát động.
    pub issuer: String,
    /// The plan (kế hoạch), where it is kept as a document.
    pub plan: Option<Plan>,
    /// The first and last day, where the plan names them.
    pub period: Period,
    /// Giai đoạn, in their order.
    pub phases: Vec<Phase>,
    /// What is due when: registering, review, award, reports.
    pub calendar: Vec<Due>,
    /// Đơn vị được giao nhiệm vụ.
    pub duties: Vec<Duty>,
    /// Đối tượng thi đua, each with its criteria.
    pub groups: Vec<Group>,
    /// Hình thức khen thưởng.
    pub forms: Vec<Form>,
    /// Số lượng khen thưởng.
    pub quotas: Vec<Quota>,
}

/// The version of a document that is the campaign's plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// The document's id.
    pub document: String,
    /// Its version.
    pub version: i64,
}

/// From one day to another, both within; an open end is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Period {
    /// The first day.
    pub from: Option<NaiveDate>,
    /// The last day.
    pub to: Option<NaiveDate>,
}

/// A phase (giai đoạn, đợt).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Phase {
    /// How programs name it.
    pub id: String,
    /// How people name it.
    pub name: String,
    /// When it is.
    pub period: Period,
}

/// Something that is due: once, or every year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Due {
    /// What.
    pub what: Step,
    /// In words.
    #[serde(default)]
    pub name: String,
    /// Month, 1 to 12.
    pub month: u32,
    /// Day of the month; the whole month where none is said.
    #[serde(default)]
    pub day: Option<u32>,
    /// The year; every year of the campaign where none is said.
    #[serde(default)]
    pub year: Option<i32>,
}

keys! {
    /// What is due in a campaign.
    Step:
    /// Phát động.
    Launch = "launch",
    /// Đăng ký.
    Register = "register",
    /// Kiểm tra, đánh giá.
    Review = "review",
    /// Bình xét, khen thưởng.
    Award = "award",
    /// Báo cáo.
    Report = "report",
    /// Sơ kết, tổng kết.
    Summary = "summary",
}

/// A unit charged with something (đơn vị được giao nhiệm vụ).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Duty {
    /// Who.
    pub unit: String,
    /// What, in words.
    pub text: String,
}

/// A group of honorees (đối tượng) with its criteria.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Group {
    /// How programs name it.
    pub id: String,
    /// How people name it.
    pub name: String,
    /// Which kinds of honorees may belong to it.
    pub kinds: BTreeSet<Kind>,
    /// Where they are: `thon`, `xa`, `so` … as quotas name it; free words.
    pub level: String,
    /// Tiêu chuẩn, tiêu chí.
    pub criteria: Vec<Criterion>,
}

/// A condition (tiêu chuẩn): words, and a figure where the plan gives one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Criterion {
    /// How programs name it, and how an entry names its own figure.
    pub id: String,
    /// The condition in words.
    pub text: String,
    /// The figure to reach.
    pub check: Option<Check>,
    /// True where one criterion of the group's marked so is enough ("một trong các").
    pub any: bool,
}

/// A figure to reach: `from 50 000 000 đồng`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// At least this, with it.
    #[serde(default)]
    pub least: Option<Figure>,
    /// At most this, with it.
    #[serde(default)]
    pub most: Option<Figure>,
    /// Of what: `đồng`, `%`, `tiêu chí`.
    pub unit: String,
}

/// A form of award (hình thức khen thưởng, danh hiệu thi đua) that the campaign gives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Form {
    /// How programs name it; entries name it.
    pub id: String,
    /// `Giấy khen của Chủ tịch Ủy ban nhân dân phường`.
    pub name: String,
    /// The form in the award rules: `giay-khen`.
    pub award: String,
    /// The authority in the award rules: `chu-tich-ubnd-cap-xa`.
    pub authority: String,
    /// Tiền thưởng một cá nhân, một tập thể …, in đồng; as the award rules say where none is.
    pub money: Vec<Money>,
    /// Through whom the file goes, in their order.
    pub route: Vec<String>,
}

/// Money that goes with a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Money {
    /// For whom.
    pub kind: Kind,
    /// In đồng.
    pub amount: i64,
}

/// How many may be honoured (số lượng khen thưởng), and of which they are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Quota {
    /// How programs name it.
    pub id: String,
    /// In words, for the sentence of a finding.
    pub name: String,
    /// Only in rounds of this phase, by id; in every round where none is said. Parts are of the
    /// phase of the whole.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub phase: String,
    /// Who is counted: whoever is all of this.
    pub of: Counted,
    /// At least so many.
    pub least: Option<u32>,
    /// At most so many.
    pub most: Option<u32>,
    /// For each of these places (đơn vị đề nghị) apart, not for the whole list.
    pub each: Vec<String>,
    /// Of which (trong đó).
    pub parts: Vec<Quota>,
}

/// Whom a quota counts; an empty set is no condition.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Counted {
    /// Kinds of honorees.
    pub kinds: BTreeSet<Kind>,
    /// Groups, by id.
    pub groups: BTreeSet<String>,
    /// Forms, by id.
    pub forms: BTreeSet<String>,
    /// Levels of groups.
    pub levels: BTreeSet<String>,
}
