//! What the journeys share: a dashboard in the real Home Assistant, and the way to it through the first screen.

use bobbin_testkit::real_home::RealHome;
use serde_json::{Value, json};

use crate::driver::Bobbin;

/// Creates a dashboard that holds a config, as another client would.
pub(crate) async fn dashboard(home: &RealHome, url_path: &str, title: &str, config: Value) {
    let mut client = home.client().await;
    client.result(json!({"type": "lovelace/dashboards/create", "url_path": url_path, "title": title})).await;
    client.result(json!({"type": "lovelace/config/save", "url_path": url_path, "config": config})).await;
}

/// What Home Assistant has, as another client sees it.
pub(crate) async fn held(home: &RealHome, url_path: &str) -> Value {
    home.client().await.result(json!({"type": "lovelace/config", "url_path": url_path})).await
}

/// Connects through the first screen.
pub(crate) async fn connect(bobbin: &mut Bobbin, home: &RealHome) {
    connect_as(bobbin, home, &home.token).await;
}

/// The same with a token.
pub(crate) async fn connect_as(bobbin: &mut Bobbin, home: &RealHome, token: &str) {
    bobbin.click("[data-testid='door-session.connect']").await;
    bobbin.fill("[data-testid='connect-url']", &home.url).await;
    bobbin.fill("[data-testid='connect-token']", token).await;
    bobbin.click("[data-testid='test-connection']").await;
    bobbin.find("[data-testid='test-result']").await;
    bobbin.shot("test-result").await;
    bobbin.click("[data-testid='connect']").await;
    bobbin.find("[data-testid='dashboard-list']").await;
}
