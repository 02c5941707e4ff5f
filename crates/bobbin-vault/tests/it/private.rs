//! Privacy: other users of the computer can't read Bobbin's data.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use bobbin_vault::paths::Folders;
use bobbin_vault::settings::Settings;
use bobbin_vault::{Draft, Origin, Retention, Vault, VaultError, private};
use tempfile::TempDir;

use crate::support::{kitchen, open, record, second};

fn mode(path: &Path) -> u32 {
    fs::symlink_metadata(path).expect("there").permissions().mode() & 0o777
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("set");
}

/// Everything in a folder, the folder itself first.
fn everything(folder: &Path) -> Vec<PathBuf> {
    let mut found = vec![folder.to_owned()];
    let mut at = 0;
    while let Some(path) = found.get(at).cloned() {
        if fs::symlink_metadata(&path).expect("there").is_dir() {
            found.extend(fs::read_dir(&path).expect("a folder").map(|entry| entry.expect("an entry").path()));
        }
        at += 1;
    }
    found
}

/// Checks that folders have mode 0700 and files 0600, and returns their names.
#[track_caller]
fn expect_private(folder: &Path) -> Vec<String> {
    let found = everything(folder);
    for path in &found {
        let wanted = if path.is_dir() { 0o700 } else { 0o600 };
        assert_eq!(mode(path), wanted, "{} has mode {:o}", path.display(), mode(path));
    }
    found.iter().map(|path| path.strip_prefix(folder).expect("inside").display().to_string()).collect()
}

/// Uses a vault and settings in all ways that create a file.
fn use_everything(home: &Path) {
    let folders = Folders::under(home);
    let database = folders.data.join("vault.db");
    let vault = open(&folders.data);
    let draft = Draft {
        document: kitchen(),
        text: "title: Kitchen\n".to_owned(),
        base: Some(record(&vault, 1, Origin::Fetched, "{}")),
        base_text: None,
        view_state: None,
        merge_state: None,
        updated_at: second(2),
    };
    vault.save_draft(&draft).expect("saved");
    vault.put_snapshot("home", "states", "[]", second(3)).expect("put");
    vault.compact(second(4), Retention::default(), std::collections::HashSet::new).expect("compacted");
    vault.save_draft(&draft).expect("saved");
    let names = expect_private(&folders.data);
    for name in ["vault.db", "vault.db-wal", "vault.db-shm", "vault.lock"] {
        assert!(names.iter().any(|found| found == name), "{names:?}");
    }
    drop(vault);

    // Damage found at the start, then damage found while Bobbin runs.
    let sound = fs::read(&database).expect("read");
    fs::write(&database, &sound[..sound.len() / 2]).expect("cut off");
    let recovered = Vault::open(&folders.data, second(5)).expect("a vault");
    assert!(recovered.recovered.is_some());
    let id = record(&recovered.vault, 6, Origin::Fetched, &"x".repeat(100_000));
    drop(recovered);
    let connection = rusqlite::Connection::open(&database).expect("open");
    connection.execute("UPDATE contents SET hash = zeroblob(32)", []).expect("damaged");
    drop(connection);
    let vault = open(&folders.data);
    assert!(matches!(vault.version(id), Err(VaultError::Damaged { .. })));
    let names = expect_private(&folders.data);
    assert!(names.iter().any(|name| name == "vault.damaged"), "{names:?}");
    assert!(names.iter().any(|name| name.starts_with("vault.damaged-")), "{names:?}");

    Settings::default().save(&folders.config).expect("saved");
    fs::write(folders.config.join("settings.yaml"), "instances: 7").expect("written");
    let loaded = Settings::load(&folders.config, second(7)).expect("loaded");
    assert!(loaded.set_aside.is_some() && loaded.exposed.is_none());
    loaded.settings.save(&folders.config).expect("saved");
    assert_eq!(expect_private(&folders.config).len(), 3);
}

#[test]
fn only_the_user_can_read_kept_data_whatever_the_umask() {
    const HOME: &str = "BOBBIN_TEST_HOME";
    if let Some(home) = std::env::var_os(HOME) {
        return use_everything(Path::new(&home));
    }
    for umask in ["000", "022", "077"] {
        let folder = TempDir::new().expect("a folder");
        let home = folder.path().join("new/home");
        let ran = Command::new("sh")
            .args(["-c", &format!("umask {umask}; exec \"$0\" \"$@\"")])
            .arg(std::env::current_exe().expect("this program"))
            .args(["--exact", "private::only_the_user_can_read_kept_data_whatever_the_umask"])
            .env(HOME, &home)
            .output()
            .expect("started");
        let told = String::from_utf8_lossy(&ran.stdout);
        assert!(ran.status.success() && told.contains("1 passed"), "umask {umask}: {told}");
        // The folders above were missing, so they are Bobbin's.
        expect_private(&folder.path().join("new"));
    }
}

