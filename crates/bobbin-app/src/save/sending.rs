//! The one save of a dashboard, for every caller: from the note of it to the end of that note.
//!
//! Owns the order of steps: note the intent, swap and detect, keep every version that took part, close the note. Needs a
//! connected home, the store and an [`Intention`]; knows nothing of open documents, files or words. Must stay true: the
//! note is on disk before the first frame; it is closed only by what Home Assistant was seen to hold or said; after
//! [`Ended::Saved`] and [`Ended::Merged`] the caller closes it, when everything that depends on the save is on disk.

use bobbin_core::value::Value;
use bobbin_hass::Rejection;
use bobbin_vault::Origin;

use super::base;
use crate::clock::now;
use crate::error::ApiResult;
use crate::failures::HomeError;
use crate::home::looking;
use crate::state::carry;
use crate::state::held::Held;
use crate::state::home::Home;
use crate::state::intention::{Asker, Ending, Intention, Progress};
use crate::state::open_document::Theirs;
use crate::state::store::{Kept, Store};
use crate::swap::journal::Displaced;
use crate::swap::target::DashboardTarget;
use crate::swap::{self, Failure, Join, Outcome, Settled};

/// How a save ended, as far as it is known.
#[derive(Debug)]
pub(crate) enum Ended {
    /// Home Assistant holds the value.
    Saved {
        /// The note, still open.
        note: Note,
        /// Whether anything had to be sent.
        sent: bool,
        /// The version in the vault.
        version: i64,
    },
    /// Home Assistant holds the value merged with a version that somebody saved in the same moment.
    Merged {
        /// The note, still open.
        note: Note,
        /// Its content.
        merged: Merged,
    },
    /// Home Assistant holds somebody else's version.
    Changed {
        /// That version.
        theirs: Theirs,
        /// Whether ours displaced it for a moment.
        put_back: bool,
    },
    /// Home Assistant refused, and nothing changed.
    Rejected(Rejection),
    /// The save did not reach Home Assistant, and nothing changed.
    NotReceived,
    /// The answer was lost. The note stays open.
    Unknown {
        /// The note's number.
        intent: i64,
        /// How far the save got; none if the frame was the save itself.
        progress: Option<Progress>,
    },
}

/// Two versions as one, kept together with ours.
#[derive(Debug)]
pub(crate) struct Merged {
    pub(crate) value: Value,
    /// The text that means it, with the comments of ours.
    pub(crate) text: String,
    /// Its version in the vault.
    pub(crate) version: i64,
    /// The version of ours in the vault.
    pub(crate) ours: i64,
    /// Comments of ours that found no place.
    pub(crate) lost: Vec<String>,
}

/// The open note of a save that arrived.
#[derive(Debug)]
#[must_use = "a note that nobody closes is settled again"]
pub(crate) struct Note {
    intent: i64,
    ending: Ending,
}

impl Note {
    /// Closes the note.
    pub(crate) async fn close(self, store: &Store) -> ApiResult<()> {
        store.finish(self.intent, self.ending).await
    }
}

/// Saves a value where its base was. `join` makes one version of ours and one that was saved in the same moment.
///
/// # Errors
/// The save did not go out, or the disk did not take its note or a version.
pub(crate) async fn send(
    store: &Store,
    home: &Home,
    intention: &Intention,
    join: Join<'_>,
) -> Result<Ended, HomeError> {
    let intent = store.begin(intention.clone()).await?;
    let dashboard = &intention.dashboard;
    let mut target = DashboardTarget::new(&home.session, &dashboard.url_path);
    let mut journal = Displaced { store, dashboard, ha_version: home.ha_version(), intent };
    match swap::save(&mut target, &mut journal, &intention.base, &intention.value, join).await {
        Ok(outcome) => conclude(store, home, intention, intent, outcome).await,
        Err(failure) => {
            store.finish(intent, Ending::Failed).await?;
            Err(match failure {
                Failure::Journal(error) => error.into(),
                // The save itself did not go out: the loss of its answer would be an outcome.
                Failure::Command(error) => HomeError::Unread { what: "save the dashboard", error },
            })
        }
    }
}

/// Saves a value over `there`, which the dashboard holds. It is kept first, as displaced if nobody knew of it. Answers
/// [`Ended::Changed`] when somebody saved meanwhile; the caller decides whether to try again.
///
/// # Errors
/// As [`send`].
pub(crate) async fn send_over(
    store: &Store,
    home: &Home,
    intention: Intention,
    there: Held,
    is_known: bool,
) -> Result<(Ended, Intention), HomeError> {
    let origin = if is_known { Origin::Fetched } else { Origin::Displaced };
    let base_version = looking::keep(store, home, &intention.dashboard, &there, origin).await?;
    let intention = Intention { base: there, base_version, ..intention };
    let ended = send(store, home, &intention, &|_, _| None).await?;
    Ok((ended, intention))
}

