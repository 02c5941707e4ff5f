//! Editing by hand through the commands: outlines, and edits of the tree as offers.

use serde_json::{Value, json};

use crate::bobbin::Bobbin;

/// A file open in a Bobbin of its own.
struct Open {
    _folder: tempfile::TempDir,
    bobbin: Bobbin,
    id: String,
}

impl Open {
    async fn with(text: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let bobbin = Bobbin::start(&folder.path().join("bobbin")).await;
        let file = folder.path().join("lights.yaml");
        std::fs::write(&file, text).expect("a file");
        let document = bobbin.call("document_open", json!({"target": {"kind": "file", "path": file}})).await;
        let id = document["id"].as_str().expect("id").to_owned();
        Self { _folder: folder, bobbin, id }
    }

    async fn outline(&self, tree: Option<u64>) -> Value {
        self.bobbin.call("document_outline", json!({"id": self.id, "tree": tree})).await
    }

    async fn text(&self) -> String {
        self.bobbin.document(&self.id).await["text"].as_str().expect("a text").to_owned()
    }

    /// Asks for edits of the tree and applies the offer.
    async fn apply(&self, revision: u64, ops: Value) {
        let request = json!({"id": self.id, "revision": revision, "ops": ops});
        let offer = self.bobbin.call("document_apply", request).await;
        self.bobbin.accept(&self.id, &offer).await;
    }
}

const TEXT: &str = "\
views:
  - title: Küche # the kitchen
    cards:
      - type: tile
        entity: light.a # kept
      - type: vertical-stack
        cards:
          - type: button
            name: Go
";

#[tokio::test]
async fn an_edit_of_the_tree_is_a_small_edit_of_the_text() {
    let open = Open::with(TEXT).await;
    let outline = open.outline(None).await;
    let revision = outline["revision"].as_u64().expect("a revision");
    let offer = open
        .bobbin
        .call(
            "document_apply",
            json!({"id": open.id, "revision": revision, "ops": [
                {"op": "set", "path": ["views", 0, "cards", 0, "entity"], "value": "light.b"},
                {"op": "remove", "path": ["views", 0, "cards", 1]},
            ]}),
        )
        .await;
    assert_eq!(offer["revision"], revision);
    assert_eq!(open.text().await, TEXT, "asking changes nothing");
    open.bobbin.accept(&open.id, &offer).await;
    let expected =
        "views:\n  - title: Küche # the kitchen\n    cards:\n      - type: tile\n        entity: light.b # kept\n";
    assert_eq!(open.text().await, expected);
}

#[tokio::test]
async fn an_outline_is_sent_again_only_when_it_changed() {
    let open = Open::with(TEXT).await;
    let first = open.outline(None).await;
    let tree = first["tree"].as_u64().expect("a tree");
    let nodes = first["nodes"].as_array().expect("nodes");
    let kinds: Vec<_> = nodes.iter().map(|node| node["type"].as_str().expect("a type")).collect();
    assert_eq!(kinds, ["", "masonry", "tile", "vertical-stack", "button"]);
    assert_eq!(nodes[4]["parent"], 3);
    assert_eq!(nodes[4]["steps"], json!(["cards", 0]));
    // Positions count UTF-16 units like the editor, also after the umlaut.
    let ranges = first["ranges"].as_array().expect("ranges");
    let range = |node: usize| {
        let at = |index: usize| usize::try_from(ranges[index].as_u64().expect("an offset")).expect("small");
        let units: Vec<u16> = TEXT.encode_utf16().collect();
        String::from_utf16(&units[at(2 * node)..at(2 * node + 1)]).expect("characters")
    };
    assert_eq!(range(2), "- type: tile\n        entity: light.a");

    open.bobbin.type_over(&open.id, "# kept", "# still kept").await;
    let second = open.outline(Some(tree)).await;
    assert_eq!((&second["tree"], &second["nodes"]), (&json!(tree), &Value::Null));
    assert_ne!(second["ranges"], first["ranges"]);

    open.bobbin.type_over(&open.id, "name: Go", "name: Stop").await;
    let third = open.outline(Some(tree)).await;
    assert_eq!((&third["tree"], &third["nodes"]), (&json!(tree + 1), &Value::Null));
    let changed = third["changed"].as_array().expect("changes");
    assert_eq!((changed.len(), &changed[0]["index"], &changed[0]["node"]["name"]), (1, &json!(4), &json!("Stop")));

    // A client that missed one outline gets both changes, and one that has both gets none.
    open.bobbin.type_over(&open.id, "light.a", "light.b").await;
    let indexes = |outline: &Value| -> Vec<u64> {
        let changed = outline["changed"].as_array().expect("changes");
        changed.iter().map(|change| change["index"].as_u64().expect("an index")).collect()
    };
    let missed = open.outline(Some(tree)).await;
    assert_eq!((&missed["tree"], indexes(&missed)), (&json!(tree + 2), vec![2, 4]));
    assert_eq!(indexes(&open.outline(Some(tree + 1)).await), [2]);
    assert_eq!(indexes(&open.outline(Some(tree + 2)).await), [0_u64; 0]);

    // A node at another position makes another tree.
    open.bobbin
        .type_over(&open.id, "    cards:\n      - type: tile", "    cards:\n      - type: map\n      - type: tile")
        .await;
    let last = open.outline(Some(tree + 2)).await;
    assert_eq!((last["nodes"].as_array().map(Vec::len), indexes(&last)), (Some(6), vec![]));
}

