//! The catalogue as a whole: it is consistent, and every field can be edited and undone without a trace.

use std::collections::HashSet;

use bobbin_core::catalogue::{Catalogue, Entry, Field, FieldKind, Given, Kind, Offered};
use bobbin_core::edit::{Op, edit};
use bobbin_core::path::Path;
use bobbin_core::text_edit;
use bobbin_core::value::{Map, Value};
use bobbin_core::yaml::{Dialect, EmitStyle, emit, parse};

fn catalogue() -> &'static Catalogue {
    Catalogue::get()
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("the test's JSON is JSON")
}

const GIVEN: &[&str] = &["sensor.outside", "sensor.inside"];

fn given() -> Vec<String> {
    GIVEN.iter().map(|id| (*id).to_owned()).collect()
}

fn all_fields(fields: &[Field]) -> Vec<&Field> {
    fields.iter().flat_map(|field| std::iter::once(field).chain(all_fields(&field.fields))).collect()
}

#[test]
fn a_type_is_listed_once_per_kind() {
    let mut seen = HashSet::new();
    for entry in catalogue().entries() {
        for name in entry.aliases.iter().chain([&entry.name]) {
            assert!(seen.insert((entry.kind, name.clone())), "{:?} {name} stands twice", entry.kind);
        }
    }
}

#[test]
fn every_entry_has_its_words() {
    for entry in catalogue().entries() {
        let name = &entry.name;
        assert!(entry.icon.starts_with("mdi:"), "{name} has no icon");
        assert!(entry.sentence.ends_with('.') && entry.sentence.len() > 8, "{name}: {}", entry.sentence);
        assert!(!entry.label.is_empty());
        for field in all_fields(&entry.fields) {
            assert!(!field.label.is_empty(), "{name}.{} has no label", field.name);
        }
    }
}

#[test]
fn fields_are_distinct_and_lead_to_known_kinds() {
    for entry in catalogue().entries() {
        let mut seen = HashSet::new();
        for field in catalogue().fields(entry) {
            assert!(seen.insert(&field.name), "{}.{} stands twice", entry.name, field.name);
        }
        for field in all_fields(&entry.fields) {
            let name = format!("{}.{}", entry.name, field.name);
            assert_eq!(field.kind == FieldKind::Node, field.of.is_some(), "{name}");
            assert_eq!(field.kind == FieldKind::Object, !field.fields.is_empty(), "{name}");
            assert!(field.keys.is_none() || field.kind == FieldKind::Map, "{name} has no keys of its own");
            if field.kind == FieldKind::Choice {
                assert!(!field.options.is_empty() || field.from.is_some(), "{name} offers nothing");
            }
            if let Some(of) = &field.of {
                let target = match of.split_once('/') {
                    Some((_, item)) => catalogue().find(Kind::Item, item).is_some(),
                    None => serde_json::from_str::<Kind>(&format!("{of:?}")).is_ok(),
                };
                assert!(target, "{name} leads to {of}");
            }
            if let Some(default) = &field.default
                && field.kind == FieldKind::Choice
                && !field.open
                && !field.many
            {
                assert!(field.options.contains(default), "{name}: {default:?} is no option");
            }
        }
        for key in &entry.one_of {
            assert!(entry.field(key).is_some(), "{}: no field {key}", entry.name);
        }
        if let Some(instead) = &entry.instead {
            assert!(catalogue().find(entry.kind, instead).is_some(), "{} -> {instead}", entry.name);
        }
    }
}

#[test]
fn new_nodes_have_all_required_fields() {
    let entities = given();
    for entry in catalogue().entries().iter().filter(|entry| entry.offered != Offered::Never) {
        if matches!(entry.kind, Kind::Dashboard | Kind::SectionStrategy | Kind::ViewStrategy)
            || (entry.kind == Kind::Condition && entry.name == "device")
            || (entry.kind == Kind::Action && entry.name == "call-service")
        {
            continue;
        }
        let node = entry.new_node(Given { entities: &entities, area: Some("kitchen") });
        let Value::Map(map) = &node else { panic!("{} is no mapping", entry.name) };
        for field in entry.fields.iter().filter(|field| field.required && field.name != "type") {
            assert!(map.get(&field.name).is_some(), "{:?} {} has no {}", entry.kind, entry.name, field.name);
        }
        let one = entry.one_of.is_empty() || entry.one_of.iter().any(|key| map.get(key).is_some());
        assert!(one, "{} has none of {:?}", entry.name, entry.one_of);
        for (key, value) in map.iter() {
            let known = entry.field(key).is_some() || entry.kind.type_key() == Some(key);
            assert!(known, "{}: the new node has the unknown key {key}", entry.name);
            assert!(!format!("{value:?}").contains("\"$"), "{}: {value:?}", entry.name);
        }
    }
}

