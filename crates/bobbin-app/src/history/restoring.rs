//! A version put into the draft of its dashboard on disk, without an open document.
//!
//! Must stay true: the draft that it replaces is in the history before.

use bobbin_core::yaml::Dialect;

use crate::clock::now;
use crate::error::ApiResult;
use crate::state::commented_text::text_of;
use crate::state::dashboard_id::DashboardId;
use crate::state::draft::Draft;
use crate::state::store::Store;

/// Makes a text the draft of a dashboard. A draft that was there keeps its base; else the last version seen is the base.
pub(crate) async fn into_draft(store: &Store, dashboard: &DashboardId, text: String) -> ApiResult<()> {
    let target = dashboard.target();
    let before = store.draft(&target).await?;
    let last = store.last_version(dashboard.key()).await?;
    let (base_version, base_text) = match (&before, last) {
        (Some(draft), _) => (draft.base_version, draft.base_text.clone()),
        (None, Some((last, _, held @ Some(_)))) => {
            (Some(last), text_of(store, dashboard, &held, Dialect::Editor).await?)
        }
        (None, _) => (None, String::new()),
    };
    if let Some(draft) = before {
        store.keep_draft(draft).await?;
    }
    let (view_state, merge) = (serde_json::Value::Null, None);
    store.save_draft(Draft { target, text, base_version, base_text, view_state, merge, at: now() }).await
}
