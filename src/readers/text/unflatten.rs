//! A whole document on one line, as web pages give it: its structure is found again from
//! the labels and fixed words that are due next.

use super::desk::Desk;
use super::lines::Line;
use super::opening::{doc_type, is_citation};
use crate::model::{Code, Role, Standard};
use crate::viet::label::{self, Kind, roman};
use crate::viet::letters::{fold, is_upper, starts_upper};

/// Shorter lines are never taken apart.
const SHORTEST: usize = 300;

/// Cuts flattened lines into the lines they once were; the others pass as they are.
pub(super) fn cut(lines: Vec<Line>, standard: &Standard, desk: &mut Desk) -> Vec<Line> {
    let mut out = Vec::with_capacity(lines.len());
    for line in lines {
        if line.text.len() < SHORTEST || !is_flattened(&line.text, standard) {
            out.push(line);
            continue;
        }
        let mut cutter = Cutter::new(&line.text, standard);
        let pieces = cutter.pieces();
        desk.problem(Code::LineSplit, line.number, line.column, &line.text);
        for (offset, text) in pieces {
            out.push(line.piece(offset, text));
        }
    }
    out
}

/// True when a line holds parts of a document that never share a line: at least two of
/// letterhead, title, numbered headings, nơi nhận.
fn is_flattened(text: &str, standard: &Standard) -> bool {
    let words = tokens(text);
    let title = fold(standard.fixed_text(Role::NationalTitle));
    let national = text.contains(standard.fixed_text(Role::NationalTitle)) || fold(text).contains(&title);
    let number = words.iter().any(|word| word.text == "Số:");
    let recipients = words.windows(2).any(|pair| pair[0].text == "Nơi" && pair[1].text == "nhận:");
    let romans =
        words.windows(2).filter(|pair| numeral(pair[0].text).is_some() && is_upper(pair[1].text)).count();
    let articles = words
        .windows(3)
        .filter(|three| {
            ends(three[0].text)
                && three[1].text == "Điều"
                && label::parse(&format!("Điều {}", three[2].text)).is_some()
        })
        .count();
    let score = usize::from(national)
        + usize::from(number)
        + usize::from(recipients)
        + romans.min(2)
        + articles.min(2);
    score >= 2
}

#[derive(Clone, Copy, Debug)]
struct Token<'a> {
    at: usize,
    text: &'a str,
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut at = 0;
    text.split(' ')
        .map(|word| {
            let token = Token { at, text: word };
            at += word.len() + 1;
            token
        })
        .collect()
}

fn numeral(word: &str) -> Option<u32> {
    word.strip_suffix('.').and_then(roman)
}

fn ends(word: &str) -> bool {
    word.ends_with(['.', ';', ':', '!', '?']) || word.ends_with("./.")
}

/// Which part of the document the cutter is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Zone {
    Head,
    Subject,
    Body,
    Heading,
    Recipients,
    Signature,
    Name,
}

struct Cutter<'a> {
    text: &'a str,
    words: Vec<Token<'a>>,
    standard: &'a Standard,
    zone: Zone,
    cuts: Vec<usize>,
    roman: u32,
    arabic: u32,
    dotted: u32,
    point: u32,
    paren: u32,
    article: u32,
    chapter: u32,
}

