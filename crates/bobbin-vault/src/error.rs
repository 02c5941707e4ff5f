//! The one error of this crate. Its variants are named for the next step of a caller; each keeps its cause.

use std::io;
use std::path::{Path, PathBuf};

use bobbin_words::vault as words;
use rusqlite::ErrorCode;

/// The cause of an error, for the log.
pub type Cause = Box<dyn std::error::Error + Send + Sync>;

/// The result of everything here.
pub type Result<T, E = VaultError> = std::result::Result<T, E>;

/// A failure of Bobbin's own data or of a file of the user's. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// No space left: the user makes room and tries again.
    #[error("{}", words::disk_full(path.display()))]
    DiskFull {
        /// The file or folder.
        path: PathBuf,
        /// The system's error.
        source: Cause,
    },
    /// Not writable: the user changes permissions, or chooses another place.
    #[error("{}", words::read_only(path.display()))]
    ReadOnly {
        /// The file or folder.
        path: PathBuf,
        /// The system's error.
        source: Cause,
    },
    /// Not readable: the user changes permissions.
    #[error("{}", words::not_readable(path.display()))]
    NotReadable {
        /// The file or folder.
        path: PathBuf,
        /// The system's error.
        source: Cause,
    },
    /// Belongs to another user: the user becomes its owner, or chooses another place.
    #[error("{}", words::not_ours(path.display()))]
    NotOurs {
        /// The file or folder.
        path: PathBuf,
    },
    /// There is nothing at this path.
    #[error("{}", words::not_found(path.display()))]
    NotFound {
        /// The path.
        path: PathBuf,
        /// The system's error.
        source: Cause,
    },
    /// A path or link leads out of its folder: the user removes the link, or names another folder.
    #[error("{}", words::leads_out(path.display(), folder.display()))]
    LeadsOut {
        /// The path, or its target.
        path: PathBuf,
        /// The folder.
        folder: PathBuf,
    },
    /// Links lead to each other without end: the user removes one of them.
    #[error("{}", words::links_in_circle(path.display()))]
    LinksInCircle {
        /// The path.
        path: PathBuf,
    },
    /// The data can't be trusted: the next start sets it aside and saves the readable part.
    #[error("{}", words::damaged(path.display()))]
    Damaged {
        /// The file.
        path: PathBuf,
        /// How that was noticed.
        source: Cause,
    },
    /// A newer Bobbin wrote this: the user updates. The file is untouched.
    #[error("{}", words::newer_schema(path.display(), .found, .known))]
    NewerSchema {
        /// The file.
        path: PathBuf,
        /// The format found.
        found: i64,
        /// The newest format known here.
        known: i64,
    },
    /// Another Bobbin holds it for longer than a moment: close that one, or try again.
    #[error("{}", words::in_use(path.display()))]
    InUse {
        /// The file.
        path: PathBuf,
        /// The system's error.
        source: Cause,
    },
    /// No such version, draft or intent; it may have been compacted away.
    #[error("{}", what.missing(*id))]
    NoSuch {
        /// The missing thing.
        what: Numbered,
        /// Its number.
        id: i64,
    },
    /// Larger than anything that is kept; no dashboard comes near.
    #[error("{}", words::too_large(.size, .limit))]
    TooLarge {
        /// The size.
        size: usize,
        /// The limit.
        limit: usize,
    },
    /// The file is no text in an encoding that can be kept.
    #[error("{}", words::not_text(path.display(), .reason))]
    NotText {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: NotText,
    },
    /// Anything else that the system refused.
    #[error("{}", words::not_read_or_written(path.display()))]
    Io {
        /// The file.
        path: PathBuf,
        /// The system's error.
        source: Cause,
    },
}

/// A kind of record that has a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numbered {
    /// A version of a document.
    Version,
    /// A proposal.
    Proposal,
    /// An intent that is not finished.
    OpenIntent,
    /// An operation that was not undone.
    UndoableOperation,
}

