//! A folder that no path leaves: links out, circles of links, and special files.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use bobbin_vault::files::{EnclosedFolder, Encoding, EntryKind, Expect, Written};
use bobbin_vault::{NotText, VaultError};
use tempfile::TempDir;

/// A folder `in` with a file and a folder in it, and a file and a folder outside of it.
fn place() -> (TempDir, EnclosedFolder) {
    let place = TempDir::new().expect("a folder");
    for folder in ["in/deep/er", "out"] {
        fs::create_dir_all(place.path().join(folder)).expect("made");
    }
    for file in ["in/a.yaml", "in/deep/b.yaml", "out/secret.yaml", "secret.yaml"] {
        fs::write(place.path().join(file), format!("{file}\n")).expect("written");
    }
    let inside = EnclosedFolder::new(&place.path().join("in")).expect("a folder");
    (place, inside)
}

fn link(place: &TempDir, link: &str, target: impl AsRef<Path>) {
    symlink(target, place.path().join("in").join(link)).expect("linked");
}

fn read(folder: &EnclosedFolder, path: &str) -> Result<String, VaultError> {
    folder.read(path, 1 << 20).map(|opened| opened.text)
}

#[test]
fn files_inside_are_read_through_links_that_stay_inside() {
    let (place, folder) = place();
    link(&place, "one.yaml", "a.yaml");
    link(&place, "two.yaml", "deep/../one.yaml");
    link(&place, "full.yaml", place.path().join("in/a.yaml"));
    link(&place, "linked", "deep");
    link(&place, "deep/up", "..");
    link(&place, "round.yaml", "../in/a.yaml");
    link(&place, "far.yaml", fs::canonicalize(place.path()).expect("there").join("in/deep/../a.yaml"));
    for path in ["a.yaml", "one.yaml", "two.yaml", "full.yaml", "round.yaml", "far.yaml", "linked/up/a.yaml"] {
        assert_eq!(read(&folder, path).expect(path), "in/a.yaml\n", "{path}");
    }
    assert_eq!(read(&folder, "linked/b.yaml").expect("read"), "in/deep/b.yaml\n");
    assert_eq!(folder.resolve("deep/up/linked").expect("inside"), folder.root().join("deep"));
    assert_eq!(folder.resolve("").expect("inside"), folder.root());

    // The folder itself may be named through links.
    symlink(place.path().join("in"), place.path().join("named")).expect("linked");
    let named = EnclosedFolder::new(&place.path().join("named")).expect("a folder");
    assert_eq!(named.root(), folder.root());
    link(&place, "by-name.yaml", place.path().join("named/a.yaml"));
    assert_eq!(read(&named, "by-name.yaml").expect("read"), "in/a.yaml\n");
}

#[test]
fn links_that_lead_out_are_refused_for_reading_listing_and_writing() {
    let (place, folder) = place();
    link(&place, "file.yaml", "../secret.yaml");
    link(&place, "full.yaml", place.path().join("secret.yaml"));
    link(&place, "chain.yaml", "file.yaml");
    link(&place, "folder", "../out");
    link(&place, "root", "/");
    link(&place, "above", "..");
    link(&place, "deep/out", "../folder");
    link(&place, "nowhere.yaml", "../none.yaml");
    for path in [
        "file.yaml",
        "full.yaml",
        "chain.yaml",
        "folder/secret.yaml",
        "deep/out/secret.yaml",
        "root/etc/passwd",
        "above/secret.yaml",
        "nowhere.yaml",
        "../secret.yaml",
        "deep/../../secret.yaml",
        "./a.yaml",
    ] {
        let refused = read(&folder, path);
        assert!(matches!(refused, Err(VaultError::LeadsOut { .. })), "{path}: {refused:?}");
        let refused = folder.prepare(path, "mine\n", Encoding::Utf8, Expect::Anything).map(drop);
        assert!(matches!(refused, Err(VaultError::LeadsOut { .. })), "{path}: {refused:?}");
    }
    for path in ["folder", "deep/out", "root", "root/etc", "above", "..", "above/out"] {
        let refused = folder.list(path, 100);
        assert!(matches!(refused, Err(VaultError::LeadsOut { .. })), "{path}: {refused:?}");
    }
    assert_eq!(fs::read_to_string(place.path().join("secret.yaml")).expect("read"), "secret.yaml\n");
    assert!(!place.path().join("none.yaml").exists());
    let left: Vec<_> = fs::read_dir(place.path().join("out")).expect("there").collect();
    assert_eq!(left.len(), 1, "nothing was put beside what lies outside");
}

#[test]
fn circles_of_links_end() {
    let (place, folder) = place();
    link(&place, "self.yaml", "self.yaml");
    link(&place, "x.yaml", "y.yaml");
    link(&place, "y.yaml", "deep/../x.yaml");
    link(&place, "grow", "grow/grow");
    for path in ["self.yaml", "x.yaml", "y.yaml", "grow/a.yaml"] {
        let refused = read(&folder, path);
        assert!(matches!(refused, Err(VaultError::LinksInCircle { .. })), "{path}: {refused:?}");
    }
}

