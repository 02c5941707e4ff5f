//! Cuts nodes out of a document as texts of their own, and recognizes such texts.
//!
//! Serves the clipboard and the editor of a single node. Changes no document.
//!
//! Must stay true: a text that was cut out has the same meaning as the node.

use crate::outline::{self, Kind};
use crate::path::Path;
use crate::value::{Map, Value};
use crate::yaml::{self, Dialect, EmitStyle, NodeKind, Parsed};
use bobbin_words::edits as words;

/// Recognized text from the clipboard.
#[derive(Clone, Debug, PartialEq)]
pub struct Clip {
    /// The kind of its nodes. A dashboard is returned as its views.
    pub kind: Kind,
    /// The nodes.
    pub values: Vec<Value>,
    /// The text of each node, with its comments.
    pub texts: Vec<String>,
}

/// Recognizes a YAML text: a card, a list of cards, a view, the views of a dashboard and so on. Understands text that
/// was cut out of the middle of a document, with or without its indentation, in a code fence or not.
///
/// # Errors
///
/// In words: the text is not YAML, or a dashboard can't hold it.
pub fn identify(text: &str) -> Result<Clip, String> {
    let text = unfenced(text);
    let mut first_problem = None;
    for candidate in [text.to_owned(), dedented(text), reindented(text)] {
        let parsed = yaml::parse(&candidate, Dialect::Editor);
        match &parsed.value {
            Some(value) => {
                if let Some((kind, nodes)) = nodes_of(value) {
                    let values = nodes.iter().filter_map(|node| value.at(node).cloned()).collect();
                    let texts = nodes.iter().filter_map(|node| headed_text_of(&parsed, node)).collect();
                    return Ok(Clip { kind, values, texts });
                }
            }
            None => {
                let problem = parsed.problems.first().map(|problem| problem.message.clone());
                first_problem = first_problem.or(problem);
            }
        }
    }
    Err(first_problem.map_or_else(words::nothing_to_paste, words::not_yaml_to_paste))
}

/// The kind of a value's nodes, and their paths in the value.
fn nodes_of(value: &Value) -> Option<(Kind, Vec<Path>)> {
    let items = |at: Path, count: usize| (0..count).map(|item| at.join(item)).collect::<Vec<_>>();
    match value {
        Value::List(list) if !list.is_empty() => {
            let kinds: Vec<_> = list.iter().map(item_kind).collect::<Option<_>>()?;
            let [first, ..] = kinds.as_slice() else { return None };
            // Cards without a type look like badges: one card makes the whole list a list of cards.
            let kind = if kinds.iter().all(|kind| kind == first) {
                *first
            } else if kinds.iter().all(|kind| matches!(kind, Kind::Card | Kind::Badge)) {
                Kind::Card
            } else {
                return None;
            };
            Some((kind, items(Path::root(), list.len())))
        }
        Value::Map(map) => {
            // A file from Home Assistant's storage has the config inside.
            let (map, at) = match map.get("data").and_then(|data| data.get("config")) {
                Some(Value::Map(config)) => (config, Path::root().join("data").join("config")),
                _ => (map, Path::root()),
            };
            if let Some(Value::List(views)) = map.get("views") {
                return Some((Kind::View, items(at.join("views"), views.len())));
            }
            // A single key with its list: `cards:`, `badges:` or `sections:`.
            if let Some((key, Value::List(list))) = map.entry(0).filter(|_| map.len() == 1) {
                let kind = match key {
                    "cards" => Some(Kind::Card),
                    "badges" => Some(Kind::Badge),
                    "sections" => Some(Kind::Section),
                    _ => None,
                };
                if let Some(kind) = kind {
                    return Some((kind, items(at.join(key), list.len())));
                }
            }
            let kind = outline::kind_of(value.at(&at)?).filter(|kind| *kind != Kind::Dashboard)?;
            Some((kind, vec![at]))
        }
        Value::String(entity) if is_entity(entity) => Some((Kind::Badge, vec![Path::root()])),
        _ => None,
    }
}

