//! Saving: a closed set of outcomes, none of which loses a version.

use super::{Analysis, Document, DocumentTarget, MergedIn, TextOffer};

api! {
    /// How a save ended.
    #[serde(tag = "outcome")]
    pub enum SaveOutcome {
        /// The place has it now.
        Saved {
            /// False when the text means what the place had already, so that nothing was sent.
            sent: bool,
            /// When.
            #[ts(type = "number")]
            at: u64,
            /// The document afterwards: a new base, no difference.
            analysis: Analysis,
            /// What reading back showed, when that was not what was sent.
            read_back_differs: Option<String>,
            /// What somebody saved in the same moment and was merged into it; none when nobody did.
            merged: Option<MergedIn>,
        },
        /// There is no connection: it is sent as soon as there is one, after a check for conflicts.
        Queued {
            /// When it was queued.
            #[ts(type = "number")]
            at: u64,
        },
        /// Somebody else saved since the base; nothing of theirs or ours is lost.
        ChangedOnServer {
            /// What to decide on.
            conflict: Conflict,
        },
        /// Home Assistant refused; the draft is kept.
        Rejected {
            /// Home Assistant's code.
            code: String,
            /// Home Assistant's words.
            message: String,
        },
        /// The connection died before Home Assistant had it: nothing was changed there; the draft is kept.
        NotReceived {
            /// In words.
            message: String,
        },
        /// The connection died after sending. On reconnecting the outcome is read and told by an event.
        Unknown {
            /// In words.
            message: String,
        },
    }

    /// Two sides that both changed.
    pub struct Conflict {
        /// The version that the place has, in the vault; none for a file.
        #[ts(type = "number | null")]
        pub theirs: Option<i64>,
        /// When it was seen.
        #[ts(type = "number")]
        pub at: u64,
        /// Their changes since the base, in sentences, the first few.
        pub their_changes: Vec<String>,
        /// My changes since the base, in sentences, the first few.
        pub my_changes: Vec<String>,
        /// Whether their version was displaced for a moment and put back.
        pub put_back: bool,
        /// What merging does, where both sides' changes fit together and nothing has to be decided.
        pub merges: Option<String>,
    }

    /// What became of a save that was queued while there was no connection.
    pub struct SentLater {
        /// The document.
        pub id: String,
        /// What it is about.
        pub target: DocumentTarget,
        /// What the tab says.
        pub title: String,
        /// How it ended; none when it could not be tried, and stays queued.
        pub outcome: Option<SaveOutcome>,
        /// Why it could not be tried.
        pub problem: Option<String>,
    }

    /// Decides a conflict.
    pub struct ConflictResolve {
        /// The document.
        pub id: String,
        /// How.
        pub choice: ConflictChoice,
    }

    /// What to do about a conflict.
    pub enum ConflictChoice {
        /// Their version becomes the text and the base; the draft stays in the history.
        TakeTheirs,
        /// Theirs becomes the base, the draft stays: the next save replaces theirs, which stays in the history.
        OverwriteTheirs,
        /// Both sides' changes, where they fit together; theirs becomes the base.
        Merge,
    }

    /// What a decision makes of the document.
    pub struct ConflictResolved {
        /// The document after it.
        pub document: Document,
        /// What changes in its text, to be applied as one step of undo.
        pub offer: TextOffer,
    }
}
