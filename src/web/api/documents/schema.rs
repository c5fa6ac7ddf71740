//! What requests about documents ask and what answers say, as the API's description has it; and
//! what can go wrong with each.

use serde_json::{Map, Value as Json};
use utoipa::{IntoParams, ToSchema};

use crate::{
    viet::words::{self, documents::EXAMPLE_REASON},
    web::{
        api::{
            check::schema::{Finding, SwitchedOff},
            errors::{BODY, DRAFTED, KEPT, POOL, PRESS, SIGNED, errors_of},
            schema::{DataProblem, DocumentSchema, Leftover, Problem, StandardKey},
            typeset::Format,
        },
        error::Code,
    },
};

errors_of! {
    /// Every error of lists.
    ListErrors = SIGNED, &[Code::BadQuery, Code::NoSuchThing];
    /// Every error of looking at a document.
    ShowErrors = SIGNED, POOL, &[Code::BadQuery, Code::NoSuchThing];
    /// Every error of a draft.
    DraftErrors = SIGNED, BODY, KEPT, &[Code::BadOrder, Code::BadWord, Code::NoDocument];
    /// Every error of a draft that is made anew.
    RedraftErrors = SIGNED, BODY, KEPT, DRAFTED, &[Code::BadOrder, Code::BadWord, Code::NoDocument];
    /// Every error of throwing away.
    DiscardErrors = SIGNED, KEPT, DRAFTED, &[Code::BadQuery];
    /// Every error of a step.
    ActErrors = SIGNED, BODY, KEPT, DRAFTED, &[Code::BadOrder];
    /// Every error of submitting.
    SubmitErrors = SIGNED, BODY, KEPT, DRAFTED, &[Code::BadOrder, Code::BadData, Code::GlyphMissing];
    /// Every error of issuing.
    IssueErrors = SIGNED, BODY, KEPT, DRAFTED, &[Code::BadOrder, Code::GlyphMissing, Code::TooManyPages];
    /// Every error of the list of who is named.
    NamingErrors = SIGNED, POOL, &[Code::BadQuery, Code::Invalid];
    /// Every error of a version's file.
    ContentErrors = SIGNED, POOL, PRESS, KEPT, &[Code::BadQuery];
    /// Every error of what changed.
    DiffErrors = SIGNED, POOL, KEPT, &[Code::BadQuery, Code::TooManyPages];
}

/// The example of a draft: data of [`words::EXAMPLE_DATA`]'s template.
pub fn example() -> Json {
    let data: Json = serde_json::from_str(words::EXAMPLE_DATA.1).unwrap_or_default();
    serde_json::json!({ "template": words::EXAMPLE_DATA.0, "data": data, "note": EXAMPLE_REASON })
}

/// The parameters of the list.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what `Query` reads")]
pub struct ListQuery {
    /// Words of the title, the number or the text, with accents or without, in any order; at most 8.
    #[param(max_length = 400)]
    q: Option<String>,
    /// Only those in this state.
    #[param(inline)]
    state: Option<State>,
    /// Only those of this type.
    #[param(pattern = "^[A-Za-z0-9-]*$")]
    kind: Option<String>,
    /// Only those of this template.
    #[param(pattern = "^[A-Za-z0-9-]*$")]
    template: Option<String>,
    /// Only those that changed at this time (RFC 3339) or after.
    changed_since: Option<String>,
    /// `1` or `true`: what was thrown away, instead of everything else.
    discarded: Option<String>,
    /// `changed` (the last changed first) or `title` (in Vietnamese order).
    #[param(inline)]
    sort: Option<Sort>,
    /// How many, at most.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// Where the page before ended, as its `next` said.
    cursor: Option<String>,
}

/// The parameters of a list of versions.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what `Query` reads")]
pub struct VersionsQuery {
    /// How many, at most.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// Where the page before ended, as its `next` said.
    cursor: Option<String>,
}

/// The parameters of a Word file.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what `Query` reads")]
pub struct WordQuery {
    /// Why, for a Word file; JSON says it itself.
    #[param(max_length = 400)]
    note: Option<String>,
}

/// The parameters of the list of who is named.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what `Query` reads")]
pub struct NamingQuery {
    /// The name.
    #[param(min_length = 2, max_length = 400)]
    q: String,
}

/// The parameters of a version's file.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what `Query` reads")]
pub struct ContentQuery {
    /// The format; without it `pdf`.
    #[param(inline)]
    format: Option<Format>,
    /// Which page `png` and `svg` show, from 1.
    #[param(minimum = 1, maximum = 4_294_967_295_u32)]
    page: Option<u64>,
    /// `press` prints it; `upload` is the Word file that somebody edited by hand.
    #[param(inline)]
    source: Option<Source>,
}

