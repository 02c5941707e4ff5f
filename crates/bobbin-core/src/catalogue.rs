//! The catalogue: everything that a dashboard can hold, for Home Assistant's frontend and popular custom cards.
//!
//! Owns the list of cards, badges, features, rows, elements, views, sections, strategies, conditions and actions, with
//! the fields of each, the entities that each suits, and the content of a new one. The facts are data in
//! `catalogue/*.yaml`; [`read`] documents their format. It does not judge a text: a type that the catalogue lacks is
//! legal, kept and shown as data.
//!
//! Must stay true: every `of` names an existing kind or item; no type is listed twice in a kind; every stub has the
//! required fields. Tests compare the catalogue with the frontend of a real Home Assistant.

mod model;
mod order;
mod read;
mod stub;
mod suit;

use std::sync::LazyLock;

pub use model::{Common, Entry, Field, FieldKind, Group, Kind, Offered, Plain, Suits};
pub use order::in_place;
pub use stub::Given;

/// The version of Home Assistant that the catalogue describes.
pub const HA_VERSION: &str = "2026.11";

/// The entries of the catalogue, in the order of the gallery.
#[derive(Clone, Debug)]
pub struct Catalogue {
    entries: Vec<Entry>,
    common: Vec<Common>,
}

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(read::built_in);

impl Catalogue {
    /// Returns the catalogue, which is read from its data at the first call.
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

    /// The entry of a type, by its name or an alias. `None` for an unknown type, which is not an error.
    pub fn find(&self, kind: Kind, name: &str) -> Option<&Entry> {
        self.of(kind).find(|entry| entry.name == name || entry.aliases.iter().any(|alias| alias == name))
    }

    /// The fields that all entries of a kind share, such as those of cards and badges.
    pub fn common(&self) -> &[Common] {
        &self.common
    }

    /// The fields of an entry, including those that all entries of its kind share.
    pub fn fields<'a>(&'a self, entry: &'a Entry) -> impl Iterator<Item = &'a Field> {
        let common = self.common.iter().filter(|common| common.kind == entry.kind).flat_map(|common| &common.fields);
        entry.fields.iter().chain(common.filter(|field| entry.field(&field.name).is_none()))
    }
}
