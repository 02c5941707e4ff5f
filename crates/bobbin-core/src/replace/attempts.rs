//! The fallbacks of `replace`: coarser and coarser plans, until the text has the value.
//!
//! Must stay true: for every text that can be read one plan succeeds; the last one rewrites the whole text.

use crate::path::{Path, Step};
use crate::rewrite::EditError;
use crate::rewrite::aliases;
use crate::rewrite::difference::difference;
use crate::rewrite::plan::{Plan, Row};
use crate::rewrite::render::Renderer;
use crate::rewrite::source::Source;
use crate::text_edit::{self, TextEdit};
use crate::value::Value;
use crate::yaml::{self, Tree};

/// Tries a plan for a whole value, then coarser ones, until the text means the value.
pub(super) struct Attempts<'s, 'p> {
    source: &'s Source<'p>,
    value: &'s Value,
}

/// How many times a part of the plan is replaced by new text before the whole plan is.
const PATIENCE: usize = 12;

impl<'s, 'p> Attempts<'s, 'p> {
    pub(super) const fn new(source: &'s Source<'p>, value: &'s Value) -> Self {
        Self { source, value }
    }

    pub(super) fn run(&self, mut root: Row) -> Result<(Vec<TextEdit>, Tree), EditError> {
        for _ in 0..PATIENCE {
            match self.attempt(&root) {
                Ok(done) => return Ok(done),
                Err(path) if path.0.is_empty() => break,
                Err(path) => {
                    if !self.give_up(&mut root, &path) {
                        break;
                    }
                }
            }
        }
        root.plan = Plan::fresh(self.value.clone());
        self.attempt(&root).or_else(|_| self.emit_all()).map_err(|path| EditError::WouldChangeMeaning { path })
    }

    fn attempt(&self, root: &Row) -> Result<(Vec<TextEdit>, Tree), Path> {
        let mut root = root.clone();
        aliases::mend(self.source, &mut root).map_err(|_| Path::root())?;
        let mut failed = Path::root();
        for final_break in [false, true] {
            let edits = Renderer::new(self.source, true, final_break).document(&root).map_err(|_| Path::root())?;
            match self.read(edits) {
                Ok(done) => return Ok(done),
                Err(path) => failed = path,
            }
        }
        Err(failed)
    }

    fn read(&self, edits: Vec<TextEdit>) -> Result<(Vec<TextEdit>, Tree), Path> {
        let text = text_edit::apply(self.source.text(), &edits);
        let parsed = yaml::parse(&text, self.source.tree.dialect());
        match &parsed.value {
            Some(value) if value.same_meaning(self.value) => Ok((edits, parsed.tree)),
            Some(value) => Err(difference(value, self.value)),
            None => Err(self.place_of(&edits, parsed.problems.first().map_or(0, |problem| problem.span.start()))),
        }
    }

    /// The path in the old text for the place of a problem in the new text.
    fn place_of(&self, edits: &[TextEdit], at: usize) -> Path {
        let mut old = at;
        for edit in text_edit::invert(self.source.text(), edits).iter().zip(edits).rev() {
            let (new, original) = (&edit.0.range, &edit.1.range);
            if new.start <= at {
                old = if at < new.end { original.start } else { at - new.end + original.end };
                break;
            }
        }
        let node = self.source.tree.node_at(old.min(self.source.text().len()));
        let path = node.and_then(|node| self.source.tree.path(node)).unwrap_or_default();
        path.split_last().map_or_else(Path::root, |(above, _)| above)
    }

    /// Plans new text for the node at a path, or for the nearest planned node above it.
    fn give_up(&self, root: &mut Row, path: &Path) -> bool {
        let mut value = self.value;
        let mut plan = &mut root.plan;
        for step in &path.0 {
            let (Some(next), true) =
                (value.at(&Path(vec![step.clone()])), matches!(plan, Plan::List(_) | Plan::Map(_)))
            else {
                break;
            };
            let row = match (&mut *plan, step) {
                (Plan::List(rows), Step::Index(index)) => rows.get_mut(*index),
                (Plan::Map(rows), Step::Key(key)) => rows.iter_mut().rfind(|row| row.key.as_ref() == Some(key)),
                _ => None,
            };
            let Some(row) = row else { return false };
            value = next;
            plan = &mut row.plan;
        }
        if matches!(plan, Plan::Fresh { .. }) {
            return false;
        }
        *plan = Plan::fresh(value.clone());
        true
    }

    /// Rewrites the whole text.
    fn emit_all(&self) -> Result<(Vec<TextEdit>, Tree), Path> {
        let text = self.source.text();
        let out = yaml::emit(self.value, &self.source.style().emit);
        self.read(vec![TextEdit::new(0..text.len(), out)])
    }
}