fn item_kind(value: &Value) -> Option<Kind> {
    match value {
        Value::String(entity) => is_entity(entity).then_some(Kind::Badge),
        Value::Map(map) if is_only_entity(map) => Some(Kind::Badge),
        _ => outline::kind_of(value).filter(|kind| *kind != Kind::Dashboard),
    }
}

fn is_only_entity(map: &Map) -> bool {
    map.get("entity").is_some() && map.get("type").is_none()
}

/// Whether a text is an entity's id, such as `light.kitchen`.
fn is_entity(text: &str) -> bool {
    let word = |part: &str| {
        !part.is_empty() && part.chars().all(|char| char.is_ascii_lowercase() || char.is_ascii_digit() || char == '_')
    };
    text.split_once('.').is_some_and(|(domain, object)| word(domain) && word(object))
}

/// Removes the code fence of a chat or a forum.
fn unfenced(text: &str) -> &str {
    let trimmed = text.trim();
    let inner = trimmed.strip_prefix("```").and_then(|rest| rest.strip_suffix("```"));
    match inner.and_then(|inner| inner.split_once('\n')) {
        Some((_, body)) => body,
        None => text,
    }
}

/// Removes the indentation that all lines share.
fn dedented(text: &str) -> String {
    let shared = indents(text).min().unwrap_or(0);
    shifted(text, |_| shared)
}

/// Removes the indentation of the other lines when the selection began at the first character of the first line but at
/// the left edge of the others. After a dash, the other lines are keys of the list item and keep two spaces.
fn reindented(text: &str) -> String {
    let rest = indents(text).skip(1).min().unwrap_or(0);
    let first = indents(text).next().unwrap_or(0);
    let dash = if text.trim_start().starts_with("- ") { 2 } else { 0 };
    shifted(text, |line| if line == 0 { first } else { rest.saturating_sub(dash) })
}

fn indents(text: &str) -> impl Iterator<Item = usize> {
    text.lines().filter(|line| !line.trim().is_empty()).map(|line| line.len() - line.trim_start_matches(' ').len())
}

fn shifted(text: &str, by: impl Fn(usize) -> usize) -> String {
    let mut out = String::with_capacity(text.len());
    for (number, line) in text.lines().filter(|line| !line.trim().is_empty()).enumerate() {
        let indent = line.len() - line.trim_start_matches(' ').len();
        out.push_str(&line[by(number).min(indent)..]);
        out.push('\n');
    }
    out
}

/// The text of a node with the comments inside it, without indentation. Generated from the value if the text has
/// another meaning on its own, as with anchors. `None` if there is no such node.
pub fn text_of(parsed: &Parsed, path: &Path) -> Option<String> {
    let value = parsed.value.as_ref()?.at(path)?;
    let cut = cut(parsed, path).filter(|text| yaml::parse(text, parsed.tree.dialect()).value.as_ref() == Some(value));
    Some(cut.unwrap_or_else(|| yaml::emit(value, &EmitStyle::default())))
}

/// Like [`text_of`], with the comments directly above the node.
fn headed_text_of(parsed: &Parsed, path: &Path) -> Option<String> {
    Some(format!("{}{}", head_of(parsed, path), text_of(parsed, path)?))
}

/// The comment lines directly above a node that begins a line, if they are indented like it; returned without
/// indentation.
fn head_of(parsed: &Parsed, path: &Path) -> String {
    let (text, Some(node)) = (parsed.tree.text(), parsed.tree.at(path)) else { return String::new() };
    let start = parsed.tree.node(node).span.start();
    let (above, line) = text[..start].rsplit_once('\n').unwrap_or(("", &text[..start]));
    if !matches!(line.trim(), "" | "-") {
        return String::new();
    }
    let indent = line.len() - line.trim_start().len();
    let is_own = |line: &&str| line.trim_start().starts_with('#') && line.len() - line.trim_start().len() == indent;
    let lines: Vec<_> = above.lines().rev().take_while(is_own).map(str::trim).collect();
    lines.into_iter().rev().map(|line| format!("{line}\n")).collect()
}

