//! The demo home by itself: its contents, and its faults on demand.

use bobbin_demo::{DemoHome, Options};
use bobbin_testkit::raw_client::{RawClient, Received};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

async fn start() -> (DemoHome, RawClient) {
    let home = DemoHome::start_with(Options { moving: false, ..Options::default() }).await.expect("a free port");
    let client = RawClient::connect(&home.url, &home.token).await;
    (home, client)
}

/// Every text in a value.
fn texts(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => found.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| texts(item, found)),
        Value::Object(members) => members.values().for_each(|member| texts(member, found)),
        _ => {}
    }
}

#[tokio::test]
async fn dashboards_show_only_entities_that_exist() {
    let (_home, mut client) = start().await;
    let states = client.result(json!({"type": "get_states"})).await;
    let ids: BTreeSet<_> =
        states.as_array().unwrap().iter().map(|state| state["entity_id"].as_str().unwrap().to_owned()).collect();
    let domains: BTreeSet<_> = ids.iter().map(|id| id.split('.').next().unwrap().to_owned()).collect();
    let is_id = |text: &str| {
        text.split_once('.').is_some_and(|(domain, name)| {
            domains.contains(domain) && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        })
    };
    let dashboards = client.result(json!({"type": "lovelace/dashboards/list"})).await;
    let mut shown = 0;
    for dashboard in dashboards.as_array().unwrap() {
        let config = client.result(json!({"type": "lovelace/config", "url_path": dashboard["url_path"]})).await;
        let mut found = Vec::new();
        texts(&config["views"], &mut found);
        // `scene.turn_on` is an action.
        for id in found.iter().filter(|text| is_id(text) && !text.ends_with(".turn_on")) {
            assert!(ids.contains(id), "{id} on {}", dashboard["url_path"]);
            shown += 1;
        }
    }
    assert!(shown > 60, "{shown}");
    assert!(ids.len() > 60, "{}", ids.len());
}

#[tokio::test]
async fn its_default_dashboard_reads_in_the_order_a_person_writes() {
    let (_home, mut client) = start().await;
    client.send_text(r#"{"id":1,"type":"lovelace/config"}"#).await;
    let Received::Text(text) = client.receive().await else { panic!("an answer") };
    let expected = r#"{"id":1,"type":"result","success":true,"result":{"title":"Home","views":[{"title":"Overview","path":"overview","icon":"mdi:home-heart","type":"sections","max_columns":3,"badges":[{"type":"entity","#;
    assert!(text.starts_with(expected), "{text}");
}

#[tokio::test]
async fn saves_can_be_refused() {
    let (home, mut client) = start().await;
    let save = json!({"type": "lovelace/config/save", "url_path": "home-energy", "config": {}});
    home.refuse_saves(true);
    assert_eq!(client.command(save.clone()).await["error"]["code"], "home_assistant_error");
    let kept = client.result(json!({"type": "lovelace/config", "url_path": "home-energy"})).await;
    assert_eq!(kept["title"], "Energy");
    home.refuse_saves(false);
    client.result(save).await;
}

#[tokio::test]
async fn hangs_up_on_demand_and_accepts_the_next_connection() {
    let (home, mut client) = start().await;
    home.hang_up();
    assert_eq!(client.receive().await, Received::Closed(None));
    RawClient::connect(&home.url, &home.token).await.result(json!({"type": "lovelace/info"})).await;
}

#[tokio::test]
async fn answers_late_on_demand() {
    let (home, mut client) = start().await;
    let late = Duration::from_millis(200);
    home.delay(late);
    let asked = Instant::now();
    client.result(json!({"type": "lovelace/info"})).await;
    assert!(asked.elapsed() >= late);
}

#[tokio::test]
async fn leaves_nothing_when_it_is_stopped_or_dropped() {
    let (home, mut client) = start().await;
    let address = home.url.trim_start_matches("http://").to_owned();
    client.result(json!({"type": "lovelace/config/save", "config": {}})).await;
    home.stop().await;
    assert_eq!(client.receive().await, Received::Closed(None));
    let port = address.rsplit(':').next().unwrap().parse().unwrap();
    let again = DemoHome::start_on(port).await.expect("the port is free again");
    let config = RawClient::connect(&again.url, &again.token).await.result(json!({"type": "lovelace/config"})).await;
    assert_eq!(config["title"], "Home", "it starts from the beginning");
    let mut client = RawClient::connect(&again.url, &again.token).await;
    drop(again);
    assert_eq!(client.receive().await, Received::Closed(None));
}

#[tokio::test]
async fn numbers_move() {
    let home = DemoHome::start().await.expect("a free port");
    let mut client = RawClient::connect(&home.url, &home.token).await;
    let events = client.subscribe_events("state_changed").await;
    let event = client.event(events).await;
    let state = |which: &str| event["data"][which]["state"].as_str().unwrap().parse::<f64>().unwrap();
    assert_ne!(state("old_state"), state("new_state"));
}
