//! Reading against the peers, in one run on one machine: `tests/bench/yaml-peers.sh`.
//!
//! Prints a table of the time that js-yaml 4.1.1 and 5.5.0 (in node, from the oracles of the differential
//! tests) and Bobbin need for the same texts, Bobbin's worst re-analysis while typing, and the curve to
//! 20,000 cards. Not a criterion benchmark, because half of it happens in another process.

#[path = "shared/dashboard.rs"]
mod dashboard;

use std::hint::black_box;
use std::io::{Result, Write as _};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use bobbin_core::yaml::{Dialect, parse};

const ROUNDS: usize = 30;

fn main() -> Result<()> {
    let folder = std::env::temp_dir().join(format!("bobbin-yaml-peers-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let outcome = measure(&folder);
    std::fs::remove_dir_all(&folder)?;
    outcome
}

fn measure(folder: &Path) -> Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "| cards | bytes | js-yaml 4.1.1 ms | js-yaml 5.5.0 ms | Bobbin ms | of js-yaml 4 |")?;
    writeln!(out, "|---|---|---|---|---|---|")?;
    for cards in [480, 1_920, 7_680, 20_000] {
        let text = dashboard::dashboard(cards);
        let file = folder.join("dashboard.yaml");
        std::fs::write(&file, &text)?;
        let ours = median(&times(ROUNDS, || drop(black_box(parse(&text, Dialect::Editor)))));
        let peers = peers(&file)?;
        writeln!(
            out,
            "| {cards} | {} | {:.1} | {:.1} | {:.2} | {:.2} |",
            text.len(),
            peers[0],
            peers[1],
            ours,
            ours / peers[0]
        )?;
    }
    typing(&mut out)
}

/// Types a word into the middle of the 1,920 cards, letter by letter, and reads after each.
fn typing(out: &mut impl std::io::Write) -> Result<()> {
    let mut text = dashboard::dashboard(1_920);
    let start = text.len() / 2 + text[text.len() / 2..].find("name: ").unwrap_or(0) + "name: ".len();
    let mut all = Vec::new();
    for (round, letter) in ('a'..='z').cycle().take(500).enumerate() {
        text.insert(start + round, letter);
        all.extend(times(1, || drop(black_box(parse(&text, Dialect::Editor)))));
    }
    all.sort_by(f64::total_cmp);
    writeln!(out)?;
    writeln!(out, "Re-analysis after a keystroke, 1,920 cards, {} keys:", all.len())?;
    writeln!(
        out,
        "median {:.2} ms, p99 {:.2} ms, worst {:.2} ms",
        median(&all),
        all[all.len() * 99 / 100],
        all[all.len() - 1]
    )
}

fn times(rounds: usize, mut run: impl FnMut()) -> Vec<f64> {
    let mut times: Vec<f64> = (0..rounds)
        .map(|_| {
            let start = Instant::now();
            run();
            milliseconds(start.elapsed())
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}

fn median(sorted: &[f64]) -> f64 {
    sorted[sorted.len() / 2]
}

/// The medians of js-yaml 4 and 5 for a file, with as many rounds and after a warm-up.
fn peers(file: &Path) -> Result<[f64; 2]> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracles/time.mjs");
    let output = Command::new("node").arg(script).arg(oracles()).arg(file).arg(ROUNDS.to_string()).output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    let numbers: Vec<f64> = text.split_whitespace().filter_map(|number| number.parse().ok()).collect();
    <[f64; 2]>::try_from(numbers)
        .map_err(|_| std::io::Error::other(String::from_utf8_lossy(&output.stderr).into_owned()))
}

fn oracles() -> std::path::PathBuf {
    let folder = |name: &str| std::env::var_os(name).map(std::path::PathBuf::from);
    folder("BOBBIN_TEST_CACHE")
        .or_else(|| folder("XDG_CACHE_HOME").map(|cache| cache.join("bobbin-test")))
        .or_else(|| folder("HOME").map(|home| home.join(".cache/bobbin-test")))
        .unwrap_or_default()
        .join("oracles")
}
