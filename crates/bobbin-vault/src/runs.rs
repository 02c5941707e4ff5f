//! The lock of the command's runs: shared by each run while it saves, and held alone to settle what dead ones left open.
//!
//! The system frees the lock of a process that dies, so a killed run never holds anybody up.

use std::fs::{File, TryLockError};
use std::path::PathBuf;

use crate::private;
use crate::vault::Vault;
use crate::{Result, VaultError};

/// The lock, not held yet. Freed when this is dropped.
#[derive(Debug)]
pub struct Runs {
    path: PathBuf,
    file: File,
}

impl Vault {
    /// Opens the lock.
    pub fn runs(&self) -> Result<Runs> {
        let path = self.folder().join("vault.runs.lock");
        let file = private::options().create(true).truncate(false).write(true).open(&path);
        Ok(Runs { file: file.map_err(|error| VaultError::writing(&path, error))?, path })
    }
}

impl Runs {
    /// Takes the lock alone. Returns whether it did: not while anybody else has it.
    pub fn try_alone(&self) -> Result<bool> {
        match self.file.try_lock() {
            Ok(()) => Ok(true),
            Err(TryLockError::WouldBlock) => Ok(false),
            Err(TryLockError::Error(error)) => Err(VaultError::writing(&self.path, error)),
        }
    }

    /// Shares the lock with other runs. Waits while somebody has it alone.
    pub fn share(&self) -> Result<()> {
        self.file.lock_shared().map_err(|error| VaultError::writing(&self.path, error))
    }
}
