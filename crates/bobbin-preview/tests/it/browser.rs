//! Home Assistant's own frontend in a real browser, through the preview.

use crate::support::{options, scene, secrets};
use bobbin_preview::{Draft, Override, Preview, Scene};
use bobbin_testkit::chromium::{self, Chromium, Page};
use bobbin_testkit::real_home::{Options, RealHome};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::process::Command;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio::task::JoinSet;

/// Finds elements through the shadow roots of the frontend.
pub(crate) const DEEP: &str = "globalThis.deep = (selector, root = document) => { \
    const found = [...root.querySelectorAll(selector)]; \
    for (const each of root.querySelectorAll('*')) if (each.shadowRoot) found.push(...deep(selector, each.shadowRoot)); \
    return found; }; \
    globalThis.seen = (root = document.body) => { let text = ''; \
      for (const node of root.childNodes) { \
        if (node.nodeType === 3) text += node.data + ' '; \
        else if (node.nodeType === 1 && !['STYLE', 'SCRIPT'].includes(node.tagName)) \
          text += seen(node) + (node.shadowRoot ? seen(node.shadowRoot) : ''); } \
      return text; }; true";

/// A window like Bobbin's: a page of another site that has the preview in a frame and records its messages.
pub(crate) struct Window {
    pub(crate) origin: String,
    html: std::sync::Arc<std::sync::Mutex<String>>,
    _serving: JoinSet<()>,
}

impl Window {
    pub(crate) async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let origin = format!("http://127.0.0.1:{}", listener.local_addr().expect("an address").port());
        let html = std::sync::Arc::new(std::sync::Mutex::new(String::new()));
        let page = std::sync::Arc::clone(&html);
        let mut serving = JoinSet::new();
        serving.spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let mut request = [0; 4096];
                let _read = stream.read(&mut request).await;
                let body = page.lock().expect("nobody panics with it").clone();
                let answer = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}", body.len());
                let _written = stream.write_all(answer.as_bytes()).await;
            }
        });
        Self { origin, html, _serving: serving }
    }

    pub(crate) fn frame(&self, url: &str) {
        *self.html.lock().expect("nobody panics with it") = format!(
            "<!doctype html><body style=\"margin:0\"><script>window.told = []; addEventListener('message', (event) => \
             told.push({{ origin: event.origin, ...event.data.bobbin }})); \
             window.say = (message) => frames[0].postMessage({{ bobbin: message }}, '*');</script>\
             <iframe src=\"{url}\" style=\"border:0;width:800px;height:600px\"></iframe>"
        );
    }
}

fn cards(cards: Value) -> Draft {
    Draft::new(
        json!({"views": [{"title": "One", "path": "one", "cards": cards}, {"title": "Two", "path": "two", "cards": [
        {"type": "markdown", "content": "the second view"}]}]})
        .to_string(),
    )
    .expect("a dashboard")
}

fn says(text: &str) -> Value {
    json!({"type": "markdown", "content": text})
}

pub(crate) async fn shown(home: &RealHome, window: &Window, scene: Scene) -> (Preview, bobbin_preview::Stage) {
    let preview = Preview::start(options(&home.url, &home.token, &[&window.origin])).expect("it listens");
    let stage = preview.stage(scene).expect("a stage");
    (preview, stage)
}

