//! Access tokens: in the operating system's keyring, or in memory until Bobbin exits. Never in a file, a log, an error
//! or the interface.
//!
//! A keyring call can wait for a person (a locked keyring asks for its password). So each call runs on a thread of its
//! own, one at a time, with a time limit, and nothing waits for such a thread to end. Must stay true: the keyring's
//! error messages are passed on without the values in them.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::oneshot;

use crate::api::{KeyringState, Secret, TokenPlace};

/// The time that a person may take to unlock the keyring.
const PATIENCE: Duration = Duration::from_secs(60);

/// The service name of Bobbin's entries in the keyring.
const SERVICE: &str = "io.github.bobbin.desktop";

/// A store for secrets by name. Its calls may take as long as a person needs to answer; its errors are words for the
/// user.
pub trait Keyring: Send + Sync + 'static {
    /// Returns the secret with a name; none if there is none.
    ///
    /// # Errors
    /// It can't be read.
    fn get(&self, name: &str) -> Result<Option<String>, String>;

    /// Stores a secret.
    ///
    /// # Errors
    /// It was not stored.
    fn set(&self, name: &str, secret: &str) -> Result<(), String>;

    /// Removes a secret, if there is one.
    ///
    /// # Errors
    /// It may still be there.
    fn delete(&self, name: &str) -> Result<(), String>;
}

/// Stores the tokens of instances.
#[derive(Clone)]
pub struct TokenStore {
    keyring: Option<Arc<dyn Keyring>>,
    patience: Duration,
    /// Held during a call to the keyring, so that it asks the person for the password only once.
    asking: Arc<tokio::sync::Mutex<()>>,
    /// The known tokens of this run, so that the keyring is asked only once for each.
    known: Arc<Mutex<HashMap<String, Known>>>,
    /// The number of answers from the keyring about tokens, including refusals.
    answers: Arc<AtomicU64>,
}

/// The known state of an instance's token.
#[derive(Clone)]
enum Known {
    Token(Secret, TokenPlace),
    Absent(NoToken),
}

/// The reason why there is no token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum NoToken {
    /// None is stored.
    Missing,
    /// There may be one, but the keyring can't be read, for this reason.
    Unreadable(String),
}

impl TokenStore {
    /// Uses the operating system's keyring, and memory where there is none.
    pub fn keyring() -> Self {
        Self::over(SystemKeyring, PATIENCE)
    }

    /// Uses this keyring; a call that takes longer than `patience` is abandoned.
    pub fn over(keyring: impl Keyring, patience: Duration) -> Self {
        Self { keyring: Some(Arc::new(keyring)), patience, ..Self::memory() }
    }

    /// Uses memory only.
    pub fn memory() -> Self {
        Self {
            keyring: None,
            patience: PATIENCE,
            asking: Arc::default(),
            known: Arc::default(),
            answers: Arc::default(),
        }
    }

    /// The state of the keyring, as far as it is known without asking it.
    pub(crate) fn state_unasked(&self) -> KeyringState {
        match self.keyring {
            Some(_) => KeyringState::Checking,
            None => KeyringState::Unavailable { reason: "This run does not use the keyring.".to_owned() },
        }
    }

    /// Whether the keyring can be used.
    pub(crate) async fn state(&self) -> KeyringState {
        if self.keyring.is_none() {
            return self.state_unasked();
        }
        match self.ask(|keyring| keyring.get("probe").map(drop)).await {
            Ok(()) => KeyringState::Available,
            Err(reason) => KeyringState::Unavailable { reason },
        }
    }

