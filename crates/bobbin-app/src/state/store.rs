//! The vault for async code: each call runs on a blocking thread, and its errors come in words for the user.

use std::collections::HashSet;
use std::sync::Arc;

use bobbin_core::value::Value;
use bobbin_core::yaml::{self, Dialect, EmitStyle};
use bobbin_vault::{
    DocumentKey, IntentId, KnownDashboard, NewIntent, NewOperation, NewVersion, OperationId, Origin, Parting,
    Retention, Runs, Timestamp, Vault, VersionId, VersionSummary, content_hash,
};

use serde::de::DeserializeOwned;

use super::carry;
use super::dashboard_id::DashboardId;
use super::draft::Draft;
use super::held::Held;
use super::intention::{Ending, Intention, Progress, Step, StepNote};
use super::names::{key, target};
use super::operation::Operation;
use crate::api::{DocumentTarget, DraftInfo};
use crate::clock::now;
use crate::error::{ApiError, ApiResult, ErrorCode};
use crate::failures;

/// The vault.
#[derive(Clone)]
pub(crate) struct Store(Arc<Vault>);

/// A version to keep.
pub(crate) struct Kept {
    pub(crate) key: DocumentKey,
    /// Where it came from.
    pub(crate) origin: Origin,
    pub(crate) held: Held,
    pub(crate) text: Option<String>,
    pub(crate) ha_version: Option<String>,
    pub(crate) settings: Option<String>,
}

impl Store {
    pub(crate) fn new(vault: Vault) -> Self {
        Self(Arc::new(vault))
    }

