//! Tags: YAML's own (`!!str`), HA's (`!include`), and those nobody knows.

use bobbin_words::problems as words;
use std::borrow::Cow;
use std::collections::HashSet;

use super::{Asked, Composer, Meaning, Value};
use crate::value::Map;
use crate::yaml::date::Date;
use crate::yaml::resolve::{resolve, tagged_float, tagged_integer};
use crate::yaml::tree::{NodeId, NodeKind, ScalarStyle};
use crate::yaml::{Dialect, ProblemCode};

const YAML: &str = "tag:yaml.org,2002:";

/// HA's own tags, which only Core knows.
const HOME_ASSISTANT: [&str; 8] = [
    "!include",
    "!include_dir_list",
    "!include_dir_merge_list",
    "!include_dir_named",
    "!include_dir_merge_named",
    "!secret",
    "!env_var",
    "!input",
];

impl<'t> Composer<'t, '_, '_, '_> {
    /// The whole name of a tag: handles replaced, `%` escapes undone.
    fn tag_name(&self, written: &'t str) -> Cow<'t, str> {
        if let Some(verbatim) = written.strip_prefix("!<").and_then(|rest| rest.strip_suffix('>')) {
            return percent_decoded(Cow::Borrowed(verbatim));
        }
        let handle_end = written[1..].find('!').map_or(1, |end| end + 2);
        let (handle, suffix) = written.split_at(handle_end);
        let declared = self.tree.tag_handles.iter().find(|(known, _)| known == handle);
        let prefix = match declared {
            Some((_, prefix)) => prefix.as_str(),
            None if handle == "!!" => YAML,
            None => return percent_decoded(Cow::Borrowed(written)),
        };
        percent_decoded(Cow::Owned(format!("{prefix}{suffix}")))
    }

    pub(super) fn is_merge_tag(&self, id: NodeId) -> bool {
        self.tree.tag(id).is_some_and(|tag| self.tag_name(tag) == "tag:yaml.org,2002:merge")
    }

    /// Whether js-yaml reads a node with the tag `!!merge` as a merge key.
    pub(super) fn merge_tag_fits(&mut self, id: NodeId) -> bool {
        let absent = matches!(self.tree.node(id).kind, NodeKind::Scalar { style: ScalarStyle::Absent });
        let text = self.decoded(id);
        text == "<<" || absent || (text.is_empty() && self.dialect == Dialect::Editor)
    }

    pub(super) fn tagged_scalar(&mut self, id: NodeId, style: ScalarStyle, tag: &'t str) -> Value {
        let text = self.decoded(id);
        if tag == "!" {
            return self.untyped_scalar(id, style, text);
        }
        let name = self.tag_name(tag);
        let Some(kind) = name.strip_prefix(YAML) else { return self.local_tag(id, &name, &text) };
        let value = match self.dialect {
            Dialect::Core => self.core_scalar(id, kind, style, &text),
            Dialect::EditorLegacy if style == ScalarStyle::Absent => absent_in_legacy(kind),
            Dialect::EditorLegacy | Dialect::Editor => self.editor_scalar(kind, style, &text),
        };
        value.unwrap_or_else(|| self.bad_tag(id, tag, kind))
    }

    /// `! text`: a text in the editors, plain again in Core.
    fn untyped_scalar(&mut self, id: NodeId, style: ScalarStyle, text: Cow<'t, str>) -> Value {
        match (self.dialect, style) {
            (Dialect::EditorLegacy, ScalarStyle::Absent) => Value::Null,
            (_, ScalarStyle::Absent) => Value::String(String::new()),
            (Dialect::Core, _) => {
                let meaning = resolve(&text, self.dialect);
                self.plain_value(id, meaning, text)
            }
            _ => Value::String(text.into_owned()),
        }
    }

    fn editor_scalar(&self, kind: &str, style: ScalarStyle, text: &str) -> Option<Value> {
        let dialect = self.dialect;
        let meaning = resolve(text, dialect);
        let collection = dialect == Dialect::Editor && text.is_empty();
        Some(match (kind, meaning) {
            ("str", _) => Value::String(text.to_owned()),
            ("null", Meaning::Null) if dialect == Dialect::Editor || !text.is_empty() => Value::Null,
            ("bool", Meaning::Bool(bool)) => Value::Bool(bool),
            ("int", _) => Value::Number(tagged_integer(text, dialect)?),
            ("float", _) => Value::Number(tagged_float(text, dialect)?),
            ("timestamp", Meaning::Date(date)) => Value::String(date.saved(dialect)?),
            ("merge", _) if text == "<<" || (text.is_empty() && dialect == Dialect::Editor) => {
                Value::String("<<".to_owned())
            }
            ("binary", _) => binary(text, dialect)?,
            ("seq" | "omap" | "pairs", _) if collection => Value::List(Vec::new()),
            ("map" | "set", _) if collection => Value::Map(Map::new()),
            _ => {
                debug_assert!(style != ScalarStyle::Absent || dialect == Dialect::Editor);
                return None;
            }
        })
    }

    fn core_scalar(&mut self, id: NodeId, kind: &str, style: ScalarStyle, text: &str) -> Option<Value> {
        let meaning = resolve(text, Dialect::Core);
        Some(match (kind, meaning) {
            ("str", _) => Value::String(text.to_owned()),
            ("null", _) => Value::Null,
            ("bool", _) => match text.to_lowercase().as_str() {
                "yes" | "true" | "on" => Value::Bool(true),
                "no" | "false" | "off" => Value::Bool(false),
                _ => return None,
            },
            ("int", _) => Value::Number(tagged_integer(text, Dialect::Core)?),
            ("float", _) => Value::Number(tagged_float(text, Dialect::Core)?),
            ("timestamp", Meaning::Date(date)) => Value::String(date.saved(Dialect::Core)?),
            ("timestamp", _) => Value::String(Date::read(text)?.saved(Dialect::Core)?),
            ("binary", _) => {
                let span = self.tree.node(id).span;
                self.problem(ProblemCode::BadValue, span, words::binary_data);
                Value::Null
            }
            _ => {
                debug_assert!(style != ScalarStyle::Absent || text.is_empty());
                return None;
            }
        })
    }

    fn local_tag(&mut self, id: NodeId, name: &str, text: &str) -> Value {
        let span = self.tree.node(id).full;
        if self.dialect != Dialect::Core || !HOME_ASSISTANT.contains(&name) {
            return self.unknown_tag(id, name);
        }
        match name {
            "!input" => {
                let mut map = Map::new();
                map.push_new("name".to_owned(), Value::from(text));
                return Value::Map(map);
            }
            "!secret" => {}
            _ if text.trim().is_empty() => {
                let message = || words::tag_needs_value(name);
                self.problem(ProblemCode::Include, span, message);
                return Value::Null;
            }
            _ => {}
        }
        let asked = Asked {
            tag: name,
            argument: text,
            at: span,
            depth: self.depth,
            again: self.following > 0,
            budget: &mut self.budget,
            report: self.report,
        };
        match self.outside.value(asked) {
            Ok(value) => value,
            Err((code, message)) => {
                // The first inclusion may have been small enough.
                if code == ProblemCode::TooBig || self.following == 0 {
                    self.report.problem(code, span, message);
                }
                Value::Null
            }
        }
    }

    fn unknown_tag(&mut self, id: NodeId, name: &str) -> Value {
        let span = self.tree.properties(id).tag.unwrap_or(self.tree.node(id).span);
        let core = HOME_ASSISTANT.contains(&name);
        let message = || if core { words::tag_works_in_files_only(name) } else { words::tag_unknown(name) };
        self.problem(ProblemCode::UnknownTag, span, message);
        Value::Null
    }

    fn bad_tag(&mut self, id: NodeId, written: &str, kind: &str) -> Value {
        let known = ["str", "null", "bool", "int", "float", "timestamp", "merge", "binary"].contains(&kind)
            || ["seq", "map", "omap", "pairs", "set"].contains(&kind);
        let span = self.tree.properties(id).tag.unwrap_or(self.tree.node(id).span);
        if known {
            let message = || words::tag_does_not_fit(written);
            self.problem(ProblemCode::BadValue, span, message);
        } else {
            self.problem(ProblemCode::UnknownTag, span, || words::tag_unknown(written));
        }
        Value::Null
    }

    /// The value of a list or mapping with a tag; `None` when the tag changes nothing.
    pub(super) fn tagged_collection(&mut self, id: NodeId, tag: &'t str, own: &str) -> Option<Value> {
        if tag == "!" {
            return None;
        }
        let name = self.tag_name(tag);
        let Some(kind) = name.strip_prefix(YAML) else {
            self.compose_for_problems(id);
            if HOME_ASSISTANT.contains(&&*name) && self.dialect == Dialect::Core {
                let message = || words::tag_needs_name(&name);
                self.problem(ProblemCode::Include, self.tree.node(id).full, message);
                return Some(Value::Null);
            }
            return Some(self.unknown_tag(id, &name));
        };
        if kind == own {
            return None;
        }
        let value = match (kind, own) {
            ("omap" | "pairs", "seq") => self.pairs(id, kind == "omap"),
            ("set", "map") => self.set(id),
            _ => {
                self.compose_for_problems(id);
                None
            }
        };
        Some(value.unwrap_or_else(|| self.bad_tag(id, tag, kind)))
    }

    fn compose_for_problems(&mut self, id: NodeId) {
        match self.tree.node(id).kind {
            NodeKind::Sequence { .. } => drop(self.items(id)),
            NodeKind::Mapping { .. } => drop(self.entries(id)),
            NodeKind::Scalar { .. } | NodeKind::Alias { .. } => {}
        }
    }

    fn pairs(&mut self, id: NodeId, ordered_map: bool) -> Option<Value> {
        let items = self.items(id);
        let mut seen: HashSet<String> = HashSet::new();
        let mut out = Vec::with_capacity(items.len());
        for item in items {
            let Value::Map(map) = item else { return None };
            if map.len() != 1 {
                return None;
            }
            let as_map = ordered_map && self.dialect != Dialect::Core;
            if as_map {
                let key = map.keys().next().unwrap_or_default().to_owned();
                if !seen.insert(key) {
                    return None;
                }
                out.push(Value::Map(map));
            } else {
                out.extend(map.into_iter().map(|(key, value)| Value::List(vec![Value::String(key), value])));
            }
        }
        Some(Value::List(out))
    }

    /// A set: JavaScript saves js-yaml 5's as `{}`, js-yaml 4's with its keys; Core fails.
    fn set(&mut self, id: NodeId) -> Option<Value> {
        let map = self.entries(id);
        match self.dialect {
            Dialect::Core => {
                let span = self.tree.node(id).span;
                self.problem(ProblemCode::BadValue, span, words::sets);
                Some(Value::Null)
            }
            _ if map.iter().any(|(_, value)| *value != Value::Null) => None,
            Dialect::Editor => Some(Value::Map(Map::new())),
            Dialect::EditorLegacy => Some(Value::Map(map)),
        }
    }
}

