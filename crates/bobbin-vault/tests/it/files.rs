//! Files: an unchanged file comes back byte for byte, and a file that changed on disk is not overwritten.

use std::fs;
use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

use bobbin_vault::files::{
    Encoding, Expect, FileChange, FileWatch, LineEnding, Written, open_file, save_file, stamp_of,
};
use bobbin_vault::{NotText, VaultError};
use tempfile::TempDir;

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"))
        .collect();
    names.sort();
    names
}

#[test]
fn a_file_opened_and_saved_has_the_same_bytes() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("küche.yaml");
    let samples: [(&[u8], Encoding, LineEnding, bool); 6] = [
        (b"title: Home\n", Encoding::Utf8, LineEnding::Lf, true),
        (b"title: Home\r\nviews: []\r\n", Encoding::Utf8, LineEnding::CrLf, true),
        (b"\xEF\xBB\xBFa: 1\nb: 2", Encoding::Utf8Bom, LineEnding::Lf, false),
        (b"\xFF\xFEa\x00:\x00\r\x00\n\x00", Encoding::Utf16Le, LineEnding::CrLf, true),
        (b"\xFE\xFF\x00a\x00:", Encoding::Utf16Be, LineEnding::Lf, false),
        (b"a: 1\r\nb: 2\n\rc: 3", Encoding::Utf8, LineEnding::Mixed, false),
    ];
    for (bytes, encoding, line_ending, final_newline) in samples {
        fs::write(&file, bytes).expect("written");
        let opened = open_file(&file).expect("opened");
        let format = opened.format;
        assert_eq!((format.encoding, format.line_ending, format.final_newline), (encoding, line_ending, final_newline));
        assert!(!opened.text.starts_with('\u{feff}'));
        let edited = line_ending.to_editor(&opened.text).into_owned();
        assert!(line_ending == LineEnding::Mixed || !edited.contains('\r'));
        let other = format!("{edited}# more\n");
        for text in [&other, &edited] {
            let expect = Expect::Content(stamp_of(&file).expect("read").expect("there"));
            let written = save_file(&file, &line_ending.to_file(text), encoding, expect).expect("saved");
            assert_eq!(written, Written::Saved { stamp: stamp_of(&file).expect("read").expect("there") });
        }
        assert_eq!(fs::read(&file).expect("read"), bytes);
    }
    assert_eq!(names(folder.path()), ["küche.yaml"], "nothing is left beside it");
}

#[test]
fn a_file_that_changed_or_appeared_or_went_is_left_alone() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("a.yaml");
    let save = |text, expect| save_file(&file, text, Encoding::Utf8, expect).expect("an outcome");
    let Written::Saved { stamp } = save("mine: 1\n", Expect::Absent) else { panic!("saved") };

    fs::write(&file, "theirs: 1\n").expect("written");
    let theirs = stamp_of(&file).expect("read");
    assert_eq!(save("mine: 2\n", Expect::Content(stamp)), Written::ChangedOnDisk { found: theirs });
    assert_eq!(save("mine: 2\n", Expect::Absent), Written::ChangedOnDisk { found: theirs });
    assert_eq!(fs::read_to_string(&file).expect("read"), "theirs: 1\n");

    fs::remove_file(&file).expect("removed");
    assert_eq!(save("mine: 2\n", Expect::Content(stamp)), Written::ChangedOnDisk { found: None });
    assert!(!file.exists());

    fs::write(&file, "theirs: 2\n").expect("written");
    assert!(matches!(save("mine: 3\n", Expect::Anything), Written::Saved { .. }));
    assert_eq!(fs::read_to_string(&file).expect("read"), "mine: 3\n");
    assert_eq!(names(folder.path()), ["a.yaml"]);
}

#[test]
fn what_somebody_else_wrote_just_so_is_saved_already() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("a.yaml");
    fs::write(&file, "same\n").expect("written");
    let written = save_file(&file, "same\n", Encoding::Utf8, Expect::Absent).expect("an outcome");
    assert_eq!(written, Written::Saved { stamp: stamp_of(&file).expect("read").expect("there") });
}