/// Finds out the end of a save whose answer was lost, and finishes it.
///
/// # Errors
/// The dashboard can't be read, or the disk did not take a version. The note stays open.
pub(crate) async fn settle(store: &Store, home: &Home, intent: i64, intention: &Intention) -> Result<Ended, HomeError> {
    let Intention { dashboard, base, value, progress, .. } = intention;
    let mut target = DashboardTarget::new(&home.session, &dashboard.url_path);
    let mut journal = Displaced { store, dashboard, ha_version: home.ha_version(), intent };
    match swap::settle(&mut target, &mut journal, base, value, progress.clone()).await {
        Ok(Settled::Outcome(outcome)) => conclude(store, home, intention, intent, outcome).await,
        Ok(Settled::NeverArrived) => {
            store.finish(intent, Ending::NotReceived).await?;
            Ok(Ended::NotReceived)
        }
        Err(Failure::Journal(error)) => Err(error.into()),
        Err(Failure::Command(error)) => Err(HomeError::Unread { what: "look at the dashboard", error }),
    }
}

/// Keeps the versions that took part in a save, and closes its note unless the save arrived.
async fn conclude(
    store: &Store,
    home: &Home,
    intention: &Intention,
    intent: i64,
    outcome: Outcome,
) -> Result<Ended, HomeError> {
    let dashboard = &intention.dashboard;
    Ok(match outcome {
        Outcome::Saved { sent, merged: None } => {
            let version = remember(store, home.ha_version(), intention, sent).await?;
            Ended::Saved { note: Note { intent, ending: Ending::Saved }, sent, version }
        }
        Outcome::Saved { merged: Some(value), .. } => {
            let carry::Carried { text, lost, .. } = carry::carry(&intention.text, &value, home.dialect());
            let ours = record(store, home.ha_version(), intention, Origin::SavedByUs).await?;
            let merged = Intention { value, text, ..intention.clone() };
            let version = remember(store, home.ha_version(), &merged, true).await?;
            let Intention { value, text, .. } = merged;
            let merged = Merged { value, text, version, ours, lost };
            Ended::Merged { note: Note { intent, ending: Ending::Merged }, merged }
        }
        Outcome::Changed { theirs, put_back } => {
            let origin = if put_back { Origin::PutBack } else { Origin::SavedByOthers };
            let version = looking::keep(store, home, dashboard, &theirs, origin).await?;
            store.finish(intent, Ending::ChangedOnServer).await?;
            Ended::Changed { theirs: Theirs { held: theirs, version, at: now(), text: None }, put_back }
        }
        Outcome::Rejected(rejection) => {
            store.finish(intent, Ending::Rejected).await?;
            Ended::Rejected(rejection)
        }
        Outcome::Unknown { progress } => Ended::Unknown { intent, progress },
    })
}

/// Keeps a value that Home Assistant holds now, by a save of ours or already before: as a version, with its text for the
/// comments, and as the base of the command's file. Returns the version.
pub(crate) async fn remember(
    store: &Store,
    ha_version: Option<String>,
    intention: &Intention,
    sent: bool,
) -> ApiResult<i64> {
    let is_base = intention.base.as_ref() == Some(&intention.value);
    let version = match intention.base_version {
        Some(version) if !sent && is_base => version,
        _ => {
            let saved = if intention.asked.restores { Origin::Restored } else { Origin::SavedByUs };
            let origin = if sent { saved } else { Origin::Fetched };
            record(store, ha_version, intention, origin).await?
        }
    };
    if intention.asked.by == Asker::Command {
        base::remember(store, &intention.dashboard, intention.asked.file.clone(), version).await?;
    }
    store.put_local_text(intention.dashboard.key(), intention.text.clone(), &intention.value).await?;
    Ok(version)
}

async fn record(store: &Store, ha_version: Option<String>, intention: &Intention, origin: Origin) -> ApiResult<i64> {
    let kept = Kept {
        key: intention.dashboard.key(),
        origin,
        held: Some(intention.value.clone()),
        text: Some(intention.text.clone()),
        ha_version,
        settings: None,
    };
    store.record(kept).await
}

/// Another version than the saved one, found by reading back.
pub(crate) struct ReadBack {
    /// The content of the dashboard.
    pub(crate) held: Held,
    /// Its version in the vault. The save itself is done and Home Assistant holds this version, so a caller may go on
    /// without.
    pub(crate) kept: ApiResult<Option<i64>>,
}

/// Reads back the saved value. Another version means that somebody saved right after, or that Home Assistant keeps
/// the value differently. None when it is the same, or can't be read, which changes nothing.
pub(crate) async fn read_back(store: &Store, home: &Home, intention: &Intention) -> Option<ReadBack> {
    let mut target = DashboardTarget::new(&home.session, &intention.dashboard.url_path);
    match swap::read_back(&mut target, &intention.value).await {
        Ok(None) => None,
        Ok(Some(held)) => {
            let kept = looking::keep(store, home, &intention.dashboard, &held, Origin::SavedByOthers).await;
            Some(ReadBack { held, kept })
        }
        Err(error) => {
            tracing::info!(%error, "a saved dashboard could not be read back");
            None
        }
    }
}
