//! From the type of the document to its first paragraph: tên loại, trích yếu, kính gửi,
//! thẩm quyền, căn cứ.

use super::desk::Desk;
use super::inline::{self, without_stars};
use super::lines::Line;
use super::marks;
use super::notes::Notes;
use crate::model::{Block, Code, Paragraph, Role, Standard};
use crate::viet::hole::{self, Mark};
use crate::viet::label;
use crate::viet::letters::{ends_sentence, fold, is_upper, starts_lower};

/// The type's key in the standard and where its name ends, when a line begins with the
/// name in capitals or is the name alone.
pub(super) fn doc_type(text: &str, standard: &Standard) -> Option<(String, usize)> {
    let bare = text.trim_start_matches("**");
    let skipped = text.len() - bare.len();
    let mut best: Option<(String, usize)> = None;
    for (key, rule) in &standard.kind {
        let name = rule.get_ref().name.as_str();
        let Some(end) = prefix_in_capitals(bare, name) else { continue };
        if best.as_ref().is_none_or(|(_, len)| skipped + end > *len) {
            best = Some((key.clone(), skipped + end));
        }
    }
    best
}

/// Where `name` ends in a text that begins with it in capitals, tone-mark style aside; the
/// next character must not go on with the word, nor be the colon of "QUYẾT ĐỊNH:".
fn prefix_in_capitals(text: &str, name: &str) -> Option<usize> {
    // Most lines differ in their first letter: told before anything is folded.
    let (first, initial) = (text.chars().next()?, name.chars().next()?);
    if !first.to_lowercase().eq(initial.to_lowercase()) {
        return None;
    }
    let count = name.chars().count();
    let end = text.char_indices().nth(count).map_or(text.len(), |(at, _)| at);
    let (head, rest) = text.split_at(end);
    let alone = rest.trim_matches(['*', ' ']).is_empty();
    let same =
        fold(head) == fold(name) && (is_upper(head) || (alone && head.to_lowercase() == name.to_lowercase()));
    (same && (rest.is_empty() || rest.starts_with([' ', '*']))).then_some(end)
}

/// What stands between letterhead and body.
#[derive(Debug, Default)]
pub(super) struct Opening {
    /// Key of the type, when one was found.
    pub(super) kind: Option<String>,
    /// Trích yếu, when one was found.
    pub(super) subject: Option<String>,
    /// The blocks.
    pub(super) blocks: Vec<Block>,
    /// How many lines it took.
    pub(super) used: usize,
}

/// Reads the title and its subject from the head of the lines.
pub(super) fn title(lines: &[Line], standard: &Standard, desk: &mut Desk) -> Opening {
    let mut opening = Opening::default();
    let Some(first) = lines.first() else { return opening };
    let Some((kind, end)) = doc_type(&first.text, standard) else { return opening };
    opening.used = 1;
    opening.blocks.push(block(Role::DocType, &without_stars(&first.text[..end])));
    let mut subject = without_stars(&first.text[end..]);
    for line in &lines[1..] {
        let text = without_stars(&line.text);
        let ended = !subject.is_empty()
            && (line.after_blank || line.cut)
            && (!starts_lower(&text) || ends_sentence(&subject));
        let long = subject.chars().count() + text.chars().count() > 600;
        // "Xét tặng Giấy khen …" right below the type is its subject, not a ground.
        let ground = text.starts_with("Căn cứ") || text.ends_with([';', ',']);
        let right_below = subject.is_empty() && !line.after_blank && is_citation(&text) && !ground;
        // "… trân trọng giới thiệu:" opens the content of a form without a subject (Mẫu 1.8).
        let opens_content = subject.is_empty() && line.after_blank && text.ends_with(':');
        let other_case = !subject.is_empty() && is_upper(&text) && !is_upper(&subject);
        if ended || long || other_case || opens_content || (starts_content(&text, standard) && !right_below) {
            break;
        }
        if !subject.is_empty() {
            subject.push(' ');
        }
        subject.push_str(&text);
        opening.used += 1;
    }
    if subject.is_empty() {
        desk.problem(Code::SubjectMissing, first.number, first.column, "");
    } else {
        opening.blocks.push(block(Role::Subject, &subject));
        opening.subject = Some(subject);
    }
    opening.kind = Some(kind);
    opening
}

/// True for a line that cannot belong to a subject.
fn starts_content(text: &str, standard: &Standard) -> bool {
    let folded = fold(text);
    is_citation(text)
        || is_attachment(text)
        || folded.starts_with("kinh gui")
        || label::parse(text).is_some_and(|label| label.kind != label::Kind::Bullet || text.starts_with('-'))
        || formula(text)
        || text.starts_with('|')
        || hole::mark_alone(text).is_some()
        || doc_type(text, standard).is_some()
}

