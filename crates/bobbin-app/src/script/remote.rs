//! One Home Assistant, used without a window: what the command `bobbin` does with dashboards and resources.
//!
//! Owns the order of steps of a script's pull, push, create and delete, over the same vault, the same list of
//! instances and the same save ([`crate::swap`]) as the app. Holds no documents and no drafts, and prints
//! nothing. Must stay true: whatever is overwritten or deleted here is in the vault before; only a forced push
//! overwrites what its caller has not seen; nothing of a YAML dashboard is kept or handed out, because Home
//! Assistant answers with its secrets resolved.

use std::time::Duration;

use bobbin_core::merge;
pub use bobbin_core::merge::Conflict;
use bobbin_core::value::Value;
use bobbin_core::yaml::Dialect;
use bobbin_hass::protocol;
use bobbin_hass::{CommandError, ConnectError, ConnectionState, Session};
use bobbin_vault::Origin;
use bobbin_vault::paths::Folders;

use crate::conflict::wording;
use crate::error::{ApiError, ApiResult, ErrorCode};
use crate::state::carry;
use crate::state::commented_text::text_of;
use crate::state::dashboard_id::DashboardId;
use crate::state::data::{self, Data};
use crate::state::held::Held;
use crate::state::intention::{Ending, Intention};
use crate::state::listed;
use crate::state::store::{Kept, Store};
use crate::swap::journal::Displaced;
use crate::swap::place::DashboardPlace;
use crate::swap::{self, Failure, Outcome, Place as _, Settled};
use crate::{DEFAULT_DASHBOARD, TokenStore, failures};

use super::failed::{self, ConnectFailure, RemoteError};
use super::whom::{Whom, choose};

/// How often a lost answer is looked after, and how long between: some seconds in all.
const SETTLE_TRIES: usize = 10;
const SETTLE_PAUSE: Duration = Duration::from_millis(500);

/// How often a forced push starts again because somebody saved in between.
const FORCE_ROUNDS: usize = 5;

/// A Home Assistant that answers.
pub struct Remote {
    pub(super) id: String,
    pub(super) session: Session,
    pub(super) store: Store,
}

/// A dashboard as text.
pub struct Pulled {
    /// The YAML, with the comments that are known.
    pub text: String,
    /// What it means.
    pub value: Value,
}

/// What to save.
pub struct Push {
    /// The dashboard.
    pub url_path: String,
    /// The text, kept for its comments.
    pub text: String,
    /// What it means.
    pub value: Value,
    /// What the text was made from, where the caller knows better than the vault.
    pub base: Option<Value>,
    /// The full path of the text's file, under which a base may be remembered.
    pub file: Option<String>,
    /// Whether to overwrite whatever is there.
    pub force: bool,
    /// Whether to merge with what is there, where both fit together.
    pub merge: bool,
}

/// How a push ended.
pub enum Pushed {
    /// Home Assistant has the value.
    Saved {
        /// Whether anything had to be sent.
        sent: bool,
        /// Whether another version was overwritten, and is in the history.
        overwrote: bool,
        /// What is different in Home Assistant since, in sentences; none when it holds what was pushed, as a rule.
        since: Option<Vec<String>>,
    },
    /// Somebody else's version is there, and nothing of it is lost.
    ChangedOnServer {
        /// What they changed since the base, in sentences; none without a base.
        changes: Option<Vec<String>>,
    },
    /// Home Assistant has the value merged with what somebody else had saved. The file is as it was, and so is its
    /// base: pushed again, it is merged again.
    Merged {
        /// In one sentence: “3 of their changes merged with 5 of yours”.
        summary: String,
    },
    /// Both sides changed the same, and nothing was sent.
    Conflicts {
        /// What; none when it is not known what the file was made from.
        conflicts: Option<Vec<Conflict>>,
    },
    /// The connection was lost after sending, and has not come back.
    Unknown {
        /// Because the token has ended meanwhile.
        token_ended: bool,
    },
}

impl Remote {
    /// Opens Bobbin's data and connects.
    ///
    /// # Errors
    /// The instance is not known or has no token, the data can't be opened, or there is no connection.
    pub async fn connect(folders: Folders, tokens: &TokenStore, whom: Whom) -> Result<Self, ConnectFailure> {
        let Data { settings, store, .. } = data::open(&folders, &[]).await?;
        let known = settings.get().clone();
        let (id, options) = choose(&known, tokens, whom).await?;
        let session = Session::start(options);
        if let Err(mut error) = session.settled().await {
            // It may have ended right after a login that was accepted: then only the next one tells why.
            if matches!(*error, ConnectError::Broken { .. })
                && let Err(refusal) = session.try_again().await
                && failed::is_refusal(&refusal)
            {
                error = refusal;
            }
            session.stop().await;
            return Err(failed::connecting(session.address().to_string(), &error));
        }
        Ok(Self { id, session, store })
    }

