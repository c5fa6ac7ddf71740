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
