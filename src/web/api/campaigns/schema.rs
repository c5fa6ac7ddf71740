//! What requests about campaigns, rounds, entries and lists ask and what answers say, as the API's
//! description has it; and what can go wrong with each.

use serde_json::Value as Json;
use utoipa::ToSchema;

use crate::web::{
    api::errors::{BODY, DRAFTED, KEPT, POOL, SIGNED, errors_of},
    error::Code,
};

mod asked;

pub use asked::*;

errors_of! {
    /// Every error of lists of the office.
    ListErrors = SIGNED, &[Code::BadQuery];
    /// Every error of lists within something.
    InListErrors = SIGNED, POOL, &[Code::BadQuery, Code::NoSuchThing];
    /// Every error of lists within something that an address names by its whole.
    OfListErrors = SIGNED, POOL, &[Code::BadQuery, Code::NoSuchThing, Code::Conflict];
    /// Every error of looking at something.
    ShowErrors = SIGNED, POOL, &[Code::BadQuery, Code::NoSuchThing];
    /// Every error of a set that may not be there yet.
    SetErrors = SIGNED, POOL, &[Code::BadQuery, Code::NoSuchThing, Code::Conflict];
    /// Every error of beginning a campaign.
    BeginErrors = SIGNED, BODY, &[Code::BadOrder, Code::Invalid];
    /// Every error of beginning a round.
    RoundErrors = SIGNED, BODY, KEPT, &[Code::BadOrder];
    /// Every error of a new entry.
    AddErrors = SIGNED, BODY, KEPT, &[Code::BadOrder];
    /// Every error of changing something that was seen.
    ChangeErrors = SIGNED, BODY, KEPT, DRAFTED, &[Code::BadOrder];
    /// Every error of a step.
    StepErrors = SIGNED, BODY, KEPT, DRAFTED, &[Code::BadOrder];
    /// Every error of changing many entries.
    BulkErrors = SIGNED, BODY, KEPT, &[Code::BadOrder, Code::Stale];
    /// Every error of throwing a preview away.
    DropErrors = SIGNED, &[Code::BadQuery, Code::NoSuchThing, Code::Conflict];
    /// Every error of a list that comes in.
    ImportErrors = SIGNED, BODY, KEPT, &[Code::BadSheet];
}

/// Examples, as values.
pub mod example {
    use serde_json::{Value as Json, json};

    use crate::viet::words::awarding::{EXAMPLE_CAMPAIGN, EXAMPLE_ENTRY, EXAMPLE_ROUND};

    /// A campaign.
    pub fn campaign() -> Json {
        serde_json::from_str(EXAMPLE_CAMPAIGN).unwrap_or_default()
    }

    /// The settings of a round.
    pub fn round() -> Json {
        serde_json::from_str(EXAMPLE_ROUND).unwrap_or_default()
    }

    /// An entry.
    pub fn entry() -> Json {
        serde_json::from_str(EXAMPLE_ENTRY).unwrap_or_default()
    }

    /// Votes on every entry.
    pub fn bulk() -> Json {
        json!({ "every": { "votes": { "for": 7, "against": 0, "absent": 0 } } })
    }

    /// Answers to a list.
    pub fn answers() -> Json {
        json!({ "all": "take", "rows": { "17": "leave" } })
    }
}

