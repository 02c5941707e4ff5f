//! Reads, lists and writes files inside one folder and nothing outside of it, wherever links lead.
//!
//! Owns following links. Resolves them name by name, and touches a target only after it is known to be inside: a
//! link that leads out can't wake a device, a mount or another computer. Does not judge the text of a path, which
//! has to consist of plain names with `/` between them.
//!
//! Must stay true: only regular files are opened, and every path is resolved right before it is opened, listed or
//! written. Between that and the system's own lookup, a process that may write to the folder could swap in a link;
//! `std` can't open files relative to an open folder. To keep this window short, reading resolves again and compares
//! the open file, listing resolves again afterwards, and writing resolves again right before the rename, which
//! replaces a link instead of following it. Hard links look like any other file.

use std::ffi::OsString;
use std::fs::{self, File, Metadata};
use std::io::Read as _;
use std::path::{Component, Path, PathBuf};

use crate::error::NotText;
use crate::files::{OpenedFile, opened};
use crate::{Result, VaultError};

/// As many links as Linux follows; more are a circle.
const MOST_LINKS: usize = 40;

/// A folder that no path or link leaves.
#[derive(Clone, Debug)]
pub struct EnclosedFolder {
    /// The folder without links.
    root: PathBuf,
    /// The absolute names that links may have for it.
    names: Vec<PathBuf>,
}

/// A name in a folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FolderEntry {
    /// The name, without the folder.
    pub name: OsString,
    /// The file or folder with this name.
    pub kind: EntryKind,
}

/// The kind of thing that a name in a folder stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EntryKind {
    /// Neither a folder nor a link to one.
    File,
    /// A folder.
    Folder,
    /// A link to a folder inside.
    LinkedFolder,
    /// A link that leads out.
    LinkOut,
}

