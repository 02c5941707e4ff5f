//! The shell: puts Bobbin's use cases into a window. The only Rust that names tauri.
//!
//! It passes every command of the interface to [`bobbin_app::commands::dispatch`] and every event of the app to the
//! window, offers file dialogs and owns the life of the window. It holds no use case: `bobbin-app` has everything that
//! works without a window.

mod arguments;
mod commands;
mod display;
mod picture;
mod window;

use std::ffi::OsString;
use std::process::ExitCode;
use std::sync::Arc;

use bobbin_app::{App, terminal};
use bobbin_words::shell as words;
use tauri::Manager as _;

use arguments::{Arguments, Request};
use window::WindowShell;

/// Runs Bobbin until its window is closed.
pub fn main(arguments: impl Iterator<Item = OsString>) -> ExitCode {
    terminal::escape_panics();
    let arguments = match arguments::parse(arguments) {
        Request::Start(arguments) => arguments,
        Request::Say(words) => return say(&words, ExitCode::SUCCESS),
        Request::Refuse(words) => return say(&words, ExitCode::from(64)),
    };
    if let Err(words) = display::check() {
        return say(&words, ExitCode::FAILURE);
    }
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_env("BOBBIN_LOG").unwrap_or_else(|_| "warn,bobbin=info".into()),
        )
        .with_ansi(false)
        .with_writer(|| terminal::Escaping(std::io::stderr()))
        .init();
    match run(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => say(&words::not_started(error), ExitCode::FAILURE),
    }
}

fn run(arguments: Arguments) -> tauri::Result<()> {
    let mut builder = tauri::Builder::default();
    // One window for each set of data: a second start hands its files over to the first. A run with its own data
    // (BOBBIN_HOME) is independent. On macOS the system prevents a second start of an app bundle, and the plugin would
    // listen at a socket in a folder that all users share: another user who creates that socket first would receive the
    // names of files, and could keep Bobbin from starting.
    if std::env::var_os("BOBBIN_HOME").is_none() && !cfg!(target_os = "macos") {
        builder = builder.plugin(tauri_plugin_single_instance::init(|handle, arguments, folder| {
            window::hand_over(handle, arguments, &folder);
        }));
    }
    builder
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_window_state::Builder::new().build())
        .invoke_handler(tauri::generate_handler![commands::call])
        .setup(move |tauri_app| {
            let shell = Arc::new(WindowShell::new(tauri_app.handle().clone()));
            let path = tauri_app.path();
            let options = bobbin_app::Options {
                folders: bobbin_app::Folders::of_this_computer()?,
                // The window's state and the webviews' storage. Tauri must not write into any other folder.
                shell_folders: [path.app_config_dir(), path.app_local_data_dir()].into_iter().flatten().collect(),
                tokens: bobbin_app::TokenStore::keyring(),
                open_files: arguments.files.clone(),
                start_demo: arguments.demo,
                window_origins: vec![window::origin(tauri_app.config())],
            };
            let app = tauri::async_runtime::block_on(App::start(options, shell))?;
            tauri_app.manage(app);
            window::open(tauri_app.handle())?;
            Ok(())
        })
        .build(tauri::generate_context!())?
        .run(|handle, event| {
            if let tauri::RunEvent::Exit = event
                && let Some(app) = handle.try_state::<App>()
            {
                tauri::async_runtime::block_on(app.stop());
            }
        });
    Ok(())
}

#[expect(clippy::print_stderr, reason = "the words of a program started from a terminal")]
fn say(words: &str, code: ExitCode) -> ExitCode {
    eprintln!("{}", terminal::text(words));
    code
}
