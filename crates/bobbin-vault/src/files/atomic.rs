//! A file replaced in one step: its new content is written beside it, made durable, and renamed over it.
//!
//! The permissions of the replaced file are kept, and so is its group if the user is a member. Hard links to it keep
//! the old content; another owner and an access control list are not kept. Both are the price of never leaving half a
//! file. Must stay true: no new content is readable with wider permissions than the old, not even for a moment.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use bobbin_words::vault as words;
use tempfile::NamedTempFile;

/// The prefix of temporary files.
pub(crate) const PREFIX: &str = ".bobbin-";

/// The readers of a file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Privacy {
    /// The readers of the replaced file; for a new file, as the umask says.
    AsUsual,
    /// The user alone, even if the replaced file has more readers.
    OnlyTheUser,
}

/// Content that waits to take its place. Dropped, it leaves nothing behind.
pub(crate) struct Prepared(NamedTempFile);

/// Writes the content beside its place.
pub(crate) fn prepare(path: &Path, content: &[u8], privacy: Privacy) -> io::Result<Prepared> {
    let replaced = match fs::metadata(path) {
        Ok(replaced) => Some(replaced),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    if replaced.as_ref().is_some_and(|replaced| replaced.permissions().readonly()) {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, words::marked_read_only()));
    }
    // Made for the user only; it gets the permissions of the replaced file once its group is right.
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX).suffix(".tmp");
    #[cfg(unix)]
    if privacy == Privacy::AsUsual && replaced.is_none() {
        use std::os::unix::fs::PermissionsExt as _;
        // Only the system knows the umask and the folder's defaults. A new file has no narrower mode to keep to.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder(path))?;
    file.write_all(content)?;
    if let (Some(replaced), Privacy::AsUsual) = (&replaced, privacy) {
        open_as(replaced, file.as_file())?;
    }
    file.as_file().sync_all()?;
    Ok(Prepared(file))
}

/// Gives a file the permissions of the file that it replaces, for the same group.
#[cfg(unix)]
fn open_as(replaced: &fs::Metadata, file: &fs::File) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    let mut mode = replaced.mode() & 0o777;
    let group = replaced.gid();
    if file.metadata()?.gid() != group && std::os::unix::fs::fchown(file, None, Some(group)).is_err() {
        mode = for_another_group(mode);
    }
    file.set_permissions(fs::Permissions::from_mode(mode))
}

/// The permissions for a file that could not get the group of the file that it replaces: its own group gets no more
/// than all others.
#[cfg(unix)]
const fn for_another_group(mode: u32) -> u32 {
    mode & (!0o070 | (mode & 0o007) << 3)
}

#[cfg(not(unix))]
fn open_as(_: &fs::Metadata, _: &fs::File) -> io::Result<()> {
    Ok(())
}

impl Prepared {
    /// Puts the content in its place.
    pub(crate) fn commit(self, path: &Path) -> io::Result<()> {
        self.0.persist(path).map_err(|error| error.error)?;
        sync_folder(folder(path))
    }
}

/// Replaces a file.
pub(crate) fn write(path: &Path, content: &[u8], privacy: Privacy) -> io::Result<()> {
    prepare(path, content, privacy)?.commit(path)
}

fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Makes a rename durable. Windows does so by itself and can't open folders.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { fs::File::open(folder)?.sync_all() } else { Ok(()) }
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).expect("there").permissions().mode() & 0o777
    }

    #[test]
    fn another_group_gets_no_more_than_all_others() {
        for (had, has) in [(0o640, 0o600), (0o660, 0o600), (0o644, 0o644), (0o664, 0o644), (0o602, 0o602)] {
            assert_eq!(for_another_group(had), has, "{had:o}");
        }
    }

    #[test]
    fn a_temporary_file_is_never_wider_than_its_target() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("settings.yaml");
        for (had, privacy, waits) in [
            (0o600, Privacy::AsUsual, 0o600),
            (0o640, Privacy::AsUsual, 0o640),
            (0o666, Privacy::OnlyTheUser, 0o600),
            (0o640, Privacy::OnlyTheUser, 0o600),
        ] {
            fs::write(&path, "old").expect("written");
            fs::set_permissions(&path, fs::Permissions::from_mode(had)).expect("set");
            let prepared = prepare(&path, b"new", privacy).expect("prepared");
            assert_eq!(mode(prepared.0.path()), waits, "of {had:o}");
            prepared.commit(&path).expect("in its place");
            assert_eq!(mode(&path), waits, "{had:o}");
        }
        fs::remove_file(&path).expect("removed");
        let prepared = prepare(&path, b"new", Privacy::OnlyTheUser).expect("prepared");
        assert_eq!(mode(prepared.0.path()), 0o600);
    }
}
