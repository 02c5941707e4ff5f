//! Reads a file with everything it includes.
//!
//! Owns the content that each tag brings in, and the limits. A file is read once. Each further inclusion composes
//! its tree again, so that the number of values made is the number of values in the whole.
//!
//! Must stay true: reading ends, and its time and memory stay within [`Limits`] for any files. Once a limit is
//! reached, nothing more is read or composed, and one problem names the limit.

use bobbin_words::problems as words;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use super::paths::{self, Around, Refused};
use super::{FileTree, Files, Kind, Link, Located, ReadFile, Secrets, Unread};
use crate::value::{Map, Value};
use crate::yaml::compose::{Asked, Failed, Index, Outside, Size, compose_inside, link_aliases};
use crate::yaml::report::{MOST, Report};
use crate::yaml::tree::{Span, Tree};
use crate::yaml::{Dialect, Position, Problem, ProblemCode, hints, parse};

const SECRETS: &str = "secrets.yaml";

/// How much one reading may take.
///
/// The largest known dashboards in YAML mode have 1,635 cards, 120 files, 873 kB, or inclusions nested 5 deep.
/// These limits are far above that, and still harmless to a computer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// How many files may be read, missing ones included.
    pub(super) files: usize,
    /// How deep files may include files, and folders lie in a folder that is walked.
    pub(super) deepest: usize,
    /// How many names all walked folders may hold.
    pub(super) listed: usize,
    /// How many bytes all files may hold.
    pub(super) bytes: usize,
    /// How large the value of the whole may be, every inclusion counted.
    pub(super) size: Size,
}

impl Limits {
    pub(super) const USUAL: Self = Self {
        files: 100_000,
        deepest: 50,
        listed: 100_000,
        // A tree takes some fifty times the memory of its text, where that is all brackets and commas.
        bytes: 16 * 1024 * 1024,
        size: Size::MOST,
    };
}

/// See [`super::read_files`].
pub(super) fn read_within(entry: &str, files: &dyn Files, secrets: Secrets, limits: Limits) -> FileTree {
    let mut reader = Reader {
        files,
        secrets,
        limits,
        open: Vec::new(),
        known: HashMap::new(),
        walked: HashMap::new(),
        secret_files: HashMap::new(),
        stopped: false,
        tree: FileTree::default(),
    };
    let mut budget = limits.size;
    let value = reader.entry(entry, &mut budget);
    let value = value.unwrap_or_else(|(code, message)| reader.fails(entry, code, message()));
    if budget.is_spent() && reader.tree.problems.is_empty() {
        reader.fails(entry, ProblemCode::TooBig, words::too_large());
    }
    let mut tree = reader.tree;
    tree.value = Some(value).filter(|_| tree.problems.is_empty());
    tree
}

struct Reader<'f> {
    files: &'f dyn Files,
    secrets: Secrets,
    /// The rest of the limits.
    limits: Limits,
    open: Vec<Arc<str>>,
    known: HashMap<Arc<str>, Known>,
    /// The files below each folder that was walked.
    walked: HashMap<String, Option<Rc<[Arc<str>]>>>,
    /// The secrets of each folder, empty without a `secrets.yaml`.
    secret_files: HashMap<String, HashMap<String, Value>>,
    /// Whether a limit of the whole was reached. Its problem has been reported or is about to be.
    stopped: bool,
    tree: FileTree,
}

/// A file that was read.
#[derive(Clone, Copy)]
struct Known {
    place: usize,
    good: bool,
}

