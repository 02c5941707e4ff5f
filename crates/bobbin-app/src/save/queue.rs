//! Saves that wait for a connection: noted when they are asked for, sent one by one when it is back.
//!
//! What waits is the text as it was when the user saved it; what is typed afterwards is a draft on top of it, as it
//! is while a save is under way. Must stay true: nothing is sent without the same check as any other save, and no
//! merge that nobody has seen; a note is closed only after its save has an end of its own.

use std::sync::Arc;

use crate::api::{DocumentRef, DocumentTarget, Event, SaveOutcome, SentLater};
use crate::app::{App, Inner};
use crate::clock::now;
use crate::error::{ApiResult, ErrorCode};
use crate::save::saving::Draft;
use crate::state::home::Home;
use crate::state::intention::Intention;
use crate::state::open_document::Base;
use crate::state::open_documents::Entry;

impl App {
    pub(crate) async fn document_unqueue(&self, request: DocumentRef) -> ApiResult<()> {
        let entry = self.inner.documents.get(&request.id)?;
        let _only_one = entry.lane.alone().await;
        self.inner.unqueue(&entry, "taken back").await
    }
}

impl Inner {
    /// Has a save wait for a connection, in place of what waited there before.
    pub(crate) async fn queue(
        self: &Arc<Self>,
        entry: &Arc<Entry>,
        instance: &str,
        url_path: &str,
        draft: Draft,
    ) -> ApiResult<SaveOutcome> {
        let earlier = self.queued_of(instance, url_path).await?;
        self.store
            .queue(Intention {
                instance: instance.to_owned(),
                url_path: url_path.to_owned(),
                base: draft.base.held,
                base_version: draft.base.version,
                value: draft.value,
                text: draft.text,
                progress: None,
            })
            .await?;
        for intent in earlier {
            self.store.finish(intent, "replaced").await?;
        }
        let at = now();
        self.set_queued(entry, Some(at));
        Ok(SaveOutcome::Queued { at })
    }

    /// Takes what waits for a document out of the queue.
    pub(crate) async fn unqueue(&self, entry: &Entry, why: &'static str) -> ApiResult<()> {
        if entry.state().queued_at.is_none() {
            return Ok(());
        }
        let DocumentTarget::Dashboard { instance, url_path } = entry.state().target.clone() else { return Ok(()) };
        for intent in self.queued_of(&instance, &url_path).await? {
            self.store.finish(intent, why).await?;
        }
        self.set_queued(entry, None);
        Ok(())
    }

    async fn queued_of(&self, instance: &str, url_path: &str) -> ApiResult<Vec<i64>> {
        let queued = self.store.queued(instance).await?;
        Ok(queued.into_iter().filter(|(.., one)| one.url_path == url_path).map(|(intent, ..)| intent).collect())
    }

    fn set_queued(&self, entry: &Entry, queued_at: Option<u64>) {
        let id = {
            let mut document = entry.state();
            document.queued_at = queued_at;
            document.id.clone()
        };
        self.shell.emit(&Event::QueueChanged { id, queued_at });
    }

    /// Sends what waits for a connection to an instance, one after the other, and says what became of it.
    pub(crate) async fn send_queued(self: &Arc<Self>, instance: &str) {
        let Ok(home) = self.home(instance) else { return };
        let queued = match self.store.queued(instance).await {
            Ok(queued) => queued,
            Err(error) => return tracing::error!(%error, "what waits to be sent could not be read"),
        };
        let mut items = Vec::new();
        for (intent, _, intention) in queued {
            let target = DocumentTarget::Dashboard { instance: home.id.clone(), url_path: intention.url_path.clone() };
            let id = crate::state::open_document::id(&target);
            let mut item = SentLater {
                id: id.clone(),
                title: intention.url_path.clone(),
                target: target.clone(),
                outcome: None,
                problem: None,
            };
            match self.send_one(&home, intent, intention, &target, &mut item).await {
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
                        if let Ok(entry) = self.opened(&target).await
                            && let Err(error) = self.unqueue(&entry, "failed").await
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
        home: &Arc<Home>,
        intent: i64,
        intention: Intention,
        target: &DocumentTarget,
        item: &mut SentLater,
    ) -> ApiResult<bool> {
        let entry = self.opened(target).await?;
        let _only_one = entry.lane.alone().await;
        let url_path = intention.url_path.clone();
        // It may have been taken back or replaced while this waited for its turn.
        if !self.queued_of(&home.id, &url_path).await?.contains(&intent) {
            return Ok(false);
        }
        item.title = entry.state().title.clone();
        let base = {
            let document = entry.state();
            let text = document.base.text.clone();
            Base { held: intention.base, version: intention.base_version, text, ..document.base.clone() }
        };
        let draft = Draft { value: intention.value, text: intention.text, base };
        // Where both sides fit together they are merged on the screen; nobody has seen the result yet, so it waits.
        let outcome = self.send(&entry, home, &url_path, draft).await?;
        if matches!(outcome, SaveOutcome::Unknown { .. }) {
            // Its own note tells how it ended; what waited is not sent twice.
            tracing::info!(url_path, "a save that waited is not settled yet");
        }
        self.store.finish(intent, "sent").await?;
        self.set_queued(&entry, None);
        item.outcome = Some(outcome);
        if !entry.is_attended() {
            self.leave(&entry).await?;
        }
        Ok(true)
    }

    /// Closes a document that only a save had open.
    async fn leave(self: &Arc<Self>, entry: &Arc<Entry>) -> ApiResult<()> {
        self.write_draft(entry).await?;
        if !entry.is_attended() {
            let id = entry.state().id.clone();
            self.documents.forget(&id);
            entry.touch();
        }
        Ok(())
    }
}
