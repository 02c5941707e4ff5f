//! Keeps other users of the computer out of Bobbin's files: folders have mode 0700, files 0600.
//!
//! Owns the permissions of Bobbin's own folders from the moment they are made, and tightens wider ones at each start.
//! Exports and other files in a place of the user's choice obey the umask and are not its business. On Windows, access
//! is inherited from the user's profile, and this module only makes folders.
//!
//! Another user's folder is an error: they could read drafts, and settings written by them could send a token to an
//! address of theirs. A folder whose permissions can't be changed, for example on a FAT disk, is used and reported:
//! an error would lock users out of their drafts, and the place is their choice.
//!
//! Must stay true: a folder is closed before anything in it is touched; permissions are only taken away; a link in a
//! folder is never followed. A umask of 0077 for the whole process was rejected, because it would apply to exports and
//! to folders made in a file dialog.

use std::fs::OpenOptions;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::Result;
use crate::error::Cause;

/// A folder that other users can read because its permissions can't be changed. The user has to know.
#[derive(Debug)]
pub struct Exposed {
    /// The folder.
    pub folder: PathBuf,
    /// The system's reason.
    pub reason: Cause,
}

/// Makes a folder that only the user can read, or closes an existing one to other users. Missing parents are made the
/// same way; existing ones are left alone. The folder may be a link of the user's.
///
/// # Errors
/// `NotOurs`, `ReadOnly`, `DiskFull`, `Io`.
pub fn folder(path: &Path) -> Result<Option<Exposed>> {
    system::folder(path)
}

/// Tightens the entries of a folder whose name is one of ours, subfolders with their contents. Other entries are left
/// alone, because the user may have chosen a folder with files of their own.
///
/// # Errors
/// `NotOurs`.
pub(crate) fn files(folder: &Path, is_ours: impl Fn(&str) -> bool) -> Result<()> {
    system::files(folder, &is_ours)
}

/// Tightens everything in a folder that is written by code outside Bobbin, such as the webview. Errors are only logged:
/// the folder itself is closed already, and entries may vanish at any time.
pub fn storage(folder: &Path) {
    system::storage(folder);
}

/// Options that make a new file readable by the user only, from its first moment.
pub(crate) fn options() -> OpenOptions {
    system::options()
}

/// Makes a folder that only the user can read and that is removed when dropped.
pub(crate) fn temporary_folder(prefix: &str, inside: &Path) -> std::io::Result<TempDir> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(prefix);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
    builder.tempdir_in(inside)
}