#[test]
fn names_are_listed_with_what_they_are() {
    let (place, folder) = place();
    link(&place, "to-file", "a.yaml");
    link(&place, "to-folder", "deep");
    link(&place, "loop", ".");
    link(&place, "out.yaml", "../secret.yaml");
    link(&place, "circle", "circle");
    let mut listed = folder.list("", 100).expect("listed").expect("a folder");
    listed.sort();
    let listed: Vec<_> = listed.iter().map(|entry| (entry.name.to_str().expect("a name"), entry.kind)).collect();
    let expected = [
        ("a.yaml", EntryKind::File),
        ("circle", EntryKind::File),
        ("deep", EntryKind::Folder),
        ("loop", EntryKind::LinkedFolder),
        ("out.yaml", EntryKind::LinkOut),
        ("to-file", EntryKind::File),
        ("to-folder", EntryKind::LinkedFolder),
    ];
    assert_eq!(listed, expected);
    assert_eq!(folder.list("", 3).expect("listed").expect("a folder").len(), 4, "one more than asked for");
    assert_eq!(folder.list("to-folder", 9).expect("listed").expect("a folder").len(), 2);
    assert_eq!(folder.list("a.yaml", 9).expect("looked at"), None);
    assert_eq!(folder.list("none/x", 9).expect("looked at"), None);
    assert_eq!(folder.list("a.yaml/x", 9).expect("looked at"), None);
}

#[test]
fn what_is_no_file_or_too_large_is_not_opened() {
    let (place, folder) = place();
    let made = std::process::Command::new("mkfifo").arg(place.path().join("in/pipe.yaml")).status().expect("mkfifo");
    assert!(made.success());
    let _socket = std::os::unix::net::UnixListener::bind(place.path().join("in/socket.yaml")).expect("bound");
    link(&place, "linked.yaml", "pipe.yaml");
    for path in ["pipe.yaml", "socket.yaml", "linked.yaml", "deep", ""] {
        let refused = read(&folder, path);
        assert!(matches!(refused, Err(VaultError::NotText { reason: NotText::NotAFile, .. })), "{path}: {refused:?}");
    }
    // A gigabyte that takes no room.
    let large = fs::File::create(place.path().join("in/large.yaml")).expect("made");
    large.set_len(1 << 30).expect("made large");
    let refused = read(&folder, "large.yaml");
    assert!(matches!(refused, Err(VaultError::NotText { reason: NotText::TooLarge { .. }, .. })), "{refused:?}");
    assert_eq!(folder.read("a.yaml", 10).expect("exactly as large").text, "in/a.yaml\n");
    let refused = folder.read("a.yaml", 9);
    assert!(matches!(refused, Err(VaultError::NotText { reason: NotText::TooLarge { limit: 9 }, .. })), "{refused:?}");
}

#[test]
fn a_file_is_written_where_its_links_lead_inside() {
    let (place, folder) = place();
    link(&place, "link.yaml", "deep/b.yaml");
    let stamp = folder.read("link.yaml", 100).expect("read").stamp;
    let pending = folder.prepare("link.yaml", "mine\n", Encoding::Utf8, Expect::Content(stamp)).expect("prepared");
    assert_eq!(pending.target(), folder.root().join("deep/b.yaml"));
    assert_eq!(pending.obstacle().expect("looked at"), None);
    assert_eq!(read(&folder, "link.yaml").expect("read"), "in/deep/b.yaml\n", "nothing is changed yet");
    assert!(matches!(pending.commit(), Ok(Written::Saved { .. })));
    assert_eq!(fs::read_to_string(place.path().join("in/deep/b.yaml")).expect("read"), "mine\n");
    assert!(fs::symlink_metadata(place.path().join("in/link.yaml")).expect("there").is_symlink());

    let late = folder.prepare("link.yaml", "late\n", Encoding::Utf8, Expect::Content(stamp)).expect("prepared");
    assert!(matches!(late.obstacle(), Ok(Some(Written::ChangedOnDisk { .. }))));
    assert!(matches!(late.commit(), Ok(Written::ChangedOnDisk { .. })));
    assert_eq!(read(&folder, "link.yaml").expect("read"), "mine\n");
    assert_eq!(fs::read_dir(place.path().join("in/deep")).expect("there").count(), 2, "nothing is left beside it");
}

#[test]
fn a_link_that_is_put_in_place_before_the_write_is_noticed() {
    let (place, folder) = place();
    let inside = place.path().join("in");
    fs::write(place.path().join("out/b.yaml"), "theirs\n").expect("written");
    let pending = folder.prepare("deep/b.yaml", "mine\n", Encoding::Utf8, Expect::Anything).expect("prepared");
    fs::rename(inside.join("deep"), inside.join("moved")).expect("moved");
    link(&place, "deep", "../out");
    assert!(matches!(pending.obstacle(), Err(VaultError::LeadsOut { .. })));
    assert!(matches!(pending.commit(), Err(VaultError::LeadsOut { .. })));
    assert_eq!(fs::read_to_string(place.path().join("out/b.yaml")).expect("read"), "theirs\n");
    assert_eq!(fs::read_to_string(inside.join("moved/b.yaml")).expect("read"), "in/deep/b.yaml\n");
}

#[test]
fn only_a_folder_encloses() {
    let (place, _) = place();
    for path in ["none", "in/a.yaml"] {
        let refused = EnclosedFolder::new(&place.path().join(path)).map(drop);
        assert!(matches!(refused, Err(VaultError::NotFound { .. } | VaultError::Io { .. })), "{path}: {refused:?}");
    }
}
