//! Phần đầu: from the first line to the type of the document, in every shape in which
//! copies lose or flatten it.

use super::desk::Desk;
use super::inline::without_stars;
use super::lines::Line;
use super::marks;
use crate::model::{Block, Code, Columns, Inline, Layout, Paragraph, Role, Standard, Supplied};
use crate::viet::blank::with_room;
use crate::viet::bodies::{part_names, two_lines};
use crate::viet::hole;
use crate::viet::letters::{fold, is_upper};

/// What was found of a letterhead.
#[derive(Clone, Debug, Default)]
pub(super) struct Letterhead {
    names: Vec<String>,
    /// Holes of pictures above the names, a line each.
    pictures: Vec<String>,
    national_title: Option<String>,
    motto: Option<String>,
    number: Option<(String, usize, usize)>,
    place_date: Option<(String, usize, usize)>,
    letter_subject: Option<String>,
    urgency: Vec<String>,
    circulation: Vec<String>,
    electronic_mark: Option<String>,
    /// How many lines it took.
    pub(super) used: usize,
}

/// Names of bodies take no more lines than this.
pub(super) const MOST_NAMES: usize = 8;

/// What one stretch of a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece {
    NationalTitle,
    Motto,
    Number,
    PlaceDate,
    LetterSubject,
    Urgency,
    Circulation,
    ElectronicMark,
    Name,
    Picture,
}

/// Reads the letterhead from the first lines; stops at the first line that is none of it.
pub(super) fn read(lines: &[Line], standard: &Standard) -> Letterhead {
    let mut head = Letterhead::default();
    while let Some(line) = lines.get(head.used) {
        let stamps = marks::block_at(&lines[head.used..]);
        if !stamps.is_empty() && head.take_stamps(stamps, standard) {
            head.used += stamps.len();
            continue;
        }
        // A row of a table is never of a letterhead.
        let ended = line.mark().is_some()
            || line.text.starts_with('|')
            || super::opening::doc_type(&line.text, standard).is_some();
        if ended || !head.take(line, standard) {
            break;
        }
        head.used += 1;
    }
    head
}

impl Letterhead {
    /// True when nothing of a letterhead was found.
    pub(super) fn is_empty(&self) -> bool {
        self.used == 0
    }

    /// True when Quốc hiệu was found.
    pub(super) fn has_title(&self) -> bool {
        self.national_title.is_some()
    }

    /// True when the document is a letter with "V/v" (công văn).
    pub(super) fn is_letter(&self) -> bool {
        self.letter_subject.is_some()
    }

    /// The "V/v …" of a letter.
    pub(super) fn letter_subject(&self) -> Option<&str> {
        self.letter_subject.as_deref()
    }

    /// Số, ký hiệu as found.
    pub(super) fn number(&self) -> Option<&str> {
        self.number.as_ref().map(|(text, ..)| text.as_str())
    }

    /// Takes a line when every stretch of it belongs to a letterhead; otherwise nothing of it.
    fn take(&mut self, line: &Line, standard: &Standard) -> bool {
        let mut next = self.clone();
        for text in line.parts.iter().flat_map(|part| columns(&without_stars(part))) {
            let Some(piece) = next.classify(&text, standard) else { return false };
            next.put(text, piece, line);
        }
        *self = next;
        true
    }

    /// Takes a template's block whose lines are all marks of urgency, with its marks.
    fn take_stamps(&mut self, lines: &[Line], standard: &Standard) -> bool {
        let is_stamp = |line: &Line| {
            line.mark().is_some() || self.classify(&line.text, standard) == Some(Piece::Urgency)
        };
        let all = lines.iter().all(is_stamp);
        if all {
            self.urgency.extend(lines.iter().map(|line| line.text.clone()));
        }
        all
    }

