//! Phần cuối: nơi nhận, archive line, signature block in every form of real life.

use super::desk::Desk;
use super::inline::{parse, without_stars};
use super::lines::Line;
use super::marks;
use super::notes::Notes;
use crate::model::{Block, Code, Columns, Layout, Paragraph, Role, Table};
use crate::viet::hole::{self, Mark, Shape};
use crate::viet::label;
use crate::viet::letters::{fold, is_name, is_upper};

/// Where the end matter starts among these lines; their number when there is none.
pub(super) fn start(lines: &[Line]) -> usize {
    let label = lines.iter().rposition(|line| is_label(&line.parts[0]));
    if let Some(label) = label {
        let back = lines[..label].iter().rev().take_while(|line| signs(line)).count();
        let first = label - back;
        let first = first + marks::head(&lines[first..label]);
        // What stands above must be a signature, not a heading in capitals.
        return if back > 0 && is_signature(&lines[first..label]) { first } else { label };
    }
    let capacity = lines
        .iter()
        .rposition(|line| is_capacity(&without_stars(&line.text)) && is_upper(&without_stars(&line.text)));
    if let Some(at) = capacity {
        let above = lines[..at].iter().rev();
        let back =
            above.take_while(|line| line.mark().is_some() || is_capacity(&without_stars(&line.text))).count();
        return at - back + marks::head(&lines[at - back..]);
    }
    // A title in capitals and a name at the very end.
    let tail = lines.iter().rev().take_while(|line| signs(line)).count();
    let first = lines.len() - tail;
    let first = first + marks::head(&lines[first..]);
    if tail >= 2 && first > 0 && is_signature(&lines[first..]) { first } else { lines.len() }
}

/// "Nơi nhận:".
fn is_label(text: &str) -> bool {
    let bare = without_stars(text).trim_matches('*').to_owned();
    let folded = fold(&bare);
    folded == "noi nhan" || folded.starts_with("noi nhan:") || folded.starts_with("noi nhan :")
}

/// "TM.", "KT.", "TL.", "TUQ.", "Q." with or without its stop or space.
fn is_capacity(text: &str) -> bool {
    if let Some((_, shape)) = hole::alone(text) {
        return shape == Shape::Capacity;
    }
    let word: String = text.chars().take_while(|c| c.is_alphabetic()).collect();
    let rest = &text[word.len()..];
    matches!(word.as_str(), "TM" | "KT" | "TL" | "TUQ" | "Q" | "TUN")
        && rest.starts_with(['.', ' ', '/'])
        && rest.contains(|c: char| c.is_alphabetic() || hole::is_private(c))
        && is_upper(text)
}

fn is_title_line(text: &str) -> bool {
    is_upper(text) && label::parse(text).is_none() && text.chars().count() <= 90
}

/// True for a line that can stand in a signature block.
fn signs(line: &Line) -> bool {
    if line.mark().is_some() {
        return true;
    }
    line.parts.iter().all(|part| belongs(&without_stars(part)))
}

/// True for words, or a picture, of a signature.
fn belongs(text: &str) -> bool {
    is_capacity(text)
        || is_title_line(text)
        || is_name(text)
        || is_signed_mark(text)
        || hole::is_pictures(text)
}

/// True when the lines hold both a title and a name.
fn is_signature(lines: &[Line]) -> bool {
    let texts: Vec<String> =
        lines.iter().flat_map(|line| line.parts.iter().map(|part| without_stars(part))).collect();
    texts.iter().any(|text| is_title_line(text) || is_capacity(text))
        && texts.iter().any(|text| is_name(text))
}

/// "(Đã ký)", "(Ký tên, đóng dấu)".
fn is_signed_mark(text: &str) -> bool {
    let folded = fold(text.trim_matches(['(', ')', '[', ']', '*']));
    matches!(
        folded.as_str(),
        "da ky" | "ky ten, dong dau" | "ky, ghi ro ho ten" | "ky ten" | "da ky va dong dau"
    )
}

