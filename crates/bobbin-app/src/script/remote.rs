//! One Home Assistant, used without a window: dashboards and resources for the command `bobbin`.
//!
//! Decides the meaning of a script's pull and push: the base that counts, when to overwrite, when to merge, how long to
//! wait for a lost answer, and the outcome that becomes the exit code. The saving itself, the lists and the deletions are those of the window
//! ([`crate::save`], [`crate::home`]). Holds no documents and no drafts, and prints nothing. Must stay true: everything
//! that is overwritten or deleted here is in the vault before; only a forced push overwrites a version that its caller has
//! not seen; nothing of a YAML dashboard is kept or handed out, because Home Assistant answers with its secrets resolved.

use std::time::Duration;

use bobbin_core::merge;
pub use bobbin_core::merge::Conflict;
use bobbin_core::value::Value;
use bobbin_core::yaml::Dialect;
use bobbin_hass::protocol;
use bobbin_hass::{CommandError, ConnectError, ConnectionState};
use bobbin_vault::Origin;
use bobbin_vault::paths::Folders;

use crate::conflict::wording;
use crate::error::{ApiError, ApiResult, ErrorCode};
use crate::failures::HomeError;
use crate::home::{dashboards, looking};
use crate::save::sending::{self, Ended};
use crate::save::{base, leftovers};
use crate::state::carry;
use crate::state::commented_text::text_of;
use crate::state::dashboard_id::DashboardId;
use crate::state::data::{self, Data};
use crate::state::held::Held;
use crate::state::home::Home;
use crate::state::intention::{Asked, Asker, Intention};
use crate::state::listed;
use crate::state::store::Store;
use crate::{TokenStore, failures};

use super::failed::{self, ConnectFailure, RemoteError};
use super::whom::{Whom, choose};

/// How often a lost answer is looked for, and how long between: some seconds in all.
const SETTLE_TRIES: usize = 10;
const SETTLE_PAUSE: Duration = Duration::from_millis(500);

/// How often a forced push starts again because somebody saved in between.
const FORCE_ROUNDS: usize = 5;

/// A Home Assistant that answers.
pub struct Remote {
    pub(super) home: Home,
    pub(super) store: Store,
}

/// A dashboard as text.
pub struct Pulled {
    /// The YAML, with the comments that are known.
    pub text: String,
    /// The meaning of the text.
    pub value: Value,
}

