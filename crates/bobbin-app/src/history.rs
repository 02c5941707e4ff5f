//! The history of dashboards: their versions, the changes of each version, and comparisons of any two.
//!
//! `taking_back` undoes changes, `operation` undoes deletions, `keeping` limits the size. Must stay true: deleted
//! dashboards have a history like any other; this module changes nothing in Home Assistant.

pub(crate) mod keeping;
pub(crate) mod operation;
pub(crate) mod restoring;
pub(crate) mod taking_back;

use std::collections::HashMap;
use std::sync::Arc;

use bobbin_core::diff;
use bobbin_core::value::Value;
use bobbin_core::yaml::{self, Dialect};
use bobbin_hass::protocol;
use bobbin_vault::files::{Encoding, Expect};
use bobbin_vault::{DocumentKey, Origin, VersionSummary};

use crate::api::from_core::{self, number};
use crate::api::{
    DashboardRef, HistoryCompare, HistoryDashboard, InstanceRef, Review, Version, VersionChanges, VersionChangesAsk,
    VersionExport, VersionName, VersionRef, VersionText,
};
use crate::conflict::comparing::{self, SideText};
use crate::document::files;
use crate::error::{ApiError, ApiResult, ErrorCode};
use crate::state::carry;
use crate::state::carry::A_FEW;
use crate::state::dashboard_id::DashboardId;
use crate::state::held::Held;
use crate::state::homes::Homes;
use crate::state::store::Store;

/// Lists, reads and compares versions.
pub(crate) struct History {
    homes: Arc<Homes>,
    store: Store,
}

impl History {
    pub(crate) fn new(homes: Arc<Homes>, store: Store) -> Self {
        Self { homes, store }
    }

    pub(crate) async fn history_dashboards(&self, request: InstanceRef) -> ApiResult<Vec<HistoryDashboard>> {
        let known = self.store.known_dashboards(&request.instance).await?;
        Ok(known
            .into_iter()
            .filter(|known| known.versions > 0)
            .map(|known| {
                let settings: Option<protocol::Dashboard> =
                    known.settings.as_deref().and_then(|json| serde_json::from_str(json).ok());
                let title = settings.as_ref().map(|one| one.title.clone()).filter(|title| !title.is_empty());
                HistoryDashboard {
                    title: title.unwrap_or_else(|| known.url_path.clone()),
                    icon: settings.and_then(|one| one.icon),
                    url_path: known.url_path,
                    deleted_at: known.deleted_at.map(|at| at.0),
                    versions: u32::try_from(known.versions).unwrap_or(u32::MAX),
                    last_at: known.last.map(|last| last.at.0),
                }
            })
            .collect())
    }

    pub(crate) async fn history_changes(&self, request: VersionChangesAsk) -> ApiResult<Vec<VersionChanges>> {
        let dashboard = DashboardId::new(request.instance, request.url_path);
        let timeline = self.store.versions(dashboard.key()).await?;
        let dialect = self.homes.dialect(&dashboard.instance);
        let mut read: HashMap<i64, Arc<Content>> = HashMap::new();
        let mut answers = Vec::with_capacity(request.versions.len());
        for version in request.versions {
            answers.push(changes_of(&self.store, &timeline, version, dialect, &mut read).await?);
        }
        Ok(answers)
    }

    pub(crate) async fn history_compare(&self, request: HistoryCompare) -> ApiResult<Review> {
        let new = self.kept_side(request.new, None).await?;
        let old = match request.old {
            Some(old) => self.kept_side(old, Some(&new.text)).await?,
            None => new.empty(),
        };
        let context = request.context.map(|lines| lines as usize);
        tokio::task::spawn_blocking(move || comparing::review(0, old, new, context))
            .await
            .map_err(|error| ApiError::new(ErrorCode::Internal, "The comparison failed.").details(error))
    }

    pub(crate) async fn history_text(&self, request: VersionRef) -> ApiResult<VersionText> {
        let as_written = self.store.version(request.version).await?.2.is_some();
        Ok(VersionText { text: self.kept_side(request.version, None).await?.text, as_written })
    }

    pub(crate) async fn history_name(&self, request: VersionName) -> ApiResult<()> {
        let name = request.name.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
        self.store.name_version(request.version, name).await
    }

    pub(crate) async fn history_export(&self, request: VersionExport) -> ApiResult<()> {
        let side = self.kept_side(request.version, None).await?;
        let path = std::path::absolute(request.path.trim()).unwrap_or_else(|_| request.path.clone().into());
        files::write(path, side.text, Encoding::Utf8, Expect::Anything).await.map(drop)
    }

