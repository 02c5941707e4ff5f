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
    /// Gives a node a value. A key that its mapping lacks is added at the end. Where old and new value are
    /// both mappings or both lists, what they share keeps its text and its comments.
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
    /// As [`Op::Set`], but a key that its mapping lacks goes behind the last of some others, and to the front
    /// where none of them is there: so a key that was taken away comes back where it stood. Refused beside a
    /// merge key ([`Refusal::MergedKeys`]).
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
        /// The keys that it stands behind.
        behind: Vec<String>,
    },
    /// Takes a key or an item away, with the comments that are its own: those directly above it, behind it
    /// and inside it.
    Remove {
        /// The node.
        path: Path,
    },
    /// Adds an item to a list, in front of what stands at that position (or at the end), or a key that the
    /// mapping does not have yet.
    Insert {
        /// Where the new node will be.
        path: Path,
        /// The new node.
        value: Value,
    },
    /// Takes a node away and puts it elsewhere, with its comments.
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
    /// Gives a key another name where it stands.
    RenameKey {
        /// The entry, by its present key.
        path: Path,
        /// The new key.
        key: String,
    },
    /// Puts a node, or several neighbours of a list, inside a new one that takes their place.
    ///
    /// `hole` leads to the place inside `with` that the node fills: an existing node there is replaced, and
    /// a position behind the last item or a missing key is added. Neighbours fill the positions behind it.
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
        /// How many neighbours are wrapped together.
        #[serde(default = "one", skip_serializing_if = "is_one")]
        count: usize,
    },
    /// Puts what a node holds in its place; the inverse of [`Op::Wrap`].
    Unwrap {
        /// The node around it.
        path: Path,
        /// The key whose content stays. Without it: `cards` where that is a list, else `card`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        key: Option<String>,
    },
    /// Makes the document, or the node at `path`, mean a value, keeping all text and all comments of what
    /// is the same in both: see `replace`.
    Replace {
        /// The node; the document by default.
        #[serde(default, skip_serializing_if = "is_root")]
        path: Path,
        /// What it shall mean.
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
