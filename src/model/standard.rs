//! The standard (thể thức) as data: every value beside the clause it comes from.
//!
//! A standard is a TOML file of `templates/standards`. Loading it checks it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::role::Role;

mod load;

pub use load::Fault;

/// Decree 30/2020/NĐ-CP as built in.
pub const ND30_2020: &str = include_str!("../../templates/standards/nd30-2020.toml");

/// Height of a single-spaced line of Times New Roman in multiples of the size
/// (ascent 0.891 + descent 0.216 + gap 0.042).
const SINGLE_LINE: f64 = 1.149;

/// Points in a millimetre.
pub const PT_PER_MM: f64 = 72.0 / 25.4;

/// What the law and custom ask of a document's looks.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Standard {
    /// The standard's id: the name of its file.
    pub id: String,
    /// The act it comes from.
    pub name: String,
    /// The day from which it binds, `YYYY-MM-DD`.
    pub in_force: String,
    /// Where the act says so.
    pub cite: String,
    /// The typeface.
    pub font: Font,
    /// The sheet.
    pub page: Page,
    /// The rows that stand in columns.
    pub columns: ColumnRules,
    /// Shapes of paragraphs, shared by roles.
    pub shape: BTreeMap<String, Spanned<Shape>>,
    /// The look of each role.
    pub role: BTreeMap<Role, Spanned<RoleRule>>,
    /// Drawn lines, by the role they stand under.
    pub rule: BTreeMap<Role, Spanned<Rule>>,
    /// Stamps with frames.
    pub stamp: Vec<Stamp>,
    /// Tables.
    pub table: TableRule,
    /// Appendices.
    pub appendix: AppendixRule,
    /// Copies (bản sao).
    pub copy: CopyRule,
    /// Types of documents, by key.
    pub kind: BTreeMap<String, Spanned<KindRule>>,
}

/// The typeface of all text.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Font {
    /// The family that the act names; DOCX names it, PDF uses a face with its widths.
    pub family: String,
    /// Colour of all text, `#rrggbb`.
    pub colour: String,
    /// The clause.
    pub cite: String,
}

/// One measured value beside its clause. Exactly one of the three units is given.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Measure {
    /// Millimetres.
    pub mm: Option<f64>,
    /// Points.
    pub pt: Option<f64>,
    /// A multiple of something the value's name says.
    pub times: Option<f64>,
    /// The least and the greatest lawful value, in the same unit.
    pub allowed: Option<[f64; 2]>,
    /// The clause, or `practice` where the act is silent.
    pub cite: String,
}

impl Measure {
    /// The value in points; a multiple is returned as it is.
    pub fn pt(&self) -> f64 {
        match (self.mm, self.pt) {
            (Some(mm), _) => mm * PT_PER_MM,
            (None, Some(pt)) => pt,
            (None, None) => self.times.unwrap_or_default(),
        }
    }

    /// The value in millimetres.
    pub fn mm(&self) -> f64 {
        self.mm.unwrap_or_else(|| self.pt() / PT_PER_MM)
    }

    /// The bare multiple.
    pub fn times(&self) -> f64 {
        self.times.unwrap_or_default()
    }
}

/// The sheet (Mục I).
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Page {
    /// Paper width.
    pub width: Spanned<Measure>,
    /// Paper height.
    pub height: Spanned<Measure>,
    /// Lề trên.
    pub top: Spanned<Measure>,
    /// Lề dưới.
    pub bottom: Spanned<Measure>,
    /// Lề trái.
    pub left: Spanned<Measure>,
    /// Lề phải.
    pub right: Spanned<Measure>,
    /// From the paper's top edge to the line of the page number.
    pub number_from_edge: Spanned<Measure>,
}

impl Page {
    /// Width of the text area in pt.
    pub fn text_width(&self) -> f64 {
        self.width.get_ref().pt() - self.left.get_ref().pt() - self.right.get_ref().pt()
    }

    /// Height of the text area in pt.
    pub fn text_height(&self) -> f64 {
        self.height.get_ref().pt() - self.top.get_ref().pt() - self.bottom.get_ref().pt()
    }
}

/// Widths of the rows that stand in columns.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ColumnRules {
    /// The letterhead and the row of number and date.
    pub letterhead: ColumnRule,
    /// The signature row.
    pub signature: ColumnRule,
}

/// Widths of one row's columns.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ColumnRule {
    /// The left column.
    pub left: Spanned<Measure>,
    /// The right column.
    pub right: Spanned<Measure>,
    /// Height left white for a hand signature.
    pub space: Option<Spanned<Measure>>,
    /// White above the first lines of the row.
    pub before: Option<Spanned<Measure>>,
}

