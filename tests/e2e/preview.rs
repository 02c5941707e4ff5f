//! The preview in the real webview: Home Assistant's own frontend, framed by Bobbin's window, on an unsaved text. Other
//! tests check the limits of the preview without a window; this one checks that it shows, follows and leads.

use std::path::Path;
use std::time::Duration;

use bobbin_testkit::real_home::RealHome;
use fantoccini::Locator;
use fantoccini::key::Key;
use serde_json::{Value, json};
use tokio::process::Command;

use crate::driver::Bobbin;
use crate::home::{connect, dashboard, held};

/// The list of the preview's languages.
const LANGUAGE: &str = "button[aria-label='Language']";

/// Home Assistant's frontend has about a hundred files, and two cores may be busy with other tests.
pub(crate) const COMES_UP: Duration = Duration::from_secs(180);

/// All text in the frame, through the shadow roots of the frontend.
const SEEN: &str = "const seen = (root) => { let text = '';
    for (const node of root.childNodes) {
        if (node.nodeType === 3) text += node.data + ' ';
        else if (node.nodeType === 1 && !['STYLE', 'SCRIPT'].includes(node.tagName))
            text += seen(node) + (node.shadowRoot ? seen(node.shadowRoot) : ''); }
    return text; };
    return seen(document.body);";

/// Evaluates a script in the preview's frame.
pub(crate) async fn in_frame(bobbin: &Bobbin, script: &str) -> Value {
    let Ok(frame) = bobbin.client.find(Locator::Css("[data-testid='preview-frame']")).await else { return Value::Null };
    if frame.enter_frame().await.is_err() {
        return Value::Null;
    }
    // A page that is loading gives no answer; the next attempt gets one.
    let answer = bobbin.client.execute(script, vec![]).await.unwrap_or_default();
    bobbin.client.clone().enter_parent_frame().await.expect("Bobbin's own page");
    answer
}

/// The attempt of a page that knows how the window talks to Bobbin, except for the key of this run.
const CALL_THE_SHELL: &str = "const done = arguments[arguments.length - 1];
    const headers = { 'Content-Type': 'application/json', 'Tauri-Callback': '1', 'Tauri-Error': '2', 'Tauri-Invoke-Key': 'x' };
    const body = JSON.stringify({ name: 'app_state', request: 'null' });
    window.webkit?.messageHandlers?.ipc?.postMessage(JSON.stringify({
        cmd: 'call', callback: 1, error: 2, payload: { name: 'window_close', request: 'null' }, __TAURI_INVOKE_KEY__: 'x' }));
    fetch('ipc://localhost/call', { method: 'POST', headers, body })
        .then(async (answer) => done(answer.ok ? await answer.text() : 'refused'), () => done('refused'));
    // A request with a wrong key may get no answer; one with the right key gets it at once.
    setTimeout(() => done('refused'), 3000);";

/// Requests a path like a card, and returns the status of a refusal.
fn calls(path: &str) -> String {
    format!(
        "const done = arguments[arguments.length - 1];
        const hass = document.querySelector('home-assistant')?.hass;
        if (!hass?.callApi) done(null);
        else hass.callApi('GET', '{path}').then(() => done(200), (error) => done(error.status_code));"
    )
}

async fn in_frame_later(bobbin: &Bobbin, script: &str) -> Value {
    let frame = bobbin.find("[data-testid='preview-frame']").await;
    frame.enter_frame().await.expect("the preview");
    // A page that is loading gives no answer.
    let answer = bobbin.client.execute_async(script, vec![]).await.unwrap_or_default();
    bobbin.client.clone().enter_parent_frame().await.expect("Bobbin's own page");
    answer
}

/// Waits until nothing reports that it is loading.
pub(crate) async fn drawn(bobbin: &Bobbin, loading: &str) {
    let gone = || async { bobbin.client.find_all(Locator::Css(loading)).await.is_ok_and(|found| found.is_empty()) };
    bobbin.within(COMES_UP, &format!("“{loading}” to go"), gone).await;
}

