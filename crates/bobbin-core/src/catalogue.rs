//! The catalogue: what Home Assistant's frontend, and popular custom cards, can be told in a dashboard.
//!
//! Owns which cards, badges, features, rows, elements, views, sections, strategies, conditions and actions there
//! are, the fields of each, which of them suit an entity, and what a new one starts with. The facts are data in
//! `catalogue/*.yaml`; [`read`] says how they are written. Does not judge a text: what is not here is legal, kept
//! and shown as data.
//!
//! Must stay true: every `of` names something that is here; no type stands twice in a kind; every stub holds the
//! fields that are required. Tests hold it against the frontend of a real Home Assistant.

mod model;
mod order;
mod read;
mod stub;
mod suit;

use std::sync::LazyLock;

pub use model::{Common, Entry, Field, FieldKind, Group, Kind, Offered, Plain, Suits};
pub use order::in_place;
pub use stub::Given;

/// The version of Home Assistant that is described.
pub const HA_VERSION: &str = "2026.11";

/// The entries of the catalogue, in the order they are offered.
#[derive(Clone, Debug)]
pub struct Catalogue {
    entries: Vec<Entry>,
    common: Vec<Common>,
}

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(read::built_in);

impl Catalogue {
    /// The catalogue; read from its data at the first call.
    pub fn get() -> &'static Self {
        &CATALOGUE
    }

    /// All entries.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entries of a kind.
    pub fn of(&self, kind: Kind) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(move |entry| entry.kind == kind)
    }

    /// The entry of a type, by its name or a former one. `None` for what is not known, which is no fault.
    pub fn find(&self, kind: Kind, name: &str) -> Option<&Entry> {
        self.of(kind).find(|entry| entry.name == name || entry.aliases.iter().any(|alias| alias == name))
    }

    /// What all entries of a kind have in common: cards and badges share some fields.
    pub fn common(&self) -> &[Common] {
        &self.common
    }

    /// The fields of an entry with those that all of its kind have.
    pub fn fields<'a>(&'a self, entry: &'a Entry) -> impl Iterator<Item = &'a Field> {
        let common = self.common.iter().filter(|common| common.kind == entry.kind).flat_map(|common| &common.fields);
        entry.fields.iter().chain(common.filter(|field| entry.field(&field.name).is_none()))
    }
}
