//! The standard (thể thức) as data: every value beside the clause it comes from.
//!
//! A standard is a TOML file of `templates/standards`. Loading it checks it: every role
//! present, every value inside the range its clause permits, every value cited. All
//! faults are reported at once, each with its line.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::role::Role;

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

    fn faults(&self, what: &str) -> Vec<String> {
        let mut faults = Vec::new();
        let given: Vec<f64> = [self.mm, self.pt, self.times].into_iter().flatten().collect();
        let [value] = given[..] else {
            return vec![format!("{what}: exactly one of mm, pt and times must be given")];
        };
        if let Some([least, most]) = self.allowed
            && !(least..=most).contains(&value)
        {
            faults.push(format!("{what}: {value} is outside its own range {least}–{most}"));
        }
        if self.cite.trim().is_empty() {
            faults.push(format!("{what}: no clause"));
        }
        faults
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

/// One thing wrong with a standard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Line of the file, from 1.
    pub line: usize,
    /// What is wrong.
    pub message: String,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

impl Standard {
    /// Reads and checks a standard.
    ///
    /// # Errors
    /// Every fault found, each with the line it stands on: bad TOML, an unknown key, a
    /// role or shape that is missing, a value outside its own range, a value not cited.
    pub fn load(toml: &str) -> Result<Standard, Vec<Fault>> {
        let line = |offset: usize| toml.get(..offset).map_or(1, |before| before.matches('\n').count() + 1);
        let standard: Standard = toml::from_str(toml).map_err(|error| {
            let at = error.span().map_or(1, |span| line(span.start));
            vec![Fault { line: at, message: error.message().to_owned() }]
        })?;
        let mut faults: Vec<Fault> = standard
            .check()
            .into_iter()
            .map(|(offset, message)| Fault { line: offset.map_or(1, line), message })
            .collect();
        faults.sort_by_key(|fault| fault.line);
        if faults.is_empty() { Ok(standard) } else { Err(faults) }
    }

    fn check(&self) -> Vec<(Option<usize>, String)> {
        let mut faults = Vec::new();
        let mut measure = |what: &str, spanned: &Spanned<Measure>| {
            let at = Some(spanned.span().start);
            faults.extend(spanned.get_ref().faults(what).into_iter().map(|fault| (at, fault)));
        };
        let page = &self.page;
        measure("page.width", &page.width);
        measure("page.height", &page.height);
        measure("page.top", &page.top);
        measure("page.bottom", &page.bottom);
        measure("page.left", &page.left);
        measure("page.right", &page.right);
        measure("page.number-from-edge", &page.number_from_edge);
        for (name, columns) in
            [("letterhead", &self.columns.letterhead), ("signature", &self.columns.signature)]
        {
            measure(&format!("columns.{name}.left"), &columns.left);
            measure(&format!("columns.{name}.right"), &columns.right);
            if let Some(space) = &columns.space {
                measure(&format!("columns.{name}.space"), space);
            }
        }
        for stamp in &self.stamp {
            measure(&format!("stamp {}", stamp.text), &stamp.width);
            measure(&format!("stamp {}", stamp.text), &stamp.height);
        }
        measure("table.thickness", &self.table.thickness);
        measure("table.padding-x", &self.table.padding_x);
        measure("table.padding-y", &self.table.padding_y);
        measure("copy.rule", &self.copy.rule);
        measure("copy.thickness", &self.copy.thickness);
        for (name, spanned) in &self.shape {
            let (at, shape) = (Some(spanned.span().start), spanned.get_ref());
            let named = [
                ("indent", Some(&shape.indent)),
                ("left", shape.left.as_ref()),
                ("before", Some(&shape.before)),
                ("line", Some(&shape.line)),
            ];
            for (key, value) in named.into_iter().filter_map(|(key, value)| Some((key, value?))) {
                faults.extend(
                    value.faults(&format!("shape.{name}.{key}")).into_iter().map(|fault| (at, fault)),
                );
            }
            faults.extend(uncited(&shape.cite, &format!("shape.{name}")).map(|fault| (at, fault)));
        }
        for (role, spanned) in &self.rule {
            let (at, rule) = (Some(spanned.span().start), spanned.get_ref());
            for (key, value) in [("share", &rule.share), ("thickness", &rule.thickness), ("gap", &rule.gap)] {
                let what = format!("rule.{}.{key}", role.key());
                faults.extend(value.faults(&what).into_iter().map(|fault| (at, fault)));
            }
        }
        for role in Role::ALL {
            let Some(spanned) = self.role.get(role) else {
                faults.push((None, format!("role.{} is missing", role.key())));
                continue;
            };
            let (at, rule) = (Some(spanned.span().start), spanned.get_ref());
            let [least, most] = rule.allowed;
            if !(least..=most).contains(&rule.size) {
                faults.push((
                    at,
                    format!(
                        "role.{}: size {} is outside its own range {least}–{most}",
                        role.key(),
                        rule.size
                    ),
                ));
            }
            if !self.shape.contains_key(&rule.shape) {
                faults.push((at, format!("role.{}: there is no shape {:?}", role.key(), rule.shape)));
            }
            faults.extend(uncited(&rule.cite, &format!("role.{}", role.key())).map(|fault| (at, fault)));
        }
        for (key, spanned) in &self.kind {
            let at = Some(spanned.span().start);
            faults.extend(uncited(&spanned.get_ref().cite, &format!("kind.{key}")).map(|fault| (at, fault)));
        }
        for (what, cite) in [
            ("standard", &self.cite),
            ("font", &self.font.cite),
            ("appendix", &self.appendix.cite),
            ("copy", &self.copy.cite),
        ] {
            faults.extend(uncited(cite, what).map(|fault| (None, fault)));
        }
        faults
    }

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

fn uncited(cite: &str, what: &str) -> Option<String> {
    cite.trim().is_empty().then(|| format!("{what}: no clause"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(toml: &str) -> Vec<String> {
        Standard::load(toml).err().unwrap_or_default().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_decree_as_built_in_is_sound() {
        assert_eq!(faults(ND30_2020), Vec::<String>::new());
    }

    #[test]
    fn a_value_outside_its_own_range_is_named_with_its_line() {
        let bad = ND30_2020.replacen("left = { mm = 30", "left = { mm = 29", 1);
        let line = bad.lines().position(|l| l.starts_with("left = { mm = 29")).map_or(0, |i| i + 1);
        assert_eq!(faults(&bad), [format!("line {line}: page.left: 29 is outside its own range 30–35")]);
    }

    #[test]
    fn all_faults_come_at_once() {
        let bad = ND30_2020.replacen("[role.motto]", "[role.mottoo]", 1).replacen(
            "top = { mm = 20",
            "top = { mm = 50",
            1,
        );
        assert_eq!(faults(&bad).len(), 1, "an unknown role stops the reading: {:?}", faults(&bad));
        let at = ND30_2020.find("[role.motto]").unwrap_or_default();
        let end = ND30_2020[at..].find("\n\n").unwrap_or_default() + at;
        let bad = format!("{}{}", &ND30_2020[..at], &ND30_2020[end..]).replacen(
            "top = { mm = 20",
            "top = { mm = 50",
            1,
        );
        let found = faults(&bad);
        assert!(found.iter().any(|f| f.contains("role.motto is missing")), "{found:?}");
        assert!(found.iter().any(|f| f.contains("page.top: 50 is outside")), "{found:?}");
    }

    #[test]
    fn a_value_without_a_clause_is_a_fault() {
        let bad = ND30_2020.replacen("cite = \"practice\" }", "cite = \"\" }", 1);
        assert_eq!(faults(&bad).len(), 1);
        assert!(faults(&bad)[0].ends_with("no clause"), "{:?}", faults(&bad));
    }
}
