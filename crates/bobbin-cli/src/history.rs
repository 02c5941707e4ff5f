//! `bobbin history`: versions on this computer, listed, shown, and made the present ones again.
//!
//! Only `restore --push` talks to Home Assistant. A version that it overwrites is kept like every other one.

use bobbin_app::Folders;
use bobbin_app::script::{History as Kept, KeptVersion, Push, Pushed, ReadVersion, Remote, Whose};
use bobbin_vault::files::Encoding;
use jiff::Timestamp;
use serde_json::json;

use crate::arguments::{Connection, History, Restore, Show};
use crate::exit::{Exit, Failure};
use crate::{connecting, output};

/// Runs one of these commands.
pub(crate) async fn run(connection: &Connection, task: History) -> Result<Exit, Failure> {
    let folders = Folders::of_this_computer().map_err(|error| Failure::new(Exit::Internal, error.to_string()))?;
    let kept = Kept::open(folders).await?;
    match task {
        History::Ls { url_path, json } => {
            let whose = match (&connection.url, &connection.instance) {
                (Some(url), _) => Whose::Address(url.clone()),
                (None, Some(name)) => Whose::Instance(name.clone()),
                (None, None) => Whose::Any,
            };
            list(&kept.versions(whose, &url_path).await?, json)?;
        }
        History::Show(Show { number, output }) => {
            let kept = kept.read(number).await?;
            output::text(output.as_deref(), &kept.text, Encoding::Utf8)?;
        }
        History::Restore(Restore { number: version, push: false }) => {
            let kept = kept.restore(version).await?;
            output::words(&format!(
                "version {version} is the draft of “{}” now: open it in Bobbin to look at it and save it",
                kept.url_path()
            ));
        }
        History::Restore(Restore { number: version, push: true }) => {
            let text = kept.read(version).await?;
            drop(kept);
            let remote = connecting::connect(connection).await?;
            let done = push(&remote, version, text).await;
            remote.close().await;
            return done;
        }
    }
    Ok(Exit::Done)
}

/// Saves a version over the present one; makes the dashboard again where it was deleted.
async fn push(remote: &Remote, version: i64, kept: ReadVersion) -> Result<Exit, Failure> {
    let (url_path, properties) = (kept.url_path().to_owned(), kept.properties());
    let ReadVersion { text, value, .. } = kept;
    let Some(value) = value else {
        return Err(Failure::bad_input(format!("version {version} holds no config that could be saved")));
    };
    let there = remote.dashboards().await?.into_iter().any(|dashboard| dashboard.url_path == url_path);
    if !there {
        remote.recreate(&url_path, properties?).await?;
        output::words(&format!("“{url_path}” was deleted, and is made again"));
    }
    let push = Push { url_path, text, value, base: None, file: None, force: true, merge: false };
    match remote.push(push).await? {
        Pushed::Saved { sent: false, .. } => output::words("nothing to do: Home Assistant has this already"),
        Pushed::Saved { overwrote: true, .. } => output::words("saved; what it overwrote is kept in the history"),
        Pushed::Saved { .. } | Pushed::Merged { .. } => output::words("saved"),
        Pushed::ChangedOnServer { .. } | Pushed::Conflicts { .. } => {
            let words = "somebody else keeps saving this dashboard; nothing of theirs is lost, and nothing was sent";
            return Err(Failure::new(Exit::ChangedOnServer, words));
        }
        Pushed::Unknown { token_ended } => {
            let words = "the connection broke before Home Assistant answered: whether it has this is not known";
            return Err(Failure::unknown(words, token_ended));
        }
    }
    Ok(Exit::Done)
}

fn list(versions: &[KeptVersion], json: bool) -> Result<(), Failure> {
    if json {
        let list = versions.iter().map(|version| {
            json!({
                "version": version.id,
                "at": moment(version.at),
                "origin": version.origin,
                "size": version.size,
                "ha_version": version.ha_version,
                "name": version.name,
                "changes": version.changes,
                "sentences": version.sentences,
            })
        });
        return output::json(&list.collect::<Vec<_>>());
    }
    let mut rows = vec![["VERSION", "WHEN", "ORIGIN", "SIZE", "CHANGES"].map(str::to_owned).to_vec()];
    for version in versions {
        let mut changes = version.sentences.first().cloned().unwrap_or_default();
        if version.changes > 1 {
            changes.push_str(&format!(" (and {} more)", version.changes - 1));
        }
        if let Some(name) = &version.name {
            changes = format!("“{name}” {changes}");
        }
        let size = version.size.to_string();
        rows.push(vec![version.id.to_string(), moment(version.at), version.origin.replace('_', " "), size, changes]);
    }
    output::table(&rows)
}

/// Milliseconds since 1970 as `2026-11-21T12:21:34.3Z`.
fn moment(at: u64) -> String {
    i64::try_from(at).ok().and_then(|at| Timestamp::from_millisecond(at).ok()).unwrap_or_default().to_string()
}
