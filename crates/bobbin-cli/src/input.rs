//! Reads the files of the command line, where `-` is standard input. Problems are reported as `FILE:LINE:COL: words`.

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use bobbin_core::value::Value;
use bobbin_core::yaml::{self, Dialect, Parsed};
use bobbin_vault::VaultError;
use bobbin_vault::files::{self, Encoding};
use serde::de::DeserializeOwned;

use crate::exit::{Exit, Failure};

/// Whether a name stands for standard input or output.
pub(crate) fn is_standard(file: &Path) -> bool {
    file.as_os_str() == "-"
}

/// A file as it was read: standard input can be read only once, so its text is kept for the second use.
pub(crate) struct Source {
    file: PathBuf,
    text: String,
    encoding: Encoding,
}

impl Source {
    /// Reads a file.
    pub(crate) fn read(file: &Path) -> Result<Self, Failure> {
        let (text, encoding) = text(file)?;
        Ok(Self { file: file.to_owned(), text, encoding })
    }
}

/// A YAML file that has a meaning.
pub(crate) struct Document {
    /// Its name as it was given.
    pub(crate) file: PathBuf,
    /// Its text.
    pub(crate) parsed: Parsed,
    /// The meaning of the text.
    pub(crate) value: Value,
    /// Its format in the file.
    pub(crate) encoding: Encoding,
}

impl Document {
    /// Reads a file.
    pub(crate) fn read(file: &Path, dialect: Dialect) -> Result<Self, Failure> {
        Self::of(Source::read(file)?, dialect)
    }

    /// Reads the meaning of a file.
    pub(crate) fn of(source: Source, dialect: Dialect) -> Result<Self, Failure> {
        let Source { file, text, encoding } = source;
        let parsed = yaml::parse(&text, dialect);
        match parsed.value.clone() {
            Some(value) => Ok(Self { file, parsed, value, encoding }),
            None => {
                let lines = parsed.problems.iter().flat_map(|problem| {
                    let hint = problem.hint.as_ref().map(|hint| format!("  {hint}"));
                    [Some(format!("{}:{problem}", file.display())), hint].into_iter().flatten()
                });
                Err(Failure::lines(Exit::BadInput, lines))
            }
        }
    }

    /// The text as it was read.
    pub(crate) fn text(&self) -> &str {
        self.parsed.tree.text()
    }

    /// The full path, by which the vault knows the file.
    pub(crate) fn full_path(&self) -> Option<String> {
        full_path(&self.file)
    }
}

/// The full path of a file that need not exist yet, with links resolved; none for standard input.
pub(crate) fn full_path(file: &Path) -> Option<String> {
    if is_standard(file) {
        return None;
    }
    let full = std::fs::canonicalize(file).or_else(|_| std::path::absolute(file)).ok()?;
    Some(full.display().to_string())
}

/// Reads the text of a file.
pub(crate) fn text(file: &Path) -> Result<(String, Encoding), Failure> {
    let read = if is_standard(file) {
        files::read_text(file, &standard_input()?)
    } else {
        files::open_file(file).map(|opened| (opened.text, opened.format.encoding))
    };
    match read {
        Ok(read) => Ok(read),
        Err(error @ VaultError::NotText { .. }) => Err(Failure::bad_input(format!("{}:1:1: {error}", file.display()))),
        Err(error) => Err(Failure::bad_input(error.to_string())),
    }
}

fn standard_input() -> Result<Vec<u8>, Failure> {
    static READ: AtomicBool = AtomicBool::new(false);
    if READ.swap(true, Ordering::Relaxed) {
        return Err(Failure::new(Exit::Usage, "- is named twice, and standard input can be read once only"));
    }
    let mut bytes = Vec::new();
    std::io::stdin()
        .read_to_end(&mut bytes)
        .map_err(|error| Failure::bad_input(format!("standard input can't be read: {error}")))?;
    Ok(bytes)
}

/// Reads a JSON file.
pub(crate) fn json<T: DeserializeOwned>(file: &Path) -> Result<T, Failure> {
    let (text, _) = text(file)?;
    serde_json::from_str(&text).map_err(|error| {
        let words = error.to_string();
        let place = format!(" at line {} column {}", error.line(), error.column());
        let words = words.strip_suffix(&place).unwrap_or(&words);
        Failure::bad_input(format!("{}:{}:{}: {words}", file.display(), error.line().max(1), error.column().max(1)))
    })
}
