//! The user's actions in an instance, one entry each, with enough to undo it.
//!
//! Versions have the content of dashboards; this log has the actions: created, renamed, deleted, a resource
//! removed. Undoing is the use case's business.

use rusqlite::{OptionalExtension as _, Row, params};

use crate::time::Timestamp;
use crate::vault::Vault;
use crate::{Numbered, Result, VaultError};

/// Names an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OperationId(pub i64);

/// Something the user did.
#[derive(Clone, Copy, Debug)]
pub struct NewOperation<'a> {
    /// The instance.
    pub instance: &'a str,
    /// The time.
    pub at: Timestamp,
    /// The kind of action: a name that the use case knows.
    pub kind: &'a str,
    /// Everything that telling of it and undoing it takes, as a JSON text.
    pub data: &'a str,
}

/// Something the user did, as kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    /// Its number.
    pub id: OperationId,
    /// The instance.
    pub instance: String,
    /// The time.
    pub at: Timestamp,
    /// The kind of action.
    pub kind: String,
    /// Everything that telling of it and undoing it takes, as a JSON text.
    pub data: String,
    /// When it was undone.
    pub undone_at: Option<Timestamp>,
}

impl Vault {
    /// Adds an operation to the log.
    pub fn record_operation(&self, new: &NewOperation<'_>) -> Result<OperationId> {
        self.write(|db| {
            let id = db
                .prepare_cached("INSERT INTO operations (instance, at, kind, data) VALUES (?1, ?2, ?3, ?4)")?
                .insert(params![new.instance, new.at, new.kind, new.data])?;
            Ok(OperationId(id))
        })
    }

    /// Lists the operations on an instance, the newest first, at most so many.
    pub fn operations(&self, instance: &str, limit: u32) -> Result<Vec<Operation>> {
        self.read(|db| {
            let mut statement = db.prepare_cached(
                "SELECT id, instance, at, kind, data, undone_at FROM operations
                 WHERE instance = ?1 ORDER BY id DESC LIMIT ?2",
            )?;
            let rows = statement.query_map(params![instance, limit], read)?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// Returns an operation.
    pub fn operation(&self, id: OperationId) -> Result<Option<Operation>> {
        self.read(|db| {
            let query = "SELECT id, instance, at, kind, data, undone_at FROM operations WHERE id = ?1";
            Ok(db.prepare_cached(query)?.query_row([id.0], read).optional()?)
        })
    }

    /// Marks an operation as undone.
    ///
    /// # Errors
    /// `NoSuch` when there is none, or when it was undone before: an undo happens once.
    pub fn mark_undone(&self, id: OperationId, at: Timestamp) -> Result<()> {
        self.write(|db| {
            let query = "UPDATE operations SET undone_at = ?2 WHERE id = ?1 AND undone_at IS NULL";
            match db.execute(query, params![id.0, at])? {
                0 => Err(VaultError::NoSuch { what: Numbered::UndoableOperation, id: id.0 }),
                _ => Ok(()),
            }
        })
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<Operation> {
    Ok(Operation {
        id: OperationId(row.get(0)?),
        instance: row.get(1)?,
        at: row.get(2)?,
        kind: row.get(3)?,
        data: row.get(4)?,
        undone_at: row.get(5)?,
    })
}
