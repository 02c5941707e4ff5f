//! The facts about a node of the outline: its type, name, icon and entity, and its layout options.
//!
//! Owns the reading of these few keys, as Home Assistant's frontend reads them. A key of the wrong type counts as
//! absent.

use super::Kind;
use crate::value::{Map, Number, Value};

/// The type, name, icon and entity of a node.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Its type, such as `tile` or `custom:button-card`; for a view, the type that Home Assistant uses when none is
    /// written. Empty otherwise.
    pub kind: String,
    /// Its name, title or heading.
    pub name: Option<String>,
    /// Its icon, as `mdi:…`.
    pub icon: Option<String>,
    /// Its entity, or the first of several.
    pub entity: Option<String>,
    /// The number of entities it lists.
    pub entities: usize,
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
}

/// The layout options of a node, as far as they are written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// Columns of a card in its section, of 12; columns of a grid card; the maximum of a view.
    pub columns: Option<u32>,
    /// Whether a card takes the full width of its section.
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

/// The layout of a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ViewType {
    /// Sections with a 12-column grid.
    Sections,
    /// Columns that fill up from the top.
    Masonry,
    /// A main column and a sidebar.
    Sidebar,
    /// A single card.
    Panel,
    /// A custom element.
    Custom,
}

impl ViewType {
    /// The name in a view's `type`; `None` for custom types, which have names of their own.
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

/// The type of a view, as the frontend determines it (`get-view-type.ts`).
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

/// The facts of a value that is not a mapping: a badge that is only an entity's id, or something else in a card's
/// place.
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

/// Shortens a name to a single line that fits a row; the text has the rest.
fn short(text: &str) -> String {
    let line = text.trim().lines().next().unwrap_or_default();
    match line.char_indices().nth(120) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.to_owned(),
    }
}