    pub(crate) async fn dashboard_versions(&self, request: DashboardRef) -> ApiResult<Vec<Version>> {
        let key = DashboardId::from(request).key();
        let versions = self.store.versions(key).await?;
        Ok(versions
            .into_iter()
            .map(|version| Version {
                id: version.id.0,
                at: version.at.0,
                origin: from_core::origin(version.origin),
                ha_version: version.ha_version,
                size: version.value_size.unwrap_or_default(),
                name: version.name,
            })
            .collect())
    }

    /// Reads a version as a side of a comparison. If its text was not kept, its value is carried into another text, so
    /// that the comparison shows comments.
    async fn kept_side(&self, version: i64, like: Option<&str>) -> ApiResult<SideText> {
        let (summary, held, text) = self.store.version(version).await?;
        let key = self.store.document_of(version).await?;
        let dialect = match &key {
            DocumentKey::Dashboard { instance, .. } => self.homes.dialect(instance),
            _ => Dialect::Editor,
        };
        let text = match (text, &held) {
            (Some(text), _) => text,
            (None, Some(value)) => match like {
                Some(like) => carry::carried(like, value, dialect),
                None => match self.store.local_text(key).await? {
                    Some(local) => carry::carried(&local, value, dialect),
                    None => yaml::emit(value, &yaml::EmitStyle::default()),
                },
            },
            (None, None) => String::new(),
        };
        let title = summary.name.clone().unwrap_or_else(|| "A kept version".to_owned());
        Ok(SideText::kept(title, summary.at.0, from_core::origin(summary.origin), text, dialect))
    }
}

/// Reads the value of a version and the text it was written as, if kept. The value of a discarded draft is the meaning
/// of its text.
pub(crate) async fn kept_value(store: &Store, version: i64, dialect: Dialect) -> ApiResult<(Value, Option<String>)> {
    let (_, held, text) = store.version(version).await?;
    let value = held
        .or_else(|| meaning(text.as_deref(), dialect))
        .ok_or_else(|| ApiError::new(ErrorCode::NotFound, "This version holds no config that could be compared."))?;
    Ok((value, text))
}

/// Compares a version with the one before it. `read` caches contents across calls, because each version is compared
/// with two others.
pub(crate) async fn changes_of(
    store: &Store,
    timeline: &[VersionSummary],
    version: i64,
    dialect: Dialect,
    read: &mut HashMap<i64, Arc<Content>>,
) -> ApiResult<VersionChanges> {
    let Some(at) = timeline.iter().position(|one| one.id.0 == version) else {
        return Err(ApiError::new(ErrorCode::NotFound, "This version is not in the history any more."));
    };
    let before = timeline[at + 1..].iter().find(|one| is_state(one)).map(|one| one.id.0);
    let now = content(store, version, dialect, read).await?;
    let then = match before {
        Some(before) => Some(content(store, before, dialect, read).await?),
        None => None,
    };
    tokio::task::spawn_blocking(move || changes(version, before, then.as_deref(), &now))
        .await
        .map_err(|error| ApiError::new(ErrorCode::Internal, "The comparison failed.").details(error))
}

async fn content(
    store: &Store,
    version: i64,
    dialect: Dialect,
    read: &mut HashMap<i64, Arc<Content>>,
) -> ApiResult<Arc<Content>> {
    if let Some(content) = read.get(&version) {
        return Ok(Arc::clone(content));
    }
    let (_, held, text) = store.version(version).await?;
    let held = held.or_else(|| meaning(text.as_deref(), dialect));
    let content = Arc::new(Content { held, text });
    read.insert(version, Arc::clone(&content));
    Ok(content)
}

/// The content of a version.
pub(crate) struct Content {
    held: Held,
    text: Option<String>,
}

/// Whether the dashboard had this version, which is not the case for a discarded draft.
fn is_state(version: &VersionSummary) -> bool {
    version.origin != Origin::DiscardedDraft && version.value_hash.is_some()
}

fn meaning(text: Option<&str>, dialect: Dialect) -> Held {
    yaml::parse(text?, dialect).value.map(Value::as_json)
}

fn changes(version: i64, before: Option<i64>, then: Option<&Content>, now: &Content) -> VersionChanges {
    let (sentences, changes) = match (then.and_then(|then| then.held.as_ref()), &now.held) {
        (Some(then), Some(now)) if then == now => (Vec::new(), 0),
        (Some(then), Some(now)) => {
            let diff = diff::diff(then, now);
            let few = diff.changes.iter().take(A_FEW).map(|change| from_core::parts(&change.sentence)).collect();
            (few, number(diff.changes.len()))
        }
        _ => (Vec::new(), 0),
    };
    let formatting_only =
        before.is_some() && changes == 0 && now.text.is_some() && then.is_some_and(|then| then.text != now.text);
    VersionChanges { version, before, sentences, changes, formatting_only }
}
