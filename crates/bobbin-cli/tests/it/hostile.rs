//! Words that others wrote, on their way to a terminal: control sequences are shown, not obeyed.

use bobbin_testkit::scripted_home::{Answer, ScriptedHome};
use bobbin_testkit::tls_proxy::TlsProxy;
use serde_json::{Value, json};

use crate::bobbin::{Desk, ran};

/// One of each kind: CSI, OSC 52 (the clipboard), C1, BEL and BS, DEL, bidirectional override and isolate, zero
/// width, a carriage return, and a line that is not Bobbin's.
const HOSTILE: &str = "\u{1b}[2J\u{1b}]52;c;eA==\u{7}\u{9b}31m\u{8}\u{7f}\u{202e}fdp\u{2066}x\u{2069}a\u{200b}b\u{feff}\rover\nforged: line\u{61c}";

/// Text that must not reach a terminal.
#[track_caller]
fn is_clean(what: &str, text: &str) {
    let hidden =
        |c: char| (c.is_control() && c != '\n') || "\u{202e}\u{2066}\u{2069}\u{200b}\u{feff}\u{61c}".contains(c);
    assert!(!text.contains(hidden), "{what}: {text:?}");
    assert!(!text.lines().any(|line| line.starts_with("forged")), "{what}: {text:?}");
}