/// True for the grounds of a document: "Căn cứ …", "Thực hiện …", "Xét …", "Theo đề nghị …".
pub(super) fn is_citation(text: &str) -> bool {
    const LEADS: &[&str] = &[
        "Căn cứ ",
        "Căn cứ:",
        "Thực hiện ",
        "Xét ",
        "Theo đề nghị ",
        "Trên cơ sở ",
        "Tiếp theo ",
        "Theo Công văn ",
    ];
    let bare = text.trim_start_matches(['-', '*', ' ']);
    LEADS.iter().any(|lead| bare.starts_with(lead))
}

/// "(Kèm theo Quyết định số …)", "(Ban hành kèm theo …)".
pub(super) fn is_attachment(text: &str) -> bool {
    let folded = fold(text.trim_start_matches(['*', '(', ' ']));
    text.trim_start_matches('*').starts_with('(')
        && (folded.starts_with("kem theo") || folded.starts_with("ban hanh kem"))
}

/// "QUYẾT ĐỊNH:", "QUYẾT NGHỊ:", "NGHỊ QUYẾT:", "CHỈ THỊ:".
pub(super) fn formula(text: &str) -> bool {
    let bare = without_stars(text);
    let folded = fold(&bare);
    is_upper(&bare)
        && matches!(
            folded.trim_end_matches([':', ' ']),
            "quyet dinh" | "quyet nghi" | "nghi quyet" | "chi thi"
        )
        && bare.ends_with(':')
}

/// A paragraph of the opening: it may have emphasis, never footnotes.
pub(super) fn block(role: Role, text: &str) -> Block {
    Block::Paragraph(Paragraph { role, text: inline::parse(text, &mut Notes::new()).0 })
}

/// Reads "(Kèm theo …)", Kính gửi and thẩm quyền that may stand above the first paragraph.
pub(super) fn before_body(lines: &[Line], letter: bool) -> (Vec<Block>, usize) {
    let mut blocks = Vec::new();
    let mut at = 0;
    let mut open = 0_usize;
    while let Some(line) = lines.get(at) {
        let text = without_stars(&line.text);
        if let Some(kind) = line.mark() {
            // A block is of this place when what it opens with is, and until it closes.
            let here = kind != Mark::Opens || stands_above_body(&lines[at..], letter);
            if !here || (kind != Mark::Opens && open == 0) {
                break;
            }
            match kind {
                Mark::Opens => open += 1,
                Mark::Turns => {}
                Mark::Closes => open -= 1,
            }
            blocks.push(marks::block(line));
            at += 1;
        } else if is_attachment(&text) {
            let (joined, used) = until_bracket(&lines[at..]);
            blocks.push(block(Role::AttachmentReference, &joined));
            at += used;
        } else if fold(&text).starts_with("kinh gui") {
            let (found, used) = addressees(&lines[at..]);
            blocks.extend(found);
            at += used;
        } else if !letter && is_authority(&text) && grounds_follow(&lines[at + 1..]) {
            blocks.push(block(Role::Authority, &text));
            at += 1;
        } else {
            break;
        }
    }
    (blocks, at)
}

/// True when what stands behind the marks belongs above the first paragraph.
fn stands_above_body(lines: &[Line], letter: bool) -> bool {
    marks::next(lines).is_some_and(|(line, at)| {
        let text = without_stars(&line.text);
        let authority = !letter && is_authority(&text) && grounds_follow(&lines[at + 1..]);
        is_attachment(&text) || fold(&text).starts_with("kinh gui") || authority
    })
}

/// The lines of a bracketed reference up to its closing bracket.
fn until_bracket(lines: &[Line]) -> (String, usize) {
    let closed = lines.iter().take(4).position(|line| line.text.trim_end_matches('*').ends_with(')'));
    let used = closed.map_or(1, |at| at + 1);
    let text: Vec<String> = lines[..used].iter().map(|line| line.text.trim_matches('*').to_owned()).collect();
    (text.join(" "), used)
}

fn is_authority(text: &str) -> bool {
    is_upper(text) && label::parse(text).is_none() && !text.ends_with(':') && text.chars().count() <= 160
}

fn grounds_follow(lines: &[Line]) -> bool {
    lines
        .iter()
        .filter(|line| line.mark().is_none())
        .take(3)
        .find(|line| !is_authority(&line.text))
        .is_some_and(|line| is_citation(&line.text) || formula(&line.text) || is_ground(&line.text))
}

/// True for a ground whose words are all still to come: "⟨…⟩;", or its stop is as well.
pub(super) fn is_ground(text: &str) -> bool {
    let rest = text.trim_start_matches(hole::is_private);
    let holes = text.chars().count() - rest.chars().count();
    (holes > 0 && rest == ";") || (holes > 1 && rest.is_empty())
}

