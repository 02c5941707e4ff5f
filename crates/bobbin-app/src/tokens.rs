//! Access tokens: in the keyring of the operating system, or in memory until Bobbin ends. Never in a file,
//! a log, an error or the interface.
//!
//! A keyring call can wait for a person (a locked keyring asks for its password), so it runs on a thread of
//! its own and is given up after [`PATIENCE`]; the token then lives in memory.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::api::{KeyringState, Secret, TokenPlace};

/// How long a person may take to unlock the keyring.
const PATIENCE: Duration = Duration::from_secs(60);

/// The service that Bobbin's entries stand under.
const SERVICE: &str = "io.github.bobbin.desktop";

/// Where tokens are kept.
#[derive(Clone)]
pub struct TokenStore {
    keyring: bool,
    /// Tokens of this run: all of them, so that the keyring is asked once.
    held: Arc<Mutex<HashMap<String, (Secret, TokenPlace)>>>,
}

impl TokenStore {
    /// Keeps tokens in the keyring, and in memory where there is none.
    pub fn keyring() -> Self {
        Self { keyring: true, held: Arc::default() }
    }

    /// Keeps tokens in memory only, for tests and for the CLI.
    pub fn memory() -> Self {
        Self { keyring: false, held: Arc::default() }
    }

    /// Whether the keyring can be used.
    pub(crate) async fn state(&self) -> KeyringState {
        if !self.keyring {
            return KeyringState::Unavailable { reason: "This run does not use the keyring.".to_owned() };
        }
        let probe = on_keyring_thread(|| match keyring::Entry::new(SERVICE, "probe")?.get_password() {
            Ok(_) | Err(keyring::Error::NoEntry) => Ok(()),
            Err(error) => Err(error),
        });
        match probe.await {
            Ok(()) => KeyringState::Available,
            Err(reason) => KeyringState::Unavailable { reason },
        }
    }

    /// The token of an instance, and where it is kept.
    pub(crate) async fn get(&self, instance: &str) -> Option<(Secret, TokenPlace)> {
        if let Some(held) = self.held().get(instance) {
            return Some(held.clone());
        }
        if !self.keyring {
            return None;
        }
        let name = instance.to_owned();
        match on_keyring_thread(move || keyring::Entry::new(SERVICE, &name)?.get_password()).await {
            Ok(token) => {
                let found = (Secret::new(token), TokenPlace::Keyring);
                self.held().insert(instance.to_owned(), found.clone());
                Some(found)
            }
            Err(reason) => {
                tracing::info!(instance, reason, "no token in the keyring");
                None
            }
        }
    }

    /// Where the token of an instance is kept, as far as was asked.
    pub(crate) fn place(&self, instance: &str) -> TokenPlace {
        self.held().get(instance).map_or(TokenPlace::Missing, |(_, place)| place.clone())
    }

    /// Keeps the token of an instance and says where.
    pub(crate) async fn put(&self, instance: &str, token: &Secret) -> TokenPlace {
        let mut place = TokenPlace::ThisRun;
        if self.keyring {
            let (name, secret) = (instance.to_owned(), token.expose().to_owned());
            match on_keyring_thread(move || keyring::Entry::new(SERVICE, &name)?.set_password(&secret)).await {
                Ok(()) => place = TokenPlace::Keyring,
                Err(reason) => tracing::info!(instance, reason, "the keyring did not take the token"),
            }
        }
        self.held().insert(instance.to_owned(), (token.clone(), place.clone()));
        place
    }

    /// Forgets the token of an instance.
    pub(crate) async fn remove(&self, instance: &str) {
        self.held().remove(instance);
        if self.keyring {
            let name = instance.to_owned();
            let removed = on_keyring_thread(move || match keyring::Entry::new(SERVICE, &name)?.delete_credential() {
                Ok(()) | Err(keyring::Error::NoEntry) => Ok(()),
                Err(error) => Err(error),
            });
            if let Err(reason) = removed.await {
                tracing::warn!(instance, reason, "the keyring kept the token");
            }
        }
    }

    fn held(&self) -> std::sync::MutexGuard<'_, HashMap<String, (Secret, TokenPlace)>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn on_keyring_thread<T: Send + 'static>(
    call: impl FnOnce() -> keyring::Result<T> + Send + 'static,
) -> Result<T, String> {
    match tokio::time::timeout(PATIENCE, tokio::task::spawn_blocking(call)).await {
        Ok(Ok(Ok(answer))) => Ok(answer),
        Ok(Ok(Err(error))) => Err(in_words(&error)),
        Ok(Err(panicked)) => Err(format!("The keyring failed: {panicked}.")),
        Err(_) => Err("The keyring did not answer; it may be waiting to be unlocked.".to_owned()),
    }
}

/// The error in words. Entries' values are never part of it: some variants carry what was read.
fn in_words(error: &keyring::Error) -> String {
    match error {
        keyring::Error::NoEntry => "The keyring has no token for this instance.".to_owned(),
        keyring::Error::NoDefaultStore => "This computer has no keyring that Bobbin can reach.".to_owned(),
        keyring::Error::NoStorageAccess(_) => "The keyring is locked.".to_owned(),
        keyring::Error::PlatformFailure(cause) => format!("The keyring failed: {cause}."),
        keyring::Error::BadEncoding(_) | keyring::Error::BadDataFormat(..) => {
            "The keyring holds something that is not a token.".to_owned()
        }
        _ => "The keyring can't be used.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_token_in_memory_is_found_until_it_is_removed() {
        let store = TokenStore::memory();
        assert_eq!(store.put("home", &Secret::new("t0k3n".to_owned())).await, TokenPlace::ThisRun);
        assert_eq!(store.get("home").await.expect("held").0.expose(), "t0k3n");
        store.remove("home").await;
        assert!(store.get("home").await.is_none());
    }

    #[test]
    fn words_never_hold_what_was_read() {
        let words = in_words(&keyring::Error::BadEncoding(b"s3cr3t".to_vec()));
        assert!(!words.contains("s3cr3t"));
    }
}
