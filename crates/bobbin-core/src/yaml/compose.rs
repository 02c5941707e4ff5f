//! From a [`Tree`] to the value it means: aliases, merge keys, duplicate keys, tags and numbers.
//!
//! Owns the meaning of everything but single plain texts, which is `resolve`'s. Goes on after a problem, so
//! that a person sees all of them; the value is only good when there is none.
//!
//! Must stay true: the work and the size of the value are bounded by the text, except through aliases and
//! included files, and those have a budget ([`Size`]); so neither time nor memory explode.

mod aliases;
mod keys;
mod mapping;
mod size;
mod tags;

use bobbin_words::problems as words;
use std::borrow::Cow;
use std::collections::HashMap;

use super::readings;
use super::report::Report;
use super::resolve::{Meaning, resolve};
use super::tree::{NodeId, NodeKind, ScalarStyle, Span, Tree};
use super::{Dialect, ProblemCode};
use crate::value::{Map, Value};

/// Why there is no value: the kind of problem, and a function that makes its message if it is reported.
pub(crate) type Failed = (ProblemCode, Box<dyn FnOnce() -> String>);

/// Resolves the tags that need the world outside of the text: HA's files, secrets and variables.
pub(crate) trait Outside {
    /// The value of an `!include...`, `!secret` or `!env_var`, or why there is none.
    fn value(&mut self, asked: Asked<'_, '_>) -> Result<Value, Failed>;
}

/// A tag that needs the world, with the constraints on its answer.
pub(crate) struct Asked<'a, 'x> {
    /// The tag's whole name.
    pub(crate) tag: &'a str,
    /// The text after it.
    pub(crate) argument: &'a str,
    /// Where both stand.
    pub(crate) at: Span,
    /// How many lists and mappings the value will lie in.
    pub(crate) depth: usize,
    /// Whether the same tag was asked about before, so that its warnings have been reported.
    pub(crate) again: bool,
    /// The budget left for the whole; the answer takes its own size from it.
    pub(crate) budget: &'a mut Size,
    /// Takes warnings.
    pub(crate) report: &'a mut Report<'x>,
}

/// Leaves every such tag as the text it is.
pub(crate) struct AsWritten;

impl Outside for AsWritten {
    fn value(&mut self, asked: Asked<'_, '_>) -> Result<Value, Failed> {
        Ok(Value::String(format!("{} {}", asked.tag, asked.argument)))
    }
}

/// Composes the value of a whole tree.
pub(crate) fn compose(tree: &Tree, report: &mut Report<'_>, outside: &mut dyn Outside) -> Value {
    let Some(root) = tree.root() else { return Value::Null };
    Composer::new(tree, report, outside).value(root)
}

/// Composes the value of a tree that is included `depth` levels deep in another one. All its values count
/// against the budget. With `again` the tree has been composed before, and only new problems are reported, which
/// are [`ProblemCode::TooBig`].
pub(crate) fn compose_inside(
    tree: &Tree,
    report: &mut Report<'_>,
    outside: &mut dyn Outside,
    depth: usize,
    budget: &mut Size,
    again: bool,
) -> Value {
    let Some(root) = tree.root() else { return Value::Null };
    let mut composer = Composer::new(tree, report, outside);
    composer.depth = depth;
    composer.budget = *budget;
    composer.counts = true;
    composer.following = usize::from(again);
    let value = composer.value(root);
    *budget = composer.budget;
    value
}

/// Composes the values of some nodes that lie so deep in a text, without aliases, that other parts of it are
/// known to be good. `None` where keys are merged, which the whole text has a budget for.
pub(crate) fn compose_parts(
    tree: &Tree,
    parts: impl Iterator<Item = NodeId>,
    depth: usize,
    report: &mut Report<'_>,
) -> Option<Vec<Value>> {
    let mut outside = AsWritten;
    let mut composer = Composer::new(tree, report, &mut outside);
    composer.depth = depth;
    let values = parts.map(|part| composer.value(part)).collect();
    (composer.merged_keys == 0).then_some(values)
}

