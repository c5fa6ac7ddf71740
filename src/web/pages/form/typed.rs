//! What was typed into the form of a template, and the data that it makes.

use actix_web::{HttpMessage, HttpRequest, web::Payload};
use serde_json::{Map, Value as Json};

use crate::{
    model::template::{Field, Kind, Preset},
    viet::date,
    web::{
        Door, Error,
        auth::{InSession, csrf_of},
        body,
        error::Code,
        query::Query,
    },
};

/// A form's text in a form's encoding: a Vietnamese letter of three bytes becomes nine.
const ENCODED: usize = 3;

/// Most fields of a form.
const MOST: usize = 20_000;

/// Most entries of a list.
const ENTRIES: usize = 5_000;

/// Names and values as a browser sent them.
#[derive(Clone, Debug, Default)]
pub struct Typed(Vec<(String, String)>);

impl Typed {
    /// Reads a form of any fields.
    ///
    /// # Errors
    /// 415, 413, 408; 400 for what is no form; 403 without the session's token.
    pub async fn read(
        door: &Door,
        request: &HttpRequest,
        payload: Payload,
        session: &InSession,
    ) -> Result<Typed, Error> {
        const FORM: &str = "application/x-www-form-urlencoded";
        if request.content_type() != FORM {
            return Err(Error::about(Code::UnsupportedMediaType, FORM));
        }
        let limit = door.limits.body;
        let sent = body::read(request, payload, limit * ENCODED, door.limits.time).await?;
        let sent = std::str::from_utf8(&sent).map_err(|cause| Error::about(Code::BadText, cause))?;
        let typed = Typed(Query::pairs(sent));
        if typed.0.len() > MOST {
            return Err(Error::new(Code::BadForm));
        }
        if typed.get("csrf") != Some(csrf_of(&session.secret).as_str()) {
            return Err(Error::new(Code::WrongCsrf));
        }
        Ok(typed)
    }

    /// The last value of a field: a box that is ticked comes after what stands for one that is not.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Every value of a field.
    pub fn all(&self, name: &str) -> Vec<String> {
        self.0.iter().filter(|(key, _)| key == name).map(|(_, value)| value.clone()).collect()
    }

    /// How many entries a list has.
    fn entries(&self, list: &str) -> usize {
        let number = |name: &str| {
            let rest = name.strip_prefix(list)?.strip_prefix('/')?;
            rest.split('/').next()?.parse::<usize>().ok().filter(|at| *at < ENTRIES)
        };
        self.0.iter().filter_map(|(name, _)| number(name)).max().map_or(0, |last| last + 1)
    }
}

/// The data of what was typed. What a form does not ask (pictures, the office) stays as it was
/// `before`; blank entries at the end of a list are none.
pub fn data(fields: &[Field], typed: &Typed, before: &Json) -> Json {
    let mut data = Map::new();
    for field in fields {
        let kept = || before.get(&field.name).cloned();
        let value = match field.kind {
            Kind::Picture => kept(),
            _ if field.name == super::OFFICE => kept(),
            _ => value(field, typed, &format!("/{}", field.name)),
        };
        if let Some(value) = value {
            data.insert(field.name.clone(), value);
        }
    }
    Json::Object(data)
}

/// The value of a field; nothing where nothing was typed and nothing is meant by it.
fn value(field: &Field, typed: &Typed, pointer: &str) -> Option<Json> {
    let value = entry(&field.kind, typed, pointer);
    let preset = matches!(field.default, Some(Preset::Value(_)));
    match (&field.kind, value) {
        (Kind::List(_), Json::Array(given)) if given.is_empty() => {
            // An empty list is meant where something else would stand.
            let open = matches!(field.default, Some(Preset::Expression(_)));
            (preset || field.required && !open).then_some(Json::Array(given))
        }
        (_, value) if is_blank(&value) && value != Json::Bool(false) => {
            let meant = preset && field.kind.is_words();
            meant.then(|| Json::String(String::new()))
        }
        (_, value) => Some(value),
    }
}

/// What was typed at a place, whatever it is worth.
fn entry(kind: &Kind, typed: &Typed, pointer: &str) -> Json {
    match kind {
        Kind::List(inner) => {
            let count = typed.entries(pointer);
            let mut all: Vec<Json> =
                (0..count).map(|at| entry(inner, typed, &format!("{pointer}/{at}"))).collect();
            let keep = all.iter().rposition(|one| !is_blank(one)).map_or(0, |last| last + 1);
            all.truncate(keep);
            Json::Array(all)
        }
        Kind::Record(record) => {
            let fields = record.fields.iter().filter_map(|field| {
                Some((field.name.clone(), value(field, typed, &format!("{pointer}/{}", field.name))?))
            });
            Json::Object(fields.filter(|(_, value)| !value.is_null()).collect())
        }
        _ => typed.get(pointer).map_or(Json::Null, |text| read(kind, text)),
    }
}

