//! The generator of the typed functions, in Rust and in TypeScript, from the messages.
//!
//! It works on texts; `cargo xtask codegen` reads and writes the files. The type of an argument comes from the
//! message's comment, in Fluent's convention:
//!
//! ```text
//! # $count (number)
//! # $title (name) The dashboard's title
//! moved = { $count ->
//!     [one] One card
//!    *[other] { $count } cards
//! } moved to { $title }
//! ```
//!
//! `text` and `number` make a function that answers a text. With a `name`, `code` or `sentence` it answers a
//! [`Sentence`](crate::Sentence), in which these pieces keep their style.
//!
//! Must stay true: it refuses messages that could fail at run time: an argument without type or use, a message that is
//! there twice, an unknown reference.

mod read;
mod rust;
mod typescript;

use std::fmt;

/// The languages that get functions for a file, from its folder.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reader {
    Rust,
    Interface,
    Both,
}

/// A file of messages.
struct Subject {
    /// `history`, from `en/ui/history.ftl`.
    name: String,
    /// `ui/history.ftl`.
    path: String,
    reader: Reader,
    messages: Vec<Message>,
}

struct Message {
    id: String,
    /// The documentation of its function: the message as written.
    words: String,
    arguments: Vec<(String, Kind)>,
}

/// The type of an argument.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Number,
    Name,
    Code,
    Sentence,
}

impl Kind {
    fn of(word: &str) -> Option<Self> {
        Some(match word {
            "text" => Self::Text,
            "number" => Self::Number,
            "name" => Self::Name,
            "code" => Self::Code,
            "sentence" => Self::Sentence,
            _ => return None,
        })
    }

    /// The constructor of the argument, in both languages.
    const fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::Name => "name",
            Self::Code => "code",
            Self::Sentence => "sentence",
        }
    }

    const fn is_piece(self) -> bool {
        matches!(self, Self::Name | Self::Code | Self::Sentence)
    }
}

impl Message {
    fn is_sentence(&self) -> bool {
        self.arguments.iter().any(|(_, kind)| kind.is_piece())
    }
}

/// A fault in a message, with its file.
#[derive(Debug, PartialEq, Eq)]
pub struct Fault {
    /// The file, below the language's folder.
    pub file: String,
    /// The fault, in words.
    pub reason: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.file, self.reason)
    }
}

/// A file that the generator wrote.
pub struct Written {
    /// Where it belongs, below the workspace.
    pub path: String,
    /// Its content.
    pub text: String,
}

/// The functions for the English messages. `files` has the path below `en/` and the text of each file.
///
/// # Errors
///
/// Everything that is wrong with the messages.
pub fn generate(files: &[(String, String)]) -> Result<Vec<Written>, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut subjects = Vec::new();
    for (path, text) in files {
        match read::subject(path, text) {
            Ok(subject) => subjects.push(subject),
            Err(more) => faults.extend(more.into_iter().map(|reason| Fault { file: path.clone(), reason })),
        }
    }
    subjects.sort_by(|one, other| one.name.cmp(&other.name));
    for pair in subjects.windows(2) {
        if let [one, other] = pair
            && one.name == other.name
        {
            faults.push(Fault { file: other.path.clone(), reason: format!("{} has the same name", one.path) });
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let of = |without: Reader| subjects.iter().filter(move |subject| subject.reader != without);
    let mut written: Vec<Written> = of(Reader::Interface).map(rust::functions).collect();
    written.push(rust::modules(of(Reader::Interface)));
    written.extend(of(Reader::Rust).map(typescript::functions));
    Ok(written)
}
