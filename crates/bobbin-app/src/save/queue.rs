//! Saves that wait for a connection: noted when the user asks for them, sent one by one when it is back.
//!
//! The text that waits is the one that the user saved; later keys are a draft on top of it, as they are while a save
//! is under way. Must stay true: nothing is sent without the same check as any other save, and no merge that nobody
//! has seen; a note is closed only after its save has an end of its own.

use std::sync::Arc;

use super::saving::Saves;
use crate::api::{DocumentRef, Event, SaveOutcome, SentLater};
use crate::clock::now;
use crate::error::{ApiResult, ErrorCode};
use crate::state::dashboard_id::DashboardId;
use crate::state::home::Home;
use crate::state::intention::{Ending, Intention};
use crate::state::open_documents::Entry;

impl Saves {
    pub(crate) async fn document_unqueue(&self, request: DocumentRef) -> ApiResult<()> {
        let entry = self.open.get(&request.id)?;
        let _only_one = entry.lane.alone().await;
        self.unqueue(&entry, Ending::TakenBack).await
    }

    /// Has a save wait for a connection, in place of the one that waited before.
    pub(super) async fn queue(&self, entry: &Entry, intention: Intention) -> ApiResult<SaveOutcome> {
        let earlier = self.queued_of(&intention.dashboard).await?;
        self.store.queue(intention).await?;
        for intent in earlier {
            self.store.finish(intent, Ending::Replaced).await?;
        }
        let at = now();
        self.set_queued(entry, Some(at));
        Ok(SaveOutcome::Queued { at })
    }

    /// Takes the waiting save of a document out of the queue.
    pub(super) async fn unqueue(&self, entry: &Entry, ending: Ending) -> ApiResult<()> {
        if !entry.state().is_queued() {
            return Ok(());
        }
        let Some(dashboard) = entry.state().dashboard() else { return Ok(()) };
        for intent in self.queued_of(&dashboard).await? {
            self.store.finish(intent, ending).await?;
        }
        self.set_queued(entry, None);
        Ok(())
    }

    async fn queued_of(&self, dashboard: &DashboardId) -> ApiResult<Vec<i64>> {
        let queued = self.store.queued(&dashboard.instance).await?;
        Ok(queued.into_iter().filter(|(.., one)| one.dashboard == *dashboard).map(|(intent, ..)| intent).collect())
    }

    fn set_queued(&self, entry: &Entry, queued_at: Option<u64>) {
        let id = {
            let mut document = entry.state();
            document.queue(queued_at);
            document.id().to_owned()
        };
        self.shell.emit(&Event::QueueChanged { id, queued_at });
    }

    /// Sends the saves that wait for a connection to an instance, one after the other, and announces their outcomes.
    pub(crate) async fn send_queued(self: &Arc<Self>, instance: &str) {
        let Some(home) = self.homes.find(instance) else { return };
        let queued = match self.store.queued(instance).await {
            Ok(queued) => queued,
            Err(error) => return tracing::error!(%error, "what waits to be sent could not be read"),
        };
        let mut items = Vec::new();
        for (intent, _, intention) in queued {
            let dashboard = intention.dashboard.clone();
            let id = dashboard.document();
            let mut item = SentLater {
                id: id.clone(),
                title: dashboard.url_path.clone(),
                target: dashboard.target(),
                outcome: None,
                problem: None,
            };
            match self.send_one(&home, intent, intention, &mut item).await {
                Ok(true) => items.push(item),
                Ok(false) => {}
                Err(error) => {
                    tracing::warn!(%error, id, "a save that waited was not sent");
                    let lost = matches!(error.code, ErrorCode::NotConnected | ErrorCode::Timeout);
                    let gone = error.code == ErrorCode::NotFound;
                    item.problem = Some(if gone {
                        "This dashboard was deleted in Home Assistant meanwhile. Your draft is kept: make the \
                         dashboard again, then save it."
                            .to_owned()
                    } else {
                        error.message
                    });
                    if !lost {
                        // It needs a decision; the draft stays.
                        if let Ok(entry) = self.documents.opened(&dashboard).await
                            && let Err(error) = self.unqueue(&entry, Ending::Failed).await
                        {
                            tracing::error!(%error, "the queue could not be written");
                        }
                        items.push(item);
                    }
                }
            }
            if home.session.connected().is_none() {
                break;
            }
        }
        if !items.is_empty() {
            self.shell.emit(&Event::QueueSent { instance: instance.to_owned(), items });
        }
    }

    /// Sends one save that waited. Says whether there was anything to send.
    async fn send_one(
        self: &Arc<Self>,
        home: &Home,
        intent: i64,
        intention: Intention,
        item: &mut SentLater,
    ) -> ApiResult<bool> {
        let dashboard = &intention.dashboard;
        let entry = self.documents.opened(dashboard).await?;
        let _only_one = entry.lane.alone().await;
        // It may have been taken back or replaced while this waited for its turn.
        if !self.queued_of(dashboard).await?.contains(&intent) {
            return Ok(false);
        }
        item.title = entry.state().title().to_owned();
        let url_path = dashboard.url_path.clone();
        // Where both sides fit together they are merged on the screen; nobody has seen the result yet, so it waits.
        let outcome = self.send(&entry, home, intention).await?;
        if matches!(outcome, SaveOutcome::Unknown { .. }) {
            // The note of that save has its end; it is not sent twice.
            tracing::info!(url_path, "a save that waited is not settled yet");
        }
        self.store.finish(intent, Ending::Sent).await?;
        self.set_queued(&entry, None);
        item.outcome = Some(outcome);
        if !entry.is_attended() {
            self.documents.leave(&entry).await?;
        }
        Ok(true)
    }
}
