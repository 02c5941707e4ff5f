//! Nothing is ever lost, from the user's point of view: conflicts decided one by one, work without a connection, a
//! dashboard deleted under a draft, an old card restored, damaged data at the start.

use std::io::{Seek as _, SeekFrom, Write as _};

use bobbin_testkit::real_home::{Options, RealHome};
use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::driver::Bobbin;
use crate::home::{connect, dashboard, find, held, settled_database};
use crate::preview::drawn;

/// Takes pictures of a screen in both color schemes, narrow and wide.
async fn looks(bobbin: &mut Bobbin, name: &str) {
    for (colors, command) in [("light", "Light theme"), ("dark", "Dark theme")] {
        bobbin.command(command).await;
        for width in [1000, 1600] {
            bobbin.resize(width, 900).await;
            bobbin.fits().await;
            bobbin.shot(&format!("{name}-{colors}-{width}")).await;
        }
    }
    bobbin.command("Light theme").await;
}

async fn save_elsewhere(home: &RealHome, url_path: &str, config: &Value) {
    let save = json!({"type": "lovelace/config/save", "url_path": url_path, "config": config});
    home.client().await.result(save).await;
}

/// Takes pictures of two sides as Home Assistant draws them.
async fn looks_at_pictures(bobbin: &mut Bobbin, button: &str, name: &str) {
    bobbin.click(button).await;
    bobbin.find("[data-testid='picture-after']").await;
    drawn(bobbin, "[data-testid='before-after'] .loading").await;
    looks(bobbin, name).await;
    bobbin.click(button).await;
    bobbin.gone("[data-testid='before-after']").await;
}

fn cards(names: &[&str]) -> Value {
    let card = |name: &&str| json!({"type": "tile", "entity": "light.bed_light", "name": name});
    json!({"views": [{"title": "Living", "path": "a", "cards": names.iter().map(card).collect::<Vec<_>>()}]})
}

#[tokio::test]
async fn a_conflict_is_merged_place_by_place_and_saved() {
    let home = RealHome::shared().await;
    let lamps = |names: &[&str]| -> Vec<Value> {
        names.iter().map(|name| json!({"type": "tile", "entity": format!("light.{name}")})).collect()
    };
    let views = |one: &str, two: &str, lamps: &[Value]| json!({"views": [{"title": one, "path": "a", "cards": lamps}, {"title": two, "path": "b"}]});
    let (before, after) = (lamps(&["bed_light"]), lamps(&["bed_light", "ceiling_lights"]));
    dashboard(home, "merge-e2e", "Merging", views("A", "B", &before)).await;
    let folder = tempfile::tempdir().expect("a folder");
    let mut bobbin = Bobbin::start("merge", folder.path(), &[]).await;
    connect(&mut bobbin, home).await;
    bobbin.press("Merging").await;
    bobbin.type_over("title: A", "title: Mine # why it is mine").await;
    save_elsewhere(home, "merge-e2e", &views("Theirs", "Theirs too", &after)).await;
    bobbin.find("[data-testid='banner-remote']").await;
    bobbin.keys(Key::Control, "s").await;
    bobbin.find("[data-testid='merge-conflict']").await;
    bobbin.sees("1 place has to be decided").await;
    looks(&mut bobbin, "open").await;
    looks_at_pictures(&mut bobbin, "[data-testid='merge-pictures']", "mine-and-theirs").await;
    bobbin.click("[data-testid='merge-mine-choose']").await;
    bobbin.sees("1 of 1 decided").await;
    looks(&mut bobbin, "decided").await;
    bobbin.click("[data-testid='merge-finish']").await;
    bobbin.gone("[data-testid='merge']").await;
    assert_eq!(
        held(home, "merge-e2e").await,
        views("Theirs", "Theirs too", &after),
        "nothing is sent before it is saved"
    );
    assert!(bobbin.editor().await.contains("# why it is mine"));
    bobbin.click("[data-testid='save']").await;
    bobbin
        .until("both sides to be there", || async {
            held(home, "merge-e2e").await == views("Mine", "Theirs too", &after)
        })
        .await;
    bobbin.shot("saved").await;
    bobbin.quit().await;
}

