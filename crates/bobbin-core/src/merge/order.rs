//! Merges two orders: of the items of a list, or of the keys of a mapping.
//!
//! Two items that all three versions have keep their order of the base unless a side swapped them: the result swaps
//! every pair that either side swapped, and every pair that follows from those (for permutations, the join in the weak
//! order). It therefore does not depend on the order of the sides, and merging the result again changes nothing. A new
//! item stays after the item that it was added after.
//!
//! Must stay true: every item of both sides is in the result once; when one side kept the base's order, the
//! other side's order holds; the result is the same with the sides swapped, unless there is a contradiction.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use crate::matching::longest_rising;

/// The limit of steps for joining two orders, or for finding contradictions in them. Lists of thousands of items that
/// both sides shuffled exceed it; then one side's order is taken, chosen by content.
const MOST_STEPS: usize = 4_000_000;

/// A merged order.
pub(super) struct Order<T> {
    pub(super) items: Vec<T>,
    /// Items that both sides moved in opposite directions; they take their places in local.
    pub(super) contradictions: Vec<T>,
}

/// Merges two orders of items that come from a third. `local_first` decides the order of two runs of items at the same
/// place; it must not depend on the sides. With `by_remote`, items may contradict each other, and those in it take
/// their places in remote.
pub(super) fn merge<T: Copy + Eq + Hash>(
    base: &[T],
    local: &[T],
    remote: &[T],
    by_remote: Option<&HashSet<T>>,
    local_first: impl Fn(&[T], &[T]) -> bool,
) -> Order<T> {
    if local == remote {
        return Order { items: local.to_vec(), contradictions: Vec::new() };
    }
    let in_local: HashSet<T> = local.iter().copied().collect();
    let in_remote: HashSet<T> = remote.iter().copied().collect();
    let in_both = |item: &T| in_local.contains(item) && in_remote.contains(item);
    let old: Vec<T> = base.iter().copied().filter(in_both).collect();
    let ranks: HashMap<T, usize> = old.iter().enumerate().map(|(rank, item)| (*item, rank)).collect();
    let ranked = |items: &[T]| -> Vec<usize> { items.iter().filter_map(|item| ranks.get(item).copied()).collect() };
    let (ours, theirs) = (ranked(local), ranked(remote));
    let apart = by_remote.map_or_else(Vec::new, |_| contradictions(&ours, &theirs));
    let is_apart: HashSet<usize> = apart.iter().copied().collect();
    let rest =
        |order: &[usize]| -> Vec<usize> { order.iter().copied().filter(|rank| !is_apart.contains(rank)).collect() };
    let mut skeleton = join(&rest(&ours), &rest(&theirs)).unwrap_or_else(|| {
        let items = |order: &[usize]| -> Vec<T> { order.iter().map(|rank| old[*rank]).collect() };
        rest(if local_first(&items(&ours), &items(&theirs)) { &ours } else { &theirs })
    });
    for rank in &apart {
        let by_remote = by_remote.is_some_and(|by_remote| by_remote.contains(&old[*rank]));
        put_in(&mut skeleton, *rank, if by_remote { &theirs } else { &ours });
    }

    let (anchors_here, anchors_there) = (anchors(local, &ranks), anchors(remote, &ranks));
    let run = |items: &[T], mine: &HashMap<T, usize>, others: &HashMap<T, usize>| -> Vec<Vec<T>> {
        let mut runs = vec![Vec::new(); old.len() + 1];
        for item in items {
            // An item that both added at different places takes the first of them.
            if let Some(anchor) = mine.get(item)
                && others.get(item).is_none_or(|other| anchor <= other)
            {
                runs[*anchor].push(*item);
            }
        }
        runs
    };
    let our_runs = run(local, &anchors_here, &anchors_there);
    let their_runs = run(remote, &anchors_there, &anchors_here);
    let mut items = Vec::with_capacity(local.len() + remote.len());
    for anchor in std::iter::once(0).chain(skeleton.into_iter().map(|rank| rank + 1)) {
        items.extend(anchor.checked_sub(1).map(|rank| old[rank]));
        items.append(&mut merge_runs(&our_runs[anchor], &their_runs[anchor], &local_first));
    }
    Order { items, contradictions: apart.into_iter().map(|rank| old[rank]).collect() }
}

