//! The cost of the preview, measured in a real browser against a real Home Assistant: the time to the first picture
//! compared to the same page opened directly, the delay of a change, and the memory of the proxy and of a browser with
//! the page, through the proxy and without. Both sides of a ratio come from one run and take turns.

use bobbin_hass::{Address, Secret, SessionOptions};
use bobbin_preview::{Dashboard, Draft, LoopbackPort, Options, Preview, Scene};
use bobbin_testkit::chromium::Chromium;
use bobbin_testkit::real_home::{self, RealHome};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Finds elements through the shadow roots of the frontend.
const DEEP: &str = "globalThis.deep ??= (selector, root = document) => { \
    const found = [...root.querySelectorAll(selector)]; \
    for (const each of root.querySelectorAll('*')) if (each.shadowRoot) found.push(...deep(selector, each.shadowRoot)); \
    return found; }";

/// In the page: records when each name of the first tile was painted, by a clock that this process shares. Watches only
/// the view, and only a replaced tile, so it costs the page next to nothing.
const WATCH: &str = "(() => { \
    const way = ['home-assistant', 'home-assistant-main', 'ha-panel-lovelace', 'hui-root']; \
    const view = () => way.reduce((at, name) => at?.querySelector(name)?.shadowRoot, document)?.querySelector('hui-view'); \
    const first = (root) => { for (const each of root?.querySelectorAll('*') ?? []) { \
        if (each.localName === 'hui-tile-card') return each; \
        const found = each.shadowRoot && first(each.shadowRoot); if (found) return found; } return null; }; \
    globalThis.painted = new Map(); let tile = null; \
    const look = () => { \
        if (!tile?.isConnected) tile = first(view()); \
        const info = tile?.shadowRoot?.querySelector('ha-tile-info'); \
        const name = info && (info.textContent + (info.primary ?? '')).match(/change \\d+/)?.[0]; \
        if (name && !painted.has(name)) { painted.set(name, 0); \
            requestAnimationFrame(() => setTimeout(() => painted.set(name, Date.now()))); } \
        requestAnimationFrame(look); }; \
    look(); return true; })()";

const TURNS: usize = 5;

#[tokio::main]
async fn main() {
    let config = cards("first");
    let home = real_home::Options::default().dashboard("bench", "Bench", Some(&config.to_string()));
    let home = RealHome::start(home.dashboard("bench-large", "Large", Some(&large("first").to_string()))).await;
    let before = resident();
    first_picture(&home, "bench", &config, 12).await;
    change_to_screen(&home, "bench", cards, 12, 100).await;
    // A dashboard of 2,000 cards has many views: one is drawn, and the whole config is sent with each change.
    let config = large("first");
    let drawn = config["views"][0]["cards"].as_array().expect("cards");
    let tiles = drawn.iter().filter(|card| card["type"] == "tile").count();
    first_picture(&home, "bench-large", &config, tiles).await;
    change_to_screen(&home, "bench-large", large, tiles, 50).await;
    say(&format!("memory of the proxy after all of this: {} kB", resident().saturating_sub(before)));
}

/// 2,000 cards; the first has a name.
fn large(first: &str) -> Value {
    let mut config = bobbin_testkit::fixtures::dashboard(2_000);
    config["views"][0]["cards"][0] = json!({"type": "tile", "entity": "light.bed_light", "name": first});
    config
}

/// 12 cards; the first has a name.
fn cards(first: &str) -> Value {
    let tile = |name: String| json!({"type": "tile", "entity": "light.bed_light", "name": name});
    let rest = (1..12).map(|n| tile(format!("Lamp {n}")));
    let cards: Vec<_> = std::iter::once(tile(first.to_owned())).chain(rest).collect();
    json!({"views": [{"title": "One", "cards": cards}]})
}

fn preview(home: &RealHome) -> Preview {
    let address = Address::parse(&home.url).expect("an address");
    let session = SessionOptions::new(address, Secret::new(&home.token));
    let parents = vec!["http://window.localhost:1".to_owned()];
    let port = Arc::new(LoopbackPort::bind().expect("a port"));
    Preview::start(Options { home: session, parents, port, allowed_paths: Vec::new() }).expect("it listens")
}

fn scene(url_path: &str, config: &Value) -> Scene {
    let (url_path, title) = (url_path.to_owned(), "Bench".to_owned());
    let dashboard = Dashboard { url_path, title, icon: None, is_new: false };
    Scene::new(dashboard, Draft::new(config.to_string()).expect("a dashboard"))
}

/// Opens an address and waits for all cards.
async fn picture(browser: &mut Chromium, url: &str, count: usize) -> Duration {
    let start = Instant::now();
    browser.open(url).await;
    let page = browser.window.clone();
    browser.wait_until(&page, &format!("(({DEEP}), deep('hui-tile-card').length) >= {count}")).await;
    start.elapsed()
}

