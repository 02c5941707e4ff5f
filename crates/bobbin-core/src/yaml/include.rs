//! Files that include each other, as HA Core reads a dashboard in YAML mode.
//!
//! Owns what `!include`, the `!include_dir_...` tags, `!secret` and `!env_var` mean. Does no I/O: files come
//! from [`Files`]. Paths are relative to one folder, HA's configuration folder, with `/` between names.
//!
//! Must stay true: no path leads out of the folder, no file includes itself however indirectly, and the
//! number of inclusions is bounded. What cannot be read is a problem in the file that asked for it.

mod place;

use std::collections::HashMap;
use std::fmt;

pub use place::Place;

use super::compose::{Outside, compose, link_aliases};
use super::problem::Report;
use super::tree::Span;
use super::{Dialect, Parsed, Problem, ProblemCode, hints, parse};
use crate::value::{Map, Value};

/// Where the files come from.
pub trait Files {
    /// The text of a file; `Ok(None)` when there is none, `Err` with words when it cannot be read.
    fn read(&self, path: &str) -> Result<Option<String>, String>;

    /// What is in a folder; `None` when there is no such folder. The order does not matter.
    fn list(&self, folder: &str) -> Option<Vec<Listed>>;

    /// The value of an environment variable of HA, if it is known. Unknown ones stay as written, unless a
    /// default is.
    fn variable(&self, name: &str) -> Option<String> {
        let _ = name;
        None
    }
}

/// A name in a folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Listed {
    /// The name, without the folder.
    pub name: String,
    /// Whether it is a folder itself.
    pub folder: bool,
}

/// Whether secrets are looked up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Secrets {
    /// They stay as written, `!secret name`: a dashboard that is shown, stored or sent needs no secrets.
    #[default]
    Unresolved,
    /// From the nearest `secrets.yaml`, upwards from the file that asks.
    Resolved,
}

/// A problem, and the file it is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// The file.
    pub file: String,
    /// What is wrong there.
    pub problem: Problem,
}

impl fmt::Display for Located {
    /// `FILE:LINE:COL: words`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.problem)
    }
}

/// A file, read with everything it includes.
#[derive(Clone, Debug)]
pub struct FileTree {
    /// The value of the whole; `None` when there is a problem in any file.
    pub value: Option<Value>,
    /// Every file that was read, the one asked for first. Its value has the included ones in it.
    pub files: Vec<ReadFile>,
    /// What keeps the whole from having a value.
    pub problems: Vec<Located>,
    /// What is legal and probably not meant.
    pub warnings: Vec<Located>,
    links: HashMap<(String, usize), Link>,
}

/// One file of a [`FileTree`].
#[derive(Clone, Debug)]
pub struct ReadFile {
    /// Its path in the folder.
    pub path: String,
    /// What it says.
    pub parsed: Parsed,
}

/// What a tag brought in.
#[derive(Clone, Debug)]
enum Link {
    File(String),
    Named(Vec<(String, String)>),
    List(Vec<String>),
    MergedList(Vec<(String, usize)>),
    MergedNamed(Vec<(String, Vec<String>)>),
}

impl Link {
    /// The files that were brought in.
    fn files(&self) -> Box<dyn Iterator<Item = &str> + '_> {
        match self {
            Self::File(path) => Box::new(std::iter::once(path.as_str())),
            Self::Named(links) => Box::new(links.iter().map(|(_, path)| path.as_str())),
            Self::List(paths) => Box::new(paths.iter().map(String::as_str)),
            Self::MergedList(links) => Box::new(links.iter().map(|(path, _)| path.as_str())),
            Self::MergedNamed(links) => Box::new(links.iter().map(|(path, _)| path.as_str())),
        }
    }
}

/// How often files may be included in one tree. Real ones have some hundred inclusions.
const MOST_INCLUSIONS: usize = 10_000;

/// How deep files may include files.
const DEEPEST: usize = 50;

const SECRETS: &str = "secrets.yaml";

/// Reads a file with everything it includes.
pub fn read_files(entry: &str, files: &dyn Files, secrets: Secrets) -> FileTree {
    let mut reader = Reader {
        files,
        secrets,
        open: Vec::new(),
        values: HashMap::new(),
        inclusions: 0,
        tree: FileTree {
            value: None,
            files: Vec::new(),
            problems: Vec::new(),
            warnings: Vec::new(),
            links: HashMap::new(),
        },
    };
    let value = match normalized("", entry) {
        Some(path) => match files.read(&path) {
            Ok(Some(text)) => reader.file(&path, &text),
            Ok(None) => reader.fails(&path, format!("There is no file {path}")),
            Err(words) => reader.fails(&path, words),
        },
        None => reader.fails(entry, "The file lies outside of the folder".to_owned()),
    };
    let mut tree = reader.tree;
    tree.value = Some(value).filter(|_| tree.problems.is_empty());
    tree
}

