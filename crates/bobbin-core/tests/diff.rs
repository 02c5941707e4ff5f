//! The structural diff: the sentences that people read, and the laws for any two values.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "support/dashboards.rs"]
mod dashboards;

use bobbin_core::diff::{CannotRevert, Change, ChangeKind, Diff, diff};
use bobbin_core::matching::Role;
use bobbin_core::path::{Path, Step};
use bobbin_core::value::Value;
use dashboards::{Edit, dashboard, edited, edits, json, odd_value};
use expect_test::{Expect, expect};
use proptest::prelude::*;

const HOME: &str = r##"{
    "title": "House",
    "views": [
        {"title": "Home", "path": "home", "cards": [
            {"type": "tile", "entity": "light.kitchen", "name": "Kitchen"},
            {"type": "button", "entity": "vacuum.robo", "name": "Vacuum", "tap_action": {"action": "toggle"}},
            {"type": "markdown", "content": "# Hello"},
            {"type": "vertical-stack", "cards": [
                {"type": "gauge", "entity": "sensor.power", "name": "Power"},
                {"type": "tile", "entity": "light.hall"}
            ]},
            {"type": "conditional", "conditions": [], "card": {"type": "tile", "entity": "light.door", "name": "Door"}}
        ]},
        {"title": "Lights", "path": "lights", "badges": ["sensor.a"], "sections": [
            {"type": "grid", "cards": [{"type": "heading", "heading": "Energy"}, {"type": "tile", "entity": "sensor.energy", "icon": "mdi:flash"}]},
            {"type": "grid", "cards": [{"type": "heading", "heading": "Water"}, {"type": "tile", "entity": "sensor.water"}]}
        ]},
        {"title": "Old", "path": "old", "cards": [{"type": "tile", "entity": "light.attic"}]}
    ]
}"##;

/// Replaces a piece of the JSON above for each pair, and compares the sentences.
fn check(replacements: &[(&str, &str)], expected: Expect) {
    let mut text = HOME.to_owned();
    for (old, new) in replacements {
        assert!(text.contains(old), "{old} is not in the dashboard");
        text = text.replacen(old, new, 1);
    }
    check_values(&json(HOME), &json(&text), expected);
}

fn check_values(a: &Value, b: &Value, expected: Expect) {
    assert_laws(a, b);
    expected.assert_eq(&diff(a, b).to_string());
}

fn assert_laws(a: &Value, b: &Value) {
    let difference = diff(a, b);
    let made = difference.apply(a).unwrap();
    assert_eq!(&made, b);
    // The same bytes, except for a negative zero, which equals zero.
    let text = |value: &Value| serde_json::to_string(value).unwrap().replace("-0.0", "0.0");
    assert_eq!(text(&made), text(b));
    assert_eq!(difference.is_empty(), a == b, "{difference}");
    for change in &difference.changes {
        let text = change.sentence.text();
        assert!(!text.is_empty() && text.chars().count() < 500 && !text.contains('\n'), "{text}");
        assert!(change.old.as_ref().is_none_or(|old| a.at(old).is_some()), "{change:?}");
        assert!(change.new.as_ref().is_none_or(|new| b.at(new).is_some()), "{change:?}");
        assert_eq!(change.old.is_none(), change.kind == ChangeKind::Added);
        assert_eq!(change.new.is_none(), change.kind == ChangeKind::Removed);
    }
}

