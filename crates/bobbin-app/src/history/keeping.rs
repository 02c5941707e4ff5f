//! What this computer keeps: the size of the history and how long it goes back, and the commented texts on their
//! way to another computer.
//!
//! Must stay true: nothing is given up but by the vault's own rule; importing a text changes comments and
//! formatting, never what the dashboard means.

use std::path::PathBuf;
use std::sync::{Arc, Weak};
use std::time::Duration;

use bobbin_core::yaml;
use bobbin_vault::Timestamp;
use bobbin_vault::files::{Encoding, Expect};
use bobbin_vault::settings::HistorySettings;

use crate::api::utf16::one_change;
use crate::api::{RetentionSet, TextFile, TextImported, TextProposal, VaultCompacted, VaultState};
use crate::app::{App, Inner};
use crate::clock::now;
use crate::document::files;
use crate::error::{ApiError, ApiResult, ErrorCode};
use crate::state::carry;

/// The first compaction waits until the start is over; then one a day.
const SOON: Duration = Duration::from_secs(60);
const A_DAY: Duration = Duration::from_secs(86_400);

impl App {
    pub(crate) async fn vault_state(&self, _: ()) -> ApiResult<VaultState> {
        let size = self.inner.store.size().await?;
        Ok(VaultState {
            bytes: size.bytes,
            versions: size.versions,
            unpacked: size.unpacked,
            every_version_days: self.inner.settings().retention().every_version_days,
            folder: self.inner.data_folder(),
        })
    }

    pub(crate) async fn vault_retention(&self, request: RetentionSet) -> ApiResult<VaultState> {
        let days = request.every_version_days;
        self.inner
            .change_settings(|settings| {
                let unknown = settings.history.take().map(|history| history.unknown).unwrap_or_default();
                settings.history = Some(HistorySettings { every_version_days: days, unknown });
            })
            .await?;
        self.vault_state(()).await
    }

    pub(crate) async fn vault_compact(&self, _: ()) -> ApiResult<VaultCompacted> {
        self.inner.compact().await
    }

    pub(crate) async fn document_export_text(&self, request: TextFile) -> ApiResult<()> {
        let entry = self.inner.documents.get(&request.id)?;
        if self.inner.holds_secrets(&entry) {
            return Err(ApiError::new(
                ErrorCode::ReadOnly,
                "This dashboard comes with its secrets resolved, so Bobbin does not write it to a file.",
            ));
        }
        let text = entry.state().text.as_str().to_owned();
        files::write(PathBuf::from(request.path.trim()), text, Encoding::Utf8, Expect::Anything).await.map(drop)
    }

    pub(crate) async fn document_import_text(&self, request: TextFile) -> ApiResult<TextImported> {
        let entry = self.inner.documents.get(&request.id)?;
        let file = files::open(PathBuf::from(request.path.trim())).await?;
        let imported = file.format.line_ending.to_editor(&file.text).into_owned();
        let (value, text, revision, dialect) = {
            let document = entry.state();
            if let Some(reason) = &document.read_only {
                return Err(ApiError::new(ErrorCode::ReadOnly, reason.clone()));
            }
            let value = document.value().ok_or_else(|| {
                ApiError::new(ErrorCode::InvalidText, "The text has problems. Mend them, then import comments.")
            })?;
            (value, document.text.as_str().to_owned(), document.text.revision(), document.dialect)
        };
        let parsed = yaml::parse(&imported, dialect);
        let Some(meant) = parsed.value.as_ref().filter(|_| parsed.problems.is_empty()) else {
            let problem = parsed.problems.first().map(ToString::to_string).unwrap_or_default();
            let words = format!("This file can't be read as a dashboard: {problem}. Nothing was changed.");
            return Err(ApiError::new(ErrorCode::InvalidText, words));
        };
        let same_meaning = meant.same_meaning(&value);
        let carried = carry::carry(&imported, &value, dialect);
        let changes = one_change(&text, &carried.text);
        Ok(TextImported { proposal: TextProposal { revision, changes }, same_meaning, lost_comments: carried.lost })
    }
}

impl Inner {
    async fn compact(self: &Arc<Self>) -> ApiResult<VaultCompacted> {
        let retention = self.settings().retention();
        let inner = Arc::clone(self);
        let done = self.store.compact(Timestamp(now()), retention, move || inner.documents.versions()).await?;
        Ok(VaultCompacted { versions: done.versions, before: done.before, after: done.after })
    }

    /// Keeps the history within its rule for as long as Bobbin runs.
    pub(crate) fn compact_daily(self: &Arc<Self>) {
        let inner: Weak<Self> = Arc::downgrade(self);
        tokio::spawn(async move {
            tokio::time::sleep(SOON).await;
            while let Some(inner) = inner.upgrade() {
                match inner.compact().await {
                    Ok(done) => tracing::info!(versions = done.versions, bytes = done.after, "history compacted"),
                    Err(error) => tracing::warn!(%error, "the history could not be compacted"),
                }
                drop(inner);
                tokio::time::sleep(A_DAY).await;
            }
        });
    }
}
