//! The three-way merge: the cases that people meet, and the laws for any three versions.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "support/dashboards.rs"]
mod dashboards;

use bobbin_core::matching::partners;
use bobbin_core::merge::{Choice, Choices, ConflictKind, Merge, Merged, merge};
use bobbin_core::value::Value;
use dashboards::{dashboard, edited, edits, json, odd_value};
use expect_test::{Expect, expect};
use proptest::prelude::*;

const HOME: &str = r#"{"title":"House","views":[{"title":"Home","path":"home","cards":[{"type":"tile","entity":"light.kitchen","name":"Kitchen"},{"type":"button","entity":"vacuum.robo","name":"Vacuum"},{"type":"gauge","entity":"sensor.power"}]},{"title":"Lights","path":"lights","cards":[{"type":"tile","entity":"light.hall","name":"Hall"}]}]}"#;
const KITCHEN: &str = r#"{"type":"tile","entity":"light.kitchen","name":"Kitchen"}"#;
const VACUUM: &str = r#"{"type":"button","entity":"vacuum.robo","name":"Vacuum"}"#;
const GAUGE: &str = r#"{"type":"gauge","entity":"sensor.power"}"#;
const HALL: &str = r#"{"type":"tile","entity":"light.hall","name":"Hall"}"#;

/// Replaces pieces of the JSON above.
fn changed(replacements: &[(&str, &str)]) -> Value {
    let mut text = HOME.to_owned();
    for (old, new) in replacements {
        assert!(text.contains(old), "{old} is not in the dashboard");
        text = text.replacen(old, new, 1);
    }
    json(&text)
}

fn text(value: &Value) -> String {
    serde_json::to_string(value).unwrap()
}

/// Merges the changes of both sides and compares with the expected ones, without a conflict.
fn check_clean(local: &[(&str, &str)], remote: &[(&str, &str)], expected: &[(&str, &str)]) {
    let (base, local, remote) = (json(HOME), changed(local), changed(remote));
    let merged = merge(&base, &local, &remote);
    assert_eq!(text(&merged.value), text(&changed(expected)));
    assert!(merged.conflicts.is_empty(), "{:?}", merged.conflicts);
    assert_laws(&base, &local, &remote);
    assert_idempotent(&base, &local, &remote);
}

fn check_conflicts(local: &[(&str, &str)], remote: &[(&str, &str)], expected: Expect) -> Merged {
    let (base, local, remote) = (json(HOME), changed(local), changed(remote));
    let merged = merge(&base, &local, &remote);
    let show = |value: &Option<Value>| value.as_ref().map_or("nothing".to_owned(), text);
    let mut shown = String::new();
    for conflict in &merged.conflicts {
        shown += &format!("{} ({:?} at {})\n", conflict.sentence, conflict.kind, conflict.place);
        shown += &format!("  base {}\n", show(&conflict.base));
        shown += &format!("  local {}\n  remote {}\n", show(&conflict.local), show(&conflict.remote));
    }
    expected.assert_eq(&shown);
    assert_laws(&base, &local, &remote);
    assert_idempotent(&base, &local, &remote);
    merged
}

fn assert_laws(base: &Value, local: &Value, remote: &Value) {
    let there = merge(base, local, remote);
    let back = merge(base, remote, local);
    let inputs = format!("base {}\nlocal {}\nremote {}", text(base), text(local), text(remote));
    let show = |merged: &Merged| merged.conflicts.iter().map(|one| format!("\n{}", one.sentence)).collect::<String>();
    let both = format!("{}\n{}", show(&there), show(&back));
    assert_eq!(there.conflicts.is_empty(), back.conflicts.is_empty(), "sides swapped\n{inputs}{both}");
    if there.conflicts.is_empty() {
        assert_eq!(text(&there.value), text(&back.value), "sides swapped\n{inputs}");
    }
    assert_nothing_vanished(base, local, remote, &there);
}

/// Merging the result with remote again changes nothing. This holds if no two cards are twins: a change to one twin may
/// as well have been made to the other, and the merged document does not show which.
fn assert_idempotent(base: &Value, local: &Value, remote: &Value) {
    let once = merge(base, local, remote);
    // With an open conflict, local's version of a thing may no longer be recognizable as that thing.
    if !once.conflicts.is_empty() {
        return;
    }
    let once = once.value;
    let inputs = format!("base {}\nlocal {}\nremote {}", text(base), text(local), text(remote));
    assert_eq!(text(&merge(base, &once, remote).value), text(&once), "merging again changes nothing\n{inputs}");
}

/// Counts the texts in a value.
fn texts(value: &Value, found: &mut std::collections::HashMap<String, usize>) {
    match value {
        Value::Map(map) => map.iter().for_each(|(key, value)| {
            *found.entry(format!("key {key}")).or_default() += 1;
            texts(value, found);
        }),
        Value::List(items) => items.iter().for_each(|item| texts(item, found)),
        scalar => *found.entry(text(scalar)).or_default() += 1,
    }
}