/// Waits until the preview shows a text.
pub(crate) async fn shows(bobbin: &Bobbin, words: &str) {
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
            {"type": "weather-forecast", "entity": "weather.demo_weather_south", "forecast_type": "daily"},
            {"type": "thermostat", "entity": "climate.hvac"},
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
    bobbin.click("[data-testid='toggle-inspector']").await;
    bobbin.click("[data-testid='toggle-preview']").await;
    shows(&bobbin, "drawn by Home Assistant").await;
    bobbin.shot("open").await;

    // The typed text is on screen, and nothing was saved.
    bobbin.type_over("drawn by Home Assistant", "typed a moment ago").await;
    shows(&bobbin, "typed a moment ago").await;
    bobbin.shot("edited").await;
    assert_eq!(held(home, "seen-live").await, config);

    // An unreadable text keeps the last good picture, with a note.
    bobbin.type_over("type: markdown", "type: [markdown").await;
    bobbin.find("[data-testid='preview-behind']").await;
    shows(&bobbin, "typed a moment ago").await;
    bobbin.shot("behind").await;
    bobbin.type_over("type: [markdown", "type: markdown").await;
    bobbin.gone("[data-testid='preview-behind']").await;

    // The page has no access to the app.
    let reached = in_frame(&bobbin, "try { return String(parent.document.body) } catch (error) { return error.name }");
    assert_eq!(reached.await, "SecurityError");
    assert_eq!(in_frame(&bobbin, "return '__TAURI_INTERNALS__' in window || '__TAURI__' in window").await, false);
    assert_eq!(in_frame_later(&bobbin, CALL_THE_SHELL).await, json!("refused"));
    let everything =
        in_frame(&bobbin, "return JSON.stringify([location.href, {...localStorage}, {...sessionStorage}])");
    assert!(!everything.await.to_string().contains(&home.token));

    // A card requests a path of a custom integration: the user has to allow it.
    assert_eq!(in_frame_later(&bobbin, &calls("garden/beds")).await, 403);
    bobbin.find("[data-testid='preview-wants']").await;
    bobbin.shot("wants").await;
    bobbin.press("Allow for this home").await;
    bobbin.gone("[data-testid='preview-wants']").await;
    // This home has no garden; the request reached Home Assistant.
    let allowed = || async { in_frame_later(&bobbin, &calls("garden/beds")).await == 404 };
    bobbin.within(COMES_UP, "the path to be passed on", allowed).await;

    // In dark mode, and as narrow as a phone.
    bobbin.command("Dark theme").await;
    assert_eq!(in_frame_later(&bobbin, &calls("pool/water/temperature")).await, 403);
    bobbin.find("[data-testid='preview-wants']").await;
    bobbin.resize(1000, 760).await;
    bobbin.shot("wants-dark-narrow").await;
    bobbin.resize(1600, 960).await;
    bobbin.click("[data-testid='preview-wants'] [aria-label='Dismiss']").await;
    bobbin.gone("[data-testid='preview-wants']").await;
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

#[tokio::test]
async fn it_leads_and_follows_and_is_looked_at_in_other_ways() {
    let home = RealHome::shared().await;
    let rule = json!([{"condition": "state", "entity": "light.bed_light", "state": "unavailable"}]);
    let config = json!({"views": [{"title": "Living", "path": "living", "cards": [
        {"type": "markdown", "content": "the first card"},
        {"type": "tile", "entity": "light.bed_light"},
        {"type": "markdown", "content": "the lamp is out", "visibility": rule},
        {"type": "custom:lost-card"},
    ]}, {"title": "Garden", "path": "garden", "cards": [{"type": "markdown", "content": "the second view"}]}]});
    dashboard(home, "seen-led", "Led and followed", config).await;
    let folder = tempfile::tempdir().expect("a folder");
    let mut bobbin = Bobbin::start("preview-ways", folder.path(), &[]).await;
    bobbin.resize(1600, 960).await;
    connect(&mut bobbin, home).await;
    bobbin.press("Led and followed").await;
    bobbin.editor().await;
    bobbin.click("[data-testid='toggle-inspector']").await;
    bobbin.click("[data-testid='toggle-preview']").await;
    shows(&bobbin, "the first card").await;

    // A card that Home Assistant does not know is a problem with a position.
    let told = || async { bobbin.client.find(Locator::Css("[data-testid='preview-troubles']")).await.is_ok() };
    bobbin.within(COMES_UP, "the trouble", told).await;
    bobbin.click("[data-testid='preview-troubles']").await;
    bobbin.find("[data-testid='problems']").await;
    bobbin.sees("lost-card").await;
    bobbin.shot("troubles").await;
    bobbin.resize(1000, 800).await;
    bobbin.fits().await;
    bobbin.shot("narrow-troubles").await;
    bobbin.command("Problems").await;
    bobbin.gone("[data-testid='problems']").await;

    // A click in the picture selects the card, and a view selected in the app is shown.
    bobbin.click("[data-testid='preview-pick']").await;
    let pick = "const deep = (selector, root = document) => [...root.querySelectorAll(selector),
            ...[...root.querySelectorAll('*')].flatMap((each) => each.shadowRoot ? deep(selector, each.shadowRoot) : [])];
        if (document.documentElement.style.cursor !== 'crosshair') return false;
        deep('hui-tile-card')[0].dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true, cancelable: true }));
        return true;";
    bobbin.within(COMES_UP, "a pick", || async { in_frame(&bobbin, pick).await == json!(true) }).await;
    let line = || async {
        let script = "const content = document.querySelector('.cm-content');
            const { state } = content.cmTile?.view ?? content.cmView.view;
            return state.sliceDoc(state.selection.main.head, state.selection.main.head + 60);";
        bobbin.client.execute(script, vec![]).await.is_ok_and(|text| text.to_string().contains("light.bed_light"))
    };
    bobbin.until("the cursor at the tile", line).await;
    bobbin.fits().await;
    bobbin.shot("narrow-picked").await;
    bobbin.resize(1600, 960).await;
    bobbin.shot("picked").await;
    bobbin.click("[data-testid='preview-pick']").await;

    // The lamp as unavailable.
    bobbin.click("[data-testid='preview-look']").await;
    bobbin.fill("[data-testid='what-if-entity']", "light.bed_light").await;
    bobbin.fill("[data-testid='what-if-state']", "unavailable").await;
    bobbin.click("[data-testid='what-if']").await;
    shows(&bobbin, "the lamp is out").await;
    bobbin.press("Dark").await;
    bobbin.shot("what-if").await;
    // The same in dark mode, then in a narrow window, with every panel open.
    bobbin.command("Dark theme").await;
    bobbin.shot("what-if-dark").await;
    bobbin.resize(1000, 800).await;
    bobbin.fits().await;
    bobbin.click("[data-testid='preview-more']").await;
    bobbin.sees("Reload").await;
    bobbin.shot("narrow-menu-dark").await;
    bobbin.keys(Key::Null, &char::from(Key::Escape).to_string()).await;
    bobbin.command("Light theme").await;
    bobbin.shot("narrow-what-if").await;
    // In languages with longer words, and in another script.
    for (language, unavailable) in [("de", "Nicht verfügbar"), ("fr", "Indisponible"), ("zh-Hans", "不可用")] {
        bobbin.choose_in(LANGUAGE, language).await;
        shows(&bobbin, unavailable).await;
        bobbin.shot(&format!("narrow-{language}")).await;
    }
    bobbin.choose_in(LANGUAGE, "").await;
    bobbin.resize(1600, 960).await;
    bobbin.click("[data-testid='what-if-clear']").await;
    bobbin.click("[data-testid='preview-look']").await;

    // Several widths.
    bobbin.click("[data-testid='preview-compare']").await;
    let three = || async {
        bobbin.client.find_all(Locator::Css("[data-testid='preview-frame']")).await.is_ok_and(|all| all.len() == 3)
    };
    bobbin.until("three widths", three).await;
    shows(&bobbin, "the first card").await;
    bobbin.shot("widths").await;
    bobbin.resize(1000, 800).await;
    bobbin.fits().await;
    bobbin.shot("narrow-widths").await;
    bobbin.command("Dark theme").await;
    bobbin.shot("narrow-widths-dark").await;
    bobbin.resize(1600, 960).await;
    bobbin.shot("widths-dark").await;
    bobbin.click("[data-testid='preview-compare']").await;

    // Before and after, as pictures.
    bobbin.type_over("the first card", "the changed card").await;
    bobbin.click("[data-testid='review']").await;
    bobbin.find("[data-testid='diff-counts']").await;
    bobbin.click("[data-testid='review-pictures']").await;
    bobbin.find("[data-testid='picture-after']").await;
    drawn(&bobbin, "[data-testid='before-after'] .loading").await;
    bobbin.shot("before-after-dark").await;
    bobbin.resize(1000, 800).await;
    bobbin.fits().await;
    bobbin.shot("narrow-before-after-dark").await;
    bobbin.resize(1600, 960).await;
    bobbin.command("Light theme").await;
    bobbin.shot("before-after").await;
    bobbin.command("Review changes").await;

    // A card of the gallery, drawn before it is added.
    bobbin.command("Add card").await;
    bobbin.find("[data-testid='gallery-gauge']").await;
    let focus = "document.querySelector(`[data-testid='gallery-gauge']`).focus();";
    bobbin.client.execute(focus, vec![]).await.expect("a tile");
    bobbin.find("[data-testid='card-picture'] iframe").await;
    drawn(&bobbin, "[data-testid='card-picture'] [role='status']").await;
    bobbin.shot("gallery").await;
    bobbin.press("Cancel").await;

    // In a window of its own.
    bobbin.click("[data-testid='preview-more']").await;
    bobbin.press("Open in a separate window").await;
    let two = || async { bobbin.client.windows().await.is_ok_and(|all| all.len() == 2) };
    bobbin.until("a second window", two).await;
    let (own, all) = (bobbin.client.window().await.expect("a window"), bobbin.client.windows().await.expect("windows"));
    let other = all.into_iter().find(|window| *window != own).expect("a second window");
    bobbin.client.switch_to_window(other).await.expect("the preview's window");
    let alone = || async {
        let Ok(frame) = bobbin.client.find(Locator::Css("iframe")).await else { return false };
        let entered = frame.enter_frame().await.is_ok();
        let seen = bobbin.client.execute(SEEN, vec![]).await.unwrap_or_default();
        bobbin.client.clone().enter_parent_frame().await.expect("its own page");
        entered && seen.as_str().is_some_and(|seen| seen.contains("the changed card"))
    };
    bobbin.within(COMES_UP, "the dashboard in a window of its own", alone).await;
    bobbin.shot("window").await;
    bobbin.client.close_window().await.expect("it closes");
    bobbin.client.switch_to_window(own).await.expect("Bobbin's window");
    bobbin.quit().await;
}

