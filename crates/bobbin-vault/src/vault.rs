//! The database: opened, checked, migrated, and shared by threads and processes.
//!
//! One connection writes, under a lock, every call one immediate transaction; another reads and is never
//! held up by it. Another process may do the same at the same time: SQLite's own locks order the two. As
//! long as a vault is open it holds a shared lock on `vault.lock`; only the sole holder of that lock may set a
//! damaged database aside, so that no process goes on writing into a file that was moved away.
//! The rows' meaning belongs to the modules named after them.

mod salvage;
mod schema;

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

pub use crate::vault::salvage::Recovery;

use crate::db::Db;
use crate::private::{self, Exposed};
use crate::time::Timestamp;
use crate::{Result, VaultError};

/// How long a call waits for another process to finish its transaction. They take milliseconds.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);

/// How often opening looks whether another process has let go of a damaged database: for about ten seconds.
const TRIES: u32 = 500;

/// The pause between two looks.
const PAUSE: Duration = Duration::from_millis(20);

/// Up to this size the whole database is checked at every start; a larger one without its bulk.
const WHOLLY_CHECKED: u64 = 32 << 20;

/// Everything Bobbin keeps, open.
#[derive(Debug)]
pub struct Vault {
    folder: PathBuf,
    file: PathBuf,
    /// Goes before the writer: the last connection to close tidies the log away, and this one can't.
    reader: Mutex<Connection>,
    writer: Mutex<Connection>,
    /// Held, not used: says to other processes that the database is open.
    _lock: File,
}

/// An open vault, with the repairs that opening it took.
#[derive(Debug)]
pub struct Opened {
    /// The vault.
    pub vault: Vault,
    /// The damage of the database, if there was any. The user has to know.
    pub recovered: Option<Recovery>,
    /// Whether other users can read the folder, because its permissions can't be changed. The user has to know.
    pub exposed: Option<Exposed>,
}

impl Vault {
    /// Opens the vault in a folder, made if need be and closed to other users. A damaged database is set aside
    /// untouched, its readable part is taken over into a new one, and the vault opens all the same. `at` is the present.
    ///
    /// # Errors
    /// `NewerSchema` (the file is left alone), `NotOurs`, `ReadOnly`, `DiskFull`; `InUse` when the database is damaged
    /// and another process holds it.
    pub fn open(folder: &Path, at: Timestamp) -> Result<Opened> {
        let exposed = private::folder(folder)?;
        private::files(folder, |name| name.starts_with("vault."))?;
        let file = folder.join("vault.db");
        let lock_file = folder.join("vault.lock");
        let locking = |error| VaultError::writing(&lock_file, error);
        let lock = private::options().create(true).truncate(false).write(true).open(&lock_file).map_err(locking)?;
        let mut tries = 1;
        let (writer, reader, recovered) = loop {
            lock.lock_shared().map_err(locking)?;
            let damage = match open_sound(folder, &file) {
                Ok((writer, reader)) => break (writer, reader, None),
                Err(VaultError::Damaged { source, .. }) => source,
                Err(error) => return Err(error),
            };
            // The shared lock goes first: two that want to be alone would else wait for each other for ever.
            lock.unlock().map_err(locking)?;
            match lock.try_lock() {
                Ok(()) => {}
                Err(TryLockError::Error(error)) => return Err(locking(error)),
                // The holder of the vault may be making or repairing it right now.
                Err(TryLockError::WouldBlock) if tries < TRIES => {
                    tries += 1;
                    thread::sleep(PAUSE);
                    continue;
                }
                Err(TryLockError::WouldBlock) => return Err(VaultError::InUse { path: file, source: damage }),
            }
            // Another process may have repaired it before this process was alone.
            let (connections, recovered) = match open_sound(folder, &file) {
                Err(VaultError::Damaged { source, .. }) => {
                    let recovery = salvage::recover(folder, &file, at, source)?;
                    (open_sound(folder, &file)?, Some(recovery))
                }
                other => (other?, None),
            };
            lock.unlock().and_then(|()| lock.lock_shared()).map_err(locking)?;
            break (connections.0, connections.1, recovered);
        };
        Ok(Opened { vault: Self::new(folder, file, writer, reader, lock), recovered, exposed })
    }

    fn new(folder: &Path, file: PathBuf, writer: Connection, reader: Connection, lock: File) -> Self {
        Self { folder: folder.to_owned(), file, writer: Mutex::new(writer), reader: Mutex::new(reader), _lock: lock }
    }

