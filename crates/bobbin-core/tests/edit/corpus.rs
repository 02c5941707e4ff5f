//! Edits of real dashboards, if there is a folder of them: `BOBBIN_CORPUS`, or `../shared/corpus` next to the
//! repository.

use std::path::PathBuf;

use bobbin_core::edit::{EditError, edit, model};
use bobbin_core::replace::replace;
use bobbin_core::text_edit::{apply, invert};
use bobbin_core::value::Value;
use bobbin_core::yaml::{Dialect, parse};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;

use crate::documents::{draw, operation};

/// The YAML files of the corpus. Prints a line if there are none.
fn files() -> Vec<PathBuf> {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/corpus");
    let folder = std::env::var_os("BOBBIN_CORPUS").map_or_else(|| PathBuf::from(beside), PathBuf::from);
    let mut folders = vec![folder.join("yaml")];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "yaml") {
                files.push(path);
            }
        }
    }
    files.sort();
    if files.is_empty() {
        #[expect(clippy::print_stderr, reason = "a run without the corpus must say so")]
        {
            eprintln!("no corpus at {}: real dashboards were not edited", folder.display());
        }
    }
    files
}

fn steps() -> usize {
    std::env::var("BOBBIN_CORPUS_STEPS").ok().and_then(|steps| steps.parse().ok()).unwrap_or(4)
}

#[test]
fn edited_real_dashboards_have_the_intended_meaning() {
    let mut runner = TestRunner::deterministic();
    for file in files() {
        let text = std::fs::read_to_string(&file).expect("a file of the corpus is text");
        for dialect in [Dialect::Editor, Dialect::Core] {
            let mut text = text.clone();
            for _ in 0..steps() {
                let parsed = parse(&text, dialect);
                let Some(mut value) = parsed.value.clone() else { break };
                let draw = draw().new_tree(&mut runner).expect("a draw").current();
                let op = operation(&value, &draw);
                let place = || format!("{} {dialect:?}\n{op:?}", file.display());
                match edit(&parsed, std::slice::from_ref(&op)) {
                    Ok(edited) => {
                        model::apply_op(&mut value, &op).unwrap_or_else(|error| panic!("{error}: {}", place()));
                        let again = parse(&edited.text, dialect).value.unwrap_or_else(|| panic!("{}", place()));
                        assert!(again.same_meaning(&value), "{}", place());
                        assert_eq!(apply(&edited.text, &invert(&text, &edited.edits)), text, "{}", place());
                        text = edited.text;
                    }
                    Err(error) => {
                        assert!(!matches!(error, EditError::WouldChangeMeaning { .. }), "{error}: {}", place());
                    }
                }
            }
        }
    }
}

#[test]
fn real_dashboards_carry_changed_values() {
    let mut runner = TestRunner::deterministic();
    for file in files() {
        let text = std::fs::read_to_string(&file).expect("a file of the corpus is text");
        let parsed = parse(&text, Dialect::Editor);
        let Some(mut value) = parsed.value.clone() else { continue };
        assert_eq!(replace(&parsed, &value).map(|it| it.edits), Ok(Vec::new()), "{}", file.display());
        for _ in 0..steps() {
            let draw = draw().new_tree(&mut runner).expect("a draw").current();
            let mut next = value.clone();
            // The whole document is left out: nothing would be left to carry.
            let op = operation(&value, &draw);
            if model::apply_op(&mut next, &op).is_ok()
                && matches!((&value, &next), (Value::Map(a), Value::Map(b)) if 2 * b.len() >= a.len())
            {
                value = next;
            }
        }
        let replaced = replace(&parsed, &value).unwrap_or_else(|error| panic!("{error}: {}", file.display()));
        let again = parse(&replaced.text, Dialect::Editor);
        assert!(again.value.is_some_and(|again| again.same_meaning(&value)), "{}", file.display());
        let comments = |tree: &bobbin_core::yaml::Tree| tree.comments().len();
        let (before, after) = (comments(&parsed.tree), comments(&again.tree));
        assert_eq!(before, after + replaced.lost_comments.len(), "{}", file.display());
    }
}
