//! Rust source told apart: code, comments, string literals. Enough of a lexer for the
//! rules; it knows raw strings, nested comments, lifetimes and `#[cfg(test)]` modules.

/// A string literal and the line it starts on.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Literal {
    /// From 1.
    pub(super) line: usize,
    /// As written, without its quotes.
    pub(super) text: String,
}

/// One Rust file, told apart.
#[derive(Debug, Default)]
pub(super) struct Source {
    /// The code: literals are blank, comments are gone, lines are kept.
    pub(super) code: String,
    /// The string and character literals.
    pub(super) literals: Vec<Literal>,
}

impl Source {
    /// Tells a file apart. Unit tests (`#[cfg(test)]` and the braces after it) are left out.
    pub(super) fn parse(text: &str) -> Source {
        let mut source = lex(text);
        for (from, to) in test_modules(&source.code) {
            let line = |at: usize| source.code[..at].matches('\n').count() + 1;
            let (first, last) = (line(from), line(to));
            source.literals.retain(|literal| !(first..=last).contains(&literal.line));
            let blank: String =
                source.code[from..to].chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect();
            let blank = format!("{blank:width$}", width = to - from + blank.len() - blank.chars().count());
            source.code.replace_range(from..to, &blank);
        }
        source
    }
}

fn lex(text: &str) -> Source {
    let mut out = Source::default();
    let mut rest = text;
    let mut line = 1;
    while let Some(first) = rest.chars().next() {
        let (len, literal) = token(rest, out.code.chars().next_back());
        let piece = &rest[..len];
        match literal {
            Some((open, close)) => {
                out.literals.push(Literal { line, text: piece[open..len - close].to_owned() });
                out.code.push('"');
                out.code.extend(piece.chars().filter(|c| *c == '\n'));
                out.code.push('"');
            }
            None if piece.starts_with("//") || piece.starts_with("/*") => {
                out.code.extend(piece.chars().filter(|c| *c == '\n'));
                out.code.push(' ');
            }
            None => out.code.push(first),
        }
        line += piece.matches('\n').count();
        rest = &rest[len..];
    }
    out
}

/// Length of the token at the start of `rest`; for a literal also what of it is opening
/// and closing quotes.
fn token(rest: &str, before: Option<char>) -> (usize, Option<(usize, usize)>) {
    let bytes = rest.as_bytes();
    let in_word = before.is_some_and(|c| c.is_alphanumeric() || c == '_');
    if rest.starts_with("//") {
        return (rest.find('\n').unwrap_or(rest.len()), None);
    }
    if rest.starts_with("/*") {
        return (comment(rest), None);
    }
    if !in_word {
        let prefix = rest.len() - rest.trim_start_matches(['b', 'c']).len();
        let after = &rest[prefix.min(1)..];
        if let Some(raw) = after.strip_prefix('r') {
            let hashes = raw.len() - raw.trim_start_matches('#').len();
            if raw[hashes..].starts_with('"') {
                let open = prefix.min(1) + 1 + hashes + 1;
                let end = format!("\"{}", "#".repeat(hashes));
                let len = rest[open..].find(&end).map_or(rest.len(), |at| open + at + end.len());
                return (len, Some((open, end.len().min(len - open))));
            }
        }
    }
    if bytes[0] == b'"' {
        let close = quoted(rest, '"');
        return (close, Some((1, 1)));
    }
    // A quote is a character when it closes again, a lifetime when it does not.
    if bytes[0] == b'\'' {
        let mut chars = rest[1..].chars();
        let (one, two) = (chars.next(), chars.next());
        if one == Some('\\') || two == Some('\'') {
            return (quoted(rest, '\''), Some((1, 1)));
        }
    }
    (rest.chars().next().map_or(1, char::len_utf8), None)
}

/// Length of a quoted literal with its quotes.
fn quoted(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        if escaped {
            escaped = false;
        } else if c == '\\' {
            escaped = true;
        } else if c == quote {
            return at + c.len_utf8();
        }
    }
    rest.len()
}

/// Length of a block comment, comments inside it counted.
fn comment(rest: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while at < rest.len() {
        if rest[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}

/// Where unit tests stand in code without literals: from `#[cfg(test)]` to its last brace.
fn test_modules(code: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = code[at..].find("#[cfg(test)]").map(|i| i + at) {
        let mut depth = 0_usize;
        let mut end = code.len();
        for (i, c) in code[start..].char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth == 1 => {
                    end = start + i + 1;
                    break;
                }
                '}' => depth -= 1,
                ';' if depth == 0 => {
                    end = start + i + 1;
                    break;
                }
                _ => {}
            }
        }
        found.push((start, end));
        at = end;
    }
    found
}

#[test]
fn code_comments_and_literals_are_told_apart() {
    let source = Source::parse(
        "// crate::a\nlet x: &'static str = \"crate::b\"; /* /* crate::c */ */ y('\\'', r#\"d\"e\"#);\n\
         use crate::f;\n#[cfg(test)]\nmod tests { fn g() { crate::h(\"i}\") } }\nuse crate::j;",
    );
    let texts: Vec<_> = source.literals.iter().map(|l| (l.line, l.text.as_str())).collect();
    assert_eq!(texts, [(2, "crate::b"), (2, "\\'"), (2, "d\"e")]);
    for gone in ["crate::a", "crate::b", "crate::c", "crate::h"] {
        assert!(!source.code.contains(gone), "{gone}: {}", source.code);
    }
    assert!(source.code.contains("&'static str"), "{}", source.code);
    let line = |what: &str| source.code.lines().position(|l| l.contains(what)).map(|i| i + 1);
    assert_eq!((line("crate::f"), line("crate::j")), (Some(3), Some(6)));
}
