//! From a path of the whole value to the file it is written in.
//!
//! An edit of something that was included is an edit of the included file; this says which, and where there.

use std::collections::HashMap;

use super::{DEEPEST, FileTree, Link, ReadFile};
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
        self.files.iter().find(|file| file.path == path)
    }

    /// The file that a path of the whole value is written in, and the path there. A path to something that
    /// is included leads to the whole included file; anchors in between are followed by neither.
    pub fn place(&self, path: &Path) -> Option<Place> {
        let mut file = self.files.first()?;
        let mut inside = Path::root();
        let mut node = file.parsed.tree.root()?;
        let mut steps = path.0.iter();
        loop {
            if let Some((next, taken)) = self.link(file, node, steps.as_slice()) {
                file = self.file(&next)?;
                inside = Path::root();
                node = file.parsed.tree.root()?;
                match taken {
                    Taken::Nothing => {}
                    Taken::Step => drop(steps.next()),
                    Taken::Index(index) => {
                        steps.next();
                        node = file.parsed.tree.items(node).get(index)?.node;
                        inside = inside.join(index);
                    }
                }
                continue;
            }
            let Some(step) = steps.next() else { break };
            let tree = &file.parsed.tree;
            node = match step {
                Step::Key(key) => tree.entry(node, key)?.value,
                Step::Index(index) => tree.items(node).get(*index)?.node,
            };
            inside.0.push(step.clone());
        }
        Some(Place { file: file.path.clone(), path: inside })
    }

    /// In how many places of the whole value a file stands: more than one when it, or a file it is included
    /// from, is included more than once.
    pub fn times_used(&self, path: &str) -> usize {
        let mut known = HashMap::new();
        self.count_uses(path, &mut known, 0)
    }

    fn count_uses(&self, path: &str, known: &mut HashMap<String, usize>, depth: usize) -> usize {
        if self.files.first().is_some_and(|first| first.path == path) {
            return 1;
        }
        if let Some(uses) = known.get(path) {
            return *uses;
        }
        if depth > DEEPEST {
            return usize::MAX;
        }
        let mut uses = 0_usize;
        for ((holder, _), link) in &self.links {
            let here = link.files().filter(|file| *file == path).count();
            if here > 0 {
                let holder = self.count_uses(holder, known, depth + 1);
                uses = uses.saturating_add(holder.saturating_mul(here));
            }
        }
        known.insert(path.to_owned(), uses);
        uses
    }

    /// The file that a node includes, on the way along these steps.
    fn link(&self, file: &ReadFile, node: NodeId, steps: &[Step]) -> Option<(String, Taken)> {
        let start = file.parsed.tree.node(node).full.start();
        let link = self.links.get(&(file.path.clone(), start))?;
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
