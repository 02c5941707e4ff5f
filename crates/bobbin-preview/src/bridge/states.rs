//! Entities in the compressed form of `subscribe_entities`, with what-if states put in.
//!
//! `subscribe_entities` sends every entity once (`a`; with `s` state, `a` attributes, `c` context, `lc` and `lu`
//! times), then the changes (`c`; with `+` and `-`) and the removals (`r`). A [`Mirror`] tracks all of it, so that an
//! override can start and end at any time. Everything else passes byte for byte.

use crate::scene::{Override, WhatIf};
use crate::time;
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};

/// The state of an entity, and its attributes.
pub(crate) struct State {
    pub(crate) state: String,
    pub(crate) attributes: Value,
}

/// The real entities of one subscription.
#[derive(Debug, Default)]
pub(crate) struct Mirror {
    /// The subscribed entities; none for all.
    only: Option<HashSet<String>>,
    real: HashMap<String, Map<String, Value>>,
}

#[derive(Deserialize)]
struct Batch<'a> {
    #[serde(default, borrow)]
    a: BTreeMap<Cow<'a, str>, &'a RawValue>,
    #[serde(default, borrow)]
    c: BTreeMap<Cow<'a, str>, &'a RawValue>,
    #[serde(default, borrow)]
    r: Vec<Cow<'a, str>>,
}

#[derive(Deserialize)]
struct Difference {
    #[serde(default, rename = "+")]
    added: Map<String, Value>,
    #[serde(default, rename = "-")]
    removed: Removed,
}

#[derive(Default, Deserialize)]
struct Removed {
    #[serde(default)]
    a: Vec<String>,
}

impl Mirror {
    /// A mirror of a subscription to some entities, or to all.
    pub(crate) fn new(command: &Map<String, Value>) -> Self {
        let ids = command.get("entity_ids").and_then(Value::as_array);
        let only = ids.map(|ids| ids.iter().filter_map(|id| id.as_str().map(str::to_owned)).collect());
        Self { only, real: HashMap::new() }
    }

