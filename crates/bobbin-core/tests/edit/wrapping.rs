//! Putting cards into stacks and conditions, and taking them out.

use expect_test::expect;

use crate::check;

const CARDS: &str = "\
cards:
  # Kitchen
  - type: tile # t
    entity: light.a # e
  - type: button
    entity: switch.b
end: 1
";

#[test]
fn wraps_a_card_in_a_stack() {
    check(
        CARDS,
        r#"{"op":"wrap","path":["cards",0],"with":{"type":"vertical-stack","cards":[]},"hole":["cards",0]}"#,
        expect![[r#"
            cards:
              - type: vertical-stack
                cards:
                  # Kitchen
                  - type: tile # t
                    entity: light.a # e
              - type: button
                entity: switch.b
            end: 1
        "#]],
    );
}

#[test]
fn wraps_neighbors_in_a_grid() {
    check(
        CARDS,
        r#"{"op":"wrap","path":["cards",0],"count":2,"with":{"type":"grid","columns":2,"cards":[]},"hole":["cards",0]}"#,
        expect![[r#"
            cards:
              - type: grid
                columns: 2
                cards:
                  # Kitchen
                  - type: tile # t
                    entity: light.a # e
                  - type: button
                    entity: switch.b
            end: 1
        "#]],
    );
}

#[test]
fn wraps_a_card_in_a_condition() {
    check(
        CARDS,
        r#"{"op":"wrap","path":["cards",0],"with":{"type":"conditional","conditions":[{"entity":"a","state":"on"}],"card":null},"hole":["card"]}"#,
        expect![[r#"
            cards:
              - type: conditional
                conditions:
                  - entity: a
                    state: 'on'
                # Kitchen
                card:
                  type: tile # t
                  entity: light.a # e
              - type: button
                entity: switch.b
            end: 1
        "#]],
    );
    check(
        "card:\n  type: x # c\n",
        r#"{"op":"wrap","path":["card"],"with":{"type":"vertical-stack","cards":[]},"hole":["cards",0]}"#,
        expect![[r#"
            card:
              type: vertical-stack
              cards:
                - type: x # c
        "#]],
    );
    check(
        "# top\ntype: x # c\n",
        r#"{"op":"wrap","path":[],"with":{"views":[]},"hole":["views",0]}"#,
        expect![[r#"
        views:
          - # top
            type: x # c
    "#]],
    );
    check(
        "[{a: 1}]\n",
        r#"{"op":"wrap","path":[0],"with":{"cards":[]},"hole":["cards",0]}"#,
        expect![[r#"
        [{cards: [{a: 1}]}]
    "#]],
    );
    check(
        CARDS,
        r#"{"op":"wrap","path":["cards",0],"with":{"cards":[]},"hole":["other",0]}"#,
        expect![[r#"
        ! cards[0]: the new node has no such place to put the old one
    "#]],
    );
}

#[test]
fn unwraps() {
    check(
        "cards:\n  # the stack\n  - type: vertical-stack\n    cards:\n      # one\n      - a: 1 # c\n\n      - b: 2\n  - z: 1\n",
        r#"{"op":"unwrap","path":["cards",0]}"#,
        expect![[r#"
            cards:
              # the stack
              # one
              - a: 1 # c

              - b: 2
              - z: 1
        "#]],
    );
    check(
        "cards:\n  - type: conditional # gone\n    conditions: [] # gone\n    # above\n    card: # head\n      a: 1 # c\n      # inside\n  - z: 1\n",
        r#"{"op":"unwrap","path":["cards",0]}"#,
        expect![[r#"
            cards:
              # above
              - # head
                a: 1 # c
                # inside
              - z: 1
        "#]],
    );
    check(
        "card:\n  type: v\n  cards:\n    - a: 1 # c\n      b: 2\n",
        r#"{"op":"unwrap","path":["card"]}"#,
        expect![[r#"
            card:
              a: 1 # c
              b: 2
        "#]],
    );
    check(
        "cards:\n  - type: v\n    cards: []\n  - b\n",
        r#"{"op":"unwrap","path":["cards",0]}"#,
        expect![[r#"
        cards:
          - b
    "#]],
    );
    check(
        "cards:\n  - type: v\n",
        r#"{"op":"unwrap","path":["cards",0]}"#,
        expect![[r#"
        ! cards[0]: it holds neither a list `cards` nor a `card`
    "#]],
    );
    check(
        "type: v\ncards:\n  # of a\n  - a: 1 # c\n",
        r#"{"op":"unwrap","path":[]}"#,
        expect![[r#"
        # of a
        a: 1 # c
    "#]],
    );
}

#[test]
fn unwrapping_undoes_wrapping() {
    check(
        CARDS,
        r#"[{"op":"wrap","path":["cards",0],"with":{"type":"grid","cards":[]},"hole":["cards",0]},{"op":"unwrap","path":["cards",0]}]"#,
        expect![[r#"
            cards:
              # Kitchen
              - type: tile # t
                entity: light.a # e
              - type: button
                entity: switch.b
            end: 1
        "#]],
    );
}