    async fn run<T: Send + 'static>(
        &self,
        call: impl FnOnce(&Vault) -> bobbin_vault::Result<T> + Send + 'static,
    ) -> ApiResult<T> {
        let vault = Arc::clone(&self.0);
        match tokio::task::spawn_blocking(move || call(&vault)).await {
            Ok(done) => done.map_err(|error| failures::storage(&error)),
            Err(panicked) => {
                Err(ApiError::new(ErrorCode::Internal, "Bobbin's own data could not be reached.").details(panicked))
            }
        }
    }

    pub(crate) async fn record(&self, kept: Kept) -> ApiResult<i64> {
        let json = kept.held.as_ref().map(failures::json).transpose()?;
        self.run(move |vault| {
            let version = NewVersion {
                text: kept.text.as_deref(),
                ha_version: kept.ha_version.as_deref(),
                settings: kept.settings.as_deref(),
                ..NewVersion::of_value(&kept.key, Timestamp(now()), kept.origin, json.as_deref())
            };
            Ok(vault.record_version(&version)?.0)
        })
        .await
    }

    pub(crate) async fn versions(&self, key: DocumentKey) -> ApiResult<Vec<VersionSummary>> {
        self.run(move |vault| vault.versions(&key)).await
    }

    /// Reads a version: its summary, its value, and the text it was written as.
    pub(crate) async fn version(&self, id: i64) -> ApiResult<(VersionSummary, Held, Option<String>)> {
        let version = self.run(move |vault| vault.version(VersionId(id))).await?;
        Ok((version.summary, held(version.value.as_deref())?, version.text))
    }

    pub(crate) async fn last_version(&self, key: DocumentKey) -> ApiResult<Option<(i64, u64, Held)>> {
        let Some((last, at)) = self.last_seen(key).await? else { return Ok(None) };
        let (_, held, _) = self.version(last).await?;
        Ok(Some((last, at, held)))
    }

    /// The newest version of a dashboard and its time. Discarded drafts are left out, because they are texts only.
    pub(crate) async fn last_seen(&self, key: DocumentKey) -> ApiResult<Option<(i64, u64)>> {
        let versions = self.run(move |vault| vault.versions(&key)).await?;
        let last = versions.iter().find(|version| version.origin != Origin::DiscardedDraft);
        Ok(last.map(|last| (last.id.0, last.at.0)))
    }

    /// The document that a version belongs to.
    pub(crate) async fn document_of(&self, id: i64) -> ApiResult<DocumentKey> {
        Ok(self.run(move |vault| vault.version(VersionId(id))).await?.document)
    }

    /// The instances that the vault knows.
    pub(crate) async fn instances(&self) -> ApiResult<Vec<String>> {
        self.run(Vault::instances).await
    }

    /// The dashboards of an instance with kept versions, deleted ones included.
    pub(crate) async fn known_dashboards(&self, instance: &str) -> ApiResult<Vec<KnownDashboard>> {
        let instance = instance.to_owned();
        self.run(move |vault| vault.dashboards(&instance)).await
    }

    /// Notes the dashboards that exist, with their properties if these are kept. All others count as deleted.
    pub(crate) async fn see_dashboards(&self, instance: &str, present: Vec<(String, Option<String>)>) -> ApiResult<()> {
        let instance = instance.to_owned();
        self.run(move |vault| vault.see_dashboards(&instance, &present, Timestamp(now())).map(drop)).await
    }

    pub(crate) async fn name_version(&self, id: i64, name: Option<String>) -> ApiResult<()> {
        self.run(move |vault| vault.name_version(VersionId(id), name.as_deref())).await
    }

    pub(crate) async fn size(&self) -> ApiResult<bobbin_vault::Size> {
        self.run(Vault::size).await
    }

    pub(crate) async fn compact(
        &self,
        at: Timestamp,
        retention: Retention,
        in_use: impl Fn() -> HashSet<VersionId> + Send + 'static,
    ) -> ApiResult<bobbin_vault::Compacted> {
        self.run(move |vault| vault.compact(at, retention, in_use)).await
    }

    pub(crate) async fn put_dashboard_settings(&self, dashboard: DashboardId, settings: String) -> ApiResult<()> {
        self.run(move |vault| vault.set_dashboard_settings(&dashboard.instance, &dashboard.url_path, &settings)).await
    }

    pub(crate) async fn local_text(&self, key: DocumentKey) -> ApiResult<Option<String>> {
        Ok(self.run(move |vault| vault.local_text(&key)).await?.map(|local| local.text))
    }

    /// Whether this computer keeps a commented text of a dashboard.
    pub(crate) async fn has_local_text(&self, key: DocumentKey) -> ApiResult<bool> {
        Ok(self.local_text(key).await?.is_some())
    }

    pub(crate) async fn put_local_text(&self, key: DocumentKey, text: String, value: &Value) -> ApiResult<()> {
        let hash = content_hash(failures::json(value)?.as_bytes());
        self.run(move |vault| vault.set_local_text(&key, &text, hash, Timestamp(now()))).await
    }

    /// The value that a file was last pulled or pushed with; if the file has none, the dashboard's.
    pub(crate) async fn base(&self, key: DocumentKey, file: Option<String>) -> ApiResult<Held> {
        match self.run(move |vault| vault.base(&key, file.as_deref())).await? {
            Some(version) => Ok(self.version(version.0).await?.1),
            None => Ok(None),
        }
    }

    /// Copies the dashboard's pulled or pushed version to a file that has none of its own.
    pub(crate) async fn pin_base(&self, key: DocumentKey, file: String) -> ApiResult<()> {
        self.run(move |vault| match vault.base(&key, Some(&file))? {
            Some(version) => vault.set_base(&key, Some(&file), version, Timestamp(now())),
            None => Ok(()),
        })
        .await
    }

    /// Notes the version that a file was pulled or pushed with, for the file and for the dashboard.
    pub(crate) async fn set_base(&self, key: DocumentKey, file: Option<String>, version: i64) -> ApiResult<()> {
        self.run(move |vault| {
            if let Some(file) = &file {
                vault.set_base(&key, Some(file), VersionId(version), Timestamp(now()))?;
            }
            vault.set_base(&key, None, VersionId(version), Timestamp(now()))
        })
        .await
    }

    pub(crate) async fn draft(&self, target: &DocumentTarget) -> ApiResult<Option<Draft>> {
        let (key, target) = (key(target), target.clone());
        let draft = self.run(move |vault| vault.draft(&key)).await?;
        Ok(draft.map(|draft| Draft {
            target,
            text: draft.text,
            base_version: draft.base.map(|version| version.0),
            base_text: draft.base_text.unwrap_or_default(),
            // A cursor or decisions that can't be read must not keep the text away.
            view_state: readable(draft.view_state.as_deref(), "the view state of a draft").unwrap_or_default(),
            merge: readable(draft.merge_state.as_deref(), "the decisions of a merge"),
            at: draft.updated_at.0,
        }))
    }

    pub(crate) async fn drafts(&self) -> ApiResult<Vec<DraftInfo>> {
        let drafts = self.run(Vault::drafts).await?;
        Ok(drafts
            .into_iter()
            .map(|draft| DraftInfo { target: target(draft.document), at: draft.updated_at.0 })
            .collect())
    }

    pub(crate) async fn save_draft(&self, draft: Draft) -> ApiResult<()> {
        let stored = stored(&draft)?;
        self.run(move |vault| vault.save_draft(&stored)).await
    }

    /// Removes a draft whose text is safe elsewhere.
    pub(crate) async fn remove_draft(&self, target: &DocumentTarget) -> ApiResult<()> {
        let key = key(target);
        self.run(move |vault| vault.remove_draft(&key, Parting::Settled, Timestamp(now())).map(drop)).await
    }

    /// Removes a draft; its text goes to the history.
    pub(crate) async fn discard_draft(&self, draft: Draft) -> ApiResult<()> {
        let stored = stored(&draft)?;
        self.run(move |vault| {
            vault.save_draft(&stored)?;
            vault.remove_draft(&key(&draft.target), Parting::Discarded, Timestamp(now())).map(drop)
        })
        .await
    }

    /// Keeps the text of a draft in the history before another text replaces it.
    pub(crate) async fn keep_draft(&self, draft: Draft) -> ApiResult<i64> {
        self.run(move |vault| {
            let key = key(&draft.target);
            let version = NewVersion {
                text: Some(&draft.text),
                ..NewVersion::of_value(&key, Timestamp(now()), Origin::DiscardedDraft, None)
            };
            Ok(vault.record_version(&version)?.0)
        })
        .await
    }

    /// Keeps a text in the history as a discarded draft. Returns its version, or none if the same text was kept before.
    pub(crate) async fn keep_text_once(&self, key: DocumentKey, text: String) -> ApiResult<Option<i64>> {
        self.run(move |vault| {
            let given_up = |version: &VersionSummary| version.origin == Origin::DiscardedDraft && version.has_text;
            for known in vault.versions(&key)?.into_iter().filter(given_up) {
                if vault.version(known.id)?.text.as_ref() == Some(&text) {
                    return Ok(None);
                }
            }
            let version = NewVersion {
                text: Some(&text),
                ..NewVersion::of_value(&key, Timestamp(now()), Origin::DiscardedDraft, None)
            };
            Ok(Some(vault.record_version(&version)?.0))
        })
        .await
    }

    /// Whether the vault knows an instance with this id.
    pub(crate) fn knows_instance(&self, id: &str) -> bool {
        // If the vault can't be read, the id counts as used: skipping an id costs nothing.
        self.0.instances().map_or(true, |known| known.iter().any(|instance| instance == id))
    }

    pub(crate) async fn put_snapshot(&self, instance: &str, kind: &'static str, json: String) -> ApiResult<()> {
        let instance = instance.to_owned();
        self.run(move |vault| vault.put_snapshot(&instance, kind, &json, Timestamp(now()))).await
    }

    /// What an instance last answered, and when. One that can't be read any more, as after an update of Bobbin, counts
    /// as never seen: the next connection brings another.
    pub(crate) async fn snapshot<T: DeserializeOwned>(
        &self,
        instance: &str,
        kind: &'static str,
    ) -> ApiResult<Option<(T, u64)>> {
        let of = instance.to_owned();
        let Some(snapshot) = self.run(move |vault| vault.snapshot(&of, kind)).await? else { return Ok(None) };
        match serde_json::from_str(&snapshot.json) {
            Ok(seen) => Ok(Some((seen, snapshot.at.0))),
            Err(error) => {
                tracing::warn!(%error, instance, kind, "a kept answer can't be read any more");
                Ok(None)
            }
        }
    }

    /// Notes a save before its first step.
    pub(crate) async fn begin(&self, intention: Intention) -> ApiResult<i64> {
        self.note(SAVE, intention).await
    }

    /// Notes a save that waits for a connection.
    pub(crate) async fn queue(&self, intention: Intention) -> ApiResult<i64> {
        self.note(LATER, intention).await
    }

    async fn note(&self, kind: &'static str, intention: Intention) -> ApiResult<i64> {
        let (value, asked) = (failures::json(&intention.value)?, failures::json(&intention.asked)?);
        self.run(move |vault| {
            let document = intention.dashboard.key();
            let intent = NewIntent {
                document: &document,
                kind,
                at: Timestamp(now()),
                base: intention.base_version.map(VersionId),
                value: Some(&value),
                text: Some(&intention.text),
                data: Some(&asked),
            };
            Ok(vault.intent_begin(&intent)?.0)
        })
        .await
    }

    /// Notes that the next frame of a save has the displaced version merged with ours.
    pub(crate) async fn merging(&self, intent: i64, value: &Value) -> ApiResult<()> {
        let step = failures::json(&StepNote::Merging(value.clone()))?;
        self.run(move |vault| vault.intent_step(IntentId(intent), &step, Timestamp(now()))).await
    }

    /// Keeps a version that a save displaced, and notes with the save that it has to be put back.
    pub(crate) async fn displaced(&self, intent: i64, kept: Kept) -> ApiResult<i64> {
        let json = kept.held.as_ref().map(failures::json).transpose()?;
        self.run(move |vault| {
            let version = NewVersion {
                ha_version: kept.ha_version.as_deref(),
                ..NewVersion::of_value(&kept.key, Timestamp(now()), Origin::Displaced, json.as_deref())
            };
            let step = |id: VersionId| {
                serde_json::to_string(&StepNote::Displaced(id.0)).expect("a word and a number are JSON")
            };
            Ok(vault.intent_version(IntentId(intent), &version, step)?.0)
        })
        .await
    }

    /// Closes the note of a save.
    pub(crate) async fn finish(&self, intent: i64, ending: Ending) -> ApiResult<()> {
        self.run(move |vault| vault.intent_finish(IntentId(intent), ending.name(), Timestamp(now()))).await
    }

    /// The lock of the command's runs, held alone; none while a run is saving.
    pub(crate) async fn alone_among_runs(&self) -> ApiResult<Option<Runs>> {
        self.run(|vault| {
            let runs = vault.runs()?;
            Ok(runs.try_alone()?.then_some(runs))
        })
        .await
    }

    /// The lock of the command's runs, shared with the others. Waits for whoever holds it alone.
    pub(crate) async fn among_runs(&self) -> ApiResult<Runs> {
        self.run(|vault| {
            let runs = vault.runs()?;
            runs.share()?;
            Ok(runs)
        })
        .await
    }

    /// The saves to an instance that are not ended.
    pub(crate) async fn open_intents(&self, instance: &str) -> ApiResult<Vec<(i64, Intention)>> {
        Ok(self.noted(SAVE, instance).await?.into_iter().map(|(intent, _, intention)| (intent, intention)).collect())
    }

    /// The saves to an instance that wait for a connection, with the time each was queued, oldest first.
    pub(crate) async fn queued(&self, instance: &str) -> ApiResult<Vec<(i64, u64, Intention)>> {
        self.noted(LATER, instance).await
    }

    async fn noted(&self, kind: &'static str, instance: &str) -> ApiResult<Vec<(i64, u64, Intention)>> {
        let mut open = Vec::new();
        for intent in self.run(Vault::open_intents).await? {
            let DocumentKey::Dashboard { instance: of, url_path } = intent.document else { continue };
            if of != instance || intent.kind != kind {
                continue;
            }
            let base = match intent.base {
                Some(version) => self.version(version.0).await?.1,
                None => None,
            };
            let Some(value) = held(intent.value.as_deref())? else { continue };
            let dashboard = DashboardId::new(of, url_path);
            let mut steps = Vec::new();
            for step in &intent.steps {
                steps.extend(self.step(step).await?);
            }
            let progress = Progress::of(&value, steps);
            let asked = intent.data.as_deref().map(serde_json::from_str).transpose().map_err(unreadable_note)?;
            let (base_version, asked) = (intent.base.map(|version| version.0), asked.unwrap_or_default());
            let text = match intent.text {
                Some(text) => text,
                // Damage took it; the text that is kept for the dashboard has most of its comments.
                None => match self.local_text(dashboard.key()).await? {
                    Some(text) => carry::carried(&text, &value, Dialect::Editor),
                    None => yaml::emit(&value, &EmitStyle::default()),
                },
            };
            let intention = Intention { dashboard, base, base_version, value, text, asked, progress };
            open.push((intent.id.0, intent.at.0, intention));
        }
        Ok(open)
    }

    /// A step of a save with the version that it refers to; none if that version has no value.
    async fn step(&self, step: &str) -> ApiResult<Option<Step>> {
        Ok(match serde_json::from_str(step).map_err(unreadable_note)? {
            StepNote::Displaced(version) => self.version(version).await?.1.map(Step::Displaced),
            StepNote::Merging(value) => Some(Step::Merging(value)),
        })
    }

    /// Logs an operation that can be undone.
    pub(crate) async fn log(&self, operation: Operation) -> ApiResult<i64> {
        let data = serde_json::to_string(&operation)
            .map_err(|error| ApiError::new(ErrorCode::Internal, "An operation could not be logged.").details(error))?;
        self.run(move |vault| {
            let (instance, kind) = (operation.instance(), operation.kind());
            Ok(vault.record_operation(&NewOperation { instance, at: Timestamp(now()), kind, data: &data })?.0)
        })
        .await
    }

    /// An operation that has not been undone yet.
    pub(crate) async fn operation(&self, id: i64) -> ApiResult<Operation> {
        let operation = self.run(move |vault| vault.operation(OperationId(id))).await?;
        match operation {
            Some(operation) if operation.undone_at.is_none() => {
                serde_json::from_str(&operation.data).map_err(|error| {
                    ApiError::new(ErrorCode::Storage, "The log of operations can't be read.").details(error)
                })
            }
            Some(_) => Err(ApiError::new(ErrorCode::NotFound, "This was undone already.")),
            None => Err(ApiError::new(ErrorCode::NotFound, "This can't be undone any more.")),
        }
    }

    /// The operations on an instance that have not been undone, newest first.
    pub(crate) async fn operations(&self, instance: &str) -> ApiResult<Vec<(i64, u64, Operation)>> {
        let instance = instance.to_owned();
        let logged = self.run(move |vault| vault.operations(&instance, MANY_OPERATIONS)).await?;
        let open = logged.into_iter().filter(|logged| logged.undone_at.is_none());
        // An operation that can't be read can't be undone either.
        Ok(open
            .filter_map(|logged| {
                let operation = serde_json::from_str(&logged.data).inspect_err(|error| {
                    tracing::error!(%error, id = logged.id.0, "an operation of the log can't be read");
                });
                Some((logged.id.0, logged.at.0, operation.ok()?))
            })
            .collect())
    }

    /// Notes that an operation was undone.
    pub(crate) async fn undone(&self, id: i64) -> ApiResult<()> {
        self.run(move |vault| vault.mark_undone(OperationId(id), Timestamp(now()))).await
    }
}

