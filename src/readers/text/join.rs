//! Line breaks that are not paragraphs: sentences that a page's end, a footnote or a
//! narrow window cut in two are put together again.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::rc::Rc;

use super::desk::Desk;
use super::lines::Line;
use crate::model::{Code, Table};
use crate::viet::hole::Mark;
use crate::viet::label::{self, Kind, Label};
use crate::viet::letters::{breaks_off, ends_sentence, is_upper, open_quotes, starts_lower};

/// A paragraph of the body before its role is known.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Draft {
    pub(super) text: String,
    pub(super) label: Option<Label>,
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) row: bool,
    pub(super) mark: Option<Mark>,
    /// A ready table, which stands as a row.
    pub(super) table: Option<Rc<Table>>,
}

/// Puts the lines of a body together to paragraphs.
pub(super) fn join(lines: &[Line], desk: &mut Desk) -> Vec<Draft> {
    let width = wrap_width(lines);
    let phrases = Phrases::of(lines);
    let mut drafts: Vec<Draft> = Vec::with_capacity(lines.len());
    let mut last_len = 0;
    for line in lines {
        let row = line.text.starts_with('|');
        let label = if row { None } else { label::parse(&line.text) };
        let len = line.text.chars().count();
        let open = drafts.last_mut().filter(|draft| !draft.row && !row && !line.cut);
        if let Some(draft) = open
            && goes_on(draft, line, label, &Context { width, last_len, phrases: &phrases })
        {
            if line.after_blank {
                desk.problem(Code::LinesJoined, line.number, line.column, &draft.line.to_string());
            }
            draft.text.push(' ');
            draft.text.push_str(&line.text);
        } else {
            drafts.push(Draft {
                text: line.text.clone(),
                label,
                line: line.number,
                column: line.column,
                row,
                mark: line.mark(),
                table: line.table.clone(),
            });
        }
        last_len = len;
    }
    drafts
}

struct Context<'a> {
    width: Option<usize>,
    last_len: usize,
    phrases: &'a Phrases,
}

/// True when the line goes on with the paragraph above it.
fn goes_on(draft: &Draft, line: &Line, label: Option<Label>, context: &Context) -> bool {
    let above = draft.text.as_str();
    let quoted = open_quotes_at_end(above) > 0 && !ends_sentence(above);
    if let Some(label) = label {
        // "“Ngày Chủ nhật Xanh" / "– Sạch – Đẹp” …": a dash inside quotation marks.
        return label.kind == Kind::Bullet && quoted && !line.text.starts_with(['-', '+', '*']);
    }
    if is_heading_line(above, draft.label) {
        let wrapped = !line.after_blank && is_upper(above) && is_upper(&line.text);
        return wrapped;
    }
    let wrapped =
        context.width.is_some_and(|width| !line.after_blank && context.last_len * 100 >= width * 85);
    if ends_sentence(above) {
        return wrapped && !opens_paragraph(&line.text);
    }
    if is_upper(&line.text) && !quoted {
        return false;
    }
    if line.after_blank && opens_paragraph(above) && above.ends_with(',') && !starts_lower(&line.text) {
        // "Xét thành tích của các cá nhân," / "Phòng Nội vụ kính đề nghị …": two paragraphs.
        return false;
    }
    quoted
        || starts_lower(&line.text)
        || breaks_off(above)
        || (wrapped && !opens_paragraph(&line.text))
        || (!is_short_article(draft) && context.phrases.joins(above, &line.text))
}

/// "Điều 9. Hiệu lực thi hành": a heading whose last words may begin a phrase elsewhere.
fn is_short_article(draft: &Draft) -> bool {
    draft.label.is_some_and(|label| label.kind == Kind::Article) && draft.text.chars().count() <= 60
}

/// How many quotation marks are open at the end of a paragraph; only its last stretch is
/// looked at, so that joining stays linear.
fn open_quotes_at_end(text: &str) -> usize {
    const STRETCH: usize = 2_000;
    let start = text.floor_char_boundary(text.len().saturating_sub(STRETCH));
    open_quotes(&text[start..])
}

/// True for a heading in capitals, with or without its number.
fn is_heading_line(text: &str, label: Option<Label>) -> bool {
    let words = label.map_or(text, |label| text.get(label.len..).unwrap_or_default());
    is_upper(words) && text.len() < 600
}

