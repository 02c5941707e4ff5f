//! The history of this computer, for the command `bobbin`: listed, read and put into drafts without a connection.
//!
//! Must stay true: nothing here talks to Home Assistant or writes to the vault by itself.

use std::collections::HashMap;

use bobbin_core::value::Value;
use bobbin_core::yaml::{self, Dialect};
use bobbin_hass::{Address, protocol};
use bobbin_vault::paths::Folders;
use bobbin_vault::settings::Settings;

use crate::error::{ApiError, ApiResult, ErrorCode};
use crate::history::{self, restoring};
use crate::state::commented_text::text_of;
use crate::state::dashboard_id::DashboardId;
use crate::state::data::{self, Data};
use crate::state::names;
use crate::state::store::Store;

/// Whose history.
pub enum Whose {
    /// That of the Home Assistant at an address.
    Address(String),
    /// That of one of the app's instances, by its name or id.
    Instance(String),
    /// Of whichever has the dashboard.
    Any,
}

/// The history.
pub struct Kept {
    settings: Settings,
    store: Store,
}

/// A version of a dashboard, as a list shows it.
pub struct KeptVersion {
    /// Its number.
    pub id: i64,
    /// When it was seen or made, in milliseconds since 1970.
    pub at: u64,
    /// How it came about: `fetched`, `saved_by_us`, `saved_by_others`, …
    pub origin: &'static str,
    /// Its size as JSON, in bytes.
    pub size: u64,
    /// The version of Home Assistant then.
    pub ha_version: Option<String>,
    /// The name the user gave it.
    pub name: Option<String>,
    /// Its changes to the version before, the first few, in sentences.
    pub sentences: Vec<String>,
    /// How many changes there are.
    pub changes: u32,
}

/// A version, read.
pub struct ReadVersion {
    dashboard: DashboardId,
    /// The YAML, with its comments where they are kept.
    pub text: String,
    /// The meaning of the text.
    pub value: Option<Value>,
    /// The dashboard's properties, as Home Assistant listed them, a JSON text.
    settings: Option<String>,
}

impl ReadVersion {
    /// The dashboard's path.
    pub fn url_path(&self) -> &str {
        &self.dashboard.url_path
    }

    /// The dashboard's properties, as Home Assistant listed them; none if they were never seen.
    ///
    /// # Errors
    /// They can't be read.
    pub fn properties(&self) -> ApiResult<Option<protocol::Dashboard>> {
        self.settings.as_deref().map(serde_json::from_str).transpose().map_err(|error| {
            ApiError::new(ErrorCode::Storage, "The properties that the dashboard had can't be read.").details(error)
        })
    }
}

impl Kept {
    /// Opens Bobbin's data.
    ///
    /// # Errors
    /// They can't be opened.
    pub async fn open(folders: Folders) -> ApiResult<Self> {
        let Data { settings, store, .. } = data::open(&folders, &[]).await?;
        let settings = settings.get().clone();
        Ok(Self { settings, store })
    }

    /// The versions of a dashboard, the newest first.
    ///
    /// # Errors
    /// Nothing is kept of it, or it is not clear which dashboard is meant.
    pub async fn versions(&self, whose: Whose, url_path: &str) -> ApiResult<Vec<KeptVersion>> {
        let instance = self.instance(whose, url_path).await?;
        let timeline = self.store.versions(DashboardId::new(instance, url_path).key()).await?;
        if timeline.is_empty() {
            return Err(ApiError::new(ErrorCode::NotFound, format!("Nothing is kept of a dashboard “{url_path}”.")));
        }
        let mut read = HashMap::new();
        let mut versions = Vec::with_capacity(timeline.len());
        for summary in &timeline {
            let found = history::changes_of(&self.store, &timeline, summary.id.0, Dialect::Editor, &mut read).await?;
            // A version that was compared with the one before it is not needed any more.
            read.remove(&summary.id.0);
            let sentence =
                |parts: &Vec<crate::api::SentencePart>| parts.iter().map(|part| part.text.as_str()).collect();
            versions.push(KeptVersion {
                id: summary.id.0,
                at: summary.at.0,
                origin: summary.origin.name(),
                size: summary.value_size.unwrap_or_default(),
                ha_version: summary.ha_version.clone(),
                name: summary.name.clone(),
                sentences: found.sentences.iter().map(sentence).collect(),
                changes: found.changes,
            });
        }
        Ok(versions)
    }

    /// Reads a version.
    ///
    /// # Errors
    /// There is none of this number, or it is not of a dashboard.
    pub async fn read(&self, version: i64) -> ApiResult<ReadVersion> {
        let (_, held, text) = self.store.version(version).await.map_err(|error| match error.code {
            ErrorCode::Storage => ApiError { code: ErrorCode::NotFound, ..error },
            _ => error,
        })?;
        let document = self.store.document_of(version).await?;
        let dashboard = DashboardId::of(&names::target(document))
            .ok_or_else(|| ApiError::new(ErrorCode::NotFound, "This version is not one of a dashboard."))?;
        let value = held.or_else(|| yaml::parse(text.as_deref()?, Dialect::Editor).value.map(Value::as_json));
        let text = match (text, &value) {
            (Some(text), _) => text,
            (None, Some(value)) => text_of(&self.store, &dashboard, &Some(value.clone()), Dialect::Editor).await?,
            (None, None) => String::new(),
        };
        let known = self.store.known_dashboards(&dashboard.instance).await?;
        let known = known.into_iter().find(|known| known.url_path == dashboard.url_path);
        Ok(ReadVersion { dashboard, text, value, settings: known.and_then(|known| known.settings) })
    }

    /// Puts a version into the draft of its dashboard, to be looked at and saved in the app.
    ///
    /// # Errors
    /// There is none of this number, or the disk did not take it.
    pub async fn restore(&self, version: i64) -> ApiResult<ReadVersion> {
        let kept = self.read(version).await?;
        restoring::into_draft(&self.store, &kept.dashboard, kept.text.clone()).await?;
        Ok(kept)
    }

    async fn instance(&self, whose: Whose, url_path: &str) -> ApiResult<String> {
        let known = |id: &str, name: &str| {
            let found = self.settings.instances.iter().find(|one| one.id == name || one.name == name);
            found.map_or_else(|| id.to_owned(), |one| one.id.clone())
        };
        match whose {
            Whose::Instance(name) => Ok(known(&name, &name)),
            Whose::Address(url) => {
                let address = Address::parse(url.trim()).map_err(|error| {
                    ApiError::new(
                        ErrorCode::BadAddress,
                        format!("This can't be the address of a Home Assistant: {error}."),
                    )
                })?;
                Ok(super::whom::instance_at(&self.settings, &address)
                    .map_or_else(|| super::whom::id_of(&address), |instance| instance.id.clone()))
            }
            Whose::Any => {
                let mut found = Vec::new();
                for instance in self.store.instances().await? {
                    let dashboards = self.store.known_dashboards(&instance).await?;
                    if dashboards.iter().any(|one| one.url_path == url_path && one.versions > 0) {
                        found.push(instance);
                    }
                }
                match found.as_slice() {
                    [one] => Ok(one.clone()),
                    [] => {
                        Err(ApiError::new(ErrorCode::NotFound, format!("Nothing is kept of a dashboard “{url_path}”.")))
                    }
                    several => Err(ApiError::new(
                        ErrorCode::BadAddress,
                        format!("Several instances have a “{url_path}”: {}. Say --instance NAME.", several.join(", ")),
                    )),
                }
            }
        }
    }
}
