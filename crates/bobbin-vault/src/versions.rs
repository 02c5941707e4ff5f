//! Every version of every document that Bobbin saw or made, in the order in which it learned of them.
//!
//! A version is never changed after it is recorded, except that it can be given a name. It may hold
//! a value (the JSON that Home Assistant has), the text it was written as, or both; neither means that Home
//! Assistant had no config at all.

use bobbin_words::vault as words;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use rusqlite::{OptionalExtension as _, Row, params};

use crate::content::{self, Hash};
use crate::db::Db;
use crate::document::DocumentKey;
use crate::time::Timestamp;
use crate::vault::Vault;
use crate::{Numbered, Result, VaultError};

/// The number of a version. Never used twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VersionId(pub i64);

impl ToSql for VersionId {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.into())
    }
}

impl FromSql for VersionId {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        i64::column_result(value).map(Self)
    }
}

/// The origin of a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Origin {
    /// Read from Home Assistant, or from a file.
    Fetched,
    /// Saved by Bobbin.
    SavedByUs,
    /// Saved by somebody else while Bobbin looked.
    SavedByOthers,
    /// Displaced by a save of Bobbin's.
    Displaced,
    /// Put back by Bobbin.
    PutBack,
    /// The last content of a dashboard that Bobbin deleted.
    DeletedByUs,
    /// The last content of a dashboard that somebody else deleted.
    DeletedElsewhere,
    /// An older version that was made the present one.
    Restored,
    /// A draft that was discarded.
    DiscardedDraft,
}

const ORIGINS: [(Origin, &str); 9] = [
    (Origin::Fetched, "fetched"),
    (Origin::SavedByUs, "saved_by_us"),
    (Origin::SavedByOthers, "saved_by_others"),
    (Origin::Displaced, "displaced"),
    (Origin::PutBack, "put_back"),
    (Origin::DeletedByUs, "deleted_by_us"),
    (Origin::DeletedElsewhere, "deleted_elsewhere"),
    (Origin::Restored, "restored"),
    (Origin::DiscardedDraft, "discarded_draft"),
];

impl Origin {
    /// Whether the document was gone afterwards.
    pub const fn is_deletion(self) -> bool {
        matches!(self, Self::DeletedByUs | Self::DeletedElsewhere)
    }

    /// Whether it only says that something was there: seeing the same again is no new version.
    const fn is_sighting(self) -> bool {
        matches!(self, Self::Fetched | Self::SavedByOthers)
    }

    /// Its stable name, as `saved_by_us`.
    pub fn name(self) -> &'static str {
        ORIGINS.iter().find(|(origin, _)| *origin == self).map_or("fetched", |(_, name)| name)
    }
}

impl ToSql for Origin {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.name().into())
    }
}

impl FromSql for Origin {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let name = value.as_str()?;
        ORIGINS.iter().find(|(_, known)| *known == name).map(|(origin, _)| *origin).ok_or(FromSqlError::InvalidType)
    }
}

/// A version to be recorded.
#[derive(Clone, Copy, Debug)]
pub struct NewVersion<'a> {
    /// The document.
    pub document: &'a DocumentKey,
    /// The time.
    pub at: Timestamp,
    /// Its origin.
    pub origin: Origin,
    /// The value, as a JSON text. The same value must always be spelled the same, or it is kept twice.
    pub value: Option<&'a str>,
    /// The text it was written as, with comments.
    pub text: Option<&'a str>,
    /// Home Assistant's version.
    pub ha_version: Option<&'a str>,
    /// The dashboard's settings (title, icon, …) at that time, as a JSON text.
    pub settings: Option<&'a str>,
}

impl<'a> NewVersion<'a> {
    /// A version of which nothing but its value is known.
    pub const fn of_value(document: &'a DocumentKey, at: Timestamp, origin: Origin, value: Option<&'a str>) -> Self {
        Self { document, at, origin, value, text: None, ha_version: None, settings: None }
    }
}

/// A version in a timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionSummary {
    /// Its number.
    pub id: VersionId,
    /// The time.
    pub at: Timestamp,
    /// Its origin.
    pub origin: Origin,
    /// The hash of the value.
    pub value_hash: Option<Hash>,
    /// The length of the value's JSON text, in bytes.
    pub value_size: Option<u64>,
    /// Whether the text with its comments is kept too.
    pub has_text: bool,
    /// Home Assistant's version.
    pub ha_version: Option<String>,
    /// The name the user gave it.
    pub name: Option<String>,
}

/// A version with its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Its line in a timeline.
    pub summary: VersionSummary,
    /// The document.
    pub document: DocumentKey,
    /// The value, as a JSON text.
    pub value: Option<String>,
    /// The text it was written as.
    pub text: Option<String>,
    /// The dashboard's settings at that time, as a JSON text.
    pub settings: Option<String>,
}

const SUMMARY: &str = "SELECT v.id, v.at, v.origin, c.hash, c.size, v.text IS NOT NULL, v.ha_version, v.name
     FROM versions v LEFT JOIN contents c ON c.id = v.value";

fn read_summary(row: &Row<'_>) -> rusqlite::Result<VersionSummary> {
    Ok(VersionSummary {
        id: row.get(0)?,
        at: row.get(1)?,
        origin: row.get(2)?,
        value_hash: row.get(3)?,
        value_size: row.get::<_, Option<i64>>(4)?.map(i64::unsigned_abs),
        has_text: row.get(5)?,
        ha_version: row.get(6)?,
        name: row.get(7)?,
    })
}

pub(crate) fn summary(db: &Db<'_>, id: i64) -> Result<Option<VersionSummary>> {
    Ok(db.prepare_cached(&format!("{SUMMARY} WHERE v.id = ?1"))?.query_row([id], read_summary).optional()?)
}

