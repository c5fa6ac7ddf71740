//! What went wrong at the door, as RFC 9457 says it.
//!
//! Every error has a stable code; its Vietnamese sentence stands in `viet::words`. Causes
//! inside the server are logged and never shown.

use std::fmt::Display;

use actix_web::{
    HttpRequest, HttpResponse, ResponseError,
    http::{
        StatusCode,
        header::{self, HeaderValue},
    },
};
use serde::Serialize;
use serde_json::Value as Json;
use utoipa::ToSchema;

use super::{ROUTES, api::schema::DataProblem, pages::PAGES};
use crate::{
    flow::{
        self, Refusal,
        bureau::{Blame, Failure},
        typeset,
    },
    model::{self, Reading},
    store,
    viet::words,
};

/// The media type of RFC 9457.
pub const PROBLEM_JSON: &str = "application/problem+json";

/// Seconds after which a refused request may be sent again.
const RETRY_AFTER: &str = "5";

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $status:ident, $key:literal, $title:literal;)*) => {
        /// The stable code of an error.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
        #[serde(rename_all = "kebab-case")]
        pub enum Code { $($(#[$doc])* $name,)* }

        impl Code {
            /// Every code.
            pub const ALL: &[Code] = &[$(Code::$name,)*];

            /// The code as programs read it.
            pub fn key(self) -> &'static str {
                match self { $(Code::$name => $key,)* }
            }

            /// The status that goes with it.
            pub fn status(self) -> StatusCode {
                match self { $(Code::$name => StatusCode::$status,)* }
            }

            /// What it is, for programmers.
            pub fn title(self) -> &'static str {
                match self { $(Code::$name => $title,)* }
            }
        }
    };
}

codes! {
    /// A query parameter is unknown, doubled or has a wrong value.
    BadQuery = BAD_REQUEST, "bad-query", "Wrong query parameters";
    /// A form is not one of ours.
    BadForm = BAD_REQUEST, "bad-form", "Wrong form";
    /// The body is not UTF-8.
    BadText = BAD_REQUEST, "bad-text", "Body is not UTF-8 text";
    /// The Idempotency-Key is no key.
    BadKey = BAD_REQUEST, "bad-key", "Idempotency-Key is not 1 to 255 visible ASCII characters";
    /// The body is not JSON.
    BadJson = BAD_REQUEST, "bad-json", "Body is not JSON";
    /// Nobody is signed in, or no more.
    NotSignedIn = UNAUTHORIZED, "not-signed-in", "Not signed in";
    /// The login or the password is wrong.
    WrongPassword = UNAUTHORIZED, "wrong-password", "Wrong login or password";
    /// The person, or their key, may not do this.
    Forbidden = FORBIDDEN, "forbidden", "Not allowed";
    /// The form's token is not the session's.
    WrongCsrf = FORBIDDEN, "wrong-csrf", "Wrong CSRF token";
    /// No such thing in this office.
    NoSuchThing = NOT_FOUND, "no-such-thing", "No such thing in this office";
    /// No such path.
    NotFound = NOT_FOUND, "not-found", "No such path";
    /// No template of this name.
    TemplateNotFound = NOT_FOUND, "template-not-found", "No such template";
    /// The path does not take this method.
    MethodNotAllowed = METHOD_NOT_ALLOWED, "method-not-allowed", "Method not allowed";
    /// No format of ours is acceptable.
    NotAcceptable = NOT_ACCEPTABLE, "not-acceptable", "No acceptable format";
    /// The body came too slowly.
    BodyTooSlow = REQUEST_TIMEOUT, "body-too-slow", "Body came too slowly";
    /// Things are not as this asks for; the fault says how.
    Conflict = CONFLICT, "conflict", "Conflict";
    /// A new version of a template refuses data that the last one takes.
    BreakingChanges = CONFLICT, "breaking-changes", "Data in use would be refused";
    /// The same request is being answered.
    StillRunning = CONFLICT, "still-running", "The same request is still running";
    /// Somebody changed it since it was seen.
    Stale = PRECONDITION_FAILED, "stale", "Changed since it was seen";
    /// The body is too large.
    TooLarge = PAYLOAD_TOO_LARGE, "too-large", "Body too large";
    /// The body's media type is none of ours.
    UnsupportedMediaType = UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type", "Unsupported media type";
    /// The JSON is not a manuscript.
    BadManuscript = UNPROCESSABLE_ENTITY, "bad-manuscript", "JSON is not a manuscript";
    /// The body is no Word file that can be read.
    BadWord = UNPROCESSABLE_ENTITY, "bad-word", "Not a readable Word file";
    /// The JSON is not what a template's path takes.
    BadOrder = UNPROCESSABLE_ENTITY, "bad-order", "JSON is not what this path takes";
    /// The data is not what the template asks for.
    BadData = UNPROCESSABLE_ENTITY, "bad-data", "Data is not what the template asks for";
    /// The text is no sound template.
    BadTemplate = UNPROCESSABLE_ENTITY, "bad-template", "Template has faults";
    /// The text holds no document.
    NoDocument = UNPROCESSABLE_ENTITY, "no-document", "Text holds no document";
    /// No face has a glyph for a character.
    GlyphMissing = UNPROCESSABLE_ENTITY, "glyph-missing", "No glyph for a character";
    /// The document is too long.
    TooManyPages = UNPROCESSABLE_ENTITY, "too-many-pages", "Too many pages";
    /// The page asked for is not there.
    NoSuchPage = UNPROCESSABLE_ENTITY, "no-such-page", "No such page";
    /// What was asked has faults.
    Invalid = UNPROCESSABLE_ENTITY, "invalid", "What was asked has faults";
    /// The Idempotency-Key came with another request before.
    KeyReused = UNPROCESSABLE_ENTITY, "key-reused", "Idempotency-Key was used for another request";
    /// `If-Match` is missing.
    IfMatchNeeded = PRECONDITION_REQUIRED, "if-match-needed", "If-Match is needed";
    /// Too many requests.
    TooOften = TOO_MANY_REQUESTS, "too-often", "Too many requests";
    /// A defect of ours.
    Internal = INTERNAL_SERVER_ERROR, "internal", "Internal error";
    /// The queue is full.
    Busy = SERVICE_UNAVAILABLE, "busy", "Busy";
    /// It took too long.
    TooSlow = SERVICE_UNAVAILABLE, "too-slow", "Took too long";
    /// The database cannot be reached.
    StoreAway = SERVICE_UNAVAILABLE, "store-away", "Database cannot be reached";
    /// The disk is full.
    DiskFull = INSUFFICIENT_STORAGE, "disk-full", "Disk is full";
}

