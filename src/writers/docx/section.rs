//! Sections: the sheet, the page number in the top margin, the contact line at the foot
//! of page one.

use docx_rs::{
    BuildXML, Footer, Header, PageMargin, PageNum, PageNumType, PageSize, Paragraph as Written,
    ParagraphBorder, ParagraphBorderPosition, ParagraphBorders, SectionProperty, SectionType,
};

use toml::Spanned;

use super::package::Part;
use super::paragraph::{Pen, Place, spacer};
use super::{styles, twips, twips_unsigned};
use crate::model::standard::Measure;
use crate::model::{At, Paragraph, Role, Standard};

const NUMBER: &str = "rId-number";
const BLANK: &str = "rId-blank";
const BLANK_FOOT: &str = "rId-blank-foot";

/// White between the text and the line above the contact, in pt.
const ABOVE_CONTACT: f64 = 12.0;

/// White between that line and the contact, in pt.
const BELOW_LINE: usize = 3;

/// The parts in the margins that every section shares: the header with the page number and
/// the one of page one, empty but as high: LibreOffice takes the difference from the page.
pub(super) fn shared_margins() -> Vec<Part> {
    let number = Written::new().style(Role::PageNumber.key()).add_page_num(PageNum::new());
    let header = |id: &str, file: &str, paragraph: Written| Part {
        kind: "header",
        id: id.to_owned(),
        file: file.to_owned(),
        bytes: Header::new().add_paragraph(paragraph).build(),
    };
    let blank = Written::new().style(Role::PageNumber.key());
    vec![header(NUMBER, "header1.xml", number), header(BLANK, "header2.xml", blank)]
}

/// The foot of a section's first page: the contact lines, or nothing.
pub(super) fn foot(pen: &mut Pen<'_>, section: usize, contact: &[(At, &Paragraph)]) -> Part {
    let mut footer = Footer::new();
    let width = pen.standard.page.text_width();
    for (at, (place, paragraph)) in contact.iter().enumerate() {
        let before = (at == 0).then_some(ABOVE_CONTACT);
        for mut written in pen.paragraph(paragraph, Place { at: *place, width, before, ..Place::default() }) {
            if at == 0 {
                let line = ParagraphBorder::new(ParagraphBorderPosition::Top)
                    .size(styles::eighths(pen.standard.copy.thickness.get_ref().pt()))
                    .color(styles::hex(&pen.standard.font.colour))
                    .space(BELOW_LINE);
                written.property = written.property.set_borders(ParagraphBorders::with_empty().set(line));
            }
            footer = footer.add_paragraph(written);
        }
    }
    if contact.is_empty() {
        footer = footer.add_paragraph(spacer());
    }
    let (id, file) = if contact.is_empty() {
        (BLANK_FOOT.to_owned(), "footer1.xml".to_owned())
    } else {
        (foot_id(section), format!("footer{}.xml", section + 2))
    };
    Part { kind: "footer", id, file, bytes: footer.build() }
}

fn foot_id(section: usize) -> String {
    format!("rId-foot-{section}")
}

/// A margin in whole twips, never less than the law's.
#[expect(clippy::cast_possible_truncation, reason = "a margin is far below the limit")]
fn margin(measure: &Spanned<Measure>) -> i32 {
    (measure.get_ref().pt() * 20.0).ceil() as i32
}

/// The properties of a section. `feet` says for each section whether it has a foot of its
/// own; without any, no section names one.
pub(super) fn property(standard: &Standard, section: usize, feet: &[bool]) -> SectionProperty {
    let page = &standard.page;
    let own_foot = feet.get(section).copied().unwrap_or_default();
    let mut property = SectionProperty::new()
        .page_size(
            PageSize::new()
                .size(twips_unsigned(page.width.get_ref().pt()), twips_unsigned(page.height.get_ref().pt())),
        )
        .page_margin(PageMargin {
            top: margin(&page.top),
            bottom: margin(&page.bottom),
            left: margin(&page.left),
            right: margin(&page.right),
            header: twips(page.number_from_edge.get_ref().pt()),
            // The contact stands on the bottom margin and takes its place from the text.
            footer: twips(if own_foot { &page.bottom } else { &page.number_from_edge }.get_ref().pt()),
            gutter: 0,
        })
        .header(Header::new(), NUMBER)
        .first_header(Header::new(), BLANK)
        .page_num_type(PageNumType::new().start(1))
        .title_pg();
    if feet.contains(&true) {
        let id = if own_foot { foot_id(section) } else { BLANK_FOOT.to_owned() };
        property = property.first_footer(Footer::new(), &id);
    }
    property.section_type = Some(SectionType::NextPage);
    property.doc_grid = None;
    property
}
