//! The main journeys of a user, from the first start.

use bobbin_testkit::real_home::RealHome;
use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::driver::Bobbin;
use crate::home::{connect, dashboard, find, held};

async fn save(bobbin: &Bobbin) {
    bobbin.keys(Key::Control, "s").await;
}

#[tokio::test]
async fn first_run_connect_edit_review_and_save() {
    let home = RealHome::shared().await;
    dashboard(
        home,
        "first-run",
        "First run",
        json!({"views": [{"title": "Living", "cards": [{"type": "tile", "entity": "light.bed_light"}]}]}),
    )
    .await;
    let folder = tempfile::tempdir().expect("a folder");
    let mut bobbin = Bobbin::start("first-run", folder.path(), &[]).await;
    bobbin.find("[data-testid='first-screen']").await;
    bobbin.shot("doors").await;
    connect(&mut bobbin, home).await;
    bobbin.press("First run").await;
    assert!(bobbin.editor().await.contains("title: Living"));
    bobbin.shot("open").await;
    bobbin.type_over("title: Living", "title: Living room # the big one").await;
    bobbin.click("[data-testid='review']").await;
    bobbin.sees("Living room").await;
    bobbin.find("[data-testid='sentences']").await;
    bobbin.shot("review").await;
    bobbin.click("[data-testid='save']").await;
    bobbin
        .until("another client to see it", || async {
            held(home, "first-run").await["views"][0]["title"] == "Living room"
        })
        .await;
    bobbin.find("[data-testid='no-changes']").await;
    bobbin.shot("saved").await;

    // The token is in the keyring: after a restart Bobbin connects by itself, and the comment is still there.
    bobbin.quit().await;
    let mut bobbin = Bobbin::start("first-run", folder.path(), &[]).await;
    bobbin.find("[data-testid='dashboard-list']").await;
    bobbin.press("First run").await;
    assert!(bobbin.editor().await.contains("# the big one"));
    bobbin.shot("again").await;
    let settings = std::fs::read_to_string(find(folder.path(), "settings.yaml")).expect("settings");
    assert!(settings.contains(&home.url) && !settings.contains(&home.token), "the token is in no file");
    bobbin.quit().await;
}

#[tokio::test]
async fn a_conflict_is_shown_and_decided() {
    let home = RealHome::shared().await;
    dashboard(home, "conflict-e2e", "Conflict", json!({"views": [{"title": "A", "path": "a"}]})).await;
    let folder = tempfile::tempdir().expect("a folder");
    let mut bobbin = Bobbin::start("conflict", folder.path(), &[]).await;
    connect(&mut bobbin, home).await;
    bobbin.press("Conflict").await;
    bobbin.type_over("title: A", "title: Mine").await;
    let theirs = json!({"views": [{"title": "Theirs", "path": "a"}]});
    home.client()
        .await
        .result(json!({"type": "lovelace/config/save", "url_path": "conflict-e2e", "config": theirs}))
        .await;
    bobbin.find("[data-testid='banner-remote']").await;
    bobbin.shot("banner").await;
    assert!(bobbin.editor().await.contains("title: Mine"), "the text is never replaced by itself");
    save(&bobbin).await;
    bobbin.find("[data-testid='merge-mine']").await;
    bobbin.shot("conflict").await;
    assert_eq!(held(home, "conflict-e2e").await, theirs);
    bobbin.click("[data-testid='merge-overwriteTheirs']").await;
    bobbin
        .until("mine to be there", || async { held(home, "conflict-e2e").await["views"][0]["title"] == "Mine" })
        .await;
    bobbin.shot("decided").await;
    bobbin.quit().await;
}

