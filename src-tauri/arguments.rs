//! The command line of the window.

use std::ffi::OsString;
use std::path::PathBuf;

use bobbin_app::terminal;
use bobbin_words::shell as words;

/// The parsed arguments.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Arguments {
    /// Whether to start on the demo home.
    pub(crate) demo: bool,
    /// The files to open, as full paths.
    pub(crate) files: Vec<PathBuf>,
}

/// A parsed command line.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Request {
    /// Open the window.
    Start(Arguments),
    /// Print some text and exit.
    Say(String),
    /// Refuse the command line, with a reason.
    Refuse(String),
}

const USAGE: &str = "usage: bobbin-desktop [--demo] [FILE ...]\n\n  \
    --demo     start on the demo home inside Bobbin\n  \
    FILE       a YAML file to open\n  \
    --version  say which Bobbin this is\n\n\
    BOBBIN_HOME names another folder for drafts, history and settings; BOBBIN_LOG sets what is logged.";

/// Parses a command line, without the program's name.
pub(crate) fn parse(words: impl Iterator<Item = OsString>) -> Request {
    let mut arguments = Arguments::default();
    let mut only_files = false;
    for word in words {
        match word.to_str() {
            Some("--") if !only_files => only_files = true,
            Some("--demo") if !only_files => arguments.demo = true,
            Some("--help" | "-h") if !only_files => return Request::Say(USAGE.to_owned()),
            Some("--version" | "-V") if !only_files => {
                return Request::Say(words::version(env!("CARGO_PKG_VERSION")));
            }
            Some(option) if option.starts_with('-') && !only_files => {
                return Request::Refuse(words::no_option(terminal::line(option)) + "\n" + USAGE);
            }
            _ => arguments.files.push(full_path(word.into())),
        }
    }
    Request::Start(arguments)
}

fn full_path(path: PathBuf) -> PathBuf {
    std::path::absolute(&path).unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(words: &[&str]) -> Request {
        parse(words.iter().map(OsString::from))
    }

    #[test]
    fn files_become_full_paths() {
        let Request::Start(arguments) = request(&["--demo", "lights.yaml"]) else { panic!("starts") };
        assert!(arguments.demo);
        assert!(arguments.files[0].is_absolute() && arguments.files[0].ends_with("lights.yaml"));
    }

    #[test]
    fn after_two_dashes_everything_is_a_file() {
        let Request::Start(arguments) = request(&["--", "--demo"]) else { panic!("starts") };
        assert!(!arguments.demo && arguments.files[0].ends_with("--demo"));
    }

    #[test]
    fn an_unknown_option_is_refused_with_the_usage() {
        assert!(matches!(request(&["--frobnicate"]), Request::Refuse(words) if words.contains("usage:")));
    }
}
