//! The preview: a document's dashboard in Home Assistant's own frontend.

use serde_json::Value;

use super::{Severity, Side};

api! {
    /// What a preview shows.
    #[serde(tag = "kind")]
    pub enum PreviewSubject {
        /// The draft of a document, as it is typed. One that is no dashboard of a home is shown as a new one.
        Draft {
            /// The document.
            id: String,
        },
        /// A side of a document as it is now: what its draft started from, theirs, a version of the history.
        Side {
            /// The document.
            id: String,
            /// Which.
            side: Side,
        },
        /// A single card.
        Card {
            /// It.
            #[ts(type = "unknown")]
            card: Value,
        },
    }

    /// Shows something in a preview.
    pub struct PreviewStart {
        /// What.
        pub subject: PreviewSubject,
        /// The home to show it in; none for the document's own.
        pub instance: Option<String>,
        /// The view to open, by path or number.
        pub view: String,
        /// How it is looked at.
        pub look: PreviewLook,
    }

    /// Takes a picture of a view.
    pub struct PreviewPicture {
        /// What, and how it is looked at.
        pub start: PreviewStart,
        /// The width of the page in CSS pixels.
        pub width: u32,
        /// Its least height; the picture is as high as what is on the page.
        pub height: u32,
        /// Where it goes.
        pub to: PictureTo,
    }

    /// Where a picture goes.
    #[serde(tag = "kind")]
    pub enum PictureTo {
        /// The clipboard.
        Clipboard,
        /// A file that the user chooses.
        File {
            /// The name that is suggested.
            name: String,
        },
    }

    /// What became of a picture.
    #[serde(tag = "kind")]
    pub enum PictureTaken {
        /// The user chose no file.
        Cancelled,
        /// It is on the clipboard.
        Copied {
            /// Its width in pixels.
            width: u32,
            /// Its height.
            height: u32,
        },
        /// It is in a file.
        Saved {
            /// Where.
            path: String,
            /// Its width in pixels.
            width: u32,
            /// Its height.
            height: u32,
        },
    }

    /// Shows something else in a preview that is open.
    pub struct PreviewShow {
        /// The preview.
        pub preview: String,
        /// What.
        pub subject: PreviewSubject,
        /// The home that it is shown in.
        pub instance: Option<String>,
    }

    /// A preview that was started.
    pub struct PreviewStarted {
        /// Its name, for the other commands.
        pub preview: String,
        /// The address for the frame; whoever has it sees the dashboard.
        pub url: String,
        /// The only origin whose messages are the page's.
        pub origin: String,
        /// The dashboard's path, which its views' addresses begin with.
        pub url_path: String,
        /// The names of the themes that Home Assistant has, as far as it told.
        pub themes: Vec<String>,
        /// How the draft stands to what is shown.
        pub showing: PreviewShowing,
        /// Whether pictures of it can be taken here.
        pub takes_pictures: bool,
    }

    /// Names a preview.
    pub struct PreviewRef {
        /// Its name.
        pub preview: String,
    }

    /// Looks at a preview in another way.
    pub struct PreviewLookSet {
        /// The preview.
        pub preview: String,
        /// How.
        pub look: PreviewLook,
    }

    /// Lets a preview control the home, or not any more.
    pub struct PreviewControl {
        /// The preview.
        pub preview: String,
        /// Whether it may call services.
        pub allowed: bool,
    }

    /// Lets the cards of a home read from a path of a custom integration, in this preview and later ones.
    pub struct PreviewAllow {
        /// The preview that asked.
        pub preview: String,
        /// The path, as the event named it.
        pub path: String,
    }

    /// How a preview is looked at.
    pub struct PreviewLook {
        /// Whether as a user who is no administrator.
        pub ordinary: bool,
        /// The language, when it is not the user's own.
        pub language: Option<String>,
        /// The theme, when it is not the user's own.
        pub theme: Option<String>,
        /// Whether it is dark, when that is left to nobody else.
        pub dark: Option<bool>,
        /// Whether it is the view alone.
        pub kiosk: bool,
        /// Whether everything is visible, whatever its conditions say.
        pub ignore_visibility: bool,
        /// States that are other than they are.
        pub what_if: Vec<WhatIfState>,
    }

    /// An entity that is other than it is.
    pub struct WhatIfState {
        /// The entity.
        pub entity: String,
        /// Its state, when that is another.
        pub state: Option<String>,
        /// Attributes that are others.
        #[ts(type = "Record<string, unknown>")]
        pub attributes: serde_json::Map<String, serde_json::Value>,
    }

    /// How a draft stands to what its preview shows.
    #[derive(Eq)]
    pub struct PreviewShowing {
        /// The revision of the text that is shown.
        pub revision: u32,
        /// Why the text of now is not shown; none when it is.
        pub behind: Option<String>,
    }

    /// What a preview refused so far.
    pub struct PreviewTally {
        /// Pages that are connected.
        pub pages: u32,
        /// How many times something was refused.
        pub refused: u32,
        /// What, in words, with how often; the most frequent first.
        pub kinds: Vec<PreviewRefusal>,
        /// What templates use that sees states as they are, whatever the what-if states say; `?` is a template that
        /// Bobbin can't read.
        pub beyond: Vec<String>,
        /// How bad that is: nothing to worry about, or a page that tries to change things.
        pub severity: Option<Severity>,
    }

    /// Something that a preview refused.
    pub struct PreviewRefusal {
        /// What, as a card would name it.
        pub what: String,
        /// How often.
        pub count: u32,
    }
}