#[tokio::test]
async fn without_a_home_there_is_a_sketch() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut bobbin = Bobbin::start("preview-sketch", folder.path(), &[]).await;
    bobbin.resize(1600, 960).await;
    bobbin.click("[data-testid='door-session.demo']").await;
    bobbin.click("[data-testid='dashboard-row'][data-path='home-energy']").await;
    bobbin.editor().await;
    bobbin.click("[data-testid='toggle-inspector']").await;
    bobbin.click("[data-testid='toggle-preview']").await;
    bobbin.find("[data-testid='sketch']").await;
    bobbin.shot("sketch").await;
    bobbin.command("Dark theme").await;
    bobbin.resize(1000, 800).await;
    bobbin.fits().await;
    bobbin.shot("sketch-narrow-dark").await;
    bobbin.quit().await;
}

/// Types a path into the open dialog, which is the system's and not part of a page.
async fn choose_in_dialog(title: &str, path: &Path) {
    let run = async |arguments: &[&str]| {
        let output = Command::new("xdotool").args(arguments).output().await.expect("xdotool (scripts/setup test)");
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    };
    let window = run(&["search", "--sync", "--onlyvisible", "--limit", "1", "--name", title]).await;
    run(&["windowfocus", "--sync", &window]).await;
    run(&["key", "ctrl+a"]).await;
    run(&["type", &path.display().to_string()]).await;
    run(&["key", "Return"]).await;
}

