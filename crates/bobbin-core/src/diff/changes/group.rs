//! Writes the sentences of changes, with one sentence for many similar changes in one place.

use std::collections::HashMap;

use super::{Found, Versions, count_of, place_of};
use crate::diff::sentence::{self, Sentence, label, named_thing, new_thing, plural, thing};
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
        let sentence = Sentence::new(&format!("Replaced {many} of "));
        let sentence = place.map_or(sentence.clone(), |place| sentence.then(place.say(versions.b)));
        change.sentence = sentence.plain(&format!(" with {} others", came_group.len()));
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
            let sentence = Sentence::new("Added ").then(new_thing(tree_b, b));
            match place_of(tree_b, b).filter(|place| tree_b.node(place.holder).role != Role::Dashboard) {
                Some(place) => sentence.plain(" to ").then(place.say(tree_b)),
                None => sentence,
            }
        }
        (ChangeKind::Removed, Some(a), _) => {
            let sentence = Sentence::new("Removed ").then(thing(tree_a, a));
            match place_of(tree_a, a).filter(|place| tree_a.node(place.holder).role != Role::Dashboard) {
                Some(place) => sentence.plain(" from ").then(place.say(tree_a)),
                None => sentence,
            }
        }
        (ChangeKind::Changed, Some(a), Some(b)) => changed(versions, a, b, &change.keys),
        (ChangeKind::Moved | ChangeKind::MovedAndChanged, Some(a), Some(b)) => {
            let sentence = moved(versions, a, b);
            if change.kind == ChangeKind::Moved {
                sentence
            } else {
                sentence.plain(" and changed ").then(key_names(&change.keys))
            }
        }
        _ => Sentence::new("Changed something"),
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
            return Sentence::new("Changed the list");
        }
        if path.0.is_empty() && *kind == KeyChangeKind::Reordered {
            return Sentence::new("Reordered the keys of ").then(thing(tree_b, b));
        }
        if *path == Path::root().join("title") {
            let title = |tree: &Tree<'_>, id: Id| tree.node(id).value.get("title")?.as_str().map(str::to_owned);
            if role == Role::Dashboard {
                return Sentence::new("Changed the title of the dashboard");
            }
            if let (Role::View | Role::Section, Some(old), Some(new)) = (role, title(tree_a, a), title(tree_b, b)) {
                let kind = sentence::kind(tree_b, b);
                return Sentence::new(&format!("Renamed {kind} ")).name(&old).plain(" to ").name(&new);
            }
        }
    }
    let (verb, preposition) = if keys.iter().all(|key| key.kind == KeyChangeKind::Added && key.path.0.len() == 1) {
        ("Added ", " to ")
    } else if keys.iter().all(|key| key.kind == KeyChangeKind::Removed && key.path.0.len() == 1) {
        ("Removed ", " from ")
    } else {
        ("Changed ", " of ")
    };
    let sentence = Sentence::new(verb).then(key_names(keys)).plain(preposition).then(thing(tree_b, b));
    // A card without a name is identified by its place.
    let unnamed = matches!(sentence::name(tree_b, b), sentence::Name::Number(_));
    match place_of(tree_b, b).filter(|_| unnamed && matches!(role, Role::Card | Role::Badge | Role::Section)) {
        Some(place) => sentence.plain(" in ").then(place.say(tree_b)),
        None => sentence,
    }
}

/// Writes `` `name`, `icon` and 2 more keys``.
fn key_names(keys: &[KeyChange]) -> Sentence {
    let top: Vec<String> = top_keys(keys).into_iter().filter(|key| !key.is_empty()).collect();
    if top.is_empty() {
        return Sentence::new("the order of its keys");
    }
    let more = top.len() - top.len().min(KEYS);
    let mut sentence = Sentence::default();
    for (at, key) in top.iter().take(KEYS).enumerate() {
        let last = at + 1 == top.len().min(KEYS) && more == 0;
        let joint = if at == 0 {
            ""
        } else if last {
            " and "
        } else {
            ", "
        };
        sentence = sentence.plain(joint).code(key);
    }
    match more {
        0 => sentence,
        1 => sentence.plain(" and 1 more key"),
        more => sentence.plain(&format!(" and {more} more keys")),
    }
}

fn moved(versions: &Versions<'_, '_>, a: Id, b: Id) -> Sentence {
    let (tree_a, tree_b) = (versions.a, versions.b);
    let sentence = Sentence::new("Moved ").then(named_thing(tree_b, b));
    let (Some(from), Some(to)) = (place_of(tree_a, a), place_of(tree_b, b)) else { return sentence };
    if !versions.changed_place(a, b) {
        let upwards = tree_b.node(b).position < tree_a.node(a).position;
        let whither = if upwards { " up in " } else { " down in " };
        return sentence.plain(whither).then(to.say(tree_b));
    }
    let sentence = sentence.plain(" from ").then(from.say(tree_a)).plain(" to ");
    if from.is_view(tree_a) && to.is_view(tree_b) {
        return sentence.then(to.say_name(tree_b));
    }
    sentence.then(to.say(tree_b))
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
            let sentence = Sentence::new(&format!("Reordered the {}", plural(role)));
            if role == Role::View { sentence } else { sentence.plain(" of ").then(to.say(tree_b)) }
        }
        (ChangeKind::Added, _, Some((_, to))) => Sentence::new(&format!("Added {many} to ")).then(to.say(tree_b)),
        (ChangeKind::Removed, Some((_, from)), _) => {
            Sentence::new(&format!("Removed {many} from ")).then(from.say(tree_a))
        }
        (ChangeKind::Changed, _, Some((_, to))) => Sentence::new("Changed ")
            .then(key_names(&first.keys))
            .plain(&format!(" of {many} in "))
            .then(to.say(tree_b)),
        (_, Some((_, from)), Some((_, to))) => {
            Sentence::new(&format!("Moved {many} from ")).then(from.say(tree_a)).plain(" to ").then(to.say(tree_b))
        }
        _ => Sentence::new(&format!("Changed {many}")),
    };
    let members = group.iter().map(|change| (change.a.map(|a| tree_a.path(a)), change.b.map(|b| tree_b.path(b))));
    Change {
        kind: first.kind,
        what: role,
        old: first.a.map(|a| tree_a.path(a)),
        new: first.b.map(|b| tree_b.path(b)),
        keys: first.keys.clone(),
        count: group.len(),
        label: if reorders { plural(role).to_owned() } else { many },
        sentence,
        members: members.collect(),
    }
}
