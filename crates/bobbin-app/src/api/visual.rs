//! Editing by hand: the outline of a document, the content of its nodes, and edits in terms of the tree.
//!
//! A path is a list of keys and positions, such as `["views", 0, "cards", 2]`.

use bobbin_core::path::{Path, Step};
use bobbin_core::value::Value;

use super::TextOffer;

api! {
    /// Asks for edits of the tree as an offer of text changes. It changes nothing yet.
    pub struct DocumentApply {
        /// The document's id.
        pub id: String,
        /// The revision that the paths refer to.
        pub revision: u32,
        /// The edits, in order: each path refers to the result of the edits before it.
        pub ops: Vec<EditOp>,
    }

    /// One edit of the tree. It keeps the text that it does not have to change, comments included.
    #[serde(tag = "op")]
    pub enum EditOp {
        /// Sets the value of a node. A missing key is added at the end.
        Set {
            /// The node.
            #[ts(type = "(string | number)[]")]
            path: Path,
            /// Its value.
            #[ts(type = "unknown")]
            value: Value,
        },
        /// Sets the value of a node. A missing key is added after the last of the given keys, or first when none of
        /// them is there.
        SetBehind {
            /// The node.
            #[ts(type = "(string | number)[]")]
            path: Path,
            /// Its value.
            #[ts(type = "unknown")]
            value: Value,
            /// The keys that it comes after.
            behind: Vec<String>,
        },
        /// Removes a key or an item, with its comments.
        Remove {
            /// The node.
            #[ts(type = "(string | number)[]")]
            path: Path,
        },
        /// Adds an item before a position, or a missing key.
        Insert {
            /// The path of the new node.
            #[ts(type = "(string | number)[]")]
            path: Path,
            /// The new node.
            #[ts(type = "unknown")]
            value: Value,
        },
        /// Moves a node; `to` refers to the document without it.
        Move {
            /// The node.
            #[ts(type = "(string | number)[]")]
            from: Path,
            /// Its new path.
            #[ts(type = "(string | number)[]")]
            to: Path,
        },
        /// Renames a key.
        RenameKey {
            /// The entry, by its current key.
            #[ts(type = "(string | number)[]")]
            path: Path,
            /// The new key.
            key: String,
        },
        /// Puts a node, or neighbors in a list, inside a new one.
        Wrap {
            /// The first node.
            #[ts(type = "(string | number)[]")]
            path: Path,
            /// The new node around it.
            #[ts(type = "unknown")]
            with: Value,
            /// The path inside the new node.
            #[ts(type = "(string | number)[]")]
            hole: Path,
            /// The number of neighbors.
            count: u32,
        },
        /// Replaces a node by its content.
        Unwrap {
            /// The node around it.
            #[ts(type = "(string | number)[]")]
            path: Path,
            /// The key that holds the content; none for `cards`, else `card`.
            key: Option<String>,
        },
        /// Makes a node mean a value, keeping the text of everything that stays the same.
        Replace {
            /// The node; the empty path stands for the document.
            #[ts(type = "(string | number)[]")]
            path: Path,
            /// The value to mean.
            #[ts(type = "unknown")]
            value: Value,
        },
    }

    /// Asks for the content of a node.
    pub struct DocumentNode {
        /// The document's id.
        pub id: String,
        /// The revision that the path refers to.
        pub revision: u32,
        /// The node's path.
        #[ts(type = "(string | number)[]")]
        pub path: Path,
    }

    /// The content of a node.
    pub struct NodeContent {
        /// The revision that it was read from.
        pub revision: u32,
        /// Its value.
        #[ts(type = "unknown")]
        pub value: Value,
        /// Its text with comments, without indentation; generated from the value where the node uses an anchor.
        pub yaml: String,
    }

    /// Asks for the outline of a document.
    pub struct DocumentOutline {
        /// The document's id.
        pub id: String,
        /// The tree that the interface has. If it is still current, the nodes are not sent again.
        pub tree: Option<u32>,
        /// The revision whose ranges the interface has. Only the shifts since then are sent.
        pub ranges_of: Option<u32>,
    }

    /// Views, badges, sections and cards of a document, in the order of the text.
    pub struct Outline {
        /// The revision it describes.
        pub revision: u32,
        /// The number of the tree, which stays the same until a node changes; none where the text can't be read.
        pub tree: Option<u32>,
        /// The nodes, each after its parent; none when the interface has them already.
        pub nodes: Option<Vec<OutlineNode>>,
        /// The nodes of the interface's tree whose content changed; their positions are the same.
        pub changed: Vec<OutlineChange>,
        /// The ranges of the nodes in the text, start and end alternating; none when `shifts` turns the interface's
        /// ranges into the new ones.
        pub ranges: Option<Vec<u32>>,
        /// The shifts that turn the interface's ranges into the new ones.
        pub shifts: Vec<Shift>,
    }

    /// A shift of starts and ends, from one position of `ranges` up to the next shift.
    pub struct Shift {
        /// The position in `ranges`.
        pub from: u32,
        /// The distance in UTF-16 units; negative toward the start of the text.
        pub by: i32,
    }

    /// The new content of a node of the outline.
    pub struct OutlineChange {
        /// The position of the node.
        pub index: u32,
        /// The node.
        pub node: OutlineNode,
    }

    /// One node of an outline.
    pub struct OutlineNode {
        /// The position of its parent.
        pub parent: Option<u32>,
        /// The steps of its path from the parent.
        #[ts(type = "(string | number)[]")]
        pub steps: Vec<Step>,
        /// Its kind.
        pub kind: NodeKind,
        /// Its type, such as `tile` or `custom:button-card`; for a view, the type that Home Assistant uses when none is
        /// written.
        pub r#type: String,
        /// Its name, title or heading.
        pub name: Option<String>,
        /// Its icon, as `mdi:…`.
        pub icon: Option<String>,
        /// Its entity, or the first of several.
        pub entity: Option<String>,
        /// The number of entities it lists.
        pub entities: u32,
        /// Whether it has conditions for being shown.
        pub conditional: bool,
        /// Whether it is disabled and never shown.
        pub disabled: bool,
        /// The strategy that generates its content.
        pub strategy: Option<String>,
        /// The last part of a view's address.
        pub path: Option<String>,
        /// Whether a view is a subview, which the navigation leaves out.
        pub subview: bool,
        /// Its layout options; none when none are written.
        pub layout: Option<NodeLayout>,
    }

    /// The kind of a node.
    #[derive(Copy, Eq)]
    pub enum NodeKind {
        /// The whole document.
        Dashboard,
        /// A view.
        View,
        /// A badge.
        Badge,
        /// A section.
        Section,
        /// A card.
        Card,
    }

    /// The layout options of a node, as far as they are written.
    pub struct NodeLayout {
        /// Columns of a card in its section, of 12; columns of a grid card; the maximum of a view.
        pub columns: Option<u32>,
        /// Whether a card takes the full width.
        pub full: bool,
        /// Rows of a card in its section.
        pub rows: Option<u32>,
        /// The columns of its view that a section spans.
        pub column_span: Option<u32>,
        /// The rows of its view that a section spans.
        pub row_span: Option<u32>,
        /// Whether sections fill gaps.
        pub dense: bool,
        /// Whether a card of a sidebar view is in the sidebar.
        pub in_sidebar: bool,
    }

    /// Asks for an arrangement of nodes as an offer of text changes. It changes nothing yet.
    pub struct DocumentArrange {
        /// The document's id.
        pub id: String,
        /// The revision that the paths refer to.
        pub revision: u32,
        /// The gesture.
        pub gesture: Gesture,
    }

    /// A change that the user makes by hand to cards, badges, sections and views. All paths refer to the document
    /// before it.
    #[serde(tag = "gesture")]
    pub enum Gesture {
        /// Moves nodes to a list, together and in their order.
        Move {
            /// The nodes.
            #[ts(type = "(string | number)[][]")]
            nodes: Vec<Path>,
            /// The list; it need not exist yet.
            #[ts(type = "(string | number)[]")]
            list: Path,
            /// The position to insert before, counted before the move.
            index: u32,
        },
        /// Copies nodes to a list.
        Copy {
            /// The nodes.
            #[ts(type = "(string | number)[][]")]
            nodes: Vec<Path>,
            /// The list.
            #[ts(type = "(string | number)[]")]
            list: Path,
            /// The position to insert before.
            index: u32,
        },
        /// Inserts new nodes into a list.
        Insert {
            /// The new nodes.
            #[ts(type = "unknown[]")]
            values: Vec<Value>,
            /// The list.
            #[ts(type = "(string | number)[]")]
            list: Path,
            /// The position to insert before.
            index: u32,
            /// The text of each node, if it has one, so that comments come along.
            #[serde(default)]
            texts: Vec<String>,
        },
        /// Puts a copy of each node after it.
        Duplicate {
            /// The nodes.
            #[ts(type = "(string | number)[][]")]
            nodes: Vec<Path>,
        },
        /// Removes nodes.
        Delete {
            /// The nodes.
            #[ts(type = "(string | number)[][]")]
            nodes: Vec<Path>,
        },
        /// Puts nodes in a new card, which takes the place of the first of them.
        Wrap {
            /// The nodes.
            #[ts(type = "(string | number)[][]")]
            nodes: Vec<Path>,
            /// The new card; the nodes go into its `cards` (a list) or `card`.
            #[ts(type = "unknown")]
            with: Value,
        },
        /// Replaces cards by their content.
        Unwrap {
            /// The cards.
            #[ts(type = "(string | number)[][]")]
            nodes: Vec<Path>,
        },
        /// Sets a key of each node, however deep; null removes it.
        Set {
            /// The nodes.
            #[ts(type = "(string | number)[][]")]
            nodes: Vec<Path>,
            /// The path of the key within the node.
            #[ts(type = "(string | number)[]")]
            key: Path,
            /// Its value.
            #[ts(type = "unknown")]
            value: Value,
        },
        /// Changes the type of a view and carries its cards over.
        ConvertView {
            /// The view.
            #[ts(type = "(string | number)[]")]
            view: Path,
            /// `sections`, `masonry`, `sidebar` or `panel`.
            to: String,
        },
    }

    /// The result of an arrangement.
    pub struct Arranged {
        /// The changes to the text, to be applied as one step of undo.
        pub offer: TextOffer,
        /// The paths of the arranged nodes afterwards.
        #[ts(type = "(string | number)[][]")]
        pub nodes: Vec<Path>,
        /// Side effects, in sentences.
        pub notes: Vec<String>,
    }

    /// Asks for nodes as YAML, for the clipboard.
    pub struct DocumentCopy {
        /// The document's id.
        pub id: String,
        /// The revision that the paths refer to.
        pub revision: u32,
        /// The nodes.
        #[ts(type = "(string | number)[][]")]
        pub nodes: Vec<Path>,
    }

    /// YAML from or for the clipboard.
    pub struct YamlText {
        /// The text.
        pub text: String,
    }

    /// Recognized YAML from the clipboard.
    pub struct Pasted {
        /// The kind of its nodes; none when a dashboard can't hold them.
        pub kind: Option<NodeKind>,
        /// The nodes: one, or the items of a list.
        #[ts(type = "unknown[]")]
        pub values: Vec<Value>,
        /// The text of each node.
        pub texts: Vec<String>,
        /// Why the text can't be used; none when it can.
        pub problem: Option<String>,
    }
}
