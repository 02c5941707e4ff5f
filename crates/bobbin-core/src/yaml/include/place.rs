//! Finds the file that has the node of a path in the whole value.
//!
//! To edit included content is to edit the included file; this finds the file and the path inside it.

use std::collections::HashMap;
use std::sync::Arc;

use super::{FileTree, Link, ReadFile};
use crate::path::{Path, Step};
use crate::yaml::tree::NodeId;

/// Where a path of the whole value is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub file: String,
    /// The path in that file.
    pub path: Path,
}

impl FileTree {
    /// One of the files.
    pub fn file(&self, path: &str) -> Option<&ReadFile> {
        self.files.get(self.position(path)?)
    }

    fn position(&self, path: &str) -> Option<usize> {
        self.files.iter().position(|file| &*file.path == path)
    }

    /// The file that a path of the whole value is written in, and the path there. A path to something that
    /// is included leads to the whole included file; anchors in between are followed by neither.
    pub fn place(&self, path: &Path) -> Option<Place> {
        let mut place = 0;
        let mut file = self.files.first()?;
        let mut inside = Path::root();
        let mut node = file.tree.root()?;
        let mut steps = path.0.iter();
        loop {
            if let Some((next, taken)) = self.link(place, node, steps.as_slice()) {
                place = self.position(&next)?;
                file = &self.files[place];
                inside = Path::root();
                node = file.tree.root()?;
                match taken {
                    Taken::Nothing => {}
                    Taken::Step => drop(steps.next()),
                    Taken::Index(index) => {
                        steps.next();
                        node = file.tree.items(node).get(index)?.node;
                        inside = inside.join(index);
                    }
                }
                continue;
            }
            let Some(step) = steps.next() else { break };
            let tree = &file.tree;
            node = match step {
                Step::Key(key) => tree.entry(node, key)?.value,
                Step::Index(index) => tree.items(node).get(*index)?.node,
            };
            inside.0.push(step.clone());
        }
        Some(Place { file: file.path.to_string(), path: inside })
    }

    /// The number of places of a file in the whole value: more than one if the file, or a file that includes it, is
    /// included more than once, even under different names of links.
    pub fn times_used(&self, path: &str) -> usize {
        let mut holders: HashMap<&str, Vec<&str>> = HashMap::new();
        for ((holder, _), link) in &self.links {
            for file in link.files() {
                holders.entry(file).or_default().push(&self.files[*holder].path);
            }
        }
        let entry = self.files.first().map(|file| &*file.path);
        let mut uses = Uses { entry, holders, known: HashMap::new() };
        let Some(file) = self.file(path) else { return 0 };
        let same = self.files.iter().filter(|other| other.identity == file.identity);
        same.fold(0, |sum, file| uses.of(&file.path, 0).saturating_add(sum))
    }

    /// The file that a node of the file at this position includes, on the way along these steps.
    fn link(&self, place: usize, node: NodeId, steps: &[Step]) -> Option<(Arc<str>, Taken)> {
        let start = self.files[place].tree.node(node).full.start();
        let link = self.links.get(&(place, start))?;
        match (link, steps.first()) {
            (Link::File(path), _) => Some((path.clone(), Taken::Nothing)),
            (Link::Named(links), Some(Step::Key(key))) => {
                let (_, path) = links.iter().rev().find(|(name, _)| name == key)?;
                Some((path.clone(), Taken::Step))
            }
            (Link::List(paths), Some(Step::Index(index))) => Some((paths.get(*index)?.clone(), Taken::Step)),
            (Link::MergedList(links), Some(Step::Index(index))) => {
                let mut index = *index;
                for (path, count) in links {
                    if index < *count {
                        return Some((path.clone(), Taken::Index(index)));
                    }
                    index -= count;
                }
                None
            }
            (Link::MergedNamed(links), Some(Step::Key(key))) => {
                let (path, _) = links.iter().rev().find(|(_, keys)| keys.contains(key))?;
                Some((path.clone(), Taken::Nothing))
            }
            _ => None,
        }
    }
}

/// What following a link used up of a path.
enum Taken {
    Nothing,
    Step,
    Index(usize),
}

/// Counts in how many places files stand.
struct Uses<'t> {
    entry: Option<&'t str>,
    /// The files that include each file, one for each inclusion.
    holders: HashMap<&'t str, Vec<&'t str>>,
    known: HashMap<&'t str, usize>,
}

impl<'t> Uses<'t> {
    fn of(&mut self, path: &'t str, depth: usize) -> usize {
        if self.entry == Some(path) {
            return 1;
        }
        if let Some(uses) = self.known.get(path) {
            return *uses;
        }
        if depth > self.holders.len() {
            return usize::MAX;
        }
        let holders = self.holders.get(path).cloned().unwrap_or_default();
        let uses = holders.into_iter().fold(0_usize, |sum, holder| sum.saturating_add(self.of(holder, depth + 1)));
        self.known.insert(path, uses);
        uses
    }
}
