//! Matches the nodes of two versions of a dashboard: a node and its partner are the same thing in both.
//!
//! Cards have no ids, so they are matched by content, in this order: equal in the same list, equal anywhere (a move),
//! very similar in the same list, very similar anywhere (a move and a change), similar in the same list. The rest was
//! added or removed. Views are matched by path, then title, then content; sections by title or heading; everything that
//! is not an item of a list by its key. The meaning of the differences belongs to [`crate::diff`] and [`crate::merge`].
//!
//! Must stay true: a node has at most one partner, with the same role; the parents of partners are partners unless the
//! nodes are things that moved; the work is nearly linear in the number of nodes; the same two values always match in
//! the same way.

pub(crate) mod across;
mod choosing;
mod likeness;
mod places;
pub(crate) mod tree;

use std::collections::HashMap;

pub use tree::Role;
pub(crate) use tree::{Id, NONE, Tree, role_of_all};

use crate::path::Path;
use crate::value::Value;
pub(crate) use choosing::longest_rising;
use choosing::{candidates, choose, rest};
use likeness::Features;
pub(crate) use likeness::is_recognisable;
use places::Gaps;

/// The likeness, of 1,000, at which two items of the same list are the same thing.
const ALIKE: u32 = 400;
/// The same for items between the same neighbors, where hardly any other match is possible.
const ALIKE_IN_PLACE: u32 = 300;
/// The same for views: a list has few of them, and an empty one has little but its title.
const ALIKE_VIEW_IN_PLACE: u32 = 200;
/// The likeness at which things in different lists are the same.
const ALIKE_ELSEWHERE: u32 = 600;
/// The number of pairs up to which all are compared; beyond it, only those that share a rare feature.
const ALL_PAIRS: usize = 2_500;
/// The number of things up to which a shared feature counts as rare.
const RARE: usize = 12;
/// The number of things inside another one to check for having been wrapped by it.
const INNER: usize = 16;
/// The number of neighbors, in the order of the list, that are always candidates.
const NEIGHBOURS: usize = 3;

/// Matches the items of two lists: pairs of positions, sorted by the first.
///
/// The items are treated as cards. An item without a pair was added or removed.
pub fn match_lists(a: &[Value], b: &[Value]) -> Vec<(usize, usize)> {
    let list = |items: &[Value]| {
        let mut map = crate::value::Map::new();
        map.insert("cards", Value::List(items.to_vec()));
        Value::Map(map)
    };
    let (a, b) = (list(a), list(b));
    let (a, b) = (Tree::new(&a, Role::View), Tree::new(&b, Role::View));
    let matching = Matching::of(&a, &b);
    let (Some(list_a), Some(list_b)) = (a.child(0, "cards"), b.child(0, "cards")) else { return Vec::new() };
    a.children(list_a)
        .filter_map(|item| {
            let partner = matching.in_b(item)?;
            let same_list = b.node(partner).parent == list_b;
            same_list.then(|| (a.node(item).position as usize, b.node(partner).position as usize))
        })
        .collect()
}

/// Matches the nodes of two values: pairs of paths, in the order of the first value. Numbers are compared as in HA's
/// editor. A node without a pair was added or removed.
pub fn partners(a: &Value, b: &Value) -> Vec<(Path, Path)> {
    let role = role_of_all(&[a, b]);
    let (a, b) = (Tree::by_meaning(a, role), Tree::by_meaning(b, role));
    let matching = Matching::of(&a, &b);
    a.ids().filter_map(|id| Some((a.path(id), b.path(matching.in_b(id)?)))).collect()
}

/// The partners of the nodes of two trees.
pub(crate) struct Matching {
    in_b: Vec<Id>,
    in_a: Vec<Id>,
}

impl Matching {
    pub(crate) fn of(a: &Tree<'_>, b: &Tree<'_>) -> Self {
        let matching = Self { in_b: vec![NONE; a.len()], in_a: vec![NONE; b.len()] };
        let mut matcher = Matcher::new(a, b, matching);
        matcher.only_much = true;
        matcher.join(0, 0);
        matcher.equal_anywhere();
        matcher.alike_in_their_lists();
        matcher.equal_anywhere();
        matcher.alike_anywhere();
        matcher.alike_in_their_lists();
        matcher.only_much = false;
        matcher.alike_in_their_lists();
        matcher.renamed_views();
        matcher.matching
    }

