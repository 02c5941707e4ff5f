//! Keys: what text a key becomes, and finding the keys that a mapping has already.

use bobbin_words::problems as words;
use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{BuildHasher as _, RandomState};

use super::{Composer, Size};
use crate::value::{Map, Number, Value};
use crate::yaml::number::{javascript_text, python_text};
use crate::yaml::resolve::{Meaning, resolve};
use crate::yaml::tree::{NodeId, NodeKind, ScalarStyle, Span};
use crate::yaml::{Dialect, ProblemCode};

/// From here on a mapping's keys are looked up by hash.
const SMALL: usize = 12;

/// Finds keys of a mapping that is being built, in constant time however large it is.
#[derive(Default)]
pub(crate) struct Index {
    hashes: HashMap<u64, usize>,
    state: RandomState,
}

impl Index {
    /// The position of a key in `map`, to which entries were only added at the end.
    pub(crate) fn find(&mut self, map: &Map, key: &str) -> Option<usize> {
        if map.len() <= SMALL {
            return map.position(key);
        }
        for position in self.hashes.len()..map.len() {
            let known = map.entry(position).map_or("", |(key, _)| key);
            let hash = self.free_hash(known);
            self.hashes.insert(hash, position);
        }
        let mut hash = self.state.hash_one(key);
        loop {
            let position = *self.hashes.get(&hash)?;
            if map.entry(position).is_some_and(|(known, _)| known == key) {
                return Some(position);
            }
            hash = hash.wrapping_add(1);
        }
    }

    /// A hash for a new key; two keys of one hash stand beside each other.
    fn free_hash(&self, key: &str) -> u64 {
        let mut hash = self.state.hash_one(key);
        while self.hashes.contains_key(&hash) {
            hash = hash.wrapping_add(1);
        }
        hash
    }
}

/// A key as it will stand in the JSON value.
pub(super) struct Key<'t> {
    pub(super) text: Cow<'t, str>,
    /// What Python compares it by, when that is a number: `1`, `1.0` and `true` are one key there.
    pub(super) number: Option<f64>,
    /// Whether it was a text before, and not a number or boolean that became one.
    pub(super) was_text: bool,
    pub(super) merge: bool,
}

impl<'t> Key<'t> {
    fn text(text: Cow<'t, str>) -> Self {
        Self { text, number: None, was_text: true, merge: false }
    }

    fn other(text: impl Into<Cow<'t, str>>) -> Self {
        Self { text: text.into(), number: None, was_text: false, merge: false }
    }
}

