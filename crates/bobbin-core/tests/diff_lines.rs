//! The line diff: the result for typical edits, and proof that nothing makes it slow or wrong.

use std::time::{Duration, Instant};

use bobbin_core::lines::{self, LineDiff, RowKind, compare};
use expect_test::{Expect, expect};
use proptest::prelude::*;

fn check(old: &str, new: &str, expected: Expect) {
    let diff = compare(old, new, Some(lines::CONTEXT));
    assert_is_a_diff(old, new, &compare(old, new, None));
    expected.assert_eq(&lines::unified(&diff, ("old", old), ("new", new)));
}

fn check_words(old: &str, new: &str, expected: Expect) {
    assert_is_a_diff(old, new, &compare(old, new, None));
    expected.assert_eq(&lines::words_marked(&compare(old, new, Some(lines::CONTEXT))));
}

/// Checks that every line of both sides occurs once, in order, with its own text, and that unchanged rows are equal.
fn assert_is_a_diff(old: &str, new: &str, whole: &LineDiff<'_>) {
    assert_eq!(whole.hunks.len(), 1);
    let rows = &whole.hunks[0].rows;
    let side = |lines: Vec<&lines::Line<'_>>, text: &str| {
        assert_eq!(lines.iter().map(|line| line.text).collect::<Vec<_>>(), text.lines().collect::<Vec<_>>());
        assert!(lines.iter().enumerate().all(|(at, line)| line.number == at + 1));
        for line in lines {
            let mut end = 0;
            for mark in &line.marks {
                assert!(mark.start >= end && mark.start < mark.end && mark.end <= line.text.len());
                assert!(line.text.is_char_boundary(mark.start) && line.text.is_char_boundary(mark.end));
                end = mark.end;
            }
        }
    };
    side(rows.iter().filter_map(|row| row.old.as_ref()).collect(), old);
    side(rows.iter().filter_map(|row| row.new.as_ref()).collect(), new);
    for row in rows {
        match (row.kind, &row.old, &row.new) {
            (RowKind::Context, Some(old), Some(new)) => assert_eq!(old.text, new.text),
            (RowKind::Changed, Some(old), Some(new)) => {
                assert_ne!(old.text, new.text);
                let unmarked = |line: &lines::Line<'_>| {
                    let mut text = line.text.to_owned();
                    line.marks.iter().rev().for_each(|mark| text.replace_range(mark.clone(), ""));
                    text
                };
                assert_eq!(unmarked(old), unmarked(new), "what is unmarked is equal");
            }
            (RowKind::Added, None, Some(_)) | (RowKind::Removed, Some(_), None) => {}
            row => panic!("a row of no kind: {row:?}"),
        }
    }
    let counts = whole.counts;
    assert_eq!(old.lines().count() + counts.added, new.lines().count() + counts.removed);
}

const VIEW: &str = "views:
  - title: Home
    cards:
      - type: tile
        entity: light.a
      - type: tile
        entity: light.b
      - type: tile
        entity: light.c
";

#[test]
fn equal_texts_have_no_hunks() {
    check(VIEW, VIEW, expect![[""]]);
    assert!(compare(VIEW, VIEW, Some(3)).hunks.is_empty());
}

