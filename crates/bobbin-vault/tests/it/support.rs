//! Shared parts of the tests: a vault in a folder of its own, and contents of a realistic size.

use std::fmt::Write as _;

use bobbin_vault::{DocumentKey, NewVersion, Origin, Timestamp, Vault, VersionId};
use tempfile::TempDir;

/// A moment of a test: so many seconds after the start of 2026.
pub(crate) const fn second(second: u64) -> Timestamp {
    Timestamp(1_767_225_600_000 + second * 1000)
}

/// A vault in a folder that goes away with it.
pub(crate) struct Home {
    pub(crate) vault: Vault,
    pub(crate) folder: TempDir,
}

impl Home {
    pub(crate) fn new() -> Self {
        let folder = TempDir::new().expect("a folder");
        let vault = open(folder.path());
        Self { vault, folder }
    }

    /// The same folder, opened again.
    pub(crate) fn reopened(self) -> Self {
        drop(self.vault);
        Self { vault: open(self.folder.path()), folder: self.folder }
    }
}

/// Opens a vault that must be sound.
pub(crate) fn open(folder: &std::path::Path) -> Vault {
    let opened = Vault::open(folder, second(0)).expect("a vault");
    assert!(opened.recovered.is_none(), "{:?}", opened.recovered);
    opened.vault
}

/// A folder that need not survive the computer: in memory where there is such a place.
pub(crate) fn scratch() -> TempDir {
    let memory = std::path::Path::new("/dev/shm");
    if memory.is_dir() { TempDir::new_in(memory) } else { TempDir::new() }.expect("a folder")
}

pub(crate) fn kitchen() -> DocumentKey {
    DocumentKey::dashboard("home", "kitchen")
}

/// Records a value of the kitchen.
pub(crate) fn record(vault: &Vault, at: u64, origin: Origin, value: &str) -> VersionId {
    vault.record_version(&NewVersion::of_value(&kitchen(), second(at), origin, Some(value))).expect("recorded")
}

/// A dashboard of about 355 kB, as JSON. `edit` changes a name somewhere in it.
pub(crate) fn dashboard(edit: usize) -> String {
    let mut json = String::from(r#"{"title":"Home","views":["#);
    for card in 0..2_000_usize {
        let comma = if card == 0 { "" } else { "," };
        let salt = card.wrapping_mul(2_654_435_761) % 1_000_003;
        let name = if edit > 0 && edit * 7 % 2_000 == card { format!("Edited {edit}") } else { format!("Room {salt}") };
        write!(
            json,
            r#"{comma}{{"type":"tile","entity":"sensor.room_{salt}_{card}","name":"{name}","icon":"mdi:thermometer","features":[{{"type":"trend-graph","hours":{}}}],"tap_action":{{"action":"more-info"}}}}"#,
            salt % 48
        )
        .expect("a string takes everything");
    }
    json.push_str("]}");
    json
}