/// What the end matter holds.
#[derive(Debug, Default)]
struct Ending {
    recipients: Vec<Paragraph>,
    signers: Vec<Vec<Paragraph>>,
    after: Vec<Block>,
    /// Marks that open a block whose first line has no place yet.
    pending: Vec<Paragraph>,
    /// Where the blocks that are open stand.
    homes: Vec<Home>,
    /// What follows is another form of the signature above, which a template chooses.
    alternative: bool,
}

/// One of the lists of the end matter.
#[derive(Clone, Copy, Debug)]
enum Home {
    Recipients,
    Signer(usize),
    After,
}

/// Reads the end matter into blocks.
pub(super) fn read(lines: &[Line], notes: &mut Notes, desk: &mut Desk) -> Vec<Block> {
    let mut ending = Ending::default();
    let two_columns = lines
        .iter()
        .any(|line| line.parts.len() >= 2 && line.parts.iter().skip(1).all(|part| is_right(part)));
    let mut list_open = false;
    for line in lines {
        if let Some(kind) = line.mark() {
            ending.mark(&line.text, kind);
            continue;
        }
        if let Some(table) = &line.table {
            ending.after.push(Block::Table(Table::clone(table)));
            continue;
        }
        let lengths = ending.lengths();
        let columns: Vec<&str> =
            if two_columns { line.parts.iter().map(String::as_str).collect() } else { vec![&line.text] };
        for (at, part) in columns.iter().enumerate() {
            let text = without_stars(part);
            if is_label(&text) {
                list_open = true;
                ending.label(&text, notes);
            } else if at > 0 || !ending.take_recipient(&text, list_open, line.cut, notes) {
                list_open &= two_columns;
                ending.take_signature(&text, line, notes, desk);
            }
        }
        ending.settle(lengths);
    }
    ending.blocks()
}

/// True for what can stand in the right one of two columns.
fn is_right(part: &str) -> bool {
    belongs(&without_stars(part))
}

impl Ending {
    /// Takes a mark: one that opens waits for the line after it, the others follow it.
    fn mark(&mut self, text: &str, kind: Mark) {
        let mark = marks::paragraph(text);
        let home = if kind == Mark::Opens { None } else { self.homes.last().copied() };
        match home {
            None => self.pending.push(mark),
            Some(Home::Recipients) => self.recipients.push(mark),
            Some(Home::Signer(at)) => self.signers[at].push(mark),
            Some(Home::After) => self.after.push(Block::Paragraph(mark)),
        }
        self.alternative |= kind == Mark::Turns && matches!(home, Some(Home::Signer(_)));
        if home.is_some() && kind == Mark::Closes {
            self.homes.pop();
        }
    }

    fn lengths(&self) -> (usize, usize, usize) {
        (self.recipients.len(), self.signers.last().map_or(0, Vec::len), self.signers.len())
    }

    /// Puts the marks that waited before the line that was taken since `before`.
    fn settle(&mut self, before: (usize, usize, usize)) {
        let (recipients, signer, signers) = before;
        let marks = std::mem::take(&mut self.pending);
        let home = if self.recipients.len() > recipients {
            self.recipients.splice(recipients..recipients, marks.iter().cloned());
            Home::Recipients
        } else if let Some(last) = self.signers.len().checked_sub(1).filter(|_| before != self.lengths()) {
            let at = if self.signers.len() > signers { 0 } else { signer };
            self.signers[last].splice(at..at, marks.iter().cloned());
            Home::Signer(last)
        } else {
            let at = self.after.len().saturating_sub(1);
            self.after.splice(at..at, marks.iter().cloned().map(Block::Paragraph));
            Home::After
        };
        self.homes.extend(marks.iter().map(|_| home));
    }

    fn label(&mut self, text: &str, notes: &mut Notes) {
        let end = text.find(':').map_or(text.len(), |at| at + 1);
        self.recipients.push(Paragraph::plain(Role::RecipientsLabel, text[..end].trim_matches('*')));
        let rest = text[end..].trim();
        // "Nơi nhận: - Như trên; - Lưu: VT." on one line.
        for item in rest.split_inclusive("; ").map(str::trim).filter(|item| !item.is_empty()) {
            self.recipient(item, notes);
        }
    }

