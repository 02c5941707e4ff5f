//! The position of a new key among the others, as a careful person would write it.
//!
//! Owns the order of the keys of every node that the catalogue knows: the type, the entity, then the fields in the
//! catalogue's order, and last the held nodes (cards, features, rows), which are long. Does not touch existing keys:
//! they stay in the order that somebody gave them. Must stay true: an operation keeps its meaning, except for the
//! position of its key.

use std::collections::HashSet;

use super::Catalogue;
use super::model::{Entry, Field, FieldKind, Kind};
use crate::edit::Op;
use crate::path::{Path, Step};
use crate::value::{Map, Value};

/// Keys of held nodes, which are long and expected at the end. In the order of a node that has several of them.
const HELD: &[&str] =
    &["views", "badges", "sections", "card", "row", "cards", "chips", "entities", "elements", "features", "strategy"];

/// The first keys of a node that the catalogue does not know.
const USUAL: &[&str] = &["type", "entity", "title", "name", "icon"];

/// Gives an operation that adds a key the position of that key.
///
/// ```yaml
/// # {"op": "set", "path": ["name"], "value": "A"}
/// type: tile           ->      type: tile
/// entity: light.a              entity: light.a
/// features: []                 name: A
///                              features: []
/// ```
pub fn in_place(document: &Value, op: Op) -> Op {
    let (Op::Set { path, .. } | Op::Insert { path, .. }) = &op else { return op };
    let Some((holder, Step::Key(key))) = path.split_last() else { return op };
    let Some(Value::Map(present)) = document.at(&holder) else { return op };
    if present.get(key).is_some() || present.is_empty() {
        return op;
    }
    match (behind(&order(document, &holder), present, key), op) {
        (Some(behind), Op::Set { path, value } | Op::Insert { path, value }) => Op::SetBehind { path, value, behind },
        (_, op) => op,
    }
}

/// The keys that a new one comes after; `None` for the end.
fn behind(order: &[&str], present: &Map, key: &str) -> Option<Vec<String>> {
    let rank = |key: &str| order.iter().position(|other| *other == key);
    let is_held = |key: &str| HELD.contains(&key);
    let owned = |keys: Vec<&str>| keys.into_iter().map(str::to_owned).collect::<Vec<_>>();
    let before = |is_later: &dyn Fn(&str) -> bool| {
        let at = present.keys().position(is_later)?;
        Some(owned(present.keys().take(at).collect()))
    };
    match rank(key) {
        Some(own) if is_held(key) => before(&|other| is_held(other) && rank(other).is_some_and(|rank| rank > own)),
        Some(own) => Some(owned(
            present.keys().filter(|other| !is_held(other) && rank(other).is_some_and(|rank| rank < own)).collect(),
        )),
        None => before(&is_held),
    }
}

/// The keys of the node at a path, in the order of writing.
fn order<'c>(document: &Value, path: &Path) -> Vec<&'c str> {
    let catalogue = Catalogue::get();
    let mut place = Schema::Kind(Kind::Dashboard);
    let mut value = document;
    for step in &path.0 {
        if let Step::Key(key) = step {
            place = place.below(catalogue, value, key);
        }
        let Some(next) = value.at(&Path(vec![step.clone()])) else { break };
        value = next;
    }
    place.order(catalogue, value)
}

/// The kind of node at a path, as far as the catalogue knows it.
#[derive(Clone, Copy)]
enum Schema<'c> {
    Kind(Kind),
    Fields(&'c [Field]),
    Unknown,
}