/// One fault of several, with its place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Fault {
    /// Stable code of the fault.
    #[schema(example = "json-unknown-field")]
    pub code: String,
    /// A Vietnamese sentence.
    pub detail: String,
    /// JSON pointer into the body, where the fault has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "/document/sections/0/blocks/3", nullable = false)]
    pub pointer: Option<String>,
    /// Name of the query parameter or form field, where it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub parameter: Option<String>,
    /// Line of the body from 1, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub line: Option<usize>,
    /// Column of the body from 1, in characters, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub column: Option<usize>,
    /// What exactly, for programmers.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub reason: Option<String>,
}

/// The body of every error (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
pub struct Problem {
    /// The kind of problem, as a URI.
    #[schema(example = "urn:vanthu:problem:bad-manuscript")]
    pub r#type: String,
    /// The kind in words, English.
    pub title: &'static str,
    /// The status again.
    pub status: u16,
    /// Stable code.
    pub code: Code,
    /// A Vietnamese sentence for people.
    pub detail: String,
    /// Every fault at once, each with its place.
    pub errors: Vec<Fault>,
    /// Where the data of a template is at fault (`bad-data`): everything that is to be said
    /// of the data, with labels and sentences of the template.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<DataProblem>,
    /// Where somebody was faster (`stale`): how it is now, so that nothing typed is lost.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>, nullable = false)]
    pub current: Option<Json>,
}

/// An error on its way out.
#[derive(Clone, Debug)]
pub struct Error {
    /// What it is.
    pub code: Code,
    /// What takes the place of `{}` in its sentence.
    pub about: String,
    /// Every fault at once.
    pub faults: Vec<Fault>,
    /// `Allow`, for 405.
    pub allow: &'static str,
    /// What is to be said of the data of a template.
    pub problems: Vec<DataProblem>,
    /// How it is now, for [`Code::Stale`].
    pub current: Option<Box<Json>>,
    /// Seconds after which it is worth another try, where it is.
    pub retry_after: Option<u64>,
}