struct Reader<'f> {
    files: &'f dyn Files,
    secrets: Secrets,
    open: Vec<String>,
    values: HashMap<String, Value>,
    inclusions: usize,
    tree: FileTree,
}

impl Reader<'_> {
    fn fails(&mut self, file: &str, message: String) -> Value {
        let problem = Problem {
            code: ProblemCode::Include,
            at: super::Position { offset: 0, line: 1, column: 1 },
            span: Span::at(0),
            message,
            hint: None,
            fix: None,
        };
        self.tree.problems.push(Located { file: file.to_owned(), problem });
        Value::Null
    }

    /// Reads a file that has not been read before.
    fn file(&mut self, path: &str, text: &str) -> Value {
        let place = self.tree.files.len();
        let mut report = Report::new(text);
        let (mut tree, stop) = parse::parse(text, Dialect::Core);
        let mut value = Value::Null;
        // The place is taken now, so that the files stand in the order they are asked for.
        let nothing = Parsed { tree: tree.clone(), value: None, problems: Vec::new(), warnings: Vec::new() };
        self.tree.files.push(ReadFile { path: path.to_owned(), parsed: nothing });
        match stop {
            Some(stop) => hints::explain(&mut report, &tree, stop),
            None => {
                link_aliases(&mut tree, &mut report);
                self.open.push(path.to_owned());
                value = compose(&tree, &mut report, &mut Asking { reader: self, path: path.to_owned() });
                self.open.pop();
            }
        }
        let (problems, warnings) = report.sorted();
        let located = |problem: &Problem| Located { file: path.to_owned(), problem: problem.clone() };
        self.tree.problems.extend(problems.iter().map(located));
        self.tree.warnings.extend(warnings.iter().map(located));
        let good = Some(value.clone()).filter(|_| problems.is_empty());
        self.tree.files[place].parsed = Parsed { tree, value: good, problems, warnings };
        self.values.insert(path.to_owned(), value.clone());
        value
    }

    /// The value of a file that is included.
    fn included(&mut self, path: &str) -> Result<Value, (ProblemCode, String)> {
        self.inclusions += 1;
        if self.inclusions > MOST_INCLUSIONS || self.open.len() > DEEPEST {
            return Err((ProblemCode::TooBig, "Too many files are included in each other here".to_owned()));
        }
        if let Some(start) = self.open.iter().position(|open| open == path) {
            let mut circle: Vec<&str> = self.open[start..].iter().map(String::as_str).collect();
            circle.push(path);
            return Err((
                ProblemCode::Include,
                format!("The files include each other in a circle: {}", circle.join(" → ")),
            ));
        }
        if let Some(value) = self.values.get(path) {
            return Ok(value.clone());
        }
        match self.files.read(path) {
            Ok(Some(text)) => Ok(self.file(path, &text)),
            Ok(None) => Err((ProblemCode::Include, format!("There is no file {path}"))),
            Err(words) => Err((ProblemCode::Include, format!("{path} cannot be read: {words}"))),
        }
    }

    /// The `*.yaml` files below a folder: those of a folder by name, then those of its folders. Names that
    /// start with a dot, and secrets, are left out. (HA walks folders in the order of the disk.)
    fn below(&self, folder: &str, found: &mut Vec<String>, depth: usize) {
        let mut listed = self.files.list(folder).unwrap_or_default();
        listed.retain(|listed| !listed.name.starts_with('.'));
        listed.sort();
        let inside = |name: &str| if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
        for file in listed.iter().filter(|listed| !listed.folder) {
            if file.name.ends_with(".yaml") && file.name != SECRETS {
                found.push(inside(&file.name));
            }
        }
        if depth < DEEPEST {
            for inner in listed.iter().filter(|listed| listed.folder) {
                self.below(&inside(&inner.name), found, depth + 1);
            }
        }
    }
}

/// One file asking for what its tags name.
struct Asking<'r, 'f> {
    reader: &'r mut Reader<'f>,
    path: String,
}

impl Outside for Asking<'_, '_> {
    fn value(&mut self, tag: &str, argument: &str, at: Span) -> Result<Value, (ProblemCode, String)> {
        match tag {
            "!secret" => self.secret(argument),
            "!env_var" => Ok(self.variable(argument)),
            _ => {
                let (value, link) = self.include(tag, argument)?;
                self.reader.tree.links.insert((self.path.clone(), at.start()), link);
                Ok(value)
            }
        }
    }
}

