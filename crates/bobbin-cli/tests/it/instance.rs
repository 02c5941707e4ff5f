//! `--instance`: the app's instances, with the token that the app put into the keyring.

use std::path::PathBuf;
use std::sync::Arc;

use bobbin_app::api::Event;
use bobbin_app::{App, BoxFuture, Folders, Options, Shell, TokenStore, commands};
use bobbin_demo::DemoHome;
use bobbin_testkit::keyring::{Keyring, inside};
use bobbin_testkit::tls_proxy::TlsProxy;
use serde_json::{Value, json};

use crate::bobbin::Desk;

/// A window that nobody looks at.
struct Unseen;

impl Shell for Unseen {
    fn emit(&self, _: &Event) {}

    fn choose_open(&self) -> BoxFuture<'_, Option<PathBuf>> {
        Box::pin(async { None })
    }

    fn choose_save(&self, _: &str) -> BoxFuture<'_, Option<PathBuf>> {
        Box::pin(async { None })
    }

    fn show_preview(&self, _: &str, _: &str) -> BoxFuture<'static, ()> {
        Box::pin(async {})
    }

    fn close_window(&self) {}
}

/// The app on the data of a desk, asked one thing.
async fn app(desk: &Desk, command: &str, request: Value) -> Value {
    let options = Options {
        folders: Folders::under(&desk.path(".bobbin")),
        shell_folders: Vec::new(),
        tokens: TokenStore::keyring(),
        open_files: Vec::new(),
        start_demo: false,
        window_origins: Vec::new(),
    };
    let app = App::start(options, Arc::new(Unseen)).await.expect("starts");
    let answer = commands::dispatch(&app, command, &request.to_string()).await.expect("works");
    app.stop().await;
    serde_json::from_str(&answer).expect("JSON")
}

async fn add(desk: &Desk, home: &DemoHome) -> Value {
    let request = json!({"name": "Attic", "url": home.url, "token": home.token, "trustedFingerprint": null});
    app(desk, "instance_add", request).await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_instance_of_the_app_is_reached_with_its_token_from_the_keyring() {
    let name = "instance::an_instance_of_the_app_is_reached_with_its_token_from_the_keyring";
    if !inside(Keyring::Unlocked, name) {
        return;
    }
    let home = DemoHome::start().await.expect("a demo home");
    let desk = Desk::new();
    assert_eq!(add(&desk, &home).await["token"], "keyring");
    for call in [["ls", "--instance", "Attic"], ["--instance", "Attic", "ls"], ["ls", "--instance", "attic"]] {
        assert!(desk.ends(0, &call).out.starts_with("URL_PATH"), "{call:?}");
    }
    // A pull as the instance is the app's base as well: the two share their history.
    desk.ends(0, &["pull", "lovelace", "-o", "a.yaml", "--instance", "Attic"]);
    assert!(desk.ends(0, &["push", "a.yaml", "lovelace", "--instance", "Attic"]).words.contains("nothing to do"));
    app(&desk, "instance_remove", json!({"instance": "attic"})).await;
    let gone = desk.ends(64, &["ls", "--instance", "Attic"]);
    assert!(gone.words.contains("Attic") && !gone.words.contains(&home.token), "{gone:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_instance_whose_certificate_changed_is_not_connected_to() {
    let name = "instance::an_instance_whose_certificate_changed_is_not_connected_to";
    if !inside(Keyring::Unlocked, name) {
        return;
    }
    let home = DemoHome::start().await.expect("a demo home");
    let upstream = home.url.trim_start_matches("http://").parse().expect("an address");
    let proxy = TlsProxy::start(upstream).await.expect("a proxy");
    let desk = Desk::new();
    let request = |name: &str, trusted: &Option<String>| json!({"name": name, "url": proxy.url, "token": home.token, "trustedFingerprint": trusted});
    app(&desk, "instance_add", request("New", &None)).await;
    app(&desk, "instance_add", request("Same", &Some(proxy.fingerprint.clone()))).await;
    app(&desk, "instance_add", request("Changed", &Some("AB:CD:EF:01".repeat(8).replace("01AB", "01:AB")))).await;
    assert!(desk.ends(0, &["ls", "--instance", "Same"]).out.starts_with("URL_PATH"));
    for (name, alarming) in [("New", false), ("Changed", true)] {
        let words = desk.ends(5, &["ls", "--instance", name]).words;
        assert!(words.contains(&proxy.fingerprint) && words.contains("Bobbin's window"), "{words}");
        assert_eq!(words.starts_with("WARNING"), alarming, "{words}");
        assert!(!words.contains("--fingerprint"), "an instance takes none: {words}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_instance_whose_token_can_not_be_read_ends_with_4() {
    if !inside(Keyring::None, "instance::an_instance_whose_token_can_not_be_read_ends_with_4") {
        return;
    }
    let home = DemoHome::start().await.expect("a demo home");
    let desk = Desk::new();
    assert_eq!(add(&desk, &home).await["token"], "thisRun");
    let ran = desk.ends(4, &["ls", "--instance", "Attic"]);
    assert!(ran.words.contains("keyring") && !ran.words.contains(&home.token), "{ran:#?}");
}
