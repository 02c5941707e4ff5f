//! The size of the history, and how far back it goes.
//!
//! Must stay true: only the vault's own rule deletes versions.

use std::sync::{Arc, Weak};
use std::time::Duration;

use bobbin_vault::Timestamp;
use bobbin_vault::settings::HistorySettings;

use crate::api::{RetentionSet, VaultCompacted, VaultState};
use crate::clock::now;
use crate::error::ApiResult;
use crate::state::open_documents::OpenDocuments;
use crate::state::settings_file::SettingsFile;
use crate::state::store::Store;

/// The first compaction waits until the start is over; after that there is one a day.
const SOON: Duration = Duration::from_secs(60);
const A_DAY: Duration = Duration::from_secs(86_400);

/// Keeps the history within its retention.
pub(crate) struct Keeping {
    open: Arc<OpenDocuments>,
    store: Store,
    settings: Arc<SettingsFile>,
    /// The folder of Bobbin's data.
    folder: String,
}

impl Keeping {
    pub(crate) fn new(open: Arc<OpenDocuments>, store: Store, settings: Arc<SettingsFile>, folder: String) -> Self {
        Self { open, store, settings, folder }
    }

    pub(crate) async fn vault_state(&self, _: ()) -> ApiResult<VaultState> {
        let size = self.store.size().await?;
        Ok(VaultState {
            bytes: size.bytes,
            versions: size.versions,
            unpacked: size.unpacked,
            every_version_days: self.settings.get().retention().every_version_days,
            folder: self.folder.clone(),
        })
    }

    pub(crate) async fn vault_retention(&self, request: RetentionSet) -> ApiResult<VaultState> {
        let days = request.every_version_days;
        self.settings
            .change(|settings| {
                let unknown = settings.history.take().map(|history| history.unknown).unwrap_or_default();
                settings.history = Some(HistorySettings { every_version_days: days, unknown });
            })
            .await?;
        self.vault_state(()).await
    }

    pub(crate) async fn vault_compact(&self, _: ()) -> ApiResult<VaultCompacted> {
        self.compact().await
    }

    async fn compact(&self) -> ApiResult<VaultCompacted> {
        let retention = self.settings.get().retention();
        let open = Arc::clone(&self.open);
        let done = self.store.compact(Timestamp(now()), retention, move || open.versions()).await?;
        Ok(VaultCompacted { versions: done.versions, before: done.before, after: done.after })
    }

    /// Compacts the history once a day for as long as Bobbin runs.
    pub(crate) fn compact_daily(self: &Arc<Self>) {
        let keeping: Weak<Self> = Arc::downgrade(self);
        tokio::spawn(async move {
            tokio::time::sleep(SOON).await;
            while let Some(keeping) = keeping.upgrade() {
                match keeping.compact().await {
                    Ok(done) => tracing::info!(versions = done.versions, bytes = done.after, "history compacted"),
                    Err(error) => tracing::warn!(%error, "the history could not be compacted"),
                }
                drop(keeping);
                tokio::time::sleep(A_DAY).await;
            }
        });
    }
}