/// ImageMagick's measurements of a picture: width, height, number of colors.
async fn measured(file: &Path) -> Vec<u32> {
    let said = Command::new("identify").args(["-format", "%w %h %k"]).arg(file).output().await.expect("ImageMagick");
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    let said = String::from_utf8_lossy(&said.stdout).into_owned();
    said.split_whitespace().map(|number| number.parse().expect("a number")).collect()
}

#[tokio::test]
async fn a_picture_of_the_whole_view_is_saved_and_copied() {
    let home = RealHome::shared().await;
    let note = |number: u32| json!({"type": "markdown", "content": format!("## Note {number}\nwith a line below it")});
    let cards: Vec<Value> = (1..=12).map(note).collect();
    dashboard(home, "seen-drawn", "Drawn", json!({"views": [{"title": "Notes", "path": "notes", "cards": cards}]}))
        .await;
    let folder = tempfile::tempdir().expect("a folder");
    let mut bobbin = Bobbin::start("picture", folder.path(), &[]).await;
    bobbin.resize(1600, 960).await;
    connect(&mut bobbin, home).await;
    bobbin.press("Drawn").await;
    bobbin.editor().await;
    bobbin.click("[data-testid='toggle-inspector']").await;
    bobbin.click("[data-testid='toggle-preview']").await;
    bobbin.type_over("Note 12", "The last one, which nobody saved").await;
    shows(&bobbin, "nobody saved").await;

    // The width is the given number, and the height fits the content, more than any screen.
    bobbin.fill("[data-testid='preview-typed-width']", "412").await;
    let active = bobbin.client.active_element().await.expect("the field");
    active.send_keys(&char::from(Key::Enter).to_string()).await.expect("a field");
    let width = || async { in_frame(&bobbin, "return innerWidth").await == json!(412) };
    bobbin.within(COMES_UP, "a width of 412 pixels", width).await;
    bobbin.shot("typed-width").await;
    let file = folder.path().join("drawn.png");
    bobbin.click("[data-testid='preview-more']").await;
    bobbin.shot("more").await;
    bobbin.press("Save a picture of the view…").await;
    choose_in_dialog("Save as", &file).await;
    bobbin.within(COMES_UP, "the picture", || async { file.exists() }).await;
    bobbin.sees("Saved a picture of the view as drawn.png").await;
    let [width, height, colors] = measured(&file).await[..] else { panic!("three numbers") };
    assert_eq!(width, 412);
    assert!(height > 960, "twelve notes are higher than the window: {height}");
    assert!(colors > 20, "there is something on it: {colors} colors");
    std::fs::copy(&file, bobbin.output("drawn.png")).expect("kept beside the others");
    bobbin.shot("saved").await;

    // The same on the clipboard, at another width.
    bobbin.press("Desktop, 1280 pixels").await;
    bobbin.click("[data-testid='preview-more']").await;
    bobbin.press("Copy a picture of the view").await;
    let copied = || async { bobbin.text().await.contains("Copied a picture of the view, 1280") };
    bobbin.within(COMES_UP, "it to be copied", copied).await;
    let pasted = folder.path().join("pasted.png");
    let paste = Command::new("xclip").args(["-selection", "clipboard", "-t", "image/png", "-o"]).output().await;
    std::fs::write(&pasted, paste.expect("xclip (scripts/setup test)").stdout).expect("written");
    assert_eq!(measured(&pasted).await[0], 1280);
    std::fs::copy(&pasted, bobbin.output("pasted.png")).expect("kept beside the others");
    assert_eq!(held(home, "seen-drawn").await["views"][0]["cards"][11], note(12), "nothing was saved there");
    bobbin.quit().await;
}