impl Reader<'_> {
    fn entry(&mut self, entry: &str, budget: &mut Size) -> Result<Value, Failed> {
        let path = Arc::from(self.inside("", entry)?.path);
        match self.text(&path)? {
            Some(text) => Ok(self.file(&path, &text, 0, budget)),
            None => Err(no_file(&path)),
        }
    }

    /// Reports a problem of a whole file.
    fn fails(&mut self, file: &str, code: ProblemCode, message: String) -> Value {
        let at = Position { offset: 0, line: 1, column: 1 };
        let problem = Problem { code, at, span: Span::at(0), message, hint: None, fix: None };
        self.tree.problems.push(Located { file: file.to_owned(), problem });
        Value::Null
    }

    /// Collects the problems and warnings of a file, up to the limit of one text.
    fn collect(&mut self, file: &str, report: Report<'_>) {
        let (problems, warnings) = report.sorted();
        let located = |problem| Located { file: file.to_owned(), problem };
        let room = MOST.saturating_sub(self.tree.problems.len());
        self.tree.problems.extend(problems.into_iter().take(room).map(located));
        let room = MOST.saturating_sub(self.tree.warnings.len());
        self.tree.warnings.extend(warnings.into_iter().take(room).map(located));
    }

    /// A limit of the whole is reached.
    fn stop(&mut self, message: fn() -> String) -> Failed {
        self.stopped = true;
        failed(ProblemCode::TooBig, message)
    }

    /// Where a path leads that a file in `folder` names.
    fn inside(&mut self, folder: &str, path: &str) -> Result<paths::Inside, Failed> {
        self.judged(folder, path)?.ok_or_else(|| no_file(path))
    }

    /// The same; `None` when a folder on the way does not exist.
    fn judged(&mut self, folder: &str, path: &str) -> Result<Option<paths::Inside>, Failed> {
        let unlinked = |folder: &str| self.files.unlinked(folder);
        let roots = self.files.roots();
        let around = Around { rules: self.files.rules(), folder, roots, unlinked: &unlinked };
        match paths::judge(&around, path) {
            Ok(inside) => Ok(Some(inside)),
            Err(Refused::Missing) => Ok(None),
            Err(Refused::LeadsOut) => {
                let path = path.to_owned();
                Err(failed(ProblemCode::LeadsOut, move || words::leads_out(path)))
            }
            Err(Refused::BadName(reason)) => {
                let path = path.to_owned();
                Err(failed(ProblemCode::Include, move || words::file_unreadable(path, reason.explanation())))
            }
            Err(Refused::Unread(unread)) => Err(self.unread(path, unread)),
        }
    }

    fn unread(&mut self, path: &str, unread: Unread) -> Failed {
        let path = path.to_owned();
        match unread {
            Unread::LeadsOut => failed(ProblemCode::LeadsOut, move || words::link_leads_out(path)),
            Unread::TooBig => self.stop(words::too_many_bytes),
            Unread::Fails(reason) => failed(ProblemCode::Include, move || words::file_unreadable(path, reason)),
        }
    }

    /// The text of a file that was not read before.
    fn text(&mut self, path: &str) -> Result<Option<String>, Failed> {
        self.limits.files = self.limits.files.checked_sub(1).ok_or_else(|| self.stop(words::too_many_files))?;
        let text = match self.files.read(path, self.limits.bytes) {
            Ok(Some(text)) => text,
            Ok(None) => return Ok(None),
            Err(unread) => return Err(self.unread(path, unread)),
        };
        match self.limits.bytes.checked_sub(text.len()) {
            Some(left) => self.limits.bytes = left,
            None => return Err(self.stop(words::too_many_bytes)),
        }
        Ok(Some(text))
    }

    /// The value of a file that was not read before.
    fn file(&mut self, path: &Arc<str>, text: &str, depth: usize, budget: &mut Size) -> Value {
        let mut report = Report::new(text);
        let (mut tree, stop) = parse::parse(text, Dialect::Core);
        match stop {
            Some(stop) => hints::explain(&mut report, &tree, stop),
            None => link_aliases(&mut tree, &mut report),
        }
        let tree = Arc::new(tree);
        let place = self.tree.files.len();
        let identity = self.files.identity(path);
        self.tree.files.push(ReadFile { path: Arc::clone(path), identity, tree: Arc::clone(&tree) });
        let mut value = Value::Null;
        if stop.is_none() {
            value = self.composed(place, &tree, &mut report, depth, budget, false);
        }
        let good = report.problems.is_empty();
        self.stopped |= budget.is_spent() && report.problems.iter().any(|found| found.code == ProblemCode::TooBig);
        self.collect(path, report);
        self.known.insert(Arc::clone(path), Known { place, good });
        value
    }

    fn composed(
        &mut self,
        place: usize,
        tree: &Tree,
        report: &mut Report<'_>,
        depth: usize,
        budget: &mut Size,
        again: bool,
    ) -> Value {
        let path = Arc::clone(&self.tree.files[place].path);
        self.open.push(Arc::clone(&path));
        let mut asking = Asking { reader: self, place, path };
        let value = compose_inside(tree, report, &mut asking, depth, budget, again);
        self.open.pop();
        value
    }

    /// The value of a file that is included, `depth` lists and mappings deep.
    fn included(&mut self, path: &Arc<str>, depth: usize, budget: &mut Size) -> Result<Value, Failed> {
        if self.stopped {
            return Ok(Value::Null);
        }
        if let Some(start) = self.open.iter().position(|open| open == path) {
            let mut circle: Vec<&str> = self.open[start..].iter().map(|open| &**open).collect();
            circle.push(path);
            let circle = circle.join(" → ");
            return Err(failed(ProblemCode::Include, move || words::files_in_circle(circle)));
        }
        if self.open.len() > self.limits.deepest {
            return Err(failed(ProblemCode::TooBig, words::files_too_deep));
        }
        let value = match self.known.get(path).copied() {
            Some(Known { good: false, .. }) => Value::Null,
            Some(Known { place, .. }) => {
                let tree = Arc::clone(&self.tree.files[place].tree);
                let mut report = Report::new(tree.text());
                let value = self.composed(place, &tree, &mut report, depth, budget, true);
                if let Some(problem) = report.problems.into_iter().next() {
                    return Err(failed(problem.code, move || problem.message));
                }
                value
            }
            None => match self.text(path)? {
                Some(text) => self.file(path, &text, depth, budget),
                None => return Err(no_file(path)),
            },
        };
        if value == Value::Null {
            // An empty file adds no values, but composing it takes time.
            budget.take(Size { values: 1, bytes: 0 });
        }
        if budget.is_spent() && !self.stopped {
            return Err(self.stop(words::too_large));
        }
        Ok(value)
    }

    /// The `*.yaml` files below a folder; `None` when there is no such folder.
    fn walk(&mut self, folder: &str, asked: &mut Asked<'_, '_>) -> Result<Option<Rc<[Arc<str>]>>, Failed> {
        if let Some(walked) = self.walked.get(folder) {
            return Ok(walked.clone());
        }
        let mut found = Vec::new();
        let walked = self.below(folder, &mut found, 0, asked)?.then(|| found.into());
        self.walked.insert(folder.to_owned(), walked.clone());
        Ok(walked)
    }

    /// Adds the files of a folder by name, then those of its folders; `false` when there is no such folder.
    /// Names that start with a dot, secrets, and linked folders are left out, as in HA, which walks folders in
    /// the order of the disk otherwise.
    fn below(
        &mut self,
        folder: &str,
        found: &mut Vec<Arc<str>>,
        depth: usize,
        asked: &mut Asked<'_, '_>,
    ) -> Result<bool, Failed> {
        let mut listed = match self.files.list(folder, self.limits.listed) {
            Ok(Some(listed)) => listed,
            Ok(None) => return Ok(false),
            Err(unread) => return Err(self.unread(folder, unread)),
        };
        // The folder itself counts too: a million empty folders take time.
        let left = self.limits.listed.checked_sub(listed.len() + 1);
        self.limits.listed = left.ok_or_else(|| self.stop(words::too_many_names))?;
        listed.retain(|listed| !listed.name.starts_with('.'));
        listed.sort();
        let inside = |name: &str| if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
        for listed in &listed {
            let is_yaml = listed.name.ends_with(".yaml") && listed.name != SECRETS;
            match listed.kind {
                Kind::File | Kind::LinkOut if is_yaml => found.push(inside(&listed.name).into()),
                Kind::File | Kind::Folder => {}
                Kind::LinkOut => {
                    let message = || words::link_left_out(inside(&listed.name));
                    asked.report.warning(ProblemCode::LeadsOut, asked.at, message);
                }
                Kind::LinkedFolder => {
                    let message = || words::linked_folder(inside(&listed.name));
                    asked.report.warning(ProblemCode::Include, asked.at, message);
                }
            }
        }
        for inner in listed.iter().filter(|listed| listed.kind == Kind::Folder) {
            if depth >= self.limits.deepest {
                let folder = folder.to_owned();
                return Err(failed(ProblemCode::TooBig, move || words::folders_too_deep(folder)));
            }
            self.below(&inside(&inner.name), found, depth + 1, asked)?;
        }
        Ok(true)
    }

    /// The secrets in the `secrets.yaml` of a folder.
    fn secrets_in(&mut self, folder: &str) -> Result<&HashMap<String, Value>, Failed> {
        if !self.secret_files.contains_key(folder) {
            let path = if folder.is_empty() { SECRETS.to_owned() } else { format!("{folder}/{SECRETS}") };
            let mut secrets = HashMap::new();
            if let Some(text) = self.text(&path)? {
                match crate::yaml::parse(&text, Dialect::Core).value {
                    Some(Value::Map(map)) => secrets.extend(map),
                    _ => return Err(failed(ProblemCode::Include, move || words::no_secrets(path))),
                }
            }
            self.secret_files.insert(folder.to_owned(), secrets);
        }
        Ok(&self.secret_files[folder])
    }
}

