//! Writes values as YAML that all dialects of HA read as the same value.
//!
//! Owns the usual style: block lists and mappings, quotes only where needed, `|` for texts of several lines, nothing
//! folded. Does not know existing texts: it writes fragments for a column, and the caller inserts them.
//!
//! Must stay true: all three dialects read every written value as the same value (comparing numbers as JavaScript
//! does). A text that any of them would read otherwise is quoted.

use super::Dialect;
use super::resolve::{Meaning, resolve};
use crate::value::{Map, Number, Value};

/// Which quotes a text gets that needs some. The others are taken where they save escapes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Quotes {
    /// `'text'`.
    #[default]
    Single,
    /// `"text"`.
    Double,
}

/// How lines end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum LineEnding {
    /// Line feed.
    #[default]
    Lf,
    /// Carriage return and line feed, as on Windows.
    CrLf,
}

impl LineEnding {
    /// The characters.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Lf => "\n",
            Self::CrLf => "\r\n",
        }
    }
}

/// The habits to write in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct EmitStyle {
    /// How far a mapping's values are indented, at least 1.
    pub indent: usize,
    /// How far the dashes of a list stand to the right of the key that holds it; 0 is allowed.
    pub list_indent: usize,
    /// Which quotes to use.
    pub quotes: Quotes,
    /// How lines end.
    pub line_ending: LineEnding,
}

impl Default for EmitStyle {
    /// Two spaces, lists too, as HA's own editor writes.
    fn default() -> Self {
        Self { indent: 2, list_indent: 2, quotes: Quotes::Single, line_ending: LineEnding::Lf }
    }
}

/// Writes a whole document, with a line break at its end.
pub fn emit(value: &Value, style: &EmitStyle) -> String {
    let mut emitter = Emitter::new(style);
    match value {
        Value::Map(map) if !map.is_empty() => emitter.map(map, 0),
        Value::List(items) if !items.is_empty() => emitter.list(items, 0),
        Value::String(text) => emitter.text(text, None),
        _ => emitter.scalar(value),
    }
    emitter.line_break();
    emitter.out
}

/// Writes the value after `key:` in a mapping with keys at `column`: with the space or line break before it, without
/// the line break at the end.
///
/// ```text
/// key:⏎  - a      or      key: text
///    ^^^^^^^                  ^^^^^
/// ```
pub fn emit_behind_key(value: &Value, column: usize, style: &EmitStyle) -> String {
    let mut emitter = Emitter::new(style);
    emitter.behind_key(value, column);
    emitter.out
}

/// Writes the value after the `-` of an item with its dash at `column`: with the space before it, without the line
/// break at the end.
pub fn emit_behind_dash(value: &Value, column: usize, style: &EmitStyle) -> String {
    let mut emitter = Emitter::new(style);
    emitter.behind_dash(value, column);
    emitter.out
}

/// Writes `key: value` for a mapping whose keys stand at `column`, without the first line's indentation and
/// the last line's break.
pub fn emit_entry(key: &str, value: &Value, column: usize, style: &EmitStyle) -> String {
    let mut emitter = Emitter::new(style);
    emitter.entry(key, value, column);
    emitter.out
}

/// Writes a key as it stands in front of its colon.
pub fn emit_key(key: &str, style: &EmitStyle) -> String {
    let mut emitter = Emitter::new(style);
    emitter.key(key);
    emitter.out
}

/// Writes a value in one line, as it can stand inside `[…]` and `{…}`: lists and mappings in brackets,
/// quotes where a bracket or comma would end the text.
pub fn emit_flow(value: &Value, style: &EmitStyle) -> String {
    let mut emitter = Emitter::new(style);
    emitter.flow(value);
    emitter.out
}

/// Writes a key as it stands inside `{…}`.
pub fn emit_flow_key(key: &str, style: &EmitStyle) -> String {
    let mut emitter = Emitter::new(style);
    emitter.flow_text(key);
    emitter.out
}

/// Whether a text can stand without quotes as a block value or key and mean itself in every dialect.
pub fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (Some(&first), Some(&last)) = (bytes.first(), bytes.last()) else { return false };
    if first == b' ' || last == b' ' || last == b':' {
        return false;
    }
    let starts = match first {
        b'-' => bytes.get(1).is_some_and(|next| next.is_ascii_alphanumeric() || *next == b'_'),
        b'?' | b':' | b',' | b'[' | b']' | b'{' | b'}' | b'#' | b'&' | b'*' | b'!' | b'|' | b'>' | b'\'' | b'"'
        | b'%' | b'@' | b'`' => false,
        b'.' => !text.starts_with("..."),
        _ => true,
    };
    starts
        && !bytes.windows(2).any(|pair| pair == b": " || pair == b" #")
        && text.chars().all(is_readable)
        && is_text_to_all(text)
}

