//! The commands that need a Home Assistant: `ls`, `pull`, `push`, `create`, `rm`, `resources`, and `diff` with `ha:`.

use std::path::Path;

use bobbin_app::script::{Push, Pushed, Remote};
use bobbin_core::value::Value;
use bobbin_core::yaml::Dialect;
use bobbin_hass::protocol::{Dashboard, DashboardMode, Resource, ResourceType};
use bobbin_vault::files::Encoding;

use crate::arguments::{Connection, Format, Kind, Resources, Task};
use crate::exit::{Exit, Failure};
use crate::input::{self, Document, Source};
use crate::{connecting, documents, output};

/// The prefix of a dashboard's path where a file could stand too.
const SCHEME: &str = "ha:";

/// Runs one of these commands.
pub(crate) async fn run(connection: &Connection, task: Task) -> Result<Exit, Failure> {
    // Mistakes that need no connection are reported without one.
    match &task {
        Task::Rm { url_path, yes: false } => {
            let words = format!("deleting “{url_path}” has to be confirmed with --yes; nothing was deleted");
            return Err(Failure::new(Exit::Usage, words));
        }
        Task::Diff { a, b, format } if !a.starts_with(SCHEME) && !b.starts_with(SCHEME) => {
            let dialect = Dialect::default();
            let (old, new) = (Document::read(Path::new(a), dialect)?, Document::read(Path::new(b), dialect)?);
            return documents::compare((a, &old.value), (b, &new.value), *format);
        }
        _ => {}
    }
    let sources = match &task {
        Task::Push { file, base, .. } => Some((Source::read(file)?, base.as_deref().map(Source::read).transpose()?)),
        _ => None,
    };
    let remote = connecting::connect(connection).await?;
    let done = with(&remote, task, sources).await;
    remote.close().await;
    done
}

/// The pushed file and its base.
type Sources = (Source, Option<Source>);

async fn with(remote: &Remote, task: Task, sources: Option<Sources>) -> Result<Exit, Failure> {
    match task {
        Task::Ls { json } => list(&remote.dashboards().await?, json)?,
        Task::Pull { url_path, output } => {
            let pulled = remote.read(&url_path).await?;
            output::text(output.as_deref(), &pulled.text, Encoding::Utf8)?;
            let file = output.as_deref().and_then(input::full_path);
            remote.pulled(&url_path, file.as_deref(), &pulled).await?;
        }
        Task::Push { url_path, force, merge, .. } => {
            let sources = sources.ok_or_else(|| Failure::new(Exit::Internal, "nothing was read to push"))?;
            return push(remote, sources, url_path, (force, merge)).await;
        }
        Task::Create { url_path, title, icon } => {
            remote.create(&url_path, &title, icon.as_deref()).await?;
        }
        Task::Rm { url_path, .. } => remote.delete(&url_path).await?,
        Task::Resources(Resources::Ls { json }) => list_resources(&remote.resources().await?, json)?,
        Task::Resources(Resources::Add { resource_url, kind }) => {
            let kind = match kind {
                Kind::Module => ResourceType::Module,
                Kind::Js => ResourceType::Js,
                Kind::Css => ResourceType::Css,
            };
            let added = remote.add_resource(&resource_url, kind).await?;
            output::name(&added.id.unwrap_or_default())?;
        }
        Task::Resources(Resources::Rm { id }) => remote.remove_resource(&id).await?,
        Task::Diff { a, b, format } => return diff(remote, &a, &b, format).await,
        Task::Yaml(_)
        | Task::Edit { .. }
        | Task::Merge { .. }
        | Task::Demo { .. }
        | Task::History(_)
        | Task::Show(_)
        | Task::Restore(_) => {
            return Err(Failure::new(Exit::Internal, "this command needs no Home Assistant"));
        }
    }
    Ok(Exit::Done)
}

