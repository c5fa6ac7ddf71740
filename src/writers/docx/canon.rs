//! The one place that mends what docx-rs writes amiss.
//!
//! docx-rs writes the children of many elements in an order that the schema
//! (ECMA-376 Part 1, Annex A) does not allow, numbers its paragraphs from a global
//! counter, and lacks a few elements. [`canon`] reads one part and writes it again,
//! once through, with these repairs:
//!
//! * children of the elements in [`ORDERS`] stand in the schema's order;
//! * attributes of [`DROPPED_ATTRIBUTES`] are left out: they hold ids from a global
//!   counter, so that the same document would give other bytes the second time, or a
//!   type that the schema forbids;
//! * empty `w:rPr` is left out: it says nothing, and inside a style's `w:pPr` it is forbidden;
//! * a row that starts with a cell in the style of column headings gets `w:tblHeader`;
//! * inside a note, the reference to a note becomes the note's own mark, `w:footnoteRef`;
//! * a picture's mark becomes the picture ([`super::picture`]);
//! * tracked changes are numbered in the order of the parts, not from a global counter;
//! * `w:jc` of a table, which docx-rs always writes, is left out: with a fixed indent
//!   it says nothing.

mod orders;

use quick_xml::Reader;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesStart, Event};

use super::picture::MARK;
use crate::model::Role;
use orders::ORDERS;

/// Attributes that are left out, by element.
const DROPPED_ATTRIBUTES: &[(&[u8], &[u8])] =
    &[(b"w:p", b"w14:paraId"), (b"w:gridCol", b"w:type"), (b"w:fldChar", b"w:dirty")];

/// An element of [`ORDERS`] that is being read.
struct Frame {
    order: &'static [&'static str],
    /// Place and rank of each child in the output, in the order read.
    children: Vec<(usize, usize)>,
    /// How many elements were open when it was opened.
    depth: usize,
}

/// A table row that is being read.
#[derive(Default)]
struct Row {
    /// Where it starts in the output.
    start: usize,
    /// Where its properties end in the output.
    properties_end: Option<usize>,
    /// Whether its first paragraph is a heading; `None` before that paragraph.
    heading: Option<bool>,
}

struct Canon<'a> {
    out: Vec<u8>,
    depth: usize,
    frames: Vec<Frame>,
    rows: Vec<Row>,
    notes: bool,
    /// The pictures, by the numbers of their marks.
    pictures: &'a [String],
    /// How many tracked changes there were before.
    changes: &'a mut u32,
}

