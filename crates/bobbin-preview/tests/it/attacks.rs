//! Attacks: strangers stay out, and commands that change anything are refused.

use crate::support::{Page, ask, draft, preview, scene, secrets};
use bobbin_preview::{Preview, Refused, Stage};
use bobbin_testkit::real_home::{Options, RealHome};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;

async fn on_show(home: &RealHome) -> (Preview, Stage) {
    let preview = preview(home);
    let stage = preview.stage(scene("map", draft("one"))).expect("a stage");
    (preview, stage)
}

#[tokio::test]
async fn whoever_lacks_the_secret_is_refused() {
    let home = RealHome::shared().await;
    let (preview, stage) = on_show(home).await;
    let port = preview.port();
    let (host, pass) = secrets(&stage);
    let guessed = format!("{}.localhost:{port}", "0".repeat(40));
    let hosts = [
        format!("127.0.0.1:{port}"),
        format!("localhost:{port}"),
        // Names that another page could resolve to this computer.
        "evil.example".to_owned(),
        format!("evil.example:{port}"),
        format!("evil.localhost:{port}"),
        format!("[::1]:{port}"),
        guessed,
        host.replace(&port.to_string(), "80"),
        format!("{host}.evil.example"),
        format!("x{host}"),
    ];
    for wrong in &hosts {
        let bearer = format!("Bearer {pass}");
        let answer = ask(port, "GET /api/states", &[("Host", wrong), ("Authorization", &bearer)]).await;
        assert_eq!(answer.status, 403, "{wrong}: {}", answer.head);
        assert!(Page::open(port, wrong, Some(stage.origin())).await.is_err(), "{wrong}");
    }
    assert_eq!(ask(port, "GET /", &[]).await.status, 403);
    assert_eq!(preview.strangers(), u64::try_from(hosts.len() * 2 + 1).expect("small"));

    for origin in [None, Some("http://evil.example"), Some("null"), Some(crate::support::PARENT)] {
        assert!(Page::open(port, &host, origin).await.is_err(), "{origin:?}");
        let Some(origin) = origin else { continue };
        let answer = ask(port, "GET /static/icons/favicon.ico", &[("Host", &host), ("Origin", origin)]).await;
        assert_eq!(answer.status, 403, "{origin}");
    }
    let embedded = [("Host", host.as_str()), ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "no-cors")];
    assert_eq!(ask(port, "GET /static/icons/favicon.ico", &embedded).await.status, 403);

    for wrong in
        [json!({"type": "auth", "access_token": "preview"}), json!({"type": "auth"}), json!({"type": "ping", "id": 1})]
    {
        let mut page = Page::open(port, &host, Some(stage.origin())).await.expect("a WebSocket");
        page.message().await;
        page.send(wrong.clone()).await;
        assert_eq!(page.message().await["type"], "auth_invalid", "{wrong}");
        assert_eq!(page.next().await, None);
    }
    // With the host but without the pass, paths that Home Assistant guards stay guarded.
    for headers in [&[][..], &[("Authorization", "Bearer preview")]] {
        let mut all = vec![("Host", host.as_str())];
        all.extend_from_slice(headers);
        assert_eq!(ask(port, "GET /api/states", &all).await.status, 401);
    }
    assert_eq!(stage.tally().refused[&Refused::Pass], 3);
}

#[tokio::test]
async fn only_get_gets_through_and_not_everywhere() {
    let home = RealHome::shared().await;
    let (preview, stage) = on_show(home).await;
    let (host, pass) = secrets(&stage);
    let bearer = format!("Bearer {pass}");
    let headers = [("Host", host.as_str()), ("Authorization", bearer.as_str()), ("Content-Length", "0")];
    for request in [
        "POST /api/services/light/turn_on",
        "POST /api/states/sensor.made_up",
        "DELETE /api/states/light.bed_light",
        "PUT /api/states/sensor.made_up",
        "PATCH /",
        "OPTIONS /",
        "POST /auth/token",
        "POST /api/events/x",
        "POST /api/config/core/check_config",
        "POST /api/template",
        "POST /api/webhook/abc",
        "GET /api/webhook/abc",
        "GET /api/diagnostics/config_entry/abc",
        "GET /api/stream",
        "GET /api/garden/beds",
        "GET /api/./states",
        "GET /api/%2e/states",
        "GET //api/states",
        "GET /API/states",
        "GET /auth/authorize",
        "GET /api/hassio/host/reboot",
        "GET /api/hassio_ingress/a/b",
        "GET /api/x/../webhook/abc",
        "GET /api/%77ebhook/abc",
        "TRACE /",
        "GET http://127.0.0.1:1/",
        "BREW /",
    ] {
        let answer = ask(preview.port(), request, &headers).await;
        assert!(matches!(answer.status, 400 | 403), "{request}: {}", answer.head);
    }
    for worker in ["/service_worker.js", "/sw-modern.js"] {
        let answer = ask(preview.port(), &format!("GET {worker}"), &headers).await;
        assert_eq!(answer.status, 404, "{worker}");
    }
    let read = ask(preview.port(), "GET /api/states/light.bed_light", &headers[..2]).await;
    assert_eq!(read.status, 200, "{}", read.head);
    let made_up = ask(preview.port(), "GET /api/states/sensor.made_up", &headers[..2]).await;
    assert_eq!(made_up.status, 404, "a state was made up: {}", made_up.text());
}