fn addressees(lines: &[Line]) -> (Vec<Block>, usize) {
    let first = without_stars(&lines[0].text);
    let colon = first.find(':').map_or(first.len(), |at| at + 1);
    let (label, rest) = (first[..colon].to_owned(), first[colon..].trim().to_owned());
    let dashed = |text: &str| text.starts_with(['-', '–', '+']);
    let mut items: Vec<String> = Vec::new();
    let mut used = 1;
    if rest.contains("; - ") || (dashed(&rest) && rest.contains(';')) {
        items.extend(rest.split_inclusive("; ").map(|item| item.trim().to_owned()));
    } else if dashed(&rest) {
        items.push(rest.clone());
    }
    let single = !rest.is_empty() && items.is_empty();
    if !single {
        let mut open = 0_usize;
        for (at, line) in lines.iter().enumerate().skip(1) {
            let text = without_stars(&line.text);
            if let Some(kind) = line.mark() {
                let listed = marks::next(&lines[at..]).is_some_and(|(next, _)| dashed(&next.text));
                match kind {
                    Mark::Opens if listed => open += 1,
                    Mark::Turns if open > 0 => {}
                    Mark::Closes if open > 0 => open -= 1,
                    _ => break,
                }
                items.push(text);
                used += 1;
                continue;
            }
            if line.table.is_some() {
                break;
            }
            let bare = items.is_empty()
                && !is_citation(&text)
                && text.chars().count() < 200
                && label::parse(&text).is_none();
            let goes_on = items.last().is_some_and(|last| !ends_sentence(last))
                && !dashed(&text)
                && !(line.after_blank || line.cut);
            if dashed(&text) {
                items.push(text);
            } else if bare && used == 1 {
                return (vec![block(Role::Addressee, &format!("{label} {text}"))], 2);
            } else if let Some(last) = items.last_mut().filter(|_| goes_on) {
                last.push(' ');
                last.push_str(&text);
            } else {
                break;
            }
            used += 1;
        }
    }
    let head = if single { format!("{label} {rest}") } else { label };
    let mut blocks = vec![block(Role::Addressee, &head)];
    let role = |item: &str| if hole::mark_alone(item).is_some() { Role::Body } else { Role::AddresseeItem };
    blocks.extend(items.iter().map(|item| block(role(item), item)));
    (blocks, used)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::standard::ND30_2020;
    use crate::readers::text::lines;

    fn standard() -> Standard {
        Standard::load(ND30_2020).unwrap()
    }

    fn shown(blocks: &[Block]) -> Vec<String> {
        blocks.iter().flat_map(Block::paragraphs).map(|p| format!("{}={}", p.role.key(), p.words())).collect()
    }

    fn titled(input: &str) -> Vec<String> {
        let mut desk = Desk::default();
        let lines = lines::split(input, &mut desk).unwrap();
        shown(&title(&lines, &standard(), &mut desk).blocks)
    }

    #[test]
    fn type_and_subject_stand_on_one_line_or_many() {
        let both = ["doc-type=KẾ HOẠCH", "subject=Phát động phong trào năm 2026"];
        assert_eq!(titled("KẾ HOẠCH Phát động phong trào năm 2026\n\nCăn cứ A;"), both);
        assert_eq!(titled("KẾ HOẠCH\n\nPhát động phong trào\nnăm 2026\n\nCăn cứ A;"), both);
        assert_eq!(
            titled("**QUYẾT ĐỊNH**\nVề việc A\nCHỦ TỊCH XÃ B\nCăn cứ C;"),
            ["doc-type=QUYẾT ĐỊNH", "subject=Về việc A"]
        );
    }

    #[test]
    fn a_formula_is_no_title() {
        assert_eq!(doc_type("QUYẾT ĐỊNH:", &standard()), None);
        assert!(formula("QUYẾT ĐỊNH:") && !formula("Quyết định:"));
        assert_eq!(doc_type("Kế hoạch này được gửi", &standard()), None);
        assert_eq!(doc_type("BÁO CÁO", &standard()), Some(("report".into(), "BÁO CÁO".len())));
    }

    #[test]
    fn addressees_are_one_or_many() {
        let read = |input: &str| {
            let lines = lines::split(input, &mut Desk::default()).unwrap();
            shown(&before_body(&lines, true).0)
        };
        assert_eq!(read("Kính gửi: Sở Nội vụ\nThực hiện A."), ["addressee=Kính gửi: Sở Nội vụ"]);
        assert_eq!(
            read("Kính gửi:\n- Sở Nội vụ;\n- Sở Tài chính.\nThực hiện A."),
            ["addressee=Kính gửi:", "addressee-item=- Sở Nội vụ;", "addressee-item=- Sở Tài chính."]
        );
        assert_eq!(
            read("Kính gửi: - Sở Nội vụ; - Sở Tài chính."),
            ["addressee=Kính gửi:", "addressee-item=- Sở Nội vụ;", "addressee-item=- Sở Tài chính."]
        );
    }
}