/// Mends one part; `pictures` are those that its marks stand for, `changes` counts the tracked
/// changes of all parts.
///
/// # Errors
/// When the part is not well formed, which docx-rs never writes.
pub(super) fn canon(
    part: &[u8],
    pictures: &[String],
    changes: &mut u32,
) -> Result<Vec<u8>, quick_xml::Error> {
    let mut reader = Reader::from_reader(part);
    reader.config_mut().check_end_names = false;
    let mut canon = Canon {
        out: Vec::with_capacity(part.len()),
        depth: 0,
        frames: Vec::new(),
        rows: Vec::new(),
        notes: false,
        pictures,
        changes,
    };
    loop {
        match reader.read_event()? {
            Event::Start(start) => canon.open(&start),
            Event::Empty(empty) => canon.empty(&empty),
            Event::End(end) => canon.close(end.as_ref()),
            Event::Text(text) => canon.out.extend_from_slice(&text),
            Event::GeneralRef(name) => {
                canon.out.push(b'&');
                canon.out.extend_from_slice(&name);
                canon.out.push(b';');
            }
            Event::Decl(declaration) => {
                canon.out.extend_from_slice(b"<?");
                canon.out.extend_from_slice(&declaration);
                canon.out.extend_from_slice(b"?>");
            }
            Event::Eof => return Ok(canon.out),
            Event::CData(_) | Event::Comment(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}

impl<'a> Canon<'a> {
    fn open(&mut self, start: &BytesStart<'_>) {
        let name = start.name().into_inner();
        self.child(name);
        self.tag(start);
        self.out.push(b'>');
        if let Some((_, order)) = ORDERS.iter().find(|(parent, _)| *parent == name) {
            self.frames.push(Frame { order, children: Vec::new(), depth: self.depth });
        }
        match name {
            b"w:tr" => self.rows.push(Row { start: self.out.len(), ..Row::default() }),
            b"w:footnotes" => self.notes = true,
            _ => {}
        }
        self.depth += 1;
    }

    fn empty(&mut self, empty: &BytesStart<'_>) {
        let name = empty.name().into_inner();
        match name {
            b"w:rPr" => return,
            b"w:jc" if self.frames.last().is_some_and(|frame| frame.order.contains(&"tblW")) => return,
            b"w:footnoteReference" if self.notes => {
                self.out.extend_from_slice(b"<w:footnoteRef/>");
                return;
            }
            b"w:sym" => {
                if let Some(picture) = self.picture(empty) {
                    self.out.extend_from_slice(picture.as_bytes());
                    return;
                }
            }
            b"w:pStyle" => self.style_of_a_row(empty),
            _ => {}
        }
        self.child(name);
        self.tag(empty);
        self.out.extend_from_slice(b"/>");
    }

    fn close(&mut self, name: &[u8]) {
        self.depth = self.depth.saturating_sub(1);
        if self.frames.last().is_some_and(|frame| frame.depth == self.depth)
            && let Some(frame) = self.frames.pop()
        {
            self.sort(frame);
        }
        match name {
            b"w:trPr" => {
                if let Some(row) = self.rows.last_mut() {
                    // That it is a heading is said before that it was put in or taken out.
                    let properties = &self.out[row.start..];
                    let tracked =
                        |mark: &[u8]| properties.windows(mark.len()).position(|bytes| bytes == mark);
                    let end = tracked(b"<w:ins ").or_else(|| tracked(b"<w:del ")).unwrap_or(properties.len());
                    row.properties_end = Some(row.start + end);
                }
            }
            b"w:tr" => {
                if let Some(Row { properties_end: Some(end), heading: Some(true), .. }) = self.rows.pop() {
                    self.out.splice(end..end, *b"<w:tblHeader/>");
                }
            }
            _ => {}
        }
        self.out.extend_from_slice(b"</");
        self.out.extend_from_slice(name);
        self.out.push(b'>');
    }

    /// Notes where a child of an ordered element starts.
    fn child(&mut self, name: &[u8]) {
        let at = self.out.len();
        if let Some(frame) = self.frames.last_mut()
            && frame.depth + 1 == self.depth
        {
            let local = name.strip_prefix(b"w:").unwrap_or(name);
            let rank = frame.order.iter().position(|child| child.as_bytes() == local);
            frame.children.push((rank.unwrap_or(frame.order.len()), at));
        }
    }

    /// Writes a start tag without its closing bracket.
    fn tag(&mut self, start: &BytesStart<'_>) {
        let name = start.name().into_inner();
        if matches!(name, b"w:ins" | b"w:del") {
            return self.tracked(start);
        }
        let dropped = DROPPED_ATTRIBUTES.iter().find(|(element, _)| *element == name);
        self.out.push(b'<');
        if let Some((_, attribute)) = dropped {
            self.out.extend_from_slice(name);
            for kept in start.attributes().with_checks(false).flatten() {
                if kept.key.into_inner() != *attribute {
                    self.out.push(b' ');
                    self.out.extend_from_slice(kept.key.into_inner());
                    self.out.extend_from_slice(b"=\"");
                    self.out.extend_from_slice(&kept.value);
                    self.out.push(b'"');
                }
            }
        } else {
            self.out.extend_from_slice(start.trim_ascii_end());
        }
    }

    /// Writes the start tag of a tracked change, with a number of our own.
    fn tracked(&mut self, start: &BytesStart<'_>) {
        *self.changes += 1;
        self.out.push(b'<');
        self.out.extend_from_slice(start.name().into_inner());
        self.out.extend_from_slice(format!(" w:id=\"{}\"", self.changes).as_bytes());
        for kept in start.attributes().with_checks(false).flatten() {
            if kept.key.into_inner() != b"w:id" {
                self.out.push(b' ');
                self.out.extend_from_slice(kept.key.into_inner());
                self.out.extend_from_slice(b"=\"");
                self.out.extend_from_slice(&kept.value);
                self.out.push(b'"');
            }
        }
    }

    /// Puts the children that were written last into their order.
    fn sort(&mut self, frame: Frame) {
        let mut children = frame.children;
        if children.is_sorted_by_key(|(rank, _)| *rank) {
            return;
        }
        let Some(first) = children.first().map(|(_, at)| *at) else { return };
        let ends: Vec<usize> = children.iter().skip(1).map(|(_, at)| *at).chain([self.out.len()]).collect();
        let mut spans: Vec<(usize, usize, usize)> =
            children.drain(..).zip(ends).map(|((rank, at), end)| (rank, at, end)).collect();
        spans.sort_by_key(|(rank, ..)| *rank);
        let mut sorted = Vec::with_capacity(self.out.len() - first);
        for (_, at, end) in spans {
            sorted.extend_from_slice(&self.out[at..end]);
        }
        self.out.truncate(first);
        self.out.extend_from_slice(&sorted);
    }

    /// The picture whose mark this is.
    fn picture(&self, mark: &BytesStart<'_>) -> Option<&'a str> {
        let value = |name: &str| mark.try_get_attribute(name).ok().flatten().map(|found| found.value);
        let number = value("w:char").filter(|_| value("w:font").as_deref() == Some(MARK.as_bytes()))?;
        let number: usize = std::str::from_utf8(&number).ok()?.parse().ok()?;
        self.pictures.get(number).map(String::as_str)
    }

    fn style_of_a_row(&mut self, style: &BytesStart<'_>) {
        let Some(row) = self.rows.last_mut() else { return };
        if row.heading.is_none() {
            let heading = Role::TableHead.key().as_bytes();
            let named = |attribute: Attribute<'_>| *attribute.value == *heading;
            row.heading = Some(style.attributes().with_checks(false).flatten().any(named));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(part: &str, expected: &str) {
        let out = canon(part.as_bytes(), &[], &mut 0).expect("well formed");
        assert_eq!(String::from_utf8(out).expect("UTF-8"), expected);
    }

    #[test]
    fn children_stand_in_the_order_of_the_schema() {
        check(
            r#"<w:pPr><w:rPr /><w:jc w:val="both" /><w:ind w:left="1" /><w:pBdr><w:right /><w:top /></w:pBdr><w:keepNext /><w:pStyle w:val="body" /></w:pPr>"#,
            r#"<w:pPr><w:pStyle w:val="body"/><w:keepNext/><w:pBdr><w:top/><w:right/></w:pBdr><w:ind w:left="1"/><w:jc w:val="both"/></w:pPr>"#,
        );
        check(
            r#"<w:rPr><w:sz w:val="28" /><w:b /><w:rFonts w:ascii="A" /><w:x /><w:rStyle w:val="s" /></w:rPr>"#,
            r#"<w:rPr><w:rStyle w:val="s"/><w:rFonts w:ascii="A"/><w:b/><w:sz w:val="28"/><w:x/></w:rPr>"#,
        );
    }

    #[test]
    fn a_section_inside_a_paragraph_is_sorted_inside_and_outside() {
        check(
            r#"<w:pPr><w:sectPr><w:titlePg /><w:pgSz w:w="1" /><w:headerReference r:id="a" /><w:headerReference r:id="b" /></w:sectPr><w:jc /></w:pPr>"#,
            r#"<w:pPr><w:jc/><w:sectPr><w:headerReference r:id="a"/><w:headerReference r:id="b"/><w:pgSz w:w="1"/><w:titlePg/></w:sectPr></w:pPr>"#,
        );
    }

    #[test]
    fn every_order_names_each_child_once() {
        for (parent, order) in ORDERS {
            let mut seen = std::collections::BTreeSet::new();
            assert!(order.iter().all(|child| seen.insert(child)), "{parent:?}");
        }
    }

    #[test]
    fn ids_of_a_global_counter_are_left_out() {
        check(r#"<w:p w14:paraId="00000007" w:x="1"><w:r /></w:p>"#, r#"<w:p w:x="1"><w:r/></w:p>"#);
        check(
            r#"<w:tblGrid><w:gridCol w:w="70" w:type="dxa" /></w:tblGrid>"#,
            r#"<w:tblGrid><w:gridCol w:w="70"/></w:tblGrid>"#,
        );
    }

    #[test]
    fn only_a_row_of_column_headings_is_repeated() {
        let row = |style: &str| {
            format!(
                r#"<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr></w:p></w:tc></w:tr>"#
            )
        };
        let table = format!("<w:tbl>{}{}</w:tbl>", row("table-head"), row("table-cell"));
        check(&table, &table.replacen("<w:cantSplit/>", "<w:cantSplit/><w:tblHeader/>", 1));
    }

    #[test]
    fn text_and_its_escapes_are_left_as_they_are() {
        let part = r#"<w:t xml:space="preserve"> a &lt;b&gt; &amp; “ỹ” </w:t>"#;
        check(part, part);
    }

    #[test]
    fn a_note_starts_with_its_own_mark_and_the_text_with_a_reference() {
        let note = r#"<w:footnotes><w:r><w:footnoteReference w:id="1" /></w:r></w:footnotes>"#;
        check(note, "<w:footnotes><w:r><w:footnoteRef/></w:r></w:footnotes>");
        let text = r#"<w:r><w:footnoteReference w:id="1"/></w:r>"#;
        check(text, text);
    }
}
