//! A value laid out for comparisons: its nodes in document order, each with its role and a hash of its whole content.
//!
//! Must stay true: equal values have equal hashes; a node's descendants are the nodes right after it, up to its `end`.

use std::hash::{Hash as _, Hasher as _};

use crate::hashing::hasher;
use crate::path::{Path, Step};
use crate::value::{Number, Value};

/// A node's position in its [`Tree`].
pub(crate) type Id = u32;
/// No node.
pub(crate) const NONE: Id = Id::MAX;

/// The role of a node in a dashboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The whole document, when it has views.
    Dashboard,
    /// A view of a dashboard, or a document that is a single view.
    View,
    /// A section of a view.
    Section,
    /// A badge of a view or section.
    Badge,
    /// A card, wherever it is.
    Card,
    /// Everything else; it belongs to the thing around it.
    Content,
}

pub(crate) struct Node<'v> {
    pub(crate) value: &'v Value,
    pub(crate) parent: Id,
    /// One past the last node inside.
    pub(crate) end: Id,
    /// The position among the parent's children.
    pub(crate) position: u32,
    /// The key in the parent, when that is a mapping.
    pub(crate) key: Option<&'v str>,
    pub(crate) hash: u64,
    pub(crate) role: Role,
}

pub(crate) struct Tree<'v> {
    nodes: Vec<Node<'v>>,
    /// Whether `1` and `1.0` are the same, as in HA's editor.
    by_meaning: bool,
}

impl<'v> Tree<'v> {
    /// Lays out a document. `role` is the common role of all documents in the comparison.
    pub(crate) fn new(value: &'v Value, role: Role) -> Self {
        Self::laid_out(value, role, false)
    }

    /// Like [`new`](Self::new), with numbers compared as in HA's editor.
    pub(crate) fn by_meaning(value: &'v Value, role: Role) -> Self {
        Self::laid_out(value, role, true)
    }

    fn laid_out(value: &'v Value, role: Role, by_meaning: bool) -> Self {
        let mut tree = Self { nodes: Vec::new(), by_meaning };
        tree.add(value, NONE, 0, None, role);
        tree
    }

    /// Whether two nodes have equal values.
    pub(crate) fn are_equal(&self, id: Id, other: &Self, other_id: Id) -> bool {
        let (node, other) = (self.node(id), other.node(other_id));
        node.hash == other.hash
            && if self.by_meaning { node.value.same_meaning(other.value) } else { node.value == other.value }
    }

