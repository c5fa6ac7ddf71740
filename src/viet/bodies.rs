//! Names of bodies as the letterhead prints them in its left block, in capitals: which word names
//! one, which lines are the parent and which the issuer, where a name breaks (Phụ lục I, Phần I,
//! Mục II.2).

/// Words with which the name of a body begins.
const BODIES: &[&str] = &[
    "SỞ",
    "PHÒNG",
    "BAN",
    "BỘ",
    "CỤC",
    "CHI CỤC",
    "TỔNG CỤC",
    "TRUNG TÂM",
    "TRƯỜNG",
    "VĂN PHÒNG",
    "HỘI ĐỒNG",
    "ỦY BAN",
    "UỶ BAN",
    "UBND",
    "HĐND",
    "THANH TRA",
    "VIỆN",
    "BỆNH VIỆN",
    "CÔNG AN",
    "TÒA ÁN",
    "ĐẢNG ỦY",
    "HỘI",
    "ĐOÀN",
    "LIÊN ĐOÀN",
    "MẶT TRẬN",
    "CHỦ TỊCH",
    "TRẠM",
    "ĐỘI",
    "TỔ",
    "CÔNG TY",
    "TỔNG CÔNG TY",
    "HỌC VIỆN",
    "BAN CHỈ ĐẠO",
    "TỈNH ỦY",
    "ĐẢNG BỘ",
    "CHI BỘ",
    "QUỸ",
    "KHO BẠC",
    "BẢO HIỂM",
];

/// The word with which a line in capitals names a body (`SỞ`, `ỦY BAN`), if it does; the longest
/// where several fit.
pub fn body_word(line: &str) -> Option<&'static str> {
    BODIES
        .iter()
        .copied()
        .filter(|word| line.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))
        .max_by_key(|word| word.len())
}

/// Parts the lines of the left block into parent and issuer: the issuer is the last body
/// named, unless two bodies of one rank stand there as joint issuers. The parent may be empty.
pub fn part_names(names: &[String]) -> (Vec<String>, Vec<String>) {
    let starts: Vec<(usize, &str)> =
        names.iter().enumerate().filter_map(|(at, line)| Some((at, body_word(line)?))).collect();
    let Some((last, word)) = starts.last().copied() else {
        return (Vec::new(), names.to_vec());
    };
    let joint = starts.iter().filter(|(_, other)| *other == word).map(|(at, _)| *at).min().unwrap_or(last);
    let (parent, issuer) = names.split_at(if joint < last && word != "BAN" { joint } else { last });
    (parent.to_vec(), issuer.to_vec())
}

/// The lines of a name in capitals: "ỦY BAN NHÂN DÂN XÃ QUẢNG CHÂU" stands on two, as every
/// office writes it; other names stay whole.
pub fn two_lines(name: &str) -> Vec<String> {
    for head in ["ỦY BAN NHÂN DÂN", "UỶ BAN NHÂN DÂN", "HỘI ĐỒNG NHÂN DÂN"] {
        if let Some(unit) = name.strip_prefix(head).map(str::trim).filter(|unit| !unit.is_empty()) {
            return vec![head.to_owned(), unit.to_owned()];
        }
    }
    vec![name.to_owned()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parent_and_issuer_are_told_apart() {
        let (parent, issuer) = part_names(&["UBND TỈNH A".into(), "SỞ GIÁO DỤC".into(), "VÀ ĐÀO TẠO".into()]);
        assert_eq!((parent.len(), issuer.len()), (1, 2));
        let (parent, issuer) = part_names(&["SỞ TÀI CHÍNH".into(), "SỞ NỘI VỤ".into()]);
        assert_eq!((parent.len(), issuer.len()), (0, 2));
    }

    #[test]
    fn a_committee_and_its_place_stand_on_two_lines() {
        assert_eq!(two_lines("ỦY BAN NHÂN DÂN XÃ QUẢNG CHÂU"), ["ỦY BAN NHÂN DÂN", "XÃ QUẢNG CHÂU"]);
        assert_eq!(two_lines("ỦY BAN NHÂN DÂN"), ["ỦY BAN NHÂN DÂN"]);
        assert_eq!(two_lines("SỞ NỘI VỤ"), ["SỞ NỘI VỤ"]);
    }

    #[test]
    fn a_body_is_known_by_its_first_words() {
        assert_eq!(body_word("TỔNG CÔNG TY A"), Some("TỔNG CÔNG TY"));
        assert_eq!(body_word("BAN"), Some("BAN"));
        assert_eq!(body_word("BANG GIAO"), None);
    }
}
