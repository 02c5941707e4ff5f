//! Writes the sentences of changes, with one sentence for many similar changes in one place.

use std::collections::HashMap;

use super::{Found, Versions, count_of, place_of};
use bobbin_words::changes as words;

use crate::diff::sentence::{self, Sentence, code, label, named, named_thing, new_thing, plain, plural, thing};
use crate::diff::{Change, ChangeKind, KeyChange, KeyChangeKind};
use crate::matching::{Id, Role, Tree};
use crate::path::Path;

/// The number of similar changes in one place above which they share a sentence.
const ALIKE: usize = 6;
/// The number of keys that a sentence names.
const KEYS: usize = 3;

/// The features that similar changes share: kind, role, old place, new place and keys.
type Likeness = (ChangeKind, Role, Option<Id>, Option<Id>, Vec<String>);

pub(super) fn tell(versions: &Versions<'_, '_>, found: Vec<Found>) -> Vec<Change> {
    let mut groups: Vec<Vec<Found>> = Vec::new();
    let mut places: HashMap<Likeness, usize> = HashMap::new();
    for change in found {
        let group = *places.entry(likeness(versions, &change)).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[group].push(change);
    }
    let mut changes: Vec<((Id, u8, Id), Change)> = replaced(versions, &mut groups);
    for group in groups {
        let first = &group[0];
        let order = first.order;
        let reorders = first.kind == ChangeKind::Moved && stays(versions, first);
        if group.len() > ALIKE || (reorders && (group.len() > 1 || role(versions, first) == Role::View)) {
            changes.push((order, together(versions, &group, reorders)));
        } else {
            changes.extend(group.iter().map(|change| (change.order, single(versions, change))));
        }
    }
    changes.sort_by_key(|(order, _)| *order);
    changes.into_iter().map(|(_, change)| change).collect()
}

/// Combines many removals from a list and many additions to it in one sentence.
fn replaced(versions: &Versions<'_, '_>, groups: &mut Vec<Vec<Found>>) -> Vec<((Id, u8, Id), Change)> {
    let list = |tree: &Tree<'_>, id: Option<Id>| id.map(|id| tree.node(id).parent);
    let mut gone: HashMap<Id, usize> = HashMap::new();
    for (at, group) in groups.iter().enumerate().filter(|(_, group)| group.len() > ALIKE) {
        if let (ChangeKind::Removed, Some(from)) = (group[0].kind, list(versions.a, group[0].a)) {
            gone.extend(versions.matching.in_b(from).map(|to| (to, at)));
        }
    }
    let mut pairs = Vec::new();
    for (at, group) in groups.iter().enumerate().filter(|(_, group)| group.len() > ALIKE) {
        if let (ChangeKind::Added, Some(to)) = (group[0].kind, list(versions.b, group[0].b)) {
            pairs.extend(gone.remove(&to).map(|gone| (gone, at)));
        }
    }
    let mut changes = Vec::new();
    let mut used = Vec::new();
    for (gone, came) in pairs {
        let (gone_group, came_group) = (&groups[gone], &groups[came]);
        let mut change = together(versions, gone_group, false);
        let many = count_of(gone_group.len(), role(versions, &gone_group[0]));
        let place = came_group[0].b.and_then(|b| place_of(versions.b, b));
        let place = place.map_or_else(Sentence::default, |place| place.say(versions.b));
        change.sentence = words::replaced(many, place, came_group.len());
        change.kind = ChangeKind::Changed;
        change.count += came_group.len();
        change.new = came_group[0].b.map(|b| versions.b.path(b));
        change.members.extend(came_group.iter().map(|change| (None, change.b.map(|b| versions.b.path(b)))));
        changes.push((came_group[0].order, change));
        used.extend([gone, came]);
    }
    let mut at = 0;
    groups.retain(|_| {
        at += 1;
        !used.contains(&(at - 1))
    });
    changes
}

fn likeness(versions: &Versions<'_, '_>, change: &Found) -> Likeness {
    let list = |tree: &Tree<'_>, id: Option<Id>| id.filter(|id| *id != 0).map(|id| tree.node(id).parent);
    let (from, to) = (list(versions.a, change.a), list(versions.b, change.b));
    (change.kind, role(versions, change), from, to, top_keys(&change.keys))
}

