//! A disk that is full, fails, or tears a write in two: what was acknowledged is there afterwards, what was refused
//! is refused with its reason, and no failing disk is taken for a damaged database.

use std::path::{Path, PathBuf};
use std::process::Command;

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