macro_rules! described {
    ($($(#[$meta:meta])* $name:ident { $($(#[$field_meta:meta])* $field:ident: $type:ty,)* })*) => {
        $(
            #[derive(ToSchema)]
            $(#[$meta])*
            #[expect(dead_code, reason = "describes what is read or said")]
            pub struct $name { $($(#[$field_meta])* $field: $type,)* }
        )*
    };
}

/// A workbook: XLSX, XLS, ODS or CSV.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
#[expect(dead_code, reason = "describes a body")]
pub struct SheetFile(Vec<u8>);

described! {
    /// A campaign as it is handed in.
    CampaignBody {
        /// Tên phong trào, đợt thi đua.
        name: String,
        /// Cơ quan phát động.
        issuer: String,
        /// The plan, where it is kept as a document: `{"document", "version"}`.
        #[schema(value_type = Option<Object>)]
        plan: Option<Json>,
        /// The first and the last day: `{"from", "to"}`.
        #[schema(value_type = Option<Object>)]
        period: Option<Json>,
        /// Giai đoạn: `{"id", "name", "period"}`.
        #[schema(value_type = Option<Vec<Object>>)]
        phases: Option<Json>,
        /// What is due when: `{"what", "name", "month", "day", "year"}`.
        #[schema(value_type = Option<Vec<Object>>)]
        calendar: Option<Json>,
        /// Đơn vị được giao nhiệm vụ: `{"unit", "text"}`.
        #[schema(value_type = Option<Vec<Object>>)]
        duties: Option<Json>,
        /// Đối tượng thi đua with their criteria: `{"id", "name", "kinds", "level", "criteria"}`.
        #[schema(value_type = Option<Vec<Object>>)]
        groups: Option<Json>,
        /// Hình thức khen thưởng: `{"id", "name", "award", "authority", "money", "route"}`.
        #[schema(value_type = Option<Vec<Object>>)]
        forms: Option<Json>,
        /// Số lượng: `{"id", "name", "phase", "of", "least", "most", "each", "parts"}`.
        #[schema(value_type = Option<Vec<Object>>)]
        quotas: Option<Json>,
    }
    /// A campaign.
    Campaign {
        /// Its id.
        id: String,
        /// How often it was saved.
        edition: i64,
        /// Since when nothing more is begun in it; null while it is open.
        closed_at: Option<String>,
        /// Id of whoever began it.
        created_by: String,
        /// When.
        created_at: String,
        /// When it was saved last.
        changed_at: String,
        /// What it says.
        #[schema(value_type = Object)]
        campaign: Json,
    }
    /// A page of campaigns.
    Campaigns {
        /// The campaigns.
        items: Vec<CampaignItem>,
        /// The cursor of the next page; null on the last.
        next: Option<String>,
    }
    /// What a list says of a campaign.
    CampaignItem {
        /// Its id.
        id: String,
        /// Its name.
        name: String,
        /// How many rounds it has.
        rounds: i64,
        /// Since when nothing more is begun in it.
        closed_at: Option<String>,
        /// When it was begun.
        created_at: String,
        /// When it was saved last.
        changed_at: String,
    }
    /// What holds for a round as a whole.
    RoundBody {
        /// Tên đợt khen thưởng.
        name: String,
        /// The year it counts for.
        #[schema(minimum = 1900, maximum = 2999)]
        year: i32,
        /// The phase of the campaign, by id.
        phase: Option<String>,
        /// Thành tích chung.
        achievement: Option<String>,
        /// Members of the council.
        members: Option<u32>,
        /// The day of the submission (tờ trình).
        submitted: Option<String>,
        /// The day of the council's meeting.
        met: Option<String>,
        /// The day that the decision is to bear.
        decided: Option<String>,
        /// The decided round that this one corrects; it begins with its honorees.
        corrects: Option<String>,
    }
    /// What a list says of a round.
    RoundItem {
        /// Its id.
        id: String,
        /// Its campaign.
        campaign: String,
        /// Where it is.
        #[schema(inline)]
        state: RoundState,
        /// Its name.
        name: String,
        /// The year it counts for.
        year: i64,
        /// The round that it corrects.
        corrects: Option<String>,
        /// What was seen of it: grows with every change of it or of an entry.
        edition: i64,
        /// When its set was frozen, and the set's digest: `{"at", "digest"}`.
        #[schema(value_type = Option<Object>)]
        frozen: Option<Json>,
        /// Id of whoever began it.
        created_by: String,
        /// When.
        created_at: String,
        /// When anything in it changed last.
        changed_at: String,
    }
    /// A round.
    Round {
        /// What a list says of it.
        #[schema(inline)]
        #[serde(flatten)]
        item: RoundItem,
        /// What holds for it as a whole.
        #[schema(value_type = Object)]
        settings: Json,
        /// How many entries it has, by kind.
        #[schema(value_type = Object)]
        counts: Json,
        /// The rounds that correct it.
        corrected_by: Vec<String>,
        /// Its steps: `{"ordinal", "before", "after", "by", "at", "note", "accepted_findings"}`.
        #[schema(value_type = Vec<Object>)]
        steps: Json,
    }
    /// A page of rounds.
    Rounds {
        /// The rounds.
        items: Vec<RoundItem>,
        /// The cursor of the next page; null on the last.
        next: Option<String>,
    }
    /// What to say of a step.
    #[schema(as = RoundNote)]
    NoteOrder {
        /// What is to be said of it.
        #[schema(max_length = 2000)]
        note: Option<String>,
        /// Codes of findings that would hold the step back, and are accepted.
        accept_findings: Option<Vec<String>>,
    }
    /// Why a round goes back.
    #[schema(as = RoundReason)]
    ReasonOrder {
        /// The reason.
        #[schema(max_length = 2000)]
        reason: String,
    }
    /// What was found in a round before a step.
    RoundCheck {
        /// The step.
        #[schema(inline)]
        step: RoundStepName,
        /// What was seen of the round.
        edition: i64,
        /// True where something holds the step back.
        blocked: bool,
        /// How many findings there are; the list below ends after 2,000.
        found: usize,
        /// What was found.
        findings: Vec<RoundFinding>,
    }
    /// Something in a round that is not as the plan, the rules or the round itself want it.
    RoundFinding {
        /// Stable code.
        code: String,
        /// `error` holds the step back.
        #[schema(inline)]
        severity: FindingSeverity,
        /// The first state that it keeps the round from.
        #[schema(inline)]
        blocks: Option<RoundState>,
        /// The entry that it is about.
        entry: Option<String>,
        /// JSON pointer into the entry, or into the settings.
        pointer: String,
        /// A Vietnamese sentence.
        message: String,
    }
    /// A set that was decided. Its SHA-256 as it comes is its digest.
    RoundSet {
        /// Version of this form.
        schema: u32,
        /// The campaign's id and name.
        campaign: Vec<String>,
        /// The round's id.
        round: String,
        /// What held for it.
        #[schema(value_type = Object)]
        settings: Json,
        /// The forms that were given: id and name.
        forms: Vec<Vec<String>>,
        /// Whoever is honoured, in the order of the list.
        #[schema(value_type = Vec<Object>)]
        honorees: Json,
        /// Whoever was proposed and is not.
        #[schema(value_type = Vec<Object>)]
        refused: Json,
    }
    /// What one list adds to another, changes and removes.
    RoundChanges {
        /// Only in the newer.
        #[schema(value_type = Vec<Object>)]
        added: Json,
        /// In both, and not the same: `{"old", "new", "fields"}`.
        #[schema(value_type = Vec<Object>)]
        changed: Json,
        /// Only in the older.
        #[schema(value_type = Vec<Object>)]
        removed: Json,
        /// How many are the same.
        same: usize,
    }
    /// An entry as it is handed in.
    EntryBody {
        /// Who: `{"kind", "name", "courtesy", "sex", "birth", "post", "unit", …}`.
        #[schema(value_type = Object)]
        honoree: Json,
        /// Đơn vị đề nghị.
        proposer: Option<String>,
        /// The group of the campaign, by id.
        group: Option<String>,
        /// The form of the campaign, by id.
        form: Option<String>,
        /// Người lao động trực tiếp, where known.
        direct: Option<bool>,
        /// Figures for criteria, by their ids.
        #[schema(value_type = Option<Object>)]
        figures: Option<Json>,
        /// What stands in the way of an award.
        bans: Option<Vec<String>>,
        /// Thẩm định: `{"unit", "opinion", "favours", "met", "evidence"}`.
        #[schema(value_type = Option<Object>)]
        review: Option<Json>,
        /// Phiếu của Hội đồng: `{"for", "against", "absent"}`.
        #[schema(value_type = Option<Object>)]
        votes: Option<Json>,
        /// False where it is not to be honoured.
        accepted: Option<bool>,
        /// Why.
        reasons: Option<String>,
    }
    /// An entry.
    Honoree {
        /// Its id.
        id: String,
        /// Order of coming in.
        ordinal: i64,
        /// How often it was saved.
        edition: i64,
        /// The list that it came with.
        import: Option<String>,
        /// True where it is in the set that was decided.
        honoured: bool,
        /// When it was saved last.
        changed_at: String,
        /// What it says.
        #[schema(value_type = Object)]
        entry: Json,
    }
    /// A page of entries.
    Honorees {
        /// The entries.
        items: Vec<Honoree>,
        /// The cursor of the next page; null on the last.
        next: Option<String>,
    }
    /// What is changed in many entries: just one of `items` and `every`.
    BulkBody {
        /// Entries by `id` (and `edition`, where it matters), each with the parts that are put anew.
        #[schema(value_type = Option<Vec<Object>>)]
        items: Option<Json>,
        /// Parts that every entry is given.
        #[schema(value_type = Option<Object>)]
        every: Option<Json>,
    }
    /// How many entries are not as they were.
    Changed {
        /// How many.
        changed: usize,
    }
    /// What a list of lists says of one.
    ImportItem {
        /// Its id.
        id: String,
        /// The round that it is for.
        round: String,
        /// The name of the file.
        file: String,
        /// SHA-256 of its bytes.
        digest: String,
        /// Where it is.
        #[schema(inline)]
        state: ImportState,
        /// How often it was answered.
        edition: i64,
        /// The list that it corrects.
        corrects: Option<String>,
        /// Đơn vị đề nghị of all its rows.
        proposer: String,
        /// Id of whoever handed it in.
        by: String,
        /// When.
        at: String,
        /// When it was taken over.
        confirmed_at: Option<String>,
    }
    /// A list, but its rows.
    Import {
        /// What a list of lists says of it.
        #[schema(inline)]
        #[serde(flatten)]
        item: ImportItem,
        /// How many rows there are of each status: `{"imported", "question", "refused"}`.
        #[schema(value_type = Object)]
        counts: Json,
        /// How many rows ask something that nobody answered.
        open: usize,
        /// The columns, understood or not.
        #[schema(value_type = Vec<Object>)]
        columns: Json,
        /// What is to be said about sheets as a whole.
        #[schema(value_type = Vec<Object>)]
        notices: Json,
        /// The answers.
        #[schema(value_type = Object)]
        answers: Json,
        /// Where a preview corrects a list: what it adds, changes and removes.
        changes: Option<RoundChanges>,
    }
    /// A page of lists.
    Imports {
        /// The lists.
        items: Vec<ImportItem>,
        /// The cursor of the next page; null on the last.
        next: Option<String>,
    }
    /// A row of a list.
    ImportRow {
        /// Its number, from 0.
        row: usize,
        /// Whether it can be taken over.
        #[schema(inline)]
        status: RowStatus,
        /// Where it stands: `{"sheet", "cell"}`.
        #[schema(value_type = Object)]
        origin: Json,
        /// Who it is about, without what questions propose.
        #[schema(value_type = Object)]
        honoree: Json,
        /// What is to be said of it: `{"code", "weight", "cell", "message", "proposal"}`.
        #[schema(value_type = Vec<Object>)]
        notes: Json,
        /// The answer to its questions.
        #[schema(inline)]
        answer: Option<RowAnswer>,
    }
    /// A page of rows.
    ImportRows {
        /// The rows.
        items: Vec<ImportRow>,
        /// The cursor of the next page; null on the last.
        next: Option<String>,
    }
    /// Answers to the questions of a list.
    AnswersBody {
        /// For every row that has none of its own.
        #[schema(inline)]
        all: Option<RowAnswer>,
        /// By the number of the row, from 0.
        #[schema(value_type = Option<Object>)]
        rows: Option<Json>,
    }
}
