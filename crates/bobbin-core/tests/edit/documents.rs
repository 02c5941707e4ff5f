//! Generated documents for the laws: comments in every place, anchors, brackets, block scalars, both list indentations,
//! Windows line breaks, a byte order mark, a missing last line break.
//!
//! Every comment has its own number, so that a lost one is found.

use std::fmt::Write as _;

use bobbin_core::edit::Op;
use bobbin_core::path::{Path, Step};
use bobbin_core::value::Value;
use proptest::prelude::*;
use proptest::sample::Index;

/// The formatting of a document.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Habits {
    windows: bool,
    mark: bool,
    list_indent: usize,
    last_break: bool,
    blank_lines: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct Node {
    kind: Kind,
    above: u8,
    behind: bool,
    inside: bool,
    /// A comment before the row, separated by a blank line.
    apart: bool,
    anchor: bool,
}

#[derive(Clone, Debug)]
enum Kind {
    Scalar(usize),
    Map(Vec<Node>),
    List(Vec<Node>),
    FlowList(Vec<usize>),
    FlowMap(Vec<usize>),
    Alias(Index),
    /// A mapping that merges an anchored one.
    Merge(Index, Vec<Node>),
}

/// Scalars on one line.
const PLAIN: [&str; 12] = [
    "light.a",
    "mdi:home",
    "12",
    "1.5",
    "true",
    "'it''s'",
    "\"a \\\"b\\\" c\"",
    "~",
    "text with spaces",
    "'on'",
    "0x10",
    "\"ü — 日\"",
];

/// Scalars over several lines; each line but the first is indented relative to the row.
const BLOCK: [&str; 5] = [
    "|\nline one\n\n  line two",
    "|-\n{{ states('x') }}\n# no comment",
    ">\nfolded\ntext",
    "\"two\nlines\"",
    ">-\none",
];

const KEYS: [&str; 9] = ["type", "entity", "name", "cards", "\"on\"", "tap_action", "'12'", "style", "icon"];

fn scalar() -> impl Strategy<Value = usize> {
    0..PLAIN.len() + BLOCK.len() + 1
}

fn decorated(kind: impl Strategy<Value = Kind>) -> impl Strategy<Value = Node> {
    (
        kind,
        0..3_u8,
        prop::bool::weighted(0.3),
        prop::bool::weighted(0.1),
        prop::bool::weighted(0.08),
        prop::bool::weighted(0.12),
    )
        .prop_map(|(kind, above, behind, inside, apart, anchor)| Node {
            kind,
            above: above.saturating_sub(1),
            behind,
            inside,
            apart,
            anchor,
        })
}

fn node() -> impl Strategy<Value = Node> {
    let leaf = prop_oneof![
        8 => scalar().prop_map(Kind::Scalar),
        1 => prop::collection::vec(0..PLAIN.len(), 0..4).prop_map(Kind::FlowList),
        1 => prop::collection::vec(0..PLAIN.len(), 0..4).prop_map(Kind::FlowMap),
        1 => any::<Index>().prop_map(Kind::Alias),
    ];
    decorated(leaf).prop_recursive(4, 40, 5, |inner| {
        let rows = prop::collection::vec(inner, 1..5);
        decorated(prop_oneof![
            4 => rows.clone().prop_map(Kind::Map),
            4 => rows.clone().prop_map(Kind::List),
            1 => (any::<Index>(), rows).prop_map(|(index, rows)| Kind::Merge(index, rows)),
        ])
    })
}

fn habits() -> impl Strategy<Value = Habits> {
    (
        prop::bool::weighted(0.2),
        prop::bool::weighted(0.1),
        prop_oneof![Just(0), Just(2)],
        prop::bool::weighted(0.8),
        prop::bool::weighted(0.3),
    )
        .prop_map(|(windows, mark, list_indent, last_break, blank_lines)| Habits {
            windows,
            mark,
            list_indent,
            last_break,
            blank_lines,
        })
}

/// Generates a document's text.
pub(crate) fn document() -> impl Strategy<Value = String> {
    (prop::collection::vec(node(), 1..5), habits()).prop_map(|(nodes, habits)| write(&nodes, habits, false))
}

/// Generates a document without anything that makes a move hard to reverse: no separate comments, no brackets, nothing
/// shared.
pub(crate) fn tidy_document() -> impl Strategy<Value = String> {
    (prop::collection::vec(node(), 1..5), habits()).prop_map(|(nodes, habits)| write(&nodes, habits, true))
}

struct Writer {
    out: String,
    comments: usize,
    names: usize,
    anchors: Vec<String>,
    maps: Vec<String>,
    habits: Habits,
    tidy: bool,
}

fn write(nodes: &[Node], habits: Habits, tidy: bool) -> String {
    let habits = Habits { last_break: habits.last_break || tidy, ..habits };
    let mut writer =
        Writer { out: String::new(), comments: 0, names: 0, anchors: Vec::new(), maps: Vec::new(), habits, tidy };
    if habits.mark {
        writer.out.push('\u{feff}');
    }
    writer.map(nodes, 0, false);
    let mut text = writer.out;
    if !habits.last_break {
        text.pop();
    }
    if habits.windows { text.replace('\n', "\r\n") } else { text }
}

