//! Carrying a new value from Home Assistant into a commented text.

use expect_test::expect;

use crate::check_carry;

const LOCAL: &str = "\
# My dashboard
title: Home # shown on top
views:
  # The kitchen
  - title: Kitchen
    cards:
      # ceiling
      - type: tile
        entity: light.a # e
      - type: button # b
        entity: switch.b

      # weather
      - type: weather
        entity: weather.home
  - title: Away # second
    cards: []
";

#[test]
fn its_own_value_is_no_edit() {
    check_carry(
        LOCAL,
        LOCAL,
        expect![[r#"
        # My dashboard
        title: Home # shown on top
        views:
          # The kitchen
          - title: Kitchen
            cards:
              # ceiling
              - type: tile
                entity: light.a # e
              - type: button # b
                entity: switch.b

              # weather
              - type: weather
                entity: weather.home
          - title: Away # second
            cards: []
    "#]],
    );
}

#[test]
fn a_changed_key_changes_its_value_only() {
    check_carry(
        LOCAL,
        &LOCAL.replace("light.a", "light.z").replace("Away", "Gone"),
        expect![[r#"
        # My dashboard
        title: Home # shown on top
        views:
          # The kitchen
          - title: Kitchen
            cards:
              # ceiling
              - type: tile
                entity: light.z # e
              - type: button # b
                entity: switch.b

              # weather
              - type: weather
                entity: weather.home
          - title: Gone # second
            cards: []
    "#]],
    );
}

#[test]
fn a_removed_card_loses_its_comments() {
    check_carry(
        LOCAL,
        "{title: Home, views: [{title: Kitchen, cards: [{type: button, entity: switch.b}, {type: weather, entity: weather.home}]}, {title: Away, cards: []}]}",
        expect![[r#"
            # My dashboard
            title: Home # shown on top
            views:
              # The kitchen
              - title: Kitchen
                cards:
                  - type: button # b
                    entity: switch.b

                  # weather
                  - type: weather
                    entity: weather.home
              - title: Away # second
                cards: []
            ~~~
            # ceiling
            # e
        "#]],
    );
}

#[test]
fn a_moved_card_takes_its_comments_along() {
    check_carry(
        LOCAL,
        "{title: Home, views: [{title: Kitchen, cards: [{type: button, entity: switch.b}, {type: weather, entity: weather.home}]}, {title: Away, cards: [{type: tile, entity: light.a}]}]}",
        expect![[r#"
            # My dashboard
            title: Home # shown on top
            views:
              # The kitchen
              - title: Kitchen
                cards:
                  - type: button # b
                    entity: switch.b

                  # weather
                  - type: weather
                    entity: weather.home
              - title: Away # second
                cards:
                  # ceiling
                  - type: tile
                    entity: light.a # e
        "#]],
    );
    check_carry(
        LOCAL,
        "{title: Home, views: [{title: Kitchen, cards: [{type: weather, entity: weather.home}, {type: tile, entity: light.a}, {type: button, entity: switch.b}]}, {title: Away, cards: []}]}",
        expect![[r#"
            # My dashboard
            title: Home # shown on top
            views:
              # The kitchen
              - title: Kitchen
                cards:
                  # weather
                  - type: weather
                    entity: weather.home

                  # ceiling
                  - type: tile
                    entity: light.a # e
                  - type: button # b
                    entity: switch.b
              - title: Away # second
                cards: []
        "#]],
    );
}

#[test]
fn a_wrapped_card_takes_its_comments_along() {
    check_carry(
        LOCAL,
        "{title: Home, views: [{title: Kitchen, cards: [{type: grid, cards: [{type: tile, entity: light.a}, {type: button, entity: switch.b}]}, {type: weather, entity: weather.home}]}, {title: Away, cards: []}]}",
        expect![[r#"
            # My dashboard
            title: Home # shown on top
            views:
              # The kitchen
              - title: Kitchen
                cards:
                  - type: grid
                    cards:
                      # ceiling
                      - type: tile
                        entity: light.a # e
                      - type: button # b
                        entity: switch.b

                  # weather
                  - type: weather
                    entity: weather.home
              - title: Away # second
                cards: []
        "#]],
    );
}

#[test]
fn keys_are_added_removed_and_moved() {
    check_carry(
        "a: 1 # one\nb: 2 # two\nc: 3 # three\n",
        "{c: 3, a: 1, d: 4}",
        expect![[r#"
        c: 3 # three
        a: 1 # one
        d: 4
        ~~~
        # two
    "#]],
    );
    check_carry(
        "a:\n  x: 1 # one\nb: 2 # two\n",
        "{renamed: {x: 1}, b: 2}",
        expect![[r#"
        renamed:
          x: 1 # one
        b: 2 # two
    "#]],
    );
}

#[test]
fn another_kind_of_value_replaces_the_document() {
    check_carry(
        LOCAL,
        "[1, 2]",
        expect![[r#"
        - 1
        - 2
        ~~~
        # My dashboard
        # shown on top
        # The kitchen
        # ceiling
        # e
        # b
        # weather
        # second
    "#]],
    );
    check_carry(
        "# only\n",
        "{views: []}",
        expect![[r#"
        # only
        views: []
    "#]],
    );
}

#[test]
fn anchors_are_written_out_only_where_necessary() {
    check_carry(
        "a: &a # anchor\n  x: 1 # one\n  w: 2\nb: *a # alias\nc: *a\n",
        "{a: {x: 1, w: 2}, b: {x: 1, w: 3}, c: {x: 1, w: 2}}",
        expect![[r#"
            a: &a # anchor
              x: 1 # one
              w: 2
            b: # alias
              x: 1
              w: 3
            c: *a
        "#]],
    );
    check_carry(
        "a: &a\n  x: 1 # one\nb:\n  <<: *a # merged\n  z: 1 # z\nc: *a\n",
        "{a: {x: 2}, b: {x: 1, z: 2}, c: {x: 2}}",
        expect![[r#"
            a: &a
              x: 2 # one
            b:
              x: 1
              z: 2 # z
            c:
              x: 2
            ~~~
            # merged
        "#]],
    );
}

#[test]
fn storage_style_changes() {
    check_carry(
        "views:\n  - badges:\n      - sensor.a # s\n      - sensor.b\n    cards:\n      - type: entities\n        entities: [light.a, light.b]\n        show_header_toggle: off\n",
        "{views: [{badges: [{type: entity, entity: sensor.a, show_name: true}, sensor.b], cards: [{type: entities, entities: [light.b, {entity: light.c}], show_header_toggle: false}]}]}",
        expect![[r#"
            views:
              - badges:
                  - # s
                    type: entity
                    entity: sensor.a
                    show_name: true
                  - sensor.b
                cards:
                  - type: entities
                    entities: [light.b, {entity: light.c}]
                    show_header_toggle: off
        "#]],
    );
}
