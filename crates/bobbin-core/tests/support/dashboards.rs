//! Generated dashboards and typical edits of them.
//!
//! A few entities, titles and types are used over and over, so that cards are similar and the same card occurs in
//! several places, as in real dashboards.

#![allow(dead_code, reason = "each test binary uses a part")]

use bobbin_core::path::{Path, Step};
use bobbin_core::value::{Map, Value};
use proptest::prelude::*;

pub(crate) fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("the test's JSON is right")
}

fn map(entries: Vec<(&str, Value)>) -> Value {
    Value::Map(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

fn entity() -> impl Strategy<Value = Value> {
    prop::sample::select(vec!["light.a", "light.b", "light.c", "sensor.d", "sensor.e", "switch.f", "vacuum.g"])
        .prop_map(Value::from)
}

fn word() -> impl Strategy<Value = Value> {
    prop::sample::select(vec!["Kitchen", "Hall", "Power", "Vacuum", "Küche", "", "A longer name of a card"])
        .prop_map(Value::from)
}

/// A setting of a card: a key and its value.
fn setting() -> impl Strategy<Value = (&'static str, Value)> {
    prop_oneof![
        word().prop_map(|word| ("name", word)),
        Just(("color", Value::from("red"))),
        Just(("color", Value::from("blue"))),
        (0..3_i64).prop_map(|columns| ("columns", Value::from(columns))),
        Just(("columns", Value::from(1.0))),
        Just(("vertical", Value::from(true))),
        Just(("icon", Value::Null)),
        entity().prop_map(|entity| ("entity", entity)),
        prop::sample::select(vec!["toggle", "more-info", "none"])
            .prop_map(|action| ("tap_action", map(vec![("action", Value::from(action))]))),
        (entity(), word()).prop_map(|(entity, word)| {
            ("tap_action", map(vec![("action", Value::from("navigate")), ("to", word), ("entity", entity)]))
        }),
        prop::collection::vec(entity(), 0..4).prop_map(|entities| ("entities", Value::List(entities))),
    ]
}

fn leaf_card() -> impl Strategy<Value = Value> {
    let kinds = prop::sample::select(vec!["tile", "button", "gauge", "custom:mushroom-light-card", "entities"]);
    (kinds, entity(), prop::collection::vec(setting(), 0..4)).prop_map(|(kind, entity, settings)| {
        let mut card = Map::new();
        card.insert("type", Value::from(kind));
        card.insert("entity", entity);
        for (key, value) in settings {
            card.insert(key, value);
        }
        Value::Map(card)
    })
}

pub(crate) fn card() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        8 => leaf_card(),
        1 => Just(map(vec![("type", Value::from("divider"))])),
        1 => word().prop_map(|word| map(vec![("type", Value::from("markdown")), ("content", word)])),
        1 => word().prop_map(|word| map(vec![("type", Value::from("heading")), ("heading", word)])),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            (prop::sample::select(vec!["vertical-stack", "grid"]), prop::collection::vec(inner.clone(), 0..4))
                .prop_map(|(kind, cards)| map(vec![("type", Value::from(kind)), ("cards", Value::List(cards))])),
            inner.prop_map(|card| map(vec![
                ("type", Value::from("conditional")),
                ("conditions", Value::List(vec![])),
                ("card", card)
            ])),
        ]
    })
}

fn cards(most: usize) -> impl Strategy<Value = Value> {
    prop::collection::vec(card(), 0..most).prop_map(Value::List)
}

