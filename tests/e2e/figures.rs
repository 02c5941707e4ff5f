//! Figures that only the real window can give, measured inside its page, frame by frame: how long a history of 1,000
//! versions takes to be on screen, and how long what somebody else saved does.
//!
//! `tests/e2e/run --nocapture figures` prints them. No time is asserted: that the thing is shown at all is.

use bobbin_testkit::fixtures;
use bobbin_testkit::real_home::RealHome;
use fantoccini::Locator;
use rusqlite::Connection;
use serde_json::{Value, json};

use crate::driver::Bobbin;
use crate::home::{connect, dashboard, settled_database};

/// Clicks the panel's tab and waits until versions are painted, and until what they changed is; in milliseconds.
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

    // Both of them 500 times over, each a minute after the other.
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

/// Waits until the editor holds some words and they are painted; the clock's time then.
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
