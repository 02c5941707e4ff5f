//! Reading YAML as the user sees it: problems with their positions and hints, warnings with their fixes, the tree with
//! its spans; and proof that no text makes reading panic or slow.

use bobbin_core::path;
use bobbin_core::path::Path;
use bobbin_core::text_edit::apply;
use bobbin_core::value::{Map, Value};
use bobbin_core::yaml::{Dialect, Lines, NodeId, NodeKind, Parsed, Problem, ProblemCode, ScalarStyle, Tree, parse};
use expect_test::{Expect, expect};
use proptest::prelude::*;

fn read(text: &str) -> Parsed {
    parse(text, Dialect::Editor)
}

fn told(problem: &Problem) -> String {
    let hint = problem.hint.as_deref().unwrap_or("no hint");
    let fix = problem.fix.as_ref().map_or("", |fix| fix.label.as_str());
    format!("{problem}. {hint}. [{fix}]")
}

/// Compares the first problem, and the text after its fix.
fn check(text: &str, expected: &Expect) {
    let parsed = read(text);
    let mut out = parsed.problems.first().map_or_else(|| "fine".to_owned(), told);
    if let Some(fix) = parsed.problems.first().and_then(|problem| problem.fix.as_ref()) {
        let fixed = apply(text, &fix.edits);
        let good = if read(&fixed).is_good() { "" } else { " (not good yet)" };
        out.push_str(&format!("\n{fixed}{good}"));
    }
    expected.assert_eq(&out);
}

