//! Diff and merge on real dashboards with generated edits: the laws, and the share of merges without a conflict.
//!
//! The dashboards are in `BOBBIN_CORPUS`, or in `../shared/corpus` next to the repository; without them the tests print
//! a notice and do nothing.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "support/dashboards.rs"]
mod dashboards;

use std::path::PathBuf;

use bobbin_core::diff::diff;
use bobbin_core::merge::merge;
use bobbin_core::value::Value;
use dashboards::{edited, edits, json};
use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::TestRunner;

fn corpus() -> Vec<(PathBuf, Value)> {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/corpus");
    let folder = std::env::var_os("BOBBIN_CORPUS").map_or_else(|| PathBuf::from(beside), PathBuf::from).join("storage");
    let Ok(entries) = std::fs::read_dir(&folder) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
        .into_iter()
        .map(|file| {
            let stored = json(&std::fs::read_to_string(&file).unwrap());
            let config = stored.get("data").and_then(|data| data.get("config")).unwrap().clone();
            (file, config)
        })
        .collect()
}

#[test]
fn real_dashboards_with_edits_on_both_sides() {
    let corpus = corpus();
    if corpus.is_empty() {
        eprintln!("no corpus: set BOBBIN_CORPUS to compare and merge real dashboards");
        return;
    }
    let mut runner = TestRunner::deterministic();
    let (mut merges, mut clean) = (0, 0);
    for (file, base) in corpus {
        for _ in 0..4 {
            let mut side = || edited(&base, &edits(8).new_tree(&mut runner).unwrap().current());
            let (local, remote) = (side(), side());
            let name = file.display();
            for (a, b) in [(&base, &local), (&local, &remote)] {
                let difference = diff(a, b);
                assert_eq!(difference.apply(a).as_ref(), Ok(b), "{name}");
                assert_eq!(difference.is_empty(), a == b, "{name}");
                assert!(difference.changes.len() <= 60, "{name}\n{difference}");
            }
            assert_eq!(merge(&base, &base, &remote).value, remote, "{name}");
            assert_eq!(merge(&base, &local, &base).value, local, "{name}");
            assert_eq!(merge(&base, &local, &local).value, local, "{name}");
            let merged = merge(&base, &local, &remote);
            let back = merge(&base, &remote, &local);
            assert_eq!(merged.conflicts.is_empty(), back.conflicts.is_empty(), "{name}");
            merges += 1;
            if merged.conflicts.is_empty() {
                clean += 1;
                assert_eq!(merged.value, back.value, "{name}");
            }
        }
        assert!(diff(&base, &base).is_empty());
    }
    assert!(clean * 10 >= merges * 7, "only {clean} of {merges} merges were clean");
}
