//! Undoes one change.
//!
//! The change's own nodes are edited back in the new version, and the result is compared with the old version again. It
//! is only returned if that comparison gives exactly the other changes: matching is a judgment, so each undo is
//! verified.

use bobbin_words::changes as words;
use std::collections::HashMap;
use std::fmt;

use super::{Change, ChangeKind, Diff, KeyChange, KeyChangeKind, diff};
use crate::matching::{Matching, Tree, role_of_all};
use crate::path::{Path, Step};
use crate::value::{Map, Value};

/// Why a change can't be undone alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotRevert {
    /// There is no such change.
    NoSuchChange,
    /// The values are not the two versions that were compared.
    OtherVersions,
    /// The holder of the removed node is gone, so there is no place to restore it.
    PlaceIsGone,
    /// Undoing it would undo or cause another change, too.
    Entangled,
}

impl fmt::Display for CannotRevert {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Self::NoSuchChange => words::no_such_change(),
            Self::OtherVersions => words::other_versions(),
            Self::PlaceIsGone => words::place_is_gone(),
            Self::Entangled => words::entangled(),
        })
    }
}

impl std::error::Error for CannotRevert {}

pub(super) fn revert(all: &Diff, at: usize, a: &Value, b: &Value) -> Result<Value, CannotRevert> {
    let change = all.changes.get(at).ok_or(CannotRevert::NoSuchChange)?;
    if all.apply(a).as_ref() != Ok(b) {
        return Err(CannotRevert::OtherVersions);
    }
    if all.changes.len() == 1 {
        return Ok(a.clone());
    }
    let reverted = undo(change, a, b)?;
    let mut left: HashMap<String, i64> = HashMap::new();
    for (other, change) in all.changes.iter().enumerate() {
        if other != at {
            *left.entry(fingerprint(change, b)).or_default() += 1;
        }
    }
    for change in diff(a, &reverted).changes {
        *left.entry(fingerprint(&change, &reverted)).or_default() -= 1;
    }
    if left.values().all(|count| *count == 0) { Ok(reverted) } else { Err(CannotRevert::Entangled) }
}

/// Identifies a change while positions around it shift, by its kind and its current content.
fn fingerprint(change: &Change, b: &Value) -> String {
    let members = change.members.iter().map(|(old, new)| (old.as_ref(), new.as_ref()));
    let own = std::iter::once((change.old.as_ref(), change.new.as_ref()));
    let mut text = format!("{:?} {:?} {:?} {:?}", change.kind, change.what, change.count, change.keys);
    for (old, new) in own.chain(members) {
        let now = match change.kind {
            // Everything else inside a changed thing belongs to other changes.
            ChangeKind::Changed | ChangeKind::MovedAndChanged if change.count == 1 => {
                let values = change.keys.iter().map(|key| new.and_then(|new| at_below(b, new, &key.path)));
                serde_json::to_string(&values.collect::<Vec<_>>())
            }
            ChangeKind::Added => serde_json::to_string(&new.and_then(|new| b.at(new))),
            _ => Ok(String::new()),
        };
        text.push_str(&format!("|{old:?} {}", now.unwrap_or_default()));
    }
    text
}

fn at_below<'v>(value: &'v Value, thing: &Path, below: &Path) -> Option<&'v Value> {
    value.at(thing)?.at(below)
}

fn undo(change: &Change, a: &Value, b: &Value) -> Result<Value, CannotRevert> {
    let own = [(change.old.clone(), change.new.clone())];
    let members = if change.members.is_empty() { own.as_slice() } else { change.members.as_slice() };
    let role = role_of_all(&[a, b]);
    let (tree_a, tree_b) = (Tree::new(a, role), Tree::new(b, role));
    let matching = Matching::of(&tree_a, &tree_b);
    let now = Now { tree_a: &tree_a, tree_b: &tree_b, matching: &matching };
    let mut value = b.clone();
    if change.kind == ChangeKind::Moved && members.iter().all(|member| stays(&now, member)) {
        let list = change.new.as_ref().and_then(Path::split_last).ok_or(CannotRevert::PlaceIsGone)?.0;
        now.restore_order(&mut value, &list)?;
        return Ok(value);
    }
    // Keys first, while paths into the new version are still valid.
    for (old, new) in members {
        if let (Some(old), Some(new)) = (old, new) {
            for key in &change.keys {
                restore_key(&mut value, a, (old, new), key)?;
            }
        }
    }
    if change.kind == ChangeKind::MovedAndChanged && members.iter().all(|member| stays(&now, member)) {
        let list = change.new.as_ref().and_then(Path::split_last).ok_or(CannotRevert::PlaceIsGone)?.0;
        now.restore_order(&mut value, &list)?;
        return Ok(value);
    }
    let moved = matches!(change.kind, ChangeKind::Moved | ChangeKind::MovedAndChanged);
    let mut back: Vec<(Path, Path, Value)> = Vec::new();
    let mut gone: Vec<Path> = Vec::new();
    for (old, new) in members {
        match (old, new) {
            (Some(old), new) if moved || new.is_none() => {
                let thing = match new {
                    Some(new) => value.at(new),
                    None => a.at(old),
                };
                let thing = thing.ok_or(CannotRevert::PlaceIsGone)?.clone();
                back.push((old.clone(), now.place_for(old)?, thing));
                gone.extend(new.clone());
            }
            (None, Some(new)) => gone.push(new.clone()),
            _ => {}
        }
    }
    // From the end, so that earlier paths stay valid; removals shift the positions of restored nodes.
    gone.sort_by(|one, other| other.cmp(one));
    for path in &gone {
        take_out(&mut value, path)?;
    }
    back.sort_by(|one, other| other.0.cmp(&one.0));
    for (old, mut place, thing) in back {
        for path in &gone {
            place = shifted(&place, path);
        }
        put_back(&mut value, a, &old, &place, thing)?;
    }
    Ok(value)
}