#[tokio::test]
async fn a_dashboard_is_created_deleted_and_brought_back() {
    let home = RealHome::shared().await;
    let folder = tempfile::tempdir().expect("a folder");
    let mut bobbin = Bobbin::start("create", folder.path(), &[]).await;
    connect(&mut bobbin, home).await;
    bobbin.click("[data-testid='create-dashboard']").await;
    bobbin.fill("[data-testid='create-title']", "Wall panel").await;
    bobbin
        .until("an offered path", || async {
            let path = bobbin.find("[data-testid='create-path']").await;
            path.prop("value").await.expect("a field").as_deref() == Some("wall-panel")
        })
        .await;
    bobbin.shot("create").await;
    bobbin.click("[data-testid='create-submit']").await;
    bobbin.gone("[data-testid='create-dialog']").await;
    bobbin.press("Wall panel").await;
    bobbin.find("[data-testid='banner-no-config']").await;
    bobbin.shot("no-config").await;
    bobbin.click(".cm-content").await;
    // Typed on a keyboard: Enter is a key, and the editor indents.
    let typed = format!("views:{}- title: New", char::from(Key::Enter));
    bobbin.client.active_element().await.expect("the editor").send_keys(&typed).await.expect("keys");
    save(&bobbin).await;
    bobbin
        .until("another client to see it", || async {
            let reply = home.client().await.command(json!({"type": "lovelace/config", "url_path": "wall-panel"})).await;
            reply["result"]["views"][0]["title"] == "New"
        })
        .await;

    let row = bobbin.client.find(fantoccini::Locator::XPath("//*[@data-testid='dashboard-row'][contains(., 'Wall panel')]/ancestor::li[1]//*[@data-testid='dashboard-more']")).await;
    row.expect("a menu").click().await.expect("a menu");
    bobbin.click("[data-testid='menu-delete']").await;
    bobbin.fill("[data-testid='delete-confirm']", "Wall panel").await;
    bobbin.shot("delete").await;
    bobbin.click("[data-testid='delete-submit']").await;
    bobbin.gone("[data-testid='delete-dialog']").await;
    bobbin.sees("Undo").await;
    bobbin.shot("deleted").await;
    bobbin.press("Undo").await;
    bobbin
        .until("it to be back", || async {
            let reply = home.client().await.command(json!({"type": "lovelace/config", "url_path": "wall-panel"})).await;
            reply["result"]["views"][0]["title"] == "New"
        })
        .await;
    bobbin.shot("back").await;

    // Its properties can be changed where they are shown.
    bobbin.press("Wall panel").await;
    bobbin.command("Properties of the dashboard…").await;
    bobbin.fill("[data-testid='properties-title']", "Hall panel").await;
    bobbin.shot("properties").await;
    bobbin.click("[data-testid='properties-submit']").await;
    bobbin.gone("[data-testid='properties-dialog']").await;
    bobbin.sees("Hall panel").await;
    let dashboards = home.client().await.result(json!({"type": "lovelace/dashboards/list"})).await;
    let own = dashboards.as_array().expect("a list").iter().find(|one| one["url_path"] == "wall-panel");
    assert_eq!(own.expect("it is there")["title"], "Hall panel");
    bobbin.quit().await;
}

#[tokio::test]
async fn a_resource_is_added_changed_and_removed() {
    let home = RealHome::shared().await;
    let folder = tempfile::tempdir().expect("a folder");
    let mut bobbin = Bobbin::start("resource", folder.path(), &[]).await;
    connect(&mut bobbin, home).await;
    bobbin.click("[data-testid='open-resources']").await;
    bobbin.click("[data-testid='add-resource']").await;
    bobbin.fill("[data-testid='resource-url']", "/local/clock-card.js").await;
    bobbin.shot("add").await;
    bobbin.click("[data-testid='resource-submit']").await;
    bobbin.find("[data-testid='resource-row'][data-url='/local/clock-card.js']").await;
    let resources = home.client().await.result(json!({"type": "lovelace/resources"})).await;
    assert!(resources.to_string().contains("/local/clock-card.js"), "{resources}");
    bobbin.shot("added").await;
    let row = "[data-testid='resource-row'][data-url='/local/clock-card.js']";
    bobbin.click(&format!("{row} [data-testid='edit-resource']")).await;
    bobbin.fill("[data-testid='resource-url']", "/local/clock-card.js?v=2").await;
    bobbin.click("[data-testid='resource-submit']").await;
    let row = "[data-testid='resource-row'][data-url='/local/clock-card.js?v=2']";
    bobbin.click(&format!("{row} [data-testid='remove-resource']")).await;
    bobbin.gone(row).await;
    let resources = home.client().await.result(json!({"type": "lovelace/resources"})).await;
    assert!(!resources.to_string().contains("clock-card"), "{resources}");
    bobbin.shot("removed").await;
    bobbin.press("Undo").await;
    bobbin.find(row).await;
    bobbin.shot("back").await;
    bobbin.quit().await;
}

