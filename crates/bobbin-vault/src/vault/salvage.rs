//! A damaged database: set aside untouched, with its readable part taken over into a new one.
//!
//! Only a copy is read; the new database is finished before the damaged one moves, so that a crash at any
//! moment leaves one or the other in place. Rows are taken over by their keys, from both ends and then
//! between, so that a damaged page costs the rows on it and no others. When even the first page is gone,
//! which holds the list of tables, a fresh one takes its place: our tables are always made in the same order.
//! Contents and drafts carry checksums: a row that does not match its own is not taken over.

mod carve;

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};

use bobbin_words::vault as words;
use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags, params_from_iter};

use super::{note, open_connection, schema};
use crate::content::{self, Hash};
use crate::db::Db;
use crate::error::Cause;
use crate::private;
use crate::time::Timestamp;
use crate::{Result, VaultError};

/// The repair of a damaged database. The user has to know.
#[derive(Debug)]
pub struct Recovery {
    /// Where the damaged database is now, untouched.
    pub set_aside: PathBuf,
    /// The damage.
    pub reason: Cause,
    /// How many drafts were taken over.
    pub drafts: u64,
    /// How many versions were taken over.
    pub versions: u64,
    /// How many things are known to be lost, because others name them or their checksum does not match.
    /// There may be more.
    pub known_lost: u64,
}

/// A finished new database, before it takes the place of the damaged one.
const RECOVERED: &str = "vault.recovered.db";

/// After a damaged place, keys are tried one by one, until so many in a row could not be read.
const PROBED: i64 = 5_000;

/// Tables that an index holds a second time, with the columns that it holds, the key first.
const TWICE: &[(&str, &str, &str)] = &[
    ("documents", "sqlite_autoindex_documents_1", "id, kind, instance, path"),
    ("versions", "versions_document", "id, document, at, origin, value, text, ha_version, name"),
];

/// Refuses what SQLite would silently start over: an empty file, and a log without its database.
pub(super) fn looks_like_ours(file: &Path) -> Result<()> {
    let damaged = |words: String| Err(VaultError::Damaged { path: file.to_owned(), source: words.into() });
    let log = fs::metadata(beside(file, "-wal")).map_or(0, |metadata| metadata.len());
    let mut opened = match File::open(file) {
        Ok(opened) => opened,
        Err(error) if error.kind() == io::ErrorKind::NotFound && log == 0 => return Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return damaged(words::database_gone());
        }
        Err(error) => return Err(VaultError::reading(file, error)),
    };
    let mut magic = [0; 16];
    match opened.read_exact(&mut magic) {
        Ok(()) if magic == *b"SQLite format 3\0" => Ok(()),
        Ok(()) => damaged(words::not_a_database()),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => damaged(words::empty_database()),
        Err(error) => Err(VaultError::reading(file, error)),
    }
}

/// Ends a recovery that a crash cut off between its last two steps.
pub(super) fn finish(folder: &Path, file: &Path) -> Result<()> {
    let recovered = folder.join(RECOVERED);
    if file.exists() || !recovered.exists() {
        return Ok(());
    }
    fs::rename(&recovered, file).and_then(|()| sync(folder)).map_err(|error| VaultError::writing(file, error))
}

/// Sets the database aside and puts a new one with the readable part in its place.
pub(super) fn recover(folder: &Path, file: &Path, at: Timestamp, reason: Cause) -> Result<Recovery> {
    tracing::error!(%reason, "the vault is damaged; taking over what can be read");
    let writing = |error| VaultError::writing(folder, error);
    let workshop = private::temporary_folder("vault.salvage-", folder).map_err(writing)?;
    let fresh = workshop.path().join("new.db");
    let mut target = open_connection(&fresh, false)?;
    schema::migrate(&mut target, &fresh, schema::Depth::Everything)?;
    target.pragma_update(None, "journal_mode", "DELETE")?;
    target.pragma_update(None, "foreign_keys", false)?;
    let saved = match readable_copy(file, workshop.path())? {
        Some((source, copy)) => {
            let transaction = target.transaction()?;
            let mut incomplete = Vec::new();
            for table in schema::tables() {
                if !take_over(&source, &transaction, table)? {
                    incomplete.push(table);
                }
            }
            carve_out(&source, &copy, &transaction, &incomplete)?;
            let saved = reconcile(&Db::new(&transaction, &fresh))?;
            transaction.commit()?;
            saved
        }
        None => Saved::default(),
    };
    target.close().map_err(|(_, error)| error)?;
    let recovered = folder.join(RECOVERED);
    File::open(&fresh)
        .and_then(|fresh| fresh.sync_all())
        .and_then(|()| fs::rename(&fresh, &recovered))
        .and_then(|()| sync(folder))
        .map_err(writing)?;
    let set_aside = set_aside(folder, file, at).map_err(writing)?;
    match fs::remove_file(note(folder)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(writing(error)),
        _ => {}
    }
    finish(folder, file)?;
    Ok(Recovery { set_aside, reason, drafts: saved.drafts, versions: saved.versions, known_lost: saved.lost })
}

