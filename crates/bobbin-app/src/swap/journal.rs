//! The journal of a save, in the vault.

use bobbin_core::value::Value;
use bobbin_vault::Origin;

use super::Journal;
use crate::error::ApiError;
use crate::state::dashboard_id::DashboardId;
use crate::state::held::Held;
use crate::state::store::{Kept, Store};

/// Keeps displaced versions in the vault, and notes with the intent which one has to be put back.
pub(crate) struct Displaced<'a> {
    pub(crate) store: &'a Store,
    pub(crate) dashboard: &'a DashboardId,
    pub(crate) ha_version: Option<String>,
    pub(crate) intent: i64,
}

impl Journal for Displaced<'_> {
    async fn displaced(&mut self, value: &Value) -> Result<(), ApiError> {
        let held: Held = Some(value.clone());
        let kept = Kept {
            key: self.dashboard.key(),
            origin: Origin::Displaced,
            held,
            text: None,
            ha_version: self.ha_version.clone(),
            settings: None,
        };
        self.store.displaced(self.intent, kept).await.map(drop)
    }

    async fn merging(&mut self, value: &Value) -> Result<(), ApiError> {
        self.store.merging(self.intent, value).await
    }
}