#[test]
fn a_tab_in_the_indentation_is_named() {
    check(
        "views:\n\t- title: a\n",
        &expect![[r#"
            2:1: Tab used for indentation; YAML allows only spaces there. Replace it with spaces. [Use spaces]
            views:
              - title: a
        "#]],
    );
    check(
        "views:\n  - title: a\n\t  path: b\n",
        &expect![[r#"
        3:1: Tab used for indentation; YAML allows only spaces there. Replace it with spaces. [Use spaces]
        views:
          - title: a
            path: b
    "#]],
    );
}

#[test]
fn a_missing_space_after_a_colon_is_named() {
    check(
        "type: tile\nentity:light.x\nname: a\n",
        &expect![[r#"
        2:7: A space is missing after the colon of "entity". Put a space after the colon. [Add the space]
        type: tile
        entity: light.x
        name: a
    "#]],
    );
    check(
        "- type:tile\n  entity: light.x\n",
        &expect![[r#"
        1:7: A space is missing after the colon of "type". Put a space after the colon. [Add the space]
        - type: tile
          entity: light.x
    "#]],
    );
}

#[test]
fn an_unclosed_quote_is_named_where_it_opens() {
    check(
        "a: \"one\nb: two\n",
        &expect![
            "1:4: The quoted text goes on with too little indentation, or its quote was never closed. Close the quote at the end of the text. []"
        ],
    );
    check(
        "a: 'one\nb: 'two'\n",
        &expect![
            "1:4: The quoted text goes on with too little indentation, or its quote was never closed. Close the quote at the end of the text. []"
        ],
    );
    check(
        "- a: 'one\n     b: 'two\n",
        &expect![
            "1:6: The quote opened here is closed on line 2 only, where another text seems to begin. Close the quote at the end of its line. []"
        ],
    );
}

#[test]
fn an_unquoted_template_is_named() {
    check(
        "name: {{ states('a') }}\n",
        &expect![[r#"
        1:7: This template is not quoted, so its braces are read as a mapping. Quote the template. [Quote it]
        name: '{{ states(''a'') }}'
    "#]],
    );
    check(
        "name: {{ a }}\nother: 1\n",
        &expect![[r#"
            1:7: This template is not quoted, so its braces are read as a mapping. Quote the template. [Quote it]
            name: '{{ a }}'
            other: 1
        "#]],
    );
    check(
        "name: {{ a }} b\n",
        &expect!["1:7: This template is not quoted, so its braces are read as a mapping. Quote the template. []"],
    );
    check(
        "a: {% if x %}\n",
        &expect![[r#"
        1:4: This template is not quoted, so its braces are read as a mapping. Quote the template. [Quote it]
        a: '{% if x %}'
    "#]],
    );
}

#[test]
fn a_colon_inside_a_text_is_named() {
    check(
        "title: Home: sweet # c\n",
        &expect![[r#"
        1:12: A colon followed by a space stands inside a text, where it would start another value. Quote the text. [Quote it]
        title: 'Home: sweet' # c
    "#]],
    );
}

#[test]
fn a_wrong_indentation_is_named() {
    check(
        "type: tile\n  entity: light.x\n",
        &expect![
            "2:3: This line is indented deeper than the line above, which has a value already. Give it the same indentation as the line above. []"
        ],
    );
    check(
        "a:\n    b: 1\n  c: 2\n",
        &expect![
            "3:3: This line fits neither the mapping above it nor its value. Give it the same indentation as the lines it belongs with. []"
        ],
    );
    check(
        "a:\n  - b\n - c\n",
        &expect![
            "3:2: This line fits neither the mapping above it nor its value. Give it the same indentation as the lines it belongs with. []"
        ],
    );
}

#[test]
fn other_mistakes_are_named() {
    check(
        "a: 1\nb: 2\na: 3\n",
        &expect![[r#"3:1: The key "a" stands on line 1 already. Remove or rename one of the two. []"#]],
    );
    check(
        "a: !include x.yaml\n",
        &expect![
            "1:4: !include works in Home Assistant's files only, not in a dashboard that is edited here. To start a text with an exclamation mark, quote it. []"
        ],
    );
    check(
        "a: !thing x\n",
        &expect!["1:4: The tag !thing is unknown. To start a text with an exclamation mark, quote it. []"],
    );
    check(
        "a: *b\n",
        &expect!["1:4: There is no anchor &b above this alias. To start a text with * or &, quote it. []"],
    );
    check(
        "a: [1, 2\nb: 3\n",
        &expect![
            "2:1: Lines inside brackets must be indented deeper than the line that opened them. Give it the same indentation as the lines it belongs with. []"
        ],
    );
    check(
        "a: [1, 2",
        &expect![
            "1:4: A bracket is opened here and never closed. Close the bracket, or quote the text if no list or mapping is meant. []"
        ],
    );
    check(
        "a: 1\n---\nb: 2\n",
        &expect![
            "2:1: A second document starts here, and Home Assistant reads only one. Remove the line with the dashes. []"
        ],
    );
    check("", &expect!["1:1: The text is empty. no hint. []"]);
    check(
        "a: \"\\d\"\n",
        &expect![
            "1:5: This is no escape that YAML knows; to write a backslash, double it or use single quotes. no hint. []"
        ],
    );
    check(
        "a: @x\n",
        &expect![
            "1:4: This line fits neither the mapping above it nor its value. Give it the same indentation as the lines it belongs with. []"
        ],
    );
}

#[test]
fn every_problem_of_a_readable_text_is_listed() {
    let problems = read("a: !x 1\nb: *c\nc: 1\nc: 2\n").problems;
    let lines: Vec<usize> = problems.iter().map(|problem| problem.at.line).collect();
    assert_eq!(lines, [1, 2, 4]);
}

/// Home Assistant's editor refuses a duplicate key, no matter how many warnings there are.
#[test]
fn warnings_never_hide_a_problem() {
    for warnings in [0, 199, 200, 201, 1_000] {
        let text = format!("x: [{}]\ntype: a\ntype: b\n", vec!["on"; warnings].join(", "));
        let parsed = read(&text);
        assert_eq!(parsed.warnings.len(), warnings.min(200));
        assert_eq!(parsed.problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), [ProblemCode::DuplicateKey]);
        assert!(!parsed.is_good(), "{warnings} warnings");
    }
}

#[test]
fn differences_between_dialects_are_reported_with_a_fix() {
    let text = "a: off\nb: 12:30\nc: y\nd: 1e3\ne: 2026-01-02\nf: 1.0\non: x\ng: 'on'\nh: 5\ni: 010\n";
    let parsed = read(text);
    let told: Vec<String> = parsed.warnings.iter().map(ToString::to_string).collect();
    expect![[r#"
        1:4: This is false for Home Assistant today, and the text "off" for its editor before 2026.8
        2:4: This is the number 750 for Home Assistant today, and the text "12:30" for its editor before 2026.8
        3:4: This is true for Home Assistant's editor, and the text "y" for older ones and in its YAML files
        4:4: This is the text "1e3" for Home Assistant today, and the number 1000 for its editor before 2026.8
        5:4: This is the date 2026-01-02T00:00:00.000Z for Home Assistant's editor, and the date 2026-01-02 in its YAML files
        7:1: This key is the text "true" for Home Assistant today, and the text "on" for its editor before 2026.8
        10:4: This is the number 8 for Home Assistant today, and the number 10 for its editor before 2026.8"#]]
    .assert_eq(&told.join("\n"));
    let edits: Vec<_> =
        parsed.warnings.iter().filter_map(|warning| warning.fix.clone()).flat_map(|fix| fix.edits).collect();
    let fixed = apply(text, &edits);
    assert!(fixed.starts_with("a: 'off'\nb: '12:30'\nc: 'y'\n"), "{fixed}");
    for dialect in Dialect::ALL {
        assert_eq!(parse(&fixed, dialect).warnings, []);
    }
}

#[test]
fn a_repeated_key_is_a_warning_in_core() {
    let parsed = parse("a: 1\na: 2\n", Dialect::Core);
    assert_eq!(parsed.value.and_then(|value| value.get("a").cloned()), Some(Value::from(2)));
    assert_eq!(parsed.warnings[0].code, ProblemCode::DuplicateKey);
}

#[test]
fn lines_and_columns_count_characters_in_every_kind_of_line() {
    for text in ["a: 1\né: *x\n", "a: 1\r\né: *x\r\n", "a: 1\ré: *x\r", "\u{feff}a: 1\né: *x\n"] {
        let at = read(text).problems[0].at;
        assert_eq!((at.line, at.column), (2, 4), "{text:?}");
        assert_eq!(&text[at.offset..at.offset + 2], "*x");
    }
    let at = read("\u{feff}é: *x\n").problems[0].at;
    assert_eq!((at.line, at.column), (1, 4));
    assert_eq!(Lines::of("a\nb").count(), 2);
}

#[test]
fn spans_and_styles_are_those_of_the_text() {
    let text = "a: 'x' # c\nb: |-\n  y\n  z\nc:\n  - &n d\n  - *n\n  - [1, {e: 2}]\nf:\n";
    let parsed = read(text);
    let tree = &parsed.tree;
    let written = |path: Path| {
        let id = tree.at(&path).expect("it is there");
        &text[tree.node(id).full.range()]
    };
    assert_eq!(written(path!["a"]), "'x'");
    assert_eq!(written(path!["b"]), "|-\n  y\n  z");
    assert_eq!(written(path!["c"]), "- &n d\n  - *n\n  - [1, {e: 2}]");
    assert_eq!(written(path!["c", 0]), "&n d");
    assert_eq!(written(path!["c", 2]), "[1, {e: 2}]");
    assert_eq!(written(path!["c", 2, 1, "e"]), "2");
    assert_eq!(written(path!["f"]), "");
    let absent = tree.at(&path!["f"]).expect("it is there");
    assert_eq!(tree.node(absent).kind, NodeKind::Scalar { style: ScalarStyle::Absent });
    assert_eq!(tree.node(absent).span.start(), text.len() - 1);
    let comment = tree.comments()[0];
    assert_eq!((&text[comment.span.range()], comment.own_line), ("# c", false));
    let list = tree.at(&path!["c"]).expect("it is there");
    let dash = tree.items(list)[1].dash.expect("a block list has dashes");
    assert_eq!(&text[dash.start()..dash.start() + 4], "- *n");
}

#[test]
fn paths_through_aliases_lead_to_the_written_node() {
    let text = "base: &b {x: 1, w: {z: 2}}\nuse:\n  <<: *b\n  v: 3\nlist: [*b]\n";
    let parsed = read(text);
    let tree = &parsed.tree;
    assert_eq!(tree.at(&path!["use", "x"]), None);
    let found = tree.resolve(&path!["use", "w", "z"]).expect("it is merged");
    assert_eq!((tree.scalar(found.node).as_ref(), found.through.len()), ("2", 2));
    assert_eq!(tree.path(found.node), Some(path!["base", "w", "z"]));
    let listed = tree.resolve(&path!["list", 0, "x"]).expect("it is an alias");
    assert_eq!((tree.scalar(listed.node).as_ref(), listed.through.len()), ("1", 1));
    let base = tree.at(&path!["base"]).expect("it is there");
    assert_eq!(tree.value(base), parsed.value.expect("it is good").get("base").cloned().expect("it is there"));
}

#[test]
fn many_numbers_as_keys_and_long_ordered_maps_take_linear_time() {
    let keys: String = (0..60_000).map(|key| format!("{key}: a\n{key}.0: b\n")).collect();
    let value = parse(&keys, Dialect::Core).value.expect("the last of equal keys counts");
    assert_eq!((value.as_map().map(Map::len), value.get("7")), (Some(60_000), Some(&Value::from("b"))));
    let items: String = (0..60_000).map(|key| format!("- k{key}: a\n")).collect();
    for dialect in [Dialect::Editor, Dialect::EditorLegacy] {
        assert!(parse(&format!("!!omap\n{items}"), dialect).is_good());
    }
}

#[test]
fn an_alias_of_a_long_text_counts_its_bytes() {
    let long = "x".repeat(100_000);
    for aliases in [
        format!("a: &a {long}\nb:\n{}", "  - *a\n".repeat(1_000)),
        format!("a: &a {long}\nb:\n{}", "  - *a : 1\n".repeat(1_000)),
        format!("a: &a\n  k: {long}\nb:\n{}", "  - <<: *a\n".repeat(1_000)),
    ] {
        for dialect in Dialect::ALL {
            let parsed = parse(&aliases, dialect);
            assert_eq!(parsed.problems.first().map(|problem| problem.code), Some(ProblemCode::TooBig), "{dialect:?}");
        }
    }
}

#[test]
fn depth_bombs_and_long_lines_get_a_clear_problem() {
    let too_big = |text: &str, dialect| {
        let parsed = parse(text, dialect);
        assert_eq!(parsed.problems.first().map(|problem| problem.code), Some(ProblemCode::TooBig), "{dialect:?}");
    };
    for dialect in Dialect::ALL {
        too_big(&"[".repeat(100_000), dialect);
        too_big(&"- ".repeat(100_000), dialect);
        too_big(&"? ".repeat(100_000), dialect);
        too_big(&(0..5_000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect::<String>(), dialect);
        let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
        for step in 1..20 {
            let before = step - 1;
            bomb.push_str(&format!("a{step}: &a{step} [{}]\n", format!("*a{before}, ").repeat(10)));
        }
        too_big(&bomb, dialect);
        let mut chain = "a0: &a0 [x]\n".to_owned();
        for step in 1..3_000 {
            chain.push_str(&format!("a{step}: &a{step} [*a{}]\n", step - 1));
        }
        too_big(&chain, dialect);
        let mut merges = "a0: &a0 {x: 1}\n".to_owned();
        for step in 1..40 {
            let before = step - 1;
            merges.push_str(&format!("a{step}: &a{step}\n  <<: [*a{before}, *a{before}]\n  k{step}: 1\n"));
        }
        assert_eq!(parse(&merges, dialect).problems, [], "{dialect:?}");
    }
}

#[test]
fn reading_takes_time_in_proportion_to_the_text() {
    // Each of these texts made some reader quadratic. A quadratic reader would take minutes here; the first four are
    // four megabytes on one line, which is the largest message that HA allows.
    const SIZE: usize = 256 * 1024;
    const LARGE: usize = 4 * 1024 * 1024;
    let fill = |piece: &str| piece.repeat(SIZE / piece.len());
    let texts = [
        "a".repeat(LARGE),
        format!("a: \"{}\"", "b ".repeat(LARGE / 2)),
        format!("[{}]", "a: on, ".repeat(LARGE / 7)),
        "{a: b}, ".repeat(LARGE / 8),
        fill(" "),
        fill("\n"),
        fill("a "),
        fill("'"),
        fill("''"),
        format!("'{}", fill("a\n")),
        format!("\"{}", fill("\\n")),
        format!("a: {}", fill("b: ")),
        fill("# c\n"),
        fill("- a\n"),
        fill("a: *x\n"),
        fill("a: !x y\n"),
        fill("&a "),
        fill("{a: b}, "),
        format!("[{}]", fill("a: on, ")),
        format!("{{{}}}", fill("y, ")),
        format!("|\n{}", fill(" a\n")),
        format!(">\n{}", fill(" \n")),
        (0..SIZE / 12).map(|key| format!("k{key}: off\n")).collect(),
        (0..SIZE / 12).map(|key| format!("k: {key}\n")).collect(),
        (0..SIZE / 24).map(|key| format!("a{key}: &x {{b: *x}}\n")).collect(),
        fill("a: \u{1}\n"),
        fill("\t"),
        fill("a:\n\n"),
        fill("{{ a }}\n"),
    ];
    for text in &texts {
        // All dialects share a grammar, so the largest texts are read once.
        let dialects = if text.len() > SIZE * 2 { &Dialect::ALL[..1] } else { &Dialect::ALL[..] };
        for dialect in dialects {
            let parsed = parse(text, *dialect);
            assert!(parsed.problems.len() <= 200 && parsed.warnings.len() <= 200);
        }
    }
}

fn holds_together(tree: &Tree, text: &str) {
    for id in tree.ids() {
        let node = tree.node(id);
        assert!(node.full.contains(node.span), "{text:?}");
        assert!(text.get(node.full.range()).is_some() && text.get(node.span.range()).is_some(), "{text:?}");
        let inside = |child: NodeId| {
            assert!(node.full.contains(tree.node(child).full), "{text:?}");
            assert_eq!(tree.parent(child), Some(id));
        };
        let mut last = node.span.start();
        let mut next = |child: NodeId| {
            inside(child);
            assert!(tree.node(child).full.start() >= last, "{text:?}");
            last = tree.node(child).full.end();
        };
        for item in tree.items(id) {
            next(item.node);
        }
        for entry in tree.entries(id) {
            next(entry.key);
            next(entry.value);
        }
    }
    for comment in tree.comments() {
        assert!(text[comment.span.range()].starts_with('#'));
    }
}

/// Texts of characters with a meaning in YAML.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("a"),
        Just("b: "),
        Just("- "),
        Just("\n"),
        Just("\n  "),
        Just("\n    "),
        Just(" "),
        Just(": "),
        Just("? "),
        Just("["),
        Just("]"),
        Just("{"),
        Just("}"),
        Just(", "),
        Just("'"),
        Just("\""),
        Just("\\"),
        Just("#"),
        Just(" # c\n"),
        Just("|\n"),
        Just(">-\n"),
        Just("|+2\n"),
        Just("&a "),
        Just("*a "),
        Just("!!str "),
        Just("!include x"),
        Just("<<: "),
        Just("on"),
        Just("12:30"),
        Just("---"),
        Just("...\n"),
        Just("\t"),
        Just("%"),
        Just("é"),
        Just("\r\n"),
        Just("\r"),
        Just("😀"),
        Just("\u{feff}"),
        Just("\u{85}"),
        Just("{{"),
        Just("}}"),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn nothing_makes_reading_panic(text in prop_oneof![texts(), any::<String>()]) {
        for dialect in Dialect::ALL {
            let parsed = parse(&text, dialect);
            prop_assert_eq!(parsed.value.is_some(), parsed.problems.is_empty());
            if parsed.is_good() {
                holds_together(&parsed.tree, &text);
            }
            for problem in parsed.problems.iter().chain(&parsed.warnings) {
                prop_assert!(text.get(problem.span.range()).is_some());
                for edit in problem.fix.iter().flat_map(|fix| &fix.edits) {
                    prop_assert!(text.get(edit.range.clone()).is_some());
                }
            }
            for offset in 0..=text.len() {
                if let Some(id) = parsed.tree.node_at(offset) {
                    parsed.tree.path(id);
                }
            }
        }
    }

    #[test]
    fn a_path_leads_back_to_its_node(text in texts()) {
        let parsed = read(&text);
        for id in parsed.tree.ids().filter(|_| parsed.is_good()) {
            if let Some(path) = parsed.tree.path(id) {
                let found = parsed.tree.at(&path);
                let key = found.and_then(|found| parsed.tree.parent(found)).is_some_and(|parent| {
                    parsed.tree.entries(parent).iter().any(|entry| entry.key == id)
                });
                prop_assert!(found == Some(id) || key, "{path} in {text:?}");
            }
        }
    }
}

#[test]
fn keys_that_look_like_numbers_keep_their_order() {
    let text = "b: 1\n10: 2\n9: 3\n'1': 4\na: 5\n";
    for dialect in Dialect::ALL {
        let value = parse(text, dialect).value.expect("the text is good");
        let keys: Vec<&str> = value.as_map().expect("it is a mapping").keys().collect();
        assert_eq!(keys, ["b", "10", "9", "1", "a"], "{dialect}");
        let written = bobbin_core::yaml::emit(&value, &bobbin_core::yaml::EmitStyle::default());
        assert_eq!(parse(&written, dialect).value, Some(value), "{dialect}: {written}");
    }
}
