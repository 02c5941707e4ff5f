//! The single Tauri command, which carries all of Bobbin's.

use bobbin_app::App;
use tauri::State;
use tauri::ipc::{InvokeResponseBody, Response};

/// Runs a command of [`bobbin_app::commands`]. The answer is its response, a rejection its `ApiError`.
#[tauri::command]
pub(crate) async fn call(app: State<'_, App>, name: String, request: String) -> Result<Response, serde_json::Value> {
    match bobbin_app::commands::dispatch(&app, &name, &request).await {
        // Passed on as text: parsing a large response to write it again would cost more than the command.
        Ok(answer) => Ok(Response::new(InvokeResponseBody::Json(answer))),
        Err(error) => Err(serde_json::to_value(error).unwrap_or_default()),
    }
}
