//! Tokens and the keyring: tokens are kept there and nowhere else, and the window never waits for it.

use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use bobbin_app::{Keyring, TokenStore};
use bobbin_testkit::keyring::{Keyring as Kind, inside};
use bobbin_testkit::real_home::RealHome;
use serde_json::json;
use tracing_subscriber::fmt::MakeWriter;

use crate::bobbin::Bobbin;

/// The variable that passes the folder with Bobbin's data to the second process.
const AGAIN: &str = "BOBBIN_TEST_AGAIN";

/// The service name of Bobbin's entry.
const SERVICE: &str = "io.github.bobbin.desktop";

#[tokio::test]
async fn a_token_is_kept_in_the_keyring_and_nowhere_else() {
    const NAME: &str = "keyring::a_token_is_kept_in_the_keyring_and_nowhere_else";
    if !inside(Kind::Unlocked, NAME) {
        return;
    }
    if let Some(folder) = std::env::var_os(AGAIN) {
        return connects_by_itself(Path::new(&folder)).await;
    }
    let log = Log::collect();
    let home = RealHome::start(bobbin_testkit::real_home::Options::default()).await;
    let folder = tempfile::tempdir().expect("a folder");
    let bobbin = Bobbin::start_with(folder.path(), TokenStore::keyring()).await;
    bobbin.connect(&home.url, &home.token).await;
    let state = bobbin.call("app_state", json!(null)).await;
    assert_eq!((&state["keyring"]["state"], &state["instances"][0]["token"]), (&json!("available"), &json!("keyring")));
    let entry = keyring::Entry::new(SERVICE, "home").expect("an entry");
    assert_eq!(entry.get_password().expect("kept"), home.token);

    // The messages about a failure and about a refused token.
    let bad = json!({"name": "bad", "url": "http://[", "token": home.token, "trustedFingerprint": null});
    let mut said = bobbin.fails("instance_add", bad).await.to_string();
    let test =
        json!({"url": home.url, "token": format!("x{}", home.token), "instance": null, "trustedFingerprint": null});
    let refused = bobbin.call("connection_test", test).await;
    assert_eq!(refused["result"], "tokenRefused");
    said += &format!("{state} {refused} {}", bobbin.heard());
    bobbin.app.stop().await;
    drop(bobbin);

    let own = std::env::current_exe().expect("a path");
    let again = Command::new(own).args(["--exact", NAME, "--nocapture"]).env(AGAIN, folder.path()).output();
    let again = again.expect("starts");
    let words = String::from_utf8_lossy(&again.stdout) + String::from_utf8_lossy(&again.stderr);
    assert!(again.status.success() && words.contains("1 passed"), "a new process did not connect: {words}");

    let secret = home.token.as_bytes();
    assert_nowhere_under(folder.path(), secret);
    assert!(!said.contains(&home.token) && !words.contains(&home.token));
    let log = log.text();
    assert!(log.contains("connected") && !log.contains(&home.token), "{log}");

    let bobbin = Bobbin::start_with(folder.path(), TokenStore::keyring()).await;
    bobbin.connected().await;
    bobbin.call("instance_remove", json!({"instance": "home"})).await;
    assert!(matches!(entry.get_password(), Err(keyring::Error::NoEntry)), "the keyring forgets a removed instance");
}

async fn connects_by_itself(folder: &Path) {
    let bobbin = Bobbin::start_with(folder, TokenStore::keyring()).await;
    bobbin.connected().await;
    let state = bobbin.call("app_state", json!(null)).await;
    assert_eq!((&state["keyring"]["state"], &state["instances"][0]["token"]), (&json!("available"), &json!("keyring")));
    bobbin.app.stop().await;
}

#[tokio::test]
async fn without_a_keyring_a_token_lasts_for_this_run_and_this_is_reported() {
    if !inside(Kind::None, "keyring::without_a_keyring_a_token_lasts_for_this_run_and_this_is_reported") {
        return;
    }
    let log = Log::collect();
    let demo = bobbin_demo::DemoHome::start().await.expect("a demo home");
    let folder = tempfile::tempdir().expect("a folder");
    let bobbin = Bobbin::start_with(folder.path(), TokenStore::keyring()).await;
    let told = bobbin.event(|event| event["event"] == "keyringChanged").await;
    assert_eq!(told["keyring"]["state"], "unavailable");
    bobbin.connect(&demo.url, &demo.token).await;
    let state = bobbin.call("app_state", json!(null)).await;
    assert_eq!(state["keyring"], told["keyring"]);
    assert_eq!(state["instances"][0]["token"], "thisRun");
    let said = format!("{state} {}", bobbin.heard());
    bobbin.app.stop().await;
    drop(bobbin);

    assert_nowhere_under(folder.path(), demo.token.as_bytes());
    assert!(!said.contains(&demo.token) && !log.text().contains(&demo.token));

    // The next run needs the token again, and reports that.
    let bobbin = Bobbin::start_with(folder.path(), TokenStore::keyring()).await;
    let told = bobbin.event(|event| event["instance"]["token"] == "unreadable").await;
    assert_eq!(told["instance"]["connection"]["state"], "offline");
    let error = bobbin.fails("instance_connect", json!({"instance": "home"})).await;
    assert_eq!(error["code"], "tokenRefused");
    assert!(error["hint"].as_str().is_some_and(|hint| hint.contains("enter the token")), "{error}");
}