/// Merges two runs of new items after the same old one: the common items set the order, the others follow them.
fn merge_runs<T: Copy + Eq + Hash>(ours: &[T], theirs: &[T], local_first: &impl Fn(&[T], &[T]) -> bool) -> Vec<T> {
    let joined = |ours: &[T], theirs: &[T]| -> Vec<T> {
        let in_order = ours.is_empty() || theirs.is_empty() || local_first(ours, theirs);
        let (first, second) = if in_order { (ours, theirs) } else { (theirs, ours) };
        first.iter().chain(second).copied().collect()
    };
    let in_ours: HashSet<T> = ours.iter().copied().collect();
    let in_theirs: HashSet<T> = theirs.iter().copied().collect();
    let shared_here: Vec<T> = ours.iter().copied().filter(|item| in_theirs.contains(item)).collect();
    if shared_here.is_empty() {
        return joined(ours, theirs);
    }
    let shared_there: Vec<T> = theirs.iter().copied().filter(|item| in_ours.contains(item)).collect();
    let shared = if shared_here == shared_there || local_first(&shared_here, &shared_there) {
        shared_here
    } else {
        shared_there
    };
    let ranks: HashMap<T, usize> = shared.iter().enumerate().map(|(rank, item)| (*item, rank)).collect();
    let behind = |items: &[T]| {
        let mut runs = vec![Vec::new(); shared.len() + 1];
        let anchors = anchors(items, &ranks);
        items.iter().filter_map(|item| Some((*item, *anchors.get(item)?))).for_each(|(item, at)| runs[at].push(item));
        runs
    };
    let (behind_here, behind_there) = (behind(ours), behind(theirs));
    let mut items = joined(&behind_here[0], &behind_there[0]);
    for (rank, item) in shared.iter().enumerate() {
        items.push(*item);
        items.append(&mut joined(&behind_here[rank + 1], &behind_there[rank + 1]));
    }
    items
}

/// The slot of each item without a rank: 0 before all items with a rank, otherwise one more than the rank of the last
/// such item before it.
fn anchors<T: Copy + Eq + Hash>(items: &[T], ranks: &HashMap<T, usize>) -> HashMap<T, usize> {
    let mut anchor = 0;
    let mut anchors = HashMap::new();
    for item in items {
        match ranks.get(item) {
            Some(rank) => anchor = rank + 1,
            None => drop(anchors.insert(*item, anchor)),
        }
    }
    anchors
}

/// The position of each rank in an order; `usize::MAX` for an absent one.
fn places(order: &[usize]) -> Vec<usize> {
    let mut places = vec![usize::MAX; order.iter().max().map_or(0, |rank| rank + 1)];
    for (at, rank) in order.iter().enumerate() {
        places[*rank] = at;
    }
    places
}

/// The order that swaps the pairs that either order swaps, and those that follow from them. `None` if that would take
/// too long.
fn join(ours: &[usize], theirs: &[usize]) -> Option<Vec<usize>> {
    if theirs.is_sorted() {
        return Some(ours.to_vec());
    }
    if ours.is_sorted() {
        return Some(theirs.to_vec());
    }
    let (here, there) = (places(ours), places(theirs));
    let mut sorted = ours.to_vec();
    sorted.sort_unstable();
    let mut steps = 0;
    let mut joined: Vec<usize> = Vec::with_capacity(sorted.len());
    let (behind_here, behind_there) = (smallest_behind(ours), smallest_behind(theirs));
    // Smallest first: each goes before the first smaller one that it overtook on a side.
    for rank in sorted {
        if behind_here[rank] > rank && behind_there[rank] > rank {
            joined.push(rank);
            continue;
        }
        steps += joined.len();
        if steps > MOST_STEPS {
            return None;
        }
        let is_overtaken = |other: &usize| here[*other] > here[rank] || there[*other] > there[rank];
        let at = joined.iter().position(is_overtaken).unwrap_or(joined.len());
        joined.insert(at, rank);
    }
    Some(joined)
}

/// For each rank the smallest rank after it.
fn smallest_behind(order: &[usize]) -> Vec<usize> {
    let mut smallest = usize::MAX;
    let mut behind = vec![usize::MAX; order.iter().max().map_or(0, |rank| rank + 1)];
    for rank in order.iter().rev() {
        behind[*rank] = smallest;
        smallest = smallest.min(*rank);
    }
    behind
}