    fn classify(&self, text: &str, standard: &Standard) -> Option<Piece> {
        // An office's logo stands above its name.
        if hole::is_pictures(text) && self.number.is_none() {
            return Some(Piece::Picture);
        }
        let folded = fold(text);
        let spread = |key: &str| folded.starts_with(key);
        // Each of these stands once: a second one is none of this letterhead.
        let once = |piece: Piece, taken: bool| (!taken).then_some(piece);
        if folded == fold(standard.fixed_text(Role::NationalTitle)) {
            return once(Piece::NationalTitle, self.national_title.is_some());
        }
        if is_motto(&folded) {
            return once(Piece::Motto, self.motto.is_some());
        }
        if is_number(&folded) {
            return once(Piece::Number, self.number.is_some());
        }
        if is_place_date(&folded) {
            return once(Piece::PlaceDate, self.place_date.is_some());
        }
        if let Some(stamp) = standard.stamp.iter().find(|stamp| fold(&stamp.text) == folded) {
            return Some(if stamp.role == Role::Urgency { Piece::Urgency } else { Piece::Circulation });
        }
        // A mark of urgency whose words are still to come stands below the number.
        if hole::alone(text).is_some() && (self.number.is_some() || self.place_date.is_some()) {
            return (is_upper(text) && self.letter_subject.is_none()).then_some(Piece::Urgency);
        }
        if spread("v/v") || (spread("ve viec") && self.number.is_some()) {
            return Some(Piece::LetterSubject);
        }
        // "SAO Y; UBND XÃ …; 05/3/2026; 08:00:00"
        let copy = standard.copy.forms.iter().any(|form| spread(&format!("{};", fold(form))));
        if copy && self.electronic_mark.is_none() {
            return Some(Piece::ElectronicMark);
        }
        let labelled = crate::viet::label::parse(text).is_some();
        let name = is_upper(text) && !labelled && text.chars().count() <= 120 && !text.ends_with([':', ';']);
        if name && self.names.len() < MOST_NAMES && self.number.is_none() && self.place_date.is_none() {
            return Some(Piece::Name);
        }
        // A V/v runs on over the next lines until Kính gửi.
        let runs_on =
            self.letter_subject.is_some() && !spread("kinh gui") && text.chars().count() <= 90 && !labelled;
        (runs_on && !super::opening::is_citation(text)).then_some(Piece::LetterSubject)
    }

    fn put(&mut self, text: String, piece: Piece, line: &Line) {
        let place = (line.number, line.column);
        match piece {
            Piece::NationalTitle => self.national_title = Some(text),
            Piece::Motto => self.motto = Some(text),
            Piece::Number => self.number = Some((text, place.0, place.1)),
            Piece::PlaceDate => self.place_date = Some((text, place.0, place.1)),
            Piece::Urgency => self.urgency.push(text),
            Piece::Circulation => self.circulation.push(text),
            Piece::ElectronicMark => self.electronic_mark = Some(text),
            Piece::Name => self.names.push(text),
            Piece::Picture => self.pictures.push(text),
            Piece::LetterSubject => match &mut self.letter_subject {
                Some(subject) => {
                    subject.push(' ');
                    subject.push_str(&text);
                }
                None => self.letter_subject = Some(text),
            },
        }
    }

    /// The blocks of the letterhead, what is missing supplied by the law or the caller.
    pub(super) fn blocks(
        &self,
        supplied: &Supplied,
        standard: &Standard,
        dated: bool,
        desk: &mut Desk,
    ) -> Vec<Block> {
        let mut blocks: Vec<Block> = Vec::new();
        blocks.extend(self.electronic_mark.iter().map(|text| paragraph(Role::ElectronicMark, text)));
        blocks.extend(self.circulation.iter().map(|text| paragraph(Role::Circulation, text)));
        let (parent, issuer) = self.bodies(supplied);
        if issuer.is_empty() {
            desk.problem(Code::IssuerMissing, 0, 0, "");
        }
        if self.national_title.is_none() || self.motto.is_none() {
            desk.problem(Code::NationalTitleSupplied, 0, 0, "");
        }
        let left = [(Role::ParentBody, parent), (Role::IssuingBody, issuer)];
        let logo = self.pictures.iter().map(|text| Paragraph::plain(Role::ParentBody, text));
        let left =
            left.into_iter().filter(|(_, lines)| !lines.is_empty()).map(|(role, lines)| broken(role, &lines));
        let fixed = |found: &Option<String>, role: Role| {
            Paragraph::plain(role, found.clone().unwrap_or_else(|| standard.fixed_text(role).to_owned()))
        };
        let right = vec![fixed(&self.national_title, Role::NationalTitle), fixed(&self.motto, Role::Motto)];
        blocks.push(Block::Columns(Columns {
            layout: Layout::Letterhead,
            cells: vec![logo.chain(left).collect(), right],
        }));
        blocks.extend(self.numbering(supplied, dated, desk));
        blocks.extend(self.urgency.iter().map(|text| {
            let role = if hole::mark_alone(text).is_some() { Role::Body } else { Role::Urgency };
            paragraph(role, text)
        }));
        blocks
    }

