//! The lines of nơi nhận as a register prints them: who gets a document, and who keeps its file
//! copy ("- Lưu: VT, VHXH.").

use super::letters::fold;

/// What the lines say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recipients {
    /// Who gets it, without dashes and what ends a line.
    pub who: Vec<String>,
    /// Who keeps the file copy; empty where no line says so.
    pub keeper: String,
}

/// Reads the lines of nơi nhận.
pub fn read(lines: &[String]) -> Recipients {
    let mut out = Recipients::default();
    for line in lines {
        let line =
            line.trim().trim_start_matches(['-', '–', '+']).trim().trim_end_matches([';', '.', ',']).trim();
        match line.split_once(':') {
            Some((label, keeper)) if fold(label).trim() == "luu" => out.keeper = keeper.trim().to_owned(),
            _ if line.is_empty() => {}
            _ => out.who.push(line.to_owned()),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_gets_it_and_who_keeps_it_are_told_apart() {
        let lines = ["- Như Điều 3;", "- Chủ tịch, các Phó Chủ tịch UBND xã;", "- Lưu: VT, VHXH."];
        let read = read(&lines.map(str::to_owned));
        assert_eq!(read.who, ["Như Điều 3", "Chủ tịch, các Phó Chủ tịch UBND xã"]);
        assert_eq!(read.keeper, "VT, VHXH");
    }
}
