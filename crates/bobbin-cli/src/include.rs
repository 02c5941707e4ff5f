//! A folder of this computer as the files that Home Assistant Core's includes are read from. Paths that leave
//! the folder are refused before they get here.

use std::collections::BTreeMap;
use std::path::PathBuf;

use bobbin_core::yaml::{Files, Listed};
use bobbin_vault::VaultError;
use bobbin_vault::files;

/// A folder.
pub(crate) struct Folder {
    /// Where it is.
    pub(crate) path: PathBuf,
    /// Files whose text is known already, by their path in it: standard input, and what was edited.
    pub(crate) known: BTreeMap<String, String>,
}

impl Files for Folder {
    fn read(&self, path: &str) -> Result<Option<String>, String> {
        if let Some(text) = self.known.get(path) {
            return Ok(Some(text.clone()));
        }
        match files::open_file(&self.path.join(path)) {
            Ok(opened) => Ok(Some(opened.text)),
            Err(VaultError::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.to_string()),
        }
    }

    fn list(&self, folder: &str) -> Option<Vec<Listed>> {
        let entries = std::fs::read_dir(self.path.join(folder)).ok()?;
        let listed = entries.filter_map(Result::ok).filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            Some(Listed { name, folder: entry.path().is_dir() })
        });
        Some(listed.collect())
    }
}
