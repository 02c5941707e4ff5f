//! The connection that a call on the vault works with.
//!
//! Adds the path of the database file, which errors name. Opening, locking and transactions are up to `vault`.

use std::ops::Deref;
use std::path::Path;

use rusqlite::Connection;

use crate::VaultError;
use crate::error::Cause;

/// A connection for the length of one call.
pub(crate) struct Db<'a> {
    connection: &'a Connection,
    file: &'a Path,
}

impl<'a> Db<'a> {
    pub(crate) const fn new(connection: &'a Connection, file: &'a Path) -> Self {
        Self { connection, file }
    }

    /// The stored data make no sense.
    pub(crate) fn damaged(&self, cause: impl Into<Cause>) -> VaultError {
        VaultError::Damaged { path: self.file.to_owned(), source: cause.into() }
    }
}

impl Deref for Db<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        self.connection
    }
}