    pub(crate) fn node(&self, id: Id) -> &Node<'v> {
        &self.nodes[id as usize]
    }

    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// All nodes in document order.
    pub(crate) fn ids(&self) -> impl Iterator<Item = Id> + use<> {
        0..id(self.nodes.len())
    }

    pub(crate) fn children(&self, id: Id) -> Children<'_, 'v> {
        Children { tree: self, next: id + 1, end: self.node(id).end }
    }

    pub(crate) fn child(&self, id: Id, key: &str) -> Option<Id> {
        self.node(id).value.as_map()?;
        self.children(id).find(|child| self.node(*child).key == Some(key))
    }

    pub(crate) fn path(&self, id: Id) -> Path {
        let mut steps = Vec::new();
        let mut node = self.node(id);
        while node.parent != NONE {
            steps.push(node.key.map_or(Step::Index(node.position as usize), Step::from));
            node = self.node(node.parent);
        }
        steps.reverse();
        Path(steps)
    }

    /// The cards directly inside a card: in its list of cards, or in its slot.
    pub(crate) fn inner_things(&self, id: Id) -> impl Iterator<Item = Id> {
        self.children(id).flat_map(move |child| {
            let slot = (self.node(child).role != Role::Content).then_some(child);
            let items = self.node(child).value.as_list().map(|_| self.children(child));
            let items = items.into_iter().flatten().filter(|item| self.node(*item).role != Role::Content);
            let same = move |inner: &Id| self.node(*inner).role == self.node(id).role;
            slot.into_iter().chain(items).filter(same)
        })
    }

    /// The node at a path.
    pub(crate) fn find(&self, path: &Path) -> Option<Id> {
        path.0.iter().try_fold(0, |id, step| match step {
            Step::Key(key) => self.child(id, key),
            Step::Index(index) => {
                self.node(id).value.as_list()?;
                self.children(id).nth(*index)
            }
        })
    }

    /// The thing that a node belongs to: the node itself, if it is one, or else the nearest above it.
    pub(crate) fn thing(&self, mut id: Id) -> Id {
        while self.node(id).role == Role::Content && self.node(id).parent != NONE {
            id = self.node(id).parent;
        }
        id
    }

    /// The thing around a thing.
    pub(crate) fn outer_thing(&self, id: Id) -> Option<Id> {
        let parent = self.node(id).parent;
        (parent != NONE).then(|| self.thing(parent))
    }

    fn add(&mut self, value: &'v Value, parent: Id, position: usize, key: Option<&'v str>, role: Role) -> Id {
        let this = id(self.nodes.len());
        self.nodes.push(Node { value, parent, end: 0, position: id(position), key, hash: 0, role });
        let mut hasher = hasher();
        match value {
            Value::Null => hasher.write_u8(0),
            Value::Bool(bool) => (1_u8, bool).hash(&mut hasher),
            Value::Number(number) if self.by_meaning => match number.as_f64() {
                number if number.is_finite() => (4_u8, (number + 0.0).to_bits()).hash(&mut hasher),
                _ => hasher.write_u8(0),
            },
            Value::Number(Number::Int(number)) => (2_u8, number).hash(&mut hasher),
            Value::Number(Number::UInt(number)) => (3_u8, number).hash(&mut hasher),
            // 0.0 and -0.0 are equal.
            Value::Number(Number::Float(number)) => (4_u8, (number + 0.0).to_bits()).hash(&mut hasher),
            Value::String(text) => (5_u8, text).hash(&mut hasher),
            Value::List(items) => {
                (6_u8, items.len()).hash(&mut hasher);
                let item_role = self.item_role(this);
                for (position, item) in items.iter().enumerate() {
                    let child = self.add(item, this, position, None, item_role);
                    self.node(child).hash.hash(&mut hasher);
                }
            }
            Value::Map(map) => {
                (7_u8, map.len()).hash(&mut hasher);
                for (position, (key, value)) in map.iter().enumerate() {
                    let role = if key == "card" && value.as_map().is_some() { Role::Card } else { Role::Content };
                    let child = self.add(value, this, position, Some(key), role);
                    (key, self.node(child).hash).hash(&mut hasher);
                }
            }
        }
        let end = id(self.nodes.len());
        let node = &mut self.nodes[this as usize];
        node.hash = hasher.finish();
        node.end = end;
        this
    }

    /// The role of the items of a list, by the list's key and the thing around it.
    fn item_role(&self, list: Id) -> Role {
        let node = self.node(list);
        if node.parent == NONE {
            let cards = node.value.as_list().unwrap_or_default();
            let all_cards = cards.iter().all(|card| card.get("type").is_some());
            return if all_cards && !cards.is_empty() { Role::Card } else { Role::Content };
        }
        match (self.node(node.parent).role, node.key) {
            (Role::Dashboard, Some("views")) => Role::View,
            (Role::View | Role::Section, Some("sections")) => Role::Section,
            (Role::View | Role::Section, Some("badges")) => Role::Badge,
            (Role::View | Role::Section | Role::Card, Some("cards")) => Role::Card,
            _ => Role::Content,
        }
    }
}

/// The role that all versions of a document have; a dashboard if they differ.
pub(crate) fn role_of_all(values: &[&Value]) -> Role {
    let mut roles = values.iter().map(|value| root_role(value));
    let first = roles.next().unwrap_or(Role::Dashboard);
    if roles.all(|role| role == first) { first } else { Role::Dashboard }
}

/// The role of a whole document.
fn root_role(value: &Value) -> Role {
    let has = |key| value.get(key).is_some();
    if has("views") || has("strategy") {
        Role::Dashboard
    } else if has("sections") || (has("cards") && (!has("type") || has("path"))) {
        Role::View
    } else if has("type") {
        Role::Card
    } else {
        Role::Dashboard
    }
}

/// The children of a node, in order.
pub(crate) struct Children<'t, 'v> {
    tree: &'t Tree<'v>,
    next: Id,
    end: Id,
}

impl Iterator for Children<'_, '_> {
    type Item = Id;

    fn next(&mut self) -> Option<Id> {
        (self.next < self.end).then(|| {
            let child = self.next;
            self.next = self.tree.node(child).end;
            child
        })
    }
}

fn id(number: usize) -> Id {
    Id::try_from(number).expect("a document has fewer than four billion nodes")
}
