//! Gestures on small documents, and random ones compared with a plain model.

use super::*;
use crate::edit::edit;
use crate::path;
use crate::yaml::{Dialect, parse};

const TEXT: &str = "\
views:
  - title: One
    path: one
    cards:
      - type: a # is a
      - type: b # is b
      - type: vertical-stack
        cards:
          - type: c # is c
  - title: Two
";

fn check(text: &str, gesture: &Gesture, expected: &str, nodes: &[Path]) {
    let parsed = parse(text, Dialect::Editor);
    let arranged = arrange(parsed.value.as_ref().expect("a value"), gesture).expect("possible");
    let edited = edit(&parsed, &arranged.ops).expect("an edit");
    assert_eq!(edited.text, expected);
    assert_eq!(arranged.nodes, nodes);
}

#[test]
fn moves_several_nodes_into_a_list_that_moves_itself() {
    check(
        TEXT,
        &Gesture::Move {
            nodes: vec![path!["views", 0, "cards", 1], path!["views", 0, "cards", 0]],
            list: path!["views", 0, "cards", 2, "cards"],
            index: 1,
        },
        "\
views:
  - title: One
    path: one
    cards:
      - type: vertical-stack
        cards:
          - type: c # is c
          - type: a # is a
          - type: b # is b
  - title: Two
",
        &[path!["views", 0, "cards", 0, "cards", 1], path!["views", 0, "cards", 0, "cards", 2]],
    );
}

#[test]
fn moves_within_a_list_and_into_a_missing_one() {
    let moved =
        Gesture::Move { nodes: vec![path!["views", 0, "cards", 0]], list: path!["views", 0, "cards"], index: 2 };
    let parsed = parse(TEXT, Dialect::Editor);
    let arranged = arrange(parsed.value.as_ref().expect("a value"), &moved).expect("possible");
    assert_eq!(arranged.nodes, [path!["views", 0, "cards", 1]]);
    check(
        TEXT,
        &Gesture::Move {
            nodes: vec![path!["views", 0, "cards", 2, "cards", 0]],
            list: path!["views", 1, "cards"],
            index: 9,
        },
        "\
views:
  - title: One
    path: one
    cards:
      - type: a # is a
      - type: b # is b
      - type: vertical-stack
        cards: []
  - title: Two
    cards:
      - type: c # is c
",
        &[path!["views", 1, "cards", 0]],
    );
}

#[test]
fn duplicates_wraps_and_unwraps() {
    let text = "cards:\n  - type: a # is a\n  - type: b\n";
    check(
        text,
        &Gesture::Duplicate { nodes: vec![path!["cards", 0], path!["cards", 1]] },
        "cards:\n  - type: a # is a\n  - type: b\n  - type: a\n  - type: b\n",
        &[path!["cards", 2], path!["cards", 3]],
    );
    let stack: Value = serde_json::from_str(r#"{"type":"horizontal-stack","cards":[]}"#).expect("JSON");
    let wrapped = "cards:\n  - type: horizontal-stack\n    cards:\n      - type: a # is a\n      - type: b\n";
    let wrap = Gesture::Wrap { nodes: vec![path!["cards", 0], path!["cards", 1]], with: stack };
    check(text, &wrap, wrapped, &[path!["cards", 0]]);
    let unwrap = Gesture::Unwrap { nodes: vec![path!["cards", 0]] };
    check(wrapped, &unwrap, text, &[path!["cards", 0], path!["cards", 1]]);
}

#[test]
fn one_place_for_many_cards_gets_a_stack() {
    let text = "cards:\n  - type: a\n  - type: b\n";
    let with: Value = serde_json::from_str(r#"{"type":"conditional","conditions":[],"card":null}"#).expect("JSON");
    let expected = "\
cards:
  - type: conditional
    conditions: []
    card:
      type: vertical-stack
      cards:
        - type: a
        - type: b
";
    let nodes = vec![path!["cards", 0], path!["cards", 1]];
    check(text, &Gesture::Wrap { nodes, with }, expected, &[path!["cards", 0]]);
}

#[test]
fn a_copied_view_gets_a_path_of_its_own() {
    let copy = Gesture::Duplicate { nodes: vec![path!["views", 0]] };
    let parsed = parse(TEXT, Dialect::Editor);
    let arranged = arrange(parsed.value.as_ref().expect("a value"), &copy).expect("possible");
    let text = edit(&parsed, &arranged.ops).expect("an edit").text;
    assert!(text.contains("path: one-2"), "{text}");
}

#[test]
fn sets_a_deep_key_and_removes_it_without_a_trace() {
    let text = "cards:\n  - type: a\n";
    let key = path!["grid_options", "columns"];
    let nodes = vec![path!["cards", 0]];
    let six: Value = serde_json::from_str("6").expect("JSON");
    let set = Gesture::Set { nodes: nodes.clone(), key: key.clone(), value: six };
    let with = "cards:\n  - type: a\n    grid_options:\n      columns: 6\n";
    check(text, &set, with, &nodes);
    check(with, &Gesture::Set { nodes: nodes.clone(), key, value: Value::Null }, text, &nodes);
}

#[test]
fn a_view_becomes_sections_and_masonry_again() {
    let text = "\
views:
  - title: One
    cards:
      - type: a # is a
      - type: b
";
    let sections = "\
views:
  - title: One
    type: sections
    sections:
      - type: grid
        cards:
          - type: a # is a
          - type: b
";
    let convert = |text: &str, to: &str| {
        let parsed = parse(text, Dialect::Editor);
        let gesture = Gesture::ConvertView { view: path!["views", 0], to: to.to_owned() };
        let made = arrange(parsed.value.as_ref().expect("a value"), &gesture).expect("possible");
        (edit(&parsed, &made.ops).expect("an edit").text, made.notes)
    };
    let (converted, notes) = convert(text, "sections");
    assert_eq!(
        (converted.as_str(), notes.as_slice()),
        (sections, ["2 cards go into one section.".to_owned()].as_slice())
    );
    let (back, _) = convert(&converted, "masonry");
    assert_eq!(
        back,
        "views:\n  - title: One\n    type: masonry\n    cards:\n      - type: a # is a\n      - type: b\n"
    );
    let (_, notes) = convert(
        "views:\n  - type: sections\n    max_columns: 2\n    sections:\n      - title: T\n        cards: []\n        column_span: 2\n",
        "panel",
    );
    assert_eq!(notes, ["Settings that only sections have are given up: column_span, max_columns."]);
}

#[test]
fn cards_moved_to_sections_get_a_section_of_their_own() {
    let text = "views:\n  - sections:\n      - cards:\n          - type: a # is a\n          - type: b\n";
    let expected = "\
views:
  - sections:
      - type: grid
        cards:
          - type: a # is a
      - cards:
          - type: b
";
    let nodes = vec![path!["views", 0, "sections", 0, "cards", 0]];
    let gesture = Gesture::Move { nodes, list: path!["views", 0, "sections"], index: 0 };
    check(text, &gesture, expected, &[path!["views", 0, "sections", 0, "cards", 0]]);
}
