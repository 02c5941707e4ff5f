//! Damaged databases: the vault opens all the same, the readable part is there, the damaged file is untouched.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use bobbin_vault::{DocumentKey, Draft, NewVersion, Opened, Origin, Vault, VaultError, VersionId};
use rand::rngs::StdRng;
use rand::{Rng as _, RngExt as _, SeedableRng as _};

use crate::support::{scratch, second};

const PAGE: usize = 8192;

/// The content of a vault before the damage.
struct Known {
    versions: BTreeMap<VersionId, String>,
    drafts: BTreeMap<DocumentKey, String>,
}

fn noise(random: &mut StdRng, length: usize) -> String {
    (0..length).map(|_| char::from(random.random_range(b' '..=b'~'))).collect()
}

/// Fills a vault and closes it.
fn fill(folder: &Path) -> Known {
    let mut random = StdRng::seed_from_u64(7);
    let vault = Vault::open(folder, second(0)).expect("a vault").vault;
    let mut known = Known { versions: BTreeMap::new(), drafts: BTreeMap::new() };
    for nth in 0..40_u64 {
        let document = DocumentKey::dashboard("home", format!("dashboard-{}", nth % 5));
        let value = noise(&mut random, 1_500);
        let new = NewVersion::of_value(&document, second(nth), Origin::SavedByUs, Some(&value));
        known.versions.insert(vault.record_version(&new).expect("recorded"), value);
    }
    for nth in 0..12 {
        let document = DocumentKey::dashboard("home", format!("dashboard-{nth}"));
        let text = noise(&mut random, 900);
        let draft = Draft {
            document: document.clone(),
            text: text.clone(),
            base: None,
            base_text: None,
            view_state: None,
            merge_state: None,
            updated_at: second(nth),
        };
        vault.save_draft(&draft).expect("saved");
        known.drafts.insert(document, text);
    }
    known
}

/// The content that is still there; all of it has to be right.
fn found(opened: &Opened, known: &Known) -> (usize, usize) {
    let vault = &opened.vault;
    let (mut versions, mut drafts) = (0, 0);
    for instance in vault.instances().expect("a list") {
        for dashboard in vault.dashboards(&instance).expect("a list") {
            for version in vault.versions(&DocumentKey::dashboard(&instance, dashboard.url_path)).expect("a list") {
                let version = match vault.version(version.id) {
                    // The database holds together, a content does not: that one is refused, and nothing else.
                    Err(VaultError::Damaged { .. }) if opened.recovered.is_none() => continue,
                    result => result.expect("readable"),
                };
                assert_eq!(version.value.as_ref(), known.versions.get(&version.summary.id));
                versions += 1;
            }
        }
    }
    for draft in vault.drafts().expect("a list") {
        let draft = match vault.draft(&draft.document) {
            Err(VaultError::Damaged { .. }) if opened.recovered.is_none() => continue,
            result => result.expect("readable").expect("there"),
        };
        assert!(known.drafts.values().any(|text| *text == draft.text), "{:?}", draft.document);
        drafts += 1;
    }
    vault.check().expect("the new database is sound");
    (versions, drafts)
}

/// Opens a vault after its database was replaced by these bytes.
fn open_damaged(bytes: &[u8], known: &Known) -> (bool, usize, usize) {
    let folder = scratch();
    fs::write(folder.path().join("vault.db"), bytes).expect("written");
    let opened = Vault::open(folder.path(), second(1_000)).expect("opens all the same");
    if let Some(recovery) = &opened.recovered {
        assert!(fs::read(&recovery.set_aside).expect("set aside") == bytes, "untouched");
        assert!(!recovery.reason.to_string().is_empty());
    }
    let (versions, drafts) = found(&opened, known);
    let recovered = opened.recovered.is_some();
    // It goes on from there, and the next start finds nothing wrong.
    let document = DocumentKey::dashboard("home", "dashboard-0");
    let new = NewVersion::of_value(&document, second(2_000), Origin::SavedByUs, Some("after"));
    let id = opened.vault.record_version(&new).expect("recorded");
    drop(opened);
    let again = Vault::open(folder.path(), second(3_000)).expect("a vault");
    assert!(again.recovered.is_none());
    assert_eq!(again.vault.version(id).expect("there").value.as_deref(), Some("after"));
    (recovered, versions, drafts)
}

