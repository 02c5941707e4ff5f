//! The size of a value, and the limit for values that grow by repetition.
//!
//! Counts values and the bytes of their texts, keys included. Both are needed: few values can hold long texts.

use crate::value::Value;

/// A number of values, and of bytes of text in them. As a budget: the rest that may be added.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Size {
    pub(crate) values: usize,
    pub(crate) bytes: usize,
}

impl Size {
    /// The limit for values that aliases and included files add. HA refuses to save more than 4 MiB, and the largest
    /// dashboard in YAML mode that we know, 1,635 cards in 60 files, stays below 100,000 values and 1 MB. A value of
    /// this size takes about 200 MB of memory.
    pub(crate) const MOST: Self = Self { values: 1_000_000, bytes: 64 * 1024 * 1024 };

    /// The size of a value.
    pub(crate) fn of(value: &Value) -> Self {
        let mut size = Self { values: 1, bytes: 0 };
        match value {
            Value::List(items) => items.iter().for_each(|item| size.add(Self::of(item))),
            Value::Map(map) => {
                for (key, value) in map.iter() {
                    size.bytes += key.len();
                    size.add(Self::of(value));
                }
            }
            Value::String(text) => size.bytes = text.len(),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
        size
    }

    const fn add(&mut self, other: Self) {
        self.values += other.values;
        self.bytes += other.bytes;
    }

    /// Takes something out of a budget.
    pub(crate) const fn take(&mut self, other: Self) {
        self.values = self.values.saturating_sub(other.values);
        self.bytes = self.bytes.saturating_sub(other.bytes);
    }

    /// Whether nothing can be taken any more.
    pub(crate) const fn is_spent(self) -> bool {
        self.values == 0 || self.bytes == 0
    }
}