fn role(versions: &Versions<'_, '_>, change: &Found) -> Role {
    let of = |tree: &Tree<'_>, id: Option<Id>| id.map(|id| tree.node(id).role);
    of(versions.b, change.b).or_else(|| of(versions.a, change.a)).unwrap_or(Role::Content)
}

/// Whether a moved thing stayed in its list.
fn stays(versions: &Versions<'_, '_>, change: &Found) -> bool {
    matches!((change.a, change.b), (Some(a), Some(b)) if !versions.changed_place(a, b))
}

/// The keys of the thing itself that changed or contain a change, each once.
fn top_keys(keys: &[KeyChange]) -> Vec<String> {
    let mut top: Vec<String> = Vec::new();
    for key in keys {
        let name = key.path.0.first().map_or_else(String::new, |step| match step {
            crate::path::Step::Key(key) => key.clone(),
            crate::path::Step::Index(index) => index.to_string(),
        });
        if !top.contains(&name) {
            top.push(name);
        }
        if top.len() > 20 {
            break;
        }
    }
    top
}

fn single(versions: &Versions<'_, '_>, change: &Found) -> Change {
    let (tree_a, tree_b) = (versions.a, versions.b);
    let sentence = match (change.kind, change.a, change.b) {
        (ChangeKind::Added, _, Some(b)) => {
            let thing = new_thing(tree_b, b);
            match place_of(tree_b, b).filter(|place| tree_b.node(place.holder).role != Role::Dashboard) {
                Some(place) => words::added_to(thing, place.say(tree_b)),
                None => words::added(thing),
            }
        }
        (ChangeKind::Removed, Some(a), _) => {
            let thing = thing(tree_a, a);
            match place_of(tree_a, a).filter(|place| tree_a.node(place.holder).role != Role::Dashboard) {
                Some(place) => words::removed_from(thing, place.say(tree_a)),
                None => words::removed(thing),
            }
        }
        (ChangeKind::Changed, Some(a), Some(b)) => changed(versions, a, b, &change.keys),
        (ChangeKind::Moved | ChangeKind::MovedAndChanged, Some(a), Some(b)) => {
            let sentence = moved(versions, a, b);
            if change.kind == ChangeKind::Moved {
                sentence
            } else {
                words::moved_and_changed(sentence, key_names(&change.keys))
            }
        }
        _ => plain(words::changed_something()),
    };
    Change {
        kind: change.kind,
        what: role(versions, change),
        old: change.a.map(|a| tree_a.path(a)),
        new: change.b.map(|b| tree_b.path(b)),
        keys: change.keys.clone(),
        count: 1,
        label: change.b.map(|b| label(tree_b, b)).or_else(|| change.a.map(|a| label(tree_a, a))).unwrap_or_default(),
        sentence,
        members: Vec::new(),
    }
}

/// Writes ``Changed `tap_action` of button *Vacuum*``.
fn changed(versions: &Versions<'_, '_>, a: Id, b: Id, keys: &[KeyChange]) -> Sentence {
    let (tree_a, tree_b) = (versions.a, versions.b);
    let role = tree_b.node(b).role;
    if let [KeyChange { kind, path }] = keys {
        if path.0.is_empty() && *kind == KeyChangeKind::Changed {
            return plain(words::changed_the_list());
        }
        if path.0.is_empty() && *kind == KeyChangeKind::Reordered {
            return words::reordered_keys(thing(tree_b, b));
        }
        if *path == Path::root().join("title") {
            let title = |tree: &Tree<'_>, id: Id| tree.node(id).value.get("title")?.as_str().map(str::to_owned);
            if role == Role::Dashboard {
                return plain(words::changed_dashboard_title());
            }
            if let (Role::View | Role::Section, Some(old), Some(new)) = (role, title(tree_a, a), title(tree_b, b)) {
                let kind = sentence::kind(tree_b, b);
                return words::renamed(kind, named(&old), named(&new));
            }
        }
    }
    let say: fn(Sentence, Sentence) -> Sentence =
        if keys.iter().all(|key| key.kind == KeyChangeKind::Added && key.path.0.len() == 1) {
            words::added_to
        } else if keys.iter().all(|key| key.kind == KeyChangeKind::Removed && key.path.0.len() == 1) {
            words::removed_from
        } else {
            words::changed_of
        };
    let sentence = say(key_names(keys), thing(tree_b, b));
    // A card without a name is identified by its place.
    let unnamed = matches!(sentence::name(tree_b, b), sentence::Name::Number(_));
    match place_of(tree_b, b).filter(|_| unnamed && matches!(role, Role::Card | Role::Badge | Role::Section)) {
        Some(place) => words::in_place(sentence, place.say(tree_b)),
        None => sentence,
    }
}

