//! Edits inside brackets.

use expect_test::expect;

use crate::check;

#[test]
fn flow_stays_flow() {
    check(
        "a: [1, 2, 3] # c\n",
        r#"{"op":"insert","path":["a",1],"value":"x"}"#,
        expect![[r#"
        a: [1, x, 2, 3] # c
    "#]],
    );
    check(
        "a: [1, 2, 3]\n",
        r#"{"op":"insert","path":["a",3],"value":{"k":"a, b","l":[]}}"#,
        expect![[r#"
        a: [1, 2, 3, {k: 'a, b', l: []}]
    "#]],
    );
    check(
        "a: [1, 2, 3]\n",
        r#"{"op":"insert","path":["a",0],"value":"a\nb"}"#,
        expect![[r#"
        a: ["a\nb", 1, 2, 3]
    "#]],
    );
    check(
        "a: [1, 2, 3]\n",
        r#"{"op":"remove","path":["a",0]}"#,
        expect![[r#"
        a: [2, 3]
    "#]],
    );
    check(
        "a: [1, 2, 3]\n",
        r#"{"op":"remove","path":["a",1]}"#,
        expect![[r#"
        a: [1, 3]
    "#]],
    );
    check(
        "a: [1, 2, 3,]\n",
        r#"{"op":"remove","path":["a",2]}"#,
        expect![[r#"
        a: [1, 2,]
    "#]],
    );
    check(
        "a: [ 1 ]\n",
        r#"{"op":"remove","path":["a",0]}"#,
        expect![[r#"
        a: []
    "#]],
    );
    check(
        "a: {x: 1, y: 2}\n",
        r#"{"op":"remove","path":["a","x"]}"#,
        expect![[r#"
        a: {y: 2}
    "#]],
    );
    check(
        "a: { x: 1, y: 2 }\n",
        r#"{"op":"set","path":["a","z"],"value":[1]}"#,
        expect![[r#"
        a: { x: 1, y: 2, z: [1] }
    "#]],
    );
    check(
        "a: {x: 1, z: }\n",
        r#"{"op":"set","path":["a","z"],"value":"on"}"#,
        expect![[r#"
            a: {x: 1, z: 'on' }
        "#]],
    );
    check(
        "a: {x, y}\n",
        r#"{"op":"set","path":["a","x"],"value":"one"}"#,
        expect![[r#"
        a: {x: one, y}
    "#]],
    );
    check(
        "a: {\"x\":1}\n",
        r#"{"op":"set","path":["a","x"],"value":{"b":[1,2]}}"#,
        expect![[r#"
        a: {"x":{b: [1, 2]}}
    "#]],
    );
    check(
        "a: [1, 2, 3]\n",
        r#"{"op":"move","from":["a",0],"to":["a",2]}"#,
        expect![[r#"
        a: [2, 3, 1]
    "#]],
    );
    check(
        "a: [x: 1, b]\n",
        r#"{"op":"set","path":["a",0,"y"],"value":2}"#,
        expect![[r#"
        a: [{x: 1, 'y': 2}, b]
    "#]],
    );
}

#[test]
fn flow_over_several_lines_keeps_its_lines() {
    let text = "a: [\n  one, # first\n  two, # second\n  three # third\n  ]\n";
    check(
        text,
        r#"{"op":"remove","path":["a",0]}"#,
        expect![[r#"
        a: [
          two, # second
          three # third
          ]
    "#]],
    );
    check(
        text,
        r#"{"op":"remove","path":["a",2]}"#,
        expect![[r#"
        a: [
          one, # first
          two # second
          ]
    "#]],
    );
    check(
        text,
        r#"{"op":"insert","path":["a",1],"value":"new"}"#,
        expect![[r#"
        a: [
          one, # first
          new,
          two, # second
          three # third
          ]
    "#]],
    );
    check(
        text,
        r#"{"op":"insert","path":["a",3],"value":"new"}"#,
        expect![[r#"
        a: [
          one, # first
          two, # second
          three, # third
          new
          ]
    "#]],
    );
    check(
        "a: {\n  x: 1,\n  y: 2\n  }\n",
        r#"{"op":"set","path":["a","z"],"value":3}"#,
        expect![[r#"
        a: {
          x: 1,
          y: 2,
          z: 3
          }
    "#]],
    );
    check(
        "a: {\n  x: 1,\n  }\n",
        r#"{"op":"set","path":["a","z"],"value":3}"#,
        expect![[r#"
        a: {
          x: 1,
          z: 3,
          }
    "#]],
    );
}

#[test]
fn empty_brackets_open_for_cards() {
    check(
        "cards: []\nb: 1\n",
        r#"{"op":"insert","path":["cards",0],"value":{"type":"x","y":1}}"#,
        expect![[r#"
        cards:
          - type: x
            'y': 1
        b: 1
    "#]],
    );
    check(
        "cards: [] # none yet\nb: 1\n",
        r#"{"op":"insert","path":["cards",0],"value":{"type":"x","y":1}}"#,
        expect![[r#"
            cards: # none yet
              - type: x
                'y': 1
            b: 1
        "#]],
    );
    check(
        "cards: []\n",
        r#"{"op":"insert","path":["cards",0],"value":"light.x"}"#,
        expect![[r#"
        cards: [light.x]
    "#]],
    );
    check(
        "- {}\n- a\n",
        r#"{"op":"set","path":[0,"k"],"value":{"x":1}}"#,
        expect![[r#"
        - k:
            x: 1
        - a
    "#]],
    );
    check(
        "- {}\n",
        r#"{"op":"set","path":[0,"k"],"value":1}"#,
        expect![[r#"
        - {k: 1}
    "#]],
    );
    check(
        "a: {b: []}\n",
        r#"{"op":"insert","path":["a","b",0],"value":{"x":1}}"#,
        expect![[r#"
        a: {b: [{x: 1}]}
    "#]],
    );
    check(
        "[]\n",
        r#"{"op":"insert","path":[0],"value":{"x":1}}"#,
        expect![[r#"
        - x: 1
    "#]],
    );
    check(
        "{}",
        r#"{"op":"set","path":["views"],"value":[{"x":1}]}"#,
        expect![[r#"
        views:
          - x: 1"#]],
    );
}

#[test]
fn moves_between_flow_and_block() {
    check(
        "a: [{x: 1}, b]\nc:\n  - d\n",
        r#"{"op":"move","from":["a",0],"to":["c",0]}"#,
        expect![[r#"
        a: [b]
        c:
          - {x: 1}
          - d
    "#]],
    );
    check(
        "a: [{x: 1}, b]\nc:\n  - d: 1\n    e: [1]\n  - f\n",
        r#"{"op":"move","from":["c",0],"to":["a",2]}"#,
        expect![[r#"
            a: [{x: 1}, b, {d: 1, e: [1]}]
            c:
              - f
        "#]],
    );
    check(
        "a: [{x: 1}, b]\nc:\n  - d: 1 # kept\n    e: [1]\n  - f\n",
        r#"{"op":"move","from":["c",0],"to":["a",2]}"#,
        expect![[r#"
            a:
              - {x: 1}
              - b
              - d: 1 # kept
                e: [1]
            c:
              - f
        "#]],
    );
    check(
        "k: {a: [b]}\nc:\n  - d: 1 # kept\n    e: [1]\n  - f\n",
        r#"{"op":"move","from":["c",0],"to":["k","a",1]}"#,
        expect![[r#"
            ! (document): comments cannot stand in this place, which is written between brackets
        "#]],
    );
    check(
        "a: []\nc:\n  - d: 1 # kept\n    e: [1]\n  - f\n",
        r#"{"op":"move","from":["c",0],"to":["a",0]}"#,
        expect![[r#"
            a:
              - d: 1 # kept
                e: [1]
            c:
              - f
        "#]],
    );
    check(
        "a: [\"q, r\", s t]\nc:\n  - d\n",
        r#"[{"op":"move","from":["a",0],"to":["c",0]},{"op":"move","from":["a",0],"to":["c",0]}]"#,
        expect![[r#"
            a: []
            c:
              - s t
              - "q, r"
              - d
        "#]],
    );
    check(
        "a: [x]\nc:\n  - d, e\n  - f\n",
        r#"{"op":"move","from":["c",0],"to":["a",0]}"#,
        expect![[r#"
        a: ['d, e', x]
        c:
          - f
    "#]],
    );
}
