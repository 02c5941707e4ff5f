//! The real libraries, as processes that answer line by line.
//!
//! `tests/oracles/provision.sh`, which `make test` runs first, installs them outside of the repository. Without them
//! these tests fail with a message: skipping would look like success.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use bobbin_core::value::Value;
use bobbin_core::yaml::Dialect;
use serde::Deserialize;

/// An answer of a library.
#[derive(Deserialize)]
struct Answer {
    ok: Option<String>,
    error: Option<String>,
}

/// A process with a library.
struct Server {
    child: Child,
    requests: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Server {
    fn start(mut command: Command) -> Self {
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the oracle starts");
        let requests = child.stdin.take();
        let answers = BufReader::new(child.stdout.take().expect("its output is piped"));
        Self { child, requests, answers }
    }

    fn ask(&mut self, request: &serde_json::Value) -> Result<Value, String> {
        let requests = self.requests.as_mut().expect("open until dropped");
        writeln!(requests, "{request}").and_then(|()| requests.flush()).expect("the oracle takes a request");
        let mut line = String::new();
        self.answers.read_line(&mut line).expect("the oracle answers");
        let answer: Answer = serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error} in {line:?}"));
        match answer.ok {
            Some(json) => Ok(serde_json::from_str(&json).expect("the oracle's value is JSON")),
            None => Err(answer.error.unwrap_or_default()),
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Closed input ends the process.
        self.requests = None;
        self.child.wait().expect("the oracle ends");
    }
}

/// All three libraries.
pub(crate) struct Oracles {
    editors: Server,
    core: Server,
}

impl Oracles {
    pub(crate) fn start() -> Self {
        let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracles");
        let cache = cache();
        assert!(
            cache.join("stamp").is_file(),
            "the YAML libraries to compare with are not installed: run {}",
            scripts.join("provision.sh").display()
        );
        let mut node = Command::new("node");
        node.arg(scripts.join("editors.mjs")).arg(&cache);
        let mut python = Command::new(cache.join("venv/bin/python"));
        python.arg(scripts.join("core.py"));
        Self { editors: Server::start(node), core: Server::start(python) }
    }

    /// Reads a text with the dialect's library.
    pub(crate) fn read(&mut self, dialect: Dialect, text: &str) -> Result<Value, String> {
        let name = match dialect {
            Dialect::Core => return self.core.ask(&serde_json::json!({ "text": text })),
            Dialect::Editor => "editor",
            Dialect::EditorLegacy => "editor-legacy",
        };
        self.editors.ask(&serde_json::json!({ "dialect": name, "text": text }))
    }
}

fn cache() -> PathBuf {
    let folder = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    folder("BOBBIN_TEST_CACHE")
        .or_else(|| folder("XDG_CACHE_HOME").map(|cache| cache.join("bobbin-test")))
        .or_else(|| folder("HOME").map(|home| home.join(".cache/bobbin-test")))
        .expect("HOME is set")
        .join("oracles")
}