fn is_text_to_all(text: &str) -> bool {
    [Dialect::Editor, Dialect::EditorLegacy, Dialect::Core]
        .into_iter()
        .all(|dialect| resolve(text, dialect) == Meaning::Text)
}

/// Whether a character can be written as it is, on one line, for every reader.
const fn is_readable(character: char) -> bool {
    !matches!(
        character,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
    )
}

/// The longest key that libyaml reads without a `?` in front, with room for quotes.
const LONGEST_KEY: usize = 1000;

struct Emitter<'s> {
    style: &'s EmitStyle,
    out: String,
}

impl<'s> Emitter<'s> {
    const fn new(style: &'s EmitStyle) -> Self {
        Self { style, out: String::new() }
    }

    fn line_break(&mut self) {
        self.out.push_str(self.style.line_ending.as_str());
    }

    fn spaces(&mut self, count: usize) {
        self.out.extend(std::iter::repeat_n(' ', count));
    }

    fn new_line(&mut self, column: usize) {
        self.line_break();
        self.spaces(column);
    }

    fn map(&mut self, map: &Map, column: usize) {
        for (position, (key, value)) in map.iter().enumerate() {
            if position > 0 {
                self.new_line(column);
            }
            self.entry(key, value, column);
        }
    }

    fn list(&mut self, items: &[Value], column: usize) {
        for (position, item) in items.iter().enumerate() {
            if position > 0 {
                self.new_line(column);
            }
            self.out.push('-');
            self.behind_dash(item, column);
        }
    }

    fn entry(&mut self, key: &str, value: &Value, column: usize) {
        let before = self.out.len();
        self.key(key);
        if self.out.len() - before > LONGEST_KEY {
            self.out.insert_str(before, "? ");
            self.new_line(column);
        }
        self.out.push(':');
        self.behind_key(value, column);
    }

    fn key(&mut self, key: &str) {
        if is_plain(key) {
            self.out.push_str(key);
        } else {
            self.quoted(key);
        }
    }

    fn behind_key(&mut self, value: &Value, column: usize) {
        match value {
            Value::Map(map) if !map.is_empty() => {
                self.new_line(column + self.style.indent);
                self.map(map, column + self.style.indent);
            }
            Value::List(items) if !items.is_empty() => {
                self.new_line(column + self.style.list_indent);
                self.list(items, column + self.style.list_indent);
            }
            Value::String(text) => {
                self.out.push(' ');
                self.text(text, Some(column));
            }
            _ => {
                self.out.push(' ');
                self.scalar(value);
            }
        }
    }

    fn behind_dash(&mut self, value: &Value, column: usize) {
        self.out.push(' ');
        match value {
            // The content starts after the dash and its space, regardless of the indentation of mappings.
            Value::Map(map) if !map.is_empty() => self.map(map, column + 2),
            Value::List(items) if !items.is_empty() => self.list(items, column + 2),
            Value::String(text) => self.text(text, Some(column)),
            _ => self.scalar(value),
        }
    }

    fn scalar(&mut self, value: &Value) {
        match value {
            Value::Null => self.out.push_str("null"),
            Value::Bool(true) => self.out.push_str("true"),
            Value::Bool(false) => self.out.push_str("false"),
            Value::Number(Number::Int(whole)) => self.out.push_str(&whole.to_string()),
            Value::Number(Number::UInt(whole)) => self.out.push_str(&whole.to_string()),
            Value::Number(Number::Float(number)) => self.out.push_str(&float(*number)),
            Value::String(text) => self.text(text, None),
            Value::List(_) => self.out.push_str("[]"),
            Value::Map(_) => self.out.push_str("{}"),
        }
    }

    /// Writes a text that stands in something at `parent`; at the top of a document for `None`.
    fn text(&mut self, text: &str, parent: Option<usize>) {
        if is_plain(text) {
            self.out.push_str(text);
        } else if text.contains('\n') && self.fits_literal(text, parent) {
            self.literal(text, parent);
        } else {
            self.quoted(text);
        }
    }