#[test]
fn a_tile_is_the_first_answer_for_a_light_and_its_own_card_the_next() {
    let cards: Vec<_> = catalogue().suiting(Kind::Card, "light").iter().map(|entry| entry.name.as_str()).collect();
    assert_eq!(&cards[..2], ["tile", "light"]);
    assert!(!cards.contains(&"thermostat"));
    assert!(cards.contains(&"custom:button-card"));
    let climate: Vec<_> =
        catalogue().suiting(Kind::Feature, "climate").iter().map(|entry| entry.name.as_str()).collect();
    assert!(climate.contains(&"target-temperature") && !climate.contains(&"fan-speed"));
}

#[test]
fn a_new_tile_looks_written_by_hand() {
    let entities = given();
    let tile = catalogue().find(Kind::Card, "tile").expect("tile is a card");
    let node = tile.new_node(Given { entities: &entities, area: None });
    assert_eq!(emit(&node, &EmitStyle::default()), "type: tile\nentity: sensor.outside\n");
}

/// A value that differs from the usual one of a field, so that writing it changes the text.
fn sample(field: &Field) -> Value {
    let one = match field.kind {
        FieldKind::Text | FieldKind::EntityName => json(r#""A: text, with 'quotes' # and more""#),
        FieldKind::Multiline | FieldKind::Template => json(r#""{{ states('sensor.x') }}\n- two: lines\n""#),
        FieldKind::Number => json(&format!("{}", field.max.unwrap_or(7.0) - field.step.unwrap_or(1.0))),
        FieldKind::Boolean => Value::Bool(field.default != Some(Value::Bool(true))),
        FieldKind::Choice => {
            let other = field.options.iter().find(|option| field.default.as_ref() != Some(option));
            other.or(field.options.first()).cloned().unwrap_or_else(|| json(r#""on""#))
        }
        FieldKind::Entity => json(r#""light.changed""#),
        FieldKind::Attribute => json(r#""battery_level""#),
        FieldKind::State => json(r#""off""#),
        FieldKind::Domain | FieldKind::Integration => json(r#""light""#),
        FieldKind::Icon => json(r#""mdi:home""#),
        FieldKind::Color => json(r##""#ff8800""##),
        FieldKind::Theme
        | FieldKind::Area
        | FieldKind::Device
        | FieldKind::Floor
        | FieldKind::Label
        | FieldKind::User => json(r#""0123""#),
        FieldKind::Image => json(r#""/local/a b.png""#),
        FieldKind::Url => json(r#""https://example.org/?a=b&c=%20""#),
        FieldKind::Navigation => json(r#""/lovelace/0""#),
        FieldKind::Service => json(r#""light.turn_on""#),
        FieldKind::Target => json(r#"{"entity_id": ["light.a", "light.b"], "area_id": "kitchen"}"#),
        FieldKind::UsersOrBoolean => json(r#"[{"user": "abc"}]"#),
        FieldKind::Action => {
            json(r#"{"action": "perform-action", "perform_action": "light.toggle", "data": {"a": 1}}"#)
        }
        FieldKind::Confirmation => json(r#"{"text": "Sure?"}"#),
        FieldKind::Conditions => {
            json(r#"[{"condition": "or", "conditions": [{"condition": "state", "state": "on"}]}]"#)
        }
        FieldKind::Node => json(r#"{"type": "tile", "entity": "light.new"}"#),
        FieldKind::Object => Value::Map(field.fields.iter().map(|inner| (inner.name.clone(), sample(inner))).collect()),
        FieldKind::Map | FieldKind::Css => json(r#"{"top": "10%", "on": "off", "12": null}"#),
        FieldKind::GridOptions => json(r#"{"columns": 6, "rows": "auto"}"#),
        FieldKind::Strategy => json(r#"{"type": "map"}"#),
        FieldKind::Yaml => json(r#"{"any": ["thing", {"at": "all"}]}"#),
    };
    if field.many && field.kind != FieldKind::Conditions { Value::List(vec![one.clone(), one]) } else { one }
}

/// A dashboard with the node in its place, with comments and odd formatting around it.
fn document(entry: &Entry, node: &Value) -> (String, Path) {
    let path = |text: &str| serde_json::from_str(text).expect("the test's path is a path");
    let (frame, at): (&str, Path) = match entry.kind {
        Kind::Card => (
            "views:\n  - cards:\n      # first\n      - NODE  # kept\n      - type: tile   # last\n",
            path(r#"["views",0,"cards",0]"#),
        ),
        Kind::Badge => ("views:\n  - badges:\n      - NODE\n    cards: []\n", path(r#"["views",0,"badges",0]"#)),
        Kind::View => ("title: x # t\nviews:\n  - NODE\n  # end\n", path(r#"["views",0]"#)),
        Kind::Section => {
            ("views:\n  - sections:\n      - NODE\n      - cards: [] # other\n", path(r#"["views",0,"sections",0]"#))
        }
        Kind::Dashboard => ("# my home\nviews: [] # none\n", Path::root()),
        Kind::DashboardStrategy => ("# made\nstrategy:\n  NODE\n", path(r#"["strategy"]"#)),
        Kind::Condition => (
            "views:\n  - cards:\n      - type: tile\n        visibility:\n          - NODE\n        name: x # n\n",
            path(r#"["views",0,"cards",0,"visibility",0]"#),
        ),
        _ => (
            "views:\n  - cards:\n      - type: any\n        list:\n          # one\n          - NODE\n        name: x # n\n",
            path(r#"["views",0,"cards",0,"list",0]"#),
        ),
    };
    let Some(position) = frame.find("NODE") else { return (frame.to_owned(), at) };
    let line = frame[..position].rfind('\n').map_or(0, |at| at + 1);
    let indent = " ".repeat(position - line);
    let rest = frame[position + 4..].split_once('\n').map_or("", |(rest, _)| rest);
    let after = &frame[position + 4 + rest.len()..];
    let written = emit(node, &EmitStyle::default());
    let lines: Vec<_> = written.trim_end().lines().collect();
    let mut text = frame[..position].to_owned();
    for (number, one) in lines.iter().enumerate() {
        if number > 0 {
            text.push_str(&indent);
        }
        text.push_str(one);
        if number == 0 {
            text.push_str(rest);
        }
        if number + 1 < lines.len() {
            text.push('\n');
        }
    }
    text.push_str(after);
    (text, at)
}

/// Changes each field once, then undoes all of it like the editor's history, with the inverse edits.
#[test]
fn changing_every_field_and_undoing_restores_the_text() {
    let entities = given();
    let mut changed = 0;
    for entry in catalogue().entries() {
        let node = entry.new_node(Given { entities: &entities, area: Some("kitchen") });
        let (start, at) = document(entry, &node);
        let mut text = start.clone();
        let mut history = Vec::new();
        for field in catalogue().fields(entry).filter(|field| field.name != "type") {
            let parsed = parse(&text, Dialect::Editor);
            assert!(parsed.is_good(), "{}.{}: {:?}\n{text}", entry.name, field.name, parsed.problems);
            let value = sample(field);
            let path = at.join(field.name.as_str());
            let edited = edit(&parsed, &[Op::Set { path: path.clone(), value: value.clone() }])
                .unwrap_or_else(|error| panic!("{}.{}: {error}\n{text}", entry.name, field.name));
            history.push(text_edit::invert(&text, &edited.edits));
            text = edited.text;
            let now = parse(&text, Dialect::Editor).value.expect("the engine writes what can be read");
            assert_eq!(find(&now, &path), Some(&value), "{}.{}\n{text}", entry.name, field.name);
            changed += 1;
        }
        for undo in history.iter().rev() {
            text = text_edit::apply(&text, undo);
        }
        assert_eq!(text, start, "{:?} {}", entry.kind, entry.name);
    }
    assert!(changed > 1_200, "only {changed} fields were changed");
}

/// A field that a form sets and removes again leaves no trace, however it is removed.
#[test]
fn a_field_set_and_removed_leaves_the_text_unchanged() {
    let entities = given();
    for entry in catalogue().entries() {
        let node = entry.new_node(Given { entities: &entities, area: Some("kitchen") });
        let Value::Map(present) = &node else { continue };
        let (start, at) = document(entry, &node);
        for field in catalogue().fields(entry) {
            if present.get(&field.name).is_some()
                || (entry.kind == Kind::Dashboard && field.name == "views")
                || present.is_empty()
            {
                continue;
            }
            let path = at.join(field.name.as_str());
            let set = edit(&parse(&start, Dialect::Editor), &[Op::Set { path: path.clone(), value: sample(field) }])
                .unwrap_or_else(|error| panic!("{}.{}: {error}", entry.name, field.name));
            let removed = edit(&parse(&set.text, Dialect::Editor), &[Op::Remove { path }])
                .unwrap_or_else(|error| panic!("{}.{}: {error}", entry.name, field.name));
            assert_eq!(removed.text, start, "{:?} {}.{}", entry.kind, entry.name, field.name);
        }
    }
}

fn find<'v>(value: &'v Value, path: &Path) -> Option<&'v Value> {
    let mut at = value;
    for step in &path.0 {
        at = match (step, at) {
            (bobbin_core::path::Step::Index(index), Value::List(items)) => items.get(*index)?,
            (bobbin_core::path::Step::Key(key), Value::Map(map)) => Map::get(map, key)?,
            _ => return None,
        };
    }
    Some(at)
}
