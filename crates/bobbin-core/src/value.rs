//! The meaning of a dashboard's text: the JSON value that Home Assistant stores.
//!
//! Keys keep their order, including keys that look like numbers. Numbers keep the distinctions of JSON (`1` and `1.0`),
//! because a save must not change anything that nobody touched; [`Value::same_meaning`] compares like a JavaScript
//! editor, where the two are the same.

use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::hash::{Hash as _, Hasher};

use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap as _, SerializeSeq as _, Serializer};

use crate::hashing::hasher;

/// A JSON value whose mappings keep their order.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// `null`.
    #[default]
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(Number),
    /// A string.
    String(String),
    /// A list.
    List(Vec<Self>),
    /// A mapping with ordered keys.
    Map(Map),
}

/// A number in JSON: integers exactly, everything else as a double.
#[derive(Clone, Copy, Debug)]
pub enum Number {
    /// An integer that fits 64 signed bits.
    Int(i64),
    /// An integer above `i64::MAX`.
    UInt(u64),
    /// Any other number. NaN and the infinities are written as `null`, as by JSON.stringify.
    Float(f64),
}

impl Number {
    /// The number as JavaScript holds it.
    #[expect(clippy::cast_precision_loss, reason = "losing precision is what JavaScript does")]
    pub const fn as_f64(self) -> f64 {
        match self {
            Self::Int(number) => number as f64,
            Self::UInt(number) => number as f64,
            Self::Float(number) => number,
        }
    }
}

impl PartialEq for Number {
    /// Exact comparison: `1` is not `1.0`, and NaN equals itself.
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Int(a), Self::Int(b)) => a == b,
            (Self::UInt(a), Self::UInt(b)) => a == b,
            (Self::Float(a), Self::Float(b)) => a.to_bits() == b.to_bits() || a == b,
            _ => false,
        }
    }
}

/// A mapping in the order in which it was written. Each key occurs once.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Map(Vec<(String, Value)>);

impl Map {
    /// An empty mapping.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// An empty mapping with capacity for this number of keys.
    pub fn with_capacity(keys: usize) -> Self {
        Self(Vec::with_capacity(keys))
    }

    /// The key and value at a position.
    pub fn entry(&self, position: usize) -> Option<(&str, &Value)> {
        self.0.get(position).map(|(key, value)| (key.as_str(), value))
    }

    /// The value at a position, for changing it in place.
    pub fn value_mut(&mut self, position: usize) -> Option<&mut Value> {
        self.0.get_mut(position).map(|(_, value)| value)
    }

    /// The number of keys.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are no keys.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.0.iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// The value of a key, for changing it in place.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Value> {
        self.0.iter_mut().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// The position of a key.
    pub fn position(&self, key: &str) -> Option<usize> {
        self.0.iter().position(|(name, _)| name == key)
    }

    /// Sets a key: in its place if it exists, or else at the end. Returns the previous value.
    pub fn insert(&mut self, key: impl Into<String>, value: Value) -> Option<Value> {
        let key = key.into();
        if let Some(present) = self.get_mut(&key) {
            return Some(std::mem::replace(present, value));
        }
        self.0.push((key, value));
        None
    }

    /// Appends a key that the caller knows to be new; faster than [`Map::insert`] while reading.
    pub fn push_new(&mut self, key: String, value: Value) {
        self.0.push((key, value));
    }

    /// Sets a key at a position (at most the end), removing it from its old position.
    pub fn insert_at(&mut self, position: usize, key: impl Into<String>, value: Value) {
        let key = key.into();
        self.remove(&key);
        self.0.insert(position.min(self.0.len()), (key, value));
    }

    /// Removes a key and returns its value.
    pub fn remove(&mut self, key: &str) -> Option<Value> {
        let position = self.position(key)?;
        Some(self.0.remove(position).1)
    }

    /// Renames a key in place; `false` if it is absent or the new name is taken.
    pub fn rename(&mut self, from: &str, to: &str) -> bool {
        if from != to && self.get(to).is_some() {
            return false;
        }
        let Some(position) = self.position(from) else { return false };
        self.0[position].0 = to.to_owned();
        true
    }

    /// The keys and values in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&str, &Value)> + ExactSizeIterator {
        self.0.iter().map(|(key, value)| (key.as_str(), value))
    }

    /// The keys and values in order, with the values changeable in place.
    pub fn iter_mut(&mut self) -> impl DoubleEndedIterator<Item = (&str, &mut Value)> + ExactSizeIterator {
        self.0.iter_mut().map(|(key, value)| (key.as_str(), value))
    }

    /// The keys in order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &str> + ExactSizeIterator {
        self.0.iter().map(|(key, _)| key.as_str())
    }
}

