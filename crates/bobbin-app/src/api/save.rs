//! Saving: a closed set of outcomes. No version is lost in any of them.

use super::{Analysis, Document, DocumentTarget, MergedIn, TextOffer};

api! {
    /// The outcome of a save.
    #[serde(tag = "outcome")]
    pub enum SaveOutcome {
        /// The dashboard or file has the text now.
        Saved {
            /// False when its content already meant the same, so nothing was sent.
            sent: bool,
            /// When it was saved.
            #[ts(type = "number")]
            at: u64,
            /// The document's analysis afterwards: a new base, no difference.
            analysis: Analysis,
            /// How the content differs from the saved one when read back; none when it doesn't.
            read_back_differs: Option<String>,
            /// The changes that somebody saved at the same moment and Bobbin merged in; none when nobody did.
            merged: Option<MergedIn>,
        },
        /// There is no connection. Bobbin saves as soon as there is one, after checking for conflicts.
        Queued {
            /// When it was queued.
            #[ts(type = "number")]
            at: u64,
        },
        /// Somebody else saved since the base. Neither side's version is lost.
        ChangedOnServer {
            /// The conflict to decide.
            conflict: Conflict,
        },
        /// Home Assistant refused; the draft is kept.
        Rejected {
            /// Home Assistant's error code.
            code: String,
            /// Home Assistant's message.
            message: String,
        },
        /// The connection broke before Home Assistant received the save. Nothing was changed there; the draft is kept.
        NotReceived {
            /// A description.
            message: String,
        },
        /// The connection broke after sending. Bobbin reads the outcome when it reconnects and reports it in an event.
        Unknown {
            /// A description.
            message: String,
        },
    }

    /// Two sides that both changed.
    pub struct Conflict {
        /// The other side's version in the vault; none for a file.
        #[ts(type = "number | null")]
        pub theirs: Option<i64>,
        /// When it was seen.
        #[ts(type = "number")]
        pub at: u64,
        /// Their first few changes since the base, in sentences.
        pub their_changes: Vec<String>,
        /// My first few changes since the base, in sentences.
        pub my_changes: Vec<String>,
        /// Whether their version was displaced for a moment and put back.
        pub put_back: bool,
        /// A summary of the merge, where the changes of both sides fit together; none where they conflict.
        pub merges: Option<String>,
    }

    /// The result of a save that was queued while there was no connection.
    pub struct SentLater {
        /// The document's id.
        pub id: String,
        /// Its subject.
        pub target: DocumentTarget,
        /// The title of its tab.
        pub title: String,
        /// The outcome; none when the save couldn't be tried and stays queued.
        pub outcome: Option<SaveOutcome>,
        /// Why it couldn't be tried.
        pub problem: Option<String>,
    }

    /// Decides a conflict.
    pub struct ConflictResolve {
        /// The document's id.
        pub id: String,
        /// The decision.
        pub choice: ConflictChoice,
    }

    /// A decision of a conflict.
    pub enum ConflictChoice {
        /// Their version becomes the text and the base; the draft stays in the history.
        TakeTheirs,
        /// Their version becomes the base and the draft stays. The next save replaces their version, which stays in the
        /// history.
        OverwriteTheirs,
        /// The changes of both sides, where they fit together; their version becomes the base.
        Merge,
    }

    /// The document after the decision.
    pub struct ConflictResolved {
        /// The document.
        pub document: Document,
        /// The changes to its text, to be applied as one step of undo.
        pub offer: TextOffer,
    }
}
