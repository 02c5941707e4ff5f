//! The conversation, frame by frame.

use super::*;
use crate::draft::Draft;
use crate::scene::Override;

fn shown(change: impl FnOnce(&mut Scene), revision: u64) -> Shown {
    let dashboard = Dashboard { url_path: "prev-one".to_owned(), title: "One".to_owned(), icon: None, is_new: false };
    let mut scene = Scene::new(dashboard, Draft::new(r#"{"views":[], "n":1.50}"#).expect("a dashboard"));
    change(&mut scene);
    let config = scene.config();
    Shown { scene, config, revision, what_if_since: 5.0 }
}

fn plain() -> Shown {
    shown(|_| {}, 1)
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

fn said(conversation: &mut Conversation, frame: &str, shown: &Shown, control: bool) -> Result<Sorted, Unreadable> {
    let allowed = Allowed::default();
    conversation.page_said(frame, shown, Rights { control, allowed: &allowed })
}

fn page(conversation: &mut Conversation, message: &Value, shown: &Shown) -> Sorted {
    said(conversation, &message.to_string(), shown, false).expect("a message")
}

fn home(conversation: &mut Conversation, message: &Value, shown: &Shown) -> Vec<Value> {
    conversation.home_said(&message.to_string(), shown).iter().map(|frame| parsed(frame)).collect()
}

fn update(id: u64, url_path: Option<&str>) -> Value {
    json!({"id": id, "type": "event", "event": {"event_type": "lovelace_updated", "data": {"url_path": url_path}}})
}

fn done(id: u64) -> Value {
    json!({"id": id, "type": "result", "success": true, "result": null})
}

#[test]
fn answers_the_dashboard_from_the_draft_and_no_other() {
    let mut talk = Conversation::default();
    let sorted = page(&mut talk, &json!({"id": 3, "type": "lovelace/config", "url_path": "prev-one"}), &plain());
    assert_eq!(sorted.to_home, None);
    assert_eq!(sorted.to_page, [r#"{"id":3,"type":"result","success":true,"result":{"views":[], "n":1.50}}"#]);
    for other in [json!(null), json!("other-one")] {
        let command = json!({"id": 4, "type": "lovelace/config", "url_path": other});
        assert_eq!(page(&mut talk, &command, &plain()).to_home.as_deref().map(parsed), Some(command));
    }
}

#[test]
fn knows_both_names_of_the_default_dashboard() {
    let default = shown(|scene| scene.dashboard.url_path = "lovelace".to_owned(), 1);
    let mut talk = Conversation::default();
    for name in [json!(null), json!("lovelace")] {
        let sorted = page(&mut talk, &json!({"id": 3, "type": "lovelace/config", "url_path": name}), &default);
        assert_eq!((sorted.to_home, sorted.to_page.len()), (None, 1));
    }
    page(&mut talk, &json!({"id": 5, "type": "subscribe_events", "event_type": "lovelace_updated"}), &default);
    assert!(home(&mut talk, &update(5, None), &default).is_empty());
    assert!(home(&mut talk, &update(5, Some("lovelace")), &default).is_empty());
}

#[test]
fn refuses_what_is_not_on_the_list() {
    let mut talk = Conversation::default();
    let save = json!({"id": 9, "type": "lovelace/config/save", "url_path": "prev-one", "config": {}});
    let sorted = page(&mut talk, &save, &plain());
    assert_eq!(sorted.to_home, None);
    assert_eq!(sorted.refused, [Refused::Command("lovelace/config/save".to_owned())]);
    let answer = parsed(&sorted.to_page[0]);
    assert_eq!((&answer["id"], &answer["error"]["code"]), (&json!(9), &json!("unauthorized")));
    let call = json!({"id": 10, "type": "call_service", "domain": "light", "service": "turn_on"});
    assert_eq!(page(&mut talk, &call, &plain()).refused, [Refused::Service("light.turn_on".to_owned())]);
    let allowed = said(&mut talk, &call.to_string(), &plain(), true).expect("a message");
    assert_eq!(allowed.to_home.as_deref().map(parsed), Some(call));
    for odd in
        [json!({"type": "ping"}), json!({"id": -1, "type": "ping"}), json!({"id": "1", "type": "ping"}), json!({})]
    {
        assert_eq!(page(&mut talk, &odd, &plain()).to_home, None, "{odd}");
    }
}

#[test]
fn sends_exactly_the_message_that_it_checked() {
    let mut talk = Conversation::default();
    // Home Assistant takes the last of two equal keys, and so does the check.
    let twice = r#"{"id":1,"type":"ping","\u0074ype":"call_service","domain":"light","service":"turn_on"}"#;
    let sorted = said(&mut talk, twice, &plain(), false).expect("a message");
    assert_eq!(sorted.to_home, None);
    let twice = r#"{"id":1,"type":"call_service","type":"ping"}"#;
    let sorted = said(&mut talk, twice, &plain(), false).expect("a message");
    assert_eq!(sorted.to_home.as_deref(), Some(r#"{"id":1,"type":"ping"}"#));
    for unreadable in ["", "x", "1", "[1]", "[[]]", "{\"id\":NaN}"] {
        assert_eq!(said(&mut talk, unreadable, &plain(), false), Err(Unreadable), "{unreadable}");
    }
}

#[test]
fn sorts_frames_of_several_messages() {
    let mut talk = Conversation::default();
    let frame = json!([
        {"id": 1, "type": "ping"}, {"id": 2, "type": "fire_event", "event_type": "x"},
        {"id": 3, "type": "lovelace/config", "url_path": "prev-one"}, {"id": 4, "type": "get_states"},
    ]);
    let sorted = page(&mut talk, &frame, &plain());
    assert_eq!(sorted.to_home.as_deref().map(parsed), Some(json!([frame[0], frame[3]])));
    assert_eq!(sorted.to_page.len(), 2);

    page(&mut talk, &json!({"id": 5, "type": "subscribe_events", "event_type": "lovelace_updated"}), &plain());
    let untouched = r#"[{"id":1, "type":"pong"},{"id":77,"type":"event","event":{}}]"#;
    assert_eq!(talk.home_said(untouched, &plain()), [untouched]);
    let mixed = json!([update(5, Some("prev-one")), {"id": 1, "type": "pong"}, update(5, Some("other-one"))]);
    assert_eq!(home(&mut talk, &mixed, &plain()), [json!([mixed[1], mixed[2]])]);
    assert!(home(&mut talk, &json!([update(5, Some("prev-one"))]), &plain()).is_empty());
}

#[test]
fn tells_the_page_of_a_new_draft_once_it_listens() {
    let mut talk = Conversation::default();
    let (old, new) = (plain(), shown(|_| {}, 2));
    assert!(talk.config_changed(&new).is_empty(), "a page that fetched nothing will fetch the newest");
    page(&mut talk, &json!({"id": 3, "type": "lovelace/config", "url_path": "prev-one"}), &old);
    page(&mut talk, &json!({"id": 5, "type": "subscribe_events", "event_type": "lovelace_updated"}), &old);
    // The draft changed between the fetch and the subscription: the notice comes with the confirmation.
    let told = home(&mut talk, &done(5), &new);
    assert_eq!(told[0], done(5));
    assert_eq!(told[1]["event"]["data"], json!({"url_path": "prev-one"}));
    let again = talk.config_changed(&new);
    assert_eq!(parsed(&again[0])["id"], 5);
    page(&mut talk, &json!({"id": 6, "type": "lovelace/config", "url_path": "prev-one"}), &new);
    assert!(talk.config_changed(&new).is_empty());
    page(&mut talk, &json!({"id": 7, "type": "unsubscribe_events", "subscription": 5}), &new);
    assert!(talk.config_changed(&shown(|_| {}, 3)).is_empty());
}

#[test]
fn shows_an_ordinary_user_what_they_would_see() {
    let ordinary = shown(|scene| scene.viewer = Viewer::Ordinary, 1);
    let mut talk = Conversation::default();
    page(&mut talk, &json!({"id": 1, "type": "auth/current_user"}), &ordinary);
    let user = json!({"id": 1, "type": "result", "success": true, "result": {"name": "A", "is_admin": true, "is_owner": true}});
    let seen = home(&mut talk, &user, &ordinary);
    assert_eq!(seen[0]["result"], json!({"name": "A", "is_admin": false, "is_owner": false}));
    page(&mut talk, &json!({"id": 2, "type": "get_panels"}), &ordinary);
    let own = json!({"require_admin": true, "config": {"mode": "storage"}});
    let panels = json!({"config": {"require_admin": true}, "prev-one": own, "map": {"require_admin": false}});
    let seen = home(&mut talk, &json!({"id": 2, "type": "result", "success": true, "result": panels}), &ordinary);
    assert_eq!(seen[0]["result"], json!({"prev-one": own, "map": {"require_admin": false}}));
}

#[test]
fn a_condition_on_a_what_if_state_is_judged_by_it() {
    let mut talk = Conversation::default();
    let over = Override { state: Some("on".to_owned()), ..Override::default() };
    let dark = shown(|scene| drop(scene.what_if.insert("light.a".to_owned(), over)), 1);
    page(&mut talk, &json!({"id": 1, "type": "subscribe_entities"}), &plain());
    let condition = json!({"condition": "state", "entity_id": "light.a", "state": "on"});
    page(&mut talk, &json!({"id": 2, "type": "subscribe_condition", "condition": condition}), &plain());
    home(&mut talk, &done(1), &plain());
    home(&mut talk, &done(2), &plain());
    let entities =
        json!({"id": 1, "type": "event", "event": {"a": {"light.a": {"s": "off", "a": {}, "c": "x", "lc": 1.0}}}});
    home(&mut talk, &entities, &plain());
    let real = json!({"id": 2, "type": "event", "event": {"result": false}});
    assert_eq!(home(&mut talk, &real, &plain()), std::slice::from_ref(&real));
    let judged = |events: &[String]| {
        let events: Vec<Value> = events.iter().map(|event| parsed(event)).collect();
        events.iter().find(|event| event["id"] == 2).map(|event| event["event"]["result"].clone())
    };
    assert_eq!(judged(&talk.scene_changed(&plain(), &dark)), Some(json!(true)));
    assert_eq!(home(&mut talk, &real, &dark)[0]["event"]["result"], true);
    assert_eq!(judged(&talk.scene_changed(&dark, &plain())), Some(json!(false)));
}

#[test]
fn adds_a_dashboard_that_does_not_exist_yet() {
    let new = shown(|scene| scene.dashboard.is_new = true, 1);
    let mut talk = Conversation::default();
    page(&mut talk, &json!({"id": 2, "type": "get_panels"}), &new);
    let seen = home(&mut talk, &json!({"id": 2, "type": "result", "success": true, "result": {"map": {}}}), &new);
    assert_eq!(seen[0]["result"]["prev-one"]["title"], "One");
    assert_eq!(seen[0]["result"]["map"], json!({}));
    // The default dashboard without a config has a panel that leads elsewhere.
    let default = shown(|scene| "lovelace".clone_into(&mut scene.dashboard.url_path), 1);
    page(&mut talk, &json!({"id": 3, "type": "get_panels"}), &default);
    let panels = json!({"lovelace": {"config": null}});
    let seen = home(&mut talk, &json!({"id": 3, "type": "result", "success": true, "result": panels}), &default);
    assert_eq!(seen[0]["result"]["lovelace"]["config"]["mode"], "storage");
}

#[test]
fn puts_language_and_theme_into_the_users_data_and_takes_them_out_again() {
    let mut talk = Conversation::default();
    let chosen = shown(|scene| (scene.dark, scene.language) = (Some(true), Some("de".to_owned())), 1);
    page(&mut talk, &json!({"id": 1, "type": "frontend/subscribe_user_data", "key": "theme"}), &chosen);
    page(&mut talk, &json!({"id": 2, "type": "frontend/subscribe_user_data", "key": "language"}), &chosen);
    page(&mut talk, &json!({"id": 3, "type": "frontend/subscribe_user_data", "key": "core"}), &chosen);
    let data = |id: u64, value: Value| json!({"id": id, "type": "event", "event": {"value": value}});
    assert_eq!(home(&mut talk, &done(1), &chosen), [done(1)]);
    let seen = home(&mut talk, &data(1, json!({"theme": "green", "primaryColor": "#123"})), &chosen);
    assert_eq!(seen[0]["event"]["value"], json!({"theme": "green", "primaryColor": "#123", "dark": true}));
    let seen = home(&mut talk, &data(2, Value::Null), &chosen);
    assert_eq!(seen[0]["event"]["value"], json!({"language": "de"}));
    assert_eq!(home(&mut talk, &data(3, json!(1)), &chosen), [data(3, json!(1))]);
    let mut told: Vec<Value> = talk.scene_changed(&chosen, &plain()).iter().map(|event| parsed(event)).collect();
    told.sort_by_key(|event| event["id"].as_u64());
    assert_eq!(told, [data(1, json!({"theme": "green", "primaryColor": "#123"})), data(2, Value::Null)]);
}

#[test]
fn overrides_states_and_signs_no_path_that_may_do_something() {
    let mut talk = Conversation::default();
    let over = Override { state: Some("off".to_owned()), ..Override::default() };
    let what_if = shown(|scene| drop(scene.what_if.insert("a.b".to_owned(), over)), 1);
    page(&mut talk, &json!({"id": 1, "type": "subscribe_entities"}), &plain());
    let event = json!({"id": 1, "type": "event", "event": {"a": {"a.b": {"s": "on", "a": {}, "c": "1", "lc": 1}}}});
    assert_eq!(home(&mut talk, &event, &plain()), [event]);
    let told = talk.scene_changed(&plain(), &what_if);
    assert_eq!(parsed(&told[0])["event"]["a"]["a.b"]["s"], "off");

    let sign = |path: &str| json!({"id": 2, "type": "auth/sign_path", "path": path, "expires": 90_000_000});
    let sorted = page(&mut talk, &sign("/api/camera_proxy/camera.door?x=1"), &plain());
    assert_eq!(parsed(&sorted.to_home.expect("it is sent"))["expires"], 600);
    let sorted = page(&mut talk, &sign("/api/webhook/abc"), &plain());
    assert_eq!((sorted.to_home, sorted.refused.len()), (None, 1));
}