/// The number of operations of an instance to search.
const MANY_OPERATIONS: u32 = 500;

/// The kind of intent for a save.
const SAVE: &str = "save";

/// The kind of intent for a save that waits for a connection.
const LATER: &str = "save_later";

fn stored(draft: &Draft) -> ApiResult<bobbin_vault::Draft> {
    Ok(bobbin_vault::Draft {
        document: key(&draft.target),
        text: draft.text.clone(),
        base: draft.base_version.map(VersionId),
        base_text: Some(draft.base_text.clone()),
        view_state: (!draft.view_state.is_null()).then(|| draft.view_state.to_string()),
        merge_state: draft.merge.as_ref().map(failures::json).transpose()?,
        updated_at: Timestamp(draft.at),
    })
}

/// A kept JSON text, read; none if it can't be, which is logged.
fn readable<T: DeserializeOwned>(json: Option<&str>, what: &str) -> Option<T> {
    match serde_json::from_str(json?) {
        Ok(value) => Some(value),
        Err(error) => {
            tracing::error!(%error, "{what} can't be read");
            None
        }
    }
}

fn unreadable_note(error: serde_json::Error) -> ApiError {
    ApiError::new(ErrorCode::Storage, "The note of an unfinished save can't be read.").details(error)
}

fn held(json: Option<&str>) -> ApiResult<Held> {
    json.map(serde_json::from_str)
        .transpose()
        .map_err(|error| ApiError::new(ErrorCode::Storage, "A kept version can't be read.").details(error))
}