    /// Adds pairs that were found in another way, and the matches that follow from them.
    pub(crate) fn with(self, a: &Tree<'_>, b: &Tree<'_>, pairs: &[(Id, Id)]) -> Self {
        if pairs.is_empty() {
            return self;
        }
        let mut matcher = Matcher::new(a, b, self);
        for (a, b) in pairs {
            if matcher.free_a(*a) && matcher.free_b(*b) {
                matcher.join(*a, *b);
            }
        }
        matcher.alike_in_their_lists();
        matcher.matching
    }

    /// The partner of a node of the first tree.
    pub(crate) fn in_b(&self, id: Id) -> Option<Id> {
        Some(self.in_b[id as usize]).filter(|id| *id != NONE)
    }

    /// Makes two nodes without partners each other's partner.
    pub(crate) fn pair(&mut self, a: Id, b: Id) {
        debug_assert!(self.in_b(a).is_none() && self.in_a(b).is_none(), "a node has one partner");
        self.in_b[a as usize] = b;
        self.in_a[b as usize] = a;
    }

    /// Makes all nodes of two equal subtrees partners, except those that have one.
    pub(crate) fn pair_equal(&mut self, a: Id, b: Id, nodes: u32) {
        for offset in 0..nodes {
            if self.in_b(a + offset).is_none() && self.in_a(b + offset).is_none() {
                self.pair(a + offset, b + offset);
            }
        }
    }

    /// Removes the partners of a node of the second tree and of all nodes inside it.
    pub(crate) fn part(&mut self, b: &Tree<'_>, id: Id) {
        for inner in id..b.node(id).end {
            let partner = std::mem::replace(&mut self.in_a[inner as usize], NONE);
            if partner != NONE {
                self.in_b[partner as usize] = NONE;
            }
        }
    }

    /// Replaces the partners of some nodes of the first tree, and of the nodes inside them.
    pub(crate) fn instead(mut self, a: &Tree<'_>, b: &Tree<'_>, pairs: &[(Id, Id)]) -> Self {
        for (mine, _) in pairs {
            if let Some(old) = self.in_b(*mine) {
                self.part(b, old);
            }
        }
        self.with(a, b, pairs)
    }

    /// The partner of a node of the second tree.
    pub(crate) fn in_a(&self, id: Id) -> Option<Id> {
        Some(self.in_a[id as usize]).filter(|id| *id != NONE)
    }
}

struct Matcher<'t, 'v> {
    a: &'t Tree<'v>,
    b: &'t Tree<'v>,
    matching: Matching,
    /// How often each thing occurs. A thing that the other side lacks can't have moved there unchanged.
    hashes_a: HashMap<u64, u32>,
    hashes_b: HashMap<u64, u32>,
    /// Pairs of lists that may still have items without a partner.
    lists: Vec<(Id, Id)>,
    /// Whether cards only match if they are similar enough to match anywhere: a card that is a little like its neighbor
    /// may be much more like one that moved elsewhere.
    only_much: bool,
    /// Pairs of lists to search again for slightly similar items.
    later: Vec<(Id, Id)>,
    /// Pairs of things in one slot that may be the same, unless an equal one is found elsewhere.
    slots: Vec<(Id, Id)>,
}

impl<'t, 'v> Matcher<'t, 'v> {
    fn new(a: &'t Tree<'v>, b: &'t Tree<'v>, matching: Matching) -> Self {
        let (hashes_a, hashes_b) = (thing_hashes(a), thing_hashes(b));
        Self {
            a,
            b,
            matching,
            hashes_a,
            hashes_b,
            lists: Vec::new(),
            only_much: false,
            later: Vec::new(),
            slots: Vec::new(),
        }
    }

    fn free_a(&self, id: Id) -> bool {
        self.matching.in_b[id as usize] == NONE
    }

    fn free_b(&self, id: Id) -> bool {
        self.matching.in_a[id as usize] == NONE
    }

    fn are_equal(&self, a: Id, b: Id) -> bool {
        self.a.are_equal(a, self.b, b)
    }

