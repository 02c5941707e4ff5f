//! The log of changes to a place outside: written before the first step, closed after the last.
//!
//! An intent that is open at a start belongs to a run that died in the middle. What to do about it is the
//! use case's business; here is all it needs: the value to be saved, its base, and the steps that were taken.

use bobbin_words::vault as words;
use rusqlite::params;
use rusqlite::types::{FromSql, FromSqlResult, ToSql, ToSqlOutput, ValueRef};

use crate::content;
use crate::db::Db;
use crate::document::DocumentKey;
use crate::time::Timestamp;
use crate::vault::Vault;
use crate::versions::{self, Column, NewVersion, VersionId};
use crate::{Numbered, Result, VaultError};

/// The number of an intent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IntentId(pub i64);

impl ToSql for IntentId {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.into())
    }
}

impl FromSql for IntentId {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        i64::column_result(value).map(Self)
    }
}

/// A change that is about to begin.
#[derive(Clone, Copy, Debug)]
pub struct NewIntent<'a> {
    /// The document.
    pub document: &'a DocumentKey,
    /// The kind of change: `save`, `save_later`, … A name that the use case knows.
    pub kind: &'a str,
    /// The time.
    pub at: Timestamp,
    /// The version that is expected there.
    pub base: Option<VersionId>,
    /// The value that is to be there afterwards, as a JSON text.
    pub value: Option<&'a str>,
    /// The text that means it.
    pub text: Option<&'a str>,
    /// Further data that taking it up again needs, as a JSON text.
    pub data: Option<&'a str>,
}

/// An unfinished intent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intent {
    /// Its number.
    pub id: IntentId,
    /// The document.
    pub document: DocumentKey,
    /// The kind of change.
    pub kind: String,
    /// When it began.
    pub at: Timestamp,
    /// The version that was expected there.
    pub base: Option<VersionId>,
    /// The value that was to be there afterwards, as a JSON text.
    pub value: Option<String>,
    /// The text that means it.
    pub text: Option<String>,
    /// Further data, as a JSON text.
    pub data: Option<String>,
    /// The steps taken, in order, each a JSON text.
    pub steps: Vec<String>,
}

impl Vault {
    /// Notes a change before it begins; on disk when this returns.
    pub fn intent_begin(&self, new: &NewIntent<'_>) -> Result<IntentId> {
        self.write(|db| {
            let document = new.document.find_or_add(db)?;
            let store = |content: Option<&str>, column| -> Result<Option<i64>> {
                let Some(content) = content else { return Ok(None) };
                Ok(Some(content::put(db, content.as_bytes(), versions::nearest(db, document, column)?)?))
            };
            let (value, text) = (store(new.value, Column::Value)?, store(new.text, Column::Text)?);
            let id = db
                .prepare_cached(
                    "INSERT INTO intents (document, kind, begun_at, base, value, text, data)
                     VALUES (?1, ?2, ?3, (SELECT id FROM versions WHERE id = ?4), ?5, ?6, ?7)",
                )?
                .insert(params![document, new.kind, new.at, new.base, value, text, new.data])?;
            Ok(IntentId(id))
        })
    }

    /// Adds a step that was taken or is about to be.
    pub fn intent_step(&self, id: IntentId, data: &str, at: Timestamp) -> Result<()> {
        self.write(|db| {
            must_be_open(db, id)?;
            db.prepare_cached("INSERT INTO intent_steps (intent, at, data) VALUES (?1, ?2, ?3)")?
                .execute(params![id, at, data])?;
            Ok(())
        })
    }

    /// Records a version and adds the step that names it, both or neither: a displaced version is in the
    /// vault before the next frame leaves, and the next start knows it.
    ///
    /// `step` makes the step's JSON text from the version's number.
    pub fn intent_version(
        &self,
        id: IntentId,
        version: &NewVersion<'_>,
        step: impl FnOnce(VersionId) -> String,
    ) -> Result<VersionId> {
        self.write(|db| {
            must_be_open(db, id)?;
            let recorded = versions::record(db, version)?;
            db.prepare_cached("INSERT INTO intent_steps (intent, at, data) VALUES (?1, ?2, ?3)")?.execute(params![
                id,
                version.at,
                step(recorded)
            ])?;
            Ok(recorded)
        })
    }

    /// Closes an intent. `outcome` is a word or JSON text for the log.
    pub fn intent_finish(&self, id: IntentId, outcome: &str, at: Timestamp) -> Result<()> {
        self.write(|db| {
            must_be_open(db, id)?;
            db.prepare_cached("UPDATE intents SET finished_at = ?2, outcome = ?3 WHERE id = ?1")?
                .execute(params![id, at, outcome])?;
            Ok(())
        })
    }

    /// Lists the unfinished intents, the oldest first.
    pub fn open_intents(&self) -> Result<Vec<Intent>> {
        self.read(|db| {
            let mut statement = db.prepare_cached(
                "SELECT i.id, d.kind, d.instance, d.path, i.kind, i.begun_at, i.base, i.value, i.text, i.data
                 FROM intents i JOIN documents d ON d.id = i.document WHERE i.finished_at IS NULL ORDER BY i.id",
            )?;
            let mut rows = statement.query([])?;
            let mut list = Vec::new();
            while let Some(row) = rows.next()? {
                let document = DocumentKey::from_columns(&row.get::<_, String>(1)?, row.get(2)?, row.get(3)?);
                let content = |id: Option<i64>| id.map(|id| content::get_text(db, id)).transpose();
                let id: IntentId = row.get(0)?;
                list.push(Intent {
                    id,
                    document: document.ok_or_else(|| db.damaged(words::unknown_document()))?,
                    kind: row.get(4)?,
                    at: row.get(5)?,
                    base: row.get(6)?,
                    value: content(row.get(7)?)?,
                    text: content(row.get(8)?)?,
                    data: row.get(9)?,
                    steps: steps(db, id)?,
                });
            }
            Ok(list)
        })
    }
}

fn steps(db: &Db<'_>, id: IntentId) -> Result<Vec<String>> {
    let mut statement = db.prepare_cached("SELECT data FROM intent_steps WHERE intent = ?1 ORDER BY id")?;
    Ok(statement.query_map([id], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

fn must_be_open(db: &Db<'_>, id: IntentId) -> Result<()> {
    let open: bool = db
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM intents WHERE id = ?1 AND finished_at IS NULL)")?
        .query_row([id], |row| row.get(0))?;
    if open { Ok(()) } else { Err(VaultError::NoSuch { what: Numbered::OpenIntent, id: id.0 }) }
}
