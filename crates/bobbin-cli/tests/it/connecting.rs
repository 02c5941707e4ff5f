//! Connecting: certificates, addresses and tokens that make no sense or changed.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::os::unix::ffi::OsStrExt as _;

use bobbin_testkit::scripted_home::{Answer, ScriptedHome};
use bobbin_testkit::tls_proxy::TlsProxy;
use bobbin_vault::paths::Folders;
use bobbin_vault::settings::{InstanceSettings, Settings};
use serde_json::json;

use crate::bobbin::{Desk, Ran, ran};

/// A fingerprint of no certificate.
const OTHER: &str = "00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF";

/// A home that lets everybody in and has no dashboards.
async fn home() -> ScriptedHome {
    ScriptedHome::start(|_, command| match command["type"].as_str() {
        Some("auth") => Answer::Result(json!("2026.11.0")),
        Some("lovelace/dashboards/list") => Answer::Result(json!([])),
        _ => Answer::Result(json!({})),
    })
    .await
}

/// The warning about a certificate that changed, which has nothing ready to paste.
#[track_caller]
fn warns(ran: &Ran, expected: &str, found: &str) {
    let Ran { code, words, .. } = ran;
    assert_eq!(*code, 5, "{ran:#?}");
    assert!(words.starts_with("WARNING: the certificate of https://127.0.0.1:"), "{words}");
    for said in
        [&format!("expected: {expected}"), &format!("found:    {found}"), "between", "openssl x509", "on purpose"]
    {
        assert!(words.contains(said), "{said}: {words}");
    }
    assert!(!words.contains("--fingerprint"), "{words}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fingerprint_without_encryption_is_refused_before_anything_is_sent() {
    let home = home().await;
    let bare = home.url.trim_start_matches("http://").to_owned();
    let desk = Desk::new();
    desk.put("a.yaml", "title: a\n");
    for url in
        [&home.url, &home.url.replace("http", "ws"), &bare, "homeassistant.local", "//ha", "http://supervisor/core"]
    {
        for call in [
            &["ls", "--url", url, "--fingerprint", OTHER][..],
            &["--fingerprint", OTHER, "--url", url, "ls"],
            &["--url", url, "push", "a.yaml", "a-b", "--fingerprint", OTHER],
            &["--fingerprint", OTHER, "history", "ls", "a-b", "--url", url],
        ] {
            let ran = ran(desk.command(call).env("BOBBIN_TOKEN", "token"));
            assert_eq!(ran.code, 2, "{call:?}: {ran:#?}");
            assert!(ran.words.contains("https://") && ran.words.contains("Nothing was sent"), "{ran:#?}");
        }
    }
    assert_eq!(home.count("auth"), 0);
}

#[test]
fn a_malformed_fingerprint_is_a_wrong_call() {
    let desk = Desk::at("https://127.0.0.1:1", "token");
    for odd in ["", "AB:CD", &OTHER[1..], &format!("{OTHER}:AA"), &OTHER.replace('F', "G"), "sha256"] {
        let ran = desk.ends(64, &["ls", "--fingerprint", odd]);
        assert!(ran.words.contains("SHA-256"), "{odd:?}: {ran:#?}");
    }
    assert!(desk.ends(64, &["ls", "--instance", "Attic"]).words.contains("--instance"));
    let ran = desk.ends(64, &["--fingerprint", OTHER, "ls", "--instance", "Attic"]);
    assert!(ran.words.contains("--instance"), "{ran:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn on_first_sight_a_certificate_is_to_be_compared() {
    let home = home().await;
    let proxy = TlsProxy::start(home.address()).await.expect("a proxy");
    let ran = Desk::at(&proxy.url, "token").ends(5, &["ls"]);
    assert!(ran.words.contains("not trusted: it is self-signed"), "{ran:#?}");
    assert!(ran.words.contains(&proxy.fingerprint) && ran.words.contains("openssl x509"), "{ran:#?}");
    let ready = format!("--fingerprint {}", proxy.fingerprint);
    assert!(!ran.words.contains(&ready) && !ran.words.contains("WARNING"), "{ran:#?}");
    assert_eq!(home.count("auth"), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_that_changed_is_a_warning() {
    let home = home().await;
    let proxy = TlsProxy::start(home.address()).await.expect("a proxy");
    let desk = Desk::at(&proxy.url, "token");
    warns(&desk.run(&["ls", "--fingerprint", OTHER]), OTHER, &proxy.fingerprint);
    // The app's instance at this address trusts another one.
    let attic = InstanceSettings {
        id: "attic".to_owned(),
        name: "Attic".to_owned(),
        url: proxy.url.clone(),
        trusted_fingerprint: Some(OTHER.to_owned()),
        ..InstanceSettings::default()
    };
    let settings = Settings { instances: vec![attic], ..Settings::default() };
    settings.save(&Folders::under(&desk.path(".bobbin")).config).expect("saves");
    let stored = desk.run(&["ls"]);
    warns(&stored, OTHER, &proxy.fingerprint);
    assert!(stored.words.contains("Bobbin's window"), "{stored:#?}");
    assert_eq!(home.count("auth"), 0, "nothing was sent");
    // A fingerprint on the command line was compared by the user.
    desk.ends(0, &["ls", "--fingerprint", &proxy.fingerprint]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_named_fingerprint_is_the_only_one_even_where_the_computer_trusts_the_certificate() {
    let home = home().await;
    let proxy = TlsProxy::start(home.address()).await.expect("a proxy");
    let desk = Desk::at(&proxy.url, "token");
    desk.put("authority.pem", &proxy.certificate);
    let run = |call: &[&str]| ran(desk.command(call).env("SSL_CERT_FILE", desk.path("authority.pem")));
    assert_eq!(run(&["ls"]).code, 0, "the computer trusts it");
    assert_eq!(run(&["ls", "--fingerprint", &proxy.fingerprint]).code, 0);
    let before = home.count("auth");
    warns(&run(&["ls", "--fingerprint", OTHER]), OTHER, &proxy.fingerprint);
    assert_eq!(home.count("auth"), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_redirect_is_told_and_not_followed() {
    let home = home().await;
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let redirecting = listener.local_addr().expect("an address");
    let location = home.url.clone();
    let asked = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("a connection");
        let mut request = [0; 4096];
        let length = stream.read(&mut request).expect("a request");
        let answer = format!("HTTP/1.1 301 Moved\r\nLocation: {location}/\r\nContent-Length: 0\r\n\r\n");
        stream.write_all(answer.as_bytes()).expect("an answer");
        String::from_utf8_lossy(&request[..length]).into_owned()
    });
    let proxy = TlsProxy::start(redirecting).await.expect("a proxy");
    let ran = Desk::at(&proxy.url, "the-token").ends(5, &["ls", "--fingerprint", &proxy.fingerprint]);
    assert!(ran.words.contains("redirects to") && ran.words.contains(&home.url), "{ran:#?}");
    assert!(!asked.join().expect("was asked").contains("the-token"));
    assert_eq!(home.count("auth"), 0);
}

#[test]
fn a_password_in_an_address_is_refused_and_not_repeated() {
    for url in
        ["http://me:hunter2@ha.local", "me:hunter2@ha.local", "https://hunter2@ha.local", "http://me:hunter2/x@ha"]
    {
        let ran = Desk::at(url, "token").ends(64, &["ls"]);
        assert!(ran.words.contains("password") && !ran.words.contains("hunter2"), "{url}: {ran:#?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_can_be_no_token_is_not_sent() {
    let home = home().await;
    let desk = Desk::new();
    let list = |token: &std::ffi::OsStr| ran(desk.command(&["ls", "--url", &home.url]).env("BOBBIN_TOKEN", token));
    for odd in ["hunter2\nhunter3", "hunter2\u{1b}[2J", "hunter2 hunter3", "hunter2\u{200b}", "“hunter2”", " \n", ""]
    {
        let ran = list(odd.as_ref());
        assert_eq!(ran.code, 64, "{odd:?}: {ran:#?}");
        assert!(ran.words.contains("BOBBIN_TOKEN") && !ran.words.contains("hunter"), "{odd:?}: {ran:#?}");
    }
    assert_eq!(list(std::ffi::OsStr::from_bytes(b"hunter2\xff")).code, 64);
    assert_eq!(home.count("auth"), 0, "each would be a failed login");
    assert_eq!(list("hunter2\n".as_ref()).code, 0, "the line break that a file ends with");
    // The token in place of its variable's name.
    let mixed_up = desk.ends(64, &["ls", "--url", &home.url, "--token-env", "eyJhb.eyJpc3M.hunter2"]);
    assert!(mixed_up.words.contains("name of an environment variable"), "{mixed_up:#?}");
    assert!(!mixed_up.words.contains("hunter2"), "{mixed_up:#?}");
}

#[test]
fn two_ways_to_name_a_home_contradict_each_other_wherever_they_stand() {
    let desk = Desk::new();
    for call in [["--url", "http://a", "ls", "--instance", "b"], ["--instance", "b", "ls", "--url", "http://a"]] {
        assert!(desk.ends(64, &call).words.contains("--instance"), "{call:?}");
    }
}