#[test]
fn wide_permissions_are_tightened_at_start() {
    let home = TempDir::new().expect("a folder");
    let folders = Folders::under(home.path());
    drop(open(&folders.data));
    Settings::default().save(&folders.config).expect("saved");
    let left = [
        folders.data.join("vault.damaged-1.db"),
        folders.data.join("vault.damaged-1.db-wal"),
        folders.data.join("vault.salvage-left/copy-0.db"),
        folders.config.join("settings.broken-1.yaml"),
        folders.config.join(".bobbin-left.tmp"),
    ];
    fs::create_dir(folders.data.join("vault.salvage-left")).expect("made");
    for file in &left {
        fs::write(file, "left").expect("written");
    }
    // A file of the user's in a folder of their choice.
    let stranger = folders.data.join("notes.txt");
    fs::write(&stranger, "mine").expect("written");
    for path in everything(home.path()) {
        set_mode(&path, if path.is_dir() { 0o777 } else { 0o666 });
    }
    let loaded = Settings::load(&folders.config, second(1)).expect("loaded");
    let opened = Vault::open(&folders.data, second(1)).expect("a vault");
    assert!(loaded.exposed.is_none() && opened.exposed.is_none());
    assert_eq!(mode(&stranger), 0o666);
    fs::remove_file(&stranger).expect("removed");
    assert_eq!(expect_private(&folders.data).len(), 9);
    assert_eq!(expect_private(&folders.config).len(), 4);
    // The folder that BOBBIN_HOME names is the user's: it may be /tmp.
    assert_eq!(mode(home.path()), 0o777);
}

#[test]
fn saving_settings_tightens_a_wide_file() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("settings.yaml");
    fs::write(&file, "").expect("written");
    set_mode(&file, 0o666);
    Settings::default().save(folder.path()).expect("saved");
    assert_eq!(mode(&file), 0o600);
}

#[test]
fn links_in_the_folders_are_not_followed() {
    let home = TempDir::new().expect("a folder");
    let folders = Folders::under(home.path());
    let theirs = home.path().join("theirs");
    fs::create_dir(&theirs).expect("made");
    fs::write(theirs.join("file"), "theirs").expect("written");
    for path in everything(&theirs) {
        set_mode(&path, if path.is_dir() { 0o755 } else { 0o644 });
    }
    let storage = home.path().join("storage");
    for (folder, prefix) in [(&folders.data, "vault."), (&folders.config, "settings."), (&storage, "")] {
        fs::create_dir(folder).expect("made");
        symlink(theirs.join("file"), folder.join(format!("{prefix}file"))).expect("linked");
        symlink(&theirs, folder.join(format!("{prefix}folder"))).expect("linked");
        symlink("nowhere", folder.join(format!("{prefix}nowhere"))).expect("linked");
    }
    Settings::load(&folders.config, second(1)).expect("loaded");
    drop(open(&folders.data));
    private::storage(&storage);
    assert_eq!((mode(&theirs), mode(&theirs.join("file"))), (0o755, 0o644));
}

#[test]
fn a_data_folder_may_be_a_link() {
    let home = TempDir::new().expect("a folder");
    let (place, link) = (home.path().join("large disk"), home.path().join("data"));
    fs::create_dir(&place).expect("made");
    set_mode(&place, 0o755);
    symlink("large disk", &link).expect("linked");
    let vault = open(&link);
    record(&vault, 1, Origin::Fetched, "{}");
    assert!(fs::symlink_metadata(&link).expect("there").is_symlink());
    assert!(expect_private(&place).iter().any(|name| name == "vault.db"));
}

#[test]
fn webview_storage_is_tightened_at_every_depth() {
    let folder = TempDir::new().expect("a folder");
    let storage = folder.path().join("storage");
    fs::create_dir_all(storage.join("a/b/c")).expect("made");
    for file in ["cookies", "a/b/c/blob", "a/hsts"] {
        fs::write(storage.join(file), "kept").expect("written");
    }
    for path in everything(&storage) {
        set_mode(&path, if path.is_dir() { 0o755 } else { 0o644 });
    }
    assert!(private::folder(&storage).expect("closed").is_none());
    private::storage(&storage);
    assert_eq!(expect_private(&storage).len(), 7);
    // One that is not there has nothing to close.
    private::storage(&folder.path().join("none"));
}

// Linux refuses to change a process's own folder for every user.
#[cfg(target_os = "linux")]
#[test]
fn a_folder_with_fixed_permissions_is_used_and_reported() {
    let exposed = private::folder(Path::new("/proc/self")).expect("used").expect("reported");
    assert_eq!(exposed.folder, Path::new("/proc/self"));
    assert!(!exposed.reason.to_string().is_empty());
}

/// Only root can give a file away, so this tests nothing for other users; a unit test covers the rule itself.
#[test]
fn files_of_another_user_are_refused() {
    let home = TempDir::new().expect("a folder");
    let folders = Folders::under(home.path());
    let away = |path: &Path| std::os::unix::fs::lchown(path, Some(12_345), None).is_ok();
    drop(open(&folders.data));
    Settings::default().save(&folders.config).expect("saved");
    let (database, settings) = (folders.data.join("vault.db"), folders.config.join("settings.yaml"));
    for path in [&database, &folders.data] {
        if away(path) {
            let refused = Vault::open(&folders.data, second(1)).expect_err("refused");
            assert!(matches!(&refused, VaultError::NotOurs { path: named } if named == path), "{refused:?}");
        }
    }
    for path in [&settings, &folders.config] {
        if away(path) {
            let refused = Settings::load(&folders.config, second(1)).expect_err("refused");
            assert!(matches!(&refused, VaultError::NotOurs { path: named } if named == path), "{refused:?}");
        }
    }
    // A link of theirs to a folder of the user's.
    let (place, link) = (home.path().join("place"), home.path().join("link"));
    fs::create_dir(&place).expect("made");
    symlink(&place, &link).expect("linked");
    if away(&link) {
        assert!(matches!(Vault::open(&link, second(1)), Err(VaultError::NotOurs { .. })));
    }
}