#[test]
fn an_added_card_starts_at_its_dash() {
    let new = VIEW.replace(
        "      - type: tile\n        entity: light.b\n",
        "      - type: tile\n        entity: light.x\n      - type: tile\n        entity: light.b\n",
    );
    check(
        VIEW,
        &new,
        expect![[r#"
            --- old
            +++ new
            @@ -3,6 +3,8 @@
                 cards:
                   - type: tile
                     entity: light.a
            +      - type: tile
            +        entity: light.x
                   - type: tile
                     entity: light.b
                   - type: tile
        "#]],
    );
}

#[test]
fn a_changed_line_marks_its_words() {
    check_words(
        VIEW,
        &VIEW.replace("light.b", "switch.kitchen_b"),
        expect![[r#"
            @@ -4,6 +4,6 @@
                  - type: tile
                    entity: light.a
                  - type: tile
                    entity: [-light.b-]{+switch.kitchen_b+}
                  - type: tile
                    entity: light.c
        "#]],
    );
    check_words(
        "name: The old Kitchen light\n",
        "name: The Kitchen lights, all\n",
        expect![[r#"
        @@ -1 +1 @@
        name: The [-old -]Kitchen [-light-]{+lights, all+}
    "#]],
    );
    check_words(
        "icon: mdi:lamp\n",
        "icon: mdi:lamp-off\n",
        expect![[r#"
        @@ -1 +1 @@
        icon: mdi:lamp{+-off+}
    "#]],
    );
    check_words(
        "name: Küche\n",
        "name: Kücheninsel\n",
        expect![[r#"
        @@ -1 +1 @@
        name: [-Küche-]{+Kücheninsel+}
    "#]],
    );
}

#[test]
fn lines_that_have_nothing_in_common_are_not_paired() {
    let diff = compare("title: Home\n", "cards: []\n", Some(3));
    assert_eq!((diff.counts.added, diff.counts.removed, diff.counts.changed), (1, 1, 0));
}

#[test]
fn empty_texts_and_texts_without_a_last_line_break() {
    check("", "", expect![[""]]);
    check(
        "",
        "a: 1\n",
        expect![[r#"
        --- old
        +++ new
        @@ -0,0 +1 @@
        +a: 1
    "#]],
    );
    check(
        "a: 1\n",
        "",
        expect![[r#"
        --- old
        +++ new
        @@ -1 +0,0 @@
        -a: 1
    "#]],
    );
    check(
        "a: 1",
        "a: 1\nb: 2",
        expect![[r#"
        --- old
        +++ new
        @@ -1 +1,2 @@
         a: 1
        +b: 2
        \ No newline at end of file
    "#]],
    );
}

#[test]
fn different_line_breaks_are_reported_without_rows() {
    let windows = VIEW.replace('\n', "\r\n");
    let diff = compare(VIEW, &windows, Some(3));
    assert!(diff.hunks.is_empty() && diff.line_breaks_differ);
    assert!(!compare(VIEW, VIEW, Some(3)).line_breaks_differ);
}

#[test]
fn hunks_with_touching_contexts_are_joined() {
    let old: String = (0..30).map(|line| format!("line {line}\n")).collect();
    let near = old.replace("line 5\n", "five\n").replace("line 12\n", "twelve\n");
    let far = old.replace("line 5\n", "five\n").replace("line 13\n", "thirteen\n");
    assert_eq!(compare(&old, &near, Some(3)).hunks.len(), 1);
    assert_eq!(compare(&old, &far, Some(3)).hunks.len(), 2);
    assert_eq!(compare(&old, &far, Some(0)).hunks[1].old_start, 14);
    assert_eq!(compare(&old, &far, Some(usize::MAX)).hunks.len(), 1);
}

/// Generous for a debug build on a busy machine; an unlimited algorithm takes minutes to hours here.
const BOUND: Duration = Duration::from_secs(60);

fn check_bounded(name: &str, old: &str, new: &str) {
    let start = Instant::now();
    let whole = compare(old, new, None);
    let took = start.elapsed();
    assert!(took < BOUND, "{name} took {took:?}");
    assert_is_a_diff(old, new, &whole);
}

/// Well-spread numbers that are the same on every run.
fn noise(seed: u64) -> impl Iterator<Item = u64> {
    let mut state = seed;
    std::iter::repeat_with(move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state >> 33
    })
}

#[test]
fn two_files_of_7000_lines_with_nothing_in_common() {
    let text = |name: &str| (0..7000).map(|line| format!("{name} {line}: {}\n", line * 7)).collect::<String>();
    check_bounded("different", &text("alpha"), &text("beta"));
}

#[test]
fn two_files_of_7000_lines_from_the_same_few_lines() {
    let text = |seed| noise(seed).take(7000).map(|n| format!("      - type: card{}\n", n % 12)).collect::<String>();
    check_bounded("few lines, shuffled", &text(1), &text(2));
}

#[test]
fn four_megabytes_of_short_lines() {
    let text = |seed, kinds| noise(seed).take(400_000).map(|n| format!("    - {:x}\n", n % kinds)).collect::<String>();
    check_bounded("16 kinds", &text(1, 16), &text(2, 16));
    check_bounded("100,000 kinds", &text(1, 100_000), &text(2, 100_000));
}

#[test]
fn four_megabytes_reversed_and_interleaved() {
    let lines: Vec<String> = (0..400_000).map(|line| format!("line {line}\n")).collect();
    let reversed: String = lines.iter().rev().map(String::as_str).collect();
    let halves: String = (0..200_000).flat_map(|at| [lines[at].as_str(), lines[at + 200_000].as_str()]).collect();
    let all: String = lines.concat();
    check_bounded("reversed", &all, &reversed);
    check_bounded("interleaved", &all, &halves);
}

#[test]
fn one_line_of_four_megabytes() {
    let text = |seed| noise(seed).take(700_000).map(|n| format!("{} ", n % 90_000)).collect::<String>();
    check_bounded("one line", &text(1), &text(2));
    let near = text(1).replacen(" 77", " 78", 3);
    check_bounded("one line, three words", &text(1), &near);
}

#[test]
fn a_thousand_long_lines_that_all_changed() {
    let text = |seed| {
        let mut words = noise(seed);
        (0..1000)
            .map(|at| {
                let words: String = words.by_ref().take(600).map(|n| format!("{} ", n % 50)).collect();
                format!("key{at}: {words}\n")
            })
            .collect::<String>()
    };
    check_bounded("long lines", &text(1), &text(2));
}

proptest! {
    #[test]
    fn any_two_texts_are_compared_completely(
        old in "([ab\\r]{0,3}\\n?|  - k: [xyzü ]{0,4}\n){0,30}",
        new in "([ab\\r]{0,3}\\n?|  - k: [xyzü ]{0,4}\n){0,30}",
    ) {
        assert_is_a_diff(&old, &new, &compare(&old, &new, None));
        let diff = compare(&old, &new, Some(1));
        prop_assert_eq!(compare(&old, &new, None).counts, diff.counts);
        lines::unified(&diff, ("a", &old), ("b", &new));
        lines::words_marked(&diff);
    }
}
