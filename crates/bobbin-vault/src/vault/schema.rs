//! The tables, and how a database of an older Bobbin becomes one of this one.
//!
//! A migration is never edited once it was released: add the next. `user_version` counts them. Every table
//! has an integer key, which is what salvaging goes by.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use crate::{Result, VaultError};

/// Large enough that the whole schema stands on the first page, where salvaging can put it back.
pub(crate) const PAGE_SIZE: i64 = 8192;

/// Each brings the database from its index to the next version.
pub(crate) const MIGRATIONS: &[&str] = &[include_str!("schema/1.sql")];

/// The tables in an order in which each refers to earlier ones only.
pub(crate) const TABLES: &[&str] = &[
    "documents",
    "contents",
    "versions",
    "drafts",
    "local_texts",
    "bases",
    "intents",
    "intent_steps",
    "snapshots",
    "operations",
];

/// How much of a database is checked.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Depth {
    /// Every page.
    Everything,
    /// All tables but the large one, whose rows carry checksums of their own.
    WithoutContents,
}

/// Checks a database and brings it up to date.
///
/// # Errors
/// `NewerSchema`, with nothing changed; `Damaged`.
pub(crate) fn migrate(connection: &mut Connection, file: &Path, depth: Depth) -> Result<()> {
    let known = i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX);
    let found = version(connection)?;
    if found > known {
        return Err(VaultError::NewerSchema { path: file.to_owned(), found, known });
    }
    if found > 0 {
        check(connection, file, depth)?;
    } else if is_foreign(connection)? {
        return Err(VaultError::Damaged {
            path: file.to_owned(),
            source: "it is some other program's database".into(),
        });
    }
    if found < known {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Another process may have been faster.
        let found = version(&transaction)?;
        for migration in MIGRATIONS.iter().skip(usize::try_from(found).unwrap_or(0)) {
            transaction.execute_batch(migration)?;
        }
        transaction.pragma_update(None, "user_version", known)?;
        transaction.commit()?;
    }
    Ok(())
}

fn version(connection: &Connection) -> Result<i64> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

/// Whether there are tables although no migration ran.
fn is_foreign(connection: &Connection) -> Result<bool> {
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    Ok(tables > 0 && version(connection)? == 0)
}

/// Checks that the database holds together.
pub(crate) fn check(connection: &Connection, file: &Path, depth: Depth) -> Result<()> {
    let found = match depth {
        Depth::Everything => vec![quick_check(connection, None)?],
        Depth::WithoutContents => TABLES
            .iter()
            .filter(|table| **table != "contents")
            .map(|table| quick_check(connection, Some(table)))
            .collect::<Result<_>>()?,
    };
    match found.into_iter().find(|words| words != "ok") {
        Some(words) => Err(VaultError::Damaged { path: file.to_owned(), source: words.into() }),
        None => Ok(()),
    }
}

fn quick_check(connection: &Connection, table: Option<&str>) -> Result<String> {
    let query =
        table.map_or_else(|| "PRAGMA quick_check(1)".to_owned(), |table| format!("PRAGMA quick_check('{table}')"));
    Ok(connection.query_row(&query, [], |row| row.get(0))?)
}
