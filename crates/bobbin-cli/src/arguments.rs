//! The arguments. Names, positions and meanings are a contract with scripts.

use std::path::PathBuf;

use bobbin_core::yaml::Dialect;
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::exit::{Exit, Failure};

/// Home Assistant dashboards from the command line.
///
/// Where a FILE is expected, - is standard input or output.
#[derive(Parser)]
#[command(name = "bobbin", bin_name = "bobbin", version, propagate_version = true)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) connection: Connection,
    #[command(subcommand)]
    pub(crate) task: Task,
}

/// Which Home Assistant, before or behind the subcommand.
#[derive(Args)]
pub(crate) struct Connection {
    /// The address of the Home Assistant; over http:// the token is sent unencrypted
    #[arg(long, global = true, value_name = "URL", conflicts_with = "instance")]
    pub(crate) url: Option<String>,
    /// The environment variable that holds the token for --url
    #[arg(long, global = true, value_name = "VAR", default_value = "BOBBIN_TOKEN")]
    pub(crate) token_env: String,
    /// The SHA-256 fingerprint of the only certificate to accept at --url, which has to be https://
    ///
    /// Any other certificate is refused, even one that this computer trusts.
    #[arg(long, global = true, value_name = "SHA256", conflicts_with = "instance")]
    pub(crate) fingerprint: Option<String>,
    /// An instance of the app, by its name
    #[arg(long, global = true, value_name = "NAME")]
    pub(crate) instance: Option<String>,
}

#[derive(Subcommand)]
pub(crate) enum Task {
    /// List the dashboards
    Ls {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Write a dashboard as YAML
    Pull {
        url_path: String,
        /// Where to write it instead of standard output
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Save a YAML file as a dashboard, unless somebody changed the dashboard
    Push {
        file: PathBuf,
        url_path: String,
        /// The file's base, instead of its last pull
        #[arg(long, value_name = "FILE")]
        base: Option<PathBuf>,
        /// Overwrite any version; it is kept in the history
        #[arg(long, conflicts_with = "merge")]
        force: bool,
        /// Merge with changes by others; where both changed the same, end with 3 and the conflicts as JSON
        #[arg(long)]
        merge: bool,
    },
    /// Make a dashboard
    Create {
        url_path: String,
        #[arg(long)]
        title: String,
        /// Like mdi:sofa
        #[arg(long)]
        icon: Option<String>,
    },
    /// Delete a dashboard; its last config is kept in the history
    Rm {
        url_path: String,
        /// Really delete it
        #[arg(long)]
        yes: bool,
    },
    /// Scripts and style sheets of the dashboards
    #[command(subcommand)]
    Resources(Resources),
    /// Versions of dashboards that are kept on this computer, of deleted ones too
    #[command(subcommand)]
    History(History),
    /// As `bobbin history show`
    #[command(hide = true)]
    Show(Show),
    /// As `bobbin history restore`
    #[command(hide = true)]
    Restore(Restore),
    /// Compare what two dashboards mean
    Diff {
        /// A file, or ha:URL_PATH
        a: String,
        /// A file, or ha:URL_PATH
        b: String,
        #[arg(long, value_enum, default_value_t)]
        format: Format,
    },
    /// Read and write YAML as Home Assistant does
    #[command(subcommand)]
    Yaml(Yaml),
    /// Edit a YAML file, touching nothing else in it; in dialect core, included files are edited where they are
    Edit {
        file: PathBuf,
        /// A JSON list of operations
        #[arg(long, value_name = "OPS.json")]
        ops: PathBuf,
        /// Where to write it instead of standard output
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
        #[command(flatten)]
        reading: Reading,
    },
    /// Merge two versions of a dashboard; LOCAL's comments are kept
    Merge {
        base: PathBuf,
        local: PathBuf,
        remote: PathBuf,
        /// Where to write it instead of standard output
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
        /// Write value, conflicts and (without -o) text as JSON
        #[arg(long)]
        json: bool,
    },
    /// Serve a demo home until stopped
    Demo {
        /// The port; a free one by default
        #[arg(long, default_value_t = 0)]
        port: u16,
    },
}

#[derive(Subcommand)]
pub(crate) enum Resources {
    /// List them
    Ls {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Add one
    Add {
        resource_url: String,
        #[arg(long = "type", value_enum)]
        kind: Kind,
    },
    /// Remove one
    Rm { id: String },
}

#[derive(Subcommand)]
pub(crate) enum History {
    /// List the versions of a dashboard, the newest first; needs no connection
    Ls {
        url_path: String,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Write a version as YAML; needs no connection
    Show(Show),
    /// Make a version the dashboard's draft, or with --push save it
    Restore(Restore),
}

#[derive(Args)]
pub(crate) struct Show {
    /// The number of the version
    #[arg(value_name = "VERSION")]
    pub(crate) number: i64,
    /// Where to write it instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Args)]
pub(crate) struct Restore {
    /// The number of the version
    #[arg(value_name = "VERSION")]
    pub(crate) number: i64,
    /// Save it to Home Assistant; the present version is kept, and a deleted dashboard is made again
    #[arg(long)]
    pub(crate) push: bool,
}

#[derive(Subcommand)]
pub(crate) enum Yaml {
    /// Write the JSON that Home Assistant would store for a file
    Parse {
        file: PathBuf,
        #[command(flatten)]
        reading: Reading,
    },
    /// Write a JSON file as YAML
    Emit { file: PathBuf },
}

/// How a YAML file is read.
#[derive(Args)]
pub(crate) struct Reading {
    /// How to read it: editor, editor-legacy or core; core reads included files too
    #[arg(long, default_value_t, value_parser = dialect)]
    dialect: Dialect,
    /// With --dialect core: Home Assistant's configuration folder, which contains FILE and all included files
    ///
    /// Default: the nearest folder at or above FILE's own with a configuration.yaml, else FILE's own. A FILE that is
    /// a link counts as being in the folder of the link; standard input, in the current folder.
    #[arg(long, value_name = "DIR")]
    pub(crate) config_dir: Option<PathBuf>,
}

impl Reading {
    /// The dialect. Only core reads includes, so a configuration folder with another one is a wrong call.
    pub(crate) fn dialect(&self) -> Result<Dialect, Failure> {
        if self.config_dir.is_some() && self.dialect != Dialect::Core {
            return Err(Failure::new(
                Exit::Usage,
                "--config-dir needs --dialect core: the other dialects have no includes",
            ));
        }
        Ok(self.dialect)
    }
}

/// How a resource is loaded.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Kind {
    Module,
    Js,
    Css,
}

/// How a difference is written.
#[derive(Clone, Copy, Default, ValueEnum)]
pub(crate) enum Format {
    /// Lines, as patch reads them; the sentences go to stderr
    #[default]
    Text,
    /// A sentence for every change
    Words,
    /// Every change, with its place and its sentence
    Json,
}

fn dialect(name: &str) -> Result<Dialect, String> {
    name.parse().map_err(|error: bobbin_core::yaml::UnknownDialect| error.to_string())
}
