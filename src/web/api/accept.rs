//! Which format an `Accept` header wants (RFC 9110, section 12.5.1).

use crate::flow::Form;

/// The one of some forms that `Accept` likes best; equal likes in their order. No header accepts
/// everything. `None` when none of them is acceptable.
pub fn best(accept: Option<&str>, forms: &[Form], page: usize) -> Option<Form> {
    let ranges = ranges(accept.unwrap_or("*/*"));
    let mut best: Option<(Form, u32)> = None;
    for form in forms {
        let quality = quality(&ranges, form.media_type());
        if quality > best.map_or(0, |(_, quality)| quality) {
            best = Some((*form, quality));
        }
    }
    best.and_then(|(form, _)| Form::from_key(form.key(), page))
}

/// True when `Accept` takes this media type.
pub fn takes(accept: Option<&str>, media_type: &str) -> bool {
    quality(&ranges(accept.unwrap_or("*/*")), media_type) > 0
}

/// Media ranges with their quality in thousandths.
fn ranges(accept: &str) -> Vec<(String, u32)> {
    accept
        .split(',')
        .filter_map(|range| {
            let mut parts = range.split(';').map(str::trim);
            let name = parts.next().filter(|name| name.contains('/'))?.to_ascii_lowercase();
            let q = parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
            Some((name, q.map_or(1000, thousandths)))
        })
        .collect()
}

/// `0.25` as 250; what is no quality counts as none.
fn thousandths(q: &str) -> u32 {
    let (whole, part) = q.split_once('.').unwrap_or((q, ""));
    if part.len() > 3 || !part.bytes().all(|byte| byte.is_ascii_digit()) {
        return 0;
    }
    match whole {
        "1" => 1000,
        "0" => format!("{part:0<3}").parse().unwrap_or(0),
        _ => 0,
    }
}

/// The quality that the most exact range gives a media type.
fn quality(ranges: &[(String, u32)], media_type: &str) -> u32 {
    let essence = media_type.split(';').next().unwrap_or(media_type);
    let family = format!("{}/*", essence.split('/').next().unwrap_or_default());
    [essence, &family, "*/*"]
        .iter()
        .find_map(|name| ranges.iter().find(|(range, _)| range == name))
        .map_or(0, |(_, quality)| *quality)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_liked_format_is_taken() {
        let key = |accept| best(accept, Form::ALL, 1).map(Form::key);
        assert_eq!(key(None), Some("pdf"));
        assert_eq!(key(Some("*/*")), Some("pdf"));
        assert_eq!(key(Some("application/json")), Some("json"));
        assert_eq!(key(Some("text/csv, text/plain;q=0.5, image/*;q=0.7")), Some("png"));
        assert_eq!(key(Some("text/html, text/plain;q=0.5")), Some("html"));
        assert_eq!(key(Some("text/*")), Some("txt"));
        assert_eq!(key(Some("image/*, image/png;q=0")), Some("svg"));
        assert_eq!(key(Some("text/csv")), None);
        assert_eq!(key(Some("application/pdf;q=0")), None);
        assert_eq!(key(Some("Application/PDF;Q=0.2,*/*;q=0.1")), Some("pdf"));
        let few = |accept| best(accept, &[Form::Json, Form::Docx], 1).map(Form::key);
        assert_eq!((few(None), few(Some("application/pdf"))), (Some("json"), None));
    }
}