/// The value that js-yaml 4 gives a tag without a node.
fn absent_in_legacy(kind: &str) -> Option<Value> {
    Some(match kind {
        "str" => Value::String(String::new()),
        "null" | "merge" => Value::Null,
        "seq" | "omap" | "pairs" => Value::List(Vec::new()),
        "map" | "set" => Value::Map(Map::new()),
        _ => return None,
    })
}

fn percent_decoded(name: Cow<'_, str>) -> Cow<'_, str> {
    if !name.contains('%') {
        return name;
    }
    let mut bytes = Vec::with_capacity(name.len());
    let mut rest = name.as_bytes();
    while let [first, tail @ ..] = rest {
        let digit = |index: usize| tail.get(index).and_then(|&byte| char::from(byte).to_digit(16));
        if *first == b'%'
            && let (Some(high), Some(low)) = (digit(0), digit(1))
        {
            bytes.extend(u8::try_from(high * 16 + low));
            rest = &tail[2..];
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    Cow::Owned(String::from_utf8_lossy(&bytes).into_owned())
}

/// Base64, as `JSON.stringify` writes a `Uint8Array`: a mapping from positions to bytes.
fn binary(text: &str, dialect: Dialect) -> Option<Value> {
    let legacy = dialect == Dialect::EditorLegacy;
    let skipped = |byte: u8| matches!(byte, b'\n' | b'\r') || (!legacy && byte.is_ascii_whitespace());
    let letters: Vec<u8> = text.bytes().filter(|&byte| !skipped(byte)).collect();
    if !letters.len().is_multiple_of(4) {
        return None;
    }
    let padding = letters.iter().rev().take_while(|&&byte| byte == b'=').count();
    if padding > 2 {
        return None;
    }
    let mut map = Map::new();
    let (mut bits, mut held) = (0_u32, 0);
    for &letter in &letters[..letters.len() - padding] {
        let six = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = (bits << 6) | u32::from(six);
        held += 6;
        if held >= 8 {
            held -= 8;
            let byte = (bits >> held) & 0xff;
            map.push_new(map.len().to_string(), Value::from(i64::from(byte)));
        }
    }
    Some(Value::Map(map))
}
