//! Searching all dashboards of a home, open documents and drafts.

use super::DocumentTarget;

api! {
    /// Searches the dashboards of an instance, open documents and drafts.
    pub struct SearchAsk {
        /// The instance's id; none for open documents and drafts only.
        pub instance: Option<String>,
        /// The text to find, or a regular expression.
        pub words: String,
        /// Whether upper and lower case differ.
        pub match_case: bool,
        /// Whether only whole words match.
        pub whole_words: bool,
        /// Whether `words` is a regular expression.
        pub regular_expression: bool,
    }

    /// The result of a search.
    pub struct SearchResult {
        /// The documents with at least one match.
        pub documents: Vec<SearchedDocument>,
        /// The number of matches in all of them, including those not listed.
        pub total: u32,
        /// The number of searched documents.
        pub searched: u32,
        /// The titles of the dashboards that couldn't be searched, because Bobbin keeps no content of them.
        pub unread: Vec<String>,
    }

    /// A document with matches.
    pub struct SearchedDocument {
        /// Its subject.
        pub target: DocumentTarget,
        /// Its title.
        pub title: String,
        /// Its icon, as `mdi:…`.
        pub icon: Option<String>,
        /// The text that was searched.
        pub text: SearchedText,
        /// When that text was edited, or read from Home Assistant; none for an open document.
        #[ts(type = "number | null")]
        pub as_of: Option<u64>,
        /// The first matches.
        pub places: Vec<FoundPlace>,
        /// The total number of matches.
        pub total: u32,
    }

    /// The text of a document that was searched.
    #[derive(Copy, Eq)]
    pub enum SearchedText {
        /// The text in the editor.
        Open,
        /// The draft on disk.
        Draft,
        /// Home Assistant's content, as last read.
        Kept,
    }

    /// A match.
    pub struct FoundPlace {
        /// Its start in the text.
        pub from: u32,
        /// Its end in the text.
        pub to: u32,
        /// Its line, from 1.
        pub line: u32,
        /// Its column, from 1.
        pub column: u32,
        /// The text before it on the line.
        pub before: String,
        /// The matching text.
        pub found: String,
        /// The text after it on the line.
        pub behind: String,
        /// The names of the view, section and cards around it, outermost first.
        pub around: Vec<String>,
    }
}
