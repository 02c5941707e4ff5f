//! Bobbin's data on this computer, opened: the settings and the vault.

use bobbin_vault::paths::Folders;
use bobbin_vault::settings::{Loaded, Settings};
use bobbin_vault::{Opened, Timestamp, Vault};

use crate::clock::now;
use crate::error::{ApiError, ApiResult, ErrorCode};
use crate::failures;

/// Opens both.
pub(crate) async fn open(folders: &Folders) -> ApiResult<(Loaded, Opened)> {
    let (config, data) = (folders.config.clone(), folders.data.clone());
    let opened = tokio::task::spawn_blocking(move || {
        let at = Timestamp(now());
        Ok((Settings::load(&config, at)?, Vault::open(&data, at)?))
    });
    opened
        .await
        .map_err(|error| ApiError::new(ErrorCode::Storage, "Bobbin's data could not be opened.").details(error))?
        .map_err(|error| failures::storage(&error))
}