impl EnclosedFolder {
    /// Encloses a folder, whose name may contain links.
    ///
    /// # Errors
    /// `NotFound` (also where it is no folder), `NotReadable`, `Io`.
    pub fn new(path: &Path) -> Result<Self> {
        let reading = |error| VaultError::reading(path, error);
        let root = fs::canonicalize(path).map_err(reading)?;
        if !fs::metadata(&root).map_err(reading)?.is_dir() {
            return Err(VaultError::reading(path, std::io::ErrorKind::NotFound.into()));
        }
        let mut names = vec![root.clone()];
        names.extend(std::path::absolute(path).ok());
        names.extend(root.to_str().and_then(|root| root.strip_prefix(r"\\?\")).map(PathBuf::from));
        Ok(Self { root, names })
    }

    /// The folder without links.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// All absolute names of the folder, the one without links first.
    pub fn names(&self) -> &[PathBuf] {
        &self.names
    }

    /// Resolves a path to one without links.
    ///
    /// # Errors
    /// `LeadsOut`, `LinksInCircle`, `NotFound`, `NotReadable`, `Io`.
    pub fn resolve(&self, path: &str) -> Result<PathBuf> {
        let shown = || self.root.join(path);
        let leads_out = || VaultError::LeadsOut { path: shown(), folder: self.root.clone() };
        let mut rest = Vec::new();
        for name in path.split('/').filter(|name| !name.is_empty()).rev() {
            let mut parts = Path::new(name).components();
            match (parts.next(), parts.next()) {
                (Some(Component::Normal(part)), None) if part == name => rest.push(OsString::from(name)),
                _ => return Err(leads_out()),
            }
        }
        let mut at = self.root.clone();
        let mut links = 0;
        while let Some(name) = rest.pop() {
            if name == ".." {
                // `at` contains no links, so the system takes the same folder.
                at.pop();
                continue;
            }
            at.push(&name);
            if self.root.starts_with(&at) {
                // Coming back in along the folder's own path, which contains no links.
                continue;
            }
            if !at.starts_with(&self.root) {
                return Err(leads_out());
            }
            let metadata = fs::symlink_metadata(&at).map_err(|error| VaultError::reading(&shown(), error))?;
            if !metadata.is_symlink() {
                if !rest.is_empty() && !metadata.is_dir() {
                    return Err(VaultError::reading(&shown(), std::io::ErrorKind::NotFound.into()));
                }
                continue;
            }
            links += 1;
            if links > MOST_LINKS {
                return Err(VaultError::LinksInCircle { path: shown() });
            }
            let target = fs::read_link(&at).map_err(|error| VaultError::reading(&shown(), error))?;
            at.pop();
            let below = if target.has_root() || matches!(target.components().next(), Some(Component::Prefix(_))) {
                let below = self.names.iter().find_map(|name| target.strip_prefix(name).ok());
                at.clone_from(&self.root);
                below.ok_or_else(leads_out)?
            } else {
                &target
            };
            for part in below.components().rev() {
                match part {
                    Component::Normal(name) => rest.push(name.to_owned()),
                    Component::ParentDir => rest.push("..".into()),
                    Component::CurDir => {}
                    Component::Prefix(_) | Component::RootDir => return Err(leads_out()),
                }
            }
        }
        if at.starts_with(&self.root) { Ok(at) } else { Err(leads_out()) }
    }

    /// Reads a text file of at most `most` bytes.
    ///
    /// # Errors
    /// Those of [`EnclosedFolder::resolve`], and `NotText` (not a file, too large).
    pub fn read(&self, path: &str, most: u64) -> Result<OpenedFile> {
        let place = self.resolve(path)?;
        let reading = |error| VaultError::reading(&place, error);
        let not_text = |reason| VaultError::NotText { path: place.clone(), reason };
        let fits = |metadata: &Metadata| {
            if !metadata.is_file() {
                // Opening a pipe would wait for somebody to write into it.
                Err(not_text(NotText::NotAFile))
            } else if metadata.len() > most {
                Err(not_text(NotText::TooLarge { limit: most }))
            } else {
                Ok(())
            }
        };
        fits(&fs::symlink_metadata(&place).map_err(reading)?)?;
        let file = File::open(&place).map_err(reading)?;
        let metadata = file.metadata().map_err(reading)?;
        fits(&metadata)?;
        let still = self.resolve(path)? == place && same(&metadata, &fs::symlink_metadata(&place).map_err(reading)?);
        if !still {
            return Err(VaultError::LeadsOut { path: place, folder: self.root.clone() });
        }
        let mut bytes = Vec::new();
        // Some files hold more than their size says.
        file.take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(reading)?;
        if bytes.len() as u64 > most {
            return Err(not_text(NotText::TooLarge { limit: most }));
        }
        opened(&place, &bytes, metadata.permissions().readonly())
    }

    /// Lists a folder, in no order; `None` when there is no such folder. Stops after one entry more than `most`.
    ///
    /// # Errors
    /// Those of [`EnclosedFolder::resolve`], except `NotFound`.
    pub fn list(&self, path: &str, most: usize) -> Result<Option<Vec<FolderEntry>>> {
        let place = match self.resolve(path) {
            Ok(place) => place,
            Err(VaultError::NotFound { .. }) => return Ok(None),
            Err(error) => return Err(error),
        };
        let reading = |error| VaultError::reading(&place, error);
        if !fs::symlink_metadata(&place).map_err(reading)?.is_dir() {
            return Ok(None);
        }
        let mut entries = Vec::new();
        for entry in fs::read_dir(&place).map_err(reading)?.take(most.saturating_add(1)) {
            let entry = entry.map_err(reading)?;
            let kind = entry.file_type().map_err(reading)?;
            let name = entry.file_name();
            let kind = match kind {
                kind if kind.is_symlink() => self.linked(path, &name),
                kind if kind.is_dir() => EntryKind::Folder,
                _ => EntryKind::File,
            };
            entries.push(FolderEntry { name, kind });
        }
        if self.resolve(path)? != place {
            return Err(VaultError::LeadsOut { path: place, folder: self.root.clone() });
        }
        Ok(Some(entries))
    }

    /// The kind of a link in a folder.
    fn linked(&self, folder: &str, name: &OsString) -> EntryKind {
        let Some(name) = name.to_str() else { return EntryKind::File };
        match self.resolve(&format!("{folder}/{name}")) {
            Ok(place) if place.is_dir() => EntryKind::LinkedFolder,
            Err(VaultError::LeadsOut { .. }) => EntryKind::LinkOut,
            // A dangling link fails when it is opened.
            _ => EntryKind::File,
        }
    }
}

/// Whether an open file is the one at a place.
#[cfg(unix)]
fn same(open: &Metadata, placed: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    (open.dev(), open.ino()) == (placed.dev(), placed.ino())
}

/// `std` can't compare files elsewhere; the path has been resolved again.
#[cfg(not(unix))]
fn same(_open: &Metadata, placed: &Metadata) -> bool {
    placed.is_file()
}
