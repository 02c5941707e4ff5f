//! Looks at a dashboard that coincide with a change of it: Bobbin's own versions never count as somebody else's.

use std::convert::Infallible;
use std::time::Duration;

use bobbin_testkit::fault_proxy::Fault;
use bobbin_testkit::real_home::RealHome;
use serde_json::json;

use crate::bobbin::{behind_proxy, dashboard};

/// Renames a dashboard over and over as another client; each time, Bobbin looks at the open dashboards.
async fn rename(home: &RealHome, url_path: &str) -> Infallible {
    let mut client = home.client().await;
    let list = client.result(json!({"type": "lovelace/dashboards/list"})).await;
    let mut list = list.as_array().expect("a list").iter();
    let known = list.find(|dashboard| dashboard["url_path"] == url_path).expect("a dashboard");
    let mut number = 0_u64;
    loop {
        number += 1;
        let title = format!("Name {number}");
        let rename = json!({"type": "lovelace/dashboards/update", "dashboard_id": known["id"], "title": title});
        client.result(rename).await;
    }
}

#[tokio::test]
async fn a_look_during_a_save_keeps_the_version_ours() {
    let home = RealHome::shared().await;
    dashboard(home, "whose-save", json!({"views": [{"title": "A"}]})).await;
    let (proxy, _folder, bobbin) = behind_proxy(home).await;
    let id = bobbin.open("whose-save").await["id"].as_str().expect("id").to_owned();
    // Slow enough for a look to begin and end while a save is answered.
    proxy.set(Fault::Delay(Duration::from_millis(30)));
    let saves = async {
        for (old, new) in [("A", "B"), ("B", "C"), ("C", "D")] {
            bobbin.type_over(&id, &format!("title: {old}"), &format!("title: {new}")).await;
            assert_eq!(bobbin.save(&id).await["outcome"], "saved");
        }
    };
    tokio::select! { () = saves => {}, _ = rename(home, "whose-save") => {} }
    let versions = bobbin.call("dashboard_versions", json!({"instance": "home", "urlPath": "whose-save"})).await;
    let versions = versions.as_array().expect("a list");
    let origins: Vec<_> = versions.iter().map(|version| version["origin"].as_str().expect("words")).collect();
    assert_eq!(origins[..origins.len() - 1], ["savedByUs"; 3], "{origins:?}");
    assert_eq!(bobbin.document(&id).await["remote"]["state"], "inStep");
}
