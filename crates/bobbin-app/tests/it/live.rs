//! Changes that others make while Bobbin is running: carried into a text without a draft, reported over a draft, and
//! found by polling when Home Assistant sends no event.

use bobbin_testkit::fault_proxy::Fault;
use bobbin_testkit::real_home::{Options, RealHome};
use serde_json::json;

use crate::bobbin::{Bobbin, at_home, behind_proxy, dashboard, held, save_elsewhere};

#[tokio::test]
async fn without_a_draft_their_change_comes_into_the_text_and_comments_stay() {
    let (home, _folder, bobbin) = at_home().await;
    dashboard(home, "live-text", json!({"views": [{"title": "A", "path": "a"}, {"title": "B", "path": "b"}]})).await;
    let id = bobbin.open("live-text").await["id"].as_str().expect("id").to_owned();
    bobbin.type_over(&id, "title: A", "title: A # mine").await;
    assert_eq!(bobbin.save(&id).await["outcome"], "saved");
    save_elsewhere(
        home,
        "live-text",
        json!({"views": [{"title": "A", "path": "a"}, {"title": "theirs", "path": "b"}]}),
    )
    .await;
    let carried = bobbin.event(|event| event["event"] == "remoteCarried").await;
    assert_eq!(carried["changes"], 1);
    // Only a small part changes, so that the cursor stays in place.
    let change = &carried["offer"]["changes"][0];
    assert!(change["from"].as_u64() > Some(20) && change["insert"] == "theirs", "{carried}");
    bobbin.accept(&id, &carried["offer"]).await;
    let document = bobbin.document(&id).await;
    assert_eq!((&document["analysis"]["difference"], &document["remote"]["state"]), (&json!("none"), &json!("inStep")));
    assert!(document["text"].as_str().expect("text").contains("A # mine"));
    bobbin.event(|event| event["event"] == "remoteChanged" && event["remote"]["state"] == "inStep").await;
}

#[tokio::test]
async fn text_typed_at_the_same_moment_wins_and_their_change_is_reported() {
    let (home, _folder, bobbin) = at_home().await;
    dashboard(home, "live-typed", json!({"views": [{"title": "A", "path": "a"}, {"title": "B", "path": "b"}]})).await;
    let id = bobbin.open("live-typed").await["id"].as_str().expect("id").to_owned();
    save_elsewhere(
        home,
        "live-typed",
        json!({"views": [{"title": "A", "path": "a"}, {"title": "theirs", "path": "b"}]}),
    )
    .await;
    bobbin.event(|event| event["event"] == "remoteCarried").await;
    bobbin.type_over(&id, "title: A", "title: typed").await;
    let told = bobbin.event(|event| event["event"] == "remoteChanged" && event["id"] == id.as_str()).await;
    assert_eq!(told["remote"]["state"], "changed");
    let outcome = bobbin.save(&id).await;
    assert_eq!(outcome["conflict"]["merges"], "1 of their changes merged with 1 of yours", "{outcome}");
    assert_eq!(held(home, "live-typed").await["views"][1]["title"], "theirs");
}

#[tokio::test]
async fn a_comment_whose_card_was_deleted_elsewhere_is_kept_and_reported() {
    let (home, _folder, bobbin) = at_home().await;
    let cards = json!([{"type": "tile", "entity": "light.a"}, {"type": "tile", "entity": "light.b"}]);
    dashboard(home, "live-comment", json!({"views": [{"title": "A", "cards": cards}]})).await;
    let id = bobbin.open("live-comment").await["id"].as_str().expect("id").to_owned();
    bobbin.type_over(&id, "entity: light.b", "entity: light.b # never remove this").await;
    assert_eq!(bobbin.save(&id).await["outcome"], "saved");
    save_elsewhere(home, "live-comment", json!({"views": [{"title": "A", "cards": [cards[0]]}]})).await;
    let lost = bobbin.event(|event| event["event"] == "commentsLost").await;
    assert_eq!(lost["comments"], json!(["never remove this"]));
    let text = bobbin.call("history_text", json!({"version": lost["version"]})).await;
    assert!(text["text"].as_str().expect("text").contains("light.b # never remove this"), "{text}");
}

