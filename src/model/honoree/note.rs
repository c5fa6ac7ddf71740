//! What is to be said about a row of a list, or about a sheet as a whole.

use serde::{Deserialize, Serialize};

use super::{Birth, Courtesy, Honoree, Kind, Sex};
use crate::model::sheet::CellAt;

/// How grave a note is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Weight {
    /// Something certain was done, and is told.
    Told,
    /// Somebody must answer.
    Question,
    /// The row cannot be taken over.
    Refusal,
}

impl Weight {
    /// The weight as programs read it.
    pub fn key(self) -> &'static str {
        match self {
            Weight::Told => "told",
            Weight::Question => "question",
            Weight::Refusal => "refusal",
        }
    }
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $key:literal, $weight:ident;)*) => {
        /// The stable code of a note. Its Vietnamese sentence stands in `viet::words`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum NoteCode { $($(#[$doc])* #[serde(rename = $key)] $name,)* }

        impl NoteCode {
            /// Every code.
            pub const ALL: &[NoteCode] = &[$(NoteCode::$name,)*];

            /// The code as programs read it.
            pub fn key(self) -> &'static str {
                match self { $(NoteCode::$name => $key,)* }
            }

            /// How grave it is.
            pub fn weight(self) -> Weight {
                match self { $(NoteCode::$name => Weight::$weight,)* }
            }
        }
    };
}

codes! {
    /// Spaces, line breaks, invisible characters or loose marks were put in order.
    CellTidied = "cell-tidied", Told;
    /// Ông or Bà stood in the cell of the name.
    CourtesyInName = "courtesy-in-name", Told;
    /// A title or rank stood before the name.
    TitleInName = "title-in-name", Told;
    /// The award stands in a heading above.
    AwardFromSection = "award-from-section", Told;
    /// A sum was written in words or units, such as `1,5 triệu`.
    MoneyScaled = "money-scaled", Told;
    /// The row is not shown.
    RowHidden = "row-hidden", Question;
    /// The cell is typed in TCVN3.
    LegacyTcvn3 = "legacy-tcvn3", Question;
    /// The cell is typed in VNI.
    LegacyVni = "legacy-vni", Question;
    /// The name is in capitals.
    NameInCapitals = "name-in-capitals", Question;
    /// The name begins with a small letter.
    NameInSmallLetters = "name-in-small-letters", Question;
    /// The name has one word.
    NameOneWord = "name-one-word", Question;
    /// The name has characters that names do not have.
    NameOdd = "name-odd", Question;
    /// The name begins with Ông though the courtesy has a column of its own: maybe a surname.
    CourtesyOrSurname = "courtesy-or-surname", Question;
    /// What stands in the column of courtesy is neither Ông nor Bà.
    CourtesyUnread = "courtesy-unread", Question;
    /// Courtesy and sex do not agree.
    SexContradicts = "sex-contradicts", Question;
    /// What stands in the column of sex is neither Nam nor Nữ.
    SexUnread = "sex-unread", Question;
    /// Nothing says whether this is a person or a group.
    KindGuessed = "kind-guessed", Question;
    /// The name looks like another kind than the list says.
    KindContradicts = "kind-contradicts", Question;
    /// What stands in the column of kinds is none.
    KindUnread = "kind-unread", Question;
    /// The year has two figures.
    BirthShortYear = "birth-short-year", Question;
    /// Day and month seem to be the wrong way round.
    BirthSwapped = "birth-swapped", Question;
    /// A bare number that is a day only by its serial number.
    BirthSerial = "birth-serial", Question;
    /// Month and year, without the day.
    BirthMonth = "birth-month", Question;
    /// Nobody so old, or so young.
    BirthImplausible = "birth-implausible", Question;
    /// No date.
    BirthUnread = "birth-unread", Question;
    /// Two dates of birth in one row.
    BirthTwice = "birth-twice", Question;
    /// There is no unit.
    UnitMissing = "unit-missing", Question;
    /// The unit stands in a heading above.
    UnitFromSection = "unit-from-section", Question;
    /// Post and unit in one cell cannot be told apart.
    PostUnitWhole = "post-unit-whole", Question;
    /// There is no award.
    AwardMissing = "award-missing", Question;
    /// No sum.
    MoneyUnread = "money-unread", Question;
    /// The sum has a fraction.
    MoneyFraction = "money-fraction", Question;
    /// The sum may be read in two ways.
    MoneyAmbiguous = "money-ambiguous", Question;
    /// A formula came to nothing.
    CellError = "cell-error", Question;
    /// A number or date where words are wanted.
    CellNotWords = "cell-not-words", Question;
    /// The same honoree stands twice in the list.
    Duplicate = "duplicate", Question;
    /// The same honoree stands in an older list.
    DuplicateOlder = "duplicate-older", Question;
    /// There is no name.
    NameMissing = "name-missing", Refusal;
    /// The formula of the name came to nothing.
    NameError = "name-error", Refusal;
    /// A number or date where the name should be.
    NameNotWords = "name-not-words", Refusal;
    /// A cell that is too long for its field.
    CellTooLong = "cell-too-long", Refusal;
    /// A cell holds control characters.
    CellControl = "cell-control", Refusal;
}