/// Items that the sides moved against each other: a merge would have to swap two items that neither side swapped.
fn contradictions(ours: &[usize], theirs: &[usize]) -> Vec<usize> {
    if ours == theirs || ours.is_sorted() || theirs.is_sorted() {
        return Vec::new();
    }
    let moved_there = moved(theirs);
    let mut both: Vec<usize> = moved(ours).into_iter().filter(|rank| moved_there.contains(rank)).collect();
    if both.is_empty() {
        return Vec::new();
    }
    let (here, there) = (places(ours), places(theirs));
    let turned = |small: usize, large: usize| here[large] < here[small] || there[large] < there[small];
    let mut steps = 0;
    let mut is_contradiction = |rank: usize| {
        if steps > MOST_STEPS {
            return false;
        }
        let smaller: Vec<usize> = ours.iter().copied().filter(|other| *other < rank && turned(*other, rank)).collect();
        let larger: Vec<usize> = ours.iter().copied().filter(|other| *other > rank && turned(rank, *other)).collect();
        steps += ours.len() + smaller.len() * larger.len();
        steps <= MOST_STEPS && smaller.iter().any(|small| larger.iter().any(|large| !turned(*small, *large)))
    };
    // In an order that is independent of the sides.
    both.sort_unstable();
    let apart: HashSet<usize> = both.into_iter().filter(|rank| is_contradiction(*rank)).collect();
    ours.iter().copied().filter(|rank| apart.contains(rank)).collect()
}

/// The fewest ranks whose moves explain an order.
fn moved(order: &[usize]) -> HashSet<usize> {
    let pairs: Vec<(usize, usize)> = order.iter().copied().enumerate().collect();
    let kept: HashSet<usize> = longest_rising(&pairs).into_iter().map(|(_, rank)| rank).collect();
    order.iter().copied().filter(|rank| !kept.contains(rank)).collect()
}

/// Inserts a rank after the nearest one that precedes it on a side.
fn put_in(skeleton: &mut Vec<usize>, rank: usize, side: &[usize]) {
    let before = side.iter().take_while(|other| **other != rank);
    let placed = places(skeleton);
    let at = before.filter_map(|other| placed.get(*other).filter(|at| **at != usize::MAX)).last();
    let at = at.map_or(0, |at| at + 1);
    skeleton.insert(at, rank);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(base: &str, local: &str, remote: &str, expected: &str) {
        let chars = |text: &str| text.chars().collect::<Vec<_>>();
        let (base, local, remote) = (chars(base), chars(local), chars(remote));
        let order = |local: &[char], remote: &[char]| merge(&base, local, remote, Some(&HashSet::new()), |a, b| a < b);
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
    fn one_item_moved_in_two_directions_is_a_contradiction() {
        let base: Vec<char> = "abcde".chars().collect();
        let (local, remote): (Vec<char>, Vec<char>) = ("cabde".chars().collect(), "abdec".chars().collect());
        let order = merge(&base, &local, &remote, Some(&HashSet::new()), |a, b| a < b);
        assert_eq!((order.items.as_slice(), order.contradictions.as_slice()), (&local[..], &['c'][..]));
        let order = merge(&base, &local, &remote, Some(&HashSet::from(['c'])), |a, b| a < b);
        assert_eq!((order.items, order.contradictions), (remote, vec!['c']));
    }

    #[test]
    fn one_item_moved_by_both_in_one_direction_goes_the_farther_way() {
        check("abcd", "bcad", "bcda", "bcda");
    }

    /// Every pair of orders of five items: the laws hold exactly.
    #[test]
    fn the_laws_hold_for_all_orders() {
        let mut orders: Vec<Vec<usize>> = vec![Vec::new()];
        for item in 0..5 {
            orders = orders
                .iter()
                .flat_map(|order| (0..=order.len()).map(move |at| [&order[..at], &[item], &order[at..]].concat()))
                .collect();
        }
        let base: Vec<usize> = (0..5).collect();
        let by_remote = HashSet::new();
        let turned = |order: &[usize], small: usize, large: usize| {
            order.iter().position(|item| *item == large) < order.iter().position(|item| *item == small)
        };
        for local in &orders {
            for remote in &orders {
                let there = merge(&base, local, remote, Some(&by_remote), |a, b| a < b);
                let back = merge(&base, remote, local, Some(&by_remote), |a, b| a < b);
                let sorted = |mut items: Vec<usize>| {
                    items.sort_unstable();
                    items
                };
                assert_eq!(sorted(there.contradictions.clone()), sorted(back.contradictions), "mirrored");
                if !there.contradictions.is_empty() {
                    continue;
                }
                assert_eq!(there.items, back.items, "swapped");
                let again = merge(&base, &there.items, remote, Some(&by_remote), |a, b| a < b);
                assert_eq!((&again.items, again.contradictions.is_empty()), (&there.items, true), "again");
                for large in 1..5 {
                    for small in
                        (0..large).filter(|small| turned(local, *small, large) || turned(remote, *small, large))
                    {
                        assert!(turned(&there.items, small, large), "what a side turned round stays so");
                    }
                }
            }
        }
    }
}
