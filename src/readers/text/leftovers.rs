//! Text that is plainly not of the document: what a web page, a PDF's page numbers or a
//! digital signature put around it. Everything set aside is reported, nothing is lost.

use super::desk::Desk;
use super::lines::Line;
use crate::model::Reason;
use crate::viet::letters::{fold, is_upper};

/// Sets aside what is not of the document and returns the rest.
pub(super) fn set_aside(lines: Vec<Line>, desk: &mut Desk) -> Vec<Line> {
    let lines = second_copy(lines, desk);
    let lines = page_furniture(lines, desk);
    let lines = signature_stamps(lines, desk);
    page_numbers(lines, desk)
}

fn keep(lines: Vec<Line>, reasons: Vec<Option<Reason>>, desk: &mut Desk) -> Vec<Line> {
    let mut kept = Vec::with_capacity(lines.len());
    for (line, reason) in lines.into_iter().zip(reasons) {
        match reason {
            Some(reason) => desk.leftover(line.number, &line.text, reason),
            None => kept.push(line),
        }
    }
    kept
}

/// A line so long that its standing twice is no accident.
const LONG: usize = 400;

/// The same document a second time, as some web pages carry it: from a line that repeats
/// an earlier one, everything to the end repeats what followed there.
fn second_copy(lines: Vec<Line>, desk: &mut Desk) -> Vec<Line> {
    let mut reasons = vec![None; lines.len()];
    if let Some((copy, end)) = find_copy(&lines) {
        let furniture =
            (0..copy).rev().take(6).take_while(|at| is_time_stamp(&lines[*at].text) || repeats(&lines, *at));
        let start = furniture.last().unwrap_or(copy);
        for (at, reason) in reasons.iter_mut().enumerate().take(end).skip(start) {
            *reason = Some(match at {
                at if at >= copy => Reason::SecondCopy,
                at if is_time_stamp(&lines[at].text) => Reason::TimeStamp,
                _ => Reason::PageTitle,
            });
        }
    }
    keep(lines, reasons, desk)
}

fn repeats(lines: &[Line], at: usize) -> bool {
    lines[..at].iter().any(|line| line.text == lines[at].text)
}

/// The stretch that repeats an earlier one to the end of the text: `(first, one past last)`.
fn find_copy(lines: &[Line]) -> Option<(usize, usize)> {
    let first_long = lines.iter().position(|line| line.text.len() >= LONG && is_whole(&line.text));
    if let Some(first) = first_long {
        let copy = (first + 1..lines.len()).find(|at| lines[*at].text == lines[first].text);
        if let Some(copy) = copy.filter(|copy| same(&lines[first..], &lines[*copy..])) {
            return Some((copy, lines.len()));
        }
    }
    // A document on many lines: its first telling line (Quốc hiệu) stands again.
    let title = |line: &&Line| fold(&line.text).contains("cong hoa xa hoi chu nghia viet nam");
    let first = lines.iter().position(|line| title(&line))?;
    let copy =
        (first + 1..lines.len()).find(|at| title(&&lines[*at]) && lines[*at].text == lines[first].text)?;
    // The issuer's name may stand above Quốc hiệu in both copies.
    let back = (0..first)
        .rev()
        .zip((first + 1..copy).rev())
        .take_while(|(a, b)| lines[*a].text == lines[*b].text)
        .count();
    let (first, copy) = (first - back, copy - back);
    let long = lines.len() - copy >= 8;
    (long && same(&lines[first..], &lines[copy..])).then_some((copy, lines.len()))
}

/// True when the second stretch is a copy of the head of the first.
fn same(first: &[Line], second: &[Line]) -> bool {
    first.len() > second.len() && first.iter().zip(second).all(|(a, b)| a.text == b.text)
}

/// True when one line holds a whole document.
fn is_whole(text: &str) -> bool {
    let folded = fold(text);
    folded.contains("cong hoa xa hoi chu nghia viet nam") || folded.contains("noi nhan:")
}

/// "Ngày 20/01/2021 00:00:00", "Đăng lúc: 20/01/2021 08:15 (GMT+7)".
fn is_time_stamp(text: &str) -> bool {
    let folded = fold(text);
    let mut rest = folded.as_str();
    for lead in ["dang luc", "dang ngay", "cap nhat luc", "cap nhat", "ngay dang", "ngay", "luc", ":", " "] {
        rest = rest.strip_prefix(lead).unwrap_or(rest).trim_start();
    }
    let digits = rest.chars().filter(char::is_ascii_digit).count();
    let (date, clock) = (rest.matches('/').count() == 2, rest.matches(':').count());
    let plain = rest.replace("(gmt+7)", "");
    date && (1..=2).contains(&clock)
        && digits >= 10
        && plain.chars().all(|c| c.is_ascii_digit() || "/: -,".contains(c))
}

/// A page's own title and time stamp above the document.
fn page_furniture(lines: Vec<Line>, desk: &mut Desk) -> Vec<Line> {
    let mut reasons = vec![None; lines.len()];
    let head = lines.iter().take(8).take_while(|line| !is_letterhead(line)).count();
    let stamped = lines[..head].iter().any(|line| is_time_stamp(&line.text));
    if stamped && head < lines.len() {
        for (line, reason) in lines.iter().zip(&mut reasons).take(head) {
            *reason = Some(if is_time_stamp(&line.text) { Reason::TimeStamp } else { Reason::PageTitle });
        }
    }
    keep(lines, reasons, desk)
}