    fn numbering(&self, supplied: &Supplied, dated: bool, desk: &mut Desk) -> Option<Block> {
        let mut left = Vec::new();
        match &self.number {
            Some((text, line, column)) => {
                if !text.split('/').next().unwrap_or_default().contains(|c: char| c.is_ascii_digit()) {
                    desk.problem(Code::NumberBlank, *line, *column, text);
                }
                left.push(Paragraph::plain(Role::DocNumber, with_room(text)));
            }
            None => desk.problem(Code::NumberMissing, 0, 0, ""),
        }
        left.extend(
            self.letter_subject.iter().map(|text| Paragraph::plain(Role::LetterSubject, text.clone())),
        );
        let mut right = Vec::new();
        match (&self.place_date, &supplied.place) {
            (Some((text, line, column)), _) => {
                if is_blank_date(text) {
                    desk.problem(Code::DateBlank, *line, *column, text);
                }
                right.push(Paragraph::plain(Role::PlaceDate, with_room(text)));
            }
            (None, Some(place)) if dated => {
                desk.problem(Code::DateBlank, 0, 0, place);
                right.push(Paragraph::plain(Role::PlaceDate, with_room(&format!("{place}, ngày tháng năm"))));
            }
            (None, _) if dated => desk.problem(Code::DateMissing, 0, 0, ""),
            (None, _) => {}
        }
        let row = Columns { layout: Layout::Numbering, cells: vec![left, right] };
        row.cells.iter().any(|cell| !cell.is_empty()).then_some(Block::Columns(row))
    }

    /// The lines of the parent's and the issuer's names.
    fn bodies(&self, supplied: &Supplied) -> (Vec<String>, Vec<String>) {
        let own = |text: &Option<String>| -> Vec<String> {
            text.iter()
                .flat_map(|text| text.lines())
                .map(|line| line.trim().to_owned())
                .filter(|line| !line.is_empty())
                .collect()
        };
        if self.names.is_empty() {
            let issuer = own(&supplied.issuer);
            return (own(&supplied.parent), if issuer.len() == 1 { two_lines(&issuer[0]) } else { issuer });
        }
        // Names that are still holes: the last one is the issuer's.
        let (parent, issuer) = match self.names.split_last() {
            Some((last, above)) if hole::alone(last).is_some() => (above.to_vec(), vec![last.clone()]),
            _ => part_names(&self.names),
        };
        let parent = if parent.is_empty() { own(&supplied.parent) } else { parent };
        (parent, if issuer.len() == 1 { two_lines(&issuer[0]) } else { issuer })
    }
}

fn paragraph(role: Role, text: &str) -> Block {
    Block::Paragraph(Paragraph::plain(role, text))
}

fn broken(role: Role, lines: &[String]) -> Paragraph {
    let mut text = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        if index > 0 {
            text.push(Inline::Break);
        }
        text.push(Inline::plain(line.clone()));
    }
    Paragraph { role, text }
}

fn is_motto(folded: &str) -> bool {
    let plain: String = folded.chars().filter(|c| c.is_alphabetic()).collect();
    plain == "doclaptudohanhphuc"
}

/// "Số: 15/KH-UBND", "Số:     /QĐ-UBND", "Số 15/KH".
fn is_number(folded: &str) -> bool {
    let Some(rest) = folded.strip_prefix("so") else { return false };
    let colon = rest.trim_start().starts_with(':');
    let symbol = rest.trim_start_matches([':', ' ']);
    let short = symbol.split(' ').count() <= 3 && symbol.len() <= 60;
    let shaped = symbol.is_empty()
        || symbol.contains('/')
        || symbol.starts_with(|c: char| c.is_ascii_digit() || c == '.' || c == '…');
    short && shaped && (colon || (rest.starts_with(' ') && symbol.contains('/')))
}

/// "Quảng Châu, ngày 05 tháng 3 năm 2026", the figures possibly still blank.
fn is_place_date(folded: &str) -> bool {
    let after = folded.find("ngay").filter(|at| *at <= 60).map(|at| &folded[at..]);
    after.is_some_and(|date| {
        date.contains("thang") && date.contains("nam") && date.len() <= 50 || is_date_in_figures(date)
    })
}

/// "ngay 20/11/2026" and nothing after it: not how it is to be written, yet what it is.
fn is_date_in_figures(date: &str) -> bool {
    let figures = date.trim_start_matches("ngay").trim();
    let parts: Vec<&str> = figures.split(['/', '-', '.']).collect();
    parts.len() == 3
        && parts.iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
        && parts[2].len() == 4
}

