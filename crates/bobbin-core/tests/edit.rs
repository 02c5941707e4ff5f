//! Edits and replacements, text in, text out.
//!
//! `check` applies operations (JSON, one or a list) to a text and compares the new text, or the error, with a snapshot;
//! run with `UPDATE_EXPECT=1` to accept the result. Every check also proves that undoing restores the text and that
//! nothing outside the edits changed.

#[path = "edit/anchors.rs"]
mod anchors;
#[path = "edit/carry.rs"]
mod carry;
#[path = "edit/corpus.rs"]
mod corpus;
#[path = "support/dashboards.rs"]
mod dashboards;
#[path = "edit/documents.rs"]
mod documents;
#[path = "edit/files.rs"]
mod files;
#[path = "edit/flow.rs"]
mod flow;
#[path = "edit/habits.rs"]
mod habits;
#[path = "edit/kept.rs"]
mod kept;
#[path = "edit/laws.rs"]
mod laws;
#[path = "edit/rows.rs"]
mod rows;
#[path = "edit/saved.rs"]
mod saved;
#[path = "edit/scalars.rs"]
mod scalars;
#[path = "edit/seeds.rs"]
mod seeds;
#[path = "edit/typed.rs"]
mod typed;
#[path = "edit/wrapping.rs"]
mod wrapping;

use bobbin_core::edit::{Op, edit, model};
use bobbin_core::replace::replace;
use bobbin_core::text_edit::{apply, invert};
use bobbin_core::value::Value;
use bobbin_core::yaml::{Dialect, parse};
use expect_test::Expect;

/// Reads operations: one, or a list of them.
fn ops(json: &str) -> Vec<Op> {
    if json.trim_start().starts_with('[') {
        serde_json::from_str(json).expect("a list of operations")
    } else {
        vec![serde_json::from_str(json).expect("an operation")]
    }
}

/// Applies operations to a text.
#[track_caller]
fn edited(text: &str, operations: &str, dialect: Dialect) -> String {
    let parsed = parse(text, dialect);
    assert_eq!(parsed.problems, [], "the test's text is good");
    let operations = ops(operations);
    match edit(&parsed, &operations) {
        Ok(edited) => {
            assert_eq!(apply(text, &edited.edits), edited.text, "the edits make the text");
            assert_eq!(apply(&edited.text, &invert(text, &edited.edits)), text, "undoing restores the text");
            let mut value = parsed.value.expect("a good text has a value");
            model::apply_ops(&mut value, &operations).expect("the model takes the operations too");
            let again = parse(&edited.text, dialect);
            let again = again.value.unwrap_or_else(|| panic!("the new text is good:\n{}", edited.text));
            assert!(again.same_meaning(&value), "the new text means what was asked for:\n{}", edited.text);
            edited.text
        }
        Err(error) => format!("! {error}\n"),
    }
}

#[track_caller]
fn check(text: &str, operations: &str, expected: Expect) {
    expected.assert_eq(&edited(text, operations, Dialect::Editor));
}

/// Carries a value into a text; lost comments are listed below `~~~`.
#[track_caller]
fn carried(text: &str, value: &Value) -> String {
    let parsed = parse(text, Dialect::Editor);
    let replaced = replace(&parsed, value).expect("a text that can be read can be replaced");
    assert_eq!(apply(text, &replaced.edits), replaced.text, "the edits make the text");
    assert_eq!(apply(&replaced.text, &invert(text, &replaced.edits)), text, "undoing restores the text");
    let again = parse(&replaced.text, Dialect::Editor);
    let again = again.value.unwrap_or_else(|| panic!("the new text is good:\n{}", replaced.text));
    assert!(again.same_meaning(value), "the new text means the value:\n{}", replaced.text);
    let mut out = replaced.text;
    if !replaced.lost_comments.is_empty() {
        if !out.ends_with('\n') {
            out.push('\n');
        }
        out.push_str("~~~\n");
        for lost in replaced.lost_comments {
            out.push_str(&lost.text);
            out.push('\n');
        }
    }
    out
}

#[track_caller]
fn check_carry(text: &str, value: &str, expected: Expect) {
    let parsed = parse(value, Dialect::Editor);
    let value = parsed.value.unwrap_or_else(|| panic!("the value is good: {:?}", parsed.problems));
    expected.assert_eq(&carried(text, &value));
}
