//! Notices when a watched file's content changes on disk.
//!
//! Folders are watched, not files: editors replace a file by renaming another over it, and a watch on the
//! file itself would follow the old one. Only the content counts: a file touched or written with the same
//! bytes is no change. Where the system sends no events (network drives), [`FileWatch::recheck`] asks.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::{Stamp, follow, stamp_of};
use crate::{Result, VaultError};

/// A watched file with another content than before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileChange {
    /// The path as it was given.
    pub path: PathBuf,
    /// Its content now; none when it is gone.
    pub stamp: Option<Stamp>,
}

/// Watches files until it is dropped.
pub struct FileWatch {
    watcher: RecommendedWatcher,
    files: Arc<Mutex<Files>>,
    notice: Arc<dyn Fn(FileChange) + Send + Sync>,
}

#[derive(Default)]
struct Files {
    /// By the path as it was given.
    watched: HashMap<PathBuf, Watched>,
}

struct Watched {
    /// The file itself, in the spelling in which events name it.
    places: Vec<PathBuf>,
    /// The content last known.
    known: Option<Stamp>,
}

impl FileWatch {
    /// Watches nothing yet. `notice` is called from another thread, once for each change of content.
    pub fn new(notice: impl Fn(FileChange) + Send + Sync + 'static) -> Result<Self> {
        let files = Arc::new(Mutex::new(Files::default()));
        let notice: Arc<dyn Fn(FileChange) + Send + Sync> = Arc::new(notice);
        let (shared, callback) = (Arc::clone(&files), Arc::clone(&notice));
        let watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| match event {
            Ok(event) if matches!(event.kind, EventKind::Access(_)) => {}
            // Without paths, or after an overflow, anything may have happened.
            Ok(event) if event.need_rescan() || event.paths.is_empty() => check(&shared, &*callback, |_| true),
            Ok(event) => {
                check(&shared, &*callback, |watched| watched.places.iter().any(|place| event.paths.contains(place)))
            }
            Err(error) => {
                tracing::warn!(%error, "watching files failed; looking at all of them");
                check(&shared, &*callback, |_| true);
            }
        });
        let watcher = watcher.map_err(|error| failed(Path::new(""), error))?;
        Ok(Self { watcher, files, notice })
    }

    /// Watches a file whose content is known; a change since then is noticed, too.
    ///
    /// # Errors
    /// The system can't watch its folder. [`FileWatch::recheck`] looks at the file all the same.
    pub fn watch(&mut self, path: &Path, known: Option<Stamp>) -> Result<()> {
        let mut places = Vec::new();
        let mut result = Ok(());
        for file in [path.to_owned(), follow(path)?] {
            let (Some(folder), Some(name)) = (file.parent(), file.file_name()) else { continue };
            let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
            let folder = folder.canonicalize().map_err(|error| VaultError::reading(folder, error))?;
            let place = folder.join(name);
            if places.contains(&place) {
                continue;
            }
            places.push(place);
            if !self.is_watched(&folder)
                && let Err(error) = self.watcher.watch(&folder, RecursiveMode::NonRecursive)
            {
                result = Err(failed(&folder, error));
            }
        }
        lock(&self.files).watched.insert(path.to_owned(), Watched { places, known });
        // Changes between reading the file and watching it.
        check(&self.files, &*self.notice, |_| true);
        result
    }

    /// Announces Bobbin's own write, so that it counts as no change.
    pub fn wrote(&self, path: &Path, stamp: Stamp) {
        if let Some(watched) = lock(&self.files).watched.get_mut(path) {
            watched.known = Some(stamp);
        }
    }

    /// No longer watches a file.
    pub fn unwatch(&mut self, path: &Path) {
        let Some(gone) = lock(&self.files).watched.remove(path) else { return };
        for folder in gone.places.iter().filter_map(|place| place.parent()) {
            if !self.is_watched(folder)
                && let Err(error) = self.watcher.unwatch(folder)
            {
                tracing::debug!(%error, "a folder that was no longer watched");
            }
        }
    }

    /// Looks at every watched file now, as when the window comes to the front.
    pub fn recheck(&self) {
        check(&self.files, &*self.notice, |_| true);
    }

    fn is_watched(&self, folder: &Path) -> bool {
        lock(&self.files)
            .watched
            .values()
            .flat_map(|watched| &watched.places)
            .any(|place| place.parent() == Some(folder))
    }
}

impl std::fmt::Debug for FileWatch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FileWatch").field("files", &lock(&self.files).watched.keys()).finish_non_exhaustive()
    }
}

/// Looks at the wanted files and reports those with another content than the known one.
fn check(files: &Mutex<Files>, notice: &dyn Fn(FileChange), asked: impl Fn(&Watched) -> bool) {
    let mut changes = Vec::new();
    for (path, watched) in &mut lock(files).watched {
        if !asked(watched) {
            continue;
        }
        // A file that can't be read right now is looked at again at the next event.
        let Ok(stamp) = stamp_of(path) else { continue };
        if stamp != watched.known {
            watched.known = stamp;
            changes.push(FileChange { path: path.clone(), stamp });
        }
    }
    // Outside of the lock: the callee may watch or unwatch.
    changes.into_iter().for_each(notice);
}

fn lock(files: &Mutex<Files>) -> MutexGuard<'_, Files> {
    files.lock().unwrap_or_else(PoisonError::into_inner)
}

fn failed(path: &Path, error: notify::Error) -> VaultError {
    VaultError::Io { path: path.to_owned(), source: error.into() }
}