/// The content of the newest version of a document.
struct Newest {
    id: VersionId,
    origin: Origin,
    value: Option<i64>,
    text: Option<i64>,
}

fn newest(db: &Db<'_>, document: i64) -> Result<Option<Newest>> {
    Ok(db
        .prepare_cached("SELECT id, origin, value, text FROM versions WHERE document = ?1 ORDER BY id DESC LIMIT 1")?
        .query_row([document], |row| {
            Ok(Newest { id: row.get(0)?, origin: row.get(1)?, value: row.get(2)?, text: row.get(3)? })
        })
        .optional()?)
}

/// The newest content of one kind, to store the next as a difference from.
pub(crate) fn nearest(db: &Db<'_>, document: i64, column: Column) -> Result<Option<i64>> {
    let query = match column {
        Column::Value => {
            "SELECT value FROM versions WHERE document = ?1 AND value IS NOT NULL ORDER BY id DESC LIMIT 1"
        }
        Column::Text => "SELECT text FROM versions WHERE document = ?1 AND text IS NOT NULL ORDER BY id DESC LIMIT 1",
    };
    Ok(db.prepare_cached(query)?.query_row([document], |row| row.get(0)).optional()?)
}

/// A part of a version.
#[derive(Clone, Copy)]
pub(crate) enum Column {
    /// The value.
    Value,
    /// The text.
    Text,
}

/// Records a version within a transaction.
pub(crate) fn record(db: &Db<'_>, new: &NewVersion<'_>) -> Result<VersionId> {
    let document = new.document.find_or_add(db)?;
    let store = |content: Option<&str>, column| -> Result<Option<i64>> {
        let Some(content) = content else { return Ok(None) };
        Ok(Some(content::put(db, content.as_bytes(), nearest(db, document, column)?)?))
    };
    let value = store(new.value, Column::Value)?;
    let text = store(new.text, Column::Text)?;
    if new.settings.is_some() || !new.origin.is_deletion() {
        db.prepare_cached(
            "UPDATE documents SET settings = coalesce(?2, settings), deleted_at = NULL
             WHERE id = ?1 AND (deleted_at IS NOT NULL OR settings IS NOT coalesce(?2, settings))",
        )?
        .execute(params![document, new.settings])?;
    }
    if new.origin.is_deletion() {
        db.execute("UPDATE documents SET deleted_at = ?2 WHERE id = ?1", params![document, new.at])?;
    }
    if new.origin.is_sighting()
        && let Some(newest) = newest(db, document)?
        && !newest.origin.is_deletion()
        && newest.origin != Origin::DiscardedDraft
        && newest.value == value
        && (text.is_none() || newest.text == text)
    {
        return Ok(newest.id);
    }
    let id = db
        .prepare_cached(
            "INSERT INTO versions (document, at, origin, value, text, ha_version, settings)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .insert(params![document, new.at, new.origin, value, text, new.ha_version, new.settings])?;
    Ok(VersionId(id))
}

impl Vault {
    /// Records a version; it is on disk when this returns. A mere sighting of the newest version's content
    /// is no new version: the number of that one is returned instead.
    pub fn record_version(&self, new: &NewVersion<'_>) -> Result<VersionId> {
        self.write(|db| record(db, new))
    }

    /// Lists the versions of a document, the newest first.
    pub fn versions(&self, document: &DocumentKey) -> Result<Vec<VersionSummary>> {
        self.read(|db| {
            let Some(document) = document.find(db)? else { return Ok(Vec::new()) };
            let mut statement = db.prepare_cached(&format!("{SUMMARY} WHERE v.document = ?1 ORDER BY v.id DESC"))?;
            Ok(statement.query_map([document], read_summary)?.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// Reads a version with its content.
    ///
    /// # Errors
    /// `NoSuch` when it was never there or has been compacted away; `Damaged` when it can't be read any more.
    pub fn version(&self, id: VersionId) -> Result<Version> {
        self.read(|db| {
            let missing = || VaultError::NoSuch { what: Numbered::Version, id: id.0 };
            let summary = summary(db, id.0)?.ok_or_else(missing)?;
            type Columns = (Option<i64>, Option<i64>, Option<String>, String, String, String);
            let (value, text, settings, kind, instance, path): Columns = db
                .prepare_cached(
                    "SELECT v.value, v.text, v.settings, d.kind, d.instance, d.path
                     FROM versions v JOIN documents d ON d.id = v.document WHERE v.id = ?1",
                )?
                .query_row([id], |row| {
                    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?))
                })?;
            Ok(Version {
                summary,
                document: DocumentKey::from_columns(&kind, instance, path)
                    .ok_or_else(|| db.damaged(words::unknown_document()))?,
                value: value.map(|id| content::get_text(db, id)).transpose()?,
                text: text.map(|id| content::get_text(db, id)).transpose()?,
                settings,
            })
        })
    }

    /// The newest version of a document, of any origin.
    pub fn last_version(&self, document: &DocumentKey) -> Result<Option<VersionSummary>> {
        self.read(|db| {
            let Some(document) = document.find(db)? else { return Ok(None) };
            let Some(newest) = newest(db, document)? else { return Ok(None) };
            summary(db, newest.id.0)
        })
    }

    /// Gives a version a name, or takes it away. A named version is kept for ever.
    pub fn name_version(&self, id: VersionId, name: Option<&str>) -> Result<()> {
        self.write(|db| match db.execute("UPDATE versions SET name = ?2 WHERE id = ?1", params![id, name])? {
            0 => Err(VaultError::NoSuch { what: Numbered::Version, id: id.0 }),
            _ => Ok(()),
        })
    }
}