async fn first_picture(home: &RealHome, url_path: &str, config: &Value, count: usize) {
    let (mut direct, mut through, mut direct_again, mut through_again) = (vec![], vec![], vec![], vec![]);
    let (mut holds_direct, mut holds_through) = (vec![], vec![]);
    for _ in 0..TURNS {
        let mut browser = Chromium::start(None).await;
        browser.size(1280, 800).await;
        browser.log_in(&home.url, &home.token).await;
        let url = format!("{}/{url_path}/0", home.url);
        direct.push(picture(&mut browser, &url, count).await);
        holds_direct.push(held_by(browser.pid()));
        browser.open("about:blank").await;
        direct_again.push(picture(&mut browser, &url, count).await);
        browser.close().await;

        let preview = preview(home);
        let stage = preview.stage(scene(url_path, config)).expect("a stage");
        let mut browser = Chromium::start(None).await;
        browser.size(1280, 800).await;
        through.push(picture(&mut browser, &stage.url("0"), count).await);
        holds_through.push(held_by(browser.pid()));
        browser.open("about:blank").await;
        through_again.push(picture(&mut browser, &stage.url("0"), count).await);
        browser.close().await;
    }
    let beside = |through: &[Duration], direct: &[Duration]| {
        let (through, direct) = (middle(through), middle(direct));
        format!(
            "{:.0} ms beside {:.0} ms: {:.2} x",
            ms(through),
            ms(direct),
            through.as_secs_f64() / direct.as_secs_f64()
        )
    };
    say(&format!(
        "/{url_path}, {count} tiles: first picture, beside the page opened directly: {}",
        beside(&through, &direct)
    ));
    holds_direct.sort_unstable();
    holds_through.sort_unstable();
    let (direct, through) = (holds_direct[TURNS / 2], holds_through[TURNS / 2]);
    say(&format!(
        "/{url_path}, {count} tiles: memory of the browser with that picture, beside the page itself: {:.0} MB beside {:.0} MB",
        through as f64 / 1_024.0,
        direct as f64 / 1_024.0
    ));
    say(&format!("/{url_path}, {count} tiles: the same with a warm cache: {}", beside(&through_again, &direct_again)));
}

async fn change_to_screen(
    home: &RealHome,
    url_path: &str,
    config: impl Fn(&str) -> Value,
    count: usize,
    changes: usize,
) {
    let preview = preview(home);
    let stage = preview.stage(scene(url_path, &config("first"))).expect("a stage");
    let mut browser = Chromium::start(None).await;
    browser.size(1280, 800).await;
    picture(&mut browser, &stage.url("0"), count).await;
    let page = browser.window.clone();
    browser.evaluate(&page, WATCH).await;
    let mut times = Vec::new();
    for n in 0..changes {
        let draft = Draft::new(config(&format!("change {n}")).to_string()).expect("a dashboard");
        let start = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970");
        stage.change(|scene| scene.draft = draft);
        browser.wait_until(&page, &format!("painted.get('change {n}') > 0")).await;
        let painted = browser.evaluate(&page, &format!("painted.get('change {n}')")).await;
        let painted = Duration::from_millis(painted.as_u64().expect("a time"));
        times.push(painted.saturating_sub(start));
    }
    times.sort_unstable();
    let late = times[times.len() * 95 / 100];
    say(&format!(
        "/{url_path}, {count} tiles: from a change to the screen: median {:.0} ms, p95 {:.0} ms of {changes}",
        ms(middle(&times)),
        ms(late),
    ));
    browser.close().await;
}

fn middle(times: &[Duration]) -> Duration {
    let mut times = times.to_vec();
    times.sort_unstable();
    times[times.len() / 2]
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

/// The memory of a process and all its descendants, in kB; shared memory counts once.
fn held_by(process: u32) -> u64 {
    let number = |path: String, key: &str| -> Option<u64> {
        let text = std::fs::read_to_string(path).ok()?;
        let line = text.lines().find_map(|line| line.strip_prefix(key))?;
        line.trim().trim_end_matches(" kB").parse().ok()
    };
    let own = number(format!("/proc/{process}/smaps_rollup"), "Pss:").unwrap_or(0);
    let entries = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    let processes = entries.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    let children = processes.filter(|other| number(format!("/proc/{other}/status"), "PPid:") == Some(process.into()));
    own + children.map(held_by).sum::<u64>()
}

/// The memory of this process, which includes the proxy, in kB.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.trim().strip_suffix(" kB")?.trim().parse().ok()).unwrap_or(0)
}

#[expect(clippy::print_stdout, reason = "a bench tells its figures")]
fn say(words: &str) {
    println!("{words}");
}
