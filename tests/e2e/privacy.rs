//! The files of the real window: other users can read none of them, and none contains the token.

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use bobbin_testkit::real_home::RealHome;
use serde_json::json;

use crate::driver::Bobbin;
use crate::home::{connect, dashboard, find, settled_database};
use crate::preview::shows;

/// A file, and whether another user can reach it.
struct Found {
    path: PathBuf,
    is_open: bool,
    mode: u32,
}

/// All files in a folder. A closed folder protects its files whatever their mode.
fn everything(folder: &Path) -> Vec<Found> {
    let mut found = Vec::new();
    let mut folders = vec![(folder.to_owned(), true)];
    while let Some((folder, is_open)) = folders.pop() {
        // Some files of the webview disappear meanwhile.
        for (path, metadata) in std::fs::read_dir(folder).into_iter().flatten().flatten().filter_map(|entry| {
            let metadata = entry.metadata().ok()?;
            Some((entry.path(), metadata))
        }) {
            let mode = metadata.permissions().mode() & 0o777;
            let is_open = is_open && mode & 0o077 != 0;
            if metadata.is_dir() {
                folders.push((path, is_open));
            } else {
                found.push(Found { path, is_open, mode });
            }
        }
    }
    found
}

#[track_caller]
fn expect_private(home: &Path) {
    let found = everything(home);
    let open: Vec<_> = found.iter().filter(|found| found.is_open).map(|found| (&found.path, found.mode)).collect();
    assert!(open.is_empty(), "{open:?}");
}

#[tokio::test]
async fn other_users_can_read_no_file_of_the_window() {
    let home = RealHome::shared().await;
    let config = json!({"views": [{"title": "Living", "path": "living", "cards": [
        {"type": "markdown", "content": "drawn by Home Assistant"},
        {"type": "picture-entity", "entity": "camera.demo_camera", "camera_image": "camera.demo_camera"},
        {"type": "tile", "entity": "light.bed_light"},
    ]}]});
    dashboard(home, "kept-private", "Kept private", config).await;
    let folder = tempfile::tempdir().expect("a folder");
    let user = folder.path().join("user");
    std::fs::create_dir_all(user.join("tmp")).expect("a folder");
    let mut bobbin = Bobbin::start_at_home("privacy", &user).await;
    bobbin.resize(1600, 960).await;
    connect(&mut bobbin, home).await;
    bobbin.press("Kept private").await;
    bobbin.editor().await;
    bobbin.click("[data-testid='toggle-preview']").await;
    shows(&bobbin, "drawn by Home Assistant").await;
    bobbin.type_over("drawn by Home Assistant", "typed a moment ago").await;
    shows(&bobbin, "typed a moment ago").await;
    expect_private(&user);
    // A normal end writes the state of the window too.
    let close = "window.__TAURI_INTERNALS__.invoke('call', { name: 'window_close', request: 'null' })";
    // The window may close before it answers.
    let _answered = bobbin.client.execute(close, vec![]).await;
    settled_database(&user);
    bobbin.quit().await;
    expect_private(&user);
    for file in ["vault.db", "settings.yaml", ".window-state.json", "salt"] {
        find(&user, file);
    }
    for found in everything(&user) {
        let bytes = std::fs::read(&found.path).expect("readable");
        let token = home.token.as_bytes();
        assert!(!bytes.windows(token.len()).any(|part| part == token), "the token is in {}", found.path.display());
    }
}
