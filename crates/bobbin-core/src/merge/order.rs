//! One order out of two: of the items of a list, or the keys of a mapping.
//!
//! Must stay true: every item of both sides is in the result once; when one side kept the base's order,
//! the other side's order holds; the result is the same with the sides swapped, unless both moved the same
//! item.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use crate::matching::longest_rising;

/// A merged order.
pub(super) struct Order<T> {
    pub(super) items: Vec<T>,
    /// Items that both sides moved, to different neighbours; they stand where local has them.
    pub(super) contradictions: Vec<T>,
}

/// Merges two orders of items that were in a third. `local_first` says, for two runs of items that belong
/// at the same place, whether the first comes first; it must not depend on the sides. Items in `by_remote`
/// stand where remote has them when both sides moved them.
pub(super) fn merge<T: Copy + Eq + Hash>(
    base: &[T],
    local: &[T],
    remote: &[T],
    by_remote: &HashSet<T>,
    local_first: impl Fn(&[T], &[T]) -> bool,
) -> Order<T> {
    if local == remote {
        return Order { items: local.to_vec(), contradictions: Vec::new() };
    }
    let in_local: HashSet<T> = local.iter().copied().collect();
    let in_remote: HashSet<T> = remote.iter().copied().collect();
    let shared = |items: &[T]| -> Vec<T> {
        items.iter().copied().filter(|item| in_local.contains(item) && in_remote.contains(item)).collect()
    };
    let (old, ours, theirs) = (shared(base), shared(local), shared(remote));
    let was: HashSet<T> = old.iter().copied().collect();
    let only_old = |items: &[T]| -> Vec<T> { items.iter().copied().filter(|item| was.contains(item)).collect() };
    let (our_moves, their_moves) = (only_old(&ours) != old, only_old(&theirs) != old);

    let mut contradictions = Vec::new();
    let mut by_local_only: HashSet<T> = HashSet::new();
    let mut by_remote_only: HashSet<T> = HashSet::new();
    let fixed = match (our_moves, their_moves) {
        _ if ours == theirs => ours.clone(),
        (true, false) => ours.clone(),
        (false, true) => theirs.clone(),
        (false, false) => {
            if local_first(&ours, &theirs) {
                ours.clone()
            } else {
                theirs.clone()
            }
        }
        (true, true) => {
            let (moved_here, moved_there) = (moved(&old, &only_old(&ours)), moved(&old, &only_old(&theirs)));
            let is_fixed = |item: &T| was.contains(item) && !moved_here.contains(item) && !moved_there.contains(item);
            let fixed: Vec<T> = old.iter().copied().filter(is_fixed).collect();
            let stays: HashSet<T> = fixed.iter().copied().collect();
            let (anchors_here, anchors_there) = (anchors(&ours, &stays), anchors(&theirs, &stays));
            for item in ours.iter().filter(|item| !stays.contains(item)) {
                let contradiction = moved_here.contains(item)
                    && moved_there.contains(item)
                    && anchors_here.get(item) != anchors_there.get(item);
                if contradiction {
                    contradictions.push(*item);
                }
                let takes_theirs = contradiction && by_remote.contains(item);
                if takes_theirs || (moved_there.contains(item) && !moved_here.contains(item)) {
                    by_remote_only.insert(*item);
                } else {
                    by_local_only.insert(*item);
                }
            }
            fixed
        }
    };

    let stays: HashSet<T> = fixed.iter().copied().collect();
    let our_runs = runs(local, &stays, |item| !in_remote.contains(item) || by_local_only.contains(item));
    let their_runs = runs(remote, &stays, |item| !in_local.contains(item) || by_remote_only.contains(item));
    let mut items = Vec::with_capacity(local.len() + remote.len());
    for anchor in std::iter::once(None).chain(fixed.into_iter().map(Some)) {
        items.extend(anchor);
        let ours = our_runs.get(&anchor).map_or(&[][..], Vec::as_slice);
        let theirs = their_runs.get(&anchor).map_or(&[][..], Vec::as_slice);
        if ours.is_empty() || theirs.is_empty() || local_first(ours, theirs) {
            items.extend(ours.iter().chain(theirs));
        } else {
            items.extend(theirs.iter().chain(ours));
        }
    }
    Order { items, contradictions }
}

/// The fewest items whose moves explain the new order.
fn moved<T: Copy + Eq + Hash>(old: &[T], new: &[T]) -> HashSet<T> {
    let places: HashMap<T, usize> = old.iter().enumerate().map(|(at, item)| (*item, at)).collect();
    let pairs: Vec<(usize, usize)> =
        new.iter().enumerate().filter_map(|(at, item)| Some((at, *places.get(item)?))).collect();
    let kept: HashSet<usize> = longest_rising(&pairs).into_iter().map(|(at, _)| at).collect();
    new.iter().enumerate().filter(|(at, _)| !kept.contains(at)).map(|(_, item)| *item).collect()
}

/// For each item the fixed one before it.
fn anchors<T: Copy + Eq + Hash>(items: &[T], fixed: &HashSet<T>) -> HashMap<T, Option<T>> {
    let mut anchor = None;
    let mut anchors = HashMap::new();
    for item in items {
        if fixed.contains(item) {
            anchor = Some(*item);
        } else {
            anchors.insert(*item, anchor);
        }
    }
    anchors
}

/// The chosen items, by the fixed one before them.
fn runs<T: Copy + Eq + Hash>(
    items: &[T],
    fixed: &HashSet<T>,
    chosen: impl Fn(&T) -> bool,
) -> HashMap<Option<T>, Vec<T>> {
    let mut anchor = None;
    let mut runs: HashMap<Option<T>, Vec<T>> = HashMap::new();
    for item in items {
        if fixed.contains(item) {
            anchor = Some(*item);
        } else if chosen(item) {
            runs.entry(anchor).or_default().push(*item);
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(base: &str, local: &str, remote: &str, expected: &str) {
        let chars = |text: &str| text.chars().collect::<Vec<_>>();
        let (base, local, remote) = (chars(base), chars(local), chars(remote));
        let order = |local: &[char], remote: &[char]| merge(&base, local, remote, &HashSet::new(), |a, b| a < b);
        let there = order(&local, &remote);
        assert_eq!(there.items.iter().collect::<String>(), expected);
        if there.contradictions.is_empty() {
            assert_eq!(order(&remote, &local).items.iter().collect::<String>(), expected, "the sides swapped");
        }
    }

    #[test]
    fn additions_stay_behind_what_they_were_put_behind() {
        check("abc", "abxc", "aybc", "aybxc");
        check("abc", "xabc", "abcy", "xabcy");
        check("abc", "abxc", "abyc", "abxyc");
        check("", "x", "y", "xy");
    }

    #[test]
    fn one_side_may_reorder_while_the_other_adds() {
        check("abc", "cba", "abxc", "cbxa");
        check("abc", "abc", "cab", "cab");
    }

    #[test]
    fn different_items_may_be_moved_by_both() {
        check("abcdef", "bacdef", "abcdfe", "bacdfe");
    }

    #[test]
    fn one_item_moved_to_two_places_is_a_contradiction() {
        let order =
            merge(&['a', 'b', 'c', 'd'], &['b', 'c', 'a', 'd'], &['b', 'c', 'd', 'a'], &HashSet::new(), |a, b| a < b);
        assert_eq!(order.items, ['b', 'c', 'a', 'd']);
        assert_eq!(order.contradictions, ['a']);
    }
}
