//! The laws for every edit of every text.
//!
//! The bytes are a text, `0xFF`, and then operations of six bytes each.

use bobbin_core::edit::{EditError, Op, edit, model};
use bobbin_core::path::{Path, Step};
use bobbin_core::text_edit::{apply, invert};
use bobbin_core::value::Value;
use bobbin_core::yaml::{Dialect, parse};

/// The maximum number of operations on one text.
const MOST: usize = 6;

/// Values to set and to insert.
const VALUES: [&str; 10] = [
    "null",
    "true",
    "12",
    r#""text""#,
    r#""on""#,
    r#""line one\n\n  line two\n""#,
    r#"" # - led by a space""#,
    "[]",
    r#"{"type":"tile","cards":[{"a":[1,{}]}]}"#,
    r#"["a",{"entity":"b"}]"#,
];

pub(crate) fn check(bytes: &[u8]) {
    let (text, choices) = match bytes.iter().position(|byte| *byte == 0xff) {
        Some(end) => (&bytes[..end], &bytes[end + 1..]),
        None => (bytes, &[][..]),
    };
    let Ok(text) = std::str::from_utf8(text) else { return };
    for dialect in [Dialect::Editor, Dialect::EditorLegacy, Dialect::Core] {
        let mut text = text.to_owned();
        for choice in choices.chunks_exact(6).take(MOST) {
            let parsed = parse(&text, dialect);
            let Some(mut value) = parsed.value.clone() else { break };
            let op = operation(&value, choice);
            let modelled = model::apply_op(&mut value, &op);
            match edit(&parsed, std::slice::from_ref(&op)) {
                Ok(edited) => {
                    assert_eq!(modelled, Ok(()), "{op:?}");
                    assert_eq!(apply(&text, &edited.edits), edited.text);
                    assert_eq!(apply(&edited.text, &invert(&text, &edited.edits)), text);
                    let again = parse(&edited.text, dialect).value;
                    assert!(
                        again.is_some_and(|again| again.same_meaning(&value)),
                        "{op:?}\n{text}\n---\n{}",
                        edited.text
                    );
                    text = edited.text;
                }
                // Unusual texts may be refused by the check, but never edited wrongly.
                Err(EditError::Refused { .. } | EditError::WouldChangeMeaning { .. }) => {}
                Err(error) => assert!(modelled.is_err(), "{error}: {op:?}\n{text}"),
            }
        }
    }
}

fn gather(value: &Value, path: Path, out: &mut Vec<Path>) {
    if out.len() > 200 {
        return;
    }
    match value {
        Value::List(items) => {
            for (index, item) in items.iter().enumerate() {
                gather(item, path.join(index), out);
            }
        }
        Value::Map(map) => {
            for (key, value) in map.iter() {
                gather(value, path.join(key), out);
            }
        }
        _ => {}
    }
    out.push(path);
}

fn operation(value: &Value, choice: &[u8]) -> Op {
    let mut paths = Vec::new();
    gather(value, Path::root(), &mut paths);
    let path = |byte: u8| paths[usize::from(byte) % paths.len()].clone();
    let place = |byte: u8, position: u8| {
        let path = path(byte);
        match value.at(&path) {
            Some(Value::List(items)) => path.join(usize::from(position) % (items.len() + 1)),
            _ => path.join(["new", "type", "cards"][usize::from(position) % 3]),
        }
    };
    let new = |byte: u8| -> Value {
        serde_json::from_str(VALUES[usize::from(byte) % VALUES.len()]).expect("the values are JSON")
    };
    let wrapper = r#"{"type":"stack","cards":[],"card":null}"#;
    match choice[0] % 8 {
        0 => Op::Set { path: path(choice[1]), value: new(choice[2]) },
        1 => Op::Set { path: place(choice[1], choice[2]), value: new(choice[3]) },
        2 => Op::Remove { path: path(choice[1]) },
        3 => Op::Insert { path: place(choice[1], choice[2]), value: new(choice[3]) },
        4 => Op::Move { from: path(choice[1]), to: place(choice[2], choice[3]) },
        5 => Op::RenameKey {
            path: path(choice[1]),
            key: ["renamed", "on", "a: b", ""][usize::from(choice[2]) % 4].into(),
        },
        6 => {
            let hole = if choice[2].is_multiple_of(2) {
                vec![Step::from("cards"), 0.into()]
            } else {
                vec![Step::from("card")]
            };
            let with = serde_json::from_str(wrapper).expect("the wrapper is JSON");
            Op::Wrap { path: path(choice[1]), with, hole: Path(hole), count: 1 + usize::from(choice[3] % 2) }
        }
        _ => Op::Unwrap { path: path(choice[1]), key: None },
    }
}
