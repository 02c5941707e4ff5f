//! Tests that look into the database: a full disk, the order of the tables, older and newer formats.

use tempfile::TempDir;

use super::*;
use crate::{DocumentKey, NewVersion, Origin};

fn vault() -> (TempDir, Vault) {
    let folder = TempDir::new().expect("a folder");
    let vault = Vault::open(folder.path(), Timestamp(1)).expect("a vault").vault;
    (folder, vault)
}

fn record(vault: &Vault, value: &str) -> Result<crate::VersionId> {
    let document = DocumentKey::dashboard("home", "kitchen");
    vault.record_version(&NewVersion::of_value(&document, Timestamp(1), Origin::SavedByUs, Some(value)))
}

/// A value that packing makes no smaller.
fn noise(seed: u64) -> String {
    let mut state = seed;
    let mut step = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        format!("{:08x}", state >> 32)
    };
    (0..1_000).map(|_| step()).collect()
}

#[test]
fn a_full_disk_refuses_one_call_and_loses_nothing() {
    let (_folder, vault) = vault();
    let pages: i64 = vault.maintain(|db| db.pragma_query_value(None, "page_count", |row| row.get(0))).expect("a count");
    let limit = |pages: i64| {
        vault
            .maintain(|db| db.query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(())))
            .expect("a limit");
    };
    limit(pages + 20);
    let mut kept = Vec::new();
    let refused = loop {
        match record(&vault, &noise(kept.len() as u64)) {
            Ok(id) => kept.push(id),
            Err(error) => break error,
        }
    };
    assert!(matches!(refused, VaultError::DiskFull { .. }), "{refused:?}");
    assert!(refused.to_string().contains("vault.db is full"), "{refused}");
    assert!(!kept.is_empty());
    for (seed, id) in kept.iter().enumerate() {
        assert_eq!(vault.version(*id).expect("there").value, Some(noise(seed as u64)));
    }
    limit(1 << 30);
    record(&vault, &noise(kept.len() as u64)).expect("there is room again");
    let document = DocumentKey::dashboard("home", "kitchen");
    assert_eq!(vault.versions(&document).expect("a list").len(), kept.len() + 1);
    vault.check().expect("sound");
}

#[test]
fn compacting_keeps_the_tables_where_salvaging_expects_them() {
    let (folder, vault) = vault();
    let roots = || -> Vec<(String, i64)> {
        vault
            .maintain(|db| {
                let mut statement = db.prepare("SELECT name, rootpage FROM sqlite_schema ORDER BY name")?;
                statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
            })
            .expect("a list")
    };
    let before = roots();
    for seed in 0..30 {
        record(&vault, &noise(seed)).expect("recorded");
    }
    vault
        .compact(Timestamp(u64::MAX / 2), crate::Retention::default(), std::collections::HashSet::new)
        .expect("compacted");
    assert_eq!(roots(), before);
    drop(vault);
    let first = std::fs::read(folder.path().join("vault.db")).expect("read");
    let page = usize::try_from(schema::PAGE_SIZE).expect("small");
    assert_eq!(usize::from(u16::from_be_bytes([first[16], first[17]])), page, "the page size is ours");
    assert_eq!(first[100], 0x0D, "the whole list of tables stands on the first page");
}

#[test]
fn a_newer_format_is_refused_and_left_alone() {
    let (folder, vault) = vault();
    record(&vault, "1").expect("recorded");
    vault.maintain(|db| db.pragma_update(None, "user_version", 99)).expect("set");
    drop(vault);
    let bytes = || std::fs::read(folder.path().join("vault.db")).expect("read");
    let before = bytes();
    let refused = Vault::open(folder.path(), Timestamp(2));
    assert!(matches!(refused, Err(VaultError::NewerSchema { found: 99, known: 2, .. })), "{refused:?}");
    let words = refused.expect_err("refused").to_string();
    assert!(words.contains("newer Bobbin (format 99, this one knows up to 2)"), "{words}");
    assert!(bytes() == before, "untouched");
}

#[test]
fn a_new_vault_has_the_newest_format_and_every_table_can_be_salvaged() {
    let (_folder, vault) = vault();
    let (version, tables): (i64, Vec<String>) = vault
        .maintain(|db| {
            let version = db.pragma_query_value(None, "user_version", |row| row.get(0))?;
            let mut statement =
                db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")?;
            let tables = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
            Ok((version, tables))
        })
        .expect("a list");
    assert_eq!(usize::try_from(version).expect("small"), schema::MIGRATIONS.len());
    assert_eq!(tables, schema::tables().collect::<Vec<_>>());
}

