//! The connection ends in the middle: whether the token ended with it, and how much is known then.

use bobbin_testkit::holding_proxy::HoldingProxy;
use bobbin_testkit::real_home::RealHome;
use bobbin_testkit::scripted_home::{Answer, ScriptedHome};
use serde_json::json;

use crate::bobbin::{Desk, Ran, ran};

const ENDED: &str =
    "Home Assistant no longer accepts this token: it was revoked, or its user was deactivated or deleted.";

/// A home with a dashboard and a resource, that hangs up on the first connection at this command.
async fn hangs_up_at(kind: &'static str, revokes: bool) -> ScriptedHome {
    ScriptedHome::start(move |connection, command| {
        let dashboard = json!({"id": "a_b", "url_path": "a-b", "title": "A", "mode": "storage"});
        let asked = command["type"].as_str().unwrap_or_default();
        if connection == 1 && asked == kind {
            return Answer::Hangup;
        }
        match asked {
            "auth" if connection > 1 && revokes => {
                Answer::Refusal(String::new(), "Invalid access token or password".to_owned())
            }
            "auth" => Answer::Result(json!("2026.11.0")),
            "lovelace/dashboards/list" => Answer::Result(json!([dashboard])),
            "lovelace/config" => Answer::Result(json!({"title": "a"})),
            "lovelace/resources" => Answer::Result(json!([{"id": "1", "type": "module", "url": "/local/a.js"}])),
            _ => Answer::Result(json!({})),
        }
    })
    .await
}

/// The exit code of each command when the connection ends at one of its steps.
const STEPS: &[(&[&str], &str, i32)] = &[
    (&["ls"], "lovelace/dashboards/list", 4),
    (&["pull", "a-b"], "lovelace/dashboards/list", 4),
    (&["pull", "a-b"], "lovelace/config", 4),
    (&["diff", "b.yaml", "ha:a-b"], "lovelace/config", 4),
    (&["resources", "ls"], "lovelace/resources", 4),
    (&["resources", "rm", "1"], "lovelace/resources", 4),
    (&["create", "c-d", "--title", "C"], "get_panels", 4),
    (&["rm", "a-b", "--yes"], "lovelace/config", 4),
    (&["push", "b.yaml", "a-b", "--force"], "lovelace/dashboards/list", 4),
    (&["push", "b.yaml", "a-b", "--force"], "lovelace/config", 4),
    (&["history", "restore", "1", "--push"], "lovelace/dashboards/list", 4),
    // From here on Home Assistant may have done it.
    (&["resources", "add", "/local/b.js", "--type", "js"], "lovelace/resources/create", 6),
    (&["resources", "rm", "1"], "lovelace/resources/delete", 6),
    (&["create", "c-d", "--title", "C"], "lovelace/dashboards/create", 6),
    (&["rm", "a-b", "--yes"], "lovelace/dashboards/delete", 6),
    (&["push", "b.yaml", "a-b", "--force"], "lovelace/config/save", 6),
    (&["push", "b.yaml", "a-b", "--base", "a.yaml"], "lovelace/config/save", 6),
    (&["history", "restore", "1", "--push"], "lovelace/config/save", 6),
];

/// A desk with files, and a version of “a-b” in its history.
async fn desk() -> Desk {
    let before = ScriptedHome::start(|_, command| match command["type"].as_str() {
        Some("auth") => Answer::Result(json!("2026.11.0")),
        Some("lovelace/dashboards/list") => Answer::Result(json!([{"url_path": "a-b", "title": "A"}])),
        _ => Answer::Result(json!({"title": "before"})),
    });
    let before = before.await;
    let desk = Desk::new();
    desk.put("a.yaml", "title: a\n");
    desk.put("b.yaml", "title: b\n");
    let ran = run(&desk, &before, &["pull", "a-b"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, "title: before\n"), "{ran:#?}");
    desk
}

