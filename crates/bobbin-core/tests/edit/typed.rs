//! A typed text reads, after each change, like an opened one: the same tree including the ranges of its nodes, the same
//! value, problems and warnings.

use bobbin_core::yaml::{Dialect, Document};
use proptest::prelude::*;
use proptest::sample::Index;

use crate::documents::document;
use crate::laws::cases;

/// The typed pieces: they make, break and nearly make YAML.
const PIECES: [&str; 42] = [
    "\n",
    "\r\n",
    "\r",
    " ",
    "  ",
    "    ",
    "\t",
    "-",
    "- ",
    "\n- ",
    "\n  - ",
    "\n      - ",
    ":",
    ": ",
    "a",
    "a: b",
    "\na: b",
    "\n  a: b",
    "\n    b: on",
    "12:30",
    "#",
    " # note",
    "\n# note\n",
    "\"",
    "'",
    "[",
    "]",
    "{",
    "}",
    ", ",
    "|",
    ">-",
    "\n\n",
    "---",
    "\n---\n",
    "...",
    "&x ",
    "*x",
    "!t ",
    "? ",
    "<<: {a: 1}",
    "\0",
];

const DASHBOARD: &str = "\
# The house
title: Home
views:
  - title: One
    path: one
    cards:
      - type: tile
        entity: light.a # beside
        on: off
      # above
      - type: markdown
        content: |
          ## Hi

          there
      - type: vertical-stack
        cards:
          - type: gauge
            entity: sensor.a
            severity: {green: 0, red: 12:30}
          - type: entities
            entities:
            - sensor.a
            - entity: sensor.b
              name: 'B'

  - title: Two
    cards: []
  - title: Three
    sections:
      - cards:
          - type: button
            name: >-
              folded
              text
      -
      - type: grid
theme: dark
";

/// A dashboard with about as many warnings as the limit: a change decides which ones are returned.
fn with_warnings(of_each: usize) -> String {
    let warned = format!("x: [{}]\n", vec!["on"; of_each].join(", "));
    DASHBOARD
        .replace("      # above\n", &format!("      # above\n      - type: a\n        {warned}"))
        .replace("  - title: Three\n", &format!("  - title: Three\n    {warned}"))
        .replace("      - type: grid\n", &format!("      - type: grid\n        {warned}"))
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        1 => (62..70_usize).prop_map(with_warnings),
        2 => document(),
        3 => Just(DASHBOARD.to_owned()),
        1 => Just(DASHBOARD.replace('\n', "\r\n")),
        1 => Just(DASHBOARD.trim_end().replace("\ntheme: dark", "")),
    ]
}

#[derive(Clone, Debug)]
struct Typed {
    at: Index,
    removed: usize,
    piece: usize,
}

fn typed() -> impl Strategy<Value = Typed> {
    let removed = prop_oneof![4 => Just(0_usize), 3 => 1..4_usize, 1 => 4..60_usize];
    let piece = prop_oneof![1 => Just(PIECES.len()), 3 => 0..PIECES.len()];
    (any::<Index>(), removed, piece).prop_map(|(at, removed, piece)| Typed { at, removed, piece })
}

/// Types, and reverts every third change, as people do.
fn after(text: &str, typed: &Typed) -> String {
    let start = text.floor_char_boundary(typed.at.index(text.len() + 1));
    let end = text.floor_char_boundary((start + typed.removed).min(text.len())).max(start);
    format!("{}{}{}", &text[..start], PIECES.get(typed.piece).unwrap_or(&""), &text[end..])
}

#[track_caller]
fn assert_same(document: &Document, text: &str, dialect: Dialect) {
    let whole = Document::new(text, dialect);
    let (here, there) = (document.current(), whole.current());
    assert_eq!(here.problems, there.problems, "{text}");
    assert_eq!(here.warnings, there.warnings, "{text}");
    assert_eq!(here.value, there.value, "{text}");
    assert_eq!(format!("{:?}", here.tree), format!("{:?}", there.tree), "{text}");
    if whole.last_good().is_some() {
        assert!(document.last_good().is_some_and(|good| good.tree.text() == text));
    }
}

fn check(text: &str, all: &[Typed], dialect: Dialect) {
    let mut document = Document::new(text, dialect);
    let mut text = text.to_owned();
    let mut before = text.clone();
    for (at, typed) in all.iter().enumerate() {
        let next = if at % 3 == 2 { before.clone() } else { after(&text, typed) };
        before = std::mem::replace(&mut text, next);
        document.update(&text);
        assert_same(&document, &text, dialect);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases().cases * 5, ..cases() })]

    #[test]
    fn a_text_that_is_typed_reads_like_one_that_is_opened(
        text in text(), all in prop::collection::vec(typed(), 1..8), legacy in prop::bool::weighted(0.2), core in prop::bool::weighted(0.05),
    ) {
        let dialect = if core { Dialect::Core } else if legacy { Dialect::EditorLegacy } else { Dialect::Editor };
        check(&text, &all, dialect);
    }
}

/// Removes every single character of a text with every construct in it, and inserts a piece at every position.
#[test]
fn every_place_of_a_dashboard_can_be_typed_at() {
    for dialect in [Dialect::Editor, Dialect::EditorLegacy] {
        let mut document = Document::new(DASHBOARD, dialect);
        for at in 0..DASHBOARD.len() {
            for piece in ["", "x", "\n", "- ", "\n      - b: y", ": "] {
                let removed = usize::from(piece.is_empty());
                let text = format!("{}{piece}{}", &DASHBOARD[..at], &DASHBOARD[at + removed..]);
                document.update(&text);
                assert_same(&document, &text, dialect);
                document.update(DASHBOARD);
                assert_same(&document, DASHBOARD, dialect);
            }
        }
    }
}

#[test]
fn a_change_decides_which_of_many_warnings_are_told() {
    for of_each in [65, 66, 67, 80, 210] {
        let text = with_warnings(of_each);
        let mut document = Document::new(&text, Dialect::Editor);
        for (at, _) in text.match_indices('\n') {
            for piece in ["\n", " # y\n", "\n      - b: y", ": "] {
                let next = format!("{}{piece}{}", &text[..at], &text[at..]);
                document.update(&next);
                assert_same(&document, &next, Dialect::Editor);
                document.update(&text);
                assert_same(&document, &text, Dialect::Editor);
            }
        }
    }
}

/// For js-yaml 4 a dash without a value continues with the dashes below it, although they are further left.
#[test]
fn dashes_that_go_on_further_left_can_be_typed_at() {
    let text = "a:\n- -x\n\n- -\n\n- -\n- -\n\n-\n\n- -\n-\n- -\n\n- -\n-\n- \n- -\n";
    for dialect in Dialect::ALL {
        for at in 0..text.len() {
            for removed in [0, 1, 2, 9] {
                for piece in ["", "-", "\n- ", "x"] {
                    let end = (at + removed).min(text.len());
                    let next = format!("{}{piece}{}", &text[..at], &text[end..]);
                    let mut document = Document::new(text, dialect);
                    document.update(&next);
                    assert_same(&document, &next, dialect);
                    document.update(text);
                    assert_same(&document, text, dialect);
                }
            }
        }
    }
}
