//! The preview: a document's dashboard in Home Assistant's own frontend.

use serde_json::Value;

use super::{Severity, Side};

api! {
    /// The subject of a preview.
    #[serde(tag = "kind")]
    pub enum PreviewSubject {
        /// The draft of a document, followed as the user types. A document that belongs to no home is shown as a new
        /// dashboard.
        Draft {
            /// The document's id.
            id: String,
        },
        /// A fixed side of a document: its base, theirs, or a version of the history.
        Side {
            /// The document's id.
            id: String,
            /// The side.
            side: Side,
        },
        /// A single card.
        Card {
            /// The card.
            #[ts(type = "unknown")]
            card: Value,
        },
    }

    /// Shows something in a preview.
    pub struct PreviewStart {
        /// The subject.
        pub subject: PreviewSubject,
        /// The id of the home to show it in; none for the document's own.
        pub instance: Option<String>,
        /// The view to open, by path or number.
        pub view: String,
        /// The viewer, theme, language and what-if states.
        pub look: PreviewLook,
    }

    /// Takes a picture of a view.
    pub struct PreviewPicture {
        /// The subject and the look.
        pub start: PreviewStart,
        /// The width of the page in CSS pixels.
        pub width: u32,
        /// The minimum height in CSS pixels; the picture is as high as the page's content.
        pub height: u32,
        /// The destination.
        pub to: PictureTo,
    }

    /// The destination of a picture.
    #[serde(tag = "kind")]
    pub enum PictureTo {
        /// The clipboard.
        Clipboard,
        /// A file that the user chooses.
        File {
            /// The suggested file name.
            name: String,
        },
    }

    /// The result of taking a picture.
    #[serde(tag = "kind")]
    pub enum PictureTaken {
        /// The user canceled the file dialog.
        Canceled,
        /// Copied to the clipboard.
        Copied {
            /// Its width in pixels.
            width: u32,
            /// Its height in pixels.
            height: u32,
        },
        /// Saved to a file.
        Saved {
            /// The file's path.
            path: String,
            /// Its width in pixels.
            width: u32,
            /// Its height in pixels.
            height: u32,
        },
    }

    /// Changes the subject of an open preview.
    pub struct PreviewShow {
        /// The preview's id.
        pub preview: String,
        /// The subject.
        pub subject: PreviewSubject,
        /// The id of the home to show it in; none for the document's own.
        pub instance: Option<String>,
    }

    /// A preview that was started.
    pub struct PreviewStarted {
        /// The preview's id, for the other commands.
        pub preview: String,
        /// The address for the frame. It gives access to the dashboard, so it must stay secret.
        pub url: String,
        /// The origin of the page; messages from any other origin are not the page's.
        pub origin: String,
        /// The dashboard's `url_path`, the first part of the addresses of its views.
        pub url_path: String,
        /// The names of Home Assistant's themes, as far as they are known.
        pub themes: Vec<String>,
        /// The revision that the preview shows.
        pub showing: PreviewShowing,
        /// Whether this computer can take pictures of it.
        pub takes_pictures: bool,
    }

    /// Names a preview.
    pub struct PreviewRef {
        /// The preview's id.
        pub preview: String,
    }

    /// Changes the look of a preview.
    pub struct PreviewLookSet {
        /// The preview's id.
        pub preview: String,
        /// The new look.
        pub look: PreviewLook,
    }

    /// Allows a preview to control the home, or stops it.
    pub struct PreviewControl {
        /// The preview's id.
        pub preview: String,
        /// Whether it may call actions.
        pub allowed: bool,
    }

    /// Allows the cards of a home to read from a path of a custom integration, in this preview and later ones.
    pub struct PreviewAllow {
        /// The id of the preview that asked.
        pub preview: String,
        /// The path, as in the event.
        pub path: String,
    }

    /// The viewer, theme, language and states that a preview shows a dashboard with.
    pub struct PreviewLook {
        /// Whether the viewer is a user without administrator rights.
        pub ordinary: bool,
        /// The language; none for the user's own.
        pub language: Option<String>,
        /// The theme; none for the user's own.
        pub theme: Option<String>,
        /// Whether the theme is dark; none leaves it to the user's settings.
        pub dark: Option<bool>,
        /// Whether only the view is shown, without header and sidebar.
        pub kiosk: bool,
        /// Whether to ignore conditions and show everything.
        pub ignore_visibility: bool,
        /// States that apply in this preview only.
        pub what_if: Vec<WhatIfState>,
    }

    /// A what-if state of an entity.
    pub struct WhatIfState {
        /// The entity's id.
        pub entity: String,
        /// Its what-if state; none for the real one.
        pub state: Option<String>,
        /// Its what-if attributes; the others are real.
        #[ts(type = "Record<string, unknown>")]
        pub attributes: serde_json::Map<String, serde_json::Value>,
    }

    /// How far a preview follows its draft.
    #[derive(Eq)]
    pub struct PreviewShowing {
        /// The revision of the text that it shows.
        pub revision: u32,
        /// Why the newest text is not shown; none when it is.
        pub behind: Option<String>,
    }

    /// The requests that a preview has refused so far.
    pub struct PreviewTally {
        /// The number of connected pages.
        pub pages: u32,
        /// The number of refusals.
        pub refused: u32,
        /// The refused requests by kind, most frequent first.
        pub kinds: Vec<PreviewRefusal>,
        /// Names in templates whose values ignore the what-if states; `?` stands for a template that Bobbin can't read.
        pub beyond: Vec<String>,
        /// The severity: harmless, or a page that tries to change things.
        pub severity: Option<Severity>,
    }

    /// A kind of request that a preview refused.
    pub struct PreviewRefusal {
        /// Its name, as a card would write it.
        pub what: String,
        /// The number of refusals.
        pub count: u32,
    }
}