impl Writer {
    fn comment(&mut self) -> String {
        self.comments += 1;
        format!("# c{}", self.comments)
    }

    fn line(&mut self, column: usize, text: &str) {
        let _ = writeln!(self.out, "{:column$}{text}", "");
    }

    /// Writes the comments before a row. There are none if the row begins after a dash.
    fn before(&mut self, node: &Node, column: usize, first: bool, begun: bool) {
        if begun {
            return;
        }
        if !first && self.habits.blank_lines {
            self.out.push('\n');
        }
        if node.apart && !self.tidy {
            let comment = self.comment();
            self.line(column, &comment);
            self.out.push('\n');
        }
        for _ in 0..node.above {
            let comment = self.comment();
            self.line(column, &comment);
        }
    }

    fn map(&mut self, nodes: &[Node], column: usize, begun: bool) {
        for (index, node) in nodes.iter().enumerate().take(KEYS.len()) {
            let begun = begun && index == 0;
            self.before(node, column, index == 0, begun);
            let indent = if begun { 0 } else { column };
            let _ = write!(self.out, "{:indent$}{}:", "", KEYS[index]);
            self.value(node, column, false);
        }
    }

    fn list(&mut self, nodes: &[Node], column: usize, begun: bool) {
        for (index, node) in nodes.iter().enumerate() {
            let begun = begun && index == 0;
            self.before(node, column, index == 0, begun);
            let indent = if begun { 0 } else { column };
            let _ = write!(self.out, "{:indent$}-", "");
            self.value(node, column, true);
        }
    }

    fn anchor(&mut self, node: &Node) -> String {
        if !node.anchor || self.tidy {
            return String::new();
        }
        self.names += 1;
        format!(" &n{}", self.names)
    }

    fn behind(&mut self, node: &Node) -> String {
        if node.behind { format!(" {}", self.comment()) } else { String::new() }
    }

    /// Writes the value after a dash or a key.
    fn value(&mut self, node: &Node, column: usize, item: bool) {
        match &node.kind {
            // js-yaml 4 reads a dash without a value as reaching into the next line.
            Kind::Scalar(index) if item && *index == PLAIN.len() + BLOCK.len() => self.inline(node, "~"),
            Kind::Scalar(index) => self.scalar(node, *index, column),
            Kind::FlowList(_) | Kind::FlowMap(_) if self.tidy => self.inline(node, "light.a"),
            Kind::FlowList(items) => {
                let items: Vec<&str> = items.iter().map(|index| PLAIN[*index]).collect();
                self.inline(node, &format!("[{}]", items.join(", ")));
            }
            Kind::FlowMap(items) => {
                let item = |(index, item): (usize, &usize)| format!("{}: {}", KEYS[index], PLAIN[*item]);
                let items: Vec<String> = items.iter().enumerate().map(item).collect();
                self.inline(node, &format!("{{{}}}", items.join(", ")));
            }
            Kind::Alias(index) if !self.anchors.is_empty() => {
                let name = index.get(&self.anchors).clone();
                let behind = self.behind(node);
                let _ = writeln!(self.out, " *{name}{behind}");
            }
            Kind::Alias(_) => self.inline(node, "light.a"),
            Kind::Map(rows) | Kind::List(rows) | Kind::Merge(_, rows) => {
                let is_map = !matches!(node.kind, Kind::List(_));
                let anchor = self.anchor(node);
                let behind = self.behind(node);
                let merged = match &node.kind {
                    Kind::Merge(index, _) if !self.maps.is_empty() => Some(index.get(&self.maps).clone()),
                    _ => None,
                };
                let begun = item && anchor.is_empty() && behind.is_empty();
                if begun {
                    self.out.push(' ');
                } else {
                    let _ = writeln!(self.out, "{anchor}{behind}");
                }
                let inner = column + if item || is_map { 2 } else { self.habits.list_indent };
                if let Some(name) = merged {
                    let indent = if begun { 0 } else { inner };
                    let _ = writeln!(self.out, "{:indent$}<<: *{name}", "");
                    self.map(rows, inner, false);
                } else if is_map {
                    self.map(rows, inner, begun);
                } else {
                    self.list(rows, inner, begun);
                }
                // An anchor can be used once its node is complete.
                if !anchor.is_empty() {
                    self.anchors.push(anchor[2..].to_owned());
                    if is_map {
                        self.maps.push(anchor[2..].to_owned());
                    }
                }
                if node.inside {
                    let comment = self.comment();
                    self.line(inner + if is_map || item { 0 } else { 2 }, &comment);
                }
            }
        }
    }

    fn inline(&mut self, node: &Node, text: &str) {
        let anchor = self.anchor(node);
        let behind = self.behind(node);
        let space = if text.is_empty() { "" } else { " " };
        let _ = writeln!(self.out, "{anchor}{space}{text}{behind}");
        if !anchor.is_empty() {
            self.anchors.push(anchor[2..].to_owned());
        }
    }

