//! What addresses of campaigns, rounds, entries and lists ask, and the keys in what is said.

use utoipa::{IntoParams, ToSchema};

macro_rules! queries {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field:meta])* $key:ident: $type:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(IntoParams)]
        #[into_params(parameter_in = Query)]
        #[expect(dead_code, reason = "describes what `Query` reads")]
        pub struct $name { $($(#[$field])* $key: $type,)* }
    )*};
}

queries! {
    /// The parameters of the list of campaigns.
    CampaignListQuery {
        /// Words of the name, with accents or without, in any order; at most 4.
        #[param(max_length = 400)]
        q: Option<String>,
        /// Only those that are closed, or only those that are not.
        closed: Option<bool>,
        /// `changed` (the last changed first) or `name` (in Vietnamese order).
        #[param(inline)]
        sort: Option<CampaignSort>,
        /// How many, at most.
        #[param(minimum = 1, maximum = 200)]
        limit: Option<u32>,
        /// Where the page before ended, as its `next` said.
        cursor: Option<String>,
    }
    /// The parameters of a list of rounds.
    RoundListQuery {
        /// Only those in this state.
        #[param(inline)]
        state: Option<RoundState>,
        /// Only those of this year.
        #[param(minimum = 1, maximum = 4_294_967_295_u32)]
        year: Option<u64>,
        /// How many, at most.
        #[param(minimum = 1, maximum = 200)]
        limit: Option<u32>,
        /// Where the page before ended, as its `next` said.
        cursor: Option<String>,
    }
    /// The parameters of the check of a round.
    CheckQuery {
        /// The step; without it the next one.
        #[param(inline)]
        step: Option<RoundStepName>,
    }
    /// The parameters of a page.
    PageQuery {
        /// How many, at most.
        #[param(minimum = 1, maximum = 200)]
        limit: Option<u32>,
        /// Where the page before ended, as its `next` said.
        cursor: Option<String>,
    }
    /// Which round of a campaign is meant.
    WhichRound {
        /// Its id; without it the only round whose list is still made.
        round: Option<String>,
    }
    /// The parameters of a list of entries.
    HonoreeListQuery {
        /// Words of the name, the post or the unit, with accents or without; at most 4.
        #[param(max_length = 400)]
        q: Option<String>,
        /// `entered` (as they came in), `name` (tên, đệm, họ) or `unit`, in Vietnamese order.
        #[param(inline)]
        sort: Option<HonoreeSort>,
        /// Only this kind.
        #[param(inline)]
        kind: Option<HonoreeKind>,
        /// Only this form, by id.
        #[param(max_length = 400)]
        form: Option<String>,
        /// Only this group, by id.
        #[param(max_length = 400)]
        group: Option<String>,
        /// Only this unit (or address), as it is written.
        #[param(max_length = 400)]
        unit: Option<String>,
        /// Only this proposing unit, as it is written.
        #[param(max_length = 400)]
        proposer: Option<String>,
        /// Only those that came with this list.
        #[param(max_length = 400)]
        import: Option<String>,
        /// How many, at most.
        #[param(minimum = 1, maximum = 200)]
        limit: Option<u32>,
        /// Where the page before ended, as its `next` said.
        cursor: Option<String>,
    }
    /// The parameters of a list that comes in.
    UploadQuery {
        /// The name of the file.
        #[param(max_length = 400)]
        file: Option<String>,
        /// Đơn vị đề nghị of all its rows.
        #[param(max_length = 400)]
        proposer: Option<String>,
        /// The group of rows that do not name one, by id.
        #[param(max_length = 400)]
        group: Option<String>,
        /// The form of rows that do not name one, by id.
        #[param(max_length = 400)]
        form: Option<String>,
        /// The confirmed list that this one corrects.
        corrects: Option<String>,
    }
    /// The parameters of a list's rows.
    ImportRowsQuery {
        /// Only those of this status.
        #[param(inline)]
        status: Option<RowStatus>,
        /// How many, at most.
        #[param(minimum = 1, maximum = 200)]
        limit: Option<u32>,
        /// Where the page before ended, as its `next` said.
        cursor: Option<String>,
    }
}

macro_rules! keys {
    ($($(#[$doc:meta])* $name:ident { $($key:ident),* })*) => {
        $(
            $(#[$doc])*
            #[derive(ToSchema)]
            #[schema(rename_all = "kebab-case")]
            #[expect(missing_docs, reason = "the keys say it")]
            pub enum $name { $($key),* }
        )*
    };
}

keys! {
    /// The order of campaigns.
    CampaignSort { Changed, Name }
    /// The order of entries.
    HonoreeSort { Entered, Name, Unit }
    /// What an honoree is.
    HonoreeKind { Individual, Collective, Household, Enterprise }
    /// Where a round is.
    RoundState { Collecting, Reviewed, Council, Decided, Awarded }
    /// A step of a round.
    RoundStepName { Review, Council, Freeze, Award }
    /// Whether a row can be taken over.
    RowStatus { Imported, Question, Refused }
    /// What is to become of a row that asks something.
    RowAnswer { Take, Keep, Leave }
    /// Where a list is.
    ImportState { Previewed, Confirmed }
    /// How grave a finding is.
    FindingSeverity { Error, Warning, Suggestion }
}