fn sound() -> (Vec<u8>, Known) {
    let folder = scratch();
    let known = fill(folder.path());
    (fs::read(folder.path().join("vault.db")).expect("read"), known)
}

#[test]
fn any_single_page_costs_what_is_on_it_and_no_more() {
    let (bytes, known) = sound();
    assert_eq!(open_damaged(&bytes, &known), (false, 40, 12));
    let mut random = StdRng::seed_from_u64(1);
    let mut pages = Vec::new();
    let mut worst = (usize::MAX, usize::MAX);
    for page in 0..bytes.len() / PAGE {
        let mut damaged = bytes.clone();
        random.fill_bytes(&mut damaged[page * PAGE..(page + 1) * PAGE]);
        let (_, versions, drafts) = open_damaged(&damaged, &known);
        pages.push((versions, drafts));
        worst = (worst.0.min(versions), worst.1.min(drafts));
    }
    // A page of contents holds six, one of drafts nine; pages that lead to others cost nothing.
    assert!(worst.0 >= 34 && worst.1 >= 3, "{pages:?}");
}

#[test]
fn the_first_page_costs_nothing() {
    let (mut bytes, known) = sound();
    bytes[..PAGE].fill(0);
    assert_eq!(open_damaged(&bytes, &known), (true, 40, 12));
}

#[test]
fn scattered_damage_is_survived() {
    let (bytes, known) = sound();
    for seed in 0..25 {
        let mut random = StdRng::seed_from_u64(seed);
        let mut damaged = bytes.clone();
        for _ in 0..random.random_range(1..40) {
            let at = random.random_range(0..damaged.len());
            let length = random.random_range(1..64).min(damaged.len() - at);
            random.fill_bytes(&mut damaged[at..at + length]);
        }
        open_damaged(&damaged, &known);
    }
}

#[test]
fn a_database_cut_off_gives_what_is_left() {
    let (bytes, known) = sound();
    for part in 1..8 {
        // Not at the end of a page, either.
        let length = bytes.len() * part / 8 - 100;
        let (recovered, ..) = open_damaged(&bytes[..length], &known);
        assert!(recovered, "{part}/8");
    }
    let (_, versions, _) = open_damaged(&bytes[..bytes.len() * 7 / 8], &known);
    assert!(versions > 0);
}

#[test]
fn what_is_no_database_is_set_aside() {
    let known = Known { versions: BTreeMap::new(), drafts: BTreeMap::new() };
    for bytes in
        [&b""[..], b"hello", &[0; 3 * PAGE], b"SQLite format 3\0", &[b"SQLite format 3\0", &[7; 9_000][..]].concat()]
    {
        assert_eq!(open_damaged(bytes, &known), (true, 0, 0));
    }
}

#[test]
fn a_log_without_its_database_is_not_thrown_away() {
    let folder = scratch();
    fs::write(folder.path().join("vault.db-wal"), b"some log").expect("written");
    let opened = Vault::open(folder.path(), second(1)).expect("a vault");
    let recovery = opened.recovered.expect("told");
    let mut log = recovery.set_aside.into_os_string();
    log.push("-wal");
    assert_eq!(fs::read(log).expect("set aside"), b"some log");
}

#[test]
fn the_log_of_a_damaged_database_is_read_and_set_aside_with_it() {
    let folder = scratch();
    let vault = Vault::open(folder.path(), second(0)).expect("a vault").vault;
    let document = DocumentKey::dashboard("home", "kitchen");
    let record = |value| {
        let new = NewVersion::of_value(&document, second(1), Origin::SavedByUs, Some(value));
        vault.record_version(&new).expect("recorded")
    };
    let id = record("only in the log");
    // A crash: the files as they are while the vault is open.
    let crashed = scratch();
    for name in ["vault.db", "vault.db-wal"] {
        fs::copy(folder.path().join(name), crashed.path().join(name)).expect("copied");
    }
    fs::write(crashed.path().join("vault.db"), b"").expect("emptied");
    let log = fs::read(crashed.path().join("vault.db-wal")).expect("read");
    assert!(log.len() > PAGE, "the log holds something");
    let opened = Vault::open(crashed.path(), second(2)).expect("a vault");
    let recovery = opened.recovered.expect("told");
    assert_eq!(opened.vault.version(id).expect("there").value.as_deref(), Some("only in the log"));
    let mut aside = recovery.set_aside.into_os_string();
    aside.push("-wal");
    assert!(fs::read(aside).expect("set aside") == log);
}