/// Moves the three files, the log first: a log beside a new database would be read into it.
fn set_aside(folder: &Path, file: &Path, at: Timestamp) -> io::Result<PathBuf> {
    let mut number = 0_u32;
    let aside = loop {
        let suffix = if number == 0 { String::new() } else { format!("-{number}") };
        let aside = folder.join(format!("vault.damaged-{}{suffix}.db", at.0));
        if !aside.exists() && !beside(&aside, "-wal").exists() {
            break aside;
        }
        number += 1;
    };
    for suffix in ["-wal", "-shm", ""] {
        match fs::rename(beside(file, suffix), beside(&aside, suffix)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            result => result?,
        }
    }
    sync(folder)?;
    Ok(aside)
}

fn beside(file: &Path, suffix: &str) -> PathBuf {
    let mut name: OsString = file.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

fn sync(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// Copies the database until a copy can be read: as it is, with a fresh first page, without its log. The format of a
/// database without its first page is not known, so the first page of each format is tried, the newest first.
fn readable_copy(file: &Path, workshop: &Path) -> Result<Option<(Connection, PathBuf)>> {
    let formats = (1..=schema::MIGRATIONS.len()).rev();
    let attempts = formats.flat_map(|format| [(Some(format), true), (Some(format), false)]);
    for (attempt, (first_page_of, with_log)) in [(None, true)].into_iter().chain(attempts).enumerate() {
        let copy = workshop.join(format!("copy-{attempt}.db"));
        let copied = copy_file(file, &copy).and_then(|()| match with_log {
            true => copy_file(&beside(file, "-wal"), &beside(&copy, "-wal")),
            false => Ok(()),
        });
        copied.map_err(|error| VaultError::writing(workshop, error))?;
        if let Some(format) = first_page_of {
            let first_page = first_page(workshop, format)?;
            replace_first_page(&copy, first_page).map_err(|error| VaultError::writing(&copy, error))?;
        }
        let opened = Connection::open_with_flags(&copy, OpenFlags::SQLITE_OPEN_READ_WRITE);
        if let Ok(source) = opened
            && lists_our_tables(&source)
        {
            return Ok(Some((source, copy)));
        }
    }
    Ok(None)
}

/// A missing file is copied as nothing.
fn copy_file(from: &Path, to: &Path) -> io::Result<()> {
    match fs::copy(from, to) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

fn lists_our_tables(source: &Connection) -> bool {
    let named = |table: &str| -> bool { source.prepare(&format!("SELECT rowid FROM {table}")).is_ok() };
    schema::tables().take(3).all(named)
}

/// The first page of a new database of a format.
fn first_page(workshop: &Path, format: usize) -> Result<Vec<u8>> {
    let file = workshop.join(format!("format-{format}.db"));
    let migrations = schema::MIGRATIONS.get(..format).unwrap_or(schema::MIGRATIONS);
    if !file.exists() {
        let mut database = open_connection(&file, false)?;
        schema::migrate_with(&mut database, &file, schema::Depth::Everything, migrations)?;
        database.pragma_update(None, "journal_mode", "DELETE")?;
        database.close().map_err(|(_, error)| error)?;
    }
    let mut bytes = fs::read(&file).map_err(|error| VaultError::reading(&file, error))?;
    bytes.truncate(usize::try_from(schema::PAGE_SIZE).unwrap_or(usize::MAX));
    Ok(bytes)
}

/// Puts the first page of a fresh database in place, with the length of this one.
fn replace_first_page(copy: &Path, mut first: Vec<u8>) -> io::Result<()> {
    let page = usize::try_from(schema::PAGE_SIZE).unwrap_or(usize::MAX);
    let mut file = private::options().read(true).write(true).create(true).truncate(false).open(copy)?;
    let pages = u32::try_from(file.metadata()?.len().div_ceil(page as u64)).unwrap_or(u32::MAX).max(1);
    // The header's page count, and an empty list of free pages.
    first[28..32].copy_from_slice(&pages.to_be_bytes());
    first[32..40].fill(0);
    file.rewind()?;
    file.write_all(&first)?;
    // A file that was cut off ends with a whole page again.
    file.set_len(u64::from(pages) * page as u64)
}

/// Takes over the rows that pages hold of tables that could not be read to their end. Rows with a wrong checksum
/// are removed afterwards, with all others.
fn carve_out(source: &Connection, copy: &Path, target: &Connection, tables: &[&str]) -> Result<()> {
    let shapes: Vec<_> = carve::SHAPES.iter().filter(|shape| tables.contains(&shape.table)).collect();
    if shapes.is_empty() {
        return Ok(());
    }
    // Rows in the log reach the file only as far as the damage lets them; the rest was read above.
    if let Err(error) = source.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())) {
        tracing::warn!(%error, "the log of the damaged database could not be moved into it");
    }
    let bytes = fs::read(copy).map_err(|error| VaultError::reading(copy, error))?;
    let page_size = usize::try_from(schema::PAGE_SIZE).unwrap_or(usize::MAX);
    for shape in shapes {
        for row in carve::rows(&bytes, page_size, *shape) {
            let marks = vec!["?"; row.len()].join(", ");
            let insert = format!("INSERT OR IGNORE INTO {} VALUES ({marks})", shape.table);
            let added = target.prepare_cached(&insert)?.execute(params_from_iter(row))?;
            tracing::debug!(table = shape.table, added, "a row found on a page by itself");
        }
    }
    Ok(())
}

/// Takes over the rows of a table, as far as they can be read. Returns whether that was all of them.
fn take_over(source: &Connection, target: &Connection, table: &str) -> Result<bool> {
    let columns: Vec<String> = {
        let mut statement = target.prepare(&format!("SELECT name FROM pragma_table_info('{table}')"))?;
        statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?
    };
    // A database of an older Bobbin lacks some.
    let columns: Vec<String> =
        columns.into_iter().filter(|column| source.prepare(&format!("SELECT {column} FROM {table}")).is_ok()).collect();
    if columns.is_empty() {
        return Ok(false);
    }
    let list = columns.join(", ");
    let marks = vec!["?"; columns.len()].join(", ");
    let mut insert = target.prepare(&format!("INSERT OR IGNORE INTO {table} ({list}) VALUES ({marks})"))?;
    let mut add = |values: Vec<Value>| -> Result<()> {
        // A row that the new table refuses was damaged without looking so.
        match insert.execute(params_from_iter(values)) {
            Err(rusqlite::Error::SqliteFailure(error, _)) if error.code == rusqlite::ErrorCode::ConstraintViolation => {
                Ok(())
            }
            Err(error) => Err(error.into()),
            Ok(_) => Ok(()),
        }
    };
    let up = scan(source, &format!("SELECT rowid, {list} FROM {table} ORDER BY rowid"), &mut add)?;
    if up.complete {
        return Ok(true);
    }
    let down = scan(source, &format!("SELECT rowid, {list} FROM {table} ORDER BY rowid DESC"), &mut add)?;
    let mut key = up.last.unwrap_or(0).saturating_add(1);
    let end = down.last.unwrap_or(i64::MAX);
    let mut misses = 0;
    if let Ok(mut probe) = source.prepare(&format!("SELECT {list} FROM {table} WHERE rowid = ?1")) {
        while key < end && misses < PROBED {
            misses += 1;
            let row = probe.query_row([key], |row| (0..columns.len()).map(|at| row.get(at)).collect());
            if let Ok(values) = row {
                add(values)?;
                misses = 0;
            }
            key += 1;
        }
    }
    for (_, index, columns) in TWICE.iter().filter(|(twice, ..)| *twice == table) {
        let marks = vec!["?"; columns.split(',').count()].join(", ");
        let mut insert = target.prepare(&format!("INSERT OR IGNORE INTO {table} ({columns}) VALUES ({marks})"))?;
        scan(source, &format!("SELECT id, {columns} FROM {table} INDEXED BY {index}"), &mut |values| {
            insert.execute(params_from_iter(values))?;
            Ok(())
        })?;
    }
    Ok(false)
}

/// How far reading a table came.
struct Scan {
    last: Option<i64>,
    complete: bool,
}

/// Reads rows, whose first column is the key, until the end or the first that can't be read.
fn scan(source: &Connection, query: &str, add: &mut impl FnMut(Vec<Value>) -> Result<()>) -> Result<Scan> {
    let mut last = None;
    let Ok(mut statement) = source.prepare(query) else { return Ok(Scan { last, complete: false }) };
    let width = statement.column_count();
    let Ok(mut rows) = statement.query([]) else { return Ok(Scan { last, complete: false }) };
    loop {
        match rows.next() {
            Ok(Some(row)) => {
                let Ok(key) = row.get(0) else { return Ok(Scan { last, complete: false }) };
                let Ok(values) = (1..width).map(|at| row.get(at)).collect::<rusqlite::Result<_>>() else {
                    return Ok(Scan { last, complete: false });
                };
                add(values)?;
                last = Some(key);
            }
            Ok(None) => return Ok(Scan { last, complete: true }),
            Err(_) => return Ok(Scan { last, complete: false }),
        }
    }
}

#[derive(Default)]
struct Saved {
    drafts: u64,
    versions: u64,
    lost: u64,
}

/// Makes the rescued rows hold together: nothing names a missing row, and checksums match.
fn reconcile(db: &Db<'_>) -> Result<Saved> {
    let mut lost = 0;
    let contents = ids(db, "SELECT id FROM contents ORDER BY base IS NOT NULL, id")?;
    for id in contents {
        if content::get(db, id).is_err() {
            lost += db.execute("DELETE FROM contents WHERE id = ?1", [id])?;
        }
    }
    for id in ids(db, "SELECT id FROM drafts")? {
        let sound = db
            .query_row("SELECT text, size, hash FROM drafts WHERE id = ?1", [id], |row| {
                Ok((row.get::<_, Vec<u8>>(0)?, row.get(1)?, row.get::<_, Hash>(2)?))
            })
            .is_ok_and(|(packed, size, hash)| content::checked_text(db, &packed, size, hash).is_ok());
        if !sound {
            lost += db.execute("DELETE FROM drafts WHERE id = ?1", [id])?;
        }
    }
    // What lost its name gets one, rather than being lost with it.
    db.execute_batch(
        "INSERT OR IGNORE INTO documents (id, kind, instance, path)
         SELECT document, 'dashboard', 'lost', 'document-' || document FROM
            (SELECT document FROM versions UNION SELECT id FROM drafts UNION SELECT id FROM local_texts
             UNION SELECT document FROM intents UNION SELECT document FROM proposals)
         WHERE document NOT IN (SELECT id FROM documents);",
    )?;
    for statement in [
        "DELETE FROM versions WHERE value NOT IN (SELECT id FROM contents) AND
            (text IS NULL OR text NOT IN (SELECT id FROM contents))",
        "DELETE FROM versions WHERE value IS NULL AND text NOT IN (SELECT id FROM contents)",
        "UPDATE versions SET value = NULL WHERE value NOT IN (SELECT id FROM contents)",
        "UPDATE versions SET text = NULL WHERE text NOT IN (SELECT id FROM contents)",
        "UPDATE drafts SET base = NULL WHERE base NOT IN (SELECT id FROM versions)",
        "UPDATE drafts SET base_text = NULL WHERE base_text NOT IN (SELECT id FROM contents)",
        "DELETE FROM local_texts WHERE text NOT IN (SELECT id FROM contents)",
        "DELETE FROM bases WHERE version NOT IN (SELECT id FROM versions) OR document NOT IN (SELECT id FROM documents)",
        "UPDATE intents SET base = NULL WHERE base NOT IN (SELECT id FROM versions)",
        "UPDATE intents SET value = NULL WHERE value NOT IN (SELECT id FROM contents)",
        "UPDATE intents SET text = NULL WHERE text NOT IN (SELECT id FROM contents)",
        "DELETE FROM proposals WHERE NOT EXISTS
            (SELECT 1 FROM contents WHERE contents.id = proposals.text AND contents.hash = proposals.text_hash)",
        "UPDATE proposals SET base = NULL WHERE base NOT IN (SELECT id FROM versions)",
        "UPDATE proposals SET picture = NULL WHERE picture NOT IN (SELECT id FROM contents)",
        "DELETE FROM intent_steps WHERE intent NOT IN (SELECT id FROM intents)",
    ] {
        lost += db.execute(statement, [])?;
    }
    let count = |table: &str| -> Result<u64> {
        Ok(db.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get::<_, i64>(0))?.unsigned_abs())
    };
    Ok(Saved { drafts: count("drafts")?, versions: count("versions")?, lost: lost as u64 })
}

fn ids(db: &Db<'_>, query: &str) -> Result<Vec<i64>> {
    let mut statement = db.prepare(query)?;
    Ok(statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}
