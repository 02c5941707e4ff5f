//! The types of a command's fields, and Home Assistant's messages about wrong ones.

use crate::failure::Failure;
use crate::json::Json;

/// The type of a field.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Kind {
    Any,
    Bool,
    /// A boolean, or a word for one.
    Boolish,
    Int,
    Text,
    /// Anything that is not a list, an object or null, as text.
    Textish,
    /// Text or null.
    TextOrNull,
    /// `prefix:name`.
    Icon,
    /// The same, or null, which removes it.
    IconOrNull,
    /// An object or text: a dashboard's config.
    Config,
    Object,
    /// `{"coalesce_messages": 1}`.
    Features,
    OneOf(&'static [&'static str]),
    /// This text only.
    Only(&'static str),
}

/// A field of a command.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Field {
    name: &'static str,
    kind: Kind,
    required: bool,
}

pub(crate) const fn required(name: &'static str, kind: Kind) -> Field {
    Field { name, kind, required: true }
}

pub(crate) const fn optional(name: &'static str, kind: Kind) -> Field {
    Field { name, kind, required: false }
}

/// The fields of a command.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Fields {
    /// Only `id` and `type`, which Home Assistant checks separately, with other messages.
    None,
    These(&'static [Field]),
}

/// Checks a command and converts accepted spellings (the text "on" becomes true).
pub(crate) fn check(message: &mut Json, fields: Fields) -> Result<(), Failure> {
    let Json::Object(members) = message else { return Err(Failure::invalid("Message incorrectly formatted.")) };
    let fields = match fields {
        Fields::None if members.len() == 2 => return Ok(()),
        Fields::None => return Err(Failure::invalid(format!("extra keys not allowed. Got {}", message.repr()))),
        Fields::These(fields) => fields,
    };
    let mut problems = Vec::new();
    for (name, value) in members.iter_mut().filter(|(name, _)| name != "id" && name != "type") {
        match fields.iter().find(|field| field.name == name) {
            Some(field) => {
                if let Err((what, at)) = take(value, field.kind) {
                    let at = if at.is_empty() { name.clone() } else { format!("{name}.{at}") };
                    problems.push(format!("{what} at '{at}'. Got {}", value.repr()));
                }
            }
            None => problems.push(format!("not a valid option at '{name}'. Got {}", value.repr())),
        }
    }
    let mut missing: Vec<_> = fields
        .iter()
        .filter(|field| field.required && !members.iter().any(|(name, _)| name == field.name))
        .map(|field| field.name)
        .collect();
    missing.sort_unstable();
    problems.extend(missing.iter().map(|name| format!("required key not provided at '{name}'. Got None")));
    if problems.is_empty() { Ok(()) } else { Err(Failure::invalid(problems.join("\n"))) }
}

/// The fault, and its place within the value.
type Wrong = (String, &'static str);

fn take(value: &mut Json, kind: Kind) -> Result<(), Wrong> {
    let wrong = |what: &str| Err((what.to_owned(), ""));
    match kind {
        Kind::Any => {}
        Kind::Bool if !matches!(value, Json::Bool(_)) => return wrong("expected bool"),
        Kind::Boolish => match truth(value) {
            Some(truth) => *value = truth.into(),
            None => return Err((format!("invalid boolean value {}", plain(value)), "")),
        },
        Kind::Int if !value.is_integer() => return wrong("expected int"),
        Kind::Text if value.as_str().is_none() => return wrong("expected str"),
        Kind::Textish => match value {
            Json::Null => return wrong("string value is None"),
            Json::Array(_) | Json::Object(_) => return wrong("value should be a string"),
            _ => *value = plain(value).into(),
        },
        Kind::IconOrNull if *value == Json::Null => {}
        Kind::Icon | Kind::IconOrNull if !value.as_str().is_some_and(|icon| icon.contains(':')) => {
            return wrong("Icons should be specified in the form \"prefix:name\"");
        }
        Kind::Config if !matches!(value, Json::Object(_) | Json::String(_)) => return wrong("expected str or dict"),
        Kind::Object if !matches!(value, Json::Object(_)) => return wrong("expected dict"),
        Kind::Features => {
            let Json::Object(members) = &*value else { return wrong("expected dict") };
            if let Some((_, feature)) = members.iter().find(|(_, feature)| !feature.is_integer()) {
                let what = "expected int".to_owned();
                *value = feature.clone();
                return Err((what, "coalesce_messages"));
            }
        }
        Kind::OneOf(words) if !value.as_str().is_some_and(|word| words.contains(&word)) => {
            let words: Vec<_> = words.iter().map(|word| format!("'{word}'")).collect();
            return Err((format!("value must be one of [{}]", words.join(", ")), ""));
        }
        Kind::Only(word) if value.as_str() != Some(word) => return wrong("not a valid value"),
        // `lovelace/config` accepts a number and then finds no dashboard of that name.
        Kind::TextOrNull if !matches!(value, Json::Null | Json::String(_)) => *value = plain(value).into(),
        _ => {}
    }
    Ok(())
}

fn truth(value: &Json) -> Option<bool> {
    match value {
        Json::Bool(value) => Some(*value),
        Json::Int(0) | Json::UInt(0) => Some(false),
        Json::Int(_) | Json::UInt(_) | Json::Float(_) => Some(true),
        Json::String(word) => match word.to_lowercase().trim() {
            "1" | "true" | "yes" | "on" | "enable" => Some(true),
            "0" | "false" | "no" | "off" | "disable" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

/// A scalar as Python's `str` shows it.
fn plain(value: &Json) -> String {
    value.as_str().map_or_else(|| value.repr(), str::to_owned)
}
