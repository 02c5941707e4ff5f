//! Keeps the base of a document in step with its text when the user undoes and redoes.
//!
//! An offer of Bobbin's (taking their version, a merge, their changes carried into a text without a draft) comes with
//! another base. The base changes when the offered text arrives from the editor, not before, and changes back when the
//! replaced text comes back. So a draft on disk never has a base that does not belong to it, whether the window dies in
//! between, the user types something else, or undoes the offer an hour later.
//!
//! Must stay true: turning back never forgets the other side's version.

use super::ahead::Ahead;
use super::open_document::{Base, OpenDocument, Theirs};
use crate::api::Remote;

/// The number of turns that can be undone one after the other.
const MOST: usize = 20;

/// A text that comes with another base.
#[derive(Debug)]
pub(crate) struct Turn {
    before: (String, Base),
    after: (String, Base),
    /// Whether undoing the text also undoes the base. False for changes that others saved while there was no draft:
    /// they are not a step of the user's, and undoing one makes a draft like any other.
    goes_back: bool,
    done: bool,
}

impl OpenDocument {
    /// Changes the base as soon as the text is `text`, or at once if it already is.
    pub(crate) fn turn_to(&mut self, text: String, base: Base, goes_back: bool) {
        let before = (self.text.as_str().to_owned(), self.base.clone());
        // With the same text on both sides, the text can't tell which base is meant.
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

    /// Brings the base in step with the text after a change. Returns the other side's state if the interface has to be
    /// informed.
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
            // The editor did not take the offer, so the interface has to learn about the other side's version instead.
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
        // The newest known version stays known; without one, the former base takes its place.
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