fn view() -> impl Strategy<Value = Value> {
    let sections = prop::collection::vec((prop::option::of(word()), cards(4)), 0..4).prop_map(|sections| {
        let section = |(title, cards): (Option<Value>, Value)| {
            let mut section = Map::new();
            section.insert("type", Value::from("grid"));
            if let Some(title) = title {
                section.insert("title", title);
            }
            section.insert("cards", cards);
            Value::Map(section)
        };
        ("sections", Value::List(sections.into_iter().map(section).collect()))
    });
    let content = prop_oneof![cards(6).prop_map(|cards| ("cards", cards)), sections];
    let path = prop::sample::select(vec!["home", "lights", "energy", "old"]);
    let badges = prop::option::of(prop::collection::vec(entity(), 0..3));
    (prop::option::of(word()), prop::option::of(path), badges, prop::option::of(card()), content).prop_map(
        |(title, path, badges, header, (key, content))| {
            let mut view = Map::new();
            let mut set = |key: &str, value: Option<Value>| value.map(|value| view.insert(key, value));
            set("title", title);
            set("path", path.map(Value::from));
            set("badges", badges.map(Value::List));
            set("header", header.map(|card| map(vec![("layout", Value::from("center")), ("card", card)])));
            set(key, Some(content));
            Value::Map(view)
        },
    )
}

pub(crate) fn dashboard() -> impl Strategy<Value = Value> {
    (prop::option::of(word()), prop::collection::vec(view(), 0..4)).prop_map(|(title, views)| {
        let mut dashboard = Map::new();
        if let Some(title) = title {
            dashboard.insert("title", title);
        }
        dashboard.insert("views", Value::List(views));
        Value::Map(dashboard)
    })
}

/// Values that are not dashboards, and dashboards with shapes that HA would not write.
pub(crate) fn odd_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-2..3_i64).prop_map(Value::from),
        Just(Value::from(1.0)),
        Just(Value::from(-0.0)),
        Just(Value::from(0.0)),
        word(),
    ];
    let keys = prop::sample::select(vec!["views", "cards", "card", "type", "sections", "badges", "title", "x"]);
    leaf.prop_recursive(5, 40, 5, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::List),
            prop::collection::vec((keys.clone(), inner), 0..5)
                .prop_map(|entries| entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
                .prop_map(Value::Map),
        ]
    })
}

/// An edit; its numbers choose among the existing nodes.
#[derive(Clone, Debug)]
pub(crate) enum Edit {
    SetKey(usize, &'static str, Value),
    RemoveKey(usize, usize),
    RenameKey(usize, usize),
    MoveKey(usize, usize, usize),
    AddItem(usize, usize, Value),
    RemoveItem(usize, usize),
    MoveItem(usize, usize, usize, usize),
    CopyItem(usize, usize, usize, usize),
    Wrap(usize),
    AddView(usize, Value),
    MoveView(usize, usize),
    RemoveView(usize),
    SetTitle(Value),
}

pub(crate) fn edit() -> impl Strategy<Value = Edit> {
    let n = || 0..200_usize;
    prop_oneof![
        4 => (n(), setting()).prop_map(|(card, (key, value))| Edit::SetKey(card, key, value)),
        1 => (n(), n()).prop_map(|(card, key)| Edit::RemoveKey(card, key)),
        1 => (n(), n()).prop_map(|(card, key)| Edit::RenameKey(card, key)),
        1 => (n(), n(), n()).prop_map(|(card, key, to)| Edit::MoveKey(card, key, to)),
        3 => (n(), n(), card()).prop_map(|(list, at, card)| Edit::AddItem(list, at, card)),
        2 => (n(), n()).prop_map(|(list, at)| Edit::RemoveItem(list, at)),
        3 => (n(), n(), n(), n()).prop_map(|(list, at, to, to_at)| Edit::MoveItem(list, at, to, to_at)),
        1 => (n(), n(), n(), n()).prop_map(|(list, at, to, to_at)| Edit::CopyItem(list, at, to, to_at)),
        1 => n().prop_map(Edit::Wrap),
        1 => (n(), view()).prop_map(|(at, view)| Edit::AddView(at, view)),
        1 => (n(), n()).prop_map(|(at, to)| Edit::MoveView(at, to)),
        1 => n().prop_map(Edit::RemoveView),
        1 => word().prop_map(Edit::SetTitle),
    ]
}

pub(crate) fn edits(most: usize) -> impl Strategy<Value = Vec<Edit>> {
    prop::collection::vec(edit(), 0..most)
}

pub(crate) fn edited(value: &Value, edits: &[Edit]) -> Value {
    let mut value = value.clone();
    for edit in edits {
        apply(&mut value, edit);
    }
    value
}

/// The paths of all cards, and of all lists of cards.
pub(crate) fn places(value: &Value) -> (Vec<Path>, Vec<Path>) {
    fn walk(value: &Value, path: &Path, cards: &mut Vec<Path>, lists: &mut Vec<Path>) {
        match value {
            Value::Map(map) => {
                for (key, value) in map.iter() {
                    let path = path.join(key);
                    match value {
                        Value::List(items) if key == "cards" => {
                            lists.push(path.clone());
                            cards.extend((0..items.len()).map(|at| path.join(at)));
                        }
                        Value::Map(_) if key == "card" => cards.push(path.clone()),
                        _ => {}
                    }
                    walk(value, &path, cards, lists);
                }
            }
            Value::List(items) => {
                items.iter().enumerate().for_each(|(at, item)| walk(item, &path.join(at), cards, lists));
            }
            _ => {}
        }
    }
    let (mut cards, mut lists) = (Vec::new(), Vec::new());
    walk(value, &Path::root(), &mut cards, &mut lists);
    (cards, lists)
}

fn pick<T>(items: &[T], number: usize) -> Option<&T> {
    items.get(number.checked_rem(items.len())?)
}

fn list<'v>(value: &'v mut Value, path: &Path) -> Option<&'v mut Vec<Value>> {
    match value.at_mut(path)? {
        Value::List(items) => Some(items),
        _ => None,
    }
}

