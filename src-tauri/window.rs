//! The window: opens and closes it, shows its dialogs, and sends it events.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use bobbin_app::api::Event;
use bobbin_app::{BoxFuture, NoPicture, Picture, Shell};
use bobbin_words::shell as words;
use tauri::{AppHandle, Emitter as _, Manager as _, WebviewUrl, WebviewWindow, WebviewWindowBuilder, WindowEvent};
use tauri_plugin_dialog::DialogExt as _;
use tokio::sync::oneshot;

use crate::arguments::{self, Request};
use crate::picture;

/// The label of Bobbin's own window, which the capability names.
const MAIN: &str = "main";
/// The event that carries every [`Event`].
const CHANNEL: &str = "bobbin";

/// The window, as the use cases see it.
pub(crate) struct WindowShell {
    handle: AppHandle,
    /// Counts the windows of previews.
    previews: AtomicU64,
}

impl WindowShell {
    pub(crate) const fn new(handle: AppHandle) -> Self {
        Self { handle, previews: AtomicU64::new(0) }
    }
}

impl Shell for WindowShell {
    fn emit(&self, event: &Event) {
        if let Err(error) = self.handle.emit_to(MAIN, CHANNEL, event) {
            tracing::warn!(%error, "an event did not reach the window");
        }
    }

    fn choose_open(&self) -> BoxFuture<'_, Option<PathBuf>> {
        let dialog = self.handle.dialog().file().set_title(words::open_title()).add_filter("YAML", &["yaml", "yml"]);
        let (chosen, choice) = oneshot::channel();
        dialog.pick_file(move |path| drop(chosen.send(path)));
        Box::pin(async move { choice.await.ok().flatten()?.into_path().ok() })
    }

    fn choose_save(&self, suggested_name: &str) -> BoxFuture<'_, Option<PathBuf>> {
        let dialog = self.handle.dialog().file().set_title(words::save_title());
        let dialog = match Path::new(suggested_name).extension().is_some_and(|extension| extension == "png") {
            true => dialog.add_filter(words::pictures(), &["png"]),
            false => dialog.add_filter("YAML", &["yaml", "yml"]),
        };
        let (chosen, choice) = oneshot::channel();
        dialog.set_file_name(suggested_name).save_file(move |path| drop(chosen.send(path)));
        Box::pin(async move { choice.await.ok().flatten()?.into_path().ok() })
    }

    fn show_preview(&self, title: &str, url: &str) -> BoxFuture<'static, ()> {
        // The address is in the fragment, which no server sees. No capability names these windows, so nothing in them
        // has commands.
        let page = WebviewUrl::App(format!("preview.html#{url}").into());
        let label = format!("preview-{}", self.previews.fetch_add(1, Ordering::Relaxed));
        let (closed, end) = oneshot::channel();
        match WebviewWindowBuilder::new(&self.handle, label, page).title(title).inner_size(1280.0, 800.0).build() {
            Ok(window) => {
                let closed = Mutex::new(Some(closed));
                window.on_window_event(move |event| {
                    if let WindowEvent::Destroyed = event {
                        let mut closed = closed.lock().unwrap_or_else(PoisonError::into_inner);
                        if let Some(closed) = closed.take() {
                            // The caller may have gone.
                            let _heard = closed.send(());
                        }
                    }
                });
            }
            Err(error) => tracing::warn!(%error, "the preview got no window"),
        }
        Box::pin(async move { drop(end.await) })
    }

    fn takes_pictures(&self) -> bool {
        picture::IS_POSSIBLE
    }

    fn picture(&self, url: &str, width: u32, height: u32) -> BoxFuture<'static, Result<Picture, NoPicture>> {
        picture::take(&self.handle, url.to_owned(), width, height)
    }

    fn copy_picture(&self, picture: Picture) -> BoxFuture<'static, Result<(), NoPicture>> {
        picture::copy(&self.handle, picture)
    }

    fn close_window(&self) {
        // Windows with previews close with the window that opened them.
        for (label, window) in self.handle.webview_windows() {
            if label != MAIN
                && let Err(error) = window.destroy()
            {
                tracing::warn!(%error, "a preview's window did not close");
            }
        }
        if let Some(window) = self.handle.get_webview_window(MAIN)
            && let Err(error) = window.destroy()
        {
            tracing::warn!(%error, "the window did not close");
            self.handle.exit(0);
        }
    }
}

/// The origin of Bobbin's own pages. During development they come from the server in `tauri.conf.json`; a released
/// program never trusts that one, since any program may listen there.
pub(crate) fn origin(config: &tauri::Config) -> String {
    let developed = config.build.dev_url.as_ref().filter(|_| tauri::is_dev());
    let shipped = if cfg!(windows) { "http://tauri.localhost" } else { "tauri://localhost" };
    developed.map_or_else(|| shipped.to_owned(), |url| url.origin().ascii_serialization())
}

/// Opens the window. It asks the interface before it closes, so that all typed text is written.
pub(crate) fn open(handle: &AppHandle) -> tauri::Result<()> {
    let window = WebviewWindowBuilder::new(handle, MAIN, WebviewUrl::default())
        .title("Bobbin")
        .inner_size(1360.0, 860.0)
        .min_inner_size(720.0, 480.0)
        .build()?;
    ask_before_closing(&window);
    Ok(())
}

fn ask_before_closing(window: &WebviewWindow) {
    let handle = window.app_handle().clone();
    let asked = std::sync::atomic::AtomicBool::new(false);
    window.on_window_event(move |event| {
        if let WindowEvent::CloseRequested { api, .. } = event {
            // A second request means that the interface does not answer. Drafts are on disk, so the window may close.
            if !asked.swap(true, Ordering::Relaxed) {
                api.prevent_close();
                WindowShell::new(handle.clone()).emit(&Event::CloseRequested);
            }
        }
    });
}

/// A second start: brings the window to the front and opens the files from its command line.
pub(crate) fn hand_over(handle: &AppHandle, words: Vec<String>, folder: &str) {
    if let Some(window) = handle.get_webview_window(MAIN) {
        for raised in [window.unminimize(), window.set_focus()] {
            if let Err(error) = raised {
                tracing::debug!(%error, "the window did not come to the front");
            }
        }
    }
    let words = words.into_iter().skip(1).map(|word| {
        // The second process may run in another folder, which its relative paths start from.
        if word.starts_with('-') { word.into() } else { Path::new(folder).join(word).into_os_string() }
    });
    if let Request::Start(arguments) = arguments::parse(words)
        && !arguments.files.is_empty()
    {
        let paths = arguments.files.iter().map(|path| path.display().to_string()).collect();
        WindowShell::new(handle.clone()).emit(&Event::OpenFiles { paths });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_released_program_trusts_its_own_pages_only() {
        let config: tauri::Config = serde_json::from_str(include_str!("../tauri.conf.json")).expect("a configuration");
        assert!(config.build.dev_url.is_some());
        let expected = match (tauri::is_dev(), cfg!(windows)) {
            (true, _) => "http://localhost:1420",
            (false, true) => "http://tauri.localhost",
            (false, false) => "tauri://localhost",
        };
        assert_eq!(origin(&config), expected);
    }
}