    /// The folder it is in.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Reads through the reading connection, in one transaction, so that the parts of an answer belong together.
    pub(crate) fn read<T>(&self, call: impl FnOnce(&Db<'_>) -> Result<T>) -> Result<T> {
        let mut connection = lock(&self.reader);
        let result = (|| {
            let transaction = connection.transaction()?;
            let value = call(&Db::new(&transaction, &self.file))?;
            transaction.finish()?;
            Ok(value)
        })();
        result.map_err(|error| self.noted(error))
    }

    /// Changes something, all of it or nothing; on disk when this returns.
    pub(crate) fn write<T>(&self, call: impl FnOnce(&Db<'_>) -> Result<T>) -> Result<T> {
        let mut connection = lock(&self.writer);
        let result = (|| {
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let value = call(&Db::new(&transaction, &self.file))?;
            transaction.commit()?;
            Ok(value)
        })();
        result.map_err(|error| self.noted(error))
    }

    /// The writing connection, outside of a transaction of ours.
    pub(crate) fn maintain<T>(&self, call: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T> {
        call(&lock(&self.writer)).map_err(|error| self.noted(error.into()))
    }

    /// Checks everything, contents included. Takes about a second for 500 MB; meant for the background.
    ///
    /// # Errors
    /// `Damaged`: the next start sets the database aside and saves the readable part.
    pub fn check(&self) -> Result<()> {
        let connection = open_connection(&self.file, true)?;
        schema::check(&connection, &self.file, schema::Depth::Everything).map_err(|error| self.noted(error))
    }

    /// Completes an error, and leaves a note for the next start when it says that the database is damaged.
    fn noted(&self, error: VaultError) -> VaultError {
        let error = error.in_file(&self.file);
        if let VaultError::Damaged { path, source } = &error {
            tracing::error!(path = %path.display(), %source, "the vault is damaged");
            let noted = private::options().create(true).truncate(true).write(true).open(note(&self.folder));
            if let Err(error) = noted {
                tracing::error!(%error, "and that could not be noted for the next start");
            }
        }
        error
    }
}

/// A panic in another thread can't have left a connection in between: its transaction was rolled back.
fn lock(connection: &Mutex<Connection>) -> MutexGuard<'_, Connection> {
    connection.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The note that a running Bobbin found the database damaged.
fn note(folder: &Path) -> PathBuf {
    folder.join("vault.damaged")
}

/// Opens, checks and migrates.
fn open_sound(folder: &Path, file: &Path) -> Result<(Connection, Connection)> {
    salvage::finish(folder, file)?;
    salvage::looks_like_ours(file)?;
    let mut writer = open_connection(file, false)?;
    let size = std::fs::metadata(file).map_or(0, |metadata| metadata.len());
    let depth = if note(folder).exists() || size <= WHOLLY_CHECKED {
        schema::Depth::Everything
    } else {
        schema::Depth::WithoutContents
    };
    schema::migrate(&mut writer, file, depth).map_err(|error| error.in_file(file))?;
    if note(folder).exists() {
        // Looked at more closely, it is sound: a single content was not, and stays refused when it is read.
        std::fs::remove_file(note(folder)).map_err(|error| VaultError::writing(&note(folder), error))?;
    }
    let reader = open_connection(file, true)?;
    Ok((writer, reader))
}

fn open_connection(file: &Path, read_only: bool) -> Result<Connection> {
    let flags = if read_only {
        OpenFlags::SQLITE_OPEN_READ_ONLY
    } else {
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE
    };
    let new = !file.exists();
    if new && !read_only {
        // SQLite would make it as the umask says. The log and its index get the permissions of the database.
        private::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(file)
            .map_err(|error| VaultError::writing(file, error))?;
    }
    let open = || -> rusqlite::Result<Connection> {
        let connection = Connection::open_with_flags(file, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        connection.busy_timeout(BUSY_TIMEOUT)?;
        connection.set_prepared_statement_cache_capacity(64);
        if new {
            connection.pragma_update(None, "page_size", schema::PAGE_SIZE)?;
            // Room is handed back in small steps; for a whole VACUUM every other writer would have to wait.
            // Asked for again, it would write into a database that may not be ours to touch.
            connection.pragma_update(None, "auto_vacuum", "INCREMENTAL")?;
        }
        if !read_only {
            connection.pragma_update(None, "journal_mode", "WAL")?;
            connection.pragma_update(None, "synchronous", "FULL")?;
            // Two megabytes: reading stays fast, and the log never outgrows its database.
            connection.pragma_update(None, "wal_autocheckpoint", 256)?;
            connection.pragma_update(None, "journal_size_limit", 2 << 20)?;
            connection.pragma_update(None, "fullfsync", true)?;
            connection.pragma_update(None, "checkpoint_fullfsync", true)?;
        }
        connection.pragma_update(None, "foreign_keys", true)?;
        connection.pragma_update(None, "trusted_schema", false)?;
        connection.pragma_update(None, "cell_size_check", true)?;
        Ok(connection)
    };
    open().map_err(|error| VaultError::database(file, error))
}

#[cfg(test)]
mod tests;