fn run(desk: &Desk, home: &ScriptedHome, call: &[&str]) -> Ran {
    ran(desk.command(call).args(["--url", &home.url]).env("BOBBIN_TOKEN", "token"))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_ended_in_the_middle_is_told_after_one_more_login() {
    let desk = desk().await;
    for (call, kind, code) in STEPS {
        let home = hangs_up_at(kind, true).await;
        let ran = run(&desk, &home, call);
        assert_eq!(ran.code, *code, "{call:?} at {kind}: {ran:#?}");
        assert!(ran.words.contains(ENDED), "{call:?} at {kind}: {ran:#?}");
        let said = if *code == 6 { "not known" } else { "Nothing was changed" };
        assert!(ran.words.contains(said) && ran.out.is_empty(), "{call:?} at {kind}: {ran:#?}");
        assert_eq!(home.count("auth"), 2, "one failed login: {call:?} at {kind}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_only_broke_is_not_called_revoked() {
    let desk = desk().await;
    for (call, kind, code) in STEPS {
        let home = hangs_up_at(kind, false).await;
        let ran = run(&desk, &home, call);
        // The end of a save is looked up as soon as the connection is back; here it did not arrive.
        let is_settled = *kind == "lovelace/config/save";
        let code = if *code == 4 || is_settled { 5 } else { 6 };
        assert_eq!(ran.code, code, "{call:?} at {kind}: {ran:#?}");
        assert!(ran.words.contains("broke") && !ran.words.contains("token"), "{call:?} at {kind}: {ran:#?}");
        let said = if code == 6 { "not known" } else { "Nothing was changed" };
        assert!(ran.words.contains(said), "{call:?} at {kind}: {ran:#?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_ends_right_after_its_login_is_refused() {
    let home = hangs_up_at("auth/current_user", true).await;
    let ran = run(&Desk::new(), &home, &["ls"]);
    assert!(ran.code == 4 && ran.words.contains("refused the token"), "{ran:#?}");
    assert_eq!(home.count("auth"), 2);
    let restarting = hangs_up_at("auth/current_user", false).await;
    let ran = run(&Desk::new(), &restarting, &["ls"]);
    assert!(ran.code == 5 && ran.words.contains("broke"), "{ran:#?}");
}

/// Runs a command against the real home, which revokes the token while it waits for the answer to this.
async fn revoked_while(name: &'static str, kind: &'static str, call: &'static [&'static str]) -> Ran {
    let home = RealHome::shared().await;
    let owner = Desk::at(&home.url, &home.token);
    owner.ends(0, &["create", name, "--title", name]);
    let save = json!({"type": "lovelace/config/save", "url_path": name, "config": {"title": "a"}});
    home.client().await.result(save).await;
    let token = home.mint_token(name).await;
    let upstream = home.url.trim_start_matches("http://").parse().expect("an address");
    let proxy = HoldingProxy::start(upstream, kind).await.expect("a proxy");
    let desk = Desk::at(&proxy.url, &token);
    desk.put("b.yaml", "title: b\n");
    let running = tokio::task::spawn_blocking(move || desk.run(call));
    proxy.holds().await;
    home.revoke_token(&token).await;
    let ran = running.await.expect("runs");
    let held = home.client().await.result(json!({"type": "lovelace/config", "url_path": name})).await;
    assert_eq!(held, json!({"title": "a"}));
    assert!(ran.words.contains(ENDED) && !ran.words.contains(&token), "{ran:#?}");
    ran
}

#[tokio::test(flavor = "multi_thread")]
async fn home_assistant_revokes_the_token_of_a_pull() {
    let ran = revoked_while("cli-revoked-pull", "lovelace/config", &["pull", "cli-revoked-pull"]).await;
    assert_eq!(ran.code, 4, "{ran:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn home_assistant_revokes_the_token_of_a_push() {
    let call = &["push", "b.yaml", "cli-revoked-push", "--force"];
    let ran = revoked_while("cli-revoked-push", "lovelace/config/save", call).await;
    assert!(ran.code == 6 && ran.words.contains("not known"), "{ran:#?}");
}
