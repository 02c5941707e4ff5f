//! Traffic through the preview: the draft in place of the saved config, and everything else unchanged.

use crate::support::{Page, ask, draft, options, preview, scene, secrets};
use bobbin_preview::{Override, Preview, Viewer};
use bobbin_testkit::real_home::{Options, RealHome};
use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::json;
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio_tungstenite::tungstenite::Message;

const SAVED: &str = r#"{"views":[{"title":"saved"}]}"#;

#[tokio::test]
async fn the_draft_is_shown_followed_and_never_saved() {
    let home = RealHome::start(Options::default().dashboard("prev-one", "One", Some(SAVED))).await;
    let preview = preview(&home);
    let stage = preview.stage(scene("prev-one", draft("one"))).expect("a stage");
    let mut page = Page::of(&preview, &stage).await;
    let get = json!({"type": "lovelace/config", "url_path": "prev-one", "force": false});
    assert_eq!(page.command(get.clone()).await["result"]["views"][0]["title"], "one");
    let updates = page.ask(json!({"type": "subscribe_events", "event_type": "lovelace_updated"})).await;
    page.wait_for(|message| message["id"] == updates && message["success"] == true).await;

    stage.change(|scene| scene.draft = draft("two"));
    let told = page.wait_for(|message| message["type"] == "event").await;
    assert_eq!((&told["id"], &told["event"]["data"]["url_path"]), (&json!(updates), &json!("prev-one")));
    assert_eq!(page.command(get.clone()).await["result"]["views"][0]["title"], "two");

    // Another client saves: the event about this dashboard is held back, that about another one passes.
    let mut other = home.client().await;
    other.result(json!({"type": "lovelace/config/save", "url_path": "prev-one", "config": {"views": []}})).await;
    other.result(json!({"type": "lovelace/config/save", "url_path": "map", "config": {"views": []}})).await;
    let event = page.wait_for(|message| message["type"] == "event").await;
    assert_eq!(event["event"]["data"]["url_path"], "map");
    assert_eq!(page.command(get).await["result"]["views"][0]["title"], "two");
    let saved = other.result(json!({"type": "lovelace/config", "url_path": "prev-one"})).await;
    assert_eq!(saved, json!({"views": []}));

    // Dropping a stage disconnects its pages.
    let (host, _) = secrets(&stage);
    drop(stage);
    while page.next().await.is_some() {}
    assert_eq!(ask(preview.port(), "GET /", &[("Host", &host)]).await.status, 403);
}

#[tokio::test]
async fn a_page_survives_a_restart_of_home_assistant() {
    let home = RealHome::start(Options::default().dashboard("prev-one", "One", Some(SAVED))).await;
    let preview = preview(&home);
    let stage = preview.stage(scene("prev-one", draft("one"))).expect("a stage");
    let (host, _) = secrets(&stage);
    let over = Override { state: Some("zapped".to_owned()), ..Override::default() };
    stage.change(|scene| {
        scene.what_if.insert("light.bed_light".to_owned(), over);
        (scene.theme, scene.dark, scene.language) = (Some("default".to_owned()), Some(true), Some("de".to_owned()));
        scene.viewer = Viewer::Ordinary;
    });
    let mut page = Page::of(&preview, &stage).await;
    let before = look(&mut page).await;
    home.stop().await;
    while page.next().await.is_some() {}
    assert!(Page::connected(&preview, &stage).await.is_none(), "nobody to talk to");
    assert_eq!(ask(preview.port(), "GET /static/icons/favicon.ico", &[("Host", &host)]).await.status, 502);
    home.resume().await;
    let mut page = Page::of(&preview, &stage).await;
    let get = json!({"type": "lovelace/config", "url_path": "prev-one"});
    assert_eq!(page.command(get).await["result"]["views"][0]["title"], "one");
    // The user's choices survive as well: states, templates, theme, language and viewer.
    assert_eq!(look(&mut page).await, before);
    assert_eq!((&before[0], &before[1]), (&json!("zapped"), &json!("zapped")));
    assert_eq!(
        (&before[2]["theme"], &before[3]["language"], &before[4]),
        (&json!("default"), &json!("de"), &json!(false))
    );
}