    fn recipient(&mut self, text: &str, notes: &mut Notes) {
        let role = if is_drafter_mark(text) { Role::DrafterMark } else { Role::Recipient };
        self.recipients.push(Paragraph { role, text: parse(text, notes).0 });
    }

    /// Takes a line of nơi nhận; false when it is none. A line that was `cut` by its number, or
    /// is a paragraph, never goes on with the one above.
    fn take_recipient(&mut self, text: &str, open: bool, cut: bool, notes: &mut Notes) -> bool {
        let dashed = text.starts_with(['-', '–', '+', '•', '*']);
        if self.recipients.is_empty() && !dashed {
            return false;
        }
        if dashed || is_drafter_mark(text) {
            self.recipient(text, notes);
            return true;
        }
        let in_list = open && !belongs(text);
        if in_list {
            let unfinished =
                self.recipients.last().filter(|last| last.role == Role::Recipient).map(Paragraph::words);
            match unfinished.filter(|words| !cut && !words.ends_with([';', '.'])) {
                Some(_) => self.extend_recipient(text, notes),
                None => self.recipient(text, notes),
            }
        }
        in_list
    }

    /// A line of nơi nhận that was too long for its column goes on.
    fn extend_recipient(&mut self, text: &str, notes: &mut Notes) {
        if let Some(last) = self.recipients.last_mut() {
            last.text.push(crate::model::Inline::plain(" "));
            last.text.extend(parse(text, notes).0);
        }
    }

    fn take_signature(&mut self, text: &str, line: &Line, notes: &mut Notes, desk: &mut Desk) {
        let alternative = self.alternative;
        let signed =
            |signer: &Vec<Paragraph>| !alternative && signer.iter().any(|p| p.role == Role::SignerName);
        // A seal stands in the room of the hand signature, below the title.
        let seals = hole::is_pictures(text);
        let role = if is_capacity(text) {
            Role::Capacity
        } else if is_title_line(text) || (seals && !self.signers.is_empty()) {
            Role::SignerTitle
        } else if is_name(text) && self.signers.last().is_some_and(|signer| !signed(signer)) {
            Role::SignerName
        } else if is_contact(text) {
            self.after.push(Block::Paragraph(Paragraph { role: Role::Contact, text: parse(text, notes).0 }));
            return;
        } else if self.signers.last().is_some_and(|signer| !signed(signer))
            && text.chars().count() <= 90
            && !text.ends_with(['.', ';'])
        {
            Role::SignerPost
        } else {
            desk.problem(Code::Unplaced, line.number, line.column, text);
            self.after.push(Block::Paragraph(Paragraph { role: Role::Body, text: parse(text, notes).0 }));
            return;
        };
        let fresh = match self.signers.last() {
            None => true,
            Some(signer) => signed(signer) && role != Role::SignerName && !seals,
        };
        self.alternative &= role != Role::SignerName;
        if fresh {
            self.signers.push(Vec::new());
        }
        if let Some(signer) = self.signers.last_mut() {
            signer.push(Paragraph { role, text: parse(text, notes).0 });
        }
    }

    fn blocks(self) -> Vec<Block> {
        let row = |cells| Block::Columns(Columns { layout: Layout::Signature, cells });
        let flat = |paragraphs: Vec<Paragraph>| paragraphs.into_iter().map(Block::Paragraph);
        let mut blocks = Vec::new();
        match (self.recipients.is_empty(), self.signers.len()) {
            (true, 0) => {}
            (true, 1) => blocks.push(row([vec![Vec::new()], self.signers].concat())),
            (true, _) => blocks.push(row(self.signers)),
            (false, 0) => blocks.extend(flat(self.recipients)),
            (false, 1) => blocks.push(row([vec![self.recipients], self.signers].concat())),
            (false, _) => {
                // Several signers share the row; nơi nhận stands below (Mẫu 1.9).
                blocks.push(row(self.signers));
                blocks.extend(flat(self.recipients));
            }
        }
        blocks.extend(self.after);
        blocks.extend(flat(self.pending));
        blocks
    }
}

