//! The data types of the catalogue, with the spelling of its files.
//!
//! Owns their fields and the defaults of keys that the files leave out. Reading the files belongs to `read`.

use serde::Deserialize;
use serde::de::IntoDeserializer;

use crate::value::Value;

/// The role of a catalogue entry, by its position in a dashboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A card.
    Card,
    /// A badge of a view.
    Badge,
    /// A badge of a heading card.
    HeadingBadge,
    /// A feature of a tile card or a similar one.
    Feature,
    /// A row of an entities card.
    Row,
    /// The header or footer of a card.
    HeaderFooter,
    /// An element of a picture elements card.
    Element,
    /// An item of a list inside a card that has no type of its own.
    Item,
    /// A view.
    View,
    /// A section of a view.
    Section,
    /// The dashboard itself.
    Dashboard,
    /// A strategy that generates a whole dashboard.
    DashboardStrategy,
    /// A strategy that generates a view.
    ViewStrategy,
    /// A strategy that generates a section.
    SectionStrategy,
    /// A condition.
    Condition,
    /// An action.
    Action,
}

impl Kind {
    /// The kind with a name in the data, as in [`Field::of`].
    pub fn named(name: &str) -> Option<Self> {
        Self::deserialize(IntoDeserializer::<serde::de::value::Error>::into_deserializer(name)).ok()
    }

    /// The key that holds the type's name; items and the dashboard have none.
    pub const fn type_key(self) -> Option<&'static str> {
        match self {
            Self::Condition => Some("condition"),
            Self::Action => Some("action"),
            Self::Item | Self::Dashboard => None,
            _ => Some("type"),
        }
    }

    /// The type of a node that names none.
    pub const fn default_type(self) -> Option<&'static str> {
        match self {
            Self::Badge | Self::HeadingBadge | Self::Row => Some("entity"),
            Self::Section => Some("grid"),
            Self::Condition => Some("state"),
            _ => None,
        }
    }
}

/// When the gallery offers an entry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Offered {
    /// Always.
    #[default]
    Always,
    /// Only in search results: outdated, rare, or usually made by a strategy.
    #[serde(rename = "on request")]
    OnRequest,
    /// Never: Home Assistant makes it itself.
    Never,
}

/// The entities that an entry is made for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Suits {
    /// None in particular.
    #[default]
    None,
    /// All of them.
    Any,
    /// Those of some domains.
    Domains(Vec<String>),
}

/// One type that a dashboard can hold, or a plain mapping without a type.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its kind.
    pub kind: Kind,
    /// The name of its type, as a dashboard spells it: `tile`, `custom:button-card`, `numeric_state`.
    pub name: String,
    /// Other spellings of the type with the same meaning.
    pub aliases: Vec<String>,
    /// Its name on screen.
    pub label: String,
    /// Its icon, as `mdi:…`.
    pub icon: String,
    /// Its purpose, in one sentence.
    pub sentence: String,
    /// The entities that it suits.
    pub suits: Suits,
    /// When the gallery offers it.
    pub offered: Offered,
    /// Whether it is listed among the first of its kind.
    pub popular: bool,
    /// The replacement for this outdated type.
    pub instead: Option<String>,
    /// Part of the address of its script, for custom cards.
    pub resource: Option<String>,
    /// Required keys: at least one of these has to be there.
    pub one_of: Vec<String>,
    /// Whether it accepts keys that are not among its fields.
    pub open: bool,
    /// Whether it has no type name and is recognized by its fields.
    pub by_fields: bool,
    /// The content of a new one, with placeholders `$entity`, `$entities` and `$area`.
    pub(super) stub: Value,
    /// Its fields, in the order of the form.
    pub fields: Vec<Field>,
}

