//! The content of a dashboard, as Home Assistant holds it.

use bobbin_core::value::Value;

/// What a place holds: a config, or none ("Home Assistant has no config for this").
pub(crate) type Held = Option<Value>;
