//! Wrong calls end with 64; help and version are answers.

use crate::bobbin::{Desk, ran};

#[test]
fn help_and_version_are_answers() {
    let desk = Desk::new();
    assert!(desk.ends(0, &["--help"]).out.contains("Usage: bobbin"));
    assert!(desk.ends(0, &["--version"]).out.starts_with("bobbin "));
    assert!(desk.ends(0, &["pull", "--help"]).out.contains("URL_PATH"));
}

#[test]
fn a_wrong_call_ends_with_64() {
    let desk = Desk::new();
    for call in [
        &[][..],
        &["fly"],
        &["pull"],
        &["create", "a-b"],
        &["resources", "add", "/local/a.js"],
        &["yaml", "parse", "a.yaml", "--dialect", "toml"],
        &["ls", "--url", "http://a", "--instance", "b"],
    ] {
        let ran = desk.ends(64, call);
        assert_eq!(ran.out, "", "{call:?}: words are no data");
        assert!(!ran.words.is_empty(), "{call:?}");
    }
}

#[test]
fn a_connection_has_to_be_named_and_makes_sense() {
    let desk = Desk::new();
    assert!(desk.ends(64, &["ls"]).words.contains("--url"));
    assert!(desk.ends(64, &["ls", "--url", "http://127.0.0.1:1"]).words.contains("BOBBIN_TOKEN"));
    assert!(desk.ends(64, &["ls", "--instance", "nobody"]).words.contains("nobody"));
    let odd = ran(desk.command(&["ls", "--url", "http://"]).env("BOBBIN_TOKEN", "t"));
    assert_eq!(odd.code, 64, "{odd:#?}");
}

#[test]
fn nobody_answering_ends_with_5() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").and_then(|socket| socket.local_addr()).expect("a port");
    let desk = Desk::at(&format!("http://{free}"), "token-nobody-reads");
    let ran = desk.ends(5, &["ls"]);
    assert!(ran.words.contains("refused") && !ran.words.contains("token-nobody-reads"), "{ran:#?}");
}