#[test]
fn a_migration_that_fails_leaves_the_database_as_it_was() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("vault.db");
    let mut connection = open_connection(&file, false).expect("open");
    // Some other program's table: no migration runs over it.
    connection.execute_batch("CREATE TABLE documents (theirs)").expect("made");
    let refused = schema::migrate(&mut connection, &file, schema::Depth::Everything);
    assert!(matches!(refused, Err(VaultError::Damaged { .. })), "{refused:?}");
    let tables: i64 =
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).expect("a count");
    assert_eq!(tables, 1);
}

#[test]
fn a_migration_that_is_cut_off_leaves_the_format_before_it() {
    let (folder, vault) = vault();
    let id = record(&vault, "1").expect("recorded");
    drop(vault);
    let file = folder.path().join("vault.db");
    let known = schema::MIGRATIONS.len();
    let next = |run| schema::Migration { run, tables: &["halves"] };
    let and = |migration| {
        let before = schema::MIGRATIONS.iter().map(|one| schema::Migration { run: one.run, tables: one.tables });
        before.chain([migration]).collect::<Vec<_>>()
    };
    let mut connection = open_connection(&file, false).expect("open");
    let cut_off = and(next(|database| {
        database.execute_batch("CREATE TABLE halves (id INTEGER PRIMARY KEY); DELETE FROM versions")?;
        Err(rusqlite::Error::InvalidQuery)
    }));
    schema::migrate_with(&mut connection, &file, schema::Depth::Everything, &cut_off).expect_err("cut off");
    drop(connection);
    let vault = Vault::open(folder.path(), Timestamp(2)).expect("a vault").vault;
    assert_eq!(vault.version(id).expect("there").value.as_deref(), Some("1"));
    let format = || -> (i64, bool) {
        let halves = "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'halves')";
        let read = |db: &Connection| {
            let format = db.pragma_query_value(None, "user_version", |row| row.get(0))?;
            Ok((format, db.query_row(halves, [], |row| row.get(0))?))
        };
        vault.maintain(read).expect("read")
    };
    assert_eq!(format(), (i64::try_from(known).expect("small"), false));
    let whole = and(next(|database| database.execute_batch("CREATE TABLE halves (id INTEGER PRIMARY KEY)")));
    let mut connection = open_connection(&file, false).expect("open");
    schema::migrate_with(&mut connection, &file, schema::Depth::WithoutContents, &whole).expect("migrated");
    assert_eq!(format(), (i64::try_from(known + 1).expect("small"), true));
}

#[test]
fn a_content_that_is_not_what_was_stored_is_refused_alone_and_checked_for_at_the_next_start() {
    let (folder, vault) = vault();
    let (first, second) = (record(&vault, &noise(1)).expect("recorded"), record(&vault, &noise(2)).expect("recorded"));
    vault.maintain(|db| db.execute("UPDATE contents SET packed = zeroblob(9) WHERE id = 1", [])).expect("damaged");
    assert!(matches!(vault.version(first), Err(VaultError::Damaged { .. })));
    assert_eq!(vault.version(second).expect("there").value, Some(noise(2)));
    assert!(note(folder.path()).exists());
    drop(vault);
    let opened = Vault::open(folder.path(), Timestamp(2)).expect("a vault");
    assert!(opened.recovered.is_none(), "the database itself is sound: {:?}", opened.recovered);
    assert!(!note(folder.path()).exists());
    record(&opened.vault, &noise(3)).expect("recorded");
}

#[test]
fn a_recovery_cut_off_before_its_last_step_is_ended_by_the_next_start() {
    let (folder, vault) = vault();
    record(&vault, "1").expect("recorded");
    drop(vault);
    std::fs::rename(folder.path().join("vault.db"), folder.path().join("vault.recovered.db")).expect("renamed");
    let opened = Vault::open(folder.path(), Timestamp(2)).expect("a vault");
    let document = DocumentKey::dashboard("home", "kitchen");
    assert_eq!(opened.vault.versions(&document).expect("a list").len(), 1);
}