/// Nodes as one text, each with the comments directly above it: a single one as it is, several as a list.
pub fn texts_of(parsed: &Parsed, paths: &[Path]) -> Option<String> {
    if let [only] = paths {
        return headed_text_of(parsed, only);
    }
    let mut list = String::new();
    for path in paths {
        list.push_str(&head_of(parsed, path));
        for (index, line) in text_of(parsed, path)?.lines().enumerate() {
            let start = if index == 0 { "- " } else { "  " };
            list.push_str(format!("{start}{line}").trim_end());
            list.push('\n');
        }
    }
    Some(list)
}

/// The lines of a node, each without the indentation of its first line.
fn cut(parsed: &Parsed, path: &Path) -> Option<String> {
    let tree = &parsed.tree;
    let node = tree.node(tree.at(path)?);
    let text = tree.text();
    if matches!(node.kind, NodeKind::Alias { .. }) {
        return None;
    }
    let line_start = text[..node.span.start()].rfind('\n').map_or(0, |at| at + 1);
    let column = text[line_start..node.span.start()].chars().count();
    // A comment after the last line belongs to the node, too.
    let rest = &text[node.span.end()..];
    let line_rest = &rest[..rest.find('\n').unwrap_or(rest.len())];
    let comment = if line_rest.trim_start().starts_with('#') { line_rest.trim_end() } else { "" };
    let own = format!("{}{comment}", &text[node.span.range()]);
    let mut out = String::with_capacity(own.len());
    for (index, line) in own.lines().enumerate() {
        let spaces = line.chars().take_while(|char| *char == ' ').count();
        let line = if index == 0 { line } else { &line[spaces.min(column)..] };
        out.push_str(line);
        out.push('\n');
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::path;

    fn check(text: &str, expected: &str) {
        let found = match identify(text) {
            Ok(clip) => format!("{} {:?}", clip.values.len(), clip.kind),
            Err(problem) => problem,
        };
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn recognizes_pasted_text() {
        check("type: tile\nentity: light.a\n", "1 Card");
        check("- type: tile\n  entity: light.a\n- type: button\n", "2 Card");
        check("title: Kitchen\ncards: []\n", "1 View");
        check("title: Home\nviews:\n  - title: A\n  - title: B\n", "2 View");
        check("- light.a\n- light.b\n", "2 Badge");
        check("light.a", "1 Badge");
        check("cards:\n  - type: tile\n", "1 Card");
        check("type: grid\ncolumn_span: 2\ncards: []\n", "1 Section");
        check("{\"version\":1,\"key\":\"lovelace.x\",\"data\":{\"config\":{\"views\":[{\"title\":\"A\"}]}}}", "1 View");
    }

    #[test]
    fn recognizes_text_in_a_fence_or_from_the_middle_of_a_document() {
        check("```yaml\ntype: tile\nentity: light.a\n```\n", "1 Card");
        check("        - type: tile\n          entity: light.a\n", "1 Card");
        check("- type: tile\n          entity: light.a\n", "1 Card");
        check("type: tile\n          entity: light.a\n", "1 Card");
    }

    #[test]
    fn returns_each_node_with_its_comments() {
        let clip =
            identify("```yaml\n- type: tile # one\n  entity: light.a\n# next\n- type: button\n```").expect("cards");
        assert_eq!(clip.texts, ["type: tile # one\nentity: light.a\n", "# next\ntype: button\n"]);
    }

    #[test]
    fn refuses_other_text_with_the_reason() {
        check("Hello there", "This is no card, view or dashboard");
        assert!(identify("type: \"tile").expect_err("no YAML").contains("not YAML"));
    }

    #[test]
    fn cuts_nodes_out_with_their_comments() {
        let text = "views:\n  - cards:\n      # above\n      - type: tile # one\n        entity: light.a # two\n      - &x {type: b}\n      - *x\n";
        let parsed = yaml::parse(text, Dialect::Editor);
        let card = |at: usize| path!["views", 0, "cards", at];
        assert_eq!(text_of(&parsed, &card(0)).as_deref(), Some("type: tile # one\nentity: light.a # two\n"));
        assert_eq!(text_of(&parsed, &card(2)).as_deref(), Some("type: b\n"));
        let both = texts_of(&parsed, &[card(0), card(1)]).expect("there");
        assert_eq!(both, "# above\n- type: tile # one\n  entity: light.a # two\n- {type: b}\n");
    }
}
