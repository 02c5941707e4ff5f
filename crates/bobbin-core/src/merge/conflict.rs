//! What a conflict is called, and how it is told apart from the others of its merge.

use serde::{Deserialize, Serialize};

use super::Merge;
use super::build::Node;
use crate::diff::{Sentence, named_thing, place, thing};
use crate::matching::{Id, NONE, Role, Tree};
use crate::path::Path;

/// Tells a conflict apart from the others of a merge of the same three versions.
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

/// What contradicts what.
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

/// Says what a conflict is about.
pub(super) fn sentence(merge: &Merge<'_>, kind: ConflictKind, node: Node) -> Sentence {
    let (tree, id) = if node.local != NONE {
        (&merge.local, node.local)
    } else if node.remote != NONE {
        (&merge.remote, node.remote)
    } else {
        (&merge.base, node.base)
    };
    let what = what(tree, id);
    match kind {
        ConflictKind::ChangedApart if node.base == NONE => {
            Sentence::new("Local and remote both added ").then(what).plain(", differently")
        }
        ConflictKind::ChangedApart => Sentence::new("Local and remote changed ").then(what).plain(" differently"),
        ConflictKind::RemovedByRemote => Sentence::new("Local changed ").then(what).plain(", remote removed it"),
        ConflictKind::RemovedByLocal => Sentence::new("Local removed ").then(what).plain(", remote changed it"),
        ConflictKind::MovedApart => {
            let sentence = Sentence::new("Moved ").then(named_thing(tree, id));
            match (place(&merge.local, node.local), place(&merge.remote, node.remote)) {
                (Some(here), Some(there)) => {
                    let (here, there) = (here.say(&merge.local), there.say(&merge.remote));
                    if here == there {
                        return sentence.plain(" to different places in ").then(here);
                    }
                    sentence.plain(" to ").then(here).plain(" by local, to ").then(there).plain(" by remote")
                }
                _ => sentence.plain(" to different places"),
            }
        }
    }
}

/// A thing, or the key of a thing: `` `icon` of tile *Kitchen* ``.
fn what(tree: &Tree<'_>, id: Id) -> Sentence {
    if id == 0 {
        return Sentence::new("the whole document");
    }
    if tree.node(id).role != Role::Content {
        return thing(tree, id);
    }
    let owner = tree.thing(id);
    let depth = tree.path(owner).0.len();
    let below = Path(tree.path(id).0.split_off(depth));
    Sentence::default().code(&below.to_string()).plain(" of ").then(thing(tree, owner))
}
