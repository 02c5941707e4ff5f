//! Finds things that one side seems to have removed, with the help of the other side's version of them.
//!
//! A card that was changed and moved can be too different from the base's card to be recognized, and still be very
//! similar to the other side's version of it: after a merge it has the other side's changes, too, and is at the other
//! side's place. This module only finds such pairs; the matching joins them.

use std::collections::HashSet;

use super::choosing::{candidates, choose};
use super::likeness::{self, Features};
use super::tree::{Id, NONE, Role, Tree};
use super::{ALIKE, ALIKE_ELSEWHERE, ALL_PAIRS, Matching};

/// Finds better partners for changed things: things that the side added in the same list and that are more like the
/// other side's version. Returns pairs of a thing of the base and the better partner.
pub(crate) fn better(base: &Tree<'_>, side: (&Tree<'_>, &Matching), other: (&Tree<'_>, &Matching)) -> Vec<(Id, Id)> {
    let ((tree, matching), (other_tree, other_matching)) = (side, other);
    let mut pairs = Vec::new();
    for id in base.ids().filter(|id| base.node(*id).role != Role::Content) {
        let (Some(here), Some(there)) = (matching.in_b(id), other_matching.in_b(id)) else { continue };
        let hash = base.node(id).hash;
        if tree.node(here).hash == hash || other_tree.node(there).hash == hash || tree.node(here).parent == NONE {
            continue;
        }
        let mut features = None;
        let mut best = None;
        let role = base.node(id).role;
        let is_new = |item: &Id| matching.in_a(*item).is_none() && tree.node(*item).role == role;
        for item in tree.children(tree.node(here).parent).filter(is_new) {
            let (was, is, least) = features.get_or_insert_with(|| {
                let (was, is) = (likeness::of(base, id), likeness::of(other_tree, there));
                let now = likeness::of(tree, here);
                let least = was.likeness(&now).max(is.likeness(&now)).max(ALIKE);
                (was, is, least)
            });
            let now = likeness::of(tree, item);
            let alike = was.likeness(&now).max(is.likeness(&now));
            if alike > best.map_or(*least, |(alike, _)| alike) {
                best = Some((alike, item));
            }
        }
        pairs.extend(best.map(|(_, item)| (id, item)));
    }
    pairs
}

/// Pairs things of the base that have no partner on a side with things of that side that have none in the base, if they
/// look the same as the other side's version. `side` and `other` have been compared with the base already.
pub(crate) fn found(base: &Tree<'_>, side: (&Tree<'_>, &Matching), other: (&Tree<'_>, &Matching)) -> Vec<(Id, Id)> {
    let ((tree, matching), (other_tree, other_matching)) = (side, other);
    let is_thing = |tree: &Tree<'_>, id: Id| tree.node(id).role != Role::Content;
    let gone: Vec<(Id, Id)> = base
        .ids()
        .filter(|id| is_thing(base, *id) && matching.in_b(*id).is_none())
        .filter_map(|id| Some((id, other_matching.in_b(id)?)))
        .collect();
    if gone.is_empty() {
        return Vec::new();
    }
    // Things that both sides added are new.
    let added: HashSet<u64> = other_tree
        .ids()
        .filter(|id| is_thing(other_tree, *id) && other_matching.in_a(*id).is_none())
        .map(|id| other_tree.node(id).hash)
        .collect();
    let new: Vec<Id> = tree
        .ids()
        .filter(|id| is_thing(tree, *id) && matching.in_a(*id).is_none() && !added.contains(&tree.node(*id).hash))
        .collect();
    let mut pairs = Vec::new();
    for role in [Role::View, Role::Section, Role::Card, Role::Badge] {
        let gone: Vec<(Id, Id)> = gone.iter().copied().filter(|(id, _)| base.node(*id).role == role).collect();
        let new: Vec<Id> = new.iter().copied().filter(|id| tree.node(*id).role == role).collect();
        if gone.is_empty() || new.is_empty() {
            continue;
        }
        let features_gone: Vec<Features> = gone.iter().map(|(_, id)| likeness::of(other_tree, *id)).collect();
        let features_new: Vec<Features> = new.iter().map(|id| likeness::of(tree, *id)).collect();
        let mut scored = Vec::new();
        let mut score = |at: usize, other: usize| {
            let ((id, now), candidate) = (gone[at], new[other]);
            let list = other_matching.in_a(other_tree.node(now).parent);
            let same_list = list.is_some() && list == matching.in_a(tree.node(candidate).parent);
            let (was, is) = (&features_gone[at], &features_new[other]);
            let (alike, enough) =
                if same_list { (was.likeness(is), ALIKE) } else { (was.likeness_elsewhere(is), ALIKE_ELSEWHERE) };
            if alike >= enough && (same_list || likeness::is_recognisable(tree, candidate)) {
                scored.push((u32::MAX - alike, at.abs_diff(other), id, candidate));
            }
        };
        if gone.len() * new.len() <= ALL_PAIRS {
            (0..gone.len()).for_each(|at| (0..new.len()).for_each(|other| score(at, other)));
        } else {
            for (at, others) in candidates(&features_gone, &features_new).into_iter().enumerate() {
                others.into_iter().for_each(|other| score(at, other));
            }
        }
        pairs.extend(choose(scored));
    }
    // Outer things first, because they take along the things inside.
    pairs.sort_unstable();
    pairs
}
