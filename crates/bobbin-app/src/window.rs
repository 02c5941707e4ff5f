//! The start and the end of the window, and its preferences.

use std::path::PathBuf;
use std::sync::Arc;

use crate::Shell;
use crate::api::{AppState, PreferenceSet};
use crate::error::ApiResult;
use crate::home::instances::Instances;
use crate::state::drafts::Drafts;
use crate::state::settings_file::SettingsFile;
use crate::state::store::Store;

/// Answers the commands of the window.
pub(crate) struct Window {
    pub(crate) settings: Arc<SettingsFile>,
    pub(crate) store: Store,
    pub(crate) drafts: Arc<Drafts>,
    pub(crate) instances: Arc<Instances>,
    pub(crate) shell: Arc<dyn Shell>,
    /// The folder of Bobbin's data.
    pub(crate) folder: String,
    /// Notices about the start, such as damaged data that were set aside.
    pub(crate) notices: Vec<String>,
    /// Files to open at the start.
    pub(crate) open_files: Vec<PathBuf>,
    /// Whether to start on the demo home.
    pub(crate) start_demo: bool,
}

impl Window {
    pub(crate) async fn app_state(&self, _: ()) -> ApiResult<AppState> {
        let instances = self.instances.all();
        let drafts = self.store.drafts().await?;
        let settings = self.settings.get();
        Ok(AppState {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            instances,
            last_instance: settings.last_instance.clone(),
            keyring: self.instances.keyring().clone(),
            drafts,
            recent_files: settings.recent_files.clone(),
            preferences: settings.preferences_json(),
            notices: self.notices.clone(),
            data_folder: self.folder.clone(),
            open_files: self.open_files.iter().map(|path| path.display().to_string()).collect(),
            start_demo: self.start_demo,
        })
    }

    pub(crate) async fn preference_set(&self, request: PreferenceSet) -> ApiResult<()> {
        self.settings.change(|settings| settings.set_preference(&request.key, &request.value)).await
    }

    pub(crate) async fn window_close(&self, _: ()) -> ApiResult<()> {
        self.drafts.write_all().await;
        self.shell.close_window();
        Ok(())
    }
}
