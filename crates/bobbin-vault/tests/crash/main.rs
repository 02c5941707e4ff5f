//! Processes killed in the middle, logs torn by a power cut, two processes at once, a disk that takes no
//! more: acknowledged data are there afterwards. At no moment is there a file that other users can read.
//!
//! Has its own `main`, because it starts itself again as the process that dies.

#![expect(clippy::print_stdout, reason = "the child tells its parent, and the parent people, what is done")]

mod acts;
#[cfg(target_os = "linux")]
mod faults;

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use bobbin_vault::files::{Encoding, Expect, save_file};
use bobbin_vault::settings::Settings;
use bobbin_vault::{Timestamp, Vault};
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use tempfile::TempDir;

use crate::acts::Act;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["child", folder, name, from, to] => {
            let number = |text: &str| text.parse().expect("a number");
            child(Path::new(folder), name, number(from)..number(to));
        }
        ["settings", folder, ..] => settings(Path::new(folder)),
        // The test runner's own question.
        ["--list", ..] => {}
        _ => {
            run("whatever_the_moment_of_a_kill_what_was_acknowledged_is_there", killed);
            run("a_log_torn_anywhere_leaves_a_state_that_once_was", torn);
            run("two_processes_at_once_lose_nothing_of_each_other", together);
            #[cfg(unix)]
            run("a_disk_that_takes_no_more_loses_nothing_that_was_acknowledged", full);
            // The layer goes before libc, which is Linux's way to do that.
            #[cfg(target_os = "linux")]
            run("a_disk_that_fails_loses_nothing_that_was_acknowledged", faults::failing);
            #[cfg(target_os = "linux")]
            run("no_moment_leaves_a_file_that_others_can_read", faults::private);
        }
    }
}

fn run(name: &str, test: fn()) {
    let start = Instant::now();
    test();
    println!("test {name} ... ok ({:.1} s)", start.elapsed().as_secs_f32());
}

/// Opens the vault and does one act after the other, telling of each that is done.
fn child(folder: &Path, name: &str, acts: std::ops::Range<u64>) {
    let opened = match Vault::open(folder, Timestamp(0)) {
        Ok(opened) => opened,
        Err(error) => return println!("refused to open {error:?}"),
    };
    if let Some(recovery) = opened.recovered {
        return println!("damaged {recovery:?}");
    }
    for number in acts {
        let act = Act::number(number);
        match act.perform(&opened.vault, name, number) {
            Ok(()) => println!("{number}"),
            Err(error) => {
                println!("refused {number} {error:?}");
                return;
            }
        }
        std::io::stdout().flush().expect("the parent listens");
    }
    println!("done");
}

/// Writes new settings, then replaces them, then replaces an export that only the user can read.
fn settings(folder: &Path) {
    for _ in 0..2 {
        Settings::default().save(&folder.join("config")).expect("saved");
    }
    save_file(&folder.join("export.yaml"), "a: 1\n", Encoding::Utf8, Expect::Anything).expect("saved");
    println!("done");
}

fn start(folder: &Path, name: &str, from: u64, to: u64) -> Child {
    Command::new(std::env::current_exe().expect("this program"))
        .arg("child")
        .arg(folder)
        .args([name, &from.to_string(), &to.to_string()])
        .stdout(Stdio::piped())
        .spawn()
        .expect("started")
}

/// How long the killing goes on; each round takes some tens of milliseconds.
const KILLING: Duration = Duration::from_secs(10);

