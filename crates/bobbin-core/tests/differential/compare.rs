//! Comparing Bobbin's reading with a library's.

use std::fmt::Write as _;

use bobbin_core::value::{Map, Number, Value};
use bobbin_core::yaml::{Dialect, parse};

use crate::oracle::Oracles;

pub(crate) const DIALECTS: [Dialect; 3] = [Dialect::Editor, Dialect::EditorLegacy, Dialect::Core];

/// Describes how Bobbin's reading of a text differs from the library's; `None` if it does not.
pub(crate) fn difference(oracles: &mut Oracles, dialect: Dialect, text: &str) -> Option<String> {
    if crate::exceptions::reason(dialect, text).is_some() {
        return None;
    }
    let parsed = parse(text, dialect);
    let theirs = oracles.read(dialect, text);
    match (&parsed.value, &theirs) {
        (None, Err(_)) => None,
        (Some(ours), Ok(theirs)) if same(dialect, ours, theirs) => None,
        (ours, theirs) => {
            let ours = match ours {
                Some(value) => json(value),
                None => format!("problem: {}", parsed.problems[0].message),
            };
            let theirs = match theirs {
                Ok(value) => json(value),
                Err(error) => format!("error: {error}"),
            };
            Some(format!("{dialect:?}\n  text:   {text:?}\n  ours:   {ours}\n  theirs: {theirs}"))
        }
    }
}

pub(crate) fn json(value: &Value) -> String {
    serde_json::to_string(value).expect("a value is JSON")
}

/// Whether two values are equal for a dialect. JavaScript has one kind of number and moves keys that look like
/// positions to the front, which Bobbin does not do.
pub(crate) fn same(dialect: Dialect, ours: &Value, theirs: &Value) -> bool {
    match (ours, theirs) {
        (Value::List(a), Value::List(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(dialect, a, b)),
        (Value::Map(a), Value::Map(b)) => {
            let order = |map: &Map| -> Vec<String> {
                let moved = |key: &&str| dialect != Dialect::Core && is_position(key);
                let mut first: Vec<&str> = map.keys().filter(moved).collect();
                first.sort_by_key(|key| key.parse::<u64>().expect("it is a number"));
                first.into_iter().chain(map.keys().filter(|key| !moved(key))).map(str::to_owned).collect()
            };
            order(a) == order(b) && a.iter().all(|(key, value)| b.get(key).is_some_and(|b| same(dialect, value, b)))
        }
        (Value::Number(Number::Float(ours)), Value::Null) => !ours.is_finite(),
        (Value::Number(a), Value::Number(b)) if dialect == Dialect::Core => a == b,
        _ => ours.same_meaning(theirs),
    }
}

/// Whether JavaScript treats the key as a position in a list.
fn is_position(key: &str) -> bool {
    key.parse::<u32>().is_ok_and(|number| number != u32::MAX && number.to_string() == key)
}

/// Fails with the first differences, if there are any.
pub(crate) fn report(differences: &[String]) {
    let mut message = String::new();
    for difference in
        differences.iter().take(std::env::var("BOBBIN_SHOW").ok().and_then(|most| most.parse().ok()).unwrap_or(25))
    {
        writeln!(message, "\n{difference}").expect("a text takes text");
    }
    assert!(differences.is_empty(), "{} readings differ:{message}", differences.len());
}
