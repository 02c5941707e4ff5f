//! Runs the fuzzer's saved inputs for merging and line diffs as part of the normal tests. To fuzz for longer: `cargo
//! +nightly fuzz run merge` (or `lines`) in this crate's folder.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::path::Path;

#[path = "../fuzz/checks/lines.rs"]
mod lines;
#[path = "../fuzz/checks/merge.rs"]
mod merge;

fn run(name: &str, check: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(name);
    let mut inputs = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        check(&std::fs::read(entry.unwrap().path()).unwrap());
        inputs += 1;
    }
    assert!(inputs > 0);
}

#[test]
fn saved_merges() {
    run("merge", merge::check);
}

#[test]
fn saved_line_diffs() {
    run("lines", lines::check);
}
