//! `settings.yaml`: the instances and the preferences, a file that people may read and edit.
//!
//! Keys that this Bobbin does not know are kept as they are. A file that can't be read is set aside under
//! another name and told about, never overwritten. There is no field that could hold a token: those are in
//! the system's keyring.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_yaml::{Mapping, Value};

use crate::error::Cause;
use crate::files::atomic;
use crate::private::{self, Exposed};
use crate::time::Timestamp;
use crate::{Result, Retention, VaultError};

/// What is set.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// The instances, in the order in which they are shown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub instances: Vec<InstanceSettings>,
    /// The id of the instance used last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_instance: Option<String>,
    /// The interface's preferences: theme, panes, …
    #[serde(default, skip_serializing_if = "Mapping::is_empty")]
    pub preferences: Mapping,
    /// Files opened lately, the newest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recent_files: Vec<String>,
    /// How long versions are kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub history: Option<HistorySettings>,
    /// What a newer Bobbin or the user put there.
    #[serde(flatten)]
    pub unknown: Mapping,
}

/// How long versions are kept.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct HistorySettings {
    /// For so many days every version is kept, after that one a day; none: every version for ever.
    pub every_version_days: Option<u32>,
    /// What a newer Bobbin or the user put there.
    #[serde(flatten)]
    pub unknown: Mapping,
}

/// An instance of Home Assistant.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct InstanceSettings {
    /// Bobbin's own name for it, fixed when it is added: history and keyring go by it.
    pub id: String,
    /// What the user calls it.
    pub name: String,
    /// Its address as the user typed it.
    pub url: String,
    /// The certificate that the user trusts although no authority signed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trusted_fingerprint: Option<String>,
    /// Paths below `/api` that cards may read from in a preview, beside those of Home Assistant's own, like
    /// `/api/garden/`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub preview_paths: Vec<String>,
    /// What a newer Bobbin or the user put there.
    #[serde(flatten)]
    pub unknown: Mapping,
}

/// Settings that were read.
#[derive(Debug)]
pub struct Loaded {
    /// What is set; the defaults when the file is not there or could not be read.
    pub settings: Settings,
    /// What was wrong with the file. The user has to be told.
    pub set_aside: Option<SetAside>,
    /// Whether other users can read the folder, because its permissions can't be changed. The user has to be told.
    pub exposed: Option<Exposed>,
}

/// A file that could not be read.
#[derive(Debug)]
pub struct SetAside {
    /// Where it is now.
    pub file: PathBuf,
    /// What was wrong with it.
    pub reason: Cause,
}

/// How many files are remembered.
const RECENT: usize = 20;

impl Settings {
    /// Reads the settings in a folder, and closes it to other users. `at` is the present, for the name of a file that is set aside.
    ///
    /// # Errors
    /// The file is there and can't be opened, or can't be set aside; `NotOurs`.
    pub fn load(folder: &Path, at: Timestamp) -> Result<Loaded> {
        let file = file(folder);
        let exposed = if folder.is_dir() { private::folder(folder)? } else { None };
        private::files(folder, |name| name.starts_with("settings.") || name.starts_with(atomic::PREFIX))?;
        let bytes = match std::fs::read(&file) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Ok(Loaded { settings: Self::default(), set_aside: None, exposed });
            }
            Err(error) => return Err(VaultError::reading(&file, error)),
        };
        match parse(&bytes) {
            Ok(settings) => Ok(Loaded { settings, set_aside: None, exposed }),
            Err(reason) => {
                let aside = free_name(folder, at);
                std::fs::rename(&file, &aside).map_err(|error| VaultError::writing(&file, error))?;
                Ok(Loaded { settings: Self::default(), set_aside: Some(SetAside { file: aside, reason }), exposed })
            }
        }
    }

    /// Writes the settings: all of them or, on an error, nothing.
    pub fn save(&self, folder: &Path) -> Result<()> {
        let file = file(folder);
        if !folder.is_dir() {
            private::folder(folder)?;
        }
        let yaml =
            serde_yaml::to_string(self).map_err(|error| VaultError::Io { path: file.clone(), source: error.into() })?;
        atomic::write(&file, yaml.as_bytes(), atomic::Privacy::OnlyTheUser)
            .map_err(|error| VaultError::writing(&file, error))
    }

    /// How long versions are kept.
    pub fn retention(&self) -> Retention {
        let set = |history: &HistorySettings| Retention { every_version_days: history.every_version_days };
        self.history.as_ref().map_or_else(Retention::default, set)
    }

    /// The preferences as JSON, for the interface.
    pub fn preferences_json(&self) -> serde_json::Value {
        // A YAML key that is no text has no place in JSON; such a preference is not ours and is left out.
        let entries = self
            .preferences
            .iter()
            .filter_map(|(key, value)| Some((key.as_str()?.to_owned(), serde_json::to_value(value).ok()?)));
        serde_json::Value::Object(entries.collect())
    }

    /// Sets a preference; null removes it.
    pub fn set_preference(&mut self, key: &str, value: &serde_json::Value) {
        if value.is_null() {
            self.preferences.remove(key);
        } else if let Ok(value) = serde_yaml::to_value(value) {
            self.preferences.insert(Value::from(key), value);
        }
    }

    /// Puts a file first among those opened lately.
    pub fn add_recent_file(&mut self, path: &str) {
        self.recent_files.retain(|known| known != path);
        self.recent_files.insert(0, path.to_owned());
        self.recent_files.truncate(RECENT);
    }

    /// The instance with an id.
    pub fn instance(&self, id: &str) -> Option<&InstanceSettings> {
        self.instances.iter().find(|instance| instance.id == id)
    }
}

fn file(folder: &Path) -> PathBuf {
    folder.join("settings.yaml")
}

/// A name that no file set aside earlier has.
fn free_name(folder: &Path, at: Timestamp) -> PathBuf {
    let name = |number: u32| match number {
        0 => folder.join(format!("settings.broken-{}.yaml", at.0)),
        _ => folder.join(format!("settings.broken-{}-{number}.yaml", at.0)),
    };
    (0..).map(name).find(|path| !path.exists()).unwrap_or_else(|| name(0))
}

fn parse(bytes: &[u8]) -> Result<Settings, Cause> {
    let text = std::str::from_utf8(bytes)?;
    if text.trim().is_empty() {
        return Ok(Settings::default());
    }
    Ok(serde_yaml::from_str(text)?)
}
