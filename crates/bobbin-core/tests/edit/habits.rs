//! The file's own formatting: indentation, quotes, line breaks, blank lines, the last line.

use expect_test::expect;

use crate::{check, edited};
use bobbin_core::yaml::Dialect;

#[test]
fn lists_keep_the_indentation_of_the_file() {
    check(
        "a:\n- x: 1\nb: 2\n",
        r#"{"op":"set","path":["c"],"value":[1,{"d":[2]}]}"#,
        expect![[r#"
        a:
        - x: 1
        b: 2
        c:
        - 1
        - d:
          - 2
    "#]],
    );
    check(
        "a:\n  - x: 1\nb: 2\n",
        r#"{"op":"set","path":["c"],"value":[1,{"d":[2]}]}"#,
        expect![[r#"
        a:
          - x: 1
        b: 2
        c:
          - 1
          - d:
              - 2
    "#]],
    );
    check(
        "a:\n    x: 1\nb: 2\n",
        r#"{"op":"set","path":["c"],"value":{"d":{"e":1}}}"#,
        expect![[r#"
        a:
            x: 1
        b: 2
        c:
            d:
                e: 1
    "#]],
    );
}

#[test]
fn blank_lines_between_cards_stay() {
    let text = "cards:\n  - a: 1\n\n  - b: 2\n\n  - c: 3\n\nend: 1\n";
    check(
        text,
        r#"{"op":"insert","path":["cards",3],"value":{"d":4}}"#,
        expect![[r#"
        cards:
          - a: 1

          - b: 2

          - c: 3

          - d: 4

        end: 1
    "#]],
    );
    check(
        text,
        r#"{"op":"insert","path":["cards",0],"value":{"d":4}}"#,
        expect![[r#"
        cards:
          - d: 4

          - a: 1

          - b: 2

          - c: 3

        end: 1
    "#]],
    );
    check(
        text,
        r#"{"op":"remove","path":["cards",1]}"#,
        expect![[r#"
        cards:
          - a: 1

          - c: 3

        end: 1
    "#]],
    );
    check(
        text,
        r#"{"op":"remove","path":["cards",0]}"#,
        expect![[r#"
        cards:
          - b: 2

          - c: 3

        end: 1
    "#]],
    );
    check(
        text,
        r#"{"op":"remove","path":["cards",2]}"#,
        expect![[r#"
        cards:
          - a: 1

          - b: 2

        end: 1
    "#]],
    );
    check(
        text,
        r#"{"op":"move","from":["cards",0],"to":["cards",2]}"#,
        expect![[r#"
        cards:
          - b: 2

          - c: 3

          - a: 1

        end: 1
    "#]],
    );
}

#[test]
fn windows_line_breaks_and_the_byte_order_mark_stay() {
    let crlf = |text: &str| text.replace('\n', "\r\n");
    let shown = |text: String| text.replace('\r', "␍").replace('\u{feff}', "␢");
    let text = crlf("\u{feff}a:\n  - x: 1 # c\n  - y: 2\n");
    let new = edited(&text, r#"{"op":"insert","path":["a",2],"value":{"z":"l1\nl2\n","w":1}}"#, Dialect::Editor);
    expect![[r#"
        ␢a:␍
          - x: 1 # c␍
          - y: 2␍
          - z: |␍
              l1␍
              l2␍
            w: 1␍
    "#]]
    .assert_eq(&shown(new));
    let new = edited(&text, r#"{"op":"move","from":["a",0],"to":["a",1]}"#, Dialect::Editor);
    expect![[r#"
        ␢a:␍
          - y: 2␍
          - x: 1 # c␍
    "#]]
    .assert_eq(&shown(new));
    let new = edited(&text, r#"{"op":"rename_key","path":["a"],"key":"b"}"#, Dialect::Editor);
    expect![[r#"
        ␢b:␍
          - x: 1 # c␍
          - y: 2␍
    "#]]
    .assert_eq(&shown(new));
}

#[test]
fn a_missing_last_line_break_stays_missing() {
    check(
        "a: 1\nb: 2",
        r#"{"op":"set","path":["c"],"value":3}"#,
        expect![[r#"
        a: 1
        b: 2
        c: 3"#]],
    );
    check(
        "a: 1\nb: 2",
        r#"{"op":"set","path":["b"],"value":[3]}"#,
        expect![[r#"
        a: 1
        b:
          - 3"#]],
    );
    check("a: 1\nb: 2", r#"{"op":"remove","path":["b"]}"#, expect!["a: 1"]);
    check(
        "- 1\n- 2",
        r#"{"op":"move","from":[1],"to":[0]}"#,
        expect![[r#"
        - 2
        - 1"#]],
    );
    check(
        "- 1\n- 2",
        r#"{"op":"move","from":[0],"to":[1]}"#,
        expect![[r#"
        - 2
        - 1"#]],
    );
    check("a:\n  - 1", r#"{"op":"remove","path":["a",0]}"#, expect!["a: []"]);
    check(
        "a:\n  - 1",
        r#"[{"op":"insert","path":["a",1],"value":2},{"op":"set","path":["b"],"value":2}]"#,
        expect![[r#"
            a:
              - 1
              - 2
            b: 2"#]],
    );
    check(
        "a:\n  - 1\nb: 1",
        r#"[{"op":"insert","path":["a",1],"value":2},{"op":"remove","path":["b"]}]"#,
        expect![[r#"
            a:
              - 1
              - 2"#]],
    );
}

#[test]
fn block_text_at_the_end_of_a_text_without_last_line_break_keeps_its_value() {
    for dialect in [Dialect::Editor, Dialect::EditorLegacy, Dialect::Core] {
        let text = "a: 1\nb: |\n  x";
        for op in [
            r#"{"op":"set","path":["c"],"value":3}"#,
            r#"{"op":"set","path":["c"],"value":"l1\nl2\n"}"#,
            r#"{"op":"remove","path":["a"]}"#,
            r#"{"op":"remove","path":["b"]}"#,
            r#"{"op":"move","from":["b"],"to":["b"]}"#,
            r#"{"op":"wrap","path":["b"],"with":{"c":[]},"hole":["c",0]}"#,
        ] {
            let new = edited(text, op, dialect);
            assert!(!new.starts_with('!'), "{dialect:?} {op}: {new}");
        }
        let new = edited("- |\n  x\n- |\n  y", r#"{"op":"move","from":[1],"to":[0]}"#, dialect);
        assert!(!new.starts_with('!'), "{new}");
        let new = edited("- |\n  x\n- y", r#"{"op":"remove","path":[1]}"#, dialect);
        assert!(!new.starts_with('!'), "{new}");
    }
}

#[test]
fn a_key_comes_back_at_its_old_position() {
    let card = "cards:\n  - type: tile # kept\n    # which\n    entity: light.a\n    icon: mdi:lamp # lit\n";
    check(
        card,
        r#"{"op":"set_behind","path":["cards",0,"name"],"value":"A","behind":["entity","type"]}"#,
        expect![[r#"
            cards:
              - type: tile # kept
                # which
                entity: light.a
                name: A
                icon: mdi:lamp # lit
        "#]],
    );
    check(
        card,
        r#"{"op":"set_behind","path":["cards",0,"name"],"value":"A","behind":["not_there"]}"#,
        expect![[r#"
            cards:
              - name: A
                type: tile # kept
                # which
                entity: light.a
                icon: mdi:lamp # lit
        "#]],
    );
    check(
        "{type: tile, icon: mdi:lamp}\n",
        r#"{"op":"set_behind","path":["name"],"value":"A","behind":["type"]}"#,
        expect![[r#"
            {type: tile, name: A, icon: mdi:lamp}
        "#]],
    );
}

#[test]
fn a_key_has_no_preferred_position_next_to_a_merge_key() {
    check(
        "a: &a {type: tile, icon: mdi:lamp}\nb:\n  <<: *a\n  type: button\n",
        r#"{"op":"set_behind","path":["b","name"],"value":"A","behind":["type"]}"#,
        expect![[r#"
            ! b.name: a merge key (`<<`) brings keys along here, so that a new one can only come last
        "#]],
    );
}