#[tokio::test]
async fn the_frontend_draws_the_draft_and_follows_it() {
    let home = RealHome::shared().await;
    let folder = tempfile::tempdir().expect("a folder");
    let log = folder.path().join("network.json");
    let mut browser = Chromium::start(Some(&log)).await;
    browser.size(900, 700).await;
    let window = Window::open().await;
    let lamp = json!({"type": "tile", "entity": "light.bed_light"});
    let hidden = json!({"type": "markdown", "content": "the lamp is out", "visibility": [
        {"condition": "state", "entity": "light.bed_light", "state": "unavailable"}]});
    let nested = json!({"type": "vertical-stack", "cards": [says("first"), says("the inner card")]});
    let first = cards(json!([says("the first draft"), lamp, hidden, nested, {"type": "custom:no-such-card"}]));
    let (_preview, stage) = shown(home, &window, scene("map", first)).await;
    window.frame(&stage.url("one"));
    browser.open(&window.origin).await;
    let frame = browser.frame(stage.origin()).await;
    browser.evaluate(&frame, DEEP).await;
    browser.wait_until(&frame, "seen().includes('the first draft') && deep('hui-tile-card').length").await;
    let top = browser.window.clone();
    browser.wait_until(&top, "told.some((message) => message.kind === 'ready')").await;
    let origins = browser.evaluate(&top, "[...new Set(told.map((message) => message.origin))]").await;
    assert_eq!(origins, json!([stage.origin()]));
    assert_eq!(browser.evaluate(&frame, "location.hash").await, "");
    assert_eq!(browser.evaluate(&frame, "getComputedStyle(deep('.header')[0]).display").await, "none");

    // The draft changes: the picture follows without a reload.
    browser.evaluate(&frame, "window.mark = 1").await;
    let edited = cards(json!([says("the second draft"), lamp, hidden, nested, {"type": "custom:no-such-card"}]));
    stage.change(|scene| scene.draft = edited);
    browser.wait_until(&frame, "seen().includes('the second draft') && !seen().includes('the first draft')").await;
    assert_eq!(browser.evaluate(&frame, "window.mark").await, 1);

    // With the lamp unavailable, its card shows that, and a card that depends on it appears.
    let over = Override { state: Some("unavailable".to_owned()), ..Override::default() };
    let visible = "deep('hui-card').some((card) => card.checkVisibility() && seen(card).includes('the lamp is out'))";
    assert_eq!(browser.evaluate(&frame, visible).await, false);
    stage.change(|scene| drop(scene.what_if.insert("light.bed_light".to_owned(), over)));
    browser.wait_until(&frame, "seen(deep('hui-tile-card')[0].shadowRoot).includes('Unavailable')").await;
    browser.wait_until(&frame, visible).await;
    stage.change(|scene| scene.what_if.clear());
    browser.wait_until(&frame, &format!("!{visible}")).await;
    browser.wait_until(&frame, "!seen(deep('hui-tile-card')[0].shadowRoot).includes('Unavailable')").await;
    stage.change(|scene| scene.ignore_visibility = true);
    browser.wait_until(&frame, visible).await;

    // Dark mode, and another language.
    stage.change(|scene| (scene.dark, scene.language) = (Some(true), Some("de".to_owned())));
    browser.wait_until(&frame, "document.querySelector('home-assistant').hass.themes.darkMode === true").await;
    browser.wait_until(&frame, "document.documentElement.lang === 'de'").await;
    stage.change(|scene| scene.dark = Some(false));
    browser.wait_until(&frame, "document.querySelector('home-assistant').hass.themes.darkMode === false").await;

    // A click in pick mode selects the inner card, and a selected card is outlined.
    browser.evaluate(&top, "say({ kind: 'pick', on: true })").await;
    browser.wait_until(&frame, "document.documentElement.style.cursor === 'crosshair'").await;
    let click = "deep('hui-markdown-card').find((card) => seen(card.shadowRoot).includes('the inner card')) \
        .dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true, cancelable: true })), true";
    browser.evaluate(&frame, click).await;
    browser.wait_until(&top, "told.some((message) => message.kind === 'picked')").await;
    let picked = browser.evaluate(&top, "told.find((message) => message.kind === 'picked').path").await;
    assert_eq!(picked, json!(["views", 0, "cards", 3, "cards", 1]));
    browser
        .evaluate(
            &top,
            "say({ kind: 'pick', on: false }), say({ kind: 'select', path: ['views', 0, 'cards', 1], scroll: true })",
        )
        .await;
    let outlined = "[...document.documentElement.children].some((box) => { const a = box.getBoundingClientRect(), \
        b = deep('hui-tile-card')[0].getBoundingClientRect(); \
        return box.style.pointerEvents === 'none' && Math.abs(a.top - b.top) < 8 && Math.abs(a.width - b.width) < 12; })";
    browser.wait_until(&frame, outlined).await;

    // The page reports failing cards with their positions, and the current view.
    let trouble = "told.some((message) => message.kind === 'troubles' && message.troubles.some((trouble) => \
        trouble.message.includes('no-such-card') && JSON.stringify(trouble.path) === '[\"views\",0,\"cards\",4]'))";
    browser.wait_until(&top, trouble).await;
    browser.evaluate(&top, "say({ kind: 'navigate', to: '/map/two' })").await;
    browser.wait_until(&frame, "seen().includes('the second view')").await;
    browser.wait_until(&top, "told.some((message) => message.kind === 'view' && message.view === 'two')").await;

    if let Ok(folder) = std::env::var("BOBBIN_PICTURES") {
        browser.picture(&std::path::Path::new(&folder).join("preview-frame.png")).await;
    }
    assert!(stage.tally().pages == 1, "{:?}", stage.tally());
    println!("refused while it loaded: {:?}", stage.tally().refused);
    // Searches every byte that reached the browser for the token.
    browser.close().await;
    let (_, pass) = secrets(&stage);
    let log = fs::read_to_string(&log).expect("the network log");
    let bytes: Vec<u8> = log
        .split("\"bytes\":\"")
        .skip(1)
        .flat_map(|rest| chromium::decode(rest.split('"').next().unwrap_or_default()))
        .collect();
    let has = |text: &str| bytes.windows(text.len()).any(|part| part == text.as_bytes());
    assert!(has("auth_required") || has("auth_ok"), "the log has what went over the network: {} bytes", bytes.len());
    assert!(!has(&home.token) && !log.contains(&home.token));
    let upgrade_lines = log.matches(&pass).count();
    println!("{} bytes searched; the pass stands {upgrade_lines} times in the log", bytes.len());
}

