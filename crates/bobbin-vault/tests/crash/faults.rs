//! A disk that is full, fails, or tears a write in two: acknowledged data are there afterwards, a refusal has
//! its reason, and no failing disk is taken for a damaged database. A process that dies at a
//! write leaves the files of that moment behind, which shows their permissions.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use tempfile::TempDir;

use crate::acts;

const FAULTS: &str = "BOBBIN_DISK_FAULTS";
const SLICE: u32 = 8;
/// The last of a process's writes and syncs that can fail; a few thousand are some seconds of work.
const LAST_CALL: u32 = 900;

pub(crate) fn failing() {
    let rounds: u32 = std::env::var(FAULTS).map_or(SLICE, |text| text.parse().expect("a number"));
    let workshop = TempDir::new().expect("a folder");
    let layer = build(workshop.path());
    let mut random = StdRng::seed_from_u64(8);
    for fault in ["full", "broken", "hiccup", "torn"] {
        let folder = TempDir::new().expect("a folder");
        let (mut done, mut refused) = (0, 0);
        for _ in 0..rounds {
            let at = random.random_range(1..=LAST_CALL);
            let told = run(&layer, folder.path(), fault, at, done);
            done += told.lines().filter(|line| line.parse::<u64>().is_ok()).count() as u64;
            assert!(!told.contains("damaged"), "{fault} at {at}: {told}");
            for line in told.lines().filter(|line| line.starts_with("refused")) {
                refused += 1;
                let reason = if fault == "full" { "DiskFull" } else { "Io" };
                assert!(line.contains(reason), "{fault} at {at}: {line}");
            }
            let vault = acts::open(folder.path());
            // Refused only when the commit was synced, an act may be there all the same.
            done = acts::expect_state(&vault, "only", done, 1);
            vault.check().expect("sound");
        }
        assert!(fault == "torn" || refused > 0, "{fault}: nothing was refused");
        println!("     {fault}: {rounds} times, {refused} acts refused, {done} done");
    }
}

/// Lets processes with a umask of 000 die at each of their writes.
pub(crate) fn private() {
    let workshop = TempDir::new().expect("a folder");
    let layer = build(workshop.path());
    let cut_off = |folder: &Path| {
        drop(acts::open(&folder.join("data")));
        let database = fs::read(folder.join("data/vault.db")).expect("read");
        fs::write(folder.join("data/vault.db"), &database[..database.len() / 2]).expect("written");
    };
    let export = |folder: &Path| {
        fs::write(folder.join("export.yaml"), "old").expect("written");
        fs::set_permissions(folder.join("export.yaml"), Permissions::from_mode(0o600)).expect("set");
    };
    privately(&layer, ["child", "data", "only", "0", "2"], "vault.db-wal", &|_| ());
    privately(&layer, ["child", "data", "only", "0", "0"], "vault.salvage-", &cut_off);
    privately(&layer, ["settings", ".", "", "", ""], ".bobbin-", &export);
}

/// Runs a process again and again, each time until its next write, and checks the permissions of its files.
fn privately(layer: &Path, arguments: [&str; 5], expected: &str, prepare: &dyn Fn(&Path)) {
    let mut seen = false;
    for moment in 1..5_000 {
        let folder = scratch();
        prepare(folder.path());
        let ran = Command::new("sh")
            .args(["-c", "umask 000; exec \"$0\" \"$@\""])
            .arg(std::env::current_exe().expect("this program"))
            .args(arguments)
            .current_dir(folder.path())
            .env("LD_PRELOAD", layer)
            .env("FAULT", "torn")
            .env("FAULT_AT", moment.to_string())
            .env("FAULT_FILES", folder.path())
            .stdout(Stdio::null())
            .status()
            .expect("started");
        let mut folders = vec![folder.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for path in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
                let found = fs::symlink_metadata(&path).expect("there");
                let mode = found.permissions().mode() & 0o777;
                assert_eq!(mode & 0o077, 0, "at write {moment}: {} has mode {mode:o}", path.display());
                seen |= path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(expected));
                if found.is_dir() {
                    folders.push(path);
                }
            }
        }
        if ran.success() {
            println!("     {arguments:?}: looked at {moment} moments");
            assert!(seen, "{expected} was never there");
            return;
        }
    }
    panic!("{arguments:?} does not end");
}

/// A folder that need not survive the computer: in memory where there is such a place.
fn scratch() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { TempDir::new_in(memory) } else { TempDir::new() }.expect("a folder")
}

/// Does acts until it is refused or torn, or until nothing fails any more.
fn run(layer: &Path, folder: &Path, fault: &str, at: u32, from: u64) -> String {
    let output = Command::new(std::env::current_exe().expect("this program"))
        .arg("child")
        .arg(folder)
        .args(["only", &from.to_string(), &(from + 120).to_string()])
        .env("LD_PRELOAD", layer)
        .env("FAULT", fault)
        .env("FAULT_AT", at.to_string())
        .output()
        .expect("started");
    String::from_utf8(output.stdout).expect("words")
}

fn build(folder: &Path) -> PathBuf {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/crash/fault.c");
    let layer = folder.join("fault.so");
    let mut compiler = Command::new("cc");
    compiler.args(["-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o"]).arg(&layer).arg(source);
    let built = compiler.output().expect("a C compiler is installed (scripts/setup test)");
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    layer
}
