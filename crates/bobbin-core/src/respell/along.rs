//! Gives nodes that came into a document as values the text that they were copied or pasted from.
//!
//! Owns the choice of a text for each node. An edit writes values, which have no comments or spelling; this module
//! restores them. Must stay true: the document has the same meaning with and without this step.

use crate::edit::{self, Edited, Op};
use crate::path::Path;
use crate::text_edit::{self, TextEdit};
use crate::value::{Map, Value};
use crate::yaml;

use super::respell;

/// Gives the new nodes of an edited text the spelling of their source texts, using each text once. A node without a
/// matching text stays as it is, and so does one that can't be written that way.
pub fn spelled_along(old: &yaml::Parsed, edited: Edited, nodes: &[Path], texts: &[String]) -> Edited {
    let dialect = old.tree.dialect();
    let mut left: Vec<(&String, Value)> =
        texts.iter().filter_map(|text| Some((text, yaml::parse(text, dialect).value?))).collect();
    let mut text = edited.text.clone();
    for node in nodes {
        let parsed = yaml::parse(&text, dialect);
        let Some(value) = parsed.value.as_ref().and_then(|whole| whole.at(node)) else { continue };
        let Some(at) = left.iter().position(|(_, meaning)| is_same(meaning, value)) else { continue };
        let (own, meaning) = left.remove(at);
        if let Some(new) = spelled(&parsed, node, own, value, &meaning) {
            text = new;
        }
    }
    if text == edited.text {
        return edited;
    }
    let old = old.tree.text();
    let edits = text_edit::minimize(old, vec![TextEdit::new(0..old.len(), text.clone())]);
    Edited { text, edits }
}

/// The document with the node's text, adapted where the node's value differs from it.
fn spelled(parsed: &yaml::Parsed, node: &Path, own: &str, value: &Value, meaning: &Value) -> Option<String> {
    let body = own.lines().position(|line| !line.starts_with('#')).unwrap_or_default();
    let (head, body): (Vec<&str>, Vec<&str>) = (own.lines().take(body).collect(), own.lines().skip(body).collect());
    let respelled = respell(parsed, node, &body.join("\n")).ok()?;
    let parsed = yaml::parse(&respelled.text, parsed.tree.dialect());
    if value == meaning {
        return Some(headed(&parsed, node, &head).unwrap_or(respelled.text));
    }
    let path = value.get("path")?.clone();
    let edited = edit::edit(&parsed, &[Op::Set { path: node.join("path"), value: path }]).ok()?.text;
    Some(headed(&yaml::parse(&edited, parsed.tree.dialect()), node, &head).unwrap_or(edited))
}

/// The document with comments above a node; `None` if the node does not begin a line.
fn headed(parsed: &yaml::Parsed, node: &Path, head: &[&str]) -> Option<String> {
    let text = parsed.tree.text();
    let start = parsed.tree.node(parsed.tree.at(node)?).span.start();
    let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let before = &text[line..start];
    if head.is_empty() || !matches!(before.trim(), "" | "-") {
        return None;
    }
    let indent = &before[..before.len() - before.trim_start().len()];
    let line_break = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let comments: String = head.iter().map(|comment| format!("{indent}{}{line_break}", comment.trim_end())).collect();
    let new = format!("{}{comments}{}", &text[..line], &text[line..]);
    let same = yaml::parse(&new, parsed.tree.dialect()).value == parsed.value;
    same.then_some(new)
}

/// Whether the values are the same, or the same view with another path, because its own was taken.
fn is_same(left: &Value, right: &Value) -> bool {
    let without = |map: &Map| {
        map.iter().filter(|(key, _)| *key != "path").map(|(k, v)| (k.to_owned(), v.clone())).collect::<Map>()
    };
    left == right
        || matches!((left, right), (Value::Map(left), Value::Map(right))
            if left.get("path").is_some() && right.get("path").is_some() && without(left) == without(right))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arrange::{Gesture, arrange};
    use crate::clip;
    use crate::yaml::Dialect;

    fn check(text: &str, gesture: &Gesture, texts: &[&str], expected: &str) {
        let parsed = yaml::parse(text, Dialect::Editor);
        let value = parsed.value.as_ref().expect("the test's text can be read");
        let arrangement = arrange(value, gesture).expect("possible");
        let edited = edit::edit(&parsed, &arrangement.ops).expect("possible");
        let plain = yaml::parse(&edited.text, Dialect::Editor).value;
        let texts: Vec<_> = texts.iter().map(|text| (*text).to_owned()).collect();
        let along = spelled_along(&parsed, edited, &arrangement.nodes, &texts);
        assert_eq!(along.text, expected);
        assert_eq!(text_edit::apply(text, &along.edits), expected);
        assert_eq!(yaml::parse(&along.text, Dialect::Editor).value, plain, "it means the same");
    }

    fn path(json: &str) -> Path {
        serde_json::from_str(json).expect("a path")
    }

    const TEXT: &str = "views:\n  - path: a # home\n    cards:\n      - type: tile # one\n        # why\n        entity: light.a\n  - cards: []\n";

    #[test]
    fn a_copy_has_the_comments_of_its_source() {
        let text =
            clip::text_of(&yaml::parse(TEXT, Dialect::Editor), &path(r#"["views",0,"cards",0]"#)).expect("there");
        check(
            TEXT,
            &Gesture::Copy {
                nodes: vec![path(r#"["views",0,"cards",0]"#)],
                list: path(r#"["views",1,"cards"]"#),
                index: 0,
            },
            &[&text],
            "views:\n  - path: a # home\n    cards:\n      - type: tile # one\n        # why\n        entity: light.a\n  - cards:\n      - type: tile # one\n        # why\n        entity: light.a\n",
        );
    }

    #[test]
    fn a_view_gets_a_path_of_its_own_and_keeps_its_comments() {
        let text = clip::text_of(&yaml::parse(TEXT, Dialect::Editor), &path(r#"["views",0]"#)).expect("there");
        check(
            TEXT,
            &Gesture::Duplicate { nodes: vec![path(r#"["views",0]"#)] },
            &[&text],
            "views:\n  - path: a # home\n    cards:\n      - type: tile # one\n        # why\n        entity: light.a\n  - path: a-2 # home\n    cards:\n      - type: tile # one\n        # why\n        entity: light.a\n  - cards: []\n",
        );
    }

    #[test]
    fn comments_above_pasted_text_stay_above_it() {
        let clip = clip::identify("# which\n# and why\ntype: tile\nentity: light.b # b\n").expect("a card");
        check(
            TEXT,
            &Gesture::Insert { values: clip.values, list: path(r#"["views",0,"cards"]"#), index: 0 },
            &[&clip.texts[0]],
            "views:\n  - path: a # home\n    cards:\n      # which\n      # and why\n      - type: tile\n        entity: light.b # b\n      - type: tile # one\n        # why\n        entity: light.a\n  - cards: []\n",
        );
    }

    #[test]
    fn a_text_that_matches_no_node_is_ignored() {
        let json = |text: &str| serde_json::from_str::<Value>(text).expect("JSON");
        check(
            "cards: []\n",
            &Gesture::Insert { values: vec![json(r#"{"type":"tile"}"#)], list: path(r#"["cards"]"#), index: 0 },
            &["type: button # other\n"],
            "cards:\n  - type: tile\n",
        );
    }
}
