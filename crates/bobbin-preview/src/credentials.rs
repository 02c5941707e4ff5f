//! The credentials that Home Assistant gave a page: tokens of cameras and images, signatures of media.
//!
//! An `<img>` sends no header, so the address of a picture carries a secret that came over the page's WebSocket. Only
//! such a secret is passed on: Home Assistant would count anything else as a failed login, and ban this computer after
//! a few. A secret that Home Assistant refused is not sent again.

use std::collections::{HashSet, VecDeque};

/// The number of credentials to keep. A home has a token for each camera, image and media player, and renews them every
/// five minutes.
const MOST: usize = 4_096;

/// Shorter texts are not secrets. Home Assistant's have at least 32 characters.
const SHORTEST: usize = 16;

/// The text before a credential in a message from Home Assistant.
const MARKS: &[&str] = &["token=", "authSig=", "token\":\"", "token\": \""];

/// The names of a credential in an address.
const IN_ADDRESSES: &[&str] = &["token", "authSig"];

/// Credentials that are still good as far as known.
#[derive(Debug, Default)]
pub(crate) struct Credentials {
    known: HashSet<String>,
    /// The oldest first.
    order: VecDeque<String>,
}

impl Credentials {
    /// Takes the credentials out of a message from Home Assistant.
    pub(crate) fn learn(&mut self, message: &str) {
        // Each mark contains one of these words, and most messages contain neither.
        if !message.contains("oken") && !message.contains("authSig") {
            return;
        }
        for mark in MARKS {
            for (at, _) in message.match_indices(mark) {
                let rest = &message[at + mark.len()..];
                let credential = &rest[..rest.find(|c| !is_part(c)).unwrap_or(rest.len())];
                if credential.len() >= SHORTEST && !self.known.contains(credential) {
                    self.keep(credential.to_owned());
                }
            }
        }
    }

    fn keep(&mut self, credential: String) {
        self.order.push_back(credential.clone());
        self.known.insert(credential);
        while self.order.len() > MOST {
            if let Some(oldest) = self.order.pop_front() {
                self.known.remove(&oldest);
            }
        }
    }

    /// Whether Home Assistant gave the page this credential.
    pub(crate) fn has(&self, credential: &str) -> bool {
        self.known.contains(credential)
    }

    /// Forgets a credential that Home Assistant refused.
    pub(crate) fn forget(&mut self, credential: &str) {
        if self.known.remove(credential) {
            self.order.retain(|other| other != credential);
        }
    }
}

/// The credential in the query of an address.
pub(crate) fn in_query(query: &str) -> Option<&str> {
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let found = pairs.find(|(name, _)| IN_ADDRESSES.contains(name)).map(|(_, credential)| credential);
    // Home Assistant might use a second one.
    found.filter(|_| !pairs.any(|(name, _)| IN_ADDRESSES.contains(&name)))
}

/// Whether a query has a signature of Home Assistant's.
pub(crate) fn is_signed(query: &str) -> bool {
    query.split('&').any(|pair| pair.starts_with("authSig="))
}

fn is_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = "0123456789abcdef0123456789abcdef";
    const TWO: &str = "eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJ4In0.abc-_def";

    #[test]
    fn learns_the_credentials_in_a_message() {
        let mut credentials = Credentials::default();
        let states = format!(
            r#"{{"a":{{"camera.x":{{"a":{{"access_token":"{ONE}","entity_picture":"/api/camera_proxy/camera.x?token={ONE}"}}}}}}}}"#
        );
        credentials.learn(&states);
        credentials.learn(&format!(r#"{{"result":{{"url":"/media/local/a.jpg?authSig={TWO}&x=1"}}}}"#));
        assert!(credentials.has(ONE) && credentials.has(TWO));
        for other in ["", "x", &ONE[1..], "0123456789abcdef0123456789abcdee"] {
            assert!(!credentials.has(other), "{other}");
        }
        credentials.forget(ONE);
        assert!(!credentials.has(ONE) && credentials.has(TWO));
        credentials.learn(r#"{"token":"short"}"#);
        assert!(!credentials.has("short"));
    }

    #[test]
    fn keeps_the_newest() {
        let mut credentials = Credentials::default();
        for number in 0..=MOST {
            credentials.learn(&format!(r#"{{"token": "{number:032}"}}"#));
        }
        assert!(!credentials.has(&format!("{:032}", 0)));
        assert!(credentials.has(&format!("{:032}", 1)) && credentials.has(&format!("{MOST:032}")));
        assert_eq!((credentials.known.len(), credentials.order.len()), (MOST, MOST));
    }

    #[test]
    fn an_address_has_one_or_none() {
        assert_eq!(in_query("token=abc&cache=1"), Some("abc"));
        assert_eq!(in_query("w=1&authSig=a.b.c"), Some("a.b.c"));
        assert_eq!(in_query("token=abc&token=def"), None);
        assert_eq!(in_query("token=abc&authSig=def"), None);
        assert_eq!(in_query("xtoken=abc"), None);
        assert_eq!(in_query(""), None);
        assert!(is_signed("a=1&authSig=x") && !is_signed("xauthSig=1") && !is_signed("token=1"));
    }
}
