//! Saves with an unknown end: looked at again, on the next connection or at the next start.
//!
//! Must stay true: every note of a save is closed by what the place was seen to hold, never by a guess.

use std::sync::Arc;

use super::saving::Saves;
use super::unsaved::Unsaved;
use crate::api::{Event, SaveOutcome};
use crate::error::ApiResult;
use crate::failures;
use crate::state::home::Home;
use crate::state::intention::{Ending, Intention};
use crate::state::open_document::Base;
use crate::swap::journal::Displaced;
use crate::swap::place::DashboardPlace;
use crate::swap::{self, Failure, Settled};

impl Saves {
    /// Settles in a task of its own: the save that is unknown still holds its document.
    pub(crate) fn settle_soon(self: &Arc<Self>, instance: String) {
        let saves = Arc::clone(self);
        let settling: crate::BoxFuture<'static, ()> = Box::pin(async move { saves.settle(&instance).await });
        tokio::spawn(settling);
    }

    /// Settles every save to an instance whose outcome is not known: those of this run and of one that died.
    pub(crate) async fn settle(self: &Arc<Self>, instance: &str) {
        let Some(home) = self.homes.find(instance) else { return };
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

    async fn settle_one(self: &Arc<Self>, home: &Home, intent: i64, intention: Intention) -> ApiResult<()> {
        let dashboard = &intention.dashboard;
        // The open document keeps the save's outcome for later: its draft, its base, its conflict.
        let entry = self.documents.opened(dashboard).await?;
        let _only_one = entry.lane.alone().await;
        // It may have been settled while this waited for its turn.
        if !self.store.open_intents(&home.id).await?.iter().any(|(open, _)| *open == intent) {
            return Ok(());
        }
        let mut place = DashboardPlace::new(&home.session, &dashboard.url_path);
        let mut journal = Displaced { store: &self.store, dashboard, ha_version: home.ha_version(), intent };
        let settled = swap::settle(&mut place, &mut journal, &intention.base, &intention.value, intention.progress);
        let settled = settled.await.map_err(|failure| match failure {
            Failure::Journal(error) => error,
            Failure::Command(error) => failures::command("look at the dashboard", &error),
        })?;
        let base = Base { held: intention.base, version: intention.base_version, ..entry.state().base().clone() };
        let draft = Unsaved { value: intention.value, text: intention.text, base };
        let outcome = match settled {
            Settled::Outcome(outcome) => self.conclude(&entry, home, dashboard, draft, intent, outcome).await?,
            Settled::NeverArrived => {
                self.store.finish(intent, Ending::NotReceived).await?;
                SaveOutcome::NotReceived {
                    message: "The save did not reach Home Assistant before the connection broke. Nothing was changed \
                              there; your draft is kept. Save again."
                        .to_owned(),
                }
            }
        };
        let id = entry.state().id().to_owned();
        self.shell.emit(&Event::SaveSettled { id, outcome });
        Ok(())
    }
}
