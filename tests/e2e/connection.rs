//! The connection from the user's point of view: lost and restored, refused, and read-only.

use bobbin_testkit::real_home::{Options, RealHome};
use serde_json::json;

use crate::driver::Bobbin;
use crate::home::{connect, connect_as, dashboard, held};

#[tokio::test]
async fn a_lost_connection_is_told_and_comes_back() {
    let config = r#"{"views": [{"title": "A"}]}"#;
    let home = RealHome::start(Options::default().dashboard("lost-e2e", "Lost", Some(config))).await;
    let folder = tempfile::tempdir().expect("a folder");
    let mut bobbin = Bobbin::start("lost", folder.path(), &[]).await;
    connect(&mut bobbin, &home).await;
    bobbin.press("Lost").await;
    bobbin.type_over("title: A", "title: B").await;
    home.kill();
    bobbin.find("[data-testid='banner-reconnecting']").await;
    bobbin.shot("reconnecting").await;
    bobbin.type_over("title: B", "title: typed meanwhile").await;
    bobbin.sees("Draft saved").await;
    home.resume().await;
    // Skips the wait if the button is still there; otherwise Bobbin has reconnected by itself.
    bobbin.press_if_there("Retry now").await;
    bobbin.gone("[data-testid='banner-reconnecting']").await;
    bobbin.sees("Connected").await;
    bobbin.shot("back").await;
    assert!(bobbin.editor().await.contains("title: typed meanwhile"), "what was typed meanwhile is there");
    bobbin.click("[data-testid='save']").await;
    bobbin
        .until("another client to see it", || async {
            held(&home, "lost-e2e").await["views"][0]["title"] == "typed meanwhile"
        })
        .await;
    bobbin.quit().await;
}

#[tokio::test]
async fn a_refused_token_is_asked_for_again() {
    let home = RealHome::shared().await;
    dashboard(home, "token-e2e", "Token", json!({"views": [{"title": "A"}]})).await;
    let token = home.mint_token("e2e").await;
    let folder = tempfile::tempdir().expect("a folder");
    let mut bobbin = Bobbin::start("token", folder.path(), &[]).await;
    connect_as(&mut bobbin, home, &token).await;
    bobbin.press("Token").await;
    bobbin.type_over("title: A", "title: B").await;
    home.revoke_token(&token).await;
    bobbin.find("[data-testid='banner-token-refused']").await;
    bobbin.shot("refused").await;
    bobbin.press("Enter a new token…").await;
    bobbin.fill("[data-testid='token-input']", "not a token").await;
    bobbin.press("Use this token").await;
    bobbin.sees("Home Assistant refused the token").await;
    bobbin.shot("wrong-token").await;
    bobbin.fill("[data-testid='token-input']", &home.token).await;
    bobbin.press("Use this token").await;
    bobbin.gone("[data-testid='token-dialog']").await;
    bobbin.gone("[data-testid='banner-token-refused']").await;
    assert!(bobbin.editor().await.contains("title: B"), "the draft is kept");
    bobbin.shot("back").await;
    bobbin.quit().await;
}

#[tokio::test]
async fn a_user_who_is_no_administrator_is_told_before_editing() {
    let home = RealHome::shared().await;
    dashboard(home, "reader-e2e", "Reader", json!({"views": [{"title": "A"}]})).await;
    let folder = tempfile::tempdir().expect("a folder");
    let mut bobbin = Bobbin::start("reader", folder.path(), &[]).await;
    connect_as(&mut bobbin, home, &home.user_token).await;
    bobbin.find("[data-testid='banner-read-only']").await;
    bobbin.press("Reader").await;
    bobbin.sees("can read only").await;
    bobbin.type_over("title: A", "title: B").await;
    bobbin.shot("read-only").await;
    let save = bobbin.find("[data-testid='save']").await;
    let refused = save.attr("aria-disabled").await.expect("a button").as_deref() == Some("true")
        || save.attr("disabled").await.expect("a button").is_some();
    assert!(refused, "saving is not offered");
    assert_eq!(held(home, "reader-e2e").await["views"][0]["title"], "A");
    bobbin.quit().await;
}

#[tokio::test]
async fn a_machine_without_a_keyring_is_told_what_becomes_of_the_token() {
    let home = RealHome::shared().await;
    dashboard(home, "keyless-e2e", "Keyless", json!({"views": [{"title": "A"}]})).await;
    let folder = tempfile::tempdir().expect("a folder");
    let mut bobbin = Bobbin::start_without_keyring("keyless", folder.path()).await;
    bobbin.click("[data-testid='door-session.connect']").await;
    bobbin.find("[data-testid='keyring-unavailable']").await;
    bobbin.shot("connect").await;
    bobbin.press("Cancel").await;
    connect(&mut bobbin, home).await;
    bobbin.find("[data-testid='banner-token-this-run']").await;
    bobbin.press("Keyless").await;
    bobbin.shot("this-run").await;
    bobbin.type_over("title: A", "title: typed before").await;
    bobbin.sees("Draft saved").await;
    bobbin.quit().await;

    let mut bobbin = Bobbin::start_without_keyring("keyless", folder.path()).await;
    bobbin.find("[data-testid='banner-token-unreadable']").await;
    bobbin.shot("next-run").await;
    bobbin.press("Enter the token…").await;
    bobbin.fill("[data-testid='token-input']", &home.token).await;
    bobbin.press("Use this token").await;
    bobbin.gone("[data-testid='banner-token-unreadable']").await;
    bobbin.until("the draft to be back", || async { bobbin.editor().await.contains("title: typed before") }).await;
    bobbin.quit().await;
}
