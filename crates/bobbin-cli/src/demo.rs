//! `bobbin demo`: a demo home until it is stopped.

use bobbin_demo::DemoHome;
use serde_json::json;

use crate::exit::{Exit, Failure};
use crate::output;

/// Serves a demo home, after a line of JSON that says where.
pub(crate) async fn serve(port: u16) -> Result<Exit, Failure> {
    let home = DemoHome::start_on(port)
        .await
        .map_err(|error| Failure::new(Exit::NoConnection, format!("can't serve on port {port}: {error}")))?;
    // Listens for the signal before the address is printed, so that no stop comes too early.
    let stopped =
        stopped().map_err(|error| Failure::new(Exit::Internal, format!("can't wait for a signal: {error}")))?;
    output::json_line(&json!({"url": home.url, "token": home.token}))?;
    stopped.await;
    home.stop().await;
    Ok(Exit::Done)
}

/// The moment somebody stops the command.
#[cfg(unix)]
fn stopped() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// The moment somebody stops the command.
#[cfg(windows)]
fn stopped() -> std::io::Result<impl Future<Output = ()>> {
    let mut interrupt = tokio::signal::windows::ctrl_c()?;
    Ok(async move {
        interrupt.recv().await;
    })
}