impl<'a> Cutter<'a> {
    fn new(text: &'a str, standard: &'a Standard) -> Cutter<'a> {
        let words = tokens(text);
        let headed = words.iter().any(|word| word.text == "Số:")
            || text.contains(standard.fixed_text(Role::NationalTitle));
        let titled = doc_type(text, standard).is_some();
        let zone = if headed || titled { Zone::Head } else { Zone::Body };
        Cutter {
            text,
            words,
            standard,
            zone,
            cuts: vec![0],
            roman: 0,
            arabic: 0,
            dotted: 0,
            point: 0,
            paren: 0,
            article: 0,
            chapter: 0,
        }
    }

    fn pieces(&mut self) -> Vec<(usize, &'a str)> {
        let mut at = 0;
        while at < self.words.len() {
            at += self.step(at).max(1);
        }
        self.cuts.sort_unstable();
        self.cuts.dedup();
        let ends = self.cuts.iter().skip(1).copied().chain([self.text.len()]);
        self.cuts
            .iter()
            .zip(ends)
            .map(|(start, end)| (*start, self.text[*start..end].trim()))
            .filter(|(_, piece)| !piece.is_empty())
            .collect()
    }

    fn cut(&mut self, at: usize) {
        let offset = self.words.get(at).map_or(self.text.len(), |word| word.at);
        self.cuts.push(offset);
    }

    fn word(&self, at: usize) -> &'a str {
        self.words.get(at).map_or("", |word| word.text)
    }

    fn rest(&self, at: usize) -> &'a str {
        self.words.get(at).map_or("", |word| &self.text[word.at..])
    }

    /// Looks at the word at `at`; returns how many words are settled.
    fn step(&mut self, at: usize) -> usize {
        if at > 0 && self.word(at) == "Nơi" && self.word(at + 1).starts_with("nhận:") {
            self.cut(at);
            self.zone = Zone::Recipients;
            return 2;
        }
        match self.zone {
            Zone::Head => self.head(at),
            Zone::Subject | Zone::Body | Zone::Heading => self.body(at),
            Zone::Recipients => self.recipients(at),
            Zone::Signature | Zone::Name => self.signature(at),
        }
    }

    fn head(&mut self, at: usize) -> usize {
        let rest = self.rest(at);
        for (role, words) in [(Role::NationalTitle, 8), (Role::Motto, 8)] {
            let fixed = fold(self.standard.fixed_text(role)).replace('-', "–");
            let count = fixed.split(' ').count().min(words);
            let here: Vec<&str> = rest.split(' ').take(count).collect();
            if fold(&here.join(" ")).replace('-', "–") == fixed {
                self.cut(at);
                self.cut(at + count);
                return count;
            }
        }
        if self.word(at) == "Số:" || rest.starts_with("V/v") {
            self.cut(at);
            return 1;
        }
        if rest.starts_with("Kính gửi") {
            self.cut(at);
            self.zone = Zone::Body;
            return 2;
        }
        if let Some((_, end)) = doc_type(rest, self.standard).filter(|(_, end)| is_upper(&rest[..*end])) {
            let count = rest[..end].split(' ').count();
            self.cut(at);
            self.cut(at + count);
            self.zone = Zone::Subject;
            return count;
        }
        1
    }

    fn body(&mut self, at: usize) -> usize {
        let rest = self.rest(at);
        let previous = if at == 0 { "" } else { self.word(at - 1) };
        if let Some(count) = self.labelled(at, previous) {
            return count;
        }
        let titled = self.zone == Zone::Heading
            && !is_upper(self.word(at))
            && self.word(at).contains(char::is_alphabetic);
        if titled || (self.zone == Zone::Subject && is_citation(rest)) {
            self.cut(at);
            self.zone = Zone::Body;
        } else if is_citation(rest) && previous.ends_with(';') && self.roman + self.arabic + self.article == 0
        {
            self.cut(at);
        } else if super::opening::formula(&rest.split(' ').take(2).collect::<Vec<_>>().join(" ")) {
            self.cut(at);
            self.cut(at + 2);
            return 2;
        } else if rest.starts_with("Trên đây là ") && ends(previous) {
            self.cut(at);
        } else if self.signature_starts(at) {
            self.cut(at);
            self.zone = Zone::Signature;
        }
        1
    }

    /// A label that is due here; returns how many words it settles.
    fn labelled(&mut self, at: usize, previous: &str) -> Option<usize> {
        let word = self.word(at);
        let next = self.word(at + 1);
        if let Some(value) = numeral(word).filter(|value| *value == self.roman + 1 && starts_upper(next)) {
            self.roman = value;
            (self.arabic, self.dotted, self.point, self.paren) = (0, 0, 0, 0);
            self.cut(at);
            self.zone = if is_upper(next) { Zone::Heading } else { Zone::Body };
            return Some(1);
        }
        if word == "Chương" && roman(next.trim_end_matches(['.', ':'])) == Some(self.chapter + 1) {
            self.chapter += 1;
            self.cut(at);
            self.cut(at + 2);
            self.zone = Zone::Heading;
            return Some(2);
        }
        let article = label::parse(&format!("{word} {next}"))
            .filter(|label| label.kind == Kind::Article && next.ends_with(['.', ':']));
        if article.is_some_and(|label| label.value == self.article + 1 && starts_upper(self.word(at + 2))) {
            self.article += 1;
            (self.arabic, self.dotted, self.point, self.paren) = (0, 0, 0, 0);
            self.cut(at);
            self.zone = Zone::Body;
            return Some(2);
        }
        if self.number(at, 0, previous) {
            return Some(1);
        }
        // "… các nội dung:2.1. Nội dung …": the label is stuck to the word before it.
        let stuck = word.char_indices().find(|(_, c)| matches!(c, ':' | ';')).map(|(colon, _)| colon + 1);
        if stuck.is_some_and(|offset| offset < word.len() && self.number(at, offset, ":")) {
            return Some(1);
        }
        self.dash(at, previous).then_some(1)
    }

    /// An Arabic, dotted, lettered or bracketed number that is due, `offset` bytes into the
    /// word; cuts there and counts on.
    fn number(&mut self, at: usize, offset: usize, previous: &str) -> bool {
        let word = &self.word(at)[offset..];
        let probe = format!("{word} {}", self.word(at + 1));
        let Some(label) = label::parse(&probe) else { return false };
        let follows = probe[label.len..].trim_start();
        let capital = starts_upper(follows) || follows.starts_with(['“', '"', '(']);
        // "tại khoản 1. Điều", "số 2. Phố": the number belongs to the word before it.
        let bound = matches!(
            fold(previous).as_str(),
            "so" | "khoan" | "dieu" | "diem" | "muc" | "quy" | "phu" | "luc" | "bieu"
        );
        let due = match label.kind {
            Kind::Arabic => label.value == self.arabic + 1,
            Kind::Dotted(2) => {
                word.starts_with(&format!("{}.", self.arabic)) && label.value == self.dotted + 1
            }
            Kind::Point => label.value == self.point + 1 || (label.value == 1 && self.point > 0),
            Kind::Paren => label.value == self.paren + 1 && ends(previous),
            _ => false,
        };
        if !due || bound || !capital {
            return false;
        }
        match label.kind {
            Kind::Arabic => (self.arabic, self.dotted, self.point, self.paren) = (label.value, 0, 0, 0),
            Kind::Dotted(_) => (self.dotted, self.point) = (label.value, 0),
            Kind::Point => self.point = label.value,
            _ => (self.paren, self.point) = (label.value, 0),
        }
        self.cuts.push(self.words[at].at + offset);
        self.zone = Zone::Body;
        true
    }

    /// "- Tháng 11 hàng năm là …": a dash that opens an item, not one inside a name.
    fn dash(&mut self, at: usize, previous: &str) -> bool {
        let dash = matches!(self.word(at), "-" | "+" | "–") && starts_upper(self.word(at + 1));
        if !dash || at == 0 {
            return false;
        }
        let plain = (1..=3)
            .filter_map(|back| at.checked_sub(back))
            .all(|back| self.words[back].text.starts_with(char::is_lowercase));
        let long =
            self.words[at + 1..].iter().take(6).take_while(|word| !matches!(word.text, "-" | "–")).count()
                == 6;
        if ends(previous) || (plain && long) {
            self.cut(at);
            return true;
        }
        false
    }

    fn recipients(&mut self, at: usize) -> usize {
        let previous = self.word(at.saturating_sub(1));
        if self.signature_starts(at) {
            self.cut(at);
            self.zone = Zone::Signature;
        } else if matches!(self.word(at), "-" | "–" | "+")
            && (starts_upper(self.word(at + 1)) || ends(previous))
        {
            self.cut(at);
        }
        1
    }

    /// "TM. ỦY BAN …", or a title in capitals after the end of a sentence or of the archive line.
    fn signature_starts(&self, at: usize) -> bool {
        let (word, next) = (self.word(at), self.word(at + 1));
        let previous = self.word(at.saturating_sub(1));
        if is_capacity_word(word) && (is_upper(next) || word.contains('.')) && is_upper(word) {
            return self.zone == Zone::Recipients || ends(previous);
        }
        at > 0
            && ends(previous)
            && TITLES.iter().any(|title| self.rest(at).starts_with(title))
            && self.name_follows(at)
    }

    fn name_follows(&self, at: usize) -> bool {
        let capitals = self.words[at..].iter().take(13).take_while(|word| is_upper(word.text)).count();
        (2..=12).contains(&capitals) && self.words.len() - at - capitals <= 8
    }

    fn signature(&mut self, at: usize) -> usize {
        let (word, previous) = (self.word(at), self.word(at.saturating_sub(1)));
        if self.zone == Zone::Signature && is_capacity_word(word) {
            self.cut(at);
        } else if self.zone == Zone::Signature && !is_upper(word) {
            self.cut(at);
            self.zone = Zone::Name;
        } else if self.zone == Zone::Signature
            && TITLES.iter().any(|title| self.rest(at).starts_with(title))
            && previous != "PHÓ"
            && !is_capacity_word(previous)
        {
            self.cut(at);
        } else if self.zone == Zone::Name && is_upper(word) && word.chars().count() > 1 {
            self.cut(at);
            self.zone = Zone::Signature;
        }
        1
    }
}

