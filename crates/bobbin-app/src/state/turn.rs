//! The base of a document, in step with its text when the user undoes and redoes.
//!
//! An offer of Bobbin's (their version taken over, a merge, their changes carried into a text without a draft) comes
//! with another base. The base changes when the offered text arrives from the editor, not before, and
//! back when the text that it replaced comes back: a draft is never on disk with a base that does not belong to
//! it, whether the window dies in between, the user types something else, or undoes it an hour later.
//!
//! Must stay true: turning back never forgets the version of the other side.

use super::ahead::Ahead;
use super::open_document::{Base, OpenDocument, Theirs};
use crate::api::Remote;

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

    /// Puts the base in step with the text, after the text changed. Says what is to be told about the other side.
    pub(super) fn turn(&mut self) -> Option<Remote> {
        let text = self.text.as_str();
        let turned = self.turns.iter().rposition(|turn| {
            let (from, to) = if turn.done { (&turn.after, &turn.before) } else { (&turn.before, &turn.after) };
            (!turn.done || turn.goes_back)
                && to.0 == text
                && from.1.held == self.base.held
                && from.1.version == self.base.version
        });
        let Some(at) = turned else {
            // The editor did not take an offer: the interface learns what others did instead.
            return match std::mem::take(&mut self.ahead) {
                Ahead::Offered { theirs, remote } => {
                    self.ahead = Ahead::Changed { theirs, remote: remote.clone() };
                    Some(remote)
                }
                ahead => {
                    self.ahead = ahead;
                    None
                }
            };
        };
        let turn = &mut self.turns[at];
        turn.done = !turn.done;
        let (base, other) =
            if turn.done { (turn.after.1.clone(), None) } else { (turn.before.1.clone(), Some(turn.after.1.clone())) };
        self.merge = None;
        self.outdate();
        self.base = base;
        // The newest version stays known; else it is the one that the base was until now.
        let theirs = std::mem::take(&mut self.ahead).into_theirs().or_else(|| {
            other.map(|base| Theirs { held: base.held, version: base.version, at: base.as_of, text: None })
        });
        self.ahead = match theirs.filter(|theirs| theirs.held != self.base.held) {
            Some(theirs) => Ahead::changed(&self.base.held, theirs),
            None => Ahead::Nothing,
        };
        Some(self.ahead.remote())
    }
}
