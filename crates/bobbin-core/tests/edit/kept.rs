//! No comment with a place is lost: the law, and the cases that once failed.
//!
//! In the generated texts of the law every line has a comment next to it and many have one above, each with a number of
//! its own. A comment belongs to the item or key that begins on its line, or below it.

use std::collections::HashMap;

use bobbin_core::matching::partners;
use bobbin_core::path::Path;
use bobbin_core::replace::replace;
use bobbin_core::value::Value;
use bobbin_core::yaml::{Comment, Dialect, EmitStyle, Item, Parsed, Tree, emit, parse};
use expect_test::expect;
use proptest::prelude::*;

use crate::dashboards::{dashboard, distinct, distinct_edits, edited, edits};
use crate::laws::cases;
use crate::{carried, check_carry};

const TWO_VIEWS: &str = "\
views:
  - title: Home
    cards:
      # the lamp
      - type: tile # t
        # which
        entity: light.kitchen # e
        name: Kitchen # n
      - type: gauge
        entity: sensor.power
  - title: Lights
    cards:
      - type: tile
        entity: light.hall
";

#[test]
fn a_card_that_moved_and_changed_keeps_its_comments() {
    check_carry(
        TWO_VIEWS,
        "{views: [{title: Home, cards: [{type: gauge, entity: sensor.power}]}, {title: Lights, cards: [{type: tile, entity: light.hall}, {type: tile, entity: light.kitchen, name: Cooking, color: red}]}]}",
        expect![[r#"
            views:
              - title: Home
                cards:
                  - type: gauge
                    entity: sensor.power
              - title: Lights
                cards:
                  - type: tile
                    entity: light.hall
                  # the lamp
                  - type: tile # t
                    # which
                    entity: light.kitchen # e
                    name: Cooking # n
                    color: red
        "#]],
    );
}

#[test]
fn a_card_that_was_wrapped_and_changed_keeps_its_comments() {
    check_carry(
        TWO_VIEWS,
        "{views: [{title: Home, cards: [{type: conditional, conditions: [], card: {type: tile, entity: light.kitchen, name: Cooking}}, {type: gauge, entity: sensor.power}]}, {title: Lights, cards: [{type: tile, entity: light.hall}]}]}",
        expect![[r#"
            views:
              - title: Home
                cards:
                  - type: conditional
                    conditions: []
                    # the lamp
                    card:
                      type: tile # t
                      # which
                      entity: light.kitchen # e
                      name: Cooking # n
                  - type: gauge
                    entity: sensor.power
              - title: Lights
                cards:
                  - type: tile
                    entity: light.hall
        "#]],
    );
}

#[test]
fn a_changed_title_keeps_its_comment_while_cards_are_reordered() {
    check_carry(
        "views:\n  - title: Home # first\n    cards:\n      - a: 1\n      - b: 2\n",
        "{views: [{title: House, cards: [{b: 2}, {a: 1}]}]}",
        expect![[r#"
            views:
              - title: House # first
                cards:
                  - b: 2
                  - a: 1
        "#]],
    );
}

#[test]
fn plain_items_keep_their_comments_between_the_same_neighbors() {
    check_carry(
        "- type: entities\n  entities:\n    - light.a # a\n    - light.b # b\n    - light.c # c\n",
        "[{type: entities, entities: [light.a, light.z, light.c]}]",
        expect![[r#"
            - type: entities
              entities:
                - light.a # a
                - light.z # b
                - light.c # c
        "#]],
    );
    check_carry(
        "- type: entities\n  entities:\n    # the first\n    - light.a # a\n    - light.b\n",
        "[{type: entities, entities: [{entity: light.a, name: A}, light.b]}]",
        expect![[r#"
            - type: entities
              entities:
                # the first
                - # a
                  entity: light.a
                  name: A
                - light.b
        "#]],
    );
}

/// The node that a comment belongs to.
fn owner(tree: &Tree, comment: &Comment) -> Option<Path> {
    let text = tree.text();
    let mut start = text[..comment.span.start()].rfind('\n').map_or(0, |at| at + 1);
    while comment.own_line && text[start..].trim_start_matches(' ').starts_with('#') {
        start += text[start..].find('\n')? + 1;
    }
    let line = &text[start..];
    let (mut at, mut item) = (start + line.len() - line.trim_start_matches(' ').len(), None);
    while text[at..].starts_with("- ") {
        item = Some(item_at(tree, at)?);
        // Above an item, a comment belongs to the item and not to the node after the dash.
        if comment.own_line {
            return item;
        }
        at += 2;
    }
    if text[at..].starts_with('#') { item } else { tree.path(tree.node_at(at)?) }
}

fn item_at(tree: &Tree, dash: usize) -> Option<Path> {
    tree.ids().find_map(|list| {
        let is_here = |item: &Item| item.dash.is_some_and(|span| span.start() == dash);
        Some(tree.path(list)?.join(tree.items(list).iter().position(is_here)?))
    })
}

fn owners(parsed: &Parsed) -> HashMap<String, Path> {
    let text = parsed.tree.text();
    let comments = parsed.tree.comments().iter();
    comments.filter_map(|one| Some((text[one.span.range()].trim_end().to_owned(), owner(&parsed.tree, one)?))).collect()
}

/// A value as a text in which every line has comments.
fn commented(value: &Value) -> String {
    let mut text = String::new();
    for (number, line) in emit(value, &EmitStyle::default()).lines().enumerate() {
        let indent = &line[..line.len() - line.trim_start().len()];
        if number % 3 != 1 {
            text += &format!("{indent}# above {number}\n");
        }
        text += &format!("{line} # beside {number}\n");
    }
    text
}

fn assert_kept(base: &Value, target: &Value) {
    let text = commented(base);
    let parsed = parse(&text, Dialect::Editor);
    let old = parsed.value.clone().unwrap_or_else(|| panic!("{:?}\n{text}", parsed.problems));
    let replaced = replace(&parsed, target).unwrap_or_else(|error| panic!("{error}"));
    let became: HashMap<Path, Path> = partners(&old, target).into_iter().collect();
    let (before, after) = (owners(&parsed), owners(&parse(&replaced.text, Dialect::Editor)));
    for (comment, owner) in &before {
        let Some(now) = became.get(owner) else { continue };
        // On a line with a dash alone, a comment belongs to the item or to the key below.
        let above = now.split_last().map(|(above, _)| above);
        let kept = after.get(comment).is_some_and(|after| after == now || Some(after) == above.as_ref());
        assert!(kept, "{comment} at {owner}, now {now}\n{text}\n---\n{}", replaced.text);
    }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn a_comment_is_lost_only_with_what_it_belongs_to(base in dashboard(), script in edits(8)) {
        assert_kept(&base, &edited(&base, &script));
    }

    #[test]
    fn a_comment_stays_with_its_card_wherever_it_goes(base in dashboard(), script in edits(8)) {
        let base = distinct(&base, 0);
        assert_kept(&base, &edited(&base, &distinct_edits(&script, 10_000)));
    }
}

#[test]
fn untouched_numbers_keep_their_spelling_in_a_moved_card() {
    let text = "views:\n  - cards:\n      - type: gauge\n        entity: sensor.a\n        max: 1.0 # one\n  - cards:\n      - type: tile\n        entity: light.a\n";
    let value = parse("{views: [{cards: []}, {cards: [{type: tile, entity: light.a}, {type: gauge, entity: sensor.a, max: 1, min: 0}]}]}", Dialect::Editor).value;
    expect![[r#"
        views:
          - cards: []
          - cards:
              - type: tile
                entity: light.a
              - type: gauge
                entity: sensor.a
                max: 1.0 # one
                min: 0
    "#]]
    .assert_eq(&carried(text, &value.expect("it is YAML")));
}