/// The page's view of the user's choices: a state, a template, the theme, the language, and whether the user is an
/// administrator.
async fn look(page: &mut Page) -> [serde_json::Value; 5] {
    let states = page.command(json!({"type": "get_states"})).await;
    let mut states = states["result"].as_array().expect("a list").iter();
    let light = states.find(|state| state["entity_id"] == "light.bed_light").expect("the light");
    let template = json!({"type": "render_template", "template": "{{ states('light.bed_light') }}"});
    let template = page.ask(template).await;
    let rendered = page.wait_for(|message| message["id"] == template && message["type"] == "event").await;
    let mut data = Vec::new();
    for key in ["theme", "language"] {
        let answer = page.command(json!({"type": "frontend/get_user_data", "key": key})).await;
        data.push(answer["result"]["value"].clone());
    }
    let user = page.command(json!({"type": "auth/current_user"})).await;
    let [theme, language] = [data.remove(0), data.remove(0)];
    [light["state"].clone(), rendered["event"]["result"].clone(), theme, language, user["result"]["is_admin"].clone()]
}

#[tokio::test]
async fn files_stream_with_ranges_compression_and_caching() {
    let large: String = (0..2_000_000).map(|n| char::from(b'a' + u8::try_from(n % 23).expect("small"))).collect();
    let home = RealHome::start(Options::default()).await;
    std::fs::create_dir_all(home.folder().join("www")).expect("a folder");
    std::fs::write(home.folder().join("www/film.txt"), &large).expect("a file");
    // Home Assistant serves /local only if the folder existed at its start.
    home.restart().await;
    let preview = preview(&home);
    let stage = preview.stage(scene("map", draft("one"))).expect("a stage");
    let (host, _) = secrets(&stage);
    let get = async |path: &str, more: &[(&str, &str)]| {
        let mut headers = vec![("Host", host.as_str())];
        headers.extend_from_slice(more);
        ask(preview.port(), &format!("GET {path}"), &headers).await
    };
    let whole = get("/local/film.txt", &[]).await;
    assert_eq!((whole.status, whole.body.len()), (200, large.len()));
    let part = get("/local/film.txt", &[("Range", "bytes=1999990-")]).await;
    assert_eq!((part.status, part.text().as_str()), (206, &large[1_999_990..]));
    let etag = whole.header("etag").expect("a tag").to_owned();
    assert_eq!(get("/local/film.txt", &[("If-None-Match", &etag)]).await.status, 304);

    let shell = get("/map/0", &[("Accept", "text/html"), ("Accept-Encoding", "gzip, br")]).await;
    assert_eq!(shell.status, 200, "{}", shell.head);
    assert!(shell.text().contains("externalApp"));
    assert_eq!(shell.header("x-frame-options"), None);
    assert_eq!(shell.header("cache-control"), Some("no-store"));
    assert_eq!(shell.header("content-security-policy"), Some("frame-ancestors 'self' http://window.localhost:1"));
    let text = shell.text();
    let script = text.split('"').find(|part| part.starts_with("/frontend_latest/app.")).expect("the app's script");
    let packed = get(script, &[("Accept-Encoding", "gzip, br")]).await;
    assert!(packed.header("content-encoding").is_some(), "{}", packed.head);
    assert!(packed.header("cache-control").is_some_and(|value| value.contains("max-age")), "{}", packed.head);
    let plain = get(script, &[("Accept-Encoding", "identity")]).await;
    assert!(plain.body.len() > packed.body.len());
}

