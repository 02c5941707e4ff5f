//! Merging two sides of a dashboard: the changes that merge by themselves, the conflicts, and the result.

use super::{Change, SentencePart};

api! {
    /// A merge under way. It is kept on disk with the draft, so closing the window halfway loses nothing.
    pub struct MergeState {
        /// The document's id.
        pub id: String,
        /// The revision of the draft that is merged.
        pub revision: u32,
        /// The other side's version in the vault; none when the history does not keep it.
        #[ts(type = "number | null")]
        pub theirs: Option<i64>,
        /// When their version was seen.
        #[ts(type = "number")]
        pub theirs_at: u64,
        /// When the base was read.
        #[ts(type = "number")]
        pub base_at: u64,
        /// A summary in one sentence: “3 of their changes merged with 5 of yours”.
        pub summary: String,
        /// My changes since the base.
        pub my_changes: Vec<Vec<SentencePart>>,
        /// Their changes since the base.
        pub their_changes: Vec<Vec<SentencePart>>,
        /// The conflicts, decided or not, in the order of the document.
        pub conflicts: Vec<MergeConflict>,
        /// The number of undecided conflicts. At 0 the merge can be finished.
        pub open: u32,
        /// The merged text; it has my side of undecided conflicts.
        pub text: String,
        /// The difference from their version, in sentences with lines of the result.
        pub against_theirs: Vec<Change>,
        /// The difference from my draft, in sentences with lines of the result.
        pub against_mine: Vec<Change>,
        /// My comments that have no place in the result, because their node is gone.
        pub lost_comments: Vec<String>,
    }

    /// Something that both sides changed differently.
    pub struct MergeConflict {
        /// Identifies the conflict; stable as long as both sides' changes stay the same.
        pub id: String,
        /// How the two sides contradict each other.
        pub kind: MergeConflictKind,
        /// Its subject, in words.
        pub sentence: Vec<SentencePart>,
        /// Its path in the result, such as `views[0].cards[2].entity`.
        pub path: String,
        /// Its line in the result, from 1.
        pub line: Option<u32>,
        /// The base's value as YAML; none when it had none.
        pub base: Option<String>,
        /// My value as YAML; none when I removed it.
        pub mine: Option<String>,
        /// Their value as YAML; none when they removed it.
        pub theirs: Option<String>,
        /// Whether both can be kept.
        pub can_keep_both: bool,
        /// The decision.
        pub choice: Option<MergeChoice>,
        /// The problem with a text written by hand; until it is fixed, the conflict counts as undecided.
        pub problem: Option<String>,
    }

    /// How two sides contradict each other.
    pub enum MergeConflictKind {
        /// Both changed or added it, differently.
        ChangedApart,
        /// I changed or moved something that they removed.
        RemovedByThem,
        /// They changed or moved something that I removed.
        RemovedByMe,
        /// Both moved it to different places.
        MovedApart,
    }

    /// The decision of a conflict.
    #[serde(tag = "choice")]
    pub enum MergeChoice {
        /// My value.
        Mine,
        /// Their value.
        Theirs,
        /// Both values, where that is possible.
        Both,
        /// A text written by hand.
        Edited {
            /// The text, as YAML.
            text: String,
        },
    }

    /// Decides conflicts of a merge.
    pub struct MergeChoose {
        /// The document's id.
        pub id: String,
        /// The ids of the conflicts.
        pub conflicts: Vec<String>,
        /// The decision; none takes an earlier one back.
        pub choice: Option<MergeChoice>,
    }

    /// Finishes the merge that the interface shows.
    pub struct MergeFinish {
        /// The document's id.
        pub id: String,
        /// The revision of the draft that the interface shows merged.
        pub revision: u32,
        /// The version of the other side that the interface shows merged.
        #[ts(type = "number | null")]
        pub theirs: Option<i64>,
    }

    /// The result of a save that merged by itself.
    pub struct MergedIn {
        /// A summary in one sentence: “3 of their changes merged with 5 of yours”.
        pub summary: String,
        /// Their first few changes, in sentences.
        pub their_changes: Vec<String>,
        /// The changes to the text, to be applied as one step of undo; none when the user typed meanwhile, and the
        /// merged version then shows up as a version of the other side.
        pub offer: Option<super::TextOffer>,
    }
}
