//! Diff and merge on documents designed to be slow: the time stays limited, and the laws hold.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "support/dashboards.rs"]
mod dashboards;

use std::time::{Duration, Instant};

use bobbin_core::diff::diff;
use bobbin_core::merge::{Choices, merge, merge_text};
use bobbin_core::value::{Map, Value};
use bobbin_core::yaml::{Dialect, parse};

/// Generous for a debug build on a busy machine; anything quadratic takes far longer.
const BOUND: Duration = Duration::from_secs(40);

fn map(key: &str, value: Value) -> Value {
    Value::Map(Map::from_iter([(key.to_owned(), value)]))
}

fn cards(cards: impl Iterator<Item = Value>) -> Value {
    map("views", Value::List(vec![map("cards", Value::List(cards.collect()))]))
}

fn card(entity: usize, name: usize) -> Value {
    let entries = [("type", Value::from("tile")), ("entity", format!("light.{entity}").into())];
    let name = [("name", Value::from(format!("Name {name}")))];
    Value::Map(entries.into_iter().chain(name).map(|(key, value)| (key.to_owned(), value)).collect())
}

fn check(name: &str, base: &Value, local: &Value, remote: &Value) {
    let start = Instant::now();
    let difference = diff(base, local);
    assert_eq!(difference.apply(base).as_ref(), Ok(local), "{name}");
    let merged = merge(base, local, remote);
    assert_eq!(&merge(base, local, base).value, local, "{name}");
    drop(merged);
    let took = start.elapsed();
    assert!(took < BOUND, "{name} took {took:?}");
}

#[test]
fn twenty_thousand_cards_shuffled_equal_or_all_changed() {
    const CARDS: usize = 20_000;
    let base = cards((0..CARDS).map(|at| card(at, at)));
    let shuffled = cards((0..CARDS).map(|at| card(at * 7_919 % CARDS, at * 7_919 % CARDS)));
    let reversed = cards((0..CARDS).rev().map(|at| card(at, at)));
    let renamed = cards((0..CARDS).map(|at| card(at, at + 1)));
    let twins = cards((0..CARDS).map(|_| card(0, 0)));
    let others = cards((0..CARDS).map(|at| card(0, at + CARDS)));
    check("shuffled", &base, &shuffled, &reversed);
    check("renamed", &base, &renamed, &shuffled);
    check("twins", &twins, &base, &renamed);
    check("others", &others, &twins, &base);
}

#[test]
fn wide_mappings_long_lists_and_deep_nesting() {
    let wide = |shift: usize| {
        Value::Map((0..20_000).map(|at| (format!("key {}", (at + shift) % 20_000), Value::from(at as i64))).collect())
    };
    check("wide", &wide(0), &wide(1), &wide(7_000));
    let long =
        |step: usize| map("x", Value::List((0..100_000).map(|at| Value::from((at * step % 977) as i64)).collect()));
    check("long", &long(1), &long(3), &long(5));
    let deep = |leaf: &str| {
        let inside = |inner, _| map("cards", Value::List(vec![inner, Value::from("x")]));
        map("views", Value::List(vec![(0..120).fold(Value::from(leaf), inside)]))
    };
    check("deep", &deep("a"), &deep("b"), &deep("c"));
}

#[test]
fn a_merge_into_a_text_keeps_its_comments() {
    let text = "# My house\nviews:\n  - title: Home # first\n    cards:\n      # The lamp\n      - type: tile\n        entity: light.a\n        name: Mine # mine\n      - type: gauge\n        entity: sensor.b\n";
    let local = parse(text, Dialect::Editor);
    let base = dashboards::json(
        r#"{"views":[{"title":"Home","cards":[{"type":"tile","entity":"light.a"},{"type":"gauge","entity":"sensor.b"}]}]}"#,
    );
    let remote = dashboards::json(
        r#"{"views":[{"title":"House","cards":[{"type":"gauge","entity":"sensor.b","max":9},{"type":"tile","entity":"light.a"}]}]}"#,
    );
    let merged = merge_text(&base, &local, &remote, &Choices::new()).expect("the text is right");
    assert!(merged.merged.conflicts.is_empty());
    assert_eq!(merged.text.lost_comments, []);
    expect_test::expect![[r#"
        # My house
        views:
          - title: House # first
            cards:
              - type: gauge
                entity: sensor.b
                max: 9
              # The lamp
              - type: tile
                entity: light.a
                name: Mine # mine
    "#]]
    .assert_eq(&merged.text.text);
}
