//! The base of a document, in step with its text when the user undoes and redoes.
//!
//! What Bobbin proposes (their version taken over, a merge, their changes carried into a text without a draft)
//! comes with another base. The base changes when the proposed text arrives from the editor, not before, and
//! back when the text that it replaced comes back: a draft is never on disk with a base that does not belong to
//! it, whether the window dies in between, the user types something else, or undoes it an hour later.
//!
//! Must stay true: turning back never forgets what the other side has.

use crate::api::Remote;
use crate::state::carry;
use crate::state::open_document::{Base, OpenDocument, Theirs};

/// How many can be undone one after the other.
const MOST: usize = 20;

/// A text that comes with another base.
#[derive(Debug)]
pub(crate) struct Turn {
    before: (String, Base),
    after: (String, Base),
    /// Whether undoing the text also undoes the base. Not for what others saved while there was no draft: their
    /// changes are no step of the user's, and to undo one is a draft like any other.
    goes_back: bool,
    done: bool,
}

impl OpenDocument {
    /// Lets the base change as soon as the text is `text`; at once if it is already.
    pub(crate) fn turn_to(&mut self, text: String, base: Base, goes_back: bool) {
        let before = (self.text.as_str().to_owned(), self.base.clone());
        // The same text on both sides is no way to tell which base is meant.
        let goes_back = goes_back && before.0 != text;
        self.turns.retain(|turn| turn.done);
        if self.turns.len() >= MOST {
            self.turns.remove(0);
        }
        let there_already = before.0 == text;
        self.turns.push(Turn { before, after: (text, base), goes_back, done: false });
        if there_already {
            self.turn();
        }
    }

    /// Puts the base in step with the text, after the text changed. Says whether what is known of the other side
    /// is to be told anew.
    pub(crate) fn turn(&mut self) -> Option<Remote> {
        let text = self.text.as_str();
        let turned = self.turns.iter().rposition(|turn| {
            let (from, to) = if turn.done { (&turn.after, &turn.before) } else { (&turn.before, &turn.after) };
            (!turn.done || turn.goes_back)
                && to.0 == text
                && from.1.held == self.base.held
                && from.1.version == self.base.version
        });
        let Some(at) = turned else {
            // A proposal that the editor did not take: what others did is told instead.
            let untold = std::mem::take(&mut self.untold);
            return untold.then(|| self.remote.clone());
        };
        self.untold = false;
        let turn = &mut self.turns[at];
        turn.done = !turn.done;
        let (base, other) =
            if turn.done { (turn.after.1.clone(), None) } else { (turn.before.1.clone(), Some(turn.after.1.clone())) };
        self.merge = None;
        self.base = base;
        // What is newest stays known; else it is what the base was until now.
        let theirs = self.theirs.take().or_else(|| {
            other.map(|base| Theirs { held: base.held, version: base.version, at: base.as_of, text: None })
        });
        self.theirs = theirs.filter(|theirs| theirs.held != self.base.held);
        self.remote = self.theirs.as_ref().map_or(Remote::InStep, |theirs| carry::remote(&self.base.held, theirs));
        Some(self.remote.clone())
    }

    /// Forgets what can be turned back: the place holds the base now, whatever came before.
    pub(crate) fn forget_turns(&mut self) {
        self.turns.clear();
        self.untold = false;
        self.merge = None;
    }
}
