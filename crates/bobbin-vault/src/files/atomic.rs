//! A file replaced in one step: its new content is written beside it, made durable, and renamed over it.
//!
//! Permissions of the file replaced are kept. Hard links to it keep the old content, and an owner other than
//! the user is not kept: both are the price of never leaving half a file.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use tempfile::NamedTempFile;

/// Who may read a file that is new.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Privacy {
    /// Whoever the user's umask says.
    AsUsual,
    /// Nobody else.
    OnlyTheUser,
}

/// Content that waits to take its place. Dropped, it leaves nothing behind.
pub(crate) struct Prepared(NamedTempFile);

/// Writes the content beside its place.
pub(crate) fn prepare(path: &Path, content: &[u8], privacy: Privacy) -> io::Result<Prepared> {
    let folder = folder(path);
    let mut builder = tempfile::Builder::new();
    builder.prefix(".bobbin-").suffix(".tmp");
    #[cfg(unix)]
    if privacy == Privacy::AsUsual {
        use std::os::unix::fs::PermissionsExt as _;
        // The umask takes away what the user does not want.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    #[cfg(not(unix))]
    let _ = privacy;
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(content)?;
    if let Ok(metadata) = fs::metadata(path) {
        if metadata.permissions().readonly() {
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, "the file is marked as read-only"));
        }
        file.as_file().set_permissions(metadata.permissions())?;
    }
    file.as_file().sync_all()?;
    Ok(Prepared(file))
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
