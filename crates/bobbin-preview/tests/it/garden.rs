//! Cards of a custom integration that fetch data the way published ones do: each gets its data through the preview.

use crate::browser::{DEEP, Window, shown};
use crate::support::{configured, has_counted_a_failed_login, scene, with_integration};
use bobbin_preview::{Draft, Refused};
use bobbin_testkit::chromium::Chromium;
use bobbin_testkit::real_home::{Options, RealHome};
use serde_json::json;
use std::fs;

/// A home with the garden's integration.
pub(crate) fn planted(options: Options) -> Options {
    let files = &[
        ("manifest.json", include_str!("../home/garden/manifest.json")),
        ("__init__.py", include_str!("../home/garden/__init__.py")),
        ("www/garden-cards.js", include_str!("../home/garden/www/garden-cards.js")),
        ("www/garden-chunk.js", include_str!("../home/garden/www/garden-chunk.js")),
    ];
    with_integration(options, "garden", files)
}

#[tokio::test]
async fn cards_that_fetch_are_drawn() {
    let home = RealHome::start(planted(configured(Options::default().counting_logins(), "garden:\n"))).await;
    // A binary file: a font of Home Assistant's own.
    let frontend = home.sources().join("../hass_frontend/static");
    let font = fs::read_dir(frontend.join("fonts/roboto")).expect("fonts").flatten();
    let font = font.map(|file| file.path()).find(|path| path.extension().is_some_and(|ending| ending == "woff2"));
    fs::copy(font.expect("a font"), home.folder().join("custom_components/garden/www/garden.woff2")).expect("copied");
    let resource =
        json!({"type": "lovelace/resources/create", "res_type": "module", "url": "/garden_cards/garden-cards.js"});
    home.client().await.result(resource).await;

    let cards = ["camera", "history", "image", "beds", "font", "chunk"]
        .map(|name| json!({"type": format!("custom:garden-{name}")}));
    let draft = Draft::new(json!({"views": [{"title": "Garden", "path": "one", "cards": cards}]}).to_string())
        .expect("a dashboard");
    let mut browser = Chromium::start(None).await;
    let window = Window::open().await;
    let (preview, stage) = shown(&home, &window, scene("map", draft)).await;
    window.frame(&stage.url("one"));
    browser.open(&window.origin).await;
    let frame = browser.frame(stage.origin()).await;
    browser.evaluate(&frame, DEEP).await;
    let says = |text: &str| format!("seen().includes('{text}')");
    for text in [
        "garden-camera: a picture",
        "garden-history: 1 with history",
        "garden-image: a picture",
        "garden-font: a font that is loaded",
        "garden-chunk: tulips",
        // A path of a foreign integration may have any effect, so the user has to allow it.
        "garden-beds: failed with 403",
    ] {
        browser.wait_until(&frame, &says(text)).await;
    }
    assert_eq!(stage.tally().refused.get(&Refused::Path("/api/garden/beds".to_owned())), Some(&1));
    assert_eq!(stage.wanted().borrow().iter().collect::<Vec<_>>(), ["/api/garden/"]);
    assert!(preview.allow("/api/garden/"));
    browser.evaluate(&frame, "setTimeout(() => location.reload(), 0), true").await;
    browser.wait_until(&frame, "performance.getEntriesByType('navigation')[0].type === 'reload'").await;
    browser.evaluate(&frame, DEEP).await;
    browser.wait_until(&frame, &says("garden-beds: roses and beans")).await;
    browser.wait_until(&frame, &says("garden-camera: a picture")).await;
    assert!(!has_counted_a_failed_login(&home).await);
}
