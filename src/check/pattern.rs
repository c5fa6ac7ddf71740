//! Patterns of words, compiled once.

use regex::Regex;

/// Compiles a pattern of ours.
#[expect(clippy::unwrap_used, reason = "a constant of ours; a test that checks any document compiles it")]
pub(super) fn compile(pattern: &str) -> Regex {
    Regex::new(pattern).unwrap()
}

/// Names patterns: each is compiled when it is first used.
macro_rules! patterns {
    ($($(#[$doc:meta])* $name:ident = $pattern:expr;)*) => {
        $($(#[$doc])*
        static $name: std::sync::LazyLock<regex::Regex> =
            std::sync::LazyLock::new(|| $crate::check::pattern::compile($pattern));)*
    };
}
pub(super) use patterns;