impl FromIterator<(String, Value)> for Map {
    /// A key that occurs twice keeps its first position and its last value.
    fn from_iter<I: IntoIterator<Item = (String, Value)>>(entries: I) -> Self {
        let mut map = Self::new();
        for (key, value) in entries {
            map.insert(key, value);
        }
        map
    }
}

impl IntoIterator for Map {
    type Item = (String, Value);
    type IntoIter = std::vec::IntoIter<(String, Value)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl Value {
    /// The string, if this is one.
    pub fn as_str(&self) -> Option<&str> {
        if let Self::String(text) = self { Some(text) } else { None }
    }

    /// The list, if this is one.
    pub fn as_list(&self) -> Option<&[Self]> {
        if let Self::List(items) = self { Some(items) } else { None }
    }

    /// The mapping, if this is one.
    pub fn as_map(&self) -> Option<&Map> {
        if let Self::Map(map) = self { Some(map) } else { None }
    }

    /// The mapping, if this is one, for changing it in place.
    pub fn as_map_mut(&mut self) -> Option<&mut Map> {
        if let Self::Map(map) = self { Some(map) } else { None }
    }

    /// The value of a key, if this is a mapping that has it.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.as_map()?.get(key)
    }

    /// The node at a path.
    pub fn at(&self, path: &crate::path::Path) -> Option<&Self> {
        use crate::path::Step;
        path.0.iter().try_fold(self, |node, step| match (node, step) {
            (Self::Map(map), Step::Key(key)) => map.get(key),
            (Self::List(items), Step::Index(index)) => items.get(*index),
            _ => None,
        })
    }

    /// The node at a path, for changing it in place.
    pub fn at_mut(&mut self, path: &crate::path::Path) -> Option<&mut Self> {
        use crate::path::Step;
        path.0.iter().try_fold(self, |node, step| match (node, step) {
            (Self::Map(map), Step::Key(key)) => map.get_mut(key),
            (Self::List(items), Step::Index(index)) => items.get_mut(*index),
            _ => None,
        })
    }

    /// The value as far as JSON can hold it: NaN and the infinities become null.
    #[must_use]
    pub fn as_json(self) -> Self {
        match self {
            Self::Number(number) if !number.as_f64().is_finite() => Self::Null,
            Self::List(items) => Self::List(items.into_iter().map(Self::as_json).collect()),
            Self::Map(map) => Self::Map(Map(map.into_iter().map(|(key, value)| (key, value.as_json())).collect())),
            other => other,
        }
    }

    /// The value with the numbers of `base` wherever a JavaScript editor would see the same number at the same place.
    /// So `1.0` and integers beyond 2^53 come back as they were if nobody touched them.
    #[must_use]
    pub fn with_numbers_of(&self, base: &Self) -> Self {
        match (self, base) {
            (Self::Number(_), Self::Number(_)) if self.same_meaning(base) => base.clone(),
            (Self::List(mine), Self::List(base)) => {
                let pairs = counterparts(mine, base);
                let items = mine.iter().zip(pairs);
                Self::List(
                    items
                        .map(|(item, base)| base.map_or_else(|| item.clone(), |base| item.with_numbers_of(base)))
                        .collect(),
                )
            }
            (Self::Map(mine), Self::Map(base)) => Self::Map(Map(mine
                .iter()
                .map(|(key, value)| {
                    let value = base.get(key).map_or_else(|| value.clone(), |base| value.with_numbers_of(base));
                    (key.to_owned(), value)
                })
                .collect())),
            _ => self.clone(),
        }
    }

    /// Whether a JavaScript editor would see no difference: numbers are compared as doubles, and the order of keys
    /// counts.
    pub fn same_meaning(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => {
                let (a, b) = (a.as_f64(), b.as_f64());
                a == b || (!a.is_finite() && !b.is_finite())
            }
            (Self::Number(a), Self::Null) | (Self::Null, Self::Number(a)) => !a.as_f64().is_finite(),
            (Self::List(a), Self::List(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.same_meaning(b)),
            (Self::Map(a), Self::Map(b)) => {
                a.len() == b.len() && a.iter().zip(b.iter()).all(|((ka, va), (kb, vb))| ka == kb && va.same_meaning(vb))
            }
            _ => self == other,
        }
    }
}

