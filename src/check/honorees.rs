//! Who stands twice: in one list, or in a list and an older one.

use std::collections::HashMap;

use crate::model::honoree::{Honoree, Kind, Note, NoteCode, Origin, Row, Status};
use crate::viet::name::key;
use crate::viet::words::honorees as said;

/// An honoree of an older list: who, and how people find it there.
#[derive(Clone, Copy, Debug)]
pub struct Older<'a> {
    /// Who.
    pub honoree: &'a Honoree,
    /// Where, for the sentence: the list, the decision.
    pub place: &'a str,
}

/// What makes two honorees one: the name folded, then the unit and the year of birth as far as
/// both say them. The same name in two units is two people.
pub fn are_one(one: &Honoree, other: &Honoree) -> bool {
    let agree = |one: &str, other: &str| one.is_empty() || other.is_empty() || key(one) == key(other);
    let years = one.birth.zip(other.birth).is_none_or(|(one, other)| one.year() == other.year());
    (one.kind == Kind::Individual) == (other.kind == Kind::Individual)
        && !one.name.is_empty()
        && key(&one.name) == key(&other.name)
        && years
        && agree(&one.unit, &other.unit)
        && agree(&one.address, &other.address)
}

/// Asks about every row that names somebody again: the later of two rows, and every row whose
/// honoree stands in an older list. Rows are compared as they are proposed, so that a name in
/// capitals or in an old code is found again.
///
/// One person may well be named for two awards: rows with different awards are no doubles.
pub fn ask_twice(rows: &mut [Row], older: &[Older<'_>]) {
    let proposed: Vec<Honoree> = rows.iter().map(Row::proposed).collect();
    let sheets = rows.iter().map(|row| row.origin.sheet.as_str());
    let several = sheets.clone().any(|sheet| Some(sheet) != sheets.clone().next());
    let mut seen: HashMap<String, Vec<usize>> = HashMap::new();
    let mut before: HashMap<String, Vec<&Older<'_>>> = HashMap::new();
    for one in older {
        before.entry(key(&one.honoree.name)).or_default().push(one);
    }
    let mut notes: Vec<(usize, NoteCode, String)> = Vec::new();
    for (at, honoree) in proposed.iter().enumerate() {
        if honoree.name.is_empty() || rows[at].status == Status::Refused {
            continue;
        }
        let name = key(&honoree.name);
        let earlier = seen.entry(name.clone()).or_default();
        let same_award = |other: &Honoree| {
            honoree.award.is_empty() || other.award.is_empty() || key(&honoree.award) == key(&other.award)
        };
        let double =
            earlier.iter().find(|at| are_one(honoree, &proposed[**at]) && same_award(&proposed[**at]));
        if let Some(double) = double {
            let Origin { sheet, cell } = &rows[*double].origin;
            let place = said::place(if several { sheet } else { "" }, &cell.to_string());
            notes.push((at, NoteCode::Duplicate, place));
        }
        // A list of one name without end is looked through no further than this.
        if earlier.len() < MOST_ALIKE {
            earlier.push(at);
        }
        let known = before.get(&name).into_iter().flatten().find(|one| are_one(honoree, one.honoree));
        if let Some(known) = known {
            notes.push((at, NoteCode::DuplicateOlder, known.place.to_owned()));
        }
    }
    for (at, code, place) in notes {
        let message = said::note(code.key(), &place);
        let cell = rows[at].origin.cell;
        rows[at].note(Note { code, weight: code.weight(), cell, message, proposal: None });
    }
}

/// So many rows of one name are held against each other.
const MOST_ALIKE: usize = 100;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::honoree::Birth;
    use crate::model::sheet::CellAt;

    fn person(name: &str, unit: &str, year: Option<i32>) -> Honoree {
        Honoree { name: name.into(), unit: unit.into(), birth: year.map(Birth::Year), ..Honoree::default() }
    }

    fn row(at: u32, honoree: Honoree) -> Row {
        let origin = Origin { sheet: "A".into(), cell: CellAt::new(at, 1) };
        Row { status: Status::Imported, origin, honoree, notes: Vec::new() }
    }

    #[test]
    fn a_person_in_two_spellings_is_one() {
        let one = person("Nguyễn Văn Hòa", "Trường TH Sơn Hải", Some(1985));
        for other in [
            person("NGUYỄN VĂN HOÀ", "trường TH  Sơn Hải", Some(1985)),
            person("Nguyen Van Hoa", "", None),
            person("Nguyễn Văn Hòa", "Trường TH Sơn Hải", None),
        ] {
            assert!(are_one(&one, &other), "{other:?}");
        }
    }

    #[test]
    fn the_same_name_in_two_units_or_of_two_ages_is_two() {
        let one = person("Nguyễn Văn Hòa", "Trường TH Sơn Hải", Some(1985));
        for other in [
            person("Nguyễn Văn Hòa", "Trạm Y tế xã Sơn Hải", Some(1985)),
            person("Nguyễn Văn Hòa", "Trường TH Sơn Hải", Some(1990)),
            Honoree { kind: Kind::Household, ..one.clone() },
        ] {
            assert!(!are_one(&one, &other), "{other:?}");
        }
    }

    #[test]
    fn doubles_are_asked_once_and_name_their_place() {
        let hoa = person("Nguyễn Văn Hòa", "Trường TH Sơn Hải", None);
        let mut rows = vec![
            row(5, hoa.clone()),
            row(6, person("Lê Thị Bé", "Trường TH Sơn Hải", None)),
            row(7, person("NGUYỄN VĂN HOÀ", "Trường TH Sơn Hải", Some(1985))),
            row(
                8,
                Honoree {
                    award: "Bằng khen".into(), ..person("Lê Thị Bé", "Trường TH Sơn Hải", None)
                },
            ),
        ];
        rows[1].honoree.award = "Giấy khen".into();
        ask_twice(&mut rows, &[Older { honoree: &hoa, place: "Quyết định số 7" }]);
        let codes = |at: usize| rows[at].notes.iter().map(|note| note.code).collect::<Vec<_>>();
        assert_eq!(codes(0), [NoteCode::DuplicateOlder]);
        assert_eq!(codes(2), [NoteCode::Duplicate, NoteCode::DuplicateOlder]);
        assert!(rows[2].notes[0].message.contains("ô B6"), "{}", rows[2].notes[0].message);
        assert_eq!((codes(1), codes(3)), (vec![], vec![]), "two awards are no double");
        assert_eq!(rows[2].status, Status::Question);
    }
}
