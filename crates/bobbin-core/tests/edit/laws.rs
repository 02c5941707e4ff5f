//! The laws for every document and every edit.

use std::collections::BTreeMap;

use bobbin_core::edit::{EditError, Op, edit, model};
use bobbin_core::path::Step;
use bobbin_core::replace::replace;
use bobbin_core::text_edit::{apply, invert};
use bobbin_core::value::Value;
use bobbin_core::yaml::{Dialect, Parsed, parse};
use proptest::prelude::*;

use crate::documents::{document, draw, operation, paths, tidy_document};

/// Counts each comment of a text.
fn comments(text: &str, dialect: Dialect) -> BTreeMap<String, usize> {
    let parsed = parse(text, dialect);
    let mut counts = BTreeMap::new();
    for comment in parsed.tree.comments() {
        *counts.entry(text[comment.span.range()].trim_end().to_owned()).or_default() += 1;
    }
    counts
}

fn read(text: &str, dialect: Dialect) -> (Parsed, Value) {
    let parsed = parse(text, dialect);
    let value = parsed.value.clone().unwrap_or_else(|| panic!("{:?}\n{text}", parsed.problems));
    (parsed, value)
}

/// Applies one operation and checks everything that can be checked about it. Returns the new text, if there is one.
fn step(text: &str, op: &Op, dialect: Dialect) -> Option<String> {
    let (parsed, mut value) = read(text, dialect);
    let result = edit(&parsed, std::slice::from_ref(op));
    let modelled = model::apply_op(&mut value, op);
    let edited = match result {
        Ok(edited) => edited,
        Err(error) => {
            assert!(!matches!(error, EditError::WouldChangeMeaning { .. }), "{error}\n{op:?}\n{text}");
            let refused = matches!(error, EditError::Refused { .. });
            assert!(refused || modelled.is_err(), "{error}, but the model takes it\n{op:?}\n{text}");
            return None;
        }
    };
    assert_eq!(modelled, Ok(()), "{op:?}\n{text}");
    assert_eq!(apply(text, &edited.edits), edited.text);
    assert_eq!(apply(&edited.text, &invert(text, &edited.edits)), text, "undone");
    let (_, again) = read(&edited.text, dialect);
    assert!(again.same_meaning(&value), "{op:?}\n{text}\n---\n{}", edited.text);
    // No comment appears from nowhere, and an operation that only adds or moves removes none.
    let (before, after) = (comments(text, dialect), comments(&edited.text, dialect));
    for (comment, count) in &after {
        assert!(before.get(comment) >= Some(count), "{comment} was doubled\n{op:?}\n{text}\n---\n{}", edited.text);
    }
    if matches!(op, Op::Insert { .. } | Op::Move { .. } | Op::RenameKey { .. } | Op::Wrap { .. }) && !text.contains('*')
    {
        assert_eq!(before, after, "{op:?}\n{text}\n---\n{}", edited.text);
    }
    Some(edited.text)
}

fn dialect() -> impl Strategy<Value = Dialect> {
    prop_oneof![4 => Just(Dialect::Editor), 1 => Just(Dialect::EditorLegacy), 1 => Just(Dialect::Core)]
}