    /// Ends the connection.
    pub async fn close(self) {
        self.session.stop().await;
    }

    /// The dialect of this Home Assistant's own editor.
    pub fn dialect(&self) -> Dialect {
        self.ha_version().map_or(Dialect::Editor, |version| Dialect::for_home_assistant(&version))
    }

    /// All dashboards, the default one included.
    ///
    /// # Errors
    /// Home Assistant does not answer.
    pub async fn dashboards(&self) -> ApiResult<Vec<protocol::Dashboard>> {
        let list = self.session.dashboards().list().await;
        let mut list = match list {
            Ok(list) => list,
            Err(error) => return Err(failed::unread(&self.session, "read the list of dashboards", &error).await),
        };
        if !list.iter().any(|dashboard| dashboard.url_path == DEFAULT_DASHBOARD) {
            list.insert(0, listed::default_dashboard());
        }
        Ok(list)
    }

    /// Reads a dashboard as text, and remembers nothing: see [`Self::pulled`].
    ///
    /// # Errors
    /// There is no such dashboard, it holds nothing, or it is a YAML dashboard.
    pub async fn read(&self, url_path: &str) -> ApiResult<Pulled> {
        self.refuse_yaml(url_path).await?;
        let held = self.held(url_path, &mut DashboardPlace::new(&self.session, url_path)).await?;
        let Some(value) = held else {
            return Err(ApiError::new(
                ErrorCode::NotFound,
                format!("Home Assistant has no config for “{url_path}”. It may be empty, or its storage damaged."),
            ));
        };
        let text = text_of(&self.store, &self.dashboard(url_path), &Some(value.clone()), self.dialect()).await?;
        Ok(Pulled { text, value })
    }

    /// Remembers what was read as the base of the next push: of that file, and in general. To be called after
    /// the text is where it belongs: a base that nobody has seen would let a push overwrite what nobody has seen.
    ///
    /// # Errors
    /// The disk did not take it.
    pub async fn pulled(&self, url_path: &str, file: Option<&str>, pulled: &Pulled) -> ApiResult<()> {
        self.remember(url_path, file, &pulled.value, None, Origin::Fetched).await
    }

    /// Saves a dashboard where its base was; with `force`, whatever is there.
    ///
    /// # Errors
    /// Nothing was changed: there is no such dashboard, it can't be saved to, or Home Assistant refused.
    pub async fn push(&self, push: Push) -> Result<Pushed, RemoteError> {
        self.refuse_yaml(&push.url_path).await?;
        let mut place = DashboardPlace::new(&self.session, &push.url_path);
        let mut there = self.held(&push.url_path, &mut place).await?;
        let value = push.value.clone().as_json();
        let value = there.as_ref().map_or_else(|| value.clone(), |there| value.with_numbers_of(there));
        let known = match push.base.clone() {
            Some(base) => Some(base),
            None => self.store.base(self.dashboard(&push.url_path).key(), push.file.clone()).await?,
        };
        if there.as_ref() == Some(&value) {
            self.remember(&push.url_path, push.file.as_deref(), &value, Some(&push.text), Origin::Fetched).await?;
            return Ok(Pushed::Saved { sent: false, overwrote: false, since: None });
        }
        if push.merge && there != known {
            return self.push_merged(&mut place, &push, known, there, value).await;
        }
        if !push.force {
            if there != known {
                self.keep(&push.url_path, &there, Origin::SavedByOthers).await?;
                return Ok(changed(known, there));
            }
            return match self.save(&mut place, &push, &there, &value, Origin::Fetched).await? {
                Saved::Done { sent, since } => Ok(Pushed::Saved { sent, overwrote: false, since }),
                Saved::Changed(theirs) if push.merge => self.push_merged(&mut place, &push, known, theirs, value).await,
                Saved::Changed(theirs) => Ok(changed(known, theirs)),
                Saved::Unknown { token_ended } => Ok(Pushed::Unknown { token_ended }),
            };
        }
        for _ in 0..FORCE_ROUNDS {
            let overwrote = there.is_some() && there != known;
            let origin = if overwrote { Origin::Displaced } else { Origin::Fetched };
            match self.save(&mut place, &push, &there, &value, origin).await? {
                Saved::Done { sent, since } => return Ok(Pushed::Saved { sent, overwrote, since }),
                Saved::Changed(theirs) => there = theirs,
                Saved::Unknown { token_ended } => return Ok(Pushed::Unknown { token_ended }),
            }
        }
        Ok(changed(known, there))
    }

