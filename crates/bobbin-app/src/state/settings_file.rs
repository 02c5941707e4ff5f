//! The settings, in memory and in their file.

use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use bobbin_vault::settings::Settings;

use crate::error::{ApiError, ApiResult, ErrorCode};
use crate::failures;

/// The settings and the folder of their file.
pub(crate) struct SettingsFile {
    folder: PathBuf,
    settings: Mutex<Settings>,
    writing: tokio::sync::Mutex<()>,
}

impl SettingsFile {
    pub(crate) fn new(folder: PathBuf, settings: Settings) -> Self {
        Self { folder, settings: Mutex::new(settings), writing: tokio::sync::Mutex::default() }
    }

    pub(crate) fn get(&self) -> MutexGuard<'_, Settings> {
        self.settings.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the settings and writes them to the file.
    pub(crate) async fn change(&self, change: impl FnOnce(&mut Settings)) -> ApiResult<()> {
        change(&mut self.get());
        // One write at a time, each with the latest settings, so that an older state never replaces a newer one.
        let _one_at_a_time = self.writing.lock().await;
        let settings = self.get().clone();
        let folder = self.folder.clone();
        tokio::task::spawn_blocking(move || settings.save(&folder))
            .await
            .map_err(|error| ApiError::new(ErrorCode::Storage, "The settings could not be written.").details(error))?
            .map_err(|error| failures::storage(&error))
    }
}