    /// Returns the token of an instance. Concurrent calls get the same answer, and the keyring is asked once.
    pub(crate) async fn get(&self, instance: &str) -> Result<Secret, NoToken> {
        if let Some(Known::Token(token, _)) = self.what_is_known(instance) {
            return Ok(token);
        }
        let Some(keyring) = &self.keyring else { return Err(NoToken::Missing) };
        let answers = self.answers.load(Ordering::Acquire);
        let _turn = self.asking.lock().await;
        let answered = self.answers.load(Ordering::Acquire) != answers;
        match self.what_is_known(instance) {
            Some(Known::Token(token, _)) => return Ok(token),
            Some(Known::Absent(absent)) if answered => return Err(absent),
            _ => {}
        }
        let name = instance.to_owned();
        let known = match self.wait_for(keyring, move |keyring| keyring.get(&name)).await {
            Ok(Some(token)) => Known::Token(Secret::new(token), TokenPlace::Keyring),
            Ok(None) => Known::Absent(NoToken::Missing),
            Err(reason) => Known::Absent(NoToken::Unreadable(reason)),
        };
        self.known().insert(instance.to_owned(), known.clone());
        self.answers.fetch_add(1, Ordering::Release);
        match known {
            Known::Token(token, _) => Ok(token),
            Known::Absent(absent) => {
                tracing::info!(instance, ?absent, "no token from the keyring");
                Err(absent)
            }
        }
    }

    /// The place of an instance's token, as far as it is known.
    pub(crate) fn place(&self, instance: &str) -> TokenPlace {
        match self.known().get(instance) {
            Some(Known::Token(_, place)) => *place,
            Some(Known::Absent(NoToken::Missing)) => TokenPlace::Missing,
            Some(Known::Absent(NoToken::Unreadable(_))) => TokenPlace::Unreadable,
            None if self.keyring.is_some() => TokenPlace::Unasked,
            None => TokenPlace::Missing,
        }
    }

    /// Stores the token of an instance and returns its place.
    pub(crate) async fn put(&self, instance: &str, token: &Secret) -> TokenPlace {
        let mut place = TokenPlace::ThisRun;
        if self.keyring.is_some() {
            let (name, secret) = (instance.to_owned(), token.clone());
            match self.ask(move |keyring| keyring.set(&name, secret.expose())).await {
                Ok(()) => place = TokenPlace::Keyring,
                Err(reason) => tracing::info!(instance, reason, "the keyring did not take the token"),
            }
        }
        self.known().insert(instance.to_owned(), Known::Token(token.clone(), place));
        place
    }

    /// Removes the token of an instance.
    pub(crate) async fn remove(&self, instance: &str) {
        self.known().remove(instance);
        if self.keyring.is_some() {
            let name = instance.to_owned();
            if let Err(reason) = self.ask(move |keyring| keyring.delete(&name)).await {
                tracing::warn!(instance, reason, "the keyring kept the token");
            }
        }
    }

    fn what_is_known(&self, instance: &str) -> Option<Known> {
        self.known().get(instance).cloned()
    }

    fn known(&self) -> std::sync::MutexGuard<'_, HashMap<String, Known>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Calls the keyring, after waiting for other calls to end.
    async fn ask<T: Send + 'static>(
        &self,
        call: impl FnOnce(&dyn Keyring) -> Result<T, String> + Send + 'static,
    ) -> Result<T, String> {
        let Some(keyring) = &self.keyring else { return Err("There is no keyring.".to_owned()) };
        let _turn = self.asking.lock().await;
        self.wait_for(keyring, call).await
    }

    /// Calls the keyring on a thread of its own. If the person never answers, that thread ends with the process.
    async fn wait_for<T: Send + 'static>(
        &self,
        keyring: &Arc<dyn Keyring>,
        call: impl FnOnce(&dyn Keyring) -> Result<T, String> + Send + 'static,
    ) -> Result<T, String> {
        let (sender, answer) = oneshot::channel();
        let keyring = Arc::clone(keyring);
        let thread = std::thread::Builder::new().name("keyring".to_owned());
        // After the time limit nothing receives the answer.
        let started = thread.spawn(move || drop(sender.send(call(&*keyring))));
        started.map_err(|error| format!("The keyring could not be asked: {error}."))?;
        match tokio::time::timeout(self.patience, answer).await {
            Ok(answer) => answer.unwrap_or_else(|_| Err("The keyring failed.".to_owned())),
            Err(_) => Err("The keyring did not answer; it may be waiting to be unlocked.".to_owned()),
        }
    }
}

/// The operating system's keyring.
struct SystemKeyring;