/// A value as somebody typed it; what cannot be read stays text, and is told as what it is.
fn read(kind: &Kind, text: &str) -> Json {
    let line = text.trim();
    if line.is_empty() {
        return Json::Null;
    }
    match kind {
        Kind::Integer | Kind::Money => {
            let digits: String = line.chars().filter(|c| !c.is_whitespace() && *c != '.').collect();
            let digits = digits.trim_end_matches(|c: char| c.is_alphabetic() || c == '₫');
            digits.parse::<i64>().map_or_else(|_| line.into(), Json::from)
        }
        Kind::Date => date::parse_short(line).map_or_else(|| line.into(), |day| day.to_string().into()),
        Kind::Month => {
            let month = date::parse_month_year(line).or_else(|| date::Month::parse(line));
            month.map_or_else(|| line.into(), |month| month.to_string().into())
        }
        Kind::YesNo => Json::Bool(line == "yes"),
        Kind::LongText | Kind::OfficialText => text.replace("\r\n", "\n").into(),
        _ => line.into(),
    }
}

/// True for what nobody typed.
fn is_blank(value: &Json) -> bool {
    match value {
        Json::Null | Json::Bool(false) => true,
        Json::String(text) => text.is_empty(),
        Json::Array(all) => all.is_empty(),
        Json::Object(fields) => fields.values().all(is_blank),
        _ => false,
    }
}

/// Does what a button beside a list asks, such as `add:/grounds` or `up:/honorees/2`; tells
/// whether it was one of those.
pub fn moved(data: &mut Json, asked: &str) -> bool {
    let Some((act, pointer)) = asked.split_once(':') else { return false };
    if !["add", "remove", "up", "down"].contains(&act) {
        return false;
    }
    if act == "add" {
        let Some(list) = list_at(data, pointer) else { return true };
        // An entry that nobody typed anything into yet.
        let blank = if list.iter().any(Json::is_object) { Json::Object(Map::new()) } else { Json::Null };
        if list.is_empty() {
            list.push(blank.clone());
        }
        list.push(blank);
        return true;
    }
    let Some((list, at)) = pointer.rsplit_once('/') else { return true };
    let (Some(list), Ok(at)) = (list_at(data, list), at.parse::<usize>()) else { return true };
    match act {
        "remove" if at < list.len() => drop(list.remove(at)),
        "up" if at > 0 && at < list.len() => list.swap(at - 1, at),
        "down" if at + 1 < list.len() => list.swap(at, at + 1),
        _ => {}
    }
    true
}

/// The list at a pointer; one of the data's own that was empty is there from now on.
fn list_at<'a>(data: &'a mut Json, pointer: &str) -> Option<&'a mut Vec<Json>> {
    let name = pointer.strip_prefix('/').filter(|name| !name.contains('/'));
    let list = match (name, data) {
        (Some(name), Json::Object(fields)) => fields.entry(name).or_insert_with(|| Json::Array(Vec::new())),
        (_, data) => data.pointer_mut(pointer)?,
    };
    list.as_array_mut()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::model::template::{Limits, Record};

    fn field(name: &str, kind: Kind, required: bool) -> Field {
        Field { required, limits: Limits::default(), ..Field::given(name, name, kind) }
    }

    fn typed(pairs: &[(&str, &str)]) -> Typed {
        Typed(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    #[test]
    fn what_people_type_becomes_data_and_what_cannot_be_read_stays_to_be_told() {
        let person = Record {
            name: None,
            fields: vec![field("name", Kind::Text, true), field("sum", Kind::Money, false)],
        };
        let fields = [
            field("day", Kind::Date, false),
            field("wrong", Kind::Date, false),
            field("month", Kind::Month, false),
            field("open", Kind::YesNo, false),
            field("empty", Kind::Text, false),
            field("grounds", Kind::List(Box::new(Kind::Text)), true),
            field("people", Kind::List(Box::new(Kind::Record(person))), true),
        ];
        let typed = typed(&[
            ("/day", " 5/3/2026 "),
            ("/wrong", "31/2/2026"),
            ("/month", "3/2026"),
            ("/open", "no"),
            ("/open", "yes"),
            ("/empty", "  "),
            ("/grounds/0", "a"),
            ("/grounds/1", ""),
            ("/grounds/2", "b"),
            ("/grounds/3", ""),
            ("/people/0/name", "An"),
            ("/people/0/sum", "1.500.000 đồng"),
            ("/people/1/name", ""),
        ]);
        assert_eq!(
            data(&fields, &typed, &json!({})),
            json!({
                "day": "2026-03-05", "wrong": "31/2/2026", "month": "2026-03", "open": true,
                "grounds": ["a", null, "b"], "people": [{ "name": "An", "sum": 1_500_000 }],
            })
        );
        assert_eq!(data(&fields, &Typed::default(), &json!({})), json!({ "grounds": [], "people": [] }));
    }

    #[test]
    fn entries_are_added_moved_and_removed_without_script() {
        let mut data = json!({ "grounds": ["a", "b"] });
        assert!(moved(&mut data, "up:/grounds/1"));
        assert!(moved(&mut data, "add:/grounds"));
        assert_eq!(data, json!({ "grounds": ["b", "a", null] }));
        assert!(moved(&mut data, "remove:/grounds/0") && moved(&mut data, "down:/grounds/0"));
        assert_eq!(data, json!({ "grounds": [null, "a"] }));
        assert!(moved(&mut data, "add:/people"));
        assert_eq!(data["people"], json!([null, null]));
        for harmless in ["remove:/grounds/9", "up:/grounds/0", "down:x", "up:/x/y/z"] {
            assert!(moved(&mut data, harmless));
        }
        assert!(!moved(&mut data, "save") && !moved(&mut data, "keep:2"));
    }
}
