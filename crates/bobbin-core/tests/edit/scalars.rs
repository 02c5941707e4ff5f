//! Setting values, which keeps the style of the old ones.

use expect_test::expect;

use crate::check;

#[test]
fn sets_a_scalar_in_place() {
    check(
        "entity: light.a # kept\nb: 1\n",
        r#"{"op":"set","path":["entity"],"value":"light.b"}"#,
        expect![[r#"
        entity: light.b # kept
        b: 1
    "#]],
    );
    check(
        "a: \"x\"\n",
        r#"{"op":"set","path":["a"],"value":"y \"z\""}"#,
        expect![[r#"
        a: "y \"z\""
    "#]],
    );
    check(
        "a: 'x'\n",
        r#"{"op":"set","path":["a"],"value":"it's"}"#,
        expect![[r#"
        a: 'it''s'
    "#]],
    );
    check(
        "a: 'x'\n",
        r#"{"op":"set","path":["a"],"value":12}"#,
        expect![[r#"
        a: 12
    "#]],
    );
    check(
        "a: x\n",
        r#"{"op":"set","path":["a"],"value":"on"}"#,
        expect![[r#"
        a: 'on'
    "#]],
    );
    check(
        "a: x\nb: \"q\"\n",
        r#"{"op":"set","path":["a"],"value":"12:30"}"#,
        expect![[r#"
        a: "12:30"
        b: "q"
    "#]],
    );
    check(
        "a: x # c\n",
        r#"{"op":"set","path":["a"],"value":"one: two # three"}"#,
        expect![[r#"
        a: 'one: two # three' # c
    "#]],
    );
    check(
        "a:\nb: 1\n",
        r#"{"op":"set","path":["a"],"value":"x"}"#,
        expect![[r#"
        a: x
        b: 1
    "#]],
    );
    check(
        "a: # c\n",
        r#"{"op":"set","path":["a"],"value":true}"#,
        expect![[r#"
        a: true # c
    "#]],
    );
    check(
        "a: x\n",
        r#"{"op":"set","path":["a"],"value":null}"#,
        expect![[r#"
        a: null
    "#]],
    );
    check(
        "- x\n-\n",
        r#"{"op":"set","path":[1],"value":1.5}"#,
        expect![[r#"
        - x
        - 1.5
    "#]],
    );
}

#[test]
fn the_same_value_is_no_edit() {
    check(
        "a: 0x10 # sixteen\nb:   [ 1,2 ]\n",
        r#"{"op":"set","path":["a"],"value":16}"#,
        expect![[r#"
        a: 0x10 # sixteen
        b:   [ 1,2 ]
    "#]],
    );
    check(
        "a: 0x10 # sixteen\nb:   [ 1,2 ]\n",
        r#"{"op":"set","path":["b"],"value":[1,2]}"#,
        expect![[r#"
        a: 0x10 # sixteen
        b:   [ 1,2 ]
    "#]],
    );
}

#[test]
fn block_text_stays_block_text() {
    check(
        "a: | # why\n  one\n  two\nb: 1\n",
        r#"{"op":"set","path":["a"],"value":"one\n2\n"}"#,
        expect![[r#"
        a: | # why
          one
          2
        b: 1
    "#]],
    );
    check(
        "a: |-\n    one\n    two\nb: 1\n",
        r#"{"op":"set","path":["a"],"value":"one\ntwo\nthree"}"#,
        expect![[r#"
        a: |-
            one
            two
            three
        b: 1
    "#]],
    );
    check(
        "a: |\n  one\nb: 1\n",
        r#"{"op":"set","path":["a"],"value":"single"}"#,
        expect![[r#"
        a: |-
          single
        b: 1
    "#]],
    );
    check(
        "a: >\n  one\n  two\nb: 1\n",
        r#"{"op":"set","path":["a"],"value":"three four\nfive\n"}"#,
        expect![[r#"
        a: >
          three four

          five
        b: 1
    "#]],
    );
    check(
        "a: |\n  one\nb: 1\n",
        r#"{"op":"set","path":["a"],"value":7}"#,
        expect![[r#"
        a: 7
        b: 1
    "#]],
    );
    check(
        "a: one # c\nb: 1\n",
        r#"{"op":"set","path":["a"],"value":"one\n\n  two\n"}"#,
        expect![[r#"
        a: | # c
          one

            two
        b: 1
    "#]],
    );
    check(
        "- one # c\n- b\n",
        r#"{"op":"set","path":[0],"value":"one\ntwo"}"#,
        expect![[r#"
        - |- # c
          one
          two
        - b
    "#]],
    );
    check(
        "a: one\n",
        r#"{"op":"set","path":["a"],"value":" led by a space\nx"}"#,
        expect![[r#"
        a: " led by a space\nx"
    "#]],
    );
    check(
        "a: one\n",
        r#"{"op":"set","path":["a"],"value":"x\n\n\n"}"#,
        expect![[r#"
        a: "x\n\n\n"
    "#]],
    );
}

#[test]
fn a_scalar_becomes_a_collection_and_back() {
    check(
        "a: one # c\nb: 1\n",
        r#"{"op":"set","path":["a"],"value":{"x":[1,2],"y":{}}}"#,
        expect![[r#"
        a: # c
          x:
            - 1
            - 2
          'y': {}
        b: 1
    "#]],
    );
    check(
        "- one # c\n- b\n",
        r#"{"op":"set","path":[0],"value":{"x":[1,2],"y":{}}}"#,
        expect![[r#"
        - # c
          x:
            - 1
            - 2
          'y': {}
        - b
    "#]],
    );
    check(
        "- one\n- b\n",
        r#"{"op":"set","path":[0],"value":{"x":[1,2],"y":{}}}"#,
        expect![[r#"
        - x:
            - 1
            - 2
          'y': {}
        - b
    "#]],
    );
    check(
        "a: # c\n  # gone\n  x: 1 # gone\nb: 1\n",
        r#"{"op":"set","path":["a"],"value":"z"}"#,
        expect![[r#"
        a: z # c
        b: 1
    "#]],
    );
    check(
        "- x: 1\n  y: 2 # gone\n- b\n",
        r#"{"op":"set","path":[0],"value":"z"}"#,
        expect![[r#"
        - z
        - b
    "#]],
    );
    check(
        "a: # c\n  - 1\nb: 1\n",
        r#"{"op":"set","path":["a"],"value":{"k":"v"}}"#,
        expect![[r#"
        a: # c
          k: v
        b: 1
    "#]],
    );
    check(
        "a: |\n  x\n",
        r#"{"op":"set","path":["a"],"value":["v"]}"#,
        expect![[r#"
        a:
          - v
    "#]],
    );
    check(
        "x # c\n",
        r#"{"op":"set","path":[],"value":{"a":"b\nc"}}"#,
        expect![[r#"
        # c
        a: |-
          b
          c
    "#]],
    );
    check(
        "# top\na: 1\n# end\n",
        r#"{"op":"set","path":[],"value":7}"#,
        expect![[r#"
        7
        # end
    "#]],
    );
    check(
        "--- x\n",
        r#"{"op":"set","path":[],"value":[1]}"#,
        expect![[r#"
            ---
            - 1
        "#]],
    );
}

#[test]
fn sets_a_card_touching_only_what_differs() {
    check(
        "- type: tile # t\n  entity: light.a # e\n  # about the name\n  name: \"A\"\n- x\n",
        r#"{"op":"set","path":[0],"value":{"type":"tile","entity":"light.b","name":"A","icon":"mdi:x"}}"#,
        expect![[r#"
            - type: tile # t
              entity: light.b # e
              # about the name
              name: "A"
              icon: mdi:x
            - x
        "#]],
    );
}

#[test]
fn a_missing_key_is_added_at_the_end() {
    check(
        "a: 1\n",
        r#"{"op":"set","path":["b"],"value":2}"#,
        expect![[r#"
        a: 1
        b: 2
    "#]],
    );
    check(
        "k:\n  a: 1\n  # tail\nz: 1\n",
        r#"{"op":"set","path":["k","b"],"value":{"c":2}}"#,
        expect![[r#"
        k:
          a: 1
          b:
            c: 2
          # tail
        z: 1
    "#]],
    );
    check(
        "k:\n  a:\n    - 1\n\n\nz: 1\n",
        r#"{"op":"set","path":["k","b"],"value":2}"#,
        expect![[r#"
        k:
          a:
            - 1
          b: 2


        z: 1
    "#]],
    );
    check(
        "? a\n",
        r#"{"op":"set","path":["a"],"value":2}"#,
        expect![[r#"
        a: 2
    "#]],
    );
}
