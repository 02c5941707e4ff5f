//! The open previews, and the proxy of each instance that has one.

use std::collections::HashMap;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bobbin_preview::{LoopbackPort, Preview, Stage};
use tokio::task::JoinSet;

use crate::error::{ApiError, ApiResult, ErrorCode};

/// The table of previews.
#[derive(Default)]
pub(crate) struct OpenPreviews {
    /// The port of each instance's proxy. It stays bound until Bobbin exits, so that a frame that outlives its proxy
    /// can't reach another program there.
    ports: Mutex<HashMap<String, Arc<LoopbackPort>>>,
    /// The proxy of each instance with previews.
    proxies: tokio::sync::Mutex<HashMap<String, Arc<Preview>>>,
    shows: Mutex<Shows>,
}

#[derive(Default)]
struct Shows {
    last: u64,
    all: HashMap<String, Show>,
}

/// An open preview.
struct Show {
    instance: String,
    stage: Arc<Stage>,
    /// The tasks that pass drafts on for as long as the preview is open.
    _following: JoinSet<()>,
}

impl OpenPreviews {
    fn shows(&self) -> MutexGuard<'_, Shows> {
        self.shows.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The port of an instance's proxy.
    pub(crate) fn port(&self, instance: &str) -> io::Result<Arc<LoopbackPort>> {
        let mut ports = self.ports.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(port) = ports.get(instance) {
            return Ok(Arc::clone(port));
        }
        let port = Arc::new(LoopbackPort::bind()?);
        ports.insert(instance.to_owned(), Arc::clone(&port));
        Ok(port)
    }

    /// Ends the previews of an instance and returns their names.
    pub(crate) async fn end(&self, instance: &str) -> Vec<String> {
        self.proxies.lock().await.remove(instance);
        let mut shows = self.shows();
        let ended: Vec<_> =
            shows.all.iter().filter(|(_, show)| show.instance == instance).map(|(name, _)| name.clone()).collect();
        shows.all.retain(|_, show| show.instance != instance);
        ended
    }

    /// Adds a preview. Returns its name, which `follow` gets for the tasks that follow its document.
    pub(crate) fn add(&self, instance: String, stage: &Arc<Stage>, follow: impl FnOnce(&str) -> JoinSet<()>) -> String {
        let mut shows = self.shows();
        shows.last += 1;
        let preview = format!("preview-{}", shows.last);
        let show = Show { instance, stage: Arc::clone(stage), _following: follow(&preview) };
        shows.all.insert(preview.clone(), show);
        preview
    }

    /// Ends a preview. The proxy ends with its last preview, so that nothing listens without a viewer.
    pub(crate) async fn remove(&self, preview: &str) {
        let Some(show) = self.shows().all.remove(preview) else { return };
        let mut proxies = self.proxies.lock().await;
        let used = self.shows().all.values().any(|other| other.instance == show.instance);
        if !used {
            proxies.remove(&show.instance);
        }
    }

    /// The proxy of an instance, started by the first preview that needs it.
    pub(crate) async fn proxy(
        &self,
        instance: &str,
        start: impl AsyncFnOnce() -> ApiResult<Preview>,
    ) -> ApiResult<Arc<Preview>> {
        let mut proxies = self.proxies.lock().await;
        if let Some(proxy) = proxies.get(instance) {
            return Ok(Arc::clone(proxy));
        }
        let proxy = Arc::new(start().await?);
        proxies.insert(instance.to_owned(), Arc::clone(&proxy));
        Ok(proxy)
    }

    /// Ends all previews.
    pub(crate) async fn end_all(&self) {
        self.proxies.lock().await.clear();
        self.shows().all.clear();
    }

    /// The stage of a preview.
    pub(crate) fn stage(&self, preview: &str) -> ApiResult<Arc<Stage>> {
        let show = self.shows().all.get(preview).map(|show| Arc::clone(&show.stage));
        show.ok_or_else(ended)
    }

    /// The id of the instance whose home a preview shows.
    pub(crate) fn instance(&self, preview: &str) -> ApiResult<String> {
        self.shows().all.get(preview).map(|show| show.instance.clone()).ok_or_else(ended)
    }
}

fn ended() -> ApiError {
    ApiError::new(ErrorCode::NotFound, "This preview has ended.").hint("Open it again; the draft is safe.")
}
