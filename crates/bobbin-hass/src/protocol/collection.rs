//! The changes of a list that Home Assistant keeps, such as that of dashboards.

use serde::Deserialize;

/// A change in a list that Home Assistant keeps.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(tag = "change_type", content = "item", rename_all = "lowercase")]
pub enum CollectionChange<T> {
    /// A new item. After subscribing, each existing item arrives as one.
    Added(T),
    /// An item with new values.
    Updated(T),
    /// A removed item, with its last values.
    Removed(T),
}
