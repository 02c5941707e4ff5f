//! Selects the pairs worth comparing, and chooses among the compared ones.

use std::collections::{HashMap, HashSet};

use super::likeness::Features;
use super::tree::Id;
use super::{NEIGHBOURS, RARE};

/// For each thing of one side, the things of the other that share a rare feature with it or are at a similar position.
pub(super) fn candidates(features_a: &[Features], features_b: &[Features]) -> Vec<Vec<usize>> {
    let mut holders: HashMap<u64, Vec<usize>> = HashMap::new();
    for (at, features) in features_b.iter().enumerate() {
        for feature in features.telling() {
            let holders = holders.entry(feature).or_default();
            if holders.len() <= RARE {
                holders.push(at);
            }
        }
    }
    let near = |at: usize| {
        let middle = at * features_b.len() / features_a.len().max(1);
        middle.saturating_sub(NEIGHBOURS)..(middle + NEIGHBOURS + 1).min(features_b.len())
    };
    features_a
        .iter()
        .enumerate()
        .map(|(at, features)| {
            let mut candidates: Vec<usize> = near(at).collect();
            for holders in features.telling().filter_map(|feature| holders.get(&feature)) {
                if holders.len() <= RARE {
                    candidates.extend(holders);
                }
            }
            candidates.sort_unstable();
            candidates.dedup();
            candidates
        })
        .collect()
}

/// The longest selection of pairs, sorted by their first element, whose second elements rise too.
pub(crate) fn longest_rising(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut tails: Vec<usize> = Vec::new();
    let mut before = vec![usize::MAX; pairs.len()];
    for (at, pair) in pairs.iter().enumerate() {
        let length = tails.partition_point(|tail| pairs[*tail].1 < pair.1);
        if length > 0 {
            before[at] = tails[length - 1];
        }
        if length == tails.len() {
            tails.push(at);
        } else {
            tails[length] = at;
        }
    }
    let mut rising = Vec::with_capacity(tails.len());
    let mut at = tails.last().copied().unwrap_or(usize::MAX);
    while at != usize::MAX {
        rising.push(pairs[at]);
        at = before[at];
    }
    rising.reverse();
    rising
}

/// Takes pairs, best first, while both are free.
pub(super) fn choose(mut scored: Vec<(u32, usize, Id, Id)>) -> Vec<(Id, Id)> {
    scored.sort_unstable();
    let (mut taken_a, mut taken_b) = (HashSet::new(), HashSet::new());
    let mut pairs = Vec::new();
    for (_, _, a, b) in scored {
        if !taken_a.contains(&a) && !taken_b.contains(&b) {
            taken_a.insert(a);
            taken_b.insert(b);
            pairs.push((a, b));
        }
    }
    pairs
}

/// The items of two lists that have no pair yet.
pub(super) fn rest(mine: &[Id], theirs: &[Id], pairs: &[(Id, Id)]) -> (Vec<Id>, Vec<Id>) {
    let (taken_a, taken_b): (HashSet<Id>, HashSet<Id>) = pairs.iter().copied().unzip();
    let left =
        |ids: &[Id], taken: &HashSet<Id>| -> Vec<Id> { ids.iter().copied().filter(|id| !taken.contains(id)).collect() };
    (left(mine, &taken_a), left(theirs, &taken_b))
}