    /// Makes two nodes partners, and the nodes inside them as far as they match.
    fn join(&mut self, a: Id, b: Id) {
        let mut open = vec![(a, b)];
        while let Some((a, b)) = open.pop() {
            if !self.free_a(a) || !self.free_b(b) || self.a.node(a).role != self.b.node(b).role {
                continue;
            }
            if self.are_equal(a, b) {
                self.matching.pair_equal(a, b, self.a.node(a).end - a);
                continue;
            }
            self.matching.pair(a, b);
            match (self.a.node(a).value, self.b.node(b).value) {
                (Value::Map(_), Value::Map(_)) => open.extend(self.by_key(a, b)),
                (Value::List(_), Value::List(_)) => {
                    open.extend(self.in_list(a, b));
                    self.lists.push((a, b));
                }
                _ => {}
            }
        }
    }

    /// Pairs the values under the same keys, except a card in a slot that another card took over.
    fn by_key(&mut self, a: Id, b: Id) -> Vec<(Id, Id)> {
        let theirs: HashMap<&str, Id> =
            self.b.children(b).filter_map(|child| Some((self.b.node(child).key?, child))).collect();
        let mut pairs = Vec::new();
        for mine in self.a.children(a) {
            let node = self.a.node(mine);
            let Some(&other) = node.key.and_then(|key| theirs.get(key)) else { continue };
            let is_thing = node.role != Role::Content && self.b.node(other).role != Role::Content;
            let is_elsewhere = is_thing && !self.are_equal(mine, other) && {
                self.hashes_b.contains_key(&node.hash) || self.hashes_a.contains_key(&self.b.node(other).hash)
            };
            if is_elsewhere {
                self.slots.push((mine, other));
            } else if !is_thing {
                pairs.push((mine, other));
            } else if self.fit_one_slot(mine, other) {
                pairs.push(self.wrapped(mine, other));
            }
        }
        pairs
    }

    /// Whether two things in one slot are the same.
    fn fit_one_slot(&self, a: Id, b: Id) -> bool {
        let same_type = self.a.node(a).value.get("type") == self.b.node(b).value.get("type");
        let enough = if same_type { ALIKE_IN_PLACE } else { ALIKE };
        self.are_equal(a, b) || likeness::of(self.a, a).likeness(&likeness::of(self.b, b)) >= enough
    }

    /// Pairs the items of two lists that are certainly the same: equal ones, views by their names, and similar ones
    /// that can't have moved because there is no equal one anywhere.
    fn in_list(&mut self, a: Id, b: Id) -> Vec<(Id, Id)> {
        let mine: Vec<Id> = self.a.children(a).filter(|id| self.free_a(*id)).collect();
        let theirs: Vec<Id> = self.b.children(b).filter(|id| self.free_b(*id)).collect();
        let mut pairs = self.equal_items(&mine, &theirs);
        let (mut mine, mut theirs) = rest(&mine, &theirs, &pairs);
        let names: &[fn(&Value) -> Option<&Value>] = match mine.first().map(|id| self.a.node(*id).role) {
            Some(Role::View) => &[|view| view.get("path"), |view| view.get("title")],
            Some(Role::Section) => &[|section| section.get("title"), heading],
            _ => &[],
        };
        for name in names {
            pairs.extend(self.same_name(*name, &mine, &theirs));
            (mine, theirs) = rest(&mine, &theirs, &pairs);
        }
        mine.retain(|id| !self.hashes_b.contains_key(&self.a.node(*id).hash));
        theirs.retain(|id| !self.hashes_a.contains_key(&self.b.node(*id).hash));
        let anchors = pairs.clone();
        pairs.extend(self.alike_items(&mine, &theirs, &anchors));
        pairs
    }

