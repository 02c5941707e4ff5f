//! The one error of this crate. Its variants are named for the next step of a caller; each keeps its cause.

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// The cause of an error, for the log.
pub type Cause = Box<dyn std::error::Error + Send + Sync>;

/// The result of everything here.
pub type Result<T, E = VaultError> = std::result::Result<T, E>;

/// A failure of Bobbin's own data or of a file of the user's. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// No space left: the user makes room and tries again.
    #[error("the disk that holds {} is full", path.display())]
    DiskFull {
        /// The file or folder.
        path: PathBuf,
        /// The system's error.
        source: Cause,
    },
    /// Not writable: the user changes permissions, or chooses another place.
    #[error("{} can't be written: no permission, or the disk is read-only", path.display())]
    ReadOnly {
        /// The file or folder.
        path: PathBuf,
        /// The system's error.
        source: Cause,
    },
    /// Not readable: the user changes permissions.
    #[error("no permission to read {}", path.display())]
    NotReadable {
        /// The file or folder.
        path: PathBuf,
        /// The system's error.
        source: Cause,
    },
    /// Belongs to another user: the user becomes its owner, or chooses another place.
    #[error("{} belongs to another user, who could read and change Bobbin's data there", path.display())]
    NotOurs {
        /// The file or folder.
        path: PathBuf,
    },
    /// There is nothing at this path.
    #[error("{} is not there", path.display())]
    NotFound {
        /// The path.
        path: PathBuf,
        /// The system's error.
        source: Cause,
    },
    /// A path or link leads out of its folder: the user removes the link, or names another folder.
    #[error("{} leads out of {}", path.display(), folder.display())]
    LeadsOut {
        /// The path, or its target.
        path: PathBuf,
        /// The folder.
        folder: PathBuf,
    },
    /// Links lead to each other without end: the user removes one of them.
    #[error("{} is a link in a circle of links", path.display())]
    LinksInCircle {
        /// The path.
        path: PathBuf,
    },
    /// The data can't be trusted: the next start sets it aside and saves the readable part.
    #[error("the data in {} is damaged", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// How that was noticed.
        source: Cause,
    },
    /// A newer Bobbin wrote this: the user updates. The file is untouched.
    #[error("{} was written by a newer Bobbin (format {found}, this one knows up to {known})", path.display())]
    NewerSchema {
        /// The file.
        path: PathBuf,
        /// The format found.
        found: i64,
        /// The newest format known here.
        known: i64,
    },
    /// Another Bobbin holds it for longer than a moment: close that one, or try again.
    #[error("{} is in use by another Bobbin", path.display())]
    InUse {
        /// The file.
        path: PathBuf,
        /// The system's error.
        source: Cause,
    },
    /// No such version, draft or intent; it may have been compacted away.
    #[error("there is no {what} {id} (any more)")]
    NoSuch {
        /// The missing thing.
        what: &'static str,
        /// Its number.
        id: i64,
    },
    /// Larger than anything that is kept; no dashboard comes near.
    #[error("{size} bytes are more than can be kept ({limit})")]
    TooLarge {
        /// The size.
        size: usize,
        /// The limit.
        limit: usize,
    },
    /// The file is no text in an encoding that can be kept.
    #[error("{} is not a text file: {reason}", path.display())]
    NotText {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: NotText,
    },
    /// Anything else that the system refused.
    #[error("{} could not be read or written", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// The system's error.
        source: Cause,
    },
}

/// Why a file is no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotText {
    /// It holds a zero byte.
    #[error("it holds binary data (a zero byte at offset {offset})")]
    Binary {
        /// Where.
        offset: usize,
    },
    /// It is neither UTF-8 nor marked as something else.
    #[error("the bytes at offset {offset} are not valid {encoding}")]
    Invalid {
        /// Where.
        offset: usize,
        /// The encoding.
        encoding: &'static str,
    },
    /// It is larger than any dashboard.
    #[error("it is larger than {limit} bytes")]
    TooLarge {
        /// The limit.
        limit: u64,
    },
    /// It is a folder, a device, or the like.
    #[error("it is not a file")]
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
