//! Saves of the command that a dead run left open.
//!
//! Must stay true: a save that is under way is never taken for a leftover. A run shares the lock of the runs for as long
//! as it saves, and only the sole holder of that lock settles.

use bobbin_vault::Runs;

use super::sending::{self, Ended};
use crate::error::ApiResult;
use crate::state::home::Home;
use crate::state::intention::Asker;
use crate::state::store::Store;

/// Lets a run of the command begin to save: settles what earlier runs left open in this home, unless another run is
/// saving right now, and returns the lock that this run shares from now on.
///
/// # Errors
/// The vault can't be read, or the lock can't be taken. A leftover that can't be settled stays for the next run.
pub(crate) async fn settle_and_share(store: &Store, home: &Home) -> ApiResult<Runs> {
    if let Some(alone) = store.alone_among_runs().await? {
        for (intent, intention) in store.open_intents(&home.id).await? {
            if intention.asked.by != Asker::Command {
                continue;
            }
            let url_path = &intention.dashboard.url_path;
            let settled = match sending::settle(store, home, intent, &intention).await {
                Ok(Ended::Saved { note, .. } | Ended::Merged { note, .. }) => note.close(store).await.map(|()| "saved"),
                Ok(Ended::Changed { .. }) => Ok("changed by somebody else"),
                Ok(Ended::Rejected(_)) => Ok("refused"),
                Ok(Ended::NotReceived) => Ok("not received"),
                Ok(Ended::Unknown { .. }) => Ok("still unknown"),
                Err(error) => Err(error.into()),
            };
            match settled {
                Ok(ended) => tracing::info!(url_path, ended, "a save that an earlier run left open was looked at"),
                Err(error) => tracing::warn!(url_path, %error, "a save that an earlier run left open is not settled"),
            }
        }
        drop(alone);
    }
    store.among_runs().await
}