/// The parameters of what changed.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes what `Query` reads")]
pub struct DiffQuery {
    /// The older version.
    #[param(minimum = 1, maximum = 4_294_967_295_u32)]
    from: u64,
    /// The newer version.
    #[param(minimum = 1, maximum = 4_294_967_295_u32)]
    to: u64,
    /// The format; without it `json`.
    #[param(inline)]
    format: Option<DiffFormat>,
}

macro_rules! keys {
    ($($(#[$doc:meta])* $name:ident { $($key:ident),* })*) => {
        $(
            $(#[$doc])*
            #[derive(ToSchema)]
            #[schema(rename_all = "kebab-case")]
            #[expect(dead_code, reason = "describes what is read or said")]
            enum $name { $($key),* }
        )*
    };
}

keys! {
    /// Where a document is in its life.
    State { Draft, Submitted, Approved, Issued, Revoked, Replaced }
    /// What is done with a document.
    Act { Edit, Submit, Return, Approve, Issue, Revoke, Replace }
    /// The order of a list.
    Sort { Changed, Title }
    /// Where a file comes from.
    Source { Press, Upload }
    /// How a difference is shown.
    DiffFormat { Json, Html, Docx }
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

described! {
    /// A draft: just one of `template` (with `data`), `text` and `document`.
    DraftOrder {
        /// The template's id.
        #[schema(nullable = false)]
        template: Option<String>,
        /// What it asks for; may be half-filled.
        #[schema(value_type = Option<Object>, nullable = false)]
        data: Option<Map<String, Json>>,
        /// Official text.
        text: Option<String>,
        /// A finished document.
        document: Option<DocumentSchema>,
        /// Tên cơ quan ban hành, for text that has lost it.
        issuer: Option<String>,
        /// Tên cơ quan chủ quản trực tiếp, for text that has lost it.
        parent: Option<String>,
        /// Địa danh, for text that has lost it.
        place: Option<String>,
        /// Key of the standard, for text and documents.
        standard: Option<StandardKey>,
        /// Why.
        #[schema(max_length = 2000)]
        note: Option<String>,
        /// Make it of data or text though somebody has edited it by hand.
        overwrite_hand_edits: Option<bool>,
    }
    /// What submitting says.
    SubmitOrder {
        /// To whoever approves.
        #[schema(max_length = 2000)]
        note: Option<String>,
        /// The rules whose errors stay: each that is found.
        accept_findings: Option<Vec<String>>,
    }
    /// A note.
    NoteOrder {
        /// The note.
        #[schema(max_length = 2000)]
        note: Option<String>,
    }
    /// A reason.
    ReasonOrder {
        /// The reason.
        #[schema(min_length = 1, max_length = 2000)]
        reason: String,
    }
    /// What is taken out.
    RedactOrder {
        /// The name or another value, as it stands there; capitals do not matter.
        #[schema(min_length = 2, max_length = 400)]
        value: String,
    }
    /// Documents and certificates that name somebody.
    Namings {
        /// The documents.
        items: Vec<Naming>,
        /// The award rounds.
        rounds: Vec<RoundNaming>,
        /// The certificates; what was printed stays, what was given up names nobody.
        certificates: Vec<NamingCertificate>,
    }
    /// An award round that names somebody.
    RoundNaming {
        /// Its id.
        round: String,
        /// Where it is.
        state: String,
        /// The entries that name them.
        honorees: Vec<String>,
        /// The lists that name them.
        imports: Vec<String>,
    }
    /// A certificate that names somebody.
    NamingCertificate {
        /// Its id.
        certificate: String,
        /// What became of it: `enrolled`, `printed`, `revoked`, `replaced`.
        state: String,
    }
    /// A document that names somebody.
    Naming {
        /// Its id.
        document: String,
        /// Where it is in its life.
        #[schema(inline)]
        state: State,
        /// The versions that name them.
        versions: Vec<i64>,
    }
    /// What comes instead.
    ReplaceOrder {
        /// Id of an issued document of the office.
        by: String,
        /// The reason.
        #[schema(min_length = 1, max_length = 2000)]
        reason: String,
    }
    /// How a document shall be issued.
    IssueOrder {
        /// The day that stands on it; today in Việt Nam, where nobody says.
        #[schema(format = Date)]
        day: Option<String>,
        /// The series; by type and symbol, where nobody says.
        series: Option<String>,
        /// A number that was reserved, such as `05` or `15a`.
        reserved: Option<String>,
        /// Who gets it, as the register says it; nơi nhận, where nobody says.
        recipients: Option<Vec<String>>,
        /// Who keeps the file copy; what nơi nhận says, where nobody says.
        keeper: Option<String>,
        /// How many copies are made.
        #[schema(minimum = 1)]
        copies: Option<i64>,
        /// What the register notes.
        #[schema(max_length = 2000)]
        note: Option<String>,
    }
    /// A person.
    #[schema(as = DocumentPerson)]
    Person {
        /// Their id.
        id: String,
        /// Their name.
        name: String,
    }
    /// A page of documents.
    Documents {
        /// The documents.
        items: Vec<DocumentItem>,
        /// The cursor of the next page; null on the last.
        next: Option<String>,
    }
    /// What a list says of a document.
    DocumentItem {
        /// Its id.
        id: String,
        /// Where it is in its life.
        #[schema(inline)]
        state: State,
        /// Key of its type.
        kind: String,
        /// Its title.
        title: String,
        /// Its newest version, for `If-Match`.
        head: i64,
        /// Its number, once it is issued.
        issued: Option<DocumentNumber>,
        /// What came instead of it.
        replaced_by: Option<String>,
        /// The template of its newest version.
        template: Option<String>,
        /// Since when it is thrown away.
        discarded_at: Option<String>,
        /// Who began it.
        created_by: Person,
        /// When.
        created_at: String,
        /// When it last changed.
        changed_at: String,
    }
    /// The number of an issued document.
    DocumentNumber {
        /// The series.
        series: String,
        /// Its year.
        year: i64,
        /// The number.
        number: i64,
        /// Which supplement of the number it is; 0 for the number itself.
        supplement: i64,
        /// The symbol.
        symbol: String,
        /// Number and symbol as they are written.
        #[schema(example = "05/KH-UBND")]
        written: String,
        /// The day on it.
        #[schema(format = Date)]
        day: String,
        /// Who signed it.
        signer: String,
    }
    /// A document with its newest version, and while it may still be changed what is to be said of it.
    #[schema(as = KeptDocument)]
    Document {
        /// Where it stands.
        #[schema(inline)]
        #[serde(flatten)]
        item: DocumentItem,
        /// What it came instead of.
        replaces: Vec<String>,
        /// What the one who asks may do with it now.
        #[schema(inline)]
        may: Vec<Act>,
        /// Its newest version.
        version: Version,
        /// Whether nothing in the data forbids the document.
        #[schema(nullable = false)]
        valid: Option<bool>,
        /// What is wrong with the data, or lacks.
        #[schema(nullable = false)]
        problems: Option<Vec<DataProblem>>,
        /// What reading and printing show.
        #[schema(nullable = false)]
        reading: Option<Vec<Problem>>,
        /// Text that is not of the document.
        #[schema(nullable = false)]
        leftovers: Option<Vec<Leftover>>,
        /// What is not as the standard wants it. Errors hold submitting back.
        #[schema(nullable = false)]
        findings: Option<Vec<Finding>>,
        /// The rules that the office does without.
        #[schema(nullable = false)]
        switched_off: Option<Vec<SwitchedOff>>,
        /// After a hand edit: what it changed, as `…/diff` says it.
        #[schema(value_type = Option<Object>, nullable = false)]
        changes: Option<Json>,
    }
    /// A page of versions.
    Versions {
        /// The versions.
        items: Vec<VersionItem>,
        /// The cursor of the next page; null on the last.
        next: Option<String>,
    }
    /// What a list says of a version.
    VersionItem {
        /// From 1.
        ordinal: i64,
        /// What was done.
        #[schema(inline)]
        act: Act,
        /// The state after it.
        #[schema(inline)]
        state: State,
        /// Who.
        by: Person,
        /// When.
        at: String,
        /// Why.
        note: String,
        /// What else is to be known: `accepted_findings`, `by`.
        #[schema(value_type = Object)]
        detail: Json,
        /// The template.
        template: Option<DocumentTemplate>,
        /// Key of the standard.
        standard: String,
        /// What prints: this program and the engine in it.
        #[schema(example = "vanthu/0.1.0 typst/0.15.1")]
        engine: String,
        /// SHA-256 of the faces.
        fonts: String,
        /// SHA-256 of the document's JSON: what it says.
        digest: String,
        /// Whether somebody edited it by hand.
        hand_edited: bool,
    }
    /// A version of a template.
    DocumentTemplate {
        /// Its id.
        id: String,
        /// Its version.
        version: String,
    }
    /// A version whole.
    Version {
        /// What a list says of it.
        #[schema(inline)]
        #[serde(flatten)]
        item: VersionItem,
        /// The data of the form, or the text that was handed in.
        #[schema(value_type = Object)]
        data: Json,
        /// The document.
        #[schema(value_type = DocumentSchema)]
        document: Json,
    }
    /// What changed from one version to another.
    DiffReport {
        /// The older version.
        from: DiffSide,
        /// The newer version.
        to: DiffSide,
        /// What changed in the document: both of them in one list.
        #[schema(value_type = Object)]
        changes: Json,
        /// What changed in the data, in the words of the form; null unless both are of one template.
        #[schema(value_type = Option<Vec<Object>>)]
        data: Option<Vec<Json>>,
    }
    /// A version that is compared.
    DiffSide {
        /// From 1.
        ordinal: i64,
        /// What was done.
        #[schema(inline)]
        act: Act,
        /// When.
        at: String,
        /// Who.
        by: Person,
    }
}
