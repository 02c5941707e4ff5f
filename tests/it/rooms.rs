//! The rooms of a crate, and the arrows between them.
//!
//! A room is a folder of `src` together with the file of its name. An arrow goes from a room to each room that it
//! names or calls: by a `use`, by a path, or by a method of a value, however the value was handed in. The last kind
//! stands in no `use`, so a circle of calls is easily missed. Skips tests.
//!
//! The arrows are found between files ([`walk`], with the names from [`names`]); those between rooms, and between the
//! files of one folder, are the same arrows at another scale. Arrows between a file and its own children do not count:
//! they are one thing in several files.

mod names;
mod walk;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use syn::Item;
use syn::visit::Visit as _;

use names::{Module, Names, test_modules};
use walk::Walk;

/// Users with the things that they use, each arrow with one place that makes it.
type Arrows = BTreeMap<String, BTreeMap<String, String>>;

/// The graph of a crate's rooms.
pub(crate) struct Rooms {
    /// Each room with the rooms that it uses.
    pub(crate) arrows: Arrows,
    /// The folders of the crate, each with the arrows between its files.
    folders: BTreeMap<String, Arrows>,
    /// Each type with the files that have an `impl` block of it.
    pub(crate) impls: BTreeMap<String, BTreeSet<String>>,
}

/// A source file of the crate.
struct Source {
    /// Its path under `src`.
    name: String,
    module: Module,
    syntax: syn::File,
}

impl Source {
    /// The items that are no tests.
    fn items(&self) -> impl Iterator<Item = &Item> {
        self.syntax.items.iter().filter(|item| !is_test(attributes(item)))
    }
}

impl Rooms {
    /// Reads the sources of a crate.
    pub(crate) fn of(src: &Path) -> Self {
        let sources = sources(src);
        let names = Names::of(&sources);
        let mut rooms = Self { arrows: BTreeMap::new(), folders: BTreeMap::new(), impls: BTreeMap::new() };
        for source in &sources {
            rooms.arrows.entry(room(&source.module)).or_default();
            if let [folder @ .., file] = source.module.as_slice()
                && !folder.is_empty()
            {
                rooms.folders.entry(folder.join("/")).or_default().entry(file.clone()).or_default();
            }
            for item in source.items() {
                if let Item::Impl(block) = item
                    && block.trait_.is_none()
                    && let Some((_, owner)) = names.known(&source.module, None, &block.self_ty)
                {
                    rooms.impls.entry(owner).or_default().insert(source.name.clone());
                }
                let mut walk = Walk::new(&names, &source.module);
                walk.visit_item(item);
                for (used, place) in walk.found {
                    rooms.arrow(&source.module, &used, &format!("{}: {place}", source.name));
                }
            }
        }
        rooms
    }

    /// Adds the arrow between two files to the folder that both are in.
    fn arrow(&mut self, from: &Module, to: &Module, place: &str) {
        let shared = from.iter().zip(to).take_while(|(from, to)| from == to).count();
        let (Some(below_from), Some(below_to)) = (from.get(shared), to.get(shared)) else { return };
        let arrows =
            if shared == 0 { &mut self.arrows } else { self.folders.entry(from[..shared].join("/")).or_default() };
        let used = arrows.entry(below_from.clone()).or_default();
        used.entry(below_to.clone()).or_insert_with(|| place.to_owned());
    }

