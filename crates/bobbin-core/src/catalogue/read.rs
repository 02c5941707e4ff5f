//! Reads the files of the catalogue.
//!
//! Each file has the entries of one kind. An entry has `type`, `label`, `icon`, `sentence` and `fields`, and where they
//! differ from the default also `suits` (domains, or `any`), `offered` (`on request`, `never`), `popular`, `instead`,
//! `aliases`, `resource`, `one_of`, `open`, `by_fields` and `stub`. A field is one line: `name` and `kind`, then the
//! keys documented in [`Field`]. An unknown key fails the test that reads the files, so misspellings are noticed.

use serde::Deserialize;

use super::Catalogue;
use super::model::{Common, Entry, Field, Kind, Offered, Suits};
use crate::value::Value;
use crate::yaml::{self, Dialect};

macro_rules! files {
    ($($kind:ident: $($name:literal),+;)+) => {
        &[$($((Kind::$kind, $name, include_str!(concat!("../../catalogue/", $name, ".yaml"))),)+)+]
    };
}

const FILES: &[(Kind, &str, &str)] = files! {
    Card: "cards", "custom_cards";
    Badge: "badges";
    HeadingBadge: "heading_badges";
    Feature: "features";
    Row: "rows";
    HeaderFooter: "header_footer";
    Element: "elements";
    Item: "items";
    View: "views";
    Section: "sections";
    Dashboard: "dashboard";
    DashboardStrategy: "dashboard_strategies";
    ViewStrategy: "view_strategies";
    SectionStrategy: "section_strategies";
    Condition: "conditions";
    Action: "actions";
};
const COMMON: &str = include_str!("../../catalogue/common.yaml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    r#type: String,
    label: String,
    icon: String,
    sentence: String,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    suits: Option<Value>,
    #[serde(default)]
    offered: Offered,
    #[serde(default)]
    popular: bool,
    #[serde(default)]
    instead: Option<String>,
    #[serde(default)]
    resource: Option<String>,
    #[serde(default)]
    one_of: Vec<String>,
    #[serde(default)]
    open: bool,
    #[serde(default)]
    by_fields: bool,
    #[serde(default)]
    stub: Value,
    #[serde(default)]
    fields: Vec<Field>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenCommon {
    kind: Kind,
    fields: Vec<Field>,
}

/// Reads the catalogue from the files that are part of the program.
///
/// # Panics
///
/// When a file can't be read, which a test would have shown.
pub(super) fn built_in() -> Catalogue {
    let mut entries = Vec::new();
    for (kind, name, text) in FILES {
        entries.extend(list::<Written>(name, text).into_iter().map(|written| entry(*kind, written)));
    }
    let common = list::<WrittenCommon>("common", COMMON).into_iter();
    let common = common.map(|written| Common { kind: written.kind, fields: labeled(written.fields) });
    Catalogue { entries, common: common.collect() }
}

fn list<T: for<'de> Deserialize<'de>>(name: &str, text: &str) -> Vec<T> {
    let parsed = yaml::parse(text, Dialect::Editor);
    assert!(parsed.is_good(), "catalogue/{name}.yaml: {}", parsed.problems[0]);
    let json = serde_json::to_string(&parsed.value).unwrap_or_default();
    serde_json::from_str(&json).unwrap_or_else(|error| panic!("catalogue/{name}.yaml: {error}"))
}

fn entry(kind: Kind, written: Written) -> Entry {
    let suits = match written.suits {
        None => Suits::None,
        Some(Value::List(domains)) => Suits::Domains(domains.into_iter().filter_map(text).collect()),
        Some(_) => Suits::Any,
    };
    Entry {
        kind,
        name: written.r#type,
        aliases: written.aliases,
        label: written.label,
        icon: written.icon,
        sentence: written.sentence,
        suits,
        offered: written.offered,
        popular: written.popular,
        instead: written.instead,
        resource: written.resource,
        one_of: written.one_of,
        open: written.open,
        by_fields: written.by_fields,
        stub: written.stub,
        fields: labeled(written.fields),
    }
}

fn text(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        _ => None,
    }
}

fn labeled(mut fields: Vec<Field>) -> Vec<Field> {
    for field in &mut fields {
        if field.label.is_empty() {
            field.label = in_words(&field.name);
        }
        field.fields = labeled(std::mem::take(&mut field.fields));
    }
    fields
}

/// Turns a key into words: `hours_to_show` becomes “Hours to show”.
fn in_words(key: &str) -> String {
    let words = key.replace(['_', '-'], " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
