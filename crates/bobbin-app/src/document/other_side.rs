//! Changes of the other side of a document: versions that others saved, and deletions.
//!
//! It decides nothing about a draft: the document notes the other side's version and keeps its text. Without a draft,
//! the other version is offered as the text.

use bobbin_vault::Origin;

use super::documents::Documents;
use crate::api::{Difference, Event, TextOffer};
use crate::error::ErrorCode;
use crate::state::carry;
use crate::state::dashboard_id::DashboardId;
use crate::state::open_document::{Found, Theirs};
use crate::state::open_documents::Entry;
use crate::swap::Target as _;
use crate::swap::target::DashboardTarget;

impl Documents {
    /// Handles an event that somebody else saved or deleted a dashboard.
    pub(crate) async fn saved_elsewhere(&self, dashboard: &DashboardId) {
        let content = || self.homes.find(&dashboard.instance).map(|home| home.content(&dashboard.url_path));
        let before = content();
        let (quiet, seen) = self.looks.look_as(dashboard, Origin::SavedByOthers).await;
        match seen {
            Ok(theirs) => {
                if let Some(entry) = self.open.dashboard(dashboard) {
                    self.note_theirs(&entry, theirs).await;
                }
            }
            Err(error) if error.code == ErrorCode::NotFound => self.open.mark_deleted(dashboard),
            Err(error) => {
                tracing::info!(%error, url_path = dashboard.url_path, "a changed dashboard could not be read")
            }
        }
        drop(quiet);
        if before != content() {
            self.shell.emit(&Event::DashboardsChanged { instance: dashboard.instance.clone() });
        }
    }

    /// Reads every open dashboard of an instance, after changes may have been missed.
    pub(crate) async fn look_at_open_dashboards(&self, instance: &str) {
        for entry in self.open.all() {
            let dashboard = entry.state().dashboard();
            if let Some(dashboard) = dashboard.filter(|dashboard| dashboard.instance == instance) {
                self.saved_elsewhere(&dashboard).await;
            }
        }
    }

    /// Reads a dashboard if it is open.
    pub(crate) async fn look_at_dashboard(&self, dashboard: &DashboardId) {
        if self.open.dashboard(dashboard).is_some() {
            self.saved_elsewhere(dashboard).await;
        }
    }

    /// Whether an open dashboard of an instance has a version that Home Assistant sent no event about.
    pub(crate) async fn finds_changes(&self, instance: &str) -> bool {
        for entry in self.open.all() {
            let (dashboard, base, theirs) = {
                let document = entry.state();
                let theirs = document.theirs().map(|theirs| theirs.held.clone());
                (document.dashboard(), document.base().held.clone(), theirs)
            };
            let Some(dashboard) = dashboard else { continue };
            // A save of ours that is under way makes changes of its own.
            let Some(_quiet) = entry.lane.quiet_now() else { continue };
            if dashboard.instance != instance {
                continue;
            }
            let Some(home) = self.homes.find(instance) else { return false };
            if let Ok(held) = DashboardTarget::new(&home.session, &dashboard.url_path).read().await
                && held != base
                && Some(&held) != theirs.as_ref()
            {
                return true;
            }
        }
        false
    }

    /// Notes the other side's version with an open dashboard. Without a draft it is carried into the text.
    pub(crate) async fn note_theirs(&self, entry: &Entry, seen: Theirs) {
        if self.carry_theirs(entry, &seen).await {
            return;
        }
        self.open.tell(entry, |document| document.note(Found::Version(seen)));
    }

    /// Offers somebody else's version as the text of a document without a draft. Returns false if it can't; the caller
    /// then has to report the version.
    async fn carry_theirs(&self, entry: &Entry, seen: &Theirs) -> bool {
        let (text, base, dialect, revision) = {
            let document = entry.state();
            let draft = matches!(document.difference(), Difference::Meaning) || document.is_queued();
            let known = document.theirs().is_some_and(|known| known.held == seen.held);
            if draft || known || document.is_read_only() || !entry.is_attended() || seen.held == document.base().held {
                // A version is offered only once.
                return known && document.is_offered();
            }
            let text = document.text().to_owned();
            (text, document.base().clone(), document.dialect(), document.revision())
        };
        let Some(value) = seen.held.clone() else { return false };
        let work = tokio::task::spawn_blocking(move || {
            let base_text = if text == base.text { None } else { Some(carry::carried(&base.text, &value, dialect)) };
            let carried = carry::carry(&text, &value, dialect);
            (base_text.unwrap_or_else(|| carried.text.clone()), carried)
        });
        let Ok((base_text, carried)) = work.await else { return false };
        self.drafts.tell_lost_comments(entry, carried.lost).await;
        let event = {
            let mut document = entry.state();
            if document.revision() != revision {
                return false;
            }
            let (sentences, changes) = carry::sentences(&document.base().held, &seen.held);
            document.offer(seen.clone(), carried.text, base_text, false);
            let offer = TextOffer { revision, changes: carried.changes };
            Event::RemoteCarried { id: document.id().to_owned(), offer, sentences, changes, at: seen.at }
        };
        self.shell.emit(&event);
        true
    }
}