    /// Pairs equal items: from both ends inward, then the first with the first, the second with the second.
    fn equal_items(&self, mine: &[Id], theirs: &[Id]) -> Vec<(Id, Id)> {
        let same = |pair: &(&Id, &Id)| self.are_equal(*pair.0, *pair.1);
        let head = mine.iter().zip(theirs).take_while(same).count();
        let (mine_rest, theirs_rest) = (&mine[head..], &theirs[head..]);
        let tail = mine_rest.iter().rev().zip(theirs_rest.iter().rev()).take_while(same).count();
        let mut pairs: Vec<(Id, Id)> = mine.iter().copied().zip(theirs.iter().copied()).take(head).collect();
        pairs.extend(mine.iter().rev().copied().zip(theirs.iter().rev().copied()).take(tail));
        let mut waiting: HashMap<u64, Vec<Id>> = HashMap::new();
        for id in theirs_rest[..theirs_rest.len() - tail].iter().rev() {
            waiting.entry(self.b.node(*id).hash).or_default().push(*id);
        }
        for id in &mine_rest[..mine_rest.len() - tail] {
            let equal = waiting.get_mut(&self.a.node(*id).hash);
            if let Some(partner) = equal.and_then(Vec::pop).filter(|partner| self.are_equal(*id, *partner)) {
                pairs.push((*id, partner));
            }
        }
        pairs
    }