/// Writes `` `name`, `icon` and 2 more keys``.
fn key_names(keys: &[KeyChange]) -> Sentence {
    let top: Vec<String> = top_keys(keys).into_iter().filter(|key| !key.is_empty()).collect();
    if top.is_empty() {
        return plain(words::order_of_its_keys());
    }
    let names: Vec<Sentence> = top.iter().take(KEYS).map(|key| code(key)).collect();
    match (names.as_slice(), top.len() - names.len()) {
        ([one, two], _) => words::two_keys(one.clone(), two.clone()),
        ([one, two, three], 0) => words::three_keys(one.clone(), two.clone(), three.clone()),
        ([one, two, three], more) => words::more_keys(one.clone(), two.clone(), three.clone(), more),
        _ => names.into_iter().next().unwrap_or_default(),
    }
}

fn moved(versions: &Versions<'_, '_>, a: Id, b: Id) -> Sentence {
    let (tree_a, tree_b) = (versions.a, versions.b);
    let thing = named_thing(tree_b, b);
    let (Some(from), Some(to)) = (place_of(tree_a, a), place_of(tree_b, b)) else { return words::moved(thing) };
    if !versions.changed_place(a, b) {
        let upwards = tree_b.node(b).position < tree_a.node(a).position;
        let place = to.say(tree_b);
        return if upwards { words::moved_up(thing, place) } else { words::moved_down(thing, place) };
    }
    let is_view = from.is_view(tree_a) && to.is_view(tree_b);
    let to = if is_view { to.say_name(tree_b) } else { to.say(tree_b) };
    words::moved_from_to(thing, from.say(tree_a), to)
}

/// Writes one sentence for similar changes.
fn together(versions: &Versions<'_, '_>, group: &[Found], reorders: bool) -> Change {
    let (tree_a, tree_b) = (versions.a, versions.b);
    let first = &group[0];
    let role = role(versions, first);
    let many = count_of(group.len(), role);
    let from = first.a.and_then(|a| Some((a, place_of(tree_a, a)?)));
    let to = first.b.and_then(|b| Some((b, place_of(tree_b, b)?)));
    let sentence = match (first.kind, from, to) {
        (_, Some(_), Some((_, to))) if reorders => {
            if role == Role::View {
                plain(words::reordered(plural(role)))
            } else {
                words::reordered_in(plural(role), to.say(tree_b))
            }
        }
        (ChangeKind::Added, _, Some((_, to))) => words::added_to(plain(many.clone()), to.say(tree_b)),
        (ChangeKind::Removed, Some((_, from)), _) => words::removed_from(plain(many.clone()), from.say(tree_a)),
        (ChangeKind::Changed, _, Some((_, to))) => {
            words::in_place(words::changed_of(key_names(&first.keys), plain(many.clone())), to.say(tree_b))
        }
        (_, Some((_, from)), Some((_, to))) => {
            words::moved_from_to(plain(many.clone()), from.say(tree_a), to.say(tree_b))
        }
        _ => plain(words::changed(&many)),
    };
    let members = group.iter().map(|change| (change.a.map(|a| tree_a.path(a)), change.b.map(|b| tree_b.path(b))));
    Change {
        kind: first.kind,
        what: role,
        old: first.a.map(|a| tree_a.path(a)),
        new: first.b.map(|b| tree_b.path(b)),
        keys: first.keys.clone(),
        count: group.len(),
        label: if reorders { plural(role) } else { many },
        sentence,
        members: members.collect(),
    }
}
