//! Long lists in pages: `limit` and an opaque `cursor` that goes on where a page ended.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};

use super::query::Query;

/// The parameters that every list takes.
pub const PARAMETERS: [&str; 2] = ["limit", "cursor"];

/// Most items of a page.
pub const MOST: usize = 200;

/// Items of a page where nobody says how many.
pub const USUAL: usize = 50;

/// Which page is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    /// How many items, at most.
    pub limit: i64,
    /// The keys of the last item of the page before; empty for the first page.
    pub after: Vec<String>,
}

impl Window {
    /// How many to ask for: one more than a page holds, which tells whether another follows.
    pub fn asks(&self) -> i64 {
        self.limit + 1
    }

    /// Cuts what was found to a page; gives its last item where another page follows.
    pub fn cut<'a, T>(&self, found: &'a mut Vec<T>) -> Option<&'a T> {
        let most = usize::try_from(self.limit).unwrap_or(MOST);
        let more = found.len() > most;
        found.truncate(most);
        found.last().filter(|_| more)
    }
}

/// Reads `limit` and `cursor`; a cursor has as many `keys` as the list is sorted by.
pub fn window(query: &mut Query, keys: usize) -> Window {
    let limit = query.number("limit").unwrap_or(USUAL);
    if limit > MOST {
        query.fault("limit", "query-most", &MOST.to_string());
    }
    let after = match query.get("cursor").map(decode) {
        None => Vec::new(),
        Some(Some(after)) if after.len() == keys => after,
        Some(_) => {
            query.fault("cursor", "query-cursor", "");
            Vec::new()
        }
    };
    Window { limit: i64::try_from(limit.min(MOST)).unwrap_or(1), after }
}

/// A cursor from the keys of the last item of a page.
pub fn encode(keys: &[&str]) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(serde_json::to_vec(keys).unwrap_or_default())
}

fn decode(cursor: &str) -> Option<Vec<String>> {
    serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_is_just_full_is_the_last() {
        let window = Window { limit: 2, after: Vec::new() };
        for (there, page, next) in [(1, 1, None), (2, 2, None), (3, 2, Some(1))] {
            let mut found: Vec<i64> = (0..there).collect();
            assert_eq!(window.cut(&mut found).copied(), next);
            assert_eq!(found.len(), page);
        }
    }

    #[test]
    fn a_cursor_comes_back_and_a_made_up_one_is_told() {
        let text = format!("cursor={}&limit=3", encode(&["2026-11-24", "Đỗ"]));
        let mut query = Query::parse(&text, &PARAMETERS);
        assert_eq!(window(&mut query, 2), Window { limit: 3, after: vec!["2026-11-24".into(), "Đỗ".into()] });
        assert!(query.check().is_ok());
        for wrong in ["cursor=xyz", "limit=201", "limit=0", "cursor=W10"] {
            let mut query = Query::parse(wrong, &PARAMETERS);
            window(&mut query, 2);
            assert!(query.check().is_err(), "{wrong}");
        }
    }
}