/// Whether three comparisons of three versions agree: the partner of a thing of the first version in the third is the
/// same directly and by way of the second.
fn comparisons_agree(first: &Value, second: &Value, third: &Value) -> bool {
    use std::collections::HashMap;
    let is_thing = |path: &bobbin_core::path::Path, value: &Value| {
        let named = ["views", "sections", "cards", "badges"].map(bobbin_core::path::Step::from);
        let is_item = path.0.iter().rev().nth(1).is_some_and(|list| named.contains(list));
        let in_slot = path.0.last() == Some(&bobbin_core::path::Step::from("card"));
        (is_item || in_slot) && value.at(path).is_some()
    };
    let (to_second, to_third) = (partners(first, second), partners(first, third));
    let onwards: HashMap<_, _> = partners(second, third).into_iter().collect();
    let directly: HashMap<_, _> = to_third.into_iter().collect();
    to_second
        .into_iter()
        .filter(|(path, _)| is_thing(path, first))
        .all(|(path, way)| directly.get(&path) == onwards.get(&way))
}

/// Counts the texts of a value that another one lacks at their place.
fn gone(from: &Value, to: &Value) -> std::collections::HashMap<String, usize> {
    let mut gone = std::collections::HashMap::new();
    texts(from, &mut gone);
    let mut stays = |text: String| {
        if let Some(count) = gone.get_mut(&text) {
            *count -= 1;
        }
    };
    for (before, after) in partners(from, to) {
        let (Some(old), Some(new)) = (from.at(&before), to.at(&after)) else { panic!("no such nodes") };
        match (old, new) {
            (Value::Map(old), Value::Map(new)) => {
                old.keys().filter(|key| new.get(key).is_some()).for_each(|key| stays(format!("key {key}")));
            }
            (Value::Map(_) | Value::List(_), _) | (_, Value::Map(_) | Value::List(_)) => {}
            _ if text(old) == text(new) => stays(text(old)),
            _ => {}
        }
    }
    gone
}

/// Everything that no side removed is in the merged value or in a conflict: each text occurs as often as before, minus
/// the removals of either side. (Additions are not counted, because both sides may have added the same.)
fn assert_nothing_vanished(base: &Value, local: &Value, remote: &Value, merged: &Merged) {
    let count = |values: &[&Value]| {
        let mut found = std::collections::HashMap::new();
        values.iter().for_each(|value| texts(value, &mut found));
        found
    };
    let (was, ours, theirs) = (count(&[base]), gone(base, local), gone(base, remote));
    let sides = merged.conflicts.iter().flat_map(|conflict| [&conflict.base, &conflict.local, &conflict.remote]);
    let mut now = vec![&merged.value];
    now.extend(sides.flatten());
    let now = count(&now);
    for (text, was) in &was {
        let get = |counts: &std::collections::HashMap<String, usize>| counts.get(text).copied().unwrap_or(0);
        let least = was.saturating_sub(get(&ours)).saturating_sub(get(&theirs));
        assert!(
            get(&now) >= least,
            "{text}: base {was}, removed by local {}, by remote {}, merged {}\nbase {}\nlocal {}\nremote {}",
            get(&ours),
            get(&theirs),
            get(&now),
            self::text(base),
            self::text(local),
            self::text(remote),
        );
    }
}

#[test]
fn both_add_cards_to_one_view() {
    let ours = r#"{"type":"tile","entity":"light.new"}"#;
    let theirs = r#"{"type":"weather-forecast","entity":"weather.home"}"#;
    let (after, both) = (format!("{VACUUM},{ours}"), format!("{VACUUM},{ours},{theirs}"));
    check_clean(&[(VACUUM, &after)], &[(VACUUM, &format!("{VACUUM},{theirs}"))], &[(VACUUM, &both)]);
    check_clean(
        &[(VACUUM, &after)],
        &[(HALL, &format!("{theirs},{HALL}"))],
        &[(VACUUM, &after), (HALL, &format!("{theirs},{HALL}"))],
    );
    check_clean(&[(VACUUM, &after)], &[(VACUUM, &after)], &[(VACUUM, &after)]);
}

#[test]
fn both_move_different_cards() {
    let to_lights = (HALL, &*format!("{HALL},{KITCHEN}"));
    let kitchen = (&*format!("{KITCHEN},"), "");
    let swapped = (&*format!("{VACUUM},{GAUGE}"), &*format!("{GAUGE},{VACUUM}"));
    check_clean(&[kitchen, to_lights], &[swapped], &[swapped, kitchen, to_lights]);
}

