//! The content of a new card, badge, feature and so on.
//!
//! Owns how given entities and areas replace the placeholders of a stub. Must stay true: a new node has its type first,
//! no placeholder without a given value, and no key that only repeats a default.

use super::model::{Entry, Kind, Suits};
use crate::value::{Map, Value};

/// The entities and the area for a new node.
#[derive(Clone, Copy, Debug, Default)]
pub struct Given<'a> {
    /// The entities, most important first.
    pub entities: &'a [String],
    /// The area.
    pub area: Option<&'a str>,
}

impl Entry {
    /// Makes a new node of this type.
    ///
    /// A key without a given value is left out; the form then marks it as missing.
    pub fn new_node(&self, given: Given<'_>) -> Value {
        let mut node = Map::new();
        // A row for an entity has no type: Home Assistant chooses by the entity's domain.
        let typeless = self.kind == Kind::Row && self.kind.default_type() == Some(&self.name);
        if let Some(key) = self.kind.type_key().filter(|_| !typeless) {
            node.insert(key, Value::String(self.name.clone()));
        }
        if let Value::Map(stub) = &self.stub {
            for (key, value) in stub.iter() {
                if let Some(value) = filled(value, given) {
                    node.insert(key, value);
                }
            }
        }
        Value::Map(node)
    }

    /// Whether it suits entities of a domain.
    pub fn suits(&self, domain: &str) -> bool {
        match &self.suits {
            Suits::None => false,
            Suits::Any => true,
            Suits::Domains(domains) => domains.iter().any(|one| one == domain),
        }
    }
}

/// Fills the placeholders in a value of a stub; `None` if there is no value for one.
fn filled(value: &Value, given: Given<'_>) -> Option<Value> {
    match value {
        Value::String(text) => match text.as_str() {
            "$entity" => given.entities.first().cloned().map(Value::String),
            "$entities" => Some(Value::List(given.entities.iter().cloned().map(Value::String).collect())),
            "$entity_objects" => Some(Value::List(given.entities.iter().map(|id| entity_object(id)).collect())),
            "$area" => given.area.map(|area| Value::String(area.to_owned())),
            _ => Some(value.clone()),
        },
        Value::List(items) => Some(Value::List(items.iter().filter_map(|item| filled(item, given)).collect())),
        Value::Map(map) => {
            let mut filled_map = Map::new();
            for (key, value) in map.iter() {
                if let Some(value) = filled(value, given) {
                    filled_map.insert(key, value);
                }
            }
            Some(Value::Map(filled_map))
        }
        other => Some(other.clone()),
    }
}

fn entity_object(id: &str) -> Value {
    let mut map = Map::new();
    map.insert("entity", Value::String(id.to_owned()));
    Value::Map(map)
}
