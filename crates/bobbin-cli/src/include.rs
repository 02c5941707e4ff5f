//! The configuration folder on this computer: reads the files that are included from it, and writes those that were
//! edited.
//!
//! Owns finding the folder, showing its files' names, and writing all files of one edit or none. [`EnclosedFolder`]
//! keeps inside the folder; only the file named on the command line may be a link to elsewhere, since the user
//! named it.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use bobbin_core::yaml::{FileTree, Files, Kind, Listed, Located, ProblemCode, Unread};
use bobbin_vault::files::{self, EnclosedFolder, Encoding, EntryKind, Expect, OpenedFile};
use bobbin_vault::{NotText, VaultError};

use crate::exit::{Exit, Failure};
use crate::input;

/// The file that marks Home Assistant's configuration folder.
const CONFIGURATION: &str = "configuration.yaml";

/// A file and the configuration folder that it is in.
pub(crate) struct Folder {
    enclosed: EnclosedFolder,
    /// The folder's absolute names.
    roots: Vec<String>,
    /// The file, as a path in the folder.
    pub(crate) entry: String,
    /// The file as the user named it.
    file: PathBuf,
    /// Texts that are not read from the folder: of the named file, and of edited files.
    pub(crate) known: BTreeMap<String, String>,
    /// All other files as first read, so that all operations of an edit see the same texts.
    read: RefCell<BTreeMap<String, OpenedFile>>,
}

impl Folder {
    /// Finds the configuration folder of a file: the named one, else the nearest folder at or above the file's own
    /// with a `configuration.yaml`, else the file's own. Standard input counts as a file in the current folder.
    pub(crate) fn of(file: &Path, text: String, config_dir: Option<&Path>) -> Result<Self, Failure> {
        let (name, own) = if input::is_standard(file) {
            ("-".to_owned(), Path::new("."))
        } else {
            let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            // Home Assistant resolves includes from the folder of a link, not from that of its target.
            let own = file.parent().filter(|own| !own.as_os_str().is_empty());
            (name, own.unwrap_or(Path::new(".")))
        };
        let own = EnclosedFolder::new(own).map_err(|error| Failure::bad_input(error.to_string()))?;
        let enclosed = match config_dir {
            None => {
                let nearest = own.root().ancestors().find(|folder| folder.join(CONFIGURATION).is_file());
                match nearest {
                    Some(nearest) => EnclosedFolder::new(nearest),
                    None => Ok(own.clone()),
                }
            }
            Some(named) => EnclosedFolder::new(named),
        };
        let enclosed = enclosed.map_err(|error| {
            let words = match error {
                VaultError::NotFound { path, .. } => format!("there is no folder {}", path.display()),
                other => other.to_string(),
            };
            Failure::bad_input(words)
        })?;
        let Ok(inside) = own.root().strip_prefix(enclosed.root()) else {
            return Err(Failure::bad_input(format!(
                "{}:1:1: the file lies outside of the configuration folder {}; name another with --config-dir",
                file.display(),
                shown(enclosed.root())
            )));
        };
        let entry = slashed(&inside.join(name));
        let roots = enclosed.names().iter().filter(|root| root.is_absolute()).map(|root| slashed(root)).collect();
        let known = [(entry.clone(), text)].into();
        Ok(Self { enclosed, roots, entry, file: file.to_owned(), known, read: RefCell::default() })
    }

    /// The name of a file in messages: relative to the file the user named, else to the current folder, else in full.
    pub(crate) fn shown(&self, path: &str) -> String {
        if path == self.entry {
            return self.file.display().to_string();
        }
        let own = Path::new(&self.entry).parent().unwrap_or(Path::new(""));
        if let Ok(beside) = Path::new(path).strip_prefix(own) {
            return self.file.parent().unwrap_or(Path::new("")).join(beside).display().to_string();
        }
        let full = self.enclosed.root().join(path);
        let here = std::env::current_dir().and_then(std::fs::canonicalize);
        match here.as_ref().map(|here| full.strip_prefix(here)) {
            Ok(Ok(from_here)) => from_here.display().to_string(),
            _ => shown(&full),
        }
    }

    /// The line for a problem or a warning, with its file and the remedy.
    pub(crate) fn told(&self, located: &Located) -> String {
        let mut words = format!("{}:{}", self.shown(&located.file), located.problem);
        if located.problem.code == ProblemCode::LeadsOut {
            words.push_str(&format!(" {}; name another with --config-dir", shown(self.enclosed.root())));
        }
        words
    }

    /// Why a file with everything it includes means nothing.
    pub(crate) fn unreadable(&self, tree: &FileTree) -> Failure {
        Failure::lines(Exit::BadInput, tree.problems.iter().map(|found| self.told(found)))
    }

    /// The included files that were edited.
    pub(crate) fn edited(&self) -> impl Iterator<Item = &String> {
        self.known.keys().filter(|known| **known != self.entry)
    }

