//! The outline of a dashboard: its views, badges, sections and cards, including cards inside other cards, each with its
//! name and its range in the text.
//!
//! Owns the rules for views, sections and cards, and for the keys that hold cards. Of a card type's fields it only
//! knows those for name and layout; unknown types are cards as well.
//!
//! Must stay true: nodes are in the order of the text's tree, a parent before its children; the path of every node
//! leads to it; every mapping under a key that holds cards is included, whatever its type.

mod facts;

use crate::path::{Path, Step};
use crate::value::{Map, Value};
use crate::yaml::{Item, NodeId, NodeKind, Parsed, Span, Tree};

pub use facts::{Facts, Layout, ViewType, view_type};

/// The kind of a node of the outline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The whole document, if it has views.
    Dashboard,
    /// A view.
    View,
    /// A badge of a view or a section.
    Badge,
    /// A section of a view.
    Section,
    /// A card, wherever it is.
    Card,
}

/// One node of an [`Outline`].
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The position of its parent.
    pub parent: Option<usize>,
    /// The steps of its path from the parent.
    pub steps: Vec<Step>,
    /// Its kind.
    pub kind: Kind,
    /// Its name, icon and so on.
    pub facts: Facts,
    /// Its layout options.
    pub layout: Layout,
}

/// The outline of a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outline {
    /// The nodes, each after its parent.
    pub nodes: Vec<Node>,
    /// The range of each node in bytes, including the `-` before it. Content that an alias or a merge key brings in has
    /// the range of the alias.
    pub spans: Vec<Span>,
}

/// Further lists that hold cards, by the card's type.
const MORE_CARDS: &[(&str, &str)] = &[("custom:mushroom-chips-card", "chips"), ("custom:vertical-layout", "items")];
/// The nesting depth beyond which a text is no dashboard.
const MOST_LEVELS: usize = 48;

impl Outline {
    /// The outline of a text; `None` if the text has no meaning.
    pub fn of(parsed: &Parsed) -> Option<Self> {
        let value = parsed.value.as_ref()?;
        let whole = Span::new(0, parsed.tree.text().len());
        let mut walk = Walk { tree: &parsed.tree, outline: Self::default() };
        walk.document(Written { value, node: parsed.tree.root(), span: whole });
        Some(walk.outline)
    }

    /// The outline of a blank text with this length in bytes: a dashboard without views.
    pub fn empty(length: usize) -> Self {
        let parsed = crate::yaml::parse("{}", crate::yaml::Dialect::Editor);
        let mut outline = Self::of(&parsed).unwrap_or_default();
        outline.spans = outline.nodes.iter().map(|_| Span::new(0, length)).collect();
        outline
    }

    /// The path of a node.
    pub fn path(&self, position: usize) -> Path {
        let mut pieces = Vec::new();
        let mut at = Some(position);
        while let Some(node) = at.and_then(|position| self.nodes.get(position)) {
            pieces.push(&node.steps);
            at = node.parent;
        }
        Path(pieces.into_iter().rev().flatten().cloned().collect())
    }
}

/// The kind of a value that stands on its own, as in a file or on the clipboard.
pub fn kind_of(value: &Value) -> Option<Kind> {
    let map = value.as_map()?;
    if matches!(map.get("views"), Some(Value::List(_))) || (map.get("strategy").is_some() && map.get("type").is_none())
    {
        return Some(Kind::Dashboard);
    }
    let holds = |key: &str| matches!(map.get(key), Some(Value::List(_)));
    let named =
        ["path", "title", "icon", "subview", "theme", "max_columns", "panel"].iter().any(|key| map.get(key).is_some());
    match map.get("type").and_then(Value::as_str) {
        Some("sections" | "masonry" | "sidebar" | "panel") => Some(Kind::View),
        Some("grid") if ["column_span", "row_span"].iter().any(|key| map.get(key).is_some()) => Some(Kind::Section),
        Some(_) => Some(Kind::Card),
        None if holds("sections") || ((holds("cards") || holds("badges")) && named) => Some(Kind::View),
        None if holds("cards") => Some(Kind::Section),
        None if map.get("entity").is_some() => Some(Kind::Badge),
        None => None,
    }
}

