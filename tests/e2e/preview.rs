//! The preview in the real webview: Home Assistant's own frontend, framed by Bobbin's window, on a text that nobody
//! saved. What it may and may not do is proven without a window; here it is seen, followed and led.

use std::time::Duration;

use bobbin_testkit::real_home::RealHome;
use fantoccini::Locator;
use serde_json::{Value, json};

use crate::driver::Bobbin;
use crate::home::{connect, dashboard, held};

/// Home Assistant's frontend is some hundred files, and two cores may be busy with other tests.
const COMES_UP: Duration = Duration::from_secs(180);

/// All text in the frame, through the shadow roots that the frontend is made of.
const SEEN: &str = "const seen = (root) => { let text = '';
    for (const node of root.childNodes) {
        if (node.nodeType === 3) text += node.data + ' ';
        else if (node.nodeType === 1 && !['STYLE', 'SCRIPT'].includes(node.tagName))
            text += seen(node) + (node.shadowRoot ? seen(node.shadowRoot) : ''); }
    return text; };
    return seen(document.body);";

/// Asks something in the preview's frame.
async fn in_frame(bobbin: &Bobbin, script: &str) -> Value {
    let Ok(frame) = bobbin.client.find(Locator::Css("[data-testid='preview-frame']")).await else { return Value::Null };
    if frame.enter_frame().await.is_err() {
        return Value::Null;
    }
    // While the page is being loaded nothing can be asked; the next look sees more.
    let answer = bobbin.client.execute(script, vec![]).await.unwrap_or_default();
    bobbin.client.clone().enter_parent_frame().await.expect("Bobbin's own page");
    answer
}

async fn shows(bobbin: &Bobbin, words: &str) {
    let seen = || async { in_frame(bobbin, SEEN).await.as_str().is_some_and(|seen| seen.contains(words)) };
    bobbin.within(COMES_UP, &format!("“{words}” in the preview"), seen).await;
}

#[tokio::test]
async fn the_preview_shows_the_draft_and_follows_it() {
    let home = RealHome::shared().await;
    let config = json!({"views": [
        {"title": "Living", "path": "living", "cards": [
            {"type": "markdown", "content": "drawn by Home Assistant"},
            {"type": "tile", "entity": "light.bed_light"},
            {"type": "gauge", "entity": "sensor.outside_temperature"},
        ]},
        {"title": "Garden", "path": "garden", "cards": [{"type": "markdown", "content": "the second view"}]},
    ]});
    dashboard(home, "seen-live", "Seen live", config.clone()).await;
    let folder = tempfile::tempdir().expect("a folder");
    let mut bobbin = Bobbin::start("preview", folder.path(), &[]).await;
    bobbin.resize(1600, 960).await;
    connect(&mut bobbin, home).await;
    bobbin.press("Seen live").await;
    bobbin.editor().await;
    bobbin.click("[data-testid='toggle-preview']").await;
    shows(&bobbin, "drawn by Home Assistant").await;
    bobbin.shot("open").await;

    // What is typed is on screen, and nobody saved it.
    bobbin.type_over("drawn by Home Assistant", "typed a moment ago").await;
    shows(&bobbin, "typed a moment ago").await;
    bobbin.shot("edited").await;
    assert_eq!(held(home, "seen-live").await, config);

    // A text that can't be read leaves the last good picture, and says so.
    bobbin.type_over("type: markdown", "type: [markdown").await;
    bobbin.find("[data-testid='preview-behind']").await;
    shows(&bobbin, "typed a moment ago").await;
    bobbin.shot("behind").await;
    bobbin.type_over("type: [markdown", "type: markdown").await;
    bobbin.gone("[data-testid='preview-behind']").await;

    // The page has no way into the app.
    let reached = in_frame(&bobbin, "try { return String(parent.document.body) } catch (error) { return error.name }");
    assert_eq!(reached.await, "SecurityError");
    let ipc = "return 'ipc' in (window.webkit?.messageHandlers ?? {}) || '__TAURI_INTERNALS__' in window";
    println!("handlers of the shell in the frame: {}", in_frame(&bobbin, ipc).await);
    let everything =
        in_frame(&bobbin, "return JSON.stringify([location.href, {...localStorage}, {...sessionStorage}])");
    assert!(!everything.await.to_string().contains(&home.token));

    // In the dark, and as narrow as a phone.
    bobbin.command("Dark colours").await;
    bobbin.press("Phone, 360 pixels").await;
    let width = || async { in_frame(&bobbin, "return innerWidth").await == json!(360) };
    bobbin.within(COMES_UP, "a width of 360 pixels", width).await;
    bobbin.shot("phone").await;
    bobbin.resize(1000, 800).await;
    shows(&bobbin, "typed a moment ago").await;
    bobbin.fits().await;
    bobbin.shot("narrow").await;
    bobbin.quit().await;
}