fn take(value: &mut Value, lists: &[Path], at: usize, item: usize) -> Option<(Path, Value)> {
    let path = pick(lists, at)?.clone();
    let items = list(value, &path)?;
    let item = item.checked_rem(items.len())?;
    Some((path.join(item), items.remove(item)))
}

fn put(value: &mut Value, list_number: usize, at: usize, item: Value) {
    let (_, lists) = places(value);
    if let Some(items) = pick(&lists, list_number).and_then(|path| list(value, &path.clone())) {
        items.insert(at % (items.len() + 1), item);
    }
}

fn apply(value: &mut Value, edit: &Edit) -> Option<()> {
    let (cards, lists) = places(value);
    let views = crate::dashboards::views;
    let card = |number| pick(&cards, number).cloned();
    match edit.clone() {
        Edit::SetKey(number, key, new) => {
            value.at_mut(&card(number)?)?.as_map_mut()?.insert(key, new);
        }
        Edit::RemoveKey(number, key) => {
            let map = value.at_mut(&card(number)?)?.as_map_mut()?;
            let key = map.entry(1 + key.checked_rem(map.len() - 1)?)?.0.to_owned();
            map.remove(&key);
        }
        Edit::RenameKey(number, key) => {
            let map = value.at_mut(&card(number)?)?.as_map_mut()?;
            let key = map.entry(1 + key.checked_rem(map.len() - 1)?)?.0.to_owned();
            map.rename(&key, &format!("{key}_2"));
        }
        Edit::MoveKey(number, key, to) => {
            let map = value.at_mut(&card(number)?)?.as_map_mut()?;
            let key = map.entry(key.checked_rem(map.len())?)?.0.to_owned();
            let taken = map.remove(&key)?;
            map.insert_at(to % (map.len() + 1), key, taken);
        }
        Edit::AddItem(number, at, card) => put(value, number, at, card),
        Edit::RemoveItem(number, at) => {
            take(value, &lists, number, at)?;
        }
        Edit::MoveItem(number, at, to, to_at) => {
            let (_, item) = take(value, &lists, number, at)?;
            put(value, to, to_at, item);
        }
        Edit::CopyItem(number, at, to, to_at) => {
            let items = list(value, pick(&lists, number)?)?;
            let item = items.get(at.checked_rem(items.len())?)?.clone();
            put(value, to, to_at, item);
        }
        Edit::Wrap(number) => {
            let place = value.at_mut(&card(number)?)?;
            let inner = std::mem::take(place);
            *place = map(vec![("type", Value::from("vertical-stack")), ("cards", Value::List(vec![inner]))]);
        }
        Edit::AddView(at, view) => {
            let views = views(value)?;
            views.insert(at % (views.len() + 1), view);
        }
        Edit::MoveView(at, to) => {
            let views = views(value)?;
            let view = views.remove(at.checked_rem(views.len())?);
            views.insert(to % (views.len() + 1), view);
        }
        Edit::RemoveView(at) => {
            let views = views(value)?;
            views.remove(at.checked_rem(views.len())?);
        }
        Edit::SetTitle(title) => {
            value.as_map_mut()?.insert("title", title);
        }
    }
    Some(())
}