/// A home whose every word is hostile: the list and the configs are answered, all changes are refused. Each
/// connection finds another title.
async fn hostile_home() -> ScriptedHome {
    ScriptedHome::start(|connection, command| {
        let dashboard = |url_path: &str| json!({"id": HOSTILE, "url_path": url_path, "title": HOSTILE, "mode": "storage"});
        let text = |text: &str| Answer::Result(json!(text));
        match command["type"].as_str().unwrap_or_default() {
            "auth" => text(HOSTILE),
            "lovelace/dashboards/list" => Answer::Result(json!([dashboard("evil-one"), dashboard(HOSTILE)])),
            "lovelace/config" => Answer::Result(json!({
                "title": HOSTILE,
                "views": [{"title": format!("{connection} {HOSTILE}"), "path": HOSTILE, "cards": [{"type": HOSTILE, HOSTILE: HOSTILE}]}],
            })),
            "lovelace/resources" => Answer::Result(json!([{"id": HOSTILE, "type": HOSTILE, "url": HOSTILE}])),
            "lovelace/resources/create" => {
                Answer::Result(json!({"id": HOSTILE, "type": "module", "url": "/local/a.js"}))
            }
            "get_panels" | "supported_features" | "auth/current_user" => Answer::Result(json!({})),
            _ => Answer::Refusal(HOSTILE.to_owned(), HOSTILE.to_owned()),
        }
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn no_command_lets_a_terminal_obey_what_others_wrote() {
    let home = hostile_home().await;
    let desk = Desk::at(&home.url, "token");
    desk.put("a.yaml", "views:\n  - title: mine\n");
    desk.put("raw.yaml", &format!("# \u{202e}\u{200b}\ntitle: \"a\u{202e}{}\"\nviews: []\n", "\u{7f}"));
    desk.put("same.yaml", "title: \"\\e[2J\\u202e\"\n");
    desk.put("bad.yaml", "a: [\u{202e}\n");
    desk.put("ops.json", "[]");
    let named = "named \u{1b}[2J\u{202e}\nforged.yaml";
    desk.put(named, "title: [\n");
    desk.ends(0, &["pull", "evil-one", "-o", "pulled.yaml"]);
    desk.ends(0, &["pull", "evil-one", "-o", "pulled.yaml"]);
    // The words of each command, and which outcomes are possible.
    for (code, call) in [
        (0, &["ls"][..]),
        (0, &["ls", "--json"]),
        (3, &["push", "a.yaml", HOSTILE]),
        (0, &["pull", "evil-one"]),
        (0, &["pull", HOSTILE]),
        (2, &["pull", &format!("no-{HOSTILE}")]),
        (4, &["push", "a.yaml", "evil-one", "--force"]),
        (3, &["push", "a.yaml", "evil-one", "--base", "same.yaml"]),
        (3, &["push", "a.yaml", "evil-one", "--base", "same.yaml", "--merge"]),
        (4, &["rm", "evil-one", "--yes"]),
        (64, &["rm", HOSTILE]),
        (4, &["create", "a-b", "--title", "x"]),
        (2, &["create", HOSTILE, "--title", HOSTILE]),
        (0, &["resources", "ls"]),
        (0, &["resources", "ls", "--json"]),
        (0, &["resources", "add", "/local/a.js", "--type", "module"]),
        (4, &["resources", "rm", HOSTILE]),
        (2, &["resources", "rm", &format!("no{HOSTILE}")]),
        (0, &["history", "ls", "evil-one"]),
        (0, &["history", "ls", "evil-one", "--json"]),
        (2, &["history", "ls", &format!("no{HOSTILE}")]),
        (0, &["history", "show", "1"]),
        (0, &["history", "restore", "1"]),
        (1, &["diff", "same.yaml", "ha:evil-one"]),
        (1, &["diff", "raw.yaml", "ha:evil-one", "--format", "words"]),
        (1, &["diff", "raw.yaml", "ha:evil-one", "--format", "json"]),
        (1, &["diff", "raw.yaml", "same.yaml"]),
        (2, &["diff", named, "a.yaml"]),
        (2, &["diff", &format!("none{HOSTILE}"), "a.yaml"]),
        (0, &["yaml", "parse", "raw.yaml"]),
        (2, &["yaml", "parse", "bad.yaml"]),
        (2, &["yaml", "parse", named]),
        (2, &["yaml", "parse", named, "--dialect", "core"]),
        (2, &["yaml", "emit", named]),
        (0, &["edit", "raw.yaml", "--ops", "ops.json"]),
        (1, &["merge", "same.yaml", "raw.yaml", "a.yaml"]),
        (1, &["merge", "same.yaml", "raw.yaml", "a.yaml", "--json"]),
        (64, &[HOSTILE]),
        (64, &["ls", &format!("--{HOSTILE}")]),
        (64, &["pull", "a", HOSTILE]),
        (64, &["yaml", "parse", "a.yaml", "--dialect", HOSTILE]),
        (64, &["diff", "a", "b", "--format", HOSTILE]),
        (64, &["history", "show", HOSTILE]),
    ] {
        let ran = desk.on_terminal(call);
        assert_eq!(ran.code, code, "{call:?}: {ran:#?}");
        is_clean(&format!("{call:?} on a terminal"), &ran.out);
        let ran = desk.ends(code, call);
        is_clean(&format!("the words of {call:?}"), &ran.words);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn tables_and_sentences_are_escaped_wherever_they_go() {
    let home = hostile_home().await;
    let desk = Desk::at(&home.url, "token");
    desk.put("a.yaml", "views:\n  - title: mine\n");
    desk.ends(0, &["pull", "evil-one", "-o", "pulled.yaml"]);
    desk.ends(0, &["pull", "evil-one", "-o", "pulled.yaml"]);
    for (code, call) in [
        (0, &["ls"][..]),
        (0, &["resources", "ls"]),
        (0, &["history", "ls", "evil-one"]),
        (1, &["diff", "a.yaml", "ha:evil-one", "--format", "words"]),
    ] {
        let out = desk.ends(code, call).out;
        is_clean(&format!("{call:?}"), &out);
        assert!(out.contains(r"\u{1b}[2J") && out.contains(r"\u{202e}fdp"), "shown, not dropped: {call:?}: {out}");
    }
    let rows = desk.ends(0, &["ls"]).out.lines().count();
    assert_eq!(rows, 4, "the head, the default dashboard, and one row for each of the two");
}

#[tokio::test(flavor = "multi_thread")]
async fn data_keeps_its_bytes_in_a_pipe_and_its_meaning_on_a_terminal() {
    let home = hostile_home().await;
    let desk = Desk::at(&home.url, "token");
    let raw = "# \u{202e}\u{200b}\r\ntitle: \"a\u{2066}b\"\r\n";
    desk.put("raw.yaml", raw);
    desk.put("ops.json", "[]");
    let edit = ["edit", "raw.yaml", "--ops", "ops.json"];
    assert_eq!(desk.ends(0, &edit).out, raw);
    assert_eq!(desk.on_terminal(&edit).out, "# \\u{202e}\\u{200b}\r\ntitle: \"a\\u{2066}b\"\r\n");
    let id = desk.ends(0, &["resources", "add", "/local/a.js", "--type", "module"]).out;
    assert_eq!(id, format!("{HOSTILE}\n"));

    let list = desk.ends(0, &["ls", "--json"]).out;
    assert!(list.contains('\u{202e}') && list.contains('\u{7f}'), "as serde_json writes it: {list:?}");
    let on_terminal = desk.on_terminal(&["ls", "--json"]).out;
    let read = |text: &str| serde_json::from_str::<Value>(text).expect("JSON");
    assert_eq!(read(&on_terminal), read(&list));
    assert_eq!(read(&list)[1]["title"], HOSTILE);
    is_clean("JSON", &on_terminal);

    // A name can't add lines to a patch.
    desk.put("a\n+++ forged", "title: a\n");
    let patch = desk.ends(1, &["diff", "a\n+++ forged", "raw.yaml"]).out;
    assert!(patch.starts_with("--- a\\n+++ forged\n+++ raw.yaml\n@@"), "{patch}");
    is_clean("a patch of clean texts", patch.split("@@").next().unwrap_or_default());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_words_of_a_server_that_lets_nobody_in_are_escaped() {
    let refusing = ScriptedHome::start(|_, _| Answer::Refusal(String::new(), HOSTILE.to_owned())).await;
    let desk = Desk::at(&refusing.url, "token");
    let refused = desk.ends(4, &["ls"]);
    is_clean("a refused token", &refused.words);
    assert!(refused.words.contains(r"\u{1b}[2J"), "{refused:#?}");
    let odd = ran(desk.command(&["ls", "--token-env", HOSTILE]).env_remove("BOBBIN_TOKEN"));
    assert_eq!(odd.code, 64, "{odd:#?}");
    is_clean("a variable", &odd.words);
    for url in [format!("http://{HOSTILE}"), format!("{HOSTILE}://a"), "http://a\u{202e}b".to_owned()] {
        let ran = ran(Desk::at(&url, "token").command(&["ls"]).env("BOBBIN_LOG", "debug"));
        assert!([64, 5].contains(&ran.code), "{ran:#?}");
        is_clean("an address", &ran.words);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_is_escaped_too() {
    let home = hostile_home().await;
    let desk = Desk::at(&home.url, "token");
    let logged = ran(desk.command(&["pull", "evil-one"]).env("BOBBIN_LOG", "debug"));
    assert!(logged.code == 0 && logged.words.contains("connected"), "{logged:#?}");
    is_clean("the log", &logged.words);
    let proxy = TlsProxy::named(home.address(), HOSTILE).await.expect("a proxy");
    let untrusted = ran(Desk::at(&proxy.url, "token").command(&["ls"]).env("BOBBIN_LOG", "debug"));
    let quoted = untrusted.words.matches(r"\u{202e}fdp").count();
    assert!(untrusted.code == 5 && quoted == 2, "in the log and in the words: {untrusted:#?}");
    is_clean("a certificate", &untrusted.words);
    let odd = ran(desk.command(&["ls"]).env("BOBBIN_LOG", format!("={HOSTILE}")));
    assert!(odd.code == 0 && odd.words.contains("BOBBIN_LOG"), "{odd:#?}");
    is_clean("what is wrong with BOBBIN_LOG", &odd.words);
}