/// Every command in the sources of the installed Home Assistant, and those of its storage collections.
fn commands_of(python: &Path) -> BTreeSet<String> {
    let mut commands = BTreeSet::new();
    let mut open = vec![python.to_owned()];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(std::fs::read_dir(&path).expect("a folder").map(|entry| entry.expect("an entry").path()));
        } else if path.extension().is_some_and(|ending| ending == "py") {
            let source = std::fs::read_to_string(&path).expect("a source");
            for (at, _) in source.match_indices("type\"") {
                let after = source[at + 5..].trim_start_matches([')', ':', ' ', '\n']);
                let Some(name) = after.strip_prefix('"').and_then(|rest| rest.split('"').next()) else { continue };
                if name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "/_-".contains(c)) {
                    commands.insert(name.to_owned());
                }
            }
        }
    }
    for collection in [
        "lovelace/dashboards",
        "lovelace/resources",
        "person",
        "tag",
        "zone",
        "input_boolean",
        "input_button",
        "input_datetime",
        "input_number",
        "input_select",
        "input_text",
        "counter",
        "timer",
        "schedule",
        "image",
        "assist_pipeline/pipeline",
        "application_credentials",
    ] {
        commands.extend(["create", "update", "delete"].map(|verb| format!("{collection}/{verb}")));
    }
    commands
}

/// The state of a home: states, dashboards, resources and registries.
pub(crate) async fn everything(home: &RealHome) -> Vec<Value> {
    let mut client = home.client().await;
    let mut all = Vec::new();
    for command in [
        "lovelace/dashboards/list",
        "lovelace/resources",
        "config/entity_registry/list",
        "config/device_registry/list",
        "config/area_registry/list",
        "config/auth/list",
        "person/list",
        "get_config",
        "frontend/get_themes",
        "persistent_notification/get",
        "auth/refresh_tokens",
        "blueprint/list",
        "config_entries/get",
        "config/floor_registry/list",
        "config/label_registry/list",
        "repairs/list_issues",
        "labs/list",
        "frontend/get_user_data",
        "frontend/get_system_data",
    ] {
        let mut command = json!({"type": command});
        if command["type"] == "blueprint/list" {
            command["domain"] = "automation".into();
        }
        if command["type"].as_str().is_some_and(|name| name.starts_with("frontend/get_") && name.ends_with("_data")) {
            command["key"] = "core".into();
        }
        let mut answer = client.command(command).await["result"].take();
        if let Some(tokens) = answer.as_array_mut() {
            // The last use of a token doesn't count.
            for token in tokens.iter_mut().filter_map(Value::as_object_mut) {
                token.remove("last_used_at");
                token.remove("last_used_ip");
            }
        }
        all.push(answer);
    }
    for url_path in [json!(null), json!("map"), json!("yaml-dash")] {
        all.push(client.command(json!({"type": "lovelace/config", "url_path": url_path})).await["result"].take());
    }
    let states = client.result(json!({"type": "get_states"})).await;
    let mut states: Vec<Value> = states
        .as_array()
        .expect("a list")
        .iter()
        .map(|state| json!([state["entity_id"], state["last_changed"]]))
        .collect();
    // These change by themselves.
    states.retain(|state| {
        !["sensor.", "weather.", "sun.", "camera.", "image.", "image_processing."]
            .iter()
            .any(|own| state[0].as_str().is_some_and(|id| id.starts_with(own)))
    });
    states.sort_by_key(ToString::to_string);
    all.push(Value::Array(states));
    all
}

