//! Mappings: duplicate keys and merge keys, which the editors and Core treat differently.
//!
//! js-yaml works through the entries in order: a merged key comes where its `<<` stands, and a later own key
//! overrides it in that place. PyYAML puts everything merged in front and lets the last of equal keys win.

use bobbin_words::problems as words;
use std::borrow::Cow;
use std::collections::HashSet;
use std::collections::hash_map::{self, HashMap};

use super::keys::Index;
use super::{Composer, Value};
use crate::value::Map;
use crate::yaml::date::Date;
use crate::yaml::tree::{Entry, NodeId, NodeKind, ScalarStyle};
use crate::yaml::{Dialect, ProblemCode};

/// How many keys js-yaml 5 merges in one document before it gives up.
const MOST_MERGED_KEYS: usize = 10_000;

/// How many mappings js-yaml 5 merges in one `<<`.
const MOST_MERGED_MAPPINGS: usize = 100;

impl<'t> Composer<'t, '_, '_, '_> {
    pub(super) fn entries_of_editor(&mut self, id: NodeId) -> Map {
        let entries = self.tree.entries(id);
        let mut map = Map::with_capacity(entries.len());
        let mut index = Index::default();
        let mut overridable: HashSet<String> = HashSet::new();
        for entry in entries {
            if self.is_over() {
                break;
            }
            let Some(key) = self.key(entry.key) else {
                self.value(entry.value);
                continue;
            };
            if key.merge {
                for (key, value) in self.merged(entry) {
                    if index.find(&map, &key).is_none() {
                        overridable.insert(key.clone());
                        map.push_new(key, value);
                    }
                }
                continue;
            }
            let value = self.value(entry.value);
            match index.find(&map, &key.text) {
                None => map.push_new(key.text.into_owned(), value),
                Some(position) => {
                    let may_override = key.was_text || self.dialect == Dialect::EditorLegacy;
                    if may_override && overridable.remove(&*key.text) {
                        if let Some(present) = map.value_mut(position) {
                            *present = value;
                        }
                    } else {
                        self.duplicate(id, entry, &key.text);
                    }
                }
            }
        }
        map
    }

    fn duplicate(&mut self, mapping: NodeId, entry: &Entry, key: &str) {
        if self.following == 0 && !self.report.is_full_of_problems() {
            let first = self.first_with_key(mapping, entry, key);
            self.report.duplicate_key(self.tree.node(entry.key).span, key, first);
        }
    }

    /// Where the key stands first.
    fn first_with_key(&mut self, mapping: NodeId, duplicate: &Entry, key: &str) -> Option<usize> {
        self.following += 1;
        let mut found = None;
        for entry in self.tree.entries(mapping) {
            if entry.key == duplicate.key {
                break;
            }
            if self.key(entry.key).is_some_and(|other| other.text == key) {
                found = Some(self.tree.node(entry.key).span.start());
                break;
            }
        }
        self.following -= 1;
        found
    }

    /// The keys that a `<<` brings in, in order; a key may come more than once, and then the first counts.
    fn merged(&mut self, entry: &Entry) -> Vec<(String, Value)> {
        let legacy = self.dialect == Dialect::EditorLegacy;
        let source = self.behind_aliases(entry.value);
        let value = self.value(entry.value);
        if self.budget.is_spent() {
            return Vec::new();
        }
        let span = self.tree.node(entry.key).span;
        let mut sources = Vec::new();
        match (value, source.map(|source| self.tree.node(source).kind)) {
            (Value::Map(map), _) => sources.push(map),
            (Value::List(items), Some(NodeKind::Sequence { .. })) => {
                if items.len() > MOST_MERGED_MAPPINGS && !legacy {
                    self.problem(ProblemCode::BadMerge, span, words::over_100_merged);
                }
                let nodes = source.map(|source| self.tree.items(source)).unwrap_or_default();
                for (item, node) in items.into_iter().zip(nodes) {
                    match item {
                        Value::Map(map) => sources.push(map),
                        Value::List(inner) if legacy => sources.push(numbered(inner)),
                        Value::String(_) if legacy && self.is_date(node.node) => {}
                        _ => self.problem(ProblemCode::BadMerge, span, words::merge_of_mappings_only),
                    }
                }
            }
            _ if source.is_none() => {}
            (Value::String(_), Some(NodeKind::Scalar { .. })) if legacy && self.is_date(entry.value) => {}
            _ => self.problem(ProblemCode::BadMerge, span, words::merge_of_something_else),
        }
        if !legacy {
            self.merged_keys += sources.iter().map(|source| source.len() + 1).sum::<usize>();
            if self.merged_keys > MOST_MERGED_KEYS {
                self.problem(ProblemCode::TooBig, span, words::over_10000_keys_merged);
                return Vec::new();
            }
        }
        sources.into_iter().flatten().collect()
    }

    /// The node that is meant, through any number of aliases.
    pub(super) fn behind_aliases(&self, id: NodeId) -> Option<NodeId> {
        match self.tree.node(id).kind {
            NodeKind::Alias { target } => target.and_then(|target| self.behind_aliases(target)),
            _ => Some(id),
        }
    }

    fn is_date(&self, id: NodeId) -> bool {
        let Some(id) = self.behind_aliases(id) else { return false };
        let plain = self.tree.node(id).kind == NodeKind::Scalar { style: ScalarStyle::Plain };
        plain && self.tree.tag(id).is_none() && Date::read(&self.tree.scalar(id)).is_some()
    }

    pub(super) fn entries_of_core(&mut self, id: NodeId) -> Map {
        let mut pairs = Vec::new();
        self.pairs_of_core(id, &mut pairs, true);
        let mut map = Map::with_capacity(pairs.len());
        let mut index = Index::default();
        let mut numbers: HashMap<u64, String> = HashMap::new();
        for pair in pairs {
            let mut text = pair.text;
            if let Some(number) = pair.number.filter(|number| !number.is_nan()) {
                // Adding zero makes one zero of the two that there are.
                match numbers.entry((number + 0.0).to_bits()) {
                    hash_map::Entry::Occupied(first) => text = Cow::Owned(first.get().clone()),
                    hash_map::Entry::Vacant(free) => drop(free.insert(text.clone().into_owned())),
                }
            }
            match index.find(&map, &text) {
                None => map.push_new(text.into_owned(), pair.value),
                Some(position) => {
                    if let Some(written) = pair.written
                        && self.following == 0
                        && !self.report.is_full_of_warnings()
                        && let Some(first) = self.first_with_key(id, &written, &text)
                    {
                        self.report.repeated_key(self.tree.node(written.key).span, &text, first);
                    }
                    if let Some(present) = map.value_mut(position) {
                        *present = pair.value;
                    }
                }
            }
        }
        map
    }

    /// The entries of a mapping as PyYAML sees them: the merged ones in front.
    fn pairs_of_core(&mut self, id: NodeId, pairs: &mut Vec<Pair<'t>>, written: bool) {
        if !self.enter(id) {
            return;
        }
        let mut own = Vec::new();
        for entry in self.tree.entries(id) {
            self.spend(0, self.tree.node(entry.key).span.len());
            if self.is_over() {
                break;
            }
            let Some(key) = self.key(entry.key) else {
                self.value(entry.value);
                continue;
            };
            if key.merge {
                // A merged mapping may add nothing, but takes time all the same.
                self.spend(1, 0);
                self.merge_of_core(entry, pairs);
                continue;
            }
            let value = self.value(entry.value);
            own.push(Pair { text: key.text, number: key.number, value, written: written.then_some(*entry) });
        }
        pairs.append(&mut own);
        self.depth -= 1;
    }

    fn merge_of_core(&mut self, entry: &Entry, pairs: &mut Vec<Pair<'t>>) {
        let Some(source) = self.behind_aliases(entry.value) else { return };
        if source != entry.value && matches!(self.tree.node(source).kind, NodeKind::Mapping { .. }) {
            self.merge_alias_of_core(entry.value, pairs);
            return;
        }
        match self.tree.node(source).kind {
            NodeKind::Mapping { .. } => self.pairs_of_core(source, pairs, false),
            NodeKind::Sequence { .. } => {
                for item in self.tree.items(source).iter().rev() {
                    let Some(mapping) = self.behind_aliases(item.node) else { continue };
                    if !matches!(self.tree.node(mapping).kind, NodeKind::Mapping { .. }) {
                        let span = self.tree.node(entry.key).span;
                        self.problem(ProblemCode::BadMerge, span, words::merge_of_mappings_only);
                    } else if mapping == item.node {
                        self.pairs_of_core(mapping, pairs, false);
                    } else {
                        self.merge_alias_of_core(item.node, pairs);
                    }
                }
            }
            _ => {
                let span = self.tree.node(entry.key).span;
                let message = words::merge_of_something_else;
                self.problem(ProblemCode::BadMerge, span, message);
            }
        }
    }

    fn merge_alias_of_core(&mut self, alias: NodeId, pairs: &mut Vec<Pair<'t>>) {
        if let Value::Map(map) = self.value(alias) {
            let pair = |(text, value)| Pair { text: Cow::Owned(text), number: None, value, written: None };
            pairs.extend(map.into_iter().map(pair));
        }
    }
}

struct Pair<'t> {
    text: Cow<'t, str>,
    number: Option<f64>,
    value: Value,
    /// The entry, if it stands in this mapping itself.
    written: Option<Entry>,
}

fn numbered(items: Vec<Value>) -> Map {
    items.into_iter().enumerate().map(|(index, item)| (index.to_string(), item)).collect()
}
