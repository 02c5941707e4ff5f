//! Events: the messages that Bobbin sends the interface without a request.

use super::{Instance, KeyringState, PreviewShowing, Remote, SaveOutcome, SentLater, TextOffer};

api! {
    /// An event, sent to the window.
    #[serde(tag = "event")]
    pub enum Event {
        /// The connection, name or token of an instance changed.
        InstanceChanged {
            /// The instance as it is now.
            instance: Instance,
        },
        /// The state of the keyring changed.
        KeyringChanged {
            /// Its new state.
            keyring: KeyringState,
        },
        /// The list of dashboards should be read again.
        DashboardsChanged {
            /// The instance's id.
            instance: String,
        },
        /// The list of resources should be read again.
        ResourcesChanged {
            /// The instance's id.
            instance: String,
        },
        /// The other side of an open document has another version.
        RemoteChanged {
            /// The document's id.
            id: String,
            /// Its new state.
            remote: Remote,
        },
        /// The draft of a document is on disk.
        DraftSaved {
            /// The document's id.
            id: String,
            /// The revision that is on disk.
            revision: u32,
            /// When it was written.
            #[ts(type = "number")]
            at: u64,
        },
        /// Writing the draft of a document failed.
        DraftFailed {
            /// The document's id.
            id: String,
            /// The problem and its remedy.
            message: String,
        },
        /// Bobbin has settled a save whose outcome was unknown.
        SaveSettled {
            /// The document's id.
            id: String,
            /// The outcome.
            outcome: SaveOutcome,
        },
        /// Somebody else saved an open dashboard that has no draft, and Bobbin carried their changes into its text. The
        /// interface applies the offer without moving the cursor, or drops it if the user typed meanwhile.
        RemoteCarried {
            /// The document's id.
            id: String,
            /// The changes to the text.
            offer: TextOffer,
            /// Their first few changes, in sentences.
            sentences: Vec<String>,
            /// The total number of their changes.
            changes: u32,
            /// When Bobbin saw their version.
            #[ts(type = "number")]
            at: u64,
        },
        /// Comments whose node was deleted elsewhere. They are kept in the history.
        CommentsLost {
            /// The document's id.
            id: String,
            /// The comments.
            comments: Vec<String>,
            /// The version in the history that has them.
            #[ts(type = "number | null")]
            version: Option<i64>,
        },
        /// A save was queued, sent, or removed from the queue.
        QueueChanged {
            /// The document's id.
            id: String,
            /// When the save was queued; none when no save waits.
            #[ts(type = "number | null")]
            queued_at: Option<u64>,
        },
        /// The connection is back, and Bobbin has gone through all queued saves.
        QueueSent {
            /// The instance's id.
            instance: String,
            /// The result of each save.
            items: Vec<SentLater>,
        },
        /// A preview no longer shows its document's latest text, or shows it again.
        PreviewShows {
            /// The preview's id.
            preview: String,
            /// The revision that it shows.
            showing: PreviewShowing,
        },
        /// Cards in a preview asked for paths of a custom integration. They were refused; the user can allow them.
        PreviewWants {
            /// The preview's id.
            preview: String,
            /// All paths refused so far, such as `/api/garden/`.
            paths: Vec<String>,
        },
        /// A preview ended together with its connection.
        PreviewEnded {
            /// The preview's id.
            preview: String,
        },
        /// Files to open, passed on by a second start of Bobbin.
        OpenFiles {
            /// Their full paths.
            paths: Vec<String>,
        },
        /// The window is about to close. The interface answers with `window_close` when it is ready.
        CloseRequested,
        /// A notice for the user.
        Notice {
            /// Its text.
            message: String,
            /// Its severity; none for good news.
            severity: Option<super::Severity>,
        },
    }
}