#[tokio::test]
async fn no_command_that_changes_anything_gets_through() {
    let home = RealHome::start(Options::default()).await;
    let before = everything(&home).await;
    let (preview, stage) = on_show(&home).await;
    let commands = commands_of(&home.sources());
    assert!(commands.len() > 350, "only {} commands were found", commands.len());
    for sure in ["lovelace/config/save", "call_service", "config/entity_registry/update", "lovelace/dashboards/delete"]
    {
        assert!(commands.contains(sure), "{sure}");
    }
    let mut page = Page::of(&preview, &stage).await;
    let (mut refused, mut passed) = (BTreeSet::new(), BTreeSet::new());
    for command in &commands {
        if command == "lovelace/config" || command == "ping" || command.starts_with("subscribe_") {
            continue;
        }
        // Has the fields that many commands need, so that a command that gets through would have an effect.
        let filled = json!({
            "type": command, "domain": "light", "service": "toggle", "service_data": {"entity_id": "light.bed_light"},
            "url_path": "map", "config": {"views": []}, "entity_id": "light.bed_light", "name": "attack",
            "event_type": "attack", "dashboard_id": "map", "title": "attack",
        });
        let answer = page.command(filled).await;
        if answer["error"]["message"].as_str().is_some_and(|message| message.starts_with("This is a preview")) {
            refused.insert(command.clone());
        } else {
            passed.insert(command.clone());
        }
    }
    let changes = ["create", "update", "delete", "remove", "save", "set", "add", "clear", "restore", "import"];
    for command in &passed {
        assert!(!changes.iter().any(|verb| command.rsplit('/').next() == Some(*verb)), "{command} got through");
    }
    assert!(refused.len() > 250, "only {} commands were refused", refused.len());
    assert_eq!(stage.tally().refusals(), u64::try_from(refused.len()).expect("a number"));
    println!("{} commands: {} refused, {} passed: {passed:?}", commands.len(), refused.len(), passed.len());
    assert_eq!(everything(&home).await, before);
}

#[tokio::test]
async fn services_are_called_only_while_control_is_allowed() {
    let home = RealHome::start(Options::default()).await;
    let (preview, stage) = on_show(&home).await;
    let mut page = Page::of(&preview, &stage).await;
    let call = json!({"type": "call_service", "domain": "light", "service": "toggle", "service_data": {"entity_id": "light.bed_light"}});
    assert_eq!(page.command(call.clone()).await["error"]["code"], "unauthorized");
    assert_eq!(stage.tally().refused[&Refused::Service("light.toggle".to_owned())], 1);
    stage.let_control(true);
    assert_eq!(page.command(call.clone()).await["success"], true);
    stage.let_control(false);
    assert_eq!(page.command(call).await["error"]["code"], "unauthorized");
}

#[tokio::test]
async fn the_token_is_in_nothing_that_a_page_gets() {
    let home = RealHome::shared().await;
    let (preview, stage) = on_show(home).await;
    let (host, pass) = secrets(&stage);
    assert_ne!(pass, home.token);
    let bearer = format!("Bearer {pass}");
    let mut bytes = String::new();
    for path in [
        "/",
        "/map/0",
        "/manifest.json",
        "/api/config",
        "/api/states",
        "/api/error_log",
        "/api/",
        "/api/none",
        "/nowhere",
    ] {
        let headers = [("Host", host.as_str()), ("Authorization", bearer.as_str()), ("Accept", "text/html")];
        let answer = ask(preview.port(), &format!("GET {path}"), &headers).await;
        bytes += &answer.head;
        bytes += &answer.text();
    }
    let mut page = Page::of(&preview, &stage).await;
    for command in [
        json!({"type": "auth/current_user"}),
        json!({"type": "auth/refresh_tokens"}),
        json!({"type": "get_config"}),
        json!({"type": "auth/sign_path", "path": "/api/states"}),
        json!({"type": "http/config"}),
        json!({"type": "auth/long_lived_access_token", "client_name": "x", "lifespan": 1}),
        json!({"type": "render_template", "template": "{{ states | list | length }}"}),
    ] {
        page.command(command).await;
    }
    bytes += &page.received;
    assert!(bytes.len() > 50_000);
    for part in home.token.split('.') {
        assert!(!bytes.contains(part) || part.len() < 40, "a part of the token reached the page");
    }
    let said = format!("{preview:?} {stage:?} {:?}", stage.tally());
    assert!(!said.contains(&home.token) && !said.contains(&pass));
}