#[tokio::test]
async fn only_shifts_are_sent_for_ranges_that_moved() {
    let cards: String =
        (0..30).map(|number| format!("      - type: tile\n        entity: light.a{number}\n")).collect();
    let open = Open::with(&format!("views:\n  - title: Küche\n    cards:\n{cards}")).await;
    let ask = async |of: &Value| {
        let request = json!({"id": open.id, "tree": 1, "rangesOf": of});
        open.bobbin.call("document_outline", request).await
    };
    let first = open.outline(None).await;
    let mut ranges: Vec<i64> = serde_json::from_value(first["ranges"].clone()).expect("ranges");
    let mut told = first["revision"].clone();
    for (old, new) in [("light.a3\n", "light.kitchen\n"), ("light.a20", "x"), ("Küche", "Ä"), ("views:", "# é\nviews:")]
    {
        open.bobbin.type_over(&open.id, old, new).await;
        let moved = ask(&told).await;
        assert_eq!(moved["ranges"], Value::Null, "{old}");
        let shifts = moved["shifts"].as_array().expect("shifts");
        assert!(shifts.len() < 12, "{shifts:?}");
        for (at, range) in ranges.iter_mut().enumerate() {
            let shift = shifts.iter().rfind(|shift| shift["from"].as_u64() <= Some(at as u64));
            *range += shift.map_or(0, |shift| shift["by"].as_i64().expect("a number"));
        }
        let whole = open.outline(None).await;
        assert_eq!(json!(ranges), whole["ranges"], "{old}");
        assert_eq!(ask(&whole["revision"]).await["shifts"], json!([]), "who has them all is told of none");
        told = whole["revision"].clone();
    }
    // A client with ranges older than the last, or none, gets all ranges.
    open.bobbin.type_over(&open.id, "light.a5", "light.b").await;
    open.outline(None).await;
    open.bobbin.type_over(&open.id, "light.a6", "light.b").await;
    for of in [told, Value::Null] {
        assert_eq!(ask(&of).await["ranges"].as_array().map(Vec::len), Some(ranges.len()));
    }
}

#[tokio::test]
async fn impossible_edits_are_refused_with_a_reason() {
    let open = Open::with(TEXT).await;
    let revision = open.outline(None).await["revision"].as_u64().expect("a revision");
    let fails = async |revision: u64, op: Value| {
        let request = json!({"id": open.id, "revision": revision, "ops": [op]});
        let error = open.bobbin.fails("document_apply", request).await;
        (error["code"].as_str().expect("a code").to_owned(), error["message"].as_str().expect("words").to_owned())
    };
    let stack = json!(["views", 0, "cards", 1]);
    let (code, words) =
        fails(revision, json!({"op": "move", "from": stack, "to": ["views", 0, "cards", 1, "cards", 0]})).await;
    assert_eq!((code.as_str(), words.contains("into itself")), ("editRefused", true), "{words}");
    let (code, _) = fails(revision, json!({"op": "remove", "path": ["views", 7]})).await;
    assert_eq!(code, "notFound");
    let (code, _) = fails(revision + 1, json!({"op": "remove", "path": stack})).await;
    assert_eq!(code, "outOfStep");
    open.bobbin.type_over(&open.id, "title: ", "title: \"").await;
    let (code, _) = fails(revision + 1, json!({"op": "remove", "path": stack})).await;
    assert_eq!(code, "invalidText");
    let outline = open.outline(None).await;
    assert_eq!((&outline["tree"], &outline["nodes"]), (&Value::Null, &Value::Null));
}

