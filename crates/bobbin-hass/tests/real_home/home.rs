//! The Home Assistant of these tests, and sessions with it.

use bobbin_hass::protocol::{LovelaceUpdate, LovelaceUpdates, NewDashboard};
use bobbin_hass::{Address, Secret, Session, SessionOptions, Subscription, SubscriptionItem, Timings};
use bobbin_testkit::real_home::{Options, RealHome};
use serde_json::json;
use serde_json::value::RawValue;
use std::time::Duration;
use tokio::time::timeout;

/// Longer than any step here takes on a busy machine, including a restart of Home Assistant.
pub(crate) const PATIENCE: Duration = Duration::from_secs(120);

fn access(home: &RealHome, token: &str) -> (Address, Secret) {
    (Address::parse(&home.url).expect("an address"), Secret::new(token))
}

pub(crate) async fn admin_access() -> (Address, Secret) {
    let home = RealHome::shared().await;
    access(home, &home.token)
}

pub(crate) async fn plain_access() -> (Address, Secret) {
    let home = RealHome::shared().await;
    access(home, &home.user_token)
}

/// A home that a test may restart, and a session that reconnects as soon as possible.
pub(crate) async fn own() -> (RealHome, Session) {
    let home = RealHome::start(Options::default()).await;
    let (address, token) = access(&home, &home.token);
    let eager = Duration::from_millis(10);
    let timings = Timings { first_retry: eager, longest_retry: eager, ..Timings::default() };
    let session = Session::start(SessionOptions { timings, ..SessionOptions::new(address, token) });
    timeout(PATIENCE, session.settled()).await.expect("in time").expect("a connection");
    (home, session)
}

async fn session((address, token): (Address, Secret)) -> Session {
    let session = Session::start(SessionOptions::new(address, token));
    timeout(PATIENCE, session.settled()).await.expect("in time").expect("a connection");
    session
}

pub(crate) async fn admin() -> Session {
    session(admin_access().await).await
}

pub(crate) async fn plain() -> Session {
    session(plain_access().await).await
}

/// A config that differs from all others.
pub(crate) fn config(number: u32) -> Box<RawValue> {
    RawValue::from_string(json!({ "number": number, "views": [] }).to_string()).expect("JSON")
}

/// Creates a dashboard without a config; returns its url path.
pub(crate) async fn dashboard(session: &Session, url_path: &str) -> String {
    let new = NewDashboard {
        url_path: url_path.to_owned(),
        title: url_path.to_owned(),
        icon: None,
        require_admin: false,
        show_in_sidebar: false,
    };
    session.dashboards().create(&new).await.expect("created").url_path
}

pub(crate) async fn next(subscription: &mut Subscription) -> SubscriptionItem {
    timeout(PATIENCE, subscription.next()).await.expect("in time").expect("a running session")
}

pub(crate) async fn next_update(updates: &mut LovelaceUpdates) -> LovelaceUpdate {
    timeout(PATIENCE, updates.next()).await.expect("in time").expect("a running session")
}
