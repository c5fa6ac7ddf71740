//! Headers: what keeps a page safe, and what a downloaded file is called.

use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use base64::{Engine, prelude::BASE64_STANDARD};
use sha2::{Digest, Sha256};

use crate::viet::{letters, words};

/// The request's number, as the log has it.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Which template a document is of, as `id@version`.
pub const TEMPLATE: HeaderName = HeaderName::from_static("vanthu-template");

/// By which standard it is printed.
pub const STANDARD: HeaderName = HeaderName::from_static("vanthu-standard");

/// Which program made it.
pub const ENGINE: HeaderName = HeaderName::from_static("vanthu-engine");

/// The digest of what it says, as `sha-256=` and hexadecimal digits.
pub const DIGEST: HeaderName = HeaderName::from_static("vanthu-document-digest");

/// This program.
pub const THIS_ENGINE: &str = concat!("vanthu/", env!("CARGO_PKG_VERSION"));

/// Everything from this server alone; images of pages come as `data:` (no script) or
/// `blob:` (script). No inline script or style, no frame, no plug-in.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data: blob:; connect-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'";

/// Longest name of a file in characters, without its extension; file systems take 255
/// bytes, and a Vietnamese letter takes up to three.
const LONGEST: usize = 70;

/// How long a browser is to reach us by https alone, where it did once: a year.
const HTTPS_ALONE: &str = "max-age=31536000";

/// Gives an answer the security headers that it has not set itself; `https` says that people
/// reach us by https.
pub fn secure(headers: &mut HeaderMap, https: bool) {
    if https {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(HTTPS_ALONE));
    }
    let all = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::PERMISSIONS_POLICY, "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    for (name, value) in all {
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
}

/// The policy of a document as a page: the one inline style that it brings, known by its hash,
/// its pictures, which stand in the page itself, and nothing else at all. The page is boxed in (`sandbox`): it runs no script, sends no form
/// and is of no origin, whatever words stand in it.
pub fn page_policy(page: &[u8]) -> String {
    let page = String::from_utf8_lossy(page);
    // The title, the only words before the style, is escaped and holds no tag.
    let style = page.split_once("<style>").and_then(|(_, rest)| rest.split_once("</style>"));
    // Nor do words: a picture is the page's own.
    let pictures = if page.contains("<img ") { "img-src data:; " } else { "" };
    let hash = BASE64_STANDARD.encode(Sha256::digest(style.map_or("", |(style, _)| style)));
    format!(
        "default-src 'none'; style-src 'sha256-{hash}'; {pictures}base-uri 'none'; form-action 'none'; \
         frame-ancestors 'none'; sandbox"
    )
}

/// `Content-Disposition` for a file with this title (RFC 6266): a plain name for old
/// clients, the true one in UTF-8 beside it.
pub fn disposition(kind: &str, title: &str, extension: &str) -> String {
    let name = file_name(title, extension);
    let plain = letters::ascii(&name);
    let plain = if plain.starts_with('.') { format!("vanthu{plain}") } else { plain };
    format!("{kind}; filename=\"{plain}\"; filename*=UTF-8''{}", percent(&name))
}

/// The title as the name of a file: no character that a file system refuses, not too long.
pub fn file_name(title: &str, extension: &str) -> String {
    let bad = |c: char| c.is_control() || "\"*/:<>?\\|;'`".contains(c);
    let clean: String = title.chars().map(|c| if bad(c) || c.is_whitespace() { ' ' } else { c }).collect();
    let mut name = String::new();
    let mut length = 0;
    for word in clean.split_whitespace() {
        let letters = word.chars().count();
        if length + letters > LONGEST {
            break;
        }
        if !name.is_empty() {
            name.push(' ');
        }
        name.push_str(word);
        length += letters + 1;
    }
    let name = name.trim_matches(['.', ' ', '-']);
    let name = if name.is_empty() { words::UNTITLED } else { name };
    format!("{name}.{extension}")
}

/// Percent-encoding of RFC 8187: everything but its `attr-char`.
pub fn percent(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_reached_us_by_https_is_to_do_so_again() {
        let mut headers = HeaderMap::new();
        secure(&mut headers, false);
        assert_eq!(headers.get(header::STRICT_TRANSPORT_SECURITY), None);
        secure(&mut headers, true);
        assert_eq!(headers.get(header::STRICT_TRANSPORT_SECURITY).unwrap(), HTTPS_ALONE);
    }

    #[test]
    fn a_page_with_pictures_may_show_those_it_brings() {
        let with = page_policy(b"<style>a{}</style><p>&lt;img ><img src=\"data:image/png;base64,\">");
        assert_eq!(with.replace("img-src data:; ", ""), page_policy(b"<style>a{}</style><p>&lt;img >"));
        assert!(with.contains("; img-src data:; "), "{with}");
    }

    #[test]
    fn a_page_may_use_its_own_style_and_nothing_else() {
        let policy = page_policy(b"<title>&lt;style></title><style>a{}</style><p><style>b{}</style>");
        assert_eq!(
            policy,
            "default-src 'none'; style-src 'sha256-X1RutGBrXCt9KkSaXMK7tHftWiRscFHOhxsS8tv8hBk='; base-uri 'none'; \
             form-action 'none'; frame-ancestors 'none'; sandbox"
        );
    }

    #[test]
    fn a_title_becomes_a_name_that_every_system_takes() {
        assert_eq!(
            disposition("attachment", "KẾ HOẠCH Tổ chức \"Ngày hội\" 20/11", "pdf"),
            "attachment; filename=\"KE HOACH To chuc Ngay hoi 20 11.pdf\"; \
             filename*=UTF-8''K%E1%BA%BE%20HO%E1%BA%A0CH%20T%E1%BB%95%20ch%E1%BB%A9c%20Ng%C3%A0y%20h%E1%BB%99i%2020%2011.pdf"
        );
        assert_eq!(file_name("..\r\n", "docx"), format!("{}.docx", words::UNTITLED));
        assert!(file_name(&"chữ ".repeat(100), "pdf").chars().count() <= LONGEST + 4);
        assert!(disposition("inline", "漢字", "txt").contains("filename=\"vanthu.txt\""));
    }
}