#[tokio::test]
async fn a_draft_is_back_after_a_crash() {
    let home = RealHome::shared().await;
    dashboard(home, "crash-e2e", "Crash", json!({"views": [{"title": "A"}]})).await;
    let folder = tempfile::tempdir().expect("a folder");
    let mut bobbin = Bobbin::start("crash", folder.path(), &[]).await;
    connect(&mut bobbin, home).await;
    bobbin.press("Crash").await;
    bobbin.type_over("title: A", "title: typed just before").await;
    bobbin.sees("Draft saved").await;
    bobbin.kill().await;
    let mut bobbin = Bobbin::start("crash", folder.path(), &[]).await;
    bobbin.until("the draft to be back", || async { bobbin.editor().await.contains("title: typed just before") }).await;
    bobbin.find("[data-testid='banner-restored']").await;
    assert_eq!(held(home, "crash-e2e").await["views"][0]["title"], "A", "nothing was sent");
    bobbin.shot("restored").await;
    bobbin.quit().await;
}

#[tokio::test]
async fn the_demo_home_shows_what_bobbin_does() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut bobbin = Bobbin::start("demo", folder.path(), &[]).await;
    bobbin.click("[data-testid='door-session.demo']").await;
    bobbin.click("[data-testid='dashboard-row'][data-path='home-energy']").await;
    let text = bobbin.editor().await;
    assert!(text.contains("views:"), "{text}");
    bobbin.shot("open").await;
    bobbin.type_over("views:", "# mine\nmine: 1\nviews:").await;
    bobbin.sees("1 change").await;
    save(&bobbin).await;
    bobbin.gone("[data-testid='draft-dot']").await;
    bobbin.sees("Saved").await;
    bobbin.shot("saved").await;
    bobbin.quit().await;
}

/// The measurements in README.md that need a window, taken inside the page, frame by frame; `make bench` prints them.
#[tokio::test]
async fn a_large_dashboard_opens_and_follows_typing() {
    let home = RealHome::shared().await;
    dashboard(home, "large-e2e", "Large", bobbin_testkit::fixtures::dashboard(2_000)).await;
    let folder = tempfile::tempdir().expect("a folder");
    let mut bobbin = Bobbin::start("large", folder.path(), &[]).await;
    connect(&mut bobbin, home).await;
    bobbin.sees("Large").await;
    let script = "const done = arguments[arguments.length - 1]; const start = performance.now();
        const row = [...document.querySelectorAll(\"[data-testid='dashboard-row']\")].find((row) => row.innerText.includes('Large'));
        row.click();
        const look = () => {
            const content = document.querySelector('.cm-content');
            const view = content && (content.cmTile?.view ?? content.cmView?.view);
            if (view && view.state.doc.length > 100000 && content.innerText.length > 100) done([performance.now() - start, view.state.doc.length]);
            else requestAnimationFrame(look);
        };
        look();";
    let opened = bobbin.client.execute_async(script, vec![]).await.expect("opens");
    let script = "const done = arguments[arguments.length - 1]; const content = document.querySelector('.cm-content');
        const view = content.cmTile?.view ?? content.cmView.view; const times = []; const line = view.state.doc.line(3);
        const step = () => {
            if (times.length === 20) { done(times); return; }
            const start = performance.now();
            view.dispatch({ changes: { from: line.to, insert: '\"' }, userEvent: 'input.type' });
            const look = () => {
                if (!document.querySelector(\"[data-testid='status-problems']\")?.innerText.includes('1 problem')) { requestAnimationFrame(look); return; }
                times.push(performance.now() - start);
                view.dispatch({ changes: { from: line.to, to: line.to + 1 }, userEvent: 'delete.backward' });
                const gone = () => document.querySelector(\"[data-testid='status-problems']\")?.innerText.includes('1 problem') ? requestAnimationFrame(gone) : step();
                gone();
            };
            look();
        };
        step();";
    let typed = bobbin.client.execute_async(script, vec![]).await.expect("types");
    let mut times: Vec<f64> = typed.as_array().expect("times").iter().filter_map(Value::as_f64).collect();
    times.sort_by(f64::total_cmp);
    println!(
        "2,000 cards, {} characters: click → text on screen {:.0} ms; key → problem shown, median {:.0} ms, worst of {} {:.0} ms",
        opened[1],
        opened[0].as_f64().expect("a time"),
        times[times.len() / 2],
        times.len(),
        times[times.len() - 1]
    );
    bobbin.shot("open").await;
    bobbin.quit().await;
}