#[test]
fn what_is_no_text_file_is_refused_in_words() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("a.yaml");
    fs::write(&file, b"a: \xFCber").expect("written");
    let error = open_file(&file).expect_err("not UTF-8");
    assert!(matches!(error, VaultError::NotText { reason: NotText::Invalid { offset: 3, .. }, .. }), "{error:?}");
    assert!(error.to_string().ends_with("the bytes at offset 3 are not valid UTF-8"), "{error}");
    fs::write(&file, b"\x89PNG\0").expect("written");
    assert!(matches!(open_file(&file), Err(VaultError::NotText { reason: NotText::Binary { .. }, .. })));
    assert!(matches!(open_file(folder.path()), Err(VaultError::NotText { reason: NotText::NotAFile, .. })));
    assert!(matches!(open_file(&folder.path().join("none")), Err(VaultError::NotFound { .. })));
    let nowhere = save_file(&folder.path().join("no/where.yaml"), "", Encoding::Utf8, Expect::Absent);
    assert!(matches!(nowhere, Err(VaultError::NotFound { .. })), "{nowhere:?}");
}

#[cfg(unix)]
#[test]
fn a_symlink_stays_one_and_its_target_is_written() {
    let folder = TempDir::new().expect("a folder");
    fs::create_dir(folder.path().join("real")).expect("made");
    let (link, second, target) =
        (folder.path().join("link.yaml"), folder.path().join("second.yaml"), folder.path().join("real/target.yaml"));
    std::os::unix::fs::symlink("second.yaml", &link).expect("linked");
    std::os::unix::fs::symlink("real/target.yaml", &second).expect("linked");
    // The target is not there yet.
    for text in ["one\n", "two\n"] {
        save_file(&link, text, Encoding::Utf8, Expect::Anything).expect("saved");
        assert!(fs::symlink_metadata(&link).expect("there").is_symlink());
        assert!(fs::symlink_metadata(&second).expect("there").is_symlink());
        assert_eq!(fs::read_to_string(&target).expect("read"), text);
    }
}

#[cfg(unix)]
#[test]
fn exported_files_obey_the_umask() {
    use std::os::unix::fs::PermissionsExt as _;
    const FILE: &str = "BOBBIN_TEST_FILE";
    if let Some(file) = std::env::var_os(FILE) {
        save_file(Path::new(&file), "a: 1\n", Encoding::Utf8, Expect::Absent).expect("saved");
        return;
    }
    for (umask, wanted) in [("000", 0o666), ("027", 0o640), ("077", 0o600)] {
        let folder = TempDir::new().expect("a folder");
        let file = folder.path().join("export.yaml");
        let ran = std::process::Command::new("sh")
            .args(["-c", &format!("umask {umask}; exec \"$0\" \"$@\"")])
            .arg(std::env::current_exe().expect("this program"))
            .args(["--exact", "files::exported_files_obey_the_umask"])
            .env(FILE, &file)
            .output()
            .expect("started");
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stdout));
        let mode = fs::metadata(&file).expect("there").permissions().mode() & 0o777;
        assert_eq!(mode, wanted, "umask {umask}");
    }
}

/// The permissions of a file are for the members of its group.
#[cfg(unix)]
#[test]
fn a_saved_file_keeps_its_group() {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("shared.yaml");
    fs::write(&file, "old\n").expect("written");
    let own = fs::metadata(&file).expect("there").gid();
    let groups = std::process::Command::new("id").arg("-G").output().expect("the groups of the user");
    let groups = String::from_utf8(groups.stdout).expect("numbers");
    // Root may give it to any.
    let others = groups.split_whitespace().map(|group| group.parse().expect("a number")).chain([12_345]);
    for group in others.filter(|group| *group != own) {
        if std::os::unix::fs::chown(&file, None, Some(group)).is_ok() {
            fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).expect("set");
            save_file(&file, &format!("group: {group}\n"), Encoding::Utf8, Expect::Anything).expect("saved");
            let saved = fs::metadata(&file).expect("there");
            assert_eq!((saved.gid(), saved.mode() & 0o777), (group, 0o640));
        }
    }
}