impl Error {
    /// An error without more to say.
    pub fn new(code: Code) -> Error {
        Error {
            code,
            about: String::new(),
            faults: Vec::new(),
            allow: "",
            problems: Vec::new(),
            current: None,
            retry_after: None,
        }
    }

    /// An error about something.
    pub fn about(code: Code, about: impl Display) -> Error {
        Error { about: format!("{about}"), ..Error::new(code) }
    }

    /// An error with its faults.
    pub fn with(code: Code, faults: Vec<Fault>) -> Error {
        Error { faults, ..Error::new(code) }
    }

    /// A text without a document: what the reader said of it are the faults.
    pub fn no_document(reading: &Reading) -> Error {
        let faults = reading.problems.iter().cloned().map(Fault::from);
        Error::with(Code::NoDocument, faults.collect())
    }

    /// Data that forbids a document: its faults are the faults, with pointers into the body
    /// as everywhere; beside them stands all that is to be said of the data.
    pub fn bad_data(problems: &[model::DataProblem]) -> Error {
        let faults = problems.iter().filter(|problem| problem.is_fault()).map(|problem| Fault {
            code: problem.code.key().into(),
            detail: problem.message.clone(),
            pointer: Some(format!("/data{}", problem.pointer)),
            ..Fault::default()
        });
        let problems = problems.iter().cloned().map(DataProblem::from).collect();
        Error { problems, ..Error::with(Code::BadData, faults.collect()) }
    }

    /// The Vietnamese sentence.
    pub fn sentence(&self) -> String {
        words::error(self.code.key(), &self.about)
    }

    /// The body.
    pub fn problem(&self) -> Problem {
        Problem {
            r#type: format!("urn:vanthu:problem:{}", self.code.key()),
            title: self.code.title(),
            status: self.code.status().as_u16(),
            code: self.code,
            detail: self.sentence(),
            errors: self.faults.clone(),
            problems: self.problems.clone(),
            current: self.current.as_deref().cloned(),
        }
    }
}

impl Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.code.key(), self.about)
    }
}

impl ResponseError for Error {
    fn status_code(&self) -> StatusCode {
        self.code.status()
    }

    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::build(self.status_code());
        response.content_type(PROBLEM_JSON).insert_header((header::CONTENT_LANGUAGE, "vi"));
        if self.code == Code::MethodNotAllowed {
            response.insert_header((header::ALLOW, HeaderValue::from_static(self.allow)));
        }
        match self.retry_after {
            Some(seconds) => response.insert_header((header::RETRY_AFTER, seconds)),
            None if self.status_code() == StatusCode::SERVICE_UNAVAILABLE => {
                response.insert_header((header::RETRY_AFTER, RETRY_AFTER))
            }
            None => &mut response,
        };
        if self.status_code() == StatusCode::UNAUTHORIZED {
            response.insert_header((header::WWW_AUTHENTICATE, "Bearer"));
        }
        response.json(self.problem())
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Error::new(match refusal {
            Refusal::Full => Code::Busy,
            Refusal::TooSlow => Code::TooSlow,
            Refusal::Panicked => {
                tracing::error!("typesetting panicked; the panic's own message is above");
                Code::Internal
            }
        })
    }
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::NotFound => Error::new(Code::NoSuchThing),
            Failure::Forbidden => Error::new(Code::Forbidden),
            Failure::WrongPassword => Error::new(Code::WrongPassword),
            Failure::Conflict(code, about) => {
                let detail = words::conflict(code, &about);
                let fault = Fault { code: code.into(), detail: detail.clone(), ..Fault::default() };
                Error { about: detail, ..Error::with(Code::Conflict, vec![fault]) }
            }
            Failure::Stale(current) => Error { current: Some(Box::new(current)), ..Error::new(Code::Stale) },
            Failure::Invalid(blames) => {
                Error::with(Code::Invalid, blames.into_iter().map(Fault::from).collect())
            }
            Failure::Data(problems) => Error::bad_data(&problems),
            Failure::Template(problems) => {
                Error::with(Code::BadTemplate, problems.into_iter().map(Fault::from).collect())
            }
            Failure::Breaking(changes, problems) => {
                let changes = changes.into_iter().map(Fault::from);
                Error::with(
                    Code::BreakingChanges,
                    changes.chain(problems.into_iter().map(Fault::from)).collect(),
                )
            }
            Failure::TooOften(seconds) => {
                Error { retry_after: Some(seconds), ..Error::about(Code::TooOften, seconds) }
            }
            Failure::Press(error) => error.into(),
            Failure::Pool(refusal) => refusal.into(),
            Failure::Store(store::Error::Full) => Error::new(Code::DiskFull),
            Failure::Store(store::Error::Busy) => Error::new(Code::Busy),
            Failure::Store(error) => {
                tracing::error!(%error, "the store failed");
                Error::new(if error.is_away() { Code::StoreAway } else { Code::Internal })
            }
        }
    }
}

