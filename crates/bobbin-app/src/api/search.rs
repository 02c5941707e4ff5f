//! Searching all dashboards of a home.

use super::DocumentTarget;

api! {
    /// Looks for words in the dashboards of an instance, and in what is open or drafted besides.
    pub struct SearchAsk {
        /// The instance; without one, only what is open or drafted.
        pub instance: Option<String>,
        /// The words, or a regular expression.
        pub words: String,
        /// Whether upper and lower case are told apart.
        pub match_case: bool,
        /// Whether only whole words count.
        pub whole_words: bool,
        /// Whether the words are a regular expression.
        pub regular_expression: bool,
    }

    /// What was found.
    pub struct SearchResult {
        /// The documents with at least one place.
        pub documents: Vec<SearchedDocument>,
        /// How many places there are in all of them, told or not.
        pub total: u32,
        /// How many documents were searched.
        pub searched: u32,
        /// The titles of the dashboards that could not be: nothing of them is kept here.
        pub unread: Vec<String>,
    }

    /// A document in which something was found.
    pub struct SearchedDocument {
        /// Which one.
        pub target: DocumentTarget,
        /// Its title.
        pub title: String,
        /// Its icon, `mdi:home`.
        pub icon: Option<String>,
        /// Which of its texts was searched.
        pub text: SearchedText,
        /// When that text was typed, or read from Home Assistant; none for what is open.
        #[ts(type = "number | null")]
        pub as_of: Option<u64>,
        /// The first places.
        pub places: Vec<FoundPlace>,
        /// How many there are.
        pub total: u32,
    }

    /// Which text of a document was searched.
    #[derive(Copy, Eq)]
    pub enum SearchedText {
        /// The one in the editor.
        Open,
        /// The draft on disk.
        Draft,
        /// What Home Assistant had when it was last read.
        Kept,
    }

    /// A place where something was found.
    pub struct FoundPlace {
        /// Where it begins.
        pub from: u32,
        /// Where it ends.
        pub to: u32,
        /// Its line, from 1.
        pub line: u32,
        /// Its column, from 1.
        pub column: u32,
        /// What stands before it on the line.
        pub before: String,
        /// What was found.
        pub found: String,
        /// What stands behind it on the line.
        pub behind: String,
        /// The view, section and cards around it, by their names.
        pub around: Vec<String>,
    }
}
