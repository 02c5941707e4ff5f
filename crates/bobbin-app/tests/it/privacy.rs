//! Privacy: the shell's folders are closed to other users, and folders that can't be closed are reported.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use bobbin_app::{Folders, Options, TokenStore};
use serde_json::json;

use crate::bobbin::Bobbin;

/// Starts Bobbin with a folder that its window writes into.
async fn start(folder: &Path, storage: PathBuf) -> Bobbin {
    Bobbin::start_on(Options {
        folders: Folders::under(folder),
        shell_folders: vec![storage],
        tokens: TokenStore::memory(),
        open_files: Vec::new(),
        start_demo: false,
        window_origins: Vec::new(),
    })
    .await
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).expect("there").permissions().mode() & 0o777
}

#[tokio::test]
async fn shell_folders_are_closed_with_their_contents() {
    let folder = tempfile::tempdir().expect("a folder");
    let storage = folder.path().join("webview");
    fs::create_dir_all(storage.join("databases")).expect("a folder");
    let (cookies, late) = (storage.join("cookies"), storage.join("databases/late"));
    fs::write(&cookies, "kept").expect("a file");
    for path in [&storage, &storage.join("databases"), &cookies] {
        fs::set_permissions(path, Permissions::from_mode(0o777)).expect("set");
    }
    let bobbin = start(folder.path(), storage.clone()).await;
    assert_eq!(mode(&storage), 0o700, "before anything can be written into it");
    // A webview obeys the umask.
    fs::write(&late, "kept").expect("a file");
    fs::set_permissions(&late, Permissions::from_mode(0o666)).expect("set");
    bobbin.app.stop().await;
    for path in [&cookies, &late, &storage.join("databases")] {
        assert_eq!(mode(path) & 0o077, 0, "{}", path.display());
    }
    let state = bobbin.call("app_state", json!(null)).await;
    assert_eq!(state["notices"], json!([]));
}

// Linux does not let anyone change the folder of a process.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn the_user_is_told_of_a_folder_with_fixed_permissions() {
    let folder = tempfile::tempdir().expect("a folder");
    let bobbin = start(folder.path(), "/proc/self".into()).await;
    let state = bobbin.call("app_state", json!(null)).await;
    let notice = state["notices"][0].as_str().expect("a notice");
    assert!(notice.starts_with("Other users of this computer may be able to read Bobbin's data"), "{notice}");
    assert!(notice.contains("the permissions of /proc/self can't be changed"), "{notice}");
}