/// What is to be said about a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// What it is.
    pub code: NoteCode,
    /// How grave it is.
    pub weight: Weight,
    /// The cell that it is about.
    pub cell: CellAt,
    /// A Vietnamese sentence for people.
    pub message: String,
    /// What the row would say instead.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub proposal: Option<Proposal>,
}

/// What a question proposes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "field", content = "value", rename_all = "kebab-case")]
pub enum Proposal {
    /// Another kind.
    Kind(Kind),
    /// A courtesy, or none.
    Courtesy(Option<Courtesy>),
    /// A name.
    Name(String),
    /// A sex.
    Sex(Sex),
    /// A date of birth.
    Birth(Birth),
    /// A title.
    Title(String),
    /// A post.
    Post(String),
    /// A unit.
    Unit(String),
    /// An address.
    Address(String),
    /// An award.
    Award(String),
    /// An achievement.
    Achievement(String),
    /// A group.
    Group(String),
    /// A sphere of work.
    Sphere(String),
    /// A sum in đồng.
    Money(i64),
    /// Notes.
    Notes(String),
}

impl Proposal {
    /// Puts the proposal into an honoree.
    pub fn apply(&self, honoree: &mut Honoree) {
        match self {
            Proposal::Kind(kind) => honoree.kind = *kind,
            Proposal::Courtesy(courtesy) => honoree.courtesy = *courtesy,
            Proposal::Name(name) => honoree.name.clone_from(name),
            Proposal::Sex(sex) => honoree.sex = Some(*sex),
            Proposal::Birth(birth) => honoree.birth = Some(*birth),
            Proposal::Title(text) => honoree.title.clone_from(text),
            Proposal::Post(text) => honoree.post.clone_from(text),
            Proposal::Unit(text) => honoree.unit.clone_from(text),
            Proposal::Address(text) => honoree.address.clone_from(text),
            Proposal::Award(text) => honoree.award.clone_from(text),
            Proposal::Achievement(text) => honoree.achievement.clone_from(text),
            Proposal::Group(text) => honoree.group.clone_from(text),
            Proposal::Sphere(text) => honoree.sphere.clone_from(text),
            Proposal::Money(dong) => honoree.money = Some(*dong),
            Proposal::Notes(text) => honoree.notes.clone_from(text),
        }
    }
}

/// What is to be said about a sheet as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// The stable code.
    pub code: String,
    /// The name of the sheet.
    pub sheet: String,
    /// The cell, where it is about one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub cell: Option<CellAt>,
    /// A Vietnamese sentence for people.
    pub message: String,
}