fn stays(now: &Now<'_, '_>, member: &(Option<Path>, Option<Path>)) -> bool {
    let (Some((old, Step::Index(_))), Some((new, Step::Index(_)))) =
        (member.0.as_ref().and_then(Path::split_last), member.1.as_ref().and_then(Path::split_last))
    else {
        return false;
    };
    now.in_b(&old).as_ref() == Some(&new)
}

struct Now<'t, 'v> {
    tree_a: &'t Tree<'v>,
    tree_b: &'t Tree<'v>,
    matching: &'t Matching,
}

impl Now<'_, '_> {
    fn in_b(&self, path: &Path) -> Option<Path> {
        Some(self.tree_b.path(self.matching.in_b(self.tree_a.find(path)?)?))
    }

    /// The place in the new version for an item of the old one: right after its former predecessor.
    fn place_for(&self, old: &Path) -> Result<Path, CannotRevert> {
        let (parent, step) = old.split_last().ok_or(CannotRevert::PlaceIsGone)?;
        let Some(now) = self.in_b(&parent) else { return self.place_of_list(&parent) };
        let Step::Index(position) = step else { return Ok(now.join(step.clone())) };
        let parent_id = self.tree_a.find(&parent).ok_or(CannotRevert::PlaceIsGone)?;
        let list = self.tree_b.find(&now).ok_or(CannotRevert::PlaceIsGone)?;
        let before = self.tree_a.children(parent_id).take(*position).filter_map(|id| {
            let partner = self.tree_b.node(self.matching.in_b(id)?);
            (partner.parent == list).then_some(partner.position as usize + 1)
        });
        Ok(now.join(before.last().unwrap_or(0)))
    }

    /// The first position of a list that was removed with all its items, if its holder is still there.
    fn place_of_list(&self, list: &Path) -> Result<Path, CannotRevert> {
        let (holder, step) = list.split_last().ok_or(CannotRevert::PlaceIsGone)?;
        let is_list = self.tree_a.find(list).is_some_and(|id| self.tree_a.node(id).value.as_list().is_some());
        let now = self.in_b(&holder).filter(|_| is_list).ok_or(CannotRevert::PlaceIsGone)?;
        Ok(now.join(step.clone()).join(0))
    }

    /// Restores the old order of the items that stayed in a list, using their current positions.
    fn restore_order(&self, value: &mut Value, list: &Path) -> Result<(), CannotRevert> {
        let list_b = self.tree_b.find(list).ok_or(CannotRevert::PlaceIsGone)?;
        let list_a = self.matching.in_a(list_b).ok_or(CannotRevert::PlaceIsGone)?;
        let stayed: Vec<(u32, u32)> = self
            .tree_b
            .children(list_b)
            .filter_map(|b| Some((self.matching.in_a(b)?, b)))
            .filter(|(a, _)| self.tree_a.node(*a).parent == list_a)
            .map(|(a, b)| (self.tree_a.node(a).position, self.tree_b.node(b).position))
            .collect();
        let Some(Value::List(items)) = value.at_mut(list) else { return Err(CannotRevert::PlaceIsGone) };
        let mut sorted = stayed.clone();
        sorted.sort_unstable();
        let old_items = items.clone();
        for ((_, place), (_, item)) in stayed.iter().zip(&sorted) {
            items[*place as usize] = old_items[*item as usize].clone();
        }
        Ok(())
    }
}