fn views(value: &mut Value) -> Option<&mut Vec<Value>> {
    list(value, &Path(vec![Step::from("views")]))
}

/// A dashboard with `views` views of `sections` sections of `cards` cards each, like large real ones.
pub(crate) fn large(views: usize, sections: usize, cards: usize) -> Value {
    let mut number = 0_usize;
    let card = |number: usize| {
        let kinds = ["tile", "button", "gauge", "custom:mushroom-light-card"];
        let kind = kinds[number % kinds.len()];
        let text = format!(
            r#"{{"type":"{kind}","entity":"light.room_{}_{number}","name":"Light {number}","icon":"mdi:lamp","tap_action":{{"action":"toggle"}},"hold_action":{{"action":"navigate","navigation_path":"/lovelace/{}"}},"grid_options":{{"columns":{},"rows":1}},"card_mod":{{"style":"ha-card {{ background: var(--color-{}); border-radius: 12px; }}"}}}}"#,
            number % 17,
            number % 9,
            3 * (number % 4 + 1),
            number % 5,
        );
        json(&text)
    };
    let views = (0..views).map(|view| {
        let sections = (0..sections).map(|section| {
            let mut list = vec![json(&format!(r#"{{"type":"heading","heading":"Section {view}.{section}"}}"#))];
            for _ in 1..cards {
                list.push(card(number));
                number += 1;
            }
            map(vec![("type", Value::from("grid")), ("cards", Value::List(list))])
        });
        map(vec![
            ("title", Value::from(format!("View {view}"))),
            ("path", Value::from(format!("view-{view}"))),
            ("type", Value::from("sections")),
            ("sections", Value::List(sections.collect())),
        ])
    });
    map(vec![("title", Value::from("Large")), ("views", Value::List(views.collect()))])
}

/// Gives every card an entity of its own, so that no two are similar.
pub(crate) fn distinct(value: &Value, from: i64) -> Value {
    let mut value = value.clone();
    let (cards, _) = places(&value);
    for (number, path) in (from..).zip(&cards) {
        if let Some(card) = value.at_mut(path).and_then(Value::as_map_mut) {
            card.insert("entity", Value::from(format!("sensor.number_{number}")));
        }
    }
    value
}

/// The same edits, with distinct additions and without copies.
pub(crate) fn distinct_edits(edits: &[Edit], from: i64) -> Vec<Edit> {
    let number = |edit: usize| from + 100 * i64::try_from(edit).expect("few edits");
    let one = |at: usize, card: Value| {
        let list = map(vec![("cards", Value::List(vec![card]))]);
        distinct(&list, number(at)).at(&Path(vec![Step::from("cards"), Step::from(0)])).expect("one card").clone()
    };
    edits
        .iter()
        .enumerate()
        .filter_map(|(at, edit)| match edit.clone() {
            Edit::CopyItem(..) | Edit::SetKey(_, "entity", _) => None,
            Edit::AddItem(list, place, card) => Some(Edit::AddItem(list, place, one(at, card))),
            Edit::AddView(place, view) => Some(Edit::AddView(place, distinct(&view, number(at)))),
            edit => Some(edit),
        })
        .collect()
}
