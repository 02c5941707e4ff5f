//! What others do to dashboards while Bobbin runs: saved, deleted, created elsewhere.
//!
//! Owns looking at what is open after a word from Home Assistant or after silence, and telling the documents.
//! Decides nothing for a draft: a document is told what the other side has, and its text stays.

use std::sync::Arc;

use bobbin_vault::Origin;

use crate::api::{DocumentTarget, Event, Remote};
use crate::app::Inner;
use crate::error::ErrorCode;
use crate::swap::Place as _;
use crate::swap::place::DashboardPlace;

impl Inner {
    /// Somebody else saved a dashboard, or deleted it.
    pub(crate) async fn saved_elsewhere(self: &Arc<Self>, instance: &str, url_path: &str) {
        let before = self.home(instance).map(|home| home.content(url_path));
        let (quiet, seen) = self.look_as(instance, url_path, Origin::SavedByOthers).await;
        match seen {
            Ok(theirs) => {
                if let Some(entry) = self.open_entry(instance, url_path) {
                    self.note_theirs(&entry, theirs).await;
                }
            }
            Err(error) if error.code == ErrorCode::NotFound => self.mark_deleted(instance, url_path),
            Err(error) => tracing::info!(%error, url_path, "a changed dashboard could not be read"),
        }
        drop(quiet);
        if before != self.home(instance).map(|home| home.content(url_path)) {
            self.shell.emit(&Event::DashboardsChanged { instance: instance.to_owned() });
        }
    }

    /// Looks at every open dashboard of an instance, after changes may have been missed.
    pub(crate) async fn look_at_open_dashboards(self: &Arc<Self>, instance: &str) {
        for entry in self.documents.all() {
            let target = entry.state().target.clone();
            if let DocumentTarget::Dashboard { instance: of, url_path } = target
                && of == instance
            {
                self.saved_elsewhere(instance, &url_path).await;
            }
        }
    }

    /// Whether an open dashboard of an instance holds something that nobody has told of.
    pub(crate) async fn finds_changes(&self, instance: &str) -> bool {
        for entry in self.documents.all() {
            let (target, base, theirs) = {
                let document = entry.state();
                let theirs = document.theirs.as_ref().map(|theirs| theirs.held.clone());
                (document.target.clone(), document.base.held.clone(), theirs)
            };
            let DocumentTarget::Dashboard { instance: of, url_path } = target else { continue };
            // A save of ours that is under way makes changes of its own.
            let Some(_quiet) = entry.lane.quiet_now() else { continue };
            if of != instance {
                continue;
            }
            let Ok(home) = self.home(instance) else { return false };
            if let Ok(held) = DashboardPlace::new(&home.session, &url_path).read().await
                && held != base
                && Some(&held) != theirs.as_ref()
            {
                return true;
            }
        }
        false
    }

    /// The list of dashboards changed somewhere.
    pub(crate) async fn dashboards_changed(self: &Arc<Self>, instance: &str) {
        self.shell.emit(&Event::DashboardsChanged { instance: instance.to_owned() });
        self.look_at_open_dashboards(instance).await;
    }

    /// The dashboard is gone: whoever has it open is told.
    pub(crate) fn mark_deleted(&self, instance: &str, url_path: &str) {
        if let Some(entry) = self.open_entry(instance, url_path) {
            self.set_remote(&entry, Remote::Deleted);
        }
    }
}
