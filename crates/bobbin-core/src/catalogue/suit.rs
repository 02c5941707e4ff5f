//! The cards that suit an entity, best first.
//!
//! Owns only the order: the domains of each card are data. A card for the domain alone comes before one for several
//! domains, and that before one for any; among these, popular ones come first, then the order of the catalogue.

use super::Catalogue;
use super::model::{Entry, Kind, Offered, Suits};

impl Catalogue {
    /// The entries of a kind that suit entities of a domain, best first. Cards that have to be installed come last.
    pub fn suiting(&self, kind: Kind, domain: &str) -> Vec<&Entry> {
        let offered = self.of(kind).filter(|entry| entry.offered == Offered::Always && entry.suits(domain));
        let mut entries: Vec<_> = offered.collect();
        entries.sort_by_key(|entry| (entry.resource.is_some(), breadth(entry), !entry.popular));
        entries
    }
}

fn breadth(entry: &Entry) -> usize {
    match &entry.suits {
        // The tile card is Home Assistant's own first choice for every entity.
        Suits::Any if entry.name == "tile" => 0,
        Suits::Domains(domains) => domains.len(),
        Suits::Any | Suits::None => usize::MAX,
    }
}
