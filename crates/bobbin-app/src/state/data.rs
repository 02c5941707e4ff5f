//! Opens Bobbin's data on this computer: the settings and the vault.

use std::path::PathBuf;

use bobbin_vault::paths::Folders;
use bobbin_vault::private::{self, Exposed};
use bobbin_vault::settings::{Loaded, Settings};
use bobbin_vault::{Opened, Timestamp, Vault};

use crate::clock::now;
use crate::error::{ApiError, ApiResult, ErrorCode};
use crate::failures;

/// The settings and the vault.
pub(crate) struct Data {
    pub(crate) settings: Loaded,
    pub(crate) vault: Opened,
    /// Folders of the shell that can't be closed to other users.
    pub(crate) exposed: Vec<Exposed>,
}

/// Closes the files in the shell's folders to other users.
pub(crate) async fn close_contents(folders: Vec<PathBuf>) {
    let closing = tokio::task::spawn_blocking(move || folders.iter().for_each(|folder| private::storage(folder)));
    if let Err(error) = closing.await {
        tracing::warn!(%error, "the shell's files kept their permissions");
    }
}

/// Opens the settings and the vault. The shell's folders are closed to other users first, since parts of the shell
/// write into them from here on.
pub(crate) async fn open(folders: &Folders, shell_folders: &[PathBuf]) -> ApiResult<Data> {
    let (config, data, shells) = (folders.config.clone(), folders.data.clone(), shell_folders.to_vec());
    let opened = tokio::task::spawn_blocking(move || {
        let at = Timestamp(now());
        let exposed: Vec<_> = shells.iter().map(|folder| private::folder(folder)).collect::<Result<_, _>>()?;
        let (settings, vault) = (Settings::load(&config, at)?, Vault::open(&data, at)?);
        Ok(Data { settings, vault, exposed: exposed.into_iter().flatten().collect() })
    });
    opened
        .await
        .map_err(|error| ApiError::new(ErrorCode::Storage, "Bobbin's data could not be opened.").details(error))?
        .map_err(|error| failures::storage(&error))
}
