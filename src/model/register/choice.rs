//! Which series of numbers takes a document: by its type, by its symbol.

/// What a series takes. One that names neither types nor symbols takes only what is asked for
/// by name, or what nobody else takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Takes<'a> {
    /// Name of the series.
    pub key: &'a str,
    /// Keys of types in the standard; empty for every type.
    pub kinds: &'a [String],
    /// Patterns of symbols ([`matches`]); empty for every symbol.
    pub symbols: &'a [String],
    /// Takes what no other series takes.
    pub usual: bool,
}

/// The series for a document of this type and symbol: of those that take it the most specific
/// (the longest pattern of its symbol, then one that names its type), else the usual one.
pub fn choose<'a>(series: &[Takes<'a>], kind: &str, symbol: &str) -> Option<&'a str> {
    let mut best: Option<((usize, bool), &str)> = None;
    for one in series {
        if let Some(worth) = worth(one, kind, symbol)
            && best.is_none_or(|(known, _)| worth > known)
        {
            best = Some((worth, one.key));
        }
    }
    let usual = || series.iter().find(|one| one.usual).map(|one| one.key);
    best.map(|(_, key)| key).or_else(usual)
}

/// How specific a series is about a document that it takes.
fn worth(takes: &Takes<'_>, kind: &str, symbol: &str) -> Option<(usize, bool)> {
    if takes.kinds.is_empty() && takes.symbols.is_empty() {
        return None;
    }
    let named = takes.kinds.iter().any(|known| known == kind);
    if !takes.kinds.is_empty() && !named {
        return None;
    }
    if takes.symbols.is_empty() {
        return Some((0, named));
    }
    matches(takes.symbols, symbol).map(|length| (length, named))
}

/// How many letters of the longest pattern a symbol matches; `None` when no pattern matches,
/// or one with `!` before it does. `*` stands for any letters, none too: `*-HĐ*` takes
/// `QĐ-HĐTĐKT`, and `!*-HĐND*` leaves out what a people's council issues.
pub fn matches(patterns: &[String], symbol: &str) -> Option<usize> {
    let (out, into): (Vec<&str>, Vec<&str>) =
        patterns.iter().map(String::as_str).partition(|pattern| pattern.starts_with('!'));
    if out.iter().any(|pattern| fits(&pattern[1..], symbol)) {
        return None;
    }
    // Patterns that only leave out take everything else.
    let rest = into.is_empty().then_some(0);
    let taken = into.iter().filter(|pattern| fits(pattern, symbol));
    taken.map(|pattern| pattern.chars().filter(|c| *c != '*').count()).max().or(rest)
}

/// True when a text is a pattern's, letter by letter, with anything for each `*`.
fn fits(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|start| text.strip_prefix(start)) else { return false };
    let Some(end) = parts.next_back() else { return rest.is_empty() };
    for part in parts {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_takes_what_its_letters_say() {
        for (pattern, text, expected) in [
            ("SY-*", "SY-UBND", true),
            ("SY-*", "SYT-UBND", false),
            ("*-HĐ*", "QĐ-HĐTĐKT", true),
            ("*-HĐ*", "HĐ-UBND", false),
            ("*", "", true),
            ("a*a", "a", false),
            ("a*b*c", "axbyc", true),
            ("a*b*c", "abc", true),
            ("a*b*c", "acb", false),
            ("QĐ-UBND", "QĐ-UBND", true),
            ("QĐ-UBND", "QĐ-UBND-VP", false),
        ] {
            assert_eq!(fits(pattern, text), expected, "{pattern} {text}");
        }
    }

    #[test]
    fn the_most_specific_series_takes_a_document_and_the_usual_one_the_rest() {
        let list = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let (none, decisions) = (list(&[]), list(&["decision"]));
        let (council, discipline) = (list(&["*-HĐ*", "!*-HĐND*"]), list(&["*-HĐKL"]));
        let takes = |key, kinds, symbols, usual| Takes { key, kinds, symbols, usual };
        let series = [
            takes("all", &none, &none, true),
            takes("by-name", &none, &none, false),
            takes("decisions", &decisions, &none, false),
            takes("council", &none, &council, false),
            takes("discipline", &none, &discipline, false),
        ];
        for (kind, symbol, expected) in [
            ("plan", "KH-UBND", "all"),
            ("decision", "QĐ-UBND", "decisions"),
            ("decision", "QĐ-HĐTĐKT", "council"),
            ("decision", "QĐ-HĐKL", "discipline"),
            ("resolution", "NQ-HĐND", "all"),
            ("contract", "HĐ-UBND", "all"),
        ] {
            assert_eq!(choose(&series, kind, symbol), Some(expected), "{kind} {symbol}");
        }
        assert_eq!(choose(&series[2..3], "plan", "KH-UBND"), None);
    }
}