    /// Records an event. Returns the event for the page, if it differs.
    pub(crate) fn event(&mut self, event: &RawValue, what_if: &WhatIf, since: f64) -> Option<String> {
        let Ok(batch) = serde_json::from_str::<Batch<'_>>(event.get()) else {
            tracing::warn!(bytes = event.get().len(), "an event of entities has an unknown shape");
            return None;
        };
        let first = !batch.a.is_empty() && self.real.is_empty();
        for (id, entity) in &batch.a {
            if let Ok(entity) = serde_json::from_str(entity.get()) {
                self.real.insert(id.clone().into_owned(), entity);
            }
        }
        for (id, difference) in &batch.c {
            if let (Some(entity), Ok(difference)) = (self.real.get_mut(&**id), serde_json::from_str(difference.get())) {
                apply(entity, difference);
            }
        }
        for id in &batch.r {
            self.real.remove(&**id);
        }
        let touched = what_if.keys().any(|id| {
            let id = id.as_str();
            batch.a.contains_key(id) || batch.c.contains_key(id) || batch.r.iter().any(|removed| removed == id)
        });
        // Overridden entities that don't exist come with the first batch, or with one that is sent when the override
        // starts.
        if !touched && (!first || what_if.is_empty()) {
            return None;
        }
        let own = |id: &str| self.covers(id) && (batch.mentions(id) || (first && !self.real.contains_key(id)));
        let overridden: Map<String, Value> = what_if
            .iter()
            .filter(|(id, _)| own(id.as_str()))
            .map(|(id, over)| (id.clone(), self.shown(id, over, since)))
            .collect();
        let rest = |entities: &BTreeMap<Cow<'_, str>, &RawValue>| -> BTreeMap<String, Box<RawValue>> {
            entities
                .iter()
                .filter(|(id, _)| !what_if.contains_key(&***id))
                .map(|(id, entity)| (id.clone().into_owned(), (*entity).to_owned()))
                .collect()
        };
        let mut added = rest(&batch.a);
        for (id, entity) in overridden {
            if let Ok(entity) = serde_json::value::to_raw_value(&entity) {
                added.insert(id, entity);
            }
        }
        let mut out = Vec::new();
        if !added.is_empty() {
            out.push(format!("\"a\":{}", text(&added)));
        }
        let changed = rest(&batch.c);
        if !changed.is_empty() {
            out.push(format!("\"c\":{}", text(&changed)));
        }
        let removed: Vec<_> = batch.r.iter().filter(|id| !what_if.contains_key(&***id)).collect();
        if !removed.is_empty() {
            out.push(format!("\"r\":{}", text(&removed)));
        }
        Some(format!("{{{}}}", out.join(",")))
    }

    /// The event for the page when the overrides change; none if they make no difference here.
    pub(crate) fn changed(&self, old: &WhatIf, new: &WhatIf, since: f64) -> Option<Value> {
        let (mut added, mut removed) = (Map::new(), Vec::new());
        for id in old.keys().chain(new.keys()).filter(|id| old.get(*id) != new.get(*id) && self.covers(id)) {
            match (new.get(id), self.real.get(id)) {
                (Some(over), _) => {
                    added.insert(id.clone(), self.shown(id, over, since));
                }
                (None, Some(real)) => {
                    added.insert(id.clone(), Value::Object(real.clone()));
                }
                (None, None) => removed.push(id.clone()),
            }
        }
        let mut event = Map::new();
        if !added.is_empty() {
            event.insert("a".to_owned(), Value::Object(added));
        }
        if !removed.is_empty() {
            event.insert("r".to_owned(), json!(removed));
        }
        (!event.is_empty()).then_some(Value::Object(event))
    }

    /// The state of an entity, as the page sees it.
    pub(crate) fn state(&self, id: &str, what_if: &WhatIf) -> Option<State> {
        let entity = match (what_if.get(id), self.real.get(id)) {
            (Some(over), _) => self.shown(id, over, 0.0),
            (None, real) => Value::Object(real?.clone()),
        };
        let state = entity.get("s")?.as_str()?.to_owned();
        Some(State { state, attributes: entity.get("a").cloned().unwrap_or_default() })
    }

    fn covers(&self, id: &str) -> bool {
        self.only.as_ref().is_none_or(|only| only.contains(id))
    }

    /// An entity as the page sees it, made up if it doesn't exist.
    fn shown(&self, id: &str, over: &Override, since: f64) -> Value {
        let made_up = || {
            let Value::Object(entity) = json!({"s": "unknown", "a": {}, "c": "preview", "lc": since}) else {
                unreachable!("an object was written")
            };
            entity
        };
        let mut entity = self.real.get(id).cloned().unwrap_or_else(made_up);
        if let Some(state) = &over.state
            && entity.get("s").and_then(Value::as_str) != Some(state)
        {
            entity.insert("s".to_owned(), json!(state));
            entity.insert("lc".to_owned(), json!(since));
            entity.remove("lu");
        }
        merge_attributes(&mut entity, &over.attributes);
        Value::Object(entity)
    }
}

impl Batch<'_> {
    fn mentions(&self, id: &str) -> bool {
        self.a.contains_key(id) || self.c.contains_key(id) || self.r.iter().any(|removed| removed == id)
    }
}