#[tokio::test]
async fn frames_of_several_messages_go_both_ways() {
    let home = RealHome::shared().await;
    let preview = preview(home);
    let stage = preview.stage(scene("map", draft("one"))).expect("a stage");
    let mut page = Page::of(&preview, &stage).await;
    let features = json!({"id": 1, "type": "supported_features", "features": {"coalesce_messages": 1}});
    page.send(features).await;
    page.wait_for(|message| message["id"] == 1).await;
    let several = json!([
        {"id": 2, "type": "get_config"}, {"id": 3, "type": "lovelace/config", "url_path": "map"},
        {"id": 4, "type": "lovelace/config/delete", "url_path": "map"}, {"id": 5, "type": "get_services"},
    ]);
    page.send(several).await;
    let mut answers = std::collections::BTreeMap::new();
    while answers.len() < 4 {
        let message = page.message().await;
        answers.insert(message["id"].as_u64().expect("an id"), message);
    }
    assert_eq!(answers[&2]["result"]["version"], home.version);
    assert_eq!(answers[&3]["result"]["views"][0]["title"], "one");
    assert_eq!(answers[&4]["error"]["code"], "unauthorized");
    assert!(answers[&5]["result"].is_object());
}

#[tokio::test]
async fn what_if_states_and_viewers_affect_the_page_only() {
    let home = RealHome::shared().await;
    let preview = preview(home);
    let stage = preview.stage(scene("map", draft("one"))).expect("a stage");
    let id = "light.bed_light";
    let truth = home.client().await.result(json!({"type": "get_states"})).await;
    let real = truth.as_array().expect("a list").iter().find(|state| state["entity_id"] == id).expect("a light");
    let (real, other) = if real["state"] == "on" { ("on", "off") } else { ("off", "on") };

    let mut page = Page::of(&preview, &stage).await;
    let entities = page.ask(json!({"type": "subscribe_entities"})).await;
    let of_light = |message: &serde_json::Value| message["id"] == entities && message["event"]["a"][id].is_object();
    assert_eq!(page.wait_for(of_light).await["event"]["a"][id]["s"], real);
    let over = Override { state: Some(other.to_owned()), ..Override::default() };
    stage.change(|scene| drop(scene.what_if.insert(id.to_owned(), over)));
    assert_eq!(page.wait_for(of_light).await["event"]["a"][id]["s"], other);
    let states = page.command(json!({"type": "get_states"})).await;
    let states = states["result"].as_array().expect("a list").clone();
    assert_eq!(states.iter().find(|state| state["entity_id"] == id).expect("the light")["state"], other);
    stage.change(|scene| scene.what_if.clear());
    assert_eq!(page.wait_for(of_light).await["event"]["a"][id]["s"], real);

    stage.change(|scene| scene.viewer = Viewer::Ordinary);
    assert_eq!(page.command(json!({"type": "auth/current_user"})).await["result"]["is_admin"], false);
    assert_eq!(page.command(json!({"type": "get_panels"})).await["result"].get("config"), None);
    let states = home.client().await.result(json!({"type": "get_states"})).await;
    let now = states.as_array().expect("a list").iter().find(|state| state["entity_id"] == id).expect("a light");
    assert_eq!(now["state"], real);
}

#[tokio::test]
async fn a_wrong_token_is_a_connection_that_ends_and_is_tried_once() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let logins = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&logins);
    let mut serving = JoinSet::new();
    serving.spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let mut socket = tokio_tungstenite::accept_async(stream).await.expect("a WebSocket");
            let says = |message: serde_json::Value| Message::text(message.to_string());
            socket.send(says(json!({"type": "auth_required", "ha_version": "2026.11.0"}))).await.expect("it listens");
            socket.next().await.expect("a login").expect("a message");
            counted.fetch_add(1, Ordering::Relaxed);
            let refused = json!({"type": "auth_invalid", "message": "Invalid access token or password"});
            socket.send(says(refused)).await.expect("it listens");
        }
    });
    let preview = Preview::start(options(&url, "not a token", &[])).expect("it listens");
    let stage = preview.stage(scene("map", draft("one"))).expect("a stage");
    // The page keeps trying; Home Assistant counts each failed login and bans the computer after a few.
    for _ in 0..3 {
        assert!(Page::connected(&preview, &stage).await.is_none());
    }
    assert_eq!(logins.load(Ordering::Relaxed), 1);
}
