//! The edits that a person or a script can ask for, as plain data.
//!
//! Owns the JSON spelling of the operations: the CLI's `--ops` file and the app's commands use it unchanged.
//! `edit::model` defines how an operation changes a value, `edit::planner` how it changes the plan of a text.

use serde::{Deserialize, Serialize};

use crate::path::Path;
use crate::value::Value;

/// One edit of a dashboard.
///
/// Operations of one call are applied in order; each path is read in the document the previous operation
/// left.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "op", rename_all = "snake_case", deny_unknown_fields)]
pub enum Op {
    /// Gives a node a value. A key that its mapping lacks is added at the end. If the old and the new value are both
    /// mappings or both lists, their common parts keep text and comments.
    ///
    /// ```yaml
    /// # {"op": "set", "path": ["entity"], "value": "light.b"}
    /// entity: light.a # kept      ->      entity: light.b # kept
    /// ```
    Set {
        /// The node.
        path: Path,
        /// Its new value.
        value: Value,
    },
    /// As [`Op::Set`], but a key that its mapping lacks is added after the last of some other keys, or first if the
    /// mapping has none of them. This puts a removed key back in its old place. Refused beside a merge key
    /// ([`Refusal::MergedKeys`](crate::edit::Refusal::MergedKeys)).
    ///
    /// ```yaml
    /// # {"op": "set_behind", "path": ["name"], "value": "A", "behind": ["type", "entity"]}
    /// type: tile           ->      type: tile
    /// entity: light.a              entity: light.a
    /// icon: mdi:lamp               name: A
    ///                              icon: mdi:lamp
    /// ```
    SetBehind {
        /// The node.
        path: Path,
        /// Its new value.
        value: Value,
        /// The keys that come before it.
        behind: Vec<String>,
    },
    /// Removes a key or an item with its own comments: those directly above it, after it on its line, and inside it.
    Remove {
        /// The node.
        path: Path,
    },
    /// Adds an item to a list, before the present item at that position or at the end; or adds a new key to a mapping.
    Insert {
        /// Where the new node will be.
        path: Path,
        /// The new node.
        value: Value,
    },
    /// Moves a node with its comments.
    ///
    /// `to` is read as in a JSON Patch (RFC 6902): in the document *without* the node, every index of it.
    /// Moving item 0 of three to the end is therefore `to: 2`, and `to` equal to `from` changes nothing.
    /// The node is inserted as by [`Op::Insert`]: it pushes list items back and never replaces a key.
    Move {
        /// The node.
        from: Path,
        /// Where it will be, read in the document without it.
        to: Path,
    },
    /// Renames a key in place.
    RenameKey {
        /// The entry, by its present key.
        path: Path,
        /// The new key.
        key: String,
    },
    /// Puts a node, or several neighbors of a list, inside a new one that takes their place.
    ///
    /// `hole` leads to the place inside `with` that the node fills. A node that is already there is replaced; a missing
    /// key, or a position after the last item, is added. Further neighbors follow it in the list.
    ///
    /// ```yaml
    /// # {"op": "wrap", "path": [0], "with": {"type": "vertical-stack", "cards": []}, "hole": ["cards", 0]}
    /// - type: tile                ->      - type: vertical-stack
    ///   entity: light.a # kept              cards:
    ///                                         - type: tile
    ///                                           entity: light.a # kept
    /// ```
    Wrap {
        /// The (first) node.
        path: Path,
        /// The new node around it.
        with: Value,
        /// The place inside the new node.
        hole: Path,
        /// How many neighbors are wrapped together.
        #[serde(default = "one", skip_serializing_if = "is_one")]
        count: usize,
    },
    /// Replaces a node by its content; the inverse of [`Op::Wrap`].
    Unwrap {
        /// The node around it.
        path: Path,
        /// The key whose content stays. By default `cards` if that is a list, else `card`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        key: Option<String>,
    },
    /// Makes the document, or the node at `path`, mean a value. Common parts keep text and comments: see `replace`.
    Replace {
        /// The node; the document by default.
        #[serde(default, skip_serializing_if = "is_root")]
        path: Path,
        /// Its new value.
        value: Value,
    },
}

const fn one() -> usize {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
const fn is_one(count: &usize) -> bool {
    *count == 1
}

const fn is_root(path: &Path) -> bool {
    path.0.is_empty()
}
