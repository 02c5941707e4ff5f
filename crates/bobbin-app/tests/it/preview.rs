//! What can be put on show, what follows what is typed, and what ends a preview. What a page gets is proven in
//! `bobbin-preview`, and seen in the journeys.

use serde_json::{Value, json};

use crate::bobbin::{Bobbin, at_home, dashboard};

fn look() -> Value {
    json!({"ordinary": false, "language": null, "theme": null, "dark": null, "kiosk": true, "ignoreVisibility": false, "whatIf": []})
}

fn start(subject: &Value, instance: Option<&str>) -> Value {
    json!({"subject": subject, "instance": instance, "view": "0", "look": look()})
}

async fn shown(bobbin: &Bobbin, subject: Value, instance: Option<&str>) -> Value {
    let started = bobbin.call("preview_start", start(&subject, instance)).await;
    let (url, origin) = (started["url"].as_str().expect("a url"), started["origin"].as_str().expect("an origin"));
    assert!(url.starts_with(origin) && origin.contains(".localhost:") && url.contains("#bobbin="), "{started}");
    started
}

#[tokio::test]
async fn a_draft_is_followed_and_one_that_cannot_be_read_leaves_the_last_one() {
    let (home, _folder, bobbin) = at_home().await;
    dashboard(home, "show-draft", json!({"views": [{"title": "A"}]})).await;
    let id = bobbin.open("show-draft").await["id"].as_str().expect("id").to_owned();
    let started = shown(&bobbin, json!({"kind": "draft", "id": id}), None).await;
    assert_eq!((&started["urlPath"], &started["showing"]["behind"]), (&json!("show-draft"), &Value::Null));
    assert!(!started.to_string().contains(&home.token));
    let preview = started["preview"].clone();
    let told = |event: &Value| event["event"] == "previewShows" && event["preview"] == preview;

    bobbin.type_over(&id, "title: A", "title: [A").await;
    let behind = bobbin.event(|event| told(event) && event["showing"]["behind"].is_string()).await;
    assert!(behind["showing"]["behind"].as_str().is_some_and(|why| why.starts_with("Line ")), "{behind}");
    bobbin.type_over(&id, "title: [A", "title: B").await;
    let last = behind["showing"]["revision"].clone();
    bobbin
        .event(|event| told(event) && event["showing"]["behind"].is_null() && event["showing"]["revision"] != last)
        .await;

    // It ends with the connection, and then is no preview any more.
    bobbin.call("instance_disconnect", json!({"instance": "home"})).await;
    bobbin.event(|event| event["event"] == "previewEnded" && event["preview"] == preview).await;
    let gone = bobbin.fails("preview_tally", json!({"preview": preview})).await;
    assert_eq!(gone["code"], "notFound");
    let away = bobbin.fails("preview_start", start(&json!({"kind": "draft", "id": id}), None)).await;
    assert_eq!(away["code"], "notConnected");
}

#[tokio::test]
async fn what_it_started_from_a_card_and_a_text_that_is_nowhere_can_be_shown_too() {
    let (home, _folder, bobbin) = at_home().await;
    dashboard(home, "show-sides", json!({"views": [{"title": "A"}]})).await;
    let id = bobbin.open("show-sides").await["id"].as_str().expect("id").to_owned();
    shown(&bobbin, json!({"kind": "side", "id": id, "side": {"side": "base"}}), None).await;
    let card = json!({"kind": "card", "card": {"type": "tile", "entity": "light.bed_light"}});
    let alone = shown(&bobbin, card.clone(), Some("home")).await;
    let other = json!({"kind": "card", "card": {"type": "gauge", "entity": "sensor.outside_temperature"}});
    let show = json!({"preview": alone["preview"], "subject": other, "instance": "home"});
    bobbin.call("preview_show", show).await;
    assert_eq!(bobbin.fails("preview_start", start(&card, None)).await["code"], "notConnected");

    let untitled = bobbin.call("document_open", json!({"target": {"kind": "untitled", "number": 1}})).await;
    let nowhere = json!({"kind": "draft", "id": untitled["id"]});
    let started = shown(&bobbin, nowhere, Some("home")).await;
    // An empty text shows nothing yet, and says so.
    assert!(started["showing"]["behind"].is_string(), "{started}");
    for started in [alone, started] {
        bobbin.call("preview_stop", json!({"preview": started["preview"]})).await;
    }
}

#[tokio::test]
async fn nobody_is_asked_for_a_file_where_no_picture_can_be_taken() {
    let (home, _folder, bobbin) = at_home().await;
    dashboard(home, "show-picture", json!({"views": [{"title": "A"}]})).await;
    let id = bobbin.open("show-picture").await["id"].as_str().expect("id").to_owned();
    let subject = json!({"kind": "draft", "id": id});
    // This shell has no window: it takes none, and the interface is told before it offers any.
    assert_eq!(shown(&bobbin, subject.clone(), None).await["takesPictures"], false);
    let picture =
        json!({"start": start(&subject, None), "width": 360, "height": 740, "to": {"kind": "file", "name": "a.png"}});
    let refused = bobbin.fails("preview_picture", picture).await;
    assert!(refused["message"].as_str().is_some_and(|words| words.contains("on Linux only")), "{refused}");
    assert_eq!(bobbin.asked_where(), Vec::<String>::new());
}
