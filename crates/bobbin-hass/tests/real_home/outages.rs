//! A restart and a revoked token, in the middle of a conversation.

use crate::home::{self, PATIENCE, config, dashboard, next_update};
use bobbin_hass::protocol::LovelaceUpdate;
use bobbin_hass::{CommandError, ConnectionState, Secret, Session, SessionOptions};
use bobbin_testkit::raw_client::RawClient;
use bobbin_testkit::real_home::RealHome;
use serde_json::json;
use std::sync::atomic::{AtomicU32, Ordering};
use tokio::time::timeout;

async fn until(session: &Session, wanted: impl FnMut(&ConnectionState) -> bool) {
    let mut state = session.state();
    let reached = timeout(PATIENCE, state.wait_for(wanted)).await;
    drop(reached.expect("the state in time").expect("a running session"));
}

#[tokio::test]
async fn a_restart_in_the_middle_is_survived() {
    let (home, session) = home::own().await;
    let first = session.settled().await.expect("connected").epoch;
    let path = dashboard(&session, "outage-restart").await;
    session.lovelace().save(Some(&path), &config(1)).await.expect("saved");
    let mut updates = session.lovelace().subscribe_updates();
    assert_eq!(next_update(&mut updates).await, LovelaceUpdate::ReadAfresh { epoch: Some(first) });

    let enough = AtomicU32::new(0);
    let saving = async {
        // Saves until the connection is gone; each save ends with an answer or an error.
        let mut last = 1;
        loop {
            let swap = session.lovelace().get_and_save(Some(&path), &config(last + 1), first).await;
            match swap.saved {
                Ok(()) => {
                    last += 1;
                    enough.store(last, Ordering::Relaxed);
                }
                Err(error) => return (last, error),
            }
        }
    };
    let restarting = async {
        // Waits for some saves, so that the restart comes in the middle.
        while enough.load(Ordering::Relaxed) < 20 {
            tokio::task::yield_now().await;
        }
        home.restart().await;
    };
    let coming_back = async {
        until(&session, |s| matches!(s, ConnectionState::Connected(c) if c.epoch > first)).await;
        // Home Assistant is still starting, and dashboards are available already.
        let listed = session.dashboards().list().await.expect("a list");
        assert!(listed.iter().any(|d| d.url_path == path), "{listed:?}");
        session.lovelace().config(Some(&path), false).await.expect("a config").config
    };
    let ((last, error), (), found) = tokio::join!(saving, restarting, coming_back);
    assert!(last >= 20);
    assert!(
        matches!(error, CommandError::ConnectionLost { .. } | CommandError::NotConnected | CommandError::Renewed),
        "{error:?}"
    );
    until(&session, |s| matches!(s, ConnectionState::Connected(c) if c.epoch > first)).await;
    let second = session.connected().expect("connected").epoch;

    // The subscription is back, the dashboard is cold, and the saved config is there.
    loop {
        if let LovelaceUpdate::ReadAfresh { epoch: Some(epoch) } = next_update(&mut updates).await
            && epoch > first
        {
            break;
        }
    }
    let swap = session.lovelace().get_and_save(Some(&path), &config(9), first).await;
    assert!(matches!(swap.saved, Err(CommandError::Renewed)), "{:?}", swap.saved);
    let now = session.lovelace().config(Some(&path), false).await.expect("a config");
    assert_eq!(now.epoch, second);
    assert_eq!(now.config.get(), found.get());
    let kept = [config(last), config(last + 1)];
    assert!(kept.iter().any(|k| k.get() == found.get()), "{last}: {found}");
    session.lovelace().get_and_save(Some(&path), &config(9), second).await.saved.expect("saved");
}

#[tokio::test]
async fn a_token_revoked_in_the_middle_ends_the_tries_and_another_session_connects() {
    let home = RealHome::shared().await;
    let (address, good) = home::admin_access().await;
    let token = home.mint_token("a session that loses it").await;
    let session = Session::start(SessionOptions::new(address.clone(), Secret::new(token.clone())));
    session.settled().await.expect("connected");

    // A connection that revokes its own token may not receive the answer, so another one of the same user does it.
    let mut doomed = RawClient::connect(&home.url, &token).await;
    let tokens = doomed.result(json!({ "type": "auth/refresh_tokens" })).await;
    let current = tokens.as_array().expect("a list").iter().find(|t| t["is_current"] == true).expect("the token");
    let revoke = json!({ "type": "auth/delete_refresh_token", "refresh_token_id": current["id"] });
    home.client().await.result(revoke).await;

    until(&session, |s| matches!(s, ConnectionState::TokenRefused { .. })).await;
    assert!(matches!(session.home().config().await, Err(CommandError::NotConnected)));
    session.stop().await;
    let another = Session::start(SessionOptions::new(address, good));
    until(&another, |s| matches!(s, ConnectionState::Connected(_))).await;
    another.home().config().await.expect("an answer");
}
