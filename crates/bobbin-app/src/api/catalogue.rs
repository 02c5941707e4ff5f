//! The catalogue as the interface gets it, and requests for new nodes and for YAML without a document.

use bobbin_core::path::Path;
use bobbin_core::value::Value;

api! {
    /// The catalogue: everything that a dashboard can hold, for Home Assistant's frontend and popular custom cards.
    pub struct CatalogueContents {
        /// The version of Home Assistant that the catalogue describes.
        pub ha_version: String,
        /// The entries, in the order they are offered.
        pub entries: Vec<CatalogueEntry>,
        /// Fields that all entries of a kind share.
        pub common: Vec<CatalogueCommon>,
    }

    /// One type that a dashboard can hold, or a plain mapping without a type.
    pub struct CatalogueEntry {
        /// Where in a dashboard it can be used.
        pub kind: CatalogueKind,
        /// The name of its type, as a dashboard spells it.
        pub name: String,
        /// Other spellings of the type.
        pub aliases: Vec<String>,
        /// Its name on screen.
        pub label: String,
        /// Its icon, as `mdi:…`.
        pub icon: String,
        /// Its purpose, in one sentence.
        pub sentence: String,
        /// Whether it suits entities of any domain.
        pub suits_any: bool,
        /// The domains that it suits.
        pub suits: Vec<String>,
        /// When the gallery offers it.
        pub offered: CatalogueOffered,
        /// Whether it is listed among the first of its kind.
        pub popular: bool,
        /// The replacement for this outdated type.
        pub instead: Option<String>,
        /// Part of the address of its script, for custom cards.
        pub resource: Option<String>,
        /// Required keys: at least one of these has to be there.
        pub one_of: Vec<String>,
        /// Whether it accepts any other key as well.
        pub open: bool,
        /// Whether it has no type name and is recognized by its fields.
        pub by_fields: bool,
        /// Its fields, in the order of the form.
        pub fields: Vec<CatalogueField>,
    }

    /// Fields that all entries of a kind share.
    pub struct CatalogueCommon {
        /// The kind.
        pub kind: CatalogueKind,
        /// The fields.
        pub fields: Vec<CatalogueField>,
    }

    /// The role of a catalogue entry, by its position in a dashboard.
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
        /// A strategy that generates a whole dashboard.
        #[serde(rename = "dashboard-strategy")]
        DashboardStrategy,
        /// A strategy that generates a view.
        #[serde(rename = "view-strategy")]
        ViewStrategy,
        /// A strategy that generates a section.
        #[serde(rename = "section-strategy")]
        SectionStrategy,
        /// A condition.
        Condition,
        /// An action.
        Action,
    }

    /// When the gallery offers an entry.
    #[derive(Copy, Eq)]
    pub enum CatalogueOffered {
        /// Always.
        Always,
        /// Only in search results.
        OnRequest,
        /// Never: Home Assistant makes it itself.
        Never,
    }

    /// One key of an entry.
    pub struct CatalogueField {
        /// The key.
        pub name: String,
        /// Its name on screen.
        pub label: String,
        /// The kind of value it holds.
        pub kind: CatalogueFieldKind,
        /// The kind of each item, for nodes: a kind, or `item/` and a name.
        pub of: Option<String>,
        /// Whether its value is a list.
        pub many: bool,
        /// Whether a list of one item may be written as the item alone.
        pub single: bool,
        /// The short form that may replace the mapping.
        pub plain: Option<CataloguePlain>,
        /// The choices.
        #[ts(type = "unknown[]")]
        pub options: Vec<Value>,
        /// The attribute of the entity that lists the choices.
        pub from: Option<String>,
        /// Whether other values are allowed too: another choice, or a pattern in place of an id.
        pub open: bool,
        /// The kind of a map's keys.
        pub keys: Option<CatalogueFieldKind>,
        /// The domains of matching entities; empty for all.
        pub domains: Vec<String>,
        /// Whether text that looks like a number is written as a number.
        pub numeric: bool,
        /// The minimum, for numbers.
        pub min: Option<f64>,
        /// The maximum, for numbers.
        pub max: Option<f64>,
        /// The step, for numbers.
        pub step: Option<f64>,
        /// The fields of an object.
        pub fields: Vec<Self>,
        /// Whether it is required.
        pub required: bool,
        /// Its value when absent.
        #[ts(type = "unknown")]
        pub default: Option<Value>,
        /// The default in words.
        pub default_words: Option<String>,
        /// A sentence of help.
        pub help: Option<String>,
        /// Why it is deprecated.
        pub deprecated: Option<String>,
        /// Whether Home Assistant's own form lacks it.
        pub yaml_only: bool,
        /// Its group in the form.
        pub group: CatalogueGroup,
    }

    /// A group of fields in a form.
    #[derive(Copy, Eq)]
    pub enum CatalogueGroup {
        /// The card's content.
        Content,
        /// Its appearance.
        Appearance,
        /// Its reactions to taps and holds.
        Interactions,
        /// The conditions under which it is shown.
        Visibility,
        /// Its size and position.
        Layout,
        /// Fields that are rarely needed, or outdated.
        Advanced,
    }

    /// A short form that may replace a mapping.
    #[derive(Copy, Eq)]
    pub enum CataloguePlain {
        /// An entity's id.
        Entity,
        /// A text.
        Text,
        /// The address of an image.
        Image,
        /// True or false.
        Boolean,
    }

    /// The kind of value that a field holds.
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
        /// True or false.
        Boolean,
        /// One of the options.
        Choice,
        /// An entity.
        Entity,
        /// A name: text, or the parts that Home Assistant composes it from.
        #[serde(rename = "entity-name")]
        EntityName,
        /// An attribute of the entity.
        Attribute,
        /// A state of the entity; with an attribute selected, a value of that attribute.
        State,
        /// A domain of entities, such as `light`.
        Domain,
        /// An integration.
        Integration,
        /// An icon.
        Icon,
        /// A color.
        Color,
        /// A theme.
        Theme,
        /// The address of an image.
        Image,
        /// An address on the web.
        Url,
        /// A page of Home Assistant.
        Navigation,
        /// An action of Home Assistant, such as `light.turn_on`.
        Service,
        /// The target of an action.
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
        /// Everybody, nobody, or a list of users.
        #[serde(rename = "users-or-boolean")]
        UsersOrBoolean,
        /// The reaction to a tap.
        Action,
        /// The question asked before an action.
        Confirmation,
        /// A list of conditions.
        Conditions,
        /// A node of the catalogue's kinds.
        Node,
        /// A mapping with fields of its own.
        Object,
        /// A mapping with any keys.
        Map,
        /// CSS properties.
        Css,
        /// The size of a card in its section.
        #[serde(rename = "grid-options")]
        GridOptions,
        /// A strategy and its options.
        Strategy,
        /// Any YAML.
        Yaml,
    }

    /// Asks for a new node.
    pub struct NodeNew {
        /// Its kind.
        pub kind: CatalogueKind,
        /// Its type; one that the catalogue lacks gets only a `type`.
        pub name: String,
        /// The entities for it, most important first.
        pub entities: Vec<String>,
        /// The area for it.
        pub area: Option<String>,
    }

    /// A new node, for insertion into a document.
    pub struct NewNode {
        /// The node.
        #[ts(type = "unknown")]
        pub value: Value,
    }

    /// Asks for the types that suit an entity.
    pub struct SuitingAsk {
        /// The kind to choose from.
        pub kind: CatalogueKind,
        /// The entity's domain.
        pub domain: String,
    }

    /// The value of a piece of YAML.
    pub struct YamlMeaning {
        /// The value; null when the YAML can't be read.
        #[ts(type = "unknown")]
        pub value: Value,
        /// Why the YAML can't be read.
        pub problem: Option<String>,
    }

    /// Replaces the text of a node.
    pub struct NodeWrite {
        /// The document's id.
        pub id: String,
        /// The revision that the path refers to.
        pub revision: u32,
        /// The node.
        #[ts(type = "(string | number)[]")]
        pub path: Path,
        /// Its new text, without indentation.
        pub yaml: String,
    }
}
