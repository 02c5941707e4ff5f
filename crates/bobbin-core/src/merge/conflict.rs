//! Conflicts: their kinds, their identity, their sentences, and the choices that resolve them.
//!
//! Decides nothing about the merged document.

use bobbin_words::changes as words;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::versions::{Node, Versions};
use crate::diff::{Sentence, code, named_thing, place, plain, thing};
use crate::matching::{Id, NONE, Role, Tree};
use crate::path::Path;
use crate::value::Value;

/// A contradiction between the sides.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Conflict {
    /// The key for a choice.
    pub id: ConflictId,
    /// The kind of contradiction.
    pub kind: ConflictKind,
    /// The path in the merged value; for a node that local removed, the path of its container.
    pub place: Path,
    /// The base's value; absent if both sides added it.
    pub base: Option<Value>,
    /// Local's value; absent if local removed it.
    pub local: Option<Value>,
    /// Remote's value; absent if remote removed it.
    pub remote: Option<Value>,
    /// The conflict in words.
    pub sentence: Sentence,
    #[serde(skip)]
    pub(super) about: About,
}

impl Conflict {
    /// The sentence, with other names for the sides.
    pub fn sentence_with(&self, sides: &Sides) -> Sentence {
        self.about.sentence(sides)
    }

    /// Whether [`Choice::Both`] keeps both sides; otherwise it equals [`Choice::Local`].
    pub const fn can_keep_both(&self) -> bool {
        matches!(self.kind, ConflictKind::MovedApart)
    }
}

/// The resolution of a conflict.
#[derive(Clone, Debug, PartialEq)]
pub enum Choice {
    /// Local's side.
    Local,
    /// Remote's side.
    Remote,
    /// Both sides, if possible: a card that was moved to two places stays in both.
    Both,
    /// Another value.
    Custom(Value),
}

/// Choices by conflict; a conflict without a choice stays.
pub type Choices = BTreeMap<ConflictId, Choice>;

/// Identifies a conflict among those of a merge of the same three versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ConflictId {
    kind: ConflictKind,
    base: Id,
    local: Id,
    remote: Id,
}

impl ConflictId {
    pub(super) const fn new(kind: ConflictKind, node: Node) -> Self {
        Self { kind, base: node.base, local: node.local, remote: node.remote }
    }
}

/// The kind of contradiction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConflictKind {
    /// Both changed it, or added it, with different values.
    ChangedApart,
    /// Local changed or moved what remote removed.
    RemovedByRemote,
    /// Remote changed or moved what local removed.
    RemovedByLocal,
    /// Both moved it, to different places.
    MovedApart,
}

/// The subject of a conflict, before the sides have names.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum About {
    /// Both added it, differently.
    Added(Sentence),
    /// Both changed it, differently.
    Changed(Sentence),
    /// Local changed it, remote removed it.
    RemovedByRemote(Sentence),
    /// Local removed it, remote changed it.
    RemovedByLocal(Sentence),
    /// Both moved it, to places that have no names of their own.
    MovedApart(Sentence),
    /// Both moved it, to different places inside the same one.
    MovedWithin(Sentence, Sentence),
    /// Local moved it to the first place, remote to the second.
    MovedTo(Sentence, Sentence, Sentence),
}

/// The names of the sides of a merge in a sentence, as subject and as object.
#[derive(Clone, Copy, Debug)]
pub struct Sides {
    /// Local: “local” or “you”.
    pub local: &'static str,
    /// Remote, as in “… removed it”: “remote” or “they”.
    pub remote: &'static str,
    /// Remote, as in “by …”: “remote” or “them”.
    pub by_remote: &'static str,
}

impl Sides {
    /// The sides as the code names them.
    pub const NEUTRAL: Self = Self { local: "local", remote: "remote", by_remote: "remote" };
}

impl About {
    /// Describes the conflict at a node.
    pub(super) fn of(versions: &Versions<'_>, kind: ConflictKind, node: Node) -> Self {
        let (tree, id) = if node.local != NONE {
            (&versions.local, node.local)
        } else if node.remote != NONE {
            (&versions.remote, node.remote)
        } else {
            (&versions.base, node.base)
        };
        match kind {
            ConflictKind::ChangedApart if node.base == NONE => Self::Added(what(tree, id)),
            ConflictKind::ChangedApart => Self::Changed(what(tree, id)),
            ConflictKind::RemovedByRemote => Self::RemovedByRemote(what(tree, id)),
            ConflictKind::RemovedByLocal => Self::RemovedByLocal(what(tree, id)),
            ConflictKind::MovedApart => {
                let thing = named_thing(tree, id);
                match (place(&versions.local, node.local), place(&versions.remote, node.remote)) {
                    (Some(here), Some(there)) => {
                        let (here, there) = (here.say(&versions.local), there.say(&versions.remote));
                        if here == there { Self::MovedWithin(thing, here) } else { Self::MovedTo(thing, here, there) }
                    }
                    _ => Self::MovedApart(thing),
                }
            }
        }
    }

    /// The sentence, with these names for the sides.
    pub(super) fn sentence(&self, sides: &Sides) -> Sentence {
        let Sides { local, remote, by_remote } = sides;
        let first = capitalized(local);
        match self {
            Self::Added(what) => words::both_added(first, remote, what.clone()),
            Self::Changed(what) => words::both_changed(first, remote, what.clone()),
            Self::RemovedByRemote(what) => words::changed_and_removed(first, what.clone(), remote),
            Self::RemovedByLocal(what) => words::removed_and_changed(first, what.clone(), remote),
            Self::MovedApart(what) => words::moved_apart(what.clone()),
            Self::MovedWithin(what, within) => words::moved_within(what.clone(), within.clone()),
            Self::MovedTo(what, here, there) => {
                words::moved_to_two_places(what.clone(), here.clone(), local, there.clone(), by_remote)
            }
        }
    }
}

fn capitalized(word: &str) -> String {
    let mut characters = word.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}

/// A card, view or section, or a key of one: `` `icon` of tile *Kitchen* ``.
fn what(tree: &Tree<'_>, id: Id) -> Sentence {
    if id == 0 {
        return plain(words::the_whole_document());
    }
    if tree.node(id).role != Role::Content {
        return thing(tree, id);
    }
    let owner = tree.thing(id);
    let depth = tree.path(owner).0.len();
    let below = Path(tree.path(id).0.split_off(depth));
    words::key_of(code(&below.to_string()), thing(tree, owner))
}
