//! The tables, and the migrations that bring a database of an older Bobbin up to the present format.
//!
//! `user_version` is the number of migrations that a database has seen, its format. Each migration runs in a transaction
//! of its own that also raises the number, so a database is always of one format or the next. Must stay true: a released
//! migration never changes, a new one goes to the end of [`MIGRATIONS`]; every table has an integer key, which
//! salvaging reads by; tables are always made in the same order, so each has its first page at the same place in every
//! vault, where salvaging looks for it.

use std::path::Path;

use bobbin_words::vault as words;
use rusqlite::{Connection, TransactionBehavior};

use crate::{Result, VaultError};

/// Large enough for the whole schema on the first page, where salvaging can put it back.
pub(crate) const PAGE_SIZE: i64 = 8192;

/// A step from one format to the next.
pub(crate) struct Migration {
    /// Changes the database. Runs within a transaction, and never starts or ends one.
    pub(crate) run: fn(&Connection) -> rusqlite::Result<()>,
    /// The tables that it adds, each after those that it refers to.
    pub(crate) tables: &'static [&'static str],
}

/// All migrations in order; the first one makes format 1 of an empty database.
pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration {
        run: |database| database.execute_batch(include_str!("schema/1.sql")),
        tables: &[
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
        ],
    },
    Migration { run: |database| database.execute_batch(include_str!("schema/2.sql")), tables: &["proposals"] },
];

/// The tables of the present format. Each refers to earlier ones only.
pub(crate) fn tables() -> impl Iterator<Item = &'static str> {
    tables_of(MIGRATIONS)
}

fn tables_of(migrations: &[Migration]) -> impl Iterator<Item = &'static str> {
    migrations.iter().flat_map(|migration| migration.tables).copied()
}

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
/// `NewerSchema`, with nothing changed; `Damaged`; a migration that fails leaves the format before it.
pub(crate) fn migrate(connection: &mut Connection, file: &Path, depth: Depth) -> Result<()> {
    migrate_with(connection, file, depth, MIGRATIONS)
}

/// The same with a list of migrations, for tests of interrupted ones.
pub(crate) fn migrate_with(
    connection: &mut Connection,
    file: &Path,
    depth: Depth,
    migrations: &[Migration],
) -> Result<()> {
    let known = migrations.len();
    let found = format(connection, file, known)?;
    if found > 0 {
        check_tables(connection, file, depth, &migrations[..found])?;
    } else if has_tables(connection)? {
        return Err(VaultError::Damaged { path: file.to_owned(), source: words::other_database().into() });
    }
    for (before, migration) in migrations.iter().enumerate().skip(found) {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Another process may have been faster.
        if format(&transaction, file, known)? == before {
            (migration.run)(&transaction)?;
            transaction.pragma_update(None, "user_version", number(before + 1))?;
        }
        transaction.commit()?;
    }
    Ok(())
}

/// The format of a database.
///
/// # Errors
/// `NewerSchema` beyond the known ones.
fn format(connection: &Connection, file: &Path, known: usize) -> Result<usize> {
    let found: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    match usize::try_from(found) {
        Ok(format) if format <= known => Ok(format),
        Ok(_) => Err(VaultError::NewerSchema { path: file.to_owned(), found, known: number(known) }),
        Err(_) => Err(VaultError::Damaged { path: file.to_owned(), source: words::impossible_format(found).into() }),
    }
}

fn number(format: usize) -> i64 {
    i64::try_from(format).expect("there are a handful of formats")
}

fn has_tables(connection: &Connection) -> Result<bool> {
    Ok(connection.query_row("SELECT EXISTS (SELECT 1 FROM sqlite_schema)", [], |row| row.get(0))?)
}

/// Checks a database of the present format.
pub(crate) fn check(connection: &Connection, file: &Path, depth: Depth) -> Result<()> {
    check_tables(connection, file, depth, MIGRATIONS)
}

fn check_tables(connection: &Connection, file: &Path, depth: Depth, migrations: &[Migration]) -> Result<()> {
    let found = match depth {
        Depth::Everything => vec![quick_check(connection, None)?],
        Depth::WithoutContents => tables_of(migrations)
            .filter(|table| *table != "contents")
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