/// A value with its node in the tree and its range in the text.
#[derive(Clone, Copy)]
struct Written<'v> {
    value: &'v Value,
    node: Option<NodeId>,
    span: Span,
}

struct Walk<'t> {
    tree: &'t Tree,
    outline: Outline,
}

impl Walk<'_> {
    fn document(&mut self, top: Written<'_>) {
        match kind_of(top.value) {
            Some(Kind::View) => self.view(None, Vec::new(), top),
            Some(Kind::Card | Kind::Badge) => self.card(None, Vec::new(), top, 0),
            Some(Kind::Section) => self.section(None, Vec::new(), top, 0),
            Some(Kind::Dashboard) | None => {
                let root = self.push(None, Vec::new(), Kind::Dashboard, top);
                self.each(top, "views", |walk, steps, view| walk.view(Some(root), steps, view));
                // A file of cards or views, as `!include` brings in.
                for (index, item) in self.items(top) {
                    let steps = vec![Step::Index(index)];
                    match kind_of(item.value) {
                        Some(Kind::View | Kind::Dashboard) => self.view(Some(root), steps, item),
                        Some(Kind::Section) => self.section(Some(root), steps, item, 0),
                        _ => self.card(Some(root), steps, item, 0),
                    }
                }
            }
        }
    }

    fn view(&mut self, parent: Option<usize>, steps: Vec<Step>, place: Written<'_>) {
        let at = self.push(parent, steps, Kind::View, place);
        self.each(place, "badges", |walk, steps, badge| walk.badge(at, steps, badge));
        for key in ["header", "footer"] {
            if let Some(holder) = self.child(place, key) {
                self.one(holder, "card", |walk, mut steps, card| {
                    steps.insert(0, Step::from(key));
                    walk.card(Some(at), steps, card, 0);
                });
            }
        }
        self.each(place, "sections", |walk, steps, section| walk.section(Some(at), steps, section, 0));
        if let Some(sidebar) = self.child(place, "sidebar") {
            self.each(sidebar, "sections", |walk, mut steps, section| {
                steps.insert(0, Step::from("sidebar"));
                walk.section(Some(at), steps, section, 0);
            });
        }
        self.each(place, "cards", |walk, steps, card| walk.card(Some(at), steps, card, 0));
    }

    fn section(&mut self, parent: Option<usize>, steps: Vec<Step>, place: Written<'_>, level: usize) {
        if level > MOST_LEVELS {
            return;
        }
        let at = self.push(parent, steps, Kind::Section, place);
        self.each(place, "badges", |walk, steps, badge| walk.badge(at, steps, badge));
        self.each(place, "cards", |walk, steps, card| walk.card(Some(at), steps, card, 0));
        self.each(place, "sections", |walk, steps, section| walk.section(Some(at), steps, section, level + 1));
    }

    fn badge(&mut self, parent: usize, steps: Vec<Step>, place: Written<'_>) {
        self.push(Some(parent), steps, Kind::Badge, place);
    }

    fn card(&mut self, parent: Option<usize>, steps: Vec<Step>, place: Written<'_>, level: usize) {
        if level > MOST_LEVELS {
            return;
        }
        let at = self.push(parent, steps, Kind::Card, place);
        self.inside(at, &Vec::new(), place, level);
    }

    /// Finds the cards in a card: under `cards` and `card`, however deep in its other settings.
    fn inside(&mut self, at: usize, above: &[Step], place: Written<'_>, level: usize) {
        match place.value {
            Value::Map(map) if level <= MOST_LEVELS => {
                let more = map.get("type").and_then(Value::as_str).unwrap_or_default();
                for (key, value) in map.iter() {
                    let Some(child) = self.child(place, key) else { continue };
                    let steps = joined(above, Step::from(key));
                    match value {
                        Value::Map(inner) if key == "card" && is_card(inner) => {
                            self.card(Some(at), steps, child, level + 1);
                        }
                        Value::List(_) if key == "cards" || MORE_CARDS.contains(&(more, key)) => {
                            for (index, item) in self.items(child) {
                                self.listed(at, joined(&steps, Step::Index(index)), item, level + 1);
                            }
                        }
                        Value::Map(_) | Value::List(_) if may_hold_cards(key) => {
                            self.inside(at, &steps, child, level + 1);
                        }
                        _ => {}
                    }
                }
            }
            Value::List(_) if level <= MOST_LEVELS => {
                for (index, item) in self.items(place) {
                    self.inside(at, &joined(above, Step::Index(index)), item, level + 1);
                }
            }
            _ => {}
        }
    }

    /// Adds an item of a list of cards: a card, or a mapping that holds one, such as the parts of swipe and tab cards.
    fn listed(&mut self, at: usize, steps: Vec<Step>, item: Written<'_>, level: usize) {
        match item.value {
            Value::Map(map) if map.get("type").is_none() && matches!(map.get("card"), Some(Value::Map(_))) => {
                self.inside(at, &steps, item, level);
            }
            _ => self.card(Some(at), steps, item, level),
        }
    }

    fn push(&mut self, parent: Option<usize>, steps: Vec<Step>, kind: Kind, place: Written<'_>) -> usize {
        let (facts, layout) = facts::of(kind, place.value);
        self.outline.nodes.push(Node { parent, steps, kind, facts, layout });
        self.outline.spans.push(place.span);
        self.outline.nodes.len() - 1
    }

    fn child<'v>(&self, place: Written<'v>, key: &str) -> Option<Written<'v>> {
        let value = place.value.get(key)?;
        let written = place.node.and_then(|node| self.tree.entry(node, key)).map(|entry| entry.value);
        Some(self.at(value, written, None, place.span))
    }

    fn items<'v>(&self, place: Written<'v>) -> Vec<(usize, Written<'v>)> {
        let Value::List(values) = place.value else { return Vec::new() };
        let written: &[Item] = place.node.map(|node| self.tree.items(node)).unwrap_or_default();
        let item = |(index, value): (usize, &'v Value)| {
            let item = written.get(index);
            let dash = item.and_then(|item| item.dash);
            (index, self.at(value, item.map(|item| item.node), dash, place.span))
        };
        values.iter().enumerate().map(item).collect()
    }

    /// The place of a value. Content that an alias brings in has the range of the alias, and so has everything inside
    /// it.
    fn at<'v>(&self, value: &'v Value, written: Option<NodeId>, dash: Option<Span>, above: Span) -> Written<'v> {
        let Some(id) = written else { return Written { value, node: None, span: above } };
        let node = self.tree.node(id);
        let span = dash.map_or(node.full, |dash| dash.join(node.full));
        let inside = (!matches!(node.kind, NodeKind::Alias { .. })).then_some(id);
        Written { value, node: inside, span }
    }

    fn each(&mut self, place: Written<'_>, key: &str, mut visit: impl FnMut(&mut Self, Vec<Step>, Written<'_>)) {
        let Some(list) = self.child(place, key) else { return };
        for (index, item) in self.items(list) {
            visit(self, vec![Step::from(key), Step::Index(index)], item);
        }
    }

    fn one(&mut self, place: Written<'_>, key: &str, visit: impl FnOnce(&mut Self, Vec<Step>, Written<'_>)) {
        if let Some(child) = self.child(place, key).filter(|child| child.value.as_map().is_some()) {
            visit(self, vec![Step::from(key)], child);
        }
    }
}

fn joined(above: &[Step], step: Step) -> Vec<Step> {
    above.iter().cloned().chain([step]).collect()
}

/// Whether a mapping under `card` counts as a card. It does if it has a type: that includes templates for lists of
/// cards (`card: {type: tile}`), and leaves out options that some cards keep under the same key.
fn is_card(map: &Map) -> bool {
    map.get("type").is_some_and(|kind| kind.as_str().is_some())
}

/// Whether a key may hold cards. Actions, styles and conditions hold none, and templates are long.
fn may_hold_cards(key: &str) -> bool {
    !(key.ends_with("_action")
        || matches!(key, "style" | "styles" | "card_mod" | "visibility" | "conditions" | "grid_options"))
}

#[cfg(test)]
mod tests;
