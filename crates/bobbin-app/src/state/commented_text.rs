//! The text of a dashboard, with the comments that this computer keeps for it.

use bobbin_core::yaml::{self, Dialect, EmitStyle};

use super::carry;
use super::dashboard_id::DashboardId;
use super::held::Held;
use super::store::Store;
use crate::error::ApiResult;

/// Returns the text of a dashboard's content: the kept text with the content carried into it, or else a generated text.
pub(crate) async fn text_of(
    store: &Store,
    dashboard: &DashboardId,
    held: &Held,
    dialect: Dialect,
) -> ApiResult<String> {
    let Some(value) = held else { return Ok(String::new()) };
    Ok(match store.local_text(dashboard.key()).await? {
        Some(text) => carry::carried(&text, value, dialect),
        None => yaml::emit(value, &EmitStyle::default()),
    })
}