impl<'c> Schema<'c> {
    fn below(self, catalogue: &'c Catalogue, value: &Value, key: &str) -> Self {
        match self.fields(catalogue, value).into_iter().find(|field| field.name == key) {
            Some(field) => match field.kind {
                FieldKind::Node => field.of.as_deref().map_or(Self::Unknown, |of| Self::of(catalogue, of)),
                FieldKind::Object => Self::Fields(&field.fields),
                FieldKind::Conditions => Self::Kind(Kind::Condition),
                FieldKind::Action => Self::Kind(Kind::Action),
                _ => Self::Unknown,
            },
            // Unknown cards use these keys in the same way as known ones.
            None if matches!(key, "card" | "cards") => Self::Kind(Kind::Card),
            None if key.ends_with("_action") => Self::Kind(Kind::Action),
            None if matches!(key, "visibility" | "conditions") => Self::Kind(Kind::Condition),
            None => Self::Unknown,
        }
    }

    /// The kind of node that a field holds, by its name in the data.
    fn of(catalogue: &'c Catalogue, of: &str) -> Self {
        if let Some(name) = of.strip_prefix("item/") {
            return catalogue.find(Kind::Item, name).map_or(Self::Unknown, |item| Self::Fields(&item.fields));
        }
        Kind::named(of).map_or(Self::Unknown, Self::Kind)
    }