    /// Saves what somebody else changed together with the caller's changes, where both fit together.
    async fn push_merged(
        &self,
        place: &mut DashboardPlace<'_>,
        push: &Push,
        known: Held,
        mut there: Held,
        value: Value,
    ) -> Result<Pushed, RemoteError> {
        for _ in 0..FORCE_ROUNDS {
            self.keep(&push.url_path, &there, Origin::SavedByOthers).await?;
            let (Some(base), Some(theirs)) = (&known, &there) else { return Ok(Pushed::Conflicts { conflicts: None }) };
            let merged = merge::merge(base, &value, theirs);
            if !merged.conflicts.is_empty() {
                return Ok(Pushed::Conflicts { conflicts: Some(merged.conflicts) });
            }
            let summary = wording::summary(merged.from_remote.len(), merged.from_local.len(), 0);
            // The file is not changed by this, so what it was made from stays what it was made from: else the next
            // push of it would take their changes back.
            if let (Some(file), None) = (&push.file, &push.base) {
                self.store.pin_base(self.dashboard(&push.url_path).key(), file.clone()).await?;
            }
            let text = carry::carried(&push.text, &merged.value, self.dialect());
            let push = Push {
                url_path: push.url_path.clone(),
                text,
                value: merged.value.clone(),
                base: None,
                file: None,
                force: false,
                merge: true,
            };
            if *theirs == merged.value {
                return Ok(Pushed::Merged { summary });
            }
            match self.save(place, &push, &there, &merged.value, Origin::Fetched).await? {
                Saved::Done { .. } => return Ok(Pushed::Merged { summary }),
                Saved::Changed(theirs) => there = theirs,
                Saved::Unknown { token_ended } => return Ok(Pushed::Unknown { token_ended }),
            }
        }
        Ok(changed(known, there))
    }

    /// The dashboard of the list, unless it is a YAML file.
    pub(super) async fn refuse_yaml(&self, url_path: &str) -> ApiResult<protocol::Dashboard> {
        let list = self.dashboards().await?;
        let found = list.into_iter().find(|dashboard| dashboard.url_path == url_path).ok_or_else(|| {
            ApiError::new(ErrorCode::NotFound, format!("Home Assistant has no dashboard “{url_path}”."))
        })?;
        if listed::is_yaml(&found) {
            return Err(ApiError::new(
                ErrorCode::ReadOnly,
                format!(
                    "“{url_path}” is a YAML file on the computer of Home Assistant, which takes no changes to it and \
                     hands it out with its secrets resolved. Edit the file there."
                ),
            ));
        }
        Ok(found)
    }

    pub(super) async fn held(&self, url_path: &str, place: &mut DashboardPlace<'_>) -> ApiResult<Held> {
        match place.read().await {
            Err(error) if listed::default_without_config(&self.dashboard(url_path), &error) => Ok(None),
            Err(error) => Err(failed::unread(&self.session, "read the dashboard", &error).await),
            Ok(held) => Ok(held),
        }
    }

    /// One save, from the note of it to what is known of its end.
    async fn save(
        &self,
        place: &mut DashboardPlace<'_>,
        push: &Push,
        base: &Held,
        value: &Value,
        origin: Origin,
    ) -> Result<Saved, RemoteError> {
        let base_version = self.keep(&push.url_path, base, origin).await?;
        let intention = Intention {
            dashboard: self.dashboard(&push.url_path),
            base: base.clone(),
            base_version,
            value: value.clone(),
            text: push.text.clone(),
            progress: None,
        };
        let intent = self.store.begin(intention).await?;
        let dashboard = self.dashboard(&push.url_path);
        let mut journal =
            Displaced { store: &self.store, dashboard: &dashboard, ha_version: self.ha_version(), intent };
        let mut outcome = match swap::save(place, &mut journal, base, value, &|_, _| None).await {
            Ok(outcome) => Settled::Outcome(outcome),
            Err(failure) => {
                self.store.finish(intent, Ending::Failed).await?;
                return Err(match failure {
                    Failure::Journal(error) => error.into(),
                    // The save itself did not go out: a lost answer to it would be an outcome.
                    Failure::Command(error) => failed::unread(&self.session, "save the dashboard", &error).await.into(),
                });
            }
        };
        for _ in 0..SETTLE_TRIES {
            let Settled::Outcome(Outcome::Unknown { progress }) = &outcome else { break };
            if self.session.connected().is_none() {
                if self.is_token_refused() {
                    break;
                }
                self.session.retry_now();
                tokio::time::sleep(SETTLE_PAUSE).await;
                continue;
            }
            let progress = progress.clone();
            match swap::settle(place, &mut journal, base, value, progress).await {
                Ok(settled) => outcome = settled,
                Err(failure) => {
                    tracing::info!(error = %in_words(failure), "a save is not settled yet");
                    tokio::time::sleep(SETTLE_PAUSE).await;
                }
            }
        }
        match outcome {
            Settled::Outcome(Outcome::Saved { sent, .. }) => {
                let origin = if sent { Origin::SavedByUs } else { Origin::Fetched };
                self.remember(&push.url_path, push.file.as_deref(), value, Some(&push.text), origin).await?;
                self.store.finish(intent, Ending::Saved).await?;
                let since = if sent { self.since(place, &push.url_path, value).await? } else { None };
                Ok(Saved::Done { sent, since })
            }
            Settled::Outcome(Outcome::Changed { theirs, put_back }) => {
                let origin = if put_back { Origin::PutBack } else { Origin::SavedByOthers };
                self.keep(&push.url_path, &theirs, origin).await?;
                self.store.finish(intent, Ending::ChangedOnServer).await?;
                Ok(Saved::Changed(theirs))
            }
            Settled::Outcome(Outcome::Rejected(rejection)) => {
                self.store.finish(intent, Ending::Rejected).await?;
                Err(failures::command("save the dashboard", &CommandError::Rejected(rejection)).into())
            }
            // The note of the save stays open: it tells what was tried.
            Settled::Outcome(Outcome::Unknown { .. }) => Ok(Saved::Unknown { token_ended: self.is_token_refused() }),
            Settled::NeverArrived => {
                self.store.finish(intent, Ending::NotReceived).await?;
                Err(ApiError::new(
                    ErrorCode::NotConnected,
                    "The connection broke before Home Assistant received the dashboard. Nothing was changed.",
                )
                .into())
            }
        }
    }

