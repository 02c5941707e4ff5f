//! The access token.
//!
//! It goes in once and comes out only where the auth frame is built. It has no `Display`, no `Serialize` and a `Debug`
//! without content, so that no log, error or dump can hold it. Its memory is wiped when it is dropped. Text from Home
//! Assistant passes through [`Secret::redact`] wherever it could echo the token.

use std::fmt;
use std::sync::Arc;
use zeroize::Zeroizing;

/// A long-lived access token of Home Assistant.
#[derive(Clone)]
pub struct Secret(Arc<Zeroizing<String>>);

impl Secret {
    /// Wraps a token and trims the white space that copying tends to add.
    pub fn new(token: impl Into<String>) -> Self {
        let token = Zeroizing::new(token.into());
        let trimmed = token.trim();
        if trimmed.len() == token.len() {
            return Self(Arc::new(token));
        }
        Self(Arc::new(Zeroizing::new(trimmed.to_owned())))
    }

    /// Whether it is empty.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether it can be a token: visible ASCII in one word. Home Assistant counts wrong logins against this computer,
    /// so callers that can ask the user again should check first.
    pub fn is_plausible(&self) -> bool {
        !self.is_empty() && self.0.bytes().all(|byte| byte.is_ascii_graphic())
    }

    /// The token itself, for the auth frame and the keyring only.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Removes the token from foreign text.
    pub(crate) fn redact(&self, text: &str) -> String {
        if self.is_empty() { text.to_owned() } else { text.replace(self.expose(), "…") }
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_no_content() {
        assert_eq!(format!("{:?}", Secret::new("abc")), "Secret(…)");
        assert_eq!(format!("{:#?}", Some(Secret::new("abc"))), "Some(\n    Secret(…),\n)");
    }

    #[test]
    fn trims_white_space() {
        assert_eq!(Secret::new(" abc\n").expose(), "abc");
    }

    #[test]
    fn a_token_is_one_word_of_visible_ascii() {
        assert!(Secret::new("eyJhbGciOi.eyJpc3M_-.a=\n").is_plausible());
        for odd in ["", "two words", "two\nlines", "a\u{1b}b", "a\0b", "tökén", "a\u{200b}b"] {
            assert!(!Secret::new(odd).is_plausible(), "{odd:?}");
        }
    }

    #[test]
    fn redacts_an_echo() {
        assert_eq!(Secret::new("abc").redact("bad token abc!"), "bad token …!");
        assert_eq!(Secret::new("").redact("as it is"), "as it is");
    }
}
