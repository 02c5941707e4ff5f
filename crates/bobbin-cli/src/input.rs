//! Reading what is named on the command line. What can't be used is said as `FILE:LINE:COL: words`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use bobbin_core::value::Value;
use bobbin_core::yaml::{self, Dialect, Parsed};
use bobbin_vault::VaultError;
use bobbin_vault::files::{self, Encoding};
use serde::de::DeserializeOwned;

use crate::exit::Failure;

/// A YAML file that has a meaning.
pub(crate) struct Document {
    /// Its name as it was given.
    pub(crate) file: PathBuf,
    /// What it says.
    pub(crate) parsed: Parsed,
    /// What that means.
    pub(crate) value: Value,
    /// How it stands in the file.
    pub(crate) encoding: Encoding,
}

impl Document {
    /// Reads a file.
    pub(crate) fn read(file: &Path, dialect: Dialect) -> Result<Self, Failure> {
        let (text, encoding) = text(file)?;
        let parsed = yaml::parse(&text, dialect);
        match parsed.value.clone() {
            Some(value) => Ok(Self { file: file.to_owned(), parsed, value, encoding }),
            None => {
                let mut words = String::new();
                for problem in &parsed.problems {
                    // Writing to a string does not fail.
                    let _ = writeln!(words, "{}:{problem}", file.display());
                    if let Some(hint) = &problem.hint {
                        let _ = writeln!(words, "  {hint}");
                    }
                }
                Err(Failure::bad_input(words))
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

/// The full path of a file that need not be there yet, whatever links lead to it.
pub(crate) fn full_path(file: &Path) -> Option<String> {
    let full = std::fs::canonicalize(file).or_else(|_| std::path::absolute(file)).ok()?;
    Some(full.display().to_string())
}

/// Reads the text of a file.
pub(crate) fn text(file: &Path) -> Result<(String, Encoding), Failure> {
    match files::open_file(file) {
        Ok(opened) => Ok((opened.text, opened.format.encoding)),
        Err(error @ VaultError::NotText { .. }) => Err(Failure::bad_input(format!("{}:1:1: {error}", file.display()))),
        Err(error) => Err(Failure::bad_input(error.to_string())),
    }
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