    fn entry(kind: Kind, catalogue: &'c Catalogue, value: &Value) -> Option<&'c Entry> {
        let name = kind.type_key().and_then(|key| value.get(key)).and_then(Value::as_str);
        match (name.or(kind.default_type()), kind) {
            // A view of a custom type has the keys of the known types.
            (name, Kind::View) => catalogue.find(kind, name.unwrap_or("sections")).or(catalogue.find(kind, "sections")),
            (Some(name), _) => catalogue.find(kind, name),
            (None, Kind::Dashboard) => catalogue.of(kind).next(),
            (None, _) => None,
        }
    }

    fn fields(self, catalogue: &'c Catalogue, value: &Value) -> Vec<&'c Field> {
        match self {
            Self::Kind(kind) => match Self::entry(kind, catalogue, value) {
                Some(entry) => catalogue.fields(entry).collect(),
                None => catalogue.common().iter().filter(|it| it.kind == kind).flat_map(|it| &it.fields).collect(),
            },
            Self::Fields(fields) => fields.iter().collect(),
            Self::Unknown => Vec::new(),
        }
    }

    fn order(self, catalogue: &'c Catalogue, value: &Value) -> Vec<&'c str> {
        let fields = self.fields(catalogue, value);
        let names = || fields.iter().map(|field| field.name.as_str());
        let first = match self {
            Self::Kind(kind) if names().any(|name| Some(name) == kind.type_key()) => Vec::new(),
            Self::Kind(kind) if Self::entry(kind, catalogue, value).is_some() => {
                kind.type_key().into_iter().chain(["entity"]).collect()
            }
            Self::Kind(kind) => kind.type_key().into_iter().chain(USUAL.iter().copied()).collect(),
            Self::Unknown => USUAL.to_vec(),
            Self::Fields(_) => Vec::new(),
        };
        let plain = names().filter(|name| !HELD.contains(name));
        let mut seen = HashSet::new();
        first.into_iter().chain(plain).chain(HELD.iter().copied()).filter(|name| seen.insert(*name)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::edit;
    use crate::path;
    use crate::yaml::{Dialect, parse};

    /// Sets keys of a text, one after the other.
    fn set(text: &str, ops: &[(Path, Value)]) -> String {
        ops.iter().fold(text.to_owned(), |text, (path, value)| {
            let parsed = parse(&text, Dialect::Editor);
            let op = Op::Set { path: path.clone(), value: value.clone() };
            let op = in_place(parsed.value.as_ref().expect("a value"), op);
            edit(&parsed, &[op]).expect("an edit").text
        })
    }

    fn text(text: &str) -> Value {
        Value::String(text.to_owned())
    }

    #[test]
    fn new_keys_of_a_view_and_its_cards_get_a_careful_order() {
        let view = path!["views", 0];
        let card = path!["views", 0, "sections", 0, "cards", 0];
        let made = set(
            "views:\n  - title: Home # mine\n    sections:\n      - cards:\n          - type: tile\n            features:\n              - type: light-brightness\n",
            &[
                (view.join("badges"), Value::List(vec![text("light.a")])),
                (view.join("type"), text("sections")),
                (view.join("icon"), text("mdi:home")),
                (view.join("path"), text("home")),
                (card.join("visibility"), Value::List(Vec::new())),
                (card.join("my_key"), text("of nobody")),
                (card.join("icon"), text("mdi:lamp")),
                (card.join("entity"), text("light.a")),
                (card.join("name"), text("A")),
                (path!["views", 0, "sections", 0, "type"], text("grid")),
                (path!["title"], text("All")),
            ],
        );
        let expected = "\
title: All
views:
  - title: Home # mine
    path: home
    icon: mdi:home
    type: sections
    badges:
      - light.a
    sections:
      - type: grid
        cards:
          - type: tile
            entity: light.a
            name: A
            icon: mdi:lamp
            visibility: []
            my_key: of nobody
            features:
              - type: light-brightness
";
        assert_eq!(made, expected);
    }

    #[test]
    fn existing_keys_keep_their_positions() {
        let made = set(
            "views:\n  - cards:\n      - name: A\n        entity: light.a\n        type: custom:mine\n        cards: []\n    theme: dark\n",
            &[
                (path!["views", 0, "cards", 0, "icon"], text("mdi:lamp")),
                (path!["views", 0, "title"], text("Home")),
                (path!["views", 0, "badges"], Value::List(Vec::new())),
            ],
        );
        let expected = "\
views:
  - title: Home
    badges: []
    cards:
      - name: A
        entity: light.a
        type: custom:mine
        icon: mdi:lamp
        cards: []
    theme: dark
";
        assert_eq!(made, expected);
    }

    #[test]
    fn actions_conditions_and_parts_of_cards_have_an_order_too() {
        let card = path!["views", 0, "cards", 0];
        let action = card.join("tap_action");
        let made = set(
            "views:\n  - cards:\n      - type: entities\n        entities:\n          - name: A\n        tap_action:\n          navigation_path: /a\n        visibility:\n          - state: 'on'\n            condition: state\n",
            &[
                (action.join("action"), text("navigate")),
                (card.join("visibility").join(0).join("entity"), text("light.a")),
                (card.join("entities").join(0).join("entity"), text("light.a")),
                (card.join("title"), text("Rows")),
            ],
        );
        let expected = "\
views:
  - cards:
      - type: entities
        title: Rows
        entities:
          - entity: light.a
            name: A
        tap_action:
          action: navigate
          navigation_path: /a
        visibility:
          - state: 'on'
            condition: state
            entity: light.a
";
        assert_eq!(made, expected);
    }
    fn json(text: &str) -> Value {
        serde_json::from_str(text).expect("the test's JSON is JSON")
    }

    #[test]
    fn rules_that_fill_a_card_have_an_order_too() {
        let rule = path!["views", 0, "cards", 0, "filter", "include", 0];
        let options = rule.join("options");
        let made = set(
            "views:\n  - cards:\n      - type: custom:auto-entities\n        filter:\n          include:\n            - domain: light\n              state 2: '< 50' # again\n              options:\n                icon: mdi:lamp\n",
            &[
                (rule.join("not"), json(r#"{"label": "night"}"#)),
                (rule.join("state"), text("on")),
                (options.join("name"), text("Lamp")),
                (path!["views", 0, "cards", 0, "card"], text("x")),
                (path!["views", 0, "cards", 0, "sort"], json(r#"{"method": "name"}"#)),
            ],
        );
        let expected = "\
views:
  - cards:
      - type: custom:auto-entities
        filter:
          include:
            - domain: light
              state: 'on'
              not:
                label: night
              state 2: '< 50' # again
              options:
                name: Lamp
                icon: mdi:lamp
        sort:
          method: name
        card: x
";
        assert_eq!(made, expected);
    }
}
