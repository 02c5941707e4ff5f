//! Privacy: only the user can read data kept by the command, and output files obey the umask.

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use bobbin_demo::DemoHome;

use crate::bobbin::{Desk, Ran, ran};

/// Runs the command under a umask that takes nothing away.
fn openly(desk: &Desk, arguments: &[&str]) -> Ran {
    let bobbin = desk.command(arguments);
    let mut command = Command::new("sh");
    command.args(["-c", "umask 000; exec \"$0\" \"$@\""]).arg(bobbin.get_program()).args(bobbin.get_args());
    command.current_dir(desk.path("."));
    for (name, value) in bobbin.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    let ran = ran(&mut command);
    assert_eq!(ran.code, 0, "{arguments:?}: {ran:#?}");
    ran
}

/// Everything in a folder, with its permissions.
fn everything(folder: &Path) -> Vec<(PathBuf, u32)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry")) {
            let metadata = entry.metadata().expect("there");
            if metadata.is_dir() {
                folders.push(entry.path());
            }
            found.push((entry.path(), metadata.permissions().mode() & 0o777));
        }
    }
    found
}

#[track_caller]
fn expect_private(desk: &Desk) {
    let found = everything(&desk.path(".bobbin"));
    assert!(found.iter().any(|(path, _)| path.ends_with("data/vault.db")), "{found:?}");
    for (path, mode) in found {
        assert_eq!(mode, if path.is_dir() { 0o700 } else { 0o600 }, "{} has mode {mode:o}", path.display());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn other_users_can_read_nothing_and_pulled_files_obey_the_umask() {
    let home = DemoHome::start().await.expect("a demo home");
    let desk = Desk::at(&home.url, &home.token);
    openly(&desk, &["create", "my-own", "--title", "My own"]);
    desk.put("a.yaml", "title: mine\n");
    openly(&desk, &["push", "a.yaml", "my-own"]);
    openly(&desk, &["pull", "my-own", "-o", "pulled.yaml"]);
    let versions = openly(&desk, &["history", "ls", "my-own", "--json"]).out;
    let versions: serde_json::Value = serde_json::from_str(&versions).expect("JSON");
    openly(&desk, &["history", "restore", &versions[0]["version"].to_string()]);
    expect_private(&desk);

    let mode = |name: &str| std::fs::metadata(desk.path(name)).expect("there").permissions().mode() & 0o777;
    let set_mode = |path: &Path, mode| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).expect("set");
    };
    assert_eq!(mode("pulled.yaml"), 0o666, "an output file obeys the umask");
    set_mode(&desk.path("pulled.yaml"), 0o640);
    desk.put("a.yaml", "title: mine, again\n");
    openly(&desk, &["push", "a.yaml", "my-own"]);
    openly(&desk, &["pull", "my-own", "-o", "pulled.yaml"]);
    assert_eq!((mode("pulled.yaml"), desk.get("pulled.yaml").as_str()), (0o640, "title: mine, again\n"));

    // Wide permissions, as older versions left them.
    for (path, mode) in everything(&desk.path(".bobbin")) {
        set_mode(&path, mode | 0o055);
    }
    desk.ends(0, &["history", "ls", "my-own"]);
    expect_private(&desk);
    for (path, _) in everything(&desk.path(".")).iter().filter(|(path, _)| path.is_file()) {
        let bytes = std::fs::read(path).expect("reads");
        let token = home.token.as_bytes();
        assert!(!bytes.windows(token.len()).any(|part| part == token), "the token is in {}", path.display());
    }
}