/// "PL.(300)": the drafter's mark and the number of copies.
fn is_drafter_mark(text: &str) -> bool {
    let Some((mark, copies)) = text.split_once('(') else { return false };
    let mark = mark.trim_end_matches(['.', ' ']);
    (1..=6).contains(&mark.chars().count())
        && mark.chars().all(|c| c.is_uppercase() || c == '.')
        && copies.strip_suffix(')').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
}

/// "Địa chỉ: …; điện thoại: …".
fn is_contact(text: &str) -> bool {
    let folded = fold(text);
    ["dia chi:", "dien thoai:", "dt:", "email:", "website:", "so dien thoai:"]
        .iter()
        .any(|lead| folded.starts_with(lead))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::readers::text::lines;

    fn shown(input: &str) -> Vec<String> {
        let mut desk = Desk::default();
        let lines = lines::split(input, &mut desk).unwrap();
        let start = start(&lines);
        let blocks = read(&lines[start..], &mut Notes::new(), &mut desk);
        blocks.iter().flat_map(Block::paragraphs).map(|p| format!("{}={}", p.role.key(), p.words())).collect()
    }

    #[test]
    fn careless_signatures_are_read() {
        let found = shown(
            "Lời văn./.\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n\n**TM ỦY BAN NHÂN DÂN\nKT.CHỦ TỊCH\nPHÓ CHỦ TỊCH**\n\nNguyễn Văn A",
        );
        assert_eq!(
            found,
            [
                "recipients-label=Nơi nhận:",
                "recipient=- Như trên;",
                "recipient=- Lưu: VT.",
                "capacity=TM ỦY BAN NHÂN DÂN",
                "capacity=KT.CHỦ TỊCH",
                "signer-title=PHÓ CHỦ TỊCH",
                "signer-name=Nguyễn Văn A"
            ]
        );
    }

    #[test]
    fn two_columns_on_one_line_are_parted() {
        let found = shown(
            "Lời văn./.\nNơi nhận:                 TM. ỦY BAN NHÂN DÂN\n- Như Điều 3;             CHỦ TỊCH\n- Lưu: VT, VHXH.\n                          Nguyễn Văn A",
        );
        assert_eq!(
            found,
            [
                "recipients-label=Nơi nhận:",
                "recipient=- Như Điều 3;",
                "recipient=- Lưu: VT, VHXH.",
                "capacity=TM. ỦY BAN NHÂN DÂN",
                "signer-title=CHỦ TỊCH",
                "signer-name=Nguyễn Văn A"
            ]
        );
    }

    #[test]
    fn minutes_have_two_signers() {
        let found = shown(
            "Cuộc họp kết thúc.\nTHƯ KÝ\nTrần Thị B\nCHỦ TỌA\nNguyễn Văn A\nNơi nhận:\n- Lưu: VT, Hồ sơ.",
        );
        assert_eq!(
            found,
            [
                "signer-title=THƯ KÝ",
                "signer-name=Trần Thị B",
                "signer-title=CHỦ TỌA",
                "signer-name=Nguyễn Văn A",
                "recipients-label=Nơi nhận:",
                "recipient=- Lưu: VT, Hồ sơ."
            ]
        );
    }

    #[test]
    fn three_tiers_and_a_signature_without_recipients() {
        let found =
            shown("Lời văn.\n\nTL. CHỦ TỊCH\nKT. CHÁNH VĂN PHÒNG\nPHÓ CHÁNH VĂN PHÒNG\n\nThS. Lê Văn C");
        assert_eq!(
            found,
            [
                "capacity=TL. CHỦ TỊCH",
                "capacity=KT. CHÁNH VĂN PHÒNG",
                "signer-title=PHÓ CHÁNH VĂN PHÒNG",
                "signer-name=ThS. Lê Văn C"
            ]
        );
        assert_eq!(shown("Lời văn.\nI. MỤC ĐÍCH\nHết."), Vec::<String>::new());
    }
}