/// A path after another node was removed.
fn shifted(path: &Path, removed: &Path) -> Path {
    let mut path = path.clone();
    if let Some((list, Step::Index(gone))) = removed.split_last()
        && list.contains(&path)
        && let Some(Step::Index(position)) = path.0.get_mut(list.0.len())
    {
        *position -= usize::from(*gone < *position);
    }
    path
}

fn take_out(value: &mut Value, path: &Path) -> Result<(), CannotRevert> {
    let (parent, step) = path.split_last().ok_or(CannotRevert::PlaceIsGone)?;
    match (value.at_mut(&parent), step) {
        (Some(Value::List(items)), Step::Index(at)) if *at < items.len() => {
            items.remove(*at);
        }
        (Some(Value::Map(map)), Step::Key(key)) if map.get(key).is_some() => {
            map.remove(key);
        }
        _ => return Err(CannotRevert::Entangled),
    }
    Ok(())
}

fn put_back(value: &mut Value, a: &Value, old: &Path, place: &Path, thing: Value) -> Result<(), CannotRevert> {
    let (parent, step) = place.split_last().ok_or(CannotRevert::PlaceIsGone)?;
    if value.at(&parent).is_none()
        && let (Some((old_list, _)), Step::Index(_)) = (old.split_last(), &step)
    {
        return put_back(value, a, &old_list, &parent, Value::List(vec![thing]));
    }
    match (value.at_mut(&parent), step) {
        (Some(Value::List(items)), Step::Index(at)) => items.insert((*at).min(items.len()), thing),
        (Some(Value::Map(map)), Step::Key(key)) if map.get(key).is_none() => {
            let before = old.split_last().and_then(|(parent, _)| a.at(&parent)?.as_map());
            insert_in_order(map, before, key, thing);
        }
        _ => return Err(CannotRevert::PlaceIsGone),
    }
    Ok(())
}

/// Inserts a key at its old position: right after the nearest earlier key that is still there.
fn insert_in_order(map: &mut Map, old: Option<&Map>, key: &str, value: Value) {
    let before = old.into_iter().flat_map(Map::keys).take_while(|other| *other != key);
    let at = before.filter_map(|other| map.position(other)).last().map_or(0, |position| position + 1);
    map.insert_at(at, key, value);
}

fn restore_key(value: &mut Value, a: &Value, thing: (&Path, &Path), key: &KeyChange) -> Result<(), CannotRevert> {
    let (old_thing, new_thing) = thing;
    let old_thing = a.at(old_thing).ok_or(CannotRevert::OtherVersions)?;
    let new_thing = value.at_mut(new_thing).ok_or(CannotRevert::PlaceIsGone)?;
    if key.kind == KeyChangeKind::Reordered {
        let old = old_thing.at(&key.path).and_then(Value::as_map).ok_or(CannotRevert::Entangled)?;
        let map = new_thing.at_mut(&key.path).and_then(Value::as_map_mut).ok_or(CannotRevert::Entangled)?;
        *map = in_old_order(old, std::mem::take(map));
        return Ok(());
    }
    let (parent, step) = key.path.split_last().ok_or(CannotRevert::Entangled)?;
    match step {
        Step::Index(at) => {
            let old = old_thing.at(&key.path).ok_or(CannotRevert::Entangled)?.clone();
            let Some(Value::List(items)) = new_thing.at_mut(&parent) else { return Err(CannotRevert::Entangled) };
            *items.get_mut(*at).ok_or(CannotRevert::Entangled)? = old;
        }
        Step::Key(name) => {
            let old_map = old_thing.at(&parent).and_then(Value::as_map);
            let map = new_thing.at_mut(&parent).and_then(Value::as_map_mut).ok_or(CannotRevert::PlaceIsGone)?;
            match old_map.and_then(|old| old.get(name)) {
                None => {
                    map.remove(name);
                }
                Some(old) if map.get(name).is_some() => {
                    map.insert(name.as_str(), old.clone());
                }
                Some(old) => insert_in_order(map, old_map, name, old.clone()),
            }
        }
    }
    Ok(())
}

/// Sorts the entries like an older mapping; new keys stay after their predecessors.
fn in_old_order(old: &Map, now: Map) -> Map {
    let keys: Vec<String> = now.keys().map(str::to_owned).collect();
    let mut order: Vec<&str> = old.keys().filter(|key| now.get(key).is_some()).collect();
    for (at, key) in keys.iter().enumerate().filter(|(_, key)| old.get(key).is_none()) {
        let before = keys[..at].last();
        let place = before.and_then(|before| order.iter().position(|other| other == before)).map_or(0, |at| at + 1);
        order.insert(place, key);
    }
    let mut sorted = Map::with_capacity(now.len());
    for key in order {
        if let Some(value) = now.get(key) {
            sorted.push_new(key.to_owned(), value.clone());
        }
    }
    sorted
}