    fn fits_literal(&self, text: &str, parent: Option<usize>) -> bool {
        let readable = |character: char| matches!(character, '\n' | '\t') || is_readable(character);
        let some_text = !text.trim_matches(['\n', ' ', '\t']).is_empty();
        // At the top of a document the libraries count an explicit indentation differently.
        let indicator = parent.is_some() && (1..=9).contains(&self.style.indent);
        some_text && text.chars().all(readable) && (indicator || !needs_indicator(text))
    }

    fn literal(&mut self, text: &str, parent: Option<usize>) {
        let column = parent.unwrap_or(0) + self.style.indent;
        self.out.push('|');
        if needs_indicator(text) {
            self.out.push_str(&self.style.indent.to_string());
        }
        let body = text.trim_end_matches('\n');
        let breaks = text.len() - body.len();
        match breaks {
            0 => self.out.push('-'),
            1 => {}
            _ => self.out.push('+'),
        }
        for line in body.split('\n') {
            self.line_break();
            if !line.is_empty() {
                self.spaces(column);
                self.out.push_str(line);
            }
        }
        for _ in 1..breaks {
            self.line_break();
        }
    }

    /// Writes a text in quotes, in the preferred ones unless the others need fewer escapes.
    fn quoted(&mut self, text: &str) {
        let readable = text.chars().all(is_readable);
        let single = match self.style.quotes {
            Quotes::Single => !text.contains('\'') || text.contains(['"', '\\']),
            Quotes::Double => text.contains(['"', '\\']) && !text.contains('\''),
        };
        if readable && single {
            self.out.push('\'');
            self.out.push_str(&text.replace('\'', "''"));
            self.out.push('\'');
            return;
        }
        self.out.push('"');
        for character in text.chars() {
            match character {
                '"' => self.out.push_str("\\\""),
                '\\' => self.out.push_str("\\\\"),
                '\n' => self.out.push_str("\\n"),
                '\t' => self.out.push_str("\\t"),
                '\r' => self.out.push_str("\\r"),
                _ if is_readable(character) => self.out.push(character),
                _ if u32::from(character) < 0x100 => self.out.push_str(&format!("\\x{:02x}", u32::from(character))),
                _ => self.out.push_str(&format!("\\u{:04x}", u32::from(character))),
            }
        }
        self.out.push('"');
    }

    fn flow(&mut self, value: &Value) {
        match value {
            Value::List(items) => {
                self.out.push('[');
                for (position, item) in items.iter().enumerate() {
                    if position > 0 {
                        self.out.push_str(", ");
                    }
                    self.flow(item);
                }
                self.out.push(']');
            }
            Value::Map(map) => {
                self.out.push('{');
                for (position, (key, value)) in map.iter().enumerate() {
                    if position > 0 {
                        self.out.push_str(", ");
                    }
                    let before = self.out.len();
                    self.flow_text(key);
                    if self.out.len() - before > LONGEST_KEY {
                        self.out.insert_str(before, "? ");
                        self.out.push(' ');
                    }
                    self.out.push_str(": ");
                    self.flow(value);
                }
                self.out.push('}');
            }
            Value::String(text) => self.flow_text(text),
            _ => self.scalar(value),
        }
    }

    fn flow_text(&mut self, text: &str) {
        // libyaml takes some colons and question marks inside brackets for indicators.
        if is_plain(text) && !text.contains([',', '[', ']', '{', '}', '?', ':']) && !text.starts_with('-') {
            self.out.push_str(text);
        } else {
            self.quoted(text);
        }
    }
}

/// Whether the first line with text starts with a space or tab, so that the header needs the indentation.
fn needs_indicator(text: &str) -> bool {
    text.trim_start_matches('\n').starts_with([' ', '\t'])
}

/// A number with a fraction or exponent, as YAML 1.1 and 1.2 both read it: with a point, and a sign in the
/// exponent.
fn float(number: f64) -> String {
    if number.is_nan() {
        return ".nan".to_owned();
    }
    if number.is_infinite() {
        return if number > 0.0 { ".inf" } else { "-.inf" }.to_owned();
    }
    let text = format!("{number:?}");
    let Some((mantissa, exponent)) = text.split_once('e') else { return text };
    let point = if mantissa.contains('.') { "" } else { ".0" };
    let sign = if exponent.starts_with('-') { "" } else { "+" };
    format!("{mantissa}{point}e{sign}{exponent}")
}