fn killed() {
    let mut random = StdRng::seed_from_u64(5);
    let folder = TempDir::new().expect("a folder");
    let (mut done, mut rounds, start_of_all) = (0, 0, Instant::now());
    while start_of_all.elapsed() < KILLING {
        let mut child = start(folder.path(), "only", done, u64::MAX);
        let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        // Sometimes in the middle of opening, else after some acts and a moment into the next.
        for _ in 0..random.random_range(0..15) {
            let line = lines.next().expect("a line").expect("readable");
            done = line.parse::<u64>().unwrap_or_else(|_| panic!("{line}")) + 1;
        }
        let into_the_next = Duration::from_micros(random.random_range(0..3_000));
        let moment = Instant::now();
        while moment.elapsed() < into_the_next {
            std::hint::spin_loop();
        }
        child.kill().expect("killed");
        child.wait().expect("ended");
        // Lines from before its death that were still unread.
        for line in lines.map_while(Result::ok) {
            if let Ok(number) = line.parse::<u64>() {
                done = number + 1;
            }
        }
        let vault = acts::open(folder.path());
        // The act in which it died may have been done, too.
        done = acts::expect_state(&vault, "only", done, 1);
        rounds += 1;
    }
    assert!(rounds > 10, "only {rounds} kills");
    println!("     {rounds} kills, {done} acts");
}

fn torn() {
    let folder = TempDir::new().expect("a folder");
    let vault = acts::open(folder.path());
    // The twelfth compacts, which empties the log; the ones after it are too few to have it moved again.
    let acts = 23;
    for number in 0..acts {
        Act::number(number).perform(&vault, "only", number).expect("done");
    }
    let database = fs::read(folder.path().join("vault.db")).expect("read");
    let log = fs::read(folder.path().join("vault.db-wal")).expect("read");
    let mut random = StdRng::seed_from_u64(6);
    let mut states = BTreeSet::new();
    for _ in 0..120 {
        let torn = TempDir::new().expect("a folder");
        fs::write(torn.path().join("vault.db"), &database).expect("written");
        let kept = random.random_range(0..=log.len());
        let mut bytes = log[..kept].to_vec();
        // The rest after the tear is missing, zeros, or old data.
        let behind = random.random_range(0..3_usize) * random.random_range(0..9_000_usize);
        let filler = if random.random() { 0 } else { 0xA5 };
        bytes.resize(kept + behind, filler);
        fs::write(torn.path().join("vault.db-wal"), bytes).expect("written");
        let vault = acts::open(torn.path());
        states.insert(acts::expect_state(&vault, "only", 0, acts));
    }
    assert!(states.len() > 5, "tears at many places: {states:?}");
    let last = acts::expect_state(&vault, "only", acts, 0);
    assert_eq!(last, acts);
}

fn together() {
    let folder = TempDir::new().expect("a folder");
    let acts = 60;
    // Both make the vault, migrate it, write, and compact at the same time.
    let children = ["one", "two"].map(|name| (name, start(folder.path(), name, 0, acts)));
    for (name, child) in children {
        let output = child.wait_with_output().expect("ended");
        let told = String::from_utf8(output.stdout).expect("words");
        assert!(told.ends_with("done\n"), "{name}: {told}");
    }
    let vault = acts::open(folder.path());
    for name in ["one", "two"] {
        assert_eq!(acts::expect_state(&vault, name, acts, 0), acts);
    }
    vault.check().expect("sound");
}

#[cfg(unix)]
fn full() {
    for blocks in [800, 1_000, 1_300] {
        let folder = TempDir::new().expect("a folder");
        let program = std::env::current_exe().expect("this program");
        // The limit on a file's size, in blocks of 512 bytes, stands for the disk; the signal is ignored so
        // that writing fails instead.
        let output = Command::new("sh")
            .args(["-c", &format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"")])
            .arg(program)
            .arg("child")
            .arg(folder.path())
            .args(["only", "0", "100000"])
            .output()
            .expect("started");
        let told = String::from_utf8(output.stdout).expect("words");
        let refused = told.lines().last().expect("a line");
        assert!(refused.starts_with("refused"), "{refused}");
        assert!(refused.contains("DiskFull") || refused.contains("Io"), "{refused}");
        let done = told.lines().filter(|line| line.parse::<u64>().is_ok()).count() as u64;
        assert!(done > 0, "{told}");
        println!("     {blocks} blocks take {done} acts");
        let vault = acts::open(folder.path());
        acts::expect_state(&vault, "only", done, 1);
        Act::number(done + 1).perform(&vault, "only", done + 1).expect("there is room again");
    }
}
