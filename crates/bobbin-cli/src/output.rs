//! The only place that prints: data to standard output or a file, words to standard error.

use std::io::{ErrorKind, Write as _};
use std::path::Path;

use bobbin_core::value::Value;
use bobbin_vault::files::{self, Encoding, Expect};
use serde::Serialize;

use crate::exit::{Exit, Failure};
use crate::input;

/// Says something to the person.
#[expect(clippy::print_stderr, reason = "words of a command go to standard error")]
pub(crate) fn words(words: &str) {
    eprintln!("{}", words.trim_end());
}

/// Writes data to standard output. Whoever stops reading has what they wanted.
pub(crate) fn data(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::new(Exit::Internal, format!("standard output: {error}")))
        }
        _ => Ok(()),
    }
}

/// Writes data as JSON, with a line break behind it.
pub(crate) fn json(data: &impl Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(data)
        .map_err(|error| Failure::new(Exit::Internal, format!("the answer can't be written as JSON: {error}")))?;
    self::data(format!("{text}\n").as_bytes())
}

/// Writes a text to a file, or to standard output where none or `-` is named.
pub(crate) fn text(file: Option<&Path>, text: &str, encoding: Encoding) -> Result<(), Failure> {
    match file.filter(|file| !input::is_standard(file)) {
        None => data(&encoding.encode(text)),
        Some(file) => match files::save_file(file, text, encoding, Expect::Anything) {
            Ok(_) => Ok(()),
            Err(error) => Err(Failure::bad_input(error.to_string())),
        },
    }
}

/// Writes columns that line up, the last one free.
pub(crate) fn table(rows: &[Vec<String>]) -> Result<(), Failure> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max();
    let widths: Vec<_> = (0..columns).map(|column| width(column).unwrap_or_default()).collect();
    let mut out = String::new();
    for row in rows {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}"));
        out.push_str(cells.collect::<Vec<_>>().join("  ").trim_end());
        out.push('\n');
    }
    data(out.as_bytes())
}

/// A value as Home Assistant would store it.
pub(crate) fn value(value: Value) -> Result<(), Failure> {
    json(&value.as_json())
}
