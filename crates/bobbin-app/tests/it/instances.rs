//! Instances: their names.

use bobbin_testkit::real_home::RealHome;
use serde_json::json;

use crate::bobbin::Bobbin;

#[tokio::test]
async fn an_instance_without_a_name_gets_the_one_its_home_has_and_keeps_it() {
    let home = RealHome::shared().await;
    let folder = tempfile::tempdir().expect("a folder");
    let bobbin = Bobbin::start(folder.path()).await;
    let request = json!({"name": " ", "url": home.url, "token": home.token, "trustedFingerprint": null});
    let added = bobbin.call("instance_add", request).await;
    assert_eq!(added["name"], "127.0.0.1", "until the home has said its name");
    let named =
        |event: &serde_json::Value| event["event"] == "instanceChanged" && event["instance"]["name"] == "Test Home";
    bobbin.event(named).await;
    let state = bobbin.call("app_state", json!(null)).await;
    assert_eq!(state["instances"][0]["name"], "Test Home");
}