#[tokio::test]
async fn a_different_config_when_read_back_is_reported_with_the_difference() {
    let home = RealHome::shared().await;
    dashboard(home, "live-readback", json!({"views": [{"title": "A", "path": "a"}]})).await;
    let (proxy, _folder, bobbin) = behind_proxy(home).await;
    let id = bobbin.open("live-readback").await["id"].as_str().expect("id").to_owned();
    bobbin.type_over(&id, "title: A", "title: mine").await;
    // Answers are slow, so that somebody else saves before Bobbin reads back.
    proxy.set(Fault::Delay(std::time::Duration::from_millis(400)));
    let mut other = home.client().await;
    let events = other.subscribe_events("lovelace_updated").await;
    let after_ours = async {
        while other.event(events).await["data"]["url_path"] != "live-readback" {}
        save_elsewhere(home, "live-readback", json!({"views": [{"title": "right after", "path": "a"}]})).await;
    };
    let (outcome, ()) = tokio::join!(bobbin.save(&id), after_ours);
    let words = outcome["readBackDiffers"].as_str().unwrap_or_else(|| panic!("{outcome}"));
    assert!(words.contains("Yours is in the history") && words.contains("mine to right after"), "{words}");
    assert_eq!(held(home, "live-readback").await["views"][0]["title"], "right after");
}

#[tokio::test]
async fn a_silent_stream_is_noticed_and_open_dashboards_are_polled() {
    // A home of its own: at the shared one, the other tests' events make Bobbin look before it can notice the silence.
    let config = r#"{"views":[{"title":"A","path":"a"}]}"#;
    let home = RealHome::start(Options::default().dashboard("live-silent", "Silent", Some(config))).await;
    let home = &home;
    let upstream = home.url.trim_start_matches("http://").parse().expect("an address");
    let muted = bobbin_testkit::muting_proxy::MutingProxy::start(upstream, "lovelace_updated").await.expect("a proxy");
    let folder = tempfile::tempdir().expect("a folder");
    let bobbin = Bobbin::start(folder.path()).await;
    bobbin.connect(&format!("http://{}", muted.address()), &home.token).await;
    let id = bobbin.open("live-silent").await["id"].as_str().expect("id").to_owned();
    save_elsewhere(home, "live-silent", json!({"views": [{"title": "unheard", "path": "a"}]})).await;
    let carried = bobbin.event(|event| event["event"] == "remoteCarried" && event["id"] == id.as_str()).await;
    bobbin.accept(&id, &carried["offer"]).await;
    let polling = bobbin.event(|event| event["instance"]["connection"]["polling"].is_string()).await;
    assert!(polling["instance"]["connection"]["polling"].as_str().expect("words").contains("every 5 seconds"));
    // From then on, changes arrive soon.
    bobbin.forget_events();
    save_elsewhere(home, "live-silent", json!({"views": [{"title": "heard soon", "path": "a"}]})).await;
    bobbin.event(|event| event["event"] == "remoteCarried" && event["id"] == id.as_str()).await;
    // With events again, polling ends.
    bobbin.forget_events();
    muted.unmute();
    save_elsewhere(home, "live-silent", json!({"views": [{"title": "told", "path": "a"}]})).await;
    bobbin
        .event(|event| {
            event["instance"]["connection"]["polling"].is_null()
                && event["instance"]["connection"]["state"] == "connected"
        })
        .await;
}

#[tokio::test]
async fn a_refused_subscription_is_replaced_by_polling() {
    let home = RealHome::shared().await;
    dashboard(home, "live-refused", json!({"views": [{"title": "A", "path": "a"}]})).await;
    let upstream = home.url.trim_start_matches("http://").parse().expect("an address");
    let refusing =
        bobbin_testkit::muting_proxy::MutingProxy::refusing(upstream, "lovelace_updated").await.expect("a proxy");
    let folder = tempfile::tempdir().expect("a folder");
    let bobbin = Bobbin::start(folder.path()).await;
    bobbin.connect(&format!("http://{}", refusing.address()), &home.token).await;
    let polling = bobbin.event(|event| event["instance"]["connection"]["polling"].is_string()).await;
    assert!(
        polling["instance"]["connection"]["polling"].as_str().expect("words").contains("does not tell"),
        "{polling}"
    );
    let id = bobbin.open("live-refused").await["id"].as_str().expect("id").to_owned();
    save_elsewhere(home, "live-refused", json!({"views": [{"title": "found", "path": "a"}]})).await;
    bobbin.event(|event| event["event"] == "remoteCarried" && event["id"] == id.as_str()).await;
}
