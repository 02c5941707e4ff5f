//! Documents that once broke the laws.

use bobbin_core::yaml::Dialect;
use expect_test::expect;

use crate::{check, edited};

#[test]
fn a_comment_after_the_brackets_does_not_belong_to_the_last_item() {
    check(
        "type:\n- [a, a] # c1\n",
        r#"{"op":"move","from":["type",0,0],"to":["type",0,1]}"#,
        expect![[r#"
        type:
        - [a, a] # c1
    "#]],
    );
}

#[test]
fn a_separate_comment_above_the_first_row_moves_with_the_collection() {
    check(
        "type:\n- a\nname:\n  # c1\n\n  type:\n    type: b\n",
        r#"{"op":"move","from":["name"],"to":["type",0]}"#,
        expect![[r#"
            type:
            - # c1

              type:
                type: b
            - a
        "#]],
    );
}

#[test]
fn a_block_text_does_not_swallow_the_comment_below_it() {
    check(
        "type:\n- ~\n  # c1\nb: 1\n",
        r#"{"op":"set","path":["type",0],"value":"one\ntwo\n"}"#,
        expect![[r#"
        type:
        - "one\ntwo\n"
          # c1
        b: 1
    "#]],
    );
}

#[test]
fn the_comment_on_the_line_of_the_dash_stays_when_the_document_is_unwrapped() {
    check(
        "cards:\n  - # c1\n    type: a\n",
        r#"{"op":"unwrap","path":[]}"#,
        expect![[r#"
        # c1
        type: a
    "#]],
    );
    check(
        "cards:\n- - |\n    one\n  # c1",
        r#"[{"op":"unwrap","path":[]},{"op":"set","path":[0],"value":"two"}]"#,
        expect![[r#"
            - |-
              two
            # c1"#]],
    );
}

#[test]
fn a_set_through_an_alias_or_a_merge_to_the_same_value_is_no_edit() {
    let text = "a: &n\n  b:\n    c: 1\nd: *n\ne:\n  <<: *n\n  f: 1\n";
    for op in [
        r#"{"op":"set","path":["d","b","c"],"value":1}"#,
        r#"{"op":"set","path":["e","b","c"],"value":1}"#,
        r#"{"op":"set","path":["e","b"],"value":{"c":1}}"#,
    ] {
        assert_eq!(edited(text, op, Dialect::Editor), text);
    }
}

#[test]
fn core_keeps_the_line_break_that_a_block_text_at_the_end_needs() {
    for dialect in [Dialect::Editor, Dialect::EditorLegacy, Dialect::Core] {
        let new = edited("a:\n- b: c", r#"{"op":"set","path":["a"],"value":"one\ntwo\n"}"#, dialect);
        assert!(new.starts_with("a: |\n"), "{new}");
    }
}

#[test]
fn the_comment_of_a_key_survives_when_its_value_moves_and_changes_kind() {
    check(
        "type: []\nentity: # c1\n- a\n",
        r#"[{"op":"move","from":["entity"],"to":["type",0]},{"op":"set","path":["type",0],"value":{"b":1}}]"#,
        expect![[r#"
            type:
            - # c1
              b: 1
        "#]],
    );
}

#[test]
fn text_after_a_row_never_becomes_part_of_it() {
    // js-yaml 4 reads a lone dash on into the next lines.
    let text = "a:\n- 1\n- type: stack\n  cards:\n  -\n  card: null\n\n-\n";
    let new = edited(text, r#"{"op":"remove","path":["a",1,"card"]}"#, Dialect::EditorLegacy);
    assert!(new.starts_with('!'), "{new}");
    // A line of spaces would become a line of the text above it.
    let text = "cards:\n- a:\n  - b\n   \ncard: null\n";
    let new = edited(text, r#"{"op":"insert","path":["cards",1],"value":"one\n\n  two\n"}"#, Dialect::Editor);
    assert!(new.starts_with('!'), "{new}");
}

#[test]
fn a_carriage_return_alone_never_leads_to_a_wrong_edit() {
    // The first two items are on one line for everything except YAML.
    let new = edited("- a\r- b\n- c\n", r#"{"op":"remove","path":[0]}"#, Dialect::Editor);
    assert!(new.starts_with('!'), "{new}");
}

#[test]
fn a_pair_in_a_list_gets_brackets_of_its_own_where_it_needs_them() {
    check(
        "a: [b: 1, c]\n",
        r#"{"op":"wrap","path":["a",0],"with":{"type":"x","card":null},"hole":["card"]}"#,
        expect![[r#"
            a: [{type: x, card: {b: 1}}, c]
        "#]],
    );
    check(
        "a: [b: 1, c]\nd: {e: 1}\nf:\n- g\n",
        r#"[{"op":"move","from":["a",0],"to":["d","h"]}]"#,
        expect![[r#"
        a: [c]
        d: {e: 1, h: {b: 1}}
        f:
        - g
    "#]],
    );
    check(
        "a: [b: 1, c]\nf:\n- g\n",
        r#"[{"op":"move","from":["a",0],"to":["f",0]}]"#,
        expect![[r#"
        a: [c]
        f:
        - {b: 1}
        - g
    "#]],
    );
    check(
        "a: [b: 1, c]\nf: [g]\n",
        r#"[{"op":"move","from":["a",0],"to":["f",0]}]"#,
        expect![[r#"
        a: [c]
        f: [b: 1, g]
    "#]],
    );
}

#[test]
fn a_block_text_does_not_swallow_the_comment_of_an_unwrapped_node() {
    check(
        "type: a\ncards:\n- light.a\n  # c1",
        r#"[{"op":"unwrap","path":[]},{"op":"set","path":[],"value":"line one\nline two\n"}]"#,
        expect![[r#"
        "line one\nline two\n"
          # c1"#]],
    );
}

#[test]
fn a_comment_left_of_its_card_does_not_end_up_in_the_text_above_the_new_place() {
    check(
        "a:\n  - style: |\nb:\n  c:\n    d:\n      # c1\n          - e: 1\n          - f: 2\n",
        r#"{"op":"move","from":["b","c","d",0],"to":["a",1]}"#,
        expect![[r#"
            a:
              - style: |
              # c1
              - e: 1
            b:
              c:
                d:
                      - f: 2
        "#]],
    );
}

#[test]
fn a_block_text_set_in_a_moved_node_does_not_swallow_the_comment_below_it() {
    check(
        "type:\n  type: |\n    line one\n    line two\nname:\n  type:\n  - {}\n    # c1\n  entity: a\n",
        r#"[{"op":"move","from":["name","type",0],"to":["name","new"]},
            {"op":"move","from":["type","type"],"to":["name","new","new"]}]"#,
        expect![[r#"
            type: {}
            name:
              type: []
              entity: a
              new:
                new: |
                  line one
                  line two
                # c1
        "#]],
    );
}

#[test]
fn an_item_that_dashes_further_left_go_on_from_is_not_filled() {
    // js-yaml 4 reads this as one list of two; with a value after the first dash, the second would no longer be an item
    // of it.
    let refused = edited("a:\n  -\n- b\n", r#"{"op":"set","path":["a",0],"value":12}"#, Dialect::EditorLegacy);
    expect![[r#"
        ! the edit was not made: the text would not mean what was asked for at a
    "#]]
    .assert_eq(&refused);
}
