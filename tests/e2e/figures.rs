//! Measurements that need the real window, taken inside its page, frame by frame: the time until a history of 1,000
//! versions is on screen, and until somebody else's save is.
//!
//! `tests/e2e/run --nocapture figures` prints them. Asserts no time, only that everything appears.

use bobbin_testkit::fixtures;
use bobbin_testkit::real_home::RealHome;
use fantoccini::Locator;
use rusqlite::Connection;
use serde_json::{Value, json};

use crate::driver::Bobbin;
use crate::home::{connect, dashboard, settled_database};
use crate::preview::{COMES_UP, in_frame};

/// Clicks the panel's tab, and waits until the versions and then their changes are painted; in milliseconds.
const OPEN_THE_HISTORY: &str = "const done = arguments[arguments.length - 1]; const start = performance.now();
    document.querySelector(\"[data-testid='panel-history']\").click();
    const painted = (then) => requestAnimationFrame(() => requestAnimationFrame(() => then(performance.now() - start)));
    let shown = null;
    const look = () => {
        const rows = document.querySelectorAll(\"[data-testid='version']\");
        if (shown === null && rows.length > 0) { shown = 0; painted((time) => { shown = time; }); }
        if (shown > 0 && /Added|Removed/.test(rows[0].innerText)) painted((time) => done([shown, time, rows.length]));
        else requestAnimationFrame(look);
    };
    look();";

#[tokio::test]
async fn figures_of_a_history_of_1000_versions() {
    let home = RealHome::shared().await;
    let mut config = fixtures::dashboard(2_000);
    dashboard(home, "long-e2e", "Long history", config.clone()).await;
    let folder = tempfile::tempdir().expect("a folder");
    let mut bobbin = Bobbin::start("long", folder.path(), &[]).await;
    connect(&mut bobbin, home).await;
    bobbin.press("Long history").await;
    bobbin.editor().await;
    let cards = config["views"][0]["cards"].as_array_mut().expect("cards");
    cards.push(json!({"type": "markdown", "content": "one more"}));
    home.client().await.result(json!({"type": "lovelace/config/save", "url_path": "long-e2e", "config": config})).await;
    bobbin.find("[data-testid='banner-carried']").await;
    bobbin.quit().await;

    // Repeats both of them 500 times, a minute apart.
    let database = Connection::open(settled_database(folder.path())).expect("the database");
    let add = "WITH RECURSIVE again(nth) AS (SELECT 1 UNION ALL SELECT nth + 1 FROM again WHERE nth < 500),
            last AS (SELECT * FROM versions WHERE document = (SELECT id FROM documents WHERE path = 'long-e2e')
                ORDER BY id DESC LIMIT 2)
        INSERT INTO versions (document, at, origin, value, ha_version)
        SELECT document, at - 60000 * (1000 - 2 * nth), origin, value, ha_version FROM again, last ORDER BY nth, last.id";
    database.execute(add, []).expect("versions");
    drop(database);
    let mut bobbin = Bobbin::start("long", folder.path(), &[]).await;
    bobbin.find("[data-testid='dashboard-list']").await;
    bobbin.press("Long history").await;
    bobbin.editor().await;
    let mut times = Vec::new();
    for _ in 0..5 {
        bobbin.command("Problems").await;
        bobbin.find("[data-testid='panel-history']").await;
        times.push(bobbin.client.execute_async(OPEN_THE_HISTORY, vec![]).await.expect("a timeline"));
        bobbin.command("History").await;
        bobbin.gone("[data-testid='version']").await;
    }
    let millis = |at: usize| -> Vec<u64> {
        times.iter().map(|time| time[at].as_f64().unwrap_or_default().round() as u64).collect()
    };
    println!(
        "a history of 1,000 versions of 2,000 cards: click → timeline on screen {:?} ms, → with what each of the {} in sight \
         changed {:?} ms",
        millis(0),
        times[0][2],
        millis(1)
    );
    bobbin.command("History").await;
    bobbin.sees("1,002 versions").await;
    bobbin.shot("timeline").await;
    bobbin.quit().await;
}

/// Waits until a text in the editor is painted. Returns the clock's time.
const SHOWS: &str = "const [words, done] = [arguments[0], arguments[arguments.length - 1]];
    const look = () => {
        const content = document.querySelector('.cm-content');
        if (content?.innerText.includes(words)) requestAnimationFrame(() => requestAnimationFrame(() => done(Date.now())));
        else requestAnimationFrame(look);
    };
    look();";

#[tokio::test]
async fn figures_of_what_somebody_else_saves() {
    let home = RealHome::shared().await;
    dashboard(home, "live-e2e", "Live", json!({"views": [{"title": "Before", "path": "a"}]})).await;
    let folder = tempfile::tempdir().expect("a folder");
    let mut bobbin = Bobbin::start("live", folder.path(), &[]).await;
    connect(&mut bobbin, home).await;
    bobbin.press("Live").await;
    bobbin.until("the dashboard", || async { bobbin.editor().await.contains("Before") }).await;
    let mut client = home.client().await;
    let mut times = Vec::new();
    for number in 0..10 {
        let title = format!("Theirs, {number}");
        let config = json!({"views": [{"title": title, "path": "a"}]});
        let save = json!({"type": "lovelace/config/save", "url_path": "live-e2e", "config": config});
        let shown = bobbin.client.execute_async(SHOWS, vec![json!(title)]);
        let saved = async {
            client.result(save).await;
            std::time::SystemTime::now()
        };
        let (shown, saved) = tokio::join!(shown, saved);
        let saved = saved.duration_since(std::time::UNIX_EPOCH).expect("after 1970").as_millis();
        times.push(shown.expect("it is shown").as_f64().unwrap_or_default() as i128 - saved as i128);
    }
    times.sort_unstable();
    println!(
        "what somebody else saved: answered to them → on screen here, median {} ms, worst of {} {} ms",
        times[times.len() / 2],
        times.len(),
        times[times.len() - 1]
    );
    let banner = bobbin.client.find(Locator::Css("[data-testid='banner-carried']")).await.expect("the banner");
    assert!(banner.text().await.expect("words").contains("Somebody else saved"));
    assert_eq!(
        bobbin
            .client
            .execute("return document.querySelectorAll(\"[data-testid='draft-dot']\").length", vec![])
            .await
            .expect("a page"),
        Value::from(0)
    );
    bobbin.quit().await;
}

/// In the preview's frame: records when each name of the first tile was painted, by the clock of both pages.
const WATCH_THE_TILE: &str = "const deep = (selector, root = document) => [...root.querySelectorAll(selector),
        ...[...root.querySelectorAll('*')].flatMap((each) => each.shadowRoot ? deep(selector, each.shadowRoot) : [])];
    if (!deep('hui-tile-card')[0]?.shadowRoot?.querySelector('ha-tile-info')) return false;
    let tile = null;
    window.painted = new Map();
    const look = () => {
        if (!tile?.isConnected) tile = deep('hui-tile-card')[0] ?? null;
        const info = tile?.shadowRoot?.querySelector('ha-tile-info');
        const name = info && (info.textContent + (info.primary ?? '')).match(/Typed \\d+ abcdef/)?.[0];
        if (name && !painted.has(name)) {
            painted.set(name, 0);
            requestAnimationFrame(() => setTimeout(() => painted.set(name, Date.now())));
        }
        requestAnimationFrame(look);
    };
    look();
    return true;";

/// Types a name as a fast typist does, a letter every 60 ms. Returns the clock's time before the last letter.
const TYPE_A_NAME: &str = "const [number, done] = [arguments[0], arguments[arguments.length - 1]];
    const content = document.querySelector('.cm-content');
    const view = content.cmTile?.view ?? content.cmView.view;
    const line = view.state.doc.toString().split('\\n').findIndex((text) => text.includes('name: Typed')) + 1;
    const { from, to, text } = view.state.doc.line(line);
    const start = from + text.indexOf('Typed');
    view.dispatch({ changes: { from: start, to, insert: `Typed ${number} ` }, userEvent: 'input.type' });
    let at = start + `Typed ${number} `.length;
    const letters = [...'abcdef'];
    const type = () => {
        const now = Date.now();
        view.dispatch({ changes: { from: at, insert: letters.shift() }, userEvent: 'input.type' });
        at += 1;
        if (letters.length) setTimeout(type, 60);
        else done(now);
    };
    setTimeout(type, 60);";

const WHEN_PAINTED: &str = "const [name, done] = [arguments[0], arguments[arguments.length - 1]];
    const look = () => (painted.get(name) ? done(painted.get(name)) : setTimeout(look, 10));
    look();";

async fn figures_of_typing(name: &'static str, config: Value, cards: usize) {
    let home = RealHome::shared().await;
    dashboard(home, name, "Typed", config).await;
    let folder = tempfile::tempdir().expect("a folder");
    let mut bobbin = Bobbin::start(name, folder.path(), &[]).await;
    bobbin.resize(1600, 960).await;
    connect(&mut bobbin, home).await;
    bobbin.press("Typed").await;
    bobbin.editor().await;
    bobbin.click("[data-testid='toggle-inspector']").await;
    let without = bobbin.memory();
    bobbin.click("[data-testid='toggle-preview']").await;
    let watching = || async { in_frame(&bobbin, WATCH_THE_TILE).await == json!(true) };
    bobbin.within(COMES_UP, "a tile in the preview", watching).await;
    println!("{cards} cards, memory in MB without the preview: {without:.0?}\nand with it: {:.0?}", bobbin.memory());
    let mut times = Vec::new();
    for number in 0..25 {
        let typed = bobbin.client.execute_async(TYPE_A_NAME, vec![json!(number)]).await.expect("typed");
        bobbin.find("[data-testid='preview-frame']").await.enter_frame().await.expect("the preview");
        let name = json!(format!("Typed {number} abcdef"));
        let painted = bobbin.client.execute_async(WHEN_PAINTED, vec![name]).await.expect("painted");
        bobbin.client.clone().enter_parent_frame().await.expect("Bobbin's own page");
        times.push(painted.as_f64().unwrap_or_default() - typed.as_f64().unwrap_or_default());
    }
    times.sort_by(f64::total_cmp);
    println!(
        "{cards} cards, the last letter of a word typed → painted in the preview: median {:.0} ms, p95 {:.0} ms, worst of {} {:.0} ms",
        times[times.len() / 2],
        times[times.len() * 95 / 100],
        times.len(),
        times[times.len() - 1]
    );
    println!("and after {} words were typed: {:.0?}", times.len(), bobbin.memory());
    bobbin.quit().await;
}

fn first_named(mut config: Value) -> Value {
    config["views"][0]["cards"][0] = json!({"type": "tile", "entity": "light.bed_light", "name": "Typed before"});
    config
}

#[tokio::test]
async fn figures_of_what_is_typed_in_the_preview() {
    let tile = |number: u32| json!({"type": "tile", "entity": "light.bed_light", "name": format!("Lamp {number}")});
    let cards: Vec<Value> = (0..12).map(tile).collect();
    figures_of_typing("typed-live", first_named(json!({"views": [{"title": "One", "cards": cards}]})), 12).await;
    figures_of_typing("typed-large", first_named(fixtures::dashboard(2_000)), 2_000).await;
}
