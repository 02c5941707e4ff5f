//! Opens Bobbin's data on this computer: the settings and the vault.

use std::path::PathBuf;

use bobbin_vault::paths::Folders;
use bobbin_vault::private::{self, Exposed};
use bobbin_vault::settings::{Broken, SetAside, Settings};
use bobbin_vault::{Recovery, Timestamp, Vault};

use super::settings_file::SettingsFile;
use super::store::Store;
use crate::clock::now;
use crate::error::{ApiError, ApiResult, ErrorCode};
use crate::failures;

/// The settings and the vault.
pub(crate) struct Data {
    pub(crate) settings: SettingsFile,
    pub(crate) store: Store,
    /// Messages about the start for the user: damaged data that were set aside, wrong permissions.
    pub(crate) notices: Vec<String>,
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
        let mut notices = Vec::new();
        notices.extend(settings.set_aside.as_ref().map(set_aside));
        notices.extend(vault.recovered.as_ref().map(recovered));
        let exposed = [settings.exposed, vault.exposed].into_iter().flatten().chain(exposed.into_iter().flatten());
        notices.extend(exposed.map(|exposed| exposed_in_words(&exposed)));
        let (settings, store) = (SettingsFile::new(config, settings.settings), Store::new(vault.vault));
        Ok(Data { settings, store, notices })
    });
    opened
        .await
        .map_err(|error| ApiError::new(ErrorCode::Storage, "Bobbin's data could not be opened.").details(error))?
        .map_err(|error| failures::storage(&error))
}

/// The notice about settings that could not be read, or not all of them.
fn set_aside(aside: &SetAside) -> String {
    let file = aside.file.display();
    match &aside.reason {
        Broken::Unreadable(_) => format!(
            "The settings could not be read and were set aside as {file}. Bobbin starts with fresh ones; drafts and history are untouched."
        ),
        wrong @ Broken::Values(_) => format!(
            "Some settings are wrong and not in use: {wrong}. The file was set aside as {file}; all other settings are in use."
        ),
    }
}

/// The notice about a folder that can't be closed to other users.
fn exposed_in_words(exposed: &Exposed) -> String {
    format!(
        "Other users of this computer may be able to read Bobbin's data, because the permissions of {} can't be changed ({}).",
        exposed.folder.display(),
        exposed.reason
    )
}

/// The notice after damaged data were set aside.
fn recovered(recovery: &Recovery) -> String {
    let lost = match recovery.known_lost {
        0 => String::new(),
        lost => format!(" {lost} could not be read."),
    };
    let counted = |count: u64, one: &str| format!("{count} {one}{}", if count == 1 { "" } else { "s" });
    format!(
        "Bobbin's data were damaged ({}). {} and {} were taken over into fresh data.{lost} The damaged file is untouched: {}.",
        recovery.reason,
        counted(recovery.drafts, "draft"),
        counted(recovery.versions, "version"),
        recovery.set_aside.display()
    )
}
