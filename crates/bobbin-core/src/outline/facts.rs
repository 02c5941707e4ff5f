//! What a node of the outline says about itself: its type, name, icon and entity, and what lays it out.
//!
//! Owns the reading of these few keys as Home Assistant's frontend reads them. A key of the wrong type
//! counts as absent.

use super::Kind;
use crate::value::{Map, Number, Value};

/// What names a node.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// `tile`, `custom:button-card`; for a view the type that it has in the end. Empty where none is written.
    pub kind: String,
    /// Its name, title or heading.
    pub name: Option<String>,
    /// Its icon, `mdi:sofa`.
    pub icon: Option<String>,
    /// The entity it is about, or the first of several.
    pub entity: Option<String>,
    /// How many entities it lists.
    pub entities: usize,
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
}

/// What lays a node out, as far as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// Columns of a card in its section, of 12; those of a grid card; the most of a view.
    pub columns: Option<u32>,
    /// Whether a card takes the whole width of its section.
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

/// How a view lays out its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ViewType {
    /// Sections of a 12 column grid.
    Sections,
    /// Columns that fill up.
    Masonry,
    /// Two columns.
    Sidebar,
    /// One card.
    Panel,
    /// Somebody else's element.
    Custom,
}

impl ViewType {
    /// The name in a view's `type`; none for custom ones, which have their own.
    pub const fn name(self) -> Option<&'static str> {
        match self {
            Self::Sections => Some("sections"),
            Self::Masonry => Some("masonry"),
            Self::Sidebar => Some("sidebar"),
            Self::Panel => Some("panel"),
            Self::Custom => None,
        }
    }
}

/// The type of a view as the frontend finds it (`get-view-type.ts`).
pub fn view_type(view: &Map) -> ViewType {
    match view.get("type").and_then(Value::as_str) {
        Some("sections") => ViewType::Sections,
        Some("masonry") => ViewType::Masonry,
        Some("sidebar") => ViewType::Sidebar,
        Some("panel") => ViewType::Panel,
        Some(_) => ViewType::Custom,
        None if flag(view, "panel") => ViewType::Panel,
        None if view.get("sections").is_some() => ViewType::Sections,
        None if view.get("cards").is_some() => ViewType::Masonry,
        None => ViewType::Sections,
    }
}

pub(super) fn of(kind: Kind, value: &Value) -> (Facts, Layout) {
    let Value::Map(map) = value else { return (bare(kind, value), Layout::default()) };
    let written = text(map, "type").unwrap_or_default();
    let facts = Facts {
        kind: match kind {
            Kind::View => view_type(map).name().map_or(written, str::to_owned),
            Kind::Badge if written.is_empty() => "entity".to_owned(),
            Kind::Section if written.is_empty() => "grid".to_owned(),
            _ => written,
        },
        name: name(map),
        icon: text(map, "icon"),
        entity: entity(map),
        entities: map.get("entities").and_then(Value::as_list).map_or(0, <[Value]>::len),
        conditional: map.get("visibility").and_then(Value::as_list).is_some_and(|all| !all.is_empty()),
        disabled: flag(map, "disabled"),
        strategy: map
            .get("strategy")
            .and_then(|strategy| strategy.get("type"))
            .and_then(Value::as_str)
            .map(str::to_owned),
        path: if kind == Kind::View { text(map, "path") } else { None },
        subview: flag(map, "subview"),
    };
    (facts, layout(kind, map))
}

/// A badge that is an entity's id alone; anything else that stands where a card should.
fn bare(kind: Kind, value: &Value) -> Facts {
    match (kind, value) {
        (Kind::Badge, Value::String(entity)) => {
            Facts { kind: "entity".to_owned(), entity: Some(entity.clone()), ..Facts::default() }
        }
        (_, Value::String(text)) => Facts { name: Some(short(text)), ..Facts::default() },
        _ => Facts::default(),
    }
}

fn name(map: &Map) -> Option<String> {
    let named = ["title", "name", "heading", "primary", "label", "text", "template"]
        .iter()
        .find_map(|key| text(map, key).filter(|text| !text.trim().is_empty()));
    let composed = || match map.get("name") {
        Some(value @ Value::Map(_)) => value.get("text").and_then(Value::as_str).map(str::to_owned),
        _ => None,
    };
    let content = || {
        let first = map.get("content")?.as_str()?.lines().find(|line| !line.trim().is_empty())?;
        Some(first.trim_start_matches(['#', ' ']).to_owned())
    };
    named.or_else(composed).or_else(content).map(|name| short(&name))
}

fn entity(map: &Map) -> Option<String> {
    let direct = ["entity", "entity_id", "camera_image", "image_entity"].iter().find_map(|key| text(map, key));
    let listed = || match map.get("entities")?.as_list()?.first()? {
        Value::String(entity) => Some(entity.clone()),
        Value::Map(first) => text(first, "entity"),
        _ => None,
    };
    direct.or_else(listed).filter(|entity| entity.len() <= 255)
}

fn layout(kind: Kind, map: &Map) -> Layout {
    let mut layout = Layout::default();
    match kind {
        Kind::View => {
            layout.columns = count(map.get("max_columns"));
            layout.dense = flag(map, "dense_section_placement");
        }
        Kind::Section => {
            layout.column_span = count(map.get("column_span"));
            layout.row_span = count(map.get("row_span"));
        }
        Kind::Card => {
            layout.in_sidebar = map
                .get("view_layout")
                .and_then(|at| at.get("position"))
                .is_some_and(|position| position.as_str() == Some("sidebar"));
            // The old spelling counts in quarters of a section.
            let (options, columns, rows, scale) = match (map.get("grid_options"), map.get("layout_options")) {
                (None, Some(old)) => (Some(old), "grid_columns", "grid_rows", 3),
                (options, _) => (options, "columns", "rows", 1),
            };
            if let Some(options) = options {
                layout.full = options.get(columns).is_some_and(|columns| columns.as_str() == Some("full"));
                layout.columns = count(options.get(columns)).map(|columns| columns.saturating_mul(scale));
                layout.rows = count(options.get(rows));
            } else if map.get("type").is_some_and(|kind| kind.as_str() == Some("grid")) {
                layout.columns = count(map.get("columns"));
            }
        }
        Kind::Dashboard | Kind::Badge => {}
    }
    layout
}

fn text(map: &Map, key: &str) -> Option<String> {
    match map.get(key)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(Number::UInt(number)) => Some(number.to_string()),
        Value::Number(Number::Int(number)) => Some(number.to_string()),
        _ => None,
    }
}

fn flag(map: &Map, key: &str) -> bool {
    matches!(map.get(key), Some(Value::Bool(true)))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to be in range")]
fn count(value: Option<&Value>) -> Option<u32> {
    match value? {
        Value::Number(number) => {
            let number = number.as_f64();
            (1.0..=1000.0).contains(&number).then_some(number as u32)
        }
        _ => None,
    }
}

/// A name is one line that fits a row; the text has the rest.
fn short(text: &str) -> String {
    let line = text.trim().lines().next().unwrap_or_default();
    match line.char_indices().nth(120) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.to_owned(),
    }
}