#[test]
fn both_change_different_keys_of_one_card() {
    let named = ("\"Kitchen\"", "\"Cooking\"");
    let iconed = (r#""entity":"light.kitchen""#, r#""entity":"light.kitchen","icon":"mdi:lamp""#);
    check_clean(&[named], &[iconed], &[named, iconed]);
    check_clean(&[named], &[named], &[named]);
}

#[test]
fn one_edits_a_card_and_the_other_moves_it() {
    let edited = r#"{"type":"tile","entity":"light.kitchen","name":"Cooking"}"#;
    let (out, hall) = (format!("{KITCHEN},"), format!("{HALL},{KITCHEN}"));
    check_clean(&[(KITCHEN, edited)], &[(&out, ""), (HALL, &hall)], &[(&out, ""), (HALL, &format!("{HALL},{edited}"))]);
    // Into a stack of its own.
    let wrapped = format!(r#"{{"type":"vertical-stack","cards":[{KITCHEN}]}}"#);
    let wrapped_edited = format!(r#"{{"type":"vertical-stack","cards":[{edited}]}}"#);
    check_clean(&[(KITCHEN, edited)], &[(KITCHEN, &wrapped)], &[(KITCHEN, &wrapped_edited)]);
    let conditional = format!(r#"{{"type":"conditional","conditions":[],"card":{KITCHEN}}}"#);
    let conditional_edited = format!(r#"{{"type":"conditional","conditions":[],"card":{edited}}}"#);
    check_clean(&[(KITCHEN, edited)], &[(KITCHEN, &conditional)], &[(KITCHEN, &conditional_edited)]);
}

#[test]
fn removing_what_the_other_side_left_alone_is_clean() {
    let gone = (&*format!("{KITCHEN},"), "");
    let title = ("\"Lights\"", "\"Lamps\"");
    check_clean(&[gone], &[title], &[gone, title]);
    let view = (&*format!(r#",{{"title":"Lights","path":"lights","cards":[{HALL}]}}"#), "");
    check_clean(&[view], &[gone], &[view, gone]);
    let (out, moved) = ((HALL, ""), (GAUGE, &*format!("{GAUGE},{HALL}")));
    // Local removes the view that remote took a card out of: the card is gone with the view, or it is elsewhere.
    check_conflicts(
        &[view],
        &[out, moved],
        expect![[r#"
        Local removed tile *Hall*, remote changed it (RemovedByLocal at views[0].cards)
          base {"type":"tile","entity":"light.hall","name":"Hall"}
          local nothing
          remote {"type":"tile","entity":"light.hall","name":"Hall"}
    "#]],
    );
    check_conflicts(
        &[out, moved],
        &[view],
        expect![[r#"
        Local changed tile *Hall*, remote removed it (RemovedByRemote at views[0].cards[3])
          base {"type":"tile","entity":"light.hall","name":"Hall"}
          local {"type":"tile","entity":"light.hall","name":"Hall"}
          remote nothing
    "#]],
    );
}

#[test]
fn reordered_keys_and_views_by_both_or_one_side() {
    let order = (r#""path":"home","cards""#, r#""path":"home","theme":"dark","cards""#);
    let keys = (r#""title":"Home","path":"home""#, r#""path":"home","title":"Home""#);
    check_clean(&[keys], &[("\"Vacuum\"", "\"Robo\"")], &[keys, ("\"Vacuum\"", "\"Robo\"")]);
    check_clean(
        &[order],
        &[keys],
        &[(r#""title":"Home","path":"home","cards""#, r#""path":"home","theme":"dark","title":"Home","cards""#)],
    );
}

#[test]
fn one_key_changed_differently() {
    check_conflicts(
        &[("\"Kitchen\"", "\"Cooking\"")],
        &[("\"Kitchen\"", "\"Food\"")],
        expect![[r#"
        Local and remote changed `name` of tile *Cooking* differently (ChangedApart at views[0].cards[0].name)
          base "Kitchen"
          local "Cooking"
          remote "Food"
    "#]],
    );
    check_conflicts(
        &[("\"House\"", "\"Home\"")],
        &[("\"House\"", "\"Flat\"")],
        expect![[r#"
        Local and remote changed `title` of the dashboard differently (ChangedApart at title)
          base "House"
          local "Home"
          remote "Flat"
    "#]],
    );
    check_conflicts(
        &[(r#""name":"Vacuum""#, r#""name":"Vacuum","icon":"a""#)],
        &[(r#""name":"Vacuum""#, r#""name":"Vacuum","icon":"b""#)],
        expect![[r#"
            Local and remote both added `icon` of button *Vacuum*, differently (ChangedApart at views[0].cards[1].icon)
              base nothing
              local "a"
              remote "b"
        "#]],
    );
}

#[test]
fn changed_and_removed() {
    let gone = (&*format!("{KITCHEN},"), "");
    let named = ("\"Kitchen\"", "\"Cooking\"");
    check_conflicts(
        &[named],
        &[gone],
        expect![[r#"
        Local changed tile *Cooking*, remote removed it (RemovedByRemote at views[0].cards[0])
          base {"type":"tile","entity":"light.kitchen","name":"Kitchen"}
          local {"type":"tile","entity":"light.kitchen","name":"Cooking"}
          remote nothing
    "#]],
    );
    check_conflicts(
        &[gone],
        &[named],
        expect![[r#"
        Local removed tile *Cooking*, remote changed it (RemovedByLocal at views[0].cards)
          base {"type":"tile","entity":"light.kitchen","name":"Kitchen"}
          local nothing
          remote {"type":"tile","entity":"light.kitchen","name":"Cooking"}
    "#]],
    );
    check_conflicts(
        &[(r#","name":"Vacuum""#, "")],
        &[("\"Vacuum\"", "\"Robo\"")],
        expect![[r#"
        Local removed `name` of button *Robo*, remote changed it (RemovedByLocal at views[0].cards[1].name)
          base "Vacuum"
          local nothing
          remote "Robo"
    "#]],
    );
    let view = (&*format!(r#",{{"title":"Lights","path":"lights","cards":[{HALL}]}}"#), "");
    check_conflicts(
        &[view],
        &[("\"Hall\"", "\"Floor\"")],
        expect![[r#"
        Local removed view *Lights*, remote changed it (RemovedByLocal at views)
          base {"title":"Lights","path":"lights","cards":[{"type":"tile","entity":"light.hall","name":"Hall"}]}
          local nothing
          remote {"title":"Lights","path":"lights","cards":[{"type":"tile","entity":"light.hall","name":"Floor"}]}
    "#]],
    );
    check_conflicts(
        &[view],
        &[gone, (HALL, &format!("{HALL},{KITCHEN}"))],
        expect![[r#"
        Local removed view *Lights*, remote changed it (RemovedByLocal at views)
          base {"title":"Lights","path":"lights","cards":[{"type":"tile","entity":"light.hall","name":"Hall"}]}
          local nothing
          remote {"title":"Lights","path":"lights","cards":[{"type":"tile","entity":"light.hall","name":"Hall"},{"type":"tile","entity":"light.kitchen","name":"Kitchen"}]}
    "#]],
    );
}

#[test]
fn one_card_moved_to_two_places() {
    let gone = (&*format!("{KITCHEN},"), "");
    let into_lights = (HALL, &*format!("{HALL},{KITCHEN}"));
    let wrapped = (VACUUM, &*format!(r#"{{"type":"grid","cards":[{KITCHEN},{VACUUM}]}}"#));
    check_conflicts(
        &[gone, into_lights],
        &[gone, wrapped],
        expect![[r#"
        Moved *Kitchen* (tile) to view *Lights* by local, to the grid card of view *Home* by remote (MovedApart at views[1].cards[1])
          base {"type":"tile","entity":"light.kitchen","name":"Kitchen"}
          local {"type":"tile","entity":"light.kitchen","name":"Kitchen"}
          remote {"type":"tile","entity":"light.kitchen","name":"Kitchen"}
    "#]],
    );
    let view = |cards: &[&str]| json(&format!(r#"{{"views":[{{"path":"x","cards":[{}]}}]}}"#, cards.join(",")));
    let (last, middle) = (r#"{"type":"heading","heading":"A"}"#, r#"{"type":"heading","heading":"B"}"#);
    let base = view(&[VACUUM, GAUGE, KITCHEN, middle, last]);
    let local = view(&[KITCHEN, VACUUM, GAUGE, middle, last]);
    let remote = view(&[VACUUM, GAUGE, middle, last, KITCHEN]);
    assert_laws(&base, &local, &remote);
    assert_idempotent(&base, &local, &remote);
    let merge = Merge::new(&base, &local, &remote);
    let merged = merge.merged(&Choices::new());
    assert_eq!(text(&merged.value), text(&local));
    assert_eq!(merged.conflicts[0].kind, ConflictKind::MovedApart);
    assert_eq!(merged.conflicts[0].sentence.text(), "Moved Kitchen (tile) to different places in view x");
    let theirs = merge.merged(&[(merged.conflicts[0].id, Choice::Remote)].into());
    assert_eq!(text(&theirs.value), text(&remote));
    // In one direction, the side that moved it farther moved it past the other side's position.
    let (base, local) = (view(&[KITCHEN, VACUUM, GAUGE, HALL]), view(&[VACUUM, GAUGE, KITCHEN, HALL]));
    let remote = view(&[VACUUM, GAUGE, HALL, KITCHEN]);
    let merged = bobbin_core::merge::merge(&base, &local, &remote);
    assert_eq!((text(&merged.value), merged.conflicts), (text(&remote), vec![]));
    assert_laws(&base, &local, &remote);
    assert_idempotent(&base, &local, &remote);
    // With fewer cards in between, other moves explain both orders, and these agree.
    let merged = bobbin_core::merge::merge(
        &view(&[KITCHEN, VACUUM, GAUGE]),
        &view(&[VACUUM, KITCHEN, GAUGE]),
        &view(&[VACUUM, GAUGE, KITCHEN]),
    );
    assert!(merged.conflicts.is_empty());
}

#[test]
fn conflicts_are_resolved_by_choice() {
    let (base, local, remote) = (
        json(HOME),
        changed(&[("\"Kitchen\"", "\"Cooking\""), ("\"House\"", "\"Home\""), (&format!("{VACUUM},"), "")]),
        changed(&[(&format!("{KITCHEN},"), ""), ("\"House\"", "\"Flat\""), ("\"Vacuum\"", "\"Robo\"")]),
    );
    let merge = Merge::new(&base, &local, &remote);
    let open = merge.merged(&Choices::new());
    assert_eq!(text(&open.value), text(&local));
    assert_eq!(open.conflicts.len(), 3);
    let all = |choice: &Choice| -> Merged {
        merge.merged(&open.conflicts.iter().map(|conflict| (conflict.id, choice.clone())).collect())
    };
    for (choice, expected) in [(Choice::Local, &local), (Choice::Remote, &remote), (Choice::Both, &local)] {
        let resolved = all(&choice);
        assert_eq!(text(&resolved.value), text(expected), "{choice:?}");
        assert!(resolved.conflicts.is_empty());
    }
    let custom = all(&Choice::Custom(Value::from("x")));
    assert_eq!(
        text(&custom.value),
        r#"{"title":"x","views":[{"title":"Home","path":"home","cards":["x","x",{"type":"gauge","entity":"sensor.power"}]},{"title":"Lights","path":"lights","cards":[{"type":"tile","entity":"light.hall","name":"Hall"}]}]}"#
    );
    let some = merge.merged(&[(open.conflicts[0].id, Choice::Remote)].into());
    assert_eq!(some.conflicts.len(), 2);
}

#[test]
fn a_card_moved_to_two_places_can_be_kept_in_both() {
    let base = json(
        r#"{"views":[{"cards":[{"type":"tile","entity":"a.a"}]},{"path":"b","cards":[]},{"path":"c","cards":[]}]}"#,
    );
    let local = json(
        r#"{"views":[{"cards":[]},{"path":"b","cards":[{"type":"tile","entity":"a.a"}]},{"path":"c","cards":[]}]}"#,
    );
    let remote = json(
        r#"{"views":[{"cards":[]},{"path":"b","cards":[]},{"path":"c","cards":[{"type":"tile","entity":"a.a"}]}]}"#,
    );
    let merge = Merge::new(&base, &local, &remote);
    let open = merge.merged(&Choices::new());
    assert_eq!(text(&open.value), text(&local));
    assert!(open.conflicts.len() == 1 && open.conflicts[0].can_keep_both());
    let resolved = |choice| text(&merge.merged(&[(open.conflicts[0].id, choice)].into()).value);
    assert_eq!(resolved(Choice::Remote), text(&remote));
    let both = r#"{"views":[{"cards":[]},{"path":"b","cards":[{"type":"tile","entity":"a.a"}]},{"path":"c","cards":[{"type":"tile","entity":"a.a"}]}]}"#;
    assert_eq!(resolved(Choice::Both), both);
}

#[test]
fn both_add_a_view_of_the_same_path() {
    let base = json(r#"{"views":[]}"#);
    let local = json(r#"{"views":[{"path":"new","cards":[{"type":"tile","entity":"a.a"}]}]}"#);
    let remote = json(r#"{"views":[{"path":"new","title":"New","cards":[{"type":"tile","entity":"a.b"}]}]}"#);
    let merged = merge(&base, &local, &remote);
    assert!(merged.conflicts.is_empty());
    assert_eq!(
        text(&merged.value),
        r#"{"views":[{"path":"new","title":"New","cards":[{"type":"tile","entity":"a.a"},{"type":"tile","entity":"a.b"}]}]}"#
    );
}

#[test]
fn the_changes_of_both_sides_are_listed() {
    let merged = merge(&json(HOME), &changed(&[("\"House\"", "\"Home\"")]), &changed(&[("\"Hall\"", "\"Floor\"")]));
    assert_eq!(merged.from_local[0].sentence.text(), "Changed the title of the dashboard");
    assert_eq!(merged.from_remote[0].sentence.text(), "Changed name of tile Floor");
}

// Cases that the laws below found.

#[test]
fn a_side_without_a_dashboard_is_one_conflict() {
    assert_laws(&json(r#"{"card":null}"#), &json("null"), &json(r#"{"card":false}"#));
    assert_laws(&json(r#"{"type":null}"#), &json(r#"{"type":false}"#), &json("null"));
}

#[test]
fn two_cards_each_moved_into_the_other_are_a_conflict() {
    let base = json(
        r#"{"views":[{"cards":[{"type":"grid","title":"A","cards":[]},{"type":"grid","title":"B","cards":[]}]}]}"#,
    );
    let local =
        json(r#"{"views":[{"cards":[{"type":"grid","title":"B","cards":[{"type":"grid","title":"A","cards":[]}]}]}]}"#);
    let remote =
        json(r#"{"views":[{"cards":[{"type":"grid","title":"A","cards":[{"type":"grid","title":"B","cards":[]}]}]}]}"#);
    let merged = merge(&base, &local, &remote);
    assert_eq!(text(&merged.value), text(&local));
    assert_eq!(merged.conflicts.len(), 1);
    assert_laws(&base, &local, &remote);
}

#[test]
fn content_of_a_removed_view_is_no_conflict_of_its_own() {
    let base =
        json(r#"{"views":[{"cards":[{"type":"vertical-stack","cards":[{"type":"tile","entity":"light.a"}]}]}]}"#);
    let local = json(r#"{"views":[{"cards":[{"type":"tile","entity":"light.a"},{"type":"vertical-stack"}]}]}"#);
    let merged = merge(&base, &local, &json(r#"{"views":[]}"#));
    assert_eq!(merged.conflicts.len(), 1);
    assert_laws(&base, &local, &json(r#"{"views":[]}"#));
}

#[test]
fn a_card_added_by_one_side_and_made_of_an_old_one_by_the_other_occurs_once() {
    let base = json(r#"{"views":[{"cards":[{"type":"grid","cards":[],"title":"old"}]}]}"#);
    let local = json(r#"{"views":[{"cards":[{"type":"grid","cards":[],"title":"new"}]}]}"#);
    let remote = json(
        r#"{"views":[{"cards":[{"type":"grid","cards":[],"title":"new"},{"type":"grid","cards":[],"title":"old"}]}]}"#,
    );
    assert_eq!(text(&merge(&base, &local, &remote).value), text(&local));
    assert_idempotent(&base, &local, &remote);
}

#[test]
fn a_removed_slot_is_one_conflict_whoever_removed_it() {
    let base = json(
        r#"{"views":[{"cards":[{"type":"conditional","conditions":[],"card":{"type":"tile","entity":"light.a"}}]}]}"#,
    );
    let local = json(r#"{"views":[{"cards":[{"type":"conditional","conditions":[]}]}]}"#);
    let remote = json(
        r#"{"views":[{"cards":[{"type":"conditional","conditions":[],"card":{"type":"vertical-stack","cards":[{"type":"tile","entity":"light.a"}]}}]}]}"#,
    );
    assert_laws(&base, &local, &remote);
}

#[test]
fn a_stack_around_a_changed_stack_is_not_its_partner() {
    let view = |card: &str| json(&format!(r#"{{"views":[{{"cards":[{card}]}}]}}"#));
    let stack = |more: &str| format!(r#"{{"type":"vertical-stack","cards":[{KITCHEN}],"entity":"sensor.x"{more}}}"#);
    let base = view(&stack(""));
    let local = view(&format!(r#"{{"type":"vertical-stack","cards":[{}]}}"#, stack("")));
    let remote = view(&stack(r#","name":"Named""#));
    let expected = view(&format!(r#"{{"type":"vertical-stack","cards":[{}]}}"#, stack(r#","name":"Named""#)));
    assert_eq!(text(&merge(&base, &local, &remote).value), text(&expected));
    assert_idempotent(&base, &local, &remote);
}

#[test]
fn two_orders_with_several_explanations_always_merge_the_same_way() {
    let views = |order: [&str; 3]| json(&format!(r#"{{"views":[{}]}}"#, order.join(",")));
    let (path, bare, title) = (r#"{"path":"lights","cards":[]}"#, r#"{"cards":[]}"#, r#"{"title":"Hall","cards":[]}"#);
    let (base, local, remote) = (views([path, bare, title]), views([bare, path, title]), views([title, path, bare]));
    assert_eq!(text(&merge(&base, &local, &remote).value), text(&views([title, bare, path])));
    assert_laws(&base, &local, &remote);
    assert_idempotent(&base, &local, &remote);
}

#[test]
fn a_card_that_remote_added_is_not_one_that_local_removed() {
    let views = |one: &str, two: &str| {
        json(&format!(r#"{{"views":[{{"path":"a","cards":[{one}]}},{{"path":"b","cards":[{two}]}}]}}"#))
    };
    let note = |number: u8| format!(r#"{{"type":"markdown","content":"Vacuum","entity":"sensor.{number}"}}"#);
    let (base, local, remote) = (views("", &note(1)), views("", ""), views(&note(2), &note(1)));
    assert_eq!(text(&merge(&base, &local, &remote).value), text(&views(&note(2), "")));
    assert_laws(&base, &local, &remote);
    assert_idempotent(&base, &local, &remote);
}

#[test]
fn a_card_is_recognized_by_the_other_sides_version() {
    // After the merge, the card is less like the base's than the one that local added above it.
    let cards = |cards: &str| json(&format!(r#"{{"views":[{{"cards":[{cards}]}}]}}"#));
    let stack = |inner: &str, more: &str| format!(r#"{{"type":"vertical-stack","cards":[{inner}],{more}}}"#);
    let (last, tile) = (stack("", r#""entity":"sensor.1""#), r#"{"type":"tile","entity":"sensor.20000"}"#);
    let base = cards(&format!("{},{last}", stack("", r#""entity":"sensor.0""#)));
    let added = stack("", r#""entity":"sensor.10000""#);
    let local = cards(&format!("{added},{},{last}", stack("", r#""entity_2":"sensor.0""#)));
    let remote = cards(&format!("{},{last}", stack(tile, r#""entity":"sensor.0""#)));
    let expected = cards(&format!("{added},{},{last}", stack(tile, r#""entity_2":"sensor.0""#)));
    assert_eq!(text(&merge(&base, &local, &remote).value), text(&expected));
    assert_idempotent(&base, &local, &remote);
}

#[test]
fn a_card_changed_by_both_and_moved_by_one_occurs_once() {
    let views = |one: &str, two: &str| {
        json(&format!(r#"{{"views":[{{"path":"a","cards":[{one}]}},{{"path":"b","cards":[{two}]}}]}}"#))
    };
    let stack = |inner: &str| format!(r#"{{"type":"vertical-stack","cards":[{inner}],"entity":"sensor.1"}}"#);
    let (empty, full) = (stack(""), stack(&[KITCHEN, VACUUM, GAUGE, HALL].join(",")));
    let (base, local, remote) = (views(&empty, ""), views("", &full), views(&full, ""));
    assert_eq!(text(&merge(&base, &local, &remote).value), text(&local));
    assert_laws(&base, &local, &remote);
    assert_idempotent(&base, &local, &remote);
}

#[test]
fn a_stack_that_both_put_around_a_card_occurs_once() {
    // Local also emptied another stack, so it has as many as the base, and no side lost one.
    let views =
        |stack: &str, cards: &str| json(&format!(r#"{{"views":[{{"cards":[{stack}]}},{{"cards":[{cards}]}}]}}"#));
    let stack = |inner: &str| format!(r#"{{"type":"vertical-stack","cards":[{inner}]}}"#);
    let (outer, bare) = (stack(&stack("")), r#"{"type":"vertical-stack"}"#);
    let base = views(&outer, &format!("{KITCHEN},{VACUUM}"));
    let local = views(bare, &format!("{},{VACUUM}", stack(KITCHEN)));
    let remote = views(&outer, &stack(&format!("{KITCHEN},{VACUUM}")));
    let merged = merge(&base, &local, &remote);
    assert_eq!(text(&merged.value), text(&views(bare, &stack(&format!("{KITCHEN},{VACUUM}")))));
    assert!(merged.conflicts.is_empty());
    assert_laws(&base, &local, &remote);
    assert_idempotent(&base, &local, &remote);
}

/// The list it moved into takes a slot that held another value, which remote still has.
#[test]
fn a_key_removed_from_a_card_that_moved_stays_removed() {
    let base = json(
        r#"{"views":[{"path":"a","cards":"x"},{"path":"b","cards":[{"type":"tile","entity":"l.b","name":"C"}]}]}"#,
    );
    let side = json(r#"{"views":[{"path":"b"},{"path":"a","cards":[{"type":"tile","entity":"l.b","icon":"i"}]}]}"#);
    assert_eq!(merge(&base, &side, &base).value, side);
    assert_eq!(merge(&base, &base, &side).value, side);
    assert_laws(&base, &side, &base);
}

#[test]
fn a_view_with_nothing_but_a_title_that_both_rename_is_a_conflict_at_the_title() {
    let views =
        |title: &str| json(&format!(r#"{{"views":[{{"title":"Home","cards":[{HALL}]}},{{"title":"{title}"}}]}}"#));
    let (base, local, remote) = (views("Old"), views("Lamps"), views("Energy"));
    let merged = merge(&base, &local, &remote);
    assert_eq!(merged.from_local[0].sentence.text(), "Renamed view Old to Lamps");
    assert_eq!(text(&merged.value), text(&local));
    let [conflict] = merged.conflicts.as_slice() else { panic!("{:?}", merged.conflicts) };
    assert_eq!(conflict.place.to_string(), "views[1].title");
    assert_eq!(conflict.sentence.text(), "Local and remote changed title of view Lamps differently");
    assert_eq!(text(&merge(&base, &local, &base).value), text(&local));
    assert_laws(&base, &local, &remote);
}

/// The number of cases for each law; more with `PROPTEST_CASES`.
fn cases() -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(400);
    ProptestConfig { failure_persistence: None, cases, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn one_side_alone_gives_that_side(base in dashboard(), script in edits(10)) {
        let side = edited(&base, &script);
        for merged in [merge(&base, &base, &side), merge(&base, &side, &base), merge(&base, &side, &side)] {
            prop_assert_eq!(text(&merged.value), text(&side));
            prop_assert!(merged.conflicts.is_empty());
        }
    }

    #[test]
    fn one_unrelated_side_alone_gives_that_side(base in dashboard(), side in dashboard()) {
        for merged in [merge(&base, &base, &side), merge(&base, &side, &base), merge(&base, &side, &side)] {
            prop_assert_eq!(text(&merged.value), text(&side));
            prop_assert!(merged.conflicts.is_empty());
        }
    }

    #[test]
    fn one_side_alone_gives_that_side_for_any_values(base in odd_value(), side in odd_value()) {
        // If only the sign of a zero differs, the two are equal, and the merge may return either.
        let text = |value: &Value| text(value).replace("-0.0", "0.0");
        for merged in [merge(&base, &base, &side), merge(&base, &side, &base), merge(&base, &side, &side)] {
            prop_assert_eq!(text(&merged.value), text(&side));
            prop_assert!(merged.conflicts.is_empty());
        }
    }

    #[test]
    fn laws_for_edits_on_both_sides(base in dashboard(), ours in edits(6), theirs in edits(6)) {
        assert_laws(&base, &edited(&base, &ours), &edited(&base, &theirs));
    }

    #[test]
    fn merging_again_changes_nothing(base in dashboard(), ours in edits(5), theirs in edits(5)) {
        let base = dashboards::distinct(&base, 0);
        // Cards that change, are added and are removed. A card that moved into another changed node may match another
        // card; see the statistics below.
        let stays = |edit: &dashboards::Edit| !matches!(edit, dashboards::Edit::Wrap(_) | dashboards::Edit::MoveItem(..));
        let side = |script: &[dashboards::Edit], from| {
            let script: Vec<_> = script.iter().filter(|edit| stays(edit)).cloned().collect();
            edited(&base, &dashboards::distinct_edits(&script, from))
        };
        let (local, remote) = (side(&ours, 10_000), side(&theirs, 20_000));
        // Two views with the same path, or two empty sections, are twins too.
        if comparisons_agree(&base, &remote, &merge(&base, &local, &remote).value) {
            assert_idempotent(&base, &local, &remote);
        }
    }

    #[test]
    fn any_three_values_merge(base in odd_value(), local in odd_value(), remote in odd_value()) {
        let merged = merge(&base, &local, &remote);
        let back = merge(&base, &remote, &local);
        let inputs = format!("\n{}\n{}\n{}", text(&base), text(&local), text(&remote));
        prop_assert_eq!(merged.conflicts.is_empty(), back.conflicts.is_empty(), "{}", inputs);
    }

    #[test]
    fn edits_in_different_views_never_conflict(
        (ours, theirs, rest) in (dashboard(), dashboard(), dashboard()),
        (our_edits, their_edits) in (edits(5), edits(5)),
    ) {
        // Two dashboards side by side in one document, each edited by one side, without anything similar in them.
        let name = |value: &Value, with: &str| {
            let domains = ["light.", "sensor.", "switch.", "vacuum."];
            json(&domains.iter().fold(text(value), |text, domain| text.replace(domain, &format!("{domain}{with}"))))
        };
        let views = |value: &Value| value.get("views").and_then(Value::as_list).unwrap_or_default().to_vec();
        let wrap = |ours: &Value, theirs: &Value| {
            let part = |path: &str, views: Vec<Value>| {
                let mut view = bobbin_core::value::Map::new();
                view.insert("path", Value::from(path));
                view.insert("sections", Value::List(views));
                Value::Map(view)
            };
            let parts = vec![part("x", views(ours)), part("y", views(theirs)), part("z", views(&rest))];
            let mut dashboard = bobbin_core::value::Map::new();
            dashboard.insert("views", Value::List(parts));
            Value::Map(dashboard)
        };
        let (ours, theirs) = (name(&ours, "x"), name(&theirs, "y"));
        let (ours_new, theirs_new) = (name(&edited(&ours, &our_edits), "x"), name(&edited(&theirs, &their_edits), "y"));
        let merged = merge(&wrap(&ours, &theirs), &wrap(&ours_new, &theirs), &wrap(&ours, &theirs_new));
        prop_assert!(merged.conflicts.is_empty(), "{:?}", merged.conflicts);
        prop_assert_eq!(text(&merged.value), text(&wrap(&ours_new, &theirs_new)));
    }

    #[test]
    fn choosing_a_side_everywhere_leaves_no_conflict(base in dashboard(), ours in edits(6), theirs in edits(6)) {
        let (local, remote) = (edited(&base, &ours), edited(&base, &theirs));
        let merge = Merge::new(&base, &local, &remote);
        for choice in [Choice::Local, Choice::Remote] {
            let mut choices = Choices::new();
            // A choice may bring up further conflicts inside it.
            for _ in 0..20 {
                let merged = merge.merged(&choices);
                if merged.conflicts.is_empty() {
                    break;
                }
                choices.extend(merged.conflicts.iter().map(|conflict| (conflict.id, choice.clone())));
            }
            prop_assert!(merge.merged(&choices).conflicts.is_empty());
        }
    }
}

/// Counts each card in a value, by an entity of its own.
fn card_counts(value: &Value) -> std::collections::HashMap<String, usize> {
    let mut found = std::collections::HashMap::new();
    texts(value, &mut found);
    found.retain(|text, _| text.contains("sensor.number_"));
    found
}

/// Dashboards without twins, with any edits. Every card that no side removed occurs exactly once. Cards have no ids, so
/// merging again matches them anew: it changes nothing unless the matchings contradict each other. They do if a thing
/// of the base has one partner in the merged document when the two are compared directly, and another one, or none, by
/// way of remote's version.
#[test]
fn no_card_is_lost_or_doubled_and_merging_again_changes_nothing_unless_comparisons_contradict() {
    use proptest::strategy::ValueTree as _;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let (mut merges, mut contradictions) = (0, 0);
    for _ in 0..400 {
        let base = dashboards::distinct(&dashboard().new_tree(&mut runner).unwrap().current(), 0);
        let mut side = |from| {
            let script = edits(6).new_tree(&mut runner).unwrap().current();
            edited(&base, &dashboards::distinct_edits(&script, from))
        };
        let (local, remote) = (side(10_000), side(20_000));
        let (there, back) = (merge(&base, &local, &remote), merge(&base, &remote, &local));
        let inputs = format!("\nbase {}\nlocal {}\nremote {}", text(&base), text(&local), text(&remote));
        if !there.conflicts.is_empty() {
            let sides = |merged: &Merged, swapped: bool| {
                let side = |one: &bobbin_core::merge::Conflict| {
                    let (here, there) = if swapped { (&one.remote, &one.local) } else { (&one.local, &one.remote) };
                    format!("{:?} {here:?} {there:?}", one.base)
                };
                let mut sides: Vec<String> = merged.conflicts.iter().map(side).collect();
                sides.sort();
                sides
            };
            assert_eq!(sides(&there, false), sides(&back, true), "mirrored{inputs}");
            continue;
        }
        merges += 1;
        let [was, ours, theirs, now] = [&base, &local, &remote, &there.value].map(card_counts);
        for card in ours.keys().chain(theirs.keys()) {
            let stays = (ours.contains_key(card) && theirs.contains_key(card)) || !was.contains_key(card);
            assert!(!stays || now.contains_key(card), "{card} vanished{inputs}");
        }
        for (card, count) in &now {
            assert!(ours.get(card).max(theirs.get(card)) >= Some(count), "{card} is there {count} times{inputs}");
        }
        let agree = comparisons_agree(&base, &remote, &there.value);
        contradictions += usize::from(!agree);
        if agree {
            assert_eq!(text(&merge(&base, &there.value, &remote).value), text(&there.value), "again{inputs}");
        }
    }
    assert!(contradictions * 20 < merges, "the comparisons contradict each other in {contradictions} of {merges}");
}