impl From<Blame> for Fault {
    fn from(blame: Blame) -> Self {
        Fault {
            code: blame.code.into(),
            detail: words::fault(blame.code, &blame.about),
            pointer: Some(blame.pointer),
            ..Fault::default()
        }
    }
}

impl From<model::Problem> for Fault {
    fn from(problem: model::Problem) -> Self {
        Fault {
            code: problem.code.key().into(),
            detail: problem.message,
            line: Some(problem.line).filter(|line| *line > 0),
            column: Some(problem.column).filter(|column| *column > 0),
            ..Fault::default()
        }
    }
}

impl From<flow::FieldChange> for Fault {
    fn from(change: flow::FieldChange) -> Self {
        Fault {
            code: change.code.into(),
            detail: change.message,
            pointer: Some(change.pointer),
            ..Fault::default()
        }
    }
}

impl From<flow::Error> for Error {
    fn from(error: flow::Error) -> Self {
        match error {
            flow::Error::UnknownStandard(key) => Error::with(
                Code::BadQuery,
                vec![Fault {
                    code: "standard-unknown".into(),
                    detail: words::fault("standard-unknown", &key),
                    parameter: Some("standard".into()),
                    ..Fault::default()
                }],
            ),
            flow::Error::NoDocument => Error::new(Code::NoDocument),
            flow::Error::GlyphMissing(characters) => {
                let names: Vec<_> = characters.into_iter().map(typeset::name_of).collect();
                Error::about(Code::GlyphMissing, names.join(", "))
            }
            flow::Error::NotWord(refusal) => {
                let fault = Fault {
                    code: refusal.code().into(),
                    detail: refusal.message(),
                    reason: Some(refusal.to_string()),
                    ..Fault::default()
                };
                Error { about: refusal.message(), ..Error::with(Code::BadWord, vec![fault]) }
            }
            flow::Error::TooManyPages { limit } => Error::about(Code::TooManyPages, limit),
            flow::Error::NoSuchPage { asked, pages } => {
                Error::about(Code::NoSuchPage, format!("{asked}/{pages}"))
            }
            flow::Error::Engine(cause) => {
                tracing::error!(cause, "the engine failed");
                Error::new(Code::Internal)
            }
        }
    }
}

impl From<flow::Fault> for Fault {
    fn from(fault: flow::Fault) -> Self {
        Fault {
            code: fault.code.into(),
            detail: words::fault(fault.code, ""),
            pointer: Some(fault.pointer),
            line: fault.place.map(|(line, _)| line),
            column: fault.place.map(|(_, column)| column),
            reason: Some(fault.reason),
            ..Fault::default()
        }
    }
}

/// Answers every path that is not in the table.
pub async fn not_found(request: HttpRequest) -> Error {
    Error::about(Code::NotFound, request.path())
}

/// Answers every method that a path does not take.
pub async fn method_not_allowed(request: HttpRequest) -> Error {
    let pattern = request.match_pattern();
    let allow = ROUTES
        .iter()
        .chain(PAGES)
        .find(|(path, _)| pattern.as_deref() == Some(path))
        .map_or("", |(_, methods)| methods);
    Error { allow, ..Error::about(Code::MethodNotAllowed, allow) }
}

impl actix_web::Responder for Error {
    type Body = actix_web::body::BoxBody;

    fn respond_to(self, _request: &HttpRequest) -> HttpResponse {
        self.error_response()
    }
}