    fn scalar(&mut self, node: &Node, index: usize, column: usize) {
        let Some(block) = index.checked_sub(PLAIN.len()) else { return self.inline(node, PLAIN[index]) };
        let Some(block) = BLOCK.get(block) else { return self.inline(node, "") };
        let lines: Vec<&str> = block.lines().collect();
        let quoted = block.starts_with('"');
        let behind = self.behind(node);
        let _ = write!(self.out, " {}", lines[0]);
        self.out.push_str(if quoted { "" } else { &behind });
        self.out.push('\n');
        for (number, line) in lines.iter().enumerate().skip(1) {
            let behind = if quoted && number + 1 == lines.len() { behind.as_str() } else { "" };
            if line.is_empty() {
                self.out.push('\n');
            } else {
                self.line(column + 2, &format!("{line}{behind}"));
            }
        }
    }
}

/// Every path in a value, the document's own first.
pub(crate) fn paths(value: &Value) -> Vec<Path> {
    fn gather(value: &Value, path: &Path, out: &mut Vec<Path>) {
        out.push(path.clone());
        match value {
            Value::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    gather(item, &path.join(index), out);
                }
            }
            Value::Map(map) => {
                for (key, value) in map.iter() {
                    gather(value, &path.join(key), out);
                }
            }
            _ => {}
        }
    }
    let mut out = Vec::new();
    gather(value, &Path::root(), &mut out);
    out
}

/// The random part of an operation, drawn before the document is known.
pub(crate) type Draw = (u8, Index, Index, Index, Index);

pub(crate) fn draw() -> impl Strategy<Value = Draw> {
    (0..9_u8, any::<Index>(), any::<Index>(), any::<Index>(), any::<Index>())
}

fn new_value(index: Index) -> Value {
    let values = [
        r#""light.new""#,
        r#""on""#,
        r#""line one\nline two\n""#,
        r#""  led by spaces\n\n""#,
        "7",
        "null",
        r#"{"type":"tile","entity":"light.new","features":[{"type":"toggle"}]}"#,
        r#"["light.a",{"entity":"light.b"}]"#,
        "[]",
        "{}",
        r#""a: b # c""#,
        r#"{"type":"grid","cards":[{"type":"heading","heading":"it's \"x\""}]}"#,
    ];
    serde_json::from_str(values[index.index(values.len())]).expect("a value")
}

/// Makes an operation that is valid for this value, or nearly valid.
pub(crate) fn operation(value: &Value, (kind, a, b, c, d): &Draw) -> Op {
    let paths = paths(value);
    let path = a.get(&paths).clone();
    let holders: Vec<&Path> =
        paths.iter().filter(|path| matches!(value.at(path), Some(Value::List(_) | Value::Map(_)))).collect();
    let place = |value: &Value, index: &Index, position: &Index| -> Path {
        let holders: Vec<Path> = self::paths(value)
            .into_iter()
            .filter(|path| matches!(value.at(path), Some(Value::List(_) | Value::Map(_))))
            .collect();
        if holders.is_empty() {
            return Path::root();
        }
        let holder = index.get(&holders);
        match value.at(holder) {
            Some(Value::List(items)) => holder.join(position.index(items.len() + 1)),
            _ => holder.join(*position.get(&["new", "new_too", "type", "cards"])),
        }
    };
    match kind {
        0 | 1 if holders.is_empty() => Op::Set { path: Path::root(), value: new_value(*b) },
        0 => Op::Set { path, value: new_value(*b) },
        1 => Op::Insert { path: place(value, a, b), value: new_value(*c) },
        2 => Op::Remove { path },
        3 | 4 => {
            let mut rest = value.clone();
            let taken = Op::Remove { path: path.clone() };
            if bobbin_core::edit::model::apply_op(&mut rest, &taken).is_err() {
                return taken;
            }
            Op::Move { from: path, to: place(&rest, b, c) }
        }
        5 => Op::RenameKey { path, key: (*b.get(&["renamed", "on", "12:30", "a b"])).to_owned() },
        6 => {
            let list = matches!(path.0.last(), Some(Step::Index(_)));
            let (with, hole) = if d.index(2) == 0 {
                (r#"{"type":"vertical-stack","cards":[]}"#, Path(vec!["cards".into(), 0.into()]))
            } else {
                (r#"{"type":"conditional","conditions":[{"entity":"a"}],"card":null}"#, Path(vec!["card".into()]))
            };
            let count = if list && d.index(2) == 0 { 1 + c.index(2) } else { 1 };
            Op::Wrap { path, with: serde_json::from_str(with).expect("a template"), hole, count }
        }
        7 => {
            let wrappers: Vec<&Path> = paths
                .iter()
                .filter(|path| matches!(value.at(path), Some(Value::Map(map)) if map.get("cards").is_some()))
                .collect();
            let path = if wrappers.is_empty() { path } else { (*b.get(&wrappers)).clone() };
            Op::Unwrap { path, key: None }
        }
        _ if d.index(2) == 0 => Op::SetBehind {
            path: place(value, a, b),
            value: new_value(*c),
            behind: vec![(*b.get(&["type", "cards", "entity", "nowhere"])).to_owned()],
        },
        _ => Op::Set { path: place(value, a, b), value: new_value(*c) },
    }
}
