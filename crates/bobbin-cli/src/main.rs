//! The command `bobbin`: Bobbin's use cases without a window, for scripts and git.
//!
//! The contract is stable: standard output is data, standard error is words, and the exit code ([`exit`]) is
//! one of a closed set. Decides nothing about documents or Home Assistant: that is `bobbin-core` and
//! `bobbin_app::script`. Never shows a token, except that of the demo home, which guards nothing.

mod arguments;
mod connecting;
mod demo;
mod documents;
mod exit;
mod history;
mod home;
mod include;
mod input;
mod output;

use std::panic::{self, AssertUnwindSafe};
use std::process::ExitCode;

use bobbin_app::terminal;
use clap::Parser as _;
use clap::error::ContextValue;
use tracing_subscriber::EnvFilter;

use crate::arguments::{Arguments, History, Task};
use crate::exit::{Exit, Failure};

fn main() -> ExitCode {
    terminal::escape_panics();
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        // Help and version are answers; everything else is a wrong call.
        Err(error) if error.use_stderr() => return refuse(error).into(),
        Err(answer) => return if answer.print().is_ok() { Exit::Done } else { Exit::Usage }.into(),
    };
    log();
    finish(|| run(arguments)).into()
}

/// Runs a task to its exit code, and reports a failure.
fn finish(task: impl FnOnce() -> Result<Exit, Failure>) -> Exit {
    // The panic hook has reported it.
    let ran = panic::catch_unwind(AssertUnwindSafe(task)).unwrap_or(Ok(Exit::Internal));
    ran.unwrap_or_else(|failure| {
        for line in &failure.lines {
            output::words(line);
        }
        failure.exit
    })
}

/// Reports a wrong call. The words are clap's, which quotes arguments unescaped.
fn refuse(mut error: clap::Error) -> Exit {
    let quoted: Vec<_> = error.context().map(|(kind, value)| (kind, value.clone())).collect();
    for (kind, value) in quoted {
        let line = |raw: &String| terminal::line(raw).into_owned();
        let escaped = match value {
            ContextValue::String(raw) => ContextValue::String(line(&raw)),
            ContextValue::Strings(raw) => ContextValue::Strings(raw.iter().map(line).collect()),
            other => other,
        };
        error.insert(kind, escaped);
    }
    for line in error.render().to_string().lines() {
        output::words(line);
    }
    Exit::Usage
}

/// Logs what BOBBIN_LOG asks for to standard error.
fn log() {
    let wanted = std::env::var("BOBBIN_LOG").unwrap_or_default();
    let filter = EnvFilter::try_new(if wanted.is_empty() { "error" } else { &wanted });
    let filter = filter.unwrap_or_else(|error| {
        output::words(&format!("BOBBIN_LOG can't be used: {error}"));
        EnvFilter::new("error")
    });
    tracing_subscriber::fmt()
        .with_ansi(false)
        .with_writer(|| terminal::Escaping(std::io::stderr()))
        .with_env_filter(filter)
        .init();
}

fn run(arguments: Arguments) -> Result<Exit, Failure> {
    let Arguments { connection, task } = arguments;
    connecting::check(&connection)?;
    match task {
        Task::Yaml(task) => documents::yaml(&task),
        Task::Edit { file, ops, output, reading } => documents::edit(&file, &ops, output.as_deref(), &reading),
        Task::Merge { base, local, remote, output, json } => {
            documents::merge(&base, &local, &remote, output.as_deref(), json)
        }
        task => {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            let runtime = runtime.map_err(|error| Failure::new(Exit::Internal, format!("can't start: {error}")))?;
            runtime.block_on(async {
                match task {
                    Task::Demo { port } => demo::serve(port).await,
                    Task::History(task) => history::run(&connection, task).await,
                    Task::Show(task) => history::run(&connection, History::Show(task)).await,
                    Task::Restore(task) => history::run(&connection, History::Restore(task)).await,
                    task => home::run(&connection, task).await,
                }
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_has_an_exit_code_of_the_contract() {
        assert_eq!(finish(|| panic!("a fault of Bobbin's")), Exit::Internal);
    }
}
