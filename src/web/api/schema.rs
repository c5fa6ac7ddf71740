//! The JSON of documents as OpenAPI describes it.
//!
//! The model knows nothing of HTTP, so its shape is said here once more, in types that
//! exist to be described; a test holds that both read and write the same JSON.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, schema::Type},
};

use crate::model;

/// A schema for text that is one of some keys.
fn keys(description: &str, keys: impl Iterator<Item = &'static str>) -> RefOr<Schema> {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .description(Some(description))
        .enum_values(Some(keys))
        .into()
}

macro_rules! key_schema {
    ($(#[$doc:meta])* $name:ident, $title:literal, $description:literal, $keys:expr) => {
        $(#[$doc])*
        #[derive(Serialize, Deserialize, Debug, PartialEq)]
        #[serde(transparent)]
        pub struct $name(String);

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                keys($description, $keys)
            }
        }

        impl ToSchema for $name {
            fn name() -> std::borrow::Cow<'static, str> {
                $title.into()
            }
        }
    };
}

key_schema!(
    /// Keys of [`model::Role`].
    RoleKey, "Role", "What a paragraph is.", model::Role::ALL.iter().map(|role| role.key())
);
key_schema!(
    /// Keys of [`model::Code`].
    CodeKey, "ProblemCode", "What a person should know.", model::Code::ALL.iter().map(|code| code.key())
);
key_schema!(
    /// Keys of [`model::DataCode`].
    DataCodeKey, "DataProblemCode", "What is to be said of a value.", model::DataCode::ALL.iter().map(|code| code.key())
);
key_schema!(
    /// Keys of [`model::Reason`].
    ReasonKey, "LeftoverReason", "Why text is not of the document.", model::Reason::ALL.iter().map(|reason| reason.key())
);

