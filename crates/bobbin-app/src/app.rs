//! The app: what all use cases share, how it starts and how it stops.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bobbin_demo::DemoHome;
use bobbin_vault::files::FileWatch;
use bobbin_vault::paths::Folders;
use bobbin_vault::settings::Settings;
use bobbin_vault::{Recovery, Timestamp, Vault};

use crate::Shell;
use crate::TokenStore;
use crate::api::{AppState, Event, KeyringState, PreferenceSet};
use crate::clock::now;
use crate::error::{ApiError, ApiResult, ErrorCode};
use crate::failures;
use crate::search::KeptTexts;
use crate::state::home::Home;
use crate::state::open_documents::Documents;
use crate::state::previews::Previews;
use crate::state::store::Store;

/// How Bobbin is started.
pub struct Options {
    /// Where its data are.
    pub folders: Folders,
    /// Where tokens are kept.
    pub tokens: TokenStore,
    /// Files to open at once.
    pub open_files: Vec<PathBuf>,
    /// Whether to start on the demo home.
    pub start_demo: bool,
}

/// Bobbin without a window. Clones are the same Bobbin.
#[derive(Clone)]
pub struct App {
    pub(crate) inner: Arc<Inner>,
}

/// What all use cases share.
pub(crate) struct Inner {
    pub(crate) shell: Arc<dyn Shell>,
    pub(crate) store: Store,
    pub(crate) tokens: TokenStore,
    pub(crate) documents: Documents,
    pub(crate) previews: Previews,
    pub(crate) kept_texts: KeptTexts,
    pub(crate) demo: tokio::sync::Mutex<Option<DemoHome>>,
    pub(crate) watch: Mutex<Option<FileWatch>>,
    folders: Folders,
    settings: Mutex<Settings>,
    writing_settings: tokio::sync::Mutex<()>,
    homes: Mutex<BTreeMap<String, Arc<Home>>>,
    keyring: Mutex<KeyringState>,
    notices: Vec<String>,
    open_files: Vec<String>,
    start_demo: bool,
}

impl App {
    /// Opens Bobbin's data. Soon after it connects to the instance used last: its token may have to wait until the
    /// user unlocks the keyring, and nothing else does.
    ///
    /// # Errors
    /// When the data can't be opened at all; damaged data are set aside and told of instead.
    pub async fn start(options: Options, shell: Arc<dyn Shell>) -> ApiResult<Self> {
        let folders = options.folders;
        let (config, data) = (folders.config.clone(), folders.data.clone());
        let opened = tokio::task::spawn_blocking(move || {
            let at = Timestamp(now());
            Ok((Settings::load(&config, at)?, Vault::open(&data, at)?))
        });
        let (settings, vault) = opened
            .await
            .map_err(|error| ApiError::new(ErrorCode::Storage, "Bobbin's data could not be opened.").details(error))?
            .map_err(|error| failures::storage(&error))?;
        let mut notices = Vec::new();
        if let Some(aside) = &settings.set_aside {
            notices.push(format!(
                "The settings could not be read and were set aside as {}. Bobbin starts with fresh ones; drafts and history are untouched.",
                aside.file.display()
            ));
        }
        if let Some(recovery) = &vault.recovered {
            notices.push(recovered(recovery));
        }
        let inner = Arc::new(Inner {
            shell,
            store: Store::new(vault.vault),
            keyring: Mutex::new(options.tokens.state_unasked()),
            tokens: options.tokens,
            documents: Documents::default(),
            previews: Previews::default(),
            kept_texts: KeptTexts::default(),
            demo: tokio::sync::Mutex::default(),
            watch: Mutex::default(),
            folders,
            settings: Mutex::new(settings.settings),
            writing_settings: tokio::sync::Mutex::default(),
            homes: Mutex::default(),
            notices,
            open_files: options.open_files.iter().map(|path| path.display().to_string()).collect(),
            start_demo: options.start_demo,
        });
        inner.watch_files();
        inner.compact_daily();
        let app = Self { inner };
        app.inner.connect_last_soon();
        Ok(app)
    }

    /// Writes what is not on disk yet and ends all connections.
    pub async fn stop(&self) {
        self.inner.write_all_drafts().await;
        self.inner.previews.end_all().await;
        let homes: Vec<_> = std::mem::take(&mut *self.inner.homes()).into_values().collect();
        for home in homes {
            home.session.stop().await;
        }
        self.inner.demo.lock().await.take();
    }

    pub(crate) async fn app_state(&self, _: ()) -> ApiResult<AppState> {
        let inner = &self.inner;
        let mut instances = Vec::new();
        let ids: Vec<_> = inner.settings().instances.iter().map(|instance| instance.id.clone()).collect();
        for id in ids {
            instances.extend(inner.instance(&id));
        }
        instances.extend(inner.instance(crate::DEMO));
        let drafts = inner.store.drafts().await?;
        let settings = inner.settings();
        Ok(AppState {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            instances,
            last_instance: settings.last_instance.clone(),
            keyring: inner.keyring_state().clone(),
            drafts,
            recent_files: settings.recent_files.clone(),
            preferences: settings.preferences_json(),
            notices: inner.notices.clone(),
            data_folder: inner.data_folder(),
            open_files: inner.open_files.clone(),
            start_demo: inner.start_demo,
        })
    }

    pub(crate) async fn preference_set(&self, request: PreferenceSet) -> ApiResult<()> {
        self.inner.change_settings(|settings| settings.set_preference(&request.key, &request.value)).await
    }

    pub(crate) async fn window_close(&self, _: ()) -> ApiResult<()> {
        self.inner.write_all_drafts().await;
        self.inner.shell.close_window();
        Ok(())
    }
}

impl Inner {
    pub(crate) fn settings(&self) -> MutexGuard<'_, Settings> {
        self.settings.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the settings and writes them down.
    pub(crate) async fn change_settings(&self, change: impl FnOnce(&mut Settings)) -> ApiResult<()> {
        change(&mut self.settings());
        // One write at a time, each of what is set by then: an older state never lands on a newer one.
        let _one_at_a_time = self.writing_settings.lock().await;
        let settings = self.settings().clone();
        let folder = self.folders.config.clone();
        tokio::task::spawn_blocking(move || settings.save(&folder))
            .await
            .map_err(|error| ApiError::new(ErrorCode::Storage, "The settings could not be written.").details(error))?
            .map_err(|error| failures::storage(&error))
    }

    fn keyring_state(&self) -> MutexGuard<'_, KeyringState> {
        self.keyring.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Learns how the keyring is and tells the interface.
    pub(crate) fn keyring_is(&self, keyring: KeyringState) {
        let known = std::mem::replace(&mut *self.keyring_state(), keyring.clone());
        if known != keyring {
            self.shell.emit(&Event::KeyringChanged { keyring });
        }
    }

    /// Where Bobbin's data are.
    pub(crate) fn data_folder(&self) -> String {
        self.folders.data.display().to_string()
    }

    pub(crate) fn homes(&self) -> MutexGuard<'_, BTreeMap<String, Arc<Home>>> {
        self.homes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The live side of an instance.
    pub(crate) fn home(&self, instance: &str) -> ApiResult<Arc<Home>> {
        self.homes().get(instance).cloned().ok_or_else(|| {
            ApiError::new(ErrorCode::NotConnected, "There is no connection to this instance.")
                .hint("Connect to it, then try again.")
        })
    }
}

/// What the user is told after damaged data were set aside.
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