#[tokio::test]
async fn a_node_is_read_with_its_own_text() {
    let open = Open::with(TEXT).await;
    open.apply(0, json!([{"op": "set", "path": ["views", 0, "cards", 0, "name"], "value": "A"}])).await;
    let request = json!({"id": open.id, "revision": 1, "path": ["views", 0, "cards", 0]});
    let node = open.bobbin.call("document_node", request).await;
    assert_eq!(node["value"], json!({"type": "tile", "entity": "light.a", "name": "A"}));
    assert_eq!(node["yaml"], "type: tile\nentity: light.a # kept\nname: A\n");
}

#[tokio::test]
async fn gestures_move_wrap_and_copy() {
    let open = Open::with(TEXT).await;
    let card = |at: usize| json!(["views", 0, "cards", at]);
    let request = json!({"id": open.id, "revision": 0, "gesture": {
        "gesture": "move", "nodes": [card(0)], "list": ["views", 0, "cards", 1, "cards"], "index": 0,
    }});
    let arranged = open.bobbin.call("document_arrange", request).await;
    assert_eq!(arranged["nodes"], json!([["views", 0, "cards", 0, "cards", 0]]));
    open.bobbin.accept(&open.id, &arranged["offer"]).await;
    let moved = "\
views:
  - title: Küche # the kitchen
    cards:
      - type: vertical-stack
        cards:
          - type: tile
            entity: light.a # kept
          - type: button
            name: Go
";
    assert_eq!(open.text().await, moved);
    let nodes = json!([["views", 0, "cards", 0, "cards", 0], ["views", 0, "cards", 0, "cards", 1]]);
    let copied = open.bobbin.call("document_copy", json!({"id": open.id, "revision": 1, "nodes": nodes})).await;
    assert_eq!(copied["text"], "- type: tile\n  entity: light.a # kept\n- type: button\n  name: Go\n");
    let pasted = open.bobbin.call("yaml_identify", json!({"text": copied["text"]})).await;
    assert_eq!((&pasted["kind"], pasted["values"].as_array().map(Vec::len)), (&json!("card"), Some(2)));
    let refused = json!({"id": open.id, "revision": 1, "gesture": {
        "gesture": "wrap", "nodes": [["views", 0]], "with": {"type": "grid", "cards": []},
    }});
    assert_eq!(open.bobbin.fails("document_arrange", refused).await["code"], "editRefused");
    let convert = json!({"id": open.id, "revision": 1, "gesture": {
        "gesture": "convertView", "view": ["views", 0], "to": "sections",
    }});
    let converted = open.bobbin.call("document_arrange", convert).await;
    assert_eq!(converted["notes"], json!(["1 card goes into one section."]));
}

#[tokio::test]
async fn pasted_and_copied_nodes_keep_their_comments() {
    let open = Open::with(TEXT).await;
    let pasted = open.bobbin.call("yaml_identify", json!({"text": "entity: sensor.a\ntype: gauge # round\n"})).await;
    let request = json!({"id": open.id, "revision": 0, "gesture": {
        "gesture": "insert", "values": pasted["values"], "texts": pasted["texts"], "list": ["views", 0, "cards"], "index": 1,
    }});
    let arranged = open.bobbin.call("document_arrange", request).await;
    open.bobbin.accept(&open.id, &arranged["offer"]).await;
    let text = open.text().await;
    assert!(
        text.contains("      - entity: sensor.a\n        type: gauge # round\n      - type: vertical-stack"),
        "{text}"
    );
    let request =
        json!({"id": open.id, "revision": 1, "gesture": {"gesture": "duplicate", "nodes": [["views", 0, "cards", 0]]}});
    let arranged = open.bobbin.call("document_arrange", request).await;
    open.bobbin.accept(&open.id, &arranged["offer"]).await;
    assert_eq!(open.text().await.matches("entity: light.a # kept").count(), 2);
}

