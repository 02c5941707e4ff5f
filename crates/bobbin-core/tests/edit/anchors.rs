//! Anchors, aliases and merge keys keep their meaning.

use expect_test::expect;

use crate::check;

const SHARED: &str = "\
base: &base # shared
  type: tile
  color: red
one: *base
two:
  <<: *base
  color: blue
three: *base
";

#[test]
fn an_edit_at_the_anchor_leaves_the_aliases_their_value() {
    check(
        SHARED,
        r#"{"op":"set","path":["base","color"],"value":"green"}"#,
        expect![[r#"
        base: &base # shared
          type: tile
          color: green
        one:
          type: tile
          color: red
        two:
          type: tile
          color: blue
        three:
          type: tile
          color: red
    "#]],
    );
}

#[test]
fn an_edit_through_an_alias_writes_it_out() {
    check(
        SHARED,
        r#"{"op":"set","path":["one","color"],"value":"green"}"#,
        expect![[r#"
        base: &base # shared
          type: tile
          color: red
        one:
          type: tile
          color: green
        two:
          <<: *base
          color: blue
        three: *base
    "#]],
    );
    check(
        "a: &a [1, 2]\nb: [*a, *a]\n",
        r#"{"op":"remove","path":["b",0,1]}"#,
        expect![[r#"
        a: &a [1, 2]
        b: [[1], *a]
    "#]],
    );
}

#[test]
fn a_key_from_a_merge_is_overridden_or_written_out() {
    check(
        SHARED,
        r#"{"op":"set","path":["two","type"],"value":"button"}"#,
        expect![[r#"
        base: &base # shared
          type: tile
          color: red
        one: *base
        two:
          <<: *base
          color: blue
          type: button
        three: *base
    "#]],
    );
    check(
        SHARED,
        r#"{"op":"remove","path":["two","type"]}"#,
        expect![[r#"
        base: &base # shared
          type: tile
          color: red
        one: *base
        two:
          color: blue
        three: *base
    "#]],
    );
    check(
        SHARED,
        r#"{"op":"remove","path":["two","color"]}"#,
        expect![[r#"
        base: &base # shared
          type: tile
          color: red
        one: *base
        two:
          type: tile
        three: *base
    "#]],
    );
    check(
        SHARED,
        r#"{"op":"rename_key","path":["two","type"],"key":"kind"}"#,
        expect![[r#"
        base: &base # shared
          type: tile
          color: red
        one: *base
        two:
          kind: tile
          color: blue
        three: *base
    "#]],
    );
    check(
        SHARED,
        r#"{"op":"set","path":["two","color"],"value":"green"}"#,
        expect![[r#"
        base: &base # shared
          type: tile
          color: red
        one: *base
        two:
          <<: *base
          color: green
        three: *base
    "#]],
    );
    check(
        "a: &a {x: {w: 1}}\nb:\n  <<: *a # m\n  z: 1\n",
        r#"{"op":"set","path":["b","x","w"],"value":2}"#,
        expect![[r#"
            a: &a {x: {w: 1}}
            b:
              x:
                w: 2
              z: 1
        "#]],
    );
}

#[test]
fn the_first_alias_becomes_the_anchor_when_the_anchor_is_removed() {
    check(
        SHARED,
        r#"{"op":"remove","path":["base"]}"#,
        expect![[r#"
        one: &base
          type: tile
          color: red
        two:
          <<: *base
          color: blue
        three: *base
    "#]],
    );
    check(
        "a: &a\n  x: 1\nb: *a\nc: *a\n",
        r#"{"op":"remove","path":["a"]}"#,
        expect![[r#"
        b: &a
          x: 1
        c: *a
    "#]],
    );
    check(
        "a: &a text\nb: *a\n",
        r#"{"op":"remove","path":["a"]}"#,
        expect![[r#"
        b: text
    "#]],
    );
}

#[test]
fn an_anchor_that_moves_past_its_alias_leaves_the_value() {
    check(
        "- &a x\n- *a\n- *a\n",
        r#"{"op":"move","from":[0],"to":[1]}"#,
        expect![[r#"
        - x
        - &a x
        - *a
    "#]],
    );
    check(
        "- &a x\n- *a\n- y\n",
        r#"{"op":"move","from":[1],"to":[0]}"#,
        expect![[r#"
        - x
        - &a x
        - y
    "#]],
    );
    check(
        "- &a x\n- y\n- *a\n",
        r#"{"op":"move","from":[0],"to":[1]}"#,
        expect![[r#"
        - y
        - &a x
        - *a
    "#]],
    );
}

#[test]
fn a_name_that_is_used_twice_keeps_both_meanings() {
    check(
        "- &a x\n- *a\n- &a z\n- *a\n",
        r#"{"op":"remove","path":[2]}"#,
        expect![[r#"
            - &a x
            - *a
            - z
        "#]],
    );
    check(
        "- &a x\n- *a\n- &a z\n- *a\n",
        r#"{"op":"move","from":[3],"to":[1]}"#,
        expect![[r#"
            - &a x
            - z
            - *a
            - &a z
        "#]],
    );
}

#[test]
fn keys_with_anchors() {
    check(
        "&a k: 1\nb: *a\n",
        r#"{"op":"rename_key","path":["k"],"key":"l"}"#,
        expect![[r#"
        ! l: the key is shared through an anchor
    "#]],
    );
    check(
        "&a k: 1\nb: *a\n",
        r#"{"op":"remove","path":["k"]}"#,
        expect![[r#"
        b: k
    "#]],
    );
    check(
        "x: &a k\n*a : 1\n",
        r#"{"op":"set","path":["x"],"value":"l"}"#,
        expect![[r#"
        ! k: the key is shared through an anchor
    "#]],
    );
}

#[test]
fn replacing_an_anchored_node_keeps_its_anchor() {
    check(
        "a: &a text # c\nb: 1\n",
        r#"{"op":"set","path":["a"],"value":"other"}"#,
        expect![[r#"
        a: &a other # c
        b: 1
    "#]],
    );
    check(
        "a: &a\n  x: 1\nb: 1\n",
        r#"{"op":"set","path":["a"],"value":"other"}"#,
        expect![[r#"
        a: &a other
        b: 1
    "#]],
    );
    check(
        "a: &a text\nb: 1\n",
        r#"{"op":"set","path":["a"],"value":{"x":1}}"#,
        expect![[r#"
        a: &a
          x: 1
        b: 1
    "#]],
    );
}