#[cfg(unix)]
#[test]
fn permissions_are_kept_and_a_read_only_file_is_not_replaced() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("a.yaml");
    fs::write(&file, "old\n").expect("written");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).expect("set");
    save_file(&file, "new\n", Encoding::Utf8, Expect::Anything).expect("saved");
    assert_eq!(fs::metadata(&file).expect("there").permissions().mode() & 0o777, 0o640);

    fs::set_permissions(&file, fs::Permissions::from_mode(0o440)).expect("set");
    assert!(open_file(&file).expect("opened").read_only);
    let refused = save_file(&file, "newer\n", Encoding::Utf8, Expect::Anything);
    assert!(matches!(refused, Err(VaultError::ReadOnly { .. })), "{refused:?}");
    assert_eq!(fs::read_to_string(&file).expect("read"), "new\n");
    assert_eq!(names(folder.path()), ["a.yaml"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_takes_no_files_is_said_to_be_read_only_or_gone() {
    // Not even root makes files there.
    let refused = save_file(Path::new("/proc/self/bobbin.yaml"), "a\n", Encoding::Utf8, Expect::Absent);
    assert!(matches!(refused, Err(VaultError::ReadOnly { .. } | VaultError::NotFound { .. })), "{refused:?}");
}

struct Watched {
    folder: TempDir,
    file: std::path::PathBuf,
    watch: FileWatch,
    changes: mpsc::Receiver<FileChange>,
}

fn watched() -> Watched {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("a.yaml");
    fs::write(&file, "0").expect("written");
    let (tell, changes) = mpsc::channel();
    // The receiver may be gone at the end of a test.
    let mut watch = FileWatch::new(move |change| drop(tell.send(change))).expect("a watch");
    watch.watch(&file, stamp_of(&file).expect("read")).expect("watched");
    Watched { folder, file, watch, changes }
}

impl Watched {
    fn next(&self) -> FileChange {
        self.changes.recv_timeout(Duration::from_secs(20)).expect("a notice")
    }

    /// Waits for the notice of the state that the file has now; writing may show states in between.
    fn told_of_now(&self) {
        let now = stamp_of(&self.file).expect("read");
        while self.next().stamp != now {}
    }
}

#[test]
fn a_change_by_writing_renaming_or_removing_is_noticed() {
    let watched = watched();
    fs::write(&watched.file, "1").expect("written");
    watched.told_of_now();
    let beside = watched.folder.path().join("new");
    fs::write(&beside, "2").expect("written");
    fs::rename(&beside, &watched.file).expect("renamed");
    watched.told_of_now();
    fs::remove_file(&watched.file).expect("removed");
    assert_eq!(watched.next(), FileChange { path: watched.file.clone(), stamp: None });
    fs::write(&watched.file, "3").expect("written");
    watched.told_of_now();
}

#[test]
fn what_bobbin_wrote_itself_or_others_wrote_the_same_is_no_change() {
    let mut watched = watched();
    let Written::Saved { stamp } = save_file(&watched.file, "mine", Encoding::Utf8, Expect::Anything).expect("saved")
    else {
        panic!("saved")
    };
    watched.watch.wrote(&watched.file, stamp);
    watched.watch.recheck();
    let seen: Vec<_> = watched.changes.try_iter().collect();
    // The event of our own write may come before we could claim it; it is reported, and true.
    assert!(seen.iter().all(|change| change.stamp == Some(stamp)), "{seen:?}");
    let beside = watched.folder.path().join("new");
    fs::write(&beside, "mine").expect("written");
    fs::rename(&beside, &watched.file).expect("renamed");
    watched.watch.recheck();
    assert_eq!(watched.changes.try_iter().count(), 0);
    watched.watch.unwatch(&watched.file);
    fs::write(&watched.file, "theirs").expect("written");
    watched.watch.recheck();
    assert_eq!(watched.changes.try_iter().count(), 0);
}

#[test]
fn a_change_between_reading_and_watching_is_noticed() {
    let mut watched = watched();
    let other = watched.folder.path().join("b.yaml");
    fs::write(&other, "read").expect("written");
    let known = stamp_of(&other).expect("read");
    fs::write(&other, "changed").expect("written");
    watched.watch.watch(&other, known).expect("watched");
    assert_eq!(watched.next(), FileChange { path: other.clone(), stamp: stamp_of(&other).expect("read") });
}
