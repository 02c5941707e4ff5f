//! Real dashboards, if there are any.
//!
//! The folder is `$BOBBIN_CORPUS`, or else `../shared/corpus` next to the repository. It is not part of the repository;
//! without it the tests print a notice and compare nothing.

use std::path::{Path, PathBuf};

/// The files of the corpus with an extension, in order. Without a corpus it prints a line and returns none.
#[expect(clippy::print_stdout, reason = "whoever runs the tests has to see that something was left out")]
pub(crate) fn files(extension: &str) -> Vec<(PathBuf, String)> {
    let Some(folder) = folder() else {
        println!("no corpus at $BOBBIN_CORPUS or ../shared/corpus: nothing compared with real dashboards");
        return Vec::new();
    };
    let mut paths = Vec::new();
    collect(&folder, extension, &mut paths);
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let text = std::fs::read_to_string(&path).expect("the corpus is text");
            (path, text)
        })
        .collect()
}

fn folder() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    let named = std::env::var_os("BOBBIN_CORPUS").map(PathBuf::from);
    named.or(Some(beside)).filter(|folder| folder.is_dir())
}

fn collect(folder: &Path, extension: &str, paths: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the corpus can be read") {
        let path = entry.expect("the corpus can be read").path();
        if path.is_dir() {
            collect(&path, extension, paths);
        } else if path.extension().is_some_and(|found| found == extension) {
            paths.push(path);
        }
    }
}