#[tokio::test]
async fn new_dashboards_and_the_default_one_are_drawn_too() {
    let home = RealHome::shared().await;
    let mut browser = Chromium::start(None).await;
    let window = Window::open().await;
    for (url_path, is_new) in [("brand-new", true), ("lovelace", false)] {
        let mut scene = scene(url_path, cards(json!([says("nobody saved this")])));
        scene.dashboard.is_new = is_new;
        let (_preview, stage) = shown(home, &window, scene).await;
        window.frame(&stage.url("one"));
        browser.open(&window.origin).await;
        let frame = browser.frame(stage.origin()).await;
        browser.evaluate(&frame, DEEP).await;
        browser.wait_until(&frame, "seen().includes('nobody saved this')").await;
        stage.change(|scene| scene.draft = cards(json!([says("and still not")])));
        browser.wait_until(&frame, "seen().includes('and still not')").await;
        // A reload in the frame keeps its login.
        browser.evaluate(&frame, "setTimeout(() => location.reload(), 0), true").await;
        browser.wait_until(&frame, "performance.getEntriesByType('navigation')[0].type === 'reload'").await;
        browser.evaluate(&frame, DEEP).await;
        browser.wait_until(&frame, "seen().includes('and still not')").await;
    }
}

#[tokio::test]
async fn the_frontend_itself_writes_out_a_strategy() {
    let home = RealHome::shared().await;
    let mut browser = Chromium::start(None).await;
    let window = Window::open().await;
    let draft = Draft::new(json!({"strategy": {"type": "areas"}}).to_string()).expect("a dashboard");
    let (_preview, stage) = shown(home, &window, scene("made-whole", draft)).await;
    window.frame(&stage.url("0"));
    browser.open(&window.origin).await;
    let top = browser.window.clone();
    browser.wait_until(&top, "told.some((message) => message.kind === 'ready')").await;
    browser.evaluate(&top, "say({ kind: 'write' })").await;
    browser.wait_until(&top, "told.some((message) => message.kind.endsWith('written'))").await;
    let said = browser.evaluate(&top, "told.find((message) => message.kind.endsWith('written'))").await;
    let text = said["config"].as_str().unwrap_or_else(|| panic!("{said}"));
    assert!(!text.contains("\"strategy\"") && text.contains("\"type\":\"area\""), "{text}");
    let written: Value = serde_json::from_str(text).expect("JSON");
    assert!(written["views"].as_array().is_some_and(|views| views.len() > 1), "{text}");
}