#[test]
fn keys_of_cards() {
    check(
        &[(r#""action": "toggle""#, r#""action": "none""#)],
        expect![[r#"
        Changed `tap_action` of button *Vacuum*
    "#]],
    );
    check(
        &[(r#""name": "Kitchen""#, r#""name": "Kitchen", "color": "red""#)],
        expect![[r#"
        Added `color` to tile *Kitchen*
    "#]],
    );
    check(
        &[(r#", "icon": "mdi:flash""#, "")],
        expect![[r#"
        Removed `icon` from tile `sensor.energy`
    "#]],
    );
    check(
        &[("# Hello", "# Bye")],
        expect![[r#"
        Changed `content` of the markdown card in view *Home*
    "#]],
    );
    check(
        &[("light.door", "light.gate")],
        expect![[r#"
        Changed `entity` of tile *Door*
    "#]],
    );
    check(
        &[(
            r#""type": "tile", "entity": "light.kitchen", "name": "Kitchen""#,
            r#""entity": "light.kitchen", "type": "tile", "name": "Kitchen""#,
        )],
        expect![[r#"
            Reordered the keys of tile *Kitchen*
        "#]],
    );
    check(
        &[(r#""name": "Kitchen""#, r#""name": "Kitchen", "a": 1, "b": 2, "c": 3, "d": 4, "e": 5"#)],
        expect![[r#"
            Added `a`, `b`, `c` and 2 more keys to tile *Kitchen*
        "#]],
    );
}

#[test]
fn cards_added_removed_and_moved() {
    let kitchen = r#"{"type": "tile", "entity": "light.kitchen", "name": "Kitchen"},"#;
    let vacuum =
        r#"{"type": "button", "entity": "vacuum.robo", "name": "Vacuum", "tap_action": {"action": "toggle"}},"#;
    let gauge = r#"{"type": "gauge", "entity": "sensor.power", "name": "Power"},"#;
    let attic = r#"{"type": "tile", "entity": "light.attic"}"#;
    let energy = r#"{"type": "tile", "entity": "sensor.energy", "icon": "mdi:flash"}"#;
    check(
        &[(kitchen, "")],
        expect![[r#"
        Removed tile *Kitchen* from view *Home*
    "#]],
    );
    check(
        &[(energy, &format!("{gauge}{energy}")), (gauge, "")],
        expect![[r#"
        Moved *Power* (gauge) from the vertical-stack of view *Home* to section *Energy* of view *Lights*
    "#]],
    );
    check(
        &[(energy, &format!(r#"{{"type": "gauge", "entity": "sensor.sun", "name": "Sun"}},{energy}"#))],
        expect![[r#"
            Added a gauge *Sun* to section *Energy* of view *Lights*
        "#]],
    );
    check(
        &[(kitchen, ""), (attic, &format!("{kitchen}{attic}"))],
        expect![[r#"
        Moved *Kitchen* (tile) from view *Home* to *Old*
    "#]],
    );
    check(
        &[
            (kitchen, ""),
            (
                attic,
                &format!(
                    r#"{{"type": "tile", "entity": "light.kitchen", "name": "Kitchen", "icon": "mdi:x"}},{attic}"#
                ),
            ),
        ],
        expect![[r#"
            Moved *Kitchen* (tile) from view *Home* to *Old* and changed `icon`
        "#]],
    );
    check(
        &[(kitchen, ""), (vacuum, &format!("{vacuum}{kitchen}"))],
        expect![[r#"
        Moved *Vacuum* (button) up in view *Home*
    "#]],
    );
    check(
        &[(kitchen, &format!(r#"{{"type": "vertical-stack", "cards": [{}]}},"#, kitchen.trim_end_matches(',')))],
        expect![[r#"
            Added a vertical-stack to view *Home*
            Moved *Kitchen* (tile) from view *Home* to the vertical-stack of view *Home*
        "#]],
    );
}

#[test]
fn views_sections_badges_and_settings() {
    check(
        &[("\"House\"", "\"Home\"")],
        expect![[r#"
        Changed the title of the dashboard
    "#]],
    );
    check(
        &[("\"Old\"", "\"Very old\"")],
        expect![[r#"
        Renamed view *Old* to *Very old*
    "#]],
    );
    check(
        &[(r#""path": "old","#, r#""path": "old", "theme": "dark","#)],
        expect![[r#"
        Added `theme` to view *Old*
    "#]],
    );
    check(
        &[(r#""title": "House","#, r#""title": "House", "background": "red","#)],
        expect![[r#"
        Added `background` to the dashboard
    "#]],
    );
    check(
        &[(r#"["sensor.a"]"#, r#"["sensor.a", {"type": "entity", "entity": "sensor.b"}]"#)],
        expect![[r#"
        Added a badge `sensor.b` to view *Lights*
    "#]],
    );
    check(
        &[(r#"["sensor.a"]"#, "[]")],
        expect![[r#"
        Removed badge `sensor.a` from view *Lights*
    "#]],
    );
    check(
        &[(r#""path": "old","#, r#""path": "old", "header": {"card": {"type": "markdown", "content": "x"}},"#)],
        expect![[r#"
        Added a markdown card to the header of view *Old*
    "#]],
    );
    check(
        &[("Water", "Gas")],
        expect![[r#"
        Changed `heading` of heading *Gas*
    "#]],
    );
    let dashboard = json(HOME);
    check_values(
        &dashboard,
        &edited(&dashboard, &[Edit::RemoveView(2)]),
        expect![[r#"
        Removed view *Old*
    "#]],
    );
    check_values(
        &dashboard,
        &edited(&dashboard, &[Edit::MoveView(0, 2)]),
        expect![[r#"
        Reordered the views
    "#]],
    );
    let new = json(r#"{"title": "New", "cards": []}"#);
    check_values(
        &dashboard,
        &edited(&dashboard, &[Edit::AddView(1, new)]),
        expect![[r#"
        Added view *New*
    "#]],
    );
}

#[test]
fn many_similar_changes_are_one_sentence() {
    let large = dashboards::large(2, 1, 60);
    let text = serde_json::to_string(&large).unwrap();
    check_values(
        &large,
        &json(&text.replace("mdi:lamp", "mdi:bulb")),
        expect![[r#"
        Changed `icon` of 59 cards in section *Section 0.0* of view *View 0*
        Changed `icon` of 59 cards in section *Section 1.0* of view *View 1*
    "#]],
    );
    let other = text.replace("light.room", "sensor.x").replace("Light ", "Measure ").replace("toggle", "none");
    let other = other.replace("\"tile\"", "\"sensor\"").replace("\"button\"", "\"statistic\"").replace("mdi:", "hass:");
    let other = other.replace("/lovelace/", "/x/").replace("border-radius", "margin").replace("rows", "rowz");
    let other = other.replace("navigate", "url").replace("columns", "cols").replace("\"gauge\"", "\"a\"");
    let other = other.replace("custom:mushroom-light-card", "b");
    check_values(
        &large,
        &json(&other),
        expect![[r#"
        Replaced 59 cards of section *Section 0.0* of view *View 0* with 59 others
        Replaced 59 cards of section *Section 1.0* of view *View 1* with 59 others
    "#]],
    );
    check_values(
        &large,
        &json(&text.replacen("\"cards\":[", "\"cards\":[],\"old\":[", 1)),
        expect![[r#"
        Added `old` to section 1 in view *View 0*
        Removed 60 cards from section *Section 0.0* of view *View 0*
    "#]],
    );
}

#[test]
fn values_other_than_dashboards() {
    check_values(
        &json("null"),
        &json("{}"),
        expect![[r#"
        Replaced the whole document
    "#]],
    );
    check_values(
        &json(r#"{"views": null}"#),
        &json(r#"{"views": []}"#),
        expect![[r#"
        Changed `views` of the dashboard
    "#]],
    );
    check_values(
        &json(r#"{"views": {"a": 1}}"#),
        &json(r#"{"views": {"a": 2}}"#),
        expect![[r#"
        Changed `views` of the dashboard
    "#]],
    );
    check_values(
        &json("[1, 2, 3]"),
        &json("[3, 1, 2]"),
        expect![[r#"
        Changed the list
    "#]],
    );
    check_values(
        &json("1"),
        &json("1.0"),
        expect![[r#"
        Replaced the whole document
    "#]],
    );
    check_values(
        &json(r#"[{"type": "tile", "entity": "a.b"}]"#),
        &json(r#"[{"type": "tile", "entity": "a.b", "name": "x"}]"#),
        expect![[r#"
            Added `name` to tile *x*
        "#]],
    );
}

#[test]
fn one_change_is_undone_alone() {
    let a = json(HOME);
    let b = json(
        &HOME
            .replace(r#""action": "toggle""#, r#""action": "none""#)
            .replace("# Hello", "# Bye")
            .replace(r#""title": "Old", "path": "old","#, r#""title": "Older", "path": "old","#)
            .replace(r#"{"type": "tile", "entity": "light.hall"}"#, r#"{"type": "gauge", "entity": "sensor.new"}"#),
    );
    let all = diff(&a, &b);
    let mut undone = 0;
    for at in 0..all.changes.len() {
        let reverted = all.revert(at, &a, &b).unwrap();
        let left: Vec<String> = diff(&a, &reverted).changes.iter().map(|change| change.sentence.to_string()).collect();
        let others = all.changes.iter().enumerate().filter(|(other, _)| *other != at);
        assert_eq!(left, others.map(|(_, change)| change.sentence.to_string()).collect::<Vec<_>>());
        undone += 1;
    }
    assert_eq!(undone, 5, "{all}");
    assert_eq!(all.revert(99, &a, &b), Err(CannotRevert::NoSuchChange));
    assert_eq!(all.revert(0, &a, &a), Err(CannotRevert::OtherVersions));
}

#[test]
fn a_move_out_of_a_removed_view_is_not_undone_alone() {
    let a = json(HOME);
    let attic = r#"{"type": "tile", "entity": "light.attic", "name": "Attic"}"#;
    let a_text = HOME.replace(r#"{"type": "tile", "entity": "light.attic"}"#, attic);
    let (a, mut b) = (json(&a_text), edited(&a, &[Edit::RemoveView(2)]));
    let path = bobbin_core::path!["views", 0, "cards"];
    if let Some(Value::List(cards)) = b.at_mut(&path) {
        cards.push(json(attic));
    }
    let all = diff(&a, &b);
    expect![[r#"
        Removed view *Old*
        Moved *Attic* (tile) from view *Old* to *Home*
    "#]]
    .assert_eq(&all.to_string());
    let moved = all.changes.iter().position(|change| change.kind == ChangeKind::Moved).unwrap();
    assert_eq!(all.revert(moved, &a, &b), Err(CannotRevert::PlaceIsGone));
}

#[test]
fn a_moved_and_changed_card_is_not_the_new_one_in_its_place() {
    let views = |one: &str, two: &str| {
        json(&format!(r#"{{"views":[{{"title":"Home","cards":[{one}]}},{{"title":"Hall","cards":[{two}]}}]}}"#))
    };
    let tile = |entity: &str, name: &str, more: &str| {
        format!(r#"{{"type":"tile","entity":"{entity}","name":"{name}"{more}}}"#)
    };
    let (door, lamp) = (tile("lock.door", "Door", ""), tile("light.lamp", "Lamp", ""));
    let changed = tile("lock.door", "Door", r#","vertical":true"#);
    let difference = diff(&views(&door, ""), &views(&lamp, &changed));
    expect![[r#"
        Added a tile *Lamp* to view *Home*
        Moved *Door* (tile) from view *Home* to *Hall* and changed `vertical`
    "#]]
    .assert_eq(&difference.to_string());
    assert_laws(&views(&door, ""), &views(&lamp, &changed));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn laws_for_edited_dashboards(a in dashboard(), script in edits(8)) {
        let b = edited(&a, &script);
        assert_laws(&a, &b);
        assert_laws(&b, &a);
        prop_assert!(diff(&a, &a).is_empty());
    }

    #[test]
    fn laws_for_unrelated_dashboards(a in dashboard(), b in dashboard()) {
        assert_laws(&a, &b);
    }

    #[test]
    fn laws_for_any_two_values(a in odd_value(), b in odd_value()) {
        assert_laws(&a, &b);
    }

    #[test]
    fn undoing_one_change_leaves_all_others(a in dashboard(), script in edits(6)) {
        let b = edited(&a, &script);
        let all = diff(&a, &b);
        for at in 0..all.changes.len() {
            if let Ok(reverted) = all.revert(at, &a, &b) {
                let left = diff(&a, &reverted);
                prop_assert_eq!(left.changes.len(), all.changes.len() - 1, "{}\n{}", all, left);
                prop_assert_eq!(left.is_empty(), reverted == a);
            }
        }
    }
}

/// Whether one change is inside a thing of another, or the other way round, or they replaced each other in a slot,
/// which holds one card. For the dashboard, which contains everything, only the keys count.
fn is_part_of_another(all: &Diff, at: usize) -> bool {
    let taken = |change: &Change| -> Vec<(Option<Path>, Option<Path>)> {
        let members = change.members().map(|(old, new)| (old.cloned(), new.cloned()));
        if change.what != Role::Dashboard {
            return members.collect();
        }
        change.keys.iter().map(|key| (Some(key.path.clone()), Some(key.path.clone()))).collect()
    };
    let is_inside = |outer: &Change, inner: &Change| {
        let is = |outer: &Option<Path>, inner: Option<&Path>| matches!((outer, inner), (Some(outer), Some(inner)) if outer.contains(inner));
        let outer = taken(outer);
        outer.iter().any(|(old, new)| inner.members().any(|other| is(old, other.0) || is(new, other.1)))
    };
    let in_slot = |path: Option<&Path>| matches!(path.and_then(Path::split_last), Some((_, Step::Key(_))));
    let has_slot = |change: &Change| {
        change.kind != ChangeKind::Changed && change.members().any(|(old, new)| in_slot(old) || in_slot(new))
    };
    let change = &all.changes[at];
    let mut others = all.changes.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, other)| other);
    others.any(|other| is_inside(other, change) || is_inside(change, other) || (has_slot(change) && has_slot(other)))
}

/// Undo is refused only for entangled changes: a change outside all things of other changes can be undone alone.
#[test]
fn a_change_that_cannot_be_undone_alone_is_part_of_another() {
    use proptest::strategy::ValueTree as _;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let (mut undone, mut all_changes, mut alone) = (0, 0, 0);
    for _ in 0..400 {
        let a = dashboard().new_tree(&mut runner).unwrap().current();
        let script = edits(5).new_tree(&mut runner).unwrap().current();
        let b = edited(&a, &script);
        let all = diff(&a, &b);
        for at in 0..all.changes.len() {
            all_changes += 1;
            alone += usize::from(!is_part_of_another(&all, at));
            let Err(error) = all.revert(at, &a, &b) else {
                undone += 1;
                continue;
            };
            assert!(
                is_part_of_another(&all, at),
                "{error}: {}\n{all}\nA {}\nB {}",
                all.changes[at].sentence,
                serde_json::to_string(&a).unwrap(),
                serde_json::to_string(&b).unwrap()
            );
        }
    }
    assert!(undone > alone && alone * 3 > all_changes * 2, "{undone} undone of {all_changes}, {alone} of them alone");
}