macro_rules! described {
    ($($(#[$meta:meta])* $name:ident { $($(#[$field_meta:meta])* $field:ident: $type:ty,)* })*) => {
        $(
            #[derive(ToSchema, Serialize, Deserialize, Debug, PartialEq)]
            #[serde(deny_unknown_fields)]
            $(#[$meta])*
            pub struct $name { $($(#[$field_meta])* $field: $type,)* }
        )*
    };
}

macro_rules! tags {
    ($($name:ident = $key:tt;)*) => {
        $(
            /// One value.
            #[derive(ToSchema, Serialize, Deserialize, Debug, PartialEq)]
            enum $name {
                #[serde(rename = $key)]
                Only,
            }
        )*
    };
}

tags! {
    ParagraphTag = "paragraph";
    ColumnsTag = "columns";
    TableTag = "table";
    PageBreakTag = "page-break";
    TextTag = "text";
    FootnoteTag = "footnote";
    BreakTag = "break";
    PictureTag = "picture";
}

/// What a section is.
#[derive(ToSchema, Serialize, Deserialize, Debug, PartialEq)]
#[serde(rename_all = "kebab-case")]
#[schema(as = SectionKind)]
enum SectionKind {
    Main,
    Appendix,
    Attachment,
}

/// Which row of the form stands in columns.
#[derive(ToSchema, Serialize, Deserialize, Debug, PartialEq)]
#[serde(rename_all = "kebab-case")]
enum Layout {
    Letterhead,
    Numbering,
    Signature,
}

/// How an image is written down.
#[derive(ToSchema, Serialize, Deserialize, Debug, PartialEq)]
enum MediaType {
    #[serde(rename = "image/png")]
    Png,
    #[serde(rename = "image/jpeg")]
    Jpeg,
}

/// One block of a section.
#[derive(ToSchema, Serialize, Deserialize, Debug, PartialEq)]
#[serde(untagged)]
enum Block {
    Paragraph(ParagraphBlock),
    Columns(ColumnsBlock),
    Table(TableBlock),
    PageBreak(PageBreakBlock),
}

/// A piece of a paragraph.
#[derive(ToSchema, Serialize, Deserialize, Debug, PartialEq)]
#[serde(untagged)]
#[schema(no_recursion)]
enum Inline {
    Text(TextInline),
    Footnote(FootnoteInline),
    Break(BreakInline),
    Picture(PictureInline),
}

described! {
    /// A finished document.
    #[schema(as = Document)]
    DocumentSchema {
        /// Key of the type, such as `plan`; `other` when it is none of the 29 of Điều 7.
        kind: String,
        /// Tên loại and trích yếu in one line.
        title: String,
        /// The body, then the appendices.
        #[schema(min_items = 1)]
        sections: Vec<Section>,
    }
    /// A stretch of the document with page numbers of its own.
    Section {
        /// What it is.
        kind: SectionKind,
        /// The blocks, in reading order.
        blocks: Vec<Block>,
    }
    /// A paragraph.
    ParagraphBlock {
        r#type: ParagraphTag,
        /// What it is.
        role: RoleKey,
        /// Its words.
        text: Vec<Inline>,
    }
    /// Paragraphs side by side.
    ColumnsBlock {
        r#type: ColumnsTag,
        /// Which row of the form.
        layout: Layout,
        /// The cells from left to right.
        #[schema(min_items = 1)]
        cells: Vec<Vec<Paragraph>>,
    }
    /// A table with rules; every row has as many cells as the first.
    TableBlock {
        r#type: TableTag,
        /// How many of the first rows are headings.
        #[schema(minimum = 0, maximum = 1)]
        header_rows: usize,
        /// The rows.
        #[schema(min_items = 1)]
        rows: Vec<Vec<Vec<Inline>>>,
    }
    /// A paragraph in a column.
    Paragraph {
        /// What it is.
        role: RoleKey,
        /// Its words.
        text: Vec<Inline>,
    }
    /// Words in one face.
    TextInline {
        r#type: TextTag,
        /// The words.
        text: String,
        /// Bold whatever the role says.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        bold: bool,
        /// Italic whatever the role says.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        italic: bool,
        /// Raised.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        superscript: bool,
    }
    /// A footnote where its mark stands.
    FootnoteInline {
        r#type: FootnoteTag,
        /// The note's words.
        #[schema(no_recursion)]
        text: Vec<Inline>,
    }
    /// A picture, standing on the line as a letter does; a footnote holds none.
    PictureInline {
        r#type: PictureTag,
        /// What the data is; left out, it is told from the data.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        media_type: Option<MediaType>,
        /// The file of the image in base64 (RFC 4648, section 4), or a data URI of it; at most
        /// 512 KiB and 4,000,000 pixels.
        #[schema(content_encoding = "base64")]
        data: String,
        /// Width on paper.
        #[schema(minimum = 1, maximum = 150)]
        width_mm: f64,
        /// Height on paper; left out, the picture has the image's own proportions.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[schema(minimum = 1, maximum = 220)]
        height_mm: Option<f64>,
        /// What stands for the picture where it cannot be seen: one line of words.
        #[schema(max_length = 300)]
        alt: String,
    }
    /// Something a person should know about their text.
    #[schema(as = TextProblem)]
    Problem {
        /// Stable code.
        code: CodeKey,
        /// Line of the input from 1; 0 without a single place.
        line: usize,
        /// Column of the input in characters from 1; 0 without a single place.
        column: usize,
        /// A Vietnamese sentence.
        message: String,
    }
    /// Text of the input that is plainly not of the document.
    Leftover {
        /// Line of the input where it starts.
        line: usize,
        /// The text.
        text: String,
        /// Why it was left out.
        reason: ReasonKey,
    }
    /// What was read.
    Reading {
        /// Version of this form.
        #[schema(minimum = 1, maximum = 1)]
        schema: u32,
        /// The document.
        document: DocumentSchema,
        /// Problems in the order of their places.
        problems: Vec<Problem>,
        /// Text that is not of the document.
        leftovers: Vec<Leftover>,
    }
    /// Official text with its letterhead.
    TextManuscript {
        /// Official text.
        text: String,
        /// Tên cơ quan ban hành, for text that has lost it.
        issuer: Option<String>,
        /// Tên cơ quan chủ quản trực tiếp.
        parent: Option<String>,
        /// Địa danh.
        place: Option<String>,
        /// Key of the standard.
        standard: Option<StandardKey>,
    }
    /// A finished document, or what `format=json` gave.
    DocumentManuscript {
        /// The document.
        document: DocumentSchema,
        /// Key of the standard.
        standard: Option<StandardKey>,
        /// Version of the form.
        #[schema(minimum = 1, maximum = 1, nullable = false)]
        schema: Option<u32>,
        /// What was said of its text; not read again.
        problems: Option<Value>,
        /// What was left out of its text; not read again.
        leftovers: Option<Value>,
    }
}

/// What is to be said of a value of the data, with every place to look for it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DataProblem {
    /// Stable code.
    #[schema(value_type = DataCodeKey)]
    code: model::DataCode,
    /// JSON pointer into the data.
    #[schema(example = "/office/signers/0/name")]
    pointer: String,
    /// The field's label, Vietnamese.
    label: String,
    /// Whether it forbids a document; what does not is only to be known.
    fault: bool,
    /// Line of the template in which the value is missed, or of the value itself where it is
    /// official text; 0 when neither.
    line: usize,
    /// Column of that line in characters; 0 when there is none.
    column: usize,
    /// The sentence of the template in which the value is missed; may be empty.
    sentence: String,
    /// A Vietnamese sentence.
    message: String,
}

impl From<model::DataProblem> for DataProblem {
    fn from(problem: model::DataProblem) -> DataProblem {
        DataProblem {
            fault: problem.is_fault(),
            code: problem.code,
            pointer: problem.pointer,
            label: problem.label,
            line: problem.line,
            column: problem.column,
            sentence: problem.sentence,
            message: problem.message,
        }
    }
}

/// What follows starts on a new page.
#[derive(ToSchema, Serialize, Deserialize, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct PageBreakBlock {
    r#type: PageBreakTag,
}

/// A line break inside the paragraph.
#[derive(ToSchema, Serialize, Deserialize, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct BreakInline {
    r#type: BreakTag,
}

/// The standards built in.
#[derive(ToSchema, Serialize, Deserialize, Debug, PartialEq)]
pub enum StandardKey {
    /// Nghị định 30/2020/NĐ-CP.
    #[serde(rename = "nd30-2020")]
    Nd302020,
}

/// What to typeset: official text or a finished document.
#[derive(ToSchema, Serialize)]
#[serde(untagged)]
pub enum Manuscript {
    /// Official text.
    Text(TextManuscript),
    /// A finished document.
    Document(DocumentManuscript),
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// A PNG of one black dot.
    const DOT: &str =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==";

    #[test]
    fn what_is_described_is_the_models_own_json() {
        let run = |text: &str| json!({"type": "text", "text": text});
        let paragraph = |role: &model::Role| json!({"role": role.key(), "text": [run("a")]});
        let section = |kind: &str| {
            let all: Vec<_> = model::Role::ALL.iter().map(paragraph).collect();
            let blocks = json!([
                {"type": "paragraph", "role": "body", "text": [
                    {"type": "text", "text": "c", "bold": true, "italic": true, "superscript": true},
                    {"type": "footnote", "text": [run("d")]}, {"type": "break"},
                    {"type": "picture", "media_type": "image/png", "data": DOT, "width_mm": 28.0,
                     "height_mm": 14.0, "alt": "h"}]},
                {"type": "columns", "layout": "letterhead", "cells": [all]},
                {"type": "columns", "layout": "numbering", "cells": [[]]},
                {"type": "columns", "layout": "signature", "cells": [[]]},
                {"type": "table", "header_rows": 1, "rows": [[[run("e")]]]},
                {"type": "page-break"},
            ]);
            json!({"kind": kind, "blocks": blocks})
        };
        let sections = ["main", "appendix", "attachment"].map(section);
        let problem =
            |code: &model::Code| json!({"code": code.key(), "line": 1, "column": 2, "message": "f"});
        let problems: Vec<_> = model::Code::ALL.iter().map(problem).collect();
        let leftover = |reason: &model::Reason| json!({"line": 3, "text": "g", "reason": reason.key()});
        let leftovers: Vec<_> = model::Reason::ALL.iter().map(leftover).collect();
        let document = json!({"kind": "plan", "title": "b", "sections": sections});
        let reading =
            json!({"schema": 1, "document": document, "problems": problems, "leftovers": leftovers});
        let ours: model::Reading = serde_json::from_value(reading.clone()).unwrap();
        let described: Reading = serde_json::from_value(reading.clone()).unwrap();
        assert_eq!(serde_json::to_value(ours).unwrap(), reading);
        assert_eq!(serde_json::to_value(described).unwrap(), reading);
    }
}
