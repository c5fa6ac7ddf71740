//! Passwords: what one must be, and its Argon2id form.

use std::sync::OnceLock;
use std::time::Duration;

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use unicode_normalization::UnicodeNormalization;

use super::secret::{Secret, random};
use super::{Blame, Bureau, Failure};
use crate::flow::{Pool, Refusal};
use crate::viet::letters::fold;

/// Fewest characters.
pub(crate) const SHORTEST: usize = 10;

/// Most characters: what is longer only costs time.
const LONGEST: usize = 200;

/// KiB of memory, passes and lanes, as OWASP's cheat sheet on storing passwords has them.
const COST: (u32, u32, u32) = (19 * 1024, 2, 1);

/// How many passwords are worked on at a time, how many wait, and how long.
const WORKERS: usize = 2;
const QUEUE: usize = 64;
const TIME: Duration = Duration::from_secs(10);

/// The commonest of those that are long enough, folded.
const COMMON: &[&str] = &[
    "0123456789",
    "0987654321",
    "1234567890",
    "12345678910",
    "1234567891",
    "123456789a",
    "123456789q",
    "1q2w3e4r5t",
    "1q2w3e4r5t6y",
    "1qaz2wsx3edc",
    "a123456789",
    "abc123456789",
    "abcd123456",
    "administrator",
    "admin123456",
    "adminadmin",
    "anhyeuem123",
    "changeme123",
    "iloveyou123",
    "letmein123",
    "matkhau123",
    "matkhau1234",
    "matkhau123456",
    "p@ssw0rd123",
    "passw0rd123",
    "password01",
    "password12",
    "password123",
    "password1234",
    "password@123",
    "q1w2e3r4t5",
    "qwerty12345",
    "qwerty123456",
    "qwertyuiop",
    "ubnd123456",
    "vanthu1234",
    "vanthu12345",
    "vanthu123456",
    "vietnam123",
    "vietnam2026",
    "welcome123",
    "zxcvbnm123",
];

/// Workers of their own.
pub(super) fn pool() -> Pool {
    Pool::new(WORKERS, QUEUE, TIME)
}

/// What is wrong with a password that somebody wants, at the place where they say it.
pub(crate) fn fault(password: &str, login: &str, pointer: &str) -> Option<Blame> {
    let length = password.chars().count();
    let folded = fold(password);
    let same = |one: &str| folded == fold(one);
    let mut letters: Vec<char> = folded.chars().collect();
    letters.sort_unstable();
    letters.dedup();
    let code = if length < SHORTEST {
        "password-short"
    } else if length > LONGEST {
        "password-long"
    } else if same(login) {
        "password-login"
    } else if letters.len() < 3 || COMMON.contains(&folded.as_str()) {
        "password-common"
    } else {
        return None;
    };
    Some(Blame::of(code, pointer, ""))
}

impl Bureau {
    /// The Argon2id form of a password, made off the async threads.
    pub(crate) async fn hashed(&self, password: &str) -> Result<String, Failure> {
        let password = password.to_owned();
        self.passwords.run(move || hash(&password)).await?.ok_or(Failure::Pool(Refusal::Panicked))
    }

    /// The form of a password that somebody wants to have, which must be one.
    ///
    /// # Errors
    /// [`Failure::Invalid`] at this place.
    pub(crate) async fn wanted(&self, password: &str, login: &str, pointer: &str) -> Result<String, Failure> {
        match fault(password, login, pointer) {
            Some(blame) => Err(Failure::Invalid(vec![blame])),
            None => self.hashed(password).await,
        }
    }

    /// Whether a password is the one of this form. Without a form it takes as long, and is not.
    pub(crate) async fn verified(&self, password: &str, form: Option<&str>) -> Result<bool, Failure> {
        let (password, form) = (password.to_owned(), form.map(str::to_owned));
        Ok(self.passwords.run(move || verify(&password, form.as_deref())).await?)
    }
}

fn argon2() -> Option<Argon2<'static>> {
    let (memory, passes, lanes) = COST;
    let params = Params::new(memory, passes, lanes, None).ok()?;
    Some(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// However a letter was typed, it is the same letter.
fn bytes(password: &str) -> Vec<u8> {
    password.chars().take(LONGEST + 1).nfc().collect::<String>().into_bytes()
}

fn hash(password: &str) -> Option<String> {
    let salt = SaltString::encode_b64(&random::<16>()).ok()?;
    Some(argon2()?.hash_password(&bytes(password), &salt).ok()?.to_string())
}

fn verify(password: &str, form: Option<&str>) -> bool {
    /// The form of a password that nobody knows.
    static NOBODY: OnceLock<Option<String>> = OnceLock::new();
    let nobody = NOBODY.get_or_init(|| hash(Secret::new().reveal()));
    let Some(known) = form.or(nobody.as_deref()) else { return false };
    let Ok(known) = PasswordHash::new(known) else { return false };
    let same = argon2().is_some_and(|argon2| argon2.verify_password(&bytes(password), &known).is_ok());
    same && form.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_long_and_not_what_everybody_tries_first() {
        let code = |password: &str| fault(password, "Vinh.Do.Quang", "/password").map(|blame| blame.code);
        assert_eq!(code("ngan-qua9"), Some("password-short"));
        assert_eq!(code(&"dài ".repeat(60)), Some("password-long"));
        assert_eq!(code("VINH.ĐỖ.QUANG"), Some("password-login"));
        assert_eq!(code("MậtKhẩu123"), Some("password-common"));
        assert_eq!(code("aaaaaaaaaaaa"), Some("password-common"));
        assert_eq!(code("cây đa bến nước"), None);
        for common in COMMON {
            assert!(common.chars().count() >= SHORTEST && *common == fold(common), "{common} never helps");
        }
    }

    #[test]
    fn a_password_is_known_again_however_its_letters_were_typed() {
        let form = hash("Bến nước 7").unwrap();
        assert!(form.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{form}");
        assert!(verify("Bến nước 7", Some(&form)));
        assert!(verify(&"Bến nước 7".nfd().collect::<String>(), Some(&form)));
        assert!(!verify("Bến nước 8", Some(&form)) && !verify("Bến nước 7", None));
        assert!(!verify("x", Some("no form")));
    }
}
