//! Adding, removing and moving items and keys of blocks, with their comments.

use expect_test::expect;

use crate::check;

const CARDS: &str = "\
views:
  - title: Home # the first view
    cards:
      # Lights of the kitchen
      - type: tile
        entity: light.a # ceiling
        # inside the tile
      - type: button
        entity: switch.b
      - light.c # plain

      # a group that stands apart

      # Weather
      - type: weather
        entity: weather.home
    icon: mdi:home
  - title: Away
    cards:
      - type: map
";

#[test]
fn removes_a_card_with_its_comments() {
    check(
        CARDS,
        r#"{"op":"remove","path":["views",0,"cards",0]}"#,
        expect![[r#"
        views:
          - title: Home # the first view
            cards:
              - type: button
                entity: switch.b
              - light.c # plain

              # a group that stands apart

              # Weather
              - type: weather
                entity: weather.home
            icon: mdi:home
          - title: Away
            cards:
              - type: map
    "#]],
    );
    check(
        CARDS,
        r#"{"op":"remove","path":["views",0,"cards",1]}"#,
        expect![[r#"
        views:
          - title: Home # the first view
            cards:
              # Lights of the kitchen
              - type: tile
                entity: light.a # ceiling
                # inside the tile
              - light.c # plain

              # a group that stands apart

              # Weather
              - type: weather
                entity: weather.home
            icon: mdi:home
          - title: Away
            cards:
              - type: map
    "#]],
    );
    check(
        CARDS,
        r#"{"op":"remove","path":["views",0,"cards",2]}"#,
        expect![[r#"
        views:
          - title: Home # the first view
            cards:
              # Lights of the kitchen
              - type: tile
                entity: light.a # ceiling
                # inside the tile
              - type: button
                entity: switch.b

              # a group that stands apart

              # Weather
              - type: weather
                entity: weather.home
            icon: mdi:home
          - title: Away
            cards:
              - type: map
    "#]],
    );
    check(
        CARDS,
        r#"{"op":"remove","path":["views",0,"cards",3]}"#,
        expect![[r#"
        views:
          - title: Home # the first view
            cards:
              # Lights of the kitchen
              - type: tile
                entity: light.a # ceiling
                # inside the tile
              - type: button
                entity: switch.b
              - light.c # plain

              # a group that stands apart
            icon: mdi:home
          - title: Away
            cards:
              - type: map
    "#]],
    );
}

#[test]
fn the_last_card_leaves_brackets() {
    check(
        CARDS,
        r#"{"op":"remove","path":["views",1,"cards",0]}"#,
        expect![[r#"
        views:
          - title: Home # the first view
            cards:
              # Lights of the kitchen
              - type: tile
                entity: light.a # ceiling
                # inside the tile
              - type: button
                entity: switch.b
              - light.c # plain

              # a group that stands apart

              # Weather
              - type: weather
                entity: weather.home
            icon: mdi:home
          - title: Away
            cards: []
    "#]],
    );
    check(
        "a:\n  - 1\nb: 2\n",
        r#"{"op":"remove","path":["a",0]}"#,
        expect![[r#"
        a: []
        b: 2
    "#]],
    );
    check(
        "- a\n",
        r#"{"op":"remove","path":[0]}"#,
        expect![[r#"
        []
    "#]],
    );
    check(
        "- - a # c\n- b\n",
        r#"{"op":"remove","path":[0,0]}"#,
        expect![[r#"
        - []
        - b
    "#]],
    );
    check(
        "a: 1\n",
        r#"{"op":"remove","path":["a"]}"#,
        expect![[r#"
        {}
    "#]],
    );
    check(
        "k: # kept\n  # gone\n  a: 1 # gone\n\n  # kept too\n\n  b: 2\n",
        r#"[{"op":"remove","path":["k","a"]},{"op":"remove","path":["k","b"]}]"#,
        expect![[r#"
            k: {} # kept

              # kept too
        "#]],
    );
}

#[test]
fn removes_a_key() {
    check(
        CARDS,
        r#"{"op":"remove","path":["views",0,"title"]}"#,
        expect![[r#"
        views:
          - cards:
              # Lights of the kitchen
              - type: tile
                entity: light.a # ceiling
                # inside the tile
              - type: button
                entity: switch.b
              - light.c # plain

              # a group that stands apart

              # Weather
              - type: weather
                entity: weather.home
            icon: mdi:home
          - title: Away
            cards:
              - type: map
    "#]],
    );
    check(
        CARDS,
        r#"{"op":"remove","path":["views",0,"cards"]}"#,
        expect![[r#"
        views:
          - title: Home # the first view
            icon: mdi:home
          - title: Away
            cards:
              - type: map
    "#]],
    );
    check(
        CARDS,
        r#"{"op":"remove","path":["views",0,"icon"]}"#,
        expect![[r#"
        views:
          - title: Home # the first view
            cards:
              # Lights of the kitchen
              - type: tile
                entity: light.a # ceiling
                # inside the tile
              - type: button
                entity: switch.b
              - light.c # plain

              # a group that stands apart

              # Weather
              - type: weather
                entity: weather.home
          - title: Away
            cards:
              - type: map
    "#]],
    );
    check(
        "- a: 1\n  # of b\n  b: 2\n",
        r#"{"op":"remove","path":[0,"a"]}"#,
        expect![[r#"
        - # of b
          b: 2
    "#]],
    );
}

#[test]
fn inserts_cards() {
    check(
        CARDS,
        r#"{"op":"insert","path":["views",0,"cards",0],"value":{"type":"x","list":[1,{"a":2}]}}"#,
        expect![[r#"
            views:
              - title: Home # the first view
                cards:
                  - type: x
                    list:
                      - 1
                      - a: 2
                  # Lights of the kitchen
                  - type: tile
                    entity: light.a # ceiling
                    # inside the tile
                  - type: button
                    entity: switch.b
                  - light.c # plain

                  # a group that stands apart

                  # Weather
                  - type: weather
                    entity: weather.home
                icon: mdi:home
              - title: Away
                cards:
                  - type: map
        "#]],
    );
    check(
        CARDS,
        r#"{"op":"insert","path":["views",0,"cards",3],"value":{"type":"x"}}"#,
        expect![[r#"
        views:
          - title: Home # the first view
            cards:
              # Lights of the kitchen
              - type: tile
                entity: light.a # ceiling
                # inside the tile
              - type: button
                entity: switch.b
              - light.c # plain

              # a group that stands apart

              - type: x

              # Weather
              - type: weather
                entity: weather.home
            icon: mdi:home
          - title: Away
            cards:
              - type: map
    "#]],
    );
    check(
        CARDS,
        r#"{"op":"insert","path":["views",0,"cards",4],"value":"plain"}"#,
        expect![[r#"
        views:
          - title: Home # the first view
            cards:
              # Lights of the kitchen
              - type: tile
                entity: light.a # ceiling
                # inside the tile
              - type: button
                entity: switch.b
              - light.c # plain

              # a group that stands apart

              # Weather
              - type: weather
                entity: weather.home
              - plain
            icon: mdi:home
          - title: Away
            cards:
              - type: map
    "#]],
    );
    check(
        CARDS,
        r#"{"op":"insert","path":["views",2],"value":{"title":"New","cards":[]}}"#,
        expect![[r#"
        views:
          - title: Home # the first view
            cards:
              # Lights of the kitchen
              - type: tile
                entity: light.a # ceiling
                # inside the tile
              - type: button
                entity: switch.b
              - light.c # plain

              # a group that stands apart

              # Weather
              - type: weather
                entity: weather.home
            icon: mdi:home
          - title: Away
            cards:
              - type: map
          - title: New
            cards: []
    "#]],
    );
    check(
        CARDS,
        r#"{"op":"insert","path":["views",0,"path"],"value":"home"}"#,
        expect![[r#"
        views:
          - title: Home # the first view
            cards:
              # Lights of the kitchen
              - type: tile
                entity: light.a # ceiling
                # inside the tile
              - type: button
                entity: switch.b
              - light.c # plain

              # a group that stands apart

              # Weather
              - type: weather
                entity: weather.home
            icon: mdi:home
            path: home
          - title: Away
            cards:
              - type: map
    "#]],
    );
    check(
        CARDS,
        r#"{"op":"insert","path":["views",0,"title"],"value":"home"}"#,
        expect![[r#"
        ! views[0].title is there already
    "#]],
    );
    check(
        CARDS,
        r#"{"op":"insert","path":["views",0,"cards",5],"value":"home"}"#,
        expect![[r#"
        ! there is no views[0].cards[5]
    "#]],
    );
}

#[test]
fn moves_cards_within_a_list() {
    check(
        CARDS,
        r#"{"op":"move","from":["views",0,"cards",0],"to":["views",0,"cards",3]}"#,
        expect![[r#"
        views:
          - title: Home # the first view
            cards:
              - type: button
                entity: switch.b
              - light.c # plain

              # a group that stands apart

              # Weather
              - type: weather
                entity: weather.home
              # Lights of the kitchen
              - type: tile
                entity: light.a # ceiling
                # inside the tile
            icon: mdi:home
          - title: Away
            cards:
              - type: map
    "#]],
    );
    check(
        CARDS,
        r#"{"op":"move","from":["views",0,"cards",3],"to":["views",0,"cards",0]}"#,
        expect![[r#"
        views:
          - title: Home # the first view
            cards:
              # Weather
              - type: weather
                entity: weather.home

              # Lights of the kitchen
              - type: tile
                entity: light.a # ceiling
                # inside the tile
              - type: button
                entity: switch.b
              - light.c # plain

              # a group that stands apart
            icon: mdi:home
          - title: Away
            cards:
              - type: map
    "#]],
    );
    check(
        CARDS,
        r#"{"op":"move","from":["views",0,"cards",1],"to":["views",0,"cards",2]}"#,
        expect![[r#"
        views:
          - title: Home # the first view
            cards:
              # Lights of the kitchen
              - type: tile
                entity: light.a # ceiling
                # inside the tile
              - light.c # plain
              - type: button
                entity: switch.b

              # a group that stands apart

              # Weather
              - type: weather
                entity: weather.home
            icon: mdi:home
          - title: Away
            cards:
              - type: map
    "#]],
    );
}

#[test]
fn moves_cards_between_lists() {
    check(
        CARDS,
        r#"{"op":"move","from":["views",0,"cards",0],"to":["views",1,"cards",0]}"#,
        expect![[r#"
        views:
          - title: Home # the first view
            cards:
              - type: button
                entity: switch.b
              - light.c # plain

              # a group that stands apart

              # Weather
              - type: weather
                entity: weather.home
            icon: mdi:home
          - title: Away
            cards:
              # Lights of the kitchen
              - type: tile
                entity: light.a # ceiling
                # inside the tile
              - type: map
    "#]],
    );
    check(
        CARDS,
        r#"{"op":"move","from":["views",0,"cards",3],"to":["views",1,"cards",1]}"#,
        expect![[r#"
        views:
          - title: Home # the first view
            cards:
              # Lights of the kitchen
              - type: tile
                entity: light.a # ceiling
                # inside the tile
              - type: button
                entity: switch.b
              - light.c # plain

              # a group that stands apart
            icon: mdi:home
          - title: Away
            cards:
              - type: map

              # Weather
              - type: weather
                entity: weather.home
    "#]],
    );
    check(
        CARDS,
        r#"{"op":"move","from":["views",1,"cards",0],"to":["views",0,"cards",4]}"#,
        expect![[r#"
        views:
          - title: Home # the first view
            cards:
              # Lights of the kitchen
              - type: tile
                entity: light.a # ceiling
                # inside the tile
              - type: button
                entity: switch.b
              - light.c # plain

              # a group that stands apart

              # Weather
              - type: weather
                entity: weather.home
              - type: map
            icon: mdi:home
          - title: Away
            cards: []
    "#]],
    );
}

#[test]
fn moves_a_view_with_its_content() {
    check(
        CARDS,
        r#"{"op":"move","from":["views",0],"to":["views",1]}"#,
        expect![[r#"
        views:
          - title: Away
            cards:
              - type: map
          - title: Home # the first view
            cards:
              # Lights of the kitchen
              - type: tile
                entity: light.a # ceiling
                # inside the tile
              - type: button
                entity: switch.b
              - light.c # plain

              # a group that stands apart

              # Weather
              - type: weather
                entity: weather.home
            icon: mdi:home
    "#]],
    );
}

#[test]
fn moves_to_another_indentation() {
    check(
        "a:\n- x: |\n    one\n\n      two\n  y: \"q\n    r\" # c\n- z\nb:\n    c:\n      - w\n",
        r#"{"op":"move","from":["a",0],"to":["b","c",1]}"#,
        expect![[r#"
            a:
            - z
            b:
                c:
                  - w
                  - x: |
                      one

                        two
                    y: "q
                      r" # c
        "#]],
    );
    check(
        "b:\n      - # head\n        x: |2\n             one\n           two\n# far left\n        y: 1\n      - w\nc:\n- d\n",
        r#"{"op":"move","from":["b",0],"to":["c",0]}"#,
        expect![[r#"
            b:
                  - w
            c:
            - # head
              x: |2
                   one
                 two
            # far left
              y: 1
            - d
        "#]],
    );
}

#[test]
fn moves_a_node_between_a_list_and_a_key() {
    check(
        CARDS,
        r#"{"op":"move","from":["views",0,"cards",0],"to":["views",1,"card"]}"#,
        expect![[r#"
        views:
          - title: Home # the first view
            cards:
              - type: button
                entity: switch.b
              - light.c # plain

              # a group that stands apart

              # Weather
              - type: weather
                entity: weather.home
            icon: mdi:home
          - title: Away
            cards:
              - type: map
            # Lights of the kitchen
            card:
              type: tile
              entity: light.a # ceiling
              # inside the tile
    "#]],
    );
    check(
        "card: # head\n  # above\n  type: x # t\n  # below\nlist:\n  - a\n",
        r#"{"op":"move","from":["card"],"to":["list",0]}"#,
        expect![[r#"
            list:
              - # head
                # above
                type: x # t
                # below
              - a
        "#]],
    );
    check(
        "a: 1 # one\nlist:\n- x\n",
        r#"{"op":"move","from":["a"],"to":["list",1]}"#,
        expect![[r#"
        list:
        - x
        - 1 # one
    "#]],
    );
    check(
        "list:\n- x # why\n- |\n  text\nb: 2\n",
        r#"[{"op":"move","from":["list",0],"to":["a"]},{"op":"move","from":["list",0],"to":["c"]}]"#,
        expect![[r#"
            list: []
            b: 2
            a: x # why
            c: |
              text
        "#]],
    );
}

#[test]
fn refuses_meaningless_operations() {
    check(
        CARDS,
        r#"{"op":"move","from":["views",0],"to":["views",0,"cards",0]}"#,
        expect![[r#"
        ! views[0].cards[0]: a node cannot be moved into itself
    "#]],
    );
    check(
        CARDS,
        r#"{"op":"remove","path":[]}"#,
        expect![[r#"
        ! (document): the whole document can be neither removed nor moved
    "#]],
    );
    check(
        CARDS,
        r#"{"op":"remove","path":["views",7]}"#,
        expect![[r#"
        ! there is no views[7]
    "#]],
    );
    check(
        CARDS,
        r#"{"op":"insert","path":["views","x"],"value":1}"#,
        expect![[r#"
        ! views.x: a list takes positions and a mapping takes keys
    "#]],
    );
    check(
        CARDS,
        r#"{"op":"insert","path":["views",0,"title","x"],"value":1}"#,
        expect![[r#"
        ! views[0].title.x: this is neither a list nor a mapping
    "#]],
    );
    check(
        CARDS,
        r#"{"op":"rename_key","path":["views",0,"title"],"key":"icon"}"#,
        expect![[r#"
        ! views[0].icon is there already
    "#]],
    );
}

#[test]
fn renames_a_key_in_its_place() {
    check(
        CARDS,
        r#"{"op":"rename_key","path":["views",0,"title"],"key":"name"}"#,
        expect![[r#"
        views:
          - name: Home # the first view
            cards:
              # Lights of the kitchen
              - type: tile
                entity: light.a # ceiling
                # inside the tile
              - type: button
                entity: switch.b
              - light.c # plain

              # a group that stands apart

              # Weather
              - type: weather
                entity: weather.home
            icon: mdi:home
          - title: Away
            cards:
              - type: map
    "#]],
    );
    check(
        "\"a\": 1\n'b': 2\nc: {d: 3}\n",
        r#"[{"op":"rename_key","path":["a"],"key":"on"},{"op":"rename_key","path":["b"],"key":"it's"},{"op":"rename_key","path":["c","d"],"key":"12:30"},{"op":"rename_key","path":["c"],"key":"no"}]"#,
        expect![[r#"
            "on": 1
            'it''s': 2
            'no': {'12:30': 3}
        "#]],
    );
}

#[test]
fn makes_several_operations_at_once() {
    check(
        CARDS,
        r#"[{"op":"move","from":["views",0,"cards",0],"to":["views",1,"cards",1]},
            {"op":"set","path":["views",1,"cards",1,"entity"],"value":"light.z"},
            {"op":"insert","path":["views",1,"cards",2],"value":{"type":"new"}},
            {"op":"set","path":["views",1,"cards",2,"type"],"value":"newer"},
            {"op":"remove","path":["views",0,"cards",0]}]"#,
        expect![[r#"
            views:
              - title: Home # the first view
                cards:
                  - light.c # plain

                  # a group that stands apart

                  # Weather
                  - type: weather
                    entity: weather.home
                icon: mdi:home
              - title: Away
                cards:
                  - type: map
                  # Lights of the kitchen
                  - type: tile
                    entity: light.z # ceiling
                    # inside the tile
                  - type: newer
        "#]],
    );
}
