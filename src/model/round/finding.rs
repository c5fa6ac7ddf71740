//! What the checks of an award round find.

use serde::{Deserialize, Serialize};

use super::State;
use crate::model::award::Cite;
use crate::model::finding::Severity;

/// Something in a round that is not as the plan, the rules or the round itself want it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Finding {
    /// What it is.
    pub code: FindingCode,
    /// How grave it is at the step that was asked about: an error forbids the step.
    pub severity: Severity,
    /// The first step that it forbids; none where it only warns.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub blocks: Option<State>,
    /// The entry that it is about, by id; where none is named it is about the round.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub entry: Option<String>,
    /// Other entries that it is about too, by id; the first of them where there are many.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub others: Vec<String>,
    /// The quota that it is about, by id.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub quota: Option<String>,
    /// The place (đơn vị đề nghị) whose share of a quota it is about.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub unit: Option<String>,
    /// The form that it is about, by id.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub form: Option<String>,
    /// JSON pointer into the entry, or into the settings of the round where it is about no entry;
    /// empty for the whole.
    pub pointer: String,
    /// A Vietnamese sentence for people.
    pub message: String,
    /// The rule that asks for something else; none where the plan or the round itself does.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub source: Option<Cite>,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $key:literal, $blocks:ident;)*) => {
        /// The stable code of a finding. Its Vietnamese sentence stands in `viet::words`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum FindingCode { $($(#[$doc])* #[serde(rename = $key)] $name,)* }

        impl FindingCode {
            /// Every code.
            pub const ALL: &[FindingCode] = &[$(FindingCode::$name,)*];

            /// The code as programs read it.
            pub fn key(self) -> &'static str {
                match self { $(FindingCode::$name => $key,)* }
            }

            /// The first step that it forbids, where its source is sure.
            pub fn blocks(self) -> Option<State> {
                match self { $(FindingCode::$name => Forbids::$blocks.step(),)* }
            }
        }
    };
}

/// The first step that a code forbids.
enum Forbids {
    Nothing,
    Review,
    Council,
    Decision,
}

impl Forbids {
    fn step(self) -> Option<State> {
        match self {
            Forbids::Nothing => None,
            Forbids::Review => Some(State::Reviewed),
            Forbids::Council => Some(State::Council),
            Forbids::Decision => Some(State::Decided),
        }
    }
}

// What is wrong with an entry itself forbids the end of the review, for afterwards nobody changes
// entries; what an honoree does not fulfil forbids the council's vote, for until then they can be
// refused; whatever the council's outcome can mend forbids the decision.
codes! {
    /// Nobody is proposed.
    RoundEmpty = "round-empty", Review;
    /// The decision has no day.
    DecidedMissing = "decided-missing", Decision;
    /// The council's meeting has no day.
    MetMissing = "met-missing", Decision;
    /// The submission has no day.
    SubmittedMissing = "submitted-missing", Nothing;
    /// A day that should come before another comes after it.
    DatesTurned = "dates-turned", Decision;
    /// The decision comes before its phase has begun.
    BeforePhase = "before-phase", Nothing;
    /// The decision is of another year than the round.
    YearOther = "year-other", Nothing;
    /// Nobody says how many members the council has.
    MembersMissing = "members-missing", Council;
    /// Too few members of the council were there.
    CouncilThin = "council-thin", Decision;
    /// The rules do not know the award of a form.
    AwardUnknown = "award-unknown", Nothing;
    /// The rules do not know the authority of a form.
    AuthorityUnknown = "authority-unknown", Nothing;
    /// The authority of a form does not give such an award.
    PowerNone = "power-none", Review;
    /// The authority of a form gives such an award no more.
    PowerEnded = "power-ended", Review;
    /// A form is for somebody else than the issuer of the campaign to give.
    FormAbove = "form-above", Decision;
    /// The money of a form is not what the rules say.
    FormMoney = "form-money", Nothing;
    /// More than a quota allows.
    QuotaOver = "quota-over", Decision;
    /// Fewer than a quota asks for.
    QuotaShort = "quota-short", Nothing;
    /// The proposing unit is none of those that a quota is for.
    QuotaUnit = "quota-unit", Council;
    /// No quota counts the entry.
    QuotaNone = "quota-none", Nothing;
    /// No group is named.
    GroupMissing = "group-missing", Review;
    /// The campaign does not have the group.
    GroupUnknown = "group-unknown", Review;
    /// The group is not for such honorees.
    GroupKind = "group-kind", Review;
    /// No form is named.
    FormMissing = "form-missing", Review;
    /// The campaign does not have the form.
    FormUnknown = "form-unknown", Review;
    /// The award is not for such honorees.
    FormKind = "form-kind", Review;
    /// The figure of a criterion is missing.
    FigureMissing = "figure-missing", Review;
    /// A figure does not reach what the plan asks for.
    FigureShort = "figure-short", Council;
    /// A figure is more than the plan allows.
    FigureOver = "figure-over", Council;
    /// The review found a criterion not met.
    CriterionUnmet = "criterion-unmet", Council;
    /// The review says nothing of a criterion.
    CriterionOpen = "criterion-open", Nothing;
    /// Of criteria of which one is enough none is met.
    AnyUnmet = "any-unmet", Council;
    /// Of criteria of which one is enough none is known to be met.
    AnyOpen = "any-open", Nothing;
    /// Nobody has reviewed the entry.
    ReviewMissing = "review-missing", Review;
    /// The review is against the award.
    ReviewAgainst = "review-against", Nothing;
    /// Something stands in the way of an award.
    Banned = "banned", Council;
    /// There are no votes.
    VotesMissing = "votes-missing", Council;
    /// Votes for, against and absent members are not the council.
    VotesCount = "votes-count", Council;
    /// Too few votes.
    VotesShort = "votes-short", Decision;
    /// The money is not what the plan says.
    MoneyPlan = "money-plan", Review;
    /// The money is not what the rules say.
    MoneyRule = "money-rule", Decision;
    /// The same honoree stands twice with one form.
    Twice = "twice", Decision;
    /// Two honorees may be the same.
    MaybeTwice = "maybe-twice", Nothing;
    /// One honoree has two entries with one form for two achievements.
    FormTwice = "form-twice", Nothing;
    /// One achievement would bring two awards.
    AchievementTwice = "achievement-twice", Decision;
    /// The achievement has brought an award before.
    AchievementEarlier = "achievement-earlier", Decision;
    /// The honoree has had the same award before.
    AwardEarlier = "award-earlier", Nothing;
    /// Nothing says for what the honoree is honoured.
    AchievementMissing = "achievement-missing", Decision;
    /// Neither unit nor address.
    UnitMissing = "unit-missing", Nothing;
    /// Ông or Bà does not go with the sex.
    CourtesySex = "courtesy-sex", Review;
    /// The name is in capitals.
    NameCapitals = "name-capitals", Nothing;
    /// A word of the name begins with a small letter.
    NameSmall = "name-small", Nothing;
    /// Nothing says why an entry is refused.
    ReasonsMissing = "reasons-missing", Decision;
}
