//! Unsaved texts: one draft for each document, with its base.
//!
//! A draft that leaves is never lost: one that was discarded becomes a version of its document, one
//! that was saved is already part of the saved version.

use bobbin_words::vault as words;
use rusqlite::{OptionalExtension as _, params};

use crate::Result;
use crate::content::{self, Hash};
use crate::db::Db;
use crate::document::DocumentKey;
use crate::time::Timestamp;
use crate::vault::Vault;
use crate::versions::{self, NewVersion, Origin, VersionId};

/// An unsaved text and its base.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The document that it belongs to.
    pub document: DocumentKey,
    /// The text, byte for byte.
    pub text: String,
    /// The version that it started from. It is kept as long as the draft is.
    pub base: Option<VersionId>,
    /// The text that it started from, where that is no version: a file as it was read.
    pub base_text: Option<String>,
    /// Cursor and scroll position: the interface's own JSON text.
    pub view_state: Option<String>,
    /// An unfinished merge, as a JSON text of the merging code.
    pub merge_state: Option<String>,
    /// When it was last typed in.
    pub updated_at: Timestamp,
}

/// A draft without its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftSummary {
    /// The document that it belongs to.
    pub document: DocumentKey,
    /// The version that it started from.
    pub base: Option<VersionId>,
    /// When it was last typed in.
    pub updated_at: Timestamp,
}

/// Why a draft leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parting {
    /// Its text was saved, or is the base's again.
    Settled,
    /// The user discarded it: it becomes a version, from which it can be restored.
    Discarded,
}

impl Vault {
    /// Keeps a draft in place of the one its document had; on disk when this returns. A base that is no
    /// longer there is no reason to refuse a draft: it is kept without one.
    pub fn save_draft(&self, draft: &Draft) -> Result<()> {
        // Packed before the lock is taken: a keystroke never waits for another's compression.
        content::fits(draft.text.as_bytes())?;
        let packed = content::pack_fast(draft.text.as_bytes()).map_err(content::no_memory)?;
        let hash = content::content_hash(draft.text.as_bytes());
        self.write(|db| {
            let document = draft.document.find_or_add(db)?;
            let base_text = match &draft.base_text {
                Some(text) => {
                    let near = versions::nearest(db, document, versions::Column::Text)?;
                    Some(content::put(db, text.as_bytes(), near)?)
                }
                None => None,
            };
            // Nothing uses the column `queued`. It stays, because salvaging knows the rows of drafts by all their columns.
            db.prepare_cached(
                "INSERT INTO drafts (id, text, size, hash, base, base_text, view_state, merge_state, queued, updated_at)
                 VALUES (?1, ?2, ?3, ?4, (SELECT id FROM versions WHERE id = ?5), ?6, ?7, ?8, 0, ?9)
                 ON CONFLICT (id) DO UPDATE SET text = ?2, size = ?3, hash = ?4, base = excluded.base, base_text = ?6,
                    view_state = ?7, merge_state = ?8, updated_at = ?9",
            )?
            .execute(params![
                document,
                packed,
                i64::try_from(draft.text.len()).unwrap_or(i64::MAX),
                hash,
                draft.base,
                base_text,
                draft.view_state,
                draft.merge_state,
                draft.updated_at,
            ])?;
            Ok(())
        })
    }

    /// Lists the drafts, the one typed in last first.
    pub fn drafts(&self) -> Result<Vec<DraftSummary>> {
        self.read(|db| {
            let mut statement = db.prepare_cached(
                "SELECT d.kind, d.instance, d.path, r.base, r.updated_at
                 FROM drafts r JOIN documents d ON d.id = r.id ORDER BY r.updated_at DESC, r.id DESC",
            )?;
            let mut rows = statement.query([])?;
            let mut list = Vec::new();
            while let Some(row) = rows.next()? {
                let document = DocumentKey::from_columns(&row.get::<_, String>(0)?, row.get(1)?, row.get(2)?);
                list.push(DraftSummary {
                    document: document.ok_or_else(|| db.damaged(words::unknown_document()))?,
                    base: row.get(3)?,
                    updated_at: row.get(4)?,
                });
            }
            Ok(list)
        })
    }

    /// Reads the draft of a document.
    pub fn draft(&self, document: &DocumentKey) -> Result<Option<Draft>> {
        self.read(|db| match document.find(db)? {
            Some(id) => read(db, document, id),
            None => Ok(None),
        })
    }

    /// Takes a draft away. One that is discarded becomes a version, whose number is returned.
    pub fn remove_draft(&self, document: &DocumentKey, parting: Parting, at: Timestamp) -> Result<Option<VersionId>> {
        self.write(|db| {
            let Some(id) = document.find(db)? else { return Ok(None) };
            let kept = match parting {
                Parting::Settled => None,
                Parting::Discarded => read(db, document, id)?
                    .map(|draft| {
                        let version = NewVersion {
                            text: Some(&draft.text),
                            ..NewVersion::of_value(document, at, Origin::DiscardedDraft, None)
                        };
                        versions::record(db, &version)
                    })
                    .transpose()?,
            };
            db.execute("DELETE FROM drafts WHERE id = ?1", [id])?;
            Ok(kept)
        })
    }
}

fn read(db: &Db<'_>, document: &DocumentKey, id: i64) -> Result<Option<Draft>> {
    let mut statement = db.prepare_cached(
        "SELECT text, size, hash, base, base_text, view_state, merge_state, updated_at FROM drafts WHERE id = ?1",
    )?;
    let row = statement
        .query_row([id], |row| {
            let packed: (Vec<u8>, i64, Hash) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let base_text: Option<i64> = row.get(4)?;
            let draft = Draft {
                document: document.clone(),
                text: String::new(),
                base: row.get(3)?,
                base_text: None,
                view_state: row.get(5)?,
                merge_state: row.get(6)?,
                updated_at: row.get(7)?,
            };
            Ok((packed, base_text, draft))
        })
        .optional()?;
    let Some(((packed, size, hash), base_text, mut draft)) = row else { return Ok(None) };
    draft.text = content::checked_text(db, &packed, size, hash)?;
    // A base that can't be read any more must not take the draft with it.
    draft.base_text = base_text.and_then(|id| content::get_text(db, id).ok());
    Ok(Some(draft))
}
