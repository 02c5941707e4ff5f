//! The subjects of a preview, following a draft, and the end of a preview. Tests in `bobbin-preview` cover the page's
//! side, and the journeys its look.

use std::net::Ipv6Addr;

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::bobbin::{Bobbin, WINDOW, at_home, dashboard};

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
async fn a_preview_follows_the_draft_and_keeps_the_last_readable_one() {
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

    // The preview ends with its connection.
    bobbin.call("instance_disconnect", json!({"instance": "home"})).await;
    bobbin.event(|event| event["event"] == "previewEnded" && event["preview"] == preview).await;
    let gone = bobbin.fails("preview_tally", json!({"preview": preview})).await;
    assert_eq!(gone["code"], "notFound");
    let away = bobbin.fails("preview_start", start(&json!({"kind": "draft", "id": id}), None)).await;
    assert_eq!(away["code"], "notConnected");
}

#[tokio::test]
async fn a_base_a_card_and_an_untitled_text_can_be_shown_too() {
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
    // An empty text has nothing to show yet, which is reported.
    assert!(started["showing"]["behind"].is_string(), "{started}");
    for started in [alone, started] {
        bobbin.call("preview_stop", json!({"preview": started["preview"]})).await;
    }
}

#[tokio::test]
async fn no_file_is_asked_for_where_no_picture_can_be_taken() {
    let (home, _folder, bobbin) = at_home().await;
    dashboard(home, "show-picture", json!({"views": [{"title": "A"}]})).await;
    let id = bobbin.open("show-picture").await["id"].as_str().expect("id").to_owned();
    let subject = json!({"kind": "draft", "id": id});
    // This shell has no window and can't take pictures. The interface learns that before it offers them.
    assert_eq!(shown(&bobbin, subject.clone(), None).await["takesPictures"], false);
    let picture =
        json!({"start": start(&subject, None), "width": 360, "height": 740, "to": {"kind": "file", "name": "a.png"}});
    let refused = bobbin.fails("preview_picture", picture).await;
    assert!(refused["message"].as_str().is_some_and(|words| words.contains("on Linux only")), "{refused}");
    assert_eq!(bobbin.asked_where(), Vec::<String>::new());
}

/// Sends a GET to a preview as its page would, and returns the response.
async fn get(started: &Value, path: &str) -> String {
    let url = started["url"].as_str().expect("a url");
    let (_, pass) = url.split_once("#bobbin=").expect("a pass");
    let host = started["origin"].as_str().expect("an origin").trim_start_matches("http://");
    let port: u16 = port_of(host).and_then(|port| port.parse().ok()).expect("a port");
    let mut stream = TcpStream::connect((Ipv6Addr::LOCALHOST, port)).await.expect("it listens");
    let request = format!(
        "GET {path} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {pass}\r\nAccept: text/html\r\n\
         Connection: close\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).await.expect("it reads");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.expect("it answers");
    String::from_utf8_lossy(&answer).into_owned()
}

async fn status(started: &Value, path: &str) -> u16 {
    let answer = get(started, path).await;
    answer.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status")
}

#[tokio::test]
async fn a_path_of_a_custom_integration_is_the_users_to_allow() {
    let (home, folder, bobbin) = at_home().await;
    dashboard(home, "show-paths", json!({"views": [{"title": "A"}]})).await;
    let id = bobbin.open("show-paths").await["id"].as_str().expect("id").to_owned();
    let started = shown(&bobbin, json!({"kind": "draft", "id": id}), None).await;
    let preview = started["preview"].clone();
    assert_eq!(status(&started, "/api/garden/beds").await, 403);
    assert_eq!(status(&started, "/api/torque").await, 403);
    let told = bobbin.event(|event| event["event"] == "previewWants" && event["preview"] == preview).await;
    assert_eq!(told["paths"], json!(["/api/garden/"]));

    for never in ["/api/backup/", "/api/", "/api/garden", "/api/../", ""] {
        let refused = bobbin.fails("preview_allow", json!({"preview": preview, "path": never})).await;
        assert_eq!(refused["code"], "badRequest", "{never}");
    }
    bobbin.call("preview_allow", json!({"preview": preview, "path": "/api/garden/"})).await;
    // The tests' home has no garden integration, but the request reached it.
    assert_eq!(status(&started, "/api/garden/beds").await, 404);

    // The permission applies to later previews of this home, too, and is written where the user can revoke it.
    bobbin.call("preview_stop", json!({"preview": preview})).await;
    let later = shown(&bobbin, json!({"kind": "draft", "id": id}), None).await;
    assert_eq!(
        later["origin"].as_str().and_then(port_of),
        started["origin"].as_str().and_then(port_of),
        "the port is kept"
    );
    assert_eq!(status(&later, "/api/garden/beds").await, 404);
    let settings = std::fs::read_to_string(folder.path().join("config/settings.yaml")).expect("settings");
    assert!(settings.contains("preview_paths:\n  - /api/garden/\n"), "{settings}");
}

fn port_of(origin: &str) -> Option<&str> {
    origin.rsplit(':').next()
}

#[tokio::test]
async fn only_the_apps_own_window_may_frame_a_preview() {
    let (home, _folder, bobbin) = at_home().await;
    dashboard(home, "show-frames", json!({"views": [{"title": "A"}]})).await;
    let id = bobbin.open("show-frames").await["id"].as_str().expect("id").to_owned();
    let started = shown(&bobbin, json!({"kind": "draft", "id": id}), None).await;
    let page = get(&started, "/show-frames/0").await;
    assert!(page.contains(&format!("content-security-policy: frame-ancestors 'self' {WINDOW}\r\n")), "{page}");
    assert!(page.contains(&format!("\"parents\":[\"{WINDOW}\"]")), "{page}");
}
