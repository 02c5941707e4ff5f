//! Reads a text again after a keystroke: only the list items around the change.
//!
//! The parser moves forward only, so the lists and mappings around a dash at the start of a line determine its state
//! there. It starts again from such a dash above the change. When it reaches a dash of the same list after the change,
//! or the end of the list, the rest of the text reads as before: its nodes, values and warnings are kept and only
//! shifted. Owns finding that stretch and deciding whether it is enough.
//!
//! Must stay true: the result is, node for node, the same as from reading the whole text
//! (`a_text_that_is_typed_reads_like_one_that_is_opened`). In case of doubt (anchors, aliases, merge keys, Core's
//! dialect, more problems than the list can hold) the whole text is read.

mod change;
mod splice;

use std::sync::Arc;

use change::Change;
use splice::Stretch;

use super::parse::{self, ReadOn, Resume};
use super::report::{MOST, Report};
use super::tree::{NodeId, NodeKind, Tree};
use super::{Dialect, Parsed, Problem, compose, hints, position};
use crate::value::Value;

/// How many bytes at a dash the parser examines: the three characters of `---` and one more.
const LOOKED_AT: usize = 4;
/// How many lists, from the innermost outwards, are tried before the whole text is read.
const TRIED: usize = 4;

/// The readings of a text after a change.
pub(super) struct Again {
    /// The text as it is now.
    pub(super) now: Parsed,
    /// The previous reading, if the text has no meaning now.
    pub(super) before: Option<Parsed>,
}

impl Again {
    const fn good(now: Parsed) -> Self {
        Self { now, before: None }
    }

    const fn bad(now: Parsed, before: Parsed) -> Self {
        Self { now, before: Some(before) }
    }

    fn of_whole(before: Parsed, text: &str) -> Self {
        let now = super::parse(text, before.tree.dialect);
        if now.is_good() { Self::good(now) } else { Self::bad(now, before) }
    }
}

/// Reads a text that is mostly the text of a good reading.
pub(super) fn read(before: Parsed, text: &str) -> Again {
    let change = Change::between(before.tree.text(), text);
    let new_bytes = &text.as_bytes()[change.start..change.new_end];
    // Counting a text's bytes, and looking for zeros, is done for the whole of it.
    let is_usual = before.tree.dialect != Dialect::Core && text.len() <= parse::MAX_BYTES && !new_bytes.contains(&0);
    if is_usual && before.value.is_some() {
        let places = places(&before.tree, &change);
        if !places.is_empty() {
            let shared: Arc<str> = Arc::from(text);
            for place in places.iter().rev().take(TRIED) {
                if let Some(read) = read_stretch(&before.tree, place, &change, &shared) {
                    return finish(before, read, &change, text);
                }
            }
        }
    }
    Again::of_whole(before, text)
}

/// A dash above a change from which can be read on.
struct Dash {
    /// From the list to the root.
    lists_and_mappings: Vec<NodeId>,
    first: usize,
    resume: Resume,
}

/// The dashes from which can be read on, of the outermost list first.
fn places(tree: &Tree, change: &Change) -> Vec<Dash> {
    let mut places = Vec::new();
    let mut around = Vec::new();
    let Some(mut node) = tree.root() else { return places };
    loop {
        // An alias elsewhere may refer to the node, or a tag may change its meaning.
        if tree.node(node).properties != u32::MAX {
            return places;
        }
        around.insert(0, node);
        node = match tree.node(node).kind {
            NodeKind::Sequence { flow: false } => {
                let items = tree.items(node);
                let dash_of = |item: &super::Item| item.dash.map_or(usize::MAX, |dash| dash.start());
                let above = items.partition_point(|item| dash_of(item) + LOOKED_AT <= change.start);
                let Some(first) = above.checked_sub(1) else { return places };
                let dash = dash_of(&items[first]);
                // In js-yaml 4 dashes further left may follow an empty dash: the column of the first dash is the
                // column of the list, which the parser keeps.
                let column = dash_of(&items[0]) - line_start(tree.text(), dash_of(&items[0]));
                if column != dash - line_start(tree.text(), dash) {
                    return Vec::new();
                }
                if let Some(indent) = spaces_before(tree.text(), dash) {
                    let resume = Resume { dash, indent, depth: around.len() };
                    places.push(Dash { lists_and_mappings: around.clone(), first, resume });
                }
                items[first].node
            }
            NodeKind::Mapping { flow: false } => {
                let entries = tree.entries(node);
                let above = entries.partition_point(|entry| tree.node(entry.key).full.start() < change.start);
                let Some(entry) = above.checked_sub(1).map(|at| entries[at]) else { return places };
                // A list under a `?` may be a key; its mapping ends otherwise than others do.
                if entry.question.is_some() {
                    return places;
                }
                entry.value
            }
            _ => return places,
        };
    }
}

