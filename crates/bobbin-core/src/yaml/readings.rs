//! Unquoted texts that HA's dialects read differently.
//!
//! A dashboard can be read by today's editor, by one of an older frontend, and from a file by Core. Where
//! one of them sees another value, the person who wrote it should know and can quote it.

use std::borrow::Cow;

use bobbin_words::problems as words;

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

/// A dialect's reading of an unquoted text.
#[derive(PartialEq)]
enum Reading<'t> {
    Text(Cow<'t, str>),
    Number(String),
    Date(String),
    Bool(bool),
    Nothing,
    Error,
}

impl Reading<'_> {
    fn spelled_out(&self) -> String {
        match self {
            Self::Text(text) => words::reading_text(text),
            Self::Number(number) => words::reading_number(number),
            Self::Date(date) => words::reading_date(date),
            Self::Bool(bool) => bool.to_string(),
            Self::Nothing => words::reading_nothing(),
            Self::Error => words::reading_error(),
        }
    }
}

/// The readings of all dialects in words, if they differ; `None` if they agree.
pub(crate) fn difference(text: &str, key: bool) -> Option<String> {
    let [editor, legacy, core] =
        [Dialect::Editor, Dialect::EditorLegacy, Dialect::Core].map(|dialect| reading(text, dialect, key));
    if editor == legacy && legacy == core {
        return None;
    }
    let what = if key { "key" } else { "value" };
    Some(if editor == core {
        words::differs_before(what, editor.spelled_out(), legacy.spelled_out())
    } else if editor == legacy {
        words::differs_in_files(what, editor.spelled_out(), core.spelled_out())
    } else if legacy == core {
        words::differs_before_and_in_files(what, editor.spelled_out(), legacy.spelled_out())
    } else {
        words::differs_everywhere(what, editor.spelled_out(), legacy.spelled_out(), core.spelled_out())
    })
}

fn reading(text: &str, dialect: Dialect, key: bool) -> Reading<'_> {
    let own = |text: String| Reading::Text(Cow::Owned(text));
    match resolve(text, dialect) {
        Meaning::Null if key => Reading::Text(Cow::Borrowed("null")),
        Meaning::Null => Reading::Nothing,
        Meaning::Bool(bool) if key => own(bool.to_string()),
        Meaning::Bool(bool) => Reading::Bool(bool),
        // JSON has neither infinity nor not-a-number.
        Meaning::Number(number) if !number.as_f64().is_finite() && !key => Reading::Nothing,
        Meaning::Number(Number::Float(number)) if key && dialect == Dialect::Core => own(python_text(number)),
        Meaning::Number(number) if key => own(javascript_text(number.as_f64())),
        Meaning::Number(number) => Reading::Number(javascript_text(number.as_f64())),
        Meaning::Date(date) => match dialect {
            Dialect::Editor if key => Reading::Error,
            Dialect::EditorLegacy if key => own(date.javascript_key()),
            _ => Reading::Date(date.saved(dialect).unwrap_or_default()),
        },
        Meaning::Fails(_) if key && text == "=" => Reading::Text(Cow::Borrowed(text)),
        Meaning::Merge if !key && dialect == Dialect::Core => Reading::Error,
        Meaning::Fails(_) => Reading::Error,
        Meaning::Merge | Meaning::Text => Reading::Text(Cow::Borrowed(text)),
    }
}
