//! The demo home answers like a real Home Assistant.
//!
//! `conversation/table.txt` holds conversations and their notation; each runs with both. Those of
//! `conversation/default.txt` are for a home whose default dashboard is in the list. Answers that depend on the home
//! itself (its rooms, its entities) are compared by their shape: the same keys, with the same kinds of values.

use bobbin_demo::{DemoHome, Options};
use bobbin_testkit::raw_client::{RawClient, Received};
use bobbin_testkit::real_home::{Options as RealOptions, RealHome};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

const TABLE: &str = include_str!("conversation/table.txt");
const DEFAULT: &str = include_str!("conversation/default.txt");

/// One side of a conversation.
struct Speaker {
    client: RawClient,
    last_id: Value,
}

struct Home<'a> {
    url: &'a str,
    token: &'a str,
    user_token: &'a str,
}

/// Every conversation with another outcome, with its place and the actual answer.
async fn differences(home: &Home<'_>, table: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    for conversation in table.split("\n== ").skip(1) {
        let (name, lines) = conversation.split_once('\n').expect("a name and lines");
        if let Err(problem) = hold(home, lines).await {
            wrong.push(format!("{name}: {problem}"));
        }
    }
    wrong
}

async fn hold(home: &Home<'_>, lines: &str) -> Result<(), String> {
    let mut admin = Speaker { client: RawClient::connect(home.url, home.token).await, last_id: Value::Null };
    let mut user = Speaker { client: RawClient::connect(home.url, home.user_token).await, last_id: Value::Null };
    let mut known = BTreeMap::new();
    let (mut authenticated, mut open) = (true, true);
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (speaker, said) = match line.strip_prefix('u') {
            Some(said) => (&mut user, said),
            None => (&mut admin, line),
        };
        if line == "open" {
            admin = Speaker { client: RawClient::open(home.url).await, last_id: Value::Null };
            authenticated = false;
        } else if let Some(code) = line.strip_prefix("closed ") {
            let code: u16 = code.parse().expect("a close code");
            let received = speaker.client.receive().await;
            if received != Received::Closed(Some(code)) {
                return Err(format!("{line}\n    {received:?}"));
            }
            open = false;
        } else if let Some(text) = said.strip_prefix(">> ") {
            authenticated |= text.contains("{token}");
            speaker.client.send_text(text.replace("{token}", home.token)).await;
        } else if let Some(command) = said.strip_prefix("> ") {
            let mut command: Value =
                serde_json::from_str(&filled(command, &known)).map_err(|error| format!("{line}: {error}"))?;
            if command.get("id").is_none() {
                command["id"] = (speaker.last_id.as_u64().unwrap_or(0) + 1).into();
            }
            speaker.last_id = command["id"].clone();
            // Home Assistant quotes the keys in their order.
            let mut text = filled(said.strip_prefix("> ").unwrap_or_default(), &known);
            if !text.contains(r#""id":"#) || text.contains(r#""id":{"#) {
                text.truncate(text.len() - 1);
                text += &format!(r#","id":{}}}"#, command["id"]);
            }
            speaker.client.send_text(text).await;
        } else if let Some(expected) = said.strip_prefix("<= ") {
            let text = match speaker.client.receive().await {
                Received::Text(text) => text,
                closed @ Received::Closed(_) => return Err(format!("{line}\n    {closed:?}")),
            };
            let expected =
                format!(r#"{{"id":{},"type":"result","success":true,"result":{expected}}}"#, speaker.last_id);
            if text != expected {
                return Err(format!("{line}\n    {text}"));
            }
        } else if let Some(expected) = said.strip_prefix("< ") {
            let expected = message(expected, &speaker.last_id).map_err(|error| format!("{line}: {error}"))?;
            let received = speaker.client.message().await;
            if !fits(&expected, &received, &mut known) {
                return Err(format!("{line}\n    {received}"));
            }
        } else {
            return Err(format!("{line}: no such notation"));
        }
    }
    if open && authenticated {
        nothing_more(&mut admin).await?;
    }
    nothing_more(&mut user).await
}

async fn nothing_more(speaker: &mut Speaker) -> Result<(), String> {
    let id = u64::MAX;
    speaker.client.send(json!({"type": "ping", "id": id})).await;
    let received = speaker.client.message().await;
    if received == json!({"type": "pong", "id": id}) { Ok(()) } else { Err(format!("said beyond it: {received}")) }
}

/// The message for a short form.
fn message(short: &str, last_id: &Value) -> Result<Value, serde_json::Error> {
    if let Some(result) = short.strip_prefix("ok ") {
        let result: Value = serde_json::from_str(result)?;
        return Ok(json!({"id": last_id, "type": "result", "success": true, "result": result}));
    }
    if let Some((code, text)) = short.strip_prefix("error ").and_then(|rest| rest.split_once(' ')) {
        let text: Value = serde_json::from_str(text)?;
        return Ok(
            json!({"id": last_id, "type": "result", "success": false, "error": {"code": code, "message": text, "...": "*"}}),
        );
    }
    if let Some((kind, data)) = short.strip_prefix("event ").and_then(|rest| rest.split_once(' ')) {
        let data: Value = serde_json::from_str(data)?;
        let context = json!({"id": "*", "parent_id": null, "user_id": null});
        let event = json!({"event_type": kind, "data": data, "origin": "LOCAL", "time_fired": "*", "context": context});
        return Ok(json!({"id": "*", "type": "event", "event": event}));
    }
    serde_json::from_str(short)
}

/// Whether a message matches the expected one. Learns the values of `$names`.
fn fits(expected: &Value, received: &Value, known: &mut BTreeMap<String, Value>) -> bool {
    match (expected, received) {
        (Value::String(any), _) if any == "*" => true,
        (Value::String(name), _) if name.starts_with('$') => {
            known.entry(name.clone()).or_insert_with(|| received.clone()) == received
        }
        (Value::Array(expected), Value::Array(received)) => {
            expected.len() == received.len()
                && expected.iter().zip(received).all(|(one, other)| fits(one, other, known))
        }
        (Value::Object(expected), Value::Object(received)) => {
            let more = expected.contains_key("...");
            expected
                .iter()
                .filter(|(key, _)| *key != "...")
                .all(|(key, one)| received.get(key).is_some_and(|other| fits(one, other, known)))
                && (more || expected.len() == received.len())
        }
        _ => expected == received,
    }
}

fn filled(text: &str, known: &BTreeMap<String, Value>) -> String {
    known.iter().fold(text.to_owned(), |text, (name, value)| text.replace(&format!("\"{name}\""), &value.to_string()))
}

async fn bare() -> DemoHome {
    DemoHome::start_with(Options { bare: true, moving: false, ..Options::default() }).await.expect("a free port")
}

#[tokio::test]
async fn a_real_home_assistant_matches_the_table() {
    let home = RealHome::shared().await;
    let wrong = differences(&Home { url: &home.url, token: &home.token, user_token: &home.user_token }, TABLE).await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn the_demo_home_matches_the_table() {
    let home = bare().await;
    let wrong = differences(&Home { url: &home.url, token: &home.token, user_token: &home.user_token }, TABLE).await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn both_answer_the_same_about_a_default_dashboard() {
    // A config that was saved without a name becomes a dashboard called `lovelace` at the next start.
    let stored = r#"{"version":1,"minor_version":1,"key":"lovelace","data":{"config":{"views":[]}}}"#;
    let real = RealHome::start(RealOptions::default().file(".storage/lovelace", stored)).await;
    let demo = DemoHome::start_with(Options { moving: false, ..Options::default() }).await.expect("a free port");
    let mut wrong =
        differences(&Home { url: &real.url, token: &real.token, user_token: &real.user_token }, DEFAULT).await;
    wrong
        .extend(differences(&Home { url: &demo.url, token: &demo.token, user_token: &demo.user_token }, DEFAULT).await);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Sends a frame of a size. Returns the answer.
async fn takes_a_frame_of(url: &str, token: &str, size: usize) -> Received {
    let mut client = RawClient::connect(url, token).await;
    let start = r#"{"id":1,"type":"lovelace/config/save","url_path":"size-test","config":""#;
    let text = format!("{start}{}\"}}", "x".repeat(size - start.len() - 2));
    assert_eq!(text.len(), size);
    client.try_send_text(text).await;
    client.receive().await
}

#[tokio::test]
async fn both_take_frames_up_to_the_same_size() {
    let (real, demo) = (RealHome::shared().await, bare().await);
    for (url, token) in [(&real.url, &real.token), (&demo.url, &demo.token)] {
        let mut client = RawClient::connect(url, token).await;
        client.result(json!({"type": "lovelace/dashboards/create", "url_path": "size-test", "title": "x"})).await;
        let largest = takes_a_frame_of(url, token, 4 * 1024 * 1024 - 1).await;
        assert_eq!(
            largest,
            Received::Text(r#"{"id":1,"type":"result","success":true,"result":null}"#.to_owned()),
            "{url}"
        );
        // The reset of unread bytes may overtake the close frame.
        let larger = takes_a_frame_of(url, token, 4 * 1024 * 1024).await;
        assert!(matches!(larger, Received::Closed(Some(1009) | None)), "{url}: {larger:?}");
        let kept = client.result(json!({"type": "lovelace/config", "url_path": "size-test"})).await;
        assert!(kept.as_str().is_some_and(|text| text.len() < 4 * 1024 * 1024 - 1), "the larger one was not applied");
        client.result(json!({"type": "lovelace/dashboards/delete", "dashboard_id": "size_test"})).await;
    }
}

#[tokio::test]
async fn both_take_a_first_frame_up_to_the_same_size() {
    let (real, demo) = (RealHome::shared().await, bare().await);
    let refusal = r#"{"type":"auth_invalid","message":"Invalid access token or password"}"#.to_owned();
    for url in [&real.url, &demo.url] {
        for (size, answer) in [(65_536, Received::Text(refusal.clone())), (65_537, Received::Closed(Some(1000)))] {
            let mut client = RawClient::open(url).await;
            client.message().await;
            let start = r#"{"type":"auth","access_token":""#;
            client.send_text(format!("{start}{}\"}}", "x".repeat(size - start.len() - 2))).await;
            assert_eq!(client.receive().await, answer, "{url} {size}");
        }
    }
}

/// The keys of a value and its contents, with the kinds of their values; `null` fits any kind.
fn shape(value: &Value, path: &str, depth: usize, found: &mut BTreeMap<String, BTreeSet<&'static str>>) {
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "text",
        Value::Array(_) => "list",
        Value::Object(_) => "object",
    };
    found.entry(path.to_owned()).or_default().insert(kind);
    match value {
        Value::Array(items) if depth > 0 => {
            items.iter().for_each(|item| shape(item, &format!("{path}[]"), depth, found))
        }
        Value::Object(members) if depth > 0 => {
            members.iter().for_each(|(key, member)| shape(member, &format!("{path}.{key}"), depth - 1, found));
        }
        _ => {}
    }
}

#[tokio::test]
async fn rows_and_states_have_the_same_shape() {
    let real = RealHome::shared().await;
    let demo = DemoHome::start().await.expect("a free port");
    let mut both = [real.client().await, RawClient::connect(&demo.url, &demo.token).await];
    // Something to compare where a new home has nothing.
    let floor = both[0].result(json!({"type": "config/floor_registry/create", "name": "Shape"})).await;
    let label = both[0].result(json!({"type": "config/label_registry/create", "name": "Shape"})).await;
    // Below this depth, the keys depend on the home or are optional.
    let commands = [
        ("get_config", 1),
        ("get_states", 1),
        ("config/entity_registry/list", 1),
        ("config/device_registry/list", 1),
        ("config/area_registry/list", 1),
        ("config/floor_registry/list", 1),
        ("config/label_registry/list", 1),
        ("config/auth/list", 1),
        ("auth/current_user", 2),
        ("person/list", 2),
        ("frontend/get_version", 1),
        ("recorder/info", 1),
        ("repairs/list_issues", 1),
    ];
    for (command, depth) in commands {
        let mut shapes = Vec::new();
        for client in &mut both {
            let mut found = BTreeMap::new();
            shape(&client.result(json!({"type": command})).await, "", depth, &mut found);
            shapes.push(found);
        }
        let keys = |at: usize| shapes[at].keys().collect::<Vec<_>>();
        assert_eq!(keys(0), keys(1), "{command}");
        for (path, kinds) in &shapes[0] {
            let other = &shapes[1][path];
            let strange: Vec<_> =
                other.difference(kinds).filter(|kind| **kind != "null" && !kinds.contains("null")).collect();
            assert!(strange.is_empty(), "{command} {path}: {strange:?}, Home Assistant has {kinds:?}");
        }
    }
    for command in ["get_panels", "get_services", "entity/source"] {
        let mut rows = Vec::new();
        for client in &mut both {
            let result = client.result(json!({"type": command})).await;
            let first = result.as_object().and_then(|members| members.values().next()).expect("a row").clone();
            // A service has optional keys, so its row is checked for `fields` alone.
            let row = if command == "get_services" {
                first.as_object().and_then(|all| all.values().next()).cloned().unwrap()
            } else {
                first
            };
            let mut keys: Vec<_> = row.as_object().expect("an object").keys().cloned().collect();
            keys.retain(|key| key != "target");
            rows.push(keys);
        }
        assert_eq!(rows[0], rows[1], "{command}");
    }
    both[0].result(json!({"type": "config/floor_registry/delete", "floor_id": floor["floor_id"]})).await;
    both[0].result(json!({"type": "config/label_registry/delete", "label_id": label["label_id"]})).await;
}

/// The messages when a light is switched while a client follows its state.
async fn switching(client: &mut RawClient, light: &str) -> Vec<Vec<String>> {
    let subscribed = client.result(json!({"type": "subscribe_entities", "entity_ids": [light]})).await;
    assert_eq!(subscribed, Value::Null);
    let keys = |value: &Value| {
        value.as_object().map(|members| members.keys().cloned().collect::<Vec<_>>()).unwrap_or_default()
    };
    let first = client.event(1).await;
    let events = client.subscribe_events("state_changed").await;
    let service =
        json!({"type": "call_service", "domain": "light", "service": "toggle", "target": {"entity_id": light}});
    let reply = client.result(service).await;
    let change = client.event(1).await;
    let event = client.event(events).await;
    vec![
        keys(&first),
        keys(&first["a"][light]),
        keys(&change),
        keys(&change["c"][light]),
        keys(&change["c"][light]["+"]),
        keys(&event),
        keys(&event["data"]),
        keys(&event["data"]["new_state"]),
        keys(&reply),
        keys(&reply["context"]),
        vec![change["c"][light]["+"]["s"].to_string()],
    ]
}

#[tokio::test]
async fn a_light_is_switched_with_the_same_messages() {
    let real = RealHome::shared().await;
    let demo = DemoHome::start_with(Options { moving: false, ..Options::default() }).await.expect("a free port");
    let mut demo_client = RawClient::connect(&demo.url, &demo.token).await;
    let (on, off) = ("light.ceiling_lights", "light.living_room_ceiling");
    let real_said = switching(&mut real.client().await, on).await;
    assert_eq!(switching(&mut demo_client, off).await, real_said);
}