impl Numbered {
    /// The sentence for a number that no record has.
    fn missing(self, id: i64) -> String {
        match self {
            Self::Version => words::no_version(id),
            Self::Proposal => words::no_proposal(id),
            Self::OpenIntent => words::no_open_intent(id),
            Self::UndoableOperation => words::no_undoable_operation(id),
        }
    }
}

/// Why a file is no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotText {
    /// It holds a zero byte.
    #[error("{}", words::binary(.offset))]
    Binary {
        /// Where.
        offset: usize,
    },
    /// It is neither UTF-8 nor marked as something else.
    #[error("{}", words::invalid_bytes(.offset, .encoding))]
    Invalid {
        /// Where.
        offset: usize,
        /// The encoding.
        encoding: &'static str,
    },
    /// It is larger than any dashboard.
    #[error("{}", words::file_too_large(.limit))]
    TooLarge {
        /// The limit.
        limit: u64,
    },
    /// It is a folder, a device, or the like.
    #[error("{}", words::not_a_file())]
    NotAFile,
}

impl VaultError {
    /// Sorts the system's errors while writing.
    pub(crate) fn writing(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
                Self::DiskFull { path, source: source.into() }
            }
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                Self::ReadOnly { path, source: source.into() }
            }
            io::ErrorKind::NotFound => Self::NotFound { path, source: source.into() },
            _ => Self::Io { path, source: source.into() },
        }
    }

    /// Sorts the system's errors while reading.
    pub(crate) fn reading(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::PermissionDenied => Self::NotReadable { path, source: source.into() },
            io::ErrorKind::NotFound => Self::NotFound { path, source: source.into() },
            _ => Self::Io { path, source: source.into() },
        }
    }

    /// Sorts what SQLite said.
    pub(crate) fn database(path: &Path, source: rusqlite::Error) -> Self {
        let path = path.to_owned();
        match source.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::DiskFull { path, source: source.into() },
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                Self::ReadOnly { path, source: source.into() }
            }
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged { path, source: source.into() },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked | ErrorCode::FileLockingProtocolFailed) => {
                Self::InUse { path, source: source.into() }
            }
            Some(_) => Self::Io { path, source: source.into() },
            // A column of another type than the schema says, a missing table: not ours, or no longer sound.
            None => Self::Damaged { path, source: source.into() },
        }
    }
    /// Names the file where only its kind was known.
    pub(crate) fn in_file(mut self, file: &Path) -> Self {
        match &mut self {
            Self::DiskFull { path, .. }
            | Self::ReadOnly { path, .. }
            | Self::Damaged { path, .. }
            | Self::InUse { path, .. }
            | Self::Io { path, .. }
                if path.as_os_str() == UNKNOWN_FILE =>
            {
                file.clone_into(path);
            }
            _ => {}
        }
        self
    }
}

/// Stands for the database's path until a caller that knows it fills it in.
const UNKNOWN_FILE: &str = "the vault";

impl From<rusqlite::Error> for VaultError {
    fn from(source: rusqlite::Error) -> Self {
        Self::database(Path::new(UNKNOWN_FILE), source)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_paths_stand_in_the_sentences_as_they_are() {
        let path = PathBuf::from("/a b/{c}.yaml");
        let reason = NotText::Invalid { offset: 12_345, encoding: "UTF-8" };
        let sentences = [
            (VaultError::TooLarge { size: 1_234_567, limit: 1000 }, "1234567 bytes are more than can be kept (1000)"),
            (
                VaultError::NewerSchema { path: path.clone(), found: 1001, known: 2 },
                "/a b/{c}.yaml was written by a newer Bobbin (format 1001, this one knows up to 2)",
            ),
            (
                VaultError::NotText { path, reason },
                "/a b/{c}.yaml is not a text file: the bytes at offset 12345 are not valid UTF-8",
            ),
            (VaultError::NoSuch { what: Numbered::OpenIntent, id: 4321 }, "there is no open intent 4321 (any more)"),
        ];
        for (error, sentence) in sentences {
            assert_eq!(error.to_string(), sentence);
        }
    }
}