/// The answer to `get_states` with overrides in it.
pub(crate) fn override_states(states: &RawValue, what_if: &WhatIf, since: f64) -> Option<String> {
    #[derive(Deserialize)]
    struct Named<'a> {
        #[serde(borrow)]
        entity_id: Cow<'a, str>,
    }
    let mut out: Vec<String> = Vec::new();
    let mut seen = HashSet::new();
    for state in serde_json::from_str::<Vec<&RawValue>>(states.get()).ok()? {
        let id = serde_json::from_str::<Named<'_>>(state.get()).ok()?.entity_id;
        let Some(over) = what_if.get(&*id) else {
            out.push(state.get().to_owned());
            continue;
        };
        let mut full: Map<String, Value> = serde_json::from_str(state.get()).ok()?;
        if let Some(state) = &over.state
            && full.get("state").and_then(Value::as_str) != Some(state)
        {
            full.insert("state".to_owned(), json!(state));
            for time in ["last_changed", "last_reported", "last_updated"] {
                full.insert(time.to_owned(), json!(time::iso(since)));
            }
        }
        if let Some(Value::Object(attributes)) = full.get_mut("attributes") {
            attributes.extend(over.attributes.clone());
        }
        seen.insert(id.into_owned());
        out.push(Value::Object(full).to_string());
    }
    for (id, over) in what_if.iter().filter(|(id, _)| !seen.contains(*id)) {
        let at = time::iso(since);
        out.push(
            json!({
                "entity_id": id, "state": over.state.as_deref().unwrap_or("unknown"), "attributes": over.attributes,
                "last_changed": at, "last_reported": at, "last_updated": at,
                "context": {"id": "preview", "parent_id": null, "user_id": null},
            })
            .to_string(),
        );
    }
    Some(format!("[{}]", out.join(",")))
}

fn apply(entity: &mut Map<String, Value>, difference: Difference) {
    for (key, value) in difference.added {
        match (key.as_str(), value) {
            ("a", Value::Object(attributes)) => merge_attributes(entity, &attributes),
            // A part of a context: keys that it doesn't name stay.
            ("c", Value::Object(part)) if entity.get("c").is_some_and(Value::is_object) => {
                if let Some(Value::Object(context)) = entity.get_mut("c") {
                    context.extend(part);
                }
            }
            ("lc", value) => {
                entity.remove("lu");
                entity.insert(key, value);
            }
            (_, value) => {
                entity.insert(key, value);
            }
        }
    }
    if let Some(Value::Object(attributes)) = entity.get_mut("a") {
        for name in &difference.removed.a {
            attributes.remove(name);
        }
    }
}

fn merge_attributes(entity: &mut Map<String, Value>, changed: &Map<String, Value>) {
    if let Value::Object(attributes) = entity.entry("a").or_insert_with(|| json!({})) {
        attributes.extend(changed.clone());
    }
}