fn failed(code: ProblemCode, message: impl FnOnce() -> String + 'static) -> Failed {
    (code, Box::new(message))
}

fn no_file(path: &str) -> Failed {
    let path = path.to_owned();
    failed(ProblemCode::Include, move || words::no_file(path))
}

/// Answers the tags of one file.
struct Asking<'r, 'f> {
    reader: &'r mut Reader<'f>,
    /// The file's position among those that were read.
    place: usize,
    path: Arc<str>,
}

impl Outside for Asking<'_, '_> {
    fn value(&mut self, mut asked: Asked<'_, '_>) -> Result<Value, Failed> {
        match asked.tag {
            "!secret" => self.secret(&mut asked),
            "!env_var" => Ok(self.variable(asked.argument)),
            _ => {
                let (value, link) = self.include(&mut asked)?;
                if !asked.again {
                    self.reader.tree.links.insert((self.place, asked.at.start()), link);
                }
                Ok(value)
            }
        }
    }
}

impl Asking<'_, '_> {
    fn include(&mut self, asked: &mut Asked<'_, '_>) -> Result<(Value, Link), Failed> {
        if self.reader.stopped {
            return Ok((Value::Null, Link::List(Vec::new())));
        }
        let folder = folder_of(&self.path);
        if asked.tag == "!include" {
            let inside = self.reader.inside(folder, asked.argument)?;
            if inside.folder {
                let path = asked.argument.to_owned();
                return Err(failed(ProblemCode::Include, move || words::not_a_file(path)));
            }
            // The file's value replaces the tag's node, which has been counted.
            asked.budget.values += 1;
            let known = self.reader.known.get_key_value(inside.path.as_str());
            let path = known.map_or_else(|| Arc::from(inside.path), |(path, _)| Arc::clone(path));
            let value = self.reader.included(&path, asked.depth, asked.budget)?;
            return Ok((or_empty(value), Link::File(path)));
        }
        let paths = match self.reader.judged(folder, asked.argument)? {
            Some(inside) => self.reader.walk(&inside.path, asked)?,
            None => None,
        };
        let Some(paths) = paths else { return Ok(Self::no_folder(asked)) };
        let merged = matches!(asked.tag, "!include_dir_merge_named" | "!include_dir_merge_list");
        let depth = asked.depth + usize::from(!merged);
        let mut values = Vec::new();
        for path in paths.iter() {
            if asked.tag == "!include_dir_named" {
                asked.budget.take(Size { values: 0, bytes: stem_of(path).len() });
            }
            let value = self.reader.included(path, depth, asked.budget)?;
            values.push((Arc::clone(path), value));
        }
        Ok(match asked.tag {
            "!include_dir_named" => named(values),
            "!include_dir_merge_named" => merged_named(values),
            "!include_dir_merge_list" => merged_list(values),
            _ => {
                values.retain(|(_, value)| *value != Value::Null);
                let (paths, values) = values.into_iter().unzip();
                (Value::List(values), Link::List(paths))
            }
        })
    }

