//! Runs the fuzzer's saved inputs as part of the normal tests. To fuzz for longer: `cargo +nightly fuzz run parse` in
//! this crate's folder.

use std::path::Path;

#[path = "../fuzz/checks/parse.rs"]
mod parse;

#[test]
fn every_saved_text_keeps_the_promises_of_reading() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus/parse");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).expect("the corpus is there") {
        let bytes = std::fs::read(entry.expect("the corpus can be read").path()).expect("the corpus can be read");
        if let Ok(text) = std::str::from_utf8(&bytes) {
            parse::check(text);
            count += 1;
        }
    }
    assert!(count >= 20, "the saved corpus has {count} texts only");
}