#[tokio::test]
async fn a_hostile_card_changes_nothing_and_reaches_nothing() {
    let home = RealHome::shared().await;
    let mut browser = Chromium::start(None).await;
    let window = Window::open().await;
    let lamp = async || {
        let states = home.client().await.result(json!({"type": "get_states"})).await;
        states.as_array().expect("a list").iter().find(|one| one["entity_id"] == "light.bed_light").cloned()
    };
    let before = lamp().await.expect("a lamp");
    let script = "<img src=x onerror=\"window.hacked=1\"><script>window.hacked=2</script>a harmless text";
    let (_preview, stage) = shown(home, &window, scene("map", cards(json!([says(script)])))).await;
    window.frame(&stage.url("one"));
    browser.open(&window.origin).await;
    let frame = browser.frame(stage.origin()).await;
    browser.evaluate(&frame, DEEP).await;
    browser.wait_until(&frame, "seen().includes('a harmless text')").await;
    assert_eq!(browser.evaluate(&frame, "window.hacked ?? null").await, Value::Null);
    // The worst card is a script in the page itself: it finds no token, no window, and no way to change anything.
    let found = browser
        .evaluate(
            &frame,
            "JSON.stringify([{...localStorage}, {...sessionStorage}, document.documentElement.outerHTML, \
        document.querySelector('home-assistant').hass.auth.data])",
        )
        .await;
    assert!(!found.as_str().expect("text").contains(&home.token));
    let reached = "(() => { try { return String(parent.document.body) } catch (error) { return error.name } })()";
    assert_eq!(browser.evaluate(&frame, reached).await, "SecurityError");
    let toggled = "document.querySelector('home-assistant').hass.connection.sendMessagePromise({ type: 'call_service', \
        domain: 'light', service: 'toggle', service_data: { entity_id: 'light.bed_light' } }).catch((error) => error.code)";
    assert_eq!(browser.evaluate(&frame, toggled).await, "unauthorized");
    let posted = "fetch('/api/services/light/toggle', { method: 'POST', body: '{}' }).then((answer) => answer.status)";
    assert_eq!(browser.evaluate(&frame, posted).await, 403);
    let saved = "document.querySelector('home-assistant').hass.connection.sendMessagePromise({ type: \
        'lovelace/config/save', url_path: 'map', config: { views: [] } }).catch((error) => error.code)";
    assert_eq!(browser.evaluate(&frame, saved).await, "unauthorized");
    // A connection of its own, past the page's script, needs the pass and gains nothing more from it.
    let own = format!(
        "new Promise((done) => {{ const socket = new WebSocket('ws://{host}/api/websocket'); \
        const tell = (message) => socket.send(JSON.stringify(message)); \
        socket.onmessage = ({{ data }}) => {{ const {{ type, error }} = JSON.parse(data); \
            if (type === 'auth_required') tell({{ type: 'auth', access_token: sessionStorage.getItem('bobbin-pass') }}); \
            if (type === 'auth_ok') tell({{ id: 1, type: 'auth/long_lived_access_token', client_name: 'x', lifespan: 9 }}); \
            if (type === 'result') {{ socket.close(); done(error?.code ?? 'a token'); }} }}; }})",
        host = secrets(&stage).0
    );
    assert_eq!(browser.evaluate(&frame, &own).await, "unauthorized");
    assert_eq!(lamp().await.expect("a lamp")["last_changed"], before["last_changed"]);
    // Another page of the same browser can't frame the preview.
    let other = Window::open().await;
    other.frame(&stage.url("one"));
    browser.open(&other.origin).await;
    let top = browser.window.clone();
    browser.wait_until(&top, "document.readyState === 'complete'").await;
    let pages = stage.tally().pages;
    assert_eq!(pages, 0, "a page that may not frame the preview got one");
}

/// Opens a scene in a window's frame and waits until it is drawn.
async fn framed(browser: &mut Chromium, window: &Window, stage: &bobbin_preview::Stage, words: &str) -> Page {
    window.frame(&stage.url("0"));
    browser.open(&window.origin).await;
    let frame = browser.frame(stage.origin()).await;
    browser.evaluate(&frame, DEEP).await;
    browser.wait_until(&frame, &format!("seen().includes('{words}')")).await;
    let top = browser.window.clone();
    browser.wait_until(&top, "told.some((message) => message.kind === 'ready')").await;
    frame
}

