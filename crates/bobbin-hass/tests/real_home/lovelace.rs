//! Configs: they come back unchanged, and each save has a known origin.

use crate::home::{admin, config, dashboard, next_update};
use bobbin_hass::protocol::LovelaceUpdate;
use bobbin_hass::{CommandError, ConfigNotFound, LARGEST_FRAME, Origin};
use bobbin_testkit::real_home::RealHome;
use serde_json::json;
use serde_json::value::RawValue;

#[tokio::test]
async fn a_config_comes_back_as_it_was_saved() {
    let session = admin().await;
    let path = dashboard(&session, "config-kept").await;
    let lovelace = session.lovelace();
    let text = r#"{"zebra":null,"views":[{"cards":[{"type":"custom:x","unknown":{"b":1,"a":[1.5,18446744073709551615]}}]}],"title":"Ünï 😀","alpha":true}"#;
    let saved = RawValue::from_string(text.to_owned()).expect("JSON");
    lovelace.save(Some(&path), &saved).await.expect("saved");
    assert_eq!(lovelace.config(Some(&path), false).await.expect("a config").config.get(), text);
    // A string is a valid config.
    let string = RawValue::from_string("\"just text\"".to_owned()).expect("JSON");
    lovelace.save(Some(&path), &string).await.expect("saved");
    assert_eq!(lovelace.config(Some(&path), false).await.expect("a config").config.get(), string.get());
}

#[tokio::test]
async fn the_two_ways_of_having_no_config_are_told_apart() {
    let session = admin().await;
    let path = dashboard(&session, "config-none").await;
    let lovelace = session.lovelace();
    let why = |error: CommandError| error.rejection().and_then(|r| r.config_not_found());
    let nothing = lovelace.config(Some(&path), false).await.expect_err("nothing saved");
    assert_eq!(why(nothing), Some(ConfigNotFound::NothingSaved));
    let unknown = lovelace.config(Some("no-such"), false).await.expect_err("no such dashboard");
    assert_eq!(why(unknown), Some(ConfigNotFound::UnknownDashboard));
    let unknown = lovelace.save(Some("no-such"), &config(1)).await.expect_err("no such dashboard");
    assert_eq!(why(unknown), Some(ConfigNotFound::UnknownDashboard));
    lovelace.delete_config(Some(&path)).await.expect("nothing to delete is fine");
    lovelace.save(Some(&path), &config(1)).await.expect("saved");
    lovelace.delete_config(Some(&path)).await.expect("deleted");
    let nothing = lovelace.config(Some(&path), false).await.expect_err("nothing saved");
    assert_eq!(why(nothing), Some(ConfigNotFound::NothingSaved));
}

#[tokio::test]
async fn the_default_dashboard_is_one_under_both_its_names() {
    let session = admin().await;
    let lovelace = session.lovelace();
    let mut updates = lovelace.subscribe_updates();
    assert!(matches!(next_update(&mut updates).await, LovelaceUpdate::ReadAfresh { .. }));
    lovelace.save(Some("lovelace"), &config(7)).await.expect("saved");
    assert_eq!(lovelace.config(None, false).await.expect("a config").config.get(), config(7).get());
    loop {
        if let LovelaceUpdate::Changed { url_path: None, .. } = next_update(&mut updates).await {
            break;
        }
    }
    lovelace.delete_config(None).await.expect("deleted");
}