/// True for a line with which a document can begin.
fn is_letterhead(line: &Line) -> bool {
    let folded = fold(&line.text);
    is_upper(&line.parts[0])
        || folded.starts_with("so:")
        || folded.contains("cong hoa xa hoi")
        || folded.contains("doc lap - tu do")
        || line.text.len() >= LONG
}

/// What a digital signature prints over the page: a run of such lines with a signer and a time.
fn signature_stamps(lines: Vec<Line>, desk: &mut Desk) -> Vec<Line> {
    const LEADS: &[&str] = &[
        "nguoi ky:",
        "ky boi:",
        "ky so boi",
        "nguoi ky so:",
        "email:",
        "co quan:",
        "to chuc:",
        "thoi gian ky:",
        "ngay ky:",
        "gio ky:",
        "chu ky so",
        "digitally signed by",
        "date:",
        "dn:",
        "reason:",
        "location:",
        "signature not verified",
        "signature valid",
    ];
    let folded: Vec<String> = lines.iter().map(|line| fold(&line.text)).collect();
    let is_stamp: Vec<bool> =
        folded.iter().map(|text| LEADS.iter().any(|lead| text.starts_with(lead))).collect();
    let mut reasons = vec![None; lines.len()];
    let mut at = 0;
    while at < lines.len() {
        let run = is_stamp[at..].iter().take_while(|stamp| **stamp).count();
        let group = &folded[at..at + run];
        let any = |leads: &[&str]| group.iter().any(|text| leads.iter().any(|lead| text.starts_with(lead)));
        let signer = any(&[
            "nguoi ky",
            "ky boi",
            "ky so boi",
            "digitally signed by",
            "signature not verified",
            "signature valid",
        ]);
        let time = any(&["thoi gian ky", "ngay ky", "gio ky", "date:"]);
        if signer && time {
            reasons[at..at + run].fill(Some(Reason::SignatureStamp));
        }
        at += run.max(1);
    }
    keep(lines, reasons, desk)
}

/// Numbers that stand alone on their lines and count the pages: 2, 3, 4 …
fn page_numbers(lines: Vec<Line>, desk: &mut Desk) -> Vec<Line> {
    let found: Vec<(usize, u32)> =
        lines.iter().enumerate().filter_map(|(at, line)| Some((at, page_number(&line.text)?))).collect();
    let counts = found.windows(2).all(|pair| pair[1].1 == pair[0].1 + 1);
    let starts = found.first().is_some_and(|(at, number)| (1..=2).contains(number) && *at > 3);
    let mut reasons = vec![None; lines.len()];
    if counts && starts {
        for (at, _) in found {
            reasons[at] = Some(Reason::PageNumber);
        }
    }
    keep(lines, reasons, desk)
}

fn page_number(text: &str) -> Option<u32> {
    let bare = text.trim_matches(['-', '–', ' ']);
    let bare = bare.strip_prefix("Trang ").map_or(bare, |rest| rest.split(['/', ' ']).next().unwrap_or(rest));
    (bare.len() <= 3).then(|| bare.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::readers::text::lines;

    fn reasons(input: &str) -> (Vec<String>, Vec<Reason>) {
        let mut desk = Desk::default();
        let lines = lines::split(input, &mut desk).unwrap();
        let kept = set_aside(lines, &mut desk);
        let leftovers = desk.into_parts().1;
        (kept.into_iter().map(|line| line.text).collect(), leftovers.into_iter().map(|l| l.reason).collect())
    }

    #[test]
    fn a_web_page_around_a_document_is_set_aside() {
        let whole = format!(
            "ỦY BAN NHÂN DÂN XÃ A CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM {} Nơi nhận: - Như trên.",
            "lời văn ".repeat(60)
        );
        let page = format!(
            "Kế hoạch năm 2026\nNgày 20/01/2026 00:00:00\n{whole}\nKế hoạch năm 2026\nĐăng lúc: 20/01/2026 00:00:00 (GMT+7)\n{whole}"
        );
        let (kept, reasons) = reasons(&page);
        assert_eq!(kept, [whole.replace("  ", " ")]);
        assert_eq!(
            reasons,
            [Reason::PageTitle, Reason::TimeStamp, Reason::PageTitle, Reason::TimeStamp, Reason::SecondCopy]
        );
    }

    #[test]
    fn page_numbers_go_and_lone_figures_stay() {
        let body = "KẾ HOẠCH\nVề việc A\nCăn cứ B;\nC.\nD";
        assert_eq!(reasons(&format!("{body}\n2\ne\n3\nf")).1, [Reason::PageNumber, Reason::PageNumber]);
        assert_eq!(reasons(&format!("{body}\n7\ne\n3\nf")).1, []);
    }

    #[test]
    fn a_signature_stamp_needs_its_signer_and_its_time() {
        let (kept, found) = reasons(
            "Người ký: Ủy ban nhân dân xã A\nThời gian ký: 01.02.2026 08:00:00 +07:00\nKẾ HOẠCH\nEmail: a@b.vn",
        );
        assert_eq!(kept, ["KẾ HOẠCH", "Email: a@b.vn"]);
        assert_eq!(found, [Reason::SignatureStamp, Reason::SignatureStamp]);
    }
}
