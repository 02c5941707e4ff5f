//! `yaml`, `edit`, `merge` and `diff` over files.

use serde_json::{Value, json};

use crate::bobbin::Desk;

fn read(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

#[test]
fn yaml_is_read_in_the_dialect_that_is_asked_for() {
    let desk = Desk::new();
    desk.put("a.yaml", "z: on\n10: 12:30\na: 010\n");
    assert_eq!(desk.ends(0, &["yaml", "parse", "a.yaml"]).out, "{\n  \"z\": true,\n  \"10\": 750,\n  \"a\": 8\n}\n");
    let legacy = desk.ends(0, &["yaml", "parse", "a.yaml", "--dialect", "editor-legacy"]).out;
    assert_eq!(read(&legacy), json!({"z": "on", "10": "12:30", "a": 10}));
}

#[test]
fn core_reads_what_is_included_from_the_folder_of_the_file() {
    let desk = Desk::new();
    desk.put("in/main.yaml", "views: !include views.yaml\nkey: !secret door\n");
    desk.put("in/views.yaml", "- title: Home\n");
    desk.put("in/secrets.yaml", "door: 1234\n");
    let out = desk.ends(0, &["yaml", "parse", "in/main.yaml", "--dialect", "core"]).out;
    assert_eq!(read(&out), json!({"views": [{"title": "Home"}], "key": "!secret door"}));
    desk.put("in/views.yaml", "- title: Home\n bad: [\n");
    let broken = desk.ends(2, &["yaml", "parse", "in/main.yaml", "--dialect", "core"]);
    assert!(broken.words.contains("in/views.yaml:2:"), "{broken:#?}");
}

#[test]
fn bad_yaml_is_told_with_its_place() {
    let desk = Desk::new();
    desk.put("bad.yaml", "views:\n  - title: a\n  - title: [\n");
    let ran = desk.ends(2, &["yaml", "parse", "bad.yaml"]);
    assert!(ran.words.starts_with("bad.yaml:"), "{ran:#?}");
    let place: Vec<_> = ran.words.split(':').skip(1).take(2).map(str::parse::<u32>).collect();
    assert!(place.iter().all(Result::is_ok), "{ran:#?}");
    desk.put("tag.yaml", "a: !include b.yaml\n");
    assert!(desk.ends(2, &["yaml", "parse", "tag.yaml"]).words.starts_with("tag.yaml:1:4: "));
    assert!(desk.ends(2, &["yaml", "parse", "none.yaml"]).words.contains("none.yaml"));
}

#[test]
fn json_is_written_as_yaml_that_means_the_same() {
    let desk = Desk::new();
    let value = json!({"views": [{"title": "on", "cards": [{"content": "{{ a }}\n{{ b }}\n"}], "n": 1.5}]});
    desk.put("a.json", &value.to_string());
    let yaml = desk.ends(0, &["yaml", "emit", "a.json"]).out;
    desk.put("a.yaml", &yaml);
    assert_eq!(read(&desk.ends(0, &["yaml", "parse", "a.yaml"]).out), value);
    desk.put("bad.json", "{\n  \"a\": }");
    assert!(desk.ends(2, &["yaml", "emit", "bad.json"]).words.starts_with("bad.json:2:"));
}

#[test]
fn an_edit_in_an_included_file_edits_that_file() {
    let desk = Desk::new();
    desk.put("in/main.yaml", "# all\nviews: !include views.yaml\ntitle: a # mine\n");
    desk.put("in/views.yaml", "# the views\n- title: Home # first\n  path: home\n");
    desk.put(
        "ops.json",
        r#"[{"op": "set", "path": ["views", 0, "path"], "value": "start"}, {"op": "set", "path": ["title"], "value": "b"}]"#,
    );
    let edit = ["edit", "in/main.yaml", "--ops", "ops.json", "--dialect", "core"];
    assert!(desk.ends(2, &edit).words.starts_with("in/main.yaml:1:1: the edit is in views.yaml"));
    assert_eq!(desk.get("in/views.yaml"), "# the views\n- title: Home # first\n  path: home\n");
    desk.ends(0, &[&edit[..], &["-o", "in/main.yaml"]].concat());
    assert_eq!(desk.get("in/main.yaml"), "# all\nviews: !include views.yaml\ntitle: b # mine\n");
    assert_eq!(desk.get("in/views.yaml"), "# the views\n- title: Home # first\n  path: start\n");
    desk.put("ops.json", r#"[{"op": "remove", "path": ["views", 0, "nothing"]}]"#);
    assert!(desk.ends(2, &edit).words.starts_with("in/views.yaml:2:3:"));
}

#[test]
fn an_edit_touches_nothing_else() {
    let desk = Desk::new();
    desk.put("a.yaml", "views: # all\r\n  - title:  Home   # first\r\n    path: home\r\n");
    desk.put("ops.json", r#"[{"op": "set", "path": ["views", 0, "path"], "value": "start"}]"#);
    let edited = "views: # all\r\n  - title:  Home   # first\r\n    path: start\r\n";
    assert_eq!(desk.ends(0, &["edit", "a.yaml", "--ops", "ops.json"]).out, edited);
    assert_eq!(desk.ends(0, &["edit", "a.yaml", "--ops", "ops.json", "-o", "b.yaml"]).out, "");
    assert_eq!(desk.get("b.yaml"), edited);
    desk.put("ops.json", r#"[{"op": "remove", "path": ["views", 7]}]"#);
    assert!(desk.ends(2, &["edit", "a.yaml", "--ops", "ops.json"]).words.starts_with("a.yaml:2:"));
    desk.put("ops.json", r#"[{"op": "fly"}]"#);
    assert!(desk.ends(2, &["edit", "a.yaml", "--ops", "ops.json"]).words.starts_with("ops.json:1:"));
}

#[test]
fn a_diff_compares_what_files_mean() {
    let desk = Desk::new();
    desk.put("a.yaml", "views:\n  - title: Home # mine\n");
    desk.put("same.yaml", "# other\n{views: [{title: 'Home'}]}\n");
    desk.put("b.yaml", "views:\n  - title: House\n");
    desk.put("one.json", r#"{"size": 1}"#);
    desk.put("one.yaml", "size: 1.0\n");
    desk.ends(0, &["diff", "one.json", "one.yaml"]);
    assert_eq!(desk.ends(0, &["diff", "a.yaml", "same.yaml"]).out, "");
    let text = desk.ends(1, &["diff", "a.yaml", "b.yaml"]);
    assert!(text.out.starts_with("--- a.yaml\n+++ b.yaml\n@@"), "{text:#?}");
    assert!(text.out.contains("\n-  - title: Home\n+  - title: House\n"), "{text:#?}");
    assert!(text.words.contains("House"), "{text:#?}");
    let words = desk.ends(1, &["diff", "a.yaml", "b.yaml", "--format", "words"]).out;
    assert_eq!(words, "Renamed view *Home* to *House*\n", "a sentence for every change");
    assert_eq!(desk.ends(0, &["diff", "a.yaml", "same.yaml", "--format", "words"]).out, "");
    let json = read(&desk.ends(1, &["diff", "a.yaml", "b.yaml", "--format", "json"]).out);
    assert_eq!(json.as_array().map(Vec::len), Some(1), "{json}");
    assert_eq!(json[0]["sentence"], "Renamed view Home to House", "{json}");
    assert_eq!(desk.ends(0, &["diff", "a.yaml", "same.yaml", "--format", "json"]).out, "[]\n");
}

#[test]
fn a_merge_keeps_both_sides_and_local_comments() {
    let desk = Desk::new();
    desk.put("base.yaml", "title: a\nviews:\n  - title: One\n    path: one\n");
    desk.put("local.yaml", "title: b # mine\nviews:\n  - title: One\n    path: one\n");
    desk.put("remote.yaml", "title: a\nviews:\n  - title: One\n    path: two\n");
    let merged = "title: b # mine\nviews:\n  - title: One\n    path: two\n";
    assert_eq!(desk.ends(0, &["merge", "base.yaml", "local.yaml", "remote.yaml"]).out, merged);
    let json = desk.ends(0, &["merge", "base.yaml", "local.yaml", "remote.yaml", "-o", "m.yaml", "--json"]).out;
    assert_eq!((desk.get("m.yaml").as_str(), read(&json)), (merged, json!({"conflicts": []})));
}

#[test]
fn a_contradiction_ends_with_1_and_leaves_no_marker() {
    let desk = Desk::new();
    desk.put("base.yaml", "title: a\n");
    desk.put("local.yaml", "title: b # mine\n");
    desk.put("remote.yaml", "title: c\n");
    let ran = desk.ends(1, &["merge", "base.yaml", "local.yaml", "remote.yaml"]);
    assert_eq!(ran.out, "title: b # mine\n");
    assert!(ran.words.starts_with("conflict: "), "{ran:#?}");
    let json = read(&desk.ends(1, &["merge", "base.yaml", "local.yaml", "remote.yaml", "--json"]).out);
    let sides = &json["conflicts"][0];
    assert_eq!((&sides["base"], &sides["local"], &sides["remote"]), (&json!("a"), &json!("b"), &json!("c")), "{json}");
    assert_eq!(json["text"], "title: b # mine\n");
}

#[test]
fn a_dash_is_standard_input_and_output() {
    let desk = Desk::new();
    desk.put("a.yaml", "title: a # mine\n");
    let parsed = desk.fed("title: on\n", &["yaml", "parse", "-"]);
    assert_eq!((parsed.code, read(&parsed.out)), (0, json!({"title": true})), "{parsed:#?}");
    assert!(desk.fed("title: [\n", &["yaml", "parse", "-"]).words.starts_with("-:"));
    desk.put("views.yaml", "- title: Home\n");
    let included = desk.fed("views: !include views.yaml\n", &["yaml", "parse", "-", "--dialect", "core"]);
    assert_eq!(read(&included.out), json!({"views": [{"title": "Home"}]}), "{included:#?}");
    assert_eq!(desk.fed(r#"{"title": "on"}"#, &["yaml", "emit", "-"]).out, "title: 'on'\n");
    let ops = r#"[{"op": "set", "path": ["title"], "value": "b"}]"#;
    assert_eq!(desk.fed(ops, &["edit", "a.yaml", "--ops", "-", "-o", "-"]).out, "title: b # mine\n");
    assert_eq!(desk.fed("{title: a}\n", &["diff", "a.yaml", "-"]).code, 0);
    assert_eq!(desk.fed("title: c\n", &["merge", "a.yaml", "a.yaml", "-", "-o", "-"]).out, "title: c # mine\n");
    let both = desk.fed("title: c\n", &["merge", "a.yaml", "a.yaml", "-", "-o", "-", "--json"]);
    assert_eq!(read(&both.out)["text"], "title: c # mine\n", "one JSON, and no text before it");
    let twice = desk.fed("title: a\n", &["diff", "-", "-"]);
    assert!(twice.code == 64 && twice.words.contains("twice"), "{twice:#?}");
}
