//! The hash by which values are told apart.
//!
//! Every node of a dashboard is hashed whenever it is compared, so this is several times faster than the standard
//! library's, which guards tables against attackers. Here two equal hashes only say where to look: values are compared.
//!
//! Must stay true: equal on every run, since what is most alike may be told by it.

use std::hash::{BuildHasher as _, Hasher};

use foldhash::quality::FixedState;

/// A hasher that has seen nothing yet.
pub(crate) fn hasher() -> impl Hasher {
    FixedState::default().build_hasher()
}
