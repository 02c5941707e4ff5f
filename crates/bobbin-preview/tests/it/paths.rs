//! The effect of GET: every path that Home Assistant answers, with its verdict.
//!
//! `http_views.txt` has a line for each path that the tests' Home Assistant registers or whose sources could: `token`
//! (cards read it, the token is added), `public` (served to everybody), `refused`. `login` marks a path that the proxy
//! can't know: outside `/api`, and guarded all the same. A path missing from the table fails the test, so that somebody
//! reads its code before a preview may request it.

use crate::support::{
    Page, ask, configured, draft, forget_the_failed_login, has_counted_a_failed_login, preview, scene, secrets,
    with_integration,
};
use bobbin_preview::{Preview, Stage, allowable};
use bobbin_testkit::real_home::{Options, RealHome};
use serde_json::json;
use std::collections::BTreeMap;

const TABLE: &str = include_str!("http_views.txt");

/// Integrations that act by GET, including one from outside Home Assistant.
const ACTING: &str = "
http_views:
garden:
media_source:
webhook:
backup:
repairs:
diagnostics:
binary_sensor:
  - platform: mystrom
sensor:
  - platform: torque
    email: torque@example.org
";

fn acting() -> Options {
    let views = &[
        ("manifest.json", include_str!("../home/http_views/manifest.json")),
        ("__init__.py", include_str!("../home/http_views/__init__.py")),
    ];
    let options = configured(Options::default().counting_logins(), ACTING);
    crate::garden::planted(with_integration(options, "http_views", views))
}

/// The table, by path.
fn table() -> BTreeMap<&'static str, &'static str> {
    let lines = TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| line.split_once(' ').expect("a verdict and a path"))
        .map(|(verdict, path)| (path, verdict))
        .collect()
}

/// A path that matches a pattern of Home Assistant's router.
fn example(pattern: &str) -> String {
    let mut path = String::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        path.push_str(before);
        // A pattern may contain braces of its own.
        let mut depth = 1;
        let end = after.find(|c| {
            depth += i32::from(c == '{') - i32::from(c == '}');
            depth == 0
        });
        path.push('1');
        rest = &after[end.expect("a closing brace") + 1..];
    }
    path + rest
}

fn on_show(home: &RealHome) -> (Preview, Stage) {
    let preview = preview(home);
    let stage = preview.stage(scene("map", draft("one"))).expect("a stage");
    (preview, stage)
}

#[tokio::test]
async fn every_path_has_a_verdict_and_none_that_acts_gets_through() {
    let home = RealHome::start(acting()).await;
    let port = home.url.rsplit(':').next().and_then(|port| port.parse().ok()).expect("a port");
    let owner = format!("Bearer {}", home.token);
    let found = ask(port, "GET /api/http_views", &[("Host", "localhost"), ("Authorization", &owner)]).await.text();
    // Paths with a build number are files.
    let found: Vec<_> = found.lines().filter(|path| !path.starts_with("/frontend_")).collect();
    let table = table();
    let missing: Vec<_> = found.iter().filter(|path| !table.contains_key(**path)).collect();
    assert!(missing.is_empty(), "paths without a verdict: {missing:#?}");
    let gone: Vec<_> = table.keys().filter(|path| !found.contains(*path)).collect();
    assert!(gone.is_empty(), "paths that Home Assistant has no more: {gone:#?}");
    assert!(found.len() > 120, "only {} paths were found", found.len());
    for acts in ["/api/torque", "/api/mystrom", "/api/webhook/{webhook_id}", "/api/watering/start"] {
        assert_eq!(table.get(acts), Some(&"refused"), "{acts}");
    }

    let (preview, stage) = on_show(&home);
    let (host, pass) = secrets(&stage);
    let bearer = format!("Bearer {pass}");
    let before = crate::attacks::everything(&home).await;
    let mut counts = BTreeMap::<&str, usize>::new();
    // At the end, since Home Assistant counts a failed login for it.
    let (learned, known): (Vec<_>, Vec<_>) = table.iter().partition(|(_, verdict)| **verdict == "login");
    for (at, (pattern, verdict)) in known.iter().chain(&learned).enumerate() {
        if at == known.len() {
            let counted = has_counted_a_failed_login(&home).await;
            assert!(!counted, "a request without a login reached Home Assistant");
            assert!(crate::attacks::everything(&home).await == before, "a GET changed something");
        }
        *counts.entry(**verdict).or_default() += 1;
        let path = example(pattern);
        let asked = format!("GET {path}?eml=torque@example.org&id=1&v=1&kff1005=1&userUnit0c=km&lock=1");
        let with_pass = ask(preview.port(), &asked, &[("Host", &host), ("Authorization", &bearer)]).await;
        let without = ask(preview.port(), &asked, &[("Host", &host)]).await;
        match **verdict {
            "refused" => {
                assert!(
                    matches!(with_pass.status, 403 | 404) && with_pass.text().contains("preview"),
                    "{path}: {}",
                    with_pass.head
                );
                assert!(matches!(without.status, 403 | 404), "{path}: {}", without.head);
                let first = path.strip_prefix("/api/").and_then(|rest| rest.split('/').next()).unwrap_or_default();
                let is_ours = matches!(first, "garden" | "watering");
                // The emulated bridge of lights is a server of its own.
                assert!(
                    is_ours || pattern.starts_with("/api/{") || allowable(&path).is_none(),
                    "{path} could be allowed"
                );
            }
            "token" => {
                assert_ne!(with_pass.status, 401, "{path}");
                assert!(!with_pass.text().contains("This is a preview"), "{path}");
                assert_eq!(without.status, 401, "{path}");
            }
            "public" => {
                for answer in [&with_pass, &without] {
                    assert_ne!(answer.status, 401, "{path}");
                    assert!(!answer.text().contains("This is a preview"), "{path}");
                }
            }
            "login" => assert_eq!((with_pass.status, without.status), (401, 401), "{path}"),
            other => panic!("{other} is no verdict"),
        }
    }
    println!("{} paths: {counts:?}", table.len());
    let states = home.client().await.result(json!({"type": "get_states"})).await.to_string();
    assert!(!states.contains("torque") && !states.contains("watering"), "a GET acted");
}