fn is_blank_date(text: &str) -> bool {
    let folded = fold(text);
    let date = folded.find("ngay").map_or("", |at| &folded[at..]);
    if is_date_in_figures(date) {
        return false;
    }
    let mut words = date.split_whitespace().peekable();
    let mut filled = 0;
    while let Some(word) = words.next() {
        let named = matches!(word, "ngay" | "thang" | "nam");
        filled += usize::from(
            named && words.peek().is_some_and(|next| next.starts_with(|c: char| c.is_ascii_digit())),
        );
    }
    filled < 3
}

/// Parts two columns that were printed on one line: "ỦY BAN NHÂN DÂN CỘNG HÒA …",
/// "Số: 12/KH-UBND Quảng Châu, ngày …".
fn columns(text: &str) -> Vec<String> {
    let folded = fold(text);
    let same_length = folded.chars().count() == text.chars().count();
    let at = |key: &str| {
        let byte = folded.find(key)?;
        let chars = folded[..byte].chars().count();
        text.char_indices().nth(chars).map(|(at, _)| at)
    };
    let mut cuts: Vec<usize> = Vec::new();
    if same_length {
        cuts.extend(at("cong hoa xa hoi chu nghia viet nam"));
        cuts.extend(at("doc lap - tu do").or_else(|| at("doc lap – tu do")));
        if folded.starts_with("so:") && folded.contains("ngay") {
            cuts.extend(place_start(text));
        }
    }
    cuts.retain(|cut| *cut > 0);
    cuts.sort_unstable();
    let mut pieces = Vec::new();
    let mut start = 0;
    for cut in cuts.into_iter().chain([text.len()]) {
        let piece = text[start..cut].trim();
        if !piece.is_empty() {
            pieces.push(piece.to_owned());
        }
        start = cut;
    }
    pieces
}

/// Where the place's name begins in "Số: 12/KH-UBND Quảng Châu, ngày …": after the symbol,
/// the word with the slash.
fn place_start(text: &str) -> Option<usize> {
    let slash = text.find('/')?;
    let space = text[slash..].find(' ')?;
    Some(slash + space)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::standard::ND30_2020;
    use crate::readers::text::lines;

    fn blocks(input: &str) -> Vec<String> {
        let standard = Standard::load(ND30_2020).unwrap();
        let mut desk = Desk::default();
        let lines = lines::split(input, &mut desk).unwrap();
        let head = read(&lines, &standard);
        assert_eq!(head.used, lines.len(), "{head:?}");
        let blocks = head.blocks(&Supplied::default(), &standard, true, &mut desk);
        blocks
            .iter()
            .flat_map(Block::paragraphs)
            .map(|p| format!("{}={}", p.role.key(), p.words().replace('\u{a0}', "_")))
            .collect()
    }

    #[test]
    fn two_columns_on_one_line_are_parted() {
        let flat = "ỦY BAN NHÂN DÂN          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nXÃ QUẢNG CHÂU Độc lập - Tự do - Hạnh phúc\nSố: 15/KH-UBND Quảng Châu, ngày 05 tháng 3 năm 2026";
        assert_eq!(
            blocks(flat),
            [
                "issuing-body=ỦY BAN NHÂN DÂN XÃ QUẢNG CHÂU",
                "national-title=CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                "motto=Độc lập - Tự do - Hạnh phúc",
                "doc-number=Số: 15/KH-UBND",
                "place-date=Quảng Châu, ngày 05 tháng 3 năm 2026"
            ]
        );
    }

    #[test]
    fn a_date_without_its_day_is_blank() {
        assert!(is_blank_date("A, ngày tháng 5 năm 2026") && !is_blank_date("A, ngày 05 tháng 5 năm 2026"));
        assert!(
            is_place_date("quang chau, ngay 5/3/2026") && !is_place_date("truoc ngay 5/3/2026 phai xong")
        );
        assert!(!is_blank_date("A, ngày 05/3/2026"));
    }

    #[test]
    fn a_letters_subject_runs_over_lines() {
        let found = blocks(
            "SỞ NỘI VỤ\nSố: 05/SNV-TĐKT\nV/v báo cáo kết quả\nphong trào thi đua\nX, ngày 02 tháng 01 năm 2026",
        );
        assert!(
            found.contains(&"letter-subject=V/v báo cáo kết quả phong trào thi đua".to_owned()),
            "{found:?}"
        );
    }
}
