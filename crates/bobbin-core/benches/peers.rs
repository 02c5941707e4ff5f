//! Compares reading with other libraries, in one run on one machine: `tests/bench/yaml-peers.sh`.
//!
//! Prints a table of times for texts of up to 20,000 cards: js-yaml 4.1.1 and 5.5.0 (in node) and PyYAML, from the
//! oracles of the differential tests, and Bobbin. It also prints how long Bobbin takes to analyze the text after each
//! keystroke while a card is typed (only that with the argument `typing`). Not a criterion benchmark, because half of
//! it happens in another process.

#[path = "shared/dashboard.rs"]
mod dashboard;

use std::hint::black_box;
use std::io::{Result, Write as _};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use bobbin_core::yaml::{Dialect, Document, parse};

const ROUNDS: usize = 15;

/// The first line of a card; others are typed among these.
const CARD: &str = "          - type: tile\n";

fn main() -> Result<()> {
    let folder = std::env::temp_dir().join(format!("bobbin-yaml-peers-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let outcome = measure(&folder);
    std::fs::remove_dir_all(&folder)?;
    outcome
}

fn measure(folder: &Path) -> Result<()> {
    let mut out = std::io::stdout().lock();
    if std::env::args().any(|argument| argument == "typing") {
        return all_typing(&mut out);
    }
    writeln!(
        out,
        "| cards | bytes | js-yaml 4.1.1 ms | js-yaml 5.5.0 ms | PyYAML (libyaml) ms | Bobbin ms | of js-yaml 4 |"
    )?;
    writeln!(out, "|---|---|---|---|---|---|---|")?;
    for cards in [480, 1_920, 7_680, 20_000] {
        let text = dashboard::dashboard(cards);
        let file = folder.join("dashboard.yaml");
        std::fs::write(&file, &text)?;
        let ours = median(&times(ROUNDS, || drop(black_box(parse(&text, Dialect::Editor)))));
        let [four, five] = peers(&file)?;
        let python = python(&file)?;
        let size = text.len();
        writeln!(out, "| {cards} | {size} | {four:.1} | {five:.1} | {python:.0} | {ours:.2} | {:.2} |", ours / four)?;
    }
    all_typing(&mut out)
}

/// Measures typing in a text with few warnings, and in one with more than the limit.
fn all_typing(out: &mut impl std::io::Write) -> Result<()> {
    let text = dashboard::dashboard(1_920);
    let warned = text.replace(CARD, &format!("{CARD}            shown: on\n"));
    typing(out, &text)?;
    typing(out, &warned)
}

/// Types a new card letter by letter in the middle of 1,920 cards, with the invalid texts in between, deletes some of
/// it again, and reads after each keystroke.
fn typing(out: &mut impl std::io::Write, text: &str) -> Result<()> {
    const TYPED: &str = "- type: tile\n            entity: light.kitchen_new\n            name: \"Küche\"\n            \
         tap_action: {action: toggle}\n            features:\n              - type: light-brightness\n          ";
    let mut document = Document::new(text, Dialect::Editor);
    let warnings = document.current().warnings.len();
    let mut text = text.to_owned();
    let start = text.len() / 2 + text[text.len() / 2..].find(CARD).unwrap_or(0) + CARD.find('-').unwrap_or(0);
    let (mut wall, mut busy, mut at) = (Vec::new(), Vec::new(), start);
    let mut read = |text: &str, document: &mut Document| {
        let (begun, used) = (Instant::now(), cpu());
        document.update(text);
        wall.push(milliseconds(begun.elapsed()));
        if let (Some(before), Some(after)) = (used, cpu()) {
            busy.push(milliseconds(after.saturating_sub(before)));
        }
    };
    for _ in 0..3 {
        for letter in TYPED.chars() {
            text.insert(at, letter);
            at += letter.len_utf8();
            read(&text, &mut document);
        }
        for _ in 0..40 {
            at = text[..at].char_indices().next_back().map_or(0, |(at, _)| at);
            text.remove(at);
            read(&text, &mut document);
        }
        text.replace_range(start..at, "");
        at = start;
        read(&text, &mut document);
    }
    writeln!(out)?;
    let (bytes, keys) = (text.len(), wall.len());
    writeln!(out, "Re-analysis after a keystroke, 1,920 cards, {bytes} bytes, {warnings} warnings, {keys} keys:")?;
    for (name, mut all) in [("wall clock", wall), ("CPU of the thread", busy)] {
        all.sort_by(f64::total_cmp);
        if let Some(worst) = all.last() {
            let p99 = all[all.len() * 99 / 100];
            writeln!(out, "{name}: median {:.2} ms, p99 {p99:.2} ms, worst {worst:.2} ms", median(&all))?;
        }
    }
    Ok(())
}

/// The CPU time of this thread, on systems that report it; it hardly depends on the load of other processes.
#[cfg(unix)]
fn cpu() -> Option<Duration> {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Some(Duration::new(u64::try_from(time.tv_sec).ok()?, u32::try_from(time.tv_nsec).ok()?))
}

#[cfg(not(unix))]
const fn cpu() -> Option<Duration> {
    None
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

/// The median of PyYAML with libyaml, which is slow and gets fewer rounds.
fn python(file: &Path) -> Result<f64> {
    const SCRIPT: &str = "import statistics, sys, time, yaml\n\
        text = open(sys.argv[1], encoding='utf-8').read()\n\
        def once():\n    \
            start = time.perf_counter(); yaml.load(text, yaml.CSafeLoader); return time.perf_counter() - start\n\
        print(1000 * statistics.median(once() for _ in range(3)))";
    let output = Command::new(oracles().join("venv/bin/python")).arg("-c").arg(SCRIPT).arg(file).output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    text.trim().parse().map_err(|_| std::io::Error::other(String::from_utf8_lossy(&output.stderr).into_owned()))
}

fn oracles() -> std::path::PathBuf {
    let folder = |name: &str| std::env::var_os(name).filter(|it| !it.is_empty()).map(std::path::PathBuf::from);
    folder("BOBBIN_TEST_CACHE")
        .or_else(|| folder("XDG_CACHE_HOME").map(|cache| cache.join("bobbin-test")))
        .or_else(|| folder("HOME").map(|home| home.join(".cache/bobbin-test")))
        .unwrap_or_default()
        .join("oracles")
}