fn text(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("names and JSON can be written")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn what_if(entries: &[(&str, Option<&str>, Value)]) -> WhatIf {
        let over = |state: &Option<&str>, attributes: &Value| Override {
            state: state.map(str::to_owned),
            attributes: attributes.as_object().cloned().unwrap_or_default(),
        };
        entries.iter().map(|(id, state, attributes)| ((*id).to_owned(), over(state, attributes))).collect()
    }

    fn sent(mirror: &mut Mirror, event: &Value, what_if: &WhatIf) -> Value {
        let raw = serde_json::value::to_raw_value(event).expect("JSON");
        match mirror.event(&raw, what_if, 7.0) {
            Some(text) => serde_json::from_str(&text).expect("JSON"),
            None => event.clone(),
        }
    }

    fn lamp(state: &str, brightness: u32) -> Value {
        json!({"s": state, "a": {"brightness": brightness, "name": "Lamp"}, "c": "01", "lc": 1.5})
    }

    #[test]
    fn passes_entities_without_an_override() {
        let mut mirror = Mirror::default();
        let none = WhatIf::new();
        let raw = serde_json::value::to_raw_value(&json!({"a": {"light.a": lamp("on", 1)}})).expect("JSON");
        assert_eq!(mirror.event(&raw, &none, 0.0), None);
        let other = what_if(&[("light.other", Some("on"), json!({}))]);
        let raw = serde_json::value::to_raw_value(&json!({"c": {"light.a": {"+": {"s": "off"}}}})).expect("JSON");
        assert_eq!(mirror.event(&raw, &other, 0.0), None);
    }

    #[test]
    fn holds_an_override_during_changes_and_restores_the_real_state() {
        let mut mirror = Mirror::default();
        let over = what_if(&[("light.a", Some("off"), json!({"brightness": 99}))]);
        let first = sent(&mut mirror, &json!({"a": {"light.a": lamp("on", 1), "light.b": lamp("on", 2)}}), &over);
        let shown = json!({"s": "off", "a": {"brightness": 99, "name": "Lamp"}, "c": "01", "lc": 7.0});
        assert_eq!(first, json!({"a": {"light.a": shown, "light.b": lamp("on", 2)}}));

        let happens = json!({"c": {
            "light.a": {"+": {"a": {"brightness": 5, "effect": "rain"}, "lu": 3.0}, "-": {"a": ["name"]}},
            "light.b": {"+": {"s": "off", "lc": 3.0}},
        }});
        let second = sent(&mut mirror, &happens, &over);
        assert_eq!(second["c"], json!({"light.b": {"+": {"s": "off", "lc": 3.0}}}));
        assert_eq!(second["a"]["light.a"]["a"], json!({"brightness": 99, "effect": "rain"}));
        assert_eq!(second["a"]["light.a"]["s"], "off");

        let back = mirror.changed(&over, &WhatIf::new(), 8.0);
        let real = json!({"s": "on", "a": {"brightness": 5, "effect": "rain"}, "c": "01", "lc": 1.5, "lu": 3.0});
        assert_eq!(back, Some(json!({"a": {"light.a": real}})));
        assert_eq!(mirror.changed(&over, &over, 9.0), None);
    }

    #[test]
    fn makes_up_an_entity_that_does_not_exist_and_takes_it_away() {
        let mut mirror = Mirror::default();
        let over = what_if(&[("lock.new", Some("open"), json!({"a": 1}))]);
        let first = sent(&mut mirror, &json!({"a": {"light.a": lamp("on", 1)}}), &over);
        assert_eq!(first["a"]["lock.new"], json!({"s": "open", "a": {"a": 1}, "c": "preview", "lc": 7.0}));
        assert_eq!(mirror.changed(&over, &WhatIf::new(), 8.0), Some(json!({"r": ["lock.new"]})));
        // The entity appears and disappears again: the page sees neither.
        let born = sent(&mut mirror, &json!({"a": {"lock.new": {"s": "closed", "a": {}, "c": "1", "lc": 1}}}), &over);
        assert_eq!(born["a"]["lock.new"]["s"], "open");
        let gone = sent(&mut mirror, &json!({"r": ["lock.new"]}), &over);
        assert_eq!(gone["a"]["lock.new"]["s"], "open");
        assert_eq!(gone.get("r"), None);
    }

    #[test]
    fn keeps_to_the_entities_that_were_asked_for() {
        let command = json!({"entity_ids": ["light.a"]});
        let mut mirror = Mirror::new(command.as_object().expect("an object"));
        let over = what_if(&[("light.b", Some("off"), json!({}))]);
        let event = json!({"a": {"light.a": lamp("on", 1)}});
        assert_eq!(sent(&mut mirror, &event, &over), event);
        assert_eq!(mirror.changed(&WhatIf::new(), &over, 1.0), None);
    }

    #[test]
    fn overrides_full_states_too() {
        let states = json!([
            {"entity_id": "a.b", "state": "1", "attributes": {"x": 1}, "last_changed": "then"},
            {"entity_id": "c.d", "state": "2", "attributes": {}, "last_changed": "then"},
        ]);
        let raw = serde_json::value::to_raw_value(&states).expect("JSON");
        let over = what_if(&[("a.b", Some("9"), json!({"y": 2})), ("e.f", None, json!({}))]);
        let out: Value = serde_json::from_str(&override_states(&raw, &over, 0.0).expect("a list")).expect("JSON");
        assert_eq!(out[0]["state"], "9");
        assert_eq!(out[0]["attributes"], json!({"x": 1, "y": 2}));
        assert_eq!(out[1], states[1]);
        assert_eq!((&out[2]["entity_id"], &out[2]["state"]), (&json!("e.f"), &json!("unknown")));
    }
}