    /// The source files below a folder.
    pub(crate) fn paths(src: &Path) -> Vec<PathBuf> {
        let mut open: Vec<PathBuf> = vec![src.to_owned()];
        let mut files = Vec::new();
        while let Some(path) = open.pop() {
            if path.is_dir() {
                open.extend(std::fs::read_dir(&path).expect("a folder").map(|entry| entry.expect("an entry").path()));
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
        files
    }

    /// Groups of rooms that reach each other.
    pub(crate) fn circles(&self) -> Vec<Vec<&str>> {
        circles(&self.arrows)
    }

    /// Groups of files of one folder that reach each other, with the arrows that make the circle.
    pub(crate) fn circles_in_folders(&self) -> Vec<String> {
        let mut found = Vec::new();
        for (folder, arrows) in &self.folders {
            for circle in circles(arrows) {
                let mut words = format!("{folder}: circle of {}: {}\n", circle.len(), circle.join(" "));
                for from in &circle {
                    for (to, place) in arrows[*from].iter().filter(|(to, _)| circle.contains(&to.as_str())) {
                        let _written = writeln!(words, "  {from} → {to} ({place})");
                    }
                }
                found.push(words);
            }
        }
        found
    }

    /// The arrows that go from a room to one that comes after it in `order`, with a place of each.
    pub(crate) fn upwards(&self, order: &[&str]) -> Vec<String> {
        let height = |room: &str| order.iter().position(|one| *one == room);
        let arrows = self.arrows.iter().flat_map(|(from, used)| used.iter().map(move |(to, place)| (from, to, place)));
        arrows
            .filter(|(from, to, _)| height(to) > height(from))
            .map(|(from, to, place)| format!("{from} → {to} ({place})"))
            .collect()
    }

    /// The whole graph in words.
    pub(crate) fn report(&self) -> String {
        let arrows: usize = self.arrows.values().map(BTreeMap::len).sum();
        let circles = self.circles();
        let mut words = format!("{} rooms, {arrows} arrows, {} circles\n", self.arrows.len(), circles.len());
        for circle in circles {
            let _written = writeln!(words, "circle of {}: {}", circle.len(), circle.join(" "));
        }
        for (room, used) in &self.arrows {
            let used: Vec<_> = used.keys().map(String::as_str).collect();
            let _written = writeln!(words, "{room} → {}", used.join(" "));
        }
        words
    }
}

/// Groups of nodes that reach each other.
fn circles(arrows: &Arrows) -> Vec<Vec<&str>> {
    let reached: BTreeMap<&str, BTreeSet<&str>> =
        arrows.keys().map(|node| (node.as_str(), reach(arrows, node))).collect();
    let mut circles: Vec<Vec<&str>> = reached
        .iter()
        .filter(|(node, reach)| reach.contains(*node))
        .map(|(node, reach)| reach.iter().copied().filter(|other| reached[other].contains(node)).collect())
        .collect();
    circles.sort();
    circles.dedup();
    circles
}

fn reach<'a>(arrows: &'a Arrows, node: &'a str) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::new();
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        for used in arrows.get(node).into_iter().flat_map(BTreeMap::keys) {
            if reached.insert(used.as_str()) {
                open.push(used);
            }
        }
    }
    reached
}

fn sources(src: &Path) -> Vec<Source> {
    let mut sources = Vec::new();
    for path in Rooms::paths(src) {
        let name = path.strip_prefix(src).expect("inside").display().to_string().replace('\\', "/");
        let module = match name.trim_end_matches(".rs") {
            "lib" => Vec::new(),
            path => path.split('/').map(str::to_owned).collect(),
        };
        let text = std::fs::read_to_string(&path).expect("a source file");
        let syntax = syn::parse_file(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        sources.push(Source { name, module, syntax });
    }
    let tests: Vec<Module> = sources.iter().flat_map(|source| test_modules(&source.module, &source.syntax)).collect();
    sources.retain(|source| !tests.iter().any(|test| source.module.starts_with(test)));
    sources.sort_by(|a, b| a.name.cmp(&b.name));
    sources
}

fn room(module: &Module) -> String {
    module.first().cloned().unwrap_or_else(|| "lib".to_owned())
}

fn attributes(item: &Item) -> &[syn::Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

fn is_test(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("test")
            || attribute.path().is_ident("cfg")
                && attribute.parse_args::<syn::Path>().is_ok_and(|condition| condition.is_ident("test"))
    })
}