#[tokio::test]
async fn a_locked_keyring_is_reported_and_nothing_waits_for_it() {
    if !inside(Kind::Locked, "keyring::a_locked_keyring_is_reported_and_nothing_waits_for_it") {
        return;
    }
    let demo = bobbin_demo::DemoHome::start().await.expect("a demo home");
    let folder = tempfile::tempdir().expect("a folder");
    let bobbin = Bobbin::start_with(folder.path(), TokenStore::keyring()).await;
    bobbin.connect(&demo.url, &demo.token).await;
    let state = bobbin.call("app_state", json!(null)).await;
    assert_eq!(state["instances"][0]["token"], "thisRun", "{state}");
    assert_nowhere_under(folder.path(), demo.token.as_bytes());
}

#[tokio::test]
async fn the_window_does_not_wait_for_the_keyring() {
    let demo = bobbin_demo::DemoHome::start().await.expect("a demo home");
    let folder = tempfile::tempdir().expect("a folder");
    let keyring = Unlockable::default();
    keyring.unlock();
    let bobbin = Bobbin::start_with(folder.path(), TokenStore::over(keyring.clone(), Duration::from_secs(3600))).await;
    bobbin.connect(&demo.url, &demo.token).await;
    bobbin.app.stop().await;
    drop(bobbin);

    // The next run finds the keyring locked: everything but the connection is there.
    keyring.lock();
    let bobbin = Bobbin::start_with(folder.path(), TokenStore::over(keyring.clone(), Duration::from_secs(3600))).await;
    let state = bobbin.call("app_state", json!(null)).await;
    assert_eq!(state["keyring"]["state"], "checking");
    let instance = &state["instances"][0];
    assert_eq!((&instance["token"], &instance["connection"]["state"]), (&json!("unasked"), &json!("offline")));
    let untitled = json!({"target": {"kind": "untitled", "number": 1}});
    bobbin.call("document_open", untitled).await;

    // Two requests in the meantime ask the keyring once and make one connection.
    let connecting = bobbin.call("instance_connect", json!({"instance": "home"}));
    let (connected, ()) = tokio::join!(connecting, async {
        keyring.asked().await;
        keyring.unlock();
    });
    assert_eq!(connected["token"], "keyring");
    bobbin.connected().await;
    assert_eq!(bobbin.call("app_state", json!(null)).await["keyring"]["state"], "available");
    assert_eq!(keyring.gets("home"), 1);
}

/// A keyring whose calls wait until it is unlocked.
#[derive(Clone, Default)]
struct Unlockable(Arc<(Mutex<Inside>, Condvar, tokio::sync::Notify)>);

#[derive(Default)]
struct Inside {
    open: bool,
    asked: Vec<String>,
    secrets: std::collections::HashMap<String, String>,
}

impl Unlockable {
    fn lock(&self) {
        let mut inside = self.0.0.lock().expect("no panic");
        inside.open = false;
        inside.asked.clear();
    }

    fn unlock(&self) {
        self.0.0.lock().expect("no panic").open = true;
        self.0.1.notify_all();
    }

    /// Waits until a call waits for the keyring.
    async fn asked(&self) {
        while self.0.0.lock().expect("no panic").asked.is_empty() {
            self.0.2.notified().await;
        }
    }

    fn gets(&self, name: &str) -> usize {
        self.0.0.lock().expect("no panic").asked.iter().filter(|asked| *asked == name).count()
    }

    fn opened<T>(&self, name: &str, act: impl FnOnce(&mut Inside) -> T) -> Result<T, String> {
        let mut inside = self.0.0.lock().expect("no panic");
        inside.asked.push(name.to_owned());
        self.0.2.notify_one();
        let mut inside = self.0.1.wait_while(inside, |inside| !inside.open).expect("no panic");
        Ok(act(&mut inside))
    }
}

impl Keyring for Unlockable {
    fn get(&self, name: &str) -> Result<Option<String>, String> {
        self.opened(name, |inside| inside.secrets.get(name).cloned())
    }

    fn set(&self, name: &str, secret: &str) -> Result<(), String> {
        self.opened(name, |inside| drop(inside.secrets.insert(name.to_owned(), secret.to_owned())))
    }

    fn delete(&self, name: &str) -> Result<(), String> {
        self.opened(name, |inside| drop(inside.secrets.remove(name)))
    }
}

/// Reads every byte of every file.
fn assert_nowhere_under(folder: &Path, secret: &[u8]) {
    let mut open = vec![folder.to_owned()];
    let mut files = 0;
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            if entry.is_dir() {
                open.push(entry);
                continue;
            }
            files += 1;
            let bytes = std::fs::read(&entry).expect("a file");
            assert!(!bytes.windows(secret.len()).any(|window| window == secret), "{} holds the token", entry.display());
        }
    }
    assert!(files >= 2, "the settings and the vault were looked at, not {files} files");
}

/// The whole log, however long.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    /// Collects from here on, for the whole process: only for processes that run a single test.
    fn collect() -> Self {
        let log = Self::default();
        let subscriber = tracing_subscriber::fmt()
            .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
            .with_ansi(false)
            .with_writer(log.clone());
        subscriber.init();
        log
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().expect("no panic")).into_owned()
    }
}

impl std::io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("no panic").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Log {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}
