//! Saves with an unknown end: looked at again, on the next connection or at the next start.
//!
//! Must stay true: every note of a save is closed by the content that was read, never by a guess; a save that a run
//! of the command has under way is left alone (`leftovers`).

use std::sync::Arc;

use super::saving::Saves;
use super::sending;
use crate::api::Event;
use crate::error::ApiResult;
use crate::state::home::Home;
use crate::state::intention::{Asker, Intention};

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
        let alone = match self.store.alone_among_runs().await {
            Ok(alone) => alone,
            Err(error) => {
                tracing::error!(%error, "the lock of the command's runs could not be taken");
                None
            }
        };
        let intents = match self.store.open_intents(instance).await {
            Ok(intents) => intents,
            Err(error) => return tracing::error!(%error, "unfinished saves could not be read"),
        };
        for (intent, intention) in intents {
            if intention.asked.by == Asker::Command && alone.is_none() {
                continue;
            }
            if let Err(error) = self.settle_one(&home, intent, intention).await {
                tracing::warn!(%error, "an unfinished save is still not settled");
            }
        }
    }

    async fn settle_one(self: &Arc<Self>, home: &Home, intent: i64, intention: Intention) -> ApiResult<()> {
        // The open document keeps the save's outcome for later: its draft, its base, its conflict.
        let entry = self.documents.opened(&intention.dashboard).await?;
        let _only_one = entry.lane.alone().await;
        // It may have been settled while this waited for its turn.
        if !self.store.open_intents(&home.id).await?.iter().any(|(open, _)| *open == intent) {
            return Ok(());
        }
        let ended = sending::settle(&self.store, home, intent, &intention).await?;
        let outcome = self.conclude(&entry, home, intention, ended).await?;
        let id = entry.state().id().to_owned();
        self.shell.emit(&Event::SaveSettled { id, outcome });
        Ok(())
    }
}