impl Entry {
    /// One of its own fields, by name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

/// Fields that all entries of a kind share.
#[derive(Clone, Debug)]
pub struct Common {
    /// The kind.
    pub kind: Kind,
    /// The fields.
    pub fields: Vec<Field>,
}

/// A group of fields in a form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Group {
    /// The card's content.
    #[default]
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

/// The kind of value that a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FieldKind {
    /// A line of text.
    Text,
    /// Several lines of text, or code.
    Multiline,
    /// A template of Home Assistant.
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
    EntityName,
    /// An attribute of the entity.
    Attribute,
    /// A state of the entity, or of those of [`Field::domains`]; with an attribute selected, a value of that attribute.
    State,
    /// A domain of entities, such as `light`.
    Domain,
    /// An integration, such as `hue`.
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
    /// A label. Home Assistant's own frontend accepts labels in a [`FieldKind::Target`] only, which a test verifies;
    /// custom cards accept them on their own.
    Label,
    /// A user.
    User,
    /// Everybody, nobody, or a list of users.
    UsersOrBoolean,
    /// The reaction to a tap.
    Action,
    /// The question asked before an action.
    Confirmation,
    /// A list of conditions.
    Conditions,
    /// A node of the catalogue's kinds: see [`Field::of`].
    Node,
    /// A mapping with fields of its own.
    Object,
    /// A mapping with any keys.
    Map,
    /// CSS properties.
    Css,
    /// The size of a card in its section.
    GridOptions,
    /// A strategy and its options.
    Strategy,
    /// Any YAML.
    Yaml,
}

/// A short form that may replace a mapping.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Plain {
    /// An entity's id.
    Entity,
    /// A text.
    Text,
    /// The address of an image.
    Image,
    /// True or false.
    Boolean,
}

/// One key of an entry.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// The key.
    pub name: String,
    /// Its name on screen; made from the key if the data has none.
    #[serde(default)]
    pub label: String,
    /// The kind of value it holds.
    pub kind: FieldKind,
    /// The kind of each item if the field holds a [`FieldKind::Node`]: a kind, or `item/` and a name.
    #[serde(default)]
    pub of: Option<String>,
    /// Whether its value is a list.
    #[serde(default)]
    pub many: bool,
    /// Whether a list of one item may be written as the item alone.
    #[serde(default)]
    pub single: bool,
    /// The short form that may replace the mapping.
    #[serde(default)]
    pub plain: Option<Plain>,
    /// The choices.
    #[serde(default)]
    pub options: Vec<Value>,
    /// The attribute of the entity that lists the choices.
    #[serde(default)]
    pub from: Option<String>,
    /// Whether other values are allowed too: another choice, or a pattern in place of an id.
    #[serde(default)]
    pub open: bool,
    /// The kind of the keys of a [`FieldKind::Map`].
    #[serde(default)]
    pub keys: Option<FieldKind>,
    /// The domains of matching entities; empty for all.
    #[serde(default)]
    pub domains: Vec<String>,
    /// Whether text that looks like a number is written as a number.
    #[serde(default)]
    pub numeric: bool,
    /// The minimum, for numbers.
    #[serde(default)]
    pub min: Option<f64>,
    /// The maximum, for numbers.
    #[serde(default)]
    pub max: Option<f64>,
    /// The step, for numbers.
    #[serde(default)]
    pub step: Option<f64>,
    /// The fields of a [`FieldKind::Object`].
    #[serde(default)]
    pub fields: Vec<Self>,
    /// Whether it is required.
    #[serde(default)]
    pub required: bool,
    /// Its value when absent.
    #[serde(default)]
    pub default: Option<Value>,
    /// The default in words, if it depends on other settings.
    #[serde(default)]
    pub default_words: Option<String>,
    /// A sentence of help.
    #[serde(default)]
    pub help: Option<String>,
    /// Why it is deprecated.
    #[serde(default)]
    pub deprecated: Option<String>,
    /// Whether Home Assistant's own form lacks it.
    #[serde(default)]
    pub yaml_only: bool,
    /// Its group in the form.
    #[serde(default)]
    pub group: Group,
}