/// What to save.
pub struct Push {
    /// The dashboard.
    pub url_path: String,
    /// The text, kept for its comments.
    pub text: String,
    /// The meaning of the text.
    pub value: Value,
    /// The base of the text, where the caller knows better than the vault.
    pub base: Option<Value>,
    /// The full path of the text's file, under which a base may be remembered.
    pub file: Option<String>,
    /// Whether to overwrite any version.
    pub force: bool,
    /// Whether to merge with the present version, where both fit together.
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
        /// The differences in Home Assistant since, in sentences; none when it holds the pushed value, as a rule.
        since: Option<Vec<String>>,
    },
    /// Somebody else's version is there, and nothing of it is lost.
    ChangedOnServer {
        /// Their changes since the base, in sentences; none without a base.
        changes: Option<Vec<String>>,
    },
    /// Home Assistant has the value merged with a version that somebody else had saved. The file is unchanged, and so is its
    /// base: pushed again, it is merged again.
    Merged {
        /// In one sentence: “3 of their changes merged with 5 of yours”.
        summary: String,
    },
    /// Both sides changed the same, and nothing was sent.
    Conflicts {
        /// The conflicts; none when the base of the file is not known.
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
        let home = Home::connect(id, options);
        let session = &home.session;
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
        Ok(Self { home, store })
    }

    /// Ends the connection.
    pub async fn close(self) {
        self.home.session.stop().await;
    }

    /// The dialect of this Home Assistant's own editor.
    pub fn dialect(&self) -> Dialect {
        self.home.dialect()
    }

    /// All dashboards, the default one included.
    ///
    /// # Errors
    /// Home Assistant does not answer.
    pub async fn dashboards(&self) -> ApiResult<Vec<protocol::Dashboard>> {
        match dashboards::read_list(&self.store, &self.home).await {
            Ok(list) => Ok(list),
            Err(error) => Err(self.unread(error).await),
        }
    }

    /// Reads a dashboard as text, and remembers nothing: see [`Self::pulled`].
    ///
    /// # Errors
    /// There is no such dashboard, it holds nothing, or it is a YAML dashboard.
    pub async fn read(&self, url_path: &str) -> ApiResult<Pulled> {
        self.refuse_yaml(url_path).await?;
        let dashboard = self.dashboard(url_path);
        let Some(value) = self.held(&dashboard).await? else {
            return Err(ApiError::new(
                ErrorCode::NotFound,
                format!("Home Assistant has no config for “{url_path}”. It may be empty, or its storage damaged."),
            ));
        };
        let text = text_of(&self.store, &dashboard, &Some(value.clone()), self.dialect()).await?;
        Ok(Pulled { text, value })
    }

    /// Remembers a pulled value as the base of the next push: of that file, and in general. To be called after the text
    /// is where it belongs: a base that nobody has seen would let a push overwrite a version that nobody has seen.
    ///
    /// # Errors
    /// The disk did not take it.
    pub async fn pulled(&self, url_path: &str, file: Option<&str>, pulled: &Pulled) -> ApiResult<()> {
        let (dashboard, file) = (self.dashboard(url_path), file.map(str::to_owned));
        base::pulled(&self.store, &self.home, &dashboard, file, &pulled.value).await
    }

    /// Saves a dashboard where its base was; with `force`, over any version. Settles first the saves that earlier runs of
    /// the command left open.
    ///
    /// # Errors
    /// Nothing was changed: there is no such dashboard, it can't be saved to, or Home Assistant refused.
    pub async fn push(&self, push: Push) -> Result<Pushed, RemoteError> {
        self.refuse_yaml(&push.url_path).await?;
        let _among_runs = leftovers::settle_and_share(&self.store, &self.home).await?;
        let dashboard = self.dashboard(&push.url_path);
        let there = self.held(&dashboard).await?;
        let value = push.value.clone().as_json();
        let value = there.as_ref().map_or_else(|| value.clone(), |there| value.with_numbers_of(there));
        let known = match push.base.clone() {
            Some(base) => Some(base),
            None => base::of(&self.store, &dashboard, push.file.clone()).await?,
        };
        let asked = Asked { by: Asker::Command, file: push.file.clone(), restores: false };
        let text = push.text.clone();
        let intention = Intention { dashboard, base: None, base_version: None, value, text, asked, progress: None };
        if there.as_ref() == Some(&intention.value) {
            sending::remember(&self.store, self.home.ha_version(), &intention, false).await?;
            return Ok(Pushed::Saved { sent: false, overwrote: false, since: None });
        }
        if push.merge && there != known {
            return self.push_merged(&push, intention, known, there).await;
        }
        if push.force {
            return self.push_over(intention, known, there).await;
        }
        if there != known {
            self.seen(&intention.dashboard, &there).await?;
            return Ok(changed(known, there));
        }
        match self.send_over(intention.clone(), there, true).await? {
            Sent::Changed(theirs) if push.merge => self.push_merged(&push, intention, known, theirs).await,
            Sent::Changed(theirs) => Ok(changed(known, theirs)),
            Sent::Done(pushed) => Ok(pushed),
        }
    }

    /// Saves over any version, again if somebody saves meanwhile.
    async fn push_over(&self, intention: Intention, known: Held, mut there: Held) -> Result<Pushed, RemoteError> {
        for _ in 0..FORCE_ROUNDS {
            let unseen = there.is_some() && there != known;
            match self.send_over(intention.clone(), there, !unseen).await? {
                Sent::Changed(theirs) => there = theirs,
                Sent::Done(Pushed::Saved { sent, since, .. }) => {
                    return Ok(Pushed::Saved { sent, overwrote: unseen, since });
                }
                Sent::Done(pushed) => return Ok(pushed),
            }
        }
        Ok(changed(known, there))
    }

    /// Saves the changes that somebody else made together with the caller's, where both fit together.
    async fn push_merged(
        &self,
        push: &Push,
        intention: Intention,
        known: Held,
        mut there: Held,
    ) -> Result<Pushed, RemoteError> {
        for _ in 0..FORCE_ROUNDS {
            self.seen(&intention.dashboard, &there).await?;
            let (Some(base), Some(theirs)) = (&known, &there) else { return Ok(Pushed::Conflicts { conflicts: None }) };
            let merged = merge::merge(base, &intention.value, theirs);
            if !merged.conflicts.is_empty() {
                return Ok(Pushed::Conflicts { conflicts: Some(merged.conflicts) });
            }
            let summary = wording::summary(merged.from_remote.len(), merged.from_local.len(), 0);
            // The file is not changed by this, so its base stays, too: else the next push of it would take their changes
            // back.
            if let (Some(file), None) = (&push.file, &push.base) {
                base::pin(&self.store, &intention.dashboard, file.clone()).await?;
            }
            if *theirs == merged.value {
                return Ok(Pushed::Merged { summary });
            }
            let text = carry::carried(&push.text, &merged.value, self.dialect());
            let asked = Asked { file: None, ..intention.asked.clone() };
            let both = Intention { value: merged.value, text, asked, ..intention.clone() };
            match self.send_over(both, there, true).await? {
                Sent::Changed(theirs) => there = theirs,
                Sent::Done(Pushed::Saved { .. }) => return Ok(Pushed::Merged { summary }),
                Sent::Done(pushed) => return Ok(pushed),
            }
        }
        Ok(changed(known, there))
    }

    /// One save over a version that the dashboard holds, with some seconds of patience for a lost answer.
    async fn send_over(&self, intention: Intention, there: Held, is_known: bool) -> Result<Sent, RemoteError> {
        let (mut ended, mut intention) =
            match sending::send_over(&self.store, &self.home, intention, there, is_known).await {
                Ok(sent) => sent,
                Err(error) => return Err(self.undone(error).await),
            };
        for _ in 0..SETTLE_TRIES {
            let Ended::Unknown { intent, progress } = &ended else { break };
            if self.home.session.connected().is_none() {
                if self.is_token_refused() {
                    break;
                }
                self.home.session.retry_now();
                tokio::time::sleep(SETTLE_PAUSE).await;
                continue;
            }
            intention.progress.clone_from(progress);
            match sending::settle(&self.store, &self.home, *intent, &intention).await {
                Ok(settled) => ended = settled,
                Err(error) => {
                    tracing::info!(error = %ApiError::from(error), "a save is not settled yet");
                    tokio::time::sleep(SETTLE_PAUSE).await;
                }
            }
        }
        match ended {
            Ended::Saved { note, sent, .. } => {
                note.close(&self.store).await?;
                let since = if sent { self.since(&intention).await? } else { None };
                Ok(Sent::Done(Pushed::Saved { sent, overwrote: false, since }))
            }
            // Nothing is joined without being asked for, but a note says how it ends.
            Ended::Merged { note, .. } => {
                note.close(&self.store).await?;
                Ok(Sent::Done(Pushed::Saved { sent: true, overwrote: false, since: None }))
            }
            Ended::Changed { theirs, .. } => Ok(Sent::Changed(theirs.held)),
            Ended::Rejected(rejection) => {
                Err(failures::command("save the dashboard", &CommandError::Rejected(rejection)).into())
            }
            // The note of the save stays open: a later run settles it.
            Ended::Unknown { .. } => Ok(Sent::Done(Pushed::Unknown { token_ended: self.is_token_refused() })),
            Ended::NotReceived => Err(ApiError::new(
                ErrorCode::NotConnected,
                "The connection broke before Home Assistant received the dashboard. Nothing was changed.",
            )
            .into()),
        }
    }

    /// Reads back a saved value and lists the differences; none when it can't be read, which changes nothing.
    async fn since(&self, intention: &Intention) -> ApiResult<Option<Vec<String>>> {
        let Some(back) = sending::read_back(&self.store, &self.home, intention).await else { return Ok(None) };
        back.kept?;
        Ok(Some(sentences(Some(intention.value.clone()), &back.held)))
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

    /// The content of a dashboard.
    pub(super) async fn held(&self, dashboard: &DashboardId) -> ApiResult<Held> {
        match looking::read(&self.home, dashboard).await {
            Ok(held) => Ok(held),
            Err(error) => Err(self.unread(error).await),
        }
    }

    /// Keeps a version that somebody else saved.
    async fn seen(&self, dashboard: &DashboardId, theirs: &Held) -> ApiResult<()> {
        looking::keep(&self.store, &self.home, dashboard, theirs, Origin::SavedByOthers).await.map(drop)
    }

    pub(super) async fn unread(&self, error: HomeError) -> ApiError {
        failed::unread(&self.home.session, error).await
    }

    pub(super) async fn undone(&self, error: HomeError) -> RemoteError {
        failed::undone(&self.home.session, error).await
    }

    /// Whether the session has found out that the token ended.
    fn is_token_refused(&self) -> bool {
        matches!(*self.home.session.state().borrow(), ConnectionState::TokenRefused { .. })
    }

    pub(super) fn dashboard(&self, url_path: &str) -> DashboardId {
        DashboardId::new(&self.home.id, url_path)
    }
}

/// How one save ended that was not refused.
enum Sent {
    /// There is nothing more to do.
    Done(Pushed),
    /// Somebody saved meanwhile.
    Changed(Held),
}

fn changed(base: Held, theirs: Held) -> Pushed {
    Pushed::ChangedOnServer { changes: base.map(|base| sentences(Some(base), &theirs)) }
}

/// The differences of `new` from `old`, in as many sentences as anybody reads.
fn sentences(old: Held, new: &Held) -> Vec<String> {
    let (mut sentences, all) = carry::sentences(&old, new);
    let more = (all as usize).saturating_sub(sentences.len());
    if more > 0 {
        sentences.push(format!("… and {more} more"));
    }
    sentences
}
