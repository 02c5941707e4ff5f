//! Merging two sides of a dashboard: what is merged by itself, what has to be decided, and what comes out.

use super::{Change, SentencePart};

api! {
    /// A merge under way. It is kept on disk with the draft: closing the window in the middle loses nothing.
    pub struct MergeState {
        /// The document.
        pub id: String,
        /// The revision of the draft that is merged.
        pub revision: u32,
        /// The version of the other side that is merged; none when the history does not keep it.
        #[ts(type = "number | null")]
        pub theirs: Option<i64>,
        /// When their version was seen.
        #[ts(type = "number")]
        pub theirs_at: u64,
        /// When what both started from was read.
        #[ts(type = "number")]
        pub base_at: u64,
        /// What happens, in one sentence: “3 of their changes merged with 5 of yours”.
        pub summary: String,
        /// My changes since the base.
        pub my_changes: Vec<Vec<SentencePart>>,
        /// Their changes since the base.
        pub their_changes: Vec<Vec<SentencePart>>,
        /// What both changed differently, decided or not, in the order of the document.
        pub conflicts: Vec<MergeConflict>,
        /// How many conflicts are not decided yet. At 0 the merge can be finished.
        pub open: u32,
        /// The merged text; where nothing is decided yet, it has mine.
        pub text: String,
        /// What the merged text changes in the version they have, in sentences with lines of the result.
        pub against_theirs: Vec<Change>,
        /// What the merged text changes in my draft, in sentences with lines of the result.
        pub against_mine: Vec<Change>,
        /// Comments of mine that find no place in the result, because what they stood at is gone.
        pub lost_comments: Vec<String>,
    }

    /// Something that both sides changed differently.
    pub struct MergeConflict {
        /// Tells it apart from the others; the same as long as both sides say the same about it.
        pub id: String,
        /// What contradicts what.
        pub kind: MergeConflictKind,
        /// What it is about, in words.
        pub sentence: Vec<SentencePart>,
        /// Where it is in the result, as `views[0].cards[2].entity`.
        pub path: String,
        /// The line in the result, from 1.
        pub line: Option<u32>,
        /// What both started from, as YAML; none when it was not there.
        pub base: Option<String>,
        /// What I have, as YAML; none when I removed it.
        pub mine: Option<String>,
        /// What they have, as YAML; none when they removed it.
        pub theirs: Option<String>,
        /// Whether both can be kept.
        pub can_keep_both: bool,
        /// What was decided.
        pub choice: Option<MergeChoice>,
        /// What is wrong with the text that was written by hand; it counts as not decided until it is mended.
        pub problem: Option<String>,
    }

    /// What contradicts what.
    pub enum MergeConflictKind {
        /// Both changed or added it, differently.
        ChangedApart,
        /// I changed or moved what they removed.
        RemovedByThem,
        /// They changed or moved what I removed.
        RemovedByMe,
        /// Both moved it, to different places.
        MovedApart,
    }

    /// How a conflict is decided.
    #[serde(tag = "choice")]
    pub enum MergeChoice {
        /// What I have.
        Mine,
        /// What they have.
        Theirs,
        /// Both, where that is possible.
        Both,
        /// Something else.
        Edited {
            /// As YAML.
            text: String,
        },
    }

    /// Decides conflicts of a merge.
    pub struct MergeChoose {
        /// The document.
        pub id: String,
        /// The conflicts.
        pub conflicts: Vec<String>,
        /// The decision; none takes an earlier one back.
        pub choice: Option<MergeChoice>,
    }

    /// Finishes the merge that the interface shows.
    pub struct MergeFinish {
        /// The document.
        pub id: String,
        /// The revision of the draft that the interface shows merged.
        pub revision: u32,
        /// The version of the other side that the interface shows merged.
        #[ts(type = "number | null")]
        pub theirs: Option<i64>,
    }

    /// What a save merged by itself.
    pub struct MergedIn {
        /// In one sentence: “3 of their changes merged with 5 of yours”.
        pub summary: String,
        /// Their changes in sentences, the first few.
        pub their_changes: Vec<String>,
        /// What changes in the text, to be applied as one step of undo; none when something was typed meanwhile,
        /// and the merged version is told as somebody else's instead.
        pub offer: Option<super::TextOffer>,
    }
}
