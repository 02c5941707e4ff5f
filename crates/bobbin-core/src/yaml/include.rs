//! Files that include each other, as HA Core reads a dashboard in YAML mode.
//!
//! Owns what `!include`, the `!include_dir_...` tags, `!secret` and `!env_var` mean. Does no I/O: files come
//! from [`Files`], which also resolves links. Paths are relative to one folder, HA's configuration folder, with
//! `/` between names.
//!
//! Must stay true: no requested path leads out of the folder, no file includes itself however indirectly, and a
//! tree that multiplies itself ends in a problem before it takes much memory. A file that cannot be read is a
//! problem in the file that includes it.

mod paths;
mod place;
mod read;

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

pub use paths::PathRules;
pub use place::Place;

use super::Problem;
use super::tree::Tree;
use crate::value::Value;

/// Where the files come from.
///
/// The text of every path has been judged before. Only the disk knows links, so these methods handle them: a link
/// that leads out of the folder has to end in [`Unread::LeadsOut`] and must not be followed.
pub trait Files {
    /// The text of a file; `Ok(None)` when there is none. More than `most` bytes are [`Unread::TooBig`], and
    /// best not read at all.
    fn read(&self, path: &str, most: usize) -> Result<Option<String>, Unread>;

    /// The content of a folder, in any order; `Ok(None)` if the folder does not exist. More than `most` names need not
    /// be listed.
    fn list(&self, folder: &str, most: usize) -> Result<Option<Vec<Listed>>, Unread>;

    /// Where a folder is without links, as a path in the configuration folder; `Ok(None)` when there is no such
    /// folder.
    fn unlinked(&self, folder: &str) -> Result<Option<String>, Unread> {
        Ok(Some(folder.to_owned()))
    }

    /// The same for all paths of one file, which links make several.
    fn identity(&self, path: &str) -> String {
        path.to_owned()
    }

    /// Absolute names of the configuration folder on this computer, with `/` between names.
    fn roots(&self) -> &[String] {
        &[]
    }

    /// The rules that paths follow.
    fn rules(&self) -> PathRules {
        PathRules::here()
    }

    /// The value of an environment variable of HA, if it is known. Unknown ones stay as written, unless a
    /// default is.
    fn variable(&self, name: &str) -> Option<String> {
        let _ = name;
        None
    }
}

/// Why a file or folder was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unread {
    /// A link leads out of the configuration folder.
    LeadsOut,
    /// It is larger than the caller allowed.
    TooBig,
    /// Anything else, in words.
    Fails(String),
}

/// A name in a folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Listed {
    /// The name, without the folder.
    pub name: String,
    /// The kind of entry.
    pub kind: Kind,
}

/// The kind of an entry in a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A file, a link to one, or anything that is not a folder.
    File,
    /// A folder.
    Folder,
    /// A link to a folder, which HA does not look into.
    LinkedFolder,
    /// A link that leads out of the configuration folder, to a file or a folder.
    LinkOut,
}

/// Whether secrets are looked up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Secrets {
    /// They stay as written, `!secret name`: a dashboard that is shown, stored or sent needs no secrets.
    #[default]
    Unresolved,
    /// From the nearest `secrets.yaml`, upwards from the file that asks.
    Resolved,
}

/// A problem, and the file it is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// The file.
    pub file: String,
    /// The problem itself.
    pub problem: Problem,
}

impl fmt::Display for Located {
    /// `FILE:LINE:COL: words`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.problem)
    }
}

/// A file, read with everything it includes.
#[derive(Clone, Debug, Default)]
pub struct FileTree {
    /// The value of the whole; `None` when there is a problem in any file.
    pub value: Option<Value>,
    /// Every file that was read, the one asked for first.
    pub files: Vec<ReadFile>,
    /// The problems that leave the whole without a value; a limited number.
    pub problems: Vec<Located>,
    /// The warnings about legal text that is probably a mistake; a limited number.
    pub warnings: Vec<Located>,
    /// The content of each tag, by the position of its file in `files` and its own in the text.
    links: HashMap<(usize, usize), Link>,
}

/// One file of a [`FileTree`].
#[derive(Clone, Debug)]
pub struct ReadFile {
    /// Its path in the folder.
    pub path: Arc<str>,
    /// The same for all paths of this file; links give it several.
    pub(crate) identity: String,
    /// The tree of its text.
    pub tree: Arc<Tree>,
}

/// The content of a tag. Paths are shared: there can be a million tags, in files with long paths.
#[derive(Clone, Debug)]
enum Link {
    File(Arc<str>),
    Named(Vec<(String, Arc<str>)>),
    List(Vec<Arc<str>>),
    MergedList(Vec<(Arc<str>, usize)>),
    MergedNamed(Vec<(Arc<str>, Vec<String>)>),
}

impl Link {
    /// The files that were brought in.
    fn files(&self) -> Box<dyn Iterator<Item = &str> + '_> {
        match self {
            Self::File(path) => Box::new(std::iter::once(&**path)),
            Self::Named(links) => Box::new(links.iter().map(|(_, path)| &**path)),
            Self::List(paths) => Box::new(paths.iter().map(|path| &**path)),
            Self::MergedList(links) => Box::new(links.iter().map(|(path, _)| &**path)),
            Self::MergedNamed(links) => Box::new(links.iter().map(|(path, _)| &**path)),
        }
    }
}

/// Reads a file with everything it includes.
pub fn read_files(entry: &str, files: &dyn Files, secrets: Secrets) -> FileTree {
    read::read_within(entry, files, secrets, read::Limits::USUAL)
}

#[cfg(test)]
mod tests;