/// Titles with which a line of a signature begins.
const TITLES: &[&str] = &[
    "PHÓ ",
    "CHỦ TỊCH",
    "GIÁM ĐỐC",
    "TỔNG GIÁM ĐỐC",
    "TRƯỞNG ",
    "CHÁNH ",
    "BỘ TRƯỞNG",
    "THỨ TRƯỞNG",
    "HIỆU TRƯỞNG",
    "BÍ THƯ",
    "VIỆN TRƯỞNG",
    "CỤC TRƯỞNG",
];

/// "TM", "TM.", "KT.CHỦ": a word that begins a capacity.
fn is_capacity_word(word: &str) -> bool {
    let head: String = word.chars().take_while(|c| c.is_alphabetic()).collect();
    matches!(head.as_str(), "TM" | "KT" | "TL" | "TUQ" | "Q")
        && (head.len() == word.len() || word[head.len()..].starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::standard::ND30_2020;
    use crate::readers::text::lines;

    fn pieces(input: &str) -> Vec<String> {
        let standard = Standard::load(ND30_2020).unwrap();
        let mut desk = Desk::default();
        let lines = lines::split(input, &mut desk).unwrap();
        cut(lines, &standard, &mut desk).into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn a_whole_document_on_one_line_is_found_again() {
        let flat = "ỦY BAN NHÂN DÂN XÃ A Số: /KH-UBND CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập – Tự do – Hạnh phúc A, ngày tháng 01 năm 2026 KẾ HOẠCH Phát động thi đua Căn cứ Nghị quyết số 1/NQ-HĐND; Ủy ban nhân dân xã ban hành kế hoạch như sau. I. MỤC ĐÍCH 1. Mục đích: Tạo khí thế 2.Yêu cầu: Thiết thực II. NỘI DUNG 1. Chỉ đạo: 1.1. Kiện toàn Ban chỉ đạo, gồm các nội dung:1.2. Xây dựng quy chế kiểu mẫu - Tháng 11 hàng năm tổ chức kiểm tra các đơn vị - Tháng 12 làm hồ sơ về văn hóa - xã hội và các mặt Nơi nhận: - P Nội vụ - Đảng ủy; - LưuVT, BCĐ. TM ỦY BAN NHÂN DÂN KT.CHỦ TỊCH PHÓ CHỦ TỊCH Nguyễn Văn A";
        assert_eq!(
            pieces(flat),
            [
                "ỦY BAN NHÂN DÂN XÃ A",
                "Số: /KH-UBND",
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                "Độc lập – Tự do – Hạnh phúc",
                "A, ngày tháng 01 năm 2026",
                "KẾ HOẠCH",
                "Phát động thi đua",
                "Căn cứ Nghị quyết số 1/NQ-HĐND; Ủy ban nhân dân xã ban hành kế hoạch như sau.",
                "I. MỤC ĐÍCH",
                "1. Mục đích: Tạo khí thế",
                "2.Yêu cầu: Thiết thực",
                "II. NỘI DUNG",
                "1. Chỉ đạo:",
                "1.1. Kiện toàn Ban chỉ đạo, gồm các nội dung:",
                "1.2. Xây dựng quy chế kiểu mẫu",
                "- Tháng 11 hàng năm tổ chức kiểm tra các đơn vị",
                "- Tháng 12 làm hồ sơ về văn hóa - xã hội và các mặt",
                "Nơi nhận:",
                "- P Nội vụ",
                "- Đảng ủy;",
                "- LưuVT, BCĐ.",
                "TM ỦY BAN NHÂN DÂN",
                "KT.CHỦ TỊCH",
                "PHÓ CHỦ TỊCH",
                "Nguyễn Văn A",
            ]
        );
    }

    #[test]
    fn a_long_paragraph_with_its_own_list_stays_whole() {
        let paragraph = format!(
            "Các chỉ tiêu gồm: (1) Tỷ lệ A; (2) Tỷ lệ B; (3) Tỷ lệ C. {}",
            "Lời văn dài nữa. ".repeat(30)
        );
        assert_eq!(pieces(&paragraph).len(), 1);
    }
}
