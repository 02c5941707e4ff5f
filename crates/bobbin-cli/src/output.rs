//! The only place that prints: data to standard output or a file, words to standard error.
//!
//! Must stay true: nothing that a terminal would obey is printed. Words and tables are for people and always
//! escaped. Data keeps its bytes in a file or a pipe, and is escaped only where standard output is a terminal.

use std::io::{ErrorKind, IsTerminal as _, Write as _};
use std::path::Path;

use bobbin_app::terminal;
use bobbin_core::value::Value;
use bobbin_vault::files::{self, Encoding, Expect};
use serde::Serialize;

use crate::exit::{Exit, Failure};
use crate::input;

/// Writes one line to standard error.
pub(crate) fn words(words: &str) {
    let line = format!("{}\n", terminal::line(words.trim_end()));
    // With standard error closed, the exit code is the only report left.
    let _written = std::io::stderr().lock().write_all(line.as_bytes());
}

/// Writes data as JSON, with a line break after it.
pub(crate) fn json(data: &impl Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(data)
        .map_err(|error| Failure::new(Exit::Internal, format!("the answer can't be written as JSON: {error}")))?;
    json_text(&text)
}

/// Writes data as JSON in one line.
pub(crate) fn json_line(data: &serde_json::Value) -> Result<(), Failure> {
    json_text(&data.to_string())
}

/// Writes a text to a file, or to standard output where none or `-` is named.
pub(crate) fn text(file: Option<&Path>, text: &str, encoding: Encoding) -> Result<(), Failure> {
    match file.filter(|file| !input::is_standard(file)) {
        None if to_terminal() => print(terminal::text(text).as_bytes()),
        None => print(&encoding.encode(text)),
        Some(file) => match files::save_file(file, text, encoding, Expect::Anything) {
            Ok(_) => Ok(()),
            Err(error) => Err(Failure::bad_input(error.to_string())),
        },
    }
}

/// Writes columns that line up, the last one free.
pub(crate) fn table(rows: &[Vec<String>]) -> Result<(), Failure> {
    let shown: Vec<Vec<_>> = rows.iter().map(|row| row.iter().map(|cell| terminal::line(cell)).collect()).collect();
    let columns = shown.iter().map(Vec::len).max().unwrap_or_default();
    let width = |column: usize| shown.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max();
    let widths: Vec<_> = (0..columns).map(|column| width(column).unwrap_or_default()).collect();
    let mut out = String::new();
    for row in &shown {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}"));
        out.push_str(cells.collect::<Vec<_>>().join("  ").trim_end());
        out.push('\n');
    }
    print(out.as_bytes())
}

/// Writes sentences, one on each line.
pub(crate) fn sentences(sentences: impl IntoIterator<Item = String>) -> Result<(), Failure> {
    table(&sentences.into_iter().map(|sentence| vec![sentence]).collect::<Vec<_>>())
}

/// Writes a name in a line of its own.
pub(crate) fn name(name: &str) -> Result<(), Failure> {
    let name = if to_terminal() { terminal::line(name) } else { name.into() };
    print(format!("{name}\n").as_bytes())
}

/// A value as Home Assistant would store it.
pub(crate) fn value(value: Value) -> Result<(), Failure> {
    json(&value.as_json())
}

fn json_text(text: &str) -> Result<(), Failure> {
    let text = if to_terminal() { terminal::json(text) } else { text.into() };
    print(format!("{text}\n").as_bytes())
}

fn to_terminal() -> bool {
    std::io::stdout().is_terminal()
}

/// A reader that stops reading has enough.
fn print(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::new(Exit::Internal, format!("standard output: {error}")))
        }
        _ => Ok(()),
    }
}
