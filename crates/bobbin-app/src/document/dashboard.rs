//! Opening a dashboard as a document: its draft, its commented text, and its state in Home Assistant.
//!
//! Must stay true: “no config” never counts as proof that there never was a config.

use bobbin_core::yaml::Dialect;

use super::documents::Documents;
use crate::api::LostComments;
use crate::error::{ApiError, ApiResult, ErrorCode};
use crate::home::dashboards::YAML_REASON;
use crate::state::dashboard_id::DashboardId;
use crate::state::draft::Draft;
use crate::state::held::Held;
use crate::state::listed::{is_offline, is_yaml};
use crate::state::open_document::{Base, Found, OpenDocument, Theirs};
use crate::state::opening::Opening;
use crate::state::{carry, commented_text};

const YAML_NOT_KEPT: &str = "It is a YAML file there and comes with its secrets, so Bobbin keeps no copy of it for when \
     there is no connection.";
const READER_REASON: &str = "The user of this token is not an administrator of Home Assistant, and only administrators \
     can save dashboards. You can read, search and compare; to edit, give this instance the token of an administrator.";

impl Documents {
    /// Opens a dashboard with its draft, or else with the kept text and Home Assistant's value carried into it, or else
    /// with a generated text.
    pub(super) async fn open_dashboard(&self, dashboard: &DashboardId) -> ApiResult<OpenDocument> {
        let target = dashboard.target();
        let draft = self.store.draft(&target).await?;
        let known = self.dashboards.known(dashboard).await?;
        let yaml = known.as_ref().is_some_and(is_yaml);
        let seen = match self.looks.look(dashboard).await {
            Ok(seen) => Seen { live: true, gone: false, theirs: seen },
            Err(error) if yaml && is_offline(&error) => return Err(error.hint(YAML_NOT_KEPT)),
            Err(error) => self.seen_before(dashboard, error).await?,
        };
        let is_admin = self.homes.find(&dashboard.instance).and_then(|home| home.is_admin());
        let read_only =
            if yaml { Some(YAML_REASON) } else { is_admin.filter(|is_admin| !is_admin).map(|_| READER_REASON) };
        let dialect = self.homes.dialect(&dashboard.instance);
        let draft = draft.filter(|_| !yaml);
        let (base, lost_comments) = match &draft {
            Some(draft) => (self.base_of(draft).await?, None),
            None => {
                let (text, lost) = self.commented_text(dashboard, &seen.theirs.held, dialect).await?;
                let (held, version) = (seen.theirs.held.clone(), seen.theirs.version);
                (Base { held, text, version, as_of: seen.theirs.at, live: seen.live }, lost)
            }
        };
        let queued = self.store.queued(&dashboard.instance).await?;
        let mut opened = OpenDocument::new(Opening {
            title: known.as_ref().map_or_else(|| dashboard.url_path.clone(), |known| known.title.clone()),
            icon: known.and_then(|known| known.icon),
            read_only: read_only.map(str::to_owned),
            dialect,
            base,
            on_disk: None,
            draft,
            target,
            queued_at: queued.iter().find(|(.., one)| one.dashboard == *dashboard).map(|(_, at, _)| *at),
            has_local_text: self.store.has_local_text(dashboard.key()).await?,
            lost_comments,
        });
        // The document has no viewers yet, so there is no event to send.
        if seen.gone {
            opened.note(Found::Deleted);
        } else if seen.theirs.held != opened.base().held {
            opened.note(Found::Version(seen.theirs));
        }
        Ok(opened)
    }

    /// Returns the last known content of a dashboard that can't be read now.
    async fn seen_before(&self, dashboard: &DashboardId, error: ApiError) -> ApiResult<Seen> {
        let gone = error.code == ErrorCode::NotFound;
        if !gone && !is_offline(&error) {
            return Err(error);
        }
        match self.store.last_version(dashboard.key()).await? {
            Some((version, at, held)) => {
                Ok(Seen { live: false, gone, theirs: Theirs { held, version: Some(version), at, text: None } })
            }
            None if gone => Err(ApiError::new(
                ErrorCode::NotFound,
                format!("Home Assistant has no dashboard “{}”, and Bobbin has never seen one.", dashboard.url_path),
            )),
            None => {
                Err(error.hint("Bobbin has not seen this dashboard yet, so it can't be opened without a connection."))
            }
        }
    }

    /// The base of a draft on disk.
    async fn base_of(&self, draft: &Draft) -> ApiResult<Base> {
        let (held, as_of) = match draft.base_version {
            Some(version) => {
                let (summary, held, _) = self.store.version(version).await?;
                (held, summary.at.0)
            }
            None => (None, draft.at),
        };
        Ok(Base { held, text: draft.base_text.clone(), version: draft.base_version, as_of, live: false })
    }

    /// Returns the text to open a dashboard with, and the comments of the kept text whose node is gone from the current
    /// value. These are reported once; a version in the history has them.
    async fn commented_text(
        &self,
        dashboard: &DashboardId,
        held: &Held,
        dialect: Dialect,
    ) -> ApiResult<(String, Option<LostComments>)> {
        let key = dashboard.key();
        let local = self.store.local_text(key.clone()).await?;
        let (Some(local), Some(value)) = (local, held) else {
            return Ok((commented_text::text_of(&self.store, dashboard, held, dialect).await?, None));
        };
        let carried = carry::carry(&local, value, dialect);
        if carried.lost.is_empty() {
            return Ok((carried.text, None));
        }
        let version = self.store.keep_text_once(key, local).await?;
        let lost = version.map(|version| LostComments { comments: carried.lost, version: Some(version) });
        Ok((carried.text, lost))
    }
}

/// The state of a dashboard when it was opened.
struct Seen {
    live: bool,
    gone: bool,
    theirs: Theirs,
}
