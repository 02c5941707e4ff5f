//! The commented text of each document, and which version a text on disk was pulled from.
//!
//! Home Assistant keeps a value only; comments and formatting live here. A text belongs to the value it
//! means: a caller that shows it checks that Home Assistant still has that value.

use rusqlite::{OptionalExtension as _, params};

use crate::Result;
use crate::content::{self, Hash};
use crate::document::DocumentKey;
use crate::time::Timestamp;
use crate::vault::Vault;
use crate::versions::{self, VersionId};

/// The text of a document, as last saved or pulled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalText {
    /// The text, byte for byte.
    pub text: String,
    /// The hash of the value that it means.
    pub value_hash: Hash,
    /// The time.
    pub at: Timestamp,
}

impl Vault {
    /// Keeps the text of a document, with the hash of the value's JSON text that it means.
    pub fn set_local_text(&self, document: &DocumentKey, text: &str, value_hash: Hash, at: Timestamp) -> Result<()> {
        self.write(|db| {
            let id = document.find_or_add(db)?;
            let near: Option<i64> = db
                .prepare_cached("SELECT text FROM local_texts WHERE id = ?1")?
                .query_row([id], |row| row.get(0))
                .optional()?;
            let near = match near {
                Some(near) => Some(near),
                None => versions::nearest(db, id, versions::Column::Text)?,
            };
            let text = content::put(db, text.as_bytes(), near)?;
            db.prepare_cached(
                "INSERT INTO local_texts (id, text, value_hash, at) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (id) DO UPDATE SET text = ?2, value_hash = ?3, at = ?4",
            )?
            .execute(params![id, text, value_hash, at])?;
            Ok(())
        })
    }

    /// Reads the text of a document.
    pub fn local_text(&self, document: &DocumentKey) -> Result<Option<LocalText>> {
        self.read(|db| {
            let Some(id) = document.find(db)? else { return Ok(None) };
            let row: Option<(i64, Hash, Timestamp)> = db
                .prepare_cached("SELECT text, value_hash, at FROM local_texts WHERE id = ?1")?
                .query_row([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
                .optional()?;
            let Some((text, value_hash, at)) = row else { return Ok(None) };
            Ok(Some(LocalText { text: content::get_text(db, text)?, value_hash, at }))
        })
    }

    /// Remembers which version a dashboard was pulled as: into a file, or in general (`file` is none).
    pub fn set_base(
        &self,
        document: &DocumentKey,
        file: Option<&str>,
        version: VersionId,
        at: Timestamp,
    ) -> Result<()> {
        self.write(|db| {
            let id = document.find_or_add(db)?;
            db.execute(
                "INSERT INTO bases (document, file, version, at) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (document, file) DO UPDATE SET version = ?3, at = ?4",
                params![id, file.unwrap_or_default(), version, at],
            )?;
            Ok(())
        })
    }

    /// The version that a file was pulled from; for a file that never was, the one last pulled in general.
    pub fn base(&self, document: &DocumentKey, file: Option<&str>) -> Result<Option<VersionId>> {
        self.read(|db| {
            let Some(id) = document.find(db)? else { return Ok(None) };
            Ok(db
                .prepare_cached(
                    "SELECT version FROM bases WHERE document = ?1 AND file IN (?2, '') ORDER BY file = '' LIMIT 1",
                )?
                .query_row(params![id, file.unwrap_or_default()], |row| row.get(0))
                .optional()?)
        })
    }
}
