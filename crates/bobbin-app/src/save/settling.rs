//! Saves whose end is not known: looked at again, on the next connection or at the next start.
//!
//! Owns what a save writes down while it is under way, and what is made of that afterwards. Must stay true: every
//! note of a save is closed by what the place was seen to hold, never by a guess.

use std::sync::Arc;

use crate::api::{DocumentTarget, Event, SaveOutcome};
use crate::app::Inner;
use crate::error::{ApiError, ApiResult};
use crate::failures;
use crate::save::saving::Draft;
use crate::state::home::Home;
use crate::state::intention::Intention;
use crate::state::open_document::Base;
use crate::state::open_documents::Entry;
use crate::swap::journal::Displaced;
use crate::swap::place::DashboardPlace;
use crate::swap::{self, Failure, Settled};

impl Inner {
    /// Settles in a task of its own: the save that is unknown still holds its document.
    pub(crate) fn settle_soon(self: &Arc<Self>, instance: String) {
        let inner = Arc::clone(self);
        let settling: crate::BoxFuture<'static, ()> = Box::pin(async move { inner.settle(&instance).await });
        tokio::spawn(settling);
    }

    /// Settles what is unknown, then sends what waited for a connection, then keeps what there is for when there is
    /// none, in a task of its own.
    pub(crate) fn catch_up(self: &Arc<Self>, instance: String) {
        let inner = Arc::clone(self);
        let working: crate::BoxFuture<'static, ()> = Box::pin(async move {
            inner.settle(&instance).await;
            inner.send_queued(&instance).await;
            inner.remember(&instance).await;
        });
        tokio::spawn(working);
    }

    /// Settles every save to an instance whose outcome is not known: those of this run and of one that died.
    pub(crate) async fn settle(self: &Arc<Self>, instance: &str) {
        let Ok(home) = self.home(instance) else { return };
        let intents = match self.store.open_intents(instance).await {
            Ok(intents) => intents,
            Err(error) => return tracing::error!(%error, "unfinished saves could not be read"),
        };
        for (intent, intention) in intents {
            if let Err(error) = self.settle_one(&home, intent, intention).await {
                tracing::warn!(%error, "an unfinished save is still not settled");
            }
        }
    }

    async fn settle_one(self: &Arc<Self>, home: &Arc<Home>, intent: i64, intention: Intention) -> ApiResult<()> {
        let url_path = intention.url_path.clone();
        let target = DocumentTarget::Dashboard { instance: home.id.clone(), url_path: url_path.clone() };
        // Opening it holds the save's outcome for whoever asks: its draft, its base, its conflict.
        let entry = self.opened(&target).await?;
        let _only_one = entry.lane.alone().await;
        // It may have been settled while this waited for its turn.
        if !self.store.open_intents(&home.id).await?.iter().any(|(open, _)| *open == intent) {
            return Ok(());
        }
        let mut place = DashboardPlace::new(&home.session, &url_path);
        let mut journal = Displaced { store: &self.store, home, url_path: &url_path, intent };
        let settled = swap::settle(&mut place, &mut journal, &intention.base, &intention.value, intention.progress);
        let settled = settled.await.map_err(|failure| match failure {
            Failure::Journal(error) => error,
            Failure::Command(error) => failures::command("look at the dashboard", &error),
        })?;
        let base = Base { held: intention.base, version: intention.base_version, ..entry.state().base.clone() };
        let draft = Draft { value: intention.value, text: intention.text, base };
        let outcome = match settled {
            Settled::Outcome(outcome) => self.conclude(&entry, home, &url_path, draft, intent, outcome).await?,
            Settled::NeverArrived => {
                self.store.finish(intent, "not_received").await?;
                SaveOutcome::Rejected {
                    code: "not_received".to_owned(),
                    message: "The save did not reach Home Assistant before the connection broke. Nothing was changed \
                              there; your draft is kept. Save again."
                        .to_owned(),
                }
            }
        };
        let id = entry.state().id.clone();
        self.shell.emit(&Event::SaveSettled { id, outcome });
        Ok(())
    }

    /// An open dashboard, opened if need be.
    pub(crate) async fn opened(self: &Arc<Self>, target: &DocumentTarget) -> ApiResult<Arc<Entry>> {
        let id = crate::state::open_document::id(target);
        if let Ok(entry) = self.documents.get(&id) {
            return Ok(entry);
        }
        let _one_at_a_time = self.documents.opening.lock().await;
        // Somebody else may have been faster.
        if let Ok(entry) = self.documents.get(&id) {
            return Ok(entry);
        }
        let DocumentTarget::Dashboard { instance, url_path } = target else {
            return Err(ApiError::new(crate::error::ErrorCode::BadRequest, "This is no dashboard."));
        };
        let document = self.open_dashboard(instance, url_path).await?;
        Ok(self.add(document))
    }
}