impl Asking<'_, '_> {
    fn include(&mut self, tag: &str, argument: &str) -> Result<(Value, Link), (ProblemCode, String)> {
        let Some(path) = normalized(folder_of(&self.path), argument) else {
            let message = format!("{argument} leads out of the folder");
            return Err((ProblemCode::Include, message));
        };
        if tag == "!include" {
            let value = self.reader.included(&path)?;
            let value = if value == Value::Null { Value::Map(Map::new()) } else { value };
            return Ok((value, Link::File(path)));
        }
        let mut paths = Vec::new();
        if self.reader.files.list(&path).is_none() {
            return Err((ProblemCode::Include, format!("There is no folder {path}")));
        }
        self.reader.below(&path, &mut paths, 0);
        let mut values = Vec::with_capacity(paths.len());
        for path in paths {
            let value = self.reader.included(&path)?;
            values.push((path, value));
        }
        Ok(match tag {
            "!include_dir_named" => named(values),
            "!include_dir_merge_named" => merged_named(values),
            "!include_dir_merge_list" => merged_list(values),
            _ => {
                values.retain(|(_, value)| *value != Value::Null);
                let paths = values.iter().map(|(path, _)| path.clone()).collect();
                (Value::List(values.into_iter().map(|(_, value)| value).collect()), Link::List(paths))
            }
        })
    }

    fn secret(&mut self, name: &str) -> Result<Value, (ProblemCode, String)> {
        if self.reader.secrets == Secrets::Unresolved {
            return Ok(Value::String(format!("!secret {name}")));
        }
        let mut folder = folder_of(&self.path);
        loop {
            let path = if folder.is_empty() { SECRETS.to_owned() } else { format!("{folder}/{SECRETS}") };
            if let Ok(Some(text)) = self.reader.files.read(&path) {
                let read = super::parse(&text, Dialect::Core);
                if let Some(value) = read.value.as_ref().and_then(|value| value.get(name)) {
                    return Ok(value.clone());
                }
            }
            if folder.is_empty() {
                return Err((ProblemCode::Include, format!("The secret {name} stands in no {SECRETS}")));
            }
            folder = folder_of(folder);
        }
    }

    fn variable(&self, argument: &str) -> Value {
        let mut words = argument.split_whitespace();
        let known = words.next().and_then(|name| self.reader.files.variable(name));
        let default: Vec<&str> = words.collect();
        Value::String(match known {
            Some(value) => value,
            None if default.is_empty() => format!("!env_var {argument}"),
            None => default.join(" "),
        })
    }
}

fn named(values: Vec<(String, Value)>) -> (Value, Link) {
    let mut map = Map::new();
    let mut links = Vec::new();
    for (path, value) in values {
        let name = path.rsplit('/').next().unwrap_or(&path);
        let stem = name.strip_suffix(".yaml").unwrap_or(name).to_owned();
        map.insert(stem.clone(), if value == Value::Null { Value::Map(Map::new()) } else { value });
        links.push((stem, path));
    }
    (Value::Map(map), Link::Named(links))
}

fn merged_named(values: Vec<(String, Value)>) -> (Value, Link) {
    let mut map = Map::new();
    let mut links = Vec::new();
    for (path, value) in values {
        if let Value::Map(inner) = value {
            links.push((path, inner.keys().map(str::to_owned).collect()));
            for (key, value) in inner {
                map.insert(key, value);
            }
        }
    }
    (Value::Map(map), Link::MergedNamed(links))
}

fn merged_list(values: Vec<(String, Value)>) -> (Value, Link) {
    let mut items = Vec::new();
    let mut links = Vec::new();
    for (path, value) in values {
        if let Value::List(mut inner) = value {
            links.push((path, inner.len()));
            items.append(&mut inner);
        }
    }
    (Value::List(items), Link::MergedList(links))
}

fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// A path as seen from a folder, without `.` and `..`; `None` when it leads out. `/config/` is what HA's
/// containers call the configuration folder.
fn normalized(folder: &str, path: &str) -> Option<String> {
    let (folder, path) = match path.strip_prefix("/config/") {
        Some(inside) => ("", inside),
        None if path.starts_with('/') => return None,
        None => (folder, path),
    };
    let mut names: Vec<&str> = folder.split('/').filter(|name| !name.is_empty()).collect();
    for name in path.trim().split('/') {
        match name {
            "" | "." => {}
            ".." => {
                names.pop()?;
            }
            _ => names.push(name),
        }
    }
    Some(names.join("/"))
}

#[cfg(test)]
mod tests;
