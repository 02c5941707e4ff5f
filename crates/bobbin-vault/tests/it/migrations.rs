//! Vaults of older formats: opened, migrated step by step, and refused where they are newer.
//!
//! `tests/fixtures/vault-1.db.zst` is a vault of format 1, written by [`fill`] when that was the newest format. A new
//! format adds a fixture of the one before it; a fixture is never written again.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use bobbin_vault::{
    DocumentKey, Draft, NewIntent, NewOperation, NewProposal, NewVersion, OperationId, Origin, Parting, Vault,
    content_hash,
};
use rusqlite::Connection;
use rusqlite::types::Value;
use tempfile::TempDir;

use crate::support::{kitchen, open, second};

const FORMAT_1: &[u8] = include_bytes!("../fixtures/vault-1.db.zst");

const BEFORE: &str = r#"{"views":[{"title":"Before","cards":[{"type":"light","entity":"light.kitchen"}]}]}"#;
const AFTER: &str = r#"{"views":[{"title":"After","cards":[{"type":"light","entity":"light.kitchen"}]}]}"#;
const TEXT: &str =
    "# why\nviews:\n  - title: After # mine\n    cards:\n      - type: light\n        entity: light.kitchen\n";

/// Writes something into every table of format 1.
fn fill(vault: &Vault) {
    let (kitchen, attic) = (kitchen(), DocumentKey::dashboard("home", "attic"));
    let (file, untitled) = (DocumentKey::file("/home/me/garden.yaml"), DocumentKey::Untitled { number: 2 });
    let record = |new: &NewVersion<'_>| vault.record_version(new).expect("recorded");
    let fetched = record(&NewVersion {
        ha_version: Some("2026.11.2"),
        settings: Some(r#"{"title":"Kitchen"}"#),
        ..NewVersion::of_value(&kitchen, second(1), Origin::Fetched, Some(BEFORE))
    });
    let saved = record(&NewVersion {
        text: Some(TEXT),
        ..NewVersion::of_value(&kitchen, second(2), Origin::SavedByUs, Some(AFTER))
    });
    record(&NewVersion::of_value(&kitchen, second(3), Origin::SavedByOthers, None));
    vault.name_version(fetched, Some("the good one")).expect("named");
    record(&NewVersion::of_value(&attic, second(4), Origin::Fetched, Some("{}")));
    let present = [("kitchen".to_owned(), Some(r#"{"title":"Kitchen"}"#.to_owned()))];
    vault.see_dashboards("home", &present, second(5)).expect("seen");
    vault.set_local_text(&kitchen, TEXT, content_hash(AFTER.as_bytes()), second(6)).expect("kept");
    vault.set_base(&kitchen, None, saved, second(7)).expect("kept");
    vault.set_base(&kitchen, Some("/home/me/kitchen.yaml"), fetched, second(7)).expect("kept");
    for (nth, document) in [kitchen.clone(), file, untitled].into_iter().enumerate() {
        let dashboard = nth == 0;
        let draft = Draft {
            text: format!("# typed {nth}\n{TEXT}"),
            base: dashboard.then_some(saved),
            base_text: Some(TEXT.to_owned()),
            view_state: dashboard.then(|| r#"{"top":7}"#.to_owned()),
            merge_state: dashboard.then(|| r#"{"views/0":"mine"}"#.to_owned()),
            updated_at: second(10 + nth as u64),
            document,
        };
        vault.save_draft(&draft).expect("saved");
    }
    let discarded = DocumentKey::Untitled { number: 2 };
    vault.remove_draft(&discarded, Parting::Discarded, second(20)).expect("discarded");
    let intent = |kind, at| {
        let (base, value, text) = (Some(saved), Some(BEFORE), Some(TEXT));
        let new = NewIntent { document: &kitchen, kind, at: second(at), base, value, text, data: None };
        vault.intent_begin(&new).expect("begun")
    };
    let finished = intent("save", 30);
    vault.intent_finish(finished, "saved", second(31)).expect("finished");
    let interrupted = intent("save", 32);
    let displaced = NewVersion::of_value(&kitchen, second(33), Origin::Displaced, Some(r#"{"theirs":1.0}"#));
    let step = |version: bobbin_vault::VersionId| format!(r#"{{"displaced":{}}}"#, version.0);
    vault.intent_version(interrupted, &displaced, step).expect("kept");
    vault.intent_step(interrupted, r#"{"merging":{"both":1.0}}"#, second(34)).expect("kept");
    intent("save_later", 35);
    vault.put_snapshot("home", "dashboards", r#"[{"url_path":"kitchen"}]"#, second(40)).expect("kept");
    for at in [50, 51] {
        let data = r#"{"kind":"resource_deleted","instance":"home","resource":"{}"}"#;
        let new = NewOperation { instance: "home", at: second(at), kind: "resource_deleted", data };
        vault.record_operation(&new).expect("logged");
    }
    vault.mark_undone(OperationId(1), second(52)).expect("undone");
}

/// Everything that a vault tells about what [`fill`] wrote.
fn told(vault: &Vault) -> String {
    let mut told = String::new();
    let mut line = |words: std::fmt::Arguments<'_>| writeln!(told, "{words}").expect("a string takes everything");
    let mut documents = vec![DocumentKey::file("/home/me/garden.yaml"), DocumentKey::Untitled { number: 2 }];
    for instance in vault.instances().expect("a list") {
        for dashboard in vault.dashboards(&instance).expect("a list") {
            documents.push(DocumentKey::dashboard(&instance, &dashboard.url_path));
            line(format_args!("{dashboard:?}"));
        }
    }
    for document in &documents {
        for version in vault.versions(document).expect("a list") {
            line(format_args!("{:?}", vault.version(version.id).expect("readable")));
        }
        line(format_args!("{:?}", vault.draft(document).expect("readable")));
        line(format_args!("{:?}", vault.local_text(document).expect("readable")));
        for file in [None, Some("/home/me/kitchen.yaml")] {
            line(format_args!("{:?}", vault.base(document, file).expect("readable")));
        }
    }
    line(format_args!("{:?}", vault.drafts().expect("a list")));
    line(format_args!("{:?}", vault.open_intents().expect("a list")));
    line(format_args!("{:?}", vault.snapshot("home", "dashboards").expect("readable")));
    line(format_args!("{:?}", vault.operations("home", 9).expect("a list")));
    told
}

/// A folder with the vault of format 1.
fn format_1() -> TempDir {
    let folder = TempDir::new().expect("a folder");
    let bytes = zstd::decode_all(FORMAT_1).expect("unpacked");
    fs::write(folder.path().join("vault.db"), bytes).expect("written");
    folder
}

/// The format of a database, and all its rows by table, as SQLite itself reads them.
fn rows(file: &Path) -> (i64, BTreeMap<String, Vec<String>>) {
    let database = Connection::open(file).expect("a database");
    let format = database.pragma_query_value(None, "user_version", |row| row.get(0)).expect("a number");
    let mut names = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").expect("a query");
    let names: Vec<String> =
        names.query_map([], |row| row.get(0)).expect("a list").collect::<rusqlite::Result<_>>().expect("names");
    let rows_of = |table: &String| {
        let mut statement = database.prepare(&format!("SELECT * FROM {table} ORDER BY rowid")).expect("a query");
        let width = statement.column_count();
        let rows = statement.query_map([], |row| {
            let values: Vec<Value> = (0..width).map(|at| row.get(at)).collect::<rusqlite::Result<_>>()?;
            Ok(format!("{values:?}"))
        });
        rows.expect("rows").collect::<rusqlite::Result<_>>().expect("readable")
    };
    (format, names.into_iter().map(|name| (name.clone(), rows_of(&name))).collect())
}

/// The first page of each table and index.
fn roots(folder: &Path) -> Vec<(String, i64)> {
    let database = Connection::open(folder.join("vault.db")).expect("a database");
    let mut roots = database.prepare("SELECT name, rootpage FROM sqlite_schema ORDER BY name").expect("a query");
    let roots = roots.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).expect("a list");
    roots.collect::<rusqlite::Result<_>>().expect("readable")
}

#[test]
fn a_vault_of_format_1_reads_the_same_after_migrating() {
    let old = format_1();
    let file = old.path().join("vault.db");
    let (before, rows_before) = rows(&file);
    assert_eq!((before, rows_before.len()), (1, 11), "{:?}", rows_before.keys());
    let migrated = open(old.path());
    let new = TempDir::new().expect("a folder");
    let fresh = open(new.path());
    fill(&fresh);
    assert_eq!(told(&migrated), told(&fresh));
    migrated.check().expect("sound");
    drop((migrated, fresh));
    let (after, mut rows_after) = rows(&file);
    assert_eq!(after, 2);
    assert_eq!(rows_after.remove("proposals"), Some(Vec::new()));
    assert_eq!(rows_after, rows_before, "no row of the old tables changed");
    assert_eq!(roots(old.path()), roots(new.path()), "salvaging finds each table where it is in a new vault");
    assert_eq!(told(&open(old.path())), told(&open(new.path())), "opened again, it stays as it is");
}

#[test]
fn a_migrated_vault_takes_what_the_new_format_brings() {
    let old = format_1();
    let vault = open(old.path());
    let new = NewProposal {
        document: &kitchen(),
        at: second(60),
        base: None,
        text: "a: 1\n",
        author: "assistant",
        reason: "shorter",
        picture: None,
    };
    let id = vault.add_proposal(&new).expect("added");
    drop(vault);
    assert_eq!(open(old.path()).proposal(id).expect("there").text, "a: 1\n");
}

#[test]
fn a_damaged_vault_of_format_1_is_salvaged_into_the_new_format() {
    let new = TempDir::new().expect("a folder");
    let fresh = open(new.path());
    fill(&fresh);
    for damage in [0..8192, 0..100] {
        let old = format_1();
        let file = old.path().join("vault.db");
        let mut bytes = fs::read(&file).expect("read");
        bytes[damage].fill(0);
        fs::write(&file, bytes).expect("written");
        let opened = Vault::open(old.path(), second(70)).expect("opens all the same");
        assert!(opened.recovered.is_some());
        assert_eq!(told(&opened.vault), told(&fresh));
        assert_eq!(opened.vault.proposals(&kitchen()).expect("a list"), [], "no other table's rows are taken for some");
        opened.vault.check().expect("sound");
    }
}