    /// Pairs items whose name is unique on both sides.
    fn same_name(&self, name: fn(&Value) -> Option<&Value>, mine: &[Id], theirs: &[Id]) -> Vec<(Id, Id)> {
        let index = |tree: &Tree<'_>, ids: &[Id]| {
            let mut index: HashMap<String, Vec<Id>> = HashMap::new();
            for id in ids {
                if let Some(name) = name(tree.node(*id).value).and_then(|name| serde_json::to_string(name).ok()) {
                    index.entry(name).or_default().push(*id);
                }
            }
            index
        };
        let theirs = index(self.b, theirs);
        let mut pairs: Vec<(Id, Id)> = index(self.a, mine)
            .into_iter()
            .filter_map(|(name, mine)| match (mine.as_slice(), theirs.get(&name)?.as_slice()) {
                ([mine], [theirs]) => Some((*mine, *theirs)),
                _ => None,
            })
            .collect();
        pairs.sort_unstable();
        pairs
    }

    /// Pairs the most similar items, best first. `anchors` are items with known partners.
    fn alike_items(&self, mine: &[Id], theirs: &[Id], anchors: &[(Id, Id)]) -> Vec<(Id, Id)> {
        let worth = |tree: &Tree<'_>, id: &Id| matches!(tree.node(*id).value, Value::Map(_) | Value::List(_));
        let mine: Vec<Id> = mine.iter().copied().filter(|id| worth(self.a, id)).collect();
        let theirs: Vec<Id> = theirs.iter().copied().filter(|id| worth(self.b, id)).collect();
        if mine.is_empty() || theirs.is_empty() {
            return Vec::new();
        }
        let features_a: Vec<Features> = mine.iter().map(|id| likeness::of(self.a, *id)).collect();
        let features_b: Vec<Features> = theirs.iter().map(|id| likeness::of(self.b, *id)).collect();
        let gaps = Gaps::new(anchors);
        let mut scored = Vec::new();
        let mut score = |at: usize, other: usize| {
            let (a, b) = (mine[at], theirs[other]);
            let alike = features_a[at].likeness(&features_b[other]);
            let same_type = self.a.node(a).value.get("type") == self.b.node(b).value.get("type");
            let in_place = same_type && gaps.same(a, b);
            let enough = match self.a.node(a).role {
                Role::Card | Role::Badge if self.only_much => ALIKE_ELSEWHERE,
                _ if !in_place => ALIKE,
                Role::View => ALIKE_VIEW_IN_PLACE,
                _ => ALIKE_IN_PLACE,
            };
            if alike >= enough {
                let near = u32::from(in_place) * 100;
                scored.push((u32::MAX - alike - near, at.abs_diff(other), a, b));
            }
        };
        if mine.len() * theirs.len() <= ALL_PAIRS {
            for at in 0..mine.len() {
                (0..theirs.len()).for_each(|other| score(at, other));
            }
        } else {
            for (at, candidates) in candidates(&features_a, &features_b).into_iter().enumerate() {
                candidates.into_iter().for_each(|other| score(at, other));
            }
        }
        choose(scored).into_iter().map(|(a, b)| self.wrapped(a, b)).collect()
    }

    /// Returns the same pair, unless one of the two wraps a better match for the other.
    fn wrapped(&self, a: Id, b: Id) -> (Id, Id) {
        let (features_a, features_b) = (likeness::of(self.a, a), likeness::of(self.b, b));
        let mut best = (features_a.likeness(&features_b), a, b);
        for inner in self.b.inner_things(b).take(INNER).filter(|inner| self.free_b(*inner)) {
            let alike = features_a.likeness(&likeness::of(self.b, inner));
            if alike > best.0 {
                best = (alike, a, inner);
            }
        }
        for inner in self.a.inner_things(a).take(INNER).filter(|inner| self.free_a(*inner)) {
            let alike = likeness::of(self.a, inner).likeness(&features_b);
            if alike > best.0 {
                best = (alike, inner, b);
            }
        }
        (best.1, best.2)
    }

    /// Matches things that left their list unchanged.
    fn equal_anywhere(&mut self) {
        let mut waiting: HashMap<(u64, Role), Vec<Id>> = HashMap::new();
        for id in (0..self.b.len() as Id).rev().filter(|id| self.free_b(*id)) {
            if likeness::is_recognisable(self.b, id) && self.hashes_a.contains_key(&self.b.node(id).hash) {
                waiting.entry((self.b.node(id).hash, self.b.node(id).role)).or_default().push(id);
            }
        }
        let mut mine: Vec<Id> = self
            .a
            .ids()
            .filter(|id| self.free_a(*id) && waiting.contains_key(&(self.a.node(*id).hash, self.a.node(*id).role)))
            .collect();
        // The largest first, because nodes inside a thing go along with it.
        mine.sort_by_key(|id| (std::cmp::Reverse(self.a.node(*id).end - id), *id));
        for id in mine {
            let node = self.a.node(id);
            let Some(candidates) = waiting.get_mut(&(node.hash, node.role)) else { continue };
            while self.free_a(id) {
                let Some(other) = candidates.pop() else { break };
                if self.free_b(other) && self.are_equal(id, other) {
                    self.join(id, other);
                }
            }
        }
    }

    /// Matches the remaining items of lists that are partners.
    fn alike_in_their_lists(&mut self) {
        for (a, b) in std::mem::take(&mut self.slots) {
            if self.free_a(a) && self.free_b(b) && self.fit_one_slot(a, b) {
                let (a, b) = self.wrapped(a, b);
                self.join(a, b);
            }
        }
        if !self.only_much {
            self.lists.append(&mut self.later);
        }
        // Joining items may add further pairs of lists.
        while let Some((a, b)) = self.lists.pop() {
            let mine: Vec<Id> = self.a.children(a).filter(|id| self.free_a(*id)).collect();
            if mine.is_empty() {
                continue;
            }
            let theirs: Vec<Id> = self.b.children(b).filter(|id| self.free_b(*id)).collect();
            let stayed: Vec<(Id, Id)> = self
                .a
                .children(a)
                .filter_map(|id| Some((id, self.matching.in_b(id)?)))
                .filter(|(_, partner)| self.b.node(*partner).parent == b)
                .collect();
            let mut pairs = self.equal_items(&mine, &theirs);
            let (mine, theirs) = rest(&mine, &theirs, &pairs);
            pairs.extend(self.alike_items(&mine, &theirs, &stayed));
            for (mine, theirs) in pairs {
                self.join(mine, theirs);
            }
            if self.only_much {
                self.later.push((a, b));
            }
        }
    }

    /// Matches views that are empty and share nothing: if each is the only one left between the same neighbors, one is
    /// the other renamed.
    fn renamed_views(&mut self) {
        let (Some(a), Some(b)) = (self.a.child(0, "views"), self.b.child(0, "views")) else { return };
        let is_bare = |tree: &Tree<'_>, view: Id| {
            let is_view = tree.node(view).role == Role::View && tree.node(view).value.as_map().is_some();
            is_view && (view + 1..tree.node(view).end).all(|inner| tree.node(inner).role == Role::Content)
        };
        let mine: Vec<Id> = self.a.children(a).filter(|id| self.free_a(*id)).collect();
        let theirs: Vec<Id> = self.b.children(b).filter(|id| self.free_b(*id)).collect();
        if mine.is_empty() || theirs.is_empty() {
            return;
        }
        let known: Vec<(Id, Id)> = self.a.children(a).filter_map(|id| Some((id, self.matching.in_b(id)?))).collect();
        for (mine, theirs) in Gaps::new(&known).alone(&mine, &theirs) {
            if is_bare(self.a, mine) && is_bare(self.b, theirs) {
                self.join(mine, theirs);
            }
        }
        self.alike_in_their_lists();
    }

    /// Matches things that left their list and changed, if they are still easy to recognize.
    fn alike_anywhere(&mut self) {
        for role in [Role::Section, Role::Card, Role::Badge] {
            let of_role = |tree: &Tree<'_>, free: &dyn Fn(Id) -> bool| -> Vec<Id> {
                let is = |id: &Id| tree.node(*id).role == role && free(*id) && likeness::is_recognisable(tree, *id);
                tree.ids().filter(is).collect()
            };
            let mine = of_role(self.a, &|id| self.free_a(id));
            let theirs = of_role(self.b, &|id| self.free_b(id));
            if mine.is_empty() || theirs.is_empty() {
                continue;
            }
            let features_a: Vec<Features> = mine.iter().map(|id| likeness::of(self.a, *id)).collect();
            let features_b: Vec<Features> = theirs.iter().map(|id| likeness::of(self.b, *id)).collect();
            let mut scored = Vec::new();
            for (at, candidates) in candidates(&features_a, &features_b).into_iter().enumerate() {
                for other in candidates {
                    let alike = features_a[at].likeness_elsewhere(&features_b[other]);
                    if alike >= ALIKE_ELSEWHERE {
                        scored.push((u32::MAX - alike, at.abs_diff(other), mine[at], theirs[other]));
                    }
                }
            }
            for (mine, theirs) in choose(scored) {
                if self.free_a(mine) && self.free_b(theirs) {
                    self.join(mine, theirs);
                }
            }
        }
    }
}

