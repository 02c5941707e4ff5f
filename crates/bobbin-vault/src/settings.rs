//! `settings.yaml`: the instances and the preferences, a file that people may read and edit.
//!
//! Reads it key by key. Keys that this Bobbin does not know are kept as they are. A file with a wrong value is set aside
//! under another name, the error names the key, and all other keys stay in use; so nothing is ever overwritten unread.
//! No field can hold a token: tokens are in the system's keyring.

use std::path::{Path, PathBuf};

use bobbin_words::vault as words;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_yaml::{Mapping, Value};

use crate::error::Cause;
use crate::files::atomic;
use crate::private::{self, Exposed};
use crate::time::Timestamp;
use crate::{Result, Retention, VaultError};

/// All settings.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Settings {
    /// The instances, in the order in which they are shown.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub instances: Vec<InstanceSettings>,
    /// The id of the instance used last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_instance: Option<String>,
    /// The interface's preferences: theme, panes, …
    #[serde(skip_serializing_if = "Mapping::is_empty")]
    pub preferences: Mapping,
    /// Files opened recently, the newest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub recent_files: Vec<String>,
    /// How long versions are kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub history: Option<HistorySettings>,
    /// Keys of a newer Bobbin or of the user.
    #[serde(flatten)]
    pub unknown: Mapping,
}

/// How long versions are kept.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct HistorySettings {
    /// For so many days every version is kept, after that one a day; none: every version for ever.
    pub every_version_days: Option<u32>,
    /// Keys of a newer Bobbin or of the user.
    #[serde(flatten)]
    pub unknown: Mapping,
}

/// An instance of Home Assistant.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct InstanceSettings {
    /// Bobbin's own name for it, fixed when it is added: history and keyring go by it.
    pub id: String,
    /// The user's name for it.
    pub name: String,
    /// Its address as the user typed it.
    pub url: String,
    /// The certificate that the user trusts although no authority signed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trusted_fingerprint: Option<String>,
    /// Paths below `/api` that cards may read from in a preview, beside those of Home Assistant's own, like
    /// `/api/garden/`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub preview_paths: Vec<String>,
    /// Keys of a newer Bobbin or of the user.
    #[serde(flatten)]
    pub unknown: Mapping,
}

/// Settings that were read.
#[derive(Debug)]
pub struct Loaded {
    /// The settings; the defaults when the file is not there or could not be read.
    pub settings: Settings,
    /// The file that was set aside, if it was wrong. The user has to know.
    pub set_aside: Option<SetAside>,
    /// Whether other users can read the folder, because its permissions can't be changed. The user has to know.
    pub exposed: Option<Exposed>,
}

/// A file that could not be read.
#[derive(Debug)]
pub struct SetAside {
    /// Where it is now.
    pub file: PathBuf,
    /// The reason.
    pub reason: Broken,
}

/// The reason why a file could not be read, or not all of it.
#[derive(Debug, thiserror::Error)]
pub enum Broken {
    /// It is no YAML mapping, so none of it is in use.
    #[error("{0}")]
    Unreadable(Cause),
    /// Some values are wrong; all others are in use.
    #[error("{}", in_words(.0))]
    Values(Vec<WrongValue>),
}

/// A value of another kind than its key takes.
#[derive(Debug)]
pub struct WrongValue {
    /// The key with those that lead to it: `instances.0.url`.
    pub key: String,
    /// The reason, with the kind of value that the key takes.
    pub reason: Cause,
}

fn in_words(values: &[WrongValue]) -> String {
    values.iter().map(|wrong| format!("{}: {}", wrong.key, wrong.reason)).collect::<Vec<_>>().join("; ")
}

/// How many files are remembered.
const RECENT: usize = 20;