#[tokio::test]
async fn every_kind_of_view_is_drawn_and_its_cards_are_found() {
    let home = RealHome::shared().await;
    let mut browser = Chromium::start(None).await;
    browser.size(1280, 800).await;
    let window = Window::open().await;
    let badge = json!({"type": "entity", "entity": "light.bed_light", "name": "the badge", "show_name": true});
    let views = json!({"views": [
        {"path": "sections", "type": "sections", "badges": [badge],
         "sections": [{"cards": [{"type": "heading", "heading": "First"}]}, {"cards": [says("in a section")]}]},
        {"path": "sidebar", "type": "sidebar", "cards": [says("aside"), says("in the sidebar view")]},
        {"path": "panel", "type": "panel", "cards": [{"type": "vertical-stack", "cards": [says("in a stack of a panel")]}]},
        {"path": "masonry", "cards": [says("one"), {"type": "conditional", "card": says("in masonry"),
            "conditions": [{"condition": "screen", "media_query": "(min-width: 1px)"}]}]},
    ]});
    let draft = Draft::new(views.to_string()).expect("a dashboard");
    let (_preview, stage) = shown(home, &window, scene("map", draft)).await;
    let frame = framed(&mut browser, &window, &stage, "in a section").await;
    let top = browser.window.clone();
    browser.evaluate(&top, "say({ kind: 'pick', on: true })").await;
    for (view, element, words, path) in [
        ("sections", "hui-markdown-card", "in a section", json!(["views", 0, "sections", 1, "cards", 0])),
        ("sections", "hui-entity-badge", "the badge", json!(["views", 0, "badges", 0])),
        ("sidebar", "hui-markdown-card", "in the sidebar view", json!(["views", 1, "cards", 1])),
        ("panel", "hui-markdown-card", "in a stack of a panel", json!(["views", 2, "cards", 0, "cards", 0])),
        ("masonry", "hui-markdown-card", "in masonry", json!(["views", 3, "cards", 1, "card"])),
    ] {
        browser.evaluate(&top, &format!("say({{ kind: 'navigate', to: '/map/{view}' }})")).await;
        let found = format!("deep('{element}').find((card) => seen(card.shadowRoot ?? card).includes('{words}'))");
        browser.wait_until(&frame, &found).await;
        let click = format!(
            "{found}.dispatchEvent(new MouseEvent('click', {{ bubbles: true, composed: true, cancelable: true }})), true"
        );
        browser.evaluate(&frame, &click).await;
        let picked = format!("told.some(({{ kind, path }}) => kind === 'picked' && JSON.stringify(path) === '{path}')");
        browser.wait_until(&top, &picked).await;
    }
}

/// A dashboard card of 2019 bundled with all its imports for a browser: its package has the sources only.
const BUNDLE: &str = "const { build } = await import('vite');
    const lib = { entry: 'node_modules/mini-graph-card/main.js', formats: ['es'], fileName: () => 'card.js' };
    await build({ configFile: false, logLevel: 'error', build: { lib, outDir: process.argv[1], emptyOutDir: true } });";

/// The file of `mini-graph-card`, an npm package among the interface's test dependencies.
fn published_card() -> String {
    let ui = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui");
    let folder = tempfile::tempdir().expect("a folder");
    let mut node = Command::new("node");
    node.current_dir(ui).args(["--input-type=module", "--eval", BUNDLE]).arg(folder.path().join("out"));
    let built = node.output().expect("Node is installed");
    assert!(built.status.success(), "npm ci --prefix ui, then again: {}", String::from_utf8_lossy(&built.stderr));
    std::fs::read_to_string(folder.path().join("out/card.js")).expect("the card")
}

#[tokio::test]
async fn custom_cards_are_drawn_from_their_resources_and_a_missing_file_is_reported() {
    let card = "customElements.define('tiny-card', class extends HTMLElement { \
        setConfig(config) { this.textContent = config.words; } getCardSize() { return 1; } });";
    let files = Options::default().file("www/tiny.js", card).file("www/mini-graph-card.js", &published_card());
    let home = RealHome::start(files).await;
    let mut client = home.client().await;
    for url in ["/local/tiny.js", "/local/mini-graph-card.js", "/local/missing.js"] {
        client.result(json!({"type": "lovelace/resources/create", "res_type": "module", "url": url})).await;
    }
    let mut browser = Chromium::start(None).await;
    let window = Window::open().await;
    let draft = cards(json!([
        {"type": "custom:tiny-card", "words": "drawn by a custom card"},
        {"type": "custom:mini-graph-card", "entity": "sensor.outside_temperature", "name": "Drawn by a published card"},
    ]));
    let (_preview, stage) = shown(&home, &window, scene("map", draft)).await;
    let frame = framed(&mut browser, &window, &stage, "drawn by a custom card").await;
    // It shows the name from the draft and the state from the home.
    let graph = "deep('mini-graph-card').some(({ shadowRoot }) => seen(shadowRoot).includes('Drawn by a published card') \
        && seen(shadowRoot).includes('15.6'))";
    browser.wait_until(&frame, graph).await;
    if let Ok(folder) = std::env::var("BOBBIN_PICTURES") {
        browser.picture(&std::path::Path::new(&folder).join("published-card.png")).await;
    }
    let top = browser.window.clone();
    let told = "told.some((message) => message.kind === 'troubles' && \
        message.troubles.some(({ kind, url }) => kind === 'file' && url.endsWith('/local/missing.js')))";
    browser.wait_until(&top, told).await;
}