async fn push(
    remote: &Remote,
    sources: Sources,
    url_path: String,
    (force, merge): (bool, bool),
) -> Result<Exit, Failure> {
    let document = Document::of(sources.0, remote.dialect())?;
    let base = sources.1.map(|base| Document::of(base, remote.dialect())).transpose()?;
    let push = Push {
        text: document.text().to_owned(),
        value: document.value.clone(),
        base: base.map(|base| base.value.as_json()),
        file: document.full_path(),
        force,
        merge,
        url_path: url_path.clone(),
    };
    match remote.push(push).await? {
        Pushed::Saved { since: Some(changes), .. } => {
            let words = format!(
                "saved, and then “{url_path}” was changed in Home Assistant: it does not hold what was pushed. Both \
                 versions are in the history."
            );
            return Err(list_changes(Failure::new(Exit::ChangedOnServer, words), &changes));
        }
        Pushed::Saved { sent: false, .. } => output::words("nothing to do: Home Assistant has this already"),
        Pushed::Saved { overwrote: true, .. } => output::words("saved; what it overwrote is kept in the history"),
        Pushed::Saved { .. } => output::words("saved"),
        Pushed::Merged { summary } => {
            output::words(&format!("saved: {summary}. The file is as it was; pull to have theirs in it."));
        }
        Pushed::Conflicts { conflicts } => {
            output::json(&documents::conflicts(conflicts.as_deref().unwrap_or_default()))?;
            let words = match conflicts {
                Some(conflicts) => {
                    for conflict in &conflicts {
                        output::words(&format!("conflict: {}", conflict.sentence));
                    }
                    format!("“{url_path}” and this file changed the same; nothing was sent.")
                }
                None => format!(
                    "“{url_path}” has another config, and this file was never pulled from it, so what changed on \
                     which side is not known; nothing was sent. Say --base FILE."
                ),
            };
            return Err(Failure::new(Exit::ChangedOnServer, words));
        }
        Pushed::ChangedOnServer { changes } => {
            let words = match &changes {
                Some(_) => format!("“{url_path}” was changed in Home Assistant meanwhile; nothing was overwritten."),
                None => format!(
                    "“{url_path}” has another config, and this file was never pulled from it; nothing was overwritten."
                ),
            };
            let failure = Failure::new(Exit::ChangedOnServer, words);
            return Err(list_changes(failure, changes.as_deref().unwrap_or_default())
                .and("Merge with --merge, or overwrite it knowingly with --force."));
        }
        Pushed::Unknown { token_ended } => {
            let words = "the connection broke before Home Assistant answered: whether it has this is not known. Compare \
                         with `bobbin diff`.";
            return Err(Failure::unknown(words, token_ended));
        }
    }
    Ok(Exit::Done)
}

fn list_changes(failure: Failure, changes: &[String]) -> Failure {
    changes.iter().fold(failure, |failure, change| failure.and(format!("  {change}")))
}

async fn diff(remote: &Remote, a: &str, b: &str, format: Format) -> Result<Exit, Failure> {
    let (old, new) = (side(remote, a).await?, side(remote, b).await?);
    documents::compare((a, &old), (b, &new), format)
}

async fn side(remote: &Remote, name: &str) -> Result<Value, Failure> {
    match name.strip_prefix(SCHEME) {
        Some(url_path) => Ok(remote.read(url_path).await?.value),
        None => Ok(Document::read(Path::new(name), remote.dialect())?.value.as_json()),
    }
}

fn list(dashboards: &[Dashboard], json: bool) -> Result<(), Failure> {
    if json {
        return output::json(&dashboards);
    }
    let mut rows = vec![row(["URL_PATH", "TITLE", "MODE"])];
    for dashboard in dashboards {
        let mode = match dashboard.mode {
            DashboardMode::Yaml => "yaml",
            DashboardMode::Storage => "storage",
            DashboardMode::Other => "other",
        };
        rows.push(row([dashboard.url_path.as_str(), dashboard.title.as_str(), mode]));
    }
    output::table(&rows)
}

fn list_resources(resources: &[Resource], json: bool) -> Result<(), Failure> {
    if json {
        return output::json(&resources);
    }
    let mut rows = vec![row(["ID", "TYPE", "URL"])];
    for resource in resources {
        let kind = match &resource.kind {
            ResourceType::Module => "module",
            ResourceType::Js => "js",
            ResourceType::Css => "css",
            ResourceType::Html => "html",
            ResourceType::Other(kind) => kind,
        };
        rows.push(row([resource.id.as_deref().unwrap_or("-"), kind, resource.url.as_str()]));
    }
    output::table(&rows)
}

fn row<const N: usize>(cells: [&str; N]) -> Vec<String> {
    cells.map(str::to_owned).to_vec()
}