/// Where the line of an offset begins.
fn line_start(text: &str, offset: usize) -> usize {
    text.as_bytes()[..offset].iter().rposition(|byte| matches!(byte, b'\n' | b'\r')).map_or(0, |at| at + 1)
}

/// How many spaces stand between a line's beginning and an offset, when nothing else does; not on the first
/// line, where a byte order mark may stand.
fn spaces_before(text: &str, offset: usize) -> Option<usize> {
    let before = &text.as_bytes()[..offset];
    let indent = before.iter().rev().take_while(|&&byte| byte == b' ').count();
    matches!(before.get(offset.checked_sub(indent + 1)?), Some(b'\n' | b'\r')).then_some(indent)
}

/// Some items of a list, read again.
struct Read {
    stretch: Stretch,
    on: ReadOn,
}

/// Reads a stretch again; `None` when the text after it reads differently now.
fn read_stretch(tree: &Tree, place: &Dash, change: &Change, text: &Arc<str>) -> Option<Read> {
    let list = place.lists_and_mappings[0];
    let items = tree.items(list);
    // Dashes from here on are read from lines that are as they were.
    let behind =
        items.partition_point(|item| item.dash.is_none_or(|dash| dash.start() <= place.resume.indent + change.old_end));
    let behind = behind.max(place.first + 1);
    let dashes = &items[behind.min(items.len())..];
    let old_of = |at: usize| change.old_of(at);
    let find = |at: usize| {
        let old = old_of(at)?;
        let index = dashes.partition_point(|item| item.dash.is_some_and(|dash| dash.start() < old));
        (dashes.get(index)?.dash?.start() == old).then_some(behind + index)
    };
    let on = parse::read_on(text, tree, place.resume, |at| find(at).is_some());
    let mut stretch = Stretch {
        around: place.lists_and_mappings.clone(),
        first: place.first,
        last: items.len(),
        from: place.resume.dash,
        until: tree.text().len(),
        reaches_end: false,
    };
    if on.stop.is_some() {
        return Some(Read { stretch, on });
    }
    if on.met {
        stretch.last = find(on.at)?;
        stretch.until = old_of(on.at)?;
    } else {
        stretch.reaches_end = true;
        let (follows, is_end) = follows(tree, &place.lists_and_mappings);
        stretch.until = follows;
        let same = old_of(on.at) == Some(follows);
        let line_is_old = is_end && on.at == text.len()
            || spaces_before(tree.text(), follows).is_some_and(|indent| follows - indent > change.old_end);
        if !same || !line_is_old {
            return None;
        }
    }
    Some(Read { stretch, on })
}

/// The offset where the next node after a list begins, or the end of the document, and whether it is the end.
fn follows(tree: &Tree, around: &[NodeId]) -> (usize, bool) {
    for pair in around.windows(2) {
        let (inner, outer) = (pair[0], pair[1]);
        let items = tree.items(outer);
        if let Some(at) = items.iter().position(|item| item.node == inner) {
            if let Some(dash) = items.get(at + 1).and_then(|item| item.dash) {
                return (dash.start(), false);
            }
            continue;
        }
        let entries = tree.entries(outer);
        let at = entries.iter().position(|entry| entry.value == inner).unwrap_or(entries.len());
        if let Some(entry) = entries.get(at + 1) {
            let key = tree.node(entry.key).full.start();
            return (entry.question.map_or(key, |question| question.start()), false);
        }
    }
    tree.document_end.map_or((tree.text().len(), true), |end| (end.start(), false))
}