pub(crate) fn cases() -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(200);
    ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 4000, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn generated_documents_are_good(text in document(), dialect in dialect()) {
        read(&text, dialect);
    }

    #[test]
    fn an_edited_text_means_the_edited_value(
        text in document(), draws in prop::collection::vec(draw(), 1..5), dialect in dialect(),
    ) {
        let mut text = text;
        for draw in &draws {
            let (_, value) = read(&text, dialect);
            if let Some(next) = step(&text, &operation(&value, draw), dialect) {
                text = next;
            }
        }
    }

    #[test]
    fn operations_have_the_same_result_together_and_one_by_one(
        text in document(), draws in prop::collection::vec(draw(), 2..5),
    ) {
        let (parsed, mut value) = read(&text, Dialect::Editor);
        let mut ops = Vec::new();
        for draw in &draws {
            let op = operation(&value, draw);
            let mut next = value.clone();
            if model::apply_op(&mut next, &op).is_ok() {
                value = next;
                ops.push(op);
            }
        }
        match edit(&parsed, &ops) {
            Ok(edited) => {
                let (_, again) = read(&edited.text, Dialect::Editor);
                prop_assert!(again.same_meaning(&value), "{ops:?}\n{text}\n---\n{}", edited.text);
            }
            Err(error) => prop_assert!(matches!(error, EditError::Refused { .. }), "{error}\n{ops:?}\n{text}"),
        }
    }

    #[test]
    fn setting_the_same_value_is_no_edit(text in document(), dialect in dialect()) {
        let (parsed, value) = read(&text, dialect);
        for path in paths(&value) {
            let same = value.at(&path).expect("a path of the value").clone();
            let op = Op::Set { path, value: same };
            prop_assert_eq!(edit(&parsed, &[op]).map(|edited| edited.edits), Ok(Vec::new()));
        }
    }

    #[test]
    fn moving_there_and_back_restores_the_text(text in tidy_document(), draw in draw()) {
        let (parsed, value) = read(&text, Dialect::Editor);
        let (_, a, b, c, d) = draw;
        let op = operation(&value, &(3, a, b, c, d));
        let Op::Move { from, to } = &op else { return Ok(()) };
        // Only items of lists that are not empty before or after, since brackets have no comments and no formatting.
        let (Some((source, Step::Index(_))), Some((target, Step::Index(_)))) = (from.split_last(), to.split_last())
        else {
            return Ok(());
        };
        let mut rest = value.clone();
        model::apply_op(&mut rest, &Op::Remove { path: from.clone() }).expect("it is there");
        // The first item of a list inside a list comes after two dashes.
        if matches!(source.0.last(), Some(Step::Index(_))) || matches!(target.0.last(), Some(Step::Index(_))) {
            return Ok(());
        }
        let is_empty = |value: &Value, path| !matches!(value.at(path), Some(Value::List(items)) if !items.is_empty());
        let block = |parsed: &Parsed, text: &str, path| {
            parsed.tree.at(path).is_some_and(|node| !text[parsed.tree.node(node).span.range()].starts_with('['))
        };
        if parsed.tree.at(&source).is_none() || is_empty(&rest, &target) || !block(&parsed, &text, &source) {
            return Ok(());
        }
        if value.at(&source).and_then(Value::as_list).is_some_and(|items| items.len() == 1) {
            return Ok(());
        }
        let Some(moved) = step(&text, &op, Dialect::Editor) else { return Ok(()) };
        // Removing shifts positions; moving back refers to the current document.
        let back = Op::Move { from: to.clone(), to: from.clone() };
        let (parsed, mut again) = read(&moved, Dialect::Editor);
        if !block(&parsed, &moved, &target) {
            return Ok(());
        }
        if model::apply_op(&mut again, &back).is_err() || !again.same_meaning(&value) {
            return Ok(());
        }
        let restored = step(&moved, &back, Dialect::Editor);
        prop_assert_eq!(restored.as_deref(), Some(text.as_str()), "{:?}\n{}\n---\n{}", op, text, moved);
    }

    #[test]
    fn a_text_carries_any_value(text in document(), draws in prop::collection::vec(draw(), 1..6)) {
        let (parsed, old) = read(&text, Dialect::Editor);
        let mut value = old;
        for draw in &draws {
            let mut next = value.clone();
            if model::apply_op(&mut next, &operation(&value, draw)).is_ok() {
                value = next;
            }
        }
        let replaced = replace(&parsed, &value).expect("a good text carries every value");
        prop_assert_eq!(apply(&text, &replaced.edits), replaced.text.as_str());
        let (again, meaning) = read(&replaced.text, Dialect::Editor);
        prop_assert!(meaning.same_meaning(&value), "{text}\n---\n{}", replaced.text);
        // Each comment is in the text or in the list of lost ones.
        let mut all = comments(&replaced.text, Dialect::Editor);
        for lost in &replaced.lost_comments {
            *all.entry(lost.text.clone()).or_default() += 1;
        }
        prop_assert_eq!(all, comments(&text, Dialect::Editor), "{}\n---\n{}", text, replaced.text);
        prop_assert_eq!(replace(&again, &value).map(|again| again.edits), Ok(Vec::new()));
    }

    #[test]
    fn a_text_carries_the_value_of_another(text in document(), other in document()) {
        let (parsed, _) = read(&text, Dialect::Editor);
        let (_, value) = read(&other, Dialect::Editor);
        let replaced = replace(&parsed, &value).expect("a good text carries every value");
        prop_assert!(read(&replaced.text, Dialect::Editor).1.same_meaning(&value));
    }
}
