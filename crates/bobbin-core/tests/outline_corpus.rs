//! Outlines of the corpus of real dashboards, if it is there: they have every card of every dashboard, and every node
//! can be reached from the text and from the top.
//!
//! The expected cards come from a walk of the plain JSON, which is independent of the outline.

use std::collections::BTreeSet;
use std::path::PathBuf;

use bobbin_core::outline::{Kind, Outline};
use bobbin_core::path::{Path, Step};
use bobbin_core::value::Value;
use bobbin_core::yaml::{Dialect, EmitStyle, emit, parse};
use serde_json::Value as Json;

/// The dashboards of the corpus, with their names.
fn dashboards() -> Vec<(String, String, Dialect)> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    let corpus = std::env::var_os("BOBBIN_CORPUS").map_or(beside, PathBuf::from);
    let listed = |folder: &str| std::fs::read_dir(corpus.join(folder)).into_iter().flatten().flatten();
    let folders = ["yaml", "storage", "yaml/tree1/dashboards", "yaml/tree2/config/hass"];
    let mut files: Vec<_> = folders.iter().flat_map(|folder| listed(folder)).map(|entry| entry.path()).collect();
    files.sort();
    let texts =
        files.into_iter().filter_map(|file| Some((file.display().to_string(), std::fs::read_to_string(file).ok()?)));
    let read = texts.filter_map(|(name, text)| {
        let text = stored(&text).unwrap_or(text);
        let dialect = [Dialect::Editor, Dialect::Core].into_iter().find(
            |dialect| matches!(parse(&text, *dialect).value, Some(Value::Map(map)) if map.get("views").is_some()),
        )?;
        Some((name, text, dialect))
    });
    read.collect()
}

/// The config of a storage file, as YAML.
fn stored(text: &str) -> Option<String> {
    let file: Json = serde_json::from_str(text).ok()?;
    let config: Value = serde_json::from_value(file.get("data")?.get("config")?.clone()).ok()?;
    Some(emit(&config, &EmitStyle::default()))
}

/// The paths of all cards, badges, sections and views, by the keys that hold them in Home Assistant.
fn expected(json: &Json, at: &[Step], found: &mut BTreeSet<Path>) {
    let Json::Object(map) = json else { return };
    let holder = at.iter().rev().find_map(|step| if let Step::Key(key) = step { Some(key.as_str()) } else { None });
    for (key, value) in map {
        let here: Vec<Step> = at.iter().cloned().chain([Step::Key(key.clone())]).collect();
        match value {
            // The badges of a heading card belong to its form.
            Json::Array(_) if key == "badges" && !matches!(holder, Some("views" | "sections")) => {}
            Json::Array(items) if matches!(key.as_str(), "views" | "sections" | "cards" | "badges") => {
                for (index, item) in items.iter().enumerate() {
                    let place: Vec<Step> = here.iter().cloned().chain([Step::Index(index)]).collect();
                    if item.is_object() {
                        found.insert(Path(place.clone()));
                    }
                    expected(item, &place, found);
                }
            }
            Json::Object(_) if key == "card" => {
                found.insert(Path(here.clone()));
                expected(value, &here, found);
            }
            _ => {}
        }
    }
}

#[test]
fn outlines_show_every_card_and_every_node_can_be_reached() {
    let (mut count, mut nodes) = (0, 0);
    for (name, text, dialect) in dashboards() {
        let parsed = parse(&text, dialect);
        let outline = Outline::of(&parsed).unwrap_or_else(|| panic!("{name} has no outline"));
        let value = parsed.value.as_ref().expect("a dashboard has a meaning");
        let paths: BTreeSet<Path> = (0..outline.nodes.len()).map(|at| outline.path(at)).collect();
        assert_eq!(paths.len(), outline.nodes.len(), "{name}: a node stands twice");

        let mut all = BTreeSet::new();
        expected(&serde_json::to_value(value).expect("JSON"), &[], &mut all);
        let missing: Vec<_> = all.difference(&paths).map(ToString::to_string).collect();
        assert_eq!(missing, Vec::<String>::new(), "{name}");

        for (at, node) in outline.nodes.iter().enumerate() {
            let path = outline.path(at);
            assert!(value.at(&path).is_some(), "{name}: {path} leads nowhere");
            // From the top: a parent comes before its children, and only the document has no parent.
            match node.parent {
                Some(parent) => assert!(parent < at && outline.path(parent).contains(&path), "{name}: {path}"),
                None => assert_eq!(at, 0, "{name}: {path}"),
            }
            // From the text: its range is inside its parent's, unless an alias brings it in.
            let span = &outline.spans[at];
            assert!(
                span.range().end <= text.len() && (node.kind == Kind::Dashboard || !span.range().is_empty()),
                "{name}: {path}"
            );
        }
        count += 1;
        nodes += outline.nodes.len();
    }
    if count == 0 {
        eprintln!("no corpus: set BOBBIN_CORPUS to look at real dashboards");
    }
    assert!(count == 0 || nodes > 20 * count, "{nodes} nodes of {count} dashboards");
}
