//! The positions of items between others with known partners.

use std::collections::HashMap;

use super::tree::Id;

/// The gaps between items with known partners.
pub(super) struct Gaps {
    mine: Vec<Id>,
    by_theirs: Vec<(Id, Id)>,
}

impl Gaps {
    pub(super) fn new(anchors: &[(Id, Id)]) -> Self {
        let mut mine: Vec<Id> = anchors.iter().map(|(a, _)| *a).collect();
        let mut by_theirs: Vec<(Id, Id)> = anchors.iter().map(|(a, b)| (*b, *a)).collect();
        mine.sort_unstable();
        by_theirs.sort_unstable();
        Self { mine, by_theirs }
    }

    /// The nearest item with a known partner before one of the first version.
    fn before_mine(&self, id: Id) -> Option<Id> {
        self.mine.partition_point(|known| *known < id).checked_sub(1).map(|at| self.mine[at])
    }

    /// The partner of the nearest such item before one of the second version.
    fn before_theirs(&self, id: Id) -> Option<Id> {
        self.by_theirs.partition_point(|(known, _)| *known < id).checked_sub(1).map(|at| self.by_theirs[at].1)
    }

    /// Whether the nearest known items before the two are partners, or there are none.
    pub(super) fn same(&self, a: Id, b: Id) -> bool {
        self.before_mine(a) == self.before_theirs(b)
    }

    /// Items that are the only ones in the same gap on both sides.
    pub(super) fn alone(&self, mine: &[Id], theirs: &[Id]) -> Vec<(Id, Id)> {
        let mut places: HashMap<Option<Id>, (Vec<Id>, Vec<Id>)> = HashMap::new();
        mine.iter().for_each(|id| places.entry(self.before_mine(*id)).or_default().0.push(*id));
        theirs.iter().for_each(|id| places.entry(self.before_theirs(*id)).or_default().1.push(*id));
        let mut pairs: Vec<(Id, Id)> = places
            .into_values()
            .filter_map(|(mine, theirs)| match (mine.as_slice(), theirs.as_slice()) {
                ([mine], [theirs]) => Some((*mine, *theirs)),
                _ => None,
            })
            .collect();
        pairs.sort_unstable();
        pairs
    }
}
