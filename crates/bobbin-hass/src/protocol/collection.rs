//! The changes of a list that Home Assistant keeps, such as that of dashboards.

use serde::Deserialize;

/// A change in a list that Home Assistant keeps.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(tag = "change_type", content = "item", rename_all = "lowercase")]
pub enum CollectionChange<T> {
    /// It is new; on subscribing, every item is.
    Added(T),
    /// It is different.
    Updated(T),
    /// It is gone; this is how it was.
    Removed(T),
}