/// Finds the counterpart in `base` of each item of `mine`: an item with the same meaning, at any position, or else the
/// first free one after the previous item's counterpart.
fn counterparts<'b>(mine: &[Value], base: &'b [Value]) -> Vec<Option<&'b Value>> {
    let mut free: HashMap<u64, VecDeque<usize>> = HashMap::new();
    for (index, item) in base.iter().enumerate() {
        free.entry(meaning_hash(item)).or_default().push_back(index);
    }
    let mut taken = vec![false; base.len()];
    let same: Vec<Option<usize>> = mine
        .iter()
        .map(|item| {
            let found =
                free.get_mut(&meaning_hash(item))?.pop_front().filter(|index| item.same_meaning(&base[*index]))?;
            taken[found] = true;
            Some(found)
        })
        .collect();
    let mut next = 0;
    same.into_iter()
        .map(|found| {
            let found = found.or_else(|| (next..base.len()).find(|index| !taken[*index]))?;
            taken[found] = true;
            next = found + 1;
            Some(&base[found])
        })
        .collect()
}

/// A hash that is equal for values with the same meaning ([`Value::same_meaning`]).
fn meaning_hash(value: &Value) -> u64 {
    fn feed(value: &Value, hasher: &mut impl Hasher) {
        match value {
            Value::Null => 0_u8.hash(hasher),
            Value::Bool(bool) => (1_u8, bool).hash(hasher),
            Value::Number(number) if !number.as_f64().is_finite() => 0_u8.hash(hasher),
            // Adding zero makes the two zeros the same.
            Value::Number(number) => (2_u8, (number.as_f64() + 0.0).to_bits()).hash(hasher),
            Value::String(text) => (3_u8, text).hash(hasher),
            Value::List(items) => {
                (4_u8, items.len()).hash(hasher);
                items.iter().for_each(|item| feed(item, hasher));
            }
            Value::Map(map) => {
                (5_u8, map.len()).hash(hasher);
                for (key, value) in map.iter() {
                    key.hash(hasher);
                    feed(value, hasher);
                }
            }
        }
    }
    let mut hasher = hasher();
    feed(value, &mut hasher);
    hasher.finish()
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::String(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::String(text)
    }
}

impl From<bool> for Value {
    fn from(bool: bool) -> Self {
        Self::Bool(bool)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(Number::Int(number))
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Self::Number(Number::Float(number))
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(bool) => serializer.serialize_bool(*bool),
            Self::Number(Number::Int(number)) => serializer.serialize_i64(*number),
            Self::Number(Number::UInt(number)) => serializer.serialize_u64(*number),
            Self::Number(Number::Float(number)) if number.is_finite() => serializer.serialize_f64(*number),
            Self::Number(Number::Float(_)) => serializer.serialize_unit(),
            Self::String(text) => serializer.serialize_str(text),
            Self::List(items) => {
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                for item in items {
                    list.serialize_element(item)?;
                }
                list.end()
            }
            Self::Map(entries) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                for (key, value) in entries.iter() {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: de::Error>(self, bool: bool) -> Result<Value, E> {
        Ok(Value::Bool(bool))
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Number(Number::Int(number)))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Value, E> {
        Ok(Value::Number(i64::try_from(number).map_or(Number::UInt(number), Number::Int)))
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Value, E> {
        Ok(Value::Number(Number::Float(number)))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Value, E> {
        Ok(Value::String(text.to_owned()))
    }

    fn visit_string<E: de::Error>(self, text: String) -> Result<Value, E> {
        Ok(Value::String(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut items = Vec::with_capacity(list.size_hint().unwrap_or(0).min(1024));
        while let Some(item) = list.next_element()? {
            items.push(item);
        }
        Ok(Value::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut entries = Map::new();
        while let Some((key, value)) = map.next_entry::<String, Value>()? {
            entries.insert(key, value);
        }
        Ok(Value::Map(entries))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(json: &str) -> Value {
        serde_json::from_str(json).expect("JSON")
    }

    #[test]
    fn untouched_numbers_keep_their_spelling() {
        let base = value(r#"{"a":[{"x":1.0},{"x":9007199254740993},{"y":2.0}],"b":1.0}"#);
        // The reading of a JavaScript editor after the first card was removed and `b` was changed.
        let mine = value(r#"{"a":[{"x":9007199254740992},{"y":2,"z":1}],"b":2}"#);
        assert_eq!(mine.with_numbers_of(&base), value(r#"{"a":[{"x":9007199254740993},{"y":2.0,"z":1}],"b":2}"#));
    }

    #[test]
    fn numbers_that_json_cannot_hold_become_null() {
        assert_eq!(Value::List(vec![f64::NAN.into(), 1.5.into()]).as_json(), value("[null,1.5]"));
    }
}