    /// Reads back what was saved and says what is different; none when it can't be read, which changes nothing.
    async fn since(
        &self,
        place: &mut DashboardPlace<'_>,
        url_path: &str,
        value: &Value,
    ) -> ApiResult<Option<Vec<String>>> {
        match swap::read_back(place, value).await {
            Ok(None) => Ok(None),
            Ok(Some(theirs)) => {
                self.keep(url_path, &theirs, Origin::SavedByOthers).await?;
                Ok(Some(sentences(Some(value.clone()), &theirs)))
            }
            Err(error) => {
                tracing::info!(%error, "a saved dashboard could not be read back");
                Ok(None)
            }
        }
    }

    /// Keeps a version as the base of the next push, and the text for its comments.
    async fn remember(
        &self,
        url_path: &str,
        file: Option<&str>,
        value: &Value,
        text: Option<&str>,
        origin: Origin,
    ) -> ApiResult<()> {
        let held = Some(value.clone());
        let kept = Kept { text: text.map(str::to_owned), ..self.kept(url_path, &held, origin) };
        let version = self.store.record(kept).await?;
        self.store.set_base(self.dashboard(url_path).key(), file.map(str::to_owned), version).await?;
        if let Some(text) = text {
            self.store.put_local_text(self.dashboard(url_path).key(), text.to_owned(), value).await?;
        }
        Ok(())
    }

    pub(super) async fn keep(&self, url_path: &str, held: &Held, origin: Origin) -> ApiResult<Option<i64>> {
        match held {
            Some(_) => self.store.record(self.kept(url_path, held, origin)).await.map(Some),
            None => Ok(None),
        }
    }

    pub(super) fn kept(&self, url_path: &str, held: &Held, origin: Origin) -> Kept {
        let (key, ha_version) = (self.dashboard(url_path).key(), self.ha_version());
        Kept { key, origin, held: held.clone(), text: None, ha_version, settings: None }
    }

    /// Whether the session has found out that the token ended.
    fn is_token_refused(&self) -> bool {
        matches!(*self.session.state().borrow(), ConnectionState::TokenRefused { .. })
    }

    fn dashboard(&self, url_path: &str) -> DashboardId {
        DashboardId::new(&self.id, url_path)
    }

    fn ha_version(&self) -> Option<String> {
        self.session.connected().map(|connected| connected.ha_version)
    }
}

/// How one save ended that was not refused.
enum Saved {
    Done { sent: bool, since: Option<Vec<String>> },
    Changed(Held),
    Unknown { token_ended: bool },
}

fn changed(base: Held, theirs: Held) -> Pushed {
    Pushed::ChangedOnServer { changes: base.map(|base| sentences(Some(base), &theirs)) }
}

/// What is different in `new`, in as many sentences as anybody reads.
fn sentences(old: Held, new: &Held) -> Vec<String> {
    let (mut sentences, all) = carry::sentences(&old, new);
    let more = usize::try_from(all).unwrap_or_default().saturating_sub(sentences.len());
    if more > 0 {
        sentences.push(format!("… and {more} more"));
    }
    sentences
}

fn in_words(failure: Failure) -> ApiError {
    match failure {
        Failure::Journal(error) => error,
        Failure::Command(error) => failures::command("save the dashboard", &error),
    }
}
