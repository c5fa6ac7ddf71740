//! Đợt khen thưởng: an award round, from the list that units propose to the set that is decided.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::campaign::Figure;
use super::honoree::Honoree;
use super::keys::keys;

mod act;
mod finding;
mod set;

pub use act::Act;
pub use finding::{Finding, FindingCode};
pub use set::{canonical, digest};

keys! {
    /// Where a round is.
    State:
    /// Đang lập danh sách.
    Collecting = "collecting",
    /// Đã thẩm định.
    Reviewed = "reviewed",
    /// Hội đồng đã bỏ phiếu.
    Council = "council",
    /// Đã quyết định: the set is frozen.
    Decided = "decided",
    /// Đã trao.
    Awarded = "awarded",
}

/// One proposed honoree of a round.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Entry {
    /// Who. `award` and `group` there are as units wrote them.
    pub honoree: Honoree,
    /// Đơn vị đề nghị.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub proposer: String,
    /// The group of the campaign, by id.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub group: String,
    /// The form of the campaign, by id.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub form: String,
    /// Người lao động trực tiếp, where known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub direct: Option<bool>,
    /// Figures for criteria, by their ids.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub figures: BTreeMap<String, Figure>,
    /// What stands in the way of an award, where it was declared.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub bans: Vec<Ban>,
    /// Thẩm định.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub review: Option<Review>,
    /// Phiếu của Hội đồng.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub votes: Option<Votes>,
    /// What was decided; with `false` the entry is not in the frozen set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accepted: Option<bool>,
    /// Why it was not, or whatever else is to be said.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub reasons: String,
}

keys! {
    /// What stands in the way of an award.
    Ban:
    /// Đang trong thời hạn kỷ luật.
    Discipline = "discipline",
    /// Đang bị điều tra, thanh tra, kiểm tra có dấu hiệu vi phạm.
    Investigation = "investigation",
    /// Đơn thư khiếu nại, tố cáo đang được xác minh.
    Complaint = "complaint",
}

/// What the review found (thẩm định).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Review {
    /// The unit that reviewed.
    pub unit: String,
    /// Its opinion in words.
    pub opinion: String,
    /// Does it propose the award?
    pub favours: bool,
    /// Each criterion by id: met or not.
    pub met: BTreeMap<String, bool>,
    /// Minh chứng.
    pub evidence: String,
}

/// Votes of the council on one honoree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Votes {
    /// Đồng ý.
    #[serde(rename = "for")]
    pub favour: u32,
    /// Không đồng ý.
    pub against: u32,
    /// Vắng mặt.
    pub absent: u32,
}

/// What holds for a round as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Tên đợt khen thưởng.
    pub name: String,
    /// The year it counts for.
    pub year: i32,
    /// The phase of the campaign, by id.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub phase: String,
    /// Thành tích chung: `đã có thành tích xuất sắc trong …`.
    pub achievement: String,
    /// Members of the council.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub members: Option<u32>,
    /// The day of the submission (tờ trình), of the minutes (biên bản), of the decision.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub submitted: Option<NaiveDate>,
    /// The day of the council's meeting.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub met: Option<NaiveDate>,
    /// The day that the decision is to bear.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decided: Option<NaiveDate>,
    /// The round that this one corrects.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub corrects: Option<String>,
}

/// The set that was decided: never changes again. Its digest is over its JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frozen {
    /// Version of this form.
    pub schema: u32,
    /// The campaign's id and name.
    pub campaign: (String, String),
    /// The round's id.
    pub round: String,
    /// What held for it.
    pub settings: Settings,
    /// The forms that were given, as the campaign had them: id and name.
    pub forms: Vec<(String, String)>,
    /// Whoever is honoured, in the order of the list.
    pub honorees: Vec<Decided>,
    /// Whoever was proposed and is not, with why.
    pub refused: Vec<Refused>,
}

/// One honoree of a frozen set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decided {
    /// The entry's id.
    pub id: String,
    /// Who; `money` is what is paid, `achievement` what is printed, `award` the form's name.
    pub honoree: Honoree,
    /// The form, by id.
    pub form: String,
    /// The group, by id.
    pub group: String,
    /// Đơn vị đề nghị.
    pub proposer: String,
    /// Người lao động trực tiếp, where known.
    pub direct: Option<bool>,
    /// The council's votes, where it voted.
    pub votes: Option<Votes>,
}

/// One who was proposed and is not honoured.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Refused {
    /// The entry's id.
    pub id: String,
    /// Who.
    pub honoree: Honoree,
    /// The council's votes, where it voted.
    pub votes: Option<Votes>,
    /// Why.
    pub reasons: String,
}
