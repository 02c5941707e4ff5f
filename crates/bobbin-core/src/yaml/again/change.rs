//! The difference between two texts, as one stretch, and the shift of all places after it.

use crate::text_edit::TextEdit;
use crate::yaml::tree::Span;
use crate::yaml::{Fix, Problem};

/// The one stretch outside of which two texts are the same.
#[derive(Clone, Copy, Debug)]
pub(super) struct Change {
    pub(super) start: usize,
    pub(super) old_end: usize,
    pub(super) new_end: usize,
}

/// How many bytes are compared at once.
const BLOCK: usize = 64;

impl Change {
    pub(super) fn between(old: &str, new: &str) -> Self {
        let (old, new) = (old.as_bytes(), new.as_bytes());
        let shorter = old.len().min(new.len());
        let blocks = old.chunks_exact(BLOCK).zip(new.chunks_exact(BLOCK)).take_while(|(a, b)| a == b).count();
        let start = blocks * BLOCK;
        let start = start + old[start..].iter().zip(&new[start..]).take_while(|(a, b)| a == b).count();
        let (old_rest, new_rest) = (&old[start..], &new[start..]);
        let blocks = old_rest.rchunks_exact(BLOCK).zip(new_rest.rchunks_exact(BLOCK)).take_while(|(a, b)| a == b);
        let end = blocks.count() * BLOCK;
        let (old_rest, new_rest) = (&old_rest[..old_rest.len() - end], &new_rest[..new_rest.len() - end]);
        let last = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(|(a, b)| a == b).count();
        let end = (end + last).min(shorter - start);
        Self { start, old_end: old.len() - end, new_end: new.len() - end }
    }

    /// The old offset of a place in the new text, after the change.
    pub(super) fn old_of(&self, at: usize) -> Option<usize> {
        Some(at.checked_sub(self.new_end)? + self.old_end)
    }

    /// The new offset of a place in the old text, after the change.
    pub(super) const fn new_of(&self, at: usize) -> usize {
        at - self.old_end + self.new_end
    }

    /// The shift of a place after the change, to be added with wrapping.
    #[expect(clippy::cast_possible_truncation, reason = "texts are below 4 GiB; places wrap around")]
    pub(super) const fn by(&self) -> u32 {
        (self.new_end as u32).wrapping_sub(self.old_end as u32)
    }

    /// Shifts a problem that lies after the change, by bytes and by lines.
    pub(super) fn moved_problem(&self, problem: &Problem, lines: usize, lines_now: usize) -> Problem {
        let mut problem = problem.clone();
        problem.at.offset = self.new_of(problem.at.offset);
        problem.at.line = problem.at.line - lines + lines_now;
        problem.span = self.moved_span(problem.span);
        problem.fix =
            problem.fix.map(|fix| Fix { edits: fix.edits.iter().map(|edit| self.moved(edit)).collect(), ..fix });
        problem
    }

    const fn moved_span(&self, span: Span) -> Span {
        Span::new(self.new_of(span.start()), self.new_of(span.end()))
    }

    fn moved(&self, edit: &TextEdit) -> TextEdit {
        TextEdit::new(self.new_of(edit.range.start)..self.new_of(edit.range.end), edit.text.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_change_is_all_that_differs(head in "[ab\n]{0,90}", old in "[ab]{0,3}", new in "[ab]{0,3}", tail in "[ab\n]{0,90}") {
            let (old, new) = (format!("{head}{old}{tail}"), format!("{head}{new}{tail}"));
            let change = Change::between(&old, &new);
            prop_assert_eq!(&old[..change.start], &new[..change.start]);
            prop_assert_eq!(&old[change.old_end..], &new[change.new_end..]);
            prop_assert!(change.start <= change.old_end && change.start <= change.new_end);
            let inner = (&old[change.start..change.old_end], &new[change.start..change.new_end]);
            prop_assert!(inner.0.is_empty() || inner.1.is_empty() || inner.0.as_bytes()[0] != inner.1.as_bytes()[0]);
        }
    }
}
