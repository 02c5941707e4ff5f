//! The command `bobbin`: Bobbin's use cases without a window, for scripts and git.
//!
//! The contract is stable: standard output is data, standard error is words, and the exit code ([`exit`]) is
//! one of a closed set. Decides nothing about documents or Home Assistant: that is `bobbin-core` and
//! `bobbin_app::script`. Never shows a token, except that of the demo home, which guards nothing.

mod arguments;
mod demo;
mod documents;
mod exit;
mod history;
mod home;
mod include;
mod input;
mod output;

use std::process::ExitCode;

use clap::Parser as _;

use crate::arguments::{Arguments, History, Task};
use crate::exit::{Exit, Failure};

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are answers; everything else is a wrong call.
            let code = if error.use_stderr() { Exit::Usage } else { Exit::Done };
            return if error.print().is_ok() { code.into() } else { Exit::Usage.into() };
        }
    };
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_env_filter(tracing_subscriber::EnvFilter::from_env("BOBBIN_LOG"))
        .init();
    match run(arguments) {
        Ok(exit) => exit.into(),
        Err(failure) => {
            output::words(&failure.words);
            failure.exit.into()
        }
    }
}

fn run(arguments: Arguments) -> Result<Exit, Failure> {
    let Arguments { connection, task } = arguments;
    match task {
        Task::Yaml(task) => documents::yaml(&task),
        Task::Edit { file, ops, output, dialect } => documents::edit(&file, &ops, output.as_deref(), dialect),
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