#[tokio::test]
async fn what_was_saved_without_a_connection_is_sent_or_shown_merged_when_it_is_back() {
    let config = r#"{"views": [{"title": "A", "path": "a", "cards": [{"type": "tile", "entity": "light.bed_light"}]},
        {"title": "B", "path": "b"}]}"#;
    let options = Options::default().dashboard("later-one", "Sent", Some(config));
    let home = RealHome::start(options.dashboard("later-two", "Met", Some(config))).await;
    let folder = tempfile::tempdir().expect("a folder");
    let mut bobbin = Bobbin::start("later", folder.path(), &[]).await;
    connect(&mut bobbin, &home).await;
    for title in ["Sent", "Met"] {
        bobbin.press(title).await;
        bobbin.type_over("title: A", "title: Mine").await;
    }
    home.kill();
    bobbin.find("[data-testid='banner-reconnecting']").await;
    bobbin.keys(Key::Control, "s").await;
    bobbin.sees("“Met” will be saved when reconnected").await;
    bobbin.sees("Will be saved when reconnected").await;
    bobbin.click("[data-testid='dashboard-row'][data-path='later-one']").await;
    bobbin
        .until("the other one, which is not saved yet", || async {
            !bobbin.text().await.contains("Will be saved when reconnected")
        })
        .await;
    bobbin.command("Save").await;
    bobbin.sees("Will be saved when reconnected").await;
    looks(&mut bobbin, "waiting").await;
    // Without Home Assistant, Bobbin draws a sketch and labels it as one.
    bobbin.resize(1600, 900).await;
    bobbin.click("[data-testid='toggle-preview']").await;
    bobbin.find("[data-testid='preview-sketch']").await;
    let words = "return document.querySelector(\"[data-testid='sketch']\")?.textContent ?? ''";
    bobbin
        .until("the card and its last state in the sketch", || async {
            let sketch = bobbin.client.execute(words, vec![]).await.unwrap_or_default();
            sketch.as_str().is_some_and(|words| words.contains("Bed Light") && words.contains("off"))
        })
        .await;
    bobbin.sees("There is no connection to Home Assistant").await;
    looks(&mut bobbin, "sketch").await;
    bobbin.click("[data-testid='toggle-preview']").await;
    bobbin.resize(1000, 900).await;
    // All known dashboards can be searched, drafts in their current state; a result opens.
    bobbin.command("Search all dashboards").await;
    bobbin.fill("[data-testid='search-words']", "mine").await;
    bobbin.sees("2 results in 2 of").await;
    looks(&mut bobbin, "search").await;
    bobbin.click("[data-testid='search-place']").await;
    bobbin.until("the place in the editor", || async { bobbin.editor().await.contains("title: Mine") }).await;
    bobbin.click("[aria-label='Close the panel']").await;
    // Somebody else saved first, while Bobbin had no connection.
    let storage = home.folder().join(".storage/lovelace.later_two");
    let stored = std::fs::read_to_string(&storage).expect("a dashboard's file");
    std::fs::write(&storage, stored.replace(r#""B""#, r#""Theirs""#)).expect("written");
    home.resume().await;
    bobbin.press_if_there("Retry now").await;
    bobbin.sees("Connected again: 1 save sent, 1 to decide.").await;
    assert_eq!(held(&home, "later-one").await["views"][0]["title"], "Mine");
    assert_eq!(held(&home, "later-two").await["views"][0]["title"], "A", "nothing is sent that nobody has seen");
    bobbin.shot("summary").await;
    bobbin.press("See the merge").await;
    bobbin.sees("1 of their changes merged with 1 of yours").await;
    looks(&mut bobbin, "clean").await;
    bobbin.click("[data-testid='merge-save']").await;
    bobbin
        .until("both sides to be there", || async {
            let views = held(&home, "later-two").await["views"].clone();
            views[0]["title"] == "Mine" && views[1]["title"] == "Theirs"
        })
        .await;
    bobbin.quit().await;
}

#[tokio::test]
async fn a_dashboard_deleted_under_a_draft_keeps_it_and_comes_back() {
    let home = RealHome::shared().await;
    dashboard(home, "gone-e2e", "Going", json!({"views": [{"title": "A", "path": "a"}]})).await;
    let folder = tempfile::tempdir().expect("a folder");
    let mut bobbin = Bobbin::start("gone", folder.path(), &[]).await;
    connect(&mut bobbin, home).await;
    bobbin.press("Going").await;
    bobbin.type_over("title: A", "title: Mine").await;
    bobbin.sees("Draft saved").await;
    let delete = json!({"type": "lovelace/dashboards/delete", "dashboard_id": "gone_e2e"});
    home.client().await.result(delete).await;
    bobbin.find("[data-testid='banner-deleted']").await;
    assert!(bobbin.editor().await.contains("title: Mine"), "the draft is kept");
    looks(&mut bobbin, "deleted").await;
    bobbin.click("[data-testid='recreate']").await;
    bobbin.gone("[data-testid='banner-deleted']").await;
    // The dashboard exists before its config.
    bobbin
        .until("it to be as it was", || async {
            let config = json!({"type": "lovelace/config", "url_path": "gone-e2e"});
            home.client().await.frame(vec![config]).await[0]["result"]["views"][0]["title"] == "A"
        })
        .await;
    assert!(bobbin.editor().await.contains("title: Mine"), "the draft is still there");
    bobbin.click("[data-testid='save']").await;
    bobbin.until("mine to be there", || async { held(home, "gone-e2e").await["views"][0]["title"] == "Mine" }).await;
    bobbin.quit().await;
}

#[tokio::test]
async fn an_old_card_comes_back_from_the_history_and_a_change_is_taken_back_in_the_review() {
    let home = RealHome::shared().await;
    dashboard(home, "old-e2e", "Old", cards(&["one", "two", "three"])).await;
    let folder = tempfile::tempdir().expect("a folder");
    let mut bobbin = Bobbin::start("old", folder.path(), &[]).await;
    connect(&mut bobbin, home).await;
    bobbin.press("Old").await;
    bobbin.editor().await;
    save_elsewhere(home, "old-e2e", &cards(&["one", "three"])).await;
    bobbin.find("[data-testid='banner-carried']").await;
    bobbin.command("History").await;
    bobbin.click("[data-testid='version']").await;
    bobbin.press("What it changed").await;
    bobbin.find("[data-testid='sentence'][data-kind='removed']").await;
    looks(&mut bobbin, "timeline").await;
    looks_at_pictures(&mut bobbin, "[data-testid='history-pictures']", "version-pictured").await;
    bobbin.click("[data-testid='take-back']").await;
    bobbin.until("the card to be back", || async { bobbin.editor().await.contains("name: two") }).await;

    // One of two changes is reverted in the review; the other is saved.
    bobbin.type_over("title: Living", "title: Taken back").await;
    bobbin
        .until("two changes", || async {
            bobbin
                .client
                .find_all(fantoccini::Locator::Css("[data-testid='sentence']"))
                .await
                .is_ok_and(|all| all.len() == 2)
        })
        .await;
    looks(&mut bobbin, "review").await;
    let sentences = bobbin.client.find_all(fantoccini::Locator::Css("[data-testid='sentence']")).await.expect("two");
    let mut at = 0;
    for (index, sentence) in sentences.iter().enumerate() {
        if sentence.text().await.expect("words").contains("Renamed") {
            at = index;
        }
    }
    let script = "document.querySelectorAll(\"[data-testid='take-change-back']\")[arguments[0]].click()";
    bobbin.client.execute(script, vec![json!(at)]).await.expect("a button");
    bobbin.until("it to be taken back", || async { bobbin.editor().await.contains("title: Living") }).await;
    bobbin.command("Save").await;
    bobbin
        .until("the card to be there", || async { held(home, "old-e2e").await == cards(&["one", "two", "three"]) })
        .await;
    bobbin.quit().await;
}

#[tokio::test]
async fn damaged_data_are_set_aside_and_the_draft_is_there_all_the_same() {
    let home = RealHome::shared().await;
    dashboard(home, "damage-e2e", "Damage", json!({"views": [{"title": "A", "path": "a"}]})).await;
    let folder = tempfile::tempdir().expect("a folder");
    let mut bobbin = Bobbin::start("damage", folder.path(), &[]).await;
    connect(&mut bobbin, home).await;
    bobbin.press("Damage").await;
    bobbin.type_over("title: A", "title: typed before # and why").await;
    let database = find(folder.path(), "vault.db");
    bobbin
        .until("the draft on disk", || async {
            let kept = rusqlite::Connection::open_with_flags(&database, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY)
                .and_then(|vault| vault.query_row("SELECT count(*) FROM drafts", [], |row| row.get::<_, i64>(0)));
            kept.is_ok_and(|drafts| drafts == 1)
        })
        .await;
    bobbin.quit().await;

    // The first page, which every database needs to open.
    let database = settled_database(folder.path());
    let mut file = std::fs::OpenOptions::new().write(true).open(&database).expect("the database");
    file.seek(SeekFrom::Start(16)).and_then(|_| file.write_all(&[0xA5; 4_000])).expect("damaged");
    drop(file);
    let damaged = std::fs::read(&database).expect("the database");
    let mut bobbin = Bobbin::start("damage", folder.path(), &[]).await;
    bobbin.sees("The damaged file is untouched").await;
    bobbin.until("the draft", || async { bobbin.editor().await.contains("title: typed before # and why") }).await;
    looks(&mut bobbin, "told").await;
    let aside: Vec<_> = std::fs::read_dir(database.parent().expect("a folder"))
        .expect("a folder")
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.to_string_lossy().contains("vault.damaged-"))
        .collect();
    let [aside] = &aside[..] else { panic!("one set aside: {aside:?}") };
    assert!(std::fs::read(aside).expect("the damaged database") == damaged, "it is untouched");

    // The user can go on working.
    bobbin.click("[data-testid='save']").await;
    bobbin
        .until("the draft to be saved", || async {
            held(home, "damage-e2e").await["views"][0]["title"] == "typed before"
        })
        .await;
    bobbin.quit().await;
}