impl Keyring for SystemKeyring {
    fn get(&self, name: &str) -> Result<Option<String>, String> {
        match entry(name).and_then(|entry| entry.get_password()) {
            Ok(secret) => Ok(Some(secret)),
            Err(keyring::Error::NoEntry) => Ok(None),
            Err(error) => Err(in_words(&error)),
        }
    }

    fn set(&self, name: &str, secret: &str) -> Result<(), String> {
        entry(name).and_then(|entry| entry.set_password(secret)).map_err(|error| in_words(&error))
    }

    fn delete(&self, name: &str) -> Result<(), String> {
        match entry(name).and_then(|entry| entry.delete_credential()) {
            Ok(()) | Err(keyring::Error::NoEntry) => Ok(()),
            Err(error) => Err(in_words(&error)),
        }
    }
}

fn entry(name: &str) -> keyring::Result<keyring::Entry> {
    keyring::Entry::new(SERVICE, name)
}

/// Describes an error without its details, because some variants carry the value that was read.
fn in_words(error: &keyring::Error) -> String {
    match error {
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

    const SOON: Duration = Duration::from_millis(50);

    #[derive(Default)]
    struct InMemory(Mutex<HashMap<String, String>>);

    impl Keyring for InMemory {
        fn get(&self, name: &str) -> Result<Option<String>, String> {
            Ok(self.0.lock().expect("no panic").get(name).cloned())
        }

        fn set(&self, name: &str, secret: &str) -> Result<(), String> {
            self.0.lock().expect("no panic").insert(name.to_owned(), secret.to_owned());
            Ok(())
        }

        fn delete(&self, name: &str) -> Result<(), String> {
            self.0.lock().expect("no panic").remove(name);
            Ok(())
        }
    }

    /// A keyring that waits forever for a person.
    struct Locked;

    impl Keyring for Locked {
        fn get(&self, _: &str) -> Result<Option<String>, String> {
            loop {
                std::thread::park();
            }
        }

        fn set(&self, name: &str, _: &str) -> Result<(), String> {
            self.get(name).map(drop)
        }

        fn delete(&self, name: &str) -> Result<(), String> {
            self.get(name).map(drop)
        }
    }

    #[tokio::test]
    async fn a_token_in_memory_is_found_until_it_is_removed() {
        let store = TokenStore::memory();
        assert_eq!(store.place("home"), TokenPlace::Missing);
        assert_eq!(store.put("home", &Secret::new("t0k3n".to_owned())).await, TokenPlace::ThisRun);
        assert_eq!(store.get("home").await.expect("held").expose(), "t0k3n");
        store.remove("home").await;
        assert_eq!(store.get("home").await.err(), Some(NoToken::Missing));
    }

    #[tokio::test]
    async fn a_keyring_returns_its_tokens() {
        let store = TokenStore::over(InMemory::default(), PATIENCE);
        assert!(matches!(store.state_unasked(), KeyringState::Checking));
        assert!(matches!(store.state().await, KeyringState::Available));
        assert_eq!(store.place("home"), TokenPlace::Unasked);
        assert_eq!(store.get("home").await.err(), Some(NoToken::Missing));
        assert_eq!(store.place("home"), TokenPlace::Missing);
        assert_eq!(store.put("home", &Secret::new("t0k3n".to_owned())).await, TokenPlace::Keyring);
        assert_eq!(store.place("home"), TokenPlace::Keyring);
    }

    #[tokio::test]
    async fn a_keyring_that_never_answers_times_out() {
        let store = TokenStore::over(Locked, SOON);
        assert!(matches!(store.state().await, KeyringState::Unavailable { reason } if reason.contains("unlocked")));
        assert!(matches!(store.get("home").await, Err(NoToken::Unreadable(_))));
        assert_eq!(store.place("home"), TokenPlace::Unreadable);
        assert_eq!(store.put("home", &Secret::new("t0k3n".to_owned())).await, TokenPlace::ThisRun);
        assert_eq!(store.get("home").await.expect("held").expose(), "t0k3n");
        store.remove("home").await;
    }

    #[test]
    fn keyring_errors_never_contain_the_value() {
        let words = in_words(&keyring::Error::BadEncoding(b"s3cr3t".to_vec()));
        assert!(!words.contains("s3cr3t"));
    }
}