#[tokio::test]
async fn a_page_signs_only_what_it_may_read_and_no_login_of_its_own_fails() {
    let home = RealHome::start(acting()).await;
    let (preview, stage) = on_show(&home);
    let (host, pass) = secrets(&stage);
    let bearer = format!("Bearer {pass}");
    let mut page = Page::of(&preview, &stage).await;
    for path in [
        "/api/torque?eml=torque@example.org",
        "/api/backup/download/1",
        "/api/diagnostics/config_entry/1",
        "/api/watering/start",
        "/api/./states",
        "/API/states",
        "/auth/authorize",
        "",
    ] {
        let answer = page.command(json!({"type": "auth/sign_path", "path": path})).await;
        assert_eq!(answer["error"]["code"], "unauthorized", "{path}: {answer}");
    }
    let signed = page.command(json!({"type": "auth/sign_path", "path": "/api/states/sun.sun"})).await;
    let signed = signed["result"]["path"].as_str().expect("a path").to_owned();
    let answer = ask(preview.port(), &format!("GET {signed}"), &[("Host", &host)]).await;
    assert_eq!(answer.status, 200, "what Home Assistant signed is passed on");

    // A forged signature opens nothing, not even together with the pass; nor does one for another path.
    let (_, signature) = signed.split_once('?').expect("a signature");
    for (path, status) in [
        ("/api/watering/start?authSig=eyJhbGciOiJIUzI1NiJ9.made.up".to_owned(), 401),
        ("/api/states?authSig=eyJhbGciOiJIUzI1NiJ9.made.up".to_owned(), 401),
        ("/api/camera_proxy/camera.none?token=0123456789abcdef0123456789abcdef".to_owned(), 401),
        (format!("/api/webhook/abc?{signature}"), 403),
        (format!("/api/config/config_entries/entry?{signature}"), 403),
    ] {
        let answer = ask(preview.port(), &format!("GET {path}"), &[("Host", &host)]).await;
        assert_eq!(answer.status, status, "{path}");
    }
    let made_up = "GET /api/watering/start?authSig=eyJhbGciOiJIUzI1NiJ9.made.up";
    let answer = ask(preview.port(), made_up, &[("Host", &host), ("Authorization", &bearer)]).await;
    assert_eq!(answer.status, 401);
    assert!(!has_counted_a_failed_login(&home).await);

    // Home Assistant refuses a signature for another path and counts that, once.
    let stolen = format!("GET /api/watering/start?{signature}");
    assert_eq!(ask(preview.port(), &stolen, &[("Host", &host), ("Authorization", &bearer)]).await.status, 401);
    assert!(has_counted_a_failed_login(&home).await, "the test sees what it looks for");
    forget_the_failed_login(&home).await;
    for _ in 0..3 {
        assert_eq!(ask(preview.port(), &stolen, &[("Host", &host)]).await.status, 401);
    }
    assert!(!has_counted_a_failed_login(&home).await);
    let states = home.client().await.result(json!({"type": "get_states"})).await.to_string();
    assert!(!states.contains("watering"));

    // An integration that the user allowed may refuse for its own reasons; the token stays good.
    assert!(preview.allow("/api/garden/"));
    for (path, status) in [("/api/garden/locked", 401), ("/api/garden/beds", 200), ("/api/states/sun.sun", 200)] {
        let headers = [("Host", host.as_str()), ("Authorization", bearer.as_str())];
        assert_eq!(ask(preview.port(), &format!("GET {path}"), &headers).await.status, status, "{path}");
    }

    // Outside `/api`, the first request shows that a path is guarded; it is not requested again.
    for (time, counted) in [("the first time", true), ("again", false), ("and again", false)] {
        assert_eq!(ask(preview.port(), "GET /harvest/list.json", &[("Host", &host)]).await.status, 401, "{time}");
        assert_eq!(has_counted_a_failed_login(&home).await, counted, "{time}");
        forget_the_failed_login(&home).await;
    }
}