/// Joins the parts that were read again with the unchanged ones.
fn finish(before: Parsed, read: Read, change: &Change, text: &str) -> Again {
    let mut report = Report::new(text);
    if let Some(stop) = read.on.stop {
        let tree = splice::broken(&before.tree, &read.stretch, read.on);
        hints::explain(&mut report, &tree, stop);
        let (problems, warnings) = report.sorted();
        return Again::bad(Parsed { tree, value: None, problems, warnings }, before);
    }
    let refers = |tree: &Tree| {
        tree.properties.iter().any(|properties| properties.anchor.is_some())
            || tree.nodes.iter().any(|node| matches!(node.kind, NodeKind::Alias { .. }))
    };
    let ranges = splice::Ranges::of(&before.tree, &read.stretch);
    if refers(&read.on.tree) || ranges.refer(&before.tree) {
        return Again::of_whole(before, text);
    }
    let items = read.on.items.iter().map(|item| item.node);
    let Some(values) = compose::compose_parts(&read.on.tree, items, read.stretch.around.len(), &mut report) else {
        return Again::of_whole(before, text);
    };
    let (problems, warnings) = report.sorted();
    let Some(warnings) = joined(&before, warnings, &read.stretch, change, text) else {
        return Again::of_whole(before, text);
    };
    if problems.is_empty() {
        let Parsed { tree, value, warnings: old_warnings, .. } = before;
        let mut value = value.unwrap_or_default();
        let Some(list) = list_in(&mut value, &tree, &read.stretch.around) else {
            let before = Parsed { tree, value: Some(value), problems, warnings: old_warnings };
            return Again::of_whole(before, text);
        };
        list.splice(read.stretch.first..read.stretch.last, values);
        let tree = splice::whole(tree, &ranges, read.stretch, read.on, change);
        return Again::good(Parsed { tree, value: Some(value), problems, warnings });
    }
    let tree = splice::whole(before.tree.clone(), &ranges, read.stretch, read.on, change);
    Again::bad(Parsed { tree, value: None, problems, warnings }, before)
}

/// The warnings of the unchanged parts and of the part that was read again; `None` if warnings that were left out may
/// have to be listed now. The editors' dialects find warnings in the order of the text, so those left out come last.
fn joined(before: &Parsed, new: Vec<Problem>, stretch: &Stretch, change: &Change, text: &str) -> Option<Vec<Problem>> {
    let (old, from, until) = (&before.warnings, stretch.from, stretch.until);
    let above = old.partition_point(|warning| warning.at.offset < from);
    let behind = old.partition_point(|warning| warning.at.offset < until);
    if old.len() >= MOST && above + new.len() + (old.len() - behind) < MOST {
        return None;
    }
    let lines = |text: &str, to: usize| position::count_breaks(&text.as_bytes()[from..to]);
    let (was, is) = (lines(before.tree.text(), until), lines(text, change.new_of(until)));
    let moved = old[behind..].iter().map(|warning| change.moved_problem(warning, was, is));
    Some(old[..above].iter().cloned().chain(new).chain(moved).take(MOST).collect())
}

/// The list that a node has become in the value, when the mappings around it are there as they are written.
fn list_in<'v>(value: &'v mut Value, tree: &Tree, around: &[NodeId]) -> Option<&'v mut Vec<Value>> {
    let mut value = value;
    for pair in around.windows(2).rev() {
        let (inner, outer) = (pair[0], pair[1]);
        value = match value {
            Value::List(items) => items.get_mut(tree.items(outer).iter().position(|item| item.node == inner)?)?,
            Value::Map(map) => {
                let entries = tree.entries(outer);
                let at = entries.iter().position(|entry| entry.value == inner)?;
                let as_written = map.len() == entries.len() && map.entry(at)?.0 == tree.scalar(entries[at].key);
                map.value_mut(at).filter(|_| as_written)?
            }
            _ => return None,
        };
    }
    match value {
        Value::List(items) => (items.len() == tree.items(*around.first()?).len()).then_some(items),
        _ => None,
    }
}
