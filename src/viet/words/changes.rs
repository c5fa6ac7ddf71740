//! What is said of two versions of a document, and of the data of a form.

/// Most entries that are named one by one.
const NAMED: usize = 10;

/// What stands for a picture in a sentence.
pub const PICTURE: &str = "hình";

/// How much of a text is quoted.
const QUOTED: usize = 80;

/// Words between quotation marks, the first of a long text.
pub fn quoted(text: &str) -> String {
    format!("“{}”", first(text, QUOTED))
}

fn first(text: &str, most: usize) -> String {
    let text = text.trim();
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

/// A label inside a sentence: without its capital, where that is not of an abbreviation.
pub fn small(label: &str) -> String {
    let mut letters = label.chars();
    let Some(initial) = letters.next() else { return String::new() };
    let rest = letters.as_str();
    if rest.chars().next().is_some_and(char::is_uppercase) {
        return label.to_owned();
    }
    initial.to_lowercase().chain(rest.chars()).collect()
}

/// A record inside another.
pub fn inside(label: &str, around: &str) -> String {
    if around.is_empty() { label.to_owned() } else { format!("{label} của {around}") }
}

/// A field, or a field of somebody.
pub fn of(label: &str, around: &str) -> String {
    inside(label, around)
}

/// True or false.
pub fn yes_no(yes: bool) -> &'static str {
    if yes { "có" } else { "không" }
}

/// A value where none was.
pub fn written(what: &str, new: &str) -> String {
    format!("{what}: ghi thêm {new}")
}

/// A value that is no more.
pub fn struck(what: &str, old: &str) -> String {
    format!("{what}: bỏ {old}")
}

/// A value in the place of another.
pub fn instead(what: &str, old: &str, new: &str) -> String {
    format!("{what}: từ {old} thành {new}")
}

/// A long text in other words.
pub fn reworded(what: &str, removed: usize, added: usize) -> String {
    format!("{what}: sửa lời (bớt {removed} từ, thêm {added} từ)")
}

/// Another picture.
pub fn redrawn(what: &str) -> String {
    format!("{what}: thay hình")
}

/// Entries that a list did not have.
pub fn more(count: usize, what: &str, names: &[String]) -> String {
    entries("Thêm", count, what, names)
}

/// Entries that a list has no more.
pub fn fewer(count: usize, what: &str, names: &[String]) -> String {
    entries("Bớt", count, what, names)
}

/// The same entries in another order.
pub fn reordered(what: &str) -> String {
    format!("{what}: đổi thứ tự")
}

fn entries(verb: &str, count: usize, what: &str, names: &[String]) -> String {
    let what = small(what);
    let named: Vec<&str> = names.iter().map(String::as_str).filter(|name| !name.is_empty()).collect();
    if named.is_empty() {
        return format!("{verb} {count} {what}");
    }
    let shown = named.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
    match count.saturating_sub(named.len().min(NAMED)) {
        0 => format!("{verb} {count} {what}: {shown}"),
        more => format!("{verb} {count} {what}: {shown} và {more} mục khác"),
    }
}

/// What became of a block, by its key.
const SORTS: &[(&str, &str)] =
    &[("changed", "sửa"), ("removed", "bớt"), ("added", "thêm"), ("moved", "chuyển đến đây")];

/// Most changes inside a block that are told.
const TOLD: usize = 12;

/// How much of a block is quoted to know it by.
const KNOWN: usize = 50;

/// One change of a document: what became of a block, and the words before and after.
pub fn line(sort: &str, words: &str, inside: &[(String, String)]) -> String {
    let sort = super::sentence(SORTS, sort, "");
    let known = if words.is_empty() {
        "(không có chữ)".to_owned()
    } else {
        format!("“{}”", first(words, KNOWN))
    };
    let told: Vec<String> = inside
        .iter()
        .filter(|(old, new)| old != new || !old.is_empty())
        .take(TOLD)
        .map(|(old, new)| match (old.is_empty(), new.is_empty()) {
            (false, true) => format!("bớt {}", quoted(old)),
            (true, false) => format!("thêm {}", quoted(new)),
            _ if old == new => format!("{} đổi kiểu chữ", quoted(old)),
            _ => format!("{} thành {}", quoted(old), quoted(new)),
        })
        .collect();
    let more = inside.len().saturating_sub(TOLD);
    let more = if more > 0 { format!("; và {more} chỗ khác") } else { String::new() };
    if told.is_empty() {
        format!("{sort}: {known}")
    } else {
        format!("{sort}: {known}: {}{more}", told.join("; "))
    }
}

/// How much changed: blocks changed, removed, added and moved; words removed and added.
pub fn summary([changed, removed, added, moved]: [usize; 4], [less, more]: [usize; 2]) -> String {
    if changed + removed + added + moved == 0 {
        return SAME.to_owned();
    }
    format!(
        "Sửa {changed} đoạn, bớt {removed} đoạn, thêm {added} đoạn, chuyển {moved} đoạn; bớt {less} từ, thêm {more} từ."
    )
}

/// What is said of two versions that say the same.
pub const SAME: &str = "Hai phiên bản giống nhau.";

/// The title of a page that compares two versions.
pub const TITLE: &str = "So sánh hai phiên bản";

/// The name of the list of changes.
pub const LIST: &str = "Các thay đổi";

/// The name of the view in which both versions are one text.
pub const INLINE: &str = "Trong một văn bản";

/// The name of the view in which the versions stand side by side.
pub const BESIDE: &str = "Hai cột";

/// The names of the two columns.
pub const COLUMNS: (&str, &str) = ("Phiên bản cũ", "Phiên bản mới");

/// What is said before and after words that went, and words that came, to who cannot see it.
pub const SPOKEN: ((&str, &str), (&str, &str)) = (("[bớt: ", "]"), ("[thêm: ", "]"));

/// The link from where a block stood to where it stands, and back.
pub const MOVED: (&str, &str) = ("đã chuyển đi", "chuyển từ chỗ khác đến");
