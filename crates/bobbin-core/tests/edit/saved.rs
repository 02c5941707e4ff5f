//! Runs the fuzzer's saved inputs. To fuzz for longer: `cargo +nightly fuzz run edit` (or `replace`) in this crate's
//! folder.

use std::path::Path;

#[path = "../../fuzz/checks/edit.rs"]
mod edit;
#[path = "../../fuzz/checks/replace.rs"]
mod replace;

fn run(folder: &str, check: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(folder);
    let mut count = 0;
    for entry in std::fs::read_dir(folder).expect("the corpus is there") {
        check(&std::fs::read(entry.expect("the corpus can be read").path()).expect("the corpus can be read"));
        count += 1;
    }
    assert!(count >= 10, "the saved corpus has {count} inputs only");
}

#[test]
fn every_saved_edit_has_the_intended_meaning() {
    run("edit", edit::check);
}

#[test]
fn every_saved_replacement_means_its_value() {
    run("replace", replace::check);
}
