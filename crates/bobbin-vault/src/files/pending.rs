//! A text on disk beside the file that it will replace. Several of them can be prepared and checked before the first
//! file changes.

use std::path::{Path, PathBuf};

use crate::content::content_hash;
use crate::files::{EnclosedFolder, Encoding, Expect, Stamp, Written, atomic, stamp_of};
use crate::{Result, VaultError};

/// A text that is ready to replace a file. Leaves nothing behind when it is dropped.
pub struct PendingFile {
    target: PathBuf,
    stamp: Stamp,
    expect: Expect,
    prepared: atomic::Prepared,
    /// The folder that contains the target, and the path there.
    inside: Option<(EnclosedFolder, String)>,
}

impl EnclosedFolder {
    /// Puts a text on disk beside its place, which [`PendingFile::commit`] then replaces.
    ///
    /// # Errors
    /// Those of [`EnclosedFolder::resolve`], and those of [`super::save_file`].
    pub fn prepare(&self, path: &str, text: &str, encoding: Encoding, expect: Expect) -> Result<PendingFile> {
        let place = self.resolve(path)?;
        let pending = PendingFile::new(place, text, encoding, expect)?;
        Ok(pending.inside(self.clone(), path.to_owned()))
    }
}

impl PendingFile {
    /// Puts a text beside its place.
    pub(crate) fn new(target: PathBuf, text: &str, encoding: Encoding, expect: Expect) -> Result<Self> {
        let bytes = encoding.encode(text);
        let stamp = Stamp(content_hash(&bytes));
        let prepared = atomic::prepare(&target, &bytes, atomic::Privacy::AsUsual)
            .map_err(|error| VaultError::writing(&target, error))?;
        Ok(Self { target, stamp, expect, prepared, inside: None })
    }

    /// Requires that the path in a folder still leads to the target.
    pub(crate) fn inside(self, folder: EnclosedFolder, path: String) -> Self {
        Self { inside: Some((folder, path)), ..self }
    }

    /// The file that will be replaced.
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// The outcome of [`PendingFile::commit`] if it would not save now.
    ///
    /// # Errors
    /// `LeadsOut`, and those of [`stamp_of`].
    pub fn obstacle(&self) -> Result<Option<Written>> {
        let found = self.found()?;
        Ok((!self.is_expected(found)).then_some(Written::ChangedOnDisk { found }))
    }

    /// Replaces the file, unless its content is not the expected one.
    ///
    /// # Errors
    /// Those of [`PendingFile::obstacle`], `ReadOnly`, `Io`.
    pub fn commit(self) -> Result<Written> {
        // As late as possible: the rename follows within microseconds.
        let found = self.found()?;
        if !self.is_expected(found) {
            return Ok(Written::ChangedOnDisk { found });
        }
        if found != Some(self.stamp) {
            self.prepared.commit(&self.target).map_err(|error| VaultError::writing(&self.target, error))?;
        }
        Ok(Written::Saved { stamp: self.stamp })
    }

    /// The content of the target, which still has to be inside its folder.
    fn found(&self) -> Result<Option<Stamp>> {
        let found = stamp_of(&self.target)?;
        if let Some((folder, path)) = &self.inside
            && folder.resolve(path)? != self.target
        {
            return Err(VaultError::LeadsOut { path: self.target.clone(), folder: folder.root().to_owned() });
        }
        Ok(found)
    }

    fn is_expected(&self, found: Option<Stamp>) -> bool {
        let as_expected = match self.expect {
            Expect::Absent => found.is_none(),
            Expect::Content(expected) => found == Some(expected),
            Expect::Anything => true,
        };
        as_expected || found == Some(self.stamp)
    }
}
