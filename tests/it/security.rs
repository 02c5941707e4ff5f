//! docs/security.md promises nothing without a test: each test that it names exists.

use std::fs;
use std::path::Path;

/// The sources below a folder, as one text.
fn sources(folder: &Path, text: &mut String) {
    for entry in fs::read_dir(folder).expect("a folder of the repository").flatten() {
        let path = entry.path();
        if path.is_dir() && entry.file_name() != "target" && entry.file_name() != "node_modules" {
            sources(&path, text);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            text.push_str(&fs::read_to_string(&path).expect("a source"));
        }
    }
}

#[test]
fn each_promise_names_tests_that_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut text = String::new();
    for folder in ["crates", "src-tauri", "tests"] {
        sources(&root.join(folder), &mut text);
    }
    let page = fs::read_to_string(root.join("docs/security.md")).expect("the page");
    let rows: Vec<_> = page.lines().filter(|line| line.starts_with("| ") && line.matches(" | ").count() == 2).collect();
    assert!(rows.len() > 25, "the tables are read as tables: {rows:?}");
    let mut named = 0;
    for row in rows {
        let (_, tests) = row.trim_end_matches(" |").rsplit_once(" | ").expect("columns");
        let quoted: Vec<_> = tests.split('`').skip(1).step_by(2).collect();
        assert!(!quoted.is_empty() || tests.starts_with("test") || tests.starts_with("---"), "no test for: {row}");
        for name in quoted.into_iter().filter(|name| name.matches('_').count() > 2) {
            named += 1;
            // A test without a harness is named in a string.
            let is_test = text.contains(&format!("fn {name}(")) || text.contains(&format!("\"{name}\""));
            assert!(is_test, "{name} is no test");
        }
    }
    assert!(named > 45, "only {named} tests are named");
}