pub(crate) use aliases::link as link_aliases;
pub(crate) use keys::Index;
pub(crate) use size::Size;

impl Tree {
    /// The value of a node. Parts with problems count as null.
    pub fn value(&self, id: NodeId) -> Value {
        let mut report = Report::new(self.text());
        Composer::new(self, &mut report, &mut AsWritten).value(id)
    }
}

/// The text a key has in the value, and whether it merges.
pub(crate) fn key_text(tree: &Tree, id: NodeId) -> Option<(Cow<'_, str>, bool)> {
    let mut report = Report::new(tree.text());
    let mut outside = AsWritten;
    let mut composer = Composer::new(tree, &mut report, &mut outside);
    composer.following = 1;
    composer.key(id).map(|key| (key.text, key.merge))
}

struct Composer<'t, 'r, 'x, 'o> {
    tree: &'t Tree,
    dialect: Dialect,
    report: &'r mut Report<'x>,
    outside: &'o mut dyn Outside,
    /// How many aliases are being followed: their problems were reported at the anchor.
    following: usize,
    depth: usize,
    /// The values of nodes with aliases, with the size of each: composed once, so that aliases of aliases cost no more
    /// than the values that they add.
    anchored: HashMap<NodeId, (Value, Size)>,
    budget: Size,
    /// Whether written values count as well as those that aliases add.
    counts: bool,
    merged_keys: usize,
}

impl<'t, 'r, 'x, 'o> Composer<'t, 'r, 'x, 'o> {
    fn new(tree: &'t Tree, report: &'r mut Report<'x>, outside: &'o mut dyn Outside) -> Self {
        Self {
            tree,
            dialect: tree.dialect,
            report,
            outside,
            following: 0,
            depth: 0,
            anchored: HashMap::new(),
            budget: Size::MOST,
            counts: false,
            merged_keys: 0,
        }
    }

    fn problem(&mut self, code: ProblemCode, span: Span, message: impl FnOnce() -> String) {
        if self.following == 0 {
            self.report.problem(code, span, message);
        }
    }

    fn value(&mut self, id: NodeId) -> Value {
        match self.tree.node(id).kind {
            NodeKind::Scalar { style } => self.scalar(id, style),
            NodeKind::Alias { target } => target.map_or(Value::Null, |target| self.alias(id, target)),
            NodeKind::Sequence { .. } => self.nested(id, Self::list),
            NodeKind::Mapping { .. } => self.nested(id, Self::mapping),
        }
    }

    fn nested(&mut self, id: NodeId, compose: fn(&mut Self, NodeId) -> Value) -> Value {
        if !self.enter(id) {
            return Value::Null;
        }
        let value = compose(self, id);
        self.depth -= 1;
        value
    }

    /// Goes one level deeper, unless that is too deep. Aliases can nest deeper than the text does.
    fn enter(&mut self, id: NodeId) -> bool {
        let fits = self.depth < super::parse::max_depth(Dialect::Core);
        if fits {
            self.depth += 1;
        } else {
            let span = self.tree.node(id).span;
            self.report.problem(ProblemCode::TooBig, span, words::lists_too_deep);
        }
        fits
    }

    fn alias(&mut self, id: NodeId, target: NodeId) -> Value {
        if self.budget.is_spent() {
            return Value::Null;
        }
        self.following += 1;
        let before = self.budget;
        let value = match self.anchored.get(&target) {
            Some((value, size)) => {
                self.budget.take(*size);
                // Not copied once the budget is spent: the text has a problem then, and no value.
                if self.budget.is_spent() { Value::Null } else { value.clone() }
            }
            None => {
                let value = self.value(target);
                let size = Size::of(&value);
                if !self.budget.is_spent() {
                    // What merging threw away again does not count.
                    self.budget = before;
                    self.budget.take(size);
                }
                self.anchored.insert(target, (value.clone(), size));
                value
            }
        };
        self.following -= 1;
        self.stop_repeating(id);
        value
    }

