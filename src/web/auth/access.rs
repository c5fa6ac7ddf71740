//! How the server is reached, and what that means for cookies and links.

use actix_web::cookie::{Cookie, SameSite};

use super::SESSION;
use crate::flow::bureau::Secret;

/// How the server is reached.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Access {
    /// Where people reach it, as `https://vanthu.example.gov.vn`, without a `/` at its end. With
    /// `https` cookies are sent over nothing else.
    pub public_url: Option<String>,
    /// Does printing and checking, which keep nothing, ask who is there too?
    pub private: bool,
    /// May webhooks be told at addresses that are not of the public net, and by http?
    pub inside: bool,
}

impl Access {
    /// A link into this server: whole where the server knows how it is reached, and from its top
    /// otherwise.
    pub fn link(&self, path: &str) -> String {
        format!("{}{path}", self.public_url.as_deref().unwrap_or_default())
    }

    /// Do people reach it by https?
    pub fn is_https(&self) -> bool {
        self.public_url.as_deref().is_some_and(|url| url.starts_with("https:"))
    }

    /// The cookie of a session. It ends with the browser; that it ends before is the server's to
    /// know.
    pub fn session_cookie(&self, secret: &Secret) -> Cookie<'static> {
        self.cookie(SESSION, secret.reveal())
    }

    /// Takes the cookie of a session away.
    pub fn no_session_cookie(&self) -> Cookie<'static> {
        let mut cookie = self.cookie(SESSION, "");
        cookie.make_removal();
        cookie
    }

    /// A cookie that no script reads and no other site sends along with a form.
    pub fn cookie(&self, name: &'static str, value: &str) -> Cookie<'static> {
        Cookie::build(name, value.to_owned())
            .path("/")
            .http_only(true)
            .same_site(SameSite::Lax)
            .secure(self.is_https())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cookies_are_for_this_server_alone_and_for_https_where_it_has_it() {
        let mut access = Access::default();
        let secret = Secret::shown("abc");
        assert_eq!(
            access.session_cookie(&secret).to_string(),
            "vanthu_session=abc; HttpOnly; SameSite=Lax; Path=/"
        );
        access.public_url = Some("https://a.vn".into());
        assert!(access.session_cookie(&secret).to_string().contains("; Secure;"));
        assert_eq!(access.link("/x"), "https://a.vn/x");
        assert!(access.no_session_cookie().to_string().contains("Max-Age=0"));
    }
}