/// Words with which Vietnamese official paragraphs begin, whatever stands above them.
fn opens_paragraph(text: &str) -> bool {
    const OPENINGS: &[&str] = &[
        "Căn cứ ",
        "Thực hiện ",
        "Xét ",
        "Theo đề nghị ",
        "Trên đây ",
        "Nơi nhận",
        "Kính gửi",
        "Trên cơ sở ",
    ];
    OPENINGS.iter().any(|opening| text.starts_with(opening))
}

/// The width at which the text was wrapped, when it was: lines right below each other
/// break in the middle of sentences at least three times.
fn wrap_width(lines: &[Line]) -> Option<usize> {
    let mut lengths: Vec<usize> = lines
        .windows(2)
        .filter(|pair| !pair[1].after_blank && starts_lower(&pair[1].text) && !ends_sentence(&pair[0].text))
        .map(|pair| pair[0].text.chars().count())
        .collect();
    lengths.sort_unstable();
    let median = lengths.get(lengths.len() / 2).copied()?;
    (lengths.len() >= 3 && median <= 130).then_some(median)
}

/// Four words in a row that the text has somewhere inside a line. A break between two
/// lines is no paragraph when the words on both sides of it stand together elsewhere:
/// "… cơ quan" / "Trung ương, …".
struct Phrases {
    seen: HashSet<u64>,
}

impl Phrases {
    fn of(lines: &[Line]) -> Phrases {
        let mut seen = HashSet::new();
        for line in lines {
            let words: Vec<&str> = line.text.split(' ').collect();
            seen.extend(words.windows(4).map(hash));
        }
        Phrases { seen }
    }

    fn joins(&self, above: &str, below: &str) -> bool {
        let mut tail: Vec<&str> = above.rsplit(' ').take(2).collect();
        tail.reverse();
        tail.extend(below.split(' ').take(2));
        tail.len() == 4 && self.seen.contains(&hash(&tail))
    }
}

fn hash(words: &[&str]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for word in words {
        word.trim_end_matches([',', '.', ';', ':']).hash(&mut hasher);
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::readers::text::lines;

    fn joined(input: &str) -> Vec<String> {
        let mut desk = Desk::default();
        let lines = lines::split(input, &mut desk).unwrap();
        join(&lines, &mut desk).into_iter().map(|draft| draft.text).collect()
    }

    #[test]
    fn a_sentence_cut_by_a_page_is_put_together() {
        assert_eq!(
            joined("- Nhân rộng các mô hình,\n\ncác cách làm hay.\n\n- Ý khác."),
            ["- Nhân rộng các mô hình, các cách làm hay.", "- Ý khác."]
        );
        assert_eq!(
            joined("phong trào “Ngày Thứ bảy\n\n– Xanh – Sạch” hằng tuần."),
            ["phong trào “Ngày Thứ bảy – Xanh – Sạch” hằng tuần."]
        );
    }

    #[test]
    fn words_that_stand_together_elsewhere_are_put_together() {
        let text = "Các tổ chức Hội, cơ quan Trung ương, cơ quan tỉnh.\n\nĐối với tập thể là cơ quan\n\nTrung ương, cơ quan tỉnh thì xét riêng.";
        let text = text.replace("Hội, cơ quan Trung", "là cơ quan Trung");
        assert_eq!(joined(&text).len(), 2);
        assert_eq!(joined("Tổ chức hội nghị năm 2026\n\nTham mưu báo cáo.").len(), 2);
    }

    #[test]
    fn headings_stay_alone() {
        assert_eq!(joined("I. MỤC ĐÍCH\n\n1. Mục đích\n\nTạo khí thế.").len(), 3);
        assert_eq!(
            joined("III. ĐỐI TƯỢNG, TIÊU CHUẨN\nVÀ HÌNH THỨC\n\n1. Đối tượng"),
            ["III. ĐỐI TƯỢNG, TIÊU CHUẨN VÀ HÌNH THỨC", "1. Đối tượng"]
        );
    }

    #[test]
    fn hard_wrapped_text_is_unwrapped() {
        let text = "Các đơn vị tổ chức triển khai kế hoạch này\nbảo đảm đúng tiến độ và chất lượng. Ủy ban\nnhân dân xã theo dõi, đôn đốc việc thực hiện\ncủa các đơn vị và tổng hợp báo cáo.\nTrên đây là kế hoạch.";
        assert_eq!(joined(text).len(), 2);
    }
}
