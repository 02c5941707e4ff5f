//! The text of a dashboard with the comments that this computer keeps for it.

use bobbin_core::value::Value;
use bobbin_core::yaml::{self, Dialect, EmitStyle};
use bobbin_vault::DocumentKey;

use crate::error::ApiResult;
use crate::state::carry;
use crate::state::store::Store;

/// The text for a value: the text that is kept of the dashboard, with the value carried into it.
pub(crate) async fn text_of(
    store: &Store,
    instance: &str,
    url_path: &str,
    value: &Value,
    dialect: Dialect,
) -> ApiResult<String> {
    let local = store.local_text(DocumentKey::dashboard(instance, url_path)).await?;
    Ok(match local {
        Some(text) => carry::carried(&text, value, dialect),
        None => yaml::emit(value, &EmitStyle::default()),
    })
}
