//! What the catalogue says, as plain data, with the spelling of its files.
//!
//! Owns the shapes and the defaults of keys left out in the files. Reading the files is `read`.

use serde::Deserialize;
use serde::de::IntoDeserializer;

use crate::value::Value;

/// What something of the catalogue is, by where it stands in a dashboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A card.
    Card,
    /// A badge of a view.
    Badge,
    /// A badge of a heading card.
    HeadingBadge,
    /// A feature of a tile card and its kind.
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
    /// What makes a whole dashboard.
    DashboardStrategy,
    /// What makes a view.
    ViewStrategy,
    /// What makes a section.
    SectionStrategy,
    /// A condition.
    Condition,
    /// An action.
    Action,
}

impl Kind {
    /// The kind that the data call so, as in [`Field::of`].
    pub fn named(name: &str) -> Option<Self> {
        Self::deserialize(IntoDeserializer::<serde::de::value::Error>::into_deserializer(name)).ok()
    }

    /// The key whose value is the type's name; items and the dashboard have none.
    pub const fn type_key(self) -> Option<&'static str> {
        match self {
            Self::Condition => Some("condition"),
            Self::Action => Some("action"),
            Self::Item | Self::Dashboard => None,
            _ => Some("type"),
        }
    }

    /// The type of what names none.
    pub const fn default_type(self) -> Option<&'static str> {
        match self {
            Self::Badge | Self::HeadingBadge | Self::Row => Some("entity"),
            Self::Section => Some("grid"),
            Self::Condition => Some("state"),
            _ => None,
        }
    }
}

/// When an entry is offered to be added.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Offered {
    /// Always.
    #[default]
    Always,
    /// When it is searched for: old, rare, or usually made by a strategy.
    #[serde(rename = "on request")]
    OnRequest,
    /// Never: Home Assistant makes it itself.
    Never,
}

/// Which entities something is made for.
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

/// One thing a dashboard can hold.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What it is.
    pub kind: Kind,
    /// The name of its type, as a dashboard spells it: `tile`, `custom:button-card`, `numeric_state`.
    pub name: String,
    /// Other spellings of the type that mean the same.
    pub aliases: Vec<String>,
    /// What it is called.
    pub label: String,
    /// Its icon, as `mdi:…`.
    pub icon: String,
    /// What it is for, in a sentence.
    pub sentence: String,
    /// Which entities it is made for.
    pub suits: Suits,
    /// When it is offered.
    pub offered: Offered,
    /// Whether it stands among the first of its kind.
    pub popular: bool,
    /// The type to use in place of this one, which is an old name.
    pub instead: Option<String>,
    /// What the address of its script holds, for custom cards.
    pub resource: Option<String>,
    /// Keys of which at least one has to be there.
    pub one_of: Vec<String>,
    /// Whether keys that are not among its fields are meant to be there.
    pub open: bool,
    /// Whether it has no name, and is told by what its fields hold.
    pub by_fields: bool,
    /// What a new one holds, with `$entity`, `$entities` and `$area` for what it is given.
    pub(super) stub: Value,
    /// Its fields, in the order they are shown.
    pub fields: Vec<Field>,
}

impl Entry {
    /// A field of its own, by name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

/// Fields that all entries of a kind have.
#[derive(Clone, Debug)]
pub struct Common {
    /// The kind.
    pub kind: Kind,
    /// The fields.
    pub fields: Vec<Field>,
}

/// Where a field stands in a form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Group {
    /// What it is about.
    #[default]
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

/// What a field holds.
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
    /// Yes or no.
    Boolean,
    /// One of the options.
    Choice,
    /// An entity.
    Entity,
    /// A name: a text, or what it is taken from.
    EntityName,
    /// An attribute of the entity.
    Attribute,
    /// What an entity, or those of [`Field::domains`], may be: a state; beside an attribute, its value.
    State,
    /// A kind of entities: `light`.
    Domain,
    /// What brings entities into the home: `hue`.
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
    /// An action of Home Assistant to perform, as `light.turn_on`.
    Service,
    /// What to perform it on.
    Target,
    /// An area.
    Area,
    /// A device.
    Device,
    /// A floor.
    Floor,
    /// A label. Home Assistant's own frontend takes labels in a [`FieldKind::Target`] only, which a test holds it to;
    /// custom cards take them by themselves.
    Label,
    /// A user.
    User,
    /// Everybody, nobody, or some users.
    UsersOrBoolean,
    /// What happens on a tap.
    Action,
    /// The question asked before an action.
    Confirmation,
    /// A list of conditions.
    Conditions,
    /// Something of the catalogue: see [`Field::of`].
    Node,
    /// A mapping with fields of its own.
    Object,
    /// A mapping with any keys.
    Map,
    /// CSS properties.
    Css,
    /// How large a card is in its section.
    GridOptions,
    /// A strategy and its options.
    Strategy,
    /// Anything, as YAML.
    Yaml,
}

/// What may stand in place of a mapping.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Plain {
    /// An entity's id.
    Entity,
    /// A text.
    Text,
    /// A picture's address.
    Image,
    /// Yes or no.
    Boolean,
}

/// One key of an entry.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// The key.
    pub name: String,
    /// What it is called; made from the key where the data say nothing.
    #[serde(default)]
    pub label: String,
    /// What it holds.
    pub kind: FieldKind,
    /// What each item is where the field holds a [`FieldKind::Node`]: a kind, or `item/` and a name.
    #[serde(default)]
    pub of: Option<String>,
    /// Whether it holds a list.
    #[serde(default)]
    pub many: bool,
    /// Whether a list of one may be written without the list.
    #[serde(default)]
    pub single: bool,
    /// What may stand in place of a mapping.
    #[serde(default)]
    pub plain: Option<Plain>,
    /// What can be chosen.
    #[serde(default)]
    pub options: Vec<Value>,
    /// The attribute of the entity whose values can be chosen.
    #[serde(default)]
    pub from: Option<String>,
    /// Whether something else can be written too: another choice, or a pattern in place of an id.
    #[serde(default)]
    pub open: bool,
    /// What the keys of a [`FieldKind::Map`] are.
    #[serde(default)]
    pub keys: Option<FieldKind>,
    /// The domains of the entities that fit; none for all.
    #[serde(default)]
    pub domains: Vec<String>,
    /// Whether a text that is a number is meant as a number.
    #[serde(default)]
    pub numeric: bool,
    /// The least number.
    #[serde(default)]
    pub min: Option<f64>,
    /// The greatest number.
    #[serde(default)]
    pub max: Option<f64>,
    /// From one number to the next.
    #[serde(default)]
    pub step: Option<f64>,
    /// The fields of a [`FieldKind::Object`].
    #[serde(default)]
    pub fields: Vec<Self>,
    /// Whether it has to be there.
    #[serde(default)]
    pub required: bool,
    /// What it is when it is not there.
    #[serde(default)]
    pub default: Option<Value>,
    /// The same in words, where it depends on something.
    #[serde(default)]
    pub default_words: Option<String>,
    /// A sentence about it.
    #[serde(default)]
    pub help: Option<String>,
    /// Why not to use it any more.
    #[serde(default)]
    pub deprecated: Option<String>,
    /// Whether Home Assistant's own form does not know it.
    #[serde(default)]
    pub yaml_only: bool,
    /// Where it stands in a form.
    #[serde(default)]
    pub group: Group,
}