impl Settings {
    /// Reads the settings in a folder, and closes it to other users. `at` is the present, for the name of a file that is set aside.
    ///
    /// # Errors
    /// The file is there and can't be opened, or can't be set aside; `NotOurs`. A wrong value is no error: see
    /// [`Loaded::set_aside`].
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
        let (settings, reason) = match parse(&bytes) {
            Ok((settings, wrong)) if wrong.is_empty() => return Ok(Loaded { settings, set_aside: None, exposed }),
            Ok((settings, wrong)) => (settings, Broken::Values(wrong)),
            Err(reason) => (Self::default(), Broken::Unreadable(reason)),
        };
        let aside = free_name(folder, at);
        tracing::error!(%reason, kept = %aside.display(), "the settings can't be read");
        std::fs::rename(&file, &aside).map_err(|error| VaultError::writing(&file, error))?;
        if settings != Self::default() {
            // The next start finds the settings that are in use now.
            settings.save(folder)?;
        }
        Ok(Loaded { settings, set_aside: Some(SetAside { file: aside, reason }), exposed })
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
        } else {
            let value = serde_yaml::to_value(value).expect("every JSON value is a YAML value");
            self.preferences.insert(Value::from(key), value);
        }
    }

    /// Puts a file first among those opened recently.
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

/// Reads the settings, and lists the values that are wrong.
fn parse(bytes: &[u8]) -> Result<(Settings, Vec<WrongValue>), Cause> {
    let text = std::str::from_utf8(bytes)?;
    if text.trim().is_empty() {
        return Ok((Settings::default(), Vec::new()));
    }
    let root: Option<Mapping> = serde_yaml::from_str(text)?;
    let mut wrong = Vec::new();
    let settings = Settings::read(&mut Keys { path: String::new(), left: root.unwrap_or_default(), wrong: &mut wrong });
    Ok((settings, wrong))
}

/// The keys of a mapping that are not read yet.
struct Keys<'a> {
    /// The keys that lead to the mapping, with a dot after each.
    path: String,
    left: Mapping,
    wrong: &'a mut Vec<WrongValue>,
}

impl Keys<'_> {
    /// Reads a key; none if it is not there, is null, or is wrong, which is noted.
    fn take<T: DeserializeOwned>(&mut self, key: &str) -> Option<T> {
        let value = self.left.remove(key)?;
        self.typed(key, value)
    }

    /// Reads a key that has to be there.
    fn need<T: DeserializeOwned>(&mut self, key: &str) -> Option<T> {
        if !self.left.contains_key(key) {
            self.wrong.push(WrongValue { key: format!("{}{key}", self.path), reason: words::value_missing().into() });
        }
        self.take(key)
    }

    fn typed<T: DeserializeOwned>(&mut self, key: &str, value: Value) -> Option<T> {
        serde_yaml::from_value(value).unwrap_or_else(|error| {
            self.wrong.push(WrongValue { key: format!("{}{key}", self.path), reason: error.into() });
            None
        })
    }

    /// The keys of a mapping under a key.
    fn below(&mut self, key: &str, left: Mapping) -> Keys<'_> {
        Keys { path: format!("{}{key}.", self.path), left, wrong: self.wrong }
    }
}

impl Settings {
    fn read(keys: &mut Keys<'_>) -> Self {
        let listed: Vec<Value> = keys.take("instances").unwrap_or_default();
        let mut instances = Vec::with_capacity(listed.len());
        for (at, instance) in listed.into_iter().enumerate() {
            let key = format!("instances.{at}");
            if let Some(instance) = keys.typed(&key, instance) {
                instances.extend(InstanceSettings::read(&mut keys.below(&key, instance)));
            }
        }
        let history = keys.take("history");
        Self {
            instances,
            last_instance: keys.take("last_instance"),
            preferences: keys.take("preferences").unwrap_or_default(),
            recent_files: keys.take("recent_files").unwrap_or_default(),
            history: history.map(|history| HistorySettings::read(&mut keys.below("history", history))),
            unknown: std::mem::take(&mut keys.left),
        }
    }
}

impl HistorySettings {
    /// A wrong number of days keeps every version: nothing is given up because of a typing error.
    fn read(keys: &mut Keys<'_>) -> Self {
        Self { every_version_days: keys.take("every_version_days"), unknown: std::mem::take(&mut keys.left) }
    }
}

impl InstanceSettings {
    /// Reads an instance; none without an id, a name and an address.
    fn read(keys: &mut Keys<'_>) -> Option<Self> {
        let (id, name, url) = (keys.need("id"), keys.need("name"), keys.need("url"));
        let (trusted_fingerprint, preview_paths) = (keys.take("trusted_fingerprint"), keys.take("preview_paths"));
        Some(Self {
            id: id?,
            name: name?,
            url: url?,
            trusted_fingerprint,
            preview_paths: preview_paths.unwrap_or_default(),
            unknown: std::mem::take(&mut keys.left),
        })
    }
}