    /// The value that HA reads for a missing folder.
    fn no_folder(asked: &mut Asked<'_, '_>) -> (Value, Link) {
        let named = matches!(asked.tag, "!include_dir_named" | "!include_dir_merge_named");
        if !asked.again {
            let folder = asked.argument;
            let message = || if named { words::no_folder_named(folder) } else { words::no_folder(folder) };
            asked.report.warning(ProblemCode::Include, asked.at, message);
        }
        let value = if named { Value::Map(Map::new()) } else { Value::List(Vec::new()) };
        (value, Link::List(Vec::new()))
    }

    fn secret(&mut self, asked: &mut Asked<'_, '_>) -> Result<Value, Failed> {
        let name = asked.argument;
        if self.reader.secrets == Secrets::Unresolved {
            return Ok(Value::String(format!("!secret {name}")));
        }
        let mut folder = folder_of(&self.path);
        loop {
            if let Some(value) = self.reader.secrets_in(folder)?.get(name) {
                asked.budget.take(Size::of(value));
                return Ok(if asked.budget.is_spent() { Value::Null } else { value.clone() });
            }
            if folder.is_empty() {
                let name = name.to_owned();
                return Err(failed(ProblemCode::Include, move || words::no_secret(name, SECRETS)));
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

/// An empty file is an empty mapping to HA, in most places.
fn or_empty(value: Value) -> Value {
    if value == Value::Null { Value::Map(Map::new()) } else { value }
}

fn named(values: Vec<(Arc<str>, Value)>) -> (Value, Link) {
    let mut map = Map::new();
    let mut index = Index::default();
    let mut links = Vec::new();
    for (path, value) in values {
        let stem = stem_of(&path).to_owned();
        set(&mut map, &mut index, stem.clone(), or_empty(value));
        links.push((stem, path));
    }
    (Value::Map(map), Link::Named(links))
}

fn merged_named(values: Vec<(Arc<str>, Value)>) -> (Value, Link) {
    let mut map = Map::new();
    let mut index = Index::default();
    let mut links = Vec::new();
    for (path, value) in values {
        if let Value::Map(inner) = value {
            links.push((path, inner.keys().map(str::to_owned).collect()));
            for (key, value) in inner {
                set(&mut map, &mut index, key, value);
            }
        }
    }
    (Value::Map(map), Link::MergedNamed(links))
}

fn set(map: &mut Map, index: &mut Index, key: String, value: Value) {
    match index.find(map, &key).and_then(|position| map.value_mut(position)) {
        Some(present) => *present = value,
        None => map.push_new(key, value),
    }
}

fn merged_list(values: Vec<(Arc<str>, Value)>) -> (Value, Link) {
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

/// The name of a file without its ending.
fn stem_of(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.strip_suffix(".yaml").unwrap_or(name)
}

fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}
