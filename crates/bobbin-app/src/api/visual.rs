//! Editing by hand: the outline of a document, what a place in it holds, and edits that are asked for in
//! terms of the tree. A path is a list of keys and positions, `["views", 0, "cards", 2]`.

use bobbin_core::path::{Path, Step};
use bobbin_core::value::Value;

use super::TextOffer;

api! {
    /// Asks for edits of the tree as changes of the text. Nothing is changed yet.
    pub struct DocumentApply {
        /// The document.
        pub id: String,
        /// The revision that the paths are meant in.
        pub revision: u32,
        /// The edits, in order: each path is read in what the one before left.
        pub ops: Vec<EditOp>,
    }

    /// One edit of the tree. What the text does not need to change for it stays, comments included.
    #[serde(tag = "op")]
    pub enum EditOp {
        /// Gives a node a value; a key that is missing is added at the end.
        Set {
            /// The node.
            #[ts(type = "(string | number)[]")]
            path: Path,
            /// Its value.
            #[ts(type = "unknown")]
            value: Value,
        },
        /// The same; a key that is missing is added behind the last of some others, or in front of all.
        SetBehind {
            /// The node.
            #[ts(type = "(string | number)[]")]
            path: Path,
            /// Its value.
            #[ts(type = "unknown")]
            value: Value,
            /// The keys that it stands behind.
            behind: Vec<String>,
        },
        /// Takes a key or an item away, with its comments.
        Remove {
            /// The node.
            #[ts(type = "(string | number)[]")]
            path: Path,
        },
        /// Adds an item in front of a position, or a key that is missing.
        Insert {
            /// Where it will be.
            #[ts(type = "(string | number)[]")]
            path: Path,
            /// The new node.
            #[ts(type = "unknown")]
            value: Value,
        },
        /// Takes a node elsewhere; `to` is read in the document without it.
        Move {
            /// The node.
            #[ts(type = "(string | number)[]")]
            from: Path,
            /// Where it will be.
            #[ts(type = "(string | number)[]")]
            to: Path,
        },
        /// Gives a key another name.
        RenameKey {
            /// The entry, by its present key.
            #[ts(type = "(string | number)[]")]
            path: Path,
            /// The new key.
            key: String,
        },
        /// Puts a node, or neighbours of a list, inside a new one.
        Wrap {
            /// The first node.
            #[ts(type = "(string | number)[]")]
            path: Path,
            /// The node around it.
            #[ts(type = "unknown")]
            with: Value,
            /// The place inside the new node.
            #[ts(type = "(string | number)[]")]
            hole: Path,
            /// How many neighbours.
            count: u32,
        },
        /// Puts what a node holds in its place.
        Unwrap {
            /// The node around it.
            #[ts(type = "(string | number)[]")]
            path: Path,
            /// The key whose content stays; none for `cards`, else `card`.
            key: Option<String>,
        },
        /// Makes a node mean a value and keeps the text of all that is the same in both.
        Replace {
            /// The node; the empty path is the document.
            #[ts(type = "(string | number)[]")]
            path: Path,
            /// What it shall mean.
            #[ts(type = "unknown")]
            value: Value,
        },
    }

    /// Asks what is at a place of a document.
    pub struct DocumentNode {
        /// The document.
        pub id: String,
        /// The revision that the path is meant in.
        pub revision: u32,
        /// The place.
        #[ts(type = "(string | number)[]")]
        pub path: Path,
    }

    /// What is at a place.
    pub struct NodeContent {
        /// The revision it was read in.
        pub revision: u32,
        /// What it means.
        #[ts(type = "unknown")]
        pub value: Value,
        /// Its own text with its comments, moved to the left edge; written anew where an anchor is used.
        pub yaml: String,
    }

    /// Asks for the outline of a document.
    pub struct DocumentOutline {
        /// The document.
        pub id: String,
        /// The tree that the interface has; its nodes are not sent again.
        pub tree: Option<u32>,
        /// The revision whose ranges the interface has; only how they moved is sent then.
        pub ranges_of: Option<u32>,
    }

    /// Views, badges, sections and cards of a document, in the order of the text.
    pub struct Outline {
        /// The revision it is about.
        pub revision: u32,
        /// The number of the tree: the same as long as no node says anything else. None where the text can't be read.
        pub tree: Option<u32>,
        /// The nodes, each behind the one that holds it; none when the interface has them.
        pub nodes: Option<Vec<OutlineNode>>,
        /// Those of the interface's nodes that say something else now; none of them changed its place.
        pub changed: Vec<OutlineChange>,
        /// Where each node is written: start and end in turns. None when those that the interface has moved by `shifts`.
        pub ranges: Option<Vec<u32>>,
        /// How the ranges that the interface has moved.
        pub shifts: Vec<Shift>,
    }

    /// How starts and ends of nodes moved, from one of them up to where the next shift begins.
    pub struct Shift {
        /// The position in `ranges`.
        pub from: u32,
        /// How far; negative to the front.
        pub by: i32,
    }

    /// What a node of an outline says now.
    pub struct OutlineChange {
        /// The position of the node.
        pub index: u32,
        /// The node.
        pub node: OutlineNode,
    }

    /// One node of an outline.
    pub struct OutlineNode {
        /// The position of the node that holds it.
        pub parent: Option<u32>,
        /// The steps from there.
        #[ts(type = "(string | number)[]")]
        pub steps: Vec<Step>,
        /// What it is.
        pub kind: NodeKind,
        /// `tile`, `custom:button-card`; for a view the type that it has in the end.
        pub r#type: String,
        /// Its name, title or heading.
        pub name: Option<String>,
        /// Its icon, `mdi:…`.
        pub icon: Option<String>,
        /// The entity it is about, or the first of several.
        pub entity: Option<String>,
        /// How many entities it lists.
        pub entities: u32,
        /// Whether it is shown under conditions only.
        pub conditional: bool,
        /// Whether it is not shown at all.
        pub disabled: bool,
        /// The strategy that makes its content.
        pub strategy: Option<String>,
        /// The last part of a view's address.
        pub path: Option<String>,
        /// Whether a view is reached from other views only.
        pub subview: bool,
        /// What lays it out; none when nothing is written.
        pub layout: Option<NodeLayout>,
    }

    /// What a node is.
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

    /// What lays a node out, as far as it is written.
    pub struct NodeLayout {
        /// Columns of a card in its section, of 12; those of a grid card; the most of a view.
        pub columns: Option<u32>,
        /// Whether a card takes the whole width.
        pub full: bool,
        /// Rows of a card in its section.
        pub rows: Option<u32>,
        /// Columns of a view that a section takes.
        pub column_span: Option<u32>,
        /// Rows of a view that a section takes.
        pub row_span: Option<u32>,
        /// Whether sections fill gaps.
        pub dense: bool,
        /// Whether a card of a sidebar view stands in the sidebar.
        pub in_sidebar: bool,
    }

    /// Asks for an arrangement of nodes as changes of the text. Nothing is changed yet.
    pub struct DocumentArrange {
        /// The document.
        pub id: String,
        /// The revision that the paths are meant in.
        pub revision: u32,
        /// What to do.
        pub gesture: Gesture,
    }

    /// What a hand does to cards, badges, sections and views. All paths are of the document as it is.
    #[serde(tag = "gesture")]
    pub enum Gesture {
        /// Takes nodes to a place in a list, together and in their order.
        Move {
            /// The nodes.
            #[ts(type = "(string | number)[][]")]
            nodes: Vec<Path>,
            /// The list; it need not exist yet.
            #[ts(type = "(string | number)[]")]
            list: Path,
            /// In front of which item, counted as the list is now.
            index: u32,
        },
        /// Puts copies of nodes in a list.
        Copy {
            /// The nodes.
            #[ts(type = "(string | number)[][]")]
            nodes: Vec<Path>,
            /// The list.
            #[ts(type = "(string | number)[]")]
            list: Path,
            /// In front of which item.
            index: u32,
        },
        /// Puts new nodes in a list.
        Insert {
            /// The new nodes.
            #[ts(type = "unknown[]")]
            values: Vec<Value>,
            /// The list.
            #[ts(type = "(string | number)[]")]
            list: Path,
            /// In front of which item.
            index: u32,
            /// What they were written as, where they were written: comments come along.
            #[serde(default)]
            texts: Vec<String>,
        },
        /// Puts a copy of each node behind it.
        Duplicate {
            /// The nodes.
            #[ts(type = "(string | number)[][]")]
            nodes: Vec<Path>,
        },
        /// Takes nodes away.
        Delete {
            /// The nodes.
            #[ts(type = "(string | number)[][]")]
            nodes: Vec<Path>,
        },
        /// Puts nodes in a new card that stands where the first of them is.
        Wrap {
            /// The nodes.
            #[ts(type = "(string | number)[][]")]
            nodes: Vec<Path>,
            /// The new card; its `cards` (a list) or `card` takes them.
            #[ts(type = "unknown")]
            with: Value,
        },
        /// Puts what cards hold in their place.
        Unwrap {
            /// The cards.
            #[ts(type = "(string | number)[][]")]
            nodes: Vec<Path>,
        },
        /// Sets a key of each node, however deep; null takes it away.
        Set {
            /// The nodes.
            #[ts(type = "(string | number)[][]")]
            nodes: Vec<Path>,
            /// The key, as seen from the node.
            #[ts(type = "(string | number)[]")]
            key: Path,
            /// Its value.
            #[ts(type = "unknown")]
            value: Value,
        },
        /// Gives a view another type and takes its cards along.
        ConvertView {
            /// The view.
            #[ts(type = "(string | number)[]")]
            view: Path,
            /// `sections`, `masonry`, `sidebar` or `panel`.
            to: String,
        },
    }

    /// An arrangement as changes of the text.
    pub struct Arranged {
        /// The changes, to be applied as one step.
        pub offer: TextOffer,
        /// Where the nodes that it was about are afterwards.
        #[ts(type = "(string | number)[][]")]
        pub nodes: Vec<Path>,
        /// What else it changes, in sentences.
        pub notes: Vec<String>,
    }

    /// Asks for nodes as YAML, for the clipboard.
    pub struct DocumentCopy {
        /// The document.
        pub id: String,
        /// The revision that the paths are meant in.
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

    /// What a YAML text is when it is pasted.
    pub struct Pasted {
        /// What its nodes are; none when it is nothing that a dashboard is made of.
        pub kind: Option<NodeKind>,
        /// The nodes: one, or those of a list.
        #[ts(type = "unknown[]")]
        pub values: Vec<Value>,
        /// What each of them is written as.
        pub texts: Vec<String>,
        /// What is wrong with the text, if it can't be used.
        pub problem: Option<String>,
    }
}
