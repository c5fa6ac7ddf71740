//! What registers (sổ) print and are called.

/// The series of numbers that an office begins with: name in addresses, name, patterns of the
/// symbols that it takes. The first takes whatever no other takes.
///
/// Councils that sign in their own name under the office's seal have numbers of their own, and
/// so have copies, all three kinds together (Điều 15; Phụ lục I, Phần II).
pub const SERIES: &[(&str, &str, &[&str])] = &[
    ("van-ban-di", "Văn bản đi", &[]),
    ("hoi-dong", "Văn bản của hội đồng, ban", &["*-HĐ*", "*-BCĐ*", "!*-HĐND*"]),
    ("ban-sao", "Bản sao", &["SY-*", "SL-*", "TrS-*"]),
];
