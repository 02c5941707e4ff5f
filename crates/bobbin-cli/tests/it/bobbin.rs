//! A folder with files, and the built command run in it.

use std::ffi::OsStr;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// The built command.
pub(crate) const BOBBIN: &str = env!("CARGO_BIN_EXE_bobbin");

/// How a run ended.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) words: String,
}

/// A folder of a script, with a Bobbin of its own.
pub(crate) struct Desk {
    folder: TempDir,
    home: Option<(String, String)>,
}

impl Desk {
    /// An empty folder, and no Home Assistant.
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder"), home: None }
    }

    /// An empty folder, and a Home Assistant.
    pub(crate) fn at(url: &str, token: &str) -> Self {
        Self { home: Some((url.to_owned(), token.to_owned())), ..Self::new() }
    }

    /// Writes a file.
    pub(crate) fn put(&self, name: &str, text: &str) {
        let file = self.path(name);
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("makes the folder");
        std::fs::write(file, text).expect("writes");
    }

    /// Reads a file.
    pub(crate) fn get(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).expect("reads")
    }

    /// Where a file is.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The command, about to run.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(BOBBIN);
        command
            .current_dir(self.folder.path())
            .env("BOBBIN_HOME", self.path(".bobbin"))
            .env_remove("BOBBIN_TOKEN")
            .stdin(Stdio::null());
        if let Some((url, token)) = &self.home {
            command.env("BOBBIN_TOKEN", token).args(["--url", url]);
        }
        command.args(arguments);
        command
    }

    /// Runs the command.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        ran(&mut self.command(arguments))
    }

    /// Runs the command with something on its standard input.
    pub(crate) fn fed(&self, input: &str, arguments: &[&str]) -> Ran {
        fed(&mut self.command(arguments), input)
    }

    /// Runs the command on a terminal, and returns both outputs as the terminal gets them.
    pub(crate) fn on_terminal(&self, arguments: &[&str]) -> Ran {
        let command = self.command(arguments);
        let quoted = |word: &OsStr| format!("'{}'", word.to_str().expect("UTF-8").replace('\'', r"'\''"));
        let words: Vec<_> = [command.get_program()].into_iter().chain(command.get_args()).map(quoted).collect();
        let mut script = Command::new("script");
        script.args(["--quiet", "--return", "--command", &words.join(" "), "/dev/null"]).stdin(Stdio::null());
        script.current_dir(self.folder.path());
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => script.env(name, value),
                None => script.env_remove(name),
            };
        }
        let ran = ran(&mut script);
        // A terminal's own line break.
        Ran { out: ran.out.replace("\r\n", "\n"), ..ran }
    }

    /// Runs the command, which has to end so.
    #[track_caller]
    pub(crate) fn ends(&self, code: i32, arguments: &[&str]) -> Ran {
        let ran = self.run(arguments);
        assert_eq!(ran.code, code, "{arguments:?}: {ran:#?}");
        ran
    }
}

/// Runs a command to its end with something on its standard input.
pub(crate) fn fed(command: &mut Command, input: &str) -> Ran {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{command:?} does not start: {error}"));
    // A wrong call does not read its input.
    let _written = child.stdin.take().expect("a pipe").write_all(input.as_bytes());
    told(child.wait_with_output().expect("runs"))
}

/// Runs a command to its end.
pub(crate) fn ran(command: &mut Command) -> Ran {
    told(command.output().expect("runs"))
}

fn told(output: Output) -> Ran {
    Ran {
        code: output.status.code().expect("an exit code"),
        out: String::from_utf8(output.stdout).expect("UTF-8"),
        words: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}
