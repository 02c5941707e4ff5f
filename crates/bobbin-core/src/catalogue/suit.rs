//! Which cards suit an entity, the best first.
//!
//! Owns the order only: which card is made for which domain is data. A card made for the domain alone comes before
//! one for several, and that before one for any; within these, as the catalogue lists them, popular ones first.

use super::Catalogue;
use super::model::{Entry, Kind, Offered, Suits};

impl Catalogue {
    /// What of a kind suits an entity of a domain, the best first. Cards that have to be installed come last.
    pub fn suiting(&self, kind: Kind, domain: &str) -> Vec<&Entry> {
        let offered = self.of(kind).filter(|entry| entry.offered == Offered::Always && entry.suits(domain));
        let mut entries: Vec<_> = offered.collect();
        entries.sort_by_key(|entry| (entry.resource.is_some(), breadth(entry), !entry.popular));
        entries
    }
}

fn breadth(entry: &Entry) -> usize {
    match &entry.suits {
        // The tile card is Home Assistant's own first answer for every entity.
        Suits::Any if entry.name == "tile" => 0,
        Suits::Domains(domains) => domains.len(),
        Suits::Any | Suits::None => usize::MAX,
    }
}