    /// Writes the edited included files, and then the file itself to `output`. Puts all of them on disk beside their
    /// places and checks them before it replaces the first one.
    pub(crate) fn write(&self, output: &Path, encoding: Encoding) -> Result<(), Failure> {
        let nothing = |error: VaultError| Failure::bad_input(format!("{error}; nothing was changed"));
        let mut pending = Vec::new();
        for path in self.edited() {
            let read = self.read.borrow();
            let opened = read.get(path).expect("a file is read before it is edited");
            let expect = Expect::Content(opened.stamp);
            let encoding = opened.format.encoding;
            let prepared = self.enclosed.prepare(path, &self.known[path], encoding, expect);
            pending.push(prepared.map_err(|error| self.unwritable(path, error))?);
        }
        let last =
            files::prepare_file(output, &self.known[&self.entry], encoding, Expect::Anything).map_err(nothing)?;
        if pending.iter().any(|included| is_same(included.target(), last.target())) {
            return Err(Failure::bad_input(format!(
                "{} is one of the included files that the edit is in; nothing was changed. Name another file with -o",
                output.display()
            )));
        }
        pending.push(last);
        for file in &pending {
            if file.obstacle().map_err(nothing)?.is_some() {
                let target = shown(file.target());
                return Err(Failure::bad_input(format!(
                    "{target} changed on disk since it was read; nothing was changed. Run the command again"
                )));
            }
        }
        let mut written = Vec::new();
        for file in pending {
            let target = file.target().to_owned();
            let so_far = |words: String| match written.as_slice() {
                [] => Failure::bad_input(format!("{words}; nothing was changed")),
                written => Failure::bad_input(format!("{words}; written before: {}", written.join(", "))),
            };
            match file.commit() {
                Ok(files::Written::Saved { .. }) => written.push(shown(&target)),
                Ok(files::Written::ChangedOnDisk { .. }) => {
                    return Err(so_far(format!("{} changed on disk", shown(&target))));
                }
                Err(error) => return Err(so_far(error.to_string())),
            }
        }
        Ok(())
    }

    fn unwritable(&self, path: &str, error: VaultError) -> Failure {
        let place = self.shown(path);
        Failure::bad_input(match error {
            VaultError::LeadsOut { .. } => format!(
                "{place}:1:1: the file leads out of the configuration folder {} and is not written; nothing was \
                 changed. Name another folder with --config-dir",
                shown(self.enclosed.root())
            ),
            error => format!("{place}:1:1: {error}; nothing was changed"),
        })
    }
}

fn is_same(one: &Path, other: &Path) -> bool {
    match (std::fs::canonicalize(one), std::fs::canonicalize(other)) {
        (Ok(one), Ok(other)) => one == other,
        _ => one == other,
    }
}

/// A path without the prefix of canonical paths on Windows.
fn shown(path: &Path) -> String {
    let path = path.display().to_string();
    path.strip_prefix(r"\\?\").map(str::to_owned).unwrap_or(path)
}

/// A path with `/` between its names.
fn slashed(path: &Path) -> String {
    let path = path.to_string_lossy();
    if cfg!(windows) { path.replace('\\', "/") } else { path.into_owned() }
}

/// An error in words that follow a path.
fn unread(error: VaultError) -> Unread {
    match error {
        VaultError::LeadsOut { .. } => Unread::LeadsOut,
        VaultError::LinksInCircle { .. } => Unread::Fails("it is a link in a circle of links".to_owned()),
        VaultError::NotText { reason: NotText::TooLarge { .. }, .. } => Unread::TooBig,
        VaultError::NotText { reason, .. } => Unread::Fails(reason.to_string()),
        VaultError::NotReadable { .. } => Unread::Fails("no permission".to_owned()),
        error => Unread::Fails(error.to_string()),
    }
}

impl Files for Folder {
    fn read(&self, path: &str, most: usize) -> Result<Option<String>, Unread> {
        if let Some(text) = self.known.get(path) {
            return Ok(Some(text.clone()));
        }
        if let Some(opened) = self.read.borrow().get(path) {
            return Ok(Some(opened.text.clone()));
        }
        match self.enclosed.read(path, most as u64) {
            Ok(opened) => {
                let text = opened.text.clone();
                self.read.borrow_mut().insert(path.to_owned(), opened);
                Ok(Some(text))
            }
            Err(VaultError::NotFound { .. }) => Ok(None),
            Err(error) => Err(unread(error)),
        }
    }

    fn list(&self, folder: &str, most: usize) -> Result<Option<Vec<Listed>>, Unread> {
        let Some(entries) = self.enclosed.list(folder, most).map_err(unread)? else { return Ok(None) };
        let listed = entries.into_iter().map(|entry| {
            let kind = match entry.kind {
                EntryKind::File => Kind::File,
                EntryKind::Folder => Kind::Folder,
                EntryKind::LinkedFolder => Kind::LinkedFolder,
                EntryKind::LinkOut => Kind::LinkOut,
            };
            match entry.name.into_string() {
                Ok(name) => Ok(Some(Listed { name, kind })),
                // Home Assistant reads these.
                Err(name) if kind == Kind::Folder || name.to_string_lossy().ends_with(".yaml") => {
                    Err(Unread::Fails(format!("the name {} in it is not UTF-8", name.display())))
                }
                Err(_) => Ok(None),
            }
        });
        listed.filter_map(Result::transpose).collect::<Result<_, _>>().map(Some)
    }

    fn unlinked(&self, folder: &str) -> Result<Option<String>, Unread> {
        let place = match self.enclosed.resolve(folder) {
            Ok(place) => place,
            Err(VaultError::NotFound { .. }) => return Ok(None),
            Err(error) => return Err(unread(error)),
        };
        let inside = place.strip_prefix(self.enclosed.root()).unwrap_or(Path::new(""));
        Ok(place.is_dir().then(|| slashed(inside)))
    }

    fn identity(&self, path: &str) -> String {
        let place = self.enclosed.resolve(path).ok();
        let inside = place.as_deref().and_then(|place| place.strip_prefix(self.enclosed.root()).ok());
        inside.map_or_else(|| path.to_owned(), slashed)
    }

    fn roots(&self) -> &[String] {
        &self.roots
    }
}
