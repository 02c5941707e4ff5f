//! Text files of the user's: read with everything that makes up their bytes, written whole or not at all.
//!
//! A file written back unchanged has the same bytes: encoding, byte order mark, line breaks and the final
//! newline are kept. A file that changed since it was read is not overwritten. A symlink stays one: its
//! target is written. Does not know the meaning of the text.

pub(crate) mod atomic;
mod enclosed;
mod encoding;
mod pending;
mod watch;

use std::io::Read as _;
use std::path::{Path, PathBuf};

pub use crate::files::enclosed::{EnclosedFolder, EntryKind, FolderEntry};
pub use crate::files::encoding::{Encoding, LineEnding};
pub use crate::files::pending::PendingFile;
pub use crate::files::watch::{FileChange, FileWatch};

use crate::content::{Hash, content_hash};
use crate::error::NotText;
use crate::{Result, VaultError};

/// No dashboard comes near this size.
const LARGEST: u64 = 64 << 20;

/// The content of a file at some moment. Modification times play no part: they can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Stamp(Hash);

/// The format of a text in its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Format {
    /// The encoding.
    pub encoding: Encoding,
    /// The line breaks.
    pub line_ending: LineEnding,
    /// Whether the last line is ended.
    pub final_newline: bool,
}

impl Default for Format {
    /// How a new file is written.
    fn default() -> Self {
        Self { encoding: Encoding::Utf8, line_ending: LineEnding::Lf, final_newline: true }
    }
}

/// A file that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenedFile {
    /// The text with the line breaks that the file has, without a byte order mark.
    pub text: String,
    /// Its format in the file.
    pub format: Format,
    /// The content that was read.
    pub stamp: Stamp,
    /// Whether the file may not be written.
    pub read_only: bool,
}

/// The condition for writing to a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expect {
    /// Nothing.
    Absent,
    /// This content.
    Content(Stamp),
    /// Anything: the user chose to overwrite it.
    Anything,
}

/// How writing a file ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// The file has the text.
    Saved {
        /// Its content now.
        stamp: Stamp,
    },
    /// The file has another content than expected; it was left alone.
    ChangedOnDisk {
        /// Its content; none when it is gone.
        found: Option<Stamp>,
    },
}

/// Reads a text file.
///
/// # Errors
/// `NotFound`, `NotReadable`, `NotText`, `Io`.
pub fn open_file(path: &Path) -> Result<OpenedFile> {
    let bytes = read(path)?;
    let read_only = std::fs::metadata(path).is_ok_and(|metadata| metadata.permissions().readonly());
    opened(path, &bytes, read_only)
}

/// Decodes the bytes of a file.
fn opened(path: &Path, bytes: &[u8], read_only: bool) -> Result<OpenedFile> {
    let (text, encoding) = read_text(path, bytes)?;
    let line_ending = LineEnding::of(&text);
    let final_newline = text.ends_with(['\n', '\r']);
    let format = Format { encoding, line_ending, final_newline };
    Ok(OpenedFile { format, stamp: Stamp(content_hash(bytes)), read_only, text })
}

/// Reads a text that came as bytes; `name` stands for where they came from.
///
/// # Errors
/// `NotText`.
pub fn read_text(name: &Path, bytes: &[u8]) -> Result<(String, Encoding)> {
    encoding::decode(bytes).map_err(|reason| VaultError::NotText { path: name.to_owned(), reason })
}

/// Writes a text with the line breaks it has, in an encoding. All of it or nothing is there afterwards,
/// however it is interrupted; on disk when this returns.
///
/// # Errors
/// `ReadOnly`, `DiskFull`, `NotFound` (the folder), `Io`.
pub fn save_file(path: &Path, text: &str, encoding: Encoding, expect: Expect) -> Result<Written> {
    prepare_file(path, text, encoding, expect)?.commit()
}

/// The first half of [`save_file`]: puts the text on disk beside the file and changes nothing yet.
///
/// # Errors
/// `ReadOnly`, `DiskFull`, `NotFound` (the folder), `Io`.
pub fn prepare_file(path: &Path, text: &str, encoding: Encoding, expect: Expect) -> Result<PendingFile> {
    PendingFile::new(follow(path)?, text, encoding, expect)
}

/// Writes a file that is no text, over any content: all of it or nothing is there afterwards.
///
/// # Errors
/// `ReadOnly`, `DiskFull`, `NotFound` (the folder), `Io`.
pub fn save_bytes(path: &Path, bytes: &[u8]) -> Result<()> {
    let target = follow(path)?;
    atomic::write(&target, bytes, atomic::Privacy::AsUsual).map_err(|error| VaultError::writing(&target, error))
}

/// The content that a file has now; none when there is no file.
///
/// # Errors
/// `NotReadable`, `NotText` (not a file, too large), `Io`.
pub fn stamp_of(path: &Path) -> Result<Option<Stamp>> {
    match read(path) {
        Ok(bytes) => Ok(Some(Stamp(content_hash(&bytes)))),
        Err(VaultError::NotFound { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

fn read(path: &Path) -> Result<Vec<u8>> {
    let reading = |error| VaultError::reading(path, error);
    let not_text = |reason| VaultError::NotText { path: path.to_owned(), reason };
    // Asked before opening: opening a pipe would wait for somebody to write into it.
    let metadata = std::fs::metadata(path).map_err(reading)?;
    if !metadata.is_file() {
        return Err(not_text(NotText::NotAFile));
    }
    if metadata.len() > LARGEST {
        return Err(not_text(NotText::TooLarge { limit: LARGEST }));
    }
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).map_err(reading)?;
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(reading)?;
    if bytes.len() as u64 > LARGEST {
        return Err(not_text(NotText::TooLarge { limit: LARGEST }));
    }
    Ok(bytes)
}

/// The file that a path names, through symlinks, even if it is not there yet.
fn follow(path: &Path) -> Result<PathBuf> {
    let mut target = path.to_owned();
    // As many as Linux follows; a longer chain is a loop, which writing then refuses.
    for _ in 0..40 {
        match std::fs::symlink_metadata(&target) {
            Ok(metadata) if metadata.is_symlink() => {
                let next = std::fs::read_link(&target).map_err(|error| VaultError::reading(&target, error))?;
                target = target.parent().map_or_else(|| next.clone(), |folder| folder.join(&next));
            }
            _ => break,
        }
    }
    Ok(target)
}