/// How a paragraph stands on the page.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Shape {
    /// Alignment.
    pub align: Align,
    /// First-line indent.
    pub indent: Measure,
    /// Indent of the whole paragraph.
    pub left: Option<Measure>,
    /// Space above.
    pub before: Measure,
    /// Line spacing in multiples of a single line.
    pub line: Measure,
    /// The clause.
    pub cite: String,
}

/// Alignment of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Align {
    /// Flush left.
    Left,
    /// Flush right.
    Right,
    /// Centred.
    Center,
    /// Justified on both sides.
    Justify,
}

/// The look of one role: a row of the master table (Mục V).
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct RoleRule {
    /// The Vietnamese name of the Word style.
    pub word: String,
    /// The words that the law fixes, if it does.
    pub text: Option<String>,
    /// Size in pt.
    pub size: f64,
    /// Least and greatest lawful size in pt.
    pub allowed: [f64; 2],
    /// Weight.
    pub bold: bool,
    /// Slant.
    pub italic: bool,
    /// Chữ in hoa or as written. A rule for the checker: printing changes no letter.
    pub case: Case,
    /// Key of the paragraph's shape.
    pub shape: String,
    /// Stay on the page of the next paragraph.
    #[serde(default)]
    pub keep_next: bool,
    /// Colour, where it is not the font's.
    pub colour: Option<String>,
    /// The clause.
    pub cite: String,
}

/// How letters are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Case {
    /// In hoa.
    Upper,
    /// As the office wrote it.
    AsWritten,
}

/// A drawn line under a role.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Rule {
    /// The role whose longest line is measured.
    pub under: Role,
    /// The rule's length as a part of that line.
    pub share: Measure,
    /// Thickness.
    pub thickness: Measure,
    /// From the foot of the text to the rule.
    pub gap: Measure,
}

/// A framed stamp.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Stamp {
    /// Its words.
    pub text: String,
    /// The role it is an instance of.
    pub role: Role,
    /// Width of the frame.
    pub width: Spanned<Measure>,
    /// Height of the frame.
    pub height: Spanned<Measure>,
}

/// Tables.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct TableRule {
    /// Thickness of the rules.
    pub thickness: Spanned<Measure>,
    /// Padding left and right of a cell's text.
    pub padding_x: Spanned<Measure>,
    /// Padding above and below a cell's text.
    pub padding_y: Spanned<Measure>,
}

/// Appendices (Mục III.1).
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct AppendixRule {
    /// Kind of numerals.
    pub numerals: String,
    /// From how many appendices on they are numbered.
    pub numbered_from: usize,
    /// Page numbers start anew in each.
    pub own_page_numbers: bool,
    /// The word before the number.
    pub label: String,
    /// The clause.
    pub cite: String,
}

/// Copies (Phần II).
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct CopyRule {
    /// The three forms.
    pub forms: Vec<String>,
    /// Their abbreviations, in the same order.
    pub symbols: Vec<String>,
    /// The clause.
    pub cite: String,
    /// Length of the rule above, as a part of the text area's width.
    pub rule: Spanned<Measure>,
    /// Thickness of that rule.
    pub thickness: Spanned<Measure>,
}

/// A type of document (Điều 7).
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct KindRule {
    /// The Vietnamese name, in sentence case.
    pub name: String,
    /// The official abbreviation; empty where there is none.
    pub abbreviation: String,
    /// The sample form of Phụ lục III; empty where there is none.
    pub form: String,
    /// The clause.
    pub cite: String,
}

impl Standard {
    /// The look of a role.
    ///
    /// # Panics
    /// Never for a standard that was loaded: loading refuses one without every role.
    pub fn role(&self, role: Role) -> &RoleRule {
        self.role[&role].get_ref()
    }

    /// The shape of a role's paragraphs.
    ///
    /// # Panics
    /// Never for a standard that was loaded: loading refuses a role without its shape.
    pub fn shape(&self, role: Role) -> &Shape {
        self.shape[&self.role(role).shape].get_ref()
    }

    /// Distance between two baselines of a role in pt, a whole number of twips (1/20 pt),
    /// so that Word and PDF set the same lines.
    pub fn pitch(&self, role: Role) -> f64 {
        let exact = self.role(role).size * SINGLE_LINE * self.shape(role).line.times();
        (exact * 20.0).ceil() / 20.0
    }

    /// The drawn line under a role, if there is one.
    pub fn rule(&self, role: Role) -> Option<&Rule> {
        self.rule.get(&role).map(Spanned::get_ref)
    }

    /// The words that the law fixes for a role; empty where it fixes none.
    pub fn fixed_text(&self, role: Role) -> &str {
        self.role(role).text.as_deref().unwrap_or_default()
    }

    /// The rule of a type of document.
    pub fn kind(&self, key: &str) -> Option<&KindRule> {
        self.kind.get(key).map(Spanned::get_ref)
    }
}