    /// Reports that the budget is spent, where the outermost alias stands.
    fn stop_repeating(&mut self, alias: NodeId) {
        if self.following == 0 && self.budget.is_spent() {
            let message = words::aliases_repeat;
            self.problem(ProblemCode::TooBig, self.tree.node(alias).span, message);
        }
    }

    /// Whether values composed now count against the budget.
    const fn is_counting(&self) -> bool {
        self.counts || self.following > 0
    }

    /// Whether to stop, because the budget of the values composed now is spent.
    const fn is_over(&self) -> bool {
        self.is_counting() && self.budget.is_spent()
    }

    /// Counts something that an alias or an included file adds, before it is made.
    const fn spend(&mut self, values: usize, bytes: usize) {
        if self.is_counting() {
            self.budget.take(Size { values, bytes });
        }
    }

    fn decoded(&mut self, id: NodeId) -> Cow<'t, str> {
        let tree: &'t Tree = self.tree;
        super::scalar::decode(tree, id).unwrap_or_else(|_| {
            let message = words::half_character;
            self.problem(ProblemCode::BadValue, tree.node(id).span, message);
            Cow::Borrowed("")
        })
    }

    fn scalar(&mut self, id: NodeId, style: ScalarStyle) -> Value {
        self.spend(1, self.tree.node(id).span.len());
        if self.is_over() {
            return Value::Null;
        }
        if self.tree.node(id).properties != u32::MAX
            && let Some(tag) = self.tree.tag(id)
        {
            return self.tagged_scalar(id, style, tag);
        }
        let text = self.decoded(id);
        match style {
            ScalarStyle::Absent => Value::Null,
            ScalarStyle::Plain => {
                let meaning = resolve(&text, self.dialect);
                self.warn_if_read_differently(id, &text, false);
                self.plain_value(id, meaning, text)
            }
            _ => Value::String(text.into_owned()),
        }
    }

    fn warn_if_read_differently(&mut self, id: NodeId, text: &str, key: bool) {
        if self.following == 0
            && readings::may_differ(text)
            && let Some(message) = readings::difference(text, key)
        {
            self.report.read_differently(self.tree.node(id).span, text, message);
        }
    }

    fn plain_value(&mut self, id: NodeId, meaning: Meaning, text: Cow<'_, str>) -> Value {
        match meaning {
            Meaning::Null => Value::Null,
            Meaning::Bool(bool) => Value::Bool(bool),
            Meaning::Number(number) => Value::Number(number),
            Meaning::Date(date) => date.saved(self.dialect).map_or(Value::Null, Value::String),
            Meaning::Merge if self.dialect == Dialect::Core => {
                let message = words::lone_merge;
                self.problem(ProblemCode::BadValue, self.tree.node(id).span, message);
                Value::Null
            }
            Meaning::Merge | Meaning::Text => Value::String(text.into_owned()),
            Meaning::Fails(reason) => {
                self.problem(ProblemCode::BadValue, self.tree.node(id).span, || reason.explanation());
                Value::Null
            }
        }
    }

    fn list(&mut self, id: NodeId) -> Value {
        self.spend(1, 0);
        if let Some(tag) = self.tree.tag(id)
            && let Some(value) = self.tagged_collection(id, tag, "seq")
        {
            return value;
        }
        Value::List(self.items(id))
    }

    fn items(&mut self, id: NodeId) -> Vec<Value> {
        let items = self.tree.items(id);
        let mut values = Vec::with_capacity(items.len());
        for item in items {
            if self.is_over() {
                break;
            }
            values.push(self.value(item.node));
        }
        values
    }

    fn mapping(&mut self, id: NodeId) -> Value {
        self.spend(1, 0);
        if let Some(tag) = self.tree.tag(id)
            && let Some(value) = self.tagged_collection(id, tag, "map")
        {
            return value;
        }
        Value::Map(self.entries(id))
    }

    fn entries(&mut self, id: NodeId) -> Map {
        match self.dialect {
            Dialect::Core => self.entries_of_core(id),
            Dialect::Editor | Dialect::EditorLegacy => self.entries_of_editor(id),
        }
    }
}