#[cfg(unix)]
mod system {
    use std::fs::{self, DirBuilder, FileType, Metadata, OpenOptions, Permissions};
    use std::io;
    use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _};
    use std::path::Path;

    use bobbin_words::vault as words;

    use super::Exposed;
    use crate::{Result, VaultError};

    /// The permissions of the group and of all others.
    const OTHERS: u32 = 0o077;

    pub(super) fn options() -> OpenOptions {
        let mut options = OpenOptions::new();
        options.mode(0o600);
        options
    }

    pub(super) fn folder(path: &Path) -> Result<Option<Exposed>> {
        let writing = |error| VaultError::writing(path, error);
        DirBuilder::new().recursive(true).mode(0o700).create(path).map_err(writing)?;
        let owner = Owner::new(path);
        // The owner of a link can point it elsewhere.
        for metadata in [fs::symlink_metadata(path), fs::metadata(path)] {
            owner.check(path, &metadata.map_err(writing)?)?;
        }
        let exposed = |reason: io::Error| {
            tracing::error!(folder = %path.display(), %reason, "other users can read this folder");
            Some(Exposed { folder: path.to_owned(), reason: reason.into() })
        };
        Ok(tighten(path).err().and_then(exposed))
    }

    pub(super) fn files(folder: &Path, is_ours: &dyn Fn(&str) -> bool) -> Result<()> {
        let owner = Owner::new(folder);
        each(folder, &mut |path, found| {
            if path.file_name().and_then(|name| name.to_str()).is_none_or(|name| !is_ours(name)) {
                return Ok(());
            }
            owner.check(path, &found)?;
            let kind = found.file_type();
            close(path, kind);
            if kind.is_dir() {
                storage(path);
            }
            Ok(())
        })
    }

    pub(super) fn storage(folder: &Path) {
        let mut folders = vec![folder.to_owned()];
        while let Some(folder) = folders.pop() {
            let Ok(()) = each(&folder, &mut |path, found| {
                let kind = found.file_type();
                close(path, kind);
                if kind.is_dir() {
                    folders.push(path.to_owned());
                }
                Ok::<(), std::convert::Infallible>(())
            });
        }
    }

    /// Visits the entries of a folder, as far as it can be read.
    fn each<E>(folder: &Path, act: &mut dyn FnMut(&Path, Metadata) -> Result<(), E>) -> Result<(), E> {
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => {
                tracing::debug!(folder = %folder.display(), %error, "this folder can't be listed");
                return Ok(());
            }
        };
        for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
            // Of a link, not of its target. Entries may vanish meanwhile.
            if let Ok(found) = fs::symlink_metadata(&path) {
                act(&path, found)?;
            }
        }
        Ok(())
    }

    /// Tightens a file or folder inside a closed folder.
    fn close(path: &Path, kind: FileType) {
        if !kind.is_file() && !kind.is_dir() {
            return;
        }
        match tighten(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                tracing::warn!(path = %path.display(), %error, "the permissions can't be changed");
            }
            _ => {}
        }
    }

    /// Takes away the permissions of others. By path, because closing any handle of a file ends the locks that SQLite
    /// holds on it in this process.
    fn tighten(path: &Path) -> io::Result<()> {
        let mode = fs::metadata(path)?.mode();
        if mode & OTHERS == 0 {
            return Ok(());
        }
        fs::set_permissions(path, Permissions::from_mode(mode & 0o7777 & !OTHERS))?;
        if fs::metadata(path)?.mode() & OTHERS != 0 {
            return Err(io::Error::other(words::no_permissions_kept()));
        }
        tracing::debug!(path = %path.display(), was = %format_args!("{:o}", mode & 0o7777), "closed to other users");
        Ok(())
    }

    /// Tells the user's own files in a folder from those of other users.
    struct Owner<'a> {
        user: u32,
        folder: &'a Path,
    }

    impl<'a> Owner<'a> {
        fn new(folder: &'a Path) -> Self {
            Self { user: rustix::process::geteuid().as_raw(), folder }
        }

        fn check(&self, path: &Path, found: &Metadata) -> Result<()> {
            match is_foreign(found.uid(), self.user, || self.of_new_files()) {
                true => Err(VaultError::NotOurs { path: path.to_owned() }),
                false => Ok(()),
            }
        }

        /// The owner of new files in the folder: some network and FAT disks give all files to one owner.
        fn of_new_files(&self) -> Option<u32> {
            Some(tempfile::tempfile_in(self.folder).ok()?.metadata().ok()?.uid())
        }
    }

    /// Whether a file belongs to another user. Root doesn't count, because root can read everything anyway.
    fn is_foreign(owner: u32, user: u32, of_new_files: impl FnOnce() -> Option<u32>) -> bool {
        owner != user && owner != 0 && of_new_files() != Some(owner)
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn only_another_users_files_are_foreign() {
            let (root, user, other) = (0, 1000, 1001);
            for (owner, user, of_new_files, foreign) in [
                (user, user, None, false),
                (root, user, Some(user), false),
                (other, user, Some(user), true),
                // A folder that the user can't write into.
                (other, user, None, true),
                (other, root, Some(root), true),
                // A disk that gives every file to the same owner.
                (other, user, Some(other), false),
            ] {
                assert_eq!(is_foreign(owner, user, || of_new_files), foreign, "{owner} {user} {of_new_files:?}");
            }
        }
    }
}

#[cfg(not(unix))]
mod system {
    use std::fs::OpenOptions;
    use std::path::Path;

    use super::Exposed;
    use crate::{Result, VaultError};

    pub(super) fn options() -> OpenOptions {
        OpenOptions::new()
    }

    pub(super) fn folder(path: &Path) -> Result<Option<Exposed>> {
        std::fs::create_dir_all(path).map_err(|error| VaultError::writing(path, error))?;
        Ok(None)
    }

    pub(super) fn files(_: &Path, _: &dyn Fn(&str) -> bool) -> Result<()> {
        Ok(())
    }

    pub(super) fn storage(_: &Path) {}
}