#[tokio::test]
async fn an_empty_text_gets_its_first_view() {
    for (text, expected) in [
        ("", "views:\n  - cards: []\n    title: A\n"),
        ("# mine\n\n# still", "# mine\n\n# still\nviews:\n  - cards: []\n    title: A\n"),
    ] {
        let open = Open::with(text).await;
        let outline = open.outline(None).await;
        let kinds: Vec<_> = outline["nodes"].as_array().expect("nodes").iter().map(|node| &node["kind"]).collect();
        assert_eq!(kinds, ["dashboard"], "{text:?}");
        let root = open.bobbin.call("document_node", json!({"id": open.id, "revision": 0, "path": []})).await;
        assert_eq!(root["value"], json!({}));
        let request = json!({"id": open.id, "revision": 0, "gesture": {
            "gesture": "insert", "values": [{"title": "A", "cards": []}], "list": ["views"], "index": 0,
        }});
        let arranged = open.bobbin.call("document_arrange", request).await;
        assert_eq!(arranged["nodes"], json!([["views", 0]]));
        open.bobbin.accept(&open.id, &arranged["offer"]).await;
        assert_eq!(open.text().await, expected);
    }
}

#[tokio::test]
async fn cards_cut_in_one_bobbin_are_pasted_in_another_with_comments() {
    // The clipboard is text, and the only thing that the two have in common. (Keys are in alphabetical order, as this
    // test's JSON keeps no other order.)
    let cards = "      - entity: light.a # kept\n        type: tile\n      # the second\n      - name: Go\n        type: button\n";
    let here = Open::with(&format!("views:\n  - title: Here # mine\n    cards:\n{cards}")).await;
    let there = Open::with("views:\n  - title: There\n    cards: []\n").await;
    let nodes = json!([["views", 0, "cards", 0], ["views", 0, "cards", 1]]);
    let cut = here.bobbin.call("document_copy", json!({"id": here.id, "revision": 0, "nodes": nodes})).await;
    let request = json!({"id": here.id, "revision": 0, "gesture": {"gesture": "delete", "nodes": nodes}});
    let deleted = here.bobbin.call("document_arrange", request).await;
    here.bobbin.accept(&here.id, &deleted["offer"]).await;
    assert_eq!(here.text().await, "views:\n  - title: Here # mine\n    cards: []\n");

    let pasted = there.bobbin.call("yaml_identify", json!({"text": cut["text"]})).await;
    let request = json!({"id": there.id, "revision": 0, "gesture": {
        "gesture": "insert", "values": pasted["values"], "texts": pasted["texts"], "list": ["views", 0, "cards"], "index": 0,
    }});
    let arranged = there.bobbin.call("document_arrange", request).await;
    there.bobbin.accept(&there.id, &arranged["offer"]).await;
    assert_eq!(there.text().await, format!("views:\n  - title: There\n    cards:\n{cards}"));
}

#[tokio::test]
async fn a_removed_key_comes_back_at_its_old_position() {
    let open = Open::with(TEXT).await;
    let entity = json!(["views", 0, "cards", 0, "type"]);
    open.apply(0, json!([{"op": "remove", "path": entity}])).await;
    open.apply(1, json!([{"op": "setBehind", "path": entity, "value": "tile", "behind": []}])).await;
    assert_eq!(open.text().await, TEXT);
}

#[tokio::test]
async fn a_key_next_to_a_merge_key_always_comes_last() {
    let text = "views:\n  - &first\n    title: A\n    icon: mdi:sofa\n  - <<: *first\n    title: B\n";
    let open = Open::with(text).await;
    let path = json!(["views", 1, "path"]);
    open.apply(0, json!([{"op": "setBehind", "path": path, "value": "b", "behind": ["title"]}])).await;
    assert_eq!(open.text().await, format!("{text}    path: b\n"));
}

#[tokio::test]
async fn new_keys_get_the_position_a_careful_person_gives_them() {
    let open = Open::with(TEXT).await;
    let revision = open.outline(None).await["revision"].as_u64().expect("a revision");
    let ops = json!([
        {"op": "set", "path": ["views", 0, "badges"], "value": ["light.a"]},
        {"op": "set", "path": ["views", 0, "path"], "value": "kitchen"},
        {"op": "set", "path": ["views", 0, "cards", 1, "title"], "value": "Stack"},
        {"op": "set", "path": ["title"], "value": "Home"},
    ]);
    open.apply(revision, ops).await;
    let expected = TEXT
        .replace("views:\n", "title: Home\nviews:\n")
        .replace(
            "    cards:\n      - type: tile",
            "    path: kitchen\n    badges:\n      - light.a\n    cards:\n      - type: tile",
        )
        .replace("vertical-stack\n", "vertical-stack\n        title: Stack\n");
    assert_eq!(open.text().await, expected);
}
