//! Reading what Home Assistant has for a dashboard now, and keeping it.
//!
//! A look and a change of ours may meet. What a save sent must not be kept as somebody else's, nor what was there
//! before a save or a deletion as something newer. So a look reads while anybody may change something, waits for who
//! does before it keeps anything, and reads once more if there was a change: only that reading is waited for.

use std::sync::Arc;

use bobbin_hass::CommandError;
use bobbin_vault::Origin;
use tokio::sync::OwnedMutexGuard;

use crate::api::{DashboardContent, DocumentTarget};
use crate::app::Inner;
use crate::clock::now;
use crate::error::ApiResult;
use crate::failures;
use crate::state::held::Held;
use crate::state::home::Home;
use crate::state::lane::Lane;
use crate::state::listed::{content, default_without_config, is_yaml};
use crate::state::open_document::{self as document, Theirs};
use crate::state::open_documents::Entry;
use crate::swap::Place as _;
use crate::swap::place::DashboardPlace;

impl Inner {
    /// Reads what Home Assistant has for a dashboard now, and keeps it.
    pub(crate) async fn look(&self, instance: &str, url_path: &str) -> ApiResult<Theirs> {
        self.look_as(instance, url_path, Origin::Fetched).await.1
    }

    /// Looks, and keeps it as what it is known to be. Nobody changes anything there until the caller has told the
    /// document, too.
    pub(crate) async fn look_as(
        &self,
        instance: &str,
        url_path: &str,
        origin: Origin,
    ) -> (OwnedMutexGuard<()>, ApiResult<Theirs>) {
        let lane = self.lane(instance, url_path);
        let home = match self.home(instance) {
            Ok(home) => home,
            Err(error) => return (lane.quiet().await, Err(error)),
        };
        let mut place = DashboardPlace::new(&home.session, url_path);
        let changes = lane.changes();
        let mut read = place.read().await;
        let quiet = lane.quiet().await;
        if lane.changes() != changes {
            read = place.read().await;
        }
        (quiet, self.looked(&home, url_path, read, origin).await)
    }

    async fn looked(
        &self,
        home: &Arc<Home>,
        url_path: &str,
        read: Result<Held, CommandError>,
        origin: Origin,
    ) -> ApiResult<Theirs> {
        let held = match read {
            Ok(held) => held,
            // A dashboard without config is known by this error as long as nothing was ever saved there.
            Err(error) if default_without_config(url_path, &error) => None,
            Err(error) => {
                if error.rejection().is_some() {
                    home.learn_content(url_path, DashboardContent::Failed { message: error.to_string() });
                }
                return Err(failures::command("read the dashboard", &error));
            }
        };
        home.learn_content(url_path, content(&held));
        let yaml = home.dashboard(url_path).as_ref().is_some_and(is_yaml);
        let version = if yaml || held.is_none() { None } else { Some(self.keep(home, url_path, &held, origin).await?) };
        Ok(Theirs { held, version, at: now(), text: None })
    }

    /// The document of a dashboard, if it is open.
    pub(crate) fn open_entry(&self, instance: &str, url_path: &str) -> Option<Arc<Entry>> {
        self.documents.get(&id(instance, url_path)).ok()
    }

    /// The lane of a dashboard.
    pub(crate) fn lane(&self, instance: &str, url_path: &str) -> Arc<Lane> {
        self.documents.lane(&id(instance, url_path))
    }
}

fn id(instance: &str, url_path: &str) -> String {
    document::id(&DocumentTarget::Dashboard { instance: instance.to_owned(), url_path: url_path.to_owned() })
}
