//! Unquoted texts that HA's dialects read differently.
//!
//! A dashboard can be read by today's editor, by one of an older frontend, and from a file by Core. Where
//! one of them sees another value, the person who wrote it should know and can quote it.

use super::Dialect;
use super::number::{javascript_text, python_text};
use super::resolve::{Meaning, resolve};
use crate::value::Number;

/// Whether a text could be anything but itself to some dialect: a quick look that lets nearly all pass.
pub(crate) fn may_differ(text: &str) -> bool {
    let bytes = text.as_bytes();
    match bytes.first() {
        // A whole number as people write it means the same to all.
        Some(b'1'..=b'9') => !bytes.iter().all(u8::is_ascii_digit) || bytes.len() > 18,
        Some(b'0' | b'+' | b'-' | b'.') => bytes.len() > 1,
        Some(b'y' | b'Y' | b'n' | b'N' | b'o' | b'O') => bytes.len() <= 3,
        Some(b'<' | b'=') => bytes.len() <= 2,
        _ => false,
    }
}

/// The readings of all dialects in words, if they differ; `None` if they agree.
pub(crate) fn difference(text: &str, key: bool) -> Option<String> {
    let [editor, legacy, core] =
        [Dialect::Editor, Dialect::EditorLegacy, Dialect::Core].map(|dialect| reading(text, dialect, key));
    if editor == legacy && legacy == core {
        return None;
    }
    let what = if key { "This key" } else { "This" };
    Some(if editor == core {
        format!("{what} is {editor} for Home Assistant today, and {legacy} for its editor before 2026.8")
    } else if editor == legacy {
        format!("{what} is {editor} for Home Assistant's editor, and {core} in its YAML files")
    } else if legacy == core {
        format!("{what} is {editor} for Home Assistant's editor, and {legacy} for older ones and in its YAML files")
    } else {
        format!(
            "{what} is {editor} for Home Assistant's editor, {legacy} for its editor before 2026.8, \
             and {core} in its YAML files"
        )
    })
}

/// A dialect's reading of an unquoted text, in words.
pub(crate) fn reading(text: &str, dialect: Dialect, key: bool) -> String {
    match resolve(text, dialect) {
        Meaning::Null if key => "the text \"null\"".to_owned(),
        Meaning::Null => "nothing (null)".to_owned(),
        Meaning::Bool(bool) if key => format!("the text \"{bool}\""),
        Meaning::Bool(bool) => bool.to_string(),
        // JSON has neither infinity nor not-a-number.
        Meaning::Number(number) if !number.as_f64().is_finite() && !key => "nothing (null)".to_owned(),
        Meaning::Number(Number::Float(number)) if key && dialect == Dialect::Core => {
            format!("the text \"{}\"", python_text(number))
        }
        Meaning::Number(number) if key => format!("the text \"{}\"", javascript_text(number.as_f64())),
        Meaning::Number(number) => format!("the number {}", javascript_text(number.as_f64())),
        Meaning::Date(date) => match dialect {
            Dialect::Editor if key => "an error".to_owned(),
            Dialect::EditorLegacy if key => format!("the text \"{}\"", date.javascript_key()),
            _ => format!("the date {}", date.saved(dialect).unwrap_or_default()),
        },
        Meaning::Fails(_) if key && text == "=" => "the text \"=\"".to_owned(),
        Meaning::Merge if !key && dialect == Dialect::Core => "an error".to_owned(),
        Meaning::Fails(_) => "an error".to_owned(),
        Meaning::Merge | Meaning::Text => format!("the text \"{text}\""),
    }
}
