//! Bobbin's reading of YAML compared with the real libraries: js-yaml 5.5.0, js-yaml 4.1.1, and PyYAML 6.0.3 with Home
//! Assistant's rules.
//!
//! Each library reads every text in its dialect, and the values have to be equal, or both refuse the text. Deliberate
//! differences are in `exceptions`, with the reason.

mod compare;
mod corpus;
mod exceptions;
mod generate;
mod hazards;
mod oracle;

use bobbin_core::value::{Map, Value};
use bobbin_core::yaml::{Dialect, EmitStyle, LineEnding, Quotes, emit, parse};
use compare::{DIALECTS, difference, json, report, same};
use oracle::Oracles;

#[test]
fn reads_every_hazard_like_the_real_libraries() {
    let mut oracles = Oracles::start();
    let mut differences = Vec::new();
    for text in hazards::texts() {
        for dialect in DIALECTS {
            differences.extend(difference(&mut oracles, dialect, &text));
        }
    }
    report(&differences);
}

#[test]
fn reads_every_generated_text_like_the_real_libraries() {
    let mut oracles = Oracles::start();
    let mut differences = Vec::new();
    let count = std::env::var("BOBBIN_GENERATED").ok().and_then(|count| count.parse().ok()).unwrap_or(3000);
    let seed = std::env::var("BOBBIN_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(1);
    let mut generator = generate::Generator::new(seed);
    for _ in 0..count {
        let text = generator.text();
        for dialect in DIALECTS {
            differences.extend(difference(&mut oracles, dialect, &text));
        }
    }
    report(&differences);
}

#[test]
fn reads_every_real_dashboard_like_the_real_libraries() {
    let mut oracles = Oracles::start();
    let mut differences = Vec::new();
    for (path, text) in corpus::files("yaml") {
        for dialect in DIALECTS {
            if let Some(difference) = difference(&mut oracles, dialect, &text) {
                differences.push(format!("{}: {}", path.display(), shorten(&difference)));
            }
        }
    }
    report(&differences);
}

#[test]
fn every_dialect_reads_emitted_text_back() {
    let mut oracles = Oracles::start();
    let mut differences = Vec::new();
    let mut values: Vec<Value> = Vec::new();
    for (_, text) in corpus::files("json") {
        values.push(serde_json::from_str(&text).expect("a storage file is JSON"));
    }
    let mut generator = generate::Generator::new(7);
    for _ in 0..400 {
        values.push(generator.value(4));
    }
    for texts in hazards::texts().chunks(25) {
        values.push(Value::List(texts.iter().cloned().map(Value::String).collect()));
    }
    let keys: Map = hazards::texts().into_iter().map(|text| (text.clone(), Value::String(text))).collect();
    values.push(Value::Map(keys));
    for value in &values {
        for style in STYLES {
            let text = emit(value, style);
            for dialect in DIALECTS {
                let ours = parse(&text, dialect).value;
                let theirs = oracles.read(dialect, &text);
                let good = |read: Option<&Value>| read.is_some_and(|read| emitted_same(dialect, value, read));
                if !good(ours.as_ref()) || !good(theirs.as_ref().ok()) {
                    let read = theirs.map_or_else(|error| format!("error: {error}"), |value| json(&value));
                    differences.push(shorten(&format!("{dialect:?}\n  {text:?}\n  {}\n  {read}", json(value))));
                }
            }
        }
    }
    report(&differences);
}

const STYLES: &[EmitStyle] = &[
    EmitStyle { indent: 2, list_indent: 2, quotes: Quotes::Single, line_ending: LineEnding::Lf },
    EmitStyle { indent: 4, list_indent: 0, quotes: Quotes::Double, line_ending: LineEnding::CrLf },
];

/// Whether the values are equal when numbers are compared like in JavaScript and keys are in order, as far as
/// JavaScript keeps it.
fn emitted_same(dialect: Dialect, value: &Value, read: &Value) -> bool {
    let dialect = if dialect == Dialect::Core { Dialect::Editor } else { dialect };
    same(dialect, value, read)
}

fn shorten(text: &str) -> String {
    let end = text.floor_char_boundary(3000);
    text[..end].to_owned()
}