impl<'t> Composer<'t, '_, '_, '_> {
    /// Composes a key; reports a problem and returns `None` if the node can't be a key.
    pub(super) fn key(&mut self, id: NodeId) -> Option<Key<'t>> {
        match self.tree.node(id).kind {
            NodeKind::Scalar { style } if self.tree.node(id).properties == u32::MAX || self.tree.tag(id).is_none() => {
                let text = self.decoded(id);
                match style {
                    ScalarStyle::Absent => Some(Key::other("null")),
                    ScalarStyle::Plain => self.plain_key(id, text),
                    _ => Some(Key::text(text)),
                }
            }
            NodeKind::Scalar { .. } => self.tagged_key(id),
            NodeKind::Alias { target } => {
                if self.budget.is_spent() {
                    return None;
                }
                self.following += 1;
                let key = target.and_then(|target| self.key(target));
                self.following -= 1;
                let mut key = key?;
                self.budget.take(Size { values: 0, bytes: key.text.len() });
                self.stop_repeating(id);
                // js-yaml 4 looks at the tag of the key itself, and an alias has none.
                key.merge &= self.dialect != Dialect::EditorLegacy;
                Some(key)
            }
            NodeKind::Sequence { .. } | NodeKind::Mapping { .. } => self.complex_key(id),
        }
    }

    fn plain_key(&mut self, id: NodeId, text: Cow<'t, str>) -> Option<Key<'t>> {
        let meaning = resolve(&text, self.dialect);
        if meaning != Meaning::Merge {
            self.warn_if_read_differently(id, &text, true);
        }
        match meaning {
            Meaning::Text => Some(Key::text(text)),
            Meaning::Merge => Some(Key { merge: true, ..Key::text(text) }),
            Meaning::Null => Some(Key::other("null")),
            Meaning::Bool(bool) => {
                let number = Some(f64::from(u8::from(bool)));
                Some(Key { number, ..Key::other(if bool { "true" } else { "false" }) })
            }
            Meaning::Number(number) => Some(self.number_key(number)),
            Meaning::Date(date) => match self.dialect {
                Dialect::Editor => {
                    let message = words::date_as_key;
                    self.problem(ProblemCode::BadKey, self.tree.node(id).span, message);
                    None
                }
                Dialect::EditorLegacy => Some(Key::other(date.javascript_key())),
                Dialect::Core => Some(Key::other(date.saved(Dialect::Core)?)),
            },
            // PyYAML takes a lone = for a text where it is a key.
            Meaning::Fails(_) if text == "=" => Some(Key::text(text)),
            Meaning::Fails(reason) => {
                self.problem(ProblemCode::BadKey, self.tree.node(id).span, || reason.explanation());
                None
            }
        }
    }

    fn number_key(&self, number: Number) -> Key<'t> {
        let text = match (self.dialect, number) {
            (Dialect::Core, Number::Float(float)) if !float.is_finite() => "null".to_owned(),
            (Dialect::Core, Number::Float(float)) => python_text(float),
            (_, Number::Int(whole)) => whole.to_string(),
            (_, Number::UInt(whole)) => whole.to_string(),
            (_, Number::Float(float)) => javascript_text(float),
        };
        Key { number: Some(number.as_f64()), ..Key::other(text) }
    }

    fn tagged_key(&mut self, id: NodeId) -> Option<Key<'t>> {
        if self.is_merge_tag(id) && (self.dialect == Dialect::Core || self.merge_tag_fits(id)) {
            return Some(Key { merge: true, ..Key::text(Cow::Borrowed("<<")) });
        }
        if self.dialect == Dialect::Core && self.tree.tag(id) == Some("!") {
            let text = self.decoded(id);
            let absent = self.tree.node(id).kind == NodeKind::Scalar { style: ScalarStyle::Absent };
            return if absent { Some(Key::text(text)) } else { self.plain_key(id, text) };
        }
        match self.value(id) {
            Value::String(text) => Some(Key::text(Cow::Owned(text))),
            Value::Null => Some(Key::other("null")),
            Value::Bool(bool) => Some(Key { number: Some(f64::from(u8::from(bool))), ..Key::other(bool.to_string()) }),
            Value::Number(number) => Some(self.number_key(number)),
            Value::List(_) | Value::Map(_) => {
                self.problem(ProblemCode::BadKey, self.tree.node(id).span, words::collection_as_key);
                None
            }
        }
    }

    fn complex_key(&mut self, id: NodeId) -> Option<Key<'t>> {
        let mut span = self.tree.node(id).span;
        let text = self.tree.text();
        let braces = text[..span.start()].bytes().rev().take_while(|&byte| byte == b'{').count();
        let template = text[span.range()].starts_with('{') && (braces > 0 || text[span.range()].starts_with("{{"));
        if template {
            span = Span::new(span.start() - braces, span.end());
        }
        if self.dialect == Dialect::EditorLegacy {
            let message: fn() -> String =
                if template { words::template_as_key } else { words::collection_as_key_in_older_editors };
            if self.following == 0 {
                let code = if template { ProblemCode::UnquotedTemplate } else { ProblemCode::BadKey };
                self.report.warning(code, span, message);
            }
            let value = self.value(id);
            return self.javascript_string(id, &value, false).map(Key::other);
        }
        if template {
            let message = words::template_as_mapping;
            self.problem(ProblemCode::UnquotedTemplate, span, message);
        } else {
            self.problem(ProblemCode::BadKey, span, words::collection_as_key);
        }
        None
    }

    /// What `String(value)` gives in JavaScript, which js-yaml 4 uses for keys.
    fn javascript_string(&mut self, id: NodeId, value: &Value, inside: bool) -> Option<String> {
        Some(match value {
            Value::Null if inside => String::new(),
            Value::Null => "null".to_owned(),
            Value::Bool(bool) => bool.to_string(),
            Value::Number(number) => javascript_text(number.as_f64()),
            Value::String(text) => text.clone(),
            Value::Map(_) => "[object Object]".to_owned(),
            Value::List(_) if inside => {
                let message = words::nested_list_as_key;
                self.problem(ProblemCode::BadKey, self.tree.node(id).span, message);
                return None;
            }
            Value::List(items) => {
                let texts: Option<Vec<String>> =
                    items.iter().map(|item| self.javascript_string(id, item, true)).collect();
                texts?.join(",")
            }
        })
    }
}
