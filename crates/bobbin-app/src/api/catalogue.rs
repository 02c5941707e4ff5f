//! What can be written into a dashboard, and what the home has to be written in.

use bobbin_core::path::Path;
use bobbin_core::value::Value;

api! {
    /// What Home Assistant's frontend, and popular custom cards, can be told in a dashboard.
    pub struct CatalogueContents {
        /// The version of Home Assistant that is described.
        pub ha_version: String,
        /// The entries, in the order they are offered.
        pub entries: Vec<CatalogueEntry>,
        /// Fields that all entries of a kind have.
        pub common: Vec<CatalogueCommon>,
    }

    /// One thing a dashboard can hold.
    pub struct CatalogueEntry {
        /// What it is.
        pub kind: CatalogueKind,
        /// The name of its type, as a dashboard spells it.
        pub name: String,
        /// Other spellings of the type.
        pub aliases: Vec<String>,
        /// What it is called.
        pub label: String,
        /// Its icon, as `mdi:…`.
        pub icon: String,
        /// What it is for.
        pub sentence: String,
        /// Whether it is made for entities of any domain.
        pub suits_any: bool,
        /// The domains it is made for.
        pub suits: Vec<String>,
        /// When it is offered.
        pub offered: CatalogueOffered,
        /// Whether it stands among the first of its kind.
        pub popular: bool,
        /// The type to use in place of this old one.
        pub instead: Option<String>,
        /// What the address of its script holds, for custom cards.
        pub resource: Option<String>,
        /// Keys of which at least one has to be there.
        pub one_of: Vec<String>,
        /// Whether any other key is meant to be there too.
        pub open: bool,
        /// Whether it has no name, and is told by what its fields hold.
        pub by_fields: bool,
        /// Its fields, in the order they are shown.
        pub fields: Vec<CatalogueField>,
    }

    /// Fields that all entries of a kind have.
    pub struct CatalogueCommon {
        /// The kind.
        pub kind: CatalogueKind,
        /// The fields.
        pub fields: Vec<CatalogueField>,
    }

    /// What something of the catalogue is, by where it stands in a dashboard.
    #[derive(Copy, Eq)]
    pub enum CatalogueKind {
        /// A card.
        Card,
        /// A badge of a view.
        Badge,
        /// A badge of a heading card.
        #[serde(rename = "heading-badge")]
        HeadingBadge,
        /// A feature of a card.
        Feature,
        /// A row of an entities card.
        Row,
        /// The header or footer of a card.
        #[serde(rename = "header-footer")]
        HeaderFooter,
        /// An element of a picture.
        Element,
        /// An item of a list inside a card.
        Item,
        /// A view.
        View,
        /// A section.
        Section,
        /// The dashboard itself.
        Dashboard,
        /// What makes a whole dashboard.
        #[serde(rename = "dashboard-strategy")]
        DashboardStrategy,
        /// What makes a view.
        #[serde(rename = "view-strategy")]
        ViewStrategy,
        /// What makes a section.
        #[serde(rename = "section-strategy")]
        SectionStrategy,
        /// A condition.
        Condition,
        /// An action.
        Action,
    }

    /// When an entry is offered.
    #[derive(Copy, Eq)]
    pub enum CatalogueOffered {
        /// Always.
        Always,
        /// When it is searched for.
        OnRequest,
        /// Never: Home Assistant makes it itself.
        Never,
    }

    /// One key of an entry.
    pub struct CatalogueField {
        /// The key.
        pub name: String,
        /// What it is called.
        pub label: String,
        /// What it holds.
        pub kind: CatalogueFieldKind,
        /// What each item is, for nodes: a kind, or `item/` and a name.
        pub of: Option<String>,
        /// Whether it holds a list.
        pub many: bool,
        /// Whether a list of one may be written without the list.
        pub single: bool,
        /// What may stand in place of a mapping.
        pub plain: Option<CataloguePlain>,
        /// What can be chosen.
        #[ts(type = "unknown[]")]
        pub options: Vec<Value>,
        /// The attribute of the entity whose values can be chosen.
        pub from: Option<String>,
        /// Whether something else can be written too: another choice, or a pattern in place of an id.
        pub open: bool,
        /// What the keys of a map are.
        pub keys: Option<CatalogueFieldKind>,
        /// The domains of the entities that fit; none for all.
        pub domains: Vec<String>,
        /// Whether a text that is a number is meant as a number.
        pub numeric: bool,
        /// The least number.
        pub min: Option<f64>,
        /// The greatest number.
        pub max: Option<f64>,
        /// From one number to the next.
        pub step: Option<f64>,
        /// The fields of an object.
        pub fields: Vec<Self>,
        /// Whether it has to be there.
        pub required: bool,
        /// What it is when it is not there.
        #[ts(type = "unknown")]
        pub default: Option<Value>,
        /// The same in words.
        pub default_words: Option<String>,
        /// A sentence about it.
        pub help: Option<String>,
        /// Why not to use it any more.
        pub deprecated: Option<String>,
        /// Whether Home Assistant's own form does not know it.
        pub yaml_only: bool,
        /// Where it stands in a form.
        pub group: CatalogueGroup,
    }

    /// Where a field stands in a form.
    #[derive(Copy, Eq)]
    pub enum CatalogueGroup {
        /// What it is about.
        Content,
        /// How it looks.
        Appearance,
        /// What it does when it is touched.
        Interactions,
        /// When it is shown.
        Visibility,
        /// How large it is, and where.
        Layout,
        /// What is rarely needed, or old.
        Advanced,
    }

    /// What may stand in place of a mapping.
    #[derive(Copy, Eq)]
    pub enum CataloguePlain {
        /// An entity's id.
        Entity,
        /// A text.
        Text,
        /// A picture's address.
        Image,
        /// Yes or no.
        Boolean,
    }

    /// What a field holds.
    #[derive(Copy, Eq)]
    pub enum CatalogueFieldKind {
        /// A line of text.
        Text,
        /// Several lines, or code.
        Multiline,
        /// A template.
        Template,
        /// A number.
        Number,
        /// Yes or no.
        Boolean,
        /// One of the options.
        Choice,
        /// An entity.
        Entity,
        /// A name: a text, or what it is taken from.
        #[serde(rename = "entity-name")]
        EntityName,
        /// An attribute of the entity.
        Attribute,
        /// What an entity may be; beside an attribute, its value.
        State,
        /// A kind of entities.
        Domain,
        /// What brings entities into the home.
        Integration,
        /// An icon.
        Icon,
        /// A colour.
        Colour,
        /// A theme.
        Theme,
        /// A picture.
        Image,
        /// An address on the web.
        Url,
        /// A page of Home Assistant.
        Navigation,
        /// An action of Home Assistant to perform.
        Service,
        /// What to perform it on.
        Target,
        /// An area.
        Area,
        /// A device.
        Device,
        /// A floor.
        Floor,
        /// A label.
        Label,
        /// A user.
        User,
        /// Everybody, nobody, or some users.
        #[serde(rename = "users-or-boolean")]
        UsersOrBoolean,
        /// What happens on a tap.
        Action,
        /// The question asked before an action.
        Confirmation,
        /// A list of conditions.
        Conditions,
        /// Something of the catalogue.
        Node,
        /// A mapping with fields of its own.
        Object,
        /// A mapping with any keys.
        Map,
        /// CSS properties.
        Css,
        /// How large a card is in its section.
        #[serde(rename = "grid-options")]
        GridOptions,
        /// A strategy and its options.
        Strategy,
        /// Anything, as YAML.
        Yaml,
    }

    /// Asks for a new node.
    pub struct NodeNew {
        /// What it is.
        pub kind: CatalogueKind,
        /// Its type; one that is not in the catalogue gets nothing but its type.
        pub name: String,
        /// The entities it is for, the most important first.
        pub entities: Vec<String>,
        /// The area it is for.
        pub area: Option<String>,
    }

    /// A new node, to be put into a document.
    pub struct NewNode {
        /// It.
        #[ts(type = "unknown")]
        pub value: Value,
    }

    /// Asks what suits an entity.
    pub struct SuitingAsk {
        /// What it shall be.
        pub kind: CatalogueKind,
        /// The entity's domain.
        pub domain: String,
    }

    /// What a piece of YAML means.
    pub struct YamlMeaning {
        /// Its value; null when it can't be read.
        #[ts(type = "unknown")]
        pub value: Value,
        /// Why it can't be read.
        pub problem: Option<String>,
    }

    /// Asks for another text of a node.
    pub struct NodeWrite {
        /// The document.
        pub id: String,
        /// The revision that the path is meant in.
        pub revision: u32,
        /// The node.
        #[ts(type = "(string | number)[]")]
        pub path: Path,
        /// Its new text, at the left edge.
        pub yaml: String,
    }
}