/// The name of a section without a title: its heading card.
fn heading(section: &Value) -> Option<&Value> {
    let first = section.get("cards")?.as_list()?.first()?;
    if first.get("type")?.as_str()? == "heading" { first.get("heading") } else { None }
}

fn thing_hashes(tree: &Tree<'_>) -> HashMap<u64, u32> {
    let mut hashes = HashMap::new();
    for id in tree.ids().filter(|id| tree.node(*id).role != Role::Content) {
        *hashes.entry(tree.node(id).hash).or_default() += 1;
    }
    hashes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(a: &str, b: &str) -> Vec<(usize, usize)> {
        let list = |text: &str| -> Vec<Value> { serde_json::from_str(text).unwrap() };
        match_lists(&list(a), &list(b))
    }

    #[test]
    fn equal_items_are_partners_at_any_position() {
        let (a, b) = (r#"{"type":"tile","entity":"light.a"}"#, r#"{"type":"tile","entity":"light.b"}"#);
        assert_eq!(pairs(&format!("[{a},{b}]"), &format!("[{b},{a}]")), [(0, 1), (1, 0)]);
        assert_eq!(pairs(&format!("[{a},{a},{b}]"), &format!("[{a},{b}]")), [(0, 0), (2, 1)]);
    }

    #[test]
    fn the_most_similar_card_is_the_changed_one() {
        assert_eq!(
            pairs(
                r#"[{"type":"tile","entity":"light.a","name":"A"},{"type":"tile","entity":"light.b"}]"#,
                r#"[{"type":"gauge","entity":"sensor.x"},{"type":"tile","entity":"light.b","color":"red"},{"type":"button","entity":"light.a","name":"A"}]"#
            ),
            [(0, 2), (1, 1)]
        );
    }

    #[test]
    fn a_card_in_the_place_of_another_of_its_type_is_the_same_with_another_entity() {
        let a = r#"[{"type":"tile","entity":"light.a"},{"type":"tile","entity":"light.b"},{"type":"gauge","entity":"sensor.c"}]"#;
        let b = r#"[{"type":"tile","entity":"light.a"},{"type":"tile","entity":"light.z"},{"type":"gauge","entity":"sensor.c"}]"#;
        assert_eq!(pairs(a, b), [(0, 0), (1, 1), (2, 2)]);
    }

    #[test]
    fn an_unrelated_card_is_another_card() {
        assert_eq!(
            pairs(r##"[{"type":"markdown","content":"# Hi"}]"##, r#"[{"type":"gauge","entity":"sensor.x","min":0}]"#),
            []
        );
    }
}