#[tokio::test]
async fn own_saves_are_told_from_foreign_ones_and_nothing_displaced_is_lost() {
    const ROUNDS: u32 = 300;
    let (ours, theirs) = (admin().await, admin().await);
    let path = dashboard(&ours, "config-race").await;
    ours.lovelace().save(Some(&path), &config(0)).await.expect("saved");
    let warm = ours.lovelace().config(Some(&path), false).await.expect("an answered read").epoch;
    let mut updates = ours.lovelace().subscribe_updates();
    assert!(matches!(next_update(&mut updates).await, LovelaceUpdate::ReadAfresh { .. }));

    let blunt = async {
        for n in 0..ROUNDS {
            theirs.lovelace().save(Some(&path), &config(1_000_000 + n)).await.expect("saved");
        }
    };
    let careful = async {
        let mut displaced = Vec::new();
        let mut own = Vec::new();
        for n in 1..=ROUNDS {
            let swap = ours.lovelace().get_and_save(Some(&path), &config(n), warm).await;
            swap.saved.expect("saved");
            displaced.push(swap.displaced.expect("a config").config.get().to_owned());
            own.push(swap.own_event.expect("the own event was recognized"));
        }
        (displaced, own)
    };
    let ((displaced, own), ()) = tokio::join!(careful, blunt);
    let last = ours.lovelace().config(Some(&path), false).await.expect("a config");

    // Every save fired one event: ours are marked as own, theirs are not.
    let (mut marked, mut foreign) = (Vec::new(), 0);
    while marked.len() + foreign < 2 * ROUNDS as usize {
        let LovelaceUpdate::Changed { url_path, origin, sequence, .. } = next_update(&mut updates).await else {
            panic!("nothing may be missed")
        };
        if url_path.as_deref() == Some(&path) {
            match origin {
                Origin::OwnSave { .. } => marked.push(sequence),
                Origin::Other => foreign += 1,
            }
        }
    }
    assert_eq!((marked, foreign), (own, ROUNDS as usize));

    // Each version of ours was displaced either by us, or unnoticed by the other client. Each version of theirs that we
    // displaced came back to us.
    let distinct: std::collections::BTreeSet<_> = displaced.iter().collect();
    assert_eq!(distinct.len(), displaced.len(), "no version is displaced twice");
    let last_foreign = config(1_000_000 + ROUNDS - 1);
    assert!(last.config.get() == last_foreign.get() || displaced.iter().any(|d| d == last_foreign.get()));
}

#[tokio::test]
async fn the_largest_config_home_assistant_takes_goes_through() {
    let session = admin().await;
    let path = dashboard(&session, "config-large").await;
    let lovelace = session.lovelace();
    let of_size = |bytes: usize| RawValue::from_string(json!("x".repeat(bytes)).to_string()).expect("JSON");
    let error = lovelace.save(Some(&path), &of_size(LARGEST_FRAME)).await.expect_err("too large");
    let CommandError::TooLarge { size, limit } = error else { panic!("{error:?}") };
    let fits = of_size(LARGEST_FRAME - (size - limit));
    lovelace.save(Some(&path), &fits).await.expect("saved");
    assert_eq!(lovelace.config(Some(&path), false).await.expect("a config").config.get().len(), fits.get().len());
    // One connection throughout.
    assert_eq!(
        session.connected().expect("connected").epoch,
        lovelace.config(Some(&path), false).await.expect("a config").epoch
    );
    lovelace.delete_config(Some(&path)).await.expect("deleted");
}

#[tokio::test]
async fn a_config_that_closes_the_connection_is_refused_before_sending() {
    let session = admin().await;
    let path = dashboard(&session, "config-cut").await;
    let lovelace = session.lovelace();
    let first = session.connected().expect("connected").epoch;
    for text in [r#"{"a":"\ud800"}"#, r#"{"a":1e400}"#, &nested(2000)] {
        let config = RawValue::from_string(text.to_owned()).expect("JSON");
        let error = lovelace.save(Some(&path), &config).await.expect_err("unsendable");
        assert!(matches!(error, CommandError::Unsendable { .. }), "{error:?}");
    }
    lovelace.save(Some(&path), &config(1)).await.expect("saved");
    assert_eq!(session.connected().expect("connected").epoch, first);
}

/// A config with this many levels.
fn nested(levels: usize) -> String {
    format!("{{\"a\":{}{}}}", "[".repeat(levels - 1), "]".repeat(levels - 1))
}

#[tokio::test]
async fn a_config_deeper_than_home_assistant_keeps_is_not_sent() {
    let home = RealHome::shared().await;
    let session = admin().await;
    let path = dashboard(&session, "config-deep").await;
    let file = home.folder().join(".storage/lovelace.config_deep");
    let levels = |n| RawValue::from_string(nested(n)).expect("JSON");
    let kept = |n: usize| {
        let text: String = std::fs::read_to_string(&file).expect("a file").split_whitespace().collect();
        text.contains(&nested(n))
    };
    session.lovelace().save(Some(&path), &levels(252)).await.expect("saved");
    assert!(kept(252));
    let error = session.lovelace().save(Some(&path), &levels(253)).await.expect_err("too deep");
    assert!(matches!(error, CommandError::Unsendable { .. }), "{error:?}");

    // Home Assistant itself would report success and keep this only until its restart.
    let mut client = home.client().await;
    let id = client.numbered(json!({}))["id"].clone();
    client
        .send_text(format!(
            r#"{{"id":{id},"type":"lovelace/config/save","url_path":"{path}","config":{}}}"#,
            nested(253)
        ))
        .await;
    let reply = client.wait_for(|message| message["id"] == id).await;
    assert_eq!(reply["success"], true);
    assert!(!kept(253));
}
