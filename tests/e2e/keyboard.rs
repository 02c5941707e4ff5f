//! Work with the keyboard alone: the palette, the tabs, and undo that survives a switch of tabs.

use bobbin_testkit::real_home::RealHome;
use fantoccini::key::Key;
use serde_json::json;

use crate::driver::Bobbin;
use crate::home::{connect, dashboard};

/// Types into the focused element.
async fn type_keys(bobbin: &Bobbin, keys: &str) {
    bobbin.client.active_element().await.expect("something has the focus").send_keys(keys).await.expect("keys");
}

#[tokio::test]
async fn a_dashboard_is_found_edited_and_taken_back_by_keyboard() {
    let home = RealHome::shared().await;
    dashboard(home, "keys-one", "Keys one", json!({"views": [{"title": "First"}]})).await;
    dashboard(home, "keys-two", "Keys two", json!({"views": [{"title": "Second"}]})).await;
    let folder = tempfile::tempdir().expect("a folder");
    let mut bobbin = Bobbin::start("keys", folder.path(), &[]).await;
    connect(&mut bobbin, home).await;
    bobbin.sees("Keys two").await;
    for (name, title) in [("keys one", "title: First"), ("keys two", "title: Second")] {
        bobbin.keys(Key::Control, "p").await;
        bobbin.find("#picker-list").await;
        type_keys(&bobbin, name).await;
        bobbin.shot(&format!("go-{}", name.replace(' ', "-"))).await;
        type_keys(&bobbin, &char::from(Key::Enter).to_string()).await;
        bobbin.until("its text", || async { bobbin.editor().await.contains(title) }).await;
        bobbin.type_over(title, "title: Changed").await;
    }
    // Switches to the first tab and back to the second: each has its own undo history.
    for title in ["title: First", "title: Second"] {
        bobbin.keys(Key::Control, char::from(Key::PageDown).to_string().as_str()).await;
        bobbin.until("the other tab", || async { !bobbin.editor().await.contains(title) }).await;
        bobbin.click(".cm-content").await;
        bobbin.keys(Key::Control, "z").await;
        bobbin.until("the change to be gone", || async { bobbin.editor().await.contains(title) }).await;
    }
    // Every command is in the palette, with its shortcut; Escape closes it.
    type_keys(&bobbin, &char::from(Key::F1).to_string()).await;
    bobbin.find("#picker-list").await;
    type_keys(&bobbin, "review").await;
    bobbin.sees("Review changes").await;
    bobbin.shot("commands").await;
    type_keys(&bobbin, &char::from(Key::Escape).to_string()).await;
    bobbin.gone("#picker-list").await;
    bobbin.quit().await;
}
