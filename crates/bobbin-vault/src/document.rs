//! The subjects of drafts, versions and texts: a dashboard, a file, or a text without a place.

use rusqlite::{Connection, OptionalExtension as _, params};

/// The name of a document, stable over restarts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DocumentKey {
    /// A dashboard of an instance.
    Dashboard {
        /// Bobbin's id for the instance.
        instance: String,
        /// The dashboard's path; `lovelace` for the default one.
        url_path: String,
    },
    /// A file on this computer.
    File {
        /// Its full path.
        path: String,
    },
    /// A text without a place yet.
    Untitled {
        /// Distinguishes several.
        number: u32,
    },
}

impl DocumentKey {
    /// A dashboard.
    pub fn dashboard(instance: impl Into<String>, url_path: impl Into<String>) -> Self {
        Self::Dashboard { instance: instance.into(), url_path: url_path.into() }
    }

    /// A file.
    pub fn file(path: impl Into<String>) -> Self {
        Self::File { path: path.into() }
    }

    /// The columns of the key in the table: kind, instance, path.
    fn columns(&self) -> (&'static str, &str, String) {
        match self {
            Self::Dashboard { instance, url_path } => ("dashboard", instance, url_path.clone()),
            Self::File { path } => ("file", "", path.clone()),
            Self::Untitled { number } => ("untitled", "", number.to_string()),
        }
    }

    pub(crate) fn from_columns(kind: &str, instance: String, path: String) -> Option<Self> {
        match kind {
            "dashboard" => Some(Self::Dashboard { instance, url_path: path }),
            "file" => Some(Self::File { path }),
            "untitled" => path.parse().ok().map(|number| Self::Untitled { number }),
            _ => None,
        }
    }

    /// Its row, if it has one.
    pub(crate) fn find(&self, connection: &Connection) -> rusqlite::Result<Option<i64>> {
        let (kind, instance, path) = self.columns();
        connection
            .prepare_cached("SELECT id FROM documents WHERE kind = ?1 AND instance = ?2 AND path = ?3")?
            .query_row(params![kind, instance, path], |row| row.get(0))
            .optional()
    }

    /// Its row, made if need be.
    pub(crate) fn find_or_add(&self, connection: &Connection) -> rusqlite::Result<i64> {
        if let Some(id) = self.find(connection)? {
            return Ok(id);
        }
        let (kind, instance, path) = self.columns();
        connection
            .prepare_cached("INSERT INTO documents (kind, instance, path) VALUES (?1, ?2, ?3)")?
            .insert(params![kind, instance, path])
    }
}
